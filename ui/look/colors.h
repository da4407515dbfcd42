// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <vector>

/// Colours that are found by contrast instead of being chosen.
namespace cartage::ui {

/// Something a colour has to be read on, and how well: WCAG 2 contrast.
struct Reading {
    QColor on;
    double contrast = 4.5;
};
/// `from` mixed with `towards` no further than all readings ask; `towards` where none suffices.
[[nodiscard]] QColor mixedUntil(const QColor &from, const QColor &towards, const std::vector<Reading> &readings);
/// A colour of that OKLCH hue (degrees) and chroma, its lightness as near to the background's as the readings allow. Chroma gives way where
/// sRGB ends, and contrast where the hue has none left.
[[nodiscard]] QColor solved(double hue, double chroma, bool dark, const std::vector<Reading> &readings);

} // namespace cartage::ui
