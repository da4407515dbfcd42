// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/domain/values.h"
#include "core/io/filesystem.h"

namespace cartage::transport {

/// What makes a folder a DP: <root>/.cartage/dp.json. Identity is this and nothing else.
struct Marker {
    std::string guid; ///< dp_id
    SiteIdentity site;
    bool operator==(const Marker &) const = default;
};

inline constexpr const char *ourFolder = ".cartage";
inline constexpr const char *markerFile = "dp.json";

/// Nothing where there is no marker, or where its content cannot be one. `ours` is the open .cartage.
io::IoResult<std::optional<Marker>> readMarker(io::FileSystem &fs, const io::Handle &ours);
io::IoResult<void> writeMarker(io::FileSystem &fs, const io::Handle &ours, const Marker &marker);

} // namespace cartage::transport
