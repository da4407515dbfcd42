// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
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
};
/// With an attempt under way.
[[nodiscard]] std::vector<RunningRow> runningRows(Connection &db);
/// The earliest next try of a row that retries.
[[nodiscard]] std::optional<Time> nextRetry(Connection &db);

struct WaitingRow {
    PackageId package;
    Time since{};
    int wantedVersion = 0;
};
/// Rows of a DP that are owed and neither at work nor stopped.
void eachWaitingRow(Connection &db, DpKey dp, const std::function<void(const WaitingRow &)> &each);
/// Bytes of every version that is kept.
[[nodiscard]] std::map<std::pair<PackageId, int>, std::int64_t> versionBytes(Connection &db);

} // namespace cartage::store
