// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/housekeeping.h"

#include <algorithm>

#include "core/base/logging.h"
#include "core/engine/backup.h"
#include "core/engine/retention.h"
#include "core/engine/sweep.h"
#include "core/store/enginerepository.h"
#include "core/store/journalrepository.h"
#include "core/store/overviewrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/siteupkeep.h"

namespace cartage::engine {

namespace {


constexpr const char *contentMayGoSetting = "engine_content_may_go";
constexpr const char *sweptAtSetting = "engine_swept_at";
constexpr const char *backupFolder = "backup";
constexpr std::string_view backupPrefix = "site-";
constexpr std::string_view backupSuffix = ".db";
constexpr std::size_t backupsKept = 7;
constexpr Span backupEvery = std::chrono::days(1);
constexpr Span backupAgain = std::chrono::hours(1);
constexpr Span retireEvery = std::chrono::days(1);
constexpr Span retirePause = std::chrono::seconds(5);
constexpr Span countEvery = std::chrono::minutes(1);
constexpr Span countsKept = std::chrono::days(8);
constexpr Span siteRowsKept = std::chrono::days(30);
constexpr Span sweepAgain = std::chrono::minutes(1);
constexpr Span partedTooFar = std::chrono::minutes(5);
/// A few pages each: the log stays at some MiB.
constexpr int writesToCheckpoint = 200;
constexpr int versionsInOneStep = 10;
constexpr int rowsInOneStep = 500;
constexpr std::size_t filesInOneSweep = 10'000;

/// site-20261120T030752Z.db: sorts by time.
std::string backupName(Time now)
{
    std::string text = toRfc3339(now).substr(0, 19) + "Z";
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return std::string(backupPrefix) + text + std::string(backupSuffix);
}

std::vector<std::string> backupNames(io::FileSystem &fs, const io::Handle &folder)
{
    std::vector<std::string> names;
    static_cast<void>(fs.list(folder, [&](const io::FolderEntry &entry) {
        if (entry.name.starts_with(backupPrefix) && entry.name.ends_with(backupSuffix) && entry.name.size() == backupName(Time()).size())
            names.emplace_back(entry.name);
        return true;
    }));
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace

Housekeeping::Housekeeping(Site &site, Executor &executor, components::StatusWriter messages, bool backups)
    : m_site(&site), m_executor(&executor), m_messages(std::move(messages)), m_backups(backups)
{
}

void Housekeeping::reload(store::Connection &db, Time now)
{
    const auto settings = store::settings(db);
    const std::optional<Time> pruned = store::newestPrune(db);
    const auto swept = settings.find(sweptAtSetting);
    const std::optional<Time> sweptAt = swept == settings.end() ? std::nullopt : parseRfc3339(swept->second);
    if (settings.contains(contentMayGoSetting) || (pruned && (!sweptAt || *pruned >= *sweptAt)))
        m_progress.sweepWanted = true;
    m_progress.pruneWanted = true;
    m_countWanted = true;
    if (m_backups && !m_backupAt) {
        io::FileSystem &fs = m_site->environment().files;
        const auto folder = fs.openFolder(m_site->folder() + '/' + backupFolder);
        const std::vector<std::string> names = folder ? backupNames(fs, *folder) : std::vector<std::string>();
        // A clock that was set back must not put the next backup off for years: names from the future do not count.
        const bool fresh = !names.empty() && names.back() <= backupName(now) && names.back() > backupName(now - backupEvery);
        m_backupAt = fresh ? now + backupEvery : now;
    }
    if (!m_progress.retireAt)
        m_progress.retireAt = now;
}

void Housekeeping::contentMayGo(store::Connection &db)
{
    store::setSetting(db, contentMayGoSetting, "1");
}

bool Housekeeping::wantsStep(Time now) const
{
    return m_progress.pruneWanted || countDue(now) || !m_toSay.empty() || m_sweptToTheEnd || (m_progress.retireAt && *m_progress.retireAt <= now);
}

bool Housekeeping::hasPending(Time now) const
{
    const bool sweepDue = m_progress.sweepWanted && !(m_sweepNotBefore && *m_sweepNotBefore > now);
    return m_running || m_progress.pruneWanted || !m_toSay.empty() || sweepDue || (m_backupAt && *m_backupAt <= now);
}

std::optional<Time> Housekeeping::nextDue() const
{
    std::optional<Time> next = m_backupAt;
    const auto earlier = [&next](std::optional<Time> candidate) {
        if (candidate && (!next || *candidate < *next))
            next = candidate;
    };
    earlier(m_progress.retireAt);
    if (m_countWanted && m_countedAt)
        earlier(*m_countedAt + countEvery);
    if (m_progress.sweepWanted && !m_running)
        earlier(m_sweepNotBefore);
    return next;
}

/// Also where the clock was set back.
bool Housekeeping::countDue(Time now) const
{
    return m_countWanted && (!m_countedAt || now >= *m_countedAt + countEvery || now < *m_countedAt);
}

bool Housekeeping::countStates(store::Connection &db, Time now, bool last) const
{
    if (!countDue(now) && !(last && m_countWanted))
        return false;
    store::recordStates(db, now, now - countsKept);
    return true;
}

void Housekeeping::statesCounted(Time now)
{
    m_countWanted = false;
    m_countedAt = now;
}

Housekeeping::Progress Housekeeping::step(store::Connection &db, Time now, const SiteSettings &settings, Span parted) const
{
    Progress progress = m_progress;
    progress.said = m_toSay.size();
    for (const Say &say : m_toSay)
        m_messages.raise(db, now, say.id, say.strings);
    if (m_sweptToTheEnd) {
        store::setSetting(db, contentMayGoSetting, std::nullopt);
        store::setSetting(db, sweptAtSetting, toRfc3339(now));
    }
    const bool clocksParted = std::chrono::abs(parted) >= partedTooFar;
    if (clocksParted && !progress.saidParted) {
        progress.saidParted = true;
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(parted).count();
        m_messages.raise(db, now, MessageId::ClocksParted, {std::to_string(seconds)});
    }
    prune(db, now, settings.keepVersions, progress);
    // What is old by a clock that was wrong may be young: deletion by age stops until an operator has looked and started the engine anew.
    if (progress.saidParted)
        progress.retireAt = now + retireEvery;
    else
        retire(db, now, settings, progress);
    return progress;
}

void Housekeeping::prune(store::Connection &db, Time now, int keep, Progress &progress) const
{
    if (!progress.pruneWanted)
        return;
    const std::vector<store::PrunableVersion> old = store::prunableVersions(db, std::nullopt, keep, versionsInOneStep);
    for (const store::PrunableVersion &each : old) {
        store::markPruned(db, each.package, each.version.version, now);
        m_messages.raise(db, now, MessageId::VersionLetGo, {each.package.value(), std::to_string(each.version.version)},
                         {each.package, std::string(), each.version.version});
    }
    if (!old.empty()) {
        contentMayGo(db);
        progress.sweepWanted = true;
    }
    progress.pruneWanted = static_cast<int>(old.size()) == versionsInOneStep;
}

void Housekeeping::retire(store::Connection &db, Time now, const SiteSettings &settings, Progress &progress) const
{
    if (!progress.retireAt || *progress.retireAt > now)
        return;
    const bool more = retireStep(db, now, settings.messages, m_messages, progress.retirement);
    if (settings.auditFor.count() > 0)
        static_cast<void>(store::retireAudit(db, now - settings.auditFor, rowsInOneStep));
    store::retireRequests(db, now - retireEvery);
    const bool moreOfSites = store::retireSiteRows(db, now - siteRowsKept, rowsInOneStep) >= rowsInOneStep;
    progress.retireAt = now + (more || moreOfSites ? retirePause : retireEvery);
}

void Housekeeping::wrote()
{
    if (++m_writes < writesToCheckpoint || m_running)
        return;
    m_writes = 0;
    submit([](Site &site) { return checkpoint(site); });
}

void Housekeeping::committed(Time now, const Progress &progress)
{
    m_toSay.erase(m_toSay.begin(), m_toSay.begin() + static_cast<std::ptrdiff_t>(progress.said));
    m_progress = progress;
    m_sweptToTheEnd = false;
    beginTask(now);
}

void Housekeeping::beginTask(Time now)
{
    if (m_running)
        return;
    if (m_backupAt && *m_backupAt <= now) {
        m_backupAt = now + backupEvery;
        m_backupAgain = now + backupAgain;
        submit([folder = m_site->folder() + '/' + backupFolder, name = backupName(now)](Site &site) { return backUp(site, folder, name); });
    } else if (m_progress.sweepWanted && !m_progress.pruneWanted && !(m_sweepNotBefore && *m_sweepNotBefore > now)) {
        m_progress.sweepWanted = false;
        m_sweepNotBefore = now + sweepAgain;
        submit([](Site &site) { return sweep(site); });
    }
}

/// The worker opens the site anew: a connection belongs to one thread.
void Housekeeping::submit(std::function<TaskReport(Site &)> task)
{
    m_running = true;
    auto report = std::make_shared<TaskReport>(); // with the worker's thread
    m_executor->submit(
        Executor::Place::Database,
        [task = std::move(task), report, environment = m_site->environment(), folder = m_site->folder()] {
            const auto site = Site::open(environment, folder);
            if (site) {
                *report = task(**site);
            } else {
                report->failed = true;
                logWarning("Engine", "housekeeping put off code=" + std::string(name(site.error().code)));
            }
        },
        [this, report] { taskDone(*report); });
}

void Housekeeping::taskDone(const TaskReport &report)
{
    m_running = false;
    if (report.failed && m_backupAgain)
        m_backupAt = m_backupAgain;
    m_backupAgain.reset();
    m_toSay.insert(m_toSay.end(), report.says.begin(), report.says.end());
    m_sweptToTheEnd = m_sweptToTheEnd || report.swept;
    m_progress.sweepWanted = m_progress.sweepWanted || report.sweepAgain;
}

Housekeeping::TaskReport Housekeeping::backUp(Site &site, const std::string &folder, const std::string &name)
{
    TaskReport report;
    const std::string file = folder + '/' + name;
    if (const auto written = writeBackup(site, file); !written) {
        report.failed = true;
        report.says.push_back({MessageId::BackupFailed, {file, std::string(cartage::name(written.error().code))}});
        return report;
    }
    report.says.push_back({MessageId::BackupMade, {file}});
    io::FileSystem &fs = site.environment().files;
    const auto opened = fs.openFolder(folder);
    if (!opened)
        return report;
    std::vector<std::string> names = backupNames(fs, *opened);
    // Of a clock that was wrong: what has a later name than the one just made goes first, or it would outlive all to come.
    std::rotate(names.begin(), std::upper_bound(names.begin(), names.end(), name), names.end());
    for (std::size_t i = 0; i + backupsKept < names.size(); ++i)
        static_cast<void>(fs.removeFile(*opened, names[i]));
    return report;
}

Housekeeping::TaskReport Housekeeping::checkpoint(Site &site)
{
    if (const auto done = site.database().checkpoint(); !done)
        logWarning("Engine", "no checkpoint code=" + std::string(name(done.error().code)));
    return {};
}

Housekeeping::TaskReport Housekeeping::sweep(Site &site)
{
    TaskReport report;
    const auto swept = sweepStep(site, filesInOneSweep);
    if (!swept) {
        logWarning("Engine", "library not swept code=" + std::string(name(swept.error().code)));
        report.sweepAgain = true;
        return report;
    }
    if (swept->bytes > 0)
        report.says.push_back({MessageId::ContentSwept, {std::to_string(swept->bytes)}});
    report.swept = swept->complete;
    report.sweepAgain = !swept->complete;
    return report;
}

} // namespace cartage::engine
