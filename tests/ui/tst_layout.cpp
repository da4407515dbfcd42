// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryFile>
#include <QTest>

#include "core/domain/advice.h"
#include "layoutoracle.h"
#include "tasksite.h"
#include "ui/actions/previewpane.h"
#include "ui/detail/detailpane.h"
#include "ui/detail/lookup.h"
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/shell/finder.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/savedfilters.h"
#include "ui/text/language.h"
#include "ui/text/sentences.h"
#include "ui/views/chartboard.h"
#include "ui/views/listpage.h"
#include "ui/views/matrixpane.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/segments.h"
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

constexpr QSize usual(1440, 900), smallest(1024, 700), large(1920, 1080);
// Each language in light and in dark, in the smallest window and with the largest type.
constexpr Way ways[] = {
    {"en", false, usual, 10}, {"en", true, large, 20}, {"de", true, smallest, 10}, {"de", false, large, 20},
    {"pseudo", true, smallest, 10}, {"pseudo", false, large, 20}, {"rtl", false, smallest, 10}, {"rtl", true, large, 20},
};
const char *const views[] = {"overview", "problems", "distributions", "packages", "dps", "retries", "sites", "messages", "clients", "quarantine", "components", "activity"};
/// What opens a sheet, and the view whose first row it is for; nothing: where no site is open as well.
const std::pair<const char *, const char *> sheets[] = {
    {"package-add", "overview"}, {"dp-add", "overview"}, {"groups", "overview"}, {"distribute", "packages"}, {"settings", "overview"}, {"settings", "dps"}, {"settings", "packages"},
    {"package-rollback", "packages"}, {"acknowledge", "problems"}, {"engine", "overview"}, {"support-bundle", "overview"}, {"create", "overview"}, {"restore", "overview"},
    {"address-add", "overview"}, {"address-settings", "sites"}, {"keys", "overview"}, {"about", "overview"},
};
/// The same with the row that is meant, where the first one would be refused.
const std::tuple<const char *, const char *, const char *> previews[] = {
    {"stop", "distributions", ""}, {"hold-because", "problems", ""}, {"undistribute", "distributions", ""}, {"force", "distributions", ""}, {"dp-remove", "dps", ""},
    {"package-remove", "packages", "Legacy 3"}, {"package-prune", "packages", ""}, {"site-resend", "sites", ""}, {"site-remove", "sites", ""},
};
/// Sites below have it.
const char refused[] = "Fonts 2026";

QString text(const char *latin) { return QString::fromLatin1(latin); }

} // namespace

/// Every place of the console over a site with everything in it, in each language, colour and size: whole, apart, named, reached, readable.
class TestLayout : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 20000;
    static constexpr int rowsLookedAt = 4, mostRounds = 200;
    std::unique_ptr<test::TaskSite> m_site;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<MainWindow> m_window;
    QMap<QString, QStringList> m_found; ///< where each finding was made

    [[nodiscard]] ListPage *page() const { return qobject_cast<ListPage *>(m_window->currentView()); }
    [[nodiscard]] bool isFirst() const { return qstrcmp(QTest::currentDataTag(), "en light 1440x900 10pt") == 0; }

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
        for (int round = 0; round < mostRounds && still < 3; ++round) {
            const QList<QRect> now = places();
            still = now == before ? still + 1 : 0;
            before = now;
        }
        QCOMPARE(still, 3);
    }

    void note(const QString &place, QWidget *what, bool ordered)
    {
        settle(what);
        QStringList found = oracle::findings(what);
        if (ordered && isFirst()) // the same in every language
            found += oracle::tabOrder(what);
        for (const QString &each : std::as_const(found))
            m_found[each] << place;
        if (qEnvironmentVariableIsSet("CARTAGE_PICTURES"))
            what->grab().save(QStringLiteral("%1/%2 %3.png").arg(qEnvironmentVariable("CARTAGE_PICTURES"), text(QTest::currentDataTag()), place).replace(QLatin1Char(' '), QLatin1Char('-')));
    }
    void note(const QString &place) { note(place, m_window.get(), true); }

    void openSite()
    {
        m_window->openSite(m_site->path("sample/site"));
        auto *banner = m_window->findChild<Banner *>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), patience); // nobody works it
    }
    /// The view with its rows, none of them selected.
    void go(const QString &view, const QList<Chip> &chips = {})
    {
        m_window->go({view, chips, {}, {}});
        if (!page())
            return;
        QTRY_VERIFY_WITH_TIMEOUT(page()->model()->rowCount() > 0 && !page()->model()->index(0, 0).data(PendingRole).toBool(), patience);
        page()->list()->setCurrentIndex({});
        page()->list()->clearSelection();
    }
    bool select(int row)
    {
        page()->list()->setCurrentIndex(page()->model()->index(row, 0));
        return page()->subjects().size() == 1;
    }
    /// The first row; of those that are called so, if a title is given.
    void goToFirst(const QString &view, const QString &title = {})
    {
        go(view);
        for (int row = 0; page() && row < page()->model()->rowCount(); ++row) {
            if (select(row) && (title.isEmpty() || page()->subjects().front().title == title))
                return;
        }
        QVERIFY2(!page(), qPrintable(view));
    }

    void lookAtViews()
    {
        for (const char *view : views) {
            go(text(view));
            note(QStringLiteral("view ") + text(view));
            if (!page())
                continue;
            page()->list()->selectAll();
            note(QStringLiteral("all of ") + text(view));
            m_window->go({text(view), {}, QStringLiteral("nothing has these words"), {}});
            QTRY_VERIFY_WITH_TIMEOUT(page()->model()->rowCount() == 0, patience);
            note(QStringLiteral("nothing in ") + text(view));
        }
        go(QStringLiteral("distributions"), {{QStringLiteral("dp"), QStringLiteral("*1"), false}, {QStringLiteral("state"), QStringLiteral("installed"), true}});
        note(QStringLiteral("filtered distributions"));
        lookAtMatrix();
        lookAtCharts();
    }
    void lookAtMatrix()
    {
        m_window->go({QStringLiteral("distributions"), {}, {}, {}, QStringLiteral("matrix")});
        auto *pane = m_window->currentView()->findChild<MatrixPane *>();
        QVERIFY(pane);
        auto *table = pane->findChild<QTableView *>();
        QTRY_VERIFY_WITH_TIMEOUT(pane->isVisible() && !pane->matrix().packages.empty(), patience);
        note(QStringLiteral("matrix"));
        for (int cell = 0; cell < table->model()->columnCount() && m_window->currentView()->subjects().isEmpty(); ++cell)
            table->setCurrentIndex(table->model()->index(0, cell));
        QVERIFY(!m_window->currentView()->subjects().isEmpty());
        note(QStringLiteral("matrix cell"));
        m_window->go({QStringLiteral("distributions"), {}, {}, {}});
    }
    void lookAtCharts()
    {
        go(QStringLiteral("overview"));
        const auto *board = m_window->currentView()->findChild<ChartBoard *>();
        const auto choose = [board](const char *key) {
            for (Segments *each : board->findChildren<Segments *>()) {
                const QString before = each->current();
                each->setCurrent(text(key));
                if (each->current() == text(key))
                    return Q_EMIT each->chosen(text(key));
                each->setCurrent(before);
            }
            QVERIFY2(false, key);
        };
        for (const char *key : {"states", "table", "throughput", "24h", "chart"}) {
            choose(key);
            note(QStringLiteral("chart ") + text(key));
        }
    }

    /// Rows that differ in their first words, with all that is told of the first of them.
    void lookAtDetails()
    {
        auto *pane = m_window->findChild<DetailPane *>();
        for (const char *view : views) {
            go(text(view));
            QSet<QString> seen;
            for (int row = 0; page() && row < page()->model()->rowCount() && seen.size() < rowsLookedAt; ++row) {
                const QString words = page()->model()->index(row, 0).data().toString();
                if (seen.contains(words) || !select(row))
                    continue;
                const QString wanted = page()->subjects().front().title;
                lookAtDetail(pane, QStringLiteral("detail %1 %2").arg(text(view), wanted), seen.isEmpty() || qstrcmp(view, "sites") == 0);
                if (QTest::currentTestFailed())
                    return;
                seen << words;
            }
        }
        for (const Detail &each : {catalogueDetail(2328), codeDetail(Code::NoSpace)}) {
            m_window->lookUp(each);
            note(QStringLiteral("looked up ") + each.title);
        }
        pane->closeLookUp();
    }
    void lookAtDetail(DetailPane *pane, const QString &place, bool allTabs)
    {
        const QString before = pane->detail().title;
        QTRY_VERIFY_WITH_TIMEOUT(!pane->detail().title.isEmpty() && m_window->findChild<DetailPane *>()->isVisible(), patience);
        note(place, pane, false);
        if (!allTabs)
            return;
        QStringList tabs;
        for (const Detail::Tab &tab : pane->detail().tabs)
            tabs << tab.key;
        for (const QString &tab : std::as_const(tabs)) {
            pane->setCurrentTab(tab);
            QTRY_VERIFY_WITH_TIMEOUT(std::any_of(pane->detail().tabs.begin(), pane->detail().tabs.end(), [&tab](const Detail::Tab &each) { return each.key == tab && each.filled; }), patience);
            note(place + QLatin1Char(' ') + tab, pane, false);
        }
        note(place + QStringLiteral(" whole"));
        pane->setCurrentTab(QStringLiteral("summary"));
    }

    [[nodiscard]] QDialog *openSheet() const
    {
        for (QDialog *each : m_window->findChildren<QDialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    void trigger(const char *action)
    {
        auto *act = m_window->findChild<QAction *>(text(action));
        QVERIFY2(act && act->isEnabled(), action);
        act->trigger();
    }
    void lookAtSheet(const QString &place, const std::function<void(QDialog *)> &fill = {})
    {
        QTRY_VERIFY2_WITH_TIMEOUT(openSheet(), qPrintable(place), patience);
        QPointer<QDialog> sheet = openSheet();
        QVERIFY(QTest::qWaitForWindowActive(sheet));
        note(place, sheet, true);
        if (sheet->width() > m_window->width() || sheet->height() > m_window->height())
            m_found[QStringLiteral("the sheet is larger than the window: %1 x %2").arg(sheet->width()).arg(sheet->height())] << place;
        if (fill) {
            fill(sheet);
            note(place + QStringLiteral(" filled"), sheet, false);
        }
        sheet->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QTRY_VERIFY(!openSheet());
    }
    void lookAtSheets()
    {
        for (const auto &[action, view] : sheets) {
            goToFirst(text(view));
            const auto *act = m_window->findChild<QAction *>(text(action));
            for (int row = 0; page() && !act->isEnabled() && row < page()->model()->rowCount(); ++row)
                static_cast<void>(select(row));
            trigger(action);
            if (QTest::currentTestFailed())
                return;
            std::function<void(QDialog *)> fill;
            if (qstrcmp(action, "settings") == 0 && qstrcmp(view, "dps") == 0)
                fill = [](QDialog *sheet) {
                    auto *window = sheet->findChild<QLineEdit *>(QStringLiteral("window"));
                    QTRY_VERIFY(window->isEnabled());
                    window->setText(QStringLiteral("now and then"));
                };
            if (qstrcmp(action, "dp-add") == 0)
                fill = [](QDialog *sheet) { sheet->findChild<QPlainTextEdit *>(QStringLiteral("table"))->setPlainText(QStringLiteral("-y;/z")); };
            lookAtSheet(QStringLiteral("sheet %1 of %2").arg(text(action), text(view)), fill);
            if (QTest::currentTestFailed())
                return;
        }
        m_window->findChild<SavedFilters *>()->save({QStringLiteral("dps"), {{QStringLiteral("is"), QStringLiteral("held"), false}}, {}, {}});
        lookAtSheet(QStringLiteral("sheet of a saved filter"));
    }

    void lookAtPreviews()
    {
        auto *preview = m_window->findChild<PreviewPane *>();
        const auto show = [&](const char *action, const QString &place) {
            trigger(action);
            QTRY_VERIFY2_WITH_TIMEOUT(preview->isVisible() && !preview->isBusy(), qPrintable(place), patience);
            note(place);
            QTest::keyClick(preview, Qt::Key_Escape);
            QTRY_VERIFY(!preview->isVisible());
        };
        for (const auto &[action, view, title] : previews) {
            goToFirst(text(view), text(title));
            if (QTest::currentTestFailed())
                return;
            const auto *act = m_window->findChild<QAction *>(text(action));
            for (int row = 0; !act->isEnabled() && row < page()->model()->rowCount(); ++row)
                static_cast<void>(select(row));
            show(action, QStringLiteral("preview %1 of %2").arg(text(action), text(view)));
            if (QTest::currentTestFailed())
                return;
        }
        // One of them holds a last copy. Those of sites below are theirs to remove.
        go(QStringLiteral("dps"), {{QStringLiteral("site"), QStringLiteral("SMP"), false}});
        page()->list()->selectAll();
        show("dp-remove", QStringLiteral("preview dp-remove of all"));
        go(QStringLiteral("distributions"));
        page()->list()->selectAll();
        show("stop", QStringLiteral("preview stop of all"));
    }

    void lookAtPalette()
    {
        go(QStringLiteral("overview"));
        trigger("find-or-do");
        auto *palette = m_window->findChild<Palette *>();
        auto *field = palette->findChild<QLineEdit *>();
        for (const char *typed : {"", "e", "berlin", "2328", "no_sp", "nothing has that name"}) {
            field->setText(text(typed));
            note(QStringLiteral("palette ") + text(typed), m_window.get(), false);
        }
        palette->close();
    }

    void lookAtToasts()
    {
        go(QStringLiteral("distributions"));
        auto *toast = m_window->currentView()->parentWidget()->findChild<Toast *>({}, Qt::FindDirectChildrenOnly);
        const auto say = [&](const char *place, const std::function<void()> &cause) {
            cause();
            QTRY_VERIFY_WITH_TIMEOUT(toast->isVisible(), patience);
            note(text(place), m_window.get(), false);
            toast->hide();
        };
        say("toast", [this] { trigger("explain"); });
        goToFirst(QStringLiteral("packages"), text(refused));
        say("toast of a refusal", [this] { trigger("package-remove"); });
        go(QStringLiteral("distributions"));
        const Location where{QStringLiteral("dps"), {{QStringLiteral("is"), QStringLiteral("held"), false}}, {}, {}};
        auto *saved = m_window->findChild<SavedFilters *>();
        saved->save(where);
        QTRY_VERIFY_WITH_TIMEOUT(openSheet(), patience);
        openSheet()->findChild<QLineEdit *>()->setText(QStringLiteral("Held distribution points of the north"));
        openSheet()->findChild<QPushButton *>(QStringLiteral("act"))->click();
        note(QStringLiteral("saved filter"));
        say("toast with undo", [&] { saved->remove(saved->keyOf(where)); });
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_site = std::make_unique<test::TaskSite>();
        setUpIconThemes();
        m_site->window().close();
    }

    void cleanupTestCase()
    {
        m_window.reset();
        m_language.reset();
        m_site.reset();
    }

    void theOracleFindsWhatIsWrong()
    {
        QWidget window;
        QLabel cut(QStringLiteral("A sentence that has no room"), &window);
        cut.setGeometry(10, 10, 40, 20);
        QPushButton narrow(QStringLiteral("Distribute everything"), &window);
        narrow.setGeometry(10, 40, 100, 28);
        QPushButton over(QStringLiteral("B"), &window);
        over.setGeometry(95, 50, 60, 28);
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
        const QString found = oracle::cutTexts(&window).join(QLatin1Char('\n'));
        QVERIFY2(found.contains(QStringLiteral("has no room")) && found.contains(QStringLiteral("Distribute everything")), qPrintable(found));
        QCOMPARE(oracle::overlaps(&window).size(), 1);
        QCOMPARE(oracle::nameless(&window).size(), 1);
        QCOMPARE(oracle::paleTexts(&window).size(), 1);
        cut.setGeometry(10, 0, 280, 20);
        narrow.setGeometry(10, 25, 280, 28);
        over.move(10, 60);
        QCOMPARE(oracle::cutTexts(&window), QStringList());
        QCOMPARE(oracle::overlaps(&window), QStringList());
        pale.setGeometry(12, 4, 100, 20); // through the other
        QVERIFY(!oracle::overlaps(&window).isEmpty());
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

    void everyAdviceIsFilledInInEveryLanguage()
    {
        for (const QString &each : Language::known()) {
            const Language spoken(each);
            for (const Code code : allCodes()) {
                Error error;
                error.code = code;
                const Advice advice = sentences::adviceOn(error);
                for (const std::string &words : {advice.text, advice.what, advice.effect, advice.toDo, advice.byItself})
                    QVERIFY2(words.find('{') == std::string::npos, words.c_str());
            }
        }
    }

    void everyPlaceIsInOrder_data()
    {
        QTest::addColumn<int>("way");
        for (int way = 0; way < static_cast<int>(std::size(ways)); ++way) {
            const Way &each = ways[way];
            QTest::newRow(qPrintable(QStringLiteral("%1 %2 %3x%4 %5pt").arg(text(each.language), text(each.dark ? "dark" : "light")).arg(each.size.width()).arg(each.size.height()).arg(each.points))) << way;
        }
    }

    /// One window for all places of a way.
    void everyPlaceIsInOrder()
    {
        QFETCH(int, way);
        const Way &each = ways[way];
        m_found.clear();
        m_window.reset();
        m_language.reset();
        m_language = std::make_unique<Language>(text(each.language));
        QFont font = QApplication::font();
        font.setPointSize(each.points);
        QApplication::setFont(font);
        qobject_cast<Style *>(QApplication::style())->setScheme(each.dark ? Style::Scheme::Dark : Style::Scheme::Light);
        m_window = std::make_unique<MainWindow>(m_site->environment());
        m_window->resize(each.size);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        note(QStringLiteral("start"));
        openSite();
        for (void (TestLayout::*look)() : {&TestLayout::lookAtViews, &TestLayout::lookAtDetails, &TestLayout::lookAtSheets, &TestLayout::lookAtPreviews, &TestLayout::lookAtPalette, &TestLayout::lookAtToasts}) {
            (this->*look)();
            if (QTest::currentTestFailed())
                break;
        }
        m_window->showStartPage();
        note(QStringLiteral("start again"));
        QStringList lines;
        for (auto it = m_found.cbegin(); it != m_found.cend(); ++it)
            lines << QStringLiteral("  %1\n      at: %2").arg(it.key(), it.value().mid(0, 3).join(QStringLiteral("; ")));
        QVERIFY2(m_found.isEmpty(), qPrintable(QStringLiteral("%1 findings\n%2").arg(lines.size()).arg(lines.join(QLatin1Char('\n')))));
    }
};

/// On a screen that has room for the largest of the windows: the platform's own is 800 x 800 device pixels, whatever the scale.
int main(int argc, char **argv)
{
    QTemporaryFile screen;
    if (!screen.open())
        return 1;
    const double scale = qEnvironmentVariableIsSet("QT_SCALE_FACTOR") ? qEnvironmentVariable("QT_SCALE_FACTOR").toDouble() : 1;
    screen.write(QStringLiteral("{\"screens\": [{\"name\": \"one\", \"x\": 0, \"y\": 0, \"width\": %1, \"height\": %2, \"logicalDpi\": 96, \"logicalBaseDpi\": 96, \"dpr\": 1}]}")
                     .arg(qRound(large.width() * scale)).arg(qRound(large.height() * scale)).toUtf8());
    screen.flush();
    if (qEnvironmentVariable("QT_QPA_PLATFORM") == QStringLiteral("offscreen"))
        qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" + screen.fileName().toUtf8());
    QApplication application(argc, argv);
    if (QGuiApplication::primaryScreen()->size() != large)
        qWarning() << "The screen is" << QGuiApplication::primaryScreen()->size();
    TestLayout test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_layout.moc"
