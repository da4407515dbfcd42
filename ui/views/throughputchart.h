// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChartView>

#include "core/engine/queries.h"

namespace cartage::ui {

/// Bytes a second over time, stacked by DP: the three that got most, and the others as one.
class ThroughputChart final : public QChartView
{
    Q_OBJECT

public:
    explicit ThroughputChart(QWidget *parent);
    void setThroughput(const engine::Throughput &throughput);

protected:
    void changeEvent(QEvent *event) override;

private:
    void draw();

    engine::Throughput m_throughput;
};

} // namespace cartage::ui
