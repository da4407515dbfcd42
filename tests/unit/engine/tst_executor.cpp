// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include "tests/scenario/simulate/forwardingtransport.h"
#include "tests/unit/engine/operatorsite.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;
using engine::Executor;
using engine::ThreadExecutor;

namespace {

/// Until somebody opens it, everybody waits: what a share does that does not answer.
class Gate final
{
public:
    ~Gate() { open(); }
    void pass()
    {
        std::unique_lock lock(m_mutex);
        ++m_waiting;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_open; });
        --m_waiting;
        m_changed.notify_all();
    }
    void open()
    {
        std::unique_lock lock(m_mutex);
        m_open = true;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_waiting == 0; });
    }
    void awaitOne()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_waiting > 0; });
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_waiting = 0;
    bool m_open = false;
};

class LeapingClock final : public Clock
{
public:
    [[nodiscard]] Time wall() const override { return m_real.wall() + Span(m_ahead.load()); }
    [[nodiscard]] Span boot() const override { return m_real.boot() + Span(m_ahead.load()); }
    void leap(Span span) { m_ahead += span.count(); }

private:
    SystemClock m_real;
    std::atomic<std::int64_t> m_ahead{0};
};

/// The transfer to one DP waits at a gate.
class StuckTransport final : public ForwardingTransport
{
public:
    StuckTransport(std::unique_ptr<Transport> below, std::string dp, Gate &gate)
        : ForwardingTransport(std::move(below))
        , m_dp(std::move(dp))
        , m_gate(gate)
    { }
    transport::StageOutcome stage(const transport::StageOrder &order, transport::WorkControl &control) override
    {
        if (order.dp.name == m_dp)
            m_gate.pass();
        return ForwardingTransport::stage(order, control);
    }

private:
    std::string m_dp;
    Gate &m_gate;
};

void waitForAll(Executor &executor)
{
    while (executor.running() > 0) {
        executor.wait(10s);
        executor.deliver();
    }
}

/// Six DPs of which one gets stuck, and the parts of an engine whose clock can leap.
class StuckSite final
{
public:
    static constexpr const char *stuck = "dp0";

    StuckSite()
    {
        for (int number = 0; number < 6; ++number)
            bench.addDp("dp" + std::to_string(number));
        for (const char *each : {"office", "viewer"})
            packages.push_back(bench.addPackage(each));
        engine::TargetNames all;
        all.all = true;
        for (const PackageId &package : packages)
            bench.distribute(package, all);
        environment.emplace(bench.environment());
        leaping.emplace(engine::Environment{environment->files, clock, environment->random, environment->process, environment->actor,
                                            environment->program, environment->lives});
        first = openSite();
        transport = std::make_unique<StuckTransport>(transport::makeDirectoryTransport(*bench.files, **first->library(), clock, bench.random, [](Span, transport::WorkControl &) {}), stuck, gate);
    }
    std::unique_ptr<engine::Site> openSite()
    {
        auto site = engine::Site::open(*leaping, bench.path("site"));
        if (!site)
            qFatal("site: %s", name(site.error().code).data());
        return std::move(*site);
    }
    std::unique_ptr<engine::Engine> start(engine::Site &site, Executor &executor, bool takeOver = false)
    {
        auto engine = engine::Engine::start(site, *transport, executor, {.untilIdle = false, .runFor = std::nullopt, .takeOver = takeOver, .backups = false});
        if (!engine)
            qFatal("engine: %s", name(engine.error().code).data());
        return std::move(*engine);
    }
    /// All but the stuck DP.
    [[nodiscard]] bool othersAreInstalled()
    {
        for (const PackageId &package : packages) {
            for (int number = 1; number < 6; ++number) {
                if (bench.state(package, "dp" + std::to_string(number)) != State::Installed)
                    return false;
            }
        }
        return true;
    }
    [[nodiscard]] static bool turnUntil(engine::Engine &engine, Executor &executor, const std::function<bool()> &reached)
    {
        const SystemClock real;
        for (const Span latest = real.boot() + 60s; real.boot() < latest;) {
            if (!engine.turn())
                return false;
            if (reached())
                return true;
            executor.wait(100ms);
        }
        return false;
    }

    OperatorSite bench;
    Gate gate;
    LeapingClock clock;
    std::vector<PackageId> packages;
    std::optional<engine::Environment> environment, leaping;
    std::unique_ptr<engine::Site> first;
    std::unique_ptr<StuckTransport> transport;
};

} // namespace

class TestExecutor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachItemAnswersOnceOnTheThreadThatDelivers();
    void aWaitEndsByAnInterruptOfAnotherThread();
    void F23_anItemThatIsGivenUpNeverAnswersAndHoldsUpNothing();
    void F23_workAtDpsSharesNoOpenFilesWithTheControlThread();
    void F23_aStuckWorkerIsWrittenOffWhileTheOthersGoOn();
    void F23_aStopDoesNotWaitForAStuckWorker();
    void F66_F68_anEngineThatDoesNotAnswerIsRelievedWhileItsWorkerIsStuck();
    void F66_anEngineThatAnswersIsNotRelieved();
    void theLogGoesIntoTheDatabaseFileOnAWorker();
};

void TestExecutor::eachItemAnswersOnceOnTheThreadThatDelivers()
{
    ThreadExecutor executor(8);
    const auto here = std::this_thread::get_id();
    std::atomic<int> worked{0};
    std::multiset<int> answered;
    for (int number = 0; number < 500; ++number) {
        executor.submit(number % 5 == 0 ? Executor::Place::Database : Executor::Place::Dps, [&worked] { ++worked; },
                        [&, number] {
                            QVERIFY(std::this_thread::get_id() == here);
                            answered.insert(number);
                        });
    }
    waitForAll(executor);
    QCOMPARE(worked.load(), 500);
    QCOMPARE(answered.size(), 500U);
    QCOMPARE(std::set<int>(answered.begin(), answered.end()).size(), 500U);
}

void TestExecutor::aWaitEndsByAnInterruptOfAnotherThread()
{
    ThreadExecutor executor(1);
    const SystemClock clock;
    const Span begun = clock.boot();
    std::thread other([&executor] { executor.interrupt(); });
    executor.wait(60s);
    other.join();
    QVERIFY(clock.boot() - begun < 30s);
}

void TestExecutor::F23_anItemThatIsGivenUpNeverAnswersAndHoldsUpNothing()
{
    Gate gate;
    bool answered = false;
    int others = 0;
    {
        ThreadExecutor executor(1);
        const Executor::Id id = executor.submit(Executor::Place::Dps, [&gate] { gate.pass(); }, [&answered] { answered = true; });
        gate.awaitOne();
        executor.submit(Executor::Place::Dps, [] { }, [&others] { ++others; });
        executor.abandon(id); // its place is filled
        executor.submit(Executor::Place::Dps, [] { }, [&others] { ++others; });
        waitForAll(executor);
        QVERIFY(executor.hasAbandoned());
    }
    QCOMPARE(others, 2);
    gate.open();
    QVERIFY(!answered);
}

void TestExecutor::F23_workAtDpsSharesNoOpenFilesWithTheControlThread()
{
    ThreadExecutor executor(2);
    int atDps = -1;
    int atDatabase = -1;
    executor.submit(Executor::Place::Dps, [&atDps] { atDps = ::open("/dev/null", O_RDONLY | O_CLOEXEC); }, [] { });
    waitForAll(executor);
    QVERIFY(atDps >= 0);
    QCOMPARE(::fcntl(atDps, F_GETFD), -1);
    bool sharedAmongWorkers = false;
    executor.submit(Executor::Place::Dps, [&] { sharedAmongWorkers = ::fcntl(atDps, F_GETFD) >= 0 && ::close(atDps) == 0; }, [] { });
    executor.submit(Executor::Place::Database, [&atDatabase] { atDatabase = ::open("/dev/null", O_RDONLY | O_CLOEXEC); }, [] { });
    waitForAll(executor);
    QVERIFY(sharedAmongWorkers);
    QVERIFY(::fcntl(atDatabase, F_GETFD) >= 0);
    ::close(atDatabase);
}

void TestExecutor::F23_aStuckWorkerIsWrittenOffWhileTheOthersGoOn()
{
    StuckSite site;
    ThreadExecutor executor(8);
    const auto works = site.start(*site.first, executor);
    QVERIFY(StuckSite::turnUntil(*works, executor, [&] { return site.othersAreInstalled(); }));
    site.gate.awaitOne();
    QVERIFY(!executor.hasAbandoned());
    site.clock.leap(61s);
    QVERIFY(StuckSite::turnUntil(*works, executor, [&] { return site.bench.state(site.packages[0], StuckSite::stuck) == State::Blocked; }));
    QVERIFY(executor.hasAbandoned());
    site.gate.open();
    // The probes go on by themselves; the DP answers again.
    site.clock.leap(61s);
    QVERIFY(StuckSite::turnUntil(*works, executor, [&] {
        site.clock.leap(1s);
        return site.bench.state(site.packages[0], StuckSite::stuck) == State::Installed &&
            site.bench.state(site.packages[1], StuckSite::stuck) == State::Installed;
    }));
    QVERIFY(!executor.hasAbandoned());
}

void TestExecutor::F23_aStopDoesNotWaitForAStuckWorker()
{
    StuckSite site;
    auto executor = std::make_unique<ThreadExecutor>(8);
    auto works = site.start(*site.first, *executor);
    QVERIFY(StuckSite::turnUntil(*works, *executor, [&] { return site.othersAreInstalled(); }));
    site.gate.awaitOne();
    const SystemClock real;
    const Span begun = real.boot();
    std::thread other([&works] { works->stop(); });
    const auto ended = works->run();
    other.join();
    QVERIFY(ended && *ended == engine::Engine::Ended::Signal);
    QVERIFY(real.boot() - begun < 2s);
    QCOMPARE(executor->running(), 1);
    works.reset();
    site.gate.open();
    executor.reset();
    // What its worker found after the end is nobody's any more; the next engine goes on.
    ThreadExecutor following(8);
    const auto next = site.start(*site.first, following);
    QVERIFY(StuckSite::turnUntil(*next, following, [&] { return site.bench.state(site.packages[1], StuckSite::stuck) == State::Installed; }));
}

void TestExecutor::F66_F68_anEngineThatDoesNotAnswerIsRelievedWhileItsWorkerIsStuck()
{
    StuckSite site;
    ThreadExecutor executor(8);
    const auto works = site.start(*site.first, executor);
    QVERIFY(StuckSite::turnUntil(*works, executor, [&] { return site.othersAreInstalled(); }));
    site.gate.awaitOne();
    const auto second = site.openSite();
    ThreadExecutor following(8);
    const auto next = site.start(*second, following, true); // the first makes no turn meanwhile
    QVERIFY(next->turn());
    const Distribution before = *site.bench.row(site.packages[0], StuckSite::stuck);
    site.gate.open();
    waitForAll(executor);
    const auto turned = works->turn();
    QVERIFY(!turned);
    QCOMPARE(turned.error().code, Code::SiteLocked);
    QVERIFY(*site.bench.row(site.packages[0], StuckSite::stuck) == before);
    QVERIFY(StuckSite::turnUntil(*next, following, [&] { return site.bench.state(site.packages[1], StuckSite::stuck) == State::Installed; }));
}

void TestExecutor::F66_anEngineThatAnswersIsNotRelieved()
{
    StuckSite site;
    Gate started;
    std::thread other;
    std::atomic<engine::Engine *> running{nullptr};
    other = std::thread([&] {
        const auto own = site.openSite();
        ThreadExecutor executor(8);
        const auto works = site.start(*own, executor);
        running = works.get();
        static_cast<void>(works->run());
        started.pass();
        waitForAll(executor);
    });
    site.gate.awaitOne();
    ThreadExecutor following(8);
    const auto refused = engine::Engine::start(*site.first, *site.transport, following, {.untilIdle = false, .runFor = std::nullopt, .takeOver = true, .backups = false});
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Code::SiteLocked);
    QVERIFY(refused.error().parameters.contains("pid"));
    running.load()->stop();
    started.awaitOne();
    site.gate.open();
    started.open();
    other.join();
}

void TestExecutor::theLogGoesIntoTheDatabaseFileOnAWorker()
{
    StuckSite site;
    site.gate.open();
    ThreadExecutor executor(8);
    const auto works = site.start(*site.first, executor);
    QVERIFY(StuckSite::turnUntil(*works, executor, [&] { return site.othersAreInstalled() && works->idle(); }));
    site.bench.site->database().checkpointElsewhere();
    const auto inFile = [&site] { return site.bench.read("site/site.db").contains("into the file"); };
    site.bench.setRow(site.packages[0], "dp1", [](Distribution &row) { row.stopped = Distribution::Mark{"anna", "into the file", {}}; });
    QVERIFY(works->turn());
    QVERIFY(!inFile());
    QVERIFY(StuckSite::turnUntil(*works, executor, [&] {
        site.bench.setRow(site.packages[0], "dp2", [&site](Distribution &row) { row.updatedAt = site.clock.wall(); });
        return inFile();
    }));
}

QTEST_GUILESS_MAIN(TestExecutor)
#include "tst_executor.moc"
