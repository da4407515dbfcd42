// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/dpaddress.h"

#include "core/components/abilitiesjson.h"

namespace cartage::engine {

transport::DpAddress dpAddress(Site &site, const Dp &dp, std::int64_t bytesThere)
{
    transport::DpAddress address;
    address.key = dp.key;
    address.name = dp.name;
    address.guid = dp.guid;
    address.path = dp.path;
    address.site = site.row().identity();
    address.abilities = components::abilitiesFromJson(dp.abilities);
    address.limit = dp.settings.limit;
    address.oursNow = bytesThere;
    if (const auto root = site.files().status(site.root()); root && (root->mode & 0020) != 0)
        address.group = root->group;
    return address;
}

void noteSeen(Dp &dp, const transport::DpSeen &seen, Time now)
{
    if (seen.contact)
        dp.lastContact = now;
    if (seen.space) {
        dp.freeBytes = static_cast<std::int64_t>(seen.space->free);
        dp.totalBytes = static_cast<std::int64_t>(seen.space->total);
    }
    if (seen.abilities) {
        dp.abilities = components::toJson(*seen.abilities);
        dp.fileSystem = seen.abilities->fileSystem;
        dp.network = seen.abilities->network;
    }
}

} // namespace cartage::engine
