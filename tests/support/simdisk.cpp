// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/simdisk.h"

#include <algorithm>

#include <QString>
#include <QStringDecoder>

namespace cartage::test {

using io::FileType;

namespace {

constexpr std::uint64_t pageSize = 4096;

bool isWindowsName(std::string_view name)
{
    static constexpr std::string_view forbidden = "<>:\"|?*\\";
    const bool badCharacter = std::any_of(name.begin(), name.end(),
                                          [](char c) { return static_cast<unsigned char>(c) < 0x20 || forbidden.find(c) != std::string_view::npos; });
    if (badCharacter || name.ends_with('.') || name.ends_with(' '))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder(QByteArrayView(name.data(), static_cast<qsizetype>(name.size())));
    if (decoder.hasError())
        return false;
    static const std::set<QString> devices{
        QStringLiteral("CON"),  QStringLiteral("PRN"),  QStringLiteral("AUX"),  QStringLiteral("NUL"),  QStringLiteral("COM1"),
        QStringLiteral("COM2"), QStringLiteral("COM3"), QStringLiteral("COM4"), QStringLiteral("LPT1"), QStringLiteral("LPT2"),
    };
    return devices.count(text.section(QLatin1Char('.'), 0, 0).toUpper()) == 0;
}

} // namespace

Profile Profile::smb()
{
    Profile profile;
    profile.type = "cifs";
    profile.network = true;
    profile.modes = false;
    profile.hardLinks = false;
    profile.symbolicLinks = false;
    profile.caseBlind = true;
    profile.windowsNames = false;
    profile.renameNoReplace = false;
    profile.newDevice = true;
    profile.sharingModes = true;
    profile.timeStepNs = 2'000'000'000;
    return profile;
}

Profile Profile::nfs()
{
    Profile profile;
    profile.type = "nfs4";
    profile.network = true;
    profile.renameNoReplace = false;
    profile.sillyRename = true;
    profile.staleError = ESTALE;
    return profile;
}

void Ranges::add(std::uint64_t from, std::uint64_t to)
{
    if (from >= to)
        return;
    auto next = m_ranges.upper_bound(from);
    if (next != m_ranges.begin() && std::prev(next)->second >= from)
        --next;
    while (next != m_ranges.end() && next->first <= to) {
        from = std::min(from, next->first);
        to = std::max(to, next->second);
        next = m_ranges.erase(next);
    }
    m_ranges.emplace(from, to);
}

void Ranges::remove(std::uint64_t from, std::uint64_t to)
{
    std::map<std::uint64_t, std::uint64_t> rest;
    for (const auto &[first, last] : m_ranges) {
        if (first < std::min(last, from))
            rest.emplace(first, std::min(last, from));
        if (std::max(first, to) < last)
            rest.emplace(std::max(first, to), last);
    }
    m_ranges = std::move(rest);
}

std::int64_t SimDisk::changeTime() const
{
    const std::int64_t now = m_nowNs();
    return profile.timeStepNs > 0 ? now - now % profile.timeStepNs : now;
}

SimDisk::SimDisk(Profile ofDisk, std::function<std::int64_t()> nowNs)
    : profile(std::move(ofDisk))
    , m_nowNs(std::move(nowNs))
{
    File &folder = m_files[root];
    folder.type = FileType::Folder;
    folder.ctimeNs = changeTime();
    folder.now.mode = 0755;
    folder.now.mtimeNs = folder.ctimeNs;
    folder.now.links = 1;
    folder.kept = folder.now;
    folder.attributesKept = true;
}

std::string SimDisk::key(std::string_view name) const
{
    if (!profile.caseBlind)
        return std::string(name);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())).toCaseFolded().toStdString();
}

int SimDisk::refusal(std::string_view name) const
{
    if (name.size() > profile.longestName)
        return ENAMETOOLONG;
    if (!profile.windowsNames && !isWindowsName(name))
        return EINVAL;
    return 0;
}

std::uint32_t SimDisk::shownMode(std::uint32_t mode) const
{
    if (profile.modes)
        return mode;
    return (mode & 0222) == 0 ? 0555 : 0755;
}

std::optional<SimDisk::Inode> SimDisk::find(Inode parent, std::string_view name) const
{
    const auto &children = m_files.at(parent).now.children;
    const auto found = children.find(key(name));
    if (found == children.end())
        return std::nullopt;
    return found->second.inode;
}

io::FileStatus SimDisk::status(Inode inode) const
{
    const File &file = m_files.at(inode);
    io::FileStatus status;
    status.type = file.type;
    status.mode = file.type == FileType::Link ? 0777 : shownMode(file.now.mode);
    status.size = file.type == FileType::Regular ? file.now.data->size() : file.type == FileType::Link ? file.target.size() : pageSize;
    status.mtimeNs = file.now.mtimeNs;
    status.ctimeNs = file.ctimeNs;
    status.inode = inode;
    status.links = file.type == FileType::Folder ? 2 : file.now.links;
    return status;
}

std::vector<std::pair<std::string, SimDisk::Inode>> SimDisk::entries(Inode folder) const
{
    std::vector<std::pair<std::string, Inode>> found;
    for (const auto &[folded, entry] : m_files.at(folder).now.children)
        found.emplace_back(entry.name, entry.inode);
    return found;
}

void SimDisk::touch(Inode folder)
{
    File &file = m_files.at(folder);
    file.ctimeNs = changeTime();
    file.now.mtimeNs = file.ctimeNs - file.ctimeNs % profile.timeStepNs;
}

void SimDisk::note(Operation operation)
{
    if (operation.kind != Operation::Kind::Attributes)
        operation.mtimeNs = m_files.at(operation.parent).now.mtimeNs;
    m_journal.push_back(std::move(operation));
}

void SimDisk::noteAttributes(Inode inode)
{
    File &file = m_files.at(inode);
    file.ctimeNs = changeTime();
    Operation operation;
    operation.kind = Operation::Kind::Attributes;
    operation.inode = inode;
    operation.mode = file.now.mode;
    operation.mtimeNs = file.now.mtimeNs;
    note(std::move(operation));
}

SimDisk::Answer<SimDisk::Inode> SimDisk::make(Inode parent, std::string_view name, FileType type, std::uint32_t mode, std::string target)
{
    if (find(parent, name))
        return tl::make_unexpected(EEXIST);
    if (const int error = refusal(name))
        return tl::make_unexpected(error);
    if (type == FileType::Link && !profile.symbolicLinks)
        return tl::make_unexpected(EOPNOTSUPP);
    const Inode inode = m_next++;
    File &file = m_files[inode];
    file.type = type;
    file.target = std::move(target);
    file.now.mode = mode;
    file.now.links = 1;
    if (type == FileType::Regular) {
        file.now.data = std::make_shared<std::string>();
        file.kept.data = file.now.data;
    }
    touch(inode);
    m_files.at(parent).now.children[key(name)] = Entry{std::string(name), inode};
    touch(parent);
    note({Operation::Kind::Link, parent, std::string(name), inode, 0, {}, mode, 0});
    return inode;
}

int SimDisk::link(Inode inode, Inode parent, std::string_view name)
{
    if (!profile.hardLinks)
        return EOPNOTSUPP;
    if (type(inode) == FileType::Folder)
        return EPERM;
    if (find(parent, name))
        return EEXIST;
    if (const int error = refusal(name))
        return error;
    File &file = m_files.at(inode);
    ++file.now.links;
    file.ctimeNs = changeTime();
    m_files.at(parent).now.children[key(name)] = Entry{std::string(name), inode};
    touch(parent);
    note({Operation::Kind::Link, parent, std::string(name), inode, 0, {}, file.now.mode, 0});
    return 0;
}

/// NFS clients keep an open file that loses its name under another one.
bool SimDisk::keptAsSilly(Inode parent, std::string_view name, Inode inode)
{
    if (!profile.sillyRename || !isOpen(inode) || type(inode) != FileType::Regular || m_files.at(inode).now.links > 1 || name.starts_with(".nfs"))
        return false;
    const std::string silly = ".nfs" + std::to_string(inode);
    if (rename(parent, name, parent, silly, true) != 0)
        return false;
    m_silly[inode] = {parent, silly};
    return true;
}

void SimDisk::entryGone(Inode inode)
{
    File &file = m_files.at(inode);
    --file.now.links;
    file.ctimeNs = changeTime();
    if (file.now.links > 0)
        return;
    m_unlinked.insert(inode);
    if (!isOpen(inode) && file.now.data)
        m_used -= file.now.data->size();
}

void SimDisk::closed(Inode inode)
{
    const auto found = m_open.find(inode);
    if (found == m_open.end() || --found->second > 0)
        return;
    m_open.erase(found);
    const File &file = m_files.at(inode);
    if (file.now.links == 0) {
        if (file.now.data)
            m_used -= file.now.data->size();
        return;
    }
    const auto silly = m_silly.find(inode);
    if (silly == m_silly.end())
        return;
    const auto [parent, name] = silly->second;
    m_silly.erase(silly);
    (void)remove(parent, name, false);
}

void SimDisk::hold(Inode inode, bool held)
{
    if (held)
        m_held.insert(inode);
    else
        m_held.erase(inode);
}

bool SimDisk::inUseBelow(Inode inode) const
{
    for (const auto &[name, child] : m_files.at(inode).now.children) {
        const bool isFolder = type(child.inode) == FileType::Folder;
        if (isFolder ? inUseBelow(child.inode) : (isOpen(child.inode) || m_held.count(child.inode) > 0))
            return true;
    }
    return false;
}

bool SimDisk::isWithin(Inode inode, Inode ancestor) const
{
    if (inode == ancestor)
        return true;
    const auto &children = m_files.at(ancestor).now.children;
    return std::any_of(children.begin(), children.end(), [this, inode](const auto &child) {
        return type(child.second.inode) == FileType::Folder && isWithin(inode, child.second.inode);
    });
}

int SimDisk::remove(Inode parent, std::string_view name, bool folder)
{
    const auto inode = find(parent, name);
    if (!inode)
        return ENOENT;
    const bool isFolder = type(*inode) == FileType::Folder;
    if (isFolder && !folder)
        return EISDIR;
    if (!isFolder && folder)
        return ENOTDIR;
    if (isFolder && !m_files.at(*inode).now.children.empty())
        return ENOTEMPTY;
    if (profile.sharingModes && m_held.count(*inode) > 0)
        return EBUSY;
    if (keptAsSilly(parent, name, *inode))
        return 0;
    m_files.at(parent).now.children.erase(key(name));
    touch(parent);
    note({Operation::Kind::Unlink, parent, std::string(name), *inode, 0, {}, 0, 0});
    entryGone(*inode);
    return 0;
}

int SimDisk::replaceable(Inode moved, Inode there) const
{
    const bool movedFolder = type(moved) == FileType::Folder;
    const bool thereFolder = type(there) == FileType::Folder;
    if (thereFolder && !movedFolder)
        return EISDIR;
    if (!thereFolder && movedFolder)
        return ENOTDIR;
    if (thereFolder && !m_files.at(there).now.children.empty())
        return ENOTEMPTY;
    return profile.sharingModes && m_held.count(there) > 0 ? EBUSY : 0;
}

int SimDisk::rename(Inode fromParent, std::string_view from, Inode toParent, std::string_view to, bool replace)
{
    if (!replace && !profile.renameNoReplace)
        return EINVAL;
    const auto moved = find(fromParent, from);
    if (!moved)
        return ENOENT;
    if (const int error = refusal(to))
        return error;
    const auto there = find(toParent, to);
    if (there && !replace)
        return EEXIST;
    const bool isFolder = type(*moved) == FileType::Folder;
    if (isFolder && isWithin(toParent, *moved))
        return EINVAL;
    if (profile.sharingModes && (isFolder ? inUseBelow(*moved) : m_held.count(*moved) > 0))
        return isFolder ? EACCES : EBUSY;
    const bool sameEntry = fromParent == toParent && key(from) == key(to);
    if (there && *there == *moved && !sameEntry)
        return 0; // two names of one file: rename(2) leaves both
    if (there && *there != *moved) {
        if (const int error = replaceable(*moved, *there))
            return error;
        if (!keptAsSilly(toParent, to, *there))
            entryGone(*there);
    }
    m_files.at(fromParent).now.children.erase(key(from));
    m_files.at(toParent).now.children[key(to)] = Entry{std::string(to), *moved};
    m_files.at(*moved).ctimeNs = changeTime();
    touch(fromParent);
    touch(toParent);
    note({Operation::Kind::Rename, fromParent, std::string(from), *moved, toParent, std::string(to), 0, 0});
    return 0;
}

void SimDisk::setMode(Inode inode, std::uint32_t mode)
{
    m_files.at(inode).now.mode = mode;
    noteAttributes(inode);
}

void SimDisk::setMtime(Inode inode, std::int64_t mtimeNs)
{
    const std::int64_t over = ((mtimeNs % profile.timeStepNs) + profile.timeStepNs) % profile.timeStepNs;
    m_files.at(inode).now.mtimeNs = mtimeNs - over;
    noteAttributes(inode);
}

std::string &SimDisk::writable(std::shared_ptr<std::string> &data)
{
    if (data.use_count() > 1)
        data = std::make_shared<std::string>(*data);
    return *data;
}

SimDisk::Answer<std::size_t> SimDisk::write(Inode inode, std::uint64_t offset, std::span<const std::byte> bytes)
{
    File &file = m_files.at(inode);
    if (bytes.empty())
        return 0;
    if (offset >= profile.largestFile)
        return tl::make_unexpected(EFBIG);
    std::uint64_t end = std::min<std::uint64_t>(offset + bytes.size(), profile.largestFile);
    const std::uint64_t size = file.now.data->size();
    const std::uint64_t room = profile.capacity - std::min(profile.capacity, m_used);
    end = std::min(end, std::max(size, size + room));
    if (end <= offset)
        return tl::make_unexpected(profile.fullError);
    std::string &data = writable(file.now.data);
    if (end > size) {
        m_used += end - size;
        data.resize(end);
    }
    const std::size_t count = end - offset;
    std::transform(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count), data.begin() + static_cast<std::ptrdiff_t>(offset),
                   [](std::byte byte) { return static_cast<char>(byte); });
    file.dirty.add(std::min(offset, size), end);
    file.lost.remove(offset, end);
    m_dirty.insert(inode);
    touch(inode);
    return count;
}

int SimDisk::truncate(Inode inode, std::uint64_t size)
{
    File &file = m_files.at(inode);
    if (size > profile.largestFile)
        return EFBIG;
    const std::uint64_t old = file.now.data->size();
    m_used = m_used - old + size; // holes are counted as if they were filled
    writable(file.now.data).resize(size);
    if (size > old)
        file.dirty.add(old, size);
    file.dirty.remove(size, ~0ULL);
    file.lost.remove(size, ~0ULL);
    m_dirty.insert(inode);
    touch(inode);
    return 0;
}

void SimDisk::flipByte(Inode inode, std::uint64_t offset)
{
    File &file = m_files.at(inode);
    std::string &now = writable(file.now.data);
    now.at(offset) = static_cast<char>(now.at(offset) ^ 0x10);
    if (file.kept.data->size() > offset) {
        std::string &kept = writable(file.kept.data);
        kept.at(offset) = static_cast<char>(kept.at(offset) ^ 0x10);
    }
}

} // namespace cartage::test
