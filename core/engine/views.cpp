// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/domain/settings.h"
#include "core/engine/change.h"
#include "core/engine/queries.h"
#include "core/engine/sitelayout.h"
#include "core/store/belowquestions.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

EngineView engineViewIn(Site &site, store::Connection &db)
{
    const store::LeaseRow lease = store::lease(db);
    EngineView view;
    view.running = engineLives(site, lease);
    if (!view.running)
        return view;
    view.here = lease.holder == site.environment().process;
    view.host = lease.holder.host;
    view.program = lease.program;
    view.pid = lease.holder.pid;
    view.since = lease.since;
    return view;
}

struct Counts {
    std::int64_t targets = 0, verified = 0, problems = 0;
};

Counts countsOf(const std::map<State, std::int64_t> &states)
{
    Counts counts;
    for (const auto &[state, count] : states) {
        switch (state) {
        case State::Removing:
        case State::Removed:
            continue;
        case State::Installed:
            counts.verified += count;
            break;
        case State::Damaged:
        case State::Retrying:
        case State::Blocked:
        case State::Failed:
            counts.problems += count;
            break;
        case State::Waiting:
        case State::Transferring:
        case State::Verifying:
        case State::Publishing:
        case State::Unverified:
        case State::Stopped:
        case State::Paused:
            break;
        }
        counts.targets += count;
    }
    return counts;
}

PackageView viewOf(store::Connection &db, Package package)
{
    store::Selection selection;
    selection.packages = {package.id};
    const Counts counts = countsOf(store::stateCounts(db, selection));
    return {std::move(package), counts.targets, counts.verified, counts.problems};
}

void addBelow(const std::map<PackageId, store::BelowSum> &sums, PackageView &view)
{
    const auto sum = sums.find(view.package.id);
    if (sum == sums.end())
        return;
    view.targets += sum->second.targets;
    view.verified += sum->second.verified;
    view.problems += sum->second.failing;
}

DpView viewOf(const Site &site, store::Connection &db, Dp dp, Time now, Span staleAfter)
{
    const store::DpCounts counts = store::counts(db, dp.key);
    DpView view{std::move(dp), false, counts.packages, counts.verified, counts.problems, site.row().code.value()};
    view.stale = isStale(view.dp, now, staleAfter);
    return view;
}

std::uint64_t databaseBytes(Site &site)
{
    std::uint64_t bytes = 0;
    for (const char *suffix : {"", "-wal"}) {
        if (const auto status = site.files().statusAt(site.root(), std::string(databaseName) + suffix))
            bytes += status->size;
    }
    return bytes;
}

} // namespace

Result<EngineView> engineView(Site &site)
{
    return site.database().read<EngineView>([&site](store::Connection &db) -> Result<EngineView> { return engineViewIn(site, db); });
}

Result<SiteView> siteView(Site &site)
{
    auto view = site.database().read<SiteView>([&site](store::Connection &db) -> Result<SiteView> {
        SiteView answer;
        answer.row = store::site(db);
        answer.schema = db.schemaVersion();
        answer.packages = static_cast<std::int64_t>(store::packages(db).size());
        answer.dps = static_cast<std::int64_t>(store::dps(db).size());
        answer.distributions = store::stateCounts(db, {});
        answer.engine = engineViewIn(site, db);
        return answer;
    });
    if (!view)
        return view;
    view->databaseBytes = databaseBytes(site);
    if (auto library = site.library()) {
        if (const auto bytes = (*library)->bytes())
            view->libraryBytes = *bytes;
    }
    return view;
}

Result<std::map<State, std::int64_t>> stateCounts(Site &site)
{
    return site.database().read<std::map<State, std::int64_t>>(
        [](store::Connection &db) -> Result<std::map<State, std::int64_t>> { return store::stateCounts(db, {}); });
}

Result<SiteSettings> siteSettings(Site &site)
{
    return site.database().read<SiteSettings>([](store::Connection &db) -> Result<SiteSettings> { return siteSettingsFrom(store::settings(db)); });
}

Result<std::vector<PackageView>> packageViews(Site &site)
{
    return site.database().read<std::vector<PackageView>>([](store::Connection &db) -> Result<std::vector<PackageView>> {
        std::vector<PackageView> views;
        const auto below = store::sumsByPackage(db);
        for (Package &package : store::packages(db)) {
            views.push_back(viewOf(db, std::move(package)));
            addBelow(below, views.back());
        }
        return views;
    });
}

Result<PackageView> packageView(Site &site, const PackageId &id)
{
    return site.database().read<PackageView>([&id](store::Connection &db) -> Result<PackageView> {
        auto package = resolvePackage(db, id);
        if (!package)
            return failure(package.error());
        PackageView view = viewOf(db, std::move(*package));
        addBelow(store::sumsByPackage(db, id), view);
        return view;
    });
}

Result<void> eachEntry(Site &site, const PackageId &id, std::optional<int> version, const std::function<void(const content::Manifest::View &)> &each)
{
    const auto wanted = site.database().read<PackageVersion>([&](store::Connection &db) -> Result<PackageVersion> {
        auto package = resolvePackage(db, id);
        if (!package)
            return failure(package.error());
        const auto &kept = package->versions;
        if (!version && !kept.empty())
            return kept.back();
        const auto found = std::find_if(kept.begin(), kept.end(), [&version](const PackageVersion &one) { return one.version == version; });
        if (found != kept.end())
            return *found;
        Error error = refusalError(Code::NotFound, id.value(), Scope::Package);
        if (version)
            error.parameters["version"] = std::to_string(*version);
        return failure(error);
    });
    if (!wanted)
        return failure(wanted.error());
    auto library = site.library();
    if (!library)
        return failure(library.error());
    const auto manifest = (*library)->manifest(wanted->manifest);
    if (!manifest) {
        Error error = manifest.error();
        error.scope = Scope::Package;
        error.object = id.value();
        return failure(error);
    }
    for (content::Manifest::Cursor cursor(**manifest); !cursor.atEnd(); cursor.next())
        each(cursor.current());
    return {};
}

Result<std::vector<DpView>> dpViews(Site &site)
{
    const Time now = site.now();
    return site.database().read<std::vector<DpView>>([&site, now](store::Connection &db) -> Result<std::vector<DpView>> {
        const Span staleAfter = siteSettingsFrom(store::settings(db)).staleAfter;
        std::vector<DpView> views;
        for (Dp &dp : store::dps(db))
            views.push_back(viewOf(site, db, std::move(dp), now, staleAfter));
        return views;
    });
}

Result<DpView> dpView(Site &site, const std::string &asked)
{
    const Time now = site.now();
    return site.database().read<DpView>([&site, &asked, now](store::Connection &db) -> Result<DpView> {
        auto dps = resolveDps(db, {asked});
        if (!dps)
            return failure(dps.error());
        return viewOf(site, db, std::move(dps->front()), now, siteSettingsFrom(store::settings(db)).staleAfter);
    });
}

Result<std::vector<StatusMessage>> messages(Site &site, const store::MessageFilter &filter)
{
    return site.database().read<std::vector<StatusMessage>>(
        [&filter](store::Connection &db) -> Result<std::vector<StatusMessage>> { return store::messages(db, filter); });
}

Result<std::vector<store::AuditRow>> audit(Site &site, const store::AuditFilter &filter)
{
    return site.database().read<std::vector<store::AuditRow>>(
        [&filter](store::Connection &db) -> Result<std::vector<store::AuditRow>> { return store::audit(db, filter); });
}

} // namespace cartage::engine
