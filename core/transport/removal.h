// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/dpvisit.h"
#include "core/transport/stagefolder.h"

namespace cartage::transport {

RemoveOutcome removePackage(Services &services, const RemoveOrder &order, WorkControl &control);
RemoveOutcome removeDp(Services &services, const DpAddress &dp, WorkControl &control);

/// Goes on with removals of a package that were interrupted (F09). What is not ours is named in `outcome`.
std::optional<Error> finishRemovals(DpVisit &visit, const PackageId &package, RemoveOutcome &outcome);

std::optional<Error> cleanStages(DpVisit &visit, const PackageId &package, const std::string &keepStage);

} // namespace cartage::transport
