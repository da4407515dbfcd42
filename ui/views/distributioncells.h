// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/queries.h"
#include "ui/models/cell.h"
#include "ui/views/view.h"

namespace cartage::ui {

/// What every list of distributions says of one.
/// With its site where that is another one: DRE/dresden1.
[[nodiscard]] QString dpNameOf(const engine::DistributionView &view);
[[nodiscard]] Subject subjectOf(const engine::DistributionView &view);
/// Mark and word; red where it needs an operator.
[[nodiscard]] Cell stateCell(const engine::DistributionView &view);
[[nodiscard]] Cell textCell(const QString &text, const QString &tip = {});
/// An en dash in text2 where there is nothing.
[[nodiscard]] Cell numberCell(std::int64_t number);
[[nodiscard]] Cell pastCell(const std::optional<Time> &time, Time now);
[[nodiscard]] Cell errorCell(const engine::DistributionView &view);
/// "4, next in 3 min"
[[nodiscard]] Cell attemptCell(const engine::DistributionView &view, Time now);

} // namespace cartage::ui
