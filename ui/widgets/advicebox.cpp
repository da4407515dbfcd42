// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/advicebox.h"

#include <QAction>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

#include "ui/look/stylepaint.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {
namespace {

/// The pane is narrow, and words are longer in another language.
QWidget *buttonRow(QWidget *parent, int spacing)
{
    auto *row = new QWidget(parent);
    new FlowLayout(row, spacing, Look::unit);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    row->setSizePolicy(policy);
    row->hide();
    return row;
}

void refill(QWidget *row, const QList<QPushButton *> &buttons)
{
    QLayout *layout = row->layout();
    for (QPushButton *old : row->findChildren<QPushButton *>(QString(), Qt::FindDirectChildrenOnly)) {
        if (buttons.contains(old))
            continue;
        layout->removeWidget(old);
        old->hide();
        old->deleteLater();
    }
    for (QPushButton *button : buttons)
        layout->addWidget(button);
    row->setVisible(!buttons.isEmpty());
}

} // namespace

AdviceBox::AdviceBox(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QGridLayout)
    , m_buttons(buttonRow(this, Look::markGap))
    , m_links(buttonRow(this, 5 * Look::unit))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Look::edge, Look::edge - 4, Look::edge - 4, Look::edge - 4);
    column->setSpacing(3 * Look::unit);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setHorizontalSpacing(3 * Look::unit);
    m_rows->setVerticalSpacing(Look::unit + 2);
    m_rows->setColumnStretch(1, 1);
    column->addLayout(m_rows);
    column->addWidget(m_buttons);
    column->addWidget(m_links);
    setAccessibleName(tr("Advice"));
}

void AdviceBox::setHue(Hue hue)
{
    m_hue = hue;
    update();
}

void AdviceBox::setAdvice(const QString &what, const QString &effect, const QString &toDo, const QString &byItself)
{
    setRows({{tr("What"), what}, {tr("Effect"), effect}, {tr("To do"), toDo}, {tr("By itself"), byItself}});
}

void AdviceBox::setRows(const QList<QPair<QString, QString>> &rows)
{
    size_t row = 0;
    for (const auto &[key, text] : rows) {
        if (text.isEmpty())
            continue;
        if (row == m_keys.size()) {
            m_keys.push_back(new Words(Words::Kind::SmallSecond, {}, this));
            m_texts.push_back(new Words(Words::Kind::Body, {}, this));
            m_texts.back()->setWrapped();
            // Small and body text stand on one line.
            const Look &look = lookOf(this);
            m_keys.back()->setContentsMargins(0, QFontMetrics(look.body).ascent() - QFontMetrics(look.small).ascent(), 0, 0);
            m_rows->addWidget(m_keys.back(), int(row), 0, Qt::AlignTop);
            m_rows->addWidget(m_texts.back(), int(row), 1);
        }
        m_keys[row]->setText(key);
        m_texts[row]->setText(text);
        m_texts[row]->setAccessibleName(key);
        m_keys[row]->show();
        m_texts[row]->show();
        ++row;
    }
    for (; row < m_keys.size(); ++row) {
        m_keys[row]->hide();
        m_texts[row]->hide();
    }
}

void AdviceBox::setActions(QAction *filled, QAction *plain, const QList<QAction *> &links)
{
    QList<QPushButton *> buttons, linkButtons;
    if (filled)
        buttons.append(actionButton(filled, ButtonRole::Filled, m_buttons));
    if (plain)
        buttons.append(actionButton(plain, ButtonRole::Plain, m_buttons));
    for (QAction *action : links) {
        if (action)
            linkButtons.append(actionButton(action, ButtonRole::Link, m_links));
    }
    refill(m_buttons, buttons);
    refill(m_links, linkButtons);
}

void AdviceBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = lookOf(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath clip;
    clip.addRoundedRect(rect(), Look::radius, Look::radius);
    painter.setClipPath(clip);
    painter.fillRect(rect(), look.adviceTint(m_hue));
    painter.fillRect(isRightToLeft() ? width() - Look::selectionBar : 0, 0, Look::selectionBar, height(), look.fill(m_hue));
}

} // namespace cartage::ui
