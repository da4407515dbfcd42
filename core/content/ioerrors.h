// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/io/filesystem.h"

/// What a failed system call means in the site's own files.
namespace cartage::content {

/// library_no_space (parameters `need` and `free` where they are known), not_permitted, else io_error; scope Site.
[[nodiscard]] Error libraryError(const io::IoError &error, std::string path);
[[nodiscard]] bool isNoSpace(int systemError);
/// `free` is of the file system and may have grown since the call failed.
[[nodiscard]] Error noSpaceError(const io::IoError &error, std::string path, std::uint64_t need, std::uint64_t free);
/// content_damaged: names the hash; the object is left for the caller, who knows the package.
[[nodiscard]] Error damagedError(const Sha256 &hash, std::string path, const io::IoError &error = {});

} // namespace cartage::content
