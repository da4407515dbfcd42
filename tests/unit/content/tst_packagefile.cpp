// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

#include "core/content/packagefile.h"
#include "core/io/posixfilesystem.h"

using namespace cartage;
using namespace cartage::content;

namespace {

using Tree = std::map<std::string, std::string>;

/// A content library in a folder of its own.
struct Library {
    QTemporaryDir folder{QStringLiteral("/dev/shm/cartage-packagefile-XXXXXX")};
    std::unique_ptr<io::FileSystem> fs = io::makePosixFileSystem();
    std::unique_ptr<ContentLibrary> library = std::move(*ContentLibrary::open(*fs, folder.path().toStdString() + "/lib"));
    io::Handle root = std::move(*fs->openFolder(folder.path().toStdString()));
    int intakes = 0;

    std::shared_ptr<const Manifest> add(const Tree &tree)
    {
        auto intake = *library->intake("test" + std::to_string(++intakes));
        std::vector<Entry> entries;
        for (const auto &[path, bytes] : tree) {
            Entry entry;
            entry.path = path;
            entry.size = bytes.size();
            entry.sha256 = sha256(asBytes(bytes));
            entry.xxh128 = xxh128(asBytes(bytes));
            entries.push_back(entry);
            if (!intake->add(entry.sha256, asBytes(bytes)))
                qFatal("not added");
        }
        auto manifest = Manifest::make(std::move(entries));
        if (!intake->add(manifest->hash(), asBytes(manifest->bytes())) || !intake->commit())
            qFatal("not committed");
        return manifest;
    }
    std::string bytesOf(const std::string &name) { return *io::readFile(*fs, root, name, 1ULL << 30); }
    void put(const std::string &name, std::string_view bytes)
    {
        auto file = *fs->createFile(root, name, 0600);
        if (!io::writeAll(*fs, file, asBytes(bytes)))
            qFatal("not written");
    }
    auto unpack(const std::string &bytes, const Sha256 &manifest)
    {
        const std::string name = "file" + std::to_string(++intakes);
        put(name, bytes);
        const auto file = *fs->openForReading(root, name);
        return unpackPackageFile(*library, file, manifest, "in" + std::to_string(intakes), [](std::uint64_t) { return true; });
    }
    [[nodiscard]] int contents() const
    {
        int count = 0;
        if (!library->list([&count](const Sha256 &, std::uint64_t) { return ++count > 0; }))
            qFatal("not listed");
        return count;
    }
};

const auto goOn = [](std::uint64_t) { return true; };

std::string noise(std::size_t size, unsigned seed)
{
    std::string bytes(size, '\0');
    for (char &c : bytes)
        c = static_cast<char>((seed = seed * 1664525U + 1013904223U) >> 24U);
    return bytes;
}

const Tree firstTree{{"a.txt", "alpha"}, {"b.bin", noise(3'000'000, 1)}, {"empty", ""}, {"same", "alpha"}};
const Tree secondTree{{"a.txt", "alpha"}, {"b.bin", noise(3'000'000, 2)}, {"new.txt", "new"}};

/// An archive of entries as somebody else would make it.
std::string forged(const std::vector<std::pair<std::string, std::string>> &entries, mode_t type = AE_IFREG)
{
    std::string bytes(8'000'000, '\0');
    std::size_t used = 0;
    archive *a = archive_write_new();
    archive_write_set_format_pax_restricted(a);
    archive_write_add_filter_zstd(a);
    archive_write_open_memory(a, bytes.data(), bytes.size(), &used);
    for (const auto &[name, content] : entries) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_filetype(entry, name == "manifest" ? AE_IFREG : type);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, type == AE_IFREG || name == "manifest" ? static_cast<la_int64_t>(content.size()) : 0);
        if (type == AE_IFLNK && name != "manifest")
            archive_entry_set_symlink(entry, "/etc/passwd");
        archive_write_header(a, entry);
        archive_write_data(a, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(a);
    archive_write_free(a);
    bytes.resize(used);
    return bytes;
}

} // namespace

class TestPackageFile final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsPackedArrives()
    {
        Library from, to;
        const auto manifest = from.add(firstTree);
        const auto file = writePackageFile(*from.library, *manifest, nullptr, from.root, "p", goOn);
        QVERIFY(file);
        const std::string bytes = from.bytesOf("p");
        QCOMPARE(bytes.size(), std::size_t(file->bytes));
        QVERIFY(sha256(asBytes(bytes)) == file->hash);
        const auto got = to.unpack(bytes, manifest->hash());
        QVERIFY(got && (*got)->bytes() == manifest->bytes());
        for (const auto &[path, content] : firstTree)
            QVERIFY(*to.library->verify(sha256(asBytes(content))));
        QVERIFY(*wholeManifest(*to.library, manifest->hash()));
        QVERIFY(to.library->incoming()->empty());
    }

    void theSameContentGivesTheSameBytes()
    {
        Library one, other;
        other.add(secondTree); // another history of the library
        const auto manifest = one.add(firstTree);
        other.add(firstTree);
        const auto first = writePackageFile(*one.library, *manifest, nullptr, one.root, "p", goOn);
        const auto second = writePackageFile(*other.library, *manifest, nullptr, other.root, "p", goOn);
        QVERIFY(first && second && *first == *second);
    }

    void anUpdateHoldsOnlyWhatTheBaseLacks()
    {
        Library from, to;
        const auto base = from.add(firstTree);
        const auto next = from.add(secondTree);
        QVERIFY(writePackageFile(*from.library, *base, nullptr, from.root, "base", goOn));
        const auto file = writePackageFile(*from.library, *next, base.get(), from.root, "next", goOn);
        QVERIFY(file);
        QVERIFY(file->bytes < 3'100'000);
        const auto alone = to.unpack(from.bytesOf("next"), next->hash());
        QVERIFY(!alone);
        QCOMPARE(alone.error().what, UnpackProblem::What::Lacks);
        QCOMPARE(to.contents(), 0);
        QVERIFY(to.unpack(from.bytesOf("base"), base->hash()));
        QVERIFY(to.unpack(from.bytesOf("next"), next->hash()));
        QVERIFY(*wholeManifest(*to.library, next->hash()));
        const auto nothing = writePackageFile(*from.library, *base, base.get(), from.root, "nothing", goOn);
        QVERIFY(nothing && nothing->bytes < 1000);
    }

    void whatIsCutOffOrChangedIsNotTakenIn()
    {
        Library from, to;
        const auto manifest = from.add(firstTree);
        QVERIFY(writePackageFile(*from.library, *manifest, nullptr, from.root, "p", goOn));
        const std::string bytes = from.bytesOf("p");
        for (const std::size_t size : {std::size_t(0), std::size_t(1), std::size_t(100), bytes.size() / 2, bytes.size() - 2000}) {
            const auto got = to.unpack(bytes.substr(0, size), manifest->hash());
            QVERIFY(!got);
            QVERIFY(got.error().what != UnpackProblem::What::Local);
        }
        for (std::size_t at = 7; at < bytes.size(); at += bytes.size() / 13) {
            std::string changed = bytes;
            changed[at] = static_cast<char>(~changed[at]);
            const auto got = to.unpack(changed, manifest->hash());
            QVERIFY(!got || (*got)->bytes() == manifest->bytes());
        }
        QVERIFY(!to.unpack(bytes, sha256(asBytes(std::string_view("another")))));
    }

    void hostileFilesAreRefusedAndLeaveNothing()
    {
        Library from, to;
        const auto manifest = from.add({{"a", "alpha"}});
        const std::string hash = sha256(asBytes(std::string_view("alpha"))).hex();
        const std::vector<std::vector<std::pair<std::string, std::string>>> hostile{
            {{"content/" + hash, "alpha"}, {"manifest", manifest->bytes()}},
            {{"manifest", manifest->bytes()}, {"../../etc/cron.d/x", "alpha"}},
            {{"manifest", manifest->bytes()}, {"/content/" + hash, "alpha"}},
            {{"manifest", manifest->bytes()}, {"content/" + hash, "omega"}},
            {{"manifest", manifest->bytes()}, {"content/" + hash, "alpha and more"}},
            {{"manifest", manifest->bytes()}, {"content/" + hash, "alpha"}, {"content/" + hash, "alpha"}},
            {{"manifest", manifest->bytes()}, {"content/" + sha256(asBytes(std::string_view("x"))).hex(), "x"}},
            {{"manifest", manifest->bytes()}, {"content/" + hash, std::string(7'000'000, '\0')}}, // a bomb
            {{"manifest", std::string(7'000'000, '\0')}},
            {},
        };
        for (const auto &entries : hostile) {
            const auto got = to.unpack(forged(entries), manifest->hash());
            QVERIFY(!got);
            QVERIFY(got.error().what == UnpackProblem::What::Damaged);
        }
        for (const mode_t type : {AE_IFLNK, AE_IFDIR, AE_IFIFO})
            QVERIFY(!to.unpack(forged({{"manifest", manifest->bytes()}, {"content/" + hash, {}}}, type), manifest->hash()));
        QCOMPARE(to.contents(), 0);
        QVERIFY(to.library->incoming()->empty());
        QVERIFY(to.unpack(forged({{"manifest", manifest->bytes()}, {"content/" + hash, "alpha"}}), manifest->hash()));
    }

    void damagedContentIsNotSent()
    {
        Library from;
        const auto manifest = from.add({{"a", "alpha"}});
        const std::string hash = sha256(asBytes(std::string_view("alpha"))).hex();
        QVERIFY(from.fs->removeFile(from.root, "lib/" + hash.substr(0, 2) + "/" + hash));
        from.put("lib/" + hash.substr(0, 2) + "/" + hash, "omega");
        const auto file = writePackageFile(*from.library, *manifest, nullptr, from.root, "p", goOn);
        QVERIFY(!file);
        QCOMPARE(file.error().code, Code::ContentDamaged);
        QVERIFY(!*io::exists(*from.fs, from.root, "p"));
    }

    void aStopIsHeard()
    {
        Library from;
        const auto manifest = from.add(firstTree);
        const auto file = writePackageFile(*from.library, *manifest, nullptr, from.root, "p", [](std::uint64_t) { return false; });
        QVERIFY(!file);
        QCOMPARE(file.error().code, Code::Interrupted);
        QVERIFY(!*io::exists(*from.fs, from.root, "p"));
    }
};

QTEST_APPLESS_MAIN(TestPackageFile)
#include "tst_packagefile.moc"
