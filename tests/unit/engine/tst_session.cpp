// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <thread>

#include "core/engine/enginehost.h"
#include "core/engine/sample.h"
#include "core/engine/session.h"
#include "core/store/statement.h"
#include "tests/unit/engine/operatorsite.h"

using namespace cartage;
using namespace cartage::engine;
using test::OperatorSite;

class TestSession final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void questionsAreAnsweredAndActionsCarriedOut();
    void questionsCannotWrite();
    void whatIsCancelledBeforeItsTurnIsNotAsked();
    void cancellingALongActionStopsIt();
    void longActionsRunBesideEachOtherAndAreStoppedOneByOne();
    void whatWaitsInTheKernelIsLeftBehind();
    void aCommitOfAnotherProcessIsHeardAndNoticesAreFew();
    void aCommitWithoutAWakeIsHeardByLooking();
    void aSiteThatCannotBeOpenedIsTheAnswerUntilItCan();
    void aSiteWhoseFolderWasMovedAwayIsNotThere();
    void aSiteOfAnOlderVersionIsBroughtUpToDate();
    void answersComeInTheThreadOfTheSession();
    void whatHasEndedIsNotCancelled();
    void theEndStopsWhatIsUnderWayAndDropsWhatWaits();
    void theHostRunsAnEngineAndStopsIt();
    void aSecondEngineIsRefusedWithWhoHoldsTheSite();
    void aHostThatGoesWhileItStartsStopsItsEngine();
    void theSampleIsMadeAndRemoved();

private:
    using States = std::map<State, std::int64_t>;
    static QFuture<Result<States>> askStates(Session &session)
    {
        return session.ask<States>([](Session::Desk &desk) -> Result<States> {
            const auto site = desk.site();
            return site ? stateCounts(**site) : failure(site.error());
        });
    }
};

void TestSession::questionsAreAnsweredAndActionsCarriedOut()
{
    OperatorSite site;
    const PackageId package = site.addPackage("Office");
    site.addDp("kiel1");
    Session session(site.environment(), site.path("site"));
    QSignalSpy changed(&session, &Session::changed);
    auto acted = session.act<Answer>([package](Session::Desk &desk) -> Result<Answer> {
        const auto open = desk.site();
        return open ? distribute(**open, {package}, test::toDps({"kiel1"}), OperatorSite::intent("distribute")) : failure(open.error());
    });
    QTRY_VERIFY(acted.isFinished());
    QVERIFY(acted.result() && acted.result()->carriedOut);
    QTRY_VERIFY(changed.count() > 0);
    auto asked = askStates(session);
    QTRY_VERIFY(asked.isFinished());
    QCOMPARE(asked.result()->at(State::Waiting), 1);
}

void TestSession::questionsCannotWrite()
{
    OperatorSite site;
    Session session(site.environment(), site.path("site"));
    auto asked = session.ask<bool>([](Session::Desk &desk) -> Result<bool> {
        const auto open = desk.site();
        if (!open)
            return failure(open.error());
        return (*open)->database().write<bool>([](store::Connection &db) -> Result<bool> {
            store::setSetting(db, "name", "other");
            return true;
        });
    });
    QTRY_VERIFY(asked.isFinished());
    QVERIFY(!asked.result());
}

void TestSession::whatIsCancelledBeforeItsTurnIsNotAsked()
{
    OperatorSite site;
    Session session(site.environment(), site.path("site"));
    std::atomic<bool> go{false};
    std::atomic<int> ran{0};
    auto first = session.act<bool>([&](Session::Desk &) -> Result<bool> {
        while (!go)
            std::this_thread::yield();
        return true;
    });
    auto second = session.act<bool>([&](Session::Desk &) -> Result<bool> { return ++ran > 0; });
    second.cancel();
    auto third = session.act<bool>([&](Session::Desk &) -> Result<bool> { return ++ran > 0; });
    go = true;
    QTRY_VERIFY(first.isFinished() && second.isFinished() && third.isFinished());
    QCOMPARE(ran.load(), 1);
    QVERIFY(second.isCanceled());
    QCOMPARE(second.resultCount(), 0);
}

void TestSession::cancellingALongActionStopsIt()
{
    OperatorSite site;
    Session session(site.environment(), site.path("site"));
    std::atomic<bool> began{false}, stopped{false};
    auto longOne = session.actLong<bool>(QStringLiteral("a long action"), [&](Session::Desk &desk) -> Result<bool> {
        began = true;
        while (!desk.stop())
            std::this_thread::yield();
        stopped = true;
        return true;
    });
    QTRY_VERIFY(began);
    longOne.cancel();
    QTRY_VERIFY(stopped);
    QTRY_VERIFY(longOne.isFinished());
}

void TestSession::longActionsRunBesideEachOtherAndAreStoppedOneByOne()
{
    OperatorSite site;
    Session session(site.environment(), site.path("site"));
    std::atomic<int> begun = 0;
    const Session::Work<bool> untilStopped = [&](Session::Desk &desk) -> Result<bool> {
        ++begun;
        while (!desk.stop())
            std::this_thread::yield();
        return true;
    };
    auto first = session.actLong<bool>(QStringLiteral("first"), untilStopped);
    auto second = session.actLong<bool>(QStringLiteral("second"), untilStopped);
    QTRY_COMPARE(begun.load(), 2);
    QCOMPARE(session.underWay().size(), 2);
    QCOMPARE(session.underWay().first().words, QStringLiteral("first"));
    session.stop(session.underWay().first().id);
    QVERIFY(session.underWay().first().stopping);
    QTRY_VERIFY(first.isFinished());
    QVERIFY(first.result().value()); // stopped, not cancelled: its answer comes
    QTRY_COMPARE(session.underWay().size(), 1);
    QVERIFY(!second.isFinished());
    QCOMPARE(session.underWay().first().words, QStringLiteral("second"));
}

void TestSession::whatWaitsInTheKernelIsLeftBehind()
{
    OperatorSite site;
    auto session = std::make_unique<Session>(site.environment(), site.path("site"));
    struct Share {
        std::atomic<bool> answers = false, begun = false, ended = false;
    };
    const auto share = std::make_shared<Share>(); // it answers after the session has gone
    auto stuck = session->actLong<bool>(QStringLiteral("stuck"), [share](Session::Desk &) -> Result<bool> {
        share->begun = true;
        while (!share->answers)
            std::this_thread::yield();
        share->ended = true;
        return true;
    });
    QTRY_VERIFY(share->begun);
    QVERIFY(!session->close(std::chrono::milliseconds(50)));
    session.reset();
    share->answers = true;
    QTRY_VERIFY(share->ended);
    QTRY_VERIFY(stuck.isFinished());
    QVERIFY(stuck.isCanceled());
}

void TestSession::aCommitOfAnotherProcessIsHeardAndNoticesAreFew()
{
    OperatorSite site;
    Session session(site.environment(), site.path("site"));
    QSignalSpy changed(&session, &Session::changed);
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 30; ++i) {
        QVERIFY(setSite(*site.site, {{"transfers", std::to_string(2 + i)}}, OperatorSite::intent("site set")));
        QTest::qWait(10);
    }
    QTRY_VERIFY(changed.count() >= 2);
    const auto most = timer.elapsed() / 250 + 2;
    QVERIFY2(changed.count() <= most, qPrintable(QStringLiteral("%1 of %2").arg(changed.count()).arg(most)));
    // The last one is told of, too: nothing stays unsaid.
    QTRY_VERIFY_WITH_TIMEOUT(timer.elapsed() > 600, 2000);
    changed.clear();
    QVERIFY(setSite(*site.site, {{"transfers", "5"}}, OperatorSite::intent("site set")));
    QTRY_VERIFY(changed.count() > 0);
}

void TestSession::aCommitWithoutAWakeIsHeardByLooking()
{
    OperatorSite site;
    Session session(site.environment(), site.path("site"));
    QSignalSpy changed(&session, &Session::changed);
    // The first look learns the version, a later one sees that it has moved.
    for (int i = 0; i < 20 && changed.isEmpty(); ++i) {
        const auto done = site.site->database().write<bool>([i](store::Connection &db) -> Result<bool> {
            store::setSetting(db, "transfers", std::to_string(2 + i));
            return true;
        });
        QVERIFY(done);
        changed.wait(1000);
    }
    QVERIFY(!changed.isEmpty());
}

void TestSession::aSiteThatCannotBeOpenedIsTheAnswerUntilItCan()
{
    OperatorSite site;
    Session session(site.environment(), site.path("later"));
    auto first = askStates(session);
    QTRY_VERIFY(first.isFinished());
    QVERIFY(!first.result());
    QCOMPARE(first.result().error().code, Code::SiteMissing);
    QVERIFY(Site::create(site.environment(), site.path("later"), {SiteCode("LAT"), "Later", std::nullopt, {}}));
    auto second = askStates(session);
    QTRY_VERIFY(second.isFinished());
    QVERIFY(second.result());
    // Long enough for a look that finds nothing; then one that finds the site.
    Session early(site.environment(), site.path("appears"));
    QSignalSpy appeared(&early, &Session::changed);
    QTimer::singleShot(2500, this, [&] { QVERIFY(Site::create(site.environment(), site.path("appears"), {SiteCode("APP"), "Appears", std::nullopt, {}})); });
    QVERIFY(appeared.wait(10000));
    QVERIFY(site.exists("appears"));
}

void TestSession::aSiteWhoseFolderWasMovedAwayIsNotThere()
{
    OperatorSite site;
    Session session(site.environment(), site.path("site"));
    auto open = askStates(session);
    QTRY_VERIFY(open.isFinished());
    QVERIFY(open.result());
    QCOMPARE(std::rename(site.path("site").c_str(), site.path("moved").c_str()), 0);
    auto gone = askStates(session);
    QTRY_VERIFY(gone.isFinished());
    QVERIFY(!gone.result());
    QCOMPARE(gone.result().error().code, Code::SiteMissing);
    QCOMPARE(std::rename(site.path("moved").c_str(), site.path("site").c_str()), 0);
    auto back = askStates(session);
    QTRY_VERIFY(back.isFinished());
    QVERIFY(back.result());
}

void TestSession::aSiteOfAnOlderVersionIsBroughtUpToDate()
{
    OperatorSite site;
    // The same site as the first version made it.
    const std::string now = site.path("site/site.db"), aside = site.path("site.db");
    site.site.reset();
    QVERIFY(QFile::rename(QString::fromStdString(now), QString::fromStdString(aside)));
    QVERIFY(!QFile::exists(QString::fromStdString(now + "-wal")));
    {
        const auto first = store::Connection::create(now, {store::shippedMigrations().front()});
        QVERIFY(first);
        (*first)->once("ATTACH DATABASE ? AS newer").run(aside);
        (*first)->once("INSERT INTO site SELECT * FROM newer.site").run();
        (*first)->once("DETACH DATABASE newer").run();
    }
    QVERIFY(!Site::open(site.environment(), site.path("site"), store::Connection::Mode::ReadOnly));
    Session session(site.environment(), site.path("site"));
    auto asked = session.ask<std::size_t>([](Session::Desk &desk) -> Result<std::size_t> {
        const auto open = desk.site();
        if (!open)
            return failure(open.error());
        const auto history = stateHistory(**open, std::chrono::hours(1));
        return history ? Result<std::size_t>(history->counts.size()) : failure(history.error());
    });
    QTRY_VERIFY(asked.isFinished());
    QVERIFY(asked.result());
    QCOMPARE(*asked.result(), std::size_t(1)); // how it stands now
}

void TestSession::answersComeInTheThreadOfTheSession()
{
    OperatorSite site;
    Session session(site.environment(), site.path("site"));
    const QThread *asked = nullptr, *answered = nullptr;
    std::atomic<bool> heard{false};
    auto future = session.ask<bool>([&asked, &heard](Session::Desk &) -> Result<bool> {
        asked = QThread::currentThread();
        while (!heard)
            std::this_thread::yield();
        return true;
    });
    future.then([&answered](const Result<bool> &) { answered = QThread::currentThread(); });
    heard = true;
    QTRY_VERIFY(answered);
    QVERIFY(asked != QThread::currentThread());
    QVERIFY(answered == QThread::currentThread());
}

void TestSession::whatHasEndedIsNotCancelled()
{
    OperatorSite site;
    Session session(site.environment(), site.path("site"));
    bool told = false;
    auto future = session.actLong<bool>(QStringLiteral("a long action"), [](Session::Desk &) -> Result<bool> { return true; });
    future.then(this, [&told](const Result<bool> &) { told = true; });
    QTRY_VERIFY(told);
    cancel(future); // what then() returned is gone
    QVERIFY(!future.isCanceled());
}

void TestSession::theEndStopsWhatIsUnderWayAndDropsWhatWaits()
{
    OperatorSite site;
    std::atomic<int> began{0}, stopped{0};
    std::atomic<bool> ran{false};
    QFuture<Result<bool>> running, waiting;
    {
        Session session(site.environment(), site.path("site"));
        const Session::Work<bool> untilStopped = [&](Session::Desk &desk) -> Result<bool> {
            ++began;
            while (!desk.stop())
                std::this_thread::yield();
            ++stopped;
            return true;
        };
        for (int i = 0; i < 3; ++i) // as many as run beside each other
            running = session.actLong<bool>(QStringLiteral("a long action"), untilStopped);
        waiting = session.actLong<bool>(QStringLiteral("a long action"), [&](Session::Desk &) -> Result<bool> { return ran = true; });
        QTRY_COMPARE(began.load(), 3);
    }
    QCOMPARE(stopped.load(), 3);
    QVERIFY(!ran);
    QVERIFY(running.isFinished());
    QVERIFY(waiting.isFinished());
    QVERIFY(waiting.isCanceled());
}

void TestSession::theHostRunsAnEngineAndStopsIt()
{
    OperatorSite site;
    const PackageId package = site.addPackage("Office");
    site.addDp("kiel1");
    EngineHost host(site.environment(), site.path("site"));
    QSignalSpy started(&host, &EngineHost::started), stopped(&host, &EngineHost::stopped);
    host.start();
    QTRY_COMPARE(started.count(), 1);
    QVERIFY(host.isRunning());
    QVERIFY(engineView(*site.site)->running);
    site.distribute(package, test::toDps({"kiel1"}));
    QTRY_COMPARE_WITH_TIMEOUT(site.state(package, "kiel1"), State::Installed, 20'000);
    host.stop();
    QTRY_COMPARE(stopped.count(), 1);
    QVERIFY(!host.isRunning());
    QVERIFY(!host.error());
    QVERIFY(!engineView(*site.site)->running);
    host.start();
    QTRY_COMPARE(started.count(), 2);
}

void TestSession::aSecondEngineIsRefusedWithWhoHoldsTheSite()
{
    OperatorSite site;
    EngineHost first(site.environment(), site.path("site")), second(site.environment(), site.path("site"));
    QSignalSpy started(&first, &EngineHost::started), stopped(&second, &EngineHost::stopped);
    first.start();
    QTRY_COMPARE(started.count(), 1);
    second.start();
    QTRY_COMPARE(stopped.count(), 1);
    QVERIFY(second.error().has_value());
    QCOMPARE(second.error()->code, Code::SiteLocked);
    QVERIFY(first.isRunning());
}

void TestSession::aHostThatGoesWhileItStartsStopsItsEngine()
{
    OperatorSite site;
    for (int i = 0; i < 5; ++i) {
        EngineHost host(site.environment(), site.path("site"));
        host.start();
    }
    QVERIFY(!engineView(*site.site)->running);
}

void TestSession::theSampleIsMadeAndRemoved()
{
    OperatorSite site;
    const std::string folder = site.path("sample");
    const auto planned = createSample(site.environment(), folder, OperatorSite::dry("sample create"), site.never);
    QVERIFY(planned && !planned->carriedOut && !site.exists("sample"));
    QVERIFY(createSample(site.environment(), folder, OperatorSite::intent("sample create"), site.never));
    QVERIFY(isSample(site.environment(), sampleSite(folder)));
    QVERIFY(!isSample(site.environment(), site.path("site")));
    QCOMPARE(createSample(site.environment(), folder, OperatorSite::intent("sample create"), site.never).error().code, Code::Exists);
    const auto asked = removeSample(site.environment(), folder, OperatorSite::intent("sample remove"));
    QVERIFY(asked && asked->refusal && asked->refusal->code == Code::ConfirmationNeeded);
    QCOMPARE(removeSample(site.environment(), site.path("site"), OperatorSite::intent("sample remove", true)).error().code, Code::StateForbids);
    {
        EngineHost host(site.environment(), sampleSite(folder));
        QSignalSpy started(&host, &EngineHost::started);
        host.start();
        QTRY_COMPARE(started.count(), 1);
        QCOMPARE(removeSample(site.environment(), folder, OperatorSite::intent("sample remove", true)).error().code, Code::SiteLocked);
    }
    for (const std::string &below : sampleSitesBelow(folder)) {
        EngineHost host(site.environment(), below);
        QSignalSpy started(&host, &EngineHost::started);
        host.start();
        QTRY_COMPARE(started.count(), 1);
        QCOMPARE(removeSample(site.environment(), folder, OperatorSite::intent("sample remove", true)).error().code, Code::SiteLocked);
    }
    QVERIFY(removeSample(site.environment(), folder, OperatorSite::intent("sample remove", true))->carriedOut);
    QVERIFY(!site.exists("sample"));
}

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
