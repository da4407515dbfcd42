// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/distributionrepository.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr std::size_t mostNames = 100;

constexpr const char *groupsSql = R"(
    SELECT error_code, error_object, count(*), count(DISTINCT package_id), count(DISTINCT dp_key), min(failing_since), min(due_at),
           sum(state = 'failed'), sum(state = 'stopped')
    FROM distribution WHERE error_code IS NOT NULL AND state NOT IN ('removed', 'installed', 'unverified') GROUP BY error_code, error_object)";
constexpr const char *newestErrorSql = R"(
    SELECT error, updated_at FROM distribution WHERE error_code = ? AND error_object = ? AND state NOT IN ('removed', 'installed', 'unverified')
    ORDER BY state = 'failed' DESC LIMIT 1)";
constexpr const char *packagesSql = R"(
    SELECT DISTINCT package_id FROM distribution WHERE error_code = ? AND error_object = ? AND state NOT IN ('removed', 'installed', 'unverified')
    ORDER BY package_id LIMIT 100)";
constexpr const char *dpsSql = R"(
    SELECT DISTINCT dp.name FROM (SELECT DISTINCT dp_key FROM distribution WHERE error_code = ? AND error_object = ?
        AND state NOT IN ('removed', 'installed', 'unverified') LIMIT 100) d JOIN dp USING (dp_key) ORDER BY dp.name_folded)";
constexpr const char *conditionsSql = R"(
    SELECT name, condition, failing_since, next_probe,
           (SELECT count(*) FROM distribution d WHERE d.dp_key = dp.dp_key AND d.state IN ('waiting', 'retrying', 'removing') AND d.error_code IS NULL)
    FROM dp WHERE condition IS NOT NULL)";
constexpr const char *packageProblemsSql = "SELECT package_id, problem, problem_since FROM package WHERE problem IS NOT NULL";

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
        row.nextTry = groups.maybeTime(6);
        row.anyFailed = groups.integer(7) > 0;
        row.anyStopped = groups.integer(8) == row.distributions;
        rows.push_back(std::move(row));
    }
    return rows;
}

void addDetails(Connection &db, ProblemRow &row)
{
    const std::string code(name(row.code));
    Statement &newest = db.statement(newestErrorSql);
    if (newest.one(code, row.object)) {
        row.error = newest.maybeError(0).value_or(Error{});
        row.lastTry = newest.maybeTime(1);
    }
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

/// What stops a whole DP is a problem even while no row is owed there, and rows that merely wait behind it count in it.
void addConditions(Connection &db, std::vector<ProblemRow> &rows)
{
    Statement &conditions = db.statement(conditionsSql);
    conditions.run();
    while (conditions.next()) {
        const std::optional<Error> error = conditions.maybeError(1);
        if (!error)
            continue;
        ProblemRow *row = find(rows, error->code, error->object);
        if (!row) {
            row = &rows.emplace_back();
            row->code = error->code;
            row->object = error->object;
            row->error = *error;
        }
        row->distributions += conditions.integer(4);
        addUnique(row->dps, conditions.text(0));
        row->dpCount = std::max(row->dpCount, static_cast<std::int64_t>(row->dps.size()));
        earlier(row->since, conditions.maybeTime(2));
        earlier(row->nextTry, conditions.maybeTime(3));
        row->anyStopped = false;
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
        const std::string object = error->object.empty() ? packages.text(0) : error->object;
        ProblemRow *row = find(rows, error->code, object);
        if (!row) {
            row = &rows.emplace_back();
            row->code = error->code;
            row->object = object;
            row->error = *error;
        }
        addUnique(row->packages, packages.text(0));
        row->packageCount = std::max(row->packageCount, static_cast<std::int64_t>(row->packages.size()));
        earlier(row->since, packages.maybeTime(2));
        row->anyStopped = false;
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
