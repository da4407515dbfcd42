// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/siterepository.h"
#include "managerbench.h"

using namespace cartage;
using namespace cartage::components;
using namespace cartage::test;
using namespace std::chrono_literals;

class TestDistributionManager final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDeliveryIsWrittenDownBeforeEachStep();
    void anotherVersionOfOursThatIsThereIsTheBase();
    void F08_aRecordThatIsThereIsRecordedWithoutCopying();
    void F43_anAnswerOfAnOvertakenAttemptIsAFactNotADuty();
    void eachFailureCountsOne();
    void aRetryComesAtItsOwnTimeWhateverElseIsDone();
    void triesAreUsedUp();
    void F79_aFileInUseUsesUpNoAttemptAndIsTriedAgainInFiveMinutes();
    void aPublishThatCouldNotBeUndoneStaysPublishing();
    void F07_anOpenPublishIsLookedAtBeforeAnythingElse();
    void F06_aKilledAttemptIsDueAtOnceAndNotCounted();
    void F13_whatNeedsSpaceGoesOnWhenThereIsRoom();
    void F84_damagedContentIsThePackagesProblemAndNoDps();
    void aHigherClassTakesOverAndTheOtherIsNotCounted();
    void F76_anActionDuringPublishingTakesEffectAfterIt();
    void heldPackagesAreNotBegun();
    void aWindowThatClosesPausesAndOpensAgain();
    void aRemovalTakesTheFactsAway();
    void aDpThatIsToGoGoesWhenItIsEmpty();
    void aPackageThatIsToGoGoesWithItsLastRow();
    void F21_aDamagedRowIsRepaired();
    void aValidationOfSomethingElseChangesNothing();
    void startedIsSaidOnceForAVersion();
};

void TestDistributionManager::aDeliveryIsWrittenDownBeforeEachStep()
{
    ManagerBench bench;
    const PackageId package = bench.addPackage(1);
    const DpKey dp = bench.addDp("one");
    bench.owe(package, dp);
    const WorkItem stage = bench.planOne();
    QVERIFY(std::holds_alternative<transport::StageOrder>(stage.order));
    QCOMPARE(bench.row(package, dp).state, State::Transferring);
    QCOMPARE(bench.row(package, dp).token, stage.token);
    QCOMPARE(bench.attempts(package, dp).size(), 1U);
    bench.record(stage, ManagerBench::staged());
    QCOMPARE(bench.row(package, dp).state, State::Publishing);
    QVERIFY(!bench.row(package, dp).installedVersion);
    const WorkItem publish = bench.planOne();
    const auto &order = std::get<transport::PublishOrder>(publish.order);
    QCOMPARE(order.token, stage.token);
    QCOMPARE(order.stage, std::string("stage"));
    QVERIFY(!order.formerManifest);
    bench.record(publish, ManagerBench::published(bench.now));
    const Distribution row = bench.row(package, dp);
    QCOMPARE(row.state, State::Installed);
    QCOMPARE(row.installedVersion.value(), 1);
    QVERIFY(row.proof.has_value());
    QCOMPARE(bench.attempts(package, dp).front().outcome, std::string("installed"));
    QCOMPARE(bench.messageCount(MessageId::OnDp), 1);
    QCOMPARE(bench.messageCount(MessageId::Processed), 1);
    const WorkItem clean = bench.planOne();
    QVERIFY(std::holds_alternative<CleanOrder>(clean.order));
    bench.record(clean, CleanOutcome{});
    QVERIFY(bench.plan().empty());
    QVERIFY(!bench.manager->hasPending());
}

void TestDistributionManager::anotherVersionOfOursThatIsThereIsTheBase()
{
    ManagerBench bench;
    const PackageId package = bench.addPackage(1);
    const DpKey dp = bench.addDp("one");
    bench.owe(package, dp);
    bench.deliver(bench.planOne());
    bench.record(bench.planOne(), CleanOutcome{});
    bench.addVersion(package);
    bench.changeRow(package, dp, [&](Distribution &row) {
        row.state = State::Waiting;
        row.wantedVersion = 2;
        row.dueAt = bench.now;
    });
    const WorkItem stage = bench.planOne();
    const auto &order = std::get<transport::StageOrder>(stage.order);
    QCOMPARE(order.version, 2);
    QVERIFY(order.formerManifest == ManagerBench::manifestOf(package, 1));
    QVERIFY(!order.damagedOnly);
}

void TestDistributionManager::F08_aRecordThatIsThereIsRecordedWithoutCopying()
{
    ManagerBench bench;
    const PackageId package = bench.addPackage(1);
    const DpKey dp = bench.addDp("one");
    bench.owe(package, dp);
    transport::StageOutcome outcome;
    outcome.seen.contact = true;
    outcome.alreadyThere = true;
    outcome.found = transport::PackageRecord{1, 1, ManagerBench::manifestOf(package, 1), false, Proof{ProofKind::ReadBack, bench.now}};
    bench.record(bench.planOne(), outcome);
    QCOMPARE(bench.row(package, dp).state, State::Installed);
    QVERIFY(bench.row(package, dp).installedManifest == ManagerBench::manifestOf(package, 1));
}

void TestDistributionManager::F43_anAnswerOfAnOvertakenAttemptIsAFactNotADuty()
{
    ManagerBench bench;
    const PackageId package = bench.addPackage(1);
    const DpKey dp = bench.addDp("one");
    bench.owe(package, dp);
    const WorkItem stage = bench.planOne();
    bench.changeRow(package, dp, [](Distribution &row) { row.state = State::Stopped; });
    transport::StageOutcome outcome = ManagerBench::staged();
    outcome.found = transport::PackageRecord{7, 1, ManagerBench::manifestOf(package, 7), false, std::nullopt};
    bench.record(stage, outcome);
    const Distribution row = bench.row(package, dp);
    QCOMPARE(row.state, State::Stopped);
    QCOMPARE(row.installedVersion.value(), 7);
    QCOMPARE(bench.attempts(package, dp).front().outcome, std::string("cancelled"));
    QVERIFY(bench.plan().empty());
}

void TestDistributionManager::eachFailureCountsOne()
{
    ManagerBench bench;
    const PackageId package = bench.addPackage(1);
    const DpKey dp = bench.addDp("one");
    bench.owe(package, dp);
    for (int failure = 1; failure <= 10; ++failure) {
        bench.record(bench.planOne(), ManagerBench::failed(Code::SourceBusy));
        const Distribution row = bench.row(package, dp);
        QCOMPARE(row.state, State::Retrying);
        QCOMPARE(row.attempt, failure);
        bench.now = row.dueAt.value();
    }
    QCOMPARE(bench.attempts(package, dp).size(), 10U);
    QCOMPARE(bench.messageCount(MessageId::CopyFailed), 10);
}

void TestDistributionManager::aRetryComesAtItsOwnTimeWhateverElseIsDone()
{
    ManagerBench bench;
    const PackageId broken = bench.addPackage(1);
    const DpKey dp = bench.addDp("one");
    bench.owe(broken, dp);
    bench.record(bench.planOne(), ManagerBench::failed(Code::SourceBusy));
    const Time due = bench.row(broken, dp).dueAt.value();
    QVERIFY(due - bench.now >= 30s);
    QVERIFY(due - bench.now <= 90s);
    for (int number = 2; number < 12; ++number) {
        const PackageId other = bench.addPackage(number);
        bench.owe(other, dp);
        bench.deliver(bench.planOne());
        bench.record(bench.planOne(), CleanOutcome{});
        QCOMPARE(toMs(bench.row(broken, dp).dueAt.value()), toMs(due));
    }
    QVERIFY(bench.plan().empty());
    bench.now = due;
    QVERIFY(bench.planOne().package == broken);
}

void TestDistributionManager::triesAreUsedUp()
{
    ManagerBench bench;
    bench.setSetting("retry_count", "3");
    const PackageId package = bench.addPackage(1);
    const DpKey dp = bench.addDp("one");
    bench.owe(package, dp);
    for (int failure = 1; failure <= 3; ++failure) {
        bench.record(bench.planOne(), ManagerBench::failed(Code::SourceBusy));
        bench.now += 2h;
    }
    QCOMPARE(bench.row(package, dp).state, State::Failed);
    QVERIFY(!bench.row(package, dp).dueAt);
    QVERIFY(bench.plan().empty());
}

void TestDistributionManager::F79_aFileInUseUsesUpNoAttemptAndIsTriedAgainInFiveMinutes()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    for (int refusal = 0; refusal < 20; ++refusal) {
        bench.record(bench.planOne(), ManagerBench::staged());
        transport::PublishOutcome refused;
        refused.undone = true;
        refused.error = ManagerBench::failed(Code::FileInUse).error;
        bench.record(bench.planOne(), refused);
        const Distribution row = bench.row(package, dp);
        QCOMPARE(row.state, State::Retrying);
        QCOMPARE(row.attempt, 1);
        QCOMPARE((row.dueAt.value() - bench.now).count(), Span(5min).count());
        bench.now = row.dueAt.value();
    }
    QCOMPARE(bench.dp(dp).breaker, BreakerState::Closed);
    QCOMPARE(bench.messageCount(MessageId::CopyFailed), 1);
    bench.deliver(bench.planOne());
    QCOMPARE(bench.row(package, dp).state, State::Installed);
    QVERIFY(!bench.row(package, dp).publishOnly);
}

void TestDistributionManager::aPublishThatCouldNotBeUndoneStaysPublishing()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    const PackageId other = bench.addPackage(2);
    bench.owe(package, dp);
    bench.record(bench.planOne(), ManagerBench::staged());
    transport::PublishOutcome mixed;
    mixed.mixed = true;
    mixed.error = ManagerBench::failed(Code::FileInUse).error;
    bench.record(bench.planOne(), mixed);
    const Distribution row = bench.row(package, dp);
    QCOMPARE(row.state, State::Publishing);
    QVERIFY(row.mixed);
    QCOMPARE(bench.messageCount(MessageId::PublishMixed), 1);
    bench.owe(other, dp);
    QVERIFY(bench.plan().empty());
    bench.now += 5min;
    const WorkItem look = bench.planOne();
    QVERIFY(look.package == package);
    transport::StageOutcome finished;
    finished.seen.contact = true;
    finished.finishedForward = finished.alreadyThere = true;
    finished.found = transport::PackageRecord{1, 1, ManagerBench::manifestOf(package, 1), false, Proof{ProofKind::ReadBack, bench.now}};
    bench.record(look, finished);
    QCOMPARE(bench.row(package, dp).state, State::Installed);
    QVERIFY(!bench.row(package, dp).mixed);
    QVERIFY(bench.planOne().package == other);
}

void TestDistributionManager::F07_anOpenPublishIsLookedAtBeforeAnythingElse()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(2);
    const PackageId urgent = bench.addPackage(1, Priority::High);
    bench.owe(package, dp);
    bench.record(bench.planOne(), ManagerBench::staged());
    QCOMPARE(bench.row(package, dp).state, State::Publishing);
    bench.owe(urgent, dp);
    bench.restart();
    const WorkItem look = bench.planOne();
    QVERIFY(look.package == package);
    QCOMPARE(bench.row(package, dp).state, State::Publishing);
    bench.deliver(look);
    QCOMPARE(bench.row(package, dp).state, State::Installed);
    QCOMPARE(bench.attempts(package, dp).size(), 1U);
    QCOMPARE(bench.attempts(package, dp).front().outcome, std::string("installed"));
}

void TestDistributionManager::F06_aKilledAttemptIsDueAtOnceAndNotCounted()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    static_cast<void>(bench.planOne());
    bench.now += 10s;
    bench.restart();
    const Distribution row = bench.row(package, dp);
    QCOMPARE(row.state, State::Waiting);
    QCOMPARE(row.attempt, 0);
    QCOMPARE(toMs(row.dueAt.value()), toMs(bench.now));
    QCOMPARE(bench.attempts(package, dp).front().outcome, std::string("interrupted"));
    bench.deliver(bench.planOne());
    QCOMPARE(bench.row(package, dp).attempt, 1);
}

void TestDistributionManager::F13_whatNeedsSpaceGoesOnWhenThereIsRoom()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    transport::StageOutcome full = ManagerBench::failed(Code::NoSpace);
    full.error->parameters = {{"need", "1000"}, {"room", "10"}};
    full.seen.contact = true;
    full.seen.space = io::Space{10, 10'000};
    bench.record(bench.planOne(), full);
    QCOMPARE(bench.row(package, dp).state, State::Blocked);
    const auto probeWith = [&](std::uint64_t free) {
        bench.now = bench.dp(dp).nextProbe.value();
        transport::ProbeOutcome probe;
        probe.seen.contact = true;
        probe.seen.space = io::Space{free, 10'000};
        bench.record(bench.planOne(), probe);
    };
    QVERIFY(bench.dp(dp).nextProbe.value() - bench.now <= 5min);
    probeWith(1'049);
    QCOMPARE(bench.row(package, dp).state, State::Blocked);
    QVERIFY(bench.dp(dp).nextProbe.value() - bench.now <= 5min);
    probeWith(1'050);
    QCOMPARE(bench.row(package, dp).state, State::Waiting);
    bench.deliver(bench.planOne());
}

void TestDistributionManager::F84_damagedContentIsThePackagesProblemAndNoDps()
{
    ManagerBench bench;
    const PackageId package = bench.addPackage(1);
    std::vector<DpKey> dps;
    for (int number = 0; number < 5; ++number) {
        dps.push_back(bench.addDp("dp" + std::to_string(number)));
        bench.owe(package, dps.back());
    }
    const Sha256 content = sha256(asBytes("content"));
    for (const WorkItem &item : bench.plan()) {
        transport::StageOutcome damaged = ManagerBench::failed(Code::ContentDamaged, Scope::Package);
        damaged.error->names = {content.hex()};
        bench.record(item, damaged);
    }
    QCOMPARE(bench.package(package).problem.value().code, Code::ContentDamaged);
    QCOMPARE(bench.messageCount(MessageId::ContentDamaged), 1);
    for (const DpKey dp : dps) {
        QCOMPARE(bench.dp(dp).failures, 0);
        QCOMPARE(bench.row(package, dp).state, State::Blocked);
        QCOMPARE(bench.row(package, dp).attempt, 0);
    }
    const WorkItem heal = bench.planOne();
    const auto &order = std::get<HealOrder>(heal.order);
    QVERIFY(order.contents == std::vector{content});
    HealOutcome healed;
    healed.healed = {{content, "source"}};
    bench.record(heal, healed);
    QVERIFY(!bench.package(package).problem);
    QCOMPARE(bench.plan().size(), 5U);
}

void TestDistributionManager::aHigherClassTakesOverAndTheOtherIsNotCounted()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId normal = bench.addPackage(1);
    const PackageId same = bench.addPackage(2);
    const PackageId high = bench.addPackage(3, Priority::High);
    bench.owe(normal, dp);
    const WorkItem stage = bench.planOne();
    bench.owe(same, dp);
    QVERIFY(bench.overtaken().empty());
    bench.owe(high, dp);
    QVERIFY(bench.overtaken() == std::vector{stage.number});
    transport::StageOutcome stopped;
    stopped.stopped = true;
    bench.record(stage, stopped);
    QCOMPARE(bench.row(normal, dp).state, State::Waiting);
    QCOMPARE(bench.row(normal, dp).attempt, 0);
    QVERIFY(bench.planOne().package == high);
}

void TestDistributionManager::F76_anActionDuringPublishingTakesEffectAfterIt()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    bench.record(bench.planOne(), ManagerBench::staged());
    const WorkItem publish = bench.planOne();
    {
        // As an operator's undistribute does: no token is raised while a publish is open.
        const std::int64_t token = bench.row(package, dp).token;
        bench.changeRow(package, dp, [&](Distribution &row) {
            row.afterPublish = State::Removing;
            row.wantedVersion = 0;
        });
        QVERIFY(bench.row(package, dp).token != token);
    }
    WorkItem current = publish;
    current.token = bench.row(package, dp).token;
    bench.record(current, ManagerBench::published(bench.now));
    const Distribution row = bench.row(package, dp);
    QCOMPARE(row.state, State::Removing);
    QCOMPARE(row.installedVersion.value(), 1);
    const auto items = bench.plan();
    QCOMPARE(items.size(), 1U);
    QVERIFY(std::holds_alternative<transport::RemoveOrder>(items.front().order));
}

void TestDistributionManager::heldPackagesAreNotBegun()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    bench.changeRow(package, dp, [&](Distribution &row) { row.held = Distribution::Mark{"anna", "change freeze", bench.now}; });
    QVERIFY(bench.plan().empty());
    QCOMPARE(bench.row(package, dp).state, State::Paused);
}

void TestDistributionManager::aWindowThatClosesPausesAndOpensAgain()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    // 2026-11-20 is a Friday; the bench's time is 2026-11-20T...Z.
    const auto window = Window::parse("Mo-Su 00:00-24:00");
    QVERIFY(window);
    const Time midnight = std::chrono::floor<std::chrono::days>(bench.now);
    bench.now = midnight + 10h;
    bench.changeDp(dp, [](Dp &changed) { changed.settings.window = *Window::parse("Mo-Su 19:00-21:00"); });
    bench.owe(package, dp);
    QVERIFY(bench.plan().empty());
    QCOMPARE(bench.row(package, dp).state, State::Paused);
    bench.now = midnight + 19h;
    const WorkItem stage = bench.planOne();
    QVERIFY(std::holds_alternative<transport::StageOrder>(stage.order));
    bench.now = midnight + 21h;
    QVERIFY(bench.plan().empty());
    QCOMPARE(bench.row(package, dp).state, State::Paused);
    QVERIFY(bench.row(package, dp).token != stage.token);
    transport::StageOutcome stopped;
    stopped.stopped = true;
    bench.record(stage, stopped);
    QCOMPARE(bench.row(package, dp).state, State::Paused);
    QCOMPARE(bench.attempts(package, dp).front().outcome, std::string("paused"));
}

void TestDistributionManager::aRemovalTakesTheFactsAway()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    bench.deliver(bench.planOne());
    bench.changeRow(package, dp, [&](Distribution &row) {
        row.state = State::Removing;
        row.wantedVersion = 0;
        row.dueAt = bench.now;
    });
    const WorkItem remove = bench.planOne();
    QVERIFY(std::get<transport::RemoveOrder>(remove.order).manifest == ManagerBench::manifestOf(package, 1));
    transport::RemoveOutcome refused;
    refused.error = ManagerBench::failed(Code::IoError).error;
    bench.record(remove, refused);
    QCOMPARE(bench.row(package, dp).state, State::Removing);
    QVERIFY(bench.row(package, dp).dueAt.value() > bench.now);
    QCOMPARE(bench.messageCount(MessageId::RemovalFailed), 1);
    bench.now = bench.row(package, dp).dueAt.value();
    transport::RemoveOutcome done;
    done.removed = true;
    done.found = {"notes.txt"};
    const auto items = bench.plan();
    bench.record(items.front(), done);
    QCOMPARE(bench.row(package, dp).state, State::Removed);
    QVERIFY(!bench.row(package, dp).installedVersion);
    QCOMPARE(bench.messageCount(MessageId::ForeignKept), 1);
}

void TestDistributionManager::aDpThatIsToGoGoesWhenItIsEmpty()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    bench.changeRow(package, dp, [&](Distribution &row) {
        row.state = State::Removing;
        row.wantedVersion = 0;
    });
    bench.changeDp(dp, [](Dp &changed) { changed.removing = true; });
    transport::RemoveOutcome done;
    done.removed = true;
    bench.record(bench.planOne(), done);
    const WorkItem last = bench.planOne();
    QVERIFY(std::holds_alternative<RemoveDpOrder>(last.order));
    bench.record(last, RemoveDpOutcome{done});
    QVERIFY(!bench.manager->dps().find(dp));
    QCOMPARE(bench.messageCount(MessageId::DpRemoved), 1);
}

void TestDistributionManager::aPackageThatIsToGoGoesWithItsLastRow()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    bench.changeRow(package, dp, [&](Distribution &row) {
        row.state = State::Removing;
        row.wantedVersion = 0;
    });
    const WorkItem remove = bench.planOne();
    // An operator has asked for it meanwhile; the last row takes the package with it.
    bench.setPackageRemoving(package);
    transport::RemoveOutcome done;
    done.removed = true;
    bench.record(remove, done);
    QCOMPARE(bench.messageCount(MessageId::PackageRemoved), 1);
    QVERIFY(bench.manager->takeContentMayGo());
    QVERIFY(!bench.manager->takeContentMayGo());
}

void TestDistributionManager::F21_aDamagedRowIsRepaired()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    bench.deliver(bench.planOne());
    bench.record(bench.planOne(), CleanOutcome{});
    bench.now += 24h * 31;
    auto due = bench.plan();
    const auto isValidation = [](const WorkItem &item) { return std::holds_alternative<transport::ValidateOrder>(item.order); };
    if (!due.empty() && std::holds_alternative<ProbeOrder>(due.front().order)) {
        transport::ProbeOutcome good;
        good.seen.contact = true;
        bench.record(due.front(), good);
        due = bench.plan();
    }
    QCOMPARE(due.size(), 1U);
    QVERIFY(isValidation(due.front()));
    transport::ValidateOutcome outcome;
    outcome.complete = true;
    outcome.at = bench.now;
    outcome.differences = {{"a/b", transport::FileDifference::Finding::Differs, {}, {}, 3, {}}};
    bench.record(due.front(), outcome);
    QCOMPARE(bench.row(package, dp).state, State::Damaged);
    QCOMPARE(bench.row(package, dp).error.value().code, Code::FilesDiffer);
    const WorkItem repair = bench.planOne();
    QVERIFY(std::get<transport::StageOrder>(repair.order).damagedOnly);
    // A repair that fails is a repair again.
    bench.record(repair, ManagerBench::failed(Code::SourceBusy));
    bench.now += 2h;
    const WorkItem again = bench.planOne();
    QVERIFY(std::get<transport::StageOrder>(again.order).damagedOnly);
    transport::StageOutcome staged = ManagerBench::staged();
    staged.found = transport::PackageRecord{1, 1, ManagerBench::manifestOf(package, 1), false, std::nullopt};
    bench.record(again, staged);
    bench.record(bench.planOne(), ManagerBench::published(bench.now));
    QCOMPARE(bench.row(package, dp).state, State::Installed);
    QVERIFY(!bench.row(package, dp).error);
}

void TestDistributionManager::aValidationOfSomethingElseChangesNothing()
{
    ManagerBench bench;
    const DpKey dp = bench.addDp("one");
    const PackageId package = bench.addPackage(1);
    bench.owe(package, dp);
    bench.deliver(bench.planOne());
    bench.record(bench.planOne(), CleanOutcome{});
    bench.now += 24h * 31;
    auto due = bench.plan();
    if (std::holds_alternative<ProbeOrder>(due.front().order)) {
        transport::ProbeOutcome good;
        good.seen.contact = true;
        bench.record(due.front(), good);
        due = bench.plan();
    }
    bench.addVersion(package);
    bench.changeRow(package, dp, [&](Distribution &row) {
        row.state = State::Waiting;
        row.wantedVersion = 2;
        row.dueAt = bench.now;
    });
    transport::ValidateOutcome outcome;
    outcome.complete = true;
    outcome.differences = {{"a", transport::FileDifference::Finding::Missing, {}, {}, 0, {}}};
    bench.record(due.front(), outcome);
    QCOMPARE(bench.row(package, dp).state, State::Waiting);
}

void TestDistributionManager::startedIsSaidOnceForAVersion()
{
    ManagerBench bench;
    const PackageId package = bench.addPackage(1);
    for (int number = 0; number < 3; ++number)
        bench.owe(package, bench.addDp("dp" + std::to_string(number)));
    QCOMPARE(bench.plan().size(), 3U);
    QCOMPARE(bench.messageCount(MessageId::ProcessingStarted), 1);
    QCOMPARE(bench.messageCount(MessageId::DistributionStarts), 3);
    bench.restart();
    QCOMPARE(bench.plan().size(), 3U);
    QCOMPARE(bench.messageCount(MessageId::ProcessingStarted), 1);
}

QTEST_APPLESS_MAIN(TestDistributionManager)
#include "tst_distributionmanager.moc"
