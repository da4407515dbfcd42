// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace cartage {

using Span = std::chrono::milliseconds;
/// UTC, milliseconds.
using Time = std::chrono::sys_time<Span>;

/// Where time comes from. Thread-safe. Nothing else in the product asks the system for the time.
class Clock
{
public:
    virtual ~Clock() = default;
    /// Wall clock; may jump.
    [[nodiscard]] virtual Time wall() const = 0;
    /// Time since boot, counting suspend (CLOCK_BOOTTIME); never goes back.
    [[nodiscard]] virtual Span boot() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Time wall() const override;
    [[nodiscard]] Span boot() const override;
};

/// Engine time: wall clock at the start plus boot time since, so that a wall clock that jumps moves no due time.
class EngineTime
{
public:
    explicit EngineTime(const Clock &clock) : m_clock(&clock), m_wallAtStart(clock.wall()), m_bootAtStart(clock.boot()) { }
    [[nodiscard]] Time now() const { return m_wallAtStart + (m_clock->boot() - m_bootAtStart); }
    /// Wall time minus engine time: how far they have parted.
    [[nodiscard]] Span parted() const { return m_clock->wall() - now(); }

private:
    const Clock *m_clock;
    Time m_wallAtStart;
    Span m_bootAtStart;
};

/// 2026-11-20T03:07:52.972Z
[[nodiscard]] std::string toRfc3339(Time time);
/// RFC 3339 with an offset (Z or +hh:mm), fraction optional; nothing where the form is wrong.
[[nodiscard]] std::optional<Time> parseRfc3339(std::string_view text);
[[nodiscard]] inline std::int64_t toMs(Time time) { return time.time_since_epoch().count(); }
[[nodiscard]] inline Time timeFromMs(std::int64_t ms) { return Time(Span(ms)); }

} // namespace cartage
