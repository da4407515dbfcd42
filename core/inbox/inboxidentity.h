// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/domain/values.h"
#include "core/io/filesystem.h"

/// Whose inbox it is: a small public file in it, SITE/inbox/site.id, with the site's code and the id of the key that it signs with. A hint for operators
/// who name folders: nothing is believed for it, and a site that was made before has none until its engine starts.
namespace cartage::inbox {

inline constexpr const char *identityName = "site.id";

/// Of the inbox in this folder (absolute); nothing where there is none, or one that cannot be understood. An error where the folder cannot be read. The epoch
/// is not said.
[[nodiscard]] io::IoResult<std::optional<SiteIdentity>> readIdentity(io::FileSystem &fs, const std::string &inbox);
/// Writes it where it is not there or another; never makes the inbox.
io::IoResult<void> tellIdentity(io::FileSystem &fs, const std::string &inbox, const SiteIdentity &own);

} // namespace cartage::inbox
