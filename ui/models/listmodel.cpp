// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/listmodel.h"

namespace cartage::ui {

namespace {

constexpr int header = -1;
constexpr int leaving = -2; ///< a row that goes has no value any more; views may still ask until it is gone

} // namespace

ListModelBase::ListModelBase(std::vector<Column> columns, QObject *parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{ }

QString ListModelBase::idAt(int row) const { return row >= 0 && row < rowCount() ? m_shown[static_cast<std::size_t>(row)].id : QString(); }

int ListModelBase::rowOf(const QString &id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_shown[static_cast<std::size_t>(row)].id == id)
            return row;
    }
    return -1;
}

bool ListModelBase::isGroup(int row) const { return row >= 0 && row < rowCount() && m_shown[static_cast<std::size_t>(row)].value == header; }

int ListModelBase::groupOf(int row) const
{
    while (row >= 0 && row < rowCount() && !isGroup(row))
        --row;
    return row < rowCount() ? row : -1;
}

void ListModelBase::setFolded(const QString &group, bool folded)
{
    if (m_folded.contains(group) == folded)
        return;
    if (folded)
        m_folded.insert(group);
    else
        m_folded.remove(group);
    for (Item &item : m_items) {
        item.header.expanded = !m_folded.contains(item.group);
        item.changed = item.value < 0 && item.group == group;
    }
    show();
}

int ListModelBase::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_shown.size()); }
int ListModelBase::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_columns.size()); }

QVariant ListModelBase::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Item &item = m_shown[static_cast<std::size_t>(index.row())];
    if (role == IdRole)
        return item.id;
    if (item.value < 0) {
        if (index.column() > 0 || item.value == leaving)
            return {};
        if (role == GroupRole)
            return QVariant::fromValue(item.header);
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(item.header.title) : QVariant();
    }
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(m_columns[static_cast<std::size_t>(index.column())].alignment | Qt::AlignVCenter));
    return cell(item.value, index.column(), role);
}

QVariant ListModelBase::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const Column &column = m_columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return column.title;
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(column.alignment | Qt::AlignVCenter));
    return role == UnitRole && !column.widestUnit.isEmpty() ? QVariant(column.widestUnit) : QVariant();
}

void ListModelBase::setItems(std::vector<Item> items)
{
    QHash<QString, GroupHeader> headers;
    for (const Item &item : m_items) {
        if (item.value < 0)
            headers.insert(item.id, item.header);
    }
    m_items = std::move(items);
    for (Item &item : m_items) {
        if (item.value >= 0)
            continue;
        item.header.expanded = !m_folded.contains(item.group);
        const auto before = headers.constFind(item.id);
        item.changed = before == headers.constEnd() || !(*before == item.header);
    }
    show();
}

std::vector<ListModelBase::Item> ListModelBase::unfolded() const
{
    std::vector<Item> items;
    for (const Item &item : m_items) {
        if (item.value < 0 || !m_folded.contains(item.group))
            items.push_back(item);
    }
    return items;
}

/// Row by row to what is to be shown. What stays must point to its new value at once: views may ask for any row between two steps.
void ListModelBase::show()
{
    const std::vector<Item> target = unfolded();
    QHash<QString, int> places;
    for (int i = 0; i < static_cast<int>(target.size()); ++i)
        places.insert(target[static_cast<std::size_t>(i)].id, i);
    for (Item &item : m_shown) {
        const auto place = places.constFind(item.id);
        if (place == places.constEnd())
            item.value = leaving;
        else
            item = target[static_cast<std::size_t>(*place)];
    }
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (places.contains(m_shown[static_cast<std::size_t>(row)].id))
            continue;
        int first = row;
        while (first > 0 && !places.contains(m_shown[static_cast<std::size_t>(first - 1)].id))
            --first;
        beginRemoveRows({}, first, row);
        m_shown.erase(m_shown.begin() + first, m_shown.begin() + row + 1);
        endRemoveRows();
        row = first;
    }
    QSet<QString> there;
    for (const Item &item : m_shown)
        there.insert(item.id);
    for (int row = 0; row < static_cast<int>(target.size()); ++row) {
        const Item &wanted = target[static_cast<std::size_t>(row)];
        if (!there.contains(wanted.id)) {
            int last = row;
            while (last + 1 < static_cast<int>(target.size()) && !there.contains(target[static_cast<std::size_t>(last + 1)].id))
                ++last;
            beginInsertRows({}, row, last);
            m_shown.insert(m_shown.begin() + row, target.begin() + row, target.begin() + last + 1);
            endInsertRows();
            row = last;
        } else if (m_shown[static_cast<std::size_t>(row)].id != wanted.id) {
            const int from = rowOf(wanted.id);
            beginMoveRows({}, from, from, {}, row);
            std::rotate(m_shown.begin() + row, m_shown.begin() + from, m_shown.begin() + from + 1);
            endMoveRows();
        }
        if (wanted.changed && there.contains(wanted.id))
            Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
    }
}

} // namespace cartage::ui
