// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "core/domain/settings.h"
#include "core/engine/belowrows.h"
#include "core/engine/change.h"
#include "core/engine/duties.h"
#include "core/engine/lease.h"
#include "core/engine/operations.h"
#include "core/engine/queries.h"
#include "core/engine/shown.h"
#include "core/engine/sites.h"
#include "core/store/componentrepository.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

bool hasFailed(const Distribution &row)
{
    return row.failingSince.has_value() || row.state == State::Retrying || row.state == State::Failed || row.state == State::Stopped
           || row.state == State::Blocked;
}

/// Owed, and nothing but an engine or a free slot is missing.
bool isToDoNow(const DistributionView &view)
{
    return view.waitsFor == WaitsFor::Engine || view.waitsFor == WaitsFor::Turn || isAtWork(view.row.state);
}

} // namespace

Shown::Shown(Site &site, store::Connection &db)
    : Shown(site, db, Surroundings(db))
{ }

Shown::Shown(Site &site, store::Connection &db, Surroundings around)
    : m_around(std::move(around))
    , m_site(site.row().code)
    , m_settings(siteSettingsFrom(store::settings(db)))
    , m_engine(engineLives(site, store::lease(db)) && store::componentState(db, distributionManagerName) == ComponentState::Running)
    , m_now(site.now())
{ }

DistributionView Shown::view(const Distribution &row) const
{
    const Dp &dp = m_around.dp(row.dp);
    const Package &package = m_around.package(row.package);
    DistributionView view;
    view.row = row;
    view.packageName = package.name;
    view.dpName = dp.name;
    view.site = m_site;
    view.waitsFor = waitsFor(row, dp, package.held.has_value(), m_around.windowIsOpen(row.dp, m_now), m_engine, m_now);
    view.attemptsMax = retryPolicyOf(dp.settings, m_settings).attempts;
    view.manifest = manifestOf(package, row.wantedVersion);
    view.held = row.held ? row.held : dp.held ? dp.held : package.held;
    view.repairAsks = dp.settings.repairAsks;
    if (isOwed(row.state))
        view.error = row.error ? row.error : dp.condition;
    return view;
}

std::optional<Sha256> Shown::manifestOf(const Package &package, int version)
{
    for (const PackageVersion &kept : package.versions) {
        if (kept.version == version)
            return kept.manifest;
    }
    return std::nullopt;
}

std::vector<Attempt> failedAttempts(store::Connection &db, const PackageId &package, DpKey dp)
{
    std::vector<Attempt> failed = store::attempts(db, package, dp);
    std::erase_if(failed, [](const Attempt &attempt) { return attempt.outcome != "failed" && attempt.outcome != "blocked"; });
    return failed;
}

Result<Effect> previewRun(Site &site, bool takeOver)
{
    return site.database().read<Effect>([&](store::Connection &db) -> Result<Effect> {
        const store::LeaseRow lease = store::lease(db);
        if (!takeOver && engineLives(site, lease))
            return failure(lockedBy(lease, site.row().code.value()));
        const Shown shown(site, db);
        const Surroundings around(db);
        Costs costs(site, around);
        std::set<PackageId> packages;
        std::set<DpKey> dps;
        Effect effect;
        store::eachDistribution(db, {}, [&](const Distribution &row) {
            if (!isToDoNow(shown.view(row)))
                return;
            ++effect.distributions;
            packages.insert(row.package);
            dps.insert(row.dp);
            costs.count(row, row.wantedVersion == 0 ? State::Removing : State::Waiting, row.wantedVersion);
        });
        effect.packages = static_cast<std::int64_t>(packages.size());
        effect.dps = static_cast<std::int64_t>(dps.size());
        effect.bytesToSend = costs.toSend();
        effect.bytesToDelete = costs.toDelete();
        effect.lines = {"An engine takes up " + counted(effect.distributions, "distribution", "distributions") + "."};
        return effect;
    });
}

Result<void> eachDistribution(Site &site, const ScopeNames &scope, const std::function<void(const DistributionView &)> &each)
{
    const auto done = site.database().read<bool>([&](store::Connection &db) -> Result<bool> {
        auto selection = resolve(db, scope);
        if (!selection)
            return failure(selection.error());
        const Shown shown(site, db);
        store::eachDistribution(db, *selection, [&](const Distribution &row) { each(shown.view(row)); });
        return true;
    });
    if (!done)
        return failure(done.error());
    return {};
}

Result<std::vector<RetryView>> retryViews(Site &site, const ScopeNames &scope, bool history)
{
    const auto own = ownScope(site, scope);
    const auto below = own ? remoteViews(site, scope) : failure(own.error());
    if (!below)
        return failure(below.error());
    return site.database().read<std::vector<RetryView>>([&](store::Connection &db) -> Result<std::vector<RetryView>> {
        std::vector<RetryView> views;
        if (*own) {
            auto selection = resolve(db, **own);
            if (!selection)
                return failure(selection.error());
            const Shown shown(site, db);
            store::eachDistribution(db, *selection, [&](const Distribution &row) {
                if (history || hasFailed(row))
                    views.push_back({shown.view(row), {}});
            });
            for (RetryView &view : views)
                view.history = failedAttempts(db, view.distribution.row.package, view.distribution.row.dp);
            std::erase_if(views, [](const RetryView &view) { return view.history.empty() && !hasFailed(view.distribution.row); });
        }
        for (const RemoteView &view : *below) {
            DistributionView told = toldView(db, view.target, DpKey());
            if (!view.target.gone && hasFailedBelow(told.row.state, told.error && !isBetween(told)))
                views.push_back(toldRetry(db, std::move(told), site.now()));
        }
        return views;
    });
}

Result<std::vector<EvidenceView>> evidence(Site &site, const std::vector<PackageId> &packages)
{
    return site.database().read<std::vector<EvidenceView>>([&](store::Connection &db) -> Result<std::vector<EvidenceView>> {
        ScopeNames scope;
        scope.packages = packages;
        auto selection = resolve(db, scope);
        if (!selection)
            return failure(selection.error());
        const Shown shown(site, db);
        std::vector<EvidenceView> views;
        store::eachDistribution(db, *selection, [&](const Distribution &row) { views.push_back({shown.view(row), {}, {}}); });
        for (EvidenceView &view : views) {
            const Distribution &row = view.distribution.row;
            view.attempts = store::attempts(db, row.package, row.dp);
            view.actions = store::auditOf(db, row.package, row.dp);
        }
        return views;
    });
}

} // namespace cartage::engine
