// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/content/packagefile.h"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <cerrno>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/content/ioerrors.h"

namespace cartage::content {

namespace {

constexpr std::size_t blockBytes = 1UL << 20;
constexpr std::uint64_t syncEvery = 64UL << 20;
constexpr std::size_t inMemory = 1UL << 20;            ///< smaller content passes through memory, larger goes straight to its file
constexpr std::uint64_t largestManifest = 1ULL << 30;  ///< ten million entries
constexpr std::uint32_t fileMode = 0600;
constexpr const char *manifestEntry = "manifest";
constexpr std::string_view contentPrefix = "content/";

using ContentSizes = std::unordered_map<Sha256, std::uint64_t>;

ContentSizes contentOf(const Manifest *manifest)
{
    ContentSizes sizes;
    if (!manifest)
        return sizes;
    for (Manifest::Cursor cursor(*manifest); !cursor.atEnd(); cursor.next()) {
        if (cursor.current().type == EntryType::File)
            sizes.emplace(cursor.current().sha256, cursor.current().size);
    }
    return sizes;
}

Error interrupted()
{
    Error error;
    error.code = Code::Interrupted;
    return error;
}

Error errorOf(const io::IoError &failed, const std::string &path)
{
    return libraryError(failed, path);
}

// ---- writing ----

/// Where libarchive's bytes go.
struct Sink {
    io::FileSystem *fs;
    io::Handle file;
    Sha256Hasher hasher;
    std::uint64_t bytes = 0;
    std::optional<io::IoError> failed;
    std::uint64_t synced = 0;

    static la_ssize_t write(archive *, void *data, const void *buffer, size_t size)
    {
        auto &sink = *static_cast<Sink *>(data);
        const std::span bytes(static_cast<const std::byte *>(buffer), size);
        if (const auto written = io::writeAll(*sink.fs, sink.file, bytes); !written) {
            sink.failed = written.error();
            return -1;
        }
        sink.hasher.add(bytes);
        sink.bytes += size;
        if (sink.bytes - sink.synced >= syncEvery) { // else the last sync has it all to do, and hears no stop meanwhile
            if (const auto synced = sink.fs->syncFile(sink.file); !synced) {
                sink.failed = synced.error();
                return -1;
            }
            sink.synced = sink.bytes;
        }
        return static_cast<la_ssize_t>(size);
    }
};

class Writer final
{
public:
    Writer(Sink &sink, const PackageFileProgress &progress) : m_sink(&sink), m_progress(&progress), m_archive(archive_write_new(), archive_write_free) { }

    Result<void> open()
    {
        archive *a = m_archive.get();
        const bool opened = a && archive_write_set_format_pax_restricted(a) == ARCHIVE_OK && archive_write_add_filter_zstd(a) == ARCHIVE_OK
            && archive_write_set_bytes_per_block(a, blockBytes) == ARCHIVE_OK && archive_write_set_bytes_in_last_block(a, 1) == ARCHIVE_OK
            && archive_write_open(a, m_sink, nullptr, Sink::write, nullptr) == ARCHIVE_OK;
        return opened ? Result<void>() : failure(error());
    }
    Result<void> begin(const std::string &name, std::uint64_t size)
    {
        const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname(entry.get(), name.c_str());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0444);
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(size));
        archive_entry_set_mtime(entry.get(), 0, 0);
        return archive_write_header(m_archive.get(), entry.get()) == ARCHIVE_OK ? Result<void>() : failure(error());
    }
    Result<void> add(std::span<const std::byte> bytes)
    {
        if (archive_write_data(m_archive.get(), bytes.data(), bytes.size()) != static_cast<la_ssize_t>(bytes.size()))
            return failure(error());
        return (*m_progress)(bytes.size()) ? Result<void>() : failure(interrupted());
    }
    Result<void> close() { return archive_write_close(m_archive.get()) == ARCHIVE_OK ? Result<void>() : failure(error()); }

private:
    [[nodiscard]] Error error() const
    {
        return errorOf(m_sink->failed.value_or(io::IoError{"write", m_archive ? archive_errno(m_archive.get()) : ENOMEM}), {});
    }
    Sink *m_sink;
    const PackageFileProgress *m_progress;
    std::unique_ptr<archive, decltype(&archive_write_free)> m_archive;
};

/// One content; what is read is checked against its name.
Result<void> writeContent(Writer &writer, const ContentLibrary &library, const Sha256 &hash, std::uint64_t size)
{
    auto file = library.openContent(hash);
    if (!file)
        return failure(file.error());
    if (auto begun = writer.begin(std::string(contentPrefix) + hash.hex(), size); !begun)
        return begun;
    io::FileSystem &fs = library.fileSystem();
    std::vector<std::byte> block(std::min<std::uint64_t>(blockBytes, std::max<std::uint64_t>(size, 1)));
    Sha256Hasher hasher;
    std::uint64_t left = size;
    while (left > 0) {
        const auto got = io::readFully(fs, *file, std::span(block).first(std::min<std::uint64_t>(left, block.size())));
        if (!got)
            return failure(errorOf(got.error(), hash.hex()));
        if (*got == 0)
            break;
        hasher.add(std::span(block).first(*got));
        if (auto added = writer.add(std::span(block).first(*got)); !added)
            return added;
        left -= *got;
    }
    if (left > 0 || hasher.finish() != hash)
        return failure(damagedError(hash, hash.hex()));
    return {};
}

Result<void> writeAll(Writer &writer, const ContentLibrary &library, const Manifest &manifest, const Manifest *base)
{
    if (auto opened = writer.open(); !opened)
        return opened;
    auto begun = writer.begin(manifestEntry, manifest.bytes().size());
    if (begun)
        begun = writer.add(asBytes(manifest.bytes()));
    if (!begun)
        return begun;
    const ContentSizes known = contentOf(base);
    std::unordered_set<Sha256> written;
    for (Manifest::Cursor cursor(manifest); !cursor.atEnd(); cursor.next()) {
        const Manifest::View &entry = cursor.current();
        if (entry.type != EntryType::File || known.contains(entry.sha256) || !written.insert(entry.sha256).second)
            continue;
        if (auto added = writeContent(writer, library, entry.sha256, entry.size); !added)
            return added;
    }
    return writer.close();
}

// ---- reading ----

struct Source {
    io::FileSystem *fs;
    const io::Handle *file;
    std::vector<std::byte> block = std::vector<std::byte>(blockBytes);
    std::uint64_t at = 0;
    std::optional<io::IoError> failed;

    static la_ssize_t read(archive *, void *data, const void **buffer)
    {
        auto &source = *static_cast<Source *>(data);
        const auto got = source.fs->readAt(*source.file, source.block, source.at);
        if (!got) {
            source.failed = got.error();
            return -1;
        }
        source.at += *got;
        *buffer = source.block.data();
        return static_cast<la_ssize_t>(*got);
    }
};

UnpackProblem damaged(std::string why) { return {UnpackProblem::What::Damaged, std::move(why), std::nullopt}; }
UnpackProblem local(Error error) { return {UnpackProblem::What::Local, {}, std::move(error)}; }

class Reader final
{
public:
    Reader(io::FileSystem &fs, const io::Handle &file, const PackageFileProgress &progress)
        : m_source{&fs, &file, std::vector<std::byte>(blockBytes), 0, std::nullopt}, m_progress(&progress), m_archive(archive_read_new(), archive_read_free)
    {
    }
    Result<void, UnpackProblem> open()
    {
        archive *a = m_archive.get();
        const bool opened = a && archive_read_support_filter_zstd(a) == ARCHIVE_OK && archive_read_support_format_tar(a) == ARCHIVE_OK
            && archive_read_open(a, &m_source, nullptr, Source::read, nullptr) == ARCHIVE_OK;
        return opened ? Result<void, UnpackProblem>() : failure(problem());
    }
    /// Name and size of the next entry; nothing at the end.
    struct Head {
        std::string name;
        std::uint64_t size = 0;
    };
    Result<std::optional<Head>, UnpackProblem> next()
    {
        archive_entry *entry = nullptr;
        const int code = archive_read_next_header(m_archive.get(), &entry);
        if (code == ARCHIVE_EOF)
            return std::optional<Head>();
        if (code != ARCHIVE_OK)
            return failure(problem());
        const char *name = archive_entry_pathname(entry);
        if (!name || archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) || !archive_entry_size_is_set(entry) || archive_entry_size(entry) < 0)
            return failure(damaged("an entry is not a plain file"));
        return std::optional(Head{name, static_cast<std::uint64_t>(archive_entry_size(entry))});
    }
    /// Exactly `size` bytes, in blocks.
    Result<void, UnpackProblem> read(std::uint64_t size, const std::function<Result<void>(std::span<const std::byte>)> &each)
    {
        std::vector<std::byte> block(std::min<std::uint64_t>(blockBytes, std::max<std::uint64_t>(size, 1)));
        std::uint64_t left = size;
        while (left > 0) {
            const la_ssize_t got = archive_read_data(m_archive.get(), block.data(), std::min<std::uint64_t>(left, block.size()));
            if (got < 0)
                return failure(problem());
            if (got == 0)
                return failure(damaged("an entry is shorter than it says"));
            const auto bytes = std::span<const std::byte>(block).first(static_cast<std::size_t>(got));
            if (const auto taken = each(bytes); !taken)
                return failure(local(taken.error()));
            left -= static_cast<std::uint64_t>(got);
            if (!(*m_progress)(bytes.size()))
                return failure(local(interrupted()));
        }
        return {};
    }

private:
    [[nodiscard]] UnpackProblem problem() const
    {
        if (m_source.failed)
            return local(errorOf(*m_source.failed, {}));
        const char *text = m_archive ? archive_error_string(m_archive.get()) : nullptr;
        return damaged(text ? text : "it cannot be read");
    }
    Source m_source;
    const PackageFileProgress *m_progress;
    std::unique_ptr<archive, decltype(&archive_read_free)> m_archive;
};

Result<std::shared_ptr<const Manifest>, UnpackProblem> readManifest(Reader &reader, const Sha256 &wanted)
{
    auto head = reader.next();
    if (!head)
        return failure(head.error());
    if (!*head || (*head)->name != manifestEntry || (*head)->size > largestManifest)
        return failure(damaged("it does not begin with a manifest"));
    std::string bytes;
    const auto read = reader.read((*head)->size, [&bytes](std::span<const std::byte> block) -> Result<void> {
        bytes.append(reinterpret_cast<const char *>(block.data()), block.size());
        return {};
    });
    if (!read)
        return failure(read.error());
    if (sha256(asBytes(bytes)) != wanted)
        return failure(damaged("its manifest is not the one that was announced"));
    auto manifest = Manifest::parse(std::move(bytes));
    if (!manifest)
        return failure(damaged("its manifest breaks a rule"));
    return *manifest;
}

Result<void, UnpackProblem> readSmall(Reader &reader, ContentLibrary::Intake &intake, const Sha256 &hash, std::uint64_t size)
{
    std::vector<std::byte> bytes;
    bytes.reserve(size);
    const auto read = reader.read(size, [&bytes](std::span<const std::byte> block) -> Result<void> {
        bytes.insert(bytes.end(), block.begin(), block.end());
        return {};
    });
    if (!read)
        return failure(read.error());
    if (sha256(bytes) != hash)
        return failure(damaged("content " + hash.hex() + " differs from its name"));
    if (const auto added = intake.add(hash, bytes); !added)
        return failure(local(added.error()));
    return {};
}

Result<void, UnpackProblem> readLarge(Reader &reader, ContentLibrary &library, ContentLibrary::Intake &intake, const Sha256 &hash, std::uint64_t size)
{
    auto pending = intake.begin();
    if (!pending)
        return failure(local(pending.error()));
    Sha256Hasher hasher;
    const auto read = reader.read(size, [&](std::span<const std::byte> block) -> Result<void> {
        if (const auto written = io::writeAll(library.fileSystem(), pending->file, block); !written)
            return failure(libraryError(written.error(), hash.hex()));
        hasher.add(block);
        intake.wrote(block.size());
        return {};
    });
    if (!read)
        return failure(read.error());
    if (hasher.finish() != hash)
        return failure(damaged("content " + hash.hex() + " differs from its name"));
    if (const auto kept = intake.keep(std::move(*pending), hash); !kept)
        return failure(local(kept.error()));
    return {};
}

Result<void, UnpackProblem> readContents(Reader &reader, ContentLibrary &library, ContentLibrary::Intake &intake, const ContentSizes &wanted)
{
    std::unordered_set<Sha256> seen;
    while (true) {
        const auto head = reader.next();
        if (!head)
            return failure(head.error());
        if (!*head)
            return {};
        const std::string &name = (*head)->name;
        const auto hash = name.starts_with(contentPrefix) ? Sha256::fromHex(std::string_view(name).substr(contentPrefix.size())) : std::nullopt;
        const auto found = hash ? wanted.find(*hash) : wanted.end();
        if (found == wanted.end() || found->second != (*head)->size || !seen.insert(*hash).second)
            return failure(damaged("an entry is none of its manifest's content"));
        const auto taken = found->second <= inMemory ? readSmall(reader, intake, *hash, found->second) : readLarge(reader, library, intake, *hash, found->second);
        if (!taken)
            return taken;
    }
}

} // namespace

Result<PackageFile> writePackageFile(const ContentLibrary &library, const Manifest &manifest, const Manifest *base, const io::Handle &folder,
                                     const std::string &name, const PackageFileProgress &progress)
{
    io::FileSystem &fs = library.fileSystem();
    auto file = fs.createFile(folder, name, fileMode);
    if (!file)
        return failure(errorOf(file.error(), name));
    Sink sink{&fs, std::move(*file), {}, 0, std::nullopt};
    auto written = [&] {
        Writer writer(sink, progress);
        return writeAll(writer, library, manifest, base);
    }();
    if (written) {
        if (const auto synced = fs.syncFile(sink.file); !synced)
            written = failure(errorOf(synced.error(), name));
    }
    if (const auto closed = fs.close(std::move(sink.file)); !closed && written)
        written = failure(errorOf(closed.error(), name));
    if (!written) {
        (void)fs.removeFile(folder, name);
        return failure(written.error());
    }
    return PackageFile{sink.hasher.finish(), sink.bytes};
}

Result<std::shared_ptr<const Manifest>, UnpackProblem> unpackPackageFile(ContentLibrary &library, const io::Handle &file, const Sha256 &wanted,
                                                                         const std::string &intakeName, const PackageFileProgress &progress)
{
    Reader reader(library.fileSystem(), file, progress);
    if (const auto opened = reader.open(); !opened)
        return failure(opened.error());
    auto manifest = readManifest(reader, wanted);
    if (!manifest)
        return manifest;
    auto intake = library.intake(intakeName, ContentLibrary::WriteBack::Early);
    if (!intake)
        return failure(local(intake.error()));
    const ContentSizes sizes = contentOf(manifest->get());
    if (const auto read = readContents(reader, library, **intake, sizes); !read)
        return failure(read.error());
    for (const auto &[hash, size] : sizes) {
        const auto known = (*intake)->knows(hash, size);
        if (!known)
            return failure(local(known.error()));
        if (!*known)
            return failure(UnpackProblem{UnpackProblem::What::Lacks, "content " + hash.hex() + " is missing", std::nullopt});
    }
    auto kept = (*intake)->add(wanted, asBytes((*manifest)->bytes()));
    if (kept)
        kept = (*intake)->commit();
    if (!kept)
        return failure(local(kept.error()));
    return manifest;
}

Result<std::shared_ptr<const Manifest>> wholeManifest(const ContentLibrary &library, const Sha256 &hash)
{
    const auto there = library.holds(hash);
    if (!there)
        return failure(there.error());
    auto manifest = *there ? library.manifest(hash) : Result<std::shared_ptr<const Manifest>>(nullptr);
    if (!manifest || !*manifest)
        return std::shared_ptr<const Manifest>();
    for (const auto &[content, size] : contentOf(manifest->get())) {
        const auto held = library.holds(content);
        if (!held)
            return failure(held.error());
        if (!*held)
            return std::shared_ptr<const Manifest>();
    }
    return manifest;
}

} // namespace cartage::content
