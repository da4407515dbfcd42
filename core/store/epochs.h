// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/base/random.h"
#include "core/store/forwardrepository.h"

/// An epoch belongs to one life of a site: a restore begins another one, whatever is known of those that were.
namespace cartage::store {

/// What a life of the site has used up.
struct UsedUp {
    std::int64_t epoch = 0, packages = 0, tokens = 0; ///< the next package number, and the next token
    bool operator==(const UsedUp &) const = default;
};
[[nodiscard]] UsedUp usedUp(Connection &db);
/// Behind `former`, and behind what the database knows.
void raiseEpoch(Connection &db, const UsedUp &former);
/// After a restore. `former`: the life that ends here; nothing, or older than what the backup knows, where it may not be the last one since the backup. Then
/// neither the epochs of such lives nor their packages come again.
void goOnBehind(Connection &db, const std::optional<UsedUp> &former, Time wall, Random &random);
/// An epoch above `least`, for a site of whose former lives not all are known: microseconds of the wall clock, the last six digits of which are by chance.
/// Where the clock says less than `least`, chance alone tells two of them apart. At most 16 digits, as instructions hold them, while `least` leaves room.
[[nodiscard]] std::int64_t laterEpoch(std::int64_t least, Time wall, Random &random);

/// Versions of this site's own packages that it has made in epoch `from` are of `to` from now on: it was to be that all the time.
void carryVersions(Connection &db, const SiteCode &own, std::int64_t from, std::int64_t to);
/// Requests that wait, or are not answered, say what is of an epoch that is over: their forwards are planned anew, with what they say now. Nothing: all of them.
void planAnew(Connection &db, const std::optional<std::int64_t> &request);
/// The very instruction, though it comes in another epoch of its site, or signed with another key, than when it was carried out.
[[nodiscard]] std::optional<SeenInstruction> seenInstruction(Connection &db, const std::string &id, const PackageId &package, std::int64_t sequence);

} // namespace cartage::store
