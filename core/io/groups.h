// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/io/filesystem.h"

/// Groups of the operating system's user database. Thread-safe.
namespace cartage::io {

[[nodiscard]] std::optional<std::uint32_t> groupNumber(const std::string &name);
/// Gives an open file or folder to a group; false where we may not.
[[nodiscard]] bool giveToGroup(const Handle &handle, std::uint32_t group);

} // namespace cartage::io
