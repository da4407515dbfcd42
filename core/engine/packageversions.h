// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/change.h"
#include "core/engine/paths.h"

/// What a new version of a package brings about. Only for core/engine.
namespace cartage::engine {

/// What `checkSource` compares, looked at before its transaction.
struct SourcePlace {
    SeenFolders folders;
    bool isInOurDp = false; ///< by the markers above it, whatever name leads there
};
[[nodiscard]] SourcePlace lookAroundSource(Site &site, const std::string &source);
/// A source must not hold what we write, nor lie in it.
[[nodiscard]] Result<void> checkSource(Site &site, store::Connection &db, const SourcePlace &seen, const std::string &source);
/// Puts every row of the package into the plan: due for `next`, or stopped and paused as before. `package.versions` need not hold `next` yet.
void planVersionRows(Site &site, store::Connection &db, const Package &package, const PackageVersion &next, Plan &plan);
/// In the transaction that makes the version: each child is told once, targets at sites below want it.
void tellSitesOfVersion(Site &site, store::Connection &db, const PackageId &package, const std::string &name, int version);
/// Changing a package that another site made is that site's: state_forbids.
[[nodiscard]] Result<void> checkOwnPackage(Site &site, const PackageId &package);
/// Snapshot taken, package changed.
[[nodiscard]] std::vector<PlannedMessage> versionMessages(const Package &package, int version, const SnapshotReport &report);

} // namespace cartage::engine
