// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cerrno>
#include <thread>

#include "core/content/contentlibrary.h"
#include "core/io/posixfilesystem.h"
#include "tests/support/fakeclock.h"
#include "tests/support/simfilesystem.h"

using namespace cartage;
using namespace cartage::content;
using namespace cartage::test;

namespace {

const std::string libraryPath = "/site/contentlib";

Sha256 hashOf(const std::string &content)
{
    return sha256(asBytes(content));
}

std::string placeOf(const std::string &content)
{
    const std::string hex = hashOf(content).hex();
    return libraryPath + "/" + hex.substr(0, 2) + "/" + hex;
}

/// A simulated machine with a site folder, and a view of it as a process has it.
struct Machine {
    Machine() : disk(clock) { disk.makeFolder("/site", 0700); }
    std::unique_ptr<ContentLibrary> open()
    {
        view = &disk.makeView();
        auto library = ContentLibrary::open(*view, libraryPath);
        return library ? std::move(*library) : nullptr;
    }
    /// Files outside incoming/, each of which must have the hash that it is called by.
    std::set<std::string> contents() const
    {
        std::set<std::string> found;
        for (const auto &[path, what] : disk.tree(libraryPath)) {
            if (what.starts_with("file") && !path.starts_with("incoming/")) {
                const std::string bytes = disk.read(libraryPath + "/" + path).value_or("");
                const std::string hex = hashOf(bytes).hex();
                found.insert(path == hex.substr(0, 2) + "/" + hex ? bytes : "DAMAGED " + path);
            }
        }
        return found;
    }
    bool incomingIsEmpty() const { return disk.tree(libraryPath + "/incoming").empty(); }

    FakeClock clock;
    SimFileSystem disk;
    io::FileSystem *view = nullptr;
};

/// Adds the contents and commits.
Result<void> store(ContentLibrary &library, const std::vector<std::string> &contents, const std::string &name = "intake")
{
    auto intake = library.intake(name);
    if (!intake) {
        return failure(intake.error());
    }
    for (const std::string &content : contents) {
        if (auto added = (*intake)->add(hashOf(content), asBytes(content)); !added) {
            return added;
        }
    }
    return (*intake)->commit();
}

Result<void> storeLarge(ContentLibrary &library, const std::string &content)
{
    auto intake = library.intake("large");
    if (!intake) {
        return failure(intake.error());
    }
    auto pending = (*intake)->begin();
    if (!pending) {
        return failure(pending.error());
    }
    if (!io::writeAll(library.fileSystem(), pending->file, asBytes(content))) {
        return failure(Error());
    }
    if (auto kept = (*intake)->keep(std::move(*pending), hashOf(content)); !kept) {
        return kept;
    }
    return (*intake)->commit();
}

} // namespace

class ContentLibraryTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contentIsStoredOnceReadOnlyUnderItsHash()
    {
        Machine machine;
        const auto library = machine.open();
        QVERIFY(library);
        QVERIFY(store(*library, {"one", "two", "one", ""}));
        QVERIFY(machine.contents() == (std::set<std::string>{"one", "two", ""}));
        QCOMPARE(machine.disk.tree(libraryPath).at(placeOf("one").substr(libraryPath.size() + 1)), std::string("file 0444 one"));
        QVERIFY(machine.incomingIsEmpty());
        QVERIFY(*library->holds(hashOf("two")));
        QVERIFY(!*library->holds(hashOf("three")));
        QCOMPARE(*library->bytes(), 6U);
    }

    void whatIsKnownIsNotWrittenAgain()
    {
        Machine machine;
        const auto library = machine.open();
        QVERIFY(store(*library, {"one"}));
        machine.disk.resetCounts();
        QVERIFY(store(*library, {"one"}));
        QCOMPARE(machine.disk.count("createFile"), 0U);
        QCOMPARE(machine.disk.count("renameNoReplace"), 0U);
    }

    void foldersAreMadeOnceAndOnlyForTheOwner()
    {
        Machine machine;
        QVERIFY(machine.open());
        QCOMPARE(machine.disk.tree("/site").at("contentlib"), std::string("folder 0700"));
        QCOMPARE(machine.disk.tree(libraryPath).size(), 257U);
        machine.disk.resetCounts();
        QVERIFY(machine.open());
        QCOMPARE(machine.disk.count("makeFolder"), 0U);
    }

    void belowASharedSiteFolderTheGroupHasTheLibraryToo()
    {
        Machine machine;
        machine.disk.setMode("/site", 02770);
        QVERIFY(machine.open());
        QCOMPARE(machine.disk.tree(libraryPath).at("a0"), std::string("folder 2770"));
    }

    void nothingIsVisibleBeforeTheCommit()
    {
        Machine machine;
        const auto library = machine.open();
        {
            auto intake = library->intake("i");
            QVERIFY(intake);
            QVERIFY((*intake)->add(hashOf("one"), asBytes("one")));
            QCOMPARE((*intake)->newBytes(), 3U);
            QVERIFY(machine.contents().empty());
            QVERIFY(*(*intake)->knows(hashOf("one"), 3));
        }
        QVERIFY(machine.contents().empty());
        QVERIFY(machine.incomingIsEmpty());
    }

    void aLargeContentIsNamedAfterItIsWritten()
    {
        Machine machine;
        const auto library = machine.open();
        QVERIFY(storeLarge(*library, "large"));
        QVERIFY(storeLarge(*library, "large"));
        QVERIFY(machine.contents() == std::set<std::string>{"large"});
        QVERIFY(machine.incomingIsEmpty());
    }

    void F29_withoutRenamesThatDoNotReplaceItIsLinkedOrRenamed_data()
    {
        QTest::addColumn<bool>("hardLinks");
        QTest::newRow("links") << true;
        QTest::newRow("no links") << false;
    }
    void F29_withoutRenamesThatDoNotReplaceItIsLinkedOrRenamed()
    {
        QFETCH(bool, hardLinks);
        Machine machine;
        machine.disk.change("/", [hardLinks](Profile &profile) {
            profile.renameNoReplace = false;
            profile.hardLinks = hardLinks;
        });
        const auto library = machine.open();
        QVERIFY(store(*library, {"one", "two"}));
        QVERIFY(machine.contents() == (std::set<std::string>{"one", "two"}));
        QVERIFY(machine.incomingIsEmpty());
    }

    void F14_aFullLibraryNamesNeedAndFree_data()
    {
        QTest::addColumn<int>("error");
        QTest::newRow("full") << ENOSPC;
        QTest::newRow("F16 quota") << EDQUOT;
    }
    void F14_aFullLibraryNamesNeedAndFree()
    {
        QFETCH(int, error);
        Machine machine;
        const auto library = machine.open();
        machine.disk.change("/", [error](Profile &profile) { profile.fullError = error; });
        machine.disk.setFree("/", 10);
        const auto stored = store(*library, {std::string(1000, 'x')});
        QVERIFY(!stored);
        QVERIFY(stored.error().code == Code::LibraryNoSpace);
        QCOMPARE(stored.error().parameters.at("need"), std::string("1000"));
        QVERIFY(stored.error().parameters.contains("free"));
        QVERIFY(machine.incomingIsEmpty());
    }

    void F18_afterAFailedSyncNothingIsVisible()
    {
        Machine machine;
        const auto library = machine.open();
        machine.disk.failNth(1, EIO, Persistence::Once, {"syncFileSystem", {}, {}});
        QVERIFY(!store(*library, {"one"}));
        QVERIFY(machine.contents().empty());
        QVERIFY(store(*library, {"one"}));
    }

    void F12_aPowerLossAtAnyCallLeavesOnlyWholeContent()
    {
        int committed = 0;
        bool crashed = true;
        for (std::uint64_t call = 1; crashed; ++call) {
            Machine machine;
            {
                const auto library = machine.open();
                QVERIFY(store(*library, {"before"}, "first"));
                machine.disk.crashAt(call, call);
                const bool done = bool(store(*library, {"one", "two", "before"}));
                crashed = machine.disk.viewsEnded();
                if (!crashed) {
                    machine.disk.crash(call);
                }
                const std::set<std::string> found = machine.contents();
                QVERIFY(found.contains("before"));
                for (const std::string &content : found) {
                    QVERIFY2(content == "before" || content == "one" || content == "two", content.c_str());
                }
                QVERIFY(!done || found.size() == 3);
                committed += done ? 1 : 0;
            }
            const auto library = machine.open();
            QVERIFY(library);
            QVERIFY(library->removeIncoming(*library->incoming()));
            QVERIFY(machine.incomingIsEmpty());
            QVERIFY(store(*library, {"one", "two"}, "again"));
            QCOMPARE(machine.contents().size(), 3U);
        }
        QVERIFY(committed > 0);
    }

    /// On a real file system: the threads of an early write-back, and those that give names, are real ones.
    void aLargeIntakeOfManyThreadsIsThereAsAWhole()
    {
        const QTemporaryDir folder;
        const auto files = io::makePosixFileSystem();
        auto library = ContentLibrary::open(*files, folder.filePath(QStringLiteral("contentlib")).toStdString());
        QVERIFY(library);
        const auto content = [](int number) { return std::to_string(number) + std::string(30'000, static_cast<char>('a' + number % 26)); };
        constexpr int each = 1500;
        {
            auto intake = (*library)->intake("many", ContentLibrary::WriteBack::Early);
            QVERIFY(intake);
            std::atomic<int> failures{0};
            {
                std::vector<std::jthread> threads;
                for (int part = 0; part < 2; ++part) {
                    threads.emplace_back([&, part] {
                        // Some are brought by both.
                        for (int number = part * (each - 50); number < part * (each - 50) + each; ++number) {
                            const std::string bytes = content(number);
                            failures += (*intake)->add(hashOf(bytes), asBytes(bytes)) ? 0 : 1;
                        }
                    });
                }
            }
            QCOMPARE(failures.load(), 0);
            QVERIFY((*intake)->commit());
        }
        for (int number = 0; number < 2 * each - 50; ++number) {
            QCOMPARE((*library)->verify(hashOf(content(number))), Result<bool>(true));
        }
        QVERIFY((*library)->incoming()->empty());
        // The next one finds them there.
        auto again = (*library)->intake("again", ContentLibrary::WriteBack::Early);
        const std::string first = content(0), fresh = content(9999);
        QVERIFY((*again)->add(hashOf(first), asBytes(first)));
        QVERIFY((*again)->add(hashOf(fresh), asBytes(fresh)));
        QCOMPARE((*again)->newBytes(), fresh.size());
        QVERIFY((*again)->commit());
        QCOMPARE((*library)->verify(hashOf(fresh)), Result<bool>(true));
    }

    void onlyAbandonedIntakesAreRemoved()
    {
        Machine machine;
        const auto library = machine.open();
        auto intake = library->intake("mine");
        QVERIFY((*intake)->add(hashOf("one"), asBytes("one")));
        machine.disk.writeFile(libraryPath + "/incoming/dead/0/x", "x");
        const auto names = library->incoming();
        QVERIFY(names);
        QVERIFY(std::set<std::string>(names->begin(), names->end()) == (std::set<std::string>{"mine", "dead"}));
        QVERIFY(library->removeIncoming({"dead"}));
        QVERIFY(!machine.disk.exists(libraryPath + "/incoming/dead"));
        QVERIFY((*intake)->commit());
        QVERIFY(machine.contents() == std::set<std::string>{"one"});
    }

    void aSweepDeletesOnlyCandidatesThatNobodyKeeps()
    {
        Machine machine;
        const auto library = machine.open();
        QVERIFY(store(*library, {"a", "bb", "ccc", "dddd"}));
        const std::unordered_set<Sha256> candidates{hashOf("a"), hashOf("bb"), hashOf("ccc"), hashOf("never there")};
        QCOMPARE(*library->sweep(candidates, {hashOf("bb")}, 0), 0U);
        QCOMPARE(*library->sweep(candidates, {hashOf("bb")}, 100), 4U);
        QVERIFY(machine.contents() == (std::set<std::string>{"bb", "dddd"}));
        QCOMPARE(*library->sweep({hashOf("bb"), hashOf("dddd")}, {}, 1) % 2, 0U);
        QCOMPARE(machine.contents().size(), 1U);
    }

    void F84_damagedContentIsFoundAndHealedFromBytesThatHashRight()
    {
        Machine machine;
        const auto library = machine.open();
        QVERIFY(store(*library, {"whole content"}));
        const Sha256 hash = hashOf("whole content");
        QVERIFY(*library->verify(hash));
        machine.disk.flipByte(placeOf("whole content"), 3);
        QVERIFY(!*library->verify(hash));

        machine.disk.writeFile("/source/bad", "other content");
        machine.disk.writeFile("/source/good", "whole content");
        const auto source = machine.view->openFolder("/source");
        auto bad = machine.view->openForReading(*source, "bad");
        const auto refused = library->heal(hash, std::move(*bad));
        QVERIFY(!refused);
        QVERIFY(refused.error().code == Code::ContentDamaged);
        QCOMPARE(refused.error().names, std::vector<std::string>{hash.hex()});
        QVERIFY(machine.incomingIsEmpty());
        auto good = machine.view->openForReading(*source, "good");
        QVERIFY(library->heal(hash, std::move(*good)));
        QVERIFY(*library->verify(hash));
        QVERIFY(machine.incomingIsEmpty());
        machine.disk.crash(1);
        QVERIFY(machine.contents() == std::set<std::string>{"whole content"});
    }

    void F84_missingContentIsDamagedContent()
    {
        Machine machine;
        const auto library = machine.open();
        const auto opened = library->openContent(hashOf("missing"));
        QVERIFY(!opened);
        QVERIFY(opened.error().code == Code::ContentDamaged);
        QVERIFY(!*library->verify(hashOf("missing")));
    }

    void F84_contentOfAnotherSizeIsReplacedByWhatIsAdded()
    {
        Machine machine;
        const auto library = machine.open();
        machine.disk.writeFile(placeOf("content"), "cut off");
        machine.disk.writeFile(placeOf("content"), "cut");
        QVERIFY(store(*library, {"content"}));
        QVERIFY(machine.contents() == std::set<std::string>{"content"});
    }

    void aManifestIsCheckedAgainstItsName()
    {
        Machine machine;
        const auto library = machine.open();
        const auto manifest = Manifest::make({Entry{"a", EntryType::File, 0644, 1, 0, hashOf("x"), {}, {}}});
        QVERIFY(store(*library, {manifest->bytes()}));
        const auto read = library->manifest(manifest->hash());
        QVERIFY(read);
        QVERIFY((*read)->bytes() == manifest->bytes());
        machine.disk.flipByte(placeOf(manifest->bytes()), 30);
        const auto damaged = library->manifest(manifest->hash());
        QVERIFY(!damaged);
        QVERIFY(damaged.error().code == Code::ContentDamaged);
    }
};

QTEST_APPLESS_MAIN(ContentLibraryTest)
#include "tst_contentlibrary.moc"
