// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/settings.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "core/domain/escape.h"

namespace cartage {

namespace {

using Right = Result<void, std::string>;

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

Right oneOf(const std::string &value, std::initializer_list<const char *> words)
{
    std::string all;
    for (const char *word : words) {
        if (value == word)
            return {};
        all += std::string(all.empty() ? "" : ", ") + word;
    }
    return failure("is \"" + escapeText(value) + "\"; it may be " + all);
}

Right numberIn(const std::string &value, std::int64_t low, std::int64_t high)
{
    const auto number = wholeNumber(value);
    if (number && *number >= low && *number <= high)
        return {};
    return failure("is \"" + escapeText(value) + "\"; it may be a number from " + std::to_string(low) + " to " + std::to_string(high));
}

Right spanIn(const std::string &value, Span low, Span high)
{
    const auto span = parseSpan(value);
    if (span && *span >= low && *span <= high)
        return {};
    return failure("is \"" + escapeText(value) + "\"; it may be a span from " + spanText(low) + " to " + spanText(high) + ", as 90s 15m 4h 3d");
}

Right bytesRight(const std::string &value)
{
    if (parseBytes(value))
        return {};
    return failure("is \"" + escapeText(value) + "\"; it may be bytes with K, M, G (1024), 0 for no limit");
}

Right unknown(const std::string &key, const std::vector<SettingFacts> &facts)
{
    std::string keys;
    for (const SettingFacts &each : facts)
        keys += " " + each.key;
    return failure("there is no setting \"" + escapeText(key) + "\"; settings are:" + keys);
}

bool known(const std::string &key, const std::vector<SettingFacts> &facts)
{
    return std::any_of(facts.begin(), facts.end(), [&](const SettingFacts &each) { return each.key == key; });
}

Right retryRight(const std::string &key, const std::string &value)
{
    if (key == "retry_base")
        return spanIn(value, Span(1), std::chrono::hours(1));
    if (key == "retry_cap") // Q319207: never later than hourly
        return spanIn(value, Span(1), std::chrono::hours(1));
    return numberIn(value, 1, 100'000);
}

Right timezoneRight(const std::string &value)
{
    if (isTimeZone(value))
        return {};
    return failure("is \"" + escapeText(value) + "\", which is no IANA time zone, as Europe/Berlin");
}

Right groupsRight(const std::string &value)
{
    std::string_view rest = value;
    while (true) {
        const std::size_t comma = rest.find(',');
        if (!isDpName(rest.substr(0, comma)))
            return failure("names a group of the wrong form: \"" + escapeText(rest.substr(0, comma)) + "\"");
        if (comma == std::string_view::npos)
            break;
        rest.remove_prefix(comma + 1);
    }
    return {};
}

const std::string *textOf(const std::map<std::string, std::string> &texts, const char *key)
{
    const auto found = texts.find(key);
    return found == texts.end() || found->second.empty() ? nullptr : &found->second;
}

template <class T, class Parse>
void take(T &into, const std::map<std::string, std::string> &texts, const char *key, Parse parse)
{
    const std::string *text = textOf(texts, key);
    if (!text)
        return;
    if (const auto value = parse(*text))
        into = static_cast<T>(*value);
}

} // namespace

const std::vector<SettingFacts> &siteSettingFacts()
{
    static const std::vector<SettingFacts> facts{
        {"engine", "service", "who may work the site: a service, or a console while it is open"},
        {"retry_base", "30s", "shortest wait after a failure"},
        {"retry_cap", "1h", "longest wait after a failure; at most an hour"},
        {"retry_count", "100", "tries before a distribution is failed"},
        {"transfers", "8", "transfers at once among DPs on local file systems"},
        {"keep_versions", "3", "newest versions of a package that are kept"},
        {"stale_after", "14d", "without contact for so long a DP is stale"},
        {"timezone", "UTC", "time zone of windows whose DP has none"},
        {"audit_days", "0", "days that actions are kept; 0: for ever"},
        {"message_days", "90", "days that status messages are kept; 0: for ever"},
        {"message_days_error", "", "the same for errors (message_days unless set); where two apply, the longer one"},
        {"message_days_warning", "", "the same for warnings"},
        {"message_days_information", "", "the same for messages of severity information"},
        {"message_days_milestone", "", "the same for messages of type milestone"},
        {"message_days_detail", "", "the same for messages of type detail"},
        {"message_days_audit", "", "the same for messages of type audit"},
    };
    return facts;
}

const std::vector<SettingFacts> &dpSettingFacts()
{
    static const std::vector<SettingFacts> facts{
        {"path", "", "folder of the DP; must carry its marker"},
        {"groups", "", "groups it belongs to, separated by commas"},
        {"window", "always", "when it may be written to: Mo-Fr 19:00-06:00, ..."},
        {"timezone", "", "time zone of its window (the site's unless set)"},
        {"rate", "0", "bytes a second, with K M G; 0: no limit"},
        {"limit", "0", "bytes of ours on it, with K M G; 0: no limit"},
        {"verify", "full", "full: read back before it is published; later: publish unproven, validate in the window"},
        {"validate_every", "", "span between background validations; 0: none (30d on local file systems unless set)"},
        {"repair", "auto", "auto: repair what a validation finds; ask: wait for redistribute"},
        {"stall", "10m", "without a byte for so long a transfer is given up"},
        {"retry_base", "", "as the site's, for this DP"},
        {"retry_cap", "", "as the site's, for this DP"},
        {"retry_count", "", "as the site's, for this DP"},
    };
    return facts;
}

const std::vector<SettingFacts> &packageSettingFacts()
{
    static const std::vector<SettingFacts> facts{
        {"name", "", "unique at the site"},    {"source", "", "source folder"},    {"priority", "normal", "high, normal, low"},
        {"product_version", "", "for people"}, {"manufacturer", "", "for people"},
    };
    return facts;
}

Right checkSiteSetting(const std::string &key, const std::string &value)
{
    if (!known(key, siteSettingFacts()))
        return unknown(key, siteSettingFacts());
    if (value.empty())
        return {};
    if (key == "engine")
        return oneOf(value, {"service", "console"});
    if (key.starts_with("retry_"))
        return retryRight(key, value);
    if (key == "transfers")
        return numberIn(value, 1, 64);
    if (key == "keep_versions")
        return numberIn(value, 1, 1000);
    if (key == "stale_after")
        return spanIn(value, std::chrono::minutes(1), std::chrono::days(3650));
    if (key == "timezone")
        return timezoneRight(value);
    return numberIn(value, 0, 36'500);
}

Right checkDpSetting(const std::string &key, const std::string &value)
{
    if (!known(key, dpSettingFacts()))
        return unknown(key, dpSettingFacts());
    if (value.empty())
        return key == "path" ? Right(failure(std::string("is empty; a DP has a folder"))) : Right();
    if (key == "groups")
        return groupsRight(value);
    if (key == "window")
        return Window::parse(value)
                   ? Right()
                   : Right(failure("is \"" + escapeText(value) + "\"; it may be always, or entries as Mo-Fr 19:00-06:00 separated by commas"));
    if (key == "timezone")
        return timezoneRight(value);
    if (key == "rate" || key == "limit")
        return bytesRight(value);
    if (key == "verify")
        return oneOf(value, {"full", "later"});
    if (key == "validate_every")
        return spanIn(value, Span(0), std::chrono::days(3650));
    if (key == "repair")
        return oneOf(value, {"auto", "ask"});
    if (key == "stall")
        return spanIn(value, std::chrono::seconds(1), std::chrono::days(1));
    if (key.starts_with("retry_"))
        return retryRight(key, value);
    return {};
}

Right checkPackageSetting(const std::string &key, const std::string &value)
{
    if (!known(key, packageSettingFacts()))
        return unknown(key, packageSettingFacts());
    if (key == "name" && !isPackageName(value))
        return failure(std::string("may be 1 to 255 characters without control characters"));
    if (key == "source" && value.empty())
        return failure(std::string("is empty; a package has a source folder"));
    if (key == "priority" && !value.empty())
        return oneOf(value, {"high", "normal", "low"});
    return {};
}

SiteSettings siteSettingsFrom(const std::map<std::string, std::string> &texts)
{
    SiteSettings settings;
    if (const std::string *engine = textOf(texts, "engine"))
        settings.engineByConsole = *engine == "console";
    take(settings.retry.base, texts, "retry_base", parseSpan);
    take(settings.retry.cap, texts, "retry_cap", parseSpan);
    take(settings.retry.attempts, texts, "retry_count", wholeNumber);
    take(settings.transfers, texts, "transfers", wholeNumber);
    take(settings.keepVersions, texts, "keep_versions", wholeNumber);
    take(settings.staleAfter, texts, "stale_after", parseSpan);
    if (const std::string *zone = textOf(texts, "timezone"))
        settings.timezone = *zone;
    const auto days = [](const std::string &text) -> std::optional<Span> {
        const auto number = wholeNumber(text);
        return number ? std::optional<Span>(std::chrono::days(*number)) : std::nullopt;
    };
    take(settings.auditFor, texts, "audit_days", days);
    take(settings.messages.all, texts, "message_days", days);
    for (const std::string &kind : MessageKeeping::kinds()) {
        if (const std::string *text = textOf(texts, ("message_days_" + kind).c_str())) {
            if (const auto span = days(*text))
                settings.messages.by[kind] = *span;
        }
    }
    return settings;
}

DpSettings dpSettingsFrom(const std::map<std::string, std::string> &texts)
{
    DpSettings settings;
    take(settings.window, texts, "window", Window::parse);
    if (const std::string *zone = textOf(texts, "timezone"))
        settings.timezone = *zone;
    take(settings.rate, texts, "rate", parseBytes);
    take(settings.limit, texts, "limit", parseBytes);
    if (const std::string *verify = textOf(texts, "verify"))
        settings.verifyLater = *verify == "later";
    if (const std::string *every = textOf(texts, "validate_every"))
        settings.validateEvery = parseSpan(*every);
    if (const std::string *repair = textOf(texts, "repair"))
        settings.repairAsks = *repair == "ask";
    take(settings.stall, texts, "stall", parseSpan);
    if (const std::string *base = textOf(texts, "retry_base"))
        settings.retryBase = parseSpan(*base);
    if (const std::string *cap = textOf(texts, "retry_cap"))
        settings.retryCap = parseSpan(*cap);
    if (const std::string *count = textOf(texts, "retry_count"))
        take(settings.retryCount.emplace(), texts, "retry_count", [count](const std::string &) { return wholeNumber(*count); });
    return settings;
}

std::vector<std::pair<std::string, std::string>> settingTexts(const SiteSettings &settings)
{
    const auto days = [](Span span) { return std::to_string(std::chrono::floor<std::chrono::days>(span).count()); };
    std::vector<std::pair<std::string, std::string>> all{{"engine", settings.engineByConsole ? "console" : "service"},
            {"retry_base", spanText(settings.retry.base)},
            {"retry_cap", spanText(settings.retry.cap)},
            {"retry_count", std::to_string(settings.retry.attempts)},
            {"transfers", std::to_string(settings.transfers)},
            {"keep_versions", std::to_string(settings.keepVersions)},
            {"stale_after", spanText(settings.staleAfter)},
            {"timezone", settings.timezone},
            {"audit_days", days(settings.auditFor)},
            {"message_days", days(settings.messages.all)}};
    for (const std::string &kind : MessageKeeping::kinds()) {
        const auto found = settings.messages.by.find(kind);
        all.emplace_back("message_days_" + kind, found == settings.messages.by.end() ? std::string() : days(found->second));
    }
    return all;
}

std::map<std::string, std::string> settingTexts(const DpSettings &settings)
{
    const DpSettings plain;
    std::map<std::string, std::string> texts;
    if (settings.window != plain.window)
        texts["window"] = settings.window.text();
    if (!settings.timezone.empty())
        texts["timezone"] = settings.timezone;
    if (settings.rate)
        texts["rate"] = std::to_string(settings.rate);
    if (settings.limit)
        texts["limit"] = std::to_string(settings.limit);
    if (settings.verifyLater)
        texts["verify"] = "later";
    if (settings.validateEvery)
        texts["validate_every"] = spanText(*settings.validateEvery);
    if (settings.repairAsks)
        texts["repair"] = "ask";
    if (settings.stall != plain.stall)
        texts["stall"] = spanText(settings.stall);
    if (settings.retryBase)
        texts["retry_base"] = spanText(*settings.retryBase);
    if (settings.retryCap)
        texts["retry_cap"] = spanText(*settings.retryCap);
    if (settings.retryCount)
        texts["retry_count"] = std::to_string(*settings.retryCount);
    return texts;
}

RetryPolicy retryPolicyOf(const DpSettings &dp, const SiteSettings &site)
{
    RetryPolicy policy = site.retry;
    policy.base = dp.retryBase.value_or(policy.base);
    policy.cap = dp.retryCap.value_or(policy.cap);
    policy.attempts = dp.retryCount.value_or(policy.attempts);
    return policy;
}

std::optional<Span> parseSpan(std::string_view text)
{
    std::int64_t unit = 1000;
    if (!text.empty() && (text.back() < '0' || text.back() > '9')) {
        switch (text.back()) {
        case 's':
            break;
        case 'm':
            unit *= 60;
            break;
        case 'h':
            unit *= 3600;
            break;
        case 'd':
            unit *= 86'400;
            break;
        default:
            return std::nullopt;
        }
        text.remove_suffix(1);
        if (text.ends_with('m') && unit == 1000) { // "500ms"
            unit = 1;
            text.remove_suffix(1);
        }
    }
    const auto number = wholeNumber(text);
    if (!number || *number < 0 || *number > std::numeric_limits<std::int64_t>::max() / unit / 1000)
        return std::nullopt;
    return Span(*number * unit);
}

std::string spanText(Span span)
{
    const std::int64_t ms = span.count();
    if (ms % 1000)
        return std::to_string(ms) + "ms";
    if (ms && ms % 86'400'000 == 0)
        return std::to_string(ms / 86'400'000) + "d";
    if (ms && ms % 3'600'000 == 0)
        return std::to_string(ms / 3'600'000) + "h";
    if (ms && ms % 60'000 == 0)
        return std::to_string(ms / 60'000) + "m";
    return std::to_string(ms / 1000) + "s";
}

std::optional<std::int64_t> parseBytes(std::string_view text)
{
    std::int64_t unit = 1;
    static constexpr std::string_view units = "KMGT";
    if (!text.empty()) {
        const char last = static_cast<char>(text.back() >= 'a' ? text.back() - 'a' + 'A' : text.back());
        if (const std::size_t power = units.find(last); power != std::string_view::npos) {
            unit = std::int64_t(1) << (10 * (power + 1));
            text.remove_suffix(1);
        }
    }
    const auto number = wholeNumber(text);
    if (!number || *number < 0 || *number > std::numeric_limits<std::int64_t>::max() / unit)
        return std::nullopt;
    return *number * unit;
}

std::optional<Time> parseTime(std::string_view text, Time now)
{
    if (const auto time = parseRfc3339(text))
        return time;
    if (text.empty() || (text.back() >= '0' && text.back() <= '9'))
        return std::nullopt; // a span has a unit here
    const auto span = parseSpan(text);
    return span ? std::optional(now - *span) : std::nullopt;
}

bool isDpName(std::string_view text)
{
    const auto isAlphanumeric = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    if (text.empty() || text.size() > 64 || !isAlphanumeric(text.front()))
        return false;
    return std::all_of(text.begin(), text.end(), [&](char c) { return isAlphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

bool isPackageName(std::string_view text)
{
    if (text.empty() || !isValidUtf8(text) || escapeText(text) != text)
        return false;
    const auto characters = std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; });
    return characters <= 255;
}

} // namespace cartage
