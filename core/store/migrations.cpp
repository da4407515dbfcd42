// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"

#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>

#include <array>

#include "core/base/digest.h"
#include "core/store/database.h"
#include "core/store/statement.h"

static void initMigrations()
{
    Q_INIT_RESOURCE(migrations);
}

namespace cartage::store {

namespace {

constexpr std::array<const char *, 1> migrationNames{"0001_one_site"};

std::string migrationText(int version)
{
    initMigrations();
    QFile file(QStringLiteral(":/migrations/sqlite/%1.sql").arg(QLatin1String(migrationNames[static_cast<std::size_t>(version) - 1])));
    if (!file.open(QIODevice::ReadOnly))
        throw SqlFailure{1, "a migration is missing from the program"};
    return file.readAll().toStdString();
}

/// Comments go first: a semicolon in one ends nothing. Migrations hold no "--" in literals and no triggers.
QStringList statementsOf(const std::string &text)
{
    QString sql;
    const QStringList lines = QString::fromStdString(text).split(QLatin1Char('\n'));
    for (const QString &line : lines)
        sql += line.section(QStringLiteral("--"), 0, 0) + QLatin1Char('\n');
    QStringList statements;
    for (const QString &part : sql.split(QLatin1Char(';'))) {
        if (!part.trimmed().isEmpty())
            statements.append(part.trimmed());
    }
    return statements;
}

void execute(QSqlQuery &query, const QString &sql)
{
    if (!query.exec(sql))
        throw SqlFailure{query.lastError().nativeErrorCode().toInt() & 0xFF, query.lastError().text().toStdString()};
}

/// Of every table and index as the database holds them: a schema that somebody altered by hand has another.
std::string schemaPrint(const QSqlDatabase &database)
{
    Statement rows(database, "SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master "
                             "WHERE name NOT LIKE 'sqlite_%' AND name <> 'schema_migration' ORDER BY type, name");
    Sha256Hasher hasher;
    rows.run();
    while (rows.next())
        hasher.add(asBytes(rows.text(0) + "\n"));
    return hasher.finish().hex();
}

Error schemaError(Code code, int found)
{
    Error error;
    error.code = code;
    error.scope = Scope::Site;
    error.parameters["found"] = std::to_string(found);
    error.parameters["known"] = std::to_string(newestSchema());
    return error;
}

} // namespace

int newestSchema()
{
    return static_cast<int>(migrationNames.size());
}

SchemaState schemaState(const QSqlDatabase &database)
{
    SchemaState state;
    Statement table(database, "SELECT count(*) FROM sqlite_master WHERE name = 'schema_migration'");
    if (table.one() && table.integer(0) == 0) {
        state.refusal = schemaError(Code::SchemaAltered, 0);
        return state;
    }
    table.finish();
    Statement rows(database, "SELECT version, checksum, schema_print FROM schema_migration ORDER BY version");
    rows.run();
    std::string lastPrint;
    while (rows.next()) {
        state.version = static_cast<int>(rows.integer(0));
        if (state.version > newestSchema()) {
            while (rows.next())
                state.version = static_cast<int>(rows.integer(0));
            state.refusal = schemaError(Code::SchemaNewer, state.version);
            return state;
        }
        if (state.version < 1 || rows.text(1) != sha256(asBytes(migrationText(state.version))).hex())
            state.refusal = schemaError(Code::SchemaAltered, state.version);
        lastPrint = rows.text(2);
    }
    if (!state.refusal && lastPrint != schemaPrint(database))
        state.refusal = schemaError(Code::SchemaAltered, state.version);
    return state;
}

void runMigrations(QSqlDatabase database, int from, Time now)
{
    QSqlQuery query(database);
    for (int version = from + 1; version <= newestSchema(); ++version) {
        const std::string text = migrationText(version);
        execute(query, QStringLiteral("BEGIN IMMEDIATE"));
        try {
            execute(query, QStringLiteral("CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                                          "checksum TEXT NOT NULL, schema_print TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT"));
            for (const QString &statement : statementsOf(text))
                execute(query, statement);
            Statement insert(database, "INSERT INTO schema_migration (version, name, checksum, schema_print, applied_at) VALUES (?, ?, ?, ?, ?)");
            insert.run(version, migrationNames[static_cast<std::size_t>(version) - 1], sha256(asBytes(text)).hex(), schemaPrint(database), now);
            execute(query, QStringLiteral("COMMIT"));
        } catch (const SqlFailure &) {
            query.exec(QStringLiteral("ROLLBACK"));
            throw;
        }
    }
}

} // namespace cartage::store
