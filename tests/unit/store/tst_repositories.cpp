// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <set>

#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/enginerepository.h"
#include "core/store/epochs.h"
#include "core/store/packagerepository.h"
#include "core/store/siterepository.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::store;
using namespace std::chrono_literals;
using test::TestDatabase;

/// The site, packages, DPs, groups; and what the engine asks in the background.
class TestRepositories final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSiteIsReadAsWritten();
    void numbersAndTokensAreHandedOutOnce();
    void aRestoreRaisesTheEpochAndSkipsNumbers();
    void aRestoreGoesOnBehindALifeThatWasFarAhead();
    void epochsOfRestoresDifferWhateverTheClockSays();
    void settingsThatAreNotSetAreNotThere();
    void aLeaseIsTakenWithAHigherTokenAndGivenBackOnlyWithIt();
    void aPackageHasOneIntakeAtATime();
    void aPackageIsReadAsWritten();
    void aPackagesProblemKeepsTheTimeItBegan();
    void aNameIsFoundInAnyCase();
    void twoPackagesOfOneNameAreRefused();
    void prunedVersionsKeepTheirNumber();
    void onlyVersionsThatNobodyNeedsArePrunable();
    void aDpIsReadAsWritten();
    void aDpIsFoundByNameGuidAndGroup();
    void aDpGoesWithItsRows();
    void dpsToProbeAreThoseWhoseTimeHasCome();
    void countsOfADpAreThoseOfItsRows();
    void groupsExistByMembersAndByPackages();
    void F06_attemptsOfAKilledEngineAreInterrupted();
    void dueTimesOfAWrongClockAreBroughtBack();
    void staleIsSaidOnce();
    void theOldestProofIsValidatedFirst();
    void whatIsOwedIsFound();

private:
    static constexpr Time now = TestDatabase::now;
};

void TestRepositories::theSiteIsReadAsWritten()
{
    TestDatabase t;
    const SiteRow row = t.read([](Connection &db) { return site(db); });
    QCOMPARE(row.code, SiteCode("CEN"));
    QCOMPARE(row.name, "Centre");
    QCOMPARE(row.libraryPath, "/srv/site/contentlib");
    QCOMPARE(row.epoch, std::int64_t(1));
    QVERIFY(!row.parent);
    t.write([](Connection &db) { setLibraryPath(db, "/srv/other\xff\\lib"); });
    QCOMPARE(t.read([](Connection &db) { return site(db).libraryPath; }), "/srv/other\xff\\lib");
}

void TestRepositories::numbersAndTokensAreHandedOutOnce()
{
    TestDatabase t;
    std::vector<std::int64_t> numbers, tokens;
    for (int i = 0; i < 3; ++i) {
        numbers.push_back(t.write([](Connection &db) { return takePackageNumber(db); }));
        tokens.push_back(t.write([](Connection &db) { return takeToken(db); }));
        t.reopen();
    }
    QCOMPARE(numbers, (std::vector<std::int64_t>{1, 2, 3}));
    QCOMPARE(tokens, (std::vector<std::int64_t>{1, 2, 3}));
}

void TestRepositories::aRestoreRaisesTheEpochAndSkipsNumbers()
{
    TestDatabase t;
    t.write([](Connection &db) { raiseEpoch(db); });
    QCOMPARE(t.read([](Connection &db) { return site(db).epoch; }), std::int64_t(2));
    QVERIFY(t.write([](Connection &db) { return takePackageNumber(db); }) > 1);
    QVERIFY(t.write([](Connection &db) { return takeToken(db); }) > 1000);
}

void TestRepositories::aRestoreGoesOnBehindALifeThatWasFarAhead()
{
    TestDatabase t;
    t.write([](Connection &db) { raiseEpoch(db, UsedUp{7'000'000'000'000'000, 900, 5'000'000}); });
    QVERIFY((t.read([](Connection &db) { return usedUp(db); }) == UsedUp{7'000'000'000'000'001, 900 + 256, 6'000'000}));
    t.write([](Connection &db) { raiseEpoch(db, UsedUp{3, 4, 5}); }); // nor back
    QVERIFY((t.read([](Connection &db) { return usedUp(db); }) == UsedUp{7'000'000'000'000'002, 900 + 512, 7'000'000}));
}

void TestRepositories::epochsOfRestoresDifferWhateverTheClockSays()
{
    test::SeededRandom random;
    const std::int64_t second = toMs(now) / 1000 * 1'000'000;
    const std::int64_t first = laterEpoch(1, now, random);
    QVERIFY(first >= second && first < second + 1'000'000);
    QVERIFY(laterEpoch(1, now + 1s, random) > first);
    for (const Time wrong : {now, Time{}, now - std::chrono::years(200), now + std::chrono::years(280)}) {
        std::set<std::int64_t> epochs;
        for (int restore = 0; restore < 20; ++restore)
            epochs.insert(laterEpoch(first, wrong, random));
        QCOMPARE(epochs.size(), std::size_t(20));
        QVERIFY(*epochs.begin() > first);
        QVERIFY(*epochs.rbegin() < 8'000'000'000'000'000); // sixteen digits at most, and room behind it
    }
}

void TestRepositories::settingsThatAreNotSetAreNotThere()
{
    TestDatabase t;
    t.write([](Connection &db) {
        setSetting(db, "transfers", "4");
        setSetting(db, "transfers", "5");
        setSetting(db, "timezone", "UTC");
        setSetting(db, "timezone", std::nullopt);
    });
    QCOMPARE(t.read([](Connection &db) { return settings(db); }), (std::map<std::string, std::string>{{"transfers", "5"}}));
}

void TestRepositories::aLeaseIsTakenWithAHigherTokenAndGivenBackOnlyWithIt()
{
    TestDatabase t;
    QCOMPARE(t.read([](Connection &db) { return lease(db).holder.pid; }), std::int64_t(0));
    const ProcessMark first{"host", "boot", 812, 1234, "pid:[1]"}, second{"host", "boot", 900, 2345, "pid:[1]"};
    const std::int64_t old = t.write([&](Connection &db) { return takeLease(db, first, "console", now); });
    const std::int64_t taken = t.write([&](Connection &db) { return takeLease(db, second, "cartage run", now + 1s); });
    QVERIFY(taken > old);
    t.write([&](Connection &db) { releaseLease(db, old); });
    LeaseRow row = t.read([](Connection &db) { return lease(db); });
    QCOMPARE(row.token, taken);
    QCOMPARE(row.holder, second);
    QCOMPARE(row.program, "cartage run");
    QCOMPARE(row.since, now + 1s);
    t.write([&](Connection &db) { releaseLease(db, taken); });
    row = t.read([](Connection &db) { return lease(db); });
    QCOMPARE(row.holder.pid, std::int64_t(0));
    QCOMPARE(row.token, taken); // only rises
}

void TestRepositories::aPackageHasOneIntakeAtATime()
{
    TestDatabase t;
    const ProcessMark owner{"host", "boot", 1, 2, "pid:[1]"};
    QVERIFY(t.write([&](Connection &db) { return insertIntake(db, {"a", "CEN00001", owner, now}); }));
    QVERIFY(!t.write([&](Connection &db) { return insertIntake(db, {"b", "CEN00001", owner, now}); }));
    QVERIFY(t.write([&](Connection &db) { return insertIntake(db, {"c", "a name", owner, now}); }));
    QCOMPARE(t.read([](Connection &db) { return intakeOf(db, "CEN00001")->id; }), "a");
    QCOMPARE(t.read([](Connection &db) { return intakeOf(db, "CEN00001")->owner; }), owner);
    QCOMPARE(t.read([](Connection &db) { return intakes(db).size(); }), std::size_t(2));
    t.write([](Connection &db) { deleteIntake(db, "a"); });
    QVERIFY(!t.read([](Connection &db) { return intakeOf(db, "CEN00001").has_value(); }));
}

void TestRepositories::aPackageIsReadAsWritten()
{
    TestDatabase t;
    Package package;
    package.id = PackageId("CEN000FF");
    package.name = "Äpfel & Birnen 1.0 'x'";
    package.productVersion = "7.2";
    package.manufacturer = "M";
    package.priority = Priority::High;
    package.source = "/srv/a\\b/\xe4";
    package.held = Distribution::Mark{"anna", "wait", now};
    package.problem = test::errorOf(Code::SourceMissing, "CEN000FF", Scope::Package);
    package.removing = true;
    PackageVersion version{
        1, 2, sha256(asBytes("m")), 3, 4, 5'000'000'000, now,
    };
    t.write([&](Connection &db) {
        insertPackage(db, package, now);
        insertVersion(db, package.id, version);
    });
    package.versions = {version};
    t.addPackage(1);
    QCOMPARE(t.read([&](Connection &db) { return *store::package(db, package.id); }), package);
    const std::vector<Package> all = t.read([](Connection &db) { return packages(db); });
    QCOMPARE(all.size(), std::size_t(2));
    QCOMPARE(all.at(1), package);
    QCOMPARE(all.at(0).versions.size(), std::size_t(1));

    package.name = "Other";
    package.held.reset();
    package.problem.reset();
    package.removing = false;
    package.priority = Priority::Low;
    package.source = "/srv/other";
    t.write([&](Connection &db) { updatePackage(db, package, now); });
    QCOMPARE(t.read([&](Connection &db) { return *store::package(db, package.id); }), package);
    t.write([&](Connection &db) { deletePackage(db, package.id); });
    QVERIFY(!t.read([&](Connection &db) { return store::package(db, package.id).has_value(); }));
}

void TestRepositories::aPackagesProblemKeepsTheTimeItBegan()
{
    TestDatabase t;
    const PackageId id = t.addPackage(1);
    const auto set = [&](std::optional<Error> problem, Time at) {
        t.write([&](Connection &db) {
            Package changed = *package(db, id);
            changed.problem = problem;
            updatePackage(db, changed, at);
        });
        const auto problems = t.read([](Connection &db) { return problemRows(db); });
        return problems.empty() ? std::optional<Time>() : problems.front().since;
    };
    const Error missing = test::errorOf(Code::SourceMissing, id.value(), Scope::Package);
    QCOMPARE(set(missing, now), std::optional(now));
    QCOMPARE(set(missing, now + 1h), std::optional(now));
    QCOMPARE(set(std::nullopt, now + 2h), std::optional<Time>());
    QCOMPARE(set(missing, now + 3h), std::optional<Time>(now + 3h));
}

void TestRepositories::aNameIsFoundInAnyCase()
{
    TestDatabase t;
    const PackageId id = t.addPackage(1);
    QCOMPARE(t.read([](Connection &db) { return packageByName(db, "PACKAGE 1"); }), std::optional(id));
    QVERIFY(!t.read([](Connection &db) { return packageByName(db, "Package 2"); }));
}

void TestRepositories::twoPackagesOfOneNameAreRefused()
{
    TestDatabase t;
    Package second = t.read([id = t.addPackage(1)](Connection &db) { return *package(db, id); });
    second.id = PackageId("CEN00002");
    second.name = "package 1";
    const auto refused = t.db().write<bool>([&](Connection &db) -> Result<bool> {
        insertPackage(db, second, now);
        return true;
    });
    QVERIFY(!refused);
}

void TestRepositories::prunedVersionsKeepTheirNumber()
{
    TestDatabase t;
    const PackageId id = t.addPackage(1);
    t.write([&](Connection &db) {
        insertVersion(db, id, {2, 1, sha256(asBytes("2")), 1, 1, 1, now});
        markPruned(db, id, 2, now + 1s);
    });
    QCOMPARE(t.read([&](Connection &db) { return newestVersion(db, id)->version; }), 2);
    QVERIFY(!t.read([&](Connection &db) { return versionOf(db, id, 2).has_value(); }));
    QCOMPARE(t.read([&](Connection &db) { return versionOf(db, id, 1)->files; }), std::int64_t(3));
    QCOMPARE(t.read([&](Connection &db) { return package(db, id)->versions.size(); }), std::size_t(1));
    QCOMPARE(t.read([](Connection &db) { return keptManifests(db); }), std::vector<Sha256>{sha256(asBytes(id.value()))});
    QCOMPARE(t.read([](Connection &db) { return newestPrune(db); }), std::optional<Time>(now + 1s));
}

void TestRepositories::onlyVersionsThatNobodyNeedsArePrunable()
{
    TestDatabase t;
    const PackageId id = t.addPackage(1);
    const DpKey kiel = t.addDp("kiel"), ulm = t.addDp("ulm");
    Distribution row = t.addRow(id, kiel, State::Waiting, now);
    row.wantedVersion = 3;
    row.installedVersion = 2;
    Attempt attempt;
    attempt.version = 4;
    t.write([&](Connection &db) {
        for (int version = 2; version <= 8; ++version)
            insertVersion(db, id, {version, 1, sha256(asBytes(std::to_string(version))), 1, 1, 1, now});
        updateDistribution(db, row);
        startAttempt(db, id, ulm, attempt, 1);
        Distribution base = row; // of version 5 only the manifest is known: taken back from another site's time
        base.dp = ulm;
        base.installedVersion = 77;
        base.wantedVersion = 8;
        base.installedManifest = sha256(asBytes("5"));
        insertDistribution(db, base);
    });
    const auto versions = [&](int keep, int most, std::optional<PackageId> only) {
        std::vector<int> numbers;
        for (const PrunableVersion &each : t.read([&](Connection &db) { return prunableVersions(db, only, keep, most); }))
            numbers.push_back(each.version.version);
        return numbers;
    };
    QCOMPARE(versions(2, 10, std::nullopt), (std::vector<int>{1, 6})); // 2 installed, 3 wanted, 4 being sent, 5 a base, 7 and 8 the newest
    QCOMPARE(versions(2, 10, id), (std::vector<int>{1, 6}));
    QCOMPARE(versions(2, 1, id), (std::vector<int>{1}));
    QCOMPARE(versions(8, 10, id), std::vector<int>{});
    QCOMPARE(versions(2, 10, PackageId("CEN00002")), std::vector<int>{});
    // F07: an update was killed in the middle of a publish, and another one has come since.
    row.state = State::Publishing;
    row.wantedVersion = 8;
    t.write([&](Connection &db) { updateDistribution(db, row); });
    QCOMPARE(versions(2, 10, id), std::vector<int>{1});
    row.state = State::Removing;
    row.wantedVersion = 0;
    row.mixed = true;
    t.write([&](Connection &db) { updateDistribution(db, row); });
    QCOMPARE(versions(2, 10, id), std::vector<int>{1});
}

static Dp wholeDp()
{
    Dp dp;
    dp.name = "Kiel-1";
    dp.guid = "f00d";
    dp.path = "/srv/k\xfc/dp";
    dp.groups = {"All", "north"};
    dp.settings.rate = 1024;
    dp.settings.verifyLater = true;
    dp.settings.validateEvery = std::chrono::days(7);
    dp.settings.retryCount = 9;
    dp.abilities = "{\"case\":true}";
    dp.fileSystem = "cifs";
    dp.network = true;
    dp.freeBytes = 5'000'000'000;
    dp.totalBytes = 6'000'000'000;
    dp.lastContact = TestDatabase::now;
    dp.slow = true;
    dp.condition = test::errorOf(Code::DpReadOnly, "Kiel-1", Scope::Dp);
    dp.failingSince = TestDatabase::now - 1h;
    dp.breaker = BreakerState::HalfOpen;
    dp.failures = 3;
    dp.failedProbes = 4;
    dp.nextProbe = TestDatabase::now + 30s;
    dp.lastFailed = PackageId("CEN00001");
    dp.held = Distribution::Mark{"anna", "disk change", TestDatabase::now};
    dp.removing = true;
    dp.addedAt = TestDatabase::now;
    return dp;
}

void TestRepositories::aDpIsReadAsWritten()
{
    TestDatabase t;
    Dp dp = wholeDp();
    dp.key = t.write([&](Connection &db) { return insertDp(db, dp, now); });
    QCOMPARE(t.read([&](Connection &db) { return *store::dp(db, dp.key); }), dp);

    Dp plain;
    plain.key = dp.key;
    plain.name = "kiel-2";
    plain.guid = "beef";
    plain.path = "/srv/other";
    plain.addedAt = now;
    t.write([&](Connection &db) { updateDp(db, plain); });
    QCOMPARE(t.read([&](Connection &db) { return *store::dp(db, dp.key); }), plain);
}

void TestRepositories::aDpIsFoundByNameGuidAndGroup()
{
    TestDatabase t;
    const DpKey key = t.write([&](Connection &db) { return insertDp(db, wholeDp(), now); });
    t.addDp("bonn", {"west", "ALL"});
    QCOMPARE(t.read([](Connection &db) { return dpByName(db, "KIEL-1")->key; }), key);
    QCOMPARE(t.read([](Connection &db) { return dpByGuid(db, "f00d")->key; }), key);
    QVERIFY(!t.read([](Connection &db) { return dpByName(db, "kiel").has_value(); }));
    std::vector<std::string> names;
    for (const Dp &dp : t.read([](Connection &db) { return dpsOfGroup(db, "all"); }))
        names.push_back(dp.name);
    QCOMPARE(names, (std::vector<std::string>{"bonn", "Kiel-1"}));
    QCOMPARE(t.read([](Connection &db) { return dps(db).size(); }), std::size_t(2));
}

void TestRepositories::aDpGoesWithItsRows()
{
    TestDatabase t;
    const DpKey kiel = t.addDp("kiel", {"north"}), ulm = t.addDp("ulm");
    const PackageId id = t.addPackage(1);
    t.addRow(id, kiel, State::Installed);
    t.addRow(id, ulm, State::Installed);
    t.write([&](Connection &db) { deleteDp(db, kiel); });
    QVERIFY(!t.read([&](Connection &db) { return store::dp(db, kiel).has_value(); }));
    QCOMPARE(t.read([](Connection &db) { return distributions(db, {}).size(); }), std::size_t(1));
    QVERIFY(!t.read([](Connection &db) { return groupExists(db, "north"); }));
    QVERIFY(t.addDp("kiel") != kiel); // a key is never used again: attempts of the former DP stay
}

void TestRepositories::dpsToProbeAreThoseWhoseTimeHasCome()
{
    TestDatabase t;
    QVERIFY(!t.read([](Connection &db) { return nextProbe(db); }));
    std::vector<DpKey> keys;
    for (const auto &[name, at] : {std::pair{"a", now + 2s}, {"b", now - 1s}, {"c", now}}) {
        Dp dp;
        dp.name = dp.guid = name;
        dp.nextProbe = at;
        keys.push_back(t.write([&](Connection &db) { return insertDp(db, dp, now); }));
    }
    t.addDp("never");
    QCOMPARE(t.read([](Connection &db) { return dpsToProbe(db, now); }), (std::vector<DpKey>{keys[1], keys[2]}));
    QCOMPARE(t.read([](Connection &db) { return nextProbe(db); }), std::optional<Time>(now - 1s));
}

void TestRepositories::countsOfADpAreThoseOfItsRows()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    int number = 0;
    for (const State state : allStates()) {
        Distribution row = t.addRow(t.addPackage(++number), dp, state);
        if (state == State::Installed || state == State::Damaged) {
            row.installedVersion = 1;
            t.write([&](Connection &db) { updateDistribution(db, row); });
        }
    }
    const DpCounts found = t.read([&](Connection &db) { return counts(db, dp); });
    QCOMPARE(found.packages, std::int64_t(12)); // neither removing nor removed
    QCOMPARE(found.verified, std::int64_t(1));
    QCOMPARE(found.problems, std::int64_t(4));
    QCOMPARE(found.bytes, std::int64_t(6000));
}

void TestRepositories::groupsExistByMembersAndByPackages()
{
    TestDatabase t;
    t.addDp("kiel", {"North"});
    const PackageId id = t.addPackage(1);
    QVERIFY(t.write([&](Connection &db) { return addGroupTarget(db, id, "Empty", now); }));
    QVERIFY(!t.write([&](Connection &db) { return addGroupTarget(db, id, "EMPTY", now); }));
    QVERIFY(t.read([](Connection &db) { return groupExists(db, "north"); }));
    QVERIFY(t.read([](Connection &db) { return groupExists(db, "empty"); }));
    QVERIFY(!t.read([](Connection &db) { return groupExists(db, "south"); }));
    QCOMPARE(t.read([](Connection &db) { return groups(db); }), (std::vector<std::string>{"Empty", "North"}));
    QCOMPARE(t.read([&](Connection &db) { return groupTargets(db, id); }), std::vector<std::string>{"Empty"});
    QCOMPARE(t.read([](Connection &db) { return packagesOfGroup(db, "empty"); }), std::vector<PackageId>{id});
    QVERIFY(t.write([&](Connection &db) { return removeGroupTarget(db, id, "empty"); }));
    QVERIFY(!t.write([&](Connection &db) { return removeGroupTarget(db, id, "empty"); }));
}

void TestRepositories::F06_attemptsOfAKilledEngineAreInterrupted()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    Distribution staging = t.addRow(t.addPackage(1), dp, State::Transferring);
    Distribution open = t.addRow(t.addPackage(2), dp, State::Publishing);
    Attempt attempt;
    attempt.number = 1;
    attempt.version = 1;
    attempt.started = now - 1min;
    t.write([&](Connection &db) {
        for (Distribution *row : {&staging, &open}) {
            row->token = takeToken(db);
            updateDistribution(db, *row);
            startAttempt(db, row->package, dp, attempt, row->token);
        }
    });
    QCOMPARE(t.write([](Connection &db) { return interruptAttempts(db, now); }), std::int64_t(1));
    const auto of = [&](const Distribution &row) { return t.read([&](Connection &db) { return attempts(db, row.package, dp).front(); }); };
    QCOMPARE(of(staging).outcome, "interrupted");
    QCOMPARE(of(staging).ended, std::optional(now));
    QCOMPARE(of(open).outcome, "running");
}

void TestRepositories::dueTimesOfAWrongClockAreBroughtBack()
{
    TestDatabase t;
    const Time latest = now + 1h;
    for (int dp = 1; dp <= 3; ++dp) {
        const DpKey key = t.addDp("D" + std::to_string(dp));
        for (int i = 0; i < 10; ++i) {
            if (dp == 1)
                t.addPackage(i + 1);
            t.addRow(makePackageId(SiteCode("CEN"), static_cast<std::uint32_t>(i + 1)), key, State::Retrying, i == 0 ? latest : now + 1000h);
        }
    }
    QCOMPARE(t.write([&](Connection &db) { return clampDue(db, latest, 30min); }), std::int64_t(27));
    std::vector<Time> times;
    for (const Distribution &row : t.read([](Connection &db) { return distributions(db, {}); })) {
        QVERIFY(*row.dueAt <= latest && *row.dueAt > latest - 30min);
        times.push_back(*row.dueAt);
    }
    std::sort(times.begin(), times.end());
    QVERIFY(std::unique(times.begin(), times.end()) - times.begin() > 20); // not all at once
    QCOMPARE(t.write([&](Connection &db) { return clampDue(db, latest, 30min); }), std::int64_t(0));
}

void TestRepositories::staleIsSaidOnce()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    QVERIFY(t.write([&](Connection &db) { return markStaleSaid(db, dp, true); }));
    QVERIFY(!t.write([&](Connection &db) { return markStaleSaid(db, dp, true); }));
    QVERIFY(t.write([&](Connection &db) { return markStaleSaid(db, dp, false); }));
}

void TestRepositories::theOldestProofIsValidatedFirst()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    const auto add = [&](int number, State state, std::optional<Time> provenAt) {
        Distribution row = t.addRow(t.addPackage(number), dp, state);
        if (provenAt)
            row.proof = Proof{ProofKind::Validated, *provenAt};
        t.write([&](Connection &db) { updateDistribution(db, row); });
    };
    add(1, State::Installed, now - 2h);
    add(2, State::Installed, now - 3h);
    add(3, State::Installed, now);
    add(4, State::Unverified, std::nullopt);
    add(5, State::Damaged, now - 9h);
    std::vector<std::string> ids;
    for (const Distribution &row : t.read([&](Connection &db) { return provenBefore(db, dp, now - 1h, 10); }))
        ids.push_back(row.package.value());
    QCOMPARE(ids, (std::vector<std::string>{"CEN00004", "CEN00002", "CEN00001"}));
    QCOMPARE(t.read([&](Connection &db) { return provenBefore(db, dp, now - 1h, 1).size(); }), std::size_t(1));
}

void TestRepositories::whatIsOwedIsFound()
{
    TestDatabase t;
    const DpKey dp = t.addDp("kiel");
    const PackageId id = t.addPackage(1);
    const auto set = [&](State state) {
        t.write([&](Connection &db) { deleteDistribution(db, id, dp); });
        t.addRow(id, dp, state);
    };
    QVERIFY(!t.read([&](Connection &db) { return hasRows(db, dp) || hasRows(db, id) || owesAnything(db, id); }));
    for (const State state : allStates()) {
        set(state);
        QCOMPARE(t.read([&](Connection &db) { return hasRows(db, dp); }), state != State::Removed);
        QCOMPARE(t.read([&](Connection &db) { return hasRows(db, id); }), state != State::Removed);
        QCOMPARE(t.read([&](Connection &db) { return owesAnything(db, id); }), isOwed(state));
    }
}

QTEST_GUILESS_MAIN(TestRepositories)
#include "tst_repositories.moc"
