// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/packagerepository.h"

#include "core/domain/escape.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *insertSql = R"(
    INSERT INTO package (package_id, name, name_folded, product_version, manufacturer, priority, source, held_by, held_reason, held_at, problem,
                         removing, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";
constexpr const char *updateSql = R"(
    UPDATE package SET name = ?, name_folded = ?, product_version = ?, manufacturer = ?, priority = ?, source = ?, held_by = ?, held_reason = ?,
                       held_at = ?, problem = ?, removing = ?
    WHERE package_id = ?)";
constexpr const char *problemSinceSql = R"(
    UPDATE package SET problem_since = CASE WHEN problem IS NULL THEN NULL ELSE coalesce(problem_since, ?) END WHERE package_id = ?)";
constexpr const char *packageColumns = R"(
    SELECT package_id, name, product_version, manufacturer, priority, source, held_by, held_reason, held_at, problem, removing FROM package)";
constexpr const char *versionColumns = "SELECT version, epoch, manifest, files, entries, bytes, created_at, package_id FROM package_version";
// A version is in use while a row wants it or has it, and a row that is to be updated needs what lies there as its base. What an open publish
// puts there may be any version since: its row can want a newer one by now, or none.
constexpr const char *prunableSql = R"(
    SELECT v.version, v.epoch, v.manifest, v.files, v.entries, v.bytes, v.created_at, v.package_id FROM package_version v
    WHERE v.pruned_at IS NULL AND (? IS NULL OR v.package_id = ?)
      AND (SELECT count(*) FROM package_version n WHERE n.package_id = v.package_id AND (n.epoch, n.version) > (v.epoch, v.version) AND n.pruned_at IS NULL) >= ?
      AND NOT EXISTS (SELECT 1 FROM distribution d WHERE d.package_id = v.package_id AND d.state <> 'removed'
                      AND (d.wanted_version = v.version OR d.installed_version = v.version OR d.installed_manifest = v.manifest
                           OR ((d.state = 'publishing' OR d.mixed <> 0) AND v.version > coalesce(d.installed_version, 0))))
      AND NOT EXISTS (SELECT 1 FROM attempt a INDEXED BY attempt_running
                      WHERE a.outcome = 'running' AND a.package_id = v.package_id AND a.version = v.version)
      AND NOT EXISTS (SELECT 1 FROM remote_target t WHERE t.package_id = v.package_id AND t.wanted_version = v.version AND t.gone = 0)
      AND NOT EXISTS (SELECT 1 FROM forward f WHERE f.package_id = v.package_id AND f.version = v.version AND f.state IN ('pending', 'requested'))
      AND NOT EXISTS (SELECT 1 FROM child_version c JOIN address a ON a.site = c.child WHERE c.package_id = v.package_id AND c.manifest = v.manifest)
      AND NOT EXISTS (SELECT 1 FROM forward f JOIN send_request r ON r.forward_id = f.forward_id
                      WHERE f.package_id = v.package_id AND r.base = v.manifest AND r.state NOT IN ('acknowledged', 'cancelled', 'quarantined'))
    ORDER BY v.package_id, v.version LIMIT ?)";

Package packageFrom(const Statement &row)
{
    Package package;
    package.id = PackageId(row.text(0));
    package.name = row.text(1);
    package.productVersion = row.text(2);
    package.manufacturer = row.text(3);
    package.priority = priorityFromName(row.text(4)).value_or(Priority::Normal);
    package.source = row.path(5);
    package.held = row.maybeMark(6);
    package.problem = row.maybeError(9);
    package.removing = row.integer(10) != 0;
    return package;
}

PackageVersion versionFrom(const Statement &row)
{
    return {static_cast<int>(row.integer(0)),
            row.integer(1),
            row.maybeSha256(2).value_or(Sha256()),
            row.integer(3),
            row.integer(4),
            row.integer(5),
            row.time(6)};
}

QVariant part(const std::optional<Distribution::Mark> &mark, int which)
{
    if (!mark)
        return QVariant(QMetaType::fromType<QString>());
    return which == 0 ? Statement::toVariant(mark->by) : which == 1 ? Statement::toVariant(mark->reason) : Statement::toVariant(mark->at);
}

} // namespace

void insertPackage(Connection &db, const Package &package, Time now)
{
    db.statement(insertSql).run(package.id, package.name, foldName(package.name), package.productVersion, package.manufacturer,
                                name(package.priority), escapePath(package.source), part(package.held, 0), part(package.held, 1),
                                part(package.held, 2), package.problem, package.removing, now);
}

void updatePackage(Connection &db, const Package &package, Time now)
{
    db.statement(updateSql).run(package.name, foldName(package.name), package.productVersion, package.manufacturer, name(package.priority),
                                escapePath(package.source), part(package.held, 0), part(package.held, 1), part(package.held, 2), package.problem,
                                package.removing, package.id);
    db.statement(problemSinceSql).run(now, package.id);
    db.statement("UPDATE distribution SET class = ? WHERE package_id = ? AND class <> ?")
        .run(static_cast<int>(package.priority), package.id, static_cast<int>(package.priority));
}

void insertVersion(Connection &db, const PackageId &package, const PackageVersion &version)
{
    db.statement(
          "INSERT INTO package_version (package_id, version, epoch, manifest, files, entries, bytes, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .run(package, version.version, version.epoch, version.manifest, version.files, version.entries, version.bytes, version.at);
}

bool replaceVersion(Connection &db, const PackageId &package, const PackageVersion &version)
{
    return db.statement(R"(
        UPDATE package_version SET epoch = ?, manifest = ?, files = ?, entries = ?, bytes = ?, created_at = ?, pruned_at = NULL
        WHERE package_id = ? AND version = ? AND epoch < ?)")
               .run(version.epoch, version.manifest, version.files, version.entries, version.bytes, version.at, package, version.version, version.epoch)
               .changes()
        > 0;
}

void keepAgain(Connection &db, const PackageId &package, int version)
{
    db.statement("UPDATE package_version SET pruned_at = NULL WHERE package_id = ? AND version = ?").run(package, version);
}

void markPruned(Connection &db, const PackageId &package, int version, Time now)
{
    db.statement("UPDATE package_version SET pruned_at = ? WHERE package_id = ? AND version = ?").run(now, package, version);
}

void deletePackage(Connection &db, const PackageId &package)
{
    db.statement("DELETE FROM distribution WHERE package_id = ? AND state = 'removed'").run(package);
    db.statement("DELETE FROM file_difference WHERE package_id = ?").run(package);
    db.statement("DELETE FROM group_target WHERE package_id = ?").run(package);
    db.statement("DELETE FROM package_version WHERE package_id = ?").run(package);
    db.statement("DELETE FROM package WHERE package_id = ?").run(package);
}

std::optional<Package> package(Connection &db, const PackageId &id)
{
    Statement &query = db.statement(std::string(packageColumns) + " WHERE package_id = ?");
    std::optional<Package> found;
    if (query.one(id))
        found = packageFrom(query);
    query.finish();
    if (!found)
        return found;
    Statement &versions = db.statement(std::string(versionColumns) + " WHERE package_id = ? AND pruned_at IS NULL ORDER BY epoch, version");
    versions.run(id);
    while (versions.next())
        found->versions.push_back(versionFrom(versions));
    return found;
}

std::optional<PackageId> packageByName(Connection &db, const std::string &name)
{
    Statement &query = db.statement("SELECT package_id FROM package WHERE name_folded = ?");
    std::optional<PackageId> id;
    if (query.one(foldName(name)))
        id = PackageId(query.text(0));
    query.finish();
    return id;
}

std::vector<Package> packages(Connection &db)
{
    std::vector<Package> all;
    Statement &query = db.statement(std::string(packageColumns) + " ORDER BY package_id");
    query.run();
    while (query.next())
        all.push_back(packageFrom(query));
    Statement &versions = db.statement(std::string(versionColumns) + " WHERE pruned_at IS NULL ORDER BY package_id, epoch, version");
    versions.run();
    auto at = all.begin();
    while (versions.next()) {
        const PackageId id(versions.text(7));
        while (at != all.end() && at->id < id)
            ++at;
        if (at != all.end() && at->id == id)
            at->versions.push_back(versionFrom(versions));
    }
    return all;
}

std::optional<PackageVersion> newestVersion(Connection &db, const PackageId &id)
{
    Statement &query = db.statement(std::string(versionColumns) + " WHERE package_id = ? ORDER BY epoch DESC, version DESC LIMIT 1");
    std::optional<PackageVersion> version;
    if (query.one(id))
        version = versionFrom(query);
    query.finish();
    return version;
}

std::optional<PackageVersion> versionOf(Connection &db, const PackageId &id, int number)
{
    Statement &query = db.statement(std::string(versionColumns) + " WHERE package_id = ? AND version = ? AND pruned_at IS NULL");
    std::optional<PackageVersion> version;
    if (query.one(id, number))
        version = versionFrom(query);
    query.finish();
    return version;
}

std::vector<PrunableVersion> prunableVersions(Connection &db, const std::optional<PackageId> &package, int keep, int most)
{
    std::vector<PrunableVersion> all;
    Statement &query = db.statement(prunableSql);
    query.run(package, package, keep, most);
    while (query.next())
        all.push_back({PackageId(query.text(7)), versionFrom(query)});
    return all;
}

std::vector<Sha256> keptManifests(Connection &db)
{
    std::vector<Sha256> all;
    Statement &query = db.statement("SELECT DISTINCT manifest FROM package_version WHERE pruned_at IS NULL");
    query.run();
    while (query.next())
        all.push_back(query.maybeSha256(0).value_or(Sha256()));
    return all;
}

std::vector<std::string> groupTargets(Connection &db, const PackageId &id)
{
    std::vector<std::string> all;
    Statement &query = db.statement("SELECT name FROM group_target WHERE package_id = ? ORDER BY name_folded");
    query.run(id);
    while (query.next())
        all.push_back(query.text(0));
    return all;
}

std::vector<PackageId> packagesOfGroup(Connection &db, const std::string &group)
{
    std::vector<PackageId> all;
    Statement &query = db.statement("SELECT package_id FROM group_target WHERE name_folded = ? ORDER BY package_id");
    query.run(foldName(group));
    while (query.next())
        all.emplace_back(query.text(0));
    return all;
}

bool addGroupTarget(Connection &db, const PackageId &id, const std::string &group, Time now)
{
    Statement &insert = db.statement("INSERT INTO group_target (package_id, name, name_folded, given_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
    insert.run(id, group, foldName(group), now);
    return insert.changes() == 1;
}

bool removeGroupTarget(Connection &db, const PackageId &id, const std::string &group)
{
    Statement &remove = db.statement("DELETE FROM group_target WHERE package_id = ? AND name_folded = ?");
    remove.run(id, foldName(group));
    return remove.changes() == 1;
}

} // namespace cartage::store
