// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <functional>

#include "core/domain/values.h"

Q_DECLARE_METATYPE(cartage::Distribution)
Q_DECLARE_METATYPE(cartage::Dp)

using namespace cartage;
using namespace std::chrono_literals;

namespace {

constexpr Time now = Time(Span(1'795'140'000'000));

Error errorOf(Code code, Scope scope = Scope::Distribution)
{
    Error error;
    error.code = code;
    error.scope = scope;
    return error;
}

QByteArray shown(std::optional<WaitsFor> value)
{
    return value ? QByteArray(name(*value).data(), qsizetype(name(*value).size())) : QByteArray("nothing");
}

} // namespace

class TestValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatARowWaitsForIsSaid_data();
    void whatARowWaitsForIsSaid();
    void aDpIsStaleWithoutContact_data();
    void aDpIsStaleWithoutContact();
    void theStateOfADpIsItsWorst_data();
    void theStateOfADpIsItsWorst();
    void damageIsOnlyTheOperatorsWithRepairAsk();
    void namesAreFoundAgain();
};

void TestValues::whatARowWaitsForIsSaid_data()
{
    QTest::addColumn<Distribution>("row");
    QTest::addColumn<Dp>("dp");
    QTest::addColumn<bool>("packageHeld");
    QTest::addColumn<bool>("windowOpen");
    QTest::addColumn<bool>("engine");
    QTest::addColumn<QByteArray>("expected");

    const auto row = [](const std::string &title, State state, const char *expected, const std::function<void(Distribution &, Dp &)> &change = {},
                        bool engine = true, bool packageHeld = false, bool windowOpen = true) {
        Distribution distribution;
        distribution.state = state;
        distribution.dueAt = now;
        Dp dp;
        if (change)
            change(distribution, dp);
        QTest::newRow(title.c_str()) << distribution << dp << packageHeld << windowOpen << engine << QByteArray(expected);
    };
    const auto later = [](Distribution &distribution, Dp &) { distribution.dueAt = now + 1ms; };
    const auto failedWith = [](Code code, Scope scope = Scope::Distribution) {
        return [code, scope](Distribution &distribution, Dp &) { distribution.error = errorOf(code, scope); };
    };
    const auto condition = [](Code code) {
        return [code](Distribution &, Dp &dp) {
            dp.condition = errorOf(code, Scope::Dp);
            dp.breaker = BreakerState::Open;
        };
    };
    for (const State state : {State::Installed, State::Unverified, State::Removed, State::Transferring, State::Verifying, State::Publishing})
        row(std::string(name(state)) + ": nothing", state, "nothing");
    for (const State state : {State::Failed, State::Stopped})
        row(std::string(name(state)) + ": the operator", state, "operator");
    for (const State state : {State::Waiting, State::Retrying, State::Removing, State::Damaged}) {
        const std::string title(name(state));
        row(title + ", due", state, "turn");
        row(title + ", due later", state, "time", later);
        row(title + ", no engine", state, "engine", {}, false);
        row(title + ", due later, no engine", state, "engine", later, false);
        row(title + ", breaker open", state, "breaker", [](Distribution &, Dp &dp) { dp.breaker = BreakerState::Open; });
        row(title + ", breaker half open", state, "breaker", [](Distribution &, Dp &dp) { dp.breaker = BreakerState::HalfOpen; });
        row(
            title + ", breaker open, no engine", state, "breaker", [](Distribution &, Dp &dp) { dp.breaker = BreakerState::Open; }, false);
        row(title + ", DP not there", state, "breaker", condition(Code::DpNotThere));
        row(title + ", another's DP", state, "operator", condition(Code::DpOtherIdentity));
        row(title + ", row held", state, "hold", [](Distribution &distribution, Dp &) { distribution.held.emplace(); });
        row(title + ", DP held", state, "hold", [](Distribution &, Dp &dp) { dp.held.emplace(); });
        row(title + ", package held", state, "hold", {}, true, true);
        row(title + ", outside its window", state, "window", {}, true, false, false);
        row(title + ", outside its window, no engine", state, "window", {}, false, false, false);
    }
    row("damaged, repair=ask", State::Damaged, "operator", [](Distribution &distribution, Dp &dp) {
        dp.settings.repairAsks = true;
        distribution.dueAt.reset();
    });
    row("damaged, repair=ask, redistribute given", State::Damaged, "turn", [](Distribution &, Dp &dp) { dp.settings.repairAsks = true; });
    row("paused, outside its window", State::Paused, "window", {}, true, false, false);
    row("paused, its window open again", State::Paused, "turn");
    row("paused, its window open again, no engine", State::Paused, "engine", {}, false);
    row("paused, held", State::Paused, "hold", [](Distribution &distribution, Dp &) { distribution.held.emplace(); });
    row("paused, DP held", State::Paused, "hold", [](Distribution &, Dp &dp) { dp.held.emplace(); });
    row("blocked, no space", State::Blocked, "space", failedWith(Code::NoSpace));
    row("blocked, quota", State::Blocked, "space", failedWith(Code::Quota));
    row("blocked, foreign content", State::Blocked, "operator", failedWith(Code::ForeignContent));
    row("blocked, name", State::Blocked, "operator", failedWith(Code::NameNotStorable));
    row("blocked, DP read-only", State::Blocked, "breaker", failedWith(Code::DpReadOnly, Scope::Dp));
    row("blocked, another's DP", State::Blocked, "operator", failedWith(Code::DpOtherIdentity, Scope::Dp));
    row("blocked, content damaged, repaired by itself", State::Blocked, "time", failedWith(Code::ContentDamaged, Scope::Package));
}

void TestValues::whatARowWaitsForIsSaid()
{
    QFETCH(Distribution, row);
    QFETCH(Dp, dp);
    QFETCH(bool, packageHeld);
    QFETCH(bool, windowOpen);
    QFETCH(bool, engine);
    QFETCH(QByteArray, expected);
    QCOMPARE(shown(waitsFor(row, dp, packageHeld, windowOpen, engine, now)), expected);
}

void TestValues::aDpIsStaleWithoutContact_data()
{
    QTest::addColumn<qint64>("contact"); // ms before now; -1: never
    QTest::addColumn<qint64>("added");
    QTest::addColumn<bool>("stale");
    constexpr qint64 day = 86'400'000;
    QTest::newRow("today") << qint64(0) << 100 * day << false;
    QTest::newRow("a millisecond less than 14 days") << 14 * day - 1 << 100 * day << false;
    QTest::newRow("14 days") << 14 * day << 100 * day << true;
    QTest::newRow("never, added yesterday") << qint64(-1) << day << false;
    QTest::newRow("never, added 14 days ago") << qint64(-1) << 14 * day << true;
    QTest::newRow("never, not known since when") << qint64(-1) << qint64(-1) << false;
    QTest::newRow("tomorrow") << -day << 100 * day << false;
}

void TestValues::aDpIsStaleWithoutContact()
{
    QFETCH(qint64, contact);
    QFETCH(qint64, added);
    QFETCH(bool, stale);
    Dp dp;
    if (contact != -1)
        dp.lastContact = now - Span(contact);
    if (added != -1)
        dp.addedAt = now - Span(added);
    QCOMPARE(isStale(dp, now, std::chrono::days(14)), stale);
}

void TestValues::theStateOfADpIsItsWorst_data()
{
    QTest::addColumn<bool>("removing");
    QTest::addColumn<int>("condition");
    QTest::addColumn<bool>("held");
    QTest::addColumn<bool>("slow");
    QTest::addColumn<int>("expected");
    QTest::newRow("ok") << false << -1 << false << false << int(DpState::Ok);
    QTest::newRow("slow") << false << -1 << false << true << int(DpState::Slow);
    QTest::newRow("held") << false << -1 << true << true << int(DpState::Held);
    QTest::newRow("does not respond") << false << int(Code::DpNotResponding) << true << true << int(DpState::NotResponding);
    QTest::newRow("read-only") << false << int(Code::DpReadOnly) << false << false << int(DpState::Blocked);
    QTest::newRow("another's") << false << int(Code::DpOtherIdentity) << false << false << int(DpState::Blocked);
    QTest::newRow("removing") << true << int(Code::DpNotThere) << true << true << int(DpState::Removing);
}

void TestValues::theStateOfADpIsItsWorst()
{
    QFETCH(bool, removing);
    QFETCH(int, condition);
    QFETCH(bool, held);
    QFETCH(bool, slow);
    QFETCH(int, expected);
    Dp dp;
    dp.removing = removing;
    dp.slow = slow;
    if (condition >= 0)
        dp.condition = errorOf(Code(condition), Scope::Dp);
    if (held)
        dp.held.emplace();
    QCOMPARE(int(stateOf(dp)), expected);
}

void TestValues::damageIsOnlyTheOperatorsWithRepairAsk()
{
    for (const Code code : {Code::FilesMissing, Code::FilesDiffer, Code::ContentDamaged}) {
        QCOMPARE(resolvesOf(errorOf(code), true), Resolves::Operator);
        QCOMPARE(resolvesOf(errorOf(code), false), Resolves::ByItself);
    }
    QCOMPARE(resolvesOf(errorOf(Code::DpOtherIdentity), false), Resolves::Operator);
    QCOMPARE(resolvesOf(errorOf(Code::NoSpace), true), Resolves::ByItself);
}

void TestValues::namesAreFoundAgain()
{
    for (const Priority each : {Priority::High, Priority::Normal, Priority::Low})
        QCOMPARE(priorityFromName(name(each)), std::optional(each));
    for (const Severity each : {Severity::Information, Severity::Warning, Severity::Error})
        QCOMPARE(severityFromName(name(each)), std::optional(each));
    for (const BreakerState each : {BreakerState::Closed, BreakerState::Open, BreakerState::HalfOpen})
        QCOMPARE(breakerStateFromName(name(each)), std::optional(each));
    QVERIFY(!priorityFromName("urgent"));
    QCOMPARE(std::string(name(DpState::NotResponding)), std::string("not_responding"));
    QCOMPARE(std::string(name(BreakerState::HalfOpen)), std::string("half_open"));
}

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
