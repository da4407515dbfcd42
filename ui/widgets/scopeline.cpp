// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/scopeline.h"

#include <QAction>
#include <QActionEvent>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QToolButton>

#include "ui/look/icons.h"
#include "ui/look/stylepaint.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {
namespace {

constexpr int gap = 3 * Look::unit, actionGap = 2 * Look::unit;

QToolButton *buttonOf(QAction *action, Qt::ToolButtonStyle style, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setToolButtonStyle(style);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(action->text());
    if (action->menu())
        button->setPopupMode(QToolButton::InstantPopup);
    return button;
}

} // namespace

ScopeLine::ScopeLine(QWidget *parent)
    : QWidget(parent)
    , m_more(new QToolButton(this))
{
    m_more->setAutoRaise(true);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    m_more->setAccessibleName(tr("More actions"));
    m_more->setToolTip(tr("More actions"));
    m_more->hide();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    takeLook();
}

void ScopeLine::takeLook()
{
    setFixedHeight(lookOf(this).scopeLineHeight());
    m_more->setIcon(icon("overflow-menu", lookOf(this)));
}

void ScopeLine::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(m_text);
    arrange();
}

void ScopeLine::setSelectionText(const QString &text)
{
    m_selection = text;
    setAccessibleDescription(m_selection);
    arrange();
}

void ScopeLine::setActions(const QList<QAction *> &actions, const QList<QAction *> &options)
{
    for (auto *list : {&m_actions, &m_options}) {
        for (QToolButton *button : *list) {
            button->hide();
            button->deleteLater();
        }
        list->clear();
    }
    for (QAction *action : actions)
        m_actions.push_back(buttonOf(action, Qt::ToolButtonTextBesideIcon, this));
    for (QAction *action : options)
        m_options.push_back(buttonOf(action, Qt::ToolButtonIconOnly, this));
    for (const auto *list : {&m_actions, &m_options}) {
        for (QToolButton *button : *list)
            connect(button->defaultAction(), &QAction::changed, button, [this] { arrange(); });
    }
    arrange();
}

QRect ScopeLine::mirrored(const QRect &part) const { return QStyle::visualRect(layoutDirection(), rect(), part); }

QSize ScopeLine::minimumSizeHint() const { return {lookOf(this).zeros(30), lookOf(this).scopeLineHeight()}; }

void ScopeLine::arrange()
{
    const Look &look = lookOf(this);
    const auto place = [this](QToolButton *button, int right) {
        const QSize size = button->sizeHint();
        button->setGeometry(mirrored(QRect(QPoint(right - size.width(), (height() - size.height()) / 2), size)));
        button->show();
        return right - size.width();
    };
    const auto visible = [](const QToolButton *button) { return button->defaultAction() && button->defaultAction()->isVisible(); };

    int right = width() - Look::edge + 6;
    for (auto it = m_options.rbegin(); it != m_options.rend(); ++it)
        visible(*it) ? void(right = place(*it, right)) : (*it)->hide();
    m_lineAt = m_options.empty() ? -1 : right - gap / 2;
    if (m_lineAt >= 0)
        right -= gap;

    int wanted = Look::edge + Look::textWidth(look.body, m_text) + gap;
    if (!m_selection.isEmpty())
        wanted += Look::textWidth(look.body, m_selection) + gap;
    // As many as fit, in their order; those left go into the menu.
    int room = right - wanted, total = 0;
    for (const QToolButton *button : m_actions)
        total += visible(button) ? button->sizeHint().width() + actionGap : 0;
    const bool all = total <= room;
    if (!all)
        room -= m_more->sizeHint().width() + actionGap;
    std::vector<QToolButton *> shown;
    m_more->menu()->clear();
    bool full = false;
    for (QToolButton *button : m_actions) {
        if (!visible(button)) {
            button->hide();
            continue;
        }
        room -= button->sizeHint().width() + actionGap;
        full = full || (room < 0 && !shown.empty());
        if (full) {
            button->hide();
            m_more->menu()->addAction(button->defaultAction());
        } else {
            shown.push_back(button);
        }
    }
    if (m_more->menu()->isEmpty())
        m_more->hide();
    else
        right = place(m_more, right) - actionGap;
    for (auto it = shown.rbegin(); it != shown.rend(); ++it)
        right = place(*it, right) - actionGap;
    m_textEnd = right;
    setToolTip(wanted - gap > m_textEnd ? (m_selection.isEmpty() ? m_text : m_text + QLatin1Char('\n') + m_selection) : QString());
    update();
}

void ScopeLine::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

void ScopeLine::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isLookChange(event)) {
        takeLook();
        arrange();
    }
}

void ScopeLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = lookOf(this);
    const QFontMetrics metrics(look.body);
    painter.setFont(look.body);
    painter.setPen(look.text2);
    // Nothing rather than dots.
    const auto shortened = [&metrics](const QString &text, int room) {
        const QString cut = metrics.elidedText(text, Qt::ElideRight, std::max(0, room));
        return cut.size() > 1 || cut == text ? cut : QString();
    };
    const QString cut = shortened(m_text, m_textEnd - Look::edge);
    painter.drawText(mirrored(QRect(Look::edge, 0, width() - Look::edge, height())), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, cut);
    const int x = Look::edge + Look::textWidth(look.body, cut) + gap;
    if (!m_selection.isEmpty() && x < m_textEnd) {
        painter.setPen(look.text);
        painter.drawText(mirrored(QRect(x, 0, m_textEnd - x, height())), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shortened(m_selection, m_textEnd - x));
    }
    if (m_lineAt >= 0 && !m_actions.empty())
        paint::hairline(painter, mirrored(QRect(m_lineAt, (height() - 16) / 2, 1, 16)), Qt::LeftEdge, look.line2);
}

} // namespace cartage::ui
