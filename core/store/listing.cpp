// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/listing.h"

#include <charconv>

#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *packageNamesSql = "SELECT package_id, name, name_folded, held_by IS NOT NULL, created_at FROM package";
constexpr const char *groupsSql = R"(
    SELECT state, error_code, group_concat(package_id, '') FROM distribution INDEXED BY distribution_dp_state WHERE dp_key = ?
    GROUP BY state, error_code)";
constexpr const char *groupsOfStatesSql = R"(
    SELECT state, error_code, group_concat(package_id, '') FROM distribution INDEXED BY distribution_dp_state
    WHERE dp_key = ? AND state IN (SELECT value FROM json_each(?)) GROUP BY state, error_code)";
constexpr const char *failedRowsSql = R"(
    SELECT package_id, group_concat(dp_key) FROM attempt INDEXED BY attempt_failed WHERE outcome IN ('failed', 'blocked') GROUP BY package_id)";
constexpr const char *heldRowsSql = R"(
    SELECT package_id, group_concat(dp_key) FROM distribution INDEXED BY distribution_held WHERE held_by IS NOT NULL GROUP BY package_id)";
constexpr const char *rowsOfCauseSql = R"(
    SELECT package_id, dp_key FROM distribution INDEXED BY distribution_error WHERE error_code = ? AND error_object = ?)";
constexpr const char *nextSeveritySql = R"(
    SELECT severity FROM status_message INDEXED BY status_message_kind WHERE severity > ? ORDER BY severity LIMIT 1)";
constexpr const char *nextComponentSql = R"(
    SELECT component FROM status_message INDEXED BY status_message_kind WHERE severity = ? AND component > ? ORDER BY component LIMIT 1)";
constexpr const char *nextIdSql = R"(
    SELECT id FROM status_message INDEXED BY status_message_kind WHERE severity = ? AND component = ? AND id > ? ORDER BY id LIMIT 1)";
constexpr const char *nextDpSql = R"(
    SELECT dp FROM status_message INDEXED BY status_message_dp WHERE dp IS NOT NULL AND dp > ? ORDER BY dp LIMIT 1)";
constexpr const char *nextPackageSql = R"(
    SELECT package_id FROM status_message INDEXED BY status_message_package WHERE package_id IS NOT NULL AND package_id > ?
    ORDER BY package_id LIMIT 1)";

/// "a b,c d": pairs of numbers as group_concat gives them.
template <class Each>
void eachPair(std::string_view text, const Each &each)
{
    const char *at = text.data();
    const char *const end = at + text.size();
    while (at < end) {
        std::int64_t first = 0, second = 0;
        at = std::from_chars(at, end, first).ptr + 1;
        at = std::from_chars(at, end, second).ptr + 1;
        each(first, second);
    }
}

std::string columnOf(RowValue value)
{
    switch (value) {
    case RowValue::Attempt:
        return "attempt";
    case RowValue::ProofAt:
        return "proof_at";
    case RowValue::FailingSince:
        return "failing_since";
    case RowValue::TriedAt:
        return "tried_at";
    case RowValue::DueAt:
        return "due_at";
    case RowValue::UpdatedAt:
        return "updated_at";
    }
    return {};
}

void eachIn(Statement &query, const std::function<void(const PackageId &, DpKey)> &each)
{
    query.run();
    while (query.next()) {
        const PackageId package(query.text(0));
        const std::string dps = query.text(1);
        for (const char *at = dps.data(), *const end = at + dps.size(); at < end;) {
            std::int64_t dp = 0;
            at = std::from_chars(at, end, dp).ptr + 1;
            each(package, DpKey(dp));
        }
    }
}

std::vector<std::string> looseScan(Connection &db, const char *sql)
{
    std::vector<std::string> all;
    Statement &next = db.statement(sql);
    while (next.one(all.empty() ? std::string() : all.back()))
        all.push_back(next.text(0));
    next.finish();
    return all;
}

/// A statement's text and its values, made together.
struct Question {
    std::string sql;
    std::vector<QVariant> values;
    template <class... Values>
    void add(const std::string &text, const Values &...bound)
    {
        sql += text;
        (values.push_back(Statement::toVariant(bound)), ...);
    }
};

void addSlice(Question &question, const MessageSlice &slice)
{
    switch (slice.index) {
    case MessageSlice::Index::Created:
        return question.add(" INDEXED BY status_message_created WHERE true");
    case MessageSlice::Index::Kind:
        return question.add(" INDEXED BY status_message_kind WHERE severity = ? AND component = ? AND id = ?", slice.kind.severity, slice.kind.component,
                            slice.kind.id);
    case MessageSlice::Index::Dp:
        return question.add(" INDEXED BY status_message_dp WHERE dp IS NOT NULL AND dp = ?", slice.name);
    case MessageSlice::Index::Package:
        return question.add(" INDEXED BY status_message_package WHERE package_id IS NOT NULL AND package_id = ?", slice.name);
    case MessageSlice::Index::Sender: // few: they are sorted each time
        return question.add(" INDEXED BY status_message_sender WHERE sender_key IS NOT NULL AND sender_key = ?", slice.sender);
    }
}

std::string kindText(const MessageKind &kind) { return kind.severity + '\n' + kind.component + '\n' + std::to_string(kind.id); }

/// The nearer bound alone: of two the index might be entered at the other one.
void addBounds(Question &question, const MessageConditions &conditions, bool descending, const std::optional<MessageKey> &last)
{
    if (last)
        question.add(descending ? " AND (created_at, record_id) < (?, ?)" : " AND (created_at, record_id) > (?, ?)", last->at, last->id);
    if (conditions.from > 0 && (descending || !last))
        question.add(" AND created_at >= ?", conditions.from);
    if (conditions.to < INT64_MAX && (!descending || !last))
        question.add(" AND created_at <= ?", conditions.to);
}

void addConditions(Question &question, const MessageConditions &conditions)
{
    if (conditions.upTo < INT64_MAX)
        question.add(" AND record_id <= ?", conditions.upTo);
    if (conditions.after > 0)
        question.add(" AND record_id > ?", conditions.after);
    if (conditions.kinds) {
        std::vector<std::string> texts;
        for (const MessageKind &kind : *conditions.kinds)
            texts.push_back(kindText(kind));
        question.add(" AND severity || char(10) || component || char(10) || id IN (SELECT value FROM json_each(?))", jsonArray(texts));
    }
    if (conditions.senders)
        question.add(" AND +sender_key IN (SELECT value FROM json_each(?))", jsonNumbers(*conditions.senders));
    if (conditions.notSenders)
        question.add(" AND (sender_key IS NULL OR sender_key NOT IN (SELECT value FROM json_each(?)))", jsonNumbers(*conditions.notSenders));
    const auto among = [&](const char *text, const std::optional<std::vector<std::string>> &names) {
        if (names)
            question.add(text, jsonArray(*names));
    };
    among(" AND +dp IN (SELECT value FROM json_each(?))", conditions.dps);
    among(" AND (dp IS NULL OR dp NOT IN (SELECT value FROM json_each(?)))", conditions.notDps);
    among(" AND +package_id IN (SELECT value FROM json_each(?))", conditions.packages);
    among(" AND (package_id IS NULL OR package_id NOT IN (SELECT value FROM json_each(?)))", conditions.notPackages);
}

} // namespace

std::vector<NameRow> packageNames(Connection &db)
{
    std::vector<NameRow> rows;
    Statement &query = db.statement(packageNamesSql);
    query.run();
    while (query.next())
        rows.push_back({query.text(0), query.text(1), query.text(2), query.integer(3) != 0, query.maybeInteger(4)});
    return rows;
}

void eachStateGroup(Connection &db, DpKey dp, const std::vector<State> &states, const std::function<void(const StateGroup &)> &each)
{
    Statement &query = db.statement(states.empty() ? groupsSql : groupsOfStatesSql);
    std::vector<QVariant> values{Statement::toVariant(dp)};
    if (!states.empty()) {
        std::vector<std::string> names;
        for (const State state : states)
            names.emplace_back(name(state));
        values.push_back(Statement::toVariant(jsonArray(names)));
    }
    query.runAll(values);
    while (query.next()) {
        const std::string packages = query.text(2);
        each({stateFromName(query.text(0)).value_or(State::Waiting), query.maybeText(1).value_or(std::string()), packages});
    }
}

void eachValue(Connection &db, const std::optional<PackageId> &package, RowValue value,
               const std::function<bool(const PackageId &, const std::vector<std::pair<std::int64_t, std::int64_t>> &)> &each)
{
    const std::string column = columnOf(value);
    Statement &query = db.statement("SELECT package_id, group_concat(dp_key || ' ' || " + column + ") FROM distribution WHERE " + column + " IS NOT NULL"
                                    + (package ? " AND package_id = ?" : "") + " GROUP BY package_id");
    query.runAll(package ? std::vector<QVariant>{Statement::toVariant(*package)} : std::vector<QVariant>());
    std::vector<std::pair<std::int64_t, std::int64_t>> values;
    while (query.next()) {
        values.clear();
        const std::string text = query.text(1);
        eachPair(text, [&values](std::int64_t dp, std::int64_t read) { values.emplace_back(dp, read); });
        if (!each(PackageId(query.text(0)), values))
            break;
    }
    query.finish();
}

void eachFailedRow(Connection &db, const std::function<void(const PackageId &, DpKey)> &each) { eachIn(db.statement(failedRowsSql), each); }

void eachHeldRow(Connection &db, const std::function<void(const PackageId &, DpKey)> &each) { eachIn(db.statement(heldRowsSql), each); }

void eachRowOfCause(Connection &db, const std::string &code, const std::string &object, const std::function<void(const PackageId &, DpKey)> &each)
{
    Statement &query = db.statement(rowsOfCauseSql);
    query.run(code, object);
    while (query.next())
        each(PackageId(query.text(0)), DpKey(query.integer(1)));
}

std::vector<MessageKind> messageKinds(Connection &db, std::size_t most)
{
    std::vector<MessageKind> kinds;
    Statement &severities = db.statement(nextSeveritySql), &components = db.statement(nextComponentSql), &ids = db.statement(nextIdSql);
    for (MessageKind kind; kinds.size() < most && severities.one(kind.severity);) {
        kind.severity = severities.text(0);
        for (kind.component.clear(); kinds.size() < most && components.one(kind.severity, kind.component);) {
            kind.component = components.text(0);
            for (kind.id = -1; kinds.size() < most && ids.one(kind.severity, kind.component, kind.id);) {
                kind.id = ids.integer(0);
                kinds.push_back(kind);
            }
        }
    }
    for (Statement *each : {&severities, &components, &ids})
        each->finish();
    return kinds;
}

std::vector<std::string> messageDps(Connection &db) { return looseScan(db, nextDpSql); }

std::vector<std::string> messagePackages(Connection &db) { return looseScan(db, nextPackageSql); }

std::vector<MessageKey> messageKeys(Connection &db, const MessageSlice &slice, const MessageConditions &conditions, bool descending,
                                    const std::optional<MessageKey> &last, std::int64_t most)
{
    Question question;
    question.add("SELECT group_concat(created_at || ' ' || record_id) FROM (SELECT created_at, record_id FROM status_message");
    addSlice(question, slice);
    addBounds(question, conditions, descending, last);
    addConditions(question, conditions);
    question.add(descending ? " ORDER BY created_at DESC, record_id DESC LIMIT ?)" : " ORDER BY created_at, record_id LIMIT ?)", most);
    std::vector<MessageKey> keys;
    Statement &query = db.statement(question.sql);
    query.runAll(question.values);
    if (query.next() && !query.isNull(0)) {
        const std::string text = query.text(0);
        keys.reserve(text.size() / 20);
        eachPair(text, [&keys](std::int64_t at, std::int64_t id) { keys.push_back({at, id}); });
    }
    query.finish();
    return keys;
}

} // namespace cartage::store
