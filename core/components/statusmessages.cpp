// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/statusmessages.h"

#include "core/domain/escape.h"
#include "core/store/journalrepository.h"

namespace cartage::components {

namespace {

constexpr int packageAttribute = 400;
constexpr int dpAttribute = 404;
constexpr int versionAttribute = 410;

/// RFC 9562, version 4.
std::string uuid(Random &random)
{
    std::string hex = random.hex(16);
    hex[12] = '4';
    constexpr std::string_view variants = "89ab";
    hex[16] = variants[static_cast<std::size_t>(hex[16]) % variants.size()];
    return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) + '-' + hex.substr(20);
}

} // namespace

Severity severityOf(MessageId id)
{
    switch (id) {
    case MessageId::ProcessingFailed:
    case MessageId::CopyFailed:
    case MessageId::HashDiffers:
    case MessageId::FilesMissing:
    case MessageId::DpNotReached:
    case MessageId::DpKeepsFailing:
    case MessageId::DpFailsTooLong:
    case MessageId::RemovalFailed:
    case MessageId::PublishMixed:
    case MessageId::ContentDamaged:
    case MessageId::BackupFailed:
    case MessageId::SourceMissing:
        return Severity::Error;
    case MessageId::DpStale:
    case MessageId::ForeignKept:
    case MessageId::ClocksParted:
        return Severity::Warning;
    case MessageId::ProcessingStarted:
    case MessageId::Processed:
    case MessageId::OnDp:
    case MessageId::DistributionStarts:
    case MessageId::ValidationStarts:
    case MessageId::Validated:
    case MessageId::DpReachedAgain:
    case MessageId::DpWorksAgain:
    case MessageId::RemovedFromDp:
    case MessageId::DpRemoved:
    case MessageId::PackageRemoved:
    case MessageId::VersionLetGo:
    case MessageId::ContentHealed:
    case MessageId::BackupMade:
    case MessageId::MessagesRetired:
    case MessageId::ContentSwept:
    case MessageId::PackageChanged:
    case MessageId::SnapshotTaken:
    case MessageId::DpInstalled:
    case MessageId::Distributed:
    case MessageId::Undistributed:
    case MessageId::RetriedNow:
    case MessageId::RetriesCleared:
    case MessageId::Held:
    case MessageId::Released:
    case MessageId::Cancelled:
    case MessageId::Redistributed:
    case MessageId::PackageToRemove:
    case MessageId::DpToRemove:
    case MessageId::DpForgotten:
    case MessageId::SettingsChanged:
    case MessageId::SiteRestored:
    case MessageId::DpTakenBack:
        return Severity::Information;
    }
    return Severity::Error;
}

std::string_view componentOf(MessageId id)
{
    constexpr int firstOfEngine = 20300;
    return static_cast<int>(id) >= firstOfEngine ? "Engine" : "DistributionManager";
}

void StatusWriter::raise(store::Connection &db, Time now, MessageId id, std::vector<std::string> strings, const About &about) const
{
    StatusMessage message;
    message.guid = uuid(*m_random);
    message.id = static_cast<int>(id);
    message.severity = severityOf(id);
    message.component = componentOf(id);
    message.site = m_site;
    message.machine = m_machine;
    message.time = now;
    for (std::string &string : strings)
        message.strings.push_back(escapeText(string));
    if (about.package)
        message.attributes.push_back({packageAttribute, about.package->value()});
    if (!about.dp.empty())
        message.attributes.push_back({dpAttribute, about.dp});
    if (about.version)
        message.attributes.push_back({versionAttribute, std::to_string(*about.version)});
    store::insertMessage(db, message);
}

} // namespace cartage::components
