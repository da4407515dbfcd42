// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/throughputchart.h"

#include <QAreaSeries>
#include <QDateTimeAxis>
#include <QLineSeries>
#include <QValueAxis>
#include <cmath>

#include "ui/look/look.h"
#include "ui/text/format.h"

namespace cartage::ui {

namespace {

constexpr std::size_t ownAreas = 3;
constexpr double million = 1024.0 * 1024.0;
constexpr int ticks = 5;

/// The first ones each, the rest added up.
std::vector<engine::Throughput::Series> areasOf(const engine::Throughput &throughput)
{
    std::vector<engine::Throughput::Series> areas;
    for (const engine::Throughput::Series &series : throughput.series) {
        if (areas.size() <= ownAreas) {
            areas.push_back(series);
            continue;
        }
        engine::Throughput::Series &rest = areas.back();
        for (std::size_t step = 0; step < rest.bytesPerSecond.size() && step < series.bytesPerSecond.size(); ++step)
            rest.bytesPerSecond[step] += series.bytesPerSecond[step];
        rest.now += series.now;
    }
    return areas;
}

} // namespace

ThroughputChart::ThroughputChart(QWidget *parent) : QChartView(new QChart, parent)
{
    setAccessibleName(tr("Throughput over time"));
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    chart()->legend()->hide();
    chart()->setBackgroundRoundness(0);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
}

void ThroughputChart::setThroughput(const engine::Throughput &throughput)
{
    m_throughput = throughput;
    draw();
}

void ThroughputChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        draw();
}

void ThroughputChart::draw()
{
    const Look &look = lookOf(this);
    QChart &shown = *chart();
    shown.removeAllSeries();
    for (QAbstractAxis *axis : shown.axes()) {
        shown.removeAxis(axis);
        delete axis;
    }
    shown.setBackgroundBrush(look.base);
    setBackgroundBrush(look.base);
    auto *time = new QDateTimeAxis;
    auto *rate = new QValueAxis;
    double most = 0;
    QLineSeries *below = nullptr;
    const auto areas = areasOf(m_throughput);
    std::vector<double> sum(areas.empty() ? 0 : areas.front().bytesPerSecond.size());
    const qint64 from = toMs(m_throughput.from), step = m_throughput.step.count();
    for (std::size_t at = 0; at < areas.size(); ++at) {
        auto *above = new QLineSeries;
        for (std::size_t index = 0; index < sum.size(); ++index) {
            sum[index] += areas[at].bytesPerSecond[index] / million;
            most = std::max(most, sum[index]);
            above->append(static_cast<double>(from + step * static_cast<qint64>(index)), sum[index]);
        }
        auto *area = new QAreaSeries(above, below);
        above->setParent(area);
        area->setName(at < ownAreas ? format::shown(areas[at].dp) : tr("others"));
        area->setColor(look.area(static_cast<int>(at)));
        area->setPen(QPen(look.base, 1));
        shown.addSeries(area);
        below = above;
    }
    shown.addAxis(time, Qt::AlignBottom);
    shown.addAxis(rate, Qt::AlignLeft);
    for (QAbstractSeries *series : shown.series()) {
        series->attachAxis(time);
        series->attachAxis(rate);
    }
    const qint64 to = from + step * static_cast<qint64>(sum.empty() ? 1 : sum.size());
    time->setRange(QDateTime::fromMSecsSinceEpoch(from), QDateTime::fromMSecsSinceEpoch(to));
    time->setFormat(to - from > 48LL * 3600 * 1000 ? QStringLiteral("ddd") : QStringLiteral("HH:mm"));
    time->setTickCount(7);
    time->setGridLineVisible(false);
    // A round number on top, so that the four lines are round, too.
    const double power = std::pow(10.0, std::floor(std::log10(std::max(most, 0.04))));
    const double top = most <= 2 * power ? 2 * power : most <= 4 * power ? 4 * power : most <= 8 * power ? 8 * power : 20 * power;
    rate->setRange(0, top);
    rate->setTickCount(ticks);
    rate->setLabelFormat(top < 0.4 ? QStringLiteral("%.3f") : top < 4 ? QStringLiteral("%.2f") : top < 40 ? QStringLiteral("%.1f") : QStringLiteral("%.0f"));
    rate->setTitleText(tr("MB/s"));
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(time), static_cast<QAbstractAxis *>(rate)}) {
        axis->setLabelsFont(look.small);
        axis->setTitleFont(look.small);
        axis->setLabelsColor(look.text2);
        axis->setTitleBrush(look.text2);
        axis->setGridLineColor(look.line);
        axis->setLinePenColor(look.line);
    }
    rate->setLineVisible(false);
}

} // namespace cartage::ui
