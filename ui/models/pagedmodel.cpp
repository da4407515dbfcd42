// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pagedmodel.h"

#include <algorithm>

#include "ui/models/pagecache.h"
#include "ui/models/rowchange.h"
#include "ui/widgets/rowdelegate.h"

namespace cartage::ui {

namespace {

using engine::ListQuery;
using engine::ListRow;
using engine::ListShape;
using engine::RowId;
using engine::Session;

constexpr int pageRows = PageCache::pageRows;
constexpr std::size_t visiblePages = 2; ///< a window shows rows of two pages at the most
constexpr std::size_t toldAtMost = 1024; ///< rows whose words are kept: some windows of them
constexpr Span searchStep = std::chrono::milliseconds(150);
/// A shape that took long is not asked for again at once: questions take a tenth of the time at the most.
constexpr qint64 restFactor = 10;
constexpr int restAtLeast = 250; ///< ms

/// What the reader answers to a question for the shape: with the way there from what the model had.
struct ShapeAnswer {
    ListShape shape;
    RowChange change;
};

using Ids = std::shared_ptr<const std::vector<RowId>>;

} // namespace

/// Everything that a question needs to be dropped when it is stale is its generation: setQuery raises it.
struct PagedModel::Private {
    Private(PagedModel &model, Session &asked, std::vector<Column> shown, CellsOf telling)
        : q(model)
        , session(asked)
        , columns(std::move(shown))
        , cellsOf(std::move(telling))
        , ids(std::make_shared<const std::vector<RowId>>())
    { }

    PagedModel &q;
    Session &session;
    std::vector<Column> columns;
    CellsOf cellsOf;
    mutable std::unordered_map<RowId, std::vector<Cell>> told;
    ListQuery query;
    bool asked = false; ///< a query was set
    bool active = true, following = false;
    std::uint64_t generation = 0;

    Ids ids;
    bool complete = false;
    RowId upTo = 0;
    std::int64_t newer = 0;
    std::optional<Error> error;

    ListShape search; ///< goes on while `searching`
    bool searching = false;
    std::optional<double> stoppedAt; ///< of a search that was not let end
    bool shapeAsked = false, shapeWanted = false, newerAsked = false;
    Span shapeBegan{};
    QTimer rest;
    std::shared_ptr<std::atomic<bool>> stop = std::make_shared<std::atomic<bool>>(false);

    PageCache cache;
    mutable std::vector<int> wanted; ///< pages looked at whose rows are not there or out of date; asked for together
    mutable QTimer fetch;
    std::uint64_t revision = 0; ///< of `ids`

    [[nodiscard]] bool growsAtTheEnd() const { return query.list == ListKind::Messages || query.list == ListKind::Activity; }

    void begin();
    void askStart();
    void askShape();
    void takeShape(ShapeAnswer answer);
    void takeError(const Error &failed);
    void askNewer();
    void askRows(PageCache::Asked wishes);
    void askWanted();
    void askVisible();
    void wantAround(int row) const;
    void apply(const RowChange &change, Ids after);
    void reorder(Ids after);
    void emitRows(const PageCache::Asked &changed);
};

PagedModel::PagedModel(Session &session, std::vector<Column> columns, CellsOf cellsOf, QObject *parent)
    : QAbstractTableModel(parent)
    , m_d(std::make_unique<Private>(*this, session, std::move(columns), std::move(cellsOf)))
{
    m_d->fetch.setSingleShot(true);
    m_d->fetch.setInterval(0);
    connect(&m_d->fetch, &QTimer::timeout, this, [this] { m_d->askWanted(); });
    m_d->rest.setSingleShot(true);
    connect(&m_d->rest, &QTimer::timeout, this, [this] {
        if (m_d->active && std::exchange(m_d->shapeWanted, false))
            m_d->askShape();
    });
}

PagedModel::~PagedModel() { *m_d->stop = true; }

std::optional<double> PagedModel::stoppedAt() const { return m_d->stoppedAt; }

void PagedModel::setQuery(const ListQuery &query)
{
    if (m_d->asked && query == m_d->query)
        return;
    m_d->query = query;
    m_d->asked = true;
    m_d->begin();
}

const ListQuery &PagedModel::query() const { return m_d->query; }

/// Another list: what was asked before is stale.
void PagedModel::Private::begin()
{
    ++generation;
    *stop = true;
    stop = std::make_shared<std::atomic<bool>>(false);
    q.beginResetModel();
    ids = std::make_shared<const std::vector<RowId>>();
    ++revision;
    cache.clear();
    told.clear();
    wanted.clear();
    q.endResetModel();
    rest.stop();
    stoppedAt.reset();
    complete = searching = shapeAsked = shapeWanted = newerAsked = false;
    search = {};
    upTo = newer = 0;
    error.reset();
    askStart();
    askShape();
    Q_EMIT q.statusChanged();
}

/// The first rows, before the whole order is known.
void PagedModel::Private::askStart()
{
    session
        .ask<std::vector<RowId>>([asked = query, flag = stop](Session::Desk &desk) -> Result<std::vector<RowId>> {
            const auto site = desk.site();
            return site ? engine::listStart(**site, asked, pageRows, *flag) : failure(site.error());
        })
        .then(&q, [this, mine = generation](const Result<std::vector<RowId>> &answer) {
            if (mine != generation || complete || !ids->empty())
                return;
            if (!answer)
                return takeError(answer.error());
            apply(rowChange(*ids, *answer), std::make_shared<const std::vector<RowId>>(*answer));
            Q_EMIT q.statusChanged();
        });
}

void PagedModel::Private::askShape()
{
    if (shapeAsked || rest.isActive()) {
        shapeWanted = true;
        return;
    }
    shapeAsked = true;
    shapeBegan = session.environment().clock.boot();
    ListQuery asks = query;
    if (growsAtTheEnd() && upTo > 0 && !following)
        asks.upTo = upTo;
    const Ids before = ids;
    ListShape from = searching ? std::exchange(search, {}) : ListShape();
    session
        .ask<ShapeAnswer>([asks, before, from = std::move(from), flag = stop](Session::Desk &desk) -> Result<ShapeAnswer> {
            const auto site = desk.site();
            auto shape = site ? engine::extendShape(**site, asks, from, searchStep, *flag) : Result<ListShape>(failure(site.error()));
            if (!shape)
                return failure(shape.error());
            ShapeAnswer answer;
            answer.change = rowChange(*before, shape->rows);
            answer.shape = std::move(*shape);
            return answer;
        })
        .then(&q, [this, mine = generation, from = revision](Result<ShapeAnswer> answer) {
            if (mine != generation)
                return;
            shapeAsked = false;
            if (!answer)
                return takeError(answer.error());
            if (from != revision) // the first rows came meanwhile
                answer->change = rowChange(*ids, answer->shape.rows);
            takeShape(std::move(*answer));
        });
}

void PagedModel::Private::takeShape(ShapeAnswer answer)
{
    error.reset();
    upTo = answer.shape.upTo;
    complete = answer.shape.complete;
    apply(answer.change, std::make_shared<const std::vector<RowId>>(answer.shape.rows));
    searching = !complete;
    if (searching) {
        search = std::move(answer.shape);
        askShape();
    } else {
        rest.start(static_cast<int>(std::max<qint64>(restAtLeast, (session.environment().clock.boot() - shapeBegan).count() * restFactor)));
        newer = growsAtTheEnd() && !following ? newer : 0;
    }
    Q_EMIT q.statusChanged();
}

void PagedModel::Private::takeError(const Error &failed)
{
    if (failed.code == Code::Interrupted)
        return;
    searching = false;
    error = failed;
    Q_EMIT q.statusChanged();
}

void PagedModel::refresh()
{
    if (!m_d->asked || !m_d->active) {
        m_d->shapeWanted = true;
        return;
    }
    m_d->askVisible();
    if (m_d->growsAtTheEnd() && m_d->complete && !m_d->following)
        m_d->askNewer();
    else if (!m_d->searching)
        m_d->askShape();
}

void PagedModel::setActive(bool active)
{
    if (std::exchange(m_d->active, active) != active && active && std::exchange(m_d->shapeWanted, false))
        refresh();
}

void PagedModel::takeNewer()
{
    m_d->upTo = 0;
    m_d->newer = 0;
    m_d->rest.stop();
    m_d->askShape();
    Q_EMIT statusChanged();
}

void PagedModel::setFollowing(bool follow)
{
    if (std::exchange(m_d->following, follow) != follow && follow)
        takeNewer();
}

bool PagedModel::isFollowing() const { return m_d->following; }

void PagedModel::stopSearching()
{
    if (!m_d->searching)
        return;
    ++m_d->generation; // what is still coming is not waited for
    *m_d->stop = true;
    m_d->stop = std::make_shared<std::atomic<bool>>(false);
    m_d->stoppedAt = searched();
    m_d->searching = m_d->shapeAsked = false;
    m_d->complete = true;
    m_d->search = {};
    m_d->cache.clear();
    m_d->told.clear();
    Q_EMIT statusChanged();
}

bool PagedModel::isLoading() const { return m_d->asked && !m_d->complete && !m_d->error; }
bool PagedModel::isSearching() const { return m_d->searching; }

double PagedModel::searched() const
{
    return m_d->search.toLook > 0 ? static_cast<double>(m_d->search.looked) / static_cast<double>(m_d->search.toLook) : 0;
}

std::int64_t PagedModel::newerRows() const { return m_d->newer; }
const std::optional<Error> &PagedModel::error() const { return m_d->error; }

void PagedModel::Private::askNewer()
{
    if (newerAsked)
        return;
    newerAsked = true;
    session
        .ask<std::int64_t>([asks = query, from = upTo, flag = stop](Session::Desk &desk) -> Result<std::int64_t> {
            const auto site = desk.site();
            return site ? engine::newerThan(**site, asks, from, *flag) : failure(site.error());
        })
        .then(&q, [this, mine = generation, from = upTo](const Result<std::int64_t> &answer) {
            if (mine != generation)
                return;
            newerAsked = false;
            if (!answer)
                return takeError(answer.error());
            if (from == upTo && std::exchange(newer, *answer) != *answer)
                Q_EMIT q.statusChanged();
        });
}

/// The page around a row that was looked at.
void PagedModel::Private::wantAround(int row) const
{
    const int page = row / pageRows;
    if (std::find(wanted.begin(), wanted.end(), page) == wanted.end())
        wanted.push_back(page);
    if (!fetch.isActive())
        fetch.start();
}

void PagedModel::Private::askWanted()
{
    for (const int page : std::exchange(wanted, {})) {
        PageCache::Asked wishes{{}, page * pageRows};
        const auto end = std::min(static_cast<std::size_t>(wishes.first + pageRows), ids->size());
        for (auto row = static_cast<std::size_t>(wishes.first); row < end; ++row) {
            if (cache.wants((*ids)[row]))
                wishes.ids.push_back((*ids)[row]);
            else if (wishes.ids.empty())
                ++wishes.first;
        }
        if (!wishes.ids.empty())
            askRows(std::move(wishes));
    }
}

/// What was looked at last is read again at once, the rest when it is looked at.
void PagedModel::Private::askVisible()
{
    for (PageCache::Asked &page : cache.outdate(visiblePages))
        askRows(std::move(page));
}

void PagedModel::Private::askRows(PageCache::Asked wishes)
{
    cache.setComing(wishes.ids);
    using Page = std::vector<std::optional<ListRow>>;
    session
        .ask<Page>([list = query.list, wished = wishes.ids](Session::Desk &desk) -> Result<Page> {
            const auto site = desk.site();
            return site ? engine::listPage(**site, list, wished) : failure(site.error());
        })
        .then(&q, [this, wishes, mine = generation](Result<Page> answer) {
            if (mine != generation)
                return;
            if (!answer) {
                cache.fail(wishes.ids);
                return takeError(answer.error());
            }
            const bool gone = cache.store(wishes, std::move(*answer));
            for (const RowId id : wishes.ids)
                told.erase(id);
            emitRows(wishes);
            if (gone && !searching)
                askShape();
        });
}

/// Where they were when they were asked for, or wherever they are by now.
void PagedModel::Private::emitRows(const PageCache::Asked &changed)
{
    const auto count = static_cast<int>(changed.ids.size());
    const auto last = q.columnCount() - 1;
    if (last < 0)
        return;
    const auto stand = [&](int first) {
        return first >= 0 && first + count <= q.rowCount() && std::equal(changed.ids.begin(), changed.ids.end(), ids->begin() + first);
    };
    const int first = stand(changed.first) ? changed.first : q.rowOf(changed.ids.front());
    if (stand(first)) {
        Q_EMIT q.dataChanged(q.index(first, 0), q.index(first + count - 1, last));
        return;
    }
    std::vector<RowId> sorted = changed.ids;
    std::sort(sorted.begin(), sorted.end());
    for (int row = 0; row < q.rowCount(); ++row) {
        if (std::binary_search(sorted.begin(), sorted.end(), (*ids)[static_cast<std::size_t>(row)]))
            Q_EMIT q.dataChanged(q.index(row, 0), q.index(row, last));
    }
}

void PagedModel::Private::apply(const RowChange &change, Ids after)
{
    ++revision;
    switch (change.kind) {
    case RowChange::Kind::None:
        ids = std::move(after);
        return;
    case RowChange::Kind::Insert:
        q.beginInsertRows({}, change.first, change.first + change.count - 1);
        ids = std::move(after);
        q.endInsertRows();
        return;
    case RowChange::Kind::Remove:
        q.beginRemoveRows({}, change.first, change.first + change.count - 1);
        ids = std::move(after);
        q.endRemoveRows();
        return;
    case RowChange::Kind::Mixed:
        break;
    }
    const auto kept = static_cast<std::ptrdiff_t>(change.removedLast.size()) - change.goes;
    if (change.goes > 0) {
        reorder(std::make_shared<const std::vector<RowId>>(change.removedLast));
        q.beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(change.removedLast.size()) - 1);
        ids = std::make_shared<const std::vector<RowId>>(change.removedLast.begin(), change.removedLast.begin() + kept);
        q.endRemoveRows();
    }
    if (change.comes > 0) {
        q.beginInsertRows({}, static_cast<int>(kept), static_cast<int>(change.grown.size()) - 1);
        ids = std::make_shared<const std::vector<RowId>>(change.grown);
        q.endInsertRows();
    }
    reorder(std::move(after));
}

/// The same rows in another order: indices that somebody keeps go with their rows.
void PagedModel::Private::reorder(Ids after)
{
    if (*ids == *after) {
        ids = std::move(after);
        return;
    }
    Q_EMIT q.layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList kept = q.persistentIndexList();
    std::unordered_map<RowId, int> places;
    for (const QModelIndex &index : kept)
        places.emplace((*ids)[static_cast<std::size_t>(index.row())], -1);
    for (int i = 0; !places.empty() && i < static_cast<int>(after->size()); ++i) {
        if (const auto place = places.find((*after)[static_cast<std::size_t>(i)]); place != places.end())
            place->second = i;
    }
    QModelIndexList moved;
    for (const QModelIndex &index : kept) {
        const int row = places.at((*ids)[static_cast<std::size_t>(index.row())]);
        moved.append(row < 0 ? QModelIndex() : q.createIndex(row, index.column()));
    }
    ids = std::move(after);
    q.changePersistentIndexList(kept, moved);
    Q_EMIT q.layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

std::optional<RowId> PagedModel::idAt(int row) const
{
    return row >= 0 && row < rowCount() ? std::optional((*m_d->ids)[static_cast<std::size_t>(row)]) : std::nullopt;
}

int PagedModel::rowOf(RowId id) const
{
    const auto found = std::find(m_d->ids->begin(), m_d->ids->end(), id);
    return found == m_d->ids->end() ? -1 : static_cast<int>(found - m_d->ids->begin());
}

const ListRow *PagedModel::rowAt(int row) const
{
    const auto id = idAt(row);
    if (!id)
        return nullptr;
    if (m_d->cache.wants(*id))
        m_d->wantAround(row);
    return m_d->cache.find(*id);
}

const std::vector<RowId> &PagedModel::ids() const { return *m_d->ids; }

int PagedModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_d->ids->size()); }
int PagedModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_d->columns.size()); }

QVariant PagedModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == IdRole)
        return QVariant::fromValue<qlonglong>(*idAt(index.row()));
    const auto column = static_cast<std::size_t>(index.column());
    const ListRow *row = rowAt(index.row());
    if (role == Qt::TextAlignmentRole)
        return headerValue(m_d->columns[column], role);
    if (role == PendingRole)
        return row ? QVariant() : QVariant(true);
    if (!row)
        return column == 0 && role == Qt::DisplayRole ? QVariant(QStringLiteral("…")) : QVariant();
    if (m_d->told.size() > toldAtMost)
        m_d->told.clear();
    const auto [told, isNew] = m_d->told.try_emplace(*idAt(index.row()));
    if (isNew)
        told->second = m_d->cellsOf(*row);
    return column < told->second.size() ? cellValue(told->second[column], role) : QVariant();
}

QVariant PagedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    return headerValue(m_d->columns[static_cast<std::size_t>(section)], role);
}

void PagedModel::retell()
{
    m_d->told.clear();
    if (rowCount() > 0 && columnCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

std::optional<engine::ListOrder> PagedModel::orderOf(int column) const
{
    return column >= 0 && column < columnCount() ? m_d->columns[static_cast<std::size_t>(column)].order : std::nullopt;
}

int PagedModel::sortedColumn() const
{
    for (int column = 0; column < columnCount(); ++column) {
        if (orderOf(column) == m_d->query.order)
            return column;
    }
    return -1;
}

} // namespace cartage::ui
