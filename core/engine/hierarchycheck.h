// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/engine/queries.h"

/// Only for core/engine.
namespace cartage::engine {

/// Addresses, forwards, requests, targets, instructions carried out, outbox/ and the inbox's work/ and parts/ against each other. Files that an engine at work
/// may have open are no findings.
[[nodiscard]] Result<std::vector<Finding>> checkHierarchy(Site &site);

} // namespace cartage::engine
