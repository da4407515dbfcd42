// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/sending.h"
#include "core/store/database.h"

/// What is owed to sites below: targets at their DPs, forwards to children; and at a child what its parent has asked for.
namespace cartage::store {

/// Wanted anew: what was told of it stays, unless its removal was wanted until now, or the other way round. `via` and the name are written, too.
void wantTarget(Connection &db, const RemoteTarget &target);
/// An instruction that says so is made: what answers it, or a later one, is believed of the targets that no instruction of this wish had named.
void wishTold(Connection &db, const PackageId &package, const SiteCode &via, int version, const InstructionPlace &by);
/// Children that are given another key of this site count its instructions anew: what answers earlier ones is believed again.
void believeEarlier(Connection &db);
/// What was told of a target; nothing where something newer was told, it is not wanted, or it answers an instruction of the contrary wish.
bool tellTarget(Connection &db, const RemoteTarget &told, const InstructionPlace &answers);
/// Only while it is that child that leads there.
void markGone(Connection &db, const PackageId &package, const Target &target, const SiteCode &via);
/// The duty to remove it is done; it is kept in mind that this site had it taken away, until it is wanted there again or the address goes.
void targetTakenAway(Connection &db, const RemoteTarget &target);
struct TakenAway {
    InstructionPlace by;        ///< the instruction that told to
    std::int64_t toldEpoch = 0; ///< of the child, when it had told that it is gone
};
[[nodiscard]] std::optional<TakenAway> takenAway(Connection &db, const PackageId &package, const Target &target);
[[nodiscard]] std::optional<RemoteTarget> remoteTarget(Connection &db, const PackageId &package, const Target &target);
[[nodiscard]] std::vector<RemoteTarget> remoteTargets(Connection &db, const std::optional<PackageId> &package = std::nullopt);
[[nodiscard]] std::vector<RemoteTarget> remoteTargetsVia(Connection &db, const PackageId &package, const SiteCode &child);
/// All targets that are wanted want this version now, those that are gone for when they come back, unless they want a newer one: an older one may come later. Children through which they are reached.
[[nodiscard]] std::vector<SiteCode> raiseTargets(Connection &db, const PackageId &package, int version, Time now);
/// Targets whose DPs this child tells of again are wanted there as before; what was told of them counts no more. Gives whether there were any.
bool takeBack(Connection &db, const SiteCode &child);
/// Targets of sites behind this child whose DPs it does not tell of any more.
[[nodiscard]] std::vector<RemoteTarget> targetsWithoutDp(Connection &db, const SiteCode &child);

/// Makes the duty in the next generation; `fresh`: only if there is none of this version and kind yet (generation 1). Pending ones of the same package, child and
/// kind are superseded, with their unsent requests. False: there was one.
bool addForward(Connection &db, const Forward &forward, bool fresh);
void setForwardState(Connection &db, std::int64_t id, ForwardState state, Time now);
[[nodiscard]] std::optional<Forward> forward(Connection &db, std::int64_t id);
/// Those whose time has come.
[[nodiscard]] std::vector<Forward> pendingForwards(Connection &db, Time now, int most);
[[nodiscard]] std::optional<Time> nextForward(Connection &db);
/// What was told of it no longer counts.
void forgetTold(Connection &db, const RemoteTarget &target);
/// The child goes on from an earlier state: what it told in an older epoch no longer counts.
void forgetTold(Connection &db, const SiteCode &child, std::int64_t epoch);
/// Of which something is wanted, or to be removed, by way of this child.
[[nodiscard]] std::vector<PackageId> packagesVia(Connection &db, const SiteCode &child);
/// Delivered ones and such as are on their way, of this child and package.
[[nodiscard]] std::vector<Forward> openForwards(Connection &db, const SiteCode &child, const PackageId &package, ForwardKind kind);
[[nodiscard]] std::optional<Forward> newestForward(Connection &db, const SiteCode &child, const PackageId &package, ForwardKind kind);
[[nodiscard]] std::vector<Forward> forwards(Connection &db);

struct ChildVersion {
    int version = 0;
    Sha256 manifest;
};
[[nodiscard]] std::optional<ChildVersion> childVersion(Connection &db, const SiteCode &child, const PackageId &package);
void setChildVersion(Connection &db, const SiteCode &child, const PackageId &package, const std::optional<ChildVersion> &version, Time now);

// ---- at the child ----

/// False where a newer instruction has asked for this target: then nothing changes.
bool askTarget(Connection &db, const AskedTarget &asked);
[[nodiscard]] std::vector<AskedTarget> askedTargets(Connection &db);
/// What the parent wants at that DP, by id.
[[nodiscard]] std::vector<PackageId> packagesAskedAt(Connection &db, const Target &target);
/// What was told of it is on its way to the parent.
void setTold(Connection &db, const AskedTarget &asked);

struct SeenInstruction {
    std::string keyId;
    std::int64_t epoch = 1, sequence = 0;
    std::string instruction; ///< id
    std::string kind;
    PackageId package;
    std::string answer; ///< lines
};
[[nodiscard]] std::optional<SeenInstruction> seenInstruction(Connection &db, const std::string &keyId, std::int64_t epoch, const PackageId &package,
                                                             std::int64_t sequence);
void insertSeen(Connection &db, const SeenInstruction &seen, Time now);

/// Content that came and cannot be taken in now, for a reason here.
struct PutOff {
    std::string instruction; ///< id
    SiteCode from;
    PackageId package;
    int version = 0;
    Error error;
    Time since{}; ///< the first time
};
/// Of one that is there already the error is of now.
void putOff(Connection &db, const PutOff &off);
/// Nothing: all of them.
void endPutOff(Connection &db, const std::optional<std::string> &instruction);
[[nodiscard]] std::vector<PutOff> putOffs(Connection &db);

struct InformationRow {
    PackageId package;
    std::string lines;
    int version = 0;
    std::int64_t epoch = 1;
    SiteCode from;
    Time receivedAt{};
};
/// False where a newer version was told already; versions compare as (epoch, number).
bool putInformation(Connection &db, const InformationRow &row);
[[nodiscard]] std::optional<InformationRow> information(Connection &db, const PackageId &package);
[[nodiscard]] std::vector<InformationRow> informations(Connection &db);

} // namespace cartage::store
