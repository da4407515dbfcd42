// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <numeric>
#include <random>

#include "tests/unit/engine/largesite.h"
#include "ui/models/pagedmodel.h"
#include "ui/models/rowchange.h"

using namespace cartage;
using namespace cartage::ui;
using engine::ListOrder;
using engine::ListQuery;
using test::OperatorSite;

namespace {

std::vector<Column> columns()
{
    return {{QStringLiteral("what"), false, {}, ListOrder::ByPackage}, {QStringLiteral("state"), false, {}, ListOrder::ByState}, {QStringLiteral("none")}};
}

std::vector<Cell> cellsOf(const engine::ListRow &row)
{
    Cell cell;
    cell.text = QStringLiteral("?");
    if (const auto *view = std::get_if<engine::DistributionView>(&row))
        cell.text = QString::fromStdString(view->packageName + " " + view->dpName + " " + std::string(name(view->row.state)));
    else if (const auto *message = std::get_if<StatusMessage>(&row))
        cell.text = QString::number(message->recordId);
    return {cell, cell, cell};
}

} // namespace

class TestModels final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsBecomeOthersInFewSteps();
    void aPagedListShowsWhatIsThere();
    void rowsThatAreNotThereYetSayDots();
    void aRefreshMovesRowsAndNeverResets();
    void newerRowsWaitUntilTheyAreTaken();
    void anAnswerToAnOlderQuestionIsDropped();
    void anErrorIsSaidAndTheRowsStay();
    void aSearchCanBeStopped();

private:
    struct Paged {
        explicit Paged(int messages = 3000)
        {
            test::fillLargeSite(*site.site, 50, 20, messages);
            session = std::make_unique<engine::Session>(site.environment(), site.path("site"));
            model = std::make_unique<PagedModel>(*session, columns(), cellsOf);
            QObject::connect(session.get(), &engine::Session::changed, model.get(), &PagedModel::refresh);
            tester = std::make_unique<QAbstractItemModelTester>(model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        }
        OperatorSite site;
        std::unique_ptr<engine::Session> session;
        std::unique_ptr<PagedModel> model;
        std::unique_ptr<QAbstractItemModelTester> tester;
        [[nodiscard]] QString text(int row) const { return model->index(row, 0).data().toString(); }
        void commit()
        {
            const auto done = site.site->database().write<bool>([](store::Connection &db) -> Result<bool> {
                db.once("UPDATE setting SET value = value").run();
                return true;
            });
            QVERIFY(done);
            site.site->wake();
        }
    };
    static ListQuery distributions(const char *filter, ListOrder order) { return {ListKind::Distributions, *parseFilter(ListKind::Distributions, filter), order, false, 0}; }
    static ListQuery messages(const char *filter) { return {ListKind::Messages, *parseFilter(ListKind::Messages, filter), ListOrder::ByTime, true, 0}; }
};

void TestModels::rowsBecomeOthersInFewSteps()
{
    std::mt19937 random(1);
    for (int round = 0; round < 500; ++round) {
        const auto some = [&random] {
            std::vector<std::int64_t> ids(40);
            std::iota(ids.begin(), ids.end(), 0);
            if (random() % 2)
                std::shuffle(ids.begin(), ids.end(), random);
            std::erase_if(ids, [&random](std::int64_t) { return random() % 4 == 0; });
            return ids;
        };
        const auto before = some(), after = random() % 10 == 0 ? before : some();
        const RowChange change = rowChange(before, after);
        std::vector<std::int64_t> now = before;
        switch (change.kind) {
        case RowChange::Kind::None:
            break;
        case RowChange::Kind::Insert:
            now.insert(now.begin() + change.first, after.begin() + change.first, after.begin() + change.first + change.count);
            break;
        case RowChange::Kind::Remove:
            now.erase(now.begin() + change.first, now.begin() + change.first + change.count);
            break;
        case RowChange::Kind::Mixed:
            QVERIFY(std::is_permutation(now.begin(), now.end(), change.removedLast.begin(), change.removedLast.end()));
            now.assign(change.removedLast.begin(), change.removedLast.end() - change.goes);
            now.insert(now.end(), change.grown.end() - change.comes, change.grown.end());
            QVERIFY(now == change.grown);
            QVERIFY(std::is_permutation(now.begin(), now.end(), after.begin(), after.end()));
            now = after;
            break;
        }
        QVERIFY(now == after);
    }
}

void TestModels::aPagedListShowsWhatIsThere()
{
    Paged paged;
    paged.model->setQuery(distributions("", ListOrder::ByPackage));
    QTRY_COMPARE(paged.model->rowCount(), 1000);
    QTRY_VERIFY(!paged.model->isLoading());
    QTRY_COMPARE(paged.text(0), QStringLiteral("Package 1 dp1 installed"));
    QTRY_COMPARE(paged.text(999), QStringLiteral("Package 9 dp9 installed"));
    const auto id = engine::rowId(PackageId("CEN00009"), DpKey(9));
    QCOMPARE(paged.model->rowOf(id), 999);
    QCOMPARE(paged.model->index(999, 2).data(PagedModel::IdRole).toLongLong(), id);
    QCOMPARE(paged.model->sortedColumn(), 0);
    QVERIFY(!paged.model->orderOf(2));
    ListQuery byState = paged.model->query();
    byState.order = *paged.model->orderOf(1);
    byState.descending = true;
    paged.model->setQuery(byState);
    QCOMPARE(paged.model->sortedColumn(), 1);
    QTRY_VERIFY(paged.text(0).endsWith(QStringLiteral("installed")) && !paged.model->isLoading());
    paged.model->setQuery(distributions("state:failed dp:dp3", ListOrder::ByPackage));
    QTRY_VERIFY(!paged.model->isLoading());
    QVERIFY(paged.model->rowCount() > 0 && paged.model->rowCount() < 50);
}

void TestModels::rowsThatAreNotThereYetSayDots()
{
    Paged paged;
    paged.model->setQuery(messages(""));
    QTRY_COMPARE(paged.model->rowCount(), 3000);
    QCOMPARE(paged.text(2900), QStringLiteral("…"));
    QVERIFY(paged.model->index(2900, 0).data(PendingRole).toBool());
    QVERIFY(!paged.model->index(2900, 1).data().isValid());
    QSignalSpy came(paged.model.get(), &QAbstractItemModel::dataChanged);
    QTRY_COMPARE(paged.text(2900), QStringLiteral("100"));
    QVERIFY(came.count() >= 1);
    QVERIFY(!paged.model->index(2900, 0).data(PendingRole).isValid());
}

void TestModels::aRefreshMovesRowsAndNeverResets()
{
    Paged paged;
    paged.model->setQuery(distributions("not state:removed", ListOrder::ByState));
    QTRY_VERIFY(!paged.model->isLoading() && paged.model->rowCount() == 1000);
    QTRY_VERIFY(paged.text(0).contains(QStringLiteral("retrying")));
    const QPersistentModelIndex first = paged.model->index(0, 0);
    const auto id = *paged.model->idAt(0);
    QSignalSpy resets(paged.model.get(), &QAbstractItemModel::modelReset);
    std::mt19937 random(3);
    for (int round = 0; round < 6; ++round) {
        const auto done = paged.site.site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
            db.once("UPDATE distribution SET state = CASE state WHEN 'installed' THEN 'failed' WHEN 'removed' THEN 'waiting' WHEN 'failed' THEN 'removed' ELSE state END "
                    "WHERE (dp_key * 31 + attempt * 7 + length(package_id)) % 6 = ?").run(round % 6);
            return true;
        });
        QVERIFY(done);
        paged.site.site->wake();
        const auto expected = engine::listShape(*paged.site.site, paged.model->query(), paged.site.never);
        QVERIFY(expected);
        QTRY_VERIFY(paged.model->ids() == expected->rows);
    }
    QCOMPARE(resets.count(), 0);
    QVERIFY(first.isValid());
    QCOMPARE(first.row(), paged.model->rowOf(id));
}

void TestModels::newerRowsWaitUntilTheyAreTaken()
{
    Paged paged;
    paged.model->setQuery(messages("dp:dp4"));
    QTRY_VERIFY(!paged.model->isLoading() && paged.model->rowCount() == 150);
    const auto add = [&paged] {
        const auto done = paged.site.site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
            StatusMessage message;
            message.id = 2330;
            message.time = paged.site.site->now();
            message.attributes = {{404, "dp4"}};
            store::insertMessage(db, message);
            return true;
        });
        QVERIFY(done);
        paged.site.site->wake();
    };
    add();
    QTRY_COMPARE(paged.model->newerRows(), 1);
    QCOMPARE(paged.model->rowCount(), 150);
    const QPersistentModelIndex top = paged.model->index(0, 0);
    paged.model->takeNewer();
    QTRY_COMPARE(paged.model->rowCount(), 151);
    QCOMPARE(paged.model->newerRows(), 0);
    QCOMPARE(top.row(), 1);
    paged.model->setFollowing(true);
    add();
    QTRY_COMPARE(paged.model->rowCount(), 152);
    QCOMPARE(top.row(), 2);
}

void TestModels::anAnswerToAnOlderQuestionIsDropped()
{
    Paged paged;
    for (int i = 0; i < 20; ++i)
        paged.model->setQuery(i % 2 ? messages("severity:error") : distributions(i % 4 ? "" : "state:failed", ListOrder::ByDp));
    QTRY_VERIFY(!paged.model->isLoading());
    const auto expected = engine::listShape(*paged.site.site, messages("severity:error"), paged.site.never);
    QVERIFY(paged.model->ids() == expected->rows);
    QCOMPARE(paged.model->rowCount(), 3);
}

void TestModels::anErrorIsSaidAndTheRowsStay()
{
    Paged paged;
    paged.model->setQuery(distributions("", ListOrder::ByPackage));
    QTRY_VERIFY(!paged.model->isLoading());
    engine::Session nowhere(paged.site.environment(), paged.site.path("nowhere"));
    PagedModel lost(nowhere, columns(), cellsOf);
    lost.setQuery(distributions("", ListOrder::ByPackage));
    QTRY_VERIFY(lost.error().has_value());
    QCOMPARE(lost.error()->code, Code::SiteMissing);
    QVERIFY(!lost.isLoading());
    QCOMPARE(lost.rowCount(), 0);
    ListQuery wrong = distributions("", ListOrder::ByPackage);
    wrong.filter.terms.push_back({"component", "x", false});
    paged.model->setQuery(wrong);
    QTRY_VERIFY(paged.model->error().has_value());
    QCOMPARE(paged.model->error()->code, Code::WrongValue);
    paged.model->setQuery(distributions("", ListOrder::ByPackage));
    QTRY_COMPARE(paged.model->rowCount(), 1000);
    QVERIFY(!paged.model->error());
}

void TestModels::aSearchCanBeStopped()
{
    Paged paged(60'000);
    paged.model->setQuery(messages("machine:host3 text"));
    QTRY_VERIFY(paged.model->rowCount() > 0);
    paged.model->stopSearching();
    QVERIFY(!paged.model->isSearching());
    const int found = paged.model->rowCount();
    QVERIFY(found > 0);
    QTRY_VERIFY(!paged.text(0).isEmpty() && paged.text(0) != QStringLiteral("…"));
    QCOMPARE(paged.model->rowCount(), found);
}

QTEST_MAIN(TestModels)
#include "tst_models.moc"
