// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <utility>

#include "core/base/logging.h"
#include "core/components/distributionmanager.h"
#include "core/domain/escape.h"
#include "core/engine/hierarchy.h"
#include "core/engine/housekeeping.h"
#include "core/engine/lease.h"
#include "core/engine/rulekeeper.h"
#include "core/engine/sitelayout.h"
#include "core/engine/statistics.h"
#include "core/engine/statusintake.h"
#include "core/engine/workers.h"
#include "core/inbox/inboxidentity.h"
#include "core/io/wakewatch.h"

namespace cartage::engine {

namespace {

constexpr Span progressEvery = std::chrono::seconds(1);
constexpr Span lookUnderWork = std::chrono::seconds(2);
constexpr Span lookAtRest = std::chrono::seconds(30);
constexpr Span idleAhead = std::chrono::seconds(1);
constexpr Span patience = std::chrono::milliseconds(100);
constexpr Span withoutSpace = std::chrono::seconds(30);
constexpr Span toStop = std::chrono::seconds(5);
/// Who shows the site hears of messages so often at the most.
constexpr Span tellEvery = std::chrono::milliseconds(250);
constexpr Span stopLook = std::chrono::milliseconds(100);
constexpr Span stuckAtStop = std::chrono::seconds(1);
/// How often a transfer is compared with what waits and has come up a class meanwhile.
constexpr Span givesWayEvery = std::chrono::minutes(1);

/// What a turn's transaction has decided; takes effect when it is committed.
struct Decided {
    components::DistributionManager manager;
    std::vector<components::WorkItem> items;
    std::vector<std::int64_t> overtaken;
    std::optional<Time> next;
    Time givesWayAt{};
    std::optional<Housekeeping::Progress> housekeeping; ///< nothing is being done and nothing is due: small steps were taken
    std::int64_t dataVersion = 0; ///< as of this transaction: what others commit later is seen by the next turn
    bool counted = false;         ///< how many rows are in which state, for the history
    std::optional<RuleKeeper::Progress> rules{};
    std::optional<Time> statistics{}; ///< looked at; when to look again
};

} // namespace

struct Engine::Private {
    Private(Site &ofSite, transport::Transport &transport, content::ContentLibrary &library, Executor &ofExecutor, const Options &wanted)
        : site(&ofSite),
          executor(&ofExecutor),
          options(wanted),
          time(ofSite.environment().clock),
          workers(transport, library, ofExecutor, ofSite.environment().clock),
          messages(ofSite.row().code.value(), ofSite.environment().process.host, ofSite.environment().random),
          manager(ofSite.row(), messages, ofSite.environment().random),
          housekeeping(ofSite, ofExecutor, messages, wanted.backups),
          intake(ofSite, ofExecutor, messages),
          rules(ofSite, ofExecutor, messages),
          statistics(ofSite, messages),
          hierarchy(ofSite, library, ofExecutor, messages, wanted.lookEvery),
          wakeWatch(ofSite.folder(), "wake")
    {
    }

    Site *site;
    Executor *executor;
    Options options;
    EngineTime time;
    std::unique_ptr<Lease> lease;
    Workers workers;
    components::StatusWriter messages;
    components::DistributionManager manager;
    Housekeeping housekeeping;
    StatusIntake intake;
    RuleKeeper rules;
    Statistics statistics;
    Hierarchy hierarchy;
    io::WakeWatch wakeWatch;

    std::int64_t dataVersion = -1;
    bool planAgain = true;
    bool rowsMoved = true; ///< since the parent was told
    std::optional<Time> next;
    std::optional<Time> retryTurnAt; ///< the database was busy or full
    std::optional<Code> cannotWrite; ///< said
    std::optional<Time> serveAgainAt; ///< other sites
    std::optional<Code> sitesHeldUp;  ///< said
    Time progressAt{};
    Time givesWayAt{};
    Span toldAt{}; ///< others, of messages that came
    std::atomic<bool> stopWanted{false};
    bool closing = false;

    std::optional<io::FileStatus> database; ///< its file as it was at the start; nothing where the site is simulated

    Result<void> begin();
    [[nodiscard]] bool isDatabaseThere() const;
    Result<void> turn();
    Result<void> distribute();
    Result<void> takeIn();
    Result<void> serveSites();
    Result<void> holdSitesUp(const Error &error, Time now);
    /// When other sites are to be served next.
    [[nodiscard]] std::optional<Time> servedNext(Time now) const
    {
        const auto next = hierarchy.nextDue();
        return next ? std::optional(std::max({*next, now, serveAgainAt.value_or(now)})) : std::nullopt;
    }
    Result<Decided> decide(store::Connection &db, Time now, const std::vector<store::Progress> &progress);
    void takeEffect(Decided decided);
    Result<void> putOff(const Error &error, Time now);
    Result<Ended> close(Ended ended);
    void countLast();
    [[nodiscard]] bool idle(Time now) const;
    [[nodiscard]] bool wantsSmallStep(Time now) const;
    [[nodiscard]] Span waitFor(Time now) const;
};

Result<std::unique_ptr<Engine>> Engine::start(Site &site, transport::Transport &transport, Executor &executor, const Options &options)
{
    auto library = site.library();
    if (!library)
        return failure(library.error());
    auto lease = Lease::take(site, options.takeOver ? [&executor](Span span) { executor.wait(span); } : std::function<void(Span)>());
    if (!lease)
        return failure(lease.error());
    auto d = std::make_unique<Private>(site, transport, **library, executor, options);
    d->lease = std::move(*lease);
    if (const auto migrated = site.database().migrate(d->time.now()); !migrated)
        return failure(migrated.error());
    site.database().checkpointElsewhere();
    if (const auto begun = d->begin(); !begun)
        return failure(begun.error());
    if (d->wakeWatch.descriptor() >= 0)
        executor.watch(d->wakeWatch.descriptor());
    if (d->intake.descriptor() >= 0)
        executor.watch(d->intake.descriptor());
    if (d->hierarchy.descriptor() >= 0)
        executor.watch(d->hierarchy.descriptor());
    return std::unique_ptr<Engine>(new Engine(std::move(d)));
}

Engine::Engine(std::unique_ptr<Private> d) : m_d(std::move(d)) { }
Engine::~Engine() = default;

/// What a former engine left is put right before anything is planned.
Result<void> Engine::Private::begin()
{
    const Time now = time.now();
    const auto recovered = site->database().write<Decided>([&](store::Connection &connection) -> Result<Decided> {
        if (auto held = lease->check(connection); !held)
            return failure(held.error());
        Decided decided{manager, {}, {}, {}, {}, {}, connection.dataVersion(), false};
        decided.manager.reload(connection, now);
        decided.manager.recover(connection, now);
        housekeeping.reload(connection, now);
        rules.recover(connection, now);
        rules.reload(connection);
        statistics.reload(connection, now);
        if (decided.manager.broken())
            return failure(*decided.manager.broken());
        return decided;
    });
    if (!recovered)
        return failure(recovered.error());
    manager = recovered->manager;
    dataVersion = recovered->dataVersion;
    if (const auto status = site->files().statusAt(site->root(), databaseName))
        database = *status;
    // One that cannot be written stays as it is until the next start.
    const store::SiteRow &row = site->row();
    static_cast<void>(inbox::tellIdentity(site->files(), site->path("inbox"), {row.code, keyIdOf(row.publicKey).value_or(row.keyId)}));
    return intake.begin();
}

Result<Engine::Ended> Engine::run()
{
    const Span begun = m_d->site->environment().clock.boot();
    while (true) {
        if (const auto turned = turn(); !turned)
            return failure(turned.error());
        if (onTurn)
            onTurn();
        if (m_d->stopWanted)
            return m_d->close(Ended::Signal);
        const Span ran = m_d->site->environment().clock.boot() - begun;
        if (m_d->options.runFor && ran >= *m_d->options.runFor)
            return m_d->close(Ended::Time);
        if (m_d->options.untilIdle && idle()) {
            m_d->countLast();
            return Ended::Idle;
        }
        Span wait = m_d->waitFor(m_d->time.now());
        if (m_d->options.runFor)
            wait = std::min(wait, *m_d->options.runFor - ran);
        m_d->executor->wait(wait);
    }
}

/// Running blocks end, stages are kept, a backup is finished; workers that are stuck in the kernel are not waited for.
Result<Engine::Ended> Engine::Private::close(Ended ended)
{
    closing = true;
    manager.close();
    intake.close();
    hierarchy.close();
    workers.requestStopOfAll();
    const Clock &clock = site->environment().clock;
    const Span latest = clock.boot() + toStop;
    const Span latestIntake = clock.boot() + stuckAtStop;
    rules.stop();
    const auto atWork = [&] { return workers.hasMoving(stuckAtStop) || housekeeping.isAtWork() || rules.isAtWork(); };
    while ((atWork() && clock.boot() < latest) || ((intake.hasPending() || hierarchy.isWorking()) && clock.boot() < latestIntake)) {
        executor->wait(std::min<Span>(latest - clock.boot(), stopLook));
        if (const auto turned = turn(); !turned)
            return failure(turned.error());
    }
    planAgain = true;
    if (const auto turned = turn(); !turned)
        return failure(turned.error());
    return ended;
}

/// How things stand when a run ends; where that cannot be written the next engine does it.
void Engine::Private::countLast()
{
    const Time now = time.now();
    const auto counted = site->database().write<bool>([&](store::Connection &connection) -> Result<bool> {
        if (auto held = lease->check(connection); !held)
            return failure(held.error());
        return housekeeping.countStates(connection, now, true);
    });
    if (counted && *counted)
        housekeeping.statesCounted(now);
}

Result<void> Engine::turn()
{
    return m_d->turn();
}

/// A file that was moved away or replaced can be written on, and what is written there nobody reads again: nothing is, until it is back.
bool Engine::Private::isDatabaseThere() const
{
    const auto status = site->files().statusAt(site->root(), databaseName);
    if (!database || (!status && status.error().error != ENOENT))
        return true;
    return status && status->device == database->device && status->inode == database->inode;
}

/// Distribution and intake in turn, each in a transaction of its own: neither waits for more than one of the other's.
Result<void> Engine::Private::turn()
{
    const Time now = time.now();
    if (!(retryTurnAt && now < *retryTurnAt) && !isDatabaseThere()) {
        Error gone;
        gone.code = Code::IoError;
        gone.path = site->path(databaseName);
        return putOff(gone, now);
    }
    if (auto distributed = distribute(); !distributed)
        return distributed;
    if (auto taken = takeIn(); !taken)
        return taken;
    return serveSites();
}

/// Parent and children, in a transaction of its own.
Result<void> Engine::Private::serveSites()
{
    const Time now = time.now();
    if ((retryTurnAt && now < *retryTurnAt) || (serveAgainAt && now < *serveAgainAt))
        return {};
    const auto served = hierarchy.turn(*lease, now, std::exchange(rowsMoved, false));
    if (!served) {
        rowsMoved = true;
        return isOfSite(served.error().code) ? putOff(served.error(), now) : holdSitesUp(served.error(), now);
    }
    serveAgainAt.reset();
    sitesHeldUp.reset();
    if (*served) { // distributions came, or want another version
        planAgain = true;
        givesWayAt = Time{};
    }
    return {};
}

/// Other sites wait (a key that cannot be read, say); what is distributed here goes on. Said once.
Result<void> Engine::Private::holdSitesUp(const Error &error, Time now)
{
    serveAgainAt = now + withoutSpace;
    if (std::exchange(sitesHeldUp, error.code) == error.code)
        return {};
    const std::string code(name(error.code)), path = escapePath(error.path);
    logError("Engine", "other sites cannot be served code=" + code + " path=" + path);
    const auto said = site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
        messages.raise(db, now, MessageId::SitesHeldUp, {code, error.object, path});
        return true;
    }, patience);
    return said ? Result<void>() : putOff(said.error(), now);
}

Result<void> Engine::Private::takeIn()
{
    const Time now = time.now();
    intake.drainWatch();
    const bool waits = retryTurnAt && now < *retryTurnAt;
    if (intake.hasReady() && waits && cannotWrite)
        intake.waitForDatabase(now, *cannotWrite); // it was another's turn to find that out
    if (intake.hasReady() && !waits) {
        if (const auto taken = intake.takeIn(*lease, now); !taken)
            return putOff(taken.error(), now);
        housekeeping.wrote();
        rules.messagesCame();
        const Span boot = site->environment().clock.boot();
        if (boot - toldAt >= tellEvery || !intake.hasReady()) {
            toldAt = boot;
            site->wake();
            static_cast<void>(wakeWatch.drain());
        }
    }
    intake.halt(rules.state() != ComponentState::Running);
    if (!(retryTurnAt && now < *retryTurnAt)) {
        if (std::exchange(cannotWrite, std::nullopt))
            logInfo("Engine", "the database can be written again");
        intake.goOn(workers.hasRunning());
    }
    return {};
}

Result<void> Engine::Private::distribute()
{
    const Time now = time.now();
    workers.gather();
    workers.writeOffStuck();
    rules.look();
    for (const components::WorkItem &item : workers.takeReturned()) {
        manager.workerReturned(item);
        planAgain = true;
    }
    static_cast<void>(wakeWatch.drain());
    if (retryTurnAt && now < *retryTurnAt)
        return {};
    store::Connection &db = site->database();
    const bool changedByOthers = db.dataVersion() != dataVersion;
    std::vector<store::Progress> progress;
    if (now >= progressAt + progressEvery && workers.hasRunning()) {
        progress = workers.takeProgress();
        progressAt = now;
    }
    const bool due = next && *next <= now;
    const bool quiet = !workers.hasRunning() && !closing;
    if (!planAgain && !changedByOthers && !due && progress.empty() && workers.outcomes().empty() && !rules.wantsStep(now) && !statistics.isDue(now) &&
        !(quiet && housekeeping.wantsStep(now))) {
        if (quiet)
            housekeeping.beginTask(now);
        return {};
    }
    lease->tryFileLock();
    auto decided = db.write<Decided>([&](store::Connection &connection) { return decide(connection, now, progress); }, patience);
    if (!decided)
        return putOff(decided.error(), now);
    takeEffect(std::move(*decided));
    return {};
}

/// One transaction: outcomes, what operators changed, due work. Runs again whole when the database was busy, so it works on a copy.
Result<Decided> Engine::Private::decide(store::Connection &db, Time now, const std::vector<store::Progress> &progress)
{
    if (auto held = lease->check(db); !held)
        return failure(held.error());
    Decided decided{manager, {}, {}, {}, {}, {}, db.dataVersion(), false};
    const bool changedByOthers = decided.dataVersion != dataVersion;
    if (changedByOthers) {
        decided.manager.reload(db, now);
        housekeeping.reload(db, now);
        rules.reload(db);
    }
    for (const components::Outcome &outcome : workers.outcomes())
        decided.manager.record(db, now, outcome);
    for (const auto &[package, error] : hierarchy.damaged())
        decided.manager.contentDamaged(db, now, package, error);
    if (!workers.outcomes().empty())
        housekeeping.rowsMoved();
    if (!progress.empty())
        components::DistributionManager::recordProgress(db, now, progress);
    decided.items = decided.manager.plan(db, now);
    if (decided.manager.takeContentMayGo())
        Housekeeping::contentMayGo(db);
    if (decided.items.empty() && !workers.hasRunning() && !closing)
        decided.housekeeping = housekeeping.step(db, now, decided.manager.settings(), time.parted());
    decided.givesWayAt = givesWayAt;
    if (changedByOthers || !workers.outcomes().empty() || !progress.empty() || !decided.items.empty() || (next && *next <= now))
        housekeeping.statesMoved();
    decided.counted = housekeeping.countStates(db, now, closing);
    // Others acted, or a time has come: that of a window that closes, or of a row of a higher class.
    if (changedByOthers || now >= givesWayAt || (next && *next <= now)) {
        decided.overtaken = decided.manager.overtaken(db, now);
        decided.givesWayAt = now + givesWayEvery;
    }
    decided.statistics = statistics.step(db, now);
    decided.rules = rules.step(db, now); // last: what the others said is looked at, too
    decided.next = decided.manager.nextDue(db, now);
    if (workers.hasRunning() && (!decided.next || *decided.next > decided.givesWayAt))
        decided.next = decided.givesWayAt;
    if (decided.manager.broken())
        return failure(*decided.manager.broken());
    return decided;
}

void Engine::Private::takeEffect(Decided decided)
{
    manager = std::move(decided.manager);
    hierarchy.dropDamaged();
    next = decided.next;
    givesWayAt = decided.givesWayAt;
    planAgain = false;
    retryTurnAt.reset();
    const bool visible = !decided.items.empty() || !workers.outcomes().empty();
    if (decided.housekeeping)
        housekeeping.committed(time.now(), *decided.housekeeping);
    if (decided.counted)
        housekeeping.statesCounted(time.now());
    if (decided.statistics)
        statistics.committed(*decided.statistics);
    if (decided.rules)
        rules.committed(*decided.rules);
    rowsMoved = rowsMoved || visible;
    workers.dropOutcomes();
    for (const std::int64_t number : decided.overtaken)
        workers.requestStop(number);
    for (components::WorkItem &item : decided.items)
        workers.submit(std::move(item));
    dataVersion = decided.dataVersion;
    housekeeping.wrote();
    if (visible) {
        site->wake();
        static_cast<void>(wakeWatch.drain());
    }
}

/// A database that is busy puts the turn off, one without space pauses the engine (F15, F69); a lost lease and broken invariants end it.
Result<void> Engine::Private::putOff(const Error &error, Time now)
{
    switch (error.code) {
    case Code::DatabaseBusy:
        retryTurnAt = now + patience;
        break;
    case Code::DatabaseNoSpace:
    case Code::IoError:
        retryTurnAt = now + withoutSpace;
        if (std::exchange(cannotWrite, error.code) != error.code) // once, not at each try
            logError("Engine", "the database cannot be written code=" + std::string(name(error.code)));
        break;
    default: // whatever else it is, going on could only repeat it
        logError("Engine", "stopped code=" + std::string(name(error.code)));
        return failure(error);
    }
    planAgain = true;
    return {};
}

/// Of what is done beside distributing and taking in.
bool Engine::Private::wantsSmallStep(Time now) const
{
    return rules.wantsStep(now) || statistics.isDue(now) || (!workers.hasRunning() && housekeeping.wantsStep(now));
}

bool Engine::Private::idle(Time now) const
{
    const bool small = housekeeping.hasPending(now) || rules.hasPending(now);
    return workers.idle() && !intake.hasPending() && !(hierarchy.hasPending(now) && !serveAgainAt) && !planAgain && !manager.hasPending() && !small && !(next && *next <= now + idleAhead);
}

bool Engine::idle() const
{
    return m_d->idle(m_d->time.now());
}

std::int64_t Engine::unfinishedFiles() const
{
    return m_d->intake.underWay();
}

std::optional<Time> Engine::nextDue() const
{
    const Time now = m_d->time.now();
    if (m_d->retryTurnAt)
        return m_d->retryTurnAt;
    const StatusIntake &intake = m_d->intake;
    if (m_d->planAgain || !m_d->workers.outcomes().empty() || m_d->wantsSmallStep(now))
        return now;
    if (intake.hasReady() || (intake.hasPending() && !intake.isWorking()))
        return now;
    std::optional<Time> first = m_d->next;
    const auto look = intake.nextDueIn();
    // Small steps wait until nothing runs.
    const std::optional<Time> housekeeping = m_d->workers.hasRunning() ? std::nullopt : m_d->housekeeping.nextDue();
    for (const std::optional<Time> &later : {housekeeping, m_d->rules.nextDue(), m_d->statistics.nextDue(), m_d->servedNext(now), look ? std::optional(now + *look) : std::nullopt}) {
        if (later && (!first || *later < *first))
            first = later;
    }
    return first;
}

Span Engine::Private::waitFor(Time now) const
{
    if (retryTurnAt)
        return std::max(*retryTurnAt - now, Span(0));
    if (planAgain || !workers.outcomes().empty() || intake.hasReady() || wantsSmallStep(now))
        return Span(0);
    const bool underWork = workers.hasRunning();
    Span wait = underWork ? progressEvery : lookAtRest;
    if (!underWork && next && *next <= now + lookAtRest)
        wait = lookUnderWork;
    if (next)
        wait = std::min(wait, std::max(*next - now, Span(1)));
    if (const std::optional<Time> later = housekeeping.nextDue(); later && !underWork)
        wait = std::min(wait, std::max(*later - now, Span(1)));
    if (const auto look = intake.nextLookIn())
        wait = std::min(wait, *look);
    for (const std::optional<Time> &later : {rules.nextDue(), statistics.nextDue()}) {
        if (later)
            wait = std::min(wait, std::max(*later - now, Span(1)));
    }
    if (const auto served = servedNext(now))
        wait = std::min(wait, *served - now);
    return wait;
}

void Engine::look()
{
    m_d->hierarchy.look();
}

void Engine::stop()
{
    m_d->stopWanted = true;
    m_d->executor->interrupt();
}

} // namespace cartage::engine
