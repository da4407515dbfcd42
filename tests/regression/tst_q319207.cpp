// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/retrypolicy.h"
#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// Q319207: a package whose DP could not be updated was tried again at least hourly, and sooner whenever the Distribution Manager was busy with other
/// packages. Here: the half of it that one site can have.
class TestQ319207 final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldEachPieceOfOtherWorkTriedTheBrokenPackageAgain();
    void workOnOtherPackagesMovesNoDueTime();
    void aRetryTouchesOnlyItsOwnRow();
    void retriesComeAtLeastHourly();
    void clearedRetriesStayCleared();
};

namespace {

/// As the article tells it: one list for the whole component. Whatever wakes it, it goes through everything that is not done yet.
class OldDistributionManager
{
public:
    explicit OldDistributionManager(std::string broken) : m_broken(std::move(broken)) { }
    void packageChanged(const std::string &package)
    {
        m_queue.push_back(package);
        std::vector<std::string> left;
        for (const std::string &each : m_queue) {
            if (each == m_broken) {
                ++m_tries;
                left.push_back(each);
            }
        }
        m_queue = std::move(left);
    }
    [[nodiscard]] int tries() const { return m_tries; }

private:
    std::string m_broken;
    std::vector<std::string> m_queue;
    int m_tries = 0;
};

World::Tree tree(const std::string &word)
{
    return {{"setup.exe", "program " + word}, {"readme.txt", "text " + word}};
}

/// Nothing of this package can be written at that DP; everything else can.
void breakPackage(World &world, const PackageId &package, const std::string &dp)
{
    world.files.failNth(1, EIO, Persistence::FromThenOn, {"createFile", World::root(dp), "stage/" + package.value()});
}

} // namespace

void TestQ319207::oldEachPieceOfOtherWorkTriedTheBrokenPackageAgain()
{
    OldDistributionManager old("broken");
    old.packageChanged("broken");
    for (int number = 0; number < 40; ++number)
        old.packageChanged("package " + std::to_string(number));
    QCOMPARE(old.tries(), 41);
}

void TestQ319207::workOnOtherPackagesMovesNoDueTime()
{
    World world;
    const PackageId broken = world.addPackage("Broken", tree("broken"));
    world.addDp("one");
    breakPackage(world, broken, "one");
    world.distribute(broken, {"one"});
    QVERIFY(world.runUntil(broken, "one", State::Retrying));
    for (int number = 0; number < 12; ++number) {
        const Distribution before = world.row(broken, "one");
        const PackageId other = world.addPackage("Package " + std::to_string(number), tree(std::to_string(number)));
        world.distribute(other, {"one"});
        QVERIFY(world.runUntil(other, "one", State::Installed, 5min));
        const Distribution after = world.row(broken, "one");
        // Either its own time has come meanwhile, or nothing of it has moved.
        if (before.dueAt.value() > world.clock.wall())
            QCOMPARE(toMs(after.dueAt.value()), toMs(before.dueAt.value()));
    }
    const auto attempts = world.attempts(broken, "one");
    for (std::size_t i = 1; i < attempts.size(); ++i)
        QVERIFY(attempts[i].started - attempts[i - 1].ended.value() >= 30s);
}

void TestQ319207::aRetryTouchesOnlyItsOwnRow()
{
    World world;
    const PackageId package = world.addPackage("Office", tree("one"));
    world.addDp("good");
    world.addDp("bad");
    breakPackage(world, package, "bad");
    world.distribute(package, {"good", "bad"});
    QVERIFY(world.runUntil(package, "good", State::Installed));
    QVERIFY(world.runUntil(package, "bad", State::Retrying));
    world.runFor(10s); // the stage of the good one is cleaned up
    const Distribution before = world.row(package, "good");
    world.files.resetCounts();
    world.runFor(20min);
    QVERIFY(world.attempts(package, "bad").size() > 1);
    QVERIFY(world.row(package, "good") == before);
    QCOMPARE(world.files.count({}, World::root("good")), std::uint64_t(0));
    QCOMPARE(world.messageCount(2330, "good"), 1);
    // The package was announced once, however often one DP was tried.
    QCOMPARE(world.messageCount(2300), 1);
}

void TestQ319207::retriesComeAtLeastHourly()
{
    SeededRandom random(3);
    const RetryPolicy policy;
    for (int failure = 1; failure <= 100; ++failure) {
        for (int round = 0; round < 50; ++round) {
            const Span delay = policy.delay(failure, random);
            QVERIFY(delay <= 60min);
            QVERIFY(delay >= 30s);
        }
    }
}

void TestQ319207::clearedRetriesStayCleared()
{
    World world;
    const PackageId package = world.addPackage("Office", tree("one"));
    world.addDp("bad");
    breakPackage(world, package, "bad");
    world.distribute(package, {"bad"});
    QVERIFY(world.runUntil(package, "bad", State::Retrying));
    engine::ScopeNames scope;
    scope.packages = {package};
    QVERIFY(engine::clearRetries(world.site(), scope, World::yes("the disk is being replaced")).has_value());
    const std::size_t tries = world.attempts(package, "bad").size();
    world.runFor(24h);
    QCOMPARE(world.row(package, "bad").state, State::Stopped);
    QCOMPARE(world.row(package, "bad").stopped.value().reason, std::string("the disk is being replaced"));
    QCOMPARE(world.attempts(package, "bad").size(), tries);
    world.files.clearFaults();
    QVERIFY(engine::retryNow(world.site(), scope, World::yes()).has_value());
    QVERIFY(world.runUntil(package, "bad", State::Installed, 5min));
}

QTEST_APPLESS_MAIN(TestQ319207)
#include "tst_q319207.moc"
