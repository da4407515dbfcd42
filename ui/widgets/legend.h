// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "ui/look/marks.h"

namespace cartage::ui {

class LegendButton;

/// Mark, word and count of what is shown, in as many lines as it takes; each can be chosen. One stop of the Tab key, arrow keys move.
class Legend final : public QWidget
{
    Q_OBJECT

public:
    explicit Legend(QWidget *parent = nullptr);
    struct Entry {
        QString key;
        Mark mark = Mark::Waiting;
        QString word;
        qint64 count = 0;
        bool chosen = false;
        bool operator==(const Entry &) const = default;
    };
    /// Entries whose keys were there keep the focus.
    void setEntries(const QList<Entry> &entries);
    [[nodiscard]] QList<Entry> entries() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] int heightForWidth(int width) const override;

Q_SIGNALS:
    /// By the user.
    void toggled(const QString &key);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Places the buttons where `place`; the height that they take.
    int arrange(int width, bool place) const;
    void step(int by);

    std::vector<LegendButton *> m_buttons;
};

} // namespace cartage::ui
