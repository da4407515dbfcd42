// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPainter>
#include <QStyleOption>

#include "ui/look/stylepaint.h"

namespace cartage::ui::paint {
namespace {

constexpr int checkWidth = 24, edge = 8;

/// "Retry now" and "Ctrl+R".
std::pair<QString, QString> halves(const QStyleOptionMenuItem &option)
{
    return {option.text.section(QLatin1Char('\t'), 0, 0), option.text.section(QLatin1Char('\t'), 1)};
}

} // namespace

void header(QPainter &painter, const QStyleOptionHeader &option, const Look &look)
{
    painter.fillRect(option.rect, look.base);
    if (option.orientation == Qt::Horizontal)
        hairline(painter, option.rect, Qt::BottomEdge, look.line);
}

void tab(QPainter &painter, const QStyleOptionTab &option, const Look &look)
{
    const bool chosen = option.state & QStyle::State_Selected, enabled = option.state & QStyle::State_Enabled;
    const bool hovered = enabled && (option.state & QStyle::State_MouseOver);
    painter.setPen(!enabled ? look.text3 : chosen || hovered ? look.text : look.text2);
    QRect words = option.rect;
    if (!option.icon.isNull()) {
        const QRect where(words.left(), words.center().y() - option.iconSize.height() / 2, option.iconSize.width(), option.iconSize.height());
        option.icon.paint(&painter, where);
        words.setLeft(where.right() + Look::unit);
    }
    // The first tab begins at the edge of what lies below.
    painter.drawText(words.adjusted(0, 0, 0, -3), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextShowMnemonic, option.text);
    if (chosen) {
        const QRectF bar(option.rect.left(), option.rect.bottom() - 2, option.rect.width() - 2 * edge, 3);
        painter.fillRect(bar, look.accentInk);
    }
    if (chosen && (option.state & QStyle::State_HasFocus))
        box(painter, QRectF(option.rect).adjusted(-2, 4, -2 * edge + 2, -6), Look::radius, {}, look.accentInk);
}

QSize menuItemSize(const QStyleOptionMenuItem &option, const Look &look)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator) // a menu leaves out what has no width
        return {option.text.isEmpty() ? edge : QFontMetrics(look.small).horizontalAdvance(option.text) + 4 * edge,
                option.text.isEmpty() ? 9 : look.groupHeaderHeight()};
    const QFontMetrics metrics(option.font);
    const auto [words, key] = halves(option);
    // Keys are aligned by Qt: it asks for the widest of them apart.
    int width = checkWidth + edge + metrics.size(Qt::TextShowMnemonic, words).width() + 3 * edge;
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += 2 * edge;
    return {width, look.rowHeight()};
}

void menuItem(QPainter &painter, const QStyleOptionMenuItem &option, const Look &look)
{
    const QRect rect = option.rect;
    painter.fillRect(rect, look.base);
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        if (option.text.isEmpty()) {
            hairline(painter, QRectF(rect.left(), rect.top(), rect.width(), rect.height() / 2 + 1), Qt::BottomEdge, look.line);
        } else {
            painter.setFont(look.groupHeader);
            painter.setPen(look.text2);
            painter.drawText(rect.adjusted(edge, 0, -edge, 0), Qt::AlignVCenter | Qt::AlignLeft, option.text);
        }
        return;
    }
    const bool enabled = option.state & QStyle::State_Enabled;
    if ((option.state & QStyle::State_Selected) && enabled)
        box(painter, QRectF(rect).adjusted(Look::unit, 0, -Look::unit, 0), Look::radius, look.selected, {});
    const QRect sign(rect.left() + edge, rect.center().y() - 8, 16, 16);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable) {
        QStyleOption box;
        box.rect = sign.adjusted(1, 1, -1, -1);
        box.state = (enabled ? QStyle::State_Enabled : QStyle::State_None) | (option.checked ? QStyle::State_On : QStyle::State_Off);
        option.checkType == QStyleOptionMenuItem::Exclusive ? radioButton(painter, box, look) : checkBox(painter, box, look);
    } else if (!option.icon.isNull()) {
        option.icon.paint(&painter, sign, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
    const auto [words, key] = halves(option);
    QFont font = option.font;
    if (option.menuItemType == QStyleOptionMenuItem::DefaultItem)
        font.setBold(true);
    painter.setFont(font);
    painter.setPen(enabled ? look.text : look.text3);
    const QRect inner = rect.adjusted(edge + checkWidth, 0, -2 * edge, 0);
    painter.drawText(inner, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextSingleLine, words);
    painter.setPen(enabled ? look.text2 : look.text3);
    if (!key.isEmpty())
        painter.drawText(inner, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, key);
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        chevron(painter, QPointF(rect.right() - edge - 4, rect.center().y() + 0.5), 7, Direction::Right, look.text2);
}

void menuBarItem(QPainter &painter, const QStyleOptionMenuItem &option, const Look &look)
{
    painter.fillRect(option.rect, look.window);
    const bool enabled = option.state & QStyle::State_Enabled;
    if ((option.state & QStyle::State_Selected) && enabled)
        box(painter, QRectF(option.rect).adjusted(1, 1, -1, -1), Look::radius,
            option.state & QStyle::State_Sunken ? look.sidebarSelected : look.sidebarHover, {});
    painter.setPen(enabled ? look.text : look.text3);
    // Underlined only while the keys are on the menu bar.
    const int mnemonic = option.state & QStyle::State_HasFocus ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    painter.drawText(option.rect, int(Qt::AlignCenter) | mnemonic | Qt::TextSingleLine, option.text);
}

} // namespace cartage::ui::paint
