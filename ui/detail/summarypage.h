// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include "ui/detail/detail.h"

class QGridLayout;
class QVBoxLayout;

namespace cartage::ui {

class AdviceBox;
class Bar;
class Facts;
class MonoBox;
class SectionTitle;
class Words;

/// The first tab: advice with what does it, room, facts, the raw error, and the first few of what belongs to it.
class SummaryPage final : public QScrollArea
{
    Q_OBJECT

public:
    explicit SummaryPage(QWidget *parent = nullptr);
    void setDetail(const Detail &detail, const QList<QAction *> &actions);

Q_SIGNALS:
    void openRequested(const cartage::ui::Location &location);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void setSpace(const std::optional<SpaceNeed> &space);
    void setLinks(const QList<Detail::Link> &links);
    void setRelated(const QList<Detail::Related> &related);
    [[nodiscard]] QWidget *makeLink(const Detail::Link &link, QWidget *parent);
    [[nodiscard]] QWidget *makeRelated(const Detail::Related &related, QWidget *parent);

    QWidget *m_page, *m_links, *m_space, *m_related;
    AdviceBox *m_advice;
    SectionTitle *m_spaceTitle;
    Bar *m_meter;
    Words *m_spaceLeft, *m_spaceRight;
    Facts *m_values;
    SectionTitle *m_rawTitle;
    MonoBox *m_raw;
    QList<Detail::Link> m_linked;
    QList<Detail::Related> m_shown;
};

} // namespace cartage::ui
