// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <array>
#include <set>

#include "core/domain/messagecatalogue.h"
#include "core/domain/messageid.h"
#include "core/engine/listing.h"
#include "tests/unit/engine/largesite.h"

using namespace cartage;
using namespace cartage::engine;
using test::OperatorSite;

class TestListing final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void idsNameTheirRows();
    void distributionsPassAsTheirViewsSay_data();
    void distributionsPassAsTheirViewsSay();
    void everyOrderIsWholeAndSorted_data();
    void everyOrderIsWholeAndSorted();
    void descendingIsTheOtherWayRoundWithMissingValuesLast();
    void messagesPassAsTheySay_data();
    void messagesPassAsTheySay();
    void theStartIsTheBeginningOfTheShape_data();
    void theStartIsTheBeginningOfTheShape();
    void aSearchComesInStepsAndCanBeStopped();
    void newerMessagesWaitBehindACount();
    void pagesFollowTheirIdsAndLeaveOutWhatIsGone();
    void retriesAreRowsThatEverFailed();
    void actionsAreListedByWhatTheyTouched();
    void bucketsAddUpToTheMessages();
    void whatIsNotOfferedIsRefused();

private:
    static constexpr int packages = 40, dps = 12, messages = 6000;
    ListQuery query(ListKind list, const char *filter, ListOrder order, bool descending = false) const
    {
        return {list, *parseFilter(list, filter), order, descending, 0};
    }
    /// Times back from now as fixed moments: both sides of a comparison must mean the same one.
    QByteArray fixed(QByteArray filter)
    {
        for (const auto &[text, back] : {std::pair{"1h", std::chrono::minutes(60)}, {"90min", std::chrono::minutes(90)}, {"20min", std::chrono::minutes(20)}})
            filter.replace(QByteArray(":") + text, QByteArray::fromStdString(":" + toRfc3339(m_site->site->now() - back)));
        return filter;
    }
    std::vector<RowId> rows(const ListQuery &asked)
    {
        const auto shape = listShape(*m_site->site, asked, m_never);
        return shape ? shape->rows : std::vector<RowId>{-1};
    }
    std::vector<DistributionView> everything()
    {
        std::vector<DistributionView> all;
        (void)eachDistribution(*m_site->site, {}, [&all](const DistributionView &view) { all.push_back(view); });
        return all;
    }
    std::unique_ptr<OperatorSite> m_site;
    const std::atomic<bool> m_never{false};
};

void TestListing::initTestCase()
{
    m_site = std::make_unique<OperatorSite>();
    test::fillLargeSite(*m_site->site, packages, dps, messages);
    QVERIFY(hold(*m_site->site, test::ofDp("dp3"), OperatorSite::intent("hold")));
}

void TestListing::idsNameTheirRows()
{
    for (const char *package : {"CEN00001", "ZZZFFFFF", "00000000", "A1B0A0C3"}) {
        for (const std::int64_t dp : {std::int64_t(1), std::int64_t(77), std::int64_t(1) << 26}) {
            const RowId id = rowId(PackageId(package), DpKey(dp));
            QVERIFY(id >= 0);
            QCOMPARE(packageOf(id).value(), std::string(package));
            QCOMPARE(dpOf(id).value(), dp);
        }
    }
}

void TestListing::distributionsPassAsTheirViewsSay_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<int>("kind");
    int kind = 0;
    for (const char *filter : {"", "state:failed", "state:failed state:retrying", "not state:installed", "dp:dp1", "dp:dp1*", "package:\"Package 7\"",
                               "package:cen00007", "code:io_error not dp:dp1", "is:needs-you", "is:by-itself", "is:held", "not is:held", "is:open is:held",
                               "dp7 \"package 1\"", "since:20min", "until:20min", "state:failed package:*3"})
        QTest::newRow(*filter ? filter : "everything") << QByteArray(filter) << kind++;
}

void TestListing::distributionsPassAsTheirViewsSay()
{
    QFETCH(QByteArray, filter);
    filter = fixed(filter);
    const Filter parsed = *parseFilter(ListKind::Distributions, filter.toStdString());
    std::set<RowId> expected;
    const Time now = m_site->site->now();
    for (const DistributionView &view : everything()) {
        const Distribution &row = view.row;
        const bool marks = passes(parsed, "is", [&](const std::string &mark) {
            return (mark == "held" && view.held) || (mark == "open" && isOwed(row.state)) || (mark == "needs-you" && row.state == State::Failed)
                   || (mark == "by-itself" && row.state == State::Retrying);
        });
        const auto timed = [&](const FilterTerm &term) {
            const Time bound = filterTime(term.value, now).value_or(Time{});
            return term.key == "since" ? row.failingSince && *row.failingSince >= bound : term.key != "until" || (row.failingSince && *row.failingSince <= bound);
        };
        if (marks && std::all_of(parsed.terms.begin(), parsed.terms.end(), timed)
            && passesNames(parsed, "state", std::array{std::string(name(row.state))}) && passesNames(parsed, "dp", std::array{view.dpName})
            && passesNames(parsed, "package", std::array{row.package.value(), view.packageName})
            && passesNames(parsed, "code", std::array{row.error ? std::string(row.attempt == 100 ? "io_error" : "dp_not_responding") : std::string()})
            && passesText(parsed, row.package.value() + ' ' + view.packageName + ' ' + view.dpName))
            expected.insert(rowId(row.package, row.dp));
    }
    const std::vector<RowId> found = rows(query(ListKind::Distributions, filter.constData(), ListOrder::ByPackage));
    QCOMPARE(std::set<RowId>(found.begin(), found.end()).size(), found.size());
    QCOMPARE(found.size(), expected.size());
    QVERIFY(std::set<RowId>(found.begin(), found.end()) == expected);
    QVERIFY(!found.empty());
    const auto counts = countByState(*m_site->site, parsed, m_never);
    QVERIFY(counts);
    std::int64_t sum = 0;
    for (const auto &[state, count] : *counts)
        sum += count;
    QCOMPARE(sum, std::ssize(found));
}

void TestListing::everyOrderIsWholeAndSorted_data()
{
    QTest::addColumn<ListOrder>("order");
    for (const ListOrder order : ordersOf(ListKind::Distributions))
        QTest::addRow("%d", static_cast<int>(order)) << order;
}

void TestListing::everyOrderIsWholeAndSorted()
{
    QFETCH(const ListOrder, order);
    const std::vector<RowId> found = rows(query(ListKind::Distributions, "", order));
    QCOMPARE(std::ssize(found), packages * dps);
    const auto page = listPage(*m_site->site, ListKind::Distributions, found);
    QVERIFY(page);
    const auto key = [order](const DistributionView &view) -> std::optional<std::int64_t> {
        const auto ms = [](const std::optional<Time> &time) { return time ? std::optional(toMs(*time)) : std::nullopt; };
        switch (order) {
        case ListOrder::ByAttempt:
            return view.row.attempt;
        case ListOrder::ByVerified:
            return view.row.proof ? ms(view.row.proof->at) : std::nullopt;
        case ListOrder::BySince:
            return ms(view.row.failingSince);
        case ListOrder::ByNextTry:
            return ms(view.row.dueAt);
        case ListOrder::ByChanged:
            return toMs(view.row.updatedAt);
        case ListOrder::ByDp:
            return view.row.dp.value();
        default:
            return std::nullopt;
        }
    };
    std::optional<std::int64_t> last;
    bool ended = false;
    std::set<std::int64_t> dpsSeen;
    for (const auto &row : *page) {
        const auto value = key(std::get<DistributionView>(*row));
        if (order == ListOrder::ByDp) { // by name: dp1, dp10, dp11, dp12, dp2 ...
            QVERIFY(!last || value == last || dpsSeen.insert(*value).second);
        } else if (value) {
            QVERIFY(!ended);
            QVERIFY(!last || *last <= *value);
        } else {
            ended = true;
        }
        last = value;
    }
}

void TestListing::descendingIsTheOtherWayRoundWithMissingValuesLast()
{
    const auto page = listPage(*m_site->site, ListKind::Distributions, rows(query(ListKind::Distributions, "", ListOrder::BySince, true)));
    QVERIFY(page);
    std::optional<Time> last;
    bool ended = false;
    for (const auto &row : *page) {
        const auto since = std::get<DistributionView>(*row).row.failingSince;
        QVERIFY(!since || !ended);
        QVERIFY(!since || !last || *since <= *last);
        ended = ended || !since;
        last = since;
    }
    QVERIFY(ended && std::get<DistributionView>(*page->front()).row.failingSince);
}

void TestListing::messagesPassAsTheySay_data()
{
    QTest::addColumn<QByteArray>("filter");
    for (const char *filter : {"", "severity:error", "severity:error severity:warning", "not severity:information", "component:Scheduler", "component:*manager",
                               "id:2328", "id:2331 severity:information", "dp:dp3", "dp:dp1* not dp:dp1", "not dp:dp1", "package:CEN00003", "package:\"Package 3\"",
                               "dp:dp3 severity:warning", "package:CEN00004 dp:dp4", "machine:host3", "site:CEN machine:host*", "since:1h", "until:1h since:90min",
                               "severity:error since:1h", "text", "\"text 17\" component:StatusManager", "not package:\"Package 1*\" severity:warning"})
        QTest::newRow(*filter ? filter : "everything") << QByteArray(filter);
}

void TestListing::messagesPassAsTheySay()
{
    QFETCH(QByteArray, filter);
    filter = fixed(filter);
    const Filter parsed = *parseFilter(ListKind::Messages, filter.toStdString());
    const Time now = m_site->site->now();
    std::vector<std::pair<Time, RowId>> expected;
    store::MessageFilter all;
    all.limit = 0;
    const auto read = engine::messages(*m_site->site, all);
    QVERIFY(read);
    for (const StatusMessage &message : *read) {
        std::string package, dp;
        for (const auto &attribute : message.attributes)
            (attribute.id == 400 ? package : dp) = attribute.value;
        const std::string title = package.empty() ? std::string() : "Package " + std::to_string(std::stoi(package.substr(3), nullptr, 16));
        const auto timed = [&](const FilterTerm &term) {
            const Time bound = filterTime(term.value, now).value_or(Time{});
            return term.key == "since" ? message.time >= bound : term.key != "until" || message.time <= bound;
        };
        if (std::all_of(parsed.terms.begin(), parsed.terms.end(), timed) && passesNames(parsed, "severity", std::array{std::string(name(message.severity))})
            && passesNames(parsed, "component", std::array{message.component}) && passesNames(parsed, "id", std::array{std::to_string(message.id)})
            && passesNames(parsed, "dp", std::array{dp}) && passesNames(parsed, "package", std::array{package, title})
            && passesNames(parsed, "machine", std::array{message.machine}) && passesNames(parsed, "site", std::array{message.site})
            && passesText(parsed, renderMessage(message)))
            expected.emplace_back(message.time, message.recordId);
    }
    std::sort(expected.begin(), expected.end());
    std::vector<RowId> ids;
    for (const auto &[time, id] : expected)
        ids.push_back(id);
    const std::vector<RowId> found = rows(query(ListKind::Messages, filter.constData(), ListOrder::ByTime));
    QVERIFY(!ids.empty());
    QCOMPARE(found.size(), ids.size());
    QVERIFY(found == ids);
    std::reverse(ids.begin(), ids.end());
    QVERIFY(rows(query(ListKind::Messages, filter.constData(), ListOrder::ByTime, true)) == ids);
}

void TestListing::theStartIsTheBeginningOfTheShape_data()
{
    QTest::addColumn<ListKind>("list");
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<ListOrder>("order");
    QTest::newRow("messages") << ListKind::Messages << QByteArray() << ListOrder::ByTime;
    QTest::newRow("messages of kinds") << ListKind::Messages << QByteArray("component:*manager") << ListOrder::ByTime;
    QTest::newRow("messages of DPs") << ListKind::Messages << QByteArray("dp:dp1*") << ListOrder::ByTime;
    QTest::newRow("distributions") << ListKind::Distributions << QByteArray("state:failed") << ListOrder::BySince;
    QTest::newRow("retries") << ListKind::Retries << QByteArray() << ListOrder::ByNextTry;
    QTest::newRow("activity") << ListKind::Activity << QByteArray() << ListOrder::ByTime;
}

void TestListing::theStartIsTheBeginningOfTheShape()
{
    QFETCH(const ListKind, list);
    QFETCH(const QByteArray, filter);
    QFETCH(const ListOrder, order);
    for (const bool descending : {false, true}) {
        const ListQuery asked = query(list, filter.constData(), order, descending);
        std::vector<RowId> all = rows(asked);
        const auto start = listStart(*m_site->site, asked, 100, m_never);
        QVERIFY(start);
        all.resize(std::min<std::size_t>(all.size(), 100));
        QVERIFY(!all.empty());
        QVERIFY(*start == all);
    }
}

void TestListing::aSearchComesInStepsAndCanBeStopped()
{
    const ListQuery asked = query(ListKind::Messages, "\"text 59\"", ListOrder::ByTime, true);
    ListShape shape;
    int steps = 0;
    for (; !shape.complete; ++steps) {
        const auto next = extendShape(*m_site->site, asked, shape, Span(0), m_never);
        QVERIFY(next);
        QVERIFY(next->rows.size() >= shape.rows.size());
        QVERIFY(next->looked > shape.looked);
        shape = *next;
    }
    QVERIFY(steps > 3);
    QVERIFY(shape.rows == rows(asked));
    QVERIFY(!shape.rows.empty());
    const std::atomic<bool> stopped{true};
    for (const ListQuery &each : {asked, query(ListKind::Messages, "", ListOrder::ByTime), query(ListKind::Distributions, "", ListOrder::ByDp),
                                  query(ListKind::Activity, "", ListOrder::ByTime)}) {
        const auto answer = listShape(*m_site->site, each, stopped);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, Code::Interrupted);
    }
}

void TestListing::newerMessagesWaitBehindACount()
{
    ListQuery asked = query(ListKind::Messages, "dp:dp2", ListOrder::ByTime, true);
    const auto before = listShape(*m_site->site, asked, m_never);
    QVERIFY(before);
    QCOMPARE(*newerThan(*m_site->site, asked, before->upTo, m_never), 0);
    const auto written = m_site->site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
        for (int i = 0; i < 5; ++i) {
            StatusMessage message;
            message.id = 2330;
            message.time = m_site->site->now();
            message.component = "Scheduler";
            message.attributes = {{404, i < 3 ? "dp2" : "dp5"}};
            store::insertMessage(db, message);
        }
        return true;
    });
    QVERIFY(written);
    QCOMPARE(*newerThan(*m_site->site, asked, before->upTo, m_never), 3);
    QCOMPARE(*newerThan(*m_site->site, query(ListKind::Messages, "", ListOrder::ByTime), before->upTo, m_never), 5);
    QCOMPARE(*newerThan(*m_site->site, query(ListKind::Messages, "severity:error", ListOrder::ByTime), before->upTo, m_never), 0);
    const auto after = listShape(*m_site->site, asked, m_never);
    QCOMPARE(after->rows.size(), before->rows.size() + 3);
    asked.upTo = before->upTo;
    QVERIFY(rows(asked) == before->rows);
}

void TestListing::pagesFollowTheirIdsAndLeaveOutWhatIsGone()
{
    std::vector<RowId> ids = rows(query(ListKind::Messages, "", ListOrder::ByTime));
    ids.resize(20);
    std::reverse(ids.begin(), ids.end());
    ids[4] = 999'999'999;
    const auto page = listPage(*m_site->site, ListKind::Messages, ids);
    QVERIFY(page);
    QCOMPARE(page->size(), ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        QCOMPARE((*page)[i].has_value(), i != 4);
        QVERIFY(i == 4 || std::get<StatusMessage>(*(*page)[i]).recordId == ids[i]);
    }
    const auto rowsPage = listPage(*m_site->site, ListKind::Distributions, {rowId(PackageId("CEN00002"), DpKey(3)), rowId(PackageId("ZZZ00001"), DpKey(3))});
    QVERIFY(rowsPage && (*rowsPage)[0] && !(*rowsPage)[1]);
    const auto &view = std::get<DistributionView>(*(*rowsPage)[0]);
    QCOMPARE(view.dpName, std::string("dp3"));
    QVERIFY(view.held.has_value());
}

void TestListing::retriesAreRowsThatEverFailed()
{
    const auto found = rows(query(ListKind::Retries, "", ListOrder::ByPackage));
    QCOMPARE(std::ssize(found), packages * dps / 2);
    const auto page = listPage(*m_site->site, ListKind::Retries, {found.front()});
    QVERIFY(page && page->front());
    QCOMPARE(std::get<RetryView>(*page->front()).history.size(), std::size_t(1));
}

void TestListing::actionsAreListedByWhatTheyTouched()
{
    OperatorSite site;
    const PackageId package = site.addPackage("Office");
    site.addDp("kiel1");
    site.addDp("berlin1");
    site.distribute(package, test::toDps({"kiel1"}));
    const auto found = [&](const char *filter) {
        const auto shape = listShape(*site.site, {ListKind::Activity, *parseFilter(ListKind::Activity, filter), ListOrder::ByTime, true, 0}, m_never);
        return shape ? shape->rows.size() : 0;
    };
    QCOMPARE(found(""), std::size_t(5)); // the site, a package, two DPs, a distribution
    QCOMPARE(found("action:distribute"), std::size_t(1));
    QCOMPARE(found("dp:kiel1"), std::size_t(1));
    QCOMPARE(found("dp:berlin1"), std::size_t(0));
    QCOMPARE(found("not dp:kiel1"), std::size_t(4));
    QCOMPARE(found("package:office"), std::size_t(1));
    QCOMPARE(found("actor:anna not action:\"dp *\""), std::size_t(3));
    const auto latest = latestChanges(*site.site, 10);
    QVERIFY(latest);
    QCOMPARE(latest->front().message.id, int(MessageId::Distributed)); // the newest; said by name of the package
    QCOMPARE(latest->front().packageName, std::string("Office"));
    QCOMPARE(latest->size(), std::size_t(4)); // a package made, two DPs, a distribution
}

void TestListing::bucketsAddUpToTheMessages()
{
    const Time now = m_site->site->now();
    for (const char *filter : {"", "dp:dp4", "component:Scheduler", "\"text 7\""}) {
        const Filter parsed = *parseFilter(ListKind::Messages, filter);
        const auto buckets = messageHistogram(*m_site->site, parsed, now - std::chrono::hours(3), now + std::chrono::hours(1), 48, m_never);
        QVERIFY(buckets);
        QCOMPARE(buckets->size(), std::size_t(48));
        std::int64_t sum = 0, errors = 0;
        for (const MessageBucket &bucket : *buckets) {
            sum += bucket.errors + bucket.warnings + bucket.informations;
            errors += bucket.errors;
        }
        QCOMPARE(sum, std::ssize(rows(query(ListKind::Messages, filter, ListOrder::ByTime))));
        Filter onlyErrors = parsed;
        onlyErrors.terms.push_back({"severity", "error", false});
        QCOMPARE(errors, std::ssize(rows({ListKind::Messages, onlyErrors, ListOrder::ByTime, false, 0})));
    }
}

void TestListing::whatIsNotOfferedIsRefused()
{
    ListQuery wrong = query(ListKind::Messages, "", ListOrder::ByTime);
    wrong.order = ListOrder::ByDp;
    QCOMPARE(listShape(*m_site->site, wrong, m_never).error().code, Code::WrongValue);
    wrong.order = ListOrder::ByTime;
    wrong.filter.terms.push_back({"state", "failed", false});
    QCOMPARE(listStart(*m_site->site, wrong, 10, m_never).error().code, Code::WrongValue);
}

QTEST_GUILESS_MAIN(TestListing)
#include "tst_listing.moc"
