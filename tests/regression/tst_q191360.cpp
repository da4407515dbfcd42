// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// Q191360: the counter of retries that are left fell by two with each attempt, so that half of them were never made.
class TestQ191360 final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldTwoPlacesCountedTheSameAttempt();
    void eachAttemptCountsOne();
    void whatIsNotAFailureCountsNothing();
};

namespace {

/// Both the one who begins a try and the one who sees it fail count it.
struct OldRetries {
    int left = 0;
    int tries = 0;
    void runOut()
    {
        while (left > 0) {
            --left;
            ++tries;
            --left;
        }
    }
};

World::Tree tree()
{
    return {{"setup.exe", "program"}, {"readme.txt", "text"}};
}

} // namespace

void TestQ191360::oldTwoPlacesCountedTheSameAttempt()
{
    OldRetries old{100, 0};
    old.runOut();
    QCOMPARE(old.tries, 50);
}

void TestQ191360::eachAttemptCountsOne()
{
    World world;
    const PackageId package = world.addPackage("Office", tree());
    world.addDp("one");
    QVERIFY(engine::setDp(world.site(), world.operatorTransport(), "one", {{"retry_count", "7"}}, World::yes()).has_value());
    // Of one package alone: busy is no failure of the DP, so its breaker does not come between.
    world.files.failNth(1, EIO, Persistence::FromThenOn, {"createFile", "/dp/one", "stage/" + package.value()});
    world.distribute(package, {"one"});
    for (int attempt = 1; attempt <= 7; ++attempt) {
        QVERIFY(world.runUntil([&] { return world.attempts(package, "one").size() == static_cast<std::size_t>(attempt)
                                         && world.row(package, "one").state != State::Transferring; }, 24h));
        QCOMPARE(world.row(package, "one").attempt, attempt);
        // Another package gets through, so that the DP itself is not what fails.
        const PackageId other = world.addPackage("Other " + std::to_string(attempt), {{"f", std::to_string(attempt)}});
        world.distribute(other, {"one"});
        QVERIFY(world.runUntil(other, "one", State::Installed, 24h));
    }
    QVERIFY(world.runUntil(package, "one", State::Failed, 24h));
    const auto attempts = world.attempts(package, "one");
    QCOMPARE(attempts.size(), 7U);
    for (std::size_t i = 0; i < attempts.size(); ++i)
        QCOMPARE(attempts[i].number, static_cast<int>(i + 1));
    world.runFor(48h);
    QCOMPARE(world.attempts(package, "one").size(), 7U);
}

void TestQ191360::whatIsNotAFailureCountsNothing()
{
    World world;
    const PackageId package = world.addPackage("Office", tree());
    world.addDp("one");
    world.distribute(package, {"one"});
    world.start();
    // Killed three times in mid-copy, then its DP is away for a day.
    for (int kill = 0; kill < 3; ++kill) {
        QVERIFY(world.runUntil(package, "one", State::Transferring));
        world.kill();
    }
    world.files.unmount("/dp/one");
    world.runFor(24h);
    QCOMPARE(world.row(package, "one").attempt, 0);
    world.files.remount("/dp/one");
    QVERIFY(world.runUntil(package, "one", State::Installed, 11min));
    QCOMPARE(world.row(package, "one").attempt, 1);
}

QTEST_APPLESS_MAIN(TestQ191360)
#include "tst_q191360.moc"
