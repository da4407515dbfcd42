// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/orders.h"

#include <algorithm>
#include <map>

#include "core/store/addressrepository.h"
#include "core/store/belowrepository.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/sendrepository.h"
#include "core/store/siterepository.h"

namespace cartage::components {

namespace {

constexpr int mostPlaces = 1000; ///< of an instruction
constexpr std::size_t longestDetail = 400;
constexpr std::size_t mostAnswerBytes = 512UL * 1024; ///< of an instruction

using inbox::AnswerBody;
using inbox::OrderBody;

bool passDown(store::Connection &db, const Scheduler &scheduler, Time now)
{
    const auto asked = store::ordersIn(db, OrderState::Asked, false, mostPlaces);
    std::vector<std::pair<std::pair<SiteCode, std::string>, OrderBody>> bodies; // few: those of a moment
    for (SiteOrder order : asked) {
        const std::pair<SiteCode, std::string> key(*order.via, order.id);
        auto found = std::find_if(bodies.begin(), bodies.end(), [&key](const auto &each) { return each.first == key; });
        if (found == bodies.end())
            found = bodies.insert(bodies.end(), {key, OrderBody{order.id, order.action, order.askedBy, order.askedFrom, order.askedAt, order.reason, {}}});
        found->second.places.push_back({order.target, order.package});
        order.state = OrderState::Passed;
        store::updateOrder(db, order);
    }
    for (const auto &[key, body] : bodies)
        scheduler.enqueue(db, key.first, InstructionKind::Order, inbox::toLines(body), std::nullopt, now);
    return !asked.empty();
}

bool tellUp(store::Connection &db, const Scheduler &scheduler, Time now)
{
    const auto untold = store::untoldOrders(db, mostPlaces);
    const auto parent = untold.empty() ? std::nullopt : store::parentAddress(db);
    if (!parent || store::hasOpenRequest(db, parent->site, InstructionKind::Answer))
        return false;
    AnswerBody body;
    std::size_t bytes = 0;
    for (const SiteOrder &order : untold) {
        if (order.from != parent->site)
            continue;
        AnswerBody::Outcome outcome{order.id, {order.target, order.package}, order.state, order.doneAt.value_or(now), order.detail};
        bytes += inbox::linesText(inbox::toLines(AnswerBody{{outcome}})).size();
        if (bytes > mostAnswerBytes)
            break;
        body.outcomes.push_back(std::move(outcome));
    }
    if (body.outcomes.empty())
        return false;
    scheduler.enqueue(db, parent->site, InstructionKind::Answer, inbox::toLines(body), std::nullopt, now);
    return true;
}

/// The child that leads to it, or nothing where it is one of this site's own; `gone` says why it is neither.
void findPlace(store::Connection &db, const SiteCode &own, SiteOrder &order, std::string &gone)
{
    if (order.target.site != own) {
        const auto below = store::remoteSite(db, order.target.site);
        if (below && store::remoteDp(db, order.target))
            order.via = below->via;
        else
            gone = "site " + order.target.site.value() + " has no distribution point " + order.target.dp + " that " + own.value() + " knows";
        return;
    }
    const auto dp = store::dpByName(db, order.target.dp);
    if (!dp || dp->removing)
        gone = "there is no distribution point " + order.target.dp;
    else if (order.package && !store::distribution(db, *order.package, dp->key))
        gone = "it is not given " + order.package->value();
}

template <class Each>
void eachPlace(store::Connection &db, const SendRequest &request, const Each &each)
{
    const auto lines = inbox::parseLines(request.lines);
    const auto body = lines ? inbox::orderFrom(*lines) : std::nullopt;
    if (!body)
        return;
    for (const OrderBody::Place &place : body->places) {
        auto order = store::order(db, body->order, place.package, place.target);
        if (order && !isFinal(order->state)) {
            each(*order);
            store::updateOrder(db, *order);
        }
    }
}

} // namespace

bool planOrders(store::Connection &db, const Scheduler &scheduler, Time now)
{
    const bool passed = store::hasAskedOrders(db, false) && passDown(db, scheduler, now);
    return tellUp(db, scheduler, now) || passed;
}

void takeOrder(store::Connection &db, const SiteCode &own, const inbox::Instruction &instruction, const OrderBody &body, Time now)
{
    store::retireOrders(db, now - ordersKept);
    for (const OrderBody::Place &place : body.places) {
        SiteOrder order;
        order.id = body.order;
        order.action = body.action;
        order.package = place.package;
        order.target = place.target;
        order.askedBy = body.askedBy;
        order.askedFrom = body.askedFrom;
        order.askedAt = body.askedAt;
        order.reason = body.reason;
        order.from = instruction.sender.code;
        order.epoch = instruction.sender.epoch;
        order.sequence = instruction.sequence;
        order.number = store::takeToken(db);
        findPlace(db, own, order, order.detail);
        if (!order.detail.empty())
            order.state = OrderState::Gone;
        else if (order.action != OrderAction::Validate && store::isOvertaken(db, order))
            order.state = OrderState::Superseded;
        if (isFinal(order.state))
            order.doneAt = now;
        if (store::insertOrder(db, order) && !isFinal(order.state))
            store::dropFormerOrders(db, order);
    }
}

void takeAnswer(store::Connection &db, const SiteCode &from, const AnswerBody &body)
{
    for (const AnswerBody::Outcome &outcome : body.outcomes) {
        auto order = store::order(db, outcome.order, outcome.place.package, outcome.place.target);
        if (!order || order->via != from || isFinal(order->state))
            continue;
        order->state = outcome.state;
        order->detail = outcome.detail.substr(0, longestDetail);
        order->doneAt = outcome.doneAt;
        store::updateOrder(db, *order);
    }
}

void orderTaken(store::Connection &db, const SendRequest &request)
{
    eachPlace(db, request, [](SiteOrder &order) {
        if (order.state == OrderState::Passed)
            order.state = OrderState::Taken;
    });
}

void orderPutAside(store::Connection &db, const SendRequest &request, const std::string &why, Time now)
{
    eachPlace(db, request, [&](SiteOrder &order) {
        order.state = OrderState::Refused;
        order.detail = why.substr(0, longestDetail);
        order.doneAt = now;
    });
}

void answerTaken(store::Connection &db, const SendRequest &request)
{
    const auto lines = inbox::parseLines(request.lines);
    const auto body = lines ? inbox::answerFrom(*lines) : std::nullopt;
    if (body) {
        for (const AnswerBody::Outcome &outcome : body->outcomes) {
            if (const auto order = store::order(db, outcome.order, outcome.place.package, outcome.place.target))
                store::setOrderTold(db, *order);
        }
    }
    store::deleteRequest(db, request.id);
}

} // namespace cartage::components
