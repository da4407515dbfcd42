// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sweep.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "core/base/logging.h"
#include "core/engine/lease.h"
#include "core/engine/snapshots.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

/// Files deleted while the database is locked against a snapshot that begins: some milliseconds.
constexpr std::size_t filesUnderLock = 100;

Result<std::vector<Sha256>> keptManifests(Site &site)
{
    return site.database().read<std::vector<Sha256>>(
        [](store::Connection &db) -> Result<std::vector<Sha256>> { return store::keptManifests(db); });
}

Result<std::unordered_set<Sha256>> contentOf(Site &site, const std::vector<Sha256> &manifests)
{
    auto library = site.library();
    if (!library)
        return failure(library.error());
    std::unordered_set<Sha256> used;
    for (const Sha256 &hash : manifests) {
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

/// One transaction: no snapshot can begin while it lasts, none is under way, and no version has come since `manifests` was read. False when one of that
/// does not hold: then nothing was deleted. `abandoned`: what lies in incoming/ then belongs to nobody.
Result<bool> deleteUnderLock(Site &site, content::ContentLibrary &library, const std::vector<Sha256> &manifests,
                             const std::unordered_set<Sha256> &batch, const std::unordered_set<Sha256> &used, std::uint64_t &bytes,
                             std::vector<std::string> &abandoned)
{
    return site.database().write<bool>([&](store::Connection &db) -> Result<bool> {
        if (snapshotsRun(db, site.environment()))
            return false;
        if (store::keptManifests(db) != manifests)
            return false;
        auto left = library.incoming();
        if (!left)
            return failure(left.error());
        abandoned = std::move(*left);
        const auto deleted = library.sweep(batch, used, batch.size());
        if (!deleted)
            return failure(deleted.error());
        bytes += *deleted;
        return true;
    });
}

} // namespace

Result<std::unordered_set<Sha256>> contentInUse(Site &site)
{
    const auto manifests = keptManifests(site);
    if (!manifests)
        return failure(manifests.error());
    return contentOf(site, *manifests);
}

Result<Swept> sweepStep(Site &site, std::size_t most)
{
    auto library = site.library();
    if (!library)
        return failure(library.error());
    const auto manifests = keptManifests(site);
    if (!manifests)
        return failure(manifests.error());
    const auto used = contentOf(site, *manifests);
    if (!used)
        return failure(used.error());
    std::vector<Sha256> unused;
    const auto listed = (*library)->list([&](const Sha256 &hash, std::uint64_t) {
        if (!used->contains(hash))
            unused.push_back(hash);
        return unused.size() < most;
    });
    if (!listed)
        return failure(listed.error());
    Swept swept;
    std::vector<std::string> abandoned;
    std::size_t at = 0;
    do {
        const std::size_t end = std::min(at + filesUnderLock, unused.size());
        const std::unordered_set<Sha256> batch(unused.begin() + static_cast<std::ptrdiff_t>(at), unused.begin() + static_cast<std::ptrdiff_t>(end));
        const auto deleted = deleteUnderLock(site, **library, *manifests, batch, *used, swept.bytes, abandoned);
        if (!deleted)
            return failure(deleted.error());
        if (!*deleted)
            return swept;
        at = end;
        // Not under the lock: an intake may hold as many files as a package.
        if (const auto cleaned = (*library)->removeIncoming(abandoned); !cleaned)
            return failure(cleaned.error());
    } while (at < unused.size());
    swept.complete = unused.size() < most;
    return swept;
}

Result<std::uint64_t> sweepLibrary(Site &site, std::size_t most)
{
    const auto swept = sweepStep(site, most);
    if (!swept)
        return failure(swept.error());
    return swept->bytes;
}

void sweepWithoutEngine(Site &site)
{
    const auto lease = Lease::take(site);
    if (!lease)
        return;
    if (const auto swept = sweepLibrary(site, std::numeric_limits<std::size_t>::max()); !swept)
        logWarning("Engine", "old content stays for now code=" + std::string(name(swept.error().code)));
}

} // namespace cartage::engine
