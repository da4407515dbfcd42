// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/requestjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/domain/errorjson.h"
#include "core/domain/escape.h"

namespace cartage::components {

namespace {

using transport::FileDifference;
using transport::ProbeOutcome;
using transport::ValidateOutcome;

QString text(std::string_view bytes)
{
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QString pathText(std::string_view bytes)
{
    return text(escapePath(bytes));
}

std::string pathBytes(const QJsonValue &value)
{
    return unescapePath(value.toString().toStdString()).value_or(std::string());
}

QJsonValue errorJson(const std::optional<Error> &error)
{
    if (!error)
        return QJsonValue::Null;
    return QJsonDocument::fromJson(QByteArray::fromStdString(errorToJson(*error))).object();
}

std::optional<Error> errorFrom(const QJsonValue &value)
{
    if (!value.isObject())
        return std::nullopt;
    return errorFromJson(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact).toStdString());
}

template <class Hash>
QJsonValue hashJson(const std::optional<Hash> &hash)
{
    return hash ? QJsonValue(text(hash->hex())) : QJsonValue(QJsonValue::Null);
}

QJsonObject differenceJson(const FileDifference &difference)
{
    return {
        {QStringLiteral("path"), pathText(difference.path)},
        {QStringLiteral("finding"), text(name(difference.finding))},
        {QStringLiteral("expected"), hashJson(difference.expected)},
        {QStringLiteral("found"), hashJson(difference.found)},
        {QStringLiteral("size"), static_cast<qint64>(difference.size)},
        {QStringLiteral("error"), errorJson(difference.error)},
    };
}

std::optional<FileDifference> differenceFrom(const QJsonObject &object)
{
    const auto finding = findingFromName(object[QStringLiteral("finding")].toString().toStdString());
    if (!finding)
        return std::nullopt;
    FileDifference difference;
    difference.path = pathBytes(object[QStringLiteral("path")]);
    difference.finding = *finding;
    difference.expected = Sha256::fromHex(object[QStringLiteral("expected")].toString().toStdString());
    difference.found = Sha256::fromHex(object[QStringLiteral("found")].toString().toStdString());
    difference.size = static_cast<std::uint64_t>(object[QStringLiteral("size")].toInteger());
    difference.error = errorFrom(object[QStringLiteral("error")]);
    return difference;
}

std::optional<QJsonObject> objectFrom(std::string_view json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size())));
    if (!document.isObject())
        return std::nullopt;
    return document.object();
}

} // namespace

std::string_view name(FileDifference::Finding finding)
{
    switch (finding) {
    case FileDifference::Finding::Missing: return "missing";
    case FileDifference::Finding::Differs: return "differs";
    case FileDifference::Finding::Extra: return "extra";
    case FileDifference::Finding::Unreadable: return "unreadable";
    }
    return {};
}

std::optional<FileDifference::Finding> findingFromName(std::string_view word)
{
    using Finding = FileDifference::Finding;
    for (const Finding finding : {Finding::Missing, Finding::Differs, Finding::Extra, Finding::Unreadable}) {
        if (name(finding) == word)
            return finding;
    }
    return std::nullopt;
}

std::string toJson(const ValidateOutcome &outcome)
{
    QJsonArray differences;
    for (const FileDifference &difference : outcome.differences)
        differences.append(differenceJson(difference));
    const QJsonObject object{
        {QStringLiteral("complete"), outcome.complete},
        {QStringLiteral("stopped"), outcome.stopped},
        {QStringLiteral("at"), static_cast<qint64>(toMs(outcome.at))},
        {QStringLiteral("error"), errorJson(outcome.error)},
        {QStringLiteral("differences"), differences},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<ValidateOutcome> validateOutcomeFromJson(std::string_view json)
{
    const auto object = objectFrom(json);
    if (!object || !object->contains(QStringLiteral("differences")))
        return std::nullopt;
    ValidateOutcome outcome;
    outcome.complete = (*object)[QStringLiteral("complete")].toBool();
    outcome.stopped = (*object)[QStringLiteral("stopped")].toBool();
    outcome.at = timeFromMs((*object)[QStringLiteral("at")].toInteger());
    outcome.error = errorFrom((*object)[QStringLiteral("error")]);
    for (const QJsonValue &value : (*object)[QStringLiteral("differences")].toArray()) {
        auto difference = differenceFrom(value.toObject());
        if (!difference)
            return std::nullopt;
        outcome.differences.push_back(std::move(*difference));
    }
    return outcome;
}

std::string toJson(const ProbeOutcome &outcome)
{
    QJsonArray steps;
    for (const ProbeOutcome::Step &step : outcome.steps) {
        steps.append(QJsonObject{
            {QStringLiteral("step"), text(step.step)},
            {QStringLiteral("ok"), step.ok},
            {QStringLiteral("took_ms"), static_cast<qint64>(step.took.count())},
            {QStringLiteral("error"), errorJson(step.error)},
        });
    }
    const QJsonObject object{{QStringLiteral("steps"), steps}, {QStringLiteral("error"), errorJson(outcome.error)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<ProbeOutcome> probeOutcomeFromJson(std::string_view json)
{
    const auto object = objectFrom(json);
    if (!object || !object->contains(QStringLiteral("steps")))
        return std::nullopt;
    ProbeOutcome outcome;
    outcome.error = errorFrom((*object)[QStringLiteral("error")]);
    for (const QJsonValue &value : (*object)[QStringLiteral("steps")].toArray()) {
        const QJsonObject step = value.toObject();
        outcome.steps.push_back({step[QStringLiteral("step")].toString().toStdString(), step[QStringLiteral("ok")].toBool(),
                                 Span(step[QStringLiteral("took_ms")].toInteger()), errorFrom(step[QStringLiteral("error")])});
    }
    return outcome;
}

} // namespace cartage::components
