// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/filesystem.h"

namespace cartage::io {

/// What a mounted file system keeps of what is written to it. Tried, not guessed (docs/engine.md, "Abilities").
struct Abilities {
    bool permissionBits = true;   ///< a mode that was set is read back
    bool hardLinks = true;
    bool symbolicLinks = true;
    bool caseSensitive = true;    ///< "a" and "A" are two names
    bool unicodeForms = true;     ///< NFC and NFD forms are two names
    bool anyBytes = true;         ///< names that are not UTF-8
    bool windowsNames = true;     ///< < > : " | ? * \, a trailing dot or space, CON, are kept
    bool renameNoReplace = true;
    std::uint32_t longestName = 255;   ///< bytes of one component
    std::int64_t timeStepNs = 1;       ///< modification times are kept in multiples of this; 0: not kept
    std::uint64_t largestFile = ~0ULL; ///< bytes; 4 GiB - 1 on vfat
    bool network = false;
    std::string fileSystem;       ///< mount type
    std::uint64_t device = 0;     ///< of the mount they were tried on: another device, another try

    bool operator==(const Abilities &) const = default;
    /// Modification times are equal as far as this file system keeps them.
    [[nodiscard]] bool sameMtime(std::int64_t wantedNs, std::int64_t foundNs) const;
};

/// Tries them in `folder` (a probe folder of ours, empty or with leftovers of a former try; left empty). No more than about fifty calls.
IoResult<Abilities> tryAbilities(FileSystem &fs, const Handle &folder);

} // namespace cartage::io
