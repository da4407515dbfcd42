// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QStringList>
#include <memory>

#include "core/engine/matrix.h"
#include "ui/look/marks.h"

namespace cartage::ui {

/// Packages in rows, DPs in columns. A refresh changes just the cells that changed and moves rows by their ids; other packages or DPs are another field.
class MatrixModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit MatrixModel(QObject *parent = nullptr);
    void setMatrix(std::shared_ptr<const engine::Matrix> matrix);
    [[nodiscard]] const engine::Matrix &matrix() const { return *m_matrix; }
    [[nodiscard]] engine::MatrixCell cell(int row, int column) const { return m_matrix->at(static_cast<std::size_t>(row), static_cast<std::size_t>(column)); }
    [[nodiscard]] const QString &packageName(int row) const { return m_packages[row]; }
    [[nodiscard]] const QString &dpName(int column) const { return m_dps[column]; }
    /// Where it is known to be; null where that is not known.
    [[nodiscard]] const engine::Matrix::Column *column(int column) const;
    /// Its name under the bracket of its site.
    [[nodiscard]] QString headOf(int column) const;
    /// Installed: nothing has to be said of it.
    [[nodiscard]] Mark dpMark(int column) const { return m_dpMarks[column]; }
    [[nodiscard]] QModelIndex find(const PackageId &package, DpKey dp) const;

    /// "blocked, needs you"; also for cells without a distribution.
    [[nodiscard]] static QString wordOf(engine::MatrixCell cell);
    /// As lists have it.
    [[nodiscard]] static Mark markOf(engine::MatrixCell cell);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void takeNames();
    void moveRows(std::shared_ptr<const engine::Matrix> matrix);
    void noteCells(const engine::Matrix &before);
    [[nodiscard]] QString sentenceOf(const QModelIndex &index) const;
    [[nodiscard]] QString tipOfDp(int column) const;
    [[nodiscard]] QString tipOfPackage(int row) const;

    std::shared_ptr<const engine::Matrix> m_matrix;
    QStringList m_packages, m_dps;
    QList<Mark> m_dpMarks;
};

} // namespace cartage::ui
