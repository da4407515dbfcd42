// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "core/engine/change.h"
#include "core/engine/componentviews.h"
#include "core/engine/queries.h"
#include "core/engine/statusviews.h"
#include "core/store/addressrepository.h"
#include "core/store/belowquestions.h"
#include "core/store/dprepository.h"

namespace cartage::engine {
namespace {

constexpr Span longestOwed = std::chrono::hours(24);
constexpr Span longestInbox = std::chrono::minutes(10);
constexpr Span longestWithoutBackup = std::chrono::hours(48);
constexpr std::uint64_t leastFree = 1ULL << 30;

void earliest(std::optional<Time> &time, std::optional<Time> other)
{
    if (other && (!time || *other < *time))
        time = other;
}

void latest(std::optional<Time> &time, std::optional<Time> other)
{
    if (other && (!time || *other > *time))
        time = other;
}

/// Owed and meant to be done now: not what an operator has stopped or held, nor what waits outside a window.
bool counts(State state)
{
    switch (state) {
    case State::Waiting:
    case State::Transferring:
    case State::Verifying:
    case State::Publishing:
    case State::Damaged:
    case State::Retrying:
    case State::Blocked:
    case State::Failed:
    case State::Removing:
        return true;
    case State::Installed:
    case State::Unverified:
    case State::Stopped:
    case State::Paused:
    case State::Removed:
        return false;
    }
    return false;
}

void readRows(Site &site, store::Connection &db, HealthView &view)
{
    view.distributions = store::stateCounts(db, {});
    view.engineRunning = engineLives(site, store::lease(db));
    view.haltedComponents = haltedComponents(db);
    if (heldUpIntake(db))
        view.pastLimit.push_back("intake_held_up");
    store::Selection owed;
    for (const State state : allStates()) {
        if (counts(state))
            owed.states.push_back(state);
    }
    store::eachDistribution(db, owed, [&view](const Distribution &row) { earliest(view.oldestOwed, row.failingSince.value_or(row.waitingSince)); });
    store::MessageFilter filter;
    filter.limit = 1;
    filter.ownOnly = true;
    filter.ids = {static_cast<int>(MessageId::Validated), static_cast<int>(MessageId::HashDiffers), static_cast<int>(MessageId::FilesMissing)};
    for (const StatusMessage &message : store::messages(db, filter))
        view.lastValidation = message.time;
}

void readSites(store::Connection &db, Time now, HealthView &view)
{
    const std::vector<Address> addresses = store::addresses(db);
    if (addresses.empty())
        return;
    for (const Address &address : addresses) {
        if (store::isSilent(address, now))
            view.silentSites.push_back(address.site.value());
    }
    view.oldestOwedBelow = store::sumBelow(db).oldestOwed;
    view.oldestRequest = store::requestSum(db).oldest;
}

constexpr std::size_t looksAt = 20'000;

/// Time of the oldest (or newest) regular file of a folder whose name begins so; a folder that is not there has none. Of very many files the first
/// thousands are looked at: their names begin with no time.
std::optional<Time> fileTime(Site &site, const std::string &folder, bool newest, std::string_view prefix = {})
{
    io::FileSystem &fs = site.files();
    auto handle = fs.openFolderAt(site.root(), folder);
    std::optional<Time> time;
    if (!handle)
        return time;
    std::vector<std::string> names;
    const auto listed = fs.list(*handle, [&](const io::FolderEntry &entry) {
        if (entry.name.starts_with(prefix))
            names.emplace_back(entry.name);
        return names.size() < looksAt;
    });
    if (!listed)
        return time;
    for (const std::string &name : names) {
        const auto status = fs.statusAt(*handle, name);
        if (!status || status->type != io::FileType::Regular)
            continue;
        const Time at{std::chrono::duration_cast<Span>(std::chrono::nanoseconds(status->mtimeNs))};
        newest ? latest(time, at) : earliest(time, at);
    }
    return time;
}

std::optional<Time> lastBackupCommand(store::Connection &db)
{
    store::AuditFilter filter;
    filter.action = "site backup";
    filter.limit = 1;
    const std::vector<store::AuditRow> last = store::audit(db, filter);
    return last.empty() ? std::nullopt : std::optional(last.front().at);
}

void judge(Time now, HealthView &view)
{
    const auto olderThan = [now](const std::optional<Time> &time, Span limit) { return time && now - *time > limit; };
    if (olderThan(view.oldestOwed, longestOwed))
        view.pastLimit.push_back("oldest_owed");
    if (olderThan(view.oldestOwedBelow, longestOwed))
        view.pastLimit.push_back("oldest_owed_below");
    if (olderThan(view.oldestRequest, longestOwed))
        view.pastLimit.push_back("oldest_request");
    if (!view.silentSites.empty())
        view.pastLimit.push_back("sites_silent");
    if (olderThan(view.oldestInboxFile, longestInbox))
        view.pastLimit.push_back("oldest_inbox_file");
    if (olderThan(view.lastBackup, longestWithoutBackup))
        view.pastLimit.push_back("last_backup");
    if (!view.haltedComponents.empty())
        view.pastLimit.push_back("components_halted");
    if (view.siteFreeBytes < leastFree)
        view.pastLimit.push_back("site_free_bytes");
    if (view.libraryFreeBytes < leastFree)
        view.pastLimit.push_back("library_free_bytes");
}

std::string metric(const std::string &name, const std::string &help, const std::string &labels, const std::string &value)
{
    return "# HELP cartage_" + name + " " + help + "\n# TYPE cartage_" + name + " gauge\ncartage_" + name + labels + " " + value + "\n";
}

std::string seconds(const std::optional<Time> &time) { return time ? std::to_string(toMs(*time) / 1000) : "NaN"; }

} // namespace

Result<HealthView> health(Site &site)
{
    auto view = site.database().read<HealthView>([&site](store::Connection &db) -> Result<HealthView> {
        HealthView answer;
        readRows(site, db, answer);
        readSites(db, site.now(), answer);
        answer.lastBackup = lastBackupCommand(db);
        return answer;
    });
    if (!view)
        return view;
    latest(view->lastBackup, fileTime(site, "backup", true, "site-"));
    view->oldestInboxFile = fileTime(site, "inbox/new", false);
    if (const auto space = site.files().space(site.root()))
        view->siteFreeBytes = space->free;
    auto library = site.library();
    if (!library)
        return failure(library.error());
    if (const auto space = (*library)->space())
        view->libraryFreeBytes = space->free;
    judge(site.now(), *view);
    return view;
}

std::string metricsText(const HealthView &health, const SiteView &site)
{
    const std::string label = "{site=\"" + site.row.code.value() + "\"}";
    std::string text = metric("engine_running", "1 while an engine works the site.", label, health.engineRunning ? "1" : "0");
    text += "# HELP cartage_distributions Distributions by state.\n# TYPE cartage_distributions gauge\n";
    for (const State state : allStates()) {
        const auto found = health.distributions.find(state);
        text += "cartage_distributions{site=\"" + site.row.code.value() + "\",state=\"" + std::string(name(state)) + "\"} "
                + std::to_string(found == health.distributions.end() ? 0 : found->second) + "\n";
    }
    text += metric("oldest_owed_seconds", "Since when the oldest duty is owed, seconds since 1970; NaN: nothing is owed.", label,
                   seconds(health.oldestOwed));
    text += metric("oldest_inbox_file_seconds", "Time of the oldest inbox file, seconds since 1970; NaN: none.", label,
                   seconds(health.oldestInboxFile));
    text += metric("last_backup_seconds", "Time of the last backup, seconds since 1970; NaN: none.", label, seconds(health.lastBackup));
    text += metric("last_validation_seconds", "Time of the last validation, seconds since 1970; NaN: none.", label, seconds(health.lastValidation));
    text += metric("site_free_bytes", "Free space where the site folder is.", label, std::to_string(health.siteFreeBytes));
    text += metric("library_free_bytes", "Free space where the content library is.", label, std::to_string(health.libraryFreeBytes));
    text += metric("database_bytes", "Size of the site's database.", label, std::to_string(site.databaseBytes));
    text += metric("packages", "Packages of the site.", label, std::to_string(site.packages));
    text += metric("dps", "Distribution points of the site.", label, std::to_string(site.dps));
    text += metric("components_halted", "Components that an operator has paused or stopped.", label, std::to_string(health.haltedComponents.size()));
    text += metric("oldest_owed_below_seconds", "Since when the oldest duty of a site below is asked for and not told done, seconds since 1970; NaN: none.", label,
                   seconds(health.oldestOwedBelow));
    text += metric("oldest_request_seconds", "Time of the oldest sending that has not come to its end, seconds since 1970; NaN: none.", label,
                   seconds(health.oldestRequest));
    text += metric("sites_silent", "Child sites that have told nothing for an hour.", label, std::to_string(health.silentSites.size()));
    text += metric("past_limit", "Number of values that are past their limit.", label, std::to_string(health.pastLimit.size()));
    return text;
}

} // namespace cartage::engine
