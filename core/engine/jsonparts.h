// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonDocument>

#include "core/engine/json.h"

/// What the results of docs/cli.md are made of; for json.cpp and rowjson.cpp.
namespace cartage::engine::json {

using cartage::json::key;
using cartage::json::named;
using cartage::json::number;
using cartage::json::textOrNull;

template <class T>
[[nodiscard]] QJsonValue orNull(const std::optional<T> &value)
{
    if (!value)
        return QJsonValue::Null;
    return number(static_cast<std::int64_t>(*value));
}

template <class T>
[[nodiscard]] QJsonValue hash(const std::optional<T> &digest)
{
    return digest ? toJson(digest->hex()) : QJsonValue(QJsonValue::Null);
}

[[nodiscard]] inline QJsonArray texts(const std::vector<std::string> &values)
{
    QJsonArray array;
    for (const std::string &value : values)
        array.append(toJson(value));
    return array;
}

[[nodiscard]] inline QJsonArray ids(const std::vector<PackageId> &values)
{
    QJsonArray array;
    for (const PackageId &value : values)
        array.append(toJson(value.value()));
    return array;
}

[[nodiscard]] inline QJsonValue mark(const std::optional<Distribution::Mark> &value)
{
    if (!value)
        return QJsonValue::Null;
    return QJsonObject{{key("by"), toJson(value->by)}, {key("reason"), textOrNull(value->reason)}, {key("at"), toJson(std::optional(value->at))}};
}

[[nodiscard]] inline QJsonValue breaker(const Dp &dp)
{
    return QJsonObject{{key("state"), named(name(dp.breaker))}, {key("failures"), dp.failures}, {key("next_probe"), toJson(dp.nextProbe)}};
}

[[nodiscard]] inline QJsonObject attemptJson(const Attempt &attempt)
{
    return {{key("attempt"), attempt.number},
            {key("version"), attempt.version},
            {key("started"), toJson(std::optional(attempt.started))},
            {key("ended"), toJson(attempt.ended)},
            {key("outcome"), toJson(attempt.outcome)},
            {key("bytes"), number(attempt.bytes)},
            {key("wait_ms"), number(attempt.wait.count())},
            {key("error"), toJson(attempt.error)}};
}

[[nodiscard]] inline QJsonArray attemptsJson(const std::vector<Attempt> &attempts)
{
    QJsonArray array;
    for (const Attempt &attempt : attempts)
        array.append(attemptJson(attempt));
    return array;
}

[[nodiscard]] inline QJsonValue parsed(const std::string &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(text));
    return document.isObject() ? QJsonValue(document.object()) : QJsonValue(QJsonObject());
}

} // namespace cartage::engine::json
