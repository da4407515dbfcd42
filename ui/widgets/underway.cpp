// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/underway.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include "ui/look/look.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

UnderWay::UnderWay(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(Look::edge, 0, Look::edge, 0);
    m_column->setSpacing(0);
    setAccessibleName(tr("Under way"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void UnderWay::setLines(const QList<Line> &lines)
{
    if (lines == m_lines)
        return;
    const bool buttonsStay = std::equal(lines.begin(), lines.end(), m_lines.begin(), m_lines.end(),
                                        [](const Line &a, const Line &b) { return a.key == b.key && a.act == b.act; });
    m_lines = lines;
    if (buttonsStay) { // the focus stays where it is
        for (qsizetype i = 0; i < lines.size(); ++i)
            m_column->itemAt(static_cast<int>(i))->widget()->findChild<Words *>()->setText(lines[i].words);
        return;
    }
    while (QLayoutItem *item = m_column->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    for (const Line &line : lines) {
        auto *row = new QWidget(this);
        auto *parts = new QHBoxLayout(row);
        parts->setContentsMargins(0, 0, 0, 0);
        parts->addWidget(new Words(Words::Kind::Body, line.words, row), 1);
        if (!line.act.isEmpty()) {
            auto *button = new QPushButton(line.act, row);
            button->setAccessibleDescription(line.words);
            setButtonRole(button, ButtonRole::Link);
            connect(button, &QPushButton::clicked, this, [this, key = line.key] { Q_EMIT acted(key); });
            parts->addWidget(button);
        }
        m_column->addWidget(row);
    }
    setVisible(!lines.isEmpty());
}

void UnderWay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), lookOf(this).bannerTint(Hue::Blue));
}

} // namespace cartage::ui
