// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "core/engine/engine.h"
#include "core/engine/operations.h"
#include "core/engine/site.h"
#include "tests/support/fakeclock.h"
#include "tests/support/inlineexecutor.h"
#include "tests/support/seededrandom.h"
#include "tests/support/simfilesystem.h"
#include "tests/support/sitefiles.h"

namespace cartage::test {

/// The tree's clock as one machine has it: wrong by so much.
class SkewedClock final : public Clock
{
public:
    explicit SkewedClock(const Clock &clock)
        : m_clock(clock)
    { }
    [[nodiscard]] Time wall() const override { return m_clock.wall() + wrongBy; }
    [[nodiscard]] Span boot() const override { return m_clock.boot(); }
    Span wrongBy{};

private:
    const Clock &m_clock;
};

/// Sites of one hierarchy in virtual time, in one thread: each a machine with a disk, a clock, a database, an operator and an engine of its own; they meet in
/// each other's inboxes only. One seed, one trace. A site with everything that belongs to it lies below base(site): `site`, `src`, `dp`. What fails in a
/// helper aborts the test.
class SiteTree final
{
public:
    /// As many children below each site, level by level: {3, 2} is 1 + 3 + 6 sites. Site 0 is the central one.
    SiteTree(std::uint64_t seed, const std::vector<int> &widths);
    ~SiteTree();

    FakeClock clock;
    SimFileSystem files;
    SeededRandom random;

    [[nodiscard]] int sites() const { return static_cast<int>(m_nodes.size()); }
    [[nodiscard]] const SiteCode &code(int site) const { return node(site).code; }
    [[nodiscard]] int numberOf(const SiteCode &code) const;
    [[nodiscard]] int parent(int site) const { return node(site).parent; } ///< -1: none
    [[nodiscard]] const std::vector<int> &children(int site) const { return node(site).children; }
    [[nodiscard]] bool isWithin(int site, int top) const;
    /// The child of `top` through which `site` is reached; `site` is below `top`.
    [[nodiscard]] int via(int top, int site) const;
    [[nodiscard]] std::string base(int site) const { return node(site).base; }
    [[nodiscard]] std::string inbox(int site) const { return base(site) + "/site/inbox"; }
    [[nodiscard]] const std::string &siteId(int site) const { return node(site).siteId; }
    [[nodiscard]] SkewedClock &clockOf(int site) { return node(site).clock; }
    /// As the site's operator sees it.
    [[nodiscard]] engine::Site &site(int number) { return *node(number).asOperator; }
    [[nodiscard]] transport::Transport &transport(int number) { return *node(number).transport; }

    /// Nothing where one runs.
    void start(int site);
    /// By SIGTERM.
    void stop(int site);
    void kill(int site);
    /// The machine loses its power: what was not synced may be gone.
    void powerLoss(int site, std::uint64_t seed);
    /// The engine stands still with what it has given its workers (SIGSTOP), and another one takes over.
    void relieve(int site);
    /// Those that stood still go on; each has to end by itself.
    void wakeRelieved(int site);
    [[nodiscard]] bool runs(int site) const;
    /// Another number for each engine; 0: none.
    [[nodiscard]] std::int64_t life(int site) const { return node(site).processes.empty() ? 0 : node(site).processes.back()->pid; }
    [[nodiscard]] bool isRelieved(int site) const { return node(site).processes.size() > 1; }
    /// Its engine is looked after at once: something was done there.
    void touched(int site);
    void runFor(Span span);
    /// False: not within `limit`. Asked every `step`.
    bool runUntil(const std::function<bool()> &done, Span limit, Span step);

    /// Before each file call of an engine: 0, or the errno that it ends with. May kill sites and cut their power.
    std::function<int(int site, const char *op, const std::string &path)> onCall;
    /// Something was published in the inbox of `to`.
    std::function<void(int from, int to, const std::string &path)> onPublished;
    std::function<void(int from, const std::string &path, std::uint64_t offset, std::uint64_t size)> onWritten; ///< into parts/
    std::function<void(int from, const std::string &path)> onSynced, onRemoved;                                  ///< of parts/
    /// For planted bugs: nearest to the engine.
    std::function<std::unique_ptr<ForwardingFiles>(int site, io::FileSystem &below)> decorateFiles;
    std::function<void(store::Connection &db)> decorateDatabase; ///< of each engine
    /// Whose file that is; -1: of none.
    [[nodiscard]] int ownerOf(const std::string &path) const;
    /// Engines that ended by themselves, and should not have.
    [[nodiscard]] const std::vector<std::string> &broken() const { return m_broken; }
    /// The folder of this run taken out of a text, so that it is the same in each run.
    [[nodiscard]] std::string plain(std::string text) const;
    [[nodiscard]] const std::string &trace() const { return m_trace; }
    bool halted = false; ///< whoever runs the tree has seen enough
    [[nodiscard]] std::uint64_t turns() const { return m_turns; }

private:
    struct Process {
        std::int64_t pid = 0;
        io::FileSystem *view = nullptr;
        bool dead = false;
        bool relieved = false;
        std::unique_ptr<InlineExecutor> executor;
        std::unique_ptr<engine::Site> site;
        std::unique_ptr<transport::Transport> transport;
        std::unique_ptr<engine::Engine> engine;
        std::optional<EngineTime> time;
    };
    struct Node {
        explicit Node(const Clock &ofAll)
            : clock(ofAll)
        { }
        SiteCode code;
        std::string base, siteId, publicKey;
        int parent = -1;
        std::vector<int> children;
        SkewedClock clock;
        std::unique_ptr<engine::Site> asOperator;
        std::unique_ptr<transport::Transport> transport;
        std::vector<std::unique_ptr<Process>> processes; ///< the last one holds the lease
        Span wakeAt{};
        bool lostPower = false;
    };
    [[nodiscard]] Node &node(int site) { return *m_nodes.at(static_cast<std::size_t>(site)); }
    [[nodiscard]] const Node &node(int site) const { return *m_nodes.at(static_cast<std::size_t>(site)); }
    void makeSite(int parent, const SiteCode &code);
    void join(int parent, int child);
    void openOperator(int site);
    std::unique_ptr<Process> launch(int site, bool takeOver);
    [[nodiscard]] engine::Environment environment(int site, io::FileSystem &view, const store::ProcessMark &mark, const std::string &program);
    io::FileSystem &watched(int site, io::FileSystem &view);
    void turn(int site);
    void drop(int site, std::unique_ptr<Process> process);
    void reap(int site);
    [[nodiscard]] int nextSite() const;

    std::uint64_t m_seed;
    QTemporaryDir m_folder;
    std::string m_base;
    std::vector<std::unique_ptr<Node>> m_nodes;
    std::map<std::string, int> m_byCode;
    std::vector<std::unique_ptr<ForwardingFiles>> m_views; ///< outlive the processes
    std::int64_t m_lastPid = 1000;
    std::vector<std::string> m_broken;
    std::string m_trace;
    std::uint64_t m_turns = 0;
};

} // namespace cartage::test
