// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/inboxidentity.h"

#include <algorithm>
#include <cerrno>
#include <string_view>

#include "core/io/fileops.h"

namespace cartage::inbox {

namespace {

constexpr std::uint64_t longestIdentity = 4096;
constexpr std::uint32_t identityMode = 0644; // the other site may be another user

constexpr std::string_view siteWord = "site ", keyWord = "key ";

bool isKeyId(std::string_view text)
{
    return !text.empty() && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Lines that begin with a word; others are of a later version.
std::optional<SiteIdentity> identityFrom(std::string_view text)
{
    std::optional<SiteCode> code;
    std::string keyId;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        if (line.starts_with(siteWord))
            code = parseSiteCode(line.substr(siteWord.size()));
        else if (line.starts_with(keyWord))
            keyId = isKeyId(line.substr(keyWord.size())) ? line.substr(keyWord.size()) : std::string_view();
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return code ? std::optional(SiteIdentity{*code, keyId}) : std::nullopt;
}

std::string textOf(const SiteIdentity &identity)
{
    const std::string site = std::string(siteWord) + identity.code.value() + '\n';
    return identity.keyId.empty() ? site : site + std::string(keyWord) + identity.keyId + '\n';
}

io::IoResult<std::optional<SiteIdentity>> readAt(io::FileSystem &fs, const io::Handle &folder)
{
    const auto text = io::readFile(fs, folder, identityName, longestIdentity);
    if (text)
        return identityFrom(*text);
    const int error = text.error().error;
    const bool none = error == ENOENT || error == EINVAL || error == EFBIG || error == ELOOP || error == EACCES; // not there, or nothing that a site has left
    return none ? io::IoResult<std::optional<SiteIdentity>>(std::optional<SiteIdentity>()) : failure(text.error());
}

} // namespace

io::IoResult<std::optional<SiteIdentity>> readIdentity(io::FileSystem &fs, const std::string &inbox)
{
    const auto folder = fs.openFolder(inbox);
    if (!folder)
        return failure(folder.error());
    return readAt(fs, *folder);
}

io::IoResult<void> tellIdentity(io::FileSystem &fs, const std::string &inbox, const SiteIdentity &own)
{
    const auto folder = fs.openFolder(inbox);
    if (!folder)
        return failure(folder.error());
    const auto said = readAt(fs, *folder);
    if (said && *said && (*said)->code == own.code && (*said)->keyId == own.keyId)
        return {};
    return io::replaceFileDurably(fs, *folder, identityName, textOf(own), identityMode);
}

} // namespace cartage::inbox
