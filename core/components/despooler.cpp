// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/despooler.h"

#include <algorithm>
#include <map>

#include "core/components/messagepassing.h"
#include "core/components/orders.h"
#include "core/components/reporting.h"
#include "core/components/sender.h"
#include "core/domain/escape.h"
#include "core/store/addressrepository.h"
#include "core/store/belowrepository.h"
#include "core/store/epochs.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"
#include "core/store/siteupkeep.h"
#include "core/store/statusrepository.h"

namespace cartage::components {

using inbox::AcknowledgementBody;
using inbox::InstructionFault;
using inbox::InstructionProblem;

namespace {

constexpr std::size_t intakeBytes = 16;
constexpr std::int64_t mostKept = 200;                     ///< in quarantine, of one sender and reason
constexpr Span oneMoreEvery = std::chrono::minutes(15);    ///< problems of a line look at what came within half an hour
constexpr Span tellsEvery = std::chrono::hours(1);         ///< of what was not kept
constexpr const char *notKept = "not_kept:";               ///< counter: then sender, colon, reason
constexpr const char *toldNotKept = "told_not_kept";       ///< a time
constexpr std::string_view nobody = "-";
constexpr Span partGoesFirst = std::chrono::seconds(1); ///< what is sent again has the same name
constexpr Span silence = 2 * reportsAtLeastEvery; ///< of a child

/// Which package an instruction is about; nothing where its lines are not of its form.
std::optional<PackageId> packageOf(const inbox::Instruction &instruction)
{
    switch (instruction.kind) {
    case InstructionKind::Information:
        if (const auto body = inbox::informationFrom(instruction.lines))
            return body->package;
        return std::nullopt;
    case InstructionKind::Content:
        if (const auto body = inbox::contentFrom(instruction.lines))
            return body->information.package;
        return std::nullopt;
    case InstructionKind::Removal:
        if (const auto body = inbox::removalFrom(instruction.lines))
            return body->package;
        return std::nullopt;
    case InstructionKind::Acknowledgement:
    case InstructionKind::Report:
    case InstructionKind::Messages:
    case InstructionKind::Order:
    case InstructionKind::Answer:
        return std::nullopt;
    }
    return std::nullopt;
}

/// The other site was restored from a backup: it may have forgotten what it had told us that it has.
void peerRestored(store::Connection &db, const Address &address, Time now)
{
    store::tryNow(db, address.site, true, now); // what lay in its inbox, or was taken in there since the backup
    if (address.relation == Relation::Child)
        return store::askOrdersAgain(db, address.site);
    passMessagesAgain(db, address.site);
    store::tellOrdersAgain(db, address.site);
}

/// What another site has seen of this one's epochs, where that is what it tells.
std::optional<AcknowledgementBody> toldEpochs(const inbox::Instruction &instruction)
{
    const auto body = instruction.kind == InstructionKind::Acknowledgement ? inbox::acknowledgementFrom(instruction.lines) : std::nullopt;
    return body && body->epochs ? body : std::nullopt;
}

/// The same number with another manifest is a fault, unless the one that comes is of a later epoch: its site was restored, and made the number again.
std::optional<PackageVersion> otherVersion(store::Connection &db, const inbox::PackageInformation &information)
{
    auto known = store::versionOf(db, information.package, information.version.version);
    if (!known || known->manifest == information.version.manifest || known->epoch < information.version.epoch)
        return std::nullopt;
    return known;
}

/// Who it says that it is, where that one has an address here: there are few of these, whatever names somebody makes up.
std::optional<SiteCode> knownSender(store::Connection &db, const inbox::TakenIn &taken)
{
    const auto address = taken.instruction ? store::address(db, taken.instruction->sender.code) : std::nullopt;
    return address ? std::optional(address->site) : std::nullopt;
}

/// F41: enough of that sender lie in quarantine for that reason. One more now and then shows that it goes on.
bool isOneOfMany(store::Connection &db, Time now, const inbox::TakenIn &taken, const InstructionProblem &problem)
{
    const auto share = store::quarantineShare(db, knownSender(db, taken), std::string(inbox::name(problem.fault)), taken.name);
    return !share.hasName && share.count >= mostKept && now >= share.last && now - share.last < oneMoreEvery;
}

/// Carried out, or too old to be told from what was.
bool isDone(store::Connection &db, const inbox::Instruction &instruction, const PackageId &package)
{
    const SiteIdentity &sender = instruction.sender;
    return store::seenInstruction(db, sender.keyId, sender.epoch, package, instruction.sequence)
           || store::isRetired(db, sender.keyId, sender.epoch, package, instruction.sequence);
}

} // namespace

Despooler::Despooler(const store::SiteRow &site, StatusWriter messages, Random &random, store::ProcessMark process)
    : m_own(site.code), m_messages(messages), m_random(&random), m_process(std::move(process)), m_scheduler(site, messages, random),
      m_duties(site.code, messages, random)
{
}

void Despooler::received(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision)
{
    singly(db, now, taken, decision, [&](SiteDecision &one) { take(db, now, taken, one); });
}

/// What the database does not take is refused alone: the others of the turn are recorded, and it does not come again at each of them.
void Despooler::singly(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision, const std::function<void(SiteDecision &)> &work)
{
    SiteDecision one;
    const auto refused = store::refusalOf(db, [&] { work(one); });
    if (refused) {
        one = {};
        refuse(db, now, taken, {InstructionFault::RefusedByDatabase, *refused}, one);
    }
    decision.add(std::move(one));
}

void Despooler::take(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision)
{
    decision.any = true;
    if (taken.problem)
        return refuse(db, now, taken, *taken.problem, decision);
    const SiteIdentity &sender = taken.instruction->sender;
    const auto address = store::address(db, sender.code);
    if (!address || address->keyId != sender.keyId) // removed, or given another key, since the file was read
        return refuse(db, now, taken, {InstructionFault::UnknownSender, unknownSenderText(sender.code, sender.keyId)}, decision);
    if (const auto told = toldEpochs(*taken.instruction)) {
        decision.rowsMoved = m_scheduler.epochSeen(db, sender.code, *told, now) || decision.rowsMoved;
        decision.dispose.discard.push_back(taken.name); // whatever epoch its own site is in: nobody answers an answer
        return;
    }
    // What has happened has happened, also before the sender was restored: messages are known by their ids.
    if (sender.epoch < address->peerEpoch && taken.instruction->kind != InstructionKind::Messages)
        return refuseEpoch(db, now, taken, address->peerEpoch, "epoch " + std::to_string(sender.epoch) + ", " + std::to_string(address->peerEpoch) + " was seen", decision);
    if (address->relation == Relation::Child && address->heardAt && now - *address->heardAt >= silence)
        Sender::repeatUnanswered(db, now, sender.code);
    if (sender.epoch > address->peerEpoch && address->relation == Relation::Parent) // it may have forgotten what it was told
        store::setReportedTo(db, sender.code, {});
    store::heardFrom(db, sender.code, sender.epoch, now);
    if (address->peerEpoch > 0 && sender.epoch > address->peerEpoch)
        peerRestored(db, *address, now);
    const Relation wanted = isOfParent(taken.instruction->kind) ? Relation::Parent : Relation::Child;
    if (taken.instruction->kind != InstructionKind::Acknowledgement && address->relation != wanted)
        return refuse(db, now, taken, {InstructionFault::WrongRelation, sender.code.value() + " is the " + std::string(name(address->relation))}, decision);
    carryOut(db, now, taken, decision);
}

void Despooler::carryOut(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision)
{
    const inbox::Instruction &instruction = *taken.instruction;
    const InstructionProblem wrong{InstructionFault::WrongValue, "its lines are not those of the kind " + std::string(name(instruction.kind))};
    if (instruction.kind == InstructionKind::Acknowledgement) {
        const auto body = inbox::acknowledgementFrom(instruction.lines);
        if (!body)
            return refuse(db, now, taken, wrong, decision);
        m_scheduler.acknowledged(db, instruction.sender.code, *body, now);
    } else if (instruction.kind == InstructionKind::Report) {
        const auto body = inbox::reportFrom(instruction.lines);
        if (!body)
            return refuse(db, now, taken, wrong, decision);
        m_scheduler.reported(db, instruction, *body, now);
    } else if (instruction.kind == InstructionKind::Messages || instruction.kind == InstructionKind::Answer) {
        if (!takeBeside(db, now, instruction))
            return refuse(db, now, taken, wrong, decision);
        answer(db, now, instruction, answerTo(instruction, AcknowledgementBody::Result::Done, PackageId(), 0), false);
    } else {
        return carryOutOnce(db, now, taken, decision);
    }
    decision.dispose.discard.push_back(taken.name);
}

/// What the parent has asked for takes effect once, however often it comes; an order, too, after the address was removed and added.
void Despooler::carryOutOnce(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision)
{
    const inbox::Instruction &instruction = *taken.instruction;
    const InstructionProblem wrong{InstructionFault::WrongValue, "its lines are not those of the kind " + std::string(name(instruction.kind))};
    const bool isOrder = instruction.kind == InstructionKind::Order;
    const auto package = isOrder ? std::optional(PackageId()) : packageOf(instruction);
    if (!package)
        return refuse(db, now, taken, wrong, decision);
    if (const auto seen = store::seenInstruction(db, instruction.id, *package, instruction.sequence)) {
        // The sender does not know that it was.
        if (const auto lines = inbox::parseLines(seen->answer))
            m_scheduler.enqueue(db, instruction.sender.code, InstructionKind::Acknowledgement, *lines, isOrder ? std::nullopt : package, now);
        if (taken.leftover) // ended between its commit and the cleaning up
            disposePart(instruction, decision);
    } else if (const auto other = store::seenInstruction(db, instruction.sender.keyId, instruction.sender.epoch, *package, instruction.sequence)) {
        // Its site was restored twice, and counts once more what a life of it had counted in the same epoch.
        return refuseEpoch(db, now, taken, instruction.sender.epoch,
                           "sequence " + std::to_string(instruction.sequence) + " of epoch " + std::to_string(instruction.sender.epoch) + " was instruction " + other->instruction,
                           decision);
    } else if (store::isRetired(db, instruction.sender.keyId, instruction.sender.epoch, *package, instruction.sequence)) {
        // Carried out long ago, or too late to be: whoever still waits for it is asked to send it anew, under a sequence of now.
        auto late = answerTo(instruction, isOrder ? AcknowledgementBody::Result::Refused : AcknowledgementBody::Result::Need, *package, 0);
        if (isOrder)
            late.detail = "it is older than what is remembered here";
        answer(db, now, instruction, late, false);
        disposePart(instruction, decision);
    } else if (!isOrder) {
        return carryOutDuty(db, now, taken, decision);
    } else {
        if (!takeBeside(db, now, instruction))
            return refuse(db, now, taken, wrong, decision);
        answer(db, now, instruction, answerTo(instruction, AcknowledgementBody::Result::Done, *package, 0), true);
    }
    decision.dispose.discard.push_back(taken.name);
}

bool Despooler::takeBeside(store::Connection &db, Time now, const inbox::Instruction &instruction)
{
    if (instruction.kind == InstructionKind::Messages) {
        const auto body = inbox::messagesFrom(instruction.lines);
        if (body)
            takeMessages(db, m_own, instruction.sender.code, *body, now);
        return body.has_value();
    }
    if (instruction.kind == InstructionKind::Answer) {
        const auto body = inbox::answerFrom(instruction.lines);
        if (body)
            takeAnswer(db, instruction.sender.code, *body);
        return body.has_value();
    }
    const auto body = inbox::orderFrom(instruction.lines);
    if (body)
        takeOrder(db, m_own, instruction, *body, now);
    return body.has_value();
}

void Despooler::carryOutDuty(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision)
{
    switch (taken.instruction->kind) {
    case InstructionKind::Information:
        return takeInformation(db, now, taken, decision);
    case InstructionKind::Content:
        return takeContent(db, now, taken, decision);
    case InstructionKind::Removal:
        return takeRemoval(db, now, taken, decision);
    case InstructionKind::Acknowledgement:
    case InstructionKind::Report:
    case InstructionKind::Messages:
    case InstructionKind::Order:
    case InstructionKind::Answer:
        return;
    }
}

void Despooler::takeInformation(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision)
{
    const inbox::Instruction &instruction = *taken.instruction;
    const auto body = *inbox::informationFrom(instruction.lines);
    const auto before = store::information(db, body.package);
    const bool news = store::putInformation(
        db, {body.package, inbox::linesText(instruction.lines), body.version.version, body.version.epoch, instruction.sender.code, now});
    if (news) // and to the children, once
        m_scheduler.tellOfInformation(db, body.package, body.name, body.version.version, now, before && before->version >= body.version.version);
    else // it tells all from the beginning, and may know nothing of this site
        store::setReportedTo(db, instruction.sender.code, {});
    auto result = answerTo(instruction, AcknowledgementBody::Result::Done, body.package, body.version.version);
    if (const auto kept = store::package(db, body.package); kept && !kept->versions.empty())
        result.has = AcknowledgementBody::Kept{kept->versions.back().version, kept->versions.back().manifest};
    answer(db, now, instruction, result, true);
    decision.dispose.discard.push_back(taken.name);
}

void Despooler::takeContent(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision)
{
    const inbox::Instruction &instruction = *taken.instruction;
    auto body = *inbox::contentFrom(instruction.lines);
    if (body.targets.empty())
        return refuse(db, now, taken, {InstructionFault::NoTargets, "it names no target, so nothing could ever complete it"}, decision);
    if (const auto known = otherVersion(db, body.information))
        return refuse(db, now, taken, {InstructionFault::OtherManifest, "version " + std::to_string(known->version) + " is known with another manifest"}, decision);
    if (body.information.package.value().starts_with(m_own.value()))
        return refuse(db, now, taken, {InstructionFault::WrongValue, "the package is one of this site"}, decision);
    UnpackOrder order;
    order.name = taken.name;
    order.instruction = instruction;
    order.body = std::move(body);
    order.intake = m_random->hex(intakeBytes);
    // The library deletes nothing while this row is there.
    const std::string subject = "despool:" + instruction.id;
    if (const auto other = store::intakeOf(db, subject)) {
        if (other->owner == m_process) { // a copy of one that is in hand, and will be answered
            decision.dispose.discard.push_back(taken.name);
            return;
        }
        store::deleteIntake(db, other->id); // of an engine that was killed or relieved
    }
    static_cast<void>(store::insertIntake(db, {order.intake, subject, m_process, now}));
    decision.unpack.push_back(std::move(order));
}

void Despooler::takeRemoval(store::Connection &db, Time now, const inbox::TakenIn &taken, SiteDecision &decision)
{
    const inbox::Instruction &instruction = *taken.instruction;
    const auto body = *inbox::removalFrom(instruction.lines);
    if (body.targets.empty())
        return refuse(db, now, taken, {InstructionFault::NoTargets, "it names no target, so nothing could ever complete it"}, decision);
    auto result = answerTo(instruction, AcknowledgementBody::Result::Done, body.package, 0);
    result.gone = m_duties.remove(db, instruction, body, now);
    decision.rowsMoved = true;
    answer(db, now, instruction, result, true);
    decision.dispose.discard.push_back(taken.name);
}

void Despooler::unpacked(store::Connection &db, Time now, const UnpackOrder &order, const UnpackOutcome &outcome, SiteDecision &decision)
{
    inbox::TakenIn taken;
    taken.name = order.name;
    taken.instruction = order.instruction;
    store::deleteIntake(db, order.intake);
    if (outcome.found != UnpackOutcome::Found::Failed)
        store::endPutOff(db, order.instruction.id);
    singly(db, now, taken, decision, [&](SiteDecision &one) { takeUnpacked(db, now, taken, order, outcome, one); });
}

void Despooler::takeUnpacked(store::Connection &db, Time now, const inbox::TakenIn &taken, const UnpackOrder &order, const UnpackOutcome &outcome,
                             SiteDecision &decision)
{
    using Found = UnpackOutcome::Found;
    decision.any = true;
    const inbox::PackageInformation &information = order.body.information;
    const auto address = store::address(db, order.instruction.sender.code);
    if (!address || address->keyId != order.instruction.sender.keyId || address->relation != Relation::Parent) { // taken away while it was unpacked
        disposePart(order.instruction, decision);
        return refuse(db, now, taken, {InstructionFault::UnknownSender, "no address of " + order.instruction.sender.code.value() + " has its key any more"}, decision);
    }
    if (outcome.found == Found::Failed) // of this site: nobody else can help, and nothing else waits for it
        return putOff(db, now, order, outcome, decision);
    m_putOff.erase(order.instruction.id);
    if (isDone(db, order.instruction, information.package)) { // another one under its number came first while it was unpacked
        disposePart(order.instruction, decision);
        return carryOutOnce(db, now, taken, decision);
    }
    if (outcome.found == Found::Whole)
        return store(db, now, order, outcome, decision);
    // The sender is asked for everything; this instruction can never be carried out, the one that answers has its own.
    auto need = answerTo(order.instruction, AcknowledgementBody::Result::Need, information.package, information.version.version);
    need.detail = outcome.detail;
    answer(db, now + partGoesFirst, order.instruction, need, false);
    disposePart(order.instruction, decision);
    if (outcome.found != Found::PartDamaged) {
        decision.dispose.discard.push_back(order.name);
        return;
    }
    refuse(db, now, taken, {InstructionFault::PartDamaged, outcome.detail}, decision);
}

/// Begun anew, with an intake of its own: meanwhile the library may be swept, which may be what is wanting. Said once.
void Despooler::putOff(store::Connection &db, Time now, const UnpackOrder &order, const UnpackOutcome &outcome, SiteDecision &decision)
{
    decision.readLater.push_back(order.name);
    const bool stopped = outcome.error && outcome.error->code == Code::Interrupted; // no failure: the engine ends, or the Despooler was stopped
    if (!outcome.error || stopped)
        return;
    store::putOff(db, {order.instruction.id, order.instruction.sender.code, order.body.information.package, order.body.information.version.version, *outcome.error, now});
    if (m_putOff.contains(order.instruction.id))
        return;
    decision.saidPutOff.push_back(order.instruction.id);
    const inbox::PackageInformation &information = order.body.information;
    m_messages.raise(db, now, MessageId::DespoolingFails,
                     {information.package.value(), std::to_string(information.version.version), std::string(name(outcome.error->code)), outcome.error->operation,
                      escapePath(outcome.error->path)},
                     {information.package, {}, information.version.version});
}

/// One transaction: the version, its targets, the acknowledgement, and that this instruction was carried out.
void Despooler::store(store::Connection &db, Time now, const UnpackOrder &order, const UnpackOutcome &outcome, SiteDecision &decision)
{
    const inbox::PackageInformation &information = order.body.information;
    inbox::TakenIn taken;
    taken.name = order.name;
    taken.instruction = order.instruction;
    const PackageVersion &version = information.version;
    if (outcome.files != version.files || outcome.entries != version.entries || outcome.bytes != version.bytes)
        return refuse(db, now, taken, {InstructionFault::WrongValue, "its counts are not those of its manifest"}, decision);
    if (const auto known = otherVersion(db, information))
        return refuse(db, now, taken, {InstructionFault::OtherManifest, "version " + std::to_string(known->version) + " is known with another manifest"}, decision);
    m_duties.keepVersion(db, information, now);
    m_scheduler.tellOfVersion(db, information.package, information.name, version.version, now);
    const auto gone = m_duties.give(db, order.instruction, order.body, now);
    const bool nothing = gone.size() == order.body.targets.size();
    auto result = answerTo(order.instruction, nothing ? AcknowledgementBody::Result::Withdrawn : AcknowledgementBody::Result::Done, information.package,
                           version.version);
    result.gone = gone;
    answer(db, now, order.instruction, result, true);
    m_messages.raise(db, now, MessageId::PackageReceived,
                     {information.package.value(), std::to_string(version.version), order.instruction.sender.code.value(),
                      std::to_string(order.body.targets.size() - gone.size())},
                     {information.package, {}, version.version});
    decision.rowsMoved = true;
    decision.dispose.discard.push_back(order.name);
    disposePart(order.instruction, decision);
}

/// Of an instruction of the parent that is done with, one way or the other: nobody else takes its package file away.
void Despooler::disposePart(const inbox::Instruction &instruction, SiteDecision &decision)
{
    const auto content = instruction.kind == InstructionKind::Content ? inbox::contentFrom(instruction.lines) : std::nullopt;
    std::vector<Sha256> &parts = decision.dispose.parts;
    if (content && content->part && std::find(parts.begin(), parts.end(), content->part->hash) == parts.end())
        parts.push_back(content->part->hash);
}

void Despooler::refuse(store::Connection &db, Time now, const inbox::TakenIn &taken, const InstructionProblem &problem, SiteDecision &decision)
{
    decision.any = true;
    const bool repeated = taken.instruction && problem.fault != InstructionFault::WrongSignature
                          && store::isQuarantined(db, taken.instruction->id, std::string(inbox::name(problem.fault)), taken.name);
    if (repeated) // its sender waits for an answer, and one file of it is enough
        decision.dispose.discard.push_back(taken.name);
    else if (isOneOfMany(db, now, taken, problem))
        dropOneOfMany(db, taken, problem, decision);
    else
        putAside(db, now, taken, problem, decision);
    const auto address = taken.instruction && !taken.problem ? store::address(db, taken.instruction->sender.code) : std::nullopt;
    const bool believed = address && isAnswered(taken.instruction->kind);
    if (believed && address->relation == Relation::Parent)
        disposePart(*taken.instruction, decision);
    // The sender hears of it where it is the one it says it is, and waits for an answer.
    const bool asked = problem.fault == InstructionFault::PartDamaged; // answered already
    if (!believed || asked || problem.fault == InstructionFault::OldEpoch)
        return;
    auto body = answerTo(*taken.instruction, AcknowledgementBody::Result::Refused, packageOf(*taken.instruction).value_or(makePackageId(m_own, 1)), 0);
    body.detail = std::string(inbox::name(problem.fault)) + ": " + problem.detail;
    answer(db, now, *taken.instruction, body, false);
}

/// Its sender was restored and does not know what a later life of it had done: it is told, and goes on behind that.
void Despooler::refuseEpoch(store::Connection &db, Time now, const inbox::TakenIn &taken, std::int64_t seen, const std::string &why, SiteDecision &decision)
{
    auto body = answerTo(*taken.instruction, AcknowledgementBody::Result::Refused, PackageId(), 0);
    body.detail = std::string(inbox::name(InstructionFault::OldEpoch)) + ": " + why;
    body.epochs = AcknowledgementBody::Epochs{taken.instruction->sender.epoch, seen};
    answer(db, now, *taken.instruction, body, false);
    refuse(db, now, taken, {InstructionFault::OldEpoch, why}, decision);
}

void Despooler::dropOneOfMany(store::Connection &db, const inbox::TakenIn &taken, const InstructionProblem &problem, SiteDecision &decision)
{
    const auto sender = knownSender(db, taken);
    store::count(db, std::string(notKept) + (sender ? sender->value() : std::string(nobody)) + ':' + std::string(inbox::name(problem.fault)), 1);
    decision.dispose.discard.push_back(taken.name);
}

void Despooler::tellNotKept(store::Connection &db, Time now) const
{
    const auto counts = store::countsOf(db, notKept);
    if (counts.empty())
        return;
    const auto before = store::countsOf(db, toldNotKept);
    const Time told = before.empty() ? Time{} : timeFromMs(before.begin()->second);
    if (now >= told && now - told < tellsEvery)
        return;
    struct Sum {
        std::int64_t files = 0;
        std::string reasons;
    };
    std::map<std::string, Sum> senders;
    for (const auto &[key, files] : counts) {
        const std::size_t colon = key.find(':');
        Sum &sum = senders[key.substr(0, colon)];
        sum.files += files;
        sum.reasons += (sum.reasons.empty() ? "" : ", ") + key.substr(colon + 1) + ' ' + std::to_string(files);
    }
    for (const auto &[sender, sum] : senders)
        m_messages.raise(db, now, MessageId::InstructionsNotKept, {std::to_string(sum.files), sender, sum.reasons});
    store::deleteCounts(db, notKept);
    store::setCount(db, toldNotKept, toMs(now));
}

void Despooler::putAside(store::Connection &db, Time now, const inbox::TakenIn &taken, const InstructionProblem &problem, SiteDecision &decision)
{
    store::QuarantineRow row;
    row.name = taken.name;
    row.kind = "instruction";
    row.sender = taken.instruction ? taken.instruction->sender.code.value() : std::string();
    row.reason = std::string(inbox::name(problem.fault));
    row.detail = problem.detail;
    row.type = taken.type;
    row.size = static_cast<std::int64_t>(taken.size);
    row.receivedAt = now;
    row.guid = taken.instruction ? taken.instruction->id : std::string();
    store::putQuarantine(db, row);
    decision.dispose.quarantine.push_back(taken.name);
    const bool forged = problem.fault == InstructionFault::WrongSignature || problem.fault == InstructionFault::UnknownSender;
    if (forged)
        m_messages.raise(db, now, MessageId::SignatureRefused, {taken.name, row.sender, problem.detail});
    else
        m_messages.raise(db, now, MessageId::InstructionRefused, {taken.name, row.reason, problem.detail});
}

AcknowledgementBody Despooler::answerTo(const inbox::Instruction &instruction, AcknowledgementBody::Result result, const PackageId &package, int version)
{
    AcknowledgementBody body;
    body.instruction = instruction.id;
    body.result = result;
    body.package = package;
    body.version = version;
    return body;
}

void Despooler::answer(store::Connection &db, Time now, const inbox::Instruction &instruction, const AcknowledgementBody &body, bool once)
{
    const auto lines = inbox::toLines(body);
    m_scheduler.enqueue(db, instruction.sender.code, InstructionKind::Acknowledgement, lines,
                        body.package.value().empty() ? std::nullopt : std::optional(body.package), now);
    if (once)
        store::insertSeen(db,
                          {instruction.sender.keyId, instruction.sender.epoch, instruction.sequence, instruction.id, std::string(name(instruction.kind)),
                           body.package, inbox::linesText(lines)},
                          now);
}

} // namespace cartage::components
