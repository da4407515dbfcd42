// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/distribution.h"
#include "core/domain/values.h"

/// What a row says of the duty to have a package at a DP, whoever asks for it: an operator here, or the parent.
namespace cartage {

/// A new row: due now, or paused where its DP or its package is held.
[[nodiscard]] Distribution newRow(const Package &package, const Dp &dp, int version, Time now);
/// Nothing of the package lies at the DP by this row, no stage either.
[[nodiscard]] bool hasNothingThere(const Distribution &row);
/// The duty is removal, or history.
[[nodiscard]] bool isGoing(const Distribution &row);

} // namespace cartage
