// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/engine/sample.h"
#include "core/io/posixfilesystem.h"
#include "ui/detail/detailpane.h"
#include "ui/dialogs/sitesheets.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/memory.h"
#include "ui/shell/notifier.h"
#include "ui/widgets/filterbar.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusstrip.h"

using namespace cartage;
using namespace cartage::ui;

/// What the window itself does: keys, panes, saved filters, the engine, notifications. Over the sample site.
class TestShell : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 30000;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] QString memory() const { return m_folder.filePath(QStringLiteral("console.ini")); }
    [[nodiscard]] QString site() const { return QString::fromStdString(engine::sampleSite(m_folder.filePath(QStringLiteral("sample")).toStdString())); }
    [[nodiscard]] QAction *action(const char *name) const { return m_window->findChild<QAction *>(QString::fromLatin1(name)); }
    template <class T>
    [[nodiscard]] T *sheet() const
    {
        for (T *each : m_window->findChildren<T *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] QAbstractButton *sidebarRow(const QString &text) const
    {
        for (QAbstractButton *each : m_window->findChild<Sidebar *>()->findChildren<QAbstractButton *>()) {
            if (each->text() == text && each->isVisible())
                return each;
        }
        return nullptr;
    }
    void go(const char *view, const QList<Chip> &chips = {}) { m_window->go({QString::fromLatin1(view), chips, {}, {}}); }
    void saveFilter(const QString &name)
    {
        Q_EMIT m_window->currentView()->findChild<FilterBar *>()->saveRequested();
        QTRY_VERIFY(sheet<QDialog>());
        auto *field = sheet<QDialog>()->findChild<QLineEdit *>(QStringLiteral("name"));
        QVERIFY(!field->text().isEmpty()); // something is offered
        field->setText(name);
        sheet<QDialog>()->findChild<QPushButton *>(QStringLiteral("act"))->click();
    }
    [[nodiscard]] static engine::ProblemView problem(const char *key, Severity severity)
    {
        engine::ProblemView view;
        view.key = key;
        view.severity = severity;
        view.row.error.code = Code::DpOtherIdentity;
        view.row.error.object = key;
        return view;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style(Style::Scheme::Light));
        m_window = std::make_unique<MainWindow>(engine::Environment{*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives}, memory());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->openSample(m_folder.filePath(QStringLiteral("sample")));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->currentView(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(action("engine-here")->text(), QStringLiteral("Stop the &engine"), patience);
    }

    void cleanupTestCase()
    {
        m_window->close();
        m_window.reset();
    }

    void noTwoActionsHaveTheSameKey()
    {
        QHash<QKeySequence, QString> taken;
        for (const QAction *each : m_window->findChildren<QAction *>()) {
            for (const QKeySequence &key : each->shortcuts()) {
                QVERIFY2(!taken.contains(key), qPrintable(QStringLiteral("%1: %2 and %3").arg(key.toString(), taken.value(key), each->text())));
                taken.insert(key, each->text());
            }
        }
        for (const char *key : {"Ctrl+1", "Ctrl+9", "Ctrl+0", "Ctrl+K", "Ctrl+F", "Alt+Left", "Alt+Right", "F5", "Ctrl+R", "F6", "F1", "Ctrl+Shift+R", "Ctrl+N", "Ctrl+O", "Ctrl+T"})
            QVERIFY2(taken.contains(QKeySequence::fromString(QString::fromLatin1(key))), key);
    }

    void everyViewHasItsKey()
    {
        const QStringList views{QStringLiteral("overview"), QStringLiteral("problems"), QStringLiteral("distributions"), QStringLiteral("packages"),
                                QStringLiteral("dps"), QStringLiteral("retries"), QStringLiteral("sites"), QStringLiteral("messages"),
                                QStringLiteral("clients"), QStringLiteral("quarantine")};
        for (int i = 0; i < views.size(); ++i) {
            QTest::keyClick(m_window.get(), static_cast<Qt::Key>(Qt::Key_0 + (i + 1) % 10), Qt::ControlModifier);
            QCOMPARE(m_window->currentView()->key(), views[i]);
        }
    }

    void f6GoesFromPaneToPane()
    {
        go("packages");
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<DetailPane *>()->isVisible(), patience);
        m_window->currentView()->focusList();
        const auto within = [](const QWidget *pane) { return pane == QApplication::focusWidget() || pane->isAncestorOf(QApplication::focusWidget()); };
        QVERIFY(within(m_window->currentView()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        QVERIFY(within(m_window->findChild<DetailPane *>()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        QVERIFY(within(m_window->findChild<Sidebar *>()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6);
        QVERIFY(within(m_window->currentView()));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(within(m_window->findChild<Sidebar *>()));
    }

    void f1ExplainsTheErrorOfTheProblem()
    {
        go("problems");
        const auto *list = m_window->currentView()->findChild<QAbstractItemView *>();
        QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() > 1, patience);
        m_window->currentView()->focusList();
        const auto chosen = [this] { return m_window->currentView()->subjects().size() == 1 && m_window->currentView()->subjects().front().code; };
        for (int i = 0; i < 5 && !chosen(); ++i) // past the title of a group
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QVERIFY(chosen());
        const auto *pane = m_window->findChild<DetailPane *>();
        QTRY_VERIFY_WITH_TIMEOUT(!pane->detail().title.isEmpty(), patience);
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QVERIFY(pane->isLookingUp());
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QVERIFY(!pane->isLookingUp());
    }

    void aFilterIsSavedOpenedRenamedAndDeleted()
    {
        go("distributions", {{QStringLiteral("dp"), QStringLiteral("kiel1"), false}});
        saveFilter(QStringLiteral("At Kiel"));
        QTRY_VERIFY(sidebarRow(QStringLiteral("At Kiel")));
        QTRY_VERIFY(!sheet<QDialog>());
        QVERIFY(sidebarRow(QStringLiteral("At Kiel"))->isChecked()); // it is what is shown
        go("packages");
        QVERIFY(!sidebarRow(QStringLiteral("At Kiel"))->isChecked());
        sidebarRow(QStringLiteral("At Kiel"))->click();
        QCOMPARE(m_window->currentView()->key(), QStringLiteral("distributions"));
        QCOMPARE(m_window->currentView()->location().chips, (QList<Chip>{{QStringLiteral("dp"), QStringLiteral("kiel1"), false}}));

        sidebarRow(QStringLiteral("At Kiel"))->setFocus();
        QTest::keyClick(sidebarRow(QStringLiteral("At Kiel")), Qt::Key_F2);
        QTRY_VERIFY(sheet<QDialog>());
        sheet<QDialog>()->findChild<QLineEdit *>(QStringLiteral("name"))->setText(QStringLiteral("Kiel"));
        sheet<QDialog>()->findChild<QPushButton *>(QStringLiteral("act"))->click();
        QTRY_VERIFY(sidebarRow(QStringLiteral("Kiel")));
        QVERIFY(!sidebarRow(QStringLiteral("At Kiel")));
        QCOMPARE(Memory(memory()).filters(site()).size(), 1); // for the next start

        sidebarRow(QStringLiteral("Kiel"))->setFocus();
        QTest::keyClick(sidebarRow(QStringLiteral("Kiel")), Qt::Key_Delete);
        QTRY_VERIFY(!sidebarRow(QStringLiteral("Kiel")));
        QVERIFY(sidebarRow(QStringLiteral("Packages")));
    }

    void nothingIsNotSavedAsAFilter()
    {
        go("packages");
        Q_EMIT m_window->currentView()->findChild<FilterBar *>()->saveRequested();
        QVERIFY(!sheet<QDialog>());
    }

    void aViewCannotBeDeletedAsAFilterIs()
    {
        sidebarRow(QStringLiteral("Packages"))->setFocus();
        QTest::keyClick(sidebarRow(QStringLiteral("Packages")), Qt::Key_Delete);
        QVERIFY(sidebarRow(QStringLiteral("Packages")));
    }

    void savedFiltersAreReadBackAsTheyWere()
    {
        const SavedFilter filter{QStringLiteral("Stale; \"north\""), {QStringLiteral("dps"), {{QStringLiteral("is"), QStringLiteral("stale"), true}}, QStringLiteral("Straße"), {}}};
        const QString file = m_folder.filePath(QStringLiteral("other.ini")), folder = QStringLiteral("/srv/with space/ä");
        {
            Memory one(file);
            one.noteSite({folder, QStringLiteral("CEN"), QStringLiteral("Centre"), QDateTime::fromMSecsSinceEpoch(1000)});
            one.setFilters(folder, {filter});
            one.setLastView(folder, QStringLiteral("dps"));
        }
        Memory two(file);
        QCOMPARE(two.filters(folder), QList<SavedFilter>{filter});
        QCOMPARE(two.lastView(folder), QStringLiteral("dps"));
        QCOMPARE(two.sites().size(), 1);
        QCOMPARE(two.sites().front().folder, folder);
        two.forgetSite(folder);
        QVERIFY(two.sites().isEmpty());
        QVERIFY(two.filters(folder).isEmpty());
    }

    void partsOfTheStripOpenTheirLists()
    {
        auto *strip = m_window->findChild<StatusStrip *>();
        for (const auto &[part, view] : {std::pair("active", "distributions"), std::pair("waiting", "distributions"), std::pair("blocked", "distributions"), std::pair("inbox", "components")}) {
            go("overview");
            Q_EMIT strip->partActivated(QString::fromLatin1(part));
            QCOMPARE(m_window->currentView()->key(), QString::fromLatin1(view));
        }
        Q_EMIT strip->partActivated(QStringLiteral("engine"));
        QTRY_VERIFY(sheet<EngineSheet>());
        sheet<EngineSheet>()->reject();
        QTRY_VERIFY(!sheet<EngineSheet>());
    }

    void theEngineIsStoppedAndStartedFromItsSheet()
    {
        action("engine")->trigger();
        QTRY_VERIFY(sheet<EngineSheet>());
        auto *button = sheet<EngineSheet>()->findChild<QPushButton *>(QStringLiteral("startOrStop"));
        button->click();
        QTRY_COMPARE_WITH_TIMEOUT(action("engine-here")->text(), QStringLiteral("Start the &engine here"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(button->isEnabled(), patience);
        button->click();
        QTRY_COMPARE_WITH_TIMEOUT(action("engine-here")->text(), QStringLiteral("Stop the &engine"), patience);
        auto *here = sheet<EngineSheet>()->findChild<QRadioButton *>(QStringLiteral("here"));
        auto *act = sheet<EngineSheet>()->findChild<QPushButton *>(QStringLiteral("act"));
        QTRY_VERIFY_WITH_TIMEOUT(act->isEnabled(), patience);
        QVERIFY(!here->isChecked()); // a service is the default
        here->setChecked(true);
        act->click();
        QTRY_VERIFY_WITH_TIMEOUT(!sheet<EngineSheet>(), patience);
        const auto opened = engine::Site::open({*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives}, site().toStdString());
        QVERIFY(opened);
        QVERIFY(engine::siteSettings(**opened)->engineByConsole);
    }

    void aServiceIsStartedByTheRightCommand()
    {
        const QString data = QStringLiteral("/home/anna/.local/share");
        QCOMPARE(EngineSheet::serviceCommand("/var/lib/cartage/CEN", data), QStringLiteral("systemctl enable --now cartage@CEN"));
        QCOMPARE(EngineSheet::serviceCommand("/home/anna/.local/share/cartage/site", data), QStringLiteral("systemctl --user enable --now cartage@site"));
        QCOMPARE(EngineSheet::serviceCommand("/srv/a site", data), QStringLiteral("cartage run --site '/srv/a site'"));
        QCOMPARE(EngineSheet::serviceCommand("/var/lib/cartage/a/b", data), QStringLiteral("cartage run --site '/var/lib/cartage/a/b'"));
    }

    void somethingNewIsNotifiedOnceAndOnlyWhileNobodyLooks()
    {
        QStringList sent;
        Notifier notifier([&sent](const QString &title, const QString &text) { sent << title + QLatin1Char('|') + text; });
        const Time start = m_clock.wall();
        const auto old = problem("a", Severity::Error), fresh = problem("b", Severity::Error), third = problem("c", Severity::Error), itself = problem("d", Severity::Warning);
        notifier.take(QStringLiteral("CEN"), {old}, false, start);
        QVERIFY(sent.isEmpty()); // it was there when the site was opened
        notifier.take(QStringLiteral("CEN"), {old, itself}, false, start);
        QVERIFY(sent.isEmpty()); // goes on by itself
        notifier.take(QStringLiteral("CEN"), {old, fresh}, false, start);
        QCOMPARE(sent.size(), 1);
        QVERIFY2(sent[0].contains(QStringLiteral("CEN")), qPrintable(sent[0]));
        notifier.take(QStringLiteral("CEN"), {old, fresh}, false, start);
        notifier.take(QStringLiteral("CEN"), {old}, false, start + std::chrono::minutes(1));
        notifier.take(QStringLiteral("CEN"), {old, fresh}, false, start + std::chrono::minutes(2));
        QCOMPARE(sent.size(), 1); // once a cause
        notifier.take(QStringLiteral("CEN"), {old, fresh, third}, true, start + std::chrono::minutes(3));
        notifier.take(QStringLiteral("CEN"), {old, fresh, third}, false, start + std::chrono::minutes(4));
        QCOMPARE(sent.size(), 1); // seen in the window
        notifier.take(QStringLiteral("CEN"), {old, fresh, third}, false, start + std::chrono::hours(2));
        QCOMPARE(sent.size(), 1); // still the same, however long nobody looked
        notifier.take(QStringLiteral("CEN"), {old, third}, false, start + std::chrono::hours(2) + std::chrono::minutes(1));
        notifier.take(QStringLiteral("CEN"), {old, third}, false, start + std::chrono::hours(2) + std::chrono::minutes(20));
        notifier.take(QStringLiteral("CEN"), {old, fresh, third}, false, start + std::chrono::hours(3));
        QCOMPARE(sent.size(), 2); // it was away, and is new again
    }

    void aBusThatIsNotThereIsSilentAndAtOnce()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        QElapsedTimer timer;
        timer.start();
        sendDesktopNotification(QStringLiteral("title"), QStringLiteral("text"));
        QVERIFY(timer.elapsed() < 1000);
    }

    void theKeysSheetTellsTheTruth()
    {
        action("keys")->trigger();
        QTRY_VERIFY(sheet<QDialog>());
        QCOMPARE(sheet<QDialog>()->windowTitle(), QStringLiteral("Keys"));
        // What the first block says: key and what it does.
        QMap<QString, QString> said, true_;
        const auto *grid = qobject_cast<QGridLayout *>(sheet<QDialog>()->findChild<Facts *>()->layout());
        for (int row = 0; grid->itemAtPosition(row, 0); ++row)
            said.insert(qobject_cast<QLabel *>(grid->itemAtPosition(row, 0)->widget())->text(), qobject_cast<QLabel *>(grid->itemAtPosition(row, 1)->widget())->text());
        for (const QAction *each : m_window->findChildren<QAction *>()) {
            QStringList keys;
            for (const QKeySequence &key : each->shortcuts())
                keys << key.toString(QKeySequence::NativeText);
            if (!keys.isEmpty())
                true_.insert(keys.join(QStringLiteral(", ")), QString(each->text()).remove(QLatin1Char('&')));
        }
        QCOMPARE(said, true_);
        // And the ones that the design promises do what it says.
        const QList<QPair<const char *, const char *>> promised{{"Ctrl+K", "find-or-do"}, {"Ctrl+F", "filter"}, {"Alt+Left", "back"}, {"Alt+Right", "forward"}, {"F5", "refresh"}, {"Ctrl+R", "refresh"},
                                                                {"Ctrl+Shift+R", "retry"}, {"Del", "remove"}, {"Ctrl+C", "copy-rows"}, {"Ctrl+Shift+C", "copy"}, {"Ctrl+E", "export"}, {"F1", "explain"}, {"F6", "next-pane"}};
        for (const auto &[key, name] : promised)
            QVERIFY2(action(name)->shortcuts().contains(QKeySequence::fromString(QString::fromLatin1(key))), key);
        sheet<QDialog>()->reject();
        QTRY_VERIFY(!sheet<QDialog>());
        action("about")->trigger();
        QTRY_VERIFY(sheet<QDialog>());
        sheet<QDialog>()->reject();
    }
};

QTEST_MAIN(TestShell)
#include "tst_shell.moc"
