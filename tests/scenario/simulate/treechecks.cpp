// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cstdlib>

#include "core/domain/errorjson.h"
#include "core/domain/escape.h"
#include "core/domain/messageid.h"
#include "core/engine/queries.h"
#include "core/inbox/instructionbody.h"
#include "core/store/addressrepository.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/journalrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"
#include "core/store/statement.h"
#include "tests/scenario/simulate/treestory.h"

/// What must hold while a story on a tree goes on, and at its end.
namespace cartage::test {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Span atMost = hours(8); ///< nothing that is lifted takes longer to be noticed: reports come every quarter of an hour, retries within one
constexpr int mostNeeds = 40; ///< of one site: each is answered by a sending
constexpr Span tooSoon = std::chrono::seconds(20); ///< retries come after half a minute at the earliest
constexpr double overhead = 1.05;
constexpr std::int64_t slack = 200; ///< of files of a few hundred bytes 5 % is less than a block of their archive

template <class T, class Question>
T ask(engine::Site &site, Question &&question)
{
    auto answer = site.database().read<T>([&](store::Connection &db) -> Result<T> { return question(db); });
    if (!answer) {
        std::fprintf(stderr, "%s\n", errorToJson(answer.error()).c_str());
        std::abort();
    }
    return std::move(*answer);
}

bool isOver(ForwardState state)
{
    return state == ForwardState::Complete || state == ForwardState::Withdrawn || state == ForwardState::Superseded;
}

} // namespace

/// Who has published it waits for the answer; it is published again soon only by another engine, or where the line broke in the middle.
void TreeStory::checkOnlyOnce(int from, int to, const inbox::Instruction &instruction)
{
    const Publication now{m_tree.life(from), m_tree.clock.boot()};
    const auto before = m_published.find(instruction.id);
    const bool broken = m_cut.contains({from, to}) || m_tree.isRelieved(from);
    if (before != m_published.end() && before->second.life == now.life && now.at - before->second.at < tooSoon && !broken)
        say(codeOf(from) + " publishes an instruction for " + codeOf(to) + " twice");
    m_published[instruction.id] = now;
}

/// A retry names exactly those that were owed when it was made (Q153576).
void TreeStory::checkPublished(int from, int to, const inbox::Instruction &instruction)
{
    checkOnlyOnce(from, to, instruction);
    if (instruction.kind == InstructionKind::Acknowledgement) {
        const auto body = inbox::acknowledgementFrom(instruction.lines);
        if (body && body->result == inbox::AcknowledgementBody::Result::Need) {
            tell(codeOf(from) + " needs " + body->package.value() + ": " + body->detail);
            count("whole contents asked for");
            if (++m_needs[codeOf(from)] > mostNeeds)
                say(codeOf(from) + " asks for whole contents again and again");
        } else if (body && body->result == inbox::AcknowledgementBody::Result::Refused) {
            say(codeOf(from) + " refused what " + codeOf(to) + " had sent: " + body->detail);
        }
    }
    if (instruction.kind != InstructionKind::Content)
        return;
    const auto body = inbox::contentFrom(instruction.lines);
    if (!body)
        return say("content that is none");
    if (body->targets.empty())
        say("an instruction without targets");
    if (body->part)
        m_sizes[{to, body->part->hash.hex()}] = static_cast<std::int64_t>(body->part->bytes);
    const auto request = ask<std::optional<SendRequest>>(m_tree.site(from), [&](store::Connection &db) { return store::requestOfInstruction(db, instruction.id); });
    const auto forward = request && request->forward ? ask<std::optional<Forward>>(m_tree.site(from), [&](store::Connection &db) {
        return store::forward(db, *request->forward);
    }) : std::nullopt;
    const bool fresh = m_contentTo[codeOf(to)].insert(instruction.id).second;
    if (!fresh || !forward)
        return;
    tell(codeOf(from) + " brings " + body->information.package.value() + " " + std::to_string(body->information.version.version) + " to " + codeOf(to) + " for "
         + std::to_string(body->targets.size()) + ", generation " + std::to_string(forward->generation) + (forward->whole ? ", whole" : "")
         + (body->part ? ", " + std::to_string(body->part->bytes) + " bytes" : ", without a file"));
    if (forward->whole) {
        if (body->part && forward->generation > 1)
            ++m_excused[{to, body->part->hash.hex()}];
        return;
    }
    const PackageId package = body->information.package;
    for (const Target &target : body->targets) {
        const auto row = ask<std::optional<RemoteTarget>>(m_tree.site(from), [&](store::Connection &db) { return store::remoteTarget(db, package, target); });
        const auto arrived = ask<std::optional<Time>>(m_tree.site(from), [&](store::Connection &db) {
            store::Statement query = db.once("SELECT arrived_at FROM remote_target WHERE package_id = ? AND site = ? AND dp_folded = ?");
            return query.one(package, target.site, foldName(target.dp)) ? query.maybeTime(0) : std::nullopt;
        });
        if (row && arrived && *arrived < request->createdAt && row->askedAt < *arrived
            && isFulfilled(*row, body->information.version.manifest))
            say(codeOf(from) + " names " + target.dp + " of " + target.site.value() + " again, which has " + package.value() + " already");
    }
}

void TreeStory::check()
{
    for (const std::string &broken : m_tree.broken())
        say(broken);
}

/// Everything of this package that is not as it should be at this DP and on the way to it.
void TreeStory::missesAt(const OnePackage &package, const OneDp &dp, std::vector<std::string> &missing)
{
    const bool wanted = package.wanted.contains({dp.site, dp.name});
    const std::string what = package.id.value() + " at " + codeOf(dp.site) + " " + dp.name + ": ";
    const std::string folder = m_tree.base(dp.site) + "/dp/" + dp.name + "/" + package.id.value();
    std::map<std::string, std::string> there;
    for (const auto &[path, kind] : m_tree.files.tree(folder, false)) {
        if (kind.starts_with("file"))
            there[path] = m_tree.files.read(folder + "/" + path).value_or("");
    }
    if (wanted && there != package.content)
        missing.push_back(what + (there.empty() ? "nothing is there" : "clients read something else"));
    if (!wanted && !there.empty())
        missing.push_back(what + "it is there still");
    const auto row = ask<std::optional<Distribution>>(m_tree.site(dp.site), [&](store::Connection &db) -> std::optional<Distribution> {
        const auto found = store::dpByName(db, dp.name);
        return found ? store::distribution(db, package.id, found->key) : std::nullopt;
    });
    if (wanted && (!row || row->state != State::Installed || row->installedVersion != package.newest || !row->proof))
        missing.push_back(what + (row ? "its row is " + std::string(name(row->state)) : "it has no row"));
    const Target target{m_tree.code(dp.site), dp.name};
    for (int site = dp.site; site != package.origin;) {
        site = m_tree.parent(site);
        const auto known = ask<std::optional<RemoteTarget>>(m_tree.site(site), [&](store::Connection &db) { return store::remoteTarget(db, package.id, target); });
        const auto manifest = ask<std::optional<PackageVersion>>(m_tree.site(site), [&](store::Connection &db) -> std::optional<PackageVersion> {
            return store::versionOf(db, package.id, package.newest);
        });
        const bool fulfilled = known && manifest && known->wantedVersion == package.newest && isFulfilled(*known, manifest->manifest);
        if (wanted && !fulfilled)
            missing.push_back(what + "not verified, as " + codeOf(site) + " knows it" + (known ? "" : " (not at all)"));
        if (!wanted && known && !known->gone)
            missing.push_back(what + codeOf(site) + " wants version " + std::to_string(known->wantedVersion) + " still");
    }
}

void TreeStory::openDuties(int site, std::vector<std::string> &missing)
{
    for (const Forward &forward : ask<std::vector<Forward>>(m_tree.site(site), [](store::Connection &db) { return store::forwards(db); })) {
        if (!isOver(forward.state))
            missing.push_back(codeOf(site) + ": the forward of " + std::string(name(forward.kind)) + " " + forward.package.value() + " "
                              + std::to_string(forward.version) + " to " + forward.child.value() + " is " + std::string(name(forward.state)));
    }
    for (const SendRequest &request : ask<std::vector<SendRequest>>(m_tree.site(site), [](store::Connection &db) { return store::sendRequests(db, {}); })) {
        if (request.state != SendState::Acknowledged && request.state != SendState::Cancelled)
            missing.push_back(codeOf(site) + ": a request of " + std::string(name(request.kind)) + " to " + request.to.value() + " is "
                              + std::string(name(request.state)) + (request.error ? " " + errorToJson(*request.error) : std::string()));
    }
}

bool TreeStory::hasConverged(std::vector<std::string> *missing)
{
    std::vector<std::string> found;
    for (const OnePackage &package : m_packages) {
        for (const OneDp &dp : m_dps) {
            if (m_tree.isWithin(dp.site, package.origin))
                missesAt(package, dp, found);
            if (!found.empty() && !missing)
                return false;
        }
    }
    for (int site = 0; site < m_tree.sites(); ++site) {
        openDuties(site, found);
        if (!found.empty() && !missing)
            return false;
    }
    if (missing)
        *missing = found;
    return found.empty();
}

void TreeStory::converge()
{
    m_late = m_torn = 0;
    m_cut.clear();
    releaseHeld(true);
    for (int site = 0; site < m_tree.sites(); ++site) {
        m_tree.wakeRelieved(site);
        if (!m_tree.runs(site)) {
            m_tree.runFor(Span(0));
            m_tree.start(site);
        }
        m_tree.touched(site);
    }
    m_down.clear();
    tell("all is lifted");
    const Span begun = m_tree.clock.boot();
    const bool done = m_tree.runUntil([this] { return hasConverged(nullptr); }, atMost, minutes(2));
    check();
    if (!done) {
        std::vector<std::string> missing;
        hasConverged(&missing);
        for (const std::string &each : missing)
            say("not converged: " + each);
        return;
    }
    tell("converged after " + std::to_string(std::chrono::duration_cast<minutes>(m_tree.clock.boot() - begun).count()) + " min");
    // Torn files are judged after ten minutes, stages go after a while.
    m_tree.runFor(minutes(25));
    check();
    std::vector<std::string> missing;
    hasConverged(&missing);
    for (const std::string &each : missing)
        say("it had converged: " + each);
    checkEnd();
}

void TreeStory::checkEnd()
{
    for (int site = 0; site < m_tree.sites() && m_wrong.empty(); ++site) {
        checkOnce(site);
        checkFolders(site);
        const std::atomic<bool> stop{false};
        const auto report = engine::checkSite(m_tree.site(site), m_tree.transport(site), true, stop);
        static_cast<void>(m_tree.files.takeCost());
        if (!report)
            return say("site check at " + codeOf(site) + ": " + errorToJson(report.error()));
        for (const engine::Finding &finding : report->findings)
            say("site check at " + codeOf(site) + ": " + finding.code + " " + finding.object + " " + finding.path);
        for (const std::string &dp : report->notChecked)
            say("site check at " + codeOf(site) + " cannot read " + dp);
    }
    checkTraffic();
}

/// However often an instruction came: what it brought was stored once.
void TreeStory::checkOnce(int site)
{
    store::MessageFilter filter;
    filter.ids = {static_cast<int>(MessageId::PackageReceived)};
    filter.limit = 0;
    filter.ownOnly = true;
    const auto received = ask<std::vector<StatusMessage>>(m_tree.site(site), [&](store::Connection &db) { return store::messages(db, filter); });
    if (m_needs[codeOf(site)] > 0 && m_spoiledAt[codeOf(site)] == 0)
        say(codeOf(site) + " asked for whole contents, and nothing was spoiled there");
    const std::size_t sent = m_contentTo[codeOf(site)].size();
    if (received.size() > sent)
        say(codeOf(site) + " took in " + std::to_string(received.size()) + " packages, and was sent " + std::to_string(sent));
}

/// The same content goes over a line once, however many sites and DPs lie beyond.
void TreeStory::checkTraffic()
{
    for (const auto &[link, traffic] : m_traffic) {
        const auto size = m_sizes.find(link);
        if (size == m_sizes.end())
            continue; // it was never whole: superseded before
        const std::int64_t times = 1 + traffic.spoiled + m_excused[link];
        const auto most = static_cast<std::int64_t>(static_cast<double>(size->second * times) * overhead) + slack + traffic.repeated;
        if (traffic.bytes > most)
            say(std::to_string(traffic.bytes) + " bytes went to " + codeOf(link.first) + " of a package file of " + std::to_string(size->second));
    }
}

void TreeStory::checkFolders(int site)
{
    for (const char *folder : {"new", "work", "parts"}) { // tmp/ is swept by age
        for (const auto &[path, what] : m_tree.files.tree(m_tree.inbox(site) + "/" + folder, false))
            say(codeOf(site) + ": " + path + " is left in " + folder + "/");
    }
    for (const auto &[path, what] : m_tree.files.tree(m_tree.base(site) + "/site/outbox", false))
        say(codeOf(site) + ": " + path + " is left in outbox/");
}

} // namespace cartage::test
