// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/domain/values.h"

/// Components as operators see them: whether they work, and how many of their messages of a day are too many.
namespace cartage {

/// Paused: what runs is finished, nothing new is begun. Stopped: what runs ends at its next block, nothing new is begun.
enum class ComponentState { Running, Paused, Stopped };
enum class ComponentStatus { Ok, Warning, Critical };
[[nodiscard]] std::string_view name(ComponentState state);
[[nodiscard]] std::string_view name(ComponentStatus status);
[[nodiscard]] std::optional<ComponentState> componentStateFromName(std::string_view text);

constexpr const char *distributionManagerName = "DistributionManager";
constexpr const char *statusManagerName = "StatusManager";
constexpr const char *schedulerName = "Scheduler";
constexpr const char *senderName = "Sender";
constexpr const char *despoolerName = "Despooler";
/// One that works at a site: what it does, in a few words, and whether operators can start, pause and stop it.
struct ComponentFacts {
    std::string_view name, does;
    bool halts = false;
};
[[nodiscard]] const std::vector<ComponentFacts> &siteComponents();
/// Null where it is none of the site's; upper and lower case are the same.
[[nodiscard]] const ComponentFacts *siteComponent(std::string_view name);

/// From how many messages of one severity within 24 hours a component's status is warning, or critical; 0: never.
struct MessageLimit {
    std::int64_t warning = 0, critical = 0;
    bool operator==(const MessageLimit &) const = default;
};
/// By severity, in the order of Severity.
struct ComponentLimits {
    std::array<MessageLimit, 3> of{MessageLimit{0, 0}, MessageLimit{10, 50}, MessageLimit{1, 5}};
    [[nodiscard]] const MessageLimit &operator[](Severity severity) const { return of[static_cast<std::size_t>(severity)]; }
    bool operator==(const ComponentLimits &) const = default;
};
using MessageCounts = std::array<std::int64_t, 3>; ///< by severity, in the order of Severity
[[nodiscard]] ComponentStatus statusOf(const ComponentLimits &limits, const MessageCounts &counts);

/// error_warning, error_critical, warning_warning ... : what the command line sets.
[[nodiscard]] const std::vector<std::string> &limitKeys();
/// Why the value is wrong, or that there is no such key; an empty value is right.
[[nodiscard]] Result<void, std::string> checkLimit(const std::string &key, const std::string &value);
/// Of limits that are set together: a warning does not come after what is critical.
[[nodiscard]] Result<void, std::string> checkLimits(const ComponentLimits &limits);
/// From stored texts; what is not set takes the default.
[[nodiscard]] ComponentLimits limitsFrom(const std::map<std::string, std::string> &texts);
/// All keys with their values.
[[nodiscard]] std::vector<std::pair<std::string, std::int64_t>> limitValues(const ComponentLimits &limits);

} // namespace cartage
