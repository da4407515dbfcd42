// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "ui/shell/memory.h"
#include "ui/widgets/sidebar.h"

namespace cartage::ui {

/// Filters under a name, of one site: what the sidebar shows of them, and how they are saved, renamed and deleted.
class SavedFilters final : public QObject
{
    Q_OBJECT

public:
    /// Sheets lie over `window`.
    SavedFilters(Memory &memory, QWidget *window);
    void setSite(const QString &folder);
    /// For the sidebar; without items where nothing is saved.
    [[nodiscard]] Sidebar::Group group() const;
    [[nodiscard]] std::optional<Location> locationOf(const QString &sidebarKey) const;
    /// Of the one that shows just this; empty: none.
    [[nodiscard]] QString keyOf(const Location &location) const;

    /// Asks for a name; one that is known takes the place of the old one.
    void save(const Location &location);
    void rename(const QString &sidebarKey);
    void remove(const QString &sidebarKey);
    void openMenu(const QString &sidebarKey, const QPoint &global);

Q_SIGNALS:
    void changed();
    /// `sidebarKey` was deleted; `undo` brings it back.
    void removed(const QString &name, const std::function<void()> &undo);

private:
    void put(int at, const QString &name, const Location &location);
    [[nodiscard]] int indexOf(const QString &sidebarKey) const;

    Memory &m_memory;
    QWidget *m_window;
    QString m_folder;
    QList<SavedFilter> m_filters;
};

} // namespace cartage::ui
