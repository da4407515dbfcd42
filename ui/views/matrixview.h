// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTableView>

#include "ui/models/matrixmodel.h"

namespace cartage::ui {

class MatrixColumns;
class MatrixCorner;
class MatrixRows;

/// The field of marks, with names of DPs turned over it and packages beside it. One cell is current: it is ringed, its row and its column are tinted.
class MatrixView final : public QTableView
{
    Q_OBJECT

public:
    explicit MatrixView(QWidget *parent = nullptr);
    [[nodiscard]] MatrixModel *field() const { return m_model; }
    /// Keeps the current cell and what is seen by their ids, not by their places.
    void setMatrix(std::shared_ptr<const engine::Matrix> matrix);
    void setOrder(engine::MatrixOrder order);
    /// Of the current one; nothing where there is none.
    [[nodiscard]] std::optional<engine::RowId> currentId() const;
    /// False: it is not among these.
    bool setCurrentId(engine::RowId id);

    /// What lies under a cell: the current row and column are tinted, those under the pointer a little. -1: of a column's or a row's name.
    [[nodiscard]] QColor background(int row, int column) const;
    void keyboardSearch(const QString &search) override;

Q_SIGNALS:
    void currentMoved();
    /// Enter or a double click on a distribution.
    void cellOpened(cartage::engine::RowId id);
    void orderChosen(cartage::engine::MatrixOrder order);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void updateGeometries() override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void takeSizes();
    void repaintAll();
    void setHovered(const QModelIndex &index);
    [[nodiscard]] std::optional<engine::RowId> idAt(const QModelIndex &index) const;

    MatrixModel *m_model;
    MatrixColumns *m_columns;
    MatrixRows *m_rows;
    MatrixCorner *m_corner;
    int m_hoveredRow = -1, m_hoveredColumn = -1;
    bool m_moving = false; ///< while another matrix takes the place of the last
};

} // namespace cartage::ui
