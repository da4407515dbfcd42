// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "core/base/check.h"
#include "core/base/logging.h"
#include "core/engine/executor.h"

namespace cartage::engine {

namespace {

struct Job {
    Executor::Id id = 0;
    std::function<void()> work;
};

} // namespace

struct ThreadExecutor::Private {
    explicit Private(int limit) : most(limit), event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { CARTAGE_CHECK(event >= 0); }
    ~Private() { ::close(event); }
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    void signal() const
    {
        const std::uint64_t one = 1;
        // A full counter is a pending wake-up already.
        [[maybe_unused]] const auto written = ::write(event, &one, sizeof one);
    }

    const int most;
    const int event;
    std::vector<int> watched; // control thread
    std::map<Executor::Id, std::function<void()>> done; // control thread: what is not delivered yet
    Executor::Id lastId = 0; // control thread

    std::mutex mutex;
    std::condition_variable work;
    std::condition_variable ended;
    std::deque<Job> queue;
    std::vector<Executor::Id> finished;
    std::set<Executor::Id> working;
    std::set<Executor::Id> abandoned; // still in the kernel
    int threads = 0; // beside those whose job was abandoned
    int idle = 0;
    bool closing = false;
};

namespace {

template <class Private>
void workerLoop(const std::shared_ptr<Private> &d)
{
    std::unique_lock lock(d->mutex);
    while (true) {
        ++d->idle;
        d->work.wait(lock, [&] { return d->closing || !d->queue.empty(); });
        --d->idle;
        if (d->queue.empty())
            break;
        Job job = std::move(d->queue.front());
        d->queue.pop_front();
        d->working.insert(job.id);
        lock.unlock();
        job.work();
        job.work = nullptr; // what it captured goes before the answer is given
        lock.lock();
        d->working.erase(job.id);
        if (d->abandoned.erase(job.id) > 0) {
            // Its place was filled when it was given up.
            lock.unlock();
            d->signal();
            return;
        }
        d->finished.push_back(job.id);
        d->signal();
    }
    --d->threads;
    d->ended.notify_all();
}

} // namespace

ThreadExecutor::ThreadExecutor(int most) : m_d(std::make_shared<Private>(most)) { }

ThreadExecutor::~ThreadExecutor()
{
    std::unique_lock lock(m_d->mutex);
    m_d->closing = true;
    m_d->queue.clear();
    m_d->work.notify_all();
    m_d->ended.wait(lock, [&] { return m_d->threads == 0; });
}

Executor::Id ThreadExecutor::submit(std::function<void()> work, std::function<void()> done)
{
    const Id id = ++m_d->lastId;
    m_d->done.emplace(id, std::move(done));
    const std::lock_guard lock(m_d->mutex);
    m_d->queue.push_back({id, std::move(work)});
    if (m_d->idle < static_cast<int>(m_d->queue.size()) && m_d->threads < m_d->most) {
        try {
            // Detached: one that is stuck in the kernel cannot be joined, and the destructor waits for the others by count.
            std::thread([d = m_d] { workerLoop(d); }).detach();
            ++m_d->threads;
        } catch (const std::system_error &error) {
            // F75: the thread limit is reached; what is queued waits for the workers there are.
            logWarning("Engine", std::string("no further worker thread error=\"") + error.what() + '"');
        }
    }
    m_d->work.notify_one();
    return id;
}

void ThreadExecutor::abandon(Id id)
{
    m_d->done.erase(id);
    const std::lock_guard lock(m_d->mutex);
    const auto queued = std::find_if(m_d->queue.begin(), m_d->queue.end(), [&](const Job &job) { return job.id == id; });
    if (queued != m_d->queue.end()) {
        m_d->queue.erase(queued);
    } else if (m_d->working.contains(id)) {
        m_d->abandoned.insert(id);
        --m_d->threads;
    }
}

int ThreadExecutor::deliver()
{
    std::vector<Id> finished;
    {
        const std::lock_guard lock(m_d->mutex);
        finished.swap(m_d->finished);
    }
    int delivered = 0;
    for (const Id id : finished) {
        const auto found = m_d->done.find(id);
        if (found == m_d->done.end())
            continue;
        const std::function<void()> done = std::move(found->second);
        m_d->done.erase(found);
        done();
        ++delivered;
    }
    return delivered;
}

void ThreadExecutor::wait(std::optional<Span> atMost)
{
    {
        const std::lock_guard lock(m_d->mutex);
        if (!m_d->finished.empty())
            return;
    }
    std::vector<pollfd> descriptors{{m_d->event, POLLIN, 0}};
    for (const int descriptor : m_d->watched)
        descriptors.push_back({descriptor, POLLIN, 0});
    constexpr std::int64_t longest = 24 * 3600 * 1000;
    const int timeout = atMost ? static_cast<int>(std::clamp<std::int64_t>(atMost->count(), 0, longest)) : -1;
    const int ready = ::poll(descriptors.data(), descriptors.size(), timeout);
    if (ready > 0 && (descriptors[0].revents & POLLIN)) {
        std::uint64_t count = 0;
        [[maybe_unused]] const auto got = ::read(m_d->event, &count, sizeof count);
    }
}

void ThreadExecutor::interrupt()
{
    m_d->signal();
}

void ThreadExecutor::watch(int descriptor)
{
    m_d->watched.push_back(descriptor);
}

int ThreadExecutor::running() const
{
    return static_cast<int>(m_d->done.size());
}

bool ThreadExecutor::hasAbandoned() const
{
    const std::lock_guard lock(m_d->mutex);
    return !m_d->abandoned.empty();
}

} // namespace cartage::engine
