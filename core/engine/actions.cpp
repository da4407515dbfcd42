// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/engine/duties.h"
#include "core/engine/siteorders.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

/// What a scope of flags covers (hold, release): a whole DP, a whole package, or rows.
struct FlagScope {
    bool dps = false;
    bool packages = false;
    bool rows = false;
};

FlagScope flagScope(const ScopeNames &scope)
{
    const bool narrowed = !scope.groups.empty() || !scope.states.empty() || !scope.codes.empty() || scope.rows;
    const bool onlyDps = !scope.dps.empty() && scope.packages.empty() && !narrowed;
    const bool onlyPackages = !scope.packages.empty() && scope.dps.empty() && !narrowed;
    return {onlyDps, onlyPackages, !onlyDps && !onlyPackages};
}

/// One action on the rows of a scope, as it is being planned.
struct RowAction {
    Surroundings around;
    Costs costs;
    std::shared_ptr<RowChanges> changes;
    store::Selection selection;
    Plan plan;

    RowAction(Site &site, store::Connection &db, store::Selection wanted)
        : around(db)
        , costs(site, around)
        , changes(std::make_shared<RowChanges>(wanted, costs, site.now()))
        , selection(std::move(wanted))
    { }
    RowAction(const RowAction &) = delete;
    RowAction &operator=(const RowAction &) = delete;
};

Result<store::Selection> selectionOf(store::Connection &db, const ScopeNames &scope)
{
    if (scope.empty())
        return failure(refusalError(Code::Usage, {}));
    return resolve(db, scope);
}

Distribution::Mark markOf(Site &site, const Intent &intent) { return {site.environment().actor, intent.reason, site.now()}; }

std::string whyRefused(const ActionRule &rule)
{
    const std::string_view hint = rule.hint ? rule.hint : "";
    if (hint == "release_first")
        return "it is held; release it first";
    if (hint == "window_closed")
        return "it is outside its window";
    if (hint == "forget")
        return "it is being taken away; forgetting the distribution point gives that up";
    return {};
}

/// When the DP's window opens, as the end of a sentence; nothing where it never does.
std::string opening(const RowAction &action, Site &site, const Dp &dp)
{
    const auto opens = dp.settings.window.nextChange(site.now(), dp.settings.zone(action.around.timezone()));
    return opens ? "; it opens at " + toRfc3339(*opens) : std::string();
}

/// A row that was paused for its window is as good as waiting once that has opened, also before an engine has seen it.
ActionRule ruleOf(const RowAction &action, Site &site, Action what, const Distribution &row)
{
    const bool held = action.around.isHeld(row);
    const bool goesOn = row.state == State::Paused && !held && action.around.windowIsOpen(row.dp, site.now());
    return actionRule(what, goesOn ? State::Waiting : row.state, held);
}

/// Remembers why a row is refused: the hint is the same for all rows of a kind, so one row speaks for them.
void noteRefusal(RowAction &action, Site &site, const Distribution &row, const ActionRule &rule)
{
    if (rule.effect != ActionRule::Effect::Refuse || action.plan.refusal)
        return;
    Error error = refusalError(Code::StateForbids, action.around.dp(row.dp).name, Scope::Distribution);
    error.parameters["package"] = row.package.value();
    error.parameters["state"] = std::string(name(row.state));
    error.parameters["why"] = whyRefused(rule);
    if (rule.hint == std::string_view("window_closed"))
        error.parameters["why"] += opening(action, site, action.around.dp(row.dp));
    if (rule.hint)
        error.parameters["hint"] = rule.hint;
    action.plan.refusal = error;
}

void noteWindow(RowAction &action, Site &site, const Distribution &row)
{
    const auto known = std::any_of(action.plan.notes.begin(), action.plan.notes.end(), [](const Note &note) { return note.code == "window_closed"; });
    if (known || action.around.windowIsOpen(row.dp, site.now()))
        return;
    const Dp &dp = action.around.dp(row.dp);
    action.plan.notes.push_back(makeNote("window_closed", dp.name + " is outside its window" + opening(action, site, dp) + "."));
}

std::string rowsText(const Plan &plan) { return counted(static_cast<std::int64_t>(plan.rows.size()), "distribution", "distributions"); }

void finish(RowAction &action, Site &site, MessageId message, const Intent &intent, const std::string &what)
{
    Plan &plan = action.plan;
    action.changes->describe(plan);
    const store::Selection &asked = action.selection;
    if (!asked.pairs.empty() && asked.states.empty() && asked.codes.empty())
        noteGone(plan, static_cast<std::int64_t>(asked.pairs.size()) - action.changes->seen());
    plan.effect.lines.push_back(rowsText(plan) + " " + what + ".");
    if (plan.refused > 0 && plan.refusal)
        plan.notes.push_back(makeNote("state_forbids", counted(plan.refused, "distribution is", "distributions are") + " refused, as "
                                                           + plan.refusal->parameters["package"] + " at " + plan.refusal->object + "."));
    plan.messages.push_back(say(message, {site.environment().actor, std::to_string(plan.rows.size()), intent.reason}));
    if (!plan.apply) {
        plan.apply = [changes = action.changes](store::Connection &inner, std::int64_t auditId) -> Result<void> {
            changes->write(inner, auditId);
            return {};
        };
    }
}

/// No cell of the action's column for this state does anything.
bool hasNoEffect(Action action, State state)
{
    for (const bool held : {false, true}) {
        for (const bool removal : {false, true}) {
            if (actionRule(action, state, held, removal).effect != ActionRule::Effect::None)
                return false;
        }
    }
    return true;
}

/// Rows that the action may change or refuses. Those in states on which it has no effect are counted without being read: of 200,000 rows 150,000 may be
/// installed.
void eachAffected(RowAction &action, store::Connection &db, Action what, const std::function<void(const Distribution &)> &each)
{
    store::Selection rows = action.selection;
    rows.states.clear();
    for (const State state : action.selection.states.empty() ? allStates() : action.selection.states) {
        if (!hasNoEffect(what, state))
            rows.states.push_back(state);
    }
    for (const auto &[state, count] : store::stateCounts(db, action.selection)) {
        if (hasNoEffect(what, state))
            action.changes->leave(state, count);
    }
    if (!rows.states.empty())
        store::eachDistribution(db, rows, each);
}

/// Retry now: probes of DPs in scope that have a condition or an open breaker are due at once.
std::vector<Dp> dpsToProbeNow(const RowAction &action, const std::vector<DpKey> &seen)
{
    std::vector<Dp> dps;
    for (const auto &[key, dp] : action.around.dps()) {
        const auto &asked = action.selection.dps;
        const bool everything = asked.empty() && action.selection.packages.empty() && action.selection.groups.empty() && action.selection.pairs.empty();
        const bool named = everything || std::find(asked.begin(), asked.end(), key) != asked.end();
        if ((named || std::binary_search(seen.begin(), seen.end(), key)) && (dp.condition || dp.breaker != BreakerState::Closed))
            dps.push_back(dp);
    }
    std::sort(dps.begin(), dps.end(), [](const Dp &a, const Dp &b) { return a.key < b.key; });
    return dps;
}

Result<Plan> planRetryNow(Site &site, store::Connection &db, const ScopeNames &scope, const Intent &intent)
{
    auto selection = selectionOf(db, scope);
    if (!selection)
        return failure(selection.error());
    RowAction action(site, db, *selection);
    action.changes->common.clearStopped = true;
    std::vector<DpKey> seen;
    eachAffected(action, db, Action::RetryNow, [&](const Distribution &row) {
        seen.push_back(row.dp);
        const ActionRule rule = ruleOf(action, site, Action::RetryNow, row);
        if (rule.effect == ActionRule::Effect::Refuse) {
            noteRefusal(action, site, row, rule);
            noteWindow(action, site, row);
        }
        // A removal that was stopped goes on as a removal.
        if (rule.effect == ActionRule::Effect::Change && rule.next == State::Waiting && row.wantedVersion == 0)
            action.changes->set(row, State::Removing, rule.resetAttempts, true);
        else
            action.changes->add(row, rule);
    });
    std::sort(seen.begin(), seen.end());
    const std::vector<Dp> probes = dpsToProbeNow(action, seen);
    action.plan.otherChanges = static_cast<std::int64_t>(probes.size());
    for (const Dp &dp : probes) {
        action.plan.others += "probe " + dp.name + '\n';
        action.plan.effect.lines.push_back(dp.name + " is probed at once.");
    }
    action.plan.leavesWork = true;
    action.plan.apply = [changes = action.changes, probes, now = site.now()](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        changes->write(inner, auditId);
        for (Dp dp : probes) {
            dp.nextProbe = now;
            dp.failedProbes = 0;
            store::updateDp(inner, dp);
        }
        return {};
    };
    finish(action, site, MessageId::RetriedNow, intent, "tried at once");
    return std::move(action.plan);
}

/// Clear retries and cancel: rows stop, with who, when and why.
Result<Plan> planStop(Site &site, store::Connection &db, const ScopeNames &scope, const Intent &intent, Action what)
{
    auto selection = selectionOf(db, scope);
    if (!selection)
        return failure(selection.error());
    RowAction action(site, db, *selection);
    action.changes->common.stopped = markOf(site, intent);
    eachAffected(action, db, what, [&](const Distribution &row) {
        const ActionRule rule = actionRule(what, row.state, action.around.isHeld(row), row.wantedVersion == 0);
        noteRefusal(action, site, row, rule);
        action.changes->add(row, rule);
    });
    action.plan.destructive = what == Action::ClearRetries;
    finish(action, site, what == Action::Cancel ? MessageId::Cancelled : MessageId::RetriesCleared, intent,
           "stopped until somebody tries again; what clients read stays");
    return std::move(action.plan);
}

/// DPs and packages whose own flag changes.
struct Flags {
    std::vector<Dp> dps;
    std::vector<Package> packages;
    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(dps.size() + packages.size()); }
};

void planFlags(RowAction &action, const Flags &flags, const std::optional<Distribution::Mark> &held, Time now)
{
    action.plan.otherChanges = flags.count();
    for (const Dp &dp : flags.dps)
        action.plan.others += "dp " + dp.name + '\n';
    for (const Package &package : flags.packages)
        action.plan.others += "package " + package.id.value() + '\n';
    action.plan.apply = [changes = action.changes, flags, held, now](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        changes->write(inner, auditId);
        for (Dp dp : flags.dps) {
            dp.held = held;
            store::updateDp(inner, dp);
        }
        for (Package package : flags.packages) {
            package.held = held;
            store::updatePackage(inner, package, now);
        }
        return {};
    };
}

template <class Wanted>
Flags flagsOf(const RowAction &action, bool dps, bool packages, const Wanted &wanted)
{
    Flags flags;
    const store::Selection &selection = action.selection;
    const auto asked = [](const auto &list, const auto &key) { return list.empty() || std::find(list.begin(), list.end(), key) != list.end(); };
    if (dps) {
        for (const auto &[key, dp] : action.around.dps()) {
            if (asked(selection.dps, key) && wanted(dp.held))
                flags.dps.push_back(dp);
        }
    }
    if (packages) {
        for (const auto &[id, package] : action.around.packages()) {
            if (asked(selection.packages, id) && wanted(package.held))
                flags.packages.push_back(package);
        }
    }
    std::sort(flags.dps.begin(), flags.dps.end(), [](const Dp &a, const Dp &b) { return a.key < b.key; });
    std::sort(flags.packages.begin(), flags.packages.end(), [](const Package &a, const Package &b) { return a.id < b.id; });
    return flags;
}

Result<Plan> planHold(Site &site, store::Connection &db, const ScopeNames &scope, const Intent &intent)
{
    auto selection = selectionOf(db, scope);
    if (!selection)
        return failure(selection.error());
    RowAction action(site, db, *selection);
    const FlagScope flag = flagScope(scope);
    const Distribution::Mark mark = markOf(site, intent);
    if (flag.rows)
        action.changes->common.held = mark;
    store::eachDistribution(db, *selection, [&](const Distribution &row) {
        const ActionRule rule = actionRule(Action::Hold, row.state, action.around.isHeld(row));
        const bool wantsFlag = flag.rows && !row.held && row.state != State::Removed && row.state != State::Stopped;
        if (rule.effect == ActionRule::Effect::Change)
            action.changes->add(row, rule);
        else if (wantsFlag && rule.effect != ActionRule::Effect::Refuse && rule.effect != ActionRule::Effect::None)
            action.changes->flag(row);
        else
            action.changes->leave(row);
    });
    const Flags flags = flagsOf(action, flag.dps, flag.packages, [](const auto &held) { return !held.has_value(); });
    planFlags(action, flags, mark, site.now());
    for (const Dp &dp : flags.dps)
        action.plan.effect.lines.push_back(dp.name + " gets nothing until it is released.");
    for (const Package &package : flags.packages)
        action.plan.effect.lines.push_back(package.id.value() + " goes nowhere until it is released.");
    finish(action, site, MessageId::Held, intent, "held");
    return std::move(action.plan);
}

Result<Plan> planRelease(Site &site, store::Connection &db, const ScopeNames &scope, const Intent &intent)
{
    auto selection = selectionOf(db, scope);
    if (!selection)
        return failure(selection.error());
    RowAction action(site, db, *selection);
    FlagScope flag = flagScope(scope);
    // All that is held, whoever held it: every kind of flag.
    const bool everything = scope.all && flag.rows && scope.groups.empty() && scope.states.empty() && scope.codes.empty() && scope.packages.empty();
    flag.dps = flag.dps || everything;
    flag.packages = flag.packages || everything;
    action.changes->common.clearHeld = flag.rows;
    store::eachDistribution(db, *selection, [&](const Distribution &row) {
        const bool stillHeld = (row.held && !flag.rows) || (action.around.dp(row.dp).held && !flag.dps)
                               || (action.around.package(row.package).held && !flag.packages);
        const bool flagGoes = row.held && flag.rows;
        if (row.state != State::Paused || stillHeld || !action.around.windowIsOpen(row.dp, site.now())) {
            if (row.state == State::Paused && !stillHeld)
                noteWindow(action, site, row);
            flagGoes ? action.changes->flag(row) : action.changes->leave(row);
            return;
        }
        // Only "retry now" takes up what an operator had stopped before it was held.
        if (row.stopped && row.wantedVersion != 0)
            action.changes->set(row, State::Stopped, false, false);
        else
            action.changes->set(row, row.wantedVersion == 0 ? State::Removing : State::Waiting, false, true);
    });
    const Flags flags = flagsOf(action, flag.dps, flag.packages, [](const auto &held) { return held.has_value(); });
    planFlags(action, flags, std::nullopt, site.now());
    action.plan.leavesWork = true;
    finish(action, site, MessageId::Released, intent, "go on");
    return std::move(action.plan);
}

Result<Plan> planRedistribute(Site &site, store::Connection &db, const ScopeNames &scope, bool force, const Intent &intent)
{
    auto selection = selectionOf(db, scope);
    if (!selection)
        return failure(selection.error());
    RowAction action(site, db, *selection);
    action.changes->common.clearError = true;
    if (force)
        action.changes->common.force = true;
    std::int64_t stopped = 0;
    store::eachDistribution(db, *selection, [&](const Distribution &row) {
        const ActionRule rule = ruleOf(action, site, Action::Redistribute, row);
        noteRefusal(action, site, row, rule);
        stopped += row.state == State::Stopped ? 1 : 0;
        const bool starts = rule.effect == ActionRule::Effect::Change && rule.next == State::Waiting;
        if (isGoing(row))
            action.changes->leave(row);
        else if (starts && action.around.isHeld(row))
            action.changes->set(row, State::Paused, true, false);
        else
            action.changes->add(row, rule);
    });
    if (stopped > 0)
        action.plan.notes.push_back(
            makeNote("stays_stopped", counted(stopped, "distribution", "distributions") + " stopped by an operator stay so; retry them first."));
    action.plan.leavesWork = true;
    finish(action, site, MessageId::Redistributed, intent, force ? "copied again as a whole" : "looked through and repaired");
    return std::move(action.plan);
}

} // namespace

Result<Plan> planAction(Site &site, store::Connection &db, OrderAction action, const ScopeNames &scope, const Intent &intent)
{
    switch (action) {
    case OrderAction::ClearRetries:
        return planStop(site, db, scope, intent, Action::ClearRetries);
    case OrderAction::RetryNow:
        return planRetryNow(site, db, scope, intent);
    case OrderAction::Hold:
        return planHold(site, db, scope, intent);
    case OrderAction::Release:
        return planRelease(site, db, scope, intent);
    case OrderAction::Cancel:
        return planStop(site, db, scope, intent, Action::Cancel);
    case OrderAction::Redistribute:
    case OrderAction::RedistributeAll:
        return planRedistribute(site, db, scope, action == OrderAction::RedistributeAll, intent);
    case OrderAction::Validate:
        break;
    }
    return failure(refusalError(Code::Usage, {})); // it is no change
}

Result<Answer> retryNow(Site &site, const ScopeNames &scope, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) { return planWithOrders(site, db, OrderAction::RetryNow, scope, intent); });
}

Result<Answer> clearRetries(Site &site, const ScopeNames &scope, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) { return planWithOrders(site, db, OrderAction::ClearRetries, scope, intent); });
}

Result<Answer> cancel(Site &site, const ScopeNames &scope, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) { return planWithOrders(site, db, OrderAction::Cancel, scope, intent); });
}

Result<Answer> hold(Site &site, const ScopeNames &scope, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) { return planWithOrders(site, db, OrderAction::Hold, scope, intent); });
}

Result<Answer> release(Site &site, const ScopeNames &scope, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) { return planWithOrders(site, db, OrderAction::Release, scope, intent); });
}

Result<Answer> redistribute(Site &site, const ScopeNames &scope, bool force, const Intent &intent)
{
    const OrderAction action = force ? OrderAction::RedistributeAll : OrderAction::Redistribute;
    return carryOut(site, intent, [&](store::Connection &db) { return planWithOrders(site, db, action, scope, intent); });
}

} // namespace cartage::engine
