// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/distribution.h"

using namespace cartage;

namespace {

QByteArray bytes(std::string_view text) { return QByteArray(text.data(), qsizetype(text.size())); }

/// "-", "flag", "no: hint", "after STATE" or "STATE"; "0": attempt 0, "!": due now, "(hint)": said.
QByteArray shown(const ActionRule &rule)
{
    QByteArray text;
    switch (rule.effect) {
    case ActionRule::Effect::None:
        return "-";
    case ActionRule::Effect::FlagOnly:
        return "flag";
    case ActionRule::Effect::Refuse:
        return QByteArray("no: ") + rule.hint;
    case ActionRule::Effect::AfterPublish:
        text = "after ";
        break;
    case ActionRule::Effect::Change:
        break;
    }
    text += bytes(name(rule.next));
    if (rule.resetAttempts)
        text += '0';
    if (rule.dueNow)
        text += '!';
    if (rule.hint)
        text += QByteArray(" (") + rule.hint + ')';
    return text;
}

struct Expected {
    Action action;
    const char *waiting, *retrying, *blocked, *transferring, *verifying, *publishing, *failed, *stopped, *held, *outsideWindow, *installed,
        *unverified, *damaged, *removing, *removed;
};

/// docs/engine.md, "Distribution rows", typed by hand; release, redistribute and the two of the window after it.
constexpr Expected table[] = {
    {Action::RetryNow, "waiting!", "retrying!", "waiting!", "-", "-", "-", "waiting0!", "waiting0!", "no: release_first", "no: window_closed", "-",
     "-", "damaged!", "removing!", "-"},
    {Action::ClearRetries, "stopped", "stopped", "stopped", "stopped", "stopped", "after stopped", "stopped", "-", "stopped", "stopped", "-", "-",
     "stopped", "no: forget", "-"},
    {Action::Hold, "paused", "paused", "paused", "paused", "paused", "after paused", "paused", "paused", "flag", "flag", "flag", "flag", "paused",
     "paused", "-"},
    {Action::Cancel, "stopped", "stopped", "stopped", "stopped", "stopped", "after stopped", "-", "-", "stopped", "stopped", "-", "-", "-",
     "no: forget", "-"},
    {Action::NewVersion, "waiting0!", "waiting0!", "waiting0!", "waiting0!", "waiting0!", "after waiting0!", "waiting0!", "stopped0 (stays_stopped)",
     "paused0", "paused0", "waiting0!", "waiting0!", "waiting0!", "-", "-"},
    {Action::Undistribute, "removing0!", "removing0!", "removing0!", "removing0!", "removing0!", "after removing", "removing0!", "removing0!",
     "removing0!", "removing0!", "removing0!", "removing0!", "removing0!", "-", "-"},
    {Action::Release, "flag", "flag", "flag", "flag", "flag", "flag", "flag", "flag", "waiting!", "flag", "flag", "flag", "flag", "flag", "-"},
    {Action::Redistribute, "waiting!", "retrying!", "waiting0!", "-", "-", "after waiting", "waiting0!", "-", "no: release_first",
     "no: window_closed", "waiting0!", "waiting0!", "waiting0!", "-", "-"},
    {Action::WindowCloses, "paused", "paused", "-", "paused", "paused", "-", "-", "-", "-", "-", "-", "-", "-", "paused", "-"},
    {Action::WindowOpens, "-", "-", "-", "-", "-", "-", "-", "-", "-", "waiting!", "-", "-", "-", "-", "-"},
};

struct Arrows {
    Event event;
    std::vector<State> from;
    State to;
};

const std::vector<Arrows> &arrows()
{
    using S = State;
    static const std::vector<Arrows> all{
        {Event::AttemptStarts, {S::Waiting, S::Retrying, S::Damaged, S::Blocked}, S::Transferring},
        {Event::StagedAndSyncing, {S::Transferring}, S::Verifying},
        {Event::PublishCommitted, {S::Transferring, S::Verifying}, S::Publishing},
        {Event::Recorded, {S::Publishing, S::Transferring, S::Verifying}, S::Installed},
        {Event::RecordedUnproven, {S::Publishing, S::Transferring, S::Verifying, S::Waiting}, S::Unverified},
        {Event::AttemptFailed, {S::Transferring, S::Verifying, S::Publishing}, S::Retrying},
        {Event::AttemptFailed, {S::Removing}, S::Removing},
        {Event::TriesUsedUp, {S::Transferring, S::Verifying, S::Publishing}, S::Failed},
        {Event::ObstacleFound, {S::Transferring, S::Verifying, S::Publishing, S::Waiting, S::Retrying}, S::Blocked},
        {Event::ObstacleFound, {S::Removing}, S::Removing},
        {Event::ObstacleGone, {S::Blocked, S::Failed}, S::Waiting},
        {Event::Interrupted, {S::Transferring, S::Verifying}, S::Waiting},
        {Event::PublishUndone, {S::Publishing}, S::Retrying},
        {Event::ProvenByValidation, {S::Installed, S::Unverified, S::Damaged}, S::Installed},
        {Event::FoundDamaged, {S::Installed, S::Unverified, S::Damaged}, S::Damaged},
        {Event::ConditionTooLong, {S::Waiting, S::Retrying, S::Blocked}, S::Failed},
        {Event::RemovalDone, {S::Removing}, S::Removed},
    };
    return all;
}

} // namespace

class TestDistribution : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCellOfTheActionTableIsAsTheDocumentSays_data();
    void everyCellOfTheActionTableIsAsTheDocumentSays();
    void aRemovalGoesOnAsARemoval_data();
    void aRemovalGoesOnAsARemoval();
    void everyArrowOfTheTransitionTableIsThereAndNoOther_data();
    void everyArrowOfTheTransitionTableIsThereAndNoOther();
    void aPublishingRowIsNeverChangedAtOnce();
    void nothingStartsAStoppedRowButAnOperator();
    void everyStateCanBeLeft();
    void namesAreFoundAgain();
};

void TestDistribution::everyCellOfTheActionTableIsAsTheDocumentSays_data()
{
    QTest::addColumn<int>("action");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("held");
    QTest::addColumn<QByteArray>("expected");
    for (const Expected &row : table) {
        const auto cell = [&row](State state, const char *expected, bool held = false) {
            const QByteArray title = bytes(name(row.action)) + ": " + bytes(name(state)) + (held ? ", held" : "");
            QTest::newRow(title.constData()) << int(row.action) << int(state) << held << QByteArray(expected);
        };
        cell(State::Waiting, row.waiting);
        cell(State::Retrying, row.retrying);
        cell(State::Blocked, row.blocked);
        cell(State::Transferring, row.transferring);
        cell(State::Verifying, row.verifying);
        cell(State::Publishing, row.publishing);
        cell(State::Failed, row.failed);
        cell(State::Stopped, row.stopped);
        cell(State::Paused, row.held, true);
        cell(State::Paused, row.outsideWindow);
        cell(State::Installed, row.installed);
        cell(State::Unverified, row.unverified);
        cell(State::Damaged, row.damaged);
        cell(State::Removing, row.removing);
        cell(State::Removed, row.removed);
    }
}

void TestDistribution::everyCellOfTheActionTableIsAsTheDocumentSays()
{
    QFETCH(int, action);
    QFETCH(int, state);
    QFETCH(bool, held);
    QFETCH(QByteArray, expected);
    QCOMPARE(shown(actionRule(Action(action), State(state), held)), expected);
}

void TestDistribution::aRemovalGoesOnAsARemoval_data()
{
    QTest::addColumn<int>("action");
    QTest::addColumn<int>("state");
    QTest::addColumn<bool>("held");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *title, Action action, State state, bool held, const char *expected) {
        QTest::newRow(title) << int(action) << int(state) << held << QByteArray(expected);
    };
    row("released", Action::Release, State::Paused, true, "removing!");
    row("window opens", Action::WindowOpens, State::Paused, false, "removing!");
    row("window opens, held", Action::WindowOpens, State::Paused, true, "-");
    row("retry now, held", Action::RetryNow, State::Paused, true, "no: release_first");
    row("retry now, outside its window", Action::RetryNow, State::Paused, false, "no: window_closed");
    row("clear retries", Action::ClearRetries, State::Paused, true, "no: forget");
    row("cancel", Action::Cancel, State::Paused, false, "no: forget");
    row("new version", Action::NewVersion, State::Paused, true, "-");
    row("undistribute", Action::Undistribute, State::Paused, true, "-");
    row("redistribute", Action::Redistribute, State::Paused, true, "-");
    row("hold", Action::Hold, State::Paused, false, "flag");
    row("stopped, retry now", Action::RetryNow, State::Stopped, false, "removing0!");
    row("publishing, clear retries", Action::ClearRetries, State::Publishing, false, "no: forget");
    row("publishing, cancel", Action::Cancel, State::Publishing, false, "no: forget");
    row("publishing, hold", Action::Hold, State::Publishing, false, "flag");
    row("publishing, new version", Action::NewVersion, State::Publishing, false, "-");
    row("failed, retry now", Action::RetryNow, State::Failed, false, "removing0!");
}

void TestDistribution::aRemovalGoesOnAsARemoval()
{
    QFETCH(int, action);
    QFETCH(int, state);
    QFETCH(bool, held);
    QFETCH(QByteArray, expected);
    QCOMPARE(shown(actionRule(Action(action), State(state), held, true)), expected);
}

void TestDistribution::everyArrowOfTheTransitionTableIsThereAndNoOther_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("event");
    QTest::addColumn<int>("expected");
    for (const State state : allStates()) {
        for (int event = 0; event <= int(Event::RemovalDone); ++event) {
            int expected = -1;
            for (const Arrows &each : arrows()) {
                if (each.event == Event(event) && std::find(each.from.begin(), each.from.end(), state) != each.from.end())
                    expected = int(each.to);
            }
            QTest::newRow((bytes(name(state)) + ", " + bytes(name(Event(event)))).constData()) << int(state) << event << expected;
        }
    }
}

void TestDistribution::everyArrowOfTheTransitionTableIsThereAndNoOther()
{
    QFETCH(int, state);
    QFETCH(int, event);
    QFETCH(int, expected);
    const std::optional<State> next = transition(State(state), Event(event));
    QCOMPARE(next ? int(*next) : -1, expected);
}

void TestDistribution::aPublishingRowIsNeverChangedAtOnce()
{
    for (int action = 0; action <= int(Action::WindowOpens); ++action)
        QVERIFY(actionRule(Action(action), State::Publishing).effect != ActionRule::Effect::Change);
}

void TestDistribution::nothingStartsAStoppedRowButAnOperator()
{
    for (int event = 0; event <= int(Event::RemovalDone); ++event)
        QVERIFY(!transition(State::Stopped, Event(event)));
    QCOMPARE(actionRule(Action::NewVersion, State::Stopped).next, State::Stopped);
    QCOMPARE(actionRule(Action::WindowOpens, State::Stopped).effect, ActionRule::Effect::None);
}

void TestDistribution::everyStateCanBeLeft()
{
    for (const State state : allStates()) {
        bool left = state == State::Removed; // history
        for (const Transition &each : transitions())
            left = left || (each.from == state && each.to != state);
        for (int action = 0; action <= int(Action::WindowOpens); ++action) {
            const ActionRule rule = actionRule(Action(action), state, true);
            left = left || (rule.effect == ActionRule::Effect::Change && rule.next != state);
        }
        QVERIFY2(left, bytes(name(state)).constData());
    }
}

void TestDistribution::namesAreFoundAgain()
{
    QCOMPARE(allStates().size(), std::size_t(14));
    for (const State state : allStates())
        QCOMPARE(stateFromName(name(state)), std::optional(state));
    QVERIFY(!stateFromName("Waiting"));
    QVERIFY(!stateFromName(""));
    for (const ProofKind kind : {ProofKind::ReadBack, ProofKind::Validated})
        QCOMPARE(proofKindFromName(name(kind)), std::optional(kind));
    QCOMPARE(bytes(name(WaitsFor::DueTime)), QByteArray("time"));
    QCOMPARE(bytes(name(WaitsFor::OpenWindow)), QByteArray("window"));
    QCOMPARE(bytes(name(WaitsFor::Engine)), QByteArray("engine"));
}

QTEST_GUILESS_MAIN(TestDistribution)
#include "tst_distribution.moc"
