// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <numeric>
#include <random>

#include "ui/models/rowsmodel.h"

using namespace cartage::ui;

namespace {

Row rowOf(int id, int value)
{
    Row row;
    row.id = QString::number(id);
    Cell cell;
    cell.text = QString::number(value);
    row.cells = {cell};
    return row;
}

} // namespace

class TestRowsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreTheseAfterAnyChange()
    {
        RowsModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setColumns({{QStringLiteral("A")}});
        std::mt19937 random(7);
        for (int round = 0; round < 500; ++round) {
            std::vector<int> ids(30);
            std::iota(ids.begin(), ids.end(), 0);
            std::shuffle(ids.begin(), ids.end(), random);
            ids.resize(random() % 30);
            std::vector<Row> rows;
            for (const int id : ids)
                rows.push_back(rowOf(id, static_cast<int>(random() % 3)));
            model.setRows(rows);
            QCOMPARE(model.rowCount(), static_cast<int>(rows.size()));
            for (int at = 0; at < model.rowCount(); ++at)
                QVERIFY(model.row(at) == rows[static_cast<std::size_t>(at)]);
        }
    }

    void whatStaysStaysSelected()
    {
        RowsModel model;
        model.setColumns({{QStringLiteral("A")}});
        model.setRows({rowOf(1, 1), rowOf(2, 2), rowOf(3, 3)});
        QItemSelectionModel selection(&model);
        selection.select(model.index(1, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        const QPersistentModelIndex second(model.index(1, 0));
        model.setRows({rowOf(4, 4), rowOf(3, 3), rowOf(2, 7)});
        QCOMPARE(second.row(), 2);
        QCOMPARE(second.data().toString(), QStringLiteral("7"));
        QCOMPARE(selection.selectedRows().value(0).row(), 2);
    }

    void onlyWhatHasChangedIsSaidToHave()
    {
        RowsModel model;
        model.setColumns({{QStringLiteral("A")}});
        model.setRows({rowOf(1, 1), rowOf(2, 2), rowOf(3, 3)});
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged), reset(&model, &QAbstractItemModel::modelReset);
        model.setRows({rowOf(1, 1), rowOf(2, 5), rowOf(3, 3)});
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.front().at(0).toModelIndex().row(), 1);
        QVERIFY(reset.isEmpty());
    }

    void aGroupsHeaderCannotBeSelected()
    {
        RowsModel model;
        model.setColumns({{QStringLiteral("A")}});
        Row header;
        header.id = QStringLiteral("group");
        header.group = GroupHeader{QStringLiteral("No space left"), QStringLiteral("no_space"), QStringLiteral("2"), true};
        model.setRows({header, rowOf(1, 1)});
        QVERIFY(!(model.flags(model.index(0, 0)) & Qt::ItemIsSelectable));
        QVERIFY(model.flags(model.index(1, 0)) & Qt::ItemIsSelectable);
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("No space left"));
    }
};

QTEST_MAIN(TestRowsModel)
#include "tst_rowsmodel.moc"
