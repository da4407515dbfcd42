// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/components/distributionmanager.h"
#include "core/store/distributionrepository.h"
#include "core/store/packagerepository.h"

// DistributionManager: damaged content of the library is one problem of the package, counted at no DP; healed from the source or a verified DP (F84).
namespace cartage::components {

namespace {

constexpr Span healAgain = std::chrono::minutes(10);
constexpr std::size_t donorsAsked = 4;

std::vector<Sha256> damagedContents(const Error &error)
{
    std::vector<Sha256> contents;
    const auto add = [&](const std::string &text) {
        if (const auto hash = Sha256::fromHex(text))
            contents.push_back(*hash);
    };
    for (const std::string &text : error.names)
        add(text);
    for (const auto &[key, text] : error.parameters)
        add(text);
    std::sort(contents.begin(), contents.end());
    contents.erase(std::unique(contents.begin(), contents.end()), contents.end());
    return contents;
}

} // namespace

void DistributionManager::contentDamaged(store::Connection &db, Time now, const PackageId &id, const Error &error)
{
    std::optional<Package> package = store::package(db, id);
    if (!package)
        return;
    const std::vector<Sha256> contents = damagedContents(error);
    if (!package->problem || package->problem->code != Code::ContentDamaged) {
        package->problem = error;
        package->problem->scope = Scope::Package;
        package->problem->object = id.value();
        store::updatePackage(db, *package, now);
        m_messages.raise(db, now, MessageId::ContentDamaged, {id.value(), contents.empty() ? std::string() : contents.front().hex()},
                         {id, std::string(), std::nullopt});
    }
    m_damagedPackages.try_emplace(id, now);
}

void DistributionManager::planHealing(store::Connection &db, Time now, std::vector<WorkItem> &items)
{
    if (m_healing)
        return;
    const auto due = std::find_if(m_damagedPackages.begin(), m_damagedPackages.end(), [&](const auto &entry) { return entry.second <= now; });
    if (due == m_damagedPackages.end())
        return;
    const std::optional<Package> package = store::package(db, due->first);
    if (!package || !package->problem || package->problem->code != Code::ContentDamaged || package->versions.empty()) {
        m_damagedPackages.erase(due);
        return;
    }
    HealOrder order;
    order.package = package->id;
    order.contents = damagedContents(*package->problem);
    order.source = package->source; // empty where the parent site has it: then a distribution point gives it
    for (const PackageVersion &version : package->versions)
        order.manifests.push_back(version.manifest);
    store::Selection proven;
    proven.packages = {package->id};
    proven.states = {State::Installed};
    for (const Distribution &row : store::distributions(db, proven)) {
        const Dp *dp = m_dps.find(row.dp);
        if (dp && m_dps.takesWork(row.dp) && !m_stuck.contains(row.dp) && order.donors.size() < donorsAsked)
            order.donors.push_back({dp->name, dp->path + '/' + package->id.value()});
    }
    due->second = now + healAgain;
    WorkItem item;
    item.number = ++m_lastItem;
    item.package = package->id;
    item.order = std::move(order);
    m_healing = item;
    items.push_back(std::move(item));
}

void DistributionManager::recordHeal(store::Connection &db, Time now, const WorkItem &item, const HealOutcome &outcome)
{
    for (const auto &[hash, from] : outcome.healed)
        m_messages.raise(db, now, MessageId::ContentHealed, {item.package.value(), hash.hex(), from}, {item.package, std::string(), std::nullopt});
    std::optional<Package> package = store::package(db, item.package);
    if (!package || outcome.error)
        return;
    package->problem.reset();
    store::updatePackage(db, *package, now);
    m_damagedPackages.erase(item.package);
    store::Selection blocked;
    blocked.packages = {item.package};
    blocked.states = {State::Blocked};
    blocked.codes = {Code::ContentDamaged};
    for (Distribution &row : store::distributions(db, blocked)) {
        move(row, Event::ObstacleGone);
        row.error.reset();
        row.failingSince.reset();
        row.dueAt = now;
        row.token = store::takeToken(db);
        save(db, now, row);
    }
}

} // namespace cartage::components
