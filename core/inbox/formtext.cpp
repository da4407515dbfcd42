// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/formtext.h"

#include <charconv>

#include "core/domain/escape.h"

namespace cartage::inbox {

std::string shown(std::string_view bytes)
{
    constexpr std::size_t most = 40;
    return "\"" + escapeText(bytes.substr(0, most)) + (bytes.size() > most ? "...\"" : "\"");
}

std::optional<std::int64_t> wholeNumber(std::string_view text, std::int64_t least, std::int64_t most)
{
    std::int64_t value = 0;
    if (text.empty() || text.front() < '0' || text.front() > '9' || (text.front() == '0' && text.size() > 1))
        return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < least || value > most)
        return std::nullopt;
    return value;
}

bool isGuid(std::string_view text)
{
    constexpr std::string_view form = "00000000-0000-4000-8000-000000000000";
    if (text.size() != form.size())
        return false;
    for (std::size_t i = 0; i < form.size(); ++i) {
        const char c = text[i];
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
        const bool right = form[i] == '0' ? hex : form[i] == '8' ? c == '8' || c == '9' || c == 'a' || c == 'b' : c == form[i];
        if (!right)
            return false;
    }
    return true;
}

int upperHexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

void appendEscaped(std::string &into, std::string_view text, Spaces spaces)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == ' ' && spaces == Spaces::Escaped) {
            into += "\\s";
        } else if (c == '\n') {
            into += "\\n";
        } else if (c == '\\') {
            into += "\\\\";
        } else if (isControl(c)) {
            into += "\\x";
            into += digits[byte >> 4U];
            into += digits[byte & 15U];
        } else {
            into += c;
        }
    }
}

std::optional<std::string> unescaped(std::string_view text, Spaces spaces)
{
    if (text.find('\\') == std::string_view::npos)
        return std::string(text);
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            result += text[i];
            continue;
        }
        const char kind = ++i < text.size() ? text[i] : '\0';
        if (kind == 'n') {
            result += '\n';
        } else if (kind == '\\') {
            result += '\\';
        } else if (kind == 's' && spaces == Spaces::Escaped) {
            result += ' ';
        } else if (kind == 'x' && i + 2 < text.size() && upperHexDigit(text[i + 1]) >= 0 && upperHexDigit(text[i + 2]) >= 0) {
            const int byte = upperHexDigit(text[i + 1]) * 16 + upperHexDigit(text[i + 2]);
            if (byte == 0 || !isControl(static_cast<char>(byte)))
                return std::nullopt;
            result += static_cast<char>(byte);
            i += 2;
        } else {
            return std::nullopt;
        }
    }
    return result;
}

} // namespace cartage::inbox
