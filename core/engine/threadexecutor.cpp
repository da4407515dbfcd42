// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include <poll.h>
#include <sched.h>
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

/// Threads that share one table of open files.
struct Crew {
    int most = 1;
    std::condition_variable work;
    std::deque<Job> queue;
    int threads = 0; // beside those whose job was abandoned
    int idle = 0;
};

} // namespace

struct ThreadExecutor::Private {
    explicit Private(int limit) : event(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    {
        CARTAGE_CHECK(event >= 0);
        atDps.most = limit;
    }
    ~Private() { ::close(event); }
    Private(const Private &) = delete;
    Private &operator=(const Private &) = delete;

    void signal() const
    {
        const std::uint64_t one = 1;
        // A full counter is a pending wake-up already.
        [[maybe_unused]] const auto written = ::write(event, &one, sizeof one);
    }
    Crew &crew(Place place) { return place == Place::Dps ? atDps : atDatabase; }

    const int event;
    std::vector<int> watched; // control thread
    std::map<Executor::Id, std::function<void()>> done; // control thread: what is not delivered yet
    Executor::Id lastId = 0; // control thread

    std::mutex mutex;
    std::condition_variable ended;
    std::condition_variable grow;
    Crew atDps;
    Crew atDatabase;
    bool growing = false; // the thread that makes those at DPs is there
    int wanted = 0;       // threads that it is to make
    std::string refused;  // why a thread could not be made, until the control thread has said it
    std::vector<Executor::Id> finished;
    std::map<Executor::Id, Crew *> working;
    std::set<Executor::Id> abandoned; // still in the kernel
    bool closing = false;
};

namespace {

template <class Private>
void workerLoop(const std::shared_ptr<Private> &d, Crew &crew)
{
    std::unique_lock lock(d->mutex);
    while (true) {
        ++crew.idle;
        crew.work.wait(lock, [&] { return d->closing || !crew.queue.empty(); });
        --crew.idle;
        if (crew.queue.empty())
            break;
        Job job = std::move(crew.queue.front());
        crew.queue.pop_front();
        d->working.emplace(job.id, &crew);
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
    --crew.threads;
    d->ended.notify_all();
}

/// With the lock held, and its place counted already.
template <class Private>
void makeThread(const std::shared_ptr<Private> &d, Crew &crew)
{
    try {
        // Detached: one that is stuck in the kernel cannot be joined, and the destructor waits for the others by count.
        std::thread([d, &crew] { workerLoop(d, crew); }).detach();
    } catch (const std::system_error &error) {
        // F75: the thread limit is reached; what is queued waits for the workers there are.
        --crew.threads;
        d->refused = error.what();
    }
}

/// Makes the threads at DPs; they have its table of open files and not the control thread's. SQLite's locks belong to a table: a process that is
/// killed keeps those of a table that a thread in the kernel still has, and with the lock of a transaction nobody could write the site until
/// the share answers.
template <class Private>
void growLoop(const std::shared_ptr<Private> &d)
{
    const int error = ::unshare(CLONE_FILES) == 0 ? 0 : errno;
    std::unique_lock lock(d->mutex);
    if (error != 0)
        d->refused = "unshare: " + std::generic_category().message(error);
    while (true) {
        d->grow.wait(lock, [&] { return d->closing || d->wanted > 0; });
        if (d->closing)
            break;
        --d->wanted;
        makeThread(d, d->atDps);
    }
    d->atDps.threads -= d->wanted;
    d->wanted = 0;
    d->growing = false;
    d->ended.notify_all();
}

} // namespace

ThreadExecutor::ThreadExecutor(int most) : m_d(std::make_shared<Private>(most)) { }

ThreadExecutor::~ThreadExecutor()
{
    std::unique_lock lock(m_d->mutex);
    m_d->closing = true;
    for (Crew *crew : {&m_d->atDps, &m_d->atDatabase}) {
        crew->queue.clear();
        crew->work.notify_all();
    }
    m_d->grow.notify_all();
    m_d->ended.wait(lock, [&] { return m_d->atDps.threads == 0 && m_d->atDatabase.threads == 0 && !m_d->growing; });
}

Executor::Id ThreadExecutor::submit(Place place, std::function<void()> work, std::function<void()> done)
{
    const Id id = ++m_d->lastId;
    m_d->done.emplace(id, std::move(done));
    std::string refused;
    {
        const std::lock_guard lock(m_d->mutex);
        Crew &crew = m_d->crew(place);
        crew.queue.push_back({id, std::move(work)});
        if (crew.idle < static_cast<int>(crew.queue.size()) && crew.threads < crew.most) {
            ++crew.threads;
            if (place == Place::Dps)
                growAtDps();
            else
                makeThread(m_d, crew);
        }
        crew.work.notify_one();
        refused.swap(m_d->refused);
    }
    if (!refused.empty())
        logWarning("Engine", "no worker thread as wanted error=\"" + refused + '"');
    return id;
}

void ThreadExecutor::growAtDps()
{
    try {
        if (!m_d->growing)
            std::thread([d = m_d] { growLoop(d); }).detach();
        m_d->growing = true;
        ++m_d->wanted;
        m_d->grow.notify_one();
    } catch (const std::system_error &error) {
        --m_d->atDps.threads;
        m_d->refused = error.what();
    }
}

void ThreadExecutor::abandon(Id id)
{
    m_d->done.erase(id);
    const std::lock_guard lock(m_d->mutex);
    for (Crew *crew : {&m_d->atDps, &m_d->atDatabase})
        std::erase_if(crew->queue, [&](const Job &job) { return job.id == id; });
    if (const auto found = m_d->working.find(id); found != m_d->working.end()) {
        m_d->abandoned.insert(id);
        --found->second->threads;
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

void pauseThread(Span span, transport::WorkControl &control)
{
    const Span until = control.clock().boot() + span;
    while (!control.stopRequested()) {
        const Span left = until - control.clock().boot();
        if (left <= Span::zero())
            return;
        std::this_thread::sleep_for(std::min(left, Span(50)));
        control.moved();
    }
}

} // namespace cartage::engine
