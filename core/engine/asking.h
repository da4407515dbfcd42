// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "core/engine/site.h"
#include "core/store/journalrepository.h"

namespace cartage::engine {

/// Asks the engine at work to carry out requests and waits for its answers (JSON), in the order asked; nothing for those that it has not answered because
/// none works or it ended meanwhile: these the caller does itself. `interrupted` when `stop` is set. Only for core/engine.
Result<std::vector<std::optional<std::string>>> askEngine(Site &site, const std::vector<store::RequestRow> &requests, const std::atomic<bool> &stop);

} // namespace cartage::engine
