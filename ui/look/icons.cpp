// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QStandardPaths>

#include "ui/look/stylepaint.h"

namespace cartage::ui {
namespace {

/// The shape of another icon in colours of ours: Qt does not recolour Breeze, and some of its icons have colours of their own.
class TintedIconEngine final : public QIconEngine
{
public:
    TintedIconEngine(QIcon shape, const QColor &normal, const QColor &selected, const QColor &disabled)
        : m_shape(std::move(shape))
        , m_normal(normal)
        , m_selected(selected)
        , m_disabled(disabled)
    { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = paint::deviceScale(*painter);
        painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override { return scaledPixmap(size, mode, state, 1); }
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        // The shape is asked for in logical pixels: an icon of 16 has other lines than one of 32.
        QPixmap shape = m_shape.pixmap((QSizeF(size) / scale).toSize(), scale, QIcon::Normal, state);
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        shape.setDevicePixelRatio(1);
        painter.drawPixmap((size.width() - shape.width()) / 2, (size.height() - shape.height()) / 2, shape);
        painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
        painter.fillRect(result.rect(), mode == QIcon::Selected ? m_selected : mode == QIcon::Disabled ? m_disabled : m_normal);
        painter.end();
        result.setDevicePixelRatio(scale);
        return result;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new TintedIconEngine(*this); }
    bool isNull() override { return m_shape.isNull(); }

private:
    QIcon m_shape;
    QColor m_normal, m_selected, m_disabled;
};

QIcon tinted(const char *name, const QColor &normal, const QColor &selected, const QColor &disabled)
{
    QIcon shape = QIcon::fromTheme(QString::fromLatin1(name));
    return shape.isNull() ? QIcon() : QIcon(new TintedIconEngine(std::move(shape), normal, selected, disabled));
}

} // namespace

QIcon icon(const char *name, const Look &look) { return tinted(name, look.text2, look.accentInk, look.text3); }
QIcon icon(const char *name, const QColor &color) { return tinted(name, color, color, color); }
QIcon icon(const char *name, const QColor &color, const QColor &disabled) { return tinted(name, color, color, disabled); }

void setUpIconThemes()
{
    // Not every platform plugin looks where the system has its icons.
    QStringList paths = QIcon::themeSearchPaths();
    for (const QString &path :
         QStandardPaths::locateAll(QStandardPaths::GenericDataLocation, QStringLiteral("icons"), QStandardPaths::LocateDirectory)) {
        if (!paths.contains(path))
            paths.append(path);
    }
    QIcon::setThemeSearchPaths(paths);
    QIcon::setFallbackThemeName(QStringLiteral("breeze"));
    if (QIcon::themeName().isEmpty() || QIcon::themeName() == QLatin1String("hicolor"))
        QIcon::setThemeName(QStringLiteral("breeze"));
}

} // namespace cartage::ui
