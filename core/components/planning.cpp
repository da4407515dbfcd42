// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/logging.h"
#include "core/components/distributionmanager.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"

// DistributionManager: what is done next, in which order, and how its row is written as begun.
namespace cartage::components {

namespace {

/// Waiting workers are cheap: eight of them cost what one transfer between local disks costs.
constexpr int waitingFactor = 8;
constexpr int rowsToChooseFrom = 50;

} // namespace

std::vector<WorkItem> DistributionManager::plan(store::Connection &db, Time now)
{
    std::vector<WorkItem> items;
    if (m_closed || m_broken)
        return items;
    planWindows(db, now);
    planFollowUps(db, now, items);
    planOpenPublishes(db, now, items);
    if (m_state != ComponentState::Running) {
        planRequests(db, now, items);
        return items;
    }
    planProbes(db, now, items);
    planRequests(db, now, items);
    planDueRows(db, now, items);
    planDpRemovals(db, items);
    planHealing(db, now, items);
    planCleans(db, now, items);
    planValidations(db, now, items);
    return items;
}

bool DistributionManager::mostlyWaits(const Dp &dp) { return dp.network || dp.settings.rate > 0; }

bool DistributionManager::hasRoom(const Dp &dp) const
{
    const bool waits = mostlyWaits(dp);
    const int limit = waits ? m_settings.transfers * waitingFactor : m_settings.transfers;
    const bool recovering = m_dps.isRecovering(dp.key);
    int alike = 0;
    int alikeAndRecovering = 0;
    for (const auto &[key, running] : m_running) {
        if (!running.transfer || running.item.mostlyWaits != waits)
            continue;
        ++alike;
        if (m_dps.isRecovering(key))
            ++alikeAndRecovering;
    }
    if (alike >= limit)
        return false;
    return !recovering || alikeAndRecovering < std::max(1, limit / 2);
}

/// Their rows are committed as publishing: nothing else happens at that DP before.
void DistributionManager::planFollowUps(store::Connection &, Time, std::vector<WorkItem> &items)
{
    for (auto it = m_followUps.begin(); it != m_followUps.end();) {
        const Dp *dp = m_dps.find(it->first);
        if (!dp) {
            it = m_followUps.erase(it);
            continue;
        }
        WorkItem item = itemAt(*dp);
        item.package = it->second.package;
        item.token = it->second.token;
        item.order = std::move(it->second);
        start(std::move(item), true, items);
        it = m_followUps.erase(it);
    }
}

/// What an open publish is finished with: where removal is wanted by now, the version that was on its way.
std::optional<PackageVersion> DistributionManager::publishedVersion(store::Connection &db, const Distribution &row)
{
    if (row.wantedVersion != 0)
        return store::versionOf(db, row.package, row.wantedVersion);
    const std::vector<Attempt> attempts = store::attempts(db, row.package, row.dp);
    for (auto attempt = attempts.rbegin(); attempt != attempts.rend(); ++attempt) {
        auto version = attempt->version == 0 ? std::nullopt : store::versionOf(db, row.package, attempt->version);
        if (version)
            return version;
    }
    // Let go since: any version of the package has the transport finish what lies there first.
    const std::optional<Package> package = store::package(db, row.package);
    return package && !package->versions.empty() ? std::optional(package->versions.back()) : std::nullopt;
}

/// Publishes that a kill or a refusal has left open are finished before any other work at that DP.
void DistributionManager::planOpenPublishes(store::Connection &db, Time now, std::vector<WorkItem> &items)
{
    for (auto it = m_openPublishes.begin(); it != m_openPublishes.end();) {
        const auto &[key, at] = *it;
        const Dp *dp = m_dps.find(key.dp);
        const std::optional<Distribution> row = dp ? store::distribution(db, key.package, key.dp) : std::nullopt;
        if (!row || row->state != State::Publishing) {
            it = m_openPublishes.erase(it);
            continue;
        }
        // A hold does not keep a publish open: half of it is visible to clients.
        const bool reachable = !dp->condition && dp->breaker != BreakerState::Open;
        const std::optional<PackageVersion> version = publishedVersion(db, *row);
        if (at > now || isBusy(key.dp) || !reachable || !version) {
            ++it;
            continue;
        }
        WorkItem item = itemAt(*dp);
        item.package = row->package;
        item.token = row->token;
        item.order = stageOrder(db, *dp, *row, *version);
        start(std::move(item), true, items);
        it = m_openPublishes.erase(it);
    }
}

void DistributionManager::planProbes(store::Connection &db, Time now, std::vector<WorkItem> &items)
{
    for (const DpKey key : store::dpsToProbe(db, now)) {
        const Dp *dp = m_dps.find(key);
        if (!dp || m_running.contains(key) || m_stuckProbes.contains(key))
            continue;
        WorkItem item = itemAt(*dp);
        item.order = ProbeOrder{addressOf(db, *dp), false};
        start(std::move(item), false, items);
    }
}

void DistributionManager::planDueRows(store::Connection &db, Time now, std::vector<WorkItem> &items)
{
    std::vector<DpKey> due = store::dpsWithDueRows(db, now);
    std::sort(due.begin(), due.end());
    // In turn, beginning after the DP that was served last: none waits for another's long queue.
    const auto first = std::upper_bound(due.begin(), due.end(), m_lastServed);
    std::rotate(due.begin(), first, due.end());
    for (const DpKey key : due) {
        const Dp *dp = m_dps.find(key);
        if (!dp || isBusy(key) || !hasRoom(*dp))
            continue;
        if (dp->held || (m_windowOpen.contains(key) && !m_windowOpen.at(key))) {
            pauseAll(db, now, *dp);
            continue;
        }
        if (!m_dps.takesWork(key))
            continue;
        const bool publishOpen = std::any_of(m_openPublishes.begin(), m_openPublishes.end(),
                                             [&](const auto &open) { return open.first.dp == key; });
        if (publishOpen)
            continue;
        if (std::optional<WorkItem> item = planAtDp(db, now, *dp)) {
            m_lastServed = key;
            start(std::move(*item), true, items);
        }
    }
}

std::optional<WorkItem> DistributionManager::planAtDp(store::Connection &db, Time now, const Dp &dp)
{
    while (std::optional<Distribution> row = pickRow(db, now, dp)) {
        if (putAside(db, now, *row))
            continue;
        const bool removal = row->state == State::Removing;
        std::optional<WorkItem> item = removal ? beginRemoval(db, now, dp, *row) : beginStage(db, now, dp, *row);
        if (item || m_broken)
            return item;
    }
    return std::nullopt;
}

std::optional<Distribution> DistributionManager::pickRow(store::Connection &db, Time now, const Dp &dp)
{
    const bool probing = dp.breaker == BreakerState::HalfOpen && dp.lastFailed;
    std::vector<Distribution> rows = store::dueAt(db, dp.key, now, m_retryNext.contains(dp.key), probing ? rowsToChooseFrom : 1);
    // An open publish has no due time of its own; it is looked at before anything that is due.
    std::erase_if(rows, [](const Distribution &row) { return row.state == State::Publishing; });
    if (rows.empty())
        return std::nullopt;
    // After a bad time one transfer shows whether the DP works again: of another package than the one that failed last, whose own fault it may be.
    const auto other = std::find_if(rows.begin(), rows.end(), [&](const Distribution &row) { return !probing || row.package != *dp.lastFailed; });
    return other == rows.end() ? rows.front() : *other;
}

/// Rows that are due by their time but may not be begun: what is held is paused; what wants no version is a removal. True when the row was put aside.
bool DistributionManager::putAside(store::Connection &db, Time now, Distribution &row)
{
    if (row.wantedVersion == 0 && row.state != State::Removing) {
        row.state = State::Removing;
        row.dueAt = now;
        row.updatedAt = now;
        store::updateDistribution(db, row);
    }
    bool held = row.held.has_value();
    if (!held) {
        const std::optional<Package> package = store::package(db, row.package);
        held = package && package->held;
    }
    if (!held)
        return false;
    const ActionRule rule = actionRule(Action::Hold, row.state);
    row.state = rule.effect == ActionRule::Effect::Change ? rule.next : State::Paused;
    row.dueAt.reset();
    row.token = store::takeToken(db);
    row.updatedAt = now;
    store::updateDistribution(db, row);
    return true;
}

std::optional<WorkItem> DistributionManager::beginStage(store::Connection &db, Time now, const Dp &dp, Distribution row)
{
    const std::optional<PackageVersion> version = store::versionOf(db, row.package, row.wantedVersion);
    if (!version) {
        breakOff("a version that is wanted is gone package=" + row.package.value() + " version=" + std::to_string(row.wantedVersion));
        return std::nullopt;
    }
    const bool wasRetry = row.state == State::Retrying;
    if (wasRetry)
        m_retryNext.erase(dp.key);
    else
        m_retryNext.insert(dp.key);
    const Distribution before = row;
    move(row, Event::AttemptStarts);
    // A publish that was refused for a file in use is tried again without using up an attempt.
    if (!row.publishOnly || row.attempt == 0)
        ++row.attempt;
    row.token = store::takeToken(db);
    row.dueAt.reset();
    // From now on something of it may lie there; the attempt itself takes over or deletes what former ones have left.
    row.stageLeft = true;
    if (const auto cleans = m_cleans.find(row.dp); cleans != m_cleans.end())
        std::erase(cleans->second, row.package);
    row.bytesDone = row.filesDone = 0;
    row.updatedAt = now;
    WorkItem item = itemAt(dp);
    item.package = row.package;
    item.token = row.token;
    item.waited = now - row.waitingSince;
    item.order = stageOrder(db, dp, before, *version);
    std::get<transport::StageOrder>(item.order).token = row.token;
    store::updateDistribution(db, row);

    Attempt attempt;
    attempt.number = row.attempt;
    attempt.version = row.wantedVersion;
    attempt.started = now;
    attempt.outcome = "running";
    attempt.wait = now - row.waitingSince;
    store::startAttempt(db, row.package, row.dp, attempt, row.token);

    const About about{row.package, dp.name, row.wantedVersion};
    const std::string versionText = std::to_string(row.wantedVersion);
    int &said = m_saidStarted[row.package];
    if (said == 0) {
        store::MessageFilter filter;
        filter.ids = {static_cast<int>(MessageId::ProcessingStarted)};
        filter.package = row.package;
        filter.site = m_site.code.value(); // sites below process it, too
        filter.limit = 1;
        const std::vector<StatusMessage> found = store::messages(db, filter);
        if (!found.empty() && found.front().strings.size() > 2)
            said = std::atoi(found.front().strings[2].c_str());
    }
    if (said != row.wantedVersion) {
        said = row.wantedVersion;
        m_messages.raise(db, now, MessageId::ProcessingStarted, {row.package.value(), packageName(db, row.package), versionText},
                         {row.package, std::string(), row.wantedVersion});
    }
    m_messages.raise(db, now, MessageId::DistributionStarts, {row.package.value(), dp.name, versionText, std::to_string(row.attempt)}, about);
    return item;
}

transport::StageOrder DistributionManager::stageOrder(store::Connection &db, const Dp &dp, const Distribution &row,
                                                      const PackageVersion &version) const
{
    transport::StageOrder order;
    order.dp = addressOf(db, dp);
    order.package = row.package;
    order.version = version.version;
    order.epoch = version.epoch;
    order.manifest = version.manifest;
    order.formerVersion = row.installedVersion;
    order.formerEpoch = row.installedEpoch;
    order.formerManifest = row.installedManifest;
    order.token = row.token;
    order.force = row.force;
    order.verifyLater = dp.settings.verifyLater;
    // What is wanted lies there by its record, and yet something is owed: it was found damaged. A retry of a repair is a repair too.
    order.damagedOnly = row.state != State::Publishing && !row.force && row.installedVersion == version.version &&
        row.installedManifest == version.manifest;
    return order;
}

/// Lowest class: only where nothing else is due.
void DistributionManager::planCleans(store::Connection &db, Time now, std::vector<WorkItem> &items)
{
    if (m_cleansAgain && *m_cleansAgain <= now)
        rememberCleans(db);
    for (auto it = m_cleans.begin(); it != m_cleans.end();) {
        const Dp *dp = m_dps.find(it->first);
        if (!dp || it->second.empty()) {
            it = m_cleans.erase(it);
            continue;
        }
        if (!isBusy(it->first) && m_dps.takesWork(it->first) && hasRoom(*dp)) {
            WorkItem item = itemAt(*dp);
            item.package = it->second.front();
            it->second.pop_front();
            item.order = CleanOrder{addressOf(db, *dp), item.package, std::string(), it->second.empty()};
            start(std::move(item), true, items);
        }
        ++it;
    }
}

void DistributionManager::planWindows(store::Connection &db, Time now)
{
    for (const auto &[key, pointer] : std::map(m_dps.all())) {
        const Dp &dp = *pointer;
        const auto known = m_windowOpen.find(key);
        // The first look is at every DP: a window may have been taken away while no engine worked, and its rows are still paused.
        if (dp.settings.window.isAlways() && known != m_windowOpen.end() && known->second)
            continue;
        const std::string &zone = dp.settings.zone(m_settings.timezone);
        const bool open = dp.settings.window.isOpen(now, zone);
        const bool changed = known == m_windowOpen.end() || known->second != open;
        m_windowOpen[key] = open;
        if (changed && open && !dp.held)
            resumeAll(db, now, dp);
        else if (changed && !open)
            pauseAll(db, now, dp);
    }
}

/// One statement a state: a window has closed, or the DP is held. A running attempt is overtaken and keeps its stage.
void DistributionManager::pauseAll(store::Connection &db, Time now, const Dp &dp)
{
    store::Selection all;
    all.dps = {dp.key};
    store::WideChange change;
    change.to = State::Paused;
    change.token = store::takeToken(db);
    change.now = now;
    const Action action = dp.held ? Action::Hold : Action::WindowCloses;
    for (const State from : allStates()) {
        const ActionRule rule = actionRule(action, from);
        if (rule.effect != ActionRule::Effect::Change || rule.next != State::Paused)
            continue;
        change.from = from;
        static_cast<void>(store::changeAll(db, all, change));
    }
    if (!dp.held)
        putOffRepairs(db, now, dp);
}

/// Damage stays visible as damage, so a repair is not paused: it falls due when the window opens.
void DistributionManager::putOffRepairs(store::Connection &db, Time now, const Dp &dp)
{
    const std::string &zone = dp.settings.zone(m_settings.timezone);
    store::Selection damaged;
    damaged.dps = {dp.key};
    damaged.states = {State::Damaged};
    for (Distribution &row : store::distributions(db, damaged)) {
        if (!row.dueAt || *row.dueAt > now)
            continue;
        row.dueAt = dp.settings.window.nextChange(now, zone);
        row.updatedAt = now;
        store::updateDistribution(db, row);
    }
}

/// Row by row: those that an operator holds stay.
void DistributionManager::resumeAll(store::Connection &db, Time now, const Dp &dp)
{
    store::Selection paused;
    paused.dps = {dp.key};
    paused.states = {State::Paused};
    for (Distribution &row : store::distributions(db, paused)) {
        const std::optional<Package> package = store::package(db, row.package);
        if (row.held || (package && package->held))
            continue;
        const ActionRule rule = actionRule(Action::WindowOpens, row.state);
        if (rule.effect != ActionRule::Effect::Change)
            continue;
        row.state = row.wantedVersion == 0 ? State::Removing : rule.next;
        row.dueAt = now;
        row.token = store::takeToken(db);
        row.updatedAt = now;
        store::updateDistribution(db, row);
    }
}

} // namespace cartage::components
