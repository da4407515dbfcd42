// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/simfilesystem.h"

#include <algorithm>

#include "tests/support/simcall.h"

namespace cartage::test {

using io::Caching;
using io::FileStatus;
using io::FileType;
using io::FolderEntry;
using io::Handle;
using io::IoError;
using io::IoResult;

namespace {

auto failed(const char *operation, int error) { return failure(IoError{operation, error}); }

IoResult<void> done(const char *operation, int error)
{
    if (error != 0)
        return failed(operation, error);
    return {};
}

} // namespace

std::string SimFileSystem::pathOf(const Handle &handle, std::string_view relative) const
{
    const std::lock_guard lock(m_state->mutex);
    const auto found = m_state->handles.find(handle.descriptor());
    std::string path = found == m_state->handles.end() ? std::string() : found->second.path;
    if (!relative.empty())
        path.append(path == "/" ? "" : "/").append(relative);
    return path;
}

Handle SimFileSystem::newHandle(std::shared_ptr<Mounted> mounted, SimDisk::Inode inode, std::string path, bool writable)
{
    const int descriptor = m_state->nextDescriptor++;
    mounted->disk->opened(inode);
    const std::uint64_t fileLost = mounted->disk->lostTimes(inode);
    const std::uint64_t diskLost = mounted->disk->lostTimes();
    m_state->handles[descriptor] = Open{std::move(mounted), inode, std::move(path), 0, writable, this, fileLost, diskLost};
    return Handle(this, descriptor);
}

IoResult<Handle> SimFileSystem::openFolder(const std::string &absolutePath)
{
    static constexpr Op op{"openFolder", "open"};
    if (absolutePath.empty() || absolutePath.front() != '/' || absolutePath.find('\0') != std::string::npos)
        return failed(op.word, EINVAL);
    Entered call(*this, op, absolutePath);
    Place place;
    if (call.error == 0)
        call.error = m_state->resolve(absolutePath, place);
    if (call.error == 0 && !place.inode)
        call.error = ENOENT;
    if (call.error == 0)
        call.onMount(place.inodeMounted);
    if (call.error == 0 && place.inodeMounted->disk->type(*place.inode) != FileType::Folder)
        call.error = ENOTDIR;
    if (call.error != 0)
        return failed(op.word, call.error);
    return newHandle(place.inodeMounted, *place.inode, absolutePath, false);
}

IoResult<Handle> SimFileSystem::openFolderAt(const Handle &folder, std::string_view relative)
{
    static constexpr Op op{"openFolderAt", "open"};
    Entered call(*this, op, folder, relative);
    if (call.error == 0 && relative.empty())
        return newHandle(call.open->mounted, call.open->inode, call.path(), false);
    Place place;
    if (call.error == 0)
        call.error = call.place(*call.open, relative, place);
    if (call.error == 0 && !place.inode)
        call.error = ENOENT;
    if (call.error == 0) {
        const FileType type = place.inodeMounted->disk->type(*place.inode);
        if (type != FileType::Folder) // as the kernel: openat with O_NOFOLLOW, or openat2
            call.error = type == FileType::Link && relative.find('/') != std::string_view::npos ? ELOOP : ENOTDIR;
    }
    if (call.error != 0)
        return failed(op.word, call.error);
    return newHandle(place.inodeMounted, *place.inode, call.path(), false);
}

IoResult<Handle> SimFileSystem::openAt(const Op &op, const Handle &folder, std::string_view relative, bool forWriting)
{
    Entered call(*this, op, folder, relative);
    Place place;
    if (call.error == 0)
        call.error = call.place(*call.open, relative, place);
    if (call.error == 0 && !place.inode)
        call.error = ENOENT;
    if (call.error != 0)
        return failed(op.word, call.error);
    const FileStatus status = place.inodeMounted->disk->status(*place.inode);
    if (status.type == FileType::Link)
        return failed(op.word, ELOOP);
    if (forWriting && status.type == FileType::Folder)
        return failed(op.word, EISDIR);
    // The server's read-only attribute; elsewhere the engine is the owner, or root as in the tests on real files.
    if (forWriting && !place.inodeMounted->disk->profile.modes && (status.mode & 0222) == 0)
        return failed(op.word, EACCES);
    return newHandle(place.inodeMounted, *place.inode, call.path(), forWriting);
}

IoResult<Handle> SimFileSystem::openForReading(const Handle &folder, std::string_view relative, Caching)
{
    static constexpr Op op{"openForReading", "open"};
    return openAt(op, folder, relative, false);
}

IoResult<Handle> SimFileSystem::openForWriting(const Handle &folder, std::string_view relative, Caching)
{
    static constexpr Op op{"openForWriting", "open", true, true};
    return openAt(op, folder, relative, true);
}

IoResult<Handle> SimFileSystem::createFile(const Handle &folder, std::string_view relative, std::uint32_t mode, Caching)
{
    static constexpr Op op{"createFile", "open", true, true};
    Entered call(*this, op, folder, relative);
    Place place;
    if (call.error == 0)
        call.error = call.place(*call.open, relative, place);
    if (call.error != 0)
        return failed(op.word, call.error);
    const auto made = place.mounted->disk->make(place.parent, place.name, FileType::Regular, mode);
    if (!made)
        return failed(op.word, made.error());
    return newHandle(place.mounted, *made, call.path(), true);
}

IoResult<void> SimFileSystem::close(Handle handle)
{
    static constexpr Op op{"close", "close", false};
    Entered call(*this, op, handle);
    if (call.open && call.error != 0 && call.open->writable)
        call.disk().lose(call.open->inode); // what close() of NFS reports is a write that failed (F20)
    m_state->forget(handle.release());
    return done(op.word, call.error);
}

IoResult<std::size_t> SimFileSystem::readFrom(const Op &op, const Handle &file, std::span<std::byte> into, std::optional<std::uint64_t> offset)
{
    Entered call(*this, op, file);
    if (call.error == 0 && call.disk().type(call.open->inode) != FileType::Regular)
        call.error = EISDIR;
    if (call.error != 0)
        return failed(op.word, call.error);
    const std::string &content = call.disk().content(call.open->inode);
    const std::uint64_t from = std::min<std::uint64_t>(offset.value_or(call.open->position), content.size());
    std::size_t count = std::min<std::size_t>(into.size(), content.size() - from);
    if (m_state->shortTransfers > 0)
        count = std::min(count, m_state->shortTransfers);
    std::transform(content.begin() + static_cast<std::ptrdiff_t>(from), content.begin() + static_cast<std::ptrdiff_t>(from + count), into.begin(),
                   [](char c) { return static_cast<std::byte>(c); });
    if (!offset)
        call.open->position = from + count;
    if (const std::uint64_t bandwidth = call.disk().profile.bandwidth)
        m_state->charge(std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 * static_cast<double>(count) / static_cast<double>(bandwidth))));
    return count;
}

IoResult<std::size_t> SimFileSystem::read(const Handle &file, std::span<std::byte> into)
{
    static constexpr Op op{"read", "read", false};
    return readFrom(op, file, into, std::nullopt);
}

IoResult<std::size_t> SimFileSystem::readAt(const Handle &file, std::span<std::byte> into, std::uint64_t offset)
{
    static constexpr Op op{"readAt", "read", false};
    return readFrom(op, file, into, offset);
}

IoResult<std::size_t> SimFileSystem::writeTo(const Op &op, const Handle &file, std::span<const std::byte> bytes, std::optional<std::uint64_t> offset)
{
    Entered call(*this, op, file);
    if (call.error == 0 && !call.open->writable)
        call.error = EBADF;
    if (call.error != 0)
        return failed(op.word, call.error);
    if (m_state->shortTransfers > 0)
        bytes = bytes.first(std::min(bytes.size(), m_state->shortTransfers));
    const auto count = call.disk().write(call.open->inode, offset.value_or(call.open->position), bytes);
    if (!count)
        return failed(op.word, count.error());
    if (!offset)
        call.open->position += *count;
    if (const std::uint64_t bandwidth = call.disk().profile.bandwidth)
        m_state->charge(std::chrono::nanoseconds(static_cast<std::int64_t>(1e9 * static_cast<double>(*count) / static_cast<double>(bandwidth))));
    return *count;
}

IoResult<std::size_t> SimFileSystem::write(const Handle &file, std::span<const std::byte> bytes)
{
    static constexpr Op op{"write", "write", false, true};
    return writeTo(op, file, bytes, std::nullopt);
}

IoResult<std::size_t> SimFileSystem::writeAt(const Handle &file, std::span<const std::byte> bytes, std::uint64_t offset)
{
    static constexpr Op op{"writeAt", "write", false, true};
    return writeTo(op, file, bytes, offset);
}

IoResult<std::size_t> SimFileSystem::copyRange(const Handle &from, const Handle &to, std::uint64_t offset, std::size_t size)
{
    std::vector<std::byte> bytes(size);
    const auto read = readAt(from, bytes, offset);
    return read ? writeAt(to, std::span(bytes).first(*read), offset) : read;
}

IoResult<void> SimFileSystem::truncate(const Handle &file, std::uint64_t size)
{
    static constexpr Op op{"truncate", "truncate", true, true};
    Entered call(*this, op, file);
    if (call.error == 0 && !call.open->writable)
        call.error = EINVAL;
    if (call.error == 0)
        call.error = call.disk().truncate(call.open->inode, size);
    return done(op.word, call.error);
}

IoResult<FileStatus> SimFileSystem::status(const Handle &handle)
{
    static constexpr Op op{"status", "stat"};
    Entered call(*this, op, handle);
    if (call.error != 0)
        return failed(op.word, call.error);
    FileStatus status = call.disk().status(call.open->inode);
    status.device = call.open->mounted->device;
    return status;
}

IoResult<FileStatus> SimFileSystem::statusAt(const Handle &folder, std::string_view relative)
{
    static constexpr Op op{"statusAt", "stat"};
    Entered call(*this, op, folder, relative);
    Place place;
    if (call.error == 0)
        call.error = call.place(*call.open, relative, place);
    if (call.error == 0 && !place.inode)
        call.error = ENOENT;
    if (call.error != 0)
        return failed(op.word, call.error);
    FileStatus status = place.inodeMounted->disk->status(*place.inode);
    status.device = place.inodeMounted->device;
    return status;
}

IoResult<void> SimFileSystem::setMode(const Handle &handle, std::uint32_t mode)
{
    static constexpr Op op{"setMode", "chmod", true, true};
    Entered call(*this, op, handle);
    if (call.error == 0)
        call.disk().setMode(call.open->inode, mode);
    return done(op.word, call.error);
}

IoResult<void> SimFileSystem::setModeAt(const Handle &folder, std::string_view relative, std::uint32_t mode)
{
    static constexpr Op op{"setModeAt", "chmod", true, true};
    Entered call(*this, op, folder, relative);
    Place place;
    if (call.error == 0)
        call.error = call.place(*call.open, relative, place);
    if (call.error == 0 && !place.inode)
        call.error = ENOENT;
    if (call.error == 0 && place.inodeMounted->disk->type(*place.inode) == FileType::Link)
        call.error = EOPNOTSUPP;
    if (call.error == 0)
        place.inodeMounted->disk->setMode(*place.inode, mode);
    return done(op.word, call.error);
}

IoResult<void> SimFileSystem::setMtime(const Handle &handle, std::int64_t mtimeNs)
{
    static constexpr Op op{"setMtime", "utime", true, true};
    Entered call(*this, op, handle);
    if (call.error == 0)
        call.disk().setMtime(call.open->inode, mtimeNs);
    return done(op.word, call.error);
}

IoResult<void> SimFileSystem::setMtimeAt(const Handle &folder, std::string_view relative, std::int64_t mtimeNs)
{
    static constexpr Op op{"setMtimeAt", "utime", true, true};
    Entered call(*this, op, folder, relative);
    Place place;
    if (call.error == 0)
        call.error = call.place(*call.open, relative, place);
    if (call.error == 0 && !place.inode)
        call.error = ENOENT;
    if (call.error == 0)
        place.inodeMounted->disk->setMtime(*place.inode, mtimeNs);
    return done(op.word, call.error);
}

IoResult<void> SimFileSystem::makeFolder(const Handle &folder, std::string_view relative, std::uint32_t mode)
{
    static constexpr Op op{"makeFolder", "mkdir", true, true};
    Entered call(*this, op, folder, relative);
    Place place;
    if (call.error == 0)
        call.error = call.place(*call.open, relative, place);
    if (call.error != 0)
        return failed(op.word, call.error);
    const auto made = place.mounted->disk->make(place.parent, place.name, FileType::Folder, mode);
    return done(op.word, made ? 0 : made.error());
}

IoResult<void> SimFileSystem::makeLink(const Handle &folder, std::string_view relative, const std::string &target)
{
    static constexpr Op op{"makeLink", "symlink", true, true};
    Entered call(*this, op, folder, relative);
    Place place;
    if (call.error == 0)
        call.error = call.place(*call.open, relative, place);
    if (call.error == 0 && target.empty())
        call.error = ENOENT;
    if (call.error != 0)
        return failed(op.word, call.error);
    const auto made = place.mounted->disk->make(place.parent, place.name, FileType::Link, 0777, target);
    return done(op.word, made ? 0 : made.error());
}

IoResult<std::string> SimFileSystem::readLink(const Handle &folder, std::string_view relative)
{
    static constexpr Op op{"readLink", "readlink"};
    Entered call(*this, op, folder, relative);
    Place place;
    if (call.error == 0)
        call.error = call.place(*call.open, relative, place);
    if (call.error == 0 && !place.inode)
        call.error = ENOENT;
    if (call.error == 0 && place.inodeMounted->disk->type(*place.inode) != FileType::Link)
        call.error = EINVAL;
    if (call.error != 0)
        return failed(op.word, call.error);
    return place.inodeMounted->disk->target(*place.inode);
}

IoResult<void> SimFileSystem::hardLink(const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to)
{
    static constexpr Op op{"hardLink", "link", true, true};
    Entered call(*this, op, fromFolder, from);
    const Open *target = call.error == 0 ? call.other(toFolder) : nullptr;
    Place fromPlace;
    Place toPlace;
    if (call.error == 0)
        call.error = call.place(*call.open, from, fromPlace);
    if (call.error == 0)
        call.error = call.place(*target, to, toPlace);
    if (call.error == 0 && !fromPlace.inode)
        call.error = ENOENT;
    if (call.error == 0 && fromPlace.inodeMounted != toPlace.mounted)
        call.error = EXDEV;
    if (call.error == 0)
        call.error = toPlace.mounted->disk->link(*fromPlace.inode, toPlace.parent, toPlace.name);
    return done(op.word, call.error);
}

IoResult<void> SimFileSystem::renameAt(const Op &op, const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to)
{
    Entered call(*this, op, fromFolder, from);
    const Open *target = call.error == 0 ? call.other(toFolder) : nullptr;
    Place fromPlace;
    Place toPlace;
    if (call.error == 0)
        call.error = call.place(*call.open, from, fromPlace);
    if (call.error == 0)
        call.error = call.place(*target, to, toPlace);
    if (call.error == 0 && fromPlace.mounted != toPlace.mounted)
        call.error = EXDEV;
    const auto isMountPoint = [](const Place &place) { return place.inode && place.inodeMounted != place.mounted; };
    if (call.error == 0 && (isMountPoint(fromPlace) || isMountPoint(toPlace)))
        call.error = EBUSY;
    if (call.error == 0) {
        const bool replace = std::string_view(op.name) == "rename";
        call.error = fromPlace.mounted->disk->rename(fromPlace.parent, fromPlace.name, toPlace.parent, toPlace.name, replace);
    }
    return done(op.word, call.error);
}

IoResult<void> SimFileSystem::rename(const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to)
{
    static constexpr Op op{"rename", "rename", true, true};
    return renameAt(op, fromFolder, from, toFolder, to);
}

IoResult<void> SimFileSystem::renameNoReplace(const Handle &fromFolder, std::string_view from, const Handle &toFolder, std::string_view to)
{
    static constexpr Op op{"renameNoReplace", "rename", true, true};
    return renameAt(op, fromFolder, from, toFolder, to);
}

IoResult<void> SimFileSystem::removeAt(const Op &op, const Handle &folder, std::string_view relative)
{
    Entered call(*this, op, folder, relative);
    Place place;
    if (call.error == 0)
        call.error = call.place(*call.open, relative, place);
    if (call.error == 0 && place.inode && place.inodeMounted != place.mounted)
        call.error = EBUSY;
    if (call.error == 0)
        call.error = place.mounted->disk->remove(place.parent, place.name, std::string_view(op.name) == "removeFolder");
    return done(op.word, call.error);
}

IoResult<void> SimFileSystem::removeFile(const Handle &folder, std::string_view relative)
{
    static constexpr Op op{"removeFile", "unlink", true, true};
    return removeAt(op, folder, relative);
}

IoResult<void> SimFileSystem::removeFolder(const Handle &folder, std::string_view relative)
{
    static constexpr Op op{"removeFolder", "rmdir", true, true};
    return removeAt(op, folder, relative);
}

IoResult<void> SimFileSystem::list(const Handle &folder, const std::function<bool(const FolderEntry &)> &entry)
{
    static constexpr Op op{"list", "list"};
    std::vector<std::pair<std::string, FileType>> found;
    {
        Entered call(*this, op, folder);
        if (call.error == 0 && call.disk().type(call.open->inode) != FileType::Folder)
            call.error = ENOTDIR;
        if (call.error != 0)
            return failed(op.word, call.error);
        for (const auto &[name, inode] : call.disk().entries(call.open->inode))
            found.emplace_back(name, call.disk().type(inode));
    }
    for (const auto &[name, type] : found) {
        if (!entry(FolderEntry{name, type}))
            break;
    }
    return {};
}

IoResult<void> SimFileSystem::syncFile(const Handle &handle)
{
    static constexpr Op op{"syncFile", "fsync"};
    Entered call(*this, op, handle);
    if (call.open && call.error != 0)
        call.disk().lose(call.open->inode);
    if (call.open && call.error == 0 && call.disk().lostTimes(call.open->inode) != call.open->fileLostSeen)
        call.error = EIO;
    if (call.open)
        call.open->fileLostSeen = call.disk().lostTimes(call.open->inode);
    if (call.error == 0)
        call.disk().syncFile(call.open->inode);
    return done(op.word, call.error);
}

IoResult<void> SimFileSystem::syncFileSystem(const Handle &handle)
{
    static constexpr Op op{"syncFileSystem", "syncfs"};
    Entered call(*this, op, handle);
    if (call.open && call.error != 0)
        call.disk().loseAll();
    if (call.open && call.error == 0 && call.disk().lostTimes() != call.open->diskLostSeen)
        call.error = EIO;
    if (call.open)
        call.open->diskLostSeen = call.disk().lostTimes();
    if (call.error == 0)
        call.disk().syncAll();
    return done(op.word, call.error);
}

IoResult<void> SimFileSystem::dropCache(const Handle &file)
{
    static constexpr Op op{"dropCache", "fadvise", false};
    Entered call(*this, op, file);
    if (call.error == 0 && call.disk().type(call.open->inode) == FileType::Regular)
        call.disk().dropCache(call.open->inode);
    return done(op.word, call.error);
}

IoResult<io::Space> SimFileSystem::space(const Handle &handle)
{
    static constexpr Op op{"space", "statfs"};
    Entered call(*this, op, handle);
    if (call.error != 0)
        return failed(op.word, call.error);
    const std::uint64_t capacity = call.disk().profile.capacity;
    return io::Space{capacity - std::min(capacity, call.disk().used()), capacity};
}

IoResult<io::Mount> SimFileSystem::mount(const Handle &handle)
{
    static constexpr Op op{"mount", "mount"};
    Entered call(*this, op, handle);
    if (call.error != 0)
        return failed(op.word, call.error);
    const Mounted &mounted = *call.open->mounted;
    const Profile &profile = mounted.disk->profile;
    return io::Mount{profile.type, profile.readOnly ? "ro" : "rw", mounted.device, mounted.mountId, profile.network, profile.readOnly};
}

IoResult<void> SimFileSystem::lock(const Handle &file)
{
    static constexpr Op op{"lock", "lock"};
    Entered call(*this, op, file);
    if (call.error != 0)
        return failed(op.word, call.error);
    const auto [holder, taken] = m_state->locks.try_emplace({&call.disk(), call.open->inode}, file.descriptor());
    if (!taken && holder->second != file.descriptor())
        return failed(op.word, EWOULDBLOCK);
    return {};
}

} // namespace cartage::test
