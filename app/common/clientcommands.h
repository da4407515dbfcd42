// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/common/program.h"

namespace cartage::cli {

/// `report` and `flush` below `parent`, for `cartage client` and `cartage-client`. The voice and `dryRun` are read when a command runs.
void addClientCommands(CommandTree &tree, CLI::App *parent, const Voice &voice, const bool &dryRun);

} // namespace cartage::cli
