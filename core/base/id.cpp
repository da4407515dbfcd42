// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/id.h"

#include <cstdio>

namespace cartage {

namespace {

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool isCodeCharacter(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

} // namespace

std::optional<SiteCode> parseSiteCode(std::string_view text)
{
    if (text.size() != 3)
        return std::nullopt;
    std::string code;
    for (const char c : text) {
        code += upper(c);
        if (!isCodeCharacter(code.back()))
            return std::nullopt;
    }
    return SiteCode(code);
}

std::optional<PackageId> parsePackageId(std::string_view text)
{
    if (text.size() != 8 || !parseSiteCode(text.substr(0, 3)))
        return std::nullopt;
    std::string id;
    for (const char c : text)
        id += upper(c);
    if (id.find_first_not_of("0123456789ABCDEF", 3) != std::string::npos)
        return std::nullopt;
    return PackageId(id);
}

PackageId makePackageId(const SiteCode &site, std::uint32_t number)
{
    char digits[16];
    std::snprintf(digits, sizeof digits, "%05X", number & 0xFFFFFU);
    return PackageId(site.value() + digits);
}

} // namespace cartage
