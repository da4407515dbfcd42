// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "core/domain/advice.h"
#include "core/engine/componentviews.h"
#include "core/engine/listing.h"
#include "core/engine/sitetree.h"

namespace cartage::engine {

namespace {

template <std::size_t Count>
bool passesMarks(const Filter &filter, const std::array<std::pair<const char *, bool>, Count> &marks)
{
    return passes(filter, "is", [&](const std::string &value) {
        const FilterPattern pattern(value);
        return std::any_of(marks.begin(), marks.end(), [&](const auto &mark) { return mark.second && pattern.matches(mark.first); });
    });
}

/// A row without the time passes no filter by time.
bool passesTimes(const Filter &filter, const std::optional<Time> &time, Time now)
{
    return std::all_of(filter.terms.begin(), filter.terms.end(), [&](const FilterTerm &term) {
        if (term.key != "since" && term.key != "until")
            return true;
        const Time bound = filterTime(term.value, now).value_or(Time{});
        return time && (term.key == "since" ? *time >= bound : *time <= bound);
    });
}

std::string joined(const std::vector<std::string> &texts)
{
    std::string all;
    for (const std::string &text : texts)
        all += text + ' ';
    return all;
}

std::string codeOf(const std::optional<Error> &error) { return error ? std::string(name(error->code)) : std::string(); }

} // namespace

bool passes(const Filter &filter, const ProblemView &problem, Time now)
{
    const bool needsYou = problem.severity == Severity::Error && !problem.acknowledged;
    const std::array marks{std::pair{"open", !problem.acknowledged && !problem.row.anyStopped}, std::pair{"needs-you", needsYou},
                           std::pair{"by-itself", problem.severity != Severity::Error && !problem.row.anyStopped},
                           std::pair{"acknowledged", problem.acknowledged.has_value()}, std::pair{"stopped", problem.row.anyStopped}};
    return passesMarks(filter, marks) && passesNames(filter, "severity", std::array{std::string(name(problem.severity))})
           && passesNames(filter, "code", std::array{std::string(name(problem.row.code))}) && passesNames(filter, "package", problem.row.packages)
           && passesNames(filter, "dp", problem.row.dps) && passesTimes(filter, problem.row.since, now)
           && (filter.text.empty()
               || passesText(filter, problem.key + ' ' + describe(problem.row.error) + ' ' + joined(problem.row.packages) + joined(problem.row.dps)));
}

bool passes(const Filter &filter, const PackageView &view, Time now)
{
    const Package &package = view.package;
    const std::array marks{std::pair{"open", view.verified < view.targets}, std::pair{"failing", view.problems > 0 || package.problem.has_value()},
                           std::pair{"held", package.held.has_value()}, std::pair{"removing", package.removing},
                           std::pair{"one-copy", view.verified == 1}, std::pair{"nowhere", view.targets == 0}};
    const std::optional<Time> made = package.versions.empty() ? std::nullopt : std::optional(package.versions.back().at);
    return passesMarks(filter, marks) && passesNames(filter, "package", std::array{package.id.value(), package.name})
           && passesNames(filter, "version", std::array{package.productVersion}) && passesNames(filter, "manufacturer", std::array{package.manufacturer})
           && passesNames(filter, "priority", std::array{std::string(name(package.priority))})
           && passesNames(filter, "code", std::array{codeOf(package.problem)}) && passesTimes(filter, made, now)
           && passesText(filter, package.id.value() + ' ' + package.name + ' ' + package.productVersion + ' ' + package.manufacturer + ' ' + package.source);
}

bool passes(const Filter &filter, const DpView &view, Time now)
{
    const Dp &dp = view.dp;
    const bool operatorEnds = dp.condition && resolvesOf(*dp.condition, dp.settings.repairAsks) == Resolves::Operator;
    const std::array marks{std::pair{"open", view.verified < view.packages}, std::pair{"failing", view.problems > 0 || dp.condition.has_value()},
                           std::pair{"stale", view.stale}, std::pair{"held", dp.held.has_value()}, std::pair{"slow", dp.slow},
                           std::pair{"needs-you", operatorEnds}, std::pair{"by-itself", dp.condition.has_value() && !operatorEnds}};
    return passesMarks(filter, marks) && passesNames(filter, "dp", std::array{dp.name})
           && passesNames(filter, "state", std::array{std::string(name(stateOf(dp)))}) && passesNames(filter, "group", dp.groups)
           && passesNames(filter, "code", std::array{codeOf(dp.condition)}) && passesTimes(filter, dp.failingSince, now)
           && passesText(filter, dp.name + ' ' + dp.path + ' ' + dp.fileSystem + ' ' + joined(dp.groups));
}

bool passes(const Filter &filter, const ComponentView &view, Time)
{
    const std::array marks{std::pair{"ok", view.status == ComponentStatus::Ok}, std::pair{"warning", view.status == ComponentStatus::Warning},
                           std::pair{"critical", view.status == ComponentStatus::Critical}, std::pair{"paused", view.state == ComponentState::Paused},
                           std::pair{"stopped", view.state == ComponentState::Stopped}};
    return passesMarks(filter, marks) && passesNames(filter, "component", std::array{view.component})
           && passesNames(filter, "state", std::array{view.ofSite ? std::string(name(view.state)) : std::string("at-clients")})
           && passesText(filter, view.component + ' ' + (view.changed ? view.changed->by + ' ' + view.changed->reason : std::string()));
}

/// Its failures have times only at its own site.
bool passes(const Filter &filter, const BelowDp &view, Time)
{
    const RemoteDp &dp = view.dp;
    const std::array marks{std::pair{"open", view.verified < view.packages}, std::pair{"failing", view.failing > 0 || dp.state == name(DpState::NotResponding) || dp.state == name(DpState::Blocked)},
                           std::pair{"held", dp.state == name(DpState::Held)}, std::pair{"slow", dp.state == name(DpState::Slow)}};
    return passesMarks(filter, marks) && passesNames(filter, "dp", std::array{dp.name, dp.site.value() + "/" + dp.name})
           && passesNames(filter, "state", std::array{dp.state}) && passesNames(filter, "site", std::array{dp.site.value()}) && passesNames(filter, "group", dp.groups)
           && filter.of("code").empty() && filter.of("since").empty() && filter.of("until").empty()
           && passesText(filter, dp.site.value() + "/" + dp.name + ' ' + joined(dp.groups));
}

/// By its age: what waits longest for it.
bool passes(const Filter &filter, const SiteNode &view, Time now)
{
    const std::array marks{std::pair{"lagging", view.inStep < view.packages}, std::pair{"unreached", isUnreached(view)},
                           std::pair{"waiting", view.outbox + view.unanswered > 0}, std::pair{"failing", view.failing > 0}};
    return passesMarks(filter, marks) && passesNames(filter, "site", std::array{view.code.value(), view.name})
           && passesNames(filter, "link", std::array{std::string(name(view.link))}) && passesNames(filter, "via", std::array{view.via.value()})
           && passesTimes(filter, view.outboxOldest, now)
           && passesText(filter, view.code.value() + ' ' + view.name + ' ' + (view.address ? view.address->inbox : std::string()));
}

namespace {

Result<std::vector<ComponentView>> componentRows(Site &site)
{
    auto views = componentViews(site);
    return views ? Result<std::vector<ComponentView>>(std::move(views->rows)) : failure(views.error());
}

template <class View>
Result<std::optional<std::int64_t>> counted(const Result<std::vector<View>> &views, const Filter &filter, Time now)
{
    if (!views)
        return failure(views.error());
    return std::optional<std::int64_t>(std::count_if(views->begin(), views->end(), [&](const View &view) { return passes(filter, view, now); }));
}

} // namespace

Result<std::optional<std::int64_t>> countMatching(Site &site, ListKind list, const Filter &filter, Span atMost, const std::atomic<bool> &stop)
{
    const auto asked = checkFilter(list, filter);
    if (!asked)
        return failure(asked.error());
    switch (list) {
    case ListKind::Problems:
        return counted(problems(site, {}), *asked, site.now());
    case ListKind::Packages:
        return counted(packageViews(site), *asked, site.now());
    case ListKind::Dps: {
        const bool ownPass = passesNames(*asked, "site", std::array{site.row().code.value(), site.row().name});
        const auto own = counted(ownPass ? dpViews(site) : std::vector<DpView>(), *asked, site.now()), below = counted(belowDps(site), *asked, site.now());
        return own && below ? Result<std::optional<std::int64_t>>(**own + **below) : own ? below : own;
    }
    case ListKind::Distributions: {
        const auto states = countByState(site, *asked, stop);
        if (!states)
            return failure(states.error());
        std::int64_t all = 0;
        for (const auto &[state, count] : *states)
            all += count;
        return std::optional(all);
    }
    case ListKind::Retries:
    case ListKind::Messages:
    case ListKind::Activity:
    case ListKind::Clients:
    case ListKind::Quarantine:
        break;
    case ListKind::Components:
        return counted(componentRows(site), *asked, site.now());
    case ListKind::Sites:
        return counted(siteTree(site), *asked, site.now());
    }
    const auto shape = extendShape(site, {list, *asked, ordersOf(list).front(), false, 0}, {}, atMost, stop);
    if (!shape)
        return failure(shape.error());
    return shape->complete ? std::optional<std::int64_t>(std::ssize(shape->rows)) : std::nullopt;
}

} // namespace cartage::engine
