// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QMenu;
class QTabBar;
class QToolButton;

namespace cartage::ui {

/// Tabs of one line. Those that do not fit are in a menu at its end; the chosen one is always in the line.
class TabStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit TabStrip(QWidget *parent = nullptr);
    /// Key and title. The chosen one stays where its key is still there, else it is the first.
    void setTabs(const QList<QPair<QString, QString>> &tabs);
    [[nodiscard]] QString current() const;
    /// No signal; an unknown key changes nothing.
    void setCurrent(const QString &key);
    [[nodiscard]] QTabBar *bar() const { return m_bar; }
    [[nodiscard]] QToolButton *more() const { return m_more; }
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By the user.
    void chosen(const QString &key);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fit();

    QTabBar *m_bar;
    QToolButton *m_more;
    QMenu *m_menu;
    QList<QPair<QString, QString>> m_tabs;
    bool m_fitting = false;
};

} // namespace cartage::ui
