// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/componentviews.h"

#include <algorithm>

#include "core/domain/escape.h"
#include "core/engine/change.h"
#include "core/engine/jsonparts.h"
#include "core/store/componentrepository.h"

namespace cartage::engine {

namespace {

constexpr Span countedSpan = std::chrono::hours(24);
/// A client's clock may be a little ahead; one that is years ahead is not of the last day.
constexpr Span aheadSpan = std::chrono::hours(1);
constexpr std::size_t mostKinds = 10'000;
constexpr std::size_t mostComponents = 500;

ComponentView viewOf(const std::string &component, const store::ComponentRow *row, const MessageCounts &counts)
{
    ComponentView view;
    view.component = component;
    if (const ComponentFacts *facts = siteComponent(component)) {
        view.ofSite = true;
        view.does = facts->does;
        view.halts = facts->halts;
    }
    if (row) {
        view.state = row->state;
        view.changed = row->changed;
        view.limits = limitsFrom(row->limits);
    }
    view.counts = counts;
    view.status = statusOf(view.limits, counts);
    return view;
}

ComponentViews viewsIn(store::Connection &db, Time now)
{
    const store::ComponentCounts counted = store::componentCounts(db, now - countedSpan, now + aheadSpan, mostKinds);
    std::map<std::string, store::ComponentRow> rows;
    for (store::ComponentRow &row : store::components(db))
        rows.emplace(row.name, std::move(row));
    std::map<std::string, MessageCounts> named = counted.counts;
    for (const auto &[name, row] : rows)
        named.try_emplace(name);
    ComponentViews views;
    views.all = counted.all;
    const auto add = [&](const std::string &name, const MessageCounts &counts) {
        const auto row = rows.find(name);
        views.rows.push_back(viewOf(name, row == rows.end() ? nullptr : &row->second, counts));
    };
    for (const ComponentFacts &facts : siteComponents()) {
        const std::string name(facts.name);
        add(name, named[name]);
        named.erase(name);
    }
    for (const auto &[name, counts] : named) {
        if (views.rows.size() >= mostComponents) {
            views.all = false;
            break;
        }
        add(name, counts);
    }
    return views;
}

/// As it is written by whoever names it; not_found where nobody does.
Result<std::string> resolveComponent(store::Connection &db, Time now, const std::string &asked)
{
    if (const ComponentFacts *facts = siteComponent(asked))
        return std::string(facts->name);
    const std::string folded = foldName(asked);
    std::optional<std::string> alike;
    for (const ComponentView &view : viewsIn(db, now).rows) {
        if (view.component == asked)
            return asked;
        if (!alike && foldName(view.component) == folded)
            alike = view.component;
    }
    if (!alike)
        return failure(refusalError(Code::NotFound, asked));
    return *alike;
}

std::string consequence(const std::string &component, ComponentState state)
{
    switch (state) {
    case ComponentState::Running:
        return component + " goes on.";
    case ComponentState::Paused:
        return component + " is paused: what it is at comes to its end, nothing new is begun.";
    case ComponentState::Stopped:
        return component + " is stopped: what it is at ends at its next block and keeps what it has, nothing new is begun.";
    }
    return {};
}

Result<Answer> setState(Site &site, const std::string &asked, ComponentState state, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        const auto component = resolveComponent(db, site.now(), asked);
        if (!component)
            return failure(component.error());
        const ComponentFacts *facts = siteComponent(*component);
        if (!facts || !facts->halts) {
            Error error = refusalError(Code::StateForbids, *component);
            error.parameters["why"] = facts ? "it cannot be paused or stopped; end the engine instead" : "it works at clients, not at this site";
            return failure(error);
        }
        store::ComponentRow row = store::component(db, *component);
        Plan plan;
        const bool same = row.state == state;
        plan.otherChanges = same ? 0 : 1;
        plan.unchanged = same ? 1 : 0;
        plan.others = *component + ' ' + std::string(name(row.state)) + '>' + std::string(name(state));
        plan.effect.lines.push_back(same ? *component + " is " + std::string(name(state)) + " already." : consequence(*component, state));
        row.state = state;
        row.changed = Distribution::Mark{site.environment().actor, intent.reason, site.now()};
        plan.messages.push_back(say(MessageId::ComponentStateSet, {site.environment().actor, *component, std::string(name(state)), intent.reason}));
        plan.leavesWork = state == ComponentState::Running;
        plan.apply = [row](store::Connection &inner, std::int64_t) -> Result<void> {
            store::setComponent(inner, row);
            return {};
        };
        return plan;
    });
}

Error wrongLimit(const std::string &key, const std::string &why)
{
    Error error = refusalError(Code::WrongValue, key);
    error.parameters["why"] = why;
    return error;
}

} // namespace

Result<ComponentViews> componentViews(Site &site)
{
    return site.database().read<ComponentViews>([&site](store::Connection &db) -> Result<ComponentViews> { return viewsIn(db, site.now()); });
}

Result<Answer> startComponent(Site &site, const std::string &component, const Intent &intent)
{
    return setState(site, component, ComponentState::Running, intent);
}

Result<Answer> pauseComponent(Site &site, const std::string &component, const Intent &intent)
{
    return setState(site, component, ComponentState::Paused, intent);
}

Result<Answer> stopComponent(Site &site, const std::string &component, const Intent &intent)
{
    return setState(site, component, ComponentState::Stopped, intent);
}

Result<Answer> setComponent(Site &site, const std::string &asked, const Settings &thresholds, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        const auto component = resolveComponent(db, site.now(), asked);
        if (!component)
            return failure(component.error());
        store::ComponentRow row = store::component(db, *component);
        Plan plan;
        plan.others = *component + '\n';
        for (const auto &[key, value] : thresholds) {
            if (auto checked = checkLimit(key, value); !checked)
                return failure(wrongLimit(key, checked.error()));
            const auto known = row.limits.find(key);
            const std::string was = known == row.limits.end() ? std::string() : known->second;
            ++(was == value ? plan.unchanged : plan.otherChanges);
            plan.others += key + '=' + was + '>' + value + '\n';
            plan.effect.lines.push_back(key + " of " + *component + " becomes " + (value.empty() ? "the default" : value) + ".");
            if (value.empty())
                row.limits.erase(key);
            else
                row.limits[key] = value;
        }
        if (auto checked = checkLimits(limitsFrom(row.limits)); !checked)
            return failure(wrongLimit(*component, checked.error()));
        plan.messages.push_back(say(MessageId::SettingsChanged, {site.environment().actor, *component}));
        plan.apply = [row](store::Connection &inner, std::int64_t) -> Result<void> {
            store::setComponent(inner, row);
            return {};
        };
        return plan;
    });
}

QJsonObject toJson(const ComponentView &view)
{
    using namespace json;
    QJsonObject counts, thresholds;
    for (const Severity severity : {Severity::Error, Severity::Warning, Severity::Information}) {
        counts[QString::fromStdString(std::string(name(severity)))] = number(view.counts[static_cast<std::size_t>(severity)]);
    }
    for (const auto &[limit, value] : limitValues(view.limits))
        thresholds[QString::fromStdString(limit)] = number(value);
    return {{key("component"), toJson(view.component)},
            {key("of_site"), view.ofSite},
            {key("state"), view.ofSite ? named(name(view.state)) : QJsonValue(QJsonValue::Null)},
            {key("halted"), view.state == ComponentState::Running ? QJsonValue(QJsonValue::Null) : mark(view.changed)},
            {key("status"), named(name(view.status))},
            {key("counts"), counts},
            {key("thresholds"), thresholds}};
}

std::vector<std::string> haltedComponents(store::Connection &db)
{
    std::vector<std::string> halted;
    for (const store::ComponentRow &row : store::components(db)) {
        if (row.state != ComponentState::Running)
            halted.push_back(row.name);
    }
    return halted;
}

std::vector<store::ProblemRow> haltedRows(store::Connection &db)
{
    std::vector<store::ProblemRow> rows;
    for (const store::ComponentRow &row : store::components(db)) {
        if (row.state == ComponentState::Running)
            continue;
        store::ProblemRow problem;
        problem.code = Code::ComponentHalted;
        problem.object = row.name;
        problem.anyStopped = true; // knowingly
        problem.error.code = problem.code;
        problem.error.scope = Scope::Site;
        problem.error.object = row.name;
        problem.error.parameters["state"] = std::string(name(row.state));
        if (row.changed) {
            problem.since = row.changed->at;
            problem.error.parameters["by"] = row.changed->by;
            if (!row.changed->reason.empty())
                problem.error.parameters["why"] = row.changed->reason;
        }
        rows.push_back(std::move(problem));
    }
    return rows;
}

} // namespace cartage::engine
