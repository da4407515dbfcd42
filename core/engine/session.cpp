// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/session.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFutureWatcher>
#include <QPointer>
#include <QSocketNotifier>
#include <QTimer>
#include <algorithm>
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

using namespace std::chrono_literals;

namespace cartage::engine {

namespace {

constexpr int atMostEvery = 250; ///< ms between two notices
constexpr int closely = 2000, loosely = 30000; ///< ms between two looks
constexpr int longOnes = 3;                    ///< beside each other
constexpr Span toEnd = 10s;

} // namespace

Session::Desk::Desk(const Environment &environment, const std::string &folder, store::Connection::Mode mode)
    : m_environment(environment)
    , m_folder(folder)
    , m_mode(mode)
{ }

Session::Desk::~Desk() = default;

void Session::Desk::close()
{
    m_transport.reset();
    m_site.reset();
}

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

/// Threads that take jobs from one queue, each with a desk of its own. What a thread opens it also closes. Threads share the queue, because one that waits
/// in the kernel outlives its crew.
class Session::Crew
{
public:
    Crew(Session &session, store::Connection::Mode mode, int threads)
        : m_shared(std::make_shared<Shared>(&session))
    {
        for (int i = 0; i < threads; ++i) {
            m_threads.emplace_back([shared = m_shared, environment = session.m_environment, folder = session.m_folder, mode] {
                Desk desk(environment, folder, mode);
                shared->work(desk);
            });
        }
        m_shared->threads = threads;
    }
    ~Crew() { static_cast<void>(close(0ms)); }
    Crew(const Crew &) = delete;
    Crew &operator=(const Crew &) = delete;

    void add(Job job)
    {
        const std::scoped_lock lock(m_shared->mutex);
        m_shared->waiting.push_back(std::move(job));
        m_shared->changed.notify_one();
    }

    void takeAnswers(std::vector<std::function<void()>> &into)
    {
        const std::scoped_lock lock(m_shared->mutex);
        std::move(m_shared->answers.begin(), m_shared->answers.end(), std::back_inserter(into));
        m_shared->answers.clear();
    }

    /// What waits is dropped (its futures end cancelled), what is under way is told to stop. Gives at once.
    void requestStop()
    {
        const std::scoped_lock lock(m_shared->mutex);
        m_shared->session = nullptr;
        m_shared->waiting.clear();
        for (const auto &stop : m_shared->running)
            *stop = true;
        m_shared->changed.notify_all();
    }
    /// False: a thread was left behind.
    [[nodiscard]] bool close(Span atMost)
    {
        requestStop();
        std::unique_lock lock(m_shared->mutex);
        const bool ended = m_shared->changed.wait_for(lock, atMost, [this] { return m_shared->threads == 0 || m_threads.empty(); });
        lock.unlock();
        for (std::thread &thread : m_threads)
            ended ? thread.join() : thread.detach();
        m_threads.clear();
        return ended;
    }

private:
    struct Shared {
        explicit Shared(Session *of)
            : session(of)
        { }
        void work(Desk &desk)
        {
            std::unique_lock lock(mutex);
            while (true) {
                changed.wait(lock, [this] { return !waiting.empty() || !session; });
                if (!session)
                    break;
                Job job = std::move(waiting.front());
                waiting.pop_front();
                running.insert(job.stop);
                lock.unlock();
                desk.m_stop = job.stop;
                auto answer = job.run(desk);
                job.run = nullptr;
                lock.lock();
                running.erase(job.stop);
                if (session) { // its thread closes it under the lock: it is there
                    answers.push_back(std::move(answer));
                    QCoreApplication::postEvent(session, new QEvent(QEvent::User));
                }
            }
            lock.unlock();
            desk.close();
            lock.lock();
            --threads;
            changed.notify_all();
        }
        std::mutex mutex;
        std::condition_variable changed;
        Session *session; ///< null: it is closing
        std::deque<Job> waiting;
        std::vector<std::function<void()>> answers; ///< for the session's thread
        std::set<std::shared_ptr<std::atomic<bool>>> running;
        int threads = 0;
    };
    std::shared_ptr<Shared> m_shared;
    std::vector<std::thread> m_threads;
};

struct Session::Private {
    Private(Session &session)
        : wake(session.m_folder, "wake")
        , readers(session, store::Connection::Mode::ReadOnly, 3)
        , actor(session, store::Connection::Mode::ReadWrite, 1)
        , longRunner(session, store::Connection::Mode::ReadWrite, longOnes)
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

/// A crew has answers. They are given and destroyed here; one of them may be the end of this session, and then nobody waits for the others.
void Session::customEvent(QEvent *)
{
    std::vector<std::function<void()>> answers;
    for (Crew *crew : {&m_d->readers, &m_d->actor, &m_d->longRunner, &m_d->watcher})
        crew->takeAnswers(answers);
    const QPointer<Session> self(this);
    for (const auto &answer : answers) {
        if (!self)
            return;
        answer();
    }
}

Session::~Session() { static_cast<void>(close(toEnd)); }

bool Session::close(Span atMost)
{
    const std::array<Crew *, 4> crews{&m_d->readers, &m_d->actor, &m_d->longRunner, &m_d->watcher};
    for (Crew *crew : crews)
        crew->requestStop();
    const Span until = m_environment.clock.boot() + atMost;
    bool ended = true;
    for (Crew *crew : crews)
        ended = crew->close(std::max(until - m_environment.clock.boot(), Span(0))) && ended;
    return ended;
}

void Session::setWatching(bool often)
{
    m_d->nextLook.start(often ? closely : loosely);
}

void Session::submit(Lane lane, Job job)
{
    (lane == Lane::Read ? m_d->readers : lane == Lane::Act ? m_d->actor : m_d->longRunner).add(std::move(job));
}

void Session::undertake(const QString &words, const QFuture<void> &future, const std::shared_ptr<std::atomic<bool>> &stop)
{
    const int id = ++m_lastUndertaking;
    m_underWay.append({id, words, m_environment.clock.wall()});
    m_stops.emplace(id, stop);
    auto *watcher = new QFutureWatcher<void>(this);
    connect(watcher, &QFutureWatcher<void>::canceled, this, [this, id] { this->stop(id); });
    connect(watcher, &QFutureWatcher<void>::finished, watcher, &QObject::deleteLater);
    connect(watcher, &QFutureWatcher<void>::finished, this, [this, id] {
        m_underWay.removeIf([id](const Undertaking &each) { return each.id == id; });
        m_stops.erase(id);
        Q_EMIT underWayChanged();
    });
    watcher->setFuture(future);
    Q_EMIT underWayChanged();
}

void Session::stop(int id)
{
    const auto found = std::find_if(m_underWay.begin(), m_underWay.end(), [id](const Undertaking &each) { return each.id == id; });
    if (found == m_underWay.end())
        return;
    found->stopping = true;
    *m_stops.at(id) = true;
    Q_EMIT underWayChanged();
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
