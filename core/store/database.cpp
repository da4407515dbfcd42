// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <thread>
#include <unordered_map>

#include "core/base/check.h"
#include "core/io/posixfilesystem.h"
#include "core/store/migrations.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

/// SQLite waits this long by itself; then the whole command runs again (its reads may be out of date).
constexpr int busyTimeoutMs = 250;
/// Somebody else's recovery after a crash, at the most.
constexpr Span openPatience = std::chrono::seconds(5);

/// SQLite's primary result codes; they never change.
enum Sqlite {
    Perm = 3,
    Busy = 5,
    Locked = 6,
    ReadOnlyFile = 8,
    IoErr = 10,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    Protocol = 15,
    Auth = 23,
    NotADb = 26
};

bool isBusy(int code) { return code == Busy || code == Locked || code == Protocol; }

Error siteError(Code code, const std::string &file)
{
    Error error;
    error.code = code;
    error.scope = Scope::Site;
    error.path = file;
    error.object = file;
    return error;
}

Code codeOf(int sqlite)
{
    switch (sqlite) {
    case Busy:
    case Locked:
    case Protocol:
        return Code::DatabaseBusy;
    case Full:
        return Code::DatabaseNoSpace;
    case Corrupt:
    case NotADb:
        return Code::DatabaseDamaged;
    case ReadOnlyFile:
    case Perm:
    case Auth:
    case CantOpen:
        return Code::NotPermitted;
    case IoErr:
        return Code::IoError;
    default:
        return Code::Internal;
    }
}

/// Without a few free pages SQLite cannot even make its shared memory, and calls that an I/O error.
bool isFull(const std::string &file)
{
    constexpr std::uint64_t least = 64 * 1024;
    const std::size_t slash = file.rfind('/');
    const std::unique_ptr<io::FileSystem> files = io::makePosixFileSystem();
    const auto folder = files->openFolder(slash == 0 ? "/" : file.substr(0, slash));
    const io::IoResult<io::Space> space = folder ? files->space(*folder) : failure(folder.error());
    return space && space->free < least;
}

Error errorOf(const SqlFailure &failed, const std::string &file)
{
    Code code = codeOf(failed.code);
    if ((failed.code == IoErr || failed.code == CantOpen) && isFull(file))
        code = Code::DatabaseNoSpace;
    Error error = siteError(code, file);
    error.operation = "database";
    error.systemError = error.code == Code::DatabaseNoSpace ? ENOSPC : error.code == Code::IoError ? EIO : 0;
    error.parameters["text"] = failed.text;
    return error;
}

/// Runs `attempt` until it is not refused for somebody else's sake, or `patience` is over. Waits grow, so that many who wait do not keep each other busy.
template <class Attempt>
Result<void> patiently(const std::string &file, Span patience, const Attempt &attempt)
{
    const SystemClock clock;
    const Span began = clock.boot();
    for (int tries = 0;; ++tries) {
        try {
            return attempt();
        } catch (const SqlFailure &failed) {
            if (!isBusy(failed.code) || clock.boot() - began >= patience)
                return failure(errorOf(failed, file));
        }
        std::this_thread::sleep_for(Span(std::min(5 << std::min(tries, 5), 100)));
    }
}

/// SQLite makes a file that is not there, and says the same of one that is missing and one that may not be opened.
Result<bool> isThere(const std::string &file)
{
    const std::size_t slash = file.rfind('/');
    CARTAGE_CHECK(slash != std::string::npos);
    const std::unique_ptr<io::FileSystem> files = io::makePosixFileSystem();
    auto folder = files->openFolder(slash == 0 ? "/" : file.substr(0, slash));
    io::IoResult<io::FileStatus> status = folder ? files->statusAt(*folder, file.substr(slash + 1)) : failure(folder.error());
    if (status)
        return true;
    if (status.error().error == ENOENT || status.error().error == ENOTDIR)
        return false;
    Error error = siteError(Code::NotPermitted, file);
    error.operation = status.error().operation;
    error.systemError = status.error().error;
    return failure(error);
}

/// VACUUM INTO waits for no disk.
Result<void> sync(const std::string &file)
{
    const std::size_t slash = file.rfind('/');
    const std::unique_ptr<io::FileSystem> files = io::makePosixFileSystem();
    auto folder = files->openFolder(slash == 0 ? "/" : file.substr(0, slash));
    io::IoResult<io::Handle> opened = folder ? files->openForReading(*folder, file.substr(slash + 1)) : failure(folder.error());
    io::IoResult<void> synced = opened ? files->syncFile(*opened) : failure(opened.error());
    if (synced)
        synced = files->syncFile(*folder);
    if (synced)
        return {};
    Error error = siteError(Code::IoError, file);
    error.operation = synced.error().operation;
    error.systemError = synced.error().error;
    return failure(error);
}

/// Nobody has it open for writing, and it is whole without a log: such a file can be read where nothing may be written, not even shared memory.
bool isAtRest(const std::string &file)
{
    const Result<bool> log = isThere(file + "-wal");
    return log && !*log;
}

/// When the file was changed last, in nanoseconds; less than nothing where that is not known.
std::int64_t changedAt(const std::string &file)
{
    const std::size_t slash = file.rfind('/');
    const std::unique_ptr<io::FileSystem> files = io::makePosixFileSystem();
    const auto folder = files->openFolder(slash == 0 ? "/" : file.substr(0, slash));
    const auto status = folder ? files->statusAt(*folder, file.substr(slash + 1)) : failure(folder.error());
    return status ? status->mtimeNs : -1;
}

/// Qt hands names on as text, and the path of a file is bytes.
QString uriOf(const std::string &file)
{
    return QStringLiteral("file:") + QString::fromLatin1(QByteArray::fromStdString(file).toPercentEncoding("/"));
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
    enum class Inside { Nothing, Read, Write } inside = Inside::Nothing;
    bool atRest = false; ///< opened as a file that nobody changes meanwhile

    void execute(const char *sql)
    {
        QSqlQuery query(database);
        if (!query.exec(QString::fromLatin1(sql)))
            throw SqlFailure{query.lastError().nativeErrorCode().toInt() & 0xFF, query.lastError().text().toStdString()};
    }
    void open(const std::string &file, Mode mode, bool rests = false)
    {
        atRest = rests;
        if (!database.isValid())
            database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(uriOf(file) + (rests ? QStringLiteral("?immutable=1") : QString()));
        database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=%1%2")
                                       .arg(busyTimeoutMs)
                                       .arg(mode == Mode::ReadOnly ? QStringLiteral(";QSQLITE_OPEN_READONLY") : QString()));
        if (!database.open())
            throw SqlFailure{database.lastError().nativeErrorCode().toInt() & 0xFF, database.lastError().text().toStdString()};
        execute("PRAGMA foreign_keys = ON");
        execute("PRAGMA synchronous = FULL");
    }
    /// What is at rest now need not be so at the next question.
    void openAgain(const std::string &file)
    {
        statements.clear();
        database.close();
        try {
            open(file, Mode::ReadOnly, isAtRest(file));
        } catch (const SqlFailure &) {
            atRest = true; // so that the next question tries it again
            throw;
        }
    }
    /// A statement that still stands on a row would hold the snapshot open beyond the transaction.
    void finishStatements()
    {
        for (auto &[sql, each] : statements)
            each->finish();
    }
    void rollBack()
    {
        inside = Inside::Nothing;
        finishStatements();
        QSqlQuery(database).exec(QStringLiteral("ROLLBACK")); // refused where SQLite has rolled back by itself
    }
};

Connection::Connection(const std::vector<Migration> &known)
    : m_private(std::make_unique<Private>())
    , m_known(known)
{ }

Connection::~Connection()
{
    m_private->statements.clear();
    m_private->database.close();
    m_private->database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_private->name);
}

Result<std::unique_ptr<Connection>> Connection::open(const std::string &file, Mode mode, const std::vector<Migration> &known)
{
    const Result<bool> there = isThere(file);
    if (!there || !*there)
        return failure(there ? siteError(Code::SiteMissing, file) : there.error());
    std::unique_ptr<Connection> connection(new Connection(known));
    connection->m_file = file;
    const auto attempt = [&](bool rests) -> Result<void> {
        connection->m_private->open(file, mode, rests);
        SchemaState schema = schemaState(connection->m_private->database, known);
        if (!schema.refusal && mode == Mode::ReadOnly && schema.version < static_cast<int>(known.size())) {
            schema.refusal = siteError(Code::SchemaAltered, file);
            schema.refusal->parameters["older"] = std::to_string(schema.version);
        }
        if (schema.refusal) {
            schema.refusal->object = schema.refusal->path = file;
            return failure(*schema.refusal);
        }
        if (mode == Mode::ReadWrite)
            connection->m_private->execute("PRAGMA journal_mode = WAL"); // a copy that was put back is not in this mode
        return {};
    };
    Result<void> opened = patiently(file, openPatience, [&] { return attempt(false); });
    if (!opened && mode == Mode::ReadOnly && opened.error().code == Code::NotPermitted && isAtRest(file))
        opened = patiently(file, openPatience, [&] { return attempt(true); });
    if (!opened)
        return failure(opened.error());
    return connection;
}

Result<std::unique_ptr<Connection>> Connection::create(const std::string &file, const std::vector<Migration> &known)
{
    const Result<bool> there = isThere(file);
    if (!there || *there)
        return failure(there ? siteError(Code::Exists, file) : there.error());
    std::unique_ptr<Connection> connection(new Connection(known));
    connection->m_file = file;
    const Result<void> made = patiently(file, Span(0), [&]() -> Result<void> {
        connection->m_private->open(file, Mode::ReadWrite);
        connection->m_private->execute("PRAGMA journal_mode = WAL");
        runMigrations(connection->m_private->database, known, 0, SystemClock().wall());
        return {};
    });
    if (!made)
        return failure(made.error());
    return connection;
}

Result<void> Connection::migrate(Time now)
{
    return patiently(m_file, openPatience, [&]() -> Result<void> {
        const SchemaState schema = schemaState(m_private->database, m_known);
        if (schema.refusal)
            return failure(*schema.refusal);
        if (schema.version == static_cast<int>(m_known.size()))
            return {};
        const std::string number = std::to_string(schema.version);
        const std::string copy = m_file + ".before-" + std::string(4 - std::min<std::size_t>(number.size(), 4), '0') + number;
        const Result<bool> kept = isThere(copy);
        if (!kept)
            return failure(kept.error());
        if (!*kept) {
            if (auto backedUp = backupTo(copy); !backedUp)
                return backedUp;
        }
        m_private->statements.clear(); // they were prepared for the former tables
        runMigrations(m_private->database, m_known, schema.version, now);
        return {};
    });
}

Result<void> Connection::nested(bool write, const std::function<Result<void>()> &body)
{
    if (!write)
        return body();
    CARTAGE_CHECK(m_private->inside == Private::Inside::Write);
    m_private->execute("SAVEPOINT nested");
    Result<void> done = body();
    if (!done)
        m_private->execute("ROLLBACK TO nested");
    m_private->execute("RELEASE nested");
    return done;
}

Result<void> Connection::transact(bool write, Span patience, const std::function<Result<void>()> &body)
{
    if (m_private->inside != Private::Inside::Nothing)
        return nested(write, body);
    return patiently(m_file, patience, [&]() -> Result<void> {
        if (m_private->atRest)
            m_private->openAgain(m_file);
        try {
            m_private->execute(write ? "BEGIN IMMEDIATE" : "BEGIN");
            m_private->inside = write ? Private::Inside::Write : Private::Inside::Read;
            Result<void> done = body();
            m_private->finishStatements();
            if (write && done)
                m_private->execute("COMMIT");
            else
                m_private->rollBack();
            m_private->inside = Private::Inside::Nothing;
            return done;
        } catch (...) {
            m_private->rollBack();
            throw;
        }
    });
}

std::int64_t Connection::dataVersion()
{
    try {
        if (m_private->atRest)
            return changedAt(m_file);
        Statement &query = statement("PRAGMA data_version");
        const std::int64_t version = query.one() ? query.integer(0) : 0;
        query.finish();
        return version;
    } catch (const SqlFailure &) {
        return -1; // counts as changed: whoever asks looks, and meets the failure there
    }
}

void Connection::checkpointElsewhere()
{
    try {
        m_private->execute("PRAGMA wal_autocheckpoint = 16384");
    } catch (const SqlFailure &) {
        // then its commits go on to do it
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
    const Result<bool> there = isThere(file);
    if (!there || *there)
        return failure(there ? siteError(Code::Exists, file) : there.error());
    try {
        Statement(m_private->database, "VACUUM INTO ?").run(uriOf(file).toStdString());
    } catch (const SqlFailure &failed) {
        return failure(errorOf(failed, file));
    }
    // Of an older schema too: what is copied before a migration must be what was there.
    const std::vector<Migration> then(m_known.begin(), m_known.begin() + std::min<std::ptrdiff_t>(schemaVersion(), std::ssize(m_known)));
    auto copy = open(file, Mode::ReadOnly, then);
    if (!copy)
        return failure(copy.error());
    auto sound = (*copy)->quickCheck();
    if (!sound)
        return failure(sound.error());
    if (!sound->empty())
        return failure(errorOf({Corrupt, *sound}, file));
    return sync(file);
}

Result<void> Connection::seal()
{
    m_private->finishStatements();
    return patiently(m_file, openPatience, [&]() -> Result<void> {
        m_private->execute("PRAGMA journal_mode = DELETE");
        return {};
    });
}

Result<std::string> Connection::quickCheck()
{
    try {
        Statement check(m_private->database, "PRAGMA quick_check(1)");
        const std::string answer = check.one() ? check.text(0) : "no answer";
        return answer == "ok" ? std::string() : answer;
    } catch (const SqlFailure &failed) {
        if (failed.code == Corrupt || failed.code == NotADb)
            return failed.text;
        return failure(errorOf(failed, m_file));
    }
}

int Connection::schemaVersion()
{
    try {
        return schemaState(m_private->database, m_known).version;
    } catch (const SqlFailure &) {
        return 0;
    }
}

Statement &Connection::statement(const char *sql) { return statement(std::string(sql)); }

Statement &Connection::statement(const std::string &sql)
{
    const auto kept = m_private->statements.find(sql);
    if (kept != m_private->statements.end())
        return *kept->second;
    return *m_private->statements.emplace(sql, std::make_unique<Statement>(m_private->database, sql)).first->second;
}

std::vector<std::string> Connection::statementTexts() const
{
    std::vector<std::string> texts;
    for (const auto &[sql, kept] : m_private->statements)
        texts.push_back(sql);
    return texts;
}

Statement Connection::once(const std::string &sql) { return Statement(m_private->database, sql); }

} // namespace cartage::store
