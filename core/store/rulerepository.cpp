// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/rulerepository.h"

#include <QJsonArray>
#include <QJsonDocument>

#include "core/domain/escape.h"
#include "core/store/listing.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *ruleColumns = "SELECT rule_key, name, filter, mark, program, arguments, after_record, matched, dropped, failed, failed_said, matched_at, "
                                    "said_at, added_at FROM status_rule";
constexpr const char *runColumns = "SELECT r.run_id, r.rule_key, r.record_id, s.name, r.state, r.queued_at, r.started_at, r.ended_at, r.exit_code, r.signal, "
                                   "r.error, r.output, r.message FROM rule_run r JOIN status_rule s USING (rule_key)";

QVariant orNull(const std::string &text) { return text.empty() ? Statement::null() : Statement::toVariant(text); }

RuleRow ruleFrom(const Statement &query)
{
    RuleRow row;
    row.key = query.integer(0);
    row.name = query.text(1);
    row.filter = query.text(2);
    row.mark = query.text(3);
    row.program = query.isNull(4) ? std::string() : query.path(4);
    for (const QJsonValue each : QJsonDocument::fromJson(QByteArray::fromStdString(query.text(5))).array())
        row.arguments.push_back(each.toString().toStdString());
    row.afterRecord = query.integer(6);
    row.matched = query.integer(7);
    row.dropped = query.integer(8);
    row.failed = query.integer(9);
    row.failedSaid = query.integer(10);
    row.matchedAt = query.maybeTime(11);
    row.saidAt = query.maybeTime(12);
    row.addedAt = query.time(13);
    return row;
}

RunRow runFrom(const Statement &query)
{
    RunRow row;
    row.id = query.integer(0);
    row.rule = query.integer(1);
    row.record = query.integer(2);
    row.ruleName = query.text(3);
    row.state = query.text(4);
    row.queuedAt = query.time(5);
    row.startedAt = query.maybeTime(6);
    row.endedAt = query.maybeTime(7);
    row.exitCode = query.maybeInteger(8);
    row.signal = query.maybeInteger(9);
    row.error = query.maybeError(10);
    row.output = query.text(11);
    row.message = query.text(12);
    return row;
}

std::vector<RunRow> allRuns(Statement &query)
{
    std::vector<RunRow> rows;
    while (query.next())
        rows.push_back(runFrom(query));
    return rows;
}

} // namespace

std::vector<RuleRow> rules(Connection &db)
{
    Statement &query = db.statement(std::string(ruleColumns) + " ORDER BY rule_key");
    query.run();
    std::vector<RuleRow> rows;
    while (query.next())
        rows.push_back(ruleFrom(query));
    return rows;
}

std::optional<RuleRow> ruleByName(Connection &db, const std::string &name)
{
    Statement &query = db.statement(std::string(ruleColumns) + " WHERE name_folded = ?");
    std::optional<RuleRow> row;
    if (query.one(foldName(name)))
        row = ruleFrom(query);
    query.finish();
    return row;
}

void insertRule(Connection &db, const RuleRow &row)
{
    db.statement("INSERT INTO status_rule (name, name_folded, filter, mark, program, arguments, after_record, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .run(row.name, foldName(row.name), row.filter, orNull(row.mark), orNull(escapePath(row.program)), jsonArray(row.arguments), row.afterRecord, row.addedAt);
}

void updateRule(Connection &db, const RuleRow &row)
{
    db.statement("UPDATE status_rule SET filter = ?, mark = ?, program = ?, arguments = ? WHERE rule_key = ?")
        .run(row.filter, orNull(row.mark), orNull(escapePath(row.program)), jsonArray(row.arguments), row.key);
    if (row.program.empty())
        db.statement("DELETE FROM rule_run WHERE rule_key = ? AND state = 'waiting'").run(row.key);
}

void deleteRule(Connection &db, std::int64_t key) { db.statement("DELETE FROM status_rule WHERE rule_key = ?").run(key); }

void ruleMatched(Connection &db, std::int64_t key, std::int64_t more, std::int64_t dropped, Time now)
{
    db.statement("UPDATE status_rule SET matched = matched + ?, dropped = dropped + ?, matched_at = ? WHERE rule_key = ?").run(more, dropped, now, key);
}

Failures ruleFailed(Connection &db, std::int64_t key)
{
    db.statement("UPDATE status_rule SET failed = failed + 1 WHERE rule_key = ?").run(key);
    Statement &query = db.statement("SELECT failed - failed_said, said_at FROM status_rule WHERE rule_key = ?");
    Failures failures;
    if (query.one(key))
        failures = {query.integer(0), query.maybeTime(1)};
    query.finish();
    return failures;
}

void failuresSaid(Connection &db, std::int64_t key, Time now)
{
    db.statement("UPDATE status_rule SET failed_said = failed, said_at = ? WHERE rule_key = ?").run(now, key);
}

void markMessages(Connection &db, const std::vector<std::int64_t> &recordIds, const std::string &mark)
{
    db.statement("UPDATE status_message SET mark = ? WHERE mark IS NULL AND record_id IN (SELECT value FROM json_each(?))").run(mark, jsonNumbers(recordIds));
}

std::vector<StatusMessage> messagesAfter(Connection &db, std::int64_t after, std::int64_t most)
{
    Statement &query = db.statement("SELECT record_id FROM status_message WHERE record_id > ? ORDER BY record_id LIMIT ?");
    query.run(after, most);
    std::vector<std::int64_t> ids;
    while (query.next())
        ids.push_back(query.integer(0));
    return ids.empty() ? std::vector<StatusMessage>() : messagesById(db, ids);
}

void insertRun(Connection &db, std::int64_t rule, std::int64_t record, const std::string &message, Time now)
{
    db.statement("INSERT INTO rule_run (rule_key, record_id, state, queued_at, message) VALUES (?, ?, 'waiting', ?, ?)").run(rule, record, now, message);
}

std::int64_t waitingRuns(Connection &db)
{
    Statement &query = db.statement("SELECT count(*) FROM rule_run INDEXED BY rule_run_open WHERE ended_at IS NULL AND state = 'waiting'");
    const std::int64_t count = query.one() ? query.integer(0) : 0;
    query.finish();
    return count;
}

std::int64_t waitingRuns(Connection &db, std::int64_t rule)
{
    Statement &query = db.statement("SELECT count(*) FROM rule_run WHERE rule_key = ? AND state = 'waiting'");
    const std::int64_t count = query.one(rule) ? query.integer(0) : 0;
    query.finish();
    return count;
}

std::optional<RunRow> nextRun(Connection &db)
{
    Statement &query = db.statement(std::string(runColumns) + " WHERE r.ended_at IS NULL AND r.state = 'waiting' ORDER BY r.run_id LIMIT 1");
    std::optional<RunRow> row;
    if (query.one())
        row = runFrom(query);
    query.finish();
    return row;
}

void startRun(Connection &db, std::int64_t id, Time now)
{
    db.statement("UPDATE rule_run SET state = 'running', started_at = ? WHERE run_id = ?").run(now, id);
}

void endRun(Connection &db, const RunRow &row, Time now)
{
    db.statement("UPDATE rule_run SET state = ?, ended_at = ?, exit_code = ?, signal = ?, error = ?, output = ?, message = '' WHERE run_id = ?")
        .run(row.state, now, row.exitCode, row.signal, row.error, row.output, row.id);
}

void interruptRuns(Connection &db, Time now)
{
    db.statement("UPDATE rule_run SET state = 'interrupted', ended_at = ?, message = '' WHERE ended_at IS NULL").run(now);
}

std::vector<RunRow> runningRuns(Connection &db)
{
    Statement &query = db.statement(std::string(runColumns) + " WHERE r.ended_at IS NULL AND r.state = 'running' ORDER BY r.run_id");
    return allRuns(query.run());
}

std::vector<Time> latestStarts(Connection &db, int most)
{
    Statement &query = db.statement("SELECT started_at FROM rule_run WHERE started_at IS NOT NULL ORDER BY run_id DESC LIMIT ?");
    query.run(most);
    std::vector<Time> starts;
    while (query.next())
        starts.push_back(query.time(0));
    return starts;
}

std::vector<RunRow> runs(Connection &db, std::int64_t rule, std::int64_t limit)
{
    Statement &query = db.statement(std::string(runColumns) + " WHERE ? = 0 OR r.rule_key = ? ORDER BY r.run_id DESC LIMIT ?");
    return allRuns(query.run(rule, rule, limit > 0 ? limit : std::int64_t(-1)));
}

void forgetRuns(Connection &db, std::int64_t kept)
{
    db.statement("DELETE FROM rule_run WHERE ended_at IS NOT NULL AND run_id <= (SELECT max(run_id) FROM rule_run) - ?").run(kept);
}

} // namespace cartage::store
