// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>

#include "ui/look/stylepaint.h"
#include "ui/widgets/listview.h"

namespace cartage::ui {

ListHeader::ListHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setMinimumSectionSize(6 * Look::unit);
    setTextElideMode(Qt::ElideRight);
    setAttribute(Qt::WA_Hover);
}

void ListHeader::setStretchColumn(int logical)
{
    m_stretch = logical;
    takeStretch();
}

bool ListHeader::isFirst(int logical) const
{
    for (int visual = visualIndex(logical) - 1; visual >= 0; --visual) {
        if (!isSectionHidden(logicalIndex(visual)))
            return false;
    }
    return true;
}

bool ListHeader::isLast(int logical) const
{
    for (int visual = visualIndex(logical) + 1; visual < count(); ++visual) {
        if (!isSectionHidden(logicalIndex(visual)))
            return false;
    }
    return true;
}

void ListHeader::takeStretch()
{
    for (int section = 0; section < count(); ++section)
        setSectionResizeMode(section, section == m_stretch ? QHeaderView::Stretch : QHeaderView::Interactive);
}

void ListHeader::setModel(QAbstractItemModel *model)
{
    QHeaderView::setModel(model);
    takeStretch();
}

QSize ListHeader::sizeHint() const { return {QHeaderView::sizeHint().width(), lookOf(this).headerHeight()}; }

QSize ListHeader::sectionSizeFromContents(int logical) const
{
    const Look &look = lookOf(this);
    const int words = Look::textWidth(look.small, model()->headerData(logical, Qt::Horizontal).toString());
    const int sign = sortIndicatorSection() == logical && isSortIndicatorShown() ? 4 * Look::unit : 0;
    const auto *list = qobject_cast<const ListView *>(parentWidget());
    const int outer = std::max(0, (list ? list->edge() : Look::edge) - Look::cellPadding); // any may become the first or the last, which stand further in
    return {words + 2 * Look::cellPadding + sign + outer, look.headerHeight()};
}

void ListHeader::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const Look &look = lookOf(this);
    painter.fillRect(event->rect(), look.base);
    painter.end();
    QHeaderView::paintEvent(event);
    QPainter over(viewport());
    paint::hairline(over, viewport()->rect(), Qt::BottomEdge, look.line);
}

bool ListHeader::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !model())
        return QHeaderView::viewportEvent(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int section = logicalIndexAt(help->pos());
    const bool cut = section >= 0 && sectionSize(section) < sectionSizeFromContents(section).width();
    cut ? QToolTip::showText(help->globalPos(), model()->headerData(section, Qt::Horizontal).toString(), viewport()) : QToolTip::hideText();
    return true;
}

void ListHeader::paintSection(QPainter *painter, const QRect &rect, int logical) const
{
    const Look &look = lookOf(this);
    const bool sorted = isSortIndicatorShown() && sortIndicatorSection() == logical;
    const QVariant aligned = model()->headerData(logical, Qt::Horizontal, Qt::TextAlignmentRole);
    const bool right = aligned.isValid() && (aligned.toInt() & Qt::AlignRight);
    const auto *list = qobject_cast<const ListView *>(parentWidget());
    const int edge = list ? list->edge() : Look::edge;
    const bool first = isFirst(logical), last = isLast(logical);
    QRect inner = rect.adjusted(first ? edge : Look::cellPadding, 0, last ? -edge : -Look::cellPadding, 0);

    painter->save();
    painter->setFont(look.small);
    painter->setPen(sorted ? look.text : look.text2);
    const QString text = model()->headerData(logical, Qt::Horizontal).toString();
    const QFontMetrics metrics(look.small);
    if (sorted) {
        const auto direction = sortIndicatorOrder() == Qt::AscendingOrder ? paint::Direction::Up : paint::Direction::Down;
        const int words = std::min(metrics.horizontalAdvance(text), std::max(0, inner.width() - 3 * Look::unit));
        const qreal x = right ? inner.right() - words - 9 : inner.left() + words + 10;
        paint::chevron(*painter, QPointF(isRightToLeft() ? rect.left() + rect.right() - x : x, rect.center().y() + 0.5), 8, direction, look.text2);
        if (!right)
            inner.setWidth(std::max(0, inner.width() - 3 * Look::unit));
    }
    painter->drawText(QStyle::visualRect(layoutDirection(), rect, inner), (right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine,
                      metrics.elidedText(text, Qt::ElideRight, inner.width()));
    painter->restore();
}

} // namespace cartage::ui
