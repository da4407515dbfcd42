// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/siterepository.h"

#include "core/domain/escape.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *insertSiteSql = R"(
    INSERT INTO site (one, code, name, site_id, key_id, public_key, epoch, parent_code, library_path, created_at)
    VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?))";
constexpr const char *siteSql = R"(
    SELECT code, name, site_id, key_id, public_key, epoch, parent_code, library_path, created_at FROM site)";
constexpr const char *leaseSql = R"(
    SELECT token, host, boot_id, pid, process_start, pid_namespace, program, since, asked FROM engine_lease)";
constexpr const char *takeLeaseSql = R"(
    UPDATE engine_lease SET token = token + 1, host = ?, boot_id = ?, pid = ?, process_start = ?, pid_namespace = ?, program = ?, since = ?, asked = 0
    RETURNING token)";
constexpr const char *intakeColumns = "SELECT intake_id, package_id, host, boot_id, pid, process_start, pid_namespace, started_at FROM intake";
constexpr const char *insertIntakeSql = R"(
    INSERT INTO intake (intake_id, package_id, host, boot_id, pid, process_start, pid_namespace, started_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (package_id) DO NOTHING)";

IntakeRow intakeFrom(const Statement &row)
{
    return {row.text(0), row.text(1), {row.text(2), row.text(3), row.integer(4), row.integer(5), row.text(6)}, row.time(7)};
}

std::int64_t takeNumber(Connection &db, const char *sql)
{
    Statement &update = db.statement(sql);
    if (!update.one())
        throw SqlFailure{1, "the site's row is missing"};
    const std::int64_t number = update.integer(0);
    update.finish();
    return number;
}

} // namespace

void insertSite(Connection &db, const SiteRow &row)
{
    db.statement(insertSiteSql)
        .run(row.code, row.name, row.siteId, row.keyId, row.publicKey, row.epoch, row.parent, escapePath(row.libraryPath), row.createdAt);
}

SiteRow site(Connection &db)
{
    Statement &query = db.statement(siteSql);
    if (!query.one())
        throw SqlFailure{1, "the site's row is missing"};
    SiteRow row;
    row.code = SiteCode(query.text(0));
    row.name = query.text(1);
    row.siteId = query.text(2);
    row.keyId = query.text(3);
    row.publicKey = query.text(4);
    row.epoch = query.integer(5);
    if (const auto parent = query.maybeText(6))
        row.parent = SiteCode(*parent);
    row.libraryPath = query.path(7);
    row.createdAt = query.time(8);
    query.finish();
    return row;
}

void raiseEpoch(Connection &db)
{
    db.statement("UPDATE site SET epoch = epoch + 1, next_package = next_package + 256, next_token = next_token + 1000000").run();
}

void setPublicKey(Connection &db, const std::string &publicKey) { db.statement("UPDATE site SET public_key = ?").run(publicKey); }

void setLibraryPath(Connection &db, const std::string &path) { db.statement("UPDATE site SET library_path = ?").run(escapePath(path)); }

std::int64_t takePackageNumber(Connection &db)
{
    return takeNumber(db, "UPDATE site SET next_package = next_package + 1 RETURNING next_package - 1");
}

std::int64_t takeToken(Connection &db) { return takeNumber(db, "UPDATE site SET next_token = next_token + 1 RETURNING next_token - 1"); }

std::map<std::string, std::string> settings(Connection &db)
{
    std::map<std::string, std::string> texts;
    Statement &rows = db.statement("SELECT key, value FROM setting");
    rows.run();
    while (rows.next())
        texts[rows.text(0)] = rows.text(1);
    return texts;
}

void setSetting(Connection &db, const std::string &key, const std::optional<std::string> &value)
{
    if (value)
        db.statement("INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value").run(key, *value);
    else
        db.statement("DELETE FROM setting WHERE key = ?").run(key);
}

LeaseRow lease(Connection &db)
{
    Statement &query = db.statement(leaseSql);
    LeaseRow row;
    if (query.one()) {
        row.token = query.integer(0);
        row.holder = {query.text(1), query.text(2), query.integer(3), query.integer(4), query.text(5)};
        row.program = query.text(6);
        row.since = query.time(7);
        row.asked = query.integer(8) != 0;
    }
    query.finish();
    return row;
}

std::int64_t takeLease(Connection &db, const ProcessMark &holder, const std::string &program, Time now)
{
    Statement &update = db.statement(takeLeaseSql);
    if (!update.one(holder.host, holder.bootId, holder.pid, holder.processStart, holder.pidNamespace, program, now))
        throw SqlFailure{1, "the engine's lease row is missing"};
    const std::int64_t token = update.integer(0);
    update.finish();
    return token;
}

void askHolder(Connection &db, bool asked) { db.statement("UPDATE engine_lease SET asked = ?").run(asked); }

void releaseLease(Connection &db, std::int64_t token) { db.statement("UPDATE engine_lease SET pid = 0 WHERE token = ?").run(token); }

bool insertIntake(Connection &db, const IntakeRow &row)
{
    Statement &insert = db.statement(insertIntakeSql);
    insert.run(row.id, row.package, row.owner.host, row.owner.bootId, row.owner.pid, row.owner.processStart, row.owner.pidNamespace, row.startedAt);
    return insert.changes() == 1;
}

std::optional<IntakeRow> intakeOf(Connection &db, const std::string &package)
{
    Statement &query = db.statement(std::string(intakeColumns) + " WHERE package_id = ?");
    std::optional<IntakeRow> row;
    if (query.one(package))
        row = intakeFrom(query);
    query.finish();
    return row;
}

std::vector<IntakeRow> intakes(Connection &db)
{
    std::vector<IntakeRow> all;
    Statement &query = db.statement(intakeColumns);
    query.run();
    while (query.next())
        all.push_back(intakeFrom(query));
    return all;
}

void deleteIntake(Connection &db, const std::string &id) { db.statement("DELETE FROM intake WHERE intake_id = ?").run(id); }

} // namespace cartage::store
