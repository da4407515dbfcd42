// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/component.h"
#include "core/engine/operations.h"
#include "core/store/distributionrepository.h"

/// Components of the site and those that clients name: state, messages of the last 24 hours against thresholds, start, pause and stop.
namespace cartage::engine {

struct ComponentView {
    std::string component;
    std::string does;                           ///< in a few words; empty: clients name it, the site knows nothing of it
    bool ofSite = false;                        ///< it works here
    bool halts = false;                         ///< operators can start, pause and stop it
    ComponentState state = ComponentState::Running;
    std::optional<Distribution::Mark> changed;  ///< who set that state, when, why; nothing: nobody ever
    MessageCounts counts{};                     ///< of the last 24 hours by their own time, by severity in the order of Severity
    ComponentLimits limits;
    ComponentStatus status = ComponentStatus::Ok;
};
struct ComponentViews {
    std::vector<ComponentView> rows; ///< the site's own first, then by name
    bool all = true;                 ///< false: clients name more than are listed (500), or more kinds of messages than were counted (10,000)
};
/// In proportion to the messages of 24 hours, not to all of them.
[[nodiscard]] Result<ComponentViews> componentViews(Site &site);

/// Upper and lower case are the same; not_found where it is neither the site's nor any message's, state_forbids where it cannot be halted.
/// Already in that state: unchanged.
Result<Answer> startComponent(Site &site, const std::string &component, const Intent &intent);
Result<Answer> pauseComponent(Site &site, const std::string &component, const Intent &intent);
Result<Answer> stopComponent(Site &site, const std::string &component, const Intent &intent);
/// Thresholds by limitKeys(); an empty value goes back to the default.
Result<Answer> setComponent(Site &site, const std::string &component, const Settings &thresholds, const Intent &intent);

/// The result *component* of docs/cli.md.
[[nodiscard]] QJsonObject toJson(const ComponentView &view);

/// Paused or stopped ones, by name; and as problems.
[[nodiscard]] std::vector<std::string> haltedComponents(store::Connection &db);
[[nodiscard]] std::vector<store::ProblemRow> haltedRows(store::Connection &db);

} // namespace cartage::engine
