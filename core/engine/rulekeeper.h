// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/components/statusmessages.h"
#include "core/domain/component.h"
#include "core/domain/filter.h"
#include "core/engine/executor.h"
#include "core/engine/site.h"
#include "core/io/program.h"
#include "core/store/rulerepository.h"

namespace cartage::engine {

/// Status filter rules at work: looks at messages after their commit, in the order of their record ids and in bounded steps; marks them, and runs programs
/// for them, one at a time, at most ten a minute. A run is committed as running before it is begun, so that none is begun twice, whatever happens.
/// Decides on the control thread; a program runs on a worker. Costs nothing without rules.
class RuleKeeper final
{
public:
    RuleKeeper(Site &site, Executor &executor, components::StatusWriter messages);

    /// At the start, in the engine's transaction: runs that the former engine left are interrupted.
    void recover(store::Connection &db, Time now) const;
    /// At the start and after each commit of another process.
    void reload(store::Connection &db);
    /// Of the Status Manager, as it was read last.
    [[nodiscard]] ComponentState state() const { return m_state; }
    /// Messages were committed beside the engine's decisions.
    void messagesCame() { m_more = !m_rules.empty(); }
    /// No program is begun any more; the one at work is ended and interrupted.
    void stop();

    /// What a step leaves behind. A value, because the step's transaction may be rolled back or run again.
    struct Progress {
        std::int64_t upTo = 0;             ///< record id
        bool more = false;                 ///< messages to look at
        bool anyWaiting = false;           ///< runs
        std::optional<Time> nextStart;     ///< when one of them may be begun
        std::optional<store::RunRow> begun;
        bool recorded = false;             ///< the run that had ended
    };
    /// In any transaction of the engine, after everything else.
    [[nodiscard]] std::optional<Progress> step(store::Connection &db, Time now) const;
    /// That transaction is committed: the program is begun.
    void committed(const Progress &progress);
    /// Each turn: a program that the kernel does not let go of is given up.
    void look();

    [[nodiscard]] bool wantsStep(Time now) const;
    [[nodiscard]] bool isAtWork() const { return m_run != nullptr; }
    /// A headless run that ends when idle goes on until this is done; it does not wait for the minute to be over.
    [[nodiscard]] bool hasPending(Time now) const { return wantsStep(now) || isAtWork(); }
    [[nodiscard]] std::optional<Time> nextDue() const { return m_state == ComponentState::Running && !m_closing && m_anyWaiting && !m_run ? m_nextStart : std::nullopt; }

private:
    struct Rule {
        store::RuleRow row;
        Filter filter;
    };
    struct Run {
        store::RunRow row;
        std::string program;
        io::ProgramOrder order;
        std::atomic<bool> stop{false};
        io::ProgramEnd end;
        Executor::Id id = 0;
        Span begun{};
        bool ended = false; ///< control thread
    };
    /// What one step's messages come to.
    struct Found {
        std::map<std::string, std::vector<std::int64_t>> marked;
        std::map<std::int64_t, std::int64_t> matched, dropped; ///< by rule
        std::int64_t waiting = 0;
    };
    void lookAt(store::Connection &db, Time now, StatusMessage &message, const std::vector<const Rule *> &rules, Found &found) const;
    void lookAtMessages(store::Connection &db, Time now, Progress &progress) const;
    void sayFull(store::Connection &db, Time now, const Rule &rule, std::int64_t waiting) const;
    void recordRun(store::Connection &db, Time now, const Run &run) const;
    void chooseRun(store::Connection &db, Time now, Progress &progress) const;
    [[nodiscard]] const Rule *ruleOf(std::int64_t key) const;
    [[nodiscard]] bool mayBegin(Time now) const;

    Site *m_site;
    Executor *m_executor;
    components::StatusWriter m_messages;
    std::vector<Rule> m_rules;
    ComponentState m_state = ComponentState::Running; ///< of the Status Manager
    std::int64_t m_upTo = 0;
    bool m_more = false;
    bool m_anyWaiting = false;
    bool m_closing = false;
    std::optional<Time> m_nextStart;
    std::shared_ptr<Run> m_run; ///< shared with its worker
};

} // namespace cartage::engine
