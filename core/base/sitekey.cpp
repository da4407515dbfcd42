// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/sitekey.h"

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>

#include "core/base/check.h"
#include "core/base/digest.h"

namespace cartage {

SiteKey makeSiteKey(Random &random)
{
    std::array<std::byte, 32> seed{};
    random.fill(seed);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, reinterpret_cast<const unsigned char *>(seed.data()), seed.size()), EVP_PKEY_free);
    CARTAGE_CHECK(key);
    std::array<unsigned char, 32> raw{};
    std::size_t size = raw.size();
    CARTAGE_CHECK(EVP_PKEY_get_raw_public_key(key.get(), raw.data(), &size) == 1 && size == raw.size());

    SiteKey made;
    std::array<unsigned char, 48> text{}; // 44 characters and a NUL
    EVP_EncodeBlock(text.data(), raw.data(), static_cast<int>(raw.size()));
    made.publicKey = reinterpret_cast<const char *>(text.data());
    made.keyId = sha256(std::as_bytes(std::span(raw))).hex().substr(0, 16);

    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), BIO_free);
    CARTAGE_CHECK(memory && PEM_write_bio_PKCS8PrivateKey(memory.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char *pem = nullptr;
    const long length = BIO_get_mem_data(memory.get(), &pem);
    made.privateKeyPem.assign(pem, static_cast<std::size_t>(length));
    return made;
}

} // namespace cartage
