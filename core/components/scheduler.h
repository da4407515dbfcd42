// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/components/statusmessages.h"
#include "core/domain/sending.h"
#include "core/inbox/instructionbody.h"
#include "core/store/addressrepository.h"
#include "core/store/database.h"
#include "core/store/siterepository.h"

namespace cartage::components {

struct SiteDecision;

/// Turns forwards into send requests, one for each forward and address, and ends forwards when their targets have told. A site below a child is reached
/// through that child's own Scheduler. Decides only: no files, no threads, no clock. Control thread, or an operator's transaction.
class Scheduler final
{
public:
    Scheduler(const store::SiteRow &site, StatusWriter messages, Random &random) : m_site(site.identity()), m_messages(std::move(messages)), m_random(&random) { }

    /// Pending forwards become requests; what nobody is owed any more is complete or withdrawn, never sent. At most a hundred at a time: a step is short.
    void plan(store::Connection &db, Time now, SiteDecision &decision);

    /// A version was made, or has come from the parent: each child is told of it once (Q319207), targets below want it.
    void tellOfVersion(store::Connection &db, const PackageId &package, const std::string &name, int version, Time now) const;
    /// The parent has told of a version: so are the children, once. Nothing is wanted by that.
    /// `again`: the number was told before, of another epoch.
    void tellOfInformation(store::Connection &db, const PackageId &package, const std::string &name, int version, Time now, bool again = false) const;
    /// A child was added: it is told of the newest version of each package. `again`: also of what it was told before, since it, or this site, was restored.
    void tellChild(store::Connection &db, const SiteCode &child, Time now, bool again = false) const;
    /// This site was restored from a backup: children are told again, so that they tell how they stand, and the parent is told.
    void restored(store::Connection &db, Time now) const;
    /// Another site has refused an instruction for its epoch. Where a life of this site had a later one, or counted the same in this one, its epoch rises
    /// behind that, and it goes on as after a restore. Whether it did.
    bool epochSeen(store::Connection &db, const SiteCode &from, const inbox::AcknowledgementBody &answer, Time now) const;
    /// Something was asked of targets that are reached through these children.
    static void askContent(store::Connection &db, const PackageId &package, int version, const SiteCode &child, bool whole, Time now);
    static void askRemoval(store::Connection &db, const PackageId &package, const SiteCode &child, Time now);

    /// Hands an instruction without content to the Sender; gives its sequence.
    std::int64_t enqueue(store::Connection &db, const SiteCode &to, InstructionKind kind, const std::vector<inbox::InstructionLine> &lines,
                         const std::optional<PackageId> &package, Time now) const;

    /// What became of an instruction at a child.
    void acknowledged(store::Connection &db, const SiteCode &from, const inbox::AcknowledgementBody &answer, Time now);
    /// How things stand at a child and below it.
    void reported(store::Connection &db, const inbox::Instruction &from, const inbox::ReportBody &report, Time now);

private:
    bool request(store::Connection &db, const Forward &forward, Time now);
    std::optional<inbox::PackageInformation> informationOf(store::Connection &db, const PackageId &package, int version) const;
    void requestInformation(store::Connection &db, const Forward &forward, Time now);
    void requestContent(store::Connection &db, const Forward &forward, Time now);
    void requestRemoval(store::Connection &db, const Forward &forward, Time now);
    void insert(store::Connection &db, const Forward &forward, SendRequest request, Time now) const;
    bool acknowledgedBeside(store::Connection &db, SendRequest request, const inbox::AcknowledgementBody &answer, const std::optional<Time> &refusedSince, Time now);
    void settle(store::Connection &db, const PackageId &package, const SiteCode &child, Time now);
    static void delivered(store::Connection &db, const Forward &forward, Time now);
    void settleContent(store::Connection &db, const Forward &forward, const std::vector<RemoteTarget> &targets, Time now);
    void tell(store::Connection &db, const SiteIdentity &from, std::int64_t sequence, const inbox::ReportBody &report, Time now);
    void goOnWith(store::Connection &db, const SiteIdentity &from, std::int64_t joined, const store::Settled &before, Time now);
    /// Duties that are asked for once more: a child has, or lacks, something by an instruction that it, or this site, has forgotten.
    struct Forgotten {
        std::set<PackageId> removals;
        std::set<std::pair<PackageId, int>> contents;
        std::map<PackageId, std::vector<Target>> withdrawn; ///< of packages that do not exist any more
    };
    void removeWithdrawn(store::Connection &db, const SiteIdentity &from, const Forgotten &forgotten, Time now) const;
    std::optional<RemoteTarget> goOnWithUnknown(store::Connection &db, const SiteIdentity &from, const inbox::ReportBody::RowLine &row, Forgotten &forgotten, Time now) const;
    void askAnew(store::Connection &db, const RemoteTarget &target, Forgotten &forgotten) const;
    void askAgain(store::Connection &db, const SiteCode &child, Time now) const;
    void giveToJoined(store::Connection &db, const SiteCode &child, const std::vector<RemoteDp> &before, Time now) const;
    void needed(store::Connection &db, const Forward &forward, const SiteCode &from, Time now) const;
    void takeListsOf(store::Connection &db, const SiteIdentity &from, std::int64_t sequence, const inbox::ReportBody &report, Time now);
    void takeListsInParts(store::Connection &db, const SiteIdentity &from, const inbox::ReportBody &report, Time now);

    SiteIdentity m_site;
    StatusWriter m_messages;
    Random *m_random;
};

} // namespace cartage::components
