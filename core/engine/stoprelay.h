// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "core/transport/transport.h"

namespace cartage::engine {

/// Passes a command's stop flag (set by a signal, which can wake nobody) on to a work item that runs on the command's own thread.
class StopRelay final
{
public:
    StopRelay(const std::atomic<bool> &stop, transport::WorkControl &control)
        : m_thread([this, &stop, &control] { watch(stop, control); })
    { }
    ~StopRelay()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_ended = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
    StopRelay(const StopRelay &) = delete;
    StopRelay &operator=(const StopRelay &) = delete;

private:
    void watch(const std::atomic<bool> &stop, transport::WorkControl &control)
    {
        std::unique_lock lock(m_mutex);
        while (!m_ended) {
            if (stop)
                control.requestStop();
            m_changed.wait_for(lock, std::chrono::milliseconds(50));
        }
    }
    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_ended = false;
    std::thread m_thread; // last: it begins with all others made
};

} // namespace cartage::engine
