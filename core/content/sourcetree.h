// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <deque>
#include <string>
#include <vector>

#include "core/content/manifest.h"
#include "core/io/filesystem.h"

/// A source folder as one walk found it. Used by the snapshot only.
namespace cartage::content {

/// What tells that a file is as it was.
struct FileMark {
    std::uint64_t size = 0;
    std::int64_t mtimeNs = 0;
    std::int64_t ctimeNs = 0;
    std::uint64_t inode = 0;
    std::uint32_t mode = 0;
    bool operator==(const FileMark &) const = default;
};

struct SourceFolder;

struct SourceItem {
    std::string name;
    EntryType type = EntryType::File;
    bool present = false; ///< false: gone between the listing and the look at it
    bool read = false;    ///< files: the hashes are those of this mark
    FileMark mark;
    Sha256 sha256;
    Xxh128 xxh128;
    std::string link;
    SourceFolder *folder = nullptr; ///< what is in it, for folders
};

struct SourceFolder {
    std::string path; ///< "" for the source itself
    std::vector<SourceItem> items; ///< by name
};

[[nodiscard]] std::string pathIn(const SourceFolder &folder, std::string_view name);

/// Something in the source that a package cannot take.
struct Offender {
    enum class Why { Name, Kind, Link, Unreadable, Busy, Changing };
    Why why = Why::Name;
    std::string path;
    io::IoError error;
};

/// The tree of one walk. Folders stay where they are in memory.
struct SourceTree {
    io::Handle root;
    std::deque<SourceFolder> folders; ///< the first is the source itself
    std::vector<Offender> offenders;

    /// In the order of a manifest, folders before what is in them; f(path, item).
    template <class Each>
    void forEach(const Each &each)
    {
        std::vector<std::pair<SourceFolder *, std::size_t>> way{{&folders.front(), 0}};
        std::string path;
        while (!way.empty()) {
            auto &[folder, at] = way.back();
            if (at == folder->items.size()) {
                way.pop_back();
                continue;
            }
            SourceItem &item = folder->items[at++];
            path.assign(folder->path);
            if (!path.empty()) {
                path += '/';
            }
            path += item.name;
            each(std::string_view(path), item);
            if (item.folder != nullptr) {
                way.emplace_back(item.folder, 0);
            }
        }
    }
};

/// Walks the folder at the absolute path without following links. Fails only where the source itself cannot be opened or `stop` is set
/// (ECANCELED); all else that is wrong stands in `offenders`. On `threads` threads that end before it returns.
io::IoResult<SourceTree> walkSource(io::FileSystem &fs, const std::string &source, unsigned threads, const std::atomic<bool> &stop);

/// Gives the hashes of `before` to the files of `after` that are as they were; answers the paths of all that is not as it was, or not read.
[[nodiscard]] std::vector<std::string> carryOver(const SourceTree &before, SourceTree &after);

/// Paths of names that fold alike within their folder, in order.
[[nodiscard]] std::vector<std::string> twinsOf(SourceTree &tree);

[[nodiscard]] FileMark markOf(const io::FileStatus &status);

} // namespace cartage::content
