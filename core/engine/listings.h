// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/listing.h"

/// The lists by kind. Inside one read of the caller. Only for core/engine.
namespace cartage::engine {

[[nodiscard]] Error interruptedError();

/// Rows of this state and error: only an operator ends it; it ends by itself. Neither: nothing is wrong.
enum class Ends { Neither, ByItself, ByOperator };
[[nodiscard]] Ends endsOf(State state, const std::optional<Code> &code, bool repairAsks);

/// Distributions and retries: the first `most` in one step.
[[nodiscard]] Result<std::vector<RowId>> distributionRows(Site &site, store::Connection &db, const ListQuery &query, std::size_t most,
                                                          const std::atomic<bool> &stop);
/// Those that pass, in no order.
struct RowState {
    RowId id = 0;
    State state = State::Waiting;
    Ends ends = Ends::Neither;
};
[[nodiscard]] Result<std::vector<RowState>> distributionRowStates(Site &site, store::Connection &db, const Filter &filter, const std::atomic<bool> &stop);
[[nodiscard]] Result<std::map<State, std::int64_t>> distributionStates(Site &site, store::Connection &db, const Filter &filter, const std::atomic<bool> &stop);

/// Messages: candidates by the indices, the rest by a look into each.
[[nodiscard]] Result<ListShape> extendMessages(Site &site, store::Connection &db, const ListQuery &query, ListShape shape, Span atMost, const std::atomic<bool> &stop);
[[nodiscard]] Result<std::vector<RowId>> firstMessages(Site &site, store::Connection &db, const ListQuery &query, int rows, const std::atomic<bool> &stop);
[[nodiscard]] Result<std::int64_t> newMessages(Site &site, store::Connection &db, const ListQuery &query, RowId after, const std::atomic<bool> &stop);
[[nodiscard]] Result<std::vector<MessageBucket>> bucketsOf(Site &site, store::Connection &db, const Filter &filter, Time from, Time to, int count,
                                                           const std::atomic<bool> &stop);

/// Activity: actions pass as they are read.
[[nodiscard]] Result<std::vector<RowId>> actionRows(Site &site, store::Connection &db, const ListQuery &query, RowId after, std::int64_t most,
                                                    const std::atomic<bool> &stop);

/// Clients, and what lies in quarantine: the first `most`.
[[nodiscard]] Result<std::vector<RowId>> statusRows(Site &site, store::Connection &db, const ListQuery &query, std::size_t most, const std::atomic<bool> &stop);
[[nodiscard]] std::vector<ClientView> clientViewsByKey(store::Connection &db, const std::vector<RowId> &ids, Time now);
[[nodiscard]] std::vector<QuarantineView> quarantineViewsById(store::Connection &db, const std::vector<RowId> &ids);

} // namespace cartage::engine
