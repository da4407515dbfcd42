// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/component.h"
#include "core/store/database.h"

/// What operators have said of components, and what components have said.
namespace cartage::store {

struct ComponentRow {
    std::string name;
    ComponentState state = ComponentState::Running;
    std::optional<Distribution::Mark> changed; ///< who put it into that state; nothing: nobody ever
    std::map<std::string, std::string> limits; ///< only what differs from the default
};
/// Only those of which anything was said, by name.
[[nodiscard]] std::vector<ComponentRow> components(Connection &db);
/// Running where nothing was said.
[[nodiscard]] ComponentRow component(Connection &db, const std::string &name);
void setComponent(Connection &db, const ComponentRow &row);
[[nodiscard]] ComponentState componentState(Connection &db, const std::string &name);

struct ComponentCounts {
    std::map<std::string, MessageCounts> counts; ///< those that have any message at all
    bool all = true;                             ///< false: there are more kinds of messages than were looked at
};
/// Messages by component and severity from `from` to `to` by their own time, of at most `mostKinds` kinds: in proportion to what lies between.
[[nodiscard]] ComponentCounts componentCounts(Connection &db, Time from, Time to, std::size_t mostKinds);

} // namespace cartage::store
