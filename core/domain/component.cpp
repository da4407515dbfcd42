// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/component.h"

#include <algorithm>
#include <charconv>

#include "core/domain/escape.h"

namespace cartage {

namespace {

constexpr std::array<std::string_view, 3> stateNames{"running", "paused", "stopped"};
constexpr std::array<std::string_view, 3> statusNames{"ok", "warning", "critical"};
constexpr std::array severities{Severity::Error, Severity::Warning, Severity::Information};
constexpr std::int64_t mostMessages = 1'000'000'000;

std::optional<std::int64_t> numberOf(const std::string &text)
{
    std::int64_t number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0 || number > mostMessages)
        return std::nullopt;
    return number;
}

std::string keyOf(Severity severity, bool critical) { return std::string(name(severity)) + (critical ? "_critical" : "_warning"); }

} // namespace

std::string_view name(ComponentState state) { return stateNames[static_cast<std::size_t>(state)]; }
std::string_view name(ComponentStatus status) { return statusNames[static_cast<std::size_t>(status)]; }

std::optional<ComponentState> componentStateFromName(std::string_view text)
{
    const auto found = std::find(stateNames.begin(), stateNames.end(), text);
    if (found == stateNames.end())
        return std::nullopt;
    return static_cast<ComponentState>(found - stateNames.begin());
}

const std::vector<ComponentFacts> &siteComponents()
{
    static const std::vector<ComponentFacts> all{
        {distributionManagerName, "brings packages to distribution points", true},
        {statusManagerName, "takes in the status messages of clients", true},
        {schedulerName, "plans what is sent to other sites", true},
        {senderName, "sends to the inboxes of other sites", true},
        {despoolerName, "carries out what other sites have sent", true},
        {"Engine", "looks after the site: backups, versions, actions of operators", false},
    };
    return all;
}

const ComponentFacts *siteComponent(std::string_view wanted)
{
    const auto &all = siteComponents();
    const std::string folded = foldName(wanted);
    const auto found = std::find_if(all.begin(), all.end(), [&](const ComponentFacts &each) { return foldName(each.name) == folded; });
    return found == all.end() ? nullptr : &*found;
}

ComponentStatus statusOf(const ComponentLimits &limits, const MessageCounts &counts)
{
    ComponentStatus worst = ComponentStatus::Ok;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const MessageLimit &limit = limits.of[i];
        if (limit.critical > 0 && counts[i] >= limit.critical)
            return ComponentStatus::Critical;
        if (limit.warning > 0 && counts[i] >= limit.warning)
            worst = ComponentStatus::Warning;
    }
    return worst;
}

const std::vector<std::string> &limitKeys()
{
    static const std::vector<std::string> keys = [] {
        std::vector<std::string> made;
        for (const Severity severity : severities) {
            made.push_back(keyOf(severity, false));
            made.push_back(keyOf(severity, true));
        }
        return made;
    }();
    return keys;
}

Result<void, std::string> checkLimit(const std::string &key, const std::string &value)
{
    const auto &keys = limitKeys();
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
        std::string all;
        for (const std::string &each : keys)
            all += (all.empty() ? "" : ", ") + each;
        return failure("is no threshold; these are: " + all);
    }
    if (value.empty() || numberOf(value))
        return {};
    return failure("is \"" + escapeText(value) + "\"; it may be a whole number of messages in 24 hours, 0 for none");
}

Result<void, std::string> checkLimits(const ComponentLimits &limits)
{
    for (const Severity severity : severities) {
        const MessageLimit &limit = limits[severity];
        if (limit.critical > 0 && limit.warning > limit.critical)
            return failure(keyOf(severity, false) + " would be " + std::to_string(limit.warning) + ", more than " + keyOf(severity, true) + ", which is "
                           + std::to_string(limit.critical));
    }
    return {};
}

ComponentLimits limitsFrom(const std::map<std::string, std::string> &texts)
{
    ComponentLimits limits;
    for (const Severity severity : severities) {
        MessageLimit &limit = limits.of[static_cast<std::size_t>(severity)];
        for (const bool critical : {false, true}) {
            const auto found = texts.find(keyOf(severity, critical));
            if (const auto number = found == texts.end() ? std::nullopt : numberOf(found->second))
                (critical ? limit.critical : limit.warning) = *number;
        }
    }
    return limits;
}

std::vector<std::pair<std::string, std::int64_t>> limitValues(const ComponentLimits &limits)
{
    std::vector<std::pair<std::string, std::int64_t>> values;
    for (const Severity severity : severities) {
        values.emplace_back(keyOf(severity, false), limits[severity].warning);
        values.emplace_back(keyOf(severity, true), limits[severity].critical);
    }
    return values;
}

} // namespace cartage
