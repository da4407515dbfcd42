// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sitetree.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "core/base/check.h"
#include "core/base/sitekey.h"
#include "core/domain/errorjson.h"
#include "core/engine/sites.h"
#include "core/store/journalrepository.h"
#include "core/transport/directorytransport.h"

namespace cartage::test {

namespace {

constexpr std::int64_t operatorPid = 100;
constexpr Span lookSeldom = std::chrono::hours(24); ///< they are told of each file that comes
constexpr Span never = std::chrono::hours(24) * 36'500;

template <class T>
T must(Result<T> result, const char *what)
{
    if (!result) {
        std::fprintf(stderr, "%s: %s\n", what, errorToJson(result.error()).c_str());
        std::abort();
    }
    return std::move(*result);
}

engine::Intent yes()
{
    engine::Intent intent;
    intent.confirmed = true;
    intent.command = "test";
    intent.arguments = "{}";
    return intent;
}

store::ProcessMark markOf(std::int64_t pid) { return {"here", "boot", pid, pid, "pid:[1]"}; }

SiteCode codeOf(int level, int number)
{
    constexpr const char *digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const std::string code{static_cast<char>('B' + level), digits[number / 36], digits[number % 36]};
    return SiteCode(code);
}

} // namespace

SiteTree::SiteTree(std::uint64_t seed, const std::vector<int> &widths)
    : files(clock)
    , random(seed)
    , m_seed(seed)
    , m_folder(QStringLiteral("/dev/shm/cartage-tree-XXXXXX"))
    , m_base(m_folder.path().toStdString())
{
    CARTAGE_CHECK(m_folder.isValid());
    must(store::Connection::create(m_base + "/template.db"), "create"); // the same for all: a copy costs less
    makeSite(-1, SiteCode("CEN"));
    std::vector<int> above{0};
    for (std::size_t level = 0; level < widths.size(); ++level) {
        std::vector<int> made;
        for (const int parent : above) {
            for (int number = 0; number < widths[level]; ++number) {
                made.push_back(sites());
                makeSite(parent, codeOf(static_cast<int>(level), static_cast<int>(made.size()) - 1));
            }
        }
        above = std::move(made);
    }
    for (int site = 1; site < sites(); ++site)
        join(parent(site), site);
}

SiteTree::~SiteTree()
{
    for (int site = 0; site < sites(); ++site)
        kill(site);
}

void SiteTree::makeSite(int parent, const SiteCode &code)
{
    const int number = sites();
    m_nodes.push_back(std::make_unique<Node>(clock));
    m_byCode[code.value()] = number;
    Node &made = node(number);
    made.code = code;
    made.parent = parent;
    made.base = m_base + "/" + code.value();
    made.siteId = random.hex(16);
    if (parent >= 0)
        node(parent).children.push_back(number);
    const SiteKey key = makeSiteKey(random);
    made.publicKey = key.publicKey;
    store::SiteRow row;
    row.code = code;
    row.name = "Site " + code.value();
    row.siteId = made.siteId;
    row.keyId = key.keyId;
    row.publicKey = key.publicKey;
    row.libraryPath = made.base + "/site/contentlib";
    row.createdAt = clock.wall();
    if (parent >= 0)
        row.parent = node(parent).code;
    const std::string folder = made.base + "/site";
    std::filesystem::create_directories(folder);
    std::filesystem::copy_file(m_base + "/template.db", folder + "/site.db");
    must(must(store::Connection::open(folder + "/site.db", store::Connection::Mode::ReadWrite), "open")->write<bool>([&](store::Connection &db) -> Result<bool> {
        store::insertSite(db, row);
        return true;
    }), "insertSite");
    // SQLite uses real files; everything else of the site lies in the simulated ones under the same names.
    files.mount(made.base);
    for (const char *each : {"/site/inbox/tmp", "/site/inbox/new", "/site/inbox/work", "/site/inbox/quarantine", "/site/outbox", "/site/keys", "/src", "/dp"})
        files.makeFolder(made.base + each);
    files.writeFile(folder + "/site.db", "");
    files.writeFile(folder + "/keys/site.key", key.privateKeyPem);
    openOperator(number);
}

void SiteTree::join(int parent, int child)
{
    const auto add = [this](int at, int other, Relation relation) {
        engine::AddressWish wish;
        wish.site = code(other);
        wish.relation = relation;
        wish.inbox = inbox(other);
        wish.key = node(other).publicKey;
        const auto answer = engine::addAddress(site(at), wish, yes());
        CARTAGE_CHECK(answer && answer->carriedOut);
    };
    add(parent, child, Relation::Child);
    add(child, parent, Relation::Parent);
}

int SiteTree::numberOf(const SiteCode &code) const
{
    const auto found = m_byCode.find(code.value());
    return found == m_byCode.end() ? -1 : found->second;
}

bool SiteTree::isWithin(int site, int top) const
{
    while (site >= 0 && site != top)
        site = parent(site);
    return site == top;
}

int SiteTree::via(int top, int site) const
{
    while (parent(site) != top)
        site = parent(site);
    return site;
}

int SiteTree::ownerOf(const std::string &path) const
{
    if (!path.starts_with(m_base + "/"))
        return -1;
    const std::size_t from = m_base.size() + 1;
    const auto found = m_byCode.find(path.substr(from, std::min(path.find('/', from), path.size()) - from));
    return found == m_byCode.end() ? -1 : found->second;
}

std::string SiteTree::plain(std::string text) const
{
    for (std::size_t at = text.find(m_base); at != std::string::npos; at = text.find(m_base, at))
        text.erase(at, m_base.size());
    return text;
}

engine::Environment SiteTree::environment(int site, io::FileSystem &view, const store::ProcessMark &mark, const std::string &program)
{
    return {view, node(site).clock, random, mark, "anna", program, [this, site](const store::ProcessMark &other) {
                const auto &processes = node(site).processes;
                return other.pid == operatorPid
                       || std::any_of(processes.begin(), processes.end(), [&other](const auto &each) { return each->pid == other.pid && !each->dead; });
            }};
}

void SiteTree::openOperator(int site)
{
    Node &at = node(site);
    at.transport.reset();
    at.asOperator.reset();
    io::FileSystem &view = files.makeView();
    at.asOperator = must(engine::Site::open(environment(site, view, markOf(operatorPid), "console"), at.base + "/site"), "open");
    auto *library = must(at.asOperator->library(), "library");
    at.transport = transport::makeDirectoryTransport(view, *library, at.clock, random, [](Span, transport::WorkControl &) { }, false);
}

io::FileSystem &SiteTree::watched(int site, io::FileSystem &view)
{
    SiteFiles::Hooks hooks;
    hooks.before = [this, site](const char *op, const std::string &path) { return onCall ? onCall(site, op, path) : 0; };
    hooks.published = [this, site](const std::string &path) {
        const int to = ownerOf(path);
        if (to != site && onPublished)
            onPublished(site, to, path);
        touched(to);
    };
    hooks.written = [this, site](const std::string &path, std::uint64_t offset, std::uint64_t size) {
        if (onWritten)
            onWritten(site, path, offset, size);
    };
    hooks.synced = [this, site](const std::string &path) {
        if (onSynced)
            onSynced(site, path);
    };
    hooks.removed = [this, site](const std::string &path) {
        if (onRemoved)
            onRemoved(site, path);
    };
    m_views.push_back(std::make_unique<SiteFiles>(view, std::move(hooks)));
    if (decorateFiles) {
        if (auto planted = decorateFiles(site, *m_views.back()))
            m_views.push_back(std::move(planted));
    }
    return *m_views.back();
}

std::unique_ptr<SiteTree::Process> SiteTree::launch(int site, bool takeOver)
{
    auto made = std::make_unique<Process>();
    Process &process = *made;
    process.pid = ++m_lastPid;
    process.view = &files.makeView();
    io::FileSystem &view = watched(site, *process.view);
    process.site = must(engine::Site::open(environment(site, view, markOf(process.pid), "engine"), node(site).base + "/site"), "open for the engine");
    if (decorateDatabase)
        decorateDatabase(process.site->database());
    auto *library = must(process.site->library(), "library for the engine");
    process.executor = std::make_unique<InlineExecutor>(clock, m_seed + static_cast<std::uint64_t>(process.pid), [this] { return files.takeCost(); });
    process.executor->onPick = [&process] { return !process.dead; };
    process.transport = transport::makeDirectoryTransport(
        view, *library, node(site).clock, random, [&process](Span span, transport::WorkControl &) { process.executor->pause(span); }, false);
    process.time.emplace(node(site).clock);
    engine::Engine::Options options;
    options.backups = false; // the database lies in real files, of which the simulated ones know nothing
    options.takeOver = takeOver;
    options.lookEvery = lookSeldom;
    process.engine = must(engine::Engine::start(*process.site, *process.transport, *process.executor, options), "start");
    return made;
}

void SiteTree::start(int site)
{
    if (runs(site))
        return;
    Node &at = node(site);
    auto process = launch(site, false);
    at.processes.push_back(std::move(process));
    at.wakeAt = clock.boot();
}

bool SiteTree::runs(int site) const
{
    const auto &processes = node(site).processes;
    return !processes.empty() && !processes.back()->dead && !processes.back()->relieved;
}

void SiteTree::stop(int site)
{
    if (!runs(site))
        return;
    Process &process = *node(site).processes.back();
    process.engine->stop();
    if (const auto ended = process.engine->run(); !ended && !process.dead)
        m_broken.push_back(code(site).value() + " did not stop: " + errorToJson(ended.error()));
    if (!process.dead) {
        files.kill(*process.view);
        process.dead = true;
    }
    reap(site);
}

void SiteTree::kill(int site)
{
    for (const auto &process : node(site).processes) {
        files.kill(*process->view);
        process->dead = true;
    }
    // Not where one of its own calls is what killed it.
    node(site).wakeAt = clock.boot();
}

void SiteTree::powerLoss(int site, std::uint64_t seed)
{
    kill(site);
    files.crash(node(site).base, seed);
    node(site).lostPower = true;
}

void SiteTree::relieve(int site)
{
    if (!runs(site) || isRelieved(site))
        return;
    Process &old = *node(site).processes.back();
    old.relieved = true;
    auto fresh = launch(site, true);
    node(site).processes.push_back(std::move(fresh));
    touched(site);
}

void SiteTree::wakeRelieved(int site)
{
    Node &at = node(site);
    if (!isRelieved(site))
        return;
    Process &old = *at.processes.front();
    if (!old.dead) {
        old.executor->work(); // what it had given its workers
        bool ended = false;
        for (int turns = 0; turns < 3 && !ended && !old.dead; ++turns) {
            clock.advance(std::chrono::seconds(1));
            ended = !old.engine->turn();
            if (!ended)
                old.executor->work();
        }
        if (!ended && !old.dead)
            m_broken.push_back(code(site).value() + ": an engine that was relieved goes on");
        files.kill(*old.view);
        old.dead = true;
    }
    reap(site);
}

/// Nothing that the dying engine's destructors do may reach the database: its token is gone before.
void SiteTree::drop(int site, std::unique_ptr<Process> process)
{
    must(node(site).asOperator->database().write<bool>([&](store::Connection &db) -> Result<bool> {
        if (store::lease(db).holder.pid == process->pid)
            static_cast<void>(store::takeLease(db, markOf(process->pid), "dead", clock.wall()));
        return true;
    }), "drop");
    if (process->executor) {
        for (const std::string &line : process->executor->trace())
            m_trace += code(site).value() + ' ' + line + '\n';
    }
    process->engine.reset();
    process->transport.reset();
    process->site.reset();
    process->executor.reset();
}

void SiteTree::reap(int site)
{
    Node &at = node(site);
    if (std::exchange(at.lostPower, false))
        openOperator(site);
    for (auto each = at.processes.begin(); each != at.processes.end();) {
        if ((*each)->dead) {
            std::unique_ptr<Process> gone = std::move(*each);
            each = at.processes.erase(each);
            drop(site, std::move(gone));
        } else {
            ++each;
        }
    }
}

void SiteTree::touched(int site)
{
    Node &at = node(site);
    if (!runs(site))
        return;
    at.processes.back()->engine->look();
    at.wakeAt = std::min(at.wakeAt, clock.boot());
}

int SiteTree::nextSite() const
{
    int next = -1;
    for (int site = 0; site < sites(); ++site) {
        if (!node(site).processes.empty() && (next < 0 || node(site).wakeAt < node(next).wakeAt))
            next = site;
    }
    return next;
}

void SiteTree::turn(int site)
{
    reap(site);
    Node &at = node(site);
    at.wakeAt = clock.boot() + never;
    if (!runs(site))
        return;
    ++m_turns;
    Process &process = *at.processes.back();
    const auto turned = process.engine->turn();
    if (!turned && !process.dead) {
        m_broken.push_back(code(site).value() + " ended by itself: " + plain(errorToJson(turned.error())));
        kill(site);
    }
    if (!process.dead)
        process.executor->work();
    if (process.dead)
        return;
    std::optional<Span> next = process.executor->nextAnswer();
    if (const auto due = process.engine->nextDue()) {
        const Span in = clock.boot() + std::max(*due - process.time->now(), Span(0));
        next = next ? std::min(*next, in) : in;
    }
    at.wakeAt = std::min(at.wakeAt, next ? std::max(*next, clock.boot() + Span(1)) : clock.boot() + never);
}

void SiteTree::runFor(Span span)
{
    static_cast<void>(runUntil([] { return false; }, span, span));
}

bool SiteTree::runUntil(const std::function<bool()> &done, Span limit, Span step)
{
    const Span latest = clock.boot() + limit;
    Span ask = clock.boot();
    while (m_broken.empty() && !halted) {
        if (clock.boot() >= ask) {
            if (done())
                return true;
            ask = clock.boot() + step;
        }
        if (clock.boot() >= latest)
            return false;
        const int next = nextSite();
        const Span until = std::min({latest, ask, next < 0 ? latest : std::max(node(next).wakeAt, clock.boot())});
        if (until > clock.boot())
            clock.advance(until - clock.boot());
        if (next >= 0 && node(next).wakeAt <= clock.boot())
            turn(next);
    }
    for (int site = 0; site < sites(); ++site)
        reap(site);
    return false;
}

} // namespace cartage::test
