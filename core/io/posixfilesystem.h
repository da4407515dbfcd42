// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/io/filesystem.h"

namespace cartage::io {

/// The operating system's files (Linux 5.6 or newer for openat2). Keeps no state.
[[nodiscard]] std::unique_ptr<FileSystem> makePosixFileSystem();

} // namespace cartage::io
