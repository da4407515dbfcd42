// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <tuple>

#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::store;
using namespace std::chrono_literals;
using test::TestDatabase;

class TestDistributions final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRowIsReadAsWritten();
    void aRowIsChangedAsAWhole();
    void rowsComeByPackageThenDpName();
    void valuesOfOneKindAddUpAndKindsNarrow_data();
    void valuesOfOneKindAddUpAndKindsNarrow();
    void aQuestionMayBeAskedWhileItIsAnswered();
    void aWideChangeChangesWhatItSaysAndNothingElse();
    void aWideChangeGivesAnErrorOrTakesItAway();
    void aWideChangeSetsAndClearsMarks();
    void aWideChangeLeavesOtherStatesAlone();
    void aHoldFlagIsSetWithoutChangingTheDuty();
    void whatFollowsAPublishIsKeptForRowsThatPublish();
    void attemptsAreReadInOrder();
    void onlyTheRunningAttemptOfTheTokenEnds();
    void progressIsForRowsThatStageWithTheirToken();
    void differencesAreThoseOfTheLastValidation();
    void lastCopiesAreSaid();

private:
    static constexpr Time now = TestDatabase::now;
    static Distribution wholeRow(const PackageId &package, DpKey dp);
    static Distribution read(TestDatabase &t, const Distribution &row)
    {
        return t.read([&](Connection &db) { return *distribution(db, row.package, row.dp); });
    }
};

Distribution TestDistributions::wholeRow(const PackageId &package, DpKey dp)
{
    Distribution row;
    row.package = package;
    row.dp = dp;
    row.installedVersion = 3;
    row.installedEpoch = 2;
    row.installedManifest = sha256(asBytes("m"));
    row.proof = Proof{ProofKind::Validated, now - 1h};
    row.mixed = true;
    row.state = State::Publishing;
    row.wantedVersion = 4;
    row.attempt = 5;
    row.dueAt = now + 1s;
    row.waitingSince = now - 2h;
    row.error = test::errorOf(Code::FileInUse, package.value());
    row.error->names = {"a\xff", "b\\c"};
    row.error->parameters["need"] = "7";
    row.failingSince = now - 3h;
    row.token = 9'000'000'000;
    row.afterPublish = State::Stopped;
    row.force = true;
    row.publishOnly = true;
    row.held = Distribution::Mark{"anna", "wait; 'x'", now};
    row.stopped = Distribution::Mark{"bert", "", now + 1s};
    row.bytesTotal = 50'000'000'000;
    row.bytesDone = 40'000'000'000;
    row.filesTotal = 1000;
    row.filesDone = 900;
    row.updatedAt = now;
    return row;
}

void TestDistributions::aRowIsReadAsWritten()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    const Distribution whole = wholeRow(t.addPackage(1), dp);
    Distribution plain;
    plain.package = t.addPackage(2);
    plain.dp = dp;
    t.write([&](Connection &db) {
        insertDistribution(db, whole);
        insertDistribution(db, plain);
    });
    QCOMPARE(read(t, whole), whole);
    QCOMPARE(read(t, plain), plain);
    QVERIFY(!t.read([&](Connection &db) { return distribution(db, PackageId("CEN00003"), dp).has_value(); }));
    t.write([&](Connection &db) { deleteDistribution(db, whole.package, dp); });
    QVERIFY(!t.read([&](Connection &db) { return distribution(db, whole.package, dp).has_value(); }));
}

void TestDistributions::aRowIsChangedAsAWhole()
{
    TestDatabase t;
    Distribution row = t.addRow(t.addPackage(1), t.addDp("kiel"), State::Waiting, now);
    const Distribution whole = wholeRow(row.package, row.dp);
    t.write([&](Connection &db) { updateDistribution(db, whole); });
    QCOMPARE(read(t, row), whole);
    t.write([&](Connection &db) { updateDistribution(db, row); });
    QCOMPARE(read(t, row), row);
}

void TestDistributions::rowsComeByPackageThenDpName()
{
    TestDatabase t;
    const DpKey ulm = t.addDp("ulm"), bonn = t.addDp("Bonn"), kiel = t.addDp("kiel");
    const PackageId second = t.addPackage(2), first = t.addPackage(1);
    for (const DpKey dp : {kiel, ulm, bonn}) {
        t.addRow(second, dp, State::Waiting);
        t.addRow(first, dp, State::Waiting);
    }
    std::vector<std::pair<PackageId, DpKey>> found;
    for (const Distribution &row : t.read([](Connection &db) { return distributions(db, {}); }))
        found.emplace_back(row.package, row.dp);
    const std::vector<std::pair<PackageId, DpKey>> wanted{{first, bonn}, {first, kiel}, {first, ulm}, {second, bonn}, {second, kiel}, {second, ulm}};
    QCOMPARE(found, wanted);
}

void TestDistributions::valuesOfOneKindAddUpAndKindsNarrow_data()
{
    QTest::addColumn<int>("bits");
    for (int bits = 0; bits < 32; ++bits)
        QTest::addRow("%d", bits) << bits;
}

/// Each selection against the same question asked of every row.
void TestDistributions::valuesOfOneKindAddUpAndKindsNarrow()
{
    QFETCH(int, bits);
    TestDatabase t;
    const DpKey a = t.addDp("a", {"North"}), b = t.addDp("b", {"north", "west"}), c = t.addDp("c", {"west"}), d = t.addDp("d");
    std::vector<Distribution> all;
    int number = 0;
    for (int package = 1; package <= 6; ++package) {
        const PackageId id = t.addPackage(package);
        for (const DpKey dp : {a, b, c, d}) {
            Distribution row = t.addRow(id, dp, allStates()[static_cast<std::size_t>(number % 14)], now);
            if (number % 3 != 0)
                row.error = test::errorOf(number % 3 == 1 ? Code::IoError : Code::NoSpace, "x");
            t.write([&](Connection &db) { updateDistribution(db, row); });
            all.push_back(row);
            ++number;
        }
    }
    Selection selection;
    if (bits & 1)
        selection.packages = {PackageId("CEN00001"), PackageId("CEN00002"), PackageId("CEN00004"), PackageId("CEN0FFFF")};
    if (bits & 2)
        selection.dps = {a, c, d};
    if (bits & 4)
        selection.groups = {"NORTH", "nobody"};
    if (bits & 8)
        selection.states = {State::Waiting, State::Failed, State::Installed, State::Paused};
    if (bits & 16)
        selection.codes = {Code::IoError, Code::FileInUse};
    const auto in = [](const auto &list, const auto &value) { return list.empty() || std::find(list.begin(), list.end(), value) != list.end(); };
    std::vector<Distribution> wanted;
    std::map<State, std::int64_t> counts;
    for (const Distribution &row : all) {
        const bool group = selection.groups.empty() || row.dp == a || row.dp == b;
        const bool code = selection.codes.empty() || (row.error && in(selection.codes, row.error->code));
        if (in(selection.packages, row.package) && in(selection.dps, row.dp) && group && in(selection.states, row.state) && code) {
            wanted.push_back(row);
            ++counts[row.state];
        }
    }
    QVERIFY(!wanted.empty());
    QCOMPARE(t.read([&](Connection &db) { return distributions(db, selection); }), wanted);
    QCOMPARE(t.read([&](Connection &db) { return stateCounts(db, selection); }), counts);
    QCOMPARE(t.write([&](Connection &db) {
        return flagHeld(db, selection, Distribution::Mark{"a", "b", now}, 0, now);
    }),
             static_cast<std::int64_t>(wanted.size()));
    WideChange change;
    change.from = State::Failed;
    change.to = State::Stopped;
    QCOMPARE(t.write([&](Connection &db) { return changeAll(db, selection, change); }), counts[State::Failed]);
}

void TestDistributions::aQuestionMayBeAskedWhileItIsAnswered()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    for (int i = 1; i <= 3; ++i)
        t.addRow(t.addPackage(i), dp, State::Waiting);
    int seen = 0;
    t.read([&](Connection &db) {
        eachDistribution(db, {}, [&](const Distribution &) { eachDistribution(db, {}, [&](const Distribution &) { ++seen; }); });
    });
    QCOMPARE(seen, 9);
}

void TestDistributions::aWideChangeChangesWhatItSaysAndNothingElse()
{
    TestDatabase t;
    Distribution row = wholeRow(t.addPackage(1), t.addDp("kiel"));
    row.state = State::Failed;
    t.write([&](Connection &db) { insertDistribution(db, row); });

    WideChange change;
    change.from = State::Failed;
    change.to = State::Paused;
    change.keepDue = true;
    change.token = 11;
    change.now = now + 5s;
    QCOMPARE(t.write([&](Connection &db) { return changeAll(db, {}, change); }), std::int64_t(1));
    row.state = State::Paused;
    row.token = 11;
    row.updatedAt = now + 5s;
    QCOMPARE(read(t, row), row);

    change.from = State::Paused;
    change.to = State::Waiting;
    change.keepDue = false;
    change.dueAt = now + 6s;
    change.resetAttempts = true;
    change.wantedVersion = 8;
    change.force = false;
    QCOMPARE(t.write([&](Connection &db) { return changeAll(db, {}, change); }), std::int64_t(1));
    row.state = State::Waiting;
    row.dueAt = now + 6s;
    row.waitingSince = now + 5s;
    row.attempt = 0;
    row.publishOnly = false;
    row.wantedVersion = 8;
    row.force = false;
    QCOMPARE(read(t, row), row);

    change = {};
    change.to = State::Blocked;
    change.token = 12;
    change.now = now;
    t.write([&](Connection &db) { static_cast<void>(changeAll(db, {}, change)); });
    row.state = State::Blocked;
    row.dueAt.reset(); // nothing given: nothing due
    row.token = 12;
    row.updatedAt = now;
    QCOMPARE(read(t, row), row);
}

void TestDistributions::aWideChangeGivesAnErrorOrTakesItAway()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    Distribution fresh = t.addRow(t.addPackage(1), dp, State::Waiting);
    Distribution failing = t.addRow(t.addPackage(2), dp, State::Waiting);
    failing.error = test::errorOf(Code::IoError, "x");
    failing.failingSince = now - 1h;
    t.write([&](Connection &db) { updateDistribution(db, failing); });

    WideChange change;
    change.to = State::Blocked;
    change.error = test::errorOf(Code::DpNotThere, "kiel's; DROP", Scope::Dp);
    change.now = now;
    QCOMPARE(t.write([&](Connection &db) { return changeAll(db, {}, change); }), std::int64_t(2));
    QCOMPARE(read(t, fresh).error, change.error);
    QCOMPARE(read(t, fresh).failingSince, std::optional(now));
    QCOMPARE(read(t, failing).failingSince, std::optional<Time>(now - 1h));
    const Selection coded{{}, {}, {}, {}, {Code::DpNotThere}};
    QCOMPARE(t.read([&](Connection &db) { return distributions(db, coded).size(); }), std::size_t(2));

    change = {};
    change.from = State::Blocked;
    change.clearError = true;
    QCOMPARE(t.write([&](Connection &db) { return changeAll(db, coded, change); }), std::int64_t(2));
    QVERIFY(!read(t, fresh).error && !read(t, fresh).failingSince);
    QCOMPARE(t.read([&](Connection &db) { return distributions(db, coded).size(); }), std::size_t(0));
}

void TestDistributions::aWideChangeSetsAndClearsMarks()
{
    TestDatabase t;
    const Distribution row = t.addRow(t.addPackage(1), t.addDp("kiel"), State::Waiting);
    WideChange change;
    change.stopped = Distribution::Mark{"anna", "it's; enough", now};
    change.held = Distribution::Mark{"bert", "", now + 1s};
    t.write([&](Connection &db) { static_cast<void>(changeAll(db, {}, change)); });
    QCOMPARE(read(t, row).stopped, change.stopped);
    QCOMPARE(read(t, row).held, change.held);
    change = {};
    change.clearStopped = true;
    t.write([&](Connection &db) { static_cast<void>(changeAll(db, {}, change)); });
    QVERIFY(!read(t, row).stopped && read(t, row).held);
    change.clearHeld = true;
    t.write([&](Connection &db) { static_cast<void>(changeAll(db, {}, change)); });
    QVERIFY(!read(t, row).held);
}

void TestDistributions::aWideChangeLeavesOtherStatesAlone()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    int number = 0;
    for (const State state : allStates())
        t.addRow(t.addPackage(++number), dp, state);
    WideChange change;
    change.from = State::Retrying;
    change.to = State::Stopped;
    QCOMPARE(t.write([&](Connection &db) { return changeAll(db, {{}, {dp}, {}, {State::Failed}, {}}, change); }), std::int64_t(0));
    QCOMPARE(t.write([&](Connection &db) { return changeAll(db, {{}, {dp}, {}, {State::Failed, State::Retrying}, {}}, change); }), std::int64_t(1));
    const auto counts = t.read([](Connection &db) { return stateCounts(db, {}); });
    QCOMPARE(counts.at(State::Stopped), std::int64_t(2));
    QCOMPARE(counts.at(State::Failed), std::int64_t(1));
    QVERIFY(!counts.contains(State::Retrying));
}

void TestDistributions::aHoldFlagIsSetWithoutChangingTheDuty()
{
    TestDatabase t;
    Distribution row = wholeRow(t.addPackage(1), t.addDp("kiel"));
    row.held.reset();
    t.write([&](Connection &db) { insertDistribution(db, row); });
    const Distribution::Mark mark{"anna", "wait", now};
    QCOMPARE(t.write([&](Connection &db) { return flagHeld(db, {}, mark, 0, now); }), std::int64_t(1));
    row.held = mark;
    QCOMPARE(read(t, row), row);
    QCOMPARE(t.write([&](Connection &db) { return flagHeld(db, {}, std::nullopt, 77, now + 1s); }), std::int64_t(1));
    row.held.reset();
    row.token = 77;
    row.updatedAt = now + 1s;
    QCOMPARE(read(t, row), row);
}

void TestDistributions::whatFollowsAPublishIsKeptForRowsThatPublish()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    const Distribution publishing = t.addRow(t.addPackage(1), dp, State::Publishing);
    const Distribution waiting = t.addRow(t.addPackage(2), dp, State::Waiting);
    QCOMPARE(t.write([](Connection &db) { return setAfterPublish(db, {}, State::Removing, now); }), std::int64_t(1));
    QCOMPARE(read(t, publishing).afterPublish, std::optional(State::Removing));
    QCOMPARE(read(t, publishing).state, State::Publishing);
    QVERIFY(!read(t, waiting).afterPublish);
    QCOMPARE(t.write([](Connection &db) { return setAfterPublish(db, {{}, {}, {}, {State::Waiting}, {}}, State::Removing, now); }), std::int64_t(0));
}

void TestDistributions::attemptsAreReadInOrder()
{
    TestDatabase t;
    const Distribution row = t.addRow(t.addPackage(1), t.addDp("kiel"), State::Waiting);
    std::vector<Attempt> wanted;
    for (int number = 1; number <= 3; ++number) {
        Attempt attempt{number, 4, now + Span(number), {}, "running", 0, 7s, {}};
        t.write([&](Connection &db) { startAttempt(db, row.package, row.dp, attempt, number); });
        attempt.ended = now + Span(number) + 1min;
        attempt.outcome = "failed";
        attempt.bytes = 5'000'000'000;
        attempt.error = test::errorOf(Code::IoError, "x");
        t.write([&](Connection &db) { endAttempt(db, row.package, row.dp, number, attempt); });
        wanted.push_back(attempt);
    }
    QCOMPARE(t.read([&](Connection &db) { return attempts(db, row.package, row.dp); }), wanted);
    QVERIFY(t.read([&](Connection &db) { return attempts(db, row.package, DpKey(99)); }).empty());
}

void TestDistributions::onlyTheRunningAttemptOfTheTokenEnds()
{
    TestDatabase t;
    const Distribution row = t.addRow(t.addPackage(1), t.addDp("kiel"), State::Waiting);
    Attempt attempt{1, 1, now, {}, "running", 0, 0ms, {}};
    t.write([&](Connection &db) {
        startAttempt(db, row.package, row.dp, attempt, 5);
        attempt.outcome = "failed";
        attempt.ended = now;
        endAttempt(db, row.package, row.dp, 4, attempt);
    });
    QCOMPARE(t.read([&](Connection &db) { return attempts(db, row.package, row.dp).front().outcome; }), "running");
}

void TestDistributions::progressIsForRowsThatStageWithTheirToken()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    Distribution row = t.addRow(t.addPackage(1), dp, State::Transferring);
    row.token = 5;
    const auto report = [&](std::int64_t token, State from) {
        row.state = from;
        t.write([&](Connection &db) {
            updateDistribution(db, row);
            writeProgress(db, {{row.package, dp, token, State::Verifying, 100, 60, 10, 6}}, now + 1s);
        });
        return read(t, row);
    };
    const Distribution moved = report(5, State::Transferring);
    QCOMPARE(moved.state, State::Verifying);
    QCOMPARE(moved.bytesDone, std::int64_t(60));
    QCOMPARE(moved.filesTotal, std::int64_t(10));
    QCOMPARE(moved.updatedAt, now + 1s);
    QCOMPARE(report(4, State::Transferring), row);
    QCOMPARE(report(5, State::Publishing), row);
    QCOMPARE(report(5, State::Stopped), row);
}

void TestDistributions::differencesAreThoseOfTheLastValidation()
{
    TestDatabase t;
    const Distribution row = t.addRow(t.addPackage(1), t.addDp("kiel"), State::Damaged);
    const auto found = [&] { return t.read([&](Connection &db) { return differences(db, row.package, row.dp); }); };
    DifferenceRow differs{"a/b\xff", "differs", sha256(asBytes("x")), sha256(asBytes("y")), 12, {}};
    DifferenceRow unreadable{"z", "unreadable", sha256(asBytes("x")), {}, 3, test::errorOf(Code::IoError, "x")};
    t.write([&](Connection &db) { replaceDifferences(db, row.package, row.dp, {unreadable, differs}); });
    const auto two = found();
    QCOMPARE(two.size(), std::size_t(2));
    QCOMPARE(two[0].path, differs.path);
    QCOMPARE(two[0].found, differs.found);
    QCOMPARE(two[0].size, differs.size);
    QCOMPARE(two[1].error, unreadable.error);
    t.write([&](Connection &db) { replaceDifferences(db, row.package, row.dp, {{"only", "missing", {}, {}, 0, {}}}); });
    QCOMPARE(found().size(), std::size_t(1));
    t.write([&](Connection &db) { deleteDistribution(db, row.package, row.dp); });
    QVERIFY(found().empty());
}

void TestDistributions::lastCopiesAreSaid()
{
    TestDatabase t;
    const DpKey kiel = t.addDp("kiel"), ulm = t.addDp("ulm"), bonn = t.addDp("bonn");
    const auto add = [&](const PackageId &id, DpKey dp, State state, bool installed, bool proven) {
        Distribution row = t.addRow(id, dp, state);
        if (installed)
            row.installedVersion = 1;
        if (proven)
            row.proof = Proof{ProofKind::ReadBack, now};
        t.write([&](Connection &db) { updateDistribution(db, row); });
    };
    const PackageId only = t.addPackage(1), twice = t.addPackage(2), unproven = t.addPackage(3), nowhere = t.addPackage(4), going = t.addPackage(5);
    add(only, kiel, State::Installed, true, true);
    add(only, ulm, State::Waiting, false, false);
    add(twice, kiel, State::Installed, true, true);
    add(twice, bonn, State::Installed, true, true);
    add(unproven, kiel, State::Installed, true, true);
    add(unproven, ulm, State::Unverified, true, false);
    add(nowhere, kiel, State::Waiting, false, false);
    add(going, kiel, State::Installed, true, true);
    add(going, ulm, State::Removing, true, true);
    const std::vector<PackageId> all{only, twice, unproven, nowhere, going};
    const auto last = [&](const std::vector<DpKey> &dps) { return t.read([&](Connection &db) { return lastCopies(db, all, dps); }); };
    QCOMPARE(last({kiel}), (std::vector<PackageId>{only, unproven, going}));
    QCOMPARE(last({bonn}), std::vector<PackageId>{});
    QCOMPARE(last({kiel, bonn}), (std::vector<PackageId>{only, twice, unproven, going}));
    QCOMPARE(last({}), (std::vector<PackageId>{only, twice, unproven, going})); // everywhere
    QCOMPARE(t.read([&](Connection &db) { return lastCopies(db, {twice}, {kiel}); }), std::vector<PackageId>{});
    QCOMPARE(t.read([&](Connection &db) { return lastCopies(db, {}, {kiel}); }), (std::vector<PackageId>{only, unproven, going}));
}

QTEST_GUILESS_MAIN(TestDistributions)
#include "tst_distributions.moc"
