// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/overloaded.h"
#include "core/components/messagepassing.h"
#include "core/components/orders.h"
#include "core/components/reporting.h"
#include "core/domain/settings.h"
#include "core/engine/hierarchy.h"
#include "core/engine/sitelayout.h"
#include "core/engine/sites.h"
#include "core/store/addressrepository.h"
#include "core/store/belowrepository.h"
#include "core/store/componentrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/sendrepository.h"
#include "core/store/siteupkeep.h"

/// What a turn of the hierarchy writes, in one transaction: what has ended is recorded, then Scheduler and Sender decide.
namespace cartage::engine {

namespace {

constexpr std::size_t mostLeftovers = 1000;
constexpr std::uint64_t longestKey = 64UL * 1024;

} // namespace

/// The private key is read when it is needed first: a site without addresses needs none.
Result<void> Hierarchy::activate()
{
    if (m_sender)
        return {};
    const auto read = [this] { return io::readFile(m_site->files(), m_site->root(), privateKeyName, longestKey); };
    auto pem = read();
    auto key = pem ? SigningKey::fromPem(*pem) : nullptr;
    if ((!key || key->publicKey() != m_site->row().publicKey) && takeNewKey(*m_site, m_site->row().publicKey)) { // its renewal was cut short
        pem = read();
        key = pem ? SigningKey::fromPem(*pem) : nullptr;
    }
    if (!key || key->publicKey() != m_site->row().publicKey) {
        Error error = pathError(pem ? io::IoError{"read", EINVAL} : pem.error(), m_site->path(privateKeyName), Scope::Site);
        error.code = Code::NotPermitted;
        error.object = m_site->folder();
        return failure(error);
    }
    const store::ProcessMark &process = m_site->environment().process;
    m_sender = std::make_unique<components::Sender>(m_site->row(), m_messages, m_site->environment().random, std::move(key),
                                                    process.host + ":" + std::to_string(process.pid));
    return {};
}

Result<Hierarchy::Decided> Hierarchy::decide(store::Connection &db, const Lease &lease, Time now, bool report)
{
    if (auto held = lease.check(db); !held)
        return failure(held.error());
    Decided decided;
    decided.dataVersion = db.dataVersion();
    decided.settled = m_recovered && m_active && decided.dataVersion == m_dataVersion ? m_settled : settledIn(db);
    decided.active = !decided.settled.addresses.empty();
    if (!decided.active && m_sender) // what had been begun for an address that is gone
        recordAll(db, lease, now, decided.decision);
    if (!decided.active)
        return decided;
    if (auto active = activate(); !active)
        return failure(active.error());
    if (!m_recovered) {
        components::Sender::recover(db, lease.token(), now);
        store::endPutOff(db, {}); // each is tried again now, and says so if it cannot be
        removeLeftovers(db);
        makeParts();
        if (const auto parent = store::parentAddress(db)) // it may take this site for silent
            store::setReportedTo(db, parent->site, {});
    }
    recordAll(db, lease, now, decided.decision);
    for (const Say &say : m_say)
        m_messages.raise(db, now, say.id, say.strings);
    m_despooler.tellNotKept(db, now);
    writeProgress(db);
    for (const auto &[number, run] : m_running) {
        const auto *order = std::get_if<components::TransmitOrder>(&run.order);
        const auto request = order ? store::sendRequest(db, order->request) : std::nullopt;
        if (order && (!request || components::Sender::isPointless(db, *request))) // its site was removed, or what it brings was taken back
            decided.pointless.push_back(number);
    }
    const bool schedules = decided.settled.scheduler == ComponentState::Running;
    const bool sends = decided.settled.sender == ComponentState::Running;
    if (schedules)
        m_scheduler.plan(db, now, decided.decision);
    if (report && schedules) {
        const Span begun = m_site->environment().clock.boot();
        decided.reported = components::planReport(db, m_site->row(), m_scheduler, now);
        decided.reporting = m_site->environment().clock.boot() - begun;
    }
    if (schedules && components::planOrders(db, m_scheduler, now))
        decided.decision.any = true;
    if (!m_closing && schedules && m_messagesAt && *m_messagesAt <= now && components::planMessages(db, m_scheduler, now))
        decided.decision.any = true;
    decided.ordersHere = store::hasAskedOrders(db, true);
    if (!m_closing && sends) {
        m_sender->plan(db, lease.token(), now, decided.settled.timezone, {stuckInboxes(), clearingSites()}, decided.decision);
        if (decided.decision.any || !m_recovered || decided.dataVersion != m_dataVersion) {
            for (const Sha256 &part : store::takeUnusedParts(db))
                decided.decision.dispose.outbox.push_back(part);
        }
    }
    if (sends)
        decided.nextDue = store::nextDueRequest(db, now);
    const auto planned = schedules ? store::nextForward(db) : std::nullopt;
    if (planned && (!decided.nextDue || *planned < *decided.nextDue))
        decided.nextDue = planned;
    if (decided.nextDue && *decided.nextDue <= now) // there is no room for it; what ends makes some
        decided.nextDue = now + soon;
    return decided;
}

Hierarchy::Settled Hierarchy::settledIn(store::Connection &db)
{
    Settled settled;
    for (Address &address : store::addresses(db))
        settled.addresses.emplace(address.site, std::move(address));
    settled.scheduler = store::componentState(db, schedulerName);
    settled.sender = store::componentState(db, senderName);
    settled.despooler = store::componentState(db, despoolerName);
    settled.timezone = siteSettingsFrom(store::settings(db)).timezone;
    return settled;
}

/// Package files that a killed engine had built and no row names. Nothing is built yet when this is called.
void Hierarchy::removeLeftovers(store::Connection &db) const
{
    const auto outbox = m_site->files().openFolderAt(m_site->root(), "outbox");
    if (!outbox)
        return;
    const std::vector<std::string> known = store::partNames(db);
    std::vector<std::string> leftovers;
    static_cast<void>(m_site->files().list(*outbox, [&](const io::FolderEntry &entry) {
        if (std::find(known.begin(), known.end(), entry.name) == known.end())
            leftovers.emplace_back(entry.name);
        return leftovers.size() < mostLeftovers;
    }));
    for (const std::string &name : leftovers)
        static_cast<void>(m_site->files().removeFile(*outbox, name));
}

/// A site that was made before it could be sent package files has no folder for them; whoever sends some may not be allowed to make it.
void Hierarchy::makeParts() const
{
    const auto beside = m_site->files().statusAt(m_site->root(), "inbox/new");
    if (beside)
        static_cast<void>(io::ensureFolder(m_site->files(), m_site->root(), "inbox/parts", beside->mode));
}

void Hierarchy::recordAll(store::Connection &db, const Lease &lease, Time now, components::SiteDecision &decision)
{
    for (const Ended &ended : m_ended) {
        std::visit(Overloaded{
                       [&](const components::TransmitOrder &order) {
                           m_sender->record(db, lease.token(), now, order, std::get<components::TransmitOutcome>(ended.report), decision);
                       },
                       [&](const components::PublishOrder &order) {
                           m_sender->record(db, lease.token(), now, order, std::get<components::PublishOutcome>(ended.report), decision);
                       },
                       [&](const components::ClearOrder &order) {
                           m_sender->record(db, now, order, std::get<components::ClearOutcome>(ended.report), decision);
                       },
                       [&](const components::UnpackOrder &order) {
                           m_despooler.unpacked(db, now, order, std::get<components::UnpackOutcome>(ended.report), decision);
                       },
                       [](const components::DisposeOrder &) {},
                       [&](const ScanOrder &) { recordScan(db, now, std::get<ScanOutcome>(ended.report), decision); },
                   },
                   ended.order);
    }
}

void Hierarchy::recordScan(store::Connection &db, Time now, const ScanOutcome &outcome, components::SiteDecision &decision)
{
    for (const inbox::TakenIn &taken : outcome.round.taken)
        m_despooler.received(db, now, taken, decision);
}

void Hierarchy::writeProgress(store::Connection &db)
{
    for (const auto &[number, run] : m_running) {
        const auto *order = std::get_if<components::TransmitOrder>(&run.order);
        if (!order || (run.progress->there == run.saidThere && run.progress->synced == run.saidSynced))
            continue;
        const std::int64_t total = run.progress->total;
        store::Sent sent{SendState::Connecting, total, total - run.progress->there, run.progress->synced, std::nullopt};
        if (total > 0) {
            sent.state = SendState::Sending;
            sent.part = run.progress->part;
        }
        store::writeSent(db, order->request, order->token, sent);
    }
}

} // namespace cartage::engine
