// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <atomic>
#include <thread>

#include <QTemporaryDir>

#include "core/io/posixfilesystem.h"
#include "core/transport/sharedsync.h"
#include "tests/unit/transport/depot.h"

using namespace cartage;
using namespace cartage::test;
using namespace cartage::transport;

class TestSharedSync : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void manyShareFewSyncs();
    void aSyncThatBeganBeforeTheCallDoesNotServeIt();
    void F18_aFailureCountsForNoMember();
    void aMemberThatJoinsLaterIsNotBlamed();
    void aWaitThatIsStoppedEnds();
    void deliveriesInThreadsAreAllWhole();
};

void TestSharedSync::manyShareFewSyncs()
{
    FakeClock clock;
    SimFileSystem disk(clock);
    disk.makeFolder("/dp");
    io::FileSystem &view = disk.makeView();
    SharedSync sync(view, true);
    const auto root = view.openFolder("/dp");
    std::vector<std::unique_ptr<SharedSync::Member>> members;
    for (int i = 0; i < 8; ++i)
        members.push_back(std::move(*sync.join(*root)));
    std::vector<std::thread> threads;
    std::atomic<int> good{0};
    for (auto &member : members)
        threads.emplace_back([&good, &member] {
            for (int i = 0; i < 50; ++i)
                good += member->sync(nullptr).has_value();
        });
    for (auto &thread : threads)
        thread.join();
    QCOMPARE(good.load(), 400);
    QVERIFY(disk.count("syncFileSystem") <= 400);
    members.clear();
}

void TestSharedSync::aSyncThatBeganBeforeTheCallDoesNotServeIt()
{
    FakeClock clock;
    SimFileSystem disk(clock);
    disk.makeFolder("/dp");
    io::FileSystem &view = disk.makeView();
    std::atomic<bool> began{false}, goOn{false};
    disk.onCall = [&](const char *op, const std::string &) {
        if (std::string_view(op) == "syncFileSystem" && !began.exchange(true)) {
            while (!goOn)
                std::this_thread::yield();
        }
    };
    SharedSync sync(view, true);
    const auto root = view.openFolder("/dp");
    auto first = std::move(*sync.join(*root)), second = std::move(*sync.join(*root));
    const auto one = first->begin();
    while (!began)
        std::this_thread::yield();
    const auto two = second->begin();
    QVERIFY(two > one);
    goOn = true;
    QVERIFY(first->wait(one, nullptr));
    QVERIFY(second->wait(two, nullptr));
    QCOMPARE(disk.count("syncFileSystem"), 2U);
    first.reset(), second.reset();
}

void TestSharedSync::F18_aFailureCountsForNoMember()
{
    FakeClock clock;
    SimFileSystem disk(clock);
    disk.makeFolder("/dp");
    io::FileSystem &view = disk.makeView();
    SharedSync sync(view, false);
    const auto root = view.openFolder("/dp");
    auto first = std::move(*sync.join(*root)), second = std::move(*sync.join(*root));
    disk.failNth(1, EIO, Persistence::Once, {"syncFileSystem", "", ""});
    QCOMPARE(first->sync(nullptr).error().error, EIO);
    // The kernel says it once; what the second wrote is lost all the same.
    QCOMPARE(second->sync(nullptr).error().error, EIO);
    QCOMPARE(first->sync(nullptr).error().error, EIO);
}

void TestSharedSync::aMemberThatJoinsLaterIsNotBlamed()
{
    FakeClock clock;
    SimFileSystem disk(clock);
    disk.makeFolder("/dp");
    io::FileSystem &view = disk.makeView();
    SharedSync sync(view, false);
    const auto root = view.openFolder("/dp");
    auto first = std::move(*sync.join(*root));
    disk.failNth(1, EIO, Persistence::Once, {"syncFileSystem", "", ""});
    QVERIFY(!first->sync(nullptr));
    auto second = std::move(*sync.join(*root));
    QVERIFY(second->sync(nullptr));
}

void TestSharedSync::aWaitThatIsStoppedEnds()
{
    FakeClock clock;
    SimFileSystem disk(clock);
    disk.makeFolder("/dp");
    io::FileSystem &view = disk.makeView();
    std::atomic<bool> goOn{false};
    disk.onCall = [&](const char *op, const std::string &) {
        while (std::string_view(op) == "syncFileSystem" && !goOn)
            std::this_thread::yield();
    };
    WorkControl control(clock);
    control.requestStop();
    {
        SharedSync sync(view, true);
        const auto root = view.openFolder("/dp");
        auto member = std::move(*sync.join(*root));
        QCOMPARE(member->sync(&control).error().error, ECANCELED);
        member.reset();
        goOn = true;
    }
    QCOMPARE(disk.count("syncFileSystem"), 1U);
}

void TestSharedSync::deliveriesInThreadsAreAllWhole()
{
    QTemporaryDir dir;
    const std::string base = dir.path().toStdString();
    const auto fs = io::makePosixFileSystem();
    SystemClock clock;
    SeededRandom random;
    auto library = content::ContentLibrary::open(*fs, base + "/lib");
    QVERIFY(library);
    std::vector<content::Entry> entries;
    auto intake = (*library)->intake("one");
    for (int i = 0; i < 300; ++i) {
        const std::string text = "content " + std::to_string(i % 250);
        content::Entry entry;
        entry.path = "f" + std::to_string(1000 + i);
        entry.size = text.size();
        entry.sha256 = sha256(asBytes(text));
        entry.xxh128 = xxh128(asBytes(text));
        entry.mtimeNs = 1'700'000'000'123'456'789;
        QVERIFY((*intake)->add(entry.sha256, asBytes(text)));
        entries.push_back(std::move(entry));
    }
    const auto manifest = content::Manifest::make(std::move(entries));
    QVERIFY((*intake)->add(manifest->hash(), asBytes(manifest->bytes())));
    QVERIFY((*intake)->commit());
    const auto transport = makeDirectoryTransport(*fs, **library, clock, random, [](Span, WorkControl &) {});
    std::atomic<int> whole{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&, i] {
            WorkControl control(clock);
            DpAddress dp;
            dp.name = dp.guid = "dp" + std::to_string(i);
            dp.path = base + "/" + dp.name;
            dp.site = {SiteCode("CEN"), "0123456789abcdef", 1};
            if (!fs->makeFolder(*fs->openFolder(base), dp.name, 0755) || !transport->install(dp, false, control))
                return;
            StageOrder stage;
            stage.dp = dp;
            stage.package = PackageId("CEN00001");
            stage.version = 1;
            stage.manifest = manifest->hash();
            const auto staged = transport->stage(stage, control);
            PublishOrder publish;
            publish.dp = dp;
            publish.package = stage.package;
            publish.version = 1;
            publish.manifest = stage.manifest;
            publish.stage = staged.stage;
            publish.proven = staged.proven;
            if (!staged.proven || !transport->publish(publish, control).published)
                return;
            const auto validated = transport->validate({dp, stage.package, 1, stage.manifest, true}, control);
            whole += validated.complete && validated.differences.empty();
        });
    }
    for (auto &thread : threads)
        thread.join();
    QCOMPARE(whole.load(), 6);
}

QTEST_APPLESS_MAIN(TestSharedSync)
#include "tst_sharedsync.moc"
