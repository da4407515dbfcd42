// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/io/abilities.h"

namespace cartage::components {

/// Abilities of a DP's file system as they stand in its row and in `dp show`: one JSON object in one line.
[[nodiscard]] std::string toJson(const io::Abilities &abilities);
/// Nothing for an empty text (not tried yet) or one of another form (then they are tried anew).
[[nodiscard]] std::optional<io::Abilities> abilitiesFromJson(std::string_view text);

} // namespace cartage::components
