// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/statusmessages.h"

#include "core/base/check.h"
#include "core/domain/escape.h"
#include "core/domain/messagecatalogue.h"
#include "core/store/journalrepository.h"

namespace cartage::components {

namespace {

constexpr int packageAttribute = 400;
constexpr int dpAttribute = 404;
constexpr int versionAttribute = 410;

} // namespace

std::string makeUuid(Random &random)
{
    std::string hex = random.hex(16);
    hex[12] = '4';
    constexpr std::string_view variants = "89ab";
    hex[16] = variants[static_cast<std::size_t>(hex[16]) % variants.size()];
    return hex.substr(0, 8) + '-' + hex.substr(8, 4) + '-' + hex.substr(12, 4) + '-' + hex.substr(16, 4) + '-' + hex.substr(20);
}

void StatusWriter::raise(store::Connection &db, Time now, MessageId id, std::vector<std::string> strings, const About &about) const
{
    StatusMessage message;
    message.guid = makeUuid(*m_random);
    message.id = static_cast<int>(id);
    const CatalogueEntry *entry = catalogueEntry(message.id);
    CARTAGE_CHECK(entry);
    message.severity = entry->severity;
    message.component = entry->component;
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
