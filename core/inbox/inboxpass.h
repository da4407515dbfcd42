// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <string>
#include <string_view>

#include "core/inbox/inboxname.h"
#include "core/inbox/inboxreader.h"
#include "core/inbox/statusfile.h"

/// Shared by the two halves of InboxReader, and by nobody else.
namespace cartage::inbox {

inline constexpr std::string_view newFolder = "new";
inline constexpr std::string_view quarantineFolder = "quarantine";

/// Nothing can be done for a while, and it is not this file's fault.
inline bool isGeneral(int error)
{
    return error == EMFILE || error == ENFILE || error == ENOMEM || error == EROFS || error == ENOSPC || error == EDQUOT || error == ENOTCONN
           || error == ESTALE;
}

inline std::string_view typeName(io::FileType type)
{
    switch (type) {
    case io::FileType::Regular: return "file";
    case io::FileType::Folder: return "folder";
    case io::FileType::Link: return "link";
    case io::FileType::Other: return "other";
    }
    return "other";
}

/// Without making a value of the name: a million of them are looked at.
inline std::string_view senderOf(std::string_view name)
{
    constexpr std::size_t digits = 32;
    const std::size_t at = name.find('-');
    if (at == std::string_view::npos || name.size() < at + 2 + digits || name[at + 1 + digits] != '-')
        return {};
    const std::string_view sender = name.substr(at + 1, digits);
    return isHex128(sender) ? sender : std::string_view();
}

inline Time timeOf(const io::FileStatus &status)
{
    return Time(std::chrono::duration_cast<Span>(std::chrono::nanoseconds(status.mtimeNs)));
}

/// One call of `work`.
struct InboxReader::Pass {
    const std::atomic<bool> &stop;
    Span now{};
    Found found;
    std::size_t bytes = 0;
    io::Handle inbox;
    io::Handle folder;     ///< new/
    io::Handle quarantine; ///< opened when it is needed
    bool blocked = false;  ///< nothing more can be read
    bool bothered = false; ///< nothing more can be taken aside
    bool failed(std::string_view folderName, const io::IoError &error)
    {
        blocked = true;
        found.trouble = Trouble{std::string(folderName), error};
        return false;
    }
};

} // namespace cartage::inbox
