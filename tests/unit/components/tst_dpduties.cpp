// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/siterepository.h"
#include "managerbench.h"

using namespace cartage;
using namespace cartage::components;
using namespace cartage::test;
using namespace std::chrono_literals;

/// Conditions, breakers and turns: what concerns a whole DP.
class TestDpDuties final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneThatHasWaitedItselfUpAClassTakesOverAndTheTwoDoNotTakeTurns();
    void aConditionBlocksAllThatWaitsThereAndUsesUpNoAttempt();
    void aProbeThatSucceedsEndsTheCondition();
    void F63_aProbeThatIsAskedForByAClockAheadComesAtOnce();
    void probesComeLessAndLessOften();
    void anotherDpInItsPlaceWaitsForAnOperator();
    void threeFailuresOfTheDpOpenItsBreaker();
    void afterABadTimeAnotherPackageGoesFirst();
    void aBreakerOpenForSevenDaysGivesUpAndComesBackByItself();
    void noTwoItemsAtOneDp();
    void transfersAreLimitedAndSlowDpsGetHalf();
    void networkDpsHaveTransfersOfTheirOwn();
    void aRateMakesADpOneThatMostlyWaits();
    void aHigherClassGoesFirst();
    void F23_aStuckDpGetsNothingButProbes();
    void F23_aDpThatIsStuckWhenItsTransferIsCancelledIsProbed();
};

void TestDpDuties::oneThatHasWaitedItselfUpAClassTakesOverAndTheTwoDoNotTakeTurns()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId normal = bench.addPackage(1);
    const PackageId low = bench.addPackage(2, Priority::Low);
    bench.owe(normal, dp);
    const WorkItem first = bench.planOne();
    bench.owe(low, dp);
    bench.now += 1h + 59min; // as high as the one at work by now
    QVERIFY(bench.overtaken().empty());
    bench.now += 1min;
    QVERIFY(bench.overtaken() == std::vector{first.number});
    transport::StageOutcome stopped;
    stopped.stopped = true;
    bench.record(first, stopped);
    const WorkItem second = bench.planOne();
    QVERIFY(second.package == low);
    for (int hour = 0; hour < 5; ++hour) {
        QVERIFY(bench.overtaken().empty());
        bench.now += 1h;
    }
}

void TestDpDuties::aConditionBlocksAllThatWaitsThereAndUsesUpNoAttempt()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    std::vector<PackageId> packages;
    for (int number = 1; number <= 5; ++number) {
        packages.push_back(bench.addPackage(number));
        bench.owe(packages.back(), dp);
    }
    bench.record(bench.planOne(), ManagerBench::failed(Code::DpNotThere, Scope::Dp));
    for (const PackageId &package : packages) {
        const Distribution row = bench.row(package, dp);
        QCOMPARE(row.state, State::Blocked);
        QCOMPARE(row.attempt, 0);
        QCOMPARE(row.error.value().code, Code::DpNotThere);
    }
    QCOMPARE(bench.dp(dp).condition.value().code, Code::DpNotThere);
    QCOMPARE(bench.messageCount(MessageId::CopyFailed), 1);
    QCOMPARE(bench.messageCount(MessageId::ProcessingFailed), 1);
    QCOMPARE(bench.messageCount(MessageId::DpNotReached), 1);
    QVERIFY(bench.plan().empty());
}

void TestDpDuties::aProbeThatSucceedsEndsTheCondition()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId first = bench.addPackage(1);
    const PackageId second = bench.addPackage(2);
    bench.owe(first, dp);
    bench.owe(second, dp);
    bench.record(bench.planOne(), ManagerBench::failed(Code::DpNotThere, Scope::Dp));
    bench.now += 30s;
    const WorkItem probe = bench.planOne();
    QVERIFY(std::holds_alternative<ProbeOrder>(probe.order));
    transport::ProbeOutcome good;
    good.seen.contact = true;
    bench.record(probe, good);
    QVERIFY(!bench.dp(dp).condition);
    QCOMPARE(bench.dp(dp).breaker, BreakerState::HalfOpen);
    QCOMPARE(bench.row(first, dp).state, State::Waiting);
    QCOMPARE(bench.messageCount(MessageId::DpReachedAgain), 1);
    bench.deliver(bench.planOne());
    QCOMPARE(bench.dp(dp).breaker, BreakerState::Closed);
}

void TestDpDuties::F63_aProbeThatIsAskedForByAClockAheadComesAtOnce()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    bench.record(bench.planOne(), ManagerBench::failed(Code::DpNotThere, Scope::Dp));
    QVERIFY(bench.plan().empty());
    bench.changeDp(dp, [&](Dp &changed) { changed.nextProbe = bench.now + 60h; });
    bench.reload();
    QCOMPARE(bench.dp(dp).nextProbe.value(), bench.now);
    QVERIFY(std::holds_alternative<ProbeOrder>(bench.planOne().order));
}

void TestDpDuties::probesComeLessAndLessOften()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    bench.record(bench.planOne(), ManagerBench::failed(Code::DpNotThere, Scope::Dp));
    Span last{};
    for (int probes = 0; probes < 20; ++probes) {
        const Time next = bench.dp(dp).nextProbe.value();
        const Span delay = next - bench.now;
        QVERIFY(delay >= last);
        QVERIFY(delay <= 10min);
        last = delay;
        bench.now = next;
        transport::ProbeOutcome bad;
        bad.error = ManagerBench::failed(Code::DpNotThere, Scope::Dp).error;
        bench.record(bench.planOne(), bad);
    }
    QCOMPARE(last.count(), Span(10min).count());
    QCOMPARE(bench.messageCount(MessageId::DpNotReached), 1);
}

void TestDpDuties::anotherDpInItsPlaceWaitsForAnOperator()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    bench.record(bench.planOne(), ManagerBench::failed(Code::DpOtherIdentity, Scope::Dp));
    bench.now += 24h;
    QVERIFY(bench.plan().empty());
    QVERIFY(!bench.dp(dp).nextProbe);
}

void TestDpDuties::threeFailuresOfTheDpOpenItsBreaker()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    for (int number = 1; number <= 5; ++number)
        bench.owe(bench.addPackage(number), dp);
    for (int failure = 0; failure < 3; ++failure)
        bench.record(bench.planOne(), ManagerBench::failed(Code::ConnectionLost));
    QCOMPARE(bench.dp(dp).breaker, BreakerState::Open);
    QVERIFY(!bench.dp(dp).condition);
    QVERIFY(bench.plan().empty());
    QCOMPARE(bench.messageCount(MessageId::DpKeepsFailing), 1);
    // What was not tried stays as it was.
    QCOMPARE(bench.row(makePackageId(SiteCode("CEN"), 5), dp).state, State::Waiting);
    QCOMPARE(bench.row(makePackageId(SiteCode("CEN"), 5), dp).attempt, 0);
}

void TestDpDuties::afterABadTimeAnotherPackageGoesFirst()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId bad = bench.addPackage(1);
    bench.owe(bad, dp);
    for (int failure = 0; failure < 3; ++failure) {
        bench.record(bench.planOne(), ManagerBench::failed(Code::IoError));
        bench.now = bench.row(bad, dp).dueAt.value();
    }
    QCOMPARE(bench.dp(dp).breaker, BreakerState::Open);
    const PackageId other = bench.addPackage(2);
    bench.owe(other, dp);
    bench.now = std::max(bench.now, bench.dp(dp).nextProbe.value());
    transport::ProbeOutcome good;
    good.seen.contact = true;
    bench.record(bench.planOne(), good);
    QCOMPARE(bench.dp(dp).breaker, BreakerState::HalfOpen);
    const WorkItem item = bench.planOne();
    QVERIFY(item.package == other);
    bench.deliver(item);
    QCOMPARE(bench.dp(dp).breaker, BreakerState::Closed);
    QCOMPARE(bench.messageCount(MessageId::DpWorksAgain), 1);
    bench.now += 1h;
    QVERIFY(bench.planOne().package == bad);
}

void TestDpDuties::aBreakerOpenForSevenDaysGivesUpAndComesBackByItself()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    bench.record(bench.planOne(), ManagerBench::failed(Code::DpNotThere, Scope::Dp));
    bench.now += 24h * 7 + 1min;
    transport::ProbeOutcome bad;
    bad.error = ManagerBench::failed(Code::DpNotThere, Scope::Dp).error;
    bench.record(bench.planOne(), bad);
    QCOMPARE(bench.row(package, dp).state, State::Failed);
    QCOMPARE(bench.messageCount(MessageId::DpFailsTooLong), 1);
    bench.now += 1h;
    transport::ProbeOutcome good;
    good.seen.contact = true;
    bench.record(bench.planOne(), good);
    QCOMPARE(bench.row(package, dp).state, State::Waiting);
    QVERIFY(std::holds_alternative<transport::StageOrder>(bench.planOne().order));
}

void TestDpDuties::noTwoItemsAtOneDp()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    for (int number = 1; number <= 5; ++number)
        bench.owe(bench.addPackage(number), dp);
    const WorkItem first = bench.planOne();
    QVERIFY(bench.plan().empty());
    bench.record(first, ManagerBench::staged());
    QVERIFY(std::holds_alternative<transport::PublishOrder>(bench.planOne().order));
    QVERIFY(bench.plan().empty());
}

void TestDpDuties::transfersAreLimitedAndSlowDpsGetHalf()
{
    ManagerBench bench;
    const PackageId package = bench.addPackage(1);
    for (int number = 0; number < 20; ++number) {
        const DpKey dp = bench.addDp("dp" + std::to_string(number));
        bench.changeDp(dp, [&](Dp &changed) { changed.slow = number < 12; });
        bench.owe(package, dp);
    }
    const auto items = bench.plan();
    QCOMPARE(items.size(), 8U);
    const auto slow = std::count_if(items.begin(), items.end(), [&](const WorkItem &item) { return bench.dp(item.dp).slow; });
    QCOMPARE(slow, 4);
}

void TestDpDuties::networkDpsHaveTransfersOfTheirOwn()
{
    ManagerBench bench;
    const PackageId package = bench.addPackage(1);
    for (int number = 0; number < 100; ++number)
        bench.owe(package, bench.addDp("dp" + std::to_string(number), number >= 20));
    const auto items = bench.plan();
    const auto network = std::count_if(items.begin(), items.end(), [](const WorkItem &item) { return item.mostlyWaits; });
    QCOMPARE(network, 64);
    QCOMPARE(items.size(), 72U);
}

void TestDpDuties::aRateMakesADpOneThatMostlyWaits()
{
    ManagerBench bench;
    const PackageId package = bench.addPackage(1);
    for (int number = 0; number < 40; ++number) {
        const DpKey dp = bench.addDp("dp" + std::to_string(number));
        bench.changeDp(dp, [&](Dp &changed) { changed.settings.rate = 1'000'000; });
        bench.owe(package, dp);
    }
    QCOMPARE(bench.plan().size(), 40U);
}

void TestDpDuties::aHigherClassGoesFirst()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId low = bench.addPackage(1, Priority::Low);
    const PackageId normal = bench.addPackage(2);
    const PackageId high = bench.addPackage(3, Priority::High);
    for (const PackageId &package : {low, normal, high})
        bench.owe(package, dp);
    for (const PackageId &package : {high, normal, low}) {
        const auto items = bench.plan();
        QCOMPARE(items.size(), 1U);
        QVERIFY(items.front().package == package);
        bench.deliver(items.front());
    }
}

void TestDpDuties::F23_aStuckDpGetsNothingButProbes()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    bench.owe(bench.addPackage(1), dp);
    bench.owe(bench.addPackage(2), dp);
    const WorkItem stuck = bench.planOne();
    bench.record(stuck, Abandoned{false});
    QCOMPARE(bench.dp(dp).condition.value().code, Code::DpNotResponding);
    bench.now = bench.dp(dp).nextProbe.value();
    const WorkItem probe = bench.planOne();
    QVERIFY(std::holds_alternative<ProbeOrder>(probe.order));
    transport::ProbeOutcome good;
    good.seen.contact = true;
    bench.record(probe, good);
    QVERIFY(bench.plan().empty());
    bench.manager->workerReturned(stuck);
    QVERIFY(std::holds_alternative<transport::StageOrder>(bench.planOne().order));
}

void TestDpDuties::F23_aDpThatIsStuckWhenItsTransferIsCancelledIsProbed()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    const WorkItem stuck = bench.planOne();
    bench.changeRow(package, dp, [](Distribution &row) { row.state = State::Stopped; });
    bench.record(stuck, Abandoned{false});
    QCOMPARE(bench.row(package, dp).state, State::Stopped);
    QCOMPARE(bench.dp(dp).condition.value().code, Code::DpNotResponding);
    bench.now = bench.dp(dp).nextProbe.value();
    QVERIFY(std::holds_alternative<ProbeOrder>(bench.planOne().order));
}

QTEST_APPLESS_MAIN(TestDpDuties)
#include "tst_dpduties.moc"
