// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/stylepaint.h"

#include <QAbstractScrollArea>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QWidget>
#include <cmath>

#include "ui/look/style.h"

namespace cartage::ui::paint {
namespace {

qreal devicePixel(const QPainter &painter) { return 1 / deviceScale(painter); }

struct ButtonColors {
    QColor fill, edge, text;
};

ButtonColors buttonColors(ButtonRole role, QStyle::State state, const Look &l)
{
    const bool enabled = state & QStyle::State_Enabled, hovered = enabled && (state & QStyle::State_MouseOver);
    const bool down = enabled && (state & (QStyle::State_Sunken | QStyle::State_On));
    const auto pressed = [&](const QColor &fill, const QColor &towards) {
        return down ? Look::mix(fill, towards, 0.12) : hovered ? Look::mix(fill, towards, 0.06) : fill;
    };
    if (!enabled && role != ButtonRole::Link && role != ButtonRole::TipLink)
        return {l.dark ? l.button : l.base, l.line, Look::mix(l.base, l.text, l.dark ? 0.42 : 0.46)};
    switch (role) {
    case ButtonRole::Plain:
        return {pressed(l.button, l.text), l.line2, l.text};
    case ButtonRole::Filled:
        return {pressed(l.accent, Qt::black), {}, l.onAccent};
    case ButtonRole::Safe:
        return {pressed(l.button, l.text), l.accent, l.text};
    case ButtonRole::Destructive:
        return {pressed(l.dark ? Look::mix(l.base, l.fillRed, 0.10) : l.base, l.fillRed), Look::mix(l.base, l.fillRed, 0.65), l.inkRed};
    case ButtonRole::Link:
        return {{}, {}, enabled ? l.accentInk : l.text3};
    case ButtonRole::TipLink:
        return {{}, {}, l.onTipLink};
    }
    return {};
}

/// What the scroll bar's content lies on, so that the bar seems to lie there too.
QColor surfaceBeside(const QWidget *bar, const Look &look)
{
    for (const QWidget *widget = bar; widget; widget = widget->parentWidget()) {
        if (const auto *area = qobject_cast<const QAbstractScrollArea *>(widget))
            return area->viewport()->palette().color(area->viewport()->backgroundRole());
    }
    return look.base;
}

} // namespace

qreal deviceScale(const QPainter &painter)
{
    const QTransform transform = painter.deviceTransform();
    return std::max(1.0, std::sqrt(std::abs(transform.determinant())));
}

void chevron(QPainter &painter, QPointF center, qreal size, Direction direction, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(color, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.translate(center);
    constexpr qreal turns[] = {180, 0, 90, -90};
    painter.rotate(turns[int(direction)]);
    painter.drawPolyline(QPolygonF{QPointF(-size / 2, -size / 4), QPointF(0, size / 4), QPointF(size / 2, -size / 4)});
    painter.restore();
}

void box(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &edge, qreal width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal pen = width == 1 ? devicePixel(painter) : width;
    painter.setPen(edge.isValid() ? QPen(edge, pen) : QPen(Qt::NoPen));
    painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = edge.isValid() ? pen / 2 : 0;
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void hairline(QPainter &painter, const QRectF &rect, Qt::Edge edge, const QColor &color)
{
    const qreal d = devicePixel(painter);
    switch (edge) {
    case Qt::TopEdge:
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), d), color);
        return;
    case Qt::BottomEdge:
        painter.fillRect(QRectF(rect.left(), rect.bottom() - d, rect.width(), d), color);
        return;
    case Qt::LeftEdge:
        painter.fillRect(QRectF(rect.left(), rect.top(), d, rect.height()), color);
        return;
    case Qt::RightEdge:
        painter.fillRect(QRectF(rect.right() - d, rect.top(), d, rect.height()), color);
        return;
    }
}

void pushButton(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget, const Look &look, const QStyle &style)
{
    const ButtonRole role = buttonRole(widget);
    const ButtonColors colors = buttonColors(role, option.state, look);
    const QRectF rect(option.rect);
    const bool focused = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Enabled);
    const bool link = role == ButtonRole::Link || role == ButtonRole::TipLink;
    if (colors.fill.isValid() || colors.edge.isValid())
        box(painter, rect, Look::radius, colors.fill, colors.edge);
    if (focused && role == ButtonRole::Filled)
        box(painter, rect.adjusted(2, 2, -2, -2), Look::radius - 1, {}, look.onAccent);
    else if (focused && !link)
        box(painter, rect, Look::radius, {}, look.accentInk, 2);

    painter.save();
    QFont font = option.fontMetrics == QFontMetrics(painter.font()) || !widget ? painter.font() : widget->font();
    font.setUnderline(link && (focused || ((option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled))));
    painter.setFont(font);
    painter.setPen(colors.text);
    QRect inner = option.rect;
    if (!option.icon.isNull()) {
        const int words = option.fontMetrics.size(Qt::TextShowMnemonic, option.text).width();
        const int icon = option.iconSize.width(), gap = option.text.isEmpty() ? 0 : Look::unit + 2;
        const QRect where(inner.left() + (inner.width() - icon - gap - words) / 2, inner.top() + (inner.height() - icon) / 2, icon, icon);
        option.icon.paint(&painter, where, Qt::AlignCenter, option.state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled);
        inner.setLeft(where.right() + 1 + gap);
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, option.text);
    } else {
        const int flags = style.styleHint(QStyle::SH_UnderlineShortcut, &option, widget) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
        painter.drawText(inner, (link ? Qt::AlignLeft : Qt::AlignHCenter) | Qt::AlignVCenter | flags, option.text);
    }
    painter.restore();
}

void toolButton(QPainter &painter, const QStyleOptionToolButton &option, const QWidget *widget, const Look &look)
{
    const bool enabled = option.state & QStyle::State_Enabled, onTip = buttonRole(widget) == ButtonRole::TipLink;
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On), hovered = enabled && (option.state & QStyle::State_MouseOver);
    const QColor surface = onTip ? look.onTip : look.text;
    if (enabled && (down || hovered)) {
        QColor tint = surface;
        tint.setAlphaF(down ? 0.11f : 0.06f);
        box(painter, option.rect, Look::radius, tint, {});
    }
    if ((option.state & QStyle::State_HasFocus) && enabled)
        box(painter, option.rect, Look::radius, {}, onTip ? look.onTipLink : look.accentInk);

    const bool words = option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
    QRect inner = option.rect.adjusted(words ? Look::cellPadding - 2 : 0, 0, words ? -Look::cellPadding + 2 : 0, 0);
    if (!option.icon.isNull() && option.toolButtonStyle != Qt::ToolButtonTextOnly) {
        QRect where(QPoint(), option.iconSize);
        where.moveCenter(inner.center());
        if (words)
            where.moveLeft(inner.left());
        option.icon.paint(&painter, where, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
        inner.setLeft(where.right() + 1 + Look::unit + 2);
    } else if (option.features & QStyleOptionToolButton::Arrow && option.arrowType != Qt::NoArrow) {
        constexpr Direction directions[] = {Direction::Up, Direction::Up, Direction::Down, Direction::Left, Direction::Right};
        chevron(painter, QRectF(inner).center(), 8, directions[int(option.arrowType)], look.text2);
    }
    if (words) {
        painter.setPen(enabled ? surface : look.text3);
        painter.setFont(option.font);
        painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, option.text);
    }
}

void field(QPainter &painter, const QStyleOption &option, const QWidget *widget, const Look &look)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool focused = enabled && ((option.state & QStyle::State_HasFocus) || (widget && widget->hasFocus()));
    box(painter, option.rect, Look::radius, enabled ? look.field : look.tile, look.line2);
    if (focused)
        box(painter, option.rect, Look::radius, {}, look.accentInk, 2);
}

void comboBox(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *widget, const Look &look)
{
    field(painter, option, widget, look);
    const QRectF rect(option.rect);
    chevron(painter, QPointF(rect.right() - 14, rect.center().y()), 8, Direction::Down,
            option.state & QStyle::State_Enabled ? look.text2 : look.text3);
}

void spinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QWidget *widget, const Look &look, const QStyle &style)
{
    field(painter, option, widget, look);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const bool enabled = option.state & QStyle::State_Enabled;
    const auto arrow = [&](QStyle::SubControl part, QAbstractSpinBox::StepEnabledFlag flag, Direction direction) {
        const QRectF rect(style.subControlRect(QStyle::CC_SpinBox, &option, part, widget));
        chevron(painter, rect.center(), 7, direction, enabled && (option.stepEnabled & flag) ? look.text2 : look.line2);
    };
    arrow(QStyle::SC_SpinBoxUp, QAbstractSpinBox::StepUpEnabled, Direction::Up);
    arrow(QStyle::SC_SpinBoxDown, QAbstractSpinBox::StepDownEnabled, Direction::Down);
}

void checkBox(QPainter &painter, const QStyleOption &option, const Look &look)
{
    const bool on = option.state & QStyle::State_On, some = option.state & QStyle::State_NoChange, enabled = option.state & QStyle::State_Enabled;
    const QRectF rect(option.rect);
    const QColor fill = on || some ? (enabled ? look.accent : look.fillGrey) : enabled ? look.field : look.tile;
    const bool focused = option.state & QStyle::State_HasFocus, hovered = enabled && (option.state & QStyle::State_MouseOver);
    box(painter, rect, 3, fill, on || some ? QColor() : focused || hovered ? look.accentInk : look.line2);
    if (focused)
        box(painter, rect.adjusted(-2, -2, 2, 2), 4, {}, look.accentInk);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(look.onAccent, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const qreal s = rect.width() / 14;
    const auto at = [&](qreal x, qreal y) { return rect.topLeft() + QPointF(x * s, y * s); };
    if (some)
        painter.drawLine(at(4, 7), at(10, 7));
    else if (on)
        painter.drawPolyline(QPolygonF{at(3.4, 7.2), at(6, 9.8), at(10.8, 4.6)});
    painter.restore();
}

void radioButton(QPainter &painter, const QStyleOption &option, const Look &look)
{
    const bool on = option.state & QStyle::State_On, enabled = option.state & QStyle::State_Enabled;
    const QRectF rect(option.rect);
    const bool focused = option.state & QStyle::State_HasFocus;
    box(painter, rect, rect.width() / 2, on ? (enabled ? look.accent : look.fillGrey) : look.field,
        on        ? QColor()
        : focused ? look.accentInk
                  : look.line2);
    if (focused)
        box(painter, rect.adjusted(-2, -2, 2, 2), rect.width() / 2 + 2, {}, look.accentInk);
    if (on) {
        const qreal inset = rect.width() * 0.32;
        box(painter, rect.adjusted(inset, inset, -inset, -inset), rect.width(), look.onAccent, {});
    }
}

void scrollBar(QPainter &painter, const QStyleOptionSlider &option, const QWidget *widget, const Look &look, const QStyle &style)
{
    painter.fillRect(option.rect, surfaceBeside(widget, look));
    if (option.minimum == option.maximum)
        return;
    QRectF slider(style.subControlRect(QStyle::CC_ScrollBar, &option, QStyle::SC_ScrollBarSlider, widget));
    constexpr qreal bar = 6;
    if (option.orientation == Qt::Vertical)
        slider = QRectF(slider.center().x() - bar / 2, slider.top() + 1, bar, slider.height() - 2);
    else
        slider = QRectF(slider.left() + 1, slider.center().y() - bar / 2, slider.width() - 2, bar);
    const bool pulled = (option.state & QStyle::State_Sunken) && (option.activeSubControls & QStyle::SC_ScrollBarSlider);
    const bool hovered = option.state & QStyle::State_MouseOver;
    box(painter, slider, bar / 2, Look::mix(look.base, look.text, pulled ? 0.48 : hovered ? 0.38 : 0.28), {});
}

void progressBar(QPainter &painter, const QStyleOptionProgressBar &option, const Look &look)
{
    const QRectF bar(option.rect.left(), option.rect.center().y() - 2, option.rect.width(), 6);
    box(painter, bar, 3, look.track, {});
    const int range = option.maximum - option.minimum;
    if (range > 0 && option.progress > option.minimum)
        box(painter, QRectF(bar.left(), bar.top(), std::max(6.0, bar.width() * (option.progress - option.minimum) / range), bar.height()), 3,
            look.fillBlue, {});
}

} // namespace cartage::ui::paint
