// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <sys/stat.h>

#include "tests/unit/io/bothfilesystems.h"

using namespace cartage;
using namespace cartage::io;
using test::BothFileSystems;
using test::errorOf;

namespace {

std::set<std::string> namesIn(FileSystem &fs, const Handle &folder)
{
    std::set<std::string> names;
    const auto listed = fs.list(folder, [&names](const FolderEntry &entry) {
        names.emplace(entry.name);
        return true;
    });
    if (!listed)
        names.insert("(not listed)");
    return names;
}

} // namespace

/// What filesystem.h promises, asked of PosixFileSystem and SimFileSystem alike.
class TestFileSystem final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsRead_data() { BothFileSystems::rows(); }
    void whatIsWrittenIsRead();
    void aTakenNameIsNeverOpenedByCreate_data() { BothFileSystems::rows(); }
    void aTakenNameIsNeverOpenedByCreate();
    void modesAreSetWhateverTheUmask_data() { BothFileSystems::rows(); }
    void modesAreSetWhateverTheUmask();
    void hostilePathsStayBeneathTheFolder_data();
    void hostilePathsStayBeneathTheFolder();
    void linksAreNotFollowed_data() { BothFileSystems::rows(); }
    void linksAreNotFollowed();
    void operatorsPathsMayHaveLinks_data() { BothFileSystems::rows(); }
    void operatorsPathsMayHaveLinks();
    void timesAreKeptToTheNanosecond_data() { BothFileSystems::rows(); }
    void timesAreKeptToTheNanosecond();
    void renamesReplaceOrNot_data() { BothFileSystems::rows(); }
    void renamesReplaceOrNot();
    void hardLinksAreTheSameFile_data() { BothFileSystems::rows(); }
    void hardLinksAreTheSameFile();
    void removedFilesCanBeReadWhileOpen_data() { BothFileSystems::rows(); }
    void removedFilesCanBeReadWhileOpen();
    void foldersAreRemovedOnlyWhenEmpty_data() { BothFileSystems::rows(); }
    void foldersAreRemovedOnlyWhenEmpty();
    void listingStreamsAndStops_data() { BothFileSystems::rows(); }
    void listingStreamsAndStops();
    void positionsAndSizes_data() { BothFileSystems::rows(); }
    void positionsAndSizes();
    void oneHolderOfALock_data() { BothFileSystems::rows(); }
    void oneHolderOfALock();
    void longPathsAreReached_data() { BothFileSystems::rows(); }
    void longPathsAreReached();
    void mountAndSpaceAreTold_data() { BothFileSystems::rows(); }
    void mountAndSpaceAreTold();
    void aFifoDoesNotStopTheReader();
};

void TestFileSystem::whatIsWrittenIsRead()
{
    BothFileSystems both;
    QVERIFY(both.fs().makeFolder(both.root(), "a", 0755).has_value());
    QVERIFY(both.fs().makeFolder(both.root(), "a/b", 0755).has_value());
    both.write("a/b/c", "content");
    QCOMPARE(both.read("a/b/c"), std::string("content"));
    const auto status = both.fs().statusAt(both.root(), "a/b/c");
    QVERIFY(status.has_value());
    QCOMPARE(status->size, std::uint64_t(7));
    QCOMPARE(status->type, FileType::Regular);
    const auto folder = both.fs().openFolderAt(both.root(), "a/b");
    QVERIFY(folder.has_value());
    const auto direct = both.fs().openForReading(*folder, "c", Caching::Direct);
    QVERIFY(direct.has_value());
    QCOMPARE(both.fs().status(*direct)->inode, status->inode);
    QVERIFY(both.fs().dropCache(*direct).has_value());
    QVERIFY(both.fs().syncFile(*folder).has_value());
    QVERIFY(both.fs().syncFileSystem(both.root()).has_value());
}

void TestFileSystem::aTakenNameIsNeverOpenedByCreate()
{
    BothFileSystems both;
    both.write("taken", "mine");
    QVERIFY(both.fs().makeLink(both.root(), "link", "free").has_value());
    QCOMPARE(errorOf(both.fs().createFile(both.root(), "taken", 0644)), EEXIST);
    QCOMPARE(errorOf(both.fs().createFile(both.root(), "link", 0644)), EEXIST);
    QCOMPARE(errorOf(both.fs().makeFolder(both.root(), "taken", 0755)), EEXIST);
    QCOMPARE(errorOf(both.fs().makeLink(both.root(), "taken", "x")), EEXIST);
    QCOMPARE(both.read("taken"), std::string("mine"));
    QVERIFY(!both.exists("free"));
}

void TestFileSystem::modesAreSetWhateverTheUmask()
{
    BothFileSystems both;
    const mode_t former = ::umask(077);
    for (const std::uint32_t mode : {0644U, 0755U, 0666U, 0400U}) {
        const std::string name = "file" + std::to_string(mode);
        QVERIFY(both.fs().createFile(both.root(), name, mode).has_value());
        QCOMPARE(both.fs().statusAt(both.root(), name)->mode, mode);
    }
    QVERIFY(both.fs().makeFolder(both.root(), "group", 02770).has_value());
    ::umask(former);
    QCOMPARE(both.fs().statusAt(both.root(), "group")->mode, 02770U);
    QVERIFY(both.fs().setModeAt(both.root(), "group", 0750).has_value());
    QCOMPARE(both.fs().statusAt(both.root(), "group")->mode, 0750U);
    const auto file = both.fs().openForReading(both.root(), "file420"); // 0644
    QVERIFY(file.has_value());
    QVERIFY(both.fs().setMode(*file, 0600).has_value());
    QCOMPARE(both.fs().status(*file)->mode, 0600U);
}

void TestFileSystem::hostilePathsStayBeneathTheFolder_data()
{
    QTest::addColumn<bool>("simulated");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("error");
    const std::vector<std::pair<QByteArray, int>> paths{
        {"..", EXDEV},
        {"../victim", EXDEV},
        {"inner/../../victim", EXDEV},
        {"inner/..", EXDEV},
        {"/etc/passwd", EXDEV},
        {"/", EXDEV},
        {"", ENOENT},
        {".", EINVAL},
        {"./inner", EINVAL},
        {"inner/.", EINVAL},
        {"inner/", EINVAL},
        {"inner//file", EINVAL},
        {"missing/x", ENOENT},
        {"inner/missing", ENOENT},
        {"inner/file/x", ENOTDIR},
        {QByteArray("a\0b", 3), EINVAL},
        {QByteArray(256, 'n'), ENAMETOOLONG},
    };
    for (const bool simulated : {false, true}) {
        for (const auto &[path, error] : paths)
            QTest::addRow("%s %s", simulated ? "simulated" : "posix", path.left(40).toPercentEncoding("/").constData())
                << simulated << path << error;
    }
}

void TestFileSystem::hostilePathsStayBeneathTheFolder()
{
    BothFileSystems both;
    QFETCH(QByteArray, path);
    QFETCH(int, error);
    QVERIFY(both.fs().makeFolder(both.root(), "sub", 0755).has_value());
    QVERIFY(both.fs().makeFolder(both.root(), "sub/inner", 0755).has_value());
    both.write("victim", "untouched");
    both.write("sub/inner/file", "untouched");
    const auto folder = both.fs().openFolderAt(both.root(), "sub");
    QVERIFY(folder.has_value());
    const std::string_view hostile(path.constData(), static_cast<std::size_t>(path.size()));

    FileSystem &fs = both.fs();
    QCOMPARE(errorOf(fs.openForReading(*folder, hostile)), error);
    QCOMPARE(errorOf(fs.openForWriting(*folder, hostile)), error);
    QCOMPARE(errorOf(fs.statusAt(*folder, hostile)), error);
    QCOMPARE(errorOf(fs.setModeAt(*folder, hostile, 0600)), error);
    QCOMPARE(errorOf(fs.setMtimeAt(*folder, hostile, 1)), error);
    QCOMPARE(errorOf(fs.readLink(*folder, hostile)), error);
    QCOMPARE(errorOf(fs.removeFile(*folder, hostile)), error);
    QCOMPARE(errorOf(fs.removeFolder(*folder, hostile)), error);
    QCOMPARE(errorOf(fs.rename(*folder, hostile, both.root(), "gone")), error);
    QCOMPARE(errorOf(fs.hardLink(*folder, hostile, both.root(), "linked")), error);
    if (!path.isEmpty())
        QCOMPARE(errorOf(fs.openFolderAt(*folder, hostile)), error);
    if (path != "inner/missing") { // that one may be made
        QCOMPARE(errorOf(fs.createFile(*folder, hostile, 0644)), error);
        QCOMPARE(errorOf(fs.makeFolder(*folder, hostile, 0755)), error);
        QCOMPARE(errorOf(fs.makeLink(*folder, hostile, "x")), error);
        QCOMPARE(errorOf(fs.rename(both.root(), "victim", *folder, hostile)), error);
        QCOMPARE(errorOf(fs.renameNoReplace(both.root(), "victim", *folder, hostile)), error);
    }
    QCOMPARE(both.read("victim"), std::string("untouched"));
    QCOMPARE(both.read("sub/inner/file"), std::string("untouched"));
    QVERIFY(!both.exists("gone"));
}

void TestFileSystem::linksAreNotFollowed()
{
    BothFileSystems both;
    FileSystem &fs = both.fs();
    QVERIFY(fs.makeFolder(both.root(), "outside", 0755).has_value());
    both.write("outside/file", "untouched");
    QVERIFY(fs.makeFolder(both.root(), "dp", 0755).has_value());
    QVERIFY(fs.makeLink(both.root(), "dp/way", "../outside").has_value());
    QVERIFY(fs.makeLink(both.root(), "dp/file", "../outside/file").has_value());
    const auto dp = fs.openFolderAt(both.root(), "dp");

    QCOMPARE(errorOf(fs.openForReading(*dp, "file")), ELOOP);
    QCOMPARE(errorOf(fs.openForWriting(*dp, "file")), ELOOP);
    QCOMPARE(errorOf(fs.openForReading(*dp, "way/file")), ELOOP);
    QCOMPARE(errorOf(fs.createFile(*dp, "way/new", 0644)), ELOOP);
    QVERIFY(errorOf(fs.statusAt(*dp, "way/file")) == ELOOP || errorOf(fs.statusAt(*dp, "way/file")) == ENOTDIR);
    QVERIFY(errorOf(fs.openFolderAt(*dp, "way")) == ELOOP || errorOf(fs.openFolderAt(*dp, "way")) == ENOTDIR);
    QVERIFY(errorOf(fs.removeFile(*dp, "way/file")) != 0);
    QVERIFY(errorOf(fs.setModeAt(*dp, "file", 0)) != 0);
    QCOMPARE(fs.statusAt(*dp, "file")->type, FileType::Link);
    QCOMPARE(*fs.readLink(*dp, "file"), std::string("../outside/file"));
    QVERIFY(fs.setMtimeAt(*dp, "file", 1'000'000'007).has_value());
    QCOMPARE(fs.statusAt(*dp, "file")->mtimeNs, std::int64_t(1'000'000'007));
    QVERIFY(fs.statusAt(both.root(), "outside/file")->mtimeNs != 1'000'000'007);
    QVERIFY(removeTree(fs, both.root(), "dp").has_value());
    QCOMPARE(both.read("outside/file"), std::string("untouched"));
}

void TestFileSystem::operatorsPathsMayHaveLinks()
{
    BothFileSystems both;
    FileSystem &fs = both.fs();
    QVERIFY(fs.makeFolder(both.root(), "real", 0755).has_value());
    QVERIFY(fs.makeFolder(both.root(), "real/deep", 0755).has_value());
    QVERIFY(fs.makeLink(both.root(), "short", "real").has_value());
    QVERIFY(fs.makeLink(both.root(), "full", both.path() + "/short").has_value());
    QVERIFY(fs.makeLink(both.root(), "round", "round").has_value());
    const auto inode = fs.statusAt(both.root(), "real/deep")->inode;
    QCOMPARE(fs.status(*fs.openFolder(both.path() + "/short/deep"))->inode, inode);
    QCOMPARE(fs.status(*fs.openFolder(both.path() + "/full/deep/../deep/"))->inode, inode);
    QCOMPARE(errorOf(fs.openFolder(both.path() + "/round")), ELOOP);
    QCOMPARE(errorOf(fs.openFolder(both.path() + "/missing")), ENOENT);
    QCOMPARE(errorOf(fs.openFolder("relative")), EINVAL);
    both.write("file", "");
    QCOMPARE(errorOf(fs.openFolder(both.path() + "/file")), ENOTDIR);
    QCOMPARE(fs.status(*fs.openFolderAt(both.root(), ""))->inode, fs.status(both.root())->inode);
}

void TestFileSystem::timesAreKeptToTheNanosecond()
{
    BothFileSystems both;
    both.write("file", "x");
    for (const std::int64_t time : {std::int64_t(1'234'567'890'123'456'789), std::int64_t(1), std::int64_t(-1)}) {
        QVERIFY(both.fs().setMtimeAt(both.root(), "file", time).has_value());
        QCOMPARE(both.fs().statusAt(both.root(), "file")->mtimeNs, time);
    }
    const auto file = both.fs().openForReading(both.root(), "file");
    QVERIFY(both.fs().setMtime(*file, 77).has_value());
    QCOMPARE(both.fs().status(*file)->mtimeNs, std::int64_t(77));
}

void TestFileSystem::renamesReplaceOrNot()
{
    BothFileSystems both;
    FileSystem &fs = both.fs();
    both.write("new", "new");
    both.write("old", "old");
    QCOMPARE(errorOf(fs.renameNoReplace(both.root(), "new", both.root(), "old")), EEXIST);
    QCOMPARE(both.read("old"), std::string("old"));
    QVERIFY(fs.rename(both.root(), "new", both.root(), "old").has_value());
    QCOMPARE(both.read("old"), std::string("new"));
    QVERIFY(!both.exists("new"));
    QVERIFY(fs.makeFolder(both.root(), "folder", 0755).has_value());
    QVERIFY(fs.renameNoReplace(both.root(), "old", both.root(), "folder/moved").has_value());
    QCOMPARE(errorOf(fs.rename(both.root(), "folder", both.root(), "folder/inner")), EINVAL);
    QCOMPARE(errorOf(fs.rename(both.root(), "missing", both.root(), "x")), ENOENT);
    QVERIFY(fs.makeFolder(both.root(), "empty", 0755).has_value());
    both.write("file", "");
    QCOMPARE(errorOf(fs.rename(both.root(), "file", both.root(), "empty")), EISDIR);
    QCOMPARE(errorOf(fs.rename(both.root(), "empty", both.root(), "file")), ENOTDIR);
    QCOMPARE(errorOf(fs.rename(both.root(), "empty", both.root(), "folder")), ENOTEMPTY);
    QVERIFY(fs.rename(both.root(), "folder", both.root(), "empty").has_value());
    QCOMPARE(both.read("empty/moved"), std::string("new"));
}

void TestFileSystem::hardLinksAreTheSameFile()
{
    BothFileSystems both;
    FileSystem &fs = both.fs();
    both.write("first", "content");
    QVERIFY(fs.hardLink(both.root(), "first", both.root(), "second").has_value());
    QCOMPARE(errorOf(fs.hardLink(both.root(), "first", both.root(), "second")), EEXIST);
    QCOMPARE(fs.statusAt(both.root(), "second")->inode, fs.statusAt(both.root(), "first")->inode);
    QCOMPARE(fs.statusAt(both.root(), "second")->links, std::uint64_t(2));
    // Two names of one file: rename(2) does nothing, and says that all is well.
    QVERIFY(fs.rename(both.root(), "first", both.root(), "second").has_value());
    QVERIFY(both.exists("first"));
    QVERIFY(fs.removeFile(both.root(), "first").has_value());
    QCOMPARE(both.read("second"), std::string("content"));
    QCOMPARE(fs.statusAt(both.root(), "second")->links, std::uint64_t(1));
}

void TestFileSystem::removedFilesCanBeReadWhileOpen()
{
    BothFileSystems both;
    both.write("file", "content");
    const auto file = both.fs().openForReading(both.root(), "file");
    QVERIFY(both.fs().removeFile(both.root(), "file").has_value());
    std::array<std::byte, 16> block;
    QCOMPARE(*readFully(both.fs(), *file, block), std::size_t(7));
    QCOMPARE(errorOf(both.fs().removeFile(both.root(), "file")), ENOENT);
}

void TestFileSystem::foldersAreRemovedOnlyWhenEmpty()
{
    BothFileSystems both;
    FileSystem &fs = both.fs();
    QVERIFY(fs.makeFolder(both.root(), "folder", 0755).has_value());
    both.write("folder/file", "");
    QCOMPARE(errorOf(fs.removeFolder(both.root(), "folder")), ENOTEMPTY);
    QCOMPARE(errorOf(fs.removeFile(both.root(), "folder")), EISDIR);
    QCOMPARE(errorOf(fs.removeFolder(both.root(), "folder/file")), ENOTDIR);
    QVERIFY(fs.removeFile(both.root(), "folder/file").has_value());
    QVERIFY(fs.removeFolder(both.root(), "folder").has_value());
    QCOMPARE(errorOf(fs.removeFolder(both.root(), "folder")), ENOENT);
}

void TestFileSystem::listingStreamsAndStops()
{
    BothFileSystems both;
    FileSystem &fs = both.fs();
    both.write("file", "");
    both.write("\xff\xfe", "");
    QVERIFY(fs.makeFolder(both.root(), "folder", 0755).has_value());
    QVERIFY(fs.makeLink(both.root(), "link", "file").has_value());
    for (int round = 0; round < 2; ++round) // the handle's position is not used up
        QCOMPARE(namesIn(fs, both.root()), (std::set<std::string>{"file", "\xff\xfe", "folder", "link"}));
    std::map<std::string, FileType> types;
    int calls = 0;
    QVERIFY(fs.list(both.root(), [&types](const FolderEntry &entry) {
                  types[std::string(entry.name)] = entry.type;
                  return true;
              }).has_value());
    QVERIFY(types["file"] == FileType::Regular && types["folder"] == FileType::Folder && types["link"] == FileType::Link);
    QVERIFY(fs.list(both.root(), [&calls](const FolderEntry &) { return ++calls < 2; }).has_value());
    QCOMPARE(calls, 2);
    QVERIFY(fs.removeFile(both.root(), "\xff\xfe").has_value()); // QTemporaryDir cannot
}

void TestFileSystem::positionsAndSizes()
{
    BothFileSystems both;
    FileSystem &fs = both.fs();
    both.write("file", "0123456789");
    const auto file = fs.openForWriting(both.root(), "file");
    QVERIFY(file.has_value());
    QVERIFY(fs.writeAt(*file, std::as_bytes(std::span("AB", 2)), 4).has_value());
    std::array<std::byte, 4> block;
    QCOMPARE(*fs.readAt(*file, block, 3), std::size_t(4));
    QCOMPARE(std::string(reinterpret_cast<const char *>(block.data()), 4), std::string("3AB6"));
    QCOMPARE(*fs.readAt(*file, block, 100), std::size_t(0));
    QVERIFY(fs.write(*file, std::as_bytes(std::span("xy", 2))).has_value());
    QVERIFY(fs.truncate(*file, 7).has_value());
    QCOMPARE(both.read("file"), std::string("xy23AB6"));
    QVERIFY(fs.truncate(*file, 9).has_value());
    QCOMPARE(both.read("file"), std::string("xy23AB6\0\0", 9));
    const auto reader = fs.openForReading(both.root(), "file");
    QVERIFY(errorOf(fs.write(*reader, std::as_bytes(std::span("x", 1)))) == EBADF);
    QCOMPARE(errorOf(fs.openForReading(both.root(), "missing")), ENOENT);
    QCOMPARE(errorOf(fs.read(both.root(), block)), EISDIR);
}

void TestFileSystem::oneHolderOfALock()
{
    BothFileSystems both;
    both.write("lock", "");
    {
        const auto first = both.fs().openForWriting(both.root(), "lock");
        const auto second = both.fs().openForWriting(both.root(), "lock");
        QVERIFY(both.fs().lock(*first).has_value());
        QVERIFY(both.fs().lock(*first).has_value());
        QCOMPARE(errorOf(both.fs().lock(*second)), EWOULDBLOCK);
    }
    const auto third = both.fs().openForWriting(both.root(), "lock");
    QVERIFY(both.fs().lock(*third).has_value());
}

void TestFileSystem::longPathsAreReached()
{
    BothFileSystems both;
    FileSystem &fs = both.fs();
    const std::string name(250, 'd');
    std::string path = name;
    for (int depth = 0; depth < 40; ++depth) { // 10 kB: more than PATH_MAX twice over
        QVERIFY(fs.makeFolder(both.root(), path, 0755).has_value());
        path += "/" + name;
    }
    both.write(path, "deep");
    QCOMPARE(both.read(path), std::string("deep"));
    QVERIFY(fs.renameNoReplace(both.root(), path, both.root(), "up").has_value());
    QCOMPARE(both.read("up"), std::string("deep"));
    QVERIFY(removeTree(fs, both.root(), name).has_value());
    QVERIFY(!both.exists(name));
}

void TestFileSystem::mountAndSpaceAreTold()
{
    BothFileSystems both;
    const auto mount = both.fs().mount(both.root());
    QVERIFY(mount.has_value());
    QVERIFY(!mount->type.empty());
    QVERIFY(!mount->network);
    QVERIFY(!mount->readOnly);
    QCOMPARE(mount->device, both.fs().status(both.root())->device);
    const auto space = both.fs().space(both.root());
    QVERIFY(space.has_value());
    QVERIFY(space->free > 0 && space->free <= space->total);
}

void TestFileSystem::aFifoDoesNotStopTheReader()
{
    const QTemporaryDir folder;
    const auto fs = makePosixFileSystem();
    const auto root = fs->openFolder(folder.path().toStdString());
    QVERIFY(::mkfifo((folder.path() + QStringLiteral("/fifo")).toLocal8Bit().constData(), 0644) == 0);
    QCOMPARE(fs->statusAt(*root, "fifo")->type, FileType::Other);
    const auto opened = fs->openForReading(*root, "fifo");
    QVERIFY(opened.has_value());
    QCOMPARE(fs->status(*opened)->type, FileType::Other);
    QCOMPARE(errorOf(readFile(*fs, *root, "fifo", 100)), EINVAL);
    QVERIFY(removeTree(*fs, *root, "fifo").has_value());
}

QTEST_GUILESS_MAIN(TestFileSystem)
#include "tst_filesystem.moc"
