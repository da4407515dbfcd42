// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <algorithm>
#include <set>

#include "core/components/requestjson.h"
#include "core/engine/duties.h"
#include "core/engine/jsonparts.h"
#include "core/engine/lease.h"
#include "core/engine/siteorders.h"
#include "core/store/belowrepository.h"
#include "core/store/dprepository.h"

/// What was asked above, at the site that has the DPs.
namespace cartage::engine {

using namespace json;

namespace {

std::string commandOf(OrderAction action)
{
    switch (action) {
    case OrderAction::ClearRetries:
        return "retries clear";
    case OrderAction::RetryNow:
        return "retries now";
    case OrderAction::RedistributeAll:
        return "redistribute --force";
    default:
        return std::string(name(action));
    }
}

Intent intentOf(const SiteOrder &order)
{
    Intent intent;
    intent.confirmed = true; // where it was asked
    intent.reason = order.reason;
    intent.command = commandOf(order.action);
    const QJsonObject arguments{{key("order"), toJson(order.id)}, {key("asked_from"), toJson(order.askedFrom.value())}, {key("asked_at"), toJson(std::optional(order.askedAt))}};
    intent.arguments = QJsonDocument(arguments).toJson(QJsonDocument::Compact).toStdString();
    return intent;
}

void end(SiteOrder &order, OrderState state, std::string detail, Time now)
{
    order.state = state;
    order.detail = std::move(detail);
    order.doneAt = now;
}

std::string whyOf(const Error &error)
{
    const auto why = error.parameters.find("why");
    return why != error.parameters.end() && !why->second.empty() ? why->second : std::string(name(error.code));
}

/// One command's places here, that are still to be done.
struct Group {
    std::vector<SiteOrder> orders;
    std::vector<std::optional<DpKey>> dps; ///< of each

    void look(store::Connection &db, const std::vector<SiteOrder> &asked, Time now)
    {
        orders.clear();
        dps.clear();
        for (const SiteOrder &each : asked) {
            auto order = store::order(db, each.id, each.package, each.target);
            if (!order || order->state != OrderState::Asked)
                continue;
            const auto dp = store::dpByName(db, order->target.dp);
            const bool there = dp && !dp->removing && (!order->package || store::distribution(db, *order->package, dp->key));
            if (!there)
                end(*order, OrderState::Gone, dp ? "it is not given there" : "there is no such distribution point", now);
            orders.push_back(std::move(*order));
            dps.push_back(there ? std::optional(dp->key) : std::nullopt);
        }
    }
    [[nodiscard]] ScopeNames scope() const
    {
        ScopeNames names;
        auto rows = std::make_shared<std::vector<RowId>>();
        for (std::size_t i = 0; i < orders.size(); ++i) {
            if (dps[i] && orders[i].package)
                rows->push_back(rowId(*orders[i].package, *dps[i]));
            else if (dps[i])
                names.dps.push_back(orders[i].target.dp);
        }
        if (!rows->empty())
            names.rows = std::move(rows);
        return names;
    }
    void write(store::Connection &db) const
    {
        for (const SiteOrder &order : orders)
            store::updateOrder(db, order);
    }
};

/// Each place by what the plan does with it. One that it leaves is asked about alone where some were refused.
void judge(Site &site, store::Connection &db, const Plan &plan, const Intent &intent, Group &group)
{
    constexpr int mostAskedAlone = 50;
    std::set<std::pair<PackageId, DpKey>> changed;
    for (const RowChange &row : plan.rows)
        changed.emplace(row.package, row.dp);
    int asked = 0;
    for (std::size_t i = 0; i < group.orders.size(); ++i) {
        SiteOrder &order = group.orders[i];
        if (!group.dps[i])
            continue;
        if (order.package ? changed.contains({*order.package, *group.dps[i]}) : plan.otherChanges > 0) {
            end(order, OrderState::Done, {}, site.now());
            continue;
        }
        end(order, OrderState::Unchanged, {}, site.now());
        if (plan.refused == 0 || !order.package || ++asked > mostAskedAlone)
            continue;
        ScopeNames alone;
        alone.rows = std::make_shared<std::vector<RowId>>(1, rowId(*order.package, *group.dps[i]));
        const auto single = planAction(site, db, order.action, alone, intent);
        if (single && single->refused > 0)
            end(order, OrderState::Refused, single->refusal ? whyOf(*single->refusal) : std::string(), site.now());
    }
}

Result<void> writeGroup(Site &site, const Lease &lease, const Group &group)
{
    const auto written = site.database().write<bool>([&](store::Connection &db) -> Result<bool> {
        if (auto held = lease.check(db); !held)
            return failure(held.error());
        group.write(db);
        return true;
    });
    return written ? Result<void>() : Result<void>(failure(written.error()));
}

Result<void> carryOutGroup(Site &site, const Lease &lease, const std::vector<SiteOrder> &asked)
{
    const Intent intent = intentOf(asked.front());
    Group group;
    bool applied = false;
    const auto answer = carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        applied = false;
        if (auto held = lease.check(db); !held)
            return failure(held.error());
        group.look(db, asked, site.now());
        const ScopeNames scope = group.scope();
        if (scope.empty())
            return Plan();
        auto plan = planAction(site, db, asked.front().action, scope, intent);
        if (!plan)
            return plan;
        judge(site, db, *plan, intent, group);
        plan->apply = [&, first = plan->apply](store::Connection &inner, std::int64_t auditId) -> Result<void> {
            if (first) {
                if (auto done = first(inner, auditId); !done)
                    return done;
            }
            group.write(inner);
            applied = true;
            return {};
        };
        return plan;
    });
    if (!answer) {
        if (isOfSite(answer.error().code))
            return failure(answer.error()); // it is asked still
        for (SiteOrder &order : group.orders) {
            if (!isFinal(order.state) || order.state == OrderState::Done)
                end(order, OrderState::Refused, whyOf(answer.error()), site.now());
        }
    }
    return answer && applied ? Result<void>() : writeGroup(site, lease, group);
}

/// The engine reads it as for a command here; who asked hears of it when it is done.
Result<void> beginValidations(Site &site, const Lease &lease, const std::vector<SiteOrder> &asked)
{
    const auto begun = site.database().write<bool>([&](store::Connection &db) -> Result<bool> {
        if (auto held = lease.check(db); !held)
            return failure(held.error());
        Group group;
        group.look(db, asked, site.now());
        std::int64_t count = 0;
        for (std::size_t i = 0; i < group.orders.size(); ++i) {
            SiteOrder &order = group.orders[i];
            const auto row = group.dps[i] && order.package ? store::distribution(db, *order.package, *group.dps[i]) : std::nullopt;
            if (isFinal(order.state))
                continue;
            if (!row || !row->installedVersion || !row->installedManifest) {
                end(order, OrderState::Refused, "nothing is installed there", site.now());
                continue;
            }
            store::RequestRow request;
            request.kind = "validate";
            request.package = order.package;
            request.dp = *group.dps[i];
            request.askedAt = site.now();
            order.request = store::insertRequest(db, request);
            order.state = OrderState::Running;
            ++count;
        }
        group.write(db);
        writeAudit(site, db, intentOf(asked.front()), count, static_cast<std::int64_t>(group.orders.size()) - count);
        return true;
    });
    if (!begun)
        return failure(begun.error());
    site.wake();
    return {};
}

void endValidation(store::Connection &db, SiteOrder &order, Time now)
{
    const auto request = order.request ? store::request(db, *order.request) : std::nullopt;
    if (request && !request->doneAt)
        return;
    const auto outcome = request ? components::validateOutcomeFromJson(request->result) : std::nullopt;
    if (!outcome)
        end(order, OrderState::Refused, "it was interrupted", now);
    else if (outcome->error)
        end(order, OrderState::Refused, "it could not be read: " + std::string(name(outcome->error->code)), *request->doneAt);
    else if (outcome->differences.empty())
        end(order, OrderState::Done, "nothing differs", *request->doneAt);
    else
        end(order, OrderState::Done, counted(static_cast<std::int64_t>(outcome->differences.size()), "file differs", "files differ"), *request->doneAt);
    store::updateOrder(db, order);
}

struct Open {
    std::vector<SiteOrder> asked, running;
};

constexpr int mostAtOnce = 1000;

Result<Open> openOrders(Site &site)
{
    return site.database().read<Open>([](store::Connection &db) -> Result<Open> {
        return Open{store::ordersIn(db, OrderState::Asked, true, mostAtOnce), store::ordersIn(db, OrderState::Running, true, mostAtOnce)};
    });
}

Result<bool> endValidations(Site &site, const Lease &lease, std::vector<SiteOrder> &running)
{
    return site.database().write<bool>([&](store::Connection &db) -> Result<bool> {
        if (auto held = lease.check(db); !held)
            return failure(held.error());
        bool any = false;
        for (SiteOrder order : running) {
            endValidation(db, order, site.now());
            any = any || isFinal(order.state);
        }
        return any;
    });
}

} // namespace

Result<OrdersDone> carryOutOrders(Site &site, const Lease &lease)
{
    auto open = openOrders(site);
    if (!open)
        return failure(open.error());
    OrdersDone done;
    if (!open->running.empty()) {
        const auto ended = endValidations(site, lease, open->running);
        if (!ended)
            return failure(ended.error());
        done.any = *ended;
    }
    for (auto at = open->asked.begin(); at != open->asked.end();) {
        // One that was asked later may undo what was asked before: in the order in which they came.
        const auto next = std::find_if(at, open->asked.end(), [&at](const SiteOrder &order) { return order.id != at->id; });
        Environment environment = site.environment();
        environment.actor = at->askedBy + " at " + at->askedFrom.value();
        const auto asked = Site::open(environment, site.folder());
        if (!asked)
            return failure(asked.error());
        const std::vector<SiteOrder> group(at, next);
        const auto carried = at->action == OrderAction::Validate ? beginValidations(**asked, lease, group) : carryOutGroup(**asked, lease, group);
        if (!carried)
            return failure(carried.error());
        done.any = true;
        at = next;
    }
    open = openOrders(site);
    done.running = open && !open->running.empty();
    return done;
}

} // namespace cartage::engine
