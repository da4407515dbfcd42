// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tile.h"

#include <QPainter>
#include <QStyle>

#include "ui/look/stylepaint.h"

namespace cartage::ui {
namespace {

constexpr int edge = 14, gap = 2, markRoom = 24;

} // namespace

Tile::Tile(const QString &label, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(label);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(label);
}

void Tile::setContent(const Content &content)
{
    if (content == m_content)
        return;
    m_content = content;
    setAccessibleName(QStringLiteral("%1: %2 %3. %4").arg(text(), content.number, content.suffix, content.line));
    updateGeometry();
    showWhatIsCut();
    update();
}

void Tile::resizeEvent(QResizeEvent *event)
{
    QAbstractButton::resizeEvent(event);
    showWhatIsCut();
}

void Tile::showWhatIsCut()
{
    const Look &look = lookOf(this);
    const int label = Look::textWidth(look.small, text()) + (m_content.mark ? markRoom : 0), line = Look::textWidth(look.small, m_content.line);
    const bool cut = std::max(label, line) > width() - 2 * edge;
    setToolTip(cut ? QStringLiteral("%1. %2").arg(text(), m_content.line).toHtmlEscaped() : QString());
}

QSize Tile::sizeHint() const
{
    const Look &look = lookOf(this);
    const int small = QFontMetrics(look.small).height(), number = QFontMetrics(look.tileNumber).height();
    const int suffix = m_content.suffix.isEmpty() ? 0 : Look::markGap + Look::textWidth(look.small, m_content.suffix);
    const int least = 2 * edge + Look::textWidth(look.tileNumber, m_content.number) + suffix;
    return {std::max(look.zeros(15), least), 2 * small + number + 2 * gap + 5 * Look::unit};
}

QSize Tile::minimumSizeHint() const { return sizeHint(); }

void Tile::paintEvent(QPaintEvent *)
{
    const Look &look = lookOf(this);
    QPainter painter(this);
    const QColor tint = underMouse() ? Look::mix(look.tile, look.text, 0.03) : look.tile;
    paint::box(painter, rect(), Look::radius, tint, {});
    if (hasFocus())
        paint::box(painter, rect(), Look::radius, {}, look.accentInk, 2);

    const QFontMetrics small(look.small), number(look.tileNumber);
    QRect line(edge, 2 * Look::unit + 1, width() - 2 * edge, small.height());
    if (m_content.mark)
        drawMark(painter, QStyle::visualRect(layoutDirection(), rect(), QRect(line.right() - 15, line.center().y() - 7, 16, 16)), *m_content.mark, look, tint);
    painter.setFont(look.small);
    painter.setPen(look.text2);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, small.elidedText(text(), Qt::ElideRight, line.width() - (m_content.mark ? markRoom : 0)));

    line = QRect(edge, line.bottom() + 1 + gap, line.width(), number.height());
    painter.setFont(look.tileNumber);
    painter.setPen(m_content.needsYou ? look.inkRed : look.text);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, m_content.number);
    if (!m_content.suffix.isEmpty()) {
        // Both stand on the number's line.
        painter.setFont(look.small);
        painter.setPen(look.text2);
        const int after = number.horizontalAdvance(m_content.number) + Look::markGap;
        const int start = isRightToLeft() ? width() - edge - after - small.horizontalAdvance(m_content.suffix) : edge + after;
        painter.drawText(QPoint(start, line.top() + number.ascent()), m_content.suffix);
    }
    line = QRect(edge, line.bottom() + 1 + gap, line.width(), small.height());
    painter.setFont(look.small);
    painter.setPen(look.text2);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, small.elidedText(m_content.line, Qt::ElideRight, line.width()));
}

} // namespace cartage::ui
