// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/journalrepository.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <set>

#include "core/store/listing.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *insertTouchesSql = R"(
    INSERT INTO audit_row (audit_id, package_id, dp_key, was, now)
    SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true ON CONFLICT DO NOTHING)";

constexpr const char *insertMessageSql = R"(
    INSERT INTO status_message (message_guid, id, severity, component, site, machine, created_at, received_at, strings, package_id, dp, version, attributes)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";
constexpr const char *messageColumns = R"(
    SELECT record_id, message_guid, id, severity, component, site, machine, created_at, received_at, strings, package_id, dp, version, attributes,
        coalesce((SELECT sender FROM sender WHERE sender.sender_key = status_message.sender_key), client), sequence, mark
    FROM status_message)";
constexpr const char *auditColumns = R"(
    SELECT a.audit_id, a.at, a.actor, a.host, a.via, a.action, a.arguments, a.reason, a.changed, a.refused FROM audit a)";
constexpr int packageAttribute = 400;
constexpr int dpAttribute = 404;
constexpr int versionAttribute = 410;

std::optional<std::string> attribute(const StatusMessage &message, int id)
{
    for (const auto &each : message.attributes) {
        if (each.id == id)
            return each.value;
    }
    return std::nullopt;
}

std::string otherAttributes(const StatusMessage &message)
{
    QJsonArray array;
    std::set<int> inColumns; // the first of each that has a column
    for (const auto &each : message.attributes) {
        const bool hasColumn = each.id == packageAttribute || each.id == dpAttribute || each.id == versionAttribute;
        if (!hasColumn || !inColumns.insert(each.id).second)
            array.append(QJsonArray{each.id, QString::fromStdString(each.value)});
    }
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

StatusMessage messageFrom(const Statement &row)
{
    StatusMessage message;
    message.recordId = row.integer(0);
    message.guid = row.text(1);
    message.id = static_cast<int>(row.integer(2));
    message.severity = severityFromName(row.text(3)).value_or(Severity::Information);
    message.component = row.text(4);
    message.site = row.text(5);
    message.machine = row.text(6);
    message.time = row.time(7);
    message.received = row.maybeTime(8);
    for (const QJsonValue each : QJsonDocument::fromJson(QByteArray::fromStdString(row.text(9))).array())
        message.strings.push_back(each.toString().toStdString());
    for (const auto &[column, id] : {std::pair{10, packageAttribute}, {11, dpAttribute}, {12, versionAttribute}}) {
        if (const auto value = row.maybeText(column))
            message.attributes.push_back({id, *value});
    }
    for (const QJsonValue each : QJsonDocument::fromJson(QByteArray::fromStdString(row.text(13))).array())
        message.attributes.push_back({each.toArray().at(0).toInt(), each.toArray().at(1).toString().toStdString()});
    message.sender = row.text(14);
    message.sequence = row.maybeInteger(15);
    message.mark = row.text(16);
    return message;
}

AuditRow auditFrom(const Statement &row)
{
    return {row.integer(0), row.time(1), row.text(2),      row.text(3),    row.text(4),
            row.text(5),    row.text(6), row.maybeText(7), row.integer(8), row.integer(9)};
}

RequestRow requestFrom(const Statement &row)
{
    RequestRow request;
    request.id = row.integer(0);
    request.kind = row.text(1);
    if (const auto package = row.maybeText(2))
        request.package = PackageId(*package);
    request.dp = DpKey(row.integer(3));
    request.askedAt = row.time(4);
    request.startedAt = row.maybeTime(5);
    request.doneAt = row.maybeTime(6);
    request.result = row.maybeText(7).value_or(std::string());
    return request;
}

constexpr const char *requestColumns = "SELECT request_id, kind, package_id, dp_key, asked_at, started_at, done_at, result FROM request";

} // namespace

std::int64_t insertMessage(Connection &db, const StatusMessage &message)
{
    Statement &insert = db.statement(insertMessageSql);
    insert.run(message.guid, message.id, name(message.severity), message.component, message.site, message.machine, message.time, message.received,
               jsonArray(message.strings), attribute(message, packageAttribute), attribute(message, dpAttribute),
               attribute(message, versionAttribute), otherAttributes(message));
    return insert.lastId();
}

namespace {

bool isSender(Connection &db, const std::string &sender)
{
    Statement &query = db.statement("SELECT 1 FROM sender WHERE sender = ?");
    const bool found = query.one(sender);
    query.finish();
    return found;
}

} // namespace

std::vector<StatusMessage> messages(Connection &db, const MessageFilter &filter)
{
    std::string sql = messageColumns;
    if (!filter.sender.empty() && isSender(db, filter.sender))
        sql += " INDEXED BY status_message_sender WHERE sender_key IS NOT NULL AND sender_key = (SELECT sender_key FROM sender WHERE sender = ?)";
    else if (!filter.sender.empty()) // of a site below, if of any
        sql += " INDEXED BY status_message_client WHERE client IS NOT NULL AND client = ?";
    else
        sql += filter.ownOnly ? " INDEXED BY status_message_own WHERE sender_key IS NULL AND via IS NULL AND ? = ''" : " WHERE ? = ''";
    sql += " AND record_id > ?";
    const auto add = [&](const std::string &condition) { sql += " AND " + condition; };
    if (!filter.ids.empty()) {
        std::string list;
        for (const int id : filter.ids)
            list += (list.empty() ? "" : ",") + std::to_string(id);
        add("id IN (" + list + ")");
    }
    if (filter.severity == Severity::Warning)
        add("severity IN ('warning', 'error')");
    if (filter.severity == Severity::Error)
        add("severity = 'error'");
    if (filter.package)
        add("package_id = '" + parsePackageId(filter.package->value()).value_or(PackageId()).value() + "'");
    if (filter.since)
        add("created_at >= " + std::to_string(toMs(*filter.since)));
    if (filter.until)
        add("created_at <= " + std::to_string(toMs(*filter.until)));
    add("(? = '' OR component = ? COLLATE NOCASE)");
    add("(? = '' OR dp = ? COLLATE NOCASE)");
    add("(? = '' OR mark = ? COLLATE NOCASE)");
    if (!filter.site.empty())
        add("site = '" + parseSiteCode(filter.site).value_or(SiteCode()).value() + "'");
    sql += filter.oldestFirst ? " ORDER BY record_id" : " ORDER BY record_id DESC";
    if (filter.limit > 0)
        sql += " LIMIT " + std::to_string(filter.limit);
    Statement query = db.once(sql);
    query.run(filter.sender, filter.afterRecord, filter.component, filter.component, filter.dp, filter.dp, filter.mark, filter.mark);
    std::vector<StatusMessage> all;
    while (query.next())
        all.push_back(messageFrom(query));
    return all;
}

std::optional<StatusMessage> newestOwn(Connection &db, const std::string &site, Severity severity, const std::string &component, int id)
{
    Statement &query = db.statement(std::string(messageColumns) + " INDEXED BY status_message_kind WHERE severity = ? AND component = ? AND id = ? AND site = ? "
                                    "AND sender_key IS NULL ORDER BY created_at DESC, record_id DESC LIMIT 1");
    query.run(name(severity), component, id, site);
    std::optional<StatusMessage> newest;
    if (query.next())
        newest = messageFrom(query);
    query.finish();
    return newest;
}

std::vector<StatusMessage> messagesById(Connection &db, const std::vector<std::int64_t> &ids)
{
    Statement &query = db.statement("SELECT record_id, message_guid, id, severity, component, site, machine, created_at, received_at, strings, package_id, dp, "
                                    "version, attributes, coalesce((SELECT sender FROM sender WHERE sender.sender_key = status_message.sender_key), client), sequence, mark "
                                    "FROM (SELECT value AS wanted FROM json_each(?)) CROSS JOIN status_message ON record_id = wanted");
    query.run(jsonNumbers(ids));
    std::vector<StatusMessage> all;
    while (query.next())
        all.push_back(messageFrom(query));
    return all;
}

std::vector<AuditRow> auditById(Connection &db, const std::vector<std::int64_t> &ids)
{
    Statement &query = db.statement("SELECT a.audit_id, a.at, a.actor, a.host, a.via, a.action, a.arguments, a.reason, a.changed, a.refused "
                                    "FROM (SELECT value AS wanted FROM json_each(?)) CROSS JOIN audit a ON a.audit_id = wanted");
    query.run(jsonNumbers(ids));
    std::vector<AuditRow> all;
    while (query.next())
        all.push_back(auditFrom(query));
    return all;
}

std::vector<AuditRow> auditBefore(Connection &db, std::int64_t before, std::int64_t most)
{
    Statement &query = db.statement(std::string(auditColumns) + " WHERE a.audit_id < ? ORDER BY a.audit_id DESC LIMIT ?");
    query.run(before, most);
    std::vector<AuditRow> all;
    while (query.next())
        all.push_back(auditFrom(query));
    return all;
}

std::int64_t newestAudit(Connection &db)
{
    Statement &query = db.statement("SELECT coalesce(max(audit_id), 0) FROM audit");
    const std::int64_t newest = query.one() ? query.integer(0) : 0;
    query.finish();
    return newest;
}

namespace {

std::int64_t countedBy(Connection &db, const char *sql)
{
    Statement &query = db.statement(sql);
    const std::int64_t count = query.one() ? query.integer(0) : 0;
    query.finish();
    return count;
}

} // namespace

std::int64_t messageCount(Connection &db) { return countedBy(db, "SELECT count(*) FROM status_message"); }

std::int64_t messageCount(Connection &db, const MessageKind &kind, std::int64_t atMost)
{
    Statement &query = db.statement("SELECT count(*) FROM (SELECT 1 FROM status_message INDEXED BY status_message_kind "
                                    "WHERE severity = ? AND component = ? AND id = ? LIMIT ?)");
    query.run(kind.severity, kind.component, kind.id, atMost);
    const std::int64_t count = query.next() ? query.integer(0) : 0;
    query.finish();
    return count;
}

std::int64_t auditCount(Connection &db) { return countedBy(db, "SELECT count(*) FROM audit"); }

std::vector<std::int64_t> auditTouching(Connection &db, const std::vector<std::string> &packages, const std::vector<std::int64_t> &dps)
{
    std::string sql = "SELECT DISTINCT audit_id FROM audit_row WHERE true";
    std::vector<QVariant> values;
    if (!packages.empty()) {
        sql += " AND package_id IN (SELECT value FROM json_each(?))";
        values.push_back(Statement::toVariant(jsonArray(packages)));
    }
    if (!dps.empty()) {
        sql += " AND dp_key IN (SELECT value FROM json_each(?))";
        values.push_back(Statement::toVariant(jsonNumbers(dps)));
    }
    std::vector<std::int64_t> ids;
    Statement &query = db.statement(sql);
    query.runAll(values);
    while (query.next())
        ids.push_back(query.integer(0));
    return ids;
}

std::int64_t newestMessage(Connection &db)
{
    Statement &query = db.statement("SELECT coalesce(max(record_id), 0) FROM status_message");
    const std::int64_t newest = query.one() ? query.integer(0) : 0;
    query.finish();
    return newest;
}

std::vector<MessageAge> messageAges(Connection &db, std::int64_t after, int most)
{
    Statement &query = db.statement("SELECT record_id, id, severity, component, coalesce(received_at, created_at), sender_key IS NOT NULL FROM status_message "
                                    "WHERE record_id > ? ORDER BY record_id LIMIT ?");
    query.run(after, most);
    std::vector<MessageAge> ages;
    while (query.next())
        ages.push_back({query.integer(0), static_cast<int>(query.integer(1)), severityFromName(query.text(2)).value_or(Severity::Information), query.text(3),
                        query.time(4), query.integer(5) != 0});
    return ages;
}

std::int64_t sendersSince(Connection &db, Time since)
{
    Statement &query = db.statement("SELECT count(*) FROM sender WHERE last_at >= ?");
    const std::int64_t count = query.one(since) ? query.integer(0) : 0;
    query.finish();
    return count;
}

void deleteMessages(Connection &db, const std::vector<std::int64_t> &recordIds)
{
    db.statement("DELETE FROM status_message WHERE record_id IN (SELECT value FROM json_each(?))").run(jsonNumbers(recordIds));
}

std::optional<std::string> forgetSeen(Connection &db, const std::string &after, Time before, int most)
{
    const QVariant from = QByteArray::fromHex(QByteArray::fromStdString(after));
    Statement &look = db.statement("SELECT hex(max(guid)), count(*) FROM (SELECT guid FROM message_seen WHERE guid > ? ORDER BY guid LIMIT ?)");
    const bool any = look.one(from, most) && look.integer(1) > 0;
    const std::string last = any ? look.text(0) : std::string();
    const bool more = any && look.integer(1) == most;
    look.finish();
    if (any)
        db.statement("DELETE FROM message_seen WHERE guid > ? AND guid <= ? AND seen_at < ?").run(from, QVariant(QByteArray::fromHex(QByteArray::fromStdString(last))), before);
    return more ? std::optional(last) : std::nullopt;
}

std::optional<std::int64_t> retireSenders(Connection &db, std::int64_t after, Time before, int looks, int deletes)
{
    Statement &look = db.statement("SELECT max(sender_key), count(*) FROM (SELECT sender_key FROM sender WHERE sender_key > ? ORDER BY sender_key LIMIT ?)");
    const bool any = look.one(after, looks) && look.integer(1) > 0;
    const std::int64_t last = any ? look.integer(0) : after;
    const bool more = any && look.integer(1) == looks;
    look.finish();
    if (!any)
        return std::nullopt;
    Statement &query = db.statement("SELECT sender_key FROM sender s WHERE sender_key > ? AND sender_key <= ? AND last_at < ? AND NOT EXISTS (SELECT 1 FROM "
                                    "status_message m INDEXED BY status_message_sender WHERE m.sender_key IS NOT NULL AND m.sender_key = s.sender_key) "
                                    "ORDER BY sender_key LIMIT ?");
    query.run(after, last, before, deletes);
    std::vector<std::int64_t> gone;
    while (query.next())
        gone.push_back(query.integer(0));
    if (gone.empty())
        return more ? std::optional(last) : std::nullopt;
    for (const char *table : {"sender_gap", "sender"})
        db.statement(std::string("DELETE FROM ") + table + " WHERE sender_key IN (SELECT value FROM json_each(?))").run(jsonNumbers(gone));
    if (std::ssize(gone) == deletes)
        return gone.back();
    return more ? std::optional(last) : std::nullopt;
}

std::int64_t retireAudit(Connection &db, Time before, int most)
{
    Statement &remove = db.statement("DELETE FROM audit WHERE audit_id IN "
                                     "(SELECT audit_id FROM (SELECT audit_id, at FROM audit ORDER BY audit_id LIMIT ?) WHERE at < ?)");
    remove.run(most, before);
    return remove.changes();
}

std::int64_t insertAudit(Connection &db, const AuditRow &row)
{
    Statement &insert = db.statement(
        "INSERT INTO audit (at, actor, host, via, action, arguments, reason, changed, refused) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.run(row.at, row.actor, row.host, row.via, row.action, row.arguments, row.reason, row.changed, row.refused);
    return insert.lastId();
}

void insertAuditTouches(Connection &db, std::int64_t auditId, const std::vector<AuditTouch> &touches)
{
    if (touches.empty())
        return;
    // One statement for all: a wide action touches tens of thousands of rows. Ids and states hold nothing that JSON would escape.
    std::string json = "[";
    for (const AuditTouch &touch : touches) {
        json += json.size() > 1 ? ",[\"" : "[\"";
        json += touch.package.value() + "\"," + std::to_string(touch.dp.value()) + ",\"";
        json += std::string(name(touch.was)) + "\",\"" + std::string(name(touch.now)) + "\"]";
    }
    json += "]";
    db.statement(insertTouchesSql).run(auditId, json);
}

std::vector<AuditRow> audit(Connection &db, const AuditFilter &filter)
{
    Statement &query = db.statement(std::string(auditColumns)
                                    + " WHERE (? = '' OR a.actor = ?) AND (? = '' OR a.action = ?) AND (? = 0 OR a.audit_id = ?) AND a.at >= ? AND a.at <= ? ORDER BY a.audit_id DESC LIMIT ?");
    query.run(filter.actor, filter.actor, filter.action, filter.action, filter.id, filter.id, filter.since.value_or(Time::min()), filter.until.value_or(Time::max()),
              filter.limit > 0 ? filter.limit : std::int64_t(-1));
    std::vector<AuditRow> all;
    while (query.next())
        all.push_back(auditFrom(query));
    return all;
}

std::vector<AuditRow> auditOf(Connection &db, const PackageId &package, DpKey dp)
{
    Statement &query = db.statement(std::string(auditColumns)
                                    + " JOIN audit_row r USING (audit_id) WHERE r.package_id = ? AND r.dp_key = ? ORDER BY a.audit_id");
    query.run(package, dp);
    std::vector<AuditRow> all;
    while (query.next())
        all.push_back(auditFrom(query));
    return all;
}

void setAck(Connection &db, const AckRow &row)
{
    db.statement("INSERT INTO problem_ack (key, by, until, reason, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET by = excluded.by, "
                 "until = excluded.until, reason = excluded.reason, at = excluded.at")
        .run(row.key, row.by, row.until, row.reason, row.at);
}

bool removeAck(Connection &db, const std::string &key)
{
    Statement &remove = db.statement("DELETE FROM problem_ack WHERE key = ?");
    remove.run(key);
    return remove.changes() == 1;
}

std::vector<AckRow> acks(Connection &db)
{
    std::vector<AckRow> all;
    Statement &query = db.statement("SELECT key, by, reason, until, at FROM problem_ack");
    query.run();
    while (query.next())
        all.push_back({query.text(0), query.text(1), query.text(2), query.maybeTime(3), query.time(4)});
    return all;
}

std::int64_t insertRequest(Connection &db, const RequestRow &row)
{
    Statement &insert = db.statement("INSERT INTO request (kind, package_id, dp_key, asked_at) VALUES (?, ?, ?, ?)");
    insert.run(row.kind, row.package, row.dp, row.askedAt);
    return insert.lastId();
}

void startRequest(Connection &db, std::int64_t id, Time now) { db.statement("UPDATE request SET started_at = ? WHERE request_id = ?").run(now, id); }

void finishRequest(Connection &db, std::int64_t id, const std::string &result, Time now)
{
    db.statement("UPDATE request SET done_at = ?, result = ? WHERE request_id = ?").run(now, result, id);
}

std::optional<RequestRow> request(Connection &db, std::int64_t id)
{
    Statement &query = db.statement(std::string(requestColumns) + " WHERE request_id = ?");
    std::optional<RequestRow> row;
    if (query.one(id))
        row = requestFrom(query);
    query.finish();
    return row;
}

std::vector<RequestRow> openRequests(Connection &db)
{
    std::vector<RequestRow> all;
    Statement &query = db.statement(std::string(requestColumns) + " WHERE done_at IS NULL ORDER BY request_id");
    query.run();
    while (query.next())
        all.push_back(requestFrom(query));
    return all;
}

void retireRequests(Connection &db, Time before) { db.statement("DELETE FROM request WHERE asked_at < ?").run(before); }

} // namespace cartage::store
