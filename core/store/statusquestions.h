// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/store/database.h"

/// What is asked about the clients that send status messages and about what lies in quarantine. Changes nothing.
namespace cartage::store {

struct ClientRecord {
    std::int64_t key = 0;
    std::string sender, machine;
    Time firstAt{}, lastAt{};
    std::optional<Span> skew;
    std::int64_t highest = 0, received = 0, repeated = 0;
    std::optional<Time> clonedAt;
    std::int64_t missing = 0, errors = 0; ///< numbers that have not come; errors received since the time that was asked for
};
enum class ClientOrder { Machine, Sender, Last, Errors, Skew, Missing, Received, Repeated };
/// In that order until `each` says no. Errors and missing numbers are counted only where that is asked for, or sorts.
struct ClientQuestion {
    ClientOrder order = ClientOrder::Machine;
    bool descending = false;
    bool withMissing = true, withErrors = true;
    Time errorsSince{};
};
void eachClient(Connection &db, const ClientQuestion &question, const std::function<bool(const ClientRecord &)> &each);
/// The first `most`, by their keys alone.
[[nodiscard]] std::vector<std::int64_t> clientKeys(Connection &db, const ClientQuestion &question, std::int64_t most);
/// In the order of the keys; those that are gone are left out.
[[nodiscard]] std::vector<ClientRecord> clientsByKey(Connection &db, const std::vector<std::int64_t> &keys, Time errorsSince);
/// Of a sender's id; nothing for one that has never sent.
[[nodiscard]] std::optional<std::int64_t> clientKey(Connection &db, const std::string &sender);
/// All keys and senders.
[[nodiscard]] std::vector<std::pair<std::int64_t, std::string>> clientNames(Connection &db);
[[nodiscard]] std::int64_t clientCount(Connection &db);

struct GapRecord {
    std::int64_t client = 0, first = 0, last = 0;
    Time since{};
};
/// Of these clients (nothing: of all), by client and number.
void eachGap(Connection &db, const std::optional<std::vector<std::int64_t>> &clients, const std::function<void(const GapRecord &)> &each);

struct QuarantineRecord {
    std::int64_t id = 0;
    std::string name; ///< raw bytes
    std::string kind, sender, reason, detail, type;
    std::optional<std::int64_t> size;
    Time receivedAt{};
    std::string guid;
};
enum class QuarantineOrder { Received, Sender, Kind, Reason, Size };
void eachQuarantined(Connection &db, QuarantineOrder order, bool descending, const std::function<bool(const QuarantineRecord &)> &each);
/// In the order of the ids; those that are gone are left out.
[[nodiscard]] std::vector<QuarantineRecord> quarantinedById(Connection &db, const std::vector<std::int64_t> &ids);
[[nodiscard]] std::int64_t quarantineCount(Connection &db);
/// Those that there are.
[[nodiscard]] std::vector<std::string> quarantineReasons(Connection &db);

/// Status messages taken in since the site was made, repeated ones with them.
[[nodiscard]] std::int64_t statusTaken(Connection &db);

} // namespace cartage::store
