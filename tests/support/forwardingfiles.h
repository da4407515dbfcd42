// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "core/io/filesystem.h"

namespace cartage::test {

/// Hands every call on, and knows the absolute path of every handle: what watches and planted bugs are made from. Handles belong to the file
/// system below. Not thread-safe: simulations have one thread.
class ForwardingFiles : public io::FileSystem
{
public:
    explicit ForwardingFiles(io::FileSystem &below)
        : m_below(below)
    { }

    io::IoResult<io::Handle> openFolder(const std::string &absolutePath) override { return known(m_below.openFolder(absolutePath), absolutePath); }
    io::IoResult<io::Handle> openFolderAt(const io::Handle &folder, std::string_view relative) override
    {
        return known(m_below.openFolderAt(folder, relative), pathOf(folder, relative));
    }
    io::IoResult<io::Handle> openForReading(const io::Handle &folder, std::string_view relative, io::Caching caching) override
    {
        return known(m_below.openForReading(folder, relative, caching), pathOf(folder, relative));
    }
    io::IoResult<io::Handle> createFile(const io::Handle &folder, std::string_view relative, std::uint32_t mode, io::Caching caching) override
    {
        return known(m_below.createFile(folder, relative, mode, caching), pathOf(folder, relative));
    }
    io::IoResult<io::Handle> openForWriting(const io::Handle &folder, std::string_view relative, io::Caching caching) override
    {
        return known(m_below.openForWriting(folder, relative, caching), pathOf(folder, relative));
    }
    io::IoResult<void> close(io::Handle handle) override { return m_below.close(std::move(handle)); }
    io::IoResult<std::size_t> read(const io::Handle &file, std::span<std::byte> into) override { return m_below.read(file, into); }
    io::IoResult<std::size_t> readAt(const io::Handle &file, std::span<std::byte> into, std::uint64_t offset) override
    {
        return m_below.readAt(file, into, offset);
    }
    io::IoResult<std::size_t> write(const io::Handle &file, std::span<const std::byte> bytes) override { return m_below.write(file, bytes); }
    io::IoResult<std::size_t> writeAt(const io::Handle &file, std::span<const std::byte> bytes, std::uint64_t offset) override
    {
        return m_below.writeAt(file, bytes, offset);
    }
    io::IoResult<std::size_t> copyRange(const io::Handle &from, const io::Handle &to, std::uint64_t offset, std::size_t size) override
    {
        return m_below.copyRange(from, to, offset, size);
    }
    io::IoResult<void> truncate(const io::Handle &file, std::uint64_t size) override { return m_below.truncate(file, size); }
    io::IoResult<io::FileStatus> status(const io::Handle &handle) override { return m_below.status(handle); }
    io::IoResult<io::FileStatus> statusAt(const io::Handle &folder, std::string_view relative) override { return m_below.statusAt(folder, relative); }
    io::IoResult<void> setMode(const io::Handle &handle, std::uint32_t mode) override { return m_below.setMode(handle, mode); }
    io::IoResult<void> setModeAt(const io::Handle &folder, std::string_view relative, std::uint32_t mode) override
    {
        return m_below.setModeAt(folder, relative, mode);
    }
    io::IoResult<void> setMtime(const io::Handle &handle, std::int64_t mtimeNs) override { return m_below.setMtime(handle, mtimeNs); }
    io::IoResult<void> setMtimeAt(const io::Handle &folder, std::string_view relative, std::int64_t mtimeNs) override
    {
        return m_below.setMtimeAt(folder, relative, mtimeNs);
    }
    io::IoResult<void> makeFolder(const io::Handle &folder, std::string_view relative, std::uint32_t mode) override
    {
        return m_below.makeFolder(folder, relative, mode);
    }
    io::IoResult<void> makeLink(const io::Handle &folder, std::string_view relative, const std::string &target) override
    {
        return m_below.makeLink(folder, relative, target);
    }
    io::IoResult<std::string> readLink(const io::Handle &folder, std::string_view relative) override { return m_below.readLink(folder, relative); }
    io::IoResult<void> hardLink(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        return m_below.hardLink(fromFolder, from, toFolder, to);
    }
    io::IoResult<void> rename(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        return m_below.rename(fromFolder, from, toFolder, to);
    }
    io::IoResult<void> renameNoReplace(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        return m_below.renameNoReplace(fromFolder, from, toFolder, to);
    }
    io::IoResult<void> removeFile(const io::Handle &folder, std::string_view relative) override { return m_below.removeFile(folder, relative); }
    io::IoResult<void> removeFolder(const io::Handle &folder, std::string_view relative) override { return m_below.removeFolder(folder, relative); }
    io::IoResult<void> list(const io::Handle &folder, const std::function<bool(const io::FolderEntry &)> &entry) override
    {
        return m_below.list(folder, entry);
    }
    io::IoResult<void> syncFile(const io::Handle &handle) override { return m_below.syncFile(handle); }
    io::IoResult<void> syncFileSystem(const io::Handle &handle) override { return m_below.syncFileSystem(handle); }
    io::IoResult<void> dropCache(const io::Handle &file) override { return m_below.dropCache(file); }
    io::IoResult<io::Space> space(const io::Handle &handle) override { return m_below.space(handle); }
    io::IoResult<io::Mount> mount(const io::Handle &handle) override { return m_below.mount(handle); }
    io::IoResult<void> lock(const io::Handle &file) override { return m_below.lock(file); }

protected:
    [[nodiscard]] io::FileSystem &below() { return m_below; }
    /// As it was opened: a folder that has been renamed since keeps its former path.
    [[nodiscard]] std::string pathOf(const io::Handle &handle, std::string_view relative = {}) const
    {
        const auto found = m_paths.find(handle.descriptor());
        std::string path = found == m_paths.end() ? std::string("?") : found->second;
        if (!relative.empty())
            path += '/' + std::string(relative);
        return path;
    }

private:
    io::IoResult<io::Handle> known(io::IoResult<io::Handle> opened, const std::string &path)
    {
        if (opened)
            m_paths[opened->descriptor()] = path;
        return opened;
    }

    io::FileSystem &m_below;
    std::map<int, std::string> m_paths;
};

} // namespace cartage::test
