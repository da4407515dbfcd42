// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/siteupkeep.h"

#include <algorithm>
#include <vector>

#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *oldInstructionsSql = R"(
    SELECT key_id, epoch, package_id, sequence FROM inbox_instruction WHERE done_at < ? ORDER BY done_at LIMIT ?)";
constexpr const char *retiredSql = R"(
    INSERT INTO inbox_retired (key_id, epoch, package_id, sequence) VALUES (?, ?, ?, ?)
    ON CONFLICT (key_id, epoch, package_id) DO UPDATE SET sequence = max(sequence, excluded.sequence))";
constexpr const char *requestsSql = R"(
    DELETE FROM send_request WHERE request_id IN (
        SELECT r.request_id FROM send_request r LEFT JOIN forward f ON f.forward_id = r.forward_id
        WHERE r.state IN ('acknowledged', 'cancelled', 'quarantined') AND coalesce(r.acknowledged_at, r.created_at) < ?
          AND NOT (r.state = 'cancelled' AND r.part IS NOT NULL AND r.sent_at IS NULL) -- what it has left there is taken away first
          AND (f.forward_id IS NULL OR (f.done_at IS NOT NULL AND EXISTS (
              SELECT 1 FROM forward n WHERE n.child = f.child AND n.package_id = f.package_id AND n.kind = f.kind AND n.forward_id > f.forward_id)))
        LIMIT ?))";
constexpr const char *forwardsSql = R"(
    DELETE FROM forward WHERE forward_id IN (
        SELECT f.forward_id FROM forward f WHERE f.done_at < ?
          AND EXISTS (SELECT 1 FROM forward n WHERE n.child = f.child AND n.package_id = f.package_id AND n.kind = f.kind AND n.forward_id > f.forward_id)
          AND NOT EXISTS (SELECT 1 FROM send_request r WHERE r.forward_id = f.forward_id)
        LIMIT ?))";

/// Each gives objects. All of it may be read at any moment between two transactions of an engine at work.
struct Invariant {
    const char *code;
    const char *sql;
};
constexpr const char *owedTarget = R"( t.wanted_version > 0 AND NOT t.gone AND NOT (coalesce(t.state, '') = 'installed' AND t.proof_kind IS NOT NULL
    AND t.installed_version = t.wanted_version
    AND coalesce(t.installed_manifest = (SELECT v.manifest FROM package_version v WHERE v.package_id = t.package_id AND v.version = t.wanted_version), 0)) )";
constexpr Invariant invariants[] = {
    // A duty that nobody works at: it is owed, its site has not told of it, and the newest forward is done all the same.
    {"complete_while_owed", R"(
        SELECT t.package_id || ' at ' || t.site || '/' || t.dp FROM remote_target t WHERE %1 AND (t.state IS NULL OR t.told_wanted < t.wanted_version)
          AND coalesce((SELECT f.state FROM forward f WHERE f.child = t.via AND f.package_id = t.package_id AND f.kind = 'content'
                        ORDER BY f.forward_id DESC LIMIT 1), 'complete') IN ('complete', 'withdrawn'))"},
    {"settled_not_complete", R"(
        SELECT f.package_id || ' to ' || f.child FROM forward f WHERE f.state = 'delivered' AND f.kind = 'content'
          AND EXISTS (SELECT 1 FROM remote_target t WHERE t.via = f.child AND t.package_id = f.package_id AND t.wanted_version = f.version AND NOT t.gone)
          AND NOT EXISTS (SELECT 1 FROM remote_target t WHERE t.via = f.child AND t.package_id = f.package_id AND t.wanted_version = f.version AND %1))"},
    {"forward_without_request", R"(
        SELECT f.package_id || ' to ' || f.child FROM forward f WHERE f.state = 'requested'
          AND NOT EXISTS (SELECT 1 FROM send_request r WHERE r.forward_id = f.forward_id AND r.state NOT IN ('acknowledged', 'cancelled', 'quarantined')))"},
    {"claimed_by_nobody", R"(
        SELECT r.request_id || ' to ' || r.site FROM send_request r WHERE r.state IN ('claimed', 'connecting', 'sending') AND r.generation <> ?)"},
    {"request_never_due", R"(
        SELECT r.request_id || ' to ' || r.site FROM send_request r
        WHERE r.due_at IS NULL AND r.state IN ('pending', 'retrying', 'sent'))"},
    {"request_without_targets", R"(
        SELECT r.request_id || ' to ' || r.site FROM send_request r WHERE r.kind = 'content' AND r.targets = '' AND r.state <> 'cancelled')"},
    {"acknowledged_without_time", R"(
        SELECT r.request_id || ' to ' || r.site FROM send_request r WHERE r.state = 'acknowledged' AND r.acknowledged_at IS NULL)"},
    {"target_without_site", R"(
        SELECT t.package_id || ' at ' || t.site || '/' || t.dp FROM remote_target t
        WHERE NOT t.gone AND NOT EXISTS (SELECT 1 FROM remote_site s WHERE s.site = t.site AND s.via = t.via))"},
    {"dp_without_site", R"(
        SELECT d.site || '/' || d.name FROM remote_dp d WHERE NOT EXISTS (SELECT 1 FROM remote_site s WHERE s.site = d.site AND s.via = d.via))"},
    {"instruction_twice", "SELECT instruction FROM inbox_instruction GROUP BY instruction, epoch HAVING count(*) > 1"},
    {"asked_without_parent", R"(
        SELECT DISTINCT a.package_id FROM asked_target a WHERE NOT EXISTS (SELECT 1 FROM address WHERE relation = 'parent'))"},
};

std::string sqlOf(const Invariant &invariant)
{
    std::string sql = invariant.sql;
    if (const std::size_t at = sql.find("%1"); at != std::string::npos)
        sql.replace(at, 2, owedTarget);
    return sql;
}

/// The highest sequence stays, so that none of those that go takes effect again when it comes again.
std::int64_t retireInstructions(Connection &db, Time before, int most)
{
    struct Old {
        std::string keyId, package;
        std::int64_t epoch = 0, sequence = 0;
    };
    std::vector<Old> rows;
    Statement &query = db.statement(oldInstructionsSql);
    query.run(before, most);
    while (query.next())
        rows.push_back({query.text(0), query.text(2), query.integer(1), query.integer(3)});
    for (const Old &row : rows) {
        db.statement(retiredSql).run(row.keyId, row.epoch, row.package, row.sequence);
        db.statement("DELETE FROM inbox_instruction WHERE key_id = ? AND epoch = ? AND package_id = ? AND sequence = ?")
            .run(row.keyId, row.epoch, row.package, row.sequence);
    }
    return std::ssize(rows);
}

} // namespace

std::int64_t retireSiteRows(Connection &db, Time before, int most)
{
    std::int64_t rows = retireInstructions(db, before, most);
    rows += db.statement(requestsSql).run(before, most).changes();
    rows += db.statement(forwardsSql).run(before, most).changes();
    return rows;
}

std::vector<BrokenRow> brokenSiteRows(Connection &db, std::int64_t leaseToken)
{
    std::vector<BrokenRow> broken;
    for (const Invariant &invariant : invariants) {
        Statement &query = db.statement(sqlOf(invariant));
        if (std::string_view(invariant.code) == "claimed_by_nobody")
            query.run(leaseToken);
        else
            query.run();
        while (query.next())
            broken.push_back({invariant.code, query.text(0)});
    }
    return broken;
}

std::vector<std::string> partNames(Connection &db)
{
    std::vector<std::string> names;
    Statement &query = db.statement("SELECT part FROM part_file");
    query.run();
    while (query.next())
        names.push_back(query.text(0));
    return names;
}

bool isRetired(Connection &db, const std::string &keyId, std::int64_t epoch, const PackageId &package, std::int64_t sequence)
{
    Statement &query = db.statement("SELECT 1 FROM inbox_retired WHERE key_id = ? AND epoch = ? AND package_id = ? AND sequence >= ?");
    const bool found = query.one(keyId, epoch, package, sequence);
    query.finish();
    return found;
}

} // namespace cartage::store
