// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/statistics.h"

#include <array>

#include "core/store/journalrepository.h"
#include "core/store/statusrepository.h"

namespace cartage::engine {

namespace {

constexpr Span every = std::chrono::hours(1);
constexpr Span atLeastEvery = std::chrono::days(1);
constexpr const char *givenAt = "statistics_at";
constexpr const char *givenOf = "statistics_";
/// Counters of the intake, in the order of the message's strings.
constexpr std::array flows{"accepted", "repeated", "quarantined"};
constexpr std::array bySeverity{"accepted_error", "accepted_warning", "accepted_information"};
/// Names begin with no time: the oldest of many is known well enough from so many.
constexpr int filesLookedAt = 1000;

std::int64_t valueOf(const std::unordered_map<std::string, std::int64_t> &counts, const std::string &name)
{
    const auto found = counts.find(name);
    return found == counts.end() ? 0 : found->second;
}

void remember(store::Connection &db, const std::unordered_map<std::string, std::int64_t> &counts, Time now)
{
    for (const char *name : flows)
        store::setCount(db, givenOf + std::string(name), valueOf(counts, name));
    for (const char *name : bySeverity)
        store::setCount(db, givenOf + std::string(name), valueOf(counts, name));
    store::setCount(db, givenAt, toMs(now));
}

} // namespace

void Statistics::reload(store::Connection &db, Time now)
{
    const std::int64_t at = valueOf(store::counts(db), givenAt);
    // Of a clock that was ahead: as if none had been given.
    m_next = at == 0 || timeFromMs(at) > now ? now : timeFromMs(at) + every;
}

std::optional<Time> Statistics::step(store::Connection &db, Time now) const
{
    if (!isDue(now))
        return std::nullopt;
    const auto counts = store::counts(db);
    const std::int64_t since = valueOf(counts, givenAt);
    if (since == 0 || timeFromMs(since) > now) {
        remember(db, counts, now);
        return now + every;
    }
    if (now - timeFromMs(since) < every)
        return timeFromMs(since) + every;
    const auto more = [&counts](const std::string &name) { return valueOf(counts, name) - valueOf(counts, givenOf + name); };
    std::vector<std::string> strings{toRfc3339(timeFromMs(since))};
    bool any = false;
    for (const char *name : flows) {
        strings.push_back(std::to_string(more(name)));
        any = any || more(name) > 0;
    }
    if (!any && now - timeFromMs(since) < atLeastEvery)
        return std::min(now + every, timeFromMs(since) + atLeastEvery);
    const std::optional<Time> oldest = oldestWaiting();
    strings.push_back(std::to_string(store::sendersSince(db, timeFromMs(since))));
    strings.push_back(oldest ? toRfc3339(*oldest) : std::string());
    for (const char *name : bySeverity)
        strings.push_back(std::to_string(more(name)));
    m_messages.raise(db, now, MessageId::Statistics, std::move(strings));
    remember(db, counts, now);
    return now + every;
}

std::optional<Time> Statistics::oldestWaiting() const
{
    io::FileSystem &files = m_site->files();
    const auto folder = files.openFolderAt(m_site->root(), "inbox/new");
    std::optional<Time> oldest;
    int looked = 0;
    if (!folder)
        return oldest;
    static_cast<void>(files.list(*folder, [&](const io::FolderEntry &entry) {
        const auto status = files.statusAt(*folder, entry.name);
        if (!status)
            return true;
        const Time changed{std::chrono::duration_cast<Span>(std::chrono::nanoseconds(status->mtimeNs))};
        if (!oldest || changed < *oldest)
            oldest = changed;
        return ++looked < filesLookedAt;
    }));
    return oldest;
}

} // namespace cartage::engine
