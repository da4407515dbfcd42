// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/escape.h"

#include <QString>

namespace cartage {

namespace {

/// Length of the valid UTF-8 sequence at the start of `bytes` and its code point; 0 where there is none (RFC 3629: no surrogates, nothing
/// over-long, nothing above U+10FFFF).
std::size_t sequence(std::string_view bytes, char32_t &point)
{
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char first = at(0);
    if (first < 0x80) {
        point = first;
        return 1;
    }
    const std::size_t length = first >= 0xC2 && first <= 0xDF ? 2 : (first & 0xF0U) == 0xE0 ? 3 : first >= 0xF0 && first <= 0xF4 ? 4 : 0;
    if (length == 0 || bytes.size() < length)
        return 0;
    point = first & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((at(i) & 0xC0U) != 0x80)
            return 0;
        point = (point << 6U) | (at(i) & 0x3FU);
    }
    const bool overLong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    return overLong || surrogate || point > 0x10FFFF ? 0 : length;
}

/// Controls, line and paragraph separators, and what changes the direction of text (Unicode TR 9, TR 36).
bool isDangerous(char32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x061C || point == 0x200E || point == 0x200F || point == 0x2028
           || point == 0x2029 || (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF;
}

std::string escape(std::string_view bytes, bool backslash)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string text;
    text.reserve(bytes.size());
    while (!bytes.empty()) {
        char32_t point = 0;
        const std::size_t length = sequence(bytes, point);
        if (length > 0 && !isDangerous(point)) {
            if (backslash && point == U'\\')
                text += '\\';
            text += bytes.substr(0, length);
            bytes.remove_prefix(length);
            continue;
        }
        for (std::size_t i = 0; i < std::max<std::size_t>(length, 1); ++i) {
            const auto byte = static_cast<unsigned char>(bytes[i]);
            text += "\\x";
            text += digits[byte >> 4U];
            text += digits[byte & 15U];
        }
        bytes.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return text;
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

} // namespace

std::string escapePath(std::string_view bytes) { return escape(bytes, true); }

std::string escapeText(std::string_view bytes) { return escape(bytes, false); }

std::optional<std::string> unescapePath(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes += text[i];
        } else if (i + 1 < text.size() && text[i + 1] == '\\') {
            bytes += '\\';
            ++i;
        } else if (i + 3 < text.size() && text[i + 1] == 'x' && hexDigit(text[i + 2]) >= 0 && hexDigit(text[i + 3]) >= 0) {
            bytes += static_cast<char>(hexDigit(text[i + 2]) * 16 + hexDigit(text[i + 3]));
            i += 3;
        } else {
            return std::nullopt;
        }
    }
    return bytes;
}

bool isValidUtf8(std::string_view bytes)
{
    while (!bytes.empty()) {
        char32_t point = 0;
        const std::size_t length = sequence(bytes, point);
        if (length == 0)
            return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::string foldName(std::string_view bytes)
{
    if (!isValidUtf8(bytes))
        return std::string(bytes); // no case and no form that anybody could know
    const QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    return text.normalized(QString::NormalizationForm_C).toCaseFolded().normalized(QString::NormalizationForm_C).toStdString();
}

} // namespace cartage
