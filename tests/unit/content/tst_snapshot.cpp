// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/content/snapshot.h"
#include "core/io/posixfilesystem.h"
#include "tests/support/fakeclock.h"
#include "tests/support/simfilesystem.h"

using namespace cartage;
using namespace cartage::content;
using namespace cartage::test;

namespace {

const std::string libraryPath = "/site/contentlib";
const std::atomic<bool> goOn{false};

std::set<std::string> pathsOf(const Manifest &manifest)
{
    std::set<std::string> paths;
    for (Manifest::Cursor cursor(manifest); !cursor.atEnd(); cursor.next()) {
        paths.emplace(cursor.current().path);
    }
    return paths;
}

/// A simulated machine with a source and a library.
struct Machine {
    Machine() : disk(clock)
    {
        disk.makeFolder("/site", 0700);
        disk.writeFile("/source/a.txt", "one");
        disk.writeFile("/source/d/b.txt", "two");
        disk.writeFile("/source/d/e/c.txt", std::string(3000, 'c'), 0755);
        disk.makeLink("/source/d/link", "../a.txt");
        disk.makeFolder("/source/empty");
        clock.advance(std::chrono::seconds(10));
        restart();
    }
    void restart()
    {
        view = &disk.makeView();
        auto opened = ContentLibrary::open(*view, libraryPath);
        library = opened ? std::move(*opened) : nullptr;
    }
    SnapshotOrder order() const
    {
        SnapshotOrder result;
        result.source = "/source";
        result.intakeName = "intake";
        result.package = "CEN00001";
        result.threads = 1;
        result.busyWait = {};
        return result;
    }
    Result<SnapshotOutcome> take(const SnapshotOrder &what) { return takeSnapshot(*view, *library, what, clock, goOn, {}); }
    Result<SnapshotOutcome> take() { return take(order()); }
    Result<SnapshotOutcome> takeAfter(const SnapshotOutcome &former)
    {
        SnapshotOrder next = order();
        next.former = former.manifest;
        next.formerIndex = former.index;
        return take(next);
    }
    /// What lies in the library, and is not what its name says or is left in incoming.
    std::vector<std::string> wrongInLibrary() const
    {
        std::vector<std::string> wrong;
        for (const auto &[path, what] : disk.tree(libraryPath)) {
            if (!what.starts_with("file")) {
                if (path.starts_with("incoming/")) {
                    wrong.push_back(path);
                }
                continue;
            }
            const std::string hex = sha256(asBytes(disk.read(libraryPath + "/" + path).value_or(""))).hex();
            if (path != hex.substr(0, 2) + "/" + hex) {
                wrong.push_back(path);
            }
        }
        return wrong;
    }
    bool holdsAllOf(const Manifest &manifest) const
    {
        for (Manifest::Cursor cursor(manifest); !cursor.atEnd(); cursor.next()) {
            if (cursor.current().type == EntryType::File && !*library->holds(cursor.current().sha256)) {
                return false;
            }
        }
        return *library->holds(manifest.hash());
    }

    FakeClock clock;
    SimFileSystem disk;
    io::FileSystem *view = nullptr;
    std::unique_ptr<ContentLibrary> library;
};

/// A real source with a real library beside it.
struct RealFolders {
    RealFolders() : fs(io::makePosixFileSystem())
    {
        source = dir.path().toStdString() + "/source";
        ::mkdir(source.c_str(), 0755);
        auto opened = ContentLibrary::open(*fs, dir.path().toStdString() + "/contentlib");
        library = opened ? std::move(*opened) : nullptr;
    }
    void write(const std::string &path, const std::string &content) const
    {
        QFile file(QString::fromLocal8Bit((source + "/" + path).c_str()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content.data(), static_cast<qint64>(content.size()));
    }
    Result<SnapshotOutcome> take(unsigned threads = 0)
    {
        SnapshotOrder order;
        order.source = source;
        order.intakeName = "intake";
        order.threads = threads;
        return takeSnapshot(*fs, *library, order, clock, goOn, {});
    }
    /// Names that are not UTF-8 are beyond QTemporaryDir.
    ~RealFolders()
    {
        if (const auto root = fs->openFolder(dir.path().toStdString())) {
            (void)io::removeTree(*fs, *root, "source");
        }
    }
    QTemporaryDir dir;
    std::unique_ptr<io::FileSystem> fs;
    std::string source;
    std::unique_ptr<ContentLibrary> library;
    SystemClock clock;
};

} // namespace

class SnapshotTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSnapshotHasFilesFoldersLinksModesAndTimes()
    {
        Machine machine;
        machine.disk.setMtime("/source/a.txt", 123'456'789);
        const auto taken = machine.take();
        QVERIFY(taken);
        const Manifest &manifest = *taken->manifest;
        QVERIFY(pathsOf(manifest) == (std::set<std::string>{"a.txt", "d", "d/b.txt", "d/e", "d/e/c.txt", "d/link", "empty"}));
        const Entry file = *manifest.find("a.txt");
        QCOMPARE(file.mtimeNs, 123'456'789);
        QCOMPARE(file.mode, 0644U);
        QVERIFY(file.sha256 == sha256(asBytes("one")));
        QVERIFY(file.xxh128 == xxh128(asBytes("one")));
        QCOMPARE(manifest.find("d/e/c.txt")->mode, 0755U);
        QCOMPARE(manifest.find("d/link")->link, std::string("../a.txt"));
        QVERIFY(manifest.find("empty")->type == EntryType::Folder);
        QVERIFY(taken->changed);
        QCOMPARE(taken->newFiles, 3);
        QCOMPARE(taken->newBytes, 3006U);
        QVERIFY(machine.holdsAllOf(manifest));
        QVERIFY(machine.wrongInLibrary().empty());
    }

    void equalTreesHaveOneManifestWhereverTheyLie()
    {
        Machine first;
        Machine second;
        for (Machine *machine : {&first, &second}) {
            for (const char *path : {"a.txt", "d/b.txt", "d/e/c.txt", "d/link", "d/e", "d", "empty"}) {
                machine->disk.setMtime(std::string("/source/") + path, 5);
            }
        }
        second.disk.move("/source/a.txt", "/source/x");
        second.disk.move("/source/x", "/source/a.txt");
        second.disk.setMtime("/source/a.txt", 5);
        const auto one = first.take();
        const auto other = second.take();
        QVERIFY(one && other);
        QVERIFY(one->manifest->bytes() == other->manifest->bytes());
    }

    void whatIsUnchangedIsNotReadAgain()
    {
        Machine machine;
        const auto first = machine.take();
        QVERIFY(first);
        machine.disk.resetCounts();
        const auto second = machine.takeAfter(*first);
        QVERIFY(second);
        QVERIFY(!second->changed);
        QVERIFY(second->index == first->index);
        QCOMPARE(machine.disk.count("openForReading"), 0U);
        QCOMPARE(machine.disk.count("createFile"), 0U);
        QCOMPARE(machine.disk.count("syncFileSystem"), 0U);
    }

    void aChangeOfSameSizeAndTimeIsSeen()
    {
        Machine machine;
        const auto first = machine.take();
        const std::int64_t mtime = first->manifest->find("a.txt")->mtimeNs;
        machine.clock.advance(std::chrono::seconds(5));
        machine.disk.writeFile("/source/a.txt", "eno", 0644, mtime);
        const auto second = machine.takeAfter(*first);
        QVERIFY(second);
        QVERIFY(second->changed);
        QCOMPARE(second->changedFiles, 1);
        QCOMPARE(second->newBytes, 3U);
        QVERIFY(second->manifest->find("a.txt")->sha256 == sha256(asBytes("eno")));
    }

    void aFileThatChangedShortlyBeforeTheFormerSnapshotIsReadAgain()
    {
        Machine machine;
        machine.disk.writeFile("/source/fresh", "new");
        machine.clock.advance(std::chrono::milliseconds(1999));
        const auto first = machine.take();
        QVERIFY(first);
        machine.disk.resetCounts();
        QVERIFY(machine.takeAfter(*first));
        QCOMPARE(machine.disk.count("openForReading"), 1U);
    }

    void rehashReadsAll()
    {
        Machine machine;
        const auto first = machine.take();
        SnapshotOrder order = machine.order();
        order.former = first->manifest;
        order.formerIndex = first->index;
        order.rehash = true;
        machine.disk.resetCounts();
        const auto second = machine.take(order);
        QVERIFY(second);
        QVERIFY(!second->changed);
        QCOMPARE(machine.disk.count("openForReading"), 3U);
    }

    void anIndexOfSomethingElseOrDamagedIsNotBelieved()
    {
        Machine machine;
        const auto first = machine.take();
        SnapshotOrder order = machine.order();
        order.former = first->manifest;
        for (const std::string &index : {std::string("x"), first->index.substr(1), first->index.substr(0, first->index.size() - 1),
                                         std::string(first->index).replace(90, 1, "?")}) {
            order.formerIndex = index;
            machine.disk.resetCounts();
            QVERIFY(machine.take(order));
            QCOMPARE(machine.disk.count("openForReading"), 3U);
        }
    }

    void F84_contentThatTheLibraryLostIsReadAgain()
    {
        Machine machine;
        const auto first = machine.take();
        const std::string hex = sha256(asBytes("two")).hex();
        machine.disk.remove(libraryPath + "/" + hex.substr(0, 2) + "/" + hex);
        const auto second = machine.takeAfter(*first);
        QVERIFY(second);
        QVERIFY(!second->changed);
        QVERIFY(machine.holdsAllOf(*second->manifest));
    }

    void whatWasAddedChangedAndRemovedIsCounted()
    {
        Machine machine;
        const auto first = machine.take();
        machine.clock.advance(std::chrono::seconds(5));
        machine.disk.writeFile("/source/new", "n");
        machine.disk.writeFile("/source/a.txt", "changed");
        machine.disk.remove("/source/d/e/c.txt");
        const auto second = machine.takeAfter(*first);
        QVERIFY(second);
        QCOMPARE(second->newFiles, 1);
        QCOMPARE(second->changedFiles, 1);
        QCOMPARE(second->removedFiles, 1);
    }

    void aSourceThatIsNotThereIsMissing()
    {
        Machine machine;
        machine.disk.remove("/source");
        const auto taken = machine.take();
        QVERIFY(!taken);
        QVERIFY(taken.error().code == Code::SourceMissing);
        QCOMPARE(taken.error().path, std::string("/source"));
        QCOMPARE(taken.error().object, std::string("CEN00001"));
    }

    void aSourceThatGoesAwayMeanwhileIsNotAnEmptyPackage()
    {
        Machine machine;
        int reads = 0;
        machine.disk.onCall = [&](const char *op, const std::string &) {
            if (std::string_view(op) == "read" && ++reads == 2) {
                machine.disk.remove("/source");
            }
        };
        const auto taken = machine.take();
        QVERIFY(!taken);
        QVERIFY(taken.error().code == Code::SourceMissing);
        machine.disk.onCall = nullptr;
        QVERIFY(machine.wrongInLibrary().empty());
    }

    void F17_unreadableFilesAreAllNamed_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<QString>("operation");
        QTest::newRow("EACCES") << EACCES << QStringLiteral("openForReading");
        QTest::newRow("EIO") << EIO << QStringLiteral("read");
    }
    void F17_unreadableFilesAreAllNamed()
    {
        QFETCH(int, error);
        QFETCH(QString, operation);
        Machine machine;
        machine.disk.failNth(1, error, Persistence::FromThenOn, {operation.toStdString(), {}, "/source"});
        const auto taken = machine.take();
        QVERIFY(!taken);
        QVERIFY(taken.error().code == Code::SourceUnreadable);
        QCOMPARE(taken.error().systemError, error);
        if (error == EACCES) {
            QCOMPARE(taken.error().names, (std::vector<std::string>{"a.txt", "d/b.txt", "d/e/c.txt"}));
        }
        machine.disk.clearFaults();
        QVERIFY(machine.wrongInLibrary().empty());
        QVERIFY(machine.take());
    }

    void F46_aFileThatChangesOnceIsReadAgain()
    {
        Machine machine;
        int reads = 0;
        machine.disk.onCall = [&](const char *op, const std::string &path) {
            if (std::string_view(op) == "read" && path == "/source/a.txt" && ++reads == 1) {
                machine.clock.advance(Span(1));
                machine.disk.writeFile("/source/a.txt", "another");
            }
        };
        const auto taken = machine.take();
        machine.disk.onCall = nullptr;
        QVERIFY(taken);
        QVERIFY(taken->manifest->find("a.txt")->sha256 == sha256(asBytes("another")));
        QVERIFY(machine.wrongInLibrary().empty());
    }

    void F46_aFileThatNeverStandsStillIsNamed()
    {
        Machine machine;
        int reads = 0;
        machine.disk.onCall = [&](const char *op, const std::string &path) {
            if (std::string_view(op) == "read" && path == "/source/d/b.txt") {
                machine.clock.advance(Span(1));
                machine.disk.writeFile("/source/d/b.txt", std::to_string(++reads));
            }
        };
        const auto taken = machine.take();
        machine.disk.onCall = nullptr;
        QVERIFY(!taken);
        QVERIFY(taken.error().code == Code::SourceChanging);
        QCOMPARE(taken.error().names, std::vector<std::string>{"d/b.txt"});
        QVERIFY(machine.wrongInLibrary().empty());
    }

    void F46_aFileThatChangesAfterItWasReadIsReadAgain()
    {
        Machine machine;
        bool done = false;
        machine.disk.onCall = [&](const char *op, const std::string &path) {
            if (!done && std::string_view(op) == "read" && path == "/source/d/e/c.txt") {
                done = true;
                machine.disk.writeFile("/source/a.txt", "late");
                machine.disk.writeFile("/source/d/late", "new");
            }
        };
        const auto taken = machine.take();
        machine.disk.onCall = nullptr;
        QVERIFY(taken);
        QVERIFY(taken->manifest->find("a.txt")->sha256 == sha256(asBytes("late")));
        QVERIFY(taken->manifest->find("d/late"));
        QVERIFY(machine.holdsAllOf(*taken->manifest));
    }

    void F46_aFolderThatNeverStandsStillIsGivenUp()
    {
        Machine machine;
        int walks = 0;
        machine.disk.onCall = [&](const char *op, const std::string &path) {
            if (std::string_view(op) == "openFolder" && path == "/source") {
                machine.disk.writeFile("/source/d/new" + std::to_string(++walks), "x");
            }
        };
        const auto taken = machine.take();
        machine.disk.onCall = nullptr;
        QVERIFY(!taken);
        QVERIFY(taken.error().code == Code::SourceChanging);
        QVERIFY(walks <= 5);
        QVERIFY(machine.wrongInLibrary().empty());
    }

    void F47_aFileThatVanishesBetweenWalkAndReadIsLeftOut()
    {
        Machine machine;
        machine.disk.onCall = [&](const char *op, const std::string &path) {
            if (std::string_view(op) == "openForReading" && path == "/source/a.txt") {
                machine.disk.remove("/source/d/b.txt");
            }
        };
        const auto taken = machine.take();
        machine.disk.onCall = nullptr;
        QVERIFY(taken);
        QVERIFY(!taken->manifest->find("d/b.txt"));
        QCOMPARE(taken->manifest->files(), 2);
    }

    void aSourceFileInUseIsTriedAgainAndThenNamed()
    {
        Machine machine;
        machine.disk.failNth(1, EBUSY, Persistence::Once, {"openForReading", {}, "/source/a.txt"});
        QVERIFY(machine.take());
        machine.disk.failNth(1, ETXTBSY, Persistence::FromThenOn, {"openForReading", {}, "/source/a.txt"});
        const auto taken = machine.take();
        QVERIFY(!taken);
        QVERIFY(taken.error().code == Code::SourceBusy);
        QCOMPARE(taken.error().names, std::vector<std::string>{"a.txt"});
    }

    void F50_twinsAreNamedAndAllowed()
    {
        Machine machine;
        machine.disk.writeFile("/source/d/B.TXT", "x");
        machine.disk.writeFile("/source/\xc3\xa9", "x");
        machine.disk.writeFile("/source/e\xcc\x81", "x");
        const auto taken = machine.take();
        QVERIFY(taken);
        QVERIFY(taken->twins == (std::vector<std::string>{"d/B.TXT", "d/b.txt", "e\xcc\x81", "\xc3\xa9"}));
    }

    void aStoppedSnapshotIsInterrupted()
    {
        Machine machine;
        std::atomic<bool> stop{false};
        machine.disk.onCall = [&](const char *op, const std::string &) { stop = stop || std::string_view(op) == "read"; };
        const auto taken = takeSnapshot(*machine.view, *machine.library, machine.order(), machine.clock, stop, {});
        machine.disk.onCall = nullptr;
        QVERIFY(!taken);
        QVERIFY(taken.error().code == Code::Interrupted);
        QVERIFY(machine.wrongInLibrary().empty());
    }

    void whatHasNoRoomIsRefusedBeforeItIsRead()
    {
        Machine machine;
        machine.disk.setFree("/", 2000);
        machine.disk.resetCounts();
        const auto taken = machine.take();
        QVERIFY(!taken);
        QVERIFY(taken.error().code == Code::LibraryNoSpace);
        QCOMPARE(taken.error().parameters.at("need"), std::string("3156"));
        QVERIFY(std::stoll(taken.error().parameters.at("free")) <= 2000);
        QCOMPARE(machine.disk.count("openForReading"), 0U);
        QVERIFY(machine.wrongInLibrary().empty());
    }

    void contentThatTheLibraryHasNeedsNoRoom()
    {
        Machine machine;
        QVERIFY(machine.take());
        machine.disk.setFree("/", 2000);
        const auto again = machine.take();
        QVERIFY(again);
        QCOMPARE(again->newBytes, 0U);
    }

    void whateverFailsNothingHalfIsVisible_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("once");
        for (const int error : {ENOSPC, EIO, EACCES}) {
            QTest::addRow("errno %d once", error) << error << true;
            QTest::addRow("errno %d from then on", error) << error << false;
        }
    }
    void whateverFailsNothingHalfIsVisible()
    {
        QFETCH(int, error);
        QFETCH(bool, once);
        int failed = 0;
        for (std::uint64_t call = 1;; ++call) {
            Machine machine;
            machine.disk.failNth(call, error, once ? Persistence::Once : Persistence::FromThenOn);
            const auto taken = machine.take();
            const bool given = machine.disk.faultsGiven() > 0;
            machine.disk.clearFaults();
            QVERIFY(machine.library->removeAbandonedIntakes({}));
            QVERIFY(machine.wrongInLibrary().empty());
            if (taken) {
                QVERIFY(machine.holdsAllOf(*taken->manifest));
                QCOMPARE(taken->manifest->entries(), 7);
            } else {
                ++failed;
                const auto again = machine.take();
                QVERIFY(again);
                QVERIFY(machine.holdsAllOf(*again->manifest));
            }
            if (!given) {
                break;
            }
        }
        QVERIFY(failed > 20);
    }

    void F12_aPowerLossAtAnyCallLeavesOnlyWholeContent()
    {
        for (std::uint64_t call = 1;; ++call) {
            Machine machine;
            machine.disk.crashAt(call, call);
            const auto taken = machine.take();
            const bool crashed = machine.disk.viewsEnded();
            if (!crashed) {
                machine.disk.crash(call);
            }
            machine.restart();
            QVERIFY(machine.library);
            QVERIFY(machine.library->removeAbandonedIntakes({}));
            QVERIFY(machine.wrongInLibrary().empty());
            QVERIFY(!taken || machine.holdsAllOf(*taken->manifest));
            QVERIFY(machine.take());
            if (!crashed) {
                QVERIFY(taken);
                break;
            }
        }
    }

    void F44_allThatAPackageCannotTakeIsNamedAtOnce()
    {
        RealFolders real;
        real.write("good", "x");
        ::mkdir((real.source + "/d").c_str(), 0755);
        QCOMPARE(::mkfifo((real.source + "/d/fifo").c_str(), 0600), 0);
        const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string socketPath = real.source + "/socket";
        QVERIFY(socketPath.size() < sizeof address.sun_path);
        std::copy(socketPath.begin(), socketPath.end(), address.sun_path);
        QCOMPARE(::bind(socket, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        QCOMPARE(::symlink("../../outside", (real.source + "/d/out").c_str()), 0);
        QCOMPARE(::symlink("/etc/passwd", (real.source + "/absolute").c_str()), 0);
        const auto taken = real.take();
        ::close(socket);
        QVERIFY(!taken);
        QVERIFY(taken.error().code == Code::NamesRefused);
        QVERIFY(taken.error().names == (std::vector<std::string>{"d/fifo", "socket", "absolute", "d/out"}));
        QCOMPARE(taken.error().parameters.at("count"), std::string("4"));
    }

    void F45_linksThatLeaveThePackageByTwoHopsAreRefused()
    {
        RealFolders real;
        ::mkdir((real.source + "/a").c_str(), 0755);
        ::mkdir((real.source + "/a/b").c_str(), 0755);
        QCOMPARE(::symlink("../..", (real.source + "/a/b/top").c_str()), 0);
        QCOMPARE(::symlink("a/b/top/../secret", (real.source + "/l").c_str()), 0);
        const auto taken = real.take();
        QVERIFY(!taken);
        QVERIFY(taken.error().code == Code::LinksRefused);
        QCOMPARE(taken.error().names, std::vector<std::string>{"l"});
    }

    void F49_namesAreBytes()
    {
        RealFolders real;
        const std::string strange = "new\nline \xff\xfe\x1b[31m";
        const int file = ::open((real.source + "/" + strange).c_str(), O_CREAT | O_WRONLY, 0644);
        QVERIFY(file >= 0);
        ::close(file);
        ::mkdir((real.source + "/" + std::string(255, 'n')).c_str(), 0755);
        const auto taken = real.take();
        QVERIFY(taken);
        QVERIFY(pathsOf(*taken->manifest) == (std::set<std::string>{strange, std::string(255, 'n')}));
    }

    void F51_emptySparseLargeAndDeep()
    {
        RealFolders real;
        real.write("empty", "");
        real.write("large", std::string(3 * 1024 * 1024 + 17, 'q'));
        const int sparse = ::open((real.source + "/sparse").c_str(), O_CREAT | O_WRONLY, 0644);
        QCOMPARE(::ftruncate(sparse, 64 * 1024 * 1024), 0);
        QCOMPARE(::pwrite(sparse, "middle", 6, 5'000'000), 6);
        ::close(sparse);
        int at = ::open(real.source.c_str(), O_DIRECTORY | O_RDONLY);
        const std::string level(20, 'd');
        for (int depth = 0; depth < 1000; ++depth) {
            QCOMPARE(::mkdirat(at, level.c_str(), 0755), 0);
            const int next = ::openat(at, level.c_str(), O_DIRECTORY | O_RDONLY);
            ::close(at);
            at = next;
        }
        const int bottom = ::openat(at, "bottom", O_CREAT | O_WRONLY, 0644);
        QVERIFY(bottom >= 0);
        ::close(bottom);
        ::close(at);

        const auto taken = real.take();
        QVERIFY2(taken, taken ? "" : std::string(name(taken.error().code)).c_str());
        QCOMPARE(taken->manifest->files(), 4);
        QCOMPARE(taken->manifest->entries(), 1004);
        for (const char *path : {"empty", "large", "sparse"}) {
            QVERIFY(*real.library->verify(taken->manifest->find(path)->sha256));
        }
        struct stat found {};
        const std::string hex = taken->manifest->find("sparse")->sha256.hex();
        QCOMPARE(::stat((real.library->path() + "/" + hex.substr(0, 2) + "/" + hex).c_str(), &found), 0);
        QCOMPARE(found.st_size, 64 * 1024 * 1024);
        QVERIFY(found.st_blocks * 512 < 8 * 1024 * 1024);
    }

    void manyFilesOnManyThreadsAreTheSamePackage()
    {
        RealFolders real;
        for (int i = 0; i < 700; ++i) {
            if (i % 100 == 0) {
                ::mkdir((real.source + "/d" + std::to_string(i / 100)).c_str(), 0755);
            }
            real.write("d" + std::to_string(i / 100) + "/f" + std::to_string(i), std::string(static_cast<std::size_t>(i) * 37, char('a' + i % 26)));
        }
        const auto one = real.take(1);
        const auto four = real.take(4);
        QVERIFY(one && four);
        QVERIFY(one->manifest->bytes() == four->manifest->bytes());
        QCOMPARE(four->newBytes, 0U);
    }
};

QTEST_APPLESS_MAIN(SnapshotTest)
#include "tst_snapshot.moc"
