// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::store;
using namespace std::chrono_literals;
using test::TestDatabase;

/// What has failed, by its cause.
class TestProblems final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingFailedIsNoProblem();
    void rowsOfOneCauseAreOneProblem();
    void whatOwesNothingIsNoProblem();
    void theErrorIsThatOfTheLastTry();
    void usedUpAndStoppedRowsAreSaid();
    void aConditionIsAProblemWithTheRowsBehindIt();
    void anOpenBreakerIsAProblemWithTheRowsBehindIt();
    void rowsBlockedByTheirDpsConditionAreCountedOnce();
    void aPackagesOwnProblemIsOne();
    void namesAreCutAtAHundredAndCountsAreNot();

private:
    static constexpr Time now = TestDatabase::now;
    static std::vector<ProblemRow> problems(TestDatabase &t)
    {
        return t.read([](Connection &db) { return problemRows(db); });
    }
    static Distribution addFailed(TestDatabase &t, const PackageId &id, DpKey dp, State state, const Error &error, Time since)
    {
        Distribution row = t.addRow(id, dp, state);
        row.error = error;
        row.failingSince = since;
        t.write([&](Connection &db) { updateDistribution(db, row); });
        return row;
    }
    static void endTry(TestDatabase &t, const Distribution &row, Time at)
    {
        Attempt attempt;
        attempt.started = at - 1s;
        attempt.ended = at;
        attempt.outcome = "failed";
        t.write([&](Connection &db) {
            startAttempt(db, row.package, row.dp, attempt, row.token);
            endAttempt(db, row.package, row.dp, row.token, attempt);
        });
    }
    static void change(TestDatabase &t, DpKey key, const std::function<void(Dp &)> &change)
    {
        t.write([&](Connection &db) {
            Dp changed = *store::dp(db, key);
            change(changed);
            updateDp(db, changed);
        });
    }
};

void TestProblems::nothingFailedIsNoProblem()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    int number = 0;
    for (const State state : allStates())
        t.addRow(t.addPackage(++number), dp, state, now);
    QVERIFY(problems(t).empty());
}

void TestProblems::rowsOfOneCauseAreOneProblem()
{
    TestDatabase t;
    const DpKey kiel = t.addDp("kiel"), ulm = t.addDp("Ulm");
    const PackageId first = t.addPackage(1), second = t.addPackage(2);
    const Error inUse = test::errorOf(Code::FileInUse, first.value()), space = test::errorOf(Code::NoSpace, "kiel");
    Distribution retry = addFailed(t, first, kiel, State::Retrying, inUse, now - 1h);
    retry.dueAt = now + 1min;
    t.write([&](Connection &db) { updateDistribution(db, retry); });
    endTry(t, addFailed(t, first, ulm, State::Blocked, inUse, now - 2h), now - 5min);
    addFailed(t, second, kiel, State::Blocked, space, now);
    const std::vector<ProblemRow> found = problems(t);
    QCOMPARE(found.size(), std::size_t(2));
    QCOMPARE(found[0].code, Code::FileInUse);
    QCOMPARE(found[0].object, first.value());
    QCOMPARE(found[0].distributions, std::int64_t(2));
    QCOMPARE(found[0].packages, std::vector<std::string>{first.value()});
    QCOMPARE(found[0].dps, (std::vector<std::string>{"Ulm", "kiel"}));
    QCOMPARE(found[0].packageCount, std::int64_t(1));
    QCOMPARE(found[0].dpCount, std::int64_t(2));
    QCOMPARE(found[0].since, std::optional<Time>(now - 2h));
    QCOMPARE(found[0].lastTry, std::optional<Time>(now - 5min));
    QCOMPARE(found[0].nextTry, std::optional<Time>(now + 1min));
    QCOMPARE(found[0].error, inUse);
    QVERIFY(!found[0].anyFailed && !found[0].anyStopped);
    QCOMPARE(found[1].code, Code::NoSpace);
    QCOMPARE(found[1].distributions, std::int64_t(1));
    QVERIFY(!found[1].lastTry && !found[1].nextTry);
}

void TestProblems::whatOwesNothingIsNoProblem()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    int number = 0;
    for (const State state : {State::Installed, State::Unverified, State::Removed})
        addFailed(t, t.addPackage(++number), dp, state, test::errorOf(Code::IoError, "kiel"), now);
    QVERIFY(problems(t).empty());
}

void TestProblems::theErrorIsThatOfTheLastTry()
{
    TestDatabase t;
    const DpKey kiel = t.addDp("kiel"), ulm = t.addDp("ulm");
    Error first = test::errorOf(Code::IoError, "x"), second = first, third = first;
    first.path = "first";
    second.path = "second";
    third.path = "third";
    endTry(t, addFailed(t, t.addPackage(1), kiel, State::Retrying, first, now), now - 3s);
    endTry(t, addFailed(t, t.addPackage(2), ulm, State::Retrying, second, now), now - 1s);
    endTry(t, addFailed(t, t.addPackage(3), ulm, State::Retrying, third, now), now - 2s);
    QCOMPARE(problems(t).front().error.path, "second");
}

void TestProblems::usedUpAndStoppedRowsAreSaid()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    addFailed(t, t.addPackage(1), dp, State::Stopped, test::errorOf(Code::IoError, "stopped"), now);
    addFailed(t, t.addPackage(2), dp, State::Stopped, test::errorOf(Code::IoError, "mixed"), now);
    addFailed(t, t.addPackage(3), dp, State::Failed, test::errorOf(Code::IoError, "mixed"), now);
    const std::vector<ProblemRow> found = problems(t);
    QCOMPARE(found.size(), std::size_t(2));
    QCOMPARE(found[0].object, "mixed");
    QVERIFY(found[0].anyFailed && !found[0].anyStopped);
    QVERIFY(!found[1].anyFailed && found[1].anyStopped);
}

void TestProblems::aConditionIsAProblemWithTheRowsBehindIt()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    const Error condition = test::errorOf(Code::DpNotThere, "kiel", Scope::Dp);
    change(t, dp, [&](Dp &changed) {
        changed.condition = condition;
        changed.failingSince = now - 1h;
        changed.nextProbe = now + 30s;
        changed.breaker = BreakerState::Open;
    });
    std::vector<ProblemRow> found = problems(t);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].distributions, std::int64_t(0));
    QCOMPARE(found[0].dps, std::vector<std::string>{"kiel"});
    QCOMPARE(found[0].error, condition);
    t.addRow(t.addPackage(1), dp, State::Waiting, now);
    t.addRow(t.addPackage(2), dp, State::Removing, now);
    t.addRow(t.addPackage(3), dp, State::Installed);
    found = problems(t);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].code, Code::DpNotThere);
    QCOMPARE(found[0].object, "kiel");
    QCOMPARE(found[0].distributions, std::int64_t(2));
    QCOMPARE(found[0].packages, (std::vector<std::string>{"CEN00001", "CEN00002"}));
    QCOMPARE(found[0].packageCount, std::int64_t(2));
    QCOMPARE(found[0].dpCount, std::int64_t(1));
    QCOMPARE(found[0].since, std::optional<Time>(now - 1h));
    QCOMPARE(found[0].nextTry, std::optional<Time>(now + 30s));
}

void TestProblems::anOpenBreakerIsAProblemWithTheRowsBehindIt()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    const PackageId last = t.addPackage(1);
    addFailed(t, last, dp, State::Retrying, test::errorOf(Code::IoError, "kiel"), now - 1h);
    t.addRow(t.addPackage(2), dp, State::Waiting, now);
    change(t, dp, [&](Dp &changed) {
        changed.breaker = BreakerState::Open;
        changed.failingSince = now - 1h;
        changed.lastFailed = last;
    });
    const std::vector<ProblemRow> found = problems(t);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].code, Code::IoError);
    QCOMPARE(found[0].distributions, std::int64_t(2));
    QCOMPARE(found[0].packages, (std::vector<std::string>{"CEN00001", "CEN00002"}));
    QCOMPARE(found[0].packageCount, std::int64_t(2));
    QCOMPARE(found[0].dpCount, std::int64_t(1));
}

void TestProblems::rowsBlockedByTheirDpsConditionAreCountedOnce()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    const Error condition = test::errorOf(Code::DpReadOnly, "kiel", Scope::Dp);
    addFailed(t, t.addPackage(1), dp, State::Blocked, condition, now);
    addFailed(t, t.addPackage(2), dp, State::Blocked, condition, now);
    t.addRow(t.addPackage(3), dp, State::Waiting, now);
    change(t, dp, [&](Dp &changed) { changed.condition = condition; });
    const std::vector<ProblemRow> found = problems(t);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].distributions, std::int64_t(3));
    QCOMPARE(found[0].packageCount, std::int64_t(3));
    QCOMPARE(found[0].packages.size(), std::size_t(3));
    QCOMPARE(found[0].dpCount, std::int64_t(1));
    QCOMPARE(found[0].dps.size(), std::size_t(1));
}

void TestProblems::aPackagesOwnProblemIsOne()
{
    TestDatabase t;
    const PackageId id = t.addPackage(1);
    t.write([&](Connection &db) {
        Package changed = *package(db, id);
        changed.problem = test::errorOf(Code::SourceMissing, "", Scope::Package);
        updatePackage(db, changed, now);
    });
    const std::vector<ProblemRow> found = problems(t);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].code, Code::SourceMissing);
    QCOMPARE(found[0].object, id.value());
    QCOMPARE(found[0].packages, std::vector<std::string>{id.value()});
    QCOMPARE(found[0].packageCount, std::int64_t(1));
    QCOMPARE(found[0].distributions, std::int64_t(0));
    QCOMPARE(found[0].since, std::optional(now));
}

void TestProblems::namesAreCutAtAHundredAndCountsAreNot()
{
    TestDatabase t;
    t.fill(110, 4, now);
    for (const ProblemRow &row : problems(t)) {
        QVERIFY(row.packages.size() <= 100);
        QCOMPARE(row.packageCount, row.distributions); // each fails at one of the four
    }
    const DpKey dp = t.addDp("behind");
    change(t, dp, [&](Dp &changed) { changed.condition = test::errorOf(Code::DpNotThere, "behind", Scope::Dp); });
    for (int i = 1; i <= 110; ++i)
        t.addRow(makePackageId(SiteCode("CEN"), static_cast<std::uint32_t>(i)), dp, State::Waiting, now);
    const std::vector<ProblemRow> found = problems(t);
    QCOMPARE(found.back().object, "behind");
    QCOMPARE(found.back().packages.size(), std::size_t(100));
    QCOMPARE(found.back().packageCount, std::int64_t(110));
    QCOMPARE(found.back().distributions, std::int64_t(110));
}

QTEST_GUILESS_MAIN(TestProblems)
#include "tst_problems.moc"
