// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

#include "core/content/contentlibrary.h"
#include "core/content/sourcetree.h"

namespace cartage::content {

/// Reads the files of a tree that are not read yet into an intake, each once: both hashes and the copy in one pass. What cannot be read is
/// left unread and stands in `offenders`; a file that is gone is only left unread. One snapshot uses one reader for all its rounds.
class SourceReader
{
public:
    struct Settings {
        unsigned threads = 2;
        std::chrono::milliseconds busyWait{};
        std::uint64_t room = ~0ULL; ///< bytes of new content that the library may take
        std::function<void(std::int64_t, std::uint64_t)> progress;
    };
    SourceReader(io::FileSystem &fs, ContentLibrary::Intake &intake, Settings settings, const std::atomic<bool> &stop);

    /// Fails where the library fails, and with `interrupted`.
    Result<void> read(SourceTree &tree);
    /// Opens the files that are not read, for the sake of naming all that cannot be.
    Result<void> tryToOpen(SourceTree &tree);
    [[nodiscard]] const std::vector<Offender> &offenders() const { return m_offenders; }

private:
    struct Batch {
        SourceFolder *folder = nullptr;
        std::vector<SourceItem *> items;
    };
    /// What became of one try at one file: read, changed meanwhile, or not to be tried again (`error` says why where it is the file's fault).
    enum class Outcome { Done, Changed, Ended };
    struct Try {
        Outcome outcome = Outcome::Done;
        std::optional<io::IoError> error;
    };

    [[nodiscard]] static std::vector<Batch> batchesOf(SourceTree &tree);
    Result<void> run(const SourceTree &tree, std::vector<Batch> batches);
    void work(const SourceTree &tree, const Batch &batch);
    std::vector<std::byte> takeBuffer();
    void readItem(const io::Handle &folder, SourceFolder &in, SourceItem &item, std::vector<std::byte> &buffer);
    Try tryOnce(const io::Handle &folder, SourceItem &item, bool again, std::vector<std::byte> &buffer);
    Try readSmall(const io::Handle &file, SourceItem &item, std::vector<std::byte> &buffer);
    Try readLarge(const io::Handle &file, SourceItem &item, std::vector<std::byte> &buffer);
    Try finishRead(SourceItem &item, const Sha256 &sha256, const Xxh128 &xxh128);
    [[nodiscard]] std::optional<Try> unlessUnchanged(const io::Handle &file, const SourceItem &item) const;
    [[nodiscard]] bool fits(std::uint64_t size) const;
    void refuse(const io::IoError &error, SourceFolder &in, SourceItem &item);
    Try giveUp(Error error);
    void report();
    [[nodiscard]] bool ends() const { return *m_stop || m_gaveUp; }

    io::FileSystem *m_fs;
    ContentLibrary::Intake *m_intake;
    Settings m_settings;
    const std::atomic<bool> *m_stop;
    std::atomic<bool> m_onlyOpen{false}; ///< the snapshot has failed: find all offenders, read nothing more
    std::atomic<bool> m_gaveUp{false};
    std::atomic<std::int64_t> m_files{0};
    std::atomic<std::uint64_t> m_bytes{0};

    std::mutex m_mutex; ///< guards what follows
    std::vector<Offender> m_offenders;
    std::vector<Batch> m_busy;
    std::vector<std::vector<std::byte>> m_buffers; ///< not in use
    std::optional<Error> m_error;
};

} // namespace cartage::content
