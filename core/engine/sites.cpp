// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sites.h"

#include <algorithm>

#include "core/components/scheduler.h"
#include "core/domain/escape.h"
#include "core/domain/settings.h"
#include "core/engine/duties.h"
#include "core/engine/packageversions.h"
#include "core/engine/paths.h"
#include "core/inbox/inboxidentity.h"
#include "core/store/addressrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"

namespace cartage::engine {

namespace {

constexpr int mostSendings = 5;
constexpr std::size_t longestPath = 4096; ///< PATH_MAX of Linux, with its NUL

Error wrongValue(const std::string &value, const std::string &why)
{
    Error error = refusalError(Code::WrongValue, value);
    error.parameters["why"] = why;
    return error;
}

components::Scheduler schedulerOf(Site &site)
{
    const components::StatusWriter messages(site.row().code.value(), site.environment().process.host, site.environment().random);
    return {site.row(), messages, site.environment().random};
}

Result<void> checkKey(Site &site, store::Connection &db, const SiteCode &of, const std::string &key)
{
    if (!keyIdOf(key))
        return failure(wrongValue(key, "it is no public key; `cartage site key` at that site prints it"));
    if (key == site.row().publicKey)
        return failure(wrongValue(key, "it is the key of this very site"));
    for (const Address &other : store::addresses(db)) {
        if (other.site != of && other.publicKey == key)
            return failure(wrongValue(key, "it is the key of site " + other.site.value() + "; `cartage site key` at site " + of.value() + " prints its own"));
    }
    return {};
}

Result<void> checkInbox(const std::string &path)
{
    if (path.size() < longestPath)
        return {};
    return failure(wrongValue("inbox", "a path has at most " + std::to_string(longestPath - 1) + " bytes"));
}

/// What the folder itself says against it, looked at before a transaction begins: a share that does not answer would hold the database for everybody.
std::optional<Error> objection(Site &site, const SiteCode &code, const std::string &key, const std::string &inbox)
{
    io::FileSystem &fs = site.files();
    const auto theirs = identifyFolder(fs, inbox), own = identifyFolder(fs, site.path("inbox"));
    if (theirs && own && isSameFolder(*theirs, *own)) {
        Error error = refusalError(Code::PathInUse, inbox, Scope::Site);
        error.parameters["why"] = "it is the inbox of this very site";
        return error;
    }
    const auto said = inbox::readIdentity(fs, inbox);
    return said ? transport::contradiction({code, keyIdOf(key).value_or(std::string())}, inbox, *said) : std::nullopt;
}

/// A site cannot be below and above this one.
Result<void> checkRing(store::Connection &db, const SiteCode &code)
{
    std::optional<SiteCode> through;
    if (const auto below = store::remoteSite(db, code))
        through = below->via;
    for (const Address &address : store::addresses(db)) {
        if (!through && address.relation == Relation::Child && store::listedBy(db, address.site).contains(code))
            through = address.site;
    }
    if (!through)
        return {};
    Error error = refusalError(Code::StateForbids, code.value(), Scope::Site);
    error.parameters["why"] = "it is below this site, through " + through->value() + ", so it cannot be above it";
    return failure(error);
}

Result<Address> knownAddress(store::Connection &db, const SiteCode &code)
{
    auto address = store::address(db, code);
    if (!address)
        return failure(refusalError(Code::NotFound, code.value(), Scope::Site));
    return *address;
}

Result<Plan> planAdd(Site &site, store::Connection &db, const AddressWish &wish, const std::optional<Error> &against)
{
    if (wish.site == site.row().code)
        return failure(wrongValue(wish.site.value(), "it is the code of this very site"));
    if (auto right = checkKey(site, db, wish.site, wish.key); !right)
        return failure(right.error());
    if (auto right = checkInbox(cleanPath(wish.inbox)); !right)
        return failure(right.error());
    if (wish.maxSendings < 1 || wish.maxSendings > mostSendings)
        return failure(wrongValue(std::to_string(wish.maxSendings), "it is 1 to " + std::to_string(mostSendings)));
    Address address;
    address.site = wish.site;
    address.relation = wish.relation;
    address.inbox = cleanPath(wish.inbox);
    address.publicKey = wish.key;
    address.keyId = *keyIdOf(wish.key);
    address.maxSendings = wish.maxSendings;
    address.addedAt = site.now();
    Plan plan;
    if (const auto known = store::address(db, wish.site)) {
        const bool same = known->relation == address.relation && known->inbox == address.inbox && known->publicKey == address.publicKey
                          && known->maxSendings == address.maxSendings;
        if (!same)
            return failure(refusalError(Code::Exists, wish.site.value(), Scope::Site));
        plan.unchanged = 1;
        plan.notes.push_back(makeNote("unchanged", wish.site.value() + " has this address already."));
        return plan;
    }
    const auto parent = store::parentAddress(db);
    if (wish.relation == Relation::Parent && parent)
        return failure(refusalError(Code::Exists, parent->site.value(), Scope::Site));
    if (wish.relation == Relation::Parent) {
        if (auto right = checkRing(db, wish.site); !right)
            return failure(right.error());
    }
    if (against)
        return failure(*against);
    plan.otherChanges = 1;
    plan.others = "add " + wish.site.value();
    plan.effect.childSites = wish.relation == Relation::Child ? 1 : 0;
    plan.effect.lines.push_back("Site " + wish.site.value() + " is reached at " + escapePath(address.inbox) + ".");
    plan.leavesWork = true;
    plan.messages.push_back(say(MessageId::AddressAdded, {site.environment().actor, wish.site.value(), std::string(name(wish.relation)), address.inbox}));
    plan.apply = [&site, address](store::Connection &inner, std::int64_t) -> Result<void> {
        store::insertAddress(inner, address);
        if (address.relation == Relation::Child) {
            store::replaceBelow(inner, address.site, {{address.site, address.site, site.row().code, {}}}, {});
            schedulerOf(site).tellChild(inner, address.site, site.now());
        }
        return {};
    };
    return plan;
}

Result<void> setOne(Site &site, store::Connection &db, Address &address, const std::string &key, const std::string &value)
{
    if (key == "inbox" && !value.empty() && value.front() == '/') {
        address.inbox = cleanPath(value);
        return checkInbox(address.inbox);
    }
    if (key == "key") {
        if (auto right = checkKey(site, db, address.site, value); !right)
            return right;
        address.publicKey = value;
        address.keyId = *keyIdOf(value);
        return {};
    }
    if (key == "max_sendings") {
        const bool digit = value.size() == 1 && value[0] >= '1' && value[0] <= '0' + mostSendings;
        if (!digit && !value.empty())
            return failure(wrongValue(key, "it is 1 to " + std::to_string(mostSendings)));
        address.maxSendings = value.empty() ? Address().maxSendings : value[0] - '0';
        return {};
    }
    if (key != "window" && key != "timezone" && key != "rate")
        return failure(wrongValue(key, "an address has inbox, key, max_sendings, window, timezone, rate; inbox is an absolute path"));
    if (auto right = checkDpSetting(key, value); !right)
        return failure(wrongValue(key, right.error()));
    const DpSettings settings = dpSettingsFrom({{key, value}});
    if (key == "window")
        address.window = settings.window;
    else if (key == "timezone")
        address.timezone = settings.timezone;
    else
        address.rate = settings.rate;
    return {};
}

/// Of the folder and the key that it would have; nothing where neither changes.
std::optional<Error> objectionToSet(Site &site, const SiteCode &code, const Settings &settings)
{
    const auto known = site.database().read<Address>([&code](store::Connection &db) { return knownAddress(db, code); });
    if (!known)
        return std::nullopt; // said by the plan
    std::string inbox = known->inbox, key = known->publicKey;
    for (const auto &[name, value] : settings) {
        if (name == "inbox")
            inbox = cleanPath(value);
        else if (name == "key")
            key = value;
    }
    // Another key needs no look into a folder that is not reached.
    if (inbox == known->inbox && (key == known->publicKey || known->failures > 0))
        return std::nullopt;
    return objection(site, code, key, inbox);
}

Result<Plan> planSet(Site &site, store::Connection &db, const SiteCode &code, const Settings &settings, const std::optional<Error> &against)
{
    auto address = knownAddress(db, code);
    if (!address)
        return failure(address.error());
    const Address before = *address;
    Plan plan;
    for (const auto &[key, value] : settings) {
        if (auto set = setOne(site, db, *address, key, value); !set)
            return failure(set.error());
        plan.others += key + '=' + value + '\n';
    }
    if (*address == before) {
        plan.unchanged = 1;
        return plan;
    }
    if (against)
        return failure(*against);
    plan.otherChanges = 1;
    plan.effect.lines.push_back("The address of " + code.value() + " changes.");
    plan.messages.push_back(say(MessageId::SettingsChanged, {site.environment().actor, code.value()}));
    // Another place may be reached at once, at another time; and one whose key was wrong has answered nothing.
    address->nextTry.reset();
    const bool rekeyed = address->keyId != before.keyId;
    const bool elsewhere = address->inbox != before.inbox;
    const bool otherwise = !(address->window == before.window) || address->timezone != before.timezone;
    plan.apply = [row = *address, rekeyed, elsewhere, otherwise, now = site.now()](store::Connection &inner, std::int64_t) -> Result<void> {
        if (rekeyed)
            store::countAnew(inner, row.site);
        store::updateAddress(inner, row);
        store::updateContact(inner, row);
        if (elsewhere) // what lies in the former folder is not in this one
            store::sendAnew(inner, row.site, now);
        else if (rekeyed || otherwise)
            store::tryNow(inner, row.site, rekeyed, now);
        return {};
    };
    return plan;
}

Result<Plan> planRemove(Site &site, store::Connection &db, const SiteCode &code)
{
    auto address = knownAddress(db, code);
    if (!address)
        return failure(address.error());
    std::int64_t duties = 0, sites = 0;
    Plan plan;
    plan.others = "remove " + code.value() + '\n';
    for (const RemoteTarget &target : store::remoteTargets(db)) {
        if (target.via != code)
            continue;
        ++duties;
        plan.others += target.package.value() + ' ' + target.target.site.value() + ' ' + target.target.dp + ' ' + std::to_string(target.wantedVersion) + '\n';
    }
    for (const RemoteSite &below : store::remoteSites(db))
        sites += below.via == code ? 1 : 0;
    plan.destructive = true;
    plan.otherChanges = 1;
    plan.effect.childSites = sites;
    plan.effect.lines.push_back("Site " + code.value() + " and " + counted(duties, "duty", "duties") + " towards it and the sites behind it are forgotten; what lies there stays.");
    plan.messages.push_back(say(MessageId::AddressRemoved, {site.environment().actor, code.value(), std::to_string(duties)}));
    plan.apply = [code](store::Connection &inner, std::int64_t) -> Result<void> {
        store::deleteAddress(inner, code);
        return {};
    };
    return plan;
}

Result<Plan> planResend(Site &site, store::Connection &db, const PackageId &id, const SiteCode &to)
{
    auto package = resolvePackage(db, id);
    if (!package)
        return failure(package.error());
    const auto below = store::remoteSite(db, to);
    const auto newest = store::newestVersion(db, id);
    if (!below)
        return failure(refusalError(Code::NotFound, to.value(), Scope::Site));
    if (below->via != to) { // sent to the child, which has nothing to send on: it has not asked for it
        Error error = refusalError(Code::StateForbids, to.value(), Scope::Site);
        error.parameters["why"] = "it is reached through " + below->via.value() + ": resend it to that site, or there to " + to.value();
        return failure(error);
    }
    std::int64_t wanted = 0;
    for (const RemoteTarget &target : store::remoteTargetsVia(db, id, below->via))
        wanted += target.wantedVersion > 0 && !target.gone ? 1 : 0;
    if (!newest || wanted == 0) { // nothing could ever complete it
        Error error = refusalError(Code::StateForbids, id.value(), Scope::Package);
        error.parameters["why"] = "no distribution point at or below " + to.value() + " is given it";
        return failure(error);
    }
    Plan plan;
    plan.otherChanges = 1;
    plan.others = "resend " + id.value() + ' ' + std::to_string(newest->version) + ' ' + below->via.value();
    plan.effect.packages = 1;
    plan.effect.childSites = 1;
    plan.effect.bytesToSend = newest->bytes;
    plan.effect.lines.push_back(id.value() + " is sent to " + below->via.value() + " once more, whole.");
    plan.leavesWork = true;
    plan.messages.push_back(say(MessageId::Resent, {site.environment().actor, id.value(), to.value()}, {id, {}, {}}));
    plan.apply = [id, via = below->via, version = newest->version, now = site.now()](store::Connection &inner, std::int64_t) -> Result<void> {
        components::Scheduler::askContent(inner, id, version, via, true, now);
        return {};
    };
    return plan;
}

} // namespace

Result<Answer> addAddress(Site &site, const AddressWish &wish, const Intent &intent)
{
    const auto against = objection(site, wish.site, wish.key, wish.inbox);
    return carryOut(site, intent, [&](store::Connection &db) { return planAdd(site, db, wish, against); });
}

Result<Answer> setAddress(Site &site, const SiteCode &code, const Settings &settings, const Intent &intent)
{
    const auto against = objectionToSet(site, code, settings);
    return carryOut(site, intent, [&](store::Connection &db) { return planSet(site, db, code, settings, against); });
}

Result<Answer> removeAddress(Site &site, const SiteCode &code, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) { return planRemove(site, db, code); });
}

Result<Answer> resend(Site &site, const PackageId &package, const SiteCode &to, const Intent &intent)
{
    return carryOut(site, intent, [&](store::Connection &db) { return planResend(site, db, package, to); });
}

Result<AddressTestReport> testAddress(Site &site, const SiteCode &code)
{
    auto address = site.database().read<Address>([&code](store::Connection &db) { return knownAddress(db, code); });
    if (!address)
        return failure(address.error());
    AddressTestReport report{code, true, transport::testAddress(site.files(), {code, address->keyId}, address->inbox, site.environment().clock, site.environment().random)};
    report.ok = std::all_of(report.steps.begin(), report.steps.end(), [](const auto &step) { return step.ok; });
    return report;
}

bool isOfGroup(const RemoteDp &dp, const std::string &group)
{
    return std::any_of(dp.groups.begin(), dp.groups.end(), [&group](const std::string &other) { return foldName(other) == foldName(group); });
}

namespace {

/// Those that sites have told of; for what ends a duty also those that were there once, and have one still.
std::vector<RemoteDp> dpsBelow(store::Connection &db, bool alsoGone)
{
    std::vector<RemoteDp> dps = store::remoteDps(db);
    std::set<Target> gone;
    for (const RemoteTarget &target : alsoGone ? store::remoteTargets(db) : std::vector<RemoteTarget>()) {
        if (target.gone && !store::remoteDp(db, target.target) && gone.insert({target.target.site, foldName(target.target.dp)}).second)
            dps.push_back({target.target.site, target.via, target.target.dp, {}, {}});
    }
    return dps;
}

/// Of the site that --to names.
Result<Below> resolveAt(const std::vector<RemoteDp> &all, const TargetNames &names)
{
    const SiteCode &to = *names.to;
    Below below;
    std::vector<RemoteDp> dps;
    std::copy_if(all.begin(), all.end(), std::back_inserter(dps), [&to](const RemoteDp &dp) { return dp.site == to; });
    const bool every = names.all || (names.dps.empty() && names.groups.empty());
    for (const RemoteDp &dp : dps) {
        const bool named = std::any_of(names.dps.begin(), names.dps.end(), [&dp](const std::string &name) { return foldName(name) == foldName(dp.name); });
        const bool grouped = std::any_of(names.groups.begin(), names.groups.end(), [&dp](const std::string &group) { return isOfGroup(dp, group); });
        if (every || named || grouped)
            below.dps.push_back(dp);
    }
    for (const std::string &name : names.dps) {
        if (std::none_of(dps.begin(), dps.end(), [&name](const RemoteDp &dp) { return foldName(dp.name) == foldName(name); }))
            return failure(refusalError(Code::NotFound, name, Scope::Dp));
    }
    for (const std::string &group : names.groups) {
        if (std::none_of(dps.begin(), dps.end(), [&group](const RemoteDp &dp) { return isOfGroup(dp, group); }))
            return failure(refusalError(Code::NotFound, group));
    }
    if (below.dps.empty()) { // a duty without targets could never be complete (Q153576)
        Error error = refusalError(Code::StateForbids, to.value(), Scope::Site);
        error.parameters["why"] = "no distribution point of that site is known yet";
        return failure(error);
    }
    return below;
}

} // namespace

Result<std::optional<RemoteDp>> namedBelow(const std::vector<RemoteDp> &dps, const std::string &name)
{
    std::vector<RemoteDp> found;
    std::copy_if(dps.begin(), dps.end(), std::back_inserter(found), [&name](const RemoteDp &dp) { return foldName(dp.name) == foldName(name); });
    if (found.size() > 1)
        return failure(wrongValue(name, "sites " + found[0].site.value() + " and " + found[1].site.value() + " have one of that name: say which with --to"));
    return found.empty() ? std::nullopt : std::optional(found.front());
}

Result<Below> resolveBelow(store::Connection &db, const TargetNames &names, bool alsoGone)
{
    const std::vector<RemoteDp> dps = dpsBelow(db, alsoGone);
    const auto isThere = [&dps, &names](const RemoteDp &dp) { return dp.site == *names.to; };
    if (names.to && !store::remoteSite(db, *names.to) && std::none_of(dps.begin(), dps.end(), isThere))
        return failure(refusalError(Code::NotFound, names.to->value(), Scope::Site));
    if (names.to)
        return resolveAt(dps, names);
    Below below;
    for (const std::string &name : names.dps) {
        if (resolveDps(db, {name})) {
            below.left.push_back(name);
            continue;
        }
        const auto found = namedBelow(dps, name);
        if (!found)
            return failure(found.error());
        if (*found)
            below.dps.push_back(**found);
        else
            below.left.push_back(name);
    }
    for (const RemoteDp &dp : dps) {
        const bool grouped = std::any_of(names.groups.begin(), names.groups.end(), [&dp](const std::string &group) { return isOfGroup(dp, group); });
        if (grouped && std::find(below.dps.begin(), below.dps.end(), dp) == below.dps.end())
            below.dps.push_back(dp);
    }
    return below;
}

namespace {

/// What an action sends by way of one child.
struct Going {
    std::int64_t distributions = 0, bytes = 0;
    std::set<PackageId> packages;
};

/// Content that it lacks, before it is packed: each child is sent it once, however many DPs it is for.
std::int64_t bytesToChild(store::Connection &db, const SiteCode &child, const Package &package, const PackageVersion &version, Costs &costs)
{
    const auto has = store::childVersion(db, child, package.id);
    const auto kept = has ? store::versionOf(db, package.id, has->version) : std::nullopt;
    return costs.between(kept && kept->manifest == has->manifest ? std::optional(has->manifest) : std::nullopt, version);
}

} // namespace

std::vector<AskedBelow> planBelow(store::Connection &db, const std::vector<Package> &packages, const std::vector<RemoteDp> &dps, bool give, Costs &costs, Plan &plan)
{
    std::vector<AskedBelow> asked;
    std::map<SiteCode, Going> going;
    for (const Package &package : packages) {
        const auto newest = store::newestVersion(db, package.id);
        for (const RemoteDp &dp : dps) {
            const auto known = store::remoteTarget(db, package.id, {dp.site, dp.name});
            // What an operator there has taken away is given again.
            const bool has = known && known->wantedVersion > 0 && !known->gone && known->state != State::Removed;
            const bool same = give ? has : !known || known->wantedVersion == 0;
            if (same || !newest) {
                ++plan.unchanged;
                continue;
            }
            RemoteTarget target;
            target.package = package.id;
            target.target = {dp.site, dp.name};
            target.via = dp.via;
            target.wantedVersion = give ? newest->version : 0;
            // A site between has the duty, too, and is told.
            target.gone = !give && known->gone && !store::remoteDp(db, target.target) && dp.via == dp.site;
            plan.below.packages.insert(package.id);
            plan.below.dps.insert(target.target);
            Going &there = going[dp.via];
            ++there.distributions;
            if (give && there.packages.insert(package.id).second)
                there.bytes += bytesToChild(db, dp.via, package, *newest, costs);
            plan.others += "target " + package.id.value() + ' ' + dp.site.value() + ' ' + dp.name + ' ' + std::to_string(target.wantedVersion) + '\n';
            asked.push_back({std::move(target)});
        }
    }
    plan.otherChanges += static_cast<std::int64_t>(asked.size());
    plan.below.asked += std::ssize(asked);
    plan.below.distributions += std::ssize(asked);
    for (const auto &[child, what] : going) {
        plan.effect.bytesToSend += what.bytes;
        plan.effect.lines.push_back("By way of site " + child.value() + ": " + counted(what.distributions, "distribution", "distributions")
                                    + (give ? ", " + std::to_string(what.bytes) + " bytes of content over its line." : "."));
    }
    return asked;
}

void askBelow(store::Connection &db, const std::vector<AskedBelow> &asked, Time now)
{
    std::set<std::tuple<PackageId, SiteCode, int>> forwards;
    for (const AskedBelow &each : asked) {
        RemoteTarget target = each.target;
        target.askedAt = now;
        if (target.gone) { // there is nothing to be taken away, and nobody to ask
            store::targetTakenAway(db, target);
            continue;
        }
        store::wantTarget(db, target);
        forwards.insert({target.package, target.via, target.wantedVersion});
    }
    for (const auto &[package, child, version] : forwards) {
        if (version > 0)
            components::Scheduler::askContent(db, package, version, child, false, now);
        else
            components::Scheduler::askRemoval(db, package, child, now);
    }
}

void tellSitesOfVersion(Site &site, store::Connection &db, const PackageId &package, const std::string &name, int version)
{
    schedulerOf(site).tellOfVersion(db, package, name, version, site.now());
}

Result<void> checkOwnPackage(Site &site, const PackageId &package)
{
    if (package.value().starts_with(site.row().code.value()))
        return {};
    const auto known = site.database().read<bool>(
        [&package](store::Connection &db) -> Result<bool> { return store::package(db, package) && store::package(db, package)->source.empty(); });
    if (!known)
        return failure(known.error());
    if (!*known)
        return {};
    Error error = refusalError(Code::StateForbids, package.value(), Scope::Package);
    error.parameters["why"] = "it came from site " + package.value().substr(0, 3) + ", which alone makes its versions";
    return failure(error);
}

} // namespace cartage::engine
