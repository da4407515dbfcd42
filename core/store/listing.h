// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/store/distributionrepository.h"
#include "core/store/journalrepository.h"

/// What long lists are made of. Keys come many to a line of SQL's answer: a value of its own for each costs ten times as much.
namespace cartage::store {

struct NameRow {
    std::string id, name, folded;
    bool held = false;
    std::optional<std::int64_t> createdAt;
};
[[nodiscard]] std::vector<NameRow> packageNames(Connection &db);

/// Rows of one DP that are in the same state with the same error code; from the index distribution_dp_state alone.
struct StateGroup {
    State state = State::Waiting;
    std::string code;              ///< empty: none
    std::string_view packages;     ///< ids of eight characters each; valid during the call
};
void eachStateGroup(Connection &db, DpKey dp, const std::vector<State> &states, const std::function<void(const StateGroup &)> &each);
enum class RowValue { Attempt, ProofAt, FailingSince, TriedAt, DueAt, UpdatedAt };
/// Of every row, or of one package's: those that have the value, package by package; false from `each` ends it.
void eachValue(Connection &db, const std::optional<PackageId> &package, RowValue value,
               const std::function<bool(const PackageId &, const std::vector<std::pair<std::int64_t, std::int64_t>> &dpsAndValues)> &each);
/// Rows that failed at least once, ever; rows that are held by themselves.
void eachFailedRow(Connection &db, const std::function<void(const PackageId &, DpKey)> &each);
void eachHeldRow(Connection &db, const std::function<void(const PackageId &, DpKey)> &each);
/// Rows with this error at this object.
void eachRowOfCause(Connection &db, const std::string &code, const std::string &object, const std::function<void(const PackageId &, DpKey)> &each);

/// Messages of one kind, or of one DP or package: what one index gives in the order of time.
struct MessageKind {
    std::string severity, component;
    std::int64_t id = 0;
    auto operator<=>(const MessageKind &) const = default;
};
/// At most `most`: what clients call their components and messages has no bound.
[[nodiscard]] std::vector<MessageKind> messageKinds(Connection &db, std::size_t most = SIZE_MAX);
[[nodiscard]] std::vector<std::string> messageDps(Connection &db);
[[nodiscard]] std::vector<std::string> messagePackages(Connection &db);

struct MessageSlice {
    enum class Index { Created, Kind, Dp, Package, Sender };
    Index index = Index::Created;
    MessageKind kind;
    std::string name; ///< DP's or package's
    std::int64_t sender = 0; ///< its key
};
/// What a slice is narrowed by besides, row by row.
struct MessageConditions {
    std::int64_t from = 0, to = INT64_MAX; ///< created_at, both included
    std::int64_t upTo = INT64_MAX, after = 0; ///< record id: up to, after
    std::optional<std::vector<MessageKind>> kinds;
    std::optional<std::vector<std::string>> dps, notDps, packages, notPackages;
    std::optional<std::vector<std::int64_t>> senders, notSenders; ///< their keys
};
struct MessageKey {
    std::int64_t at = 0, id = 0;
    auto operator<=>(const MessageKey &) const = default;
};
/// At most `most` keys after `last` (nothing: from the beginning), in the order of time or against it.
[[nodiscard]] std::vector<MessageKey> messageKeys(Connection &db, const MessageSlice &slice, const MessageConditions &conditions, bool descending,
                                                  const std::optional<MessageKey> &last, std::int64_t most);

/// In the order of the ids; those that are gone are left out.
[[nodiscard]] std::vector<StatusMessage> messagesById(Connection &db, const std::vector<std::int64_t> &ids);
[[nodiscard]] std::vector<AuditRow> auditById(Connection &db, const std::vector<std::int64_t> &ids);
/// At most `most` older than `before`, newest first.
[[nodiscard]] std::vector<AuditRow> auditBefore(Connection &db, std::int64_t before, std::int64_t most);
[[nodiscard]] std::int64_t newestAudit(Connection &db);
[[nodiscard]] std::int64_t messageCount(Connection &db);
/// Of one kind; counts no further than `atMost`.
[[nodiscard]] std::int64_t messageCount(Connection &db, const MessageKind &kind, std::int64_t atMost);
[[nodiscard]] std::int64_t auditCount(Connection &db);
/// Actions that touched rows of these packages or DPs; an empty list does not narrow.
[[nodiscard]] std::vector<std::int64_t> auditTouching(Connection &db, const std::vector<std::string> &packages, const std::vector<std::int64_t> &dps);

} // namespace cartage::store
