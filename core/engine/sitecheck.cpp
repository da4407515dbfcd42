// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>

#include "core/domain/escape.h"
#include "core/engine/change.h"
#include "core/engine/dpaddress.h"
#include "core/engine/hierarchycheck.h"
#include "core/engine/queries.h"
#include "core/engine/statuscheck.h"
#include "core/engine/stoprelay.h"
#include "core/store/addressrepository.h"
#include "core/store/dprepository.h"
#include "core/store/packagerepository.h"

namespace cartage::engine {
namespace {

/// One consistent state of the database.
struct Snapshot {
    std::vector<Package> packages;
    std::optional<SiteCode> parent;
    std::unordered_map<DpKey, Dp> dps;
    std::vector<Distribution> rows;
    std::vector<std::pair<PackageId, DpKey>> doubleClaims;
    std::vector<std::pair<PackageId, DpKey>> withoutAttempt;
};

void countClaims(store::Connection &db, Snapshot &snapshot)
{
    for (const Distribution &row : snapshot.rows) {
        const bool working = isAtWork(row.state);
        if (!working && row.state != State::Removing)
            continue;
        const auto attempts = store::attempts(db, row.package, row.dp);
        const auto running = std::count_if(attempts.begin(), attempts.end(), [](const Attempt &attempt) { return attempt.outcome == "running"; });
        if (running > 1)
            snapshot.doubleClaims.emplace_back(row.package, row.dp);
        if (working && running == 0)
            snapshot.withoutAttempt.emplace_back(row.package, row.dp);
    }
}

Result<Snapshot> readSnapshot(Site &site)
{
    return site.database().read<Snapshot>([](store::Connection &db) -> Result<Snapshot> {
        Snapshot snapshot;
        snapshot.packages = store::packages(db);
        if (const auto parent = store::parentAddress(db))
            snapshot.parent = parent->site;
        for (Dp &dp : store::dps(db)) {
            const DpKey key = dp.key;
            snapshot.dps.emplace(key, std::move(dp));
        }
        snapshot.rows = store::distributions(db, {});
        countClaims(db, snapshot);
        return snapshot;
    });
}

class Checker
{
public:
    Checker(Site &site, transport::Transport &transport, bool deep, const std::atomic<bool> &stop)
        : m_site(site)
        , m_transport(transport)
        , m_deep(deep)
        , m_stop(stop)
    { }
    Result<CheckReport> run();

private:
    void add(const std::string &code, Scope scope, const std::string &object, const std::string &path, const std::string &text,
             const std::string &advice);
    void addRow(const std::string &code, const Distribution &row, const std::string &text, const std::string &advice);
    [[nodiscard]] std::string nameOf(const PackageId &package, DpKey dp) const;
    void checkDatabase();
    void checkRow(const Distribution &row);
    void checkFacts(const Distribution &row);
    void checkPackage(const Package &package);
    Result<void> checkLibrary();
    void checkVersion(content::ContentLibrary &library, const Package &package, const PackageVersion &version);
    void checkContent(content::ContentLibrary &library, const Package &package, const PackageVersion &version, const content::Manifest::View &entry);
    [[nodiscard]] std::string toBringBack(const Package &package, const PackageVersion &version, bool byValidation) const;
    void checkDps();
    void checkAtDp(const Dp &dp, const Distribution &row);
    [[nodiscard]] bool isStillSo(const Distribution &row);
    [[nodiscard]] const PackageVersion *versionOf(const PackageId &package, int version) const;

    Site &m_site;
    transport::Transport &m_transport;
    bool m_deep;
    const std::atomic<bool> &m_stop;
    Snapshot m_snapshot;
    CheckReport m_report;
    std::unordered_map<Sha256, std::uint64_t> m_library; ///< size of each content
    std::unordered_map<Sha256, bool> m_judged;           ///< content that was looked at, and whether it is sound
    std::set<std::string> m_unread;
};

void Checker::add(const std::string &code, Scope scope, const std::string &object, const std::string &path, const std::string &text,
                  const std::string &advice)
{
    m_report.findings.push_back({code, scope, object, path, text, advice});
}

std::string Checker::nameOf(const PackageId &package, DpKey dp) const
{
    const auto found = m_snapshot.dps.find(dp);
    return package.value() + "@" + (found == m_snapshot.dps.end() ? std::to_string(dp.value()) : found->second.name);
}

void Checker::addRow(const std::string &code, const Distribution &row, const std::string &text, const std::string &advice)
{
    const std::string object = nameOf(row.package, row.dp);
    add(code, Scope::Distribution, object, {}, object + ": " + text, advice);
}

const PackageVersion *Checker::versionOf(const PackageId &id, int version) const
{
    for (const Package &package : m_snapshot.packages) {
        if (package.id != id)
            continue;
        for (const PackageVersion &kept : package.versions) {
            if (kept.version == version)
                return &kept;
        }
    }
    return nullptr;
}

void Checker::checkFacts(const Distribution &row)
{
    const std::string validate = "Run `cartage validate " + row.package.value() + "`.";
    if (row.state == State::Installed && !row.proof)
        addRow("installed_without_proof", row, "it counts as installed, but nothing proves it.", validate);
    if (row.state == State::Installed && row.installedVersion != row.wantedVersion)
        addRow("installed_other_version", row, "it counts as installed, but another version than the wanted one lies there.", validate);
    if (row.installedVersion.has_value() != row.installedManifest.has_value())
        addRow("installed_without_manifest", row, "a version lies there, but not which files it has.", validate);
    const PackageVersion *version = row.installedVersion ? versionOf(row.package, *row.installedVersion) : nullptr;
    if (version && row.installedManifest && version->epoch == row.installedEpoch && version->manifest != *row.installedManifest)
        addRow("same_version_other_content", row, "version " + std::to_string(*row.installedVersion) + " there has other content than here.",
               "Run `cartage redistribute " + row.package.value() + " --force`.");
}

void Checker::checkRow(const Distribution &row)
{
    checkFacts(row);
    const bool owesReason = row.state == State::Blocked || row.state == State::Failed || row.state == State::Retrying || row.state == State::Damaged;
    if (owesReason && !row.error)
        addRow("blocked_without_error", row, "it is " + std::string(name(row.state)) + ", and no error says why.",
               "Run `cartage retries now " + row.package.value() + "`.");
    const bool wants = row.wantedVersion != 0 && row.state != State::Removed && row.state != State::Removing;
    if (wants && !versionOf(row.package, row.wantedVersion))
        addRow("wanted_version_missing", row, "version " + std::to_string(row.wantedVersion) + " is wanted there, but it is not kept.",
               "Run `cartage package update " + row.package.value() + "`.");
    if (row.state == State::Waiting && !row.dueAt)
        addRow("never_due", row, "it waits, but for no time.", "Run `cartage retries now " + row.package.value() + "`.");
}

void Checker::checkPackage(const Package &package)
{
    std::pair<std::int64_t, int> last{0, 0}; // versions compare as (epoch, number)
    for (const PackageVersion &version : package.versions) {
        if (std::pair(version.epoch, version.version) <= last)
            add("version_numbers", Scope::Package, package.id.value(), {}, package.id.value() + ": its version numbers do not rise.",
                "Restore a backup.");
        last = {version.epoch, version.version};
    }
    if (package.versions.empty())
        add("no_version", Scope::Package, package.id.value(), {}, package.id.value() + " has no version that is kept.",
            "Run `cartage package update " + package.id.value() + "`.");
}

void Checker::checkDatabase()
{
    for (const Package &package : m_snapshot.packages)
        checkPackage(package);
    for (const Distribution &row : m_snapshot.rows)
        checkRow(row);
    for (const auto &[package, dp] : m_snapshot.doubleClaims)
        add("two_claims", Scope::Distribution, nameOf(package, dp), {}, nameOf(package, dp) + " is worked on by two attempts at once.",
            "Start the engine anew.");
    for (const auto &[package, dp] : m_snapshot.withoutAttempt)
        add("work_without_attempt", Scope::Distribution, nameOf(package, dp), {},
            nameOf(package, dp) + " counts as being worked on, but no attempt is.", "Start the engine anew.");
}

Result<void> Checker::checkLibrary()
{
    auto library = m_site.library();
    if (!library)
        return failure(library.error());
    const auto listed = (*library)->list([this](const Sha256 &hash, std::uint64_t size) {
        m_library.emplace(hash, size);
        return !m_stop;
    });
    if (!listed)
        return failure(listed.error());
    for (const Package &package : m_snapshot.packages) {
        for (auto version = package.versions.rbegin(); version != package.versions.rend(); ++version) { // what several have is of the newest
            if (m_stop)
                return {};
            checkVersion(**library, package, *version);
        }
    }
    return {};
}

void Checker::checkVersion(content::ContentLibrary &library, const Package &package, const PackageVersion &version)
{
    const std::string id = package.id.value();
    const auto manifest = library.manifest(version.manifest);
    if (!manifest) {
        add("content_missing", Scope::Package, id, version.manifest.hex(),
            id + " version " + std::to_string(version.version) + ": its list of files is missing or damaged.", toBringBack(package, version, false));
        return;
    }
    if ((*manifest)->files() != version.files || (*manifest)->contentBytes() != version.bytes || (*manifest)->entries() != version.entries)
        add("version_counts", Scope::Package, id, {},
            id + " version " + std::to_string(version.version) + ": its counts are not those of its list of files.", "Restore a backup.");
    for (content::Manifest::Cursor cursor(**manifest); !cursor.atEnd() && !m_stop; cursor.next()) {
        if (cursor.current().type == content::EntryType::File)
            checkContent(library, package, version, cursor.current());
    }
}

/// Only the site that has made a package takes a snapshot of it; to others the newest version is sent once more, and no older one.
std::string Checker::toBringBack(const Package &package, const PackageVersion &version, bool byValidation) const
{
    const std::string id = package.id.value();
    const std::string heal = byValidation ? ", or `cartage validate " + id + "` while an engine works." : ".";
    if (!m_snapshot.parent || id.starts_with(m_site.row().code.value()))
        return "Run `cartage package update " + id + " --rehash`" + heal;
    if (version.version == package.versions.back().version)
        return "Run `cartage resend " + id + " --to " + m_site.row().code.value() + "` at its parent site " + m_snapshot.parent->value() + heal;
    return "Where no distribution point has it, `cartage site set keep_versions=1` and `cartage package prune " + id + "` let it go" + heal;
}

void Checker::checkContent(content::ContentLibrary &library, const Package &package, const PackageVersion &version, const content::Manifest::View &entry)
{
    const auto [judged, isNew] = m_judged.try_emplace(entry.sha256, true);
    if (!isNew)
        return;
    const auto found = m_library.find(entry.sha256);
    bool sound = found != m_library.end() && found->second == entry.size;
    if (sound && m_deep) {
        const auto verified = library.verify(entry.sha256);
        sound = verified && *verified;
    }
    // A snapshot that ended after the listing has brought it.
    if (found == m_library.end()) {
        const auto holds = library.holds(entry.sha256);
        sound = holds && *holds;
    }
    judged->second = sound;
    if (!sound)
        add(found == m_library.end() ? "content_missing" : "content_damaged", Scope::Package, package.id.value(), std::string(entry.path),
            package.id.value() + ": the content of " + escapePath(entry.path) + " is missing or damaged in the library.",
            toBringBack(package, version, true));
}

/// Read anew: whatever the engine has done to it meanwhile, or has open now, is no finding.
bool Checker::isStillSo(const Distribution &row)
{
    const auto now = m_site.database().read<std::optional<Distribution>>(
        [&row](store::Connection &db) -> Result<std::optional<Distribution>> { return store::distribution(db, row.package, row.dp); });
    return now && *now && (*now)->token == row.token && (*now)->installedManifest == row.installedManifest && (*now)->state == row.state
           && !(*now)->mixed;
}

void Checker::checkAtDp(const Dp &dp, const Distribution &row)
{
    transport::WorkControl control(m_site.environment().clock);
    StopRelay relay(m_stop, control);
    const auto outcome = m_transport.validate({dpAddress(m_site, dp), row.package, *row.installedVersion, *row.installedManifest, m_deep}, control);
    if (outcome.error) {
        // What the library lacks stands among the findings already.
        if (outcome.error->code != Code::ContentDamaged && m_unread.insert(dp.name).second)
            m_report.notChecked.push_back(dp.name);
        return;
    }
    if (outcome.differences.empty() || !isStillSo(row))
        return;
    for (const auto &difference : outcome.differences) {
        if (difference.finding == transport::FileDifference::Finding::Extra)
            continue;
        add("folder_differs", Scope::Distribution, nameOf(row.package, row.dp), difference.path,
            nameOf(row.package, row.dp) + ": " + escapePath(difference.path) + " is not as version " + std::to_string(*row.installedVersion)
                + " has it.",
            "Run `cartage validate " + row.package.value() + " --dp " + dp.name + "`, then `cartage redistribute " + row.package.value() + " --dp "
                + dp.name + "`.");
    }
}

void Checker::checkDps()
{
    for (const Distribution &row : m_snapshot.rows) {
        const auto dp = m_snapshot.dps.find(row.dp);
        const bool settled = row.state == State::Installed || row.state == State::Unverified;
        if (m_stop || !settled || row.mixed || !row.installedVersion || !row.installedManifest || dp == m_snapshot.dps.end())
            continue;
        // A DP that does not answer would make the command wait for it.
        if (dp->second.condition && m_unread.insert(dp->second.name).second)
            m_report.notChecked.push_back(dp->second.name);
        if (!m_unread.contains(dp->second.name))
            checkAtDp(dp->second, row);
    }
}

Result<CheckReport> Checker::run()
{
    auto snapshot = readSnapshot(m_site);
    if (!snapshot)
        return failure(snapshot.error());
    m_snapshot = std::move(*snapshot);
    checkDatabase();
    auto status = checkStatusMessages(m_site);
    if (!status)
        return failure(status.error());
    std::move(status->begin(), status->end(), std::back_inserter(m_report.findings));
    auto hierarchy = checkHierarchy(m_site);
    if (!hierarchy)
        return failure(hierarchy.error());
    std::move(hierarchy->begin(), hierarchy->end(), std::back_inserter(m_report.findings));
    if (auto checked = checkLibrary(); !checked)
        return failure(checked.error());
    checkDps();
    if (m_stop) {
        Error error;
        error.code = Code::Interrupted;
        return failure(error);
    }
    return std::move(m_report);
}

} // namespace

Result<CheckReport> checkSite(Site &site, transport::Transport &transport, bool deep, const std::atomic<bool> &stop)
{
    return Checker(site, transport, deep, stop).run();
}

} // namespace cartage::engine
