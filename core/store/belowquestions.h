// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/sending.h"
#include "core/store/database.h"
#include "core/store/distributionrepository.h"

/// What operators ask of sites below: sums and causes over targets, addresses and requests. Reads only.
namespace cartage::store {

/// A child that has told nothing for so long is silent: it tells at least every quarter of an hour.
constexpr Span silentAfter = std::chrono::hours(1);
[[nodiscard]] bool isSilent(const Address &address, Time now);

/// Targets of one package, or all.
struct BelowSum {
    std::int64_t targets = 0, verified = 0; ///< wanted there; told to be there, proven
    std::int64_t failing = 0;               ///< told to fail
    std::int64_t owed = 0;                  ///< wanted or to be removed, and not told done
    std::optional<Time> oldestOwed;         ///< since when the oldest of these was asked for
};
[[nodiscard]] std::map<PackageId, BelowSum> sumsByPackage(Connection &db, const std::optional<PackageId> &only = std::nullopt);
[[nodiscard]] BelowSum sumBelow(Connection &db);
/// Targets by state, as lists show them: a version that was asked for and not told of yet waits.
[[nodiscard]] std::map<State, std::int64_t> statesBelow(Connection &db);

/// Targets of a DP that are owed and neither at work nor stopped, by how long ago they were asked for: number and bytes of the versions wanted.
struct WaitingBelow {
    Target target;
    int age = 0; ///< place in the limits; their number: beyond the last
    std::int64_t rows = 0, bytes = 0;
    PackageId oldest; ///< of these
};
/// By site, DP and age.
[[nodiscard]] std::vector<WaitingBelow> waitingBelow(Connection &db, Time now, const std::array<Span, 5> &limits);

struct RequestSum {
    std::int64_t open = 0, bytesLeft = 0; ///< neither acknowledged nor given up
    std::optional<Time> oldest;
};
[[nodiscard]] RequestSum requestSum(Connection &db);

/// Causes at other sites and towards them, each with its site: what fails at DPs below as it was told, and what is wrong with lines (lineproblems.h).
[[nodiscard]] std::vector<ProblemRow> problemRowsBelow(Connection &db, Time now);

/// What a matrix shows of a target.
struct TargetRow {
    PackageId package;
    std::string packageName;
    Target target;
    SiteCode via;
    std::int64_t dpNumber = 0; ///< of the DP, from one question to the next
    int wantedVersion = 0, toldWanted = 0;
    std::optional<State> state; ///< as told
    std::optional<Code> code;
    bool heldUpBetween = false; ///< told to be: it has not come to its site
    bool gone = false;
    std::optional<Time> receivedAt;
};
/// By site, DP, package; the package's name comes with it.
[[nodiscard]] std::vector<TargetRow> targetRows(Connection &db);

/// The package at the DP of that number.
[[nodiscard]] std::optional<RemoteTarget> targetOfNumber(Connection &db, const PackageId &package, std::int64_t dpNumber);

} // namespace cartage::store
