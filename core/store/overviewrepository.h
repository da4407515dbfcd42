// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "core/domain/values.h"
#include "core/store/database.h"

/// Sums over many rows, for overviews.
namespace cartage::store {

struct AttemptBytes {
    DpKey dp;
    Time started{}, ended{};
    std::int64_t bytes = 0;
};
/// Ended attempts that brought bytes and ended after `since`. Numbers of attempts rise with their start, so that the first one is found by halving.
void eachAttemptSince(Connection &db, Time since, const std::function<void(const AttemptBytes &)> &each);
struct RunningRow {
    PackageId package;
    DpKey dp;
    Time started{};
    std::int64_t bytesDone = 0, bytesTotal = 0;
    bool resumed = false; ///< what an earlier attempt left counts as done without having been moved
};
/// With an attempt under way.
[[nodiscard]] std::vector<RunningRow> runningRows(Connection &db);
/// The earliest next try of a row that retries.
[[nodiscard]] std::optional<Time> nextRetry(Connection &db);

/// Rows of a DP that are owed and neither at work nor stopped, by how long they have waited: number and bytes of the versions wanted.
struct WaitingSum {
    DpKey dp;
    int age = 0; ///< place in the limits; their number: beyond the last
    std::int64_t rows = 0, bytes = 0;
    std::optional<Code> error; ///< one of those that they wait for
};
/// `many`: by a walk through all rows instead of a look-up for each.
void eachWaitingSum(Connection &db, Time now, const std::array<Span, 5> &limits, bool many, const std::function<void(const WaitingSum &)> &each);

/// How many distributions were in which state at a moment.
struct StateCount {
    Time at{};
    std::map<State, std::int64_t> rows; ///< without those that were in none
};
/// Counts them now; what is older than `keepFrom` goes, but the last of these, which says how things stood at that moment.
void recordStates(Connection &db, Time now, Time keepFrom);
/// From the one that held at `from` on, oldest first. Counts hold until the next one.
[[nodiscard]] std::vector<StateCount> statesSince(Connection &db, Time from);

} // namespace cartage::store
