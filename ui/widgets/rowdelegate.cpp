// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rowdelegate.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>
#include <cmath>
#include <numeric>

#include "ui/look/style.h"
#include "ui/look/stylepaint.h"
#include "ui/text/format.h"
#include "ui/widgets/listview.h"

namespace cartage::ui {
namespace {

constexpr int progressWidth = 14 * Look::unit, barHeight = 6;

/// A cell's place and colours while it is painted. Everything is placed from left to right and mirrored where it is painted.
struct Cell {
    QPainter &painter;
    const Look &look;
    QRect rect;
    QRect whole; ///< with its padding: what it is mirrored in
    QColor background;
    const QModelIndex &index;
    const ListView *list;
};

QRect mirrored(const Cell &cell, const QRect &part) { return QStyle::visualRect(cell.painter.layoutDirection(), cell.whole, part); }

Qt::Alignment alignmentOf(const QModelIndex &index)
{
    const QVariant value = index.data(Qt::TextAlignmentRole);
    return value.isValid() ? Qt::Alignment(value.toInt()) : Qt::Alignment(Qt::AlignLeft | Qt::AlignVCenter);
}

bool hasUniformDigits(const QFontMetricsF &metrics)
{
    for (char digit = '1'; digit <= '9'; ++digit) {
        if (std::abs(metrics.horizontalAdvance(QLatin1Char(digit)) - metrics.horizontalAdvance(QLatin1Char('0'))) > 0.01)
            return false;
    }
    return true;
}

void drawLine(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text, Qt::TextElideMode elide = Qt::ElideRight)
{
    painter.drawText(rect, int((alignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter | Qt::TextSingleLine),
                     painter.fontMetrics().elidedText(text, elide, rect.width()));
}

/// Right of the digits: the column's widest unit of either line, so that all digits end at one edge. 0: the column has none.
int unitWidth(const QModelIndex &index, const Look &look)
{
    int width = 0;
    for (const int role : {UnitRole, SecondUnitRole}) {
        const QFont &font = role == UnitRole ? look.body : look.small;
        for (const QVariant &unit : {index.model()->headerData(index.column(), Qt::Horizontal, role), index.data(role)}) {
            if (unit.isValid())
                width = std::max(width, Look::textWidth(font, unit.toString()) + Look::unit);
        }
    }
    return width;
}

void drawWithUnit(const Cell &cell, QRect line, const QString &text, int unitRole, const QFont &font, const QColor &ink)
{
    const QString unit = cell.index.data(unitRole).toString();
    const Qt::Alignment alignment = alignmentOf(cell.index);
    cell.painter.setFont(font);
    cell.painter.setPen(ink);
    const int width = unitWidth(cell.index, cell.look);
    if (width > 0) {
        const QRect unitRect(line.right() + 1 - width + Look::unit, line.top(), width - Look::unit, line.height());
        cell.painter.setPen(cell.look.text2);
        drawLine(cell.painter, mirrored(cell, unitRect), Qt::AlignLeft, unit);
        line.setRight(line.right() - width);
        cell.painter.setPen(ink);
    }
    if (width > 0 || (alignment & Qt::AlignRight))
        drawNumber(cell.painter, mirrored(cell, line), cell.painter.fontMetrics().elidedText(text, Qt::ElideRight, line.width()));
    else
        drawLine(cell.painter, mirrored(cell, line), alignment, text,
                 Qt::TextElideMode(cell.index.data(ElideRole).isValid() ? cell.index.data(ElideRole).toInt() : int(Qt::ElideRight)));
}

void drawHeat(const Cell &cell)
{
    const qint64 n = cell.index.data(HeatRole).toLongLong();
    cell.painter.setFont(cell.look.body);
    if (n == 0) {
        cell.painter.setPen(cell.look.text3);
        cell.painter.drawText(mirrored(cell, cell.rect.adjusted(0, 0, -Look::cellPadding, 0)), Qt::AlignRight | Qt::AlignVCenter, QStringLiteral("·"));
        return;
    }
    const QColor tint = cell.look.heat(n);
    paint::box(cell.painter, QRectF(cell.rect).adjusted(1, 1, -1, -1), 2, tint, {});
    cell.painter.setPen(Look::contrast(cell.look.text, tint) >= 4.5 ? cell.look.text : cell.look.base);
    drawNumber(cell.painter, mirrored(cell, cell.rect.adjusted(0, 0, -Look::cellPadding, 0)), format::number(n));
}

void drawSentence(const Cell &cell, const QRect &where)
{
    const QModelIndex owner = cell.index.siblingAtColumn(cell.list->sentenceColumn());
    cell.painter.save();
    cell.painter.setClipRect(cell.rect, Qt::IntersectClip);
    cell.painter.setFont(cell.look.body);
    const QVariant ink = owner.data(SentenceInkRole);
    cell.painter.setPen(inkColor(ink.isValid() ? Ink(ink.toInt()) : Ink::Text2, cell.look));
    drawLine(cell.painter, where.adjusted(Look::cellPadding, 0, -Look::cellPadding, 0), Qt::AlignLeft, owner.data(SentenceRole).toString());
    cell.painter.restore();
}

void drawGroup(const Cell &cell, const GroupHeader &group)
{
    QPainter &p = cell.painter;
    const QRect row(0, cell.rect.top(), cell.list->viewport()->width(), cell.rect.height());
    const bool fromRight = p.layoutDirection() == Qt::RightToLeft;
    const auto turned = [&](const QRect &part) { return QStyle::visualRect(p.layoutDirection(), row, part); };
    p.save();
    p.setClipRect(cell.rect, Qt::IntersectClip);
    paint::hairline(p, row, Qt::BottomEdge, cell.look.line);
    const QRect inner = row.adjusted(Look::edge, 0, -Look::edge, 0);
    paint::chevron(p, QPointF(fromRight ? inner.right() - 5 : inner.left() + 5, inner.center().y() + 0.5), 8,
                   group.expanded ? paint::Direction::Down : fromRight ? paint::Direction::Left : paint::Direction::Right, cell.look.text2);
    p.setPen(cell.look.text2);
    p.setFont(cell.look.small);
    const int counts = Look::textWidth(cell.look.small, group.counts);
    drawLine(p, turned(inner), Qt::AlignRight, group.counts);
    QRect left = inner.adjusted(Look::markSize, 0, -counts - Look::edge, 0); // of those from left to right
    p.setFont(cell.look.groupHeader);
    drawLine(p, turned(left), Qt::AlignLeft, group.title);
    left.setLeft(left.left() + std::min(left.width(), Look::textWidth(cell.look.groupHeader, group.title) + 10));
    p.setFont(cell.look.mono);
    drawLine(p, turned(left), Qt::AlignLeft, group.code);
    p.restore();
}

void drawProgressCell(const Cell &cell, const Progress &progress, const QString &text, const QColor &ink)
{
    const int words = text.isEmpty() ? 0 : Look::textWidth(cell.look.body, QStringLiteral("100 %")) + Look::cellPadding;
    const int width = std::max(progressWidth / 2, cell.rect.width() - words);
    drawProgress(cell.painter, mirrored(cell, QRect(cell.rect.left(), cell.rect.top(), width, cell.rect.height())), progress, cell.look);
    cell.painter.setPen(ink);
    cell.painter.setFont(cell.look.body);
    drawNumber(cell.painter, mirrored(cell, cell.rect), text);
}

constexpr int indentWidth = Look::markSize + Look::unit;

/// Whether the line of a tree's level goes on below a row: another one of that level comes before a higher one.
bool goesOn(const QModelIndex &index, int level)
{
    for (int row = index.row() + 1; row < index.model()->rowCount(); ++row) {
        const int depth = index.sibling(row, index.column()).data(IndentRole).toInt();
        if (depth <= level)
            return depth == level;
    }
    return false;
}

/// A tree's row stands further in, with an elbow that leads to it; lines of higher levels pass it.
QRect indented(const Cell &cell, const QRect &inner)
{
    const int depth = cell.index.data(IndentRole).toInt();
    if (depth <= 0)
        return inner;
    const int y = inner.center().y();
    for (int level = 1; level <= depth; ++level) {
        const bool on = goesOn(cell.index, level);
        const int x = inner.left() + (level - 1) * indentWidth + Look::markSize / 2;
        if (on || level == depth)
            cell.painter.fillRect(mirrored(cell, QRect(x, cell.whole.top(), 1, on ? cell.whole.height() : y - cell.whole.top() + 1)), cell.look.line2);
        if (level == depth)
            cell.painter.fillRect(mirrored(cell, QRect(x, y, indentWidth - Look::markSize / 2 - Look::unit, 1)), cell.look.line2);
    }
    return inner.adjusted(depth * indentWidth, 0, 0, 0);
}

/// Mark or tick box at the left; what is left of the rectangle is the text's.
QRect drawSign(const Cell &cell, QRect inner, int firstLine)
{
    const QVariant checked = cell.index.data(Qt::CheckStateRole), mark = cell.index.data(MarkRole);
    const QRect sign = mirrored(cell, QRect(inner.left(), inner.top() + (firstLine - Look::markSize) / 2, Look::markSize, Look::markSize));
    if (checked.isValid()) {
        QStyleOption box;
        box.rect = sign.adjusted(1, 1, -1, -1);
        box.state = QStyle::State_Enabled;
        box.state |= checked.toInt() == Qt::Checked            ? QStyle::State_On
                     : checked.toInt() == Qt::PartiallyChecked ? QStyle::State_NoChange
                                                               : QStyle::State_Off;
        paint::checkBox(cell.painter, box, cell.look);
    } else if (mark.isValid()) {
        drawMark(cell.painter, sign, Mark(mark.toInt()), cell.look, cell.background);
    } else {
        return inner;
    }
    return inner.adjusted(Look::markSize + Look::markGap, 0, 0, 0);
}

} // namespace

QColor inkColor(Ink ink, const Look &look)
{
    switch (ink) {
    case Ink::Text:
        return look.text;
    case Ink::Text2:
        return look.text2;
    case Ink::Text3:
        return look.text3;
    case Ink::Red:
        return look.inkRed;
    case Ink::Amber:
        return look.inkAmber;
    case Ink::Green:
        return look.inkGreen;
    case Ink::Link:
        return look.accentInk;
    }
    return look.text;
}

void drawProgress(QPainter &painter, const QRectF &where, const Progress &progress, const Look &look)
{
    const QRectF bar(where.left(), where.center().y() - barHeight / 2.0, where.width(), barHeight);
    QPainterPath round;
    round.addRoundedRect(bar, barHeight / 2.0, barHeight / 2.0);
    if (progress.notch > 0 && progress.notch < 1) {
        QPainterPath gap;
        gap.addRect(QRectF(bar.left() + std::round(bar.width() * progress.notch) - 1, bar.top(), 2, bar.height()));
        round = round.subtracted(gap);
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (painter.layoutDirection() == Qt::RightToLeft) {
        painter.translate(2 * bar.center().x(), 0);
        painter.scale(-1, 1);
    }
    painter.fillPath(round, look.track);
    const qreal end = bar.left() + bar.width() * std::clamp(progress.done, 0.0, 1.0);
    if (end > bar.left()) {
        QPainterPath done;
        done.addRoundedRect(QRectF(bar.left(), bar.top(), std::max<qreal>(barHeight, end - bar.left()), barHeight), barHeight / 2.0, barHeight / 2.0);
        painter.fillPath(done.intersected(round), progress.hue == Hue::Grey ? look.meter : look.fill(progress.hue));
    }
    painter.restore();
}

void drawNumber(QPainter &painter, const QRectF &where, const QString &text)
{
    const QFontMetricsF metrics(painter.font(), painter.device());
    if (hasUniformDigits(metrics)) {
        painter.drawText(where, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
        return;
    }
    qreal widest = 0;
    for (char digit = '0'; digit <= '9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QLatin1Char(digit)));
    const auto widthOf = [&](QChar letter) { return letter.isDigit() ? widest : metrics.horizontalAdvance(letter); };
    qreal right = where.right();
    if (painter.layoutDirection() == Qt::RightToLeft)
        right = std::accumulate(text.begin(), text.end(), where.left(), [&](qreal sum, QChar letter) { return sum + widthOf(letter); });
    for (qsizetype i = text.size(); i-- > 0;) {
        const qreal width = widthOf(text[i]);
        painter.drawText(QRectF(right - width, where.top(), width, where.height()), Qt::AlignHCenter | Qt::AlignVCenter | Qt::TextSingleLine,
                         text.mid(i, 1));
        right -= width;
    }
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Look &look = lookOf(option.widget);
    const auto *list = qobject_cast<const ListView *>(option.widget);
    const Cell cell{*painter, look, option.rect, option.rect, list ? list->rowBackground(index.row()) : look.base, index, list};
    painter->save();
    const QVariant group = list ? index.siblingAtColumn(0).data(GroupRole) : QVariant();
    if (group.isValid())
        drawGroup(cell, group.value<GroupHeader>());
    else if (const auto sentence = list ? list->sentenceRect(index) : std::nullopt)
        drawSentence(cell, *sentence);
    else if (index.data(HeatRole).isValid())
        drawHeat(cell);
    else
        paintCell(*painter, cell.rect, cell.background, index, look, list);
    painter->restore();
}

void RowDelegate::paintCell(QPainter &painter, const QRect &rect, const QColor &background, const QModelIndex &index, const Look &look,
                            const ListView *list) const
{
    const bool first = list && list->listHeader()->isFirst(index.column());
    const bool last = list && list->listHeader()->isLast(index.column());
    QRect inner = rect.adjusted(first ? list->edge() : Look::cellPadding, 0, last ? -list->edge() : -Look::cellPadding, 0);
    const Cell cell{painter, look, inner, rect, background, index, list};

    QFont font = index.data(MonoRole).toBool() ? look.mono : look.body;
    if (index.data(BoldRole).toBool())
        font.setBold(true);
    const QVariant inkRole = index.data(InkRole);
    const QColor ink = inkColor(inkRole.isValid() ? Ink(inkRole.toInt()) : Ink::Text, look);
    if (list && index.siblingAtColumn(0).data(PendingRole).toBool()) {
        painter.setFont(look.body);
        painter.setPen(background == look.base ? look.text3 : look.text2);
        if (first)
            drawLine(painter, mirrored(cell, inner), Qt::AlignLeft, QStringLiteral("…"));
        return;
    }
    const QString text = index.data(Qt::DisplayRole).toString(), second = index.data(SecondLineRole).toString();
    if (const QVariant progress = index.data(ProgressRole); progress.isValid()) {
        drawProgressCell(cell, progress.value<Progress>(), text, ink);
        return;
    }
    const int body = QFontMetrics(look.body).height(), small = QFontMetrics(look.small).height();
    const bool twoLines = list && list->hasTwoLines();
    const int firstLine = twoLines ? body : inner.height();
    if (twoLines)
        inner.setTop(inner.top() + (inner.height() - body - small + 1) / 2);
    inner = drawSign(cell, indented(cell, inner), firstLine);
    drawWithUnit(cell, QRect(inner.left(), inner.top(), inner.width(), firstLine), text, UnitRole, font, ink);
    if (!second.isEmpty())
        drawWithUnit(cell, QRect(inner.left(), inner.top() + body - 1, inner.width(), small), second, SecondUnitRole, look.small, look.text2);
}

/// What the cell says of itself, and all of what is cut.
bool RowDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *list = qobject_cast<const ListView *>(view);
    if (event->type() != QEvent::ToolTip || !list || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const Look &look = lookOf(view);
    QStringList lines{index.data(Qt::ToolTipRole).toString()};
    if (const QVariant header = index.siblingAtColumn(0).data(GroupRole); header.isValid()) {
        const auto group = header.value<GroupHeader>();
        const int needs = Look::textWidth(look.groupHeader, group.title) + Look::textWidth(look.mono, group.code) + Look::textWidth(look.small, group.counts);
        lines = needs + 3 * Look::edge + Look::markSize + 10 > view->viewport()->width() ? QStringList{group.title, group.code, group.counts} : QStringList();
        lines.removeAll(QString());
        lines.isEmpty() ? QToolTip::hideText() : QToolTip::showText(event->globalPos(), lines.join(QStringLiteral(", ")), view->viewport());
        return true;
    }
    const auto sentence = list->sentenceRect(index);
    const QModelIndex owner = sentence ? index.siblingAtColumn(list->sentenceColumn()) : index;
    const QString words = sentence ? owner.data(SentenceRole).toString() : index.data(Qt::AccessibleTextRole).toString();
    const int outer = (list->listHeader()->isFirst(index.column()) + list->listHeader()->isLast(index.column())) * (list->edge() - Look::cellPadding);
    const int needs = sentence ? Look::textWidth(look.body, words) + 2 * Look::cellPadding : sizeHint(option, index).width() + outer;
    if (needs > (sentence ? sentence->width() : option.rect.width()) && !lines.front().contains(words))
        lines << words;
    lines.removeAll(QString());
    lines.isEmpty() ? QToolTip::hideText() : QToolTip::showText(event->globalPos(), lines.join(QLatin1Char('\n')), view->viewport());
    return true;
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Look &look = lookOf(option.widget);
    const auto *list = qobject_cast<const ListView *>(option.widget);
    const QFontMetrics body(look.body), small(look.small);
    int width = body.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    width = std::max(width, small.horizontalAdvance(index.data(SecondLineRole).toString())) + unitWidth(index, look) + 1;
    if (index.data(ProgressRole).isValid())
        width = std::max(width, progressWidth + body.horizontalAdvance(QStringLiteral("100 %")) + Look::cellPadding);
    if (index.data(MarkRole).isValid() || index.data(Qt::CheckStateRole).isValid())
        width += Look::markSize + Look::markGap;
    width += index.data(IndentRole).toInt() * indentWidth;
    return {width + 2 * Look::cellPadding, list && list->hasTwoLines() ? look.twoLineRowHeight() : look.rowHeight()};
}

} // namespace cartage::ui
