// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/window.h"

#include <QDateTime>
#include <QTimeZone>

#include <charconv>

namespace cartage {

namespace {

constexpr int minutesADay = 24 * 60;
constexpr std::array<std::string_view, 7> dayNames{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

std::optional<int> day(std::string_view text)
{
    for (std::size_t i = 0; i < dayNames.size(); ++i) {
        if (text.size() == 2 && (text[0] | 0x20) == (dayNames[i][0] | 0x20) && (text[1] | 0x20) == dayNames[i][1])
            return static_cast<int>(i);
    }
    return std::nullopt;
}

std::optional<int> twoDigits(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.size() != 2 || error != std::errc() || end != text.data() + 2)
        return std::nullopt;
    return value;
}

/// "hh:mm"; 24:00 only as an end.
std::optional<int> minute(std::string_view text, bool isEnd)
{
    if (text.size() != 5 || text[2] != ':')
        return std::nullopt;
    const auto hours = twoDigits(text.substr(0, 2));
    const auto minutes = twoDigits(text.substr(3));
    if (!hours || !minutes || *hours < 0 || *minutes < 0 || *minutes > 59 || *hours > 24 || (*hours == 24 && (!isEnd || *minutes > 0)))
        return std::nullopt;
    return *hours * 60 + *minutes;
}

QTimeZone zoneOf(const std::string &id)
{
    const QTimeZone zone(QByteArray::fromStdString(id));
    return zone.isValid() ? zone : QTimeZone::utc();
}

} // namespace

std::optional<Window> Window::parse(std::string_view text)
{
    text = trimmed(text);
    Window window;
    if (text.empty() || text == "always")
        return window;
    window.m_text = text;
    while (true) {
        const std::size_t comma = text.find(',');
        const std::string_view entryText = trimmed(text.substr(0, comma));
        const std::size_t space = entryText.find(' ');
        if (space == std::string_view::npos)
            return std::nullopt;
        const std::string_view days = entryText.substr(0, space);
        const std::string_view times = trimmed(entryText.substr(space));
        const std::size_t dayDash = days.find('-');
        const std::size_t timeDash = times.find('-');
        const auto first = day(days.substr(0, dayDash));
        const auto last = dayDash == std::string_view::npos ? first : day(days.substr(dayDash + 1));
        if (!first || !last || timeDash == std::string_view::npos)
            return std::nullopt;
        const auto from = minute(times.substr(0, timeDash), false);
        const auto to = minute(times.substr(timeDash + 1), true);
        if (!from || !to || *from == *to)
            return std::nullopt;
        Entry entry;
        for (int each = *first;; each = (each + 1) % 7) { // "Sa-Mo" goes over the end of the week
            entry.days[static_cast<std::size_t>(each)] = true;
            if (each == *last)
                break;
        }
        entry.fromMinute = *from;
        entry.toMinute = *to > *from ? *to : *to + minutesADay;
        window.m_entries.push_back(entry);
        if (comma == std::string_view::npos)
            return window;
        text.remove_prefix(comma + 1);
    }
}

std::string Window::text() const
{
    return isAlways() ? "always" : m_text;
}

bool Window::isOpen(Time at, const std::string &timeZone) const
{
    if (isAlways())
        return true;
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(toMs(at), zoneOf(timeZone));
    const int minuteNow = local.time().hour() * 60 + local.time().minute();
    const int today = local.date().dayOfWeek() - 1;
    const int yesterday = (today + 6) % 7;
    for (const Entry &entry : m_entries) {
        if (entry.days[static_cast<std::size_t>(today)] && minuteNow >= entry.fromMinute && minuteNow < entry.toMinute)
            return true;
        if (entry.days[static_cast<std::size_t>(yesterday)] && minuteNow + minutesADay < entry.toMinute)
            return true;
    }
    return false;
}

std::optional<Time> Window::nextChange(Time at, const std::string &timeZone) const
{
    if (isAlways())
        return std::nullopt;
    // Edges lie on whole minutes of local time; offsets of all zones since 1972 are whole minutes too. Quarter hours are tried first, because a step
    // of a minute through a week is 10,080 questions.
    const bool now = isOpen(at, timeZone);
    constexpr auto week = std::chrono::days(8);
    Time coarse = std::chrono::floor<std::chrono::minutes>(at);
    for (Time end = coarse + week; coarse < end; coarse += std::chrono::minutes(15)) {
        const Time next = coarse + std::chrono::minutes(15);
        bool changes = false;
        for (Time each = coarse + std::chrono::minutes(1); each <= next; each += std::chrono::minutes(1)) {
            if (isOpen(each, timeZone) != now) {
                changes = true;
                coarse = each;
                break;
            }
        }
        if (changes)
            return coarse;
    }
    return std::nullopt; // open (or closed) the whole week
}

bool isTimeZone(const std::string &id)
{
    return !id.empty() && QTimeZone(QByteArray::fromStdString(id)).isValid();
}

} // namespace cartage
