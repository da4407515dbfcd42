// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QWidget>

class QLabel;
class QToolButton;

namespace cartage::ui {

class FindField;
class PathParts;

/// Back, forward, where one is, and the field that opens Find or do.
class PathBar final : public QWidget
{
    Q_OBJECT

public:
    explicit PathBar(QWidget *parent = nullptr);
    /// The last one is where one is. Plain text, escaped before.
    void setPath(const QStringList &parts);
    void setBackEnabled(bool on);
    void setForwardEnabled(bool on);
    void setFind(const QString &hint, const QKeySequence &key);
    /// What the popup lies under.
    [[nodiscard]] QWidget *findField() const;

Q_SIGNALS:
    void backRequested();
    void forwardRequested();
    void partActivated(int part);
    /// Clicked, or typed into: with what was typed.
    void findRequested(const QString &typed);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void takeLook();

    QToolButton *m_back, *m_forward;
    PathParts *m_parts;
    FindField *m_find;
};

} // namespace cartage::ui
