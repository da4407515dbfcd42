// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/dprepository.h"

#include <QJsonDocument>
#include <QJsonObject>

#include "core/domain/escape.h"
#include "core/domain/settings.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *insertSql = R"(
    INSERT INTO dp (dp_guid, name, name_folded, path, settings, abilities, file_system, network, free_bytes, total_bytes, last_contact, slow, condition,
                    failing_since, breaker, failures, failed_probes, next_probe, last_failed, held_by, held_reason, held_at, removing, added_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";
constexpr const char *updateSql = R"(
    UPDATE dp SET dp_guid = ?, name = ?, name_folded = ?, path = ?, settings = ?, abilities = ?, file_system = ?, network = ?, free_bytes = ?,
                  total_bytes = ?, last_contact = ?, slow = ?, condition = ?, failing_since = ?, breaker = ?, failures = ?, failed_probes = ?,
                  next_probe = ?, last_failed = ?, held_by = ?, held_reason = ?, held_at = ?, removing = ?
    WHERE dp_key = ?)";
constexpr const char *dpColumns = R"(
    SELECT dp_key, dp_guid, name, path, settings, abilities, file_system, network, free_bytes, total_bytes, last_contact, slow, condition,
           failing_since, breaker, failures, failed_probes, next_probe, last_failed, held_by, held_reason, held_at, removing, added_at FROM dp)";
constexpr const char *countsSql = R"(
    SELECT state, count(*), sum(state = 'installed') FROM distribution WHERE dp_key = ? AND state <> 'removed' GROUP BY state)";
constexpr const char *bytesSql = R"(
    SELECT coalesce(sum(v.bytes), 0) FROM distribution d JOIN package_version v ON v.package_id = d.package_id AND v.version = d.installed_version
    WHERE d.dp_key = ?)";

std::string settingsJson(const DpSettings &settings)
{
    QJsonObject object;
    for (const auto &[key, text] : settingTexts(settings))
        object[QString::fromStdString(key)] = QString::fromStdString(text);
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

DpSettings settingsFrom(const std::string &json)
{
    std::map<std::string, std::string> texts;
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    for (auto each = object.begin(); each != object.end(); ++each)
        texts[each.key().toStdString()] = each.value().toString().toStdString();
    return dpSettingsFrom(texts);
}

Dp dpFrom(const Statement &row)
{
    Dp dp;
    dp.key = DpKey(row.integer(0));
    dp.guid = row.text(1);
    dp.name = row.text(2);
    dp.path = row.path(3);
    dp.settings = settingsFrom(row.text(4));
    dp.abilities = row.text(5);
    dp.fileSystem = row.text(6);
    dp.network = row.integer(7) != 0;
    dp.freeBytes = row.integer(8);
    dp.totalBytes = row.integer(9);
    dp.lastContact = row.maybeTime(10);
    dp.slow = row.integer(11) != 0;
    dp.condition = row.maybeError(12);
    dp.failingSince = row.maybeTime(13);
    dp.breaker = breakerStateFromName(row.text(14)).value_or(BreakerState::Closed);
    dp.failures = static_cast<int>(row.integer(15));
    dp.failedProbes = static_cast<int>(row.integer(16));
    dp.nextProbe = row.maybeTime(17);
    if (const auto last = row.maybeText(18))
        dp.lastFailed = PackageId(*last);
    dp.held = row.maybeMark(19);
    dp.removing = row.integer(22) != 0;
    dp.addedAt = row.time(23);
    return dp;
}

std::optional<std::string> byOf(const Dp &dp) { return dp.held ? std::optional(dp.held->by) : std::nullopt; }

std::optional<std::string> reasonOf(const Dp &dp) { return dp.held ? std::optional(dp.held->reason) : std::nullopt; }

std::optional<Time> atOf(const Dp &dp) { return dp.held ? std::optional(dp.held->at) : std::nullopt; }

void writeGroups(Connection &db, DpKey key, const std::vector<std::string> &groups)
{
    db.statement("DELETE FROM dp_group WHERE dp_key = ?").run(key);
    for (const std::string &group : groups)
        db.statement("INSERT INTO dp_group (name, name_folded, dp_key) VALUES (?, ?, ?) ON CONFLICT DO NOTHING").run(group, foldName(group), key);
}

void readGroups(Connection &db, std::vector<Dp> &dps)
{
    Statement &query = db.statement("SELECT name FROM dp_group WHERE dp_key = ? ORDER BY name_folded");
    for (Dp &dp : dps) {
        query.run(dp.key);
        while (query.next())
            dp.groups.push_back(query.text(0));
    }
}

template <class... Values>
std::vector<Dp> select(Connection &db, const std::string &rest, const Values &...values)
{
    std::vector<Dp> all;
    Statement &query = db.statement(std::string(dpColumns) + rest);
    query.run(values...);
    while (query.next())
        all.push_back(dpFrom(query));
    readGroups(db, all);
    return all;
}

std::optional<Dp> first(std::vector<Dp> found) { return found.empty() ? std::nullopt : std::optional(std::move(found.front())); }

} // namespace

DpKey insertDp(Connection &db, const Dp &dp, Time now)
{
    Statement &insert = db.statement(insertSql);
    insert.run(dp.guid, dp.name, foldName(dp.name), escapePath(dp.path), settingsJson(dp.settings), dp.abilities, dp.fileSystem, dp.network,
               dp.freeBytes, dp.totalBytes, dp.lastContact, dp.slow, dp.condition, dp.failingSince, name(dp.breaker), dp.failures, dp.failedProbes,
               dp.nextProbe, dp.lastFailed, byOf(dp), reasonOf(dp), atOf(dp), dp.removing, now);
    const DpKey key(insert.lastId());
    writeGroups(db, key, dp.groups);
    return key;
}

void updateDp(Connection &db, const Dp &dp)
{
    db.statement(updateSql).run(dp.guid, dp.name, foldName(dp.name), escapePath(dp.path), settingsJson(dp.settings), dp.abilities, dp.fileSystem,
                                dp.network, dp.freeBytes, dp.totalBytes, dp.lastContact, dp.slow, dp.condition, dp.failingSince, name(dp.breaker),
                                dp.failures, dp.failedProbes, dp.nextProbe, dp.lastFailed, byOf(dp), reasonOf(dp), atOf(dp), dp.removing, dp.key);
    writeGroups(db, dp.key, dp.groups);
}

void deleteDp(Connection &db, DpKey key)
{
    for (const char *sql : {"DELETE FROM file_difference WHERE dp_key = ?", "DELETE FROM request WHERE dp_key = ?",
                            "DELETE FROM distribution WHERE dp_key = ?", "DELETE FROM dp WHERE dp_key = ?"})
        db.statement(sql).run(key);
}

std::optional<Dp> dp(Connection &db, DpKey key) { return first(select(db, " WHERE dp_key = ?", key)); }

std::optional<Dp> dpByName(Connection &db, const std::string &name) { return first(select(db, " WHERE name_folded = ?", foldName(name))); }

std::optional<Dp> dpByGuid(Connection &db, const std::string &guid) { return first(select(db, " WHERE dp_guid = ?", guid)); }

std::vector<Dp> dps(Connection &db) { return select(db, " ORDER BY name_folded"); }

std::vector<Dp> dpsOfGroup(Connection &db, const std::string &group)
{
    return select(db, " WHERE dp_key IN (SELECT dp_key FROM dp_group WHERE name_folded = ?) ORDER BY name_folded", foldName(group));
}

std::vector<std::string> groups(Connection &db)
{
    std::vector<std::string> all;
    Statement &query = db.statement(
        "SELECT min(name) FROM (SELECT name, name_folded FROM dp_group UNION ALL SELECT name, name_folded FROM group_target) "
        "GROUP BY name_folded ORDER BY name_folded");
    query.run();
    while (query.next())
        all.push_back(query.text(0));
    return all;
}

bool groupExists(Connection &db, const std::string &group)
{
    Statement &query = db.statement(
        "SELECT 1 FROM dp_group WHERE name_folded = ? UNION ALL SELECT 1 FROM group_target WHERE name_folded = ? LIMIT 1");
    const bool found = query.one(foldName(group), foldName(group));
    query.finish();
    return found;
}

std::vector<DpKey> dpsToProbe(Connection &db, Time now)
{
    std::vector<DpKey> all;
    Statement &query = db.statement("SELECT dp_key FROM dp WHERE next_probe IS NOT NULL AND next_probe <= ? ORDER BY next_probe");
    query.run(now);
    while (query.next())
        all.emplace_back(query.integer(0));
    return all;
}

std::optional<Time> nextProbe(Connection &db)
{
    Statement &query = db.statement("SELECT min(next_probe) FROM dp WHERE next_probe IS NOT NULL");
    const std::optional<Time> next = query.one() ? query.maybeTime(0) : std::nullopt;
    query.finish();
    return next;
}

DpCounts counts(Connection &db, DpKey key)
{
    DpCounts counts;
    Statement &states = db.statement(countsSql);
    states.run(key);
    while (states.next()) {
        const auto state = stateFromName(states.text(0)).value_or(State::Waiting);
        if (state != State::Removing)
            counts.packages += states.integer(1);
        if (state == State::Installed)
            counts.verified += states.integer(1);
        if (state == State::Blocked || state == State::Failed || state == State::Retrying || state == State::Damaged)
            counts.problems += states.integer(1);
    }
    Statement &bytes = db.statement(bytesSql);
    counts.bytes = bytes.one(key) ? bytes.integer(0) : 0;
    bytes.finish();
    return counts;
}

} // namespace cartage::store
