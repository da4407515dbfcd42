// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <functional>

#include "core/base/clock.h"
#include "core/content/contentlibrary.h"

namespace cartage::content {

struct SnapshotOrder {
    std::string source;      ///< absolute path of the source folder
    std::string intakeName;  ///< unique, random
    std::shared_ptr<const Manifest> former; ///< the last version's manifest, for what is unchanged and for counting; may be null
    std::string formerIndex; ///< what SnapshotOutcome::index gave for `former`; empty: read everything
    bool rehash = false;     ///< read every file even if its status is unchanged
    std::string package;     ///< id or name, for the errors' object
    unsigned threads = 0;    ///< 0: by the processors, two to four; 1: all on the caller's, in an order that is always the same
    std::chrono::milliseconds busyWait{200}; ///< before a source file in use is tried again (three tries)
};

struct SnapshotOutcome {
    std::shared_ptr<const Manifest> manifest;
    std::string index; ///< opaque: size, mtime, ctime, inode of each file as read (for SnapshotOrder::formerIndex); content of a cache file
    bool changed = true; ///< the manifest differs from the former one
    std::int64_t newFiles = 0, changedFiles = 0, removedFiles = 0;
    std::uint64_t newBytes = 0; ///< that the library did not have
    std::vector<std::string> twins; ///< names that differ only in case or Unicode form (warning)
};

/// Walks and reads a source folder into the library (docs/engine.md, "Packages and versions"). Reads and hashes in up to four threads of its own that end
/// before it returns; nothing of a failed snapshot is visible. Errors: source_missing, source_unreadable, source_changing, names_refused, links_refused
/// (all offenders named), source_busy, library_no_space (parameters `need`, `free`), interrupted, io_error. Their scope is the package; `path` is the source and
/// `names` are relative to it, except where the library failed. The clock's wall time is asked for the start of the snapshot (ctime two seconds older counts as settled).
/// `progress(files, bytes)` may be called from any of its threads.
Result<SnapshotOutcome> takeSnapshot(io::FileSystem &fs, ContentLibrary &library, const SnapshotOrder &order, const Clock &clock,
                                     const std::atomic<bool> &stop, const std::function<void(std::int64_t, std::uint64_t)> &progress);

} // namespace cartage::content
