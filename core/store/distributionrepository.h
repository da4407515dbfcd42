// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/domain/distribution.h"
#include "core/domain/values.h"
#include "core/store/database.h"

namespace cartage::store {

/// Which distributions: values of one kind add up, different kinds narrow (docs/cli.md, SCOPE). Empty means all.
struct Selection {
    std::vector<PackageId> packages;
    std::vector<DpKey> dps;
    std::vector<std::string> groups;
    std::vector<State> states;
    std::vector<Code> codes;
    std::vector<std::pair<PackageId, DpKey>> pairs{}; ///< exactly these
};

void insertDistribution(Connection &db, const Distribution &row);
/// Everything of the row.
void updateDistribution(Connection &db, const Distribution &row);
void deleteDistribution(Connection &db, const PackageId &package, DpKey dp);
[[nodiscard]] std::optional<Distribution> distribution(Connection &db, const PackageId &package, DpKey dp);
/// Rows that owe nothing and whose stage is still to be deleted.
[[nodiscard]] std::vector<std::pair<DpKey, PackageId>> stagesLeft(Connection &db);
void stageIsGone(Connection &db, const PackageId &package, DpKey dp);
/// By package, then DP name. Streams.
void eachDistribution(Connection &db, const Selection &selection, const std::function<void(const Distribution &)> &each);
[[nodiscard]] std::vector<Distribution> distributions(Connection &db, const Selection &selection);
[[nodiscard]] std::map<State, std::int64_t> stateCounts(Connection &db, const Selection &selection);

/// Where a row of this priority stands that has waited so long: one class up per hour; 0 is the highest.
[[nodiscard]] int classOf(Priority priority, Span waited);
/// Rows of `dp` that may be begun at `now` (waiting, retrying, removing, damaged, blocked; not an open publish), best first: class, one class up
/// per hour waited, but none above `high`; then new ones and retries (tried before) as `retryFirst` says; then due time. At most `most`.
[[nodiscard]] std::vector<Distribution> dueAt(Connection &db, DpKey dp, Time now, bool retryFirst, int most);
/// DPs that have a row due at `now`.
[[nodiscard]] std::vector<DpKey> dpsWithDueRows(Connection &db, Time now);
/// The earliest due time after `now`.
[[nodiscard]] std::optional<Time> nextDue(Connection &db, Time now);
/// Rows at work by their state (transferring, verifying, publishing), and removals with a running attempt.
[[nodiscard]] std::vector<Distribution> rowsAtWork(Connection &db);

/// A wide change that is one statement: every selected row in state `from` goes to `to`. Gives how many. Rows with after-publish semantics are the caller's.
struct WideChange {
    State from = State::Waiting;
    State to = State::Waiting;
    bool resetAttempts = false; ///< a proven stage whose publish was refused is forgotten as well
    std::optional<Time> dueAt;  ///< written always: nothing clears it; a time begins a new wait
    bool clearError = false;
    bool keepDue = false;                      ///< leaves due_at as it is
    std::optional<Error> error;                ///< written when set
    std::optional<Distribution::Mark> stopped; ///< written when set; cleared when `clearStopped`
    bool clearStopped = false;
    std::optional<Distribution::Mark> held;
    bool clearHeld = false;
    std::int64_t token = 0; ///< a new one, the same for all
    Time now{};
    std::optional<int> wantedVersion; ///< written when set; 0: the duty is removal
    std::optional<bool> force;        ///< written when set
};
/// A selection that leaves `from` out changes nothing.
[[nodiscard]] std::int64_t changeAll(Connection &db, const Selection &selection, const WideChange &change);
/// Sets or clears the hold flag only.
std::int64_t flagHeld(Connection &db, const Selection &selection, const std::optional<Distribution::Mark> &held, std::int64_t token, Time now);
/// Rows in `publishing`: what becomes of them afterwards.
std::int64_t setAfterPublish(Connection &db, const Selection &selection, State next, Time now);

/// Attempts.
std::int64_t startAttempt(Connection &db, const PackageId &package, DpKey dp, const Attempt &attempt, std::int64_t token);
void endAttempt(Connection &db, const PackageId &package, DpKey dp, std::int64_t token, const Attempt &ended);
[[nodiscard]] std::vector<Attempt> attempts(Connection &db, const PackageId &package, DpKey dp);
/// One transaction for all that run: bytes and files done, state transferring/verifying.
struct Progress {
    PackageId package;
    DpKey dp;
    std::int64_t token = 0;
    State state = State::Transferring;
    std::int64_t bytesTotal = 0, bytesDone = 0, filesTotal = 0, filesDone = 0;
};
void writeProgress(Connection &db, const std::vector<Progress> &progress, Time now);

struct DifferenceRow {
    std::string path; ///< raw bytes
    std::string finding;
    std::optional<Sha256> expected, found;
    std::int64_t size = 0;
    std::optional<Error> error;
};
void replaceDifferences(Connection &db, const PackageId &package, DpKey dp, const std::vector<DifferenceRow> &rows);
[[nodiscard]] std::vector<DifferenceRow> differences(Connection &db, const PackageId &package, DpKey dp);

/// Failures with one cause: rows with an error grouped by its code and object, and packages and DPs with a problem of their own.
struct ProblemRow {
    Code code = Code::Internal;
    std::string object;      ///< at a site below: SITE/object
    std::string site;        ///< code of the site below where it is; empty: here
    std::int64_t distributions = 0;
    std::vector<std::string> packages; ///< ids, at most 100
    std::vector<std::string> dps;      ///< names, at most 100
    std::int64_t packageCount = 0, dpCount = 0;
    std::optional<Time> since, lastTry, nextTry;
    Error error;             ///< of the row that failed last
    bool anyFailed = false;  ///< a row has used up its tries
    bool anyStopped = false; ///< all rows were stopped by an operator
};
[[nodiscard]] std::vector<ProblemRow> problemRows(Connection &db);

/// Last copies: packages of which the only installed and proven copy lies on one of `dps`.
[[nodiscard]] std::vector<PackageId> lastCopies(Connection &db, const std::vector<PackageId> &packages, const std::vector<DpKey> &dps);
/// Those of which it is one of `pairs`.
[[nodiscard]] std::vector<PackageId> lastCopies(Connection &db, const std::vector<std::pair<PackageId, DpKey>> &pairs);

} // namespace cartage::store
