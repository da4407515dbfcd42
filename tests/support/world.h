// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <QTemporaryDir>

#include "core/engine/engine.h"
#include "core/engine/operations.h"
#include "core/engine/queries.h"
#include "core/engine/site.h"
#include "tests/support/fakeclock.h"
#include "tests/support/inlineexecutor.h"
#include "tests/support/seededrandom.h"
#include "tests/support/simfilesystem.h"

namespace cartage::test {

/// A whole site in virtual time: a real database, engine and transport over simulated files, an operator in a process of its own. One seed, one trace.
/// Sources are /src/<package name>, DPs /dp/<name> (a mount each). What fails in a helper aborts the test.
class World final
{
public:
    explicit World(std::uint64_t seed = 1);
    ~World();

    FakeClock clock;
    SimFileSystem files;
    SeededRandom random;
    /// What engines that start from now on see instead of their files and their transport: for planted bugs and for watching.
    std::function<io::FileSystem &(io::FileSystem &view)> decorateFiles;
    std::function<std::unique_ptr<transport::Transport>(std::unique_ptr<transport::Transport>)> decorateTransport;
    /// Done to the connection of each engine that starts from now on, and to that of each operator who comes after one that died.
    std::function<void(store::Connection &db)> decorateDatabase;
    /// As an operator sees the site.
    [[nodiscard]] engine::Site &site() { return *m_operator; }
    [[nodiscard]] transport::Transport &operatorTransport() { return *m_operatorTransport; }
    [[nodiscard]] static engine::Intent yes(const std::string &reason = {});

    using Tree = std::map<std::string, std::string>; ///< path -> bytes
    PackageId addPackage(const std::string &name, const Tree &content);
    /// The source becomes just this.
    void setSource(const PackageId &package, const Tree &content);
    engine::SnapshotReport updatePackage(const PackageId &package);
    int update(const PackageId &package, const Tree &content);
    void addDp(const std::string &name, const Profile &profile = Profile::local(), const std::vector<std::string> &groups = {});
    void distribute(const PackageId &package, const std::vector<std::string> &dps);

    /// An engine in a process of its own; nothing where one works already.
    void start(const engine::Engine::Options &options = {});
    [[nodiscard]] bool engineRuns() const { return m_engine != nullptr; }
    [[nodiscard]] engine::Engine &engine() { return *m_engine; }
    /// By SIGTERM.
    void stop();
    /// Turns until nothing is left to do now; false when that takes longer than `limit` of virtual time. An engine that dies at a killAt ends it too.
    bool runUntilIdle(Span limit = std::chrono::hours(2));
    void runFor(Span span);
    /// Until the row is in that state.
    bool runUntil(const PackageId &package, const std::string &dp, State state, Span limit = std::chrono::hours(2));
    bool runUntil(const std::function<bool()> &done, Span limit = std::chrono::hours(2));
    /// kill -9: no byte is lost, nothing of the engine goes on.
    void kill();
    /// Power loss: what was not synced may be gone.
    void powerLoss(std::uint64_t seed);
    /// At the nth file call from now; true once it has happened.
    void killAt(std::uint64_t n) { files.killAt(n); }
    /// How the last turn of the engine ended, if badly.
    [[nodiscard]] const std::optional<Error> &engineError() const { return m_engineError; }

    [[nodiscard]] Distribution row(const PackageId &package, const std::string &dp);
    [[nodiscard]] std::optional<Distribution> maybeRow(const PackageId &package, const std::string &dp);
    [[nodiscard]] Dp dp(const std::string &name);
    [[nodiscard]] Package package(const PackageId &id);
    [[nodiscard]] std::vector<Attempt> attempts(const PackageId &package, const std::string &dp);
    [[nodiscard]] std::vector<StatusMessage> messages(const std::vector<int> &ids = {});
    [[nodiscard]] int messageCount(int id, const std::string &dp = {});

    /// What clients read of a package at a DP, as path -> bytes (folders: "folder"); empty when there is nothing.
    [[nodiscard]] Tree published(const PackageId &package, const std::string &dp) const;
    [[nodiscard]] Tree content(const PackageId &package, int version) const { return m_versions.at(package).at(version); }
    /// Clients there read exactly this version.
    [[nodiscard]] bool holds(const PackageId &package, const std::string &dp, int version) const;
    [[nodiscard]] static std::string root(const std::string &dp) { return "/dp/" + dp; }
    [[nodiscard]] static std::string folder(const PackageId &package, const std::string &dp) { return root(dp) + "/" + package.value(); }

    /// What must hold after everything; empty when it does.
    [[nodiscard]] std::vector<std::string> invariants();
    /// All that happened, in order.
    [[nodiscard]] std::string trace();

private:
    [[nodiscard]] engine::Environment environment(io::FileSystem &view, const store::ProcessMark &mark, const std::string &program);
    void openOperator();
    void dropEngine();
    bool step(Span atMost);

    std::uint64_t m_seed;
    QTemporaryDir m_folder;
    std::unique_ptr<engine::Site> m_operator;
    std::unique_ptr<transport::Transport> m_operatorTransport;
    std::map<std::string, std::string> m_sources; ///< package id -> folder
    std::map<PackageId, std::map<int, Tree>> m_versions;
    std::int64_t m_generation = 0;
    std::int64_t m_livingEngine = 0;
    std::unique_ptr<InlineExecutor> m_executor;
    std::unique_ptr<engine::Site> m_engineSite;
    std::unique_ptr<transport::Transport> m_transport;
    std::unique_ptr<engine::Engine> m_engine;
    std::optional<Error> m_engineError;
    std::optional<EngineTime> m_time; ///< of the engine: a wall clock that jumps does not move it
    std::string m_trace;
};

} // namespace cartage::test
