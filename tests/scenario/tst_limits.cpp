// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cerrno>

#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// The process's own limits, in virtual time.
class TestLimits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F75_withoutDescriptorsOneDpRetriesAndNamesTheLimit_data();
    void F75_withoutDescriptorsOneDpRetriesAndNamesTheLimit();
};

void TestLimits::F75_withoutDescriptorsOneDpRetriesAndNamesTheLimit_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("of this process") << EMFILE;
    QTest::newRow("of this machine") << ENFILE;
}

void TestLimits::F75_withoutDescriptorsOneDpRetriesAndNamesTheLimit()
{
    QFETCH(int, error);
    World world;
    const PackageId package = world.addPackage("Office", {{"setup.exe", "program"}, {"data/a.txt", "a"}});
    world.addDp("one");
    world.addDp("two");
    world.distribute(package, {"one", "two"});
    world.files.failNth(1, error, Persistence::FromThenOn, {"createFile", "/dp/one", ".cartage/stage"});
    QVERIFY(world.runUntil(package, "one", State::Retrying));
    const Distribution row = world.row(package, "one");
    QVERIFY(row.error.has_value());
    QCOMPARE(row.error->kind(), Kind::Transient);
    QCOMPARE(row.error->systemError, error);
    QVERIFY(world.runUntil(package, "two", State::Installed, 1min));
    QVERIFY(world.published(package, "one").empty());

    world.files.clearFaults();
    QVERIFY(world.runUntil(package, "one", State::Installed, 2h));
    QVERIFY(world.holds(package, "one", 1));
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.invariants().empty());
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
