// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QChartView>

#include "core/base/clock.h"

class QDateTimeAxis;
class QValueAxis;

namespace cartage::ui {

/// Amounts over time, stacked; names and last values at the right edge, each at the height of its area.
class AreaChart final : public QChartView
{
    Q_OBJECT

public:
    struct Series {
        QString name, value; ///< at the right edge
        QColor color;
        std::vector<double> amounts; ///< one for each moment
        bool operator==(const Series &) const = default;
    };
    struct Content {
        Time from{}, to{};
        std::vector<Time> moments;  ///< ascending
        std::vector<Series> series; ///< from the bottom up
        bool stepped = false;       ///< an amount holds until the next moment
        bool whole = false;         ///< amounts are numbers of things
        QString unit;               ///< below the values: "MB/s now"
        QString empty;              ///< instead of areas where there is nothing
        bool operator==(const Content &) const = default;
    };
    explicit AreaChart(QWidget *parent = nullptr);
    void setContent(const Content &content);
    [[nodiscard]] const Content &content() const { return m_content; }
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void draw();
    void addAreas(QDateTimeAxis *time, QValueAxis *amount);
    void takeAxes(QDateTimeAxis &time, QValueAxis &amount);
    void place();
    [[nodiscard]] int legendWidth() const;
    [[nodiscard]] QString amountText(double amount) const;
    [[nodiscard]] QString timeText(double part) const; ///< of the time that is shown, 0 to 1
    [[nodiscard]] int timesIn(double width) const;
    void drawLabels(QPainter &painter, const QRectF &plot) const;

    Content m_content;
    double m_top = 1;
};

} // namespace cartage::ui
