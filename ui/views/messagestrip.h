// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>

#include "core/engine/listing.h"
#include "core/engine/session.h"
#include "ui/widgets/hourbars.h"

class QPushButton;
class QStackedWidget;

namespace cartage::ui {

class ListView;
class RowsModel;

/// Messages by hour over the list of messages, as many hours as there is room for; or the same as a table. Asks by itself, at most every few seconds.
class MessageStrip final : public QWidget
{
    Q_OBJECT

public:
    explicit MessageStrip(engine::Session &session, QWidget *parent = nullptr);
    /// As the list is filtered. What it says of time is shown as the chosen stretch, so that the way to other hours stays.
    void setFilter(const Filter &filter);
    /// Where the list stands.
    void setMarker(std::optional<Time> at);
    [[nodiscard]] HourBars *bars() const { return m_bars; }
    [[nodiscard]] ListView *table() const { return m_table; }
    [[nodiscard]] QPushButton *tableSwitch() const { return m_switch; }

Q_SIGNALS:
    /// By the user: the list goes there.
    void chosen(cartage::Time from, cartage::Time to);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void ask();
    void show(const std::vector<engine::MessageBucket> &buckets, Span step);
    void fillTable();
    [[nodiscard]] Time now() const { return m_session.environment().clock.wall(); }

    engine::Session &m_session;
    HourBars *m_bars;
    QStackedWidget *m_pages;
    QPushButton *m_switch;
    ListView *m_table;
    RowsModel *m_rows;
    Filter m_filter; ///< without its times
    QTimer m_pause;  ///< between two questions
    bool m_asking = false, m_again = false;
    int m_asked = 0;
};

/// The stretch of time that a filter leaves; nothing where it has no bound.
[[nodiscard]] std::optional<std::pair<Time, Time>> timesOf(const Filter &filter, Time now);

} // namespace cartage::ui
