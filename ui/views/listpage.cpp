// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/listpage.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QJsonArray>
#include <QMenu>
#include <QPainter>
#include <QStackedWidget>
#include <QStyle>
#include <QVBoxLayout>

#include "core/domain/advice.h"
#include "core/engine/listing.h"
#include "ui/look/icons.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

constexpr int hintedKeys = 3;
constexpr QLatin1String columnsKey("columns"), hiddenKey("hidden"), chipsKey("chips"), textKey("text"), selectedKey("selected"), topKey("top");

QString word(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// A chip in the settings, as it is typed.
QString printed(const Chip &chip)
{
    return word(printTerm({chip.key.toStdString(), chip.value.toStdString(), chip.negated}));
}

} // namespace

ListPage::ListPage(engine::Session &asked, QString key, QString title, ListKind kind, QWidget *parent)
    : View(asked, std::move(key), std::move(title), parent)
    , m_kind(kind)
    , m_filter(new FilterBar(this))
    , m_scope(new ScopeLine(this))
    , m_column(new QVBoxLayout(this))
    , m_stack(new QStackedWidget(this))
    , m_list(new ListView(this))
    , m_body(m_list)
    , m_empty(new EmptyState(this))
    , m_columns(new QAction(icon("configure", lookOf(this)), tr("Columns"), this))
{
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(m_filter);
    m_column->addWidget(m_scope);
    m_column->addWidget(m_stack, 1);
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_empty);
    m_list->setAccessibleName(this->title());
    QStringList keys, hints;
    for (const FilterKey &each : filterKeys(m_kind)) {
        keys << word(each.key);
        QStringList choices;
        for (const std::string_view choice : each.choices)
            choices << word(choice);
        if (!choices.isEmpty())
            m_filter->setValues(keys.back(), choices);
        if (hints.size() < hintedKeys)
            hints << keys.back() + QLatin1Char(':');
    }
    m_filter->setKeys(keys);
    m_filter->setHint(tr("Add %1 or text").arg(hints.join(QStringLiteral(", "))));
    m_columns->setObjectName(QStringLiteral("columns"));
    connect(m_columns, &QAction::triggered, this, [this] { offerColumns(QCursor::pos()); });
    setAllActions();
    connect(m_filter, &FilterBar::changed, this, [this] {
        showQuickFilter();
        takeFilter();
        Q_EMIT locationChanged();
    });
    connect(m_filter, &FilterBar::left, this, &ListPage::focusList);
    connect(m_filter, &FilterBar::saveRequested, this, &ListPage::saveRequested);
    connect(m_filter->quickFilters(), &Segments::chosen, this, &ListPage::takeQuickFilter);
    connect(m_list, &ListView::rowActivated, this, [this](const QModelIndex &index) {
        if (const Location down = downOf(index.row()); !down.view.isEmpty())
            Q_EMIT openRequested(down);
    });
}

void ListPage::setUp(QAbstractItemModel *model, const Layout &layout)
{
    m_layout = layout;
    m_list->setModel(model);
    const Look &look = lookOf(this);
    ListHeader *header = m_list->listHeader();
    for (int column = 0; column < layout.zeros.size(); ++column) {
        if (column != layout.stretch)
            header->resizeSection(column, std::max(look.zeros(layout.zeros[column]) + 2 * Look::cellPadding, header->sectionSizeHint(column)));
    }
    header->setStretchColumn(layout.stretch);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint &at) { offerColumns(header->mapToGlobal(at)); });
    header->setSortIndicatorShown(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setSectionsClickable(true);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &ListPage::takeSorting);
    const auto selected = [this] {
        const qint64 count = selectedCount();
        m_scope->setSelectionText(count > 0 ? tr("%1 selected").arg(format::number(count)) : QString());
        Q_EMIT selectionChanged();
    };
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, selected);
    connect(model, &QAbstractItemModel::modelReset, this, selected); // which the selection does not tell of
    connect(m_list->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] { Q_EMIT locationChanged(); });
}

void ListPage::resizeEvent(QResizeEvent *event)
{
    View::resizeEvent(event);
    fitColumns();
}

/// Where there is no room for all columns, those that matter least are left out.
void ListPage::fitColumns()
{
    if (m_layout.zeros.isEmpty())
        return;
    ListHeader *header = m_list->listHeader();
    const Look &look = lookOf(this);
    for (int column = 0; column < header->count(); ++column)
        header->setSectionHidden(column, m_hidden.contains(column));
    int room = width() - style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    for (int column = 0; column < header->count(); ++column) {
        if (!header->isSectionHidden(column))
            room -= column == m_layout.stretch ? look.zeros(m_layout.zeros[column]) + 2 * Look::cellPadding : header->sectionSize(column);
    }
    for (const int column : std::as_const(m_layout.goFirst)) {
        if (room >= 0)
            break;
        if (!header->isSectionHidden(column)) {
            room += header->sectionSize(column);
            header->setSectionHidden(column, true);
        }
    }
    // Which of them is the last is known now.
    for (int column = 0; column < header->count(); ++column) {
        if (!header->isSectionHidden(column) && column != m_layout.stretch)
            header->resizeSection(column, std::max(header->sectionSize(column), header->sectionSizeHint(column)));
    }
}

void ListPage::offerColumns(const QPoint &where)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < model()->columnCount(); ++column) {
        QAction *offer = menu->addAction(model()->headerData(column, Qt::Horizontal).toString());
        offer->setCheckable(true);
        offer->setChecked(!m_hidden.contains(column));
        offer->setEnabled(column != m_layout.stretch && column != 0);
        connect(offer, &QAction::toggled, this, [this, column](bool shown) {
            shown ? void(m_hidden.remove(column)) : void(m_hidden.insert(column));
            fitColumns();
        });
    }
    menu->popup(where);
}

void ListPage::addStrip(QWidget *strip) { m_column->insertWidget(m_column->indexOf(m_stack), strip); }

Location ListPage::location() const
{
    const QModelIndex current = m_list->currentIndex();
    return {key(), m_filter->chips(), m_filter->text(), current.isValid() ? keyOf(current.row()) : m_wanted};
}

void ListPage::setLocation(const Location &location)
{
    m_wanted = location.selected;
    if (m_filter->chips() != location.chips || m_filter->text() != location.text) {
        m_filter->setChips(location.chips);
        m_filter->setText(location.text);
        showQuickFilter();
        takeFilter();
    }
    takeWanted();
}

Result<Filter> ListPage::filter() const
{
    Filter asked;
    for (const Chip &chip : m_filter->chips())
        asked.terms.push_back({chip.key.toStdString(), chip.value.toStdString(), chip.negated});
    asked.text = m_filter->text().toStdString();
    return checkFilter(m_kind, asked);
}

Result<engine::ListQuery> ListPage::query() const
{
    const auto read = filter();
    if (!read)
        return failure(read.error());
    engine::ListQuery asked;
    asked.list = m_kind;
    asked.filter = *read;
    return asked;
}

qint64 ListPage::selectedCount() const
{
    qint64 count = 0;
    for (const QItemSelectionRange &range : m_list->selectionModel()->selection())
        count += range.height();
    return count;
}

QJsonObject ListPage::state() const
{
    QJsonArray chips, hidden;
    for (const Chip &chip : m_filter->chips())
        chips.append(printed(chip));
    for (const int column : m_hidden)
        hidden.append(column);
    const int top = m_list->rowAt(0);
    return {{columnsKey, QString::fromLatin1(m_list->listHeader()->saveState().toBase64())},
            {hiddenKey, hidden},
            {chipsKey, chips},
            {textKey, m_filter->text()},
            {selectedKey, location().selected},
            {topKey, top < 0 ? m_wantedTop : keyOf(top)}};
}

void ListPage::setState(const QJsonObject &state)
{
    ListHeader *header = m_list->listHeader();
    const int columns = header->count();
    const QByteArray saved = QByteArray::fromBase64(state[columnsKey].toString().toLatin1());
    const QByteArray usual = header->saveState();
    bool restored = false;
    {
        const QSignalBlocker quiet(header);
        restored = !saved.isEmpty() && header->restoreState(saved);
        // What was saved for other columns does not fit these.
        if (restored && header->count() != columns)
            restored = !header->restoreState(usual);
        header->setStretchColumn(m_layout.stretch);
    }
    if (restored)
        takeSorting(header->sortIndicatorSection(), header->sortIndicatorOrder());
    for (const QJsonValue column : state[hiddenKey].toArray())
        m_hidden.insert(column.toInt());
    fitColumns();
    Location location{key(), {}, state[textKey].toString(), state[selectedKey].toString()};
    for (const QJsonValue chip : state[chipsKey].toArray()) {
        const auto parsed = parseFilter(m_kind, chip.toString().toStdString());
        if (!parsed || parsed->terms.size() != 1)
            continue;
        const FilterTerm &term = parsed->terms.front();
        location.chips.push_back({QString::fromStdString(term.key), QString::fromStdString(term.value), term.negated});
    }
    m_wantedTop = state[topKey].toString();
    setLocation(location);
}

void ListPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), lookOf(this).base);
}

void ListPage::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    askValues();
}

/// Names that the filter field offers.
void ListPage::askValues()
{
    using Values = std::vector<std::pair<std::string, std::vector<std::string>>>;
    session().ask<Values>([kind = m_kind](engine::Session::Desk &desk) -> Result<Values> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        Values values;
        for (const FilterKey &each : filterKeys(kind)) {
            if (each.values != FilterValues::Names || !each.choices.empty())
                continue;
            auto names = engine::filterValues(**site, kind, std::string(each.key));
            if (!names)
                return failure(names.error());
            values.emplace_back(each.key, std::move(*names));
        }
        return values;
    }).then(this, [this](const Result<Values> &answer) {
        if (!answer)
            return;
        for (const auto &[key, names] : *answer) {
            QStringList offered;
            for (const std::string &each : names)
                offered << format::shown(each);
            m_filter->setValues(QString::fromStdString(key), offered);
        }
    });
}

void ListPage::focusFilter() { m_filter->focusField(); }

void ListPage::focusList() { m_body->setFocus(Qt::OtherFocusReason); }

void ListPage::setActions(const QList<QAction *> &actions, const QList<QAction *> &options)
{
    m_givenActions = actions;
    m_givenOptions = options;
    setAllActions();
}

void ListPage::setOwnActions(const QList<QAction *> &actions, const QList<QAction *> &options)
{
    m_ownActions = actions;
    m_ownOptions = options;
    setAllActions();
}

void ListPage::setAllActions() { m_scope->setActions(m_ownActions + m_givenActions, m_ownOptions + (m_body == m_list ? QList<QAction *>{m_columns} : QList<QAction *>()) + m_givenOptions); }

void ListPage::setQuickFilters(const QList<QuickFilter> &filters)
{
    m_quick = filters;
    QList<Segments::Segment> segments;
    for (const QuickFilter &each : filters)
        segments.push_back({each.key, each.words, {}});
    m_filter->quickFilters()->setSegments(segments);
    m_filter->quickFilters()->setVisible(!filters.isEmpty());
    showQuickFilter();
}

void ListPage::setQuickCounts(const QHash<QString, qint64> &counts)
{
    for (const QuickFilter &each : std::as_const(m_quick))
        m_filter->quickFilters()->setCount(each.key, counts.contains(each.key) ? std::optional(counts.value(each.key)) : std::nullopt);
}

Filter ListPage::quickFiltered(const Filter &filter, const QuickFilter &quick) const
{
    const auto term = [](const Chip &chip) { return FilterTerm{chip.key.toStdString(), chip.value.toStdString(), chip.negated}; };
    Filter other = filter;
    std::erase_if(other.terms, [&](const FilterTerm &each) { return std::any_of(m_quick.begin(), m_quick.end(), [&](const QuickFilter &quickly) { return term(quickly.chip) == each; }); });
    if (!quick.chip.key.isEmpty())
        other.terms.push_back(term(quick.chip));
    return other;
}

/// In the place of the other quick filters; what else is filtered stays.
void ListPage::takeQuickFilter(const QString &key)
{
    QList<Chip> chips = m_filter->chips();
    chips.removeIf([this](const Chip &chip) { return std::any_of(m_quick.begin(), m_quick.end(), [&chip](const QuickFilter &each) { return each.chip == chip; }); });
    for (const QuickFilter &each : std::as_const(m_quick)) {
        if (each.key == key && !each.chip.key.isEmpty())
            chips.push_back(each.chip);
    }
    m_filter->setChips(chips);
    showQuickFilter();
    takeFilter();
    Q_EMIT locationChanged();
}

void ListPage::showQuickFilter()
{
    if (m_quick.isEmpty())
        return;
    const QList<Chip> chips = m_filter->chips();
    QString current, all;
    for (const QuickFilter &each : std::as_const(m_quick)) {
        if (each.chip.key.isEmpty())
            all = each.key;
        else if (chips.contains(each.chip))
            current = each.key;
    }
    m_filter->quickFilters()->setCurrent(current.isEmpty() ? all : current);
}

void ListPage::showList() { m_stack->setCurrentWidget(m_body); }

void ListPage::setBody(QWidget *body)
{
    m_body = body ? body : m_list;
    if (m_stack->indexOf(m_body) < 0)
        m_stack->addWidget(m_body);
    setAllActions();
    showList();
}

void ListPage::showSentence(const EmptyState::Content &content)
{
    m_empty->setContent(content);
    m_stack->setCurrentWidget(m_empty);
}

void ListPage::showError(const Error &error)
{
    EmptyState::Content content;
    content.mark = Mark::Error;
    content.title = error.code == Code::WrongValue ? tr("The filter cannot be read") : tr("The site does not answer");
    const Advice words = sentences::adviceOn(error);
    content.sentence = format::shown(words.text);
    content.second = format::shown(words.toDo);
    showSentence(content);
}

EmptyState::Content ListPage::nothingMatches(qint64 all) const
{
    EmptyState::Content content;
    content.mark = Mark::Information;
    content.title = tr("Nothing matches");
    content.sentence = tr("The filter leaves out all %1.").arg(format::number(all));
    return content;
}

void ListPage::takeWanted()
{
    if (!m_wantedTop.isEmpty() && isVisible()) {
        if (const int top = rowOf(m_wantedTop); top >= 0) {
            m_wantedTop.clear();
            m_list->scrollTo(model()->index(top, 0), QAbstractItemView::PositionAtTop);
        }
    }
    if (m_wanted.isEmpty())
        return;
    const int row = rowOf(m_wanted);
    if (row < 0)
        return;
    m_wanted.clear();
    // Coming back to a selection of many rows leaves it.
    if (m_list->currentIndex().row() != row || !m_list->selectionModel()->isRowSelected(row))
        choose(row);
}

/// Not by setCurrentIndex of the view: with Ctrl held down, as in the key that led here, it would take the row out of the selection.
void ListPage::choose(int row)
{
    const QModelIndex index = model()->index(row, 0);
    m_list->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_list->scrollTo(index);
}

void ListPage::sortBy(int column, Qt::SortOrder order)
{
    const QSignalBlocker quiet(m_list->listHeader());
    m_list->listHeader()->setSortIndicator(column, order);
}

} // namespace cartage::ui
