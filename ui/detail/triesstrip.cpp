// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/triesstrip.h"

#include <QDateTime>
#include <QPainter>
#include <array>

#include "ui/look/stylepaint.h"
#include "ui/text/format.h"

namespace cartage::ui {

namespace {

constexpr int barHeight = 3 * Look::unit, barLeast = Look::unit, tick = Look::unit;
constexpr int labelsWide = 5;

using namespace std::chrono_literals;
constexpr std::array<Span, 14> steps = {10s, 30s, 1min, 5min, 10min, 30min, 1h, 3h, 6h, 12h, 24h, 72h, 168h, 720h};

/// The finest step that leaves room for each label.
Span stepFor(Span length, int most)
{
    for (const Span step : steps) {
        if (length / step < most)
            return step;
    }
    return length / std::max(1, most - 1);
}

/// The first round moment at or after `from`, as clocks here show it.
Time roundUp(Time from, Span step)
{
    const qint64 offset = QDateTime::fromMSecsSinceEpoch(toMs(from)).offsetFromUtc() * 1000LL;
    const qint64 local = toMs(from) + offset, ms = step.count();
    return from + Span((ms - local % ms) % ms);
}

QString labelOf(Time at, Span step)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(toMs(at));
    const QLocale locale;
    return step < 1min ? locale.toString(local, QStringLiteral("HH:mm:ss")) : step < 24h ? locale.toString(local, QStringLiteral("HH:mm")) : locale.toString(local, QStringLiteral("d MMM"));
}

} // namespace

TriesStrip::TriesStrip(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Tries over time"));
}

void TriesStrip::setTries(const Tries &tries)
{
    m_tries = tries;
    update();
}

QSize TriesStrip::sizeHint() const
{
    const int label = QFontMetrics(lookOf(this).small).height();
    return {40 * Look::unit, label + Look::unit / 2 + barHeight + tick + label};
}

void TriesStrip::paintEvent(QPaintEvent *)
{
    if (m_tries.tries.isEmpty())
        return;
    const Look &look = lookOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(look.small);
    const QFontMetrics metrics(look.small);
    const int top = metrics.height() + Look::unit / 2, axis = top + barHeight;
    const Time first = m_tries.tries.front().from;
    Time last = std::max(m_tries.now, m_tries.next.value_or(m_tries.now));
    last = std::max(last, first + 1s);
    const int side = Look::markSize / 2;
    const bool reversed = layoutDirection() == Qt::RightToLeft;
    const double room = width() - 2 * side;
    const auto x = [&](Time at) {
        const double part = std::clamp(static_cast<double>((at - first).count()) / static_cast<double>((last - first).count()), 0.0, 1.0);
        return side + room * (reversed ? 1 - part : part);
    };
    paint::hairline(painter, QRectF(0, axis - 1, width(), 1), Qt::BottomEdge, look.line2);
    const int labelWidth = metrics.horizontalAdvance(QStringLiteral("00:00:00"));
    const Span step = stepFor(last - first, std::clamp(width() / (2 * labelWidth), 2, labelsWide + 1));
    painter.setPen(look.text2);
    for (Time at = roundUp(first, step); at <= last; at += step) {
        const QString text = labelOf(at, step);
        const double half = metrics.horizontalAdvance(text) / 2.0;
        const double middle = std::clamp(x(at), half, width() - half);
        painter.fillRect(QRectF(x(at), axis, 1, tick), look.line2);
        painter.drawText(QPointF(middle - half, axis + tick + metrics.ascent()), text);
    }
    for (const Tries::Try &each : m_tries.tries) {
        const double from = std::min(x(each.from), x(each.to)), wide = std::max<double>(barLeast, std::abs(x(each.to) - x(each.from)));
        painter.setPen(Qt::NoPen);
        painter.setBrush(look.fill(each.hue));
        painter.drawRoundedRect(QRectF(from, top, wide, barHeight - 1), 1.5, 1.5);
    }
    if (m_tries.next && *m_tries.next > m_tries.now) {
        painter.setPen(QPen(look.text2, 1, Qt::DashLine));
        painter.drawLine(QPointF(x(m_tries.now), top - Look::unit / 2.0), QPointF(x(m_tries.now), axis + tick));
        const QString now = tr("now");
        painter.setPen(look.text2);
        const double wide = metrics.horizontalAdvance(now);
        painter.drawText(QPointF(std::clamp(x(m_tries.now) - wide / 2, 0.0, width() - wide), metrics.ascent()), now);
        drawMark(painter, QRectF(x(*m_tries.next) - barHeight / 2.0, top, barHeight, barHeight), Mark::Waiting, look, look.base);
    }
}

} // namespace cartage::ui
