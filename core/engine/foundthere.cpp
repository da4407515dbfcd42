// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/foundthere.h"

#include <algorithm>

#include "core/engine/duties.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

/// A row for what a package record at the DP says; nothing where we do not know that version.
std::optional<Distribution> takenBackRow(store::Connection &db, const Dp &dp, const PackageId &id, const transport::PackageRecord &record, Time now)
{
    const auto package = store::package(db, id);
    const auto version = store::versionOf(db, id, record.version);
    const auto newest = store::newestVersion(db, id);
    if (!package || package->removing || !version || !newest || version->epoch != record.epoch || version->manifest != record.manifest)
        return std::nullopt;
    Distribution row = newRow(*package, dp, newest->version, now);
    row.installedVersion = record.version;
    row.installedEpoch = record.epoch;
    row.installedManifest = record.manifest;
    row.mixed = record.publishing;
    // What lies there is the newest: nothing is owed but a look. Else the row waits for the newest as any other.
    if (!record.publishing && newest->manifest == record.manifest && newest->version == record.version) {
        row.state = State::Unverified;
        row.dueAt.reset();
    }
    return row;
}

} // namespace

FoundThere foundRows(store::Connection &db, const Dp &dp, const transport::Transport::InstallOutcome &installed, Time now)
{
    FoundThere found;
    for (const auto &[id, record] : installed.records) {
        if (auto row = takenBackRow(db, dp, id, record, now))
            found.rows.push_back(std::move(*row));
        else
            ++found.unknown;
    }
    return found;
}

void planLookAgain(Site &site, store::Connection &db, const Dp &dp, const transport::Transport::InstallOutcome &installed, std::vector<Distribution> &rows, Plan &plan)
{
    store::Selection selection;
    selection.dps = {dp.key};
    for (const Distribution &row : store::distributions(db, selection)) {
        if (!row.installedVersion || isAtWork(row.state) || row.state == State::Removing)
            continue;
        const auto record = std::find_if(installed.records.begin(), installed.records.end(), [&row](const auto &each) { return each.first == row.package; });
        const bool isThere = record != installed.records.end() && record->second.manifest == row.installedManifest && record->second.version == *row.installedVersion;
        const auto known = std::find_if(rows.begin(), rows.end(), [&row](const Distribution &each) { return each.package == row.package; });
        Distribution &changed = known == rows.end() ? rows.emplace_back(row) : *known;
        changed.proof.reset();
        if (!isThere) {
            changed.installedVersion.reset();
            changed.installedEpoch = 0;
            changed.installedManifest.reset();
            changed.mixed = false;
        }
        changed.updatedAt = site.now();
        if (row.state != State::Installed && row.state != State::Unverified)
            continue;
        changed.state = isThere ? State::Unverified : State::Waiting;
        changed.dueAt = isThere ? std::nullopt : std::optional(site.now());
        if (!isThere)
            changed.waitingSince = site.now();
        plan.rows.push_back({row.package, row.dp, row.state, changed.state, RowChange::Kind::Set, row.token, row.wantedVersion});
    }
}

} // namespace cartage::engine
