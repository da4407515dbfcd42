// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/transport/depot.h"

using namespace cartage;
using namespace cartage::test;
using namespace cartage::transport;

namespace {

Tree ourTree()
{
    return {{"a", file("alpha")}, {"d", folder(0555)}, {"d/b", file("beta", 0444)}, {"d/e", folder()}, {"l", link("a")}};
}

} // namespace

class TestRemoval : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingOfOursStays();
    void F85_whatIsNotOursIsMovedToFoundAndNamed();
    void F09_aRemovalThatIsKilledGoesOn();
    void aRemovalWhoseNthCallFailsGoesOn();
    void aFolderThatIsNotOursIsNotTaken();
    void F30_stagesOfThePackageGoWithIt();
    void aPackageThatIsGivenAgainAfterAHalfRemovalIsWhole();
    void theDpGoesWithItsMarkerLast();
    void F09_aDpRemovalThatIsKilledGoesOn();
    void foundStaysWhenTheDpGoes();
};

void TestRemoval::nothingOfOursStays()
{
    Depot depot;
    QVERIFY(depot.deliver(1, depot.version(ourTree())).published());
    const auto removed = depot.remove();
    QVERIFY(removed.removed);
    QVERIFY(removed.found.empty());
    QCOMPARE(removed.bytesFreed, 9);
    QVERIFY(!depot.disk.exists(depot.packagePath()));
    QVERIFY(!depot.record());
    QVERIFY(depot.stages().empty());
    QVERIFY(depot.remove().removed);
}

void TestRemoval::F85_whatIsNotOursIsMovedToFoundAndNamed()
{
    Depot depot;
    QVERIFY(depot.deliver(1, depot.version(ourTree())).published());
    depot.disk.writeFile(depot.packagePath() + "/d/theirs", "t1");
    depot.disk.writeFile(depot.packagePath() + "/their folder/deep/x", "t2");
    const auto removed = depot.remove();
    QVERIFY(removed.removed);
    auto found = removed.found;
    std::sort(found.begin(), found.end());
    QCOMPARE(found, (std::vector<std::string>{"d/theirs", "their folder"}));
    const std::string place = "/dp/.cartage/found/" + depot.package.value() + "-removal-" + std::to_string(depot.token);
    QCOMPARE(*depot.disk.read(place + "/d/theirs"), std::string("t1"));
    QCOMPARE(*depot.disk.read(place + "/their folder/deep/x"), std::string("t2"));
    QVERIFY(!depot.disk.exists(depot.packagePath()));
}

void TestRemoval::F09_aRemovalThatIsKilledGoesOn()
{
    for (const bool power : {false, true}) {
        bool ended = false;
        for (std::uint64_t n = 1; !ended; ++n) {
            Depot depot;
            QVERIFY(depot.deliver(1, depot.version(ourTree())).published());
            depot.disk.writeFile(depot.packagePath() + "/theirs", "t");
            if (power)
                depot.disk.crashAt(n, n);
            else
                depot.disk.killAt(n);
            ended = depot.remove().removed;
            depot.restart();
            const auto there = depot.published();
            QVERIFY(there.empty() || there.size() == ourTree().size() + 1);
            QVERIFY2(depot.remove().removed, std::to_string(n).c_str());
            QVERIFY(!depot.disk.exists(depot.packagePath()));
            QVERIFY(!depot.record());
            QVERIFY(depot.stages().empty());
            int kept = 0;
            for (const auto &[path, what] : depot.disk.tree("/dp/.cartage/found"))
                kept += path.ends_with("/theirs");
            QCOMPARE(kept, 1);
        }
    }
}

void TestRemoval::aRemovalWhoseNthCallFailsGoesOn()
{
    bool ended = false;
    for (std::uint64_t n = 1; !ended; ++n) {
        Depot depot;
        QVERIFY(depot.deliver(1, depot.version(ourTree())).published());
        depot.disk.failNth(n, EIO, Persistence::Once, {"", "/dp", ""});
        const auto removed = depot.remove();
        ended = depot.disk.faultsGiven() == 0;
        depot.disk.clearFaults();
        QVERIFY(removed.removed || removed.error);
        QVERIFY(depot.remove().removed);
        QVERIFY(!depot.disk.exists(depot.packagePath()));
        QVERIFY(depot.stages().empty());
        QVERIFY(!depot.record());
    }
}

void TestRemoval::aFolderThatIsNotOursIsNotTaken()
{
    Depot depot;
    depot.disk.writeFile(depot.packagePath() + "/theirs", "t");
    QVERIFY(depot.remove().removed);
    QCOMPARE(*depot.disk.read(depot.packagePath() + "/theirs"), std::string("t"));
}

void TestRemoval::F30_stagesOfThePackageGoWithIt()
{
    Depot depot;
    const Sha256 one = depot.version(ourTree());
    QVERIFY(!depot.stage(1, one).error);
    QVERIFY(!depot.stages().empty());
    QVERIFY(depot.remove().removed);
    QVERIFY(depot.stages().empty());
}

void TestRemoval::aPackageThatIsGivenAgainAfterAHalfRemovalIsWhole()
{
    bool ended = false;
    for (std::uint64_t n = 1; !ended; ++n) {
        Depot depot;
        const Sha256 one = depot.version(ourTree());
        QVERIFY(depot.deliver(1, one).published());
        depot.disk.killAt(n);
        ended = depot.remove().removed;
        depot.restart();
        if (!ended)
            QVERIFY(depot.deliver(1, one).published());
        QVERIFY(ended || depot.published() == shown(ourTree()));
    }
}

void TestRemoval::theDpGoesWithItsMarkerLast()
{
    Depot depot;
    QVERIFY(depot.deliver(1, depot.version(ourTree())).published());
    depot.disk.writeFile("/dp/not ours", "t");
    std::vector<std::string> removed;
    depot.disk.onCall = [&](const char *op, const std::string &path) {
        if (std::string_view(op).starts_with("remove"))
            removed.push_back(path);
    };
    const auto outcome = depot.transport->removeDp(depot.address(), depot.control);
    depot.disk.onCall = nullptr;
    QVERIFY(outcome.removed);
    QCOMPARE(removed.at(removed.size() - 2), std::string("/dp/.cartage/dp.json"));
    QCOMPARE(depot.disk.tree("/dp").size(), 1U);
}

void TestRemoval::F09_aDpRemovalThatIsKilledGoesOn()
{
    bool ended = false;
    for (std::uint64_t n = 1; !ended; ++n) {
        Depot depot;
        QVERIFY(depot.deliver(1, depot.version(ourTree())).published());
        depot.disk.writeFile("/dp/not ours", "t");
        depot.disk.killAt(n);
        ended = depot.transport->removeDp(depot.address(), depot.control).removed;
        depot.restart();
        const auto again = depot.transport->removeDp(depot.address(), depot.control);
        QVERIFY2(again.removed, std::to_string(n).c_str());
        QCOMPARE(depot.disk.tree("/dp").size(), 1U);
    }
}

void TestRemoval::foundStaysWhenTheDpGoes()
{
    Depot depot;
    QVERIFY(depot.deliver(1, depot.version(ourTree())).published());
    depot.disk.writeFile(depot.packagePath() + "/theirs", "t");
    const auto outcome = depot.transport->removeDp(depot.address(), depot.control);
    QVERIFY(outcome.removed);
    QCOMPARE(outcome.found.size(), 1U);
    QVERIFY(outcome.found.front().starts_with(".cartage/found/CEN00001-removal-"));
    QCOMPARE(*depot.disk.read("/dp/" + outcome.found.front() + "/theirs"), std::string("t"));
    QVERIFY(!depot.disk.exists("/dp/.cartage/dp.json"));
}

QTEST_APPLESS_MAIN(TestRemoval)
#include "tst_removal.moc"
