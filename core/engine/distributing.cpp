// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/domain/escape.h"
#include "core/engine/duties.h"
#include "core/engine/sites.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

/// Operators' targets as keys. `each` holds every DP once, in the order of the names.
struct Targets {
    std::vector<Dp> each;
    std::unordered_set<DpKey> keys;
    std::vector<RemoteDp> below;
};

Result<Targets> resolveTargets(store::Connection &db, const TargetNames &names, bool alsoGone)
{
    if (names.dps.empty() && names.groups.empty() && !names.all && !names.to)
        return failure(refusalError(Code::Usage, {}));
    Targets targets;
    auto below = resolveBelow(db, names, alsoGone);
    if (!below)
        return failure(below.error());
    targets.below = std::move(below->dps);
    if (names.to)
        return targets;
    const auto take = [&targets](Dp dp) {
        if (targets.keys.insert(dp.key).second)
            targets.each.push_back(std::move(dp));
    };
    auto named = resolveDps(db, below->left);
    if (!named)
        return failure(named.error());
    for (const std::string &group : names.groups) {
        const bool knownBelow = std::any_of(targets.below.begin(), targets.below.end(), [&group](const RemoteDp &dp) { return isOfGroup(dp, group); });
        if (auto known = resolveGroups(db, {group}); !known && !knownBelow)
            return failure(known.error());
    }
    std::for_each(named->begin(), named->end(), take);
    for (const std::string &group : names.groups) {
        for (Dp &dp : store::dpsOfGroup(db, group)) {
            if (!dp.removing)
                take(std::move(dp));
        }
    }
    if (names.all) {
        for (Dp &dp : store::dps(db)) {
            if (!dp.removing)
                take(std::move(dp));
        }
    }
    return targets;
}

Result<std::vector<Package>> resolvePackages(store::Connection &db, const std::vector<PackageId> &ids)
{
    std::vector<Package> packages;
    for (const PackageId &id : ids) {
        auto package = resolvePackage(db, id);
        if (!package)
            return failure(package.error());
        const bool known = std::any_of(packages.begin(), packages.end(), [&id](const Package &other) { return other.id == id; });
        if (!known)
            packages.push_back(std::move(*package));
    }
    return packages;
}

std::vector<std::pair<PackageId, std::string>> groupsToGive(store::Connection &db, const std::vector<Package> &packages,
                                                            const std::vector<std::string> &groups, bool given)
{
    std::vector<std::pair<PackageId, std::string>> changes;
    for (const Package &package : packages) {
        const auto has = store::groupTargets(db, package.id);
        for (const std::string &group : groups) {
            const bool is = std::any_of(has.begin(), has.end(), [&group](const std::string &other) { return foldName(other) == foldName(group); });
            if (is == given)
                changes.emplace_back(package.id, group);
        }
    }
    return changes;
}

store::Selection rowsOf(const Package &package)
{
    store::Selection selection;
    selection.packages = {package.id};
    return selection;
}

void distributePackage(store::Connection &db, RowChanges &changes, const Package &package, const Targets &targets, int version, Time now,
                       bool &anyStopped)
{
    std::unordered_set<DpKey> present;
    store::eachDistribution(db, rowsOf(package), [&](const Distribution &row) {
        if (!targets.keys.contains(row.dp))
            return changes.pass(row);
        present.insert(row.dp);
        if (!isGoing(row)) {
            anyStopped = anyStopped || row.state == State::Stopped;
            return changes.leave(row);
        }
        if (row.state == State::Publishing)
            return changes.setAfterPublish(row, State::Waiting);
        const auto dp = std::find_if(targets.each.begin(), targets.each.end(), [&row](const Dp &other) { return other.key == row.dp; });
        const bool held = row.held || package.held || dp->held;
        changes.set(row, held ? State::Paused : State::Waiting, true, !held);
    });
    for (const Dp &dp : targets.each) {
        if (!present.contains(dp.key))
            changes.insert(newRow(package, dp, version, now));
    }
}

Result<void> refuseGoing(const std::vector<Package> &packages, const Targets &targets)
{
    for (const Package &package : packages) {
        if (package.removing)
            return failure(removingError(package.id.value(), Scope::Package));
    }
    for (const Dp &dp : targets.each) {
        if (dp.removing)
            return failure(removingError(dp.name, Scope::Dp));
    }
    return {};
}

void describeGroups(Plan &plan, const std::vector<std::pair<PackageId, std::string>> &groups, bool given)
{
    for (const auto &[package, group] : groups) {
        plan.others += "group " + package.value() + ' ' + group + '\n';
        plan.effect.lines.push_back(given ? package.value() + " becomes a standing duty of group " + group
                                                + ": a distribution point that joins gets it."
                                          : package.value() + " is no longer a duty of group " + group + ".");
    }
    plan.otherChanges += static_cast<std::int64_t>(groups.size());
}

Result<Plan> planDistribute(Site &site, store::Connection &db, const std::vector<PackageId> &ids, const TargetNames &names)
{
    auto packages = resolvePackages(db, ids);
    if (!packages)
        return failure(packages.error());
    auto targets = resolveTargets(db, names, false);
    if (!targets)
        return failure(targets.error());
    if (auto allowed = refuseGoing(*packages, *targets); !allowed)
        return failure(allowed.error());
    const Surroundings around(db);
    Costs costs(site, around);
    auto sets = std::make_shared<RowSets>();
    Plan plan;
    bool anyStopped = false;
    for (const Package &package : *packages) {
        const auto newest = store::newestVersion(db, package.id);
        if (!newest)
            return failure(refusalError(Code::StateForbids, package.id.value(), Scope::Package));
        auto changes = std::make_unique<RowChanges>(rowsOf(package), costs, site.now());
        changes->common.wantedVersion = newest->version;
        changes->common.clearError = true;
        changes->common.clearStopped = true;
        distributePackage(db, *changes, package, *targets, newest->version, site.now(), anyStopped);
        sets->push_back(std::move(changes));
    }
    describe(*sets, plan);
    const auto groups = groupsToGive(db, *packages, names.to ? std::vector<std::string>() : names.groups, false);
    describeGroups(plan, groups, true);
    const auto asked = planBelow(db, *packages, targets->below, true, costs, plan);
    if (anyStopped)
        plan.notes.push_back(
            makeNote("stays_stopped", "Some distributions were stopped by an operator and stay so; retry them when they are wanted."));
    const std::int64_t begins = static_cast<std::int64_t>(plan.rows.size() + asked.size());
    plan.effect.lines.push_back(counted(begins, "distribution begins", "distributions begin") + ".");
    plan.messages.push_back(say(MessageId::Distributed, {site.environment().actor, std::to_string(begins)},
                                {packages->size() == 1 ? std::optional(packages->front().id) : std::nullopt, {}, {}}));
    plan.leavesWork = true;
    plan.apply = [sets, groups, asked, now = site.now()](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        write(*sets, inner, auditId);
        for (const auto &[package, group] : groups)
            store::addGroupTarget(inner, package, group, now);
        askBelow(inner, asked, now);
        return {};
    };
    return plan;
}

Result<Plan> planUndistribute(Site &site, store::Connection &db, const std::vector<PackageId> &ids, const TargetNames &names)
{
    auto packages = resolvePackages(db, ids);
    if (!packages)
        return failure(packages.error());
    auto targets = resolveTargets(db, names, true);
    if (!targets)
        return failure(targets.error());
    const Surroundings around(db);
    Costs costs(site, around);
    auto sets = std::make_shared<RowSets>();
    std::vector<std::pair<PackageId, std::string>> groups = groupsToGive(db, *packages, names.to ? std::vector<std::string>() : names.groups, true);
    for (const Package &package : *packages) {
        auto changes = std::make_unique<RowChanges>(rowsOf(package), costs, site.now());
        changes->common = removal();
        store::eachDistribution(db, rowsOf(package), [&](const Distribution &row) {
            if (targets->keys.contains(row.dp))
                addRemoval(*changes, row);
            else
                changes->pass(row);
        });
        sets->push_back(std::move(changes));
        if (names.all) {
            for (const std::string &group : store::groupTargets(db, package.id))
                groups.emplace_back(package.id, group);
        }
    }
    Plan plan;
    plan.destructive = true;
    describe(*sets, plan);
    describeGroups(plan, groups, false);
    const auto asked = planBelow(db, *packages, targets->below, false, costs, plan);
    std::vector<DpKey> dps;
    for (const Dp &dp : targets->each)
        dps.push_back(dp.key);
    plan.effect.lastCopies = store::lastCopies(db, ids, dps);
    plan.effect.lines.push_back(counted(static_cast<std::int64_t>(plan.rows.size() + asked.size()), "distribution is", "distributions are") + " taken away.");
    plan.messages.push_back(say(MessageId::Undistributed, {site.environment().actor, std::to_string(plan.rows.size() + asked.size())},
                                {packages->size() == 1 ? std::optional(packages->front().id) : std::nullopt, {}, {}}));
    plan.leavesWork = true;
    plan.apply = [sets, groups, asked, now = site.now()](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        write(*sets, inner, auditId);
        for (const auto &[package, group] : groups)
            store::removeGroupTarget(inner, package, group);
        askBelow(inner, asked, now);
        return {};
    };
    return plan;
}

Result<Plan> planUndistributeRows(Site &site, store::Connection &db, const std::vector<RowId> &rows)
{
    if (rows.empty())
        return failure(refusalError(Code::Usage, {}));
    store::Selection selection;
    selection.pairs = pairsOf(rows);
    const Surroundings around(db);
    Costs costs(site, around);
    const auto changes = std::make_shared<RowChanges>(selection, costs, site.now());
    changes->common = removal();
    store::eachDistribution(db, selection, [&](const Distribution &row) { addRemoval(*changes, row); });
    Plan plan;
    plan.destructive = true;
    changes->describe(plan);
    noteGone(plan, static_cast<std::int64_t>(selection.pairs.size()) - changes->seen());
    plan.effect.lastCopies = store::lastCopies(db, selection.pairs);
    plan.effect.lines.push_back(counted(static_cast<std::int64_t>(plan.rows.size()), "distribution is", "distributions are") + " taken away.");
    plan.messages.push_back(say(MessageId::Undistributed, {site.environment().actor, std::to_string(plan.rows.size())}));
    plan.leavesWork = true;
    plan.apply = [changes](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        changes->write(inner, auditId);
        return {};
    };
    return plan;
}

} // namespace

Result<Answer> distribute(Site &site, const std::vector<PackageId> &packages, const TargetNames &targets, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) { return planDistribute(site, db, packages, targets); });
}

Result<Answer> undistribute(Site &site, const std::vector<PackageId> &packages, const TargetNames &targets, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) { return planUndistribute(site, db, packages, targets); });
}

Result<Answer> undistribute(Site &site, const std::vector<RowId> &rows, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) { return planUndistributeRows(site, db, rows); });
}

} // namespace cartage::engine
