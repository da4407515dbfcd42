// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/io/filesystem.h"

/// Operators' folders: are two of them one, or one inside the other?
namespace cartage::engine {

/// Absolute, without "//", "/./" and a trailing slash; ".." stays (a link before it decides where it leads). Relative paths stay as they are.
[[nodiscard]] std::string cleanPath(const std::string &path);

/// A folder by its names and by what the file system says of it and of the folders around it: links and bind mounts change the one, not the other.
struct FolderIdentity {
    std::string path;                                            ///< canonical where the system tells it
    std::optional<std::pair<std::uint64_t, std::uint64_t>> self; ///< device, inode; nothing where it could not be opened
    std::set<std::pair<std::uint64_t, std::uint64_t>> around;    ///< of its parents
};
/// Opens it; the error says why it cannot be.
[[nodiscard]] io::IoResult<FolderIdentity> identifyFolder(io::FileSystem &fs, const std::string &path);
/// By name alone, for a folder that cannot be opened or should not be touched now.
[[nodiscard]] FolderIdentity namedFolder(const std::string &path);

/// Folders as they were when they were looked at, before a transaction began: on a share that does not answer a look takes as long as it takes,
/// and would hold the database for everybody.
class SeenFolders final
{
public:
    void look(io::FileSystem &fs, const std::string &path);
    /// By name alone where nobody looked.
    [[nodiscard]] FolderIdentity at(const std::string &path) const;

private:
    std::map<std::string, FolderIdentity> m_seen;
};

[[nodiscard]] bool isSameFolder(const FolderIdentity &a, const FolderIdentity &b);
/// The same, or one inside the other.
[[nodiscard]] bool overlap(const FolderIdentity &a, const FolderIdentity &b);

} // namespace cartage::engine
