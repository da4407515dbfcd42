// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/logging.h"
#include "core/components/distributionmanager.h"
#include "core/components/requestjson.h"
#include "core/store/distributionrepository.h"
#include "core/store/enginerepository.h"
#include "core/store/siterepository.h"

// DistributionManager: what workers found of deliveries, as facts and as changes of the duty.
namespace cartage::components {

namespace {

/// A file in use is let go within minutes or hours; asking every five minutes costs one rename series.
constexpr Span fileInUseAgain = std::chrono::minutes(5);
constexpr Span openPublishAgain = std::chrono::seconds(30);
constexpr Span spaceProbes = std::chrono::minutes(5);

/// What the DP's own record says, whatever became of the duty.
void applyFound(Distribution &row, const transport::StageOutcome &outcome)
{
    if (outcome.found) {
        const transport::PackageRecord &found = *outcome.found;
        // Our row may know a newer proof of the same content than the record at the DP.
        if (row.installedManifest != found.manifest || !row.proof)
            row.proof = found.proof;
        row.installedVersion = found.version;
        row.installedEpoch = found.epoch;
        row.installedManifest = found.manifest;
        row.mixed = found.publishing;
    } else if (outcome.seen.contact && !outcome.error && !outcome.stopped) {
        row.installedVersion.reset();
        row.installedEpoch = 0;
        row.installedManifest.reset();
        row.proof.reset();
        row.mixed = false;
    }
}

std::string_view overtakenOutcome(State state)
{
    switch (state) {
    case State::Stopped:
    case State::Removing:
    case State::Removed:
        return "cancelled";
    case State::Paused:
        return "paused";
    case State::Waiting:
    case State::Transferring:
    case State::Verifying:
    case State::Publishing:
    case State::Installed:
    case State::Unverified:
    case State::Damaged:
    case State::Retrying:
    case State::Blocked:
    case State::Failed:
        return "superseded";
    }
    return "superseded";
}

} // namespace

void DistributionManager::save(store::Connection &db, Time now, Distribution &row)
{
    row.updatedAt = now;
    store::updateDistribution(db, row);
}

void DistributionManager::recordStage(store::Connection &db, Time now, const Outcome &whole, const transport::StageOutcome &outcome)
{
    const WorkItem &item = whole.item;
    m_dps.seen(db, now, item.dp, outcome.seen);
    m_dps.measured(db, item.dp, outcome.bytesCopied, whole.took);
    sayForeignKept(db, now, item, outcome.setAside);
    std::optional<Distribution> row = store::distribution(db, item.package, item.dp);
    if (!row || row->token != item.token)
        conditionFound(db, now, item, outcome.error);
    if (!row)
        return;
    applyFound(*row, outcome);
    if (row->token != item.token) {
        endOvertakenAttempt(db, now, item, *row, outcome.bytesCopied);
        // What happened is a fact; what is to happen has been decided anew meanwhile (F43, F76).
        save(db, now, *row);
        return;
    }
    row->bytesTotal = whole.bytesTotal;
    row->bytesDone = whole.bytesDone;
    row->filesTotal = whole.filesTotal;
    row->filesDone = whole.filesDone;
    if (outcome.error)
        stageFailed(db, now, item, outcome, *row);
    else if (outcome.stopped)
        interrupted(db, now, item, outcome.bytesCopied, *row);
    else
        stageDone(db, now, item, outcome, *row);
    save(db, now, *row);
    if (row->state == State::Installed && !store::owesAnything(db, row->package)) {
        m_messages.raise(db, now, MessageId::Processed,
                         {row->package.value(), packageName(db, row->package), std::to_string(row->wantedVersion)},
                         {row->package, std::string(), row->wantedVersion});
    }
}

void DistributionManager::stageDone(store::Connection &db, Time now, const WorkItem &item, const transport::StageOutcome &outcome,
                                    Distribution &row)
{
    if (outcome.alreadyThere) {
        installed(db, now, item, row);
        return;
    }
    const auto &staged = std::get<transport::StageOrder>(item.order);
    if (row.state != State::Publishing)
        move(row, Event::PublishCommitted);
    transport::PublishOrder order;
    order.dp = staged.dp;
    if (outcome.seen.abilities)
        order.dp.abilities = outcome.seen.abilities;
    order.package = item.package;
    order.version = staged.version;
    order.epoch = staged.epoch;
    order.manifest = staged.manifest;
    if (outcome.found)
        order.formerManifest = outcome.found->manifest;
    order.stage = outcome.stage;
    order.token = item.token;
    order.proven = outcome.proven;
    order.provenAt = now;
    m_followUps[item.dp] = std::move(order);
}

void DistributionManager::stageFailed(store::Connection &db, Time now, const WorkItem &item, const transport::StageOutcome &outcome,
                                      Distribution &row)
{
    const Error &error = *outcome.error;
    const State before = row.state;
    if (error.code == Code::ContentDamaged)
        contentDamaged(db, now, item.package, error);
    if (row.state == State::Publishing && !outcome.settled) {
        // An open publish that could not be looked at: it stays open, whatever the reason, and is looked at again.
        if (error.scope == Scope::Dp)
            m_dps.conditionFound(db, now, item.dp, error, item.package);
        keepPublishing(db, now, error, now + openPublishAgain, row);
    } else if (error.code == Code::Interrupted) {
        interrupted(db, now, item, outcome.bytesCopied, row);
    } else {
        if (error.scope == Scope::Dp)
            blockedByCondition(db, now, item, error, row);
        else
            attemptFailed(db, now, item, error, outcome.bytesCopied, row);
        // What was open is whole by now, and what came after it failed: nothing keeps the DP's other rows any more.
        if (before == State::Publishing)
            applyAfterPublish(db, now, row);
    }
}

void DistributionManager::keepPublishing(store::Connection &db, Time now, const Error &error, Time again, Distribution &row)
{
    if (row.error != error && row.mixed) {
        m_messages.raise(db, now, MessageId::PublishMixed,
                         {row.package.value(), error.object, std::string(name(error.code)), error.path}, {row.package, error.object, row.wantedVersion});
    }
    row.error = error;
    if (!row.failingSince)
        row.failingSince = now;
    m_openPublishes[{row.dp, row.package}] = again;
}

void DistributionManager::recordPublish(store::Connection &db, Time now, const WorkItem &item, const transport::PublishOutcome &outcome)
{
    m_dps.seen(db, now, item.dp, outcome.seen);
    sayForeignKept(db, now, item, outcome.setAside);
    std::optional<Distribution> row = store::distribution(db, item.package, item.dp);
    if (!row || row->token != item.token)
        conditionFound(db, now, item, outcome.error);
    if (!row)
        return;
    const auto &order = std::get<transport::PublishOrder>(item.order);
    if (outcome.published) {
        row->installedVersion = order.version;
        row->installedEpoch = order.epoch;
        row->installedManifest = order.manifest;
        row->proof = outcome.proof;
        row->mixed = false;
    } else {
        row->mixed = outcome.mixed;
    }
    if (row->token != item.token) {
        endOvertakenAttempt(db, now, item, *row, 0);
        save(db, now, *row);
        return;
    }
    if (outcome.published)
        installed(db, now, item, *row);
    else
        publishRefused(db, now, item, outcome, *row);
    save(db, now, *row);
    if (outcome.published && !store::owesAnything(db, row->package)) {
        m_messages.raise(db, now, MessageId::Processed, {row->package.value(), packageName(db, row->package), std::to_string(order.version)},
                         {row->package, std::string(), order.version});
    }
}

void DistributionManager::installed(store::Connection &db, Time now, const WorkItem &item, Distribution &row)
{
    const int version = row.installedVersion.value_or(row.wantedVersion);
    endAttempt(db, now, item, row, "installed", row.bytesDone, std::nullopt);
    move(row, row.proof ? Event::Recorded : Event::RecordedUnproven);
    row.error.reset();
    row.failingSince.reset();
    row.dueAt.reset();
    row.force = false;
    row.publishOnly = false;
    row.mixed = false;
    m_openPublishes.erase({row.dp, row.package});
    store::replaceDifferences(db, row.package, row.dp, {});
    m_messages.raise(db, now, MessageId::OnDp, {row.package.value(), item.dpName, std::to_string(version)}, {row.package, item.dpName, version});
    m_dps.succeeded(db, now, item.dp);
    row.stageLeft = true;
    auto &cleans = m_cleans[item.dp];
    if (std::find(cleans.begin(), cleans.end(), row.package) == cleans.end())
        cleans.push_back(row.package);
    applyAfterPublish(db, now, row);
}

/// What an operator's action that came during the publish makes of the row (the action table allowed it then).
void DistributionManager::applyAfterPublish(store::Connection &db, Time now, Distribution &row)
{
    if (!row.afterPublish)
        return;
    const State next = *row.afterPublish;
    row.afterPublish.reset();
    const bool endsTheTrying = next == State::Stopped || next == State::Paused;
    if (endsTheTrying && (row.state == State::Installed || row.state == State::Unverified)) {
        row.stopped.reset(); // nothing was left to stop
        return;
    }
    if (next == State::Paused && !row.held)
        return; // released meanwhile, or held as a whole DP or package: such a row is paused when it falls due
    row.state = next;
    row.token = store::takeToken(db);
    row.attempt = 0;
    row.error.reset();
    row.failingSince.reset();
    row.publishOnly = false;
    row.waitingSince = now;
    row.dueAt = row.state == State::Waiting || row.state == State::Removing ? std::optional<Time>(now) : std::nullopt;
}

void DistributionManager::publishRefused(store::Connection &db, Time now, const WorkItem &item, const transport::PublishOutcome &outcome,
                                         Distribution &row)
{
    Error error = outcome.error.value_or(Error{});
    if (!outcome.error)
        error.code = Code::Interrupted;
    if (error.object.empty())
        error.object = item.dpName;
    if (error.code == Code::ContentDamaged)
        contentDamaged(db, now, item.package, error);
    if (outcome.mixed) {
        if (error.scope == Scope::Dp)
            m_dps.conditionFound(db, now, item.dp, error, item.package);
        keepPublishing(db, now, error, now + (error.code == Code::FileInUse ? fileInUseAgain : openPublishAgain), row);
        return;
    }
    if (outcome.undone && error.scope != Scope::Dp) {
        endAttempt(db, now, item, row, "failed", 0, error);
        // The stage is proven and stays: only the publish is tried again, and no attempt is used up.
        if (!row.error || row.error->code != error.code)
            sayFailed(db, now, error, row);
        move(row, Event::PublishUndone);
        row.error = error;
        row.publishOnly = true;
        row.dueAt = now + fileInUseAgain;
        row.waitingSince = now;
        if (!row.failingSince)
            row.failingSince = now;
    } else if (error.scope == Scope::Dp) {
        blockedByCondition(db, now, item, error, row);
    } else if (error.code == Code::Interrupted) {
        // Stopped before its first rename: the stage is whole, the publish is still to be done.
        keepPublishing(db, now, error, now, row);
        row.error.reset();
        return;
    } else {
        attemptFailed(db, now, item, error, 0, row);
    }
    applyAfterPublish(db, now, row);
}

void DistributionManager::blockedByCondition(store::Connection &db, Time now, const WorkItem &item, const Error &error, Distribution &row)
{
    sayFailed(db, now, error, row);
    m_dps.conditionFound(db, now, item.dp, error, item.package);
    const Dp *dp = m_dps.find(item.dp);
    const Error condition = dp && dp->condition ? *dp->condition : error;
    endAttempt(db, now, item, row, "blocked", 0, condition);
    move(row, Event::ObstacleFound);
    row.error = condition;
    row.dueAt.reset();
    // The DP's condition is not the row's failure: it uses up no attempt.
    row.attempt = std::max(0, row.attempt - 1);
    if (!row.failingSince)
        row.failingSince = now;
    row.waitingSince = now;
}

void DistributionManager::attemptFailed(store::Connection &db, Time now, const WorkItem &item, const Error &error, std::int64_t bytes,
                                        Distribution &row)
{
    sayFailed(db, now, error, row);
    switch (error.kind()) {
    case Kind::NeedsSpace:
    case Kind::Blocked:
    case Kind::Invalid:
    case Kind::Refused:
    case Kind::Usage:
        obstacle(db, now, item, error, bytes, row);
        return;
    case Kind::Transient:
    case Kind::Internal:
        break;
    }
    if (error.code == Code::Internal)
        logError("DistributionManager", "a worker broke an invariant dp=" + item.dpName + " package=" + item.package.value());
    endAttempt(db, now, item, row, "failed", bytes, error);
    const RetryPolicy policy = policyOf(item.dp);
    if (error.code == Code::FileInUse) {
        // Before the publish: the file belongs to somebody else, not to this attempt.
        row.attempt = std::max(0, row.attempt - 1);
        move(row, Event::AttemptFailed);
        row.dueAt = now + fileInUseAgain;
    } else if (policy.usedUp(row.attempt)) {
        move(row, Event::TriesUsedUp);
        row.dueAt.reset();
    } else {
        move(row, Event::AttemptFailed);
        row.dueAt = now + policy.delay(std::max(1, row.attempt), *m_random);
    }
    row.error = error;
    row.waitingSince = now;
    if (!row.failingSince)
        row.failingSince = now;
    m_dps.failed(db, now, item.dp, item.package, error);
}

/// A try cannot succeed before something changes.
void DistributionManager::obstacle(store::Connection &db, Time now, const WorkItem &item, const Error &error, std::int64_t bytes,
                                   Distribution &row)
{
    endAttempt(db, now, item, row, "blocked", bytes, error);
    move(row, Event::ObstacleFound);
    row.error = error;
    row.dueAt.reset();
    row.waitingSince = now;
    if (!row.failingSince)
        row.failingSince = now;
    if (error.code == Code::ContentDamaged)
        row.attempt = std::max(0, row.attempt - 1);
    if (error.kind() == Kind::NeedsSpace)
        m_dps.probeAt(db, item.dp, now + spaceProbes);
}

/// Stopped by the engine itself: due at once, not counted.
void DistributionManager::interrupted(store::Connection &db, Time now, const WorkItem &item, std::int64_t bytes, Distribution &row)
{
    if (row.state == State::Publishing) {
        m_openPublishes[{row.dp, row.package}] = now;
        return;
    }
    endAttempt(db, now, item, row, "interrupted", bytes, std::nullopt);
    move(row, Event::Interrupted);
    row.attempt = std::max(0, row.attempt - 1);
    row.dueAt = now;
    row.waitingSince = now - item.waited;
}

void DistributionManager::sayFailed(store::Connection &db, Time now, const Error &error, const Distribution &row)
{
    const Dp *dp = m_dps.find(row.dp);
    const std::string dpName = dp ? dp->name : std::string();
    const About about{row.package, dpName, row.wantedVersion};
    const std::string code(name(error.code));
    m_messages.raise(db, now, MessageId::CopyFailed,
                     {row.package.value(), dpName, code, error.operation, error.path, systemErrorName(error.systemError),
                      std::to_string(row.attempt)},
                     about);
    m_messages.raise(db, now, MessageId::ProcessingFailed, {row.package.value(), packageName(db, row.package), dpName, code}, about);
}

void DistributionManager::endAttempt(store::Connection &db, Time now, const WorkItem &item, const Distribution &row, std::string_view outcome,
                                     std::int64_t bytes, const std::optional<Error> &error)
{
    Attempt attempt;
    attempt.number = row.attempt;
    attempt.version = row.wantedVersion;
    attempt.ended = now;
    attempt.outcome = outcome;
    attempt.bytes = bytes;
    attempt.error = error;
    store::endAttempt(db, item.package, item.dp, item.token, attempt);
}

/// What stops the DP is a fact, also where the duty that met it has been decided anew: without it nothing would probe the DP.
void DistributionManager::conditionFound(store::Connection &db, Time now, const WorkItem &item, const std::optional<Error> &error)
{
    if (error && error->scope == Scope::Dp && m_dps.find(item.dp))
        m_dps.conditionFound(db, now, item.dp, *error, item.package);
}

void DistributionManager::endOvertakenAttempt(store::Connection &db, Time now, const WorkItem &item, const Distribution &row,
                                              std::int64_t bytes)
{
    endAttempt(db, now, item, row, overtakenOutcome(row.state), bytes, std::nullopt);
}

void DistributionManager::recordProbe(store::Connection &db, Time now, const WorkItem &item, const transport::ProbeOutcome &outcome)
{
    m_dps.probed(db, now, item.dp, outcome, m_settings.staleAfter, policyOf(item.dp));
    if (item.request) {
        m_startedRequests.erase(*item.request);
        store::finishRequest(db, *item.request, toJson(outcome), now);
    }
}

void DistributionManager::recordAbandoned(store::Connection &db, Time now, const WorkItem &item, bool stalled)
{
    Error error;
    error.code = stalled ? Code::DpStalled : Code::DpNotResponding;
    error.operation = stalled ? "write" : "wait";
    error.scope = Scope::Dp;
    error.object = item.dpName;
    logWarning("DistributionManager", "worker written off dp=" + item.dpName + " code=" + std::string(name(error.code)));
    const bool probe = std::holds_alternative<ProbeOrder>(item.order);
    (probe ? m_stuckProbes : m_stuck).insert(item.dp);
    // What it did until then is not known; the next look at the DP finds out.
    if (std::holds_alternative<transport::StageOrder>(item.order)) {
        transport::StageOutcome outcome;
        outcome.error = error;
        Outcome whole{item, outcome, {}, 0, 0, 0, 0};
        recordStage(db, now, whole, outcome);
    } else if (std::holds_alternative<transport::PublishOrder>(item.order)) {
        transport::PublishOutcome outcome;
        outcome.mixed = true;
        outcome.error = error;
        recordPublish(db, now, item, outcome);
    } else if (std::holds_alternative<transport::RemoveOrder>(item.order)) {
        transport::RemoveOutcome outcome;
        outcome.error = error;
        recordRemove(db, now, item, outcome);
    } else if (std::holds_alternative<transport::ValidateOrder>(item.order)) {
        transport::ValidateOutcome outcome;
        outcome.error = error;
        recordValidate(db, now, item, outcome);
    } else if (probe) {
        transport::ProbeOutcome outcome;
        outcome.error = error;
        recordProbe(db, now, item, outcome);
    } else if (m_dps.find(item.dp)) {
        if (std::holds_alternative<CleanOrder>(item.order))
            recordClean(db, now, item, CleanOutcome{error});
        m_dps.conditionFound(db, now, item.dp, error, item.package);
    }
}

} // namespace cartage::components
