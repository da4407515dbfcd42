// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/engine/operations.h"

/// The sample: a site with packages made on the spot and six DPs, some of which fail. Needs no rights beyond the folder.
namespace cartage::engine {

/// The site's folder in a sample's folder.
[[nodiscard]] std::string sampleSite(const std::string &folder);
/// In an absent or empty folder (absolute). With `dryRun` only the effect. no_space, exists, io_error; `stop` ends it (interrupted).
Result<Answer> createSample(const Environment &environment, const std::string &folder, const Intent &intent, const std::atomic<bool> &stop);
/// Only a folder that createSample made (state_forbids, not_found), and only while no engine works its site (site_locked). Destructive.
Result<Answer> removeSample(const Environment &environment, const std::string &folder, const Intent &intent);
/// Whether the site folder belongs to a sample: for the banner.
[[nodiscard]] bool isSample(const Environment &environment, const std::string &siteFolder);

} // namespace cartage::engine
