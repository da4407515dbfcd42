// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/inboxname.h"

#include <algorithm>

namespace cartage::inbox {

namespace {

constexpr std::size_t hexDigits = 32;
constexpr std::size_t longestKind = 16;
constexpr std::size_t longestExtension = 8;

bool isWord(std::string_view text, std::size_t longest)
{
    return !text.empty() && text.size() <= longest && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

} // namespace

bool isHex128(std::string_view text)
{
    return text.size() == hexDigits && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string InboxName::text() const
{
    return kind + "-" + sender + "-" + random + "." + extension;
}

InboxName makeStatusName(const std::string &sender, Random &random)
{
    return {"status", sender, random.hex(hexDigits / 2), "msg"};
}

std::optional<InboxName> parseInboxName(std::string_view name)
{
    const std::size_t kindEnd = name.find('-');
    if (kindEnd == std::string_view::npos || name.size() < kindEnd + 1 + hexDigits + 1 + hexDigits + 1)
        return std::nullopt;
    const std::string_view kind = name.substr(0, kindEnd);
    const std::string_view sender = name.substr(kindEnd + 1, hexDigits);
    const std::string_view random = name.substr(kindEnd + 1 + hexDigits + 1, hexDigits);
    const std::string_view rest = name.substr(kindEnd + 1 + hexDigits + 1 + hexDigits);
    const bool separated = name[kindEnd + 1 + hexDigits] == '-' && rest.front() == '.';
    if (!separated || !isWord(kind, longestKind) || !isHex128(sender) || !isHex128(random) || !isWord(rest.substr(1), longestExtension))
        return std::nullopt;
    return InboxName{std::string(kind), std::string(sender), std::string(random), std::string(rest.substr(1))};
}

} // namespace cartage::inbox
