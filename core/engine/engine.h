// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/engine/executor.h"
#include "core/engine/site.h"

namespace cartage::engine {

/// The engine of one site: takes the lease, decides on one control thread, has work done by an Executor. Several run in one process (tests).
/// Construct and `run` on the thread that is to be its control thread.
class Engine final
{
public:
    struct Options {
        bool untilIdle = false;
        std::optional<Span> runFor;
        bool takeOver = false; ///< relieve an engine that no longer answers
        bool backups = true;   ///< the daily one
        Span lookEvery = std::chrono::seconds(10); ///< for instructions in the inbox, where the system may tell nothing (a share)
    };
    enum class Ended { Idle, Time, Signal };

    /// Takes the lease (site_locked names host, pid, since), migrates, puts interrupted work back, clamps due times. The site, transport and executor outlive it.
    static Result<std::unique_ptr<Engine>> start(Site &site, transport::Transport &transport, Executor &executor, const Options &options);
    ~Engine();

    /// Turns until idle, time over or stop(). Internal errors and a lost lease end it.
    Result<Ended> run();
    /// One turn: operators' actions, outcomes, due work, one step of retention; at most 50 ms in one transaction. For simulation, which calls it by itself.
    Result<void> turn();
    [[nodiscard]] bool idle() const;
    /// When the next turn has something to do at the latest.
    [[nodiscard]] std::optional<Time> nextDue() const;
    /// Files in the inbox that are not finished: they stand aside when one engine has seen them so for ten minutes.
    [[nodiscard]] std::int64_t unfinishedFiles() const;
    /// Thread-safe and async-signal-safe: lets running blocks end and keeps stages; at most 5 s.
    void stop();
    /// The inbox is looked into at the next turn, as where the system tells of a file. Control thread.
    void look();
    /// Called once a turn by the control thread; feeds the service's watchdog.
    std::function<void()> onTurn;

private:
    struct Private;
    explicit Engine(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m_d;
};

} // namespace cartage::engine
