// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/components/statusmessages.h"
#include "core/domain/values.h"
#include "core/engine/executor.h"
#include "core/engine/retention.h"
#include "core/engine/site.h"

namespace cartage::engine {

/// What an engine does beside distributing, in small steps and only while nothing else is due: lets old versions go, sweeps the library, makes the daily
/// backup, retires old messages, checkpoints the database. Decides on the control thread; backups, sweeps and checkpoints run on a worker with a connection of its own.
class Housekeeping final
{
public:
    /// What a step leaves behind. A value, because the step's transaction may be rolled back or run again.
    struct Progress {
        std::size_t said = 0; ///< of what tasks have to say
        bool pruneWanted = true;
        bool sweepWanted = false;
        bool saidParted = false;
        std::optional<Time> retireAt;
        Retirement retirement;
    };

    Housekeeping(Site &site, Executor &executor, components::StatusWriter messages, bool backups);

    /// At the start and after each commit of another process: versions may have been let go.
    void reload(store::Connection &db, Time now);
    /// In a transaction of the engine in which a package went: its content is to be swept, also by the next engine.
    static void contentMayGo(store::Connection &db);
    /// Rows moved: versions may have become old.
    void rowsMoved() { m_progress.pruneWanted = true; }
    /// States may have changed: they are counted for the history, at most once a minute.
    void statesMoved() { m_countWanted = true; }
    /// In any transaction of the engine, after everything else; true where a count was written. `last`: the engine ends, what was not counted yet is.
    [[nodiscard]] bool countStates(store::Connection &db, Time now, bool last) const;
    /// That transaction is committed.
    void statesCounted(Time now);
    /// A transaction of the engine was committed: after so many the log goes into the database file, on a worker, so that no commit waits for it.
    void wrote();
    /// One step of small ones, in the engine's transaction.
    [[nodiscard]] Progress step(store::Connection &db, Time now, const SiteSettings &settings, Span parted) const;
    /// That transaction is committed: what was said is not said again, and the next task may begin.
    void committed(Time now, const Progress &progress);
    /// It is quiet, and there was no step to take.
    void beginTask(Time now);

    /// There is something for `step` to do now.
    [[nodiscard]] bool wantsStep(Time now) const;
    /// A task is running on a worker.
    [[nodiscard]] bool isAtWork() const { return m_running; }
    /// A headless run that ends when idle goes on until this is done.
    [[nodiscard]] bool hasPending(Time now) const;
    [[nodiscard]] std::optional<Time> nextDue() const;

private:
    struct Say {
        MessageId id;
        std::vector<std::string> strings;
    };
    struct TaskReport {
        std::vector<Say> says;
        bool failed = false;
        bool swept = false;    ///< to the end
        bool sweepAgain = false; ///< a snapshot is under way
    };
    void prune(store::Connection &db, Time now, int keep, Progress &progress) const;
    void retire(store::Connection &db, Time now, const SiteSettings &settings, Progress &progress) const;
    void submit(std::function<TaskReport(Site &)> task);
    void taskDone(const TaskReport &report);
    [[nodiscard]] static TaskReport backUp(Site &site, const std::string &folder, const std::string &name);
    [[nodiscard]] static TaskReport sweep(Site &site);
    [[nodiscard]] static TaskReport checkpoint(Site &site);

    Site *m_site;
    Executor *m_executor;
    components::StatusWriter m_messages;
    bool m_backups;
    bool m_running = false; ///< a task; one at a time
    [[nodiscard]] bool countDue(Time now) const;

    std::vector<Say> m_toSay;
    int m_writes = 0; ///< since the last checkpoint
    Progress m_progress;
    bool m_countWanted = false;
    std::optional<Time> m_countedAt;
    bool m_sweptToTheEnd = false;
    std::optional<Time> m_sweepNotBefore;
    std::optional<Time> m_backupAt;
    std::optional<Time> m_backupAgain; ///< if the one that is being made fails
};

} // namespace cartage::engine
