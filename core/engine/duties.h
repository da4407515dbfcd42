// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "core/domain/duty.h"
#include "core/engine/change.h"

/// Rows that packages and distribution points owe to each other. Only for core/engine.
namespace cartage::engine {

/// Every row of a package of which `version` has become the newest; `stayStopped` counts those that an operator has stopped.
void addNewVersion(RowChanges &changes, const Surroundings &around, const std::vector<Distribution> &rows, std::int64_t &stayStopped);
/// Takes a row away: erased where nothing can lie there, else `removing`. Its RowChanges' common must be `removal()`.
void addRemoval(RowChanges &changes, const Distribution &row);
[[nodiscard]] store::WideChange removal();

/// "1 distribution", "2 distributions".
[[nodiscard]] std::string counted(std::int64_t count, const std::string &one, const std::string &many);

/// Several RowChanges of one action (each package wants a version of its own), kept alive by the plan.
using RowSets = std::vector<std::unique_ptr<RowChanges>>;
void describe(const RowSets &sets, Plan &plan);
void write(const RowSets &sets, store::Connection &db, std::int64_t auditId);

} // namespace cartage::engine
