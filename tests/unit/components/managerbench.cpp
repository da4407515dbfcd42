// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "managerbench.h"

#include "core/base/check.h"
#include "core/domain/errorjson.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/journalrepository.h"
#include "core/store/packagerepository.h"

namespace cartage::test {

using namespace components;

template <class T, class Body>
T ManagerBench::inTransaction(const Body &body)
{
    auto done = m_db->write<T>([&](store::Connection &db) -> cartage::Result<T> { return body(db); });
    if (!done)
        std::fprintf(stderr, "%s\n", errorToJson(done.error()).c_str());
    CARTAGE_CHECK(done);
    return *done;
}

ManagerBench::ManagerBench() : m_folder(QStringLiteral("/dev/shm/cartage-bench-XXXXXX"))
{
    auto db = store::Connection::create((m_folder.path() + QStringLiteral("/site.db")).toStdString());
    CARTAGE_CHECK(db);
    m_db = std::move(*db);
    store::SiteRow site;
    site.code = SiteCode("CEN");
    site.name = "Central";
    site.siteId = "id";
    site.keyId = "0123456789abcdef";
    site.libraryPath = "/library";
    inTransaction<bool>([&](store::Connection &connection) {
        store::insertSite(connection, site);
        return true;
    });
    restart();
}

void ManagerBench::restart()
{
    const store::SiteRow site = inTransaction<store::SiteRow>([](store::Connection &db) { return store::site(db); });
    manager = std::make_unique<DistributionManager>(site, StatusWriter("CEN", "here", random), random);
    inTransaction<bool>([&](store::Connection &db) {
        manager->reload(db, now);
        manager->recover(db, now);
        return true;
    });
}

void ManagerBench::reload()
{
    inTransaction<bool>([&](store::Connection &db) {
        manager->reload(db, now);
        return true;
    });
}

PackageId ManagerBench::addPackage(int number, Priority priority)
{
    Package package;
    package.id = makePackageId(SiteCode("CEN"), static_cast<std::uint32_t>(number));
    package.name = "Package " + std::to_string(number);
    package.source = "/src/" + std::to_string(number);
    package.priority = priority;
    inTransaction<bool>([&](store::Connection &db) {
        store::insertPackage(db, package, now);
        return true;
    });
    addVersion(package.id);
    return package.id;
}

Sha256 ManagerBench::manifestOf(const PackageId &package, int version)
{
    return sha256(asBytes(package.value() + std::to_string(version)));
}

int ManagerBench::addVersion(const PackageId &id)
{
    return inTransaction<int>([&](store::Connection &db) {
        const auto newest = store::newestVersion(db, id);
        PackageVersion version;
        version.version = newest ? newest->version + 1 : 1;
        version.manifest = manifestOf(id, version.version);
        version.at = now;
        store::insertVersion(db, id, version);
        return version.version;
    });
}

DpKey ManagerBench::addDp(const std::string &name, bool network)
{
    Dp dp;
    dp.name = name;
    dp.guid = "guid-" + name;
    dp.path = "/dp/" + name;
    dp.network = network;
    const DpKey key = inTransaction<DpKey>([&](store::Connection &db) { return store::insertDp(db, dp, now); });
    reload();
    return key;
}

void ManagerBench::owe(const PackageId &package, DpKey dp, int version)
{
    Distribution row;
    row.package = package;
    row.dp = dp;
    row.wantedVersion = version;
    row.dueAt = now;
    row.waitingSince = now;
    row.updatedAt = now;
    inTransaction<bool>([&](store::Connection &db) {
        row.token = store::takeToken(db);
        store::insertDistribution(db, row);
        return true;
    });
}

void ManagerBench::changeDp(DpKey key, const std::function<void(Dp &)> &edit)
{
    inTransaction<bool>([&](store::Connection &db) {
        Dp changed = *store::dp(db, key);
        edit(changed);
        store::updateDp(db, changed);
        return true;
    });
    reload();
}

void ManagerBench::changeRow(const PackageId &package, DpKey dp, const std::function<void(Distribution &)> &edit)
{
    inTransaction<bool>([&](store::Connection &db) {
        Distribution changed = *store::distribution(db, package, dp);
        edit(changed);
        changed.token = store::takeToken(db);
        store::updateDistribution(db, changed);
        return true;
    });
}

void ManagerBench::setPackageRemoving(const PackageId &id)
{
    inTransaction<bool>([&](store::Connection &db) {
        Package changed = *store::package(db, id);
        changed.removing = true;
        store::updatePackage(db, changed, now);
        return true;
    });
}

void ManagerBench::setSetting(const std::string &key, const std::string &value)
{
    inTransaction<bool>([&](store::Connection &db) {
        store::setSetting(db, key, value);
        return true;
    });
    reload();
}

std::vector<WorkItem> ManagerBench::plan()
{
    auto items = inTransaction<std::vector<WorkItem>>([&](store::Connection &db) { return manager->plan(db, now); });
    CARTAGE_CHECK(!manager->broken());
    return items;
}

std::vector<std::int64_t> ManagerBench::overtaken()
{
    return inTransaction<std::vector<std::int64_t>>([&](store::Connection &db) { return manager->overtaken(db, now); });
}

WorkItem ManagerBench::planOne()
{
    auto items = plan();
    CARTAGE_CHECK(items.size() == 1);
    return items.front();
}

void ManagerBench::record(const WorkItem &item, Report report)
{
    Outcome outcome;
    outcome.item = item;
    outcome.report = std::move(report);
    inTransaction<bool>([&](store::Connection &db) {
        manager->record(db, now, outcome);
        return true;
    });
    CARTAGE_CHECK(!manager->broken());
}

Distribution ManagerBench::row(const PackageId &package, DpKey dp)
{
    return *inTransaction<std::optional<Distribution>>([&](store::Connection &db) { return store::distribution(db, package, dp); });
}

Dp ManagerBench::dp(DpKey key)
{
    return *inTransaction<std::optional<Dp>>([&](store::Connection &db) { return store::dp(db, key); });
}

Package ManagerBench::package(const PackageId &id)
{
    return *inTransaction<std::optional<Package>>([&](store::Connection &db) { return store::package(db, id); });
}

std::vector<Attempt> ManagerBench::attempts(const PackageId &package, DpKey dp)
{
    return inTransaction<std::vector<Attempt>>([&](store::Connection &db) { return store::attempts(db, package, dp); });
}

int ManagerBench::messageCount(MessageId id)
{
    store::MessageFilter filter;
    filter.ids = {static_cast<int>(id)};
    filter.limit = 0;
    return static_cast<int>(inTransaction<std::vector<StatusMessage>>([&](store::Connection &db) { return store::messages(db, filter); }).size());
}

transport::StageOutcome ManagerBench::staged()
{
    transport::StageOutcome outcome;
    outcome.seen.contact = true;
    outcome.stage = "stage";
    outcome.proven = true;
    outcome.bytesCopied = 10;
    return outcome;
}

transport::PublishOutcome ManagerBench::published(Time at)
{
    transport::PublishOutcome outcome;
    outcome.seen.contact = true;
    outcome.published = true;
    outcome.proof = Proof{ProofKind::ReadBack, at};
    return outcome;
}

transport::StageOutcome ManagerBench::failed(Code code, Scope scope)
{
    transport::StageOutcome outcome;
    outcome.error = Error{};
    outcome.error->code = code;
    outcome.error->scope = scope;
    outcome.error->operation = "write";
    return outcome;
}

void ManagerBench::deliver(WorkItem item)
{
    record(item, staged());
    const auto follow = plan();
    for (const WorkItem &next : follow) {
        if (next.dp != item.dp)
            continue;
        CARTAGE_CHECK(std::holds_alternative<transport::PublishOrder>(next.order));
        record(next, published(now));
    }
}

} // namespace cartage::test
