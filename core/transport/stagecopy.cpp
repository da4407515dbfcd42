// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/stage.h"

#include <algorithm>
#include <cerrno>

#include "core/io/fileops.h"

namespace cartage::transport {

namespace {

/// A sync is asked for this often, so that the medium is at work while files are still being made. Figures: docs/benchmarks.md.
constexpr std::uint64_t batchBytes = 256ULL << 20;
constexpr std::size_t batchEntries = 50'000;
constexpr Span batchPeriod = std::chrono::milliseconds(100);
/// Where each sync is waited for.
constexpr Span networkBatchPeriod = std::chrono::milliseconds(500);
/// The clock is looked at once in so many entries.
constexpr std::size_t clockEvery = 64;

constexpr std::uint32_t workingMode = 0700;

} // namespace

Result<void> Stager::copy()
{
    m_batchBegan = m_control.clock().boot();
    std::optional<Error> problem;
    content::difference(m_from.get(), *m_wanted, [&](const content::Difference &each) {
        if (problem || !each.after || each.change == content::Change::AttributesChanged || stopped())
            return;
        const auto copied = copyEntry(each);
        if (!copied)
            problem = copied.error();
    });
    if (!problem && !m_outcome.stopped) {
        if (const auto set = setFolderAttributes(); !set)
            problem = set.error();
    }
    if (m_outcome.stopped && !problem)
        return {};
    m_control.setVerifying();
    if (!problem || problem->scope != Scope::Dp) {
        // What is whole is brought home, whatever happened to the rest.
        const auto closed = closeBatch();
        const auto settled = closed ? settle(true) : closed;
        if (!settled && !problem)
            problem = settled.error();
    }
    if (problem)
        return failure(*problem);
    if (m_mismatch)
        return failure(*m_mismatch);
    m_outcome.proven = !m_order.verifyLater && !m_outcome.stopped;
    return {};
}

Result<void> Stager::copyEntry(const content::Difference &difference)
{
    const content::Manifest::View &entry = *difference.after;
    m_control.moved();
    if (entry.type != content::EntryType::Folder)
        return copyContent(entry);
    if (m_from) // the publish makes it
        return {};
    const auto place = m_places->of(entry.path);
    if (!place)
        return failure(m_visit.error(place.error(), entry.path, Doing::Write));
    const auto made = m_visit.fs().makeFolder(*place->folder, place->name, workingMode);
    if (!made && made.error().error != EEXIST)
        return failure(m_visit.error(made.error(), entry.path, Doing::Create));
    m_madeFolders.push_back({entry.path, entry.mode, entry.mtimeNs});
    return {};
}

Result<void> Stager::copyContent(const content::Manifest::View &entry)
{
    const auto place = m_places->of(entry.path);
    if (!place)
        return failure(m_visit.error(place.error(), entry.path, Doing::Create));
    const Staged *part = nullptr;
    Kept &kept = m_stage->kept();
    if (const auto known = kept.empty() ? kept.end() : kept.find(std::string(entry.path)); known != kept.end()) {
        if (known->second.how != Staged::How::Part) {
            m_outcome.bytesReused += static_cast<std::int64_t>(entry.size);
            m_control.addBytes(static_cast<std::int64_t>(entry.size));
            m_control.addFiles(1);
            return m_writer->setAttributes(*place->folder, place->name, entry);
        }
        part = &known->second;
    }
    if (entry.type == content::EntryType::Link) {
        if (const auto made = m_writer->makeLink(*place->folder, place->name, entry); !made)
            return made;
    } else {
        const auto written = m_writer->write(*place->folder, place->name, entry, part);
        if (!written)
            return failure(written.error());
        if (*written == Wrote::Stopped) {
            m_outcome.stopped = true;
            return {};
        }
        m_outcome.bytesCopied += static_cast<std::int64_t>(entry.size);
    }
    ++m_outcome.filesCopied;
    m_control.addFiles(1);
    entryDone(entry);
    return closeBatchIfDue();
}

/// Deepest first: a folder's time changes with what is made in it, and its bits may forbid to make anything.
Result<void> Stager::setFolderAttributes()
{
    for (auto folder = m_madeFolders.rbegin(); folder != m_madeFolders.rend(); ++folder) {
        m_control.moved();
        const auto place = m_places->of(folder->path);
        auto done = place ? io::IoResult<void>() : failure(place.error());
        if (done && m_visit.abilities().permissionBits)
            done = m_visit.fs().setModeAt(*place->folder, place->name, folder->mode);
        if (done && m_visit.keepsMtimes())
            done = m_visit.fs().setMtimeAt(*place->folder, place->name, folder->mtimeNs);
        if (!done)
            return failure(m_visit.error(done.error(), folder->path, Doing::Write));
    }
    return {};
}

void Stager::entryDone(const content::Manifest::View &entry)
{
    m_batch.entries.push_back(entry);
    m_batchBytes += entry.size;
}

Result<void> Stager::closeBatchIfDue()
{
    const bool full = m_batchBytes >= batchBytes || m_batch.entries.size() >= batchEntries;
    const bool look = m_batch.entries.size() % clockEvery == 0;
    const Span period = m_visit.abilities().network ? networkBatchPeriod : batchPeriod;
    if (!full && !(look && m_control.clock().boot() - m_batchBegan >= period))
        return {};
    if (const auto closed = closeBatch(); !closed)
        return closed;
    return settle(false);
}

Result<void> Stager::closeBatch()
{
    Batch batch = std::move(m_batch);
    m_batch = Batch();
    m_batchBytes = 0;
    m_batchBegan = m_control.clock().boot();
    batch.ticket = m_visit.sync().begin();
    const bool whileSyncing = !m_visit.abilities().network && !m_order.verifyLater;
    Result<void> proven;
    if (whileSyncing)
        proven = proveBatch(batch);
    m_batches.push_back(std::move(batch));
    return proven;
}

/// Batches whose sync has ended count; with `all` it is waited for. Of network file systems each batch is waited for, as it can only then be
/// read back, and unread ones must not pile up.
Result<void> Stager::settle(bool all)
{
    while (!m_batches.empty()) {
        Batch &first = m_batches.front();
        if (!all && !m_visit.abilities().network && !m_visit.sync().isDone(first.ticket))
            return {};
        m_control.moved();
        const auto synced = m_visit.sync().wait(first.ticket, &m_control);
        m_control.moved();
        if (!synced) {
            if (synced.error().error == ECANCELED) {
                m_outcome.stopped = true;
                return {};
            }
            return failure(m_visit.error(synced.error(), m_stage->path(newFolder), Doing::Write));
        }
        if (const auto counted = count(first); !counted)
            return counted;
        m_batches.pop_front();
    }
    return {};
}

Result<void> Stager::count(Batch &batch)
{
    if (m_visit.abilities().network && !m_order.verifyLater) {
        if (const auto proven = proveBatch(batch); !proven)
            return proven;
    }
    const auto how = m_order.verifyLater ? Staged::How::Written : Staged::How::Proven;
    for (std::size_t i = 0; i < batch.entries.size(); ++i) {
        const content::Manifest::View &entry = batch.entries[i];
        const bool good = m_order.verifyLater || (i < batch.proven.size() && batch.proven[i]);
        if (good && entry.type == content::EntryType::File)
            m_list->add(entry.path, {how, entry.sha256, entry.size, entry.mtimeNs});
    }
    if (const auto flushed = m_list->flush(m_visit.fs()); !flushed)
        return failure(m_visit.error(flushed.error(), m_stage->path(ProvenList::fileName), Doing::Write));
    return {};
}

Result<void> Stager::proveBatch(Batch &batch)
{
    batch.proven.reserve(batch.entries.size());
    for (const content::Manifest::View &entry : batch.entries) {
        const auto proven = m_prover->prove(entry);
        if (!proven)
            return failure(proven.error());
        if (*proven == ReadBack::Stopped) {
            m_outcome.stopped = true;
            return {};
        }
        batch.proven.push_back(*proven == ReadBack::Same);
        if (*proven == ReadBack::Differs) {
            if (const auto dropped = dropFile(entry); !dropped)
                return dropped;
        }
    }
    return {};
}

/// A copy that is not what was written is made again by the next try; the others are good.
Result<void> Stager::dropFile(const content::Manifest::View &entry)
{
    if (!m_mismatch)
        m_mismatch = m_visit.error(Code::VerifyMismatch, entry.path);
    if (m_mismatch->names.size() < 1000)
        m_mismatch->names.emplace_back(entry.path);
    const auto place = m_places->of(entry.path);
    const auto removed = place ? m_visit.fs().removeFile(*place->folder, place->name) : io::IoResult<void>(failure(place.error()));
    if (!removed)
        return failure(m_visit.error(removed.error(), entry.path, Doing::Write));
    // What the kernel copied nobody had looked at: it may be the library that is wrong.
    if (entry.type == content::EntryType::File && entry.size > ContentCache::largest) {
        const auto whole = m_visit.services.library.verify(entry.sha256);
        if (!whole || !*whole)
            return failure(contentDamaged(entry));
    }
    return {};
}

} // namespace cartage::transport
