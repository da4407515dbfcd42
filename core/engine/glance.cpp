// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/glance.h"

#include "core/engine/sample.h"
#include "core/store/siterepository.h"

namespace cartage::engine {

Result<Glance> glance(Site &site)
{
    auto engine = engineView(site);
    if (!engine)
        return failure(engine.error());
    const auto settings = siteSettings(site);
    if (!settings)
        return failure(settings.error());
    return Glance{site.row().code.value(), site.row().name, isSample(site.environment(), site.folder()), settings->engineByConsole, std::move(*engine)};
}

Result<Glance> glance(const Environment &environment, const std::string &folder)
{
    const auto site = Site::open(environment, folder, store::Connection::Mode::ReadOnly);
    return site ? glance(**site) : failure(site.error());
}

Result<bool> isWritable(Site &site)
{
    // SQLite opens a file that it may only read all the same, even a transaction that is to write; it says so at the first statement that would. This one
    // takes away what is not there.
    const auto begun = site.database().write<bool>([](store::Connection &db) -> Result<bool> {
        store::setSetting(db, "nothing", std::nullopt);
        return true;
    });
    if (!begun && begun.error().code == Code::NotPermitted)
        return false;
    return begun;
}

} // namespace cartage::engine
