// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/simfilesystem.h"

/// Only for the sources of SimFileSystem.
namespace cartage::test {

struct SimFileSystem::Op {
    const char *name; ///< of the function: counters and filters go by it
    const char *word; ///< what IoError says, as PosixFileSystem does
    bool metadata = true;
    bool modifies = false;
};

/// A file system at a mount point; another mounting is another object.
struct SimFileSystem::Mounted {
    std::string path;
    std::shared_ptr<SimDisk> disk;
    std::shared_ptr<Mounted> parent; ///< null for "/"
    SimDisk::Inode point = 0;        ///< in the parent
    std::uint64_t device = 0;
    std::uint64_t mountId = 0;
    bool attached = true;
    std::optional<Hang> hangs;
};

struct SimFileSystem::Open {
    std::shared_ptr<Mounted> mounted;
    SimDisk::Inode inode = 0;
    std::string path; ///< as it was opened
    std::uint64_t position = 0;
    bool writable = false;
    SimFileSystem *view = nullptr;
    std::uint64_t fileLostSeen = 0; ///< write-back failures known to this handle, as errseq_t in the kernel
    std::uint64_t diskLostSeen = 0;
};

struct SimFileSystem::Place {
    std::shared_ptr<Mounted> mounted;
    SimDisk::Inode parent = 0;
    std::string name;                    ///< empty: the parent itself
    std::optional<SimDisk::Inode> inode; ///< what is there, mounts crossed
    std::shared_ptr<Mounted> inodeMounted;
};

struct SimFileSystem::State {
    struct Fault {
        std::uint64_t n = 1;
        int error = EIO;
        Persistence persistence = Persistence::Once;
        CallFilter filter;
        std::uint64_t seen = 0;
    };
    struct End {
        std::uint64_t after = 0;           ///< calls of views
        std::optional<std::uint64_t> seed; ///< of a crash
    };

    explicit State(const Clock &ofTest, SimFileSystem *object)
        : clock(ofTest)
        , root(object)
    { }

    const Clock &clock;
    SimFileSystem *root;
    mutable std::mutex mutex;
    std::condition_variable resumed;
    std::vector<std::unique_ptr<SimFileSystem>> views;
    std::vector<std::shared_ptr<SimDisk>> disks; ///< mounted or not: a crash is everybody's
    std::vector<std::shared_ptr<Mounted>> mounts;
    std::map<std::string, std::shared_ptr<SimDisk>> unmounted;
    std::map<int, Open> handles;
    std::map<std::pair<const SimDisk *, SimDisk::Inode>, int> locks;
    std::vector<Fault> faults;
    std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
    std::optional<End> end;
    std::uint64_t faultsGiven = 0;
    std::uint64_t deviceNumber = 40;
    std::uint64_t changeNumber = 0;
    std::size_t shortTransfers = 0;
    std::chrono::nanoseconds cost{0};
    Span hangCost = std::chrono::seconds(61);
    int nextDescriptor = 3;

    /// Wall time, and a little more with each change, so that each change can be seen in a file's times as on a real disk.
    [[nodiscard]] std::int64_t nowNs() { return toMs(clock.wall()) * 1'000'000 + static_cast<std::int64_t>(++changeNumber % 1'000'000); }
    [[nodiscard]] std::shared_ptr<SimDisk> newDisk(Profile profile);
    [[nodiscard]] std::uint64_t deviceOf(const std::shared_ptr<SimDisk> &disk);
    std::shared_ptr<Mounted> attach(const std::string &path, std::shared_ptr<SimDisk> disk, std::uint64_t device);
    [[nodiscard]] std::shared_ptr<Mounted> mountAt(const std::string &path) const; ///< exactly there; null where none is
    void detach(const std::string &path);
    /// `inode` of `mounted`, or the root of what covers it.
    void crossMount(std::shared_ptr<Mounted> &mounted, SimDisk::Inode &inode) const;
    /// 0 or an errno. Follows links when `absolute`; the last component is not looked through.
    int walk(std::shared_ptr<Mounted> mounted, SimDisk::Inode from, std::string_view relative, bool absolute, Place &place) const;
    /// The same from "/", last link followed too.
    int resolve(const std::string &absolutePath, Place &place, bool followLast = true) const;
    void makeFolders(const std::string &path);

    int faultFor(const Op &op, const std::string &mountPath, const std::string &path);
    void charge(std::chrono::nanoseconds span) { cost += span; }
    void forget(int descriptor);
    void forgetWhere(const std::function<bool(const Open &)> &which);
    void endViews();
    void crash(std::uint64_t seed);
};

} // namespace cartage::test
