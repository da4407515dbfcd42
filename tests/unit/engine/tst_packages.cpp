// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/siterepository.h"
#include "tests/unit/engine/operatorsite.h"

using namespace cartage;
using namespace cartage::test;

class TestPackages final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreGivenInOrder();
    void aNameIsTakenWhateverItsCase();
    void aGivenIdIsKeptAndNotGivenTwice();
    void aSourceThatHoldsTheSiteIsRefused();
    void aSourceThatIsSetToADpIsRefused();
    void aDryRunMakesNoPackage();
    void anUpdateWithoutAChangeMovesNoRow();
    void anUpdateMakesTheNextVersionDueEverywhere();
    void stoppedRowsStayStoppedAndWantTheNewVersion();
    void heldDpsGetTheNewVersionPaused();
    void aDryUpdateTellsWhatChanged();
    void aMissingSourceIsAProblemUntilItIsBack();
    void aSnapshotUnderWayRefusesAnother();
    void theIntakeOfADeadProcessIsReplaced();
    void aSnapshotThatLostItsIntakeMakesNoVersion();
    void aRollbackMakesANewVersion();
    void aRollbackToAnUnknownVersionIsRefused();
    void removingAPackageWithNothingAnywhereIsDoneAtOnce();
    void removingAPackageNeedsYes();
    void aPackageOnItsWayOutIsNotDistributed();
    void pruningKeepsTheNewestVersions();
};

void TestPackages::idsAreGivenInOrder()
{
    OperatorSite world;
    QCOMPARE(world.addPackage("one").value(), std::string("CEN00001"));
    QCOMPARE(world.addPackage("two").value(), std::string("CEN00002"));
    const auto view = engine::packageView(*world.site, PackageId("CEN00001"));
    QVERIFY(view);
    QCOMPARE(view->package.versions.size(), std::size_t(1));
    QCOMPARE(view->package.versions.front().files, std::int64_t(1));
    QCOMPARE(world.messageCount(2376), 2);
    QCOMPARE(world.messageCount(2311), 2);
}

void TestPackages::aNameIsTakenWhateverItsCase()
{
    OperatorSite world;
    const PackageId first = world.addPackage("Office");
    engine::PackageWish wish;
    wish.source = world.path("src/Office");
    wish.name = "OFFICE";
    const auto again = engine::addPackage(*world.site, wish, OperatorSite::intent("package add"), world.never, {});
    QVERIFY(!again);
    QVERIFY(again.error().code == Code::NameTaken);
    QCOMPARE(again.error().object, first.value());
    QCOMPARE(engine::packageViews(*world.site)->size(), std::size_t(1));
}

void TestPackages::aGivenIdIsKeptAndNotGivenTwice()
{
    OperatorSite world;
    world.write("src/a/file", "a");
    engine::PackageWish wish;
    wish.source = world.path("src/a");
    wish.name = "given";
    wish.id = PackageId("CEN00001");
    QVERIFY(engine::addPackage(*world.site, wish, OperatorSite::intent("package add"), world.never, {}));
    wish.name = "other";
    const auto again = engine::addPackage(*world.site, wish, OperatorSite::intent("package add"), world.never, {});
    QVERIFY(!again);
    QVERIFY(again.error().code == Code::Exists);
    QCOMPARE(world.addPackage("next").value(), std::string("CEN00002"));
}

void TestPackages::aSourceThatHoldsTheSiteIsRefused()
{
    OperatorSite world;
    engine::PackageWish wish;
    wish.source = world.path("");
    wish.name = "everything";
    const auto made = engine::addPackage(*world.site, wish, OperatorSite::intent("package add"), world.never, {});
    QVERIFY(!made);
    QVERIFY(made.error().code == Code::PathInUse);
}

void TestPackages::aSourceThatIsSetToADpIsRefused()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    for (const char *path : {"dp/a", "dp", "site"}) {
        const auto set = engine::setPackage(*world.site, id, {{"source", world.path(path)}}, OperatorSite::intent("package set"));
        QVERIFY2(!set, path);
        QVERIFY(set.error().code == Code::PathInUse);
    }
    world.makeFolder("src/two");
    QVERIFY(engine::setPackage(*world.site, id, {{"source", world.path("src/two")}}, OperatorSite::intent("package set")));
}

void TestPackages::aDryRunMakesNoPackage()
{
    OperatorSite world;
    world.write("src/a/file", "12345");
    engine::PackageWish wish;
    wish.source = world.path("src/a");
    wish.name = "dry";
    const auto report = engine::addPackage(*world.site, wish, OperatorSite::dry("package add"), world.never, {});
    QVERIFY(report);
    QVERIFY(report->effect.has_value());
    QCOMPARE(report->files, std::int64_t(1));
    QCOMPARE(report->bytes, std::int64_t(5));
    QVERIFY(engine::packageViews(*world.site)->empty());
    QCOMPARE(*(*world.site->library())->bytes(), std::uint64_t(0));
}

void TestPackages::anUpdateWithoutAChangeMovesNoRow()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.distribute(id, toDps({"a"}));
    const Distribution before = *world.row(id, "a");
    const int audited = world.auditCount();
    const auto report = world.update(id);
    QVERIFY(report);
    QVERIFY(!report->changed);
    QCOMPARE(report->version, 1);
    QVERIFY(*world.row(id, "a") == before);
    QCOMPARE(world.messageCount(2376), 1);
    QCOMPARE(world.auditCount(), audited);
}

void TestPackages::anUpdateMakesTheNextVersionDueEverywhere()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.addDp("b");
    world.distribute(id, toDps({"a", "b"}));
    world.setRow(id, "a", [](Distribution &row) {
        row.state = State::Failed;
        row.attempt = 100;
        row.dueAt.reset();
    });
    world.write("src/one/setup.exe", "another setup");
    const auto report = world.update(id);
    QVERIFY(report);
    QCOMPARE(report->version, 2);
    QCOMPARE(report->changedFiles, std::int64_t(1));
    for (const char *dp : {"a", "b"}) {
        const Distribution row = *world.row(id, dp);
        QVERIFY(row.state == State::Waiting);
        QCOMPARE(row.wantedVersion, 2);
        QCOMPARE(row.attempt, 0);
        QVERIFY(row.dueAt.has_value());
    }
}

void TestPackages::stoppedRowsStayStoppedAndWantTheNewVersion()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.distribute(id, toDps({"a"}));
    QVERIFY(engine::clearRetries(*world.site, ofPackage(id), OperatorSite::intent("retries clear", true)));
    QVERIFY(world.state(id, "a") == State::Stopped);
    world.write("src/one/setup.exe", "another setup");
    const auto report = world.update(id);
    QVERIFY(report);
    QVERIFY(std::any_of(report->notes.begin(), report->notes.end(), [](const engine::Note &note) { return note.code == "stays_stopped"; }));
    const Distribution row = *world.row(id, "a");
    QVERIFY(row.state == State::Stopped);
    QVERIFY(row.stopped.has_value());
    QCOMPARE(row.wantedVersion, 2);
}

void TestPackages::heldDpsGetTheNewVersionPaused()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.addDp("b");
    world.distribute(id, toDps({"a", "b"}));
    for (const char *dp : {"a", "b"}) {
        world.setRow(id, dp, [&](Distribution &row) {
            row.state = State::Installed;
            row.installedVersion = 1;
            row.installedManifest = engine::packageView(*world.site, id)->package.versions.front().manifest;
            row.proof = Proof{ProofKind::ReadBack, world.clock.wall()};
            row.dueAt.reset();
        });
    }
    QVERIFY(engine::hold(*world.site, ofDp("a"), OperatorSite::intent("hold")));
    QVERIFY(world.state(id, "a") == State::Installed);
    world.write("src/one/setup.exe", "another setup");
    QVERIFY(world.update(id));
    QVERIFY(world.state(id, "a") == State::Paused);
    QVERIFY(world.state(id, "b") == State::Waiting);
    QCOMPARE(world.row(id, "a")->wantedVersion, 2);
}

void TestPackages::aDryUpdateTellsWhatChanged()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.write("src/one/more.dll", "more");
    const auto report = engine::updatePackage(*world.site, {id, {}, false}, OperatorSite::dry("package update"), world.never, {});
    QVERIFY(report);
    QVERIFY(report->changed);
    QCOMPARE(report->version, 2);
    QCOMPARE(report->newFiles, std::int64_t(1));
    QCOMPARE(engine::packageView(*world.site, id)->package.versions.size(), std::size_t(1));
}

void TestPackages::aMissingSourceIsAProblemUntilItIsBack()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    QVERIFY(QDir().rename(QString::fromStdString(world.path("src/one")), QString::fromStdString(world.path("src/away"))));
    const auto failed = world.update(id);
    QVERIFY(!failed);
    QVERIFY(failed.error().code == Code::SourceMissing);
    QCOMPARE(world.messageCount(2306), 1);
    QCOMPARE(engine::problems(*world.site, {Code::SourceMissing})->size(), std::size_t(1));
    QVERIFY(QDir().rename(QString::fromStdString(world.path("src/away")), QString::fromStdString(world.path("src/one"))));
    QVERIFY(world.update(id));
    QVERIFY(engine::problems(*world.site, {})->empty());
}

void TestPackages::aSnapshotUnderWayRefusesAnother()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    QVERIFY(*world.site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
        return store::insertIntake(db, {"other", id.value(), engine::thisProcess(), world.clock.wall()});
    }));
    const auto report = world.update(id);
    QVERIFY(!report);
    QVERIFY(report.error().code == Code::SnapshotRunning);
}

void TestPackages::theIntakeOfADeadProcessIsReplaced()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    store::ProcessMark dead = engine::thisProcess();
    dead.processStart += 1;
    QVERIFY(*world.site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
        return store::insertIntake(db, {"dead", id.value(), dead, world.clock.wall()});
    }));
    QVERIFY(world.update(id));
    const auto left = world.site->database().read<std::size_t>(
        [](store::Connection &db) -> Result<std::size_t> { return store::intakes(db).size(); });
    QCOMPARE(*left, std::size_t(0));
}

void TestPackages::aSnapshotThatLostItsIntakeMakesNoVersion()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.write("src/one/setup.exe", "another one");
    // As an engine in another pid namespace does, to which this process seems to be dead: then the library is swept.
    const auto forget = [&](std::int64_t, std::uint64_t) {
        QVERIFY(world.site->database().write<bool>([](store::Connection &db) -> Result<bool> {
            for (const store::IntakeRow &intake : store::intakes(db))
                store::deleteIntake(db, intake.id);
            return true;
        }));
    };
    const auto updated = engine::updatePackage(*world.site, {id, {}, false}, OperatorSite::intent("package update"), world.never, forget);
    QVERIFY(!updated);
    QVERIFY(updated.error().code == Code::Interrupted);
    QCOMPARE(engine::packageViews(*world.site)->front().package.versions.size(), std::size_t(1));
}

void TestPackages::aRollbackMakesANewVersion()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.distribute(id, toDps({"a"}));
    world.write("src/one/setup.exe", "another setup");
    QVERIFY(world.update(id));
    const auto report = engine::rollbackPackage(*world.site, id, 1, OperatorSite::intent("package rollback"));
    QVERIFY(report);
    QCOMPARE(report->version, 3);
    const auto view = engine::packageView(*world.site, id);
    QVERIFY(view->package.versions[0].manifest == view->package.versions[2].manifest);
    QCOMPARE(world.row(id, "a")->wantedVersion, 3);
    const auto again = engine::rollbackPackage(*world.site, id, 1, OperatorSite::intent("package rollback"));
    QVERIFY(again);
    QVERIFY(!again->changed);
}

void TestPackages::aRollbackToAnUnknownVersionIsRefused()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    const auto report = engine::rollbackPackage(*world.site, id, 9, OperatorSite::intent("package rollback"));
    QVERIFY(!report);
    QVERIFY(report.error().code == Code::NotFound);
}

void TestPackages::removingAPackageWithNothingAnywhereIsDoneAtOnce()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.distribute(id, toDps({"a"}));
    const auto answer = engine::removePackage(*world.site, id, OperatorSite::intent("package remove", true));
    QVERIFY(answer);
    QVERIFY(answer->carriedOut);
    QVERIFY(engine::packageViews(*world.site)->empty());
    const auto again = engine::removePackage(*world.site, id, OperatorSite::intent("package remove", true));
    QVERIFY(!again);
    QVERIFY(again.error().code == Code::NotFound);
}

void TestPackages::removingAPackageNeedsYes()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.distribute(id, toDps({"a"}));
    auto intent = OperatorSite::intent("package remove");
    const auto shown = engine::removePackage(*world.site, id, intent);
    QVERIFY(shown);
    QVERIFY(shown->refusal.has_value());
    QVERIFY(shown->refusal->code == Code::ConfirmationNeeded);
    QVERIFY(!shown->carriedOut);
    QCOMPARE(shown->effect.plan.size(), std::size_t(16));
    // The rows move: the plan that was shown is carried out no more.
    QVERIFY(engine::hold(*world.site, ofPackage(id), OperatorSite::intent("hold")));
    intent.confirmed = true;
    intent.plan = shown->effect.plan;
    const auto moved = engine::removePackage(*world.site, id, intent);
    QVERIFY(moved);
    QVERIFY(moved->refusal && moved->refusal->code == Code::PlanMoved);
    QVERIFY(moved->effect.plan != shown->effect.plan);
    intent.plan = moved->effect.plan;
    const auto done = engine::removePackage(*world.site, id, intent);
    QVERIFY(done && done->carriedOut);
}

void TestPackages::aPackageOnItsWayOutIsNotDistributed()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.addDp("b");
    world.distribute(id, toDps({"a"}));
    world.setRow(id, "a", [&](Distribution &row) {
        row.state = State::Unverified;
        row.installedVersion = 1;
        row.installedManifest = engine::packageView(*world.site, id)->package.versions.front().manifest;
    });
    QVERIFY(engine::removePackage(*world.site, id, OperatorSite::intent("package remove", true)));
    QVERIFY(world.state(id, "a") == State::Removing);
    const auto answer = engine::distribute(*world.site, {id}, toDps({"b"}), OperatorSite::intent("distribute"));
    QVERIFY(!answer);
    QVERIFY(answer.error().code == Code::StateForbids);
    QVERIFY(!world.update(id));
    const auto again = engine::removePackage(*world.site, id, OperatorSite::intent("package remove", true));
    QVERIFY(again);
    QCOMPARE(again->change.changed, std::int64_t(0));
}

void TestPackages::pruningKeepsTheNewestVersions()
{
    OperatorSite world;
    QVERIFY(engine::setSite(*world.site, {{"keep_versions", "1"}}, OperatorSite::intent("site set")));
    const PackageId id = world.addPackage("one");
    for (const char *content : {"second", "third"}) {
        world.write("src/one/setup.exe", content);
        QVERIFY(world.update(id));
    }
    const auto before = *(*world.site->library())->bytes();
    const auto answer = engine::prunePackages(*world.site, std::nullopt, OperatorSite::intent("package prune"));
    QVERIFY(answer);
    QCOMPARE(answer->change.changed, std::int64_t(2));
    const auto view = engine::packageView(*world.site, id);
    QCOMPARE(view->package.versions.size(), std::size_t(1));
    QCOMPARE(view->package.versions.front().version, 3);
    QVERIFY(*(*world.site->library())->bytes() < before);
    const auto gone = engine::rollbackPackage(*world.site, id, 1, OperatorSite::intent("package rollback"));
    QVERIFY(!gone);
    QVERIFY(gone.error().code == Code::StateForbids);
}

QTEST_GUILESS_MAIN(TestPackages)
#include "tst_packages.moc"
