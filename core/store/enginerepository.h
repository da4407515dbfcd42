// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/domain/values.h"
#include "core/store/database.h"

/// What only the engine at work asks of the store: putting right what a killed engine left, and what is due in the background.
namespace cartage::store {

/// Ends attempts that a killed engine left running as `interrupted`, but those of open publishes, which go on. Gives how many.
std::int64_t interruptAttempts(Connection &db, Time now);
/// A due time after `latest` (a clock that stood wrong) becomes one within `spread` before it, the same for the same row.
std::int64_t clampDue(Connection &db, Time latest, Span spread);
/// What an operator's process made due by a wall clock that is ahead of the engine's time is due now.
std::int64_t bringForward(Connection &db, Time now);
/// Remembers whether the DP was called stale; true when that is a change.
[[nodiscard]] bool markStaleSaid(Connection &db, DpKey dp, bool said);
/// When a version was let go last.
[[nodiscard]] std::optional<Time> newestPrune(Connection &db);
/// Rows of a DP that are installed, unverified, and were proven before `before` or never: oldest proof first, at most `most`.
[[nodiscard]] std::vector<Distribution> provenBefore(Connection &db, DpKey dp, Time before, int most);
/// The DP has a row that is not `removed`.
[[nodiscard]] bool hasRows(Connection &db, DpKey dp);
/// The package has a row that is not `removed`.
[[nodiscard]] bool hasRows(Connection &db, const PackageId &package);
/// The package has a row that something is still owed for.
[[nodiscard]] bool owesAnything(Connection &db, const PackageId &package);
/// Messages that came since `since`: what a day's intake is.
[[nodiscard]] std::int64_t messagesSince(Connection &db, Time since);

} // namespace cartage::store
