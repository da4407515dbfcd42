// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cerrno>
#include <map>

#include "core/client/copyqueuemanager.h"
#include "core/inbox/inboxname.h"
#include "tests/support/fakeclock.h"
#include "tests/support/inboxfiller.h"
#include "tests/support/seededrandom.h"
#include "tests/support/simfilesystem.h"

using namespace cartage;
using namespace cartage::client;

namespace {

/// Gives the same bytes `same` times, then ordinary ones.
class SameBytes final : public Random
{
public:
    void fill(std::span<std::byte> bytes) override
    {
        if (same > 0)
            --same;
        else
            return m_other.fill(bytes);
        std::fill(bytes.begin(), bytes.end(), std::byte(0x11));
    }
    int same = 0;

private:
    test::SeededRandom m_other;
};

/// A client's disk, a share with an inbox, and what the Copy Queue Manager says.
struct Bench {
    Bench() : fs(clock)
    {
        fs.mount("/var");
        fs.mount("/share");
        for (const char *folder : {"/share/inbox", "/share/inbox/tmp", "/share/inbox/new"})
            fs.makeFolder(folder);
    }
    World world(io::FileSystem &view)
    {
        return {view, clock, random, [this](Span span) {
                    clock.advance(span);
                    pauses.push_back(span);
                    if (onPause)
                        onPause();
                }};
    }
    void report(int count)
    {
        Spool spool = Spool::open(world(fs), "/var/spool").value();
        for (int i = 0; i < count; ++i) {
            inbox::StatusReport message = test::reportOf(1, ++reported);
            QVERIFY(spool.add(message).has_value());
        }
    }
    CopyQueueManager::Outcome bring(io::FileSystem &view, Span wait = Span(0))
    {
        log.clear();
        auto spool = Spool::open(world(view), "/var/spool");
        if (!spool)
            return {0, spool.error()};
        CopyQueueManager manager(world(view), *spool, inboxFolder, [this](const std::string &line) { log.push_back(line); });
        return wait > Span(0) ? manager.bring(wait, stop) : manager.bringOnce(stop);
    }
    CopyQueueManager::Outcome bring(Span wait = Span(0)) { return bring(fs, wait); }
    /// Message id -> how often it lies in new/, every file whole.
    std::map<std::string, int> arrived()
    {
        std::map<std::string, int> guids;
        for (const auto &[name, entry] : fs.tree("/share/inbox/new")) {
            const auto read = inbox::parseStatusFile(*fs.read("/share/inbox/new/" + name));
            if (!read || !read->sent)
                guids["damaged " + name] = 1;
            else
                ++guids[read->report.guid];
        }
        return guids;
    }
    [[nodiscard]] std::size_t queued() const { return fs.tree("/var/spool/queue").size(); }

    test::FakeClock clock;
    SameBytes random;
    test::SimFileSystem fs;
    std::string inboxFolder = "/share/inbox";
    std::atomic<bool> stop{false};
    std::vector<std::string> log;
    std::vector<Span> pauses;
    std::function<void()> onPause;
    int reported = 0;
};

bool areAll(const std::map<std::string, int> &arrived, int count)
{
    for (int i = 1; i <= count; ++i) {
        if (!arrived.contains(test::reportOf(1, i).guid))
            return false;
    }
    return std::ssize(arrived) == count;
}

} // namespace

class TestCopyQueueManager final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyMessageGoesOnceAndIsLoggedStepByStep()
    {
        Bench bench;
        bench.report(2);
        const auto outcome = bench.bring();
        QCOMPARE(outcome.delivered, 2);
        QVERIFY(!outcome.why);
        QVERIFY(areAll(bench.arrived(), 2));
        QCOMPARE(bench.queued(), std::size_t(0));
        const std::string name = bench.fs.tree("/share/inbox/new").begin()->first;
        QCOMPARE(bench.log.size(), std::size_t(8));
        QCOMPARE(bench.log[0], std::string("validating 0000000000000001"));
        QCOMPARE(bench.log[1], "servicing 0000000000000001 (id " + test::reportOf(1, 1).guid + ", message 10001)");
        QVERIFY(bench.log[2].starts_with("copying 0000000000000001 to status-") && bench.log[2].ends_with(".msg, try 1"));
        QVERIFY(bench.log[3].starts_with("copied 0000000000000001 to status-"));
        QCOMPARE(bench.log[4], std::string("validating 0000000000000002"));
        QVERIFY(inbox::parseInboxName(name).has_value());
        QCOMPARE(bench.bring().delivered, 0);
    }

    void manyGoInOneRound()
    {
        Bench bench;
        bench.report(150);
        bench.fs.resetCounts();
        QCOMPARE(bench.bring().delivered, 150);
        QVERIFY(areAll(bench.arrived(), 150));
        QVERIFY(bench.fs.count("syncFile", "/share") <= 150 + 4); // new/ once for 64, and for the last
    }

    void F34_aTakenNameMeansANewOne()
    {
        Bench bench;
        bench.report(1);
        bench.random.same = 49;
        bench.fs.writeFile("/share/inbox/new/status-" + Spool::open(bench.world(bench.fs), "/var/spool")->sender() + "-11111111111111111111111111111111.msg", "another's");
        QCOMPARE(bench.bring().delivered, 1);
        QCOMPARE(bench.queued(), std::size_t(0));
        QVERIFY(bench.log[bench.log.size() - 2].ends_with("try 50"));
        QCOMPARE(bench.fs.tree("/share/inbox/new").size(), std::size_t(2));
    }

    void F34_afterFiftyTakenNamesTheMessageStaysAndOthersGo()
    {
        Bench bench;
        bench.report(2);
        bench.random.same = 50;
        bench.fs.writeFile("/share/inbox/new/status-" + Spool::open(bench.world(bench.fs), "/var/spool")->sender() + "-11111111111111111111111111111111.msg", "another's");
        const auto outcome = bench.bring();
        QCOMPARE(outcome.delivered, 1);
        QVERIFY(outcome.why && outcome.why->code == Code::InboxFailing && outcome.why->systemError == EEXIST);
        QVERIFY(bench.fs.exists("/var/spool/queue/0000000000000001"));
        QCOMPARE(bench.bring().delivered, 1);
        QCOMPARE(bench.fs.tree("/share/inbox/new").size(), std::size_t(3));
    }

    void anInboxThatTakesNothingKeepsTheMessages_data()
    {
        QTest::addColumn<int>("how");
        QTest::addColumn<QString>("code");
        QTest::newRow("gone") << 0 << "inbox_not_there";
        QTest::newRow("a file in its place") << 1 << "inbox_not_there";
        QTest::newRow("without new/") << 2 << "inbox_not_there";
        QTest::newRow("a file in the place of new/") << 3 << "inbox_not_there";
        QTest::newRow("read-only") << 4 << "inbox_not_writable";
        QTest::newRow("full") << 5 << "inbox_full";
        QTest::newRow("failing") << 6 << "inbox_failing";
    }
    void anInboxThatTakesNothingKeepsTheMessages()
    {
        QFETCH(int, how);
        QFETCH(QString, code);
        Bench bench;
        bench.report(3);
        switch (how) {
        case 0: bench.fs.move("/share/inbox", "/share/away"); break;
        case 1: bench.fs.move("/share/inbox", "/share/away"); bench.fs.writeFile("/share/inbox", "x"); break;
        case 2: bench.fs.move("/share/inbox/new", "/share/away"); break;
        case 3: bench.fs.move("/share/inbox/new", "/share/away"); bench.fs.writeFile("/share/inbox/new", "x"); break;
        case 4: bench.fs.setReadOnly("/share", true); break;
        case 5: bench.fs.setFree("/share", 0); break;
        case 6: bench.fs.failNth(1, EIO, test::Persistence::FromThenOn, {"", "/share", ""}); break;
        }
        const auto outcome = bench.bring();
        QCOMPARE(outcome.delivered, 0);
        QCOMPARE(QString::fromUtf8(name(outcome.why->code).data()), code);
        QCOMPARE(outcome.why->object, std::string("/share/inbox"));
        QVERIFY(bench.log.back().starts_with("kept 0000000000000001 (" + code.toStdString()));
        QCOMPARE(bench.queued(), std::size_t(3));
        switch (how) {
        case 1: bench.fs.remove("/share/inbox"); [[fallthrough]];
        case 0: bench.fs.move("/share/away", "/share/inbox"); break;
        case 3: bench.fs.remove("/share/inbox/new"); [[fallthrough]];
        case 2: bench.fs.move("/share/away", "/share/inbox/new"); break;
        case 4: bench.fs.setReadOnly("/share", false); break;
        case 5: bench.fs.setFree("/share", 1 << 20); break;
        case 6: bench.fs.clearFaults(); break;
        }
        QCOMPARE(bench.bring().delivered, 3);
        QVERIFY(areAll(bench.arrived(), 3));
    }

    void aFullSpoolEmptiesItselfAndBringsNothingTwice()
    {
        Bench bench;
        bench.report(3);
        bench.fs.setFree("/var", 0);
        const auto outcome = bench.bring();
        QVERIFY(outcome.delivered >= 2);
        if (outcome.delivered == 2) { // what the others left free was not enough for the counter
            QVERIFY(outcome.why && outcome.why->code == Code::SpoolFull);
            QCOMPARE(bench.bring().delivered, 0);
            bench.fs.setFree("/var", 1 << 20);
            QCOMPARE(bench.bring().delivered, 1);
        }
        for (const auto &[guid, times] : bench.arrived())
            QCOMPARE(times, 1);
        QVERIFY(areAll(bench.arrived(), 3));
    }

    void theLastMessageStaysWhereTheCounterCannotBeWritten()
    {
        Bench bench;
        bench.report(1);
        bench.fs.setFree("/var", 0);
        const auto outcome = bench.bring();
        QVERIFY(outcome.why && outcome.why->code == Code::SpoolFull);
        QCOMPARE(bench.arrived().size(), std::size_t(0));
        bench.fs.setFree("/var", 1 << 20);
        QCOMPARE(bench.bring().delivered, 1);
    }

    void everyFailureKeepsWhatDidNotArrive()
    {
        for (std::uint64_t n = 1;; ++n) {
            Bench bench;
            bench.report(3);
            bench.fs.failNth(n, EIO);
            const auto outcome = bench.bring();
            const bool given = bench.fs.faultsGiven() > 0;
            bench.fs.clearFaults();
            QVERIFY(outcome.why || outcome.delivered == 3);
            for (int round = 0; round < 3; ++round)
                (void)bench.bring();
            QCOMPARE(bench.queued(), std::size_t(0));
            QVERIFY(areAll(bench.arrived(), 3));
            if (!given)
                break;
        }
    }

    void F02_F03_aKillLosesNothing()
    {
        for (std::uint64_t n = 1;; ++n) {
            Bench bench;
            bench.report(3);
            io::FileSystem &view = bench.fs.makeView();
            bench.fs.killAt(n);
            const bool whole = bench.bring(view).delivered == 3;
            QCOMPARE(bench.arrived().size() + bench.queued() >= 3, true);
            (void)bench.bring();
            QCOMPARE(bench.queued(), std::size_t(0));
            QVERIFY(areAll(bench.arrived(), 3));
            if (whole)
                break;
        }
    }

    void F02_aPowerLossOfTheClientLosesNothing()
    {
        for (std::uint64_t n = 1; n < 70; ++n) {
            for (std::uint64_t seed = 1; seed <= 4; ++seed) {
                Bench bench;
                bench.report(3);
                io::FileSystem &view = bench.fs.makeView();
                bench.fs.crashAt(n, seed);
                (void)bench.bring(view);
                (void)bench.bring();
                QCOMPARE(bench.queued(), std::size_t(0));
                std::map<std::string, int> arrived = bench.arrived();
                // A file that had its name without its content being synced: never ours, which are synced before they are named.
                QVERIFY(areAll(arrived, 3));
            }
        }
    }

    void aDamagedMessageHoldsUpNoOther()
    {
        Bench bench;
        bench.report(3);
        bench.fs.writeFile("/var/spool/queue/0000000000000002", "noise");
        const auto outcome = bench.bring();
        QCOMPARE(outcome.delivered, 2);
        QVERIFY(outcome.why && outcome.why->code == Code::SpoolDamaged);
        QCOMPARE(bench.fs.tree("/var/spool/damaged").size(), std::size_t(1));
        QVERIFY(!bench.bring().why);
    }

    void aMessageThatCannotBeReadHoldsUpNoOther_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("op");
        QTest::addColumn<int>("error");
        QTest::newRow("the first, no right to open it") << 1 << "openForReading" << EACCES;
        QTest::newRow("the first, the disk fails") << 1 << "read" << EIO;
        QTest::newRow("the last, the disk fails") << 3 << "read" << EIO;
    }
    void aMessageThatCannotBeReadHoldsUpNoOther()
    {
        QFETCH(int, number);
        QFETCH(QString, op);
        QFETCH(int, error);
        Bench bench;
        bench.report(3);
        const std::string file = "queue/" + Spool::nameOf(number);
        bench.fs.failNth(1, error, test::Persistence::FromThenOn, {op.toStdString(), "", file});
        const auto outcome = bench.bring();
        QVERIFY(bench.fs.faultsGiven() > 0);
        QCOMPARE(outcome.delivered, 2);
        QVERIFY(outcome.why && outcome.why->systemError == error && outcome.why->path == file);
        QVERIFY(bench.fs.exists("/var/spool/" + file));
        bench.fs.clearFaults();
        QCOMPARE(bench.bring().delivered, 1);
        QVERIFY(areAll(bench.arrived(), 3));
    }

    void aCounterThatCannotBeReadEndsTheRound()
    {
        Bench bench;
        bench.report(3);
        bench.fs.writeFile("/var/spool/queue/0000000000000001", "noise");
        bench.fs.failNth(1, EIO, test::Persistence::FromThenOn, {"", "", "/var/spool/sequence"});
        const auto outcome = bench.bring();
        QCOMPARE(outcome.delivered, 0);
        QVERIFY(outcome.why && outcome.why->systemError == EIO && outcome.why->path == "sequence");
        QCOMPARE(bench.queued(), std::size_t(3));
        bench.fs.clearFaults();
        QCOMPARE(bench.bring().delivered, 2);
    }

    void waitingGoesOnAtGrowingUnevenDistances()
    {
        Bench bench;
        bench.report(1);
        bench.fs.move("/share/inbox", "/share/away");
        bench.onPause = [&bench] {
            if (bench.pauses.size() == 5)
                bench.fs.move("/share/away", "/share/inbox");
        };
        const auto outcome = bench.bring(std::chrono::minutes(10));
        QCOMPARE(outcome.delivered, 1);
        QVERIFY(!outcome.why);
        QCOMPARE(bench.pauses.size(), std::size_t(5));
        for (int i = 0; i < 5; ++i) {
            const Span whole = std::chrono::seconds(1 << i);
            QVERIFY(bench.pauses[std::size_t(i)] >= whole / 2 && bench.pauses[std::size_t(i)] <= whole);
        }
        test::SeededRandom random;
        std::map<std::int64_t, int> distances;
        for (int i = 0; i < 100; ++i)
            ++distances[CopyQueueManager::delayAfter(1000, random).count()];
        QVERIFY(distances.size() > 90 && distances.begin()->first >= 30'000 && distances.rbegin()->first <= 60'000);
    }

    void waitingEndsWhenItsTimeIsUp()
    {
        Bench bench;
        bench.report(1);
        bench.fs.move("/share/inbox", "/share/away");
        const Span before = bench.clock.boot();
        const auto outcome = bench.bring(std::chrono::seconds(10));
        QVERIFY(outcome.why && outcome.why->code == Code::InboxNotThere);
        QCOMPARE((bench.clock.boot() - before).count(), 10'000);
        QCOMPARE(bench.queued(), std::size_t(1));
    }

    void aStopEndsBetweenTwoMessages()
    {
        Bench bench;
        bench.report(3);
        bench.stop = true;
        QCOMPARE(bench.bring().delivered, 1);
        QCOMPARE(bench.queued(), std::size_t(2));
    }

    void oneProcessBringsAtATime()
    {
        Bench bench;
        bench.report(1);
        Spool other = Spool::open(bench.world(bench.fs), "/var/spool").value();
        {
            const auto held = other.bringing(Span(0)).value();
            const auto outcome = bench.bring();
            QVERIFY(outcome.why && outcome.why->code == Code::SpoolBusy);
            QCOMPARE(bench.arrived().size(), std::size_t(0));
        }
        QCOMPARE(bench.bring().delivered, 1);
    }
};

QTEST_APPLESS_MAIN(TestCopyQueueManager)
#include "tst_copyqueuemanager.moc"
