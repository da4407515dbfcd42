// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "tests/support/simdisk.h"

/// What reaches the medium of a SimDisk, and what a power cut leaves of the rest.
namespace cartage::test {

using io::FileType;

namespace {

constexpr std::uint64_t pageSize = 4096;

/// Not std::uniform_int_distribution: its results differ between libraries.
std::uint64_t upTo(std::mt19937_64 &random, std::uint64_t most) { return random() % (most + 1); }

void copyOrZero(std::string &to, const std::string &from, std::uint64_t start, std::uint64_t end, bool copy)
{
    for (std::uint64_t at = start; at < end; ++at)
        to[at] = copy ? from[at] : '\0';
}

} // namespace

void SimDisk::apply(const Operation &operation)
{
    const auto unlink = [this](Inode inode) { --m_files.at(inode).kept.links; };
    switch (operation.kind) {
    case Operation::Kind::Attributes: {
        File &file = m_files.at(operation.inode);
        file.kept.mode = operation.mode;
        file.kept.mtimeNs = operation.mtimeNs;
        file.attributesKept = true;
        return;
    }
    case Operation::Kind::Link: {
        File &file = m_files.at(operation.inode);
        ++file.kept.links;
        if (!file.attributesKept) {
            file.kept.mode = operation.mode;
            file.kept.mtimeNs = operation.mtimeNs;
            file.attributesKept = true;
        }
        m_files.at(operation.parent).kept.children[key(operation.name)] = Entry{operation.name, operation.inode};
        break;
    }
    case Operation::Kind::Unlink:
        m_files.at(operation.parent).kept.children.erase(key(operation.name));
        unlink(operation.inode);
        break;
    case Operation::Kind::Rename: {
        m_files.at(operation.parent).kept.children.erase(key(operation.name));
        auto &children = m_files.at(operation.toParent).kept.children;
        const auto there = children.find(key(operation.toName));
        if (there != children.end())
            unlink(there->second.inode);
        children[key(operation.toName)] = Entry{operation.toName, operation.inode};
        m_files.at(operation.toParent).kept.mtimeNs = operation.mtimeNs;
        break;
    }
    }
    m_files.at(operation.parent).kept.mtimeNs = operation.mtimeNs;
}

void SimDisk::applyFirst(std::size_t count)
{
    for (std::size_t at = 0; at < count; ++at)
        apply(m_journal[at]);
    m_journal.erase(m_journal.begin(), m_journal.begin() + static_cast<std::ptrdiff_t>(count));
    if (m_journal.empty())
        forgetUnreachable();
}

void SimDisk::forgetUnreachable()
{
    for (auto at = m_unlinked.begin(); at != m_unlinked.end();) {
        const auto found = m_files.find(*at);
        if (found != m_files.end() && found->second.now.links == 0 && found->second.kept.links == 0 && !isOpen(*at)) {
            m_dirty.erase(*at);
            m_held.erase(*at);
            m_files.erase(found);
            at = m_unlinked.erase(at);
        } else {
            ++at;
        }
    }
}

void SimDisk::keepData(File &file)
{
    file.kept.data = file.now.data;
    if (!file.lost.empty()) {
        std::string &data = writable(file.kept.data);
        for (const auto &[from, to] : file.lost.all())
            copyOrZero(data, data, from, std::min<std::uint64_t>(to, data.size()), false);
    }
    file.dirty.clear();
}

void SimDisk::syncFile(Inode inode)
{
    File &file = m_files.at(inode);
    if (file.type == FileType::Folder) {
        const auto touches = [inode](const Operation &operation) {
            return operation.parent == inode || operation.toParent == inode || operation.inode == inode;
        };
        const auto last = std::find_if(m_journal.rbegin(), m_journal.rend(), touches);
        applyFirst(static_cast<std::size_t>(m_journal.rend() - last));
        return;
    }
    if (file.now.data)
        keepData(file);
    m_dirty.erase(inode);
    file.kept.mode = file.now.mode;
    file.kept.mtimeNs = file.now.mtimeNs;
    file.attributesKept = true;
    m_journal.erase(
        std::remove_if(m_journal.begin(), m_journal.end(),
                       [inode](const Operation &operation) { return operation.kind == Operation::Kind::Attributes && operation.inode == inode; }),
        m_journal.end());
}

void SimDisk::syncAll()
{
    applyFirst(m_journal.size());
    for (const Inode inode : m_dirty) {
        File &file = m_files.at(inode);
        keepData(file);
        file.kept.mtimeNs = file.now.mtimeNs;
    }
    m_dirty.clear();
}

void SimDisk::lose(Inode inode)
{
    File &file = m_files.at(inode);
    if (m_dirty.erase(inode) == 0)
        return;
    for (const auto &[from, to] : file.dirty.all())
        file.lost.add(from, to);
    file.dirty.clear();
    ++file.lostTimes;
    ++m_lostTimes;
}

void SimDisk::loseAll()
{
    const std::set<Inode> all = m_dirty;
    for (const Inode inode : all)
        lose(inode);
}

void SimDisk::dropCache(Inode inode)
{
    File &file = m_files.at(inode);
    if (file.lost.empty())
        return;
    std::string &data = writable(file.now.data);
    for (const auto &[from, to] : file.lost.all()) {
        const std::uint64_t end = std::min<std::uint64_t>(to, data.size());
        const std::uint64_t known = std::min<std::uint64_t>(end, file.kept.data->size());
        copyOrZero(data, *file.kept.data, from, known, true);
        copyOrZero(data, data, std::max(from, known), end, false);
    }
    file.lost.clear();
}

/// Unsynced data after a power cut: all of it, none (with the old size, or the new one and zeros: F12), or some pages.
void SimDisk::tear(File &file, std::mt19937_64 &random)
{
    enum { All, NoneOldSize, NoneNewSize, Some };
    const auto choice = upTo(random, 3);
    if (choice == NoneOldSize)
        return;
    if (choice == All) {
        keepData(file);
        return;
    }
    const std::string &now = *file.now.data;
    std::string &kept = writable(file.kept.data);
    kept.resize(now.size());
    for (const auto &[from, to] : file.dirty.all()) {
        for (std::uint64_t at = from; at < to; at = (at / pageSize + 1) * pageSize) {
            const bool written = choice == Some && upTo(random, 1) == 1;
            copyOrZero(kept, now, at, std::min(to, (at / pageSize + 1) * pageSize), written);
        }
    }
}

void SimDisk::crash(std::mt19937_64 &random)
{
    // All and nothing are the interesting ends, so they come more often than their share.
    const std::uint64_t dice = upTo(random, 5);
    applyFirst(dice == 0 ? 0 : dice == 1 ? m_journal.size() : upTo(random, m_journal.size()));
    m_journal.clear();
    for (const Inode inode : m_dirty)
        tear(m_files.at(inode), random);
    m_dirty.clear();
    m_open.clear();
    m_held.clear();
    m_silly.clear();
    m_unlinked.clear();
    m_used = 0;
    for (auto at = m_files.begin(); at != m_files.end();) {
        File &file = at->second;
        if (file.kept.links == 0) {
            at = m_files.erase(at);
            continue;
        }
        file.now = file.kept;
        file.dirty.clear();
        file.lost.clear();
        if (file.now.data)
            m_used += file.now.data->size();
        ++at;
    }
}

} // namespace cartage::test
