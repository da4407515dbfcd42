// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/values.h"
#include "core/store/database.h"

namespace cartage::store {

/// Gives the key.
[[nodiscard]] DpKey insertDp(Connection &db, const Dp &dp, Time now);
/// Everything but the key.
void updateDp(Connection &db, const Dp &dp);
/// The DP, its groups, all its rows (facts and history of rows go with it; attempts and messages stay).
void deleteDp(Connection &db, DpKey key);

[[nodiscard]] std::optional<Dp> dp(Connection &db, DpKey key);
[[nodiscard]] std::optional<Dp> dpByName(Connection &db, const std::string &name);
[[nodiscard]] std::optional<Dp> dpByGuid(Connection &db, const std::string &guid);
[[nodiscard]] std::vector<Dp> dps(Connection &db);
[[nodiscard]] std::vector<Dp> dpsOfGroup(Connection &db, const std::string &group);
[[nodiscard]] std::vector<std::string> groups(Connection &db);
/// Of all groups: those that exist by a member or by a package given to them.
[[nodiscard]] bool groupExists(Connection &db, const std::string &group);

/// DPs whose next probe is due, and the earliest next probe of all.
[[nodiscard]] std::vector<DpKey> dpsToProbe(Connection &db, Time now);
[[nodiscard]] std::optional<Time> nextProbe(Connection &db);

struct DpCounts {
    std::int64_t packages = 0; ///< wanted there
    std::int64_t verified = 0;
    std::int64_t problems = 0; ///< blocked, failed, retrying, damaged
    std::int64_t bytes = 0;    ///< of ours there by the rows
};
[[nodiscard]] DpCounts counts(Connection &db, DpKey key);

} // namespace cartage::store
