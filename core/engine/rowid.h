// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/base/id.h"

namespace cartage::engine {

/// A row of a long list. Stable for as long as what it names is there: a message's or an audit row's record id, or a distribution's package and DP.
using RowId = std::int64_t;
[[nodiscard]] RowId rowId(const PackageId &package, DpKey dp);
[[nodiscard]] PackageId packageOf(RowId id); ///< of distributions and retries
[[nodiscard]] DpKey dpOf(RowId id);

/// DPs of sites below have keys of their own in rows: none of this site has that bit.
constexpr std::int64_t belowBit = 1 << 26;
[[nodiscard]] inline bool isBelow(RowId id) { return (dpOf(id).value() & belowBit) != 0; }

} // namespace cartage::engine
