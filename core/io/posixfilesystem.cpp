// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/posixfilesystem.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/io/mountinfo.h"

namespace cartage::io {

namespace {

constexpr std::int64_t nsPerSecond = 1'000'000'000;

auto failed(const char *operation, int error) { return failure(IoError{operation, error}); }
auto failed(const char *operation) { return failed(operation, errno); }

template <class Call>
auto retried(Call call)
{
    decltype(call()) result;
    do {
        result = call();
    } while (result == -1 && errno == EINTR);
    return result;
}

IoResult<void> done(const char *operation, int result)
{
    if (result == -1)
        return failed(operation);
    return {};
}

class Descriptor final
{
public:
    explicit Descriptor(int value = -1)
        : m_value(value)
    { }
    Descriptor(Descriptor &&other) noexcept
        : m_value(other.take())
    { }
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        std::swap(m_value, other.m_value);
        return *this;
    }
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    [[nodiscard]] int value() const { return m_value; }
    int take()
    {
        const int value = m_value;
        m_value = -1;
        return value;
    }

private:
    int m_value;
};

/// The kernel has no call that leaves links alone, and the one of the C library goes by /proc/self, where a thread with a table of open files of its own
/// is not found.
int chmodAt(int folder, const char *name, mode_t mode)
{
    const Descriptor entry(::openat(folder, name, O_PATH | O_NOFOLLOW | O_CLOEXEC));
    struct stat found;
    if (entry.value() < 0 || ::fstat(entry.value(), &found) == -1)
        return -1;
    if (S_ISLNK(found.st_mode)) {
        errno = EOPNOTSUPP;
        return -1;
    }
    return ::chmod(("/proc/thread-self/fd/" + std::to_string(entry.value())).c_str(), mode);
}

/// A path for the kernel, without an allocation: this is on the way of every file.
class CPath final
{
public:
    explicit CPath(std::string_view path)
    {
        std::memcpy(m_text.data(), path.data(), path.size());
        m_text[path.size()] = '\0';
    }
    [[nodiscard]] const char *c_str() const { return m_text.data(); }
    static bool fits(std::string_view path) { return path.size() < PATH_MAX; }

private:
    std::array<char, PATH_MAX> m_text;
};

/// 0, or why `relative` is no path below a folder. openat2 allows "a/../b" beneath; we have no use for it, so the rule is the same
/// for one component and for several.
int refusal(std::string_view relative)
{
    if (relative.empty())
        return ENOENT;
    if (relative.front() == '/')
        return EXDEV;
    if (relative.find('\0') != std::string_view::npos)
        return EINVAL;
    for (std::size_t start = 0; start <= relative.size();) {
        const std::size_t end = std::min(relative.find('/', start), relative.size());
        const std::string_view component = relative.substr(start, end - start);
        if (component == "..")
            return EXDEV;
        if (component.empty() || component == ".")
            return EINVAL;
        if (component.size() > NAME_MAX)
            return ENAMETOOLONG;
        start = end + 1;
    }
    return 0;
}

int openBeneath(int folder, const char *path, int flags, std::uint32_t mode)
{
    open_how how{};
    how.flags = static_cast<std::uint64_t>(flags);
    how.mode = mode;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
    return retried([&] { return static_cast<int>(::syscall(SYS_openat2, folder, path, &how, sizeof how)); });
}

/// A last name and the descriptor of the folder that it is in.
struct Place {
    Descriptor owned; ///< the folder, where it is not the one that was handed in
    int folder = -1;
    std::string_view name;
};

/// Walks in pieces, so that a tree deeper than PATH_MAX can be reached.
IoResult<Place> locate(const char *operation, const Handle &folder, std::string_view relative)
{
    if (const int error = refusal(relative))
        return failed(operation, error);
    Place place;
    place.folder = folder.descriptor();
    for (;;) {
        const std::size_t lastSlash = relative.rfind('/');
        if (lastSlash == std::string_view::npos)
            break;
        const std::size_t cut = lastSlash < PATH_MAX ? lastSlash : relative.rfind('/', PATH_MAX - 1);
        const int next = openBeneath(place.folder, CPath(relative.substr(0, cut)).c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
        if (next == -1)
            return failed(operation);
        place.owned = Descriptor(next);
        place.folder = next;
        relative.remove_prefix(cut + 1);
    }
    place.name = relative;
    return place;
}

FileStatus fromStat(const struct stat &found)
{
    FileStatus status;
    status.type = S_ISREG(found.st_mode)   ? FileType::Regular
                  : S_ISDIR(found.st_mode) ? FileType::Folder
                  : S_ISLNK(found.st_mode) ? FileType::Link
                                           : FileType::Other;
    status.mode = found.st_mode & 07777;
    status.size = static_cast<std::uint64_t>(found.st_size);
    status.mtimeNs = found.st_mtim.tv_sec * nsPerSecond + found.st_mtim.tv_nsec;
    status.ctimeNs = found.st_ctim.tv_sec * nsPerSecond + found.st_ctim.tv_nsec;
    status.inode = found.st_ino;
    status.device = found.st_dev;
    status.links = found.st_nlink;
    status.user = found.st_uid;
    status.group = found.st_gid;
    return status;
}

/// The access time is given as it is and not as UTIME_OMIT: file systems made with libfuse 2 (bindfs, older sshfs) answer success to
/// a change of one time alone and change nothing.
std::array<timespec, 2> timesWith(const struct stat &found, std::int64_t mtimeNs)
{
    std::int64_t seconds = mtimeNs / nsPerSecond;
    std::int64_t rest = mtimeNs % nsPerSecond;
    if (rest < 0) {
        rest += nsPerSecond;
        --seconds;
    }
    return {found.st_atim, timespec{seconds, static_cast<long>(rest)}};
}

/// A file system that keeps no permission bits says EPERM or EOPNOTSUPP of a file that is ours: that is an ability it lacks
/// (abilities.h), not a failure to make the file.
bool keepsNoModes(int error) { return error == EPERM || error == EOPNOTSUPP; }

FileType typeOfEntry(int folder, const dirent &entry)
{
    switch (entry.d_type) {
    case DT_REG:
        return FileType::Regular;
    case DT_DIR:
        return FileType::Folder;
    case DT_LNK:
        return FileType::Link;
    case DT_UNKNOWN: {
        struct stat found;
        return ::fstatat(folder, entry.d_name, &found, AT_SYMLINK_NOFOLLOW) == 0 ? fromStat(found).type : FileType::Other;
    }
    default:
        return FileType::Other;
    }
}

class PosixFileSystem final : public FileSystem
{
public:
    IoResult<Handle> openFolder(const std::string &absolutePath) override
    {
        if (absolutePath.empty() || absolutePath.front() != '/' || absolutePath.find('\0') != std::string::npos)
            return failed("open", EINVAL);
        return opened(retried([&] { return ::open(absolutePath.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
    }

    IoResult<Handle> openFolderAt(const Handle &folder, std::string_view relative) override
    {
        if (relative.empty())
            return opened(retried([&] { return ::openat(folder.descriptor(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); }));
        return openBelow(folder, relative, O_RDONLY | O_DIRECTORY, 0);
    }

    IoResult<Handle> openForReading(const Handle &folder, std::string_view relative, Caching caching) override
    {
        return openExisting(folder, relative, O_RDONLY, caching);
    }

    IoResult<Handle> openForWriting(const Handle &folder, std::string_view relative, Caching caching) override
    {
        return openExisting(folder, relative, O_RDWR, caching);
    }

    IoResult<Handle> createFile(const Handle &folder, std::string_view relative, std::uint32_t mode, Caching caching) override
    {
        auto file = openBelow(folder, relative, O_CREAT | O_EXCL | O_RDWR, mode);
        if (!file)
            return file;
        // Looking (0.2 us, no round trip on network file systems) spares the call that changes; the umask cannot be known instead,
        // as other parts of the process may set it, and default ACLs alter modes as well.
        struct stat found;
        if (::fstat(file->descriptor(), &found) == -1)
            return failed("stat");
        if ((found.st_mode & 07777) != mode && ::fchmod(file->descriptor(), mode) == -1 && !keepsNoModes(errno))
            return failed("chmod");
        // O_DIRECT comes afterwards: where it is refused, open() would have left a file behind and said EINVAL.
        if (caching == Caching::Direct)
            ::fcntl(file->descriptor(), F_SETFL, O_RDWR | O_DIRECT);
        return file;
    }

    IoResult<void> close(Handle handle) override
    {
        // Linux gives the descriptor up even with EINTR; whether the data arrived is then unknown, so that is a failure too.
        return done("close", ::close(handle.release()));
    }

    IoResult<std::size_t> read(const Handle &file, std::span<std::byte> into) override
    {
        return counted("read", retried([&] { return ::read(file.descriptor(), into.data(), into.size()); }));
    }

    IoResult<std::size_t> readAt(const Handle &file, std::span<std::byte> into, std::uint64_t offset) override
    {
        return counted("read", retried([&] { return ::pread(file.descriptor(), into.data(), into.size(), static_cast<off_t>(offset)); }));
    }

    IoResult<std::size_t> write(const Handle &file, std::span<const std::byte> bytes) override
    {
        return counted("write", retried([&] { return ::write(file.descriptor(), bytes.data(), bytes.size()); }));
    }

    IoResult<std::size_t> writeAt(const Handle &file, std::span<const std::byte> bytes, std::uint64_t offset) override
    {
        return counted("write", retried([&] { return ::pwrite(file.descriptor(), bytes.data(), bytes.size(), static_cast<off_t>(offset)); }));
    }

    IoResult<std::size_t> copyRange(const Handle &from, const Handle &to, std::uint64_t offset, std::size_t size) override
    {
        return counted("copy", retried([&] {
            auto in = static_cast<off_t>(offset), out = in;
            return ::copy_file_range(from.descriptor(), &in, to.descriptor(), &out, size, 0);
        }));
    }

    IoResult<void> truncate(const Handle &file, std::uint64_t size) override
    {
        return done("truncate", retried([&] { return ::ftruncate(file.descriptor(), static_cast<off_t>(size)); }));
    }

    IoResult<FileStatus> status(const Handle &handle) override
    {
        struct stat found;
        if (::fstat(handle.descriptor(), &found) == -1)
            return failed("stat");
        return fromStat(found);
    }

    IoResult<FileStatus> statusAt(const Handle &folder, std::string_view relative) override
    {
        const auto place = locate("stat", folder, relative);
        if (!place)
            return failure(place.error());
        struct stat found;
        if (::fstatat(place->folder, CPath(place->name).c_str(), &found, AT_SYMLINK_NOFOLLOW) == -1)
            return failed("stat");
        return fromStat(found);
    }

    IoResult<void> setMode(const Handle &handle, std::uint32_t mode) override
    {
        return done("chmod", retried([&] { return ::fchmod(handle.descriptor(), mode); }));
    }

    IoResult<void> setModeAt(const Handle &folder, std::string_view relative, std::uint32_t mode) override
    {
        return at("chmod", folder, relative, [mode](int parent, const char *name) { return chmodAt(parent, name, mode); });
    }

    IoResult<void> setMtime(const Handle &handle, std::int64_t mtimeNs) override
    {
        struct stat found;
        if (::fstat(handle.descriptor(), &found) == -1)
            return failed("utime");
        const auto times = timesWith(found, mtimeNs);
        return done("utime", retried([&] { return ::futimens(handle.descriptor(), times.data()); }));
    }

    IoResult<void> setMtimeAt(const Handle &folder, std::string_view relative, std::int64_t mtimeNs) override
    {
        return at("utime", folder, relative, [mtimeNs](int parent, const char *name) {
            struct stat found;
            if (::fstatat(parent, name, &found, AT_SYMLINK_NOFOLLOW) == -1)
                return -1;
            const auto times = timesWith(found, mtimeNs);
            return ::utimensat(parent, name, times.data(), AT_SYMLINK_NOFOLLOW);
        });
    }

    IoResult<void> makeFolder(const Handle &folder, std::string_view relative, std::uint32_t mode) override
    {
        const auto place = locate("mkdir", folder, relative);
        if (!place)
            return failure(place.error());
        const CPath name(place->name);
        if (retried([&] { return ::mkdirat(place->folder, name.c_str(), mode); }) == -1)
            return failed("mkdir");
        struct stat found;
        if (::fstatat(place->folder, name.c_str(), &found, AT_SYMLINK_NOFOLLOW) == -1)
            return failed("stat");
        if ((found.st_mode & 07777) != mode && chmodAt(place->folder, name.c_str(), mode) == -1 && !keepsNoModes(errno))
            return failed("chmod");
        return {};
    }

    IoResult<void> makeLink(const Handle &folder, std::string_view relative, const std::string &target) override
    {
        return at("symlink", folder, relative, [&target](int parent, const char *name) { return ::symlinkat(target.c_str(), parent, name); });
    }

    IoResult<std::string> readLink(const Handle &folder, std::string_view relative) override
    {
        const auto place = locate("readlink", folder, relative);
        if (!place)
            return failure(place.error());
        std::array<char, PATH_MAX> target; // no file system of Linux keeps a longer one
        const ssize_t size = ::readlinkat(place->folder, CPath(place->name).c_str(), target.data(), target.size());
        if (size == -1)
            return failed("readlink");
        return std::string(target.data(), static_cast<std::size_t>(size));
    }

    IoResult<void> hardLink(const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to) override
    {
        return between("link", fromFolder, from, toFolder, to, [](int fromParent, const char *fromName, int toParent, const char *toName) {
            return ::linkat(fromParent, fromName, toParent, toName, 0);
        });
    }

    IoResult<void> rename(const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to) override
    {
        return between("rename", fromFolder, from, toFolder, to, [](int fromParent, const char *fromName, int toParent, const char *toName) {
            return ::renameat(fromParent, fromName, toParent, toName);
        });
    }

    IoResult<void> renameNoReplace(const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to) override
    {
        return between("rename", fromFolder, from, toFolder, to, [](int fromParent, const char *fromName, int toParent, const char *toName) {
            return ::renameat2(fromParent, fromName, toParent, toName, RENAME_NOREPLACE);
        });
    }

    IoResult<void> removeFile(const Handle &folder, std::string_view relative) override
    {
        return at("unlink", folder, relative, [](int parent, const char *name) { return ::unlinkat(parent, name, 0); });
    }

    IoResult<void> removeFolder(const Handle &folder, std::string_view relative) override
    {
        return at("rmdir", folder, relative, [](int parent, const char *name) { return ::unlinkat(parent, name, AT_REMOVEDIR); });
    }

    IoResult<void> list(const Handle &folder, const std::function<bool(const FolderEntry &)> &entry) override
    {
        // Opened anew, as the position in the folder belongs to the open file: the caller's stays where it was.
        const int descriptor = retried([&] { return ::openat(folder.descriptor(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
        if (descriptor == -1)
            return failed("list");
        const std::unique_ptr<DIR, int (*)(DIR *)> stream(::fdopendir(descriptor), ::closedir);
        if (!stream) {
            const int error = errno;
            ::close(descriptor);
            return failed("list", error);
        }
        for (;;) {
            errno = 0;
            const dirent *found = ::readdir(stream.get());
            if (!found) {
                if (errno != 0)
                    return failed("list");
                return {};
            }
            const std::string_view name = found->d_name;
            if (name == "." || name == "..")
                continue;
            if (!entry(FolderEntry{name, typeOfEntry(descriptor, *found)}))
                return {};
        }
    }

    IoResult<void> syncFile(const Handle &handle) override
    {
        return done("fsync", retried([&] { return ::fsync(handle.descriptor()); }));
    }

    IoResult<void> syncFileSystem(const Handle &handle) override
    {
        return done("syncfs", retried([&] { return ::syncfs(handle.descriptor()); }));
    }

    IoResult<void> dropCache(const Handle &file) override
    {
        if (const int error = ::posix_fadvise(file.descriptor(), 0, 0, POSIX_FADV_DONTNEED))
            return failed("fadvise", error);
        return {};
    }

    IoResult<Space> space(const Handle &handle) override
    {
        struct statvfs found;
        if (retried([&] { return ::fstatvfs(handle.descriptor(), &found); }) == -1)
            return failed("statfs");
        const std::uint64_t unit = found.f_frsize ? found.f_frsize : found.f_bsize;
        return Space{found.f_bavail * unit, found.f_blocks * unit};
    }

    IoResult<Mount> mount(const Handle &handle) override
    {
        const auto found = status(handle);
        if (!found)
            return failure(found.error());
        auto mount = mountOfDescriptor(handle.descriptor());
        if (mount)
            mount->device = found->device; // as status() says it: on btrfs mountinfo has another number
        return mount;
    }

    IoResult<void> lock(const Handle &file) override
    {
        return done("lock", retried([&] { return ::flock(file.descriptor(), LOCK_EX | LOCK_NB); }));
    }

private:
    IoResult<Handle> opened(int descriptor)
    {
        if (descriptor == -1)
            return failed("open");
        return Handle(this, descriptor);
    }

    static IoResult<std::size_t> counted(const char *operation, ssize_t count)
    {
        if (count == -1)
            return failed(operation);
        return static_cast<std::size_t>(count);
    }

    IoResult<Handle> openBelow(const Handle &folder, std::string_view relative, int flags, std::uint32_t mode)
    {
        flags |= O_CLOEXEC | O_NOFOLLOW;
        if (const int error = refusal(relative))
            return failed("open", error);
        if (relative.find('/') == std::string_view::npos)
            return opened(retried([&] { return ::openat(folder.descriptor(), CPath(relative).c_str(), flags, mode); }));
        if (CPath::fits(relative))
            return opened(openBeneath(folder.descriptor(), CPath(relative).c_str(), flags, mode));
        const auto place = locate("open", folder, relative);
        if (!place)
            return failure(place.error());
        return opened(retried([&] { return ::openat(place->folder, CPath(place->name).c_str(), flags, mode); }));
    }

    IoResult<Handle> openExisting(const Handle &folder, std::string_view relative, int access, Caching caching)
    {
        // O_NONBLOCK: a FIFO that somebody put there must not stop us.
        const int flags = access | O_NONBLOCK;
        if (caching == Caching::Direct) {
            auto direct = openBelow(folder, relative, flags | O_DIRECT, 0);
            if (direct || direct.error().error != EINVAL)
                return direct;
        }
        return openBelow(folder, relative, flags, 0);
    }

    template <class Call>
    static IoResult<void> at(const char *operation, const Handle &folder, std::string_view relative, Call call)
    {
        const auto place = locate(operation, folder, relative);
        if (!place)
            return failure(place.error());
        const CPath name(place->name);
        return done(operation, retried([&] { return call(place->folder, name.c_str()); }));
    }

    template <class Call>
    static IoResult<void> between(const char *operation, const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to,
                                  Call call)
    {
        const auto fromPlace = locate(operation, fromFolder, from);
        if (!fromPlace)
            return failure(fromPlace.error());
        const auto toPlace = locate(operation, toFolder, to);
        if (!toPlace)
            return failure(toPlace.error());
        const CPath fromName(fromPlace->name);
        const CPath toName(toPlace->name);
        return done(operation, retried([&] { return call(fromPlace->folder, fromName.c_str(), toPlace->folder, toName.c_str()); }));
    }
};

} // namespace

Handle::~Handle()
{
    if (m_descriptor >= 0)
        (void)m_owner->close(Handle(m_owner, release()));
}

std::unique_ptr<FileSystem> makePosixFileSystem() { return std::make_unique<PosixFileSystem>(); }

} // namespace cartage::io
