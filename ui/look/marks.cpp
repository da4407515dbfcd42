// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/marks.h"

#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>

#include "ui/look/stylepaint.h"

namespace cartage::ui {
namespace {

/// Draws on a grid of 16 units: bodies in the mark's colour, glyphs on them in the background's, glyphs in rings in the mark's.
class Pen
{
public:
    Pen(QPainter &painter, const QColor &color, const QColor &background)
        : m_painter(painter)
        , m_color(color)
        , m_background(background)
    { }

    void disc()
    {
        fill([](QPainterPath &p) { p.addEllipse(QPointF(8, 8), 6.7, 6.7); });
    }
    void diamond()
    {
        // The corners are rounded by the pen, so the path keeps its half away from them.
        m_painter.setPen(QPen(m_color, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(m_color);
        m_painter.drawPolygon(QPolygonF{QPointF(8, 1.6), QPointF(14.4, 8), QPointF(8, 14.4), QPointF(1.6, 8)});
        m_solid = true;
    }
    void square()
    {
        fill([](QPainterPath &p) { p.addRoundedRect(QRectF(1.8, 1.8, 12.4, 12.4), 2.6, 2.6); });
    }
    void triangle()
    {
        m_painter.setPen(QPen(m_color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(m_color);
        m_painter.drawPolygon(QPolygonF{QPointF(8, 2.3), QPointF(14.2, 13.3), QPointF(1.8, 13.3)});
        m_solid = true;
    }
    void dot(qreal radius)
    {
        fill([radius](QPainterPath &p) { p.addEllipse(QPointF(8, 8), radius, radius); });
    }
    void ring(bool dashed = false)
    {
        QPen pen(m_color, 1.5, Qt::SolidLine, dashed ? Qt::FlatCap : Qt::RoundCap);
        if (dashed) {
            // Eight dashes around: 2 pi 5.9 / 1.5 = 24.7 pen widths.
            pen.setDashPattern({1.79, 1.30});
            pen.setDashOffset(0.9);
        }
        m_painter.setPen(pen);
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawEllipse(QPointF(8, 8), 5.9, 5.9);
        m_solid = false;
    }
    void hollowDiamond()
    {
        m_painter.setPen(QPen(m_color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawPolygon(QPolygonF{QPointF(8, 2.1), QPointF(13.9, 8), QPointF(8, 13.9), QPointF(2.1, 8)});
    }
    void arc()
    {
        m_painter.setPen(QPen(m_color, 1.9, Qt::SolidLine, Qt::RoundCap));
        m_painter.setBrush(Qt::NoBrush);
        m_painter.drawArc(QRectF(2.9, 2.9, 10.2, 10.2), -38 * 16, -262 * 16);
        m_painter.setPen(QPen(m_color, 0.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(m_color);
        m_painter.drawPolygon(QPolygonF{QPointF(13.6, 2.2), QPointF(13.6, 7.2), QPointF(8.6, 7.2)});
    }

    void lines(std::initializer_list<QPolygonF> strokes, qreal width)
    {
        beginGlyph();
        m_painter.setPen(QPen(glyphColor(), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        m_painter.setBrush(Qt::NoBrush);
        for (const QPolygonF &stroke : strokes)
            m_painter.drawPolyline(stroke);
        endGlyph();
    }
    void shapes(const QPainterPath &path)
    {
        beginGlyph();
        m_painter.fillPath(path, glyphColor());
        endGlyph();
    }
    void outline(const QPainterPath &path, qreal width)
    {
        beginGlyph();
        m_painter.strokePath(path, QPen(glyphColor(), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        endGlyph();
    }

private:
    template <class Add>
    void fill(Add add)
    {
        QPainterPath path;
        add(path);
        m_painter.fillPath(path, m_color);
        m_solid = true;
    }
    [[nodiscard]] bool cuts() const { return m_solid && m_background.alpha() == 0; }
    [[nodiscard]] QColor glyphColor() const { return !m_solid ? m_color : cuts() ? QColor(Qt::black) : m_background; }
    void beginGlyph()
    {
        if (cuts())
            m_painter.setCompositionMode(QPainter::CompositionMode_DestinationOut);
    }
    void endGlyph() { m_painter.setCompositionMode(QPainter::CompositionMode_SourceOver); }

    QPainter &m_painter;
    QColor m_color, m_background;
    bool m_solid = false;
};

void tick(Pen &pen, qreal width = 1.9) { pen.lines({{QPointF(4.9, 8.3), QPointF(7.1, 10.5), QPointF(11.1, 5.8)}}, width); }
void smallTick(Pen &pen) { pen.lines({{QPointF(5.5, 8.2), QPointF(7.2, 9.9), QPointF(10.5, 6.3)}}, 1.5); }
void bar(Pen &pen) { pen.lines({{QPointF(5.1, 8), QPointF(10.9, 8)}}, 2); }
void minus(Pen &pen) { pen.lines({{QPointF(5.7, 8), QPointF(10.3, 8)}}, 1.5); }
void clock(Pen &pen) { pen.lines({{QPointF(8, 4.9), QPointF(8, 8.2), QPointF(10.1, 9.5)}}, 1.5); }
void crack(Pen &pen) { pen.lines({{QPointF(9.3, 2.6), QPointF(6.7, 7.3), QPointF(9.5, 8.6), QPointF(6.9, 13.2)}}, 1.5); }
void cross(Pen &pen, qreal reach, qreal width)
{
    pen.lines({{QPointF(8 - reach, 8 - reach), QPointF(8 + reach, 8 + reach)}, {QPointF(8 - reach, 8 + reach), QPointF(8 + reach, 8 - reach)}},
              width);
}
void twoBars(Pen &pen) { pen.lines({{QPointF(6.5, 6), QPointF(6.5, 10)}, {QPointF(9.5, 6), QPointF(9.5, 10)}}, 1.7); }
void arrow(Pen &pen, qreal down)
{
    pen.lines({{QPointF(8, 8 - 3.3 * down), QPointF(8, 8 + 3.2 * down)},
               {QPointF(5.2, 8 + 0.5 * down), QPointF(8, 8 + 3.3 * down), QPointF(10.8, 8 + 0.5 * down)}},
              1.7);
}
void exclamation(Pen &pen, qreal lower)
{
    pen.lines({{QPointF(8, 4.9 + lower), QPointF(8, 8.2 + lower * 0.8)}}, 1.9);
    QPainterPath dot;
    dot.addEllipse(QPointF(8, 11 + lower * 0.45), 1.1, 1.1);
    pen.shapes(dot);
}
void lens(Pen &pen)
{
    QPainterPath glass;
    glass.addEllipse(QPointF(7.2, 7.2), 2.4, 2.4);
    glass.moveTo(9.1, 9.1);
    glass.lineTo(11.1, 11.1);
    pen.outline(glass, 1.7);
}
void dots(Pen &pen)
{
    QPainterPath path;
    for (const qreal x : {5.0, 8.0, 11.0})
        path.addEllipse(QPointF(x, 8), 1.05, 1.05);
    pen.shapes(path);
}
void lock(Pen &pen)
{
    QPainterPath body, shackle;
    body.addRoundedRect(QRectF(5.5, 7.3, 5, 3.9), 0.7, 0.7);
    shackle.moveTo(6.4, 7.4);
    shackle.lineTo(6.4, 6.3);
    shackle.arcTo(QRectF(6.4, 4.7, 3.2, 3.2), 180, -180);
    shackle.lineTo(9.6, 7.4);
    pen.shapes(body);
    pen.outline(shackle, 1.3);
}
void key(Pen &pen)
{
    QPainterPath path;
    path.addEllipse(QPointF(5.7, 8), 1.6, 1.6);
    path.moveTo(7.3, 8);
    path.lineTo(11.6, 8);
    path.lineTo(11.6, 9.7);
    path.moveTo(9.6, 8);
    path.lineTo(9.6, 9.3);
    pen.outline(path, 1.4);
}
void notEqual(Pen &pen)
{
    pen.lines({{QPointF(5.1, 6.5), QPointF(10.9, 6.5)}, {QPointF(5.1, 9.5), QPointF(10.9, 9.5)}, {QPointF(9.7, 4.5), QPointF(6.3, 11.5)}}, 1.5);
}
void smallSquare(Pen &pen)
{
    QPainterPath path;
    path.addRoundedRect(QRectF(5.7, 5.7, 4.6, 4.6), 0.8, 0.8);
    pen.shapes(path);
}

void draw(Pen &pen, Mark mark)
{
    switch (mark) {
    case Mark::Waiting:
        pen.ring();
        return;
    case Mark::Transferring:
        pen.disc(), arrow(pen, 1);
        return;
    case Mark::Verifying:
        pen.disc(), lens(pen);
        return;
    case Mark::Publishing:
        pen.disc(), arrow(pen, -1);
        return;
    case Mark::Installed:
        pen.disc(), tick(pen);
        return;
    case Mark::Unverified:
        pen.ring(), smallTick(pen);
        return;
    case Mark::Damaged:
        pen.diamond(), crack(pen);
        return;
    case Mark::DamagedAsks:
        pen.square(), crack(pen);
        return;
    case Mark::Retrying:
        pen.arc();
        return;
    case Mark::Blocked:
        pen.diamond(), bar(pen);
        return;
    case Mark::BlockedNeedsYou:
        pen.square(), bar(pen);
        return;
    case Mark::Failed:
        pen.square(), cross(pen, 2.5, 1.8);
        return;
    case Mark::Stopped:
        pen.ring(), smallSquare(pen);
        return;
    case Mark::Paused:
        pen.ring(), twoBars(pen);
        return;
    case Mark::Removing:
        pen.ring(true), minus(pen);
        return;
    case Mark::Removed:
        pen.lines({{QPointF(4.9, 8), QPointF(11.1, 8)}}, 1.8);
        return;
    case Mark::DpSlow:
        pen.ring(), clock(pen);
        return;
    case Mark::DpNotResponding:
        pen.diamond(), dots(pen);
        return;
    case Mark::DpNotThere:
        pen.hollowDiamond();
        return;
    case Mark::DpReadOnly:
        pen.diamond(), lock(pen);
        return;
    case Mark::DpNoPermission:
        pen.diamond(), key(pen);
        return;
    case Mark::DpOtherIdentity:
        pen.square(), notEqual(pen);
        return;
    case Mark::DpKeepsFailing:
        pen.diamond(), exclamation(pen, 0);
        return;
    case Mark::Stale:
        pen.ring(true), clock(pen);
        return;
    case Mark::Error:
        pen.square(), exclamation(pen, 0);
        return;
    case Mark::Warning:
        pen.triangle(), exclamation(pen, 1.4);
        return;
    case Mark::Information:
        pen.dot(2);
        return;
    case Mark::TryFailed:
        pen.ring(), cross(pen, 2, 1.5);
        return;
    case Mark::TryInterrupted:
        pen.ring(), minus(pen);
        return;
    case Mark::Tick:
        tick(pen, 1.7);
        return;
    case Mark::NotWanted:
        pen.dot(0.6);
        return;
    }
}

/// Cuts glyphs out, so that it can lie on anything.
class MarkIconEngine final : public QIconEngine
{
public:
    /// The colours are those of the look in force whenever it is painted.
    MarkIconEngine(Mark mark, bool ofAction)
        : m_mark(mark)
        , m_ofAction(ofAction)
    { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = paint::deviceScale(*painter);
        painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override { return scaledPixmap(size, mode, state, 1); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        const Look &look = lookOf(nullptr);
        const QColor color = mode == QIcon::Disabled ? look.text3 : m_ofAction ? look.text2 : markColor(m_mark, look);
        drawMark(painter, QRectF(QPointF(), QSizeF(size)), m_mark, color, Qt::transparent);
        painter.end();
        result.setDevicePixelRatio(scale);
        return result;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new MarkIconEngine(*this); }

private:
    Mark m_mark;
    bool m_ofAction;
};

} // namespace

const QList<Mark> &allMarks()
{
    static const QList<Mark> marks = [] {
        QList<Mark> list;
        for (int i = 0; i <= int(Mark::NotWanted); ++i)
            list.append(Mark(i));
        return list;
    }();
    return marks;
}

void drawMark(QPainter &painter, const QRectF &where, Mark mark, const QColor &color, const QColor &background)
{
    const qreal side = std::min(where.width(), where.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(where.center() - QPointF(side / 2, side / 2));
    painter.scale(side / 16, side / 16);
    Pen pen(painter, color, background);
    draw(pen, mark);
    painter.restore();
}

void drawMark(QPainter &painter, const QRectF &where, Mark mark, const Look &look, const QColor &background)
{
    drawMark(painter, where, mark, markColor(mark, look), background);
}

QColor markColor(Mark mark, const Look &look) { return look.fill(markHue(mark)); }
QIcon markIcon(Mark mark, const Look &) { return QIcon(new MarkIconEngine(mark, false)); }
QIcon actionIcon(Mark mark, const Look &) { return QIcon(new MarkIconEngine(mark, true)); }

} // namespace cartage::ui
