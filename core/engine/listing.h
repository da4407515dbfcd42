// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "core/domain/filter.h"
#include "core/engine/queries.h"
#include "core/engine/rowid.h"
#include "core/engine/statusviews.h"

/// Long lists as windows show them: which rows in which order (the shape), and what stands in some of them (a page). Distributions, Retries, Messages, Activity, Clients, Quarantine.
namespace cartage::engine {

/// Messages have ByTime only, activity ByTime, ByActor and ByAction, clients and quarantine those behind these; distributions and retries all but these two.
enum class ListOrder {
    ByPackage,  ///< name, then DP's name; also where the others are equal
    ByDp,       ///< name, then package's name
    ByState,    ///< at work, retrying, blocked, failed, damaged, waiting, paused, stopped, removing, unverified, installed, removed
    ByError,    ///< code's name; rows without one last
    ByAttempt,
    ByVerified, ///< time of the proof; rows without one last
    BySince,    ///< failing since; rows without last
    ByLastTry,
    ByNextTry,
    ByChanged,
    ByTime,     ///< messages: when raised; activity: when done; clients: the last message; quarantine: when it came
    ByActor,
    ByAction,
    ByMachine,
    BySender,
    ByErrors,   ///< of 24 hours
    BySkew,     ///< clients whose clock is not known last
    ByMissing,  ///< how many numbers have not come
    ByReceived, ///< how many messages
    ByRepeated,
    ByReason,
    BySize,
};
[[nodiscard]] std::span<const ListOrder> ordersOf(ListKind list);

struct ListQuery {
    ListKind list = ListKind::Distributions;
    Filter filter;
    ListOrder order = ListOrder::ByState;
    bool descending = false;
    RowId upTo = 0; ///< messages, activity: rows up to this id; 0: all that there are
    std::vector<std::string> shown{}; ///< problems (keys), packages (ids), DPs (names): in the order that a window shows them; others come last
    bool operator==(const ListQuery &) const = default;
};

/// Which rows pass, in order. Eight bytes a row: a selection over pages that nobody has looked at, and what a refresh changes, are exact.
struct ListShape {
    std::vector<RowId> rows;
    bool complete = false; ///< false: there may be more after these
    RowId upTo = 0;        ///< the newest row that was there at the beginning: later ones count as new
    std::int64_t looked = 0, toLook = 0; ///< how far a search for text is
    std::shared_ptr<const std::vector<RowId>> candidates; ///< what is still searched for text; private to extendShape
};
/// Goes on with a shape (an empty one begins) for about `atMost`. Filters by text, machine or site look into each row and take several calls, others one;
/// `interrupted` when `stop` was raised.
[[nodiscard]] Result<ListShape> extendShape(Site &site, const ListQuery &query, ListShape shape, Span atMost, const std::atomic<bool> &stop);
/// The whole one.
[[nodiscard]] Result<ListShape> listShape(Site &site, const ListQuery &query, const std::atomic<bool> &stop);
/// The first rows of what the shape will be, sooner.
[[nodiscard]] Result<std::vector<RowId>> listStart(Site &site, const ListQuery &query, int rows, const std::atomic<bool> &stop);
/// How many rows there are without a filter.
[[nodiscard]] Result<std::int64_t> listCount(Site &site, ListKind list, const std::atomic<bool> &stop);
/// Rows that pass and came after `upTo` (messages, activity): "214 new". Counts to 10,000.
[[nodiscard]] Result<std::int64_t> newerThan(Site &site, const ListQuery &query, RowId upTo, const std::atomic<bool> &stop);

using ListRow = std::variant<DistributionView, RetryView, StatusMessage, store::AuditRow, ClientView, QuarantineView>;
/// What stands in these rows, one for each id in its order; nothing for rows that are gone. RetryView for Retries.
[[nodiscard]] Result<std::vector<std::optional<ListRow>>> listPage(Site &site, ListKind list, const std::vector<RowId> &ids);

/// How many rows pass, by state: quick filters, badges, tiles.
[[nodiscard]] Result<std::map<State, std::int64_t>> countByState(Site &site, const Filter &filter, const std::atomic<bool> &stop);
/// Messages that pass by bucket of time and severity, oldest first: the histogram strip.
struct MessageBucket {
    Time from{};
    std::int64_t errors = 0, warnings = 0, informations = 0;
};
[[nodiscard]] Result<std::vector<MessageBucket>> messageHistogram(Site &site, const Filter &filter, Time from, Time to, int buckets, const std::atomic<bool> &stop);

/// Values that a key of names may have there (DPs, packages, components ...), sorted: what a filter field offers.
[[nodiscard]] Result<std::vector<std::string>> filterValues(Site &site, ListKind list, const std::string &key);

/// How many rows of any list pass; nothing where that is not known after about `atMost`: a search for text among many messages.
[[nodiscard]] Result<std::optional<std::int64_t>> countMatching(Site &site, ListKind list, const Filter &filter, Span atMost, const std::atomic<bool> &stop);

/// Short lists are whole vectors of views; the same language chooses among them.
[[nodiscard]] bool passes(const Filter &filter, const ProblemView &problem, Time now);
[[nodiscard]] bool passes(const Filter &filter, const PackageView &package, Time now);
[[nodiscard]] bool passes(const Filter &filter, const DpView &dp, Time now);
struct ComponentView; // componentviews.h
[[nodiscard]] bool passes(const Filter &filter, const ComponentView &component, Time now);
struct SiteNode; // sitetree.h
struct BelowDp;
[[nodiscard]] bool passes(const Filter &filter, const BelowDp &dp, Time now);
[[nodiscard]] bool passes(const Filter &filter, const SiteNode &site, Time now);

} // namespace cartage::engine
