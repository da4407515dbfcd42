// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/content/manifest.h"
#include "core/io/filesystem.h"

namespace cartage::transport {

/// What a stage says of a file in it.
struct Staged {
    enum class How : char {
        Proven = 'p',  ///< synced and read back
        Written = 'w', ///< synced only (verify=later)
        Part = 's',    ///< its first `size` bytes are synced
    };
    How how = How::Proven;
    Sha256 sha256;
    std::uint64_t size = 0;
    std::int64_t mtimeNs = 0;
};

/// The list of proven files in a stage: what a new attempt need not send or read again. Appended; a torn end is cut off by the checksum that
/// each line has. The last line of a path counts.
class ProvenList
{
public:
    static constexpr const char *fileName = "list";

    using Lines = std::unordered_map<std::string, Staged>;
    static io::IoResult<Lines> read(io::FileSystem &fs, const io::Handle &stage);
    /// Replaces the list and syncs it: what was dropped must not come back after a power loss, as its files are made anew.
    static io::IoResult<void> replace(io::FileSystem &fs, const io::Handle &stage, const Lines &lines);

    static io::IoResult<ProvenList> open(io::FileSystem &fs, const io::Handle &stage);
    void add(std::string_view path, const Staged &staged);
    /// Written to the file; made durable by the next sync of the file system.
    io::IoResult<void> flush(io::FileSystem &fs);
    io::IoResult<void> sync(io::FileSystem &fs) { return fs.syncFile(m_file); }

private:
    explicit ProvenList(io::Handle file, std::uint64_t end) : m_file(std::move(file)), m_end(end) { }
    io::Handle m_file;
    std::uint64_t m_end = 0;
    std::string m_waiting;
};

} // namespace cartage::transport
