// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <unordered_set>

#include "core/domain/settings.h"
#include "core/engine/duties.h"
#include "core/engine/housekeeping.h"
#include "core/engine/packageversions.h"
#include "core/engine/paths.h"
#include "core/engine/snapshots.h"
#include "core/engine/sweep.h"
#include "core/store/addressrepository.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"
#include "core/transport/marker.h"

namespace cartage::engine {
namespace {

constexpr int mostPruned = 1'000'000;

const PackageVersion *keptVersion(const Package &package, int number)
{
    const auto found = std::find_if(package.versions.begin(), package.versions.end(),
                                    [number](const PackageVersion &version) { return version.version == number; });
    return found == package.versions.end() ? nullptr : &*found;
}

Result<PackageVersion> versionToRollBackTo(store::Connection &db, const Package &package, int number)
{
    if (package.removing)
        return failure(removingError(package.id.value(), Scope::Package));
    if (const PackageVersion *kept = keptVersion(package, number))
        return *kept;
    // A version that was let go is known, but its content is not kept any more.
    const auto newest = store::newestVersion(db, package.id);
    const bool wasThere = number >= 1 && newest && number <= newest->version;
    Error error = refusalError(wasThere ? Code::StateForbids : Code::NotFound, package.id.value(), Scope::Package);
    error.parameters["version"] = std::to_string(number);
    return failure(error);
}

Result<void> checkContent(Site &site, const PackageId &id, const Sha256 &manifestHash)
{
    auto library = site.library();
    if (!library)
        return failure(library.error());
    const auto damaged = [&id](Error error) {
        error.scope = Scope::Package;
        error.object = id.value();
        return failure(error);
    };
    auto manifest = (*library)->manifest(manifestHash);
    if (!manifest)
        return damaged(manifest.error());
    std::unordered_set<Sha256> seen;
    for (content::Manifest::Cursor cursor(**manifest); !cursor.atEnd(); cursor.next()) {
        const auto &entry = cursor.current();
        if (entry.type != content::EntryType::File || !seen.insert(entry.sha256).second)
            continue;
        const auto holds = (*library)->holds(entry.sha256);
        if (!holds)
            return damaged(holds.error());
        if (!*holds) {
            Error error = refusalError(Code::ContentDamaged, {});
            error.path = std::string(entry.path);
            return damaged(error);
        }
    }
    return {};
}

SnapshotReport reportOf(const Package &package, const PackageVersion &version)
{
    SnapshotReport report;
    report.package = package.id;
    report.name = package.name;
    report.version = version.version;
    report.files = version.files;
    report.bytes = version.bytes;
    report.manifest = version.manifest;
    return report;
}

void countChanges(Site &site, const Sha256 &from, const Sha256 &to, SnapshotReport &report)
{
    auto library = site.library();
    if (!library)
        return;
    const auto before = (*library)->manifest(from);
    const auto after = (*library)->manifest(to);
    if (!before || !after)
        return;
    content::difference(before->get(), **after, [&report](const content::Difference &difference) {
        const auto &shown = difference.after ? difference.after : difference.before;
        if (shown->type != content::EntryType::File)
            return;
        report.newFiles += difference.change == content::Change::Added ? 1 : 0;
        report.removedFiles += difference.change == content::Change::Removed ? 1 : 0;
        report.changedFiles += difference.change != content::Change::Added && difference.change != content::Change::Removed ? 1 : 0;
    });
}

Result<void> applySetting(Package &package, const std::string &key, const std::string &value)
{
    if (auto checked = checkPackageSetting(key, value); !checked) {
        Error error = refusalError(Code::WrongValue, key);
        error.parameters["why"] = checked.error();
        return failure(error);
    }
    if (key == "name")
        package.name = value;
    else if (key == "source")
        package.source = cleanPath(value);
    else if (key == "priority")
        package.priority = priorityFromName(value).value_or(Priority::Normal);
    else if (key == "product_version")
        package.productVersion = value;
    else if (key == "manufacturer")
        package.manufacturer = value;
    return {};
}

Result<Plan> planSet(Site &site, store::Connection &db, const SourcePlace &seen, const PackageId &id, const Settings &settings)
{
    auto before = resolvePackage(db, id);
    if (!before)
        return failure(before.error());
    if (before->removing)
        return failure(removingError(id.value(), Scope::Package));
    Package package = *before;
    Plan plan;
    for (const auto &[key, value] : settings) {
        if (auto applied = applySetting(package, key, value); !applied)
            return failure(applied.error());
        plan.others += key + '=' + value + '\n';
        plan.effect.lines.push_back(key + " becomes " + (value.empty() ? "the default" : value) + ".");
    }
    if (package.source != before->source) {
        if (auto allowed = checkSource(site, db, seen, package.source); !allowed)
            return failure(allowed.error());
    }
    const auto other = store::packageByName(db, package.name);
    if (other && *other != id)
        return failure(refusalError(Code::NameTaken, other->value(), Scope::Package));
    plan.otherChanges = package == *before ? 0 : 1;
    plan.unchanged = package == *before ? 1 : 0;
    plan.effect.packages = 1;
    plan.messages.push_back(say(MessageId::SettingsChanged, {site.environment().actor, id.value()}, {id, {}, {}}));
    plan.apply = [package, now = site.now()](store::Connection &inner, std::int64_t) -> Result<void> {
        store::updatePackage(inner, package, now);
        return {};
    };
    return plan;
}

Result<Plan> planRemove(Site &site, store::Connection &db, const PackageId &id)
{
    auto package = resolvePackage(db, id);
    if (!package)
        return failure(package.error());
    const std::vector<RemoteTarget> below = store::remoteTargets(db, id);
    if (!std::all_of(below.begin(), below.end(), [](const RemoteTarget &target) { return target.gone; })) {
        Error error = refusalError(Code::StateForbids, id.value(), Scope::Package);
        error.parameters["why"] = "sites below have it: undistribute it there first";
        return failure(error);
    }
    store::Selection selection;
    selection.packages = {id};
    const Surroundings around(db);
    Costs costs(site, around);
    auto changes = std::make_shared<RowChanges>(selection, costs, site.now());
    changes->common = removal();
    std::vector<DpKey> dps;
    bool staysForNow = false;
    store::eachDistribution(db, selection, [&](const Distribution &row) {
        addRemoval(*changes, row);
        staysForNow = staysForNow || (row.state != State::Removed && (isGoing(row) || !hasNothingThere(row)));
        dps.push_back(row.dp);
    });
    Plan plan;
    plan.destructive = true;
    changes->describe(plan);
    plan.otherChanges = package->removing && staysForNow ? 0 : 1;
    plan.others = "remove " + id.value();
    plan.effect.packages = 1;
    plan.effect.lastCopies = store::lastCopies(db, {id}, dps);
    plan.effect.lines.push_back(staysForNow ? id.value() + " is taken from "
                                                  + counted(static_cast<std::int64_t>(plan.rows.size()), "distribution point", "distribution points")
                                                  + "; then it goes away with all its versions."
                                            : id.value() + " goes away with all its versions.");
    plan.leavesWork = staysForNow;
    plan.messages.push_back(say(MessageId::PackageToRemove, {site.environment().actor, id.value(), package->name}, {id, {}, {}}));
    package->removing = true;
    plan.apply = [changes, row = *package, staysForNow, below, now = site.now()](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        changes->write(inner, auditId);
        for (const RemoteTarget &gone : below)
            store::targetTakenAway(inner, gone);
        for (const std::string &group : store::groupTargets(inner, row.id))
            store::removeGroupTarget(inner, row.id, group);
        if (staysForNow) {
            store::updatePackage(inner, row, now);
        } else {
            store::deletePackage(inner, row.id);
            Housekeeping::contentMayGo(inner);
        }
        return {};
    };
    return plan;
}

Result<Plan> planPrune(Site &site, store::Connection &db, const std::optional<PackageId> &id)
{
    if (id) {
        if (auto package = resolvePackage(db, *id); !package)
            return failure(package.error());
    }
    const int keep = siteSettingsFrom(store::settings(db)).keepVersions;
    const auto versions = store::prunableVersions(db, id, keep, mostPruned);
    Plan plan;
    plan.otherChanges = static_cast<std::int64_t>(versions.size());
    std::unordered_set<PackageId> packages;
    for (const auto &[package, version] : versions) {
        packages.insert(package);
        plan.others += package.value() + ' ' + std::to_string(version.version) + '\n';
        plan.effect.lines.push_back(package.value() + " version " + std::to_string(version.version) + " is let go.");
        plan.messages.push_back(say(MessageId::VersionLetGo, {package.value(), std::to_string(version.version)}, {package, {}, version.version}));
    }
    plan.effect.packages = static_cast<std::int64_t>(packages.size());
    plan.apply = [versions, now = site.now()](store::Connection &inner, std::int64_t) -> Result<void> {
        for (const auto &[package, version] : versions)
            store::markPruned(inner, package, version.version, now);
        return {};
    };
    return plan;
}

/// A DP itself is not opened, as it may hang.
bool liesInOurDp(Site &site, const std::string &path)
{
    io::FileSystem &fs = site.files();
    for (std::size_t end = path.size(); end > 0 && end != std::string::npos; end = path.rfind('/', end - 1)) {
        const auto folder = fs.openFolder(path.substr(0, end));
        const auto ours = folder ? fs.openFolderAt(*folder, transport::ourFolder) : io::IoResult<io::Handle>(failure(folder.error()));
        const auto marker = ours ? transport::readMarker(fs, *ours) : io::IoResult<std::optional<transport::Marker>>(failure(ours.error()));
        const auto own = site.row().identity();
        if (marker && *marker && (*marker)->site.code == own.code && (*marker)->site.keyId == own.keyId)
            return true;
    }
    return false;
}

} // namespace

SourcePlace lookAroundSource(Site &site, const std::string &source)
{
    SourcePlace seen;
    for (const std::string &path : {source, site.folder(), site.row().libraryPath})
        seen.folders.look(site.files(), path);
    const auto identity = identifyFolder(site.files(), source);
    seen.isInOurDp = identity && liesInOurDp(site, identity->path);
    return seen;
}

Result<void> checkSource(Site &site, store::Connection &db, const SourcePlace &seen, const std::string &source)
{
    // Whether it is there and readable is the snapshot's to say, in its own words.
    const FolderIdentity folder = seen.folders.at(source);
    for (const std::string &ours : {site.folder(), site.row().libraryPath}) {
        if (overlap(folder, seen.folders.at(ours)))
            return failure(refusalError(Code::PathInUse, ours));
    }
    for (const Dp &dp : store::dps(db)) {
        if (overlap(folder, namedFolder(dp.path)))
            return failure(refusalError(Code::PathInUse, dp.name));
    }
    if (seen.isInOurDp)
        return failure(refusalError(Code::PathInUse, source));
    return {};
}

void planVersionRows(Site &site, store::Connection &db, const Package &package, const PackageVersion &next, Plan &plan)
{
    store::Selection selection;
    selection.packages = {package.id};
    Surroundings around(db);
    around.addVersion(package.id, next);
    Costs costs(site, around);
    auto changes = std::make_shared<RowChanges>(selection, costs, site.now());
    changes->common.wantedVersion = next.version;
    changes->common.clearError = true;
    std::int64_t stayStopped = 0;
    addNewVersion(*changes, around, store::distributions(db, selection), stayStopped);
    changes->describe(plan);
    if (stayStopped > 0)
        plan.notes.push_back(makeNote("stays_stopped", counted(stayStopped, "distribution", "distributions")
                                                           + " stopped by an operator stay so and want the new version once they are retried."));
    plan.leavesWork = !plan.rows.empty() || !store::addresses(db).empty(); // sites below are told
    plan.apply = [changes](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        changes->write(inner, auditId);
        return {};
    };
}

std::vector<PlannedMessage> versionMessages(const Package &package, int version, const SnapshotReport &report)
{
    const About about{package.id, {}, version};
    return {say(MessageId::SnapshotTaken,
                {package.id.value(), package.name, std::to_string(version), std::to_string(report.files), std::to_string(report.bytes)}, about),
            say(MessageId::PackageChanged, {package.id.value(), package.name, std::to_string(version)}, about)};
}

Result<SnapshotReport> rollbackPackage(Site &site, const PackageId &id, int to, const Intent &intent)
{
    struct Wanted {
        Package package;
        PackageVersion version, newest;
    };
    if (auto own = checkOwnPackage(site, id); !own)
        return failure(own.error());
    const auto wanted = site.database().read<Wanted>([&](store::Connection &db) -> Result<Wanted> {
        auto package = resolvePackage(db, id);
        if (!package)
            return failure(package.error());
        auto version = versionToRollBackTo(db, *package, to);
        if (!version)
            return failure(version.error());
        return Wanted{*package, *version, store::newestVersion(db, id).value_or(*version)};
    });
    if (!wanted)
        return failure(wanted.error());
    if (auto whole = checkContent(site, id, wanted->version.manifest); !whole)
        return failure(whole.error());
    SnapshotReport report = reportOf(wanted->package, wanted->newest);
    if (wanted->version.manifest == wanted->newest.manifest) {
        report.changed = false;
        report.notes.push_back(makeNote("unchanged", "The newest version has this content already."));
        return report;
    }
    report = reportOf(wanted->package, wanted->version);
    countChanges(site, wanted->newest.manifest, wanted->version.manifest, report);
    const auto answer = carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        auto package = resolvePackage(db, id);
        if (!package)
            return failure(package.error());
        auto version = versionToRollBackTo(db, *package, to);
        const auto newest = store::newestVersion(db, id);
        if (!version || !newest)
            return failure(version ? refusalError(Code::NotFound, id.value(), Scope::Package) : version.error());
        PackageVersion next = *version;
        next.version = newest->version + 1;
        next.epoch = store::site(db).epoch;
        next.at = site.now();
        report.version = next.version;
        Plan plan;
        plan.others = "rollback " + std::to_string(to);
        plan.otherChanges = 1;
        plan.effect.packages = 1;
        plan.effect.lines.push_back("Version " + std::to_string(next.version) + " is made with the content of version " + std::to_string(to) + ".");
        planVersionRows(site, db, *package, next, plan);
        plan.messages = {versionMessages(*package, next.version, report).back()};
        plan.apply = [&site, id, name = package->name, next, rows = plan.apply](store::Connection &inner, std::int64_t auditId) -> Result<void> {
            store::insertVersion(inner, id, next);
            tellSitesOfVersion(site, inner, id, name, next.version);
            return rows(inner, auditId);
        };
        return plan;
    });
    if (!answer)
        return failure(answer.error());
    if (answer->refusal)
        return failure(*answer->refusal);
    report.notes = answer->change.notes;
    if (!answer->carriedOut)
        report.effect = answer->effect;
    return report;
}

Result<Answer> setPackage(Site &site, const PackageId &package, const Settings &settings, const Intent &intent)
{
    SourcePlace seen;
    for (const auto &[key, value] : settings) {
        if (key == "source")
            seen = lookAroundSource(site, cleanPath(value));
    }
    return carryOut(site, intent, [&](store::Connection &db) { return planSet(site, db, seen, package, settings); });
}

Result<Answer> prunePackages(Site &site, const std::optional<PackageId> &package, const Intent &intent)
{
    auto answer = carryOut(site, intent, [&](store::Connection &db) { return planPrune(site, db, package); });
    if (answer && answer->carriedOut)
        sweepWithoutEngine(site);
    return answer;
}

Result<Answer> removePackage(Site &site, const PackageId &package, const Intent &intent)
{
    auto answer = carryOut(site, intent, [&](store::Connection &db) { return planRemove(site, db, package); });
    if (answer && answer->carriedOut) {
        removeSnapshotIndex(site, package);
        sweepWithoutEngine(site);
    }
    return answer;
}

} // namespace cartage::engine
