// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/ratelimit.h"

#include <algorithm>
#include <cmath>

namespace cartage::transport {

namespace {

constexpr double creditMs = 250;
constexpr std::int64_t blocksPerSecond = 8;
constexpr std::size_t smallestBlock = 4096;
/// Shorter debts are left standing: a pause of less costs more than it keeps.
constexpr double shortestPauseMs = 5;

} // namespace

void RateLimit::take(std::uint64_t bytes)
{
    const std::int64_t rate = m_control.rate.load(std::memory_order_relaxed);
    if (rate <= 0) {
        m_freeAt = 0;
        return;
    }
    const auto now = [this] { return static_cast<double>(m_control.clock().boot().count()); };
    m_freeAt = std::max(m_freeAt, now() - creditMs);
    for (double left = m_freeAt - now(); left >= shortestPauseMs && !m_control.stopRequested(); left = m_freeAt - now()) {
        m_pause(Span(static_cast<std::int64_t>(std::ceil(std::min(left, 1000.0)))), m_control);
        m_control.moved(); // waiting for the rate is no stall
    }
    m_freeAt += static_cast<double>(bytes) * 1000.0 / static_cast<double>(rate);
}

std::size_t RateLimit::block(std::size_t most) const
{
    const std::int64_t rate = m_control.rate.load(std::memory_order_relaxed);
    if (rate <= 0)
        return most;
    return std::clamp(static_cast<std::size_t>(rate / blocksPerSecond), smallestBlock, most);
}

} // namespace cartage::transport
