// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/domain/values.h"
#include "core/store/database.h"

/// What is looked after between sites: what has come to its end goes, in small steps, and nothing that goes lets anything take effect twice; what must never
/// be is found.
namespace cartage::store {

/// Instructions carried out, requests and forwards that ended before `before`: at most `most` rows of each. The newest forward of each package, child and
/// kind stays, with its requests. Number of rows.
std::int64_t retireSiteRows(Connection &db, Time before, int most);

/// It is not kept one by one any more whether this sequence was carried out: it is not carried out now.
[[nodiscard]] bool isRetired(Connection &db, const std::string &keyId, std::int64_t epoch, const PackageId &package, std::int64_t sequence);

/// What contradicts itself among addresses, targets, forwards, requests and instructions.
struct BrokenRow {
    std::string code;   ///< as a finding's (docs/engine.md)
    std::string object; ///< site, package, request or instruction
};
[[nodiscard]] std::vector<BrokenRow> brokenSiteRows(Connection &db, std::int64_t leaseToken);
/// Names that files of outbox/ may have.
[[nodiscard]] std::vector<std::string> partNames(Connection &db);

} // namespace cartage::store
