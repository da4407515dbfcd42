// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QHash>
#include <optional>
#include <vector>

#include "ui/widgets/rowdelegate.h"

namespace cartage::ui {

/// What one cell of a short list shows; the roles of ui/widgets/rowdelegate.h as values.
struct Cell {
    QString text, second, unit, secondUnit;
    std::optional<Mark> mark;
    Ink ink = Ink::Text;
    bool bold = false, mono = false, right = false;
    std::optional<Progress> progress;
    QString sentence;
    Ink sentenceInk = Ink::Text2;
    QString tip;
    std::optional<qint64> heat;
    bool operator==(const Cell &) const = default;
};

struct Row {
    QString id; ///< unique in the list, the same for the same thing from one refresh to the next
    std::vector<Cell> cells;
    std::optional<GroupHeader> group; ///< the row is a group's header
    bool operator==(const Row &) const = default;
};

struct Column {
    QString title;
    bool right = false;
    QString widestUnit{}; ///< of a number column
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
    [[nodiscard]] QVariant cellData(const Row &row, int column, int role) const;

    std::vector<Column> m_columns;
    std::vector<Row> m_rows;
};

} // namespace cartage::ui
