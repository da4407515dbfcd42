// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/id.h"

namespace cartage {

/// States of a distribution (docs/engine.md). Stored as their names.
enum class State {
    Waiting,
    Transferring,
    Verifying,
    Publishing,
    Installed,
    Unverified,
    Damaged,
    Retrying,
    Blocked,
    Failed,
    Stopped,
    Paused,
    Removing,
    Removed,
};
[[nodiscard]] std::string_view name(State state);
[[nodiscard]] std::optional<State> stateFromName(std::string_view text);
[[nodiscard]] const std::vector<State> &allStates();

/// Transferring, Verifying, Publishing: a worker holds the row.
[[nodiscard]] bool isAtWork(State state);
/// Something is still to be done or decided: neither Installed, Unverified nor Removed.
[[nodiscard]] bool isOwed(State state);

/// Site: another site, which is not reached, or has not told yet.
enum class WaitsFor { Turn, DueTime, OpenWindow, Hold, Breaker, Space, Operator, Engine, Site };
[[nodiscard]] std::string_view name(WaitsFor waitsFor);
[[nodiscard]] std::optional<WaitsFor> waitsForFromName(std::string_view text);

enum class ProofKind { ReadBack, Validated };
[[nodiscard]] std::string_view name(ProofKind kind);
[[nodiscard]] std::optional<ProofKind> proofKindFromName(std::string_view text);

struct Proof {
    ProofKind kind = ProofKind::ReadBack;
    Time at{};
    bool operator==(const Proof &) const = default;
};

/// What an operator (or the engine at a window's edge) does to distributions. Each has a column in the action table.
enum class Action { RetryNow, ClearRetries, Hold, Release, Cancel, NewVersion, Undistribute, Redistribute, WindowCloses, WindowOpens };
[[nodiscard]] std::string_view name(Action action);

/// One cell of the action table.
struct ActionRule {
    enum class Effect {
        None,         ///< "-": no effect, counted as unchanged
        Change,       ///< the row goes to `next` at once
        AfterPublish, ///< publishing is finished first; then the row goes to `next`
        FlagOnly,     ///< only the hold flag is set or taken away
        Refuse,       ///< refused with state_forbids; `hint` says what to do first
    };
    Effect effect = Effect::None;
    State next = State::Waiting;
    bool resetAttempts = false; ///< attempt becomes 0
    bool dueNow = false;
    const char *hint = nullptr; ///< key of a note: "release_first", "window_closed", "forget", "stays_stopped"
    bool operator==(const ActionRule &) const = default;
};
/// The action table of docs/engine.md. `heldByOperator` tells a paused row that is held from one outside its window; `dutyIsRemoval`
/// (Distribution::wantedVersion is 0) a removal that was paused or stopped: it goes on as a removal.
[[nodiscard]] ActionRule actionRule(Action action, State state, bool heldByOperator = false, bool dutyIsRemoval = false);

/// What happens to an attempt or a row by the engine's own doing.
enum class Event {
    AttemptStarts,      ///< waiting/retrying/damaged/blocked -> transferring
    StagedAndSyncing,   ///< transferring -> verifying
    PublishCommitted,   ///< verifying/transferring -> publishing
    Recorded,           ///< publishing -> installed
    RecordedUnproven,   ///< publishing -> unverified (verify=later), or a record taken back
    AttemptFailed,      ///< -> retrying
    TriesUsedUp,        ///< -> failed
    ObstacleFound,      ///< -> blocked
    ObstacleGone,       ///< blocked -> waiting
    Interrupted,        ///< transferring/verifying -> waiting, due at once, not counted
    PublishUndone,      ///< publishing -> retrying (file in use; former version whole)
    ProvenByValidation, ///< installed/unverified/damaged -> installed
    FoundDamaged,       ///< installed/unverified -> damaged
    ConditionTooLong,   ///< breaker open for seven days: waiting/retrying/blocked -> failed
    RemovalDone,        ///< removing -> removed
};
[[nodiscard]] std::string_view name(Event event);

struct Transition {
    State from;
    Event event;
    State to;
};
/// The transition table as it is; the diagram in docs/engine.md is made from it.
[[nodiscard]] std::span<const Transition> transitions();
/// One step by that table; nothing where the table has no such arrow (an Internal error for the caller).
[[nodiscard]] std::optional<State> transition(State state, Event event);

/// One row: the duty to have one package at one DP. Facts and the duty are separate (docs/engine.md).
struct Distribution {
    PackageId package;
    DpKey dp;

    // facts
    std::optional<int> installedVersion;
    std::int64_t installedEpoch = 0;
    std::optional<Sha256> installedManifest;
    std::optional<Proof> proof;
    bool mixed = false; ///< a publish or a removal is open at the DP: the installed version may not be whole

    // duty
    State state = State::Waiting;
    int wantedVersion = 0; ///< 0: the duty is to remove what lies there
    int attempt = 0;       ///< tries begun for wantedVersion
    std::optional<Time> dueAt;
    Time waitingSince{}; ///< for "one class up per hour waited"
    std::optional<Error> error;
    std::optional<Time> failingSince;
    std::int64_t token = 0;            ///< raised by everything that changes the duty; an outcome with an older one cannot change it
    std::optional<State> afterPublish; ///< what an action that came during publishing makes of the row
    bool force = false;                ///< next attempt copies every file
    bool stageLeft = false;            ///< a stage of it may lie there: of an attempt, or of one that has ended and was not cleaned up after
    bool publishOnly = false;          ///< next attempt only repeats the publish of the proven stage (file in use)
    struct Mark {
        std::string by;
        std::string reason;
        Time at{};
        bool operator==(const Mark &) const = default;
    };
    std::optional<Mark> held; ///< hold flag of this row alone
    std::optional<Mark> stopped;

    // progress of the running or last attempt
    std::int64_t bytesTotal = 0;
    std::int64_t bytesDone = 0;
    std::int64_t filesTotal = 0;
    std::int64_t filesDone = 0;
    Time updatedAt{};

    bool operator==(const Distribution &) const = default;
};

/// One try of a distribution.
struct Attempt {
    int number = 0;
    int version = 0;
    Time started{};
    std::optional<Time> ended;
    std::string outcome; ///< "running", "installed", "failed", "blocked", "interrupted", "cancelled", "superseded", "removed", "paused"
    std::int64_t bytes = 0;
    Span wait{}; ///< how long the row had waited for this try
    std::optional<Error> error;
    bool operator==(const Attempt &) const = default;
};

} // namespace cartage
