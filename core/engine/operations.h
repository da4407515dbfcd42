// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/domain/values.h"
#include "core/engine/rowid.h"
#include "core/engine/site.h"
#include "core/transport/transport.h"

/// What operators do. Each is one transaction with its messages and one audit row, valid from any process that has the site open; the engine at work
/// hears of it by SITE/wake. The console and the command line call these and nothing else.
namespace cartage::engine {

/// How a change is asked for (docs/cli.md, rules 6 and 7).
struct Intent {
    bool dryRun = false;
    bool confirmed = false;          ///< --yes
    std::optional<std::string> plan; ///< --plan: carry out just the plan that was shown
    std::string reason;
    std::string command;             ///< for the audit: "retries clear"
    std::string arguments;           ///< for the audit: JSON object
};

/// What a change will do, before it does it.
struct Effect {
    std::string plan; ///< changes when a row that the plan touches has moved
    std::int64_t distributions = 0, packages = 0, dps = 0;
    std::int64_t bytesToSend = 0, bytesToDelete = 0;
    std::int64_t running = 0; ///< attempts at work that it stops
    std::vector<PackageId> lastCopies;
    std::int64_t childSites = 0;
    std::vector<std::string> lines; ///< sentences
    std::string site, formerSite;   ///< of a restore: whose backup it is, and whose site it replaces
    bool operator==(const Effect &) const = default;
};

struct Note {
    std::string code; ///< no_engine stays_stopped window_closed readback_over_line unchanged stays_in_quarantine
    std::string text;
    bool operator==(const Note &) const = default;
};

struct Change {
    std::int64_t changed = 0, unchanged = 0, refused = 0;
    struct Row {
        PackageId package;
        std::string dp;
        State was = State::Waiting;
        State now = State::Waiting;
        RowId id = 0;
    };
    std::vector<Row> rows; ///< those changed
    std::vector<Note> notes;
};

/// Answer of an operation that changes something: the effect always; what was changed unless it was a dry run; a refusal (confirmation_needed, plan_moved)
/// beside the effect. Other errors come as the Result's Error.
struct Answer {
    Effect effect;
    Change change;
    bool carriedOut = false;
    std::optional<Error> refusal;
};

/// SCOPE of docs/cli.md as names; resolved inside the transaction (not_found for anything unknown, and then nothing is done).
struct ScopeNames {
    std::vector<PackageId> packages;
    std::vector<std::string> dps;
    std::vector<std::string> groups;
    std::vector<State> states;
    std::vector<Code> codes;
    bool all = false;
    /// Exactly these distributions: what a window has selected. Those that are gone meanwhile count as unchanged.
    std::shared_ptr<const std::vector<RowId>> rows{};
    /// A site below: the DPs are its own. Without it a name that only a site below has stands for that one.
    std::optional<SiteCode> to{};
    [[nodiscard]] bool empty() const { return packages.empty() && dps.empty() && groups.empty() && states.empty() && codes.empty() && !all && !rows && !to; }
};
/// All rows of a scope.
[[nodiscard]] Result<std::vector<RowId>> rowsOf(Site &site, const ScopeNames &scope);
/// Package and DP of these rows, in their order; an empty name where the DP is gone.
[[nodiscard]] Result<std::vector<std::pair<PackageId, std::string>>> namesOfRows(Site &site, std::span<const RowId> rows);

using Settings = std::vector<std::pair<std::string, std::string>>; ///< KEY and text; empty text: back to the default

// Site
Result<Answer> setSite(Site &site, const Settings &settings, const Intent &intent);

// Packages. A snapshot reads the source in this process; it holds an intake row meanwhile. `stop` ends it (interrupted).
struct PackageWish {
    std::string source; ///< absolute
    std::string name;
    std::optional<PackageId> id;
    std::string productVersion, manufacturer;
    Priority priority = Priority::Normal;
};
struct SnapshotReport {
    PackageId package;
    std::string name;
    int version = 0;
    bool changed = true;
    std::int64_t files = 0, bytes = 0, newFiles = 0, changedFiles = 0, removedFiles = 0, newBytes = 0;
    Sha256 manifest;
    std::vector<Note> notes;
    std::optional<Effect> effect; ///< only of a dry run
};
using SnapshotProgress = std::function<void(std::int64_t files, std::uint64_t bytes)>;
Result<SnapshotReport> addPackage(Site &site, const PackageWish &wish, const Intent &intent, const std::atomic<bool> &stop, const SnapshotProgress &progress);
struct UpdateWish {
    PackageId package;
    std::optional<std::string> source;
    bool rehash = false;
};
Result<SnapshotReport> updatePackage(Site &site, const UpdateWish &wish, const Intent &intent, const std::atomic<bool> &stop, const SnapshotProgress &progress);
Result<SnapshotReport> rollbackPackage(Site &site, const PackageId &package, int to, const Intent &intent);
Result<Answer> setPackage(Site &site, const PackageId &package, const Settings &settings, const Intent &intent);
/// Lets old versions go (rows); content is deleted by the holder of the lease: here if no engine works, else by the engine.
Result<Answer> prunePackages(Site &site, const std::optional<PackageId> &package, const Intent &intent);
Result<Answer> removePackage(Site &site, const PackageId &package, const Intent &intent); // destructive

// Distribution points
struct DpWish {
    std::string name;
    std::string path; ///< absolute
    std::vector<std::string> groups;
    bool takeOver = false;
};
/// Writes the marker through the transport, then the row; with a marker of this site: takes the DP back, its records become `unverified` rows.
Result<Answer> addDp(Site &site, transport::Transport &transport, const DpWish &wish, const Intent &intent);
Result<Answer> setDp(Site &site, transport::Transport &transport, const std::string &dp, const Settings &settings, const Intent &intent);
Result<Answer> removeDps(Site &site, const std::vector<std::string> &dps, bool forget, const Intent &intent); // destructive

// Distributions
struct TargetNames {
    std::vector<std::string> dps; ///< of this site, or of a site below where the name stands for one alone
    std::vector<std::string> groups;
    bool all = false;          ///< of this site
    std::optional<SiteCode> to{}; ///< then the names are those of this site below; none: all DPs there
};
Result<Answer> distribute(Site &site, const std::vector<PackageId> &packages, const TargetNames &targets, const Intent &intent);
Result<Answer> undistribute(Site &site, const std::vector<PackageId> &packages, const TargetNames &targets, const Intent &intent); // destructive
/// Of any packages at any DPs; what groups owe stays owed.
Result<Answer> undistribute(Site &site, const std::vector<RowId> &rows, const Intent &intent); // destructive
Result<Answer> retryNow(Site &site, const ScopeNames &scope, const Intent &intent);
Result<Answer> clearRetries(Site &site, const ScopeNames &scope, const Intent &intent); // destructive
Result<Answer> hold(Site &site, const ScopeNames &scope, const Intent &intent);
Result<Answer> release(Site &site, const ScopeNames &scope, const Intent &intent);
Result<Answer> cancel(Site &site, const ScopeNames &scope, const Intent &intent);
Result<Answer> redistribute(Site &site, const ScopeNames &scope, bool force, const Intent &intent);

// Problems
Result<Answer> acknowledge(Site &site, const std::string &key, std::optional<Time> until, const Intent &intent);
Result<Answer> unacknowledge(Site &site, const std::string &key, const Intent &intent);

// Looking at DPs: asked of the engine at work; without one, or if it ends meanwhile, done here (reads only, records a row's result only if the row has
// not changed meanwhile).
struct DifferenceReport {
    PackageId package;
    std::string dp;
    transport::FileDifference difference; ///< without a path: nothing of the package could be read
};
struct ValidateReport {
    std::vector<DifferenceReport> differences;
    std::vector<std::pair<std::string, Error>> notRead; ///< DP name and why
    std::int64_t validated = 0;
};
/// What `validate` would read, without reading it.
Result<Effect> previewValidate(Site &site, const ScopeNames &scope);
/// What an engine would take up now; refused as `run` is where another one works.
Result<Effect> previewRun(Site &site, bool takeOver);
Result<ValidateReport> validate(Site &site, transport::Transport &transport, const ScopeNames &scope, const std::atomic<bool> &stop);
struct DpTestReport {
    std::string dp;
    bool ok = false;
    std::vector<transport::ProbeOutcome::Step> steps;
};
Result<std::vector<DpTestReport>> testDps(Site &site, transport::Transport &transport, const std::vector<std::string> &dps, const std::atomic<bool> &stop);

// Backup
Result<Answer> backupSite(Site &site, const std::string &file, const Intent &intent);
/// Needs an empty (or absent) folder, or confirmation and no engine; raises the epoch.
Result<Answer> restoreSite(const Environment &environment, const std::string &folder, const std::string &file, const Intent &intent);

} // namespace cartage::engine
