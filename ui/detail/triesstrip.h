// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "ui/detail/detail.h"

namespace cartage::ui {

/// Tries along an axis of time: when each began and ended, now, and when the next one is due. The list below it says the same in words.
class TriesStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit TriesStrip(QWidget *parent = nullptr);
    void setTries(const Tries &tries);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tries m_tries;
};

} // namespace cartage::ui
