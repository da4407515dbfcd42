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
#include "tests/unit/content/machine.h"

using namespace cartage;
using namespace cartage::content;
using namespace cartage::content::test;
using namespace cartage::test;

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

    void aFileThatChangedShortlyBeforeTheFormerSnapshotIsReadAgain_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("before");
        QTest::addColumn<bool>("read");
        QTest::addRow("fine times, just now") << "ext4" << 100 << true;
        QTest::addRow("fine times") << "ext4" << 101 << false;
        QTest::addRow("coarse times") << "vfat" << 1990 << true;
        QTest::addRow("coarse times, settled") << "vfat" << 2000 << false;
        QTest::addRow("another machine's clock") << "nfs4" << 2000 << true;
        QTest::addRow("another machine's clock, settled") << "nfs4" << 2001 << false;
        QTest::addRow("a clock behind FUSE") << "fuse.bindfs" << 2000 << true;
    }

    void aFileThatChangedShortlyBeforeTheFormerSnapshotIsReadAgain()
    {
        QFETCH(QString, type);
        QFETCH(int, before);
        QFETCH(bool, read);
        Machine machine;
        machine.disk.change("/", [&](Profile &profile) {
            profile.type = type.toStdString();
            profile.network = type == QStringLiteral("nfs4");
            profile.timeStepNs = type == QStringLiteral("vfat") ? 10'000'000 : 1;
        });
        constexpr std::int64_t tick = 10;
        machine.clock.advance(Span(tick - toMs(machine.clock.wall()) % tick));
        machine.disk.writeFile("/source/fresh", "new");
        machine.clock.advance(Span(before));
        const auto first = machine.take();
        QVERIFY(first);
        machine.disk.resetCounts();
        QVERIFY(machine.takeAfter(*first));
        QCOMPARE(machine.disk.count("openForReading"), read ? 1U : 0U);
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
            QVERIFY(machine.library->removeIncoming(*machine.library->incoming()));
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
            QVERIFY(machine.library->removeIncoming(*machine.library->incoming()));
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
