// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/change.h"
#include "core/transport/transport.h"

/// What package records at a DP say when its folder is taken (back). Only for core/engine.
namespace cartage::engine {

struct FoundThere {
    std::vector<Distribution> rows;
    std::int64_t unknown = 0; ///< packages or versions that the site does not know
};
/// Rows for a DP that has none yet.
[[nodiscard]] FoundThere foundRows(store::Connection &db, const Dp &dp, const transport::Transport::InstallOutcome &installed, Time now);
/// For rows that are known: another disk may stand there. What is not found is owed again, what is found has to be looked at before it counts as proven.
/// `rows` are those that change anyway; others are added.
void planLookAgain(Site &site, store::Connection &db, const Dp &dp, const transport::Transport::InstallOutcome &installed, std::vector<Distribution> &rows, Plan &plan);

} // namespace cartage::engine
