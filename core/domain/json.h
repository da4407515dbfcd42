// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/domain/advice.h"

/// The parts of the JSON of docs/cli.md ("JSON", "Errors") that need no engine: texts, times, paths, errors.
namespace cartage {

[[nodiscard]] QJsonValue toJson(const std::string &text);
[[nodiscard]] QJsonValue toJson(std::optional<Time> time);
/// {"path", "path_base64"} into `object`.
void addPath(QJsonObject &object, const std::string &bytes);
[[nodiscard]] QJsonValue pathJson(const std::string &bytes);

[[nodiscard]] QJsonObject toJson(const Error &error, const AdviceContext &about = {});
[[nodiscard]] QJsonValue toJson(const std::optional<Error> &error, const AdviceContext &about = {});

namespace json {

[[nodiscard]] inline QString key(const char *name)
{
    return QString::fromLatin1(name);
}

[[nodiscard]] inline QJsonValue number(std::int64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

[[nodiscard]] inline QJsonValue textOrNull(const std::string &text)
{
    return text.empty() ? QJsonValue(QJsonValue::Null) : toJson(text);
}

[[nodiscard]] inline QJsonValue named(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace json

} // namespace cartage
