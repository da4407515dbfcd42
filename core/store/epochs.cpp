// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/epochs.h"

#include <algorithm>

#include "core/store/statement.h"

namespace cartage::store {

UsedUp usedUp(Connection &db)
{
    UsedUp used;
    Statement &query = db.statement("SELECT epoch, next_package, next_token FROM site");
    if (query.one())
        used = {query.integer(0), query.integer(1), query.integer(2)};
    query.finish();
    return used;
}

void raiseEpoch(Connection &db, const UsedUp &former)
{
    db.statement("UPDATE site SET epoch = max(epoch, ?) + 1, next_package = max(next_package, ?) + 256, next_token = max(next_token, ?) + 1000000")
        .run(former.epoch, former.packages, former.tokens);
}

void goOnBehind(Connection &db, const std::optional<UsedUp> &former, Time wall, Random &random)
{
    constexpr std::int64_t packagesOfALife = 256, lives = 128;
    const UsedUp backup = usedUp(db);
    UsedUp used = former.value_or(backup);
    if (!former || former->epoch < backup.epoch) {
        used.epoch = laterEpoch(backup.epoch, wall, random) - 1;
        used.packages = std::max(used.packages, backup.packages) + packagesOfALife * random.uniform(0, lives);
    }
    raiseEpoch(db, used);
}

std::int64_t laterEpoch(std::int64_t least, Time wall, Random &random)
{
    constexpr std::int64_t byChance = 1'000'000;
    constexpr std::int64_t latest = 7'000'000'000; // seconds: of a clock that is centuries ahead
    const std::int64_t seconds = std::clamp<std::int64_t>(toMs(wall) / 1000, 0, latest);
    return std::max(least + 1, seconds * byChance) + random.uniform(0, byChance - 1);
}

void carryVersions(Connection &db, const SiteCode &own, std::int64_t from, std::int64_t to)
{
    db.statement("UPDATE package_version SET epoch = ? WHERE epoch = ? AND substr(package_id, 1, 3) = ?").run(to, from, own);
}

void planAnew(Connection &db, const std::optional<std::int64_t> &request)
{
    db.statement("UPDATE send_request SET state = 'cancelled', due_at = NULL "
                 "WHERE forward_id IS NOT NULL AND state IN ('pending', 'retrying', 'sent') AND request_id = coalesce(?, request_id)")
        .run(request);
    db.statement(R"(
        UPDATE forward SET state = 'pending' WHERE state = 'requested'
          AND NOT EXISTS (SELECT 1 FROM send_request r WHERE r.forward_id = forward.forward_id AND r.state NOT IN ('acknowledged', 'cancelled', 'quarantined')))")
        .run();
}

std::optional<SeenInstruction> seenInstruction(Connection &db, const std::string &id, const PackageId &package, std::int64_t sequence)
{
    std::optional<SeenInstruction> seen;
    Statement &query = db.statement(
        "SELECT key_id, epoch, kind, answer FROM inbox_instruction WHERE instruction = ? AND package_id = ? AND sequence = ? ORDER BY epoch LIMIT 1");
    if (query.one(id, package, sequence))
        seen = SeenInstruction{query.text(0), query.integer(1), sequence, id, query.text(2), package, query.text(3)};
    query.finish();
    return seen;
}

} // namespace cartage::store
