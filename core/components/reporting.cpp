// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/components/reporting.h"

#include <algorithm>

#include "core/components/waiting.h"
#include "core/domain/errorjson.h"
#include "core/domain/settings.h"
#include "core/store/addressrepository.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"
#include "core/store/siterepository.h"

namespace cartage::components {

namespace {

constexpr std::size_t mostRows = 1000; ///< an instruction
constexpr std::size_t mostBytes = 512UL * 1024; ///< of rows, and of what stands before them: one more row does not make it too large
constexpr std::size_t mostNames = 10; ///< of an error: who wants all of them looks at that site
constexpr std::size_t mostBytesOfNames = 4UL * 1024;
constexpr std::size_t mostSitesAndDps = 1000; ///< an instruction: a DP with twelve groups has nine tenths of a kilobyte
constexpr std::size_t mostGroups = 12;

using inbox::ReportBody;

void addLists(store::Connection &db, const store::SiteRow &site, const SiteCode &parent, ReportBody &body)
{
    body.sites.push_back({site.code, parent, site.name});
    for (const RemoteSite &below : store::remoteSites(db))
        body.sites.push_back({below.code, below.parent, below.name});
    const auto some = [](std::vector<std::string> groups) {
        groups.resize(std::min(groups.size(), mostGroups));
        return groups;
    };
    for (const Dp &dp : store::dps(db)) {
        if (!dp.removing)
            body.dps.push_back({site.code, dp.name, std::string(name(stateOf(dp))), some(dp.groups)});
    }
    for (const RemoteDp &dp : store::remoteDps(db))
        body.dps.push_back({dp.site, dp.name, dp.state, some(dp.groups)});
}

/// Nothing is there, until more is known.
ReportBody::RowLine lineOf(const AskedTarget &asked)
{
    ReportBody::RowLine line;
    line.site = asked.target.site;
    line.dp = asked.target.dp;
    line.package = asked.package;
    line.state = State::Removed;
    line.answers = asked.by;
    line.askedVersion = asked.wantedVersion;
    return line;
}

/// Of thousands of names that a share cannot keep: some, and how many there are.
std::string errorText(Error error)
{
    std::size_t kept = 0;
    std::size_t bytes = 0;
    while (kept < std::min(error.names.size(), mostNames) && (bytes += error.names[kept].size()) <= mostBytesOfNames)
        ++kept;
    if (kept < error.names.size()) {
        error.parameters.try_emplace("count", std::to_string(error.names.size()));
        error.names.resize(kept);
    }
    return errorToJson(error);
}

/// What holds it up at this site. A time of its own is told as it stands: whether it has come makes no news.
std::optional<HeldUp> heldUpHere(const Distribution &row, const Dp &dp, bool packageHeld, const SiteCode &own, const std::string &timezone, Time now)
{
    const DpSettings &settings = dp.settings;
    const std::string &zone = settings.zone(timezone);
    const auto by = waitsFor(row, dp, packageHeld, settings.window.isOpen(now, zone), true, now);
    if (!by)
        return std::nullopt;
    if (*by == WaitsFor::OpenWindow)
        return HeldUp{*by, own, {}, settings.window.nextChange(now, zone)};
    const bool byTime = *by == WaitsFor::Turn || *by == WaitsFor::DueTime;
    return byTime && row.dueAt ? HeldUp{WaitsFor::DueTime, own, {}, row.dueAt} : HeldUp{*by, own, {}, {}};
}

ReportBody::RowLine rowHere(store::Connection &db, const AskedTarget &asked, const std::string &timezone, Time now)
{
    ReportBody::RowLine line = lineOf(asked);
    const auto dp = store::dpByName(db, asked.target.dp);
    const auto row = dp ? store::distribution(db, asked.package, dp->key) : std::nullopt;
    if (dp && (!row || row->state == State::Removed)) // taken away here: that is how it is with what the parent wants
        line.wantedVersion = asked.wantedVersion;
    if (!row)
        return line;
    line.state = row->state;
    if (row->state != State::Removed)
        line.wantedVersion = row->wantedVersion;
    line.attempt = row->attempt;
    line.installedVersion = row->installedVersion;
    line.installedManifest = row->installedManifest;
    line.proof = row->proof;
    if (isOwed(row->state)) {
        const auto package = store::package(db, asked.package);
        const auto &error = row->error ? row->error : dp->condition;
        line.error = error ? errorText(*error) : std::string();
        line.heldUp = heldUpHere(*row, *dp, package && package->held, asked.target.site, timezone, now);
    }
    // Progress of a transfer is no news for another site.
    line.at = isAtWork(row->state) ? row->waitingSince : row->updatedAt;
    return line;
}

/// As it is known here: of what the site below has not told yet, what holds it up on the way there.
ReportBody::RowLine rowBelow(store::Connection &db, BelowTargets &targets, const AskedTarget &asked, const SiteCode &own)
{
    ReportBody::RowLine line = lineOf(asked);
    auto known = store::remoteTarget(db, asked.package, asked.target);
    if (!known || known->gone)
        return line;
    const auto wanted = store::versionOf(db, asked.package, known->wantedVersion);
    const RemoteTarget target = targets.asKnown(std::move(*known), wanted ? std::optional(wanted->manifest) : std::nullopt);
    line.state = *target.state;
    line.wantedVersion = target.toldWanted;
    line.attempt = target.attempt;
    line.installedVersion = target.installedVersion;
    line.installedManifest = target.installedManifest;
    line.proof = target.proof;
    line.heldUp = target.heldUp;
    if (auto error = target.error) {
        if (target.heldUp && target.heldUp->to && target.heldUp->at == own)
            error->parameters["at"] = own.value();
        line.error = errorText(std::move(*error));
    }
    // When something is tried next is no news: it is tried for ever.
    if (line.heldUp && line.heldUp->to && line.heldUp->by != WaitsFor::OpenWindow)
        line.heldUp->until.reset();
    line.at = target.toldAt.value_or(Time{});
    line.knownAt = target.receivedAt;
    return line;
}

struct Row {
    AskedTarget asked; ///< told: as `line` has it
    ReportBody::RowLine line;
    bool isNews = false;
};

/// When it was heard is no news.
std::int64_t digestOf(const ReportBody::RowLine &line)
{
    ReportBody one;
    one.rows = {line};
    one.rows.front().knownAt.reset();
    return static_cast<std::int64_t>(std::hash<Xxh128>()(xxh128(asBytes(inbox::linesText(inbox::toLines(one))))));
}

/// What the parent was not told yet; `all`: also what it was told.
std::vector<Row> rows(store::Connection &db, const SiteCode &own, bool all, Time now)
{
    std::vector<Row> some;
    BelowTargets below(db, own, now, true);
    const std::string timezone = siteSettingsFrom(store::settings(db)).timezone;
    for (AskedTarget &asked : store::askedTargets(db)) {
        ReportBody::RowLine line = asked.target.site == own ? rowHere(db, asked, timezone, now) : rowBelow(db, below, asked, own);
        const std::int64_t digest = digestOf(line);
        const bool isNews = digest != asked.told;
        if (!all && !isNews)
            continue;
        asked.told = digest;
        some.push_back({std::move(asked), std::move(line), isNews});
    }
    return some;
}

std::size_t bytesOf(const ReportBody &body) { return inbox::linesText(inbox::toLines(body)).size(); }

/// More than one instruction holds: several of them, which the parent takes in when it has all.
void enqueueLists(store::Connection &db, const SiteCode &parent, const Scheduler &scheduler, const ReportBody &lists, Time now)
{
    const auto &sites = lists.sites;
    const auto &dps = lists.dps;
    const std::size_t all = sites.size() + dps.size();
    ReportBody part;
    part.at = lists.at;
    part.joined = lists.joined;
    part.whole = true;
    part.list = store::takeToken(db);
    part.of = static_cast<int>((all + mostSitesAndDps - 1) / mostSitesAndDps);
    for (part.part = 1; part.part <= part.of; ++part.part) {
        const std::size_t from = static_cast<std::size_t>(part.part - 1) * mostSitesAndDps;
        part.sites.clear();
        part.dps.clear();
        for (std::size_t i = from; i < std::min(from + mostSitesAndDps, all); ++i) {
            if (i < sites.size())
                part.sites.push_back(sites[i]);
            else
                part.dps.push_back(dps[i - sites.size()]);
        }
        scheduler.enqueue(db, parent, InstructionKind::Report, inbox::toLines(part), std::nullopt, now);
    }
}

/// As instructions hold it: rows go behind the lists as long as they fit, then in such as tell rows only.
std::vector<ReportBody> inParts(ReportBody body)
{
    const auto all = std::exchange(body.rows, {});
    std::vector<ReportBody> parts{std::move(body)};
    std::size_t bytes = bytesOf(parts.back());
    ReportBody one;
    one.at = parts.back().at;
    for (const ReportBody::RowLine &row : all) {
        one.rows = {row};
        const std::size_t more = bytesOf(one);
        const ReportBody &last = parts.back();
        const bool isFull = last.rows.size() == mostRows || bytes + more > mostBytes;
        if (isFull && (last.whole || !last.rows.empty())) {
            parts.push_back(one);
            bytes = more;
        } else {
            parts.back().rows.push_back(row);
            bytes += more;
        }
    }
    return parts;
}

} // namespace

bool planReport(store::Connection &db, const store::SiteRow &site, const Scheduler &scheduler, Time now)
{
    const auto parent = store::parentAddress(db);
    if (!parent)
        return false;
    const store::Reported before = store::reportedTo(db, parent->site);
    const bool due = before.at && (now < *before.at || now - *before.at >= reportsAtLeastEvery); // a clock that was ahead
    const bool all = due || !before.at;
    if (!due && store::hasOpenRequest(db, parent->site, InstructionKind::Report))
        return false; // what has changed since goes behind it
    ReportBody body;
    addLists(db, site, parent->site, body);
    const std::string digest = sha256(asBytes(inbox::linesText(inbox::toLines(body)))).hex();
    body.whole = all || digest != before.digest;
    body.joined = body.whole ? toMs(parent->addedAt) : 0;
    const std::vector<Row> changed = rows(db, site.code, all, now);
    if (!body.whole && changed.empty())
        return false;
    if (due) // it says what those say that wait still
        store::dropUnsentReports(db, parent->site);
    body.at = now;
    for (const Row &row : changed) {
        if (row.isNews)
            store::setTold(db, row.asked);
        body.rows.push_back(row.line);
    }
    if (!body.whole) {
        body.sites.clear();
        body.dps.clear();
    } else if (body.sites.size() + body.dps.size() > mostSitesAndDps) {
        enqueueLists(db, parent->site, scheduler, body, now);
        body.sites.clear();
        body.dps.clear();
        body.whole = false;
        body.joined = 0;
    }
    if (body.whole || !body.rows.empty()) {
        for (const ReportBody &part : inParts(std::move(body)))
            scheduler.enqueue(db, parent->site, InstructionKind::Report, inbox::toLines(part), std::nullopt, now);
    }
    store::setReportedTo(db, parent->site, {digest, all ? now : before.at});
    return true;
}

} // namespace cartage::components
