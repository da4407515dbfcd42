// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/base/clock.h"
#include "core/content/sourcetree.h"

namespace cartage::content {

/// Writes what the next snapshot needs to know which files are unchanged: change time and inode of each, in the order of the manifest
/// (which has size and modification time). A cache: losing it costs reading.
class SnapshotIndexWriter
{
public:
    explicit SnapshotIndexWriter(std::size_t files);
    void add(const FileMark &mark);
    [[nodiscard]] std::string finish(const Sha256 &manifest, Time started);

private:
    std::string m_bytes;
    std::uint64_t m_files = 0;
};

/// Gives the files of `tree` that are as they were at the former snapshot its hashes. Only a change time that was settled when that snapshot began
/// proves anything: a file that is changed twice within one tick of its file system's clock looks as if once. Settled is what is two seconds old; with
/// `ownClock` - the file system takes its times from this machine - a tenth of a second, for times that are finer than ten milliseconds. Does nothing
/// where the index is damaged or of another manifest.
void markUnchanged(SourceTree &tree, const Manifest &former, std::string_view index, bool ownClock);

} // namespace cartage::content
