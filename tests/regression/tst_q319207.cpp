// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/sitekey.h"
#include "core/domain/retrypolicy.h"
#include "core/engine/sites.h"
#include "core/store/forwardrepository.h"
#include "core/store/sendrepository.h"
#include "core/store/statement.h"
#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// Q319207: a package whose DP could not be updated was tried again at least hourly, and sooner whenever the Distribution Manager was busy with other
/// packages; each try sent the package information to every child site again.
class TestQ319207 final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldEachPieceOfOtherWorkTriedTheBrokenPackageAgain();
    void workOnOtherPackagesMovesNoDueTime();
    void aRetryTouchesOnlyItsOwnRow();
    void retriesComeAtLeastHourly();
    void clearedRetriesStayCleared();
    void oldEachRetryToldEveryChildAgain();
    void retriesAtALocalDpTellNoChildAnything();
};

namespace {

/// As the article tells it: one list for the whole component. Whatever wakes it, it goes through everything that is not done yet.
class OldDistributionManager
{
public:
    explicit OldDistributionManager(std::string broken) : m_broken(std::move(broken)) { }
    void packageChanged(const std::string &package)
    {
        m_queue.push_back(package);
        std::vector<std::string> left;
        for (const std::string &each : m_queue) {
            if (each == m_broken) {
                ++m_tries;
                left.push_back(each);
            }
        }
        m_queue = std::move(left);
    }
    [[nodiscard]] int tries() const { return m_tries; }

private:
    std::string m_broken;
    std::vector<std::string> m_queue;
    int m_tries = 0;
};

World::Tree tree(const std::string &word)
{
    return {{"setup.exe", "program " + word}, {"readme.txt", "text " + word}};
}

/// Nothing of this package can be written at that DP; everything else can.
void breakPackage(World &world, const PackageId &package, const std::string &dp)
{
    world.files.failNth(1, EIO, Persistence::FromThenOn, {"createFile", World::root(dp), "stage/" + package.value()});
}

} // namespace

void TestQ319207::oldEachPieceOfOtherWorkTriedTheBrokenPackageAgain()
{
    OldDistributionManager old("broken");
    old.packageChanged("broken");
    for (int number = 0; number < 40; ++number)
        old.packageChanged("package " + std::to_string(number));
    QCOMPARE(old.tries(), 41);
}

void TestQ319207::workOnOtherPackagesMovesNoDueTime()
{
    World world;
    const PackageId broken = world.addPackage("Broken", tree("broken"));
    world.addDp("one");
    breakPackage(world, broken, "one");
    world.distribute(broken, {"one"});
    QVERIFY(world.runUntil(broken, "one", State::Retrying));
    for (int number = 0; number < 12; ++number) {
        const Distribution before = world.row(broken, "one");
        const PackageId other = world.addPackage("Package " + std::to_string(number), tree(std::to_string(number)));
        world.distribute(other, {"one"});
        QVERIFY(world.runUntil(other, "one", State::Installed, 5min));
        const Distribution after = world.row(broken, "one");
        // Either its own time has come meanwhile, or nothing of it has moved.
        if (before.dueAt.value() > world.clock.wall())
            QCOMPARE(toMs(after.dueAt.value()), toMs(before.dueAt.value()));
    }
    const auto attempts = world.attempts(broken, "one");
    for (std::size_t i = 1; i < attempts.size(); ++i)
        QVERIFY(attempts[i].started - attempts[i - 1].ended.value() >= 30s);
}

void TestQ319207::aRetryTouchesOnlyItsOwnRow()
{
    World world;
    const PackageId package = world.addPackage("Office", tree("one"));
    world.addDp("good");
    world.addDp("bad");
    breakPackage(world, package, "bad");
    world.distribute(package, {"good", "bad"});
    QVERIFY(world.runUntil(package, "good", State::Installed));
    QVERIFY(world.runUntil(package, "bad", State::Retrying));
    world.runFor(10s); // the stage of the good one is cleaned up
    const Distribution before = world.row(package, "good");
    world.files.resetCounts();
    world.runFor(20min);
    QVERIFY(world.attempts(package, "bad").size() > 1);
    QVERIFY(world.row(package, "good") == before);
    QCOMPARE(world.files.count({}, World::root("good")), std::uint64_t(0));
    QCOMPARE(world.messageCount(2330, "good"), 1);
    // The package was announced once, however often one DP was tried.
    QCOMPARE(world.messageCount(2300), 1);
}

void TestQ319207::retriesComeAtLeastHourly()
{
    SeededRandom random(3);
    const RetryPolicy policy;
    for (int failure = 1; failure <= 100; ++failure) {
        for (int round = 0; round < 50; ++round) {
            const Span delay = policy.delay(failure, random);
            QVERIFY(delay <= 60min);
            QVERIFY(delay >= 30s);
        }
    }
}

void TestQ319207::clearedRetriesStayCleared()
{
    World world;
    const PackageId package = world.addPackage("Office", tree("one"));
    world.addDp("bad");
    breakPackage(world, package, "bad");
    world.distribute(package, {"bad"});
    QVERIFY(world.runUntil(package, "bad", State::Retrying));
    engine::ScopeNames scope;
    scope.packages = {package};
    QVERIFY(engine::clearRetries(world.site(), scope, World::yes("the disk is being replaced")).has_value());
    const std::size_t tries = world.attempts(package, "bad").size();
    world.runFor(24h);
    QCOMPARE(world.row(package, "bad").state, State::Stopped);
    QCOMPARE(world.row(package, "bad").stopped.value().reason, std::string("the disk is being replaced"));
    QCOMPARE(world.attempts(package, "bad").size(), tries);
    world.files.clearFaults();
    QVERIFY(engine::retryNow(world.site(), scope, World::yes()).has_value());
    QVERIFY(world.runUntil(package, "bad", State::Installed, 5min));
}

namespace {

constexpr int childSites = 50;
constexpr int retries = 1000;

/// No failure is counted against a DP.
void breakerOff(store::Connection &db)
{
    const auto made = db.write<bool>([](store::Connection &inner) -> Result<bool> {
        inner.once(R"(CREATE TEMP TRIGGER breaker_off AFTER UPDATE ON dp WHEN new.breaker <> 'closed' OR new.failures > 0
                      BEGIN UPDATE dp SET breaker = 'closed', failures = 0 WHERE dp_key = new.dp_key; END)").run();
        return true;
    });
    if (!made)
        qFatal("no trigger");
}

} // namespace

void TestQ319207::oldEachRetryToldEveryChildAgain()
{
    OldDistributionManager old("broken");
    int sent = 0;
    for (int tries = 0; tries <= retries; ++tries) {
        old.packageChanged(tries == 0 ? "broken" : "retry");
        sent += childSites; // message 2339 for each of them
    }
    qInfo("the old way: %d forwards of package information", sent);
    QVERIFY(sent > childSites * retries);
}

void TestQ319207::retriesAtALocalDpTellNoChildAnything()
{
    World world;
    world.decorateDatabase = breakerOff;
    for (int i = 0; i < childSites; ++i) {
        engine::AddressWish wish;
        wish.site = SiteCode("X" + std::to_string(i / 10) + std::to_string(i % 10));
        wish.inbox = "/childSites/" + wish.site.value(); // none of them is there: what is owed to them stays owed
        wish.key = makeSiteKey(world.random).publicKey;
        QVERIFY(engine::addAddress(world.site(), wish, World::yes()).has_value());
    }
    const PackageId package = world.addPackage("Office", tree("one"));
    world.addDp("bad");
    breakPackage(world, package, "bad");
    world.distribute(package, {"bad"});
    // An operator who does not give up, and no breaker that holds these tries back.
    engine::ScopeNames scope;
    scope.packages = {package};
    const auto hasFailed = [&] {
        const Distribution row = world.row(package, "bad");
        return (row.state == State::Retrying && row.dueAt > world.clock.wall()) || row.state == State::Failed; // after a hundred tries
    };
    QVERIFY(world.runUntil(hasFailed, 1h));
    for (int tries = 0; tries < retries; ++tries) {
        QVERIFY(engine::retryNow(world.site(), scope, World::yes()).has_value());
        QVERIFY(!hasFailed());
        QVERIFY(world.runUntil(hasFailed, 1h));
    }
    const auto tried = world.attempts(package, "bad").size();
    qInfo("%d retries by hand, %d tries in all", retries, int(tried));
    QVERIFY(tried > std::size_t(retries));
    const auto forwards = world.site().database().read<std::vector<Forward>>(
        [](store::Connection &db) -> Result<std::vector<Forward>> { return store::forwards(db); });
    QCOMPARE(forwards->size(), std::size_t(childSites));
    QVERIFY(std::all_of(forwards->begin(), forwards->end(), [](const Forward &each) { return each.kind == ForwardKind::Information && each.generation == 1; }));
    QCOMPARE(world.messageCount(2339), childSites);
    const auto requests = world.site().database().read<std::vector<SendRequest>>(
        [](store::Connection &db) -> Result<std::vector<SendRequest>> { return store::sendRequests(db, {}); });
    QCOMPARE(requests->size(), std::size_t(childSites));
}

QTEST_APPLESS_MAIN(TestQ319207)
#include "tst_q319207.moc"
