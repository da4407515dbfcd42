// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statusquestions.h"

#include <charconv>

#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *missingSql = "(SELECT coalesce(sum(g.last - g.first + 1), 0) FROM sender_gap g WHERE g.sender_key = s.sender_key)";
/// Bound: since when.
constexpr const char *errorsSql = "(SELECT count(*) FROM status_message m INDEXED BY status_message_sender WHERE m.sender_key IS NOT NULL "
                                  "AND m.sender_key = s.sender_key AND m.received_at >= ? AND m.severity = 'error')";
constexpr const char *clientColumns = "s.sender_key, s.sender, s.machine, s.first_at, s.last_at, s.skew_ms, s.highest, s.received, s.repeated, s.cloned_at";
constexpr const char *quarantineColumns = "quarantine_id, name, kind, sender, reason, detail, type, size, received_at, message_guid";

ClientRecord clientFrom(const Statement &row)
{
    ClientRecord record{row.integer(0), row.text(1), row.text(2), row.time(3), row.time(4), std::nullopt, row.integer(6), row.integer(7), row.integer(8), row.maybeTime(9)};
    if (const auto ms = row.maybeInteger(5))
        record.skew = Span(*ms);
    record.missing = row.integer(10);
    record.errors = row.integer(11);
    return record;
}

QuarantineRecord quarantinedFrom(const Statement &row)
{
    return {row.integer(0), row.path(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.maybeInteger(7), row.time(8), row.text(9)};
}

/// What the clients are put in order by; the last column settles what is equal.
std::string orderOf(const ClientQuestion &question)
{
    const std::string way = question.descending ? " DESC" : "";
    switch (question.order) {
    case ClientOrder::Machine:
        return "s.machine COLLATE NOCASE" + way + ", s.machine" + way + ", s.sender_key" + way;
    case ClientOrder::Sender:
        return "s.sender" + way;
    case ClientOrder::Last:
        return "s.last_at" + way + ", s.sender_key" + way;
    case ClientOrder::Errors:
        return "errors" + way + ", s.machine, s.sender_key";
    case ClientOrder::Skew:
        return "s.skew_ms IS NULL, s.skew_ms" + way + ", s.machine, s.sender_key";
    case ClientOrder::Missing:
        return "missing" + way + ", s.machine, s.sender_key";
    case ClientOrder::Received:
        return "s.received" + way + ", s.sender_key" + way;
    case ClientOrder::Repeated:
        return "s.repeated" + way + ", s.machine, s.sender_key";
    }
    return "s.sender_key";
}

std::string orderOf(QuarantineOrder order, bool descending)
{
    const std::string way = descending ? " DESC" : "", rest = ", received_at DESC, quarantine_id DESC";
    switch (order) {
    case QuarantineOrder::Received:
        return "received_at" + way + ", quarantine_id" + way;
    case QuarantineOrder::Sender:
        return "sender IS NULL, sender" + way + rest;
    case QuarantineOrder::Kind:
        return "kind" + way + rest;
    case QuarantineOrder::Reason:
        return "reason" + way + rest;
    case QuarantineOrder::Size:
        return "size IS NULL, size" + way + rest;
    }
    return "quarantine_id";
}

struct Counted {
    std::string sql;
    std::vector<QVariant> values;
};

/// The two columns that are counted, where they are asked for.
Counted countedColumns(const ClientQuestion &question)
{
    const bool missing = question.withMissing || question.order == ClientOrder::Missing;
    const bool errors = question.withErrors || question.order == ClientOrder::Errors;
    Counted counted{std::string(missing ? missingSql : "0") + " AS missing, " + (errors ? errorsSql : "0") + " AS errors", {}};
    if (errors)
        counted.values.push_back(Statement::toVariant(question.errorsSince));
    return counted;
}

} // namespace

void eachClient(Connection &db, const ClientQuestion &question, const std::function<bool(const ClientRecord &)> &each)
{
    const Counted counted = countedColumns(question);
    Statement &query = db.statement(std::string("SELECT ") + clientColumns + ", " + counted.sql + " FROM sender s ORDER BY " + orderOf(question));
    query.runAll(counted.values);
    while (query.next() && each(clientFrom(query))) { }
    query.finish();
}

std::vector<std::int64_t> clientKeys(Connection &db, const ClientQuestion &question, std::int64_t most)
{
    ClientQuestion bare = question;
    bare.withMissing = bare.withErrors = false;
    Counted counted = countedColumns(bare);
    Statement &query = db.statement("SELECT group_concat(sender_key) FROM (SELECT s.sender_key, " + counted.sql + " FROM sender s ORDER BY " + orderOf(bare) + " LIMIT ?)");
    counted.values.push_back(Statement::toVariant(most));
    query.runAll(counted.values);
    std::vector<std::int64_t> keys;
    if (query.next()) {
        const std::string text = query.text(0);
        for (const char *at = text.data(), *const end = at + text.size(); at < end;) {
            std::int64_t key = 0;
            at = std::from_chars(at, end, key).ptr + 1;
            keys.push_back(key);
        }
    }
    query.finish();
    return keys;
}

std::vector<ClientRecord> clientsByKey(Connection &db, const std::vector<std::int64_t> &keys, Time errorsSince)
{
    const Counted counted = countedColumns({ClientOrder::Machine, false, true, true, errorsSince});
    Statement &query = db.statement(std::string("SELECT ") + clientColumns + ", " + counted.sql
                                    + " FROM (SELECT value AS wanted FROM json_each(?)) CROSS JOIN sender s ON s.sender_key = wanted");
    query.run(errorsSince, jsonNumbers(keys));
    std::vector<ClientRecord> all;
    while (query.next())
        all.push_back(clientFrom(query));
    return all;
}

std::optional<std::int64_t> clientKey(Connection &db, const std::string &sender)
{
    Statement &query = db.statement("SELECT sender_key FROM sender WHERE sender = ?");
    const auto key = query.one(sender) ? std::optional(query.integer(0)) : std::nullopt;
    query.finish();
    return key;
}

std::vector<std::pair<std::int64_t, std::string>> clientNames(Connection &db)
{
    std::vector<std::pair<std::int64_t, std::string>> names;
    Statement &query = db.statement("SELECT sender_key, sender FROM sender");
    query.run();
    while (query.next())
        names.emplace_back(query.integer(0), query.text(1));
    return names;
}

std::int64_t clientCount(Connection &db)
{
    Statement &query = db.statement("SELECT count(*) FROM sender");
    const std::int64_t count = query.one() ? query.integer(0) : 0;
    query.finish();
    return count;
}

void eachGap(Connection &db, const std::optional<std::vector<std::int64_t>> &clients, const std::function<void(const GapRecord &)> &each)
{
    Statement &query = db.statement(clients ? "SELECT sender_key, first, last, since FROM sender_gap WHERE sender_key IN (SELECT value FROM json_each(?)) ORDER BY 1, 2"
                                            : "SELECT sender_key, first, last, since FROM sender_gap ORDER BY sender_key, first");
    query.runAll(clients ? std::vector<QVariant>{Statement::toVariant(jsonNumbers(*clients))} : std::vector<QVariant>());
    while (query.next())
        each({query.integer(0), query.integer(1), query.integer(2), query.time(3)});
}

void eachQuarantined(Connection &db, QuarantineOrder order, bool descending, const std::function<bool(const QuarantineRecord &)> &each)
{
    Statement &query = db.statement(std::string("SELECT ") + quarantineColumns + " FROM quarantine ORDER BY " + orderOf(order, descending));
    query.run();
    while (query.next() && each(quarantinedFrom(query))) { }
    query.finish();
}

std::vector<QuarantineRecord> quarantinedById(Connection &db, const std::vector<std::int64_t> &ids)
{
    Statement &query = db.statement(std::string("SELECT ") + quarantineColumns
                                    + " FROM (SELECT value AS wanted FROM json_each(?)) CROSS JOIN quarantine ON quarantine_id = wanted");
    query.run(jsonNumbers(ids));
    std::vector<QuarantineRecord> all;
    while (query.next())
        all.push_back(quarantinedFrom(query));
    return all;
}

std::int64_t quarantineCount(Connection &db)
{
    Statement &query = db.statement("SELECT count(*) FROM quarantine");
    const std::int64_t count = query.one() ? query.integer(0) : 0;
    query.finish();
    return count;
}

std::vector<std::string> quarantineReasons(Connection &db)
{
    std::vector<std::string> reasons;
    Statement &query = db.statement("SELECT DISTINCT reason FROM quarantine");
    query.run();
    while (query.next())
        reasons.push_back(query.text(0));
    return reasons;
}

std::int64_t statusTaken(Connection &db)
{
    Statement &query = db.statement("SELECT coalesce(sum(value), 0) FROM status_count WHERE name IN ('accepted', 'repeated')");
    const std::int64_t count = query.one() ? query.integer(0) : 0;
    query.finish();
    return count;
}

} // namespace cartage::store
