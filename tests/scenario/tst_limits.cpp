// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cerrno>

#include "tests/support/world.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

/// The process's own limits, in virtual time.
class TestLimits final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F75_withoutDescriptorsOneDpRetriesAndNamesTheLimit_data();
    void F75_withoutDescriptorsOneDpRetriesAndNamesTheLimit();
    void F24_slowDpsDelayTheOthersByFivePercentAtMost();
};

void TestLimits::F75_withoutDescriptorsOneDpRetriesAndNamesTheLimit_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("of this process") << EMFILE;
    QTest::newRow("of this machine") << ENFILE;
}

void TestLimits::F75_withoutDescriptorsOneDpRetriesAndNamesTheLimit()
{
    QFETCH(int, error);
    World world;
    const PackageId package = world.addPackage("Office", {{"setup.exe", "program"}, {"data/a.txt", "a"}});
    world.addDp("one");
    world.addDp("two");
    world.distribute(package, {"one", "two"});
    world.files.failNth(1, error, Persistence::FromThenOn, {"createFile", "/dp/one", ".cartage/stage"});
    QVERIFY(world.runUntil(package, "one", State::Retrying));
    const Distribution row = world.row(package, "one");
    QVERIFY(row.error.has_value());
    QCOMPARE(row.error->kind(), Kind::Transient);
    QCOMPARE(row.error->systemError, error);
    QVERIFY(world.runUntil(package, "two", State::Installed, 1min));
    QVERIFY(world.published(package, "one").empty());

    world.files.clearFaults();
    QVERIFY(world.runUntil(package, "one", State::Installed, 2h));
    QVERIFY(world.holds(package, "one", 1));
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.invariants().empty());
}

namespace {

constexpr int fastDps = 35;
constexpr int slowDps = 5;
constexpr std::uint64_t tenMegabits = 10'000'000 / 8;

/// Virtual seconds until all DPs of 10 Mbit/s have everything, beside so many that are ten times slower.
double untilTheFastHaveAll(int slow)
{
    World world;
    std::vector<std::string> all;
    const auto add = [&](const std::string &name, std::uint64_t bandwidth) {
        Profile profile = Profile::nfs();
        profile.bandwidth = bandwidth;
        world.addDp(name, profile);
        all.push_back(name);
    };
    for (int i = 0; i < slow; ++i)
        add("slow" + std::to_string(i), tenMegabits / 10);
    for (int i = 0; i < fastDps; ++i)
        add("fast" + std::to_string(i), tenMegabits);
    std::vector<PackageId> packages;
    for (const char *name : {"Office", "Drivers", "Fonts"}) {
        packages.push_back(world.addPackage(name, {{"a", std::string(600'000, *name)}, {"b", std::string(900'000, name[1])}}));
        world.distribute(packages.back(), all);
    }
    const Span began = world.clock.boot();
    const bool done = world.runUntil([&] {
        for (const PackageId &package : packages) {
            for (int i = fastDps; i-- > 0;) {
                if (world.row(package, "fast" + std::to_string(i)).state != State::Installed)
                    return false;
            }
        }
        return true;
    });
    return done ? static_cast<double>((world.clock.boot() - began).count()) / 1000 : -1;
}

} // namespace

void TestLimits::F24_slowDpsDelayTheOthersByFivePercentAtMost()
{
    const double alone = untilTheFastHaveAll(0);
    const double beside = untilTheFastHaveAll(slowDps);
    qInfo("%d DPs of 10 Mbit/s have three packages after %.1f s alone, after %.1f s beside %d that are ten times slower", fastDps, alone, beside, slowDps);
    QVERIFY(alone > 1);
    QVERIFY(beside > 1);
    QVERIFY(beside <= alone * 1.05);
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
