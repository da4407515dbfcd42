// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/icons.h"

#include <QIconEngine>
#include <QPainter>
#include <QStandardPaths>
#include <optional>

#include "ui/look/stylepaint.h"

namespace cartage::ui {
namespace {

/// The shape of another icon in colours of ours: Qt does not recolour Breeze, and some of its icons have colours of their own.
class TintedIconEngine final : public QIconEngine
{
public:
    struct Colors {
        QColor normal, disabled;
    };
    /// Without colours: those of the look in force whenever it is painted.
    TintedIconEngine(QIcon shape, std::optional<Colors> colors)
        : m_shape(std::move(shape))
        , m_colors(std::move(colors))
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
        painter.fillRect(result.rect(), colorFor(mode));
        painter.end();
        result.setDevicePixelRatio(scale);
        return result;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new TintedIconEngine(*this); }
    bool isNull() override { return m_shape.isNull(); }

private:
    [[nodiscard]] QColor colorFor(QIcon::Mode mode) const
    {
        if (m_colors)
            return mode == QIcon::Disabled ? m_colors->disabled : m_colors->normal;
        const Look &look = lookOf(nullptr);
        return mode == QIcon::Selected ? look.accentInk : mode == QIcon::Disabled ? look.text3 : look.text2;
    }

    QIcon m_shape;
    std::optional<Colors> m_colors;
};

QIcon tinted(const char *name, std::optional<TintedIconEngine::Colors> colors)
{
    QIcon shape = QIcon::fromTheme(QString::fromLatin1(name));
    return shape.isNull() ? QIcon() : QIcon(new TintedIconEngine(std::move(shape), std::move(colors)));
}

} // namespace

QIcon icon(const char *name, const Look &) { return tinted(name, std::nullopt); }
QIcon icon(const char *name, const QColor &color) { return icon(name, color, color); }
QIcon icon(const char *name, const QColor &color, const QColor &disabled) { return tinted(name, TintedIconEngine::Colors{color, disabled}); }

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
