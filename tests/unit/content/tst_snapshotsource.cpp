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

/// Sources that are gone, changing, unreadable, too large; names and links that a package cannot take are in tst_snapshot.cpp.
class SnapshotSourceTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
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
};

QTEST_APPLESS_MAIN(SnapshotSourceTest)
#include "tst_snapshotsource.moc"
