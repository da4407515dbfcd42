// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <ctime>

#include "core/engine/listing.h"
#include "core/engine/matrix.h"
#include "tests/unit/engine/largesite.h"

using namespace cartage;
using namespace cartage::engine;
using test::OperatorSite;

/// 2,000 packages at 100 DPs and a million messages: the first page of any filter and order, and the whole shape, in time.
/// CARTAGE_TEST_LONG=1 for all of it; else a tenth, in a tenth of the time.
class TestListSizes final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void firstPageAndShapeAreInTime_data();
    void firstPageAndShapeAreInTime();
    void overviewsAreInTime_data();
    void overviewsAreInTime();

private:
    /// Processor time of this thread, the best of three: what it costs, not what else the machine does.
    template <class Work>
    static double bestMs(const Work &work)
    {
        double best = 1e9;
        for (int i = 0; i < 3; ++i) {
            const double began = spentMs();
            work();
            best = std::min(best, spentMs() - began);
        }
        return best;
    }
    static double spentMs()
    {
        timespec spent{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
        return static_cast<double>(spent.tv_sec) * 1e3 + static_cast<double>(spent.tv_nsec) / 1e6;
    }
    std::unique_ptr<OperatorSite> m_site;
    const std::atomic<bool> m_never{false};
    const bool m_long = qEnvironmentVariableIsSet("CARTAGE_TEST_LONG");
    int m_share = 10;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    static constexpr double slowness = 8;
#else
    static constexpr double slowness = 1;
#endif
};

void TestListSizes::initTestCase()
{
    m_share = m_long ? 1 : 10;
    m_site = std::make_unique<OperatorSite>();
    test::fillLargeSite(*m_site->site, 2000 / m_share, 100, 1'000'000 / m_share);
    // As a window has it: another connection.
    m_site->site = std::move(*Site::open(m_site->environment(), m_site->path("site"), store::Connection::Mode::ReadOnly));
}

void TestListSizes::firstPageAndShapeAreInTime_data()
{
    QTest::addColumn<ListKind>("list");
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<ListOrder>("order");
    QTest::addColumn<bool>("descending");
    for (const ListKind list : {ListKind::Distributions, ListKind::Retries}) {
        for (const ListOrder order : ordersOf(list))
            QTest::addRow("%d by %d", static_cast<int>(list), static_cast<int>(order)) << list << QByteArray() << order << true;
    }
    const auto rows = [](ListKind list, ListOrder order, std::initializer_list<const char *> filters) {
        for (const char *filter : filters)
            QTest::addRow("%d %s", static_cast<int>(list), filter) << list << QByteArray(filter) << order << true;
    };
    rows(ListKind::Distributions, ListOrder::ByVerified, {"state:failed", "dp:dp7", "package:CEN00007", "code:io_error", "is:needs-you", "is:held", "changed:1h",
                                                          "since:1d until:1h", "dp7 9", "not state:installed is:stale", "is:acknowledged", "group:none"});
    rows(ListKind::Messages, ListOrder::ByTime,
         {"", "severity:error", "not severity:information", "severity:information", "component:Scheduler", "id:2328", "id:9999", "dp:dp7", "dp:dp1*",
          "not dp:dp7", "package:CEN00007", "package:\"Package 1*\"", "since:1d", "severity:error until:2d", "dp:dp7 severity:error", "component:StatusManager severity:error"});
}

void TestListSizes::firstPageAndShapeAreInTime()
{
    QFETCH(const ListKind, list);
    QFETCH(const QByteArray, filter);
    QFETCH(const ListOrder, order);
    QFETCH(const bool, descending);
    const ListQuery query{list, *parseFilter(list, filter.toStdString()), order, descending, 0};
    Site &site = *m_site->site;
    const double first = bestMs([&] {
        const auto start = listStart(site, query, 256, m_never);
        QVERIFY(start);
        QVERIFY(listPage(site, list, *start));
    });
    std::size_t count = 0;
    const double whole = bestMs([&] { count = listShape(site, query, m_never)->rows.size(); });
    qInfo("first page %.0f ms, shape of %zu rows %.0f ms", first, count, whole);
    QVERIFY2(first < 200 * slowness, qPrintable(QString::number(first)));
    QVERIFY2(whole < 1500 * slowness / (m_long ? 1 : 5), qPrintable(QString::number(whole)));
}

void TestListSizes::overviewsAreInTime_data()
{
    QTest::addColumn<int>("what");
    for (const auto &[name, what] : {std::pair{"overview", 0}, {"throughput of 7 days", 1}, {"waiting by age", 2}, {"latest changes", 3}, {"states of a filter", 4}, {"histogram", 5},
                                    {"matrix", 6}, {"matrix of a state", 7}})
        QTest::newRow(name) << what;
}

void TestListSizes::overviewsAreInTime()
{
    QFETCH(const int, what);
    Site &site = *m_site->site;
    const auto answered = [&]() -> bool {
        switch (what) {
        case 0:
            return overview(site).has_value();
        case 1:
            return throughput(site, std::chrono::days(7), 168).has_value();
        case 2:
            return waitingByAge(site).has_value();
        case 3:
            return latestChanges(site, 20).has_value();
        case 4:
            return countByState(site, {}, m_never).has_value();
        case 6:
            return matrix(site, {}, m_never)->cells.size() == Matrix::mostCells / static_cast<std::size_t>(m_share);
        case 7:
            return matrix(site, {*parseFilter(ListKind::Distributions, "state:failed is:needs-you"), MatrixOrder::ByName}, m_never).has_value();
        default:
            return messageHistogram(site, {}, site.now() - std::chrono::days(30), site.now(), 60, m_never).has_value();
        }
    };
    const double ms = bestMs([&] { QVERIFY(answered()); });
    qInfo("%.0f ms", ms);
    QVERIFY2(ms < (what < 6 ? 1500 : 300) * slowness, qPrintable(QString::number(ms)));
}

QTEST_GUILESS_MAIN(TestListSizes)
#include "tst_listsizes.moc"
