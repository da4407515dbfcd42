// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/hourbars.h"

#include <QAccessible>
#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/look/stylepaint.h"
#include "ui/text/format.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

constexpr int barsHigh = 15 * Look::unit, stepLeast = 7, gap = 1, markerHead = 4;

QDateTime local(Time at) { return QDateTime::fromMSecsSinceEpoch(toMs(at)); }

} // namespace

HourBars::HourBars(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Messages by hour"));
}

void HourBars::setBars(std::vector<Bar> bars)
{
    if (bars == m_bars)
        return;
    // The current one is a stretch of time, not a place.
    const std::optional<Time> current = m_current >= 0 ? std::optional(m_bars[static_cast<std::size_t>(m_current)].from) : std::nullopt;
    m_bars = std::move(bars);
    const auto found = std::find_if(m_bars.begin(), m_bars.end(), [&current](const Bar &each) { return current && each.from == *current; });
    m_current = found == m_bars.end() ? -1 : static_cast<int>(found - m_bars.begin());
    m_hovered = m_hovered < static_cast<int>(m_bars.size()) ? m_hovered : -1;
    update();
}

void HourBars::setMarker(std::optional<Time> at)
{
    if (at == m_marker)
        return;
    m_marker = at;
    update();
}

void HourBars::setChosen(std::optional<std::pair<Time, Time>> chosen)
{
    m_chosen = chosen;
    update();
}

int HourBars::capacity() const { return std::max(1, (width() - 2 * Look::edge) / stepLeast); }

QString HourBars::wordsOf(const Bar &bar)
{
    const QString when = QLocale().toString(local(bar.from), QStringLiteral("ddd d MMM, HH:mm"));
    QStringList parts{bar.all() > 0 ? tr("%n message(s)", nullptr, static_cast<int>(bar.all())) : tr("no messages")};
    if (bar.errors > 0)
        parts << tr("%n error(s)", nullptr, static_cast<int>(bar.errors));
    if (bar.warnings > 0)
        parts << tr("%n warning(s)", nullptr, static_cast<int>(bar.warnings));
    return tr("%1: %2").arg(when, parts.join(QStringLiteral(", ")));
}

QSize HourBars::sizeHint() const { return {80 * Look::unit, markerHead + barsHigh + Look::unit + QFontMetrics(lookOf(this).small).height() + Look::unit}; }
QSize HourBars::minimumSizeHint() const { return {20 * Look::unit, sizeHint().height()}; }

int HourBars::topY() const { return markerHead + 1; }
int HourBars::floorY() const { return markerHead + barsHigh; }

double HourBars::step() const { return m_bars.empty() ? stepLeast : (width() - 2.0 * Look::edge) / static_cast<double>(m_bars.size()); }

double HourBars::left(int bar) const
{
    const double at = Look::edge + step() * bar;
    return layoutDirection() == Qt::RightToLeft ? width() - at - step() : at;
}

int HourBars::barAt(double x) const
{
    const double at = (layoutDirection() == Qt::RightToLeft ? width() - x : x) - Look::edge;
    const int bar = static_cast<int>(std::floor(at / step()));
    return bar >= 0 && bar < static_cast<int>(m_bars.size()) ? bar : -1;
}

double HourBars::xOf(Time at) const
{
    const double all = static_cast<double>((m_bars.back().to - m_bars.front().from).count());
    const double part = std::clamp(static_cast<double>((at - m_bars.front().from).count()) / all, 0.0, 1.0);
    const double x = Look::edge + part * (width() - 2.0 * Look::edge);
    return layoutDirection() == Qt::RightToLeft ? width() - x : x;
}

void HourBars::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = lookOf(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int shown = hasFocus() && m_current >= 0 ? m_current : m_hovered;
    if (shown >= 0)
        painter.fillRect(QRectF(left(shown), 0, step(), floorY()), look.selectedUnfocused);
    if (m_chosen && !m_bars.empty()) {
        const double a = xOf(m_chosen->first), b = xOf(m_chosen->second);
        painter.fillRect(QRectF(std::min(a, b), 0, std::abs(b - a), floorY()), look.selected);
    }
    paint::hairline(painter, QRectF(Look::edge, 0, width() - 2 * Look::edge, floorY() + 1), Qt::BottomEdge, look.line2);
    if (m_bars.empty())
        return;
    paintBars(painter);
    paintDays(painter);
    if (m_marker)
        paintMarker(painter);
    if (hasFocus() && m_current >= 0)
        paint::box(painter, QRectF(left(m_current) - 1, 0, step() + 1, floorY() + 1), 2, {}, look.accentInk);
}

void HourBars::paintBars(QPainter &painter) const
{
    const Look &look = lookOf(this);
    const qint64 most = std::max<qint64>(1, std::max_element(m_bars.begin(), m_bars.end(), [](const Bar &a, const Bar &b) { return a.all() < b.all(); })->all());
    const QColor rest = Look::mix(look.base, look.text, look.dark ? 0.34 : 0.26);
    const double high = floorY() - topY();
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int at = 0; at < static_cast<int>(m_bars.size()); ++at) {
        const Bar &bar = m_bars[static_cast<std::size_t>(at)];
        const double from = std::round(left(at)), wide = std::max(2.0, std::round(left(at) + step()) - from - gap);
        double bottom = floorY();
        // What there is can be seen, be it one of a million.
        const auto part = [&](qint64 count, const QColor &color) {
            if (count == 0)
                return;
            const double tall = std::max(2.0, std::round(high * static_cast<double>(count) / static_cast<double>(most)));
            painter.fillRect(QRectF(from, bottom - tall, wide, tall), color);
            bottom -= tall;
        };
        part(bar.errors, look.fillRed);
        part(bar.warnings, look.fillAmber);
        part(bar.others, rest);
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

/// A tick and a name where a day begins; the first part of a day has its name only where there is room for it.
void HourBars::paintDays(QPainter &painter) const
{
    const Look &look = lookOf(this);
    painter.setFont(look.small);
    const QFontMetrics metrics(look.small);
    const int baseline = floorY() + Look::unit + metrics.ascent();
    const QDateTime first = local(m_bars.front().from), last = local(m_bars.back().to);
    const QLocale locale;
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const auto daysWide = static_cast<double>(m_bars.size()) * step();
    const int count = std::max(1, static_cast<int>(first.date().daysTo(last.date())));
    const bool narrow = daysWide / count < metrics.horizontalAdvance(QStringLiteral("Wed 30 Sep")) + 2 * Look::unit;
    for (QDate day = first.date(); day <= last.date(); day = day.addDays(1)) {
        const QDateTime begin = day.startOfDay();
        if (begin >= last)
            break;
        const Time from = timeFromMs(std::max(begin.toMSecsSinceEpoch(), first.toMSecsSinceEpoch()));
        const Time to = timeFromMs(std::min(day.addDays(1).startOfDay().toMSecsSinceEpoch(), last.toMSecsSinceEpoch()));
        const double x = xOf(from), room = std::abs(xOf(to) - x) - 2 * Look::unit;
        if (begin > first)
            painter.fillRect(QRectF(x, floorY(), 1, Look::unit + metrics.height()), look.line2);
        QString name = locale.toString(day, narrow ? QStringLiteral("ddd d") : QStringLiteral("ddd d MMM"));
        if (day == QDate::currentDate() && room > metrics.horizontalAdvance(tr("%1, today").arg(name)))
            name = tr("%1, today").arg(name);
        const int wide = metrics.horizontalAdvance(name);
        if (room < wide)
            continue;
        painter.setPen(look.text2);
        painter.drawText(QPointF(reversed ? x - Look::unit - wide : x + Look::unit, baseline), name);
    }
}

void HourBars::paintMarker(QPainter &painter) const
{
    const Look &look = lookOf(this);
    const double x = std::round(xOf(*m_marker));
    painter.setPen(Qt::NoPen);
    painter.setBrush(look.accentInk);
    painter.fillRect(QRectF(x - 0.5, 0, 1.5, floorY()), look.accentInk);
    painter.drawPolygon(QPolygonF({QPointF(x - markerHead, 0), QPointF(x + markerHead + 0.5, 0), QPointF(x + 0.25, markerHead + 2)}));
}

void HourBars::setCurrent(int bar)
{
    m_current = m_bars.empty() ? -1 : std::clamp(bar, 0, static_cast<int>(m_bars.size()) - 1);
    if (m_current >= 0) {
        setAccessibleDescription(wordsOf(m_bars[static_cast<std::size_t>(m_current)]));
        QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&changed);
        QToolTip::showText(mapToGlobal(QPoint(static_cast<int>(left(m_current)), floorY())), accessibleDescription(), this);
    }
    update();
}

bool HourBars::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int bar = barAt(help->pos().x());
        if (bar >= 0)
            QToolTip::showText(help->globalPos(), wordsOf(m_bars[static_cast<std::size_t>(bar)]), this);
        else
            QToolTip::hideText();
        return true;
    }
    if (isLookChange(event))
        update();
    return QWidget::event(event);
}

void HourBars::mouseMoveEvent(QMouseEvent *event)
{
    const int bar = barAt(event->position().x());
    if (bar == m_hovered)
        return;
    m_hovered = bar;
    // At once: one reads along the bars.
    if (bar >= 0)
        QToolTip::showText(event->globalPosition().toPoint(), wordsOf(m_bars[static_cast<std::size_t>(bar)]), this);
    update();
}

void HourBars::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    m_hovered = -1;
    update();
}

void HourBars::mouseReleaseEvent(QMouseEvent *event)
{
    const int bar = barAt(event->position().x());
    if (event->button() == Qt::LeftButton && bar >= 0 && rect().contains(event->position().toPoint()))
        Q_EMIT chosen(m_bars[static_cast<std::size_t>(bar)].from, m_bars[static_cast<std::size_t>(bar)].to);
}

void HourBars::keyPressEvent(QKeyEvent *event)
{
    const int forward = layoutDirection() == Qt::RightToLeft ? -1 : 1, last = static_cast<int>(m_bars.size()) - 1;
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrent((m_current < 0 ? last : m_current) - forward);
        break;
    case Qt::Key_Right:
        setCurrent((m_current < 0 ? last : m_current) + forward);
        break;
    case Qt::Key_Home:
        setCurrent(0);
        break;
    case Qt::Key_End:
        setCurrent(last);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0)
            Q_EMIT chosen(m_bars[static_cast<std::size_t>(m_current)].from, m_bars[static_cast<std::size_t>(m_current)].to);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void HourBars::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    setCurrent(m_current < 0 ? static_cast<int>(m_bars.size()) - 1 : m_current);
}

void HourBars::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    update();
}

void HourBars::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (capacity() != m_capacity) {
        m_capacity = capacity();
        Q_EMIT capacityChanged();
    }
}

} // namespace cartage::ui
