// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/belowrepository.h"

#include "core/domain/escape.h"
#include "core/store/directstatement.h"
#include "core/store/journalrepository.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *orderColumns = R"(
    SELECT order_id, action, package_id, site, dp, via, asked_by, asked_from, asked_at, reason, from_site, epoch, sequence, number, state, detail, done_at,
           request_id FROM site_order)";
constexpr const char *insertOrderSql = R"(
    INSERT INTO site_order (order_id, action, package_id, site, dp_folded, dp, via, asked_by, asked_from, asked_at, reason, from_site, epoch, sequence, number,
                            state, detail, done_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING)";
// What is asked about a package at a DP that is still on its way there would find nothing there: it goes behind it.
constexpr const char *notOvertaking = R"(
    AND (o.package_id = '' OR NOT EXISTS (
        SELECT 1 FROM remote_target t JOIN forward f ON f.child = t.via AND f.package_id = t.package_id AND f.kind = 'content' AND f.state IN ('pending', 'requested')
        WHERE t.package_id = o.package_id AND t.site = o.site AND t.dp_folded = o.dp_folded AND t.wanted_version > 0 AND coalesce(t.state, 'removed') = 'removed')))";
constexpr const char *place = " package_id = ? AND site = ? AND dp_folded = ?";

std::string packageText(const std::optional<PackageId> &package) { return package ? package->value() : std::string(); }

SiteOrder orderFrom(const Statement &row)
{
    SiteOrder order;
    order.id = row.text(0);
    order.action = orderActionFromName(row.text(1)).value_or(OrderAction::Validate);
    if (const std::string package = row.text(2); !package.empty())
        order.package = PackageId(package);
    order.target = {SiteCode(row.text(3)), row.text(4)};
    if (const auto via = row.maybeText(5))
        order.via = SiteCode(*via);
    order.askedBy = row.text(6);
    order.askedFrom = SiteCode(row.text(7));
    order.askedAt = row.time(8);
    order.reason = row.text(9);
    if (const auto from = row.maybeText(10))
        order.from = SiteCode(*from);
    order.epoch = row.integer(11);
    order.sequence = row.integer(12);
    order.number = row.integer(13);
    order.state = orderStateFromName(row.text(14)).value_or(OrderState::Refused);
    order.detail = row.text(15);
    order.doneAt = row.maybeTime(16);
    order.request = row.maybeInteger(17);
    return order;
}

std::vector<SiteOrder> ordersFrom(Statement &query)
{
    std::vector<SiteOrder> all;
    while (query.next())
        all.push_back(orderFrom(query));
    return all;
}

bool any(Statement &query)
{
    const bool found = query.next();
    query.finish();
    return found;
}

} // namespace

void insertMessagesFromBelow(Connection &db, std::span<const MessageFromBelow> messages, const SiteCode &via, Time now)
{
    for (const MessageFromBelow &each : messages) {
        StatusMessage message = each.message;
        message.received = now;
        const std::int64_t record = insertMessage(db, message);
        std::optional<std::string> client;
        if (!message.sender.empty())
            client = message.sender;
        db.statement("UPDATE status_message SET via = ?, client = ?, sequence = ? WHERE record_id = ?").run(via, client, message.sequence, record);
    }
    DirectStatement seen(db, "INSERT INTO message_seen (guid, content, seen_at) VALUES (?, ?, ?)");
    for (const MessageFromBelow &each : messages)
        seen.bytes(each.guid).bytes(each.content).integer(toMs(now)).run();
}

bool insertOrder(Connection &db, const SiteOrder &order)
{
    const std::string package = packageText(order.package);
    const std::string folded = foldName(order.target.dp);
    Statement &insert = db.statement(insertOrderSql);
    insert.run(order.id, name(order.action), package, order.target.site, folded, order.target.dp, order.via, order.askedBy, order.askedFrom, order.askedAt,
               order.reason, order.from, order.epoch, order.sequence, order.number, name(order.state), order.detail, order.doneAt);
    if (insert.changes() > 0)
        return true;
    db.statement(std::string("UPDATE site_order SET told = 0 WHERE order_id = ? AND") + place).run(order.id, package, order.target.site, folded);
    return false;
}

void dropFormerOrders(Connection &db, const SiteOrder &order)
{
    db.statement(std::string("DELETE FROM site_order WHERE done_at IS NOT NULL AND (told = 1 OR from_site IS NULL) AND action = ? AND order_id <> ? AND") + place)
        .run(name(order.action), order.id, packageText(order.package), order.target.site, foldName(order.target.dp));
}

void retireOrders(Connection &db, Time before)
{
    db.statement("DELETE FROM site_order WHERE done_at < ? AND (told = 1 OR from_site IS NULL)").run(before);
}

void updateOrder(Connection &db, const SiteOrder &order)
{
    db.statement(std::string("UPDATE site_order SET state = ?, detail = ?, done_at = ?, request_id = ? WHERE order_id = ? AND") + place)
        .run(name(order.state), order.detail, order.doneAt, order.request, order.id, packageText(order.package), order.target.site, foldName(order.target.dp));
}

bool isOvertaken(Connection &db, const SiteOrder &order)
{
    return any(db.statement(std::string("SELECT 1 FROM site_order WHERE from_site = ? AND action <> 'validate' AND order_id <> ? AND (epoch, sequence) > (?, ?) AND") + place
                            + " LIMIT 1")
                   .run(order.from, order.id, order.epoch, order.sequence, packageText(order.package), order.target.site, foldName(order.target.dp)));
}

bool isUnderWay(Connection &db, OrderAction action, const std::optional<PackageId> &package, const Target &target)
{
    // Where a later one of another kind waits behind it, the same once more is no repetition.
    return any(db.statement(std::string("SELECT 1 FROM site_order o WHERE o.done_at IS NULL AND o.from_site IS NULL AND o.action = ? AND o.number = (SELECT "
                                        "max(number) FROM site_order WHERE")
                            + place + ") AND" + place)
                   .run(name(action), packageText(package), target.site, foldName(target.dp), packageText(package), target.site, foldName(target.dp)));
}

std::optional<SiteOrder> order(Connection &db, const std::string &id, const std::optional<PackageId> &package, const Target &target)
{
    auto found = ordersFrom(db.statement(std::string(orderColumns) + " WHERE order_id = ? AND" + place).run(id, packageText(package), target.site, foldName(target.dp)));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

bool hasAskedOrders(Connection &db, bool here)
{
    Statement &query = db.statement(std::string("SELECT 1 FROM site_order o WHERE state = ? AND done_at IS NULL AND (via IS NULL) = ?") + notOvertaking + " LIMIT 1");
    const bool has = query.one(name(OrderState::Asked), here);
    query.finish();
    return has;
}

std::vector<SiteOrder> ordersIn(Connection &db, OrderState state, bool here, int most)
{
    return ordersFrom(db.statement(std::string(orderColumns) + " o WHERE state = ? AND done_at IS NULL AND (via IS NULL) = ?" + notOvertaking + " ORDER BY number LIMIT ?")
                          .run(name(state), here, most));
}

std::vector<SiteOrder> orders(Connection &db) { return ordersFrom(db.statement(std::string(orderColumns) + " ORDER BY number").run()); }

std::optional<SiteOrder> newestOrder(Connection &db, const PackageId &package, const Target &target)
{
    auto found = ordersFrom(db.statement(std::string(orderColumns) + " WHERE site = ? AND dp_folded = ? AND package_id IN ('', ?) ORDER BY number DESC LIMIT 1")
                                .run(target.site, foldName(target.dp), package));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<SiteOrder> untoldOrders(Connection &db, int most)
{
    return ordersFrom(db.statement(std::string(orderColumns)
                                   + " WHERE done_at IS NOT NULL AND told = 0 AND from_site IS NOT NULL ORDER BY number LIMIT ?")
                          .run(most));
}

void setOrderTold(Connection &db, const SiteOrder &order)
{
    db.statement(std::string("UPDATE site_order SET told = 1 WHERE order_id = ? AND") + place)
        .run(order.id, packageText(order.package), order.target.site, foldName(order.target.dp));
}

void askOrdersAgain(Connection &db, const SiteCode &child)
{
    db.statement("UPDATE site_order SET state = 'asked' WHERE via = ? AND done_at IS NULL AND state IN ('passed', 'taken')").run(child);
}

void tellOrdersAgain(Connection &db, const SiteCode &parent) { db.statement("UPDATE site_order SET told = 0 WHERE from_site = ?").run(parent); }

} // namespace cartage::store
