// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdio>

#include "core/base/check.h"
#include "tests/support/simstate.h"

/// What tests do with the simulated files by themselves: no faults, no costs, durable at once.
namespace cartage::test {

using io::FileType;

namespace {

std::string parentOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string described(const SimDisk &disk, SimDisk::Inode inode, bool modes)
{
    const io::FileStatus status = disk.status(inode);
    char mode[8] = "";
    if (modes)
        std::snprintf(mode, sizeof mode, " %04o", status.mode & 07777);
    switch (status.type) {
    case FileType::Folder:
        return std::string("folder") + mode;
    case FileType::Link:
        return "link -> " + disk.target(inode);
    case FileType::Other:
        return "other";
    case FileType::Regular:
        break;
    }
    const std::string &content = disk.content(inode);
    constexpr std::size_t shown = 64;
    const std::string text = content.size() <= shown
                                 ? content
                                 : std::to_string(content.size()) + " bytes, hash " + std::to_string(std::hash<std::string>{}(content));
    return std::string("file") + mode + " " + text;
}

int removeAll(SimDisk &disk, SimDisk::Inode parent, const std::string &name)
{
    const auto inode = disk.find(parent, name);
    if (!inode)
        return ENOENT;
    const bool isFolder = disk.type(*inode) == FileType::Folder;
    if (isFolder) {
        for (const auto &[child, childInode] : disk.entries(*inode)) {
            if (const int error = removeAll(disk, *inode, child))
                return error;
        }
    }
    return disk.remove(parent, name, isFolder);
}

} // namespace

void SimFileSystem::makeFolder(const std::string &path, std::uint32_t mode)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->makeFolders(path);
    Place place;
    const int error = m_state->resolve(path, place);
    CARTAGE_CHECK(error == 0 && place.inode);
    place.inodeMounted->disk->setMode(*place.inode, mode);
    place.inodeMounted->disk->syncAll();
}

void SimFileSystem::writeFile(const std::string &path, std::string_view bytes, std::uint32_t mode, std::optional<std::int64_t> mtimeNs)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->makeFolders(parentOf(path));
    Place place;
    const int error = m_state->resolve(path, place);
    CARTAGE_CHECK(error == 0);
    SimDisk &disk = *place.mounted->disk;
    if (place.inode)
        disk.truncate(*place.inode, 0);
    const auto file = place.inode ? SimDisk::Answer<SimDisk::Inode>(*place.inode) : disk.make(place.parent, place.name, FileType::Regular, mode);
    CARTAGE_CHECK(file.has_value());
    const auto written = disk.write(*file, 0, std::as_bytes(std::span(bytes)));
    CARTAGE_CHECK(written && *written == bytes.size());
    disk.setMode(*file, mode);
    if (mtimeNs)
        disk.setMtime(*file, *mtimeNs);
    disk.syncAll();
}

void SimFileSystem::makeLink(const std::string &path, const std::string &target)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->makeFolders(parentOf(path));
    Place place;
    const int error = m_state->resolve(path, place, false);
    CARTAGE_CHECK(error == 0);
    const auto made = place.mounted->disk->make(place.parent, place.name, FileType::Link, 0777, target);
    CARTAGE_CHECK(made.has_value());
    place.mounted->disk->syncAll();
}

std::optional<std::string> SimFileSystem::read(const std::string &path) const
{
    const std::lock_guard lock(m_state->mutex);
    Place place;
    if (m_state->resolve(path, place) != 0 || !place.inode || place.inodeMounted->disk->type(*place.inode) != FileType::Regular)
        return std::nullopt;
    return place.inodeMounted->disk->content(*place.inode);
}

bool SimFileSystem::exists(const std::string &path) const
{
    const std::lock_guard lock(m_state->mutex);
    Place place;
    return m_state->resolve(path, place, false) == 0 && place.inode;
}

void SimFileSystem::remove(const std::string &path)
{
    const std::lock_guard lock(m_state->mutex);
    Place place;
    int error = m_state->resolve(path, place, false);
    CARTAGE_CHECK(error == 0 && place.inode && place.inodeMounted == place.mounted);
    error = removeAll(*place.mounted->disk, place.parent, place.name);
    CARTAGE_CHECK(error == 0);
    place.mounted->disk->syncAll();
}

void SimFileSystem::move(const std::string &from, const std::string &to)
{
    const std::lock_guard lock(m_state->mutex);
    Place fromPlace;
    Place toPlace;
    const int fromError = m_state->resolve(from, fromPlace, false);
    const int toError = m_state->resolve(to, toPlace, false);
    CARTAGE_CHECK(fromError == 0 && toError == 0 && fromPlace.mounted == toPlace.mounted);
    const int error = fromPlace.mounted->disk->rename(fromPlace.parent, fromPlace.name, toPlace.parent, toPlace.name, true);
    CARTAGE_CHECK(error == 0);
    fromPlace.mounted->disk->syncAll();
}

void SimFileSystem::setMode(const std::string &path, std::uint32_t mode)
{
    const std::lock_guard lock(m_state->mutex);
    Place place;
    const int error = m_state->resolve(path, place);
    CARTAGE_CHECK(error == 0 && place.inode);
    place.inodeMounted->disk->setMode(*place.inode, mode);
    place.inodeMounted->disk->syncAll();
}

void SimFileSystem::setMtime(const std::string &path, std::int64_t mtimeNs)
{
    const std::lock_guard lock(m_state->mutex);
    Place place;
    const int error = m_state->resolve(path, place, false);
    CARTAGE_CHECK(error == 0 && place.inode);
    place.inodeMounted->disk->setMtime(*place.inode, mtimeNs);
    place.inodeMounted->disk->syncAll();
}

void SimFileSystem::flipByte(const std::string &path, std::uint64_t offset)
{
    const std::lock_guard lock(m_state->mutex);
    Place place;
    const int error = m_state->resolve(path, place);
    CARTAGE_CHECK(error == 0 && place.inode);
    place.inodeMounted->disk->flipByte(*place.inode, offset);
}

void SimFileSystem::holdOpen(const std::string &path, bool held)
{
    const std::lock_guard lock(m_state->mutex);
    Place place;
    const int error = m_state->resolve(path, place);
    CARTAGE_CHECK(error == 0 && place.inode);
    place.inodeMounted->disk->hold(*place.inode, held);
}

std::map<std::string, std::string> SimFileSystem::tree(const std::string &path, bool modes) const
{
    const std::lock_guard lock(m_state->mutex);
    std::map<std::string, std::string> found;
    Place place;
    if (m_state->resolve(path, place) != 0 || !place.inode)
        return found;
    struct Pending {
        std::shared_ptr<Mounted> mounted;
        SimDisk::Inode folder = 0;
        std::string path;
    };
    std::vector<Pending> pending{{place.inodeMounted, *place.inode, {}}};
    while (!pending.empty()) {
        const Pending here = pending.back();
        pending.pop_back();
        for (const auto &[name, entry] : here.mounted->disk->entries(here.folder)) {
            std::shared_ptr<Mounted> mounted = here.mounted;
            SimDisk::Inode inode = entry;
            m_state->crossMount(mounted, inode);
            const std::string below = here.path.empty() ? name : here.path + "/" + name;
            found[below] = described(*mounted->disk, inode, modes);
            if (mounted->disk->type(inode) == FileType::Folder)
                pending.push_back({mounted, inode, below});
        }
    }
    return found;
}

void SimFileSystem::settle()
{
    const std::lock_guard lock(m_state->mutex);
    for (const auto &disk : m_state->disks)
        disk->syncAll();
}

} // namespace cartage::test
