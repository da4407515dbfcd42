// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/escape.h"
#include "core/domain/settings.h"
#include "core/engine/duties.h"
#include "core/engine/packageversions.h"
#include "core/engine/paths.h"
#include "core/engine/snapshots.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

Error wrongValue(const std::string &value, const std::string &why)
{
    Error error = refusalError(Code::WrongValue, value);
    error.parameters["why"] = why;
    return error;
}

Error nameTaken(const PackageId &by) { return refusalError(Code::NameTaken, by.value(), Scope::Package); }

Result<void> checkWish(Site &site, store::Connection &db, const PackageWish &wish, const SourcePlace &seen)
{
    if (!isPackageName(wish.name) || wish.name.find_first_not_of(' ') == std::string::npos)
        return failure(wrongValue(wish.name, "a package name has 1 to 255 characters, not only spaces, and no control characters"));
    if (const auto other = store::packageByName(db, wish.name))
        return failure(nameTaken(*other));
    if (wish.id) {
        if (!wish.id->value().starts_with(site.row().code.value()))
            return failure(wrongValue(wish.id->value(), "an id of this site begins with " + site.row().code.value()));
        if (store::package(db, *wish.id))
            return failure(refusalError(Code::Exists, wish.id->value(), Scope::Package));
    }
    return checkSource(site, db, seen, wish.source);
}

PackageId nextId(Site &site, store::Connection &db)
{
    for (;;) {
        PackageId id = makePackageId(site.row().code, static_cast<std::uint32_t>(store::takePackageNumber(db)));
        if (!store::package(db, id))
            return id;
    }
}

Result<content::SnapshotOutcome> snapshot(Site &site, const content::SnapshotOrder &order, const std::atomic<bool> &stop,
                                          const SnapshotProgress &progress)
{
    auto library = site.library();
    if (!library)
        return failure(library.error());
    const SnapshotProgress silent = [](std::int64_t, std::uint64_t) {};
    return content::takeSnapshot(site.files(), **library, order, site.environment().clock, stop, progress ? progress : silent);
}

void fill(SnapshotReport &report, const content::SnapshotOutcome &outcome)
{
    report.files = outcome.manifest->files();
    report.bytes = outcome.manifest->contentBytes();
    report.newFiles = outcome.newFiles;
    report.changedFiles = outcome.changedFiles;
    report.removedFiles = outcome.removedFiles;
    report.newBytes = static_cast<std::int64_t>(outcome.newBytes);
    report.manifest = outcome.manifest->hash();
    if (!outcome.twins.empty())
        report.notes.push_back(
            makeNote("names_differ_in_case", counted(static_cast<std::int64_t>(outcome.twins.size()), "name differs", "names differ")
                                                 + " from another only in case or Unicode form; a distribution point that folds case "
                                                   "will refuse the package."));
}

PackageVersion versionFrom(const content::Manifest &manifest, int number, std::int64_t epoch, Time now)
{
    return {number, epoch, manifest.hash(), manifest.files(), manifest.entries(), manifest.contentBytes(), now};
}

/// An answer of carryOut as a snapshot's: refusals become errors, notes are added.
Result<SnapshotReport> asReport(const Result<Answer> &answer, SnapshotReport report)
{
    if (!answer)
        return failure(answer.error());
    if (answer->refusal)
        return failure(*answer->refusal);
    report.notes.insert(report.notes.end(), answer->change.notes.begin(), answer->change.notes.end());
    if (!answer->carriedOut)
        report.effect = answer->effect;
    return report;
}

Result<SnapshotReport> dryAdd(Site &site, const PackageWish &wish, const SourcePlace &seen, const Intent &intent, const std::atomic<bool> &stop)
{
    auto report = lookAtSource(site, wish.source, nullptr, wish.name, stop);
    if (!report)
        return report;
    report->name = wish.name;
    report->version = 1;
    const auto answer = carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        if (auto allowed = checkWish(site, db, wish, seen); !allowed)
            return failure(allowed.error());
        Plan plan;
        plan.otherChanges = 1;
        plan.effect.packages = 1;
        plan.others = "add " + wish.name;
        plan.effect.lines.push_back("A package with " + counted(report->files, "file", "files") + " is made; nothing is distributed yet.");
        return plan;
    });
    return asReport(answer, *report);
}

Plan addPlan(Site &site, store::Connection &db, const PackageWish &wish, const content::Manifest &manifest, SnapshotReport &report)
{
    Package package;
    package.id = wish.id ? *wish.id : nextId(site, db);
    package.name = wish.name;
    package.productVersion = wish.productVersion;
    package.manufacturer = wish.manufacturer;
    package.priority = wish.priority;
    package.source = wish.source;
    report.package = package.id;
    Plan plan;
    plan.otherChanges = 1;
    plan.others = "add " + wish.name;
    plan.effect.packages = 1;
    plan.messages = versionMessages(package, 1, report);
    plan.apply = [&site, package, version = versionFrom(manifest, 1, store::site(db).epoch, site.now())](store::Connection &inner, std::int64_t) -> Result<void> {
        store::insertPackage(inner, package, version.at);
        store::insertVersion(inner, package.id, version);
        tellSitesOfVersion(site, inner, package.id, package.name, version.version);
        return {};
    };
    return plan;
}

/// The source of an update cannot be read: said, and shown as a problem of the package until it can.
void recordFailure(Site &site, const PackageId &id, const Error &error)
{
    const auto recorded = site.database().write<bool>([&](store::Connection &db) -> Result<bool> {
        auto package = store::package(db, id);
        if (!package)
            return false;
        package->problem = error;
        store::updatePackage(db, *package, site.now());
        raise(site, db, say(MessageId::SourceMissing, {id.value(), package->name, error.path, std::string(name(error.code))}, {id, {}, {}}));
        return true;
    });
    if (recorded)
        site.wake();
}

bool isOfSource(const Error &error)
{
    return error.code == Code::SourceMissing || error.code == Code::SourceUnreadable || error.code == Code::SourceChanging
           || error.code == Code::NamesRefused || error.code == Code::LinksRefused;
}

struct Former {
    Package package;
    PackageVersion version;
    std::shared_ptr<const content::Manifest> manifest; ///< null where the library has lost it: then every file is read
};

Result<Former> formerOf(Site &site, const UpdateWish &wish)
{
    const SourcePlace seen = wish.source ? lookAroundSource(site, *wish.source) : SourcePlace();
    auto former = site.database().read<Former>([&](store::Connection &db) -> Result<Former> {
        auto package = resolvePackage(db, wish.package);
        if (!package)
            return failure(package.error());
        if (package->removing)
            return failure(removingError(wish.package.value(), Scope::Package));
        if (wish.source) {
            if (auto allowed = checkSource(site, db, seen, *wish.source); !allowed)
                return failure(allowed.error());
        }
        return Former{*package, store::newestVersion(db, wish.package).value_or(PackageVersion{}), nullptr};
    });
    if (!former)
        return former;
    auto library = site.library();
    if (!library)
        return failure(library.error());
    if (auto manifest = (*library)->manifest(former->version.manifest))
        former->manifest = std::move(*manifest);
    return former;
}

Result<SnapshotReport> dryUpdate(Site &site, const Former &former, const std::string &source, const Intent &intent, const std::atomic<bool> &stop)
{
    auto report = lookAtSource(site, source, former.manifest.get(), former.package.id.value(), stop);
    if (!report)
        return report;
    report->package = former.package.id;
    report->name = former.package.name;
    report->version = former.version.version + (report->changed ? 1 : 0);
    const auto answer = carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        Plan plan;
        plan.others = "update " + former.package.id.value();
        plan.effect.packages = 1;
        if (report->changed) {
            PackageVersion next = former.version;
            ++next.version;
            planVersionRows(site, db, former.package, next, plan);
            // Without reading, what the distribution points miss is known only as far as sizes and times tell.
            plan.effect.bytesToSend = report->newBytes * static_cast<std::int64_t>(plan.rows.size());
            plan.otherChanges = 1;
        }
        plan.effect.lines.push_back(report->changed ? "Version " + std::to_string(report->version) + " is made."
                                                    : "Nothing changed, nothing to distribute.");
        return plan;
    });
    return asReport(answer, *report);
}

Result<SnapshotReport> keepUnchanged(Site &site, const UpdateWish &wish, const Intent &intent, SnapshotReport report)
{
    report.changed = false;
    const auto answer = carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        auto package = resolvePackage(db, wish.package);
        if (!package)
            return failure(package.error());
        const bool moved = wish.source && *wish.source != package->source;
        const bool healed = package->problem && isOfSource(*package->problem);
        Plan plan;
        plan.otherChanges = moved || healed ? 1 : 0;
        package->source = wish.source.value_or(package->source);
        if (healed)
            package->problem.reset();
        plan.apply = [row = *package, now = site.now()](store::Connection &inner, std::int64_t) -> Result<void> {
            store::updatePackage(inner, row, now);
            return {};
        };
        return plan;
    });
    report.notes.push_back(makeNote("unchanged", "Nothing changed, nothing to distribute."));
    return asReport(answer, std::move(report));
}

Result<SnapshotReport> keepVersion(Site &site, const UpdateWish &wish, const Former &former, const IntakeHold &hold,
                                   const content::Manifest &manifest, const Intent &intent, SnapshotReport report)
{
    const auto answer = carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        if (auto held = hold.check(db); !held)
            return failure(held.error());
        auto package = resolvePackage(db, wish.package);
        if (!package)
            return failure(package.error());
        const auto newest = store::newestVersion(db, wish.package);
        if (package->removing || !newest || newest->version != former.version.version)
            return failure(refusalError(Code::StateForbids, wish.package.value(), Scope::Package));
        const PackageVersion next = versionFrom(manifest, newest->version + 1, store::site(db).epoch, site.now());
        package->source = wish.source.value_or(package->source);
        if (package->problem && isOfSource(*package->problem))
            package->problem.reset();
        Plan plan;
        plan.others = "update " + wish.package.value();
        plan.otherChanges = 1;
        planVersionRows(site, db, *package, next, plan);
        report.version = next.version;
        plan.messages = versionMessages(*package, next.version, report);
        plan.apply = [&site, row = *package, next, rows = plan.apply](store::Connection &inner, std::int64_t auditId) -> Result<void> {
            store::insertVersion(inner, row.id, next);
            store::updatePackage(inner, row, next.at);
            tellSitesOfVersion(site, inner, row.id, row.name, next.version);
            return rows(inner, auditId);
        };
        return plan;
    });
    return asReport(answer, std::move(report));
}

} // namespace

Result<SnapshotReport> addPackage(Site &site, const PackageWish &asked, const Intent &intent, const std::atomic<bool> &stop,
                                  const SnapshotProgress &progress)
{
    PackageWish wish = asked;
    wish.source = cleanPath(wish.source);
    const SourcePlace seen = lookAroundSource(site, wish.source);
    const auto allowed = site.database().read<bool>([&](store::Connection &db) -> Result<bool> {
        if (auto checked = checkWish(site, db, wish, seen); !checked)
            return failure(checked.error());
        return true;
    });
    if (!allowed)
        return failure(allowed.error());
    if (intent.dryRun)
        return dryAdd(site, wish, seen, intent, stop);
    auto hold = IntakeHold::take(site, "name:" + foldName(wish.name), wish.name);
    if (!hold)
        return failure(hold.error());
    const auto outcome = snapshot(site, {wish.source, (*hold)->id(), nullptr, {}, false, wish.name}, stop, progress);
    if (!outcome)
        return failure(outcome.error());
    SnapshotReport report;
    report.name = wish.name;
    report.version = 1;
    fill(report, *outcome);
    const auto answer = carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        auto checked = (*hold)->check(db);
        if (checked)
            checked = checkWish(site, db, wish, seen);
        if (!checked)
            return failure(checked.error());
        return addPlan(site, db, wish, *outcome->manifest, report);
    });
    if (answer)
        writeSnapshotIndex(site, report.package, outcome->index);
    return asReport(answer, std::move(report));
}

Result<SnapshotReport> updatePackage(Site &site, const UpdateWish &asked, const Intent &intent, const std::atomic<bool> &stop,
                                     const SnapshotProgress &progress)
{
    UpdateWish wish = asked;
    if (auto own = checkOwnPackage(site, wish.package); !own)
        return failure(own.error());
    if (wish.source)
        wish.source = cleanPath(*wish.source);
    auto former = formerOf(site, wish);
    if (!former)
        return failure(former.error());
    const std::string source = wish.source.value_or(former->package.source);
    if (intent.dryRun)
        return dryUpdate(site, *former, source, intent, stop);
    auto hold = IntakeHold::take(site, wish.package.value(), wish.package.value());
    if (!hold)
        return failure(hold.error());
    // Another update may have ended between the question and the intake.
    former = formerOf(site, wish);
    if (!former)
        return failure(former.error());
    const auto outcome = snapshot(
        site, {source, (*hold)->id(), former->manifest, readSnapshotIndex(site, wish.package), wish.rehash, wish.package.value()}, stop, progress);
    if (!outcome) {
        if (isOfSource(outcome.error()))
            recordFailure(site, wish.package, outcome.error());
        return failure(outcome.error());
    }
    SnapshotReport report;
    report.package = wish.package;
    report.name = former->package.name;
    report.version = former->version.version;
    fill(report, *outcome);
    auto kept = outcome->manifest->hash() == former->version.manifest
                    ? keepUnchanged(site, wish, intent, std::move(report))
                    : keepVersion(site, wish, *former, **hold, *outcome->manifest, intent, std::move(report));
    if (kept)
        writeSnapshotIndex(site, wish.package, outcome->index);
    return kept;
}

} // namespace cartage::engine
