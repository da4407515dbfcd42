// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/engine/housekeeping.h"
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
};

namespace {

constexpr int clocksParted = static_cast<int>(components::MessageId::ClocksParted);

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

QTEST_GUILESS_MAIN(TestHousekeeping)
#include "tst_housekeeping.moc"
