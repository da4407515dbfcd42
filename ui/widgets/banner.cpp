// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

#include "ui/look/stylepaint.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

Banner::Banner(QWidget *parent)
    : QWidget(parent)
    , m_text(new Words(Words::Kind::Body, {}, this))
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(Look::edge, 0, Look::edge, 0);
    m_row->setSpacing(Look::markGap);
    m_text->setWrapped();
    m_row->addWidget(m_text, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setMinimumHeight(lookOf(this).fieldHeight() + 3 * Look::unit);
}

void Banner::setState(Hue hue, std::optional<Mark> mark, const QString &sentence, const QList<QAction *> &actions)
{
    // Said again at every change of the site: a button under the pointer or with the focus stays.
    if (hue == m_hue && mark == m_mark && sentence == m_text->text() && actions == m_actions)
        return;
    m_hue = hue;
    m_mark = mark;
    m_actions = actions;
    m_text->setText(sentence);
    const int room = mark ? Look::markSize + Look::markGap : 0;
    m_text->setContentsMargins(isRightToLeft() ? 0 : room, 0, isRightToLeft() ? room : 0, 0);
    setAccessibleName(sentence);
    if (m_buttons) {
        m_buttons->hide();
        m_buttons->deleteLater();
    }
    m_buttons = new QWidget(this);
    auto *row = new QHBoxLayout(m_buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Look::markGap);
    for (QAction *action : actions)
        row->addWidget(actionButton(action, ButtonRole::Plain, m_buttons));
    m_row->addWidget(m_buttons);
    m_buttons->setVisible(!actions.isEmpty());
    update();
}

void Banner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = lookOf(this);
    const QColor tint = look.bannerTint(m_hue);
    painter.fillRect(rect(), tint);
    paint::hairline(painter, rect(), Qt::BottomEdge, Look::mix(tint, look.text, 0.08));
    if (m_mark)
        drawMark(painter, QStyle::visualRect(layoutDirection(), rect(), QRect(Look::edge, (height() - Look::markSize) / 2, Look::markSize, Look::markSize)), *m_mark, look, tint);
}

} // namespace cartage::ui
