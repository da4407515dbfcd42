// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/order.h"
#include "core/domain/sending.h"
#include "core/engine/operations.h"
#include "core/store/distributionrepository.h"
#include "core/store/journalrepository.h"
#include "core/store/overviewrepository.h"

/// What operators ask. Each reads one consistent state and changes nothing; names as in docs/cli.md, "Results".
namespace cartage::engine {

struct EngineView {
    bool running = false;
    bool here = false; ///< this process
    std::string host, program;
    std::int64_t pid = 0;
    std::optional<Time> since;
};
/// Who works the site, by lease and sign of life.
[[nodiscard]] Result<EngineView> engineView(Site &site);

struct SiteView {
    store::SiteRow row;
    int schema = 0;
    std::optional<std::uint64_t> libraryBytes;
    std::uint64_t databaseBytes = 0;
    std::int64_t packages = 0, dps = 0;
    std::map<State, std::int64_t> distributions;
    EngineView engine;
};
/// Adds up the library's files: in proportion to their number.
[[nodiscard]] Result<SiteView> siteView(Site &site);
/// Distributions by state.
[[nodiscard]] Result<std::map<State, std::int64_t>> stateCounts(Site &site);
[[nodiscard]] Result<SiteSettings> siteSettings(Site &site);

struct PackageView {
    Package package;
    std::int64_t targets = 0, verified = 0, problems = 0; ///< with those of sites below
};
[[nodiscard]] Result<std::vector<PackageView>> packageViews(Site &site);
[[nodiscard]] Result<PackageView> packageView(Site &site, const PackageId &package);
/// Entries of a version (newest: nothing given), streamed in order.
Result<void> eachEntry(Site &site, const PackageId &package, std::optional<int> version, const std::function<void(const content::Manifest::View &)> &each);

struct DpView {
    Dp dp;
    bool stale = false;
    std::int64_t packages = 0, verified = 0, problems = 0;
    std::string site{}; ///< this one's code
};
[[nodiscard]] Result<std::vector<DpView>> dpViews(Site &site);
[[nodiscard]] Result<DpView> dpView(Site &site, const std::string &dp);

struct DistributionView {
    Distribution row;
    std::string packageName, dpName;
    SiteCode site; ///< the DP's
    std::optional<WaitsFor> waitsFor;
    int attemptsMax = 0;
    std::optional<Sha256> manifest;  ///< of the wanted version
    std::optional<Distribution::Mark> held; ///< of the row, its DP or its package
    std::optional<Error> error;      ///< the row's, or its DP's condition while it is owed
    bool repairAsks = false;
    /// At a DP of a site below: as that site has told it.
    struct Told {
        SiteCode site;
        Time askedAt{};
        std::optional<Time> knownAt; ///< nothing: not told yet
        std::optional<HeldUp> heldUp{};
    };
    std::optional<Told> told;
    std::optional<double> bytesPerSecond; ///< of the attempt at work so far, from its second second on; only in pages of lists
};
/// An empty scope means everything. By package, then DP. Streams.
Result<void> eachDistribution(Site &site, const ScopeNames &scope, const std::function<void(const DistributionView &)> &each);

struct RetryView {
    DistributionView distribution;
    std::vector<Attempt> history;     ///< failed attempts, oldest first; of a site below they are not told
    std::optional<SiteOrder> order{}; ///< at a DP of a site below: the newest that was asked of it
};
/// Rows with a failure and a next try (or used up, stopped), those of sites below behind this one's; with `history`: every own row that ever failed in scope.
[[nodiscard]] Result<std::vector<RetryView>> retryViews(Site &site, const ScopeNames &scope, bool history);

/// All that happened to one package on its way to one DP: messages, attempts, actions, by time.
struct TrailEvent {
    Time time{};
    std::int64_t seq = 0;
    std::string component; ///< "DistributionManager", "operator" ...
    std::string kind;      ///< "message", "attempt", "action"
    std::optional<int> messageId;
    std::optional<int> attempt, version;
    std::string actor;     ///< of actions
    std::string path;      ///< raw bytes
    std::string text;
    std::optional<Error> error;
    std::string site{};    ///< where it happened
};
/// Of an own DP, or of one of a site below (`at`, or the only one that has a DP of that name): then with what the sites on the way have told.
[[nodiscard]] Result<std::vector<TrailEvent>> trail(Site &site, const PackageId &package, const std::string &dp, const std::optional<SiteCode> &at = std::nullopt);

struct ProblemView {
    std::string key; ///< stable: code and object
    Severity severity = Severity::Warning; ///< error: needs an operator; warning: goes on by itself
    store::ProblemRow row;
    Scope scope = Scope::Distribution;
    Resolves resolves = Resolves::ByItself;
    bool repairAsks = false; ///< files differ at a DP that repairs on request only
    std::optional<store::AckRow> acknowledged;
};
/// Worst first.
[[nodiscard]] Result<std::vector<ProblemView>> problems(Site &site, const std::vector<Code> &codes);

[[nodiscard]] Result<std::vector<StatusMessage>> messages(Site &site, const store::MessageFilter &filter);
[[nodiscard]] Result<std::vector<store::AuditRow>> audit(Site &site, const store::AuditFilter &filter);

struct EvidenceView {
    DistributionView distribution;
    std::vector<Attempt> attempts;
    std::vector<store::AuditRow> actions;
};
[[nodiscard]] Result<std::vector<EvidenceView>> evidence(Site &site, const std::vector<PackageId> &packages);

struct HealthView {
    std::optional<Time> oldestOwed;      ///< oldest duty that is due and not done
    std::optional<Time> oldestInboxFile;
    std::optional<Time> lastBackup, lastValidation;
    std::uint64_t siteFreeBytes = 0, libraryFreeBytes = 0;
    bool engineRunning = false;
    std::vector<std::string> haltedComponents; ///< paused or stopped by an operator
    std::map<State, std::int64_t> distributions;
    std::optional<Time> oldestOwedBelow; ///< since when the oldest duty of a site below was asked for and is not told done
    std::optional<Time> oldestRequest;   ///< oldest sending to another site that has not come to its end
    std::vector<std::string> silentSites; ///< children that have told nothing for an hour
    std::vector<std::string> pastLimit;  ///< names of what is past its limit
};
[[nodiscard]] Result<HealthView> health(Site &site);
/// Prometheus text exposition format 0.0.4.
[[nodiscard]] std::string metricsText(const HealthView &health, const SiteView &site);

/// Everything that sidebar, status strip and tiles show, of one moment.
struct Overview {
    Time at{};
    EngineView engine;
    std::map<State, std::int64_t> distributions;
    std::int64_t targets = 0, verified = 0; ///< coverage: proven of wanted, with those of sites below, as the four counts of states
    std::int64_t problems = 0, needYou = 0, acknowledged = 0; ///< causes; those acknowledged are not in `needYou`
    std::optional<Time> oldestNeedsYou;
    std::int64_t retrying = 0;
    std::optional<Time> nextTry;            ///< of a retry
    std::int64_t active = 0, waiting = 0, blocked = 0; ///< transferring, verifying, publishing; waiting; blocked
    std::int64_t bytesLeft = 0, bytesPerSecond = 0;    ///< of the active ones; the rate of their attempts so far
    std::int64_t packages = 0, dps = 0, staleDps = 0, heldDps = 0;
    std::int64_t inboxFiles = 0;
    std::optional<Time> oldestInboxFile;
    std::int64_t clients = 0, quarantined = 0;
    std::int64_t statusTaken = 0; ///< messages taken in from inboxes since the site was made: two of them tell a rate
    std::int64_t newestMessage = 0, newestAudit = 0; ///< record ids
    std::vector<std::string> haltedComponents;       ///< paused or stopped by an operator
    std::int64_t sites = 0;                          ///< below this one
    std::map<State, std::int64_t> distributionsBelow; ///< as they have told
    std::int64_t sitesSilent = 0, sitesNotReached = 0; ///< of the children
    std::int64_t targetsBelow = 0, verifiedBelow = 0, failingBelow = 0;
    std::int64_t requests = 0, bytesToSend = 0;      ///< sendings that have not come to their end, and what is left of them
};
[[nodiscard]] Result<Overview> overview(Site &site);

/// Bytes brought to DPs over time, from ended attempts and those under way, spread evenly over each attempt.
struct Throughput {
    Time from{};
    Span step{};
    int steps = 0;
    struct Series {
        DpKey key;
        std::string dp;
        std::vector<double> bytesPerSecond; ///< one for each step
        double now = 0;                     ///< of what is under way
        double total = 0;                   ///< bytes
    };
    std::vector<Series> series; ///< most bytes first; without DPs that got nothing
};
[[nodiscard]] Result<Throughput> throughput(Site &site, Span range, int steps);

/// How many distributions were in which state: as the engine counted them after they moved (at most once a minute), and now. Each count holds until the
/// next one.
struct StateHistory {
    Time from{}, to{};
    std::optional<Time> since; ///< of the first count that is known; nothing where there is none
    std::vector<store::StateCount> counts; ///< oldest first; the first may lie before `from`, the last is of now
};
[[nodiscard]] Result<StateHistory> stateHistory(Site &site, Span range);

/// Distributions that wait at one DP, by how long they have; at one of a site below since they were asked for.
struct WaitingView {
    static constexpr std::size_t ages = 6; ///< < 5 min, < 15 min, < 1 h, < 4 h, < 1 day, older
    DpView dp;
    std::optional<RemoteDp> below;          ///< of a site below, as told: then `dp` has nothing
    std::optional<DistributionView> oldest; ///< of a site below
    std::array<std::int64_t, ages> byAge{};
    std::int64_t all = 0;
    std::int64_t bytesOwed = 0; ///< sizes of the versions that are wanted
    std::optional<Code> error;  ///< what one of the oldest waits for; nothing: its turn
};
/// Rows that are owed and not at work: neither stopped nor removed, here and at sites below. Most first.
[[nodiscard]] Result<std::vector<WaitingView>> waitingByAge(Site &site);

/// A file, folder or link of a distribution's wanted version with what is known of it there.
struct FileView {
    std::string path; ///< raw bytes
    bool folder = false, link = false;
    std::uint64_t size = 0;
    std::optional<Sha256> sha256;
    std::string finding;        ///< of the last validation: "missing", "differs", "extra" ...; empty: nothing found
    std::optional<Sha256> found;
    std::optional<Error> error; ///< that failed here in the last try or validation
};
struct FilesView {
    std::int64_t entries = 0, failing = 0;
    std::vector<FileView> rows; ///< failing ones first, then by path
};
/// At most `most` rows from number `from` of those whose path contains `text` (upper and lower case alike; empty: all). Without a DP: what the package's
/// newest version has.
[[nodiscard]] Result<FilesView> files(Site &site, const PackageId &package, const std::string &dp, const std::string &text, std::int64_t from, int most);

/// What changed last, newest first: milestones and operators' actions among the site's own messages (those of the same kind and package within a minute as one).
/// That work on a package began is left out: what came of it is said as well.
struct ChangeView {
    StatusMessage message;        ///< the newest of them
    std::string packageName;      ///< empty: concerns no package, or it is gone
    std::vector<std::string> dps;   ///< of all of them
    std::vector<std::string> sites; ///< other sites, of all of them; only where the message is about a package there
};
[[nodiscard]] Result<std::vector<ChangeView>> latestChanges(Site &site, int most);

/// One breach of an invariant (docs/engine.md; `site check`).
struct Finding {
    std::string code; ///< "installed_without_proof", "folder_differs", "two_claims", "blocked_without_error", "content_missing" ...
    Scope scope = Scope::Site;
    std::string object;
    std::string path; ///< raw bytes
    std::string text, advice;
};
struct CheckReport {
    std::vector<Finding> findings;
    std::vector<std::string> notChecked; ///< DPs that could not be read: said on standard error, no finding
};
/// Needs no engine; names and sizes at the DPs, with `deep` every hash in library and DPs. What an attempt at work has open is no finding.
[[nodiscard]] Result<CheckReport> checkSite(Site &site, transport::Transport &transport, bool deep, const std::atomic<bool> &stop);

} // namespace cartage::engine
