// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>

#include "core/content/contentlibrary.h"
#include "core/content/ioerrors.h"
#include "core/content/librarylayout.h"

namespace cartage::content {

namespace {

/// A content's place: a handle and a path below it, of one component as long as descriptors last.
struct Place {
    const io::Handle *folder = nullptr;
    std::string name;
};

/// The 256 folders, opened as they are needed: an intake of many files then costs one component a call. Thread-safe.
class Buckets
{
public:
    Buckets(io::FileSystem &fs, const io::Handle &root) : m_fs(&fs), m_root(&root) { }

    Place placeOf(const Sha256 &hash)
    {
        const std::uint8_t first = hash.bytes[0];
        const std::scoped_lock lock(m_mutex);
        io::Handle &folder = m_folders[first];
        if (!folder.isOpen()) {
            io::IoResult<io::Handle> opened = m_fs->openFolderAt(*m_root, bucketName(first));
            if (!opened && opened.error().error == ENOENT) {
                opened = io::ensureFolder(*m_fs, *m_root, bucketName(first), 0700);
            }
            if (!opened) {
                return {m_root, contentPath(hash)};
            }
            folder = std::move(*opened);
        }
        return {&folder, hash.hex()};
    }

private:
    io::FileSystem *m_fs;
    const io::Handle *m_root;
    std::mutex m_mutex;
    std::array<io::Handle, 256> m_folders;
};

/// Written under `name`, to become `hash`.
struct Written {
    std::string name;
    Sha256 hash;
    bool replaces = false; ///< something of another size has the name: damaged
};

enum class Seen { Absent, Whole, Damaged };

bool cannotDoIt(int error)
{
    return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP || error == EPERM || error == EMLINK || error == EACCES;
}

} // namespace

struct ContentLibrary::Intake::State {
    enum class Publishing { NoReplace, Link, Rename };

    io::FileSystem *fs = nullptr;
    const ContentLibrary *library = nullptr;
    std::string name;
    io::Handle root; ///< opened before the first write: syncfs tells of write-back errors since then
    io::Handle incoming;
    io::Handle folder;
    std::optional<Buckets> buckets;
    std::atomic<std::uint64_t> newBytes{0};
    std::atomic<std::uint64_t> pending{0};
    std::atomic<bool> reliesOnFound{false};
    Publishing publishing = Publishing::NoReplace;

    mutable std::mutex mutex; ///< guards what follows
    std::unordered_set<Sha256> claimed;
    std::vector<Written> written;

    [[nodiscard]] std::string pathOf(std::string_view file) const
    {
        return library->path() + "/" + std::string(incomingFolder) + "/" + name + "/" + std::string(file);
    }
    [[nodiscard]] Error writeError(const io::IoError &error, std::string_view file, std::uint64_t need) const
    {
        if (!isNoSpace(error.error)) {
            return libraryError(error, pathOf(file));
        }
        const io::IoResult<io::Space> space = fs->space(root);
        return noSpaceError(error, library->path(), need, space ? space->free : 0);
    }

    io::IoResult<Seen> look(const Sha256 &hash, std::uint64_t size)
    {
        const Place place = buckets->placeOf(hash);
        const io::IoResult<io::FileStatus> status = fs->statusAt(*place.folder, place.name);
        if (status) {
            return status->type == io::FileType::Regular && status->size == size ? Seen::Whole : Seen::Damaged;
        }
        if (status.error().error == ENOENT) {
            return Seen::Absent;
        }
        return failure(status.error());
    }
    /// True for the one who is to write this content.
    bool claim(const Sha256 &hash)
    {
        const std::scoped_lock lock(mutex);
        return claimed.insert(hash).second;
    }
    /// So that a caller may try the same content again.
    void giveUp(const Sha256 &hash)
    {
        const std::scoped_lock lock(mutex);
        claimed.erase(hash);
    }
    void note(Written file, std::uint64_t size)
    {
        newBytes += size;
        const std::scoped_lock lock(mutex);
        written.push_back(std::move(file));
    }
    io::IoResult<void> write(const std::string &file, std::span<const std::byte> bytes)
    {
        io::IoResult<io::Handle> created = fs->createFile(folder, file, contentMode);
        if (!created) {
            return failure(created.error());
        }
        if (io::IoResult<void> done = io::writeAll(*fs, *created, bytes); !done) {
            return done;
        }
        return fs->close(std::move(*created));
    }
    io::IoResult<void> publish(const Written &file);
    io::IoResult<void> publishByLink(const Written &file, const Place &place);
};

ContentLibrary::Intake::Intake(std::unique_ptr<State> state) : m_state(std::move(state)) { }

ContentLibrary::Intake::~Intake()
{
    m_state->folder = io::Handle();
    (void)io::removeTree(*m_state->fs, m_state->incoming, m_state->name);
}

Result<std::unique_ptr<ContentLibrary::Intake>> ContentLibrary::intake(const std::string &name)
{
    auto state = std::make_unique<Intake::State>();
    state->fs = m_fs;
    state->library = this;
    state->name = name;
    const auto refused = [&](const io::IoError &error) { return failure(state->writeError(error, {}, 0)); };
    io::IoResult<io::Handle> root = m_fs->openFolderAt(m_root, "");
    if (!root) {
        return failure(errorAt(root.error(), {}));
    }
    state->root = std::move(*root);
    io::IoResult<io::Handle> incoming = m_fs->openFolderAt(m_root, incomingFolder);
    if (!incoming) {
        return refused(incoming.error());
    }
    state->incoming = std::move(*incoming);
    if (const io::IoResult<void> made = m_fs->makeFolder(state->incoming, name, 0700); !made) {
        return refused(made.error());
    }
    io::IoResult<io::Handle> folder = m_fs->openFolderAt(state->incoming, name);
    if (!folder) {
        (void)m_fs->removeFolder(state->incoming, name);
        return refused(folder.error());
    }
    state->folder = std::move(*folder);
    state->buckets.emplace(*m_fs, state->root);
    return std::unique_ptr<Intake>(new Intake(std::move(state)));
}

Result<bool> ContentLibrary::Intake::knows(const Sha256 &hash, std::uint64_t size) const
{
    {
        const std::scoped_lock lock(m_state->mutex);
        if (m_state->claimed.contains(hash)) {
            return true;
        }
    }
    const io::IoResult<Seen> seen = m_state->look(hash, size);
    if (!seen) {
        return failure(libraryError(seen.error(), m_state->library->pathOf(contentPath(hash))));
    }
    return *seen == Seen::Whole;
}

Result<void> ContentLibrary::Intake::add(const Sha256 &hash, std::span<const std::byte> bytes)
{
    if (!m_state->claim(hash)) {
        return {};
    }
    const io::IoResult<Seen> seen = m_state->look(hash, bytes.size());
    if (!seen) {
        m_state->giveUp(hash);
        return failure(libraryError(seen.error(), m_state->library->pathOf(contentPath(hash))));
    }
    if (*seen == Seen::Whole) {
        m_state->reliesOnFound = true;
        return {};
    }
    std::string file = hash.hex();
    if (const io::IoResult<void> written = m_state->write(file, bytes); !written) {
        (void)m_state->fs->removeFile(m_state->folder, file);
        m_state->giveUp(hash);
        return failure(m_state->writeError(written.error(), file, bytes.size()));
    }
    m_state->note({std::move(file), hash, *seen == Seen::Damaged}, bytes.size());
    return {};
}

Result<ContentLibrary::Intake::Pending> ContentLibrary::Intake::begin()
{
    Pending pending;
    pending.name = "pending-" + std::to_string(++m_state->pending);
    io::IoResult<io::Handle> file = m_state->fs->createFile(m_state->folder, pending.name, contentMode);
    if (!file) {
        return failure(m_state->writeError(file.error(), pending.name, 0));
    }
    pending.file = std::move(*file);
    return pending;
}

Result<void> ContentLibrary::Intake::keep(Pending pending, const Sha256 &hash)
{
    const io::IoResult<io::FileStatus> status = m_state->fs->status(pending.file);
    if (!status) {
        return failure(m_state->writeError(status.error(), pending.name, 0));
    }
    if (!m_state->claim(hash)) {
        return drop(std::move(pending));
    }
    const io::IoResult<Seen> seen = m_state->look(hash, status->size);
    if (!seen) {
        m_state->giveUp(hash);
        return failure(libraryError(seen.error(), m_state->library->pathOf(contentPath(hash))));
    }
    if (*seen == Seen::Whole) {
        m_state->reliesOnFound = true;
        return drop(std::move(pending));
    }
    if (const io::IoResult<void> closed = m_state->fs->close(std::move(pending.file)); !closed) {
        m_state->giveUp(hash);
        return failure(m_state->writeError(closed.error(), pending.name, status->size));
    }
    m_state->note({std::move(pending.name), hash, *seen == Seen::Damaged}, status->size);
    return {};
}

Result<void> ContentLibrary::Intake::drop(Pending pending)
{
    pending.file = io::Handle();
    if (const io::IoResult<void> removed = m_state->fs->removeFile(m_state->folder, pending.name); !removed) {
        return failure(libraryError(removed.error(), m_state->pathOf(pending.name)));
    }
    return {};
}

io::IoResult<void> ContentLibrary::Intake::State::publishByLink(const Written &file, const Place &place)
{
    const io::IoResult<void> linked = fs->hardLink(folder, file.name, *place.folder, place.name);
    if (linked || linked.error().error == EEXIST) {
        return fs->removeFile(folder, file.name);
    }
    if (!cannotDoIt(linked.error().error)) {
        return linked;
    }
    // Names are hashes: what a rename could replace is the same content.
    publishing = Publishing::Rename;
    return fs->rename(folder, file.name, *place.folder, place.name);
}

io::IoResult<void> ContentLibrary::Intake::State::publish(const Written &file)
{
    const Place place = buckets->placeOf(file.hash);
    if (file.replaces || publishing == Publishing::Rename) {
        return fs->rename(folder, file.name, *place.folder, place.name);
    }
    if (publishing == Publishing::Link) {
        return publishByLink(file, place);
    }
    io::IoResult<void> renamed = fs->renameNoReplace(folder, file.name, *place.folder, place.name);
    if (renamed) {
        return renamed;
    }
    if (renamed.error().error == EEXIST) {
        return fs->removeFile(folder, file.name);
    }
    if (cannotDoIt(renamed.error().error)) {
        publishing = Publishing::Link;
        return publishByLink(file, place);
    }
    return renamed;
}

Result<void> ContentLibrary::Intake::commit()
{
    State &state = *m_state;
    const auto sync = [&]() -> Result<void> {
        const io::IoResult<void> synced = state.fs->syncFileSystem(state.root);
        if (!synced) {
            return failure(state.writeError(synced.error(), {}, state.newBytes));
        }
        return {};
    };
    if (state.written.empty()) {
        // What was found may have been renamed by an intake that has not yet come to its second sync.
        return state.reliesOnFound ? sync() : Result<void>();
    }
    if (Result<void> synced = sync(); !synced) {
        return synced;
    }
    for (const Written &file : state.written) {
        if (const io::IoResult<void> published = state.publish(file); !published) {
            return failure(state.writeError(published.error(), file.name, state.newBytes));
        }
    }
    return sync();
}

std::uint64_t ContentLibrary::Intake::newBytes() const
{
    return m_state->newBytes;
}

} // namespace cartage::content
