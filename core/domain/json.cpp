// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/json.h"

#include <QJsonArray>

#include "core/domain/escape.h"
#include "core/domain/values.h"

namespace cartage {

using namespace json;

QJsonValue toJson(const std::string &text)
{
    return QString::fromStdString(isValidUtf8(text) ? text : escapeText(text));
}

QJsonValue toJson(std::optional<Time> time)
{
    return time ? toJson(toRfc3339(*time)) : QJsonValue(QJsonValue::Null);
}

QJsonValue pathJson(const std::string &bytes)
{
    return bytes.empty() ? QJsonValue(QJsonValue::Null) : toJson(escapePath(bytes));
}

void addPath(QJsonObject &object, const std::string &bytes)
{
    object[key("path")] = pathJson(bytes);
    object[key("path_base64")] = escapePath(bytes) == bytes ? QJsonValue(QJsonValue::Null)
                                                            : QJsonValue(QString::fromLatin1(QByteArray::fromStdString(bytes).toBase64()));
}

QJsonObject toJson(const Error &error, const AdviceContext &about)
{
    const Advice advice = adviseOn(error, about);
    QJsonObject object{{key("code"), named(name(error.code))},
                       {key("kind"), named(name(error.kind()))},
                       {key("operation"), textOrNull(error.operation)},
                       {key("errno"), error.systemError ? QJsonValue(error.systemError) : QJsonValue(QJsonValue::Null)},
                       {key("errno_name"), textOrNull(systemErrorName(error.systemError))},
                       {key("scope"), named(name(error.scope))},
                       {key("object"), textOrNull(error.object)},
                       {key("resolves"), named(name(resolvesOf(error, about.repairAsks)))},
                       {key("text"), toJson(advice.text)},
                       {key("advice"), toJson(advice.toDo)}};
    addPath(object, error.path);
    if (!error.names.empty()) {
        QJsonArray names;
        for (const std::string &each : error.names)
            names.append(pathJson(each));
        object[key("names")] = names;
    }
    return object;
}

QJsonValue toJson(const std::optional<Error> &error, const AdviceContext &about)
{
    return error ? QJsonValue(toJson(*error, about)) : QJsonValue(QJsonValue::Null);
}

} // namespace cartage
