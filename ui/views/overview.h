// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/queries.h"
#include "core/engine/sitetree.h"
#include "ui/text/inboxpace.h"
#include "ui/views/view.h"

class QGridLayout;
class QVBoxLayout;

namespace cartage::ui {

class ListView;
class RowsModel;
class SectionTitle;
class ChartBoard;
class Tile;

/// How the site stands: five numbers, a sixth where there are other sites, the throughput, who waits how long, what changed last. Every number opens the list that it counts.
class OverviewView final : public View
{
    Q_OBJECT

public:
    OverviewView(engine::Session &session, QWidget *parent);
    void read() override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Answer {
        engine::Overview overview;
        QString ownSite; ///< its code
        std::vector<engine::SiteNode> sites; ///< others; none where this one stands alone
        engine::Throughput throughput;
        engine::StateHistory states;
        std::vector<engine::WaitingView> waiting;
        std::vector<engine::ChangeView> changes;
    };
    [[nodiscard]] static Result<Answer> ask(engine::Site &site, Span range);
    void show(const Answer &answer);
    void showTiles(const engine::Overview &overview);
    void showSites(const std::vector<engine::SiteNode> &sites, Time at);
    void showWaiting(const std::vector<engine::WaitingView> &waiting, Time at);
    [[nodiscard]] Tile *addTile(const QString &label, const Location &location);

    QGridLayout *m_tileRow;
    InboxPace m_pace;
    Tile *m_problems, *m_retrying, *m_active, *m_coverage, *m_sites, *m_inbox;
    ChartBoard *m_charts;
    SectionTitle *m_waitingTitle;
    ListView *m_waiting, *m_changes;
    RowsModel *m_waitingRows, *m_changeRows;
    QString m_ownSite; ///< empty: there is no other
};

} // namespace cartage::ui
