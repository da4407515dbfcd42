// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/siteorders.h"

#include <algorithm>
#include <set>

#include "core/domain/escape.h"
#include "core/engine/belowrows.h"
#include "core/engine/duties.h"
#include "core/engine/jsonparts.h"
#include "core/engine/sites.h"
#include "core/store/addressrepository.h"
#include "core/store/belowrepository.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/siterepository.h"

namespace cartage::engine {

using namespace json;

namespace {

struct Place {
    Target target;
    SiteCode via;
    std::optional<PackageId> package;
};

struct Split {
    std::optional<ScopeNames> own;
    std::vector<Place> below;
    bool namesBelow = false;
};

bool isOfAny(const RemoteDp &dp, const std::vector<std::string> &groups)
{
    return std::any_of(groups.begin(), groups.end(), [&dp](const std::string &group) { return isOfGroup(dp, group); });
}

/// DPs of sites below that the scope names; other names are left in `own`.
Result<std::vector<RemoteDp>> dpsBelow(store::Connection &db, const ScopeNames &scope, std::vector<std::string> &own)
{
    std::vector<RemoteDp> named;
    if (scope.to) {
        if (!store::remoteSite(db, *scope.to))
            return failure(refusalError(Code::NotFound, scope.to->value(), Scope::Site));
        for (const std::string &name : scope.dps) {
            const auto dp = store::remoteDp(db, {*scope.to, name});
            if (!dp)
                return failure(refusalError(Code::NotFound, name, Scope::Dp));
            named.push_back(*dp);
        }
        return scope.dps.empty() ? store::remoteDpsOf(db, *scope.to) : named;
    }
    const auto all = store::remoteDps(db);
    if (scope.dps.empty())
        return all;
    for (const std::string &name : scope.dps) {
        if (store::dpByName(db, name)) {
            own.push_back(name);
            continue;
        }
        const auto found = namedBelow(all, name);
        if (!found)
            return failure(found.error());
        if (*found)
            named.push_back(**found);
        else
            own.push_back(name);
    }
    return named;
}

/// By state and code as lists show them.
bool covers(store::Connection &db, const ScopeNames &scope, const RemoteTarget &target, components::BelowTargets &below)
{
    const auto has = [](const auto &names, const auto &wanted) { return names.empty() || std::find(names.begin(), names.end(), wanted) != names.end(); };
    if (target.gone || !has(scope.packages, target.package))
        return false;
    if (scope.states.empty() && scope.codes.empty())
        return true;
    const auto version = store::versionOf(db, target.package, target.wantedVersion);
    const RemoteTarget known = below.asKnown(target, version ? std::optional(version->manifest) : std::nullopt);
    return has(scope.states, known.state.value_or(State::Waiting)) && (scope.codes.empty() || (known.error && has(scope.codes, known.error->code)));
}

Result<Split> split(Site &site, store::Connection &db, OrderAction action, const ScopeNames &scope)
{
    if (scope.rows || (!scope.to && scope.dps.empty() && scope.groups.empty()))
        return Split{scope, {}, false};
    std::vector<std::string> own;
    auto dps = dpsBelow(db, scope, own);
    if (!dps)
        return failure(dps.error());
    std::vector<std::string> ownGroups = scope.groups;
    if (!scope.groups.empty()) {
        std::erase_if(*dps, [&scope](const RemoteDp &dp) { return !isOfAny(dp, scope.groups); });
        std::erase_if(ownGroups, [&](const std::string &group) {
            return !store::groupExists(db, group) && std::any_of(dps->begin(), dps->end(), [&group](const RemoteDp &dp) { return isOfGroup(dp, group); });
        });
    }
    Split parts;
    parts.namesBelow = scope.to || !dps->empty();
    const bool namesOwn = (scope.dps.empty() || !own.empty()) && (scope.groups.empty() || !ownGroups.empty());
    if (!scope.to && (namesOwn || !parts.namesBelow)) {
        parts.own = scope;
        parts.own->dps = own;
        parts.own->groups = ownGroups;
    }
    const bool narrowed = !scope.packages.empty() || !scope.states.empty() || !scope.codes.empty() || !scope.groups.empty();
    const bool ofDps = action == OrderAction::Hold || action == OrderAction::Release;
    const bool whole = ofDps && !narrowed && !scope.dps.empty();
    std::set<std::pair<SiteCode, std::string>> names;
    for (const RemoteDp &dp : *dps) {
        names.emplace(dp.site, foldName(dp.name));
        if (whole)
            parts.below.push_back({{dp.site, dp.name}, dp.via, {}});
    }
    if (whole || dps->empty())
        return parts;
    components::BelowTargets below = targetsBelow(site, db);
    for (const RemoteTarget &target : store::remoteTargets(db)) {
        if (names.contains({target.target.site, foldName(target.target.dp)}) && covers(db, scope, target, below))
            parts.below.push_back({target.target, target.via, target.package});
    }
    return parts;
}

std::string wordsOf(OrderAction action)
{
    switch (action) {
    case OrderAction::ClearRetries:
        return "stop the trying";
    case OrderAction::RetryNow:
        return "try at once";
    case OrderAction::Hold:
        return "hold it";
    case OrderAction::Release:
        return "release it";
    case OrderAction::Cancel:
        return "stop what is transferred";
    case OrderAction::Validate:
        return "validate it";
    case OrderAction::Redistribute:
        return "repair what differs";
    case OrderAction::RedistributeAll:
        return "copy all files again";
    }
    return {};
}

SiteOrder orderOf(Site &site, OrderAction action, const Place &place, const Intent &intent)
{
    SiteOrder order;
    order.action = action;
    order.package = place.package;
    order.target = place.target;
    order.via = place.via;
    order.askedBy = site.environment().actor;
    order.askedFrom = site.row().code;
    order.askedAt = site.now();
    order.reason = intent.reason;
    return order;
}

/// Of whole DPs: what they are given.
void countWhole(store::Connection &db, const std::set<Target> &dps, Plan::Below &below)
{
    if (dps.empty())
        return;
    for (const RemoteTarget &target : store::remoteTargets(db)) {
        if (target.gone || !dps.contains(target.target))
            continue;
        below.packages.insert(target.package);
        ++below.distributions;
    }
}

/// Adds orders for these places to a plan.
void planOrders(Site &site, store::Connection &db, OrderAction action, const std::vector<Place> &below, const Intent &intent, Plan &plan)
{
    std::vector<SiteOrder> orders;
    std::map<SiteCode, std::int64_t> bySite;
    std::set<Target> whole;
    for (const Place &place : below) {
        if (store::isUnderWay(db, action, place.package, place.target)) {
            ++plan.unchanged;
            continue;
        }
        orders.push_back(orderOf(site, action, place, intent));
        ++bySite[place.target.site];
        plan.below.dps.insert(place.target);
        if (place.package) {
            plan.below.packages.insert(*place.package);
            ++plan.below.distributions;
        } else {
            whole.insert(place.target);
        }
        plan.others += "order " + std::string(name(action)) + ' ' + (place.package ? place.package->value() : "-") + ' ' + place.target.site.value() + ' ' + place.target.dp + '\n';
    }
    countWhole(db, whole, plan.below);
    if (orders.empty())
        return;
    plan.otherChanges += std::ssize(orders);
    plan.below.asked += std::ssize(orders);
    for (const auto &[code, count] : bySite)
        plan.effect.lines.push_back("Site " + code.value() + " is asked to " + wordsOf(action) + ": " + counted(count, "place", "places") + ".");
    plan.notes.push_back(makeNote("asked_below", "Sites below are asked; `cartage orders` and `cartage status` tell what became of it."));
    plan.leavesWork = true;
    plan.apply = [&site, orders, first = plan.apply](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        if (first) {
            if (auto applied = first(inner, auditId); !applied)
                return applied;
        }
        store::retireOrders(inner, site.now() - ordersKept);
        const std::string id = components::makeUuid(site.environment().random);
        for (SiteOrder order : orders) {
            order.id = id;
            order.number = store::takeToken(inner);
            static_cast<void>(store::insertOrder(inner, order));
            store::dropFormerOrders(inner, order);
        }
        return {};
    };
}

} // namespace

Result<Plan> planWithOrders(Site &site, store::Connection &db, OrderAction action, const ScopeNames &scope, const Intent &intent)
{
    const auto parts = split(site, db, action, scope);
    if (!parts)
        return failure(parts.error());
    Plan plan;
    if (parts->own) {
        auto own = planAction(site, db, action, *parts->own, intent);
        if (!own)
            return own;
        plan = std::move(*own);
    } else {
        plan.destructive = action == OrderAction::ClearRetries;
    }
    planOrders(site, db, action, parts->below, intent, plan);
    return plan;
}

Result<std::optional<Answer>> orderValidation(Site &site, const ScopeNames &scope, const Intent &intent)
{
    const auto named = site.database().read<bool>([&](store::Connection &db) -> Result<bool> {
        const auto parts = split(site, db, OrderAction::Validate, scope);
        return parts ? Result<bool>(parts->namesBelow) : Result<bool>(failure(parts.error()));
    });
    if (!named)
        return failure(named.error());
    if (!*named)
        return std::optional<Answer>();
    auto answer = carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        const auto parts = split(site, db, OrderAction::Validate, scope);
        if (!parts)
            return failure(parts.error());
        Plan plan;
        planOrders(site, db, OrderAction::Validate, parts->below, intent, plan);
        if (parts->below.empty())
            plan.notes.push_back(makeNote("nothing_there", "Nothing is given to these distribution points that the question narrows to: there is nothing to validate."));
        else if (plan.otherChanges == 0)
            plan.notes.push_back(makeNote("unchanged", "It is asked for already; `cartage orders` tells what becomes of it."));
        return plan;
    });
    return answer ? Result<std::optional<Answer>>(std::optional(std::move(*answer))) : failure(answer.error());
}

Result<std::vector<SiteOrder>> orderViews(Site &site, const std::optional<SiteCode> &to)
{
    return site.database().read<std::vector<SiteOrder>>([&to](store::Connection &db) -> Result<std::vector<SiteOrder>> {
        if (to && !store::remoteSite(db, *to))
            return failure(refusalError(Code::NotFound, to->value(), Scope::Site));
        auto orders = store::orders(db);
        std::erase_if(orders, [&to](const SiteOrder &order) { return to && order.target.site != *to && order.via != *to; });
        return orders;
    });
}

QJsonObject toJson(const SiteOrder &order)
{
    return {{key("order"), toJson(order.id)},
            {key("action"), named(name(order.action))},
            {key("package"), order.package ? toJson(order.package->value()) : QJsonValue()},
            {key("site"), toJson(order.target.site.value())},
            {key("dp"), toJson(order.target.dp)},
            {key("asked_by"), toJson(order.askedBy)},
            {key("asked_from"), toJson(order.askedFrom.value())},
            {key("asked_at"), toJson(std::optional(order.askedAt))},
            {key("reason"), textOrNull(order.reason)},
            {key("state"), named(name(order.state))},
            {key("detail"), textOrNull(order.detail)},
            {key("done_at"), toJson(order.doneAt)}};
}

} // namespace cartage::engine
