// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/transport/dpvisit.h"
#include "core/transport/foldercursor.h"
#include "core/transport/provenlist.h"

namespace cartage::transport {

inline constexpr const char *stagesFolder = "stage";
inline constexpr const char *newFolder = "new";
inline constexpr const char *oldFolder = "old";
inline constexpr const char *foundFolder = "found";
/// Empty; its being in a stage says that `new` is the whole package, in its layout.
inline constexpr const char *wholeFile = "whole";
/// What lies at the DP, where no manifest of the library says it.
inline constexpr const char *fromFile = "from";

/// <package>-<version>-<token>, or <package>-removal-<token>.
struct StageName {
    PackageId package;
    int version = 0; ///< 0: a removal
    std::int64_t token = 0;
    [[nodiscard]] bool isRemoval() const { return version == 0; }
    [[nodiscard]] std::string text() const;
    [[nodiscard]] static std::optional<StageName> parse(std::string_view text);
    bool operator==(const StageName &) const = default;
};

/// Stages of one package (of all, without one), the newest first.
io::IoResult<std::vector<StageName>> listStages(DpVisit &visit, const std::optional<PackageId> &package);
/// .cartage/stage
io::IoResult<io::Handle> openStages(DpVisit &visit);

/// Files of `wanted` that a stage of a former attempt holds, synced and proven.
using Kept = std::unordered_map<std::string, Staged>;

/// How content lies in a stage. That of a first delivery becomes the package in one rename, so it lies as it will. That of an update is put in place
/// file by file: it lies side by side, as folders made for it would be removed again.
enum class Layout { Tree, Flat };

/// What has this path in the package has this name in `new` and `old` of a flat stage: half of the path's SHA-256 in hexadecimal digits.
[[nodiscard]] std::string flatName(std::string_view path);

/// Finds the places of files in a stage.
class StagePlaces
{
public:
    /// `content` outlives it.
    StagePlaces(io::FileSystem &fs, const io::Handle &content, Layout layout) : m_folders(fs, content), m_layout(layout) { }
    struct Place {
        const io::Handle *folder;
        std::string_view name;
    };
    /// Valid until the next call.
    io::IoResult<Place> of(std::string_view path);

private:
    FolderCursor m_folders;
    Layout m_layout;
    std::string m_name;
};

/// Makes the stage of an attempt: takes over the newest one of the package, deletes the others, and cuts what it took over down to the files
/// that are proven and wanted; one of the other layout is emptied. Stages of removals are left alone.
class StageFolder
{
public:
    static Result<StageFolder> take(DpVisit &visit, const StageName &name, const content::Manifest &wanted, Layout layout, bool acceptWritten);

    [[nodiscard]] const std::string &name() const { return m_name; }
    [[nodiscard]] const io::Handle &handle() const { return *m_handle; }
    /// `new`, open. Its place in memory stays the same: cursors refer to it.
    [[nodiscard]] const io::Handle &content() const { return *m_content; }
    [[nodiscard]] Kept &kept() { return m_kept; }
    /// .cartage/stage/<name>/ as people shall see it.
    [[nodiscard]] std::string path(std::string_view relative) const;

private:
    StageFolder() = default;
    std::string m_name;
    io::IoResult<bool> hasLayout(io::FileSystem &fs, Layout layout) const;
    std::unique_ptr<io::Handle> m_handle;
    std::unique_ptr<io::Handle> m_content;
    Kept m_kept;
};

} // namespace cartage::transport
