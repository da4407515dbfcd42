// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// Q281754: OK in a package's properties, with nothing changed, sent the package to all distribution points again.
class TestQ281754 final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldOkMadeANewVersionForEverybody();
    void anUnchangedSourceMakesNoVersionAndMovesNothing();
    void aTouchedFileWithTheSameContentCopiesNoBytes();
};

namespace {

struct OldPackage {
    int version = 1;
    std::map<std::string, int> installed{{"one", 1}, {"two", 1}, {"three", 1}};
    /// What OK did: the properties were written, whatever they said.
    int ok()
    {
        ++version;
        int copies = 0;
        for (auto &[dp, there] : installed) {
            if (there != version)
                ++copies;
            there = version;
        }
        return copies;
    }
};

World::Tree tree()
{
    return {{"setup.exe", "program"}, {"data/readme.txt", "text"}};
}

} // namespace

void TestQ281754::oldOkMadeANewVersionForEverybody()
{
    OldPackage old;
    QCOMPARE(old.ok(), 3);
    QCOMPARE(old.version, 2);
}

void TestQ281754::anUnchangedSourceMakesNoVersionAndMovesNothing()
{
    World world;
    const PackageId package = world.addPackage("Office", tree());
    const std::vector<std::string> dps{"one", "two", "three"};
    for (const std::string &dp : dps)
        world.addDp(dp);
    world.distribute(package, dps);
    QVERIFY(world.runUntilIdle());
    std::vector<Distribution> before;
    for (const std::string &dp : dps)
        before.push_back(world.row(package, dp));
    world.files.resetCounts();
    const engine::SnapshotReport report = world.updatePackage(package);
    QVERIFY(!report.changed);
    QCOMPARE(report.version, 1);
    QVERIFY(engine::setPackage(world.site(), package, {{"name", "Office"}}, World::yes()).has_value());
    QVERIFY(world.runUntilIdle());
    for (std::size_t i = 0; i < dps.size(); ++i) {
        QVERIFY(world.row(package, dps[i]) == before[i]);
        QCOMPARE(world.files.count({}, World::root(dps[i])), std::uint64_t(0));
    }
}

void TestQ281754::aTouchedFileWithTheSameContentCopiesNoBytes()
{
    World world;
    const PackageId package = world.addPackage("Office", tree());
    world.addDp("one");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    world.files.setMtime("/src/Office/setup.exe", 1'700'000'000'000'000'000);
    world.clock.advance(5s);
    const engine::SnapshotReport report = world.updatePackage(package);
    QVERIFY(report.changed);
    QCOMPARE(report.newBytes, std::int64_t(0));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(world.row(package, "one").installedVersion.value(), report.version);
    QCOMPARE(world.attempts(package, "one").back().bytes, std::int64_t(0));
}

QTEST_APPLESS_MAIN(TestQ281754)
#include "tst_q281754.moc"
