// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/chartboard.h"

#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/text/format.h"
#include "ui/views/charts.h"
#include "ui/widgets/listview.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/twosides.h"

namespace cartage::ui {

namespace {

constexpr int timeZeros = 18, amountZeros = 12;

} // namespace

ChartBoard::ChartBoard(QWidget *parent)
    : QWidget(parent)
    , m_which(new Segments(this))
    , m_ranges(new Segments(this))
    , m_form(new Segments(this))
    , m_fact(new Words(Words::Kind::SmallSecond, {}, this))
    , m_pages(new QStackedWidget(this))
    , m_chart(new AreaChart(m_pages))
    , m_table(new ListView(m_pages))
    , m_rows(new RowsModel(this))
{
    m_which->setSegments({{QStringLiteral("throughput"), tr("Throughput"), {}}, {QStringLiteral("states"), tr("States"), {}}});
    m_which->setCurrent(QStringLiteral("throughput"));
    m_which->setAccessibleName(tr("What the chart shows"));
    m_ranges->setSegments({{QStringLiteral("1h"), tr("1 h"), {}}, {QStringLiteral("24h"), tr("24 h"), {}}, {QStringLiteral("7d"), tr("7 days"), {}}});
    m_ranges->setCurrent(QStringLiteral("1h"));
    m_ranges->setAccessibleName(tr("Time that the chart shows"));
    m_form->setSegments({{QStringLiteral("chart"), tr("Chart"), {}}, {QStringLiteral("table"), tr("Table"), {}}});
    m_form->setCurrent(QStringLiteral("chart"));
    m_form->setAccessibleName(tr("Chart or table"));
    auto *head = new TwoSides(this);
    head->leading()->addWidget(m_which);
    head->leading()->addWidget(m_fact, 1);
    head->trailing()->addWidget(m_ranges);
    head->trailing()->addSpacing(Look::markGap);
    head->trailing()->addWidget(m_form);
    m_fact->setElided(Qt::ElideRight);
    for (Segments *each : {m_which, m_ranges, m_form}) {
        each->setFlat(true);
        each->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }
    m_table->setModel(m_rows);
    m_table->setEdge(0);
    m_pages->addWidget(m_chart);
    m_pages->addWidget(m_table);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Look::markGap);
    column->addWidget(head);
    column->addWidget(m_pages, 1);
    connect(m_ranges, &Segments::chosen, this, &ChartBoard::rangeChanged);
    connect(m_which, &Segments::chosen, this, &ChartBoard::show);
    connect(m_form, &Segments::chosen, this, &ChartBoard::show);
    show();
}

Span ChartBoard::range() const
{
    const QString key = m_ranges->current();
    return key == QStringLiteral("7d") ? Span(std::chrono::days(7)) : key == QStringLiteral("24h") ? Span(std::chrono::hours(24)) : Span(std::chrono::hours(1));
}

void ChartBoard::setData(const engine::Throughput &throughput, const engine::StateHistory &states)
{
    m_throughput = throughput;
    m_states = states;
    show();
}

void ChartBoard::show()
{
    const bool states = m_which->current() == QStringLiteral("states"), asTable = m_form->current() == QStringLiteral("table");
    m_pages->setCurrentWidget(asTable ? static_cast<QWidget *>(m_table) : m_chart);
    const bool late = states && m_states.since && *m_states.since > m_states.from;
    m_fact->setText(!states ? tr("MB/s, by DP") : late ? tr("not proven, counted since %1").arg(format::clock(*m_states.since, m_states.to)) : tr("distributions that are not proven"));
    const QString name = states ? tr("States over time") : tr("Throughput over time");
    m_chart->setAccessibleName(name);
    m_table->setAccessibleName(name);
    if (!asTable) {
        m_chart->setContent(states ? statesChart(m_states, lookOf(this)) : throughputChart(m_throughput, lookOf(this)));
        return;
    }
    ChartTable table = states ? statesTable(m_states) : throughputTable(m_throughput);
    QStringList titles;
    for (const Column &each : table.columns)
        titles << each.title;
    if (titles != m_titles) {
        m_titles = titles;
        m_rows->setRows({});
        m_rows->setColumns(std::move(table.columns));
        m_table->listHeader()->setStretchColumn(-1);
        m_table->listHeader()->resizeSection(0, lookOf(this).zeros(timeZeros));
        for (int column = 1; column < titles.size(); ++column)
            m_table->listHeader()->resizeSection(column, lookOf(this).zeros(amountZeros));
    }
    m_rows->setRows(std::move(table.rows));
}

void ChartBoard::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (isLookChange(event))
        show(); // areas have colours of the scheme
}

} // namespace cartage::ui
