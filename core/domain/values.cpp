// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/values.h"

namespace cartage {

std::string_view name(Priority priority)
{
    switch (priority) {
    case Priority::High:
        return "high";
    case Priority::Normal:
        return "normal";
    case Priority::Low:
        return "low";
    }
    return {};
}

std::optional<Priority> priorityFromName(std::string_view text)
{
    for (const Priority priority : {Priority::High, Priority::Normal, Priority::Low}) {
        if (name(priority) == text)
            return priority;
    }
    return std::nullopt;
}

std::string_view name(Severity severity)
{
    switch (severity) {
    case Severity::Information:
        return "information";
    case Severity::Warning:
        return "warning";
    case Severity::Error:
        return "error";
    }
    return {};
}

std::optional<Severity> severityFromName(std::string_view text)
{
    for (const Severity severity : {Severity::Information, Severity::Warning, Severity::Error}) {
        if (name(severity) == text)
            return severity;
    }
    return std::nullopt;
}

std::string_view name(DpState state)
{
    switch (state) {
    case DpState::Ok:
        return "ok";
    case DpState::Slow:
        return "slow";
    case DpState::NotResponding:
        return "not_responding";
    case DpState::Blocked:
        return "blocked";
    case DpState::Held:
        return "held";
    case DpState::Removing:
        return "removing";
    }
    return {};
}

std::string_view name(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed:
        return "closed";
    case BreakerState::Open:
        return "open";
    case BreakerState::HalfOpen:
        return "half_open";
    }
    return {};
}

std::optional<BreakerState> breakerStateFromName(std::string_view text)
{
    for (const BreakerState state : {BreakerState::Closed, BreakerState::Open, BreakerState::HalfOpen}) {
        if (name(state) == text)
            return state;
    }
    return std::nullopt;
}

bool isStale(const Dp &dp, Time now, Span staleAfter)
{
    const std::optional<Time> last = dp.lastContact ? dp.lastContact : dp.addedAt;
    return last && now - *last >= staleAfter;
}

DpState stateOf(const Dp &dp)
{
    if (dp.removing)
        return DpState::Removing;
    if (dp.condition)
        return dp.condition->kind() == Kind::Transient ? DpState::NotResponding : DpState::Blocked;
    if (dp.held)
        return DpState::Held;
    return dp.slow ? DpState::Slow : DpState::Ok;
}

const std::vector<std::string> &MessageKeeping::kinds()
{
    static const std::vector<std::string> names{"error", "warning", "information", "milestone", "detail", "audit"};
    return names;
}

MessageKeeping::Rule MessageKeeping::ruleOf(Severity severity, const std::string &type) const
{
    const std::string prefix = "message_days";
    std::optional<Rule> rule;
    for (const std::string &kind : {std::string(name(severity)), type}) {
        const auto found = by.find(kind);
        if (found == by.end())
            continue;
        const bool longer = !rule || (rule->span.count() > 0 && (found->second.count() == 0 || found->second > rule->span));
        if (longer)
            rule = Rule{prefix + '_' + kind, found->second};
    }
    return rule.value_or(Rule{prefix, all});
}

std::optional<Span> MessageKeeping::shortest() const
{
    std::optional<Span> least;
    const auto consider = [&least](Span span) {
        if (span.count() > 0 && (!least || span < *least))
            least = span;
    };
    consider(all);
    for (const auto &[kind, span] : by)
        consider(span);
    return least;
}

std::optional<WaitsFor> waitsFor(const Distribution &row, const Dp &dp, bool packageHeld, bool windowOpen, bool engineAtWork, Time now)
{
    const bool held = row.held || dp.held || packageHeld;
    const auto byTurn = [&] {
        if (!engineAtWork)
            return WaitsFor::Engine;
        return row.dueAt && *row.dueAt > now ? WaitsFor::DueTime : WaitsFor::Turn;
    };
    switch (row.state) {
    case State::Installed:
    case State::Unverified:
    case State::Removed:
    case State::Transferring:
    case State::Verifying:
    case State::Publishing:
        return std::nullopt;
    case State::Failed:
    case State::Stopped:
        return WaitsFor::Operator;
    case State::Paused:
        if (held)
            return WaitsFor::Hold;
        return windowOpen ? byTurn() : WaitsFor::OpenWindow;
    case State::Blocked:
        if (row.error && row.error->kind() == Kind::NeedsSpace)
            return WaitsFor::Space;
        if (row.error && resolvesOf(*row.error, dp.settings.repairAsks) == Resolves::Operator)
            return WaitsFor::Operator;
        return row.error && row.error->scope == Scope::Dp ? WaitsFor::Breaker : WaitsFor::DueTime;
    case State::Damaged:
        if (dp.settings.repairAsks && !row.dueAt) // it is due once redistribute was given
            return WaitsFor::Operator;
        [[fallthrough]];
    case State::Waiting:
    case State::Retrying:
    case State::Removing:
        if (held)
            return WaitsFor::Hold;
        if (dp.condition && resolvesOf(dp.condition->code) == Resolves::Operator)
            return WaitsFor::Operator;
        if (dp.breaker != BreakerState::Closed || dp.condition)
            return WaitsFor::Breaker;
        if (!windowOpen)
            return WaitsFor::OpenWindow;
        return byTurn();
    }
    return std::nullopt;
}

Resolves resolvesOf(const Error &error, bool repairAsks)
{
    if (error.code == Code::FilesMissing || error.code == Code::FilesDiffer || error.code == Code::ContentDamaged)
        return repairAsks ? Resolves::Operator : Resolves::ByItself;
    return resolvesOf(error.code);
}

} // namespace cartage
