// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/window.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>
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

std::string Window::text() const { return isAlways() ? "always" : m_text; }

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

/// Every time in the next two weeks (a day may lack the hour of an entry) at which an edge can lie, after `at`, in order.
std::vector<Time> Window::candidates(Time at, const std::string &timeZone) const
{
    constexpr int days = 15;
    const QTimeZone zone = zoneOf(timeZone);
    const QDate first = QDateTime::fromMSecsSinceEpoch(toMs(at), zone).date().addDays(-1);
    std::vector<Time> times;
    for (int day = 0; day <= days + 1; ++day) {
        for (const Entry &entry : m_entries) {
            for (const int minute : {entry.fromMinute, entry.toMinute}) {
                const QTime clock(minute % minutesADay / 60, minute % 60);
                const Time edge = timeFromMs(QDateTime(first.addDays(day + minute / minutesADay), clock, zone).toMSecsSinceEpoch());
                // Where clocks are put back by an hour (Lord Howe: half an hour) a local time comes twice.
                for (const int shift : {-60, -30, 0, 30, 60})
                    times.push_back(edge + std::chrono::minutes(shift));
            }
        }
    }
    // An edge that is skipped when clocks are put forward is passed at that moment.
    const QDateTime from = QDateTime::fromMSecsSinceEpoch(toMs(at), Qt::UTC);
    for (const auto &transition : zone.transitions(from, from.addDays(days)))
        times.push_back(timeFromMs(transition.atUtc.toMSecsSinceEpoch()));
    std::erase_if(times, [at](Time time) { return time <= at; });
    std::sort(times.begin(), times.end());
    return times;
}

std::optional<Time> Window::nextChange(Time at, const std::string &timeZone) const
{
    if (isAlways())
        return std::nullopt;
    const bool now = isOpen(at, timeZone);
    for (const Time time : candidates(at, timeZone)) {
        if (isOpen(time, timeZone) != now)
            return time;
    }
    return std::nullopt; // open all week
}

bool isTimeZone(const std::string &id)
{
    // Qt takes any word for a POSIX rule ("Berlin" would be UTC by that name), and lists no aliases (US/Eastern).
    const QByteArray bytes = QByteArray::fromStdString(id);
    if (QTimeZone::availableTimeZoneIds().contains(bytes))
        return true;
    return bytes.contains('/') && !bytes.contains(',') && QTimeZone(bytes).isValid();
}

} // namespace cartage
