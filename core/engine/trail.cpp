// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/domain/escape.h"
#include "core/domain/messagecatalogue.h"
#include "core/engine/change.h"
#include "core/engine/queries.h"
#include "core/store/dprepository.h"

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

/// Of this package at this DP, of the package alone, or of the DP alone.
bool concerns(const StatusMessage &message, const PackageId &package, const std::string &dp)
{
    const auto ofPackage = attributeOf(message, packageAttribute);
    const auto ofDp = attributeOf(message, dpAttribute);
    return (!ofPackage || *ofPackage == package.value()) && (!ofDp || *ofDp == dp);
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
    if (message.sender.empty())
        return event;
    // A client may say what it likes, by a clock of its own: it stands there as its word, and when it came.
    event.time = message.received.value_or(message.time);
    event.component = "client";
    event.actor = message.machine;
    event.text = escapeText(message.machine) + " says: " + event.text;
    return event;
}

void addMessages(store::Connection &db, const PackageId &package, const std::string &dp, std::vector<TrailEvent> &events)
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
        if (concerns(message, package, dp))
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

} // namespace

Result<std::vector<TrailEvent>> trail(Site &site, const PackageId &package, const std::string &asked)
{
    return site.database().read<std::vector<TrailEvent>>([&](store::Connection &db) -> Result<std::vector<TrailEvent>> {
        auto known = resolvePackage(db, package);
        if (!known)
            return failure(known.error());
        const auto dps = resolveDps(db, {asked});
        if (!dps)
            return failure(dps.error());
        const Dp &dp = dps->front();
        std::vector<TrailEvent> events;
        addMessages(db, package, dp.name, events);
        addAttempts(store::attempts(db, package, dp.key), events);
        addActions(store::auditOf(db, package, dp.key), events);
        std::stable_sort(events.begin(), events.end(), [](const TrailEvent &a, const TrailEvent &b) { return a.time < b.time; });
        for (std::size_t i = 0; i < events.size(); ++i)
            events[i].seq = static_cast<std::int64_t>(i) + 1;
        return events;
    });
}

} // namespace cartage::engine
