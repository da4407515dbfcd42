// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "ui/look/marks.h"

class QAction;
class QHBoxLayout;

namespace cartage::ui {

class Words;

/// A state that lasts, in one sentence over the whole width: no engine, engine paused, database read-only, sample site.
class Banner final : public QWidget
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);
    /// Plain text, escaped before. Actions are not owned.
    void setState(Hue hue, std::optional<Mark> mark, const QString &sentence, const QList<QAction *> &actions);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Hue m_hue = Hue::Blue;
    std::optional<Mark> m_mark;
    Words *m_text;
    QHBoxLayout *m_row;
    QWidget *m_buttons = nullptr;
    QList<QAction *> m_actions;
};

} // namespace cartage::ui
