// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/distribution.h"

#include <algorithm>
#include <array>

namespace cartage {

namespace {

constexpr std::array<std::string_view, 14> stateNames{"waiting",  "transferring", "verifying", "publishing", "installed", "unverified", "damaged",
                                                      "retrying", "blocked",      "failed",    "stopped",    "paused",    "removing",   "removed"};
static_assert(stateNames.size() == static_cast<std::size_t>(State::Removed) + 1);

constexpr std::array<std::string_view, 9> waitsForNames{"turn", "time", "window", "hold", "breaker", "space", "operator", "engine", "site"};

constexpr std::array<std::string_view, 15> eventNames{"attempt_starts",    "staged_and_syncing", "publish_committed", "recorded",
                                                      "recorded_unproven", "attempt_failed",     "tries_used_up",     "obstacle_found",
                                                      "obstacle_gone",     "interrupted",        "publish_undone",    "proven_by_validation",
                                                      "found_damaged",     "condition_too_long", "removal_done"};
static_assert(eventNames.size() == static_cast<std::size_t>(Event::RemovalDone) + 1);

using Effect = ActionRule::Effect;
using S = State;
constexpr ActionRule none{};
constexpr ActionRule flagOnly{Effect::FlagOnly, S::Waiting, false, false, nullptr};
constexpr ActionRule noForget{Effect::Refuse, S::Waiting, false, false, "forget"};
constexpr ActionRule noHeld{Effect::Refuse, S::Waiting, false, false, "release_first"};
constexpr ActionRule noWindow{Effect::Refuse, S::Waiting, false, false, "window_closed"};
constexpr ActionRule to(State next) { return {Effect::Change, next, false, false, nullptr}; }
constexpr ActionRule dueNow(State next) { return {Effect::Change, next, false, true, nullptr}; }
constexpr ActionRule anew(State next) { return {Effect::Change, next, true, true, nullptr}; }
constexpr ActionRule stays(State next, const char *hint) { return {Effect::Change, next, true, false, hint}; }
constexpr ActionRule after(State next) { return {Effect::AfterPublish, next, false, false, nullptr}; }
constexpr ActionRule anewAfter(State next) { return {Effect::AfterPublish, next, true, true, nullptr}; }

constexpr ActionRule stop = to(S::Stopped);
constexpr ActionRule pause = to(S::Paused);
// Publishing is finished first, then as it is found: what is installed stays so, what is still owed is stopped or paused.
constexpr ActionRule finishThenStop = after(S::Stopped);
constexpr ActionRule finishThenPause = after(S::Paused);
constexpr ActionRule goOn = dueNow(S::Waiting);
constexpr ActionRule again = anew(S::Waiting);
constexpr ActionRule remove = anew(S::Removing);
constexpr ActionRule goOnRemoving = dueNow(S::Removing);

constexpr std::size_t pausedByWindow = stateNames.size();
constexpr std::size_t pausedRemoval = pausedByWindow + 1;
constexpr std::size_t columns = pausedRemoval + 1;

struct ActionRow {
    Action action;
    std::string_view name;
    std::array<ActionRule, columns> rules; ///< in the order of State; then paused by a window (Paused is: by an operator) and a paused removal
};

/// The action table of docs/engine.md. Columns: waiting, transferring, verifying, publishing / installed, unverified, damaged, retrying / blocked,
/// failed, stopped, paused / removing, removed, paused by a window, paused removal.
// clang-format off
constexpr std::array actionTable{
    ActionRow{Action::RetryNow, "retry_now", {{
        goOn, none, none, none,
        none, none, dueNow(S::Damaged), dueNow(S::Retrying),
        goOn, again, again, noHeld,
        goOnRemoving, none, noWindow, noHeld}}},
    ActionRow{Action::ClearRetries, "clear_retries", {{
        stop, stop, stop, finishThenStop,
        none, none, stop, stop,
        stop, stop, none, stop,
        noForget, none, stop, noForget}}},
    ActionRow{Action::Hold, "hold", {{
        pause, pause, pause, finishThenPause,
        flagOnly, flagOnly, pause, pause,
        pause, pause, pause, flagOnly,
        pause, none, flagOnly, flagOnly}}},
    ActionRow{Action::Release, "release", {{
        flagOnly, flagOnly, flagOnly, flagOnly,
        flagOnly, flagOnly, flagOnly, flagOnly,
        flagOnly, flagOnly, flagOnly, goOn,
        flagOnly, none, flagOnly, goOnRemoving}}},
    ActionRow{Action::Cancel, "cancel", {{
        stop, stop, stop, finishThenStop,
        none, none, none, stop,
        stop, none, none, stop,
        noForget, none, stop, noForget}}},
    ActionRow{Action::NewVersion, "new_version", {{
        again, again, again, anewAfter(S::Waiting),
        again, again, again, again,
        again, again, stays(S::Stopped, "stays_stopped"), stays(S::Paused, nullptr),
        none, none, stays(S::Paused, nullptr), none}}},
    ActionRow{Action::Undistribute, "undistribute", {{
        remove, remove, remove, after(S::Removing),
        remove, remove, remove, remove,
        remove, remove, remove, remove,
        none, none, remove, none}}},
    ActionRow{Action::Redistribute, "redistribute", {{
        goOn, none, none, after(S::Waiting),
        again, again, again, dueNow(S::Retrying),
        again, again, none, noHeld,
        none, none, noWindow, none}}},
    ActionRow{Action::WindowCloses, "window_closes", {{ // publishing is finished; the next duty meets the closed window
        pause, pause, pause, none,
        none, none, none, pause,
        none, none, none, none,
        pause, none, none, none}}},
    ActionRow{Action::WindowOpens, "window_opens", {{
        none, none, none, none,
        none, none, none, none,
        none, none, none, none,
        none, none, goOn, goOnRemoving}}},
};
// clang-format on

constexpr bool actionsAreInOrder()
{
    for (std::size_t i = 0; i < actionTable.size(); ++i) {
        if (static_cast<std::size_t>(actionTable[i].action) != i)
            return false;
    }
    return actionTable.size() == static_cast<std::size_t>(Action::WindowOpens) + 1;
}
static_assert(actionsAreInOrder());

/// What the engine itself makes of a row; what is not here does not happen.
constexpr std::array transitionTable{
    Transition{S::Waiting, Event::AttemptStarts, S::Transferring},
    Transition{S::Retrying, Event::AttemptStarts, S::Transferring},
    Transition{S::Damaged, Event::AttemptStarts, S::Transferring},
    Transition{S::Blocked, Event::AttemptStarts, S::Transferring},
    Transition{S::Transferring, Event::StagedAndSyncing, S::Verifying},
    Transition{S::Transferring, Event::PublishCommitted, S::Publishing},
    Transition{S::Verifying, Event::PublishCommitted, S::Publishing},
    Transition{S::Publishing, Event::Recorded, S::Installed},
    Transition{S::Transferring, Event::Recorded, S::Installed}, // its record is there already: nothing to publish (F08)
    Transition{S::Verifying, Event::Recorded, S::Installed},
    Transition{S::Publishing, Event::RecordedUnproven, S::Unverified},
    Transition{S::Transferring, Event::RecordedUnproven, S::Unverified},
    Transition{S::Verifying, Event::RecordedUnproven, S::Unverified},
    Transition{S::Waiting, Event::RecordedUnproven, S::Unverified}, // a DP taken back
    Transition{S::Transferring, Event::AttemptFailed, S::Retrying},
    Transition{S::Verifying, Event::AttemptFailed, S::Retrying},
    Transition{S::Publishing, Event::AttemptFailed, S::Retrying},
    Transition{S::Removing, Event::AttemptFailed, S::Removing}, // a removal keeps its error and its next try
    Transition{S::Transferring, Event::TriesUsedUp, S::Failed},
    Transition{S::Verifying, Event::TriesUsedUp, S::Failed},
    Transition{S::Publishing, Event::TriesUsedUp, S::Failed},
    Transition{S::Waiting, Event::ObstacleFound, S::Blocked},
    Transition{S::Retrying, Event::ObstacleFound, S::Blocked},
    Transition{S::Transferring, Event::ObstacleFound, S::Blocked},
    Transition{S::Verifying, Event::ObstacleFound, S::Blocked},
    Transition{S::Publishing, Event::ObstacleFound, S::Blocked},
    Transition{S::Removing, Event::ObstacleFound, S::Removing},
    Transition{S::Blocked, Event::ObstacleGone, S::Waiting},
    Transition{S::Failed, Event::ObstacleGone, S::Waiting}, // a DP that had been given up works again
    Transition{S::Transferring, Event::Interrupted, S::Waiting},
    Transition{S::Verifying, Event::Interrupted, S::Waiting},
    Transition{S::Publishing, Event::PublishUndone, S::Retrying},
    Transition{S::Installed, Event::ProvenByValidation, S::Installed},
    Transition{S::Unverified, Event::ProvenByValidation, S::Installed},
    Transition{S::Damaged, Event::ProvenByValidation, S::Installed},
    Transition{S::Installed, Event::FoundDamaged, S::Damaged},
    Transition{S::Unverified, Event::FoundDamaged, S::Damaged},
    Transition{S::Damaged, Event::FoundDamaged, S::Damaged},
    Transition{S::Waiting, Event::ConditionTooLong, S::Failed},
    Transition{S::Retrying, Event::ConditionTooLong, S::Failed},
    Transition{S::Blocked, Event::ConditionTooLong, S::Failed},
    Transition{S::Removing, Event::RemovalDone, S::Removed},
};

constexpr bool hasOneWayEach()
{
    for (std::size_t i = 0; i < transitionTable.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (transitionTable[i].from == transitionTable[j].from && transitionTable[i].event == transitionTable[j].event)
                return false;
        }
    }
    return true;
}
static_assert(hasOneWayEach());

} // namespace

std::string_view name(State state) { return stateNames[static_cast<std::size_t>(state)]; }

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

bool isAtWork(State state) { return state == State::Transferring || state == State::Verifying || state == State::Publishing; }

bool isOwed(State state) { return state != State::Installed && state != State::Unverified && state != State::Removed; }

std::string_view name(WaitsFor waitsFor) { return waitsForNames[static_cast<std::size_t>(waitsFor)]; }

std::optional<WaitsFor> waitsForFromName(std::string_view text)
{
    const auto found = std::find(waitsForNames.begin(), waitsForNames.end(), text);
    return found == waitsForNames.end() ? std::nullopt : std::optional(static_cast<WaitsFor>(found - waitsForNames.begin()));
}

std::string_view name(ProofKind kind) { return kind == ProofKind::ReadBack ? "read_back" : "validated"; }

std::optional<ProofKind> proofKindFromName(std::string_view text)
{
    for (const ProofKind kind : {ProofKind::ReadBack, ProofKind::Validated}) {
        if (name(kind) == text)
            return kind;
    }
    return std::nullopt;
}

std::string_view name(Action action) { return actionTable[static_cast<std::size_t>(action)].name; }

std::string_view name(Event event) { return eventNames[static_cast<std::size_t>(event)]; }

ActionRule actionRule(Action action, State state, bool heldByOperator, bool dutyIsRemoval)
{
    const auto &rules = actionTable[static_cast<std::size_t>(action)].rules;
    if (state == State::Publishing && dutyIsRemoval) {
        // What is being published goes afterwards, as was asked for: no later action but a hold makes anything else of it.
        const ActionRule &rule = rules[static_cast<std::size_t>(State::Removing)];
        return rule.effect == Effect::Change ? flagOnly : rule;
    }
    if (state == State::Paused && dutyIsRemoval) {
        if (action == Action::RetryNow && !heldByOperator)
            return noWindow;
        return action == Action::WindowOpens && heldByOperator ? none : rules[pausedRemoval];
    }
    if (state == State::Paused && !heldByOperator)
        return rules[pausedByWindow];
    ActionRule rule = rules[static_cast<std::size_t>(state)];
    if (dutyIsRemoval && rule.effect == Effect::Change && rule.next == State::Waiting)
        rule.next = State::Removing;
    return rule;
}

std::span<const Transition> transitions() { return transitionTable; }

std::optional<State> transition(State state, Event event)
{
    for (const Transition &each : transitionTable) {
        if (each.from == state && each.event == event)
            return each.to;
    }
    return std::nullopt;
}

} // namespace cartage
