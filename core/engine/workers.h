// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "core/components/workitem.h"
#include "core/engine/executor.h"
#include "core/engine/site.h"
#include "core/store/distributionrepository.h"

namespace cartage::engine {

/// What workers have in hand: submits items, gathers outcomes, watches deadlines, tells items to stop. Control thread.
class Workers final
{
public:
    Workers(transport::Transport &transport, content::ContentLibrary &library, Executor &executor, const Clock &clock)
        : m_transport(&transport), m_library(&library), m_executor(&executor), m_clock(&clock) { }

    void submit(components::WorkItem item);
    /// At the next block; what is published is finished first.
    void requestStop(std::int64_t number);
    void requestStopOfAll();
    /// Writes off items that have not moved for longer than their deadline: they become outcomes of their own.
    void writeOffStuck();
    /// Items written off whose workers have come back since this was asked last.
    [[nodiscard]] std::vector<components::WorkItem> takeReturned();

    /// Delivers what has ended. Outcomes stay until they are dropped: a database that is busy puts them off, nothing loses them.
    void gather();
    [[nodiscard]] const std::vector<components::Outcome> &outcomes() const { return m_outcomes; }
    void dropOutcomes() { m_outcomes.clear(); }
    /// Of the stagings that have moved since this was asked last.
    [[nodiscard]] std::vector<store::Progress> takeProgress();

    [[nodiscard]] bool idle() const { return m_running.empty() && m_outcomes.empty(); }
    /// One that has given a sign of life within `span`.
    [[nodiscard]] bool hasMoving(Span span) const;
    [[nodiscard]] bool hasRunning() const { return !m_running.empty(); }

private:
    struct Run {
        components::WorkItem item;
        std::shared_ptr<transport::WorkControl> control;           // with the worker's thread
        std::shared_ptr<std::optional<components::Report>> report; // with the worker's thread; read after it has ended
        std::shared_ptr<std::atomic<bool>> ended;                  // with the worker's thread, also one that was written off
        Executor::Id id = 0;
        Span begun{};
        std::int64_t saidBytes = -1;
        bool saidVerifying = false;
    };
    void finished(std::int64_t number);
    [[nodiscard]] static Span deadlineOf(const Run &run);

    transport::Transport *m_transport;
    content::ContentLibrary *m_library;
    Executor *m_executor;
    const Clock *m_clock;
    std::map<std::int64_t, Run> m_running;
    std::vector<Run> m_writtenOff;
    std::vector<components::Outcome> m_outcomes;
};

} // namespace cartage::engine
