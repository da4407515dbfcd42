// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cartage::ui {

/// Where nothing is open yet: try the sample, or open a site.
class StartPage final : public QWidget
{
    Q_OBJECT

public:
    explicit StartPage(QWidget *parent);
    /// In the user's own data folder.
    [[nodiscard]] static QString sampleFolder();

Q_SIGNALS:
    void sampleWanted();
    void openWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace cartage::ui
