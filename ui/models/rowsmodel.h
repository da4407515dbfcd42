// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <optional>
#include <vector>

#include "ui/models/cell.h"

namespace cartage::ui {

struct Row {
    QString id; ///< unique in the list, the same for the same thing from one refresh to the next
    std::vector<Cell> cells;
    std::optional<GroupHeader> group; ///< the row is a group's header
    bool operator==(const Row &) const = default;
};

/// A list of some thousand rows at most that is held as a whole. A refresh changes just what has changed, by id, so that selection, scroll place and
/// focus stay.
class RowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit RowsModel(QObject *parent = nullptr);
    void setColumns(std::vector<Column> columns);
    void setRows(std::vector<Row> rows);
    [[nodiscard]] const Row &row(int index) const { return m_rows.at(static_cast<std::size_t>(index)); }
    /// -1 where it is not in the list.
    [[nodiscard]] int find(const QString &id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void removeMissing(const std::vector<Row> &rows);

    std::vector<Column> m_columns;
    std::vector<Row> m_rows;
};

} // namespace cartage::ui
