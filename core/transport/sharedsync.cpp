// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/sharedsync.h"

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

namespace cartage::transport {

namespace {

/// How often a waiting item looks at its stop flag.
constexpr std::chrono::milliseconds stopLook{100};
constexpr std::chrono::seconds farewell{1};

} // namespace

struct SharedSync::Disk {
    std::mutex mutex;
    std::condition_variable changed;
    std::uint64_t device = 0;
    io::Handle root; ///< older than the first write of any member
    int members = 0;
    bool threadRuns = false;
    std::uint64_t asked = 0;    ///< the highest ticket given
    std::uint64_t started = 0;  ///< syncs begun
    std::uint64_t finished = 0;
    std::uint64_t failures = 0;
    io::IoError lastFailure;
};

struct SharedSync::Running {
    std::mutex mutex;
    std::condition_variable ended;
    int threads = 0;
};

SharedSync::SharedSync(io::FileSystem &fs, bool threads)
    : m_fs(fs)
    , m_threads(threads)
    , m_running(std::make_shared<Running>())
{ }

SharedSync::~SharedSync()
{
    std::unique_lock lock(m_running->mutex);
    m_running->ended.wait_for(lock, farewell, [this] { return m_running->threads == 0; });
}

io::IoResult<std::unique_ptr<SharedSync::Member>> SharedSync::join(const io::Handle &root)
{
    const auto status = m_fs.status(root);
    if (!status)
        return failure(status.error());
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<Disk> &disk = m_disks[status->device];
    if (!disk) {
        auto own = m_fs.openFolderAt(root, "");
        if (!own) {
            m_disks.erase(status->device);
            return failure(own.error());
        }
        disk = std::make_shared<Disk>();
        disk->device = status->device;
        disk->root = std::move(*own);
    }
    {
        const std::lock_guard diskLock(disk->mutex);
        ++disk->members;
    }
    return std::unique_ptr<Member>(new Member(*this, disk));
}

void SharedSync::leave(const std::shared_ptr<Disk> &disk)
{
    const std::lock_guard lock(m_mutex);
    const std::lock_guard diskLock(disk->mutex);
    if (--disk->members == 0) {
        // The thread sees it and ends; the descriptor goes with the last who holds the disk.
        m_disks.erase(disk->device);
        disk->changed.notify_all();
    }
}

void SharedSync::syncOnce(io::FileSystem &fs, Disk &disk, std::unique_lock<std::mutex> &lock)
{
    const std::uint64_t number = ++disk.started;
    lock.unlock();
    const auto result = fs.syncFileSystem(disk.root);
    lock.lock();
    if (!result) {
        ++disk.failures;
        disk.lastFailure = result.error();
    }
    disk.finished = number;
    disk.changed.notify_all();
}

void SharedSync::run(io::FileSystem &fs, std::shared_ptr<Disk> disk, std::shared_ptr<Running> running)
{
    {
        std::unique_lock lock(disk->mutex);
        while (disk->members > 0 && disk->asked > disk->started)
            syncOnce(fs, *disk, lock);
        disk->threadRuns = false;
    }
    disk.reset(); // closes its descriptor while the file system is certainly there
    const std::lock_guard lock(running->mutex);
    --running->threads;
    running->ended.notify_all();
}

SharedSync::Member::Member(SharedSync &owner, std::shared_ptr<Disk> disk)
    : m_owner(&owner)
    , m_disk(std::move(disk))
{
    const std::lock_guard lock(m_disk->mutex);
    m_failuresBefore = m_disk->failures;
}

SharedSync::Member::~Member()
{
    m_owner->leave(m_disk);
}

SharedSync::Ticket SharedSync::Member::begin()
{
    std::unique_lock lock(m_disk->mutex);
    const Ticket ticket = m_disk->started + 1;
    m_disk->asked = ticket;
    if (!m_owner->m_threads) {
        syncOnce(m_owner->m_fs, *m_disk, lock);
    } else if (!m_disk->threadRuns) {
        // Not joined: a thread whose file system hangs would hold up the end of the process. It uses nothing but what it is given.
        try {
            const std::lock_guard running(m_owner->m_running->mutex);
            std::thread(&SharedSync::run, std::ref(m_owner->m_fs), m_disk, m_owner->m_running).detach();
            m_disk->threadRuns = true;
            ++m_owner->m_running->threads;
        } catch (const std::system_error &) {
            // F75: the limit of threads is reached; this item carries its sync out itself.
            syncOnce(m_owner->m_fs, *m_disk, lock);
        }
    }
    return ticket;
}

bool SharedSync::Member::isDone(Ticket ticket) const
{
    const std::lock_guard lock(m_disk->mutex);
    return m_disk->finished >= ticket;
}

io::IoResult<void> SharedSync::Member::wait(Ticket ticket, WorkControl *control)
{
    std::unique_lock lock(m_disk->mutex);
    const auto done = [&] { return m_disk->finished >= ticket; };
    while (!m_disk->changed.wait_for(lock, stopLook, done)) {
        if (control && control->stopRequested())
            return failure(io::IoError{"sync", ECANCELED});
    }
    if (m_disk->failures != m_failuresBefore)
        return failure(m_disk->lastFailure);
    return {};
}

} // namespace cartage::transport
