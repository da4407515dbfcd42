// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <vector>

#include "ui/look/look.h"

class QAction;
class QGridLayout;
class QHBoxLayout;

namespace cartage::ui {

class Words;

/// What, Effect, To do, By itself, over a tint in the colour of who acts; below them what can be done.
class AdviceBox final : public QWidget
{
    Q_OBJECT

public:
    explicit AdviceBox(QWidget *parent = nullptr);
    void setHue(Hue hue);
    /// Empty ones are left out. Plain text, escaped before.
    void setAdvice(const QString &what, const QString &effect, const QString &toDo, const QString &byItself);
    /// The same with other names: Cause and Remedy, Last copy and Effect.
    void setRows(const QList<QPair<QString, QString>> &rows);
    /// Null ones are left out. Not owned; enabled, text and tooltip follow the action.
    void setActions(QAction *filled, QAction *plain = nullptr, const QList<QAction *> &links = {});

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Hue m_hue = Hue::Amber;
    QGridLayout *m_rows;
    QWidget *m_buttons, *m_links;
    std::vector<Words *> m_keys, m_texts;
};

} // namespace cartage::ui
