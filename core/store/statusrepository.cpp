// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statusrepository.h"

#include <algorithm>
#include <array>

#include "core/domain/escape.h"
#include "core/store/directstatement.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *insertMessageSql =
    "INSERT INTO status_message (message_guid, id, severity, component, site, machine, created_at, received_at, strings, package_id, dp, version, "
    "attributes, sender_key, sequence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

QuarantineRow quarantineFrom(const Statement &row)
{
    return {row.integer(0), row.path(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.maybeInteger(7), row.time(8), row.text(9)};
}

} // namespace

std::unordered_map<Xxh128, Xxh128> seenContents(Connection &db, std::span<const Xxh128> guids)
{
    std::unordered_map<Xxh128, Xxh128> seen;
    DirectStatement query(db, "SELECT content FROM message_seen WHERE guid = ?");
    for (const Xxh128 &guid : guids) {
        if (query.bytes(guid).next())
            seen.emplace(guid, query.digest(0));
        query.reset();
    }
    return seen;
}

void insertClientMessages(Connection &db, std::span<const ClientMessage *const> messages, std::span<const std::int64_t> senderKeys, const std::string &site,
                          Time now)
{
    const std::int64_t received = toMs(now);
    DirectStatement insert(db, insertMessageSql);
    const auto maybe = [&insert](const std::optional<std::string> &text) { text ? insert.text(*text) : insert.null(); };
    for (std::size_t i = 0; i < messages.size(); ++i) {
        const ClientMessage &each = *messages[i];
        insert.text(each.guidText).integer(each.id).text(name(each.severity)).text(each.component).text(site).text(each.machine);
        insert.integer(toMs(each.time)).integer(received).text(each.strings);
        maybe(each.package);
        maybe(each.dp);
        maybe(each.version);
        insert.text(each.attributes).integer(senderKeys[i]).integer(each.sequence).run();
    }
    DirectStatement seen(db, "INSERT INTO message_seen (guid, content, seen_at) VALUES (?, ?, ?)");
    for (const ClientMessage *each : messages)
        seen.bytes(each->guid).bytes(each->content).integer(received).run();
}

std::optional<SenderRow> senderRow(Connection &db, const std::string &sender)
{
    Statement &query = db.statement("SELECT sender_key, machine, first_at, last_at, skew_ms, highest, received, repeated, cloned_at FROM sender "
                                    "WHERE sender = ?");
    std::optional<SenderRow> row;
    if (query.one(sender)) {
        const auto skew = query.maybeInteger(4);
        row = SenderRow{query.integer(0), sender, query.text(1), query.time(2), query.time(3), skew ? std::optional(Span(*skew)) : std::nullopt,
                        query.integer(5), query.integer(6), query.integer(7), query.maybeTime(8)};
    }
    query.finish();
    return row;
}

void putSender(Connection &db, SenderRow &row)
{
    const QVariant skew = row.skew ? Statement::toVariant(row.skew->count()) : Statement::null();
    if (row.key != 0) {
        db.statement("UPDATE sender SET machine = ?, last_at = ?, skew_ms = ?, highest = ?, received = ?, repeated = ?, cloned_at = ? "
                     "WHERE sender_key = ?")
            .run(row.machine, row.lastAt, skew, row.highest, row.received, row.repeated, row.clonedAt, row.key);
        return;
    }
    Statement &insert = db.statement("INSERT INTO sender (sender, machine, first_at, last_at, skew_ms, highest, received, repeated, cloned_at) "
                                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.run(row.sender, row.machine, row.firstAt, row.lastAt, skew, row.highest, row.received, row.repeated, row.clonedAt);
    row.key = insert.lastId();
}

std::vector<GapRow> gapsOf(Connection &db, std::int64_t senderKey)
{
    std::vector<GapRow> all;
    Statement &query = db.statement("SELECT first, last, since FROM sender_gap WHERE sender_key = ? ORDER BY first");
    query.run(senderKey);
    while (query.next())
        all.push_back({query.integer(0), query.integer(1), query.time(2)});
    return all;
}

void replaceGaps(Connection &db, std::int64_t senderKey, const std::vector<GapRow> &was, const std::vector<GapRow> &now)
{
    std::vector<std::int64_t> gone;
    std::string added;
    std::vector<GapRow> kept;
    for (const GapRow &each : was) {
        const bool stays = std::binary_search(now.begin(), now.end(), each, [](const GapRow &a, const GapRow &b) { return a.first < b.first; });
        if (!stays)
            gone.push_back(each.first);
        kept.push_back(each);
    }
    std::size_t at = 0;
    for (const GapRow &each : now) {
        while (at < kept.size() && kept[at].first < each.first)
            ++at;
        if (at < kept.size() && kept[at] == each)
            continue;
        added += added.empty() ? "[[" : ",[";
        added += std::to_string(each.first) + ',' + std::to_string(each.last) + ',' + std::to_string(toMs(each.since)) + ']';
    }
    if (!gone.empty() && now.empty())
        db.statement("DELETE FROM sender_gap WHERE sender_key = ?").run(senderKey);
    else if (!gone.empty())
        db.statement("DELETE FROM sender_gap WHERE sender_key = ? AND first IN (SELECT value FROM json_each(?))").run(senderKey, jsonNumbers(gone));
    if (!added.empty())
        db.statement("INSERT OR REPLACE INTO sender_gap (sender_key, first, last, since) "
                     "SELECT ?, value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)")
            .run(senderKey, added + ']');
}

void putQuarantine(Connection &db, const QuarantineRow &row)
{
    const auto orNull = [](const std::string &text) { return text.empty() ? Statement::null() : Statement::toVariant(text); };
    db.statement("INSERT INTO quarantine (name, kind, sender, reason, detail, type, size, received_at, message_guid) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
                 "ON CONFLICT (name) DO UPDATE SET sender = excluded.sender, reason = excluded.reason, detail = excluded.detail, type = excluded.type, "
                 "size = excluded.size, message_guid = excluded.message_guid")
        .run(escapePath(row.name), row.kind, orNull(row.sender), row.reason, escapeText(row.detail), row.type, row.size, row.receivedAt, orNull(row.guid));
}

bool isQuarantined(Connection &db, const std::string &instruction, const std::string &reason, const std::string &exceptName)
{
    Statement &query = db.statement("SELECT 1 FROM quarantine WHERE message_guid = ? AND kind = 'instruction' AND reason = ? AND name <> ? LIMIT 1");
    const bool found = query.one(instruction, reason, escapePath(exceptName));
    query.finish();
    return found;
}

QuarantineShare quarantineShare(Connection &db, const std::optional<SiteCode> &sender, const std::string &reason, const std::string &name)
{
    constexpr std::string_view one = "SELECT count(*), max(received_at), coalesce(max(name = ?), 0) FROM quarantine WHERE kind = 'instruction' AND reason = ? AND ";
    Statement &query = sender ? db.statement(std::string(one) + "sender = ?")
                              : db.statement(std::string(one) + "coalesce(sender, '') NOT IN (SELECT site FROM address)");
    QuarantineShare share;
    if (sender ? query.one(escapePath(name), reason, *sender) : query.one(escapePath(name), reason))
        share = {query.integer(0), query.maybeTime(1).value_or(Time{}), query.integer(2) > 0};
    query.finish();
    return share;
}

std::optional<QuarantineRow> quarantineRow(Connection &db, std::int64_t id)
{
    Statement &query = db.statement("SELECT quarantine_id, name, kind, sender, reason, detail, type, size, received_at, message_guid FROM quarantine "
                                    "WHERE quarantine_id = ?");
    std::optional<QuarantineRow> row;
    if (query.one(id))
        row = quarantineFrom(query);
    query.finish();
    return row;
}

std::vector<std::string> quarantineNames(Connection &db)
{
    std::vector<std::string> names;
    Statement &query = db.statement("SELECT name FROM quarantine");
    query.run();
    while (query.next())
        names.push_back(query.path(0));
    return names;
}

void deleteQuarantine(Connection &db, std::int64_t id) { db.statement("DELETE FROM quarantine WHERE quarantine_id = ?").run(id); }

void deleteQuarantine(Connection &db, const std::string &name) { db.statement("DELETE FROM quarantine WHERE name = ?").run(escapePath(name)); }

void count(Connection &db, const std::string &name, std::int64_t more)
{
    if (more != 0)
        db.statement("INSERT INTO status_count (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value").run(name, more);
}

void setCount(Connection &db, const std::string &name, std::int64_t value)
{
    db.statement("INSERT INTO status_count (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").run(name, value);
}

std::unordered_map<std::string, std::int64_t> counts(Connection &db)
{
    std::unordered_map<std::string, std::int64_t> all;
    Statement &query = db.statement("SELECT name, value FROM status_count");
    query.run();
    while (query.next())
        all.emplace(query.text(0), query.integer(1));
    return all;
}

std::map<std::string, std::int64_t> countsOf(Connection &db, const std::string &prefix)
{
    std::map<std::string, std::int64_t> counts;
    Statement &query = db.statement("SELECT name, value FROM status_count WHERE substr(name, 1, length(?)) = ?");
    query.run(prefix, prefix);
    while (query.next())
        counts[query.text(0).substr(prefix.size())] = query.integer(1);
    return counts;
}

void deleteCounts(Connection &db, const std::string &prefix)
{
    db.statement("DELETE FROM status_count WHERE substr(name, 1, length(?)) = ?").run(prefix, prefix);
}

std::int64_t clientMessageCount(Connection &db)
{
    Statement &query = db.statement("SELECT count(*) FROM status_message WHERE sender_key IS NOT NULL");
    const std::int64_t number = query.one() ? query.integer(0) : 0;
    query.finish();
    return number;
}

std::int64_t seenOnlyIn(Connection &db, Connection &other)
{
    constexpr const char *inOrder = "SELECT guid FROM message_seen ORDER BY guid";
    DirectStatement here(db, inOrder), there(other, inOrder);
    bool more = there.next();
    std::int64_t only = 0;
    while (here.next()) {
        const Xxh128 guid = here.digest(0);
        while (more && there.digest(0).bytes < guid.bytes)
            more = there.next();
        only += !more || there.digest(0).bytes != guid.bytes;
    }
    return only;
}

std::vector<std::pair<std::string, std::string>> brokenAccounts(Connection &db)
{
    std::vector<std::pair<std::string, std::string>> all;
    Statement query = db.once("SELECT s.sender, s.highest, s.received, coalesce(sum(g.last - g.first + 1), 0), coalesce(min(g.first), 1), "
                              "coalesce(max(g.last), 0), coalesce(min(g.last - g.first), 0) FROM sender s LEFT JOIN sender_gap g USING (sender_key) "
                              "GROUP BY s.sender_key");
    query.run();
    while (query.next()) {
        const std::int64_t highest = query.integer(1), received = query.integer(2), missing = query.integer(3);
        if (query.integer(4) < 1 || query.integer(5) >= std::max<std::int64_t>(highest, 1) || query.integer(6) < 0)
            all.emplace_back(query.text(0), "numbers count as missing that it has not sent");
        else if (received < highest - missing)
            all.emplace_back(query.text(0), "numbers are neither taken in nor missing");
    }
    Statement orphans = db.once("SELECT DISTINCT sender_key FROM sender_gap WHERE sender_key NOT IN (SELECT sender_key FROM sender)");
    orphans.run();
    while (orphans.next())
        all.emplace_back(orphans.text(0), "numbers of a sender are missing that is not known");
    return all;
}

std::optional<std::string> refusalOf(Connection &db, const std::function<void()> &work)
{
    constexpr std::array refusals{18, 19, 20, 25}; // SQLITE_TOOBIG, _CONSTRAINT, _MISMATCH, _RANGE: of the values, not of the database
    db.statement("SAVEPOINT message").run();
    try {
        work();
        db.statement("RELEASE message").run();
        return std::nullopt;
    } catch (const SqlFailure &failed) {
        if (std::find(refusals.begin(), refusals.end(), failed.code) == refusals.end())
            throw;
        db.statement("ROLLBACK TO message").run();
        db.statement("RELEASE message").run();
        return failed.text;
    }
}

} // namespace cartage::store
