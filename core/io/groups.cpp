// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/groups.h"

#include <grp.h>
#include <unistd.h>
#include <vector>

namespace cartage::io {

std::optional<std::uint32_t> groupNumber(const std::string &name)
{
    constexpr std::size_t enoughForLargeGroups = 1 << 16;
    std::vector<char> buffer(enoughForLargeGroups);
    group entry{};
    group *found = nullptr;
    if (::getgrnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return found->gr_gid;
    return std::nullopt;
}

bool giveToGroup(const Handle &handle, std::uint32_t group) { return ::fchown(handle.descriptor(), static_cast<uid_t>(-1), group) == 0; }

} // namespace cartage::io
