// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/values.h"

/// What sites owe each other, as values (docs/engine.md, "Sites").
namespace cartage {

enum class Relation { Child, Parent };
[[nodiscard]] std::string_view name(Relation relation);
[[nodiscard]] std::optional<Relation> relationFromName(std::string_view text);

/// What a site leaves in another one's inbox.
enum class InstructionKind { Information, Content, Removal, Acknowledgement, Report, Messages, Order, Answer };
[[nodiscard]] std::string_view name(InstructionKind kind);
[[nodiscard]] std::optional<InstructionKind> instructionKindFromName(std::string_view text);
/// The receiver answers these; the others are done when they lie in its inbox.
[[nodiscard]] bool isAnswered(InstructionKind kind);
/// Only a parent may send these; acknowledgements come from both, the others from children.
[[nodiscard]] bool isOfParent(InstructionKind kind);

/// One DP at one site, by name.
struct Target {
    SiteCode site;
    std::string dp;
    auto operator<=>(const Target &) const = default;
};

/// Why an instruction is not believed: its sender is known here with another key, or not at all.
[[nodiscard]] std::string unknownSenderText(const SiteCode &sender, const std::string &keyId);

/// How another site is reached.
struct Address {
    SiteCode site;
    Relation relation = Relation::Child;
    std::string inbox;     ///< absolute path
    std::string publicKey; ///< of the other site
    std::string keyId;
    int maxSendings = 3;
    Window window;
    std::string timezone;      ///< empty: the site's
    std::int64_t rate = 0;     ///< bytes a second, 0: no limit
    std::int64_t peerEpoch = 0; ///< the highest that has come from there
    std::optional<Time> heardAt;     ///< when something signed by it came last
    std::optional<Time> reportedAt;  ///< of its last report, by its own clock
    std::optional<Time> lastContact; ///< when its inbox was reached last
    int failures = 0;                ///< in a row
    std::optional<Time> failingSince;
    std::optional<Time> nextTry;     ///< the breaker is open until then
    std::optional<Error> error;
    Time addedAt{};
    [[nodiscard]] const std::string &zone(const std::string &ofSite) const { return timezone.empty() ? ofSite : timezone; }
    bool operator==(const Address &) const = default;
};

/// A site below this one, as its parent or it has told.
struct RemoteSite {
    SiteCode code;
    SiteCode via;    ///< the child through which it is reached; itself where it is one
    SiteCode parent;
    std::string name;
    bool operator==(const RemoteSite &) const = default;
};

struct RemoteDp {
    SiteCode site;
    SiteCode via;
    std::string name;
    std::vector<std::string> groups;
    std::string state; ///< as told
    bool operator==(const RemoteDp &) const = default;
};

/// The place of an instruction in all that a site has sent: later ones compare greater.
struct InstructionPlace {
    std::int64_t epoch = 0, sequence = 0;
    auto operator<=>(const InstructionPlace &) const = default;
};

/// What an owed target waits for, and where: at its own site, or at one on the way.
struct HeldUp {
    WaitsFor by = WaitsFor::Turn;
    SiteCode at;               ///< the site that says so
    std::optional<SiteCode> to; ///< the next site on the way, which it has not passed yet; nothing: it is at its own
    std::optional<Time> until; ///< by the clock of `at`; told of windows and times alone
    bool operator==(const HeldUp &) const = default;
};

/// The duty to have one package at a DP of a site below: what was asked, and what is known of it. Complete only when the very version that is wanted is told
/// to be there, proven (Q153576).
struct RemoteTarget {
    PackageId package;
    Target target;
    SiteCode via;
    int wantedVersion = 0; ///< 0: to be removed
    Time askedAt{};
    bool gone = false; ///< its site says that there is no such DP
    /// The first instruction that has told of this wish: rows that answer an earlier one are of the contrary, and are not believed. Nothing: none was made yet.
    std::optional<InstructionPlace> since;

    std::optional<State> state; ///< as told; nothing: not told yet
    int toldWanted = 0;
    int attempt = 0;
    std::optional<int> installedVersion;
    std::optional<Sha256> installedManifest;
    std::optional<Proof> proof;
    std::optional<Error> error;
    std::optional<Time> toldAt;     ///< by the site's clock
    std::optional<Time> receivedAt; ///< by ours: when the site next to it had heard so
    std::optional<HeldUp> heldUp;   ///< `error` is why, then
    std::int64_t toldEpoch = 0, toldSequence = 0;
    bool operator==(const RemoteTarget &) const = default;
};
/// What the parent has asked for at a DP here or below: the newest instruction that named it. An older one changes nothing.
struct AskedTarget {
    PackageId package;
    Target target;
    int wantedVersion = 0; ///< 0: removal
    InstructionPlace by;
    std::int64_t told = 0; ///< what the parent was told of it last, as a digest; 0: nothing
    bool operator==(const AskedTarget &) const = default;
};

/// Verified (or, for a removal, told to be gone from there): nothing is owed any more. `manifest` is that of the wanted version.
[[nodiscard]] bool isFulfilled(const RemoteTarget &target, const std::optional<Sha256> &manifest);

enum class ForwardKind { Information, Content, Removal };
[[nodiscard]] std::string_view name(ForwardKind kind);
[[nodiscard]] std::optional<ForwardKind> forwardKindFromName(std::string_view text);

enum class ForwardState {
    Pending,    ///< no send request yet
    Requested,  ///< a send request has it
    Delivered,  ///< the child has acknowledged it; targets are owed still
    Complete,   ///< information: acknowledged; else: at least one target, and all that exist are verified
    Withdrawn,  ///< none of its targets exists any more
    Superseded, ///< a newer one says the same and more
    Refused,    ///< in quarantine at the child
};
[[nodiscard]] std::string_view name(ForwardState state);
[[nodiscard]] std::optional<ForwardState> forwardStateFromName(std::string_view text);

/// The duty to tell one child of one package version, or to bring it there.
struct Forward {
    std::int64_t id = 0;
    PackageId package;
    int version = 0; ///< 0 for a removal
    SiteCode child;
    ForwardKind kind = ForwardKind::Information;
    int generation = 1; ///< resend, and the child's need, raise it
    ForwardState state = ForwardState::Pending;
    bool whole = false; ///< without a base: the child lacks something
    int needs = 0;      ///< how often in a row the child has asked for it again
    std::optional<Time> notBefore;
    Time createdAt{};
    bool operator==(const Forward &) const = default;
};

enum class SendState { Pending, Claimed, Connecting, Sending, Sent, Acknowledged, Retrying, Cancelled, Quarantined };
[[nodiscard]] std::string_view name(SendState state);
[[nodiscard]] std::optional<SendState> sendStateFromName(std::string_view text);
[[nodiscard]] const std::vector<SendState> &allSendStates();

/// One sending to one address. Claimed atomically, with an owner and a fencing token (885278).
struct SendRequest {
    std::int64_t id = 0;
    std::optional<std::int64_t> forward;
    SiteCode to;
    InstructionKind kind = InstructionKind::Information;
    std::optional<PackageId> package;
    int version = 0;
    Priority priority = Priority::Normal;
    SendState state = SendState::Pending;
    std::string instruction; ///< id
    std::int64_t sequence = 0; ///< rises over all addresses, so that one that was taken away and comes back repeats none
    std::string lines;       ///< of the instruction, without those that only the package file decides
    std::string targets;     ///< lines behind those
    std::optional<Sha256> manifest, base; ///< content: what is sent, and what the other site has
    std::optional<Sha256> part;           ///< the package file, once it is built
    std::int64_t partBytes = 0;
    bool partThere = false;               ///< it lies whole in the other inbox
    std::int64_t bytesTotal = 0, bytesLeft = 0;
    std::int64_t syncPoint = 0;
    int connects = 0;
    int attempt = 0;
    std::string owner;            ///< host and pid of the engine that has claimed it
    std::int64_t token = 0;       ///< an outcome with another one changes nothing
    std::int64_t generation = 0;  ///< of that engine
    std::optional<Time> dueAt;
    std::optional<Time> failingSince;
    std::optional<Error> error;
    Time createdAt{};
    std::optional<Time> sentAt, acknowledgedAt;
    bool operator==(const SendRequest &) const = default;
};

} // namespace cartage
