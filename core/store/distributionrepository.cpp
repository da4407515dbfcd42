// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/distributionrepository.h"

#include "core/store/distributionrow.h"
#include "core/store/narrowing.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *insertSql = R"(
    INSERT INTO distribution (installed_version, installed_epoch, installed_manifest, proof_kind, proof_at, mixed, state, wanted_version, attempt, again, due_at,
                              waiting_since, error, error_code, error_object, failing_since, token, after_publish, force, publish_only, held_by,
                              held_reason, held_at, stopped_by, stopped_reason, stopped_at, bytes_total, bytes_done, files_total, files_done,
                              updated_at, stage_left, package_id, dp_key, class)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
            (SELECT CASE priority WHEN 'high' THEN 0 WHEN 'low' THEN 2 ELSE 1 END FROM package WHERE package_id = ?)))";
constexpr const char *updateSql = R"(
    UPDATE distribution SET installed_version = ?, installed_epoch = ?, installed_manifest = ?, proof_kind = ?, proof_at = ?, mixed = ?, state = ?,
                            wanted_version = ?, attempt = ?, again = ?, due_at = ?, waiting_since = ?, error = ?, error_code = ?, error_object = ?,
                            failing_since = ?, token = ?, after_publish = ?, force = ?, publish_only = ?, held_by = ?, held_reason = ?, held_at = ?,
                            stopped_by = ?, stopped_reason = ?, stopped_at = ?, bytes_total = ?, bytes_done = ?, files_total = ?, files_done = ?,
                            updated_at = ?, stage_left = ?
    WHERE package_id = ? AND dp_key = ?)";
using Mark = std::optional<Distribution::Mark>;
std::optional<std::string> by(const Mark &mark) { return mark ? std::optional(mark->by) : std::nullopt; }
std::optional<std::string> reason(const Mark &mark) { return mark ? std::optional(mark->reason) : std::nullopt; }
std::optional<Time> at(const Mark &mark) { return mark ? std::optional(mark->at) : std::nullopt; }
std::optional<std::string> codeOf(const std::optional<Error> &error) { return error ? std::optional(std::string(name(error->code))) : std::nullopt; }
std::optional<std::string> objectOf(const std::optional<Error> &error) { return error ? std::optional(error->object) : std::nullopt; }

template <class... More>
void runRow(Statement &statement, const Distribution &row, const More &...more)
{
    const QVariant proofKind = row.proof ? Statement::toVariant(name(row.proof->kind)) : Statement::null();
    const QVariant proofAt = row.proof ? Statement::toVariant(row.proof->at) : Statement::null();
    const QVariant epoch = row.installedVersion ? Statement::toVariant(row.installedEpoch) : Statement::null();
    statement.run(row.installedVersion, epoch, row.installedManifest, proofKind, proofAt, row.mixed, row.state, row.wantedVersion, row.attempt,
                  row.attempt > 0, row.dueAt, row.waitingSince, row.error, codeOf(row.error), objectOf(row.error), row.failingSince, row.token,
                  row.afterPublish, row.force, row.publishOnly, by(row.held), reason(row.held), at(row.held), by(row.stopped), reason(row.stopped),
                  at(row.stopped), row.bytesTotal, row.bytesDone, row.filesTotal, row.filesDone, row.updatedAt, row.stageLeft, row.package, row.dp, more...);
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
    d.stageLeft = row.integer(30) != 0;
    return d;
}

void insertDistribution(Connection &db, const Distribution &row) { runRow(db.statement(insertSql), row, row.package); }

void updateDistribution(Connection &db, const Distribution &row) { runRow(db.statement(updateSql), row); }

std::vector<std::pair<DpKey, PackageId>> stagesLeft(Connection &db)
{
    Statement &query = db.statement("SELECT dp_key, package_id FROM distribution INDEXED BY distribution_stage_left "
                                    "WHERE stage_left = 1 AND state IN ('installed', 'unverified')");
    query.run();
    std::vector<std::pair<DpKey, PackageId>> left;
    while (query.next())
        left.emplace_back(query.integer(0), query.text(1));
    return left;
}

void stageIsGone(Connection &db, const PackageId &package, DpKey dp)
{
    db.statement("UPDATE distribution SET stage_left = 0 WHERE package_id = ? AND dp_key = ? "
                 "AND stage_left = 1 AND state IN ('installed', 'unverified')").run(package, dp);
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

std::string rowsQuery(const Narrowing &narrow)
{
    return std::string("SELECT ") + distributionColumns + " FROM distribution d " + narrow.index + " CROSS JOIN dp ON dp.dp_key = d.dp_key"
           + narrow.where + " ORDER BY d.package_id, dp.name_folded";
}

void eachDistribution(Connection &db, const Selection &selection, const std::function<void(const Distribution &)> &each)
{
    const Narrowing narrow = narrowing(selection);
    // Not one of the kept statements: `each` may ask the same question.
    Statement query = db.once(rowsQuery(narrow));
    query.runAll(narrow.values);
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
    const Narrowing narrow = narrowing(selection);
    const std::string index = narrow.where.empty() ? "INDEXED BY distribution_dp_state" : narrow.index;
    Statement &query = db.statement("SELECT state, sum(n) FROM (SELECT d.state AS state, count(*) AS n FROM distribution d " + index + narrow.where
                                    + " GROUP BY d.dp_key, d.state) GROUP BY state");
    query.runAll(narrow.values);
    std::map<State, std::int64_t> counts;
    while (query.next())
        counts[stateFromName(query.text(0)).value_or(State::Waiting)] = query.integer(1);
    return counts;
}

std::vector<PackageId> lastCopies(Connection &db, const std::vector<PackageId> &packages, const std::vector<DpKey> &dps)
{
    Selection there;
    there.packages = packages;
    there.dps = dps;
    Narrowing narrow = narrowing(there);
    const Narrowing gone = narrowing({{}, dps, {}, {}, {}});
    narrow.where += narrow.where.empty() ? " WHERE " : " AND ";
    narrow.where += "d.installed_version IS NOT NULL AND d.state <> 'removed'";
    if (!dps.empty()) {
        narrow.where += " AND NOT EXISTS (SELECT 1 FROM distribution o WHERE o.package_id = d.package_id AND o.installed_version IS NOT NULL"
                        " AND o.proof_kind IS NOT NULL AND o.state NOT IN ('removed', 'removing')"
                        " AND o.dp_key NOT IN (SELECT value FROM json_each(?)))";
        narrow.values.insert(narrow.values.end(), gone.values.begin(), gone.values.end());
    }
    Statement &query = db.statement("SELECT DISTINCT d.package_id FROM distribution d " + narrow.index + narrow.where + " ORDER BY d.package_id");
    query.runAll(narrow.values);
    std::vector<PackageId> last;
    while (query.next())
        last.emplace_back(query.text(0));
    return last;
}

std::vector<PackageId> lastCopies(Connection &db, const std::vector<std::pair<PackageId, DpKey>> &pairs)
{
    Selection there;
    there.pairs = pairs;
    const Narrowing narrow = narrowing(there);
    Statement &query = db.statement("SELECT DISTINCT d.package_id FROM distribution d" + narrow.where
                                    + " AND d.installed_version IS NOT NULL AND d.state <> 'removed'"
                                      " AND NOT EXISTS (SELECT 1 FROM distribution o WHERE o.package_id = d.package_id AND o.installed_version IS NOT NULL"
                                      " AND o.proof_kind IS NOT NULL AND o.state NOT IN ('removed', 'removing')"
                                      " AND (o.package_id, o.dp_key) NOT IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))) ORDER BY d.package_id");
    query.runAll({narrow.values.front(), narrow.values.front()});
    std::vector<PackageId> last;
    while (query.next())
        last.emplace_back(query.text(0));
    return last;
}

} // namespace cartage::store
