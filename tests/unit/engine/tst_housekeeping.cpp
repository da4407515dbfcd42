// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/engine/housekeeping.h"
#include "core/store/overviewrepository.h"
#include "tests/support/inlineexecutor.h"
#include "tests/unit/engine/operatorsite.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

class TestHousekeeping final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStepThatIsRolledBackIsTakenAgain();
    void F63_backupsOfAClockThatWasAheadGiveWayToTheNewOne();
    void statesAreCountedOnceAMinuteAndAtTheEnd();
    void oldCountsGoButTheOneThatHolds();
};

namespace {

constexpr int clocksParted = static_cast<int>(MessageId::ClocksParted);

struct Bench {
    OperatorSite world;
    FakeClock clock;
    InlineExecutor executor{clock, 1, [] { return Span(0); }};
    engine::Housekeeping housekeeping{*world.site, executor, components::StatusWriter("CEN", "here", world.random), true};

    Result<engine::Housekeeping::Progress> step(bool commits)
    {
        return world.site->database().write<engine::Housekeeping::Progress>([&](store::Connection &db) -> Result<engine::Housekeeping::Progress> {
            housekeeping.reload(db, clock.wall());
            auto progress = housekeeping.step(db, clock.wall(), SiteSettings(), 10min);
            if (!commits)
                return failure(Error{});
            return progress;
        });
    }
};

} // namespace

void TestHousekeeping::aStepThatIsRolledBackIsTakenAgain()
{
    Bench bench;
    QVERIFY(!bench.step(false));
    QCOMPARE(bench.world.messageCount(clocksParted), 0);
    const auto done = bench.step(true);
    QVERIFY(done);
    bench.housekeeping.committed(bench.clock.wall(), *done);
    QCOMPARE(bench.world.messageCount(clocksParted), 1);
    const auto again = bench.step(true);
    QVERIFY(again);
    QCOMPARE(bench.world.messageCount(clocksParted), 1);
}

void TestHousekeeping::F63_backupsOfAClockThatWasAheadGiveWayToTheNewOne()
{
    Bench bench;
    for (int day = 1; day <= 7; ++day)
        bench.world.write("site/backup/site-2036010" + std::to_string(day) + "T000000Z.db", "from the future");
    const auto done = bench.step(true);
    QVERIFY(done);
    bench.housekeeping.committed(bench.clock.wall(), *done);
    bench.executor.wait(1s);
    bench.executor.deliver();
    const QStringList kept = QDir(QString::fromStdString(bench.world.path("site/backup"))).entryList({QStringLiteral("site-*.db")}, QDir::Files);
    QCOMPARE(kept.size(), 7);
    QVERIFY(kept.front().startsWith(QStringLiteral("site-2026")));
}

void TestHousekeeping::statesAreCountedOnceAMinuteAndAtTheEnd()
{
    Bench bench;
    const auto count = [&bench](bool last) {
        const auto counted = bench.world.site->database().write<bool>(
            [&](store::Connection &db) -> Result<bool> { return bench.housekeeping.countStates(db, bench.clock.wall(), last); });
        if (counted && *counted)
            bench.housekeeping.statesCounted(bench.clock.wall());
        return counted && *counted;
    };
    QVERIFY(!count(false)); // nothing has moved
    bench.housekeeping.statesMoved();
    QVERIFY(count(false));
    bench.clock.advance(10s);
    QVERIFY(!count(true));
    bench.housekeeping.statesMoved();
    QVERIFY(!count(false)); // too soon
    QVERIFY(count(true)); // but not where the engine ends
    bench.housekeeping.statesMoved();
    bench.clock.advance(60s);
    QVERIFY(bench.housekeeping.wantsStep(bench.clock.wall()));
    QVERIFY(count(false));
}

void TestHousekeeping::oldCountsGoButTheOneThatHolds()
{
    Bench bench;
    const Time now = bench.clock.wall();
    const auto counts = bench.world.site->database().write<std::vector<store::StateCount>>([&](store::Connection &db) -> Result<std::vector<store::StateCount>> {
        for (const auto back : {20h, 12h, 9h, 1h})
            store::recordStates(db, now - back, Time());
        store::recordStates(db, now, now - 10h);
        return store::statesSince(db, Time());
    });
    QVERIFY(counts);
    QCOMPARE(counts->size(), std::size_t(4));
    QCOMPARE((*counts)[0].at, now - 12h); // held ten hours ago
    QCOMPARE(counts->back().at, now);
    const auto later = bench.world.site->database().read<std::vector<store::StateCount>>(
        [&](store::Connection &db) -> Result<std::vector<store::StateCount>> { return store::statesSince(db, now - 30min); });
    QVERIFY(later);
    QCOMPARE(later->front().at, now - 1h);
}

QTEST_GUILESS_MAIN(TestHousekeeping)
#include "tst_housekeeping.moc"
