// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <optional>
#include <vector>

class QVBoxLayout;

namespace cartage::ui {

class SidebarRow;

/// Views in groups, each with an icon, a name and what it lists. Up, Down, Home and End move, Enter and Space choose.
class Sidebar final : public QScrollArea
{
    Q_OBJECT

public:
    explicit Sidebar(QWidget *parent = nullptr);
    struct Item {
        QString key;
        const char *icon = nullptr; ///< freedesktop name
        QString name;               ///< plain text
    };
    struct Group {
        QString title; ///< empty: only space divides it from the one above
        QList<Item> items;
    };
    void setGroups(const QList<Group> &groups);
    /// What the view lists; a red pill only where one of them needs the user.
    void setCount(const QString &key, std::optional<qint64> count, bool needsYou = false);
    [[nodiscard]] QString current() const;
    /// No signal.
    void setCurrent(const QString &key);
    /// Of the row that is shown, else the first.
    void focusCurrent();
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By the user.
    void chosen(const QString &key);
    void menuRequested(const QString &key, const QPoint &global);
    /// F2 and Delete on a row.
    void renameRequested(const QString &key);
    void removeRequested(const QString &key);

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] SidebarRow *row(const QString &key) const;
    void step(int to);

    std::vector<SidebarRow *> m_rows;
    QList<QPair<QString, std::pair<std::optional<qint64>, bool>>> m_counts;
};

} // namespace cartage::ui
