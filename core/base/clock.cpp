// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <ctime>

#include <cstdio>

namespace cartage {

Time SystemClock::wall() const { return std::chrono::floor<Span>(std::chrono::system_clock::now()); }

Span SystemClock::boot() const
{
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return std::chrono::duration_cast<Span>(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
}

std::string toRfc3339(Time time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    char text[48];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text;
}

namespace {

/// Reads exactly `digits` digits at `at` and moves on.
std::optional<int> number(std::string_view text, std::size_t &at, std::size_t digits)
{
    if (at + digits > text.size())
        return std::nullopt;
    int value = 0;
    for (std::size_t end = at + digits; at < end; ++at) {
        if (text[at] < '0' || text[at] > '9')
            return std::nullopt;
        value = value * 10 + (text[at] - '0');
    }
    return value;
}

bool take(std::string_view text, std::size_t &at, char wanted)
{
    if (at >= text.size() || text[at] != wanted)
        return false;
    ++at;
    return true;
}

/// Milliseconds of ".123456"; digits after the third are cut.
std::optional<int> fraction(std::string_view text, std::size_t &at)
{
    int value = 0;
    int digits = 0;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++digits) {
        if (digits < 3)
            value = value * 10 + (text[at] - '0');
    }
    if (digits == 0)
        return std::nullopt;
    for (; digits < 3; ++digits)
        value *= 10;
    return value;
}

/// "Z" or "+hh:mm" up to the end.
std::optional<std::chrono::minutes> offset(std::string_view text, std::size_t &at)
{
    if (at >= text.size())
        return std::nullopt;
    const char sign = text[at++];
    if (sign == 'Z' || sign == 'z')
        return at == text.size() ? std::optional(std::chrono::minutes(0)) : std::nullopt;
    if (sign != '+' && sign != '-')
        return std::nullopt;
    const auto hours = number(text, at, 2);
    if (!hours || !take(text, at, ':'))
        return std::nullopt;
    const auto minutes = number(text, at, 2);
    if (!minutes || at != text.size() || *hours > 23 || *minutes > 59)
        return std::nullopt;
    const std::chrono::minutes total(*hours * 60 + *minutes);
    return sign == '-' ? -total : total;
}

} // namespace

std::optional<Time> parseRfc3339(std::string_view text)
{
    std::size_t at = 0;
    const auto year = number(text, at, 4);
    if (!year || !take(text, at, '-'))
        return std::nullopt;
    const auto month = number(text, at, 2);
    if (!month || !take(text, at, '-'))
        return std::nullopt;
    const auto day = number(text, at, 2);
    if (!day || !(take(text, at, 'T') || take(text, at, 't') || take(text, at, ' ')))
        return std::nullopt;
    const auto hour = number(text, at, 2);
    if (!hour || !take(text, at, ':'))
        return std::nullopt;
    const auto minute = number(text, at, 2);
    if (!minute || !take(text, at, ':'))
        return std::nullopt;
    const auto second = number(text, at, 2);
    if (!second)
        return std::nullopt;
    std::optional<int> ms = 0;
    if (take(text, at, '.'))
        ms = fraction(text, at);
    const auto zone = offset(text, at);
    const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!ms || !zone || !date.ok() || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    const Time time = std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second) + Span(*ms) - *zone;
    // In UTC it has four digits, too: what is read can be written again.
    constexpr Time begin = std::chrono::sys_days(std::chrono::year(0) / 1 / 1), end = std::chrono::sys_days(std::chrono::year(10'000) / 1 / 1);
    return time >= begin && time < end ? std::optional(time) : std::nullopt;
}

} // namespace cartage
