// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/engine/sitetree.h"
#include "ui/look/marks.h"

/// What the console says of other sites and of what is sent to them. Any thread.
namespace cartage::ui::sitewords {

/// "DRE Dresden"
[[nodiscard]] QString nameOf(const engine::SiteNode &node);
/// "this site", "child", "parent", "below DRE"
[[nodiscard]] QString relation(const engine::SiteNode &node);
/// "reached 2 min ago", "not reached since 14:02: ...", "opens in 3 h"
[[nodiscard]] QString link(const engine::SiteNode &node, Time now);
[[nodiscard]] Mark markOf(const engine::SiteNode &node);
/// "as of 14:02"; empty: nothing was told yet.
[[nodiscard]] QString asOf(const std::optional<Time> &told, Time now);

[[nodiscard]] QString stateName(SendState state);
[[nodiscard]] Mark markOf(SendState state);
[[nodiscard]] QString kindName(InstructionKind kind);
/// Of a DP, as its site has told.
[[nodiscard]] QString dpState(const std::string &told);
[[nodiscard]] Mark dpMark(const std::string &told);
/// A target's state as it counts now: what was told of an older wish is no news of the newer one.
[[nodiscard]] State stateOf(const engine::RemoteView &view);

/// What was asked of a DP there: "hold: asked 14:02 by anna, done 14:03"
[[nodiscard]] QString order(const SiteOrder &order, Time now);

} // namespace cartage::ui::sitewords
