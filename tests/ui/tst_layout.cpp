// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/engine/sample.h"
#include "core/engine/site.h"
#include "core/io/posixfilesystem.h"
#include "layoutoracle.h"
#include "ui/actions/previewpane.h"
#include "ui/detail/detailpane.h"
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"
#include "ui/text/language.h"
#include "ui/views/listpage.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/toast.h"

using namespace cartage;
using namespace cartage::ui;

namespace {

/// How a window is looked at.
struct Way {
    const char *language;
    bool dark;
    QSize size;
    int points;
};

constexpr QSize usual(1440, 900), smallest(1024, 700), large(2000, 1300);
constexpr int points = 10;
// Each language in light and dark, in the smallest window and with large type.
const Way ways[] = {
    {"en", false, usual, points}, {"en", true, large, 20}, {"de", true, smallest, points}, {"de", false, large, 20},
    {"pseudo", true, usual, points}, {"pseudo", false, large, 16}, {"rtl", false, smallest, points}, {"rtl", true, usual, 14},
};
const char *const views[] = {"overview", "problems", "distributions", "packages", "dps", "retries", "messages", "activity"};
/// What opens a sheet or a preview, and the view whose first row it is for.
const std::pair<const char *, const char *> sheets[] = {
    {"package-add", "packages"}, {"dp-add", "dps"}, {"distribute", "packages"}, {"settings", "dps"},
    {"acknowledge", "problems"}, {"stop", "distributions"}, {"dp-remove", "dps"}, {"package-remove", "packages"},
};

} // namespace

/// Every place of the console over the sample site, in each language, size and colour: whole, apart, named, reached, readable.
class TestLayout : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 15000;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    QTemporaryDir m_folder;
    Style *m_style = nullptr;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<MainWindow> m_window;
    QString m_way;

    [[nodiscard]] engine::Environment environment()
    {
        return {*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives};
    }
    [[nodiscard]] QString site() const { return QString::fromStdString(engine::sampleSite(m_folder.filePath(QStringLiteral("sample")).toStdString())); }

    /// One window for all places of a way: rows come in that order.
    void look(const Way &way)
    {
        const QString name = QString::fromLatin1(QTest::currentDataTag()).section(QLatin1Char(' '), 0, 3);
        if (name == m_way)
            return;
        m_way = name;
        m_window.reset();
        m_language.reset();
        m_language = std::make_unique<Language>(QString::fromLatin1(way.language));
        QFont font = QApplication::font();
        font.setPointSize(way.points);
        QApplication::setFont(font);
        m_style->setScheme(way.dark ? Style::Scheme::Dark : Style::Scheme::Light);
        m_window = std::make_unique<MainWindow>(environment());
        m_window->resize(way.size);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void openSite()
    {
        if (m_window->currentView())
            return;
        m_window->openSite(site());
        m_window->go({QStringLiteral("problems"), {}, {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(page()->model()->rowCount() > 0, patience);
        auto *banner = m_window->findChild<Banner *>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), patience); // nobody works it
    }
    [[nodiscard]] ListPage *page() const { return qobject_cast<ListPage *>(m_window->currentView()); }
    /// The row is selected and its detail is there.
    void select(const QString &view)
    {
        m_window->go({view, {}, {}, {}});
        if (!page())
            return;
        QTRY_VERIFY_WITH_TIMEOUT(page()->model()->rowCount() > 0, patience);
        for (int row = 0; row < page()->model()->rowCount() && page()->subjects().size() != 1; ++row)
            page()->list()->setCurrentIndex(page()->model()->index(row, 0));
        QTRY_COMPARE_WITH_TIMEOUT(page()->subjects().size(), 1, patience);
    }
    /// Layouts answer each other for some rounds of the event loop.
    static void settle(const QWidget *window)
    {
        const auto places = [window] {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QCoreApplication::processEvents();
            QList<QRect> found;
            for (const QWidget *each : window->findChildren<QWidget *>())
                found << (each->isVisible() ? each->geometry() : QRect());
            return found;
        };
        QList<QRect> before = places();
        int still = 0;
        QVERIFY(QTest::qWaitFor([&] {
            const QList<QRect> now = places();
            still = now == before ? still + 1 : 0;
            before = now;
            return still == 3;
        }, patience));
    }
    /// The same in every language.
    [[nodiscard]] QStringList order(QWidget *window) const { return m_way.startsWith(QStringLiteral("en")) ? oracle::tabOrder(window) : QStringList(); }
    void verify(QWidget *window, const QStringList &more = {})
    {
        settle(window);
        QStringList all = oracle::findings(window) + more;
        all.removeDuplicates();
        if (qEnvironmentVariableIsSet("CARTAGE_PICTURES"))
            window->grab().save(QStringLiteral("%1/%2.png").arg(qEnvironmentVariable("CARTAGE_PICTURES"), QString::fromLatin1(QTest::currentDataTag()).replace(QLatin1Char(' '), QLatin1Char('-'))));
        for (const QString &each : std::as_const(all))
            qInfo("  %s", qPrintable(each));
        QVERIFY2(all.isEmpty(), qPrintable(QStringLiteral("%1 findings").arg(all.size())));
    }

private Q_SLOTS:
    void initTestCase()
    {
        setUpIconThemes();
        m_style = new Style(Style::Scheme::Light);
        QApplication::setStyle(m_style);
        // Worked for a while, so that there is something of everything; then left alone, so that it stands still.
        MainWindow window(environment());
        window.show();
        window.openSample(m_folder.filePath(QStringLiteral("sample")));
        QTRY_VERIFY_WITH_TIMEOUT(window.currentView(), patience);
        for (const char *view : {"retries", "messages", "problems"}) {
            window.go({QString::fromLatin1(view), {}, {}, {}});
            auto *list = qobject_cast<ListPage *>(window.currentView());
            QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() > 0, patience);
        }
        auto *problems = qobject_cast<ListPage *>(window.currentView());
        QTRY_VERIFY_WITH_TIMEOUT(problems->model()->rowCount() > 5, patience);
        window.close();
    }

    void cleanupTestCase()
    {
        m_window.reset();
        m_language.reset();
    }

    void theOracleFindsWhatIsWrong()
    {
        QWidget window;
        QLabel cut(QStringLiteral("A sentence that has no room"), &window);
        cut.setGeometry(10, 10, 40, 20);
        QPushButton narrow(QStringLiteral("Distribute everything"), &window);
        narrow.setGeometry(10, 40, 30, 28);
        QPushButton over(QStringLiteral("B"), &window);
        over.setGeometry(20, 50, 60, 28);
        QTableView nobody(&window);
        nobody.setGeometry(10, 100, 100, 60);
        QLabel pale(QStringLiteral("Pale"), &window);
        QPalette own = pale.palette();
        own.setColor(QPalette::WindowText, Look::mix(own.color(QPalette::Window), own.color(QPalette::WindowText), 0.3));
        pale.setPalette(own);
        pale.setGeometry(10, 170, 100, 20);
        window.resize(300, 200);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(oracle::cutTexts(&window).size(), 2);
        QCOMPARE(oracle::overlaps(&window).size(), 1);
        QCOMPARE(oracle::nameless(&window).size(), 1);
        QCOMPARE(oracle::paleTexts(&window).size(), 1);
        cut.setToolTip(cut.text());
        QCOMPARE(oracle::cutTexts(&window).size(), 1);
    }

    void theOracleFindsWhatKeepsTab()
    {
        QWidget window;
        auto *row = new QHBoxLayout(&window);
        QStandardItemModel cells(2, 2);
        auto *table = new QTableView(&window); // takes Tab for its cells
        table->setModel(&cells);
        table->setTabKeyNavigation(true);
        row->addWidget(new QPushButton(QStringLiteral("A"), &window));
        row->addWidget(table);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QVERIFY(!oracle::tabOrder(&window).isEmpty());
        table->setTabKeyNavigation(false);
        QCOMPARE(oracle::tabOrder(&window), QStringList());
    }

    void everyPlaceIsInOrder_data()
    {
        QTest::addColumn<int>("way");
        QTest::addColumn<QString>("place");
        for (int way = 0; way < static_cast<int>(std::size(ways)); ++way) {
            const Way &each = ways[way];
            const QString name = QStringLiteral("%1 %2 %3x%4 %5pt").arg(QString::fromLatin1(each.language), each.dark ? QStringLiteral("dark") : QStringLiteral("light")).arg(each.size.width()).arg(each.size.height()).arg(each.points);
            const auto add = [&](const QString &place) { QTest::newRow(qPrintable(name + QLatin1Char(' ') + place)) << way << place; };
            add(QStringLiteral("start"));
            for (const char *view : views)
                add(QStringLiteral("view %1").arg(QString::fromLatin1(view)));
            for (const char *view : views) {
                if (qstrcmp(view, "overview") != 0)
                    add(QStringLiteral("detail %1").arg(QString::fromLatin1(view)));
            }
            for (const auto &[action, view] : sheets)
                add(QStringLiteral("sheet %1").arg(QString::fromLatin1(action)));
            add(QStringLiteral("toast"));
        }
    }

    void everyPlaceIsInOrder()
    {
        QFETCH(int, way);
        QFETCH(QString, place);
        look(ways[way]);
        const QString kind = place.section(QLatin1Char(' '), 0, 0), what = place.section(QLatin1Char(' '), 1);
        if (kind == QStringLiteral("start")) {
            verify(m_window.get(), order(m_window.get()));
            return;
        }
        openSite();
        if (kind == QStringLiteral("view")) {
            m_window->go({what, {}, {}, {}});
            if (page()) {
                QTRY_VERIFY_WITH_TIMEOUT(page()->model()->rowCount() > 0, patience);
                page()->list()->clearSelection();
            }
            verify(m_window.get(), order(m_window.get()));
        } else if (kind == QStringLiteral("detail")) {
            verifyDetail(what);
        } else if (kind == QStringLiteral("sheet")) {
            verifySheet(what);
        } else {
            verifyToast();
        }
    }

private:
    void verifyDetail(const QString &view)
    {
        select(view);
        auto *pane = m_window->findChild<DetailPane *>();
        QTRY_VERIFY_WITH_TIMEOUT(!pane->detail().title.isEmpty(), patience);
        QStringList all, tabs{QStringLiteral("summary")};
        for (const Detail::Tab &tab : pane->detail().tabs)
            tabs << tab.key;
        for (const QString &tab : std::as_const(tabs)) {
            pane->setCurrentTab(tab);
            settle(m_window.get());
            const QString before = QStringLiteral("[%1] ").arg(tab);
            for (const QString &each : oracle::findings(pane))
                all << before + each;
        }
        pane->setCurrentTab(QStringLiteral("summary"));
        verify(m_window.get(), all + order(m_window.get()));
    }

    void verifySheet(const QString &action)
    {
        for (const auto &[key, view] : sheets) {
            if (action == QLatin1String(key))
                select(QString::fromLatin1(view));
        }
        auto *act = m_window->findChild<QAction *>(action);
        QVERIFY(act);
        act->trigger();
        const auto open = [this]() -> QDialog * {
            for (QDialog *each : m_window->findChildren<QDialog *>()) {
                if (each->isVisible())
                    return each;
            }
            return nullptr;
        };
        auto *preview = m_window->findChild<PreviewPane *>();
        QTRY_VERIFY_WITH_TIMEOUT(open() || (preview && preview->isVisible()), patience);
        QPointer<QDialog> sheet = open();
        if (!sheet) {
            // Beside the list.
            verify(m_window.get(), order(m_window.get()));
            QTest::keyClick(preview, Qt::Key_Escape);
            m_window->go({QStringLiteral("overview"), {}, {}, {}});
            return;
        }
        QVERIFY(QTest::qWaitForWindowActive(sheet));
        const auto close = qScopeGuard([&] {
            if (sheet)
                sheet->reject();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        });
        verify(sheet, order(sheet));
    }

    void verifyToast()
    {
        m_window->go({QStringLiteral("distributions"), {}, {}, {}});
        auto *toast = m_window->findChild<Toast *>();
        toast->say(Mark::Information, QCoreApplication::translate("TestLayout", "14 distributions are tried at once, 2 were left out because they are held."), [] { });
        QTRY_VERIFY_WITH_TIMEOUT(toast->isVisible(), patience);
        const auto hide = qScopeGuard([&] { toast->hide(); });
        verify(m_window.get());
    }
};

QTEST_MAIN(TestLayout)
#include "tst_layout.moc"
