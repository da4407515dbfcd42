// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/overviewrepository.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include "core/store/distributionrepository.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

/// An attempt that began earlier than this before the range is not looked for.
constexpr Span longestAttempt = std::chrono::days(1);

constexpr const char *attemptsSql = R"(
    SELECT dp_key, started_at, ended_at, bytes FROM attempt WHERE attempt_id >= ? AND bytes > 0 AND ended_at > ?)";
constexpr const char *runningSql = R"(
    SELECT a.package_id, a.dp_key, a.started_at, d.bytes_done, d.bytes_total,
           coalesce((SELECT b.outcome FROM attempt b WHERE b.package_id = a.package_id AND b.dp_key = a.dp_key AND b.attempt_id < a.attempt_id
                     ORDER BY b.attempt_id DESC LIMIT 1), 'installed') <> 'installed'
    FROM attempt a INDEXED BY attempt_running
    CROSS JOIN distribution d ON d.package_id = a.package_id AND d.dp_key = a.dp_key AND d.token = a.token
    WHERE a.outcome = 'running' AND d.state IN ('transferring', 'verifying', 'publishing'))";
constexpr const char *nextRetrySql = R"(
    SELECT min(due_at) FROM distribution INDEXED BY distribution_error WHERE error_code IS NOT NULL AND state = 'retrying')";
constexpr const char *waitingSql = R"(
    SELECT d.dp_key, CASE WHEN d.waiting_since > ? THEN 0 WHEN d.waiting_since > ? THEN 1 WHEN d.waiting_since > ? THEN 2
                          WHEN d.waiting_since > ? THEN 3 WHEN d.waiting_since > ? THEN 4 ELSE 5 END AS age,
           count(*), coalesce(sum(v.bytes), 0), max(d.error_code)
    FROM distribution d %1 LEFT JOIN package_version v ON v.package_id = d.package_id AND v.version = d.wanted_version
    WHERE %2 d.state IN ('waiting', 'retrying', 'blocked', 'failed', 'damaged', 'paused', 'removing')
    GROUP BY d.dp_key, age ORDER BY d.dp_key, age)";

std::int64_t firstAttemptSince(Connection &db, Time since)
{
    Statement &ends = db.statement("SELECT coalesce(min(attempt_id), 0), coalesce(max(attempt_id), 0) FROM attempt");
    std::int64_t low = 0, high = 0;
    if (ends.one()) {
        low = ends.integer(0);
        high = ends.integer(1) + 1;
    }
    ends.finish();
    Statement &at = db.statement("SELECT attempt_id, started_at FROM attempt WHERE attempt_id >= ? ORDER BY attempt_id LIMIT 1");
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (at.one(middle) && at.time(1) < since)
            low = at.integer(0) + 1;
        else
            high = middle;
    }
    at.finish();
    return low;
}

} // namespace

void eachAttemptSince(Connection &db, Time since, const std::function<void(const AttemptBytes &)> &each)
{
    const std::int64_t first = firstAttemptSince(db, since - longestAttempt);
    Statement &query = db.statement(attemptsSql);
    query.run(first, since);
    while (query.next())
        each({DpKey(query.integer(0)), query.time(1), query.time(2), query.integer(3)});
}

std::vector<RunningRow> runningRows(Connection &db)
{
    std::vector<RunningRow> rows;
    Statement &query = db.statement(runningSql);
    query.run();
    while (query.next())
        rows.push_back({PackageId(query.text(0)), DpKey(query.integer(1)), query.time(2), query.integer(3), query.integer(4), query.integer(5) != 0});
    return rows;
}

std::optional<Time> nextRetry(Connection &db)
{
    Statement &query = db.statement(nextRetrySql);
    std::optional<Time> next;
    if (query.one())
        next = query.maybeTime(0);
    query.finish();
    return next;
}

void eachWaitingSum(Connection &db, Time now, const std::array<Span, 5> &limits, bool many, const std::function<void(const WaitingSum &)> &each)
{
    const QString text = QString::fromLatin1(waitingSql).arg(many ? QStringLiteral("NOT INDEXED") : QStringLiteral("INDEXED BY distribution_dp_state"),
                                                             many ? QString() : QStringLiteral("d.dp_key IN (SELECT dp_key FROM dp) AND"));
    Statement &query = db.statement(text.toStdString());
    query.run(now - limits[0], now - limits[1], now - limits[2], now - limits[3], now - limits[4]);
    while (query.next())
        each({DpKey(query.integer(0)), static_cast<int>(query.integer(1)), query.integer(2), query.integer(3), codeFromName(query.text(4))});
}

void recordStates(Connection &db, Time now, Time keepFrom)
{
    QJsonObject counts;
    for (const auto &[state, rows] : stateCounts(db, {})) {
        if (rows > 0)
            counts[QString::fromLatin1(name(state).data(), static_cast<qsizetype>(name(state).size()))] = static_cast<qint64>(rows);
    }
    db.statement("DELETE FROM state_count WHERE at < (SELECT max(at) FROM state_count WHERE at <= ?)").run(keepFrom);
    db.statement("INSERT INTO state_count (at, counts) VALUES (?, ?) ON CONFLICT (at) DO UPDATE SET counts = excluded.counts")
        .run(now, QJsonDocument(counts).toJson(QJsonDocument::Compact).toStdString());
}

std::vector<StateCount> statesSince(Connection &db, Time from)
{
    std::vector<StateCount> counts;
    Statement &query = db.statement("SELECT at, counts FROM state_count WHERE at >= coalesce((SELECT max(at) FROM state_count WHERE at <= ?), ?) ORDER BY at");
    query.run(from, from);
    while (query.next()) {
        StateCount count{query.time(0), {}};
        const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(query.text(1))).object();
        for (auto each = object.begin(); each != object.end(); ++each) {
            if (const auto state = stateFromName(each.key().toStdString()))
                count.rows[*state] = each.value().toInteger();
        }
        counts.push_back(std::move(count));
    }
    return counts;
}

} // namespace cartage::store
