// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "core/base/check.h"
#include "tests/support/simstate.h"

/// Mounts, faults, ends and crashes of SimFileSystem, and what tests do by themselves.
namespace cartage::test {

using io::FileType;

namespace {

constexpr std::uint64_t rootDevice = 1000;
constexpr int mostLinks = 40; ///< followed in one path, as the kernel

std::string parentOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == 0 ? "/" : path.substr(0, slash);
}

bool applies(const CallFilter &filter, const char *op, const std::string &mountPath, const std::string &path)
{
    return (filter.op.empty() || filter.op == op) && (filter.mount.empty() || filter.mount == mountPath)
           && (filter.path.empty() || path.find(filter.path) != std::string::npos);
}

} // namespace

std::shared_ptr<SimDisk> SimFileSystem::State::newDisk(Profile profile)
{
    disks.push_back(std::make_shared<SimDisk>(std::move(profile), [this] { return nowNs(); }));
    return disks.back();
}

std::uint64_t SimFileSystem::State::deviceOf(const std::shared_ptr<SimDisk> &disk)
{
    if (disk->profile.newDevice)
        return ++deviceNumber;
    // A disk of its own keeps its number as long as it is in the machine.
    return rootDevice + static_cast<std::uint64_t>(std::find(disks.begin(), disks.end(), disk) - disks.begin());
}

std::shared_ptr<SimFileSystem::Mounted> SimFileSystem::State::attach(const std::string &path, std::shared_ptr<SimDisk> disk, std::uint64_t device)
{
    auto mounted = std::make_shared<Mounted>();
    mounted->path = path;
    mounted->disk = std::move(disk);
    mounted->device = device;
    mounted->mountId = ++deviceNumber;
    if (path != "/") {
        Place place;
        const int error = resolve(path, place);
        CARTAGE_CHECK(error == 0 && place.inode);
        mounted->parent = place.inodeMounted;
        mounted->point = *place.inode;
    }
    mounts.push_back(mounted);
    return mounted;
}

std::shared_ptr<SimFileSystem::Mounted> SimFileSystem::State::mountAt(const std::string &path) const
{
    const auto found = std::find_if(mounts.rbegin(), mounts.rend(), [&path](const auto &mounted) { return mounted->path == path; });
    return found == mounts.rend() ? nullptr : *found;
}

void SimFileSystem::State::detach(const std::string &path)
{
    const auto mounted = mountAt(path);
    CARTAGE_CHECK(mounted && path != "/");
    mounted->attached = false;
    mounted->hangs.reset();
    unmounted[path] = mounted->disk;
    mounts.erase(std::find(mounts.begin(), mounts.end(), mounted));
    resumed.notify_all();
}

void SimFileSystem::State::crossMount(std::shared_ptr<Mounted> &mounted, SimDisk::Inode &inode) const
{
    for (bool crossed = true; crossed;) {
        crossed = false;
        for (const auto &candidate : mounts) {
            if (candidate->parent == mounted && candidate->point == inode) {
                mounted = candidate;
                inode = SimDisk::root;
                crossed = true;
                break;
            }
        }
    }
}

int SimFileSystem::State::walk(std::shared_ptr<Mounted> mounted, SimDisk::Inode from, std::string_view relative, bool absolute, Place &place) const
{
    crossMount(mounted, from);
    while (!relative.empty()) {
        const std::size_t slash = relative.find('/');
        const std::string name(relative.substr(0, slash));
        relative.remove_prefix(slash == std::string_view::npos ? relative.size() : slash + 1);
        if (absolute && (name.empty() || name == "."))
            continue;
        place = Place{mounted, from, name, mounted->disk->find(from, name), nullptr};
        if (name.size() > mounted->disk->profile.longestName)
            return ENAMETOOLONG;
        if (place.inode) {
            place.inodeMounted = mounted;
            crossMount(place.inodeMounted, *place.inode);
        }
        if (relative.empty())
            return 0;
        if (!place.inode)
            return ENOENT;
        const FileType type = place.inodeMounted->disk->type(*place.inode);
        if (type == FileType::Link)
            return ELOOP;
        if (type != FileType::Folder)
            return ENOTDIR;
        mounted = place.inodeMounted;
        from = *place.inode;
    }
    place = Place{mounted, from, {}, from, mounted};
    return 0;
}

int SimFileSystem::State::resolve(const std::string &absolutePath, Place &place, bool followLast) const
{
    // Component by component from the top; a link's target is put in the place of the path so far.
    std::string done = "/";
    std::string rest = absolutePath;
    for (int links = 0; links <= mostLinks;) {
        if (const int error = walk(mountAt("/"), SimDisk::root, done, true, place))
            return error;
        const bool isLink = place.inode && !place.name.empty() && place.inodeMounted->disk->type(*place.inode) == FileType::Link;
        rest.erase(0, std::min(rest.find_first_not_of('/'), rest.size()));
        if (isLink && (followLast || !rest.empty())) {
            const std::string target = place.inodeMounted->disk->target(*place.inode);
            rest = target + "/" + rest;
            done = target.front() == '/' ? "/" : parentOf(done);
            ++links;
            continue;
        }
        if (rest.empty())
            return 0;
        if (!place.inode)
            return ENOENT;
        if (place.inodeMounted->disk->type(*place.inode) != FileType::Folder)
            return ENOTDIR;
        const std::string next = rest.substr(0, rest.find('/'));
        rest.erase(0, next.size());
        if (next == "..")
            done = done == "/" ? "/" : parentOf(done);
        else if (next != ".")
            done += (done == "/" ? "" : "/") + next;
    }
    return ELOOP;
}

void SimFileSystem::State::makeFolders(const std::string &path)
{
    Place place;
    for (std::size_t cut = path.find('/', 1);; cut = path.find('/', cut + 1)) {
        const int error = resolve(path.substr(0, cut), place);
        CARTAGE_CHECK(error == 0);
        if (!place.inode) {
            const auto made = place.mounted->disk->make(place.parent, place.name, FileType::Folder, 0755);
            CARTAGE_CHECK(made.has_value());
            place.mounted->disk->syncAll();
        }
        if (cut == std::string::npos)
            return;
    }
}

int SimFileSystem::State::faultFor(const Op &op, const std::string &mountPath, const std::string &path)
{
    int error = 0;
    for (Fault &fault : faults) {
        if (!applies(fault.filter, op.name, mountPath, path))
            continue;
        ++fault.seen;
        if (error == 0 && (fault.seen == fault.n || (fault.seen > fault.n && fault.persistence == Persistence::FromThenOn)))
            error = fault.error;
    }
    if (error != 0)
        ++faultsGiven;
    return error;
}

void SimFileSystem::State::forget(int descriptor)
{
    const auto found = handles.find(descriptor);
    if (found == handles.end())
        return;
    const auto lock = locks.find({found->second.mounted->disk.get(), found->second.inode});
    if (lock != locks.end() && lock->second == descriptor)
        locks.erase(lock);
    found->second.mounted->disk->closed(found->second.inode);
    handles.erase(found);
}

void SimFileSystem::State::endViews()
{
    end.reset();
    for (const auto &view : views)
        view->m_ended = true;
    forgetWhere([this](const Open &open) { return open.view != root; });
    resumed.notify_all();
}

void SimFileSystem::State::forgetWhere(const std::function<bool(const Open &)> &which)
{
    std::vector<int> theirs;
    for (const auto &[descriptor, open] : handles) {
        if (which(open))
            theirs.push_back(descriptor);
    }
    for (const int descriptor : theirs)
        forget(descriptor);
}

void SimFileSystem::State::crash(std::uint64_t seed)
{
    endViews();
    handles.clear();
    locks.clear();
    std::mt19937_64 random(seed);
    for (const auto &disk : disks)
        disk->crash(random);
}

SimFileSystem::SimFileSystem(const Clock &clock)
    : m_owned(std::make_unique<State>(clock, this))
    , m_state(m_owned.get())
{
    m_state->attach("/", m_state->newDisk(Profile::local()), rootDevice);
}

SimFileSystem::SimFileSystem(State *state)
    : m_state(state)
{ }

SimFileSystem::~SimFileSystem() = default;

void SimFileSystem::mount(const std::string &path, Profile profile)
{
    const std::lock_guard lock(m_state->mutex);
    if (m_state->mountAt(path))
        m_state->detach(path);
    m_state->makeFolders(path);
    const std::shared_ptr<SimDisk> disk = m_state->newDisk(std::move(profile));
    m_state->attach(path, disk, m_state->deviceOf(disk));
}

void SimFileSystem::unmount(const std::string &path)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->detach(path);
}

void SimFileSystem::remount(const std::string &path)
{
    const std::lock_guard lock(m_state->mutex);
    const auto former = m_state->unmounted.find(path);
    CARTAGE_CHECK(former != m_state->unmounted.end());
    const std::shared_ptr<SimDisk> disk = former->second;
    if (m_state->mountAt(path))
        m_state->detach(path);
    m_state->attach(path, disk, m_state->deviceOf(disk));
}

void SimFileSystem::change(const std::string &path, const std::function<void(Profile &)> &edit)
{
    const std::lock_guard lock(m_state->mutex);
    const auto mounted = m_state->mountAt(path);
    CARTAGE_CHECK(mounted != nullptr);
    edit(mounted->disk->profile);
}

void SimFileSystem::setReadOnly(const std::string &path, bool readOnly)
{
    change(path, [readOnly](Profile &profile) { profile.readOnly = readOnly; });
}

void SimFileSystem::setFree(const std::string &path, std::uint64_t bytes)
{
    const std::lock_guard lock(m_state->mutex);
    const auto mounted = m_state->mountAt(path);
    CARTAGE_CHECK(mounted != nullptr);
    mounted->disk->profile.capacity = mounted->disk->used() + bytes;
}

void SimFileSystem::hang(const std::string &path, Hang how)
{
    const std::lock_guard lock(m_state->mutex);
    const auto mounted = m_state->mountAt(path);
    CARTAGE_CHECK(mounted != nullptr);
    mounted->hangs = how;
}

void SimFileSystem::resume(const std::string &path)
{
    const std::lock_guard lock(m_state->mutex);
    if (const auto mounted = m_state->mountAt(path))
        mounted->hangs.reset();
    m_state->resumed.notify_all();
}

void SimFileSystem::setHangCost(Span cost)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->hangCost = cost;
}

Span SimFileSystem::takeCost()
{
    const std::lock_guard lock(m_state->mutex);
    const Span whole = std::chrono::duration_cast<Span>(m_state->cost);
    m_state->cost -= whole;
    return whole;
}

void SimFileSystem::failNth(std::uint64_t n, int error, Persistence persistence, CallFilter filter)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->faults.push_back({n, error, persistence, std::move(filter), 0});
}

void SimFileSystem::clearFaults()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->faults.clear();
    m_state->faultsGiven = 0;
}

std::uint64_t SimFileSystem::faultsGiven() const
{
    const std::lock_guard lock(m_state->mutex);
    return m_state->faultsGiven;
}

void SimFileSystem::setShortTransfers(std::size_t most)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->shortTransfers = most;
}

void SimFileSystem::failWriteBack(const std::string &path)
{
    const std::lock_guard lock(m_state->mutex);
    const auto mounted = m_state->mountAt(path);
    CARTAGE_CHECK(mounted != nullptr);
    mounted->disk->loseAll();
}

io::FileSystem &SimFileSystem::makeView()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->views.emplace_back(new SimFileSystem(m_state));
    return *m_state->views.back();
}

void SimFileSystem::kill()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->endViews();
}

void SimFileSystem::crash(std::uint64_t seed)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->crash(seed);
}

void SimFileSystem::kill(const io::FileSystem &view)
{
    const std::lock_guard lock(m_state->mutex);
    for (const auto &each : m_state->views) {
        if (each.get() == &view)
            each->m_ended = true;
    }
    m_state->forgetWhere([&view](const Open &open) { return open.view == &view; });
    m_state->resumed.notify_all();
}

void SimFileSystem::crash(const std::string &path, std::uint64_t seed)
{
    const std::lock_guard lock(m_state->mutex);
    const auto mounted = m_state->mountAt(path);
    CARTAGE_CHECK(mounted != nullptr);
    m_state->forgetWhere([&mounted](const Open &open) { return open.mounted == mounted; });
    std::mt19937_64 random(seed);
    mounted->disk->crash(random);
}

void SimFileSystem::killAt(std::uint64_t n)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->end = State::End{n, std::nullopt};
}

void SimFileSystem::crashAt(std::uint64_t n, std::uint64_t seed)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->end = State::End{n, seed};
}

bool SimFileSystem::viewsEnded() const
{
    const std::lock_guard lock(m_state->mutex);
    return std::all_of(m_state->views.begin(), m_state->views.end(), [](const auto &view) { return view->m_ended; });
}

std::uint64_t SimFileSystem::count(const std::string &op, const std::string &mountPath) const
{
    const std::lock_guard lock(m_state->mutex);
    std::uint64_t sum = 0;
    for (const auto &[key, calls] : m_state->counts) {
        if ((op.empty() || key.first == op) && (mountPath.empty() || key.second == mountPath))
            sum += calls;
    }
    return sum;
}

void SimFileSystem::resetCounts()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->counts.clear();
}

} // namespace cartage::test
