// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/content/manifest.h"
#include "core/io/abilities.h"

namespace cartage::transport {

/// What a file system with these abilities cannot keep of a package, all offenders named: name_not_storable, link_not_storable or
/// file_too_large (in this order of importance); nothing where it can keep everything. Twins stand in `names` beside each other.
[[nodiscard]] std::optional<Error> notStorable(const content::Manifest &manifest, const io::Abilities &abilities);

/// Names that are one name on a file system with these abilities fold to the same text.
[[nodiscard]] std::string foldedFor(const io::Abilities &abilities, std::string_view path);
[[nodiscard]] inline bool folds(const io::Abilities &abilities) { return !abilities.caseSensitive || !abilities.unicodeForms; }

} // namespace cartage::transport
