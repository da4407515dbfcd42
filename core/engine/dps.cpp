// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/components/abilitiesjson.h"
#include "core/domain/escape.h"
#include "core/domain/settings.h"
#include "core/engine/dpaddress.h"
#include "core/engine/duties.h"
#include "core/engine/foundthere.h"
#include "core/engine/paths.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/siterepository.h"

namespace cartage::engine {
namespace {

constexpr std::size_t guidBytes = 16;

Error inUse(const std::string &by, const std::string &path)
{
    Error error = refusalError(Code::PathInUse, by, Scope::Dp);
    error.path = path;
    return error;
}

/// Every folder that a DP's own could touch. A DP that does not answer must not make the command wait: it is compared by name.
Result<SeenFolders> lookAround(Site &site, const std::string &wished)
{
    std::vector<std::string> paths{wished, site.folder(), site.row().libraryPath};
    const auto read = site.database().read<bool>([&paths](store::Connection &db) -> Result<bool> {
        for (const Dp &dp : store::dps(db)) {
            if (!dp.condition)
                paths.push_back(dp.path);
        }
        for (const Package &package : store::packages(db)) {
            if (!package.source.empty()) // else it came from the parent site
                paths.push_back(package.source);
        }
        return true;
    });
    if (!read)
        return failure(read.error());
    SeenFolders seen;
    for (const std::string &path : paths)
        seen.look(site.files(), path);
    return seen;
}

/// Nothing where the folder is free; the DP where this very folder has this very name already.
Result<std::optional<Dp>> examine(Site &site, store::Connection &db, const DpWish &wish, const SeenFolders &seen)
{
    const FolderIdentity folder = seen.at(wish.path);
    std::optional<Dp> moves;
    for (const Dp &dp : store::dps(db)) {
        const FolderIdentity other = seen.at(dp.path);
        const bool sameName = foldName(dp.name) == foldName(wish.name);
        if (sameName && isSameFolder(folder, other) && !dp.removing)
            return dp;
        if (sameName && wish.takeOver && !dp.removing) {
            moves = dp;
            continue;
        }
        if (sameName || isSameFolder(folder, other))
            return failure(refusalError(Code::Exists, dp.name, Scope::Dp));
        if (overlap(folder, other))
            return failure(inUse(dp.name, wish.path));
    }
    for (const std::string &ours : {site.folder(), site.row().libraryPath}) {
        if (overlap(folder, seen.at(ours)))
            return failure(inUse(ours, wish.path));
    }
    for (const Package &package : store::packages(db)) {
        if (!package.source.empty() && overlap(folder, seen.at(package.source)))
            return failure(inUse(package.id.value(), wish.path));
    }
    return moves;
}

Result<void> checkFolder(Site &site, const DpWish &wish)
{
    if (!isDpName(wish.name))
        return failure(refusalError(Code::WrongValue, wish.name));
    const auto folder = identifyFolder(site.files(), wish.path);
    if (!folder) {
        Error error = pathError(folder.error(), wish.path, Scope::Dp);
        error.object = error.code == Code::DpPermission ? wish.name : wish.path;
        return failure(error);
    }
    return {};
}

Answer unchangedAnswer(const Dp &dp)
{
    Answer answer;
    answer.carriedOut = true;
    answer.change.unchanged = 1;
    answer.change.notes.push_back(makeNote("unchanged", dp.name + " has this folder already."));
    return answer;
}

/// Rows of packages that the DP's groups have as a standing duty, and of those that the parent has asked for at a DP of this name: it may never hear that there
/// was none for a while.
void addStandingDuties(store::Connection &db, const Dp &dp, Time now, std::vector<Distribution> &rows)
{
    const auto add = [&](const PackageId &id) {
        const bool known = std::any_of(rows.begin(), rows.end(), [&id](const Distribution &row) { return row.package == id; });
        const auto package = store::package(db, id);
        const auto newest = store::newestVersion(db, id);
        if (!known && package && !package->removing && newest)
            rows.push_back(newRow(*package, dp, newest->version, now));
    };
    for (const std::string &group : dp.groups) {
        for (const PackageId &id : store::packagesOfGroup(db, group))
            add(id);
    }
    for (const PackageId &id : store::packagesAskedAt(db, {store::site(db).code, dp.name}))
        add(id);
}

void showRows(const std::vector<Distribution> &rows, Site &site, const Surroundings &around, Plan &plan)
{
    Costs costs(site, around);
    for (const Distribution &row : rows) {
        plan.rows.push_back({row.package, row.dp, State::Removed, row.state, RowChange::Kind::Insert, 0, row.wantedVersion});
        costs.count(row, row.state, row.wantedVersion);
        plan.leavesWork = plan.leavesWork || row.state != State::Unverified;
    }
    plan.effect.bytesToSend += costs.toSend();
}

Plan planAdd(Site &site, store::Connection &db, const Dp &dp, const std::optional<transport::Transport::InstallOutcome> &installed)
{
    Plan plan;
    const Time now = site.now();
    FoundThere found;
    if (installed)
        found = foundRows(db, dp, *installed, now);
    const std::size_t takenBack = found.rows.size();
    addStandingDuties(db, dp, now, found.rows);
    showRows(found.rows, site, Surroundings(db), plan);
    plan.otherChanges = 1;
    plan.others = "dp " + dp.name + ' ' + dp.path;
    plan.effect.dps = 1;
    plan.effect.lines.push_back(dp.name + " is made in " + escapePath(dp.path) + ": a folder .cartage is written there.");
    if (!found.rows.empty())
        plan.effect.lines.push_back(counted(static_cast<std::int64_t>(found.rows.size()), "distribution begins", "distributions begin") + ".");
    if (found.unknown > 0)
        plan.notes.push_back(makeNote("records_left", counted(found.unknown, "package", "packages")
                                                          + " at the distribution point are not known here any more; they are left as they are."));
    if (dp.network && !dp.settings.verifyLater)
        plan.notes.push_back(
            makeNote("readback_over_line", "What is copied to " + dp.name + " is read back over the line; `verify=later` puts it off."));
    plan.messages.push_back(installed && installed->takenBack
                                ? say(MessageId::DpTakenBack, {dp.name, escapePath(dp.path), std::to_string(takenBack)}, {{}, dp.name, {}})
                                : say(MessageId::DpInstalled, {dp.name, escapePath(dp.path)}, {{}, dp.name, {}}));
    plan.apply = [dp, rows = found.rows, now](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        const DpKey key = store::insertDp(inner, dp, now);
        const std::int64_t token = store::takeToken(inner);
        std::vector<store::AuditTouch> touches;
        for (Distribution row : rows) {
            row.dp = key;
            row.token = token;
            store::insertDistribution(inner, row);
            touches.push_back({row.package, key, State::Removed, row.state});
        }
        store::insertAuditTouches(inner, auditId, touches);
        return {};
    };
    return plan;
}

Dp wishedDp(Site &site, const DpWish &wish)
{
    Dp dp;
    dp.name = wish.name;
    dp.guid = site.environment().random.hex(guidBytes);
    dp.path = wish.path;
    dp.groups = wish.groups;
    dp.addedAt = site.now();
    return dp;
}

Error named(Error error, const std::string &dp)
{
    if (error.object.empty())
        error.object = dp;
    return error;
}

Result<Answer> keepDp(Site &site, const DpWish &wish, const SeenFolders &seen, Dp dp,
                      const std::optional<transport::Transport::InstallOutcome> &installed, const Intent &intent)
{
    auto answer = carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        auto taken = examine(site, db, wish, seen);
        if (!taken)
            return failure(taken.error());
        // A second command may have added it meanwhile; and a copy of a DP carries its marker.
        if (*taken) {
            Plan plan;
            plan.unchanged = 1;
            plan.notes = unchangedAnswer(**taken).change.notes;
            return plan;
        }
        if (const auto other = store::dpByGuid(db, dp.guid))
            return failure(refusalError(Code::Exists, other->name, Scope::Dp));
        return planAdd(site, db, dp, installed);
    });
    if (answer) {
        for (Change::Row &row : answer->change.rows)
            row.dp = wish.name;
    }
    return answer;
}

// dp set

struct DpEdit {
    Dp before;
    Dp after;
    bool moved = false;
    std::vector<std::string> touched; ///< keys
};

std::vector<std::string> splitGroups(const std::string &text)
{
    std::vector<std::string> groups;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        if (comma > at)
            groups.push_back(text.substr(at, comma - at));
        at = comma + 1;
    }
    return groups;
}

Result<DpEdit> editOf(const Dp &before, const Settings &settings)
{
    DpEdit edit{before, before, false, {}};
    auto texts = settingTexts(before.settings);
    for (const auto &[key, value] : settings) {
        if (auto checked = checkDpSetting(key, value); !checked) {
            Error error = refusalError(Code::WrongValue, key);
            error.parameters["why"] = checked.error();
            return failure(error);
        }
        edit.touched.push_back(key);
        if (key == "path") {
            edit.after.path = cleanPath(value);
            edit.moved = edit.after.path != before.path;
        } else if (key == "groups") {
            edit.after.groups = splitGroups(value);
        } else if (value.empty()) {
            texts.erase(key);
        } else {
            texts[key] = value;
        }
    }
    edit.after.settings = dpSettingsFrom(texts);
    return edit;
}

std::vector<store::AuditTouch> touchesOf(const std::vector<RowChange> &rows)
{
    std::vector<store::AuditTouch> touches;
    for (const RowChange &row : rows)
        touches.push_back({row.package, row.dp, row.was, row.now});
    return touches;
}

/// The DP answers as it should: what had kept work from it is over.
void forgetCondition(Dp &dp)
{
    dp.condition.reset();
    dp.failingSince.reset();
    dp.nextProbe.reset();
    dp.breaker = BreakerState::Closed;
    dp.failures = 0;
    dp.failedProbes = 0;
}

/// What a condition that is over had stopped; rows that have used up their tries stay failed.
std::vector<Distribution> stoppedByCondition(store::Connection &db, const Dp &dp)
{
    const RetryPolicy policy = retryPolicyOf(dp.settings, siteSettingsFrom(store::settings(db)));
    store::Selection selection;
    selection.dps = {dp.key};
    selection.states = {State::Blocked, State::Failed};
    std::vector<Distribution> rows;
    for (Distribution &row : store::distributions(db, selection)) {
        const bool isBlocked = row.state == State::Blocked && row.error && row.error->scope == Scope::Dp;
        if (isBlocked || (row.state == State::Failed && !policy.usedUp(row.attempt)))
            rows.push_back(std::move(row));
    }
    return rows;
}

/// Rows that go on at a DP whose condition is over, as they will be.
std::vector<Distribution> planGoingOn(Site &site, store::Connection &db, const Dp &dp, Plan &plan)
{
    std::vector<Distribution> rows = stoppedByCondition(db, dp);
    for (Distribution &row : rows) {
        plan.rows.push_back({row.package, row.dp, row.state, State::Waiting, RowChange::Kind::Set, row.token, row.wantedVersion});
        row.state = State::Waiting;
        row.dueAt = row.waitingSince = row.updatedAt = site.now();
        row.error.reset();
        row.failingSince.reset();
    }
    return rows;
}

Result<void> checkNewPath(Site &site, const DpEdit &edit)
{
    if (!edit.after.path.starts_with('/'))
        return failure(refusalError(Code::WrongValue, edit.after.path));
    const auto seen = lookAround(site, edit.after.path);
    if (!seen)
        return failure(seen.error());
    const DpWish wish{.name = "?" + edit.before.name, .path = edit.after.path, .groups = {}, .takeOver = false};
    const auto taken = site.database().read<std::optional<Dp>>([&](store::Connection &db) { return examine(site, db, wish, *seen); });
    // The DP itself may lie around or inside its new place: it was moved.
    if (!taken && taken.error().object != edit.before.name)
        return failure(taken.error());
    return {};
}

/// A DP that was moved carries its marker at the new place.
Result<void> visitNewPath(Site &site, transport::Transport &transport, DpEdit &edit)
{
    transport::WorkControl control(site.environment().clock);
    const transport::ProbeOutcome outcome = transport.probe(dpAddress(site, edit.after), true, control);
    if (outcome.error) {
        Error error = named(*outcome.error, edit.after.name);
        if (error.code == Code::DpNotThere && identifyFolder(site.files(), edit.after.path)) // the folder is there: a new disk, or another one
            error.code = Code::DpMarkerMissing;
        return failure(error);
    }
    noteSeen(edit.after, outcome.seen, site.now());
    forgetCondition(edit.after);
    return {};
}

void noteReadBack(store::Connection &db, const DpEdit &edit, Plan &plan)
{
    const DpSettings &settings = edit.after.settings;
    const bool byItself = !settings.window.isAlways() || settings.rate > 0;
    const Span every = settings.validateEvery.value_or(byItself ? Span(std::chrono::days(30)) : Span(0));
    const bool touched = std::any_of(edit.touched.begin(), edit.touched.end(), [](const std::string &key) {
        return key == "validate_every" || key == "window" || key == "rate" || key == "verify";
    });
    if (!edit.after.network || every.count() <= 0 || !touched)
        return;
    const std::int64_t bytes = store::counts(db, edit.after.key).bytes;
    const double perMonth = static_cast<double>(bytes)
                            * (std::chrono::duration<double>(std::chrono::days(30)) / std::chrono::duration<double>(every));
    std::string text = "Validation reads " + std::to_string(static_cast<std::int64_t>(perMonth)) + " bytes a month over the line";
    if (settings.rate > 0)
        text += ", about " + std::to_string(static_cast<std::int64_t>(perMonth / static_cast<double>(settings.rate) / 3600.0) + 1)
                + " hours at this rate";
    plan.notes.push_back(makeNote("readback_over_line", text + "."));
}

/// Packages of groups that the DP joins; rows that are there stay as they are, those on their way out are wanted again.
void planJoin(Site &site, store::Connection &db, const DpEdit &edit, Plan &plan)
{
    std::vector<Distribution> duties;
    addStandingDuties(db, edit.after, site.now(), duties);
    std::vector<Distribution> inserted, updated;
    for (Distribution &duty : duties) {
        auto row = store::distribution(db, duty.package, duty.dp);
        if (row && !isGoing(*row))
            continue;
        const State was = row ? row->state : State::Removed;
        plan.rows.push_back(
            {duty.package, duty.dp, was, duty.state, row ? RowChange::Kind::Set : RowChange::Kind::Insert, row ? row->token : 0, duty.wantedVersion});
        if (!row) {
            inserted.push_back(std::move(duty));
            continue;
        }
        if (row->state == State::Publishing) {
            row->afterPublish = State::Waiting;
        } else {
            row->state = duty.state;
            row->dueAt = duty.dueAt;
            row->attempt = 0;
            row->waitingSince = site.now();
            row->error.reset();
            row->failingSince.reset();
        }
        row->wantedVersion = duty.wantedVersion;
        updated.push_back(std::move(*row));
    }
    if (edit.moved) {
        for (Distribution &row : planGoingOn(site, db, edit.after, plan))
            updated.push_back(std::move(row));
    }
    plan.leavesWork = !plan.rows.empty();
    plan.apply = [dp = edit.after, inserted, updated, touches = touchesOf(plan.rows)](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        store::updateDp(inner, dp);
        const std::int64_t token = store::takeToken(inner);
        for (Distribution row : inserted) {
            row.token = token;
            store::insertDistribution(inner, row);
        }
        for (Distribution row : updated) {
            row.token = row.state == State::Publishing ? row.token : token;
            store::updateDistribution(inner, row);
        }
        store::insertAuditTouches(inner, auditId, touches);
        return {};
    };
}

Result<Plan> planSet(Site &site, store::Connection &db, const DpEdit &visited, const Settings &settings)
{
    auto current = store::dp(db, visited.before.key);
    if (!current || current->removing)
        return failure(current ? removingError(current->name, Scope::Dp) : refusalError(Code::NotFound, visited.before.name, Scope::Dp));
    auto edit = editOf(*current, settings);
    if (!edit)
        return failure(edit.error());
    if (edit->moved) {
        // What was seen at the new place belongs to it; the rest of the row may have changed meanwhile and is as it is now.
        const std::vector<std::string> groups = edit->after.groups;
        const DpSettings kept = edit->after.settings;
        const auto held = edit->after.held;
        edit->after = visited.after;
        edit->after.groups = groups;
        edit->after.settings = kept;
        edit->after.held = held;
    }
    Plan plan;
    planJoin(site, db, *edit, plan);
    noteReadBack(db, *edit, plan);
    plan.otherChanges = edit->after == edit->before ? 0 : 1;
    plan.unchanged = edit->after == edit->before ? 1 : 0;
    plan.effect.dps = 1;
    for (const auto &[key, value] : settings) {
        plan.others += key + '=' + value + '\n';
        plan.effect.lines.push_back(key + " becomes " + (value.empty() ? "the default" : escapePath(value)) + ".");
    }
    plan.messages.push_back(say(MessageId::SettingsChanged, {site.environment().actor, current->name}, {{}, current->name, {}}));
    return plan;
}

// dp add --take-over

Plan planMarkedAgain(Site &site, store::Connection &db, const Dp &dp, const std::optional<transport::Transport::InstallOutcome> &installed)
{
    Plan plan;
    std::vector<Distribution> rows = planGoingOn(site, db, dp, plan);
    const std::size_t records = installed ? installed->records.size() : 0;
    if (installed)
        planLookAgain(site, db, dp, *installed, rows, plan);
    plan.otherChanges = 1;
    plan.others = "marker of " + dp.name;
    plan.effect.dps = 1;
    plan.effect.lines.push_back(dp.name + " gets its marker again in " + escapePath(dp.path) + ".");
    plan.messages.push_back(say(MessageId::DpTakenBack, {dp.name, escapePath(dp.path), std::to_string(records)}, {{}, dp.name, {}}));
    plan.leavesWork = !rows.empty();
    plan.apply = [dp, rows, touches = touchesOf(plan.rows)](store::Connection &inner, std::int64_t auditId) -> Result<void> {
        store::updateDp(inner, dp);
        const std::int64_t token = store::takeToken(inner);
        for (Distribution row : rows) {
            row.token = token;
            store::updateDistribution(inner, row);
        }
        store::insertAuditTouches(inner, auditId, touches);
        return {};
    };
    return plan;
}

/// A DP that is known, and whose marker may have been deleted. A marker of somebody else is left alone.
Result<Answer> takeOverAgain(Site &site, transport::Transport &transport, Dp known, const std::string &path, const Intent &intent)
{
    const bool moves = known.path != path;
    known.path = path;
    transport::WorkControl control(site.environment().clock);
    const transport::ProbeOutcome seen = transport.probe(dpAddress(site, known), false, control);
    if (seen.error && seen.error->code == Code::DpOtherIdentity)
        return failure(named(*seen.error, known.name));
    if (!seen.error && !known.condition && !moves)
        return unchangedAnswer(known);
    std::optional<transport::Transport::InstallOutcome> installed;
    if (!intent.dryRun) {
        const auto done = transport.install(dpAddress(site, known), false, control);
        if (!done)
            return failure(named(done.error(), known.name));
        installed = *done;
    }
    return carryOut(site, intent, [&](store::Connection &db) -> Result<Plan> {
        auto dp = store::dp(db, known.key);
        if (!dp || dp->removing)
            return failure(refusalError(Code::NotFound, known.name, Scope::Dp));
        dp->path = path;
        if (installed)
            noteSeen(*dp, installed->seen, site.now());
        forgetCondition(*dp);
        return planMarkedAgain(site, db, *dp, installed);
    });
}

} // namespace

Result<Answer> addDp(Site &site, transport::Transport &transport, const DpWish &asked, const Intent &intent)
{
    DpWish wish = asked;
    wish.path = cleanPath(wish.path);
    if (auto there = checkFolder(site, wish); !there)
        return failure(there.error());
    const auto seen = lookAround(site, wish.path);
    if (!seen)
        return failure(seen.error());
    const auto same = site.database().read<std::optional<Dp>>([&](store::Connection &db) { return examine(site, db, wish, *seen); });
    if (!same)
        return failure(same.error());
    if (*same)
        return wish.takeOver ? takeOverAgain(site, transport, **same, wish.path, intent) : unchangedAnswer(**same);
    Dp dp = wishedDp(site, wish);
    if (intent.dryRun)
        return keepDp(site, wish, *seen, dp, std::nullopt, intent);
    transport::WorkControl control(site.environment().clock);
    const auto installed = transport.install(dpAddress(site, dp), wish.takeOver, control);
    if (!installed)
        return failure(named(installed.error(), wish.name));
    dp.guid = installed->guid;
    noteSeen(dp, installed->seen, site.now());
    return keepDp(site, wish, *seen, dp, *installed, intent);
}

Result<Answer> setDp(Site &site, transport::Transport &transport, const std::string &dp, const Settings &settings, const Intent &intent)
{
    auto edit = site.database().read<DpEdit>([&](store::Connection &db) -> Result<DpEdit> {
        auto dps = resolveDps(db, {dp});
        if (!dps)
            return failure(dps.error());
        return editOf(dps->front(), settings);
    });
    if (!edit)
        return failure(edit.error());
    if (edit->moved) {
        if (auto free = checkNewPath(site, *edit); !free)
            return failure(free.error());
        if (auto visited = visitNewPath(site, transport, *edit); !visited)
            return failure(visited.error());
    }
    return carryOut(site, intent, [&](store::Connection &db) { return planSet(site, db, *edit, settings); });
}

} // namespace cartage::engine
