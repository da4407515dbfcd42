// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>

#include "core/base/clock.h"

namespace cartage::ui {

/// When a question that changes call for is asked again: never while its answer is on the way, and then only after a rest in proportion to what the answer
/// took, so that a large site is not asked more than it can say.
class Pace final : public QObject
{
public:
    /// The clock outlives it.
    Pace(const Clock &clock, std::function<void()> ask, QObject *parent);
    /// Asks now, or as soon as it may.
    void want();
    /// As `want`, without the rest: somebody waits for it.
    void wantAtOnce();
    /// The answer is there, or will not come.
    void answered();

private:
    void begin();

    const Clock &m_clock;
    std::function<void()> m_ask;
    Span m_began{};
    QTimer m_rest;
    bool m_underWay = false, m_wanted = false;
};

} // namespace cartage::ui
