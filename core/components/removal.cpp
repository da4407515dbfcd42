// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/components/distributionmanager.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/enginerepository.h"
#include "core/store/packagerepository.h"

// DistributionManager: packages taken from DPs, DPs and packages taken away.
namespace cartage::components {

namespace {

constexpr std::size_t namesSaid = 10;

std::string firstNames(const std::vector<std::string> &names)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(namesSaid, names.size()); ++i)
        text += (i ? ", " : "") + names[i];
    return text;
}

} // namespace

std::optional<WorkItem> DistributionManager::beginRemoval(store::Connection &db, Time now, const Dp &dp, Distribution row)
{
    row.token = store::takeToken(db);
    row.dueAt.reset();
    ++row.attempt;
    // Whatever comes in between: from here on the installed version may be gone, in part or as a whole.
    row.mixed = row.mixed || row.installedVersion.has_value();
    row.updatedAt = now;
    store::updateDistribution(db, row);

    Attempt attempt;
    attempt.number = row.attempt;
    attempt.version = row.installedVersion.value_or(0);
    attempt.started = now;
    attempt.outcome = "running";
    attempt.wait = now - row.waitingSince;
    store::startAttempt(db, row.package, row.dp, attempt, row.token);

    transport::RemoveOrder order;
    order.dp = addressOf(db, dp);
    order.package = row.package;
    order.manifest = row.installedManifest;
    order.token = row.token;
    WorkItem item = itemAt(dp);
    item.package = row.package;
    item.token = row.token;
    item.order = std::move(order);
    return item;
}

void DistributionManager::sayForeignKept(store::Connection &db, Time now, const WorkItem &item, const std::vector<std::string> &names)
{
    if (names.empty())
        return;
    m_messages.raise(db, now, MessageId::ForeignKept, {item.package.value(), item.dpName, std::to_string(names.size()), firstNames(names)},
                     {item.package, item.dpName, std::nullopt});
}

void DistributionManager::recordRemove(store::Connection &db, Time now, const WorkItem &item, const transport::RemoveOutcome &outcome)
{
    m_dps.seen(db, now, item.dp, outcome.seen);
    sayForeignKept(db, now, item, outcome.found);
    std::optional<Distribution> row = store::distribution(db, item.package, item.dp);
    if (!row || row->token != item.token)
        conditionFound(db, now, item, outcome.error);
    if (!row)
        return;
    if (outcome.removed) {
        row->installedVersion.reset();
        row->installedEpoch = 0;
        row->installedManifest.reset();
        row->proof.reset();
        row->mixed = false;
        row->stageLeft = false;
    }
    if (row->token != item.token) {
        endOvertakenAttempt(db, now, item, *row, 0);
        save(db, now, *row);
        return;
    }
    if (outcome.removed) {
        endAttempt(db, now, item, *row, "removed", 0, std::nullopt);
        move(*row, Event::RemovalDone);
        row->error.reset();
        row->failingSince.reset();
        row->dueAt.reset();
        m_messages.raise(db, now, MessageId::RemovedFromDp, {item.package.value(), item.dpName}, {item.package, item.dpName, std::nullopt});
        m_dps.succeeded(db, now, item.dp);
        auto cleans = m_cleans.find(item.dp);
        if (cleans != m_cleans.end())
            std::erase(cleans->second, item.package);
    } else if (!outcome.error) {
        endAttempt(db, now, item, *row, "interrupted", 0, std::nullopt);
        row->attempt = std::max(0, row->attempt - 1);
        row->dueAt = now;
    } else {
        endAttempt(db, now, item, *row, "failed", 0, outcome.error);
        const bool same = row->error && row->error->code == outcome.error->code;
        if (!same) {
            m_messages.raise(db, now, MessageId::RemovalFailed,
                             {item.package.value(), item.dpName, std::string(name(outcome.error->code)), outcome.error->operation,
                              outcome.error->path},
                             {item.package, item.dpName, std::nullopt});
        }
        move(*row, Event::AttemptFailed);
        row->error = outcome.error;
        row->dueAt = now + policyOf(item.dp).delay(std::max(1, row->attempt), *m_random);
        row->waitingSince = now;
        if (!row->failingSince)
            row->failingSince = now;
        if (outcome.error->scope == Scope::Dp) {
            m_dps.conditionFound(db, now, item.dp, *outcome.error, item.package);
            row->dueAt = now;
            row->attempt = std::max(0, row->attempt - 1);
        } else {
            m_dps.failed(db, now, item.dp, item.package, *outcome.error);
        }
    }
    save(db, now, *row);
    if (outcome.removed)
        removePackageIfDone(db, now, item.package);
}

/// A DP goes when nothing of ours is owed or lies there any more: its marker last.
void DistributionManager::planDpRemovals(store::Connection &db, std::vector<WorkItem> &items)
{
    for (const auto &[key, dp] : m_dps.all()) {
        if (!dp->removing || isBusy(key) || !m_dps.takesWork(key) || store::hasRows(db, key))
            continue;
        WorkItem item = itemAt(*dp);
        item.order = RemoveDpOrder{addressOf(db, *dp)};
        start(std::move(item), true, items);
    }
}

void DistributionManager::recordRemoveDp(store::Connection &db, Time now, const WorkItem &item, const transport::RemoveOutcome &outcome)
{
    const Dp *dp = m_dps.find(item.dp);
    if (!dp)
        return;
    if (!outcome.found.empty()) {
        m_messages.raise(db, now, MessageId::ForeignKept, {std::string(), item.dpName, std::to_string(outcome.found.size()), firstNames(outcome.found)},
                         {std::nullopt, item.dpName, std::nullopt});
    }
    if (outcome.removed) {
        m_messages.raise(db, now, MessageId::DpRemoved, {item.dpName}, {std::nullopt, item.dpName, std::nullopt});
        store::deleteDp(db, item.dp);
        m_dps.forget(item.dp);
        m_cleans.erase(item.dp);
        m_windowOpen.erase(item.dp);
        return;
    }
    m_dps.seen(db, now, item.dp, outcome.seen);
    if (!outcome.error)
        return;
    // Whatever it is, trying again at once would not help: it becomes what stops the DP, and probes say when to go on.
    m_dps.conditionFound(db, now, item.dp, *outcome.error, PackageId());
}

void DistributionManager::removePackageIfDone(store::Connection &db, Time now, const PackageId &id)
{
    const std::optional<Package> package = store::package(db, id);
    if (!package || !package->removing || store::hasRows(db, id))
        return;
    for (const PackageVersion &version : package->versions)
        m_messages.raise(db, now, MessageId::VersionLetGo, {id.value(), std::to_string(version.version)}, {id, std::string(), version.version});
    store::deletePackage(db, id);
    m_messages.raise(db, now, MessageId::PackageRemoved, {id.value(), package->name}, {id, std::string(), std::nullopt});
    m_damagedPackages.erase(id);
    m_saidStarted.erase(id);
    m_contentMayGo = true;
}

} // namespace cartage::components
