// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/io/posixfilesystem.h"
#include "ui/detail/detailpane.h"
#include "ui/look/style.h"
#include "ui/shell/finder.h"
#include "ui/shell/mainwindow.h"
#include "ui/widgets/pathbar.h"

using namespace cartage;
using namespace cartage::ui;

/// Find or do, over the sample site.
class TestPalette : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 30000;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] Palette *palette() const { return m_window->findChild<Palette *>(); }
    [[nodiscard]] QLineEdit *field() const { return palette()->findChild<QLineEdit *>(); }
    [[nodiscard]] QListView *list() const { return palette()->findChild<QListView *>(); }
    /// "group: name" of what is offered, in order.
    [[nodiscard]] QStringList offered(const QString &text) const
    {
        QStringList all;
        for (const Offer &offer : m_window->findChild<Finder *>()->offers(text))
            all << offer.group + QStringLiteral(": ") + offer.name;
        return all;
    }
    void open(const QString &text)
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QVERIFY(palette()->isVisible());
        QTest::keyClicks(field(), text);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style(Style::Scheme::Light));
        const engine::Environment environment{*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives};
        m_window = std::make_unique<MainWindow>(environment);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_window->openSample(m_folder.filePath(QStringLiteral("sample")));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->currentView(), patience);
    }

    void cleanup() { palette()->close(); }

    void cleanupTestCase()
    {
        m_window->close();
        m_window.reset();
    }

    void distributionPointsAndPackagesAreFoundByName()
    {
        open(QStringLiteral("berlin1"));
        QTRY_VERIFY_WITH_TIMEOUT(offered(QStringLiteral("berlin1")).contains(QStringLiteral("Find: berlin1")), patience);
        QVERIFY(offered(QStringLiteral("reader")).contains(QStringLiteral("Find: Reader 11")));
        QVERIFY(!offered(QStringLiteral("reader")).contains(QStringLiteral("Find: berlin1")));
    }

    void enterGoesToWhatIsFound()
    {
        m_window->go({QStringLiteral("overview"), {}, {}, {}});
        open(QStringLiteral("munich1"));
        QTRY_VERIFY_WITH_TIMEOUT(list()->model()->rowCount() > 0 && list()->currentIndex().data().toString() == QStringLiteral("munich1"), patience);
        QTest::keyClick(field(), Qt::Key_Return);
        QVERIFY(!palette()->isVisible());
        QCOMPARE(m_window->currentView()->key(), QStringLiteral("dps"));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->currentView()->subjects().size(), 1, patience);
        QCOMPARE(m_window->currentView()->subjects().front().dp, std::string("munich1"));
        QVERIFY(m_window->currentView()->isAncestorOf(QApplication::focusWidget()));
    }

    void anActionIsDoneByItsName()
    {
        m_window->go({QStringLiteral("overview"), {}, {}, {}});
        open(QStringLiteral("status mess"));
        QVERIFY(offered(QStringLiteral("status mess")).contains(QStringLiteral("Do: Status messages")));
        while (list()->currentIndex().data().toString() != QStringLiteral("Status messages"))
            QTest::keyClick(field(), Qt::Key_Down);
        QTest::keyClick(field(), Qt::Key_Return);
        QCOMPARE(m_window->currentView()->key(), QStringLiteral("messages"));
    }

    void whatCannotBeDoneIsNotOffered()
    {
        m_window->go({QStringLiteral("overview"), {}, {}, {}});
        QVERIFY(!m_window->findChild<QAction *>(QStringLiteral("retry"))->isEnabled());
        QVERIFY(!offered(QStringLiteral("Retry now")).contains(QStringLiteral("Do: Retry now")));
        QSet<QString> seen;
        for (const QAction *each : m_window->findChild<Finder *>()->actions()) {
            QVERIFY2(each->isEnabled() && each->isVisible(), qPrintable(each->text()));
            QVERIFY2(!seen.contains(each->text()), qPrintable(each->text()));
            seen.insert(each->text());
        }
    }

    void aMessageNumberIsExplained()
    {
        open(QStringLiteral("2328"));
        QCOMPARE(list()->currentIndex().data().toString(), QStringLiteral("Message 2328"));
        QTest::keyClick(field(), Qt::Key_Return);
        const auto *pane = m_window->findChild<DetailPane *>();
        QVERIFY(pane->isVisible() && pane->isLookingUp());
    }

    void anErrorCodeIsExplained()
    {
        QVERIFY(offered(QStringLiteral("no_space")).contains(QStringLiteral("Look up: no_space")));
        open(QStringLiteral("dp_read_only"));
        m_window->findChild<DetailPane *>()->closeLookUp();
        QTest::keyClick(field(), Qt::Key_Return);
        QVERIFY(m_window->findChild<DetailPane *>()->isLookingUp());
    }

    void controlEnterShowsEverythingThatNamesIt()
    {
        open(QStringLiteral("kiel1"));
        QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_window->currentView()->key(), QStringLiteral("distributions"));
        QCOMPARE(m_window->currentView()->location().text, QStringLiteral("kiel1"));
    }

    void escapeGivesTheFocusBack()
    {
        m_window->go({QStringLiteral("packages"), {}, {}, {}});
        m_window->currentView()->focusList();
        const QWidget *before = QApplication::focusWidget();
        QVERIFY(before);
        open(QStringLiteral("x"));
        QVERIFY(field()->hasFocus());
        QTest::keyClick(field(), Qt::Key_Escape);
        QVERIFY(!palette()->isVisible());
        QCOMPARE(QApplication::focusWidget(), before);
    }

    void titlesAreNeverChosen()
    {
        open(QStringLiteral("re"));
        const int rows = list()->model()->rowCount();
        for (int i = 0; i < rows; ++i) {
            QVERIFY(list()->currentIndex().flags().testFlag(Qt::ItemIsSelectable));
            QTest::keyClick(field(), Qt::Key_Down);
        }
        QTest::keyClick(field(), Qt::Key_Up);
        QVERIFY(list()->currentIndex().flags().testFlag(Qt::ItemIsSelectable));
    }

    void aClickElsewhereClosesIt()
    {
        open({});
        QTest::mouseClick(m_window->findChild<PathBar *>(), Qt::LeftButton, {}, QPoint(200, 5));
        QVERIFY(!palette()->isVisible());
    }

    void nothingFoundIsSaid()
    {
        open(QStringLiteral("12345678"));
        QVERIFY(!list()->isVisible());
        QTest::keyClick(field(), Qt::Key_Return);
        QVERIFY(palette()->isVisible());
    }
};

QTEST_MAIN(TestPalette)
#include "tst_palette.moc"
