// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/look.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QWidget>
#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "ui/look/colors.h"
#include "ui/look/style.h"

namespace cartage::ui {
namespace {

QFont scaled(const QFont &font, double factor, QFont::Weight weight = QFont::Normal)
{
    QFont result = font;
    if (font.pointSizeF() > 0)
        result.setPointSizeF(font.pointSizeF() * factor);
    else
        result.setPixelSize(std::max(1, int(std::lround(font.pixelSize() * factor))));
    result.setWeight(weight);
    return result;
}

void setFonts(Look &look, const QFont &font)
{
    look.body = font;
    look.small = scaled(font, 0.9);
    look.section = scaled(font, 1, QFont::Bold);
    look.paneTitle = scaled(font, 1.1, QFont::Bold);
    look.sheetTitle = scaled(font, 1.4, QFont::Bold);
    look.tileNumber = scaled(font, 2.2);
    look.groupHeader = scaled(font, 0.9, QFont::Bold);
    look.mono = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (look.small.pointSizeF() > 0)
        look.mono.setPointSizeF(look.small.pointSizeF());
    else
        look.mono.setPixelSize(look.small.pixelSize());
}

void setFrame(Look &l, const QPalette &palette)
{
    const bool dark = l.dark;
    l.window = palette.color(QPalette::Active, QPalette::Window);
    l.base = palette.color(QPalette::Active, QPalette::Base);
    l.text = palette.color(QPalette::Active, QPalette::Text);
    l.onAccent = palette.color(QPalette::Active, QPalette::HighlightedText);
    const bool onAccentIsDark = Look::contrast(l.onAccent, Qt::white) > Look::contrast(l.onAccent, Qt::black);
    l.accent = mixedUntil(palette.color(QPalette::Active, QPalette::Highlight), onAccentIsDark ? Qt::white : Qt::black, {{l.onAccent, 4.5}});

    // Text on the frame may be a little less clear than on the content.
    const double second = dark ? 6.6 : 6.0;
    l.text2 = mixedUntil(l.base, l.text, {{l.base, second}, {l.window, second - 0.4}});
    l.line = Look::mix(l.base, l.text, dark ? 0.13 : 0.10);
    l.line2 = Look::mix(l.base, l.text, dark ? 0.24 : 0.20);
    l.hover = Look::mix(l.base, l.text, dark ? 0.05 : 0.035);
    l.selected = Look::mix(l.base, l.accent, dark ? 0.30 : 0.12);
    l.selectedUnfocused = Look::mix(l.base, l.text, dark ? 0.11 : 0.07);
    l.text3 = mixedUntil(l.base, l.text, {{l.base, 4.6}, {l.window, 4.2}});
    l.accentInk = mixedUntil(l.accent, dark ? QColor(Qt::white) : l.text, {{l.base, dark ? 6.0 : 4.8}});
}

void setStates(Look &l)
{
    const bool dark = l.dark;
    const auto ink = [&](double hue, double chroma) { return solved(hue, chroma, dark, {{l.base, dark ? 6.2 : 5.0}, {l.selected, 4.6}}); };
    l.inkRed = ink(27, 0.19);
    l.inkAmber = ink(68, 0.13);
    l.inkGreen = ink(155, 0.12);
    const auto fill = [&](double hue, double chroma, double contrast) { return solved(hue, chroma, dark, {{l.base, contrast}, {l.selected, 3.05}}); };
    l.fillRed = fill(27, 0.20, 4.6);
    l.fillAmber = fill(70, 0.15, dark ? 6.4 : 3.4);
    l.fillGreen = fill(155, 0.13, dark ? 5.0 : 3.5);
    l.fillBlue = fill(258, 0.16, dark ? 4.8 : 4.4);
    l.fillGrey = mixedUntil(l.base, l.text, {{l.base, 3.9}, {l.selected, 3.05}});
}

void setSurfaces(Look &l, const QPalette &palette)
{
    const bool dark = l.dark;
    l.field = l.base;
    l.button = dark ? Look::mix(l.base, l.text, 0.055) : l.base;
    l.chip = Look::mix(l.field, l.accent, dark ? 0.32 : 0.13);
    l.sidebarSelected = Look::mix(l.window, l.accent, dark ? 0.34 : 0.16);
    l.sidebarHover = Look::mix(l.window, l.text, dark ? 0.06 : 0.05);
    l.tile = Look::mix(l.base, l.text, dark ? 0.055 : 0.035);
    l.segments = Look::mix(l.base, l.text, dark ? 0.06 : 0.05);
    l.segmentChosen = dark ? Look::mix(l.base, l.text, 0.19) : l.base;
    l.track = Look::mix(l.base, l.text, 0.12);
    l.meter = Look::mix(l.base, l.text, dark ? 0.36 : 0.38);
    l.tip = palette.color(QPalette::Active, QPalette::ToolTipBase);
    l.onTip = palette.color(QPalette::Active, QPalette::ToolTipText);
    const bool darkTip = Look::contrast(l.tip, Qt::white) > Look::contrast(l.tip, Qt::black);
    l.onTipLink = mixedUntil(l.accent, darkTip ? Qt::white : Qt::black, {{l.tip, 6.0}});
}

int heightOf(const QFont &font) { return QFontMetrics(font).height(); }

} // namespace

Look Look::from(const QPalette &palette, const QFont &font)
{
    Look look;
    look.dark = contrast(palette.color(QPalette::Active, QPalette::Window), Qt::white)
                > contrast(palette.color(QPalette::Active, QPalette::WindowText), Qt::white);
    setFonts(look, font);
    setFrame(look, palette);
    setStates(look);
    setSurfaces(look, palette);
    return look;
}

QPalette Look::ownPalette(bool dark)
{
    const QColor window(dark ? 0x202429 : 0xf1f2f4), base(dark ? 0x181b1f : 0xffffff), text(dark ? 0xe3e6ea : 0x1b1f24);
    const QColor accent(dark ? 0x2f6fd6 : 0x2565c7), faded = mix(base, text, dark ? 0.46 : 0.48);
    QPalette p(text, mix(base, text, dark ? 0.055 : 0.0), mix(window, Qt::white, dark ? 0.12 : 0.6), mix(window, Qt::black, 0.4),
               mix(window, Qt::black, 0.2), text, Qt::white, base, window);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, Qt::white);
    p.setColor(QPalette::AlternateBase, mix(base, text, 0.03));
    p.setColor(QPalette::ToolTipBase, QColor(dark ? 0x343a41 : 0x24292f));
    p.setColor(QPalette::ToolTipText, QColor(dark ? 0xe3e6ea : 0xf4f5f6));
    p.setColor(QPalette::PlaceholderText, mix(base, text, dark ? 0.53 : 0.63));
    p.setColor(QPalette::Link, dark ? QColor(0x6d9ae2) : accent);
    p.setColor(QPalette::LinkVisited, p.color(QPalette::Link));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, faded);
    return p;
}

QColor Look::fill(Hue hue) const
{
    switch (hue) {
    case Hue::Grey:
        return fillGrey;
    case Hue::Red:
        return fillRed;
    case Hue::Amber:
        return fillAmber;
    case Hue::Green:
        return fillGreen;
    case Hue::Blue:
        return fillBlue;
    }
    return fillGrey;
}

QColor Look::ink(Hue hue) const
{
    switch (hue) {
    case Hue::Grey:
        return text2;
    case Hue::Red:
        return inkRed;
    case Hue::Amber:
        return inkAmber;
    case Hue::Green:
        return inkGreen;
    case Hue::Blue:
        return text;
    }
    return text;
}

QColor Look::adviceTint(Hue hue) const { return mix(base, fill(hue), dark ? 0.13 : 0.075); }
QColor Look::bannerTint(Hue hue) const { return mix(base, fill(hue), dark ? 0.18 : 0.10); }
QColor Look::cellTint(Hue hue) const { return mix(base, fill(hue), dark ? 0.26 : 0.16); }

QColor Look::heat(qint64 n) const { return mix(base, fillBlue, std::min(0.9, 0.10 + std::log2(1.0 + double(std::max<qint64>(0, n))) / 14)); }

QColor Look::area(int index) const
{
    constexpr double blues[] = {0.85, 0.58, 0.34};
    return index < 3 ? mix(base, fillBlue, blues[std::max(0, index)]) : mix(base, text, dark ? 0.24 : 0.15);
}

int Look::rowHeight() const { return heightOf(body) + 8; }
int Look::twoLineRowHeight() const { return heightOf(body) + heightOf(small) + 9; }
int Look::headerHeight() const { return heightOf(small) + 10; }
int Look::groupHeaderHeight() const { return heightOf(small) + 14; }
int Look::fieldHeight() const { return heightOf(body) + 10; }
int Look::chipHeight() const { return fieldHeight() - 8; }
int Look::sidebarRowHeight() const { return heightOf(body) + 12; }
int Look::tabsHeight() const { return heightOf(body) + 14; }
int Look::matrixRowHeight() const { return heightOf(body) + 5; }
int Look::matrixColumnWidth() const { return heightOf(body) + 3; }
int Look::stripHeight() const { return heightOf(small) + 10; }
int Look::pathBarHeight() const { return fieldHeight() + 3 * unit; }
int Look::filterBarHeight() const { return fieldHeight() + 4 * unit; }
int Look::scopeLineHeight() const { return heightOf(body) + 12; }
int Look::textWidth(const QFont &font, const QString &text) { return int(std::ceil(QFontMetricsF(font).horizontalAdvance(text))); }
int Look::zeros(int count) const { return int(std::lround(QFontMetricsF(body).horizontalAdvance(QLatin1Char('0')) * count)); }

const Look &lookOf(const QWidget *widget)
{
    if (const auto *style = qobject_cast<const Style *>(widget ? widget->style() : nullptr))
        return style->look();
    const auto *style = qobject_cast<const Style *>(QApplication::style());
    CARTAGE_CHECK(style != nullptr);
    return style->look();
}

} // namespace cartage::ui
