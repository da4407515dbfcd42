// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <span>
#include <unordered_map>

#include "core/content/contentlibrary.h"

namespace cartage::transport {

/// Small content on its way to several DPs: read from the library and checked once, kept while there is room. Thread-safe; nobody waits for
/// a slower reader.
class ContentCache
{
public:
    explicit ContentCache(content::ContentLibrary &library) : m_library(library) { }

    static constexpr std::uint64_t capacity = 64ULL << 20;
    /// Larger files are streamed.
    static constexpr std::uint64_t largest = 1ULL << 20;

    class Bytes
    {
    public:
        explicit Bytes(std::size_t size) : m_bytes(std::make_unique_for_overwrite<std::byte[]>(size)), m_size(size) { }
        [[nodiscard]] std::span<std::byte> span() { return {m_bytes.get(), m_size}; }
        [[nodiscard]] std::span<const std::byte> span() const { return {m_bytes.get(), m_size}; }

    private:
        std::unique_ptr<std::byte[]> m_bytes;
        std::size_t m_size;
    };
    /// The whole content of an entry of at most `largest` bytes, checked against its XXH3-128; content_damaged where it differs or is missing.
    /// Shared: what one delivery still writes may leave the cache meanwhile.
    Result<std::shared_ptr<const Bytes>> get(const content::Manifest::View &entry);

private:
    struct Kept {
        Sha256 hash;
        std::shared_ptr<const Bytes> bytes;
    };
    Result<std::shared_ptr<const Bytes>> load(const content::Manifest::View &entry);

    content::ContentLibrary &m_library;
    std::mutex m_mutex;
    std::list<Kept> m_order; ///< last used first
    std::unordered_map<Sha256, std::list<Kept>::iterator> m_kept;
    std::uint64_t m_size = 0;
};

/// content_damaged for an entry of a package, at the package and nobody else.
[[nodiscard]] Error contentDamaged(const content::Manifest::View &entry, int systemError = 0);

} // namespace cartage::transport
