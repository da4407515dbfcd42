// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <optional>

#include "ui/look/marks.h"

namespace cartage::ui {

/// A small label, a big number, a line that says the most urgent thing. A click opens the list that it counts.
class Tile final : public QAbstractButton
{
    Q_OBJECT

public:
    explicit Tile(const QString &label, QWidget *parent = nullptr);
    struct Content {
        QString number;
        QString suffix; ///< "of 7", "%"
        QString line;
        std::optional<Mark> mark;
        bool needsYou = false;
        bool operator==(const Content &) const = default;
    };
    void setContent(const Content &content);
    [[nodiscard]] const Content &content() const { return m_content; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void showWhatIsCut();

    Content m_content;
};

} // namespace cartage::ui
