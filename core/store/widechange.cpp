// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/store/distributionrepository.h"
#include "core/store/narrowing.h"
#include "core/store/statement.h"

/// Changes of many rows by one statement each.
namespace cartage::store {

namespace {

/// What follows SET, with its values.
class Columns
{
public:
    template <class Value>
    void set(const std::string &column, const Value &value)
    {
        expression(column, "?");
        m_values.push_back(Statement::toVariant(value));
    }
    void clear(const std::string &column) { expression(column, "NULL"); }
    void keepOr(const std::string &column, Time value)
    {
        expression(column, "coalesce(" + column + ", ?)");
        m_values.push_back(Statement::toVariant(value));
    }
    void mark(const std::string &prefix, const std::optional<Distribution::Mark> &mark)
    {
        set(prefix + "_by", mark ? std::optional(mark->by) : std::nullopt);
        set(prefix + "_reason", mark ? std::optional(mark->reason) : std::nullopt);
        set(prefix + "_at", mark ? std::optional(mark->at) : std::nullopt);
    }
    std::int64_t update(Connection &db, Narrowing narrow)
    {
        Statement &statement = db.statement("UPDATE distribution AS d " + narrow.index + " SET " + m_sql + narrow.where);
        narrow.values.insert(narrow.values.begin(), m_values.begin(), m_values.end());
        statement.runAll(narrow.values);
        return statement.changes();
    }

private:
    void expression(const std::string &column, const std::string &value) { m_sql += (m_sql.empty() ? "" : ", ") + column + " = " + value; }
    std::string m_sql;
    std::vector<QVariant> m_values;
};

Columns columnsOf(const WideChange &change)
{
    Columns columns;
    columns.set("state", change.to);
    columns.set("token", change.token);
    columns.set("updated_at", change.now);
    if (change.resetAttempts) {
        columns.set("attempt", 0);
        columns.set("again", false);
        columns.set("publish_only", false);
    }
    if (!change.keepDue) {
        columns.set("due_at", change.dueAt);
        if (change.dueAt)
            columns.set("waiting_since", change.now);
    }
    if (change.wantedVersion)
        columns.set("wanted_version", *change.wantedVersion);
    if (change.force)
        columns.set("force", *change.force);
    if (change.error) {
        columns.set("error", *change.error);
        columns.set("error_code", name(change.error->code));
        columns.set("error_object", change.error->object);
        columns.keepOr("failing_since", change.now);
    } else if (change.clearError) {
        for (const char *column : {"error", "error_code", "error_object", "failing_since"})
            columns.clear(column);
    }
    if (change.stopped || change.clearStopped)
        columns.mark("stopped", change.stopped);
    if (change.held || change.clearHeld)
        columns.mark("held", change.held);
    return columns;
}

/// The selection, of it the rows in `state`; nothing where it leaves that state out.
std::optional<Selection> onlyIn(const Selection &selection, State state)
{
    const std::vector<State> &states = selection.states;
    if (!states.empty() && std::find(states.begin(), states.end(), state) == states.end())
        return std::nullopt;
    Selection narrowed = selection;
    narrowed.states = {state};
    return narrowed;
}

} // namespace

std::int64_t changeAll(Connection &db, const Selection &selection, const WideChange &change)
{
    const std::optional<Selection> rows = onlyIn(selection, change.from);
    return rows ? columnsOf(change).update(db, narrowing(*rows)) : 0;
}

std::int64_t flagHeld(Connection &db, const Selection &selection, const std::optional<Distribution::Mark> &held, std::int64_t token, Time now)
{
    Columns columns;
    columns.mark("held", held);
    if (token != 0)
        columns.set("token", token);
    columns.set("updated_at", now);
    return columns.update(db, narrowing(selection));
}

std::int64_t setAfterPublish(Connection &db, const Selection &selection, State next, Time now)
{
    const std::optional<Selection> rows = onlyIn(selection, State::Publishing);
    if (!rows)
        return 0;
    Columns columns;
    columns.set("after_publish", next);
    columns.set("updated_at", now);
    return columns.update(db, narrowing(*rows));
}

} // namespace cartage::store
