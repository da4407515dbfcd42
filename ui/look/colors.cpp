// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/look/colors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "ui/look/look.h"

namespace cartage::ui {
namespace {

using Linear = std::array<double, 3>;

/// Björn Ottosson, "A perceptual color space for image processing" (2020): OKLab to linear sRGB.
Linear linearOf(double lightness, double chroma, double hue)
{
    const double angle = hue * std::numbers::pi / 180, a = chroma * std::cos(angle), b = chroma * std::sin(angle);
    const double l = std::pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
    const double m = std::pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
    const double s = std::pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
    return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

int encoded(double linear)
{
    const double v = std::clamp(linear, 0.0, 1.0);
    return int(std::lround(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055)));
}

double decoded(int channel)
{
    const double v = channel / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

QColor inGamut(double lightness, double chroma, double hue)
{
    for (;; chroma -= 0.004) {
        const Linear c = linearOf(lightness, std::max(0.0, chroma), hue);
        if (chroma <= 0 || std::ranges::all_of(c, [](double v) { return v >= -0.0001 && v <= 1.0001; }))
            return {encoded(c[0]), encoded(c[1]), encoded(c[2])};
    }
}

bool reads(const QColor &color, const std::vector<Reading> &readings)
{
    return std::ranges::all_of(readings, [&](const Reading &r) { return Look::contrast(color, r.on) >= r.contrast; });
}

} // namespace

QColor Look::mix(const QColor &a, const QColor &b, double t)
{
    const auto channel = [t](int x, int y) { return int(std::lround(x + (y - x) * t)); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

double Look::contrast(const QColor &a, const QColor &b)
{
    const auto luminance = [](const QColor &c) { return 0.2126 * decoded(c.red()) + 0.7152 * decoded(c.green()) + 0.0722 * decoded(c.blue()); };
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

QColor mixedUntil(const QColor &from, const QColor &towards, const std::vector<Reading> &readings)
{
    for (int percent = 0; percent < 100; ++percent) {
        const QColor color = Look::mix(from, towards, percent / 100.0);
        if (reads(color, readings))
            return color;
    }
    return towards;
}

QColor solved(double hue, double chroma, bool dark, const std::vector<Reading> &readings)
{
    constexpr int steps = 250;
    for (int step = 0; step <= steps; ++step) {
        const QColor color = inGamut(double(dark ? step : steps - step) / steps, chroma, hue);
        if (reads(color, readings))
            return color;
    }
    return dark ? QColor(Qt::white) : QColor(Qt::black);
}

} // namespace cartage::ui
