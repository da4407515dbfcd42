// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QWidget;

namespace cartage::ui {

/// Who has to act: red = you, amber = goes on by itself, blue = at work, green = proven, grey = rests.
enum class Hue { Grey, Red, Amber, Green, Blue };

/// Colours, fonts and sizes of the console, all from a palette and a font. Made anew when either changes; lookOf() gives the one in force.
struct Look {
    bool dark = false;
    QColor window, base, text, text2, text3, line, line2, hover, selected, selectedUnfocused, accent, onAccent, accentInk;
    QColor inkRed, inkAmber, inkGreen;                        ///< words
    QColor fillRed, fillAmber, fillGreen, fillBlue, fillGrey; ///< marks and bars
    QColor tip, onTip, onTipLink;                             ///< toasts and tooltips
    QColor field, button;                                     ///< surfaces of input fields and plain buttons
    QColor chip, sidebarSelected, sidebarHover, tile;
    QColor segments, segmentChosen; ///< the strip of quick filters and the chosen one in it
    QColor track, meter;            ///< of bars: what is not filled, and what is filled and rests
    QFont body, small, section, paneTitle, sheetTitle, tileNumber, groupHeader, mono;

    [[nodiscard]] static Look from(const QPalette &palette, const QFont &font);
    /// The console's own palettes, in force where the platform gives none.
    [[nodiscard]] static QPalette ownPalette(bool dark);
    /// `a` and `b` mixed linearly in sRGB.
    [[nodiscard]] static QColor mix(const QColor &a, const QColor &b, double t);
    /// WCAG 2 contrast, 1 to 21.
    [[nodiscard]] static double contrast(const QColor &a, const QColor &b);

    [[nodiscard]] QColor fill(Hue hue) const;
    /// For words; text where the hue has no ink of its own.
    [[nodiscard]] QColor ink(Hue hue) const;
    [[nodiscard]] QColor adviceTint(Hue hue) const;
    [[nodiscard]] QColor bannerTint(Hue hue) const;
    [[nodiscard]] QColor cellTint(Hue hue) const;
    /// Of a heat table's cell that counts `n`.
    [[nodiscard]] QColor heat(qint64 n) const;
    /// Of the area `index` (0: lowest) of a stacked chart; those past the third are the rest.
    [[nodiscard]] QColor area(int index) const;

    /// Everything is a multiple of it.
    static constexpr int unit = 4;
    static constexpr int edge = 4 * unit;      ///< left and right of every column of content
    static constexpr int sheetEdge = 6 * unit; ///< the same on sheets and the overview
    static constexpr int cellPadding = 2 * unit;
    static constexpr int markSize = 4 * unit;
    static constexpr int markGap = 2 * unit;
    static constexpr int radius = unit;
    static constexpr int popupRadius = 6;
    static constexpr int selectionBar = 3;

    /// Heights in device-independent pixels, from the fonts.
    [[nodiscard]] int rowHeight() const;
    [[nodiscard]] int twoLineRowHeight() const;
    [[nodiscard]] int headerHeight() const;
    [[nodiscard]] int groupHeaderHeight() const;
    [[nodiscard]] int fieldHeight() const;
    [[nodiscard]] int chipHeight() const;
    [[nodiscard]] int sidebarRowHeight() const;
    [[nodiscard]] int tabsHeight() const;
    [[nodiscard]] int matrixRowHeight() const;
    [[nodiscard]] int matrixColumnWidth() const;
    [[nodiscard]] int stripHeight() const;
    [[nodiscard]] int pathBarHeight() const;
    [[nodiscard]] int filterBarHeight() const;
    [[nodiscard]] int scopeLineHeight() const;
    /// As wide as the text is drawn, rounded up: whatever is given less is cut.
    [[nodiscard]] static int textWidth(const QFont &font, const QString &text);
    /// The width of so many zeros of the body font.
    [[nodiscard]] int zeros(int count) const;
};

/// Of the style that draws the widget (ui/look/style.h), else of the application's. One of them has to be ours.
[[nodiscard]] const Look &lookOf(const QWidget *widget);

} // namespace cartage::ui
