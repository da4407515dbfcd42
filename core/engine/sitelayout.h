// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/sitekey.h"
#include "core/io/fileops.h"

/// The folder of a site: what lies in it and with which rights (docs/architecture.md, "Processes").
namespace cartage::engine {

inline constexpr const char *databaseName = "site.db";
inline constexpr const char *privateKeyName = "keys/site.key";
inline constexpr const char *publicKeyName = "keys/site.pub";
inline constexpr const char *lockName = "engine.lock";
inline constexpr const char *wakeName = "wake";
inline constexpr const char *snapshotsFolder = "snapshots";
inline constexpr const char *defaultLibrary = "contentlib";

/// A new folder for a site; taken away again, with all that is in it, unless it is kept.
class NewFolder final
{
public:
    /// Makes it and its parents where absent; EEXIST when something lies in it. Mode 0700, or 2770 and the group where the group `cartage` exists and we are of it.
    static io::IoResult<NewFolder> make(io::FileSystem &fs, const std::string &path);
    NewFolder(NewFolder &&other) noexcept;
    NewFolder &operator=(NewFolder &&) = delete;
    ~NewFolder();
    [[nodiscard]] const io::Handle &handle() const { return m_handle; }
    void keep() { m_keep = true; }

private:
    NewFolder(io::FileSystem &fs, std::string path)
        : m_fs(&fs)
        , m_path(std::move(path))
    { }
    io::FileSystem *m_fs;
    std::string m_path;
    io::Handle m_handle;
    bool m_made = false;
    bool m_keep = false;
};

/// Folders, keys, lock and wake file; durable when it returns.
io::IoResult<void> layOutSite(io::FileSystem &fs, const io::Handle &root, const SiteKey &key);
/// 0600, or 0660 in a folder that is shared with a group.
[[nodiscard]] std::uint32_t siteFileMode(io::FileSystem &fs, const io::Handle &root);
[[nodiscard]] io::IoResult<bool> isEmptyFolder(io::FileSystem &fs, const io::Handle &folder);
/// Makes `path` and its parents where absent; `made` tells whether the last component was made.
io::IoResult<io::Handle> makeFolders(io::FileSystem &fs, const std::string &path, std::uint32_t mode, bool *made = nullptr);

} // namespace cartage::engine
