// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/addressrepository.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/domain/escape.h"
#include "core/domain/settings.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *selectSql = R"(
    SELECT site, relation, inbox, public_key, key_id, max_sendings, settings, peer_epoch, heard_at, reported_at, last_contact, failures,
           failing_since, next_try, error, added_at FROM address)";
constexpr const char *insertSql = R"(
    INSERT INTO address (site, relation, inbox, public_key, key_id, max_sendings, settings, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?))";
constexpr const char *updateSql = R"(
    UPDATE address SET inbox = ?, public_key = ?, key_id = ?, max_sendings = ?, settings = ? WHERE site = ?)";
constexpr const char *contactSql = R"(
    UPDATE address SET last_contact = ?, failures = ?, failing_since = ?, next_try = ?, error = ? WHERE site = ?)";
constexpr const char *listsSql = R"(
    UPDATE address SET lists_sequence = ?, peer_epoch = ?, reported_at = ? WHERE site = ? AND (peer_epoch < ? OR lists_sequence < ?))";
constexpr const char *takeOverSql = R"(
    UPDATE remote_target SET via = ?, state = NULL, told_wanted = 0, attempt = 0, installed_version = NULL, installed_manifest = NULL, proof_kind = NULL,
                             proof_at = NULL, error = NULL, error_code = NULL, error_object = NULL, gone = 0, told_epoch = 0, told_sequence = 0,
                             since_epoch = NULL, since_sequence = NULL
    WHERE site = ? AND via <> ?)";
constexpr const char *putSiteSql = R"(
    INSERT INTO remote_site (site, via, parent, name) VALUES (?, ?, ?, ?)
    ON CONFLICT (site) DO UPDATE SET via = excluded.via, parent = excluded.parent, name = excluded.name)";
constexpr const char *putDpSql = R"(
    INSERT INTO remote_dp (site, name_folded, name, via, groups, state) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (site, name_folded) DO UPDATE SET name = excluded.name, via = excluded.via, groups = excluded.groups, state = excluded.state)";

std::string settingsText(const Address &address)
{
    QJsonObject object;
    if (!address.window.isAlways())
        object[QStringLiteral("window")] = QString::fromStdString(address.window.text());
    if (!address.timezone.empty())
        object[QStringLiteral("timezone")] = QString::fromStdString(address.timezone);
    if (address.rate > 0)
        object[QStringLiteral("rate")] = QString::number(address.rate);
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

void readSettings(const std::string &text, Address &address)
{
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    if (const auto window = Window::parse(object[QStringLiteral("window")].toString().toStdString()))
        address.window = *window;
    address.timezone = object[QStringLiteral("timezone")].toString().toStdString();
    address.rate = object[QStringLiteral("rate")].toString().toLongLong();
}

Address addressFrom(const Statement &row)
{
    Address address;
    address.site = SiteCode(row.text(0));
    address.relation = relationFromName(row.text(1)).value_or(Relation::Child);
    address.inbox = row.path(2);
    address.publicKey = row.text(3);
    address.keyId = row.text(4);
    address.maxSendings = static_cast<int>(row.integer(5));
    readSettings(row.text(6), address);
    address.peerEpoch = row.integer(7);
    address.heardAt = row.maybeTime(8);
    address.reportedAt = row.maybeTime(9);
    address.lastContact = row.maybeTime(10);
    address.failures = static_cast<int>(row.integer(11));
    address.failingSince = row.maybeTime(12);
    address.nextTry = row.maybeTime(13);
    address.error = row.maybeError(14);
    address.addedAt = row.time(15);
    return address;
}

std::optional<Address> oneAddress(Statement &query)
{
    std::optional<Address> found;
    if (query.next())
        found = addressFrom(query);
    query.finish();
    return found;
}

RemoteSite siteFrom(const Statement &row) { return {SiteCode(row.text(0)), SiteCode(row.text(1)), SiteCode(row.text(2)), row.text(3)}; }

std::vector<std::string> textsFrom(const std::string &json)
{
    std::vector<std::string> texts;
    for (const auto &value : QJsonDocument::fromJson(QByteArray::fromStdString(json)).array())
        texts.push_back(value.toString().toStdString());
    return texts;
}

constexpr const char *dpColumns = "SELECT site, via, name, groups, state FROM remote_dp";

std::vector<RemoteDp> dpsFrom(Statement &query)
{
    std::vector<RemoteDp> all;
    while (query.next())
        all.push_back({SiteCode(query.text(0)), SiteCode(query.text(1)), query.text(2), textsFrom(query.text(3)), query.text(4)});
    return all;
}

} // namespace

void insertAddress(Connection &db, const Address &address)
{
    db.statement(insertSql).run(address.site, name(address.relation), escapePath(address.inbox), address.publicKey, address.keyId, address.maxSendings,
                                settingsText(address), address.addedAt);
}

void updateAddress(Connection &db, const Address &address)
{
    db.statement(updateSql).run(escapePath(address.inbox), address.publicKey, address.keyId, address.maxSendings, settingsText(address), address.site);
}

void updateContact(Connection &db, const Address &address)
{
    db.statement(contactSql).run(address.lastContact, address.failures, address.failingSince, address.nextTry, address.error, address.site);
}

void deleteAddress(Connection &db, const SiteCode &site)
{
    // Another parent counts its instructions anew.
    db.statement("DELETE FROM asked_target WHERE EXISTS (SELECT 1 FROM address WHERE site = ? AND relation = 'parent')").run(site);
    // What was carried out is known when it is asked again.
    db.statement("DELETE FROM site_order WHERE from_site = ? AND done_at IS NULL").run(site);
    db.statement("UPDATE site_order SET told = 1 WHERE from_site = ?").run(site);
    db.statement("DELETE FROM address WHERE site = ?").run(site);
}

std::optional<Address> address(Connection &db, const SiteCode &site) { return oneAddress(db.statement(std::string(selectSql) + " WHERE site = ?").run(site)); }

std::optional<Address> parentAddress(Connection &db) { return oneAddress(db.statement(std::string(selectSql) + " WHERE relation = 'parent'").run()); }

std::vector<Address> addresses(Connection &db)
{
    std::vector<Address> all;
    Statement &query = db.statement(std::string(selectSql) + " ORDER BY site");
    query.run();
    while (query.next())
        all.push_back(addressFrom(query));
    return all;
}

void heardFrom(Connection &db, const SiteCode &site, std::int64_t epoch, Time now)
{
    db.statement("UPDATE address SET heard_at = ?, lists_sequence = CASE WHEN peer_epoch < ? THEN 0 ELSE lists_sequence END, peer_epoch = max(peer_epoch, ?) "
                 "WHERE site = ?")
        .run(now, epoch, epoch, site);
}

bool takeLists(Connection &db, const SiteCode &site, std::int64_t epoch, std::int64_t sequence, Time reportedAt)
{
    return db.statement(listsSql).run(sequence, epoch, reportedAt, site, epoch, sequence).changes() > 0;
}

std::set<SiteCode> listedBy(Connection &db, const SiteCode &child)
{
    std::set<SiteCode> sites;
    Statement &query = db.statement("SELECT j.value FROM address a, json_each(a.listed) j WHERE a.site = ?");
    query.run(child);
    while (query.next())
        sites.emplace(query.text(0));
    return sites;
}

void setListed(Connection &db, const SiteCode &child, const std::set<SiteCode> &sites)
{
    std::vector<std::string> codes;
    for (const SiteCode &site : sites)
        codes.push_back(site.value());
    db.statement("UPDATE address SET listed = ? WHERE site = ?").run(jsonArray(codes), child);
}

bool replaceBelow(Connection &db, const SiteCode &child, const std::vector<RemoteSite> &sites, const std::vector<RemoteDp> &dps)
{
    db.statement("DELETE FROM remote_dp WHERE via = ?").run(child);
    db.statement("DELETE FROM remote_site WHERE via = ?").run(child);
    bool taken = false;
    for (const RemoteSite &site : sites) {
        db.statement(putSiteSql).run(site.code, child, site.parent, site.name);
        taken = db.statement(takeOverSql).run(child, site.code, child).changes() > 0 || taken;
    }
    for (const RemoteDp &dp : dps)
        db.statement(putDpSql).run(dp.site, foldName(dp.name), dp.name, child, jsonArray(dp.groups), dp.state);
    return taken;
}

std::vector<RemoteSite> remoteSites(Connection &db)
{
    std::vector<RemoteSite> all;
    Statement &query = db.statement("SELECT site, via, parent, name FROM remote_site ORDER BY site");
    query.run();
    while (query.next())
        all.push_back(siteFrom(query));
    return all;
}

std::optional<RemoteSite> remoteSite(Connection &db, const SiteCode &site)
{
    Statement &query = db.statement("SELECT site, via, parent, name FROM remote_site WHERE site = ?");
    std::optional<RemoteSite> found;
    if (query.one(site))
        found = siteFrom(query);
    query.finish();
    return found;
}

std::vector<RemoteDp> remoteDps(Connection &db) { return dpsFrom(db.statement(std::string(dpColumns) + " ORDER BY site, name_folded").run()); }

std::vector<RemoteDp> remoteDpsOf(Connection &db, const SiteCode &site)
{
    return dpsFrom(db.statement(std::string(dpColumns) + " WHERE site = ? ORDER BY name_folded").run(site));
}

std::vector<RemoteDp> remoteDpsVia(Connection &db, const SiteCode &child)
{
    return dpsFrom(db.statement(std::string(dpColumns) + " WHERE via = ? ORDER BY site, name_folded").run(child));
}

std::optional<RemoteDp> remoteDp(Connection &db, const Target &target)
{
    auto found = dpsFrom(db.statement(std::string(dpColumns) + " WHERE site = ? AND name_folded = ?").run(target.site, foldName(target.dp)));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Settled settled(Connection &db, const SiteCode &child)
{
    Settled found;
    Statement &query = db.statement("SELECT settled_epoch, settled_peer, settled_joined FROM address WHERE site = ?");
    if (query.one(child))
        found = {query.integer(0), query.integer(1), query.integer(2)};
    query.finish();
    return found;
}

void setSettled(Connection &db, const SiteCode &child, const Settled &settled)
{
    db.statement("UPDATE address SET settled_epoch = ?, settled_peer = ?, settled_joined = ? WHERE site = ?").run(settled.own, settled.peer, settled.joined, child);
}

void countAnew(Connection &db, const SiteCode &site)
{
    db.statement(R"(
        UPDATE address SET peer_epoch = 0, lists_sequence = 0, report_digest = '', reported_to_at = NULL, settled_peer = CASE WHEN settled_peer <> 0 THEN -1 ELSE 0 END
        WHERE site = ?)")
        .run(site);
    db.statement("UPDATE remote_target SET told_epoch = 0, told_sequence = 0 WHERE via = ?").run(site);
    db.statement("UPDATE asked_target SET epoch = 0, sequence = 0 WHERE EXISTS (SELECT 1 FROM address WHERE site = ? AND relation = 'parent')").run(site);
    db.statement("UPDATE site_order SET epoch = 0, sequence = 0 WHERE from_site = ?").run(site);
    // Lists that are half there have numbers that the other one may not reach for long.
    db.statement("DELETE FROM report_part WHERE site = ?").run(site);
    // It may be another one that has had none of this site's messages; what it has it knows.
    db.statement("DELETE FROM send_request WHERE site = ? AND kind = 'messages'").run(site);
    db.statement("UPDATE address SET messages_upto = 0 WHERE site = ?").run(site);
}

Reported reportedTo(Connection &db, const SiteCode &site)
{
    Reported reported;
    Statement &query = db.statement("SELECT report_digest, reported_to_at FROM address WHERE site = ?");
    if (query.one(site))
        reported = {query.text(0), query.maybeTime(1)};
    query.finish();
    return reported;
}

void setReportedTo(Connection &db, const SiteCode &site, const Reported &reported)
{
    db.statement("UPDATE address SET report_digest = ?, reported_to_at = ? WHERE site = ?").run(reported.digest, reported.at, site);
}

std::int64_t messagesUpTo(Connection &db, const SiteCode &site)
{
    Statement &query = db.statement("SELECT messages_upto FROM address WHERE site = ?");
    const std::int64_t record = query.one(site) ? query.integer(0) : 0;
    query.finish();
    return record;
}

void setMessagesUpTo(Connection &db, const SiteCode &site, std::int64_t record)
{
    db.statement("UPDATE address SET messages_upto = ? WHERE site = ?").run(record, site);
}

std::vector<std::string> keepReportPart(Connection &db, const SiteCode &site, std::int64_t epoch, const ReportPart &part)
{
    db.statement("DELETE FROM report_part WHERE site = ? AND (epoch, list) < (?, ?)").run(site, epoch, part.list);
    Statement &newer = db.statement("SELECT 1 FROM report_part WHERE site = ? AND (epoch, list) > (?, ?) LIMIT 1");
    const bool old = newer.one(site, epoch, part.list);
    newer.finish();
    if (old)
        return {};
    db.statement("INSERT INTO report_part (site, epoch, list, part, lines) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        .run(site, epoch, part.list, part.number, part.lines);
    std::vector<std::string> lines;
    Statement &query = db.statement("SELECT lines FROM report_part WHERE site = ? ORDER BY part");
    query.run(site);
    while (query.next())
        lines.push_back(query.text(0));
    if (static_cast<int>(lines.size()) < part.of)
        return {};
    db.statement("DELETE FROM report_part WHERE site = ?").run(site);
    return lines;
}

} // namespace cartage::store
