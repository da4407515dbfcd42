// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace cartage {

/// Where random bytes come from. Thread-safe.
class Random
{
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> bytes) = 0;

    /// Uniform in [low, high], both included.
    [[nodiscard]] std::int64_t uniform(std::int64_t low, std::int64_t high);
    /// 2*count lower-case hexadecimal digits.
    [[nodiscard]] std::string hex(std::size_t count);
};

/// getrandom(2).
class SystemRandom final : public Random
{
public:
    void fill(std::span<std::byte> bytes) override;
};

} // namespace cartage
