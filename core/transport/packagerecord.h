// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/io/filesystem.h"
#include "core/transport/transport.h"

namespace cartage::transport {

inline constexpr const char *recordFolder = "packages";

/// What lies at the DP of one package: <root>/.cartage/packages/<package>.json. Enough to take the DP back, and to finish a publish that was
/// interrupted.
struct Record {
    SiteIdentity site; ///< whose package; the epoch is that of `version`
    int version = 0;   ///< 0 while nothing has been published yet
    Sha256 manifest;
    std::optional<Proof> proof;
    /// A series of renames that has begun.
    struct Publishing {
        int version = 0;
        std::int64_t epoch = 1;
        std::optional<Sha256> from; ///< nothing: a first delivery, or the stage holds what was found there
        Sha256 manifest;
        std::string stage;
        std::int64_t token = 0;
        std::optional<Proof> proof; ///< of what was staged
        bool operator==(const Publishing &) const = default;
    };
    std::optional<Publishing> publishing;

    bool operator==(const Record &) const = default;
    [[nodiscard]] PackageRecord facts() const;
    [[nodiscard]] bool isBy(const SiteIdentity &who) const { return site.code == who.code && site.keyId == who.keyId; }
};

[[nodiscard]] std::string toJson(const Record &record);
[[nodiscard]] std::optional<Record> recordFromJson(const std::string &text);

/// A record that cannot be read as one: it is there, and is not ours.
struct RecordFound {
    bool exists = false;
    std::optional<Record> record;
};
io::IoResult<RecordFound> readRecord(io::FileSystem &fs, const io::Handle &ours, const PackageId &package);
[[nodiscard]] std::string recordName(const PackageId &package);
/// All readable ones, in the order of ids.
io::IoResult<std::vector<std::pair<PackageId, Record>>> readRecords(io::FileSystem &fs, const io::Handle &ours);

} // namespace cartage::transport
