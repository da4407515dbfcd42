// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "core/domain/values.h"
#include "core/store/database.h"

namespace cartage::store {

void insertPackage(Connection &db, const Package &package, Time now);
/// Name, source, priority, product version, manufacturer, held, problem, removing; not the versions.
void updatePackage(Connection &db, const Package &package, Time now);
void insertVersion(Connection &db, const PackageId &package, const PackageVersion &version);
/// A number that was made twice, before and after its site was restored: the one of the later epoch takes its place. False: this one is of no later epoch.
bool replaceVersion(Connection &db, const PackageId &package, const PackageVersion &version);
/// A version whose content came back.
void keepAgain(Connection &db, const PackageId &package, int version);
void markPruned(Connection &db, const PackageId &package, int version, Time now);
/// The package, its versions and its removed distributions; only when nothing else refers to it.
void deletePackage(Connection &db, const PackageId &package);

[[nodiscard]] std::optional<Package> package(Connection &db, const PackageId &id);
[[nodiscard]] std::optional<PackageId> packageByName(Connection &db, const std::string &name);
[[nodiscard]] std::vector<Package> packages(Connection &db);
/// Of kept and of pruned versions: the highest number and epoch ever used.
[[nodiscard]] std::optional<PackageVersion> newestVersion(Connection &db, const PackageId &id);
[[nodiscard]] std::optional<PackageVersion> versionOf(Connection &db, const PackageId &id, int version);

/// Versions that may be let go now: neither wanted, nor installed anywhere (or the base of a stage), nor among the newest `keep` of their package.
struct PrunableVersion {
    PackageId package;
    PackageVersion version;
};
[[nodiscard]] std::vector<PrunableVersion> prunableVersions(Connection &db, const std::optional<PackageId> &package, int keep, int most);
/// Manifests of all versions that are not pruned.
[[nodiscard]] std::vector<Sha256> keptManifests(Connection &db);

/// Groups that the package is given to, as written.
[[nodiscard]] std::vector<std::string> groupTargets(Connection &db, const PackageId &id);
[[nodiscard]] std::vector<PackageId> packagesOfGroup(Connection &db, const std::string &group);
bool addGroupTarget(Connection &db, const PackageId &id, const std::string &group, Time now);
bool removeGroupTarget(Connection &db, const PackageId &id, const std::string &group);

} // namespace cartage::store
