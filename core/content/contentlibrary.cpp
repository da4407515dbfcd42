// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/content/contentlibrary.h"

#include <array>
#include <cerrno>

#include "core/content/ioerrors.h"
#include "core/content/librarylayout.h"

namespace cartage::content {

namespace {

constexpr std::size_t blockBytes = 1024 * 1024;
constexpr std::uint32_t ownFolder = 0700;
constexpr std::uint32_t sharedFolder = 02770;

/// The site folder is 0700, or 02770 where a group works it; what lies in it is open to the same people.
std::uint32_t folderModeBelow(const io::FileStatus &parent)
{
    return (parent.mode & sharedFolder) == sharedFolder ? sharedFolder : ownFolder;
}

io::IoResult<io::Handle> openOrMakeRoot(io::FileSystem &fs, const std::string &path)
{
    io::IoResult<io::Handle> opened = fs.openFolder(path);
    if (opened || opened.error().error != ENOENT) {
        return opened;
    }
    const io::SplitPath split = io::splitPath(path);
    const io::IoResult<io::Handle> parent = fs.openFolder(split.folder.empty() ? "/" : std::string(split.folder));
    if (!parent) {
        return failure(parent.error());
    }
    const io::IoResult<io::FileStatus> status = fs.status(*parent);
    if (!status) {
        return failure(status.error());
    }
    return io::ensureFolder(fs, *parent, split.name, folderModeBelow(*status));
}

/// `incoming` is made last, so its presence tells that all are there.
io::IoResult<void> makeFolders(io::FileSystem &fs, const io::Handle &root)
{
    const io::IoResult<bool> complete = io::exists(fs, root, incomingFolder);
    if (!complete || *complete) {
        return complete.map([](bool) { });
    }
    const io::IoResult<io::FileStatus> status = fs.status(root);
    if (!status) {
        return failure(status.error());
    }
    const std::uint32_t mode = folderModeBelow(*status);
    for (int bucket = 0; bucket <= 256; ++bucket) {
        const std::string name = bucket < 256 ? bucketName(static_cast<std::uint8_t>(bucket)) : std::string(incomingFolder);
        const io::IoResult<void> made = fs.makeFolder(root, name, mode);
        if (!made && made.error().error != EEXIST) {
            return made;
        }
    }
    return {};
}

} // namespace

ContentLibrary::ContentLibrary(io::FileSystem &fs, std::string path, io::Handle root)
    : m_fs(&fs), m_path(std::move(path)), m_root(std::move(root))
{
}

Result<std::unique_ptr<ContentLibrary>> ContentLibrary::open(io::FileSystem &fs, const std::string &path)
{
    std::string trimmed = path;
    while (trimmed.size() > 1 && trimmed.back() == '/') {
        trimmed.pop_back();
    }
    io::IoResult<io::Handle> root = openOrMakeRoot(fs, trimmed);
    if (!root) {
        return failure(libraryError(root.error(), trimmed));
    }
    if (const io::IoResult<void> made = makeFolders(fs, *root); !made) {
        return failure(libraryError(made.error(), trimmed));
    }
    return std::unique_ptr<ContentLibrary>(new ContentLibrary(fs, std::move(trimmed), std::move(*root)));
}

std::string ContentLibrary::pathOf(std::string_view relative) const
{
    return m_path + "/" + std::string(relative);
}

Error ContentLibrary::errorAt(const io::IoError &error, std::string_view relative) const
{
    return libraryError(error, pathOf(relative));
}

Result<io::Handle> ContentLibrary::openContent(const Sha256 &hash, io::Caching caching) const
{
    const std::string relative = contentPath(hash);
    io::IoResult<io::Handle> opened = m_fs->openForReading(m_root, relative, caching);
    if (opened) {
        return std::move(*opened);
    }
    if (opened.error().error == ENOENT || opened.error().error == ELOOP) {
        return failure(damagedError(hash, pathOf(relative), opened.error()));
    }
    return failure(errorAt(opened.error(), relative));
}

Result<bool> ContentLibrary::holds(const Sha256 &hash) const
{
    const std::string relative = contentPath(hash);
    const io::IoResult<io::FileStatus> status = m_fs->statusAt(m_root, relative);
    if (status) {
        return status->type == io::FileType::Regular;
    }
    if (status.error().error == ENOENT) {
        return false;
    }
    return failure(errorAt(status.error(), relative));
}

Result<std::shared_ptr<const Manifest>> ContentLibrary::manifest(const Sha256 &hash) const
{
    const std::string path = pathOf(contentPath(hash));
    const Result<io::Handle> file = openContent(hash);
    if (!file) {
        return failure(file.error());
    }
    const io::IoResult<io::FileStatus> status = m_fs->status(*file);
    if (!status) {
        return failure(libraryError(status.error(), path));
    }
    if (status->type != io::FileType::Regular) {
        return failure(damagedError(hash, path));
    }
    std::string bytes(status->size, '\0');
    const io::IoResult<std::size_t> count = io::readFully(*m_fs, *file, std::as_writable_bytes(std::span(bytes)));
    if (!count) {
        return failure(count.error().error == EIO ? damagedError(hash, path, count.error()) : libraryError(count.error(), path));
    }
    bytes.resize(*count);
    Result<std::shared_ptr<const Manifest>> manifest = Manifest::parse(std::move(bytes));
    if (!manifest || (*manifest)->hash() != hash) {
        return failure(damagedError(hash, path));
    }
    return manifest;
}

Result<io::Space> ContentLibrary::space() const
{
    const io::IoResult<io::Space> space = m_fs->space(m_root);
    if (!space) {
        return failure(libraryError(space.error(), m_path));
    }
    return *space;
}

Result<std::uint64_t> ContentLibrary::bytes() const
{
    std::uint64_t sum = 0;
    const Result<void> listed = list([&sum](const Sha256 &, std::uint64_t size) {
        sum += size;
        return true;
    });
    if (!listed) {
        return failure(listed.error());
    }
    return sum;
}

Result<std::vector<std::string>> ContentLibrary::incoming() const
{
    const io::IoResult<io::Handle> folder = m_fs->openFolderAt(m_root, incomingFolder);
    if (!folder) {
        return failure(errorAt(folder.error(), incomingFolder));
    }
    std::vector<std::string> names;
    const io::IoResult<void> listed = m_fs->list(*folder, [&](const io::FolderEntry &entry) {
        names.emplace_back(entry.name);
        return true;
    });
    if (!listed) {
        return failure(errorAt(listed.error(), incomingFolder));
    }
    return names;
}

Result<void> ContentLibrary::removeIncoming(const std::vector<std::string> &abandoned)
{
    const io::IoResult<io::Handle> folder = m_fs->openFolderAt(m_root, incomingFolder);
    if (!folder) {
        return failure(errorAt(folder.error(), incomingFolder));
    }
    for (const std::string &name : abandoned) {
        if (const io::IoResult<void> removed = io::removeTree(*m_fs, *folder, name); !removed) {
            return failure(errorAt(removed.error(), std::string(incomingFolder) + "/" + name));
        }
    }
    return {};
}

Result<std::uint64_t> ContentLibrary::sweep(const std::unordered_set<Sha256> &candidates, const std::unordered_set<Sha256> &keep,
                                            std::size_t most)
{
    std::uint64_t freed = 0;
    std::size_t removedFiles = 0;
    for (const Sha256 &hash : candidates) {
        if (removedFiles == most) {
            break;
        }
        if (keep.contains(hash)) {
            continue;
        }
        const std::string relative = contentPath(hash);
        const io::IoResult<io::FileStatus> status = m_fs->statusAt(m_root, relative);
        if (!status && status.error().error == ENOENT) {
            continue;
        }
        if (!status) {
            return failure(errorAt(status.error(), relative));
        }
        if (const io::IoResult<void> removed = m_fs->removeFile(m_root, relative); !removed) {
            return failure(errorAt(removed.error(), relative));
        }
        freed += status->size;
        ++removedFiles;
    }
    return freed;
}

Result<bool> ContentLibrary::verify(const Sha256 &hash) const
{
    const Result<io::Handle> file = openContent(hash);
    if (!file) {
        return file.error().code == Code::ContentDamaged ? Result<bool>(false) : failure(file.error());
    }
    // What is cached says nothing about the disk. A file system that cannot drop it is read as it is.
    (void)m_fs->dropCache(*file);
    std::vector<std::byte> block(blockBytes);
    Sha256Hasher hasher;
    for (;;) {
        const io::IoResult<std::size_t> count = m_fs->read(*file, block);
        if (!count && (count.error().error == EIO || count.error().error == EISDIR)) {
            return false;
        }
        if (!count) {
            return failure(errorAt(count.error(), contentPath(hash)));
        }
        if (*count == 0) {
            return hasher.finish() == hash;
        }
        hasher.add(std::span(block).first(*count));
    }
}

Result<void> ContentLibrary::list(const std::function<bool(const Sha256 &, std::uint64_t)> &each) const
{
    bool goOn = true;
    for (int bucket = 0; bucket < 256 && goOn; ++bucket) {
        const std::string name = bucketName(static_cast<std::uint8_t>(bucket));
        const io::IoResult<io::Handle> folder = m_fs->openFolderAt(m_root, name);
        if (!folder && folder.error().error == ENOENT) {
            continue;
        }
        if (!folder) {
            return failure(errorAt(folder.error(), name));
        }
        const io::IoResult<void> listed = m_fs->list(*folder, [&](const io::FolderEntry &entry) {
            const std::optional<Sha256> hash = Sha256::fromHex(entry.name);
            if (!hash || hash->bytes[0] != bucket || hash->hex() != entry.name) {
                return true;
            }
            const io::IoResult<io::FileStatus> status = m_fs->statusAt(*folder, entry.name);
            goOn = !status || each(*hash, status->size);
            return goOn;
        });
        if (!listed) {
            return failure(errorAt(listed.error(), name));
        }
    }
    return {};
}

Result<Sha256> ContentLibrary::copyAside(const io::Handle &source, const io::Handle &aside, const std::string &path) const
{
    std::vector<std::byte> block(blockBytes);
    Sha256Hasher hasher;
    std::uint64_t offset = 0;
    for (;;) {
        const io::IoResult<std::size_t> count = m_fs->readAt(source, block, offset);
        if (!count) {
            Error error = libraryError(count.error(), {});
            error.code = Code::SourceUnreadable;
            return failure(std::move(error));
        }
        if (*count == 0) {
            break;
        }
        offset += *count;
        const std::span<const std::byte> bytes = std::span(block).first(*count);
        hasher.add(bytes);
        if (const io::IoResult<void> written = io::writeAll(*m_fs, aside, bytes); !written) {
            return failure(libraryError(written.error(), path));
        }
    }
    if (const io::IoResult<void> synced = m_fs->syncFile(aside); !synced) {
        return failure(libraryError(synced.error(), path));
    }
    return hasher.finish();
}

Result<void> ContentLibrary::heal(const Sha256 &hash, io::Handle source)
{
    // A name of its own for each try: two that heal the same content never write to one file.
    const std::string hex = hash.hex();
    std::string aside;
    io::IoResult<io::Handle> file;
    do {
        aside = std::string(incomingFolder) + "/heal-" + hex + "-" + std::to_string(++m_heals);
        file = m_fs->createFile(m_root, aside, contentMode);
    } while (!file && file.error().error == EEXIST);
    if (!file) {
        return failure(errorAt(file.error(), aside));
    }
    const auto giveUp = [&](Error error) {
        (void)m_fs->removeFile(m_root, aside);
        return failure(std::move(error));
    };
    const Result<Sha256> copied = copyAside(source, *file, pathOf(aside));
    const io::IoResult<void> closed = m_fs->close(std::move(*file));
    if (!copied) {
        return giveUp(copied.error());
    }
    if (!closed) {
        return giveUp(errorAt(closed.error(), aside));
    }
    const std::string relative = contentPath(hash);
    if (*copied != hash) {
        return giveUp(damagedError(hash, pathOf(relative)));
    }
    const io::IoResult<io::Handle> bucket = io::ensureFolder(*m_fs, m_root, bucketName(hash.bytes[0]), ownFolder);
    if (!bucket) {
        return giveUp(errorAt(bucket.error(), relative));
    }
    if (const io::IoResult<void> renamed = m_fs->rename(m_root, aside, *bucket, hex); !renamed) {
        return giveUp(errorAt(renamed.error(), relative));
    }
    if (const io::IoResult<void> synced = m_fs->syncFile(*bucket); !synced) {
        return failure(errorAt(synced.error(), relative));
    }
    return {};
}

} // namespace cartage::content
