// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/view.h"

namespace cartage::ui {

View::View(engine::Session &session, QString key, QString title, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_key(std::move(key))
    , m_title(std::move(title))
    , m_pace(m_session.environment().clock, [this] { read(); }, nullptr)
{
    setAccessibleName(m_title);
    connect(&m_session, &engine::Session::changed, this, [this] {
        m_stale = !isVisible();
        if (isVisible())
            m_pace.want();
    });
}

Location View::location() const { return {m_key, {}, {}, {}}; }

void View::setLocation(const Location &) { }

void View::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (std::exchange(m_stale, false))
        refresh();
}

} // namespace cartage::ui
