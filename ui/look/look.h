// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QWidget;

namespace cartage::ui {

/// Colours, fonts and sizes of the console, all from a palette and a font. Made anew when either changes; lookOf() gives the one in force.
struct Look {
    bool dark = false;
    QColor window, base, text, text2, text3, line, line2, hover, selected, selectedUnfocused, accent, onAccent, accentInk;
    QColor inkRed, inkAmber, inkGreen;                        ///< words
    QColor fillRed, fillAmber, fillGreen, fillBlue, fillGrey; ///< marks and bars
    QFont body, small, section, paneTitle, sheetTitle, tileNumber, groupHeader, mono;

    [[nodiscard]] static Look from(const QPalette &palette, const QFont &font);
    /// `a` and `b` mixed linearly in sRGB.
    [[nodiscard]] static QColor mix(const QColor &a, const QColor &b, double t);
    /// WCAG 2 contrast, 1 to 21.
    [[nodiscard]] static double contrast(const QColor &a, const QColor &b);

    /// Heights in device-independent pixels, from the fonts.
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int twoLineRowHeight() const;
    [[nodiscard]] int headerHeight() const;
    [[nodiscard]] int groupHeaderHeight() const;
    [[nodiscard]] int fieldHeight() const;
    [[nodiscard]] int chipHeight() const;
    [[nodiscard]] int sidebarRowHeight() const;
    [[nodiscard]] int tabsHeight() const;
    /// The width of so many zeros of the body font.
    [[nodiscard]] int zeros(int count) const;
};

/// Of the style that draws the widget (ui/look/style.h).
[[nodiscard]] const Look &lookOf(const QWidget *widget);

} // namespace cartage::ui
