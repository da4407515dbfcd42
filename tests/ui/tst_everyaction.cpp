// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QFileDialog>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTimer>

#include "tests/ui/deedsite.h"
#include "ui/actions/actions.h"
#include "ui/actions/previewpane.h"
#include "ui/detail/detailpane.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/palette.h"
#include "ui/views/listpage.h"
#include "ui/widgets/toast.h"

using namespace cartage;
using namespace cartage::ui;
using namespace cartage::test;

/// Every action that the window has is fired in every state that the window can be in. One that this test does not know fails it.
class TestEveryAction : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 20'000;
    std::unique_ptr<DeedSite> m_site;
    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_data;
    QSet<QString> m_fired; ///< while they could be
    QString m_view;        ///< of the state that is entered
    QWidget *m_focus = nullptr;
    int m_said = 0;
    bool m_chosen = false; ///< by the state that is entered

    struct Expectation {
        std::function<bool()> happened;
        std::function<void()> before{};
    };
    QHash<QString, Expectation> m_expected;

    [[nodiscard]] QAction *action(const char *name) const { return m_window->findChild<QAction *>(QString::fromLatin1(name)); }
    [[nodiscard]] Actions *actions() const { return m_window->findChild<Actions *>(); }
    [[nodiscard]] ListPage *page() const { return qobject_cast<ListPage *>(m_window->currentView()); }
    [[nodiscard]] bool isAt(const char *view) const { return m_window->currentView() && m_window->currentView()->key() == QString::fromLatin1(view); }
    [[nodiscard]] QDialog *dialog() const
    {
        for (QDialog *each : m_window->findChildren<QDialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] bool toastSaysSomething() const
    {
        const auto toasts = m_window->findChildren<Toast *>();
        return std::any_of(toasts.begin(), toasts.end(), [](const Toast *each) { return each->isVisible(); });
    }
    /// All that can be fired now. What has no name: separators, titles of menus, what fields bring along, entries of menus that are made when they open.
    [[nodiscard]] QList<QAction *> everyAction() const
    {
        QList<QAction *> all;
        for (QAction *each : m_window->findChildren<QAction *>()) {
            const auto *menu = qobject_cast<QMenu *>(each->parent());
            if (menu && menu->testAttribute(Qt::WA_DeleteOnClose))
                continue;
            const bool ofQt = each->objectName().startsWith(QStringLiteral("_q_")) || qobject_cast<QLineEdit *>(each->parent());
            if (!each->isSeparator() && !each->menu() && !ofQt && each->parent() != actions()->copyMenu())
                all << each;
        }
        return all;
    }
    [[nodiscard]] QString unnamed() const
    {
        QStringList words;
        for (const QAction *each : everyAction()) {
            if (each->objectName().isEmpty())
                words << QStringLiteral("%1 of %2").arg(each->text(), QString::fromLatin1(each->parent()->metaObject()->className()));
        }
        return words.join(QStringLiteral(", "));
    }
    void open()
    {
        m_window->openSite(QString::fromStdString(m_site->folder()));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().contains(QStringLiteral("CEN")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(action("engine-here")->isEnabled(), patience);
    }
    /// Nobody is at work in what is put back.
    void beginAgain()
    {
        leaveEverything();
        m_window->showStartPage();
        m_site->restore();
        open();
    }
    void leaveEverything()
    {
        while (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
        while (QDialog *shown = dialog())
            shown->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        actions()->leavePreview();
        if (auto *palette = m_window->findChild<Palette *>(); palette && palette->isVisible())
            palette->close();
        m_window->findChild<DetailPane *>()->closeLookUp();
        for (Toast *each : m_window->findChildren<Toast *>())
            each->hide();
    }
    enum class Selected { Nothing, One, All };
    /// Whether so much is selected now.
    [[nodiscard]] bool choose(Selected selected)
    {
        if (selected != Selected::Nothing && !page()->subjects().isEmpty() && m_chosen)
            return true;
        m_chosen = true;
        page()->list()->clearSelection();
        if (selected == Selected::One) {
            int row = 0;
            if (m_view == QStringLiteral("sites")) // the first one is this very site
                row = 1;
            while (row < page()->model()->rowCount() - 1 && page()->model()->index(row, 0).data(GroupRole).isValid())
                ++row;
            page()->list()->setCurrentIndex(page()->model()->index(row, 0));
            page()->list()->selectionModel()->select(page()->model()->index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        } else if (selected == Selected::All) {
            page()->list()->selectAll();
        }
        return selected == Selected::Nothing || !page()->subjects().isEmpty();
    }
    void enter(const QString &view, Selected selected)
    {
        leaveEverything();
        m_view = view;
        m_window->go({view == QStringLiteral("activity") ? QStringLiteral("packages") : QStringLiteral("activity"), {}, {}, {}});
        m_window->go({view, {}, {}, {}});
        m_window->currentView()->focusList();
        if (!page())
            return;
        QTRY_VERIFY_WITH_TIMEOUT(page()->model()->rowCount() > 0, patience);
        m_chosen = false;
        // What was done before may take the row away just now: then another one.
        QTRY_VERIFY_WITH_TIMEOUT(choose(selected), patience);
    }
    /// What opens a dialog of Qt's own and waits for it.
    template <class Act>
    [[nodiscard]] static bool rejectsAFileDialog(const Act &act)
    {
        bool seen = false;
        QTimer closing;
        closing.setInterval(10);
        connect(&closing, &QTimer::timeout, &closing, [&seen] {
            if (auto *files = qobject_cast<QFileDialog *>(QApplication::activeModalWidget())) {
                seen = true;
                files->reject();
            }
        });
        closing.start();
        act();
        return seen;
    }
    void expect(const char *name, std::function<bool()> happened, std::function<void()> before = {}) { m_expected.insert(QString::fromLatin1(name), {std::move(happened), std::move(before)}); }
    void knowTheWindowsOwn()
    {
        for (const char *key : {"overview", "problems", "distributions", "packages", "dps", "retries", "sites", "messages", "clients", "quarantine", "components", "activity"})
            expect(qPrintable(QStringLiteral("view-") + QString::fromLatin1(key)), [this, key] { return isAt(key); });
        for (const char *name : {"create", "restore", "engine", "package-add", "dp-add", "groups", "distribute", "settings", "package-rollback", "dp-take-back", "component-thresholds", "address-add", "address-settings", "support-bundle", "keys", "about"})
            expect(name, [this] { return dialog() != nullptr; });
        for (const char *name : {"backup", "export", "quarantine-export"})
            expect(name, [this] { return qobject_cast<QFileDialog *>(dialog()) != nullptr; });
        expect("back", [this] { return m_window->currentView()->key() != m_view; });
        expect("forward", [this] { return m_window->currentView()->key() == m_view; }, [this] { action("back")->trigger(); });
        expect("refresh", [this] { return m_window->currentView()->key() == m_view; });
        expect("filter", [this] { return !page() || page()->filterBar()->isAncestorOf(QApplication::focusWidget()); });
        for (const char *name : {"next-pane", "previous-pane"})
            expect(name, [this] { return QApplication::focusWidget() && QApplication::focusWidget() != m_focus; }, [this] { m_focus = QApplication::focusWidget(); });
        expect("find-or-do", [this] { const auto *palette = m_window->findChild<Palette *>(); return palette && palette->isVisible(); });
        expect("explain", [this] { return dialog() || toastSaysSomething() || m_window->findChild<DetailPane *>()->isLookingUp(); });
        expect("show-held", [this] { return isAt("dps") && page()->location().chips.value(0).value == QStringLiteral("held"); });
        expect("all-activity", [this] { return isAt("activity"); });
        expect("close", [this] { return !m_window->currentView(); });
        expect("quit", [this] { return !m_window->isVisible(); });
        expect("columns", [] { return QApplication::activePopupWidget() != nullptr; });
        for (const char *name : {"copy-rows", "copy"})
            expect(name, [] { return QGuiApplication::clipboard()->text() != QStringLiteral("before"); }, [] { QGuiApplication::clipboard()->setText(QStringLiteral("before")); });
        expect("remove", [this] { return actions()->isPreviewing(); });
        expect("follow", [this] { return action("follow") != nullptr; });
        const auto scheme = [this](const char *name, Style::Scheme wanted) { expect(name, [wanted] { return qobject_cast<Style *>(QApplication::style())->scheme() == wanted; }); };
        scheme("colours-system", Style::Scheme::System);
        scheme("colours-dark", Style::Scheme::Dark);
        scheme("colours-light", Style::Scheme::Light);
        expect("engine-here", [this] { return action("engine-here")->text().startsWith(QStringLiteral("Stop")); });
        expect("sample", [this] { return m_window->windowTitle().contains(QStringLiteral("SMP")) || m_window->windowTitle().contains(QStringLiteral("SAM")); });
    }
    /// Those that are only there at times of their own have tests of their own: while text is searched (tst_largewindow), on the sample site, where a last
    /// copy would go or a component is paused (tst_actingtasks), and of tabs that have no room.
    [[nodiscard]] static bool isElsewhere(const QString &name)
    {
        return name == QStringLiteral("stop-searching") || name == QStringLiteral("sample-remove") || name == QStringLiteral("way-out") || name == QStringLiteral("component-start") || name.startsWith(QStringLiteral("tab-"));
    }
    void knowTheDeeds()
    {
        for (const Deed &each : allDeeds())
            expect(qPrintable(each.key), [this] { return dialog() || (actions()->isPreviewing() && !actions()->previewPane()->isBusy()) || m_said > 0; });
    }
    /// Whether it leaves the site as it is shown.
    [[nodiscard]] static bool leaves(const QString &name) { return name == QStringLiteral("close") || name == QStringLiteral("quit"); }
    void fire(QAction *each, const QString &name)
    {
        if (name == QStringLiteral("open")) {
            const bool could = each->isEnabled();
            QCOMPARE(rejectsAFileDialog([each] { each->trigger(); }), could);
            m_fired << name;
            return;
        }
        const bool could = each->isEnabled();
        const Expectation &expected = m_expected[name];
        m_said = 0;
        if (could && expected.before)
            expected.before();
        each->trigger();
        if (!could) {
            QVERIFY2(!dialog() && m_said == 0 && !toastSaysSomething(), qPrintable(name));
            return;
        }
        QTRY_VERIFY2_WITH_TIMEOUT(expected.happened(), qPrintable(name), patience);
        m_fired << name;
    }
    /// Heavy ones (an engine, the sample) are fired in one state of each kind.
    void fireAll(const QString &view, Selected selected, bool heavy = false)
    {
        beginAgain();
        enter(view, selected);
        QStringList names;
        for (const QAction *each : everyAction())
            names << each->objectName();
        names.removeDuplicates();
        for (const QString &name : std::as_const(names)) {
            QVERIFY2(!name.isEmpty(), qPrintable(QStringLiteral("actions without a name: ") + unnamed()));
            QVERIFY2(m_expected.contains(name) || name == QStringLiteral("open") || isElsewhere(name), qPrintable(QStringLiteral("no test fires ") + name));
            const bool isHeavy = name == QStringLiteral("engine-here") || name == QStringLiteral("sample");
            if (isElsewhere(name) || (isHeavy && !heavy))
                continue;
            QAction *each = actionHere(name);
            const bool could = each->isEnabled();
            fire(each, name);
            if (QTest::currentTestFailed())
                return;
            if (leaves(name) || name == QStringLiteral("sample")) {
                m_window->show();
                open();
            }
            if (name == QStringLiteral("engine-here")) {
                each->trigger();
                QTRY_VERIFY_WITH_TIMEOUT(each->text().startsWith(QStringLiteral("Start")), patience);
            }
            if (could)
                enter(view, selected);
        }
        leaveEverything();
    }
    /// Lists have actions of their own by the same name: the one of the list that is shown.
    [[nodiscard]] QAction *actionHere(const QString &name) const
    {
        QAction *own = m_window->currentView() ? m_window->currentView()->findChild<QAction *>(name) : nullptr;
        return own ? own : m_window->findChild<QAction *>(name);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("XDG_DATA_HOME", m_data.path().toUtf8());
        QApplication::setStyle(new Style(Style::Scheme::Light));
        m_site = std::make_unique<DeedSite>();
        m_window = std::make_unique<MainWindow>(m_site->environment());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        connect(actions(), &Actions::done, this, [this] { ++m_said; });
        knowTheWindowsOwn();
        knowTheDeeds();
    }
    void cleanupTestCase() { m_window.reset(); }

    void onTheStartPage()
    {
        m_window->showStartPage();
        static const QSet<QString> without{QStringLiteral("create"), QStringLiteral("restore"), QStringLiteral("open"), QStringLiteral("sample"), QStringLiteral("quit"), QStringLiteral("keys"), QStringLiteral("about"),
                                           QStringLiteral("explain"), QStringLiteral("find-or-do"), QStringLiteral("colours-system"), QStringLiteral("colours-dark"), QStringLiteral("colours-light")};
        for (QAction *each : everyAction()) {
            const QString name = each->objectName();
            if (isElsewhere(name))
                continue;
            QVERIFY2(each->isEnabled() == without.contains(name) || !each->isVisible(), qPrintable(name));
            if (name == QStringLiteral("sample"))
                continue;
            fire(each, name);
            if (QTest::currentTestFailed())
                return;
            leaveEverything();
            m_window->show();
        }
    }

    void inEachView_data()
    {
        QTest::addColumn<QString>("view");
        QTest::addColumn<int>("selected");
        const auto add = [](const char *view, Selected selected, const char *called) { QTest::addRow("%s, %s", view, called) << QString::fromLatin1(view) << static_cast<int>(selected); };
        for (const char *view : {"overview", "distributions", "messages"})
            add(view, Selected::Nothing, "nothing selected");
        for (const char *view : {"problems", "distributions", "packages", "dps", "retries", "sites", "messages", "clients", "quarantine", "components", "activity"})
            add(view, Selected::One, "a row selected");
        for (const char *view : {"distributions", "dps", "quarantine"})
            add(view, Selected::All, "everything selected");
    }
    void inEachView()
    {
        QFETCH(QString, view);
        QFETCH(int, selected);
        fireAll(view, static_cast<Selected>(selected), view == QStringLiteral("overview"));
    }

    void everyCommandOfTheMenuIsCopied()
    {
        beginAgain();
        enter(QStringLiteral("distributions"), Selected::One);
        QMenu *menu = actions()->copyMenu();
        Q_EMIT menu->aboutToShow();
        QVERIFY(menu->actions().size() > 5);
        for (QAction *each : menu->actions()) {
            QGuiApplication::clipboard()->setText(QStringLiteral("before"));
            each->trigger();
            QTRY_VERIFY2_WITH_TIMEOUT(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("cartage ")), qPrintable(each->text()), patience);
        }
    }

    void allRowsOfAFilterAreCopiedByItsTerms()
    {
        beginAgain();
        m_window->go({QStringLiteral("distributions"), {{QStringLiteral("state"), QStringLiteral("installed"), false}, {QStringLiteral("state"), QStringLiteral("failed"), false}, {QStringLiteral("dp"), QStringLiteral("*ed"), false}}, {}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(page()->model()->rowCount(), 2, patience);
        page()->list()->selectAll();
        QTRY_VERIFY_WITH_TIMEOUT(page()->subjects().value(0).filter.has_value(), patience);
        QSignalSpy copied(actions(), &Actions::copied);
        actions()->copyCommands(QStringLiteral("retry"));
        QTRY_COMPARE_WITH_TIMEOUT(copied.size(), 1, patience);
        const QString command = QGuiApplication::clipboard()->text();
        QVERIFY2(command.contains(QStringLiteral(" retries now --dp ")) && command.endsWith(QStringLiteral(" --state installed --state failed")), qPrintable(command));
        // One row less is not the filter any more.
        page()->list()->selectionModel()->select(page()->model()->index(0, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        QTRY_VERIFY_WITH_TIMEOUT(page()->subjects().size() == 1 && page()->subjects().front().kind == Subject::Kind::Distribution, patience);
        QTRY_VERIFY_WITH_TIMEOUT(actions()->asCommands(QStringLiteral("retry")).startsWith(QStringLiteral("cartage retries now ") + QString::fromStdString(m_site->package().value())), patience);
        actions()->copyCommands(QStringLiteral("retry"));
        QTRY_COMPARE_WITH_TIMEOUT(copied.size(), 2, patience);
        QVERIFY(!QGuiApplication::clipboard()->text().contains(QStringLiteral("--state")));
    }

    /// The last one: what was never fired while it could be is not tested at all.
    void nothingIsLeftOut()
    {
        QStringList missing;
        for (const QAction *each : everyAction()) {
            const QString name = each->objectName();
            if (!m_fired.contains(name) && !isElsewhere(name) && name != QStringLiteral("show-held"))
                missing << name;
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QStringLiteral(", "))));
    }
};

QTEST_MAIN(TestEveryAction)
#include "tst_everyaction.moc"
