// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/change.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/domain/settings.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"
#include "core/store/siterepository.h"

namespace cartage::engine {
namespace {

/// What the wide statement does to a row, for rows that are written one by one.
void applyTo(Distribution &row, const store::WideChange &change)
{
    row.state = change.to;
    if (change.resetAttempts) {
        row.attempt = 0;
        row.publishOnly = false;
    }
    if (!change.keepDue) {
        row.dueAt = change.dueAt;
        row.waitingSince = change.dueAt ? change.now : row.waitingSince;
    }
    if (change.clearError) {
        row.error.reset();
        row.failingSince.reset();
    }
    if (change.clearStopped)
        row.stopped.reset();
    if (change.stopped)
        row.stopped = change.stopped;
    if (change.clearHeld)
        row.held.reset();
    if (change.held)
        row.held = change.held;
    if (change.wantedVersion)
        row.wantedVersion = *change.wantedVersion;
    if (change.force)
        row.force = *change.force;
    row.token = change.token;
    row.updatedAt = change.now;
}

std::int64_t contentToSend(const content::Manifest &from, const content::Manifest &to)
{
    std::int64_t bytes = 0;
    content::difference(&from, to, [&bytes](const content::Difference &difference) {
        const bool sends = difference.change == content::Change::Added || difference.change == content::Change::ContentChanged
                           || difference.change == content::Change::TypeChanged;
        if (sends && difference.after && difference.after->type == content::EntryType::File)
            bytes += static_cast<std::int64_t>(difference.after->size);
    });
    return bytes;
}

const PackageVersion *versionNumber(const Package &package, int version)
{
    const auto found = std::find_if(package.versions.begin(), package.versions.end(),
                                    [version](const PackageVersion &kept) { return kept.version == version; });
    return found == package.versions.end() ? nullptr : &*found;
}

} // namespace

Surroundings::Surroundings(store::Connection &db)
{
    for (Dp &dp : store::dps(db)) {
        const DpKey key = dp.key;
        m_dps.emplace(key, std::move(dp));
    }
    for (Package &package : store::packages(db)) {
        const PackageId id = package.id;
        m_packages.emplace(id, std::move(package));
    }
    m_timezone = siteSettingsFrom(store::settings(db)).timezone;
}

Surroundings::Surroundings(store::Connection &db, const std::set<PackageId> &packages, const std::set<DpKey> &dps)
{
    for (const DpKey key : dps) {
        if (auto dp = store::dp(db, key))
            m_dps.emplace(key, std::move(*dp));
    }
    for (const PackageId &id : packages) {
        if (auto package = store::package(db, id))
            m_packages.emplace(id, std::move(*package));
    }
    m_timezone = siteSettingsFrom(store::settings(db)).timezone;
}

bool Surroundings::isHeld(const Distribution &row) const { return row.held || dp(row.dp).held || package(row.package).held; }

bool Surroundings::windowIsOpen(DpKey key, Time now) const
{
    const DpSettings &settings = dp(key).settings;
    return settings.window.isOpen(now, settings.zone(m_timezone));
}

void Costs::count(const Distribution &before, State next, int wanted)
{
    const auto package = m_around.packages().find(before.package);
    if (package == m_around.packages().end())
        return;
    if (next == State::Removing) {
        const PackageVersion *there = before.installedVersion ? versionNumber(package->second, *before.installedVersion) : nullptr;
        m_toDelete += there ? there->bytes : 0;
        return;
    }
    const PackageVersion *owed = next == State::Waiting || next == State::Damaged ? versionNumber(package->second, wanted) : nullptr;
    if (owed)
        m_toSend += between(before.installedManifest, *owed);
}

std::int64_t Costs::between(const std::optional<Sha256> &from, const PackageVersion &to)
{
    if (!from)
        return to.bytes;
    if (*from == to.manifest)
        return 0;
    const auto [entry, isNew] = m_known.try_emplace({*from, to.manifest}, to.bytes);
    if (!isNew)
        return entry->second;
    if (auto library = m_site.library()) {
        const auto before = (*library)->manifest(*from);
        const auto after = (*library)->manifest(to.manifest);
        if (before && after)
            entry->second = contentToSend(**before, **after);
    }
    return entry->second;
}

void RowChanges::add(const Distribution &row, const ActionRule &rule)
{
    switch (rule.effect) {
    case ActionRule::Effect::None:
    case ActionRule::Effect::FlagOnly:
        leave(row);
        return;
    case ActionRule::Effect::Refuse:
        ++m_seen[row.state];
        ++m_refused;
        return;
    case ActionRule::Effect::AfterPublish:
        // "Finished first" and nothing more: whatever an earlier action has asked for after the publish stands.
        if (rule.next == State::Installed)
            leave(row);
        else
            setAfterPublish(row, rule.next);
        return;
    case ActionRule::Effect::Change:
        set(row, rule.next, rule.resetAttempts, rule.dueNow);
        return;
    }
}

void RowChanges::set(const Distribution &row, State next, bool resetAttempts, bool dueNow)
{
    put(row, {RowChange::Kind::Set, next, resetAttempts, dueNow});
}

void RowChanges::setAfterPublish(const Distribution &row, State next) { put(row, {RowChange::Kind::AfterPublish, next, false, false}); }

void RowChanges::flag(const Distribution &row) { put(row, {RowChange::Kind::Flag, row.state, false, false}); }

void RowChanges::erase(const Distribution &row) { put(row, {RowChange::Kind::Erase, State::Removed, false, false}); }

void RowChanges::leave(const Distribution &row)
{
    leave(row.state, 1);
}

void RowChanges::leave(State state, std::int64_t count)
{
    m_seen[state] += count;
    m_unchanged += count;
}

void RowChanges::insert(const Distribution &row)
{
    m_costs->count(row, row.state, row.wantedVersion);
    m_changes.push_back({row.package, row.dp, State::Removed, row.state, RowChange::Kind::Insert, row.token, row.wantedVersion});
    m_inserted.push_back(row);
}

void RowChanges::put(const Distribution &row, const Way &way)
{
    ++m_seen[row.state];
    if (way.kind != RowChange::Kind::Flag)
        m_costs->count(row, way.next, common.wantedVersion.value_or(row.wantedVersion));
    m_ways[row.state][way].push_back(m_changes.size());
    m_changes.push_back({row.package, row.dp, row.state, way.next, way.kind, row.token, row.wantedVersion});
}

std::int64_t RowChanges::seen() const
{
    std::int64_t all = 0;
    for (const auto &[state, count] : m_seen)
        all += count;
    return all;
}

void RowChanges::describe(Plan &plan) const
{
    plan.rows = m_changes;
    plan.unchanged += m_unchanged;
    plan.refused += m_refused;
    plan.effect.bytesToSend += m_costs->toSend();
    plan.effect.bytesToDelete += m_costs->toDelete();
}

store::WideChange RowChanges::changeFor(State from, const Way &way, std::int64_t token) const
{
    store::WideChange change = common;
    change.from = from;
    change.to = way.next;
    change.resetAttempts = way.resetAttempts;
    change.token = token;
    change.now = m_now;
    if (way.dueNow)
        change.dueAt = m_now;
    // A retry that only comes earlier keeps its reason.
    if (from == State::Retrying && way.next == State::Retrying)
        change.clearError = false;
    return change;
}

void RowChanges::write(store::Connection &db, std::int64_t auditId) const
{
    if (m_changes.empty())
        return;
    const std::int64_t token = store::takeToken(db);
    // A state that rows leave for another one is written after that one: no statement meets rows that another has just moved.
    std::vector<State> order;
    for (const auto &[from, ways] : m_ways) {
        const bool stays = std::any_of(ways.begin(), ways.end(), [state = from](const auto &way) { return way.first.next == state; });
        order.insert(stays ? order.begin() : order.end(), from);
    }
    for (const State from : order)
        writeState(db, from, token);
    for (Distribution row : m_inserted) {
        row.token = token;
        store::insertDistribution(db, row);
    }
    std::vector<store::AuditTouch> touches;
    touches.reserve(m_changes.size());
    for (const RowChange &row : m_changes)
        touches.push_back({row.package, row.dp, row.was, row.now});
    store::insertAuditTouches(db, auditId, touches);
}

void RowChanges::writeState(store::Connection &db, State from, std::int64_t token) const
{
    const auto &ways = m_ways.at(from);
    for (const auto &[way, rows] : ways) {
        const store::WideChange change = changeFor(from, way, token);
        const bool all = ways.size() == 1 && static_cast<std::int64_t>(rows.size()) == m_seen.at(from);
        std::int64_t count = 0;
        if (all && way.kind == RowChange::Kind::Set) {
            count = store::changeAll(db, m_selection, change);
        } else if (all && way.kind == RowChange::Kind::Flag) {
            store::Selection narrowed = m_selection;
            narrowed.states = {from};
            count = store::flagHeld(db, narrowed, change.held, 0, m_now); // token 0: duty and token stay
        } else {
            writeEach(db, way, rows, change);
            continue;
        }
        CARTAGE_CHECK(count == static_cast<std::int64_t>(rows.size()));
    }
}

void RowChanges::writeEach(store::Connection &db, const Way &way, const std::vector<std::size_t> &rows, const store::WideChange &change) const
{
    for (const std::size_t index : rows) {
        const RowChange &planned = m_changes[index];
        if (way.kind == RowChange::Kind::Erase) {
            store::deleteDistribution(db, planned.package, planned.dp);
            continue;
        }
        auto row = store::distribution(db, planned.package, planned.dp);
        CARTAGE_CHECK(row.has_value());
        if (way.kind == RowChange::Kind::Set) {
            applyTo(*row, change);
        } else {
            // The token stays: the publish that is under way must be able to record what it has done.
            if (way.kind == RowChange::Kind::AfterPublish) {
                row->afterPublish = way.next;
                row->wantedVersion = change.wantedVersion.value_or(row->wantedVersion);
            }
            row->held = change.clearHeld ? std::nullopt : change.held ? change.held : row->held;
            row->stopped = change.stopped ? change.stopped : row->stopped;
            row->updatedAt = m_now;
        }
        store::updateDistribution(db, *row);
    }
}

} // namespace cartage::engine
