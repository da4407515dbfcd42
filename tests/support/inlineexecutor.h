// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "core/engine/executor.h"
#include "tests/support/fakeclock.h"

namespace cartage::test {

/// Workers in the test's own thread. An item's effects happen when it is picked, in an order that the seed chooses among those that are queued; its
/// answer comes when the virtual time it cost is over. One seed, one order.
class InlineExecutor final : public engine::Executor
{
public:
    /// `cost` gives the virtual time that the calls since the last question have cost.
    InlineExecutor(FakeClock &clock, std::uint64_t seed, std::function<Span()> cost);

    Id submit(Place place, std::function<void()> work, std::function<void()> done) override;
    void abandon(Id id) override;
    int deliver() override;
    /// Runs what is queued, then lets the clock go on to the next answer, or by `atMost`.
    void wait(std::optional<Span> atMost) override;
    void interrupt() override { m_interrupted = true; }
    void watch(int) override { }
    [[nodiscard]] int running() const override { return static_cast<int>(m_queued.size() + m_ended.size()); }

    /// Carries out what is queued; the clock stands.
    void work() { runQueued(); }
    /// When the next answer comes, by the clock's boot time.
    [[nodiscard]] std::optional<Span> nextAnswer() const { return m_ended.empty() ? std::nullopt : std::optional(m_ended.begin()->first.first); }

    /// An item waits (rate limits, a publish step that is refused): virtual time goes on for everybody.
    void pause(Span span) { m_clock->advance(span); }
    /// Before an item is carried out; false: the process ends here, nothing more of it is done.
    std::function<bool()> onPick;
    /// When and in which order items were done.
    [[nodiscard]] const std::vector<std::string> &trace() const { return m_trace; }

private:
    struct Job {
        Id id = 0;
        std::function<void()> work, done;
        Span submitted{};
    };
    void runQueued();

    FakeClock *m_clock;
    std::mt19937_64 m_order;
    std::function<Span()> m_cost;
    Id m_lastId = 0;
    std::vector<Job> m_queued;
    std::map<std::pair<Span, Id>, std::function<void()>> m_ended; ///< by the time of the answer
    bool m_interrupted = false;
    std::vector<std::string> m_trace;
};

} // namespace cartage::test
