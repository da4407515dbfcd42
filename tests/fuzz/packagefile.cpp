// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/content/packagefile.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>

#include "tests/fuzz/target.h"
#include "tests/support/fakeclock.h"
#include "tests/support/simfilesystem.h"

namespace {

constexpr std::size_t longestRead = 1UL << 20;

/// Of its first entry, whatever that is: so that manifests of the fuzzer's making are looked into, too.
cartage::Sha256 announced(const std::string &bytes)
{
    const std::unique_ptr<archive, decltype(&archive_read_free)> reader(archive_read_new(), archive_read_free);
    archive_read_support_filter_zstd(reader.get());
    archive_read_support_format_tar(reader.get());
    archive_entry *entry = nullptr;
    std::string manifest;
    if (archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) == ARCHIVE_OK && archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
        manifest.resize(longestRead);
        const la_ssize_t got = archive_read_data(reader.get(), manifest.data(), manifest.size());
        manifest.resize(static_cast<std::size_t>(std::max<la_ssize_t>(got, 0)));
    }
    return cartage::sha256(cartage::asBytes(manifest));
}

} // namespace

/// A package file in parts/. What is taken in is whole and of its name; what is refused leaves nothing; nothing is written but in the library.
void oneInput(const std::string &bytes)
{
    using namespace cartage;
    const test::FakeClock clock;
    test::SimFileSystem fs(clock);
    fs.makeFolder("/site");
    fs.writeFile("/part", bytes);
    auto library = content::ContentLibrary::open(fs, "/site/library");
    CARTAGE_CHECK(library.has_value());
    const auto before = fs.tree("/");
    const auto file = fs.openForReading(*fs.openFolder("/"), "part");
    const auto unpacked = content::unpackPackageFile(**library, *file, announced(bytes), "intake", [](std::uint64_t) { return true; });
    if (!unpacked) {
        CARTAGE_CHECK(fs.tree("/") == before);
        return;
    }
    const auto whole = content::wholeManifest(**library, (*unpacked)->hash());
    CARTAGE_CHECK(whole && *whole && (*whole)->bytes() == (*unpacked)->bytes());
    for (const auto &[path, what] : fs.tree("/")) {
        const std::string name = path.substr(path.rfind('/') + 1);
        const auto bytesThere = fs.read("/" + path);
        if (before.contains(path) || !bytesThere)
            continue;
        CARTAGE_CHECK(path.starts_with("site/library/") && sha256(asBytes(*bytesThere)).hex() == name);
    }
}
