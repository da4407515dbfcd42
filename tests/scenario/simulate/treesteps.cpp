// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <iterator>

#include "core/domain/errorjson.h"
#include "core/engine/sites.h"
#include "tests/scenario/simulate/treestory.h"

/// What happens in a story on a tree.
namespace cartage::test {

namespace {

constexpr const char *pool[] = {"setup.exe", "data/a.bin", "data/deep/one", "license", "docs/index.html"};
constexpr Span settled = std::chrono::seconds(5); ///< between an edit and a snapshot, so that a file is not read twice

engine::Intent yes()
{
    engine::Intent intent;
    intent.confirmed = true;
    intent.command = "story";
    intent.arguments = "{}";
    return intent;
}

engine::TargetNames targetAt(const SiteCode &site, const std::string &dp, bool here)
{
    engine::TargetNames names;
    names.dps = {dp};
    if (!here)
        names.to = site;
    return names;
}

} // namespace

bool TreeStory::carriedOut(const char *what, const Result<engine::Answer> &answer)
{
    if (!answer && answer.error().kind() == Kind::Internal)
        say(std::string(what) + ": " + errorToJson(answer.error()));
    return answer && answer->carriedOut && !answer->refusal;
}

TreeStory::OnePackage *TreeStory::somePackage()
{
    std::vector<OnePackage *> there;
    for (OnePackage &package : m_packages) {
        if (!package.removed)
            there.push_back(&package);
    }
    return there.empty() ? nullptr : there[upTo(there.size() - 1)];
}

TreeStory::OneDp *TreeStory::someDpWithin(int top)
{
    std::vector<OneDp *> there;
    for (OneDp &dp : m_dps) {
        if (!dp.removed && m_tree.isWithin(dp.site, top))
            there.push_back(&dp);
    }
    return there.empty() ? nullptr : there[upTo(there.size() - 1)];
}

void TreeStory::makeDps()
{
    for (int site = 0; site < m_tree.sites(); ++site)
        addDp(site);
    addDp(someSite());
}

void TreeStory::addDp(int site)
{
    OneDp dp;
    dp.site = site;
    dp.name = "dp" + std::to_string(++m_dpNumber);
    engine::DpWish wish;
    wish.name = dp.name;
    wish.path = m_tree.base(site) + "/dp/" + dp.name;
    m_tree.files.makeFolder(wish.path);
    const bool added = carriedOut("dp add", engine::addDp(m_tree.site(site), m_tree.transport(site), wish, yes()));
    static_cast<void>(m_tree.files.takeCost());
    if (!added)
        return say("dp add was refused at " + codeOf(site));
    tell(codeOf(site) + " has " + dp.name);
    m_dps.push_back(dp);
    m_tree.touched(site);
}

void TreeStory::removeDp()
{
    OneDp *dp = someDpWithin(0);
    if (!dp || m_dps.size() < 4)
        return;
    if (!carriedOut("dp remove", engine::removeDps(m_tree.site(dp->site), {dp->name}, false, yes())))
        return;
    tell(codeOf(dp->site) + " removes " + dp->name);
    dp->removed = true;
    for (OnePackage &package : m_packages)
        package.wanted.erase({dp->site, dp->name});
    m_tree.touched(dp->site);
}

void TreeStory::writeContent(OnePackage &package)
{
    const std::uint64_t edits = 1 + upTo(2);
    for (std::uint64_t number = 0; number < edits; ++number) {
        const std::string path = pool[upTo(std::size(pool) - 1)];
        std::string bytes = "content " + std::to_string(++m_bytes) + " ";
        const std::size_t size = chance(80) ? upTo(300) : upTo(20'000);
        while (bytes.size() < size)
            bytes += static_cast<char>('a' + m_random() % 26);
        package.content[path] = bytes;
        m_tree.files.writeFile(package.source + "/" + path, bytes);
    }
    m_tree.clock.advance(settled);
}

void TreeStory::addPackage()
{
    OnePackage package;
    // Where there are sites below: mostly the central one, at times one between.
    do
        package.origin = chance(70) ? 0 : someSite();
    while (m_tree.children(package.origin).empty());
    const std::string name = "Package" + std::to_string(m_packages.size());
    package.source = m_tree.base(package.origin) + "/src/" + name;
    writeContent(package);
    engine::PackageWish wish;
    wish.source = package.source;
    wish.name = name;
    const std::atomic<bool> stop{false};
    const auto report = engine::addPackage(m_tree.site(package.origin), wish, yes(), stop, [](std::int64_t, std::uint64_t) {});
    static_cast<void>(m_tree.files.takeCost());
    if (!report)
        return say("package add: " + errorToJson(report.error()));
    package.id = report->package;
    package.newest = report->version;
    tell(codeOf(package.origin) + " has " + package.id.value());
    m_tree.touched(package.origin);
    m_packages.push_back(package);
}

void TreeStory::updatePackage()
{
    OnePackage *package = somePackage();
    if (!package)
        return;
    writeContent(*package);
    engine::UpdateWish wish;
    wish.package = package->id;
    const std::atomic<bool> stop{false};
    const auto report = engine::updatePackage(m_tree.site(package->origin), wish, yes(), stop, [](std::int64_t, std::uint64_t) {});
    static_cast<void>(m_tree.files.takeCost());
    if (!report)
        return say("package update: " + errorToJson(report.error()));
    package->newest = report->version;
    tell("update of " + package->id.value() + ": version " + std::to_string(report->version));
    m_tree.touched(package->origin);
}

void TreeStory::distribute()
{
    OnePackage *package = somePackage();
    OneDp *dp = package ? someDpWithin(package->origin) : nullptr;
    if (!dp)
        return;
    const auto answer = engine::distribute(m_tree.site(package->origin), {package->id},
                                           targetAt(m_tree.code(dp->site), dp->name, dp->site == package->origin), yes());
    const bool done = carriedOut("distribute", answer);
    tell("distribute " + package->id.value() + " to " + codeOf(dp->site) + " " + dp->name + (done ? "" : ": refused"));
    if (done)
        package->wanted.insert({dp->site, dp->name});
    m_tree.touched(package->origin);
}

void TreeStory::undistribute()
{
    OnePackage *package = somePackage();
    if (!package || package->wanted.empty())
        return;
    const auto [site, name] = *std::next(package->wanted.begin(), static_cast<std::ptrdiff_t>(upTo(package->wanted.size() - 1)));
    const bool done = carriedOut("undistribute", engine::undistribute(m_tree.site(package->origin), {package->id},
                                                                      targetAt(m_tree.code(site), name, site == package->origin), yes()));
    tell("undistribute " + package->id.value() + " from " + codeOf(site) + " " + name + (done ? "" : ": refused"));
    if (done)
        package->wanted.erase({site, name});
    m_tree.touched(package->origin);
}

void TreeStory::removePackage()
{
    for (OnePackage &package : m_packages) {
        if (package.removed || !package.wanted.empty())
            continue;
        package.removed = carriedOut("package remove", engine::removePackage(m_tree.site(package.origin), package.id, yes()));
        tell("remove " + package.id.value() + (package.removed ? "" : ": refused"));
        if (package.removed)
            count("packages removed");
        m_tree.touched(package.origin);
        return;
    }
    if (m_packages.size() < 4)
        addPackage();
}

void TreeStory::resend()
{
    OnePackage *package = somePackage();
    if (!package || m_tree.children(package->origin).empty())
        return;
    const auto &children = m_tree.children(package->origin);
    const int child = children[upTo(children.size() - 1)];
    if (!carriedOut("resend", engine::resend(m_tree.site(package->origin), package->id, m_tree.code(child), yes())))
        return;
    tell("resend " + package->id.value() + " to " + codeOf(child));
    ++m_resends[{child, package->id.value()}];
    count("resendings");
    m_tree.touched(package->origin);
}

void TreeStory::cutLine()
{
    const int site = 1 + static_cast<int>(upTo(static_cast<std::uint64_t>(m_tree.sites() - 2)));
    constexpr int errors[] = {ENOENT, ETIMEDOUT, EIO, EACCES, ENOSPC, ESTALE, EROFS, EHOSTUNREACH, EBUSY};
    const int error = errors[upTo(std::size(errors) - 1)];
    const std::uint64_t which = upTo(2);
    if (which != 1)
        m_cut[{m_tree.parent(site), site}] = error;
    if (which != 0)
        m_cut[{site, m_tree.parent(site)}] = error;
    count("lines cut");
    tell("line cut at " + codeOf(site) + (which == 0 ? " down" : which == 1 ? " up" : "") + ", errno " + std::to_string(error));
}

void TreeStory::mendLine()
{
    if (m_cut.empty())
        return cutLine();
    const auto mended = std::next(m_cut.begin(), static_cast<std::ptrdiff_t>(upTo(m_cut.size() - 1)));
    tell("line mended " + codeOf(mended->first.first) + " " + codeOf(mended->first.second));
    m_cut.erase(mended);
}

void TreeStory::siteDown()
{
    const int site = someSite();
    if (!m_tree.runs(site))
        return siteUp();
    const std::uint64_t how = upTo(9);
    tell(codeOf(site) + (how < 3 ? " is stopped" : how < 7 ? " is killed" : " loses its power"));
    count("sites down");
    if (how < 3)
        m_tree.stop(site);
    else if (how < 7)
        m_tree.kill(site);
    else
        lostPower(site);
    m_down.insert(site);
}

void TreeStory::siteUp()
{
    if (m_down.empty())
        return;
    const int site = *std::next(m_down.begin(), static_cast<std::ptrdiff_t>(upTo(m_down.size() - 1)));
    tell(codeOf(site) + " starts");
    m_down.erase(site);
    m_tree.runFor(Span(0)); // what has ended is taken away
    m_tree.start(site);
}

void TreeStory::wrongClock()
{
    const int site = someSite();
    const std::int64_t seconds = static_cast<std::int64_t>(upTo(400'000)) - 200'000;
    m_tree.clockOf(site).wrongBy = std::chrono::seconds(seconds);
    tell("the clock of " + codeOf(site) + " is wrong by " + std::to_string(seconds) + " s");
    count("clocks wrong");
}

void TreeStory::troubleOnTheLines()
{
    m_late = chance(60) ? upTo(50) : 0;
    m_torn = chance(40) ? upTo(25) : 0;
    tell("of a hundred instructions " + std::to_string(m_late) + " come late, " + std::to_string(m_torn) + " in half");
}

void TreeStory::repeatOne()
{
    const std::uint64_t times = 1 + upTo(3);
    for (std::uint64_t time = 0; time < times && !m_sent.empty(); ++time) {
        const Sent &again = m_sent[upTo(m_sent.size() - 1)];
        tell("an instruction comes again to " + codeOf(again.to));
        putAgain(again.to, again.bytes);
    }
}

void TreeStory::spoilPart()
{
    std::vector<Link> there;
    for (const auto &[link, part] : m_parts) {
        if (m_tree.files.exists(m_tree.inbox(link.first) + "/parts/" + link.second))
            there.push_back(link);
    }
    if (there.empty())
        return troubleOnTheLines();
    const Link link = there[upTo(there.size() - 1)];
    const std::string path = m_tree.inbox(link.first) + "/parts/" + link.second;
    const std::string bytes = m_tree.files.read(path).value_or("");
    const std::uint64_t how = bytes.empty() ? 0 : upTo(2);
    tell(std::string(how == 0 ? "lost: " : how == 1 ? "torn: " : "damaged: ") + path);
    if (how == 0)
        m_tree.files.remove(path);
    else if (how == 1)
        m_tree.files.writeFile(path, bytes.substr(0, upTo(bytes.size() - 1)));
    else
        m_tree.files.flipByte(path, upTo(bytes.size() - 1));
    m_parts[link].spoiled = true;
    ++m_traffic[link].spoiled;
    ++m_spoiledAt[codeOf(link.first)];
    count("parts spoiled");
}

void TreeStory::relieve()
{
    const int site = someSite();
    if (m_tree.isRelieved(site)) {
        tell("the engine that stood still at " + codeOf(site) + " wakes up");
        return m_tree.wakeRelieved(site);
    }
    if (!m_tree.runs(site))
        return;
    tell("the engine at " + codeOf(site) + " stands still, another takes over");
    count("engines relieved");
    m_tree.relieve(site);
}

void TreeStory::longWhile()
{
    const auto minutes = std::chrono::minutes(1 + upTo(40));
    tell("a while: " + std::to_string(minutes.count()) + " min");
    m_tree.runFor(minutes);
}

void TreeStory::step()
{
    using Step = std::pair<int, void (TreeStory::*)()>; ///< weight
    const Step steps[] = {{16, &TreeStory::updatePackage}, {16, &TreeStory::distribute}, {7, &TreeStory::undistribute},      {4, &TreeStory::removePackage},
                          {3, &TreeStory::resend},         {9, &TreeStory::cutLine},     {6, &TreeStory::mendLine},          {9, &TreeStory::siteDown},
                          {9, &TreeStory::siteUp},         {4, &TreeStory::wrongClock},  {6, &TreeStory::troubleOnTheLines}, {5, &TreeStory::repeatOne},
                          {6, &TreeStory::spoilPart},      {4, &TreeStory::relieve},     {2, &TreeStory::removeDp},          {3, &TreeStory::longWhile}};
    int all = 0;
    for (const Step &step : steps)
        all += step.first;
    int dice = static_cast<int>(upTo(static_cast<std::uint64_t>(all) - 1));
    for (const auto &[weight, what] : steps) {
        dice -= weight;
        if (dice < 0)
            return (this->*what)();
    }
}

} // namespace cartage::test
