// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/values.h"

using namespace cartage;

namespace {

/// What one cell says, in a word: the state it leads to, "-", "after:STATE", "flag", "refused:HINT"; "!" behind it: attempts begin anew.
std::string cell(Action action, State state, bool held)
{
    const ActionRule rule = actionRule(action, state, held);
    const std::string anew = rule.resetAttempts ? "!" : "";
    switch (rule.effect) {
    case ActionRule::Effect::None:
        return "-";
    case ActionRule::Effect::Change:
        return std::string(name(rule.next)) + anew;
    case ActionRule::Effect::AfterPublish:
        return "after:" + std::string(name(rule.next)) + anew;
    case ActionRule::Effect::FlagOnly:
        return "flag";
    case ActionRule::Effect::Refuse:
        return std::string("refused:") + rule.hint;
    }
    return {};
}

Dp dpOf()
{
    Dp dp;
    dp.name = "kiel1";
    return dp;
}

} // namespace

class TestTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theActionTableIsTheOneOfTheDocuments_data()
    {
        // Columns as in docs/engine.md, typed anew from the rules there.
        QTest::addColumn<int>("action");
        QTest::addColumn<bool>("held");
        QTest::addColumn<QStringList>("cells");
        const auto row = [](const char *label, Action action, bool held, const QStringList &cells) {
            QTest::newRow(label) << static_cast<int>(action) << held << cells;
        };
        //  waiting, transferring, verifying, publishing, installed, unverified, damaged, retrying, blocked, failed, stopped, paused, removing, removed
        row("retry now, held", Action::RetryNow, true,
            {"waiting", "-", "-", "-", "-", "-", "damaged", "retrying", "waiting", "waiting!", "waiting!", "refused:release_first", "removing", "-"});
        row("retry now, window", Action::RetryNow, false,
            {"waiting", "-", "-", "-", "-", "-", "damaged", "retrying", "waiting", "waiting!", "waiting!", "refused:window_closed", "removing", "-"});
        row("clear retries", Action::ClearRetries, false,
            {"stopped", "stopped", "stopped", "after:installed", "-", "-", "stopped", "stopped", "stopped", "stopped", "-", "stopped",
             "refused:forget", "-"});
        row("hold", Action::Hold, false,
            {"paused", "paused", "paused", "after:installed", "flag", "flag", "paused", "paused", "paused", "paused", "paused", "flag", "paused",
             "-"});
        row("cancel", Action::Cancel, false,
            {"stopped", "stopped", "stopped", "after:installed", "-", "-", "-", "stopped", "stopped", "-", "-", "stopped", "refused:forget", "-"});
        row("new version", Action::NewVersion, false,
            {"waiting!", "waiting!", "waiting!", "after:waiting!", "waiting!", "waiting!", "waiting!", "waiting!", "waiting!", "waiting!", "stopped!",
             "paused!", "-", "-"});
        row("undistribute", Action::Undistribute, false,
            {"removing!", "removing!", "removing!", "after:removing", "removing!", "removing!", "removing!", "removing!", "removing!", "removing!",
             "removing!", "removing!", "-", "-"});
    }
    void theActionTableIsTheOneOfTheDocuments()
    {
        QFETCH(int, action);
        QFETCH(bool, held);
        QFETCH(QStringList, cells);
        QCOMPARE(static_cast<std::size_t>(cells.size()), allStates().size());
        for (const State state : allStates()) {
            const QString expected = cells[static_cast<int>(state)];
            const QString found = QString::fromStdString(cell(static_cast<Action>(action), state, held));
            QVERIFY2(found == expected,
                     qPrintable(QString::fromUtf8(name(state).data()) + QStringLiteral(": ") + found + QStringLiteral(" for ") + expected));
        }
    }

    void onlyAPublishThatIsFinishedMakesARowInstalled()
    {
        for (const State state : allStates()) {
            const bool mayBeRecorded = state == State::Publishing || state == State::Transferring || state == State::Verifying;
            QCOMPARE(transition(state, Event::Recorded).has_value(), mayBeRecorded);
            QCOMPARE(transition(state, Event::RemovalDone).has_value(), state == State::Removing);
        }
    }

    void aPublishingRowIsNeverInterruptedOrSuperseded()
    {
        QVERIFY(!transition(State::Publishing, Event::Interrupted));
        QVERIFY(!transition(State::Publishing, Event::AttemptStarts));
        for (const Action action : {Action::ClearRetries, Action::Hold, Action::Cancel, Action::NewVersion, Action::Undistribute}) {
            const auto effect = actionRule(action, State::Publishing).effect;
            QVERIFY(effect == ActionRule::Effect::AfterPublish);
        }
    }

    void stateNamesAreReadBack()
    {
        for (const State state : allStates())
            QVERIFY(stateFromName(name(state)) == state);
        QVERIFY(!stateFromName("delivered"));
    }

    void whatARowWaitsForIsSaid_data()
    {
        QTest::addColumn<QString>("waits");
        QTest::addColumn<QString>("expected");
        for (const char *each : {"turn", "time", "window", "hold", "breaker", "space", "operator", "engine"})
            QTest::newRow(each) << QString::fromLatin1(each) << QString::fromLatin1(each);
    }
    void whatARowWaitsForIsSaid()
    {
        QFETCH(QString, waits);
        QFETCH(QString, expected);
        const Time now = timeFromMs(1'000'000);
        Distribution row;
        Dp dp = dpOf();
        bool engine = true;
        if (waits == QStringLiteral("time"))
            row.dueAt = now + Span(1);
        else if (waits == QStringLiteral("window"))
            row.state = State::Paused;
        else if (waits == QStringLiteral("hold"))
            dp.held = Distribution::Mark{"anna", "", now};
        else if (waits == QStringLiteral("breaker"))
            dp.breaker = BreakerState::Open;
        else if (waits == QStringLiteral("operator"))
            row.state = State::Stopped;
        else if (waits == QStringLiteral("engine"))
            engine = false;
        else if (waits == QStringLiteral("space")) {
            row.state = State::Blocked;
            row.error.emplace().code = Code::NoSpace;
        }
        const auto found = waitsFor(row, dp, false, engine, now);
        QVERIFY(found);
        QCOMPARE(QString::fromUtf8(name(*found).data()), expected);
    }

    void whatIsDoneOrAtWorkWaitsForNothing()
    {
        for (const State state : {State::Installed, State::Unverified, State::Removed, State::Transferring, State::Verifying, State::Publishing}) {
            Distribution row;
            row.state = state;
            QVERIFY(!waitsFor(row, dpOf(), true, false, Time()));
        }
    }

    void aDpWithoutContactForTheSpanIsStale()
    {
        const Time now = timeFromMs(100'000'000'000);
        Dp dp = dpOf();
        dp.addedAt = now - std::chrono::days(30);
        QVERIFY(isStale(dp, now, std::chrono::days(14)));
        dp.lastContact = now - std::chrono::days(13);
        QVERIFY(!isStale(dp, now, std::chrono::days(14)));
    }
};

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
