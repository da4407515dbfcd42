// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/savedfilters.h"

#include <QHash>
#include <QMenu>
#include <QPointer>

#include "core/engine/listing.h"
#include "ui/dialogs/namesheet.h"

namespace cartage::ui {

namespace {

const QString prefix = QStringLiteral("saved ");

constexpr Span countAtMost = std::chrono::milliseconds(300); ///< of each

std::optional<ListKind> listOf(const QString &view)
{
    static const QHash<QString, ListKind> lists{{QStringLiteral("problems"), ListKind::Problems}, {QStringLiteral("distributions"), ListKind::Distributions},
                                                {QStringLiteral("packages"), ListKind::Packages}, {QStringLiteral("dps"), ListKind::Dps},
                                                {QStringLiteral("retries"), ListKind::Retries},   {QStringLiteral("messages"), ListKind::Messages},
                                                {QStringLiteral("activity"), ListKind::Activity}, {QStringLiteral("clients"), ListKind::Clients},
                                                {QStringLiteral("quarantine"), ListKind::Quarantine}, {QStringLiteral("components"), ListKind::Components},
                                                {QStringLiteral("sites"), ListKind::Sites}};
    const auto found = lists.find(view);
    return found == lists.end() ? std::nullopt : std::optional(*found);
}

Filter filterOf(const Location &location)
{
    Filter filter;
    for (const Chip &chip : location.chips)
        filter.terms.push_back({chip.key.toStdString(), chip.value.toStdString(), chip.negated});
    filter.text = location.text.toStdString();
    return filter;
}

bool sameFilter(const Location &a, const Location &b) { return a.view == b.view && a.chips == b.chips && a.text == b.text; }

} // namespace

SavedFilters::SavedFilters(Memory &memory, const Clock &clock, QWidget *window)
    : QObject(window)
    , m_memory(memory)
    , m_window(window)
    , m_pace(clock, [this] { count(); }, nullptr)
{
    connect(this, &SavedFilters::changed, this, [this] { m_pace.wantAtOnce(); });
}

void SavedFilters::setSession(engine::Session *session)
{
    for (const SavedFilter &each : std::as_const(m_filters))
        Q_EMIT counted(prefix + each.name, std::nullopt);
    m_session = session;
    m_pace.answered(); // by the site that was open, never
    if (m_session && !m_filters.isEmpty())
        m_pace.wantAtOnce();
}

void SavedFilters::noteChange()
{
    if (m_session && !m_filters.isEmpty())
        m_pace.want();
}

/// All of them in one question; a site that is closed meanwhile has no use for the answer.
void SavedFilters::count()
{
    if (!m_session || m_filters.isEmpty()) {
        m_pace.answered();
        return;
    }
    using Counts = std::vector<std::optional<std::int64_t>>;
    m_session->ask<Counts>([filters = m_filters](engine::Session::Desk &desk) -> Result<Counts> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        Counts counts;
        for (const SavedFilter &each : filters) {
            const auto list = listOf(each.where.view);
            const auto count = list ? engine::countMatching(**site, *list, filterOf(each.where), countAtMost, desk.stop()) : std::optional<std::int64_t>();
            counts.push_back(count ? *count : std::nullopt); // what this program cannot read any more is shown without a number
        }
        return counts;
    }).then(this, [this, filters = m_filters, folder = m_folder](const Result<Counts> &counts) {
        m_pace.answered();
        if (!counts || folder != m_folder)
            return;
        for (qsizetype at = 0; at < filters.size(); ++at)
            Q_EMIT counted(prefix + filters[at].name, (*counts)[static_cast<std::size_t>(at)]);
    });
}

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
