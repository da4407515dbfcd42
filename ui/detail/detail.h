// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "ui/look/marks.h"
#include "ui/views/view.h"

namespace cartage::ui {

/// One line of a tab: an attempt, an event, a message, an action.
struct DetailEntry {
    std::optional<Mark> mark;
    QString title, right; ///< one line: what, and when or how much
    QString second;       ///< in text2
    QString mono;         ///< the error as the system gave it
    bool operator==(const DetailEntry &) const = default;
};

/// All that the detail pane shows of one thing, as plain, escaped text.
struct Detail {
    std::optional<Mark> mark;
    QString title, facts;
    Hue hue = Hue::Grey;
    QList<QPair<QString, QString>> advice; ///< What, Effect, To do, By itself; empty: no box
    QList<QPair<QString, QString>> values; ///< label and value
    QString rawError;
    struct Tab {
        QString key, title;
        QList<DetailEntry> entries;
        QString whenEmpty;
        bool operator==(const Tab &) const = default;
    };
    QList<Tab> tabs; ///< beside Summary
    bool operator==(const Detail &) const = default;
};

/// On a reader thread.
[[nodiscard]] Result<Detail> detailOf(engine::Site &site, const Subject &subject, Time now);

} // namespace cartage::ui
