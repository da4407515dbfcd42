// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/components/distributionmanager.h"
#include "core/components/requestjson.h"
#include "core/store/distributionrepository.h"
#include "core/store/enginerepository.h"

// DistributionManager: looking at what lies at DPs, on request and in the background; what differs is repaired.
namespace cartage::components {

namespace {

constexpr Span defaultOnLocal = std::chrono::days(30);
constexpr Span lookAgain = std::chrono::hours(1);
constexpr int looksInOneTurn = 20;

/// Nothing: never by itself. On network file systems reading back costs the line: off until a window or a rate says when and how much.
std::optional<Span> validateEvery(const Dp &dp)
{
    if (dp.settings.validateEvery)
        return dp.settings.validateEvery->count() > 0 ? dp.settings.validateEvery : std::nullopt;
    if (dp.network && dp.settings.window.isAlways() && dp.settings.rate == 0)
        return std::nullopt;
    return defaultOnLocal;
}

std::vector<store::DifferenceRow> differenceRows(const transport::ValidateOutcome &outcome)
{
    std::vector<store::DifferenceRow> rows;
    for (const transport::FileDifference &found : outcome.differences) {
        rows.push_back({found.path, std::string(name(found.finding)), found.expected, found.found, static_cast<std::int64_t>(found.size),
                        found.error});
    }
    return rows;
}

bool isDamage(const transport::FileDifference &difference)
{
    return difference.finding != transport::FileDifference::Finding::Extra;
}

} // namespace

/// What commands wait for goes before deliveries: it only reads.
void DistributionManager::planRequests(store::Connection &db, Time now, std::vector<WorkItem> &items)
{
    std::deque<store::RequestRow> later;
    for (store::RequestRow &request : m_requests) {
        const Dp *dp = m_dps.find(request.dp);
        if (!dp) {
            transport::ProbeOutcome gone;
            gone.error = Error{};
            gone.error->code = Code::NotFound;
            store::finishRequest(db, request.id, toJson(gone), now);
            continue;
        }
        if (isBusy(request.dp)) {
            later.push_back(std::move(request));
            continue;
        }
        WorkItem item = itemAt(*dp);
        item.request = request.id;
        if (request.kind == "validate" && request.package) {
            const std::optional<Distribution> row = store::distribution(db, *request.package, request.dp);
            if (!row || !row->installedManifest || !row->installedVersion) {
                transport::ValidateOutcome nothing;
                nothing.complete = true;
                nothing.at = now;
                store::finishRequest(db, request.id, toJson(nothing), now);
                continue;
            }
            if (std::optional<WorkItem> validation = beginValidation(db, now, *dp, *row)) {
                validation->request = request.id;
                item = std::move(*validation);
            }
        } else {
            item.order = ProbeOrder{addressOf(db, *dp), true};
        }
        store::startRequest(db, request.id, now);
        m_startedRequests.insert(request.id);
        start(std::move(item), false, items);
    }
    m_requests = std::move(later);
}

std::optional<WorkItem> DistributionManager::beginValidation(store::Connection &db, Time now, const Dp &dp, const Distribution &row)
{
    if (!row.installedVersion || !row.installedManifest)
        return std::nullopt;
    transport::ValidateOrder order;
    order.dp = addressOf(db, dp);
    order.package = row.package;
    order.version = *row.installedVersion;
    order.manifest = *row.installedManifest;
    WorkItem item = itemAt(dp);
    item.package = row.package;
    item.token = row.token;
    item.order = std::move(order);
    m_messages.raise(db, now, MessageId::ValidationStarts, {row.package.value(), dp.name, std::to_string(*row.installedVersion)},
                     {row.package, dp.name, row.installedVersion});
    return item;
}

/// Lowest class, one package at a DP at a time; which rows of a DP have an old proof is asked once an hour.
void DistributionManager::planValidations(store::Connection &db, Time now, std::vector<WorkItem> &items)
{
    int looks = 0;
    for (const auto &[key, dp] : m_dps.all()) {
        const std::optional<Span> every = validateEvery(*dp);
        const auto next = m_nextLook.find(key);
        if (!every || isBusy(key) || !m_dps.takesWork(key) || (next != m_nextLook.end() && next->second > now))
            continue;
        if (m_windowOpen.contains(key) && !m_windowOpen.at(key))
            continue;
        if (!hasRoom(*dp) || ++looks > looksInOneTurn)
            break;
        const std::vector<Distribution> old = store::provenBefore(db, key, now - *every, 1);
        std::optional<WorkItem> item = old.empty() ? std::nullopt : beginValidation(db, now, *dp, old.front());
        // With one found the next is looked for as soon as this one is done.
        m_nextLook[key] = item ? now : now + lookAgain;
        if (item)
            start(std::move(*item), true, items);
    }
}

void DistributionManager::recordValidate(store::Connection &db, Time now, const WorkItem &item, const transport::ValidateOutcome &outcome)
{
    m_dps.seen(db, now, item.dp, outcome.seen);
    if (item.request) {
        m_startedRequests.erase(*item.request);
        store::finishRequest(db, *item.request, toJson(outcome), now);
    }
    if (outcome.error && outcome.error->scope == Scope::Dp)
        m_dps.conditionFound(db, now, item.dp, *outcome.error, item.package);
    if (outcome.error && outcome.error->code == Code::ContentDamaged)
        contentDamaged(db, now, item.package, *outcome.error);
    if (outcome.error || !outcome.complete) {
        m_nextLook[item.dp] = now + lookAgain;
        return;
    }
    const auto &order = std::get<transport::ValidateOrder>(item.order);
    std::optional<Distribution> row = store::distribution(db, item.package, item.dp);
    // Something else lies there by now, or is on its way: what was read says nothing about it.
    if (!row || row->token != item.token || row->installedManifest != order.manifest)
        return;
    recordFindings(db, now, item, outcome, *row);
    save(db, now, *row);
}

void DistributionManager::recordFindings(store::Connection &db, Time now, const WorkItem &item, const transport::ValidateOutcome &outcome,
                                         Distribution &row)
{
    using Finding = transport::FileDifference::Finding;
    store::replaceDifferences(db, row.package, row.dp, differenceRows(outcome));
    const auto &all = outcome.differences;
    const std::string version = std::to_string(*row.installedVersion);
    const About about{row.package, item.dpName, row.installedVersion};
    const auto firstDamage = std::find_if(all.begin(), all.end(), isDamage);
    const bool settled = row.state == State::Installed || row.state == State::Unverified || row.state == State::Damaged;
    if (firstDamage == all.end()) {
        row.proof = Proof{ProofKind::Validated, now};
        if (settled) {
            move(row, Event::ProvenByValidation);
            row.error.reset();
            row.failingSince.reset();
            row.dueAt.reset();
        }
        m_messages.raise(db, now, MessageId::Validated, {row.package.value(), item.dpName, version}, about);
        return;
    }
    const auto missing = std::count_if(all.begin(), all.end(), [](const auto &found) { return found.finding == Finding::Missing; });
    const auto damaged = std::count_if(all.begin(), all.end(), isDamage);
    const bool onlyMissing = missing == damaged;
    m_messages.raise(db, now, onlyMissing ? MessageId::FilesMissing : MessageId::HashDiffers,
                     {row.package.value(), item.dpName, std::to_string(damaged), firstDamage->path}, about);
    row.proof.reset();
    if (!settled)
        return;
    move(row, Event::FoundDamaged);
    Error error;
    error.code = onlyMissing ? Code::FilesMissing : Code::FilesDiffer;
    error.operation = "validate";
    error.path = firstDamage->path;
    error.scope = Scope::Distribution;
    error.object = item.dpName;
    for (const auto &found : all) {
        if (isDamage(found) && error.names.size() < 1000)
            error.names.push_back(found.path);
    }
    row.error = std::move(error);
    if (!row.failingSince)
        row.failingSince = now;
    row.attempt = 0;
    row.waitingSince = now;
    const Dp *dp = m_dps.find(row.dp);
    row.dueAt = dp && dp->settings.repairAsks ? std::nullopt : std::optional<Time>(now);
    row.token = store::takeToken(db);
}

} // namespace cartage::components
