// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>
#include <functional>
#include <optional>
#include <vector>

#include "core/engine/queries.h"

namespace cartage::ui {

/// Says on the desktop that something new needs the user, once for each cause, and only while the window is not the active one.
class Notifier final
{
public:
    using Send = std::function<void(const QString &title, const QString &text)>;
    /// `send` must not wait.
    explicit Notifier(Send send);
    /// Another site: nothing is known.
    void clear();
    /// All problems as they are now. The first ones, and those that come while the window is active, count as seen. A cause that was away for a while and
    /// comes again is new.
    void take(const QString &siteCode, const std::vector<engine::ProblemView> &problems, bool windowActive, Time now);

private:
    Send m_send;
    QHash<QString, std::optional<Time>> m_known; ///< problem key: since when it is not there any more
    bool m_first = true;
};

/// Over org.freedesktop.Notifications of the session bus; returns at once, and nothing happens where there is none.
void sendDesktopNotification(const QString &title, const QString &text);

} // namespace cartage::ui
