// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sweep.h"

#include <limits>

#include "core/base/logging.h"
#include "core/engine/lease.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

Result<bool> snapshotsRun(Site &site)
{
    return site.database().read<bool>([&site](store::Connection &db) -> Result<bool> {
        for (const store::IntakeRow &intake : store::intakes(db)) {
            if (site.environment().lives(intake.owner))
                return true;
        }
        return false;
    });
}

} // namespace

Result<std::unordered_set<Sha256>> contentInUse(Site &site)
{
    auto manifests = site.database().read<std::vector<Sha256>>(
        [](store::Connection &db) -> Result<std::vector<Sha256>> { return store::keptManifests(db); });
    if (!manifests)
        return failure(manifests.error());
    auto library = site.library();
    if (!library)
        return failure(library.error());
    std::unordered_set<Sha256> used;
    for (const Sha256 &hash : *manifests) {
        used.insert(hash);
        auto manifest = (*library)->manifest(hash);
        // A list that cannot be read could name anything: nothing may go then.
        if (!manifest)
            return failure(manifest.error());
        for (content::Manifest::Cursor cursor(**manifest); !cursor.atEnd(); cursor.next()) {
            if (cursor.current().type == content::EntryType::File)
                used.insert(cursor.current().sha256);
        }
    }
    return used;
}

Result<std::uint64_t> sweepLibrary(Site &site, std::size_t most)
{
    auto library = site.library();
    if (!library)
        return failure(library.error());
    std::unordered_set<Sha256> there;
    const auto listed = (*library)->list([&there](const Sha256 &hash, std::uint64_t) {
        there.insert(hash);
        return true;
    });
    if (!listed)
        return failure(listed.error());
    // Asked after the listing: content that came later is not among the candidates, and a snapshot that has ended by now has its version.
    const auto running = snapshotsRun(site);
    if (!running || *running)
        return 0;
    const auto used = contentInUse(site);
    if (!used)
        return failure(used.error());
    std::erase_if(there, [&used](const Sha256 &hash) { return used->contains(hash); });
    return (*library)->sweep(there, *used, most);
}

void sweepWithoutEngine(Site &site)
{
    const auto lease = Lease::take(site, false);
    if (!lease)
        return;
    if (const auto swept = sweepLibrary(site, std::numeric_limits<std::size_t>::max()); !swept)
        logWarning("Engine", "old content stays for now code=" + std::string(name(swept.error().code)));
}

} // namespace cartage::engine
