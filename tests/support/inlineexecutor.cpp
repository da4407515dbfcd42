// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/inlineexecutor.h"

#include <algorithm>
#include <utility>

namespace cartage::test {

InlineExecutor::InlineExecutor(FakeClock &clock, std::uint64_t seed, std::function<Span()> cost)
    : m_clock(&clock), m_order(seed), m_cost(std::move(cost))
{
}

engine::Executor::Id InlineExecutor::submit(Place, std::function<void()> work, std::function<void()> done)
{
    m_queued.push_back({++m_lastId, std::move(work), std::move(done), m_clock->boot()});
    return m_lastId;
}

void InlineExecutor::abandon(Id id)
{
    std::erase_if(m_queued, [id](const Job &job) { return job.id == id; });
    std::erase_if(m_ended, [id](const auto &entry) { return entry.first.second == id; });
}

int InlineExecutor::deliver()
{
    int delivered = 0;
    while (!m_ended.empty() && m_ended.begin()->first.first <= m_clock->boot()) {
        const std::function<void()> done = std::move(m_ended.begin()->second);
        m_ended.erase(m_ended.begin());
        done();
        ++delivered;
    }
    return delivered;
}

void InlineExecutor::runQueued()
{
    while (!m_queued.empty()) {
        if (onPick && !onPick())
            return;
        const std::size_t place = m_order() % m_queued.size();
        Job job = std::move(m_queued[place]);
        m_queued.erase(m_queued.begin() + static_cast<std::ptrdiff_t>(place));
        static_cast<void>(m_cost());
        const Span picked = m_clock->boot();
        job.work();
        job.work = nullptr;
        // Workers never answer in no time at all, nor all in the same time.
        const Span jitter(1 + static_cast<std::int64_t>(m_order() % 7));
        const Span took = m_cost() + (m_clock->boot() - picked) + jitter;
        m_trace.push_back(std::to_string(job.submitted.count()) + " item " + std::to_string(job.id) + " took " + std::to_string(took.count()));
        m_ended.emplace(std::pair(job.submitted + took, job.id), std::move(job.done));
    }
}

void InlineExecutor::wait(std::optional<Span> atMost)
{
    runQueued();
    if (std::exchange(m_interrupted, false))
        return;
    std::optional<Span> span = atMost;
    if (!m_ended.empty()) {
        const Span next = std::max(m_ended.begin()->first.first - m_clock->boot(), Span(0));
        span = span ? std::min(*span, next) : next;
    }
    if (span && span->count() > 0)
        m_clock->advance(*span);
}

} // namespace cartage::test
