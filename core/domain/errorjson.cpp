// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/errorjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/domain/escape.h"

namespace cartage {

namespace {

constexpr std::size_t mostNames = 1000;

QString toText(std::string_view bytes) { return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())); }

std::string bytesOf(const QJsonValue &value) { return unescapePath(value.toString().toStdString()).value_or(std::string()); }

} // namespace

std::string errorToJson(const Error &error)
{
    QJsonObject object{{QStringLiteral("code"), toText(name(error.code))}, {QStringLiteral("scope"), toText(name(error.scope))}};
    if (!error.operation.empty())
        object[QStringLiteral("operation")] = toText(error.operation);
    if (!error.path.empty())
        object[QStringLiteral("path")] = toText(escapePath(error.path));
    if (error.systemError)
        object[QStringLiteral("errno")] = error.systemError;
    if (!error.object.empty())
        object[QStringLiteral("object")] = toText(escapePath(error.object));
    if (!error.names.empty()) {
        QJsonArray names;
        for (std::size_t i = 0; i < std::min(error.names.size(), mostNames); ++i)
            names.append(toText(escapePath(error.names[i])));
        object[QStringLiteral("names")] = names;
    }
    if (!error.parameters.empty()) {
        QJsonObject parameters;
        for (const auto &[key, value] : error.parameters)
            parameters[toText(key)] = toText(escapePath(value));
        object[QStringLiteral("parameters")] = parameters;
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<Error> errorFromJson(std::string_view json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size())));
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    const auto code = codeFromName(object[QStringLiteral("code")].toString().toStdString());
    if (!code)
        return std::nullopt;
    Error error;
    error.code = *code;
    error.operation = object[QStringLiteral("operation")].toString().toStdString();
    error.path = bytesOf(object[QStringLiteral("path")]);
    error.systemError = object[QStringLiteral("errno")].toInt();
    error.scope = scopeFromName(object[QStringLiteral("scope")].toString().toStdString()).value_or(Scope::Command);
    error.object = bytesOf(object[QStringLiteral("object")]);
    for (const QJsonValue each : object[QStringLiteral("names")].toArray())
        error.names.push_back(bytesOf(each));
    const QJsonObject parameters = object[QStringLiteral("parameters")].toObject();
    for (auto each = parameters.begin(); each != parameters.end(); ++each)
        error.parameters[each.key().toStdString()] = bytesOf(each.value());
    return error;
}

} // namespace cartage
