// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <tuple>

#include "core/store/distributionrepository.h"
#include "core/store/distributionrow.h"
#include "core/store/statement.h"

/// What is due, and what is at work: the planner's questions, asked at every turn.
namespace cartage::store {

namespace {

constexpr int classes = 3;
constexpr Span classUpAfter = std::chrono::hours(1);

// In the order of the index distribution_due, up to the first rows that fit: as much work as rows are taken, however many are due. Joined with
// itself, because only so SQLite looks at a row of a table without rowid after it has compared what stands in the index.
const std::string candidatesSql = std::string("SELECT ") + distributionColumns + R"(
    FROM distribution k INDEXED BY distribution_due CROSS JOIN distribution d ON d.package_id = k.package_id AND d.dp_key = k.dp_key
    WHERE k.dp_key = ? AND k.class = ? AND k.again = ? AND k.due_at IS NOT NULL AND k.due_at <= ?
      AND k.waiting_since > ? AND k.waiting_since <= ? AND d.state IN ('waiting', 'retrying', 'removing', 'damaged', 'blocked')
    ORDER BY k.due_at, k.waiting_since, k.package_id LIMIT ?)";
// One step into the index for each DP, class and kind.
constexpr const char *dpsWithDueSql = R"(
    WITH kind (class, again) AS (VALUES (0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1))
    SELECT dp.dp_key FROM dp WHERE EXISTS (
        SELECT 1 FROM kind WHERE EXISTS (
            SELECT 1 FROM distribution d INDEXED BY distribution_due
            WHERE d.dp_key = dp.dp_key AND d.class = kind.class AND d.again = kind.again AND d.due_at IS NOT NULL AND d.due_at <= ?))
    ORDER BY dp.dp_key)";
constexpr const char *nextDueSql = R"(
    WITH kind (class, again) AS (VALUES (0, 0), (0, 1), (1, 0), (1, 1), (2, 0), (2, 1))
    SELECT min((SELECT min(d.due_at) FROM distribution d INDEXED BY distribution_due
                WHERE d.dp_key = dp.dp_key AND d.class = kind.class AND d.again = kind.again AND d.due_at IS NOT NULL AND d.due_at > ?))
    FROM dp CROSS JOIN kind)";
const std::string atWorkSql = std::string("SELECT ") + distributionColumns + R"(
    FROM distribution d INDEXED BY distribution_dp_state
    WHERE d.dp_key IN (SELECT dp_key FROM dp) AND d.state IN ('transferring', 'verifying', 'publishing')
    ORDER BY d.package_id, d.dp_key)";
const std::string removalsAtWorkSql = std::string("SELECT ") + distributionColumns + R"(
    FROM attempt a INDEXED BY attempt_running CROSS JOIN distribution d ON d.package_id = a.package_id AND d.dp_key = a.dp_key
    WHERE a.outcome = 'running' AND d.state = 'removing' AND a.token = d.token
    ORDER BY d.package_id, d.dp_key)";

std::vector<Distribution> take(Statement &query)
{
    std::vector<Distribution> rows;
    while (query.next())
        rows.push_back(rowFrom(query));
    return rows;
}

/// Rows that have come up to class `level` by now: of that class from the start, or of a lower one and so many hours older.
void addLevel(Connection &db, DpKey dp, Time now, int level, bool again, std::vector<Distribution> &rows, std::size_t most)
{
    std::vector<Distribution> found;
    for (int own = level; own < classes; ++own) {
        const Time latest = own == level ? Time::max() : now - (own - level) * classUpAfter;
        const Time after = level == 0 ? Time::min() : now - (own - level + 1) * classUpAfter;
        Statement &query = db.statement(candidatesSql);
        query.run(dp, own, again, now, after, latest, static_cast<std::int64_t>(most - rows.size()));
        for (Distribution &row : take(query))
            found.push_back(std::move(row));
    }
    std::sort(found.begin(), found.end(), [](const Distribution &a, const Distribution &b) {
        return std::tie(a.dueAt, a.waitingSince, a.package) < std::tie(b.dueAt, b.waitingSince, b.package);
    });
    for (Distribution &row : found) {
        if (rows.size() < most)
            rows.push_back(std::move(row));
    }
}

} // namespace

int classOf(Priority priority, Span waited)
{
    return static_cast<int>(std::max<std::int64_t>(static_cast<int>(priority) - std::max<std::int64_t>(waited / classUpAfter, 0), 0));
}

std::vector<Distribution> dueAt(Connection &db, DpKey dp, Time now, bool retryFirst, int most)
{
    std::vector<Distribution> rows;
    const auto wanted = static_cast<std::size_t>(std::max(most, 0));
    for (int level = 0; level < classes && rows.size() < wanted; ++level) {
        addLevel(db, dp, now, level, retryFirst, rows, wanted);
        if (rows.size() < wanted)
            addLevel(db, dp, now, level, !retryFirst, rows, wanted);
    }
    return rows;
}

std::vector<DpKey> dpsWithDueRows(Connection &db, Time now)
{
    std::vector<DpKey> keys;
    Statement &query = db.statement(dpsWithDueSql);
    query.run(now);
    while (query.next())
        keys.emplace_back(query.integer(0));
    return keys;
}

std::optional<Time> nextDue(Connection &db, Time now)
{
    Statement &query = db.statement(nextDueSql);
    const std::optional<Time> next = query.one(now) ? query.maybeTime(0) : std::nullopt;
    query.finish();
    return next;
}

std::vector<Distribution> rowsAtWork(Connection &db)
{
    Statement &working = db.statement(atWorkSql);
    working.run();
    std::vector<Distribution> rows = take(working);
    Statement &removals = db.statement(removalsAtWorkSql);
    removals.run();
    for (Distribution &row : take(removals))
        rows.push_back(std::move(row));
    return rows;
}

} // namespace cartage::store
