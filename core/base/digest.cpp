// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/digest.h"

#include <openssl/evp.h>
#include <xxhash.h>

#include "core/base/check.h"

namespace cartage {

namespace {

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

Xxh128 toDigest(XXH128_hash_t hash)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, hash);
    Xxh128 digest;
    std::memcpy(digest.bytes.data(), canonical.digest, digest.bytes.size());
    return digest;
}

} // namespace

template <std::size_t Size, class Tag>
std::string Digest<Size, Tag>::hex() const
{
    static constexpr char digits[] = "0123456789abcdef";
    std::string text(Size * 2, '0');
    for (std::size_t i = 0; i < Size; ++i) {
        text[2 * i] = digits[bytes[i] >> 4U];
        text[2 * i + 1] = digits[bytes[i] & 15U];
    }
    return text;
}

template <std::size_t Size, class Tag>
std::optional<Digest<Size, Tag>> Digest<Size, Tag>::fromHex(std::string_view text)
{
    if (text.size() != Size * 2)
        return std::nullopt;
    Digest digest;
    for (std::size_t i = 0; i < Size; ++i) {
        const int high = hexValue(text[2 * i]);
        const int low = hexValue(text[2 * i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        digest.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return digest;
}

template struct Digest<32, Sha256Tag>;
template struct Digest<16, Xxh128Tag>;
template struct Digest<64, struct SignatureTag>;

struct Sha256Hasher::State {
    EVP_MD *method = nullptr;
    EVP_MD_CTX *context = nullptr;
};

Sha256Hasher::Sha256Hasher()
    : m_state(std::make_unique<State>())
{
    m_state->method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    m_state->context = EVP_MD_CTX_new();
    CARTAGE_CHECK(m_state->method && m_state->context);
    CARTAGE_CHECK(EVP_DigestInit_ex2(m_state->context, m_state->method, nullptr) == 1);
}

Sha256Hasher::~Sha256Hasher()
{
    EVP_MD_CTX_free(m_state->context);
    EVP_MD_free(m_state->method);
}

void Sha256Hasher::add(std::span<const std::byte> bytes) { CARTAGE_CHECK(EVP_DigestUpdate(m_state->context, bytes.data(), bytes.size()) == 1); }

Sha256 Sha256Hasher::finish()
{
    Sha256 digest;
    unsigned int size = 0;
    CARTAGE_CHECK(EVP_DigestFinal_ex(m_state->context, digest.bytes.data(), &size) == 1 && size == digest.bytes.size());
    CARTAGE_CHECK(EVP_DigestInit_ex2(m_state->context, m_state->method, nullptr) == 1);
    return digest;
}

struct Xxh128Hasher::State {
    XXH3_state_t *state = nullptr;
};

Xxh128Hasher::Xxh128Hasher()
    : m_state(std::make_unique<State>())
{
    m_state->state = XXH3_createState();
    CARTAGE_CHECK(m_state->state && XXH3_128bits_reset(m_state->state) == XXH_OK);
}

Xxh128Hasher::~Xxh128Hasher() { XXH3_freeState(m_state->state); }

void Xxh128Hasher::add(std::span<const std::byte> bytes) { CARTAGE_CHECK(XXH3_128bits_update(m_state->state, bytes.data(), bytes.size()) == XXH_OK); }

Xxh128 Xxh128Hasher::finish()
{
    const Xxh128 digest = toDigest(XXH3_128bits_digest(m_state->state));
    CARTAGE_CHECK(XXH3_128bits_reset(m_state->state) == XXH_OK);
    return digest;
}

Sha256 sha256(std::span<const std::byte> bytes)
{
    Sha256Hasher hasher;
    hasher.add(bytes);
    return hasher.finish();
}

Xxh128 xxh128(std::span<const std::byte> bytes) { return toDigest(XXH3_128bits(bytes.data(), bytes.size())); }

} // namespace cartage
