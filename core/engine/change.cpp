// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/change.h"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "core/engine/duties.h"
#include "core/store/belowquestions.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

constexpr std::size_t planDigits = 16;
constexpr std::size_t fewDps = 32;

void completeEffect(const Intent &intent, Plan &plan)
{
    const Plan::Below &below = plan.below;
    std::unordered_set<PackageId> packages(below.packages.begin(), below.packages.end());
    std::unordered_set<DpKey> dps;
    std::set<SiteCode> sites;
    for (const Target &dp : below.dps)
        sites.insert(dp.site);
    for (const RowChange &row : plan.rows) {
        packages.insert(row.package);
        dps.insert(row.dp);
        if (row.was == State::Transferring || row.was == State::Verifying)
            ++plan.effect.running;
    }
    plan.effect.distributions = static_cast<std::int64_t>(plan.rows.size()) + below.distributions;
    plan.effect.childSites = std::max(plan.effect.childSites, static_cast<std::int64_t>(sites.size()));
    plan.effect.packages = std::max(plan.effect.packages, static_cast<std::int64_t>(packages.size()));
    plan.effect.dps = std::max(plan.effect.dps, static_cast<std::int64_t>(dps.size() + below.dps.size()));
    plan.effect.plan = planId(intent, plan);
}

std::unordered_map<DpKey, std::string> namesOfDps(store::Connection &db, const std::vector<RowChange> &rows)
{
    std::unordered_map<DpKey, std::string> names;
    std::unordered_set<DpKey> wanted;
    for (const RowChange &row : rows)
        wanted.insert(row.dp);
    if (wanted.size() <= fewDps) {
        for (const DpKey key : wanted) {
            if (const auto dp = store::dp(db, key))
                names[key] = dp->name;
        }
        return names;
    }
    for (const Dp &dp : store::dps(db))
        names[dp.key] = dp.name;
    return names;
}

std::vector<Change::Row> shownRows(store::Connection &db, const std::vector<RowChange> &rows)
{
    const auto names = namesOfDps(db, rows);
    std::vector<Change::Row> shown;
    shown.reserve(rows.size());
    for (const RowChange &row : rows) {
        const auto name = names.find(row.dp);
        shown.push_back({row.package, name == names.end() ? std::string() : name->second, row.was,
                         row.kind == RowChange::Kind::AfterPublish ? row.was : row.now, rowId(row.package, row.dp)});
    }
    return shown;
}

std::optional<Code> objection(const Intent &intent, const Plan &plan, bool anything)
{
    if (intent.plan && *intent.plan != plan.effect.plan)
        return Code::PlanMoved;
    if (plan.destructive && anything && !intent.confirmed && !intent.dryRun)
        return Code::ConfirmationNeeded;
    return std::nullopt;
}

Result<Answer> proceed(Site &site, store::Connection &db, const Intent &intent, const Planner &planner)
{
    auto planned = planner(db);
    if (!planned)
        return failure(planned.error());
    Plan &plan = *planned;
    completeEffect(intent, plan);
    Answer answer;
    answer.effect = plan.effect;
    answer.change.unchanged = plan.unchanged;
    answer.change.refused = plan.refused;
    answer.change.notes = plan.notes;
    const bool anything = !plan.rows.empty() || plan.otherChanges > 0;
    if (!anything && plan.refused > 0)
        return failure(plan.refusal.value_or(refusalError(Code::StateForbids, {})));
    if (const auto code = objection(intent, plan, anything)) {
        answer.refusal = refusalError(*code, intent.command);
        return answer;
    }
    answer.change.changed = plan.rows.empty() ? plan.otherChanges : static_cast<std::int64_t>(plan.rows.size()) + plan.below.asked;
    answer.change.rows = shownRows(db, plan.rows);
    if (intent.dryRun)
        return answer;
    answer.carriedOut = true;
    if (!anything)
        return answer;
    const std::int64_t auditId = writeAudit(site, db, intent, answer.change.changed, plan.refused);
    if (plan.apply) {
        if (auto applied = plan.apply(db, auditId); !applied)
            return failure(applied.error());
    }
    for (const PlannedMessage &message : plan.messages)
        raise(site, db, message);
    if (plan.leavesWork)
        noteMissingEngine(site, db, answer.change.notes);
    return answer;
}

void hashInto(Sha256Hasher &hasher, std::string_view text)
{
    const std::string sized = std::to_string(text.size()) + ":" + std::string(text);
    hasher.add(asBytes(sized));
}

} // namespace

Result<Answer> carryOut(Site &site, const Intent &intent, const Planner &planner)
{
    const std::function<Result<Answer>(store::Connection &)> command = [&](store::Connection &db) { return proceed(site, db, intent, planner); };
    if (intent.dryRun)
        return site.database().read<Answer>(command);
    auto answer = site.database().write<Answer>(command);
    if (answer && answer->carriedOut && answer->change.changed > 0)
        site.wake();
    return answer;
}

std::string planId(const Intent &intent, const Plan &plan)
{
    Sha256Hasher hasher;
    hashInto(hasher, intent.command);
    for (const RowChange &row : plan.rows) {
        hashInto(hasher, row.package.value());
        hashInto(hasher, std::to_string(row.dp.value()) + ' ' + std::string(name(row.was)) + ' ' + std::string(name(row.now)) + ' '
                             + std::to_string(row.token) + ' ' + std::to_string(row.wantedVersion));
    }
    hashInto(hasher, plan.others);
    return hasher.finish().hex().substr(0, planDigits);
}

std::int64_t writeAudit(Site &site, store::Connection &db, const Intent &intent, std::int64_t changed, std::int64_t refused)
{
    store::AuditRow row;
    row.at = site.now();
    row.actor = site.environment().actor;
    row.host = site.environment().process.host;
    row.via = site.environment().program;
    row.action = intent.command;
    row.arguments = intent.arguments.empty() ? "{}" : intent.arguments;
    if (!intent.reason.empty())
        row.reason = intent.reason;
    row.changed = changed;
    row.refused = refused;
    return store::insertAudit(db, row);
}

void noteMissingEngine(Site &site, store::Connection &db, std::vector<Note> &notes)
{
    if (!engineLives(site, store::lease(db)))
        notes.push_back(makeNote("no_engine", "No engine works this site: the work waits until one is started."));
}

PlannedMessage say(MessageId id, std::vector<std::string> strings, const About &about) { return {id, std::move(strings), about}; }

void raise(Site &site, store::Connection &db, const PlannedMessage &message)
{
    const Environment &environment = site.environment();
    const components::StatusWriter writer(site.row().code.value(), environment.process.host, environment.random);
    writer.raise(db, environment.clock.wall(), message.id, message.strings, message.about);
}

Error refusalError(Code code, std::string object, Scope scope)
{
    Error error;
    error.code = code;
    error.scope = scope;
    error.object = std::move(object);
    return error;
}

Error removingError(std::string object, Scope scope)
{
    Error error = refusalError(Code::StateForbids, std::move(object), scope);
    error.parameters["why"] = "it is being removed";
    return error;
}

void noteGone(Plan &plan, std::int64_t gone)
{
    if (gone <= 0)
        return;
    plan.unchanged += gone;
    plan.notes.push_back(makeNote("gone", counted(gone, "distribution is", "distributions are") + " not there any more."));
}

Note makeNote(const std::string &code, const std::string &text) { return {code, text}; }

Result<Package> resolvePackage(store::Connection &db, const PackageId &id)
{
    auto found = store::package(db, id);
    if (!found)
        return failure(refusalError(Code::NotFound, id.value(), Scope::Package));
    return std::move(*found);
}

Result<std::vector<Dp>> resolveDps(store::Connection &db, const std::vector<std::string> &names)
{
    std::vector<Dp> dps;
    std::set<DpKey> seen;
    for (const std::string &asked : names) {
        auto found = store::dpByName(db, asked);
        if (!found)
            return failure(refusalError(Code::NotFound, asked, Scope::Dp));
        if (seen.insert(found->key).second)
            dps.push_back(std::move(*found));
    }
    return dps;
}

Result<void> resolveGroups(store::Connection &db, const std::vector<std::string> &names)
{
    for (const std::string &asked : names) {
        if (!store::groupExists(db, asked))
            return failure(refusalError(Code::NotFound, asked));
    }
    return {};
}

Result<store::Selection> resolve(store::Connection &db, const ScopeNames &scope)
{
    store::Selection selection;
    for (const PackageId &id : scope.packages) {
        if (auto found = resolvePackage(db, id); !found)
            return failure(found.error());
    }
    auto dps = resolveDps(db, scope.dps);
    if (!dps)
        return failure(dps.error());
    if (auto known = resolveGroups(db, scope.groups); !known)
        return failure(known.error());
    selection.packages = scope.packages;
    for (const Dp &dp : *dps)
        selection.dps.push_back(dp.key);
    selection.groups = scope.groups;
    selection.states = scope.states;
    selection.codes = scope.codes;
    // A selection without pairs is one of all rows.
    if (scope.rows && scope.rows->empty())
        return failure(refusalError(Code::Usage, {}));
    if (scope.rows)
        selection.pairs = pairsOf(*scope.rows);
    return selection;
}

std::vector<std::pair<PackageId, DpKey>> pairsOf(const std::vector<RowId> &rows)
{
    std::vector<RowId> once = rows;
    std::sort(once.begin(), once.end());
    once.erase(std::unique(once.begin(), once.end()), once.end());
    std::vector<std::pair<PackageId, DpKey>> pairs;
    pairs.reserve(once.size());
    for (const RowId id : once)
        pairs.emplace_back(packageOf(id), dpOf(id));
    return pairs;
}

Result<std::vector<RowId>> rowsOf(Site &site, const ScopeNames &scope)
{
    return site.database().read<std::vector<RowId>>([&scope](store::Connection &db) -> Result<std::vector<RowId>> {
        const auto selection = resolve(db, scope);
        if (!selection)
            return failure(selection.error());
        std::vector<RowId> rows;
        store::eachDistribution(db, *selection, [&rows](const Distribution &row) { rows.push_back(rowId(row.package, row.dp)); });
        return rows;
    });
}

Result<std::vector<std::pair<PackageId, std::string>>> namesOfRows(Site &site, std::span<const RowId> rows)
{
    using Names = std::vector<std::pair<PackageId, std::string>>;
    return site.database().read<Names>([rows](store::Connection &db) -> Result<Names> {
        std::unordered_map<DpKey, std::string> dps;
        for (const Dp &dp : store::dps(db))
            dps.emplace(dp.key, dp.name);
        Names names;
        names.reserve(rows.size());
        for (const RowId id : rows) {
            const auto dp = dps.find(dpOf(id));
            const auto below = isBelow(id) ? store::targetOfNumber(db, packageOf(id), dpOf(id).value() & ~belowBit) : std::nullopt;
            names.emplace_back(packageOf(id), below ? below->target.dp : dp == dps.end() ? std::string() : dp->second);
        }
        return names;
    });
}

} // namespace cartage::engine
