// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/engine/matrix.h"
#include "ui/views/view.h"

namespace cartage::ui {

class Legend;
class MatrixView;

/// Distributions as a field with its legend. Asks while it can be seen, one question at a time.
class MatrixPane final : public QWidget
{
    Q_OBJECT

public:
    MatrixPane(engine::Session &session, QWidget *parent);
    /// Those that pass; `chips` say so in the legend.
    void setFilter(const Filter &filter, const QList<Chip> &chips);
    /// Only an active one asks.
    void setActive(bool active);
    void refresh();
    [[nodiscard]] MatrixView *view() const { return m_view; }
    [[nodiscard]] Legend *legend() const { return m_legend; }
    [[nodiscard]] const engine::Matrix &matrix() const;
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    [[nodiscard]] bool isAsking() const { return m_asking; }
    [[nodiscard]] bool isLoading() const { return m_asking || m_wantsAgain; }
    /// "23 packages on 28 DPs: 533 of 601 proven"
    [[nodiscard]] QString scopeText() const;
    /// Of the current cell, where that is a distribution.
    [[nodiscard]] std::optional<Subject> subject() const;
    /// Package, DP and state of the current cell.
    [[nodiscard]] QString copied() const;
    /// Row id as lists have it; empty: none.
    [[nodiscard]] QString selected() const;
    /// Now, or as soon as it is there.
    void select(const QString &row);

Q_SIGNALS:
    /// Another matrix, or an error, is there.
    void answered();
    /// Nothing is on the way any more.
    void settled();
    void currentMoved();
    void opened(const cartage::ui::Location &location);
    /// By the legend.
    void chipsChosen(const QList<cartage::ui::Chip> &chips);

private:
    void ask();
    void take(const Result<std::shared_ptr<const engine::Matrix>> &answer);
    void takeLegend();
    void open(engine::RowId id);

    engine::Session &m_session;
    MatrixView *m_view;
    Legend *m_legend;
    engine::MatrixQuery m_query;
    QList<Chip> m_chips;
    std::optional<Error> m_error;
    QString m_wanted;
    bool m_active = false, m_asking = false, m_wantsAgain = true;
};

/// Chips after a click on this entry of the legend, and whether it stands in the filter.
[[nodiscard]] QList<Chip> toggledState(QList<Chip> chips, engine::MatrixCell cell);
[[nodiscard]] bool isChosenState(const QList<Chip> &chips, engine::MatrixCell cell);

} // namespace cartage::ui
