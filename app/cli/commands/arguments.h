// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/commands/context.h"
#include "app/common/arguments.h"
#include "core/engine/operations.h"

/// Forms of arguments (docs/cli.md, "Formats"). A value of the wrong form throws CLI::ValidationError: exit code 2 before the site is opened.
namespace cartage::cli {

[[nodiscard]] PackageId toPackageId(const std::string &text);
[[nodiscard]] SiteCode toSiteCode(const std::string &text);
[[nodiscard]] State toState(const std::string &text);
[[nodiscard]] Code toCode(const std::string &text);
[[nodiscard]] Priority toPriority(const std::string &text);
/// RFC 3339, or a span before `now`.
[[nodiscard]] Time toTime(const std::string &text, Time now);
const std::string &toDpName(const std::string &text);
const std::string &toGroupName(const std::string &text);
const std::string &toPackageName(const std::string &text);
[[nodiscard]] std::vector<PackageId> toPackageIds(const std::vector<std::string> &texts);

/// SCOPE as options of one command; alive as long as the command's action.
struct ScopeArguments {
    std::vector<std::string> ids, dps, groups, states, codes;
    std::string to;
    bool all = false;

    /// ID is one, or none. `below`: DPs of sites below may be meant, too.
    void addTo(CLI::App *command, bool below = false);
    /// Checks forms; with `required` nothing given is refused with 2.
    [[nodiscard]] engine::ScopeNames names(bool required) const;
};

/// --dp ... | --group ... | --all, and --to for a site below
struct TargetArguments {
    std::vector<std::string> dps, groups;
    std::string to;
    bool all = false;
    void addTo(CLI::App *command);
    /// IDs that stand behind the values of an option are added to `ids`.
    [[nodiscard]] engine::TargetNames names(std::vector<std::string> &ids) const;
};

/// KEY=VALUE...
[[nodiscard]] engine::Settings toSettings(const std::vector<std::string> &texts);

} // namespace cartage::cli
