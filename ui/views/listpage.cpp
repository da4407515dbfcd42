// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/listpage.h"

#include <QItemSelectionModel>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <limits>

#include "core/domain/advice.h"
#include "core/domain/filter.h"
#include "ui/text/format.h"

namespace cartage::ui {

namespace {

constexpr std::size_t noItem = std::numeric_limits<std::size_t>::max();

bool lessKey(const QVariant &a, const QVariant &b)
{
    if (a.typeId() == QMetaType::QString)
        return QString::localeAwareCompare(a.toString(), b.toString()) < 0;
    return a.toDouble() < b.toDouble();
}

QString groupId(const Item &item) { return QStringLiteral("group ") + item.group; }

} // namespace

ListPage::ListPage(engine::Session &asked, QString key, QString title, QWidget *parent)
    : View(asked, std::move(key), std::move(title), parent)
    , m_filter(new FilterBar(this))
    , m_scope(new ScopeLine(this))
    , m_stack(new QStackedWidget(this))
    , m_list(new ListView(this))
    , m_empty(new EmptyState(this))
    , m_model(new RowsModel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_filter);
    column->addWidget(m_scope);
    column->addWidget(m_stack, 1);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_list->setModel(m_model);
    m_list->setAccessibleName(this->title());
    connect(m_filter, &FilterBar::changed, this, [this] {
        apply();
        Q_EMIT locationChanged();
    });
    connect(m_filter, &FilterBar::left, this, &ListPage::focusList);
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        const auto count = static_cast<qint64>(m_list->selectionModel()->selectedRows().size());
        m_scope->setSelectionText(count > 0 ? tr("%1 selected").arg(format::number(count)) : QString());
        Q_EMIT selectionChanged();
    });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { Q_EMIT locationChanged(); });
    connect(m_list, &ListView::groupToggled, this, &ListPage::toggleGroup);
    connect(m_list, &ListView::rowActivated, this, [this](const QModelIndex &index) {
        const std::size_t at = m_shown.at(static_cast<std::size_t>(index.row()));
        if (at != noItem && !m_items[at].down.view.isEmpty())
            Q_EMIT openRequested(m_items[at].down);
    });
    connect(m_list->listHeader(), &QHeaderView::sortIndicatorChanged, this, [this](int section, Qt::SortOrder order) {
        m_sortColumn = section;
        m_order = order;
        apply();
    });
}

void ListPage::setUp(std::vector<Column> columns, int stretch, const QList<int> &zeros, const QStringList &keys)
{
    m_model->setColumns(std::move(columns));
    const Look &look = lookOf(this);
    for (int column = 0; column < zeros.size(); ++column) {
        if (column != stretch)
            m_list->listHeader()->resizeSection(column, look.zeros(zeros[column]) + 2 * Look::cellPadding);
    }
    m_list->listHeader()->setStretchColumn(stretch);
    m_list->listHeader()->setSortIndicatorShown(true);
    m_list->listHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_list->listHeader()->setSectionsClickable(true);
    m_filter->setKeys(keys);
    QStringList hints;
    for (const QString &key : keys.mid(0, 3))
        hints << key + QLatin1Char(':');
    m_filter->setHint(tr("Add %1 or text").arg(hints.join(QStringLiteral(", "))));
}

Location ListPage::location() const
{
    const QModelIndex current = m_list->currentIndex();
    const QString selected = current.isValid() ? m_model->row(current.row()).id : m_wanted;
    return {key(), m_filter->chips(), m_filter->text(), selected};
}

void ListPage::setLocation(const Location &location)
{
    m_filter->setChips(location.chips);
    m_filter->setText(location.text);
    m_wanted = location.selected;
    apply();
}

QList<Subject> ListPage::subjects() const
{
    QList<Subject> selected;
    for (const QModelIndex &index : m_list->selectionModel()->selectedRows()) {
        const std::size_t at = m_shown.at(static_cast<std::size_t>(index.row()));
        if (at != noItem)
            selected.push_back(m_items[at].subject);
    }
    return selected;
}

void ListPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), lookOf(this).base);
}

void ListPage::focusFilter() { m_filter->focusField(); }

void ListPage::focusList() { m_list->setFocus(Qt::OtherFocusReason); }

void ListPage::setActions(const QList<QAction *> &actions, const QList<QAction *> &options) { m_scope->setActions(actions, options); }

void ListPage::setItems(std::vector<Item> items)
{
    m_items = std::move(items);
    apply();
}

void ListPage::setFailed(const Error &error)
{
    EmptyState::Content content;
    content.mark = Mark::Error;
    content.title = tr("The site does not answer");
    const Advice words = adviseOn(error);
    content.sentence = format::shown(words.text);
    content.second = format::shown(words.toDo);
    m_empty->setContent(content);
    m_stack->setCurrentWidget(m_empty);
}

bool ListPage::passes(const Item &item) const
{
    Filter filter;
    for (const Chip &chip : m_filter->chips())
        filter.terms.push_back({chip.key.toStdString(), chip.value.toStdString(), chip.negated});
    filter.text = m_filter->text().toStdString();
    std::string words;
    for (const Cell &cell : item.row.cells)
        words += (cell.text + QLatin1Char(' ') + cell.second + QLatin1Char(' ') + cell.sentence + QLatin1Char('\n')).toStdString();
    return passesText(filter, words) && std::all_of(filter.terms.begin(), filter.terms.end(), [&](const FilterTerm &term) {
        std::vector<std::string> values;
        for (const QString &value : item.facts.value(QString::fromStdString(term.key)))
            values.push_back(value.toStdString());
        return passesNames(filter, term.key, values);
    });
}

EmptyState::Content ListPage::nothingMatches() const
{
    EmptyState::Content content;
    content.mark = Mark::Information;
    content.title = tr("Nothing matches");
    content.sentence = tr("The filter leaves out all %1.").arg(format::number(static_cast<qint64>(m_items.size())));
    return content;
}

void ListPage::apply()
{
    std::vector<std::size_t> order;
    for (std::size_t at = 0; at < m_items.size(); ++at) {
        if (passes(m_items[at]))
            order.push_back(at);
    }
    const auto before = [this](std::size_t a, std::size_t b) {
        const Item &left = m_items[a], &right = m_items[b];
        if (left.rank != right.rank)
            return left.rank < right.rank;
        if (left.group != right.group)
            return QString::localeAwareCompare(left.group, right.group) < 0;
        const auto column = static_cast<std::size_t>(m_sortColumn);
        if (m_sortColumn < 0 || column >= left.sortKeys.size() || column >= right.sortKeys.size())
            return false;
        return m_order == Qt::AscendingOrder ? lessKey(left.sortKeys[column], right.sortKeys[column])
                                             : lessKey(right.sortKeys[column], left.sortKeys[column]);
    };
    std::stable_sort(order.begin(), order.end(), before);
    QHash<QString, int> sizes;
    for (const std::size_t at : order)
        ++sizes[groupId(m_items[at])];
    std::vector<Row> rows;
    m_shown.clear();
    QString group;
    for (const std::size_t at : order) {
        const Item &item = m_items[at];
        const bool folded = m_folded.contains(groupId(item));
        if (!item.group.isEmpty() && (rows.empty() || group != item.group)) {
            Row header;
            header.id = groupId(item);
            header.group = GroupHeader{item.group, item.groupCode, format::number(sizes[groupId(item)]), !folded};
            rows.push_back(std::move(header));
            m_shown.push_back(noItem);
        }
        group = item.group;
        if (folded && !item.group.isEmpty())
            continue;
        rows.push_back(item.row);
        m_shown.push_back(at);
    }
    m_model->setRows(std::move(rows));
    m_scope->setText(scopeText(static_cast<qint64>(order.size()), static_cast<qint64>(m_items.size())));
    const bool empty = order.empty();
    if (empty)
        m_empty->setContent(m_items.empty() ? emptyContent() : nothingMatches());
    m_stack->setCurrentWidget(empty ? static_cast<QWidget *>(m_empty) : m_list);
    if (!m_wanted.isEmpty())
        select(std::exchange(m_wanted, {}));
}

void ListPage::select(const QString &id)
{
    const int row = m_model->find(id);
    if (row < 0)
        return;
    m_list->setCurrentIndex(m_model->index(row, 0));
    m_list->scrollTo(m_model->index(row, 0));
}

void ListPage::toggleGroup(const QModelIndex &header)
{
    const QString id = m_model->row(header.row()).id;
    if (!m_folded.remove(id))
        m_folded.insert(id);
    apply();
}

} // namespace cartage::ui
