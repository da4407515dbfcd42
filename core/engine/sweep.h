// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <unordered_set>

#include "core/engine/site.h"

/// Content that no version refers to any more. Only for core/engine.
namespace cartage::engine {

/// Content of all versions that are not pruned, with their manifests.
Result<std::unordered_set<Sha256>> contentInUse(Site &site);
struct Swept {
    std::uint64_t bytes = 0;
    bool complete = false; ///< nothing is left to delete; false also while a snapshot of a living process is under way
};
/// Deletes at most `most` files that no kept version refers to, and what killed snapshots left. Only the holder of the engine lease calls it.
Result<Swept> sweepStep(Site &site, std::size_t most);
/// Deletes what no kept version refers to, at most `most` files; gives the bytes. Only the holder of the engine lease calls it; does nothing while a
/// snapshot of a living process is under way.
Result<std::uint64_t> sweepLibrary(Site &site, std::size_t most);
/// Takes the lease for it where no engine works; leaves it to the engine otherwise.
void sweepWithoutEngine(Site &site);

} // namespace cartage::engine
