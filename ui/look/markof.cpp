// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/marks.h"

namespace cartage::ui {

Mark markOf(const Error &condition)
{
    switch (condition.code) {
    case Code::DpNotResponding:
    case Code::DpStalled:
        return Mark::DpNotResponding;
    case Code::DpNotThere:
    case Code::DpMarkerMissing:
        return Mark::DpNotThere;
    case Code::DpReadOnly:
        return Mark::DpReadOnly;
    case Code::DpPermission:
        return Mark::DpNoPermission;
    case Code::DpOtherIdentity:
        return Mark::DpOtherIdentity;
    default:
        return resolvesOf(condition, false) == Resolves::Operator ? Mark::BlockedNeedsYou : Mark::Blocked;
    }
}

Hue markHue(Mark mark)
{
    switch (mark) {
    case Mark::Waiting:
    case Mark::Stopped:
    case Mark::Paused:
    case Mark::Removing:
    case Mark::Removed:
    case Mark::Stale:
    case Mark::Information:
    case Mark::TryInterrupted:
    case Mark::NotWanted:
        return Hue::Grey;
    case Mark::Transferring:
    case Mark::Verifying:
    case Mark::Publishing:
        return Hue::Blue;
    case Mark::Installed:
    case Mark::Unverified:
    case Mark::Tick:
        return Hue::Green;
    case Mark::Damaged:
    case Mark::Retrying:
    case Mark::Blocked:
    case Mark::DpSlow:
    case Mark::DpNotResponding:
    case Mark::DpNotThere:
    case Mark::DpReadOnly:
    case Mark::DpNoPermission:
    case Mark::DpKeepsFailing:
    case Mark::Warning:
    case Mark::TryFailed:
        return Hue::Amber;
    case Mark::DamagedAsks:
    case Mark::BlockedNeedsYou:
    case Mark::Failed:
    case Mark::DpOtherIdentity:
    case Mark::Error:
        return Hue::Red;
    }
    return Hue::Grey;
}

Mark markOf(State state, bool needsYou, bool repairAsks)
{
    switch (state) {
    case State::Waiting:
        return Mark::Waiting;
    case State::Transferring:
        return Mark::Transferring;
    case State::Verifying:
        return Mark::Verifying;
    case State::Publishing:
        return Mark::Publishing;
    case State::Installed:
        return Mark::Installed;
    case State::Unverified:
        return Mark::Unverified;
    case State::Damaged:
        return repairAsks ? Mark::DamagedAsks : Mark::Damaged;
    case State::Retrying:
        return Mark::Retrying;
    case State::Blocked:
        return needsYou ? Mark::BlockedNeedsYou : Mark::Blocked;
    case State::Failed:
        return Mark::Failed;
    case State::Stopped:
        return Mark::Stopped;
    case State::Paused:
        return Mark::Paused;
    case State::Removing:
        return Mark::Removing;
    case State::Removed:
        return Mark::Removed;
    }
    return Mark::Waiting;
}

bool needsYou(const engine::DistributionView &distribution)
{
    switch (distribution.row.state) {
    case State::Failed:
        return true;
    case State::Damaged:
        return distribution.repairAsks;
    case State::Blocked:
        return distribution.error && resolvesOf(*distribution.error, distribution.repairAsks) == Resolves::Operator;
    default:
        return false;
    }
}

Mark markOf(const engine::DistributionView &distribution) { return markOf(distribution.row.state, needsYou(distribution), distribution.repairAsks); }

Mark markOf(const engine::DpView &view)
{
    const Dp &dp = view.dp;
    if (dp.removing)
        return Mark::Removing;
    if (dp.held)
        return Mark::Paused;
    // What only an operator ends is said first; for the rest, days without contact say more than their cause.
    if (dp.condition && markHue(markOf(*dp.condition)) == Hue::Red)
        return markOf(*dp.condition);
    if (view.stale)
        return Mark::Stale;
    if (dp.condition)
        return markOf(*dp.condition);
    if (dp.breaker != BreakerState::Closed)
        return Mark::DpKeepsFailing;
    return dp.slow ? Mark::DpSlow : Mark::Installed;
}

Mark markOf(const engine::ProblemView &problem) { return markOf(problem.severity); }

Mark markOf(const Attempt &attempt)
{
    if (!attempt.ended)
        return Mark::Transferring;
    if (attempt.outcome == "installed")
        return Mark::Installed;
    if (attempt.outcome == "removed")
        return Mark::Removed;
    if (attempt.outcome == "failed" || attempt.outcome == "blocked")
        return Mark::TryFailed;
    return Mark::TryInterrupted;
}

Mark markOf(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return Mark::Error;
    case Severity::Warning:
        return Mark::Warning;
    case Severity::Information:
        return Mark::Information;
    }
    return Mark::Information;
}

} // namespace cartage::ui
