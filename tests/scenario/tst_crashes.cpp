// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// The engine ends at every call in turn, by kill -9 and by power loss; the next one brings everything to its end.
class TestCrashes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F06_killedAnywhereInAFirstDelivery();
    void F07_killedAnywhereInAnUpdate();
    void F07_anOpenPublishIsFinishedThoughTheNextVersionCannotBeStored();
    void F09_killedAnywhereInARemoval();
    void F11_powerLossAnywhereInADelivery_data();
    void F11_powerLossAnywhereInADelivery();
    void F18_aSyncThatFailsCountsForNothing();

private:
    /// Runs `story` again and again, each time ending the engine at a later call, until it ends without that.
    static void atEveryCall(const std::function<void(World &)> &prepare, const std::function<void(World &)> &finish, bool power,
                            std::uint64_t step);
};

namespace {

World::Tree first()
{
    return {{"setup.exe", "program one"}, {"data/a.txt", "a one"}, {"data/b.txt", "always the same"}, {"gone.txt", "goes with the update"}};
}

World::Tree second()
{
    return {{"setup.exe", "program two"}, {"data/a.txt", "a two"}, {"data/b.txt", "always the same"}, {"data/new.txt", "comes with the update"}};
}

std::uint64_t stepOf(std::uint64_t usual)
{
    return qEnvironmentVariableIsSet("CARTAGE_TEST_LONG") ? 1 : usual;
}

PackageId theOnlyPackage(World &world)
{
    return engine::packageViews(world.site())->front().package.id;
}

} // namespace

void TestCrashes::atEveryCall(const std::function<void(World &)> &prepare, const std::function<void(World &)> &finish, bool power,
                              std::uint64_t step)
{
    int deaths = 0;
    for (std::uint64_t call = 1; call < 5000; call += step) {
        World world(call);
        prepare(world);
        world.start();
        if (power)
            world.files.crashAt(call, call);
        else
            world.files.killAt(call);
        const bool lived = world.runUntilIdle();
        if (!lived)
            ++deaths;
        QVERIFY2(world.runUntilIdle(), qPrintable(QStringLiteral("not idle after the end at call %1").arg(call)));
        // What an interrupted attempt or a lost line left as a retry comes by itself.
        finish(world);
        const std::vector<std::string> broken = world.invariants();
        QVERIFY2(broken.empty(), qPrintable(QStringLiteral("call %1: %2").arg(call).arg(QString::fromStdString(broken.empty() ? "" : broken.front()))));
        if (lived)
            break;
    }
    QVERIFY(deaths > 3);
}

void TestCrashes::F06_killedAnywhereInAFirstDelivery()
{
    atEveryCall(
        [](World &world) {
            const PackageId package = world.addPackage("Office", first());
            world.addDp("one");
            world.distribute(package, {"one"});
        },
        [](World &world) {
            const PackageId package = theOnlyPackage(world);
            QVERIFY(world.runUntil(package, "one", State::Installed));
            QVERIFY(world.holds(package, "one", 1));
        },
        false, stepOf(3));
}

void TestCrashes::F07_killedAnywhereInAnUpdate()
{
    atEveryCall(
        [](World &world) {
            const PackageId package = world.addPackage("Office", first());
            world.addDp("one");
            world.distribute(package, {"one"});
            QVERIFY(world.runUntilIdle());
            world.update(package, second());
        },
        [](World &world) {
            const PackageId package = theOnlyPackage(world);
            QVERIFY(world.runUntil(package, "one", State::Installed));
            QVERIFY(world.holds(package, "one", 2));
        },
        false, stepOf(3));
}

void TestCrashes::F07_anOpenPublishIsFinishedThoughTheNextVersionCannotBeStored()
{
    int open = 0;
    for (std::uint64_t call = 1; call < 5000; call += stepOf(3)) {
        World world(call);
        const PackageId package = world.addPackage("Office", first());
        const PackageId other = world.addPackage("Viewer", second());
        world.addDp("share", Profile::smb());
        world.distribute(package, {"share"});
        QVERIFY(world.runUntilIdle());
        world.update(package, second());
        world.killAt(call);
        if (world.runUntilIdle())
            break;
        if (world.row(package, "share").state != State::Publishing)
            continue;
        ++open;
        world.update(package, {{"what?.txt", "a name that Windows cannot have"}});
        world.distribute(other, {"share"});
        QVERIFY(world.runUntil(other, "share", State::Installed, 10min));
        QVERIFY(world.runUntil(package, "share", State::Blocked, 10min));
        QCOMPARE(world.row(package, "share").error.value().code, Code::NameNotStorable);
        QVERIFY(world.holds(package, "share", 1) || world.holds(package, "share", 2));
        QVERIFY(world.runUntilIdle());
        QVERIFY(world.invariants().empty());
    }
    QVERIFY(open > 3);
}

void TestCrashes::F09_killedAnywhereInARemoval()
{
    atEveryCall(
        [](World &world) {
            const PackageId package = world.addPackage("Office", first());
            world.addDp("one");
            world.distribute(package, {"one"});
            QVERIFY(world.runUntilIdle());
            QVERIFY(engine::removeDps(world.site(), {"one"}, false, World::yes())->carriedOut);
        },
        [](World &world) {
            QVERIFY(world.runUntil([&] { return engine::dpViews(world.site())->empty(); }));
            QVERIFY(world.files.tree("/dp/one").empty());
        },
        false, stepOf(2));
}

void TestCrashes::F11_powerLossAnywhereInADelivery_data()
{
    QTest::addColumn<bool>("update");
    QTest::newRow("F11 F12 first delivery") << false;
    QTest::newRow("F11 F12 update") << true;
}

void TestCrashes::F11_powerLossAnywhereInADelivery()
{
    QFETCH(bool, update);
    atEveryCall(
        [update](World &world) {
            const PackageId package = world.addPackage("Office", first());
            world.addDp("one");
            world.distribute(package, {"one"});
            if (update) {
                QVERIFY(world.runUntilIdle());
                world.update(package, second());
            }
            world.files.settle();
        },
        [update](World &world) {
            const PackageId package = theOnlyPackage(world);
            QVERIFY(world.runUntil(package, "one", State::Installed));
            QVERIFY(world.holds(package, "one", update ? 2 : 1));
        },
        true, stepOf(4));
}

void TestCrashes::F18_aSyncThatFailsCountsForNothing()
{
    World world;
    const PackageId package = world.addPackage("Office", first());
    world.addDp("one");
    world.distribute(package, {"one"});
    world.files.failNth(1, EIO, Persistence::Once, {"syncFileSystem", "/dp/one", {}});
    QVERIFY(world.runUntil(package, "one", State::Retrying));
    QVERIFY(world.published(package, "one").empty());
    QVERIFY(world.runUntil(package, "one", State::Installed));
    world.powerLoss(3);
    QVERIFY(world.holds(package, "one", 1));
}

QTEST_APPLESS_MAIN(TestCrashes)
#include "tst_crashes.moc"
