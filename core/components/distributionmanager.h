// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "core/base/random.h"
#include "core/components/dpbook.h"
#include "core/components/statusmessages.h"
#include "core/components/workitem.h"
#include "core/domain/component.h"
#include "core/store/database.h"
#include "core/store/distributionrepository.h"
#include "core/store/journalrepository.h"
#include "core/store/siterepository.h"

namespace cartage::components {

/// Plans and records what is done at a site's own distribution points: staging, publishing, removal, validation, probes. Decides only: `plan` gives
/// due work as values after its rows are written as begun, `record` writes what a worker found. Facts are always recorded; the duty changes only if the
/// row's token is still the item's. No threads, no clock, no sleeping, no files.
/// A value: the engine works on a copy inside a transaction and keeps it when that is committed, so that memory and rows never part. Control thread.
class DistributionManager final
{
public:
    DistributionManager(const store::SiteRow &site, StatusWriter messages, Random &random);

    /// Rereads what operators change: DPs, requests, packages that are to go. At the start and after each commit of another process.
    void reload(store::Connection &db, Time now);
    /// At the start, once: what a killed engine left is interrupted work, due at once; open publishes are finished first.
    void recover(store::Connection &db, Time now);

    /// What is due and has room, best first; their rows are written as begun.
    [[nodiscard]] std::vector<WorkItem> plan(store::Connection &db, Time now);
    void record(store::Connection &db, Time now, const Outcome &outcome);
    /// Bytes and states of what runs.
    static void recordProgress(store::Connection &db, Time now, const std::vector<store::Progress> &progress);
    /// Somebody has met damaged content of this package in the library: its problem, and healed.
    void contentDamaged(store::Connection &db, Time now, const PackageId &package, const Error &error);
    /// A worker that was written off has come back: its DP may be given work again.
    void workerReturned(const WorkItem &item);
    /// Items whose row has been changed by somebody else since, and stagings for which a package of a higher class waits at their DP: they are to stop at
    /// the next block.
    [[nodiscard]] std::vector<std::int64_t> overtaken(store::Connection &db, Time now) const;

    /// No more work is begun; what runs is told to stop by the engine.
    void close() { m_closed = true; }
    /// As an operator has set it. What is being published is finished and operators' requests are carried out in any state.
    [[nodiscard]] ComponentState state() const { return m_state; }
    /// Something waits in memory alone (a clean-up, a publish): a headless run goes on until it is done.
    [[nodiscard]] bool hasPending() const;
    /// When something falls due next, as far as this class decides it; at most a wake-up too many, never one too few.
    [[nodiscard]] std::optional<Time> nextDue(store::Connection &db, Time now) const;
    [[nodiscard]] const DpBook &dps() const { return m_dps; }
    /// A package went since this was asked last: its content in the library may go.
    [[nodiscard]] bool takeContentMayGo();
    /// A transition that the table does not know was asked for: the engine stops.
    [[nodiscard]] const std::optional<Error> &broken() const { return m_broken; }
    [[nodiscard]] const SiteSettings &settings() const { return m_settings; }

private:
    struct RowKey {
        DpKey dp;
        PackageId package;
        auto operator<=>(const RowKey &) const = default;
    };
    struct Running {
        WorkItem item;
        bool transfer = false; ///< counts against the limit of transfers
    };

    // planning
    void planFollowUps(store::Connection &db, Time now, std::vector<WorkItem> &items);
    void planOpenPublishes(store::Connection &db, Time now, std::vector<WorkItem> &items);
    void planProbes(store::Connection &db, Time now, std::vector<WorkItem> &items);
    void planDueRows(store::Connection &db, Time now, std::vector<WorkItem> &items);
    std::optional<WorkItem> planAtDp(store::Connection &db, Time now, const Dp &dp);
    std::optional<Distribution> pickRow(store::Connection &db, Time now, const Dp &dp);
    bool putAside(store::Connection &db, Time now, Distribution &row);
    std::optional<WorkItem> beginStage(store::Connection &db, Time now, const Dp &dp, Distribution row);
    transport::StageOrder stageOrder(store::Connection &db, const Dp &dp, const Distribution &row, const PackageVersion &version) const;
    void planCleans(store::Connection &db, Time now, std::vector<WorkItem> &items);
    void planWindows(store::Connection &db, Time now);
    void pauseAll(store::Connection &db, Time now, const Dp &dp);
    void putOffRepairs(store::Connection &db, Time now, const Dp &dp);
    void resumeAll(store::Connection &db, Time now, const Dp &dp);

    // removal
    std::optional<WorkItem> beginRemoval(store::Connection &db, Time now, const Dp &dp, Distribution row);
    void planDpRemovals(store::Connection &db, std::vector<WorkItem> &items);
    void recordRemove(store::Connection &db, Time now, const WorkItem &item, const transport::RemoveOutcome &outcome);
    void sayForeignKept(store::Connection &db, Time now, const WorkItem &item, const std::vector<std::string> &names);
    void recordRemoveDp(store::Connection &db, Time now, const WorkItem &item, const transport::RemoveOutcome &outcome);
    void removePackageIfDone(store::Connection &db, Time now, const PackageId &package);

    // validation
    void planRequests(store::Connection &db, Time now, std::vector<WorkItem> &items);
    void planValidations(store::Connection &db, Time now, std::vector<WorkItem> &items);
    std::optional<WorkItem> beginValidation(store::Connection &db, Time now, const Dp &dp, const Distribution &row);
    void recordValidate(store::Connection &db, Time now, const WorkItem &item, const transport::ValidateOutcome &outcome);
    void recordFindings(store::Connection &db, Time now, const WorkItem &item, const transport::ValidateOutcome &outcome, Distribution &row);

    // healing
    void planHealing(store::Connection &db, Time now, std::vector<WorkItem> &items);
    void recordHeal(store::Connection &db, Time now, const WorkItem &item, const HealOutcome &outcome);

    // recording
    void recordStage(store::Connection &db, Time now, const Outcome &whole, const transport::StageOutcome &outcome);
    void recordPublish(store::Connection &db, Time now, const WorkItem &item, const transport::PublishOutcome &outcome);
    void recordProbe(store::Connection &db, Time now, const WorkItem &item, const transport::ProbeOutcome &outcome);
    void recordAbandoned(store::Connection &db, Time now, const WorkItem &item, bool stalled);
    void stageDone(store::Connection &db, Time now, const WorkItem &item, const transport::StageOutcome &outcome, Distribution &row);
    void stageFailed(store::Connection &db, Time now, const WorkItem &item, const transport::StageOutcome &outcome, Distribution &row);
    void publishRefused(store::Connection &db, Time now, const WorkItem &item, const transport::PublishOutcome &outcome, Distribution &row);
    void installed(store::Connection &db, Time now, const WorkItem &item, Distribution &row);
    void blockedByCondition(store::Connection &db, Time now, const WorkItem &item, const Error &error, Distribution &row);
    void attemptFailed(store::Connection &db, Time now, const WorkItem &item, const Error &error, std::int64_t bytes, Distribution &row);
    void obstacle(store::Connection &db, Time now, const WorkItem &item, const Error &error, std::int64_t bytes, Distribution &row);
    void keepPublishing(store::Connection &db, Time now, const Error &error, Time again, Distribution &row);
    void applyAfterPublish(store::Connection &db, Time now, Distribution &row);
    void save(store::Connection &db, Time now, Distribution &row);
    void interrupted(store::Connection &db, Time now, const WorkItem &item, std::int64_t bytes, Distribution &row);
    void sayFailed(store::Connection &db, Time now, const Error &error, const Distribution &row);
    void endAttempt(store::Connection &db, Time now, const WorkItem &item, const Distribution &row, std::string_view outcome,
                    std::int64_t bytes, const std::optional<Error> &error);
    void conditionFound(store::Connection &db, Time now, const WorkItem &item, const std::optional<Error> &error);
    void endOvertakenAttempt(store::Connection &db, Time now, const WorkItem &item, const Distribution &row, std::int64_t bytes);

    // both
    void move(Distribution &row, Event event);
    void breakOff(const std::string &why);
    [[nodiscard]] bool isBusy(DpKey dp) const { return m_running.contains(dp) || m_stuck.contains(dp); }
    [[nodiscard]] static bool mostlyWaits(const Dp &dp);
    [[nodiscard]] bool hasRoom(const Dp &dp) const;
    [[nodiscard]] static std::optional<PackageVersion> publishedVersion(store::Connection &db, const Distribution &row);
    void rememberCleans(store::Connection &db);
    void recordClean(store::Connection &db, Time now, const WorkItem &item, const CleanOutcome &outcome);
    [[nodiscard]] bool givesWay(store::Connection &db, Time now, const WorkItem &item) const;
    WorkItem itemAt(const Dp &dp);
    void start(WorkItem item, bool transfer, std::vector<WorkItem> &items);
    [[nodiscard]] transport::DpAddress addressOf(store::Connection &db, const Dp &dp) const;
    [[nodiscard]] RetryPolicy policyOf(DpKey dp) const;
    [[nodiscard]] std::string packageName(store::Connection &db, const PackageId &package) const;

    SiteIdentity m_site;
    StatusWriter m_messages;
    Random *m_random;
    SiteSettings m_settings;
    DpBook m_dps;
    std::optional<Error> m_broken;
    bool m_closed = false;
    ComponentState m_state = ComponentState::Running;
    std::int64_t m_lastItem = 0;

    std::map<DpKey, Running> m_running;                 ///< never two at one DP
    std::optional<WorkItem> m_healing;                  ///< at the site, not at a DP
    std::set<DpKey> m_stuck;                            ///< a worker that was written off has not returned
    std::set<DpKey> m_stuckProbes;                      ///< so has a probe's: none is begun meanwhile
    std::map<DpKey, transport::PublishOrder> m_followUps; ///< rows committed as publishing, item not begun
    std::map<RowKey, Time> m_openPublishes;             ///< publishing rows without an item, and when to look
    std::map<DpKey, std::deque<PackageId>> m_cleans;
    std::map<DpKey, std::vector<PackageId>> m_cleaned; ///< since the last clean-up that was brought to the medium
    std::optional<Time> m_cleansAgain; ///< some were refused
    std::deque<store::RequestRow> m_requests;
    std::set<std::int64_t> m_startedRequests;
    std::map<PackageId, Time> m_damagedPackages;        ///< and when healing is tried next
    std::map<DpKey, bool> m_windowOpen;                 ///< as last acted upon
    std::map<DpKey, Time> m_nextLook;                   ///< for rows whose proof has grown old
    std::set<DpKey> m_retryNext;                        ///< DPs at which a retry goes before new work
    std::map<PackageId, int> m_saidStarted;             ///< 2300 once for a version
    DpKey m_lastServed;
    bool m_contentMayGo = false; ///< a package went: its content is to be swept
};

} // namespace cartage::components
