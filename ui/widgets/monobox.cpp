// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

#include "ui/look/icons.h"
#include "ui/look/stylepaint.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

MonoBox::MonoBox(QWidget *parent)
    : QWidget(parent)
    , m_text(new Words(Words::Kind::Mono, {}, this))
    , m_copy(new QToolButton(this))
{
    m_text->setWrapped();
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setAccessibleName(tr("Error as the system gave it"));
    m_copy->setAutoRaise(true);
    m_copy->setFocusPolicy(Qt::TabFocus);
    m_copy->setToolTip(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy"));
    connect(m_copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(m_text->text()); });
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(10, Look::unit, Look::unit, Look::unit);
    row->setSpacing(Look::unit);
    m_text->setContentsMargins(0, Look::unit, 0, Look::unit);
    row->addWidget(m_text, 1);
    row->addWidget(m_copy, 0, Qt::AlignTop);
    takeLook();
}

void MonoBox::setText(const QString &text) { m_text->setText(text); }
QString MonoBox::text() const { return m_text->text(); }
void MonoBox::takeLook() { m_copy->setIcon(icon("edit-copy", lookOf(this))); }

void MonoBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = lookOf(this);
    paint::box(painter, rect(), Look::radius, Look::mix(look.base, look.text, look.dark ? 0.07 : 0.045), {});
}

void MonoBox::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isLookChange(event))
        takeLook();
}

} // namespace cartage::ui
