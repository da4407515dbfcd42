// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/domain/escape.h"
#include "core/domain/settings.h"
#include "core/engine/belowrows.h"
#include "core/engine/componentviews.h"
#include "core/engine/queries.h"
#include "core/store/addressrepository.h"
#include "core/store/belowquestions.h"
#include "core/store/statusrepository.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/listing.h"
#include "core/store/overviewrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/siterepository.h"
#include "core/store/statusquestions.h"

namespace cartage::engine {

namespace {

/// Of this site, and of what sites below have told: lists have both.
void countStates(Overview &view, const std::map<State, std::int64_t> &states)
{
    for (const auto &[state, count] : states) {
        view.active += isAtWork(state) ? count : 0;
        view.retrying += state == State::Retrying ? count : 0;
        view.waiting += state == State::Waiting ? count : 0;
        view.blocked += state == State::Blocked ? count : 0;
    }
}

void countCoverage(Overview &view)
{
    for (const auto &[state, count] : view.distributions) {
        view.targets += state == State::Removing || state == State::Removed ? 0 : count;
        view.verified += state == State::Installed ? count : 0;
    }
}

void countProblems(Overview &view, const std::vector<ProblemView> &problems)
{
    view.problems = std::ssize(problems);
    for (const ProblemView &problem : problems) {
        if (problem.acknowledged) {
            ++view.acknowledged;
        } else if (problem.severity == Severity::Error) {
            ++view.needYou;
            if (problem.row.since && (!view.oldestNeedsYou || *problem.row.since < *view.oldestNeedsYou))
                view.oldestNeedsYou = problem.row.since;
        }
    }
}

double rateOf(const store::RunningRow &row, Time now)
{
    const double seconds = std::chrono::duration<double>(now - row.started).count();
    return seconds < 0.5 || row.resumed ? 0 : static_cast<double>(row.bytesDone) / seconds;
}

void countRunning(Overview &view, const std::vector<store::RunningRow> &rows)
{
    for (const store::RunningRow &row : rows) {
        view.bytesLeft += std::max<std::int64_t>(0, row.bytesTotal - row.bytesDone);
        view.bytesPerSecond += static_cast<std::int64_t>(rateOf(row, view.at));
    }
}

void countDps(Overview &view, const std::vector<Dp> &dps, Span staleAfter)
{
    view.dps = std::ssize(dps);
    for (const Dp &dp : dps) {
        view.staleDps += isStale(dp, view.at, staleAfter) ? 1 : 0;
        view.heldDps += dp.held ? 1 : 0;
    }
}

void countBelow(store::Connection &db, Overview &view)
{
    const std::vector<Address> addresses = store::addresses(db);
    if (addresses.empty())
        return;
    for (const Address &address : addresses) {
        view.sitesSilent += store::isSilent(address, view.at) ? 1 : 0;
        view.sitesNotReached += address.failures > 0 ? 1 : 0;
    }
    view.sites = std::ssize(store::remoteSites(db));
    const store::BelowSum sum = store::sumBelow(db);
    view.targetsBelow = sum.targets;
    view.verifiedBelow = sum.verified;
    view.failingBelow = sum.failing;
    view.targets += sum.targets;
    view.verified += sum.verified;
    view.distributionsBelow = store::statesBelow(db);
    countStates(view, view.distributionsBelow);
    const store::RequestSum requests = store::requestSum(db);
    view.requests = requests.open;
    view.bytesToSend = requests.bytesLeft;
}

/// Some 10 ms; of more the engine at work says how many it has met.
constexpr std::int64_t countedFiles = 20'000;

void countInbox(Site &site, Overview &view)
{
    const auto folder = site.files().openFolderAt(site.root(), "inbox/new");
    if (!folder)
        return;
    (void)site.files().list(*folder, [&](const io::FolderEntry &entry) {
        ++view.inboxFiles;
        if (view.inboxFiles > countedFiles)
            return false;
        // Names begin with no time: the oldest of many is known well enough from the first thousand.
        const auto status = view.inboxFiles <= 1000 ? site.files().statusAt(*folder, entry.name) : failure(io::IoError());
        if (!status)
            return true;
        const Time changed = std::chrono::floor<Span>(Time(std::chrono::duration_cast<Span>(std::chrono::nanoseconds(status->mtimeNs))));
        if (!view.oldestInboxFile || changed < *view.oldestInboxFile)
            view.oldestInboxFile = changed;
        return true;
    });
}

/// Of a folder that is too large to be counted here.
void countLargeInbox(Site &site, Overview &view)
{
    const auto counts = site.database().read<std::unordered_map<std::string, std::int64_t>>(
        [](store::Connection &db) -> Result<std::unordered_map<std::string, std::int64_t>> { return store::counts(db); });
    if (const auto waiting = counts ? counts->find("inbox_waiting") : decltype(counts->end())(); counts && waiting != counts->end())
        view.inboxFiles = std::max(view.inboxFiles, waiting->second);
}

/// Bytes of one stretch of time, spread over the steps that it touches.
class Spread
{
public:
    Spread(Throughput &into, std::size_t steps)
        : m_into(into)
        , m_steps(steps)
    { }
    void add(Throughput::Series &series, Time from, Time to, double bytes)
    {
        series.bytesPerSecond.resize(m_steps);
        const auto ms = static_cast<double>(std::max<std::int64_t>(1, (to - from).count()));
        const auto step = static_cast<double>(m_into.step.count());
        const double begin = std::max(0.0, static_cast<double>((from - m_into.from).count()));
        const double end = std::min(step * static_cast<double>(m_steps), static_cast<double>((from - m_into.from).count()) + ms);
        for (double at = begin; at < end;) {
            const auto index = std::min(static_cast<std::size_t>(at / step), m_steps - 1);
            const double next = std::min(end, step * static_cast<double>(index + 1));
            const double part = bytes * (next - at) / ms;
            series.bytesPerSecond[index] += part / (step / 1000);
            series.total += part;
            if (next <= at)
                break;
            at = next;
        }
    }

private:
    Throughput &m_into;
    std::size_t m_steps;
};

Throughput throughputIn(store::Connection &db, Time now, Span range, int steps)
{
    Throughput view;
    view.step = std::max(Span(1), range / steps);
    view.steps = steps;
    view.from = now - view.step * steps;
    std::map<DpKey, Throughput::Series> series;
    Spread spread(view, static_cast<std::size_t>(steps));
    store::eachAttemptSince(db, view.from, [&](const store::AttemptBytes &attempt) {
        spread.add(series[attempt.dp], attempt.started, attempt.ended, static_cast<double>(attempt.bytes));
    });
    for (const store::RunningRow &row : store::runningRows(db)) {
        Throughput::Series &of = series[row.dp];
        if (!row.resumed)
            spread.add(of, row.started, now, static_cast<double>(row.bytesDone));
        of.now += rateOf(row, now);
    }
    for (auto &[key, one] : series) {
        const auto dp = store::dp(db, key);
        if (!dp || one.total <= 0)
            continue;
        one.key = key;
        one.dp = dp->name;
        view.series.push_back(std::move(one));
    }
    std::stable_sort(view.series.begin(), view.series.end(), [](const auto &a, const auto &b) { return a.total > b.total; });
    return view;
}

constexpr std::array<Span, WaitingView::ages - 1> ages = {std::chrono::minutes(5), std::chrono::minutes(15), std::chrono::hours(1), std::chrono::hours(4),
                                                          std::chrono::hours(24)};

/// From so many on a walk through all rows is the shorter way.
constexpr std::int64_t manyWait = 5000;

std::int64_t waitingRows(const std::map<State, std::int64_t> &states)
{
    std::int64_t rows = 0;
    for (const auto &[state, count] : states)
        rows += isOwed(state) && !isAtWork(state) && state != State::Stopped ? count : 0;
    return rows;
}

} // namespace

Result<Overview> overview(Site &site)
{
    auto view = site.database().read<Overview>([&site](store::Connection &db) -> Result<Overview> {
        Overview answer;
        answer.at = site.now();
        const auto engine = engineView(site);
        const auto causes = problems(site, {});
        if (!engine || !causes)
            return failure(engine ? causes.error() : engine.error());
        answer.engine = *engine;
        answer.distributions = store::stateCounts(db, {});
        countStates(answer, answer.distributions);
        countCoverage(answer);
        countProblems(answer, *causes);
        countRunning(answer, store::runningRows(db));
        countDps(answer, store::dps(db), siteSettingsFrom(store::settings(db)).staleAfter);
        answer.packages = std::ssize(store::packageNames(db));
        answer.nextTry = store::nextRetry(db);
        answer.clients = store::clientCount(db);
        answer.quarantined = store::quarantineCount(db);
        answer.statusTaken = store::statusTaken(db);
        answer.newestMessage = store::newestMessage(db);
        answer.newestAudit = store::newestAudit(db);
        answer.haltedComponents = haltedComponents(db);
        countBelow(db, answer);
        return answer;
    });
    if (view) {
        countInbox(site, *view);
        if (view->inboxFiles > countedFiles)
            countLargeInbox(site, *view);
    }
    return view;
}

Result<Throughput> throughput(Site &site, Span range, int steps)
{
    const Time now = site.now();
    return site.database().read<Throughput>([&](store::Connection &db) -> Result<Throughput> { return throughputIn(db, now, range, std::max(1, steps)); });
}

Result<StateHistory> stateHistory(Site &site, Span range)
{
    StateHistory history;
    history.to = site.now();
    history.from = history.to - range;
    return site.database().read<StateHistory>([&](store::Connection &db) -> Result<StateHistory> {
        history.counts = store::statesSince(db, history.from);
        // Of a clock that was ahead.
        std::erase_if(history.counts, [&history](const store::StateCount &each) { return each.at >= history.to; });
        if (!history.counts.empty())
            history.since = history.counts.front().at;
        store::StateCount now{history.to, {}};
        for (const auto &[state, rows] : store::stateCounts(db, {})) {
            if (rows > 0)
                now.rows[state] = rows;
        }
        history.counts.push_back(std::move(now));
        return history;
    });
}

namespace {

void addWaitingBelow(Site &site, store::Connection &db, std::vector<WaitingView> &views)
{
    const std::vector<store::WaitingBelow> sums = store::waitingBelow(db, site.now(), ages);
    if (sums.empty())
        return;
    components::BelowTargets targets = targetsBelow(site, db);
    for (const store::WaitingBelow &sum : sums) { // they come by DP, then age
        const auto isOf = [&sum](const WaitingView &view) {
            return view.below && view.below->site == sum.target.site && foldName(view.below->name) == foldName(sum.target.dp);
        };
        if (views.empty() || !isOf(views.back())) {
            WaitingView &made = views.emplace_back();
            auto dp = store::remoteDp(db, sum.target);
            made.below = dp ? std::move(*dp) : RemoteDp{sum.target.site, sum.target.site, sum.target.dp, {}, {}};
        }
        WaitingView &view = views.back();
        view.all += sum.rows;
        view.byAge[static_cast<std::size_t>(sum.age)] += sum.rows;
        view.bytesOwed += sum.bytes;
        auto target = store::remoteTarget(db, sum.oldest, sum.target);
        if (!target) // cannot be: one read
            continue;
        const auto version = store::versionOf(db, target->package, target->wantedVersion);
        view.oldest = toldView(db, targets.asKnown(std::move(*target), version ? std::optional(version->manifest) : std::nullopt), DpKey());
        view.error = view.oldest->error ? std::optional(view.oldest->error->code) : std::nullopt;
    }
}

} // namespace

Result<std::vector<WaitingView>> waitingByAge(Site &site)
{
    const Time now = site.now();
    return site.database().read<std::vector<WaitingView>>([&](store::Connection &db) -> Result<std::vector<WaitingView>> {
        const auto dps = dpViews(site);
        if (!dps)
            return failure(dps.error());
        std::vector<WaitingView> views;
        std::map<DpKey, WaitingView> byDp;
        store::eachWaitingSum(db, now, ages, waitingRows(store::stateCounts(db, {})) > manyWait, [&byDp](const store::WaitingSum &sum) {
            WaitingView &view = byDp[sum.dp];
            view.all += sum.rows;
            view.byAge[static_cast<std::size_t>(sum.age)] += sum.rows;
            view.bytesOwed += sum.bytes;
            if (sum.error) // the sums come by age
                view.error = sum.error;
        });
        for (const DpView &dp : *dps) {
            const auto view = byDp.find(dp.dp.key);
            if (view == byDp.end())
                continue;
            view->second.dp = dp;
            views.push_back(std::move(view->second));
        }
        addWaitingBelow(site, db, views);
        std::stable_sort(views.begin(), views.end(), [](const WaitingView &a, const WaitingView &b) { return a.all > b.all; });
        return views;
    });
}

} // namespace cartage::engine
