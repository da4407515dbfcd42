// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/pace.h"

#include <algorithm>

namespace cartage::ui {

namespace {

constexpr qint64 restFactor = 4; ///< a fifth of the time is spent on answers at the most
constexpr qint64 restAtLeast = 400, restAtMost = 4'000; ///< ms

} // namespace

Pace::Pace(const Clock &clock, std::function<void()> ask, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_ask(std::move(ask))
{
    m_rest.setSingleShot(true);
    m_rest.callOnTimeout(this, [this] {
        if (m_wanted)
            begin();
    });
}

void Pace::want()
{
    if (m_underWay || m_rest.isActive())
        m_wanted = true;
    else
        begin();
}

void Pace::wantAtOnce()
{
    m_rest.stop();
    want();
}

void Pace::begin()
{
    m_wanted = false;
    m_underWay = true;
    m_began = m_clock.boot();
    m_ask();
}

void Pace::answered()
{
    m_underWay = false;
    m_rest.start(static_cast<int>(std::clamp<qint64>((m_clock.boot() - m_began).count() * restFactor, restAtLeast, restAtMost)));
}

} // namespace cartage::ui
