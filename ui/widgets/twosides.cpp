// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/twosides.h"

#include <QEvent>
#include <QHBoxLayout>

#include "ui/look/look.h"

namespace cartage::ui {

TwoSides::TwoSides(QWidget *parent)
    : QWidget(parent)
    , m_both(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_leading(new QHBoxLayout)
    , m_trailing(new QHBoxLayout)
{
    m_both->setContentsMargins(0, 0, 0, 0);
    m_both->setSpacing(Look::markGap);
    for (QBoxLayout *side : {m_leading, m_trailing})
        side->setSpacing(Look::markGap);
    m_trailing->addStretch(1);
    m_both->addLayout(m_leading, 1);
    m_both->addLayout(m_trailing);
}

QSize TwoSides::minimumSizeHint() const
{
    const QMargins margins = m_both->contentsMargins();
    const int widest = std::max(m_leading->minimumSize().width(), m_trailing->minimumSize().width());
    return {widest + margins.left() + margins.right(), m_both->totalMinimumSize().height()};
}

void TwoSides::choose()
{
    const QMargins margins = m_both->contentsMargins();
    const int needs = m_leading->minimumSize().width() + m_both->spacing() + m_trailing->minimumSize().width() + margins.left() + margins.right();
    const auto direction = needs > width() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (direction != m_both->direction()) {
        m_both->setDirection(direction);
        updateGeometry();
    }
}

void TwoSides::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    choose();
}

bool TwoSides::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        choose();
    return QWidget::event(event);
}

} // namespace cartage::ui
