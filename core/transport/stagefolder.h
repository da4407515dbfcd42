// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/transport/dpvisit.h"
#include "core/transport/provenlist.h"

namespace cartage::transport {

inline constexpr const char *stagesFolder = "stage";
inline constexpr const char *newFolder = "new";
inline constexpr const char *oldFolder = "old";
inline constexpr const char *foundFolder = "found";
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

/// Makes the stage of an attempt: takes over the newest one of the package, deletes the others, and cuts what it took over down to the files
/// that are proven and wanted. Stages of removals are left alone.
class StageFolder
{
public:
    static Result<StageFolder> take(DpVisit &visit, const StageName &name, const content::Manifest &wanted, bool acceptWritten);

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
    std::unique_ptr<io::Handle> m_handle;
    std::unique_ptr<io::Handle> m_content;
    Kept m_kept;
};

} // namespace cartage::transport
