// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "tests/support/forwardingfiles.h"

namespace cartage::test {

/// What happens to the files of one site's process: where lines are cut, and who watches what goes over them.
class SiteFiles final : public ForwardingFiles
{
public:
    struct Hooks {
        /// Before each call: 0, or the errno that it ends with. May end the process whose call it is.
        std::function<int(const char *op, const std::string &path)> before;
        std::function<void(const std::string &path)> published;                                        ///< a name has come into a new/
        std::function<void(const std::string &path, std::uint64_t offset, std::uint64_t size)> written; ///< into a parts/
        std::function<void(const std::string &path)> synced;                                           ///< of a parts/
        std::function<void(const std::string &path)> removed;                                          ///< from a parts/
    };
    SiteFiles(io::FileSystem &below, Hooks hooks)
        : ForwardingFiles(below)
        , m_hooks(std::move(hooks))
    { }

    io::IoResult<io::Handle> openFolder(const std::string &path) override
    {
        return guarded<io::Handle>("openFolder", path, [&] { return ForwardingFiles::openFolder(path); });
    }
    io::IoResult<io::Handle> openFolderAt(const io::Handle &folder, std::string_view relative) override
    {
        return guarded<io::Handle>("openFolderAt", pathOf(folder, relative), [&] { return ForwardingFiles::openFolderAt(folder, relative); });
    }
    io::IoResult<io::Handle> openForReading(const io::Handle &folder, std::string_view relative, io::Caching caching) override
    {
        return guarded<io::Handle>("openForReading", pathOf(folder, relative), [&] { return ForwardingFiles::openForReading(folder, relative, caching); });
    }
    io::IoResult<io::Handle> createFile(const io::Handle &folder, std::string_view relative, std::uint32_t mode, io::Caching caching) override
    {
        return guarded<io::Handle>("createFile", pathOf(folder, relative), [&] { return ForwardingFiles::createFile(folder, relative, mode, caching); });
    }
    io::IoResult<io::Handle> openForWriting(const io::Handle &folder, std::string_view relative, io::Caching caching) override
    {
        return guarded<io::Handle>("openForWriting", pathOf(folder, relative), [&] { return ForwardingFiles::openForWriting(folder, relative, caching); });
    }
    io::IoResult<std::size_t> readAt(const io::Handle &file, std::span<std::byte> into, std::uint64_t offset) override
    {
        return guarded<std::size_t>("readAt", pathOf(file), [&] { return ForwardingFiles::readAt(file, into, offset); });
    }
    io::IoResult<std::size_t> write(const io::Handle &file, std::span<const std::byte> bytes) override
    {
        return guarded<std::size_t>("write", pathOf(file), [&] { return ForwardingFiles::write(file, bytes); });
    }
    io::IoResult<std::size_t> writeAt(const io::Handle &file, std::span<const std::byte> bytes, std::uint64_t offset) override
    {
        const std::string path = pathOf(file);
        auto wrote = guarded<std::size_t>("writeAt", path, [&] { return ForwardingFiles::writeAt(file, bytes, offset); });
        if (wrote && isIn(path, "/inbox/parts/"))
            m_hooks.written(path, offset, *wrote);
        return wrote;
    }
    io::IoResult<io::FileStatus> statusAt(const io::Handle &folder, std::string_view relative) override
    {
        return guarded<io::FileStatus>("statusAt", pathOf(folder, relative), [&] { return ForwardingFiles::statusAt(folder, relative); });
    }
    io::IoResult<void> rename(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        return renamed("rename", pathOf(toFolder, to), [&] { return ForwardingFiles::rename(fromFolder, from, toFolder, to); });
    }
    io::IoResult<void> renameNoReplace(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        return renamed("renameNoReplace", pathOf(toFolder, to), [&] { return ForwardingFiles::renameNoReplace(fromFolder, from, toFolder, to); });
    }
    io::IoResult<void> removeFile(const io::Handle &folder, std::string_view relative) override
    {
        const std::string path = pathOf(folder, relative);
        auto done = guarded<void>("removeFile", path, [&] { return ForwardingFiles::removeFile(folder, relative); });
        if (done && isIn(path, "/inbox/parts/"))
            m_hooks.removed(path);
        return done;
    }
    io::IoResult<void> syncFile(const io::Handle &handle) override
    {
        const std::string path = pathOf(handle);
        auto done = guarded<void>("syncFile", path, [&] { return ForwardingFiles::syncFile(handle); });
        if (done && isIn(path, "/inbox/parts/"))
            m_hooks.synced(path);
        return done;
    }

private:
    static bool isIn(const std::string &path, const char *part) { return path.find(part) != std::string::npos; }

    template <class T, class Call>
    io::IoResult<T> guarded(const char *op, const std::string &path, Call &&call)
    {
        if (const int error = m_hooks.before(op, path))
            return failure(io::IoError{op, error});
        return call();
    }
    template <class Call>
    io::IoResult<void> renamed(const char *op, const std::string &to, Call &&call)
    {
        auto done = guarded<void>(op, to, std::forward<Call>(call));
        if (done && isIn(to, "/inbox/new/"))
            m_hooks.published(to);
        return done;
    }

    Hooks m_hooks;
};

} // namespace cartage::test
