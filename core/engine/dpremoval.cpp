// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/escape.h"
#include "core/engine/duties.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"

/// `dp remove`: a distribution point is emptied and goes, or is forgotten as it lies.
namespace cartage::engine {
namespace {

void sayWhatStays(store::Connection &db, const Dp &dp, Plan &plan)
{
    const store::DpCounts counts = store::counts(db, dp.key);
    plan.effect.lines.push_back(dp.name + " is forgotten at once: " + counted(counts.verified, "verified package", "verified packages") + " ("
                                + std::to_string(counts.bytes) + " bytes) and the folder .cartage stay behind in " + escapePath(dp.path) + ".");
}

Result<Plan> planRemove(Site &site, store::Connection &db, const std::vector<std::string> &names, bool forget)
{
    auto dps = resolveDps(db, names);
    if (!dps)
        return failure(dps.error());
    const Surroundings around(db);
    Costs costs(site, around);
    auto sets = std::make_shared<RowSets>();
    std::vector<PackageId> packages;
    std::vector<DpKey> keys;
    Plan plan;
    plan.destructive = true;
    for (const Dp &dp : *dps) {
        plan.others += dp.name + (dp.removing ? " removing" : "") + (forget ? " forget\n" : "\n");
        keys.push_back(dp.key);
        if (dp.removing && !forget) {
            ++plan.unchanged;
            continue;
        }
        ++plan.otherChanges;
        store::Selection selection;
        selection.dps = {dp.key};
        auto changes = std::make_unique<RowChanges>(selection, costs, site.now());
        changes->common = removal();
        store::eachDistribution(db, selection, [&](const Distribution &row) {
            packages.push_back(row.package);
            forget ? changes->erase(row) : addRemoval(*changes, row);
        });
        sets->push_back(std::move(changes));
        if (forget)
            sayWhatStays(db, dp, plan);
        else
            plan.effect.lines.push_back(dp.name + " is emptied of what is ours, then it goes.");
        plan.messages.push_back(say(forget ? MessageId::DpForgotten : MessageId::DpToRemove, {site.environment().actor, dp.name, escapePath(dp.path)},
                                    {{}, dp.name, {}}));
    }
    describe(*sets, plan);
    plan.effect.dps = static_cast<std::int64_t>(dps->size());
    plan.effect.lastCopies = store::lastCopies(db, packages, keys);
    plan.leavesWork = !forget && plan.otherChanges > 0;
    plan.apply = [sets, forget, removed = *dps](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        write(*sets, inner, auditId);
        for (Dp dp : removed) {
            if (forget) {
                store::deleteDp(inner, dp.key);
            } else if (!dp.removing) {
                dp.removing = true;
                store::updateDp(inner, dp);
            }
        }
        return {};
    };
    return plan;
}

} // namespace

Result<Answer> removeDps(Site &site, const std::vector<std::string> &dps, bool forget, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) { return planRemove(site, db, dps, forget); });
}

} // namespace cartage::engine
