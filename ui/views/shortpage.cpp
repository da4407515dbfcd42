// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/shortpage.h"

#include <QItemSelectionModel>

#include "ui/text/format.h"

namespace cartage::ui {

namespace {

bool lessKey(const QVariant &a, const QVariant &b)
{
    if (a.typeId() == QMetaType::QString)
        return QString::localeAwareCompare(a.toString(), b.toString()) < 0;
    return a.toDouble() < b.toDouble();
}

/// One kind may stand in two ranks.
QString groupId(const Item &item) { return QStringLiteral("group %1 ").arg(item.rank) + item.group; }

} // namespace

ShortPage::ShortPage(engine::Session &asked, QString key, QString title, ListKind kind, QWidget *parent)
    : ListPage(asked, std::move(key), std::move(title), kind, parent)
    , m_model(new RowsModel(this))
{
    connect(list(), &ListView::groupToggled, this, &ShortPage::toggleGroup);
}

void ShortPage::setUp(std::vector<Column> columns, const Layout &layout)
{
    m_model->setColumns(std::move(columns));
    ListPage::setUp(m_model, layout);
}

const Item *ShortPage::itemAt(int row) const
{
    const auto found = row >= 0 && row < m_model->rowCount() ? m_byId.constFind(m_model->row(row).id) : m_byId.constEnd();
    return found == m_byId.constEnd() ? nullptr : &m_items[*found];
}

QString ShortPage::keyOf(int row) const
{
    const Item *item = itemAt(row);
    return item ? item->row.id : QString();
}

Location ShortPage::downOf(int row) const
{
    const Item *item = itemAt(row);
    return item ? item->down : Location();
}

Result<engine::ListQuery> ShortPage::query() const
{
    auto asked = ListPage::query();
    if (!asked)
        return asked;
    for (const std::size_t at : passing(asked->filter))
        asked->shown.push_back(m_items[at].row.id.toStdString());
    return asked;
}

QList<Subject> ShortPage::subjects() const
{
    QList<Subject> selected;
    for (const QModelIndex &index : list()->selectionModel()->selectedRows()) {
        if (const Item *item = itemAt(index.row()))
            selected.push_back(item->subject);
    }
    return selected;
}

void ShortPage::setItems(std::vector<Item> items)
{
    m_items = std::move(items);
    m_byId.clear();
    for (std::size_t at = 0; at < m_items.size(); ++at)
        m_byId.insert(m_items[at].row.id, at);
    m_read = true;
    takeFilter();
}

bool ShortPage::isBefore(const Item &left, const Item &right) const
{
    if (left.rank != right.rank)
        return left.rank < right.rank;
    if (left.group != right.group)
        return QString::localeAwareCompare(left.group, right.group) < 0;
    const auto column = static_cast<std::size_t>(m_sortColumn);
    if (m_sortColumn < 0 || column >= left.sortKeys.size() || column >= right.sortKeys.size())
        return false;
    return m_order == Qt::AscendingOrder ? lessKey(left.sortKeys[column], right.sortKeys[column]) : lessKey(right.sortKeys[column], left.sortKeys[column]);
}

std::vector<std::size_t> ShortPage::passing(const Filter &filter) const
{
    std::vector<std::size_t> order;
    const Time at = now();
    for (std::size_t each = 0; each < m_items.size(); ++each) {
        if (m_items[each].passes(filter, at))
            order.push_back(each);
    }
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) { return isBefore(m_items[a], m_items[b]); });
    return order;
}

std::vector<Row> ShortPage::rowsOf(const std::vector<std::size_t> &order) const
{
    QHash<QString, int> sizes;
    for (const std::size_t at : order)
        ++sizes[groupId(m_items[at])];
    std::vector<Row> rows;
    QString group;
    for (const std::size_t at : order) {
        const Item &item = m_items[at];
        const bool folded = m_folded.contains(groupId(item));
        if (!item.group.isEmpty() && (rows.empty() || group != groupId(item))) {
            Row header;
            header.id = groupId(item);
            header.group = GroupHeader{item.group, item.groupCode, format::number(sizes[groupId(item)]), !folded};
            rows.push_back(std::move(header));
        }
        group = groupId(item);
        if (folded && !item.group.isEmpty())
            continue;
        rows.push_back(item.row);
        if (m_sortColumn > 0 && !item.row.cells.empty())
            rows.back().cells.front().indent = 0; // what is sorted otherwise is no tree any more
    }
    return rows;
}

void ShortPage::takeFilter()
{
    if (!m_read)
        return;
    const auto asked = filter();
    if (!asked)
        return showError(asked.error());
    const std::vector<std::size_t> order = passing(*asked);
    m_model->setRows(rowsOf(order));
    const auto all = static_cast<qint64>(m_items.size());
    scope()->setText(scopeText(static_cast<qint64>(order.size()), all));
    QHash<QString, qint64> counts;
    for (const QuickFilter &quick : quickFilters())
        counts[quick.key] = static_cast<qint64>(passing(quickFiltered(*asked, quick)).size());
    setQuickCounts(counts);
    if (order.empty())
        showSentence(m_items.empty() ? emptyContent() : nothingMatches(all));
    else
        showList();
    takeWanted();
}

void ShortPage::takeSorting(int column, Qt::SortOrder order)
{
    m_sortColumn = column;
    m_order = order;
    takeFilter();
}

void ShortPage::toggleGroup(const QModelIndex &header)
{
    const QString id = m_model->row(header.row()).id;
    if (!m_folded.remove(id))
        m_folded.insert(id);
    takeFilter();
}

} // namespace cartage::ui
