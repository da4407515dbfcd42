// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cartage {

template <std::size_t Size, class Tag>
struct Digest
{
    std::array<std::uint8_t, Size> bytes{};
    auto operator<=>(const Digest &) const = default;
    [[nodiscard]] std::string hex() const; ///< lower case
    [[nodiscard]] static std::optional<Digest> fromHex(std::string_view text);
};

/// Identity of content and manifests.
using Sha256 = Digest<32, struct Sha256Tag>;
/// Transfer check: fast, not cryptographic; stands beside the SHA-256 of the same bytes, never alone.
using Xxh128 = Digest<16, struct Xxh128Tag>;

/// Incremental hashes; one thread at a time.
class Sha256Hasher
{
public:
    Sha256Hasher();
    ~Sha256Hasher();
    void add(std::span<const std::byte> bytes);
    [[nodiscard]] Sha256 finish(); ///< and starts anew

private:
    struct State;
    std::unique_ptr<State> m_state;
};

class Xxh128Hasher
{
public:
    Xxh128Hasher();
    ~Xxh128Hasher();
    void add(std::span<const std::byte> bytes);
    [[nodiscard]] Xxh128 finish(); ///< and starts anew

private:
    struct State;
    std::unique_ptr<State> m_state;
};

[[nodiscard]] Sha256 sha256(std::span<const std::byte> bytes);
[[nodiscard]] Xxh128 xxh128(std::span<const std::byte> bytes);
[[nodiscard]] inline std::span<const std::byte> asBytes(std::string_view text)
{
    return std::as_bytes(std::span(text.data(), text.size()));
}

} // namespace cartage

template <std::size_t Size, class Tag>
struct std::hash<cartage::Digest<Size, Tag>>
{
    std::size_t operator()(const cartage::Digest<Size, Tag> &digest) const
    {
        std::size_t value;
        std::memcpy(&value, digest.bytes.data(), sizeof value);
        return value;
    }
};
