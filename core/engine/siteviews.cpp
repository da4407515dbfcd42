// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <algorithm>
#include <set>

#include "core/domain/escape.h"
#include "core/engine/belowrows.h"
#include "core/engine/jsonparts.h"
#include "core/engine/siteorders.h"
#include "core/engine/sites.h"
#include "core/inbox/instructionbody.h"
#include "core/store/addressrepository.h"
#include "core/store/belowrepository.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/journalrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"

namespace cartage::engine {

using namespace json;

namespace {

bool isUnsent(SendState state) { return state != SendState::Sent && state != SendState::Acknowledged && state != SendState::Cancelled && state != SendState::Quarantined; }

/// Targets stand in the instruction's lines: those of a removal behind its package, those of an order behind its action.
std::vector<Target> targetsOf(const SendRequest &request)
{
    std::vector<Target> targets;
    const bool inLines = request.kind == InstructionKind::Removal || request.kind == InstructionKind::Order;
    const auto lines = inbox::parseLines(inLines ? request.lines : request.targets);
    if (!lines)
        return targets;
    for (const inbox::InstructionLine &line : *lines) {
        if ((line.word == "target" || line.word == "at") && line.fields.size() >= 2)
            targets.push_back({SiteCode(line.fields[0]), line.fields[1]});
    }
    return targets;
}

using Places = std::set<std::pair<SiteCode, std::string>>; ///< site and folded name of DPs

Places placesOf(store::Connection &db, const std::vector<std::string> &groups)
{
    Places places;
    if (groups.empty())
        return places;
    for (const RemoteDp &dp : store::remoteDps(db)) {
        if (std::any_of(groups.begin(), groups.end(), [&dp](const std::string &group) { return isOfGroup(dp, group); }))
            places.emplace(dp.site, foldName(dp.name));
    }
    return places;
}

bool isInScope(const ScopeNames &scope, const RemoteTarget &target, const Places &ofGroups)
{
    const auto any = [](const auto &names, const auto &matches) { return names.empty() || std::any_of(names.begin(), names.end(), matches); };
    const bool atSite = !scope.to || *scope.to == target.target.site;
    const bool grouped = scope.groups.empty() || ofGroups.contains({target.target.site, foldName(target.target.dp)});
    return atSite && !scope.rows && grouped && any(scope.codes, [&target](Code code) { return target.error && target.error->code == code; })
           && any(scope.packages, [&target](const PackageId &id) { return id == target.package; })
           && any(scope.dps, [&target](const std::string &dp) { return foldName(dp) == foldName(target.target.dp); })
           && any(scope.states, [&target](State state) { return target.state.value_or(State::Waiting) == state; });
}

QJsonArray stepsJson(const std::vector<transport::ProbeOutcome::Step> &steps)
{
    QJsonArray array;
    for (const auto &step : steps)
        array.append(QJsonObject{{key("step"), toJson(step.step)},
                                 {key("ok"), step.ok},
                                 {key("took_ms"), number(step.took.count())},
                                 {key("error"), toJson(step.error)}});
    return array;
}

} // namespace

Result<std::vector<AddressView>> addressViews(Site &site)
{
    return site.database().read<std::vector<AddressView>>([](store::Connection &db) -> Result<std::vector<AddressView>> {
        std::vector<AddressView> views;
        const auto sites = store::remoteSites(db);
        const auto dps = store::remoteDps(db);
        for (Address &address : store::addresses(db)) {
            AddressView view;
            for (const SendRequest &request : store::sendRequests(db, {address.site, {}})) {
                ++view.requests[request.state];
                if (isUnsent(request.state) && (!view.oldest || request.createdAt < *view.oldest))
                    view.oldest = request.createdAt;
            }
            for (const RemoteSite &below : sites) {
                view.sitesBelow += below.via == address.site ? 1 : 0;
                if (below.code == address.site)
                    view.name = below.name;
            }
            view.dpsBelow = static_cast<int>(std::count_if(dps.begin(), dps.end(), [&address](const RemoteDp &dp) { return dp.via == address.site; }));
            if (address.relation == Relation::Parent)
                view.messagesBehind = std::max<std::int64_t>(0, store::newestMessage(db) - store::messagesUpTo(db, address.site));
            view.address = std::move(address);
            views.push_back(std::move(view));
        }
        return views;
    });
}

QJsonObject toJson(const AddressView &view)
{
    const Address &address = view.address;
    QJsonObject requests;
    for (const auto &[state, count] : view.requests)
        requests[QString::fromLatin1(name(state).data(), static_cast<qsizetype>(name(state).size()))] = number(count);
    const char *state = address.failures == 0 ? "ok" : address.nextTry ? "not_reached" : "failing";
    return {{key("site"), toJson(address.site.value())},
            {key("name"), textOrNull(view.name)},
            {key("relation"), named(name(address.relation))},
            {key("inbox"), pathJson(address.inbox)},
            {key("public_key"), toJson(address.publicKey)},
            {key("key_id"), toJson(address.keyId)},
            {key("max_sendings"), address.maxSendings},
            {key("window"), toJson(address.window.text())},
            {key("timezone"), textOrNull(address.timezone)},
            {key("rate"), number(address.rate)},
            {key("state"), toJson(std::string(state))},
            {key("failures"), address.failures},
            {key("failing_since"), toJson(address.failingSince)},
            {key("next_try"), toJson(address.nextTry)},
            {key("last_contact"), toJson(address.lastContact)},
            {key("heard_at"), toJson(address.heardAt)},
            {key("reported_at"), toJson(address.reportedAt)},
            {key("sites_below"), view.sitesBelow},
            {key("dps_below"), view.dpsBelow},
            {key("requests"), requests},
            {key("oldest_request"), toJson(view.oldest)},
            {key("messages_behind"), orNull(view.messagesBehind)},
            {key("error"), toJson(address.error)}};
}

QJsonObject toJson(const AddressTestReport &report)
{
    return {{key("site"), toJson(report.site.value())}, {key("ok"), report.ok}, {key("steps"), stepsJson(report.steps)}};
}

Result<std::vector<RequestView>> requestViews(Site &site, const std::optional<SiteCode> &to, const std::vector<SendState> &states)
{
    return site.database().read<std::vector<RequestView>>([&](store::Connection &db) -> Result<std::vector<RequestView>> {
        if (to && !store::address(db, *to))
            return failure(refusalError(Code::NotFound, to->value(), Scope::Site));
        std::vector<RequestView> views;
        for (SendRequest &request : store::sendRequests(db, {to, states})) {
            RequestView view;
            view.targets = targetsOf(request);
            view.forward = request.forward ? store::forward(db, *request.forward) : std::nullopt;
            view.request = std::move(request);
            views.push_back(std::move(view));
        }
        return views;
    });
}

QJsonObject toJson(const RequestView &view)
{
    const SendRequest &request = view.request;
    QJsonArray targets;
    for (const Target &target : view.targets)
        targets.append(QJsonObject{{key("site"), toJson(target.site.value())}, {key("dp"), toJson(target.dp)}});
    return {{key("request"), number(request.id)},
            {key("to"), toJson(request.to.value())},
            {key("kind"), named(name(request.kind))},
            {key("package"), request.package ? toJson(request.package->value()) : QJsonValue()},
            {key("version"), request.version > 0 ? QJsonValue(request.version) : QJsonValue()},
            {key("generation"), view.forward ? QJsonValue(view.forward->generation) : QJsonValue()},
            {key("forward"), view.forward ? named(name(view.forward->state)) : QJsonValue()},
            {key("state"), named(name(request.state))},
            {key("priority"), named(name(request.priority))},
            {key("instruction"), toJson(request.instruction)},
            {key("sequence"), number(request.sequence)},
            {key("targets"), targets},
            {key("base_manifest_sha256"), request.base ? toJson(request.base->hex()) : QJsonValue()},
            {key("part_sha256"), request.part ? toJson(request.part->hex()) : QJsonValue()},
            {key("bytes_total"), number(request.bytesTotal)},
            {key("bytes_left"), number(request.bytesLeft)},
            {key("sync_point"), number(request.syncPoint)},
            {key("connects"), request.connects},
            {key("attempt"), request.attempt},
            {key("owner"), textOrNull(request.owner)},
            {key("next_due"), toJson(request.dueAt)},
            {key("created_at"), toJson(std::optional(request.createdAt))},
            {key("sent_at"), toJson(request.sentAt)},
            {key("acknowledged_at"), toJson(request.acknowledgedAt)},
            {key("error"), toJson(request.error)}};
}

Result<std::optional<ScopeNames>> ownScope(Site &site, const ScopeNames &scope)
{
    return site.database().read<std::optional<ScopeNames>>([&scope](store::Connection &db) -> Result<std::optional<ScopeNames>> {
        if (scope.to) {
            const auto targets = store::remoteTargets(db);
            const bool wanted = std::any_of(targets.begin(), targets.end(), [&scope](const RemoteTarget &each) { return each.target.site == *scope.to; });
            if (!wanted && !store::remoteSite(db, *scope.to))
                return failure(refusalError(Code::NotFound, scope.to->value(), Scope::Site));
            return std::optional<ScopeNames>();
        }
        ScopeNames own = scope;
        std::set<std::string> below, groups;
        for (const RemoteDp &dp : store::remoteDps(db)) {
            below.insert(foldName(dp.name));
            for (const std::string &group : dp.groups)
                groups.insert(foldName(group));
        }
        for (const RemoteTarget &target : store::remoteTargets(db))
            below.insert(foldName(target.target.dp));
        std::erase_if(own.dps, [&](const std::string &name) { return below.contains(foldName(name)) && !store::dpByName(db, name); });
        std::erase_if(own.groups, [&](const std::string &group) { return groups.contains(foldName(group)) && !store::groupExists(db, group); });
        if ((own.dps.empty() && !scope.dps.empty()) || (own.groups.empty() && !scope.groups.empty()))
            return std::optional<ScopeNames>();
        return std::optional(std::move(own));
    });
}

Result<std::vector<RemoteView>> remoteViews(Site &site, const ScopeNames &scope)
{
    return site.database().read<std::vector<RemoteView>>([&](store::Connection &db) -> Result<std::vector<RemoteView>> {
        std::vector<RemoteView> views;
        const Places ofGroups = placesOf(db, scope.groups);
        const auto told = store::remoteTargets(db);
        const auto isThere = [&scope](const RemoteTarget &target) { return target.target.site == *scope.to; };
        if (scope.to && !store::remoteSite(db, *scope.to) && std::none_of(told.begin(), told.end(), isThere))
            return failure(refusalError(Code::NotFound, scope.to->value(), Scope::Site));
        components::BelowTargets targets = targetsBelow(site, db);
        std::map<std::pair<PackageId, int>, std::optional<Sha256>> manifests;
        for (const RemoteTarget &each : told) {
            const auto [manifest, fresh] = manifests.try_emplace({each.package, each.wantedVersion});
            const auto version = fresh ? store::versionOf(db, each.package, each.wantedVersion) : std::nullopt;
            if (version)
                manifest->second = version->manifest;
            RemoteTarget target = targets.asKnown(each, manifest->second);
            if (!isInScope(scope, target, ofGroups))
                continue;
            RemoteView view;
            if (const auto package = store::package(db, target.package))
                view.packageName = package->name;
            view.manifest = manifest->second;
            view.fulfilled = isFulfilled(target, view.manifest);
            view.order = currentOrder(store::newestOrder(db, target.package, target.target), site.now());
            view.target = std::move(target);
            views.push_back(std::move(view));
        }
        return views;
    });
}

std::string waitsText(const HeldUp &heldUp)
{
    const std::string to = heldUp.to ? heldUp.to->value() : std::string();
    std::string text = "waits for " + std::string(name(heldUp.by)) + (heldUp.by == WaitsFor::Site ? " " + to : "") + " at " + heldUp.at.value();
    if (heldUp.by != WaitsFor::Site && !to.empty())
        text += " for " + to;
    return text + (heldUp.until ? " until " + toRfc3339(*heldUp.until) : "");
}

static QJsonObject toJson(const HeldUp &heldUp)
{
    return {{key("site"), toJson(heldUp.at.value())}, {key("to"), heldUp.to ? toJson(heldUp.to->value()) : QJsonValue()}, {key("until"), toJson(heldUp.until)}};
}

QJsonObject toJson(const RemoteView &view)
{
    const RemoteTarget &target = view.target;
    const State state = target.state.value_or(target.wantedVersion == 0 ? State::Removing : State::Waiting);
    const bool owed = isOwed(state) && !target.gone;
    const auto &heldUp = owed ? target.heldUp : std::nullopt;
    const AdviceContext about{target.package.value(), target.target.site.value() + "/" + target.target.dp, false};
    return {{key("package"), toJson(target.package.value())},
            {key("name"), toJson(view.packageName)},
            {key("dp"), toJson(target.target.dp)},
            {key("site"), toJson(target.target.site.value())},
            {key("state"), named(name(state))},
            {key("waits_for"), heldUp ? named(name(heldUp->by)) : QJsonValue()},
            {key("waits_at"), heldUp ? QJsonValue(toJson(*heldUp)) : QJsonValue()},
            {key("wanted_version"), target.wantedVersion},
            {key("installed_version"), target.installedVersion ? QJsonValue(*target.installedVersion) : QJsonValue()},
            {key("mixed"), false},
            {key("attempt"), target.attempt},
            {key("attempts_max"), QJsonValue()},
            {key("next_due"), heldUp ? toJson(heldUp->until) : QJsonValue()},
            {key("bytes_total"), 0},
            {key("bytes_done"), 0},
            {key("files_total"), 0},
            {key("files_done"), 0},
            {key("verified_at"), target.proof ? toJson(std::optional(target.proof->at)) : QJsonValue()},
            {key("verified_how"), target.proof ? named(name(target.proof->kind)) : QJsonValue()},
            {key("manifest_sha256"), view.manifest ? toJson(view.manifest->hex()) : QJsonValue()},
            {key("held"), QJsonValue()},
            {key("stopped"), QJsonValue()},
            {key("error"), owed ? toJson(target.error, about) : QJsonValue()},
            {key("updated_at"), toJson(target.toldAt)},
            {key("asked_at"), toJson(std::optional(target.askedAt))},
            {key("known_at"), toJson(target.receivedAt)},
            {key("gone"), target.gone},
            {key("order"), view.order ? QJsonValue(toJson(*view.order)) : QJsonValue()}};
}

} // namespace cartage::engine
