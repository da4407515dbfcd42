// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/newerstrip.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "ui/look/look.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

NewerStrip::NewerStrip(QWidget *parent)
    : QWidget(parent)
    , m_text(new Words(Words::Kind::Body, {}, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Look::edge, 0, Look::edge, 0);
    auto *show = new QPushButton(tr("Show them"), this);
    setButtonRole(show, ButtonRole::Link);
    row->addWidget(m_text, 1);
    row->addWidget(show);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(show, &QPushButton::clicked, this, &NewerStrip::wanted);
    hide();
}

void NewerStrip::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
}

void NewerStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), lookOf(this).bannerTint(Hue::Blue));
}

} // namespace cartage::ui
