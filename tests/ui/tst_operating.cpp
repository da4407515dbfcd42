// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <thread>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/engine/queries.h"
#include "core/io/posixfilesystem.h"
#include "ui/actions/actions.h"
#include "ui/actions/previewpane.h"
#include "ui/dialogs/acknowledge.h"
#include "ui/look/style.h"
#include "ui/views/activityview.h"
#include "ui/widgets/underway.h"

using namespace cartage;
using namespace cartage::ui;

/// What operators do, over a real small site without an engine.
class TestOperating : public QObject
{
    Q_OBJECT

private:
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    QTemporaryDir m_folder;
    std::unique_ptr<engine::Session> m_session;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Actions> m_actions;
    PackageId m_package;
    struct Said {
        QString sentence;
        std::function<void()> undo;
    };
    std::vector<Said> m_said;

    template <class T>
    Result<T> wait(QFuture<Result<T>> future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20000))
            qFatal("no answer");
        return future.result();
    }
    [[nodiscard]] Subject pair(const char *dp) const
    {
        Subject subject;
        subject.kind = Subject::Kind::Distribution;
        subject.package = m_package;
        subject.dp = dp;
        return subject;
    }
    [[nodiscard]] static Subject dp(const char *name)
    {
        Subject subject;
        subject.kind = Subject::Kind::Dp;
        subject.dp = name;
        return subject;
    }
    [[nodiscard]] State stateAt(const std::string &name)
    {
        const auto state = wait(m_session->ask<State>([name](engine::Session::Desk &desk) -> Result<State> {
            const auto site = desk.site();
            if (!site)
                return failure(site.error());
            State found = State::Removed;
            engine::ScopeNames scope;
            scope.dps = {name};
            if (const auto read = engine::eachDistribution(**site, scope, [&](const engine::DistributionView &view) { found = view.row.state; }); !read)
                return failure(read.error());
            return found;
        }));
        return state ? *state : State::Failed;
    }
    void addDp(const char *name)
    {
        const std::string path = m_folder.filePath(QString::fromLatin1(name)).toStdString();
        QDir().mkpath(QString::fromStdString(path));
        const auto added = wait(m_session->act<engine::Answer>([path, name](engine::Session::Desk &desk) -> Result<engine::Answer> {
            const auto site = desk.site();
            const auto transport = desk.transport();
            if (!site || !transport)
                return failure(site ? transport.error() : site.error());
            engine::Intent intent;
            intent.command = "dp add";
            return engine::addDp(**site, **transport, {name, path, {}, false}, intent);
        }));
        QVERIFY(added);
    }
    /// Once the plan is there; null: nothing is previewed.
    [[nodiscard]] PreviewPane *sheet() const
    {
        PreviewPane *pane = m_actions->previewPane();
        return m_actions->isPreviewing() && !pane->isBusy() ? pane : nullptr;
    }
    [[nodiscard]] QPushButton *button(const char *name) const { return m_actions->previewPane()->findChild<QPushButton *>(QString::fromLatin1(name)); }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style(Style::Scheme::Light));
        const engine::Environment environment{*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives};
        const std::string folder = m_folder.filePath(QStringLiteral("site")).toStdString();
        QVERIFY(engine::Site::create(environment, folder, {SiteCode("CEN"), "Centre", std::nullopt, {}}));
        m_session = std::make_unique<engine::Session>(environment, folder);
        QDir(m_folder.path()).mkpath(QStringLiteral("source"));
        QFile file(m_folder.filePath(QStringLiteral("source/setup.bin")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        const std::string source = m_folder.filePath(QStringLiteral("source")).toStdString();
        const auto added = wait(m_session->actLong<engine::SnapshotReport>(QStringLiteral("a long action"), [source](engine::Session::Desk &desk) -> Result<engine::SnapshotReport> {
            const auto site = desk.site();
            if (!site)
                return failure(site.error());
            engine::Intent intent;
            intent.command = "package add";
            engine::PackageWish wish;
            wish.source = source;
            wish.name = "Setup";
            return engine::addPackage(**site, wish, intent, desk.stop(), {});
        }));
        QVERIFY(added);
        m_package = added->package;
        addDp("berlin");
        addDp("kiel");
        const auto distributed = wait(m_session->act<engine::Answer>([id = m_package](engine::Session::Desk &desk) -> Result<engine::Answer> {
            const auto site = desk.site();
            if (!site)
                return failure(site.error());
            engine::Intent intent;
            intent.command = "distribute";
            return engine::distribute(**site, {id}, {{}, {}, true}, intent);
        }));
        QVERIFY(distributed);
        QCOMPARE(distributed->change.changed, 2);
        m_window = std::make_unique<QWidget>();
        m_window->show();
        m_actions = std::make_unique<Actions>(m_window.get());
        m_actions->setSession(m_session.get());
        connect(m_actions.get(), &Actions::done, this, [this](Mark, const QString &sentence, const std::function<void()> &undo) { m_said.push_back({sentence, undo}); });
    }

    void init()
    {
        m_said.clear();
        m_actions->setSubjects({});
    }

    void cleanupTestCase()
    {
        m_actions.reset();
        m_window.reset();
        m_session.reset();
    }

    void nothingCanBeDoneToNothing()
    {
        for (const char *key : {"retry", "stop", "hold", "dp-remove", "package-update", "acknowledge", "copy"})
            QVERIFY2(!m_actions->action(QString::fromLatin1(key))->isEnabled(), key);
    }

    void anActionIsForItsKindOfRow()
    {
        m_actions->setSubjects({dp("berlin"), dp("kiel")});
        QVERIFY(m_actions->action(QStringLiteral("dp-remove"))->isEnabled());
        QVERIFY(!m_actions->action(QStringLiteral("package-remove"))->isEnabled());
        m_actions->setSubjects({dp("berlin"), pair("kiel")});
        QVERIFY(!m_actions->action(QStringLiteral("dp-remove"))->isEnabled());
    }

    void theCommandLineSaysTheSame()
    {
        const QString id = QString::fromStdString(m_package.value());
        m_actions->setSubjects({pair("berlin"), pair("kiel")});
        QCOMPARE(m_actions->asCommands(QStringLiteral("retry")), QStringLiteral("cartage retries now %1 --dp berlin --dp kiel").arg(id));
        QCOMPARE(m_actions->asCommands(QStringLiteral("stop")), QStringLiteral("cartage retries clear %1 --dp berlin --dp kiel --yes").arg(id));
        m_actions->setSubjects({dp("berlin"), dp("kiel")});
        QCOMPARE(m_actions->asCommands(QStringLiteral("dp-forget")), QStringLiteral("cartage dp remove berlin kiel --forget --yes"));
        QCOMPARE(m_actions->asCommands(QStringLiteral("package-remove")), QString());
    }

    void aProblemsKeyIsQuotedForAShell()
    {
        Subject subject;
        subject.kind = Subject::Kind::Problem;
        subject.problem = "no_space/it's";
        m_actions->setSubjects({subject});
        QCOMPARE(m_actions->asCommands(QStringLiteral("unacknowledge")), QStringLiteral("cartage problems unack 'no_space/it'\\''s'"));
    }

    void whatIsHeldGoesOnWhenItIsUndone()
    {
        m_actions->setSubjects({pair("berlin")});
        m_actions->action(QStringLiteral("hold"))->trigger();
        QTRY_COMPARE(m_said.size(), std::size_t(1));
        QVERIFY(m_said[0].undo);
        QCOMPARE(stateAt("berlin"), State::Paused);
        QCOMPARE(stateAt("kiel"), State::Waiting);
        m_said[0].undo();
        QTRY_COMPARE(m_said.size(), std::size_t(2));
        QCOMPARE(stateAt("berlin"), State::Waiting);
    }

    void undoLeavesAloneWhatWasHeldBefore()
    {
        m_actions->setSubjects({pair("kiel")});
        m_actions->action(QStringLiteral("hold"))->trigger();
        QTRY_COMPARE(m_said.size(), std::size_t(1));
        m_actions->setSubjects({pair("berlin"), pair("kiel")});
        m_actions->action(QStringLiteral("hold"))->trigger();
        QTRY_COMPARE(m_said.size(), std::size_t(2));
        m_said[1].undo();
        QTRY_COMPARE(m_said.size(), std::size_t(3));
        QCOMPARE(stateAt("berlin"), State::Waiting);
        QCOMPARE(stateAt("kiel"), State::Paused);
        m_said[0].undo();
        QTRY_COMPARE(m_said.size(), std::size_t(4));
    }

    void aWholeDpThatIsHeldIsReleasedWhenItIsUndone()
    {
        m_actions->setSubjects({dp("kiel")});
        m_actions->action(QStringLiteral("hold"))->trigger();
        QTRY_COMPARE(m_said.size(), std::size_t(1));
        m_actions->setSubjects({dp("berlin"), dp("kiel")});
        m_actions->action(QStringLiteral("hold"))->trigger();
        QTRY_COMPARE(m_said.size(), std::size_t(2));
        QVERIFY(m_said[1].undo);
        m_said[1].undo();
        QTRY_COMPARE(m_said.size(), std::size_t(3));
        QCOMPARE(stateAt("berlin"), State::Waiting);
        QCOMPARE(stateAt("kiel"), State::Paused);
        m_said[0].undo();
        QTRY_COMPARE(m_said.size(), std::size_t(4));
        QCOMPARE(stateAt("kiel"), State::Waiting);
    }

    void enterInAPreviewChangesNothing()
    {
        m_actions->setSubjects({pair("berlin")});
        m_actions->action(QStringLiteral("stop"))->trigger();
        QTRY_VERIFY(sheet());
        QTest::keyClick(button("safe"), Qt::Key_Return);
        QVERIFY(!m_actions->isPreviewing());
        QCOMPARE(stateAt("berlin"), State::Waiting);
        QVERIFY(m_said.empty());
    }

    void aPlanThatMovedIsShownAgain()
    {
        m_actions->setSubjects({pair("berlin"), pair("kiel")});
        m_actions->action(QStringLiteral("stop"))->trigger();
        QTRY_VERIFY(sheet());
        m_actions->setSubjects({pair("kiel")});
        m_actions->action(QStringLiteral("hold"))->trigger();
        QTRY_COMPARE(m_said.size(), std::size_t(1));
        button("act")->click();
        QVERIFY(!m_actions->isPreviewing());
        QTRY_VERIFY(sheet());
        QCOMPARE(stateAt("berlin"), State::Waiting);
        m_actions->leavePreview();
        m_said[0].undo();
        QTRY_COMPARE(m_said.size(), std::size_t(2));
    }

    void whatIsConfirmedIsDoneWithItsReason()
    {
        m_actions->setSubjects({pair("berlin")});
        m_actions->action(QStringLiteral("stop"))->trigger();
        QTRY_VERIFY(sheet());
        sheet()->findChild<QLineEdit *>(QStringLiteral("reason"))->setText(QStringLiteral("CHG-4471"));
        button("act")->click();
        QTRY_COMPARE(m_said.size(), std::size_t(1));
        QCOMPARE(stateAt("berlin"), State::Stopped);
        const auto rows = wait(m_session->ask<std::vector<store::AuditRow>>([](engine::Session::Desk &desk) -> Result<std::vector<store::AuditRow>> {
            const auto site = desk.site();
            return site ? engine::audit(**site, {}) : failure(site.error());
        }));
        QVERIFY(rows && !rows->empty());
        QCOMPARE(rows->front().reason.value_or(""), std::string("CHG-4471"));
    }

    void aTestSaysWhatPassed()
    {
        m_actions->setSubjects({dp("berlin"), dp("kiel")});
        m_actions->action(QStringLiteral("dp-test"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(m_said.size(), std::size_t(2), 20000); // that it began, and what came of it
        QVERIFY2(m_said[0].sentence.startsWith(QStringLiteral("Test: 2 ")), qPrintable(m_said[0].sentence));
        QVERIFY2(m_said[1].sentence.startsWith(QLatin1Char('2')), qPrintable(m_said[1].sentence));
        QVERIFY(!m_said[1].undo);
    }

    void anUpdateOfWhatHasNotChangedSaysSo()
    {
        Subject subject;
        subject.kind = Subject::Kind::Package;
        subject.package = m_package;
        m_actions->setSubjects({subject});
        m_actions->action(QStringLiteral("package-update"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(m_said.size(), std::size_t(2), 20000);
        QVERIFY2(m_said[1].sentence.contains(QStringLiteral("version 1 stays")), qPrintable(m_said[1].sentence));
    }

    void anAcknowledgementTakesASpanOrNothing()
    {
        AcknowledgeSheet asked(1, m_clock.wall(), m_window.get());
        asked.setAttribute(Qt::WA_DeleteOnClose, false);
        auto *act = asked.findChild<QPushButton *>(QStringLiteral("act"));
        QVERIFY(act->isEnabled());
        asked.findChild<QLineEdit *>(QStringLiteral("until"))->setText(QStringLiteral("soon"));
        QVERIFY(!act->isEnabled());
        asked.findChild<QLineEdit *>(QStringLiteral("until"))->setText(QStringLiteral("4h"));
        QVERIFY(act->isEnabled());
    }

    void whatIsUnderWayIsShownAndStopped()
    {
        ActivityView view(*m_session, nullptr);
        view.show();
        auto *strip = view.findChild<UnderWay *>();
        QVERIFY(!strip->isVisible());
        auto work = m_session->actLong<bool>(QStringLiteral("Comparing"), [](engine::Session::Desk &desk) -> Result<bool> {
            while (!desk.stop())
                std::this_thread::yield();
            return true;
        });
        QTRY_VERIFY(strip->isVisible());
        QPushButton *stop = nullptr;
        QTRY_VERIFY((stop = strip->findChild<QPushButton *>()));
        QVERIFY2(stop->accessibleDescription().startsWith(QStringLiteral("Comparing")), qPrintable(stop->text() + QLatin1Char('|') + stop->accessibleDescription() + QLatin1Char('|') + strip->accessibleName()));
        stop->click();
        QVERIFY(wait(work));
        QTRY_VERIFY(!strip->isVisible());
    }
};

QTEST_MAIN(TestOperating)
#include "tst_operating.moc"
