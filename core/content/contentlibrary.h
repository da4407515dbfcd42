// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <unordered_set>

#include "core/content/manifest.h"
#include "core/io/fileops.h"

namespace cartage::content {

/// The site's single-instance store: <2 hex>/<sha256>, incoming/<intake>/. Folders are 0700, or 02770 below a folder that has that
/// mode. Files there are read-only (0444) and never changed. Thread-safe for
/// reading; one intake is used by one snapshot. Never deletes but in `sweep`, which only the holder of the engine lease calls.
class ContentLibrary
{
public:
    /// `path` is made with its 256 folders where absent; the folder that it is in must be there.
    static Result<std::unique_ptr<ContentLibrary>> open(io::FileSystem &fs, const std::string &path);

    [[nodiscard]] const std::string &path() const { return m_path; }
    [[nodiscard]] io::FileSystem &fileSystem() const { return *m_fs; }
    /// Opens content for reading; content_damaged (object left empty, names the hash) when it is missing.
    [[nodiscard]] Result<io::Handle> openContent(const Sha256 &hash, io::Caching caching = io::Caching::Cached) const;
    [[nodiscard]] Result<bool> holds(const Sha256 &hash) const;
    /// Reads, checks against its name and parses; content_damaged where it differs.
    [[nodiscard]] Result<std::shared_ptr<const Manifest>> manifest(const Sha256 &hash) const;
    [[nodiscard]] Result<io::Space> space() const;
    /// Bytes of all content; walks the library.
    [[nodiscard]] Result<std::uint64_t> bytes() const;

    /// New content on its way in: written under incoming/<name>/, made visible by `commit` (one syncfs, renames without replacing, one
    /// syncfs). A destroyed intake removes its folder. add, begin, keep and drop are thread-safe.
    class Intake
    {
    public:
        ~Intake();
        /// Whole content in memory. Does nothing when the library has it (size is compared).
        Result<void> add(const Sha256 &hash, std::span<const std::byte> bytes);
        /// For large files: a file to write while hashing; `keep` gives it its name afterwards, or drops it when known.
        struct Pending {
            io::Handle file;
            std::string name;
        };
        Result<Pending> begin();
        Result<void> keep(Pending pending, const Sha256 &hash);
        Result<void> drop(Pending pending);
        /// Tells of bytes written to a Pending's file, for WriteBack::Early.
        void wrote(std::uint64_t bytes);
        /// Whole content of this hash and size is in the library, or in this intake.
        [[nodiscard]] Result<bool> knows(const Sha256 &hash, std::uint64_t size) const;
        /// After this all that was added, and what of it the library had before, survives a power loss. Once.
        Result<void> commit();
        [[nodiscard]] std::uint64_t newBytes() const; ///< that the library did not have

    private:
        friend class ContentLibrary;
        struct State;
        explicit Intake(std::unique_ptr<State> state);
        std::unique_ptr<State> m_state;
    };
    /// Early has a thread of its own sync while more is written (for large intakes); at the end nothing differs.
    enum class WriteBack { AtCommit, Early };
    /// `name` is unique among intakes (random hex).
    Result<std::unique_ptr<Intake>> intake(const std::string &name, WriteBack writeBack = WriteBack::AtCommit);
    /// Names of the intakes, and of what is being healed, that are under way or were left by somebody who was killed.
    [[nodiscard]] Result<std::vector<std::string>> incoming() const;
    /// Deletes these leftovers. No name comes twice, so it may happen long after they were found to be abandoned.
    Result<void> removeIncoming(const std::vector<std::string> &abandoned);

    /// Deletes content that is in `candidates` and not in `keep`; at most `most` files; returns how many bytes went.
    Result<std::uint64_t> sweep(const std::unordered_set<Sha256> &candidates, const std::unordered_set<Sha256> &keep, std::size_t most);
    /// Hashes one content as it lies on the disk; true when its bytes match its name, false when they differ, are missing or cannot be read.
    Result<bool> verify(const Sha256 &hash) const;
    /// All content names; for `site check --deep` and for finding what nothing refers to.
    Result<void> list(const std::function<bool(const Sha256 &, std::uint64_t size)> &each) const;
    /// Replaces damaged content by bytes from `source` that hash right (content healed); aside, sync, rename over.
    Result<void> heal(const Sha256 &hash, io::Handle source);

private:
    ContentLibrary(io::FileSystem &fs, std::string path, io::Handle root);
    [[nodiscard]] std::string pathOf(std::string_view relative) const;
    [[nodiscard]] Error errorAt(const io::IoError &error, std::string_view relative) const;
    Result<Sha256> copyAside(const io::Handle &source, const io::Handle &aside, const std::string &path) const;

    io::FileSystem *m_fs;
    std::string m_path;
    io::Handle m_root;
    std::atomic<std::uint64_t> m_heals{0};
};

} // namespace cartage::content
