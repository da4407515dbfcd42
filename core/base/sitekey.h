// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

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

} // namespace cartage
