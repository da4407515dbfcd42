// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/backup.h"

#include "core/domain/escape.h"
#include "core/engine/change.h"
#include "core/engine/paths.h"
#include "core/engine/sitelayout.h"
#include "core/store/siterepository.h"

namespace cartage::engine {
namespace {

constexpr std::uint64_t largestKey = 64 * 1024;
constexpr std::uint32_t ownerOnly = 0600;
constexpr std::size_t nameBytes = 8;

/// Where a backup goes, taken apart.
struct Place {
    std::string path;
    std::string name;
    io::Handle folder;
    [[nodiscard]] std::string beside(const std::string &other) const { return path.substr(0, path.size() - name.size()) + other; }
};

Error backupError(const io::IoError &failed, const std::string &path)
{
    Error error = pathError(failed, path, Scope::Command);
    error.object = path;
    return error;
}

Result<Place> placeOf(Site &site, const std::string &file)
{
    Place place;
    place.path = cleanPath(file);
    const std::size_t slash = place.path.rfind('/');
    place.name = place.path.substr(slash + 1);
    const std::string parent = slash == 0 ? "/" : place.path.substr(0, slash);
    auto folder = site.files().openFolder(parent);
    if (!folder)
        return failure(backupError(folder.error(), parent));
    place.folder = std::move(*folder);
    const auto there = io::exists(site.files(), place.folder, place.name);
    if (!there)
        return failure(backupError(there.error(), place.path));
    if (*there)
        return failure(backupError({"open", EEXIST}, place.path));
    return place;
}

Result<void> addKeys(Site &site, const std::string &copy)
{
    const auto key = io::readFile(site.files(), site.root(), privateKeyName, largestKey);
    if (!key)
        return failure(pathError(key.error(), site.path(privateKeyName), Scope::Site));
    auto database = store::Connection::open(copy, store::Connection::Mode::ReadWrite);
    if (!database)
        return failure(database.error());
    const auto added = (*database)->write<bool>([&](store::Connection &db) -> Result<bool> {
        store::setSetting(db, backupKeySetting, *key);
        store::setSetting(db, backupFolderSetting, escapePath(site.folder()));
        return true;
    });
    if (!added)
        return failure(added.error());
    return (*database)->seal();
}

io::IoResult<void> publish(io::FileSystem &fs, const Place &place, const std::string &aside)
{
    auto file = fs.openForWriting(place.folder, aside);
    if (!file)
        return failure(file.error());
    if (auto synced = fs.syncFile(*file); !synced)
        return synced;
    if (auto closed = fs.close(std::move(*file)); !closed)
        return closed;
    auto renamed = fs.renameNoReplace(place.folder, aside, place.folder, place.name);
    // Where the file system cannot refuse to replace, the look before has to do.
    if (!renamed && (renamed.error().error == EINVAL || renamed.error().error == ENOSYS))
        renamed = fs.rename(place.folder, aside, place.folder, place.name);
    if (!renamed)
        return renamed;
    return fs.syncFile(place.folder);
}

void dropAside(io::FileSystem &fs, const Place &place, const std::string &aside)
{
    for (const char *suffix : {"", "-journal", "-wal", "-shm"})
        static_cast<void>(fs.removeFile(place.folder, aside + suffix));
}

Result<void> makeBackup(Site &site, const Place &place, const std::string &aside)
{
    const std::string copy = place.beside(aside);
    if (auto copied = site.database().backupTo(copy); !copied)
        return copied;
    // Before the key is in it.
    if (auto set = site.files().setModeAt(place.folder, aside, ownerOnly); !set)
        return failure(backupError(set.error(), copy));
    if (auto added = addKeys(site, copy); !added)
        return added;
    if (auto published = publish(site.files(), place, aside); !published)
        return failure(backupError(published.error(), place.path));
    return {};
}

Plan planBackup(const std::string &path)
{
    Plan plan;
    plan.otherChanges = 1;
    plan.others = path;
    plan.effect.lines.push_back("The database and the site's keys are written to " + escapePath(path) + "; the content is not in it.");
    plan.messages.push_back(say(MessageId::BackupMade, {path}));
    return plan;
}

} // namespace

Result<void> writeBackup(Site &site, const std::string &file)
{
    const auto place = placeOf(site, file);
    if (!place)
        return failure(place.error());
    const std::string aside = "." + place->name + "." + site.environment().random.hex(nameBytes) + ".new";
    auto made = makeBackup(site, *place, aside);
    dropAside(site.files(), *place, aside);
    return made;
}

Result<Answer> backupSite(Site &site, const std::string &file, const Intent &intent)
{
    const auto place = placeOf(site, file);
    if (!place)
        return failure(place.error());
    if (!intent.dryRun) {
        if (auto made = writeBackup(site, place->path); !made)
            return failure(made.error());
    }
    return carryOut(site, intent, [&](store::Connection &) -> Result<Plan> { return planBackup(place->path); });
}

} // namespace cartage::engine
