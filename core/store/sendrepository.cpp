// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/sendrepository.h"

#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *columns = R"(
    SELECT request_id, forward_id, site, kind, package_id, version, class, state, instruction, sequence, lines, targets, manifest, base, part, part_bytes,
           part_there, bytes_total, bytes_left, sync_point, connects, attempt, owner, token, generation, due_at, failing_since, error, created_at, sent_at,
           acknowledged_at FROM send_request)";
constexpr const char *insertSql = R"(
    INSERT INTO send_request (forward_id, site, kind, package_id, version, class, state, instruction, sequence, lines, targets, manifest, base, due_at, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))";
constexpr const char *claimSql = R"(
    UPDATE send_request SET state = 'claimed', owner = ?, token = ?, generation = ?, connects = connects + ?, due_at = NULL
    WHERE request_id = ? AND state IN ('pending', 'retrying', 'sent') AND due_at <= ?)";
constexpr const char *outcomeSql = R"(
    UPDATE send_request SET state = ?, part = ?, part_bytes = ?, part_there = ?, bytes_total = ?, bytes_left = ?, sync_point = ?, attempt = ?, due_at = ?,
                            failing_since = ?, error = ?, sent_at = ?
    WHERE request_id = ? AND state IN ('claimed', 'connecting', 'sending') AND token = ? AND generation = ?)";
constexpr const char *updateSql = R"(
    UPDATE send_request SET state = ?, due_at = ?, failing_since = ?, error = ?, part_there = ?, sync_point = ?, acknowledged_at = ? WHERE request_id = ?)";
constexpr Span longestWait = std::chrono::minutes(10); ///< for a retry, a probe, an answer; a window is looked at again then
constexpr Span longestForwardWait = std::chrono::hours(1); ///< of content that is asked for again and again
constexpr const char *releaseSql = R"(
    UPDATE send_request SET state = 'pending', due_at = ?, token = 0
    WHERE state IN ('claimed', 'connecting', 'sending') AND generation <> ?)";
// An address whose breaker is open gives one of each kind: its probe; due only when it is, and after those that are reached.
constexpr const char *dueSql = R"(
    SELECT * FROM (
        SELECT r.request_id, row_number() OVER (PARTITION BY r.site, r.manifest IS NOT NULL AND r.base IS NOT r.manifest AND r.part_there = 0
                                                ORDER BY r.class, r.due_at, r.request_id) AS place, a.failures AS failures, r.class AS class, r.due_at AS due_at
        FROM send_request r JOIN address a ON a.site = r.site
        WHERE r.due_at <= ? AND r.state IN ('pending', 'retrying', 'sent') AND coalesce(a.next_try, 0) <= ?)
    WHERE place <= CASE WHEN failures > 0 THEN 1 ELSE ? END ORDER BY failures > 0, class, due_at, request_id)";
// What was published is the receiver's to clean up.
constexpr const char *abandonedSql = R"(
    SELECT DISTINCT part FROM send_request r INDEXED BY send_request_abandoned WHERE site = ? AND state = 'cancelled' AND part IS NOT NULL AND sent_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM send_request o WHERE o.site = r.site AND o.manifest = r.manifest AND coalesce(o.base, '') = coalesce(r.base, '')
                                                     AND o.state NOT IN ('acknowledged', 'cancelled', 'quarantined')))";
constexpr const char *cancelUnwantedSql = R"(
    UPDATE send_request SET state = 'cancelled', due_at = NULL
    WHERE site = ? AND package_id = ? AND kind = 'content' AND state IN ('pending', 'retrying') AND sent_at IS NULL AND part_there = 0)";
// One whose targets are gone is to be withdrawn: the Scheduler says so.
constexpr const char *endUnwantedSql = R"(
    UPDATE forward SET state = ?, done_at = ?
    WHERE child = ? AND package_id = ? AND kind = 'content' AND state = 'requested'
      AND NOT EXISTS (SELECT 1 FROM send_request r WHERE r.forward_id = forward.forward_id AND r.state NOT IN ('acknowledged', 'cancelled', 'quarantined')))";
constexpr Span unansweredFor = std::chrono::hours(1);
constexpr const char *giveUpSql = R"(
    UPDATE send_request SET state = 'cancelled', due_at = NULL
    WHERE site = ? AND package_id = ? AND kind = ? AND version < ? AND state = 'sent'
      AND sent_at + ? <= (SELECT coalesce(a.heard_at, 0) FROM address a WHERE a.site = send_request.site))";
constexpr const char *giveUpForwardsSql = R"(
    UPDATE forward SET state = 'superseded', done_at = ?
    WHERE child = ? AND package_id = ? AND kind = ? AND version < ? AND state = 'requested'
      AND NOT EXISTS (SELECT 1 FROM send_request r WHERE r.forward_id = forward.forward_id AND r.state NOT IN ('acknowledged', 'cancelled', 'quarantined')))";
constexpr const char *nextDueSql = R"(
    SELECT min(max(r.due_at, coalesce(a.next_try, 0))) FROM send_request r JOIN address a ON a.site = r.site
    WHERE r.due_at IS NOT NULL AND r.state IN ('pending', 'retrying', 'sent'))";

SendRequest requestFrom(const Statement &row)
{
    SendRequest request;
    request.id = row.integer(0);
    request.forward = row.maybeInteger(1);
    request.to = SiteCode(row.text(2));
    request.kind = instructionKindFromName(row.text(3)).value_or(InstructionKind::Information);
    if (const auto package = row.maybeText(4))
        request.package = PackageId(*package);
    request.version = static_cast<int>(row.integer(5));
    request.priority = static_cast<Priority>(row.integer(6));
    request.state = sendStateFromName(row.text(7)).value_or(SendState::Pending);
    request.instruction = row.text(8);
    request.sequence = row.integer(9);
    request.lines = row.text(10);
    request.targets = row.text(11);
    request.manifest = row.maybeSha256(12);
    request.base = row.maybeSha256(13);
    request.part = row.maybeSha256(14);
    request.partBytes = row.integer(15);
    request.partThere = row.integer(16) != 0;
    request.bytesTotal = row.integer(17);
    request.bytesLeft = row.integer(18);
    request.syncPoint = row.integer(19);
    request.connects = static_cast<int>(row.integer(20));
    request.attempt = static_cast<int>(row.integer(21));
    request.owner = row.text(22);
    request.token = row.integer(23);
    request.generation = row.integer(24);
    request.dueAt = row.maybeTime(25);
    request.failingSince = row.maybeTime(26);
    request.error = row.maybeError(27);
    request.createdAt = row.time(28);
    request.sentAt = row.maybeTime(29);
    request.acknowledgedAt = row.maybeTime(30);
    return request;
}

std::vector<SendRequest> requestsFrom(Statement &query)
{
    std::vector<SendRequest> all;
    while (query.next())
        all.push_back(requestFrom(query));
    return all;
}

std::optional<SendRequest> oneFrom(Statement &query)
{
    auto found = requestsFrom(query);
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

} // namespace

std::int64_t insertRequest(Connection &db, const SendRequest &request)
{
    return db.statement(insertSql)
        .run(request.forward, request.to, name(request.kind), request.package, request.version, static_cast<int>(request.priority), name(request.state),
             request.instruction, request.sequence, request.lines, request.targets, request.manifest, request.base, request.dueAt, request.createdAt)
        .lastId();
}

std::optional<SendRequest> sendRequest(Connection &db, std::int64_t id) { return oneFrom(db.statement(std::string(columns) + " WHERE request_id = ?").run(id)); }

std::optional<SendRequest> requestOfInstruction(Connection &db, const std::string &instruction)
{
    return oneFrom(db.statement(std::string(columns) + " WHERE instruction = ?").run(instruction));
}

bool claimRequest(Connection &db, std::int64_t id, const Claim &claim, Time now, bool connects)
{
    return db.statement(claimSql).run(claim.owner, claim.token, claim.generation, connects, id, now).changes() == 1;
}

bool updateClaimed(Connection &db, const SendRequest &request, const Claim &claim)
{
    return db.statement(outcomeSql)
               .run(name(request.state), request.part, request.partBytes, request.partThere, request.bytesTotal, request.bytesLeft, request.syncPoint,
                    request.attempt, request.dueAt, request.failingSince, request.error, request.sentAt, request.id, claim.token, claim.generation)
               .changes()
        == 1;
}

void updateRequest(Connection &db, const SendRequest &request)
{
    db.statement(updateSql).run(name(request.state), request.dueAt, request.failingSince, request.error, request.partThere, request.syncPoint,
                                request.acknowledgedAt, request.id);
}

void deleteRequest(Connection &db, std::int64_t id) { db.statement("DELETE FROM send_request WHERE request_id = ?").run(id); }

std::int64_t releaseClaims(Connection &db, std::int64_t generation, Time now)
{
    const std::int64_t released = db.statement(releaseSql).run(now, generation).changes();
    // A clock that was ahead has set times that no engine would wait for.
    const Time latest = now + longestWait;
    db.statement("UPDATE send_request SET due_at = ? WHERE due_at > ?").run(latest, latest);
    db.statement("UPDATE address SET next_try = ? WHERE next_try > ?").run(latest, latest);
    const Time latestForward = now + longestForwardWait;
    db.statement("UPDATE forward SET not_before = ? WHERE state = 'pending' AND not_before > ?").run(latestForward, latestForward);
    // Nor would anybody miss who was heard of then.
    db.statement("UPDATE address SET heard_at = ? WHERE heard_at > ?").run(now, now);
    db.statement("UPDATE address SET failing_since = ? WHERE failing_since > ?").run(now, now);
    db.statement("UPDATE send_request SET failing_since = ? WHERE failing_since > ?").run(now, now);
    return released;
}

void writeSent(Connection &db, std::int64_t id, std::int64_t token, const Sent &sent)
{
    db.statement("UPDATE send_request SET state = ?, bytes_total = ?, bytes_left = ?, sync_point = ?, part = coalesce(?, part) "
                 "WHERE request_id = ? AND token = ? AND state IN ('claimed', 'connecting', 'sending')")
        .run(name(sent.state), sent.total, sent.left, sent.syncPoint, sent.part, id, token);
}

std::vector<SiteCode> sitesWithAbandonedParts(Connection &db)
{
    std::vector<SiteCode> sites;
    Statement &query = db.statement("SELECT DISTINCT site FROM send_request WHERE state = 'cancelled' AND part IS NOT NULL AND sent_at IS NULL ORDER BY site");
    query.run();
    while (query.next())
        sites.emplace_back(query.text(0));
    return sites;
}

std::vector<Sha256> abandonedParts(Connection &db, const SiteCode &to)
{
    std::vector<Sha256> parts;
    Statement &query = db.statement(abandonedSql);
    query.run(to);
    while (query.next()) {
        if (const auto part = query.maybeSha256(0))
            parts.push_back(*part);
    }
    return parts;
}

void forgetParts(Connection &db, const SiteCode &to, const std::vector<Sha256> &parts)
{
    for (const Sha256 &part : parts)
        db.statement("UPDATE send_request SET part = NULL WHERE site = ? AND part = ? AND state = 'cancelled'").run(to, part);
}

std::vector<SendRequest> dueRequests(Connection &db, Time now, int most)
{
    std::vector<std::int64_t> ids;
    Statement &query = db.statement(dueSql);
    query.run(now, now, most);
    while (query.next())
        ids.push_back(query.integer(0));
    std::vector<SendRequest> due;
    for (const std::int64_t id : ids)
        due.push_back(*sendRequest(db, id));
    return due;
}

std::optional<Time> nextDueRequest(Connection &db, Time now)
{
    Statement &query = db.statement(nextDueSql);
    std::optional<Time> next;
    if (query.one())
        next = query.maybeTime(0);
    query.finish();
    return next && *next < now ? std::optional(now) : next;
}

std::vector<SendRequest> claimedRequests(Connection &db)
{
    return requestsFrom(db.statement(std::string(columns) + " WHERE state IN ('claimed', 'connecting', 'sending') ORDER BY request_id").run());
}

std::vector<SendRequest> sendRequests(Connection &db, const RequestFilter &filter)
{
    std::vector<std::string> states;
    for (const SendState state : filter.states)
        states.emplace_back(name(state));
    return requestsFrom(db.statement(std::string(columns) + R"( WHERE (? IS NULL OR site = ?) AND (? OR state IN (SELECT value FROM json_each(?)))
        ORDER BY request_id)")
                            .run(filter.to, filter.to, states.empty(), jsonArray(states)));
}

bool hasOpenRequests(Connection &db, std::int64_t forward)
{
    Statement &query = db.statement("SELECT 1 FROM send_request WHERE forward_id = ? AND state NOT IN ('acknowledged', 'cancelled', 'quarantined') LIMIT 1");
    const bool found = query.one(forward);
    query.finish();
    return found;
}

bool hasRefusedRequests(Connection &db, std::int64_t forward)
{
    Statement &query = db.statement("SELECT 1 FROM send_request WHERE forward_id = ? AND state = 'quarantined' LIMIT 1");
    const bool found = query.one(forward);
    query.finish();
    return found;
}

void cancelRequests(Connection &db, std::int64_t forward)
{
    db.statement("UPDATE send_request SET state = 'cancelled', due_at = NULL WHERE forward_id = ? AND state IN ('pending', 'retrying')").run(forward);
}

std::int64_t firstRequest(Connection &db, std::int64_t forward)
{
    Statement &query = db.statement("SELECT coalesce(min(request_id), 0) FROM send_request WHERE forward_id = ?");
    const std::int64_t first = query.one(forward) ? query.integer(0) : 0;
    query.finish();
    return first;
}

bool isWanted(Connection &db, const SiteCode &to, const PackageId &package, bool alsoGone)
{
    Statement &query = db.statement("SELECT 1 FROM remote_target WHERE package_id = ? AND via = ? AND wanted_version > 0 AND (? OR gone = 0) LIMIT 1");
    const bool found = query.one(package, to, alsoGone);
    query.finish();
    return found;
}

void cancelUnwanted(Connection &db, const SiteCode &to, const PackageId &package, Time now)
{
    if (isWanted(db, to, package, false) || db.statement(cancelUnwantedSql).run(to, package).changes() == 0)
        return;
    const bool gone = isWanted(db, to, package, true);
    db.statement(endUnwantedSql).run(name(gone ? ForwardState::Pending : ForwardState::Superseded), gone ? std::nullopt : std::optional(now), to, package);
}

std::optional<SendRequest> lastOfForward(Connection &db, std::int64_t forward)
{
    return oneFrom(db.statement(std::string(columns) + " WHERE forward_id = ? AND state NOT IN ('acknowledged', 'cancelled') "
                                                       "ORDER BY state <> 'quarantined', sent_at IS NOT NULL, request_id LIMIT 1")
                       .run(forward));
}

bool hasOpenRequest(Connection &db, const SiteCode &to, InstructionKind kind)
{
    Statement &query = db.statement("SELECT 1 FROM send_request WHERE site = ? AND kind = ? AND state NOT IN ('acknowledged', 'cancelled', 'quarantined') LIMIT 1");
    const bool found = query.one(to, name(kind));
    query.finish();
    return found;
}

OpenRequests openRequests(Connection &db, const SiteCode &to, InstructionKind kind)
{
    Statement &query = db.statement(R"(
        SELECT count(*), coalesce(sum(coalesce(json_extract(error, '$.code') = 'instruction_refused', 0)), 0) FROM send_request
        WHERE site = ? AND kind = ? AND state NOT IN ('acknowledged', 'cancelled', 'quarantined'))");
    const OpenRequests open = query.one(to, name(kind)) ? OpenRequests{query.integer(0), query.integer(1)} : OpenRequests();
    query.finish();
    return open;
}

void dropUnsentReports(Connection &db, const SiteCode &to)
{
    db.statement("DELETE FROM send_request WHERE site = ? AND kind = 'report' AND state IN ('pending', 'retrying')").run(to);
}

bool giveUpUnanswered(Connection &db, const SendRequest &newer, Time now)
{
    if (!newer.package || newer.version == 0)
        return false;
    const std::int64_t given = db.statement(giveUpSql).run(newer.to, newer.package, name(newer.kind), newer.version, unansweredFor.count()).changes();
    if (given > 0)
        db.statement(giveUpForwardsSql).run(now, newer.to, newer.package, name(newer.kind), newer.version);
    return given > 0;
}

void tryNow(Connection &db, const SiteCode &to, bool alsoSent, Time now)
{
    db.statement("UPDATE send_request SET due_at = ? WHERE site = ? AND due_at > ? AND (state IN ('pending', 'retrying') OR (? AND state = 'sent'))")
        .run(now, to, now, alsoSent);
}

void sendAnew(Connection &db, const SiteCode &to, Time now)
{
    // What an engine has claimed is pending for the next one, or ends at its worker, which looks where it sends to.
    db.statement("UPDATE send_request SET part_there = 0, bytes_left = bytes_total, sync_point = 0, sent_at = NULL "
                 "WHERE site = ? AND state IN ('pending', 'retrying', 'sent', 'claimed', 'connecting', 'sending')")
        .run(to);
    db.statement("UPDATE send_request SET state = 'pending', due_at = ? WHERE site = ? AND state IN ('pending', 'retrying', 'sent')").run(now, to);
}

bool isContentUnderWay(Connection &db, const SiteCode &to, const PackageId &package, std::int64_t except)
{
    Statement &query = db.statement(R"(
        SELECT 1 FROM send_request WHERE site = ? AND package_id = ? AND request_id <> ? AND kind = 'content'
                                     AND state IN ('claimed', 'connecting', 'sending', 'sent') AND coalesce(base, '') <> manifest LIMIT 1)");
    const bool found = query.one(to, package, except);
    query.finish();
    return found;
}

void bringContentForward(Connection &db, const SiteCode &to, const PackageId &package, Time now)
{
    db.statement("UPDATE send_request SET due_at = ? WHERE site = ? AND package_id = ? AND kind = 'content' AND state = 'pending'").run(now, to, package);
}

void setRequestPart(Connection &db, std::int64_t id, const PartFile &file)
{
    db.statement("UPDATE send_request SET part = ?, part_bytes = ?, bytes_total = ?, bytes_left = ? - sync_point WHERE request_id = ? AND part IS NOT ?")
        .run(file.part, file.bytes, file.bytes, file.bytes, id, file.part);
}

void setRequestBase(Connection &db, std::int64_t id, const std::optional<Sha256> &base)
{
    db.statement("UPDATE send_request SET base = ? WHERE request_id = ?").run(base, id);
}

std::optional<PartFile> partFile(Connection &db, const Sha256 &manifest, const std::optional<Sha256> &base)
{
    std::optional<PartFile> found;
    Statement &query = db.statement("SELECT part, bytes FROM part_file WHERE manifest = ? AND base = ?");
    if (query.one(manifest, base ? base->hex() : std::string()))
        found = PartFile{query.maybeSha256(0).value_or(Sha256()), manifest, base, query.integer(1)};
    query.finish();
    return found;
}

void putPartFile(Connection &db, const PartFile &file)
{
    db.statement("INSERT OR REPLACE INTO part_file (part, manifest, base, bytes) VALUES (?, ?, ?, ?)")
        .run(file.part, file.manifest, file.base ? file.base->hex() : std::string(), file.bytes);
}

std::vector<Sha256> takeUnusedParts(Connection &db)
{
    std::vector<Sha256> unused;
    Statement &query = db.statement(R"(
        DELETE FROM part_file WHERE NOT EXISTS (
            SELECT 1 FROM send_request r WHERE r.manifest = part_file.manifest AND coalesce(r.base, '') = part_file.base
                                           AND r.state NOT IN ('acknowledged', 'cancelled', 'quarantined'))
        RETURNING part)");
    query.run();
    while (query.next()) {
        if (const auto part = query.maybeSha256(0))
            unused.push_back(*part);
    }
    return unused;
}

} // namespace cartage::store
