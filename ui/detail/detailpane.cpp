// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/detailpane.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/detail/entrypage.h"
#include "ui/detail/summarypage.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tabstrip.h"

namespace cartage::ui {

DetailPane::DetailPane(QWidget *parent)
    : QWidget(parent)
    , m_mark(new MarkLabel(Mark::Information, Look::markSize + 2, this))
    , m_title(new Words(Words::Kind::PaneTitle, {}, this))
    , m_facts(new Words(Words::Kind::SmallSecond, {}, this))
    , m_sentence(new Words(Words::Kind::Second, {}, this))
    , m_back(new QPushButton(tr("Close the look-up"), this))
    , m_tabs(new TabStrip(this))
    , m_line(new Hairline(Qt::Horizontal, this))
    , m_pages(new QStackedWidget(this))
    , m_summary(new SummaryPage(m_pages))
    , m_entries(new EntryPage(m_pages))
{
    setAccessibleName(tr("Detail"));
    m_title->setWrapped();
    m_sentence->setWrapped();
    m_facts->setElided(Qt::ElideRight);
    setButtonRole(m_back, ButtonRole::Link);
    m_back->setAutoDefault(false);
    auto *head = new QGridLayout;
    head->setContentsMargins(Look::edge, Look::edge, Look::edge, Look::markGap);
    head->setHorizontalSpacing(Look::markGap);
    head->setVerticalSpacing(Look::unit);
    head->addWidget(m_back, 0, 0, 1, 2, Qt::AlignLeft);
    head->addWidget(m_mark, 1, 0, Qt::AlignTop);
    head->addWidget(m_title, 1, 1);
    head->addWidget(m_facts, 2, 1);
    head->addWidget(m_sentence, 3, 0, 1, 2);
    head->setColumnStretch(1, 1);
    auto *tabs = new QHBoxLayout;
    tabs->setContentsMargins(Look::edge, 0, Look::edge, 0);
    tabs->addWidget(m_tabs);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addLayout(tabs);
    column->addWidget(m_line);
    column->addWidget(m_pages, 1);
    column->addStretch(0);
    m_pages->addWidget(m_summary);
    m_pages->addWidget(m_entries);
    connect(m_summary, &SummaryPage::openRequested, this, &DetailPane::openRequested);
    connect(m_entries, &EntryPage::openRequested, this, &DetailPane::openRequested);
    connect(m_back, &QPushButton::clicked, this, &DetailPane::closeLookUp);
    connect(m_tabs, &TabStrip::chosen, this, [this] {
        m_text.clear();
        m_most = 0;
        showTab(true);
        Q_EMIT wishChanged();
    });
    connect(m_entries, &EntryPage::textChanged, this, [this](const QString &text) {
        m_text = text;
        m_most = 0;
        Q_EMIT wishChanged();
    });
    connect(m_entries, &EntryPage::moreWanted, this, [this] {
        m_most = std::max(m_most, detailPage) + detailPage;
        Q_EMIT wishChanged();
    });
    showNothing();
}

DetailWish DetailPane::wish() const { return {m_lookUp ? QString() : currentTab(), m_text, m_most}; }

void DetailPane::setActions(const QList<QAction *> &actions) { m_actions = actions; }

void DetailPane::setSentence(const QString &sentence)
{
    m_detail = Detail();
    m_hasDetail = false;
    m_sentenceText = sentence;
    if (!m_lookUp)
        showNothing();
}

void DetailPane::showNothing()
{
    m_sentence->setText(m_sentenceText);
    m_sentence->setVisible(true);
    for (QWidget *part : std::initializer_list<QWidget *>{m_back, m_mark, m_title, m_facts, m_tabs, m_line, m_pages})
        part->setVisible(false);
}

void DetailPane::setDetail(const Detail &detail)
{
    const bool other = !m_hasDetail || detail.title != m_detail.title;
    if (!other && m_detail == detail)
        return;
    const bool wished = other && (!m_text.isEmpty() || m_most > 0); // of the former thing
    if (other) {
        m_text.clear();
        m_most = 0;
        m_lookUp.reset();
    }
    const QList<Detail::Tab> before = other ? QList<Detail::Tab>() : m_detail.tabs;
    m_detail = detail;
    m_hasDetail = true;
    // What was asked for a tab that is no longer open does not blank the one that is.
    for (Detail::Tab &tab : m_detail.tabs) {
        const auto known = std::find_if(before.begin(), before.end(), [&tab](const Detail::Tab &each) { return each.key == tab.key; });
        if (!tab.filled && known != before.end())
            tab = *known;
    }
    if (!m_lookUp)
        show(m_detail, other);
    if (wished)
        Q_EMIT wishChanged();
}

void DetailPane::showLookUp(const Detail &detail)
{
    m_lookUp = detail;
    show(detail, true);
    m_back->setFocus(Qt::OtherFocusReason);
}

void DetailPane::closeLookUp()
{
    if (!m_lookUp)
        return;
    m_lookUp.reset();
    if (m_hasDetail)
        show(m_detail, true);
    else
        showNothing();
    Q_EMIT lookUpClosed();
}

void DetailPane::show(const Detail &detail, bool fresh)
{
    m_sentence->setVisible(false);
    m_back->setVisible(isLookingUp());
    m_mark->setVisible(detail.mark.has_value());
    if (detail.mark)
        m_mark->setMark(*detail.mark);
    m_title->setText(detail.title);
    m_facts->setText(detail.facts);
    for (QWidget *part : std::initializer_list<QWidget *>{m_title, m_facts, m_line, m_pages})
        part->setVisible(true);
    m_summary->setDetail(detail, isLookingUp() ? QList<QAction *>() : m_actions);
    if (!isLookingUp()) {
        QList<QPair<QString, QString>> tabs{{QStringLiteral("summary"), tr("Summary")}};
        for (const Detail::Tab &each : detail.tabs)
            tabs.push_back({each.key, each.title});
        m_tabs->setTabs(tabs);
    }
    m_tabs->setVisible(!isLookingUp() && !detail.tabs.isEmpty());
    showTab(fresh);
}

void DetailPane::showTab(bool fresh)
{
    const QString key = isLookingUp() ? QString() : currentTab();
    const auto &tabs = shown().tabs;
    const auto tab = std::find_if(tabs.begin(), tabs.end(), [&key](const Detail::Tab &each) { return each.key == key; });
    if (tab != tabs.end())
        m_entries->setTab(*tab, fresh);
    m_pages->setCurrentWidget(tab != tabs.end() ? static_cast<QWidget *>(m_entries) : m_summary);
}

QString DetailPane::currentTab() const { return m_tabs->current(); }

void DetailPane::setCurrentTab(const QString &key)
{
    if (key == currentTab())
        return;
    m_tabs->setCurrent(key);
    m_text.clear();
    m_most = 0;
    showTab(true);
    Q_EMIT wishChanged();
}

void DetailPane::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && isLookingUp())
        closeLookUp();
    else
        QWidget::keyPressEvent(event);
}

void DetailPane::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), lookOf(this).base);
}

} // namespace cartage::ui
