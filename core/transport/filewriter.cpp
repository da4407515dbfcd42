// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/filewriter.h"

#include <algorithm>
#include <cerrno>

#include "core/io/fileops.h"

namespace cartage::transport {

namespace {

/// A file over this goes on where it stopped.
constexpr std::uint64_t resumable = 64ULL << 20;
constexpr std::uint64_t resumeStep = 16ULL << 20;
/// How much work a large file may lose: its written part is synced and noted this often.
constexpr Span notePeriod = std::chrono::seconds(5);
/// Where bits are not kept: writable, as a mode without write bits would make a file of an SMB share read-only for its server.
constexpr std::uint32_t plainMode = 0644;
/// Writing takes them away again, so they are set afterwards.
constexpr std::uint32_t ownerBits = 06000;

} // namespace

FileWriter::FileWriter(DpVisit &visit, ProvenList &list, RateLimit &rate, Block &block, bool readBack)
    : m_visit(visit)
    , m_list(list)
    , m_rate(rate)
    , m_block(block)
    , m_readBack(readBack)
{ }

std::uint32_t FileWriter::modeFor(const content::Manifest::View &entry) const
{
    return m_visit.abilities().permissionBits ? entry.mode : plainMode;
}

Error FileWriter::writeError(const io::IoError &error, const content::Manifest::View &entry, Doing doing)
{
    return m_visit.error(error, entry.path, doing);
}

Result<Wrote> FileWriter::write(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry, const Staged *part)
{
    if (entry.size <= ContentCache::largest)
        return writeSmall(folder, name, entry);
    return writeLarge(folder, name, entry, part);
}

Result<void> FileWriter::finish(io::Handle file, const content::Manifest::View &entry)
{
    io::FileSystem &fs = m_visit.fs();
    if ((modeFor(entry) & ownerBits) != 0) {
        if (const auto set = fs.setMode(file, modeFor(entry)); !set)
            return failure(writeError(set.error(), entry));
    }
    if (m_visit.keepsMtimes()) {
        if (const auto set = fs.setMtime(file, entry.mtimeNs); !set)
            return failure(writeError(set.error(), entry));
    }
    if (const auto closed = fs.close(std::move(file)); !closed)
        return failure(writeError(closed.error(), entry));
    return {};
}

Result<Wrote> FileWriter::writeSmall(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry)
{
    const auto bytes = m_visit.services.cache.get(entry);
    if (!bytes)
        return failure(bytes.error());
    m_rate.take(entry.size);
    if (m_visit.control.stopRequested())
        return Wrote::Stopped;
    io::FileSystem &fs = m_visit.fs();
    auto file = fs.createFile(folder, name, modeFor(entry));
    if (!file)
        return failure(writeError(file.error(), entry, Doing::Create));
    if (entry.size > 0) {
        if (const auto written = io::writeAll(fs, *file, (*bytes)->span()); !written)
            return failure(writeError(written.error(), entry));
    }
    if (const auto finished = finish(std::move(*file), entry); !finished)
        return failure(finished.error());
    m_visit.control.addBytes(static_cast<std::int64_t>(entry.size));
    return Wrote::Whole;
}

Result<Wrote> FileWriter::writeLarge(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry, const Staged *part)
{
    const auto source = m_visit.services.library.openContent(entry.sha256);
    if (!source)
        return failure(source.error());
    io::FileSystem &fs = m_visit.fs();
    auto file = part ? fs.openForWriting(folder, name) : fs.createFile(folder, name, modeFor(entry));
    if (!file)
        return failure(writeError(file.error(), entry, Doing::Create));
    if (!part) {
        const auto copied = copyUnseen(*file, *source, entry);
        if (copied && (!*copied || **copied == Wrote::Stopped))
            return *copied;
        if (copied) {
            if (const auto finished = finish(std::move(*file), entry); !finished)
                return failure(finished.error());
            return Wrote::Whole;
        }
    }
    Xxh128Hasher hasher;
    std::uint64_t done = 0;
    if (part) {
        const auto hashed = hashAgain(*file, std::min(part->size, entry.size), entry, hasher);
        if (!hashed)
            return failure(hashed.error());
        done = *hashed;
    }
    const auto streamed = copySeen(*file, *source, entry, done, hasher);
    if (!streamed || *streamed == Wrote::Stopped)
        return streamed;
    if (hasher.finish() != entry.xxh128) {
        *file = io::Handle();
        if (const auto removed = fs.removeFile(folder, name); !removed)
            return failure(writeError(removed.error(), entry));
        // With a part from before it cannot be told which side is wrong: once more, from the start.
        return part ? writeLarge(folder, name, entry, nullptr) : failure(contentDamaged(entry));
    }
    if (part && m_visit.abilities().permissionBits) {
        if (const auto set = fs.setMode(*file, entry.mode); !set)
            return failure(writeError(set.error(), entry));
    }
    if (const auto finished = finish(std::move(*file), entry); !finished)
        return failure(finished.error());
    return Wrote::Whole;
}

/// Reads the part that is there; what lies behind it is cut off. 0 bytes when stopped: nothing is taken for granted.
Result<std::uint64_t> FileWriter::hashAgain(const io::Handle &file, std::uint64_t size, const content::Manifest::View &entry, Xxh128Hasher &hasher)
{
    io::FileSystem &fs = m_visit.fs();
    if (const auto cut = fs.truncate(file, size); !cut)
        return failure(writeError(cut.error(), entry));
    if (const auto dropped = fs.dropCache(file); !dropped)
        return failure(writeError(dropped.error(), entry));
    std::uint64_t done = 0;
    while (done < size && !m_visit.control.stopRequested()) {
        const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(Block::size, size - done));
        const auto read = fs.readAt(file, m_block.first(want), done);
        if (!read)
            return failure(writeError(read.error(), entry, Doing::Read));
        if (*read == 0)
            break;
        hasher.add(m_block.first(*read));
        done += *read;
        m_visit.control.addBytes(static_cast<std::int64_t>(*read));
    }
    return done;
}

/// By the kernel, from cache to cache; nothing where it cannot: then the file is written over from its beginning, and a failure that lasts is met there.
std::optional<Result<Wrote>> FileWriter::copyUnseen(const io::Handle &file, const io::Handle &source, const content::Manifest::View &entry)
{
    io::FileSystem &fs = m_visit.fs();
    if (!m_readBack || m_visit.abilities().network || &fs != &m_visit.services.library.fileSystem())
        return std::nullopt;
    bool able = true;
    std::uint64_t moved = 0;
    const auto copied = stream(file, entry, 0, [&](std::uint64_t at, std::size_t want) -> Result<std::size_t> {
        const auto count = fs.copyRange(source, file, at, want);
        able = count && *count > 0;
        moved += able ? *count : 0;
        return able ? Result<std::size_t>(*count) : failure(Error());
    });
    if (able)
        return copied;
    m_visit.control.addBytes(-static_cast<std::int64_t>(moved));
    return std::nullopt;
}

/// Through our hands, hashed on the way.
Result<Wrote> FileWriter::copySeen(const io::Handle &file, const io::Handle &source, const content::Manifest::View &entry, std::uint64_t done,
                                   Xxh128Hasher &hasher)
{
    io::FileSystem &fs = m_visit.fs();
    io::FileSystem &library = m_visit.services.library.fileSystem();
    return stream(file, entry, done, [&](std::uint64_t at, std::size_t want) -> Result<std::size_t> {
        const auto read = library.readAt(source, m_block.first(want), at);
        if (!read || *read == 0)
            return failure(contentDamaged(entry, read ? 0 : read.error().error));
        hasher.add(m_block.first(*read));
        for (std::size_t out = 0; out < *read;) {
            const auto written = fs.writeAt(file, m_block.first(*read).subspan(out), at + out);
            if (!written)
                return failure(writeError(written.error(), entry));
            if (*written == 0)
                return failure(writeError({"write", ENOSPC}, entry));
            out += *written;
        }
        return *read;
    });
}

Result<Wrote> FileWriter::stream(const io::Handle &file, const content::Manifest::View &entry, std::uint64_t done, const Move &move)
{
    Span noted = m_visit.control.clock().boot();
    while (done < entry.size) {
        if (m_visit.control.stopRequested()) {
            if (const auto kept = notePart(file, entry, done); !kept)
                return failure(kept.error());
            return Wrote::Stopped;
        }
        const auto want = static_cast<std::size_t>(std::min<std::uint64_t>(m_rate.block(Block::size), entry.size - done));
        m_rate.take(want);
        const auto moved = move(done, want);
        if (!moved)
            return failure(moved.error());
        done += *moved;
        m_visit.control.addBytes(static_cast<std::int64_t>(*moved));
        if (const Span now = m_visit.control.clock().boot(); now - noted >= notePeriod) {
            noted = now;
            if (const auto kept = notePart(file, entry, done); !kept)
                return failure(kept.error());
        }
    }
    return Wrote::Whole;
}

/// The data first, then the line that speaks of it.
Result<void> FileWriter::notePart(const io::Handle &file, const content::Manifest::View &entry, std::uint64_t size)
{
    const std::uint64_t whole = size / resumeStep * resumeStep;
    if (entry.size <= resumable || whole == 0)
        return {};
    io::FileSystem &fs = m_visit.fs();
    if (const auto synced = fs.syncFile(file); !synced)
        return failure(writeError(synced.error(), entry));
    m_list.add(entry.path, {Staged::How::Part, entry.sha256, whole, entry.mtimeNs});
    if (const auto flushed = m_list.flush(fs); !flushed)
        return failure(writeError(flushed.error(), entry));
    if (const auto synced = m_list.sync(fs); !synced)
        return failure(writeError(synced.error(), entry));
    return {};
}

Result<void> FileWriter::makeLink(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry)
{
    io::FileSystem &fs = m_visit.fs();
    if (const auto made = fs.makeLink(folder, name, std::string(entry.link)); !made)
        return failure(writeError(made.error(), entry, Doing::Create));
    if (m_visit.keepsMtimes()) {
        if (const auto set = fs.setMtimeAt(folder, name, entry.mtimeNs); !set)
            return failure(writeError(set.error(), entry));
    }
    m_visit.control.moved();
    return {};
}

Result<void> FileWriter::setAttributes(const io::Handle &folder, std::string_view name, const content::Manifest::View &entry)
{
    io::FileSystem &fs = m_visit.fs();
    if (m_visit.abilities().permissionBits) {
        if (const auto set = fs.setModeAt(folder, name, entry.mode); !set)
            return failure(writeError(set.error(), entry));
    }
    if (m_visit.keepsMtimes()) {
        if (const auto set = fs.setMtimeAt(folder, name, entry.mtimeNs); !set)
            return failure(writeError(set.error(), entry));
    }
    return {};
}

} // namespace cartage::transport
