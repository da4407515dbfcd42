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
/// "reached 2 min ago", "not reached since 14:02: ...", "opens in 3 h"; of a site behind a child that one's, or where a line below it holds back: "through BER, POT does not
/// reach TEL"
[[nodiscard]] QString link(const engine::SiteNode &node, Time now);
/// With both, and why and of when that is.
[[nodiscard]] QString linkInFull(const engine::SiteNode &node, Time now);
/// "POT does not reach TEL: The inbox of a site is not there, as of 14:02", "POT sends to TEL in 3 h, when its window opens, as of 14:02"
[[nodiscard]] QString heldLine(const engine::HeldLine &line, Time now);
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
