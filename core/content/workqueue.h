// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace cartage::content {

/// Tasks that may add tasks, worked first in first out. `run` uses the calling thread and up to `threads` - 1 others, which end before it
/// returns; with one thread the order is always the same. What a task throws is thrown by `run`.
template <class Task>
class WorkQueue
{
public:
    explicit WorkQueue(unsigned threads) : m_threads(threads) { }

    void add(Task task)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_tasks.push_back(std::move(task));
        }
        m_changed.notify_one();
    }
    /// Forgets what has not begun.
    void abandon()
    {
        const std::scoped_lock lock(m_mutex);
        m_tasks.clear();
        m_changed.notify_all();
    }
    void run(const std::function<void(Task &)> &work)
    {
        {
            std::vector<std::jthread> others;
            try {
                for (unsigned i = 1; i < m_threads; ++i) {
                    others.emplace_back([&] { loop(work); });
                }
            } catch (const std::system_error &) {
                // The limit of threads is reached: those that there are do the work.
            }
            loop(work);
        }
        if (m_thrown) {
            std::rethrow_exception(std::exchange(m_thrown, nullptr));
        }
    }

private:
    void loop(const std::function<void(Task &)> &work)
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_changed.wait(lock, [this] { return !m_tasks.empty() || m_running == 0; });
            if (m_tasks.empty()) {
                return;
            }
            Task task = std::move(m_tasks.front());
            m_tasks.pop_front();
            ++m_running;
            lock.unlock();
            std::exception_ptr thrown;
            try {
                work(task);
            } catch (...) {
                thrown = std::current_exception();
            }
            lock.lock();
            --m_running;
            if (thrown) {
                m_thrown = thrown;
                m_tasks.clear();
            }
            if (m_tasks.empty() && m_running == 0) {
                m_changed.notify_all();
            }
        }
    }

    unsigned m_threads;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Task> m_tasks;
    std::size_t m_running = 0;
    std::exception_ptr m_thrown;
};

} // namespace cartage::content
