// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>
#include <string_view>

#include "core/engine/queries.h"

/// Numbers, times and states as the console writes them, by QLocale() and in local time. Any thread.
namespace cartage::ui::format {

/// Digits and unit apart, so that the digits of a column end at one edge.
struct Quantity {
    QString digits;
    QString unit;
    [[nodiscard]] QString text() const;
    bool operator==(const Quantity &) const = default;
};

/// What stands where there is no value.
[[nodiscard]] QString missing();
/// 12,310
[[nodiscard]] QString number(std::int64_t value);
/// "38 of 44"
[[nodiscard]] QString ofTotal(std::int64_t value, std::int64_t total);
/// 1024-based: below 100 one decimal, from 100 none, up to MB none: 1.2 GB, 118 GB, 868 MB.
[[nodiscard]] Quantity bytes(std::int64_t value);
/// Of so many bytes a second; always one decimal: 38.4 MB/s.
[[nodiscard]] Quantity rate(double bytesPerSecond);
/// Whole, rounded down: never 100 before it is done, never 0 when it has begun. Missing where the total is 0.
[[nodiscard]] QString percent(std::int64_t done, std::int64_t total);
/// One decimal, rounded down: 99.3 and "%".
[[nodiscard]] Quantity coverage(std::int64_t verified, std::int64_t wanted);

/// "40 s ago", "12 min ago", "3 h ago", "yesterday", "Monday", "12 Nov", "12 Nov 2025".
[[nodiscard]] QString past(Time at, Time now);
/// Two units: "40 s", "2 min 50 s", "3 h 05 min", "4 days 2 h"; whole ones from 10 min of minutes on.
[[nodiscard]] QString span(Span length);
/// "in 3 min"; "now" where it is due.
[[nodiscard]] QString future(Time at, Time now);
/// 16:42; before today with the day: "yesterday 16:20", "Mon 08:14", "12 Nov 09:12".
[[nodiscard]] QString clock(Time at, Time now);
/// 16:42:06; before today with the date.
[[nodiscard]] QString clockSeconds(Time at, Time now);
/// "Fri 20 Nov 2026, 16:38:04.117", for tooltips and panes.
[[nodiscard]] QString exact(Time at);
/// "+0.1 s": how much later it was received.
[[nodiscard]] QString later(Time at, Time received);
/// Rounded: "32 s", "3 min", "about 12 min", "about 2 h"; empty where it is not known.
[[nodiscard]] QString eta(std::optional<Span> left);

[[nodiscard]] QString stateName(State state);
[[nodiscard]] QString dpStateName(const engine::DpView &dp);
[[nodiscard]] QString severityName(Severity severity);
[[nodiscard]] QString resolvesName(Resolves resolves);
[[nodiscard]] QString priorityName(Priority priority);

/// Text from outside: control and bidirectional characters escaped.
[[nodiscard]] QString shown(std::string_view text);
/// For a tooltip: what looks like markup is shown as it is written.
[[nodiscard]] QString tip(const QString &text);
/// A path (raw bytes): reversible.
[[nodiscard]] QString shownPath(std::string_view path);

} // namespace cartage::ui::format
