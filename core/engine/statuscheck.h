// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/engine/queries.h"

namespace cartage::engine {

/// Clients' messages: each that was accepted is there or was retired, senders' accounts agree, rows and files of the quarantine are the same, and nothing is
/// both in the database and in quarantine.
[[nodiscard]] Result<std::vector<Finding>> checkStatusMessages(Site &site);

} // namespace cartage::engine
