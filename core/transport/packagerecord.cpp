// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/packagerecord.h"

#include <algorithm>
#include <cerrno>

#include <QtCore/QByteArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include "core/io/fileops.h"

namespace cartage::transport {

namespace {

constexpr std::uint64_t recordCap = 64 * 1024;
constexpr std::string_view suffix = ".json";

QLatin1String key(const char *name) { return QLatin1String(name); }

QString text(std::string_view value) { return QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())); }

QJsonValue toJson(const std::optional<Proof> &proof)
{
    if (!proof)
        return QJsonValue::Null;
    return QJsonObject{{key("kind"), text(name(proof->kind))}, {key("at"), static_cast<qint64>(toMs(proof->at))}};
}

std::optional<Proof> proofFrom(const QJsonValue &value)
{
    const auto kind = proofKindFromName(value.toObject().value(key("kind")).toString().toStdString());
    if (!kind)
        return std::nullopt;
    return Proof{*kind, timeFromMs(value.toObject().value(key("at")).toInteger())};
}

std::optional<Sha256> hashFrom(const QJsonValue &value) { return Sha256::fromHex(value.toString().toStdString()); }

std::optional<Record::Publishing> publishingFrom(const QJsonObject &object)
{
    const auto manifest = hashFrom(object.value(key("manifest")));
    Record::Publishing publishing;
    publishing.version = object.value(key("version")).toInt();
    publishing.epoch = object.value(key("epoch")).toInteger(1);
    publishing.from = hashFrom(object.value(key("from")));
    publishing.stage = object.value(key("stage")).toString().toStdString();
    publishing.token = object.value(key("token")).toInteger();
    publishing.proof = proofFrom(object.value(key("proof")));
    if (!manifest || publishing.version <= 0 || publishing.stage.empty())
        return std::nullopt;
    publishing.manifest = *manifest;
    return publishing;
}

} // namespace

PackageRecord Record::facts() const
{
    PackageRecord facts;
    facts.version = version;
    facts.epoch = site.epoch;
    facts.manifest = manifest;
    facts.publishing = publishing.has_value();
    facts.proof = proof;
    return facts;
}

std::string toJson(const Record &record)
{
    QJsonObject object{{key("format"), 1},
                       {key("site"), text(record.site.code.value())},
                       {key("key_id"), text(record.site.keyId)},
                       {key("epoch"), static_cast<qint64>(record.site.epoch)},
                       {key("version"), record.version},
                       {key("manifest"), text(record.manifest.hex())},
                       {key("proof"), toJson(record.proof)}};
    if (record.publishing) {
        const Record::Publishing &open = *record.publishing;
        object.insert(key("publishing"), QJsonObject{{key("version"), open.version},
                                                     {key("epoch"), static_cast<qint64>(open.epoch)},
                                                     {key("from"), open.from ? QJsonValue(text(open.from->hex())) : QJsonValue()},
                                                     {key("manifest"), text(open.manifest.hex())},
                                                     {key("stage"), text(open.stage)},
                                                     {key("token"), static_cast<qint64>(open.token)},
                                                     {key("proof"), toJson(open.proof)}});
    }
    return QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString();
}

std::optional<Record> recordFromJson(const std::string &json)
{
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    Record record;
    const auto code = parseSiteCode(object.value(key("site")).toString().toStdString());
    const auto manifest = hashFrom(object.value(key("manifest")));
    if (!code || !manifest)
        return std::nullopt;
    record.site.code = *code;
    record.site.keyId = object.value(key("key_id")).toString().toStdString();
    record.site.epoch = object.value(key("epoch")).toInteger(1);
    record.version = object.value(key("version")).toInt();
    record.manifest = *manifest;
    record.proof = proofFrom(object.value(key("proof")));
    if (object.contains(key("publishing"))) {
        record.publishing = publishingFrom(object.value(key("publishing")).toObject());
        if (!record.publishing)
            return std::nullopt;
    } else if (record.version <= 0) {
        return std::nullopt;
    }
    return record;
}

std::string recordName(const PackageId &package) { return package.value() + std::string(suffix); }

io::IoResult<RecordFound> readRecord(io::FileSystem &fs, const io::Handle &ours, const PackageId &package)
{
    const auto json = io::readFile(fs, ours, std::string(recordFolder) + '/' + recordName(package), recordCap);
    if (!json) {
        if (json.error().error == ENOENT)
            return RecordFound{};
        if (json.error().error == EINVAL || json.error().error == EFBIG || json.error().error == ELOOP)
            return RecordFound{true, std::nullopt};
        return failure(json.error());
    }
    return RecordFound{true, recordFromJson(*json)};
}

io::IoResult<std::vector<std::pair<PackageId, Record>>> readRecords(io::FileSystem &fs, const io::Handle &ours)
{
    std::vector<std::pair<PackageId, Record>> records;
    const auto folder = fs.openFolderAt(ours, recordFolder);
    if (!folder) {
        if (folder.error().error == ENOENT)
            return records;
        return failure(folder.error());
    }
    std::vector<PackageId> packages;
    const auto listed = fs.list(*folder, [&packages](const io::FolderEntry &entry) {
        if (entry.name.size() > suffix.size() && entry.name.substr(entry.name.size() - suffix.size()) == suffix) {
            if (const auto package = parsePackageId(entry.name.substr(0, entry.name.size() - suffix.size())))
                packages.push_back(*package);
        }
        return true;
    });
    if (!listed)
        return failure(listed.error());
    std::sort(packages.begin(), packages.end());
    for (const PackageId &package : packages) {
        const auto found = readRecord(fs, ours, package);
        if (!found)
            return failure(found.error());
        if (found->record)
            records.emplace_back(package, *found->record);
    }
    return records;
}

} // namespace cartage::transport
