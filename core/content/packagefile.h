// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>

#include "core/content/contentlibrary.h"

/// What one site sends another: a version's manifest and the content that the other lacks, as tar in zstd: `manifest`, then `content/<sha256>` in the
/// manifest's order. Equal manifests and bases give equal bytes (of one libarchive and libzstd): times and owners are 0, nothing of this machine is in it.
namespace cartage::content {

struct PackageFile {
    Sha256 hash;
    std::uint64_t bytes = 0;
    bool operator==(const PackageFile &) const = default;
};

/// Hears of bytes worked; false ends it (interrupted).
using PackageFileProgress = std::function<bool(std::uint64_t bytes)>;

/// Writes `name` (which must not exist) in `folder`, synced; taken away again on failure. `base` may be null: everything. content_damaged where the library
/// does not hold what it should; io_error, no_space of the folder.
Result<PackageFile> writePackageFile(const ContentLibrary &library, const Manifest &manifest, const Manifest *base, const io::Handle &folder,
                                     const std::string &name, const PackageFileProgress &progress);

struct UnpackProblem {
    enum class What {
        Damaged, ///< not what it says it is; never taken in
        Lacks,   ///< sound, but the library lacks content that its base should have had
        Local,   ///< our own disk; `error` says what
    };
    What what = What::Damaged;
    std::string detail; ///< for people
    std::optional<Error> error;
};

/// Takes the content of a package file into the library; all or nothing. The manifest must have this hash; content is taken only if the manifest names it,
/// with its size and hash, so that no file writes more than its manifest says. Names in the file are compared, never used.
Result<std::shared_ptr<const Manifest>, UnpackProblem> unpackPackageFile(ContentLibrary &library, const io::Handle &file, const Sha256 &manifest,
                                                                         const std::string &intakeName, const PackageFileProgress &progress);

/// The manifest where the library has it and all its content; nothing where anything is missing.
[[nodiscard]] Result<std::shared_ptr<const Manifest>> wholeManifest(const ContentLibrary &library, const Sha256 &manifest);

} // namespace cartage::content
