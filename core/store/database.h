// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace cartage::store {

/// Thrown inside core/store when SQL fails; turned into an Error at the edge (Connection::write, Connection::read).
struct SqlFailure {
    int code = 0; ///< SQLite's primary result code
    std::string text;
};

class Statement; // statement.h: only for core/store

/// One step of the schema, numbered by its place in the list, from 1.
struct Migration {
    std::string name;
    std::string sql;
};
/// Those that the program carries.
[[nodiscard]] const std::vector<Migration> &shippedMigrations();

/// One SQLite connection; belongs to the thread that opened it. WAL, synchronous=FULL, foreign keys.
class Connection
{
public:
    enum class Mode { ReadWrite, ReadOnly };
    /// Opens and checks: site_missing, schema_newer, schema_altered, database_damaged, not_permitted, database_busy. Whether the file lies on a
    /// network file system is the caller's question. Writes nothing to a schema it refuses.
    /// Does not migrate: a schema older than ours is schema_altered with parameter "older" for ReadOnly, else migrated by migrate().
    static Result<std::unique_ptr<Connection>> open(const std::string &file, Mode mode, const std::vector<Migration> &known = shippedMigrations());
    /// Makes a new database with the newest schema; `file` must not exist.
    static Result<std::unique_ptr<Connection>> create(const std::string &file, const std::vector<Migration> &known = shippedMigrations());
    ~Connection();

    /// Runs the missing migrations, one transaction each; a copy of the file is kept beside it before (".before-NNNN"). May be called again
    /// after it was killed: what was finished stays, what was not has left nothing, the copy is the one of the first time.
    Result<void> migrate(Time now);

    /// BEGIN IMMEDIATE, the command, COMMIT. When the database is busy the whole command runs again until `patience` is over (database_busy).
    /// A command that returns an error rolls back and changes nothing; within another command it is part of that one, an error takes back its
    /// own part. Answers leave after the commit. database_no_space, io_error, database_damaged as SQLite says.
    template <class T>
    Result<T> write(const std::function<Result<T>(Connection &)> &command, Span patience = std::chrono::seconds(30))
    {
        Result<T> answer = failure(Error{});
        const Result<void> done = transact(true, patience, [&]() -> Result<void> {
            answer = command(*this);
            if (!answer)
                return failure(answer.error());
            return {};
        });
        if (!done)
            return failure(done.error());
        return answer;
    }
    /// One consistent state: BEGIN DEFERRED ... ROLLBACK.
    template <class T>
    Result<T> read(const std::function<Result<T>(Connection &)> &question)
    {
        Result<T> answer = failure(Error{});
        const Result<void> done = transact(false, std::chrono::seconds(30), [&]() -> Result<void> {
            answer = question(*this);
            if (!answer)
                return failure(answer.error());
            return {};
        });
        if (!done)
            return failure(done.error());
        return answer;
    }

    /// PRAGMA data_version: changes when another connection has committed.
    [[nodiscard]] std::int64_t dataVersion();
    /// Copies log content into the database file as far as readers allow.
    Result<void> checkpoint();
    /// Commits here leave that to another connection, unless the log grows past 64 MiB.
    void checkpointElsewhere();
    /// Makes the database one file that can be read where nothing can be written; the next ReadWrite connection undoes it.
    Result<void> seal();
    /// VACUUM INTO a file that does not exist, then opens, checks and syncs it.
    Result<void> backupTo(const std::string &file);
    /// PRAGMA quick_check; empty when sound.
    Result<std::string> quickCheck();
    [[nodiscard]] int schemaVersion();
    [[nodiscard]] const std::string &file() const { return m_file; }

    /// For core/store only: a prepared statement, kept for the life of the connection.
    Statement &statement(const char *sql);
    Statement &statement(const std::string &sql);
    /// The texts of those that are kept: what has been asked, for tests that look at query plans.
    [[nodiscard]] std::vector<std::string> statementTexts() const;
    /// One that is used once and not kept.
    Statement once(const std::string &sql);

private:
    explicit Connection(const std::vector<Migration> &known);
    Result<void> transact(bool write, Span patience, const std::function<Result<void>()> &body);
    Result<void> nested(bool write, const std::function<Result<void>()> &body);
    struct Private;
    std::unique_ptr<Private> m_private;
    std::string m_file;
    std::vector<Migration> m_known;
};

/// The newest schema this program knows.
[[nodiscard]] int newestSchema();

} // namespace cartage::store
