// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

class QWidget;

namespace cartage::ui::oracle {

/// Each finding names the widget and says what is wrong with it. They look at what is visible in the window, whatever it is.

/// Text that has less room than it needs: labels, buttons, header sections, tabs, fields, and whatever hangs out of its parent. What cuts its text itself
/// has to keep the whole of it in its tooltip.
[[nodiscard]] QStringList cutTexts(const QWidget *window);
/// Siblings of which one lies over the other.
[[nodiscard]] QStringList overlaps(const QWidget *window);
/// What takes the focus or a click and has no accessible name.
[[nodiscard]] QStringList nameless(const QWidget *window);
/// Presses Tab until it has been everywhere: what is not reached, or twice.
[[nodiscard]] QStringList tabOrder(QWidget *window);
/// Text whose contrast with what is painted around it is below 4.5:1.
[[nodiscard]] QStringList paleTexts(QWidget *window);

/// All but the order of Tab, which needs the focus.
[[nodiscard]] QStringList findings(QWidget *window);

} // namespace cartage::ui::oracle
