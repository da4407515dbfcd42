// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/distributionrepository.h"

#include "core/domain/escape.h"
#include "core/store/distributionrow.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *insertSql = R"(
    INSERT INTO distribution (installed_version, installed_epoch, installed_manifest, proof_kind, proof_at, mixed, state, wanted_version, attempt, due_at,
                              waiting_since, error, error_code, error_object, failing_since, token, after_publish, force, publish_only, held_by,
                              held_reason, held_at, stopped_by, stopped_reason, stopped_at, bytes_total, bytes_done, files_total, files_done,
                              updated_at, package_id, dp_key, class)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
            (SELECT CASE priority WHEN 'high' THEN 0 WHEN 'low' THEN 2 ELSE 1 END FROM package WHERE package_id = ?))";
constexpr const char *updateSql = R"(
    UPDATE distribution SET installed_version = ?, installed_epoch = ?, installed_manifest = ?, proof_kind = ?, proof_at = ?, mixed = ?, state = ?,
                            wanted_version = ?, attempt = ?, due_at = ?, waiting_since = ?, error = ?, error_code = ?, error_object = ?,
                            failing_since = ?, token = ?, after_publish = ?, force = ?, publish_only = ?, held_by = ?, held_reason = ?, held_at = ?,
                            stopped_by = ?, stopped_reason = ?, stopped_at = ?, bytes_total = ?, bytes_done = ?, files_total = ?, files_done = ?,
                            updated_at = ?
    WHERE package_id = ? AND dp_key = ?)";
// One class up per hour waited; new and retry in turn; then what was due first.
constexpr const char *dueSql = R"(
    FROM distribution d WHERE d.dp_key = ?1 AND d.due_at IS NOT NULL AND d.due_at <= ?2
      AND d.state IN ('waiting', 'retrying', 'removing', 'damaged', 'blocked', 'publishing')
    ORDER BY d.class - (?2 - d.waiting_since) / 3600000, ((d.attempt > 0) <> ?3), d.due_at, d.package_id LIMIT ?4)";
constexpr const char *dpsWithDueSql = R"(
    SELECT dp_key FROM dp WHERE EXISTS (
        SELECT 1 FROM distribution d WHERE d.dp_key = dp.dp_key AND d.due_at IS NOT NULL AND d.due_at <= ?))";

std::string idList(const std::vector<DpKey> &keys)
{
    std::string list;
    for (const DpKey key : keys)
        list += (list.empty() ? "" : ",") + std::to_string(key.value());
    return list;
}

template <class Names>
std::string nameList(const Names &names)
{
    std::string list;
    for (const auto &each : names)
        list += (list.empty() ? "'" : ",'") + std::string(name(each)) + "'";
    return list;
}

/// Conditions on `distribution d`. Everything in them is a number, a name out of a closed list, or the digits of a package id; only group names come
/// from outside and are bound as one JSON array (the last value).
struct Where {
    std::string sql;
    std::optional<std::string> groups;
};

Where whereOf(const Selection &selection)
{
    Where where;
    const auto add = [&](const std::string &condition) { where.sql += (where.sql.empty() ? " WHERE " : " AND ") + condition; };
    if (!selection.packages.empty()) {
        std::string list;
        for (const PackageId &id : selection.packages)
            list += (list.empty() ? "'" : ",'") + parsePackageId(id.value()).value_or(PackageId()).value() + "'";
        add("d.package_id IN (" + list + ")");
    }
    if (!selection.dps.empty())
        add("d.dp_key IN (" + idList(selection.dps) + ")");
    if (!selection.states.empty())
        add("d.state IN (" + nameList(selection.states) + ")");
    if (!selection.codes.empty())
        add("d.error_code IN (" + nameList(selection.codes) + ")");
    if (!selection.groups.empty()) {
        add("d.dp_key IN (SELECT dp_key FROM dp_group WHERE name_folded IN (SELECT value FROM json_each(?)))");
        std::vector<std::string> folded;
        for (const std::string &group : selection.groups)
            folded.push_back(foldName(group));
        where.groups = jsonArray(folded);
    }
    return where;
}

void runWith(Statement &statement, const Where &where)
{
    if (where.groups)
        statement.run(*where.groups);
    else
        statement.run();
}

using Mark = std::optional<Distribution::Mark>;
std::optional<std::string> by(const Mark &mark)
{
    return mark ? std::optional(mark->by) : std::nullopt;
}
std::optional<std::string> reason(const Mark &mark)
{
    return mark ? std::optional(mark->reason) : std::nullopt;
}
std::optional<Time> at(const Mark &mark)
{
    return mark ? std::optional(mark->at) : std::nullopt;
}
std::optional<std::string> codeOf(const std::optional<Error> &error)
{
    return error ? std::optional(std::string(name(error->code))) : std::nullopt;
}
std::optional<std::string> objectOf(const std::optional<Error> &error)
{
    return error ? std::optional(error->object) : std::nullopt;
}

template <class... More>
void runRow(Statement &statement, const Distribution &row, const More &...more)
{
    const auto proofKind = row.proof ? std::optional(std::string(name(row.proof->kind))) : std::nullopt;
    const auto proofAt = row.proof ? std::optional(row.proof->at) : std::nullopt;
    const auto epoch = row.installedVersion ? std::optional(row.installedEpoch) : std::nullopt;
    statement.run(row.installedVersion, epoch, row.installedManifest, proofKind, proofAt, row.mixed, row.state, row.wantedVersion, row.attempt, row.dueAt,
                  row.waitingSince, row.error, codeOf(row.error), objectOf(row.error), row.failingSince, row.token, row.afterPublish, row.force,
                  row.publishOnly, by(row.held), reason(row.held), at(row.held), by(row.stopped), reason(row.stopped), at(row.stopped), row.bytesTotal,
                  row.bytesDone, row.filesTotal, row.filesDone, row.updatedAt, row.package, row.dp, more...);
}

/// Text as an SQL literal.
std::string quoted(const std::string &text)
{
    std::string literal = "'";
    for (const char c : text)
        literal += c == '\'' ? std::string("''") : std::string(1, c);
    return literal + "'";
}

} // namespace

Distribution rowFrom(const Statement &row)
{
    Distribution d;
    d.package = PackageId(row.text(0));
    d.dp = DpKey(row.integer(1));
    if (const auto version = row.maybeInteger(2))
        d.installedVersion = static_cast<int>(*version);
    d.installedEpoch = row.maybeInteger(3).value_or(0);
    d.installedManifest = row.maybeSha256(4);
    if (const auto kind = row.maybeText(5))
        d.proof = Proof{proofKindFromName(*kind).value_or(ProofKind::ReadBack), row.time(6)};
    d.mixed = row.integer(7) != 0;
    d.state = stateFromName(row.text(8)).value_or(State::Blocked);
    d.wantedVersion = static_cast<int>(row.integer(9));
    d.attempt = static_cast<int>(row.integer(10));
    d.dueAt = row.maybeTime(11);
    d.waitingSince = row.time(12);
    d.error = row.maybeError(13);
    d.failingSince = row.maybeTime(14);
    d.token = row.integer(15);
    if (const auto after = row.maybeText(16))
        d.afterPublish = stateFromName(*after);
    d.force = row.integer(17) != 0;
    d.publishOnly = row.integer(18) != 0;
    d.held = row.maybeMark(19);
    d.stopped = row.maybeMark(22);
    d.bytesTotal = row.integer(25);
    d.bytesDone = row.integer(26);
    d.filesTotal = row.integer(27);
    d.filesDone = row.integer(28);
    d.updatedAt = row.time(29);
    return d;
}

void insertDistribution(Connection &db, const Distribution &row)
{
    runRow(db.statement(insertSql), row, row.package);
}

void updateDistribution(Connection &db, const Distribution &row)
{
    runRow(db.statement(updateSql), row);
}

void deleteDistribution(Connection &db, const PackageId &package, DpKey dp)
{
    db.statement("DELETE FROM file_difference WHERE package_id = ? AND dp_key = ?").run(package, dp);
    db.statement("DELETE FROM distribution WHERE package_id = ? AND dp_key = ?").run(package, dp);
}

std::optional<Distribution> distribution(Connection &db, const PackageId &package, DpKey dp)
{
    Statement &query = db.statement(std::string("SELECT ") + distributionColumns + " FROM distribution d WHERE package_id = ? AND dp_key = ?");
    std::optional<Distribution> row;
    if (query.one(package, dp))
        row = rowFrom(query);
    query.finish();
    return row;
}

void eachDistribution(Connection &db, const Selection &selection, const std::function<void(const Distribution &)> &each)
{
    const Where where = whereOf(selection);
    Statement &query = db.statement(std::string("SELECT ") + distributionColumns + " FROM distribution d JOIN dp ON dp.dp_key = d.dp_key" + where.sql
                                    + " ORDER BY d.package_id, dp.name_folded");
    runWith(query, where);
    while (query.next())
        each(rowFrom(query));
}

std::vector<Distribution> distributions(Connection &db, const Selection &selection)
{
    std::vector<Distribution> rows;
    eachDistribution(db, selection, [&](const Distribution &row) { rows.push_back(row); });
    return rows;
}

std::map<State, std::int64_t> stateCounts(Connection &db, const Selection &selection)
{
    const Where where = whereOf(selection);
    Statement &query = db.statement("SELECT d.state, count(*) FROM distribution d" + where.sql + " GROUP BY d.state");
    runWith(query, where);
    std::map<State, std::int64_t> counts;
    while (query.next())
        counts[stateFromName(query.text(0)).value_or(State::Waiting)] = query.integer(1);
    return counts;
}

std::vector<Distribution> dueAt(Connection &db, DpKey dp, Time now, bool retryFirst, int most)
{
    std::vector<Distribution> rows;
    Statement &query = db.statement(std::string("SELECT ") + distributionColumns + dueSql);
    query.run(dp, now, retryFirst, most);
    while (query.next())
        rows.push_back(rowFrom(query));
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
    Statement &query = db.statement("SELECT min(due_at) FROM distribution WHERE due_at IS NOT NULL AND due_at > ?");
    const std::optional<Time> next = query.one(now) ? query.maybeTime(0) : std::nullopt;
    query.finish();
    return next;
}

std::vector<Distribution> rowsAtWork(Connection &db)
{
    std::vector<Distribution> rows;
    Statement &query = db.statement(std::string("SELECT ") + distributionColumns + " FROM distribution d WHERE d.state IN ('transferring', 'verifying', 'publishing')");
    query.run();
    while (query.next())
        rows.push_back(rowFrom(query));
    Statement &removals = db.statement(std::string("SELECT ") + distributionColumns
                                       + " FROM attempt a JOIN distribution d ON d.package_id = a.package_id AND d.dp_key = a.dp_key"
                                         " WHERE a.outcome = 'running' AND d.state = 'removing' AND a.token = d.token");
    removals.run();
    while (removals.next())
        rows.push_back(rowFrom(removals));
    return rows;
}

std::int64_t changeAll(Connection &db, const Selection &selection, const WideChange &change)
{
    Selection narrowed = selection;
    narrowed.states = {change.from};
    const Where where = whereOf(narrowed);
    std::string sets = "state = " + quoted(std::string(name(change.to))) + ", token = " + std::to_string(change.token)
        + ", updated_at = " + std::to_string(toMs(change.now));
    const auto set = [&](const char *column, const std::string &value) { sets += std::string(", ") + column + " = " + value; };
    if (change.resetAttempts) {
        set("attempt", "0");
        set("publish_only", "0");
    }
    if (!change.keepDue) {
        set("due_at", change.dueAt ? std::to_string(toMs(*change.dueAt)) : "NULL");
        if (change.dueAt)
            set("waiting_since", std::to_string(toMs(change.now)));
    }
    if (change.wantedVersion)
        set("wanted_version", std::to_string(*change.wantedVersion));
    if (change.force)
        set("force", *change.force ? "1" : "0");
    if (change.clearError) {
        for (const char *column : {"error", "error_code", "error_object", "failing_since"})
            set(column, "NULL");
    }
    const auto mark = [&](const char *prefix, const std::optional<Distribution::Mark> &value, bool clear) {
        if (!value && !clear)
            return;
        set((std::string(prefix) + "_by").c_str(), value ? quoted(value->by) : "NULL");
        set((std::string(prefix) + "_reason").c_str(), value ? quoted(value->reason) : "NULL");
        set((std::string(prefix) + "_at").c_str(), value ? std::to_string(toMs(value->at)) : "NULL");
    };
    mark("stopped", change.stopped, change.clearStopped);
    mark("held", change.held, change.clearHeld);
    if (change.error) {
        set("error", quoted(Statement::toVariant(*change.error).toString().toStdString()));
        set("error_code", quoted(std::string(name(change.error->code))));
        set("error_object", quoted(change.error->object));
        set("failing_since", "coalesce(failing_since, " + std::to_string(toMs(change.now)) + ")");
    }
    Statement update = db.once("UPDATE distribution AS d SET " + sets + where.sql);
    runWith(update, where);
    return update.changes();
}

std::int64_t flagHeld(Connection &db, const Selection &selection, const std::optional<Distribution::Mark> &held, std::int64_t token, Time now)
{
    const Where where = whereOf(selection);
    Statement update = db.once("UPDATE distribution AS d SET held_by = " + (held ? quoted(held->by) : "NULL")
                               + ", held_reason = " + (held ? quoted(held->reason) : "NULL")
                               + ", held_at = " + (held ? std::to_string(toMs(held->at)) : "NULL") + (token ? ", token = " + std::to_string(token) : "")
                               + ", updated_at = " + std::to_string(toMs(now)) + where.sql);
    runWith(update, where);
    return update.changes();
}

std::int64_t setAfterPublish(Connection &db, const Selection &selection, State next, Time now)
{
    Selection narrowed = selection;
    narrowed.states = {State::Publishing};
    const Where where = whereOf(narrowed);
    Statement update = db.once("UPDATE distribution AS d SET after_publish = " + quoted(std::string(name(next)))
                               + ", updated_at = " + std::to_string(toMs(now)) + where.sql);
    runWith(update, where);
    return update.changes();
}

std::vector<PackageId> lastCopies(Connection &db, const std::vector<PackageId> &packages, const std::vector<DpKey> &dps)
{
    Selection there;
    there.packages = packages;
    there.dps = dps;
    const Where where = whereOf(there);
    const std::string elsewhere = dps.empty() ? "" : " AND o.dp_key NOT IN (" + idList(dps) + ")";
    Statement query = db.once("SELECT DISTINCT d.package_id FROM distribution d" + where.sql + (where.sql.empty() ? " WHERE" : " AND")
                              + " d.installed_version IS NOT NULL AND d.state <> 'removed' AND NOT EXISTS (SELECT 1 FROM distribution o WHERE "
                                "o.package_id = d.package_id AND o.installed_version IS NOT NULL AND o.state NOT IN ('removed', 'removing')"
                              + (dps.empty() ? " AND 0" : elsewhere) + ") ORDER BY d.package_id");
    query.run();
    std::vector<PackageId> last;
    while (query.next())
        last.emplace_back(query.text(0));
    return last;
}

} // namespace cartage::store
