// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/engine/componentviews.h"
#include "ui/look/marks.h"

/// What the console says of components. Any thread.
namespace cartage::ui::componentwords {

/// "running", "paused by anna, 2 h ago: moving the disk", "at clients"
[[nodiscard]] QString state(const engine::ComponentView &component, Time now);
[[nodiscard]] QString stateName(ComponentState state);
[[nodiscard]] QString statusName(ComponentStatus status);
[[nodiscard]] Mark markOf(ComponentState state);
[[nodiscard]] Mark markOf(ComponentStatus status);
/// What it is for; empty: not known.
[[nodiscard]] QString does(const engine::ComponentView &component);
/// "warning from 1, critical from 5"; "no limit"
[[nodiscard]] QString limits(const MessageLimit &limit);
/// The field's words for a key of limitKeys().
[[nodiscard]] QString limitName(const std::string &key);

} // namespace cartage::ui::componentwords
