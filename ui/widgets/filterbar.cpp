// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filterbar.h"

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

void FilterBar::addTrailing(QWidget *widget) { layout()->addWidget(widget); }

void FilterBar::focusField()
{
    m_field->edit()->setFocus(Qt::ShortcutFocusReason);
    m_field->edit()->selectAll();
}

} // namespace cartage::ui
