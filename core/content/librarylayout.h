// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/digest.h"

/// Names inside a content library: known to the library and its intakes only.
namespace cartage::content {

inline constexpr std::string_view incomingFolder = "incoming";
inline constexpr std::uint32_t contentMode = 0444;

[[nodiscard]] inline std::string bucketName(std::uint8_t first)
{
    constexpr char digits[] = "0123456789abcdef";
    return {digits[first >> 4], digits[first & 15]};
}

[[nodiscard]] inline std::string contentPath(const Sha256 &hash)
{
    return bucketName(hash.bytes[0]) + "/" + hash.hex();
}

} // namespace cartage::content
