// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <stdexcept>
#include <thread>
#include <unistd.h>

#include "core/store/distributionrepository.h"
#include "core/store/journalrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/siterepository.h"
#include "core/store/statement.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::store;
using namespace std::chrono_literals;
using test::TestDatabase;

class TestConnection final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadByAnotherConnection();
    void aCommandThatReturnsAnErrorChangesNothing();
    void aCommandThatThrowsChangesNothing();
    void aCommandWithinACommandTakesBackItsOwnPart();
    void aFailedStatementLeavesTheConnectionUsable();
    void aReadSeesOneStateWhateverIsCommittedMeanwhile();
    void aReadWritesNothing();
    void anotherConnectionsCommitIsNoticed();
    void everyTransactionEndsWithItsStatements();
    void F69_aLockedDatabaseIsBusyWhenPatienceIsOver();
    void F69_theCommandRunsAgainWhenTheLockIsGone();
    void F69_readersAndTheWriterDoNotWaitForEachOther();
    void F69_aCheckpointBesideAReaderIsNoError();
    void F70_aFileOfSomethingElseIsDamaged_data();
    void F70_aFileOfSomethingElseIsDamaged();
    void F70_flippedBytesAreFoundAndSaid();
    void F70_aTruncatedFileIsNotTakenForSound();
    void F70_aWholeFileIsSound();
    void aMissingFileIsAMissingSite();
    void aFileThatIsThereIsNotMadeAnew();
    void aReadOnlyConnectionWritesNothing();
    void aReadOnlyConnectionNeedsNoOtherOne();
    void whereNothingMayBeWrittenADatabaseAtRestIsReadAllTheSame();
    void F15_aFullDiskIsSaidAndLeavesTheStateBefore();
    void aBackupIsWholeAndOpens();
    void aBackupReplacesNothing();
    void aCopyThatWasPutBackIsWorkedInTheSameMode();
};

static constexpr Time now = TestDatabase::now;

static std::string name(Connection &db)
{
    return db.read<std::string>([](Connection &c) -> Result<std::string> { return settings(c)["name"]; }).value();
}

static Result<bool> setName(Connection &db, const std::string &text, Span patience = 30s)
{
    return db.write<bool>(
        [&](Connection &c) -> Result<bool> {
            setSetting(c, "name", text);
            return true;
        },
        patience);
}

void TestConnection::whatIsWrittenIsReadByAnotherConnection()
{
    TestDatabase t;
    const auto other = t.another();
    QVERIFY(setName(t.db(), "Zürich").has_value());
    QCOMPARE(name(*other), "Zürich");
}

void TestConnection::aCommandThatReturnsAnErrorChangesNothing()
{
    TestDatabase t;
    QVERIFY(setName(t.db(), "before").has_value());
    const auto refused = t.db().write<bool>([](Connection &c) -> Result<bool> {
        setSetting(c, "name", "after");
        return failure(test::errorOf(Code::StateForbids, "x"));
    });
    QCOMPARE(refused.error().code, Code::StateForbids);
    QCOMPARE(name(t.db()), "before");
}

void TestConnection::aCommandThatThrowsChangesNothing()
{
    TestDatabase t;
    QVERIFY(setName(t.db(), "before").has_value());
    const auto broken = t.db().write<bool>([](Connection &c) -> Result<bool> {
        setSetting(c, "name", "after");
        c.statement("SELECT nothing FROM nowhere").run();
        return true;
    });
    QCOMPARE(broken.error().code, Code::Internal);
    QVERIFY(!broken.error().parameters.at("text").empty());
    QVERIFY_EXCEPTION_THROWN(static_cast<void>(t.db().write<bool>([](Connection &c) -> Result<bool> {
                                 setSetting(c, "name", "after");
                                 throw std::runtime_error("not of the store");
                             })),
                             std::runtime_error);
    QCOMPARE(name(t.db()), "before");
    QVERIFY(setName(t.db(), "afterwards").has_value());
}

void TestConnection::aCommandWithinACommandTakesBackItsOwnPart()
{
    TestDatabase t;
    t.write([](Connection &db) {
        setSetting(db, "name", "outer");
        const auto inner = db.write<bool>([](Connection &c) -> Result<bool> {
            setSetting(c, "name", "inner");
            return failure(test::errorOf(Code::StateForbids, "x"));
        });
        QVERIFY(!inner);
        const auto second = db.write<bool>([](Connection &c) -> Result<bool> {
            setSetting(c, "second", "kept");
            return true;
        });
        QVERIFY(second.has_value());
    });
    QCOMPARE(name(t.db()), "outer");
    QCOMPARE(t.read([](Connection &db) { return settings(db)["second"]; }), "kept");
}

void TestConnection::aFailedStatementLeavesTheConnectionUsable()
{
    TestDatabase t;
    for (int i = 0; i < 2; ++i) {
        const auto failed = t.db().write<bool>([](Connection &c) -> Result<bool> {
            c.statement("SELECT nothing FROM nowhere");
            return true;
        });
        QVERIFY(!failed);
    }
    const PackageId missing("CEN0000F");
    Distribution row;
    row.package = missing;
    row.dp = DpKey(9);
    const auto orphan = t.db().write<bool>([&](Connection &c) -> Result<bool> {
        insertDistribution(c, row);
        return true;
    });
    QVERIFY(!orphan); // foreign keys are on
    QVERIFY(setName(t.db(), "on").has_value());
}

void TestConnection::aReadSeesOneStateWhateverIsCommittedMeanwhile()
{
    TestDatabase t;
    QVERIFY(setName(t.db(), "one").has_value());
    const auto other = t.another();
    const std::pair<std::string, std::string> seen = t.read([&](Connection &db) {
        const std::string first = settings(db)["name"];
        static_cast<void>(setName(*other, "two"));
        return std::pair(first, settings(db)["name"]);
    });
    QCOMPARE(seen.first, "one");
    QCOMPARE(seen.second, "one");
    QCOMPARE(name(t.db()), "two");
}

void TestConnection::aReadWritesNothing()
{
    TestDatabase t;
    t.read([](Connection &db) { setSetting(db, "name", "by a question"); });
    QCOMPARE(name(t.db()), "");
}

void TestConnection::anotherConnectionsCommitIsNoticed()
{
    TestDatabase t;
    const auto other = t.another();
    const std::int64_t before = t.db().dataVersion();
    QVERIFY(setName(t.db(), "own").has_value());
    QCOMPARE(t.db().dataVersion(), before);
    QVERIFY(setName(*other, "another's").has_value());
    QVERIFY(t.db().dataVersion() != before);
}

void TestConnection::everyTransactionEndsWithItsStatements()
{
    TestDatabase t;
    t.addDp("kiel");
    t.addDp("ulm");
    const auto other = t.another();
    t.read([](Connection &db) {
        Statement &halfRead = db.statement("SELECT name FROM dp ORDER BY name");
        halfRead.run();
        QVERIFY(halfRead.next());
    });
    QVERIFY(setName(*other, "later").has_value());
    QVERIFY(setName(t.db(), "latest").has_value()); // would meet an old snapshot if the statement still stood on a row
    QCOMPARE(name(*other), "latest");
}

void TestConnection::F69_aLockedDatabaseIsBusyWhenPatienceIsOver()
{
    TestDatabase t;
    const auto other = t.another();
    int runs = 0;
    t.write([&](Connection &db) {
        setSetting(db, "name", "holds the lock");
        const auto refused = other->write<bool>(
            [&](Connection &) -> Result<bool> {
                ++runs;
                return true;
            },
            100ms);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Code::DatabaseBusy);
        QCOMPARE(refused.error().kind(), Kind::Transient);
    });
    QCOMPARE(runs, 0);
    QVERIFY(setName(*other, "free again").has_value());
}

void TestConnection::F69_theCommandRunsAgainWhenTheLockIsGone()
{
    TestDatabase t;
    const auto other = t.another();
    std::atomic<bool> locked = false, release = false;
    std::thread holder([&] {
        auto own = t.another();
        static_cast<void>(own->write<bool>([&](Connection &c) -> Result<bool> {
            setSetting(c, "count", "1");
            locked = true;
            while (!release)
                std::this_thread::yield();
            return true;
        }));
    });
    while (!locked)
        std::this_thread::yield();
    std::thread waiter([&] { release = true; });
    const auto added = other->write<bool>([](Connection &c) -> Result<bool> {
        setSetting(c, "count", std::to_string(std::stoi(settings(c)["count"]) + 1)); // what the other wrote is seen
        return true;
    });
    waiter.join();
    holder.join();
    QVERIFY(added.has_value());
    QCOMPARE(t.read([](Connection &db) { return settings(db)["count"]; }), "2");
}

void TestConnection::F69_readersAndTheWriterDoNotWaitForEachOther()
{
    TestDatabase t;
    const auto other = t.another(Connection::Mode::ReadOnly);
    t.write([&](Connection &db) {
        setSetting(db, "name", "not committed");
        QCOMPARE(name(*other), "");
    });
    QCOMPARE(name(*other), "not committed");
}

void TestConnection::F69_aCheckpointBesideAReaderIsNoError()
{
    TestDatabase t;
    const auto other = t.another();
    t.read([&](Connection &db) {
        static_cast<void>(settings(db));
        QVERIFY(setName(*other, "in the log").has_value());
        QVERIFY(other->checkpoint().has_value());
    });
    QVERIFY(other->checkpoint().has_value());
    QCOMPARE(name(t.db()), "in the log");
}

void TestConnection::F70_aFileOfSomethingElseIsDamaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("this is a letter, not a database\n").repeated(200);
    QTest::newRow("zeroes") << QByteArray(65536, '\0');
    QTest::newRow("the header alone") << QByteArray("SQLite format 3\0", 16);
}

void TestConnection::F70_aFileOfSomethingElseIsDamaged()
{
    QFETCH(QByteArray, bytes);
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("site.db"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    file.close();
    for (const auto mode : {Connection::Mode::ReadOnly, Connection::Mode::ReadWrite}) {
        const auto opened = Connection::open(path.toStdString(), mode);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Code::DatabaseDamaged);
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes); // nothing was written into it
}

static void fillDisk(TestDatabase &t)
{
    t.fill(300, 10, now);
    QVERIFY(t.db().checkpoint().has_value());
}

void TestConnection::F70_flippedBytesAreFoundAndSaid()
{
    TestDatabase t;
    fillDisk(t);
    QTemporaryDir dir;
    const std::string copy = dir.filePath(QStringLiteral("copy.db")).toStdString();
    QVERIFY(t.db().backupTo(copy).has_value());
    QFile file(QString::fromStdString(copy));
    QVERIFY(file.open(QIODevice::ReadWrite));
    // The first bytes of a page say what kind it is; from there on it is rows, not the schema.
    for (qint64 page = 150; page * 4096 < file.size(); page += 7) {
        file.seek(page * 4096);
        file.write(QByteArray(64, '\x55'));
    }
    file.close();
    const auto opened = Connection::open(copy, Connection::Mode::ReadOnly);
    QVERIFY(opened.has_value());
    const auto check = (*opened)->quickCheck();
    QVERIFY(check.has_value());
    QVERIFY(!check->empty());
    const auto rows = (*opened)->read<std::size_t>([](Connection &db) -> Result<std::size_t> { return distributions(db, {}).size(); });
    QVERIFY(!rows);
    QCOMPARE(rows.error().code, Code::DatabaseDamaged);
}

void TestConnection::F70_aTruncatedFileIsNotTakenForSound()
{
    TestDatabase t;
    fillDisk(t);
    QTemporaryDir dir;
    const std::string copy = dir.filePath(QStringLiteral("copy.db")).toStdString();
    QVERIFY(t.db().backupTo(copy).has_value());
    QFile file(QString::fromStdString(copy));
    QVERIFY(file.resize(file.size() / 2 / 4096 * 4096));
    const auto opened = Connection::open(copy, Connection::Mode::ReadOnly);
    if (!opened) {
        QCOMPARE(opened.error().code, Code::DatabaseDamaged);
        return;
    }
    const auto check = (*opened)->quickCheck();
    QVERIFY(check.has_value() && !check->empty());
}

void TestConnection::F70_aWholeFileIsSound()
{
    TestDatabase t;
    fillDisk(t);
    // A row in every table without row ids, with nothing in the columns that may hold nothing.
    t.addDp("kiel", {"north"});
    t.write([](Connection &db) {
        const PackageId id("CEN00001");
        addGroupTarget(db, id, "north", now);
        AuditRow row;
        row.arguments = "{}";
        insertAuditTouches(db, insertAudit(db, row), {{id, DpKey(1), State::Failed, State::Stopped}});
        replaceDifferences(db, id, DpKey(1), {{"file", "missing", {}, {}, 0, {}}});
    });
    QCOMPARE(t.db().quickCheck().value(), "");
}

void TestConnection::aMissingFileIsAMissingSite()
{
    QTemporaryDir dir;
    for (const char *path : {"/site.db", "/no/such/folder/site.db"}) {
        const auto opened = Connection::open(dir.path().toStdString() + path, Connection::Mode::ReadWrite);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Code::SiteMissing);
    }
    QVERIFY(!QFile::exists(dir.filePath(QStringLiteral("site.db"))));
}

void TestConnection::aFileThatIsThereIsNotMadeAnew()
{
    TestDatabase t;
    QVERIFY(setName(t.db(), "kept").has_value());
    const auto again = Connection::create(t.file());
    QVERIFY(!again);
    QCOMPARE(again.error().code, Code::Exists);
    QCOMPARE(name(t.db()), "kept");
}

void TestConnection::aReadOnlyConnectionWritesNothing()
{
    TestDatabase t;
    const auto reader = t.another(Connection::Mode::ReadOnly);
    const auto refused = setName(*reader, "x");
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Code::NotPermitted);
    QCOMPARE(name(t.db()), "");
}

void TestConnection::aReadOnlyConnectionNeedsNoOtherOne()
{
    QTemporaryDir dir;
    const std::string file = dir.filePath(QStringLiteral("site.db")).toStdString();
    {
        auto made = Connection::create(file);
        QVERIFY(made.has_value());
        QVERIFY(setName(**made, "alone").has_value());
    }
    QVERIFY(!QFile::exists(QString::fromStdString(file + "-wal"))); // as a site is that no engine works
    const auto reader = Connection::open(file, Connection::Mode::ReadOnly);
    QVERIFY(reader.has_value());
    QCOMPARE(name(**reader), "alone");
}

void TestConnection::whereNothingMayBeWrittenADatabaseAtRestIsReadAllTheSame()
{
    QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("site.db"));
    {
        auto made = Connection::create(file.toStdString());
        QVERIFY(made.has_value());
        QVERIFY(setName(**made, "before").has_value());
    }
    using P = QFileDevice;
    const auto protect = [&](bool on) {
        const QFile::Permissions read = P::ReadOwner | P::ReadUser | P::ReadGroup | P::ReadOther;
        const QFile::Permissions enter = read | P::ExeOwner | P::ExeUser | P::ExeGroup | P::ExeOther, write = P::WriteOwner | P::WriteUser;
        QVERIFY(QFile::setPermissions(dir.path(), on ? enter : enter | write));
        QVERIFY(QFile::setPermissions(file, on ? read : read | write));
    };
    const bool isRoot = geteuid() == 0; // who may do everything
    protect(true);
    if (isRoot)
        QCOMPARE(seteuid(65534), 0);
    auto reader = Connection::open(file.toStdString(), Connection::Mode::ReadOnly);
    const std::string first = reader ? name(**reader) : std::string();
    const std::int64_t version = reader ? (*reader)->dataVersion() : -1;
    if (isRoot)
        QCOMPARE(seteuid(0), 0);
    protect(false);
    QVERIFY(reader.has_value());
    QCOMPARE(first, "before");
    QVERIFY(version >= 0);
    // Somebody else may write after all: it is no longer at rest, and the next question sees what is new.
    {
        auto writer = Connection::open(file.toStdString(), Connection::Mode::ReadWrite);
        QVERIFY(writer && setName(**writer, "after").has_value());
        QVERIFY((*reader)->dataVersion() != version || QFile::exists(file + QStringLiteral("-wal")));
        QCOMPARE(name(**reader), "after");
        QVERIFY(setName(**writer, "later").has_value());
        QCOMPARE(name(**reader), "later");
    }
    QCOMPARE(name(**reader), "later");
}

void TestConnection::F15_aFullDiskIsSaidAndLeavesTheStateBefore()
{
    TestDatabase t;
    QVERIFY(setName(t.db(), "before").has_value());
    const auto full = t.db().write<bool>([](Connection &c) -> Result<bool> {
        Statement pages(c.once("PRAGMA page_count"));
        pages.one();
        const std::string limit = std::to_string(pages.integer(0) + 1);
        pages.finish();
        c.once("PRAGMA max_page_count = " + limit).run();
        setSetting(c, "name", "after");
        for (int i = 0; i < 100; ++i)
            setSetting(c, "key" + std::to_string(i), std::string(4096, 'x'));
        return true;
    });
    QVERIFY(!full);
    QCOMPARE(full.error().code, Code::DatabaseNoSpace);
    QCOMPARE(full.error().systemError, ENOSPC);
    QCOMPARE(name(t.db()), "before");
}

void TestConnection::aBackupIsWholeAndOpens()
{
    TestDatabase t;
    QVERIFY(setName(t.db(), "in the log only").has_value());
    QTemporaryDir dir;
    const std::string copy = dir.filePath(QStringLiteral("it's a copy.db")).toStdString();
    QVERIFY(t.db().backupTo(copy).has_value());
    const auto opened = Connection::open(copy, Connection::Mode::ReadOnly);
    QVERIFY(opened.has_value());
    QCOMPARE(name(**opened), "in the log only");
    QCOMPARE((*opened)->schemaVersion(), newestSchema());
}

void TestConnection::aBackupReplacesNothing()
{
    TestDatabase t;
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("copy.db"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    const auto refused = t.db().backupTo(path.toStdString());
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, Code::Exists);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("mine"));
}

void TestConnection::aCopyThatWasPutBackIsWorkedInTheSameMode()
{
    TestDatabase t;
    QTemporaryDir dir;
    const std::string copy = dir.filePath(QStringLiteral("site.db")).toStdString();
    QVERIFY(t.db().backupTo(copy).has_value());
    const auto opened = Connection::open(copy, Connection::Mode::ReadWrite);
    QVERIFY(opened.has_value());
    const auto mode = (*opened)->read<std::string>([](Connection &db) -> Result<std::string> {
        Statement journal(db.once("PRAGMA journal_mode"));
        return journal.one() ? journal.text(0) : std::string();
    });
    QCOMPARE(mode.value(), "wal");
}

QTEST_GUILESS_MAIN(TestConnection)
#include "tst_connection.moc"
