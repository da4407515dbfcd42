// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session.h"

#include <QFutureWatcher>
#include <QSocketNotifier>
#include <QTimer>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <set>
#include <thread>
#include <utility>

#include "core/base/logging.h"
#include "core/engine/executor.h"
#include "core/engine/queries.h"
#include "core/io/wakewatch.h"
#include "core/transport/directorytransport.h"

namespace cartage::engine {

namespace {

constexpr int atMostEvery = 250; ///< ms between two notices
constexpr int closely = 2000, loosely = 30000; ///< ms between two looks

} // namespace

Session::Desk::Desk(const Environment &environment, const std::string &folder, store::Connection::Mode mode)
    : m_environment(environment)
    , m_folder(folder)
    , m_mode(mode)
{ }

Session::Desk::~Desk() = default;

namespace {

/// A site that an older version left is brought up to date, as an engine does when it starts; not under the hands of one that works it.
void migrateWithoutEngine(const Environment &environment, const std::string &folder)
{
    const auto site = Site::open(environment, folder);
    const auto engine = site ? engineView(**site) : failure(site.error());
    if (!engine || engine->running)
        return;
    if (const auto done = (*site)->database().migrate((*site)->now()); !done)
        logWarning("Session", "not migrated code=" + std::string(name(done.error().code)));
}

} // namespace

/// A folder that was moved or replaced while it was open: what lies behind the open files is not this site any more.
bool Session::Desk::isStillThere() const
{
    const auto now = identifyFolder(m_environment.files, m_folder);
    return now && m_identity && isSameFolder(*now, *m_identity);
}

Result<Site *> Session::Desk::site()
{
    if (m_site && !isStillThere()) {
        m_transport.reset();
        m_site.reset();
    }
    if (!m_site) {
        auto opened = Site::open(m_environment, m_folder, m_mode);
        if (!opened && m_mode == store::Connection::Mode::ReadOnly && opened.error().parameters.contains("older")) {
            migrateWithoutEngine(m_environment, m_folder);
            opened = Site::open(m_environment, m_folder, m_mode);
        }
        if (!opened)
            return failure(opened.error());
        m_site = std::move(*opened);
        if (auto folder = identifyFolder(m_environment.files, m_folder))
            m_identity = std::move(*folder);
    }
    return m_site.get();
}

Result<transport::Transport *> Session::Desk::transport()
{
    if (!m_transport) {
        const auto opened = site();
        if (!opened)
            return failure(opened.error());
        const auto library = (*opened)->library();
        if (!library)
            return failure(library.error());
        m_transport = transport::makeDirectoryTransport(m_environment.files, **library, m_environment.clock, m_environment.random, pauseThread);
    }
    return m_transport.get();
}

/// Threads that take jobs from one queue, each with a desk of its own. What a thread opens it also closes.
class Session::Crew
{
public:
    Crew(Session &session, store::Connection::Mode mode, int threads)
    {
        for (int i = 0; i < threads; ++i)
            m_threads.emplace_back([this, &session, mode](const std::stop_token &stop) { work(session, mode, stop); });
    }
    /// What waits is dropped (its futures end cancelled), what is under way is told to stop.
    ~Crew()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_waiting.clear();
            for (const auto &stop : m_running)
                *stop = true;
        }
        m_threads.clear();
    }
    Crew(const Crew &) = delete;
    Crew &operator=(const Crew &) = delete;

    void add(Job job)
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting.push_back(std::move(job));
        m_changed.notify_one();
    }

private:
    void work(Session &session, store::Connection::Mode mode, const std::stop_token &stop)
    {
        Desk desk(session.m_environment, session.m_folder, mode);
        std::unique_lock lock(m_mutex);
        while (m_changed.wait(lock, stop, [this] { return !m_waiting.empty(); })) {
            Job job = std::move(m_waiting.front());
            m_waiting.pop_front();
            m_running.insert(job.stop);
            lock.unlock();
            desk.m_stop = job.stop;
            auto answer = job.run(desk);
            job.run = nullptr;
            QMetaObject::invokeMethod(&session, std::move(answer), Qt::QueuedConnection); // the session goes after its threads
            lock.lock();
            m_running.erase(job.stop);
        }
    }

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Job> m_waiting;
    std::set<std::shared_ptr<std::atomic<bool>>> m_running;
    std::vector<std::jthread> m_threads; // last: they use the others
};

struct Session::Private {
    Private(Session &session)
        : wake(session.m_folder, "wake")
        , readers(session, store::Connection::Mode::ReadOnly, 3)
        , actor(session, store::Connection::Mode::ReadWrite, 1)
        , longRunner(session, store::Connection::Mode::ReadWrite, 1)
        , watcher(session, store::Connection::Mode::ReadOnly, 1)
    { }
    io::WakeWatch wake;
    QTimer nextLook;
    QTimer notice;
    bool again = false; ///< something came while a notice was still fresh
    std::optional<std::int64_t> dataVersion;
    Crew readers, actor, longRunner, watcher;
};

Session::Session(Environment environment, std::string folder, QObject *parent)
    : QObject(parent)
    , m_environment(std::move(environment))
    , m_folder(std::move(folder))
    , m_d(std::make_unique<Private>(*this))
{
    if (m_d->wake.descriptor() >= 0) {
        auto *notifier = new QSocketNotifier(m_d->wake.descriptor(), QSocketNotifier::Read, this);
        connect(notifier, &QSocketNotifier::activated, this, [this] {
            if (m_d->wake.drain())
                noteChange();
        });
    }
    m_d->notice.setSingleShot(true);
    m_d->notice.setInterval(atMostEvery);
    connect(&m_d->notice, &QTimer::timeout, this, [this] {
        if (std::exchange(m_d->again, false))
            noteChange();
    });
    connect(&m_d->nextLook, &QTimer::timeout, this, &Session::look);
    setWatching(true);
}

Session::~Session() = default;

void Session::setWatching(bool often)
{
    m_d->nextLook.start(often ? closely : loosely);
}

void Session::submit(Lane lane, Job job)
{
    (lane == Lane::Read ? m_d->readers : lane == Lane::Act ? m_d->actor : m_d->longRunner).add(std::move(job));
}

void Session::stopWhenCancelled(const QFuture<void> &future, const std::shared_ptr<std::atomic<bool>> &stop)
{
    auto *watcher = new QFutureWatcher<void>(this);
    connect(watcher, &QFutureWatcher<void>::canceled, this, [stop] { *stop = true; });
    connect(watcher, &QFutureWatcher<void>::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(future);
}

void Session::noteChange()
{
    if (m_d->notice.isActive()) {
        m_d->again = true;
        return;
    }
    m_d->notice.start();
    Q_EMIT changed();
}

/// The safety net for wakes that do not come (limits of inotify).
void Session::look()
{
    // A future that ends without a result must not be continued, so a site that cannot be opened gives one, too.
    auto promise = std::make_shared<QPromise<std::optional<std::int64_t>>>();
    promise->future().then(this, [this](std::optional<std::int64_t> version) {
        if (m_d->dataVersion != version) // a site that appears or goes away is a change, too
            noteChange();
        m_d->dataVersion = version;
        Q_EMIT looked(version.value_or(-1) >= 0);
    });
    promise->start();
    m_d->watcher.add({[promise](Desk &desk) -> std::function<void()> {
                          const auto site = desk.site();
                          return [promise, version = site ? std::optional((*site)->database().dataVersion()) : std::nullopt] {
                              promise->addResult(version);
                              promise->finish();
                          };
                      },
                      std::make_shared<std::atomic<bool>>(false)});
}

} // namespace cartage::engine
