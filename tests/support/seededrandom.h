// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <random>

#include "core/base/random.h"

namespace cartage::test {

/// The same bytes for the same seed, on every machine. Thread-safe.
class SeededRandom final : public Random
{
public:
    explicit SeededRandom(std::uint64_t seed = 1)
        : m_engine(seed)
    { }
    void fill(std::span<std::byte> bytes) override
    {
        const std::lock_guard lock(m_mutex);
        for (std::byte &byte : bytes)
            byte = static_cast<std::byte>(m_engine() >> 56);
    }

private:
    std::mutex m_mutex;
    std::mt19937_64 m_engine;
};

} // namespace cartage::test
