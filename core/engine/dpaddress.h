// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/site.h"

namespace cartage::engine {

/// A DP as the transport wants it, for work that a command does itself. `bytesThere`: of ours, for the DP's limit.
[[nodiscard]] transport::DpAddress dpAddress(Site &site, const Dp &dp, std::int64_t bytesThere = 0);
/// What was seen of the DP in passing, into its row.
void noteSeen(Dp &dp, const transport::DpSeen &seen, Time now);

} // namespace cartage::engine
