// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/domain/values.h"
#include "core/store/database.h"
#include "core/store/distributionrepository.h"

/// What is wrong between this site and its neighbours, told from the rows as they are: nothing is kept for it, and what was mended is gone by itself.
namespace cartage::store {

/// Each with the site at the other end: an address that fails, a sending that fails though its address is reached (three times in a row, or for an hour), what
/// the other site has refused, a child that is silent, a site that has not answered for an hour, one whose signature is not the registered key's (until
/// something of it is believed again), a ring of sites, and content that has come and cannot be taken in here (a full library).
[[nodiscard]] std::vector<ProblemRow> lineProblems(Connection &db, Time now);

} // namespace cartage::store
