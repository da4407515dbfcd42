// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

/// How a long list becomes another one in a handful of steps, however many rows moved.
namespace cartage::ui {

struct RowChange {
    using Ids = std::vector<std::int64_t>;
    enum class Kind {
        None,   ///< nothing moved
        Insert, ///< `count` new ones at `first`
        Remove, ///< `count` go at `first`
        Mixed,  ///< through `kept` and `grown`
    };
    Kind kind = Kind::None;
    int first = 0, count = 0;
    Ids removedLast; ///< Mixed: the old rows with those that go at the end
    int goes = 0;    ///< Mixed: how many these are
    Ids grown;       ///< Mixed: what stays, with the new ones at the end
    int comes = 0;   ///< Mixed: how many these are
};
/// Any thread. Ids are unique.
[[nodiscard]] RowChange rowChange(const RowChange::Ids &before, const RowChange::Ids &after);

} // namespace cartage::ui
