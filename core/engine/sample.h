// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/engine/operations.h"

/// The sample: a central site and two below it, packages made on the spot and six DPs, some of which fail. One of the sites below has a DP without room; to
/// the other the way down is cut, so that what is meant for it waits, while what it tells arrives. Needs no rights beyond the folder.
namespace cartage::engine {

/// The central site's folder in a sample's folder.
[[nodiscard]] std::string sampleSite(const std::string &folder);
/// The folders of the sites below it: each wants an engine of its own.
[[nodiscard]] std::vector<std::string> sampleSitesBelow(const std::string &folder);
/// In an absent or empty folder (absolute). With `dryRun` only the effect. no_space, exists, io_error; `stop` ends it (interrupted).
Result<Answer> createSample(const Environment &environment, const std::string &folder, const Intent &intent, const std::atomic<bool> &stop);
/// Only a folder that createSample made (state_forbids, not_found), and only while no engine works one of its sites (site_locked). Destructive.
Result<Answer> removeSample(const Environment &environment, const std::string &folder, const Intent &intent);
/// Whether the site folder is the central one of a sample: for the banner.
[[nodiscard]] bool isSample(const Environment &environment, const std::string &siteFolder);

} // namespace cartage::engine
