// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/components/statusmessages.h"
#include "core/domain/sending.h"
#include "core/engine/operations.h"
#include "core/store/distributionrepository.h"
#include "core/store/journalrepository.h"

/// How every operators' action is made: resolve all names, plan, show or carry out the plan, all in one transaction. Only for core/engine.
namespace cartage::engine {

using components::About;
/// A status message that is written with the change.
struct PlannedMessage {
    MessageId id = MessageId::Distributed;
    std::vector<std::string> strings;
    About about;
};
[[nodiscard]] PlannedMessage say(MessageId id, std::vector<std::string> strings, const About &about = {});
void raise(Site &site, store::Connection &db, const PlannedMessage &message);

/// What becomes of one row.
struct RowChange {
    enum class Kind {
        Set,          ///< goes to `now` at once
        AfterPublish, ///< publishing is finished first; then it goes to `now`
        Flag,         ///< only its hold flag changes; duty and token stay
        Erase,        ///< nothing is there and nothing is at work: the row goes; reported as removed
        Insert,       ///< a new row
    };
    PackageId package;
    DpKey dp;
    State was = State::Removed;
    State now = State::Waiting;
    Kind kind = Kind::Set;
    std::int64_t token = 0;
    int wantedVersion = 0;
    auto operator<=>(const RowChange &) const = default;
};

/// Everything that an action will do. `apply` writes it; nothing before it writes.
struct Plan {
    bool destructive = false;
    Effect effect; ///< counts of rows are filled in by `carryOut`
    std::vector<RowChange> rows;
    std::int64_t unchanged = 0;
    std::int64_t refused = 0;
    std::optional<Error> refusal;  ///< why rows were refused; the command's error when nothing else is left to do
    std::int64_t otherChanges = 0; ///< flags, settings, groups: what `changed` counts where no row moves
    std::string others;            ///< what else the plan touches, for its id
    /// What is asked of DPs of sites below: the effect counts it with the rows.
    struct Below {
        std::int64_t distributions = 0;
        std::int64_t asked = 0; ///< duties and orders: what `changed` counts beside the rows
        std::set<PackageId> packages;
        std::set<Target> dps;
    } below;
    std::vector<Note> notes;
    std::vector<PlannedMessage> messages;
    bool leavesWork = false; ///< adds the note no_engine where none works
    std::function<Result<void>(store::Connection &, std::int64_t auditId)> apply;
};
using Planner = std::function<Result<Plan>(store::Connection &)>;

/// One transaction: plan, then effect only (dry run), a refusal (confirmation_needed, plan_moved), or the change with its messages and its audit row; wakes after the commit.
Result<Answer> carryOut(Site &site, const Intent &intent, const Planner &planner);

/// Sixteen hexadecimal digits over the command and everything that it touches.
[[nodiscard]] std::string planId(const Intent &intent, const Plan &plan);
/// The audit row of this intent, with what it changed.
std::int64_t writeAudit(Site &site, store::Connection &db, const Intent &intent, std::int64_t changed, std::int64_t refused);
/// The note no_engine where no engine works.
void noteMissingEngine(Site &site, store::Connection &db, std::vector<Note> &notes);

/// Names of operators -> keys; not_found (object: the name as asked for) for the first unknown one.
[[nodiscard]] Result<store::Selection> resolve(store::Connection &db, const ScopeNames &scope);
/// Each once.
[[nodiscard]] std::vector<std::pair<PackageId, DpKey>> pairsOf(const std::vector<RowId> &rows);
/// `gone` of the rows that were named were not there any more.
void noteGone(Plan &plan, std::int64_t gone);
[[nodiscard]] Result<std::vector<Dp>> resolveDps(store::Connection &db, const std::vector<std::string> &names);
[[nodiscard]] Result<Package> resolvePackage(store::Connection &db, const PackageId &id);
[[nodiscard]] Result<void> resolveGroups(store::Connection &db, const std::vector<std::string> &names);
[[nodiscard]] Error refusalError(Code code, std::string object, Scope scope = Scope::Command);
/// state_forbids for what is being removed.
[[nodiscard]] Error removingError(std::string object, Scope scope);
[[nodiscard]] Note makeNote(const std::string &code, const std::string &text);

/// Flags and names that decide about a row, read once for a wide action.
class Surroundings
{
public:
    explicit Surroundings(store::Connection &db);
    /// Of these alone.
    Surroundings(store::Connection &db, const std::set<PackageId> &packages, const std::set<DpKey> &dps);
    [[nodiscard]] const Dp &dp(DpKey key) const { return m_dps.at(key); }
    [[nodiscard]] const Package &package(const PackageId &id) const { return m_packages.at(id); }
    [[nodiscard]] const std::unordered_map<DpKey, Dp> &dps() const { return m_dps; }
    [[nodiscard]] const std::unordered_map<PackageId, Package> &packages() const { return m_packages; }
    /// By its own flag, its DP's or its package's.
    [[nodiscard]] bool isHeld(const Distribution &row) const;
    /// A version that is not in the store yet.
    void addVersion(const PackageId &id, const PackageVersion &version) { m_packages.at(id).versions.push_back(version); }
    [[nodiscard]] const std::string &timezone() const { return m_timezone; }
    [[nodiscard]] bool windowIsOpen(DpKey key, Time now) const;

private:
    std::unordered_map<DpKey, Dp> m_dps;
    std::unordered_map<PackageId, Package> m_packages;
    std::string m_timezone;
};

/// Bytes that rows will send and delete, by the manifests; each pair of manifests is read once.
class Costs
{
public:
    Costs(Site &site, const Surroundings &around)
        : m_site(site)
        , m_around(around)
    { }
    /// A row that goes to `next` with `wanted` (0: removal).
    void count(const Distribution &before, State next, int wanted);
    [[nodiscard]] std::int64_t toSend() const { return m_toSend; }
    [[nodiscard]] std::int64_t toDelete() const { return m_toDelete; }
    /// Bytes of what a version has and the manifest (none: nothing) has not.
    [[nodiscard]] std::int64_t between(const std::optional<Sha256> &from, const PackageVersion &to);

private:
    Site &m_site;
    const Surroundings &m_around;
    std::map<std::pair<Sha256, Sha256>, std::int64_t> m_known;
    std::int64_t m_toSend = 0;
    std::int64_t m_toDelete = 0;
};

/// Rows of one action: what each becomes is found row by row, and written by one statement for a source state where all rows of that state go the same way.
class RowChanges
{
public:
    /// `costs` is asked only while rows are added.
    RowChanges(store::Selection selection, Costs &costs, Time now)
        : m_selection(std::move(selection))
        , m_costs(&costs)
        , m_now(now)
    { }
    /// What every written row gets beside its new state; `from`, `to` and `token` are set by `write`.
    store::WideChange common;
    /// Every row of the selection must come by one of these. None and Refuse are counted only.
    void add(const Distribution &row, const ActionRule &rule);
    void set(const Distribution &row, State next, bool resetAttempts, bool dueNow);
    void setAfterPublish(const Distribution &row, State next);
    void erase(const Distribution &row);
    void flag(const Distribution &row);
    /// Stays as it is and counts as unchanged.
    void leave(const Distribution &row);
    /// `count` rows of a state that the action has no effect on.
    void leave(State state, std::int64_t count);
    /// Belongs to the selection but not to what was asked for.
    void pass(const Distribution &row) { ++m_seen[row.state]; }
    void insert(const Distribution &row);
    [[nodiscard]] const std::vector<RowChange> &changes() const { return m_changes; }
    [[nodiscard]] std::int64_t unchanged() const { return m_unchanged; }
    [[nodiscard]] std::int64_t refused() const { return m_refused; }
    /// All rows of the selection that were there.
    [[nodiscard]] std::int64_t seen() const;
    /// Puts counts, rows and costs into the plan.
    void describe(Plan &plan) const;
    void write(store::Connection &db, std::int64_t auditId) const;

private:
    struct Way {
        RowChange::Kind kind = RowChange::Kind::Set;
        State next = State::Waiting;
        bool resetAttempts = false;
        bool dueNow = false;
        auto operator<=>(const Way &) const = default;
    };
    void put(const Distribution &row, const Way &way);
    void writeState(store::Connection &db, State from, std::int64_t token) const;
    void writeEach(store::Connection &db, const Way &way, const std::vector<std::size_t> &rows, const store::WideChange &change) const;
    [[nodiscard]] store::WideChange changeFor(State from, const Way &way, std::int64_t token) const;
    store::Selection m_selection;
    Costs *m_costs;
    Time m_now;
    std::vector<RowChange> m_changes;
    std::vector<Distribution> m_inserted;
    std::map<State, std::map<Way, std::vector<std::size_t>>> m_ways; ///< indexes into m_changes
    std::map<State, std::int64_t> m_seen;
    std::int64_t m_unchanged = 0;
    std::int64_t m_refused = 0;
};

} // namespace cartage::engine
