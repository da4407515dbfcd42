// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/content/snapshotindex.h"

#include <cstring>

namespace cartage::content {

namespace {

/// Of this machine only: numbers are as the processor has them.
constexpr std::string_view magic = "cartage-index 1\n";

struct Head {
    std::uint8_t manifest[32];
    std::int64_t startedMs;
    std::uint64_t files;
};

struct Line {
    std::int64_t ctimeNs;
    std::uint64_t inode;
};

constexpr std::size_t linesAt = magic.size() + sizeof(Head);
/// FAT has the coarsest times, of two seconds.
constexpr std::int64_t settledAfterNs = 2'000'000'000;
/// Linux takes the times of files at each tick, 100 to 1000 a second.
constexpr std::int64_t fineSettledAfterNs = 100'000'000;
constexpr std::int64_t coarsestTickNs = 10'000'000;

template <class T>
T read(std::string_view bytes, std::size_t at)
{
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

/// The head of an index that is whole and belongs to the manifest.
std::optional<Head> headOf(std::string_view index, const Manifest &former)
{
    constexpr std::size_t sumBytes = sizeof(Xxh128::bytes);
    if (index.size() < linesAt + sumBytes || !index.starts_with(magic)) {
        return std::nullopt;
    }
    const auto head = read<Head>(index, magic.size());
    if (std::memcmp(head.manifest, former.hash().bytes.data(), sizeof head.manifest) != 0
        || head.files != static_cast<std::uint64_t>(former.files()) || index.size() != linesAt + head.files * sizeof(Line) + sumBytes) {
        return std::nullopt;
    }
    const Xxh128 sum = cartage::xxh128(asBytes(index.substr(0, index.size() - sumBytes)));
    if (std::memcmp(index.data() + index.size() - sumBytes, sum.bytes.data(), sumBytes) != 0) {
        return std::nullopt;
    }
    return head;
}

} // namespace

SnapshotIndexWriter::SnapshotIndexWriter(std::size_t files)
{
    m_bytes.reserve(linesAt + files * sizeof(Line) + sizeof(Xxh128::bytes));
    m_bytes = magic;
    m_bytes.resize(linesAt);
}

void SnapshotIndexWriter::add(const FileMark &mark)
{
    const Line line{mark.ctimeNs, mark.inode};
    m_bytes.append(reinterpret_cast<const char *>(&line), sizeof line);
    ++m_files;
}

std::string SnapshotIndexWriter::finish(const Sha256 &manifest, Time started)
{
    Head head{};
    std::memcpy(head.manifest, manifest.bytes.data(), sizeof head.manifest);
    head.startedMs = toMs(started);
    head.files = m_files;
    std::memcpy(m_bytes.data() + magic.size(), &head, sizeof head);
    const Xxh128 sum = cartage::xxh128(asBytes(m_bytes));
    m_bytes.append(reinterpret_cast<const char *>(sum.bytes.data()), sum.bytes.size());
    return std::move(m_bytes);
}

void markUnchanged(SourceTree &tree, const Manifest &former, std::string_view index, bool ownClock)
{
    const std::optional<Head> head = headOf(index, former);
    if (!head) {
        return;
    }
    const auto isSettled = [ownClock, startedNs = head->startedMs * 1'000'000](std::int64_t ctimeNs) {
        const bool fine = ownClock && ctimeNs % coarsestTickNs != 0;
        return ctimeNs <= startedNs - (fine ? fineSettledAfterNs : settledAfterNs);
    };
    Manifest::Cursor cursor(former);
    std::size_t line = 0;
    const auto step = [&] {
        line += cursor.current().type == EntryType::File ? 1 : 0;
        cursor.next();
    };
    tree.forEach([&](std::string_view path, SourceItem &item) {
        while (!cursor.atEnd() && pathLess(cursor.current().path, path)) {
            step();
        }
        if (item.type != EntryType::File || cursor.atEnd() || cursor.current().path != path || cursor.current().type != EntryType::File) {
            return;
        }
        const Manifest::View &then = cursor.current();
        const auto known = read<Line>(index, linesAt + line * sizeof(Line));
        if (then.size == item.mark.size && then.mtimeNs == item.mark.mtimeNs && known.ctimeNs == item.mark.ctimeNs
            && known.inode == item.mark.inode && isSettled(known.ctimeNs)) {
            item.sha256 = then.sha256;
            item.xxh128 = then.xxh128;
            item.read = true;
        }
    });
}

} // namespace cartage::content
