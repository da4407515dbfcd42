// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRectF>

#include "ui/look/look.h"

class QPainter;
class QStyle;
class QStyleOption;
class QStyleOptionButton;
class QStyleOptionComboBox;
class QStyleOptionFrame;
class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionToolButton;

/// What Style draws, one function a part.
namespace cartage::ui::paint {

/// Device pixels in one of the painter's units, also where a widget is drawn onto something else than its window. 1 at least.
[[nodiscard]] qreal deviceScale(const QPainter &painter);

enum class Direction { Up, Down, Left, Right };
/// Two strokes, `size` wide, around `center`.
void chevron(QPainter &painter, QPointF center, qreal size, Direction direction, const QColor &color);
/// A filled rectangle with round corners; the edge is one device pixel (`width` 1) and lies inside. Invalid colours are left out.
void box(QPainter &painter, const QRectF &rect, qreal radius, const QColor &fill, const QColor &edge, qreal width = 1);
/// Along the pixel at the bottom (top, left, right) of `rect`.
void hairline(QPainter &painter, const QRectF &rect, Qt::Edge edge, const QColor &color);

void pushButton(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget, const Look &look, const QStyle &style);
void toolButton(QPainter &painter, const QStyleOptionToolButton &option, const QWidget *widget, const Look &look);
void field(QPainter &painter, const QStyleOption &option, const QWidget *widget, const Look &look);
void comboBox(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *widget, const Look &look);
void spinBox(QPainter &painter, const QStyleOptionSpinBox &option, const QWidget *widget, const Look &look, const QStyle &style);
void checkBox(QPainter &painter, const QStyleOption &option, const Look &look);
void radioButton(QPainter &painter, const QStyleOption &option, const Look &look);
void scrollBar(QPainter &painter, const QStyleOptionSlider &option, const QWidget *widget, const Look &look, const QStyle &style);
void header(QPainter &painter, const QStyleOptionHeader &option, const Look &look);
void tab(QPainter &painter, const QStyleOptionTab &option, const Look &look);
void menuItem(QPainter &painter, const QStyleOptionMenuItem &option, const Look &look);
void menuBarItem(QPainter &painter, const QStyleOptionMenuItem &option, const Look &look);
void progressBar(QPainter &painter, const QStyleOptionProgressBar &option, const Look &look);

[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem &option, const Look &look);

} // namespace cartage::ui::paint
