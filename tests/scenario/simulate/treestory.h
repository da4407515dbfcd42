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

#include "core/inbox/instruction.h"
#include "tests/scenario/simulate/treeplanted.h"
#include "tests/support/sitetree.h"

namespace cartage::test {

/// One seed on a tree of sites: packages are added, changed, given to DPs at all levels and taken away, while lines are cut, sites are down, clocks are wrong and
/// instructions come twice, late, in another order and in halves; then all that is lifted, and everything wanted has to arrive. One thread.
class TreeStory final
{
public:
    TreeStory(std::uint64_t seed, const std::vector<int> &widths, bool aloud, const PlantedTreeBug *planted);
    ~TreeStory();

    /// False as soon as something is wrong.
    bool run();
    [[nodiscard]] const std::vector<std::string> &steps() const { return m_steps; }
    [[nodiscard]] const std::vector<std::string> &wrong() const { return m_wrong; }
    /// Of all that happened.
    [[nodiscard]] std::string traceHash();

    /// What befell all stories of a run: faults that never happen find nothing.
    static std::map<std::string, std::int64_t> &tally();

private:
    struct OnePackage {
        PackageId id;
        int origin = 0;
        std::string source;
        int newest = 0;
        std::map<std::string, std::string> content; ///< of the newest: path -> bytes
        std::set<std::pair<int, std::string>> wanted; ///< site and DP
        bool removed = false;
    };
    struct OneDp {
        int site = 0;
        std::string name;
        bool removed = false;
    };
    struct Held {
        Span until{};
        std::string path, bytes;
    };
    struct Sent {
        int to = 0;
        std::string bytes;
    };
    /// A package file in another site's parts/.
    struct Part {
        std::int64_t end = 0, synced = 0;
        bool spoiled = false; ///< by us: what lies there says nothing
    };
    struct Traffic {
        std::int64_t bytes = 0;
        std::int64_t repeated = 0; ///< behind a sync point, after the sending was broken off
        std::int64_t spoiled = 0;  ///< times that we spoiled what had come
    };
    using Link = std::pair<int, std::string>; ///< receiver and name of the part

    // What happens (treesteps.cpp).
    void step();
    void makeDps();
    void addDp(int site);
    void removeDp();
    void addPackage();
    void writeContent(OnePackage &package);
    void updatePackage();
    void distribute();
    void undistribute();
    void removePackage();
    void resend();
    void cutLine();
    void mendLine();
    void siteDown();
    void siteUp();
    void wrongClock();
    void troubleOnTheLines();
    void repeatOne();
    void spoilPart();
    void relieve();
    void longWhile();
    bool carriedOut(const char *what, const Result<engine::Answer> &answer);

    // What lines and machines do (treestory.cpp).
    int called(int site, const char *op, const std::string &path);
    void published(int from, int to, const std::string &path);
    void written(const std::string &path, std::uint64_t offset, std::uint64_t size);
    void synced(const std::string &path);
    void removed(int site, const std::string &path);
    void lostPower(int site);
    void releaseHeld(bool all);
    void runAWhile();
    void putAgain(int to, const std::string &bytes);

    // What must hold (treechecks.cpp).
    void check();
    void checkOnlyOnce(int from, int to, const inbox::Instruction &instruction);
    void checkPublished(int from, int to, const inbox::Instruction &instruction);
    void converge();
    bool hasConverged(std::vector<std::string> *missing);
    void missesAt(const OnePackage &package, const OneDp &dp, std::vector<std::string> &missing);
    void openDuties(int site, std::vector<std::string> &missing);
    void checkEnd();
    void checkOnce(int site);
    void checkTraffic();
    void checkFolders(int site);

    void tell(const std::string &text);
    void say(const std::string &text);
    void count(const std::string &what) { ++tally()[what]; }
    [[nodiscard]] std::uint64_t upTo(std::uint64_t most) { return m_random() % (most + 1); }
    [[nodiscard]] bool chance(std::uint64_t percent) { return m_random() % 100 < percent; }
    [[nodiscard]] int someSite() { return static_cast<int>(upTo(static_cast<std::uint64_t>(m_tree.sites() - 1))); }
    [[nodiscard]] OnePackage *somePackage();
    [[nodiscard]] OneDp *someDpWithin(int top);
    [[nodiscard]] std::string codeOf(int site) const { return m_tree.code(site).value(); }

    std::uint64_t m_seed;
    bool m_aloud;
    const PlantedTreeBug *m_planted;
    std::mt19937_64 m_random;
    std::vector<std::string> m_steps, m_wrong;
    SiteTree m_tree;

    std::vector<OnePackage> m_packages;
    std::vector<OneDp> m_dps;
    std::set<int> m_down;
    std::map<std::pair<int, int>, int> m_cut; ///< from, to -> errno
    std::uint64_t m_late = 0, m_torn = 0;     ///< of a hundred instructions
    std::vector<Held> m_held;
    std::vector<Sent> m_sent; ///< some of those that went over lines
    struct Trap {
        int site = -1;
        bool power = false;
        std::uint64_t after = 0;
    };
    Trap m_trap;
    std::map<Link, Part> m_parts;
    std::map<Link, Traffic> m_traffic;
    std::map<Link, std::int64_t> m_sizes, m_excused; ///< of parts, as instructions say; resendings that an operator or a loss made necessary
    std::map<std::pair<int, std::string>, std::int64_t> m_resends; ///< child and package
    std::map<std::string, int> m_needs, m_spoiledAt; ///< by site
    struct Publication {
        std::int64_t life = 0;
        Span at{};
    };
    std::map<std::string, Publication> m_published; ///< by id
    std::map<std::string, std::set<std::string>> m_contentTo; ///< site -> instructions of the kind content that were published there
    std::size_t m_dpNumber = 0, m_bytes = 0;
};

} // namespace cartage::test
