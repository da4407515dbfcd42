// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "core/base/random.h"
#include "core/content/contentlibrary.h"
#include "core/transport/transport.h"

namespace cartage::transport {

/// DPs that are folders: local, or on a mounted SMB or NFS share. `clock` and `random` outlive it. `pause` waits for a span (rate limits, the
/// 30 s of a refused publish step): real time in production, virtual in simulation; it answers early when the item is stopped.
/// Without `threads` a file system is synced in the caller's thread: for simulations, where the order of calls must not depend on the machine.
using Pause = std::function<void(Span, WorkControl &)>;
[[nodiscard]] std::unique_ptr<Transport> makeDirectoryTransport(io::FileSystem &fs, content::ContentLibrary &library, const Clock &clock,
                                                                Random &random, Pause pause, bool threads = true);

} // namespace cartage::transport
