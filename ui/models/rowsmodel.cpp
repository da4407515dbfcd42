// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/rowsmodel.h"

#include <QSet>
#include <algorithm>

#include "core/base/check.h"

namespace cartage::ui {

RowsModel::RowsModel(QObject *parent) : QAbstractTableModel(parent) { }

void RowsModel::setColumns(std::vector<Column> columns)
{
    beginResetModel();
    m_columns = std::move(columns);
    endResetModel();
}

int RowsModel::find(const QString &id) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.id == id; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

void RowsModel::removeMissing(const std::vector<Row> &rows)
{
    QSet<QString> wanted;
    for (const Row &row : rows)
        wanted.insert(row.id);
    for (int last = static_cast<int>(m_rows.size()) - 1; last >= 0; --last) {
        if (wanted.contains(row(last).id))
            continue;
        int first = last;
        while (first > 0 && !wanted.contains(row(first - 1).id))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

void RowsModel::setRows(std::vector<Row> rows)
{
    removeMissing(rows);
    QSet<QString> there, done;
    for (const Row &row : m_rows)
        there.insert(row.id);
    for (int at = 0; at < static_cast<int>(rows.size()); ++at) {
        Row &wanted = rows[static_cast<std::size_t>(at)];
        CARTAGE_CHECK(!done.contains(wanted.id)); // two rows of one id cannot be told apart
        done.insert(wanted.id);
        if (!there.contains(wanted.id)) {
            beginInsertRows({}, at, at);
            m_rows.insert(m_rows.begin() + at, std::move(wanted));
            endInsertRows();
            continue;
        }
        if (row(at).id != wanted.id) {
            const auto from = static_cast<int>(std::find_if(m_rows.begin() + at, m_rows.end(), [&](const Row &row) { return row.id == wanted.id; }) - m_rows.begin());
            beginMoveRows({}, from, from, {}, at);
            std::rotate(m_rows.begin() + at, m_rows.begin() + from, m_rows.begin() + from + 1);
            endMoveRows();
        }
        Row &shown = m_rows[static_cast<std::size_t>(at)];
        if (shown == wanted)
            continue;
        shown = std::move(wanted);
        Q_EMIT dataChanged(index(at, 0), index(at, columnCount() - 1));
    }
}

int RowsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int RowsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_columns.size()); }

Qt::ItemFlags RowsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return row(index.row()).group ? Qt::ItemIsEnabled | Qt::ItemNeverHasChildren : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &shown = row(index.row());
    const auto column = static_cast<std::size_t>(index.column());
    if (role == GroupRole)
        return shown.group && column == 0 ? QVariant::fromValue(*shown.group) : QVariant();
    if (column < shown.cells.size())
        return cellValue(shown.cells[column], role);
    const bool title = shown.group && column == 0 && (role == Qt::DisplayRole || role == Qt::AccessibleTextRole);
    return title ? QVariant(shown.group->title) : QVariant();
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    return headerValue(m_columns[static_cast<std::size_t>(section)], role);
}

} // namespace cartage::ui
