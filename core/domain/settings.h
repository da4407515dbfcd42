// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/domain/values.h"

/// Settings and other values as an operator writes them (docs/cli.md, "Formats" and "Settings").
namespace cartage {

/// One key: what it is by default and what it does, in a line.
struct SettingFacts {
    std::string key, defaultText, effect;
};
[[nodiscard]] const std::vector<SettingFacts> &siteSettingFacts();
[[nodiscard]] const std::vector<SettingFacts> &dpSettingFacts();
[[nodiscard]] const std::vector<SettingFacts> &packageSettingFacts();

/// Why the value is wrong, or that there is no such key (naming the keys); an empty value (back to the default) is right for every key that has one.
[[nodiscard]] Result<void, std::string> checkSiteSetting(const std::string &key, const std::string &value);
[[nodiscard]] Result<void, std::string> checkDpSetting(const std::string &key, const std::string &value);
[[nodiscard]] Result<void, std::string> checkPackageSetting(const std::string &key, const std::string &value);

/// From stored texts; what is not set, or not readable, takes the default.
[[nodiscard]] SiteSettings siteSettingsFrom(const std::map<std::string, std::string> &texts);
/// Of window, timezone, rate, limit, verify, validate_every, repair, stall, retry_*; path and groups are columns of their own.
[[nodiscard]] DpSettings dpSettingsFrom(const std::map<std::string, std::string> &texts);
/// All keys with their values, in the order of siteSettingFacts.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> settingTexts(const SiteSettings &settings);
/// Only those that differ from the default.
[[nodiscard]] std::map<std::string, std::string> settingTexts(const DpSettings &settings);
/// The DP's own policy over the site's.
[[nodiscard]] RetryPolicy retryPolicyOf(const DpSettings &dp, const SiteSettings &site);

/// "90s", "15m", "4h", "3d", or plain seconds.
[[nodiscard]] std::optional<Span> parseSpan(std::string_view text);
[[nodiscard]] std::string spanText(Span span);
/// Bytes (a second) with K M G T (1024).
[[nodiscard]] std::optional<std::int64_t> parseBytes(std::string_view text);
/// RFC 3339 with an offset, or a span before `now`.
[[nodiscard]] std::optional<Time> parseTime(std::string_view text, Time now);
/// 1 to 64 of letters, digits, . _ -, beginning with a letter or digit (DPs and groups).
[[nodiscard]] bool isDpName(std::string_view text);
/// 1 to 255 characters, no control characters, UTF-8.
[[nodiscard]] bool isPackageName(std::string_view text);

} // namespace cartage
