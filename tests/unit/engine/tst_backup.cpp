// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/rulerepository.h"
#include "core/store/siterepository.h"
#include "core/store/statement.h"
#include "tests/unit/engine/operatorsite.h"

using namespace cartage;
using namespace cartage::test;

class TestBackup final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBackupIsForTheOwnerAlone();
    void aFileThatIsThereIsNotReplaced();
    void aRestoredSiteGoesOnUnderALaterEpoch();
    void restoringOverASiteNeedsYesAndKeepsTheOldDatabase();
    void aRestoreSaysHowManyMessagesItForgets();
    void runsOfTheBackupAreNotRunAgain();
    void aDamagedDatabaseIsReplacedAndKept();
    void noRestoreWhileAnEngineWorks();
    void noRestoreWhileASnapshotIsTaken();
    void whatIsNoBackupIsRefused();
};

namespace {

std::string backUp(OperatorSite &world)
{
    const std::string file = world.path("copy.backup");
    const auto made = engine::backupSite(*world.site, file, OperatorSite::intent("site backup"));
    if (!made)
        qFatal("backup: %s %s", name(made.error().code).data(), made.error().path.c_str());
    return file;
}

} // namespace

void TestBackup::aBackupIsForTheOwnerAlone()
{
    OperatorSite world;
    const std::string file = backUp(world);
    const QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther;
    QCOMPARE(QFileInfo(QString::fromStdString(file)).permissions() & others, QFile::Permissions());
    QCOMPARE(QDir(QString::fromStdString(world.path(""))).entryList({QStringLiteral(".copy*")}, QDir::Files | QDir::Hidden), QStringList());
    QVERIFY(engine::health(*world.site)->lastBackup.has_value());
}

void TestBackup::aFileThatIsThereIsNotReplaced()
{
    OperatorSite world;
    world.write("copy.backup", "precious");
    const auto made = engine::backupSite(*world.site, world.path("copy.backup"), OperatorSite::intent("site backup"));
    QVERIFY(!made);
    QVERIFY(made.error().code == Code::Exists);
    QCOMPARE(world.read("copy.backup"), QByteArray("precious"));
}

void TestBackup::aRestoredSiteGoesOnUnderALaterEpoch()
{
    OperatorSite world;
    const PackageId id = world.addPackage("one");
    world.addDp("a");
    world.distribute(id, toDps({"a"}));
    world.deliver();
    const std::string file = backUp(world);
    const auto dry = engine::restoreSite(world.environment(), world.path("again"), file, OperatorSite::dry("site restore"));
    QVERIFY(dry && !dry->carriedOut);
    QVERIFY(!world.exists("again"));
    const auto restored = engine::restoreSite(world.environment(), world.path("again"), file, OperatorSite::intent("site restore"));
    QVERIFY(restored);
    QVERIFY(restored->carriedOut);
    auto site = engine::Site::open(world.environment(), world.path("again"));
    QVERIFY(site);
    QCOMPARE((*site)->row().epoch, std::int64_t(2));
    QCOMPARE((*site)->row().libraryPath, world.path("again/contentlib"));
    QCOMPARE(world.read("again/keys/site.key"), world.read("site/keys/site.key"));
    const auto settings = (*site)->database().read<std::map<std::string, std::string>>(
        [](store::Connection &db) -> Result<std::map<std::string, std::string>> { return store::settings(db); });
    QVERIFY(!settings->contains("backup_site_key"));
    QVERIFY(!settings->contains("backup_site_folder"));
    std::vector<State> states;
    QVERIFY(engine::eachDistribution(**site, {}, [&](const engine::DistributionView &view) { states.push_back(view.row.state); }));
    QCOMPARE(states.size(), std::size_t(1));
    QVERIFY(states.front() == State::Unverified);
    QVERIFY(!engine::engineView(**site)->running);
    QVERIFY(world.exists("again/site.db-wal"));
}

void TestBackup::restoringOverASiteNeedsYesAndKeepsTheOldDatabase()
{
    OperatorSite world;
    world.addPackage("before");
    const std::string file = backUp(world);
    world.addPackage("after");
    world.transport.reset();
    world.site.reset();
    const auto shown = engine::restoreSite(world.environment(), world.path("site"), file, OperatorSite::intent("site restore"));
    QVERIFY(shown && shown->refusal && shown->refusal->code == Code::ConfirmationNeeded);
    const auto restored = engine::restoreSite(world.environment(), world.path("site"), file, OperatorSite::intent("site restore", true));
    QVERIFY(restored && restored->carriedOut);
    auto site = engine::Site::open(world.environment(), world.path("site"));
    QVERIFY(site);
    QCOMPARE(engine::packageViews(**site)->size(), std::size_t(1));
    QVERIFY((*site)->row().epoch > 1);
    QCOMPARE(QDir(QString::fromStdString(world.path("site/backup"))).entryList(QDir::Files).size(), 1);
}

void TestBackup::aRestoreSaysHowManyMessagesItForgets()
{
    OperatorSite world;
    const auto take = [&world](int from, int upTo) {
        QVERIFY(world.site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
            for (int i = from; i <= upTo; ++i) {
                const QByteArray hex = QByteArray::number(i * 37 % 100).rightJustified(32, '0');
                db.once("INSERT INTO message_seen (guid, content, seen_at) VALUES (x'" + hex.toStdString() + "', x'00', 1)").run();
            }
            return true;
        }));
    };
    const auto linesOf = [&world](const std::string &folder, const std::string &file) {
        const auto answer = engine::restoreSite(world.environment(), world.path(folder), file, OperatorSite::dry("site restore"));
        return answer ? answer->effect.lines : std::vector<std::string>();
    };
    take(1, 40);
    const std::string file = backUp(world);
    QCOMPARE(linesOf("site", file).size(), std::size_t(2)); // nothing is forgotten
    take(41, 73);
    QCOMPARE(linesOf("site", file).size(), std::size_t(3));
    QVERIFY(linesOf("site", file).back().starts_with("33 messages of clients that were taken in after the backup are forgotten; "));
    const std::string unknown = "Messages of clients that were taken in after the backup are not in it; ";
    QVERIFY(linesOf("again", file).back().starts_with(unknown));
    world.transport.reset();
    world.site.reset();
    world.write("site/site.db", "this is no database, whatever it was before");
    QVERIFY(linesOf("site", file).back().starts_with(unknown));
}

void TestBackup::runsOfTheBackupAreNotRunAgain()
{
    OperatorSite world;
    QVERIFY(world.site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
        store::RuleRow rule;
        rule.name = "tell";
        rule.filter = "severity:error";
        rule.program = "/bin/true";
        rule.addedAt = world.clock.wall();
        store::insertRule(db, rule);
        for (int record = 1; record <= 3; ++record)
            store::insertRun(db, 1, record, "{}", world.clock.wall());
        store::startRun(db, store::nextRun(db)->id, world.clock.wall());
        return true;
    }));
    const std::string file = backUp(world);
    QVERIFY(engine::restoreSite(world.environment(), world.path("again"), file, OperatorSite::intent("site restore")));
    auto site = engine::Site::open(world.environment(), world.path("again"));
    QVERIFY(site);
    std::vector<std::string> states;
    QVERIFY((*site)->database().read<bool>([&](store::Connection &db) -> Result<bool> {
        if (store::nextRun(db) || !store::runningRuns(db).empty())
            states.push_back("one is left");
        store::Statement query = db.once("SELECT state FROM rule_run WHERE ended_at IS NOT NULL");
        query.run();
        while (query.next())
            states.push_back(query.text(0));
        return true;
    }));
    QCOMPARE(states, std::vector<std::string>(3, "interrupted"));
}

void TestBackup::aDamagedDatabaseIsReplacedAndKept()
{
    OperatorSite world;
    world.addPackage("one");
    const std::string file = backUp(world);
    world.transport.reset();
    world.site.reset();
    world.write("site/site.db", "this is no database, whatever it was before");
    const auto restored = engine::restoreSite(world.environment(), world.path("site"), file, OperatorSite::intent("site restore", true));
    QVERIFY2(restored, restored ? "" : name(restored.error().code).data());
    auto site = engine::Site::open(world.environment(), world.path("site"));
    QVERIFY(site);
    QCOMPARE(engine::packageViews(**site)->size(), std::size_t(1));
    QCOMPARE(QDir(QString::fromStdString(world.path("site/backup"))).entryList({QStringLiteral("damaged-*")}, QDir::Files).size(), 1);
}

void TestBackup::noRestoreWhileAnEngineWorks()
{
    OperatorSite world;
    const std::string file = backUp(world);
    QVERIFY(world.site->database().write<bool>(
        [&](store::Connection &db) -> Result<bool> { return store::takeLease(db, engine::thisProcess(), "tests", world.clock.wall()) > 0; }));
    const auto refused = engine::restoreSite(world.environment(), world.path("site"), file, OperatorSite::intent("site restore", true));
    QVERIFY(!refused);
    QVERIFY(refused.error().code == Code::SiteLocked);
}

void TestBackup::noRestoreWhileASnapshotIsTaken()
{
    OperatorSite world;
    const std::string file = backUp(world);
    world.write("src/two/setup.exe", "two");
    engine::PackageWish wish;
    wish.source = world.path("src/two");
    wish.name = "two";
    std::optional<Code> refused;
    const auto added = engine::addPackage(*world.site, wish, OperatorSite::intent("package add"), world.never, [&](std::int64_t, std::uint64_t) {
        const auto restored = engine::restoreSite(world.environment(), world.path("site"), file, OperatorSite::intent("site restore", true));
        refused = restored ? Code::Internal : restored.error().code;
    });
    QVERIFY(added);
    QVERIFY(refused == Code::SnapshotRunning);
    auto site = engine::Site::open(world.environment(), world.path("site"));
    QVERIFY(site);
    QCOMPARE(engine::packageViews(**site)->size(), std::size_t(1));
}

void TestBackup::whatIsNoBackupIsRefused()
{
    OperatorSite world;
    world.write("letter", "Dear all, this is a letter and it is long enough to be taken for a file of some kind.");
    const auto letter = engine::restoreSite(world.environment(), world.path("again"), world.path("letter"), OperatorSite::intent("site restore"));
    QVERIFY(!letter);
    const auto absent = engine::restoreSite(world.environment(), world.path("again"), world.path("absent"), OperatorSite::intent("site restore"));
    QVERIFY(!absent);
    QVERIFY(absent.error().code == Code::NotFound);
    const auto bare = engine::restoreSite(world.environment(), world.path("again"), world.path("site/site.db"), OperatorSite::intent("site restore"));
    QVERIFY(!bare);
    QVERIFY(bare.error().code == Code::WrongValue);
    QVERIFY(!world.exists("again"));
}

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
