// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/digest.h"
#include "core/base/result.h"

namespace cartage::content {

enum class EntryType : std::uint8_t { File = 'f', Folder = 'd', Link = 'l' };

/// One line of a manifest.
struct Entry {
    std::string path;          ///< bytes, relative, components divided by '/', never empty, ".", ".."
    EntryType type = EntryType::File;
    std::uint32_t mode = 0644; ///< permission bits; 0777 for links
    std::uint64_t size = 0;    ///< files only
    std::int64_t mtimeNs = 0;
    Sha256 sha256;             ///< files only
    Xxh128 xxh128;             ///< files only
    std::string link;          ///< links only: the target as stored
    bool operator==(const Entry &) const = default;
};

/// Order of a manifest: by components, bytewise, so that a folder comes right before what is in it.
[[nodiscard]] bool pathLess(std::string_view a, std::string_view b);
[[nodiscard]] int pathCompare(std::string_view a, std::string_view b);

/// The list of a version's files: a sorted, immutable sequence of entries, one binary file in the content library under the
/// SHA-256 of its bytes. Equal trees have equal manifests. Holds the file's bytes (about 110 bytes an entry) and reads entries
/// from them in place; shared between threads as shared_ptr<const Manifest>.
class Manifest
{
public:
    /// Checks magic, order, names, parents, links (docs/engine.md: nothing escapes), bounds and the closing count; wrong_value with the
    /// parameters `what` = manifest and `why` otherwise.
    [[nodiscard]] static Result<std::shared_ptr<const Manifest>> parse(std::string bytes);
    /// Entries in any order; sorts them. Asserts that no path stands twice and that each folder is there.
    [[nodiscard]] static std::shared_ptr<const Manifest> make(std::vector<Entry> entries);

    [[nodiscard]] const std::string &bytes() const { return m_bytes; }
    [[nodiscard]] const Sha256 &hash() const { return m_hash; }
    [[nodiscard]] std::int64_t files() const { return m_files; }
    [[nodiscard]] std::int64_t entries() const { return m_entries; }
    [[nodiscard]] std::int64_t contentBytes() const { return m_contentBytes; }

    /// A view of one entry inside the manifest's bytes; valid as long as the manifest.
    struct View {
        std::string_view path;
        EntryType type = EntryType::File;
        std::uint32_t mode = 0;
        std::uint64_t size = 0;
        std::int64_t mtimeNs = 0;
        Sha256 sha256;
        Xxh128 xxh128;
        std::string_view link;
        [[nodiscard]] Entry toEntry() const;
    };
    /// Forward reading in order.
    class Cursor
    {
    public:
        explicit Cursor(const Manifest &manifest);
        [[nodiscard]] bool atEnd() const { return m_left == 0; }
        [[nodiscard]] const View &current() const { return m_current; }
        void next();

    private:
        void decode();
        const char *m_at = nullptr;
        std::int64_t m_left = 0;
        View m_current;
    };
    [[nodiscard]] std::optional<Entry> find(std::string_view path) const; ///< linear; for single look-ups

private:
    friend class ManifestBuilder;
    Manifest() = default;
    std::string m_bytes;
    Sha256 m_hash;
    std::size_t m_first = 0;
    std::int64_t m_files = 0;
    std::int64_t m_entries = 0;
    std::int64_t m_contentBytes = 0;
};

/// Writes a manifest entry by entry; for trees too large to hold twice. One thread.
class ManifestBuilder
{
public:
    explicit ManifestBuilder(std::size_t expectedEntries = 0);
    /// In order of `pathLess`, a folder before what is in it (asserted).
    void add(const Manifest::View &entry);
    [[nodiscard]] std::shared_ptr<const Manifest> finish();

private:
    std::string m_bytes;
    std::string m_last;
    std::string m_folder; ///< of the entries being added; "" for the top
    std::int64_t m_files = 0;
    std::int64_t m_entries = 0;
    std::int64_t m_contentBytes = 0;
};

/// What a step from one manifest to another means for one path.
enum class Change { Added, Removed, TypeChanged, ContentChanged, AttributesChanged };
struct Difference {
    Change change = Change::Added;
    const Manifest::View *before = nullptr; ///< null for Added
    const Manifest::View *after = nullptr;  ///< null for Removed
};
/// Streams the merge in path order; equal entries are left out. `from` may be null (everything is Added). The views are valid during the call.
void difference(const Manifest *from, const Manifest &to, const std::function<void(const Difference &)> &each);

} // namespace cartage::content
