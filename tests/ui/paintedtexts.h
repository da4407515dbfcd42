// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QList>
#include <QRectF>
#include <QString>

class QWidget;

namespace cartage::ui::oracle {

/// A piece of text as a widget paints it: a line of it at most, and of one script.
struct PaintedText {
    const QWidget *on = nullptr;
    QString text;
    QRectF where; ///< in the window's coordinates, from ascent to descent
    QRectF room;  ///< what can be seen of the widget there
    QColor ink;
    int size = 0; ///< of the font, in pixels
};

/// Lets each of the widgets paint once more, into a device that only listens. Widgets of other windows than `window` are left out.
[[nodiscard]] QList<PaintedText> paintedTexts(const QWidget *window, const QList<QWidget *> &widgets);

} // namespace cartage::ui::oracle
