// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>
#include <QWindow>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/engine/site.h"
#include "core/io/posixfilesystem.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"
#include "ui/views/pagedpage.h"
#include "ui/widgets/banner.h"

using namespace cartage;
using namespace cartage::ui;

/// The window over the sample site, whose failures are real.
class TestMainWindow : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 30000;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] engine::Environment environment()
    {
        return {*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives};
    }
    [[nodiscard]] ListPage *page(const char *key) const { return qobject_cast<ListPage *>(m_window->view(QString::fromLatin1(key))); }
    [[nodiscard]] QAction *action(const char *name) const { return m_window->findChild<QAction *>(QString::fromLatin1(name)); }
    /// The row whose first words are these; -1 where there is none.
    [[nodiscard]] static int rowWith(const ListPage *list, const QString &words)
    {
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            for (int column = 0; column < list->model()->columnCount(); ++column) {
                if (list->model()->index(row, column).data(Qt::AccessibleTextRole).toString().contains(words))
                    return row;
            }
        }
        return -1;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style(Style::Scheme::Light));
        m_window = std::make_unique<MainWindow>(environment());
        m_window->show();
        m_window->openSample(m_folder.path() + QStringLiteral("/sample"));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->currentView(), patience);
        m_window->go({QStringLiteral("problems"), {}, {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(page("problems"), QStringLiteral("berlin2")) >= 0, patience);
    }

    void cleanupTestCase()
    {
        m_window->close();
        m_window.reset();
    }

    void everyViewListsWhatThereIs()
    {
        for (const char *key : {"distributions", "packages", "dps", "messages", "activity"}) {
            m_window->go({QString::fromLatin1(key), {}, {}, {}});
            QTRY_VERIFY2_WITH_TIMEOUT(page(key)->model()->rowCount() > 0, key, patience);
        }
        QCOMPARE(page("packages")->model()->rowCount(), 3);
        QCOMPARE(page("dps")->model()->rowCount(), 6);
        QCOMPARE(page("distributions")->model()->rowCount(), 18);
    }

    void fromAProblemToItsCauseInThreeSteps()
    {
        m_window->go({QStringLiteral("problems"), {}, {}, {}});
        ListPage *problems = page("problems");
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(problems, QStringLiteral("berlin2")) >= 0, patience);
        problems->list()->setCurrentIndex(problems->model()->index(rowWith(problems, QStringLiteral("berlin2")), 0));
        QTest::keyClick(problems->list(), Qt::Key_Return); // first step: its distributions
        QTRY_COMPARE_WITH_TIMEOUT(m_window->currentView()->key(), QStringLiteral("distributions"), patience);
        ListPage *distributions = page("distributions");
        QTRY_VERIFY_WITH_TIMEOUT(distributions->model()->rowCount() > 0, patience);
        distributions->list()->setCurrentIndex(distributions->model()->index(0, 0)); // second step
        auto *tabs = m_window->findChild<QTabBar *>();
        const auto attempts = [tabs] {
            for (int tab = 0; tab < tabs->count(); ++tab) {
                if (tabs->tabData(tab).toString() == QStringLiteral("attempts"))
                    return tab;
            }
            return -1;
        };
        QTRY_VERIFY_WITH_TIMEOUT(attempts() > 0, patience);
        tabs->setCurrentIndex(attempts()); // third step: its tries
    }

    void aProblemStandsForItsOwnDistributionsOnly()
    {
        m_window->go({QStringLiteral("problems"), {}, {}, {}});
        ListPage *problems = page("problems");
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(problems, QStringLiteral("berlin2")) >= 0, patience);
        for (const char *dp : {"berlin2", "munich1", "kiel1"}) {
            problems->list()->setCurrentIndex(problems->model()->index(rowWith(problems, QString::fromLatin1(dp)), 0));
            QCOMPARE(problems->subjects().size(), 1);
            QCOMPARE(problems->subjects().front().dp, std::string(dp));
        }
    }

    void aFilterThatNobodyUnderstandsShowsNothing()
    {
        m_window->go({QStringLiteral("distributions"), {}, {}, {}});
        ListPage *list = page("distributions");
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 18, patience);
        list->list()->selectAll();
        m_window->go({QStringLiteral("distributions"), {{QStringLiteral("state"), QStringLiteral("faild"), false}}, {}, {}});
        QVERIFY(list->subjects().isEmpty());
        QVERIFY(!list->query()); // nor is everything exported instead
        QVERIFY(!list->list()->isVisible());
        QSignalSpy answered(qobject_cast<PagedPage *>(list)->paged(), &PagedModel::statusChanged);
        list->refresh();
        QVERIFY(answered.wait(patience));
        QVERIFY(!list->list()->isVisible());
    }

    void backLeadsToWhereOneWas()
    {
        m_window->go({QStringLiteral("packages"), {}, {}, {}});
        m_window->go({QStringLiteral("dps"), {}, {}, {}});
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_window->currentView()->key(), QStringLiteral("packages"));
        QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_window->currentView()->key(), QStringLiteral("dps"));
    }

    void whatIsHeldIsShownAsHeld()
    {
        m_window->go({QStringLiteral("distributions"), {{QStringLiteral("dp"), QStringLiteral("kiel1"), false}}, {}, {}});
        ListPage *list = page("distributions");
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 3, patience);
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(list, QStringLiteral("kiel1")) >= 0, patience);
        list->list()->selectAll();
        QVERIFY(action("hold")->isEnabled());
        action("hold")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(list, QStringLiteral("held by anna")) >= 0, patience);
        list->list()->selectAll();
        action("release")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(list, QStringLiteral("held by anna")) < 0, patience);
    }

    void aFolderWithoutASiteIsSaidAndLeadsBack()
    {
        MainWindow window(environment());
        window.show();
        window.openSite(m_folder.path() + QStringLiteral("/nothing"));
        QVERIFY(window.currentView());
        QTRY_VERIFY_WITH_TIMEOUT(!window.currentView(), patience);
        const auto *banner = window.findChild<Banner *>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), patience);
        const auto words = banner->findChildren<QLabel *>();
        QVERIFY(std::any_of(words.begin(), words.end(), [](const QLabel *each) { return each->text().contains(QStringLiteral("nothing")); }));
    }

    void englishHasPlurals()
    {
        QTranslator own;
        QVERIFY(own.load(QStringLiteral(":/i18n/cartage_en")));
        QCOMPARE(own.translate("cartage::ui::DistributionsView", "%n distribution(s)", nullptr, 1), QStringLiteral("%n distribution"));
        QCOMPARE(own.translate("cartage::ui::DistributionsView", "%n distribution(s)", nullptr, 2), QStringLiteral("%n distributions"));
    }

    void germanIsThere()
    {
        QTranslator own;
        QVERIFY(own.load(QLocale(QLocale::German), QStringLiteral("cartage"), QStringLiteral("_"), QStringLiteral(":/i18n")));
        QCOMPARE(own.translate("cartage::ui::MainWindow", "Retry history"), QStringLiteral("Wiederholungsverlauf"));
    }

    void whatAFilterLeavesOutIsNotSelected()
    {
        ListPage *list = page("distributions");
        m_window->go({QStringLiteral("distributions"), {}, {}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 18, patience);
        list->list()->selectAll();
        QTRY_VERIFY_WITH_TIMEOUT(action("hold")->isEnabled(), patience);
        for (auto *edit : list->findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == QStringLiteral("Filter"))
                QTest::keyClicks(edit, QStringLiteral("dp:nowhere "));
        }
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 0, patience);
        QCOMPARE(list->selectedCount(), qint64(0));
        QVERIFY(!action("hold")->isEnabled());
        m_window->go({QStringLiteral("distributions"), {}, {}, {}});
    }

    void aKeyThatLeadsToAListLeavesItsSelection()
    {
        ListPage *list = page("dps");
        m_window->go({QStringLiteral("dps"), {}, {}, {}});
        list->list()->selectRow(2);
        m_window->go({QStringLiteral("packages"), {}, {}, {}});
        m_window->activateWindow();
        QTest::keyClick(m_window->windowHandle(), Qt::Key_5, Qt::ControlModifier); // held down while the row is looked for
        QCOMPARE(m_window->currentView()->key(), QStringLiteral("dps"));
        QTRY_COMPARE(list->selectedCount(), qint64(1));
        QCOMPARE(list->list()->currentIndex().row(), 2);
        list->list()->clearSelection();
    }

    void withoutASelectionNothingCanBeDone()
    {
        page("distributions")->list()->clearSelection();
        for (const char *name : {"retry", "stop", "hold", "release", "cancel", "redistribute"})
            QVERIFY2(!action(name)->isEnabled(), name);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
