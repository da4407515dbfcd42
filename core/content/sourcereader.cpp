// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/content/sourcereader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <thread>

#include "core/content/ioerrors.h"
#include "core/content/workqueue.h"

namespace cartage::content {

namespace {

/// Files up to this are read whole before anything is written, so that what the library knows is never written.
constexpr std::uint64_t smallFile = 1024 * 1024;
/// Blocks of larger ones stay in the second-level cache between reading, two hashes and writing.
constexpr std::size_t blockBytes = 256 * 1024;
constexpr std::size_t filesABatch = 64;
constexpr std::uint64_t bytesABatch = 8 * 1024 * 1024;
constexpr int tries = 3;
constexpr int busyPasses = 3;

bool isBusy(int error)
{
    return error == EBUSY || error == ETXTBSY || error == EAGAIN;
}

bool hasMoved(int error)
{
    return error == ENOENT || error == ENOTDIR || error == ELOOP || error == EXDEV;
}

bool isZero(std::span<const std::byte> bytes)
{
    return bytes.front() == std::byte{0} && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0;
}

/// A large file's way into the intake. Blocks of zeros are left out, so that sparse files stay sparse.
class LargeCopy
{
public:
    LargeCopy(io::FileSystem &fs, ContentLibrary::Intake &intake) : m_fs(&fs), m_intake(&intake) { }
    LargeCopy(const LargeCopy &) = delete;
    LargeCopy &operator=(const LargeCopy &) = delete;
    ~LargeCopy()
    {
        if (m_pending) {
            (void)m_intake->drop(std::move(*m_pending));
        }
    }
    Result<void> begin()
    {
        Result<ContentLibrary::Intake::Pending> pending = m_intake->begin();
        if (!pending) {
            return failure(pending.error());
        }
        m_pending = std::move(*pending);
        return {};
    }
    io::IoResult<void> write(std::span<const std::byte> bytes, std::uint64_t offset)
    {
        if (isZero(bytes)) {
            return {};
        }
        m_end = offset + bytes.size();
        m_intake->wrote(bytes.size());
        while (!bytes.empty()) {
            const io::IoResult<std::size_t> count = m_fs->writeAt(m_pending->file, bytes, offset);
            if (!count || *count == 0) {
                return failure(count ? io::IoError{"write", ENOSPC} : count.error());
            }
            bytes = bytes.subspan(*count);
            offset += *count;
        }
        return {};
    }
    io::IoResult<void> setSize(std::uint64_t size) { return size == m_end ? io::IoResult<void>() : m_fs->truncate(m_pending->file, size); }
    Result<void> keep(const Sha256 &hash)
    {
        ContentLibrary::Intake::Pending pending = std::move(*m_pending);
        m_pending.reset();
        return m_intake->keep(std::move(pending), hash);
    }

private:
    io::FileSystem *m_fs;
    ContentLibrary::Intake *m_intake;
    std::optional<ContentLibrary::Intake::Pending> m_pending;
    std::uint64_t m_end = 0;
};

} // namespace

SourceReader::SourceReader(io::FileSystem &fs, ContentLibrary::Intake &intake, Settings settings, const std::atomic<bool> &stop)
    : m_fs(&fs), m_intake(&intake), m_settings(std::move(settings)), m_stop(&stop)
{
}

std::vector<SourceReader::Batch> SourceReader::batchesOf(SourceTree &tree)
{
    std::vector<Batch> large;
    std::vector<Batch> small;
    for (SourceFolder &folder : tree.folders) {
        Batch batch{&folder, {}};
        std::uint64_t bytes = 0;
        const auto finishBatch = [&] {
            if (!batch.items.empty()) {
                small.push_back(std::exchange(batch, Batch{&folder, {}}));
                bytes = 0;
            }
        };
        for (SourceItem &item : folder.items) {
            if (item.type != EntryType::File || item.read) {
                continue;
            }
            if (item.mark.size > smallFile) {
                large.push_back({&folder, {&item}});
                continue;
            }
            batch.items.push_back(&item);
            bytes += item.mark.size;
            if (batch.items.size() == filesABatch || bytes >= bytesABatch) {
                finishBatch();
            }
        }
        finishBatch();
    }
    // Largest first: the last task to end is then a short one.
    std::stable_sort(large.begin(), large.end(), [](const Batch &a, const Batch &b) { return a.items[0]->mark.size > b.items[0]->mark.size; });
    large.insert(large.end(), std::make_move_iterator(small.begin()), std::make_move_iterator(small.end()));
    return large;
}

Result<void> SourceReader::read(SourceTree &tree)
{
    return run(tree, batchesOf(tree));
}

Result<void> SourceReader::tryToOpen(SourceTree &tree)
{
    m_onlyOpen = true;
    return run(tree, batchesOf(tree));
}

Result<void> SourceReader::run(const SourceTree &tree, std::vector<Batch> batches)
{
    for (int pass = 0; !batches.empty(); ++pass) {
        WorkQueue<Batch> queue(batches.size() > 1 ? m_settings.threads : 1);
        for (Batch &batch : batches) {
            queue.add(std::move(batch));
        }
        queue.run([&](Batch &batch) {
            if (ends()) {
                queue.abandon();
            } else {
                work(tree, batch);
            }
        });
        if (*m_stop) {
            Error error;
            error.code = Code::Interrupted;
            return failure(std::move(error));
        }
        if (m_error) {
            return failure(*m_error);
        }
        batches = std::exchange(m_busy, {});
        if (pass + 1 == busyPasses) {
            break;
        }
        if (!batches.empty()) {
            std::this_thread::sleep_for(m_settings.busyWait);
        }
    }
    for (const Batch &batch : batches) {
        for (const SourceItem *item : batch.items) {
            m_offenders.push_back({Offender::Why::Busy, pathIn(*batch.folder, item->name), {"open", EBUSY}});
        }
    }
    report();
    return {};
}

void SourceReader::work(const SourceTree &tree, const Batch &batch)
{
    io::Handle opened;
    const io::Handle *folder = &tree.root;
    if (!batch.folder->path.empty()) {
        io::IoResult<io::Handle> found = m_fs->openFolderAt(tree.root, batch.folder->path);
        if (!found) {
            for (SourceItem *item : batch.items) {
                refuse(found.error(), *batch.folder, *item);
            }
            return;
        }
        opened = std::move(*found);
        folder = &opened;
    }
    std::vector<std::byte> buffer = takeBuffer();
    for (SourceItem *item : batch.items) {
        if (!ends()) {
            readItem(*folder, *batch.folder, *item, buffer);
        }
    }
    report();
    const std::scoped_lock lock(m_mutex);
    m_buffers.push_back(std::move(buffer));
}

std::vector<std::byte> SourceReader::takeBuffer()
{
    const std::scoped_lock lock(m_mutex);
    if (m_buffers.empty()) {
        return std::vector<std::byte>(smallFile);
    }
    std::vector<std::byte> buffer = std::move(m_buffers.back());
    m_buffers.pop_back();
    return buffer;
}

void SourceReader::readItem(const io::Handle &folder, SourceFolder &in, SourceItem &item, std::vector<std::byte> &buffer)
{
    for (int i = 0; i < tries; ++i) {
        const Try result = tryOnce(folder, item, i > 0, buffer);
        if (result.error) {
            refuse(*result.error, in, item);
        }
        if (result.outcome != Outcome::Changed) {
            return;
        }
    }
    m_onlyOpen = true;
    const std::scoped_lock lock(m_mutex);
    m_offenders.push_back({Offender::Why::Changing, pathIn(in, item.name), {"read", 0}});
}

SourceReader::Try SourceReader::tryOnce(const io::Handle &folder, SourceItem &item, bool again, std::vector<std::byte> &buffer)
{
    const io::IoResult<io::Handle> file = m_fs->openForReading(folder, item.name);
    if (!file) {
        return {Outcome::Ended, file.error()};
    }
    if (m_onlyOpen) {
        return {Outcome::Ended, std::nullopt};
    }
    if (again) {
        // The first time the walk's look at the file is the one before the reading.
        const io::IoResult<io::FileStatus> status = m_fs->status(*file);
        if (!status) {
            return {Outcome::Ended, status.error()};
        }
        if (status->type != io::FileType::Regular) {
            return {Outcome::Ended, std::nullopt};
        }
        item.mark = markOf(*status);
    }
    return item.mark.size <= smallFile ? readSmall(*file, item, buffer) : readLarge(*file, item, buffer);
}

SourceReader::Try SourceReader::readSmall(const io::Handle &file, SourceItem &item, std::vector<std::byte> &buffer)
{
    const std::span<std::byte> bytes = std::span(buffer).first(item.mark.size);
    const io::IoResult<std::size_t> count = io::readFully(*m_fs, file, bytes);
    if (!count) {
        return {Outcome::Ended, count.error()};
    }
    if (std::optional<Try> result = unlessUnchanged(file, item); result || *count != bytes.size()) {
        return result.value_or(Try{Outcome::Changed, std::nullopt});
    }
    const Sha256 sha256 = cartage::sha256(bytes);
    if (!fits(bytes.size())) {
        const Result<bool> known = m_intake->knows(sha256, bytes.size());
        if (!known || !*known) {
            return giveUp(known ? noSpaceError({"write", 0}, {}, bytes.size(), 0) : known.error());
        }
    }
    if (Result<void> added = m_intake->add(sha256, bytes); !added) {
        return giveUp(added.error());
    }
    return finishRead(item, sha256, cartage::xxh128(bytes));
}

SourceReader::Try SourceReader::readLarge(const io::Handle &file, SourceItem &item, std::vector<std::byte> &buffer)
{
    const std::uint64_t size = item.mark.size;
    // Where it might not fit it is hashed first: it may be known, and a full library is not filled up for nothing.
    const bool stores = fits(size);
    LargeCopy copy(*m_fs, *m_intake);
    if (stores) {
        if (Result<void> begun = copy.begin(); !begun) {
            return giveUp(begun.error());
        }
    }
    Sha256Hasher sha256;
    Xxh128Hasher xxh128;
    std::uint64_t offset = 0;
    for (;;) {
        if (ends() || m_onlyOpen) {
            return {Outcome::Ended, std::nullopt};
        }
        const io::IoResult<std::size_t> count = m_fs->read(file, std::span(buffer).first(blockBytes));
        if (!count) {
            return {Outcome::Ended, count.error()};
        }
        if (*count == 0 || offset + *count > size) {
            break;
        }
        const std::span<const std::byte> bytes = std::span(buffer).first(*count);
        sha256.add(bytes);
        xxh128.add(bytes);
        if (stores) {
            if (const io::IoResult<void> written = copy.write(bytes, offset); !written) {
                return giveUp(isNoSpace(written.error().error) ? noSpaceError(written.error(), {}, size, 0) : libraryError(written.error(), {}));
            }
        }
        offset += *count;
        m_bytes += *count;
        if (offset % bytesABatch < blockBytes) {
            report();
        }
    }
    if (std::optional<Try> result = unlessUnchanged(file, item); result || offset != size) {
        return result.value_or(Try{Outcome::Changed, std::nullopt});
    }
    const Sha256 hash = sha256.finish();
    if (!stores) {
        const Result<bool> known = m_intake->knows(hash, size);
        if (!known || !*known) {
            return giveUp(known ? noSpaceError({"write", 0}, {}, size, 0) : known.error());
        }
    } else if (const io::IoResult<void> sized = copy.setSize(size); !sized) {
        return giveUp(isNoSpace(sized.error().error) ? noSpaceError(sized.error(), {}, size, 0) : libraryError(sized.error(), {}));
    } else if (Result<void> kept = copy.keep(hash); !kept) {
        return giveUp(kept.error());
    }
    return finishRead(item, hash, xxh128.finish());
}

SourceReader::Try SourceReader::finishRead(SourceItem &item, const Sha256 &sha256, const Xxh128 &xxh128)
{
    item.sha256 = sha256;
    item.xxh128 = xxh128;
    item.read = true;
    ++m_files;
    if (item.mark.size <= smallFile) {
        m_bytes += item.mark.size;
    }
    return {};
}

std::optional<SourceReader::Try> SourceReader::unlessUnchanged(const io::Handle &file, const SourceItem &item) const
{
    const io::IoResult<io::FileStatus> status = m_fs->status(file);
    if (!status) {
        return Try{Outcome::Ended, status.error()};
    }
    if (status->type != io::FileType::Regular || markOf(*status) != item.mark) {
        return Try{Outcome::Changed, std::nullopt};
    }
    return std::nullopt;
}

bool SourceReader::fits(std::uint64_t size) const
{
    return m_settings.room == ~0ULL || m_intake->newBytes() + size <= m_settings.room;
}

void SourceReader::refuse(const io::IoError &error, SourceFolder &in, SourceItem &item)
{
    if (hasMoved(error.error)) {
        return;
    }
    const std::scoped_lock lock(m_mutex);
    if (isBusy(error.error)) {
        m_busy.push_back({&in, {&item}});
        return;
    }
    m_onlyOpen = true;
    m_offenders.push_back({Offender::Why::Unreadable, pathIn(in, item.name), error});
}

SourceReader::Try SourceReader::giveUp(Error error)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_error) {
        m_error = std::move(error);
    }
    m_gaveUp = true;
    return {Outcome::Ended, std::nullopt};
}

void SourceReader::report()
{
    if (m_settings.progress) {
        m_settings.progress(m_files, m_bytes);
    }
}

} // namespace cartage::content
