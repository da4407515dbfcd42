// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/io/filesystem.h"

/// What the operating system says of processes, users and groups (/proc, the user database). Keeps no state; thread-safe.
namespace cartage::io {

struct ProcessFacts {
    std::int64_t startTicks = 0; ///< clock ticks since boot, field 22 of /proc/PID/stat (proc(5))
    bool zombie = false;         ///< Z or X: its pid is taken, but it does no work any more
};
/// Nothing where no process has this pid in our pid namespace.
[[nodiscard]] std::optional<ProcessFacts> processFacts(std::int64_t pid);
[[nodiscard]] std::int64_t ownPid();
/// A random text that the kernel makes at each boot.
[[nodiscard]] std::string bootId();
/// "pid:[4026531836]".
[[nodiscard]] std::string pidNamespace();
[[nodiscard]] std::string hostName();
/// Of the effective user; its number where the user database does not know it.
[[nodiscard]] std::string userName();
/// Environment variable; empty where it is not set.
[[nodiscard]] std::string environmentText(const char *name);
[[nodiscard]] std::optional<std::uint32_t> groupNumber(const std::string &name);
/// Gives an open file or folder to a group; false where we may not.
[[nodiscard]] bool giveToGroup(const Handle &handle, std::uint32_t group);

} // namespace cartage::io
