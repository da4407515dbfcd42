// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <QTest>

#include "core/base/digest.h"
#include "core/io/fileops.h"
#include "tests/support/fakeclock.h"
#include "tests/support/simfilesystem.h"

using namespace cartage;
using namespace cartage::io;
using test::SimFileSystem;

namespace {

constexpr std::uint64_t seeds = 60;

void put(FileSystem &fs, const Handle &folder, std::string_view name, std::string_view bytes, bool sync)
{
    auto file = fs.createFile(folder, name, 0644);
    QVERIFY(file.has_value());
    QVERIFY(writeAll(fs, *file, std::as_bytes(std::span(bytes))).has_value());
    if (sync)
        QVERIFY(fs.syncFile(*file).has_value());
    QVERIFY(fs.close(std::move(*file)).has_value());
}

} // namespace

/// The model of what a power cut leaves: the crash tests of the engine stand on it, so it is tested itself.
class TestSimCrash final : public QObject
{
    Q_OBJECT

private:
    test::FakeClock m_clock;

private Q_SLOTS:
    void F11_aRenameWithoutSyncOfTheFolderMayBeLost();
    void F11_aSyncedFolderKeepsItsEntries();
    void aFilesSyncDoesNotKeepItsName();
    void F12_unsyncedDataIsAllNoneZerosOrTorn();
    void syncedDataIsNeverLost();
    void metadataSurvivesInOrder();
    void renamesAreNeverHalf();
    void hardLinksSurviveWithTheirFile();
    void F18_dataOfAFailedSyncIsGoneThoughTheNextSucceeds();
    void F18_dataOfAFailedSyncfsIsGoneThoughTheNextSucceeds();
    void F18_writeBackThatFailedIsSaidOnceToOpenHandles();
    void F18_whatWasSyncedBeforeStays();
    void F20_dataOfAFailedCloseIsGone();
    void helpersAreDurable();
    void theSameSeedLeavesTheSame();
    void killLosesNoByte();
    void aCrashAtTheNthCallEndsTheView();
    void usedSpaceIsRightAfterACrash();
};

void TestSimCrash::F11_aRenameWithoutSyncOfTheFolderMayBeLost()
{
    std::set<std::string> left;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SimFileSystem disk(m_clock);
        disk.writeFile("/dp/aside", "new");
        FileSystem &fs = disk.makeView();
        const auto root = fs.openFolder("/dp");
        QVERIFY(fs.rename(*root, "aside", *root, "published").has_value());
        disk.crash(seed);
        const auto tree = disk.tree("/dp", false);
        QCOMPARE(tree.size(), std::size_t(1));
        left.insert(tree.begin()->first);
    }
    QCOMPARE(left, (std::set<std::string>{"aside", "published"}));
}

void TestSimCrash::F11_aSyncedFolderKeepsItsEntries()
{
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SimFileSystem disk(m_clock);
        disk.writeFile("/dp/aside", "new");
        FileSystem &fs = disk.makeView();
        const auto root = fs.openFolder("/dp");
        QVERIFY(fs.rename(*root, "aside", *root, "published").has_value());
        QVERIFY(fs.makeFolder(*root, "folder", 0700).has_value());
        QVERIFY(fs.syncFile(*root).has_value());
        QVERIFY(fs.removeFile(*root, "published").has_value()); // after the sync: may be lost or not
        disk.crash(seed);
        QVERIFY(!disk.exists("/dp/aside"));
        QVERIFY(disk.exists("/dp/folder"));
    }
}

void TestSimCrash::aFilesSyncDoesNotKeepItsName()
{
    bool lost = false;
    bool kept = false;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SimFileSystem disk(m_clock);
        disk.makeFolder("/dp");
        FileSystem &fs = disk.makeView();
        put(fs, *fs.openFolder("/dp"), "file", "content", true);
        disk.crash(seed);
        const auto content = disk.read("/dp/file");
        lost = lost || !content;
        kept = kept || content;
        QVERIFY(!content || *content == "content");
    }
    QVERIFY(lost && kept);
}

void TestSimCrash::F12_unsyncedDataIsAllNoneZerosOrTorn()
{
    const std::string before(6000, 'o');
    const std::string after(20000, 'n');
    bool whole = false, none = false, zeros = false, torn = false;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SimFileSystem disk(m_clock);
        disk.writeFile("/dp/file", before);
        FileSystem &fs = disk.makeView();
        const auto root = fs.openFolder("/dp");
        const auto file = fs.openForWriting(*root, "file");
        QVERIFY(writeAll(fs, *file, std::as_bytes(std::span(after))).has_value());
        disk.crash(seed);
        const std::string found = *disk.read("/dp/file");
        whole = whole || found == after;
        none = none || found == before;
        zeros = zeros || found == std::string(20000, '\0');
        const bool hasNew = found.find('n') != std::string::npos;
        const bool hasZero = found.find('\0') != std::string::npos;
        torn = torn || (hasNew && hasZero);
        QVERIFY(found.size() == before.size() || found.size() == after.size());
    }
    QVERIFY(whole && none && zeros && torn);
}

void TestSimCrash::syncedDataIsNeverLost()
{
    const std::string first(70000, '1');
    const std::string second(70000, '2');
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SimFileSystem disk(m_clock);
        disk.makeFolder("/dp");
        FileSystem &fs = disk.makeView();
        const auto root = fs.openFolder("/dp");
        const auto file = fs.createFile(*root, "file", 0640);
        QVERIFY(writeAll(fs, *file, std::as_bytes(std::span(first))).has_value());
        QVERIFY(fs.setMtime(*file, 12345).has_value());
        QVERIFY(fs.syncFileSystem(*root).has_value());
        QVERIFY(writeAll(fs, *file, std::as_bytes(std::span(second))).has_value());
        disk.crash(seed);
        const auto found = disk.read("/dp/file");
        QVERIFY(found.has_value());
        QVERIFY(found->starts_with(first)); // a synced part of a file that grows: the engine goes on there
        const auto status = disk.statusAt(*disk.openFolder("/dp"), "file");
        QCOMPARE(status->mode, 0640U);
    }
}

void TestSimCrash::metadataSurvivesInOrder()
{
    std::set<std::size_t> lengths;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SimFileSystem disk(m_clock);
        disk.makeFolder("/dp");
        FileSystem &fs = disk.makeView();
        const auto root = fs.openFolder("/dp");
        for (char name = 'a'; name < 'k'; ++name)
            QVERIFY(fs.makeFolder(*root, std::string(1, name), 0755).has_value());
        disk.crash(seed);
        std::string names;
        for (const auto &[name, what] : disk.tree("/dp"))
            names += name;
        QVERIFY(std::string("abcdefghij").starts_with(names));
        lengths.insert(names.size());
    }
    QVERIFY(lengths.size() > 4);
}

void TestSimCrash::renamesAreNeverHalf()
{
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SimFileSystem disk(m_clock);
        disk.writeFile("/dp/stage/new/file", "new");
        disk.writeFile("/dp/package/file", "old");
        FileSystem &fs = disk.makeView();
        const auto root = fs.openFolder("/dp");
        QVERIFY(fs.makeFolder(*root, "stage/old", 0700).has_value());
        QVERIFY(fs.hardLink(*root, "package/file", *root, "stage/old/file").has_value());
        QVERIFY(fs.rename(*root, "stage/new/file", *root, "package/file").has_value());
        disk.crash(seed);
        const auto published = disk.read("/dp/package/file");
        QVERIFY(published.has_value()); // no name is ever missing
        if (*published == "new") {
            QCOMPARE(*disk.read("/dp/stage/old/file"), std::string("old"));
            QVERIFY(!disk.exists("/dp/stage/new/file"));
        } else {
            QCOMPARE(*published, std::string("old"));
            QCOMPARE(*disk.read("/dp/stage/new/file"), std::string("new"));
        }
    }
}

void TestSimCrash::hardLinksSurviveWithTheirFile()
{
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SimFileSystem disk(m_clock);
        disk.writeFile("/dp/a", "content");
        FileSystem &fs = disk.makeView();
        const auto root = fs.openFolder("/dp");
        QVERIFY(fs.hardLink(*root, "a", *root, "b").has_value());
        QVERIFY(fs.removeFile(*root, "a").has_value());
        disk.crash(seed);
        const bool a = disk.exists("/dp/a");
        const bool b = disk.exists("/dp/b");
        QVERIFY(a || b);
        const auto status = disk.statusAt(*disk.openFolder("/dp"), b ? "b" : "a");
        QCOMPARE(status->links, std::uint64_t(a && b ? 2 : 1));
        QCOMPARE(*disk.read(b ? "/dp/b" : "/dp/a"), std::string("content"));
    }
}

void TestSimCrash::F18_dataOfAFailedSyncIsGoneThoughTheNextSucceeds()
{
    SimFileSystem disk(m_clock);
    disk.makeFolder("/dp");
    FileSystem &fs = disk.makeView();
    const auto root = fs.openFolder("/dp");
    const auto file = fs.createFile(*root, "file", 0644);
    QVERIFY(writeAll(fs, *file, asBytes("content")).has_value());
    disk.failNth(1, EIO, test::Persistence::Once, {"syncFile", {}, {}});
    QVERIFY(!fs.syncFile(*file).has_value());
    QVERIFY(fs.syncFile(*file).has_value());
    QVERIFY(fs.syncFile(*root).has_value());
    QCOMPARE(*readFile(fs, *root, "file", 100), std::string("content")); // the cache still shows it
    QVERIFY(fs.dropCache(*file).has_value());
    QCOMPARE(*readFile(fs, *root, "file", 100), std::string(7, '\0'));
    disk.crash(1);
    QCOMPARE(*disk.read("/dp/file"), std::string(7, '\0'));
}

void TestSimCrash::F18_dataOfAFailedSyncfsIsGoneThoughTheNextSucceeds()
{
    SimFileSystem disk(m_clock);
    disk.makeFolder("/dp");
    FileSystem &fs = disk.makeView();
    const auto root = fs.openFolder("/dp");
    put(fs, *root, "file", "content", false);
    disk.failNth(1, EIO, test::Persistence::Once, {"syncFileSystem", {}, {}});
    QVERIFY(!fs.syncFileSystem(*root).has_value());
    put(fs, *root, "later", "content", false);
    QVERIFY(fs.syncFileSystem(*root).has_value());
    disk.crash(1);
    QVERIFY(*disk.read("/dp/file") != "content");
    QCOMPARE(*disk.read("/dp/later"), std::string("content"));
}

void TestSimCrash::F18_writeBackThatFailedIsSaidOnceToOpenHandles()
{
    SimFileSystem disk(m_clock);
    disk.mount("/dp");
    FileSystem &fs = disk.makeView();
    const auto before = fs.openFolder("/dp");
    put(fs, *before, "file", "content", false);
    disk.failWriteBack("/dp");
    const auto after = fs.openFolder("/dp");
    QVERIFY2(fs.syncFileSystem(*after).has_value(), "a handle opened after the failure is not told: open before the first write");
    QVERIFY(!fs.syncFileSystem(*before).has_value());
    QVERIFY(fs.syncFileSystem(*before).has_value());
}

void TestSimCrash::F18_whatWasSyncedBeforeStays()
{
    SimFileSystem disk(m_clock);
    disk.makeFolder("/dp");
    FileSystem &fs = disk.makeView();
    const auto root = fs.openFolder("/dp");
    const auto file = fs.createFile(*root, "file", 0644);
    QVERIFY(writeAll(fs, *file, asBytes("first")).has_value());
    QVERIFY(fs.syncFileSystem(*root).has_value());
    QVERIFY(writeAll(fs, *file, asBytes("second")).has_value());
    disk.failNth(1, EIO, test::Persistence::Once, {"syncFile", {}, {}});
    QVERIFY(!fs.syncFile(*file).has_value());
    QVERIFY(fs.writeAt(*file, asBytes("SEC"), 5).has_value());
    QVERIFY(fs.syncFile(*file).has_value());
    disk.crash(2);
    QCOMPARE(*disk.read("/dp/file"), std::string("firstSEC\0\0\0", 11));
}

void TestSimCrash::F20_dataOfAFailedCloseIsGone()
{
    SimFileSystem disk(m_clock);
    disk.mount("/dp", test::Profile::nfs());
    FileSystem &fs = disk.makeView();
    const auto root = fs.openFolder("/dp");
    auto file = fs.createFile(*root, "file", 0644);
    QVERIFY(writeAll(fs, *file, asBytes("content")).has_value());
    disk.failNth(1, ENOSPC, test::Persistence::Once, {"close", {}, {}});
    QVERIFY(!fs.close(std::move(*file)).has_value());
    const auto again = fs.openForReading(*root, "file");
    QVERIFY(fs.dropCache(*again).has_value());
    QVERIFY(*readFile(fs, *root, "file", 100) != "content");
}

void TestSimCrash::helpersAreDurable()
{
    SimFileSystem disk(m_clock);
    disk.mount("/dp");
    disk.writeFile("/dp/a/b", "content", 0600, 42);
    disk.makeLink("/dp/a/link", "b");
    disk.makeFolder("/dp/c", 0700);
    disk.writeFile("/dp/gone", "");
    disk.remove("/dp/gone");
    disk.move("/dp/c", "/dp/d");
    disk.flipByte("/dp/a/b", 1);
    const auto before = disk.tree("/dp");
    disk.crash(9);
    QVERIFY(disk.tree("/dp") == before);
    QCOMPARE(before.at("a/b"), std::string("file 0600 c\x7fntent"));
    QCOMPARE(before.at("a/link"), std::string("link -> b"));
    QCOMPARE(before.at("d"), std::string("folder 0700"));
    QCOMPARE(before.size(), std::size_t(4));
}

void TestSimCrash::theSameSeedLeavesTheSame()
{
    const auto left = [this](std::uint64_t seed) {
        SimFileSystem disk(m_clock);
        disk.mount("/dp");
        FileSystem &fs = disk.makeView();
        const auto root = fs.openFolder("/dp");
        for (int i = 0; i < 20; ++i)
            put(fs, *root, "file" + std::to_string(i), std::string(static_cast<std::size_t>(i) * 1000, 'x'), i % 3 == 0);
        disk.crash(seed);
        return disk.tree("/dp");
    };
    std::set<std::map<std::string, std::string>> different;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        QVERIFY(left(seed) == left(seed));
        different.insert(left(seed));
    }
    QVERIFY(different.size() > 5);
}

void TestSimCrash::killLosesNoByte()
{
    SimFileSystem disk(m_clock);
    disk.mount("/site");
    FileSystem &killed = disk.makeView();
    const auto root = killed.openFolder("/site");
    put(killed, *root, "file", "content", false);
    const auto lock = killed.createFile(*root, "lock", 0600);
    QVERIFY(killed.lock(*lock).has_value());
    disk.kill();
    QVERIFY(!killed.statusAt(*root, "file").has_value());
    QVERIFY(!killed.removeFile(*root, "file").has_value());
    QVERIFY(!killed.openFolder("/site").has_value());
    FileSystem &next = disk.makeView();
    const auto again = next.openFolder("/site");
    QCOMPARE(*readFile(next, *again, "file", 100), std::string("content"));
    QVERIFY(next.lock(*next.openForWriting(*again, "lock")).has_value());
}

void TestSimCrash::aCrashAtTheNthCallEndsTheView()
{
    SimFileSystem disk(m_clock);
    disk.mount("/site");
    FileSystem &fs = disk.makeView();
    disk.crashAt(3, 1);
    const auto root = fs.openFolder("/site");
    QVERIFY(fs.makeFolder(*root, "a", 0755).has_value());
    QVERIFY(!disk.viewsEnded());
    QCOMPARE(fs.makeFolder(*root, "b", 0755).error().error, EIO);
    QVERIFY(disk.viewsEnded());
    QVERIFY(!disk.exists("/site/b"));
    FileSystem &next = disk.makeView();
    QVERIFY(!disk.viewsEnded());
    QVERIFY(next.makeFolder(*next.openFolder("/site"), "b", 0755).has_value());
    QVERIFY(!fs.makeFolder(*root, "c", 0755).has_value());
}

void TestSimCrash::usedSpaceIsRightAfterACrash()
{
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        SimFileSystem disk(m_clock);
        disk.mount("/dp");
        disk.writeFile("/dp/keep", std::string(1000, 'k'));
        FileSystem &fs = disk.makeView();
        const auto root = fs.openFolder("/dp");
        put(fs, *root, "new", std::string(5000, 'n'), false);
        QVERIFY(fs.removeFile(*root, "keep").has_value());
        disk.crash(seed);
        std::uint64_t used = 0;
        for (const char *name : {"/dp/keep", "/dp/new"})
            used += disk.read(name).value_or("").size();
        const auto space = disk.space(*disk.openFolder("/dp"));
        QCOMPARE(space->total - space->free, used);
    }
}

QTEST_GUILESS_MAIN(TestSimCrash)
#include "tst_simcrash.moc"
