// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/scenario/simulate/planted.h"
#include "tests/scenario/simulate/watch.h"
#include "tests/support/world.h"

namespace cartage::test {

/// One seed: some DPs and packages, some dozen random things that operators, other people, disks, lines and power do, and an end at which all
/// that is lifted and everything wanted has to arrive. One thread.
class Story final
{
public:
    Story(std::uint64_t seed, bool aloud, const PlantedBug *planted);
    ~Story();

    /// False as soon as something is wrong.
    bool run();
    [[nodiscard]] const std::vector<std::string> &steps() const { return m_steps; }
    [[nodiscard]] const std::vector<std::string> &wrong() const { return m_wrong; }
    /// Of all that happened.
    [[nodiscard]] std::string traceHash();

private:
    using Tree = std::map<std::string, std::string>; ///< as SimFileSystem::tree
    struct OnePackage {
        PackageId id;
        std::string source;
        int newest = 0;
        std::map<int, Tree> versions;
        bool hostile = false; ///< has a name or a link that some DPs cannot store
    };
    struct OneDp {
        std::string name;
        Profile profile;
        enum { Mounted, Bare, Other } mount = Mounted;
        Tree other;                                 ///< what lies on the other disk
        std::map<std::string, std::string> foreign; ///< path in the DP -> bytes of files that others put there
        std::set<PackageId> changed;                ///< packages that others changed there
        std::set<PackageId> taken;                  ///< packages whose names others took there
    };
    using Pair = std::pair<PackageId, std::string>;

    // What happens (storysteps.cpp).
    void makeSite();
    void step();
    void makeTree(const std::string &folder, int files);
    void editTree(OnePackage &package);
    std::string newBytes();
    void addPackage();
    void updatePackage();
    void rollback();
    void distribute();
    void undistribute();
    void operatorAct();
    void retrySome();
    void holdSome();
    void unmountSome();
    void mountBack(OneDp &dp);
    void otherDisk();
    void readOnly();
    void fillDisk();
    void hang();
    void failCalls();
    void liftFaults();
    void strangers();
    void takeName();
    void jumpClock();
    void stopEngine();
    void sleepLong();
    void act(const char *what, const Result<engine::Answer> &answer);
    [[nodiscard]] engine::ScopeNames someScope();

    // Running the engine (story.cpp).
    void runAWhile();
    void armTrap();
    void sprungTrap(const std::string &path);
    void engineDied();
    void tell(const std::string &text);
    [[nodiscard]] std::uint64_t upTo(std::uint64_t most) { return m_random() % (most + 1); }
    [[nodiscard]] bool chance(std::uint64_t percent) { return m_random() % 100 < percent; }
    [[nodiscard]] OnePackage &somePackage() { return m_packages[m_random() % m_packages.size()]; }
    [[nodiscard]] OneDp &someDp() { return m_dps[m_random() % m_dps.size()]; }

    // What must hold (storychecks.cpp).
    void check();
    void checkRow(const Distribution &row, const OneDp &dp);
    void checkFirst(const OnePackage &package, const OneDp &dp, const Distribution *row);
    void checkMessages();
    void converge();
    [[nodiscard]] std::string situation(const Distribution &row);
    bool hasConverged(std::vector<std::string> *missing);
    void checkEnd();
    void checkNothingLeft(const OneDp &dp);
    void checkForeign(const OneDp &dp);
    [[nodiscard]] bool isStorable(const OnePackage &package, const OneDp &dp) const;
    [[nodiscard]] std::string differs(const OnePackage &package, int version, const OneDp &dp) const;
    [[nodiscard]] std::vector<Distribution> rows();
    [[nodiscard]] std::string dpName(DpKey key);
    void say(const std::string &text);

    std::uint64_t m_seed;
    bool m_aloud;
    const PlantedBug *m_planted;
    std::mt19937_64 m_random;
    std::vector<std::string> m_steps, m_wrong;

    World m_world;
    Sightings m_sightings;
    std::vector<std::unique_ptr<ForwardingFiles>> m_decorations;
    WatchedFiles *m_watched = nullptr; ///< of the newest engine
    transport::WorkControl *m_staging = nullptr;
    std::unique_ptr<PlantedState> m_plantedState;

    enum class Trap { None, Kill, Power, Unmount, Act, Flip };
    Trap m_trap = Trap::None;
    std::uint64_t m_trapAfter = 0;
    bool m_inTrap = false;

    std::vector<OnePackage> m_packages;
    std::vector<OneDp> m_dps;
    std::set<Pair> m_wanted;
    std::map<DpKey, std::string> m_names;
    std::int64_t m_lastMessage = 0;
    std::size_t m_messages = 0;
    int m_bytes = 0; ///< counts, so that no two contents are alike by chance
};

} // namespace cartage::test
