// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <set>
#include <thread>

#include "core/inbox/inboxidentity.h"
#include "core/inbox/inboxname.h"
#include "core/inbox/takein.h"
#include "core/io/fileops.h"
#include "core/io/posixfilesystem.h"
#include "core/transport/addressdriver.h"
#include "tests/support/forwardingfiles.h"
#include "tests/support/seededrandom.h"
#include "tests/support/slowline.h"

using namespace cartage;
using namespace cartage::transport;

namespace {

constexpr std::int64_t mebibyte = 1 << 20;
const SiteCode site("BER");

std::string noise(std::size_t size, unsigned seed)
{
    std::string bytes(size, '\0');
    for (char &c : bytes)
        c = static_cast<char>((seed = seed * 1664525U + 1013904223U) >> 24U);
    return bytes;
}

/// Another site's inbox and a file to send there.
struct Bench {
    QTemporaryDir folder{QStringLiteral("/dev/shm/cartage-address-XXXXXX")};
    std::unique_ptr<io::FileSystem> fs = io::makePosixFileSystem();
    SystemClock clock;
    test::SeededRandom random;
    io::Handle root = std::move(*fs->openFolder(folder.path().toStdString()));
    std::string inbox = folder.path().toStdString() + "/inbox";
    std::string bytes = noise(20 * mebibyte + 12345, 1);
    Sha256 hash = sha256(asBytes(bytes));

    Bench()
    {
        for (const char *name : {"inbox", "inbox/new", "inbox/tmp", "inbox/work", "inbox/quarantine"})
            make(name);
        put("source", bytes);
    }
    void make(const std::string &name)
    {
        if (!fs->makeFolder(root, name, 0755))
            qFatal("no folder");
    }
    void put(const std::string &name, std::string_view content)
    {
        auto file = *fs->createFile(root, name, 0644);
        if (!io::writeAll(*fs, file, asBytes(content)))
            qFatal("not written");
    }
    [[nodiscard]] std::string there() { return *io::readFile(*fs, root, "inbox/parts/" + hash.hex(), 1ULL << 30); }
    PartOutcome send(std::int64_t syncPoint, SendProgress &progress)
    {
        WorkControl control(clock);
        const auto source = *fs->openForReading(root, "source");
        return sendPart(*fs, source, {site, inbox, hash, std::int64_t(bytes.size()), syncPoint}, [](Span, WorkControl &) {}, progress, control);
    }
    /// What an owner that was killed after `size` bytes has left.
    void left(std::size_t size) { put("inbox/parts/" + hash.hex(), std::string_view(bytes).substr(0, size)); }
};

/// Says how much room there is.
class SmallDisk final : public test::ForwardingFiles
{
public:
    using ForwardingFiles::ForwardingFiles;
    io::IoResult<io::Space> space(const io::Handle &) override { return room; }
    io::Space room;
};

/// Folders that belong to another user cannot be moved to another folder.
class OthersFolders final : public test::ForwardingFiles
{
public:
    using ForwardingFiles::ForwardingFiles;
    io::IoResult<void> renameNoReplace(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        if (error != 0 && ForwardingFiles::statusAt(fromFolder, from)->type == io::FileType::Folder)
            return failure(io::IoError{"rename", error});
        return ForwardingFiles::renameNoReplace(fromFolder, from, toFolder, to);
    }
    int error = EACCES;
};

std::string nameOf(char sender, int number) { return inbox::InboxName{"instruction", std::string(32, sender), QByteArray::number(number, 16).rightJustified(32, '0').toStdString(), "ins"}.text(); }

} // namespace

class TestAddressDriver final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPartArrivesWhole()
    {
        Bench bench;
        SendProgress progress;
        const auto outcome = bench.send(0, progress);
        QVERIFY(outcome.complete && !outcome.error);
        QVERIFY(bench.there() == bench.bytes);
        QCOMPARE(progress.sent.load(), std::int64_t(bench.bytes.size()));
        QCOMPARE(progress.synced.load(), std::int64_t(bench.bytes.size()));
    }

    void whatDoesNotFitIsNotBegun()
    {
        Bench bench;
        SmallDisk disk(*bench.fs);
        WorkControl control(bench.clock);
        const auto source = *bench.fs->openForReading(bench.root, "source");
        const auto send = [&] {
            SendProgress progress;
            return sendPart(disk, source, {site, bench.inbox, bench.hash, std::int64_t(bench.bytes.size()), 0}, [](Span, WorkControl &) {}, progress, control);
        };
        // It would fit, and the other site's database would find no room.
        disk.room = {bench.bytes.size() + 16 * mebibyte - 1, 1024 * mebibyte};
        QCOMPARE(send().error->code, Code::AddressFull);
        QCOMPARE(bench.there().size(), std::size_t(0));
        disk.room.free += 1;
        QVERIFY(send().complete);
        disk.room.free = 0; // all of it lies there already
        QVERIFY(send().complete);
        QVERIFY(bench.there() == bench.bytes);
    }

    void whatASendingThatWasGivenUpHasLeftIsTakenAway()
    {
        Bench bench;
        const Sha256 given = sha256(asBytes(std::string_view("given up"))), other = sha256(asBytes(std::string_view("another's")));
        WorkControl control(bench.clock);
        bool may = true;
        const auto cleared = [&] { return clearParts(*bench.fs, site, bench.inbox, {sha256(asBytes(std::string_view("never came"))), given}, control, [&may] { return may; }); };
        QCOMPARE(cleared().error().code, Code::AddressNotThere); // told: it is tried again
        bench.make("inbox/parts");
        for (const Sha256 &name : {given, other})
            bench.put("inbox/parts/" + name.hex(), "begun");
        may = false; // another engine has taken over, and may be bringing it
        QVERIFY(!cleared().has_value());
        QVERIFY(io::exists(*bench.fs, bench.root, "inbox/parts/" + given.hex()).value_or(false));
        may = true;
        QVERIFY(cleared().has_value());
        QCOMPARE(QDir(QString::fromStdString(bench.inbox + "/parts")).entryList(QDir::Files), QStringList{QString::fromStdString(other.hex())});
        bench.make("inbox/parts/" + given.hex()); // of somebody who means it
        QVERIFY(!cleared().has_value());
    }

    void whatLiesThereIsNotSentAgain_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<qint64>("syncPoint");
        QTest::newRow("nothing") << qint64(0) << qint64(0);
        QTest::newRow("before the first sync") << qint64(3 * mebibyte) << qint64(0);
        QTest::newRow("at a sync point") << qint64(8 * mebibyte) << qint64(8 * mebibyte);
        QTest::newRow("behind one") << qint64(17 * mebibyte + 77) << qint64(16 * mebibyte);
        QTest::newRow("a row that is older than the file") << qint64(17 * mebibyte + 77) << qint64(8 * mebibyte);
        QTest::newRow("a file that is older than its row") << qint64(9 * mebibyte) << qint64(16 * mebibyte);
        QTest::newRow("all of it") << qint64(20 * mebibyte + 12345) << qint64(20 * mebibyte + 12345);
    }
    void whatLiesThereIsNotSentAgain()
    {
        QFETCH(qint64, size);
        QFETCH(qint64, syncPoint);
        Bench bench;
        bench.make("inbox/parts");
        bench.left(std::size_t(size));
        SendProgress progress;
        const auto outcome = bench.send(syncPoint, progress);
        QVERIFY(outcome.complete);
        QVERIFY(bench.there() == bench.bytes);
        QCOMPARE(progress.sent.load(), std::int64_t(bench.bytes.size()) - size);
    }

    void aTailThatDiffersIsSentAgain()
    {
        Bench bench;
        bench.make("inbox/parts");
        std::string changed = bench.bytes.substr(0, std::size_t(17 * mebibyte));
        changed[std::size_t(16 * mebibyte + 5)] = static_cast<char>(~changed[std::size_t(16 * mebibyte + 5)]); // a torn write behind the sync point
        bench.put("inbox/parts/" + bench.hash.hex(), changed);
        SendProgress progress;
        QVERIFY(bench.send(16 * mebibyte, progress).complete);
        QVERIFY(bench.there() == bench.bytes);
        QVERIFY(progress.sent.load() <= std::int64_t(bench.bytes.size()) - 16 * mebibyte);
    }

    void whereTheSyncPointItselfIsSpoiledAllIsSentAgain()
    {
        Bench bench;
        bench.make("inbox/parts");
        bench.put("inbox/parts/" + bench.hash.hex(), std::string(std::size_t(17 * mebibyte), '\0')); // a power loss
        SendProgress progress;
        QVERIFY(bench.send(16 * mebibyte, progress).complete);
        QVERIFY(bench.there() == bench.bytes);
    }

    void twoOwnersWriteTheSameBytes()
    {
        Bench bench;
        SendProgress first, second;
        std::jthread other([&] { QVERIFY(bench.send(0, first).complete); });
        QVERIFY(bench.send(0, second).complete);
        other.join();
        QVERIFY(bench.there() == bench.bytes);
    }

    void aLineWithADelayIsKeptBusy()
    {
        constexpr double rate = 50e6 / 8; // 50 Mbit/s
        Bench bench;
        bench.bytes = noise(100 * mebibyte, 2);
        bench.hash = sha256(asBytes(bench.bytes));
        bench.put("large", bench.bytes);
        test::FakeClock clock;
        test::SlowLine line(*bench.fs, clock, bench.inbox, std::chrono::milliseconds(20), rate);
        WorkControl control(clock);
        SendProgress progress;
        const auto source = *line.openForReading(*line.openFolder(bench.folder.path().toStdString()), "large", io::Caching::Cached);
        const Span begun = clock.boot();
        const auto outcome = sendPart(line, source, {site, bench.inbox, bench.hash, std::int64_t(bench.bytes.size()), 0}, [](Span, WorkControl &) {}, progress, control);
        QVERIFY(outcome.complete);
        const double seconds = static_cast<double>((clock.boot() - begun).count()) / 1000.0;
        const double reached = static_cast<double>(bench.bytes.size()) / seconds / rate;
        qInfo("50 Mbit/s, 20 ms: %.1f s for %lld MiB, %.3f of the line", seconds, static_cast<long long>(bench.bytes.size() / mebibyte), reached);
        QVERIFY(reached >= 0.9);
        QVERIFY(bench.there() == bench.bytes);
    }

    void aSlowLineIsGivenSmallBlocks()
    {
        Bench bench;
        test::FakeClock clock;
        test::SlowLine line(*bench.fs, clock, bench.inbox, std::chrono::milliseconds(20), 64.0 * 1024);
        WorkControl control(clock);
        SendProgress progress;
        const auto source = *bench.fs->openForReading(bench.root, "source");
        // A quarter of a MiB takes four seconds there: a stop is heard after the one that is under way.
        QVERIFY(sendPart(line, source, {site, bench.inbox, bench.hash, std::int64_t(bench.bytes.size()), 0}, [](Span, WorkControl &) {}, progress, control).complete);
        QCOMPARE(line.largestWrite, std::size_t(256 * 1024));
    }

    void aMountPointWithoutAnInboxIsLeftAlone()
    {
        Bench bench;
        bench.make("bare");
        bench.inbox = bench.folder.path().toStdString() + "/bare";
        SendProgress progress;
        const auto outcome = bench.send(0, progress);
        QVERIFY(outcome.error && outcome.error->code == Code::AddressNotThere);
        QCOMPARE(outcome.error->object, site.value());
        QVERIFY(!*io::exists(*bench.fs, bench.root, "bare/parts"));
        const auto published = publishInstruction(*bench.fs, site, bench.inbox, "x", bench.random.hex(16), bench.random);
        QVERIFY(!published && published.error().code == Code::AddressNotThere);
        const auto steps = testAddress(*bench.fs, {site, {}}, bench.inbox, bench.clock, bench.random);
        QVERIFY(!steps.back().ok);
    }

    void aTestLeavesNothingBehind()
    {
        Bench bench;
        const auto steps = testAddress(*bench.fs, {site, {}}, bench.inbox, bench.clock, bench.random);
        QCOMPARE(steps.size(), std::size_t(6));
        for (const auto &step : steps)
            QVERIFY(step.ok);
        int left = 0;
        for (const char *name : {"/tmp", "/parts"}) {
            const auto folder = *bench.fs->openFolder(bench.inbox + name);
            QVERIFY(bench.fs->list(folder, [&left](const io::FolderEntry &) { return ++left > 0; }));
        }
        QCOMPARE(left, 0);
    }

    void anInboxThatTakesNoPackageFilesIsNotInOrder()
    {
        Bench bench;
        bench.put("inbox/parts", "no folder, or none that may be written to");
        const auto steps = testAddress(*bench.fs, {site, {}}, bench.inbox, bench.clock, bench.random);
        QStringList failed;
        for (const auto &step : steps) {
            if (!step.ok)
                failed << QString::fromStdString(step.step);
        }
        QCOMPARE(failed, QStringList{QStringLiteral("parts")});
    }

    void anInboxThatSaysWhoseItIsIsBelieved()
    {
        Bench bench;
        QVERIFY(!*inbox::readIdentity(*bench.fs, bench.inbox)); // made before
        QVERIFY(inbox::tellIdentity(*bench.fs, bench.inbox, {site, "aa"}));
        const auto said = *inbox::readIdentity(*bench.fs, bench.inbox);
        QVERIFY(said && said->code == site && said->keyId == "aa");
        const auto failing = [&](const SiteIdentity &meant) {
            auto steps = testAddress(*bench.fs, meant, bench.inbox, bench.clock, bench.random);
            return steps.back().ok ? std::string() : steps.back().step + " " + steps.back().error->object + " " + steps.back().error->parameters["found"];
        };
        QCOMPARE(failing({site, "aa"}), std::string());
        QCOMPARE(failing({site, "bb"}), std::string("identity BER "));
        QCOMPARE(failing({SiteCode("POT"), "aa"}), std::string("identity POT BER"));
        // Another key, and what was made by hand.
        QVERIFY(inbox::tellIdentity(*bench.fs, bench.inbox, {site, "bb"}));
        QCOMPARE(failing({site, "bb"}), std::string());
        for (const char *text : {"", "site\n", "site BERLIN\nkey aa\n", "key aa", "\n\n"}) {
            QVERIFY(io::replaceFileDurably(*bench.fs, *bench.fs->openFolder(bench.inbox), inbox::identityName, text, 0644));
            QVERIFY(!*inbox::readIdentity(*bench.fs, bench.inbox));
            QCOMPARE(failing({site, "aa"}), std::string());
        }
        QVERIFY(io::replaceFileDurably(*bench.fs, *bench.fs->openFolder(bench.inbox), inbox::identityName, "later 2\nsite BER", 0644));
        QCOMPARE(failing({site, "aa"}), std::string());
        QCOMPARE(failing({SiteCode("POT"), "aa"}), std::string("identity POT BER"));
        QVERIFY(!inbox::readIdentity(*bench.fs, bench.inbox + "/nowhere"));
        QVERIFY(!inbox::tellIdentity(*bench.fs, bench.inbox + "/nowhere", {site, "aa"}));
    }
};

/// The other end: what a hostile or broken sender leaves in new/.
class TestTakeIn final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNoInstructionIsSaidAndNothingElseWaits()
    {
        Bench bench;
        const SiteKey parent = makeSiteKey(bench.random), stranger = makeSiteKey(bench.random);
        const auto name = [&bench] { return "inbox/new/" + inbox::makeInstructionName(bench.random.hex(16), bench.random); };
        const auto signedBy = [](const SiteKey &key, const SiteCode &to) {
            inbox::Instruction made;
            made.id = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
            made.sender = {SiteCode("CEN"), key.keyId, 1};
            made.to = to;
            made.sequence = 1;
            return inbox::writeInstruction(made, *SigningKey::fromPem(key.privateKeyPem));
        };
        bench.put(name(), signedBy(parent, site));
        bench.put(name(), signedBy(stranger, site));
        bench.put(name(), signedBy(parent, SiteCode("POT")));
        std::string forged = signedBy(parent, site);
        forged.replace(forged.find("sequence 1"), 10, "sequence 2");
        bench.put(name(), forged);
        bench.put(name(), std::string(2 * mebibyte, 'x'));
        bench.put(name(), std::string(100, '\xFF'));
        bench.make(name());
        QVERIFY(bench.fs->makeLink(bench.root, name(), "/etc/passwd"));
        bench.put(name(), ""); // on its way
        bench.put("inbox/new/status-message", "not ours");

        inbox::TakeInOrder order;
        order.inbox = bench.inbox;
        order.own = site;
        order.correspondents = {{SiteCode("CEN"), parent.keyId, parent.publicKey}};
        const auto round = inbox::takeInInstructions(*bench.fs, order, bench.random);
        QVERIFY(round);
        std::multiset<std::string> found;
        for (const auto &taken : round->taken)
            found.insert(taken.problem ? std::string(inbox::name(taken.problem->fault)) : "good");
        const std::multiset<std::string> expected{"good", "unknown_sender", "not_for_us", "wrong_signature", "too_large", "not_an_instruction", "not_a_file", "not_a_file"};
        QCOMPARE(found.size(), expected.size());
        QVERIFY(found == expected);
        // What may be on its way waits until it was waited for long enough.
        QCOMPARE(round->unfinished.size(), std::size_t(1));
        order.waitedFor = {round->unfinished.front()};
        const auto later = inbox::takeInInstructions(*bench.fs, order, bench.random);
        QVERIFY(later && later->taken.size() == 1 && later->taken.front().problem->fault == inbox::InstructionFault::Unfinished);
        // A killed engine's are found again, once they are not in hand.
        order.leftovers = true;
        order.inHand = {round->taken.front().name};
        QCOMPARE(inbox::takeInInstructions(*bench.fs, order, bench.random)->taken.size(), std::size_t(8));
        for (const auto &taken : round->taken)
            QVERIFY(inbox::putInQuarantine(*bench.fs, bench.inbox, taken.name));
        QVERIFY(inbox::discardWork(*bench.fs, bench.inbox, later->taken.front().name));
        QVERIFY(inbox::discardWork(*bench.fs, bench.inbox, later->taken.front().name)); // gone already
        order.inHand.clear();
        QVERIFY(inbox::takeInInstructions(*bench.fs, order, bench.random)->taken.empty());
        QVERIFY(*io::exists(*bench.fs, bench.root, "inbox/new/status-message"));
    }

    void whatIsNoFileAmongPackageFilesIsTakenAsOneThatIsRefused()
    {
        Bench bench;
        bench.put("outside", "not to be touched");
        bench.make("inbox/parts");
        const std::string part = "inbox/parts/" + bench.hash.hex();
        QVERIFY(bench.fs->makeLink(bench.root, part, "../../outside"));
        bench.make("inbox/parts/folder");
        bench.put("inbox/parts/folder/inside", "x");
        bench.put("inbox/parts/" + std::string(64, '0'), "a package file on its way");
        inbox::TakeInOrder order;
        order.inbox = bench.inbox;
        order.own = site;
        order.ownId = bench.random.hex(16);
        order.leftovers = true; // as at the first look: none is taken twice
        const auto round = inbox::takeInInstructions(*bench.fs, order, bench.random);
        QVERIFY(round && round->taken.size() == 2);
        for (const auto &taken : round->taken) {
            QVERIFY(taken.problem && taken.problem->fault == inbox::InstructionFault::NotAFile);
            QVERIFY(inbox::isInstructionName(taken.name));
            QVERIFY(inbox::putInQuarantine(*bench.fs, bench.inbox, taken.name));
        }
        QVERIFY(!*io::exists(*bench.fs, bench.root, part));
        QVERIFY(*io::exists(*bench.fs, bench.root, "inbox/parts/" + std::string(64, '0')));
        QCOMPARE(*io::readFile(*bench.fs, bench.root, "outside", 100), std::string("not to be touched"));
        // The folder itself; and folders that are missing are made.
        order.leftovers = false;
        QVERIFY(io::removeTree(*bench.fs, *bench.fs->openFolder(bench.inbox), "parts") && bench.fs->makeLink(bench.root, "inbox/parts", "/dev"));
        QVERIFY(bench.fs->removeFolder(bench.root, "inbox/work"));
        QCOMPARE(inbox::takeInInstructions(*bench.fs, order, bench.random)->taken.size(), std::size_t(1));
        QCOMPARE(bench.fs->statusAt(bench.root, "inbox/parts")->type, io::FileType::Folder);
        QVERIFY(inbox::takeInInstructions(*bench.fs, order, bench.random)->taken.empty());
    }

    void whatCannotBeMovedTakesNoPlaceFromOthers()
    {
        Bench bench;
        OthersFolders files(*bench.fs);
        for (int i = 0; i < 70; ++i)
            bench.make("inbox/new/" + nameOf('0', i));
        for (int i = 0; i < 3; ++i)
            bench.put("inbox/new/" + nameOf('f', i), "no instruction");
        inbox::TakeInOrder order;
        order.inbox = bench.inbox;
        order.own = site;
        const auto round = inbox::takeInInstructions(files, order, bench.random);
        QCOMPARE(round->taken.size(), std::size_t(3));
        QVERIFY(round->unmoved && round->unmoved->count == 70 && round->unmoved->error.error == EACCES);
        QCOMPARE(round->unmoved->folder, std::string("new"));
        QCOMPARE(round->unmoved->name, nameOf('0', 0));
        QVERIFY(!round->more && round->whole && !round->upTo); // and no hurry
        files.error = 0;
        QCOMPARE(inbox::takeInInstructions(files, order, bench.random)->taken.size(), std::size_t(64));
    }

    void moreThanAreHeldInMemoryHideNoneEither()
    {
        Bench bench;
        OthersFolders files(*bench.fs);
        for (int i = 0; i < 200; ++i)
            bench.make("inbox/new/" + nameOf("0a"[i % 2], i));
        std::set<std::string> good;
        for (int i = 0; i < 20; ++i) {
            good.insert(nameOf("59f"[i % 3], i));
            bench.put("inbox/new/" + nameOf("59f"[i % 3], i), "no instruction");
        }
        inbox::TakeInOrder order;
        order.inbox = bench.inbox;
        order.own = site;
        order.most = 4;
        order.mostLooked = 8;
        order.mostSwept = 16;
        int looks = 0, atOnce = 0;
        bool unmoved = false;
        while (!good.empty() && ++looks < 100) {
            const auto round = inbox::takeInInstructions(files, order, bench.random);
            for (const auto &taken : round->taken)
                good.erase(taken.name);
            unmoved = unmoved || round->unmoved;
            atOnce += round->more ? 1 : 0;
            order.after = round->upTo;
        }
        QVERIFY(good.empty() && unmoved);
        // Nothing is left that could be taken: looks one after the other, without a pause, come to an end.
        int more = 0;
        for (int i = 0; i < 100; ++i) {
            const auto round = inbox::takeInInstructions(files, order, bench.random);
            QVERIFY(round->taken.empty());
            more += round->more ? 1 : 0;
            order.after = round->upTo;
        }
        QVERIFY2(more < 15, qPrintable(QString::number(more)));
    }

    void unfinishedOnesTakeNoPlaceFromOthers()
    {
        Bench bench;
        for (int i = 0; i < 30; ++i)
            bench.put("inbox/new/" + nameOf('0', i), "");
        bench.put("inbox/new/" + nameOf('f', 1), "no instruction");
        inbox::TakeInOrder order;
        order.inbox = bench.inbox;
        order.own = site;
        order.mostLooked = 8;
        order.mostSwept = 16;
        std::size_t taken = 0;
        for (int i = 0; i < 10; ++i) {
            const auto round = inbox::takeInInstructions(*bench.fs, order, bench.random);
            taken += round->taken.size();
            QVERIFY(round->unfinished.size() <= order.mostLooked);
            order.unfinished = {round->unfinished.begin(), round->unfinished.end()};
            order.after = round->upTo;
        }
        QCOMPARE(taken, std::size_t(1));
        QCOMPARE(order.unfinished.size(), order.mostLooked); // those are waited for
    }

    void oneWhoseNameIsInHandComesAtOnceUnderAnother()
    {
        Bench bench;
        bench.put("inbox/work/" + nameOf('0', 1), "the first");
        bench.put("inbox/new/" + nameOf('0', 1), "no instruction");
        inbox::TakeInOrder order;
        order.inbox = bench.inbox;
        order.own = site;
        const auto round = inbox::takeInInstructions(*bench.fs, order, bench.random);
        QCOMPARE(round->taken.size(), std::size_t(1));
        QVERIFY(round->taken.front().name != nameOf('0', 1));
        QCOMPARE(*io::readFile(*bench.fs, bench.root, "inbox/work/" + nameOf('0', 1), 100), std::string("the first"));
    }

    void whoeverMayNoLongerMovesNothing()
    {
        Bench bench;
        for (int i = 0; i < 3; ++i)
            bench.put("inbox/new/" + nameOf('0', i), "no instruction");
        bench.make("inbox/parts");
        bench.make("inbox/parts/folder");
        inbox::TakeInOrder order;
        order.inbox = bench.inbox;
        order.own = site;
        int asked = 0;
        order.mayStill = [&asked] { return ++asked <= 2; }; // the folder, and one file
        const auto round = inbox::takeInInstructions(*bench.fs, order, bench.random);
        QCOMPARE(round->taken.size(), std::size_t(2));
        QVERIFY(!round->more);
        QCOMPARE(QDir(QString::fromStdString(bench.inbox + "/new")).entryList(QDir::Files).size(), 2);
    }

    void aFolderThatIsNotKeptGoesWithAllThatIsInIt()
    {
        Bench bench;
        bench.make("inbox/work/" + nameOf('0', 1));
        bench.put("inbox/work/" + nameOf('0', 1) + "/inside", "x");
        QVERIFY(inbox::discardWork(*bench.fs, bench.inbox, nameOf('0', 1)));
        QVERIFY(!*io::exists(*bench.fs, bench.root, "inbox/work/" + nameOf('0', 1)));
    }

    void oneWhoseNameLiesInQuarantineComesUnderAnother()
    {
        Bench bench;
        const std::string name = inbox::makeInstructionName(bench.random.hex(16), bench.random);
        inbox::TakeInOrder order;
        order.inbox = bench.inbox;
        order.own = site;
        bench.put("inbox/quarantine/" + name, "the first");
        for (int i = 0; i < 3; ++i) {
            bench.put(i < 2 ? "inbox/new/" + name : "inbox/work/" + name, "no instruction " + std::to_string(i));
            order.leftovers = i == 2;
            const auto round = inbox::takeInInstructions(*bench.fs, order, bench.random);
            QCOMPARE(round->taken.size(), std::size_t(1));
            const std::string &given = round->taken.front().name;
            QVERIFY(given != name && inbox::isInstructionName(given));
            QVERIFY(inbox::putInQuarantine(*bench.fs, bench.inbox, given));
            QCOMPARE(*io::readFile(*bench.fs, bench.root, "inbox/quarantine/" + given, 100), "no instruction " + std::to_string(i));
        }
        QCOMPARE(*io::readFile(*bench.fs, bench.root, "inbox/quarantine/" + name, 100), std::string("the first"));
        QVERIFY(QDir(QString::fromStdString(bench.inbox + "/work")).entryList(QDir::Files).isEmpty());
    }
};

int main(int argc, char **argv)
{
    TestAddressDriver driver;
    TestTakeIn takeIn;
    const int failed = QTest::qExec(&driver, argc, argv);
    return failed + QTest::qExec(&takeIn, argc, argv);
}
#include "tst_addressdriver.moc"
