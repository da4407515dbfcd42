// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace cartage::io {

/// A system call that failed: which, and its errno. The caller knows the path and what it means there.
struct IoError {
    const char *operation = ""; ///< "open", "write" ...: the word that Error::operation carries
    int error = 0;              ///< errno
    bool operator==(const IoError &other) const { return error == other.error && std::string_view(operation) == other.operation; }
};

template <class T>
using IoResult = Result<T, IoError>;

enum class FileType { Regular, Folder, Link, Other };

struct FileStatus {
    FileType type = FileType::Regular;
    std::uint32_t mode = 0; ///< permission bits only (07777)
    std::uint64_t size = 0;
    std::int64_t mtimeNs = 0;
    std::int64_t ctimeNs = 0;
    std::uint64_t inode = 0;
    std::uint64_t device = 0;
    std::uint64_t links = 1;
    std::uint32_t user = 0;
    std::uint32_t group = 0;
};

struct Space {
    std::uint64_t free = 0; ///< bytes available to this process
    std::uint64_t total = 0;
};

/// What /proc/self/mountinfo says of the mount under a descriptor.
struct Mount {
    std::string type;    ///< "ext4", "cifs", "nfs4", "fuse.bindfs" ...
    std::string options; ///< as the kernel lists them
    std::uint64_t device = 0;
    std::uint64_t mountId = 0;
    bool network = false; ///< cifs, smb3, nfs, nfs4, fuse.sshfs, 9p, ceph ...: bytes cross a line
    bool readOnly = false;
};

struct FolderEntry {
    std::string_view name; ///< valid during the callback; never "." or ".."
    FileType type = FileType::Other;
};

class FileSystem;

/// An open file or folder; closed by its destructor (silently: a writer calls FileSystem::close and looks at the answer).
/// Moves; one thread at a time.
class Handle final
{
public:
    Handle() = default;
    Handle(FileSystem *owner, int descriptor) : m_owner(owner), m_descriptor(descriptor) { }
    Handle(Handle &&other) noexcept { swap(other); }
    Handle &operator=(Handle &&other) noexcept
    {
        Handle(std::move(other)).swap(*this);
        return *this;
    }
    ~Handle();
    [[nodiscard]] bool isOpen() const { return m_descriptor >= 0; }
    [[nodiscard]] int descriptor() const { return m_descriptor; }
    /// For implementations of FileSystem::close: gives up the descriptor without closing it.
    int release()
    {
        const int descriptor = m_descriptor;
        m_descriptor = -1;
        return descriptor;
    }

private:
    void swap(Handle &other) noexcept
    {
        std::swap(m_owner, other.m_owner);
        std::swap(m_descriptor, other.m_descriptor);
    }
    FileSystem *m_owner = nullptr;
    int m_descriptor = -1;
};

enum class Caching { Cached, Direct }; ///< Direct asks for O_DIRECT; where it is refused the file is opened cached

/// All file access of the product. Everything below a root goes by (folder handle, relative path); the kernel keeps it
/// beneath the folder and follows no symbolic link in it (openat2 RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS). A relative path of one
/// component is the fast case. A relative path that is absolute or has ".." is EXDEV, one with "." or an empty component or NUL is
/// EINVAL, an empty one ENOENT; a link on the way is ELOOP or ENOTDIR. Thread-safe (handles are not). EINTR is handled here; short reads and writes are not
/// (fileops.h loops).
class FileSystem
{
public:
    virtual ~FileSystem() = default;

    /// Absolute path; symbolic links in it are followed: it is what an operator named.
    virtual IoResult<Handle> openFolder(const std::string &absolutePath) = 0;
    /// "" opens the folder itself anew.
    virtual IoResult<Handle> openFolderAt(const Handle &folder, std::string_view relative) = 0;
    /// O_NOFOLLOW | O_NONBLOCK; ELOOP for a symbolic link. The caller checks that it is a regular file.
    virtual IoResult<Handle> openForReading(const Handle &folder, std::string_view relative, Caching caching = Caching::Cached) = 0;
    /// O_CREAT | O_EXCL | O_RDWR: never opens what is there. The mode is set whatever the umask says; set-user and set-group bits
    /// do not survive a write, so they are set (again) after the last one. A file system that keeps no modes is no error.
    virtual IoResult<Handle> createFile(const Handle &folder, std::string_view relative, std::uint32_t mode,
                                        Caching caching = Caching::Cached) = 0;
    /// An existing file, for writing, not truncated.
    virtual IoResult<Handle> openForWriting(const Handle &folder, std::string_view relative, Caching caching = Caching::Cached) = 0;
    /// Checked close of a file that was written (F20).
    virtual IoResult<void> close(Handle handle) = 0;

    virtual IoResult<std::size_t> read(const Handle &file, std::span<std::byte> into) = 0;
    virtual IoResult<std::size_t> readAt(const Handle &file, std::span<std::byte> into, std::uint64_t offset) = 0;
    virtual IoResult<std::size_t> write(const Handle &file, std::span<const std::byte> bytes) = 0;
    virtual IoResult<std::size_t> writeAt(const Handle &file, std::span<const std::byte> bytes, std::uint64_t offset) = 0;
    /// copy_file_range(2): the kernel copies up to `size` bytes from one file to the same offset of another, past our eyes. Fails where it cannot
    /// (two file systems, one that has no such call): then nothing is said about the files.
    virtual IoResult<std::size_t> copyRange(const Handle &from, const Handle &to, std::uint64_t offset, std::size_t size) = 0;
    virtual IoResult<void> truncate(const Handle &file, std::uint64_t size) = 0;

    virtual IoResult<FileStatus> status(const Handle &handle) = 0;
    /// Does not follow a symbolic link at the end.
    virtual IoResult<FileStatus> statusAt(const Handle &folder, std::string_view relative) = 0;
    virtual IoResult<void> setMode(const Handle &handle, std::uint32_t mode) = 0;
    virtual IoResult<void> setModeAt(const Handle &folder, std::string_view relative, std::uint32_t mode) = 0;
    /// The access time stays.
    virtual IoResult<void> setMtime(const Handle &handle, std::int64_t mtimeNs) = 0;
    /// Of a symbolic link: of the link itself.
    virtual IoResult<void> setMtimeAt(const Handle &folder, std::string_view relative, std::int64_t mtimeNs) = 0;

    /// The mode is set whatever the umask says.
    virtual IoResult<void> makeFolder(const Handle &folder, std::string_view relative, std::uint32_t mode) = 0;
    virtual IoResult<void> makeLink(const Handle &folder, std::string_view relative, const std::string &target) = 0;
    virtual IoResult<std::string> readLink(const Handle &folder, std::string_view relative) = 0;
    virtual IoResult<void> hardLink(const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to) = 0;
    virtual IoResult<void> rename(const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to) = 0;
    /// renameat2(RENAME_NOREPLACE); EEXIST where the name is taken, EINVAL or ENOSYS where the file system cannot.
    virtual IoResult<void> renameNoReplace(const Handle &fromFolder, std::string_view from, const Handle &toFolder,
                                           std::string_view to) = 0;
    virtual IoResult<void> removeFile(const Handle &folder, std::string_view relative) = 0;
    virtual IoResult<void> removeFolder(const Handle &folder, std::string_view relative) = 0;

    /// Streams the entries, in no order; the callback answers whether to go on.
    virtual IoResult<void> list(const Handle &folder, const std::function<bool(const FolderEntry &)> &entry) = 0;

    virtual IoResult<void> syncFile(const Handle &handle) = 0;
    /// syncfs(2) of the file system under the handle; reports write-back errors since the handle was opened.
    virtual IoResult<void> syncFileSystem(const Handle &handle) = 0;
    virtual IoResult<void> dropCache(const Handle &file) = 0;
    virtual IoResult<Space> space(const Handle &handle) = 0;
    virtual IoResult<Mount> mount(const Handle &handle) = 0;
    /// flock(LOCK_EX | LOCK_NB) for as long as the handle is open; EWOULDBLOCK when somebody else holds it.
    virtual IoResult<void> lock(const Handle &file) = 0;
};

} // namespace cartage::io
