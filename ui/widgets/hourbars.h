// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/base/clock.h"

namespace cartage::ui {

/// What came in each hour, as bars: errors at the bottom, then warnings, then the rest. The hovered one is told in words, the arrow keys go from one to the
/// next, a click or Enter chooses one. A marker shows where a list stands.
class HourBars final : public QWidget
{
    Q_OBJECT

public:
    struct Bar {
        Time from{}, to{};
        qint64 errors = 0, warnings = 0, others = 0;
        [[nodiscard]] qint64 all() const { return errors + warnings + others; }
        bool operator==(const Bar &) const = default;
    };
    explicit HourBars(QWidget *parent = nullptr);
    /// Oldest first, all of one length.
    void setBars(std::vector<Bar> bars);
    [[nodiscard]] const std::vector<Bar> &bars() const { return m_bars; }
    void setMarker(std::optional<Time> at);
    /// The stretch that a filter has chosen.
    void setChosen(std::optional<std::pair<Time, Time>> chosen);
    /// So many fit at the width that it has.
    [[nodiscard]] int capacity() const;
    /// "Thu 19 Nov, 19:00: 3,902 messages, 611 errors, 204 warnings"
    [[nodiscard]] static QString wordsOf(const Bar &bar);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void chosen(cartage::Time from, cartage::Time to);
    void capacityChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] double step() const;
    [[nodiscard]] int barAt(double x) const;
    [[nodiscard]] double left(int bar) const;
    [[nodiscard]] double xOf(Time at) const;
    [[nodiscard]] int floorY() const;
    [[nodiscard]] int topY() const;
    void setCurrent(int bar);
    void paintBars(class QPainter &painter) const;
    void paintDays(class QPainter &painter) const;
    void paintMarker(class QPainter &painter) const;

    std::vector<Bar> m_bars;
    std::optional<Time> m_marker;
    std::optional<std::pair<Time, Time>> m_chosen;
    int m_hovered = -1, m_current = -1, m_capacity = 0;
};

} // namespace cartage::ui
