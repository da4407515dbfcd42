// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What status files and instructions have in common in how they write values: each value has one form only.
namespace cartage::inbox {

/// A few bytes of what stands there, for people.
[[nodiscard]] std::string shown(std::string_view bytes);
/// Decimal digits without sign and leading zeros.
[[nodiscard]] std::optional<std::int64_t> wholeNumber(std::string_view text, std::int64_t least, std::int64_t most);
/// Of version 4 (RFC 4122), in lower case.
[[nodiscard]] bool isGuid(std::string_view text);
/// Below space but a line feed, or DEL: never stands in a file as it is.
[[nodiscard]] inline bool isControl(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n') || byte == 0x7F;
}
/// The value of 0-9 and A-F; else -1.
[[nodiscard]] int upperHexDigit(char c);
enum class Spaces { AsTheyAre, Escaped };
/// NUL comes out as \x00, which no reader takes.
void appendEscaped(std::string &into, std::string_view text, Spaces spaces);
/// Of \\, \n, \xHH (control characters) and, where spaces are escaped, \s; nothing where a byte is escaped that needs none, NUL, or a broken escape.
[[nodiscard]] std::optional<std::string> unescaped(std::string_view text, Spaces spaces);

} // namespace cartage::inbox
