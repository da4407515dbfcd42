// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <climits>
#include <set>

#include "core/engine/matrix.h"
#include "tests/unit/engine/largesite.h"

using namespace cartage;
using namespace cartage::engine;
using test::OperatorSite;

/// The field of packages and DPs against the rows it is made of.
class TestMatrixQuery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aCellKeepsItsStateAndWhoActs();
    void cellsSayWhatTheRowsSay_data();
    void cellsSayWhatTheRowsSay();
    void theWorstComeFirst();
    void byNameIsByName();
    void theLegendLeavesStatesOut();
    void ofMoreThanHaveRoomTheFirstAreGiven();
    void dpsOfSitesBelowStandBehindTheOwnOnes();
    void whatIsUnknownIsRefusedAndWhatIsStoppedEnds();

private:
    static constexpr int packages = 40, dps = 12;
    Result<Matrix> ask(const char *filter, MatrixOrder order = MatrixOrder::WorstFirst)
    {
        return matrix(*m_site->site, {*parseFilter(ListKind::Distributions, filter), order}, m_never);
    }
    static std::int64_t countOf(const Matrix &matrix, State state, bool needsYou)
    {
        for (const Matrix::Legend &entry : matrix.legend) {
            if (entry.cell == MatrixCell(state, needsYou))
                return entry.count;
        }
        return 0;
    }
    std::unique_ptr<OperatorSite> m_site;
    const std::atomic<bool> m_never{false};
};

void TestMatrixQuery::initTestCase()
{
    m_site = std::make_unique<OperatorSite>();
    test::fillLargeSite(*m_site->site, packages, dps, 10);
    // A DP that wants a quarter, a package that only one DP has, something blocked by the operator's fault and by its own, and what has been removed.
    const auto written = m_site->site->database().write<bool>([](store::Connection &db) -> Result<bool> {
        db.once("DELETE FROM distribution WHERE dp_key = 5 AND package_id > 'CEN0000A'").run();
        db.once("DELETE FROM distribution WHERE package_id = 'CEN00003' AND dp_key <> 2").run();
        db.once("UPDATE distribution SET state = 'blocked', error_code = 'dp_other_identity' WHERE package_id = 'CEN00009' AND state = 'retrying'").run();
        db.once("UPDATE distribution SET state = 'blocked', error_code = 'dp_not_responding' WHERE package_id = 'CEN0000B' AND state = 'retrying'").run();
        db.once("UPDATE distribution SET state = 'removed' WHERE package_id = 'CEN0000C' AND state = 'installed'").run();
        return true;
    });
    QVERIFY(written);
}

void TestMatrixQuery::aCellKeepsItsStateAndWhoActs()
{
    QCOMPARE(sizeof(MatrixCell), std::size_t(1));
    QCOMPARE(MatrixCell().kind(), MatrixCell::Kind::NotWanted);
    QCOMPARE(MatrixCell::leftOut().kind(), MatrixCell::Kind::LeftOut);
    for (const State state : allStates()) {
        for (const bool needsYou : {false, true}) {
            const MatrixCell cell(state, needsYou);
            QCOMPARE(cell.kind(), MatrixCell::Kind::State);
            QCOMPARE(cell.state(), state);
            QCOMPARE(cell.needsYou(), needsYou);
        }
    }
}

void TestMatrixQuery::cellsSayWhatTheRowsSay_data()
{
    QTest::addColumn<QByteArray>("filter");
    for (const char *filter : {"", "state:failed", "not state:installed", "dp:dp1*", "package:\"Package 7\"", "is:needs-you", "is:by-itself", "code:io_error not dp:dp1",
                               "package:cen0000*", "dp5", "state:blocked is:needs-you", "state:removing"})
        QTest::newRow(*filter ? filter : "everything") << QByteArray(filter);
}

void TestMatrixQuery::cellsSayWhatTheRowsSay()
{
    QFETCH(const QByteArray, filter);
    const auto found = ask(filter.constData());
    QVERIFY(found);
    const auto shape = listShape(*m_site->site, {ListKind::Distributions, *parseFilter(ListKind::Distributions, filter.toStdString()), ListOrder::ByPackage, false, 0}, m_never);
    QVERIFY(shape);
    const std::set<RowId> passing(shape->rows.begin(), shape->rows.end());
    std::map<RowId, DistributionView> rows;
    QVERIFY(eachDistribution(*m_site->site, {}, [&rows](const DistributionView &view) { rows.emplace(rowId(view.row.package, view.row.dp), view); }));

    QCOMPARE(found->cells.size(), found->packages.size() * found->dps.size());
    std::size_t seen = 0;
    for (std::size_t p = 0; p < found->packages.size(); ++p) {
        const Matrix::PackageRow &package = found->packages[p];
        std::int64_t targets = 0, verified = 0;
        for (const auto &[id, view] : rows) {
            targets += view.row.package == package.id && view.row.state != State::Removed;
            verified += view.row.package == package.id && view.row.state == State::Installed;
        }
        QCOMPARE(package.targets, targets);
        QCOMPARE(package.verified, verified);
        QCOMPARE(package.wanted, 1);
        for (std::size_t d = 0; d < found->dps.size(); ++d) {
            const RowId id = rowId(package.id, found->dps[d].dp.key);
            const MatrixCell cell = found->at(p, d);
            const auto row = rows.find(id);
            if (row == rows.end()) {
                QCOMPARE(cell.kind(), MatrixCell::Kind::NotWanted);
            } else if (!passing.contains(id)) {
                QCOMPARE(cell.kind(), MatrixCell::Kind::LeftOut);
            } else {
                QCOMPARE(cell.kind(), MatrixCell::Kind::State);
                QCOMPARE(cell.state(), row->second.row.state);
                const bool operatorEnds = row->second.row.state == State::Failed || (row->second.row.state == State::Blocked && package.id.value() == "CEN00009");
                QCOMPARE(cell.needsYou(), operatorEnds);
                ++seen;
            }
        }
    }
    QCOMPARE(seen, passing.size());
    QCOMPARE(found->allPackages, std::ssize(found->packages));
    QCOMPARE(found->allDps, std::ssize(found->dps));
    QCOMPARE(passing.empty(), found->packages.empty());
}

void TestMatrixQuery::theWorstComeFirst()
{
    const auto found = ask("");
    QVERIFY(found);
    std::pair<int, int> last{INT_MAX, INT_MAX};
    for (std::size_t p = 0; p < found->packages.size(); ++p) {
        int needYou = 0, byItself = 0;
        for (std::size_t d = 0; d < found->dps.size(); ++d) {
            const MatrixCell cell = found->at(p, d);
            const bool failing = cell.kind() == MatrixCell::Kind::State && (cell.state() == State::Failed || cell.state() == State::Retrying || cell.state() == State::Blocked);
            needYou += failing && cell.needsYou();
            byItself += failing && !cell.needsYou();
        }
        QVERIFY((std::pair{needYou, byItself} <= last));
        last = {needYou, byItself};
    }
    QCOMPARE(found->packages.front().name, std::string("Package 9")); // three failed and three that only an operator unblocks
}

void TestMatrixQuery::byNameIsByName()
{
    const auto found = ask("", MatrixOrder::ByName);
    QVERIFY(found);
    const auto byName = [](const auto &a, const auto &b) { return a.name < b.name; };
    QVERIFY(std::is_sorted(found->packages.begin(), found->packages.end(), byName));
    QVERIFY(std::is_sorted(found->dps.begin(), found->dps.end(), [](const DpView &a, const DpView &b) { return a.dp.name < b.dp.name; }));
    QCOMPARE(std::ssize(found->packages), packages);
    QCOMPARE(std::ssize(found->dps), dps);
    QCOMPARE(found->site.value(), std::string("CEN"));
    const auto five = std::find_if(found->dps.begin(), found->dps.end(), [](const DpView &view) { return view.dp.name == "dp5"; });
    QCOMPARE(five->packages, 9); // CEN00001 to CEN0000A without CEN00003
}

void TestMatrixQuery::theLegendLeavesStatesOut()
{
    const auto all = ask(""), failed = ask("state:failed is:needs-you"), ofDp = ask("dp:dp2 state:failed");
    QVERIFY(all && failed && ofDp);
    QVERIFY(failed->legend == all->legend);
    std::int64_t sum = 0, atDp = 0;
    for (const Matrix::Legend &entry : all->legend)
        sum += entry.count;
    for (const Matrix::Legend &entry : ofDp->legend)
        atDp += entry.count;
    QCOMPARE(sum, std::ssize(listShape(*m_site->site, {ListKind::Distributions, {}, ListOrder::ByPackage, false, 0}, m_never)->rows));
    QCOMPARE(atDp, packages);
    QVERIFY(countOf(*all, State::Blocked, true) > 0 && countOf(*all, State::Blocked, false) > 0);
    QCOMPARE(failed->targets, countOf(*all, State::Failed, true));
    QCOMPARE(failed->verified, 0);
    QCOMPARE(failed->all, sum);
    QCOMPARE(all->verified, countOf(*all, State::Installed, false));
    QCOMPARE(all->targets, sum - countOf(*all, State::Removed, false));
}

void TestMatrixQuery::ofMoreThanHaveRoomTheFirstAreGiven()
{
    OperatorSite large;
    constexpr int many = 250, dpsThere = 1'004;
    test::fillLargeSite(*large.site, many, dpsThere, 1);
    const auto found = matrix(*large.site, {{}, MatrixOrder::ByName}, m_never);
    QVERIFY(found);
    QCOMPARE(found->dps.size(), Matrix::mostDps);
    QCOMPARE(found->packages.size(), Matrix::mostCells / Matrix::mostDps);
    QCOMPARE(found->cells.size(), Matrix::mostCells);
    QCOMPARE(found->allPackages, many);
    QCOMPARE(found->allDps, dpsThere);
    QCOMPARE(found->packages.front().name, std::string("Package 1"));
    QCOMPARE(found->packages.front().targets, dpsThere);
    QCOMPARE(found->targets, many * dpsThere);
}

void TestMatrixQuery::dpsOfSitesBelowStandBehindTheOwnOnes()
{
    OperatorSite own;
    test::fillLargeSite(*own.site, 3, 2, 0);
    const auto written = own.site->database().write<bool>([](store::Connection &db) -> Result<bool> {
        db.once("INSERT INTO address (site, relation, inbox, public_key, key_id, added_at, heard_at) VALUES ('BER', 'child', '/x', 'k', 'k', 1, 1)").run();
        db.once("INSERT INTO remote_site (site, via, parent, name) VALUES ('BER', 'BER', 'CEN', 'Berlin'), ('POT', 'BER', 'BER', 'Potsdam')").run();
        db.once("INSERT INTO remote_dp (site, name_folded, name, via, groups, state) VALUES ('POT', 'labs1', 'labs1', 'BER', '[\"labs\"]', 'ok'), "
                "('BER', 'dp1', 'dp1', 'BER', '[]', 'not_responding')").run();
        db.once("INSERT INTO remote_target (package_id, site, dp_folded, dp, via, wanted_version, asked_at, state, told_wanted, error_code, received_at) VALUES "
                "('CEN00001', 'POT', 'labs1', 'labs1', 'BER', 1, 1, NULL, 0, NULL, NULL), "
                "('CEN00001', 'BER', 'dp1', 'dp1', 'BER', 1, 1, 'failed', 1, 'dp_not_there', 5), "
                "('CEN00002', 'BER', 'dp1', 'dp1', 'BER', 2, 1, 'installed', 1, NULL, 7), "
                "('CEN00003', 'BER', 'gone', 'gone', 'BER', 1, 1, NULL, 0, NULL, 7)").run();
        db.once("INSERT INTO below_dp (site, dp_folded) SELECT DISTINCT site, dp_folded FROM remote_target").run();
        db.once("UPDATE remote_target SET gone = 1 WHERE dp = 'gone'").run();
        return true;
    });
    QVERIFY(written);
    const auto asked = [&](const char *filter) { return matrix(*own.site, {*parseFilter(ListKind::Distributions, filter), MatrixOrder::ByName}, m_never); };
    const auto all = asked("");
    QVERIFY(all);
    QCOMPARE(std::ssize(all->dps), 4);
    QCOMPARE(all->columns.size(), all->dps.size());
    QVERIFY(!all->columns[0].below && !all->columns[1].below);
    const Matrix::Column &berlin = all->columns[2], &potsdam = all->columns[3];
    QCOMPARE(all->dps[2].dp.name, std::string("BER/dp1"));
    QCOMPARE(all->dps[3].dp.name, std::string("POT/labs1"));
    QVERIFY(berlin.below && berlin.silent && berlin.siteName == "Berlin" && berlin.dp == "dp1" && berlin.state == "not_responding");
    QCOMPARE(berlin.knownAt, std::optional(timeFromMs(7)));
    QCOMPARE(potsdam.knownAt, std::optional<Time>());
    QCOMPARE(all->all, 9);
    const auto cellOf = [&all](const char *package, std::size_t column) {
        const auto row = std::find_if(all->packages.begin(), all->packages.end(), [package](const auto &each) { return each.id.value() == package; });
        return all->at(static_cast<std::size_t>(row - all->packages.begin()), column);
    };
    QVERIFY(cellOf("CEN00001", 2) == MatrixCell(State::Failed, true));
    QVERIFY(cellOf("CEN00002", 2) == MatrixCell(State::Waiting, false)); // version 2 was asked for, and only version 1 told of
    QVERIFY(cellOf("CEN00001", 3) == MatrixCell(State::Waiting, false));
    QCOMPARE(cellOf("CEN00003", 2).kind(), MatrixCell::Kind::NotWanted);
    for (const auto &[filter, columns] : std::map<const char *, int>{{"dp:BER/*", 1}, {"group:labs", 1}, {"code:dp_not_there", 1}, {"is:stale", 2}, {"dp:dp1", 2},
                                                                      {"state:failed", 3}, {"is:needs-you", 3}, {"\"POT/labs\"", 1}, {"is:held", 0}}) {
        const auto found = asked(filter);
        QVERIFY(found);
        QCOMPARE(std::ssize(found->dps), columns);
    }
}

void TestMatrixQuery::whatIsUnknownIsRefusedAndWhatIsStoppedEnds()
{
    QCOMPARE(matrix(*m_site->site, {{{{"severity", "error", false}}, {}}, {}}, m_never).error().code, Code::WrongValue);
    const std::atomic<bool> stopped{true};
    QCOMPARE(matrix(*m_site->site, {}, stopped).error().code, Code::Interrupted);
}

QTEST_GUILESS_MAIN(TestMatrixQuery)
#include "tst_matrixquery.moc"
