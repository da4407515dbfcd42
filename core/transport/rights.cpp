// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/rights.h"

namespace cartage::transport {

namespace {

bool isShared(io::FileSystem &fs, const io::Handle &parent)
{
    constexpr std::uint32_t groupsOwn = 02020; // a share that shows the same bits for everything has no such folder
    const auto status = fs.status(parent);
    return status && (status->mode & groupsOwn) == groupsOwn;
}

} // namespace

std::uint32_t folderMode(io::FileSystem &fs, const io::Handle &parent) { return isShared(fs, parent) ? 02770 : 0700; }

std::uint32_t fileMode(io::FileSystem &fs, const io::Handle &parent) { return isShared(fs, parent) ? 0660 : 0600; }

} // namespace cartage::transport
