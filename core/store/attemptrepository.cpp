// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/escape.h"
#include "core/store/distributionrepository.h"
#include "core/store/statement.h"

/// Attempts, progress, and what validations found: the tables beside the rows themselves.
namespace cartage::store {

namespace {

constexpr const char *startSql = R"(
    INSERT INTO attempt (package_id, dp_key, number, version, token, started_at, outcome, wait_ms) VALUES (?, ?, ?, ?, ?, ?, 'running', ?))";
constexpr const char *endSql = R"(
    UPDATE attempt SET ended_at = ?, outcome = ?, bytes = ?, error = ?
    WHERE attempt_id = (SELECT max(attempt_id) FROM attempt WHERE package_id = ? AND dp_key = ? AND token = ? AND outcome = 'running'))";
constexpr const char *progressSql = R"(
    UPDATE distribution SET state = ?, bytes_total = ?, bytes_done = ?, files_total = ?, files_done = ?, updated_at = ?
    WHERE package_id = ? AND dp_key = ? AND token = ? AND state IN ('transferring', 'verifying'))";

} // namespace

std::int64_t startAttempt(Connection &db, const PackageId &package, DpKey dp, const Attempt &attempt, std::int64_t token)
{
    Statement &insert = db.statement(startSql);
    insert.run(package, dp, attempt.number, attempt.version, token, attempt.started, attempt.wait.count());
    return insert.lastId();
}

void endAttempt(Connection &db, const PackageId &package, DpKey dp, std::int64_t token, const Attempt &ended)
{
    db.statement(endSql).run(ended.ended, ended.outcome, ended.bytes, ended.error, package, dp, token);
    db.statement("UPDATE distribution SET tried_at = ? WHERE package_id = ? AND dp_key = ?").run(ended.ended, package, dp);
}

std::vector<Attempt> attempts(Connection &db, const PackageId &package, DpKey dp)
{
    std::vector<Attempt> all;
    Statement &query = db.statement("SELECT number, version, started_at, ended_at, outcome, bytes, wait_ms, error FROM attempt "
                                    "WHERE package_id = ? AND dp_key = ? ORDER BY attempt_id");
    query.run(package, dp);
    while (query.next()) {
        all.push_back({static_cast<int>(query.integer(0)), static_cast<int>(query.integer(1)), query.time(2), query.maybeTime(3), query.text(4),
                       query.integer(5), Span(query.integer(6)), query.maybeError(7)});
    }
    return all;
}

void writeProgress(Connection &db, const std::vector<Progress> &progress, Time now)
{
    Statement &update = db.statement(progressSql);
    for (const Progress &each : progress)
        update.run(each.state, each.bytesTotal, each.bytesDone, each.filesTotal, each.filesDone, now, each.package, each.dp, each.token);
}

void replaceDifferences(Connection &db, const PackageId &package, DpKey dp, const std::vector<DifferenceRow> &rows)
{
    db.statement("DELETE FROM file_difference WHERE package_id = ? AND dp_key = ?").run(package, dp);
    Statement &insert = db.statement("INSERT INTO file_difference (package_id, dp_key, path, finding, expected, found, size, error) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING");
    for (const DifferenceRow &row : rows)
        insert.run(package, dp, escapePath(row.path), row.finding, row.expected, row.found, row.size, row.error);
}

std::vector<DifferenceRow> differences(Connection &db, const PackageId &package, DpKey dp)
{
    std::vector<DifferenceRow> rows;
    Statement &query = db.statement(
        "SELECT path, finding, expected, found, size, error FROM file_difference WHERE package_id = ? AND dp_key = ? ORDER BY path");
    query.run(package, dp);
    while (query.next())
        rows.push_back({query.path(0), query.text(1), query.maybeSha256(2), query.maybeSha256(3), query.integer(4), query.maybeError(5)});
    return rows;
}

} // namespace cartage::store
