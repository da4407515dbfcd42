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

bool RowCopy::start(ListView *list)
{
    for (RowCopy *earlier : list->findChildren<RowCopy *>(QString(), Qt::FindDirectChildrenOnly))
        delete earlier;
    const QItemSelection selection = list->selectionModel() ? list->selectionModel()->selection() : QItemSelection();
    qint64 count = 0;
    for (const QItemSelectionRange &range : selection)
        count += range.height();
    if (count > mostRows)
        return false;
    std::vector<QPersistentModelIndex> rows;
    for (const QItemSelectionRange &range : selection) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            const QModelIndex first = list->model()->index(row, 0);
            if (!first.data(GroupRole).isValid())
                rows.emplace_back(first);
        }
    }
    if (rows.empty())
        return false;
    std::sort(rows.begin(), rows.end(), [](const QPersistentModelIndex &a, const QPersistentModelIndex &b) { return a.row() < b.row(); });
    (new RowCopy(list, std::move(rows)))->goOn();
    return true;
}

RowCopy::RowCopy(ListView *list, std::vector<QPersistentModelIndex> rows) : QObject(list), m_list(list), m_rows(std::move(rows)), m_text(headings())
{
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
