// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <sys/wait.h>
#include <unistd.h>

#include "tests/scenario/simulate/story.h"
#include "tests/scenario/simulate/treestory.h"

using namespace cartage::test;

namespace {

constexpr const char *usage = R"(Usage: cartage-simulate [--tree N,N...] [--seeds N] [--long N] [--first S] [--seconds T] [--verbose] [--planted NAME|all|list] [--repeat]
  --tree N,N...  not one site: a tree, with so many children below each site, level by level (3,2: 1 + 3 + 6 sites)
  --seeds N      so many stories (200)
  --long N       so many where CARTAGE_TEST_LONG is set
  --first S      beginning with this seed (1)
  --seconds T    begin no other story after so long
  --planted ...  with a mistake built in, which has to be found
  --repeat       every story twice: both have to be alike, and no two seeds
)";

/// Of the seed that runs, for the handler of SIGABRT: a check of the product ends the process.
char runningNow[160];

void sayWhich(int)
{
    static_cast<void>(!write(STDERR_FILENO, runningNow, std::strlen(runningNow)));
}

struct Wishes {
    std::uint64_t seeds = 200, first = 1, seconds = 0;
    std::uint64_t inLong = 0; ///< 0: as many as always
    bool aloud = false, repeat = false;
    std::string planted;
    std::vector<int> tree; ///< empty: one site
    std::string treeWord;
};

bool widths(const char *text, std::vector<int> &values)
{
    for (const char *at = text; at && *at;) {
        int value = 0;
        const auto read = std::from_chars(at, text + std::strlen(text), value);
        if (read.ec != std::errc() || value < 1 || value > 200)
            return false;
        values.push_back(value);
        at = *read.ptr == ',' ? read.ptr + 1 : read.ptr;
        if (*read.ptr != ',' && *read.ptr != 0)
            return false;
    }
    return !values.empty() && values.size() <= 4;
}

bool number(const char *text, std::uint64_t &value)
{
    const char *end = text ? text + std::strlen(text) : nullptr;
    return text && std::from_chars(text, end, value).ptr == end;
}

bool parse(int count, char **words, Wishes &wishes)
{
    for (int at = 1; at < count; ++at) {
        const std::string_view word = words[at];
        const char *next = at + 1 < count ? words[at + 1] : nullptr;
        bool right = true, taken = true;
        if (word == "--seeds")
            right = number(next, wishes.seeds);
        else if (word == "--long")
            right = number(next, wishes.inLong);
        else if (word == "--first")
            right = number(next, wishes.first);
        else if (word == "--seconds")
            right = number(next, wishes.seconds);
        else if (word == "--planted")
            right = next && (wishes.planted = next, true);
        else if (word == "--tree")
            right = next && widths(next, wishes.tree) && (wishes.treeWord = " --tree " + std::string(next), true);
        else
            taken = false;
        if (word == "--verbose")
            wishes.aloud = true;
        else if (word == "--repeat")
            wishes.repeat = true;
        else if (!taken || !right)
            return false;
        at += taken ? 1 : 0;
    }
    return true;
}

void begin(const Wishes &wishes, std::uint64_t seed)
{
    std::snprintf(runningNow, sizeof runningNow, "the process ended in seed %llu; again: ./dev simulate%s --first %llu --seeds 1 --verbose\n",
                  static_cast<unsigned long long>(seed), wishes.treeWord.c_str(), static_cast<unsigned long long>(seed));
}

template <class AnyStory>
void tellOf(const Wishes &wishes, const AnyStory &story, std::uint64_t seed, bool steps)
{
    std::printf("seed %llu failed:\n", static_cast<unsigned long long>(seed));
    for (const std::string &wrong : story.wrong())
        std::printf("  - %s\n", wrong.c_str());
    if (steps) {
        std::printf(" steps:\n");
        for (const std::string &step : story.steps())
            std::printf("  %s\n", step.c_str());
    }
    std::printf(" again: ./dev simulate%s --first %llu --seeds 1 --verbose\n", wishes.treeWord.c_str(), static_cast<unsigned long long>(seed));
    std::fflush(stdout);
}

/// `Make`: (seed, aloud) -> a story.
template <class Make>
int simulate(const Wishes &wishes, const Make &make)
{
    const auto start = std::chrono::steady_clock::now();
    const auto over = [&] { return wishes.seconds > 0 && std::chrono::steady_clock::now() - start > std::chrono::seconds(wishes.seconds); };
    std::uint64_t ran = 0, failed = 0;
    std::string former;
    for (std::uint64_t seed = wishes.first; seed < wishes.first + wishes.seeds && !over(); ++seed, ++ran) {
        begin(wishes, seed);
        if (wishes.aloud)
            std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
        const auto made = make(seed, wishes.aloud);
        auto &story = *made;
        if (!story.run()) {
            ++failed;
            tellOf(wishes, story, seed, !wishes.aloud);
        }
        const std::string hash = wishes.aloud || wishes.repeat ? story.traceHash() : std::string();
        if (wishes.aloud)
            std::printf("seed %llu trace %s\n", static_cast<unsigned long long>(seed), hash.c_str());
        if (wishes.repeat) {
            const auto again = make(seed, false);
            again->run();
            if (again->traceHash() != hash || hash == former) {
                ++failed;
                std::printf("seed %llu: its trace is %s\n", static_cast<unsigned long long>(seed), hash == former ? "that of the former seed" : "another the second time");
            }
            former = hash;
        }
    }
    std::printf("%llu seeds, %llu failed, %.1f s\n", static_cast<unsigned long long>(ran), static_cast<unsigned long long>(failed),
                std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    return failed == 0 ? 0 : 1;
}

/// In a process of its own: a planted bug may well end it.
template <class Bug, class Make>
bool finds(const Bug &bug, const Wishes &wishes, const Make &make)
{
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0) {
        for (std::uint64_t seed = wishes.first; seed < wishes.first + wishes.seeds; ++seed) {
            begin(wishes, seed);
            const auto story = make(seed, wishes.aloud, &bug);
            if (story->run())
                continue;
            std::printf("%-30s found by seed %llu: %s\n", bug.name.c_str(), static_cast<unsigned long long>(seed), story->wrong().front().c_str());
            std::fflush(stdout);
            std::_Exit(0);
        }
        std::printf("%-30s NOT FOUND by %llu seeds\n", bug.name.c_str(), static_cast<unsigned long long>(wishes.seeds));
        std::fflush(stdout);
        std::_Exit(1);
    }
    int status = 0;
    if (waitpid(child, &status, 0) != child)
        return false;
    if (WIFSIGNALED(status))
        std::printf("%-30s found: a check of the product ended the process\n", bug.name.c_str());
    return WIFSIGNALED(status) || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

template <class Bug, class Make>
int planted(const std::vector<Bug> &bugs, const Wishes &wishes, const Make &make)
{
    int missed = 0, tried = 0;
    for (const Bug &bug : bugs) {
        if (wishes.planted == "list") {
            std::printf("%s\n", bug.name.c_str());
            ++tried;
        } else if (wishes.planted == "all" || wishes.planted == bug.name) {
            ++tried;
            missed += finds(bug, wishes, make) ? 0 : 1;
        }
    }
    if (tried == 0)
        std::printf("no planted bug is called %s\n", wishes.planted.c_str());
    return missed == 0 && tried > 0 ? 0 : 1;
}

} // namespace

int main(int count, char **words)
{
    Wishes wishes;
    if (!parse(count, words, wishes)) {
        std::fputs(usage, stderr);
        return 2;
    }
    if (wishes.inLong > 0 && std::getenv("CARTAGE_TEST_LONG"))
        wishes.seeds = wishes.inLong;
    std::signal(SIGABRT, sayWhich);
    if (!wishes.tree.empty()) {
        const auto make = [&wishes](std::uint64_t seed, bool aloud, const PlantedTreeBug *bug = nullptr) {
            return std::make_unique<TreeStory>(seed, wishes.tree, aloud, bug);
        };
        const int ended = wishes.planted.empty() ? simulate(wishes, make) : planted(plantedTreeBugs(), wishes, make);
        if (wishes.planted.empty()) {
            for (const auto &[what, times] : TreeStory::tally())
                std::printf("%12lld %s\n", static_cast<long long>(times), what.c_str());
        }
        return ended;
    }
    const auto make = [](std::uint64_t seed, bool aloud, const PlantedBug *bug = nullptr) { return std::make_unique<Story>(seed, aloud, bug); };
    return wishes.planted.empty() ? simulate(wishes, make) : planted(plantedBugs(), wishes, make);
}
