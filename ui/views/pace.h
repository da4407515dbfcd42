// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <functional>

namespace cartage::ui {

/// When a question that changes call for is asked again: never while its answer is on the way, and then only after a rest in proportion to what the answer
/// took, so that a large site is not asked more than it can say.
class Pace final : public QObject
{
public:
    Pace(std::function<void()> ask, QObject *parent);
    /// Asks now, or as soon as it may.
    void want();
    /// As `want`, without the rest: somebody waits for it.
    void wantAtOnce();
    /// The answer is there, or will not come.
    void answered();

private:
    void begin();

    std::function<void()> m_ask;
    QElapsedTimer m_began;
    QTimer m_rest;
    bool m_underWay = false, m_wanted = false;
};

} // namespace cartage::ui
