// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/engine/queries.h"

class QStackedWidget;

namespace cartage::ui {

class AreaChart;
class ListView;
class RowsModel;
class Segments;
class Words;

/// One of the overview's charts at a time, over one of three ranges, or the table behind it.
class ChartBoard final : public QWidget
{
    Q_OBJECT

public:
    explicit ChartBoard(QWidget *parent = nullptr);
    void setData(const engine::Throughput &throughput, const engine::StateHistory &states);
    [[nodiscard]] Span range() const;
    [[nodiscard]] AreaChart *chart() const { return m_chart; }
    [[nodiscard]] ListView *table() const { return m_table; }

Q_SIGNALS:
    void rangeChanged();

protected:
    void changeEvent(QEvent *event) override;

private:
    void show();

    Segments *m_which, *m_ranges, *m_form;
    Words *m_fact;
    QStackedWidget *m_pages;
    AreaChart *m_chart;
    ListView *m_table;
    RowsModel *m_rows;
    engine::Throughput m_throughput;
    engine::StateHistory m_states;
    QStringList m_titles; ///< of the table's columns
};

} // namespace cartage::ui
