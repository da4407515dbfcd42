// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/engine/change.h"
#include "core/engine/componentviews.h"
#include "core/engine/queries.h"
#include "core/engine/statusviews.h"
#include "core/store/belowquestions.h"
#include "core/store/dprepository.h"

namespace cartage::engine {
namespace {

std::string keyOf(const store::ProblemRow &row) { return std::string(name(row.code)) + ":" + row.object; }

std::optional<store::AckRow> ackOf(const std::vector<store::AckRow> &acks, const std::string &key, Time now)
{
    const auto found = std::find_if(acks.begin(), acks.end(),
                                    [&](const store::AckRow &ack) { return ack.key == key && (!ack.until || *ack.until > now); });
    return found == acks.end() ? std::nullopt : std::optional(*found);
}

bool anyAsks(store::Connection &db, const std::vector<std::string> &dps)
{
    return std::any_of(dps.begin(), dps.end(), [&db](const std::string &name) {
        const auto dp = store::dpByName(db, name);
        return dp && dp->settings.repairAsks;
    });
}

ProblemView viewOf(store::Connection &db, store::ProblemRow row, const std::vector<store::AckRow> &acks, Time now)
{
    ProblemView view;
    view.repairAsks = (row.code == Code::FilesDiffer || row.code == Code::FilesMissing) && anyAsks(db, row.dps);
    view.key = keyOf(row);
    view.scope = row.error.scope;
    view.resolves = resolvesOf(row.error, view.repairAsks);
    // An error asks for somebody; what goes on by itself is a warning, and so is what an operator has stopped knowingly.
    const bool needsSomebody = row.anyFailed || view.resolves == Resolves::Operator;
    view.severity = needsSomebody && !row.anyStopped ? Severity::Error : Severity::Warning;
    view.acknowledged = ackOf(acks, view.key, now);
    view.row = std::move(row);
    return view;
}

bool worse(const ProblemView &a, const ProblemView &b)
{
    if (a.acknowledged.has_value() != b.acknowledged.has_value())
        return !a.acknowledged;
    if (a.severity != b.severity)
        return a.severity > b.severity;
    if (a.row.distributions != b.row.distributions)
        return a.row.distributions > b.row.distributions;
    return a.key < b.key;
}

Result<std::vector<ProblemView>> problemsIn(Site &site, store::Connection &db, const std::vector<Code> &codes)
{
    const auto acks = store::acks(db);
    std::vector<ProblemView> views;
    std::vector<store::ProblemRow> rows = store::problemRows(db);
    for (store::ProblemRow &row : haltedRows(db))
        rows.push_back(std::move(row));
    if (auto row = heldUpIntake(db))
        rows.push_back(std::move(*row));
    for (store::ProblemRow &row : store::problemRowsBelow(db, site.now()))
        rows.push_back(std::move(row));
    for (store::ProblemRow &row : rows) {
        if (codes.empty() || std::find(codes.begin(), codes.end(), row.code) != codes.end())
            views.push_back(viewOf(db, std::move(row), acks, site.now()));
    }
    std::sort(views.begin(), views.end(), worse);
    return views;
}

} // namespace

Result<std::vector<ProblemView>> problems(Site &site, const std::vector<Code> &codes)
{
    return site.database().read<std::vector<ProblemView>>([&](store::Connection &db) { return problemsIn(site, db, codes); });
}

namespace {

Result<bool> isProblem(Site &site, const std::string &key)
{
    const auto views = problems(site, {});
    if (!views)
        return failure(views.error());
    return std::any_of(views->begin(), views->end(), [&key](const ProblemView &view) { return view.key == key; });
}

} // namespace

Result<Answer> acknowledge(Site &site, const std::string &key, std::optional<Time> until, const Intent &intent)
{
    if (until && *until <= site.now()) {
        Error error = refusalError(Code::WrongValue, key);
        error.parameters["why"] = "the time until which it is known, " + toRfc3339(*until) + ", is over";
        return failure(error);
    }
    const auto known = isProblem(site, key); // of all rows: not while others wait to write
    if (!known)
        return failure(known.error());
    if (!*known)
        return failure(refusalError(Code::NotFound, key));
    return carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        const store::AckRow row{key, site.environment().actor, intent.reason, until, site.now()};
        const auto before = ackOf(store::acks(db), key, site.now());
        const bool same = before && before->by == row.by && before->reason == row.reason && before->until == row.until;
        Plan plan;
        plan.otherChanges = same ? 0 : 1;
        plan.unchanged = same ? 1 : 0;
        plan.others = key;
        plan.effect.lines.push_back(key + " counts as known" + (until ? " until " + toRfc3339(*until) : "") + ".");
        plan.apply = [row](store::Connection &inner, std::int64_t) -> Result<void> {
            store::setAck(inner, row);
            return {};
        };
        return plan;
    });
}

Result<Answer> unacknowledge(Site &site, const std::string &key, const Intent &intent)
{
    const auto known = isProblem(site, key);
    if (!known)
        return failure(known.error());
    return carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        const auto acks = store::acks(db);
        const bool acknowledged = std::any_of(acks.begin(), acks.end(), [&key](const store::AckRow &ack) { return ack.key == key; });
        if (!acknowledged && !*known)
            return failure(refusalError(Code::NotFound, key));
        Plan plan;
        plan.otherChanges = acknowledged ? 1 : 0;
        plan.unchanged = acknowledged ? 0 : 1;
        plan.others = key;
        plan.effect.lines.push_back(key + " asks for attention again.");
        plan.apply = [key](store::Connection &inner, std::int64_t) -> Result<void> {
            store::removeAck(inner, key);
            return {};
        };
        return plan;
    });
}

} // namespace cartage::engine
