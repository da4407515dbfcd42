// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>

#include "core/components/scheduler.h"
#include "core/domain/escape.h"
#include "core/store/belowrepository.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/epochs.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"

/// How this site and a child go on after one of them was restored from a backup, or has another key, and with DPs that join a group.
namespace cartage::components {

namespace {

constexpr Span firstDelay = std::chrono::minutes(1);
constexpr Span longestDelay = std::chrono::hours(1);

/// The first time at once: something was lost. Then at growing distances: something is wrong there.
std::optional<Time> notBefore(int needs, Time now)
{
    if (needs <= 1)
        return std::nullopt;
    return now + std::min(longestDelay, firstDelay * (std::int64_t(1) << std::min(needs - 2, 10)));
}

bool isOfGroup(const std::vector<std::string> &groups, const std::string &group)
{
    return std::any_of(groups.begin(), groups.end(), [&group](const std::string &other) { return foldName(other) == foldName(group); });
}

} // namespace

void Scheduler::needed(store::Connection &db, const Forward &forward, const SiteCode &from, Time now) const
{
    store::setForwardState(db, forward.id, ForwardState::Superseded, now);
    if (forward.kind == ForwardKind::Content)
        store::setChildVersion(db, from, forward.package, std::nullopt, now);
    // A newer version that is wanted by now is on its way already, and must not give way to this one.
    const auto targets = store::remoteTargetsVia(db, forward.package, from);
    const auto wantsThis = [&forward](const RemoteTarget &target) { return target.wantedVersion == forward.version; };
    if (forward.kind == ForwardKind::Content && std::none_of(targets.begin(), targets.end(), wantsThis))
        return;
    Forward again;
    again.package = forward.package;
    again.version = forward.version;
    again.child = from;
    again.kind = forward.kind;
    again.whole = forward.kind == ForwardKind::Content;
    again.needs = forward.needs + 1;
    again.notBefore = notBefore(again.needs, now);
    again.createdAt = now;
    store::addForward(db, again, false);
}

void Scheduler::restored(store::Connection &db, Time now) const
{
    for (const Address &address : store::addresses(db)) {
        if (address.relation == Relation::Child)
            tellChild(db, address.site, now, true);
        else
            store::setReportedTo(db, address.site, {});
    }
}

bool Scheduler::epochSeen(store::Connection &db, const SiteCode &from, const inbox::AcknowledgementBody &answer, Time now) const
{
    const auto &epochs = *answer.epochs;
    const std::int64_t own = store::site(db).epoch;
    // What comes late of before this was learned is told of, too; then only what was refused is looked at.
    const bool isNews = epochs.seen > own || (epochs.seen == own && epochs.of == own);
    if (isNews) {
        store::UsedUp former;
        former.epoch = store::laterEpoch(epochs.seen, now, *m_random) - 1;
        store::raiseEpoch(db, former);
        const store::SiteRow row = store::site(db);
        store::carryVersions(db, row.code, own, row.epoch); // else a version of that life, which the others have, would be newer for ever
        store::planAnew(db, std::nullopt);
        restored(db, now);
        store::tryNow(db, from, true, now);
        m_messages.raise(db, now, MessageId::ChildRestored, // of itself: others ask it, and it asks them
                         {row.code.value(), std::to_string(row.epoch), std::to_string(store::packages(db).size())});
        return true;
    }
    const auto request = store::requestOfInstruction(db, answer.instruction);
    if (request && request->to == from && request->forward)
        store::planAnew(db, request->id);
    return false;
}

/// A child's lists have come. Where it, or this site, goes on from an earlier state, what is known of it is looked at anew, and what it lacks is brought.
void Scheduler::goOnWith(store::Connection &db, const SiteIdentity &from, std::int64_t joined, const store::Settled &before, Time now)
{
    const SiteCode &child = from.code;
    const std::int64_t own = store::site(db).epoch;
    store::setSettled(db, child, {own, from.epoch, joined});
    const bool childDid = before.peer == -1 || (before.peer > 0 && before.peer < from.epoch);
    const bool weDid = before.own > 0 && before.own < own;
    const bool forgot = before.joined > 0 && joined != before.joined; // it had no parent meanwhile, and may have been changed
    if (!childDid && !weDid && !forgot)
        return;
    if (forgot) {
        store::forgetTold(db, child, from.epoch + 1);
        store::askOrdersAgain(db, child);
    }
    if (childDid) {
        store::forgetTold(db, child, from.epoch);
        tellChild(db, child, now, true);
        m_messages.raise(db, now, MessageId::ChildRestored,
                         {child.value(), std::to_string(from.epoch), std::to_string(store::packagesVia(db, child).size())});
    }
    askAgain(db, child, now);
    if (!childDid)
        return;
    // Offered before its states are taken in: what lies proven at its DPs does not say that its library has it.
    for (const PackageId &package : store::packagesVia(db, child)) {
        const auto forward = store::newestForward(db, child, package, ForwardKind::Content);
        if (forward && forward->state == ForwardState::Pending && forward->notBefore.value_or(now) <= now)
            request(db, *forward, now);
    }
}

/// Content is offered first where the child has acknowledged it: it says `need` where it was lost, and nothing goes over the line where it was not.
void Scheduler::askAgain(store::Connection &db, const SiteCode &child, Time now) const
{
    for (const PackageId &package : store::packagesVia(db, child)) {
        if (const auto newest = store::package(db, package) ? store::newestVersion(db, package) : std::nullopt)
            static_cast<void>(store::raiseTargets(db, package, newest->version, now)); // one that was gone is asked for as it is now
        std::set<int> versions;
        bool removal = false;
        for (const RemoteTarget &target : store::remoteTargetsVia(db, package, child)) {
            const auto wanted = store::versionOf(db, package, target.wantedVersion);
            const bool owed = !target.gone && !isFulfilled(target, wanted ? std::optional(wanted->manifest) : std::nullopt);
            removal = removal || (owed && target.wantedVersion == 0);
            if (owed && target.wantedVersion > 0)
                versions.insert(target.wantedVersion);
        }
        for (const int version : versions)
            askContent(db, package, version, child, false, now);
        if (removal)
            askRemoval(db, package, child, now);
    }
}

/// The child has a package of which this site knows nothing. Where an instruction of an earlier epoch gave it, this site was restored and has forgotten it: it is
/// a duty again. Where the child was told to take it away, and goes on from before that, it is told so once more. What others have given is theirs.
std::optional<RemoteTarget> Scheduler::goOnWithUnknown(store::Connection &db, const SiteIdentity &from, const inbox::ReportBody::RowLine &row,
                                                       Forgotten &forgotten, Time now) const
{
    const Target place{row.site, row.dp};
    const auto below = store::remoteSite(db, row.site);
    const auto newest = store::package(db, row.package) ? store::newestVersion(db, row.package) : std::nullopt;
    if (row.askedVersion == 0 || row.answers.epoch == 0 || !below || below->via != from.code || !store::remoteDp(db, place))
        return std::nullopt;
    const auto away = store::takenAway(db, row.package, place);
    const bool wasToGo = away && row.answers < away->by;
    if (wasToGo ? away->toldEpoch >= from.epoch : !newest || row.answers.epoch >= store::site(db).epoch)
        return std::nullopt;
    if (!newest) { // there is no package that a duty could be of
        forgotten.withdrawn[row.package].push_back(place);
        return std::nullopt;
    }
    RemoteTarget wanted;
    wanted.package = row.package;
    wanted.target = place;
    wanted.via = from.code;
    wanted.askedAt = now;
    if (wasToGo) {
        forgotten.removals.insert(row.package);
    } else {
        wanted.wantedVersion = newest->version;
        wanted.since = row.answers;
        forgotten.contents.emplace(row.package, newest->version);
    }
    store::wantTarget(db, wanted);
    return wanted;
}

/// No forward: nothing is owed but the word. Until it is answered it is repeated as any other.
void Scheduler::removeWithdrawn(store::Connection &db, const SiteIdentity &from, const Forgotten &forgotten, Time now) const
{
    for (const auto &[package, targets] : forgotten.withdrawn) {
        for (const std::vector<Target> &some : inbox::inParts(targets)) {
            const std::int64_t sequence = enqueue(db, from.code, InstructionKind::Removal, inbox::toLines(inbox::RemovalBody{package, some}), package, now);
            for (const Target &target : some) {
                RemoteTarget away;
                away.package = package;
                away.target = target;
                away.via = from.code;
                away.since = InstructionPlace{store::site(db).epoch, sequence};
                away.toldEpoch = from.epoch; // once for each time that it goes on from an earlier state
                store::targetTakenAway(db, away);
            }
        }
    }
}

/// The child counts this site's instructions anew, for a key that it was given: which of them this state answers nobody can tell, so it is asked for again.
void Scheduler::askAnew(store::Connection &db, const RemoteTarget &target, Forgotten &forgotten) const
{
    const ForwardKind kind = target.wantedVersion > 0 ? ForwardKind::Content : ForwardKind::Removal;
    const auto open = store::openForwards(db, target.via, target.package, kind);
    const bool asked = std::any_of(open.begin(), open.end(), [](const Forward &forward) { return forward.state == ForwardState::Requested; });
    if (target.gone || asked)
        return;
    store::forgetTold(db, target);
    if (kind == ForwardKind::Content)
        forgotten.contents.emplace(target.package, target.wantedVersion);
    else
        forgotten.removals.insert(target.package);
}

/// A group is a standing duty, also for a child's DPs: one that joins it is given its packages.
void Scheduler::giveToJoined(store::Connection &db, const SiteCode &child, const std::vector<RemoteDp> &before, Time now) const
{
    std::map<std::pair<SiteCode, std::string>, const RemoteDp *> known;
    for (const RemoteDp &dp : before)
        known.emplace(std::pair(dp.site, foldName(dp.name)), &dp);
    std::set<std::pair<PackageId, int>> given;
    for (const RemoteDp &dp : store::remoteDpsVia(db, child)) {
        const auto was = known.find({dp.site, foldName(dp.name)});
        for (const std::string &group : dp.groups) {
            if (was != known.end() && isOfGroup(was->second->groups, group))
                continue;
            for (const PackageId &package : store::packagesOfGroup(db, group)) {
                const auto newest = store::newestVersion(db, package);
                const auto target = store::remoteTarget(db, package, {dp.site, dp.name});
                // One that comes with its site from behind another child has not joined: what was taken away from it stays away.
                const bool away = was == known.end() && store::takenAway(db, package, {dp.site, dp.name});
                if (!newest || away || (target && target->wantedVersion > 0 && !target->gone))
                    continue;
                RemoteTarget wanted;
                wanted.package = package;
                wanted.target = {dp.site, dp.name};
                wanted.via = child;
                wanted.wantedVersion = newest->version;
                wanted.askedAt = now;
                store::wantTarget(db, wanted);
                given.emplace(package, newest->version);
            }
        }
    }
    for (const auto &[package, version] : given)
        askContent(db, package, version, child, false, now);
}

} // namespace cartage::components
