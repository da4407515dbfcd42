// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/io/bothfilesystems.h"

using namespace cartage;
using namespace cartage::io;
using test::BothFileSystems;
using test::errorOf;

class TestFileOps final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F19_shortReadsAndWritesLoop_data();
    void F19_shortReadsAndWritesLoop();
    void aFullDiskEndsTheLoop_data();
    void aFullDiskEndsTheLoop();
    void filesOverTheCapAreNotRead_data() { BothFileSystems::rows(); }
    void filesOverTheCapAreNotRead();
    void replacingKeepsOldOrNew_data() { BothFileSystems::rows(); }
    void replacingKeepsOldOrNew();
    void F11_replacedFilesAreOldOrNewAfterAnyCrash();
    void F20_aFailedCloseReplacesNothing_data();
    void F20_aFailedCloseReplacesNothing();
    void foldersAreMadeOnce_data() { BothFileSystems::rows(); }
    void foldersAreMadeOnce();
    void treesAreRemovedWhatever_data() { BothFileSystems::rows(); }
    void treesAreRemovedWhatever();
    void deepTreesAreRemovedWithoutRecursion_data() { BothFileSystems::rows(); }
    void deepTreesAreRemovedWithoutRecursion();
    void removingFailsAsTheSystemSays();
    void pathsAreSplit();
};

void TestFileOps::F19_shortReadsAndWritesLoop_data()
{
    QTest::addColumn<int>("most");
    for (const int most : {1, 3, 7, 4096})
        QTest::addRow("%d bytes a call", most) << most;
}

void TestFileOps::F19_shortReadsAndWritesLoop()
{
    QFETCH(int, most);
    const test::FakeClock clock;
    test::SimFileSystem fs(clock);
    fs.mount("/dp");
    const auto root = fs.openFolder("/dp");
    std::string bytes;
    for (int i = 0; i < 1000; ++i)
        bytes += static_cast<char>(i * 7);
    fs.setShortTransfers(static_cast<std::size_t>(most));
    auto file = fs.createFile(*root, "file", 0644);
    QVERIFY(writeAll(fs, *file, std::as_bytes(std::span(bytes))).has_value());
    QVERIFY(fs.close(std::move(*file)).has_value());
    QVERIFY(fs.count("write") >= static_cast<std::uint64_t>(1000 / most));
    QCOMPARE(*readFile(fs, *root, "file", 1000), bytes);
}

void TestFileOps::aFullDiskEndsTheLoop_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("full") << ENOSPC;
    QTest::newRow("quota") << EDQUOT;
}

void TestFileOps::aFullDiskEndsTheLoop()
{
    QFETCH(int, error);
    const test::FakeClock clock;
    test::SimFileSystem fs(clock);
    fs.mount("/dp");
    fs.change("/dp", [error](test::Profile &profile) { profile.fullError = error; });
    fs.setFree("/dp", 100);
    const auto root = fs.openFolder("/dp");
    const auto file = fs.createFile(*root, "file", 0644);
    const std::string bytes(150, 'x');
    QCOMPARE(errorOf(writeAll(fs, *file, std::as_bytes(std::span(bytes)))), error);
    QCOMPARE(fs.status(*file)->size, std::uint64_t(100)); // what had room is there: the caller cuts back
    QCOMPARE(fs.space(*root)->free, std::uint64_t(0));
    QVERIFY(fs.truncate(*file, 0).has_value());
    QCOMPARE(fs.space(*root)->free, std::uint64_t(100));
}

void TestFileOps::filesOverTheCapAreNotRead()
{
    BothFileSystems both;
    both.write("file", "12345678");
    QCOMPARE(*readFile(both.fs(), both.root(), "file", 8), std::string("12345678"));
    QCOMPARE(errorOf(readFile(both.fs(), both.root(), "file", 7)), EFBIG);
    QVERIFY(both.fs().makeFolder(both.root(), "folder", 0755).has_value());
    QCOMPARE(errorOf(readFile(both.fs(), both.root(), "folder", 100)), EINVAL);
    QCOMPARE(errorOf(readFile(both.fs(), both.root(), "missing", 100)), ENOENT);
}

void TestFileOps::replacingKeepsOldOrNew()
{
    BothFileSystems both;
    both.write(".record.new", "left by a process that was killed");
    QVERIFY(replaceFileDurably(both.fs(), both.root(), "record", "first", 0600).has_value());
    QCOMPARE(both.read("record"), std::string("first"));
    QVERIFY(replaceFileDurably(both.fs(), both.root(), "record", "second", 0640).has_value());
    QCOMPARE(both.read("record"), std::string("second"));
    QCOMPARE(both.fs().statusAt(both.root(), "record")->mode, 0640U);
    QVERIFY(!both.exists(".record.new"));
}

void TestFileOps::F11_replacedFilesAreOldOrNewAfterAnyCrash()
{
    const std::string before(9000, 'o');
    const std::string after(20000, 'n');
    bool sawOld = false;
    bool sawNew = false;
    for (std::uint64_t at = 1; at < 12; ++at) {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            const test::FakeClock clock;
            test::SimFileSystem disk(clock);
            disk.mount("/site");
            disk.writeFile("/site/record", before);
            FileSystem &fs = disk.makeView();
            const auto root = fs.openFolder("/site");
            disk.crashAt(at, seed);
            const bool said = replaceFileDurably(fs, *root, "record", after, 0600).has_value();
            if (!disk.viewsEnded())
                disk.crash(seed);
            const auto found = disk.read("/site/record");
            QVERIFY(found.has_value());
            QVERIFY2(*found == before || *found == after, "a torn record");
            QVERIFY2(!said || *found == after, "said to be durable, and lost");
            sawOld = sawOld || *found == before;
            sawNew = sawNew || *found == after;
        }
    }
    QVERIFY(sawOld && sawNew);
}

void TestFileOps::F20_aFailedCloseReplacesNothing_data()
{
    QTest::addColumn<QByteArray>("op");
    QTest::newRow("F20_close") << QByteArray("close");
    QTest::newRow("F18_fsync") << QByteArray("syncFile");
    QTest::newRow("write") << QByteArray("write");
    QTest::newRow("rename") << QByteArray("rename");
}

void TestFileOps::F20_aFailedCloseReplacesNothing()
{
    QFETCH(QByteArray, op);
    const test::FakeClock clock;
    test::SimFileSystem fs(clock);
    fs.writeFile("/site/record", "old");
    const auto root = fs.openFolder("/site");
    fs.failNth(1, EIO, test::Persistence::Once, {op.toStdString(), {}, {}});
    QCOMPARE(errorOf(replaceFileDurably(fs, *root, "record", "new", 0600)), EIO);
    QCOMPARE(*fs.read("/site/record"), std::string("old"));
    QCOMPARE(fs.tree("/site").size(), std::size_t(1));
    QVERIFY(replaceFileDurably(fs, *root, "record", "new", 0600).has_value());
    QCOMPARE(*fs.read("/site/record"), std::string("new"));
}

void TestFileOps::foldersAreMadeOnce()
{
    BothFileSystems both;
    QVERIFY(ensureFolder(both.fs(), both.root(), "folder", 0750).has_value());
    both.write("folder/file", "");
    const auto again = ensureFolder(both.fs(), both.root(), "folder", 0700);
    QVERIFY(again.has_value());
    QVERIFY(*exists(both.fs(), *again, "file"));
    QCOMPARE(both.fs().status(*again)->mode, 0750U);
    QCOMPARE(errorOf(ensureFolder(both.fs(), both.root(), "folder/file", 0700)), EEXIST);
    QVERIFY(both.fs().makeLink(both.root(), "link", "folder").has_value());
    QCOMPARE(errorOf(ensureFolder(both.fs(), both.root(), "link", 0700)), EEXIST);
    QCOMPARE(errorOf(ensureFolder(both.fs(), both.root(), "missing/folder", 0700)), ENOENT);
}

void TestFileOps::treesAreRemovedWhatever()
{
    BothFileSystems both;
    FileSystem &fs = both.fs();
    both.write("outside", "untouched");
    QVERIFY(fs.makeFolder(both.root(), "tree", 0755).has_value());
    for (const char *folder : {"tree/a", "tree/a/b", "tree/c", "tree/a/empty"})
        QVERIFY(fs.makeFolder(both.root(), folder, 0755).has_value());
    for (int i = 0; i < 20; ++i)
        both.write("tree/a/b/file" + std::to_string(i), "x");
    both.write("tree/a/\xff", "");
    QVERIFY(fs.makeLink(both.root(), "tree/c/link", "../../outside").has_value());
    QVERIFY(fs.makeLink(both.root(), "tree/c/up", "../..").has_value());
    QVERIFY(fs.setModeAt(both.root(), "tree/a/b", 0555).has_value());
    QVERIFY(removeTree(fs, both.root(), "tree").has_value());
    QVERIFY(!both.exists("tree"));
    QCOMPARE(both.read("outside"), std::string("untouched"));
    QVERIFY(removeTree(fs, both.root(), "tree").has_value());
    QVERIFY(removeTree(fs, both.root(), "outside").has_value());
    QVERIFY(!both.exists("outside"));
}

void TestFileOps::deepTreesAreRemovedWithoutRecursion()
{
    BothFileSystems both;
    std::string path = "tree";
    QVERIFY(both.fs().makeFolder(both.root(), path, 0755).has_value());
    for (int depth = 0; depth < 300; ++depth) {
        path += "/deeper";
        QVERIFY(both.fs().makeFolder(both.root(), path, 0755).has_value());
    }
    both.write(path + "/file", "");
    QVERIFY(removeTree(both.fs(), both.root(), "tree").has_value());
    QVERIFY(!both.exists("tree"));
}

void TestFileOps::removingFailsAsTheSystemSays()
{
    const test::FakeClock clock;
    test::SimFileSystem fs(clock);
    fs.writeFile("/dp/tree/a/file", "");
    const auto root = fs.openFolder("/dp");
    fs.failNth(1, EBUSY, test::Persistence::FromThenOn, {"removeFile", {}, "tree/a/file"});
    QCOMPARE(errorOf(removeTree(fs, *root, "tree")), EBUSY);
    QVERIFY(fs.exists("/dp/tree/a/file"));
}

void TestFileOps::pathsAreSplit()
{
    QCOMPARE(splitPath("a/b/c").folder, std::string_view("a/b"));
    QCOMPARE(splitPath("a/b/c").name, std::string_view("c"));
    QCOMPARE(splitPath("a").folder, std::string_view(""));
    QCOMPARE(splitPath("a").name, std::string_view("a"));
}

QTEST_GUILESS_MAIN(TestFileOps)
#include "tst_fileops.moc"
