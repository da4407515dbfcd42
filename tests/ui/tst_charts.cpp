// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAreaSeries>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/engine/site.h"
#include "core/io/posixfilesystem.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"
#include "ui/views/chartboard.h"
#include "ui/views/charts.h"
#include "ui/views/listpage.h"
#include "ui/views/messagestrip.h"
#include "ui/widgets/segments.h"

using namespace cartage;
using namespace cartage::ui;
using namespace std::chrono_literals;

/// The charts by themselves and over the sample site.
class TestCharts : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 30000;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
    const Time m_noon = timeFromMs(1'700'000'000'000);

    [[nodiscard]] engine::Environment environment()
    {
        return {*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives};
    }
    template <class T>
    [[nodiscard]] T *find() const
    {
        return m_window->findChild<T *>();
    }
    /// The segments of the board that have this key among them.
    [[nodiscard]] Segments *segments(const QString &key) const
    {
        for (Segments *each : find<ChartBoard>()->findChildren<Segments *>()) {
            const QString before = each->current();
            each->setCurrent(key);
            const bool has = each->current() == key;
            each->setCurrent(before);
            if (has)
                return each;
        }
        return nullptr;
    }
    void choose(const QString &key)
    {
        Segments *found = segments(key);
        QVERIFY(found);
        found->setCurrent(key);
        Q_EMIT found->chosen(key);
    }
    [[nodiscard]] engine::StateHistory history() const
    {
        engine::StateHistory made;
        made.from = m_noon - 1h;
        made.to = m_noon;
        made.since = m_noon - 2h;
        made.counts = {{m_noon - 2h, {{State::Waiting, 5}, {State::Installed, 10}}},
                       {m_noon - 30min, {{State::Blocked, 2}, {State::Waiting, 1}, {State::Installed, 12}}},
                       {m_noon, {{State::Installed, 15}}}};
        return made;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style(Style::Scheme::Light));
        m_window = std::make_unique<MainWindow>(environment());
        m_window->show();
        m_window->openSample(m_folder.path() + QStringLiteral("/sample"));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->currentView(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(find<ChartBoard>() && !find<AreaChart>()->content().series.empty(), patience);
    }

    void cleanupTestCase()
    {
        m_window->close();
        m_window.reset();
    }

    void countsHoldUntilTheNextOne()
    {
        const AreaChart::Content content = statesChart(history(), lookOf(nullptr));
        QVERIFY(content.stepped && content.whole);
        QCOMPARE(content.moments, (std::vector<Time>{m_noon - 1h, m_noon - 30min, m_noon})); // what held at the beginning stands there
        QCOMPARE(content.series.size(), std::size_t(2));
        QCOMPARE(content.series[0].name, QStringLiteral("blocked"));
        QCOMPARE(content.series[0].amounts, (std::vector<double>{0, 2, 0}));
        QCOMPARE(content.series[1].amounts, (std::vector<double>{5, 1, 0}));
        QCOMPARE(content.series[1].value, QStringLiteral("0"));
    }

    void theTableBehindHasAllStatesNewestFirst()
    {
        const ChartTable table = statesTable(history());
        QCOMPARE(table.rows.size(), std::size_t(3));
        const auto installed = std::find_if(table.columns.begin(), table.columns.end(), [](const Column &each) { return each.title == QStringLiteral("installed"); });
        QVERIFY(installed != table.columns.end());
        const auto column = static_cast<std::size_t>(installed - table.columns.begin());
        QCOMPARE(table.rows.front().cells[column].text, QStringLiteral("15"));
        QCOMPARE(table.rows.back().cells[column].text, QStringLiteral("10"));
    }

    void manyCountsAreThinnedToTheirLast()
    {
        engine::StateHistory many = history();
        many.counts.clear();
        for (int at = 0; at < 10'000; ++at)
            many.counts.push_back({many.from + Span(at * 300), {{State::Waiting, at}}});
        many.counts.push_back({many.to, {{State::Waiting, 77}}});
        const AreaChart::Content content = statesChart(many, lookOf(nullptr));
        QVERIFY(content.moments.size() < 300);
        QCOMPARE(content.series.front().amounts.back(), 77.0);
        QVERIFY(std::is_sorted(content.moments.begin(), content.moments.end()));
    }

    void throughputHasThreeAndTheOthers()
    {
        engine::Throughput made;
        made.from = m_noon;
        made.step = 1min;
        for (const char *dp : {"a", "b", "c", "d", "e"})
            made.series.push_back({DpKey(1), dp, {1024 * 1024, 2 * 1024 * 1024}, 1024 * 1024, 3});
        const AreaChart::Content content = throughputChart(made, lookOf(nullptr));
        QCOMPARE(content.series.size(), std::size_t(4));
        QCOMPARE(content.series[3].amounts, (std::vector<double>{2, 4}));
        QCOMPARE(content.series[0].value, QStringLiteral("1.0"));
        QCOMPARE(throughputTable(made).rows.size(), std::size_t(2));
    }

    void theOverviewShowsWhatTheEngineCounted()
    {
        choose(QStringLiteral("states"));
        QTRY_VERIFY_WITH_TIMEOUT(!find<AreaChart>()->content().series.empty() && find<AreaChart>()->content().whole, patience);
        QVERIFY(find<AreaChart>()->content().moments.size() >= 2); // one that was kept, and now
        QVERIFY(!find<AreaChart>()->chart()->series().isEmpty());
        choose(QStringLiteral("table"));
        const ListView *table = find<ChartBoard>()->table();
        QTRY_VERIFY_WITH_TIMEOUT(table->isVisible() && table->model()->rowCount() >= 2, patience);
        choose(QStringLiteral("throughput"));
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 100, patience);
        choose(QStringLiteral("chart"));
        QVERIFY(!find<AreaChart>()->content().whole);
    }

    void anotherRangeAsksAgain()
    {
        QCOMPARE(find<ChartBoard>()->range(), Span(1h));
        choose(QStringLiteral("7d"));
        QTRY_VERIFY_WITH_TIMEOUT(find<AreaChart>()->content().to - find<AreaChart>()->content().from > 6 * 24h, patience);
        choose(QStringLiteral("1h"));
    }

    void messagesStandInTheirHours()
    {
        m_window->go({QStringLiteral("messages"), {}, {}, {}});
        auto *strip = find<MessageStrip>();
        const auto sum = [strip] {
            qint64 all = 0;
            for (const HourBars::Bar &bar : strip->bars()->bars())
                all += bar.all();
            return all;
        };
        auto *list = qobject_cast<ListPage *>(m_window->view(QStringLiteral("messages")));
        QTRY_VERIFY_WITH_TIMEOUT(sum() > 0 && list->model()->rowCount() > 0, patience);
        QVERIFY(std::any_of(strip->bars()->bars().begin(), strip->bars()->bars().end(), [](const HourBars::Bar &bar) { return bar.errors > 0; }));
        QCOMPARE(strip->bars()->bars().front().to - strip->bars()->bars().front().from, Span(1h));
        strip->tableSwitch()->click();
        QVERIFY(strip->table()->isVisible());
        QVERIFY(strip->table()->model()->rowCount() >= 1);
        strip->tableSwitch()->click();
        QVERIFY(strip->bars()->isVisible());
    }

    void anHourThatIsClickedFiltersTheListAndAgainTakesItBack()
    {
        m_window->go({QStringLiteral("messages"), {}, {}, {}});
        auto *strip = find<MessageStrip>();
        QTRY_VERIFY_WITH_TIMEOUT(!strip->bars()->bars().empty(), patience);
        const HourBars::Bar first = strip->bars()->bars().front();
        QTest::mouseClick(strip->bars(), Qt::LeftButton, {}, QPoint(Look::edge + 2, 20)); // long ago: nothing happened then
        View *view = m_window->currentView();
        QTRY_COMPARE_WITH_TIMEOUT(view->location().chips.size(), 2, patience);
        QCOMPARE(view->location().chips[0].key, QStringLiteral("since"));
        QCOMPARE(view->location().chips[0].value, QString::fromStdString(toRfc3339(first.from)));
        auto *list = qobject_cast<ListPage *>(view);
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 0, patience);
        QVERIFY(!strip->bars()->bars().empty()); // the way to other hours stays
        Q_EMIT strip->bars()->chosen(first.from, first.to);
        QTRY_VERIFY_WITH_TIMEOUT(view->location().chips.isEmpty(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(list->model()->rowCount() > 0, patience);
    }

    void barsAreReachedByKeys()
    {
        HourBars bars;
        bars.resize(400, bars.sizeHint().height());
        std::vector<HourBars::Bar> made;
        for (int at = 0; at < 24; ++at)
            made.push_back({m_noon + at * 1h, m_noon + (at + 1) * 1h, at, 0, 10});
        bars.setBars(made);
        bars.show();
        bars.setFocus();
        QSignalSpy chosen(&bars, &HourBars::chosen);
        QTest::keyClick(&bars, Qt::Key_End);
        QTest::keyClick(&bars, Qt::Key_Left);
        QVERIFY(bars.accessibleDescription().contains(QStringLiteral("22 error")));
        QTest::keyClick(&bars, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.front().front().value<Time>(), m_noon + 22 * 1h);
    }

    void aFilterOfTimeIsAStretch()
    {
        Filter filter;
        QVERIFY(!timesOf(filter, m_noon));
        filter.terms = {{"since", "2h", false}};
        const auto since = timesOf(filter, m_noon);
        QVERIFY(since);
        QCOMPARE(since->first, m_noon - 2h);
        QVERIFY(since->second > m_noon);
    }
};

QTEST_MAIN(TestCharts)
#include "tst_charts.moc"
