// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>

#include "ui/look/look.h"

namespace cartage::ui {

/// An icon by its freedesktop name from the theme in force, else from Breeze, in text2 (Selected: accentInk, Disabled: text3) whatever colours
/// it brings along; they change with the look in force. A null icon where neither theme has it.
[[nodiscard]] QIcon icon(const char *name, const Look &look);
[[nodiscard]] QIcon icon(const char *name, const QColor &color);
[[nodiscard]] QIcon icon(const char *name, const QColor &color, const QColor &disabled);
/// Makes Breeze the theme that is asked where the platform's has no icon. Once, after the application was made.
void setUpIconThemes();

} // namespace cartage::ui
