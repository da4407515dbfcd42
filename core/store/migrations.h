// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>

#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/store/database.h"

namespace cartage::store {

/// How the schema in a database stands to the one this program knows.
struct SchemaState {
    int version = 0;              ///< 0: nothing there
    std::optional<Error> refusal; ///< schema_newer, schema_altered, database_damaged (nothing at all in the file)
};
/// Throws SqlFailure.
[[nodiscard]] SchemaState schemaState(const QSqlDatabase &database, const std::vector<Migration> &known);
/// Runs migrations above `from`, each in one transaction with its row. Throws SqlFailure.
void runMigrations(const QSqlDatabase &database, const std::vector<Migration> &known, int from, Time now);
/// The statements of a script: split at semicolons outside comments and literals. Triggers are not understood.
[[nodiscard]] std::vector<std::string> statementsOf(const std::string &script);

} // namespace cartage::store
