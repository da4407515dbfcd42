// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/queries.h"
#include "ui/views/listpage.h"

namespace cartage::ui {

/// What every list of distributions knows of one: its id, what it is about, what it is found by.
[[nodiscard]] Item distributionItem(const engine::DistributionView &view);
/// Mark and word; red where it needs an operator.
[[nodiscard]] Cell stateCell(const engine::DistributionView &view);

} // namespace cartage::ui
