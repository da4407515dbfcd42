// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/random.h"

/// Names of files in an inbox: `<kind>-<sender>-<32 hex of random>.<ext>`. They carry 128 random bits of the operating system and no clock: clients
/// that count alike do not collide (Q301352). A name says nothing about what the file holds; that is in the file.
namespace cartage::inbox {

struct InboxName {
    std::string kind;      ///< 1 to 16 of a-z: "status"
    std::string sender;    ///< 32 hexadecimal digits, lower case
    std::string random;    ///< 32 hexadecimal digits, lower case
    std::string extension; ///< 1 to 8 of a-z: "msg"
    bool operator==(const InboxName &) const = default;
    [[nodiscard]] std::string text() const;
};

/// A new name for a status message of this sender.
[[nodiscard]] InboxName makeStatusName(const std::string &sender, Random &random);
/// Nothing where the form is wrong.
[[nodiscard]] std::optional<InboxName> parseInboxName(std::string_view name);
/// 32 hexadecimal digits, lower case: a sender, 128 random bits.
[[nodiscard]] bool isHex128(std::string_view text);

} // namespace cartage::inbox
