// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/io/filesystem.h"

/// Loops and small sequences over FileSystem that more than one component needs. All are thread-safe.
namespace cartage::io {

/// Loops over short writes (F19); a write that makes no progress is ENOSPC.
IoResult<void> writeAll(FileSystem &fs, const Handle &file, std::span<const std::byte> bytes);
/// Reads until `into` is full or the file ends; the number of bytes read.
IoResult<std::size_t> readFully(FileSystem &fs, const Handle &file, std::span<std::byte> into);
/// A whole regular file; EFBIG over `cap` bytes, EINVAL when it is not a regular file.
IoResult<std::string> readFile(FileSystem &fs, const Handle &folder, std::string_view relative, std::uint64_t cap);
/// Makes `name` hold `bytes`: aside, fsync, rename over it, fsync of the folder. The name aside is ".<name>.new".
IoResult<void> replaceFileDurably(FileSystem &fs, const Handle &folder, std::string_view name, std::string_view bytes,
                                  std::uint32_t mode);
/// mkdir that is content with a folder that is there (EEXIST for anything else); opens it.
IoResult<Handle> ensureFolder(FileSystem &fs, const Handle &folder, std::string_view relative, std::uint32_t mode);
/// Everything below and the folder itself; follows nothing; a missing folder is success. Never recursion on the C stack.
IoResult<void> removeTree(FileSystem &fs, const Handle &folder, std::string_view name);
/// Renames to a name that is free, EEXIST otherwise. Where the file system cannot say so itself the name is looked up first: only for folders in which
/// nobody else gives names.
IoResult<void> renameToFree(FileSystem &fs, const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to);
/// False only for ENOENT; other failures are errors.
IoResult<bool> exists(FileSystem &fs, const Handle &folder, std::string_view relative);

/// Splits "a/b/c" into "a/b" and "c"; the folder is "" for one component.
struct SplitPath {
    std::string_view folder;
    std::string_view name;
};
[[nodiscard]] SplitPath splitPath(std::string_view relative);

} // namespace cartage::io
