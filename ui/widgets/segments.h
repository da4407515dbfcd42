// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>
#include <vector>

namespace cartage::ui {

class SegmentButton;

/// A few choices in one strip, one of them chosen: quick filters with counts, List | Matrix, 1 h | 24 h | 7 days. Arrow keys move.
class Segments final : public QWidget
{
    Q_OBJECT

public:
    explicit Segments(QWidget *parent = nullptr);
    struct Segment {
        QString key;
        QString text;
        std::optional<qint64> count;
    };
    /// Keeps the chosen one where its key is still there.
    void setSegments(const QList<Segment> &segments);
    void setCount(const QString &key, std::optional<qint64> count);
    /// Without the strip under it: beside a title.
    void setFlat(bool on);
    [[nodiscard]] QString current() const;
    /// No signal. An unknown key chooses none.
    void setCurrent(const QString &key);

Q_SIGNALS:
    /// By the user.
    void chosen(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void step(int by);

    std::vector<SegmentButton *> m_buttons;
    bool m_flat = false;
};

} // namespace cartage::ui
