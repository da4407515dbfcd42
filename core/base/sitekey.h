// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/digest.h"
#include "core/base/random.h"

namespace cartage {

/// A site's identity: an Ed25519 key pair (RFC 8032, by OpenSSL).
struct SiteKey {
    std::string privateKeyPem; ///< PKCS#8 PEM
    std::string publicKey;     ///< base64 of the 32 raw bytes
    std::string keyId;         ///< first 16 hexadecimal digits of the SHA-256 of the raw public key
};

/// The seed comes from `random`.
[[nodiscard]] SiteKey makeSiteKey(Random &random);

/// An Ed25519 signature.
using Signature = Digest<64, struct SignatureTag>;

/// The private half, for signing. Thread-safe after it was made; never leaves the process.
class SigningKey final
{
public:
    /// Nothing where the text is no Ed25519 key in PKCS#8 PEM.
    [[nodiscard]] static std::shared_ptr<const SigningKey> fromPem(const std::string &pem);
    ~SigningKey();
    SigningKey(const SigningKey &) = delete;
    SigningKey &operator=(const SigningKey &) = delete;
    [[nodiscard]] Signature sign(std::span<const std::byte> bytes) const;
    [[nodiscard]] const std::string &publicKey() const { return m_publicKey; } ///< as SiteKey::publicKey

private:
    struct Key;
    explicit SigningKey(std::unique_ptr<Key> key);
    std::unique_ptr<Key> m_key;
    std::string m_publicKey;
};

/// As SiteKey::keyId; nothing where the text is not the base64 of 32 bytes.
[[nodiscard]] std::optional<std::string> keyIdOf(std::string_view publicKey);
/// False also where `publicKey` is no key.
[[nodiscard]] bool isSignedBy(std::string_view publicKey, std::span<const std::byte> bytes, const Signature &signature);

} // namespace cartage
