// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <sys/random.h>

#include <cerrno>
#include <vector>

#include "core/base/check.h"

namespace cartage {

std::int64_t Random::uniform(std::int64_t low, std::int64_t high)
{
    CARTAGE_CHECK(low <= high);
    const std::uint64_t range = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    std::uint64_t value = 0;
    if (range == 0) { // all of them
        fill(std::as_writable_bytes(std::span(&value, 1)));
        return static_cast<std::int64_t>(value);
    }
    // The uneven rest at the top of 2^64 is drawn again, or small values would come up more often.
    const std::uint64_t limit = UINT64_MAX - (UINT64_MAX % range + 1) % range;
    do {
        fill(std::as_writable_bytes(std::span(&value, 1)));
    } while (value > limit);
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + value % range);
}

std::string Random::hex(std::size_t count)
{
    static constexpr char digits[] = "0123456789abcdef";
    std::vector<std::byte> bytes(count);
    fill(bytes);
    std::string text;
    for (const std::byte byte : bytes) {
        text += digits[std::to_integer<unsigned>(byte) >> 4U];
        text += digits[std::to_integer<unsigned>(byte) & 15U];
    }
    return text;
}

void SystemRandom::fill(std::span<std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t got = getrandom(bytes.data(), bytes.size(), 0);
        CARTAGE_CHECK(got > 0 || errno == EINTR);
        if (got > 0)
            bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
}

} // namespace cartage
