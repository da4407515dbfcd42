// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/engine/paths.h"
#include "tests/unit/engine/operatorsite.h"

using namespace cartage;
using namespace cartage::test;

class TestDps final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addingTwiceIsUnchanged();
    void aNameOrAFolderInUseIsRefused();
    void foldersAroundAndInsideAreRefused_data();
    void foldersAroundAndInsideAreRefused();
    void aFolderThatIsNotThereIsRefused();
    void aDryRunWritesNoMarker();
    void aDpThatJoinsAGroupGetsItsPackages();
    void aMovedDpIsFoundAtItsNewPath();
    void aPathWithoutTheMarkerIsRefused();
    void forgettingSaysWhatStays();
    void aForgottenDpIsTakenBackUnverified();
    void removingEmptiesTheDpThenItGoes();
    void removingTwiceIsUnchangedAndForgettingEndsIt();
    void pathsAreCleaned();
};

void TestDps::addingTwiceIsUnchanged()
{
    OperatorSite world;
    world.addDp("a");
    QVERIFY(world.exists("dp/a/.cartage/dp.json"));
    QCOMPARE(world.messageCount(2399), 1);
    const auto again = world.tryAddDp("A", "dp/a/");
    QVERIFY(again);
    QCOMPARE(again->change.changed, std::int64_t(0));
    QCOMPARE(again->change.unchanged, std::int64_t(1));
    QCOMPARE(again->change.notes.front().code, std::string("unchanged"));
    QCOMPARE(engine::dpViews(*world.site)->size(), std::size_t(1));
}

void TestDps::aNameOrAFolderInUseIsRefused()
{
    OperatorSite world;
    world.addDp("a");
    world.makeFolder("dp/other");
    for (const auto &[wished, folder] : {std::pair("a", "dp/other"), std::pair("b", "dp/a")}) {
        const auto answer = world.tryAddDp(wished, folder);
        QVERIFY(!answer);
        QVERIFY(answer.error().code == Code::Exists);
        QCOMPARE(answer.error().object, std::string("a"));
    }
    QVERIFY(!world.exists("dp/other/.cartage"));
}

void TestDps::foldersAroundAndInsideAreRefused_data()
{
    QTest::addColumn<QString>("folder");
    QTest::newRow("around a DP") << QStringLiteral("dp");
    QTest::newRow("inside a DP") << QStringLiteral("dp/a/sub");
    QTest::newRow("inside a DP by a link") << QStringLiteral("link/sub");
    QTest::newRow("the site") << QStringLiteral("site");
    QTest::newRow("inside the site") << QStringLiteral("site/backup");
    QTest::newRow("a source") << QStringLiteral("src/one");
    QTest::newRow("around a source") << QStringLiteral("src");
}

void TestDps::foldersAroundAndInsideAreRefused()
{
    QFETCH(QString, folder);
    OperatorSite world;
    world.addPackage("one");
    world.addDp("a");
    world.makeFolder("dp/a/sub");
    QVERIFY(QFile::link(QString::fromStdString(world.path("dp/a")), QString::fromStdString(world.path("link"))));
    const auto answer = world.tryAddDp("b", folder.toStdString());
    QVERIFY(!answer);
    QVERIFY2(answer.error().code == Code::PathInUse, name(answer.error().code).data());
    QCOMPARE(engine::dpViews(*world.site)->size(), std::size_t(1));
}

void TestDps::aFolderThatIsNotThereIsRefused()
{
    OperatorSite world;
    world.write("file", "no folder");
    const auto absent = world.tryAddDp("a", "nowhere");
    QVERIFY(!absent);
    QVERIFY(absent.error().code == Code::NotFound);
    const auto file = world.tryAddDp("a", "file");
    QVERIFY(!file);
    QVERIFY(file.error().code == Code::WrongValue);
    QVERIFY(!world.exists("nowhere"));
}

void TestDps::aDryRunWritesNoMarker()
{
    OperatorSite world;
    world.makeFolder("dp/a");
    const auto answer = engine::addDp(*world.site, *world.transport, {"a", world.path("dp/a"), {}, false}, OperatorSite::dry("dp add"));
    QVERIFY(answer);
    QVERIFY(!answer->carriedOut);
    QVERIFY(!answer->effect.lines.empty());
    QVERIFY(!world.exists("dp/a/.cartage"));
    QVERIFY(engine::dpViews(*world.site)->empty());
}

void TestDps::aDpThatJoinsAGroupGetsItsPackages()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a", {"north"});
    const auto given = world.distribute(id, toGroup("NORTH"));
    QCOMPARE(given.change.changed, std::int64_t(1));
    world.addDp("b", {"north"});
    QVERIFY(world.state(id, "b") == State::Waiting);
    world.addDp("c");
    const auto joined = engine::setDp(*world.site, *world.transport, "c", {{"groups", "north,south"}}, OperatorSite::intent("dp set"));
    QVERIFY(joined);
    QVERIFY(world.state(id, "c") == State::Waiting);
    const auto left = engine::setDp(*world.site, *world.transport, "c", {{"groups", ""}}, OperatorSite::intent("dp set"));
    QVERIFY(left);
    QVERIFY(world.row(id, "c").has_value());
    const auto unknown = engine::distribute(*world.site, {id}, toGroup("west"), OperatorSite::intent("distribute"));
    QVERIFY(!unknown);
    QVERIFY(unknown.error().code == Code::NotFound);
    QCOMPARE(unknown.error().object, std::string("west"));
}

void TestDps::aMovedDpIsFoundAtItsNewPath()
{
    OperatorSite world;
    world.addDp("a");
    QVERIFY(QDir().rename(QString::fromStdString(world.path("dp/a")), QString::fromStdString(world.path("dp/moved"))));
    const auto set = engine::setDp(*world.site, *world.transport, "a", {{"path", world.path("dp/moved")}}, OperatorSite::intent("dp set"));
    QVERIFY(set);
    QCOMPARE(engine::dpView(*world.site, "a")->dp.path, world.path("dp/moved"));
}

void TestDps::aPathWithoutTheMarkerIsRefused()
{
    OperatorSite world;
    world.addDp("a");
    world.makeFolder("dp/empty");
    const auto set = engine::setDp(*world.site, *world.transport, "a", {{"path", world.path("dp/empty")}}, OperatorSite::intent("dp set"));
    QVERIFY(!set);
    QVERIFY2(set.error().code == Code::DpMarkerMissing || set.error().code == Code::DpNotThere, name(set.error().code).data());
    QCOMPARE(engine::dpView(*world.site, "a")->dp.path, world.path("dp/a"));
}

void TestDps::forgettingSaysWhatStays()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.distribute(id, toDps({"a"}));
    const auto shown = engine::removeDps(*world.site, {"a"}, true, OperatorSite::intent("dp remove"));
    QVERIFY(shown && shown->refusal && shown->refusal->code == Code::ConfirmationNeeded);
    QVERIFY(shown->effect.lines.front().find("stay behind") != std::string::npos);
    QVERIFY(engine::removeDps(*world.site, {"a"}, true, OperatorSite::intent("dp remove", true)));
    QVERIFY(engine::dpViews(*world.site)->empty());
    QVERIFY(world.exists("dp/a/.cartage/dp.json"));
}

void TestDps::aForgottenDpIsTakenBackUnverified()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.distribute(id, toDps({"a"}));
    world.deliver();
    QVERIFY(world.state(id, "a") == State::Installed);
    QCOMPARE(world.read("dp/a/" + id.value() + "/setup.exe"), world.read("src/one/setup.exe"));
    QVERIFY(engine::removeDps(*world.site, {"a"}, true, OperatorSite::intent("dp remove", true)));
    // Without being told to, a DP full of packages that nobody knows here is not taken.
    const auto refused = world.tryAddDp("again", "dp/a");
    QVERIFY(!refused);
    QVERIFY(refused.error().code == Code::PathInUse);
    const auto back = engine::addDp(*world.site, *world.transport, {"again", world.path("dp/a"), {}, true}, OperatorSite::intent("dp add"));
    QVERIFY(back);
    QCOMPARE(world.messageCount(20414), 1);
    const auto row = world.row(id, "again");
    QVERIFY(row.has_value());
    QVERIFY(row->state == State::Unverified);
    QVERIFY(!row->proof);
    QCOMPARE(row->installedVersion.value_or(0), 1);
    const std::atomic<bool> never{false};
    const auto report = engine::validate(*world.site, *world.transport, everything(), never);
    QVERIFY(report);
    QCOMPARE(report->validated, std::int64_t(1));
    QVERIFY(report->differences.empty());
    QVERIFY(world.state(id, "again") == State::Installed);
}

void TestDps::removingEmptiesTheDpThenItGoes()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.distribute(id, toDps({"a"}));
    world.deliver();
    const auto answer = engine::removeDps(*world.site, {"a"}, false, OperatorSite::intent("dp remove", true));
    QVERIFY(answer && answer->carriedOut);
    QCOMPARE(answer->effect.lastCopies.size(), std::size_t(1));
    QVERIFY(answer->effect.bytesToDelete > 0);
    world.deliver();
    const auto left = engine::dpViews(*world.site);
    QVERIFY2(left->empty(), left->empty() || !left->front().dp.condition
                                ? ""
                                : (std::string(name(left->front().dp.condition->code)) + " " + left->front().dp.condition->path).c_str());
    QVERIFY(!world.exists("dp/a/" + id.value()));
    QVERIFY(!world.exists("dp/a/.cartage/dp.json"));
}

void TestDps::removingTwiceIsUnchangedAndForgettingEndsIt()
{
    OperatorSite world;
    world.addDp("a");
    QVERIFY(engine::removeDps(*world.site, {"a"}, false, OperatorSite::intent("dp remove", true)));
    const auto again = engine::removeDps(*world.site, {"a"}, false, OperatorSite::intent("dp remove", true));
    QVERIFY(again);
    QCOMPARE(again->change.changed, std::int64_t(0));
    QVERIFY(engine::removeDps(*world.site, {"a"}, true, OperatorSite::intent("dp remove", true)));
    QVERIFY(engine::dpViews(*world.site)->empty());
}

void TestDps::pathsAreCleaned()
{
    QCOMPARE(engine::cleanPath("/a//b/./c/"), std::string("/a/b/c"));
    QCOMPARE(engine::cleanPath("/"), std::string("/"));
    QCOMPARE(engine::cleanPath("/a/../b"), std::string("/a/../b"));
    QVERIFY(engine::overlap(engine::namedFolder("/a"), engine::namedFolder("/a/b")));
    QVERIFY(!engine::overlap(engine::namedFolder("/a"), engine::namedFolder("/ab")));
}

QTEST_GUILESS_MAIN(TestDps)
#include "tst_dps.moc"
