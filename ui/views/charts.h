// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/queries.h"
#include "ui/models/rowsmodel.h"
#include "ui/widgets/areachart.h"

/// What the overview's charts show, and the tables behind them: the same numbers, moment by moment, newest first.
namespace cartage::ui {

struct ChartTable {
    std::vector<Column> columns;
    std::vector<Row> rows;
};

/// The three DPs that got most, and the others as one.
[[nodiscard]] AreaChart::Content throughputChart(const engine::Throughput &throughput, const Look &look);
[[nodiscard]] ChartTable throughputTable(const engine::Throughput &throughput);

/// Distributions that are not proven, by who has to act and what is done about them: what rests on top.
[[nodiscard]] AreaChart::Content statesChart(const engine::StateHistory &history, const Look &look);
/// All states.
[[nodiscard]] ChartTable statesTable(const engine::StateHistory &history);

} // namespace cartage::ui
