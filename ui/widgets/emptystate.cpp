// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/emptystate.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/widgets/parts.h"

namespace cartage::ui {
namespace {

Words *centred(Words::Kind kind, const QString &text, QWidget *parent)
{
    auto *words = new Words(kind, text, parent);
    words->setAlignment(Qt::AlignCenter);
    words->setWordWrap(true);
    words->setMinimumWidth(lookOf(parent).zeros(24));
    return words;
}

QWidget *figure(const QString &number, const QString &text, QWidget *parent)
{
    auto *widget = new QWidget(parent);
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(5 * Look::unit, 0, 5 * Look::unit, 0);
    column->setSpacing(Look::unit);
    auto *value = new Words(Words::Kind::SheetTitle, number, widget);
    auto *words = new Words(Words::Kind::SmallSecond, text, widget);
    value->setAlignment(Qt::AlignCenter);
    words->setAlignment(Qt::AlignCenter);
    column->addWidget(value);
    column->addWidget(words);
    widget->setMinimumWidth(lookOf(parent).zeros(24));
    return widget;
}

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->setContentsMargins(Look::edge, Look::edge, Look::edge, Look::edge);
}

void EmptyState::setContent(const Content &content)
{
    if (m_body && content == m_content)
        return;
    m_content = content;
    // One of its buttons may have led here.
    if (m_body) {
        m_column->removeWidget(m_body);
        m_body->hide();
        m_body->deleteLater();
    }
    m_body = new QWidget(this);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Look::unit);
    column->addStretch(2);
    column->addWidget(new MarkLabel(content.mark, 12 * Look::unit, m_body), 0, Qt::AlignHCenter);
    column->addSpacing(2 * Look::unit);
    column->addWidget(centred(Words::Kind::SheetTitle, content.title, m_body));
    column->addSpacing(Look::unit);
    column->addWidget(centred(Words::Kind::Body, content.sentence, m_body));
    if (!content.second.isEmpty())
        column->addWidget(centred(Words::Kind::Second, content.second, m_body));
    if (!content.figures.isEmpty()) {
        column->addSpacing(5 * Look::unit);
        auto *row = new QHBoxLayout;
        row->setSpacing(0);
        row->addStretch(1);
        for (const auto &[number, text] : content.figures) {
            if (&number != &content.figures.front().first)
                row->addWidget(new Hairline(Qt::Vertical, m_body));
            row->addWidget(figure(number, text, m_body));
        }
        row->addStretch(1);
        column->addLayout(row);
    }
    if (!content.actions.isEmpty()) {
        column->addSpacing(9 * Look::unit);
        auto *row = new QHBoxLayout;
        row->setSpacing(Look::markGap);
        row->addStretch(1);
        for (QAction *action : content.actions)
            row->addWidget(actionButton(action, ButtonRole::Plain, m_body));
        row->addStretch(1);
        column->addLayout(row);
    }
    column->addStretch(3);
    m_column->addWidget(m_body);
    setAccessibleName(content.title);
    setAccessibleDescription(content.sentence);
}

} // namespace cartage::ui
