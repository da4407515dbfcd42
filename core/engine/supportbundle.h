// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/queries.h"

/// What somebody who is to help needs to know of a site, in one file. Never content of packages, never a key.
namespace cartage::engine {

enum class BundlePart { Versions, Site, Settings, Dps, Packages, Problems, Attempts, Messages, Audit, Check, Log };

struct BundleEntry {
    BundlePart part = BundlePart::Site;
    std::string name;                  ///< in the bundle; of the log: its folder
    std::optional<std::int64_t> count; ///< rows, of the log: files; nothing where it is not known before
    std::optional<std::int64_t> bytes; ///< of the log
};
struct BundleWish {
    std::string file; ///< absolute; replaced
    bool leaveOutPaths = false;
    std::int64_t messages = 5000, audit = 5000; ///< the newest ones
};
/// What writeBundle will put in, without doing it.
[[nodiscard]] Result<std::vector<BundleEntry>> bundleContents(Site &site, const BundleWish &wish);
using BundleProgress = std::function<void(BundlePart part)>;
/// A ZIP file, for its owner alone. Reads names and sizes at the DPs (the check); `stop` ends it (interrupted), and then there is no file.
Result<std::vector<BundleEntry>> writeBundle(Site &site, transport::Transport &transport, const BundleWish &wish, const BundleProgress &progress,
                                             const std::atomic<bool> &stop);

} // namespace cartage::engine
