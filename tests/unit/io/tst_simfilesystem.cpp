// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <thread>

#include <QTest>

#include "core/base/digest.h"
#include "core/io/fileops.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"
#include "tests/support/simfilesystem.h"

using namespace cartage;
using namespace cartage::io;
using test::Persistence;
using test::Profile;
using test::SimFileSystem;

namespace {

template <class T>
int errorOf(const IoResult<T> &result)
{
    return result ? 0 : result.error().error;
}

} // namespace

/// Mounts, costs, faults and profiles of the simulated files; what they share with real files is in tst_filesystem.
class TestSimFileSystem final : public QObject
{
    Q_OBJECT

private:
    test::FakeClock m_clock;

private Q_SLOTS:
    void theBareMountPointIsAnotherFolder();
    void anotherDiskInItsPlace();
    void handlesIntoWhatWasUnmountedAreDead_data();
    void handlesIntoWhatWasUnmountedAreDead();
    void mountsAreCrossedOnTheWay();
    void mountPointsCannotBeRenamedOrRemoved();
    void aReadOnlyDiskIsRead();
    void aHangingMountCostsItsDeadline();
    void aHangingMountBlocksUntilItResumes();
    void killedViewsDoNotHang();
    void latencyAndBandwidthCost();
    void theNthCallFails();
    void faultsAreFiltered();
    void callsAreCounted();
    void theHookMayChangeThings();
    void smbFoldsCaseAndKeepsIt();
    void smbCannot();
    void filesInUseOnSmb();
    void nfsKeepsOpenFilesUnderAnotherName();
    void vfatFilesEnd();
    void eachChangeIsSeenInTheTimes();
    void aFlippedByteKeepsSizeAndTime();
    void theSameSeedGivesTheSameRandomBytes();
};

void TestSimFileSystem::theBareMountPointIsAnotherFolder()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp/kiel");
    fs.writeFile("/dp/kiel/.cartage/dp.json", "{}");
    fs.unmount("/dp/kiel");
    QVERIFY(fs.exists("/dp/kiel"));
    QVERIFY(fs.tree("/dp/kiel").empty());
    fs.writeFile("/dp/kiel/stray", "");
    fs.remount("/dp/kiel");
    QVERIFY(!fs.exists("/dp/kiel/stray"));
    QCOMPARE(*fs.read("/dp/kiel/.cartage/dp.json"), std::string("{}"));
    fs.unmount("/dp/kiel");
    QVERIFY(fs.exists("/dp/kiel/stray"));
}

void TestSimFileSystem::anotherDiskInItsPlace()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp");
    fs.writeFile("/dp/mine", "");
    const auto device = fs.status(*fs.openFolder("/dp"))->device;
    fs.mount("/dp");
    QVERIFY(fs.tree("/dp").empty());
    QVERIFY(fs.status(*fs.openFolder("/dp"))->device != device);
    fs.remount("/dp");
    QVERIFY(fs.exists("/dp/mine"));
    QCOMPARE(fs.status(*fs.openFolder("/dp"))->device, device);
}

void TestSimFileSystem::handlesIntoWhatWasUnmountedAreDead_data()
{
    QTest::addColumn<QByteArray>("profile");
    QTest::addColumn<int>("error");
    QTest::addColumn<bool>("newDevice");
    QTest::newRow("local") << QByteArray("local") << EIO << false;
    QTest::newRow("smb") << QByteArray("smb") << EIO << true;
    QTest::newRow("nfs") << QByteArray("nfs") << ESTALE << false;
}

void TestSimFileSystem::handlesIntoWhatWasUnmountedAreDead()
{
    QFETCH(QByteArray, profile);
    QFETCH(int, error);
    QFETCH(bool, newDevice);
    SimFileSystem fs(m_clock);
    fs.mount("/dp", profile == "local" ? Profile::local() : profile == "smb" ? Profile::smb() : Profile::nfs());
    fs.writeFile("/dp/file", "x");
    const auto root = fs.openFolder("/dp");
    const auto device = fs.status(*root)->device;
    fs.unmount("/dp");
    QCOMPARE(errorOf(fs.statusAt(*root, "file")), error);
    fs.remount("/dp");
    QCOMPARE(errorOf(fs.createFile(*root, "new", 0644)), error);
    QVERIFY(!fs.exists("/dp/new"));
    QCOMPARE(fs.status(*fs.openFolder("/dp"))->device != device, newDevice);
}

void TestSimFileSystem::mountsAreCrossedOnTheWay()
{
    SimFileSystem fs(m_clock);
    fs.mount("/srv");
    fs.mount("/srv/dp/kiel", Profile::smb());
    fs.writeFile("/srv/dp/kiel/file", "x");
    const auto srv = fs.openFolder("/srv");
    QCOMPARE(fs.mount(*fs.openFolderAt(*srv, "dp/kiel"))->type, std::string("cifs"));
    QCOMPARE(fs.mount(*srv)->type, std::string("ext4"));
    QVERIFY(fs.statusAt(*srv, "dp/kiel/file").has_value());
    QCOMPARE(fs.statusAt(*srv, "dp/kiel")->device, fs.status(*fs.openFolder("/srv/dp/kiel"))->device);
    QCOMPARE(errorOf(fs.rename(*srv, "dp/kiel/file", *srv, "file")), EXDEV);
    QCOMPARE(fs.tree("/").count("srv/dp/kiel/file"), std::size_t(1));
}

void TestSimFileSystem::mountPointsCannotBeRenamedOrRemoved()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp/kiel");
    const auto dp = fs.openFolder("/dp");
    QCOMPARE(errorOf(fs.rename(*dp, "kiel", *dp, "x")), EBUSY);
    QCOMPARE(errorOf(fs.removeFolder(*dp, "kiel")), EBUSY);
}

void TestSimFileSystem::aReadOnlyDiskIsRead()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp");
    fs.writeFile("/dp/file", "x");
    fs.setReadOnly("/dp", true);
    const auto root = fs.openFolder("/dp");
    QCOMPARE(*readFile(fs, *root, "file", 10), std::string("x"));
    QVERIFY(fs.mount(*root)->readOnly);
    QCOMPARE(errorOf(fs.createFile(*root, "new", 0644)), EROFS);
    QCOMPARE(errorOf(fs.removeFile(*root, "file")), EROFS);
    QCOMPARE(errorOf(fs.rename(*root, "file", *root, "x")), EROFS);
    QCOMPARE(errorOf(fs.setModeAt(*root, "file", 0)), EROFS);
    fs.setReadOnly("/dp", false);
    QVERIFY(fs.removeFile(*root, "file").has_value());
}

void TestSimFileSystem::aHangingMountCostsItsDeadline()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp");
    fs.mount("/other");
    fs.hang("/dp");
    QCOMPARE(errorOf(fs.openFolder("/dp")), ETIMEDOUT);
    QVERIFY(fs.takeCost() > std::chrono::seconds(60));
    QVERIFY(fs.openFolder("/other").has_value());
    QCOMPARE(fs.takeCost().count(), Span::rep(0));
    fs.resume("/dp");
    QVERIFY(fs.openFolder("/dp").has_value());
}

void TestSimFileSystem::aHangingMountBlocksUntilItResumes()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp");
    FileSystem &view = fs.makeView();
    const auto root = view.openFolder("/dp");
    fs.hang("/dp", test::Hang::Block);
    bool made = false;
    std::thread worker([&] { made = view.makeFolder(*root, "folder", 0755).has_value(); });
    QTRY_VERIFY(fs.count("makeFolder", "/dp") == 1); // it has entered
    QVERIFY(!fs.exists("/dp/folder"));
    QVERIFY(view.openFolder("/").has_value()); // others go on
    fs.resume("/dp");
    worker.join();
    QVERIFY(made);
}

void TestSimFileSystem::killedViewsDoNotHang()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp");
    FileSystem &view = fs.makeView();
    const auto root = view.openFolder("/dp");
    fs.hang("/dp", test::Hang::Block);
    int error = 0;
    std::thread worker([&] { error = errorOf(view.makeFolder(*root, "folder", 0755)); });
    QTRY_VERIFY(fs.count("makeFolder", "/dp") == 1);
    fs.kill();
    worker.join();
    QCOMPARE(error, EIO);
    QVERIFY(!fs.exists("/dp/folder"));
}

void TestSimFileSystem::latencyAndBandwidthCost()
{
    SimFileSystem fs(m_clock);
    Profile slow;
    slow.latency = std::chrono::microseconds(500);
    slow.bandwidth = 1024;
    fs.mount("/dp", slow);
    const auto root = fs.openFolder("/dp");
    const auto file = fs.createFile(*root, "file", 0644);
    QCOMPARE(fs.takeCost().count(), Span::rep(1)); // two calls of half a millisecond
    const std::string bytes(10240, 'x');
    QVERIFY(writeAll(fs, *file, asBytes(bytes)).has_value());
    QCOMPARE(fs.takeCost().count(), Span::rep(10000));
    QVERIFY(fs.status(*file).has_value());
    QCOMPARE(fs.takeCost().count(), Span::rep(0));
    QVERIFY(fs.status(*file).has_value());
    QCOMPARE(fs.takeCost().count(), Span::rep(1)); // halves are not lost
    fs.writeFile("/dp/free", bytes);
    QCOMPARE(fs.takeCost().count(), Span::rep(0));
}

void TestSimFileSystem::theNthCallFails()
{
    SimFileSystem fs(m_clock);
    fs.makeFolder("/dp");
    const auto root = fs.openFolder("/dp");
    fs.failNth(2, ENOSPC, Persistence::Once, {"makeFolder", {}, {}});
    QCOMPARE(errorOf(fs.makeFolder(*root, "a", 0755)), 0);
    QCOMPARE(errorOf(fs.makeFolder(*root, "b", 0755)), ENOSPC);
    QVERIFY(!fs.exists("/dp/b"));
    QCOMPARE(errorOf(fs.makeFolder(*root, "b", 0755)), 0);
    QCOMPARE(fs.faultsGiven(), std::uint64_t(1));
    fs.failNth(1, EIO, Persistence::FromThenOn);
    QCOMPARE(errorOf(fs.status(*root)), EIO);
    QCOMPARE(errorOf(fs.space(*root)), EIO);
    fs.clearFaults();
    QCOMPARE(errorOf(fs.status(*root)), 0);
}

void TestSimFileSystem::faultsAreFiltered()
{
    SimFileSystem fs(m_clock);
    fs.mount("/a");
    fs.mount("/b");
    fs.writeFile("/a/setup.exe", "x");
    fs.writeFile("/b/setup.exe", "x");
    const auto a = fs.openFolder("/a");
    const auto b = fs.openFolder("/b");
    fs.failNth(1, EACCES, Persistence::FromThenOn, {"openForReading", "/b", "setup"});
    QCOMPARE(errorOf(fs.openForReading(*a, "setup.exe")), 0);
    QCOMPARE(errorOf(fs.openForReading(*b, "setup.exe")), EACCES);
    QCOMPARE(errorOf(fs.statusAt(*b, "setup.exe")), 0);
    QCOMPARE(errorOf(fs.openForReading(*b, "other")), ENOENT);
    QCOMPARE(*fs.read("/b/setup.exe"), std::string("x")); // the test itself is not disturbed
}

void TestSimFileSystem::callsAreCounted()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp");
    fs.makeFolder("/dp/folder");
    FileSystem &view = fs.makeView();
    const auto root = view.openFolder("/dp");
    (void)view.statusAt(*root, "folder");
    (void)view.statusAt(*root, "missing");
    QCOMPARE(fs.count("statusAt", "/dp"), std::uint64_t(2));
    QCOMPARE(fs.count("statusAt", "/"), std::uint64_t(0));
    QCOMPARE(fs.count({}, "/dp"), std::uint64_t(3));
    fs.resetCounts();
    QCOMPARE(fs.count(), std::uint64_t(0));
}

void TestSimFileSystem::theHookMayChangeThings()
{
    SimFileSystem fs(m_clock);
    fs.mount("/source");
    fs.writeFile("/source/file", "as it was");
    FileSystem &view = fs.makeView();
    const auto root = view.openFolder("/source");
    fs.onCall = [&fs](const char *op, const std::string &path) {
        if (std::string_view(op) == "openForReading" && path == "/source/file")
            fs.writeFile("/source/file", "as it is now");
    };
    QCOMPARE(*readFile(view, *root, "file", 100), std::string("as it is now"));
}

void TestSimFileSystem::smbFoldsCaseAndKeepsIt()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp", Profile::smb());
    const auto root = fs.openFolder("/dp");
    QVERIFY(fs.createFile(*root, "Setup.exe", 0644).has_value());
    QCOMPARE(errorOf(fs.createFile(*root, "SETUP.EXE", 0644)), EEXIST);
    QVERIFY(fs.statusAt(*root, "setup.exe").has_value());
    QVERIFY(fs.rename(*root, "Setup.exe", *root, "setup.EXE").has_value());
    QCOMPARE(fs.tree("/dp", false).begin()->first, std::string("setup.EXE"));
    QVERIFY(fs.makeFolder(*root, "\xc3\x84", 0755).has_value()); // capital a umlaut
    QCOMPARE(errorOf(fs.makeFolder(*root, "\xc3\xa4", 0755)), EEXIST);
}

void TestSimFileSystem::smbCannot()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp", Profile::smb());
    const auto root = fs.openFolder("/dp");
    QVERIFY(fs.createFile(*root, "file", 0600).has_value());
    QCOMPARE(fs.statusAt(*root, "file")->mode, 0755U);
    QVERIFY(fs.setModeAt(*root, "file", 0444).has_value());
    QCOMPARE(fs.statusAt(*root, "file")->mode, 0555U);
    QCOMPARE(errorOf(fs.openForWriting(*root, "file")), EACCES);
    QVERIFY(fs.setMtimeAt(*root, "file", 3'500'000'000).has_value());
    QCOMPARE(fs.statusAt(*root, "file")->mtimeNs, std::int64_t(2'000'000'000));
    QCOMPARE(errorOf(fs.makeLink(*root, "link", "file")), EOPNOTSUPP);
    QCOMPARE(errorOf(fs.hardLink(*root, "file", *root, "link")), EOPNOTSUPP);
    QCOMPARE(errorOf(fs.renameNoReplace(*root, "file", *root, "free")), EINVAL);
    for (const std::string_view name : {"a:b", "a?", "dot.", "space ", "con", "NUL.txt", "a\\b", "tab\t", "\xff"})
        QCOMPARE(errorOf(fs.createFile(*root, name, 0644)), EINVAL);
    for (const std::string_view name : {".hidden", "console", "a b", "\xc3\xa9"})
        QCOMPARE(errorOf(fs.createFile(*root, name, 0644)), 0);
}

void TestSimFileSystem::filesInUseOnSmb()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp", Profile::smb());
    fs.writeFile("/dp/package/setup.exe", "old");
    fs.writeFile("/dp/stage/setup.exe", "new");
    const auto root = fs.openFolder("/dp");
    fs.holdOpen("/dp/package/setup.exe");
    QCOMPARE(errorOf(fs.rename(*root, "stage/setup.exe", *root, "package/setup.exe")), EBUSY);
    QCOMPARE(errorOf(fs.rename(*root, "package/setup.exe", *root, "stage/old")), EBUSY);
    QCOMPARE(errorOf(fs.removeFile(*root, "package/setup.exe")), EBUSY);
    QCOMPARE(errorOf(fs.rename(*root, "package", *root, "moved")), EACCES);
    fs.holdOpen("/dp/package/setup.exe", false);
    {
        const auto own = fs.openForReading(*root, "package/setup.exe");
        QCOMPARE(errorOf(fs.rename(*root, "package", *root, "moved")), EACCES);
    }
    QCOMPARE(errorOf(fs.rename(*root, "package", *root, "moved")), 0);
}

void TestSimFileSystem::nfsKeepsOpenFilesUnderAnotherName()
{
    SimFileSystem fs(m_clock);
    fs.mount("/dp", Profile::nfs());
    fs.writeFile("/dp/folder/file", "x");
    const auto root = fs.openFolder("/dp");
    {
        const auto file = fs.openForReading(*root, "folder/file");
        QVERIFY(fs.removeFile(*root, "folder/file").has_value());
        QVERIFY(!fs.exists("/dp/folder/file"));
        QVERIFY(fs.tree("/dp/folder").begin()->first.starts_with(".nfs"));
        QCOMPARE(errorOf(fs.removeFolder(*root, "folder")), ENOTEMPTY);
    }
    QVERIFY(fs.removeFolder(*root, "folder").has_value());
}

void TestSimFileSystem::vfatFilesEnd()
{
    SimFileSystem fs(m_clock);
    Profile profile;
    profile.largestFile = 10;
    fs.mount("/dp", profile);
    const auto root = fs.openFolder("/dp");
    const auto file = fs.createFile(*root, "file", 0644);
    QCOMPARE(errorOf(writeAll(fs, *file, asBytes("12345678901"))), EFBIG);
    QCOMPARE(fs.status(*file)->size, std::uint64_t(10));
}

void TestSimFileSystem::eachChangeIsSeenInTheTimes()
{
    SimFileSystem fs(m_clock);
    fs.writeFile("/source/file", "a", 0644, 5);
    const auto root = fs.openFolder("/source");
    const auto before = *fs.statusAt(*root, "file");
    fs.writeFile("/source/file", "b", 0644, 5);
    const auto after = *fs.statusAt(*root, "file");
    QCOMPARE(after.mtimeNs, before.mtimeNs);
    QCOMPARE(after.inode, before.inode);
    QVERIFY(after.ctimeNs > before.ctimeNs);
    m_clock.advance(std::chrono::hours(1));
    fs.writeFile("/source/file", "c");
    QVERIFY(fs.statusAt(*root, "file")->mtimeNs >= toMs(m_clock.wall()) * 1'000'000);
}

void TestSimFileSystem::aFlippedByteKeepsSizeAndTime()
{
    SimFileSystem fs(m_clock);
    fs.writeFile("/dp/file", "content");
    const auto root = fs.openFolder("/dp");
    const auto before = *fs.statusAt(*root, "file");
    fs.flipByte("/dp/file", 3);
    const auto after = *fs.statusAt(*root, "file");
    QCOMPARE(after.size, before.size);
    QCOMPARE(after.mtimeNs, before.mtimeNs);
    QCOMPARE(after.ctimeNs, before.ctimeNs);
    QVERIFY(*fs.read("/dp/file") != "content");
}

void TestSimFileSystem::theSameSeedGivesTheSameRandomBytes()
{
    test::SeededRandom one(7);
    test::SeededRandom two(7);
    test::SeededRandom other(8);
    const std::string text = one.hex(16);
    QCOMPARE(text, two.hex(16));
    QVERIFY(text != other.hex(16));
}

QTEST_GUILESS_MAIN(TestSimFileSystem)
#include "tst_simfilesystem.moc"
