// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/distributionrepository.h"
#include "core/store/packagerepository.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::store;
using test::TestDatabase;

/// Which row is begun next.
class TestDue final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasDueFirstComesFirst();
    void onlyRowsThatAreDueAndMayBeBegunComeUp();
    void aHigherClassComesBeforeADueTime();
    void eachHourWaitedIsOneClassUp_data();
    void eachHourWaitedIsOneClassUp();
    void noWaitGoesAboveHigh();
    void newOnesAndRetriesTakeTurnsWithinAClass();
    void noMoreComeThanAreAskedFor();
    void aPackagesNewPriorityIsItsRowsNewClass();
    void dpsWithDueRowsAreFoundInEveryClass();
    void theNextDueTimeIsTheEarliestAfterNow();
    void whatIsAtWorkIsFoundByStateAndRunningRemoval();

private:
    static std::vector<std::string> names(const std::vector<Distribution> &rows)
    {
        std::vector<std::string> ids;
        for (const Distribution &row : rows)
            ids.push_back(row.package.value());
        return ids;
    }
    using Names = std::vector<std::string>;
};

static constexpr Time now = TestDatabase::now;
using namespace std::chrono_literals;

void TestDue::whatWasDueFirstComesFirst()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    t.addRow(t.addPackage(1), dp, State::Waiting, now - 1s);
    t.addRow(t.addPackage(2), dp, State::Waiting, now - 3s);
    t.addRow(t.addPackage(3), dp, State::Waiting, now - 2s);
    QCOMPARE(names(t.read([&](Connection &db) { return dueAt(db, dp, now, false, 10); })), (Names{"CEN00002", "CEN00003", "CEN00001"}));
}

void TestDue::onlyRowsThatAreDueAndMayBeBegunComeUp()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    const DpKey other = t.addDp("ulm");
    int number = 0;
    Names begun;
    for (const State state : allStates()) {
        const PackageId id = t.addPackage(++number);
        t.addRow(id, dp, state, now);
        if (state == State::Waiting || state == State::Retrying || state == State::Removing || state == State::Damaged || state == State::Blocked)
            begun.push_back(id.value());
    }
    t.addRow(t.addPackage(++number), dp, State::Waiting, now + 1ms);
    t.addRow(t.addPackage(++number), dp, State::Waiting);
    t.addRow(t.addPackage(++number), other, State::Waiting, now);
    QCOMPARE(names(t.read([&](Connection &db) { return dueAt(db, dp, now, false, 100); })), begun);
}

void TestDue::aHigherClassComesBeforeADueTime()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    t.addRow(t.addPackage(1, Priority::Low), dp, State::Waiting, now - 30min);
    t.addRow(t.addPackage(2, Priority::High), dp, State::Waiting, now);
    t.addRow(t.addPackage(3), dp, State::Waiting, now - 20min);
    QCOMPARE(names(t.read([&](Connection &db) { return dueAt(db, dp, now, false, 10); })), (Names{"CEN00002", "CEN00003", "CEN00001"}));
}

void TestDue::eachHourWaitedIsOneClassUp_data()
{
    QTest::addColumn<int>("priority");
    QTest::addColumn<qint64>("waitedMs");
    QTest::addColumn<bool>("beforeNormal");
    const auto ms = [](Span span) { return static_cast<qint64>(span.count()); };
    const int low = static_cast<int>(Priority::Low);
    QTest::newRow("low, one hour less a millisecond") << low << ms(1h - 1ms) << false;
    QTest::newRow("low, one hour, as normal: by due time") << low << ms(1h) << true;
    QTest::newRow("low, two hours, as high") << low << ms(2h) << true;
}

void TestDue::eachHourWaitedIsOneClassUp()
{
    QFETCH(int, priority);
    QFETCH(qint64, waitedMs);
    QFETCH(bool, beforeNormal);
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    t.addRow(t.addPackage(1), dp, State::Waiting, now - 1s);
    t.addRow(t.addPackage(2, static_cast<Priority>(priority)), dp, State::Waiting, now - Span(waitedMs));
    const Names found = names(t.read([&](Connection &db) { return dueAt(db, dp, now, false, 10); }));
    QCOMPARE(found.front(), beforeNormal ? "CEN00002" : "CEN00001");
    QCOMPARE(found.size(), std::size_t(2));
}

void TestDue::noWaitGoesAboveHigh()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    t.addRow(t.addPackage(1, Priority::High), dp, State::Waiting, now - 5h);
    t.addRow(t.addPackage(2, Priority::Low), dp, State::Waiting, now - 4h);
    t.addRow(t.addPackage(3), dp, State::Waiting, now - 3h);
    QCOMPARE(names(t.read([&](Connection &db) { return dueAt(db, dp, now, false, 10); })), (Names{"CEN00001", "CEN00002", "CEN00003"}));
}

void TestDue::newOnesAndRetriesTakeTurnsWithinAClass()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    t.addRow(t.addPackage(1), dp, State::Waiting, now - 10s);
    Distribution retry = t.addRow(t.addPackage(2), dp, State::Retrying, now - 1s);
    retry.attempt = 3;
    t.write([&](Connection &db) { updateDistribution(db, retry); });
    t.addRow(t.addPackage(3, Priority::High), dp, State::Waiting, now);
    QCOMPARE(names(t.read([&](Connection &db) { return dueAt(db, dp, now, false, 10); })), (Names{"CEN00003", "CEN00001", "CEN00002"}));
    QCOMPARE(names(t.read([&](Connection &db) { return dueAt(db, dp, now, true, 10); })), (Names{"CEN00003", "CEN00002", "CEN00001"}));
}

void TestDue::noMoreComeThanAreAskedFor()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    for (int i = 1; i <= 9; ++i)
        t.addRow(t.addPackage(i, static_cast<Priority>(i % 3)), dp, State::Waiting, now - Span(i));
    const Names all = names(t.read([&](Connection &db) { return dueAt(db, dp, now, false, 100); }));
    QCOMPARE(all.size(), std::size_t(9));
    for (int most = 0; most <= 9; ++most)
        QCOMPARE(names(t.read([&](Connection &db) { return dueAt(db, dp, now, false, most); })), Names(all.begin(), all.begin() + most));
}

void TestDue::aPackagesNewPriorityIsItsRowsNewClass()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    t.addRow(t.addPackage(1), dp, State::Waiting, now - 10s);
    const PackageId raised = t.addPackage(2);
    t.addRow(raised, dp, State::Waiting, now);
    t.write([&](Connection &db) {
        Package changed = *package(db, raised);
        changed.priority = Priority::High;
        updatePackage(db, changed, now);
    });
    QCOMPARE(names(t.read([&](Connection &db) { return dueAt(db, dp, now, false, 1); })), Names{"CEN00002"});
}

void TestDue::dpsWithDueRowsAreFoundInEveryClass()
{
    TestDatabase t;
    std::vector<DpKey> due;
    int number = 0;
    for (const Priority priority : {Priority::High, Priority::Normal, Priority::Low}) {
        for (const int attempt : {0, 1}) {
            const DpKey dp = t.addDp("D" + std::to_string(++number));
            Distribution row = t.addRow(t.addPackage(number, priority), dp, State::Waiting, now);
            row.attempt = attempt;
            t.write([&](Connection &db) { updateDistribution(db, row); });
            due.push_back(dp);
        }
    }
    t.addRow(t.addPackage(50), t.addDp("later"), State::Waiting, now + 1ms);
    t.addRow(t.addPackage(51), t.addDp("never"), State::Installed);
    t.addDp("empty");
    QCOMPARE(t.read([&](Connection &db) { return dpsWithDueRows(db, now); }), due);
}

void TestDue::theNextDueTimeIsTheEarliestAfterNow()
{
    TestDatabase t;
    QVERIFY(!t.read([&](Connection &db) { return nextDue(db, now); }));
    const DpKey dp = t.addDp("kiel");
    t.addRow(t.addPackage(1), dp, State::Waiting, now);
    QVERIFY(!t.read([&](Connection &db) { return nextDue(db, now); }));
    t.addRow(t.addPackage(2, Priority::Low), dp, State::Retrying, now + 5s);
    t.addRow(t.addPackage(3), t.addDp("ulm"), State::Retrying, now + 7s);
    QCOMPARE(t.read([&](Connection &db) { return nextDue(db, now); }), std::optional<Time>(now + 5s));
    QCOMPARE(t.read([&](Connection &db) { return nextDue(db, now + 5s); }), std::optional<Time>(now + 7s));
}

void TestDue::whatIsAtWorkIsFoundByStateAndRunningRemoval()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    int number = 0;
    Names working;
    for (const State state : allStates()) {
        const PackageId id = t.addPackage(++number);
        t.addRow(id, dp, state);
        if (isAtWork(state))
            working.push_back(id.value());
    }
    Distribution removal = t.addRow(t.addPackage(60), dp, State::Removing);
    removal.token = 7;
    Attempt attempt;
    attempt.number = 1;
    attempt.started = now;
    t.write([&](Connection &db) {
        updateDistribution(db, removal);
        startAttempt(db, removal.package, dp, attempt, removal.token);
    });
    working.push_back(removal.package.value());
    QCOMPARE(names(t.read([](Connection &db) { return rowsAtWork(db); })), working);
}

QTEST_GUILESS_MAIN(TestDue)
#include "tst_due.moc"
