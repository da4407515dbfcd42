// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/base/clock.h"
#include "core/transport/transport.h"

namespace cartage::engine {

/// Where work items run and when their answers come back: threads in production, a seeded order with a virtual clock in simulation.
/// All members are for the control thread but `interrupt`.
class Executor
{
public:
    virtual ~Executor() = default;
    using Id = std::int64_t;
    /// What a work item touches. Work at DPs can be stuck in the kernel, so its threads share no table of open files with those that use the
    /// database: it must neither open the database nor write the log, and no descriptor passes between the two but those that were open before the first item.
    enum class Place { Dps, Database };
    /// Runs `work` somewhere; after it has ended, `done` is called on the control thread by `deliver`.
    virtual Id submit(Place place, std::function<void()> work, std::function<void()> done) = 0;
    /// Gives the item up: its worker is replaced, `done` is never called (a thread that is stuck in the kernel).
    virtual void abandon(Id id) = 0;
    /// Calls `done` of what has ended; gives how many.
    virtual int deliver() = 0;
    /// Waits until something has ended, `interrupt` was called or the time is over; nothing: without limit.
    virtual void wait(std::optional<Span> atMost) = 0;
    /// Thread-safe and async-signal-safe: ends a wait.
    virtual void interrupt() = 0;
    /// A descriptor whose readiness ends a wait too (inotify on SITE/wake).
    virtual void watch(int descriptor) = 0;
    [[nodiscard]] virtual int running() const = 0;
};

/// Worker threads of our own; grows up to what is submitted, at most `most` at DPs and one at the database at once beside abandoned ones. Its destructor
/// waits for all but abandoned ones; `hasAbandoned` tells the composition root to leave by _exit.
class ThreadExecutor final : public Executor
{
public:
    explicit ThreadExecutor(int most = 80);
    ~ThreadExecutor() override;
    Id submit(Place place, std::function<void()> work, std::function<void()> done) override;
    void abandon(Id id) override;
    int deliver() override;
    void wait(std::optional<Span> atMost) override;
    void interrupt() override;
    void watch(int descriptor) override;
    [[nodiscard]] int running() const override;
    [[nodiscard]] bool hasAbandoned() const;

private:
    struct Private;
    void growAtDps();
    std::shared_ptr<Private> m_d; // shared with abandoned threads, which end at unknown times
};

/// Lets the calling thread wait for a span, with a sign of life now and then; answers early when the item is stopped. For makeDirectoryTransport.
void pauseThread(Span span, transport::WorkControl &control);

} // namespace cartage::engine
