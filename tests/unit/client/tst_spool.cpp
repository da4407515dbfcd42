// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cerrno>
#include <set>
#include <thread>

#include "core/client/spool.h"
#include "core/inbox/inboxname.h"
#include "core/io/posixfilesystem.h"
#include "tests/support/fakeclock.h"
#include "tests/support/inboxfiller.h"
#include "tests/support/seededrandom.h"
#include "tests/support/simfilesystem.h"

using namespace cartage;
using namespace cartage::client;

namespace {

/// A machine with a disk on which a spool may be.
struct Bench {
    explicit Bench(std::uint64_t seed = 1) : random(seed), fs(clock) { fs.mount("/var"); }
    World world(io::FileSystem &view)
    {
        return {view, clock, random, [this](Span span) { clock.advance(span); }};
    }
    Result<Spool> open() { return Spool::open(world(fs), "/var/spool"); }
    Result<std::int64_t> add() { return open()->add(test::reportOf(1, 1)); }
    [[nodiscard]] std::string read(const std::string &file) const { return fs.read("/var/spool/" + file).value_or("(none)"); }
    [[nodiscard]] std::size_t countIn(const std::string &folder) const { return fs.tree("/var/spool/" + folder).size(); }

    test::FakeClock clock;
    test::SeededRandom random;
    test::SimFileSystem fs;
};

std::vector<std::int64_t> upTo(std::int64_t last)
{
    std::vector<std::int64_t> numbers;
    for (std::int64_t number = 1; number <= last; ++number)
        numbers.push_back(number);
    return numbers;
}

Code codeOf(const Result<Spool> &opened)
{
    return opened ? Code::Internal : opened.error().code;
}

} // namespace

class TestSpool final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSpoolKeepsItsSender()
    {
        Bench bench;
        const std::string made = bench.open()->sender();
        QVERIFY(inbox::isHex128(made));
        QCOMPARE(bench.open()->sender(), made);
        bench.fs.crash(3);
        QCOMPARE(bench.open()->sender(), made);
        Bench other(2);
        QVERIFY(other.open()->sender() != made);
    }

    void theSpoolIsThereForItsUserAlone()
    {
        Bench bench;
        QCOMPARE(bench.add().value(), 1);
        const auto tree = bench.fs.tree("/var");
        QCOMPARE(tree.at("spool"), std::string("folder 0700"));
        QVERIFY(tree.at("spool/queue/0000000000000001").starts_with("file 0600"));
        // A group that shares it has set the folder's mode.
        Bench shared;
        shared.fs.makeFolder("/var/spool", 02770);
        QCOMPARE(shared.add().value(), 1);
        QVERIFY(shared.fs.tree("/var").at("spool/queue/0000000000000001").starts_with("file 0660"));
        QVERIFY(shared.fs.tree("/var").at("spool/lock").starts_with("file 0660"));
    }

    void numbersGoOnWhateverHasLeft()
    {
        Bench bench;
        Spool spool = bench.open().value();
        for (const std::int64_t number : {1, 2, 3})
            QCOMPARE(spool.add(test::reportOf(1, 99)).value(), number);
        QCOMPARE(spool.queued().value(), upTo(3));
        const auto item = spool.read(2).value();
        QVERIFY(item && item->read.report.sequence == 2 && item->read.report.sender == spool.sender() && item->read.report.guid == test::reportOf(1, 99).guid);
        QVERIFY(spool.retire({1, 3}).has_value());
        QVERIFY(!spool.read(3).value());
        QCOMPARE(bench.add().value(), 4);
        QVERIFY(spool.retire({2, 4}).has_value());
        QCOMPARE(spool.left()->queued, 0);
        QCOMPARE(bench.read("sequence"), std::string("4\n"));
        QCOMPARE(bench.add().value(), 5);
    }

    void F01_F02_aKillWhileReportingMakesNoGapAndNoNumberTwice()
    {
        int broken = 0;
        for (std::uint64_t n = 1;; ++n) {
            Bench bench;
            std::int64_t accepted = 0;
            {
                io::FileSystem &view = bench.fs.makeView();
                bench.fs.killAt(n);
                if (auto spool = Spool::open(bench.world(view), "/var/spool")) {
                    for (int i = 0; i < 2; ++i)
                        accepted += spool->add(test::reportOf(1, 1)).has_value();
                }
            }
            Spool after = bench.open().value();
            const auto numbers = after.queued().value();
            QVERIFY(std::int64_t(numbers.size()) >= accepted);
            QCOMPARE(numbers, upTo(std::int64_t(numbers.size())));
            QCOMPARE(after.add(test::reportOf(1, 1)).value(), std::int64_t(numbers.size()) + 1);
            QCOMPARE(bench.countIn("tmp"), std::size_t(0));
            QCOMPARE(bench.countIn("damaged"), std::size_t(0));
            for (const std::int64_t number : numbers)
                QVERIFY(after.read(number).value().has_value());
            if (accepted == 2)
                break;
            ++broken;
        }
        QVERIFY(broken > 30);
    }

    void aKillWhileMessagesLeaveGivesNoNumberTwice()
    {
        for (std::uint64_t n = 1;; ++n) {
            Bench bench;
            for (int i = 0; i < 3; ++i)
                QVERIFY(bench.add().has_value());
            bool whole = false;
            {
                io::FileSystem &view = bench.fs.makeView();
                Spool spool = Spool::open(bench.world(view), "/var/spool").value();
                bench.fs.killAt(n);
                whole = spool.retire({1, 2, 3}).has_value();
            }
            QCOMPARE(bench.add().value(), 4);
            if (whole)
                break;
        }
    }

    void whatWasAcceptedOutlivesThePowerAndItsNumberIsNotGivenAgain()
    {
        for (std::uint64_t n = 1; n < 120; ++n) {
            for (std::uint64_t seed = 1; seed <= 5; ++seed) {
                Bench bench;
                std::vector<std::int64_t> accepted;
                std::vector<std::int64_t> gone;
                {
                    io::FileSystem &view = bench.fs.makeView();
                    bench.fs.crashAt(n, seed);
                    if (auto spool = Spool::open(bench.world(view), "/var/spool")) {
                        for (int i = 0; i < 3; ++i) {
                            if (const auto number = spool->add(test::reportOf(1, 1)))
                                accepted.push_back(*number);
                        }
                        if (accepted.size() == 3)
                            gone = {2, 3};
                        (void)spool->retire(gone);
                    }
                }
                if (!bench.fs.viewsEnded())
                    bench.fs.crash(seed);
                Spool after = bench.open().value();
                const auto numbers = after.queued().value();
                for (const std::int64_t number : accepted) {
                    const bool there = std::find(numbers.begin(), numbers.end(), number) != numbers.end();
                    QVERIFY(there || std::find(gone.begin(), gone.end(), number) != gone.end());
                    QVERIFY(!there || after.read(number).value().has_value());
                }
                const std::int64_t next = after.add(test::reportOf(1, 1)).value();
                QVERIFY(accepted.empty() || next > accepted.back());
                QVERIFY(next <= std::int64_t(accepted.size()) + 2); // one more at most: it had its name when the power went
            }
        }
    }

    void everyFailureOfTheDiskIsToldAndNothingIsLost()
    {
        for (std::uint64_t n = 1;; ++n) {
            Bench bench;
            QVERIFY(bench.add().has_value());
            bench.fs.failNth(n, ENOSPC);
            auto opened = bench.open();
            const auto added = opened ? opened->add(test::reportOf(1, 1)) : failure(opened.error());
            if (!added)
                QVERIFY(added.error().code == Code::SpoolFull);
            const bool given = bench.fs.faultsGiven() > 0;
            bench.fs.clearFaults();
            Spool after = bench.open().value();
            const auto numbers = after.queued().value();
            QVERIFY(numbers.size() >= (added ? 2U : 1U));
            QCOMPARE(after.add(test::reportOf(1, 1)).value(), std::int64_t(numbers.size()) + 1);
            if (!given)
                break;
        }
    }

    void wrongPlacesAreSaidInWords()
    {
        Bench bench;
        bench.fs.writeFile("/var/file", "x");
        const auto at = [&bench](const std::string &folder) { return Spool::open(bench.world(bench.fs), folder); };
        QVERIFY(codeOf(at("/var/none/spool")) == Code::SpoolNotWritable);
        QCOMPARE(at("/var/none/spool").error().systemError, ENOENT);
        QVERIFY(codeOf(at("/var/file")) == Code::SpoolNotWritable);
        QVERIFY(codeOf(at("/var/file/spool")) == Code::SpoolNotWritable);
        bench.fs.setReadOnly("/var", true);
        QVERIFY(codeOf(at("/var/spool")) == Code::SpoolNotWritable);
        QCOMPARE(at("/var/spool").error().systemError, EROFS);
        bench.fs.setReadOnly("/var", false);
        QVERIFY(bench.add().has_value());
        bench.fs.setFree("/var", 0);
        const auto full = bench.open()->add(test::reportOf(1, 1));
        QVERIFY(!full && full.error().code == Code::SpoolFull);
        QCOMPARE(full.error().object, std::string("/var/spool"));
        bench.fs.setFree("/var", 1 << 20);
        QCOMPARE(bench.add().value(), 2);
    }

    void aMessageThatNoReaderTakesIsNotQueued()
    {
        Bench bench;
        inbox::StatusReport report = test::reportOf(1, 1);
        report.strings.assign(11, "x");
        QVERIFY(bench.open()->add(report).error().code == Code::WrongValue);
        report.strings = {std::string(inbox::longestStatusFile, 'x')};
        QVERIFY(bench.open()->add(report).error().code == Code::WrongValue);
        QCOMPARE(bench.countIn("queue"), std::size_t(0));
        QCOMPARE(bench.add().value(), 1);
    }

    void aDamagedMessageIsSetAside_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("noise") << QByteArray(100, '\xFF');
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("another's number") << QByteArray::fromStdString(inbox::encodeStatusFile(test::reportOf(1, 77)));
        QTest::newRow("too large") << QByteArray(100'000, 'x');
    }
    void aDamagedMessageIsSetAside()
    {
        QFETCH(QByteArray, bytes);
        Bench bench;
        for (int i = 0; i < 3; ++i)
            QVERIFY(bench.add().has_value());
        bench.fs.writeFile("/var/spool/queue/0000000000000003", bytes.toStdString());
        Spool spool = bench.open().value();
        const auto read = spool.read(3);
        QVERIFY(!read && read.error().code == Code::SpoolDamaged);
        const std::string aside = read.error().parameters.at("aside");
        QCOMPARE(bench.read(aside), bytes.toStdString());
        QCOMPARE(spool.left()->queued, 2);
        QCOMPARE(spool.left()->damaged, 1);
        QCOMPARE(bench.add().value(), 4); // three was given
    }

    void aDamagedIdentityMakesANewSender_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("sender of noise") << "sender" << QByteArray("\xFF\xFF\n");
        QTest::newRow("sender cut") << "sender" << QByteArray("0123");
        QTest::newRow("sender too long") << "sender" << QByteArray(1000, '0');
        QTest::newRow("sequence of noise") << "sequence" << QByteArray("seven\n");
        QTest::newRow("sequence empty") << "sequence" << QByteArray();
        QTest::newRow("sequence negative") << "sequence" << QByteArray("-1\n");
    }
    void aDamagedIdentityMakesANewSender()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, bytes);
        Bench bench;
        const std::string before = bench.open()->sender();
        for (int i = 0; i < 3; ++i)
            QVERIFY(bench.add().has_value());
        QVERIFY(bench.open()->retire({1, 2, 3}).has_value());
        bench.fs.writeFile("/var/spool/" + file.toStdString(), bytes.toStdString());
        Spool spool = bench.open().value();
        QVERIFY(spool.sender() != before && inbox::isHex128(spool.sender()));
        QCOMPARE(spool.left()->damaged, 2); // both: evidence
        QCOMPARE(spool.add(test::reportOf(1, 1)).value(), 1); // of the new sender
    }

    void aSpoolThatIsHeldIsSaidToBeBusyAfterHalfAMinute()
    {
        Bench bench;
        Spool spool = bench.open().value();
        const auto root = bench.fs.openFolder("/var/spool").value();
        {
            const auto lock = bench.fs.openForWriting(root, "lock").value();
            QVERIFY(bench.fs.lock(lock).has_value());
            const Span before = bench.clock.boot();
            QVERIFY(spool.add(test::reportOf(1, 1)).error().code == Code::SpoolBusy);
            QVERIFY(bench.clock.boot() - before >= std::chrono::seconds(30));
        }
        QCOMPARE(spool.add(test::reportOf(1, 1)).value(), 1);
        // Who brings keeps no reporter waiting.
        const auto bringing = spool.bringing(Span(0)).value();
        QVERIFY(bringing.has_value());
        QVERIFY(!bench.open()->bringing(Span(100)).value());
        QCOMPARE(bench.add().value(), 2);
    }

    void threadsOnOneSpoolShareTheNumbersWithoutGap()
    {
        const auto fs = io::makePosixFileSystem();
        QTemporaryDir folder;
        const SystemClock clock;
        SystemRandom random;
        std::vector<std::vector<std::int64_t>> given(4);
        std::vector<std::thread> threads;
        for (auto &numbers : given) {
            threads.emplace_back([&] {
                for (int i = 0; i < 10; ++i) {
                    auto spool = Spool::open({*fs, clock, random, [](Span span) { std::this_thread::sleep_for(span); }}, folder.path().toStdString() + "/spool");
                    numbers.push_back(spool->add(test::reportOf(1, 1)).value());
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        std::set<std::int64_t> all;
        for (const auto &numbers : given)
            all.insert(numbers.begin(), numbers.end());
        QCOMPARE(std::vector(all.begin(), all.end()), upTo(40));
    }
};

QTEST_APPLESS_MAIN(TestSpool)
#include "tst_spool.moc"
