// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/lineproblems.h"

#include <algorithm>

#include "core/store/addressrepository.h"
#include "core/store/belowquestions.h"
#include "core/store/forwardrepository.h"
#include "core/store/siterepository.h"
#include "core/store/statement.h"

namespace cartage::store {

namespace {

constexpr std::size_t mostNames = 100;
constexpr Span longFailing = std::chrono::hours(1);
constexpr Span longUnanswered = std::chrono::hours(1); ///< instructions were repeated several times by then
constexpr Span longUnpacking = std::chrono::hours(24);  ///< content is answered when it is unpacked, and a site that speaks may still be at it
constexpr int oftenFailing = 3;                        ///< in a row: as often as opens an address's breaker
constexpr Span tellsWithin = std::chrono::minutes(30); ///< a child that takes this site for its parent reports at least twice in that time

// A request that was refused is a problem until the same is asked for anew.
constexpr const char *refusedSql = R"(
    SELECT r.site, r.package_id, r.error, r.acknowledged_at FROM forward f JOIN send_request r ON r.forward_id = f.forward_id AND r.state = 'quarantined'
    WHERE f.state = 'refused' AND NOT EXISTS (
        SELECT 1 FROM forward n WHERE n.child = f.child AND n.package_id = f.package_id AND n.kind = f.kind AND n.forward_id > f.forward_id)
    ORDER BY r.site, r.package_id)";
constexpr const char *owedSql = R"(
    SELECT count(*) FROM send_request WHERE site = ? AND forward_id IS NOT NULL AND state NOT IN ('acknowledged', 'cancelled', 'quarantined'))";
constexpr const char *failingSql = R"(
    SELECT site, error, failing_since, due_at, package_id, forward_id, attempt FROM send_request
    WHERE error IS NOT NULL AND state NOT IN ('acknowledged', 'cancelled', 'quarantined') ORDER BY request_id)";
constexpr const char *unansweredSql = R"(
    SELECT count(*), min(sent_at), sum(forward_id IS NOT NULL), min(due_at) FROM send_request
    WHERE site = ? AND sent_at <= ? AND acknowledged_at IS NULL AND state NOT IN ('acknowledged', 'cancelled', 'quarantined')
      AND (kind <> 'content' OR sent_at <= ?))";
constexpr const char *heldSql = R"(
    SELECT received_at, detail FROM quarantine
    WHERE kind = 'instruction' AND sender = ? AND reason IN (SELECT value FROM json_each(?)) AND received_at > ? ORDER BY received_at, quarantine_id)";

Error siteError(Code code, const SiteCode &site)
{
    Error error;
    error.code = code;
    error.scope = Scope::Site;
    error.object = site.value();
    return error;
}

ProblemRow &add(std::vector<ProblemRow> &rows, Error error, const std::string &site)
{
    ProblemRow &row = rows.emplace_back();
    row.code = error.code;
    row.object = row.site = site;
    row.error = std::move(error);
    return row;
}

ProblemRow &findOrAdd(std::vector<ProblemRow> &rows, const Error &error, const std::string &site)
{
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const ProblemRow &row) { return row.code == error.code && row.object == site; });
    return found != rows.end() ? *found : add(rows, error, site);
}

void earlier(std::optional<Time> &time, const std::optional<Time> &other)
{
    if (other && (!time || *other < *time))
        time = other;
}

void addPackage(ProblemRow &row, const std::optional<std::string> &package)
{
    if (package && row.packages.size() < mostNames && std::find(row.packages.begin(), row.packages.end(), *package) == row.packages.end())
        row.packages.push_back(*package);
    row.packageCount = std::ssize(row.packages);
}

std::int64_t owedVia(Connection &db, const SiteCode &child)
{
    Statement &query = db.statement(owedSql);
    const std::int64_t owed = query.one(child) ? query.integer(0) : 0;
    query.finish();
    return owed;
}

void addNotReached(Connection &db, const Address &address, std::vector<ProblemRow> &rows)
{
    if (address.failures == 0 || !address.error)
        return;
    Error error = *address.error;
    error.object = address.site.value();
    error.scope = Scope::Site;
    ProblemRow &row = add(rows, std::move(error), address.site.value());
    row.since = address.failingSince;
    row.nextTry = address.nextTry;
    row.distributions = owedVia(db, address.site);
}

void addSilent(const Address &address, Time now, std::vector<ProblemRow> &rows)
{
    if (!isSilent(address, now))
        return;
    Error error = siteError(Code::SiteNotHeard, address.site);
    if (address.heardAt)
        error.parameters["last"] = toRfc3339(*address.heardAt);
    add(rows, std::move(error), address.site.value()).since = address.heardAt.value_or(address.addedAt);
}

/// What was published there, over and over again. A child that says nothing at all, and a site that is not reached, are problems of their own.
void addUnanswered(Connection &db, const Address &address, Time now, std::vector<ProblemRow> &rows)
{
    if (address.failures > 0 || isSilent(address, now))
        return;
    Statement &query = db.statement(unansweredSql);
    if (query.one(address.site, now - longUnanswered, now - longUnpacking) && query.integer(0) > 0) {
        Error error = siteError(Code::SiteNotAnswering, address.site);
        error.parameters["count"] = std::to_string(query.integer(0));
        error.parameters["since"] = toRfc3339(query.time(1));
        ProblemRow &row = add(rows, std::move(error), address.site.value());
        row.since = query.maybeTime(1);
        row.distributions = query.integer(2);
        row.nextTry = query.maybeTime(3);
    }
    query.finish();
}

struct Held {
    std::optional<Time> first, last;
    std::string detail; ///< of the last
};

/// What lies in quarantine of the site since then, for one of these reasons; `exceptDetail`: what is right by now.
Held heldOf(Connection &db, const SiteCode &site, const std::vector<std::string> &reasons, Time since, const std::string &exceptDetail)
{
    Held held;
    Statement &query = db.statement(heldSql);
    query.run(site, jsonArray(reasons), since);
    while (query.next()) {
        if (!exceptDetail.empty() && query.text(1) == exceptDetail)
            continue;
        held.detail = query.text(1);
        held.last = query.time(0);
        if (!held.first)
            held.first = held.last;
    }
    return held;
}

/// Nothing of it was believed since. What the key of now has signed needs only to be let go.
void addNotBelieved(Connection &db, const Address &address, std::vector<ProblemRow> &rows)
{
    const Held held = heldOf(db, address.site, {"unknown_sender", "wrong_signature"}, address.heardAt.value_or(Time{}), unknownSenderText(address.site, address.keyId));
    if (!held.last)
        return;
    Error error = siteError(Code::SignatureRefused, address.site);
    error.parameters["text"] = held.detail;
    error.parameters["registered"] = address.keyId;
    ProblemRow &row = add(rows, std::move(error), address.site.value());
    row.since = held.first;
    row.lastTry = held.last;
}

/// Each of two sites is above the other, as their addresses say: the other one acts as what it is not here, or a child tells that this site, or the parent of
/// it, is below.
void addRing(Connection &db, const SiteCode &own, const std::optional<Address> &parent, const Address &address, Time now, std::vector<ProblemRow> &rows)
{
    std::optional<SiteCode> other;
    const auto listed = address.relation == Relation::Child ? listedBy(db, address.site) : std::set<SiteCode>();
    for (const SiteCode &above : {own, parent ? parent->site : own}) {
        if (!other && listed.contains(above))
            other = above;
    }
    // Since it was mended there none of the wrong kind has come.
    const Time since = std::max(address.addedAt, now - tellsWithin);
    const Held held = other ? Held() : heldOf(db, address.site, {"wrong_relation"}, since, {});
    if (held.last)
        other = own;
    if (!other)
        return;
    Error error = siteError(Code::SitesInARing, address.site);
    error.parameters["other"] = other->value();
    ProblemRow &row = add(rows, std::move(error), address.site.value());
    row.since = held.first;
}

/// A sending that fails is one until it gets through, whatever other ones do: instructions reach an inbox that takes no package file.
void addFailing(Connection &db, Time now, std::vector<ProblemRow> &rows)
{
    Statement &query = db.statement(failingSql);
    query.run();
    while (query.next()) {
        const auto error = query.maybeError(1);
        const auto since = query.maybeTime(2);
        if (!error || error->code == Code::ContentDamaged) // a problem of the package
            continue;
        const bool refused = error->code == Code::InstructionRefused; // and is offered again
        if (!refused && query.integer(6) < oftenFailing && (!since || now - *since < longFailing))
            continue;
        const std::string site = query.text(0);
        ProblemRow &row = findOrAdd(rows, *error, site);
        if (row.distributions == 0 && !query.isNull(5))
            row.distributions = owedVia(db, SiteCode(site));
        addPackage(row, query.maybeText(4));
        earlier(row.since, since);
        earlier(row.nextTry, query.maybeTime(3));
    }
}

void addRefused(Connection &db, std::vector<ProblemRow> &rows)
{
    Statement &query = db.statement(refusedSql);
    query.run();
    while (query.next()) {
        const std::string site = query.text(0);
        ProblemRow &row = findOrAdd(rows, query.maybeError(2).value_or(siteError(Code::InstructionRefused, SiteCode(site))), site);
        row.anyFailed = true;
        earlier(row.since, query.maybeTime(3));
        ++row.distributions;
        addPackage(row, query.maybeText(1));
    }
}

/// What has come and cannot be taken in here, by its cause.
void addPutOff(Connection &db, std::vector<ProblemRow> &rows)
{
    for (PutOff &off : putOffs(db)) {
        ProblemRow &row = rows.emplace_back();
        row.code = off.error.code;
        row.error = std::move(off.error);
        row.error.object = row.object = off.package.value();
        row.packages = {off.package.value()};
        row.packageCount = 1;
        row.since = off.since;
    }
}

} // namespace

std::vector<ProblemRow> lineProblems(Connection &db, Time now)
{
    std::vector<ProblemRow> rows;
    const SiteCode own = site(db).code;
    const auto parent = parentAddress(db);
    for (const Address &address : addresses(db)) {
        addNotReached(db, address, rows);
        addSilent(address, now, rows);
        addUnanswered(db, address, now, rows);
        addNotBelieved(db, address, rows);
        addRing(db, own, parent, address, now, rows);
    }
    addRefused(db, rows);
    addFailing(db, now, rows);
    addPutOff(db, rows);
    return rows;
}

} // namespace cartage::store
