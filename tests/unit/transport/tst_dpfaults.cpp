// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "tests/unit/transport/depot.h"

using namespace cartage;
using namespace cartage::test;
using namespace cartage::transport;

namespace {

Tree smallTree()
{
    return {{"a", file("alpha")}, {"d", folder()}, {"d/b", file("beta", 0755)}, {"l", link("a")}};
}

std::string bigText(std::size_t size, char seed = 0)
{
    std::string text(size, ' ');
    for (std::size_t i = 0; i < size; ++i)
        text[i] = static_cast<char>((i * 2654435761U >> 13) + static_cast<unsigned char>(seed));
    return text;
}

} // namespace

class TestDpFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStageWhoseNthCallFailsIsMadeGoodByTheNextTry_data();
    void aStageWhoseNthCallFailsIsMadeGoodByTheNextTry();
    void F13_noSpaceIsSaidBeforeAByteIsCopied();
    void F13_noSpaceInMidFileCutsTheStageBack();
    void F16_quotaIsSaidAsQuota();
    void theLimitOfADpIsKept();
    void F18_aFailedSyncCountsForNothing();
    void F19_shortWritesLoop();
    void F20_aCloseThatFailsFailsTheAttempt();
    void F21_aByteThatChangesBetweenWriteAndProofIsFound();
    void F22_aReadOnlyDpIsACondition();
    void F22_aDpThatForbidsIsACondition();
    void F23_aDpThatDoesNotAnswerIsACondition();
    void F24_aRateIsKeptWithinFivePercent();
    void F25_aDpThatVanishesIsNotThereAndItsMountPointStaysBare();
    void F26_anotherDiskIsAnotherIdentity();
    void F26_aFolderWithoutTheMarkerIsNeverWrittenTo();
    void F27_aRootThatIsSwappedIsNotFollowed();
    void F28_twinsAreSaidBothBeforeCopying();
    void F29_namesAndLinksThatCannotBeStoredAreAllNamed();
    void F43_aStopIsHeardAtTheNextBlock();
    void F84_damagedContentBlamesThePackage();
    void F84_lostContentBlamesThePackage();
};

void TestDpFaults::aStageWhoseNthCallFailsIsMadeGoodByTheNextTry_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("nfs");
    for (const bool nfs : {false, true}) {
        for (const int error : {EIO, ENOSPC, EACCES, ETIMEDOUT, ESTALE, ENOENT})
            QTest::addRow("%s %s", nfs ? "nfs" : "local", systemErrorName(error).c_str()) << error << nfs;
    }
}

void TestDpFaults::aStageWhoseNthCallFailsIsMadeGoodByTheNextTry()
{
    QFETCH(int, error);
    QFETCH(bool, nfs);
    Tree second = smallTree();
    second["a"] = file("another");
    second["d/c"] = file("gamma");
    bool ended = false;
    int failures = 0;
    for (std::uint64_t n = 1; !ended; ++n) {
        Depot depot(nfs ? Profile::nfs() : Profile::local());
        const Sha256 one = depot.version(smallTree()), two = depot.version(second);
        QVERIFY(depot.deliver(1, one).published());
        depot.disk.failNth(n, error, Persistence::Once, {"", "/dp", ""});
        const auto staged = depot.stage(2, two);
        ended = depot.disk.faultsGiven() == 0;
        depot.disk.clearFaults();
        failures += staged.error.has_value();
        if (staged.error && staged.error->scope == Scope::Dp)
            QVERIFY(staged.error->kind() == Kind::Blocked || staged.error->code == Code::DpNotResponding);
        QCOMPARE(depot.published(), shown(smallTree()));
        QVERIFY2(depot.deliver(2, two).published(), std::to_string(n).c_str());
        QCOMPARE(depot.published(), shown(second));
    }
    QVERIFY(failures > 20);
}

void TestDpFaults::F13_noSpaceIsSaidBeforeAByteIsCopied()
{
    Depot depot;
    const Sha256 one = depot.version({{"big", file(bigText(100'000))}});
    depot.disk.setFree("/dp", 80'000);
    const auto staged = depot.stage(1, one);
    QCOMPARE(staged.error->code, Code::NoSpace);
    QCOMPARE(staged.error->kind(), Kind::NeedsSpace);
    QVERIFY(std::stoull(staged.error->parameters.at("need")) >= 105'000);
    QVERIFY(std::stoull(staged.error->parameters.at("free")) <= 80'000);
    QCOMPARE(staged.filesCopied, 0);
    QVERIFY(depot.stages().empty());
    depot.disk.setFree("/dp", 10'000'000);
    QVERIFY(depot.deliver(1, one).published());
}

void TestDpFaults::F13_noSpaceInMidFileCutsTheStageBack()
{
    Depot depot;
    const Sha256 one = depot.version({{"a", file(bigText(100'000))}, {"b", file(bigText(3'000'000, 1))}});
    depot.disk.onCall = [&](const char *op, const std::string &path) {
        if (std::string_view(op) == "createFile" && path.find("/new/b") != std::string::npos)
            depot.disk.setFree("/dp", 1'000'000);
    };
    const auto staged = depot.stage(1, one);
    depot.disk.onCall = nullptr;
    QCOMPARE(staged.error->code, Code::NoSpace);
    QVERIFY(staged.error->parameters.count("need") && staged.error->parameters.count("free"));
    QVERIFY(depot.stages().empty());
    depot.disk.setFree("/dp", 100'000'000);
    QVERIFY(depot.deliver(1, one).published());
}

void TestDpFaults::F16_quotaIsSaidAsQuota()
{
    Depot depot;
    const Sha256 one = depot.version(smallTree());
    depot.disk.failNth(1, EDQUOT, Persistence::Once, {"write", "/dp", "/new/"});
    const auto staged = depot.stage(1, one);
    QCOMPARE(staged.error->code, Code::Quota);
    QVERIFY(depot.stages().empty());
}

void TestDpFaults::theLimitOfADpIsKept()
{
    Depot depot;
    const Sha256 one = depot.version({{"big", file(bigText(100'000))}});
    depot.limit = 150'000;
    depot.oursNow = 100'000;
    const auto staged = depot.stage(1, one);
    QCOMPARE(staged.error->code, Code::NoSpace);
    QCOMPARE(staged.error->parameters.at("limit"), std::string("150000"));
    depot.oursNow = 0;
    QVERIFY(depot.deliver(1, one).published());
}

void TestDpFaults::F18_aFailedSyncCountsForNothing()
{
    Depot depot;
    const Sha256 one = depot.version(smallTree());
    depot.disk.failNth(1, EIO, Persistence::Once, {"syncFileSystem", "/dp", ""});
    const auto staged = depot.stage(1, one);
    QCOMPARE(staged.error->code, Code::IoError);
    QVERIFY(!staged.proven);
    const auto next = depot.deliver(1, one);
    QVERIFY(next.published());
    QCOMPARE(next.stage.bytesReused, 0);
    QCOMPARE(next.stage.filesCopied, 3);
    depot.disk.crash(1);
    QCOMPARE(depot.published(), shown(smallTree()));
}

void TestDpFaults::F19_shortWritesLoop()
{
    Depot depot;
    const Tree tree{{"a", file(bigText(30'000))}, {"b", file(bigText(1'300'000, 3))}};
    const Sha256 one = depot.version(tree);
    depot.disk.setShortTransfers(4001);
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.setShortTransfers(0);
    QCOMPARE(depot.published(), shown(tree));
}

void TestDpFaults::F20_aCloseThatFailsFailsTheAttempt()
{
    Depot depot;
    const Sha256 one = depot.version(smallTree());
    depot.disk.failNth(1, EIO, Persistence::Once, {"close", "/dp", "/new/a"});
    const auto staged = depot.stage(1, one);
    QVERIFY(staged.error);
    QCOMPARE(staged.error->operation, std::string("close"));
    QCOMPARE(staged.error->path, std::string("a"));
    const auto next = depot.deliver(1, one);
    QVERIFY(next.published());
    QCOMPARE(depot.published(), shown(smallTree()));
}

void TestDpFaults::F21_aByteThatChangesBetweenWriteAndProofIsFound()
{
    for (int round = 0; round < 20; ++round) {
        Depot depot(round % 2 == 0 ? Profile::local() : Profile::nfs());
        Tree tree = smallTree();
        tree["big"] = file(bigText(1'200'000));
        const Sha256 one = depot.version(tree);
        const std::string victim = round % 4 < 2 ? "big" : "d/b";
        bool flipped = false;
        depot.disk.onCall = [&](const char *op, const std::string &path) {
            if (!flipped && std::string_view(op) == "openForReading" && path.find("/new/" + victim) != std::string::npos) {
                flipped = true;
                depot.disk.flipByte(path, victim == "big" ? static_cast<std::uint64_t>(round) * 57'000 : 1);
            }
        };
        const auto staged = depot.stage(1, one);
        depot.disk.onCall = nullptr;
        QVERIFY(flipped);
        QCOMPARE(staged.error->code, Code::VerifyMismatch);
        QCOMPARE(staged.error->path, victim);
        QVERIFY(!staged.proven);
        const auto next = depot.deliver(1, one);
        QVERIFY(next.published());
        QCOMPARE(next.stage.filesCopied, 2); // the one that differed, and the link
        QCOMPARE(depot.published(), shown(tree));
    }
}

void TestDpFaults::F22_aReadOnlyDpIsACondition()
{
    Depot depot;
    const Sha256 one = depot.version(smallTree());
    depot.disk.setReadOnly("/dp", true);
    const auto staged = depot.stage(1, one);
    QCOMPARE(staged.error->code, Code::DpReadOnly);
    QCOMPARE(staged.error->scope, Scope::Dp);
    QCOMPARE(depot.transport->probe(depot.address(), false, depot.control).error->code, Code::DpReadOnly);
    depot.disk.setReadOnly("/dp", false);
    QVERIFY(!depot.transport->probe(depot.address(), false, depot.control).error);
    QVERIFY(depot.deliver(1, one).published());
}

void TestDpFaults::F22_aDpThatForbidsIsACondition()
{
    Depot depot;
    const Sha256 one = depot.version(smallTree());
    depot.disk.failNth(1, EACCES, Persistence::Once, {"openFolder", "", "/dp"});
    const auto staged = depot.stage(1, one);
    QCOMPARE(staged.error->code, Code::DpPermission);
    QCOMPARE(staged.error->scope, Scope::Dp);
    QVERIFY(!staged.seen.contact);
}

void TestDpFaults::F23_aDpThatDoesNotAnswerIsACondition()
{
    Depot depot(Profile::nfs());
    const Sha256 one = depot.version(smallTree());
    depot.disk.hang("/dp");
    const auto staged = depot.stage(1, one);
    QCOMPARE(staged.error->code, Code::DpNotResponding);
    QCOMPARE(staged.error->scope, Scope::Dp);
    depot.disk.resume("/dp");
    QVERIFY(depot.deliver(1, one).published());
}

void TestDpFaults::F24_aRateIsKeptWithinFivePercent()
{
    Depot depot;
    const Sha256 one = depot.version({{"a", file(bigText(600'000))}, {"b", file(bigText(2'400'000, 1))}});
    depot.control.rate = 100'000;
    const Span began = depot.clock.boot();
    QVERIFY(depot.deliver(1, one).published());
    const double seconds = static_cast<double>((depot.clock.boot() - began).count()) / 1000;
    QVERIFY2(seconds > 28.0 && seconds < 31.5, std::to_string(seconds).c_str());
}

void TestDpFaults::F25_aDpThatVanishesIsNotThereAndItsMountPointStaysBare()
{
    bool ended = false;
    for (std::uint64_t n = 1; !ended; ++n) {
        Depot depot(Profile::nfs());
        const Sha256 one = depot.version(smallTree());
        std::uint64_t calls = 0;
        depot.disk.onCall = [&](const char *, const std::string &path) {
            if (path.rfind("/dp", 0) == 0 && ++calls == n)
                depot.disk.unmount("/dp");
        };
        const auto delivery = depot.deliver(1, one);
        depot.disk.onCall = nullptr;
        ended = calls < n;
        if (ended) {
            QVERIFY(delivery.published());
            break;
        }
        QVERIFY(depot.disk.tree("/dp").empty());
        if (!delivery.published()) {
            QVERIFY2(delivery.error()->code == Code::DpNotThere, std::to_string(n).c_str());
            QCOMPARE(delivery.error()->scope, Scope::Dp);
        }
        depot.disk.remount("/dp");
        QVERIFY(depot.deliver(1, one).published());
        QCOMPARE(depot.published(), shown(smallTree()));
    }
}

void TestDpFaults::F26_anotherDiskIsAnotherIdentity()
{
    Depot depot;
    const Sha256 one = depot.version(smallTree());
    depot.guid = "another";
    const auto before = depot.disk.tree("/dp");
    const auto staged = depot.stage(1, one);
    QCOMPARE(staged.error->code, Code::DpOtherIdentity);
    QCOMPARE(staged.error->scope, Scope::Dp);
    QCOMPARE(depot.remove().error->code, Code::DpOtherIdentity);
    QCOMPARE(depot.transport->removeDp(depot.address(), depot.control).error->code, Code::DpOtherIdentity);
    QCOMPARE(depot.transport->probe(depot.address(), true, depot.control).error->code, Code::DpOtherIdentity);
    QCOMPARE(depot.disk.tree("/dp"), before);
}

void TestDpFaults::F26_aFolderWithoutTheMarkerIsNeverWrittenTo()
{
    Depot depot;
    const Sha256 one = depot.version(smallTree());
    depot.disk.remove("/dp/.cartage");
    QCOMPARE(depot.stage(1, one).error->code, Code::DpNotThere);
    depot.disk.writeFile("/dp/something", "theirs");
    QCOMPARE(depot.stage(1, one).error->code, Code::DpMarkerMissing);
    QCOMPARE(depot.transport->probe(depot.address(), true, depot.control).error->code, Code::DpMarkerMissing);
    QCOMPARE(depot.disk.tree("/dp").size(), 1U);
    depot.disk.unmount("/dp");
    depot.disk.remove("/dp");
    QCOMPARE(depot.stage(1, one).error->code, Code::DpNotThere);
}

void TestDpFaults::F27_aRootThatIsSwappedIsNotFollowed()
{
    Depot depot;
    const Sha256 one = depot.version(smallTree());
    depot.disk.makeFolder("/elsewhere");
    depot.disk.move("/dp/.cartage/stage", "/dp/.cartage/away");
    depot.disk.makeLink("/dp/.cartage/stage", "/elsewhere");
    QVERIFY(depot.stage(1, one).error);
    QVERIFY(depot.disk.tree("/elsewhere").empty());
}

void TestDpFaults::F28_twinsAreSaidBothBeforeCopying()
{
    Profile profile;
    profile.caseBlind = true;
    Depot depot(profile);
    const auto staged = depot.stage(1, depot.version({{"FILE.TXT", file("1")}, {"File.txt", file("2")}, {"other", file("3")}}));
    QCOMPARE(staged.error->code, Code::NameNotStorable);
    QCOMPARE(staged.error->names, (std::vector<std::string>{"FILE.TXT", "File.txt"}));
    QCOMPARE(staged.error->kind(), Kind::Blocked);
    QVERIFY(depot.stages().empty());
}

void TestDpFaults::F29_namesAndLinksThatCannotBeStoredAreAllNamed()
{
    Depot depot(Profile::smb());
    const auto names = depot.stage(1, depot.version({{"a:b", file("1")}, {"con.txt", file("2")}, {"fine", file("3")}, {"dot.", file("4")},
                                                     {"\xff", file("5")}}));
    QCOMPARE(names.error->code, Code::NameNotStorable);
    QCOMPARE(names.error->names, (std::vector<std::string>{"a:b", "con.txt", "dot.", "\xff"}));
    const auto links = depot.stage(1, depot.version({{"l1", link("a")}, {"a", file("1")}, {"l2", link("a")}}));
    QCOMPARE(links.error->code, Code::LinkNotStorable);
    QCOMPARE(links.error->names, (std::vector<std::string>{"l1", "l2"}));
}

void TestDpFaults::F43_aStopIsHeardAtTheNextBlock()
{
    Depot depot;
    const Sha256 one = depot.version({{"a", file("1")}, {"big", file(bigText(5'000'000))}, {"z", file("2")}});
    depot.disk.onCall = [&](const char *op, const std::string &path) {
        if (std::string_view(op) == "writeAt" && path.find("/new/big") != std::string::npos)
            depot.control.requestStop();
    };
    const auto staged = depot.stage(1, one);
    depot.disk.onCall = nullptr;
    QVERIFY(staged.stopped);
    QVERIFY(!staged.error);
    QVERIFY(!staged.proven);
    QVERIFY(depot.control.bytes() < 2'000'001);
    QVERIFY(depot.published().empty());
    QVERIFY(!depot.stages().empty());
}

void TestDpFaults::F84_damagedContentBlamesThePackage()
{
    for (const std::size_t size : {std::size_t(1000), std::size_t(1'500'000)}) {
        Depot depot;
        const std::string text = bigText(size);
        const Sha256 one = depot.version({{"a", file("fine")}, {"damaged", file(text)}});
        const std::string hex = sha256(asBytes(text)).hex();
        depot.disk.flipByte("/site/contentlib/" + hex.substr(0, 2) + "/" + hex, 500);
        const auto staged = depot.stage(1, one);
        QCOMPARE(staged.error->code, Code::ContentDamaged);
        QCOMPARE(staged.error->scope, Scope::Package);
        QCOMPARE(staged.error->object, depot.package.value());
        QVERIFY(!depot.disk.exists("/dp/.cartage/stage/" + staged.stage + "/new/damaged"));
    }
}

void TestDpFaults::F84_lostContentBlamesThePackage()
{
    Depot depot;
    const Sha256 one = depot.version({{"a", file("fine")}});
    const std::string hex = sha256(asBytes(std::string("fine"))).hex();
    depot.disk.remove("/site/contentlib/" + hex.substr(0, 2) + "/" + hex);
    const auto staged = depot.stage(1, one);
    QCOMPARE(staged.error->code, Code::ContentDamaged);
    QCOMPARE(staged.error->scope, Scope::Package);
}

QTEST_APPLESS_MAIN(TestDpFaults)
#include "tst_dpfaults.moc"
