// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rowchange.h"

#include <algorithm>
#include <unordered_set>

namespace cartage::ui {

namespace {

using Ids = RowChange::Ids;

/// Those of `ids` in `set` first, the others after them; gives how many the others are.
int partitioned(Ids &ids, const std::unordered_set<std::int64_t> &set)
{
    const auto others = std::stable_partition(ids.begin(), ids.end(), [&set](std::int64_t id) { return set.contains(id); });
    return static_cast<int>(ids.end() - others);
}

} // namespace

RowChange rowChange(const Ids &before, const Ids &after)
{
    const auto [headBefore, headAfter] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    const auto tails = std::mismatch(before.rbegin(), std::make_reverse_iterator(headBefore), after.rbegin(), std::make_reverse_iterator(headAfter));
    const auto endBefore = tails.first.base(), endAfter = tails.second.base();
    RowChange change;
    change.first = static_cast<int>(headBefore - before.begin());
    if (headBefore == endBefore && headAfter == endAfter)
        return change;
    if (headBefore == endBefore) {
        change.kind = RowChange::Kind::Insert;
        change.count = static_cast<int>(endAfter - headAfter);
        return change;
    }
    if (headAfter == endAfter) {
        change.kind = RowChange::Kind::Remove;
        change.count = static_cast<int>(endBefore - headBefore);
        return change;
    }
    change.kind = RowChange::Kind::Mixed;
    const std::unordered_set<std::int64_t> wereThere(headBefore, endBefore), willBe(headAfter, endAfter);
    // The common beginning stays where it is; the common end, too, must not be parted from what stands before it.
    Ids middleBefore(headBefore, endBefore), middleAfter(headAfter, endAfter);
    change.goes = partitioned(middleBefore, willBe);
    change.comes = partitioned(middleAfter, wereThere);
    const auto kept = middleBefore.end() - change.goes;
    change.removedLast.assign(before.begin(), headBefore);
    change.removedLast.insert(change.removedLast.end(), middleBefore.begin(), kept);
    change.removedLast.insert(change.removedLast.end(), endBefore, before.end());
    change.grown = change.removedLast;
    change.removedLast.insert(change.removedLast.end(), kept, middleBefore.end());
    change.grown.insert(change.grown.end(), middleAfter.end() - change.comes, middleAfter.end());
    return change;
}

} // namespace cartage::ui
