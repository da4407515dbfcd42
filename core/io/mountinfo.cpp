// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/mountinfo.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <vector>

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace cartage::io {

namespace {

IoResult<std::string> readProc(const std::string &path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor == -1)
        return failure(IoError{"mount", errno});
    std::string text;
    std::array<char, 16384> block;
    for (;;) {
        const ssize_t count = ::read(descriptor, block.data(), block.size());
        if (count == -1 && errno == EINTR)
            continue;
        if (count <= 0) {
            const int error = count == 0 ? 0 : errno;
            ::close(descriptor);
            if (error != 0)
                return failure(IoError{"mount", error});
            return text;
        }
        text.append(block.data(), static_cast<std::size_t>(count));
    }
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(separator), text.size());
        if (end > 0)
            parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end == text.data())
        return std::nullopt;
    return value;
}

bool hasOption(std::string_view options, std::string_view wanted)
{
    const auto all = split(options, ',');
    return std::find(all.begin(), all.end(), wanted) != all.end();
}

/// What the file system itself says. The mount is not in mountinfo where the root is no mount point of its own, as in a chroot.
IoResult<Mount> mountByFileSystem(int descriptor, std::uint64_t mountId)
{
    constexpr std::uint64_t nfs = 0x6969, cifs = 0xFF534D42, smb2 = 0xFE534D42, ceph = 0x00C36400, v9fs = 0x01021997, afs = 0x5346414F;
    constexpr long readOnlyFlag = 0x0001; // ST_RDONLY, as statfs(2) gives it
    struct statfs found = {};
    if (::fstatfs(descriptor, &found) == -1)
        return failure(IoError{"mount", errno});
    Mount mount;
    mount.mountId = mountId;
    switch (static_cast<std::uint64_t>(static_cast<std::uint32_t>(found.f_type))) {
    case nfs: mount.type = "nfs"; break;
    case cifs: mount.type = "cifs"; break;
    case smb2: mount.type = "smb3"; break;
    case ceph: mount.type = "ceph"; break;
    case v9fs: mount.type = "9p"; break;
    case afs: mount.type = "afs"; break;
    case EXT4_SUPER_MAGIC: mount.type = "ext4"; break;
    case XFS_SUPER_MAGIC: mount.type = "xfs"; break;
    case BTRFS_SUPER_MAGIC: mount.type = "btrfs"; break;
    case TMPFS_MAGIC: mount.type = "tmpfs"; break;
    case OVERLAYFS_SUPER_MAGIC: mount.type = "overlay"; break;
    default: mount.type = "unknown"; break;
    }
    mount.readOnly = (found.f_flags & readOnlyFlag) != 0;
    mount.options = mount.readOnly ? "ro" : "rw";
    mount.network = isNetworkType(mount.type);
    return mount;
}

} // namespace

bool isNetworkType(std::string_view type)
{
    static constexpr std::array<std::string_view, 24> types{
        "9p",          "afs",       "beegfs",         "ceph",        "cifs",           "coda",
        "davfs",       "fuse.ceph", "fuse.curlftpfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse",
        "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs",  "fuse.sshfs",  "glusterfs",      "lustre",
        "ncpfs",       "nfs",       "nfs4",           "orangefs",    "smb3",           "smbfs"};
    return std::find(types.begin(), types.end(), type) != types.end();
}

std::optional<Mount> findMount(std::string_view mountInfo, std::uint64_t mountId)
{
    for (const std::string_view line : split(mountInfo, '\n')) {
        const auto fields = split(line, ' ');
        // id parent major:minor root point options [optional ...] - type source super-options
        const auto dash = std::find(fields.begin(), fields.end(), "-");
        if (fields.size() < 6 || number(fields[0]) != mountId || fields.end() - dash < 3)
            continue;
        Mount mount;
        mount.mountId = mountId;
        mount.type = *(dash + 1);
        mount.options = fields[5];
        const std::string_view superOptions = fields.end() - dash > 3 ? *(dash + 3) : std::string_view();
        if (!superOptions.empty())
            mount.options.append(",").append(superOptions);
        mount.readOnly = hasOption(mount.options, "ro");
        mount.network = isNetworkType(mount.type);
        return mount;
    }
    return std::nullopt;
}

IoResult<Mount> mountOfDescriptor(int descriptor)
{
    const auto info = readProc("/proc/thread-self/fdinfo/" + std::to_string(descriptor));
    if (!info)
        return failure(info.error());
    constexpr std::string_view key = "mnt_id:";
    const std::size_t at = info->find(key);
    if (at == std::string::npos)
        return failure(IoError{"mount", ENOENT});
    const std::size_t digits = info->find_first_not_of(" \t", at + key.size());
    const auto mountId = number(std::string_view(*info).substr(std::min(digits, info->size())));
    const auto mounts = readProc("/proc/self/mountinfo");
    if (!mounts)
        return failure(mounts.error());
    auto mount = mountId ? findMount(*mounts, *mountId) : std::nullopt;
    if (!mount)
        return mountByFileSystem(descriptor, mountId.value_or(0));
    return *mount;
}

} // namespace cartage::io
