// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/components/statusmessages.h"
#include "core/engine/site.h"

namespace cartage::engine {

/// The Status Manager's statistics, message 1200: what came in since they were given last. Once an hour if anything came in, and at least once a day;
/// an engine that is started anew goes on where the last one was, for the counters and the time are in the database. Control thread.
class Statistics final
{
public:
    Statistics(Site &site, components::StatusWriter messages)
        : m_site(&site)
        , m_messages(std::move(messages))
    { }
    /// At the start.
    void reload(store::Connection &db, Time now);
    [[nodiscard]] bool isDue(Time now) const { return m_next && *m_next <= now; }
    [[nodiscard]] std::optional<Time> nextDue() const { return m_next; }
    /// In any transaction of the engine; gives when to look again, nothing where it was not due.
    [[nodiscard]] std::optional<Time> step(store::Connection &db, Time now) const;
    /// That transaction is committed.
    void committed(Time next) { m_next = next; }

private:
    [[nodiscard]] std::optional<Time> oldestWaiting() const;
    Site *m_site;
    components::StatusWriter m_messages;
    std::optional<Time> m_next;
};

} // namespace cartage::engine
