// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <thread>
#include <unordered_map>

#include "core/base/check.h"
#include "core/store/migrations.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

/// SQLite waits this long by itself; then the whole command runs again (its reads may be out of date).
constexpr int busyTimeoutMs = 250;

Error errorOf(const SqlFailure &failed, const std::string &file)
{
    Error error;
    error.scope = Scope::Site;
    error.operation = "database";
    error.path = file;
    error.parameters["text"] = failed.text;
    switch (failed.code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        error.code = Code::DatabaseBusy;
        break;
    case SQLITE_FULL:
        error.code = Code::DatabaseNoSpace;
        error.systemError = ENOSPC;
        break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        error.code = Code::DatabaseDamaged;
        break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
        error.code = Code::NotPermitted;
        break;
    case SQLITE_IOERR:
        error.code = Code::IoError;
        error.systemError = EIO;
        break;
    default:
        error.code = Code::Internal;
        break;
    }
    return error;
}

QString uniqueConnectionName()
{
    static std::atomic<std::uint64_t> next{0}; // Qt keeps connections in one table for the whole process
    return QStringLiteral("cartage-%1").arg(++next);
}

} // namespace

struct Connection::Private {
    QString name = uniqueConnectionName();
    QSqlDatabase database;
    std::unordered_map<std::string, std::unique_ptr<Statement>> statements;
    int depth = 0;

    void execute(const char *sql)
    {
        QSqlQuery query(database);
        if (!query.exec(QString::fromLatin1(sql)))
            throw SqlFailure{query.lastError().nativeErrorCode().toInt() & 0xFF, query.lastError().text().toStdString()};
    }
    void open(const std::string &file, Mode mode)
    {
        database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(QString::fromStdString(file));
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1%2")
                                       .arg(busyTimeoutMs)
                                       .arg(mode == Mode::ReadOnly ? QStringLiteral(";QSQLITE_OPEN_READONLY") : QString()));
        if (!database.open())
            throw SqlFailure{database.lastError().nativeErrorCode().toInt() & 0xFF, database.lastError().text().toStdString()};
        execute("PRAGMA foreign_keys = ON");
        execute("PRAGMA synchronous = FULL");
    }
};

Connection::Connection() : m_private(std::make_unique<Private>()) { }

Connection::~Connection()
{
    m_private->statements.clear();
    m_private->database.close();
    m_private->database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_private->name);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string &file, Mode mode)
{
    std::unique_ptr<Connection> connection(new Connection);
    connection->m_file = file;
    try {
        if (!QFileInfo::exists(QString::fromStdString(file))) {
            Error error;
            error.code = Code::SiteMissing;
            error.scope = Scope::Site;
            error.object = error.path = file;
            return failure(error);
        }
        connection->m_private->open(file, mode);
        SchemaState schema = schemaState(connection->m_private->database);
        if (!schema.refusal && schema.version < newestSchema() && mode == Mode::ReadOnly) {
            schema.refusal.emplace();
            schema.refusal->code = Code::SchemaAltered;
            schema.refusal->scope = Scope::Site;
            schema.refusal->parameters["older"] = std::to_string(schema.version);
        }
        if (schema.refusal) {
            schema.refusal->object = schema.refusal->path = file;
            return failure(*schema.refusal);
        }
        return connection;
    } catch (const SqlFailure &failed) {
        return failure(errorOf(failed, file));
    }
}

Result<std::unique_ptr<Connection>> Connection::create(const std::string &file)
{
    std::unique_ptr<Connection> connection(new Connection);
    connection->m_file = file;
    try {
        if (QFileInfo::exists(QString::fromStdString(file))) {
            Error error;
            error.code = Code::Exists;
            error.scope = Scope::Site;
            error.object = error.path = file;
            return failure(error);
        }
        connection->m_private->open(file, Mode::ReadWrite);
        connection->m_private->execute("PRAGMA journal_mode = WAL");
        runMigrations(connection->m_private->database, 0, Time());
        return connection;
    } catch (const SqlFailure &failed) {
        return failure(errorOf(failed, file));
    }
}

Result<void> Connection::migrate(Time now)
{
    try {
        const SchemaState schema = schemaState(m_private->database);
        if (schema.refusal)
            return failure(*schema.refusal);
        if (schema.version == newestSchema())
            return {};
        char version[16];
        std::snprintf(version, sizeof version, "%04d", schema.version);
        const std::string copy = m_file + ".before-" + version;
        if (!QFileInfo::exists(QString::fromStdString(copy))) {
            if (auto kept = backupTo(copy); !kept)
                return kept;
        }
        runMigrations(m_private->database, schema.version, now);
        return {};
    } catch (const SqlFailure &failed) {
        return failure(errorOf(failed, m_file));
    }
}

Result<void> Connection::transact(bool write, Span patience, const std::function<Result<void>()> &body)
{
    if (m_private->depth > 0) // part of the caller's transaction
        return body();
    const auto began = std::chrono::steady_clock::now();
    for (int tries = 0;; ++tries) {
        try {
            m_private->execute(write ? "BEGIN IMMEDIATE" : "BEGIN");
            m_private->depth = 1;
            Result<void> done = body();
            if (write && done)
                m_private->execute("COMMIT");
            m_private->depth = 0;
            if (!write || !done) {
                for (auto &[sql, each] : m_private->statements)
                    each->finish();
                m_private->execute("ROLLBACK");
            }
            return done;
        } catch (const SqlFailure &failed) {
            m_private->depth = 0;
            for (auto &[sql, each] : m_private->statements)
                each->finish();
            QSqlQuery(m_private->database).exec(QStringLiteral("ROLLBACK")); // refused where SQLite has rolled back by itself
            const auto waited = std::chrono::steady_clock::now() - began;
            if ((failed.code != SQLITE_BUSY && failed.code != SQLITE_LOCKED) || waited >= patience)
                return failure(errorOf(failed, m_file));
            std::this_thread::sleep_for(std::min(std::chrono::milliseconds(5 << std::min(tries, 5)), std::chrono::milliseconds(100)));
        }
    }
}

std::int64_t Connection::dataVersion()
{
    try {
        Statement &query = statement("PRAGMA data_version");
        const std::int64_t version = query.one() ? query.integer(0) : 0;
        query.finish();
        return version;
    } catch (const SqlFailure &) {
        return -1; // counts as changed: whoever asks looks, and meets the failure there
    }
}

Result<void> Connection::checkpoint()
{
    try {
        m_private->execute("PRAGMA wal_checkpoint(PASSIVE)");
        return {};
    } catch (const SqlFailure &failed) {
        return failure(errorOf(failed, m_file));
    }
}

Result<void> Connection::backupTo(const std::string &file)
{
    try {
        {
            Statement vacuum(m_private->database, "VACUUM INTO ?");
            vacuum.run(file);
        }
        auto copy = open(file, Mode::ReadOnly);
        if (!copy)
            return failure(copy.error());
        auto sound = (*copy)->quickCheck();
        if (!sound)
            return failure(sound.error());
        if (!sound->empty())
            return failure(errorOf({SQLITE_CORRUPT, *sound}, file));
        return {};
    } catch (const SqlFailure &failed) {
        return failure(errorOf(failed, file));
    }
}

Result<std::string> Connection::quickCheck()
{
    try {
        Statement check(m_private->database, "PRAGMA quick_check(1)");
        const std::string answer = check.one() ? check.text(0) : "no answer";
        return answer == "ok" ? std::string() : answer;
    } catch (const SqlFailure &failed) {
        return failure(errorOf(failed, m_file));
    }
}

int Connection::schemaVersion()
{
    try {
        return schemaState(m_private->database).version;
    } catch (const SqlFailure &) {
        return 0;
    }
}

Statement &Connection::statement(const char *sql)
{
    return statement(std::string(sql));
}

Statement &Connection::statement(const std::string &sql)
{
    auto &kept = m_private->statements[sql];
    if (!kept)
        kept = std::make_unique<Statement>(m_private->database, sql);
    return *kept;
}

Statement Connection::once(const std::string &sql)
{
    return Statement(m_private->database, sql);
}

} // namespace cartage::store
