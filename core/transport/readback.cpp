// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/readback.h"

#include <cerrno>

#include "core/io/fileops.h"

namespace cartage::transport {

namespace {

/// Until `enough` is read, the room is full or the file ends: with room for more than enough, that a file is longer shows in the same call.
io::IoResult<std::size_t> readUntil(io::FileSystem &fs, const io::Handle &file, std::span<std::byte> room, std::uint64_t enough)
{
    std::size_t filled = 0;
    while (filled < room.size()) {
        const auto read = fs.read(file, room.subspan(filled));
        if (!read)
            return read;
        filled += *read;
        if (*read == 0 || filled == enough)
            break;
    }
    return filled;
}

/// Bits of a package may forbid even its owner, who is us, to read a file: lent for the moment of opening.
io::IoResult<io::Handle> openStaged(io::FileSystem &fs, const io::Handle &folder, std::string_view name, std::uint32_t mode)
{
    constexpr std::uint32_t ownerReads = 0400;
    auto file = fs.openForReading(folder, name);
    if (file || file.error().error != EACCES || (mode & ownerReads) != 0)
        return file;
    if (const auto lent = fs.setModeAt(folder, name, mode | ownerReads); !lent)
        return failure(lent.error());
    file = fs.openForReading(folder, name);
    if (const auto back = fs.setModeAt(folder, name, mode); !back)
        return failure(back.error());
    return file;
}

} // namespace

Prover::Prover(DpVisit &visit, StagePlaces places, RateLimit &rate, Block &block)
    : m_visit(visit)
    , m_places(std::move(places))
    , m_rate(rate)
    , m_block(block)
{ }

Result<ReadBack> Prover::prove(const content::Manifest::View &entry)
{
    if (m_visit.control.stopRequested())
        return ReadBack::Stopped;
    const auto place = m_places.of(entry.path);
    if (!place)
        return failure(m_visit.error(place.error(), entry.path, Doing::Read));
    if (entry.type == content::EntryType::File)
        return proveFile(*place->folder, place->name, entry);
    const auto target = m_visit.fs().readLink(*place->folder, place->name);
    if (!target)
        return failure(m_visit.error(target.error(), entry.path, Doing::Read));
    return *target == entry.link ? ReadBack::Same : ReadBack::Differs;
}

Result<ReadBack> Prover::proveFile(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry)
{
    io::FileSystem &fs = m_visit.fs();
    const auto failed = [&](const io::IoError &error) { return failure(m_visit.error(error, entry.path, Doing::Read)); };
    const auto file = openStaged(fs, folder, name, entry.mode);
    if (!file)
        return failed(file.error());
    const bool network = m_visit.abilities().network;
    if (network) {
        if (const auto dropped = fs.dropCache(*file); !dropped)
            return failed(dropped.error());
    }
    Xxh128Hasher hasher;
    std::uint64_t size = 0;
    for (;;) {
        if (m_visit.control.stopRequested())
            return ReadBack::Stopped;
        // One byte more than is left tells the end of a small file without another call.
        const std::size_t block = m_rate.block(Block::size);
        const std::size_t want = entry.size - size <= block ? static_cast<std::size_t>(entry.size - size) + 1 : block;
        if (network)
            m_rate.take(want);
        const auto read = readUntil(fs, *file, m_block.first(want), entry.size - size);
        if (!read)
            return failed(read.error());
        m_visit.control.moved();
        size += *read;
        if (size > entry.size)
            return ReadBack::Differs;
        if (size == entry.size && *read == size)
            return xxh128(m_block.first(*read)) == entry.xxh128 ? ReadBack::Same : ReadBack::Differs;
        hasher.add(m_block.first(*read));
        if (*read == 0 || size == entry.size)
            return size == entry.size && hasher.finish() == entry.xxh128 ? ReadBack::Same : ReadBack::Differs;
    }
}

io::IoResult<Hashed> hashMedium(DpVisit &visit, const io::Handle &file, RateLimit &rate, Block &block)
{
    io::FileSystem &fs = visit.fs();
    Hashed hashed;
    if (const auto dropped = fs.dropCache(file); !dropped)
        return failure(dropped.error());
    Sha256Hasher hasher;
    for (;;) {
        if (visit.control.stopRequested()) {
            hashed.stopped = true;
            return hashed;
        }
        const std::size_t want = rate.block(Block::size);
        if (visit.abilities().network)
            rate.take(want);
        const auto read = io::readFully(fs, file, block.first(want));
        if (!read)
            return failure(read.error());
        visit.control.moved();
        hasher.add(block.first(*read));
        hashed.size += *read;
        if (*read < want) {
            hashed.sha256 = hasher.finish();
            return hashed;
        }
    }
}

} // namespace cartage::transport
