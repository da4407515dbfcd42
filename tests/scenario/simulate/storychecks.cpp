// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/domain/errorjson.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/transport/stagefolder.h"
#include "tests/scenario/simulate/story.h"

/// What must hold after each step, and at the end.
namespace cartage::test {

namespace {

using std::chrono::hours;

/// A row that is not where it belongs after so long has been forgotten: nothing that is lifted takes longer than a day to be noticed.
constexpr int roundsAtMost = 60;
constexpr int validationsAtMost = 3;

std::string withoutMode(const std::string &what)
{
    if (what.starts_with("folder"))
        return "folder";
    return what.starts_with("file ") ? "file" + what.substr(9) : what;
}

std::string shortened(const std::string &text) { return text.substr(0, 60); }

template <class T>
T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", errorToJson(result.error()).c_str());
        std::abort();
    }
    return std::move(*result);
}

} // namespace

std::vector<Distribution> Story::rows()
{
    return must(m_world.site().database().read<std::vector<Distribution>>(
        [](store::Connection &db) -> Result<std::vector<Distribution>> { return store::distributions(db, {}); }));
}

std::string Story::dpName(DpKey key)
{
    if (m_names.empty()) {
        for (const Dp &dp : must(m_world.site().database().read<std::vector<Dp>>(
                 [](store::Connection &db) -> Result<std::vector<Dp>> { return store::dps(db); })))
            m_names[dp.key] = dp.name;
    }
    return m_names.at(key);
}

/// Empty where clients read just this version, and nothing else but what others put there.
std::string Story::differs(const OnePackage &package, int version, const OneDp &dp) const
{
    const auto known = package.versions.find(version);
    if (known == package.versions.end())
        return "no such version: " + std::to_string(version);
    const Tree &wanted = known->second;
    const std::string folder = World::folder(package.id, dp.name);
    if (!m_world.files.exists(folder))
        return "nothing is there";
    const Tree there = m_world.files.tree(folder);
    const auto plain = [&dp](const std::string &what) { return dp.profile.modes ? what : withoutMode(what); };
    for (const auto &[path, what] : wanted) {
        const auto found = there.find(path);
        if (found == there.end())
            return path + " is missing";
        if (plain(found->second) != plain(what))
            return path + " is " + shortened(found->second) + ", not " + shortened(what);
    }
    for (const auto &[path, what] : there) {
        if (wanted.contains(path))
            continue;
        const std::string full = package.id.value() + "/" + path;
        const auto foreign = dp.foreign.lower_bound(full);
        const bool ofOthers = foreign != dp.foreign.end() && (foreign->first == full || foreign->first.starts_with(full + "/"));
        if (!ofOthers && !path.ends_with("/") && path.find(".nfs") == std::string::npos)
            return path + " is too many";
    }
    return {};
}

bool Story::isStorable(const OnePackage &package, const OneDp &dp) const
{
    for (const auto &[path, what] : package.versions.at(package.newest)) {
        if (what.starts_with("link") && !dp.profile.symbolicLinks)
            return false;
        if (path.find('?') != std::string::npos && !dp.profile.windowsNames)
            return false;
    }
    return true;
}

void Story::check()
{
    for (const std::string &broken : m_sightings.broken)
        say(broken);
    std::map<Pair, const Distribution *> byPair;
    const std::vector<Distribution> all = rows();
    for (const Distribution &row : all)
        byPair[{row.package, dpName(row.dp)}] = &row;
    for (const OneDp &dp : m_dps) {
        for (const OnePackage &package : m_packages) {
            const auto found = byPair.find({package.id, dp.name});
            if (found != byPair.end())
                checkRow(*found->second, dp);
            if (dp.mount == OneDp::Mounted)
                checkFirst(package, dp, found == byPair.end() ? nullptr : found->second);
        }
    }
}

void Story::checkRow(const Distribution &row, const OneDp &dp)
{
    const std::string what = row.package.value() + " at " + dp.name + " (" + std::string(name(row.state)) + "): ";
    if (row.state == State::Installed && !row.proof)
        say(what + "installed without proof");
    if (row.state == State::Installed && row.installedVersion != row.wantedVersion)
        say(what + "installed, but not what is wanted");
    const bool owesReason = row.state == State::Blocked || row.state == State::Failed || row.state == State::Retrying || row.state == State::Damaged;
    if (owesReason && !row.error)
        say(what + "no error says why");
    if (row.state == State::Retrying && !row.dueAt)
        say(what + "no time for the next try");
    // What a worker does now, or has left open, is a fact only when it is told.
    const bool open = row.mixed || isAtWork(row.state) || row.state == State::Removing || row.state == State::Removed;
    if (dp.mount != OneDp::Mounted || open || !row.installedVersion || dp.changed.contains(row.package))
        return;
    const auto package = std::find_if(m_packages.begin(), m_packages.end(), [&row](const OnePackage &each) { return each.id == row.package; });
    const std::string difference = differs(*package, *row.installedVersion, dp);
    if (!difference.empty())
        say(what + "version " + std::to_string(*row.installedVersion) + " counts as there, but " + difference);
}

/// Where no version has been before, clients see a whole one or nothing.
void Story::checkFirst(const OnePackage &package, const OneDp &dp, const Distribution *row)
{
    const std::string folder = World::folder(package.id, dp.name);
    const bool before = row && (row->installedVersion || row->mixed);
    if (before || dp.taken.contains(package.id) || dp.changed.contains(package.id) || !m_world.files.exists(folder))
        return;
    if (m_world.files.exists(World::root(dp.name) + "/.cartage/packages/" + package.id.value() + ".json")) {
        // An update that broke off is known to the record before it is to the row.
        const auto record = m_world.files.read(World::root(dp.name) + "/.cartage/packages/" + package.id.value() + ".json");
        if (record && record->find("\"version\":0") == std::string::npos && record->find("publishing") != std::string::npos)
            return;
    }
    if (m_world.files.tree(folder).empty() && !dp.profile.renameNoReplace)
        return;
    std::string difference;
    for (const auto &[version, tree] : package.versions) {
        difference = differs(package, version, dp);
        if (difference.empty())
            return;
    }
    say(package.id.value() + " at " + dp.name + ": clients see a part of a first delivery: " + difference);
}

void Story::checkMessages()
{
    const std::vector<StatusMessage> messages = m_world.messages();
    if (messages.size() < m_messages)
        say("there were " + std::to_string(m_messages) + " messages, there are " + std::to_string(messages.size()));
    m_messages = messages.size();
}

/// For whoever looks why a row stands still.
std::string Story::situation(const Distribution &row)
{
    const Dp dp = m_world.dp(dpName(row.dp));
    const Package package = m_world.package(row.package);
    std::string text = " (" + std::string(name(dp.breaker));
    text += dp.condition ? ", condition " + errorToJson(*dp.condition) : "";
    text += dp.held ? ", DP held" : "";
    text += package.held ? ", package held" : "";
    text += row.held ? ", row held" : "";
    text += package.problem ? ", problem " + errorToJson(*package.problem) : "";
    text += dp.nextProbe ? ", probe at " + std::to_string(toMs(*dp.nextProbe)) : "";
    text += row.dueAt ? ", due at " + std::to_string(toMs(*row.dueAt)) : "";
    return text + ", " + (row.mixed ? "mixed, " : "") + "now " + std::to_string(toMs(m_world.clock.wall())) + ")";
}

bool Story::hasConverged(std::vector<std::string> *missing)
{
    bool whole = true;
    const auto lacks = [&](const std::string &text) {
        whole = false;
        if (missing)
            missing->push_back(text);
    };
    std::set<Pair> seen;
    for (const Distribution &row : rows()) {
        const Pair pair{row.package, dpName(row.dp)};
        const std::string what = row.package.value() + " at " + pair.second + ": ";
        const auto package = std::find_if(m_packages.begin(), m_packages.end(), [&row](const OnePackage &each) { return each.id == row.package; });
        const auto dp = std::find_if(m_dps.begin(), m_dps.end(), [&pair](const OneDp &each) { return each.name == pair.second; });
        const std::string state = std::string(name(row.state)) + (row.error ? " " + errorToJson(*row.error) : std::string()) + situation(row);
        if (!m_wanted.contains(pair)) {
            if (row.state != State::Removed)
                lacks(what + "not wanted, and " + state);
            continue;
        }
        seen.insert(pair);
        if (!isStorable(*package, *dp)) {
            if (row.state != State::Blocked || !row.error || (row.error->code != Code::NameNotStorable && row.error->code != Code::LinkNotStorable))
                lacks(what + "cannot be stored, and is " + state);
        } else if (row.state != State::Installed || row.installedVersion != package->newest) {
            lacks(what + "version " + std::to_string(package->newest) + " is wanted, and it is " + state);
        }
    }
    for (const Pair &pair : m_wanted) {
        if (!seen.contains(pair))
            lacks(pair.first.value() + " at " + pair.second + ": wanted, and there is no row");
    }
    return whole;
}

/// All is lifted; from now on everything has to go its way by itself.
void Story::converge()
{
    liftFaults();
    engine::ScopeNames all;
    all.all = true;
    for (OneDp &dp : m_dps) {
        mountBack(dp);
        const std::string root = World::root(dp.name);
        m_world.files.resume(root);
        m_world.files.setReadOnly(root, false);
        m_world.files.setFree(root, 1ULL << 34);
        for (const PackageId &package : dp.taken) {
            const std::string first = package.value() + "/first.txt";
            if (m_world.files.read(root + "/" + first) == dp.foreign.at(first)) {
                m_world.files.remove(root + "/" + package.value());
                dp.foreign.erase(first);
                std::erase_if(dp.foreign, [&](const auto &each) { return each.first.starts_with(package.value() + "/"); });
            }
        }
    }
    tell("all is lifted");
    m_world.start();
    act("release", engine::release(m_world.site(), all, World::yes()));
    static_cast<void>(m_world.runUntilIdle(hours(6)));
    act("retry", engine::retryNow(m_world.site(), all, World::yes()));
    for (int validation = 0; validation < validationsAtMost && m_wrong.empty(); ++validation) {
        for (int round = 0; round < roundsAtMost && !hasConverged(nullptr); ++round) {
            if (!m_world.runUntilIdle(hours(6)) && !m_world.engineRuns())
                return engineDied();
            if (!hasConverged(nullptr))
                m_world.runFor(hours(1));
            check();
            if (!m_wrong.empty())
                return;
        }
        static_cast<void>(m_world.runUntilIdle(hours(6)));
        // A clean-up that was refused is tried again after ten minutes; that is no work that keeps the engine from being idle.
        m_world.runFor(std::chrono::minutes(11));
        m_world.stop();
        const std::atomic<bool> stop{false};
        const auto report = engine::validate(m_world.site(), m_world.operatorTransport(), all, stop);
        if (!report)
            return say("validate: " + errorToJson(report.error()));
        for (const auto &[dp, error] : report->notRead)
            say("validate cannot read " + dp + ": " + errorToJson(error));
        const bool sound = std::all_of(report->differences.begin(), report->differences.end(), [](const auto &each) {
            return each.difference.finding == transport::FileDifference::Finding::Extra;
        });
        tell(std::string("validated: ") + (sound ? "sound" : "damaged"));
        if (sound)
            break;
        m_world.start();
    }
    checkEnd();
}

void Story::checkEnd()
{
    for (OneDp &dp : m_dps)
        dp.changed.clear();
    std::vector<std::string> missing;
    if (!hasConverged(&missing)) {
        for (const std::string &text : missing)
            say("not converged: " + text);
    }
    check();
    checkMessages();
    for (const OneDp &dp : m_dps) {
        checkNothingLeft(dp);
        checkForeign(dp);
    }
    const std::atomic<bool> stop{false};
    const auto report = engine::checkSite(m_world.site(), m_world.operatorTransport(), true, stop);
    if (!report)
        return say("site check: " + errorToJson(report.error()));
    for (const engine::Finding &finding : report->findings)
        say("site check: " + finding.code + " " + finding.object + " " + finding.path);
    for (const std::string &dp : report->notChecked)
        say("site check cannot read " + dp);
}

/// Of us there is the marker, a record of each package that is there, and that package.
void Story::checkNothingLeft(const OneDp &dp)
{
    std::set<std::string> there;
    for (const Distribution &row : rows()) {
        if (dpName(row.dp) == dp.name && row.installedVersion)
            there.insert(row.package.value());
    }
    for (const auto &[path, what] : m_world.files.tree(World::root(dp.name))) {
        const std::string top = path.substr(0, path.find('/'));
        if (top != ".cartage") {
            const auto foreign = dp.foreign.lower_bound(path);
            const bool ofOthers = foreign != dp.foreign.end() && foreign->first.starts_with(path);
            if (!there.contains(top) && !ofOthers)
                say(path + " is left at " + dp.name);
            continue;
        }
        static const std::set<std::string> always{".cartage", ".cartage/dp.json", ".cartage/packages", ".cartage/stage", ".cartage/probe", ".cartage/found"};
        const bool record = path.starts_with(".cartage/packages/") && path.ends_with(".json")
                            && there.contains(path.substr(18, path.size() - 18 - 5));
        // What a probe that was killed has left goes with the next one.
        const bool kept = path.starts_with(".cartage/found/") || path.starts_with(".cartage/probe/");
        if (!always.contains(path) && !record && !kept)
            say(path + " is left at " + dp.name + ": " + shortened(what));
    }
}

/// In place, or in found/: never deleted.
void Story::checkForeign(const OneDp &dp)
{
    const std::string root = World::root(dp.name) + "/";
    for (const auto &[path, bytes] : dp.foreign) {
        if (m_world.files.read(root + path) == bytes)
            continue;
        bool found = false;
        for (const auto &[other, what] : m_world.files.tree(root + ".cartage/found"))
            found = found || m_world.files.read(root + ".cartage/found/" + other) == bytes;
        if (!found)
            say("a file of somebody else is gone: " + path + " at " + dp.name);
    }
}

} // namespace cartage::test
