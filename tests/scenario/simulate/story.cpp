// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/scenario/simulate/story.h"

#include <cstdio>

#include "core/base/digest.h"
#include "core/domain/errorjson.h"

namespace cartage::test {

Story::Story(std::uint64_t seed, bool aloud, const PlantedBug *planted)
    : m_seed(seed)
    , m_aloud(aloud)
    , m_planted(planted)
    , m_random(seed * 2654435761u + 17)
    , m_world(seed)
    , m_plantedState(std::make_unique<PlantedState>(m_world.files))
{
    m_sightings.row = [this](const PackageId &package, const std::string &dp) -> std::optional<std::pair<State, std::int64_t>> {
        const auto row = m_world.maybeRow(package, dp);
        return row ? std::optional(std::pair(row->state, row->token)) : std::nullopt;
    };
    m_sightings.tell = [this](const std::string &text) { tell(text); };
    m_world.decorateFiles = [this](io::FileSystem &view) -> io::FileSystem & {
        auto watched = std::make_unique<WatchedFiles>(m_world.files, view, m_sightings);
        m_watched = watched.get();
        m_decorations.push_back(std::move(watched));
        if (!m_planted || !m_planted->files)
            return *m_watched;
        m_decorations.push_back(m_planted->files(*m_watched, *m_plantedState));
        return *m_decorations.back();
    };
    m_world.decorateTransport = [this](std::unique_ptr<transport::Transport> real) {
        auto made = watchOrders(std::move(real), m_sightings);
        if (m_planted && m_planted->transport)
            made = m_planted->transport(std::move(made), *m_plantedState);
        return watchResults(std::move(made), *m_watched, [this](transport::WorkControl *control) { m_staging = control; });
    };
    m_world.decorateDatabase = [this](store::Connection &db) {
        if (m_planted && m_planted->database)
            m_planted->database(db);
    };
    m_world.files.setHangCost(std::chrono::seconds(70));
    m_world.files.onCall = [this](const char *, const std::string &path) {
        if (m_trap == Trap::None || m_inTrap || !(path.starts_with("/dp/") || path.starts_with("/library/")))
            return;
        if (--m_trapAfter == 0)
            sprungTrap(path);
    };
}

Story::~Story()
{
    // The world goes before what its engine was decorated with.
    m_world.files.onCall = nullptr;
    if (m_world.engineRuns())
        m_world.kill();
}

void Story::tell(const std::string &text)
{
    m_steps.push_back(std::to_string(m_world.clock.boot().count()) + " " + text);
    if (m_aloud)
        std::printf("  %s\n", m_steps.back().c_str());
}

void Story::say(const std::string &text)
{
    if (m_wrong.size() < 20)
        m_wrong.push_back(text);
}

bool Story::run()
{
    makeSite();
    m_world.decorateDatabase(m_world.site().database());
    const std::uint64_t steps = 20 + upTo(40);
    for (std::uint64_t number = 0; number < steps && m_wrong.empty(); ++number) {
        step();
        runAWhile();
        check();
        if (number % 8 == 7)
            checkMessages();
    }
    if (m_wrong.empty())
        converge();
    return m_wrong.empty();
}

/// Some turns, or some time; in some of these whiles the engine, the power or a line ends at some call.
void Story::runAWhile()
{
    if (!m_world.engineRuns()) {
        if (chance(25))
            return;
        m_world.start();
        tell("an engine starts");
    }
    armTrap();
    if (chance(60)) {
        std::uint64_t turns = 1 + upTo(14);
        static_cast<void>(m_world.runUntil([&turns] { return turns-- == 0; }));
    } else {
        m_world.runFor(std::chrono::seconds(1 + upTo(chance(20) ? 40'000 : 900)));
    }
    m_trap = Trap::None;
    m_sightings.flips.reset();
    if (!m_world.engineRuns())
        engineDied();
}

void Story::armTrap()
{
    m_trap = Trap::None;
    if (!chance(45))
        return;
    constexpr Trap traps[] = {Trap::Kill, Trap::Kill, Trap::Power, Trap::Power, Trap::Power, Trap::Unmount, Trap::Act, Trap::Act, Trap::Flip};
    m_trap = traps[upTo(std::size(traps) - 1)];
    if (m_trap == Trap::Flip) {
        m_sightings.flips = std::make_shared<std::mt19937_64>(m_random());
        m_trap = Trap::None;
        return;
    }
    // Most calls of a delivery come soon.
    m_trapAfter = 1 + upTo(chance(70) ? 120 : 900);
}

void Story::sprungTrap(const std::string &path)
{
    const Trap trap = std::exchange(m_trap, Trap::None);
    m_inTrap = true;
    switch (trap) {
    case Trap::None:
    case Trap::Flip:
        break;
    case Trap::Kill:
        tell("kill -9 at " + path);
        m_world.files.kill();
        break;
    case Trap::Power:
        tell("power loss at " + path);
        m_world.files.crash(m_random());
        break;
    case Trap::Unmount:
        for (OneDp &dp : m_dps) {
            if (dp.mount == OneDp::Mounted && path.starts_with(World::root(dp.name) + "/")) {
                tell("unmounted at " + path);
                m_world.files.unmount(World::root(dp.name));
                dp.mount = OneDp::Bare;
            }
        }
        break;
    case Trap::Act:
        tell("in the middle of work at " + path);
        operatorAct();
        if (m_staging)
            m_staging->requestStop();
        break;
    }
    m_inTrap = false;
}

void Story::engineDied()
{
    if (const auto &error = m_world.engineError())
        say("the engine ended by itself: " + errorToJson(*error));
    m_staging = nullptr;
    tell("the engine is gone");
}

std::string Story::traceHash()
{
    Sha256Hasher hasher;
    const std::string trace = m_world.trace();
    hasher.add(std::as_bytes(std::span(trace)));
    for (const std::string &step : m_steps)
        hasher.add(std::as_bytes(std::span(step)));
    return hasher.finish().hex().substr(0, 16);
}

} // namespace cartage::test
