// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/distributionmanager.h"

#include <algorithm>
#include <utility>

#include "core/base/logging.h"
#include "core/base/overloaded.h"
#include "core/components/abilitiesjson.h"
#include "core/domain/settings.h"
#include "core/store/componentrepository.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/enginerepository.h"
#include "core/store/packagerepository.h"

namespace cartage::components {

namespace {

/// What is in the way of deleting (a file that somebody has open) is gone after some minutes, mostly; nothing waits for it.
constexpr Span cleansAgain = std::chrono::minutes(10);

void earlier(std::optional<Time> &next, std::optional<Time> candidate)
{
    if (candidate && (!next || *candidate < *next))
        next = candidate;
}

} // namespace

DistributionManager::DistributionManager(const store::SiteRow &site, StatusWriter messages, Random &random)
    : m_site(site.identity()), m_messages(messages), m_random(&random), m_dps(std::move(messages))
{
}

void DistributionManager::reload(store::Connection &db, Time now)
{
    store::bringForward(db, now);
    m_settings = siteSettingsFrom(store::settings(db));
    m_state = store::componentState(db, distributionManagerName);
    m_site.epoch = store::site(db).epoch;
    m_dps.reload(db, now);
    m_requests.clear();
    for (store::RequestRow &request : store::openRequests(db)) {
        if (!m_startedRequests.contains(request.id))
            m_requests.push_back(std::move(request));
    }
    for (const Package &package : store::packages(db)) {
        if (package.removing)
            removePackageIfDone(db, now, package.id);
        if (package.problem && package.problem->code == Code::ContentDamaged)
            m_damagedPackages.try_emplace(package.id, now);
    }
}

void DistributionManager::recover(store::Connection &db, Time now)
{
    // Read before their attempts are ended: a removal at work is told by its running attempt alone.
    std::vector<Distribution> atWork = store::rowsAtWork(db);
    store::interruptAttempts(db, now);
    for (Distribution &row : atWork) {
        if (row.state == State::Publishing) {
            m_openPublishes[{row.dp, row.package}] = now;
            continue;
        }
        if (row.state != State::Removing)
            move(row, Event::Interrupted);
        row.dueAt = now;
        row.attempt = std::max(0, row.attempt - 1);
        row.token = store::takeToken(db);
        row.updatedAt = now;
        store::updateDistribution(db, row);
    }
    rememberCleans(db);
    // A clock that stood wrong, or days asleep: nothing is delayed by more than the cap, and not everything comes at once.
    store::clampDue(db, now + m_settings.retry.cap, m_settings.retry.cap);
    for (const auto &[key, dp] : std::map(m_dps.all())) {
        const bool waits = dp->condition ? dp->condition->code != Code::DpOtherIdentity : dp->breaker == BreakerState::Open;
        store::Selection space;
        space.dps = {key};
        space.states = {State::Blocked};
        space.codes = {Code::NoSpace, Code::Quota};
        if (waits || !store::distributions(db, space).empty())
            m_dps.probeAt(db, key, now);
    }
}

void DistributionManager::record(store::Connection &db, Time now, const Outcome &outcome)
{
    const WorkItem &item = outcome.item;
    if (item.dp == DpKey())
        m_healing.reset();
    else
        m_running.erase(item.dp);
    std::visit(Overloaded{
                   [&](const Abandoned &report) { recordAbandoned(db, now, item, report.stalled); },
                   [&](const transport::StageOutcome &report) { recordStage(db, now, outcome, report); },
                   [&](const transport::PublishOutcome &report) { recordPublish(db, now, item, report); },
                   [&](const CleanOutcome &report) { recordClean(db, now, item, report); },
                   [&](const transport::RemoveOutcome &report) { recordRemove(db, now, item, report); },
                   [&](const RemoveDpOutcome &report) { recordRemoveDp(db, now, item, report.removal); },
                   [&](const transport::ProbeOutcome &report) { recordProbe(db, now, item, report); },
                   [&](const transport::ValidateOutcome &report) { recordValidate(db, now, item, report); },
                   [&](const HealOutcome &report) { recordHeal(db, now, item, report); },
               },
               outcome.report);
}

void DistributionManager::recordClean(store::Connection &db, Time now, const WorkItem &item, const CleanOutcome &outcome)
{
    std::vector<PackageId> &cleaned = m_cleaned[item.dp];
    if (!outcome.error && !m_closed) {
        cleaned.push_back(item.package);
        if (!std::get<CleanOrder>(item.order).durably)
            return;
        for (const PackageId &package : cleaned)
            store::stageIsGone(db, package, item.dp);
        cleaned.clear();
        return;
    }
    cleaned.clear();
    if (outcome.error)
        logWarning("DistributionManager", "stage not deleted dp=" + item.dpName + " package=" + item.package.value());
    m_cleansAgain = now + cleansAgain;
}

void DistributionManager::rememberCleans(store::Connection &db)
{
    m_cleansAgain.reset();
    for (const auto &[dp, package] : store::stagesLeft(db)) {
        auto &cleans = m_cleans[dp];
        if (std::find(cleans.begin(), cleans.end(), package) == cleans.end())
            cleans.push_back(package);
    }
}

void DistributionManager::recordProgress(store::Connection &db, Time now, const std::vector<store::Progress> &progress)
{
    store::writeProgress(db, progress, now);
}

void DistributionManager::workerReturned(const WorkItem &item)
{
    if (std::holds_alternative<ProbeOrder>(item.order))
        m_stuckProbes.erase(item.dp);
    else
        m_stuck.erase(item.dp);
}

/// A higher class takes over at the next file; what is staged stays. What is at work keeps the class that it was begun with, so that the two do not
/// take turns.
bool DistributionManager::givesWay(store::Connection &db, Time now, const WorkItem &item) const
{
    if (!std::holds_alternative<transport::StageOrder>(item.order) || m_state != ComponentState::Running)
        return false;
    const std::vector<Distribution> best = store::dueAt(db, item.dp, now, false, 1);
    if (best.empty() || best.front().package == item.package)
        return false;
    const std::optional<Package> running = store::package(db, item.package);
    const std::optional<Package> waiting = store::package(db, best.front().package);
    const bool held = best.front().held || (waiting && waiting->held);
    return running && waiting && !held &&
        store::classOf(waiting->priority, now - best.front().waitingSince) < store::classOf(running->priority, item.waited);
}

std::vector<std::int64_t> DistributionManager::overtaken(store::Connection &db, Time now) const
{
    std::vector<std::int64_t> numbers;
    for (const auto &[key, running] : m_running) {
        const WorkItem &item = running.item;
        // What is being published is finished first; clean-ups and probes belong to no row.
        const bool ofRow = std::holds_alternative<transport::StageOrder>(item.order) || std::holds_alternative<transport::RemoveOrder>(item.order);
        const bool validates = std::holds_alternative<transport::ValidateOrder>(item.order) && !item.request;
        if (m_state == ComponentState::Stopped && (ofRow || validates)) {
            numbers.push_back(item.number);
            continue;
        }
        if (!ofRow)
            continue;
        const std::optional<Distribution> row = store::distribution(db, item.package, item.dp);
        if (!row || row->token != item.token || (row->state != State::Publishing && givesWay(db, now, item)))
            numbers.push_back(item.number);
    }
    return numbers;
}

bool DistributionManager::hasPending() const
{
    if (!m_followUps.empty() || m_healing)
        return true;
    if (m_state != ComponentState::Running)
        return !m_requests.empty();
    for (const auto &[key, packages] : m_cleans) {
        if (!packages.empty() && m_dps.takesWork(key) && !m_stuck.contains(key))
            return true;
    }
    return !m_requests.empty();
}

std::optional<Time> DistributionManager::nextDue(store::Connection &db, Time now) const
{
    std::optional<Time> next = store::nextDue(db, now);
    // What is due already and could not be begun waits for an item to end or for an operator: both wake the engine.
    const std::optional<Time> probe = store::nextProbe(db);
    if (probe && *probe > now)
        earlier(next, probe);
    for (const auto &[key, at] : m_openPublishes) {
        if (at > now)
            earlier(next, at);
    }
    for (const auto &[package, at] : m_damagedPackages) {
        if (at > now)
            earlier(next, at);
    }
    earlier(next, m_cleansAgain);
    for (const auto &[key, dp] : m_dps.all()) {
        if (!dp->settings.window.isAlways())
            earlier(next, dp->settings.window.nextChange(now, dp->settings.zone(m_settings.timezone)));
    }
    return next;
}

bool DistributionManager::takeContentMayGo()
{
    return std::exchange(m_contentMayGo, false);
}

RetryPolicy DistributionManager::policyOf(DpKey dp) const
{
    const Dp *found = m_dps.find(dp);
    return found ? retryPolicyOf(found->settings, m_settings) : m_settings.retry;
}

void DistributionManager::move(Distribution &row, Event event)
{
    const State before = row.state;
    if (!moveBy(row, event))
        breakOff("no transition from " + std::string(name(before)) + " by event " + std::to_string(static_cast<int>(event)) +
                 " package=" + row.package.value());
}

void DistributionManager::breakOff(const std::string &why)
{
    logError("DistributionManager", why);
    if (m_broken)
        return;
    m_broken = Error{};
    m_broken->code = Code::Internal;
    m_broken->scope = Scope::Site;
    m_broken->parameters["what"] = why;
}

WorkItem DistributionManager::itemAt(const Dp &dp)
{
    WorkItem item;
    item.number = ++m_lastItem;
    item.dp = dp.key;
    item.dpName = dp.name;
    item.mostlyWaits = mostlyWaits(dp);
    item.rate = dp.settings.rate;
    item.stall = dp.settings.stall;
    return item;
}

void DistributionManager::start(WorkItem item, bool transfer, std::vector<WorkItem> &items)
{
    m_running[item.dp] = {item, transfer};
    items.push_back(std::move(item));
}

transport::DpAddress DistributionManager::addressOf(store::Connection &db, const Dp &dp) const
{
    transport::DpAddress address;
    address.key = dp.key;
    address.name = dp.name;
    address.guid = dp.guid;
    address.path = dp.path;
    address.site = m_site;
    address.abilities = abilitiesFromJson(dp.abilities);
    address.limit = dp.settings.limit;
    if (dp.settings.limit > 0)
        address.oursNow = store::counts(db, dp.key).bytes;
    return address;
}

std::string DistributionManager::packageName(store::Connection &db, const PackageId &package) const
{
    const std::optional<Package> found = store::package(db, package);
    return found ? found->name : std::string();
}

} // namespace cartage::components
