// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/abilitiesjson.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace cartage::components {

namespace {

// JSON numbers are doubles: device numbers and sizes over 2^53 would lose their last digits, so they travel as text.
QString text(std::uint64_t number)
{
    return QString::number(number);
}

} // namespace

std::string toJson(const io::Abilities &abilities)
{
    const QJsonObject object{
        {QStringLiteral("permission_bits"), abilities.permissionBits},
        {QStringLiteral("hard_links"), abilities.hardLinks},
        {QStringLiteral("symbolic_links"), abilities.symbolicLinks},
        {QStringLiteral("case_sensitive"), abilities.caseSensitive},
        {QStringLiteral("unicode_forms"), abilities.unicodeForms},
        {QStringLiteral("any_bytes"), abilities.anyBytes},
        {QStringLiteral("windows_names"), abilities.windowsNames},
        {QStringLiteral("rename_no_replace"), abilities.renameNoReplace},
        {QStringLiteral("longest_name"), static_cast<qint64>(abilities.longestName)},
        {QStringLiteral("time_step_ns"), static_cast<qint64>(abilities.timeStepNs)},
        {QStringLiteral("largest_file"), text(abilities.largestFile)},
        {QStringLiteral("network"), abilities.network},
        {QStringLiteral("file_system"), QString::fromStdString(abilities.fileSystem)},
        {QStringLiteral("device"), text(abilities.device)},
    };
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

std::optional<io::Abilities> abilitiesFromJson(std::string_view json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray(json.data(), static_cast<qsizetype>(json.size())));
    if (!document.isObject())
        return std::nullopt;
    const QJsonObject object = document.object();
    if (!object.contains(QStringLiteral("permission_bits")) || !object.contains(QStringLiteral("device")))
        return std::nullopt;
    io::Abilities abilities;
    abilities.permissionBits = object[QStringLiteral("permission_bits")].toBool();
    abilities.hardLinks = object[QStringLiteral("hard_links")].toBool();
    abilities.symbolicLinks = object[QStringLiteral("symbolic_links")].toBool();
    abilities.caseSensitive = object[QStringLiteral("case_sensitive")].toBool();
    abilities.unicodeForms = object[QStringLiteral("unicode_forms")].toBool();
    abilities.anyBytes = object[QStringLiteral("any_bytes")].toBool();
    abilities.windowsNames = object[QStringLiteral("windows_names")].toBool();
    abilities.renameNoReplace = object[QStringLiteral("rename_no_replace")].toBool();
    abilities.longestName = static_cast<std::uint32_t>(object[QStringLiteral("longest_name")].toInteger(255));
    abilities.timeStepNs = object[QStringLiteral("time_step_ns")].toInteger(1);
    abilities.largestFile = object[QStringLiteral("largest_file")].toString().toULongLong();
    abilities.network = object[QStringLiteral("network")].toBool();
    abilities.fileSystem = object[QStringLiteral("file_system")].toString().toStdString();
    abilities.device = object[QStringLiteral("device")].toString().toULongLong();
    return abilities;
}

} // namespace cartage::components
