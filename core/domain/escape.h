// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cartage {

/// A path for people and JSON (docs/cli.md, "JSON" 5): a byte that is not part of valid UTF-8, a control or a bidirectional
/// character is \xHH per byte (upper-case digits), a backslash is "\\". The result is valid UTF-8.
[[nodiscard]] std::string escapePath(std::string_view bytes);
/// The bytes that escapePath wrote so; nothing where the form is wrong.
[[nodiscard]] std::optional<std::string> unescapePath(std::string_view text);
/// Text from outside for people: as escapePath, but a backslash stays.
[[nodiscard]] std::string escapeText(std::string_view bytes);
[[nodiscard]] bool isValidUtf8(std::string_view bytes);
/// Case-folded, NFC: two names that fold alike are the same name where case or form is not kept.
[[nodiscard]] std::string foldName(std::string_view bytes);

} // namespace cartage
