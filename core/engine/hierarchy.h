// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "core/components/despooler.h"
#include "core/components/scheduler.h"
#include "core/components/sender.h"
#include "core/domain/component.h"
#include "core/engine/executor.h"
#include "core/engine/lease.h"
#include "core/engine/site.h"
#include "core/io/wakewatch.h"
#include "core/transport/addressdriver.h"

namespace cartage::engine {

/// What an engine does for other sites: Scheduler, Sender and Despooler decide here, each turn in a transaction of its own that looks at the lease; workers
/// build and send package files, publish, take in and unpack. Does nothing while the site has no address. Control thread.
class Hierarchy final
{
public:
    Hierarchy(Site &site, content::ContentLibrary &library, Executor &executor, components::StatusWriter messages, Span lookEvery);
    ~Hierarchy();
    Hierarchy(const Hierarchy &) = delete;
    Hierarchy &operator=(const Hierarchy &) = delete;

    /// Gives whether distributions of this site have moved. `rowsMoved`: they did since the last call, so that the parent is told. Nothing is lost where it
    /// fails: the same is tried at the next call.
    Result<bool> turn(const Lease &lease, Time now, bool rowsMoved);
    /// Something may have come.
    void look() { m_woken = true; }
    /// Nothing new is begun; what runs is told to stop.
    void close();
    /// Something is to be done now, or is being done.
    [[nodiscard]] bool hasPending(Time now) const;
    [[nodiscard]] bool isWorking() const { return !m_running.empty(); }
    [[nodiscard]] std::optional<Time> nextDue() const;
    /// Content that was to be sent and is damaged here: for the package's problem and its healing. Told until it is dropped.
    [[nodiscard]] const std::vector<components::SiteDecision::Damaged> &damaged() const { return m_damaged; }
    void dropDamaged() { m_damaged.clear(); }
    /// For poll(2); -1: the system refused, instructions are looked for now and then.
    [[nodiscard]] int descriptor() const { return m_watch.descriptor(); }

private:
    struct ScanOrder {
        inbox::TakeInOrder order;
    };
    struct ScanOutcome {
        inbox::TakeInRound round;
        std::optional<io::IoError> error;
    };
    struct DisposeOutcome {
        components::DisposeOrder left; ///< could not be done
    };
    using Order = std::variant<components::TransmitOrder, components::PublishOrder, components::ClearOrder, components::UnpackOrder, components::DisposeOrder, ScanOrder>;
    using Report =
        std::variant<components::TransmitOutcome, components::PublishOutcome, components::ClearOutcome, components::UnpackOutcome, DisposeOutcome, ScanOutcome>;
    struct Run {
        Order order;
        std::shared_ptr<transport::WorkControl> control;     // with the worker's thread
        std::shared_ptr<transport::SendProgress> progress;   // with the worker's thread
        std::shared_ptr<std::optional<Report>> report;       // with the worker's thread; read after it has ended
        std::shared_ptr<std::atomic<bool>> ended;            // with the worker's thread
        Executor::Id id = 0;
        Span begun{};
        std::int64_t saidSynced = -1, saidThere = -1;
    };
    struct Ended {
        Order order;
        Report report;
    };
    /// What only others write: operators, at another connection.
    struct Settled {
        std::map<SiteCode, Address> addresses;
        ComponentState scheduler = ComponentState::Running, sender = ComponentState::Running, despooler = ComponentState::Running;
        std::string timezone;
    };
    struct Decided {
        components::SiteDecision decision;
        bool active = false;
        Settled settled;
        std::optional<Time> nextDue;
        bool reported = false;
        Span reporting{}; ///< that it took
        bool ordersHere = false; ///< to be carried out, or under way
        std::int64_t dataVersion = 0;
        std::vector<std::int64_t> pointless; ///< running sendings that nobody wants any more
    };

    Result<void> activate();
    Result<Decided> decide(store::Connection &db, const Lease &lease, Time now, bool report);
    [[nodiscard]] static Settled settledIn(store::Connection &db);
    [[nodiscard]] static bool isNews(const Ended &ended);
    void noteEnded(const Ended &ended, Time now);
    void noteTrouble(const ScanOutcome &outcome, Time now);
    void recordAll(store::Connection &db, const Lease &lease, Time now, components::SiteDecision &decision);
    void recordScan(store::Connection &db, Time now, const ScanOutcome &outcome, components::SiteDecision &decision);
    void writeProgress(store::Connection &db);
    void takeEffect(Decided decided, Time now);
    void submit(Order order, Time now);
    Result<bool> hasNewMessages(Time now);
    Result<void> carryOutOrders(const Lease &lease, Time now);
    void steerWork(Time now);
    void removeLeftovers(store::Connection &db) const;
    void makeParts() const;
    void lookForInstructions(Time now);
    void writeOffStuck(Time now);
    [[nodiscard]] std::set<std::pair<SiteCode, std::string>> stuckInboxes();
    [[nodiscard]] std::set<SiteCode> clearingSites() const;
    [[nodiscard]] bool hasProgress() const;
    [[nodiscard]] static Report carryOut(const Order &order, const Environment &environment, content::ContentLibrary &library, const std::string &folder,
                                         const std::string &siteId, std::int64_t generation, transport::SendProgress &progress,
                                         transport::WorkControl &control);

    static constexpr Span soon = std::chrono::seconds(1); ///< what is due then is as good as due; what is due and has no room is looked at again

    Site *m_site;
    content::ContentLibrary *m_library;
    Executor *m_executor;
    components::StatusWriter m_messages;
    components::Scheduler m_scheduler;
    components::Despooler m_despooler;
    std::unique_ptr<components::Sender> m_sender;
    io::WakeWatch m_watch;

    Span m_lookEvery;
    bool m_active = false;
    bool m_known = false;    ///< whether there are addresses was asked
    bool m_recovered = false;
    bool m_closing = false;
    bool m_rowsMoved = true;
    bool m_woken = true;
    bool m_more = false;
    bool m_leftovers = true;
    bool m_scanning = false;
    bool m_again = false;    ///< the last decision left something to do at once
    std::int64_t m_dataVersion = -1;
    Settled m_settled;       ///< as of m_dataVersion
    std::optional<Time> m_nextDue;
    Time m_scanAt{}, m_reportAt{}, m_progressAt{}, m_heartbeatAt{};
    bool m_ordersHere = true; ///< to be looked at
    Time m_ordersAt{};
    std::int64_t m_newestMessage = -1;   ///< that was looked at
    std::optional<Time> m_messagesAt;    ///< when the next batch is made
    std::set<std::string> m_inHand;
    std::map<std::string, Time> m_unfinished; ///< and since when they were seen so
    std::vector<std::pair<Time, Order>> m_later;
    std::vector<std::pair<Time, std::string>> m_readLater; ///< names in work/
    std::int64_t m_generation = 0; ///< of the lease
    Time m_workAt{};               ///< when work/ is looked into again
    std::optional<std::string> m_after; ///< where the next look begins
    struct Trouble {
        std::string folder; ///< in the inbox
        io::IoError error;
        bool operator==(const Trouble &) const = default;
    };
    struct Say {
        MessageId id;
        std::vector<std::string> strings;
    };
    std::optional<Trouble> m_trouble; ///< what lies in the inbox and cannot be taken in
    Time m_troubleSince{};
    bool m_unmoved = false;           ///< something was, since all was looked at
    std::vector<Say> m_say;           ///< in the next transaction
    struct Stuck {
        SiteCode site;
        std::string inbox;
        std::shared_ptr<std::atomic<bool>> ended;
    };
    std::vector<Stuck> m_stuck; ///< workers that were left behind at an address, until they end
    std::vector<components::SiteDecision::Damaged> m_damaged;
    std::int64_t m_lastRun = 0;
    std::map<std::int64_t, Run> m_running;
    std::vector<Ended> m_ended;
};

} // namespace cartage::engine
