// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/content/manifest.h"
#include "core/io/abilities.h"

namespace cartage::transport {

/// One name that a publish changes. Views point into the two manifests.
struct Step {
    struct Side {
        std::string_view path; ///< of the former one: another only where names fold
        content::EntryType type = content::EntryType::File;
        std::uint32_t mode = 0;
        std::uint64_t size = 0;
        std::int64_t mtimeNs = 0;
        bool exists = false;
    };
    Side before, after;
    [[nodiscard]] std::string_view path() const { return after.exists ? after.path : before.path; }
};

/// The renames that lead from one version to another, in the order of docs/engine.md: each list is carried out after the one above it. Folders
/// that go are listed in a manifest's order and go in the opposite one.
struct SeriesPlan {
    std::vector<Step> moveFirst;    ///< files and links that stand where a folder, or the way to one, changes its type
    std::vector<Step> foldersFirst; ///< folders that become something else, and those in them
    std::vector<Step> makeFolders;
    std::vector<Step> place;        ///< files and links, new or changed
    std::vector<Step> attributes;   ///< bits and times of files and links
    std::vector<Step> moveLast;     ///< what is gone
    std::vector<Step> foldersLast;
    std::unordered_set<std::string_view> touched;  ///< folders whose times change with what is done in them
    std::unordered_set<std::string_view> setModes; ///< folders whose bits are to be set

    [[nodiscard]] bool isEmpty() const;
};

/// On a DP that folds names a removal whose folded name is wanted is left out; what is wanted takes its place.
[[nodiscard]] SeriesPlan planSeries(const content::Manifest &from, const content::Manifest &to, const io::Abilities &abilities);

} // namespace cartage::transport
