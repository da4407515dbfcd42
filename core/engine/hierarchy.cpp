// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/hierarchy.h"

#include <algorithm>

#include "core/base/logging.h"
#include "core/components/messagepassing.h"
#include "core/domain/escape.h"
#include "core/domain/errorjson.h"
#include "core/engine/siteorders.h"
#include "core/store/addressrepository.h"
#include "core/store/journalrepository.h"

namespace cartage::engine {

namespace {

constexpr Span reportEvery = std::chrono::seconds(1);
constexpr int reportShare = 20; ///< at most a twentieth of the time goes into looking at what is to be reported
constexpr Span reportAtLeastEvery = std::chrono::minutes(1); ///< however long that takes
constexpr Span messagesEvery = std::chrono::seconds(1); ///< so that one batch has what belongs together
constexpr Span ordersEvery = std::chrono::seconds(1); ///< while validations are under way
constexpr Span heartbeat = std::chrono::minutes(5);
constexpr Span progressEvery = std::chrono::seconds(1);
constexpr Span tryAgain = std::chrono::seconds(30);
constexpr Span deadline = std::chrono::seconds(60);
constexpr Span stall = std::chrono::minutes(10); ///< without a byte, once bytes go: a slow line takes long to sync
constexpr Span onItsWay = std::chrono::minutes(10);
constexpr Span workEvery = std::chrono::minutes(5); ///< what an engine that was relieved has moved there all the same
constexpr Span patience = std::chrono::milliseconds(100);

} // namespace

Hierarchy::Hierarchy(Site &site, content::ContentLibrary &library, Executor &executor, components::StatusWriter messages, Span lookEvery)
    : m_site(&site),
      m_library(&library),
      m_executor(&executor),
      m_messages(std::move(messages)),
      m_scheduler(site.row(), m_messages, site.environment().random),
      m_despooler(site.row(), m_messages, site.environment().random, site.environment().process),
      m_watch(site.path("inbox/new")),
      m_lookEvery(lookEvery)
{
}

Hierarchy::~Hierarchy() { close(); }

void Hierarchy::close()
{
    m_closing = true;
    for (auto &[number, run] : m_running)
        run.control->requestStop();
}

Result<bool> Hierarchy::turn(const Lease &lease, Time now, bool rowsMoved)
{
    m_generation = lease.token();
    m_rowsMoved = m_rowsMoved || rowsMoved;
    if (m_watch.drain())
        m_woken = true;
    writeOffStuck(now);
    const std::int64_t version = m_site->database().dataVersion();
    const bool others = version != m_dataVersion;
    if (!m_active && (others || !m_known)) {
        // A site alone is asked without being written to.
        const auto alone = m_site->database().read<bool>([](store::Connection &db) -> Result<bool> { return store::addresses(db).empty(); });
        if (!alone)
            return failure(alone.error());
        m_known = true;
        m_dataVersion = version;
        if (*alone)
            return false;
        m_again = true;
    }
    m_rowsMoved = m_rowsMoved || others || (m_active && now >= m_heartbeatAt);
    const bool report = m_active && m_rowsMoved && now >= m_reportAt;
    const bool due = m_active && m_nextDue && *m_nextDue <= now;
    const bool progress = m_active && now >= m_progressAt + progressEvery && hasProgress();
    if (auto looked = hasNewMessages(now); !looked)
        return failure(looked.error());
    const bool batch = m_active && m_messagesAt && *m_messagesAt <= now;
    std::erase_if(m_ended, [this, now](const Ended &ended) {
        if (isNews(ended))
            return false;
        noteEnded(ended, now);
        return true;
    });
    bool moved = false;
    if ((m_active && others) || m_again || !m_ended.empty() || !m_say.empty() || report || due || progress || batch) {
        auto decided = m_site->database().write<Decided>([&](store::Connection &db) { return decide(db, lease, now, report); }, patience);
        if (!decided)
            return failure(decided.error());
        moved = decided->decision.rowsMoved;
        if (report) {
            m_rowsMoved = false;
            m_heartbeatAt = now + heartbeat;
        } else if (decided->dataVersion != version) { // somebody was quicker than the transaction
            m_rowsMoved = true;
        }
        takeEffect(std::move(*decided), now);
    }
    if (m_active && !m_closing && m_ordersHere && now >= m_ordersAt) {
        if (auto done = carryOutOrders(lease, now); !done)
            return failure(done.error());
    }
    if (m_active && !m_closing) {
        for (auto &[at, order] : std::exchange(m_later, {})) {
            const bool halted = m_settled.despooler != ComponentState::Running && std::holds_alternative<components::UnpackOrder>(order);
            if (at <= now && !halted)
                submit(std::move(order), now);
            else
                m_later.emplace_back(at, std::move(order));
        }
        for (auto &[at, name] : std::exchange(m_readLater, {})) {
            if (at > now) {
                m_readLater.emplace_back(at, std::move(name));
                continue;
            }
            m_inHand.erase(name);
            m_leftovers = true;
            m_scanAt = now;
        }
        lookForInstructions(now);
    }
    return moved;
}

bool Hierarchy::hasProgress() const
{
    return std::any_of(m_running.begin(), m_running.end(), [](const auto &entry) {
        const Run &run = entry.second;
        return std::holds_alternative<components::TransmitOrder>(run.order) && (run.progress->there != run.saidThere || run.progress->synced != run.saidSynced);
    });
}

void Hierarchy::takeEffect(Decided decided, Time now)
{
    components::SiteDecision &decision = decided.decision;
    m_known = true;
    m_again = decided.active && decision.again;
    m_active = decided.active;
    m_recovered = m_recovered || decided.active;
    m_settled = std::move(decided.settled);
    m_nextDue = decided.nextDue;
    m_dataVersion = decided.dataVersion;
    if (decided.ordersHere && !m_ordersHere)
        m_ordersAt = now;
    m_ordersHere = m_ordersHere || decided.ordersHere;
    if (m_messagesAt && *m_messagesAt <= now)
        m_messagesAt.reset();
    if (decision.any) // an acknowledgement may be among it: then the next batch is due
        m_newestMessage = -1;
    steerWork(now);
    for (const std::int64_t number : decided.pointless)
        m_running.at(number).control->requestStop();
    if (decision.any) // what came from below goes up
        m_rowsMoved = true;
    if (now >= m_reportAt)
        m_reportAt = now + std::clamp(reportShare * decided.reporting, reportEvery, reportAtLeastEvery);
    if (m_progressAt + progressEvery <= now) {
        m_progressAt = now;
        for (auto &[number, run] : m_running) {
            run.saidThere = run.progress->there;
            run.saidSynced = run.progress->synced;
        }
    }
    m_despooler.committed(decision);
    m_say.clear();
    for (const Ended &ended : std::exchange(m_ended, {}))
        noteEnded(ended, now);
    m_damaged.insert(m_damaged.end(), decision.damaged.begin(), decision.damaged.end());
    for (auto &order : decision.transmit)
        submit(std::move(order), now);
    for (auto &order : decision.publish)
        submit(std::move(order), now);
    for (auto &order : decision.clear)
        submit(std::move(order), now);
    for (auto &order : decision.unpack)
        submit(std::move(order), now);
    for (std::string &name : decision.readLater)
        m_readLater.emplace_back(now + tryAgain, std::move(name));
    if (!decision.dispose.empty())
        submit(std::move(decision.dispose), now);
    if (decision.any || decided.reported)
        m_site->wake();
}

/// What other sites have sent, and what became of sendings, is written down; that a file is put away, or that none had come, is not.
bool Hierarchy::isNews(const Ended &ended)
{
    const auto *scan = std::get_if<ScanOutcome>(&ended.report);
    return !std::holds_alternative<DisposeOutcome>(ended.report) && (!scan || !scan->round.taken.empty());
}

void Hierarchy::noteEnded(const Ended &ended, Time now)
{
    if (const auto *scan = std::get_if<ScanOutcome>(&ended.report)) {
        m_scanning = false;
        m_more = scan->round.more;
        m_after = scan->round.upTo;
        if (!scan->error && std::get<ScanOrder>(ended.order).order.leftovers) {
            m_leftovers = false;
            m_workAt = now + workEvery;
        }
        m_scanAt = now + (scan->error ? tryAgain : m_lookEvery);
        noteTrouble(*scan, now);
        for (const inbox::TakenIn &taken : scan->round.taken)
            m_inHand.insert(taken.name);
        std::map<std::string, Time> unfinished;
        for (const std::string &name : scan->round.unfinished)
            unfinished[name] = m_unfinished.contains(name) ? m_unfinished.at(name) : now;
        m_unfinished = std::move(unfinished);
    } else if (const auto *disposed = std::get_if<DisposeOutcome>(&ended.report)) {
        const auto &order = std::get<components::DisposeOrder>(ended.order);
        for (const auto *names : {&order.discard, &order.quarantine}) {
            for (const std::string &name : *names)
                m_inHand.erase(name);
        }
        for (const auto *names : {&disposed->left.discard, &disposed->left.quarantine})
            m_inHand.insert(names->begin(), names->end());
        if (!disposed->left.empty())
            m_later.emplace_back(now + tryAgain, disposed->left);
    }
}

/// Said once when it begins, and once when it is over.
void Hierarchy::noteTrouble(const ScanOutcome &outcome, Time now)
{
    const auto &unmoved = outcome.round.unmoved;
    std::optional<Trouble> found;
    if (outcome.error)
        found = Trouble{{}, *outcome.error};
    else if (unmoved)
        found = Trouble{'/' + unmoved->folder, unmoved->error};
    if (found) {
        const std::string folder = escapePath(m_site->path("inbox") + found->folder);
        const std::string error(systemErrorName(found->error.error));
        const std::string count = unmoved ? std::to_string(unmoved->count) : std::string("0");
        const std::string first = unmoved ? escapePath(unmoved->name) : std::string("-");
        if (!m_trouble)
            m_troubleSince = now;
        if (m_trouble != found) {
            logWarning("Despooler", "cannot take in folder=" + folder + " operation=" + found->error.operation + " error=" + error + " files=" + count
                                        + " first=" + first);
            m_say.push_back({MessageId::InstructionsHeldUp, {folder, found->error.operation, error, count, first}});
        }
        m_trouble = found;
        m_unmoved = true;
    }
    if (outcome.error || !outcome.round.whole)
        return;
    if (!std::exchange(m_unmoved, false) && m_trouble) {
        m_say.push_back({MessageId::InstructionsGoOn, {toRfc3339(m_troubleSince), std::string(systemErrorName(m_trouble->error.error))}});
        m_trouble.reset();
    }
}

/// Work of a component that was stopped, and sendings whose window has closed, end at the next block and keep what they have. A sending goes on at the rate of now.
void Hierarchy::steerWork(Time now)
{
    for (auto &[number, run] : m_running) {
        if (std::holds_alternative<components::UnpackOrder>(run.order) && m_settled.despooler == ComponentState::Stopped)
            run.control->requestStop();
        const auto *order = std::get_if<components::TransmitOrder>(&run.order);
        if (!order)
            continue;
        const auto found = m_settled.addresses.find(order->to);
        if (found == m_settled.addresses.end() || m_settled.sender == ComponentState::Stopped) {
            run.control->requestStop();
            continue;
        }
        const Address &address = found->second;
        run.control->rate = address.rate;
        const bool elsewhere = address.inbox != order->inbox; // it begins anew there
        if (elsewhere || !address.window.isOpen(now, address.zone(m_settled.timezone)))
            run.control->requestStop();
    }
}

void Hierarchy::lookForInstructions(Time now)
{
    if (m_settled.despooler != ComponentState::Running)
        return;
    // What was not finished ten minutes ago is judged as it is now.
    const bool judge = std::any_of(m_unfinished.begin(), m_unfinished.end(), [now](const auto &each) { return now - each.second >= onItsWay; });
    if (m_scanning || (!m_woken && !m_more && now < m_scanAt && !m_leftovers && !judge))
        return;
    if (m_leftovers && !m_woken && now < m_scanAt)
        return;
    ScanOrder scan;
    scan.order.inbox = m_site->path("inbox");
    scan.order.own = m_site->row().code;
    scan.order.ownId = m_site->row().siteId;
    for (const auto &[code, address] : m_settled.addresses)
        scan.order.correspondents.push_back({code, address.keyId, address.publicKey});
    scan.order.inHand = m_inHand;
    scan.order.leftovers = m_leftovers || now >= m_workAt;
    scan.order.after = m_after;
    for (const auto &[name, since] : m_unfinished) {
        scan.order.unfinished.insert(name);
        if (now - since >= onItsWay)
            scan.order.waitedFor.insert(name);
    }
    m_woken = false;
    m_more = false;
    m_scanning = true;
    submit(std::move(scan), now);
}

void Hierarchy::submit(Order order, Time)
{
    const Environment environment = m_site->environment();
    Run run;
    run.control = std::make_shared<transport::WorkControl>(environment.clock);
    run.progress = std::make_shared<transport::SendProgress>();
    run.report = std::make_shared<std::optional<Report>>();
    run.ended = std::make_shared<std::atomic<bool>>(false);
    run.begun = environment.clock.boot();
    run.order = order;
    if (const auto *transmit = std::get_if<components::TransmitOrder>(&order))
        run.control->rate = transmit->rate;
    const std::int64_t number = ++m_lastRun;
    auto work = [order = std::move(order), environment, generation = m_generation, library = m_library, folder = m_site->folder(), siteId = m_site->row().siteId, progress = run.progress,
                 control = run.control, report = run.report, ended = run.ended] {
        *report = carryOut(order, environment, *library, folder, siteId, generation, *progress, *control);
        *ended = true;
    };
    Run &kept = m_running.emplace(number, std::move(run)).first->second;
    kept.id = m_executor->submit(Executor::Place::Dps, std::move(work), [this, number] {
        const auto found = m_running.find(number);
        m_ended.push_back({std::move(found->second.order), std::move(**found->second.report)});
        m_running.erase(found);
    });
}

/// A share that does not answer: its worker is left behind, the request is tried again by the rules of its address.
void Hierarchy::writeOffStuck(Time)
{
    const Span now = m_site->environment().clock.boot();
    for (auto it = m_running.begin(); it != m_running.end();) {
        Run &run = it->second;
        const auto *transmit = std::get_if<components::TransmitOrder>(&run.order);
        const auto *publish = std::get_if<components::PublishOrder>(&run.order);
        const auto *clear = std::get_if<components::ClearOrder>(&run.order);
        // A package file that is being built says nothing about the address, however long the disk here takes.
        const bool ofAddress = publish || clear || (transmit && run.progress->begun);
        const Span most = transmit && run.progress->total > 0 ? stall : deadline;
        if (!ofAddress || now - std::max(run.control->lastMove(), run.begun) < most) {
            ++it;
            continue;
        }
        run.control->requestStop();
        m_executor->abandon(run.id);
        const SiteCode to = transmit ? transmit->to : publish ? publish->to : clear->to;
        const std::string &inbox = transmit ? transmit->inbox : publish ? publish->inbox : clear->inbox;
        m_stuck.push_back({to, inbox, run.ended});
        Error error;
        error.code = Code::AddressNotResponding;
        error.scope = Scope::Site;
        error.object = to.value();
        error.path = inbox;
        Report report = components::PublishOutcome{error};
        if (transmit)
            report = components::TransmitOutcome{{}, false, false, error};
        else if (clear)
            report = components::ClearOutcome{error};
        m_ended.push_back({std::move(run.order), std::move(report)});
        it = m_running.erase(it);
    }
}

std::set<SiteCode> Hierarchy::clearingSites() const
{
    std::set<SiteCode> sites;
    for (const auto &[number, run] : m_running) {
        if (const auto *clear = std::get_if<components::ClearOrder>(&run.order))
            sites.insert(clear->to);
    }
    return sites;
}

std::set<std::pair<SiteCode, std::string>> Hierarchy::stuckInboxes()
{
    std::erase_if(m_stuck, [](const Stuck &each) { return each.ended->load(); });
    std::set<std::pair<SiteCode, std::string>> inboxes;
    for (const Stuck &each : m_stuck)
        inboxes.emplace(each.site, each.inbox);
    return inboxes;
}

/// What is said here, and what came from below, goes up a moment later.
Result<bool> Hierarchy::hasNewMessages(Time now)
{
    if (!m_active || m_closing || m_messagesAt)
        return false;
    struct Look {
        std::int64_t newest = 0, behind = 0;
    };
    const auto look = m_site->database().read<Look>([this](store::Connection &db) -> Result<Look> {
        const std::int64_t newest = store::newestMessage(db);
        return Look{newest, newest != m_newestMessage ? components::messagesToPass(db) : 0};
    });
    if (!look)
        return failure(look.error());
    m_newestMessage = look->newest;
    if (look->behind > 0)
        m_messagesAt = look->behind < components::messagesInBatch ? now + messagesEvery : now;
    return look->behind > 0;
}

Result<void> Hierarchy::carryOutOrders(const Lease &lease, Time now)
{
    const auto done = engine::carryOutOrders(*m_site, lease);
    if (!done && done.error().code == Code::SiteLocked)
        return failure(done.error());
    if (!done) { // they are asked still, and nothing else waits for them
        logError("Hierarchy", "orders are not carried out code=" + std::string(name(done.error().code)));
        m_ordersAt = now + tryAgain;
        return {};
    }
    m_ordersHere = done->running;
    m_ordersAt = now + ordersEvery;
    if (done->any) // the outcome is told
        m_again = true;
    return {};
}

bool Hierarchy::hasPending(Time now) const
{
    if (!m_known)
        return true;
    if (!m_active)
        return false;
    const bool scanDue = m_settled.despooler == ComponentState::Running && (m_woken || m_more || (m_leftovers && m_scanAt <= now));
    const bool batchDue = m_messagesAt && *m_messagesAt <= now + soon;
    return !m_running.empty() || !m_ended.empty() || !m_say.empty() || m_again || m_rowsMoved || scanDue || m_ordersHere || batchDue || (m_nextDue && *m_nextDue <= now + soon);
}

std::optional<Time> Hierarchy::nextDue() const
{
    if (!m_active)
        return m_known ? std::nullopt : std::optional(Time{});
    if (m_again || !m_ended.empty() || !m_say.empty())
        return Time{};
    std::optional<Time> next = m_nextDue;
    const auto sooner = [&next](Time at) { next = next ? std::min(*next, at) : at; };
    sooner(m_rowsMoved ? m_reportAt : m_heartbeatAt);
    if (m_ordersHere)
        sooner(m_ordersAt);
    if (m_messagesAt)
        sooner(*m_messagesAt);
    const bool despools = m_settled.despooler == ComponentState::Running;
    if (!m_scanning && despools)
        sooner(m_woken || m_more ? Time{} : m_scanAt);
    for (const auto &[at, order] : m_later) {
        if (despools || !std::holds_alternative<components::UnpackOrder>(order))
            sooner(at);
    }
    for (const auto &[name, since] : m_unfinished) {
        if (despools)
            sooner(std::max(since + onItsWay, m_scanning ? m_heartbeatAt : Time{}));
    }
    for (const auto &[at, name] : m_readLater) {
        if (despools)
            sooner(at);
    }
    return next;
}

} // namespace cartage::engine
