// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/distribution.h"

#include <array>

#include "core/base/check.h"

namespace cartage {

namespace {

constexpr std::array<std::string_view, 14> stateNames{"waiting",  "transferring", "verifying", "publishing", "installed", "unverified", "damaged",
                                                      "retrying", "blocked",      "failed",    "stopped",    "paused",    "removing",   "removed"};
static_assert(stateNames.size() == static_cast<std::size_t>(State::Removed) + 1);

constexpr std::array<std::string_view, 8> waitsForNames{"turn", "time", "window", "hold", "breaker", "space", "operator", "engine"};

using Effect = ActionRule::Effect;
constexpr ActionRule none{};
constexpr ActionRule to(State next) { return {Effect::Change, next, false, false, nullptr}; }
constexpr ActionRule toDueNow(State next) { return {Effect::Change, next, false, true, nullptr}; }
constexpr ActionRule anew(State next) { return {Effect::Change, next, true, true, nullptr}; }
constexpr ActionRule after(State next) { return {Effect::AfterPublish, next, false, false, nullptr}; }
constexpr ActionRule refuse(const char *hint) { return {Effect::Refuse, State::Waiting, false, false, hint}; }
constexpr ActionRule flagOnly{Effect::FlagOnly, State::Waiting, false, false, nullptr};

ActionRule retryNow(State state, bool held)
{
    switch (state) {
    case State::Waiting:
    case State::Retrying:
    case State::Blocked:
        return toDueNow(state == State::Blocked ? State::Waiting : state);
    case State::Failed:
    case State::Stopped:
        return anew(State::Waiting);
    case State::Paused:
        return refuse(held ? "release_first" : "window_closed");
    case State::Damaged:
        return toDueNow(State::Damaged);
    case State::Removing:
        return toDueNow(State::Removing);
    case State::Transferring:
    case State::Verifying:
    case State::Publishing:
    case State::Installed:
    case State::Unverified:
    case State::Removed:
        return none;
    }
    return none;
}

ActionRule clearRetries(State state)
{
    switch (state) {
    case State::Waiting:
    case State::Retrying:
    case State::Blocked:
    case State::Transferring:
    case State::Verifying:
    case State::Failed:
    case State::Paused:
    case State::Damaged:
        return to(State::Stopped);
    case State::Publishing:
        return after(State::Installed); // finished first, then as found
    case State::Removing:
        return refuse("forget");
    case State::Stopped:
    case State::Installed:
    case State::Unverified:
    case State::Removed:
        return none;
    }
    return none;
}

ActionRule hold(State state)
{
    switch (state) {
    case State::Waiting:
    case State::Retrying:
    case State::Blocked:
    case State::Transferring:
    case State::Verifying:
    case State::Failed:
    case State::Stopped:
    case State::Damaged:
    case State::Removing:
        return to(State::Paused);
    case State::Publishing:
        return after(State::Installed); // finished first; the flag then is for the next version
    case State::Paused:
    case State::Installed:
    case State::Unverified:
        return flagOnly;
    case State::Removed:
        return none;
    }
    return none;
}

ActionRule cancel(State state)
{
    switch (state) {
    case State::Waiting:
    case State::Retrying:
    case State::Blocked:
    case State::Transferring:
    case State::Verifying:
    case State::Paused:
        return to(State::Stopped);
    case State::Publishing:
        return after(State::Installed);
    case State::Removing:
        return refuse("forget");
    case State::Failed:
    case State::Stopped:
    case State::Installed:
    case State::Unverified:
    case State::Damaged:
    case State::Removed:
        return none;
    }
    return none;
}

ActionRule newVersion(State state)
{
    switch (state) {
    case State::Waiting:
    case State::Retrying:
    case State::Blocked:
    case State::Transferring:
    case State::Verifying:
    case State::Failed:
    case State::Installed:
    case State::Unverified:
    case State::Damaged:
        return anew(State::Waiting);
    case State::Publishing:
        return {Effect::AfterPublish, State::Waiting, true, true, nullptr};
    case State::Stopped:
        return {Effect::Change, State::Stopped, true, false, "stays_stopped"};
    case State::Paused:
        return {Effect::Change, State::Paused, true, false, nullptr};
    case State::Removing:
    case State::Removed:
        return none;
    }
    return none;
}

ActionRule undistribute(State state)
{
    switch (state) {
    case State::Publishing:
        return after(State::Removing);
    case State::Removing:
    case State::Removed:
        return none;
    case State::Waiting:
    case State::Retrying:
    case State::Blocked:
    case State::Transferring:
    case State::Verifying:
    case State::Failed:
    case State::Stopped:
    case State::Paused:
    case State::Installed:
    case State::Unverified:
    case State::Damaged:
        return anew(State::Removing);
    }
    return none;
}

ActionRule redistribute(State state)
{
    switch (state) {
    case State::Installed:
    case State::Unverified:
    case State::Failed:
    case State::Blocked:
        return anew(State::Waiting);
    case State::Damaged:
    case State::Waiting:
    case State::Retrying:
        return toDueNow(state);
    case State::Publishing:
        return after(State::Waiting);
    case State::Paused:
        return refuse("release_first");
    case State::Transferring:
    case State::Verifying:
    case State::Stopped:
    case State::Removing:
    case State::Removed:
        return none;
    }
    return none;
}

ActionRule windowCloses(State state)
{
    switch (state) {
    case State::Waiting:
    case State::Retrying:
    case State::Transferring:
    case State::Verifying:
        return to(State::Paused);
    case State::Publishing: // is finished; the next duty meets the closed window
    case State::Blocked:
    case State::Failed:
    case State::Stopped:
    case State::Damaged:
    case State::Paused:
    case State::Installed:
    case State::Unverified:
    case State::Removing:
    case State::Removed:
        return none;
    }
    return none;
}

} // namespace

std::string_view name(State state)
{
    return stateNames[static_cast<std::size_t>(state)];
}

std::optional<State> stateFromName(std::string_view text)
{
    for (const State state : allStates()) {
        if (name(state) == text)
            return state;
    }
    return std::nullopt;
}

const std::vector<State> &allStates()
{
    static const std::vector<State> states = [] {
        std::vector<State> all;
        for (std::size_t i = 0; i < stateNames.size(); ++i)
            all.push_back(static_cast<State>(i));
        return all;
    }();
    return states;
}

bool isAtWork(State state)
{
    return state == State::Transferring || state == State::Verifying || state == State::Publishing;
}

bool isOwed(State state)
{
    return state != State::Installed && state != State::Unverified && state != State::Removed;
}

std::string_view name(WaitsFor waitsFor)
{
    return waitsForNames[static_cast<std::size_t>(waitsFor)];
}

std::string_view name(ProofKind kind)
{
    return kind == ProofKind::ReadBack ? "read_back" : "validated";
}

std::optional<ProofKind> proofKindFromName(std::string_view text)
{
    for (const ProofKind kind : {ProofKind::ReadBack, ProofKind::Validated}) {
        if (name(kind) == text)
            return kind;
    }
    return std::nullopt;
}

std::string_view name(Action action)
{
    switch (action) {
    case Action::RetryNow:
        return "retry_now";
    case Action::ClearRetries:
        return "clear_retries";
    case Action::Hold:
        return "hold";
    case Action::Release:
        return "release";
    case Action::Cancel:
        return "cancel";
    case Action::NewVersion:
        return "new_version";
    case Action::Undistribute:
        return "undistribute";
    case Action::Redistribute:
        return "redistribute";
    case Action::WindowCloses:
        return "window_closes";
    case Action::WindowOpens:
        return "window_opens";
    }
    return {};
}

ActionRule actionRule(Action action, State state, bool heldByOperator)
{
    switch (action) {
    case Action::RetryNow:
        return retryNow(state, heldByOperator);
    case Action::ClearRetries:
        return clearRetries(state);
    case Action::Hold:
        return hold(state);
    case Action::Release:
        return state == State::Paused ? toDueNow(State::Waiting) : state == State::Removed ? none : flagOnly;
    case Action::Cancel:
        return cancel(state);
    case Action::NewVersion:
        return newVersion(state);
    case Action::Undistribute:
        return undistribute(state);
    case Action::Redistribute:
        return redistribute(state);
    case Action::WindowCloses:
        return windowCloses(state);
    case Action::WindowOpens:
        return state == State::Paused && !heldByOperator ? toDueNow(State::Waiting) : none;
    }
    return none;
}

std::optional<State> transition(State state, Event event)
{
    const auto from = [state](std::initializer_list<State> sources, State next) -> std::optional<State> {
        for (const State source : sources) {
            if (source == state)
                return next;
        }
        return std::nullopt;
    };
    switch (event) {
    case Event::AttemptStarts:
        return from({State::Waiting, State::Retrying, State::Damaged, State::Blocked}, State::Transferring);
    case Event::StagedAndSyncing:
        return from({State::Transferring}, State::Verifying);
    case Event::PublishCommitted:
        return from({State::Transferring, State::Verifying}, State::Publishing);
    case Event::Recorded: // F08: a record that is there already needs no publishing
        return from({State::Publishing, State::Transferring, State::Verifying}, State::Installed);
    case Event::RecordedUnproven:
        return from({State::Publishing, State::Transferring, State::Verifying, State::Waiting}, State::Unverified);
    case Event::AttemptFailed:
        if (state == State::Removing)
            return State::Removing;
        return from({State::Transferring, State::Verifying, State::Publishing}, State::Retrying);
    case Event::TriesUsedUp:
        return from({State::Transferring, State::Verifying, State::Publishing}, State::Failed);
    case Event::ObstacleFound:
        if (state == State::Removing)
            return State::Removing;
        return from({State::Transferring, State::Verifying, State::Publishing, State::Waiting, State::Retrying}, State::Blocked);
    case Event::ObstacleGone:
        return from({State::Blocked, State::Failed}, State::Waiting);
    case Event::Interrupted:
        return from({State::Transferring, State::Verifying}, State::Waiting);
    case Event::PublishUndone:
        return from({State::Publishing}, State::Retrying);
    case Event::ProvenByValidation:
        return from({State::Installed, State::Unverified, State::Damaged}, State::Installed);
    case Event::FoundDamaged:
        return from({State::Installed, State::Unverified, State::Damaged}, State::Damaged);
    case Event::ConditionTooLong:
        return from({State::Waiting, State::Retrying, State::Blocked}, State::Failed);
    case Event::RemovalDone:
        return from({State::Removing}, State::Removed);
    }
    return std::nullopt;
}

} // namespace cartage
