// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace cartage::ui {

class Words;

/// "214 new messages" over a list whose rows stay where they are until somebody wants to see them. Hidden without any.
class NewerStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit NewerStrip(QWidget *parent = nullptr);
    /// Empty: there is nothing new.
    void setText(const QString &text);

Q_SIGNALS:
    void wanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Words *m_text;
};

} // namespace cartage::ui
