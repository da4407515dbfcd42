// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTranslator>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/base/sitekey.h"
#include "core/io/posixfilesystem.h"
#include "ui/actions/actions.h"
#include "ui/actions/previewpane.h"
#include "ui/detail/detailpane.h"
#include "ui/look/style.h"
#include "ui/shell/finder.h"
#include "ui/shell/mainwindow.h"
#include "ui/text/sitewords.h"
#include "ui/views/listpage.h"
#include "ui/views/matrixpane.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/tile.h"

using namespace cartage;
using namespace cartage::ui;

/// The Sites view, and what other views show of sites below, over the sample: Dresden has a DP without room, and to Bremen the way down is cut.
class TestSites : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 60'000;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    QTemporaryDir m_folder;
    QTranslator m_english;
    std::unique_ptr<MainWindow> m_window;
    DetailPane *m_pane = nullptr;

    [[nodiscard]] engine::Environment environment() { return {*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives}; }
    [[nodiscard]] QString sample(const char *relative) const { return m_folder.path() + QStringLiteral("/sample/") + QString::fromLatin1(relative); }
    [[nodiscard]] ListPage *page(const char *key) const { return qobject_cast<ListPage *>(m_window->view(QString::fromLatin1(key))); }
    [[nodiscard]] ListPage *sites() const { return page("sites"); }
    [[nodiscard]] QAction *action(const char *name) const { return m_window->findChild<QAction *>(QString::fromLatin1(name)); }
    void go(const char *view, const QList<Chip> &chips = {}) { m_window->go({QString::fromLatin1(view), chips, {}, {}}); }
    [[nodiscard]] static QString rowText(const ListPage *list, int row)
    {
        QStringList words;
        for (int column = 0; column < list->model()->columnCount(); ++column)
            words << list->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
        return words.join(QStringLiteral(" | "));
    }
    [[nodiscard]] static int rowWith(const ListPage *list, const QString &words)
    {
        for (int row = 0; row < list->model()->rowCount(); ++row) {
            if (rowText(list, row).contains(words))
                return row;
        }
        return -1;
    }
    void select(const char *view, const QString &words, const QList<Chip> &chips = {})
    {
        go(view, chips);
        ListPage *list = page(view);
        QTRY_VERIFY2_WITH_TIMEOUT(rowWith(list, words) >= 0, qPrintable(words), patience);
        list->list()->setCurrentIndex({});
        list->list()->setCurrentIndex(list->model()->index(rowWith(list, words), 0));
        QTRY_VERIFY_WITH_TIMEOUT(list->subjects().size() == 1 && m_pane->detail().title == list->subjects().front().title, patience);
    }
    [[nodiscard]] QString cell(const QString &site, int column) const
    {
        const int row = rowWith(sites(), site);
        return row < 0 ? QString() : sites()->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
    }
    [[nodiscard]] const Detail::Tab *tab(const char *key) const
    {
        const auto &tabs = m_pane->detail().tabs;
        const auto found = std::find_if(tabs.begin(), tabs.end(), [key](const Detail::Tab &each) { return each.key == QString::fromLatin1(key); });
        return found == tabs.end() ? nullptr : &*found;
    }
    void openTab(const char *key)
    {
        QTRY_VERIFY2_WITH_TIMEOUT(tab(key), key, patience);
        m_pane->setCurrentTab(QString::fromLatin1(key));
        QTRY_VERIFY2_WITH_TIMEOUT(tab(key) && tab(key)->filled, key, patience);
    }
    [[nodiscard]] QString value(const char *label) const
    {
        for (const auto &[key, text] : m_pane->detail().values) {
            if (key == QString::fromLatin1(label))
                return text;
        }
        return {};
    }
    [[nodiscard]] QDialog *dialog() const
    {
        for (QDialog *each : m_window->findChildren<QDialog *>()) {
            if (each->isVisible())
                return each;
        }
        return nullptr;
    }
    static QStringList labels(const QWidget *in)
    {
        QStringList texts;
        for (const QLabel *each : in->findChildren<QLabel *>())
            texts << each->text();
        for (const QPushButton *each : in->findChildren<QPushButton *>())
            texts << each->text();
        return texts;
    }
    static QPushButton *actOf(QDialog *sheet) { return sheet->findChild<QPushButton *>(QStringLiteral("act")); }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style(Style::Scheme::Light));
        QVERIFY(m_english.load(QStringLiteral(":/i18n/cartage_en")) && QCoreApplication::installTranslator(&m_english)); // it has the plurals
        m_window = std::make_unique<MainWindow>(environment());
        m_window->show();
        m_window->openSample(m_folder.path() + QStringLiteral("/sample"));
        m_pane = m_window->findChild<DetailPane *>();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->currentView(), patience);
        go("sites");
        QTRY_COMPARE_WITH_TIMEOUT(sites()->model()->rowCount(), 3, patience);
        QTRY_COMPARE_WITH_TIMEOUT(cell(QStringLiteral("Dresden"), 5), QStringLiteral("2 of 3"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(cell(QStringLiteral("Bremen"), 1).startsWith(QStringLiteral("not reached since")), patience);
    }
    void cleanupTestCase()
    {
        m_window->close();
        m_window.reset();
    }
    void init() { m_pane->setCurrentTab(QStringLiteral("summary")); }

    void theTreeHasThisSiteAndThoseBelowIt()
    {
        go("sites");
        const QAbstractItemModelTester tester(sites()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(rowText(sites(), 0).section(QStringLiteral(" | "), 0, 1), QStringLiteral("SMP Sample site | this site"));
        QCOMPARE(rowWith(sites(), QStringLiteral("BRE Bremen")), 1);
        QCOMPARE(rowWith(sites(), QStringLiteral("DRE Dresden")), 2);
        QCOMPARE(sites()->model()->index(0, 0).data(IndentRole).toInt(), 0);
        QCOMPARE(sites()->model()->index(1, 0).data(IndentRole).toInt(), 1);
        // Of what waits number and age are said, of what was done when.
        QTRY_VERIFY_WITH_TIMEOUT(cell(QStringLiteral("Bremen"), 2).toInt() >= 3, patience);
        QVERIFY(cell(QStringLiteral("Bremen"), 3) != QStringLiteral("–"));
        QCOMPARE(cell(QStringLiteral("Bremen"), 4), QStringLiteral("–"));
        QTRY_VERIFY_WITH_TIMEOUT(cell(QStringLiteral("Dresden"), 4) != QStringLiteral("–"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(cell(QStringLiteral("Bremen"), 7) != QStringLiteral("–"), patience); // the way up is whole
    }

    void sortedByAnotherColumnItIsNoTree()
    {
        go("sites");
        ListHeader *header = sites()->list()->listHeader();
        header->setSortIndicator(2, Qt::DescendingOrder);
        QTRY_COMPARE(rowWith(sites(), QStringLiteral("Bremen")), 0);
        QCOMPARE(sites()->model()->index(0, 0).data(IndentRole).toInt(), 0);
        header->setSortIndicator(0, Qt::AscendingOrder);
        QTRY_COMPARE(rowWith(sites(), QStringLiteral("Sample site")), 0);
        QCOMPARE(sites()->model()->index(1, 0).data(IndentRole).toInt(), 1);
    }

    void chipsAndQuickFiltersNarrowIt()
    {
        const auto shown = [this](const char *key, const char *value) {
            go("sites", {{QString::fromLatin1(key), QString::fromLatin1(value), false}});
            QStringList codes;
            for (int row = 0; row < sites()->model()->rowCount(); ++row)
                codes << sites()->model()->index(row, 0).data().toString().left(3);
            return codes.join(QLatin1Char(' '));
        };
        QCOMPARE(shown("is", "unreached"), QStringLiteral("BRE"));
        QCOMPARE(shown("is", "failing"), QStringLiteral("SMP DRE"));
        QCOMPARE(shown("link", "own"), QStringLiteral("SMP"));
        QCOMPARE(shown("site", "dres*"), QStringLiteral("DRE"));
        QCOMPARE(shown("site", "nowhere"), QString());
        go("sites");
    }

    void whatHindersMostIsSaidWithWhatToDo()
    {
        select("sites", QStringLiteral("Bremen"));
        QTRY_COMPARE_WITH_TIMEOUT(m_pane->detail().advice.size(), 4, patience);
        QVERIFY2(m_pane->detail().advice[1].second.contains(QStringLiteral("wait")), qPrintable(m_pane->detail().advice[1].second));
        QVERIFY(m_pane->detail().rawError.contains(QStringLiteral("mounts/BRE/inbox")));
        QCOMPARE(m_pane->detail().hue, Hue::Amber);
        QVERIFY(value("Outbox").contains(QStringLiteral("files")));
        select("sites", QStringLiteral("Dresden"));
        QTRY_VERIFY_WITH_TIMEOUT(m_pane->detail().advice.size() == 4 && m_pane->detail().advice[1].second.contains(QStringLiteral("2 of 3")), patience);
        select("sites", QStringLiteral("Sample site"));
        QCOMPARE(m_pane->detail().facts, QStringLiteral("this site")); // once
        QTRY_VERIFY_WITH_TIMEOUT(keyIdOf(value("Public key").toStdString()), patience);
    }

    /// A site behind a child: that one's link, or the line below it that holds back.
    void aSiteBehindAChildSaysHowItIsReached()
    {
        const Time now = m_clock.wall();
        engine::SiteNode child, behind;
        child.code = child.via = behind.via = SiteCode("BER");
        child.address.emplace();
        child.address->lastContact = now - std::chrono::minutes(2);
        child.link = engine::LinkState::Reached;
        behind.code = SiteCode("TEL");
        behind.link = engine::LinkState::Behind;
        behind.through = std::make_shared<const engine::SiteNode>(child);
        const auto link = [&] { return sitewords::link(behind, now); };
        QCOMPARE(link(), QStringLiteral("through BER, reached 2 min ago"));
        QCOMPARE(sitewords::markOf(behind), Mark::Information);
        // A window, then a cut, below.
        behind.held = engine::HeldLine{SiteCode("POT"), SiteCode("TEL"), WaitsFor::OpenWindow, {}, now + std::chrono::minutes(90), {}};
        QCOMPARE(link(), QStringLiteral("through BER, POT waits for the window of TEL"));
        QCOMPARE(sitewords::heldLine(*behind.held, now), QStringLiteral("POT waits for the window of TEL, which opens in 1 h 30 min"));
        QCOMPARE(sitewords::markOf(behind), Mark::Paused);
        Error error;
        error.code = Code::AddressNotThere;
        behind.held = engine::HeldLine{SiteCode("POT"), SiteCode("TEL"), WaitsFor::Site, error, {}, now};
        QCOMPARE(link(), QStringLiteral("through BER, POT does not reach TEL"));
        const QString full = sitewords::linkInFull(behind, now);
        QVERIFY2(full.startsWith(QStringLiteral("through BER, reached 2 min ago; POT does not reach TEL: The inbox of a site is not there, as of ")), qPrintable(full));
        QCOMPARE(sitewords::markOf(behind), Mark::DpNotThere);
        // The child's own link comes first.
        child.link = engine::LinkState::Silent;
        child.linkSince = now - std::chrono::hours(1);
        behind.through = std::make_shared<const engine::SiteNode>(child);
        QVERIFY2(link().startsWith(QStringLiteral("through BER, silent since ")), qPrintable(link()));
        QCOMPARE(sitewords::markOf(behind), sitewords::markOf(child));
    }

    void whatIsHeldUpSaysWhyAndWhenItGoesOn()
    {
        select("distributions", QStringLiteral("BRE/bremen1"), {{QStringLiteral("dp"), QStringLiteral("BRE/bremen1"), false}});
        QTRY_COMPARE_WITH_TIMEOUT(value("Waits at"), QStringLiteral("SMP, on the way to BRE"), patience);
        const QRegularExpression goesOn(QStringLiteral("^(now|in .+, .*\\d\\d:\\d\\d)$"));
        QVERIFY2(goesOn.match(value("Goes on")).hasMatch(), qPrintable(value("Goes on")));
        // Nothing was told of it yet; why it does not get there is known all the same.
        const QString row = rowText(page("distributions"), rowWith(page("distributions"), QStringLiteral("BRE/bremen1")));
        QVERIFY2(row.contains(QStringLiteral("The inbox of a site is not there, asked ")), qPrintable(row));
    }

    void whoWaitsHowLongHasTheDpsOfSitesBelow()
    {
        go("overview");
        QTableView *list = nullptr;
        for (QTableView *each : m_window->view(QStringLiteral("overview"))->findChildren<QTableView *>()) {
            if (each->accessibleName() == QStringLiteral("Waiting, by DP and age"))
                list = each;
        }
        QVERIFY(list);
        const auto rowOf = [list](const QString &dp) {
            for (int row = 0; row < list->model()->rowCount(); ++row) {
                if (list->model()->index(row, 0).data().toString() == dp)
                    return row;
            }
            return -1;
        };
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(QStringLiteral("BRE/bremen1")) >= 0 && rowOf(QStringLiteral("DRE/dresden1")) >= 0, patience);
        const auto text = [&](const QString &dp, int column) { return list->model()->index(rowOf(dp), column).data().toString(); };
        QTRY_COMPARE_WITH_TIMEOUT(text(QStringLiteral("BRE/bremen1"), 1), QStringLiteral("The inbox of a site is not there"), patience); // until then: waits for an engine
        QTRY_COMPARE_WITH_TIMEOUT(text(QStringLiteral("BRE/bremen1"), 8), QStringLiteral("3"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(text(QStringLiteral("DRE/dresden1"), 8), QStringLiteral("1"), patience); // what its site has told comes later
        Q_EMIT qobject_cast<ListView *>(list)->rowActivated(list->model()->index(rowOf(QStringLiteral("BRE/bremen1")), 0));
        QTRY_COMPARE_WITH_TIMEOUT(page("distributions")->model()->rowCount(), 3, patience);
        go("distributions");
        const auto allOfIt = [this] {
            for (int row = 0; row < page("distributions")->model()->rowCount(); ++row) {
                if (!rowText(page("distributions"), row).contains(QStringLiteral("BRE/bremen1")))
                    return false;
            }
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(allOfIt(), patience); // a row's text is loaded when it is seen
    }

    void requestsAreShownWithTheirHistory()
    {
        select("sites", QStringLiteral("Dresden"));
        openTab("requests");
        const auto content = std::find_if(tab("requests")->entries.begin(), tab("requests")->entries.end(), [](const DetailEntry &each) { return each.title == QStringLiteral("Office 25.8, content"); });
        QVERIFY(content != tab("requests")->entries.end());
        QCOMPARE(*content->mark, Mark::Installed);
        QVERIFY2(content->second.contains(QStringLiteral("acknowledged")) && content->second.contains(QStringLiteral("for dresden1")) && content->second.contains(QStringLiteral("1 connect")),
                 qPrintable(content->second));
        select("sites", QStringLiteral("Bremen"));
        openTab("requests");
        QVERIFY(!tab("requests")->entries.isEmpty());
        QVERIFY(std::any_of(tab("requests")->entries.begin(), tab("requests")->entries.end(), [](const DetailEntry &each) { return each.mono.contains(QStringLiteral("mounts/BRE")); }));
        QVERIFY(!tab("requests")->head.isEmpty() && !tab("requests")->fact.isEmpty());
    }

    void dpsAndPackagesAreShownAsTheSiteHasToldThem()
    {
        select("sites", QStringLiteral("Dresden"));
        openTab("dps");
        QCOMPARE(tab("dps")->entries.size(), 1);
        QCOMPARE(tab("dps")->entries.front().title, QStringLiteral("dresden1"));
        QVERIFY(tab("dps")->entries.front().right.startsWith(QStringLiteral("2 of 3")));
        openTab("packages");
        QCOMPARE(tab("packages")->entries.size(), 3);
        const DetailEntry &first = tab("packages")->entries.front(); // what is not done comes first
        QCOMPARE(first.title, QStringLiteral("Office 25.8"));
        QVERIFY(first.failing && first.right.startsWith(QStringLiteral("as of ")));
        QVERIFY(first.second.contains(QStringLiteral("none there")));
    }

    void otherListsShowRowsOfSitesBelowWithTheirAge()
    {
        go("distributions", {{QStringLiteral("site"), QStringLiteral("DRE"), false}});
        QTRY_COMPARE_WITH_TIMEOUT(page("distributions")->model()->rowCount(), 3, patience);
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(page("distributions"), QStringLiteral("Office")) >= 0, patience);
        QVERIFY2(rowText(page("distributions"), rowWith(page("distributions"), QStringLiteral("Office"))).contains(QStringLiteral("DRE/dresden1")), qPrintable(rowText(page("distributions"), 0)));
        QVERIFY(rowText(page("distributions"), 0).contains(QStringLiteral("as of ")));
        go("distributions", {{QStringLiteral("site"), QStringLiteral("SMP"), false}});
        QTRY_COMPARE_WITH_TIMEOUT(page("distributions")->model()->rowCount(), 12, patience);
        go("dps", {{QStringLiteral("site"), QStringLiteral("DRE"), false}});
        QTRY_COMPARE_WITH_TIMEOUT(page("dps")->model()->rowCount(), 1, patience);
        go("dps");
        QTRY_COMPARE_WITH_TIMEOUT(page("dps")->model()->rowCount(), 6, patience);
    }

    void aRowOfASiteBelowSaysWhereItComesFrom()
    {
        select("distributions", QStringLiteral("Office"), {{QStringLiteral("dp"), QStringLiteral("DRE/dresden1"), false}, {QStringLiteral("package"), QStringLiteral("SMP00001"), false}});
        QCOMPARE(value("Site"), QStringLiteral("DRE"));
        QVERIFY(!value("Known as of").isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(m_pane->detail().advice.size(), 4, patience);
        // Nothing of it is mistaken for one of this site's own.
        QVERIFY(!action("dp-take-back")->isEnabled() && action("redistribute")->isEnabled() && action("force")->isEnabled());
        QVERIFY(action("undistribute")->isEnabled());
        select("dps", QStringLiteral("DRE/dresden1"));
        QVERIFY(!action("dp-remove")->isEnabled() && !action("dp-test")->isEnabled());
        QCOMPARE(value("Site"), QStringLiteral("DRE"));
    }

    void everyNumberOfTheOverviewOpensWhatItCounts()
    {
        const auto tile = [this](const char *label) -> Tile * {
            for (Tile *each : m_window->view(QStringLiteral("overview"))->findChildren<Tile *>()) {
                if (each->text() == QString::fromLatin1(label))
                    return each;
            }
            return nullptr;
        };
        go("overview");
        QVERIFY(tile("Unreached"));
        QTRY_VERIFY_WITH_TIMEOUT(tile("Unreached")->isVisible(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(tile("Unreached")->content().number, QStringLiteral("1"), patience);
        QCOMPARE(tile("Unreached")->content().suffix, QStringLiteral("of 2"));
        QVERIFY2(tile("Unreached")->content().line.startsWith(QStringLiteral("BRE ")), qPrintable(tile("Unreached")->content().line));
        tile("Unreached")->click();
        QTRY_COMPARE_WITH_TIMEOUT(sites()->model()->rowCount(), 1, patience);
        QVERIFY(rowText(sites(), 0).contains(QStringLiteral("Bremen")));
        // Distributions: those of sites below count as well.
        go("overview");
        QTRY_VERIFY_WITH_TIMEOUT(tile("Coverage")->content().line.contains(QStringLiteral("of 18")), patience);
        tile("Coverage")->click();
        QTRY_COMPARE_WITH_TIMEOUT(page("distributions")->model()->rowCount(), 18, patience);
    }

    void theRetryHistoryHasWhatFailsBelow()
    {
        select("retries", QStringLiteral("DRE/dresden1"));
        QCOMPARE(page("retries")->subjects().front().site, std::string("DRE"));
        QVERIFY2(rowText(page("retries"), rowWith(page("retries"), QStringLiteral("DRE/dresden1"))).contains(QStringLiteral("as of ")), qPrintable(rowText(page("retries"), 0)));
        QVERIFY(action("redistribute")->isEnabled());
        action("redistribute")->trigger();
        const auto asked = [this] { return rowText(page("retries"), rowWith(page("retries"), QStringLiteral("DRE/dresden1"))); };
        QTRY_VERIFY2_WITH_TIMEOUT(asked().contains(QStringLiteral("repair what differs: asked ")), qPrintable(asked()), patience);
    }

    void whatIsAskedOfASiteBelowIsDoneThere()
    {
        const QList<Chip> office{{QStringLiteral("dp"), QStringLiteral("DRE/dresden1"), false}, {QStringLiteral("package"), QStringLiteral("SMP00001"), false}};
        select("distributions", QStringLiteral("DRE/dresden1"), office);
        const auto row = [this] { return rowText(page("distributions"), rowWith(page("distributions"), QStringLiteral("DRE/dresden1"))); };
        action("hold")->trigger();
        QTRY_VERIFY2_WITH_TIMEOUT(row().contains(QStringLiteral("held, as of ")), qPrintable(row()), patience); // no window is closed
        action("release")->trigger();
        QTRY_VERIFY2_WITH_TIMEOUT(!row().contains(QStringLiteral("held, as of ")), qPrintable(row()), patience);
        action("validate")->trigger();
        QTRY_VERIFY2_WITH_TIMEOUT(value("Asked of it").startsWith(QStringLiteral("compare with the library: asked ")), qPrintable(value("Asked of it")), patience);
        // In the audit it is no error.
        select("activity", QStringLiteral("release"));
        QTRY_VERIFY_WITH_TIMEOUT(labels(m_pane).contains(QStringLiteral("On what, and how")), patience);
        QVERIFY(!labels(m_pane).contains(QStringLiteral("Error as the system gave it")));
    }

    /// Columns of a site with few DPs are wider, for its code: what stands in them is in their middle, and fills them.
    void marksOfTheMatrixStandInTheMiddleOfTheirColumns()
    {
        m_window->go({QStringLiteral("distributions"), {}, {}, {}, QStringLiteral("matrix")});
        auto *pane = m_window->currentView()->findChild<MatrixPane *>();
        auto *table = pane->findChild<QTableView *>();
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->columnCount(), 6, patience);
        QVERIFY(table->columnWidth(5) > table->columnWidth(0));
        table->setCurrentIndex(table->model()->index(0, 5));
        for (int row = 1; row < table->model()->rowCount(); ++row) {
            const QImage image = table->viewport()->grab().toImage();
            for (int column = 0; column < 6; ++column) {
                const QRect cell = table->visualRect(table->model()->index(row, column));
                const QRgb under = image.pixel(cell.left(), cell.top());
                int left = cell.right(), right = cell.left();
                for (int x = cell.left(); x <= cell.right(); ++x) {
                    for (int y = cell.top(); y <= cell.bottom(); ++y) {
                        if (image.pixel(x, y) != under) {
                            left = std::min(left, x);
                            right = std::max(right, x);
                        }
                    }
                }
                const int before = left - cell.left(), behind = cell.right() - right;
                QVERIFY2(left <= right && std::abs(before - behind) <= 3, qPrintable(QStringLiteral("row %1, column %2: %3 before, %4 behind").arg(row).arg(column).arg(before).arg(behind)));
            }
        }
        m_window->go({QStringLiteral("distributions"), {}, {}, {}});
    }

    void whatIsBelowIsFoundByName()
    {
        action("find-or-do")->trigger();
        const auto found = [this](const QString &typed) {
            QStringList names;
            for (const Offer &offer : m_window->findChild<Finder *>()->offers(typed))
                names << offer.name;
            return names;
        };
        QTRY_VERIFY_WITH_TIMEOUT(found(QStringLiteral("dresden")).contains(QStringLiteral("DRE/dresden1")), patience);
        QVERIFY(found(QStringLiteral("dresden")).contains(QStringLiteral("DRE Dresden")));
        m_window->findChild<Palette *>()->close();
    }

    void theTrailLeadsFromTheSourceToTheSiteBelow()
    {
        select("distributions", QStringLiteral("Reader"), {{QStringLiteral("dp"), QStringLiteral("DRE/dresden1"), false}, {QStringLiteral("package"), QStringLiteral("SMP00002"), false}});
        openTab("trail");
        const auto steps = [this] {
            QSet<QString> found;
            for (const DetailEntry &each : tab("trail") ? tab("trail")->entries : QList<DetailEntry>())
                found << each.second.section(QStringLiteral(" · "), 0, 0);
            return found;
        };
        QTRY_VERIFY_WITH_TIMEOUT(steps().contains(QStringLiteral("SMP")) && steps().contains(QStringLiteral("DRE")), patience);
    }

    void aSendingAgainIsPlannedForEachPackage()
    {
        select("sites", QStringLiteral("Dresden"));
        QVERIFY(action("site-resend")->isEnabled());
        QVERIFY(m_window->findChild<Actions *>()->asCommands(QStringLiteral("site-resend")).isEmpty()); // its packages have to be asked for
        action("site-resend")->trigger();
        auto *preview = m_window->findChild<PreviewPane *>();
        QTRY_VERIFY_WITH_TIMEOUT(preview->isVisible() && !preview->isBusy(), patience);
        QCOMPARE(preview->title(), QStringLiteral("Send 3 packages again?"));
        QVERIFY(!labels(preview).contains(QStringLiteral("What ends with it")) && labels(preview).contains(QStringLiteral("What it touches")));
        QTest::keyClick(preview, Qt::Key_Escape);
        QTRY_VERIFY(!preview->isVisible());
        select("sites", QStringLiteral("Sample site"));
        for (const char *key : {"site-resend", "site-remove", "address-test", "address-settings"})
            QVERIFY2(!action(key)->isEnabled(), key);
    }

    void aRemovalSaysWhichDutiesEnd()
    {
        select("sites", QStringLiteral("Bremen"));
        action("site-remove")->trigger();
        auto *preview = m_window->findChild<PreviewPane *>();
        QTRY_VERIFY_WITH_TIMEOUT(preview->isVisible() && !preview->isBusy(), patience);
        QCOMPARE(preview->title(), QStringLiteral("Remove 1 site?"));
        QVERIFY(labels(preview).contains(QStringLiteral("What ends with it")) && labels(preview).contains(QStringLiteral("Keep it")));
        QTest::keyClick(preview, Qt::Key_Escape);
        QTRY_VERIFY(!preview->isVisible());
        QCOMPARE(sites()->model()->rowCount(), 3);
    }

    void aSiteIsAddedWithItsKeyAndShowsOurs()
    {
        go("sites");
        action("address-add")->trigger();
        QTRY_VERIFY(dialog());
        QDialog *sheet = dialog();
        const auto field = [sheet](const char *name) { return sheet->findChild<QLineEdit *>(QString::fromLatin1(name)); };
        QVERIFY(!actOf(sheet)->isEnabled());
        field("code")->setText(QStringLiteral("LAB"));
        field("inbox")->setText(m_folder.path() + QStringLiteral("/lab/inbox"));
        field("key")->setText(QStringLiteral("no key"));
        QVERIFY(!actOf(sheet)->isEnabled());
        field("key")->setText(QString::fromStdString(makeSiteKey(m_random).publicKey));
        QVERIFY(actOf(sheet)->isEnabled());
        actOf(sheet)->click();
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(sites(), QStringLiteral("LAB")) >= 0, patience);
        // And goes again.
        select("sites", QStringLiteral("LAB"));
        action("site-remove")->trigger();
        auto *preview = m_window->findChild<PreviewPane *>();
        QTRY_VERIFY_WITH_TIMEOUT(preview->isVisible() && !preview->isBusy(), patience);
        preview->findChild<QPushButton *>(QStringLiteral("act"))->click();
        QTRY_VERIFY_WITH_TIMEOUT(rowWith(sites(), QStringLiteral("LAB")) < 0, patience);
    }

    /// The last one: it mends what was cut.
    void anAddressThatIsRightEndsTheCut()
    {
        select("sites", QStringLiteral("Bremen"));
        action("address-settings")->trigger();
        QTRY_VERIFY(dialog());
        QDialog *sheet = dialog();
        auto *inbox = sheet->findChild<QLineEdit *>(QStringLiteral("inbox"));
        QTRY_VERIFY_WITH_TIMEOUT(inbox && inbox->isEnabled(), patience);
        QVERIFY(inbox->text().endsWith(QStringLiteral("mounts/BRE/inbox")));
        inbox->setText(sample("sites/BRE/inbox"));
        QTRY_VERIFY(actOf(sheet)->isEnabled());
        actOf(sheet)->click();
        QTRY_COMPARE_WITH_TIMEOUT(cell(QStringLiteral("Bremen"), 5), QStringLiteral("3 of 3"), patience);
        QTRY_VERIFY_WITH_TIMEOUT(cell(QStringLiteral("Bremen"), 1).startsWith(QStringLiteral("reached")), patience);
    }
};

QTEST_MAIN(TestSites)
#include "tst_sites.moc"
