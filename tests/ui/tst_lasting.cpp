// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QApplication>
#include <QItemSelectionModel>
#include <QLabel>
#include <QScrollBar>
#include <filesystem>
#include <unistd.h>

#include "core/engine/enginehost.h"
#include "core/engine/listing.h"
#include "tests/ui/deedsite.h"
#include "ui/actions/actions.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/memory.h"
#include "ui/views/listpage.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusstrip.h"

using namespace cartage;
using namespace cartage::ui;
using namespace cartage::test;

/// What lasts: states of a site that the banner and the strip tell of, and what is found again after refreshes and restarts.
class TestLasting : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 20'000;
    std::unique_ptr<DeedSite> m_site;
    std::unique_ptr<MainWindow> m_window;
    QTemporaryDir m_folder;

    [[nodiscard]] QString memory() const { return m_folder.filePath(QStringLiteral("console.ini")); }
    [[nodiscard]] QString site() const { return QString::fromStdString(m_site->folder()); }
    [[nodiscard]] QAction *action(const char *name) const { return m_window->findChild<QAction *>(QString::fromLatin1(name)); }
    [[nodiscard]] ListPage *page(const char *key) const { return qobject_cast<ListPage *>(m_window->view(QString::fromLatin1(key))); }
    /// What the banner says; empty: nothing.
    [[nodiscard]] QString banner() const
    {
        const auto *shown = m_window->findChild<Banner *>();
        return shown->isVisible() ? shown->accessibleName() : QString();
    }
    [[nodiscard]] QStringList offered() const
    {
        QStringList words;
        for (const QAbstractButton *each : m_window->findChild<Banner *>()->findChildren<QAbstractButton *>()) {
            if (each->isVisible())
                words << QString(each->text()).remove(QLatin1Char('&'));
        }
        return words;
    }
    /// Words of the strip's parts that are seen.
    [[nodiscard]] QStringList strip() const
    {
        QStringList words;
        for (const QAbstractButton *each : m_window->findChild<StatusStrip *>()->findChildren<QAbstractButton *>()) {
            if (each->isVisible())
                words << each->text();
        }
        return words;
    }
    [[nodiscard]] QString sidebarRow(const QString &text) const
    {
        for (const QAbstractButton *each : m_window->findChild<Sidebar *>()->findChildren<QAbstractButton *>()) {
            if (each->text() == text && each->isVisible())
                return each->accessibleName();
        }
        return {};
    }
    void start()
    {
        m_window.reset();
        m_window = std::make_unique<MainWindow>(m_site->environment(), memory());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void open()
    {
        start();
        m_window->openSite(site());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().contains(QStringLiteral("CEN")), patience);
    }
    void holdAll(bool on)
    {
        const auto site = m_site->open();
        engine::ScopeNames all;
        const auto dps = engine::dpViews(*site);
        QVERIFY(dps);
        for (const engine::DpView &each : *dps)
            all.dps.push_back(each.dp.name);
        engine::Intent intent;
        intent.command = on ? "hold" : "release";
        QVERIFY(on ? engine::hold(*site, all, intent) : engine::release(*site, all, intent));
    }
    /// Nobody may write below; `on` false: as it was.
    static void protect(const std::string &folder, bool on)
    {
        namespace fs = std::filesystem;
        const auto set = [on](const fs::path &path) {
            const auto all = fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read;
            const auto enter = fs::perms::owner_exec | fs::perms::group_exec | fs::perms::others_exec;
            fs::permissions(path, (fs::is_directory(path) ? all | enter : all) | (on ? fs::perms::none : fs::perms::owner_write));
        };
        if (!on)
            set(folder);
        for (const auto &each : fs::recursive_directory_iterator(folder))
            set(each.path());
        if (on)
            set(folder);
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
        QFile::remove(memory());
    }
    void cleanup()
    {
        if (m_window)
            m_window->close();
        m_window.reset();
    }

    void withoutAnEngineTheBannerOffersOne()
    {
        open();
        QTRY_VERIFY2_WITH_TIMEOUT(banner().startsWith(QStringLiteral("No engine works this site")), qPrintable(banner()), patience);
        QCOMPARE(offered(), (QStringList{QStringLiteral("Start the engine here"), QStringLiteral("Engine…")}));
        QVERIFY(strip().contains(QStringLiteral("No engine")));
    }

    void anEngineHereNeedsNoBanner()
    {
        open();
        QTRY_VERIFY_WITH_TIMEOUT(!banner().isEmpty(), patience);
        action("engine-here")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(banner().isEmpty(), patience);
        QVERIFY(strip().contains(QStringLiteral("Engine here")));
    }

    void anEngineElsewhereNeedsNoBannerAndNoSecondOne()
    {
        engine::EngineHost other(m_site->environment(), m_site->folder());
        other.start();
        open();
        QTRY_VERIFY_WITH_TIMEOUT(strip().filter(QStringLiteral("Engine: ")).size() == 1, patience);
        QVERIFY2(banner().isEmpty(), qPrintable(banner()));
        QVERIFY(!action("engine-here")->isEnabled());
        other.end();
        QTRY_VERIFY_WITH_TIMEOUT(banner().startsWith(QStringLiteral("No engine works this site")), patience);
    }

    void anEngineThatMayDoNothingIsPaused()
    {
        holdAll(true);
        engine::EngineHost other(m_site->environment(), m_site->folder());
        other.start();
        open();
        QTRY_VERIFY2_WITH_TIMEOUT(banner().startsWith(QStringLiteral("The engine is paused")), qPrintable(banner()), patience);
        QCOMPARE(offered(), QStringList{QStringLiteral("Show what is held")});
        action("show-held")->trigger();
        QCOMPARE(m_window->currentView()->key(), QStringLiteral("dps"));
        QTRY_COMPARE_WITH_TIMEOUT(page("dps")->model()->rowCount(), int(DeedSite::states().size()) + 1, patience);
        holdAll(false);
        QTRY_VERIFY2_WITH_TIMEOUT(banner().isEmpty(), qPrintable(banner()), patience);
        other.end();
    }

    void aSiteThatMayOnlyBeReadIsShownAndNothingCanBeChanged_data()
    {
        QTest::addColumn<bool>("worked");
        QTest::newRow("at rest") << false;
        QTest::newRow("worked by somebody else") << true;
    }
    void aSiteThatMayOnlyBeReadIsShownAndNothingCanBeChanged()
    {
        QFETCH(bool, worked);
        QProcess engine; // of its own process: within one SQLite lends what is open for writing
        if (worked) {
            engine.start(qEnvironmentVariable("CARTAGE"), {QStringLiteral("run"), QStringLiteral("--site"), site()});
            QTRY_VERIFY_WITH_TIMEOUT(engine::overview(*m_site->open())->engine.running, patience);
        }
        const std::filesystem::path root = std::filesystem::path(m_site->folder()).parent_path().parent_path();
        std::filesystem::permissions(root, std::filesystem::perms(0755));
        std::filesystem::permissions(root / "work", std::filesystem::perms(0755));
        protect(m_site->folder(), true);
        const bool isRoot = geteuid() == 0;
        if (isRoot)
            QCOMPARE(seteuid(65534), 0);
        start();
        m_window->openSite(site());
        const bool shown = QTest::qWaitFor([this] { return banner().contains(QStringLiteral("may only be read")); }, patience);
        m_window->go({QStringLiteral("distributions"), {}, {}, {}});
        const bool listed = QTest::qWaitFor([this] { return page("distributions") && page("distributions")->model()->rowCount() > 0; }, patience);
        const QString said = banner();
        const QStringList buttons = offered(), parts = strip();
        if (listed)
            page("distributions")->list()->selectAll();
        QStringList possible;
        for (const QAction *each : m_window->findChild<Actions *>()->rowActions() + m_window->findChild<Actions *>()->siteActions()) {
            if (each->isEnabled())
                possible << each->objectName();
        }
        const bool canStart = action("engine-here")->isEnabled();
        m_window->close();
        m_window.reset();
        if (isRoot)
            QCOMPARE(seteuid(0), 0);
        protect(m_site->folder(), false);
        if (worked) {
            engine.terminate();
            QVERIFY(engine.waitForFinished(patience));
        }
        QVERIFY2(shown && listed, qPrintable(said));
        QVERIFY2(buttons.isEmpty(), qPrintable(buttons.join(QLatin1Char(','))));
        QVERIFY(parts.contains(QStringLiteral("database read-only")));
        QVERIFY2(possible.isEmpty(), qPrintable(possible.join(QLatin1Char(','))));
        QVERIFY(!canStart);
    }

    void aDamagedDatabaseIsSaid()
    {
        QFile file(site() + QStringLiteral("/site.db"));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(4096, 'x'));
        file.close();
        start();
        m_window->openSite(site());
        QTRY_VERIFY_WITH_TIMEOUT(!banner().isEmpty(), patience);
        QVERIFY2(banner().contains(QStringLiteral("database")), qPrintable(banner()));
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->currentView(), patience); // to where another one can be chosen
        QVERIFY(!banner().isEmpty());
    }

    void aDatabaseThatFailsWhileItIsOpenIsSaid()
    {
        open();
        QTRY_VERIFY_WITH_TIMEOUT(strip().contains(QStringLiteral("database OK")), patience);
        // Database, log and index in place, so that those who have them open notice.
        for (const auto &[name, letter] : {std::pair("site.db", 'x'), std::pair("site.db-wal", 'x'), std::pair("site.db-shm", '\0')}) {
            QFile file(site() + QLatin1Char('/') + QString::fromLatin1(name));
            QVERIFY(file.open(QIODevice::ReadWrite));
            file.write(QByteArray(static_cast<int>(file.size()), letter));
        }
        action("refresh")->trigger();
        QTRY_VERIFY2_WITH_TIMEOUT(banner().contains(QStringLiteral("database")), qPrintable(banner()), patience);
        QTRY_VERIFY_WITH_TIMEOUT(!strip().contains(QStringLiteral("database OK")), patience);
    }

    void theStripSaysHowTheSiteStands()
    {
        open();
        QTRY_VERIFY_WITH_TIMEOUT(strip().contains(QStringLiteral("checked just now")), patience);
        const auto now = engine::overview(*m_site->open());
        QVERIFY(now && now->active > 0 && now->waiting > 0 && now->blocked > 0);
        for (const QString &part : {QStringLiteral("No engine"), QStringLiteral("%1 active").arg(now->active), QStringLiteral("%1 waiting").arg(now->waiting),
                                    QStringLiteral("%1 blocked").arg(now->blocked), QStringLiteral("inbox 0"), QStringLiteral("CEN"), QStringLiteral("database OK")})
            QVERIFY2(strip().contains(part), qPrintable(strip().join(QStringLiteral(" | "))));
        auto *shown = m_window->findChild<StatusStrip *>();
        Q_EMIT shown->partActivated(QStringLiteral("database"));
        QCOMPARE(m_window->currentView()->key(), QStringLiteral("overview"));
        m_window->resize(1024, 700);
        QTRY_COMPARE(m_window->width(), 1024); // all of it has room, or gives way
        for (const QAbstractButton *each : shown->findChildren<QAbstractButton *>())
            QVERIFY2(!each->isVisible() || each->width() >= each->sizeHint().width(), qPrintable(each->text()));
    }

    void savedFiltersSayHowManyRowsTheyShow()
    {
        {
            Memory remembered(memory());
            remembered.noteSite({site(), QStringLiteral("CEN"), QStringLiteral("Centre"), QDateTime::fromMSecsSinceEpoch(1000)});
            const auto filter = [](const char *name, const char *view, const char *key, const char *value, const QString &text = {}) {
                return SavedFilter{QString::fromLatin1(name), {QString::fromLatin1(view), key ? QList<Chip>{{QString::fromLatin1(key), QString::fromLatin1(value), false}} : QList<Chip>(), text, {}}};
            };
            remembered.setFilters(site(), {filter("Failed", "distributions", "state", "failed"), filter("Spare", "dps", "dp", "spare"), filter("One", "packages", nullptr, nullptr, QStringLiteral("only")),
                                           filter("All retries", "retries", nullptr, nullptr, QStringLiteral("e")), filter("Problems", "problems", "code", "io_error"), filter("Warnings", "messages", "severity", "error"),
                                           filter("Unreadable", "dps", "nothing", "x")});
        }
        open();
        const auto states = [this](const char *state) {
            const std::atomic<bool> never{false};
            return QLocale().toString(qint64(engine::countMatching(*m_site->open(), ListKind::Distributions, {{{"state", state, false}}, {}}, std::chrono::seconds(1), never)->value()));
        };
        QTRY_COMPARE_WITH_TIMEOUT(sidebarRow(QStringLiteral("Failed")), QStringLiteral("Failed, ") + states("failed"), patience);
        QCOMPARE(sidebarRow(QStringLiteral("Spare")), QStringLiteral("Spare, 1"));
        QCOMPARE(sidebarRow(QStringLiteral("One")), QStringLiteral("One, 1"));
        QVERIFY(sidebarRow(QStringLiteral("All retries")).contains(QLatin1Char(',')));
        QVERIFY(sidebarRow(QStringLiteral("Warnings")).contains(QLatin1Char(',')));
        QCOMPARE(sidebarRow(QStringLiteral("Unreadable")), QStringLiteral("Unreadable")); // no number is better than a wrong one
        // What others commit is counted again.
        engine::ScopeNames failed;
        failed.states = {State::Failed};
        engine::Intent intent;
        intent.command = "retries now";
        QVERIFY(engine::retryNow(*m_site->open(), failed, intent));
        QTRY_COMPARE_WITH_TIMEOUT(sidebarRow(QStringLiteral("Failed")), QStringLiteral("Failed, 0"), patience);
        // The number is that of the list.
        m_window->go({QStringLiteral("retries"), {}, QStringLiteral("e"), {}});
        QTRY_COMPARE_WITH_TIMEOUT(sidebarRow(QStringLiteral("All retries")), QStringLiteral("All retries, %1").arg(page("retries")->model()->rowCount()), patience);
    }

    void aListIsFoundAgainAfterARestart_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("chipKey");
        QTest::addColumn<QString>("chipValue");
        QTest::newRow("problems") << QStringLiteral("problems") << QStringLiteral("dp") << QStringLiteral("*");
        QTest::newRow("distributions") << QStringLiteral("distributions") << QStringLiteral("dp") << QStringLiteral("*e*");
        QTest::newRow("packages") << QStringLiteral("packages") << QStringLiteral("package") << QStringLiteral("*");
        QTest::newRow("dps") << QStringLiteral("dps") << QStringLiteral("dp") << QStringLiteral("*e*");
        QTest::newRow("retries") << QStringLiteral("retries") << QStringLiteral("dp") << QStringLiteral("*e*");
        QTest::newRow("messages") << QStringLiteral("messages") << QStringLiteral("severity") << QStringLiteral("information");
        QTest::newRow("activity") << QStringLiteral("activity") << QStringLiteral("actor") << QStringLiteral("anna");
    }
    void aListIsFoundAgainAfterARestart()
    {
        QFETCH(QString, key);
        QFETCH(QString, chipKey);
        QFETCH(QString, chipValue);
        const QList<Chip> chips{{chipKey, chipValue, false}};
        open();
        m_window->resize(1024, 700);
        m_window->go({key, chips, {}, {}});
        ListPage *list = page(qPrintable(key));
        QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() > 0, patience);
        ListHeader *header = list->list()->listHeader();
        // Sorting, width and order of columns, a row, and a place in the list.
        const int columns = header->count(), second = header->logicalIndex(1);
        for (int column = columns - 1; column >= 0 && header->sortIndicatorSection() != column; --column) {
            if (!header->isSectionHidden(column))
                header->setSortIndicator(column, Qt::AscendingOrder);
        }
        header->moveSection(0, 1);
        header->resizeSection(second, header->sectionSize(second) + 17);
        m_window->resize(1025, 700); // columns that have no room now give way
        m_window->resize(1024, 700);
        QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() > 0, patience);
        const int last = list->model()->rowCount() - 1;
        list->list()->setCurrentIndex(list->model()->index(last, 0));
        QTRY_VERIFY_WITH_TIMEOUT(!list->subjects().isEmpty(), patience);
        list->list()->scrollToBottom();
        const QJsonObject before = list->state();
        const int scrolled = list->list()->verticalScrollBar()->value(), sorted = header->sortIndicatorSection(), wide = header->sectionSize(second);
        m_window->close();

        open();
        m_window->resize(1024, 700);
        QCOMPARE(m_window->currentView()->key(), key);
        list = page(qPrintable(key));
        header = list->list()->listHeader();
        QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() == last + 1, patience);
        QCOMPARE(list->location().chips, chips);
        QCOMPARE(header->sortIndicatorSection(), sorted);
        QCOMPARE(header->logicalIndex(0), second);
        QCOMPARE(header->sectionSize(second), wide);
        QTRY_COMPARE_WITH_TIMEOUT(list->list()->currentIndex().row(), last, patience);
        QTRY_COMPARE_WITH_TIMEOUT(list->list()->verticalScrollBar()->value(), scrolled, patience);
        QCOMPARE(list->location().selected, before[QLatin1String("selected")].toString());
    }

    void aRefreshMovesNothing_data() { aListIsFoundAgainAfterARestart_data(); }
    void aRefreshMovesNothing()
    {
        QFETCH(QString, key);
        QFETCH(QString, chipKey);
        QFETCH(QString, chipValue);
        open();
        m_window->resize(1024, 700);
        m_window->go({key, {{chipKey, chipValue, false}}, {}, {}});
        ListPage *list = page(qPrintable(key));
        QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() > 0, patience);
        bool reset = false;
        connect(list->model(), &QAbstractItemModel::modelReset, this, [&reset] { reset = true; });
        list->list()->setCurrentIndex(list->model()->index(list->model()->rowCount() - 1, 0));
        QTRY_VERIFY_WITH_TIMEOUT(!list->subjects().isEmpty(), patience);
        list->list()->scrollToBottom();
        const QList<Subject> subjects = list->subjects();
        const QString selected = list->location().selected;
        int asked = 0;
        // Something happens elsewhere that the list hears of, and then nothing of it is seen here.
        const QMetaObject::Connection counting = connect(m_window->findChild<Actions *>(), &Actions::done, this, [&asked] { ++asked; });
        const auto before = list->list()->verticalScrollBar()->value();
        engine::ScopeNames one;
        one.dps = {"spare"};
        engine::Intent intent;
        intent.command = "hold";
        QVERIFY(engine::hold(*m_site->open(), one, intent));
        action("refresh")->trigger();
        m_window->go({QStringLiteral("overview"), {}, {}, {}});
        action("back")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(list->location().selected, selected, patience);
        disconnect(counting);
        QTRY_VERIFY_WITH_TIMEOUT(!list->subjects().isEmpty(), patience);
        QCOMPARE(list->subjects().front().title, subjects.front().title);
        QCOMPARE(list->list()->verticalScrollBar()->value() >= before, true);
        QVERIFY(!reset);
    }
};

QTEST_MAIN(TestLasting)
#include "tst_lasting.moc"
