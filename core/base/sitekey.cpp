// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sitekey.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <array>
#include <memory>

#include "core/base/check.h"
#include "core/base/digest.h"

namespace cartage {

namespace {

constexpr std::size_t rawKeyBytes = 32;
constexpr std::size_t keyCharacters = 44; // of its base64
constexpr std::size_t keyIdDigits = 16;

using OpenKey = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using OpenContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using RawKey = std::array<unsigned char, rawKeyBytes>;

RawKey rawPublicKey(const EVP_PKEY *key)
{
    RawKey raw{};
    std::size_t size = raw.size();
    CARTAGE_CHECK(EVP_PKEY_get_raw_public_key(key, raw.data(), &size) == 1 && size == raw.size());
    return raw;
}

std::string publicText(const RawKey &raw)
{
    std::array<unsigned char, keyCharacters + 4> text{};
    EVP_EncodeBlock(text.data(), raw.data(), static_cast<int>(raw.size()));
    return reinterpret_cast<const char *>(text.data());
}

std::string idOf(const RawKey &raw) { return sha256(std::as_bytes(std::span(raw))).hex().substr(0, keyIdDigits); }

/// Only what publicText writes: one text a key.
std::optional<RawKey> rawFromText(std::string_view text)
{
    if (text.size() != keyCharacters)
        return std::nullopt;
    std::array<unsigned char, rawKeyBytes + 1> bytes{}; // base64 gives them by threes
    const int size = EVP_DecodeBlock(bytes.data(), reinterpret_cast<const unsigned char *>(text.data()), static_cast<int>(text.size()));
    RawKey raw{};
    std::copy_n(bytes.begin(), raw.size(), raw.begin());
    if (size != static_cast<int>(bytes.size()) || publicText(raw) != text)
        return std::nullopt;
    return raw;
}

} // namespace

SiteKey makeSiteKey(Random &random)
{
    std::array<std::byte, rawKeyBytes> seed{};
    random.fill(seed);
    const OpenKey key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, reinterpret_cast<const unsigned char *>(seed.data()), seed.size()), EVP_PKEY_free);
    CARTAGE_CHECK(key);
    const RawKey raw = rawPublicKey(key.get());
    SiteKey made;
    made.publicKey = publicText(raw);
    made.keyId = idOf(raw);

    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
    CARTAGE_CHECK(memory && PEM_write_bio_PKCS8PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char *pem = nullptr;
    const long length = BIO_get_mem_data(memory.get(), &pem);
    made.privateKeyPem.assign(pem, static_cast<std::size_t>(length));
    return made;
}

struct SigningKey::Key {
    OpenKey key;
};

SigningKey::SigningKey(std::unique_ptr<Key> key)
    : m_key(std::move(key)), m_publicKey(publicText(rawPublicKey(m_key->key.get())))
{
}

SigningKey::~SigningKey() = default;

std::shared_ptr<const SigningKey> SigningKey::fromPem(const std::string &pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), BIO_free);
    CARTAGE_CHECK(memory);
    // Without a passphrase: a key that asks for one is none of ours, and nobody is there to answer.
    const auto noPassphrase = [](char *, int, int, void *) { return 0; };
    OpenKey key(PEM_read_bio_PrivateKey(memory.get(), nullptr, noPassphrase, nullptr), EVP_PKEY_free);
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519)
        return nullptr;
    return std::shared_ptr<const SigningKey>(new SigningKey(std::make_unique<Key>(Key{std::move(key)})));
}

Signature SigningKey::sign(std::span<const std::byte> bytes) const
{
    const OpenContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    Signature signature;
    std::size_t size = signature.bytes.size();
    CARTAGE_CHECK(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, m_key->key.get()) == 1);
    CARTAGE_CHECK(EVP_DigestSign(context.get(), signature.bytes.data(), &size, reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size()) == 1);
    CARTAGE_CHECK(size == signature.bytes.size());
    return signature;
}

std::optional<std::string> keyIdOf(std::string_view publicKey)
{
    const auto raw = rawFromText(publicKey);
    if (!raw)
        return std::nullopt;
    return idOf(*raw);
}

bool isSignedBy(std::string_view publicKey, std::span<const std::byte> bytes, const Signature &signature)
{
    const auto raw = rawFromText(publicKey);
    if (!raw)
        return false;
    const OpenKey key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, raw->data(), raw->size()), EVP_PKEY_free);
    const OpenContext context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestVerify(context.get(), signature.bytes.data(), signature.bytes.size(), reinterpret_cast<const unsigned char *>(bytes.data()),
                            bytes.size())
               == 1;
}

} // namespace cartage
