// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "core/transport/foldercursor.h"
#include "core/transport/provenlist.h"
#include "core/transport/ratelimit.h"
#include "core/transport/readback.h"

namespace cartage::transport {

enum class Wrote { Whole, Stopped };

/// Writes content of the library into a stage. What it reads is checked against the manifest: content_damaged is the package's. Large files for a DP on
/// the library's own file system are copied by the kernel; these are only checked when they are read back. One thread.
class FileWriter
{
public:
    /// `readBack`: all that is written is read before it counts.
    FileWriter(DpVisit &visit, ProvenList &list, RateLimit &rate, Block &block, bool readBack);

    /// A file goes on after `part` where that is given.
    Result<Wrote> write(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry, const Staged *part);
    Result<void> makeLink(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry);
    /// Bits and times of a file that was taken over.
    Result<void> setAttributes(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry);
    [[nodiscard]] std::uint32_t modeFor(const content::Manifest::View &entry) const;

private:
    Result<Wrote> writeSmall(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry);
    Result<Wrote> writeLarge(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry, const Staged *part);
    /// Brings at most `want` bytes from `at` on, and tells how many.
    using Move = std::function<Result<std::size_t>(std::uint64_t at, std::size_t want)>;
    Result<Wrote> stream(const io::Handle &file, const content::Manifest::View &entry, std::uint64_t done, const Move &move);
    std::optional<Result<Wrote>> copyUnseen(const io::Handle &file, const io::Handle &source, const content::Manifest::View &entry);
    Result<Wrote> copySeen(const io::Handle &file, const io::Handle &source, const content::Manifest::View &entry, std::uint64_t done, Xxh128Hasher &hasher);
    Result<std::uint64_t> hashAgain(const io::Handle &file, std::uint64_t size, const content::Manifest::View &entry, Xxh128Hasher &hasher);
    Result<void> finish(io::Handle file, const content::Manifest::View &entry);
    Result<void> notePart(const io::Handle &file, const content::Manifest::View &entry, std::uint64_t size);
    [[nodiscard]] Error writeError(const io::IoError &error, const content::Manifest::View &entry, Doing doing = Doing::Write);

    DpVisit &m_visit;
    ProvenList &m_list;
    RateLimit &m_rate;
    Block &m_block;
    bool m_readBack;
};

} // namespace cartage::transport
