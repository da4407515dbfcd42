// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/store/migrations.h"
#include "core/store/siterepository.h"
#include "core/store/statement.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::store;
using test::TestDatabase;

class TestMigrations final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aNewDatabaseHasTheNewestSchema();
    void anOlderSchemaIsMigratedOnceAndACopyIsKept();
    void anOlderSchemaIsNotReadAsItIs();
    void severalStepsAreTakenInOrder();
    void F10_aStepThatFailsLeavesNothingOfItself();
    void F10_aKillInTheMiddleLeavesTheFormerSchema();
    void F10_aSecondStartGoesOnAndKeepsTheFirstCopy();
    void F71_aNewerSchemaIsRefusedAndNotWritten();
    void anAlteredSchemaIsRefused_data();
    void anAlteredSchemaIsRefused();
    void anotherTextOfAMigrationIsAnAlteredSchema();
    void adHocStatisticsAreNoAlteration();
    void aScriptIsSplitWhereItsStatementsEnd();

private:
    static constexpr Time now = TestDatabase::now;
    std::vector<Migration> steps(std::size_t count) const;
    std::string path(const char *name = "site.db") const { return m_dir->filePath(QString::fromLatin1(name)).toStdString(); }
    static std::vector<std::string> columns(Connection &db, const std::string &table);
    static void run(Connection &db, const std::string &sql);
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestMigrations::init() { m_dir = std::make_unique<QTemporaryDir>(); }

/// The program's own first step and two that may come one day.
std::vector<Migration> TestMigrations::steps(std::size_t count) const
{
    std::vector<Migration> all = shippedMigrations();
    all.push_back({"9998_colour", "-- colours; not black\nALTER TABLE dp ADD COLUMN colour TEXT NOT NULL DEFAULT 'red;green';\n"
                                  "CREATE TABLE paint (name TEXT PRIMARY KEY) STRICT;\nINSERT INTO paint VALUES ('it''s -- blue');\n"});
    all.push_back({"9999_brush", "CREATE TABLE brush (paint TEXT REFERENCES paint) STRICT;\nINSERT INTO brush SELECT name FROM paint;\n"});
    return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(shippedMigrations().size() + count)};
}

std::vector<std::string> TestMigrations::columns(Connection &db, const std::string &table)
{
    Statement rows = db.once("SELECT name FROM pragma_table_info(?) ORDER BY cid");
    std::vector<std::string> names;
    rows.run(table);
    while (rows.next())
        names.push_back(rows.text(0));
    return names;
}

void TestMigrations::run(Connection &db, const std::string &sql)
{
    QVERIFY(db.write<bool>([&](Connection &c) -> Result<bool> {
                  c.once(sql).run();
                  return true;
              }).has_value());
}

void TestMigrations::aNewDatabaseHasTheNewestSchema()
{
    QVERIFY(Connection::create(path()).has_value());
    const auto opened = Connection::open(path(), Connection::Mode::ReadOnly);
    QVERIFY(opened.has_value());
    QCOMPARE((*opened)->schemaVersion(), newestSchema());
    QCOMPARE(static_cast<int>(shippedMigrations().size()), newestSchema());
}

void TestMigrations::anOlderSchemaIsMigratedOnceAndACopyIsKept()
{
    QVERIFY(Connection::create(path(), steps(0)).has_value());
    auto opened = Connection::open(path(), Connection::Mode::ReadWrite, steps(1));
    QVERIFY(opened.has_value());
    Connection &db = **opened;
    QVERIFY(columns(db, "paint").empty());
    QVERIFY(db.migrate(now).has_value());
    QCOMPARE(columns(db, "paint"), std::vector<std::string>{"name"});
    QCOMPARE(columns(db, "dp").back(), "colour");
    QVERIFY(db.migrate(now).has_value()); // nothing to do

    const auto copy = Connection::open(path(("site.db.before-000" + std::to_string(newestSchema())).c_str()), Connection::Mode::ReadOnly, steps(0));
    QVERIFY(copy.has_value());
    QVERIFY(columns(**copy, "paint").empty());
}

void TestMigrations::anOlderSchemaIsNotReadAsItIs()
{
    QVERIFY(Connection::create(path(), steps(0)).has_value());
    const auto opened = Connection::open(path(), Connection::Mode::ReadOnly, steps(1));
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, Code::SchemaAltered);
    QCOMPARE(opened.error().parameters.at("older"), std::to_string(newestSchema()));
}

void TestMigrations::severalStepsAreTakenInOrder()
{
    QVERIFY(Connection::create(path(), steps(0)).has_value());
    auto opened = Connection::open(path(), Connection::Mode::ReadWrite, steps(2));
    QVERIFY(opened.has_value() && (*opened)->migrate(now).has_value());
    Statement brush = (*opened)->once("SELECT paint FROM brush");
    QVERIFY(brush.one());
    QCOMPARE(brush.text(0), "it's -- blue");
    brush.finish();
    QCOMPARE((*opened)->schemaVersion(), newestSchema() + 2);
}

void TestMigrations::F10_aStepThatFailsLeavesNothingOfItself()
{
    QVERIFY(Connection::create(path(), steps(0)).has_value());
    std::vector<Migration> broken = steps(2);
    broken.back().sql += "INSERT INTO no_such_table VALUES (1);\n";
    {
        auto opened = Connection::open(path(), Connection::Mode::ReadWrite, broken);
        QVERIFY(opened.has_value());
        QVERIFY(!(*opened)->migrate(now));
        QVERIFY(columns(**opened, "brush").empty());
        QCOMPARE(columns(**opened, "paint"), std::vector<std::string>{"name"}); // the step before it is done
        QCOMPARE((*opened)->schemaVersion(), newestSchema() + 1);
    }
    auto mended = Connection::open(path(), Connection::Mode::ReadWrite, steps(2));
    QVERIFY(mended.has_value() && (*mended)->migrate(now).has_value());
    QCOMPARE((*mended)->schemaVersion(), newestSchema() + 2);
}

void TestMigrations::F10_aKillInTheMiddleLeavesTheFormerSchema()
{
    QVERIFY(Connection::create(path(), steps(0)).has_value());
    auto opened = Connection::open(path(), Connection::Mode::ReadWrite, steps(1));
    QVERIFY(opened.has_value());
    Connection &db = **opened;
    // What a killed process leaves is the files as they are while its transaction is open; with so small a cache they hold half of it.
    db.once("PRAGMA cache_size = 1").run();
    db.once("BEGIN IMMEDIATE").run();
    for (const std::string &statement : statementsOf(steps(1).back().sql))
        db.once(statement).run();
    db.once(
          "WITH RECURSIVE n (x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 500) INSERT INTO paint SELECT x || hex(zeroblob(500)) FROM n")
        .run();
    for (const char *suffix : {"", "-wal", "-shm"})
        QVERIFY(QFile::copy(QString::fromStdString(path() + suffix), QString::fromStdString(path("killed.db") + suffix)));
    QVERIFY(QFile(QString::fromStdString(path("killed.db-wal"))).size() > 100'000);
    db.once("ROLLBACK").run();

    auto after = Connection::open(path("killed.db"), Connection::Mode::ReadWrite, steps(1));
    QVERIFY(after.has_value());
    QCOMPARE((*after)->schemaVersion(), newestSchema());
    QVERIFY(columns(**after, "paint").empty());
    QCOMPARE((*after)->quickCheck().value(), "");
    QVERIFY((*after)->migrate(now).has_value());
    QCOMPARE((*after)->schemaVersion(), newestSchema() + 1);
}

void TestMigrations::F10_aSecondStartGoesOnAndKeepsTheFirstCopy()
{
    QVERIFY(Connection::create(path(), steps(0)).has_value());
    {
        auto first = Connection::open(path(), Connection::Mode::ReadWrite, steps(0));
        run(**first, "INSERT INTO setting VALUES ('name', 'of the first start')");
        QVERIFY((*first)->backupTo(path(("site.db.before-000" + std::to_string(newestSchema())).c_str())).has_value()); // killed after the copy
        run(**first, "UPDATE setting SET value = 'later'");
    }
    auto second = Connection::open(path(), Connection::Mode::ReadWrite, steps(1));
    QVERIFY(second.has_value() && (*second)->migrate(now).has_value());
    const auto copy = Connection::open(path(("site.db.before-000" + std::to_string(newestSchema())).c_str()), Connection::Mode::ReadOnly, steps(0));
    QVERIFY(copy.has_value());
    const auto kept = (*copy)->read<std::string>([](Connection &db) -> Result<std::string> { return settings(db)["name"]; });
    QCOMPARE(kept.value(), "of the first start");
}

void TestMigrations::F71_aNewerSchemaIsRefusedAndNotWritten()
{
    QVERIFY(Connection::create(path(), steps(2)).has_value());
    QFile file(QString::fromStdString(path()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    for (const auto mode : {Connection::Mode::ReadOnly, Connection::Mode::ReadWrite}) {
        const auto opened = Connection::open(path(), mode);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Code::SchemaNewer);
        QCOMPARE(opened.error().parameters.at("found"), std::to_string(newestSchema() + 2));
        QCOMPARE(opened.error().parameters.at("known"), std::to_string(newestSchema()));
    }
    file.seek(0);
    QCOMPARE(file.readAll(), before);
}

void TestMigrations::anAlteredSchemaIsRefused_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("a column more") << QByteArray("ALTER TABLE package ADD COLUMN mine TEXT");
    QTest::newRow("an index less") << QByteArray("DROP INDEX distribution_due");
    QTest::newRow("a table less") << QByteArray("DROP TABLE audit_row");
    QTest::newRow("a table more") << QByteArray("CREATE TABLE mine (x)");
    QTest::newRow("a trigger more") << QByteArray("CREATE TRIGGER mine AFTER INSERT ON audit BEGIN DELETE FROM audit; END");
    QTest::newRow("another checksum") << QByteArray("UPDATE schema_migration SET checksum = 'x'");
    QTest::newRow("a step missing") << QByteArray("UPDATE schema_migration SET version = 0 WHERE version = 1");
    QTest::newRow("not ours") << QByteArray("DROP TABLE schema_migration");
}

void TestMigrations::anAlteredSchemaIsRefused()
{
    QFETCH(QByteArray, sql);
    {
        auto made = Connection::create(path());
        QVERIFY(made.has_value());
        run(**made, sql.toStdString());
    }
    for (const auto mode : {Connection::Mode::ReadOnly, Connection::Mode::ReadWrite}) {
        const auto opened = Connection::open(path(), mode);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Code::SchemaAltered);
    }
}

void TestMigrations::anotherTextOfAMigrationIsAnAlteredSchema()
{
    std::vector<Migration> other = steps(1);
    other.back().sql += "\n"; // the same tables, but not what was shipped
    QVERIFY(Connection::create(path(), other).has_value());
    const auto opened = Connection::open(path(), Connection::Mode::ReadOnly, steps(1));
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, Code::SchemaAltered);
}

void TestMigrations::adHocStatisticsAreNoAlteration()
{
    {
        auto made = Connection::create(path());
        QVERIFY(made.has_value());
        run(**made, "ANALYZE");
    }
    QVERIFY(Connection::open(path(), Connection::Mode::ReadOnly).has_value());
}

void TestMigrations::aScriptIsSplitWhereItsStatementsEnd()
{
    const auto trimmed = [](std::vector<std::string> statements) {
        for (std::string &each : statements)
            each = QString::fromStdString(each).simplified().toStdString();
        return statements;
    };
    using Statements = std::vector<std::string>;
    QCOMPARE(trimmed(statementsOf("SELECT 1; -- one; two\nSELECT ';' ; ;\n /* a ; b */ SELECT \"--;\", 'it''s; x' -- end")),
             (Statements{"SELECT 1", "SELECT ';'", "SELECT \"--;\", 'it''s; x'"}));
    QCOMPARE(trimmed(statementsOf("-- nothing; at all")), Statements());
    QCOMPARE(trimmed(statementsOf("SELECT 'open; end")), (Statements{"SELECT 'open; end"}));
    QCOMPARE(trimmed(statementsOf("SELECT 1 - -1;")), (Statements{"SELECT 1 - -1"}));
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
