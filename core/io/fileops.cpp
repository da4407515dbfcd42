// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/fileops.h"

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

namespace cartage::io {

namespace {

/// Entries of a folder that are read before they are removed: removing while a folder streams is allowed by POSIX, yet some network
/// file systems then skip entries; a batch bounds the memory.
constexpr std::size_t removalBatch = 4096;

struct Batch {
    std::vector<std::string> files;
    std::optional<std::string> folder; ///< one to go down into
    bool empty() const { return files.empty() && !folder; }
};

IoResult<Batch> nextBatch(FileSystem &fs, const Handle &folder)
{
    Batch batch;
    const auto listed = fs.list(folder, [&batch](const FolderEntry &entry) {
        if (entry.type == FileType::Folder)
            batch.folder = std::string(entry.name);
        else
            batch.files.emplace_back(entry.name);
        return !batch.folder && batch.files.size() < removalBatch;
    });
    if (!listed)
        return failure(listed.error());
    return batch;
}

IoResult<void> tolerateMissing(IoResult<void> result)
{
    if (!result && result.error().error == ENOENT)
        return {};
    return result;
}

/// A folder of a package can be read-only for its owner, who is us: then it is given the bits that removing needs.
constexpr std::uint32_t ownerOnly = 0700;

IoResult<Handle> openWhateverItsMode(FileSystem &fs, const Handle &folder, std::string_view relative)
{
    auto opened = fs.openFolderAt(folder, relative);
    if (!opened && opened.error().error == EACCES && fs.setModeAt(folder, relative, ownerOnly))
        return fs.openFolderAt(folder, relative);
    return opened;
}

/// Empties the innermost open folder as far as it has files; answers a folder in it that must go first.
IoResult<std::optional<std::string>> removeFiles(FileSystem &fs, const Handle &folder)
{
    for (;;) {
        auto batch = nextBatch(fs, folder);
        if (!batch)
            return failure(batch.error());
        for (const std::string &file : batch->files) {
            const auto removed = tolerateMissing(fs.removeFile(folder, file));
            if (!removed)
                return failure(removed.error());
        }
        if (batch->folder || batch->empty())
            return batch->folder;
    }
}

} // namespace

IoResult<void> writeAll(FileSystem &fs, const Handle &file, std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const auto count = fs.write(file, bytes);
        if (!count)
            return failure(count.error());
        if (*count == 0)
            return failure(IoError{"write", ENOSPC});
        bytes = bytes.subspan(*count);
    }
    return {};
}

IoResult<std::size_t> readFully(FileSystem &fs, const Handle &file, std::span<std::byte> into)
{
    std::size_t filled = 0;
    while (filled < into.size()) {
        const auto count = fs.read(file, into.subspan(filled));
        if (!count)
            return count;
        if (*count == 0)
            break;
        filled += *count;
    }
    return filled;
}

IoResult<std::string> readFile(FileSystem &fs, const Handle &folder, std::string_view relative, std::uint64_t cap)
{
    const auto file = fs.openForReading(folder, relative);
    if (!file)
        return failure(file.error());
    const auto status = fs.status(*file);
    if (!status)
        return failure(status.error());
    if (status->type != FileType::Regular)
        return failure(IoError{"read", EINVAL});
    if (status->size > cap)
        return failure(IoError{"read", EFBIG});
    std::string text(static_cast<std::size_t>(status->size), '\0');
    const auto count = readFully(fs, *file, std::as_writable_bytes(std::span(text)));
    if (!count)
        return failure(count.error());
    text.resize(*count);
    return text;
}

IoResult<void> replaceFileDurably(FileSystem &fs, const Handle &folder, std::string_view name, std::string_view bytes, std::uint32_t mode)
{
    const std::string aside = "." + std::string(name) + ".new";
    const auto swept = tolerateMissing(fs.removeFile(folder, aside));
    if (!swept)
        return swept;
    auto file = fs.createFile(folder, aside, mode);
    if (!file)
        return failure(file.error());
    auto written = writeAll(fs, *file, std::as_bytes(std::span(bytes)));
    if (written)
        written = fs.syncFile(*file);
    auto closed = fs.close(std::move(*file));
    if (written)
        written = std::move(closed);
    if (written)
        written = fs.rename(folder, aside, folder, name);
    if (!written) {
        (void)fs.removeFile(folder, aside);
        return written;
    }
    return fs.syncFile(folder);
}

IoResult<Handle> ensureFolder(FileSystem &fs, const Handle &folder, std::string_view relative, std::uint32_t mode)
{
    const auto made = fs.makeFolder(folder, relative, mode);
    if (!made && made.error().error != EEXIST)
        return failure(made.error());
    auto opened = fs.openFolderAt(folder, relative);
    if (!opened && (opened.error().error == ENOTDIR || opened.error().error == ELOOP))
        return failure(IoError{"mkdir", EEXIST});
    return opened;
}

IoResult<void> removeTree(FileSystem &fs, const Handle &folder, std::string_view name)
{
    const auto status = fs.statusAt(folder, name);
    if (!status)
        return tolerateMissing(failure(status.error()));
    if (status->type != FileType::Folder)
        return tolerateMissing(fs.removeFile(folder, name));

    // The way down is kept as names, and only the folder at its end is open: a tree of any depth costs one descriptor.
    std::string path(name);
    while (!path.empty()) {
        const auto here = openWhateverItsMode(fs, folder, path);
        if (!here && here.error().error != ENOENT)
            return failure(here.error());
        if (here) {
            auto inner = removeFiles(fs, *here);
            if (!inner && inner.error().error == EACCES && fs.setMode(*here, ownerOnly))
                inner = removeFiles(fs, *here);
            if (!inner)
                return failure(inner.error());
            if (*inner) {
                path.append("/").append(**inner);
                continue;
            }
        }
        const auto removed = tolerateMissing(fs.removeFolder(folder, path));
        if (!removed)
            return removed;
        path.resize(path.size() == name.size() ? 0 : path.rfind('/'));
    }
    return {};
}

IoResult<bool> exists(FileSystem &fs, const Handle &folder, std::string_view relative)
{
    const auto status = fs.statusAt(folder, relative);
    if (status)
        return true;
    if (status.error().error == ENOENT)
        return false;
    return failure(status.error());
}

SplitPath splitPath(std::string_view relative)
{
    const std::size_t slash = relative.rfind('/');
    if (slash == std::string_view::npos)
        return {std::string_view(), relative};
    return {relative.substr(0, slash), relative.substr(slash + 1)};
}

} // namespace cartage::io
