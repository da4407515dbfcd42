// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scenario/simulate/treestory.h"

#include <cstdio>

#include "core/base/digest.h"
#include "core/inbox/instructionbody.h"

namespace cartage::test {

namespace {

constexpr std::size_t keptInstructions = 60;
constexpr std::size_t saidAtMost = 20;

std::string lastName(const std::string &path) { return path.substr(path.rfind('/') + 1); }

} // namespace

std::map<std::string, std::int64_t> &TreeStory::tally()
{
    static std::map<std::string, std::int64_t> counts;
    return counts;
}

TreeStory::TreeStory(std::uint64_t seed, const std::vector<int> &widths, bool aloud, const PlantedTreeBug *planted)
    : m_seed(seed)
    , m_aloud(aloud)
    , m_planted(planted)
    , m_random(seed * 2654435761u + 29)
    , m_tree(seed, widths)
{
    m_tree.onCall = [this](int site, const char *op, const std::string &path) { return called(site, op, path); };
    m_tree.onPublished = [this](int from, int to, const std::string &path) { published(from, to, path); };
    m_tree.onWritten = [this](int, const std::string &path, std::uint64_t offset, std::uint64_t size) { written(path, offset, size); };
    m_tree.onSynced = [this](int, const std::string &path) { synced(path); };
    m_tree.onRemoved = [this](int site, const std::string &path) { removed(site, path); };
    m_tree.decorateFiles = [this](int site, io::FileSystem &below) {
        return m_planted && m_planted->files ? m_planted->files(m_tree, site, below) : nullptr;
    };
    m_tree.decorateDatabase = [this](store::Connection &db) {
        if (m_planted && m_planted->database)
            m_planted->database(db);
    };
}

TreeStory::~TreeStory() = default;

void TreeStory::tell(const std::string &text)
{
    m_steps.push_back(std::to_string(m_tree.clock.boot().count()) + " " + m_tree.plain(text));
    if (m_aloud)
        std::printf("  %s\n", m_steps.back().c_str());
}

void TreeStory::say(const std::string &text)
{
    m_tree.halted = true;
    if (m_wrong.size() < saidAtMost)
        m_wrong.push_back(m_tree.plain(text));
}

bool TreeStory::run()
{
    makeDps();
    for (int site = 0; site < m_tree.sites(); ++site)
        m_tree.start(site);
    m_tree.runFor(std::chrono::minutes(1)); // the central site hears of those below
    const std::uint64_t packages = 1 + upTo(1);
    for (std::uint64_t number = 0; number < packages; ++number)
        addPackage();
    const std::uint64_t gifts = 2 + upTo(4);
    for (std::uint64_t number = 0; number < gifts; ++number)
        distribute();
    const std::uint64_t steps = 9 + upTo(11);
    for (std::uint64_t number = 0; number < steps && m_wrong.empty(); ++number) {
        step();
        runAWhile();
        check();
    }
    if (m_wrong.empty())
        converge();
    return m_wrong.empty();
}

/// Some time; in some of these whiles an engine or a machine ends at some call.
void TreeStory::runAWhile()
{
    m_trap = {};
    if (chance(40)) {
        m_trap.site = someSite();
        m_trap.power = chance(40);
        m_trap.after = 1 + upTo(chance(60) ? 40 : 300);
    }
    m_tree.runFor(chance(70) ? Span(1 + upTo(8'000)) : std::chrono::seconds(upTo(1'500)));
    m_trap = {};
    releaseHeld(false);
}

int TreeStory::called(int site, const char *op, const std::string &path)
{
    if (m_trap.site == site && --m_trap.after == 0) {
        m_trap.site = -1;
        tell(codeOf(site) + (m_trap.power ? ": power loss at " : ": kill -9 at ") + op + " " + path);
        count(m_trap.power ? "power losses" : "kills");
        if (m_trap.power)
            lostPower(site);
        else
            m_tree.kill(site);
        m_down.insert(site);
        return EIO;
    }
    const int to = m_tree.ownerOf(path);
    if (to < 0 || to == site)
        return 0;
    const auto cut = m_cut.find({site, to});
    if (cut == m_cut.end())
        return 0;
    count("calls on a cut line");
    return cut->second;
}

void TreeStory::lostPower(int site)
{
    m_tree.powerLoss(site, m_random());
    // What was not synced may be gone, and must be sent again.
    for (auto &[link, part] : m_parts) {
        if (link.first == site)
            part.end = part.synced;
    }
}

void TreeStory::published(int from, int to, const std::string &path)
{
    const auto bytes = m_tree.files.read(path);
    const auto read = bytes ? inbox::parseInstruction(*bytes) : Result<inbox::ReadInstruction, inbox::InstructionProblem>(failure(inbox::InstructionProblem{}));
    if (!read)
        return say(codeOf(from) + " published what is no instruction: " + path);
    count("instructions");
    checkPublished(from, to, read->instruction);
    if (m_sent.size() < keptInstructions)
        m_sent.push_back({to, *bytes});
    else if (chance(20))
        m_sent[upTo(keptInstructions - 1)] = {to, *bytes};
    if (chance(m_torn)) {
        count("torn instructions");
        tell("half of an instruction for " + codeOf(to));
        m_tree.files.writeFile(path, bytes->substr(0, upTo(bytes->size() - 1)));
    } else if (chance(m_late)) {
        count("late instructions");
        m_held.push_back({m_tree.clock.boot() + std::chrono::seconds(1 + upTo(900)), path, *bytes});
        m_tree.files.remove(path);
    }
}

void TreeStory::releaseHeld(bool all)
{
    std::vector<Held> later;
    while (!m_held.empty()) {
        // In an order that is not that of their sending.
        const std::size_t at = upTo(m_held.size() - 1);
        const Held held = m_held[at];
        m_held.erase(m_held.begin() + static_cast<std::ptrdiff_t>(at));
        if (!all && held.until > m_tree.clock.boot()) {
            later.push_back(held);
            continue;
        }
        m_tree.files.writeFile(held.path, held.bytes);
        m_tree.touched(m_tree.ownerOf(held.path));
    }
    m_held = std::move(later);
}

void TreeStory::putAgain(int to, const std::string &bytes)
{
    count("repeated instructions");
    m_tree.files.writeFile(m_tree.inbox(to) + "/new/instruction-" + m_tree.siteId(to) + "-" + m_tree.random.hex(16) + ".ins", bytes);
    m_tree.touched(to);
}

void TreeStory::written(const std::string &path, std::uint64_t offset, std::uint64_t size)
{
    const Link link{m_tree.ownerOf(path), lastName(path)};
    Part &part = m_parts[link];
    Traffic &traffic = m_traffic[link];
    const auto from = static_cast<std::int64_t>(offset), end = static_cast<std::int64_t>(offset + size);
    if (from < part.synced && !part.spoiled)
        say("bytes before a sync point went over the line again: " + path);
    traffic.bytes += end - from;
    if (from < part.end)
        traffic.repeated += std::min(end, part.end) - from;
    part.end = std::max(part.end, end);
    count("bytes over lines");
    tally()["bytes over lines"] += end - from - 1;
}

void TreeStory::synced(const std::string &path)
{
    const auto found = m_parts.find({m_tree.ownerOf(path), lastName(path)});
    if (found != m_parts.end())
        found->second.synced = found->second.end;
}

void TreeStory::removed(int site, const std::string &path)
{
    if (m_tree.ownerOf(path) == site)
        m_parts.erase({site, lastName(path)});
}

std::string TreeStory::traceHash()
{
    Sha256Hasher hasher;
    hasher.add(std::as_bytes(std::span(m_tree.trace())));
    for (const std::string &step : m_steps)
        hasher.add(std::as_bytes(std::span(step)));
    const std::string turns = std::to_string(m_tree.turns()) + " " + std::to_string(m_tree.clock.boot().count());
    hasher.add(std::as_bytes(std::span(turns)));
    return hasher.finish().hex().substr(0, 16);
}

} // namespace cartage::test
