// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

#include "ui/look/look.h"

class QAbstractButton;

namespace cartage::ui {

/// Fusion, flat: buttons, fields, boxes, scroll bars, headers, tabs and menus without frames in frames. Owns the Look. Where the platform
/// brings no colours of its own (or another scheme is asked for) it gives the application the console's palette.
class Style final : public QProxyStyle
{
    Q_OBJECT

public:
    enum class Scheme { System, Light, Dark };
    explicit Style(Scheme scheme = Scheme::System);

    /// Of the application's palette and font as they are now. The object stays; its values change with them.
    [[nodiscard]] const Look &look() const;
    [[nodiscard]] Scheme scheme() const { return m_scheme; }
    /// Takes effect at once in every window.
    void setScheme(Scheme scheme);

    void polish(QPalette &palette) override;
    void polish(QWidget *widget) override;
    using QProxyStyle::polish;
    [[nodiscard]] QPalette standardPalette() const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                                       const QWidget *widget) const override;
    [[nodiscard]] QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const override;

private:
    Scheme m_scheme;
    mutable Look m_look;
    mutable qint64 m_paletteKey = 0;
    mutable QFont m_font;
    mutable bool m_made = false;
};

/// What a button is for; decides how the style draws it.
enum class ButtonRole {
    Plain,
    Filled,      ///< the one that does what is to be done: one a window
    Safe,        ///< accent ring: the default beside a destructive one
    Destructive, ///< red text and edge
    Link,        ///< text in the accent's ink
    TipLink,     ///< a link on a toast
};
void setButtonRole(QAbstractButton *button, ButtonRole role);
[[nodiscard]] ButtonRole buttonRole(const QWidget *button);

} // namespace cartage::ui
