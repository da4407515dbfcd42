// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/transport/contentcache.h"
#include "core/transport/directorytransport.h"
#include "core/transport/sharedsync.h"

namespace cartage::transport {

/// What all work items of one transport share. Thread-safe.
struct Services {
    io::FileSystem &fs;
    content::ContentLibrary &library;
    const Clock &clock;
    Random &random;
    Pause pause;
    ContentCache cache;
    SharedSync sync;
};

} // namespace cartage::transport
