// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <map>
#include <random>

#include "core/content/manifest.h"
#include "core/content/packagerules.h"

using namespace cartage;
using namespace cartage::content;
using namespace std::string_literals;

namespace {

Entry folder(const std::string &path)
{
    Entry entry;
    entry.path = path;
    entry.type = EntryType::Folder;
    entry.mode = 0755;
    entry.mtimeNs = 7;
    return entry;
}

Entry file(const std::string &path, const std::string &content, std::int64_t mtimeNs = 1'700'000'000'123'456'789)
{
    Entry entry;
    entry.path = path;
    entry.size = content.size();
    entry.mtimeNs = mtimeNs;
    entry.sha256 = sha256(asBytes(content));
    entry.xxh128 = xxh128(asBytes(content));
    return entry;
}

Entry linkTo(const std::string &path, const std::string &target)
{
    Entry entry;
    entry.path = path;
    entry.type = EntryType::Link;
    entry.mode = 0777;
    entry.link = target;
    return entry;
}

std::vector<Entry> sample()
{
    return {folder("a"), file("a/b", "1"), folder("a/c"), file("a/c/d", "22"), file("a-b", "333"), file("a.txt", ""), linkTo("l", "a/c/d"),
            file("z\xff", "4444"), folder("empty")};
}

std::vector<Entry> entriesOf(const Manifest &manifest)
{
    std::vector<Entry> entries;
    for (Manifest::Cursor cursor(manifest); !cursor.atEnd(); cursor.next()) {
        entries.push_back(cursor.current().toEntry());
    }
    return entries;
}

/// Some random tree of folders, files and links below few names, so that two of them have much in common.
std::vector<Entry> randomTree(std::mt19937 &random)
{
    std::map<std::string, Entry> entries;
    const auto some = [&random](unsigned count) { return static_cast<unsigned>(random() % count); };
    for (unsigned i = 0; i < 40; ++i) {
        std::string path;
        for (unsigned depth = some(4);; --depth) {
            path += "ab-./"s[some(3)];
            if (depth == 0) {
                break;
            }
            const auto there = entries.try_emplace(path, folder(path)).first;
            if (there->second.type != EntryType::Folder) {
                path.clear();
                break;
            }
            path += '/';
        }
        if (!path.empty() && !entries.contains(path)) {
            entries.emplace(path, some(5) == 0 ? linkTo(path, "x") : file(path, std::to_string(some(3)), some(2)));
        }
    }
    std::vector<Entry> result;
    for (auto &[path, entry] : entries) {
        result.push_back(entry);
    }
    return result;
}

} // namespace

class ManifestTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsMadeIsReadBack()
    {
        std::vector<Entry> entries = sample();
        const auto made = Manifest::make(entries);
        const auto parsed = Manifest::parse(made->bytes());
        QVERIFY(parsed);
        std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return pathLess(a.path, b.path); });
        QVERIFY(entriesOf(**parsed) == entries);
        QVERIFY((*parsed)->hash() == made->hash());
        QVERIFY(made->hash() == sha256(asBytes(made->bytes())));
        QCOMPARE((*parsed)->files(), 5);
        QCOMPARE((*parsed)->entries(), 9);
        QCOMPARE((*parsed)->contentBytes(), 10);
        QCOMPARE((*parsed)->find("a/c/d")->size, 2U);
        QVERIFY(!(*parsed)->find("a/c/e"));
    }

    void equalTreesHaveEqualBytesInWhateverOrderTheyCome()
    {
        std::vector<Entry> entries = sample();
        const auto first = Manifest::make(entries);
        std::mt19937 random(5);
        for (int i = 0; i < 20; ++i) {
            std::shuffle(entries.begin(), entries.end(), random);
            QVERIFY(Manifest::make(entries)->bytes() == first->bytes());
        }
    }

    void aFolderComesRightBeforeWhatIsInIt()
    {
        QVERIFY(pathLess("a", "a/b"));
        QVERIFY(pathLess("a/b", "a-b"));
        QVERIFY(pathLess("a/z", "a!"));
        QVERIFY(pathLess("a", "a!"));
        QVERIFY(pathLess("a\x01", "a\xff"));
        QVERIFY(pathLess("12345678/a", "12345678-a"));
        QCOMPARE(pathCompare("some/long/path", "some/long/path"), 0);
        QVERIFY(!pathLess("a", "a"));
    }

    void anEmptyPackageHasAManifest()
    {
        const auto manifest = Manifest::make({});
        const auto parsed = Manifest::parse(manifest->bytes());
        QVERIFY(parsed);
        QVERIFY(Manifest::Cursor(**parsed).atEnd());
    }

    void F53_bytesThatBreakARuleAreRefused_data()
    {
        QTest::addColumn<QByteArray>("find");
        QTest::addColumn<QByteArray>("replace");
        const auto row = [](const char *tag, const std::string &find, const std::string &replace) {
            QTest::newRow(tag) << QByteArray(find.data(), int(find.size())) << QByteArray(replace.data(), int(replace.size()));
        };
        row("F44 parent", "a/ccc/dd", "a/ccc/..");
        row("F44 absolute", "zz", "/z");
        row("F44 empty component", "zz", "z/");
        row("F44 dot and slash", "a/ccc/dd", "a/ccc/./");
        row("F44 NUL", "zz", "z\0"s);
        row("F45 link", "a/ccc/lnk", "../../lnk");
        row("order", "zz", "aa");
        row("folder that is not there", "a/ccc/dd", "a/ccd/dd");
        row("magic", "manifest 1", "manifest 2");
        row("type", "d\xed", "x\xed");
        row("mode", "f\xa4\x01", "f\xa4\xff");
    }
    void F53_bytesThatBreakARuleAreRefused()
    {
        QFETCH(QByteArray, find);
        QFETCH(QByteArray, replace);
        std::string bytes = Manifest::make({folder("a"), folder("a/ccc"), file("a/ccc/dd", "1"), linkTo("b", "a/ccc/lnk"), file("zz", "2")})->bytes();
        QVERIFY(Manifest::parse(bytes));
        const std::size_t at = bytes.rfind(find.toStdString());
        QVERIFY(at != std::string::npos);
        bytes.replace(at, static_cast<std::size_t>(find.size()), replace.toStdString());
        const auto parsed = Manifest::parse(bytes);
        QVERIFY(!parsed);
        QVERIFY(parsed.error().code == Code::WrongValue);
    }

    void F53_whatIsCutOffOrGoesOnIsRefused()
    {
        const std::string bytes = Manifest::make(sample())->bytes();
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            QVERIFY(!Manifest::parse(bytes.substr(0, size)));
        }
        QVERIFY(!Manifest::parse(bytes + '\0'));
        QVERIFY(!Manifest::parse(bytes + bytes));
    }

    void F38_mutatedBytesAreRefusedOrHarmless()
    {
        std::mt19937 random(11);
        const std::string whole = Manifest::make(sample())->bytes();
        QElapsedTimer timer;
        timer.start();
        int accepted = 0;
        for (int i = 0; i < 10'000; ++i) {
            std::string bytes = whole;
            for (unsigned edits = 1 + random() % 3; edits > 0; --edits) {
                const std::size_t at = random() % bytes.size();
                switch (random() % 4) {
                case 0: bytes[at] = static_cast<char>(random()); break;
                case 1: bytes[at] = "\0\xff/.E"[random() % 5]; break;
                case 2: bytes.erase(at, random() % 20); break;
                default: bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 40)); break;
                }
                if (bytes.empty()) {
                    bytes = "c";
                }
            }
            const auto parsed = Manifest::parse(bytes);
            if (!parsed) {
                continue;
            }
            ++accepted;
            std::string last;
            for (const Entry &entry : entriesOf(**parsed)) {
                QVERIFY(isPackagePath(entry.path));
                QVERIFY(last.empty() || pathLess(last, entry.path));
                last = entry.path;
            }
            QVERIFY(Manifest::make(entriesOf(**parsed))->bytes() == bytes);
        }
        QVERIFY(accepted > 0);
        QVERIFY2(timer.elapsed() < 20'000, "parsing hostile bytes takes long");
    }

    void F51_aDeepTreeIsReadInOnePass()
    {
        std::vector<Entry> entries;
        std::string path = "d";
        for (int level = 0; level < 1000; ++level) {
            entries.push_back(folder(path));
            path += "/d";
        }
        entries.push_back(file(path, "x"));
        const auto parsed = Manifest::parse(Manifest::make(entries)->bytes());
        QVERIFY(parsed);
        QCOMPARE((*parsed)->entries(), 1001);
    }

    void aDifferenceIsThatOfTwoMaps()
    {
        std::mt19937 random(23);
        for (int round = 0; round < 300; ++round) {
            const std::vector<Entry> before = randomTree(random);
            const std::vector<Entry> after = randomTree(random);
            QCOMPARE(streamed(before, after), naive(before, after));
        }
    }

    void fromNothingAllIsAdded()
    {
        int added = 0;
        difference(nullptr, *Manifest::make(sample()), [&](const Difference &step) {
            added += step.change == Change::Added && step.before == nullptr ? 1 : 0;
        });
        QCOMPARE(added, 9);
    }

private:
    using Steps = std::map<std::string, int>;

    static Steps streamed(const std::vector<Entry> &before, const std::vector<Entry> &after)
    {
        Steps steps;
        std::string last;
        difference(Manifest::make(before).get(), *Manifest::make(after), [&](const Difference &step) {
            const std::string path(step.after != nullptr ? step.after->path : step.before->path);
            QVERIFY(last.empty() || pathLess(last, path));
            last = path;
            steps[path] = static_cast<int>(step.change);
        });
        return steps;
    }

    static Steps naive(const std::vector<Entry> &before, const std::vector<Entry> &after)
    {
        std::map<std::string, const Entry *> old;
        for (const Entry &entry : before) {
            old[entry.path] = &entry;
        }
        Steps steps;
        for (const Entry &now : after) {
            const auto found = old.find(now.path);
            if (found == old.end()) {
                steps[now.path] = int(Change::Added);
                continue;
            }
            const Entry &then = *found->second;
            if (then.type != now.type) {
                steps[now.path] = int(Change::TypeChanged);
            } else if (then.sha256 != now.sha256 || then.link != now.link) {
                steps[now.path] = int(Change::ContentChanged);
            } else if (!(then == now)) {
                steps[now.path] = int(Change::AttributesChanged);
            }
            old.erase(found);
        }
        for (const auto &[path, entry] : old) {
            steps[path] = int(Change::Removed);
        }
        return steps;
    }
};

QTEST_APPLESS_MAIN(ManifestTest)
#include "tst_manifest.moc"
