// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "core/io/fileops.h"
#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// Q207416: a source file that was in use while a package was updated. What could be read was sent as the new version.
class TestQ207416 final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldWhatCouldBeReadBecameTheVersion();
    void F17_nothingOfASourceThatCannotBeReadIsVisible();
    void F46_aFileThatKeepsChangingIsNamed();
};

namespace {

World::Tree tree(const std::string &word)
{
    return {{"a.txt", "a " + word}, {"setup.exe", "program " + word}, {"z.txt", "z " + word}};
}

/// Copies file by file and goes on when one cannot be read.
World::Tree oldCopy(io::FileSystem &files, const std::string &source, const World::Tree &names)
{
    World::Tree copied;
    const auto folder = files.openFolder(source);
    for (const auto &[path, ignored] : names) {
        const auto bytes = io::readFile(files, *folder, path, 1 << 20);
        if (bytes)
            copied[path] = *bytes;
    }
    return copied;
}

} // namespace

void TestQ207416::oldWhatCouldBeReadBecameTheVersion()
{
    FakeClock clock;
    SimFileSystem files(clock);
    for (const auto &[path, bytes] : tree("two"))
        files.writeFile("/src/office/" + path, bytes);
    files.failNth(1, EACCES, Persistence::FromThenOn, {"openForReading", {}, "setup.exe"});
    const World::Tree copied = oldCopy(files.makeView(), "/src/office", tree("two"));
    QCOMPARE(copied.size(), 2U);
    QVERIFY(!copied.contains("setup.exe"));
}

void TestQ207416::F17_nothingOfASourceThatCannotBeReadIsVisible()
{
    World world;
    const PackageId package = world.addPackage("Office", tree("one"));
    world.addDp("one");
    world.addDp("two");
    world.distribute(package, {"one"});
    QVERIFY(world.runUntilIdle());
    world.setSource(package, tree("two"));
    for (const char *name : {"setup.exe", "z.txt"})
        world.files.setMode("/src/Office/" + std::string(name), 0);
    world.files.failNth(1, EACCES, Persistence::FromThenOn, {"openForReading", {}, "/src/Office/setup.exe"});
    const std::atomic<bool> stop{false};
    engine::UpdateWish wish;
    wish.package = package;
    const auto report = engine::updatePackage(world.site(), wish, World::yes(), stop, [](std::int64_t, std::uint64_t) { });
    QVERIFY(!report);
    QCOMPARE(report.error().code, Code::SourceUnreadable);
    const auto &names = report.error().names;
    QVERIFY(std::any_of(names.begin(), names.end(), [](const std::string &name) { return name.ends_with("setup.exe"); })
            || report.error().path.ends_with("setup.exe"));
    QCOMPARE(world.package(package).versions.size(), 1U);
    // The version that exists goes on.
    world.distribute(package, {"two"});
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "one", 1));
    QVERIFY(world.holds(package, "two", 1));
    world.files.clearFaults();
    QCOMPARE(world.update(package, tree("two")), 2);
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.holds(package, "one", 2));
    QVERIFY(world.holds(package, "two", 2));
}

void TestQ207416::F46_aFileThatKeepsChangingIsNamed()
{
    World world;
    const PackageId package = world.addPackage("Office", tree("one"));
    world.setSource(package, tree("two"));
    int writes = 0;
    world.files.onCall = [&](const char *op, const std::string &path) {
        if (std::string_view(op) == "readAt" || std::string_view(op) == "read") {
            if (path.ends_with("setup.exe")) {
                world.clock.advance(10ms);
                world.files.writeFile("/src/Office/setup.exe", "growing " + std::to_string(++writes));
            }
        }
    };
    const std::atomic<bool> stop{false};
    engine::UpdateWish wish;
    wish.package = package;
    const auto report = engine::updatePackage(world.site(), wish, World::yes(), stop, [](std::int64_t, std::uint64_t) { });
    world.files.onCall = nullptr;
    QVERIFY(!report);
    QCOMPARE(report.error().code, Code::SourceChanging);
    QVERIFY(writes >= 3);
    QCOMPARE(world.package(package).versions.size(), 1U);
}

QTEST_APPLESS_MAIN(TestQ207416)
#include "tst_q207416.moc"
