// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/components/workitem.h"
#include "core/content/contentlibrary.h"

namespace cartage::engine {

/// Does what an order says, on a worker's thread: values in, values out. Out of memory is the item's transient failure (F74).
[[nodiscard]] components::Report carryOut(const components::WorkItem &item, transport::Transport &transport, content::ContentLibrary &library,
                                          transport::WorkControl &control);

} // namespace cartage::engine
