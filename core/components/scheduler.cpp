// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/scheduler.h"

#include <algorithm>

#include "core/components/messagepassing.h"
#include "core/components/orders.h"
#include "core/components/sitework.h"
#include "core/domain/errorjson.h"
#include "core/store/addressrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"

namespace cartage::components {

namespace {

constexpr std::size_t mostForwards = 100; ///< a turn
constexpr Span offeredAgain = std::chrono::hours(1);
/// A child whose disk spoils every part is not sent the same for ever: after so many it is an operator's.
constexpr int mostNeeds = 12;

Forward makeForward(const PackageId &package, int version, const SiteCode &child, ForwardKind kind, Time now)
{
    Forward forward;
    forward.package = package;
    forward.version = version;
    forward.child = child;
    forward.kind = kind;
    forward.createdAt = now;
    return forward;
}

std::optional<Sha256> manifestOf(store::Connection &db, const PackageId &package, int version)
{
    const auto row = store::versionOf(db, package, version);
    return row ? std::optional(row->manifest) : std::nullopt;
}

std::vector<Target> owed(const std::vector<RemoteTarget> &targets, int version, const std::optional<Sha256> &manifest, bool alsoFulfilled)
{
    std::vector<Target> names;
    for (const RemoteTarget &target : targets) {
        if (target.wantedVersion == version && !target.gone && (alsoFulfilled || !isFulfilled(target, manifest)))
            names.push_back(target.target);
    }
    return names;
}

/// The child keeps this version: the base of what it is sent next. What it said before it had a newer one may come later, and lowers nothing.
void noteKept(store::Connection &db, const SiteCode &child, const PackageId &package, const store::ChildVersion &kept, Time now)
{
    const auto row = store::versionOf(db, package, kept.version);
    if (!row || row->manifest != kept.manifest)
        return; // unknown here as that: no base
    const auto before = store::childVersion(db, child, package);
    const auto known = before ? store::versionOf(db, package, before->version) : std::nullopt;
    if (!known || std::pair(known->epoch, known->version) <= std::pair(row->epoch, row->version))
        store::setChildVersion(db, child, package, kept, now);
}

bool anyWants(const std::vector<RemoteTarget> &targets, int version)
{
    return std::any_of(targets.begin(), targets.end(), [version](const RemoteTarget &target) { return target.wantedVersion == version; });
}

} // namespace

void Scheduler::plan(store::Connection &db, Time now, SiteDecision &decision)
{
    const auto pending = store::pendingForwards(db, now, static_cast<int>(mostForwards));
    for (const Forward &forward : pending)
        request(db, forward, now);
    decision.any = decision.any || !pending.empty();
    decision.again = decision.again || pending.size() == mostForwards;
}

bool Scheduler::request(store::Connection &db, const Forward &forward, Time now)
{
    switch (forward.kind) {
    case ForwardKind::Information:
        requestInformation(db, forward, now);
        return true;
    case ForwardKind::Content:
        requestContent(db, forward, now);
        return true;
    case ForwardKind::Removal:
        requestRemoval(db, forward, now);
        return true;
    }
    return false;
}

std::optional<inbox::PackageInformation> Scheduler::informationOf(store::Connection &db, const PackageId &package, int version) const
{
    const auto row = store::package(db, package);
    const auto kept = store::versionOf(db, package, version);
    if (row && kept)
        return inbox::PackageInformation{package, row->name, row->productVersion, row->manufacturer, row->priority, *kept};
    // Of a package that is only known by what the parent has told.
    const auto told = store::information(db, package);
    if (!told || told->version != version)
        return std::nullopt;
    const auto lines = inbox::parseLines(told->lines);
    return lines ? inbox::informationFrom(*lines) : std::nullopt;
}

void Scheduler::requestInformation(store::Connection &db, const Forward &forward, Time now)
{
    const auto information = informationOf(db, forward.package, forward.version);
    if (!information)
        return store::setForwardState(db, forward.id, ForwardState::Superseded, now);
    SendRequest request;
    request.kind = InstructionKind::Information;
    request.priority = information->priority;
    request.lines = inbox::linesText(inbox::toLines(*information));
    insert(db, forward, std::move(request), now);
}

/// Names exactly the targets that are owed still (Q153576): where there are none, nothing is sent, and it is not for that complete.
void Scheduler::requestContent(store::Connection &db, const Forward &forward, Time now)
{
    const auto targets = store::remoteTargetsVia(db, forward.package, forward.child);
    const auto information = informationOf(db, forward.package, forward.version);
    if (!information || !anyWants(targets, forward.version))
        return store::setForwardState(db, forward.id, ForwardState::Superseded, now);
    const Sha256 manifest = information->version.manifest;
    auto names = owed(targets, forward.version, manifest, false);
    if (names.empty() && forward.whole) // an operator has it sent once more
        names = owed(targets, forward.version, manifest, true);
    if (names.empty())
        return settleContent(db, forward, targets, now);
    SendRequest request;
    request.kind = InstructionKind::Content;
    request.priority = information->priority;
    request.manifest = manifest;
    const auto known = forward.whole ? std::nullopt : store::childVersion(db, forward.child, forward.package);
    if (known && manifestOf(db, forward.package, known->version) == known->manifest)
        request.base = known->manifest;
    request.lines = inbox::linesText(inbox::toLines(*information));
    for (const std::vector<Target> &some : inbox::inParts(names)) {
        request.targets = inbox::linesText(inbox::toLines(some));
        insert(db, forward, request, now);
    }
    m_messages.raise(db, now, MessageId::ContentToSend,
                     {forward.package.value(), std::to_string(forward.version), forward.child.value(), std::to_string(names.size())},
                     {forward.package, {}, forward.version});
}

void Scheduler::requestRemoval(store::Connection &db, const Forward &forward, Time now)
{
    store::cancelUnwanted(db, forward.child, forward.package, now);
    const auto names = owed(store::remoteTargetsVia(db, forward.package, forward.child), 0, std::nullopt, false);
    if (names.empty())
        return store::setForwardState(db, forward.id, ForwardState::Complete, now);
    SendRequest request;
    request.kind = InstructionKind::Removal;
    for (const std::vector<Target> &some : inbox::inParts(names)) {
        request.lines = inbox::linesText(inbox::toLines(inbox::RemovalBody{forward.package, some}));
        insert(db, forward, request, now);
    }
}

void Scheduler::insert(store::Connection &db, const Forward &forward, SendRequest request, Time now) const
{
    request.forward = forward.id;
    request.to = forward.child;
    request.package = forward.package;
    request.version = forward.version;
    request.instruction = makeUuid(*m_random);
    request.sequence = store::takeToken(db);
    request.dueAt = now;
    request.createdAt = now;
    store::insertRequest(db, request);
    if (forward.kind != ForwardKind::Information)
        store::wishTold(db, forward.package, forward.child, forward.version, {store::site(db).epoch, request.sequence});
    store::setForwardState(db, forward.id, ForwardState::Requested, now);
}

std::int64_t Scheduler::enqueue(store::Connection &db, const SiteCode &to, InstructionKind kind, const std::vector<inbox::InstructionLine> &lines,
                                const std::optional<PackageId> &package, Time now) const
{
    SendRequest request;
    request.to = to;
    request.kind = kind;
    request.package = package;
    request.priority = kind == InstructionKind::Messages ? Priority::Low : Priority::High; // small, and others wait for it; what has happened can wait for packages
    request.lines = inbox::linesText(lines);
    request.instruction = makeUuid(*m_random);
    request.sequence = store::takeToken(db);
    request.dueAt = now;
    request.createdAt = now;
    store::insertRequest(db, request);
    return request.sequence;
}

void Scheduler::tellOfInformation(store::Connection &db, const PackageId &package, const std::string &name, int version, Time now, bool again) const
{
    for (const Address &address : store::addresses(db)) {
        if (address.relation != Relation::Child)
            continue;
        if (store::addForward(db, makeForward(package, version, address.site, ForwardKind::Information, now), !again))
            m_messages.raise(db, now, MessageId::InformationSent, {package.value(), name, std::to_string(version), address.site.value()}, {package, {}, version});
    }
}

void Scheduler::tellOfVersion(store::Connection &db, const PackageId &package, const std::string &name, int version, Time now) const
{
    tellOfInformation(db, package, name, version, now);
    for (const SiteCode &child : store::raiseTargets(db, package, version, now))
        askContent(db, package, version, child, false, now);
}

void Scheduler::tellChild(store::Connection &db, const SiteCode &child, Time now, bool again) const
{
    struct Newest {
        std::string name;
        std::int64_t epoch = 0;
        int version = 0;
    };
    std::map<PackageId, Newest> known;
    for (const store::InformationRow &told : store::informations(db)) {
        const auto lines = inbox::parseLines(told.lines);
        if (const auto information = lines ? inbox::informationFrom(*lines) : std::nullopt)
            known[told.package] = {information->name, told.epoch, told.version};
    }
    for (const Package &package : store::packages(db)) {
        const auto kept = package.versions.empty() ? std::nullopt : std::optional(package.versions.back());
        const auto told = known.find(package.id);
        if (package.removing)
            known.erase(package.id);
        else if (kept && (told == known.end() || std::pair(told->second.epoch, told->second.version) <= std::pair(kept->epoch, kept->version)))
            known[package.id] = {package.name, kept->epoch, kept->version};
    }
    for (const auto &[package, newest] : known) {
        if (store::addForward(db, makeForward(package, newest.version, child, ForwardKind::Information, now), !again))
            m_messages.raise(db, now, MessageId::InformationSent, {package.value(), newest.name, std::to_string(newest.version), child.value()},
                             {package, {}, newest.version});
    }
}

void Scheduler::askContent(store::Connection &db, const PackageId &package, int version, const SiteCode &child, bool whole, Time now)
{
    Forward forward = makeForward(package, version, child, ForwardKind::Content, now);
    forward.whole = whole;
    store::addForward(db, forward, false);
}

void Scheduler::askRemoval(store::Connection &db, const PackageId &package, const SiteCode &child, Time now)
{
    store::addForward(db, makeForward(package, 0, child, ForwardKind::Removal, now), false);
}

/// Messages, answers and orders are no forwards. What the parent puts aside is offered to it again, seldom: it may be set right there.
bool Scheduler::acknowledgedBeside(store::Connection &db, SendRequest request, const inbox::AcknowledgementBody &answer,
                                   const std::optional<Time> &refusedSince, Time now)
{
    const bool refused = answer.result == inbox::AcknowledgementBody::Result::Refused;
    if (request.kind == InstructionKind::Order) {
        if (refused)
            orderPutAside(db, request, answer.detail, now);
        else
            orderTaken(db, request);
        return true;
    }
    const bool up = request.kind == InstructionKind::Messages || request.kind == InstructionKind::Answer;
    if (request.kind == InstructionKind::Messages && refused && splitMessages(db, *this, request, now))
        return true;
    if (up && refused) {
        request.state = SendState::Retrying;
        request.failingSince = refusedSince.value_or(now);
        request.dueAt = now + offeredAgain;
        store::updateRequest(db, request);
    } else if (request.kind == InstructionKind::Messages) {
        messagesTaken(db, request);
    } else if (request.kind == InstructionKind::Answer) {
        answerTaken(db, request);
    }
    return up;
}

void Scheduler::acknowledged(store::Connection &db, const SiteCode &from, const inbox::AcknowledgementBody &answer, Time now)
{
    using Answer = inbox::AcknowledgementBody::Result;
    auto request = store::requestOfInstruction(db, answer.instruction);
    // Not ours, of another site, or answered before: nothing to learn.
    if (!request || request->to != from || !isAnswered(request->kind) || request->state == SendState::Acknowledged)
        return;
    // What was refused may have been let go from quarantine there since.
    if (request->state == SendState::Quarantined && (answer.result == Answer::Refused || answer.result == Answer::Need))
        return;
    const auto forward = request->forward ? store::forward(db, *request->forward) : std::nullopt;
    const bool refused = answer.result == Answer::Refused || (answer.result == Answer::Need && forward && forward->needs >= mostNeeds);
    request->state = refused ? SendState::Quarantined : SendState::Acknowledged;
    request->acknowledgedAt = now;
    request->dueAt.reset();
    const auto refusedSince = request->error && request->error->code == Code::InstructionRefused ? request->failingSince : std::nullopt;
    request->failingSince.reset();
    request->error.reset();
    if (refused) {
        Error error;
        error.code = Code::InstructionRefused;
        error.scope = Scope::Site;
        error.object = from.value();
        error.parameters["text"] = answer.detail;
        request->error = error;
    }
    store::updateRequest(db, *request);
    if (acknowledgedBeside(db, *request, answer, refusedSince, now))
        return;
    if (request->package)
        store::bringContentForward(db, from, *request->package, now);
    if (!forward)
        return;
    for (const Target &gone : answer.gone)
        store::markGone(db, forward->package, gone, from);
    if (answer.has && forward->kind == ForwardKind::Information)
        noteKept(db, from, forward->package, {answer.has->version, answer.has->manifest}, now);
    switch (refused ? Answer::Refused : answer.result) {
    case Answer::Done:
        if (forward->kind == ForwardKind::Content && request->manifest)
            noteKept(db, from, forward->package, {request->version, *request->manifest}, now);
        delivered(db, *forward, now);
        break;
    case Answer::Need:
        store::cancelRequests(db, forward->id);
        needed(db, *forward, from, now);
        break;
    case Answer::Withdrawn: // it has the content all the same
        if (forward->kind == ForwardKind::Content && request->manifest)
            noteKept(db, from, forward->package, {request->version, *request->manifest}, now);
        delivered(db, *forward, now); // settled below: what is gone is known now
        break;
    case Answer::Refused:
        store::cancelRequests(db, forward->id);
        store::setForwardState(db, forward->id, ForwardState::Refused, now);
        m_messages.raise(db, now, MessageId::ForwardRefused, {forward->package.value(), std::to_string(forward->version), from.value(), answer.detail},
                         {forward->package, {}, forward->version});
        break;
    }
    settle(db, forward->package, from, now);
}

/// When the last of its requests is answered. One that a newer forward has taken the place of stays so, and one of which the child has refused a part is refused.
void Scheduler::delivered(store::Connection &db, const Forward &forward, Time now)
{
    if (forward.kind == ForwardKind::Information)
        store::setForwardState(db, forward.id, ForwardState::Complete, now);
    else if (forward.state != ForwardState::Superseded && !store::hasOpenRequests(db, forward.id) && !store::hasRefusedRequests(db, forward.id))
        store::setForwardState(db, forward.id, ForwardState::Delivered, now);
}

/// At least one target, and all that exist are verified: complete. None exists any more: withdrawn.
void Scheduler::settleContent(store::Connection &db, const Forward &forward, const std::vector<RemoteTarget> &targets, Time now)
{
    const auto manifest = manifestOf(db, forward.package, forward.version);
    if (!anyWants(targets, forward.version))
        return store::setForwardState(db, forward.id, ForwardState::Superseded, now);
    if (!owed(targets, forward.version, manifest, false).empty())
        return;
    const auto proven = owed(targets, forward.version, manifest, true).size();
    const About about{forward.package, {}, forward.version};
    const std::vector<std::string> strings{forward.package.value(), std::to_string(forward.version), forward.child.value(), std::to_string(proven)};
    store::setForwardState(db, forward.id, proven > 0 ? ForwardState::Complete : ForwardState::Withdrawn, now);
    if (proven > 0)
        m_messages.raise(db, now, MessageId::ForwardComplete, strings, about);
    else
        m_messages.raise(db, now, MessageId::ForwardWithdrawn, {strings[0], strings[1], strings[2]}, about);
}

void Scheduler::settle(store::Connection &db, const PackageId &package, const SiteCode &child, Time now)
{
    const auto targets = store::remoteTargetsVia(db, package, child);
    for (const Forward &forward : store::openForwards(db, child, package, ForwardKind::Content)) {
        if (forward.state == ForwardState::Delivered)
            settleContent(db, forward, targets, now);
    }
    bool removing = false;
    for (const RemoteTarget &target : targets) {
        if (target.wantedVersion != 0)
            continue;
        if (target.gone || isFulfilled(target, std::nullopt))
            store::targetTakenAway(db, target);
        else
            removing = true;
    }
    for (const Forward &forward : store::openForwards(db, child, package, ForwardKind::Removal)) {
        if (forward.state == ForwardState::Delivered && !removing)
            store::setForwardState(db, forward.id, ForwardState::Complete, now);
    }
}

/// Lists that are larger than one instruction are taken in when all their parts are there.
void Scheduler::takeListsInParts(store::Connection &db, const SiteIdentity &from, const inbox::ReportBody &report, Time now)
{
    inbox::ReportBody bare = report;
    bare.rows.clear();
    const auto parts = store::keepReportPart(db, from.code, from.epoch, {report.list, report.part, report.of, inbox::linesText(inbox::toLines(bare))});
    if (parts.empty())
        return;
    inbox::ReportBody all;
    all.at = report.at;
    for (const std::string &text : parts) {
        const auto lines = inbox::parseLines(text);
        const auto part = lines ? inbox::reportFrom(*lines) : std::nullopt;
        if (!part)
            return; // never: it was read before it was kept
        all.joined = part->joined;
        all.sites.insert(all.sites.end(), part->sites.begin(), part->sites.end());
        all.dps.insert(all.dps.end(), part->dps.begin(), part->dps.end());
    }
    takeListsOf(db, from, report.list, all, now);
}

void Scheduler::takeListsOf(store::Connection &db, const SiteIdentity &from, std::int64_t sequence, const inbox::ReportBody &report, Time now)
{
    const SiteCode &child = from.code;
    if (!store::takeLists(db, child, from.epoch, sequence, report.at))
        return;
    std::vector<RemoteSite> sites, moved; ///< moved: as they were known until now
    const std::set<SiteCode> former = store::listedBy(db, child);
    const bool anew = store::settled(db, child).peer != from.epoch;
    const auto mayBeBelow = [&](const SiteCode &code) {
        const auto address = code == child ? std::nullopt : store::address(db, code);
        if (code == m_site.code || address) // a site of which we have an address of our own is not behind another one
            return false;
        // One that is behind another child has moved where this one begins to tell of it; not where it has told of it all the time, or goes on from a backup.
        const auto known = store::remoteSite(db, code);
        const bool moves = known && known->via != child && !anew && !former.contains(code);
        if (moves)
            moved.push_back(*known);
        return !known || known->via == child || moves;
    };
    bool named = false;
    std::set<SiteCode> listed;
    for (const auto &site : report.sites) {
        listed.insert(site.code);
        if (mayBeBelow(site.code))
            sites.push_back({site.code, child, site.code == child ? m_site.code : site.parent, site.name});
        named = named || site.code == child;
    }
    if (!named)
        sites.push_back({child, child, m_site.code, {}});
    std::set<SiteCode> known;
    for (const RemoteSite &site : sites)
        known.insert(site.code);
    std::vector<RemoteDp> dps;
    for (const auto &dp : report.dps) {
        if (known.contains(dp.site))
            dps.push_back({dp.site, child, dp.name, dp.groups, dp.state});
    }
    for (const RemoteSite &site : moved)
        m_messages.raise(db, now, MessageId::SiteMoved, {site.code.value(), site.via.value(), child.value()});
    store::setListed(db, child, listed);
    const store::Settled before = store::settled(db, child);
    const std::vector<RemoteDp> dpsBefore = store::remoteDpsVia(db, child);
    const bool taken = store::replaceBelow(db, child, sites, dps); // from another child
    const bool back = store::takeBack(db, child);
    giveToJoined(db, child, dpsBefore, now);
    std::set<PackageId> fewer;
    for (const RemoteTarget &target : store::targetsWithoutDp(db, child)) {
        store::markGone(db, target.package, target.target, child);
        fewer.insert(target.package);
    }
    for (const PackageId &package : fewer)
        settle(db, package, child, now);
    goOnWith(db, from, report.joined, before, now);
    if (taken || back || before.own == 0) // its first lists: duties there may have gone by way of another site until now
        askAgain(db, child, now);
}

void Scheduler::tell(store::Connection &db, const SiteIdentity &from, std::int64_t sequence, const inbox::ReportBody &report, Time now)
{
    std::set<PackageId> moved;
    Forgotten forgotten;
    for (const auto &row : report.rows) {
        RemoteTarget told;
        told.package = row.package;
        told.target = {row.site, row.dp};
        told.state = row.state;
        told.toldWanted = row.wantedVersion;
        told.attempt = row.attempt;
        told.installedVersion = row.installedVersion;
        told.installedManifest = row.installedManifest;
        told.proof = row.proof;
        if (!row.error.empty())
            told.error = errorFromJson(row.error);
        // Else its site has not told yet, and only what is between is known.
        const bool has = row.at > Time{};
        if (has)
            told.toldAt = row.at;
        if (has || row.knownAt || row.site == from.code)
            told.receivedAt = row.knownAt ? std::max(Time{}, now - std::max(Span(0), report.at - *row.knownAt)) : now; // the same age by our clock
        told.heldUp = row.heldUp;
        told.toldEpoch = from.epoch;
        told.toldSequence = sequence;
        auto wanted = store::remoteTarget(db, row.package, told.target);
        if (!wanted && row.wantedVersion > 0 && row.state != State::Removed)
            wanted = goOnWithUnknown(db, from, row, forgotten, now);
        else if (wanted && wanted->since && wanted->since->sequence > 0 && row.answers.epoch == 0 && wanted->via == from.code)
            askAnew(db, *wanted, forgotten);
        if (wanted && wanted->via == from.code && store::tellTarget(db, told, row.answers))
            moved.insert(row.package);
    }
    for (const PackageId &package : forgotten.removals)
        askRemoval(db, package, from.code, now);
    removeWithdrawn(db, from, forgotten, now);
    for (const auto &[package, version] : forgotten.contents)
        askContent(db, package, version, from.code, false, now);
    for (const PackageId &package : moved)
        settle(db, package, from.code, now);
}

void Scheduler::reported(store::Connection &db, const inbox::Instruction &from, const inbox::ReportBody &report, Time now)
{
    if (report.list > 0)
        takeListsInParts(db, from.sender, report, now);
    else if (report.whole)
        takeListsOf(db, from.sender, from.sequence, report, now);
    tell(db, from.sender, from.sequence, report, now);
}

} // namespace cartage::components
