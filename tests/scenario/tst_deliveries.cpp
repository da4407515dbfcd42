// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// Whole stories of one site in virtual time.
class TestDeliveries final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPackageArrivesAtEveryDp();
    void anUpdateChangesWhatClientsReadAndCostsFewCommits();
    void anUpdateWithoutAChangeMovesNoRow();
    void whatIsUndistributedIsGone();
    void aRemovedDpLeavesNothingOfOurs();
    void aRemovedPackageGoesFromEverywhere();
    void aGroupIsAStandingDuty();
    void F52_aNewVersionOvertakesTheOldOne();
    void F80_aShareThatKeepsLittleHoldsThePackageAllTheSame_data();
    void F80_aShareThatKeepsLittleHoldsThePackageAllTheSame();
    void F28_namesThatFoldAlikeAreRefusedBeforeAByteIsCopied();
    void F29_whatCannotBeStoredBlocksThatPackageThereOnly();
    void F81_aFolderThatIsNotOursIsNotTouched();
    void F85_filesOfOthersOutliveUpdatesAndRemovals();
    void F21_aFlippedByteIsFoundByValidationAndRepaired();
    void F31_aFileDeletedByHandIsBroughtBack();
    void F79_aFileInUsePutsThePublishOff();
    void holdAndReleaseByAnOperator();
    void cancelStopsAndRetryNowGoesOn();
    void oneSeedOneTrace();
};

namespace {

World::Tree small(const std::string &word)
{
    return {{"setup.exe", "program " + word}, {"data/a.txt", "a " + word}, {"data/b.txt", "always the same"}};
}

} // namespace

#define VERIFY_INVARIANTS(world)                                                     \
    do {                                                                             \
        const std::vector<std::string> broken = (world).invariants();                \
        QVERIFY2(broken.empty(), broken.empty() ? "" : broken.front().c_str());      \
    } while (false)

void TestDeliveries::aPackageArrivesAtEveryDp()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    std::vector<std::string> dps;
    for (int number = 0; number < 12; ++number) {
        dps.push_back("dp" + std::to_string(number));
        world.addDp(dps.back());
    }
    world.distribute(package, dps);
    QVERIFY(world.runUntilIdle());
    for (const std::string &dp : dps) {
        QCOMPARE(world.row(package, dp).state, State::Installed);
        QVERIFY(world.holds(package, dp, 1));
        QVERIFY(world.row(package, dp).proof.has_value());
    }
    QCOMPARE(world.messageCount(2330), 12);
    QCOMPARE(world.messageCount(2301), 1);
    QCOMPARE(world.messageCount(2300), 1);
    VERIFY_INVARIANTS(world);
}

void TestDeliveries::anUpdateChangesWhatClientsReadAndCostsFewCommits()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    std::vector<std::string> dps;
    for (int number = 0; number < 8; ++number) {
        dps.push_back("dp" + std::to_string(number));
        world.addDp(dps.back());
    }
    world.distribute(package, dps);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.update(package, small("two")), 2);
    QVERIFY(world.runUntilIdle());
    for (const std::string &dp : dps) {
        QCOMPARE(world.row(package, dp).installedVersion.value(), 2);
        QVERIFY(world.holds(package, dp, 2));
        // Only what changed was copied.
        QVERIFY(world.attempts(package, dp).back().bytes < static_cast<std::int64_t>(2 * std::string("program two" "a two").size() + 1));
    }
    VERIFY_INVARIANTS(world);
}

void TestDeliveries::anUpdateWithoutAChangeMovesNoRow()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    const Distribution before = world.row(package, "one");
    QVERIFY(!world.updatePackage(package).changed);
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.row(package, "one") == before);
}

void TestDeliveries::whatIsUndistributedIsGone()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.addDp("two");
    world.distribute(package, {"one", "two"});
    QVERIFY(world.runUntilIdle());
    engine::TargetNames targets;
    targets.dps = {"one"};
    QVERIFY(engine::undistribute(world.site(), {package}, targets, World::yes())->carriedOut);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.row(package, "one").state, State::Removed);
    QVERIFY(!world.files.exists(World::folder(package, "one")));
    QVERIFY(world.holds(package, "two", 1));
    VERIFY_INVARIANTS(world);
}

void TestDeliveries::aRemovedDpLeavesNothingOfOurs()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    world.files.writeFile("/dp/one/theirs.txt", "not ours");
    QVERIFY(engine::removeDps(world.site(), {"one"}, false, World::yes())->carriedOut);
    QVERIFY(world.runUntilIdle());
    const auto left = world.files.tree("/dp/one");
    QCOMPARE(left.size(), 1U);
    QVERIFY(left.contains("theirs.txt"));
    QCOMPARE(world.messageCount(20209), 1);
}

void TestDeliveries::aRemovedPackageGoesFromEverywhere()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.addDp("two");
    world.distribute(package, {"one", "two"});
    QVERIFY(world.runUntilIdle());
    QVERIFY(engine::removePackage(world.site(), package, World::yes())->carriedOut);
    QVERIFY(world.runUntilIdle());
    QVERIFY(!world.files.exists(World::folder(package, "one")));
    QVERIFY(!world.files.exists(World::folder(package, "two")));
    const auto gone = engine::packageView(world.site(), package);
    QVERIFY(!gone);
    QCOMPARE(gone.error().code, Code::NotFound);
}

void TestDeliveries::aGroupIsAStandingDuty()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one", Profile::local(), {"branch"});
    engine::TargetNames targets;
    targets.groups = {"branch"};
    QVERIFY(engine::distribute(world.site(), {package}, targets, World::yes())->carriedOut);
    QVERIFY(world.runUntilIdle());
    world.addDp("two", Profile::local(), {"branch"});
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "two", 1));
}

void TestDeliveries::F52_aNewVersionOvertakesTheOldOne()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    Profile slow = Profile::local();
    slow.latency = 200ms;
    world.addDp("slow", slow);
    world.distribute(package, {"slow"});
    QVERIFY(world.runUntil(package, "slow", State::Transferring));
    QCOMPARE(world.update(package, small("two")), 2);
    QVERIFY(world.runUntil(package, "slow", State::Installed));
    QVERIFY(world.holds(package, "slow", 2));
    QVERIFY(world.runUntilIdle());
    VERIFY_INVARIANTS(world);
}

void TestDeliveries::F80_aShareThatKeepsLittleHoldsThePackageAllTheSame_data()
{
    QTest::addColumn<bool>("smb");
    QTest::newRow("smb") << true;
    QTest::newRow("nfs") << false;
}

void TestDeliveries::F80_aShareThatKeepsLittleHoldsThePackageAllTheSame()
{
    QFETCH(bool, smb);
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("share", smb ? Profile::smb() : Profile::nfs());
    world.distribute(package, {"share"});
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "share", 1));
    world.update(package, small("two"));
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "share", 2));
    QCOMPARE(world.row(package, "share").state, State::Installed);
    VERIFY_INVARIANTS(world);
}

void TestDeliveries::F28_namesThatFoldAlikeAreRefusedBeforeAByteIsCopied()
{
    World world;
    const PackageId package = world.addPackage("Twins", {{"File.txt", "1"}, {"FILE.TXT", "2"}});
    world.addDp("local");
    world.addDp("share", Profile::smb());
    world.distribute(package, {"local", "share"});
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "local", 1));
    const Distribution row = world.row(package, "share");
    QCOMPARE(row.state, State::Blocked);
    QCOMPARE(row.error.value().code, Code::NameNotStorable);
    QCOMPARE(row.error.value().names.size(), 2U);
    QVERIFY(!world.files.exists(World::folder(package, "share")));
}

void TestDeliveries::F29_whatCannotBeStoredBlocksThatPackageThereOnly()
{
    World world;
    const PackageId odd = world.addPackage("Odd", {{"what?.txt", "1"}});
    const PackageId plain = world.addPackage("Plain", small("one"));
    world.addDp("share", Profile::smb());
    world.distribute(odd, {"share"});
    world.distribute(plain, {"share"});
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.row(odd, "share").error.value().code, Code::NameNotStorable);
    QVERIFY(world.holds(plain, "share", 1));
}

void TestDeliveries::F81_aFolderThatIsNotOursIsNotTouched()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.files.writeFile(World::folder(package, "one") + "/theirs.txt", "not ours");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.row(package, "one").state, State::Blocked);
    QCOMPARE(world.row(package, "one").error.value().code, Code::ForeignContent);
    QVERIFY((world.published(package, "one") == World::Tree{{"theirs.txt", "not ours"}}));
}

void TestDeliveries::F85_filesOfOthersOutliveUpdatesAndRemovals()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    world.files.writeFile(World::folder(package, "one") + "/data/notes.txt", "not ours");
    world.update(package, small("two"));
    QVERIFY(world.runUntilIdle());
    World::Tree wanted = small("two");
    wanted["data/notes.txt"] = "not ours";
    QVERIFY(world.published(package, "one") == wanted);
    engine::TargetNames targets;
    targets.dps = {"one"};
    QVERIFY(engine::undistribute(world.site(), {package}, targets, World::yes())->carriedOut);
    QVERIFY(world.runUntilIdle());
    QVERIFY(!world.files.exists(World::folder(package, "one")));
    bool kept = false;
    for (const auto &[path, what] : world.files.tree("/dp/one/.cartage/found"))
        kept = kept || path.ends_with("notes.txt");
    QVERIFY(kept);
    QCOMPARE(world.messageCount(20208), 1);
}

void TestDeliveries::F21_aFlippedByteIsFoundByValidationAndRepaired()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    world.files.flipByte(World::folder(package, "one") + "/setup.exe", 3);
    QVERIFY(!world.holds(package, "one", 1));
    world.runFor(24h * 31);
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "one", 1));
    QCOMPARE(world.row(package, "one").state, State::Installed);
    QCOMPARE(world.messageCount(2382), 1);
    VERIFY_INVARIANTS(world);
}

void TestDeliveries::F31_aFileDeletedByHandIsBroughtBack()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    world.files.remove(World::folder(package, "one") + "/data/a.txt");
    world.runFor(24h * 31);
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "one", 1));
    QCOMPARE(world.messageCount(2385), 1);
}

void TestDeliveries::F79_aFileInUsePutsThePublishOff()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("share", Profile::smb());
    world.distribute(package, {"share"});
    QVERIFY(world.runUntilIdle());
    world.files.holdOpen(World::folder(package, "share") + "/setup.exe");
    world.update(package, small("two"));
    QVERIFY(world.runUntil(package, "share", State::Retrying));
    QVERIFY(world.holds(package, "share", 1));
    Distribution row = world.row(package, "share");
    QCOMPARE(row.error.value().code, Code::FileInUse);
    QVERIFY(QString::fromStdString(row.error.value().path).contains(QStringLiteral("setup.exe")));
    world.runFor(1h); // a dozen tries; one of them may just be on its way
    QVERIFY(world.runUntil(package, "share", State::Retrying));
    row = world.row(package, "share");
    QCOMPARE(row.attempt, 1);
    QVERIFY(world.holds(package, "share", 1));
    world.files.holdOpen(World::folder(package, "share") + "/setup.exe", false);
    QVERIFY(world.runUntil(package, "share", State::Installed));
    QVERIFY(world.holds(package, "share", 2));
    QVERIFY(world.runUntilIdle());
    VERIFY_INVARIANTS(world);
}

void TestDeliveries::holdAndReleaseByAnOperator()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    world.addDp("one");
    engine::ScopeNames scope;
    scope.dps = {"one"};
    QVERIFY(engine::hold(world.site(), scope, World::yes("maintenance")).has_value());
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.row(package, "one").state, State::Paused);
    QVERIFY(!world.files.exists(World::folder(package, "one")));
    QVERIFY(engine::release(world.site(), scope, World::yes()).has_value());
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "one", 1));
}

void TestDeliveries::cancelStopsAndRetryNowGoesOn()
{
    World world;
    const PackageId package = world.addPackage("Office", small("one"));
    Profile slow = Profile::local();
    slow.latency = 100ms;
    world.addDp("slow", slow);
    world.distribute(package, {"slow"});
    QVERIFY(world.runUntil(package, "slow", State::Transferring));
    engine::ScopeNames scope;
    scope.packages = {package};
    QVERIFY(engine::cancel(world.site(), scope, World::yes()).has_value());
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.row(package, "slow").state, State::Stopped);
    QVERIFY(!world.files.exists(World::folder(package, "slow")));
    QCOMPARE(world.attempts(package, "slow").back().outcome, std::string("cancelled"));
    QVERIFY(engine::retryNow(world.site(), scope, World::yes()).has_value());
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "slow", 1));
}

void TestDeliveries::oneSeedOneTrace()
{
    const auto story = [](std::uint64_t seed) {
        World world(seed);
        const PackageId package = world.addPackage("Office", small("one"));
        std::vector<std::string> dps;
        for (int number = 0; number < 6; ++number) {
            dps.push_back("dp" + std::to_string(number));
            Profile profile = Profile::local();
            profile.latency = std::chrono::milliseconds(number);
            world.addDp(dps.back(), profile);
        }
        world.distribute(package, dps);
        world.files.failNth(200, EIO);
        world.runFor(2h);
        return world.trace();
    };
    const std::string first = story(1);
    QVERIFY(!first.empty());
    QCOMPARE(story(1), first);
    QVERIFY(story(2) != first);
}

QTEST_APPLESS_MAIN(TestDeliveries)
#include "tst_deliveries.moc"
