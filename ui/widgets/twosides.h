// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QBoxLayout;

namespace cartage::ui {

/// A row with something at either end; where there is no room for both the trailing part goes below the leading one.
class TwoSides final : public QWidget
{
    Q_OBJECT

public:
    explicit TwoSides(QWidget *parent = nullptr);
    [[nodiscard]] QBoxLayout *leading() const { return m_leading; }
    [[nodiscard]] QBoxLayout *trailing() const { return m_trailing; }
    /// As wide as the wider of the two.
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    void choose();

    QBoxLayout *m_both, *m_leading, *m_trailing;
};

} // namespace cartage::ui
