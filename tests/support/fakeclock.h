// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

#include "core/base/clock.h"

namespace cartage::test {

/// A clock that stands until it is told to go. Thread-safe.
class FakeClock final : public Clock
{
public:
    /// Starts on a day in November 2026, one hour after the machine's start.
    explicit FakeClock(Time wall = timeFromMs(1'795'140'000'000), Span boot = std::chrono::hours(1))
        : m_wall(toMs(wall))
        , m_boot(boot.count())
    { }
    [[nodiscard]] Time wall() const override { return timeFromMs(m_wall); }
    [[nodiscard]] Span boot() const override { return Span(m_boot); }

    /// Both go on.
    void advance(Span span)
    {
        m_wall += span.count();
        m_boot += span.count();
    }
    /// The wall clock alone jumps (F63).
    void setWall(Time wall) { m_wall = toMs(wall); }
    /// Not back, except for a new start of the machine.
    void setBoot(Span boot) { m_boot = boot.count(); }

private:
    std::atomic<std::int64_t> m_wall;
    std::atomic<std::int64_t> m_boot;
};

} // namespace cartage::test
