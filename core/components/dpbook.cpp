// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/dpbook.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "core/base/logging.h"
#include "core/components/abilitiesjson.h"
#include "core/domain/retrypolicy.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/enginerepository.h"
#include "core/store/siterepository.h"

namespace cartage::components {

namespace {

constexpr int failuresThatOpen = 3;
constexpr Span tooLong = std::chrono::days(7);
constexpr Span withoutContact = std::chrono::days(1);
constexpr Span spaceProbes = std::chrono::minutes(5);
/// Below this a DP's bytes cross so slow a line that it may hold only half of the transfers.
constexpr std::int64_t slowBytesPerSecond = 256 * 1024;
constexpr Span slowEnoughToMeasure = std::chrono::seconds(10);

const std::vector<Code> &spaceCodes()
{
    static const std::vector<Code> codes{Code::NoSpace, Code::Quota};
    return codes;
}

/// Codes that stop a whole DP; `condition` may be another one (an I/O error of its root).
std::vector<Code> conditionCodes(const std::optional<Error> &condition)
{
    std::vector<Code> codes{Code::DpNotResponding, Code::DpStalled,    Code::DpNotThere,     Code::DpMarkerMissing,
                            Code::DpReadOnly,      Code::DpPermission, Code::DpOtherIdentity};
    if (condition && std::find(codes.begin(), codes.end(), condition->code) == codes.end())
        codes.push_back(condition->code);
    return codes;
}

std::optional<std::int64_t> bytesIn(const Error &error, const char *parameter)
{
    const auto found = error.parameters.find(parameter);
    if (found == error.parameters.end())
        return std::nullopt;
    return std::strtoll(found->second.c_str(), nullptr, 10);
}

/// The row was refused because of what was free then: another figure now is news.
bool lackedSpace(const Error &error)
{
    const auto need = bytesIn(error, "need");
    const auto free = bytesIn(error, "free");
    return need && free && *free < *need;
}

void changeRows(store::Connection &db, Time now, const store::Selection &selection, State from, State to,
                const std::optional<Error> &error, std::optional<Time> dueAt)
{
    store::WideChange change;
    change.from = from;
    change.to = to;
    change.dueAt = dueAt;
    change.error = error;
    change.clearError = !error;
    change.token = store::takeToken(db);
    change.now = now;
    static_cast<void>(store::changeAll(db, selection, change));
}

std::vector<std::string> conditionStrings(const Dp &dp, const Error &error)
{
    return {dp.name, dp.path, std::string(name(error.code)), error.operation, systemErrorName(error.systemError)};
}

} // namespace

bool moveBy(Distribution &row, Event event)
{
    const std::optional<State> next = transition(row.state, event);
    if (next)
        row.state = *next;
    return next.has_value();
}

bool DpBook::isOwnFailure(const Error &error)
{
    if (error.systemError == ENOMEM) // this process's own want (F74)
        return false;
    switch (error.code) {
    case Code::IoError:
    case Code::ConnectionLost:
    case Code::VerifyMismatch:
    case Code::DpStalled:
    case Code::DpNotResponding:
        return true;
    default: // a list of what counts; every other code speaks of a file, a package or the site
        return false;
    }
}

void DpBook::reload(store::Connection &db, Time now)
{
    const auto former = std::exchange(m_dps, {});
    for (Dp &dp : store::dps(db)) {
        const DpKey key = dp.key;
        const auto known = former.find(key);
        const bool askedFor = known != former.end() && dp.nextProbe && dp.nextProbe != known->second->nextProbe;
        m_dps.emplace(key, std::make_shared<const Dp>(std::move(dp)));
        // Others ask for a probe at once, by a clock that can be ahead of the engine's.
        if (askedFor)
            probeAt(db, key, now);
    }
}

const Dp *DpBook::find(DpKey key) const
{
    const auto found = m_dps.find(key);
    return found == m_dps.end() ? nullptr : found->second.get();
}

bool DpBook::takesWork(DpKey key) const
{
    const Dp *dp = find(key);
    return dp && !dp->condition && dp->breaker != BreakerState::Open && !dp->held;
}

bool DpBook::isRecovering(DpKey key) const
{
    const Dp *dp = find(key);
    return dp && (dp->slow || dp->breaker == BreakerState::HalfOpen);
}

/// The row is read anew: operators change settings, holds and names of DPs from other processes.
template <class Change>
void DpBook::change(store::Connection &db, DpKey key, const Change &change)
{
    std::optional<Dp> dp = store::dp(db, key);
    if (!dp) {
        m_dps.erase(key);
        return;
    }
    const Dp before = *dp;
    change(*dp);
    if (*dp != before)
        store::updateDp(db, *dp);
    m_dps[key] = std::make_shared<const Dp>(std::move(*dp));
}

void DpBook::seen(store::Connection &db, Time now, DpKey key, const transport::DpSeen &seen)
{
    if (!seen.contact && !seen.abilities && !seen.space)
        return;
    change(db, key, [&](Dp &dp) {
        if (seen.contact) {
            dp.lastContact = now;
            // Routine: a DP of which nothing is heard for a day is probed even if nothing is owed.
            if (!dp.condition && dp.breaker != BreakerState::Open)
                dp.nextProbe = now + withoutContact;
        }
        if (seen.abilities) {
            dp.abilities = toJson(*seen.abilities);
            dp.fileSystem = seen.abilities->fileSystem;
            dp.network = seen.abilities->network;
        }
        if (seen.space) {
            dp.freeBytes = static_cast<std::int64_t>(seen.space->free);
            dp.totalBytes = static_cast<std::int64_t>(seen.space->total);
        }
    });
    if (seen.contact)
        static_cast<void>(store::markStaleSaid(db, key, false));
    if (seen.space && wakeSpaceWaiters(db, now, key, *seen.space, false))
        probeAt(db, key, now + spaceProbes);
}

bool DpBook::wakeSpaceWaiters(store::Connection &db, Time now, DpKey key, const io::Space &space, bool probe)
{
    store::Selection waiters;
    waiters.dps = {key};
    waiters.states = {State::Blocked};
    waiters.codes = spaceCodes();
    bool left = false;
    for (Distribution &row : store::distributions(db, waiters)) {
        const std::int64_t need = bytesIn(*row.error, "need").value_or(0);
        const bool fits = static_cast<std::int64_t>(space.free) >= need + need / 20;
        // A quota does not show in the file system's free space, and a need that looks small enough was refused just now: those wait for a probe.
        const bool isNews = lackedSpace(*row.error) || now - row.updatedAt >= std::chrono::seconds(60);
        const bool may = probe || (row.error->code == Code::NoSpace && need > 0 && isNews);
        if (fits && may && moveBy(row, Event::ObstacleGone)) {
            row.dueAt = now;
            row.token = store::takeToken(db);
            row.updatedAt = now;
            store::updateDistribution(db, row);
        } else {
            left = true;
        }
    }
    return left;
}

void DpBook::conditionFound(store::Connection &db, Time now, DpKey key, const Error &error, const PackageId &package)
{
    bool isNew = false;
    change(db, key, [&](Dp &dp) {
        isNew = !dp.condition;
        dp.condition = error;
        dp.condition->scope = Scope::Dp;
        dp.condition->object = dp.name;
        dp.breaker = BreakerState::Open;
        if (!package.value().empty())
            dp.lastFailed = package;
        if (isNew) {
            dp.failingSince = now;
            dp.failedProbes = 0;
        }
        dp.nextProbe = error.code == Code::DpOtherIdentity ? std::nullopt : std::optional<Time>(now + probeDelay(dp.failedProbes));
    });
    const Dp *dp = find(key);
    if (!dp)
        return;
    store::Selection waiting;
    waiting.dps = {key};
    changeRows(db, now, waiting, State::Waiting, State::Blocked, dp->condition, std::nullopt);
    changeRows(db, now, waiting, State::Retrying, State::Blocked, dp->condition, std::nullopt);
    if (isNew) {
        m_messages.raise(db, now, MessageId::DpNotReached, conditionStrings(*dp, error), {std::nullopt, dp->name, std::nullopt});
        logWarning("DistributionManager", "dp condition dp=" + dp->name + " code=" + std::string(name(error.code)));
    }
}

void DpBook::conditionOver(store::Connection &db, Time now, const Dp &former)
{
    const std::optional<Error> condition = former.condition;
    change(db, former.key, [&](Dp &dp) {
        dp.condition.reset();
        dp.failingSince.reset();
        dp.failures = 0;
        dp.breaker = BreakerState::HalfOpen;
        dp.nextProbe = now + withoutContact;
    });
    store::Selection blocked;
    blocked.dps = {former.key};
    blocked.codes = conditionCodes(condition);
    changeRows(db, now, blocked, State::Blocked, State::Waiting, std::nullopt, now);
    m_messages.raise(db, now, MessageId::DpReachedAgain,
                     {former.name, std::string(name(condition->code)), former.failingSince ? toRfc3339(*former.failingSince) : std::string()},
                     {std::nullopt, former.name, std::nullopt});
    logInfo("DistributionManager", "dp condition over dp=" + former.name);
}

void DpBook::failed(store::Connection &db, Time now, DpKey key, const PackageId &package, const Error &error)
{
    if (!isOwnFailure(error))
        return;
    bool opened = false;
    change(db, key, [&](Dp &dp) {
        ++dp.failures;
        dp.lastFailed = package;
        const bool again = dp.breaker == BreakerState::HalfOpen;
        if (!again && (dp.breaker == BreakerState::Open || dp.failures < failuresThatOpen))
            return;
        dp.breaker = BreakerState::Open;
        // One message for as long as it keeps failing, however often a single transfer was tried meanwhile.
        opened = !dp.failingSince;
        if (opened)
            dp.failingSince = now;
        dp.failedProbes = again ? dp.failedProbes + 1 : 0;
        dp.nextProbe = now + probeDelay(dp.failedProbes);
    });
    const Dp *dp = find(key);
    if (!dp)
        return;
    if (opened) {
        m_messages.raise(db, now, MessageId::DpKeepsFailing, {dp->name, std::to_string(dp->failures), std::string(name(error.code))},
                         {std::nullopt, dp->name, std::nullopt});
        logWarning("DistributionManager", "dp keeps failing dp=" + dp->name + " code=" + std::string(name(error.code)));
    }
    if (dp->breaker == BreakerState::Open)
        giveUpAfterSevenDays(db, now, *dp, error);
}

void DpBook::succeeded(store::Connection &db, Time now, DpKey key)
{
    const Dp *before = find(key);
    if (!before || (before->breaker == BreakerState::Closed && before->failures == 0))
        return;
    const bool wasFailing = before->failingSince.has_value();
    change(db, key, [](Dp &dp) {
        dp.failures = 0;
        dp.failedProbes = 0;
        dp.failingSince.reset();
        dp.lastFailed.reset();
        if (!dp.condition)
            dp.breaker = BreakerState::Closed;
    });
    const Dp *dp = find(key);
    if (dp && wasFailing)
        m_messages.raise(db, now, MessageId::DpWorksAgain, {dp->name}, {std::nullopt, dp->name, std::nullopt});
}

void DpBook::measured(store::Connection &db, DpKey key, std::int64_t bytes, Span took)
{
    const Dp *dp = find(key);
    if (!dp || took < slowEnoughToMeasure)
        return;
    const bool slow = bytes * 1000 / took.count() < slowBytesPerSecond;
    if (slow != dp->slow)
        change(db, key, [&](Dp &changed) { changed.slow = slow; });
}

void DpBook::probed(store::Connection &db, Time now, DpKey key, const transport::ProbeOutcome &outcome, Span staleAfter,
                    const RetryPolicy &policy)
{
    seen(db, now, key, outcome.seen);
    if (outcome.error) {
        probeFailed(db, now, key, *outcome.error, staleAfter);
        return;
    }
    const Dp *found = find(key);
    if (!found)
        return;
    const Dp former = *found;
    if (former.condition) {
        conditionOver(db, now, former);
        reviveFailed(db, now, former, policy);
    } else if (former.breaker == BreakerState::Open) {
        change(db, key, [&](Dp &dp) {
            dp.breaker = BreakerState::HalfOpen;
            dp.nextProbe = now + withoutContact;
        });
        reviveFailed(db, now, former, policy);
    }
    if (outcome.seen.space && wakeSpaceWaiters(db, now, key, *outcome.seen.space, true))
        probeAt(db, key, now + spaceProbes);
}

void DpBook::probeFailed(store::Connection &db, Time now, DpKey key, const Error &error, Span staleAfter)
{
    const Dp *found = find(key);
    if (!found)
        return;
    if (found->condition) {
        change(db, key, [&](Dp &dp) {
            ++dp.failedProbes;
            dp.condition = error;
            dp.condition->scope = Scope::Dp;
            dp.condition->object = dp.name;
            dp.nextProbe = error.code == Code::DpOtherIdentity ? std::nullopt : std::optional<Time>(now + probeDelay(dp.failedProbes));
        });
    } else {
        conditionFound(db, now, key, error, PackageId());
    }
    if (const Dp *dp = find(key)) {
        giveUpAfterSevenDays(db, now, *dp, error);
        saySoIfStale(db, now, *dp, staleAfter);
    }
}

void DpBook::giveUpAfterSevenDays(store::Connection &db, Time now, const Dp &dp, const Error &error)
{
    if (!dp.failingSince || now - *dp.failingSince < tooLong)
        return;
    store::Selection owed;
    owed.dps = {dp.key};
    store::WideChange change;
    change.to = State::Failed;
    change.error = dp.condition ? *dp.condition : error;
    change.token = store::takeToken(db);
    change.now = now;
    std::int64_t changed = 0;
    for (const State from : {State::Waiting, State::Retrying}) {
        change.from = from;
        changed += store::changeAll(db, owed, change);
    }
    owed.codes = conditionCodes(dp.condition);
    change.from = State::Blocked;
    changed += store::changeAll(db, owed, change);
    if (changed > 0) {
        m_messages.raise(db, now, MessageId::DpFailsTooLong, {dp.name, toRfc3339(*dp.failingSince), std::to_string(changed)},
                         {std::nullopt, dp.name, std::nullopt});
    }
}

/// Rows that became failed because their DP failed too long have tries left; those that used them up stay failed.
void DpBook::reviveFailed(store::Connection &db, Time now, const Dp &dp, const RetryPolicy &policy)
{
    store::Selection failed;
    failed.dps = {dp.key};
    failed.states = {State::Failed};
    for (Distribution &row : store::distributions(db, failed)) {
        if (policy.usedUp(row.attempt) || !moveBy(row, Event::ObstacleGone))
            continue;
        row.dueAt = now;
        row.error.reset();
        row.waitingSince = now;
        row.token = store::takeToken(db);
        row.updatedAt = now;
        store::updateDistribution(db, row);
    }
}

void DpBook::saySoIfStale(store::Connection &db, Time now, const Dp &dp, Span staleAfter)
{
    if (!isStale(dp, now, staleAfter) || !store::markStaleSaid(db, dp.key, true))
        return;
    m_messages.raise(db, now, MessageId::DpStale, {dp.name, dp.lastContact ? toRfc3339(*dp.lastContact) : std::string()},
                     {std::nullopt, dp.name, std::nullopt});
}

void DpBook::probeAt(store::Connection &db, DpKey key, Time at)
{
    change(db, key, [&](Dp &dp) {
        if (!dp.nextProbe || *dp.nextProbe > at)
            dp.nextProbe = at;
    });
}

} // namespace cartage::components
