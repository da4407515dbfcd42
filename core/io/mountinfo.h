// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "core/io/filesystem.h"

namespace cartage::io {

/// The bytes of this file system type cross a line: deadlines, cache and verification go by it. A FUSE type is one only by name.
[[nodiscard]] bool isNetworkType(std::string_view type);

/// The line of `mountId` in the text of /proc/self/mountinfo (proc_pid_mountinfo(5)); `device` is left 0.
[[nodiscard]] std::optional<Mount> findMount(std::string_view mountInfo, std::uint64_t mountId);

/// By /proc/thread-self/fdinfo and /proc/self/mountinfo; by fstatfs(2) where the mount is not listed there (a chroot).
IoResult<Mount> mountOfDescriptor(int descriptor);

} // namespace cartage::io
