// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "core/engine/session.h"
#include "ui/shell/memory.h"
#include "ui/widgets/sidebar.h"

namespace cartage::ui {

/// Filters under a name, of one site: what the sidebar shows of them, and how they are saved, renamed and deleted.
class SavedFilters final : public QObject
{
    Q_OBJECT

public:
    /// Sheets lie over `window`. The clock outlives it.
    SavedFilters(Memory &memory, const Clock &clock, QWidget *window);
    void setSite(const QString &folder);
    /// To count rows by; null: no site.
    void setSession(engine::Session *session);
    /// Something was committed: the rows that each filter shows are counted again, in time.
    void noteChange();
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
    /// What the filter shows now; nothing where that is not known.
    void counted(const QString &sidebarKey, std::optional<qint64> rows);
    /// `sidebarKey` was deleted; `undo` brings it back.
    void removed(const QString &name, const std::function<void()> &undo);

private:
    void count();
    void put(int at, const QString &name, const Location &location);
    [[nodiscard]] int indexOf(const QString &sidebarKey) const;

    Memory &m_memory;
    QWidget *m_window;
    QString m_folder;
    QList<SavedFilter> m_filters;
    engine::Session *m_session = nullptr;
    Pace m_pace;
};

} // namespace cartage::ui
