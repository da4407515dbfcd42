// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sitelayout.h"

#include <array>
#include <cerrno>
#include <tuple>
#include <vector>

#include "core/base/digest.h"
#include "core/io/groups.h"

namespace cartage::engine {
namespace {

constexpr std::uint32_t privateFolder = 0700;
constexpr std::uint32_t sharedFolder = 02770;
constexpr const char *operatorsGroup = "cartage";

io::IoResult<void> makeFile(io::FileSystem &fs, const io::Handle &folder, const std::string &name, std::string_view bytes, std::uint32_t mode)
{
    auto file = fs.createFile(folder, name, mode);
    if (!file)
        return failure(file.error());
    if (auto written = io::writeAll(fs, *file, asBytes(bytes)); !written)
        return written;
    if (auto synced = fs.syncFile(*file); !synced)
        return synced;
    return fs.close(std::move(*file));
}

void emptyFolder(io::FileSystem &fs, const io::Handle &folder)
{
    std::vector<std::string> names;
    const auto listed = fs.list(folder, [&names](const io::FolderEntry &entry) {
        names.emplace_back(entry.name);
        return true;
    });
    if (!listed)
        return;
    for (const std::string &name : names) {
        if (!io::removeTree(fs, folder, name))
            return;
    }
}

bool isShared(io::FileSystem &fs, const io::Handle &root)
{
    const auto status = fs.status(root);
    return status && (status->mode & 0020) != 0;
}

} // namespace

io::IoResult<bool> isEmptyFolder(io::FileSystem &fs, const io::Handle &folder)
{
    bool empty = true;
    const auto listed = fs.list(folder, [&empty](const io::FolderEntry &) { return empty = false; });
    if (!listed)
        return failure(listed.error());
    return empty;
}

io::IoResult<io::Handle> makeFolders(io::FileSystem &fs, const std::string &path, std::uint32_t mode, bool *made)
{
    if (made)
        *made = false;
    auto opened = fs.openFolder(path);
    if (opened || opened.error().error != ENOENT)
        return opened;
    const std::size_t slash = path.rfind('/');
    if (slash == std::string::npos || slash + 1 == path.size())
        return opened;
    auto parent = makeFolders(fs, slash == 0 ? "/" : path.substr(0, slash), 0755);
    if (!parent)
        return parent;
    const std::string name = path.substr(slash + 1);
    auto folder = io::ensureFolder(fs, *parent, name, mode);
    if (!folder)
        return folder;
    if (auto synced = fs.syncFile(*parent); !synced)
        return failure(synced.error());
    if (made)
        *made = true;
    return folder;
}

std::uint32_t siteFileMode(io::FileSystem &fs, const io::Handle &root) { return isShared(fs, root) ? 0660 : 0600; }

io::IoResult<NewFolder> NewFolder::make(io::FileSystem &fs, const std::string &path)
{
    NewFolder folder(fs, path);
    auto opened = makeFolders(fs, path, privateFolder, &folder.m_made);
    if (!opened)
        return failure(opened.error());
    const auto empty = isEmptyFolder(fs, *opened);
    if (!empty)
        return failure(empty.error());
    if (!*empty)
        return failure(io::IoError{"open", EEXIST});
    folder.m_handle = std::move(*opened);
    const auto group = io::groupNumber(operatorsGroup);
    const bool shared = group && io::giveToGroup(folder.m_handle, *group);
    if (auto set = fs.setMode(folder.m_handle, shared ? sharedFolder : privateFolder); !set)
        return failure(set.error());
    return folder;
}

NewFolder::NewFolder(NewFolder &&other) noexcept
    : m_fs(other.m_fs)
    , m_path(std::move(other.m_path))
    , m_handle(std::move(other.m_handle))
    , m_made(other.m_made)
    , m_keep(other.m_keep)
{
    other.m_keep = true;
}

NewFolder::~NewFolder()
{
    if (m_keep || !m_handle.isOpen())
        return;
    emptyFolder(*m_fs, m_handle);
    const std::size_t slash = m_path.rfind('/');
    if (!m_made || slash == std::string::npos)
        return;
    auto parent = m_fs->openFolder(slash == 0 ? "/" : m_path.substr(0, slash));
    if (parent)
        static_cast<void>(m_fs->removeFolder(*parent, m_path.substr(slash + 1)));
}

io::IoResult<void> layOutSite(io::FileSystem &fs, const io::Handle &root, const SiteKey &key)
{
    const bool shared = isShared(fs, root);
    for (const char *name :
         {"keys", "inbox", "inbox/tmp", "inbox/new", "inbox/work", "inbox/parts", "inbox/quarantine", "outbox", "log", "backup", snapshotsFolder}) {
        auto made = io::ensureFolder(fs, root, name, shared ? sharedFolder : privateFolder);
        if (!made)
            return failure(made.error());
    }
    const std::array<std::tuple<const char *, std::string, std::uint32_t>, 4> files{{
        {privateKeyName, key.privateKeyPem, 0600},
        {publicKeyName, key.publicKey + "\n", 0644},
        {lockName, "", siteFileMode(fs, root)},
        {wakeName, "0", siteFileMode(fs, root)},
    }};
    for (const auto &[name, bytes, mode] : files) {
        if (auto made = makeFile(fs, root, name, bytes, mode); !made)
            return made;
    }
    return fs.syncFile(root);
}

} // namespace cartage::engine
