// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <sys/stat.h>

#include "core/engine/rulekeeper.h"
#include "core/engine/statistics.h"
#include "core/engine/statusrules.h"
#include "core/store/journalrepository.h"
#include "core/store/listing.h"
#include "core/store/statusrepository.h"
#include "tests/support/fakeclock.h"
#include "tests/support/inlineexecutor.h"
#include "tests/unit/engine/operatorsite.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

class TestStatusRules final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyLaterMessagesAreMarkedAndTheFirstRuleWins();
    void aStepThatIsRolledBackIsTakenAgain();
    void programsRunOneAtATimeAndTenAMinute();
    void aFailingProgramIsSaidOnceAnHour();
    void whatARunSaysOfItselfRunsNothing();
    void aFullQueueIsSaidOnceAndCounted();
    void aRunThatAnEngineLeftIsInterruptedAndNotRepeated();
    void aRuleThatGoesTakesItsQueueAlong();
    void manyMessagesAreLookedAtInSteps_data();
    void manyMessagesAreLookedAtInSteps();
    void statisticsAreGivenOnceAnHourOverRestarts();
    void aQuietSiteGivesThemOnceADay();
};

namespace {

struct Bench {
    OperatorSite world;
    FakeClock clock;
    InlineExecutor executor{clock, 1, [] { return Span(0); }};
    components::StatusWriter writer{"CEN", "here", world.random};
    engine::RuleKeeper keeper{*world.site, executor, writer};

    template <class Deed>
    auto write(const Deed &deed)
    {
        using T = decltype(deed(world.site->database()));
        return *world.site->database().write<T>([&](store::Connection &db) -> Result<T> { return deed(db); });
    }
    void reload()
    {
        write([&](store::Connection &db) {
            keeper.reload(db);
            return true;
        });
    }
    std::int64_t say(Severity severity, const std::string &component = "Backup", int id = 10006)
    {
        return write([&](store::Connection &db) {
            StatusMessage message;
            message.guid = world.random.hex(16);
            message.id = id;
            message.severity = severity;
            message.component = component;
            message.site = "CEN";
            message.machine = "PC";
            message.time = clock.wall();
            return store::insertMessage(db, message);
        });
    }
    std::string script(const QByteArray &lines)
    {
        world.write("script", "#!/bin/sh\n" + lines + "\n");
        ::chmod(world.path("script").c_str(), 0755);
        return world.path("script");
    }
    void add(const std::string &name, const std::string &filter, const std::string &mark, const std::string &program = {})
    {
        engine::RuleWish wish;
        wish.filter = filter;
        wish.mark = mark;
        wish.program = program;
        const auto done = engine::addRule(*world.site, name, wish, OperatorSite::intent("rules add"));
        if (!done || !done->carriedOut)
            qFatal("rules add: %s", done ? "not carried out" : done.error().parameters.at("why").c_str());
        reload();
    }
    /// False: rolled back.
    void step(bool commits = true)
    {
        std::optional<engine::RuleKeeper::Progress> progress;
        const auto done = world.site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
            progress = keeper.step(db, clock.wall());
            if (!commits)
                return failure(Error{});
            return true;
        });
        if (done && progress)
            keeper.committed(*progress);
    }
    /// Until nothing is to be done now.
    void work()
    {
        step();
        while (keeper.hasPending(clock.wall())) {
            executor.wait(Span(1));
            executor.deliver();
            step();
        }
    }
    [[nodiscard]] std::string markOf(std::int64_t record)
    {
        return write([&](store::Connection &db) { return store::messagesById(db, {record}).front().mark; });
    }
    [[nodiscard]] std::vector<store::RunRow> runs() { return *engine::ruleRuns(*world.site, std::nullopt, 0); }
    [[nodiscard]] std::vector<std::string> states()
    {
        std::vector<std::string> all;
        for (const store::RunRow &row : runs())
            all.push_back(row.state);
        return all;
    }
};

/// Each time that somebody asks for the time since the start so much has passed.
class LookClock final : public Clock
{
public:
    explicit LookClock(Span each) : m_each(each) { }
    [[nodiscard]] Time wall() const override { return m_clock.wall(); }
    [[nodiscard]] Span boot() const override
    {
        m_clock.advance(m_each);
        return m_clock.boot();
    }

private:
    Span m_each;
    mutable FakeClock m_clock;
};

constexpr int programFailed = static_cast<int>(MessageId::RuleProgramFailed);
constexpr int dropped = static_cast<int>(MessageId::RuleRunsDropped);
constexpr int interrupted = static_cast<int>(MessageId::RuleRunInterrupted);
constexpr int statistics = static_cast<int>(MessageId::Statistics);

} // namespace

void TestStatusRules::onlyLaterMessagesAreMarkedAndTheFirstRuleWins()
{
    Bench bench;
    const auto before = bench.say(Severity::Error);
    QVERIFY(!bench.keeper.wantsStep(bench.clock.wall()));
    bench.add("errors", "severity:error", "bad");
    bench.add("backups", "component:back*", "backup");
    const auto error = bench.say(Severity::Error), warning = bench.say(Severity::Warning), other = bench.say(Severity::Warning, "Inventory");
    bench.work();
    QCOMPARE(bench.markOf(before), std::string());
    QCOMPARE(bench.markOf(error), std::string("bad"));
    QCOMPARE(bench.markOf(warning), std::string("backup"));
    QCOMPARE(bench.markOf(other), std::string());
    const auto views = engine::ruleViews(*bench.world.site);
    QVERIFY(views);
    QCOMPARE((*views)[0].row.matched, std::int64_t(1));
    QCOMPARE((*views)[1].row.matched, std::int64_t(2));
    QCOMPARE((*views)[1].row.matchedAt, std::optional(bench.clock.wall()));
}

void TestStatusRules::aStepThatIsRolledBackIsTakenAgain()
{
    Bench bench;
    bench.add("errors", "severity:error", "bad");
    const auto record = bench.say(Severity::Error);
    bench.step(false);
    QCOMPARE(bench.markOf(record), std::string());
    bench.step();
    QCOMPARE(bench.markOf(record), std::string("bad"));
}

void TestStatusRules::programsRunOneAtATimeAndTenAMinute()
{
    Bench bench;
    bench.add("run", "severity:error", {}, bench.script("cat >>" + QByteArray::fromStdString(bench.world.path("got"))));
    std::vector<std::int64_t> records;
    for (int i = 0; i < 12; ++i)
        records.push_back(bench.say(Severity::Error));
    bench.work();
    QCOMPARE(std::ranges::count(bench.states(), std::string("done")), 10);
    const auto next = bench.keeper.nextDue();
    QVERIFY(next && *next > bench.clock.wall() && *next <= bench.clock.wall() + 1min);
    const QList<QByteArray> lines = bench.world.read("got").trimmed().split('\n');
    QCOMPARE(lines.size(), 10);
    const QJsonObject first = QJsonDocument::fromJson(lines.front()).object();
    QCOMPARE(first[QStringLiteral("record_id")].toInteger(), records.front()); // in their order
    QCOMPARE(first[QStringLiteral("severity")].toString(), QStringLiteral("error"));
    bench.clock.advance(*next - bench.clock.wall() - 1ms);
    bench.work();
    QCOMPARE(std::ranges::count(bench.states(), std::string("waiting")), 2);
    bench.clock.advance(1min);
    bench.work();
    QCOMPARE(std::ranges::count(bench.states(), std::string("done")), 12);
    QVERIFY(!bench.keeper.nextDue());
}

void TestStatusRules::aFailingProgramIsSaidOnceAnHour()
{
    Bench bench;
    bench.add("run", "severity:error", {}, bench.script("echo no such queue >&2; exit 3"));
    for (int i = 0; i < 3; ++i)
        bench.say(Severity::Error);
    bench.work();
    QCOMPARE(bench.states(), (std::vector<std::string>{"failed", "failed", "failed"}));
    QCOMPARE(bench.runs().front().exitCode, std::optional<std::int64_t>(3));
    QCOMPARE(bench.runs().front().output, std::string("no such queue\\x0A"));
    QCOMPARE(bench.world.messageCount(programFailed), 1);
    bench.clock.advance(1h);
    bench.say(Severity::Error);
    bench.work();
    QCOMPARE(bench.world.messageCount(programFailed), 2);
    store::MessageFilter last;
    last.ids = {programFailed};
    const auto said = engine::messages(*bench.world.site, last);
    QVERIFY(said);
    QCOMPARE(said->front().strings, (std::vector<std::string>{"run", "3", bench.world.path("script"), "it ended with 3"}));
    QVERIFY(QFile::remove(QString::fromStdString(bench.world.path("script"))));
    bench.say(Severity::Error);
    bench.work();
    QCOMPARE(bench.states().front(), std::string("failed"));
    QVERIFY(bench.runs().front().error.has_value());
    QCOMPARE(bench.runs().front().error->systemError, ENOENT);
}

void TestStatusRules::whatARunSaysOfItselfRunsNothing()
{
    Bench bench;
    bench.add("all", "severity:*", "seen", bench.script("exit 1"));
    const auto record = bench.say(Severity::Error);
    bench.work();
    bench.clock.advance(2h);
    bench.work();
    QCOMPARE(bench.world.messageCount(programFailed), 1);
    for (const store::RunRow &row : bench.runs())
        QCOMPARE(row.record, record);
    store::MessageFilter filter;
    filter.ids = {programFailed};
    QCOMPARE(engine::messages(*bench.world.site, filter)->front().mark, std::string("seen")); // it is marked all the same
}

void TestStatusRules::aFullQueueIsSaidOnceAndCounted()
{
    Bench bench;
    bench.add("run", "severity:error", {}, bench.script("exit 0"));
    bench.write([&](store::Connection &db) {
        for (int i = 0; i < 998; ++i)
            store::insertRun(db, store::rules(db).front().key, 1, "{}", bench.clock.wall());
        return true;
    });
    for (int i = 0; i < 5; ++i)
        bench.say(Severity::Error);
    bench.step();
    QCOMPARE(engine::ruleViews(*bench.world.site)->front().row.dropped, std::int64_t(3));
    QCOMPARE(bench.world.messageCount(dropped), 1);
    bench.say(Severity::Error);
    bench.say(Severity::Error);
    bench.step();
    QVERIFY(engine::ruleViews(*bench.world.site)->front().row.dropped >= 4);
    QCOMPARE(bench.world.messageCount(dropped), 1);
}

void TestStatusRules::aRunThatAnEngineLeftIsInterruptedAndNotRepeated()
{
    Bench bench;
    bench.add("run", "severity:error", {}, bench.script("cat >>" + QByteArray::fromStdString(bench.world.path("got"))));
    bench.say(Severity::Error);
    bench.step(); // committed as running; this engine gets no further
    QCOMPARE(bench.states(), std::vector<std::string>{"running"});
    engine::RuleKeeper next(*bench.world.site, bench.executor, bench.writer);
    bench.write([&](store::Connection &db) {
        next.recover(db, bench.clock.wall());
        next.reload(db);
        return true;
    });
    QCOMPARE(bench.states(), std::vector<std::string>{"interrupted"});
    QCOMPARE(bench.world.messageCount(interrupted), 1);
    const auto progress = bench.write([&](store::Connection &db) { return *next.step(db, bench.clock.wall()); });
    QVERIFY(!progress.begun);
}

void TestStatusRules::aRuleThatGoesTakesItsQueueAlong()
{
    Bench bench;
    bench.add("run", "severity:error", {}, bench.script("exit 0"));
    bench.say(Severity::Error);
    bench.say(Severity::Error);
    bench.step(); // the first is under way
    const auto unconfirmed = engine::removeRule(*bench.world.site, "RUN", OperatorSite::intent("rules remove"));
    QVERIFY(unconfirmed && unconfirmed->refusal && unconfirmed->refusal->code == Code::ConfirmationNeeded);
    QVERIFY(engine::removeRule(*bench.world.site, "run", OperatorSite::intent("rules remove", true))->carriedOut);
    bench.reload();
    bench.work();
    QVERIFY(bench.runs().empty());
    QVERIFY(!bench.keeper.wantsStep(bench.clock.wall()));
}

void TestStatusRules::manyMessagesAreLookedAtInSteps_data()
{
    QTest::addColumn<int>("lookTakes");
    QTest::addColumn<int>("messages");
    QTest::addColumn<int>("steps");
    QTest::newRow("quick: 200 in a step") << 0 << 450 << 3;
    QTest::newRow("slow: what 20 ms are enough for") << 5 << 42 << 11;
    QTest::newRow("very slow: one by one") << 50 << 6 << 6;
}

void TestStatusRules::manyMessagesAreLookedAtInSteps()
{
    QFETCH(int, lookTakes);
    QFETCH(int, messages);
    QFETCH(int, steps);
    Bench bench;
    bench.add("errors", "severity:error", "bad");
    bench.write([&](store::Connection &) {
        for (int i = 0; i < messages; ++i)
            bench.say(i % 3 ? Severity::Information : Severity::Error);
        return true;
    });
    LookClock clock{Span(lookTakes)};
    const engine::Environment real = bench.world.environment();
    const auto site = engine::Site::open({real.files, clock, real.random, real.process, real.actor, real.program, real.lives}, bench.world.path("site"));
    QVERIFY(site.has_value());
    engine::RuleKeeper keeper(**site, bench.executor, bench.writer);
    const auto write = [&](const auto &deed) {
        return (*site)->database().write<bool>([&](store::Connection &db) -> Result<bool> {
            deed(db);
            return true;
        });
    };
    QVERIFY(write([&](store::Connection &db) { keeper.reload(db); }));
    int taken = 0;
    for (; keeper.wantsStep(clock.wall()) && taken < 1000; ++taken) {
        std::optional<engine::RuleKeeper::Progress> progress;
        QVERIFY(write([&](store::Connection &db) { progress = keeper.step(db, clock.wall()); }));
        keeper.committed(*progress);
    }
    QCOMPARE(taken, steps);
    QCOMPARE(engine::ruleViews(*bench.world.site)->front().row.matched, std::int64_t(messages / 3));
}

void TestStatusRules::statisticsAreGivenOnceAnHourOverRestarts()
{
    Bench bench;
    const auto look = [&bench] {
        engine::Statistics given(*bench.world.site, bench.writer);
        bench.write([&](store::Connection &db) {
            given.reload(db, bench.clock.wall());
            return given.step(db, bench.clock.wall());
        });
    };
    look(); // from here on
    const Time began = bench.clock.wall();
    bench.write([](store::Connection &db) {
        for (const auto &[name, value] : {std::pair{"accepted", 30}, {"accepted_error", 3}, {"accepted_warning", 7}, {"accepted_information", 20}, {"repeated", 2}, {"quarantined", 1}})
            store::count(db, name, value);
        return true;
    });
    bench.clock.advance(59min);
    look();
    QCOMPARE(bench.world.messageCount(statistics), 0);
    bench.clock.advance(1min);
    look();
    look();
    QCOMPARE(bench.world.messageCount(statistics), 1);
    store::MessageFilter filter;
    filter.ids = {statistics};
    QCOMPARE(engine::messages(*bench.world.site, filter)->front().strings,
             (std::vector<std::string>{toRfc3339(began), "30", "2", "1", "0", "", "3", "7", "20"}));
    bench.write([](store::Connection &db) {
        store::count(db, "accepted", 1);
        return true;
    });
    bench.clock.advance(1h);
    look();
    QCOMPARE(engine::messages(*bench.world.site, filter)->front().strings[1], std::string("1")); // no message counts twice
}

void TestStatusRules::aQuietSiteGivesThemOnceADay()
{
    Bench bench;
    engine::Statistics given(*bench.world.site, bench.writer);
    bench.write([&](store::Connection &db) {
        given.reload(db, bench.clock.wall());
        return true;
    });
    for (int hour = 0; hour <= 49; ++hour) {
        const auto next = bench.write([&](store::Connection &db) { return given.step(db, bench.clock.wall()); });
        if (next)
            given.committed(*next);
        bench.clock.advance(1h);
    }
    QCOMPARE(bench.world.messageCount(statistics), 2);
}

QTEST_GUILESS_MAIN(TestStatusRules)
#include "tst_statusrules.moc"
