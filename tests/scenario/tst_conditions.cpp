// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/scenario/simulate/forwardingtransport.h"
#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// What stops whole DPs, whole packages, or time itself; in virtual time.
class TestConditions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F22_aReadOnlyDpIsAConditionThatEndsByItself();
    void F25_nothingIsWrittenToABareMountPoint();
    void F25_aDpThatVanishesInMidCopyGoesOnWhenItIsBack();
    void F26_anotherDpInItsPlaceIsNeverWrittenTo();
    void F13_aFullDpGoesOnWhenThereIsRoom_data();
    void F13_aFullDpGoesOnWhenThereIsRoom();
    void F23_aDpThatHangsDelaysNoOther();
    void F24_aSlowDpDelaysNoOther();
    void F83_noLookAtAFolderHoldsTheDatabase();
    void F84_damagedContentIsHealedFromTheSource();
    void F84_damagedContentIsHealedFromAVerifiedDp();
    void F20_aCloseThatFailsIsTriedAgain();
    void aDpThatKeepsFailingIsProbedAndComesBack();
    void aWindowThatClosesKeepsTheStage();
    void aWindowThatClosesStopsWhatIsOnItsWay();
    void F63_aWallClockThatJumpsMovesNoDueTime_data();
    void F63_aWallClockThatJumpsMovesNoDueTime();
    void F65_threeDaysAsleepAreNoStorm();
    void F66_aSecondEngineIsRefused();
    void F68_anEngineThatWasRelievedWritesNothing();
    void F74_outOfMemoryInAWorkerIsARetry();
};

namespace {

World::Tree small(const std::string &word)
{
    return {{"setup.exe", "program " + word}, {"data/a.txt", "a " + word}, {"data/b.txt", "always the same"}};
}

} // namespace

void TestConditions::F22_aReadOnlyDpIsAConditionThatEndsByItself()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    const PackageId other = world.addPackage("Viewer", small("two"));
    world.addDp("one");
    world.files.setReadOnly("/dp/one", true);
    world.distribute(package, {"one"});
    world.distribute(other, {"one"});
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.dp("one").condition.value().code, Code::DpReadOnly);
    QCOMPARE(world.row(package, "one").state, State::Blocked);
    QCOMPARE(world.row(other, "one").state, State::Blocked);
    QCOMPARE(world.row(package, "one").attempt, 0);
    QCOMPARE(world.messageCount(2391), 1);
    QCOMPARE(world.messageCount(2328), 1);
    world.runFor(5h);
    QCOMPARE(world.messageCount(2391), 1);
    world.files.setReadOnly("/dp/one", false);
    QVERIFY(world.runUntil(package, "one", State::Installed, 11min));
    QVERIFY(world.runUntil(other, "one", State::Installed, 1min));
    QVERIFY(world.holds(package, "one", 1));
    QCOMPARE(world.messageCount(20201), 1);
    QVERIFY(world.invariants().empty());
}

void TestConditions::F25_nothingIsWrittenToABareMountPoint()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.files.unmount("/dp/one");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.files.tree("/dp/one").empty());
    QVERIFY(world.dp("one").condition.has_value());
    world.files.remount("/dp/one");
    QVERIFY(world.runUntil(package, "one", State::Installed, 11min));
    QVERIFY(world.holds(package, "one", 1));
}

void TestConditions::F25_aDpThatVanishesInMidCopyGoesOnWhenItIsBack()
{
    for (std::uint64_t call = 5; call < 60; call += 6) {
        World world;
        const PackageId package = world.addPackage("Office", small("one"));
        world.addDp("one");
        world.distribute(package, {"one"});
        world.start();
        std::uint64_t calls = 0;
        world.files.onCall = [&](const char *, const std::string &path) {
            if (path.starts_with("/dp/one") && ++calls == call)
                world.files.unmount("/dp/one");
        };
        QVERIFY(world.runUntilIdle());
        world.files.onCall = nullptr;
        QVERIFY(world.files.tree("/dp/one").empty() || calls < call);
        if (calls >= call)
            world.files.remount("/dp/one");
        QVERIFY(world.runUntil(package, "one", State::Installed, 2h));
        QVERIFY(world.holds(package, "one", 1));
        QVERIFY(world.runUntilIdle());
        QVERIFY(world.invariants().empty());
    }
}

void TestConditions::F26_anotherDpInItsPlaceIsNeverWrittenTo()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.addDp("two");
    const auto ours = world.files.read("/dp/one/.cartage/dp.json");
    const auto marker = world.files.read("/dp/two/.cartage/dp.json");
    QVERIFY(ours.has_value() && marker.has_value());
    // The other's disk is mounted here: its marker is what tells.
    world.files.writeFile("/dp/one/.cartage/dp.json", *marker);
    const auto before = world.files.tree("/dp/one");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.row(package, "one").error.value().code, Code::DpOtherIdentity);
    world.runFor(48h);
    QVERIFY(world.files.tree("/dp/one") == before);
    world.files.writeFile("/dp/one/.cartage/dp.json", *ours);
    engine::ScopeNames scope;
    scope.dps = {"one"};
    QVERIFY(engine::retryNow(world.site(), scope, World::yes()).has_value());
    QVERIFY(world.runUntil(package, "one", State::Installed, 5min));
}

void TestConditions::F13_aFullDpGoesOnWhenThereIsRoom_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("F13 no space") << ENOSPC;
    QTest::newRow("F16 quota") << EDQUOT;
}

void TestConditions::F13_aFullDpGoesOnWhenThereIsRoom()
{
    QFETCH(int, error);
    World world;
    const std::string large(200'000, 'x');
    const PackageId package = world.addPackage("Large", {{"large.bin", large}});
    const PackageId fits = world.addPackage("Small", small("one"));
    world.addDp("one");
    world.files.change("/dp/one", [&](Profile &profile) { profile.fullError = error; });
    world.files.setFree("/dp/one", 100'000);
    world.distribute(package, {"one"});
    world.distribute(fits, {"one"});
    QVERIFY(world.runUntilIdle());
    const Distribution row = world.row(package, "one");
    QCOMPARE(row.state, State::Blocked);
    QCOMPARE(row.error.value().kind(), Kind::NeedsSpace);
    QVERIFY(world.holds(fits, "one", 1));
    QVERIFY(world.published(package, "one").empty());
    world.files.setFree("/dp/one", 10'000'000);
    QVERIFY(world.runUntil(package, "one", State::Installed, 20min));
    QVERIFY(world.holds(package, "one", 1));
}

void TestConditions::F23_aDpThatHangsDelaysNoOther()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("dead");
    world.addDp("fine");
    world.files.setHangCost(70s);
    world.files.hang("/dp/dead");
    world.distribute(package, {"dead", "fine"});
    QVERIFY(world.runUntil(package, "fine", State::Installed, 10s));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.row(package, "dead").error.value().code, Code::DpNotResponding);
    world.files.resume("/dp/dead");
    QVERIFY(world.runUntil(package, "dead", State::Installed, 20min));
}

void TestConditions::F24_aSlowDpDelaysNoOther()
{
    World world;
    const PackageId package = world.addPackage("Large", {{"large.bin", std::string(300'000, 'x')}});
    Profile slow = Profile::local();
    slow.bandwidth = 1024;
    world.addDp("slow", slow);
    for (int number = 0; number < 10; ++number)
        world.addDp("dp" + std::to_string(number));
    std::vector<std::string> all{"slow"};
    for (int number = 0; number < 10; ++number)
        all.push_back("dp" + std::to_string(number));
    world.distribute(package, all);
    QVERIFY(world.runUntil([&] {
        for (std::size_t i = 1; i < all.size(); ++i) {
            if (world.row(package, all[i]).state != State::Installed)
                return false;
        }
        return true;
    }, 30s));
    QVERIFY(world.runUntil(package, "slow", State::Installed, 2h));
}

/// What a look at a dead share would take, the database must not take: everybody else writes meanwhile.
void TestConditions::F83_noLookAtAFolderHoldsTheDatabase()
{
    World world;
    world.addPackage("Office", small("one"));
    world.addDp("one");
    const std::string file = world.site().folder() + "/site.db";
    int looks = 0;
    int refused = 0;
    world.files.onCall = [&](const char *, const std::string &path) {
        if (!path.starts_with("/src/") && !path.starts_with("/dp/one"))
            return;
        ++looks;
        auto other = store::Connection::open(file, store::Connection::Mode::ReadWrite);
        const auto written = (*other)->write<bool>([](store::Connection &) -> Result<bool> { return true; }, Span(0));
        refused += written ? 0 : 1;
    };
    world.addDp("two");
    QVERIFY(looks > 0);
    QCOMPARE(refused, 0);
    const PackageId viewer = world.addPackage("Viewer", small("two"));
    QVERIFY(engine::setPackage(world.site(), viewer, {{"source", "/src/Office"}}, World::yes()).has_value());
    QCOMPARE(refused, 0);
}

void TestConditions::F84_damagedContentIsHealedFromTheSource()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    for (const auto &[path, what] : world.files.tree("/library", false)) {
        if (world.files.read("/library/" + path) == "program one")
            world.files.flipByte("/library/" + path, 2);
    }
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "one", 1));
    QCOMPARE(world.dp("one").failures, 0);
    QCOMPARE(world.messageCount(20213), 1);
    QCOMPARE(world.messageCount(20214), 1);
    QVERIFY(!world.package(package).problem);
}

void TestConditions::F84_damagedContentIsHealedFromAVerifiedDp()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.addDp("two");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    world.setSource(package, small("something else by now"));
    for (const auto &[path, what] : world.files.tree("/library", false)) {
        if (world.files.read("/library/" + path) == "program one")
            world.files.flipByte("/library/" + path, 2);
    }
    world.distribute(package, {"two"});
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "two", 1));
}

void TestConditions::F20_aCloseThatFailsIsTriedAgain()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("share", Profile::nfs());
    world.distribute(package, {"share"});
    world.files.failNth(1, EIO, Persistence::Once, {"close", "/dp/share", "/stage/"});
    QVERIFY(world.runUntil([&] { return world.files.faultsGiven() > 0; }));
    QVERIFY(world.runUntil(package, "share", State::Installed, 2h));
    QVERIFY(world.holds(package, "share", 1));
    QVERIFY(world.attempts(package, "share").size() >= 2);
}

void TestConditions::aDpThatKeepsFailingIsProbedAndComesBack()
{
    World world;
    std::vector<PackageId> packages;
    world.addDp("bad");
    for (int number = 0; number < 5; ++number) {
        packages.push_back(world.addPackage("Package " + std::to_string(number), small(std::to_string(number))));
        world.distribute(packages.back(), {"bad"});
    }
    world.files.failNth(1, EIO, Persistence::FromThenOn, {"syncFileSystem", "/dp/bad", {}});
    QVERIFY(world.runUntil([&] { return world.dp("bad").breaker == BreakerState::Open; }));
    world.runFor(6h);
    QCOMPARE(world.messageCount(20202), 1);
    world.files.clearFaults();
    for (const PackageId &package : packages) {
        QVERIFY(world.runUntil(package, "bad", State::Installed, 3h));
        QVERIFY(world.holds(package, "bad", 1));
    }
    QCOMPARE(world.messageCount(20203), 1);
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.invariants().empty());
}

void TestConditions::aWindowThatClosesKeepsTheStage()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("branch");
    QVERIFY(engine::setDp(world.site(), world.operatorTransport(), "branch", {{"window", "Mo-Su 05:00-06:00"}}, World::yes()).has_value());
    world.distribute(package, {"branch"});
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.row(package, "branch").state, State::Paused);
    QVERIFY(world.runUntil(package, "branch", State::Installed, 25h));
    const Time at = world.clock.wall();
    const auto hour = std::chrono::duration_cast<std::chrono::hours>(at - std::chrono::floor<std::chrono::days>(at)).count();
    QCOMPARE(hour, 5);
    QVERIFY(world.holds(package, "branch", 1));
}

/// Simulated work has its effects at once and answers later: whether it was told to stop meanwhile shows at its control.
void TestConditions::aWindowThatClosesStopsWhatIsOnItsWay()
{
    class Watching final : public ForwardingTransport
    {
    public:
        Watching(std::unique_ptr<transport::Transport> inner, const transport::WorkControl *&running)
            : ForwardingTransport(std::move(inner)), m_running(&running)
        { }
        transport::StageOutcome stage(const transport::StageOrder &order, transport::WorkControl &control) override
        {
            *m_running = &control;
            return ForwardingTransport::stage(order, control);
        }

    private:
        const transport::WorkControl **m_running;
    };
    World world;
    const transport::WorkControl *running = nullptr;
    world.decorateTransport = [&running](auto inner) { return std::make_unique<Watching>(std::move(inner), running); };
    const PackageId package = world.addPackage("Large", {{"large.bin", std::string(300'000, 'x')}});
    Profile slow = Profile::local();
    slow.bandwidth = 1024;
    world.addDp("branch", slow);
    const Time minute = std::chrono::floor<std::chrono::minutes>(world.clock.wall());
    const std::string window = "Mo-Su " + toRfc3339(minute).substr(11, 5) + "-" + toRfc3339(minute + 2min).substr(11, 5);
    QVERIFY(engine::setDp(world.site(), world.operatorTransport(), "branch", {{"window", window}}, World::yes()).has_value());
    world.distribute(package, {"branch"});
    world.runFor(30s);
    QVERIFY(isAtWork(world.row(package, "branch").state));
    QVERIFY(running && !running->stopRequested());
    world.runFor(2min);
    QCOMPARE(world.row(package, "branch").state, State::Paused);
    QVERIFY(running->stopRequested());
}

void TestConditions::F63_aWallClockThatJumpsMovesNoDueTime_data()
{
    QTest::addColumn<int>("years");
    QTest::newRow("F63 ten years forward") << 10;
    QTest::newRow("F63 ten years back") << -10;
}

void TestConditions::F63_aWallClockThatJumpsMovesNoDueTime()
{
    QFETCH(int, years);
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.distribute(package, {"one"});
    world.files.failNth(1, EIO, Persistence::Once, {"syncFileSystem", "/dp/one", {}});
    QVERIFY(world.runUntil(package, "one", State::Retrying));
    const Time due = world.row(package, "one").dueAt.value();
    const Time wall = world.clock.wall();
    world.clock.setWall(wall + years * std::chrono::hours(24 * 365));
    QVERIFY(world.runUntil(package, "one", State::Installed, due - wall + 1min));
    // A new start by the wrong clock delays nothing by more than the cap.
    world.stop();
    world.clock.setWall(wall);
    const PackageId other = world.addPackage("Viewer", small("two"));
    world.distribute(other, {"one"});
    QVERIFY(world.runUntil(other, "one", State::Installed, 61min));
}

void TestConditions::F65_threeDaysAsleepAreNoStorm()
{
    World world;
    std::vector<PackageId> packages;
    world.addDp("one");
    for (int number = 0; number < 6; ++number) {
        packages.push_back(world.addPackage("Package " + std::to_string(number), small(std::to_string(number))));
        world.distribute(packages.back(), {"one"});
    }
    world.files.failNth(1, EIO, Persistence::Once, {"syncFileSystem", "/dp/one", {}});
    QVERIFY(world.runUntil(packages.front(), "one", State::Retrying));
    world.clock.advance(24h * 3);
    QVERIFY(world.runUntilIdle());
    for (const PackageId &package : packages)
        QVERIFY(world.holds(package, "one", 1));
    QVERIFY(world.invariants().empty());
}

void TestConditions::F66_aSecondEngineIsRefused()
{
    World world;
    world.start();
    InlineExecutor executor(world.clock, 1, [] { return Span(0); });
    const auto second = engine::Engine::start(world.site(), world.operatorTransport(), executor, {});
    QVERIFY(!second);
    QCOMPARE(second.error().code, Code::SiteLocked);
    QVERIFY(second.error().parameters.contains("pid"));
    QCOMPARE(second.error().parameters.at("host"), std::string("here"));
}

void TestConditions::F68_anEngineThatWasRelievedWritesNothing()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.distribute(package, {"one"});
    world.start();
    InlineExecutor executor(world.clock, 1, [] { return Span(0); });
    engine::Engine::Options options;
    options.takeOver = true;
    const auto second = engine::Engine::start(world.site(), world.operatorTransport(), executor, options);
    QVERIFY(second.has_value());
    const Distribution before = world.row(package, "one");
    QVERIFY(!world.runUntilIdle());
    QCOMPARE(world.engineError().value().code, Code::SiteLocked);
    QVERIFY(world.row(package, "one") == before);
}

void TestConditions::F74_outOfMemoryInAWorkerIsARetry()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.distribute(package, {"one"});
    world.start();
    bool thrown = false;
    world.files.onCall = [&](const char *, const std::string &path) {
        if (!thrown && path.starts_with("/dp/one/.cartage/stage")) {
            thrown = true;
            throw std::bad_alloc();
        }
    };
    QVERIFY(world.runUntil(package, "one", State::Retrying));
    world.files.onCall = nullptr;
    QVERIFY(thrown);
    QCOMPARE(world.dp("one").failures, 0);
    QVERIFY(world.runUntil(package, "one", State::Installed, 5min));
}

QTEST_APPLESS_MAIN(TestConditions)
#include "tst_conditions.moc"
