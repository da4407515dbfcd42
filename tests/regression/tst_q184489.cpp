// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/io/fileops.h"
#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// Q184489: a refresh deleted what lay at the distribution point before it copied; a file in use broke it off; the folder stayed empty and nobody tried again.
class TestQ184489 final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldTheFolderWasEmptiedAndStayedSo();
    void clientsKeepTheFormerVersionUntilTheNewOneIsThere();
    void whereNoFileIsInUseNobodyEverSeesAnEmptyFolder();
};

namespace {

World::Tree tree(const std::string &word)
{
    return {{"a.txt", "a " + word}, {"setup.exe", "program " + word}, {"z.txt", "z " + word}};
}

/// Delete, then copy; the first refusal ends it.
bool oldRefresh(io::FileSystem &files, const std::string &root, const std::string &name, const World::Tree &wanted)
{
    const auto folder = files.openFolder(root);
    if (!folder || !io::removeTree(files, *folder, name))
        return false;
    if (!files.makeFolder(*folder, name, 0755))
        return false;
    for (const auto &[path, bytes] : wanted) {
        const auto file = files.createFile(*folder, name + "/" + path, 0644);
        if (!file || !io::writeAll(files, *file, asBytes(bytes)))
            return false;
    }
    return true;
}

} // namespace

void TestQ184489::oldTheFolderWasEmptiedAndStayedSo()
{
    FakeClock clock;
    SimFileSystem files(clock);
    files.mount("/share", Profile::smb());
    for (const auto &[path, bytes] : tree("one"))
        files.writeFile("/share/office/" + path, bytes);
    // Held open by a client. The share refuses to delete it.
    files.holdOpen("/share/office/setup.exe");
    QVERIFY(!oldRefresh(files, "/share", "office", tree("two")));
    const auto left = files.tree("/share/office", false);
    QVERIFY(left.size() < tree("one").size());
    for (const auto &[path, bytes] : tree("two"))
        QVERIFY(files.read("/share/office/" + path) != bytes);
}

void TestQ184489::clientsKeepTheFormerVersionUntilTheNewOneIsThere()
{
    World world;
    const PackageId package = world.addPackage("Office", tree("one"));
    world.addDp("share", Profile::smb());
    world.distribute(package, {"share"});
    QVERIFY(world.runUntilIdle());
    world.files.holdOpen(World::folder(package, "share") + "/setup.exe");
    world.update(package, tree("two"));
    QVERIFY(world.runUntil(package, "share", State::Retrying));
    QVERIFY(world.holds(package, "share", 1));
    QCOMPARE(world.row(package, "share").error.value().code, Code::FileInUse);
    world.runFor(8h);
    QVERIFY(world.holds(package, "share", 1));
    QCOMPARE(world.row(package, "share").state, State::Retrying);
    world.files.holdOpen(World::folder(package, "share") + "/setup.exe", false);
    QVERIFY(world.runUntil(package, "share", State::Installed, 6min));
    QVERIFY(world.holds(package, "share", 2));
}

void TestQ184489::whereNoFileIsInUseNobodyEverSeesAnEmptyFolder()
{
    World world;
    const PackageId package = world.addPackage("Office", tree("one"));
    world.addDp("one");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    world.update(package, tree("two"));
    const std::string folder = World::folder(package, "one");
    bool ever = true;
    world.files.onCall = [&](const char *, const std::string &) {
        for (const auto &[path, bytes] : tree("one")) {
            const auto now = world.files.read(folder + "/" + path);
            ever = ever && now && (*now == bytes || *now == tree("two").at(path));
        }
    };
    QVERIFY(world.runUntilIdle());
    world.files.onCall = nullptr;
    QVERIFY(ever);
    QVERIFY(world.holds(package, "one", 2));
}

QTEST_APPLESS_MAIN(TestQ184489)
#include "tst_q184489.moc"
