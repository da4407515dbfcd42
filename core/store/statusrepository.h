// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/base/digest.h"
#include "core/domain/values.h"
#include "core/store/database.h"

/// What the Status Manager writes: clients' messages, their senders and gaps, ids that were seen, quarantine, counters.
namespace cartage::store {

/// A client's message as it is bound; made by a worker, so that the thread that decides spends its time on rows.
struct ClientMessage {
    Xxh128 guid;    ///< the 16 bytes of the id
    Xxh128 content; ///< identity of what it says
    std::string guidText;
    std::string sender;
    std::int64_t sequence = 0;
    int id = 0;
    Severity severity = Severity::Information;
    std::string component, machine;
    Time time{};
    std::string strings;    ///< JSON array
    std::string attributes; ///< JSON array of [id, value], without those of the columns
    std::optional<std::string> package, dp, version;
};

/// Content of those ids that were seen before.
[[nodiscard]] std::unordered_map<Xxh128, Xxh128> seenContents(Connection &db, std::span<const Xxh128> guids);
/// Messages and their ids; a sender's key for each. All of them or SqlFailure.
void insertClientMessages(Connection &db, std::span<const ClientMessage *const> messages, std::span<const std::int64_t> senderKeys, const std::string &site,
                          Time now);

struct SenderRow {
    std::int64_t key = 0; ///< 0: not in the database yet
    std::string sender, machine;
    Time firstAt{}, lastAt{};
    std::optional<Span> skew;
    std::int64_t highest = 0, received = 0, repeated = 0;
    std::optional<Time> clonedAt;
};
[[nodiscard]] std::optional<SenderRow> senderRow(Connection &db, const std::string &sender);
/// Inserts (and gives it its key) or updates.
void putSender(Connection &db, SenderRow &row);

struct GapRow {
    std::int64_t first = 0, last = 0;
    Time since{};
    bool operator==(const GapRow &) const = default;
};
/// In order.
[[nodiscard]] std::vector<GapRow> gapsOf(Connection &db, std::int64_t senderKey);
/// `now` instead of `was`.
void replaceGaps(Connection &db, std::int64_t senderKey, const std::vector<GapRow> &was, const std::vector<GapRow> &now);

struct QuarantineRow {
    std::int64_t id = 0;
    std::string name; ///< raw bytes
    std::string kind = "status";
    std::string sender, reason, detail, type;
    std::optional<std::int64_t> size;
    Time receivedAt{};
    std::string guid;
};
/// A name that is there already is the same file, met again after a kill.
void putQuarantine(Connection &db, const QuarantineRow &row);
[[nodiscard]] std::optional<QuarantineRow> quarantineRow(Connection &db, std::int64_t id);
/// An instruction that lies there for the same reason, under another name.
[[nodiscard]] bool isQuarantined(Connection &db, const std::string &instruction, const std::string &reason, const std::string &exceptName);
struct QuarantineShare {
    std::int64_t count = 0;
    Time last{};          ///< of the newest
    bool hasName = false; ///< `name` is one of them
};
/// Instructions of that sender, or of all that have no address here, that lie there for the same reason.
[[nodiscard]] QuarantineShare quarantineShare(Connection &db, const std::optional<SiteCode> &sender, const std::string &reason, const std::string &name);
[[nodiscard]] std::vector<std::string> quarantineNames(Connection &db);
void deleteQuarantine(Connection &db, std::int64_t id);
void deleteQuarantine(Connection &db, const std::string &name);

/// Counters of status_count; one that is not there is 0.
void count(Connection &db, const std::string &name, std::int64_t more);
void setCount(Connection &db, const std::string &name, std::int64_t value);
[[nodiscard]] std::unordered_map<std::string, std::int64_t> counts(Connection &db);
/// Those whose names begin so, by the rest of the name.
[[nodiscard]] std::map<std::string, std::int64_t> countsOf(Connection &db, const std::string &prefix);
void deleteCounts(Connection &db, const std::string &prefix);
[[nodiscard]] std::int64_t clientMessageCount(Connection &db);
/// How many ids were taken in here that the other database does not know. Looks at every id of both.
[[nodiscard]] std::int64_t seenOnlyIn(Connection &db, Connection &other);
/// Sender, what is wrong with its account.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> brokenAccounts(Connection &db);

/// Runs `work` so that what it wrote is taken back where the database refuses the values; then the refusal's text. Other failures are thrown.
[[nodiscard]] std::optional<std::string> refusalOf(Connection &db, const std::function<void()> &work);

} // namespace cartage::store
