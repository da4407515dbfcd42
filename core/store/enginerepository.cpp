// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/enginerepository.h"

#include "core/store/distributionrow.h"
#include "core/store/statement.h"

namespace cartage::store {

std::int64_t interruptAttempts(Connection &db, Time now)
{
    Statement &update = db.statement(R"(
        UPDATE attempt SET outcome = 'interrupted', ended_at = ? WHERE outcome = 'running' AND NOT EXISTS (
            SELECT 1 FROM distribution d WHERE d.package_id = attempt.package_id AND d.dp_key = attempt.dp_key AND d.state = 'publishing'
                                           AND d.token = attempt.token))");
    update.run(now);
    return update.changes();
}

std::int64_t clampDue(Connection &db, Time latest, Span spread)
{
    // The place within the spread comes from the row's own key: the same row, the same moment; 2,000 rows do not come due at once.
    Statement &update = db.statement(R"(
        UPDATE distribution INDEXED BY distribution_due
        SET due_at = ? - (dp_key * 7919 + unicode(substr(package_id, 8)) * 40503 + unicode(substr(package_id, 7)) * 65537
                                               + unicode(substr(package_id, 6)) * 104729) % ?
        WHERE dp_key IN (SELECT dp_key FROM dp) AND class IN (0, 1, 2) AND again IN (0, 1) AND due_at IS NOT NULL AND due_at > ?)");
    update.run(latest, std::max<std::int64_t>(spread.count(), 1), latest);
    return update.changes();
}

std::int64_t bringForward(Connection &db, Time now)
{
    Statement &update = db.statement(R"(
        UPDATE distribution INDEXED BY distribution_due SET due_at = ?, waiting_since = ?
        WHERE dp_key IN (SELECT dp_key FROM dp) AND class IN (0, 1, 2) AND again IN (0, 1) AND due_at IS NOT NULL AND due_at > ? AND waiting_since > ?)");
    update.run(now, now, now, now);
    return update.changes();
}

bool markStaleSaid(Connection &db, DpKey dp, bool said)
{
    Statement &update = db.statement("UPDATE dp SET stale_said = ? WHERE dp_key = ? AND stale_said <> ?");
    update.run(said, dp, said);
    return update.changes() == 1;
}

std::optional<Time> newestPrune(Connection &db)
{
    Statement &query = db.statement("SELECT max(pruned_at) FROM package_version");
    const std::optional<Time> newest = query.one() ? query.maybeTime(0) : std::nullopt;
    query.finish();
    return newest;
}

std::vector<Distribution> provenBefore(Connection &db, DpKey dp, Time before, int most)
{
    std::vector<Distribution> rows;
    Statement &query = db.statement(std::string("SELECT ") + distributionColumns
                                    + " FROM distribution d WHERE d.dp_key = ? AND d.state IN ('installed', 'unverified')"
                                      " AND (d.proof_at IS NULL OR d.proof_at < ? OR d.state = 'unverified')"
                                      " ORDER BY d.state = 'unverified' DESC, d.proof_at LIMIT ?");
    query.run(dp, before, most);
    while (query.next())
        rows.push_back(rowFrom(query));
    return rows;
}

bool hasRows(Connection &db, DpKey dp)
{
    Statement &query = db.statement("SELECT 1 FROM distribution WHERE dp_key = ? AND state <> 'removed' LIMIT 1");
    const bool found = query.one(dp);
    query.finish();
    return found;
}

bool hasRows(Connection &db, const PackageId &package)
{
    Statement &query = db.statement("SELECT 1 FROM distribution WHERE package_id = ? AND state <> 'removed' LIMIT 1");
    const bool found = query.one(package);
    query.finish();
    return found;
}

bool owesAnything(Connection &db, const PackageId &package)
{
    Statement &query = db.statement(
        "SELECT 1 FROM distribution WHERE package_id = ? AND state NOT IN ('installed', 'unverified', 'removed') LIMIT 1");
    const bool found = query.one(package);
    query.finish();
    return found;
}

std::int64_t messagesSince(Connection &db, Time since)
{
    Statement &query = db.statement("SELECT count(*) FROM status_message WHERE created_at >= ?");
    const std::int64_t count = query.one(since) ? query.integer(0) : 0;
    query.finish();
    return count;
}

} // namespace cartage::store
