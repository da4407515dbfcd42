// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/pagedpage.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QScrollBar>

#include "core/domain/advice.h"
#include "ui/look/icons.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/widgets/newerstrip.h"

namespace cartage::ui {

namespace {

constexpr int clockStep = 5000; ///< ms

} // namespace

PagedPage::PagedPage(engine::Session &asked, QString key, QString title, ListKind kind, QWidget *parent)
    : ListPage(asked, std::move(key), std::move(title), kind, parent)
    , m_newer(new NewerStrip(this))
    , m_follow(new QAction(tr("Follow"), this))
    , m_stop(new QAction(tr("Stop searching"), this))
{
    m_query.list = kind;
    addStrip(m_newer);
    m_follow->setObjectName(QStringLiteral("follow"));
    m_stop->setObjectName(QStringLiteral("stop-searching"));
    m_follow->setCheckable(true);
    m_follow->setToolTip(tr("New rows are shown as they come"));
    m_follow->setIcon(icon("arrow-down", lookOf(this)));
    m_stop->setVisible(false);
    m_stop->setIcon(icon("process-stop", lookOf(this)));
    const bool grows = kind == ListKind::Messages || kind == ListKind::Activity;
    setOwnActions(grows ? QList<QAction *>{m_stop, m_follow} : QList<QAction *>{m_stop}, {});
    connect(m_newer, &NewerStrip::wanted, this, [this] {
        m_model->takeNewer();
        list()->scrollToTop();
    });
    connect(m_follow, &QAction::toggled, this, [this](bool on) { m_model->setFollowing(on); });
    connect(m_stop, &QAction::triggered, this, [this] { m_model->stopSearching(); });
    m_clock.setInterval(clockStep);
    connect(&m_clock, &QTimer::timeout, this, [this] {
        m_model->retell();
        countAgain();
    });
}

void PagedPage::setUp(std::vector<Column> columns, PagedModel::CellsOf cellsOf, const Layout &layout, int sorted, Qt::SortOrder order)
{
    m_query.order = *columns[static_cast<std::size_t>(sorted)].order;
    m_query.descending = order == Qt::DescendingOrder;
    m_model = new PagedModel(session(), std::move(columns), std::move(cellsOf), this);
    m_model->setActive(false);
    ListPage::setUp(m_model, layout);
    sortBy(sorted, order);
    connect(m_model, &PagedModel::statusChanged, this, &PagedPage::takeStatus);
    // A row that was selected before its page was there has a subject now.
    connect(m_model, &PagedModel::dataChanged, this, [this] {
        if (m_unknown && !subjects().isEmpty())
            Q_EMIT selectionChanged();
    });
    connect(m_model, &PagedModel::rowsInserted, this, [this] {
        if (m_follow->isChecked())
            list()->scrollToTop();
    });
}

void PagedPage::showEvent(QShowEvent *event)
{
    m_model->setActive(m_listShown);
    m_clock.start();
    m_asked = !(m_query == m_model->query());
    takeFilter();
    if (!std::exchange(m_everShown, true) && !m_asked) // what came since the window was opened is no news to somebody who comes here first
        m_model->takeNewer();
    ListPage::showEvent(event);
}

void PagedPage::hideEvent(QHideEvent *event)
{
    m_model->setActive(false);
    m_clock.stop();
    ListPage::hideEvent(event);
}

void PagedPage::setListShown(bool shown)
{
    m_listShown = shown;
    m_model->setActive(shown && isVisible());
    m_newer->setText({});
    m_stop->setVisible(false);
    takeFilter();
}

void PagedPage::setLocation(const Location &location)
{
    m_kept.clear();
    ListPage::setLocation(location);
}

Result<engine::ListQuery> PagedPage::query() const
{
    auto asked = ListPage::query();
    if (asked) {
        asked->order = m_query.order;
        asked->descending = m_query.descending;
    }
    return asked;
}

/// The model keeps a pace of its own.
void PagedPage::read()
{
    if (!std::exchange(m_asked, false))
        m_model->refresh();
    answered();
}

QString PagedPage::newerText(qint64 count) const { return tr("%n new row(s)", nullptr, static_cast<int>(count)); }

QString PagedPage::keyOf(int row) const
{
    const auto id = m_model->idAt(row);
    return id ? QString::number(*id) : QString();
}

int PagedPage::rowOf(const QString &key) const { return m_model->rowOf(key.toLongLong()); }

Location PagedPage::downOf(int row) const
{
    const engine::ListRow *there = m_model->rowAt(row);
    return there ? downOf(*there) : Location();
}

std::vector<engine::RowId> PagedPage::selectedIds() const
{
    std::vector<engine::RowId> ids;
    for (const QItemSelectionRange &range : list()->selectionModel()->selection())
        ids.insert(ids.end(), m_model->ids().begin() + range.top(), m_model->ids().begin() + range.bottom() + 1);
    return ids;
}

QList<Subject> PagedPage::subjects() const
{
    std::vector<engine::RowId> ids = selectedIds();
    if (ids.empty())
        return {};
    if (ids.size() == 1) {
        const engine::ListRow *row = m_model->rowAt(m_model->rowOf(ids.front()));
        m_unknown = row == nullptr;
        return row ? QList<Subject>{subjectOf(*row)} : QList<Subject>();
    }
    Subject many;
    if (kind() == ListKind::Quarantine) {
        many.kind = Subject::Kind::Quarantined;
        many.title = tr("%n thing(s) in quarantine", nullptr, static_cast<int>(ids.size()));
        many.rows = std::make_shared<const std::vector<engine::RowId>>(std::move(ids));
        return {many};
    }
    if (kind() != ListKind::Distributions && kind() != ListKind::Retries)
        return {};
    many.kind = Subject::Kind::Rows;
    many.title = tr("%n distribution(s)", nullptr, static_cast<int>(ids.size()));
    const bool all = std::ssize(ids) == m_model->rowCount() && !m_model->isLoading() && !m_model->isSearching();
    if (all && kind() == ListKind::Distributions) // the command line knows no list of retries
        many.filter = m_query.filter;
    many.rows = std::make_shared<const std::vector<engine::RowId>>(std::move(ids));
    return {many};
}

void PagedPage::takeFilter()
{
    const auto asked = filter();
    m_unreadable = !asked;
    if (!asked) { // what was found by the former filter is not what this one asks for
        list()->clearSelection();
        return showError(asked.error());
    }
    m_query.filter = *asked;
    if (wanted().isEmpty() && m_kept.isEmpty() && list()->currentIndex().isValid())
        m_kept = keyOf(list()->currentIndex().row());
    if (!(m_query == m_model->query())) {
        m_all.reset();
        m_counted = false;
        *m_stopCounting = true;
        m_stopCounting = std::make_shared<std::atomic<bool>>(false);
    }
    if (m_listShown)
        m_model->setQuery(m_query);
    rowsAsked(m_query.filter);
    takeStatus();
}

void PagedPage::takeSorting(int column, Qt::SortOrder order)
{
    const auto offered = m_model->orderOf(column);
    if (!offered) {
        sortBy(m_model->sortedColumn(), m_query.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        return;
    }
    m_query.order = *offered;
    m_query.descending = order == Qt::DescendingOrder;
    takeFilter();
}

void PagedPage::countAll(const Stop &stop)
{
    session().ask<std::int64_t>([list = kind(), stop](engine::Session::Desk &desk) -> Result<std::int64_t> {
        const auto site = desk.site();
        return site ? engine::listCount(**site, list, *stop) : failure(site.error());
    }).then(this, [this, stop](const Result<std::int64_t> &count) {
        if (!count || *stop)
            return;
        m_all = *count;
        takeStatus();
    });
}

EmptyState::Content PagedPage::nothingFoundYet()
{
    EmptyState::Content content;
    content.mark = Mark::Information;
    content.title = tr("Nothing found so far");
    content.sentence = tr("The search was stopped before its end.");
    return content;
}

/// Rows that came since are counted, too.
void PagedPage::countAgain()
{
    if (m_model->isLoading() || m_countedRows == m_model->rowCount())
        return;
    m_counted = false;
    takeStatus();
}

/// What is known of the rows by now, in words.
void PagedPage::takeStatus()
{
    if (!m_listShown || m_unreadable)
        return;
    const qint64 shown = m_model->rowCount();
    m_stop->setVisible(m_model->isSearching());
    m_newer->setText(m_model->newerRows() > 0 ? newerText(m_model->newerRows()) : QString());
    if (m_model->error() && shown == 0)
        return showError(*m_model->error());
    const auto stoppedAt = m_model->stoppedAt();
    const bool empty = shown == 0 && !m_model->isLoading();
    if (m_model->error())
        scope()->setText(sentences::describe(*m_model->error()));
    else if (m_model->isSearching())
        scope()->setText(tr("%1 found, %2 % searched").arg(format::number(shown), format::number(static_cast<qint64>(m_model->searched() * 100))));
    else if (stoppedAt)
        scope()->setText(tr("%1 found, stopped after %2 %").arg(format::number(shown), format::number(static_cast<qint64>(*stoppedAt * 100))));
    else if (m_model->isLoading())
        scope()->setText(tr("Looking…"));
    else
        scope()->setText(scopeText(shown, m_query.filter.empty() ? std::optional(shown) : m_all));
    if (empty && stoppedAt)
        showSentence(nothingFoundYet());
    else if (empty)
        showSentence(m_query.filter.empty() ? emptyContent() : nothingMatches(m_all.value_or(0)));
    else
        showList();
    if (!m_model->isLoading() && !std::exchange(m_counted, true)) {
        m_countedRows = m_model->rowCount();
        if (selectedCount() > 1) // whether these are all is known now
            Q_EMIT selectionChanged();
        countFor(m_query.filter, m_stopCounting);
        if (!m_query.filter.empty())
            countAll(m_stopCounting);
    }
    takeWanted();
    if (!m_kept.isEmpty() && wanted().isEmpty()) {
        if (const int row = rowOf(m_kept); row >= 0) {
            m_kept.clear();
            choose(row);
        } else if (!m_model->isLoading()) {
            m_kept.clear();
        }
    }
}

} // namespace cartage::ui
