// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailpane.h"

#include <QGridLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/widgets/advicebox.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

DetailPane::DetailPane(QWidget *parent)
    : QWidget(parent)
    , m_mark(new MarkLabel(Mark::Information, Look::markSize + 2, this))
    , m_title(new Words(Words::Kind::PaneTitle, {}, this))
    , m_facts(new Words(Words::Kind::SmallSecond, {}, this))
    , m_sentence(new Words(Words::Kind::Second, {}, this))
    , m_tabs(new QTabBar(this))
    , m_pages(new QStackedWidget(this))
{
    setAccessibleName(tr("Detail"));
    m_tabs->setAccessibleName(tr("What to show of it"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(true);
    m_title->setWordWrap(true);
    m_sentence->setWordWrap(true);
    m_facts->setElided(Qt::ElideRight);
    auto *head = new QGridLayout;
    head->setContentsMargins(Look::edge, Look::edge, Look::edge, Look::markGap);
    head->setHorizontalSpacing(Look::markGap);
    head->setVerticalSpacing(Look::unit);
    head->addWidget(m_mark, 0, 0, Qt::AlignTop);
    head->addWidget(m_title, 0, 1);
    head->addWidget(m_facts, 1, 1);
    head->addWidget(m_sentence, 2, 0, 1, 2);
    head->setColumnStretch(1, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(Look::edge, 0, Look::edge, 0);
    tabs->addWidget(m_tabs);
    column->addLayout(tabs);
    column->addWidget(new Hairline(Qt::Horizontal, this));
    column->addWidget(m_pages, 1);
    column->addStretch(0);

    QVBoxLayout *summary = nullptr;
    QWidget *page = makePage(summary);
    m_advice = new AdviceBox(page);
    m_values = new Facts(page);
    m_rawTitle = new SectionTitle(tr("Error as the system gave it"), page);
    m_raw = new MonoBox(page);
    for (QWidget *part : std::initializer_list<QWidget *>{m_advice, m_values, m_rawTitle, m_raw})
        summary->addWidget(part);
    summary->addStretch(1);
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    setSentence({});
}

QWidget *DetailPane::makePage(QVBoxLayout *&column)
{
    auto *area = new QScrollArea(m_pages);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *page = new QWidget(area);
    page->setMinimumHeight(1); // wrapped labels would ask for more than they need
    column = new QVBoxLayout(page);
    column->setContentsMargins(Look::edge, Look::edge, Look::edge, Look::edge);
    column->setSpacing(Look::edge);
    area->setWidget(page);
    page->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);
    m_pages->addWidget(area);
    return page;
}

void DetailPane::setSentence(const QString &sentence)
{
    m_detail = Detail();
    m_sentence->setText(sentence);
    m_sentence->setVisible(true);
    for (QWidget *part : std::initializer_list<QWidget *>{m_mark, m_title, m_facts, m_tabs, m_pages})
        part->setVisible(false);
}

void DetailPane::setActions(const QList<QAction *> &actions) { m_actions = actions; }

void DetailPane::setDetail(const Detail &detail)
{
    if (m_detail == detail && m_pages->isVisibleTo(this))
        return;
    const QString tab = currentTab();
    m_detail = detail;
    m_sentence->setVisible(false);
    m_mark->setVisible(detail.mark.has_value());
    if (detail.mark)
        m_mark->setMark(*detail.mark);
    m_title->setText(detail.title);
    m_facts->setText(detail.facts);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_facts, m_tabs, m_pages})
        part->setVisible(true);
    m_advice->setVisible(!detail.advice.isEmpty());
    m_advice->setHue(detail.hue);
    m_advice->setRows(detail.advice);
    m_advice->setActions(m_actions.value(0), m_actions.value(1), m_actions.mid(2));
    m_values->setFacts(detail.values);
    m_raw->setText(detail.rawError);
    m_raw->setVisible(!detail.rawError.isEmpty());
    m_rawTitle->setVisible(!detail.rawError.isEmpty());
    const QSignalBlocker quiet(m_tabs);
    while (m_tabs->count() > 0)
        m_tabs->removeTab(0);
    while (m_pages->count() > 1)
        delete m_pages->widget(1);
    m_tabs->setTabData(m_tabs->addTab(tr("Summary")), QStringLiteral("summary"));
    for (const Detail::Tab &each : detail.tabs) {
        m_tabs->setTabData(m_tabs->addTab(each.title), each.key);
        QVBoxLayout *column = nullptr;
        fillTab(makePage(column), each);
    }
    setCurrentTab(tab);
    m_pages->setCurrentIndex(m_tabs->currentIndex());
}

void DetailPane::fillTab(QWidget *page, const Detail::Tab &tab)
{
    auto *column = static_cast<QVBoxLayout *>(page->layout());
    if (tab.entries.isEmpty())
        column->addWidget(new Words(Words::Kind::Second, tab.whenEmpty, page));
    for (const DetailEntry &entry : tab.entries) {
        auto *grid = new QGridLayout;
        grid->setHorizontalSpacing(Look::markGap);
        grid->setVerticalSpacing(Look::unit / 2);
        grid->setColumnStretch(1, 1);
        if (entry.mark)
            grid->addWidget(new MarkLabel(*entry.mark, Look::markSize, page), 0, 0, Qt::AlignTop);
        auto *title = new Words(Words::Kind::Body, entry.title, page);
        title->setWordWrap(true);
        grid->addWidget(title, 0, 1);
        auto *right = new Words(Words::Kind::SmallSecond, entry.right, page);
        grid->addWidget(right, 1, 1);
        if (!entry.second.isEmpty()) {
            auto *second = new Words(Words::Kind::Second, entry.second, page);
            second->setWordWrap(true);
            grid->addWidget(second, 2, 1);
        }
        if (!entry.mono.isEmpty()) {
            auto *mono = new Words(Words::Kind::Mono, entry.mono, page);
            mono->setWordWrap(true);
            grid->addWidget(mono, 3, 1);
        }
        column->addLayout(grid);
    }
    column->addStretch(1);
}

QString DetailPane::currentTab() const { return m_tabs->tabData(m_tabs->currentIndex()).toString(); }

void DetailPane::setCurrentTab(const QString &key)
{
    for (int tab = 0; tab < m_tabs->count(); ++tab) {
        if (m_tabs->tabData(tab).toString() == key)
            m_tabs->setCurrentIndex(tab);
    }
}

void DetailPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Look &look = lookOf(this);
    painter.fillRect(rect(), look.base);
}

} // namespace cartage::ui
