// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "core/engine/json.h"
#include "core/engine/listing.h"
#include "tests/unit/engine/operatorsite.h"
#include "tests/unit/engine/statusrows.h"

using namespace cartage;
using namespace cartage::engine;

/// What consoles and the command line ask about clients and quarantine.
class TestStatusViews final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void clientsComeByMachineWithWhatIsMissing();
    void clientsPassAsTheirViewsSay_data();
    void clientsPassAsTheirViewsSay();
    void everyOrderOfTheClientsIsWholeAndSorted_data();
    void everyOrderOfTheClientsIsWholeAndSorted();
    void pagesSayWhatTheViewsSay();
    void messagesAreFoundByTheirSender();
    void quarantineIsListedNewestFirstAndFiltered();
    void previewShowsTheFirstBytesOfFilesAlone();
    void whatIsNotThereIsSaidSo();

private:
    std::vector<RowId> rows(ListKind list, const char *filter, ListOrder order, bool descending = false)
    {
        const auto shape = listShape(*m_site.site, {list, *parseFilter(list, filter), order, descending, 0}, m_never);
        return shape ? shape->rows : std::vector<RowId>{-1};
    }
    std::vector<ClientView> all() { return clientViews(*m_site.site).value_or(std::vector<ClientView>()); }
    std::vector<QuarantineView> quarantined() { return quarantineViews(*m_site.site).value_or(std::vector<QuarantineView>()); }
    static constexpr int clients = 400;
    test::OperatorSite m_site;
    const std::atomic<bool> m_never{false};
};

void TestStatusViews::initTestCase()
{
    test::fillClients(*m_site.site, clients);
    m_site.write("site/inbox/quarantine/noise", QByteArray("\xff\x00\x01", 3) + QByteArray(100'000, 'x'));
    QDir().mkpath(QString::fromStdString(m_site.path("site/inbox/quarantine/folder")));
    QVERIFY(QFile::link(QStringLiteral("/etc/passwd"), QString::fromStdString(m_site.path("site/inbox/quarantine/link"))));
}

void TestStatusViews::clientsComeByMachineWithWhatIsMissing()
{
    const auto views = clientViews(*m_site.site);
    QVERIFY(views.has_value());
    QCOMPARE(views->size(), std::size_t(clients));
    QVERIFY(std::is_sorted(views->begin(), views->end(), [](const ClientView &a, const ClientView &b) { return a.machine < b.machine; }));
    const ClientView &seventieth = (*views)[69];
    QCOMPARE(seventieth.machine, std::string("PC-00070"));
    QCOMPARE(seventieth.missing, 3);
    QCOMPARE(seventieth.gaps.size(), std::size_t(2));
    QCOMPARE(seventieth.gaps.front().first, 3);
    QCOMPARE(seventieth.gaps.front().last, 4);
    QCOMPARE(seventieth.errors24h, 1);
    QVERIFY(!seventieth.skew);
    QVERIFY(!seventieth.clonedAt);
    QVERIFY((*views)[10].clonedAt.has_value());
    QCOMPARE((*views)[12].skew, std::optional<Span>(std::chrono::minutes(5)));
    const auto one = clientView(*m_site.site, test::senderOf(70));
    QVERIFY(one && one->missing == 3 && one->gaps.size() == 2);
}

void TestStatusViews::clientsPassAsTheirViewsSay_data()
{
    QTest::addColumn<QByteArray>("filter");
    for (const char *filter : {"", "machine:pc-0001*", "not machine:pc-0001*", "sender:00000000000000000000000000000042", "is:gaps", "not is:gaps", "is:cloned is:gaps",
                               "is:errors", "is:ahead", "is:behind", "is:silent", "is:repeated", "is:silent since:3d", "since:1min", "until:1d", "0042", "pc 0042 is:gaps"})
        QTest::newRow(filter) << QByteArray(filter);
}

void TestStatusViews::clientsPassAsTheirViewsSay()
{
    QFETCH(QByteArray, filter);
    const Filter asked = *parseFilter(ListKind::Clients, filter.toStdString());
    const Time now = m_site.site->now();
    std::vector<RowId> expected;
    for (const ClientView &view : all()) {
        const auto marks = marksOf(view, now);
        const bool good = passesNames(asked, "machine", std::array{view.machine}) && passesNames(asked, "sender", std::array{view.sender})
                          && passes(asked, "is", [&marks](const std::string &value) { return std::find(marks.begin(), marks.end(), value) != marks.end(); })
                          && passesText(asked, view.machine + ' ' + view.sender)
                          && std::all_of(asked.terms.begin(), asked.terms.end(), [&](const FilterTerm &term) {
                                 const Time bound = filterTime(term.value, now).value_or(Time{});
                                 return term.key == "since" ? view.lastAt >= bound : term.key != "until" || view.lastAt <= bound;
                             });
        if (good)
            expected.push_back(view.id);
    }
    const auto found = rows(ListKind::Clients, filter.constData(), ListOrder::ByMachine);
    if (!filter.contains("1min")) // its edge moves
        QCOMPARE(found, expected);
    QVERIFY(!found.empty());
    QVERIFY(filter.isEmpty() || found.size() < std::size_t(clients));
    const auto counted = countMatching(*m_site.site, ListKind::Clients, asked, std::chrono::seconds(5), m_never);
    QVERIFY(counted && *counted && std::abs(**counted - std::ssize(found)) <= 1);
}

void TestStatusViews::everyOrderOfTheClientsIsWholeAndSorted_data()
{
    QTest::addColumn<ListOrder>("order");
    for (const ListOrder order : ordersOf(ListKind::Clients))
        QTest::addRow("%d", static_cast<int>(order)) << order;
}

void TestStatusViews::everyOrderOfTheClientsIsWholeAndSorted()
{
    QFETCH(ListOrder, order);
    std::map<RowId, ClientView> byId;
    for (const ClientView &view : all())
        byId.emplace(view.id, view);
    const auto value = [&](RowId id) -> std::int64_t {
        const ClientView &view = byId.at(id);
        switch (order) {
        case ListOrder::ByTime:
            return toMs(view.lastAt);
        case ListOrder::ByErrors:
            return view.errors24h;
        case ListOrder::BySkew:
            return view.skew ? view.skew->count() : INT64_MAX;
        case ListOrder::ByMissing:
            return view.missing;
        case ListOrder::ByReceived:
            return view.received;
        case ListOrder::ByRepeated:
            return view.repeated;
        default: // names count up with the keys
            return view.id;
        }
    };
    auto up = rows(ListKind::Clients, "", order), down = rows(ListKind::Clients, "", order, true);
    QVERIFY(std::is_sorted(up.begin(), up.end(), [&](RowId a, RowId b) { return value(a) < value(b); }));
    if (order != ListOrder::BySkew) // those without a clock stay last
        QVERIFY(std::is_sorted(down.begin(), down.end(), [&](RowId a, RowId b) { return value(a) > value(b); }));
    QVERIFY(byId.at(down.back()).skew.has_value() == false || order != ListOrder::BySkew);
    const auto start = listStart(*m_site.site, {ListKind::Clients, {}, order, true, 0}, 20, m_never);
    QVERIFY(start && std::equal(start->begin(), start->end(), down.begin()) && start->size() == 20);
    const auto filtered = rows(ListKind::Clients, "machine:*", order, true);
    QCOMPARE(filtered, down); // the way through the rows gives the same order as that through the keys
    std::sort(up.begin(), up.end());
    QVERIFY(std::adjacent_find(up.begin(), up.end()) == up.end() && up.size() == std::size_t(clients));
}

void TestStatusViews::pagesSayWhatTheViewsSay()
{
    const auto page = listPage(*m_site.site, ListKind::Clients, {70, 99'999, 11});
    QVERIFY(page && page->size() == 3);
    QVERIFY((*page)[0] && !(*page)[1] && (*page)[2]);
    QCOMPARE(toJson(std::get<ClientView>(*(*page)[0])), toJson(*clientView(*m_site.site, test::senderOf(70))));
    QVERIFY(std::get<ClientView>(*(*page)[2]).clonedAt);
}

void TestStatusViews::messagesAreFoundByTheirSender()
{
    const std::string of = "sender:" + test::senderOf(42);
    QCOMPARE(rows(ListKind::Messages, of.c_str(), ListOrder::ByTime).size(), std::size_t(10));
    QCOMPARE(rows(ListKind::Messages, (of + " severity:error").c_str(), ListOrder::ByTime).size(), std::size_t(0));
    QCOMPARE(rows(ListKind::Messages, ("sender:" + test::senderOf(40) + " severity:error").c_str(), ListOrder::ByTime).size(), std::size_t(1));
    QCOMPARE(rows(ListKind::Messages, ("not " + of).c_str(), ListOrder::ByTime).size(), std::size_t(clients * 10 - 10));
    QCOMPARE(rows(ListKind::Messages, "sender:nobody", ListOrder::ByTime).size(), std::size_t(0));
    const auto buckets = messageHistogram(*m_site.site, *parseFilter(ListKind::Messages, "sender:" + test::senderOf(40)), Time(), m_site.site->now(), 1, m_never);
    QVERIFY(buckets && buckets->front().errors == 1 && buckets->front().informations == 9);
}

void TestStatusViews::quarantineIsListedNewestFirstAndFiltered()
{
    const RowId noise = test::addQuarantined(*m_site.site, "noise", "not_a_message", "file", 100'003, {}, std::chrono::hours(2));
    const RowId folder = test::addQuarantined(*m_site.site, "folder", "not_a_file", "folder", std::nullopt, {}, std::chrono::hours(1));
    const RowId link = test::addQuarantined(*m_site.site, "link", "not_a_file", "link", std::nullopt, test::senderOf(7));
    const auto views = quarantineViews(*m_site.site);
    QVERIFY(views && views->size() == 3);
    QCOMPARE(views->front().id, link);
    QCOMPARE(views->front().sender, test::senderOf(7));
    QCOMPARE(views->back().size, std::optional<std::int64_t>(100'003));
    QCOMPARE(rows(ListKind::Quarantine, "", ListOrder::ByTime, true), (std::vector<RowId>{link, folder, noise}));
    QCOMPARE(rows(ListKind::Quarantine, "reason:not_a_message", ListOrder::ByTime), (std::vector<RowId>{noise}));
    QCOMPARE(rows(ListKind::Quarantine, "not type:link", ListOrder::ByTime), (std::vector<RowId>{noise, folder}));
    QCOMPARE(rows(ListKind::Quarantine, "since:90min", ListOrder::ByTime), (std::vector<RowId>{folder, link}));
    QCOMPARE(rows(ListKind::Quarantine, "oise", ListOrder::ByTime), (std::vector<RowId>{noise}));
    QCOMPARE(rows(ListKind::Quarantine, "", ListOrder::BySize).front(), noise); // what has no size comes last
    for (const ListOrder order : ordersOf(ListKind::Quarantine))
        QCOMPARE(rows(ListKind::Quarantine, "", order).size(), std::size_t(3));
    const auto page = listPage(*m_site.site, ListKind::Quarantine, {noise});
    QVERIFY(page && (*page)[0] && std::get<QuarantineView>(*(*page)[0]).reason == "not_a_message");
    QCOMPARE(*listCount(*m_site.site, ListKind::Quarantine, m_never), 3);
}

void TestStatusViews::previewShowsTheFirstBytesOfFilesAlone()
{
    const auto idOf = [this](const char *name) {
        for (const QuarantineView &view : quarantined()) {
            if (view.name == name)
                return view.id;
        }
        return RowId(0);
    };
    const auto bytes = quarantinePreview(*m_site.site, idOf("noise"), 65'536);
    QVERIFY(bytes.has_value());
    QCOMPARE(bytes->size(), std::size_t(65'536));
    QCOMPARE(bytes->substr(0, 4), std::string("\xff\0\1x", 4));
    for (const char *name : {"folder", "link"}) {
        const auto none = quarantinePreview(*m_site.site, idOf(name), 65'536);
        QVERIFY(none.has_value());
        QCOMPARE(*none, std::string());
    }
}

void TestStatusViews::whatIsNotThereIsSaidSo()
{
    QCOMPARE(clientView(*m_site.site, "nobody").error().code, Code::NotFound);
    QCOMPARE(quarantineView(*m_site.site, 4711).error().code, Code::NotFound);
    QCOMPARE(quarantinePreview(*m_site.site, 4711, 10).error().code, Code::NotFound);
    const RowId gone = test::addQuarantined(*m_site.site, "gone", "not_a_message", "file", 3);
    QCOMPARE(quarantinePreview(*m_site.site, gone, 10).error().code, Code::NotFound);
}

QTEST_GUILESS_MAIN(TestStatusViews)
#include "tst_statusviews.moc"
