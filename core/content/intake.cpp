// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>

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

/// Folders below one, made where absent and opened as they are needed: an intake of many files then costs one component a call. Thread-safe.
template <std::size_t Count>
class Folders
{
public:
    Folders(io::FileSystem &fs, const io::Handle &parent) : m_fs(&fs), m_parent(&parent) { }

    Place place(std::size_t index, const std::string &folderName, std::string file)
    {
        const std::scoped_lock lock(m_mutex);
        io::Handle &folder = m_folders[index];
        if (!folder.isOpen()) {
            io::IoResult<io::Handle> opened = m_fs->openFolderAt(*m_parent, folderName);
            if (!opened && opened.error().error == ENOENT) {
                opened = io::ensureFolder(*m_fs, *m_parent, folderName, 0700);
            }
            if (!opened) {
                return {m_parent, folderName + "/" + file};
            }
            folder = std::move(*opened);
        }
        return {&folder, std::move(file)};
    }

private:
    io::FileSystem *m_fs;
    const io::Handle *m_parent;
    std::mutex m_mutex;
    std::array<io::Handle, Count> m_folders;
};

/// Threads that create files in one folder wait for each other in the kernel (measured: two threads, a fifth of their time).
constexpr std::size_t spread = 16;
/// So many files are published by two threads.
constexpr std::size_t worthAThread = 1000;

/// Written under `name`, to become `hash`.
struct Written {
    std::string name; ///< its first letter is the folder's name in the intake
    Sha256 hash;
    bool replaces = false; ///< something of another size has the name: damaged
};

/// Has what was written go to the disk while more is being read, so that the sync at the end has little left. Its own thread, which ends with it.
class EarlyWriteBack
{
public:
    /// `whole`: how many files are written and closed now.
    EarlyWriteBack(io::FileSystem &fs, const io::Handle &root, std::function<std::size_t()> whole)
        : m_whole(std::move(whole)), m_thread([this, &fs, &root](const std::stop_token &stop) { run(fs, root, stop); })
    {
    }

    void wrote(std::uint64_t bytes)
    {
        const std::scoped_lock lock(m_mutex);
        m_waiting += bytes;
        if (m_waiting >= step) {
            m_changed.notify_one();
        }
    }
    /// Begins the last sync; tells how many files, of the first ones on, are on the disk already.
    std::size_t finishing()
    {
        const std::scoped_lock lock(m_mutex);
        m_last = true;
        m_changed.notify_one();
        return m_result ? m_synced : 0;
    }
    /// The end of the last sync. The first failure: what was written before it may be lost, whatever later syncs say.
    io::IoResult<void> finish()
    {
        m_thread.join();
        return m_result;
    }

private:
    /// Measured on ext4: with less the journal's commits hold up those who create files, with more the disk idles.
    static constexpr std::uint64_t step = 32 * 1024 * 1024;

    void run(io::FileSystem &fs, const io::Handle &root, const std::stop_token &stop)
    {
        std::unique_lock lock(m_mutex);
        bool last = false;
        while (!last && m_result && m_changed.wait(lock, stop, [this] { return m_last || m_waiting >= step; })) {
            last = m_last;
            m_waiting = 0;
            lock.unlock();
            const std::size_t whole = m_whole();
            const io::IoResult<void> synced = fs.syncFileSystem(root);
            lock.lock();
            m_result = synced;
            m_synced = whole;
        }
    }

    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::uint64_t m_waiting = 0;
    bool m_last = false;
    std::function<std::size_t()> m_whole;
    std::size_t m_synced = 0;
    io::IoResult<void> m_result;
    std::jthread m_thread;
};

enum class Seen { Absent, Whole, Damaged };

bool cannotDoIt(int error)
{
    return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP || error == EPERM || error == EMLINK || error == EACCES;
}

} // namespace

struct ContentLibrary::Intake::State {
    enum class Publishing { NoReplace, Link, Rename };
    enum class Filled : char { Unknown, No, Yes };

    io::FileSystem *fs = nullptr;
    const ContentLibrary *library = nullptr;
    std::string name;
    io::Handle root; ///< opened before the first write: syncfs tells of write-back errors since then
    io::Handle incoming;
    io::Handle folder;
    std::optional<EarlyWriteBack> writeBack;
    std::optional<Folders<256>> buckets;
    std::optional<Folders<spread>> folders;
    std::atomic<std::uint64_t> newBytes{0};
    std::atomic<std::uint64_t> pending{0};
    std::atomic<bool> reliesOnFound{false};
    std::array<std::atomic<Filled>, 256> bucketsFilled{};
    std::atomic<Publishing> publishing{Publishing::NoReplace};

    mutable std::mutex mutex; ///< guards what follows
    std::unordered_set<Sha256> claimed;
    std::vector<Written> written;

    Place placeOf(const Sha256 &hash) { return buckets->place(hash.bytes[0], bucketName(hash.bytes[0]), hash.hex()); }
    /// Of a file on its way in; its name begins with a hexadecimal digit.
    Place placeOf(const std::string &file)
    {
        const char first = file.front();
        return folders->place(static_cast<std::size_t>(first <= '9' ? first - '0' : first - 'a' + 10), std::string(1, first), file);
    }
    io::IoResult<io::Handle> create(const std::string &file)
    {
        const Place place = placeOf(file);
        return fs->createFile(*place.folder, place.name, contentMode);
    }
    io::IoResult<void> remove(const std::string &file)
    {
        const Place place = placeOf(file);
        return fs->removeFile(*place.folder, place.name);
    }
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

    /// Whether there was anything in the content's folder when it was first asked for: of a new library's folders it need not be asked for each file.
    /// What another intake puts there meanwhile is met when the name is given, which replaces nothing.
    bool folderWasEmpty(const Sha256 &hash)
    {
        std::atomic<Filled> &filled = bucketsFilled[hash.bytes[0]];
        if (filled == Filled::Unknown) {
            const io::IoResult<io::Handle> folder = fs->openFolderAt(root, bucketName(hash.bytes[0]));
            bool empty = folder.has_value();
            const auto listed = folder ? fs->list(*folder, [&](const io::FolderEntry &) { return empty = false; }) : io::IoResult<void>();
            filled = empty && listed ? Filled::No : Filled::Yes;
        }
        return filled == Filled::No;
    }
    io::IoResult<Seen> look(const Sha256 &hash, std::uint64_t size)
    {
        if (folderWasEmpty(hash)) {
            return Seen::Absent;
        }
        const Place place = placeOf(hash);
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
    [[nodiscard]] std::size_t noted() const
    {
        const std::scoped_lock lock(mutex);
        return written.size();
    }
    io::IoResult<void> write(const std::string &file, std::span<const std::byte> bytes)
    {
        io::IoResult<io::Handle> created = create(file);
        if (!created) {
            return failure(created.error());
        }
        if (io::IoResult<void> done = io::writeAll(*fs, *created, bytes); !done) {
            return done;
        }
        return fs->close(std::move(*created));
    }
    Result<void> publishAll(std::span<const Written> files, bool threads);
    io::IoResult<void> publish(const Written &file);
    io::IoResult<void> publishByLink(const Written &file, const Place &place);
};

ContentLibrary::Intake::Intake(std::unique_ptr<State> state) : m_state(std::move(state)) { }

ContentLibrary::Intake::~Intake()
{
    m_state->folder = io::Handle();
    (void)io::removeTree(*m_state->fs, m_state->incoming, m_state->name);
}

Result<std::unique_ptr<ContentLibrary::Intake>> ContentLibrary::intake(const std::string &name, WriteBack writeBack)
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
    state->folders.emplace(*m_fs, state->folder);
    if (writeBack == WriteBack::Early) {
        try {
            state->writeBack.emplace(*m_fs, state->root, [noting = state.get()] { return noting->noted(); });
        } catch (const std::system_error &) {
            // The limit of threads is reached: the sync at the end does it all.
        }
    }
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
        (void)m_state->remove(file);
        m_state->giveUp(hash);
        return failure(m_state->writeError(written.error(), file, bytes.size()));
    }
    m_state->note({std::move(file), hash, *seen == Seen::Damaged}, bytes.size());
    wrote(bytes.size());
    return {};
}

Result<ContentLibrary::Intake::Pending> ContentLibrary::Intake::begin()
{
    Pending pending;
    const std::uint64_t number = ++m_state->pending;
    pending.name = std::string(1, "0123456789abcdef"[number % spread]) + "-" + std::to_string(number);
    io::IoResult<io::Handle> file = m_state->create(pending.name);
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
    if (const io::IoResult<void> removed = m_state->remove(pending.name); !removed) {
        return failure(libraryError(removed.error(), m_state->pathOf(pending.name)));
    }
    return {};
}

io::IoResult<void> ContentLibrary::Intake::State::publishByLink(const Written &file, const Place &place)
{
    const Place from = placeOf(file.name);
    const io::IoResult<void> linked = fs->hardLink(*from.folder, from.name, *place.folder, place.name);
    if (linked || linked.error().error == EEXIST) {
        return fs->removeFile(*from.folder, from.name);
    }
    if (!cannotDoIt(linked.error().error)) {
        return linked;
    }
    // Names are hashes: what a rename could replace is the same content.
    publishing = Publishing::Rename;
    return fs->rename(*from.folder, from.name, *place.folder, place.name);
}

io::IoResult<void> ContentLibrary::Intake::State::publish(const Written &file)
{
    const Place place = placeOf(file.hash);
    const Place from = placeOf(file.name);
    if (file.replaces || publishing == Publishing::Rename) {
        return fs->rename(*from.folder, from.name, *place.folder, place.name);
    }
    if (publishing == Publishing::Link) {
        return publishByLink(file, place);
    }
    io::IoResult<void> renamed = fs->renameNoReplace(*from.folder, from.name, *place.folder, place.name);
    if (renamed) {
        return renamed;
    }
    if (renamed.error().error == EEXIST) {
        return fs->removeFile(*from.folder, from.name);
    }
    if (cannotDoIt(renamed.error().error)) {
        publishing = Publishing::Link;
        return publishByLink(file, place);
    }
    return renamed;
}

/// With `threads` by two, of which each has half of the folders: they do not wait for each other there.
Result<void> ContentLibrary::Intake::State::publishAll(std::span<const Written> files, bool threads)
{
    const auto some = [&](const std::function<bool(const Written &)> &wanted) -> Result<void> {
        for (const Written &file : files) {
            if (!wanted(file)) {
                continue;
            }
            if (const io::IoResult<void> published = publish(file); !published) {
                return failure(writeError(published.error(), file.name, newBytes));
            }
        }
        return {};
    };
    if (!threads || files.size() < worthAThread) {
        return some([](const Written &) { return true; });
    }
    const auto odd = [](const Written &file) { return file.name.front() % 2 == 1; };
    Result<void> others;
    try {
        const std::jthread other([&] { others = some(odd); });
        const Result<void> own = some(std::not_fn(odd));
        if (!own) {
            return own;
        }
    } catch (const std::system_error &) { // the limit of threads is reached
        return some([](const Written &) { return true; });
    }
    return others;
}

void ContentLibrary::Intake::wrote(std::uint64_t bytes)
{
    if (m_state->writeBack) {
        m_state->writeBack->wrote(bytes);
    }
}

Result<void> ContentLibrary::Intake::commit()
{
    State &state = *m_state;
    const auto checked = [&](const io::IoResult<void> &synced) -> Result<void> {
        return synced ? Result<void>() : failure(state.writeError(synced.error(), {}, state.newBytes));
    };
    if (state.written.empty()) {
        state.writeBack.reset();
        // What was found may have been renamed by an intake that has not yet come to its second sync.
        return state.reliesOnFound ? checked(state.fs->syncFileSystem(state.root)) : Result<void>();
    }
    const std::span<const Written> all(state.written);
    const bool threads = state.writeBack.has_value();
    std::size_t onDisk = 0;
    Result<void> published;
    io::IoResult<void> synced;
    if (threads) {
        // While the last ones go to the disk, those before them get their names.
        onDisk = state.writeBack->finishing();
        published = state.publishAll(all.first(onDisk), true);
        synced = state.writeBack->finish();
        state.writeBack.reset();
    } else {
        synced = state.fs->syncFileSystem(state.root);
    }
    if (!synced) {
        return checked(synced);
    }
    if (published) {
        published = state.publishAll(all.subspan(onDisk), threads);
    }
    return published ? checked(state.fs->syncFileSystem(state.root)) : published;
}

std::uint64_t ContentLibrary::Intake::newBytes() const
{
    return m_state->newBytes;
}

} // namespace cartage::content
