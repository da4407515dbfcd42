// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filterbar.h"

#include <QEvent>
#include <QHBoxLayout>

#include "ui/look/look.h"
#include "ui/widgets/filterfield.h"

namespace cartage::ui {

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent)
    , m_field(new FilterField(this))
    , m_quick(new Segments(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(Look::edge, 2 * Look::unit, Look::edge, 2 * Look::unit);
    row->setSpacing(3 * Look::unit);
    row->addWidget(m_field, 1);
    row->addWidget(m_quick);
    m_trailing << m_quick;
    m_quick->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);

    m_pause.setSingleShot(true);
    m_pause.setInterval(200);
    connect(&m_pause, &QTimer::timeout, this, &FilterBar::changed);
    connect(m_field, &FilterField::typed, &m_pause, qOverload<>(&QTimer::start));
    connect(m_field, &FilterField::chipsChanged, this, [this] {
        m_pause.stop();
        Q_EMIT changed();
    });
    connect(m_field, &FilterField::entered, this, [this] {
        if (m_pause.isActive()) {
            m_pause.stop();
            Q_EMIT changed();
        }
        Q_EMIT left();
    });
    connect(m_field, &FilterField::left, this, &FilterBar::left);
    connect(m_field->saveButton(), &QToolButton::clicked, this, &FilterBar::saveRequested);
}

void FilterBar::setKeys(const QStringList &keys) { m_field->setKeys(keys); }
void FilterBar::setValues(const QString &key, const QStringList &values) { m_field->setValues(key, values); }
void FilterBar::setHint(const QString &hint) { m_field->setHint(hint); }
void FilterBar::setChips(const QList<Chip> &chips) { m_field->setChips(chips); }
QList<Chip> FilterBar::chips() const { return m_field->chips(); }
QString FilterBar::text() const { return m_field->edit()->text().trimmed(); }

void FilterBar::setText(const QString &text)
{
    if (text != this->text())
        m_field->edit()->setText(text);
}

void FilterBar::addTrailing(QWidget *widget)
{
    layout()->addWidget(widget);
    m_trailing << widget;
    fit();
}

QSize FilterBar::minimumSizeHint() const { return {m_field->minimumSizeHint().width() + 2 * Look::edge, QWidget::minimumSizeHint().height()}; }

/// What stands beside the field gives way, the quick filters first: they can be written into it as well.
void FilterBar::fit()
{
    int room = width() - minimumSizeHint().width();
    for (qsizetype at = m_trailing.size(); at-- > 0;) {
        QWidget *each = m_trailing[at];
        const int needs = each->sizeHint().width();
        room -= needs > 0 ? needs + layout()->spacing() : 0;
        each->setVisible(needs > 0 && room >= 0);
    }
}

void FilterBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

bool FilterBar::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        fit();
    return QWidget::event(event);
}

void FilterBar::focusField()
{
    m_field->edit()->setFocus(Qt::ShortcutFocusReason);
    m_field->edit()->selectAll();
}

} // namespace cartage::ui
