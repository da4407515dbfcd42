// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>
#include <functional>

#include "ui/look/marks.h"

class QLabel;
class QPushButton;

namespace cartage::ui {

class ToastClose;

/// The result of an action at the bottom centre of `over`, with Undo where it can be undone. Goes after eight seconds; stays under the pointer or the
/// focus. Never takes the focus by itself.
class Toast final : public QWidget
{
    Q_OBJECT

public:
    explicit Toast(QWidget *over);
    /// Replaces what was shown. Plain text, escaped before. Without `undo` there is no such button.
    void say(Mark mark, const QString &sentence, std::function<void()> undo = {});
    void setStay(std::chrono::milliseconds stay);

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void countDown();

    Mark m_mark = Mark::Information;
    QLabel *m_text;
    QPushButton *m_undoButton;
    ToastClose *m_close;
    std::function<void()> m_undo;
    QTimer m_timer;
    std::chrono::milliseconds m_stay{8000};
};

} // namespace cartage::ui
