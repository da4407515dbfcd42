// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/marker.h"

#include <cerrno>

#include <QtCore/QByteArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

#include "core/io/fileops.h"
#include "core/transport/rights.h"

namespace cartage::transport {

namespace {

constexpr std::uint64_t markerCap = 64 * 1024;

std::optional<Marker> parse(const std::string &text)
{
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    const auto string = [&object](const char *key) { return object.value(QLatin1String(key)).toString().toStdString(); };
    Marker marker;
    marker.guid = string("dp_id");
    const auto code = parseSiteCode(string("site"));
    marker.site.keyId = string("key_id");
    marker.site.epoch = object.value(QLatin1String("epoch")).toInteger(1);
    if (marker.guid.empty() || !code || marker.site.keyId.empty())
        return std::nullopt;
    marker.site.code = *code;
    return marker;
}

} // namespace

io::IoResult<std::optional<Marker>> readMarker(io::FileSystem &fs, const io::Handle &ours)
{
    const auto text = io::readFile(fs, ours, markerFile, markerCap);
    if (!text) {
        const int error = text.error().error;
        if (error == ENOENT || error == EINVAL || error == EFBIG || error == ELOOP)
            return std::optional<Marker>();
        return failure(text.error());
    }
    return parse(*text);
}

io::IoResult<void> writeMarker(io::FileSystem &fs, const io::Handle &ours, const Marker &marker)
{
    QJsonObject object;
    object.insert(QLatin1String("format"), 1);
    object.insert(QLatin1String("dp_id"), QString::fromStdString(marker.guid));
    object.insert(QLatin1String("site"), QString::fromStdString(marker.site.code.value()));
    object.insert(QLatin1String("key_id"), QString::fromStdString(marker.site.keyId));
    object.insert(QLatin1String("epoch"), static_cast<qint64>(marker.site.epoch));
    return io::replaceFileDurably(fs, ours, markerFile, QJsonDocument(object).toJson(QJsonDocument::Indented).toStdString(), fileMode(fs, ours));
}

} // namespace cartage::transport
