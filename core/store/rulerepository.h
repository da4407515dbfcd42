// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/values.h"
#include "core/store/database.h"

/// Status filter rules and the runs of their programs.
namespace cartage::store {

struct RuleRow {
    std::int64_t key = 0;
    std::string name;
    std::string filter;  ///< as in lists
    std::string mark;    ///< empty: none
    std::string program; ///< raw bytes, absolute; empty: none
    std::vector<std::string> arguments;
    std::int64_t afterRecord = 0; ///< it looks at later messages only
    std::int64_t matched = 0, dropped = 0, failed = 0, failedSaid = 0;
    std::optional<Time> matchedAt, saidAt;
    Time addedAt{};
};
/// In the order in which they were made.
[[nodiscard]] std::vector<RuleRow> rules(Connection &db);
[[nodiscard]] std::optional<RuleRow> ruleByName(Connection &db, const std::string &name);
void insertRule(Connection &db, const RuleRow &row);
/// Filter, mark, program and arguments; what waits for a program that is not wanted any more goes.
void updateRule(Connection &db, const RuleRow &row);
/// With its runs.
void deleteRule(Connection &db, std::int64_t key);
void ruleMatched(Connection &db, std::int64_t key, std::int64_t more, std::int64_t dropped, Time now);
/// Another run failed; gives how many since it was said last, and when that was.
struct Failures {
    std::int64_t unsaid = 0;
    std::optional<Time> saidAt;
};
[[nodiscard]] Failures ruleFailed(Connection &db, std::int64_t key);
void failuresSaid(Connection &db, std::int64_t key, Time now);
/// Where it has none yet.
void markMessages(Connection &db, const std::vector<std::int64_t> &recordIds, const std::string &mark);
/// At most `most` after a record id, in its order.
[[nodiscard]] std::vector<StatusMessage> messagesAfter(Connection &db, std::int64_t after, std::int64_t most);

struct RunRow {
    std::int64_t id = 0, rule = 0, record = 0;
    std::string ruleName;
    std::string state; ///< waiting, running, done, failed, timed_out, interrupted
    Time queuedAt{};
    std::optional<Time> startedAt, endedAt;
    std::optional<std::int64_t> exitCode, signal;
    std::optional<Error> error; ///< it could not be begun
    std::string output;         ///< escaped
    std::string message;        ///< what it gets; empty once it has ended
};
void insertRun(Connection &db, std::int64_t rule, std::int64_t record, const std::string &message, Time now);
[[nodiscard]] std::int64_t waitingRuns(Connection &db);
[[nodiscard]] std::int64_t waitingRuns(Connection &db, std::int64_t rule);
[[nodiscard]] std::optional<RunRow> nextRun(Connection &db);
void startRun(Connection &db, std::int64_t id, Time now);
/// State, exit code, signal, error, output.
void endRun(Connection &db, const RunRow &row, Time now);
/// Those that wait and that run.
void interruptRuns(Connection &db, Time now);
/// Those that an engine has left as running.
[[nodiscard]] std::vector<RunRow> runningRuns(Connection &db);
/// When the last `most` were begun, newest first.
[[nodiscard]] std::vector<Time> latestStarts(Connection &db, int most);
/// Newest first; rule 0: of all.
[[nodiscard]] std::vector<RunRow> runs(Connection &db, std::int64_t rule, std::int64_t limit);
/// Ended ones, but for the newest `kept`.
void forgetRuns(Connection &db, std::int64_t kept);

} // namespace cartage::store
