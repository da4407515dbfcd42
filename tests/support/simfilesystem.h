// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "tests/support/simdisk.h"

namespace cartage::test {

enum class Persistence { Once, FromThenOn };
enum class Hang {
    Inline, ///< a call costs `hangCost` of virtual time and is ETIMEDOUT: for executors that run in the test's thread
    Block,  ///< a call waits until resume(): for executors with threads
};

/// Which calls; empty members mean any. `op` is the name of a function of FileSystem ("syncFileSystem"), `mount` a mount point,
/// `path` a part of the absolute path.
struct CallFilter {
    std::string op;
    std::string mount;
    std::string path;
};

/// Files in memory: mounts with profiles, virtual costs, faults, a model of what survives a crash. Thread-safe by one mutex; the same calls
/// give the same results. Helpers that tests use for themselves (below "For the test") cost, count and fail nothing, and what they make is
/// durable at once, together with everything written on that mount before.
///
/// The engine under test gets a view (makeView). kill() and crash() end all views there are: their calls are EIO from then on and change
/// nothing; the next engine gets a new view. The object itself is a view that never ends.
class SimFileSystem final : public io::FileSystem
{
public:
    /// Has a local file system at "/". The clock outlives it.
    explicit SimFileSystem(const Clock &clock);
    ~SimFileSystem() override;

    // Mounts. Paths are absolute.
    /// Makes the mount point where there is none, and an empty file system on it; covers what is mounted there.
    void mount(const std::string &path, Profile profile = Profile::local());
    /// The bare mount point appears. Handles into it are dead (Profile::staleError).
    void unmount(const std::string &path);
    /// The file system that was last unmounted there.
    void remount(const std::string &path);
    /// Under the mutex; for latency, bandwidth, readOnly, capacity, fullError ...
    void change(const std::string &path, const std::function<void(Profile &)> &edit);
    void setReadOnly(const std::string &path, bool readOnly);
    void setFree(const std::string &path, std::uint64_t bytes);
    void hang(const std::string &path, Hang how = Hang::Inline);
    void resume(const std::string &path);
    /// What an inline call costs while its mount hangs: over the deadline of one metadata operation (60 s).
    void setHangCost(Span cost);

    /// Virtual time since last asked for, by latency and bandwidth; parts of a millisecond stay for the next time.
    Span takeCost();

    // Faults.
    /// The nth call from now (from 1) that the filter lets through fails with `error` and does nothing; of syncFile, syncFileSystem and close it
    /// also loses what is not synced (F18, F20). FromThenOn: and all after it.
    void failNth(std::uint64_t n, int error, Persistence persistence = Persistence::Once, CallFilter filter = {});
    void clearFaults();
    /// How often a fault was given: a sweep over n ends where this stays 0.
    [[nodiscard]] std::uint64_t faultsGiven() const;
    /// Reads and writes move at most this many bytes; 0: all of them.
    void setShortTransfers(std::size_t most);
    /// Write-back in the background fails now: as F18, and the next sync of handles that are open is EIO once.
    void failWriteBack(const std::string &mount);
    /// In the cache and on the medium (F21).
    void flipByte(const std::string &path, std::uint64_t offset = 0);
    /// A client has the file open (F79): matters with Profile::sharingModes.
    void holdOpen(const std::string &path, bool held = true);

    /// Before each call of a view, without the mutex: may do anything but destroy this. Set it while nobody calls.
    std::function<void(const char *op, const std::string &path)> onCall;

    // Ends of processes and of power.
    [[nodiscard]] io::FileSystem &makeView(); ///< lives as long as this
    /// The process is gone, the machine is not: views, handles and locks end, no byte is lost.
    void kill();
    /// One process alone is gone: its handles and locks end.
    void kill(const io::FileSystem &view);
    /// Power loss: a prefix of each mount's metadata journal survives; of unsynced data all, nothing (old size, or zeros), or some pages.
    void crash(std::uint64_t seed);
    /// The same for the machine that has this mount alone: handles into it are dead, whoever has them. Views live on.
    void crash(const std::string &mount, std::uint64_t seed);
    /// At the nth call of a view from now, before it does anything.
    void killAt(std::uint64_t n);
    void crashAt(std::uint64_t n, std::uint64_t seed);
    [[nodiscard]] bool viewsEnded() const; ///< none made since the last kill or crash

    // Counters, of views and this.
    [[nodiscard]] std::uint64_t count(const std::string &op = {}, const std::string &mount = {}) const;
    void resetCounts();

    // For the test.
    void makeFolder(const std::string &path, std::uint32_t mode = 0755);
    /// Makes the folders on the way, replaces what is there.
    void writeFile(const std::string &path, std::string_view bytes, std::uint32_t mode = 0644, std::optional<std::int64_t> mtimeNs = {});
    void makeLink(const std::string &path, const std::string &target);
    [[nodiscard]] std::optional<std::string> read(const std::string &path) const;
    [[nodiscard]] bool exists(const std::string &path) const;
    /// With everything below.
    void remove(const std::string &path);
    void move(const std::string &from, const std::string &to);
    void setMode(const std::string &path, std::uint32_t mode);
    void setMtime(const std::string &path, std::int64_t mtimeNs);
    /// Everything below: relative path -> "folder 0755", "file 0644 <bytes>" (long ones as size and hash), "link -> target".
    [[nodiscard]] std::map<std::string, std::string> tree(const std::string &path, bool modes = true) const;
    /// Mounts' journals and data reach the medium, as after a quiet while.
    void settle();

    // FileSystem.
    io::IoResult<io::Handle> openFolder(const std::string &absolutePath) override;
    io::IoResult<io::Handle> openFolderAt(const io::Handle &folder, std::string_view relative) override;
    io::IoResult<io::Handle> openForReading(const io::Handle &folder, std::string_view relative, io::Caching caching = io::Caching::Cached) override;
    io::IoResult<io::Handle> createFile(const io::Handle &folder, std::string_view relative, std::uint32_t mode,
                                        io::Caching caching = io::Caching::Cached) override;
    io::IoResult<io::Handle> openForWriting(const io::Handle &folder, std::string_view relative, io::Caching caching = io::Caching::Cached) override;
    io::IoResult<void> close(io::Handle handle) override;
    io::IoResult<std::size_t> read(const io::Handle &file, std::span<std::byte> into) override;
    io::IoResult<std::size_t> readAt(const io::Handle &file, std::span<std::byte> into, std::uint64_t offset) override;
    io::IoResult<std::size_t> write(const io::Handle &file, std::span<const std::byte> bytes) override;
    io::IoResult<std::size_t> writeAt(const io::Handle &file, std::span<const std::byte> bytes, std::uint64_t offset) override;
    /// A read and a write: faults are those of the two.
    io::IoResult<std::size_t> copyRange(const io::Handle &from, const io::Handle &to, std::uint64_t offset, std::size_t size) override;
    io::IoResult<void> truncate(const io::Handle &file, std::uint64_t size) override;
    io::IoResult<io::FileStatus> status(const io::Handle &handle) override;
    io::IoResult<io::FileStatus> statusAt(const io::Handle &folder, std::string_view relative) override;
    io::IoResult<void> setMode(const io::Handle &handle, std::uint32_t mode) override;
    io::IoResult<void> setModeAt(const io::Handle &folder, std::string_view relative, std::uint32_t mode) override;
    io::IoResult<void> setMtime(const io::Handle &handle, std::int64_t mtimeNs) override;
    io::IoResult<void> setMtimeAt(const io::Handle &folder, std::string_view relative, std::int64_t mtimeNs) override;
    io::IoResult<void> makeFolder(const io::Handle &folder, std::string_view relative, std::uint32_t mode) override;
    io::IoResult<void> makeLink(const io::Handle &folder, std::string_view relative, const std::string &target) override;
    io::IoResult<std::string> readLink(const io::Handle &folder, std::string_view relative) override;
    io::IoResult<void> hardLink(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override;
    io::IoResult<void> rename(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override;
    io::IoResult<void> renameNoReplace(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override;
    io::IoResult<void> removeFile(const io::Handle &folder, std::string_view relative) override;
    io::IoResult<void> removeFolder(const io::Handle &folder, std::string_view relative) override;
    io::IoResult<void> list(const io::Handle &folder, const std::function<bool(const io::FolderEntry &)> &entry) override;
    io::IoResult<void> syncFile(const io::Handle &handle) override;
    io::IoResult<void> syncFileSystem(const io::Handle &handle) override;
    io::IoResult<void> dropCache(const io::Handle &file) override;
    io::IoResult<io::Space> space(const io::Handle &handle) override;
    io::IoResult<io::Mount> mount(const io::Handle &handle) override;
    io::IoResult<void> lock(const io::Handle &file) override;

private:
    struct State;
    struct Mounted;
    struct Open;
    struct Op;
    struct Place;
    class Entered;
    explicit SimFileSystem(State *state); ///< a view

    io::IoResult<io::Handle> openAt(const Op &op, const io::Handle &folder, std::string_view relative, bool forWriting);
    io::IoResult<std::size_t> readFrom(const Op &op, const io::Handle &file, std::span<std::byte> into, std::optional<std::uint64_t> offset);
    io::IoResult<std::size_t> writeTo(const Op &op, const io::Handle &file, std::span<const std::byte> bytes, std::optional<std::uint64_t> offset);
    io::IoResult<void> renameAt(const Op &op, const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to);
    io::IoResult<void> removeAt(const Op &op, const io::Handle &folder, std::string_view relative);
    [[nodiscard]] std::string pathOf(const io::Handle &handle, std::string_view relative) const;
    io::Handle newHandle(std::shared_ptr<Mounted> mounted, SimDisk::Inode inode, std::string path, bool writable);

    std::unique_ptr<State> m_owned; ///< of the object itself; it has the views
    State *m_state;
    bool m_ended = false; ///< guarded by the state's mutex
};

} // namespace cartage::test
