// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <set>

#include "core/inbox/inboxname.h"
#include "core/inbox/inboxreader.h"
#include "core/io/fileops.h"
#include "core/io/posixfilesystem.h"
#include "tests/support/fakeclock.h"
#include "tests/support/inboxfiller.h"
#include "tests/support/seededrandom.h"

using namespace cartage;
using namespace cartage::inbox;

namespace {

/// An inbox in a real folder and its reader.
struct Bench {
    Bench()
    {
        for (const char *name : {"", "/new", "/tmp", "/quarantine"})
            ::mkdir((inbox + name).c_str(), 0700);
    }
    std::string path(const std::string &relative) const { return inbox + '/' + relative; }
    std::string put(const std::string &bytes, std::string name = {})
    {
        if (name.empty())
            name = makeStatusName(test::senderOf(0), random).text();
        const int file = ::open(path("new/" + name).c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
        const bool written = file >= 0 && ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
        ::close(file);
        return written ? name : std::string();
    }
    std::string good(int client, std::int64_t number) { return encodeStatusFile(test::reportOf(client, number)); }
    InboxReader::Found work(InboxReader::Order order = {})
    {
        order.look = true;
        return reader.work(order, stop);
    }
    std::set<std::string> names(const std::string &folder)
    {
        std::set<std::string> all;
        const auto handle = fs->openFolder(path(folder));
        if (handle)
            static_cast<void>(fs->list(*handle, [&](const io::FolderEntry &entry) { return all.emplace(entry.name).second; }));
        return all;
    }

    QTemporaryDir folder{QStringLiteral("/dev/shm/cartage-reader-XXXXXX")};
    std::string inbox = folder.path().toStdString() + "/inbox";
    std::unique_ptr<io::FileSystem> fs = io::makePosixFileSystem();
    test::FakeClock clock;
    test::SeededRandom random;
    std::atomic<bool> stop{false};
    InboxReader reader{*fs, clock, inbox};
};

} // namespace

class TestInboxReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsReadInPlaceAndItsFileGoesOnlyOnAnOrder();
    void whatIsInHandIsNotHandedOutAgain();
    void F36_whatIsNoMessageGoesAsideWithItsReason_data();
    void F36_whatIsNoMessageGoesAsideWithItsReason();
    void aMessageIsTakenUnderAnyName();
    void F37_aHugeFileIsMovedAndNeverRead();
    void F40_whatIsNoFileIsMovedAndNeverFollowed();
    void F40_aFileWithTwoLinksWaitsTenMinutes();
    void F35_anUnfinishedFileIsLeftForTenMinutesWithoutGrowth();
    void F35_anEmptyFileThatIsReplacedIsTakenIn();
    void F36_aTakenNameInQuarantineGetsANumber();
    void F34_twoFilesOfOneNameAreBothKept();
    void F39_aHundredThousandFilesAreHandedOutInPieces();
    void F41_aFloodOfOneSenderDelaysTheOthersByItsTurns();
    void F01_whatAKilledClientLeftIsSweptAfter36Hours();
    void F01_allThatManyKilledClientsLeftIsSwept();
    void aFolderThatIsMissingIsSaidAndComesBack();
    void aQuarantineThatIsMissingDelaysNoMessage();
    void F40_aLinkInThePlaceOfAFolderIsNotFollowed();
    void F34_aFileThatReplacesOneAlreadyReadIsRead();
    void filesThatCannotBeMovedHoldUpNothingWhateverTheirNumber();
    void aNameThatIsTakenManyTimesGetsOneThatNobodyHas();
    void whatLiesInQuarantineIsComparedInPieces();
    void whatAKillLeftInQuarantineIsFound();
    void aMillionNamesNeedAWindowOfFixedSize();
};

void TestInboxReader::aMessageIsReadInPlaceAndItsFileGoesOnlyOnAnOrder()
{
    Bench bench;
    const std::string name = bench.put(bench.good(3, 7));
    auto found = bench.work();
    QCOMPARE(found.messages.size(), std::size_t(1));
    QCOMPARE(found.messages[0].name, name);
    QVERIFY(found.messages[0].status.report == test::reportOf(3, 7));
    QVERIFY(!found.trouble && found.aside.empty());
    QCOMPARE(bench.names("new"), std::set<std::string>{name});
    InboxReader::Order order;
    order.finished = {name};
    found = bench.work(order);
    QVERIFY(found.messages.empty() && !found.more);
    QVERIFY(bench.names("new").empty());
}

void TestInboxReader::whatIsInHandIsNotHandedOutAgain()
{
    Bench bench;
    bench.put(bench.good(0, 1));
    QCOMPARE(bench.work().messages.size(), std::size_t(1));
    bench.put(bench.good(0, 2));
    const auto found = bench.work();
    QCOMPARE(found.messages.size(), std::size_t(1));
    QCOMPARE(found.messages[0].status.report.sequence, std::int64_t(2));
}

void TestInboxReader::F36_whatIsNoMessageGoesAsideWithItsReason_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("reason");
    const std::string good = encodeStatusFile(test::reportOf(0, 1));
    const auto row = [](const char *tag, const std::string &bytes, const char *reason, const char *name = "") {
        QTest::newRow(tag) << QByteArray::fromStdString(bytes) << QString::fromLatin1(name) << QString::fromLatin1(reason);
    };
    const auto replaced = [&good](const std::string &from, const std::string &to) {
        std::string text = good;
        return text.replace(text.find(from), from.size(), to);
    };
    row("F36 noise", std::string(300, '\xFF'), "not_a_message");
    row("F36 wrong magic", "other-status 1\n", "not_a_message");
    row("F36 newer version", replaced("cartage-status 1", "cartage-status 2"), "newer_format");
    row("F12 zeroes", std::string(400, '\0'), "not_a_message");
    row("wrong checksum", replaced("message ", "message 1"), "wrong_checksum");
    row("F38 damaged text", replaced("Software", "S\xC3\x28ware"), "wrong_checksum");
    row("F38 too large by a byte", good + std::string(longestStatusFile, 'x'), "too_large");
    row("F44 another name", "nothing of ours\n", "not_a_message", "report.txt");
    row("another kind", good, "unknown_name", "request-0123456789abcdef0123456789abcdef-0123456789abcdef0123456789abcdef.req");
}

void TestInboxReader::F36_whatIsNoMessageGoesAsideWithItsReason()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, name);
    QFETCH(const QString, reason);
    Bench bench;
    const std::string file = bench.put(bytes.toStdString(), name.toStdString());
    const std::string other = bench.put(bench.good(1, 1));
    const auto found = bench.work();
    QCOMPARE(found.aside.size(), std::size_t(1));
    QCOMPARE(QString::fromStdString(found.aside[0].what.reason), reason);
    QCOMPARE(found.aside[0].type, std::string("file"));
    QCOMPARE(found.aside[0].size.value_or(-1), std::int64_t(bytes.size()));
    QCOMPARE(found.messages.size(), std::size_t(1)); // nobody waits for it
    QCOMPARE(bench.names("quarantine"), std::set<std::string>{file});
    QCOMPARE(bench.names("new"), std::set<std::string>{other});
}

void TestInboxReader::aMessageIsTakenUnderAnyName()
{
    Bench bench;
    const std::string file = bench.put(bench.good(1, 1), "copied by hand");
    const auto found = bench.work();
    QCOMPARE(found.messages.size(), std::size_t(1));
    QCOMPARE(found.messages[0].name, file);
    QVERIFY(found.aside.empty());
}

void TestInboxReader::F37_aHugeFileIsMovedAndNeverRead()
{
    Bench bench;
    const std::string name = bench.put("cartage-status 1\n");
    QCOMPARE(::truncate(bench.path("new/" + name).c_str(), off_t(100) << 30), 0); // 100 GiB on a memory disk of less
    const auto found = bench.work();
    QCOMPARE(found.aside.size(), std::size_t(1));
    QCOMPARE(found.aside[0].what.reason, std::string("too_large"));
    QCOMPARE(found.aside[0].size.value_or(0), std::int64_t(100) << 30);
    QCOMPARE(bench.names("quarantine"), std::set<std::string>{name});
}

void TestInboxReader::F40_whatIsNoFileIsMovedAndNeverFollowed()
{
    Bench bench;
    const auto name = [&bench] { return makeStatusName(test::senderOf(0), bench.random).text(); };
    const std::string outside = bench.folder.path().toStdString() + "/outside";
    const int made = ::open(outside.c_str(), O_CREAT | O_WRONLY, 0600);
    const std::string good = bench.good(0, 1);
    QCOMPARE(::write(made, good.data(), good.size()), ssize_t(good.size()));
    ::close(made);
    std::map<std::string, std::string> types;
    std::string each = name();
    QCOMPARE(::mkdir(bench.path("new/" + each).c_str(), 0700), 0);
    types[each] = "folder";
    each = name();
    QCOMPARE(::mkfifo(bench.path("new/" + each).c_str(), 0600), 0);
    types[each] = "other";
    each = name();
    QCOMPARE(::symlink(outside.c_str(), bench.path("new/" + each).c_str()), 0);
    types[each] = "link";
    each = name();
    if (::mknod(bench.path("new/" + each).c_str(), S_IFCHR | 0600, makedev(1, 3)) == 0) // needs root
        types[each] = "other";
    const auto found = bench.work();
    QVERIFY(found.messages.empty());
    QCOMPARE(found.aside.size(), types.size());
    for (const TakenAside &aside : found.aside) {
        QCOMPARE(aside.what.reason, std::string("not_a_file"));
        QCOMPARE(aside.type, types.at(aside.what.name));
        QVERIFY(!aside.size);
    }
    QVERIFY(bench.names("new").empty());
    QCOMPARE(::access(outside.c_str(), F_OK), 0);
}

void TestInboxReader::F40_aFileWithTwoLinksWaitsTenMinutes()
{
    Bench bench;
    const std::string name = bench.put(bench.good(0, 1));
    QCOMPARE(::link(bench.path("new/" + name).c_str(), bench.path("tmp/x").c_str()), 0);
    auto found = bench.work();
    QVERIFY(found.messages.empty());
    QCOMPARE(found.underWay, std::int64_t(1));
    QVERIFY(found.lookAgainIn);
    bench.clock.advance(InboxReader::patience - Span(1000));
    QVERIFY(bench.work().messages.empty());
    bench.clock.advance(Span(1000));
    QCOMPARE(bench.work().messages.size(), std::size_t(1)); // judged by its content
    // The publication is finished: at once.
    const std::string second = bench.put(bench.good(0, 2));
    QCOMPARE(::link(bench.path("new/" + second).c_str(), bench.path("tmp/y").c_str()), 0);
    QVERIFY(bench.work().messages.empty());
    QCOMPARE(::unlink(bench.path("tmp/y").c_str()), 0);
    bench.clock.advance(Span(1000));
    QCOMPARE(bench.work().messages.size(), std::size_t(1));
}

void TestInboxReader::F35_anUnfinishedFileIsLeftForTenMinutesWithoutGrowth()
{
    Bench bench;
    const std::string good = bench.good(0, 1);
    const std::string name = bench.put(good.substr(0, 40));
    timespec old[2] = {{1000, 0}, {1000, 0}}; // of 1970: what the file says of its age decides nothing
    QCOMPARE(::utimensat(AT_FDCWD, bench.path("new/" + name).c_str(), old, 0), 0);
    QVERIFY(bench.work().aside.empty());
    bench.clock.advance(InboxReader::patience / 2);
    bench.put(good.substr(0, 60), name);
    QVERIFY(bench.work().aside.empty());
    bench.clock.setWall(bench.clock.wall() + std::chrono::years(1)); // nor does a clock that jumps
    bench.clock.advance(InboxReader::patience - Span(1000));
    QVERIFY(bench.work().aside.empty());
    bench.clock.advance(Span(1000));
    const auto found = bench.work();
    QCOMPARE(found.aside.size(), std::size_t(1));
    QCOMPARE(found.aside[0].what.reason, std::string("unfinished"));
    QCOMPARE(found.underWay, std::int64_t(0));
}

void TestInboxReader::F35_anEmptyFileThatIsReplacedIsTakenIn()
{
    Bench bench;
    const std::string name = bench.put("");
    QVERIFY(bench.work().messages.empty());
    bench.put(bench.good(0, 1), name);
    bench.clock.advance(Span(600));
    QCOMPARE(bench.work().messages.size(), std::size_t(1));
}

void TestInboxReader::F36_aTakenNameInQuarantineGetsANumber()
{
    Bench bench;
    for (int i = 0; i < 3; ++i) {
        bench.put("noise " + std::to_string(i), "noise");
        QCOMPARE(bench.work().aside.size(), std::size_t(1));
    }
    QCOMPARE(bench.names("quarantine"), (std::set<std::string>{"noise", "noise.2", "noise.3"}));
}

void TestInboxReader::F34_twoFilesOfOneNameAreBothKept()
{
    Bench bench;
    const std::string longName(255, 'n');
    bench.put("one", longName);
    bench.work();
    bench.put("two", longName);
    bench.work();
    QCOMPARE(bench.names("quarantine").size(), std::size_t(2));
}

void TestInboxReader::F39_aHundredThousandFilesAreHandedOutInPieces()
{
    Bench bench;
    QVERIFY(test::fillInbox(*bench.fs, bench.inbox, 500, 1, 200));
    InboxReader::Order order;
    std::set<std::pair<std::string, std::int64_t>> seen;
    std::size_t most = 0;
    for (int pass = 0; pass < 200; ++pass) {
        auto found = bench.work(order);
        order = {};
        most = std::max(most, found.messages.size());
        std::map<std::string, std::int64_t> last;
        for (const FoundMessage &each : found.messages) {
            QVERIFY(seen.emplace(each.status.report.sender, each.status.report.sequence).second);
            order.finished.push_back(each.name);
        }
        if (found.messages.empty() && !found.more)
            break;
    }
    QCOMPARE(seen.size(), std::size_t(100'000));
    QVERIFY(most <= InboxReader::mostMessages);
    QVERIFY(bench.names("new").empty());
}

void TestInboxReader::F41_aFloodOfOneSenderDelaysTheOthersByItsTurns()
{
    Bench bench;
    QVERIFY(test::fillInbox(*bench.fs, bench.inbox, 1, 1, 12'000));
    for (int client = 1; client <= 20; ++client)
        bench.put(bench.good(client, 1), makeStatusName(test::senderOf(client), bench.random).text());
    const auto found = bench.work();
    std::set<std::string> senders;
    for (const FoundMessage &each : found.messages)
        senders.insert(each.status.report.sender);
    QCOMPARE(senders.size(), std::size_t(21));
    QCOMPARE(found.crowds.size(), std::size_t(1));
    QCOMPARE(found.crowds[0].sender, test::senderOf(0));
    QCOMPARE(found.crowds[0].waiting, std::int64_t(12'000));
}

void TestInboxReader::F01_whatAKilledClientLeftIsSweptAfter36Hours()
{
    Bench bench;
    const auto make = [&](const std::string &name) { ::close(::open(bench.path("tmp/" + name).c_str(), O_CREAT | O_WRONLY, 0600)); };
    const std::string left = makeStatusName(test::senderOf(0), bench.random).text(), fresh = makeStatusName(test::senderOf(0), bench.random).text();
    bench.clock.setWall(SystemClock().wall());
    make(left);
    make("notes.txt"); // no client's
    static_cast<void>(bench.work());
    bench.clock.advance(InboxReader::tmpAge - std::chrono::hours(2));
    static_cast<void>(bench.work());
    QCOMPARE(bench.names("tmp").size(), std::size_t(2));
    make(fresh);
    bench.clock.advance(std::chrono::hours(2));
    static_cast<void>(bench.work());
    QCOMPARE(bench.names("tmp"), (std::set<std::string>{fresh, "notes.txt"}));
}

void TestInboxReader::F01_allThatManyKilledClientsLeftIsSwept()
{
    Bench bench;
    timespec old[2] = {{1000, 0}, {1000, 0}};
    for (int i = 0; i < 10'500; ++i) {
        const std::string path = bench.path("tmp/" + makeStatusName(test::senderOf(i), bench.random).text());
        ::close(::open(path.c_str(), O_CREAT | O_WRONLY, 0600));
        QCOMPARE(::utimensat(AT_FDCWD, path.c_str(), old, 0), 0);
    }
    static_cast<void>(bench.work());
    QCOMPARE(bench.names("tmp").size(), std::size_t(10'500)); // clocks of clients decide nothing
    bench.clock.advance(std::chrono::hours(1));
    static_cast<void>(bench.work());
    QCOMPARE(bench.names("tmp").size(), std::size_t(0));
}

void TestInboxReader::aFolderThatIsMissingIsSaidAndComesBack()
{
    Bench bench;
    const std::string name = bench.put(bench.good(0, 1));
    QCOMPARE(::rename(bench.path("new").c_str(), bench.path("away").c_str()), 0);
    auto found = bench.work();
    QVERIFY(found.trouble && found.trouble->folder == "new" && found.trouble->error.error == ENOENT && !found.more);
    ::close(::open(bench.path("new").c_str(), O_CREAT | O_WRONLY, 0600)); // a file in its place
    found = bench.work();
    QVERIFY(found.trouble && found.trouble->error.error == ENOTDIR);
    QCOMPARE(::unlink(bench.path("new").c_str()), 0);
    QCOMPARE(::rename(bench.path("away").c_str(), bench.path("new").c_str()), 0);
    found = bench.work();
    QVERIFY(!found.trouble);
    QCOMPARE(found.messages.size(), std::size_t(1));
}

void TestInboxReader::aQuarantineThatIsMissingDelaysNoMessage()
{
    Bench bench;
    QCOMPARE(::rmdir(bench.path("quarantine").c_str()), 0);
    bench.put("noise", "noise");
    bench.put(bench.good(0, 1));
    auto found = bench.work();
    QCOMPARE(found.messages.size(), std::size_t(1));
    QVERIFY(!found.trouble);
    QVERIFY(found.asideTrouble && found.asideTrouble->folder == "quarantine");
    QVERIFY(found.aside.empty());
    QCOMPARE(::mkdir(bench.path("quarantine").c_str(), 0700), 0);
    bench.put(bench.good(0, 2));
    found = bench.work();
    QVERIFY(found.asideTrouble && found.aside.empty()); // not at each look
    QCOMPARE(found.messages.size(), std::size_t(1));
    bench.clock.advance(std::chrono::seconds(30));
    found = bench.work();
    QVERIFY(!found.asideTrouble);
    QCOMPARE(found.aside.size(), std::size_t(1));
}

void TestInboxReader::F40_aLinkInThePlaceOfAFolderIsNotFollowed()
{
    Bench bench;
    const std::string site = bench.folder.path().toStdString();
    ::close(::open((site + "/site.db").c_str(), O_CREAT | O_WRONLY, 0600)); // no message: it would go to quarantine
    QCOMPARE(::rename(bench.path("new").c_str(), bench.path("away").c_str()), 0);
    QCOMPARE(::symlink("..", bench.path("new").c_str()), 0);
    auto found = bench.work();
    QVERIFY(found.trouble && found.trouble->folder == "new");
    bench.clock.advance(InboxReader::patience * 2);
    found = bench.work();
    QVERIFY(found.trouble && found.aside.empty());
    QCOMPARE(::access((site + "/site.db").c_str(), F_OK), 0);
    QCOMPARE(::unlink(bench.path("new").c_str()), 0);
    QCOMPARE(::rename(bench.path("away").c_str(), bench.path("new").c_str()), 0);
    QCOMPARE(::rmdir(bench.path("quarantine").c_str()), 0);
    QCOMPARE(::symlink("..", bench.path("quarantine").c_str()), 0);
    bench.put("noise", "noise");
    found = bench.work();
    QVERIFY(!found.trouble && found.asideTrouble && found.aside.empty());
    QCOMPARE(bench.names("new"), std::set<std::string>{"noise"});
}

void TestInboxReader::F34_aFileThatReplacesOneAlreadyReadIsRead()
{
    Bench bench;
    const std::string name = bench.put(bench.good(0, 1), "by hand.msg");
    QCOMPARE(bench.work().messages.size(), std::size_t(1));
    const std::string other = bench.put(bench.good(0, 2), "other");
    QCOMPARE(::rename(bench.path("new/" + other).c_str(), bench.path("new/" + name).c_str()), 0);
    InboxReader::Order order;
    order.finished = {name};
    auto found = bench.work(order);
    QCOMPARE(found.messages.size(), std::size_t(1));
    QCOMPARE(found.messages[0].status.report.sequence, std::int64_t(2));
    QCOMPARE(bench.names("new"), std::set<std::string>{name});
    found = bench.work(order);
    QVERIFY(bench.names("new").empty());
    // The same where the database refuses the first.
    bench.put(bench.good(0, 3), name);
    QCOMPARE(bench.work().messages.size(), std::size_t(1));
    bench.put(bench.good(0, 4), "other");
    QCOMPARE(::rename(bench.path("new/other").c_str(), bench.path("new/" + name).c_str()), 0);
    order.finished.clear();
    order.aside = {{name, "id_reuse", {}, {}, {}}};
    found = bench.work(order);
    QVERIFY(found.aside.empty());
    QCOMPARE(found.messages.size(), std::size_t(1));
    QCOMPARE(found.messages[0].status.report.sequence, std::int64_t(4));
}

void TestInboxReader::filesThatCannotBeMovedHoldUpNothingWhateverTheirNumber()
{
    Bench bench;
    QCOMPARE(::rmdir(bench.path("quarantine").c_str()), 0);
    ::close(::open(bench.path("quarantine").c_str(), O_CREAT | O_WRONLY, 0600));
    for (std::size_t i = 0; i < InboxReader::mostUnmoved + 500; ++i)
        QCOMPARE(::mkdir(bench.path("new/folder" + std::to_string(i)).c_str(), 0700), 0);
    for (int number = 1; number <= 3; ++number) {
        bench.put(bench.good(0, number));
        std::size_t taken = 0;
        InboxReader::Found found;
        int passes = 0;
        do {
            InboxReader::Order order;
            order.look = passes == 0;
            found = bench.reader.work(order, bench.stop);
            taken += found.messages.size();
            QVERIFY(!found.trouble && found.asideTrouble);
            bench.clock.advance(std::chrono::seconds(1));
        } while (found.more && ++passes < 50);
        QCOMPARE(taken, std::size_t(1));
        QVERIFY(!found.more); // nor does it keep an engine from being idle
    }
    QCOMPARE(::unlink(bench.path("quarantine").c_str()), 0);
    QCOMPARE(::mkdir(bench.path("quarantine").c_str(), 0700), 0);
    std::size_t aside = 0;
    for (int i = 0; i < 50; ++i) {
        bench.clock.advance(std::chrono::seconds(30));
        aside += bench.work().aside.size();
    }
    QCOMPARE(aside, InboxReader::mostUnmoved + 500);
}

void TestInboxReader::aNameThatIsTakenManyTimesGetsOneThatNobodyHas()
{
    Bench bench;
    for (int i = 0; i < 12; ++i) {
        bench.put("noise", "noise");
        const auto found = bench.work();
        QCOMPARE(found.aside.size(), std::size_t(1));
        QCOMPARE(found.aside[0].what.name.size() > 30, i >= 8);
    }
    QCOMPARE(bench.names("quarantine").size(), std::size_t(12));
}

void TestInboxReader::whatLiesInQuarantineIsComparedInPieces()
{
    Bench bench;
    for (int i = 0; i < 500; ++i) {
        bench.put("noise", "x");
        QCOMPARE(::rename(bench.path("new/x").c_str(), bench.path("quarantine/old" + std::to_string(i)).c_str()), 0);
    }
    InboxReader::Order order;
    order.recorded = std::vector<std::string>{};
    for (int i = 0; i < 250; ++i)
        order.recorded->push_back("gone" + std::to_string(i));
    bench.put("noise", "old0"); // goes aside under another name, and is none of them
    std::set<std::string> unrecorded, gone, aside;
    for (bool more = true; more; order.recorded.reset()) {
        const auto found = bench.work(order);
        QVERIFY(found.unrecorded.size() <= 200 && found.goneFromQuarantine.size() <= 200);
        for (const TakenAside &each : found.unrecorded)
            QVERIFY(unrecorded.insert(each.what.name).second);
        gone.insert(found.goneFromQuarantine.begin(), found.goneFromQuarantine.end());
        for (const TakenAside &each : found.aside)
            aside.insert(each.what.name);
        more = found.more;
    }
    QCOMPARE(unrecorded.size(), std::size_t(500));
    QCOMPARE(gone.size(), std::size_t(250));
    QCOMPARE(aside, std::set<std::string>{"old0.2"});
}

void TestInboxReader::whatAKillLeftInQuarantineIsFound()
{
    Bench bench;
    bench.put("noise", "noise");
    static_cast<void>(bench.work());
    const std::string name = bench.put(bench.good(0, 1));
    QCOMPARE(::rename(bench.path("new/" + name).c_str(), bench.path("quarantine/" + name).c_str()), 0);
    InboxReader again(*bench.fs, bench.clock, bench.inbox);
    InboxReader::Order order;
    order.recorded = {"gone"};
    const auto found = again.work(order, bench.stop);
    QCOMPARE(found.goneFromQuarantine, std::vector<std::string>{"gone"});
    QCOMPARE(found.unrecorded.size(), std::size_t(1));
    QCOMPARE(found.unrecorded[0].what.name, std::string("noise"));
    QCOMPARE(found.unrecorded[0].what.reason, std::string("not_a_message"));
    QCOMPARE(found.unrecordedMessages.size(), std::size_t(1));
    QCOMPARE(found.unrecordedMessages[0].name, name);
}

void TestInboxReader::aMillionNamesNeedAWindowOfFixedSize()
{
    InboxWindow window;
    for (int i = 0; i < 1'000'000; ++i)
        window.add(test::senderOf(i % 10 == 0 ? i % 100 : 1), {std::to_string(i), io::FileType::Regular});
    QCOMPARE(window.size(), InboxWindow::most);
    // Ten senders of a tenth of the names have their fair shares beside the one that sent nine tenths.
    std::map<std::size_t, int> turns;
    std::size_t taken = 0;
    while (!window.empty()) {
        const auto turn = window.take();
        QVERIFY(turn.size() <= InboxWindow::turn);
        taken += turn.size();
        for (const auto &entry : turn)
            ++turns[static_cast<std::size_t>(std::stoi(entry.name) % 10 == 0 ? std::stoi(entry.name) % 100 : 1)];
    }
    QCOMPARE(taken, InboxWindow::most);
    QCOMPARE(turns.size(), std::size_t(11));
    for (const auto &[sender, count] : turns)
        QVERIFY2(count <= static_cast<int>(InboxWindow::most / 11 + 2), qPrintable(QString::number(sender) + QLatin1Char(' ') + QString::number(count)));
}

QTEST_GUILESS_MAIN(TestInboxReader)
#include "tst_inboxreader.moc"
