// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/siterepository.h"
#include "tests/unit/engine/operatorsite.h"

using namespace cartage;
using namespace cartage::test;

class TestSite final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewSiteHasItsFolders();
    void keysAreForTheOwnerAlone();
    void aSiteIsNotMadeTwice();
    void aFolderWithOtherFilesIsNotTaken();
    void nothingStaysOfAFailedCreation();
    void parentsOfANewSiteAreMade();
    void aFolderWithoutDatabaseIsNoSite();
    void noEngineWorksANewSite();
    void aLeaseOfThisProcessCountsAsAlive();
    void aLeaseOfADeadProcessDoesNot();
    void settingsAreKeptAndGoBackToTheDefault();
    void anUnknownSettingChangesNothing();
};

void TestSite::aNewSiteHasItsFolders()
{
    OperatorSite world;
    for (const char *name : {"site.db", "engine.lock", "wake", "keys/site.key", "keys/site.pub", "inbox/new", "inbox/tmp", "backup", "contentlib"})
        QVERIFY2(world.exists(std::string("site/") + name), name);
    QCOMPARE(QFileInfo(QString::fromStdString(world.path("site"))).permissions() & (QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
    QCOMPARE(world.site->row().code.value(), std::string("CEN"));
    QCOMPARE(world.site->row().epoch, std::int64_t(1));
}

void TestSite::keysAreForTheOwnerAlone()
{
    OperatorSite world;
    const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    QCOMPARE(QFileInfo(QString::fromStdString(world.path("site/keys/site.key"))).permissions() & others, QFile::Permissions());
    QVERIFY(world.read("site/keys/site.key").contains("PRIVATE KEY"));
}

void TestSite::aSiteIsNotMadeTwice()
{
    OperatorSite world;
    const QByteArray key = world.read("site/keys/site.key");
    const auto again = engine::Site::create(world.environment(), world.path("site"), {SiteCode("CEN"), "Center", std::nullopt, {}});
    QVERIFY(!again);
    QVERIFY(again.error().code == Code::Exists);
    QCOMPARE(world.read("site/keys/site.key"), key);
}

void TestSite::aFolderWithOtherFilesIsNotTaken()
{
    OperatorSite world;
    world.write("other/letter.txt", "mine");
    const auto made = engine::Site::create(world.environment(), world.path("other"), {SiteCode("ABC"), "Other", std::nullopt, {}});
    QVERIFY(!made);
    QVERIFY(made.error().code == Code::Exists);
    QCOMPARE(QDir(QString::fromStdString(world.path("other"))).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden),
             QStringList{QStringLiteral("letter.txt")});
}

void TestSite::nothingStaysOfAFailedCreation()
{
    OperatorSite world;
    world.write("file", "no folder");
    const auto made = engine::Site::create(world.environment(), world.path("new"),
                                           {SiteCode("ABC"), "New", std::nullopt, world.path("file/library")});
    QVERIFY(!made);
    QVERIFY(!world.exists("new"));
}

void TestSite::parentsOfANewSiteAreMade()
{
    OperatorSite world;
    const auto made = engine::Site::create(world.environment(), world.path("a/b//c/"), {SiteCode("ABC"), "Deep", std::nullopt, world.path("lib")});
    QVERIFY(made);
    QVERIFY(world.exists("a/b/c/site.db"));
    QCOMPARE((*made)->row().libraryPath, world.path("lib"));
}

void TestSite::aFolderWithoutDatabaseIsNoSite()
{
    OperatorSite world;
    world.makeFolder("empty");
    for (const char *name : {"empty", "absent"}) {
        const auto opened = engine::Site::open(world.environment(), world.path(name));
        QVERIFY(!opened);
        QVERIFY(opened.error().code == Code::SiteMissing);
    }
}

void TestSite::noEngineWorksANewSite()
{
    OperatorSite world;
    const auto view = engine::engineView(*world.site);
    QVERIFY(view);
    QVERIFY(!view->running);
}

void TestSite::aLeaseOfThisProcessCountsAsAlive()
{
    OperatorSite world;
    QVERIFY(world.site->database().write<bool>(
        [&](store::Connection &db) -> Result<bool> { return store::takeLease(db, engine::thisProcess(), "tests", world.clock.wall()) > 0; }));
    const auto view = engine::engineView(*world.site);
    QVERIFY(view->running);
    QVERIFY(view->here);
    QCOMPARE(view->pid, engine::thisProcess().pid);
}

void TestSite::aLeaseOfADeadProcessDoesNot()
{
    OperatorSite world;
    store::ProcessMark dead = engine::thisProcess();
    dead.processStart += 1; // the pid was given out again
    QVERIFY(world.site->database().write<bool>(
        [&](store::Connection &db) -> Result<bool> { return store::takeLease(db, dead, "tests", world.clock.wall()) > 0; }));
    QVERIFY(!engine::engineView(*world.site)->running);
}

void TestSite::settingsAreKeptAndGoBackToTheDefault()
{
    OperatorSite world;
    const auto set = engine::setSite(*world.site, {{"transfers", "3"}, {"keep_versions", "7"}}, OperatorSite::intent("site set"));
    QVERIFY(set);
    QCOMPARE(set->change.changed, std::int64_t(2));
    QCOMPARE(engine::siteSettings(*world.site)->transfers, 3);
    QVERIFY(engine::setSite(*world.site, {{"transfers", ""}}, OperatorSite::intent("site set")));
    QCOMPARE(engine::siteSettings(*world.site)->transfers, 8);
    QCOMPARE(engine::siteSettings(*world.site)->keepVersions, 7);
}

void TestSite::anUnknownSettingChangesNothing()
{
    OperatorSite world;
    const int audited = world.auditCount();
    const auto set = engine::setSite(*world.site, {{"transfers", "3"}, {"colour", "red"}}, OperatorSite::intent("site set"));
    QVERIFY(!set);
    QVERIFY(set.error().code == Code::WrongValue);
    QCOMPARE(set.error().object, std::string("colour"));
    QCOMPARE(engine::siteSettings(*world.site)->transfers, 8);
    QCOMPARE(world.auditCount(), audited);
}

QTEST_GUILESS_MAIN(TestSite)
#include "tst_site.moc"
