// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/digest.h"
#include "core/store/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace cartage::store {

/// A statement by SQLite's own interface, on the connection that Qt has opened: for what is inserted by the ten thousand, where binding through
/// QVariant takes longer than the insert (measured: 38 % of the thread's time). Lives within one transaction. Throws SqlFailure. Texts that are bound
/// outlive the run. Qt's driver and this are one library: refused where they are not.
class DirectStatement final
{
public:
    DirectStatement(Connection &db, const char *sql);
    ~DirectStatement();
    DirectStatement(const DirectStatement &) = delete;
    DirectStatement &operator=(const DirectStatement &) = delete;

    DirectStatement &text(std::string_view value);
    DirectStatement &bytes(const Xxh128 &value);
    DirectStatement &integer(std::int64_t value);
    DirectStatement &null();
    /// True: a row.
    bool next();
    /// To its end, and ready for other values.
    void run();
    void reset();
    [[nodiscard]] Xxh128 digest(int column) const;

private:
    [[noreturn]] void raise() const;
    void check(int result) const;
    sqlite3 *m_db = nullptr;
    sqlite3_stmt *m_statement = nullptr;
    int m_place = 0;
};

} // namespace cartage::store
