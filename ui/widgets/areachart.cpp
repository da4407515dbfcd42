// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/areachart.h"

#include <QAreaSeries>
#include <QDateTimeAxis>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QValueAxis>
#include <cmath>

#include "ui/look/stylepaint.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

constexpr int ticks = 5, mostTimes = 7, swatch = 2 * Look::unit, legendGap = Look::markGap;
constexpr int legendMostZeros = 22;

/// A round number on top, so that the four lines are round, too.
double roundTop(double most, bool whole)
{
    const double power = std::pow(10.0, std::floor(std::log10(std::max(most, whole ? 4.0 : 0.04))));
    for (const double step : {2.0, 4.0, 8.0}) {
        if (most <= step * power && !(whole && step * power < 4))
            return step * power;
    }
    return 20 * power;
}

int decimalsFor(double top) { return top < 0.4 ? 3 : top < 4 ? 2 : top < 40 ? 1 : 0; }

} // namespace

AreaChart::AreaChart(QWidget *parent) : QChartView(new QChart, parent)
{
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setFocusPolicy(Qt::NoFocus);
    chart()->legend()->hide();
    chart()->setBackgroundRoundness(0);
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setAnimationOptions(QChart::NoAnimation);
    draw();
}

QSize AreaChart::minimumSizeHint() const { return {lookOf(this).zeros(30), 6 * QFontMetrics(lookOf(this).small).height()}; }

void AreaChart::setContent(const Content &content)
{
    if (content == m_content)
        return;
    m_content = content;
    draw();
}

void AreaChart::changeEvent(QEvent *event)
{
    QChartView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        draw();
}

void AreaChart::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    place();
    draw(); // axes that are there already do not follow a plot area that is set
}

void AreaChart::draw()
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
    auto *amount = new QValueAxis;
    shown.addAxis(time, Qt::AlignBottom);
    shown.addAxis(amount, Qt::AlignLeft);
    addAreas(time, amount);
    takeAxes(*time, *amount);
    place();
}

void AreaChart::addAreas(QDateTimeAxis *time, QValueAxis *amount)
{
    const Look &look = lookOf(this);
    const std::size_t moments = m_content.moments.size();
    std::vector<double> sum(moments);
    double most = 0;
    QLineSeries *below = nullptr;
    for (const Series &each : m_content.series) {
        auto *above = new QLineSeries;
        for (std::size_t at = 0; at < moments && at < each.amounts.size(); ++at) {
            if (m_content.stepped && at > 0)
                above->append(static_cast<double>(toMs(m_content.moments[at])), sum[at - 1]);
            sum[at] += each.amounts[at];
            most = std::max(most, sum[at]);
            above->append(static_cast<double>(toMs(m_content.moments[at])), sum[at]);
        }
        auto *area = new QAreaSeries(above, below);
        above->setParent(area);
        area->setName(each.name);
        area->setColor(each.color);
        area->setPen(QPen(look.base, 1));
        chart()->addSeries(area);
        area->attachAxis(time);
        area->attachAxis(amount);
        below = above;
    }
    m_top = roundTop(most, m_content.whole);
}

void AreaChart::takeAxes(QDateTimeAxis &time, QValueAxis &amount)
{
    const Look &look = lookOf(this);
    const std::int64_t from = toMs(m_content.from), to = std::max<std::int64_t>(toMs(m_content.to), from + 1);
    time.setRange(QDateTime::fromMSecsSinceEpoch(from), QDateTime::fromMSecsSinceEpoch(to));
    time.setGridLineVisible(false);
    amount.setRange(0, m_top);
    amount.setTickCount(ticks);
    amount.setLineVisible(false);
    for (QAbstractAxis *axis : {static_cast<QAbstractAxis *>(&time), static_cast<QAbstractAxis *>(&amount)}) {
        axis->setLabelsVisible(false); // the axes leave out or cut what has no room by their own measure
        axis->setGridLineColor(look.line);
        axis->setLinePenColor(look.line);
    }
}

int AreaChart::legendWidth() const
{
    const Look &look = lookOf(this);
    int name = 0, value = Look::textWidth(look.small, m_content.unit);
    for (const Series &each : m_content.series) {
        name = std::max(name, Look::textWidth(look.body, each.name));
        value = std::max(value, Look::textWidth(look.body, each.value));
    }
    // Below stands the unit, beside half of the last time.
    const int foot = Look::textWidth(look.small, timeText(1)) / 2 + legendGap + Look::textWidth(look.small, m_content.unit);
    return m_content.series.empty() ? 0 : std::max(foot, std::min(look.zeros(legendMostZeros), legendGap + swatch + legendGap + name + 2 * legendGap + value));
}

/// Room for the labels at the left and below, and for names and values at the right.
void AreaChart::place()
{
    const QFontMetrics metrics(lookOf(this).small);
    const int left = metrics.horizontalAdvance(amountText(m_top)) + 2 * Look::unit, foot = metrics.height() + 3 * Look::unit, top = metrics.height() / 2 + 2;
    const int right = std::max(legendWidth(), metrics.horizontalAdvance(QStringLiteral("00:00")) / 2 + Look::unit);
    const QRectF plot(left, top, std::max(1, width() - left - right), std::max(1, height() - top - foot));
    chart()->setPlotArea(plot);
    for (QAbstractAxis *axis : chart()->axes(Qt::Horizontal))
        static_cast<QDateTimeAxis *>(axis)->setTickCount(timesIn(plot.width()));
}

QString AreaChart::amountText(double amount) const { return QLocale().toString(amount, 'f', m_content.whole ? 0 : decimalsFor(m_top)); }

QString AreaChart::timeText(double part) const
{
    const std::int64_t from = toMs(m_content.from), to = std::max<std::int64_t>(toMs(m_content.to), from + 1);
    const QDateTime moment = QDateTime::fromMSecsSinceEpoch(from + static_cast<std::int64_t>(static_cast<double>(to - from) * part));
    return to - from > 48LL * 3600 * 1000 ? QLocale().toString(moment, QStringLiteral("ddd")) : moment.toString(QStringLiteral("HH:mm"));
}

/// As many as stand apart.
int AreaChart::timesIn(double width) const
{
    int widest = 1;
    for (int at = 0; at < mostTimes; ++at)
        widest = std::max(widest, Look::textWidth(lookOf(this).small, timeText(at / (mostTimes - 1.0))) + 3 * Look::unit);
    return std::clamp(static_cast<int>(width / widest) + 1, 2, mostTimes);
}

void AreaChart::drawLabels(QPainter &painter, const QRectF &plot) const
{
    const Look &look = lookOf(this);
    const double high = QFontMetrics(look.small).height();
    painter.setFont(look.small);
    painter.setPen(look.text2);
    for (int at = 0; at < ticks; ++at) {
        const double part = at / (ticks - 1.0);
        painter.drawText(QRectF(0, plot.bottom() - part * plot.height() - high / 2, plot.left() - 2 * Look::unit, high),
                         Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignVCenter, amountText(part * m_top));
    }
    const int times = timesIn(plot.width());
    for (int at = 0; at < times; ++at) {
        const double part = at / (times - 1.0), x = plot.left() + part * plot.width(), y = plot.bottom() + 2 * Look::unit;
        painter.drawText(QRectF(x - plot.width(), y, 2 * plot.width(), high), Qt::AlignHCenter | Qt::AlignTop, timeText(part));
    }
}

void AreaChart::drawForeground(QPainter *painter, const QRectF &)
{
    const Look &look = lookOf(this);
    const QRectF plot = chart()->plotArea();
    painter->save();
    painter->resetTransform();
    if (m_content.series.empty()) {
        painter->setFont(look.body);
        painter->setPen(look.text2);
        painter->drawText(plot, Qt::AlignCenter | Qt::TextWordWrap, m_content.empty);
        painter->restore();
        return;
    }
    drawLabels(*painter, plot);
    const QFontMetrics metrics(look.body);
    const double row = metrics.height() + 2;
    // From the bottom up: each in the middle of its area, but not over the one below it.
    std::vector<double> middles;
    double sum = 0, floor = plot.bottom();
    for (const Series &each : m_content.series) {
        const double last = each.amounts.empty() ? 0 : each.amounts.back();
        const double wanted = plot.bottom() - (sum + last / 2) / m_top * plot.height();
        sum += last;
        middles.push_back(std::min(wanted, floor - row / 2));
        floor = middles.back() - row / 2;
    }
    // And not out of the top.
    double ceiling = plot.top();
    for (std::size_t at = middles.size(); at-- > 0; ceiling = middles[at] + row / 2)
        middles[at] = std::max(middles[at], ceiling + row / 2);
    painter->setFont(look.body);
    const double left = plot.right() + legendGap, right = width();
    for (std::size_t at = 0; at < middles.size(); ++at) {
        const Series &each = m_content.series[at];
        paint::box(*painter, QRectF(left, middles[at] - swatch / 2.0, swatch, swatch), 2, each.color, {});
        const QRectF line(left + swatch + legendGap, middles[at] - row / 2, right - left - swatch - legendGap, row);
        const int value = Look::textWidth(look.body, each.value);
        painter->setPen(look.text);
        painter->drawText(line, Qt::AlignVCenter | Qt::AlignLeft | Qt::AlignAbsolute, metrics.elidedText(each.name, Qt::ElideRight, static_cast<int>(line.width()) - value - legendGap));
        painter->setPen(look.text2);
        painter->drawText(line, Qt::AlignVCenter | Qt::AlignRight | Qt::AlignAbsolute, each.value);
    }
    painter->setFont(look.small);
    painter->drawText(QRectF(left, plot.bottom() + 2 * Look::unit, right - left, QFontMetrics(look.small).height()), Qt::AlignRight | Qt::AlignAbsolute | Qt::AlignTop, m_content.unit);
    painter->restore();
}

} // namespace cartage::ui
