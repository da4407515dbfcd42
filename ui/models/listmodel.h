// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <algorithm>
#include <functional>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

#include "ui/widgets/rowdelegate.h"

namespace cartage::ui {

/// The part of a short list's model that knows nothing of its values: rows by id, groups, changes. Flat: rows of a folded group are not in the model.
class ListModelBase : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        IdRole = Qt::UserRole + 0x201, ///< QString; of a group "group:" and its id
    };
    struct Column {
        QString title;
        Qt::Alignment alignment = Qt::AlignLeft;
        bool sortable = true;
        QString widestUnit; ///< headerData(UnitRole)
    };

    [[nodiscard]] QString idAt(int row) const;
    [[nodiscard]] int rowOf(const QString &id) const; ///< -1: not in the list, or folded away
    [[nodiscard]] bool isGroup(int row) const;
    /// The row of its group's header; -1: none.
    [[nodiscard]] int groupOf(int row) const;
    void setFolded(const QString &group, bool folded);
    [[nodiscard]] bool isFolded(const QString &group) const { return m_folded.contains(group); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    ListModelBase(std::vector<Column> columns, QObject *parent);
    struct Item {
        QString id;          ///< unique
        int value = -1;      ///< place in the values; -1: a group's header
        QString group;       ///< id of its group
        GroupHeader header;  ///< of a group
        bool changed = true; ///< against the value of the same id that was there before
    };
    /// Removes, moves, inserts and changes by id; the values are the new ones already while that goes on.
    void setItems(std::vector<Item> items);
    [[nodiscard]] virtual QVariant cell(int value, int column, int role) const = 0;
    [[nodiscard]] int valueAt(int row) const { return m_shown[static_cast<std::size_t>(row)].value; }

private:
    void show();
    [[nodiscard]] std::vector<Item> unfolded() const;
    std::vector<Column> m_columns;
    std::vector<Item> m_items; ///< all
    std::vector<Item> m_shown; ///< without folded ones
    QSet<QString> m_folded;
};

/// A short list (some thousand rows at the most) of values that are read whole each time.
template <class T>
class ListModel final : public ListModelBase
{
public:
    struct Traits {
        std::function<QString(const T &)> id;
        std::function<QVariant(const T &, int column, int role)> cell;
        /// Whether a row looks different; nothing: always.
        std::function<bool(const T &, const T &)> differ;
        /// Id of the group and its header; without: no groups. Rows of one group stand together, groups in the order of their first row.
        std::function<std::pair<QString, GroupHeader>(const T &)> group;
        /// For sorting by a column; nothing: rows stand as they come.
        std::function<bool(const T &, const T &, int column)> less;
    };
    ListModel(std::vector<Column> columns, Traits traits, QObject *parent = nullptr)
        : ListModelBase(std::move(columns), parent)
        , m_traits(std::move(traits))
    { }

    /// Applies what was read: by id, so that selection and place stay.
    void setValues(std::vector<T> values);
    [[nodiscard]] const std::vector<T> &values() const { return m_values; }
    /// Null for a group's header.
    [[nodiscard]] const T *valueOf(int row) const;
    void sort(int column, Qt::SortOrder order) override;

protected:
    [[nodiscard]] QVariant cell(int value, int column, int role) const override
    {
        return m_traits.cell(m_values[static_cast<std::size_t>(value)], column, role);
    }

private:
    void arrange(const std::function<bool(int)> &changed);
    Traits m_traits;
    std::vector<T> m_values;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

template <class T>
void ListModel<T>::setValues(std::vector<T> values)
{
    const std::vector<T> before = std::exchange(m_values, std::move(values));
    QHash<QString, int> places;
    for (int i = 0; i < static_cast<int>(before.size()); ++i)
        places.insert(m_traits.id(before[static_cast<std::size_t>(i)]), i);
    arrange([&](int value) {
        const T &now = m_values[static_cast<std::size_t>(value)];
        const int place = places.value(m_traits.id(now), -1);
        return place < 0 || !m_traits.differ || m_traits.differ(before[static_cast<std::size_t>(place)], now);
    });
}

template <class T>
const T *ListModel<T>::valueOf(int row) const
{
    const int value = row >= 0 && row < rowCount() ? valueAt(row) : -1;
    return value < 0 ? nullptr : &m_values[static_cast<std::size_t>(value)];
}

template <class T>
void ListModel<T>::sort(int column, Qt::SortOrder order)
{
    if (!m_traits.less)
        return;
    m_sortColumn = column;
    m_sortOrder = order;
    arrange([](int) { return false; });
}

template <class T>
void ListModel<T>::arrange(const std::function<bool(int)> &changed)
{
    std::vector<int> order(m_values.size());
    std::iota(order.begin(), order.end(), 0);
    if (m_traits.less && m_sortColumn >= 0) {
        std::stable_sort(order.begin(), order.end(), [this](int a, int b) {
            const T &left = m_values[static_cast<std::size_t>(m_sortOrder == Qt::AscendingOrder ? a : b)];
            const T &right = m_values[static_cast<std::size_t>(m_sortOrder == Qt::AscendingOrder ? b : a)];
            return m_traits.less(left, right, m_sortColumn);
        });
    }
    std::vector<std::vector<Item>> groups;
    QHash<QString, int> groupPlaces;
    for (const int value : order) {
        const T &row = m_values[static_cast<std::size_t>(value)];
        QString group;
        GroupHeader header;
        if (m_traits.group)
            std::tie(group, header) = m_traits.group(row);
        const auto place = groupPlaces.constFind(group);
        const int at = place == groupPlaces.constEnd() ? static_cast<int>(groups.size()) : *place;
        if (place == groupPlaces.constEnd()) {
            groupPlaces.insert(group, at);
            groups.emplace_back();
            if (m_traits.group)
                groups.back().push_back({QStringLiteral("group:") + group, -1, group, header, true});
        }
        groups[static_cast<std::size_t>(at)].push_back({m_traits.id(row), value, group, {}, changed(value)});
    }
    std::vector<Item> items;
    for (std::vector<Item> &group : groups)
        std::move(group.begin(), group.end(), std::back_inserter(items));
    setItems(std::move(items));
}

} // namespace cartage::ui
