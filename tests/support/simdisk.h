// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "core/io/filesystem.h"

namespace cartage::test {

/// What a simulated file system can and cannot, and what it costs.
struct Profile {
    std::string type = "ext4";
    bool network = false;
    bool modes = true;           ///< false: everything reads back as 0755, or 0555 where no write bit was set
    bool hardLinks = true;       ///< false: EOPNOTSUPP
    bool symbolicLinks = true;   ///< false: EOPNOTSUPP
    bool caseBlind = false;      ///< and case-keeping
    bool windowsNames = true;    ///< false: names that Windows cannot have, or that are not UTF-8, are EINVAL
    bool renameNoReplace = true; ///< false: EINVAL
    bool newDevice = false;      ///< each mounting has another device number
    bool sillyRename = false;    ///< an open file that is removed stays as .nfs<number> until it is closed
    bool sharingModes = false;   ///< files that clients hold open are EBUSY, folders with open files in them EACCES when renamed
    int staleError = EIO;        ///< of handles that were opened before an unmount
    std::int64_t timeStepNs = 1;
    std::uint32_t longestName = 255;
    std::uint64_t largestFile = ~0ULL;
    std::uint64_t capacity = 1ULL << 40;
    int fullError = ENOSPC; ///< or EDQUOT
    bool readOnly = false;
    std::chrono::microseconds latency{0}; ///< of each metadata operation
    std::uint64_t bandwidth = 0;          ///< bytes a second; 0: no cost

    static Profile local() { return {}; }
    static Profile smb();
    static Profile nfs();
};

/// Byte ranges of a file, kept apart and sorted.
class Ranges final
{
public:
    void add(std::uint64_t from, std::uint64_t to);
    void remove(std::uint64_t from, std::uint64_t to);
    void clear() { m_ranges.clear(); }
    [[nodiscard]] bool empty() const { return m_ranges.empty(); }
    [[nodiscard]] const std::map<std::uint64_t, std::uint64_t> &all() const { return m_ranges; } ///< from -> to

private:
    std::map<std::uint64_t, std::uint64_t> m_ranges;
};

/// One simulated file system: what processes see, and what the medium holds. Metadata operations stand in a journal until they are synced;
/// data of a file counts as written when that file or the whole is synced. Not thread-safe: SimFileSystem locks.
///
/// Stricter than ext4 on purpose: fsync of a file does not make its name durable. Code that is right here is right on all.
class SimDisk final
{
public:
    using Inode = std::uint64_t;
    template <class T>
    using Answer = tl::expected<T, int>; ///< or an errno
    static constexpr Inode root = 1;

    SimDisk(Profile profile, std::function<std::int64_t()> nowNs);

    Profile profile;

    [[nodiscard]] std::optional<Inode> find(Inode parent, std::string_view name) const;
    [[nodiscard]] io::FileStatus status(Inode inode) const;
    [[nodiscard]] io::FileType type(Inode inode) const { return m_files.at(inode).type; }
    [[nodiscard]] std::vector<std::pair<std::string, Inode>> entries(Inode folder) const;
    [[nodiscard]] const std::string &target(Inode link) const { return m_files.at(link).target; }
    [[nodiscard]] const std::string &content(Inode file) const { return *m_files.at(file).now.data; }
    [[nodiscard]] std::uint64_t used() const { return m_used; }
    [[nodiscard]] std::size_t pending() const { return m_journal.size(); }

    Answer<Inode> make(Inode parent, std::string_view name, io::FileType type, std::uint32_t mode, std::string target = {});
    int link(Inode inode, Inode parent, std::string_view name);
    int remove(Inode parent, std::string_view name, bool folder);
    int rename(Inode fromParent, std::string_view from, Inode toParent, std::string_view to, bool replace);
    void setMode(Inode inode, std::uint32_t mode);
    void setMtime(Inode inode, std::int64_t mtimeNs);
    /// May write less than asked where the room ends.
    Answer<std::size_t> write(Inode file, std::uint64_t offset, std::span<const std::byte> bytes);
    int truncate(Inode file, std::uint64_t size);

    /// Handles that are open keep a removed file alive.
    void opened(Inode inode) { ++m_open[inode]; }
    void closed(Inode inode);
    void hold(Inode inode, bool held);

    void syncFile(Inode inode);
    void syncAll();
    /// Write-back failed: what is not synced is in the cache only, counts as clean, and never reaches the medium (F18).
    void lose(Inode file);
    void loseAll();
    /// Write-back failures of the whole, and of one file: what the kernel's errseq_t counts.
    [[nodiscard]] std::uint64_t lostTimes() const { return m_lostTimes; }
    [[nodiscard]] std::uint64_t lostTimes(Inode file) const { return m_files.at(file).lostTimes; }
    /// Where write-back failed the medium's bytes show.
    void dropCache(Inode file);
    void crash(std::mt19937_64 &random);
    /// In the cache and on the medium.
    void flipByte(Inode file, std::uint64_t offset);

private:
    struct Entry {
        std::string name;
        Inode inode = 0;
    };
    struct Side {
        std::map<std::string, Entry> children; ///< by folded name
        std::uint32_t mode = 0;
        std::int64_t mtimeNs = 0;
        std::uint64_t links = 0;
        std::shared_ptr<std::string> data;
    };
    struct File {
        io::FileType type = io::FileType::Regular;
        std::string target;
        std::int64_t ctimeNs = 0;
        Side now;
        Side kept; ///< on the medium
        bool attributesKept = false;
        Ranges dirty, lost;
        std::uint64_t lostTimes = 0;
    };
    struct Operation {
        enum class Kind { Link, Unlink, Rename, Attributes };
        Kind kind = Kind::Link;
        Inode parent = 0;
        std::string name;
        Inode inode = 0;
        Inode toParent = 0;
        std::string toName;
        std::uint32_t mode = 0;
        std::int64_t mtimeNs = 0;
    };

    [[nodiscard]] std::string key(std::string_view name) const;
    [[nodiscard]] int refusal(std::string_view name) const;
    [[nodiscard]] std::uint32_t shownMode(std::uint32_t mode) const;
    [[nodiscard]] bool inUseBelow(Inode inode) const;
    [[nodiscard]] bool isWithin(Inode inode, Inode ancestor) const;
    [[nodiscard]] int replaceable(Inode moved, Inode there) const;
    [[nodiscard]] bool isOpen(Inode inode) const { return m_open.count(inode) > 0; }
    std::string &writable(std::shared_ptr<std::string> &data);
    void entryGone(Inode inode);
    bool keptAsSilly(Inode parent, std::string_view name, Inode inode);
    void touch(Inode folder);
    void note(Operation operation);
    void noteAttributes(Inode inode);
    void apply(const Operation &operation);
    void applyFirst(std::size_t count);
    void keepData(File &file);
    void tear(File &file, std::mt19937_64 &random);
    void forgetUnreachable();

    [[nodiscard]] std::int64_t changeTime() const;

    std::function<std::int64_t()> m_nowNs;
    std::map<Inode, File> m_files;
    std::map<Inode, int> m_open;
    std::set<Inode> m_held;
    std::map<Inode, std::pair<Inode, std::string>> m_silly; ///< folder and .nfs name
    std::vector<Operation> m_journal;
    std::set<Inode> m_dirty;
    std::set<Inode> m_unlinked; ///< looked at when the journal is empty
    Inode m_next = root + 1;
    std::uint64_t m_used = 0;
    std::uint64_t m_lostTimes = 0;
};

} // namespace cartage::test
