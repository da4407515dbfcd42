// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/engine/site.h"

namespace cartage::engine {

/// Settings that stand only in a backup: what a restore needs beside the database.
inline constexpr const char *backupKeySetting = "backup_site_key";
inline constexpr const char *backupFolderSetting = "backup_site_folder";

/// One file: a copy of the database (one consistent state, opened and checked) with the site's private key in it; mode 0600, durable, and complete or not
/// there. `file` must not exist (exists); its folder must. Needs no lease, writes nothing into the site.
Result<void> writeBackup(Site &site, const std::string &file);

} // namespace cartage::engine
