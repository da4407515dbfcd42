// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cerrno>
#include <set>

#include "core/engine/sites.h"
#include "core/store/epochs.h"
#include "core/store/rulerepository.h"
#include "core/store/siterepository.h"
#include "core/store/statement.h"
#include "tests/support/fakeclock.h"
#include "tests/support/forwardingfiles.h"
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
    void restoredAgainFromOneBackupItIsAnotherLife();
    void behindADamagedDatabaseThereMayBeAnyLife();
    void anotherSitesDatabaseTellsNothingOfFormerLives();
    void anotherSitesBackupIsRefused();
    void theKeyChangesWithTheDatabase();
    void aRenewalThatWasCutShortIsNotLostWithARestore();
    void restoringOverASiteNeedsYesAndKeepsTheOldDatabase();
    void aRestoreSaysHowManyMessagesItForgets();
    void runsOfTheBackupAreNotRunAgain();
    void aDamagedDatabaseIsReplacedAndKept();
    void noRestoreWhileAnEngineWorks();
    void noRestoreWhileASnapshotIsTaken();
    void whatIsNoBackupIsRefused();
};

namespace {

store::UsedUp usedUp(OperatorSite &world, const std::string &folder)
{
    auto site = engine::Site::open(world.environment(), folder);
    if (!site)
        qFatal("open: %s", name(site.error().code).data());
    return *(*site)->database().read<store::UsedUp>([](store::Connection &db) -> Result<store::UsedUp> { return store::usedUp(db); });
}

engine::Environment at(OperatorSite &world, const Clock &clock)
{
    return {*world.files, clock, world.random, engine::thisProcess(), "anna", "tests", engine::processLives};
}

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
    const FakeClock clock;
    const auto restored = engine::restoreSite(at(world, clock), world.path("again"), file, OperatorSite::intent("site restore"));
    QVERIFY(restored);
    QVERIFY(restored->carriedOut);
    auto site = engine::Site::open(world.environment(), world.path("again"));
    QVERIFY(site);
    const std::int64_t second = toMs(clock.wall()) / 1000 * 1'000'000; // what life came before this one nobody knows
    QVERIFY((*site)->row().epoch >= second && (*site)->row().epoch < second + 1'000'000);
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

void TestBackup::restoredAgainFromOneBackupItIsAnotherLife()
{
    OperatorSite world;
    const std::string file = backUp(world);
    FakeClock clock;
    std::vector<store::UsedUp> lives;
    for (int life = 0; life < 4; ++life) {
        clock.setWall(life < 2 ? clock.wall() + std::chrono::seconds(1) : timeFromMs(1000)); // a machine whose clock has lost its battery
        const std::string folder = world.path("life" + std::to_string(life));
        QVERIFY(engine::restoreSite(at(world, clock), folder, file, OperatorSite::intent("site restore")));
        lives.push_back(usedUp(world, folder));
        for (int former = 0; former < life; ++former)
            QVERIFY(lives.back().epoch != lives[static_cast<std::size_t>(former)].epoch);
    }
    QVERIFY(lives[1].epoch > lives[0].epoch);
    // From a backup of a later life, and from the first one over it: that one is known.
    auto site = engine::Site::open(world.environment(), world.path("life1"));
    QVERIFY(site);
    QVERIFY(engine::backupSite(**site, world.path("later.backup"), OperatorSite::intent("site backup")));
    site->reset();
    for (const std::string &from : {file, world.path("later.backup"), file}) {
        const store::UsedUp former = usedUp(world, world.path("life1"));
        QVERIFY(engine::restoreSite(at(world, clock), world.path("life1"), from, OperatorSite::intent("site restore", true)));
        const store::UsedUp after = usedUp(world, world.path("life1"));
        QCOMPARE(after.epoch, former.epoch + 1);
        QVERIFY(after.packages >= former.packages + 256 && after.tokens >= former.tokens + 1'000'000);
        clock.advance(std::chrono::seconds(1)); // the former database is kept under its time
    }
}

void TestBackup::behindADamagedDatabaseThereMayBeAnyLife()
{
    OperatorSite world;
    const std::string file = backUp(world);
    FakeClock clock;
    world.transport.reset();
    world.site.reset();
    std::set<std::int64_t> epochs;
    for (int life = 0; life < 3; ++life) {
        for (const char *log : {"site/site.db-wal", "site/site.db-shm"})
            QFile::remove(QString::fromStdString(world.path(log)));
        world.write("site/site.db", "this is no database, whatever it was before");
        QVERIFY(engine::restoreSite(at(world, clock), world.path("site"), file, OperatorSite::intent("site restore", true)));
        epochs.insert(usedUp(world, world.path("site")).epoch);
        clock.advance(std::chrono::seconds(1));
    }
    QCOMPARE(epochs.size(), std::size_t(3));
    QVERIFY(*epochs.begin() > 1'000'000);
}

void TestBackup::anotherSitesDatabaseTellsNothingOfFormerLives()
{
    OperatorSite world;
    const std::string file = backUp(world);
    // The disk was lost; somebody has made the site anew before the backup was found.
    QVERIFY(engine::Site::create(world.environment(), world.path("anew"), {SiteCode("CEN"), "Center", std::nullopt, {}}));
    QVERIFY(engine::restoreSite(world.environment(), world.path("anew"), file, OperatorSite::intent("site restore", true)));
    QVERIFY(usedUp(world, world.path("anew")).epoch > 1'000'000);
}

void TestBackup::anotherSitesBackupIsRefused()
{
    OperatorSite world;
    const std::string file = backUp(world);
    QVERIFY(engine::Site::create(world.environment(), world.path("north"), {SiteCode("NOR"), "North", std::nullopt, {}}));
    const auto answer = engine::restoreSite(world.environment(), world.path("north"), file, OperatorSite::intent("site restore", true));
    QVERIFY(answer && !answer->carriedOut);
    QCOMPARE(answer->refusal->code, Code::StateForbids);
    QCOMPARE((*engine::Site::open(world.environment(), world.path("north")))->row().code, SiteCode("NOR"));
}

void TestBackup::theKeyChangesWithTheDatabase()
{
    /// Killed right before the databases are exchanged.
    class Killed final : public ForwardingFiles
    {
    public:
        using ForwardingFiles::ForwardingFiles;
        io::IoResult<void> rename(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
        {
            return to == "site.db" ? failure(io::IoError{"rename", EIO}) : ForwardingFiles::rename(fromFolder, from, toFolder, to);
        }
    };
    OperatorSite world;
    const std::string file = backUp(world);
    const QByteArray first = world.read("site/keys/site.key");
    QVERIFY(engine::renewKey(*world.site, OperatorSite::intent("site key", true))->carriedOut);
    const QByteArray renewed = world.read("site/keys/site.key");
    QVERIFY(renewed != first);
    world.transport.reset();
    world.site.reset();
    Killed killed(*world.files);
    FakeClock clock;
    engine::Environment environment{killed, clock, world.random, engine::thisProcess(), "anna", "tests", engine::processLives};
    QVERIFY(!engine::restoreSite(environment, world.path("site"), file, OperatorSite::intent("site restore", true)));
    QCOMPARE(world.read("site/keys/site.key"), renewed); // as its database, which is still there, has it
    clock.advance(std::chrono::seconds(1)); // the database is put aside under another name
    engine::Environment next = at(world, clock);
    next.lives = [](const store::ProcessMark &) { return false; }; // it was killed
    QVERIFY(engine::restoreSite(next, world.path("site"), file, OperatorSite::intent("site restore", true)));
    QCOMPARE(world.read("site/keys/site.key"), first);
    QVERIFY(!world.exists("site/keys/site.key.new"));
    auto site = engine::Site::open(world.environment(), world.path("site"));
    QVERIFY(site);
    QCOMPARE(world.read("site/keys/site.pub").trimmed().toStdString(), (*site)->row().publicKey);
}

void TestBackup::aRenewalThatWasCutShortIsNotLostWithARestore()
{
    OperatorSite world;
    const QByteArray first = world.read("site/keys/site.key");
    const std::string former = backUp(world);
    QVERIFY(engine::renewKey(*world.site, OperatorSite::intent("site key", true))->carriedOut);
    const QByteArray renewed = world.read("site/keys/site.key");
    // Killed after its commit: the new one waits beside the former one.
    world.write("site/keys/site.key.new", renewed);
    world.write("site/keys/site.key", first);
    world.transport.reset();
    world.site.reset();
    QVERIFY(engine::restoreSite(world.environment(), world.path("site"), former, OperatorSite::intent("site restore", true)));
    QCOMPARE(world.read("site/keys/site.key"), first);
    // The database that was put aside comes with the key that it names.
    const QStringList kept = QDir(QString::fromStdString(world.path("site/backup"))).entryList({QStringLiteral("before-restore-*")}, QDir::Files);
    QCOMPARE(kept.size(), 1);
    QVERIFY(engine::restoreSite(world.environment(), world.path("again"), world.path("site/backup/" + kept.front().toStdString()),
                                OperatorSite::intent("site restore")));
    QCOMPARE(world.read("again/keys/site.key"), renewed);
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
