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
    std::vector<std::string> folders;
    bool whole = true; ///< the folder holds nothing else
};

IoResult<Batch> nextBatch(FileSystem &fs, const Handle &folder)
{
    Batch batch;
    const auto listed = fs.list(folder, [&batch](const FolderEntry &entry) {
        (entry.type == FileType::Folder ? batch.folders : batch.files).emplace_back(entry.name);
        batch.whole = batch.files.size() + batch.folders.size() < removalBatch;
        return batch.whole;
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

/// Removes the files of an open folder, a batch at least; answers folders in it that must go first, and whether that is all of it.
IoResult<Batch> removeFiles(FileSystem &fs, const Handle &folder)
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
        if (batch->whole || !batch->folders.empty())
            return batch;
    }
}

/// A folder that is to go, and whether all that was in it has gone or stands above it on the pile.
struct Going {
    std::string path;
    bool looked = false;
    int refusals = 0;
};

/// Takes the files out of the topmost folder of the pile and puts the folders in it on top.
IoResult<void> takeApart(FileSystem &fs, const Handle &folder, std::vector<Going> &pile)
{
    const std::string path = pile.back().path;
    pile.back().looked = true;
    const auto here = openWhateverItsMode(fs, folder, path);
    if (!here)
        return tolerateMissing(failure(here.error()));
    auto inner = removeFiles(fs, *here);
    if (!inner && inner.error().error == EACCES && fs.setMode(*here, ownerOnly))
        inner = removeFiles(fs, *here);
    if (!inner)
        return failure(inner.error());
    pile.back().looked = inner->whole;
    for (const std::string &name : inner->folders)
        pile.push_back({path + "/" + name, false, 0});
    return {};
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

    // The way down is kept as names, and only one folder is open at a time: a tree of any depth costs one descriptor, and each folder is listed once.
    constexpr int mostRefusals = 3;
    std::vector<Going> pile{{std::string(name), false, 0}};
    while (!pile.empty()) {
        if (!pile.back().looked) {
            if (const auto apart = takeApart(fs, folder, pile); !apart)
                return apart;
            continue;
        }
        const auto removed = tolerateMissing(fs.removeFolder(folder, pile.back().path));
        if (!removed && removed.error().error == ENOTEMPTY && ++pile.back().refusals < mostRefusals) {
            pile.back().looked = false; // something came in meanwhile
            continue;
        }
        if (!removed)
            return removed;
        pile.pop_back();
    }
    return {};
}

IoResult<void> renameToFree(FileSystem &fs, const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to)
{
    auto moved = fs.renameNoReplace(fromFolder, from, toFolder, to);
    if (moved || (moved.error().error != EINVAL && moved.error().error != ENOSYS))
        return moved;
    const auto taken = exists(fs, toFolder, to);
    if (!taken)
        return failure(taken.error());
    if (*taken)
        return failure(IoError{"rename", EEXIST});
    return fs.rename(fromFolder, from, toFolder, to);
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
