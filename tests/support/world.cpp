// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/world.h"

#include <cstdio>
#include <cstdlib>

#include "core/base/check.h"
#include "core/base/sitekey.h"
#include "core/domain/errorjson.h"
#include "core/store/distributionrepository.h"
#include "core/store/dprepository.h"
#include "core/store/journalrepository.h"
#include "core/store/packagerepository.h"
#include "core/transport/directorytransport.h"

namespace cartage::test {

namespace {

constexpr std::int64_t operatorPid = 100;
constexpr std::int64_t firstEnginePid = 1000;

std::string folderTemplate()
{
    // In memory: the database's fsync is real, its medium need not be.
    return QStringLiteral("/dev/shm/cartage-world-XXXXXX").toStdString();
}

template <class T>
T must(Result<T> result, const char *what)
{
    if (!result) {
        std::fprintf(stderr, "%s: %s\n", what, errorToJson(result.error()).c_str());
        std::abort();
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

void mustBeDone(const Result<engine::Answer> &answer, const char *what)
{
    if (answer && answer->carriedOut)
        return;
    const Error error = !answer ? answer.error() : answer->refusal.value_or(Error{});
    std::fprintf(stderr, "%s: %s\n", what, errorToJson(error).c_str());
    std::abort();
}

} // namespace

World::World(std::uint64_t seed)
    : files(clock), random(seed), m_seed(seed), m_folder(QString::fromStdString(folderTemplate()))
{
    CARTAGE_CHECK(m_folder.isValid());
    const std::string folder = m_folder.path().toStdString();
    const SiteKey key = makeSiteKey(random);
    store::SiteRow row;
    row.code = SiteCode("CEN");
    row.name = "Central";
    row.siteId = random.hex(16);
    row.keyId = key.keyId;
    row.publicKey = key.publicKey;
    row.libraryPath = "/library";
    row.createdAt = clock.wall();
    auto database = must(store::Connection::create(folder + "/site.db"), "create");
    must(database->write<bool>([&](store::Connection &db) -> Result<bool> {
        store::insertSite(db, row);
        return true;
    }), "insertSite");
    // SQLite uses real files; everything else of the site lies in the simulated ones under the same names.
    files.makeFolder(folder);
    files.writeFile(folder + "/site.db", "");
    for (const char *inbox : {"/inbox", "/inbox/tmp", "/inbox/new", "/inbox/work", "/inbox/quarantine", "/outbox", "/keys"})
        files.makeFolder(folder + inbox);
    files.writeFile(folder + "/keys/site.key", key.privateKeyPem);
    files.makeFolder("/src");
    files.makeFolder("/dp");
    openOperator();
}

World::~World()
{
    dropEngine();
}

engine::Intent World::yes(const std::string &reason)
{
    engine::Intent intent;
    intent.confirmed = true;
    intent.reason = reason;
    intent.command = "test";
    intent.arguments = "{}";
    return intent;
}

engine::Environment World::environment(io::FileSystem &view, const store::ProcessMark &mark, const std::string &program)
{
    return {view, clock, random, mark, "anna", program,
            [this](const store::ProcessMark &other) { return other.pid == operatorPid || (m_livingEngine != 0 && other.pid == m_livingEngine); }};
}

void World::openOperator()
{
    m_operatorTransport.reset();
    const store::ProcessMark mark{"here", "boot", operatorPid, 1, "pid:[1]"};
    io::FileSystem &view = files.makeView();
    m_operator = must(engine::Site::open(environment(view, mark, "console"), m_folder.path().toStdString()), "open");
    if (decorateDatabase)
        decorateDatabase(m_operator->database());
    auto *library = must(m_operator->library(), "library");
    m_operatorTransport = transport::makeDirectoryTransport(view, *library, clock, random, [](Span, transport::WorkControl &) { }, false);
}

void World::setSource(const PackageId &package, const Tree &content)
{
    const std::string &folder = m_sources.at(package.value());
    if (!files.exists(folder))
        files.makeFolder(folder);
    for (const auto &[path, what] : files.tree(folder, false)) {
        if (what.starts_with("file") && !content.contains(path))
            files.remove(folder + "/" + path);
    }
    for (const auto &[path, bytes] : content) {
        if (files.read(folder + "/" + path) != bytes)
            files.writeFile(folder + "/" + path, bytes);
    }
    // A file changed within the last two seconds counts as unsettled and is read again; time passes between an edit and a snapshot.
    clock.advance(std::chrono::seconds(5));
}

PackageId World::addPackage(const std::string &name, const Tree &content)
{
    const std::string folder = "/src/" + name;
    m_sources["new"] = folder;
    setSource(PackageId("new"), content);
    engine::PackageWish wish;
    wish.source = folder;
    wish.name = name;
    const std::atomic<bool> stop{false};
    const engine::SnapshotReport report =
        must(engine::addPackage(*m_operator, wish, yes(), stop, [](std::int64_t, std::uint64_t) { }), "addPackage");
    m_sources[report.package.value()] = folder;
    m_versions[report.package][report.version] = content;
    static_cast<void>(files.takeCost());
    return report.package;
}

engine::SnapshotReport World::updatePackage(const PackageId &package)
{
    const std::atomic<bool> stop{false};
    engine::UpdateWish wish;
    wish.package = package;
    engine::SnapshotReport report =
        must(engine::updatePackage(*m_operator, wish, yes(), stop, [](std::int64_t, std::uint64_t) { }), "updatePackage");
    static_cast<void>(files.takeCost());
    return report;
}

int World::update(const PackageId &package, const Tree &content)
{
    setSource(package, content);
    const int version = updatePackage(package).version;
    m_versions[package][version] = content;
    return version;
}

void World::addDp(const std::string &name, const Profile &profile, const std::vector<std::string> &groups)
{
    files.mount(root(name), profile);
    engine::DpWish wish;
    wish.name = name;
    wish.path = root(name);
    wish.groups = groups;
    mustBeDone(engine::addDp(*m_operator, *m_operatorTransport, wish, yes()), "addDp");
    static_cast<void>(files.takeCost());
}

void World::distribute(const PackageId &package, const std::vector<std::string> &dps)
{
    engine::TargetNames targets;
    targets.dps = dps;
    mustBeDone(engine::distribute(*m_operator, {package}, targets, yes()), "distribute");
}

void World::start(const engine::Engine::Options &options)
{
    if (m_engine)
        return;
    ++m_generation;
    m_livingEngine = firstEnginePid + m_generation;
    const store::ProcessMark mark{"here", "boot", m_livingEngine, m_generation, "pid:[1]"};
    io::FileSystem &ownView = files.makeView();
    io::FileSystem &view = decorateFiles ? decorateFiles(ownView) : ownView;
    m_engineSite = must(engine::Site::open(environment(view, mark, "engine"), m_folder.path().toStdString()), "open for the engine");
    if (decorateDatabase)
        decorateDatabase(m_engineSite->database());
    auto *library = must(m_engineSite->library(), "library for the engine");
    m_executor = std::make_unique<InlineExecutor>(clock, m_seed + static_cast<std::uint64_t>(m_generation), [this] { return files.takeCost(); });
    m_executor->onPick = [this] { return !files.viewsEnded(); };
    m_transport = transport::makeDirectoryTransport(
        view, *library, clock, random, [this](Span span, transport::WorkControl &) { m_executor->pause(span); }, false);
    if (decorateTransport)
        m_transport = decorateTransport(std::move(m_transport));
    m_engineError.reset();
    m_time.emplace(clock);
    engine::Engine::Options wanted = options;
    wanted.backups = false; // the database lies in real files, of which the simulated ones know nothing
    m_engine = must(engine::Engine::start(*m_engineSite, *m_transport, *m_executor, wanted), "start");
}

/// Nothing that the dying engine's destructors do may reach the database: its token is gone before.
void World::dropEngine()
{
    if (!m_engine)
        return;
    m_livingEngine = 0;
    static_cast<void>(m_operator->database().write<bool>([&](store::Connection &db) -> Result<bool> {
        static_cast<void>(store::takeLease(db, {"here", "boot", firstEnginePid + m_generation, m_generation, "pid:[1]"}, "dead", clock.wall()));
        return true;
    }));
    for (const std::string &line : m_executor->trace())
        m_trace += line + '\n';
    m_engine.reset();
    m_transport.reset();
    m_engineSite.reset();
    m_executor.reset();
}

void World::kill()
{
    if (!files.viewsEnded())
        files.kill();
    dropEngine();
    openOperator();
}

void World::powerLoss(std::uint64_t seed)
{
    files.crash(seed);
    dropEngine();
    openOperator();
}

void World::stop()
{
    if (!m_engine)
        return;
    m_engine->stop();
    const auto ended = m_engine->run();
    if (!ended)
        m_engineError = ended.error();
    for (const std::string &line : m_executor->trace())
        m_trace += line + '\n';
    m_engine.reset();
    m_livingEngine = 0;
    m_transport.reset();
    m_engineSite.reset();
    m_executor.reset();
}

/// One turn and what workers do until the next; false when the engine is gone.
bool World::step(Span atMost)
{
    const auto turned = m_engine->turn();
    if (!turned) {
        m_engineError = turned.error();
        dropEngine();
        return false;
    }
    if (m_engine->idle())
        return true;
    Span span = atMost;
    if (const std::optional<Time> next = m_engine->nextDue())
        span = std::min(span, std::max(*next - m_time->now(), Span(0)));
    m_executor->wait(span);
    if (files.viewsEnded()) {
        kill();
        return false;
    }
    return true;
}

bool World::runUntilIdle(Span limit)
{
    start();
    const Span latest = clock.boot() + limit;
    while (clock.boot() <= latest) {
        if (!step(std::chrono::seconds(30)))
            return false;
        if (m_engine->idle())
            return true;
    }
    return false;
}

bool World::runUntil(const std::function<bool()> &done, Span limit)
{
    start();
    const Span latest = clock.boot() + limit;
    while (true) {
        if (done())
            return true;
        if (clock.boot() > latest || !step(std::chrono::seconds(30)))
            return false;
        if (!m_engine->idle())
            continue;
        const std::optional<Time> next = m_engine->nextDue();
        const Span rest = latest - clock.boot() + Span(1);
        clock.advance(next ? std::clamp(*next - m_time->now(), Span(1), rest) : rest);
    }
}

bool World::runUntil(const PackageId &package, const std::string &dp, State state, Span limit)
{
    return runUntil([&] {
        const auto found = maybeRow(package, dp);
        return found && found->state == state;
    }, limit);
}

void World::runFor(Span span)
{
    const Span end = clock.boot() + span;
    static_cast<void>(runUntil([&] { return clock.boot() >= end; }, span));
}

std::optional<Distribution> World::maybeRow(const PackageId &package, const std::string &name)
{
    return must(m_operator->database().read<std::optional<Distribution>>([&](store::Connection &db) -> Result<std::optional<Distribution>> {
        const auto found = store::dpByName(db, name);
        return found ? store::distribution(db, package, found->key) : std::nullopt;
    }), "row");
}

Distribution World::row(const PackageId &package, const std::string &dp)
{
    auto found = maybeRow(package, dp);
    CARTAGE_CHECK(found);
    return *found;
}

Dp World::dp(const std::string &name)
{
    auto found = must(m_operator->database().read<std::optional<Dp>>(
                          [&](store::Connection &db) -> Result<std::optional<Dp>> { return store::dpByName(db, name); }),
                      "dp");
    CARTAGE_CHECK(found);
    return *found;
}

Package World::package(const PackageId &id)
{
    auto found = must(m_operator->database().read<std::optional<Package>>(
                          [&](store::Connection &db) -> Result<std::optional<Package>> { return store::package(db, id); }),
                      "package");
    CARTAGE_CHECK(found);
    return *found;
}

std::vector<Attempt> World::attempts(const PackageId &package, const std::string &name)
{
    const DpKey key = dp(name).key;
    return must(m_operator->database().read<std::vector<Attempt>>(
                    [&](store::Connection &db) -> Result<std::vector<Attempt>> { return store::attempts(db, package, key); }),
                "attempts");
}

std::vector<StatusMessage> World::messages(const std::vector<int> &ids)
{
    store::MessageFilter filter;
    filter.ids = ids;
    filter.limit = 0;
    filter.oldestFirst = true;
    return must(m_operator->database().read<std::vector<StatusMessage>>(
                    [&](store::Connection &db) -> Result<std::vector<StatusMessage>> { return store::messages(db, filter); }),
                "messages");
}

int World::messageCount(int id, const std::string &dp)
{
    int count = 0;
    for (const StatusMessage &message : messages({id})) {
        bool counts = dp.empty();
        for (const StatusMessage::Attribute &attribute : message.attributes)
            counts = counts || (attribute.id == 404 && attribute.value == dp);
        count += counts ? 1 : 0;
    }
    return count;
}

World::Tree World::published(const PackageId &package, const std::string &dp) const
{
    Tree tree;
    const std::string base = folder(package, dp);
    for (const auto &[path, what] : files.tree(base, false)) {
        if (what.starts_with("file"))
            tree[path] = files.read(base + "/" + path).value_or(std::string());
    }
    return tree;
}

bool World::holds(const PackageId &package, const std::string &dp, int version) const
{
    return published(package, dp) == m_versions.at(package).at(version);
}

std::vector<std::string> World::invariants()
{
    std::vector<std::string> broken;
    const auto rows = must(m_operator->database().read<std::vector<Distribution>>(
                               [](store::Connection &db) -> Result<std::vector<Distribution>> { return store::distributions(db, {}); }),
                           "rows");
    const auto dps = must(m_operator->database().read<std::vector<Dp>>(
                              [](store::Connection &db) -> Result<std::vector<Dp>> { return store::dps(db); }),
                          "dps");
    std::map<DpKey, std::string> names;
    for (const Dp &dp : dps)
        names[dp.key] = dp.name;
    for (const Distribution &row : rows) {
        const std::string what = row.package.value() + " at " + names[row.dp] + ": ";
        const auto say = [&](const std::string &text) { broken.push_back(what + text); };
        if (row.state == State::Installed && !row.proof)
            say("installed without proof");
        if (row.state == State::Installed && row.installedVersion != row.wantedVersion)
            say("installed, but not what is wanted");
        if (row.state == State::Installed && row.installedVersion && !holds(row.package, names[row.dp], *row.installedVersion))
            say("installed, but clients read something else");
        if ((row.state == State::Blocked || row.state == State::Failed || row.state == State::Retrying) && !row.error)
            say("no error");
        if (row.state == State::Retrying && !row.dueAt)
            say("retrying without a due time");
        if (row.state == State::Removed && !published(row.package, names[row.dp]).empty())
            say("removed, but clients read something");
        int running = 0;
        for (const Attempt &attempt : attempts(row.package, names[row.dp])) {
            if (attempt.outcome == "running")
                ++running;
            else if (!attempt.ended)
                say("an attempt has an outcome and no end");
        }
        if (running > 1)
            say("two attempts are running");
        if (running == 1 && !isAtWork(row.state) && row.state != State::Removing && !m_engine)
            say("an attempt is running and nobody works at it");
    }
    return broken;
}

std::string World::trace()
{
    std::string text = m_trace;
    if (m_executor) {
        for (const std::string &line : m_executor->trace())
            text += line + '\n';
    }
    for (const StatusMessage &message : messages()) {
        text += std::to_string(toMs(message.time)) + " message " + std::to_string(message.id);
        for (const std::string &string : message.strings)
            text += ' ' + string;
        text += '\n';
    }
    return text;
}

} // namespace cartage::test
