// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/store/distributionrepository.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr std::size_t mostNames = 100;

// Counted from the index distribution_error alone, in its order: 50,000 failures have few causes. Only then one row is read for each cause.
constexpr const char *groupsSql = R"(
    SELECT error_code, error_object, dp_key, state, count(*), min(failing_since), max(tried_at), min(due_at)
    FROM distribution INDEXED BY distribution_error WHERE error_code IS NOT NULL GROUP BY error_code, error_object, dp_key, state)";
constexpr const char *ofCauseSql = R"(
    FROM distribution INDEXED BY distribution_error
    WHERE error_code = ? AND error_object = ? AND state NOT IN ('removed', 'installed', 'unverified'))";
constexpr const char *dpNameSql = "SELECT name FROM dp WHERE dp_key = ?";
constexpr const char *behindSql = R"(
    FROM distribution INDEXED BY distribution_dp_state
    WHERE dp_key = ? AND state IN ('waiting', 'retrying', 'removing') AND error_code IS NULL)";
constexpr const char *conditionsSql = R"(
    SELECT name, condition, failing_since, next_probe, dp_key, last_failed FROM dp
    WHERE condition IS NOT NULL OR breaker = 'open' ORDER BY name_folded)";
constexpr const char *packageProblemsSql = "SELECT package_id, problem, problem_since FROM package WHERE problem IS NOT NULL ORDER BY package_id";

ProblemRow *find(std::vector<ProblemRow> &rows, Code code, const std::string &object)
{
    for (ProblemRow &row : rows) {
        if (row.code == code && row.object == object)
            return &row;
    }
    return nullptr;
}

void addUnique(std::vector<std::string> &names, const std::string &name)
{
    if (names.size() < mostNames && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}

void earlier(std::optional<Time> &time, const std::optional<Time> &other)
{
    if (other && (!time || *other < *time))
        time = other;
}

/// One cause, and where it was met.
struct Cause {
    std::string code, object;
    std::int64_t stopped = 0;
    std::vector<DpKey> dps; ///< all
    DpKey newestAt;         ///< the DP of the last try
    ProblemRow row;
};

std::vector<Cause> causes(Connection &db)
{
    std::vector<Cause> all;
    Statement &groups = db.statement(groupsSql);
    groups.run();
    while (groups.next()) {
        const State state = stateFromName(groups.text(3)).value_or(State::Blocked);
        if (!isOwed(state))
            continue;
        const std::string code = groups.text(0), object = groups.text(1);
        const DpKey dp(groups.integer(2));
        if (all.empty() || all.back().code != code || all.back().object != object)
            all.push_back({code, object, 0, {}, dp, {}});
        Cause &cause = all.back();
        if (cause.dps.empty() || cause.dps.back() != dp)
            cause.dps.push_back(dp);
        cause.row.distributions += groups.integer(4);
        if (state == State::Stopped)
            cause.stopped += groups.integer(4);
        cause.row.anyFailed = cause.row.anyFailed || state == State::Failed;
        earlier(cause.row.since, groups.maybeTime(5));
        earlier(cause.row.nextTry, groups.maybeTime(7));
        const std::optional<Time> tried = groups.maybeTime(6);
        if (tried && (!cause.row.lastTry || *tried > *cause.row.lastTry)) {
            cause.row.lastTry = tried;
            cause.newestAt = dp;
        }
    }
    return all;
}

std::int64_t countPackages(Connection &db, const Cause &cause)
{
    if (cause.dps.size() == 1)
        return cause.row.distributions;
    Statement &count = db.statement(std::string("SELECT count(DISTINCT package_id)") + ofCauseSql);
    const std::int64_t packages = count.one(cause.code, cause.object) ? count.integer(0) : 0;
    count.finish();
    return packages;
}

ProblemRow described(Connection &db, Cause cause)
{
    ProblemRow row = std::move(cause.row);
    row.code = codeFromName(cause.code).value_or(Code::Internal);
    row.object = cause.object;
    row.anyStopped = cause.stopped == row.distributions;
    row.dpCount = std::ssize(cause.dps);
    for (std::size_t i = 0; i < std::min(cause.dps.size(), mostNames); ++i) {
        Statement &dp = db.statement(dpNameSql);
        if (dp.one(cause.dps[i]))
            row.dps.push_back(dp.text(0));
        dp.finish();
    }
    std::sort(row.dps.begin(), row.dps.end());
    Statement &packages = db.statement(std::string("SELECT DISTINCT package_id") + ofCauseSql + " LIMIT 100");
    packages.run(cause.code, cause.object);
    while (packages.next())
        row.packages.push_back(packages.text(0));
    std::sort(row.packages.begin(), row.packages.end());
    Statement &newest = db.statement(std::string("SELECT package_id") + ofCauseSql + " AND dp_key = ? ORDER BY tried_at DESC LIMIT 1");
    if (newest.one(cause.code, cause.object, cause.newestAt)) {
        const std::optional<Distribution> last = distribution(db, PackageId(newest.text(0)), cause.newestAt);
        if (last && last->error)
            row.error = *last->error;
    }
    newest.finish();
    return row;
}

std::vector<ProblemRow> groupedRows(Connection &db)
{
    std::vector<ProblemRow> rows;
    for (Cause &cause : causes(db)) {
        const std::int64_t packages = countPackages(db, cause);
        rows.push_back(described(db, std::move(cause)));
        rows.back().packageCount = packages;
    }
    return rows;
}

ProblemRow &findOrAdd(std::vector<ProblemRow> &rows, const Error &error, const std::string &object)
{
    if (ProblemRow *row = find(rows, error.code, object))
        return *row;
    ProblemRow &row = rows.emplace_back();
    row.code = error.code;
    row.object = object;
    row.error = error;
    return row;
}

/// A breaker opens without a condition of its own: what the last transfer failed of stands in its row.
Error lastFailure(Connection &db, DpKey dp, const std::string &dpName, const std::optional<PackageId> &lastFailed)
{
    std::optional<Distribution> row;
    if (lastFailed)
        row = distribution(db, *lastFailed, dp);
    if (row && row->error)
        return *row->error;
    Error error;
    error.code = Code::DpNotResponding;
    error.scope = Scope::Dp;
    error.object = dpName;
    return error;
}

/// Rows that have no error of their own and wait behind what stops the DP.
void addRowsBehind(Connection &db, DpKey dp, ProblemRow &problem)
{
    Statement &count = db.statement(std::string("SELECT count(*)") + behindSql);
    const std::int64_t behind = count.one(dp) ? count.integer(0) : 0;
    count.finish();
    if (behind == 0)
        return;
    problem.distributions += behind;
    // At one DP each row is another package; where a cause was met at several nobody counts which they share.
    problem.packageCount = problem.dpCount <= 1 ? problem.distributions : std::max(problem.packageCount, behind);
    Statement &names = db.statement(std::string("SELECT package_id") + behindSql + " ORDER BY package_id LIMIT 100");
    names.run(dp);
    while (names.next())
        addUnique(problem.packages, names.text(0));
    std::sort(problem.packages.begin(), problem.packages.end());
}

/// What stops a whole DP is a problem even while no row is owed there.
void addConditions(Connection &db, std::vector<ProblemRow> &rows)
{
    struct Stopped {
        std::string name;
        std::optional<Error> error;
        std::optional<Time> since, nextProbe;
        DpKey key;
        std::optional<PackageId> lastFailed;
    };
    std::vector<Stopped> stopped;
    Statement &query = db.statement(conditionsSql);
    query.run();
    while (query.next()) {
        const auto last = query.maybeText(5);
        stopped.push_back({query.text(0), query.maybeError(1), query.maybeTime(2), query.maybeTime(3), DpKey(query.integer(4)),
                           last ? std::optional(PackageId(*last)) : std::nullopt});
    }
    for (const Stopped &dp : stopped) {
        const Error error = dp.error ? *dp.error : lastFailure(db, dp.key, dp.name, dp.lastFailed);
        ProblemRow &row = findOrAdd(rows, error, error.object);
        if (std::find(row.dps.begin(), row.dps.end(), dp.name) == row.dps.end()) {
            addUnique(row.dps, dp.name);
            ++row.dpCount;
        }
        addRowsBehind(db, dp.key, row);
        earlier(row.since, dp.since);
        earlier(row.nextTry, dp.nextProbe);
        row.anyStopped = false;
    }
}

void addPackageProblems(Connection &db, std::vector<ProblemRow> &rows)
{
    Statement &packages = db.statement(packageProblemsSql);
    packages.run();
    while (packages.next()) {
        const std::optional<Error> error = packages.maybeError(1);
        if (!error)
            continue;
        ProblemRow &row = findOrAdd(rows, *error, error->object.empty() ? packages.text(0) : error->object);
        if (std::find(row.packages.begin(), row.packages.end(), packages.text(0)) == row.packages.end()) {
            addUnique(row.packages, packages.text(0));
            row.packageCount = std::max(row.packageCount, static_cast<std::int64_t>(row.packages.size()));
        }
        earlier(row.since, packages.maybeTime(2));
        row.anyStopped = false;
    }
}

} // namespace

std::vector<ProblemRow> problemRows(Connection &db)
{
    std::vector<ProblemRow> rows = groupedRows(db);
    addConditions(db, rows);
    addPackageProblems(db, rows);
    return rows;
}

} // namespace cartage::store
