// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/forwardrepository.h"

#include "core/domain/escape.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr const char *targetColumns = R"(
    SELECT package_id, site, dp, via, wanted_version, asked_at, gone, state, told_wanted, attempt, installed_version, installed_manifest, proof_kind,
           proof_at, error, told_at, received_at, told_epoch, told_sequence, since_epoch, since_sequence, waits_for, waits_site, waits_to,
           waits_until FROM remote_target)";
// What was told of a target while the contrary was wanted proves nothing, and what is told of it from now on neither, until an instruction has gone that says
// what is wanted now: a removal that is on its way still may be carried out after it.
constexpr const char *wantSql = R"(
    INSERT INTO remote_target (package_id, site, dp_folded, dp, via, wanted_version, asked_at, since_epoch, since_sequence)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (package_id, site, dp_folded) DO UPDATE
    SET dp = excluded.dp, via = excluded.via, wanted_version = excluded.wanted_version, asked_at = excluded.asked_at, gone = 0,
        state = iif((remote_target.wanted_version = 0) = (excluded.wanted_version = 0), state, NULL),
        installed_version = iif((remote_target.wanted_version = 0) = (excluded.wanted_version = 0), installed_version, NULL),
        installed_manifest = iif((remote_target.wanted_version = 0) = (excluded.wanted_version = 0), installed_manifest, NULL),
        error = iif((remote_target.wanted_version = 0) = (excluded.wanted_version = 0), error, NULL),
        error_code = iif((remote_target.wanted_version = 0) = (excluded.wanted_version = 0), error_code, NULL),
        error_object = iif((remote_target.wanted_version = 0) = (excluded.wanted_version = 0), error_object, NULL),
        waits_for = iif((remote_target.wanted_version = 0) = (excluded.wanted_version = 0), waits_for, NULL),
        since_epoch = iif((remote_target.wanted_version = 0) = (excluded.wanted_version = 0), since_epoch, NULL),
        since_sequence = iif((remote_target.wanted_version = 0) = (excluded.wanted_version = 0), since_sequence, NULL))";
constexpr const char *forgetSql = R"(
    UPDATE remote_target SET state = NULL, told_wanted = 0, attempt = 0, installed_version = NULL, installed_manifest = NULL, proof_kind = NULL,
                             proof_at = NULL, error = NULL, error_code = NULL, error_object = NULL, waits_for = NULL)";
constexpr const char *sinceSql = R"(
    UPDATE remote_target SET since_epoch = ?, since_sequence = ?
    WHERE package_id = ? AND via = ? AND wanted_version = ? AND gone = 0 AND since_sequence IS NULL)";
constexpr const char *numberSql = "INSERT OR IGNORE INTO below_dp (site, dp_folded) VALUES (?, ?)";
constexpr const char *tellSql = R"(
    UPDATE remote_target SET state = ?, told_wanted = ?, attempt = ?, installed_version = ?, installed_manifest = ?, proof_kind = ?, proof_at = ?,
                             error = ?, error_code = ?, error_object = ?, told_at = ?, received_at = ?,
                             arrived_at = (SELECT heard_at FROM address WHERE site = remote_target.via), told_epoch = ?, told_sequence = ?,
                             waits_for = ?, waits_site = ?, waits_to = ?, waits_until = ?
    WHERE package_id = ? AND site = ? AND dp_folded = ? AND (told_epoch, told_sequence) < (?, ?) AND (since_epoch, since_sequence) <= (?, ?))";
constexpr const char *supersedeRequestsSql = R"(
    UPDATE send_request SET state = 'cancelled', due_at = NULL
    WHERE state IN ('pending', 'retrying') AND forward_id IN (
        SELECT forward_id FROM forward WHERE package_id = ? AND child = ? AND kind = ? AND state IN ('pending', 'requested')))";
// Those whose request is with a Sender are left to come to their end.
constexpr const char *supersedeSql = R"(
    UPDATE forward SET state = 'superseded', done_at = ?
    WHERE package_id = ? AND child = ? AND kind = ? AND state IN ('pending', 'requested')
      AND NOT EXISTS (SELECT 1 FROM send_request r WHERE r.forward_id = forward.forward_id AND r.state IN ('claimed', 'connecting', 'sending', 'sent')))";
constexpr const char *insertForwardSql = R"(
    INSERT INTO forward (package_id, version, child, kind, generation, state, whole, needs, not_before, created_at)
    SELECT ?, ?, ?, ?, coalesce((SELECT max(generation) FROM forward WHERE package_id = ? AND version = ? AND child = ? AND kind = ?), 0) + 1, 'pending', ?, ?,
           ?, ?)";
constexpr const char *forwardColumns = "SELECT forward_id, package_id, version, child, kind, generation, state, whole, created_at, needs, not_before FROM forward";
constexpr const char *askSql = R"(
    INSERT INTO asked_target (package_id, site, dp_folded, dp, wanted_version, epoch, sequence) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (package_id, site, dp_folded) DO UPDATE
    SET dp = excluded.dp, wanted_version = excluded.wanted_version, epoch = excluded.epoch, sequence = excluded.sequence
    WHERE (epoch, sequence) < (excluded.epoch, excluded.sequence))";
constexpr const char *informationSql = R"(
    INSERT INTO package_information (package_id, lines, version, epoch, from_site, received_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (package_id) DO UPDATE
    SET lines = excluded.lines, version = excluded.version, epoch = excluded.epoch, from_site = excluded.from_site, received_at = excluded.received_at
    WHERE (epoch, version) < (excluded.epoch, excluded.version))";

RemoteTarget targetFrom(const Statement &row)
{
    RemoteTarget target;
    target.package = PackageId(row.text(0));
    target.target = {SiteCode(row.text(1)), row.text(2)};
    target.via = SiteCode(row.text(3));
    target.wantedVersion = static_cast<int>(row.integer(4));
    target.askedAt = row.time(5);
    target.gone = row.integer(6) != 0;
    if (const auto state = row.maybeText(7))
        target.state = stateFromName(*state);
    target.toldWanted = static_cast<int>(row.integer(8));
    target.attempt = static_cast<int>(row.integer(9));
    if (const auto version = row.maybeInteger(10))
        target.installedVersion = static_cast<int>(*version);
    target.installedManifest = row.maybeSha256(11);
    if (const auto kind = row.maybeText(12))
        target.proof = Proof{proofKindFromName(*kind).value_or(ProofKind::ReadBack), row.time(13)};
    target.error = row.maybeError(14);
    target.toldAt = row.maybeTime(15);
    target.receivedAt = row.maybeTime(16);
    target.toldEpoch = row.integer(17);
    target.toldSequence = row.integer(18);
    if (const auto sequence = row.maybeInteger(20))
        target.since = InstructionPlace{row.integer(19), *sequence};
    const auto waitsFor = row.maybeText(21);
    if (const auto by = waitsFor ? waitsForFromName(*waitsFor) : std::nullopt) {
        target.heldUp = HeldUp{*by, SiteCode(row.text(22)), std::nullopt, row.maybeTime(24)};
        if (const auto to = row.maybeText(23))
            target.heldUp->to = SiteCode(*to);
    }
    return target;
}

std::vector<RemoteTarget> targetsFrom(Statement &query)
{
    std::vector<RemoteTarget> all;
    while (query.next())
        all.push_back(targetFrom(query));
    return all;
}

std::vector<Forward> forwardsFrom(Statement &query)
{
    std::vector<Forward> all;
    while (query.next())
        all.push_back({query.integer(0), PackageId(query.text(1)), static_cast<int>(query.integer(2)), SiteCode(query.text(3)),
                       forwardKindFromName(query.text(4)).value_or(ForwardKind::Information), static_cast<int>(query.integer(5)),
                       forwardStateFromName(query.text(6)).value_or(ForwardState::Pending), query.integer(7) != 0, static_cast<int>(query.integer(9)),
                       query.maybeTime(10), query.time(8)});
    return all;
}

} // namespace

void wantTarget(Connection &db, const RemoteTarget &target)
{
    db.statement(numberSql).run(target.target.site, foldName(target.target.dp));
    std::optional<std::int64_t> epoch, sequence;
    if (target.since) {
        epoch = target.since->epoch;
        sequence = target.since->sequence;
    }
    db.statement(wantSql).run(target.package, target.target.site, foldName(target.target.dp), target.target.dp, target.via, target.wantedVersion, target.askedAt,
                              epoch, sequence);
    db.statement("DELETE FROM taken_away WHERE package_id = ? AND site = ? AND dp_folded = ?").run(target.package, target.target.site, foldName(target.target.dp));
}

void wishTold(Connection &db, const PackageId &package, const SiteCode &via, int version, const InstructionPlace &by)
{
    db.statement(sinceSql).run(by.epoch, by.sequence, package, via, version);
}

void believeEarlier(Connection &db)
{
    db.statement("UPDATE remote_target SET since_epoch = 0, since_sequence = 0 WHERE since_sequence IS NOT NULL").run();
}

bool tellTarget(Connection &db, const RemoteTarget &told, const InstructionPlace &answers)
{
    std::optional<std::string_view> state, proof;
    std::optional<Time> provenAt;
    if (told.state)
        state = name(*told.state);
    if (told.proof) {
        proof = name(told.proof->kind);
        provenAt = told.proof->at;
    }
    std::optional<std::string> code, object;
    if (told.error) {
        code = name(told.error->code);
        object = told.error->object;
    }
    std::optional<std::string_view> waitsFor;
    std::optional<SiteCode> waitsSite, waitsTo;
    std::optional<Time> waitsUntil;
    if (told.heldUp) {
        waitsFor = name(told.heldUp->by);
        waitsSite = told.heldUp->at;
        waitsTo = told.heldUp->to;
        waitsUntil = told.heldUp->until;
    }
    return db.statement(tellSql)
               .run(state, told.toldWanted, told.attempt, told.installedVersion, told.installedManifest, proof, provenAt, told.error, code, object, told.toldAt,
                    told.receivedAt, told.toldEpoch, told.toldSequence, waitsFor, waitsSite, waitsTo, waitsUntil, told.package, told.target.site, foldName(told.target.dp), told.toldEpoch,
                    told.toldSequence, answers.epoch, answers.sequence)
               .changes()
        > 0;
}

void markGone(Connection &db, const PackageId &package, const Target &target, const SiteCode &via)
{
    db.statement("UPDATE remote_target SET gone = 1 WHERE package_id = ? AND site = ? AND dp_folded = ? AND via = ?")
        .run(package, target.site, foldName(target.dp), via);
}

void targetTakenAway(Connection &db, const RemoteTarget &target)
{
    const std::string folded = foldName(target.target.dp);
    db.statement("DELETE FROM remote_target WHERE package_id = ? AND site = ? AND dp_folded = ?").run(target.package, target.target.site, folded);
    const InstructionPlace by = target.since.value_or(InstructionPlace{});
    db.statement("INSERT OR REPLACE INTO taken_away (package_id, site, dp_folded, via, since_epoch, since_sequence, told_epoch) VALUES (?, ?, ?, ?, ?, ?, ?)")
        .run(target.package, target.target.site, folded, target.via, by.epoch, by.sequence, target.toldEpoch);
}

std::optional<TakenAway> takenAway(Connection &db, const PackageId &package, const Target &target)
{
    Statement &query = db.statement("SELECT since_epoch, since_sequence, told_epoch FROM taken_away WHERE package_id = ? AND site = ? AND dp_folded = ?");
    std::optional<TakenAway> found;
    if (query.one(package, target.site, foldName(target.dp)))
        found = TakenAway{{query.integer(0), query.integer(1)}, query.integer(2)};
    query.finish();
    return found;
}

std::optional<RemoteTarget> remoteTarget(Connection &db, const PackageId &package, const Target &target)
{
    auto found = targetsFrom(db.statement(std::string(targetColumns) + " WHERE package_id = ? AND site = ? AND dp_folded = ?")
                                 .run(package, target.site, foldName(target.dp)));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<RemoteTarget> remoteTargets(Connection &db, const std::optional<PackageId> &package)
{
    return targetsFrom(db.statement(std::string(targetColumns) + " WHERE ? IS NULL OR package_id = ? ORDER BY package_id, site, dp_folded").run(package, package));
}

std::vector<RemoteTarget> remoteTargetsVia(Connection &db, const PackageId &package, const SiteCode &child)
{
    return targetsFrom(db.statement(std::string(targetColumns) + " WHERE via = ? AND package_id = ? ORDER BY site, dp_folded").run(child, package));
}

std::vector<SiteCode> raiseTargets(Connection &db, const PackageId &package, int version, Time now)
{
    db.statement("UPDATE remote_target SET wanted_version = ?, asked_at = ? WHERE package_id = ? AND wanted_version > 0 AND wanted_version < ?")
        .run(version, now, package, version);
    std::vector<SiteCode> children;
    Statement &query = db.statement("SELECT DISTINCT via FROM remote_target WHERE package_id = ? AND wanted_version = ? AND gone = 0 ORDER BY via");
    query.run(package, version);
    while (query.next())
        children.emplace_back(query.text(0));
    return children;
}

bool takeBack(Connection &db, const SiteCode &child)
{
    return db.statement(std::string(forgetSql) + R"(, gone = 0, since_epoch = NULL, since_sequence = NULL
        WHERE via = ? AND gone = 1 AND EXISTS (SELECT 1 FROM remote_dp d WHERE d.site = remote_target.site AND d.name_folded = remote_target.dp_folded))")
               .run(child)
               .changes()
        > 0;
}

std::vector<RemoteTarget> targetsWithoutDp(Connection &db, const SiteCode &child)
{
    return targetsFrom(db.statement(std::string(targetColumns) + R"( WHERE via = ? AND gone = 0 AND NOT EXISTS (
        SELECT 1 FROM remote_dp d WHERE d.site = remote_target.site AND d.name_folded = remote_target.dp_folded))")
                           .run(child));
}

bool addForward(Connection &db, const Forward &forward, bool fresh)
{
    const std::string_view kind = name(forward.kind);
    if (fresh) {
        Statement &known = db.statement("SELECT 1 FROM forward WHERE package_id = ? AND version = ? AND child = ? AND kind = ?");
        const bool there = known.one(forward.package, forward.version, forward.child, kind);
        known.finish();
        if (there)
            return false;
    }
    db.statement(supersedeRequestsSql).run(forward.package, forward.child, kind);
    db.statement(supersedeSql).run(forward.createdAt, forward.package, forward.child, kind);
    db.statement(insertForwardSql)
        .run(forward.package, forward.version, forward.child, kind, forward.package, forward.version, forward.child, kind, forward.whole,
             forward.needs, forward.notBefore, forward.createdAt);
    return true;
}

void setForwardState(Connection &db, std::int64_t id, ForwardState state, Time now)
{
    const bool done = state != ForwardState::Pending && state != ForwardState::Requested && state != ForwardState::Delivered;
    db.statement("UPDATE forward SET state = ?, done_at = ? WHERE forward_id = ?").run(name(state), done ? std::optional(now) : std::nullopt, id);
}

std::optional<Forward> forward(Connection &db, std::int64_t id)
{
    auto found = forwardsFrom(db.statement(std::string(forwardColumns) + " WHERE forward_id = ?").run(id));
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<Forward> pendingForwards(Connection &db, Time now, int most)
{
    return forwardsFrom(
        db.statement(std::string(forwardColumns) + " WHERE state = 'pending' AND coalesce(not_before, 0) <= ? ORDER BY forward_id LIMIT ?").run(now, most));
}

std::optional<Time> nextForward(Connection &db)
{
    Statement &query = db.statement("SELECT min(coalesce(not_before, 0)) FROM forward WHERE state = 'pending'");
    std::optional<Time> next;
    if (query.one())
        next = query.maybeTime(0);
    query.finish();
    return next;
}

void forgetTold(Connection &db, const RemoteTarget &target)
{
    db.statement(std::string(forgetSql) + " WHERE package_id = ? AND site = ? AND dp_folded = ?").run(target.package, target.target.site, foldName(target.target.dp));
}

void forgetTold(Connection &db, const SiteCode &child, std::int64_t epoch)
{
    db.statement(std::string(forgetSql) + ", gone = 0 WHERE via = ? AND told_epoch < ?").run(child, epoch);
}

std::vector<PackageId> packagesVia(Connection &db, const SiteCode &child)
{
    std::vector<PackageId> all;
    Statement &query = db.statement("SELECT DISTINCT package_id FROM remote_target WHERE via = ? ORDER BY package_id");
    query.run(child);
    while (query.next())
        all.emplace_back(query.text(0));
    return all;
}

std::vector<Forward> openForwards(Connection &db, const SiteCode &child, const PackageId &package, ForwardKind kind)
{
    return forwardsFrom(db.statement(std::string(forwardColumns)
                                     + " WHERE child = ? AND package_id = ? AND kind = ? AND state IN ('requested', 'delivered') ORDER BY forward_id")
                            .run(child, package, name(kind)));
}

std::optional<Forward> newestForward(Connection &db, const SiteCode &child, const PackageId &package, ForwardKind kind)
{
    auto found = forwardsFrom(db.statement(std::string(forwardColumns) + " WHERE child = ? AND package_id = ? AND kind = ? ORDER BY forward_id DESC LIMIT 1")
                                  .run(child, package, name(kind)));
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<Forward> forwards(Connection &db) { return forwardsFrom(db.statement(std::string(forwardColumns) + " ORDER BY forward_id").run()); }

std::optional<ChildVersion> childVersion(Connection &db, const SiteCode &child, const PackageId &package)
{
    std::optional<ChildVersion> found;
    Statement &query = db.statement("SELECT version, manifest FROM child_version WHERE child = ? AND package_id = ?");
    if (query.one(child, package))
        found = ChildVersion{static_cast<int>(query.integer(0)), query.maybeSha256(1).value_or(Sha256())};
    query.finish();
    return found;
}

void setChildVersion(Connection &db, const SiteCode &child, const PackageId &package, const std::optional<ChildVersion> &version, Time now)
{
    if (!version) {
        db.statement("DELETE FROM child_version WHERE child = ? AND package_id = ?").run(child, package);
        return;
    }
    db.statement("INSERT OR REPLACE INTO child_version (child, package_id, version, manifest, at) VALUES (?, ?, ?, ?, ?)")
        .run(child, package, version->version, version->manifest, now);
}

bool askTarget(Connection &db, const AskedTarget &asked)
{
    return db.statement(askSql)
               .run(asked.package, asked.target.site, foldName(asked.target.dp), asked.target.dp, asked.wantedVersion, asked.by.epoch, asked.by.sequence)
               .changes()
        > 0;
}

void putOff(Connection &db, const PutOff &off)
{
    db.statement("INSERT INTO put_off (instruction, site, package_id, version, error, since) VALUES (?, ?, ?, ?, ?, ?) "
                 "ON CONFLICT (instruction) DO UPDATE SET error = excluded.error")
        .run(off.instruction, off.from, off.package, off.version, std::optional(off.error), off.since);
}

void endPutOff(Connection &db, const std::optional<std::string> &instruction)
{
    db.statement("DELETE FROM put_off WHERE ? IS NULL OR instruction = ?").run(instruction, instruction);
}

std::vector<PutOff> putOffs(Connection &db)
{
    std::vector<PutOff> all;
    Statement &query = db.statement("SELECT instruction, site, package_id, version, error, since FROM put_off ORDER BY since, instruction");
    query.run();
    while (query.next())
        all.push_back({query.text(0), SiteCode(query.text(1)), PackageId(query.text(2)), static_cast<int>(query.integer(3)), query.maybeError(4).value_or(Error{}),
                       query.time(5)});
    return all;
}

std::vector<PackageId> packagesAskedAt(Connection &db, const Target &target)
{
    std::vector<PackageId> packages;
    Statement &query = db.statement("SELECT package_id FROM asked_target WHERE site = ? AND dp_folded = ? AND wanted_version > 0 ORDER BY package_id");
    query.run(target.site, foldName(target.dp));
    while (query.next())
        packages.emplace_back(query.text(0));
    return packages;
}

std::vector<AskedTarget> askedTargets(Connection &db)
{
    std::vector<AskedTarget> all;
    Statement &query = db.statement("SELECT package_id, site, dp, wanted_version, epoch, sequence, told FROM asked_target ORDER BY package_id, site, dp_folded");
    query.run();
    while (query.next())
        all.push_back({PackageId(query.text(0)), {SiteCode(query.text(1)), query.text(2)}, static_cast<int>(query.integer(3)),
                       {query.integer(4), query.integer(5)}, query.integer(6)});
    return all;
}

void setTold(Connection &db, const AskedTarget &asked)
{
    db.statement("UPDATE asked_target SET told = ? WHERE package_id = ? AND site = ? AND dp_folded = ?")
        .run(asked.told, asked.package, asked.target.site, foldName(asked.target.dp));
}

std::optional<SeenInstruction> seenInstruction(Connection &db, const std::string &keyId, std::int64_t epoch, const PackageId &package, std::int64_t sequence)
{
    std::optional<SeenInstruction> seen;
    Statement &query = db.statement(
        "SELECT instruction, kind, answer FROM inbox_instruction WHERE key_id = ? AND epoch = ? AND package_id = ? AND sequence = ?");
    if (query.one(keyId, epoch, package, sequence))
        seen = SeenInstruction{keyId, epoch, sequence, query.text(0), query.text(1), package, query.text(2)};
    query.finish();
    return seen;
}

void insertSeen(Connection &db, const SeenInstruction &seen, Time now)
{
    db.statement("INSERT INTO inbox_instruction (key_id, epoch, sequence, instruction, kind, package_id, answer, done_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .run(seen.keyId, seen.epoch, seen.sequence, seen.instruction, seen.kind, seen.package, seen.answer, now);
}

bool putInformation(Connection &db, const InformationRow &row)
{
    return db.statement(informationSql).run(row.package, row.lines, row.version, row.epoch, row.from, row.receivedAt).changes() > 0;
}

namespace {

std::vector<InformationRow> informationsFrom(Statement &query)
{
    std::vector<InformationRow> all;
    while (query.next())
        all.push_back({PackageId(query.text(0)), query.text(1), static_cast<int>(query.integer(2)), query.integer(3), SiteCode(query.text(4)), query.time(5)});
    return all;
}

constexpr const char *informationColumns = "SELECT package_id, lines, version, epoch, from_site, received_at FROM package_information";

} // namespace

std::optional<InformationRow> information(Connection &db, const PackageId &package)
{
    auto found = informationsFrom(db.statement(std::string(informationColumns) + " WHERE package_id = ?").run(package));
    return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

std::vector<InformationRow> informations(Connection &db) { return informationsFrom(db.statement(std::string(informationColumns) + " ORDER BY package_id").run()); }

} // namespace cartage::store
