// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/transport/depot.h"

using namespace cartage;
using namespace cartage::test;
using namespace cartage::transport;

namespace {

const std::int64_t later = 1'700'000'100'000'000'000;

Tree fromTree()
{
    return {{"a", file("a1")},           {"becomesFile", folder()}, {"becomesFile/in", file("in")}, {"becomesFolder", file("f")},
            {"goes", folder()},          {"goes/g", file("g")},     {"keep", file("keep")},         {"link", link("a")},
            {"mode", file("mode", 0644)}};
}

Tree toTree()
{
    return {{"a", file("a2", 0644, later)},    {"becomesFile", file("now")}, {"becomesFolder", folder()}, {"becomesFolder/n", file("n")},
            {"comes", folder(0500)},           {"comes/c", file("c")},       {"keep", file("keep")},      {"link", link("keep")},
            {"mode", file("mode", 0600, later)}};
}

/// Where links are not kept.
Tree withoutLinks(Tree tree)
{
    tree.erase("link");
    return tree;
}

Profile profileOf(const QByteArray &name)
{
    return name == "smb" ? Profile::smb() : name == "nfs" ? Profile::nfs() : Profile::local();
}

} // namespace

/// The publish is broken off at each of its calls, in each way; the next visit must find a way to the new version or the former one, whole.
class TestPublishCrash : public QObject
{
    Q_OBJECT
    static void profiles()
    {
        QTest::addColumn<QByteArray>("profile");
        for (const char *name : {"local", "smb", "nfs"})
            QTest::newRow(name) << QByteArray(name);
    }

private Q_SLOTS:
    void F07_aPublishThatIsKilledIsFinishedForward_data() { profiles(); }
    void F07_aPublishThatIsKilledIsFinishedForward();
    void F11_aPublishThatLosesPowerIsFinishedForward_data() { profiles(); }
    void F11_aPublishThatLosesPowerIsFinishedForward();
    void aPublishWhoseNthCallFailsIsWholeOneWayOrTheOther_data() { profiles(); }
    void aPublishWhoseNthCallFailsIsWholeOneWayOrTheOther();
    void F79_aRefusedStepIsUndone_data() { profiles(); }
    void F79_aRefusedStepIsUndone();
    void F79_aFileThatIsLetGoIsPublishedAfterAll();
    void anUndoingThatIsRefusedTooIsMixedAndIsFinishedLater();
    void anUndoingThatIsKilledIsFinishedForward();
    void aFirstDeliveryIsSeenWholeOrNotAtAll_data() { profiles(); }
    void aFirstDeliveryIsSeenWholeOrNotAtAll();
    void aPublishWhoseStageIsGoneLooksAtWhatIsThere();
};

void TestPublishCrash::F07_aPublishThatIsKilledIsFinishedForward()
{
    QFETCH(QByteArray, profile);
    const bool smb = profile == "smb";
    const Tree from = smb ? withoutLinks(fromTree()) : fromTree(), to = smb ? withoutLinks(toTree()) : toTree();
    bool ended = false;
    int cuts = 0, forward = 0;
    for (std::uint64_t n = 1; !ended; ++n) {
        Depot depot(profileOf(profile));
        const Sha256 one = depot.version(from), two = depot.version(to);
        QVERIFY(depot.deliver(1, one).published());
        const auto staged = depot.stage(2, two);
        depot.disk.killAt(n);
        const auto cut = depot.publish(2, two, staged);
        ended = cut.published;
        depot.restart();
        const bool said = depot.record()->find("publishing") != std::string::npos;
        if (!said && !ended) {
            const bool whole = depot.published(!smb) == shown(from, !smb) || depot.published(!smb) == shown(to, !smb);
            QVERIFY2(whole, std::to_string(n).c_str());
        }
        const auto next = depot.deliver(2, two);
        QVERIFY2(next.published(), std::to_string(n).c_str());
        QCOMPARE(depot.published(!smb), shown(to, !smb));
        QVERIFY(depot.timesAre(to));
        QVERIFY(!depot.disk.exists("/dp/.cartage/found/" + staged.stage));
        forward += next.stage.finishedForward;
        ++cuts;
    }
    QVERIFY(cuts > 40);
    QVERIFY(forward > 20);
}

void TestPublishCrash::F11_aPublishThatLosesPowerIsFinishedForward()
{
    QFETCH(QByteArray, profile);
    const bool smb = profile == "smb";
    const Tree from = smb ? withoutLinks(fromTree()) : fromTree(), to = smb ? withoutLinks(toTree()) : toTree();
    bool ended = false;
    for (std::uint64_t n = 1; !ended; ++n) {
        Depot depot(profileOf(profile));
        const Sha256 one = depot.version(from), two = depot.version(to);
        QVERIFY(depot.deliver(1, one).published());
        const auto staged = depot.stage(2, two);
        depot.disk.crashAt(n, n * 7919);
        ended = depot.publish(2, two, staged).published;
        if (ended)
            depot.disk.crash(n);
        depot.restart();
        const bool said = depot.record()->find("publishing") != std::string::npos;
        if (!said) {
            const bool whole = depot.published(!smb) == shown(from, !smb) || depot.published(!smb) == shown(to, !smb);
            QVERIFY2(whole, std::to_string(n).c_str());
        }
        const auto next = depot.deliver(2, two);
        QVERIFY2(next.published(), std::to_string(n).c_str());
        QCOMPARE(depot.published(!smb), shown(to, !smb));
        QVERIFY(!ended || next.stage.alreadyThere);
    }
}

void TestPublishCrash::aPublishWhoseNthCallFailsIsWholeOneWayOrTheOther()
{
    QFETCH(QByteArray, profile);
    const bool smb = profile == "smb";
    const Tree from = smb ? withoutLinks(fromTree()) : fromTree(), to = smb ? withoutLinks(toTree()) : toTree();
    for (const int error : {EIO, ENOSPC, EACCES}) {
        bool ended = false;
        for (std::uint64_t n = 1; !ended; ++n) {
            Depot depot(profileOf(profile));
            const Sha256 one = depot.version(from), two = depot.version(to);
            QVERIFY(depot.deliver(1, one).published());
            const auto staged = depot.stage(2, two);
            depot.disk.failNth(n, error, Persistence::Once, {"", "/dp", ""});
            const auto outcome = depot.publish(2, two, staged);
            ended = depot.disk.faultsGiven() == 0;
            depot.disk.clearFaults();
            const std::string where = std::to_string(error) + " at " + std::to_string(n);
            QVERIFY2(outcome.published || outcome.error, where.c_str());
            const auto there = depot.published(!smb);
            if (outcome.published)
                QCOMPARE(there, shown(to, !smb));
            else if (!outcome.mixed)
                QVERIFY2(there == shown(from, !smb), where.c_str());
            if (!outcome.published && !outcome.mixed)
                QVERIFY2(depot.record()->find("publishing") == std::string::npos, where.c_str());
            const auto next = depot.deliver(2, two);
            QVERIFY2(next.published(), where.c_str());
            QCOMPARE(depot.published(!smb), shown(to, !smb));
        }
    }
}

void TestPublishCrash::F79_aRefusedStepIsUndone()
{
    QFETCH(QByteArray, profile);
    const bool smb = profile == "smb";
    const Tree from = smb ? withoutLinks(fromTree()) : fromTree(), to = smb ? withoutLinks(toTree()) : toTree();
    for (const char *path : {"/CEN00001/a", "/CEN00001/becomesFile", "/CEN00001/comes", "/CEN00001/mode", "/CEN00001/goes/g"}) {
        Depot depot(profileOf(profile));
        const Sha256 one = depot.version(from), two = depot.version(to);
        QVERIFY(depot.deliver(1, one).published());
        const auto staged = depot.stage(2, two);
        const std::string busy = path;
        std::string blocked = busy;
        depot.disk.failNth(1, EBUSY, Persistence::FromThenOn, {"", "/dp", busy});
        const Span began = depot.clock.boot();
        depot.onPause = [&] {
            if (depot.clock.boot() - began >= std::chrono::seconds(30))
                depot.disk.clearFaults();
        };
        const auto outcome = depot.publish(2, two, staged);
        // The hold ends when the patience does, so that the way back is free.
        if (outcome.published)
            continue;
        QVERIFY2(outcome.undone, path);
        QVERIFY(!outcome.mixed);
        QCOMPARE(outcome.error->code, Code::FileInUse);
        QCOMPARE(outcome.error->systemError, EBUSY);
        QVERIFY(!outcome.error->path.empty());
        QCOMPARE(depot.published(!smb), shown(from, !smb));
        QVERIFY(depot.timesAre(from));
        const auto again = depot.publish(2, two, staged);
        QVERIFY2(again.published, path);
        QCOMPARE(depot.published(!smb), shown(to, !smb));
        QVERIFY(depot.timesAre(to));
    }
}

void TestPublishCrash::F79_aFileThatIsLetGoIsPublishedAfterAll()
{
    Depot depot(Profile::smb());
    const Tree from = withoutLinks(fromTree()), to = withoutLinks(toTree());
    const Sha256 one = depot.version(from), two = depot.version(to);
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.holdOpen(depot.packagePath() + "/a", true);
    depot.onPause = [&] {
        if (depot.paused == 5)
            depot.disk.holdOpen(depot.packagePath() + "/a", false);
    };
    const auto delivery = depot.deliver(2, two);
    QVERIFY(delivery.published());
    QCOMPARE(depot.paused, 5);
    QCOMPARE(depot.published(false), shown(to, false));
}

void TestPublishCrash::anUndoingThatIsRefusedTooIsMixedAndIsFinishedLater()
{
    Depot depot;
    const Sha256 one = depot.version(fromTree()), two = depot.version(toTree());
    QVERIFY(depot.deliver(1, one).published());
    const auto staged = depot.stage(2, two);
    depot.disk.failNth(1, EBUSY, Persistence::FromThenOn, {"rename", "/dp", "CEN00001/link"});
    depot.disk.failNth(1, EBUSY, Persistence::FromThenOn, {"renameNoReplace", "/dp", "becomesFile"});
    const auto outcome = depot.publish(2, two, staged);
    QVERIFY(!outcome.published);
    QVERIFY(outcome.mixed || outcome.undone);
    QCOMPARE(outcome.error->code, Code::FileInUse);
    if (outcome.mixed)
        QVERIFY(depot.record()->find("publishing") != std::string::npos);
    depot.disk.clearFaults();
    const auto next = depot.deliver(2, two);
    QVERIFY(next.published());
    QCOMPARE(depot.published(), shown(toTree()));
}

void TestPublishCrash::anUndoingThatIsKilledIsFinishedForward()
{
    // How many calls the whole takes, with the last step refused.
    const auto run = [](Depot &depot, std::uint64_t killAt, bool &killed, const Sha256 &two, const StageOutcome &staged) {
        depot.disk.failNth(1, EBUSY, Persistence::FromThenOn, {"", "/dp", "CEN00001/goes/g"});
        depot.onPause = [&depot, killAt] {
            if (depot.clock.boot() >= std::chrono::hours(1) + std::chrono::seconds(30)) {
                depot.disk.clearFaults();
                if (killAt > 0)
                    depot.disk.killAt(killAt);
            }
        };
        const auto outcome = depot.publish(2, two, staged);
        killed = depot.disk.viewsEnded();
        depot.onPause = nullptr;
        return outcome;
    };
    bool killed = true;
    for (std::uint64_t n = 1; killed; ++n) {
        Depot depot;
        const Sha256 one = depot.version(fromTree()), two = depot.version(toTree());
        QVERIFY(depot.deliver(1, one).published());
        const auto staged = depot.stage(2, two);
        (void)run(depot, n, killed, two, staged);
        depot.restart();
        const auto next = depot.deliver(2, two);
        QVERIFY2(next.published(), std::to_string(n).c_str());
        QCOMPARE(depot.published(), shown(toTree()));
        QVERIFY(!depot.disk.exists("/dp/.cartage/found/" + staged.stage));
    }
}

void TestPublishCrash::aFirstDeliveryIsSeenWholeOrNotAtAll()
{
    QFETCH(QByteArray, profile);
    const bool smb = profile == "smb";
    const Tree to = smb ? withoutLinks(toTree()) : toTree();
    for (const bool power : {false, true}) {
        bool ended = false;
        for (std::uint64_t n = 1; !ended; ++n) {
            Depot depot(profileOf(profile));
            const Sha256 one = depot.version(to);
            const auto staged = depot.stage(1, one);
            QVERIFY(!staged.error);
            if (power)
                depot.disk.crashAt(n, n);
            else
                depot.disk.killAt(n);
            ended = depot.publish(1, one, staged).published;
            depot.restart();
            const auto there = depot.published(!smb);
            QVERIFY2(there.empty() || there == shown(to, !smb), std::to_string(n).c_str());
            QVERIFY2(depot.deliver(1, one).published(), std::to_string(n).c_str());
            QCOMPARE(depot.published(!smb), shown(to, !smb));
            QVERIFY(depot.timesAre(to));
        }
    }
}

void TestPublishCrash::aPublishWhoseStageIsGoneLooksAtWhatIsThere()
{
    Depot depot;
    const Sha256 one = depot.version(fromTree()), two = depot.version(toTree());
    QVERIFY(depot.deliver(1, one).published());
    const auto staged = depot.stage(2, two);
    depot.disk.failNth(6, EIO, Persistence::FromThenOn, {"", "/dp", "CEN00001/"});
    const auto cut = depot.publish(2, two, staged);
    QVERIFY(cut.mixed);
    depot.disk.clearFaults();
    depot.disk.remove("/dp/.cartage/stage/" + staged.stage);
    const auto next = depot.deliver(2, two);
    QVERIFY(next.published());
    QVERIFY(!next.stage.finishedForward);
    QCOMPARE(depot.published(), shown(toTree()));
}

QTEST_APPLESS_MAIN(TestPublishCrash)
#include "tst_publishcrash.moc"
