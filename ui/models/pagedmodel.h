// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QTimer>
#include <functional>
#include <memory>
#include <vector>

#include "core/engine/listing.h"
#include "core/engine/session.h"
#include "ui/models/cell.h"

namespace cartage::ui {

/// A long list over the engine's shape and pages. Rows change by id and are never reset on a refresh, only where another filter or order is asked for.
/// Pages come when they are looked at, 64 of them are kept; a row whose page is not there yet says "…". GUI thread; never waits.
class PagedModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// What the cells of a row say, in the columns' order. Asked for once for each row that is looked at, until `retell` or a newer row.
    using CellsOf = std::function<std::vector<Cell>(const engine::ListRow &row)>;
    PagedModel(engine::Session &session, std::vector<Column> columns, CellsOf cellsOf, QObject *parent = nullptr);
    ~PagedModel() override;

    enum Role {
        IdRole = Qt::UserRole + 0x200, ///< qlonglong: engine::RowId
    };

    /// Shows another list, filter or order. The same query again does nothing.
    void setQuery(const engine::ListQuery &query);
    [[nodiscard]] const engine::ListQuery &query() const;
    /// How far a search came that was stopped, 0 to 1.
    [[nodiscard]] std::optional<double> stoppedAt() const;
    /// Asks again for what has changed; `now` false waits until views have asked less than a tenth of the time.
    void refresh();
    /// The words of all rows again, for times that run on: "12 min ago".
    void retell();
    /// What is refreshed while it is not active is asked for when it becomes active again.
    void setActive(bool active);
    /// Takes the newer rows in (they come in their place in the order).
    void takeNewer();
    /// Newer rows are taken at once.
    void setFollowing(bool follow);
    [[nodiscard]] bool isFollowing() const;
    /// Ends a search for text: what was found stays.
    void stopSearching();

    /// True until the shape is known whole.
    [[nodiscard]] bool isLoading() const;
    [[nodiscard]] bool isSearching() const; ///< rows come in steps
    [[nodiscard]] double searched() const;  ///< 0 to 1
    [[nodiscard]] std::int64_t newerRows() const;
    /// Of the last question; rows stay as they were.
    [[nodiscard]] const std::optional<Error> &error() const;

    [[nodiscard]] std::optional<engine::RowId> idAt(int row) const;
    [[nodiscard]] int rowOf(engine::RowId id) const; ///< -1: not in the list
    /// Null: the page is not there yet (and is asked for).
    [[nodiscard]] const engine::ListRow *rowAt(int row) const;
    [[nodiscard]] const std::vector<engine::RowId> &ids() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Nothing for a column that does not sort.
    [[nodiscard]] std::optional<engine::ListOrder> orderOf(int column) const;
    /// -1 where none shows what the query sorts by.
    [[nodiscard]] int sortedColumn() const;

Q_SIGNALS:
    /// Rows, loading, searching, newer or error are not what they were.
    void statusChanged();

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace cartage::ui
