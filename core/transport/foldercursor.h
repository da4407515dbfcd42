// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/io/filesystem.h"

namespace cartage::transport {

/// Open folders of a tree that is visited in a manifest's order: neighbours are reached with few calls. Holds at most four descriptors.
/// Handles that it gives are valid until its next call.
class FolderCursor
{
public:
    /// `root` outlives it.
    FolderCursor(io::FileSystem &fs, const io::Handle &root) : m_fs(fs), m_root(root) { m_levels.reserve(deepest + 1); }

    /// "" is the root.
    io::IoResult<const io::Handle *> at(std::string_view folder);
    /// Makes folders that are missing.
    io::IoResult<const io::Handle *> make(std::string_view folder, std::uint32_t mode);
    /// Forgets what is open: before folders move, or when they may have.
    void reset() { m_levels.clear(); }
    [[nodiscard]] io::FileSystem &fileSystem() const { return m_fs; }

private:
    static constexpr std::size_t deepest = 4;
    struct Level {
        std::size_t length; ///< of the part of m_path that it is
        io::Handle handle;
    };
    io::FileSystem &m_fs;
    const io::Handle &m_root;
    std::string m_path;
    std::vector<Level> m_levels;
};

} // namespace cartage::transport
