// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>
#include <iterator>

#include "core/domain/errorjson.h"
#include "tests/scenario/simulate/story.h"

/// What happens in a story.
namespace cartage::test {

namespace {



constexpr const char *pool[] = {"setup.exe", "readme.txt", "data/a.bin", "data/b.bin", "data/deep/one", "data/deep/two", "bin/run", "bin/lib.so",
                                "docs/en/index.html", "docs/de/index.html", "license", "x/y/z/last"};
constexpr std::uint32_t modes[] = {0644, 0644, 0755, 0600, 0444};

engine::TargetNames target(const std::string &dp)
{
    engine::TargetNames targets;
    targets.dps = {dp};
    return targets;
}

/// No file stands where a folder on the way has to be.
bool hasRoomFor(const SimFileSystem &disk, const std::string &path)
{
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1)) {
        if (disk.read(path.substr(0, slash)))
            return false;
    }
    return true;
}

engine::Intent yes() { return World::yes("story"); }

} // namespace

void Story::act(const char *what, const Result<engine::Answer> &answer)
{
    if (!answer && answer.error().kind() == Kind::Internal)
        say(std::string(what) + ": " + errorToJson(answer.error()));
    if (answer && answer->refusal && answer->refusal->kind() == Kind::Internal)
        say(std::string(what) + ": " + errorToJson(*answer->refusal));
}

std::string Story::newBytes()
{
    std::string bytes = "content " + std::to_string(++m_bytes) + " ";
    const std::uint64_t dice = upTo(99);
    const std::uint64_t size = dice < 65 ? upTo(30) : dice < 97 ? upTo(9000) : upTo(200'000);
    while (bytes.size() < size)
        bytes += static_cast<char>('a' + m_random() % 26);
    return bytes;
}

void Story::makeTree(const std::string &folder, int files)
{
    SimFileSystem &disk = m_world.files;
    disk.writeFile(folder + "/setup.exe", newBytes(), 0755);
    for (int number = 0; number < files; ++number)
        disk.writeFile(folder + "/" + pool[upTo(std::size(pool) - 1)], newBytes(), modes[upTo(std::size(modes) - 1)]);
    if (chance(30))
        disk.makeFolder(folder + "/empty", 0755);
}

void Story::makeSite()
{
    const std::uint64_t dps = 2 + upTo(4);
    for (std::uint64_t number = 0; number < dps; ++number) {
        OneDp dp;
        dp.name = "dp" + std::to_string(number);
        const std::uint64_t dice = upTo(9);
        dp.profile = dice < 5 ? Profile::local() : dice < 8 ? Profile::smb() : Profile::nfs();
        dp.profile.latency = std::chrono::microseconds(upTo(3000));
        m_world.addDp(dp.name, dp.profile);
        tell(dp.name + " is " + dp.profile.type);
        m_dps.push_back(dp);
    }
    const std::uint64_t packages = 1 + upTo(3);
    for (std::uint64_t number = 0; number < packages; ++number)
        addPackage();
    for (std::uint64_t number = 0; number < packages * dps / 2 + 1; ++number)
        distribute();
}

void Story::addPackage()
{
    OnePackage package;
    const std::string name = "Package" + std::to_string(m_packages.size());
    package.source = "/src/" + name;
    makeTree(package.source, static_cast<int>(upTo(9)));
    if (chance(6)) {
        m_world.files.makeLink(package.source + "/current", "setup.exe");
        package.hostile = true;
    } else if (chance(5)) {
        m_world.files.writeFile(package.source + "/why?.txt", newBytes());
        package.hostile = true;
    }
    m_world.clock.advance(std::chrono::seconds(5));
    engine::PackageWish wish;
    wish.source = package.source;
    wish.name = name;
    const std::atomic<bool> stop{false};
    const auto report = engine::addPackage(m_world.site(), wish, yes(), stop, [](std::int64_t, std::uint64_t) { });
    static_cast<void>(m_world.files.takeCost());
    if (!report)
        return say("package add: " + errorToJson(report.error()));
    package.id = report->package;
    package.newest = report->version;
    package.versions[report->version] = m_world.files.tree(package.source);
    tell(package.id.value() + " has " + std::to_string(report->files) + " files");
    m_packages.push_back(package);
}

/// Adds, changes, deletes, renames, makes folders of files and files of folders, changes bits.
void Story::editTree(OnePackage &package)
{
    SimFileSystem &disk = m_world.files;
    const std::uint64_t edits = 1 + upTo(4);
    for (std::uint64_t number = 0; number < edits; ++number) {
        const Tree tree = disk.tree(package.source, false);
        std::vector<std::string> paths;
        for (const auto &[path, what] : tree) {
            if (path != "setup.exe")
                paths.push_back(path);
        }
        const std::string at = paths.empty() ? std::string("setup.exe") : paths[upTo(paths.size() - 1)];
        const std::string full = package.source + "/" + at;
        const bool isFile = tree.at(at).starts_with("file");
        const bool isFolder = tree.at(at) == "folder";
        const std::uint64_t dice = upTo(99);
        if (dice < 30 && isFile) {
            disk.writeFile(full, newBytes(), modes[upTo(std::size(modes) - 1)]);
        } else if (dice < 45 && at != "setup.exe") {
            disk.remove(full);
        } else if (dice < 55 && at != "setup.exe" && !disk.exists(full + ".was")) {
            disk.move(full, full + ".was");
        } else if (dice < 65 && isFile && at != "setup.exe") {
            disk.remove(full);
            disk.writeFile(full + "/inside", newBytes());
        } else if (dice < 75 && isFolder) {
            disk.remove(full);
            disk.writeFile(full, newBytes());
        } else if (dice < 83 && isFile) {
            disk.setMode(full, modes[upTo(std::size(modes) - 1)]);
        } else {
            const std::string added = package.source + "/" + pool[upTo(std::size(pool) - 1)] + std::to_string(upTo(2));
            if (!disk.exists(added) && hasRoomFor(disk, added))
                disk.writeFile(added, newBytes(), modes[upTo(std::size(modes) - 1)]);
        }
    }
    m_world.clock.advance(std::chrono::seconds(5));
}

void Story::updatePackage()
{
    OnePackage &package = somePackage();
    editTree(package);
    engine::UpdateWish wish;
    wish.package = package.id;
    const std::atomic<bool> stop{false};
    const auto report = engine::updatePackage(m_world.site(), wish, yes(), stop, [](std::int64_t, std::uint64_t) { });
    static_cast<void>(m_world.files.takeCost());
    if (!report)
        return say("package update: " + errorToJson(report.error()));
    tell("update of " + package.id.value() + ": version " + std::to_string(report->version));
    if (!report->changed)
        return;
    package.newest = report->version;
    package.versions[report->version] = m_world.files.tree(package.source);
}

void Story::rollback()
{
    OnePackage &package = somePackage();
    const int to = 1 + static_cast<int>(upTo(static_cast<std::uint64_t>(package.newest - 1)));
    const auto report = engine::rollbackPackage(m_world.site(), package.id, to, yes());
    tell("rollback of " + package.id.value() + " to " + std::to_string(to) + (report ? ": version " + std::to_string(report->version) : ": refused"));
    if (!report || !report->changed)
        return;
    package.newest = report->version;
    package.versions[report->version] = package.versions.at(to);
}

void Story::distribute()
{
    OnePackage &package = somePackage();
    const OneDp &dp = someDp();
    const auto answer = engine::distribute(m_world.site(), {package.id}, target(dp.name), yes());
    tell("distribute " + package.id.value() + " to " + dp.name);
    act("distribute", answer);
    if (answer && answer->carriedOut && !answer->refusal)
        m_wanted.insert({package.id, dp.name});
}

void Story::undistribute()
{
    OnePackage &package = somePackage();
    const OneDp &dp = someDp();
    const auto answer = engine::undistribute(m_world.site(), {package.id}, target(dp.name), yes());
    tell("undistribute " + package.id.value() + " from " + dp.name);
    act("undistribute", answer);
    if (answer && answer->carriedOut && !answer->refusal)
        m_wanted.erase({package.id, dp.name});
}

engine::ScopeNames Story::someScope()
{
    engine::ScopeNames scope;
    const std::uint64_t dice = upTo(9);
    if (dice < 6)
        scope.packages = {somePackage().id};
    if (dice > 2)
        scope.dps = {someDp().name};
    return scope;
}

void Story::retrySome()
{
    const engine::ScopeNames scope = someScope();
    const bool now = chance(65);
    tell(now ? "retries now" : "retries clear");
    act("retries", now ? engine::retryNow(m_world.site(), scope, yes()) : engine::clearRetries(m_world.site(), scope, yes()));
}

void Story::holdSome()
{
    const engine::ScopeNames scope = someScope();
    const bool held = chance(50);
    tell(held ? "hold" : "release");
    act("hold", held ? engine::hold(m_world.site(), scope, yes()) : engine::release(m_world.site(), scope, yes()));
}

void Story::operatorAct()
{
    switch (upTo(7)) {
    case 0:
    case 1: {
        tell("cancel");
        act("cancel", engine::cancel(m_world.site(), someScope(), yes()));
        return;
    }
    case 2:
        return undistribute();
    case 3:
        return distribute();
    case 4:
        return holdSome();
    case 5:
        tell("redistribute");
        act("redistribute", engine::redistribute(m_world.site(), someScope(), chance(30), yes()));
        return;
    case 6:
        return rollback();
    default:
        return retrySome();
    }
}

void Story::unmountSome()
{
    OneDp &dp = someDp();
    if (dp.mount != OneDp::Mounted)
        return mountBack(dp);
    tell("unmount " + dp.name);
    m_world.files.unmount(World::root(dp.name));
    dp.mount = OneDp::Bare;
}

/// Whatever stands in its place must be as it was.
void Story::mountBack(OneDp &dp)
{
    if (dp.mount == OneDp::Mounted)
        return;
    const Tree there = m_world.files.tree(World::root(dp.name));
    if (dp.mount == OneDp::Bare && !there.empty())
        say("something was written to the bare mount point of " + dp.name + ": " + there.begin()->first);
    if (dp.mount == OneDp::Other && there != dp.other)
        say("something was written to a disk that is not " + dp.name);
    tell("mount " + dp.name);
    m_world.files.remount(World::root(dp.name));
    dp.mount = OneDp::Mounted;
}

void Story::otherDisk()
{
    OneDp &dp = someDp();
    const OneDp &owner = someDp();
    if (dp.mount != OneDp::Mounted || owner.mount != OneDp::Mounted || owner.name == dp.name)
        return;
    const auto marker = m_world.files.read(World::root(owner.name) + "/.cartage/dp.json");
    m_world.files.mount(World::root(dp.name), dp.profile);
    m_world.files.writeFile(World::root(dp.name) + "/.cartage/dp.json", marker.value_or("{}"));
    dp.other = m_world.files.tree(World::root(dp.name));
    dp.mount = OneDp::Other;
    tell("another disk in the place of " + dp.name + ", with the marker of " + owner.name);
}

void Story::readOnly()
{
    const OneDp &dp = someDp();
    if (dp.mount != OneDp::Mounted)
        return;
    const bool closed = chance(60);
    tell(dp.name + (closed ? " is read-only" : " can be written"));
    m_world.files.setReadOnly(World::root(dp.name), closed);
}

void Story::fillDisk()
{
    const OneDp &dp = someDp();
    if (dp.mount != OneDp::Mounted)
        return;
    const std::uint64_t room = chance(50) ? upTo(20'000) : 1'000'000'000;
    tell(dp.name + " has room for " + std::to_string(room));
    m_world.files.setFree(World::root(dp.name), room);
}

void Story::hang()
{
    OneDp &dp = someDp();
    if (dp.mount != OneDp::Mounted)
        return;
    const bool hangs = chance(50);
    tell(dp.name + (hangs ? " hangs" : " answers"));
    if (hangs)
        m_world.files.hang(World::root(dp.name));
    else
        m_world.files.resume(World::root(dp.name));
}

void Story::failCalls()
{
    struct Fault {
        const char *op;
        int error;
    };
    constexpr Fault faults[] = {{"write", EIO},          {"write", ENOSPC},         {"writeAt", EIO},         {"close", EIO},        {"close", EDQUOT},
                                {"syncFileSystem", EIO}, {"syncFileSystem", EIO},   {"syncFile", EIO},        {"rename", EBUSY},     {"rename", EACCES},
                                {"rename", EIO},         {"renameNoReplace", EBUSY}, {"renameNoReplace", EIO}, {"hardLink", EIO},     {"hardLink", EMLINK},
                                {"makeFolder", EACCES},  {"createFile", EACCES},    {"createFile", ENOSPC},   {"openFolderAt", ESTALE}, {"openForReading", EIO},
                                {"removeFile", EBUSY},   {"removeFolder", EBUSY},   {"read", EIO},            {"list", EIO},         {"", EIO},
                                {"", ESTALE},            {"setMode", EPERM},        {"statusAt", EIO},        {"openFolder", EIO},   {"rename", ETXTBSY}};
    const Fault fault = faults[upTo(std::size(faults) - 1)];
    const OneDp &dp = someDp();
    if (chance(12)) {
        m_world.files.setShortTransfers(1 + upTo(3000));
        tell("short transfers");
    }
    if (dp.mount == OneDp::Mounted && chance(8)) {
        m_world.files.failWriteBack(World::root(dp.name));
        tell("write-back fails at " + dp.name);
    }
    const std::uint64_t nth = 1 + upTo(chance(60) ? 6 : 60);
    const bool lasting = chance(25);
    tell("call " + std::to_string(nth) + " of " + (*fault.op ? fault.op : "any") + " at " + dp.name + " fails: " + std::to_string(fault.error)
         + (lasting ? " from then on" : ""));
    m_world.files.failNth(nth, fault.error, lasting ? Persistence::FromThenOn : Persistence::Once, {fault.op, World::root(dp.name), {}});
}

void Story::liftFaults()
{
    tell("calls fail no more");
    m_world.files.clearFaults();
    m_world.files.setShortTransfers(0);
}

/// Others edit, delete, spoil and add files where clients read.
void Story::strangers()
{
    OneDp &dp = someDp();
    const PackageId package = somePackage().id;
    const std::string folder = World::folder(package, dp.name);
    if (dp.mount != OneDp::Mounted || !m_world.files.exists(folder) || dp.taken.contains(package))
        return;
    std::vector<std::string> files;
    for (const auto &[path, what] : m_world.files.tree(folder, false)) {
        if (what.starts_with("file"))
            files.push_back(path);
    }
    m_world.files.setFree(World::root(dp.name), 1'000'000'000);
    if (files.empty() || chance(50)) {
        const std::string bytes = "belongs to somebody else " + std::to_string(++m_bytes);
        std::string path = folder + "/stranger" + std::to_string(m_bytes) + ".txt";
        if (!files.empty() && chance(50)) {
            const std::string &beside = files[upTo(files.size() - 1)];
            const std::size_t slash = beside.rfind('/');
            path = folder + "/" + (slash == std::string::npos ? "" : beside.substr(0, slash + 1)) + "stranger" + std::to_string(m_bytes) + ".txt";
        }
        m_world.files.writeFile(path, bytes);
        dp.foreign[path.substr(World::root(dp.name).size() + 1)] = bytes;
        tell("somebody adds " + path);
        return;
    }
    const std::string path = folder + "/" + files[upTo(files.size() - 1)];
    const auto foreign = dp.foreign.find(path.substr(World::root(dp.name).size() + 1));
    if (foreign != dp.foreign.end())
        return;
    dp.changed.insert(package);
    const std::uint64_t dice = upTo(2);
    tell(std::string(dice == 0 ? "somebody edits " : dice == 1 ? "somebody deletes " : "a byte changes in ") + path);
    if (dice == 0)
        m_world.files.writeFile(path, "edited by hand " + std::to_string(++m_bytes));
    else if (dice == 1)
        m_world.files.remove(path);
    else if (!m_world.files.read(path).value_or("").empty())
        m_world.files.flipByte(path, 0);
}

/// Somebody's folder has the package's name before it comes.
void Story::takeName()
{
    OneDp &dp = someDp();
    const OnePackage &package = somePackage();
    const std::string folder = World::folder(package.id, dp.name);
    const bool ours = m_world.files.exists(World::root(dp.name) + "/.cartage/packages/" + package.id.value() + ".json");
    if (dp.mount != OneDp::Mounted || ours || m_world.files.exists(folder))
        return;
    m_world.files.setFree(World::root(dp.name), 1'000'000'000);
    const std::string bytes = "was here first " + std::to_string(++m_bytes);
    m_world.files.writeFile(folder + "/first.txt", bytes);
    dp.foreign[package.id.value() + "/first.txt"] = bytes;
    dp.taken.insert(package.id);
    tell("somebody takes the name " + folder);
}

void Story::jumpClock()
{
    const std::int64_t seconds = static_cast<std::int64_t>(upTo(400'000)) - 200'000;
    tell("the wall clock jumps by " + std::to_string(seconds) + " s");
    m_world.clock.setWall(m_world.clock.wall() + std::chrono::seconds(seconds));
}

void Story::stopEngine()
{
    if (!m_world.engineRuns())
        return;
    tell("the engine is stopped");
    m_world.stop();
    m_staging = nullptr;
}

void Story::sleepLong()
{
    const std::uint64_t hours = 1 + upTo(60);
    tell("asleep for " + std::to_string(hours) + " h");
    m_world.clock.advance(std::chrono::hours(hours));
}

void Story::step()
{
    using Step = std::pair<int, void (Story::*)()>; ///< weight
    const Step steps[] = {{16, &Story::updatePackage}, {5, &Story::rollback},     {12, &Story::distribute}, {6, &Story::undistribute}, {8, &Story::operatorAct},
                          {4, &Story::retrySome},      {4, &Story::holdSome},     {5, &Story::unmountSome}, {3, &Story::otherDisk},    {4, &Story::readOnly},
                          {5, &Story::fillDisk},       {3, &Story::hang},         {14, &Story::failCalls},  {5, &Story::liftFaults},   {7, &Story::strangers},
                          {4, &Story::takeName},       {2, &Story::jumpClock},    {4, &Story::stopEngine},  {2, &Story::sleepLong}};
    int all = 0;
    for (const Step &step : steps)
        all += step.first;
    int dice = static_cast<int>(upTo(static_cast<std::uint64_t>(all) - 1));
    for (const auto &[weight, what] : steps) {
        dice -= weight;
        if (dice < 0)
            return (this->*what)();
    }
}

} // namespace cartage::test
