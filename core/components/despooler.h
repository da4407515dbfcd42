// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>
#include <string>

#include "core/base/random.h"
#include "core/components/receivedduties.h"
#include "core/components/scheduler.h"
#include "core/components/sitework.h"
#include "core/components/statusmessages.h"
#include "core/store/database.h"
#include "core/store/siterepository.h"

namespace cartage::components {

/// Takes in what Senders of other sites delivered, and carries their instructions out: each once, by (key, epoch, package, sequence). Version, targets and
/// acknowledgement are one transaction; files go only after it. An instruction without targets is never complete (Q153576). Decides only: no files, no
/// threads, no clock. Control thread.
class Despooler final
{
public:
    Despooler(const store::SiteRow &site, StatusWriter messages, Random &random, store::ProcessMark process);

    void received(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision);
    void unpacked(store::Connection &db, Time now, const UnpackOrder &order, const UnpackOutcome &outcome, SiteDecision &decision);
    /// How many that were refused were not kept, by sender and reason: at once, then once an hour.
    void tellNotKept(store::Connection &db, Time now) const;
    /// What was decided stands in the database: what it said is not said again.
    void committed(const SiteDecision &decision) { m_putOff.insert(decision.saidPutOff.begin(), decision.saidPutOff.end()); }

private:
    void singly(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision, const std::function<void(SiteDecision &)> &work);
    void take(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision);
    void takeUnpacked(store::Connection &db, Time now, const inbox::TakenIn &taken, const UnpackOrder &order, const UnpackOutcome &outcome,
                      SiteDecision &decision);
    void carryOut(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision);
    void carryOutOnce(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision);
    void carryOutDuty(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision);
    void takeInformation(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision);
    void takeContent(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision);
    void takeRemoval(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision);
    void store(store::Connection &db, Time now, const UnpackOrder &order, const UnpackOutcome &outcome, SiteDecision &decision);
    void putOff(store::Connection &db, Time now, const UnpackOrder &order, const UnpackOutcome &outcome, SiteDecision &decision);
    /// Messages and answers of a child, orders of the parent: each is known by ids of its own, so nothing else remembers it.
    bool takeBeside(store::Connection &db, Time now, const inbox::Instruction &instruction);
    void refuse(store::Connection &db, Time now, const inbox::TakenIn &taken, const inbox::InstructionProblem &problem, SiteDecision &decision);
    void refuseEpoch(store::Connection &db, Time now, const inbox::TakenIn &taken, std::int64_t seen, const std::string &why, SiteDecision &decision);
    void answer(store::Connection &db, Time now, const inbox::Instruction &instruction, const inbox::AcknowledgementBody &body, bool once);
    static void dropOneOfMany(store::Connection &db, const inbox::TakenIn &taken, const inbox::InstructionProblem &problem, SiteDecision &decision);
    void putAside(store::Connection &db, Time now, const inbox::TakenIn &taken, const inbox::InstructionProblem &problem, SiteDecision &decision);
    static void disposePart(const inbox::Instruction &instruction, SiteDecision &decision);
    [[nodiscard]] static inbox::AcknowledgementBody answerTo(const inbox::Instruction &instruction, inbox::AcknowledgementBody::Result result,
                                                             const PackageId &package, int version);

    SiteCode m_own;
    StatusWriter m_messages;
    Random *m_random;
    store::ProcessMark m_process;
    Scheduler m_scheduler;
    ReceivedDuties m_duties;
    std::set<std::string> m_putOff; ///< instructions of which it was said that they cannot be unpacked
};

} // namespace cartage::components
