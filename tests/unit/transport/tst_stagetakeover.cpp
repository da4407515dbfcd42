// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/transport/depot.h"

using namespace cartage;
using namespace cartage::test;
using namespace cartage::transport;

namespace {

std::string text(std::size_t size, char seed)
{
    std::string result(size, seed);
    for (std::size_t i = 0; i < size; i += 97)
        result[i] = static_cast<char>(i / 97);
    return result;
}

Tree manyFiles(char seed = 'x')
{
    Tree tree{{"d", folder()}};
    for (int i = 0; i < 40; ++i)
        tree["d/f" + std::to_string(100 + i)] = file(text(2000, static_cast<char>(seed + i)));
    return tree;
}

} // namespace

class TestStageTakeover : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void F06_aKilledCopyIsTakenOverAndOnlyProvenFilesAreKept();
    void F06_aCopyThatLosesPowerIsTakenOver();
    void F06_aFileThatWasChangedInTheStageIsMadeAgain();
    void F30_olderStagesAreDeletedAtTheFirstVisit();
    void F52_aNewVersionKeepsTheStagedFilesThatFit();
    void F52_whatTheNewVersionDoesNotNameLeavesTheStage();
    void F06_anUpdateThatWasCutShortGoesOn();
    void aStageOfTheOtherLayoutIsEmptied();
    void aFileOfOtherContentWithSizeAndTimeOfAProvenOneIsNotKept();
    void aLargeFileGoesOnAtItsLastSyncedBlock();
    void aLargeFileWhosePartWasChangedIsMadeAgain();
    void filesOfAnUnprovenStageServeAnUnprovenOneOnly();
};

void TestStageTakeover::F06_aKilledCopyIsTakenOverAndOnlyProvenFilesAreKept()
{
    bool ended = false, reused = false;
    for (std::uint64_t n = 1; !ended; n += 7) {
        Depot depot;
        const Sha256 one = depot.version(manyFiles());
        depot.disk.killAt(n);
        const auto cut = depot.stage(1, one);
        ended = cut.proven;
        depot.restart();
        const auto next = depot.deliver(1, one);
        QVERIFY2(next.published(), std::to_string(n).c_str());
        QCOMPARE(depot.published(), shown(manyFiles()));
        QVERIFY(depot.timesAre(manyFiles()));
        QCOMPARE(next.stage.bytesReused + next.stage.bytesCopied, 80'000);
        reused = reused || next.stage.bytesReused == 80'000;
    }
    QVERIFY(reused);
}

void TestStageTakeover::F06_aCopyThatLosesPowerIsTakenOver()
{
    bool ended = false;
    for (std::uint64_t n = 1; !ended; n += 5) {
        Depot depot(n % 2 ? Profile::local() : Profile::nfs());
        const Sha256 one = depot.version(manyFiles());
        depot.disk.crashAt(n, n * 31);
        ended = depot.stage(1, one).proven;
        if (ended)
            depot.disk.crash(n);
        depot.restart();
        QVERIFY2(depot.deliver(1, one).published(), std::to_string(n).c_str());
        QCOMPARE(depot.published(), shown(manyFiles()));
    }
}

void TestStageTakeover::F06_aFileThatWasChangedInTheStageIsMadeAgain()
{
    Depot depot;
    const Sha256 one = depot.version(manyFiles());
    const auto staged = depot.stage(1, one);
    const std::string in = "/dp/.cartage/stage/" + staged.stage + "/new/";
    depot.disk.writeFile(in + "d/f100", "changed");
    depot.disk.writeFile(in + "d/not wanted", "x");
    depot.disk.remove(in + "d/f101");
    const auto next = depot.deliver(1, one);
    QVERIFY(next.published());
    QCOMPARE(next.stage.filesCopied, 2);
    QCOMPARE(depot.published(), shown(manyFiles()));
}

void TestStageTakeover::F30_olderStagesAreDeletedAtTheFirstVisit()
{
    Depot depot;
    const Sha256 one = depot.version(manyFiles());
    depot.disk.writeFile("/dp/.cartage/stage/CEN00001-1-0/new/d/f100", "old");
    depot.disk.writeFile("/dp/.cartage/stage/CEN00002-1-0/new/x", "of another package");
    QVERIFY(!depot.stage(1, one).error);
    QVERIFY(!depot.disk.exists("/dp/.cartage/stage/CEN00001-1-0"));
    QVERIFY(depot.disk.exists("/dp/.cartage/stage/CEN00002-1-0/new/x"));
    const auto staged = depot.stage(1, one);
    QVERIFY(!staged.error);
    QCOMPARE(staged.filesCopied, 0);
}

void TestStageTakeover::F52_aNewVersionKeepsTheStagedFilesThatFit()
{
    Depot depot;
    Tree tree = manyFiles();
    const Sha256 one = depot.version(tree);
    QVERIFY(depot.stage(1, one).proven);
    tree["d/f105"] = file("changed");
    tree["d/f106"].mode = 0600;
    tree["d/f107"].mtimeNs += 5'000'000'000;
    tree["e"] = folder();
    tree["e/new"] = file("new");
    const auto next = depot.deliver(2, depot.version(tree));
    QVERIFY(next.published());
    QCOMPARE(next.stage.filesCopied, 2);
    QCOMPARE(next.stage.bytesReused, 39 * 2000);
    QCOMPARE(depot.published(), shown(tree));
    QVERIFY(depot.timesAre(tree));
}

void TestStageTakeover::F52_whatTheNewVersionDoesNotNameLeavesTheStage()
{
    Depot depot;
    Tree tree = manyFiles();
    tree["gone"] = folder();
    tree["gone/g"] = file("g");
    tree["turns"] = file("into a folder");
    QVERIFY(depot.stage(1, depot.version(tree)).proven);
    tree.erase("gone"), tree.erase("gone/g");
    tree["turns"] = folder();
    QVERIFY(depot.deliver(2, depot.version(tree)).published());
    QCOMPARE(depot.published(), shown(tree));
}

void TestStageTakeover::F06_anUpdateThatWasCutShortGoesOn()
{
    Depot depot;
    Tree tree = manyFiles();
    QVERIFY(depot.deliver(1, depot.version(tree)).published());
    tree["d/f105"] = file("changed");
    tree["e"] = folder();
    tree["e/f105"] = file("of the same name");
    QVERIFY(depot.stage(2, depot.version(tree)).proven);
    tree["d/f106"] = file("changed by the third version");
    const auto next = depot.deliver(3, depot.version(tree));
    QVERIFY(next.published());
    QCOMPARE(next.stage.filesCopied, 1);
    QCOMPARE(depot.published(), shown(tree));
    QVERIFY(depot.timesAre(tree));
}

void TestStageTakeover::aStageOfTheOtherLayoutIsEmptied()
{
    Depot depot;
    Tree tree = manyFiles();
    const Sha256 one = depot.version(tree);
    QVERIFY(depot.deliver(1, one).published());
    tree["d/f105"] = file("changed");
    const Sha256 two = depot.version(tree);
    QVERIFY(depot.stage(2, two).proven);
    // What the update was for is gone, so the package goes there as a whole.
    depot.disk.remove(depot.packagePath());
    depot.disk.remove("/dp/.cartage/packages/" + depot.package.value() + ".json");
    depot.installed = {};
    QVERIFY(depot.stage(2, two).proven);
    QVERIFY(depot.deliver(2, two).published());
    QCOMPARE(depot.published(), shown(tree));
}

void TestStageTakeover::aFileOfOtherContentWithSizeAndTimeOfAProvenOneIsNotKept()
{
    Depot depot;
    const Sha256 one = depot.version({{"f", file("AAAA")}}), two = depot.version({{"f", file("BBBB")}});
    QVERIFY(depot.stage(1, one).proven);
    // The second try makes the file of version 2 and dies before it is proven; the third wants version 1 again.
    ++depot.token;
    depot.disk.failNth(1, EIO, Persistence::Once, {"syncFileSystem", "/dp", ""});
    QVERIFY(depot.stage(2, two).error);
    depot.disk.clearFaults();
    QVERIFY(depot.deliver(3, one).published());
    QCOMPARE(*depot.disk.read(depot.packagePath() + "/f"), std::string("AAAA"));
}

void TestStageTakeover::aLargeFileGoesOnAtItsLastSyncedBlock()
{
    Depot depot;
    const std::string large = text(70 << 20, 'q');
    const Sha256 one = depot.version({{"large", file(large)}});
    depot.disk.onCall = [&](const char *op, const std::string &path) {
        if (std::string_view(op) == "writeAt" && path.ends_with("/new/large") && depot.control.bytes() > (40 << 20))
            depot.control.requestStop();
    };
    QVERIFY(depot.stage(1, one).stopped);
    depot.disk.onCall = nullptr;
    depot.disk.crash(3);
    depot.restart();
    transport::WorkControl control(depot.clock);
    std::uint64_t written = 0;
    depot.disk.onCall = [&](const char *op, const std::string &path) {
        written += std::string_view(op) == "writeAt" && path.ends_with("/new/large");
    };
    StageOrder order;
    order.dp = depot.address();
    order.package = depot.package;
    order.version = 1;
    order.manifest = one;
    order.token = depot.token;
    const auto staged = depot.transport->stage(order, control);
    depot.disk.onCall = nullptr;
    QVERIFY(staged.proven);
    QCOMPARE(written, 70U - 32U);
    QCOMPARE(*depot.disk.read("/dp/.cartage/stage/" + staged.stage + "/new/large") == large, true);
}

void TestStageTakeover::aLargeFileWhosePartWasChangedIsMadeAgain()
{
    Depot depot;
    const std::string large = text(70 << 20, 'q');
    const Sha256 one = depot.version({{"large", file(large)}});
    depot.disk.onCall = [&](const char *op, const std::string &path) {
        if (std::string_view(op) == "writeAt" && path.ends_with("/new/large") && depot.control.bytes() > (20 << 20))
            depot.control.requestStop();
    };
    const auto cut = depot.stage(1, one);
    QVERIFY(cut.stopped);
    depot.disk.onCall = nullptr;
    depot.disk.flipByte("/dp/.cartage/stage/" + cut.stage + "/new/large", 1000);
    transport::WorkControl control(depot.clock);
    StageOrder order;
    order.dp = depot.address();
    order.package = depot.package;
    order.version = 1;
    order.manifest = one;
    order.token = ++depot.token;
    const auto staged = depot.transport->stage(order, control);
    QVERIFY(!staged.error);
    QVERIFY(staged.proven);
    QCOMPARE(*depot.disk.read("/dp/.cartage/stage/" + staged.stage + "/new/large") == large, true);
}

void TestStageTakeover::filesOfAnUnprovenStageServeAnUnprovenOneOnly()
{
    Depot depot;
    const Sha256 one = depot.version(manyFiles());
    depot.verifyLater = true;
    QVERIFY(!depot.stage(1, one).error);
    QCOMPARE(depot.stage(1, one).filesCopied, 0);
    depot.verifyLater = false;
    const auto staged = depot.stage(1, one);
    QCOMPARE(staged.filesCopied, 40);
    QVERIFY(staged.proven);
}

QTEST_APPLESS_MAIN(TestStageTakeover)
#include "tst_stagetakeover.moc"
