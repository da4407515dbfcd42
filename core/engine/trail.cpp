// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include "core/domain/advice.h"
#include "core/domain/escape.h"
#include "core/domain/messagecatalogue.h"
#include "core/domain/component.h"
#include "core/engine/belowrows.h"
#include "core/engine/change.h"
#include "core/engine/queries.h"
#include "core/engine/sites.h"
#include "core/store/addressrepository.h"
#include "core/store/belowrepository.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

constexpr int packageAttribute = 400;
constexpr int dpAttribute = 404;
constexpr int versionAttribute = 410;

std::optional<std::string> attributeOf(const StatusMessage &message, int id)
{
    for (const auto &attribute : message.attributes) {
        if (attribute.id == id)
            return attribute.value;
    }
    return std::nullopt;
}

std::optional<int> number(const std::optional<std::string> &text)
{
    if (!text || text->empty() || text->size() > 9 || text->find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    return std::stoi(*text);
}

/// Whose messages count: on the way from this site to the one that has the DP.
struct Way {
    SiteCode own, at;                  ///< at: the site of the DP
    std::set<std::string> sites;       ///< both, and those between
};

/// Of this package at this DP, of the package alone, or of the DP alone. Sites may have DPs of the same name.
bool concerns(const StatusMessage &message, const PackageId &package, const std::string &dp, const Way &way)
{
    if (!way.sites.contains(message.site))
        return false;
    const auto ofPackage = attributeOf(message, packageAttribute);
    const auto ofDp = attributeOf(message, dpAttribute);
    if (ofDp && (message.site != way.at.value() || foldName(*ofDp) != foldName(dp)))
        return false;
    return !ofPackage || *ofPackage == package.value();
}

/// Of a sending to a child that is not on the way.
bool isOfOtherChild(const StatusMessage &message, const Way &way)
{
    constexpr std::size_t child = 2; // of their strings
    constexpr std::size_t childOfInformation = 3;
    if (!message.sender.empty())
        return false;
    const auto namesOther = [&](std::size_t at) { return message.strings.size() > at && !way.sites.contains(message.strings[at]); };
    switch (static_cast<MessageId>(message.id)) {
    case MessageId::InformationSent:
        return namesOther(childOfInformation);
    case MessageId::ContentToSend:
    case MessageId::ContentSent:
    case MessageId::ForwardWithdrawn:
    case MessageId::ForwardRefused:
    case MessageId::ForwardComplete:
        return namesOther(child);
    default:
        return false;
    }
}

TrailEvent eventOf(const StatusMessage &message)
{
    TrailEvent event;
    event.time = message.time;
    event.component = message.component;
    event.kind = "message";
    event.messageId = message.id;
    event.version = number(attributeOf(message, versionAttribute));
    event.text = renderMessage(message);
    event.site = message.site;
    if (message.sender.empty())
        return event;
    // A client may say what it likes, by a clock of its own: it stands there as its word, and when it came.
    event.time = message.received.value_or(message.time);
    event.component = "client";
    event.actor = message.machine;
    event.text = escapeText(message.machine) + " says: " + event.text;
    return event;
}

void addMessages(store::Connection &db, const PackageId &package, const std::string &dp, const Way &way, std::vector<TrailEvent> &events)
{
    store::MessageFilter filter;
    filter.limit = 0;
    filter.oldestFirst = true;
    filter.package = package;
    std::vector<StatusMessage> found = store::messages(db, filter);
    filter.package.reset();
    filter.dp = dp;
    for (StatusMessage &message : store::messages(db, filter)) {
        if (!attributeOf(message, packageAttribute))
            found.push_back(std::move(message));
    }
    std::sort(found.begin(), found.end(), [](const StatusMessage &a, const StatusMessage &b) { return a.recordId < b.recordId; });
    for (const StatusMessage &message : found) {
        if (concerns(message, package, dp, way) && !isOfOtherChild(message, way))
            events.push_back(eventOf(message));
    }
}

void addAttempts(const std::vector<Attempt> &attempts, std::vector<TrailEvent> &events)
{
    for (const Attempt &attempt : attempts) {
        TrailEvent event;
        event.time = attempt.started;
        event.component = "DistributionManager";
        event.kind = "attempt";
        event.attempt = attempt.number;
        event.version = attempt.version;
        event.text = "Attempt " + std::to_string(attempt.number) + " for version " + std::to_string(attempt.version) + " begins.";
        events.push_back(event);
        if (!attempt.ended)
            continue;
        event.time = *attempt.ended;
        event.error = attempt.error;
        event.path = attempt.error ? attempt.error->path : std::string();
        event.text = "Attempt " + std::to_string(attempt.number) + " for version " + std::to_string(attempt.version) + " ends: " + attempt.outcome
                     + ", " + std::to_string(attempt.bytes) + " bytes.";
        events.push_back(event);
    }
}

void addActions(const std::vector<store::AuditRow> &actions, std::vector<TrailEvent> &events)
{
    for (const store::AuditRow &action : actions) {
        TrailEvent event;
        event.time = action.at;
        event.component = "operator";
        event.kind = "action";
        event.actor = action.actor;
        event.text = action.action + (action.reason ? ": " + *action.reason : std::string());
        events.push_back(event);
    }
}

/// What operators above have asked of it, and what became of that.
void addOrders(store::Connection &db, const PackageId &package, const Target &target, std::vector<TrailEvent> &events)
{
    for (const SiteOrder &order : store::orders(db)) {
        const bool here = order.target.site == target.site && foldName(order.target.dp) == foldName(target.dp);
        if (!here || (order.package && *order.package != package))
            continue;
        TrailEvent event;
        event.time = order.askedAt;
        event.component = "operator";
        event.kind = "action";
        event.actor = order.askedBy;
        event.site = order.askedFrom.value();
        event.text = "asked of " + target.site.value() + ": " + std::string(name(order.action)) + (order.reason.empty() ? "" : ": " + order.reason);
        events.push_back(event);
        if (!order.doneAt)
            continue;
        event.time = *order.doneAt;
        event.site = target.site.value();
        event.text = "asked by " + order.askedFrom.value() + ": " + std::string(name(order.action)) + ": " + std::string(name(order.state))
                     + (order.detail.empty() ? "" : ", " + order.detail);
        events.push_back(event);
    }
}

/// How a DP of a site below stands that is owed still, and what for: messages do not tell of what has not come there.
void addState(Site &site, store::Connection &db, const PackageId &package, const Target &at, std::vector<TrailEvent> &events)
{
    const auto told = store::remoteTarget(db, package, at);
    if (!told || told->gone)
        return;
    const auto version = store::versionOf(db, package, told->wantedVersion);
    const RemoteTarget target = targetsBelow(site, db).asKnown(*told, version ? std::optional(version->manifest) : std::nullopt);
    if (!target.state || !isOwed(*target.state))
        return;
    TrailEvent event;
    event.component = schedulerName;
    event.kind = "state";
    event.version = target.wantedVersion;
    event.error = target.error;
    event.site = target.heldUp ? target.heldUp->at.value() : at.site.value();
    event.time = event.site == site.row().code.value() ? site.now() : target.receivedAt.value_or(target.askedAt);
    event.text = "As known now: " + std::string(name(*target.state)) + (target.heldUp ? ", " + waitsText(*target.heldUp) : "") + ".";
    if (target.error)
        event.text += " " + adviseOn(*target.error, {package.value(), at.site.value() + "/" + at.dp, false}).text;
    events.push_back(event);
}

/// The sites from this one to that of the DP, by the parents that they have told.
Way wayTo(store::Connection &db, const SiteCode &own, const SiteCode &at)
{
    Way way{own, at, {own.value(), at.value()}};
    for (auto site = at == own ? std::nullopt : store::remoteSite(db, at); site && site->code != own && site->parent != own;) {
        if (!way.sites.insert(site->parent.value()).second)
            break; // they tell of a circle
        site = store::remoteSite(db, site->parent);
    }
    return way;
}

/// The DP that is asked about: this site's own before one of a site below.
Result<Target> targetOf(store::Connection &db, const SiteCode &own, const std::string &asked, const std::optional<SiteCode> &at)
{
    const auto dps = at && *at != own ? Result<std::vector<Dp>>(failure(refusalError(Code::NotFound, asked, Scope::Dp))) : resolveDps(db, {asked});
    if (dps)
        return Target{own, dps->front().name};
    TargetNames names;
    names.dps = {asked};
    if (at && *at != own)
        names.to = at;
    const auto below = resolveBelow(db, names);
    if (!below)
        return failure(below.error());
    if (below->dps.empty())
        return failure(dps.error());
    return Target{below->dps.front().site, below->dps.front().name};
}

} // namespace

Result<std::vector<TrailEvent>> trail(Site &site, const PackageId &package, const std::string &asked, const std::optional<SiteCode> &at)
{
    return site.database().read<std::vector<TrailEvent>>([&](store::Connection &db) -> Result<std::vector<TrailEvent>> {
        auto known = resolvePackage(db, package);
        if (!known)
            return failure(known.error());
        const SiteCode own = site.row().code;
        const auto target = targetOf(db, own, asked, at);
        if (!target)
            return failure(target.error());
        std::vector<TrailEvent> events;
        addMessages(db, package, target->dp, wayTo(db, own, target->site), events);
        if (const auto dp = target->site == own ? store::dpByName(db, target->dp) : std::nullopt) {
            addAttempts(store::attempts(db, package, dp->key), events);
            addActions(store::auditOf(db, package, dp->key), events);
        }
        addOrders(db, package, *target, events);
        if (target->site != own)
            addState(site, db, package, *target, events);
        for (TrailEvent &event : events) {
            if (event.site.empty())
                event.site = own.value();
        }
        std::stable_sort(events.begin(), events.end(), [](const TrailEvent &a, const TrailEvent &b) { return a.time < b.time; });
        for (std::size_t i = 0; i < events.size(); ++i)
            events[i].seq = static_cast<std::int64_t>(i) + 1;
        return events;
    });
}

} // namespace cartage::engine
