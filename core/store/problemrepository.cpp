// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/store/distributionrepository.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr std::size_t mostNames = 100;

// Everything here but the text of one error is read from the index distribution_error alone: 50,000 failures have few causes.
constexpr const char *groupsSql = R"(
    SELECT error_code, error_object, count(*), count(DISTINCT package_id), count(DISTINCT dp_key), min(failing_since), max(tried_at), min(due_at),
           sum(state = 'failed'), sum(state = 'stopped')
    FROM distribution INDEXED BY distribution_error
    WHERE error_code IS NOT NULL AND state NOT IN ('removed', 'installed', 'unverified') GROUP BY error_code, error_object)";
constexpr const char *newestErrorSql = R"(
    SELECT error FROM distribution WHERE (package_id, dp_key) = (
        SELECT package_id, dp_key FROM distribution INDEXED BY distribution_error
        WHERE error_code = ? AND error_object = ? AND state NOT IN ('removed', 'installed', 'unverified')
        ORDER BY tried_at DESC, failing_since DESC LIMIT 1))";
constexpr const char *packagesSql = R"(
    SELECT DISTINCT package_id FROM distribution INDEXED BY distribution_error
    WHERE error_code = ? AND error_object = ? AND state NOT IN ('removed', 'installed', 'unverified') ORDER BY package_id LIMIT 100)";
constexpr const char *dpsSql = R"(
    SELECT dp.name FROM (SELECT DISTINCT dp_key FROM distribution INDEXED BY distribution_error
        WHERE error_code = ? AND error_object = ? AND state NOT IN ('removed', 'installed', 'unverified') LIMIT 100) d JOIN dp USING (dp_key)
    ORDER BY dp.name_folded)";
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

std::vector<ProblemRow> groupedRows(Connection &db)
{
    std::vector<ProblemRow> rows;
    Statement &groups = db.statement(groupsSql);
    groups.run();
    while (groups.next()) {
        ProblemRow row;
        row.code = codeFromName(groups.text(0)).value_or(Code::Internal);
        row.object = groups.text(1);
        row.distributions = groups.integer(2);
        row.packageCount = groups.integer(3);
        row.dpCount = groups.integer(4);
        row.since = groups.maybeTime(5);
        row.lastTry = groups.maybeTime(6);
        row.nextTry = groups.maybeTime(7);
        row.anyFailed = groups.integer(8) > 0;
        row.anyStopped = groups.integer(9) == row.distributions;
        rows.push_back(std::move(row));
    }
    return rows;
}

void addDetails(Connection &db, ProblemRow &row)
{
    const std::string code(name(row.code));
    Statement &newest = db.statement(newestErrorSql);
    if (newest.one(code, row.object))
        row.error = newest.maybeError(0).value_or(Error{});
    newest.finish();
    Statement &packages = db.statement(packagesSql);
    packages.run(code, row.object);
    while (packages.next())
        row.packages.push_back(packages.text(0));
    Statement &dps = db.statement(dpsSql);
    dps.run(code, row.object);
    while (dps.next())
        row.dps.push_back(dps.text(0));
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
    problem.packageCount = std::max(problem.packageCount, behind);
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
    for (ProblemRow &row : rows)
        addDetails(db, row);
    addConditions(db, rows);
    addPackageProblems(db, rows);
    return rows;
}

} // namespace cartage::store
