// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/values.h"
#include "core/store/database.h"

/// What has happened: status messages, audit, acknowledgements; and requests to the engine.
namespace cartage::store {

/// Gives the record id. A message about a change is written in the change's transaction.
std::int64_t insertMessage(Connection &db, const StatusMessage &message);
struct MessageFilter {
    std::vector<int> ids;
    std::optional<Severity> severity; ///< this or worse
    std::string component;            ///< empty: all
    std::optional<PackageId> package;
    std::string dp;   ///< empty: all
    std::string mark; ///< empty: all
    std::string sender; ///< a client; empty: all
    std::optional<Time> since, until;
    std::int64_t afterRecord = 0; ///< only newer ones
    std::int64_t limit = 100;     ///< 0: all
    bool oldestFirst = false;
    std::string site;         ///< where it was raised; empty: everywhere
    bool ownOnly = false; ///< what the site says itself, not its clients nor sites below
};
[[nodiscard]] std::vector<StatusMessage> messages(Connection &db, const MessageFilter &filter);
/// The newest with this number that the site has raised itself.
[[nodiscard]] std::optional<StatusMessage> newestOwn(Connection &db, const std::string &site, Severity severity, const std::string &component, int id);
[[nodiscard]] std::int64_t newestMessage(Connection &db);
/// What decides how long a message is kept.
struct MessageAge {
    std::int64_t recordId = 0;
    int id = 0;
    Severity severity = Severity::Information;
    std::string component;
    Time received{}; ///< of the site's own messages: when they were raised
    bool client = false;
};
/// At most `most` after a record id, in the order of record ids.
[[nodiscard]] std::vector<MessageAge> messageAges(Connection &db, std::int64_t after, int most);
/// Clients of which a message came in since then.
[[nodiscard]] std::int64_t sendersSince(Connection &db, Time since);
void deleteMessages(Connection &db, const std::vector<std::int64_t> &recordIds);
/// Of the next `most` ids that were seen after `after` (hexadecimal, in the order of the ids; empty: from the first) those older than `before` are
/// forgotten. Gives the last one that was looked at, nothing where there are no more.
std::optional<std::string> forgetSeen(Connection &db, const std::string &after, Time before, int most);
/// Of the next `looks` senders after `after` (their keys; 0: from the first) those that were last heard of before `before` and have no message left go with
/// their gaps, `deletes` at most. Gives the last one that was looked at, nothing where there are no more.
std::optional<std::int64_t> retireSenders(Connection &db, std::int64_t after, Time before, int looks, int deletes);
std::int64_t retireAudit(Connection &db, Time before, int most);

struct AuditRow {
    std::int64_t id = 0;
    Time at{};
    std::string actor, host, via, action;
    std::string arguments; ///< JSON object
    std::optional<std::string> reason;
    std::int64_t changed = 0, refused = 0;
};
std::int64_t insertAudit(Connection &db, const AuditRow &row);
struct AuditTouch {
    PackageId package;
    DpKey dp;
    State was = State::Waiting, now = State::Waiting;
};
void insertAuditTouches(Connection &db, std::int64_t auditId, const std::vector<AuditTouch> &touches);
struct AuditFilter {
    std::string actor, action; ///< empty: all
    std::int64_t id = 0;       ///< 0: all
    std::optional<Time> since, until;
    std::int64_t limit = 100; ///< 0: all
};
[[nodiscard]] std::vector<AuditRow> audit(Connection &db, const AuditFilter &filter);
/// Actions that touched one row, oldest first.
[[nodiscard]] std::vector<AuditRow> auditOf(Connection &db, const PackageId &package, DpKey dp);

struct AckRow {
    std::string key, by, reason;
    std::optional<Time> until;
    Time at{};
};
void setAck(Connection &db, const AckRow &row);
bool removeAck(Connection &db, const std::string &key);
[[nodiscard]] std::vector<AckRow> acks(Connection &db);

struct RequestRow {
    std::int64_t id = 0;
    std::string kind; ///< "validate", "test"
    std::optional<PackageId> package;
    DpKey dp;
    Time askedAt{};
    std::optional<Time> startedAt, doneAt;
    std::string result; ///< JSON
};
std::int64_t insertRequest(Connection &db, const RequestRow &row);
void startRequest(Connection &db, std::int64_t id, Time now);
void finishRequest(Connection &db, std::int64_t id, const std::string &result, Time now);
[[nodiscard]] std::optional<RequestRow> request(Connection &db, std::int64_t id);
[[nodiscard]] std::vector<RequestRow> openRequests(Connection &db);
/// Done ones, and such as nobody waits for any more.
void retireRequests(Connection &db, Time before);

} // namespace cartage::store
