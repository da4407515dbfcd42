// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/enginerepository.h"
#include "core/store/journalrepository.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::store;
using namespace std::chrono_literals;
using test::TestDatabase;

/// Status messages, audit, acknowledgements, requests.
class TestJournal final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageIsReadAsWritten();
    void eachFilterNarrows_data();
    void eachFilterNarrows();
    void newestComeFirstUnlessAskedOtherwise();
    void messagesGoAndTheirNumbersAreNotUsedAgain();
    void messagesOfADayAreCounted();
    void anActionIsReadAsWritten();
    void actionsAreFilteredAndRetired();
    void actionsOfARowAreFoundOldestFirst();
    void anAcknowledgementIsReplacedAndTakenBack();
    void aRequestIsOpenUntilItIsDone();
    void requestsOfYesterdayAreForgotten();

private:
    static constexpr Time now = TestDatabase::now;
    static StatusMessage message(int id, Time at)
    {
        StatusMessage made;
        made.guid = "guid" + std::to_string(id);
        made.id = id;
        made.component = "DistributionManager";
        made.site = "CEN";
        made.machine = "host";
        made.time = at;
        return made;
    }
    static std::int64_t add(TestDatabase &t, const StatusMessage &made)
    {
        return t.write([&](Connection &db) { return insertMessage(db, made); });
    }
    static std::vector<int> ids(TestDatabase &t, const MessageFilter &filter)
    {
        std::vector<int> found;
        for (const StatusMessage &each : t.read([&](Connection &db) { return messages(db, filter); }))
            found.push_back(each.id);
        return found;
    }
};

void TestJournal::aMessageIsReadAsWritten()
{
    TestDatabase t;
    StatusMessage whole = message(2330, now);
    whole.severity = Severity::Warning;
    whole.received = now + 1s;
    whole.strings = {"CEN00001", "", "\"ü\", 'x'"};
    whole.attributes = {{400, "CEN00001"}, {404, "kiel"}, {410, "7"}, {500, "more"}};
    whole.recordId = add(t, whole);
    QCOMPARE(t.read([](Connection &db) { return messages(db, {}); }), std::vector<StatusMessage>{whole});
    QCOMPARE(t.read([](Connection &db) { return newestMessage(db); }), whole.recordId);
}

void TestJournal::eachFilterNarrows_data()
{
    QTest::addColumn<int>("filter");
    QTest::addColumn<QList<int>>("found");
    QTest::newRow("none") << 0 << QList<int>{4, 3, 2, 1};
    QTest::newRow("ids") << 1 << QList<int>{3, 1};
    QTest::newRow("severity or worse") << 2 << QList<int>{3, 2};
    QTest::newRow("component") << 3 << QList<int>{4};
    QTest::newRow("package") << 4 << QList<int>{2};
    QTest::newRow("dp") << 5 << QList<int>{3};
    QTest::newRow("since") << 6 << QList<int>{4, 3};
    QTest::newRow("until") << 7 << QList<int>{2, 1};
    QTest::newRow("newer ones only") << 8 << QList<int>{4, 3};
    QTest::newRow("at most two") << 9 << QList<int>{4, 3};
    QTest::newRow("the oldest two") << 10 << QList<int>{1, 2};
    QTest::newRow("several") << 11 << QList<int>{3};
}

void TestJournal::eachFilterNarrows()
{
    QFETCH(int, filter);
    QFETCH(QList<int>, found);
    TestDatabase t;
    std::vector<std::int64_t> records;
    for (int id = 1; id <= 4; ++id) {
        StatusMessage made = message(id, now + std::chrono::seconds(id));
        made.severity = id == 2 ? Severity::Warning : id == 3 ? Severity::Error : Severity::Information;
        made.component = id == 4 ? "StatusManager" : "DistributionManager";
        if (id == 2)
            made.attributes = {{400, "CEN00001"}};
        if (id == 3)
            made.attributes = {{404, "kiel"}};
        records.push_back(add(t, made));
    }
    MessageFilter asked;
    switch (filter) {
    case 1:
        asked.ids = {1, 3, 99};
        break;
    case 2:
        asked.severity = Severity::Warning;
        break;
    case 3:
        asked.component = "StatusManager";
        break;
    case 4:
        asked.package = PackageId("CEN00001");
        break;
    case 5:
        asked.dp = "kiel";
        break;
    case 6:
        asked.since = now + 3s;
        break;
    case 7:
        asked.until = now + 2s;
        break;
    case 8:
        asked.afterRecord = records[1];
        break;
    case 9:
        asked.limit = 2;
        break;
    case 10:
        asked.limit = 2;
        asked.oldestFirst = true;
        break;
    case 11:
        asked.severity = Severity::Error;
        asked.since = now;
        asked.dp = "kiel";
        asked.ids = {3};
        break;
    default:
        break;
    }
    QCOMPARE(ids(t, asked), std::vector<int>(found.begin(), found.end()));
}

void TestJournal::newestComeFirstUnlessAskedOtherwise()
{
    TestDatabase t;
    for (int id = 1; id <= 150; ++id)
        add(t, message(id, now));
    MessageFilter all;
    QCOMPARE(ids(t, all).size(), std::size_t(100));
    QCOMPARE(ids(t, all).front(), 150);
    all.limit = 0;
    all.oldestFirst = true;
    QCOMPARE(ids(t, all).size(), std::size_t(150));
    QCOMPARE(ids(t, all).front(), 1);
}

void TestJournal::messagesGoAndTheirNumbersAreNotUsedAgain()
{
    TestDatabase t;
    for (int id = 1; id <= 6; ++id)
        add(t, message(id, now + std::chrono::hours(id)));
    const auto ages = t.read([](Connection &db) { return messageAges(db, 1, 3); });
    QCOMPARE(ages.size(), std::size_t(3));
    QCOMPARE(ages.front().recordId, std::int64_t(2));
    QCOMPARE(ages.back().received, now + 4h); // one of the site's own has no receipt
    QVERIFY(!ages.front().client);
    t.write([](Connection &db) { deleteMessages(db, {1, 2, 3, 4}); });
    QCOMPARE(ids(t, {}), (std::vector<int>{6, 5}));
    // A record id is never used again: who follows messages by it misses none.
    t.write([](Connection &db) { deleteMessages(db, {5, 6}); });
    QVERIFY(add(t, message(7, now)) > 6);
}

void TestJournal::messagesOfADayAreCounted()
{
    TestDatabase t;
    for (int id = 1; id <= 5; ++id)
        add(t, message(id, now - std::chrono::hours(10 * id)));
    QCOMPARE(t.read([](Connection &db) { return messagesSince(db, now - 24h); }), std::int64_t(2));
}

void TestJournal::anActionIsReadAsWritten()
{
    TestDatabase t;
    AuditRow row{0, now, "anna (root)", "host", "cartage 0.1", "retries clear", "{\"dp\":[\"kiel\"]}", "it's; over", 50'000, 3};
    row.id = t.write([&](Connection &db) { return insertAudit(db, row); });
    const AuditRow found = t.read([](Connection &db) { return audit(db, {}).front(); });
    QCOMPARE(found.id, row.id);
    QCOMPARE(found.at, row.at);
    QCOMPARE(found.actor, row.actor);
    QCOMPARE(found.host, row.host);
    QCOMPARE(found.via, row.via);
    QCOMPARE(found.action, row.action);
    QCOMPARE(found.arguments, row.arguments);
    QCOMPARE(found.reason, row.reason);
    QCOMPARE(found.changed, row.changed);
    QCOMPARE(found.refused, row.refused);
}

void TestJournal::actionsAreFilteredAndRetired()
{
    TestDatabase t;
    for (int i = 1; i <= 4; ++i) {
        AuditRow row;
        row.at = now + std::chrono::hours(i);
        row.actor = i % 2 ? "anna" : "bert";
        row.action = std::to_string(i);
        row.arguments = "{}";
        t.write([&](Connection &db) { insertAudit(db, row); });
    }
    const auto found = [&](const AuditFilter &filter) {
        std::string actions;
        for (const AuditRow &row : t.read([&](Connection &db) { return audit(db, filter); }))
            actions += row.action;
        return actions;
    };
    QCOMPARE(found({}), "4321");
    QCOMPARE(found({"anna", "", 0, {}, {}, 100}), "31");
    QCOMPARE(found({"", "", 0, now + 2h, now + 3h, 0}), "32");
    QCOMPARE(found({"", "", 0, {}, {}, 1}), "4");
    QCOMPARE(found({"", "2", 0, {}, {}, 1}), "2");
    QCOMPARE(found({"", "", 3, {}, {}, 0}), "3");
    QCOMPARE(t.write([](Connection &db) { return retireAudit(db, now + 3h, 10); }), std::int64_t(2));
    QCOMPARE(found({}), "43");
}

void TestJournal::actionsOfARowAreFoundOldestFirst()
{
    TestDatabase t;
    const PackageId id("CEN00001");
    for (int i = 1; i <= 3; ++i) {
        AuditRow row;
        row.at = now;
        row.action = std::to_string(i);
        row.arguments = "{}";
        t.write([&](Connection &db) {
            const std::int64_t audit = insertAudit(db, row);
            if (i != 2)
                insertAuditTouches(db, audit, {{id, DpKey(1), State::Failed, State::Stopped}, {id, DpKey(2), State::Failed, State::Stopped}});
        });
    }
    const std::vector<AuditRow> found = t.read([&](Connection &db) { return auditOf(db, id, DpKey(2)); });
    QCOMPARE(found.size(), std::size_t(2));
    QCOMPARE(found[0].action, "1");
    QCOMPARE(found[1].action, "3");
    QVERIFY(t.read([&](Connection &db) { return auditOf(db, id, DpKey(3)).empty(); }));
    t.write([](Connection &db) { retireAudit(db, now + 1h, 10); });
    QVERIFY(t.read([&](Connection &db) { return auditOf(db, id, DpKey(2)).empty(); }));
}

void TestJournal::anAcknowledgementIsReplacedAndTakenBack()
{
    TestDatabase t;
    t.write([](Connection &db) {
        setAck(db, {"no_space:kiel", "anna", "known", {}, now});
        setAck(db, {"no_space:kiel", "bert", "ordered", now + 24h, now + 1s});
    });
    const std::vector<AckRow> found = t.read([](Connection &db) { return acks(db); });
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].by, "bert");
    QCOMPARE(found[0].reason, "ordered");
    QCOMPARE(found[0].until, std::optional<Time>(now + 24h));
    QVERIFY(t.write([](Connection &db) { return removeAck(db, "no_space:kiel"); }));
    QVERIFY(!t.write([](Connection &db) { return removeAck(db, "no_space:kiel"); }));
}

void TestJournal::aRequestIsOpenUntilItIsDone()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    RequestRow row;
    row.kind = "validate";
    row.package = PackageId("CEN00001");
    row.dp = dp;
    row.askedAt = now;
    row.id = t.write([&](Connection &db) { return insertRequest(db, row); });
    QCOMPARE(t.read([](Connection &db) { return openRequests(db).size(); }), std::size_t(1));
    t.write([&](Connection &db) { startRequest(db, row.id, now + 1s); });
    RequestRow found = t.read([](Connection &db) { return openRequests(db).front(); });
    QCOMPARE(found.kind, row.kind);
    QCOMPARE(found.package, row.package);
    QCOMPARE(found.dp, dp);
    QCOMPARE(found.askedAt, now);
    QCOMPARE(found.startedAt, std::optional<Time>(now + 1s));
    t.write([&](Connection &db) { finishRequest(db, row.id, "{\"ok\":true}", now + 2s); });
    QVERIFY(t.read([](Connection &db) { return openRequests(db).empty(); }));
    found = t.read([&](Connection &db) { return *request(db, row.id); });
    QCOMPARE(found.result, "{\"ok\":true}");
    QCOMPARE(found.doneAt, std::optional<Time>(now + 2s));
    QVERIFY(!t.read([&](Connection &db) { return request(db, row.id + 1).has_value(); }));
}

void TestJournal::requestsOfYesterdayAreForgotten()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    std::vector<std::int64_t> ids;
    for (const Time at : {now - 48h, now}) {
        RequestRow row;
        row.kind = "test";
        row.dp = dp;
        row.askedAt = at;
        ids.push_back(t.write([&](Connection &db) { return insertRequest(db, row); }));
    }
    t.write([](Connection &db) { retireRequests(db, now - 24h); });
    QVERIFY(!t.read([&](Connection &db) { return request(db, ids[0]).has_value(); }));
    QVERIFY(t.read([&](Connection &db) { return request(db, ids[1]).has_value(); }));
}

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
