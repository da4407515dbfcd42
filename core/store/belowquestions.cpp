// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/belowquestions.h"

#include <algorithm>

#include "core/store/addressrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/lineproblems.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr std::size_t mostNames = 100;

// An error of the line from one site to the next is the former one's, and so are its causes; others are those of the DP's own site.
// As isFulfilled (core/domain/sending.h) has it; a DP that does not exist owes nothing and has nothing. A removal is owed until its row goes.
constexpr const char *sumColumns = R"(sum(wanted), sum(done), sum(failing), sum(NOT done), min(CASE WHEN NOT done THEN asked_at END) FROM (
    SELECT t.package_id AS package_id, t.wanted_version > 0 AS wanted, t.current AND t.state IN ('retrying', 'blocked', 'failed', 'damaged') AS failing, t.asked_at AS asked_at,
           t.wanted_version > 0 AND t.state = 'installed' AND t.proof_kind IS NOT NULL AND t.installed_version = t.wanted_version
               AND t.installed_manifest IS (SELECT v.manifest FROM package_version v WHERE v.package_id = t.package_id AND v.version = t.wanted_version) AS done
    FROM (SELECT package_id, wanted_version, told_wanted = wanted_version AS current, coalesce(state, '') AS state, asked_at, proof_kind, coalesce(installed_version, 0) AS installed_version,
                 installed_manifest FROM remote_target WHERE gone = 0%1) t))";
constexpr const char *causesSql = R"(
    SELECT error_code, error_object, iif(waits_for IS NOT NULL AND waits_to IS NOT NULL, waits_site, site) AS at, dp, state, count(*), count(DISTINCT package_id),
           max(received_at), min(asked_at), site, waits_for IS NOT NULL AND waits_to IS NOT NULL
    FROM remote_target WHERE error_code IS NOT NULL AND gone = 0 AND told_wanted = wanted_version GROUP BY error_code, error_object, at, site, dp_folded, state
    ORDER BY at, error_code, error_object)";
constexpr const char *packagesOfCauseSql = R"(
    SELECT DISTINCT package_id, error FROM remote_target
    WHERE error_code = ? AND error_object = ? AND iif(waits_for IS NOT NULL AND waits_to IS NOT NULL, waits_site, site) = ? AND gone = 0 AND told_wanted = wanted_version
    LIMIT 100)";
// A version that was asked for and not told of yet waits, and so does one of another epoch.
constexpr const char *shownState = R"(
    CASE WHEN t.told_wanted = t.wanted_version AND t.state IS NOT NULL
              AND NOT (t.state = 'installed' AND v.manifest IS NOT NULL AND t.installed_manifest IS NOT v.manifest) THEN t.state
         WHEN t.wanted_version = 0 THEN 'removing' ELSE 'waiting' END)";
constexpr const char *fromTargets = R"(
    FROM remote_target t LEFT JOIN package_version v ON v.package_id = t.package_id AND v.version = t.wanted_version WHERE t.gone = 0)";
// The package is that of the row with the least asked_at.
constexpr const char *waitingSql = R"(
    SELECT t.site, t.dp, CASE WHEN t.asked_at > ? THEN 0 WHEN t.asked_at > ? THEN 1 WHEN t.asked_at > ? THEN 2 WHEN t.asked_at > ? THEN 3
                              WHEN t.asked_at > ? THEN 4 ELSE 5 END AS age, count(*), coalesce(sum(v.bytes), 0), t.package_id, min(t.asked_at))";
constexpr const char *waitingStates = R"( IN ('waiting', 'retrying', 'blocked', 'failed', 'damaged', 'paused', 'removing')
    GROUP BY t.site, t.dp_folded, age ORDER BY t.site, t.dp_folded, age)";

BelowSum sumFrom(const Statement &row, int first)
{
    return {row.integer(first), row.integer(first + 1), row.integer(first + 2), row.integer(first + 3), row.maybeTime(first + 4)};
}

std::string sumSql(const char *where)
{
    std::string sql = sumColumns;
    return sql.replace(sql.find("%1"), 2, where);
}

void addUnique(std::vector<std::string> &names, const std::string &name)
{
    if (names.size() < mostNames && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}

std::string objectAt(const std::string &site, const std::string &object) { return object.empty() ? site : site + "/" + object; }

std::vector<ProblemRow> toldCauses(Connection &db)
{
    std::vector<ProblemRow> rows;
    std::vector<std::string> objects; ///< as they are at their site
    std::vector<bool> between;        ///< of a line, which the error names by its other end
    Statement &groups = db.statement(causesSql);
    groups.run();
    while (groups.next()) {
        const State state = stateFromName(groups.text(4)).value_or(State::Waiting);
        if (!isOwed(state))
            continue;
        const Code code = codeFromName(groups.text(0)).value_or(Code::Internal);
        const std::string object = groups.text(1), site = groups.text(2);
        if (rows.empty() || rows.back().site != site || rows.back().code != code || objects.back() != object) {
            ProblemRow &row = rows.emplace_back();
            row.code = code;
            row.site = site;
            row.object = objectAt(site, object);
            row.anyStopped = true;
            objects.push_back(object);
            between.push_back(groups.integer(10) != 0);
        }
        ProblemRow &row = rows.back();
        row.distributions += groups.integer(5);
        row.anyStopped = row.anyStopped && state == State::Stopped;
        row.anyFailed = row.anyFailed || state == State::Failed;
        addUnique(row.dps, objectAt(groups.text(9), groups.text(3)));
        const auto told = groups.maybeTime(7), asked = groups.maybeTime(8);
        if (told && (!row.lastTry || *told > *row.lastTry))
            row.lastTry = told;
        if (asked && (!row.since || *asked < *row.since))
            row.since = asked;
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        ProblemRow &row = rows[i];
        row.dpCount = std::ssize(row.dps);
        Statement &packages = db.statement(packagesOfCauseSql);
        packages.run(name(row.code), objects[i], row.site);
        while (packages.next()) {
            row.packages.push_back(packages.text(0));
            if (auto error = packages.maybeError(1))
                row.error = std::move(*error);
        }
        std::sort(row.packages.begin(), row.packages.end());
        row.packageCount = std::ssize(row.packages);
        if (!between[i])
            row.error.object = row.object;
    }
    return rows;
}

} // namespace

bool isSilent(const Address &address, Time now)
{
    return address.relation == Relation::Child && now - address.heardAt.value_or(address.addedAt) >= silentAfter;
}

std::map<PackageId, BelowSum> sumsByPackage(Connection &db, const std::optional<PackageId> &only)
{
    std::map<PackageId, BelowSum> sums;
    const std::string sql = "SELECT package_id, " + sumSql(only ? " AND package_id = ?" : "") + " GROUP BY package_id";
    Statement &query = only ? db.statement(sql).run(*only) : db.statement(sql).run();
    while (query.next())
        sums.emplace(PackageId(query.text(0)), sumFrom(query, 1));
    return sums;
}

BelowSum sumBelow(Connection &db)
{
    Statement &query = db.statement("SELECT " + sumSql(""));
    const BelowSum sum = query.one() ? sumFrom(query, 0) : BelowSum();
    query.finish();
    return sum;
}

std::map<State, std::int64_t> statesBelow(Connection &db)
{
    std::map<State, std::int64_t> states;
    Statement &query = db.statement(std::string("SELECT ") + shownState + ", count(*)" + fromTargets + " GROUP BY 1");
    query.run();
    while (query.next())
        states[stateFromName(query.text(0)).value_or(State::Waiting)] += query.integer(1);
    return states;
}

std::vector<WaitingBelow> waitingBelow(Connection &db, Time now, const std::array<Span, 5> &limits)
{
    std::vector<WaitingBelow> sums;
    Statement &query = db.statement(std::string(waitingSql) + fromTargets + " AND" + shownState + waitingStates);
    query.run(now - limits[0], now - limits[1], now - limits[2], now - limits[3], now - limits[4]);
    while (query.next())
        sums.push_back({{SiteCode(query.text(0)), query.text(1)}, static_cast<int>(query.integer(2)), query.integer(3), query.integer(4), PackageId(query.text(5))});
    return sums;
}

RequestSum requestSum(Connection &db)
{
    RequestSum sum;
    Statement &query = db.statement(R"(
        SELECT count(*), sum(bytes_left), min(created_at) FROM send_request
        WHERE state IN ('pending', 'claimed', 'connecting', 'sending', 'sent', 'retrying'))");
    if (query.one())
        sum = {query.integer(0), query.integer(1), query.maybeTime(2)};
    query.finish();
    return sum;
}

std::vector<ProblemRow> problemRowsBelow(Connection &db, Time now)
{
    std::vector<ProblemRow> rows = toldCauses(db);
    for (ProblemRow &row : lineProblems(db, now))
        rows.push_back(std::move(row));
    return rows;
}

std::vector<TargetRow> targetRows(Connection &db)
{
    std::vector<TargetRow> rows;
    Statement &query = db.statement(R"(
        SELECT t.package_id, p.name, t.site, t.dp, t.wanted_version, t.told_wanted,
               CASE WHEN t.state = 'installed' AND v.manifest IS NOT NULL AND t.installed_manifest IS NOT v.manifest THEN NULL ELSE t.state END,
               t.error_code, t.gone, t.received_at, b.below_dp_id, t.via, t.waits_for IS NOT NULL AND t.waits_to IS NOT NULL
        FROM remote_target t JOIN package p ON p.package_id = t.package_id
        JOIN below_dp b ON b.site = t.site AND b.dp_folded = t.dp_folded
        LEFT JOIN package_version v ON v.package_id = t.package_id AND v.version = t.wanted_version ORDER BY t.site, t.dp_folded, t.package_id)");
    query.run();
    while (query.next()) {
        TargetRow &row = rows.emplace_back();
        row.package = PackageId(query.text(0));
        row.packageName = query.text(1);
        row.target = {SiteCode(query.text(2)), query.text(3)};
        row.wantedVersion = static_cast<int>(query.integer(4));
        row.toldWanted = static_cast<int>(query.integer(5));
        if (const auto state = query.maybeText(6))
            row.state = stateFromName(*state);
        if (const auto code = query.maybeText(7))
            row.code = codeFromName(*code);
        row.gone = query.integer(8) != 0;
        row.receivedAt = query.maybeTime(9);
        row.dpNumber = query.integer(10);
        row.via = SiteCode(query.text(11));
        row.heldUpBetween = query.integer(12) != 0;
    }
    return rows;
}

std::optional<RemoteTarget> targetOfNumber(Connection &db, const PackageId &package, std::int64_t dpNumber)
{
    Statement &query = db.statement("SELECT site, dp_folded FROM below_dp WHERE below_dp_id = ?");
    query.run(dpNumber);
    if (!query.next())
        return std::nullopt;
    const Target target{SiteCode(query.text(0)), query.text(1)};
    query.finish();
    return remoteTarget(db, package, target);
}

} // namespace cartage::store
