// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/receivedduties.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/check.h"
#include "core/components/scheduler.h"
#include "core/domain/duty.h"
#include "core/domain/escape.h"
#include "core/store/addressrepository.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"

namespace cartage::components {

namespace {

bool isHeld(store::Connection &db, const Distribution &row)
{
    const auto dp = store::dp(db, row.dp);
    const auto package = store::package(db, row.package);
    return row.held || (dp && dp->held) || (package && package->held);
}

struct Way {
    State next = State::Waiting;
    int wanted = 0;
    bool resetAttempts = false;
    bool dueNow = false;
    bool clearStopped = false;
};

void change(store::Connection &db, Distribution row, const Way &way, Time now)
{
    row.state = way.next;
    row.wantedVersion = way.wanted;
    if (way.resetAttempts) {
        row.attempt = 0;
        row.publishOnly = false;
    }
    row.dueAt = way.dueNow ? std::optional(now) : std::nullopt;
    if (way.dueNow)
        row.waitingSince = now;
    row.error.reset();
    row.failingSince.reset();
    if (way.clearStopped)
        row.stopped.reset();
    row.token = store::takeToken(db);
    row.updatedAt = now;
    store::updateDistribution(db, row);
}

void afterPublish(store::Connection &db, Distribution row, State next, int wanted, Time now)
{
    // The token stays: the publish that is under way must be able to record what it has done.
    row.afterPublish = next;
    row.wantedVersion = wanted;
    row.updatedAt = now;
    store::updateDistribution(db, row);
}

/// Versions compare as (epoch, number).
bool isOlder(store::Connection &db, const PackageId &package, int one, int other)
{
    const auto epochOf = [&](int version) {
        const auto known = store::versionOf(db, package, version);
        return known ? known->epoch : 0;
    };
    return std::pair(epochOf(one), one) < std::pair(epochOf(other), other);
}

/// `anew`: another content under the number that it wants.
void wantVersion(store::Connection &db, const Distribution &row, int version, Time now, bool anew = false)
{
    if (isGoing(row) || (!anew && !isOlder(db, row.package, row.wantedVersion, version)))
        return;
    const ActionRule rule = actionRule(Action::NewVersion, row.state, row.held.has_value());
    switch (rule.effect) {
    case ActionRule::Effect::Change: {
        const bool pause = rule.next == State::Waiting && isHeld(db, row);
        change(db, row, {pause ? State::Paused : rule.next, version, true, !pause && rule.dueNow, false}, now);
        return;
    }
    case ActionRule::Effect::AfterPublish:
        return afterPublish(db, row, rule.next, version, now);
    case ActionRule::Effect::None:
    case ActionRule::Effect::FlagOnly:
    case ActionRule::Effect::Refuse:
        return;
    }
}

void removeRow(store::Connection &db, const Distribution &row, Time now)
{
    if (isGoing(row))
        return;
    if (hasNothingThere(row))
        return store::deleteDistribution(db, row.package, row.dp);
    const ActionRule rule = actionRule(Action::Undistribute, row.state);
    if (rule.effect == ActionRule::Effect::AfterPublish)
        afterPublish(db, row, rule.next, 0, now);
    else if (rule.effect == ActionRule::Effect::Change)
        change(db, row, {rule.next, 0, rule.resetAttempts, rule.dueNow, true}, now);
}

/// Rows that the lost or damaged content had stopped, and those that could not be compared with it.
void goOnWithContent(store::Connection &db, const PackageId &package, Time now)
{
    store::Selection stopped;
    stopped.packages = {package};
    stopped.states = {State::Blocked, State::Damaged, State::Unverified};
    std::vector<Distribution> rows = store::distributions(db, stopped);
    std::erase_if(rows, [](const Distribution &row) {
        return isGoing(row) || (row.state == State::Blocked && !(row.error && row.error->code == Code::ContentDamaged));
    });
    for (const Distribution &row : rows)
        change(db, row, {isHeld(db, row) ? State::Paused : State::Waiting, row.wantedVersion, false, !isHeld(db, row), false}, now);
}

/// A name that another package of this site has already is told apart by the id, and by a number where somebody has given that very name.
std::string freeName(store::Connection &db, const inbox::PackageInformation &information)
{
    constexpr std::size_t room = 230;
    std::string name = information.name;
    std::string stem = name.substr(0, room);
    while (!isValidUtf8(stem)) // a character was cut
        stem.pop_back();
    for (int number = 1;; ++number) {
        const auto taken = store::packageByName(db, name);
        if (!taken || *taken == information.package)
            return name;
        name = stem + " (" + information.package.value() + (number > 1 ? ", " + std::to_string(number) : std::string()) + ")";
    }
}

} // namespace

void ReceivedDuties::keepVersion(store::Connection &db, const inbox::PackageInformation &information, Time now) const
{
    const PackageId &id = information.package;
    auto package = store::package(db, id);
    const bool fresh = !package;
    if (fresh)
        package = Package{};
    package->id = id;
    package->name = freeName(db, information);
    package->productVersion = information.productVersion;
    package->manufacturer = information.manufacturer;
    package->priority = information.priority;
    package->removing = false;
    const bool mended = package->problem && package->problem->code == Code::ContentDamaged;
    if (mended) // the content is whole in the library now
        package->problem.reset();
    if (fresh)
        store::insertPackage(db, *package, now);
    else
        store::updatePackage(db, *package, now);
    const auto newest = store::newestVersion(db, id);
    const int number = information.version.version;
    if (mended)
        goOnWithContent(db, id, now);
    const bool anew = store::replaceVersion(db, id, information.version);
    if (!store::versionOf(db, id, number)) {
        // It is there and was let go, or it is new.
        store::keepAgain(db, id, number);
        if (!store::versionOf(db, id, number))
            store::insertVersion(db, id, information.version);
    }
    if (!anew && newest && std::pair(newest->epoch, newest->version) >= std::pair(information.version.epoch, number))
        return;
    store::Selection selection;
    selection.packages = {id};
    for (const Distribution &row : store::distributions(db, selection)) {
        const bool otherThere = anew && row.wantedVersion == number && row.installedManifest != information.version.manifest;
        wantVersion(db, row, number, now, otherThere);
    }
}

void ReceivedDuties::giveHere(store::Connection &db, const PackageId &package, const std::string &dpName, int version, Time now) const
{
    const auto dp = store::dpByName(db, dpName);
    const auto whole = store::package(db, package);
    CARTAGE_CHECK(dp && whole); // the DP was looked up, the package was kept
    const auto row = store::distribution(db, package, dp->key);
    if (!row) {
        Distribution fresh = newRow(*whole, *dp, version, now);
        fresh.token = store::takeToken(db);
        store::insertDistribution(db, fresh);
    } else if (!isGoing(*row)) {
        wantVersion(db, *row, version, now);
    } else if (row->state == State::Publishing) {
        afterPublish(db, *row, State::Waiting, version, now);
    } else {
        const bool pause = dp->held || whole->held || row->held;
        change(db, *row, {pause ? State::Paused : State::Waiting, version, true, !pause, true}, now);
    }
}

std::vector<Target> ReceivedDuties::give(store::Connection &db, const inbox::Instruction &instruction, const inbox::ContentBody &body, Time now) const
{
    const PackageId &package = body.information.package;
    const int version = body.information.version.version;
    std::vector<Target> gone;
    std::map<SiteCode, int> children;
    for (const Target &target : body.targets) {
        const auto below = target.site == m_own ? std::nullopt : store::remoteSite(db, target.site);
        const bool there = target.site == m_own ? store::dpByName(db, target.dp).has_value() && !store::dpByName(db, target.dp)->removing
                                                : below && store::remoteDp(db, target);
        if (!there) {
            gone.push_back(target);
            continue;
        }
        if (!store::askTarget(db, {package, target, version, {instruction.sender.epoch, instruction.sequence}}))
            continue; // a newer instruction has named it
        if (!below) {
            giveHere(db, package, target.dp, version, now);
            continue;
        }
        RemoteTarget wanted;
        wanted.package = package;
        wanted.target = target;
        wanted.via = below->via;
        // An older version that comes again, from a parent that was restored, lowers nothing.
        const auto before = store::remoteTarget(db, package, target);
        const bool newer = before && before->wantedVersion > 0 && isOlder(db, package, version, before->wantedVersion);
        wanted.wantedVersion = newer ? before->wantedVersion : version;
        wanted.askedAt = now;
        store::wantTarget(db, wanted);
        children[below->via] = std::max(children[below->via], wanted.wantedVersion);
    }
    for (const auto &[child, wanted] : children)
        Scheduler::askContent(db, package, wanted, child, false, now);
    return gone;
}

std::vector<Target> ReceivedDuties::remove(store::Connection &db, const inbox::Instruction &instruction, const inbox::RemovalBody &body, Time now) const
{
    std::vector<Target> gone;
    std::set<SiteCode> children;
    for (const Target &target : body.targets) {
        const auto below = target.site == m_own ? std::nullopt : store::remoteSite(db, target.site);
        const auto dp = target.site == m_own ? store::dpByName(db, target.dp) : std::nullopt;
        if (!dp && !below) {
            gone.push_back(target);
            continue;
        }
        if (!store::askTarget(db, {body.package, target, 0, {instruction.sender.epoch, instruction.sequence}}))
            continue;
        if (dp) {
            if (const auto row = store::distribution(db, body.package, dp->key))
                removeRow(db, *row, now);
            continue;
        }
        auto wanted = store::remoteTarget(db, body.package, target);
        if (!wanted)
            continue; // nothing of it was ever asked there
        wanted->wantedVersion = 0;
        wanted->askedAt = now;
        store::wantTarget(db, *wanted);
        children.insert(below->via);
    }
    for (const SiteCode &child : children)
        Scheduler::askRemoval(db, body.package, child, now);
    return gone;
}

} // namespace cartage::components
