// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"

#include <QFile>
#include <QSqlError>
#include <QSqlQuery>

#include <algorithm>
#include <array>

#include "core/base/check.h"
#include "core/base/digest.h"
#include "core/store/statement.h"

// A static library's resources are there only when somebody asks for them, outside of any namespace.
static void initMigrations() { Q_INIT_RESOURCE(migrations); }

namespace cartage::store {

namespace {

/// Numbered from 1, without gaps.
constexpr std::array<const char *, 5> migrationNames{"0001_one_site", "0002_state_history", "0003_status_messages", "0004_status_rules", "0005_sites"};

void execute(const QSqlDatabase &database, const std::string &sql)
{
    QSqlQuery query(database);
    if (!query.exec(QString::fromStdString(sql)))
        throw SqlFailure{query.lastError().nativeErrorCode().toInt() & 0xFF, query.lastError().text().toStdString()};
}

/// Where a comment or literal that begins at `at` ends; `at` itself where none begins there.
std::size_t skipped(const std::string &sql, std::size_t at)
{
    std::size_t end = at;
    if (sql.compare(at, 2, "--") == 0)
        end = sql.find('\n', at);
    else if (sql.compare(at, 2, "/*") == 0)
        end = sql.find("*/", at + 2) == std::string::npos ? std::string::npos : sql.find("*/", at + 2) + 2;
    else if (sql[at] == '\'' || sql[at] == '"') // a doubled quote is the end of one literal and the beginning of the next
        end = sql.find(sql[at], at + 1) == std::string::npos ? std::string::npos : sql.find(sql[at], at + 1) + 1;
    return std::min(end, sql.size());
}

/// Of every table and index as the database holds them: a schema that somebody altered by hand has another.
std::string schemaPrint(const QSqlDatabase &database)
{
    Statement rows(database, "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master "
                             "WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'schema_migration' ORDER BY type, name");
    Sha256Hasher hasher;
    rows.run();
    while (rows.next())
        hasher.add(asBytes(rows.text(0) + "\n"));
    return hasher.finish().hex();
}

Error schemaError(Code code, int found, std::size_t known)
{
    Error error;
    error.code = code;
    error.scope = Scope::Site;
    error.parameters["found"] = std::to_string(found);
    error.parameters["known"] = std::to_string(known);
    return error;
}

std::string checksum(const Migration &migration) { return sha256(asBytes(migration.sql)).hex(); }

} // namespace

const std::vector<Migration> &shippedMigrations()
{
    static const std::vector<Migration> shipped = [] {
        initMigrations();
        std::vector<Migration> all;
        for (const char *name : migrationNames) {
            QFile file(QStringLiteral(":/migrations/sqlite/%1.sql").arg(QLatin1String(name)));
            CARTAGE_CHECK(file.open(QIODevice::ReadOnly));
            all.push_back({name, file.readAll().toStdString()});
        }
        return all;
    }();
    return shipped;
}

int newestSchema() { return static_cast<int>(migrationNames.size()); }

std::vector<std::string> statementsOf(const std::string &script)
{
    std::vector<std::string> statements;
    std::string current;
    const auto finish = [&] {
        if (current.find_first_not_of(" \t\r\n") != std::string::npos)
            statements.push_back(current);
        current.clear();
    };
    for (std::size_t at = 0; at < script.size();) {
        const std::size_t end = skipped(script, at);
        if (end > at) {
            if (script[at] == '\'' || script[at] == '"')
                current += script.substr(at, end - at);
            at = end;
        } else if (script[at] == ';') {
            finish();
            ++at;
        } else {
            current += script[at++];
        }
    }
    finish();
    return statements;
}

SchemaState schemaState(const QSqlDatabase &database, const std::vector<Migration> &known)
{
    SchemaState state;
    Statement tables(database, "SELECT count(*), coalesce(sum(name = 'schema_migration'), 0) FROM sqlite_master");
    tables.one();
    const bool empty = tables.integer(0) == 0;
    const bool ours = tables.integer(1) == 1;
    tables.finish();
    if (!ours) {
        state.refusal = schemaError(empty ? Code::DatabaseDamaged : Code::SchemaAltered, 0, known.size());
        return state;
    }
    std::string print;
    bool altered = false;
    Statement rows(database, "SELECT version, checksum, schema_print FROM schema_migration ORDER BY version");
    rows.run();
    for (int expected = 1; rows.next(); ++expected) {
        state.version = static_cast<int>(rows.integer(0));
        const bool isKnown = state.version >= 1 && static_cast<std::size_t>(state.version) <= known.size();
        altered = altered || state.version != expected || (isKnown && rows.text(1) != checksum(known[static_cast<std::size_t>(state.version) - 1]));
        print = rows.text(2);
    }
    if (state.version > static_cast<int>(known.size()))
        state.refusal = schemaError(Code::SchemaNewer, state.version, known.size());
    else if (altered || print != schemaPrint(database))
        state.refusal = schemaError(Code::SchemaAltered, state.version, known.size());
    return state;
}

void runMigrations(const QSqlDatabase &database, const std::vector<Migration> &known, int from, Time now)
{
    for (int version = from + 1; version <= static_cast<int>(known.size()); ++version) {
        const Migration &migration = known[static_cast<std::size_t>(version) - 1];
        execute(database, "BEGIN IMMEDIATE");
        try {
            execute(database, "CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                              "checksum TEXT NOT NULL, schema_print TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT");
            for (const std::string &statement : statementsOf(migration.sql))
                execute(database, statement);
            Statement insert(database, "INSERT INTO schema_migration (version, name, checksum, schema_print, applied_at) VALUES (?, ?, ?, ?, ?)");
            insert.run(version, migration.name, checksum(migration), schemaPrint(database), now);
            insert.finish();
            execute(database, "COMMIT");
        } catch (const SqlFailure &) {
            QSqlQuery(database).exec(QStringLiteral("ROLLBACK"));
            throw;
        }
    }
}

} // namespace cartage::store
