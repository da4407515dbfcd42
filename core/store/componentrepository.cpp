// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/componentrepository.h"

#include <QJsonDocument>
#include <QJsonObject>

#include "core/store/listing.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *columns = "SELECT name, state, state_by, state_reason, state_at, limits FROM component";

ComponentRow rowFrom(const Statement &query)
{
    ComponentRow row;
    row.name = query.text(0);
    row.state = componentStateFromName(query.text(1)).value_or(ComponentState::Running);
    row.changed = query.maybeMark(2);
    const QJsonObject limits = QJsonDocument::fromJson(QByteArray::fromStdString(query.text(5))).object();
    for (auto it = limits.begin(); it != limits.end(); ++it)
        row.limits[it.key().toStdString()] = it.value().toString().toStdString();
    return row;
}

std::string limitsText(const std::map<std::string, std::string> &limits)
{
    QJsonObject object;
    for (const auto &[key, value] : limits)
        object[QString::fromStdString(key)] = QString::fromStdString(value);
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

} // namespace

std::vector<ComponentRow> components(Connection &db)
{
    std::vector<ComponentRow> rows;
    Statement &query = db.statement(std::string(columns) + " ORDER BY name");
    query.run();
    while (query.next())
        rows.push_back(rowFrom(query));
    return rows;
}

ComponentRow component(Connection &db, const std::string &name)
{
    Statement &query = db.statement(std::string(columns) + " WHERE name = ?");
    ComponentRow row;
    row.name = name;
    if (query.one(name))
        row = rowFrom(query);
    query.finish();
    return row;
}

void setComponent(Connection &db, const ComponentRow &row)
{
    const QVariant by = row.changed ? Statement::toVariant(row.changed->by) : Statement::null();
    const QVariant reason = row.changed && !row.changed->reason.empty() ? Statement::toVariant(row.changed->reason) : Statement::null();
    const QVariant at = row.changed ? Statement::toVariant(row.changed->at) : Statement::null();
    db.statement("INSERT INTO component (name, state, state_by, state_reason, state_at, limits) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
                 "state = excluded.state, state_by = excluded.state_by, state_reason = excluded.state_reason, state_at = excluded.state_at, limits = excluded.limits")
        .run(row.name, name(row.state), by, reason, at, limitsText(row.limits));
}

ComponentState componentState(Connection &db, const std::string &name) { return component(db, name).state; }

ComponentCounts componentCounts(Connection &db, Time from, Time to, std::size_t mostKinds)
{
    ComponentCounts found;
    const std::vector<MessageKind> kinds = messageKinds(db, mostKinds);
    found.all = kinds.size() < mostKinds;
    // Without those that came up from sites below: they are of the components there. Both counts come from indices alone.
    Statement &query = db.statement(R"(
        SELECT (SELECT count(*) FROM status_message INDEXED BY status_message_kind
                WHERE severity = ? AND component = ? AND id = ? AND created_at BETWEEN ? AND ?)
             - (SELECT count(*) FROM status_message INDEXED BY status_message_below
                WHERE severity = ? AND component = ? AND id = ? AND created_at BETWEEN ? AND ? AND via IS NOT NULL))");
    for (const MessageKind &kind : kinds) {
        const bool any = query.one(kind.severity, kind.component, kind.id, from, to, kind.severity, kind.component, kind.id, from, to);
        const std::int64_t count = any ? query.integer(0) : 0;
        const Severity severity = severityFromName(kind.severity).value_or(Severity::Information);
        found.counts[kind.component][static_cast<std::size_t>(severity)] += count;
    }
    query.finish();
    return found;
}

} // namespace cartage::store
