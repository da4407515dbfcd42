// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/directstatement.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr int misuse = 21; // SQLITE_MISUSE

/// Two copies of SQLite in one process would undo each other's locks.
sqlite3 *handleOf(Connection &db)
{
    Statement &query = db.statement("SELECT sqlite_source_id()");
    const bool same = query.one() && query.text(0) == sqlite3_sourceid();
    sqlite3 *handle = same ? static_cast<sqlite3 *>(query.handle()) : nullptr;
    query.finish();
    if (!handle)
        throw SqlFailure{misuse, "Qt's SQLite driver has a SQLite of its own"};
    return handle;
}

} // namespace

DirectStatement::DirectStatement(Connection &db, const char *sql) : m_db(handleOf(db))
{
    if (sqlite3_prepare_v2(m_db, sql, -1, &m_statement, nullptr) != SQLITE_OK)
        raise();
}

DirectStatement::~DirectStatement()
{
    sqlite3_finalize(m_statement);
}

void DirectStatement::raise() const
{
    throw SqlFailure{sqlite3_errcode(m_db) & 0xFF, sqlite3_errmsg(m_db)};
}

void DirectStatement::check(int result) const
{
    if (result != SQLITE_OK)
        raise();
}

DirectStatement &DirectStatement::text(std::string_view value)
{
    check(sqlite3_bind_text64(m_statement, ++m_place, value.data() ? value.data() : "", value.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

DirectStatement &DirectStatement::bytes(const Xxh128 &value)
{
    check(sqlite3_bind_blob64(m_statement, ++m_place, value.bytes.data(), value.bytes.size(), SQLITE_STATIC));
    return *this;
}

DirectStatement &DirectStatement::integer(std::int64_t value)
{
    check(sqlite3_bind_int64(m_statement, ++m_place, value));
    return *this;
}

DirectStatement &DirectStatement::null()
{
    check(sqlite3_bind_null(m_statement, ++m_place));
    return *this;
}

bool DirectStatement::next()
{
    const int result = sqlite3_step(m_statement);
    if (result != SQLITE_ROW && result != SQLITE_DONE)
        raise();
    return result == SQLITE_ROW;
}

void DirectStatement::run()
{
    next();
    reset();
}

void DirectStatement::reset()
{
    sqlite3_reset(m_statement);
    m_place = 0;
}

Xxh128 DirectStatement::digest(int column) const
{
    Xxh128 value;
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column));
    if (const void *bytes = sqlite3_column_blob(m_statement, column))
        std::memcpy(value.bytes.data(), bytes, std::min(size, value.bytes.size()));
    return value;
}

} // namespace cartage::store
