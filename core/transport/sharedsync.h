// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "core/io/filesystem.h"
#include "core/transport/transport.h"

namespace cartage::transport {

/// One syncfs for all deliveries that work on the same file system at the same time. A caller is served by a sync that began after its call.
/// syncfs tells each open descriptor once that write-back failed, so all members of a file system share one that is older than their first
/// write, and a failed sync counts for none of them (F18). Thread-safe. One thread for each file system at work; a thread that is
/// stuck in the kernel is left behind.
class SharedSync
{
    struct Disk;
    struct Running;

public:
    SharedSync(io::FileSystem &fs, bool threads);
    /// Waits for its threads, one second at most.
    ~SharedSync();

    using Ticket = std::uint64_t;
    /// A work item on one file system, from before its first write to its end. Used by one thread.
    class Member
    {
    public:
        ~Member();
        Member(const Member &) = delete;
        Member &operator=(const Member &) = delete;
        /// Asks for a sync of everything written up to now.
        Ticket begin();
        [[nodiscard]] bool isDone(Ticket ticket) const;
        /// ECANCELED when `control` is given and its stop was requested.
        io::IoResult<void> wait(Ticket ticket, WorkControl *control);
        io::IoResult<void> sync(WorkControl *control) { return wait(begin(), control); }

    private:
        friend class SharedSync;
        Member(SharedSync &owner, std::shared_ptr<Disk> disk);
        SharedSync *m_owner;
        std::shared_ptr<Disk> m_disk;
        std::uint64_t m_failuresBefore;
    };
    io::IoResult<std::unique_ptr<Member>> join(const io::Handle &root);

private:
    void leave(const std::shared_ptr<Disk> &disk);
    static void run(io::FileSystem &fs, std::shared_ptr<Disk> disk, std::shared_ptr<Running> running);
    static void syncOnce(io::FileSystem &fs, Disk &disk, std::unique_lock<std::mutex> &lock);

    io::FileSystem &m_fs;
    bool m_threads;
    std::shared_ptr<Running> m_running; ///< shared with the threads, as one that is stuck outlives this
    std::mutex m_mutex;
    std::map<std::uint64_t, std::shared_ptr<Disk>> m_disks; ///< by device number
};

} // namespace cartage::transport
