// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace cartage::store {

/// How the schema in a database stands to the one this program knows.
struct SchemaState {
    int version = 0;          ///< 0: nothing there
    std::optional<Error> refusal; ///< schema_newer, schema_altered
};
/// Throws SqlFailure.
[[nodiscard]] SchemaState schemaState(const QSqlDatabase &database);
/// Runs migrations above `from`, each in one transaction with its row. Throws SqlFailure.
void runMigrations(QSqlDatabase database, int from, Time now);

} // namespace cartage::store
