// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/filesystem.h"

/// Who may work in what is ours at a DP: the operators' group where .cartage was given to it, else the user of the engine alone.
namespace cartage::transport {

/// For folders and files of ours that are made in `parent`: 02770 and 0660 where the group may write there, else 0700 and 0600.
[[nodiscard]] std::uint32_t folderMode(io::FileSystem &fs, const io::Handle &parent);
[[nodiscard]] std::uint32_t fileMode(io::FileSystem &fs, const io::Handle &parent);

} // namespace cartage::transport
