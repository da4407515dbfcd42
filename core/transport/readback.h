// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/transport/dpvisit.h"
#include "core/transport/ratelimit.h"
#include "core/transport/stagefolder.h"

namespace cartage::transport {

/// Memory that a work item reads and writes by; aligned for unbuffered access, never cleared.
class Block
{
public:
    static constexpr std::size_t size = 1ULL << 20;
    Block() : m_bytes(static_cast<std::byte *>(::operator new(size + 1, alignment))) { }
    ~Block() { ::operator delete(m_bytes, alignment); }
    Block(const Block &) = delete;
    Block &operator=(const Block &) = delete;
    [[nodiscard]] std::span<std::byte> first(std::size_t count) { return {m_bytes, count}; }

private:
    static constexpr std::align_val_t alignment{4096};
    std::byte *m_bytes;
};

enum class ReadBack { Same, Differs, Stopped };

/// Opens what was staged anew and compares it with what the manifest says. On network file systems the cache is dropped first, as
/// else only this machine's memory would be read.
class Prover
{
public:
    Prover(DpVisit &visit, StagePlaces places, RateLimit &rate, Block &block);
    Result<ReadBack> prove(const content::Manifest::View &entry);

private:
    Result<ReadBack> proveFile(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry);
    DpVisit &m_visit;
    StagePlaces m_places;
    RateLimit &m_rate;
    Block &m_block;
};

/// Hashes what is left of an open file by SHA-256, its cache dropped; nothing when stopped. Also says how many bytes there were.
struct Hashed {
    Sha256 sha256;
    std::uint64_t size = 0;
    bool stopped = false;
};
io::IoResult<Hashed> hashMedium(DpVisit &visit, const io::Handle &file, RateLimit &rate, Block &block);

} // namespace cartage::transport
