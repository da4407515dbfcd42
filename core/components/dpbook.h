// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "core/components/statusmessages.h"
#include "core/domain/values.h"
#include "core/store/database.h"
#include "core/transport/transport.h"

namespace cartage::components {

/// The site's DPs as last read, and what stops a whole DP: its condition, its breaker, its probes (docs/engine.md, "Conditions", "Breaker").
/// A value: an engine works on a copy inside a transaction and keeps it when that is committed. Control thread.
class DpBook final
{
public:
    explicit DpBook(StatusWriter messages) : m_messages(std::move(messages)) { }

    void reload(store::Connection &db, Time now);
    [[nodiscard]] const Dp *find(DpKey key) const;
    [[nodiscard]] const std::map<DpKey, std::shared_ptr<const Dp>> &all() const { return m_dps; }
    void forget(DpKey key) { m_dps.erase(key); }

    /// No condition, no open breaker, not held.
    [[nodiscard]] bool takesWork(DpKey key) const;
    [[nodiscard]] bool isRecovering(DpKey key) const;

    /// What an item saw in passing: contact, abilities, space (rows that wait for space look again).
    void seen(store::Connection &db, Time now, DpKey key, const transport::DpSeen &seen);
    /// Something that stops the whole DP: what waits there is blocked by one statement, 2391 is raised once, probes begin.
    void conditionFound(store::Connection &db, Time now, DpKey key, const Error &error, const PackageId &package);
    /// A failure that is the DP's own; the third in a row opens the breaker.
    void failed(store::Connection &db, Time now, DpKey key, const PackageId &package, const Error &error);
    /// A transfer or removal came to its end.
    void succeeded(store::Connection &db, Time now, DpKey key);
    void measured(store::Connection &db, DpKey key, std::int64_t bytes, Span took);
    void probed(store::Connection &db, Time now, DpKey key, const transport::ProbeOutcome &outcome, Span staleAfter,
                const RetryPolicy &policy);
    /// A probe at `at`, unless an earlier one is set.
    void probeAt(store::Connection &db, DpKey key, Time at);

    /// Failures in a row that open the breaker count only errors that speak of the DP, not of one file or package.
    [[nodiscard]] static bool isOwnFailure(const Error &error);

private:
    template <class Change>
    void change(store::Connection &db, DpKey key, const Change &change);
    void conditionOver(store::Connection &db, Time now, const Dp &dp);
    void probeFailed(store::Connection &db, Time now, DpKey key, const Error &error, Span staleAfter);
    void reviveFailed(store::Connection &db, Time now, const Dp &dp, const RetryPolicy &policy);
    void giveUpAfterSevenDays(store::Connection &db, Time now, const Dp &dp, const Error &error);
    void saySoIfStale(store::Connection &db, Time now, const Dp &dp, Span staleAfter);
    bool wakeSpaceWaiters(store::Connection &db, Time now, DpKey key, const io::Space &space, bool probe);

    StatusWriter m_messages;
    std::map<DpKey, std::shared_ptr<const Dp>> m_dps;
};

/// A change of state by the table of core/domain; false (and the row as it was) where the table has no such arrow.
[[nodiscard]] bool moveBy(Distribution &row, Event event);

} // namespace cartage::components
