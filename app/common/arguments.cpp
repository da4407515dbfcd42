// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/arguments.h"

#include <algorithm>
#include <charconv>

#include "core/domain/escape.h"

namespace cartage::cli {

namespace {

std::string decimal(std::string &text, std::int64_t least)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isDigits = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!isDigits || error != std::errc() || end != text.data() + text.size() || value < least)
        return escapeText(text) + " is not a whole number from " + std::to_string(least);
    text = std::to_string(value); // a leading zero does not mean octal
    return {};
}

} // namespace

void wrongValue(const std::string &what, const std::string &why)
{
    throw CLI::ValidationError(escapeText(what), why);
}

Severity toSeverity(const std::string &text)
{
    const auto severity = severityFromName(text);
    if (!severity)
        wrongValue(text, "is not a severity: information, warning, error");
    return *severity;
}

CLI::Validator wholeNumber(std::int64_t least)
{
    return CLI::Validator([least](std::string &text) { return decimal(text, least); }, "");
}

Span toSeconds(const std::string &text)
{
    constexpr double most = 1e9; // thirty years
    double seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed);
    if (error != std::errc() || end != text.data() + text.size() || !(seconds >= 0 && seconds <= most))
        wrongValue(text, "is not a number of seconds (90, 0.5)");
    return Span(static_cast<std::int64_t>(seconds * 1000));
}

} // namespace cartage::cli
