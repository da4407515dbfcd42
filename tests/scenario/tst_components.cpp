// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/messageid.h"
#include "core/engine/componentviews.h"
#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// Components that are paused and stopped, in virtual time.
class TestComponents final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPausedDistributionManagerFinishesAndBeginsNothing();
    void whatWasSetOutlivesTheEngine();
    void rowsDoNotClaimToWaitForTheirTurn();
};

namespace {

const std::string manager = distributionManagerName;

Profile slow()
{
    Profile profile = Profile::nfs();
    profile.bandwidth = 1'000'000;
    return profile;
}

void set(World &world, Result<engine::Answer> (*deed)(engine::Site &, const std::string &, const engine::Intent &))
{
    const auto answer = deed(world.site(), manager, World::yes("network works"));
    if (!answer || !answer->carriedOut)
        qFatal("component: %s", answer ? "not carried out" : name(answer.error().code).data());
}

bool runUntilTransferring(World &world, const PackageId &package)
{
    return world.runUntil([&] { return world.row(package, "one").state == State::Transferring; });
}

} // namespace

void TestComponents::aPausedDistributionManagerFinishesAndBeginsNothing()
{
    World world;
    const PackageId first = world.addPackage("Office", {{"a", std::string(20'000'000, 'a')}});
    const PackageId second = world.addPackage("Fonts", {{"b", "b"}});
    world.addDp("one", slow());
    world.addDp("two");
    world.distribute(first, {"one"});
    QVERIFY(runUntilTransferring(world, first));
    set(world, engine::pauseComponent);
    world.distribute(second, {"two"});
    QVERIFY(world.runUntil(first, "one", State::Installed)); // with its publish
    world.runFor(1h);
    QCOMPARE(world.row(second, "two").state, State::Waiting);
    QCOMPARE(world.row(second, "two").attempt, 0);
    set(world, engine::startComponent);
    QVERIFY(world.runUntil(second, "two", State::Installed, 1min));
    QCOMPARE(world.messageCount(static_cast<int>(MessageId::ComponentStateSet)), 2);
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.invariants().empty());
}

void TestComponents::whatWasSetOutlivesTheEngine()
{
    World world;
    const PackageId package = world.addPackage("Office", {{"a", "a"}});
    world.addDp("one");
    set(world, engine::stopComponent); // no engine is at work
    world.distribute(package, {"one"});
    world.runFor(10min);
    QCOMPARE(world.row(package, "one").state, State::Waiting);
    world.kill();
    world.start();
    world.runFor(10min);
    QCOMPARE(world.row(package, "one").state, State::Waiting);
    set(world, engine::startComponent);
    QVERIFY(world.runUntil(package, "one", State::Installed, 1min));
}

void TestComponents::rowsDoNotClaimToWaitForTheirTurn()
{
    World world;
    const PackageId package = world.addPackage("Office", {{"a", "a"}});
    world.addDp("one");
    set(world, engine::pauseComponent);
    world.start();
    world.distribute(package, {"one"});
    world.runFor(1min);
    std::optional<WaitsFor> waits;
    QVERIFY(engine::eachDistribution(world.site(), {}, [&](const engine::DistributionView &view) { waits = view.waitsFor; }));
    QCOMPARE(waits, std::optional(WaitsFor::Engine));
    const auto problems = engine::problems(world.site(), {});
    QVERIFY(problems);
    QCOMPARE(problems->size(), std::size_t(1));
    QCOMPARE(problems->front().key, std::string("component_halted:DistributionManager"));
    QCOMPARE(problems->front().severity, Severity::Warning);
    const auto overview = engine::overview(world.site());
    QVERIFY(overview);
    QCOMPARE(overview->haltedComponents, std::vector<std::string>{manager});
}

QTEST_GUILESS_MAIN(TestComponents)
#include "tst_components.moc"
