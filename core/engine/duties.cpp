// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/duties.h"

namespace cartage::engine {

store::WideChange removal()
{
    store::WideChange change;
    change.wantedVersion = 0;
    change.clearError = true;
    change.clearStopped = true;
    return change;
}

void addRemoval(RowChanges &changes, const Distribution &row)
{
    if (isGoing(row))
        changes.leave(row);
    else if (hasNothingThere(row))
        changes.erase(row);
    else
        changes.add(row, actionRule(Action::Undistribute, row.state));
}

void addNewVersion(RowChanges &changes, const Surroundings &around, const std::vector<Distribution> &rows, std::int64_t &stayStopped)
{
    for (const Distribution &row : rows) {
        if (isGoing(row)) {
            changes.pass(row);
            continue;
        }
        const ActionRule rule = actionRule(Action::NewVersion, row.state);
        if (row.state == State::Stopped)
            ++stayStopped;
        // A hold outlives updates: what is held begins the new version paused.
        if (rule.effect == ActionRule::Effect::Change && rule.next == State::Waiting && around.isHeld(row))
            changes.set(row, State::Paused, true, false);
        else
            changes.add(row, rule);
    }
}

std::string counted(std::int64_t count, const std::string &one, const std::string &many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

void describe(const RowSets &sets, Plan &plan)
{
    for (const auto &set : sets) {
        Plan part;
        set->describe(part);
        plan.rows.insert(plan.rows.end(), part.rows.begin(), part.rows.end());
        plan.unchanged += part.unchanged;
        plan.refused += part.refused;
        // All sets of an action share one Costs.
        plan.effect.bytesToSend = part.effect.bytesToSend;
        plan.effect.bytesToDelete = part.effect.bytesToDelete;
    }
}

void write(const RowSets &sets, store::Connection &db, std::int64_t auditId)
{
    for (const auto &set : sets)
        set->write(db, auditId);
}

} // namespace cartage::engine
