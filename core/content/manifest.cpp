// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/content/manifest.h"

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstring>

#include "core/base/check.h"
#include "core/content/packagerules.h"

// The file: the magic; then each entry: type (1), mode (4), mtime (8), length of the path (4), path, and for files size (8), SHA-256 (32),
// XXH3-128 (16), for links length of the target (4), target; then 'E' and the number of entries (8). Numbers are little-endian. Nothing in
// it tells when or where it was made, so that equal trees have equal bytes.
namespace cartage::content {

namespace {

constexpr std::string_view magic = "cartage-manifest 1\n";
constexpr char endMark = 'E';
constexpr std::size_t headBytes = 1 + 4 + 8 + 4;
constexpr std::size_t fileBytes = 8 + sizeof(Sha256::bytes) + sizeof(Xxh128::bytes);
constexpr std::size_t endBytes = 1 + 8;
constexpr std::uint32_t permissionBits = 0777;

template <std::integral T>
T load(const char *at)
{
    T value;
    std::memcpy(&value, at, sizeof value);
    if constexpr (std::endian::native == std::endian::big && sizeof(T) > 1) {
        auto *bytes = reinterpret_cast<char *>(&value);
        std::reverse(bytes, bytes + sizeof value);
    }
    return value;
}

template <std::integral T>
void store(std::string &into, T value)
{
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    if constexpr (std::endian::native == std::endian::big) {
        std::reverse(bytes, bytes + sizeof value);
    }
    into.append(bytes, sizeof value);
}

/// Reads one entry that is known to be whole; answers where the next one begins.
const char *decodeEntry(const char *at, Manifest::View &view)
{
    view.type = static_cast<EntryType>(*at);
    view.mode = load<std::uint32_t>(at + 1);
    view.mtimeNs = load<std::int64_t>(at + 5);
    const auto length = load<std::uint32_t>(at + 13);
    at += headBytes;
    view.path = std::string_view(at, length);
    at += length;
    view.link = {};
    if (view.type == EntryType::File) {
        view.size = load<std::uint64_t>(at);
        std::memcpy(view.sha256.bytes.data(), at + 8, view.sha256.bytes.size());
        std::memcpy(view.xxh128.bytes.data(), at + 40, view.xxh128.bytes.size());
        return at + fileBytes;
    }
    view.size = 0;
    view.sha256 = {};
    view.xxh128 = {};
    if (view.type == EntryType::Link) {
        const auto target = load<std::uint32_t>(at);
        view.link = std::string_view(at + 4, target);
        at += 4 + target;
    }
    return at;
}

/// Bytes of the entry at the front of `left`; 0 where it does not fit into it or its type is unknown.
std::size_t entryBytes(std::string_view left)
{
    if (left.size() < headBytes) {
        return 0;
    }
    const auto type = static_cast<EntryType>(left.front());
    std::size_t bytes = headBytes + load<std::uint32_t>(left.data() + 13);
    if (type == EntryType::File) {
        bytes += fileBytes;
    } else if (type == EntryType::Link) {
        if (left.size() < bytes + 4) {
            return 0;
        }
        bytes += 4 + std::size_t(load<std::uint32_t>(left.data() + bytes));
    } else if (type != EntryType::Folder) {
        return 0;
    }
    return bytes <= left.size() ? bytes : 0;
}

std::string_view folderOf(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

Error invalid(std::string why, std::string_view path = {})
{
    Error error;
    error.code = Code::WrongValue;
    error.path = path;
    error.parameters = {{"what", "manifest"}, {"why", std::move(why)}};
    return error;
}

/// Walks over bytes that may be anything. One use.
class Checker
{
public:
    explicit Checker(std::string_view left) : m_left(left) { }

    /// What is wrong with them.
    [[nodiscard]] std::optional<Error> run()
    {
        while (m_left.size() > endBytes || (!m_left.empty() && m_left.front() != endMark)) {
            const std::size_t bytes = entryBytes(m_left);
            if (bytes == 0) {
                return invalid("cut off or not an entry");
            }
            decodeEntry(m_left.data(), m_view);
            if (std::optional<Error> error = checkEntry()) {
                return error;
            }
            m_left.remove_prefix(bytes);
        }
        if (m_left.size() != endBytes || load<std::int64_t>(m_left.data() + 1) != entries) {
            return invalid("no end, or another number of entries");
        }
        const std::vector<std::string> refused = m_links.refused();
        return refused.empty() ? std::nullopt : std::optional(invalid("link leads out of the package", refused.front()));
    }

    std::int64_t files = 0;
    std::int64_t entries = 0;
    std::int64_t contentBytes = 0;

private:
    std::optional<Error> checkEntry()
    {
        if (m_view.mode > permissionBits) {
            return invalid("mode", m_view.path);
        }
        if (!isPlaced()) {
            return invalid("name, order or missing folder", m_view.path);
        }
        ++entries;
        m_last = m_view.path;
        if (m_view.type == EntryType::Folder) {
            m_folder = m_view.path;
        } else if (m_view.type == EntryType::Link) {
            m_links.add(std::string(m_view.path), std::string(m_view.link));
        } else {
            ++files;
            if (__builtin_add_overflow(contentBytes, m_view.size, &contentBytes)) {
                return invalid("size", m_view.path);
            }
        }
        return std::nullopt;
    }

    /// The folder of a valid path is the last folder entry or one above it, and within it the last component is judged alone: each
    /// byte is looked at once, however deep the tree.
    bool isPlaced()
    {
        const std::string_view path = m_view.path;
        if (path.size() > longestPath || (!m_last.empty() && pathCompare(m_last, path) >= 0)) {
            return false;
        }
        const std::string_view folder = folderOf(path);
        while (m_folder.size() > folder.size()) {
            m_folder = folderOf(m_folder);
        }
        return m_folder == folder && isPackageName(folder.empty() ? path : path.substr(folder.size() + 1));
    }

    std::string_view m_left;
    std::string_view m_last;
    std::string_view m_folder;
    Manifest::View m_view;
    PackageLinks m_links;
};

} // namespace

int pathCompare(std::string_view a, std::string_view b)
{
    const std::size_t common = std::min(a.size(), b.size());
    std::size_t i = 0;
    for (; i + 8 <= common; i += 8) {
        if (std::memcmp(a.data() + i, b.data() + i, 8) != 0) {
            break;
        }
    }
    while (i < common && a[i] == b[i]) {
        ++i;
    }
    if (i == common) {
        return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
    }
    // The end of a component comes before any byte of a longer one.
    const auto rank = [](char byte) { return byte == '/' ? -1 : int(static_cast<unsigned char>(byte)); };
    return rank(a[i]) < rank(b[i]) ? -1 : 1;
}

bool pathLess(std::string_view a, std::string_view b)
{
    return pathCompare(a, b) < 0;
}

Result<std::shared_ptr<const Manifest>> Manifest::parse(std::string bytes)
{
    if (!bytes.starts_with(magic)) {
        return failure(invalid("no manifest, or of a newer version"));
    }
    Checker checker(std::string_view(bytes).substr(magic.size()));
    if (std::optional<Error> error = checker.run()) {
        return failure(std::move(*error));
    }
    std::shared_ptr<Manifest> manifest(new Manifest);
    manifest->m_hash = cartage::sha256(asBytes(bytes));
    manifest->m_bytes = std::move(bytes);
    manifest->m_first = magic.size();
    manifest->m_files = checker.files;
    manifest->m_entries = checker.entries;
    manifest->m_contentBytes = checker.contentBytes;
    return manifest;
}

std::shared_ptr<const Manifest> Manifest::make(std::vector<Entry> entries)
{
    std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return pathLess(a.path, b.path); });
    ManifestBuilder builder(entries.size());
    for (const Entry &entry : entries) {
        builder.add({entry.path, entry.type, entry.mode, entry.size, entry.mtimeNs, entry.sha256, entry.xxh128, entry.link});
    }
    return builder.finish();
}

std::optional<Entry> Manifest::find(std::string_view path) const
{
    for (Cursor cursor(*this); !cursor.atEnd(); cursor.next()) {
        if (cursor.current().path == path) {
            return cursor.current().toEntry();
        }
    }
    return std::nullopt;
}

Entry Manifest::View::toEntry() const
{
    return {std::string(path), type, mode, size, mtimeNs, sha256, xxh128, std::string(link)};
}

Manifest::Cursor::Cursor(const Manifest &manifest) : m_at(manifest.m_bytes.data() + manifest.m_first), m_left(manifest.m_entries)
{
    decode();
}

void Manifest::Cursor::next()
{
    --m_left;
    decode();
}

void Manifest::Cursor::decode()
{
    if (m_left > 0) {
        m_at = decodeEntry(m_at, m_current);
    }
}

ManifestBuilder::ManifestBuilder(std::size_t expectedEntries)
{
    constexpr std::size_t usualEntry = 120;
    m_bytes.reserve(magic.size() + expectedEntries * usualEntry + endBytes);
    m_bytes = magic;
}

void ManifestBuilder::add(const Manifest::View &entry)
{
    CARTAGE_CHECK(m_entries == 0 || pathLess(m_last, entry.path));
    const std::string_view folder = folderOf(entry.path);
    while (m_folder.size() > folder.size()) {
        m_folder.resize(folderOf(m_folder).size());
    }
    CARTAGE_CHECK(m_folder == folder);
    CARTAGE_CHECK(isPackageName(folder.empty() ? entry.path : entry.path.substr(folder.size() + 1)) && entry.path.size() <= longestPath);
    CARTAGE_CHECK(entry.mode <= permissionBits);
    m_last = entry.path;
    ++m_entries;
    m_bytes += static_cast<char>(entry.type);
    store(m_bytes, entry.mode);
    store(m_bytes, entry.mtimeNs);
    store(m_bytes, static_cast<std::uint32_t>(entry.path.size()));
    m_bytes += entry.path;
    if (entry.type == EntryType::Folder) {
        m_folder = entry.path;
    } else if (entry.type == EntryType::Link) {
        store(m_bytes, static_cast<std::uint32_t>(entry.link.size()));
        m_bytes += entry.link;
    } else {
        store(m_bytes, entry.size);
        m_bytes.append(reinterpret_cast<const char *>(entry.sha256.bytes.data()), entry.sha256.bytes.size());
        m_bytes.append(reinterpret_cast<const char *>(entry.xxh128.bytes.data()), entry.xxh128.bytes.size());
        ++m_files;
        CARTAGE_CHECK(!__builtin_add_overflow(m_contentBytes, entry.size, &m_contentBytes));
    }
}

std::shared_ptr<const Manifest> ManifestBuilder::finish()
{
    m_bytes += endMark;
    store(m_bytes, m_entries);
    std::shared_ptr<Manifest> manifest(new Manifest);
    manifest->m_hash = cartage::sha256(asBytes(m_bytes));
    manifest->m_bytes = std::move(m_bytes);
    manifest->m_first = magic.size();
    manifest->m_files = m_files;
    manifest->m_entries = m_entries;
    manifest->m_contentBytes = m_contentBytes;
    return manifest;
}

namespace {

std::optional<Change> changeBetween(const Manifest::View &before, const Manifest::View &after)
{
    if (before.type != after.type) {
        return Change::TypeChanged;
    }
    if (before.size != after.size || before.sha256 != after.sha256 || before.link != after.link) {
        return Change::ContentChanged;
    }
    if (before.mode != after.mode || before.mtimeNs != after.mtimeNs) {
        return Change::AttributesChanged;
    }
    return std::nullopt;
}

} // namespace

void difference(const Manifest *from, const Manifest &to, const std::function<void(const Difference &)> &each)
{
    const std::shared_ptr<const Manifest> nothing = from != nullptr ? nullptr : ManifestBuilder().finish();
    Manifest::Cursor before(from != nullptr ? *from : *nothing);
    Manifest::Cursor after(to);
    while (!before.atEnd() || !after.atEnd()) {
        const int order = before.atEnd() ? 1 : after.atEnd() ? -1 : pathCompare(before.current().path, after.current().path);
        if (order < 0) {
            each({Change::Removed, &before.current(), nullptr});
            before.next();
        } else if (order > 0) {
            each({Change::Added, nullptr, &after.current()});
            after.next();
        } else {
            if (const std::optional<Change> change = changeBetween(before.current(), after.current())) {
                each({*change, &before.current(), &after.current()});
            }
            before.next();
            after.next();
        }
    }
}

} // namespace cartage::content
