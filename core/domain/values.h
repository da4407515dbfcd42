// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/id.h"
#include "core/domain/distribution.h"
#include "core/domain/retrypolicy.h"
#include "core/domain/window.h"

/// Packages, DPs, messages, problems as values: what the store gives and the console and command line show.
namespace cartage {

enum class Priority { High, Normal, Low };
[[nodiscard]] std::string_view name(Priority priority);
[[nodiscard]] std::optional<Priority> priorityFromName(std::string_view text);

enum class Severity { Information, Warning, Error };
[[nodiscard]] std::string_view name(Severity severity);
[[nodiscard]] std::optional<Severity> severityFromName(std::string_view text);

/// Who wrote a marker, a record, a message: a site is its key, and an epoch that a restore raises.
struct SiteIdentity {
    SiteCode code;
    std::string keyId;
    std::int64_t epoch = 1;
    bool operator==(const SiteIdentity &) const = default;
};

struct PackageVersion {
    int version = 0;
    std::int64_t epoch = 1;
    Sha256 manifest;
    std::int64_t files = 0;   ///< regular files
    std::int64_t entries = 0; ///< files, folders and links
    std::int64_t bytes = 0;
    Time at{};
    bool operator==(const PackageVersion &) const = default;
};

struct Package {
    PackageId id;
    std::string name;
    std::string productVersion;
    std::string manufacturer;
    Priority priority = Priority::Normal;
    std::string source; ///< absolute path (bytes)
    std::optional<Distribution::Mark> held;
    std::optional<Error> problem;         ///< of the package itself: source_missing, content_damaged ...
    bool removing = false;                ///< goes away when its last distribution is removed
    std::vector<PackageVersion> versions; ///< those kept, oldest first
    bool operator==(const Package &) const = default;
};

enum class DpState { Ok, Slow, NotResponding, Blocked, Held, Removing };
[[nodiscard]] std::string_view name(DpState state);

enum class BreakerState { Closed, Open, HalfOpen };
[[nodiscard]] std::string_view name(BreakerState state);
[[nodiscard]] std::optional<BreakerState> breakerStateFromName(std::string_view text);

/// Settings of a DP; what is empty takes the site's.
struct DpSettings {
    Window window;
    std::string timezone;
    std::int64_t rate = 0;  ///< bytes a second, 0 = no limit
    std::int64_t limit = 0; ///< bytes of ours on this DP, 0 = no limit
    bool verifyLater = false;
    std::optional<Span> validateEvery; ///< nothing: default (30 days on local file systems, off on network ones without window or rate); 0: off
    bool repairAsks = false;
    Span stall = std::chrono::minutes(10);
    std::optional<Span> retryBase, retryCap;
    std::optional<int> retryCount;
    [[nodiscard]] const std::string &zone(const std::string &ofSite) const { return timezone.empty() ? ofSite : timezone; }
    bool operator==(const DpSettings &) const = default;
};

struct Dp {
    DpKey key;
    std::string name;
    std::string guid; ///< dp_id: what its marker says
    std::string path;
    std::vector<std::string> groups;
    DpSettings settings;
    std::string abilities; ///< JSON as stored, empty before the first try
    std::string fileSystem;
    bool network = false;
    std::int64_t freeBytes = -1; ///< -1 unknown
    std::int64_t totalBytes = -1;
    std::optional<Time> lastContact;
    bool slow = false;

    std::optional<Error> condition; ///< what stops the whole DP
    std::optional<Time> failingSince;
    BreakerState breaker = BreakerState::Closed; ///< Open also while a condition lasts
    int failures = 0;                            ///< in a row, the DP's own
    int failedProbes = 0;
    std::optional<Time> nextProbe;
    std::optional<PackageId> lastFailed; ///< the probe transfer takes another package
    std::optional<Distribution::Mark> held;
    bool removing = false;
    std::optional<Time> addedAt;
    bool operator==(const Dp &) const = default;
};
/// Without contact for `staleAfter` (since it was added, if there never was any).
[[nodiscard]] bool isStale(const Dp &dp, Time now, Span staleAfter);
[[nodiscard]] DpState stateOf(const Dp &dp);

/// How long status messages are kept after their receipt: by severity, and by the catalogue's type of their number. 0: for ever.
struct MessageKeeping {
    Span all = std::chrono::days(90);
    std::map<std::string, Span> by; ///< by name of a severity or type, only those set
    /// The setting that decides about a message, and what it says. Where two are set for it, the longer time.
    struct Rule {
        std::string setting; ///< "message_days", "message_days_error" ...
        Span span{};
    };
    [[nodiscard]] Rule ruleOf(Severity severity, const std::string &type) const;
    /// No message goes that is younger; nothing: none goes at all.
    [[nodiscard]] std::optional<Span> shortest() const;
    /// What `by` may name.
    static const std::vector<std::string> &kinds();
    bool operator==(const MessageKeeping &) const = default;
};

struct SiteSettings {
    bool engineByConsole = false;
    RetryPolicy retry;
    int transfers = 8;
    int keepVersions = 3;
    Span staleAfter = std::chrono::days(14);
    std::string timezone = "UTC";
    Span auditFor{};                          ///< 0: for ever
    MessageKeeping messages;
    bool operator==(const SiteSettings &) const = default;
};

/// A status message (docs/engine.md, "Status messages the engine raises").
struct StatusMessage {
    std::int64_t recordId = 0;
    std::string guid;
    int id = 0;
    Severity severity = Severity::Information;
    std::string component;
    std::string site;
    std::string machine;
    Time time{};
    std::optional<Time> received;
    std::vector<std::string> strings; ///< %1 .. %10
    struct Attribute {
        int id = 0; ///< 400 package id, 404 DP, 410 version
        std::string value;
        bool operator==(const Attribute &) const = default;
    };
    std::vector<Attribute> attributes;
    std::string sender;                    ///< the client's spool, 32 hexadecimal digits; empty: of the site itself
    std::optional<std::int64_t> sequence;  ///< the client's number
    std::string mark; ///< of the first status filter rule that matched and has one; empty: none
    bool operator==(const StatusMessage &) const = default;
};

/// waits_for of docs/cli.md; nothing while the row works or owes nothing. `engineAtWork`: and its Distribution Manager is neither paused nor stopped.
[[nodiscard]] std::optional<WaitsFor> waitsFor(const Distribution &row, const Dp &dp, bool packageHeld, bool windowOpen, bool engineAtWork, Time now);
/// Blocked rows and conditions: `operator` where only an operator can end it.
[[nodiscard]] Resolves resolvesOf(const Error &error, bool repairAsks);

} // namespace cartage
