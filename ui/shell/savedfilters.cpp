// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/savedfilters.h"

#include <QMenu>

#include "ui/dialogs/namesheet.h"

namespace cartage::ui {

namespace {

const QString prefix = QStringLiteral("saved ");

bool sameFilter(const Location &a, const Location &b) { return a.view == b.view && a.chips == b.chips && a.text == b.text; }

} // namespace

SavedFilters::SavedFilters(Memory &memory, QWidget *window)
    : QObject(window)
    , m_memory(memory)
    , m_window(window)
{ }

void SavedFilters::setSite(const QString &folder)
{
    m_folder = folder;
    m_filters = folder.isEmpty() ? QList<SavedFilter>() : m_memory.filters(folder);
}

Sidebar::Group SavedFilters::group() const
{
    Sidebar::Group group{tr("Saved filters"), {}};
    for (const SavedFilter &each : m_filters)
        group.items.push_back({prefix + each.name, "view-filter", each.name});
    return group;
}

int SavedFilters::indexOf(const QString &sidebarKey) const
{
    for (int i = 0; i < m_filters.size(); ++i) {
        if (sidebarKey == prefix + m_filters[i].name)
            return i;
    }
    return -1;
}

std::optional<Location> SavedFilters::locationOf(const QString &sidebarKey) const
{
    const int at = indexOf(sidebarKey);
    return at < 0 ? std::nullopt : std::optional(m_filters[at].where);
}

QString SavedFilters::keyOf(const Location &location) const
{
    if (location.chips.isEmpty() && location.text.isEmpty())
        return {};
    for (const SavedFilter &each : m_filters) {
        if (sameFilter(each.where, location))
            return prefix + each.name;
    }
    return {};
}

/// Over the one at `at`, or behind the others (-1); another one of that name gives way.
void SavedFilters::put(int at, const QString &name, const Location &location)
{
    SavedFilter filter{name, location};
    filter.where.selected.clear();
    QList<SavedFilter> all;
    for (int i = 0; i < m_filters.size(); ++i) {
        if (i == at)
            all << filter;
        else if (m_filters[i].name != name)
            all << m_filters[i];
    }
    if (at < 0)
        all << filter;
    m_filters = all;
    m_memory.setFilters(m_folder, m_filters);
    Q_EMIT changed();
}

void SavedFilters::save(const Location &location)
{
    if (m_folder.isEmpty())
        return;
    QStringList words;
    for (const Chip &chip : location.chips)
        words << (chip.negated ? tr("not %1").arg(chip.value) : chip.value);
    if (!location.text.isEmpty())
        words << location.text;
    auto *sheet = new NameSheet(tr("Save the filter"), tr("Save the filter"), words.join(QStringLiteral(", ")), m_window);
    sheet->setHint(tr("It appears in the sidebar and opens this list with this filter, as the site is then."));
    connect(sheet, &NameSheet::named, this, [this, location](const QString &name) { put(-1, name, location); });
    sheet->open();
}

void SavedFilters::rename(const QString &sidebarKey)
{
    const int at = indexOf(sidebarKey);
    if (at < 0)
        return;
    auto *sheet = new NameSheet(tr("Rename the filter"), tr("Rename the filter"), m_filters[at].name, m_window);
    connect(sheet, &NameSheet::named, this, [this, sidebarKey](const QString &name) {
        if (const int now = indexOf(sidebarKey); now >= 0)
            put(now, name, m_filters[now].where);
    });
    sheet->open();
}

void SavedFilters::remove(const QString &sidebarKey)
{
    const int at = indexOf(sidebarKey);
    if (at < 0)
        return;
    const SavedFilter gone = m_filters.takeAt(at);
    m_memory.setFilters(m_folder, m_filters);
    Q_EMIT changed();
    Q_EMIT removed(gone.name, [self = QPointer(this), gone, at, folder = m_folder] {
        if (!self || self->m_folder != folder)
            return;
        self->m_filters.insert(std::min<qsizetype>(at, self->m_filters.size()), gone);
        self->m_memory.setFilters(folder, self->m_filters);
        Q_EMIT self->changed();
    });
}

void SavedFilters::openMenu(const QString &sidebarKey, const QPoint &global)
{
    if (indexOf(sidebarKey) < 0)
        return;
    auto *menu = new QMenu(m_window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("&Rename…"), this, [this, sidebarKey] { rename(sidebarKey); })->setShortcut(Qt::Key_F2);
    menu->addAction(tr("&Delete"), this, [this, sidebarKey] { remove(sidebarKey); })->setShortcut(Qt::Key_Delete);
    menu->popup(global);
}

} // namespace cartage::ui
