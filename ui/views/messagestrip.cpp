// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/messagestrip.h"

#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/models/rowsmodel.h"
#include "ui/text/format.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

constexpr Span hour = std::chrono::hours(1);
constexpr std::chrono::seconds pause(3);
constexpr int tableRows = 6;

Time nextFullHour(Time at)
{
    const qint64 ms = hour.count();
    return timeFromMs((toMs(at) / ms + 1) * ms);
}

} // namespace

std::optional<std::pair<Time, Time>> timesOf(const Filter &filter, Time now)
{
    Time from{}, to = nextFullHour(now);
    bool bound = false;
    // Terms of one key add up: the widest of them holds.
    const auto since = filter.of("since"), until = filter.of("until");
    for (const FilterTerm &term : since) {
        if (const auto at = filterTime(term.value, now)) {
            from = bound ? std::min(from, *at) : *at;
            bound = true;
        }
    }
    bool ends = false;
    for (const FilterTerm &term : until) {
        if (const auto at = filterTime(term.value, now)) {
            to = ends ? std::max(to, *at) : *at;
            ends = true;
        }
    }
    return bound || ends ? std::optional(std::pair(from, to)) : std::nullopt;
}

MessageStrip::MessageStrip(engine::Session &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_bars(new HourBars(this))
    , m_pages(new QStackedWidget(this))
    , m_switch(new QPushButton(tr("Table"), this))
    , m_table(new ListView(this))
    , m_rows(new RowsModel(this))
{
    setButtonRole(m_switch, ButtonRole::Link);
    m_switch->setAutoDefault(false);
    m_switch->setCheckable(true);
    m_switch->setAccessibleName(tr("Messages by hour as a table"));
    m_rows->setColumns({{tr("Hour"), false}, {tr("Messages"), true}, {tr("Errors"), true}, {tr("Warnings"), true}});
    m_table->setModel(m_rows);
    m_table->setAccessibleName(tr("Messages by hour"));
    const Look &look = lookOf(this);
    for (int column = 1; column < m_rows->columnCount(); ++column)
        m_table->listHeader()->resizeSection(column, look.zeros(12));
    m_table->listHeader()->setStretchColumn(0);
    m_pages->addWidget(m_bars);
    m_pages->addWidget(m_table);
    m_pages->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_pages->setFixedHeight(m_bars->sizeHint().height());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, Look::edge, 0);
    row->setSpacing(0);
    row->addWidget(m_pages, 1);
    row->addWidget(m_switch, 0, Qt::AlignTop);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_again)
            ask();
    });
    connect(m_bars, &HourBars::chosen, this, &MessageStrip::chosen);
    connect(m_bars, &HourBars::capacityChanged, this, &MessageStrip::ask);
    connect(m_switch, &QPushButton::toggled, this, [this](bool on) {
        m_pages->setFixedHeight(on ? lookOf(this).headerHeight() + tableRows * lookOf(this).rowHeight() : m_bars->sizeHint().height());
        m_pages->setCurrentIndex(on ? 1 : 0);
        m_switch->setText(on ? tr("Chart") : tr("Table"));
        fillTable();
    });
    connect(m_table, &ListView::rowActivated, this, [this](const QModelIndex &index) {
        const Time from = timeFromMs(m_rows->row(index.row()).id.toLongLong());
        Q_EMIT chosen(from, from + hour);
    });
}

void MessageStrip::setFilter(const Filter &filter)
{
    Filter timeless = filter;
    std::erase_if(timeless.terms, [](const FilterTerm &term) { return term.key == "since" || term.key == "until"; });
    m_bars->setChosen(timesOf(filter, now()));
    const bool other = !(timeless == m_filter);
    m_filter = std::move(timeless);
    if (other || !m_pause.isActive())
        ask();
    else
        m_again = true;
}

void MessageStrip::setMarker(std::optional<Time> at) { m_bars->setMarker(at); }

void MessageStrip::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    ask();
}

void MessageStrip::ask()
{
    m_again = m_asking;
    if (m_asking || !isVisible())
        return;
    m_asking = true;
    const int buckets = m_bars->capacity(), asked = ++m_asked;
    const Time to = nextFullHour(now()), from = to - hour * buckets;
    m_session.ask<std::vector<engine::MessageBucket>>([filter = m_filter, from, to, buckets](engine::Session::Desk &desk) -> Result<std::vector<engine::MessageBucket>> {
        const auto site = desk.site();
        return site ? engine::messageHistogram(**site, filter, from, to, buckets, desk.stop()) : failure(site.error());
    }).then(this, [this, asked, filter = m_filter](const Result<std::vector<engine::MessageBucket>> &counted) {
        m_asking = false;
        m_pause.start(pause);
        if (counted && asked == m_asked && filter == m_filter)
            show(*counted, hour);
        if (m_again && !(filter == m_filter))
            ask(); // another filter does not wait
    });
}

void MessageStrip::show(const std::vector<engine::MessageBucket> &buckets, Span step)
{
    std::vector<HourBars::Bar> bars;
    for (const engine::MessageBucket &each : buckets)
        bars.push_back({each.from, each.from + step, each.errors, each.warnings, each.informations});
    m_bars->setBars(std::move(bars));
    fillTable();
}

/// Hours without messages are left out.
void MessageStrip::fillTable()
{
    if (!m_switch->isChecked())
        return;
    std::vector<Row> rows;
    const Time at = now();
    const auto number = [](qint64 count) {
        Cell cell;
        cell.right = true;
        cell.text = count ? format::number(count) : QString(QChar(0xb7));
        cell.ink = count ? Ink::Text : Ink::Text3;
        return cell;
    };
    for (auto bar = m_bars->bars().rbegin(); bar != m_bars->bars().rend(); ++bar) {
        if (bar->all() == 0)
            continue;
        Row row;
        row.id = QString::number(toMs(bar->from));
        Cell when;
        when.text = format::clock(bar->from, at);
        when.tip = HourBars::wordsOf(*bar);
        row.cells = {when, number(bar->all()), number(bar->errors), number(bar->warnings)};
        rows.push_back(std::move(row));
    }
    m_rows->setRows(std::move(rows));
}

} // namespace cartage::ui
