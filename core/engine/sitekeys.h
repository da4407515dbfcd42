// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/sitekey.h"
#include "core/engine/site.h"

/// A key that is to hold waits beside the one that does, until the database names it.
namespace cartage::engine {

/// The first half, of a renewal or a restore. Nothing where it is the one that is there.
Result<void> layKeyBeside(io::FileSystem &fs, const io::Handle &root, const SiteKey &key);
/// The second half, where the database names another one than is there.
Result<void> takeKeyThatHolds(Site &site);

} // namespace cartage::engine
