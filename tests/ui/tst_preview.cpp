// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTimer>

#include "tests/ui/deedsite.h"
#include "ui/actions/actions.h"
#include "ui/actions/previewpane.h"
#include "ui/look/style.h"
#include "ui/widgets/advicebox.h"

using namespace cartage;
using namespace cartage::ui;
using namespace cartage::test;

/// The preview: what is shown before it is done, what can be left out of it, and the ways not to do it.
class TestPreview : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<DeedSite> m_site;
    std::unique_ptr<engine::Session> m_session;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Actions> m_actions;
    static constexpr int patience = 20'000;

    [[nodiscard]] PreviewPane &pane() const { return *m_actions->previewPane(); }
    template <class T>
    [[nodiscard]] T *part(const char *called) const
    {
        // What a new plan has taken the place of goes with the next event.
        T *found = nullptr;
        for (T *each : pane().findChildren<T *>(QString::fromLatin1(called))) {
            if (each->isVisibleTo(m_actions->previewPane()))
                found = each;
        }
        return found;
    }
    [[nodiscard]] bool isShown() const { return m_actions->isPreviewing() && !pane().isBusy(); }
    [[nodiscard]] static Subject of(Subject::Kind kind, const std::string &dp, const PackageId &package)
    {
        Subject subject;
        subject.kind = kind;
        subject.dp = dp;
        subject.package = package;
        return subject;
    }
    void show(const char *key, const QList<Subject> &subjects)
    {
        m_actions->setSubjects(subjects);
        m_actions->action(QString::fromLatin1(key))->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(isShown(), patience);
    }
    [[nodiscard]] QList<Subject> dps(std::initializer_list<const char *> names) const
    {
        QList<Subject> all;
        for (const char *each : names)
            all << of(Subject::Kind::Dp, each, {});
        return all;
    }
    [[nodiscard]] Subject allRows() const
    {
        Subject subject;
        subject.kind = Subject::Kind::Rows;
        subject.rows = std::make_shared<const std::vector<engine::RowId>>(m_site->rows());
        return subject;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style(Style::Scheme::Light));
        m_site = std::make_unique<DeedSite>();
    }
    void init()
    {
        m_site->restore();
        m_session = std::make_unique<engine::Session>(m_site->environment(), m_site->folder());
        m_window = std::make_unique<QWidget>();
        m_window->resize(600, 900);
        m_actions = std::make_unique<Actions>(m_window.get());
        m_actions->previewPane()->setGeometry(0, 0, 600, 900);
        m_actions->setSession(m_session.get());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void cleanup()
    {
        m_actions.reset();
        m_window.reset();
        m_session.reset();
    }

    void theTitleAsksWithTheNumber()
    {
        show("dp-remove", dps({"waiting", "failed", "spare"}));
        QVERIFY2(pane().title().contains(QLatin1Char('3')) && pane().title().endsWith(QLatin1Char('?')), qPrintable(pane().title()));
        QCOMPARE(part<QPushButton>("act")->text() + QLatin1Char('?'), pane().title());
    }

    void theKeyboardBeginsAtWhatChangesNothing()
    {
        const QStringList before = m_site->facts();
        show("stop", {of(Subject::Kind::Distribution, "retrying", m_site->package())});
        QTRY_VERIFY(part<QPushButton>("safe")->hasFocus());
        QTest::keyClick(part<QPushButton>("safe"), Qt::Key_Return);
        QVERIFY(!m_actions->isPreviewing());
        QCOMPARE(m_site->facts(), before);
    }

    void escapeChangesNothingFromAnywhere()
    {
        const QStringList before = m_site->facts();
        QSignalSpy previewing(m_actions.get(), &Actions::previewing);
        show("stop", {of(Subject::Kind::Distribution, "retrying", m_site->package())});
        QTest::keyClick(part<QLineEdit>("reason"), Qt::Key_Escape);
        QVERIFY(!m_actions->isPreviewing());
        QCOMPARE(previewing.last().at(0).toBool(), false);
        QCOMPARE(m_site->facts(), before);
    }

    void whatIsUntickedIsNotTouched()
    {
        show("stop", {allRows()});
        const QByteArray box = "part " + QByteArray::number(static_cast<qlonglong>(m_site->rowOf(m_site->package(), "failed")));
        auto *failed = part<QCheckBox>(box);
        QVERIFY(failed && failed->isChecked());
        const QString all = pane().title();
        failed->setFocus();
        failed->click();
        QTRY_VERIFY_WITH_TIMEOUT(isShown() && pane().title() != all, patience);
        QVERIFY(!part<QCheckBox>(box)->isChecked());
        QVERIFY(part<QCheckBox>(box)->hasFocus());
        QSignalSpy done(m_actions.get(), &Actions::done);
        part<QPushButton>("act")->click();
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, patience);
        const QString facts = m_site->facts().join(QLatin1Char('\n'));
        QVERIFY(facts.contains(QStringLiteral("at retrying: stopped")));
        QVERIFY(facts.contains(QStringLiteral("at failed: failed")));
        QCOMPARE(m_site->done().size(), 1);
    }

    void withNothingTickedThereIsNothingToDo()
    {
        show("dp-forget", dps({"spare"}));
        part<QCheckBox>("part spare")->click();
        QTRY_VERIFY_WITH_TIMEOUT(isShown(), patience);
        QVERIFY(!part<QPushButton>("act")->isEnabled());
        part<QCheckBox>("part spare")->click();
        QTRY_VERIFY_WITH_TIMEOUT(isShown() && part<QPushButton>("act")->isEnabled(), patience);
    }

    void aLastCopyGoesOnlyWhenItsNameIsTyped()
    {
        show("dp-forget", dps({"installed"}));
        auto *losses = part<AdviceBox>("losses");
        QVERIFY(losses);
        QVERIFY(losses->findChild<QPushButton *>());
        QVERIFY(!part<QPushButton>("act")->isEnabled());
        part<QLineEdit>("typed")->setText(QStringLiteral("spare"));
        QVERIFY(!part<QPushButton>("act")->isEnabled());
        part<QLineEdit>("typed")->setText(QStringLiteral("Installed"));
        QVERIFY(part<QPushButton>("act")->isEnabled());
    }

    void whatLosesNothingAsksForNoName()
    {
        show("dp-forget", dps({"spare"}));
        QVERIFY(!part<AdviceBox>("losses"));
        QVERIFY(!part<QLineEdit>("typed"));
        QVERIFY(part<QPushButton>("act")->isEnabled());
    }

    void theChoiceIsWhatIsDone()
    {
        show("dp-remove", dps({"spare"}));
        QVERIFY(part<QRadioButton>("choice dp-remove")->isChecked());
        part<QRadioButton>("choice dp-forget")->click();
        QTRY_VERIFY_WITH_TIMEOUT(isShown() && part<QRadioButton>("choice dp-forget")->isChecked(), patience);
        part<QPushButton>("copy")->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("cartage --site %1 dp remove spare --forget --yes").arg(QString::fromStdString(m_site->folder())));
        QSignalSpy done(m_actions.get(), &Actions::done);
        part<QPushButton>("act")->click();
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, patience);
        QVERIFY(!m_site->facts().contains(QStringLiteral("DP spare")));
    }

    void theReasonIsKeptAndCopied()
    {
        show("hold-because", {of(Subject::Kind::Distribution, "waiting", m_site->package())});
        part<QLineEdit>("reason")->setText(QStringLiteral("move of the office"));
        part<QPushButton>("copy")->click();
        QVERIFY2(QGuiApplication::clipboard()->text().endsWith(QStringLiteral("--dp waiting --reason 'move of the office' --yes")), qPrintable(QGuiApplication::clipboard()->text()));
        QSignalSpy done(m_actions.get(), &Actions::done);
        part<QPushButton>("act")->click();
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, patience);
        QVERIFY(m_site->facts().join(QLatin1Char('\n')).contains(QStringLiteral("held(move of the office)")));
    }

    void whatIsUndoneIsJustWhatWasDone()
    {
        const QStringList before = m_site->facts();
        std::function<void()> undo;
        connect(m_actions.get(), &Actions::done, this, [&undo](Mark, const QString &, const std::function<void()> &back) { undo = back; });
        QSignalSpy done(m_actions.get(), &Actions::done);
        m_actions->setSubjects({allRows()});
        m_actions->action(QStringLiteral("hold"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, patience);
        QVERIFY(undo && m_site->facts() != before);
        undo();
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 2, patience);
        QStringList after = m_site->facts();
        QCOMPARE(after.filter(QStringLiteral("held(")), before.filter(QStringLiteral("held(")));
    }

    void manyRowsAreShownFirstAndTheWindowGoesOn()
    {
        std::vector<engine::RowId> rows = m_site->addRetrying(40, 500);
        QCOMPARE(rows.size(), std::size_t(20'000));
        Subject subject;
        subject.kind = Subject::Kind::Rows;
        subject.rows = std::make_shared<const std::vector<engine::RowId>>(std::move(rows));
        qint64 longest = 0;
        QElapsedTimer since;
        QTimer pulse;
        since.start();
        connect(&pulse, &QTimer::timeout, this, [&] { longest = std::max(longest, since.restart()); });
        pulse.start(1);
        show("retry", {subject});
        QVERIFY2(pane().title().contains(QStringLiteral("20,000")) || pane().title().contains(QStringLiteral("20000")), qPrintable(pane().title()));
        QSignalSpy done(m_actions.get(), &Actions::done);
        part<QPushButton>("act")->click();
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, 120'000);
        qInfo("longest block of the window: %lld ms", static_cast<long long>(longest));
        QVERIFY2(longest < 500, "the window waited for the engine");
        QCOMPARE(m_site->done().size(), 1);
        QSignalSpy copied(m_actions.get(), &Actions::copied);
        m_actions->copyCommands(QStringLiteral("retry"));
        QTRY_COMPARE_WITH_TIMEOUT(copied.size(), 1, patience);
        QCOMPARE(copied[0][0].toInt(), 40);
    }
};

QTEST_MAIN(TestPreview)
#include "tst_preview.moc"
