// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/rowcopy.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>

#include "ui/widgets/listview.h"

namespace cartage::ui {

namespace {

QString oneLine(QString text)
{
    for (const QChar each : {QLatin1Char('\t'), QLatin1Char('\n'), QLatin1Char('\r')})
        text.replace(each, QLatin1Char(' '));
    return text;
}

} // namespace

void RowCopy::start(ListView *list)
{
    for (RowCopy *earlier : list->findChildren<RowCopy *>({}, Qt::FindDirectChildrenOnly))
        delete earlier;
    (new RowCopy(list))->goOn();
}

RowCopy::RowCopy(ListView *list) : QObject(list), m_list(list)
{
    QModelIndexList rows = list->selectionModel() ? list->selectionModel()->selectedRows() : QModelIndexList();
    std::sort(rows.begin(), rows.end(), [](const QModelIndex &a, const QModelIndex &b) { return a.row() < b.row(); });
    for (const QModelIndex &row : rows.mid(0, mostRows)) {
        if (!row.data(GroupRole).isValid())
            m_rows.emplace_back(row);
    }
    m_text = headings();
    connect(list->model(), &QAbstractItemModel::dataChanged, this, &RowCopy::goOn);
}

void RowCopy::goOn()
{
    for (; m_at < m_rows.size(); ++m_at) {
        const QPersistentModelIndex &row = m_rows[m_at];
        if (!row.isValid()) // it went away meanwhile
            continue;
        if (row.data(PendingRole).toBool()) {
            static_cast<void>(row.data(Qt::DisplayRole)); // asks for its page
            return;
        }
        m_text += line(row.row());
    }
    if (!m_rows.empty())
        QGuiApplication::clipboard()->setText(m_text);
    deleteLater();
    disconnect(m_list->model(), nullptr, this, nullptr);
}

QString RowCopy::headings() const
{
    QStringList cells;
    for (int column = 0; column < m_list->model()->columnCount(); ++column)
        cells << oneLine(m_list->model()->headerData(column, Qt::Horizontal).toString());
    return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

QString RowCopy::line(int row) const
{
    QStringList cells;
    for (int column = 0; column < m_list->model()->columnCount(); ++column)
        cells << cellText(m_list->model()->index(row, column));
    return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
}

QString RowCopy::cellText(const QModelIndex &cell)
{
    if (const QString sentence = cell.data(SentenceRole).toString(); !sentence.isEmpty())
        return oneLine(sentence);
    QStringList parts;
    for (const int role : {static_cast<int>(Qt::DisplayRole), static_cast<int>(UnitRole)}) {
        if (const QString part = cell.data(role).toString(); !part.isEmpty())
            parts << part;
    }
    const QString second = cell.data(SecondLineRole).toString();
    const QString first = parts.join(QLatin1Char(' '));
    return oneLine(second.isEmpty() ? first : first.isEmpty() ? second : first + QStringLiteral(", ") + second);
}

} // namespace cartage::ui
