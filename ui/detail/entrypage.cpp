// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/entrypage.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/detail/entrylist.h"
#include "ui/detail/triesstrip.h"
#include "ui/text/format.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

constexpr std::chrono::milliseconds settleTime(250);

} // namespace

EntryPage::EntryPage(QWidget *parent)
    : QWidget(parent)
    , m_top(new QWidget(this))
    , m_foot(new QWidget(this))
    , m_title(new SectionTitle({}, m_top))
    , m_tries(new TriesStrip(m_top))
    , m_search(new QLineEdit(m_top))
    , m_settle(new QTimer(this))
    , m_empty(new Words(Words::Kind::Second, {}, this))
    , m_count(new Words(Words::Kind::SmallSecond, {}, m_foot))
    , m_list(new EntryList(this))
    , m_moreButton(new QPushButton(m_foot))
{
    auto *top = new QVBoxLayout(m_top);
    top->setContentsMargins(Look::edge, Look::edge, Look::edge, Look::unit);
    top->setSpacing(Look::markGap);
    top->addWidget(m_title);
    top->addWidget(m_tries);
    top->addWidget(m_search);
    m_search->setPlaceholderText(tr("Find in paths"));
    m_search->setAccessibleName(tr("Find in paths"));
    m_search->setClearButtonEnabled(true);
    setButtonRole(m_moreButton, ButtonRole::Link);
    m_moreButton->setAutoDefault(false);
    auto *foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(Look::edge, Look::unit, Look::edge, Look::markGap);
    foot->addWidget(m_moreButton);
    foot->addStretch(1);
    foot->addWidget(m_count);
    m_empty->setWordWrap(true);
    m_empty->setContentsMargins(Look::edge, Look::edge, Look::edge, Look::edge);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(m_empty);
    column->addWidget(m_list, 1);
    column->addWidget(m_foot);
    column->addStretch(0);
    m_settle->setSingleShot(true);
    m_settle->setInterval(settleTime);
    connect(m_search, &QLineEdit::textEdited, m_settle, qOverload<>(&QTimer::start));
    connect(m_settle, &QTimer::timeout, this, [this] { Q_EMIT textChanged(m_search->text()); });
    connect(m_moreButton, &QPushButton::clicked, this, &EntryPage::moreWanted);
    connect(m_list, &EntryList::openRequested, this, &EntryPage::openRequested);
}

QString EntryPage::text() const { return m_search->text(); }

void EntryPage::setTab(const Detail::Tab &tab, bool fresh)
{
    if (fresh) {
        m_settle->stop();
        m_search->clear();
    }
    m_title->setTitle(tab.head);
    m_title->setFact(tab.fact);
    m_title->setVisible(!tab.head.isEmpty());
    m_tries->setVisible(tab.tries.has_value());
    if (tab.tries)
        m_tries->setTries(*tab.tries);
    // Once there was enough to search in, a search that finds little leaves the field.
    m_search->setVisible(tab.searchable);
    m_top->setVisible(!tab.head.isEmpty() || tab.tries || tab.searchable);
    const bool nothing = tab.filled && tab.entries.isEmpty();
    m_empty->setText(m_search->text().isEmpty() || !tab.searchable ? tab.whenEmpty : tr("No path contains these letters."));
    m_empty->setVisible(nothing);
    m_list->setVisible(!nothing);
    m_list->setAccessibleName(tab.title);
    m_list->setEntries(tab.entries, tab.joined, fresh);
    const qint64 shown = tab.entries.size();
    const bool more = tab.all > shown;
    m_moreButton->setText(tr("Show %1 more").arg(format::number(std::min<qint64>(detailPage, tab.all - shown))));
    m_count->setText(tr("%1 shown").arg(format::ofTotal(shown, tab.all)));
    m_foot->setVisible(more && !nothing);
}

} // namespace cartage::ui
