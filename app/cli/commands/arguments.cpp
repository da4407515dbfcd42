// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/arguments.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "core/domain/escape.h"
#include "core/domain/settings.h"

namespace cartage::cli {

PackageId toPackageId(const std::string &text)
{
    const auto id = parsePackageId(text);
    if (!id)
        wrongValue(text, "is not a package id (site code and five hexadecimal digits, as CEN00001)");
    return *id;
}

std::vector<PackageId> toPackageIds(const std::vector<std::string> &texts)
{
    std::vector<PackageId> ids;
    for (const std::string &text : texts)
        ids.push_back(toPackageId(text));
    return ids;
}

SiteCode toSiteCode(const std::string &text)
{
    const auto code = parseSiteCode(text);
    if (!code)
        wrongValue(text, "is not a site code (three characters A-Z 0-9)");
    return *code;
}

State toState(const std::string &text)
{
    const auto state = stateFromName(text);
    if (!state) {
        std::string all;
        for (const State each : allStates())
            all += " " + std::string(name(each));
        wrongValue(text, "is not a state; states are:" + all);
    }
    return *state;
}

Code toCode(const std::string &text)
{
    const auto code = codeFromName(text);
    if (!code)
        wrongValue(text, "is not an error code; docs/codes.md lists them");
    return *code;
}

Priority toPriority(const std::string &text)
{
    const auto priority = priorityFromName(text);
    if (!priority)
        wrongValue(text, "is not a priority: high, normal, low");
    return *priority;
}

Time toTime(const std::string &text, Time now)
{
    const auto time = parseTime(text, now);
    if (!time)
        wrongValue(text, "is neither a time (2026-11-20T03:07:52Z) nor a span before now (90s 15m 4h 3d)");
    return *time;
}

const std::string &toDpName(const std::string &text)
{
    if (!isDpName(text))
        wrongValue(text, "is not a DP name (1 to 64 of letters, digits, . _ -, beginning with a letter or digit)");
    return text;
}

const std::string &toGroupName(const std::string &text)
{
    if (!isDpName(text))
        wrongValue(text, "is not a group name (1 to 64 of letters, digits, . _ -, beginning with a letter or digit)");
    return text;
}

const std::string &toPackageName(const std::string &text)
{
    if (!isPackageName(text))
        wrongValue(text, "is not a package name (1 to 255 characters, no control characters)");
    return text;
}

namespace {

/// `status --dp d1 CEN00001`: an option that takes several values takes the ID behind them too. What stands first is the option's own.
void takeIds(std::vector<std::string> &values, std::vector<std::string> &ids)
{
    const auto isId = [](const std::string &text) { return parsePackageId(text).has_value(); };
    const auto found = std::stable_partition(values.begin() + (values.empty() ? 0 : 1), values.end(), [&](const std::string &text) { return !isId(text); });
    ids.insert(ids.end(), found, values.end());
    values.erase(found, values.end());
}

} // namespace

void ScopeArguments::addTo(CLI::App *command, bool below)
{
    command->add_option("ID", ids, "package")->expected(0, 1);
    command->add_option("--dp", dps, "of this DP")->type_name("DP");
    command->add_option("--group", groups, "of the DPs of this group")->type_name("GROUP");
    command->add_option("--state", states, "in this state")->type_name("STATE");
    command->add_option("--code", codes, "with this error")->type_name("CODE");
    command->add_flag("--all", all, "everything");
    if (below)
        command->add_option("--to", to, "a site below: its DPs alone; all of them where none is named")->type_name("CODE");
}

engine::ScopeNames ScopeArguments::names(bool required) const
{
    std::vector<std::string> ids = this->ids, dps = this->dps, groups = this->groups, states = this->states, codes = this->codes;
    for (auto *values : {&dps, &groups, &states, &codes})
        takeIds(*values, ids);
    if (ids.size() > 1)
        wrongValue(ids[1], "is one ID too many");
    engine::ScopeNames names;
    names.packages = toPackageIds(ids);
    for (const std::string &dp : dps)
        names.dps.push_back(toDpName(dp));
    for (const std::string &group : groups)
        names.groups.push_back(toGroupName(group));
    for (const std::string &state : states)
        names.states.push_back(toState(state));
    for (const std::string &code : codes)
        names.codes.push_back(toCode(code));
    names.all = all;
    if (!to.empty())
        names.to = toSiteCode(to);
    if (required && names.empty())
        wrongValue("SCOPE", "is missing: give ID, --dp, --group, --state, --code, or --all for everything");
    return names;
}

void TargetArguments::addTo(CLI::App *command)
{
    command->add_option("--dp", dps, "these DPs")->type_name("DP");
    command->add_option("--group", groups, "these groups, now and for DPs that join them")->type_name("GROUP");
    command->add_flag("--all", all, "all DPs that there are now");
    command->add_option("--to", to, "a site below: its DPs alone; all of them where none is named")->type_name("CODE");
}

engine::TargetNames TargetArguments::names(std::vector<std::string> &ids) const
{
    std::vector<std::string> dps = this->dps, groups = this->groups;
    takeIds(dps, ids);
    takeIds(groups, ids);
    if (ids.empty())
        wrongValue("ID", "is missing");
    engine::TargetNames names;
    for (const std::string &dp : dps)
        names.dps.push_back(toDpName(dp));
    for (const std::string &group : groups)
        names.groups.push_back(toGroupName(group));
    names.all = all;
    if (!to.empty())
        names.to = toSiteCode(to);
    if (names.dps.empty() && names.groups.empty() && !names.all && !names.to)
        wrongValue("targets", "are missing: give --dp, --group, --all or --to");
    return names;
}

engine::Settings toSettings(const std::vector<std::string> &texts)
{
    engine::Settings settings;
    for (const std::string &text : texts) {
        const auto equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            wrongValue(text, "is not KEY=VALUE");
        settings.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return settings;
}

} // namespace cartage::cli
