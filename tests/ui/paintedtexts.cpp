// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "paintedtexts.h"

#include <QFontInfo>
#include <QPaintDevice>
#include <QPaintEngine>
#include <QPainter>
#include <QWidget>
#include <algorithm>

namespace cartage::ui::oracle {

namespace {

/// Claims to be able to do everything, so that text comes as text.
class Listener final : public QPaintEngine
{
public:
    Listener() : QPaintEngine(QPaintEngine::AllFeatures) { }

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState &) override { }
    void drawPath(const QPainterPath &) override { }
    void drawPolygon(const QPointF *, int, PolygonDrawMode) override { }
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override { }
    void drawTiledPixmap(const QRectF &, const QPixmap &, const QPointF &) override { }
    void drawImage(const QRectF &, const QImage &, const QRectF &, Qt::ImageConversionFlags) override { }
    void drawPoints(const QPointF *, int) override { }
    [[nodiscard]] Type type() const override { return User; }

    void drawTextItem(const QPointF &at, const QTextItem &item) override
    {
        const QPainter *by = painter();
        if (item.text().trimmed().isEmpty() || by->opacity() <= 0)
            return;
        const QTransform transform = by->deviceTransform();
        PaintedText heard;
        heard.text = item.text();
        heard.where = transform.mapRect(QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent()));
        heard.room = QRectF(0, 0, by->device()->width(), by->device()->height());
        if (const QRegion clip = systemClip(); !clip.isEmpty())
            heard.room &= clip.boundingRect();
        if (by->hasClipping())
            heard.room &= transform.mapRect(by->clipBoundingRect());
        heard.ink = by->pen().color();
        heard.ink.setAlphaF(float(heard.ink.alphaF() * by->opacity()));
        heard.size = QFontInfo(item.font()).pixelSize();
        texts.push_back(heard);
    }

    QList<PaintedText> texts;
};

class ListeningDevice final : public QPaintDevice
{
public:
    explicit ListeningDevice(const QWidget *like) : m_like(like) { }
    [[nodiscard]] QPaintEngine *paintEngine() const override { return &m_listener; }
    [[nodiscard]] const QList<PaintedText> &texts() const { return m_listener.texts; }

protected:
    [[nodiscard]] int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmWidth:
            return m_like->width();
        case PdmHeight:
            return m_like->height();
        case PdmWidthMM:
            return m_like->widthMM();
        case PdmHeightMM:
            return m_like->heightMM();
        case PdmDpiX:
        case PdmPhysicalDpiX:
            return m_like->logicalDpiX();
        case PdmDpiY:
        case PdmPhysicalDpiY:
            return m_like->logicalDpiY();
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return int(devicePixelRatioFScale());
        case PdmNumColors:
            return 0;
        case PdmDepth:
            return 32;
        }
        return 0;
    }

private:
    const QWidget *m_like;
    mutable Listener m_listener;
};

} // namespace

QList<PaintedText> paintedTexts(const QWidget *window, const QList<QWidget *> &widgets)
{
    QList<PaintedText> all;
    for (QWidget *each : widgets) {
        if (each->window() != window->window())
            continue;
        ListeningDevice device(each);
        QPainter painter(&device);
        painter.setLayoutDirection(each->layoutDirection());
        each->render(&painter, QPoint(), QRegion(), QWidget::RenderFlags());
        painter.end();
        const QRectF seen(each->visibleRegion().boundingRect());
        const QPoint origin = each->mapTo(window, QPoint());
        const qsizetype first = all.size();
        for (PaintedText text : device.texts()) {
            text.on = each;
            text.room = (text.room & seen).translated(origin);
            text.where.translate(origin);
            // Over several cells it is painted in parts.
            const auto known = std::find_if(all.begin() + first, all.end(), [&text](const PaintedText &other) { return other.text == text.text && other.where == text.where; });
            if (known == all.end())
                all.push_back(text);
            else
                known->room |= text.room;
        }
    }
    return all;
}

} // namespace cartage::ui::oracle
