// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/engine/retention.h"
#include "core/store/journalrepository.h"
#include "core/store/statement.h"
#include "core/store/statusrepository.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::store;
using namespace cartage::test;
using namespace std::chrono_literals;
using std::chrono::days;

class TestRetention final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void severitiesAndTypesLiveForTheirTime();
    void receiptDecidesWhateverAClientsClockSays();
    void stepsAreSmallAndAWalkComesToItsEnd();
    void noMoreThanTwiceADaysIntakeGoes();
    void aReceiptInTheFutureStopsNoWalk();
    void anEngineThatEndedLeavesNoCountUnsaid();
    void idsAreForgottenAfterAYearAndNeverBeforeMessages_data();
    void idsAreForgottenAfterAYearAndNeverBeforeMessages();
    void sendersThatAreSilentForAYearGoWithTheirGaps();
};

namespace {

constexpr Time now = TestDatabase::now;

struct Bench {
    TestDatabase database;
    SeededRandom random{1};
    components::StatusWriter writer{"CEN", "here", random};
    MessageKeeping keeping;

    /// As the intake writes one: `stamp` is the client's clock.
    void add(Time received, Severity severity = Severity::Information, bool client = true, int id = 10006, const std::string &component = "Backup",
             std::optional<Time> stamp = std::nullopt)
    {
        database.write([&](Connection &db) {
            db.statement("INSERT INTO status_message (message_guid, id, severity, component, site, machine, created_at, received_at, sender_key) "
                         "VALUES ('g', ?, ?, ?, 'CEN', 'PC', ?, ?, ?)")
                .run(id, name(severity), component, stamp.value_or(received), client ? std::optional(received) : std::nullopt,
                     client ? std::optional<std::int64_t>(1) : std::nullopt);
        });
    }
    /// As if everything had come in since the last walk.
    void freshDay()
    {
        database.write([](Connection &db) { setCount(db, "walked_to", 0); });
    }
    int walk(Time at = now)
    {
        engine::Retirement progress;
        for (int steps = 1;; ++steps) {
            const bool more = database.write([&](Connection &db) { return engine::retireStep(db, at, keeping, writer, progress); });
            if (!more)
                return steps;
        }
    }
    [[nodiscard]] std::int64_t count(const std::string &name)
    {
        return database.read([&](Connection &db) { return counts(db)[name]; });
    }
    [[nodiscard]] std::int64_t rowsOf(const std::string &table)
    {
        return database.read([&](Connection &db) {
            Statement query = db.once("SELECT count(*) FROM " + table);
            query.run();
            return query.next() ? query.integer(0) : -1;
        });
    }
    [[nodiscard]] std::vector<StatusMessage> said()
    {
        MessageFilter filter;
        filter.ids = {static_cast<int>(MessageId::MessagesRetired)};
        return database.read([&](Connection &db) { return messages(db, filter); });
    }
    [[nodiscard]] std::int64_t left()
    {
        return database.read([](Connection &db) { return std::int64_t(messageAges(db, 0, 1'000'000).size()); }) - std::ssize(said());
    }
};

} // namespace

void TestRetention::severitiesAndTypesLiveForTheirTime()
{
    Bench bench;
    bench.keeping.by = {{"error", days(365)}, {"information", days(10)}, {"audit", days(0)}};
    bench.add(now - days(400), Severity::Error);
    bench.add(now - days(300), Severity::Error);
    bench.add(now - days(100), Severity::Warning);
    bench.add(now - days(80), Severity::Warning);
    bench.add(now - days(20), Severity::Information);
    bench.add(now - days(500), Severity::Information, false, static_cast<int>(MessageId::Held), "Engine"); // of type audit: for ever
    bench.add(now - days(20), Severity::Information, true, static_cast<int>(MessageId::Held), "Backup");   // a client's own meaning of that number
    bench.add(now - days(5), Severity::Information);
    bench.add(now - days(20), Severity::Information, false, 42, "Engine"); // behind one that is young: it goes a day later
    bench.freshDay();
    bench.walk();
    QCOMPARE(bench.count("retired_client_message_days_error"), std::int64_t(1));
    QCOMPARE(bench.count("retired_client_message_days"), std::int64_t(1));
    QCOMPARE(bench.count("retired_client_message_days_information"), std::int64_t(2));
    QCOMPARE(bench.count("retired_message_days_information"), std::int64_t(0));
    QCOMPARE(bench.left(), std::int64_t(5));
    QCOMPARE(bench.said().size(), std::size_t(1));
    QCOMPARE(bench.said().front().strings, (std::vector<std::string>{"4", "message_days 1, message_days_error 1, message_days_information 2"}));
    bench.walk();
    QCOMPARE(bench.said().size(), std::size_t(1)); // nothing went: nothing is said
}

void TestRetention::receiptDecidesWhateverAClientsClockSays()
{
    Bench bench;
    for (const Time stamp : {timeFromMs(315'532'800'000), now, timeFromMs(4'070'908'800'000)}) { // 1980, 2099
        bench.add(now - days(91), Severity::Error, true, 1, "Backup", stamp);
        bench.add(now - days(89), Severity::Error, true, 1, "Backup", stamp);
    }
    bench.freshDay();
    bench.walk();
    // The second is the first that is younger than the limit: what stands behind it in the order of receipt came later.
    QCOMPARE(bench.left(), std::int64_t(5));
    bench.freshDay();
    bench.walk(now + days(3));
    QCOMPARE(bench.left(), std::int64_t(0));
}

void TestRetention::stepsAreSmallAndAWalkComesToItsEnd()
{
    Bench bench;
    for (int i = 0; i < 1'050; ++i)
        bench.add(now - days(100), i % 2 ? Severity::Error : Severity::Warning);
    bench.keeping.by["error"] = days(365);
    bench.freshDay();
    const int steps = bench.walk();
    QCOMPARE(bench.left(), std::int64_t(525)); // the others live on, and are no obstacle
    QCOMPARE(steps, 3);                        // 200 at most in each
    QCOMPARE(bench.said().size(), std::size_t(1));
}

void TestRetention::noMoreThanTwiceADaysIntakeGoes()
{
    Bench bench;
    for (int i = 0; i < 100; ++i)
        bench.add(now - days(100));
    bench.freshDay();
    bench.database.write([](Connection &db) { setCount(db, "walked_to", 90); }); // ten came in since the last walk
    bench.walk();
    QCOMPARE(bench.left(), std::int64_t(80));
    bench.walk(now + days(1)); // nothing but what the engine has said itself
    QCOMPARE(bench.left(), std::int64_t(78));
}

void TestRetention::aReceiptInTheFutureStopsNoWalk()
{
    Bench bench;
    bench.add(now + days(1000));
    bench.add(now - days(100));
    bench.freshDay();
    bench.walk();
    QCOMPARE(bench.left(), std::int64_t(1));
    bench.keeping.all = Span(0);
    bench.walk(now + days(5000));
    QCOMPARE(bench.left(), std::int64_t(1)); // for ever
}

void TestRetention::anEngineThatEndedLeavesNoCountUnsaid()
{
    Bench bench;
    for (int i = 0; i < 300; ++i)
        bench.add(now - days(100));
    bench.freshDay();
    engine::Retirement progress;
    QVERIFY(bench.database.write([&](Connection &db) { return engine::retireStep(db, now, bench.keeping, bench.writer, progress); }));
    QCOMPARE(bench.count("retired_client_message_days"), std::int64_t(200));
    QVERIFY(bench.said().empty());
    bench.walk(); // of the next engine: nothing came in since, so nothing more goes
    QCOMPARE(bench.said().size(), std::size_t(1));
    QCOMPARE(bench.said().front().strings.front(), std::string("200"));
}

void TestRetention::idsAreForgottenAfterAYearAndNeverBeforeMessages_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("keepDays");
    QTest::addColumn<int>("steps");
    QTest::addColumn<int>("left");
    QTest::newRow("messages go before") << "error" << 300 << 3 << 1'250;
    QTest::newRow("errors live longer") << "error" << 400 << 3 << 2'500;
    QTest::newRow("all live longer") << "" << 400 << 3 << 2'500;
    QTest::newRow("errors live for ever") << "error" << 0 << 1 << 2'500;
    QTest::newRow("all live for ever") << "" << 0 << 1 << 2'500;
}

void TestRetention::idsAreForgottenAfterAYearAndNeverBeforeMessages()
{
    QFETCH(QString, kind);
    QFETCH(int, keepDays);
    QFETCH(int, steps);
    QFETCH(int, left);
    Bench bench;
    if (kind.isEmpty())
        bench.keeping.all = days(keepDays);
    else
        bench.keeping.by[kind.toStdString()] = days(keepDays);
    bench.database.write([](Connection &db) {
        for (int i = 0; i < 2'500; ++i) {
            const std::string hex = QByteArray::number(100'000 + i).toHex().toStdString();
            db.once("INSERT INTO message_seen (guid, content, seen_at) VALUES (x'" + hex + "', x'00', ?)").run(i % 2 ? now - days(366) : now - days(364));
        }
    });
    QCOMPARE(bench.walk(), steps);
    QCOMPARE(bench.rowsOf("message_seen"), std::int64_t(left));
}

void TestRetention::sendersThatAreSilentForAYearGoWithTheirGaps()
{
    Bench bench;
    constexpr int senders = 1'250; // more than one step looks at; every third silent for too long, every 90th of those with a message that is left
    bench.keeping.all = days(0);
    bench.database.write([](Connection &db) {
        for (int i = 1; i <= senders; ++i) {
            db.statement("INSERT INTO sender (sender, machine, first_at, last_at, highest, received) VALUES (?, 'PC', 0, ?, 3, 2)")
                .run(std::to_string(i), i % 3 == 0 ? now - days(366) : now - days(364));
            db.statement("INSERT INTO sender_gap (sender_key, first, last, since) VALUES (?, 1, 1, 0)").run(i);
            if (i % 90 == 0)
                db.statement("INSERT INTO status_message (message_guid, id, severity, component, site, machine, created_at, received_at, sender_key) "
                             "VALUES ('g', 1, 'error', 'Backup', 'CEN', 'PC', ?, ?, ?)")
                    .run(now - days(366), now - days(366), i);
        }
    });
    constexpr int left = senders - senders / 3 + senders / 90;
    const int steps = bench.walk();
    QVERIFY2(steps >= (senders - left) / 20, qPrintable(QString::number(steps)));
    QCOMPARE(bench.rowsOf("sender"), std::int64_t(left));
    QCOMPARE(bench.rowsOf("sender_gap"), std::int64_t(left));
    QCOMPARE(bench.rowsOf("sender WHERE last_at < " + std::to_string(toMs(now - days(365)))), std::int64_t(senders / 90));
    QVERIFY(bench.database.read([](Connection &db) { return brokenAccounts(db).empty(); }));
    QCOMPARE(bench.walk(), 1); // fewer than a step looks at, and nothing goes
}

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
