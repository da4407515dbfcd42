// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/detail/summarypage.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/widgets/advicebox.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

QVBoxLayout *columnIn(QWidget *widget, int spacing)
{
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing);
    return column;
}

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // its button may be what is being clicked
        }
        delete item;
    }
}

} // namespace

SummaryPage::SummaryPage(QWidget *parent)
    : QScrollArea(parent)
    , m_page(new QWidget(this))
    , m_links(new QWidget(m_page))
    , m_space(new QWidget(m_page))
    , m_related(new QWidget(m_page))
    , m_advice(new AdviceBox(m_page))
    , m_spaceTitle(new SectionTitle({}, m_space))
    , m_meter(new Bar(m_space))
    , m_spaceLeft(new Words(Words::Kind::SmallSecond, {}, m_space))
    , m_spaceRight(new Words(Words::Kind::SmallSecond, {}, m_space))
    , m_values(new Facts(m_page))
    , m_rawTitle(new SectionTitle({}, m_page))
    , m_raw(new MonoBox(m_page))
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    m_page->setMinimumHeight(1); // wrapped labels would ask for more than they need
    auto *column = new QVBoxLayout(m_page);
    column->setContentsMargins(Look::edge, Look::edge, Look::edge, Look::edge);
    column->setSpacing(Look::edge);
    columnIn(m_links, Look::unit);
    columnIn(m_related, Look::edge);
    auto *space = columnIn(m_space, Look::unit);
    space->addWidget(m_spaceTitle);
    space->addWidget(m_meter);
    auto *ends = new QHBoxLayout;
    m_spaceLeft->setElided(Qt::ElideRight);
    ends->addWidget(m_spaceLeft, 1);
    ends->addWidget(m_spaceRight);
    space->addLayout(ends);
    auto *raw = new QVBoxLayout;
    raw->setSpacing(Look::markGap);
    raw->addWidget(m_rawTitle);
    raw->addWidget(m_raw);
    column->addWidget(m_advice);
    column->addWidget(m_links);
    column->addWidget(m_space);
    column->addWidget(m_values);
    column->addLayout(raw);
    column->addWidget(m_related);
    column->addStretch(1);
    setWidget(m_page);
    m_page->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
}

void SummaryPage::setDetail(const Detail &detail, const QList<QAction *> &actions)
{
    m_advice->setVisible(!detail.advice.isEmpty());
    m_advice->setHue(detail.hue);
    m_advice->setRows(detail.advice);
    m_advice->setActions(actions.value(0), actions.value(1), actions.mid(2));
    setLinks(detail.links);
    setSpace(detail.space);
    m_values->setFacts(detail.values);
    m_values->setVisible(!detail.values.isEmpty());
    m_raw->setText(detail.rawError);
    m_raw->setVisible(!detail.rawError.isEmpty());
    m_rawTitle->setTitle(detail.rawTitle.isEmpty() ? tr("Error as the system gave it") : detail.rawTitle);
    m_rawTitle->setVisible(!detail.rawError.isEmpty());
    setRelated(detail.related);
}

void SummaryPage::setSpace(const std::optional<SpaceNeed> &space)
{
    m_space->setVisible(space.has_value());
    if (!space)
        return;
    m_spaceTitle->setTitle(space->title);
    m_spaceTitle->setFact(space->fact);
    m_meter->setValue(space->filled, Hue::Grey);
    m_meter->setMissing(space->missing);
    m_meter->setAccessibleName(space->title);
    m_spaceLeft->setText(space->left);
    m_spaceRight->setText(space->right);
    m_spaceRight->setHue(space->missing > 0 ? std::optional(Hue::Amber) : std::nullopt);
}

QWidget *SummaryPage::makeLink(const Detail::Link &link, QWidget *parent)
{
    auto *button = new QPushButton(link.text, parent);
    setButtonRole(button, ButtonRole::Link);
    button->setAutoDefault(false);
    button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    connect(button, &QPushButton::clicked, this, [this, to = link.to] { Q_EMIT openRequested(to); });
    return button;
}

void SummaryPage::setLinks(const QList<Detail::Link> &links)
{
    m_links->setVisible(!links.isEmpty());
    if (links == m_linked)
        return;
    m_linked = links;
    clear(m_links->layout());
    for (const Detail::Link &link : links)
        m_links->layout()->addWidget(makeLink(link, m_links));
}

void SummaryPage::setRelated(const QList<Detail::Related> &related)
{
    m_related->setVisible(!related.isEmpty());
    if (related == m_shown)
        return;
    m_shown = related;
    clear(m_related->layout());
    for (const Detail::Related &each : related)
        m_related->layout()->addWidget(makeRelated(each, m_related));
}

QWidget *SummaryPage::makeRelated(const Detail::Related &related, QWidget *parent)
{
    auto *block = new QWidget(parent);
    auto *column = columnIn(block, Look::markGap);
    auto *title = new SectionTitle(related.title, block);
    title->setFact(related.fact);
    column->addWidget(title);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(Look::markGap);
    grid->setVerticalSpacing(Look::unit + Look::unit / 2);
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(2, 2);
    int row = 0;
    for (const DetailEntry &entry : related.entries) {
        if (entry.mark)
            grid->addWidget(new MarkLabel(*entry.mark, Look::markSize, block), row, 0);
        auto *name = new Words(Words::Kind::Body, entry.title, block);
        auto *second = new Words(Words::Kind::Second, entry.second, block);
        name->setElided(Qt::ElideRight);
        second->setElided(Qt::ElideRight);
        grid->addWidget(name, row, 1);
        grid->addWidget(second, row, 2);
        grid->addWidget(new Words(Words::Kind::Body, entry.right, block), row, 3, Qt::AlignRight);
        ++row;
    }
    column->addLayout(grid);
    if (!related.all.text.isEmpty())
        column->addWidget(makeLink(related.all, block));
    return block;
}

/// Labels wrap at the width, not at what their words would like.
void SummaryPage::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    m_page->setMaximumWidth(viewport()->width());
}

} // namespace cartage::ui
