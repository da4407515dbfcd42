// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cerrno>
#include <map>
#include <vector>

#include "core/base/sitekey.h"
#include "core/engine/executor.h"
#include "core/engine/hierarchy.h"
#include "core/engine/lease.h"
#include "core/engine/sites.h"
#include "core/inbox/takein.h"
#include "core/store/addressrepository.h"
#include "core/store/enginerepository.h"
#include "core/store/journalrepository.h"
#include "core/store/sendrepository.h"
#include "operatorsite.h"
#include "tests/support/fakeclock.h"
#include "tests/support/forwardingfiles.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

namespace {

const SiteCode berlin("BER");

/// Runs items when it is told to.
class HeldExecutor final : public engine::Executor
{
public:
    Id submit(Place, std::function<void()> work, std::function<void()> done) override
    {
        m_items[++m_last] = {std::move(work), std::move(done)};
        return m_last;
    }
    void abandon(Id id) override
    {
        abandoned.push_back(id);
        m_items.erase(id);
    }
    int deliver() override { return 0; }
    void wait(std::optional<Span>) override { }
    void interrupt() override { }
    void watch(int) override { }
    [[nodiscard]] int running() const override { return static_cast<int>(m_items.size()); }
    void runAll(Id except = 0)
    {
        for (;;) {
            const auto next = std::find_if(m_items.begin(), m_items.end(), [except](const auto &each) { return each.first != except; });
            if (next == m_items.end())
                return;
            const Id id = next->first;
            const auto work = std::move(next->second.work);
            work(); // it may be abandoned meanwhile
            const auto found = m_items.find(id);
            if (found == m_items.end())
                continue;
            const auto done = std::move(found->second.done);
            m_items.erase(found);
            done();
        }
    }
    [[nodiscard]] Id newest() const { return m_last; }
    std::vector<Id> abandoned;

private:
    struct Item {
        std::function<void()> work, done;
    };
    std::map<Id, Item> m_items;
    Id m_last = 0;
};

/// Files that take their time.
class SlowFiles final : public ForwardingFiles
{
public:
    using ForwardingFiles::ForwardingFiles;
    io::IoResult<io::Handle> openFolder(const std::string &path) override
    {
        if (onOpen)
            onOpen(path);
        return ForwardingFiles::openFolder(path);
    }
    io::IoResult<void> syncFile(const io::Handle &file) override
    {
        if (onSync)
            onSync(pathOf(file));
        return ForwardingFiles::syncFile(file);
    }
    io::IoResult<void> renameNoReplace(const io::Handle &fromFolder, std::string_view from, const io::Handle &toFolder, std::string_view to) override
    {
        if (onMove && pathOf(fromFolder).ends_with(unmovedFrom))
            return failure(io::IoError{"rename", onMove});
        return ForwardingFiles::renameNoReplace(fromFolder, from, toFolder, to);
    }
    std::function<void(const std::string &)> onOpen, onSync;
    int onMove = 0; ///< the error of what is to be moved from there
    std::string unmovedFrom;
};

/// A site whose child is given a package.
class Bench final
{
public:
    OperatorSite made;
    FakeClock clock;
    SlowFiles files{*made.files};
    HeldExecutor executor;
    std::unique_ptr<engine::Site> site;
    std::unique_ptr<engine::Lease> lease;
    std::unique_ptr<engine::Hierarchy> hierarchy;
    bool relievedBy = false;

    Bench()
    {
        const PackageId package = made.addPackage("office");
        for (const char *folder : {"new", "tmp", "parts"})
            made.makeFolder(std::string("BER/inbox/") + folder);
        const engine::AddressWish wish{berlin, Relation::Child, made.path("BER/inbox"), makeSiteKey(made.random).publicKey};
        if (!engine::addAddress(*made.site, wish, OperatorSite::intent("address add")))
            qFatal("no address");
        const auto below = made.site->database().write<bool>([](store::Connection &db) -> Result<bool> {
            store::replaceBelow(db, berlin, {{berlin, berlin, SiteCode("CEN"), "Berlin"}}, {{berlin, berlin, "berlin1", {}, "ok"}});
            return true;
        });
        if (!below || !engine::distribute(*made.site, {package}, {{"berlin1"}, {}, false}, OperatorSite::intent("distribute")))
            qFatal("not distributed");
        site = std::move(*engine::Site::open({files, clock, made.random, engine::thisProcess(), "anna", "tests", engine::processLives}, made.path("site")));
        lease = std::move(*engine::Lease::take(*site));
        hierarchy = std::make_unique<engine::Hierarchy>(*site, **site->library(), executor, components::StatusWriter("CEN", "host", made.random), 1min);
    }
    void turn()
    {
        if (!hierarchy->turn(*lease, clock.wall(), false))
            qFatal("no turn");
    }
    /// The package file is built; the next turn sends it.
    void build()
    {
        turn();
        executor.runAll();
    }
    void round()
    {
        turn();
        executor.runAll();
        turn();
    }
    /// Another engine takes over while this one stands still.
    void relieve()
    {
        if (std::exchange(relievedBy, true))
            return;
        const auto released = made.site->database().write<bool>([](store::Connection &db) -> Result<bool> {
            store::releaseLease(db, store::lease(db).token);
            return true;
        });
        auto other = engine::Lease::take(*made.site);
        if (!released || !other)
            qFatal("not relieved");
        (*other)->forget();
    }
    void come(const std::string &folder, const std::string &name)
    {
        made.write("site/inbox/" + folder + "/" + name, "no instruction");
    }
    [[nodiscard]] std::size_t lying(const char *folder) const
    {
        return static_cast<std::size_t>(QDir(QString::fromStdString(made.path(std::string("site/inbox/") + folder))).entryList({QStringLiteral("instruction-*")}).size());
    }
    [[nodiscard]] std::vector<std::vector<std::string>> told(MessageId id)
    {
        store::MessageFilter filter;
        filter.ids = {static_cast<int>(id)};
        std::vector<std::vector<std::string>> all;
        using Messages = std::vector<StatusMessage>;
        const auto messages = made.site->database().read<Messages>([&](store::Connection &db) -> Result<Messages> { return store::messages(db, filter); });
        for (const StatusMessage &message : *messages)
            all.push_back(message.strings);
        return all;
    }
    /// Time goes by while a worker is at work.
    void takes(Span span)
    {
        clock.advance(span);
        turn();
    }
    [[nodiscard]] SendRequest content()
    {
        return *made.site->database().read<SendRequest>([](store::Connection &db) -> Result<SendRequest> {
            const auto all = store::sendRequests(db, {});
            return *std::find_if(all.begin(), all.end(), [](const SendRequest &each) { return each.kind == InstructionKind::Content; });
        });
    }
};

} // namespace

/// What one site's engine does for the others.
class TestHierarchy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSlowDiskHereIsNoDeadAddress()
    {
        Bench bench;
        int slow = 0;
        bench.files.onSync = [&](const std::string &path) {
            if (path.find("/site/outbox/") != std::string::npos && ++slow == 1)
                bench.takes(90min);
        };
        bench.turn();
        bench.executor.runAll(1); // what is published beside it has an executor's thread of its own
        for (int i = 0; i < 5; ++i) {
            bench.turn();
            bench.executor.runAll();
        }
        bench.turn();
        QVERIFY(slow > 0);
        QCOMPARE(bench.content().state, SendState::Sent);
        QCOMPARE(bench.content().connects, 1); // its worker was waited for
    }

    void anAddressThatDoesNotAnswerIsLeftBehind()
    {
        Bench bench;
        bench.build();
        int slow = 0;
        bench.files.onOpen = [&](const std::string &path) {
            if (path.ends_with("/BER/inbox") && ++slow == 1)
                bench.takes(61s);
        };
        for (int i = 0; i < 4 && slow == 0; ++i) {
            bench.turn();
            bench.executor.runAll();
        }
        bench.turn();
        QVERIFY(!bench.executor.abandoned.empty());
        QCOMPARE(bench.content().state, SendState::Retrying);
        QCOMPARE(bench.content().error->code, Code::AddressNotResponding);
    }

    void anEngineThatWasRelievedDoesNotPublishWhatItHadInHand()
    {
        for (const bool relieved : {false, true}) {
            Bench bench;
            const auto others = [&bench] { return QDir(QString::fromStdString(bench.made.path("BER/inbox/new"))).entryList(QDir::Files).size(); };
            bench.turn();
            QVERIFY(bench.executor.running() > 0);
            // It stands still, just before its instruction can be seen.
            bench.files.onSync = [&](const std::string &path) {
                const bool ours = relieved && path.find("/BER/inbox/tmp/") != std::string::npos;
                if (ours)
                    bench.relieve();
            };
            bench.executor.runAll();
            QCOMPARE(others() > 0, !relieved);
            QCOMPARE(bench.relievedBy, relieved);
            QVERIFY(QDir(QString::fromStdString(bench.made.path("BER/inbox/tmp"))).entryList(QDir::Files).isEmpty());
            bench.lease->forget();
        }
    }

    void anEngineThatWasRelievedTakesNothingFromTheInbox()
    {
        Bench bench;
        const std::string name = inbox::makeInstructionName(bench.made.random.hex(16), bench.made.random);
        bench.come("new", name);
        bench.files.onOpen = [&](const std::string &path) {
            if (path.ends_with("/site/inbox")) // its worker stands still here
                bench.relieve();
        };
        bench.turn();
        bench.executor.runAll();
        QVERIFY(bench.relievedBy);
        QCOMPARE(std::pair(bench.lying("new"), bench.lying("work")), std::pair(std::size_t(1), std::size_t(0)));
        bench.lease->forget();
    }

    void anEngineThatWasRelievedPutsNothingAway()
    {
        Bench bench;
        const std::string name = inbox::makeInstructionName(bench.made.random.hex(16), bench.made.random);
        bench.come("new", name);
        bench.turn();
        bench.executor.runAll();
        QCOMPARE(bench.lying("work"), std::size_t(1));
        bench.turn(); // it is refused: what is left to do is the file
        bench.relieve();
        bench.executor.runAll();
        QCOMPARE(std::pair(bench.lying("work"), bench.lying("quarantine")), std::pair(std::size_t(1), std::size_t(0)));
        bench.lease->forget();
    }

    void whatARelievedEngineHasMovedIsFoundSoon()
    {
        Bench bench;
        for (int i = 0; i < 3; ++i)
            bench.round();
        bench.come("work", inbox::makeInstructionName(bench.made.random.hex(16), bench.made.random));
        for (int i = 0; i < 6 && bench.lying("quarantine") == 0; ++i) {
            bench.takes(1min);
            bench.executor.runAll();
            bench.round();
        }
        QCOMPARE(std::pair(bench.lying("work"), bench.lying("quarantine")), std::pair(std::size_t(0), std::size_t(1)));
    }

    void whatCannotBeTakenInIsSaidOnceAndWhenItIsOver()
    {
        Bench bench;
        const std::string name = inbox::makeInstructionName(bench.made.random.hex(16), bench.made.random);
        bench.come("new", name);
        bench.files.unmovedFrom = "/inbox/new";
        bench.files.onMove = EACCES;
        const auto pass = [&bench] {
            for (int i = 0; i < 3; ++i) {
                bench.round();
                bench.takes(1min);
            }
        };
        pass();
        const std::vector<std::vector<std::string>> expected{{bench.made.path("site/inbox/new"), "rename", "EACCES", "1", name}};
        QCOMPARE(bench.told(MessageId::InstructionsHeldUp), expected);
        QVERIFY(bench.told(MessageId::InstructionsGoOn).empty());
        bench.files.onMove = 0;
        pass();
        QCOMPARE(bench.lying("quarantine"), std::size_t(1));
        QCOMPARE(bench.told(MessageId::InstructionsHeldUp).size(), std::size_t(1));
        QCOMPARE(bench.told(MessageId::InstructionsGoOn).size(), std::size_t(1));
    }

    void aWindowThatClosesPausesWhatIsSent()
    {
        Bench bench;
        bench.turn();
        QCOMPARE(bench.content().state, SendState::Claimed);
        bench.build();
        bench.turn();
        QCOMPARE(bench.content().connects, 1);
        const auto shut = bench.made.site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
            Address address = *store::address(db, berlin);
            const auto text = Window::parse("Su 03:00-03:01");
            address.window = *text;
            store::updateAddress(db, address);
            return true;
        });
        QVERIFY(shut);
        bench.turn();
        bench.executor.runAll();
        bench.turn();
        QCOMPARE(bench.content().state, SendState::Pending);
        QVERIFY(!bench.content().partThere && *bench.content().dueAt > bench.clock.wall());
    }

    void theParentHearsEachQuarterOfAnHourWhileSomethingIsSent()
    {
        Bench bench;
        bench.build();
        bench.turn();
        const engine::Executor::Id sending = bench.executor.newest();
        QCOMPARE(bench.executor.running(), 1);
        QCOMPARE(bench.content().state, SendState::Claimed);
        const SiteCode top("TOP");
        for (const char *folder : {"new", "tmp", "parts"})
            bench.made.makeFolder(std::string("TOP/inbox/") + folder);
        const engine::AddressWish wish{top, Relation::Parent, bench.made.path("TOP/inbox"), makeSiteKey(bench.made.random).publicKey};
        QVERIFY(engine::addAddress(*bench.made.site, wish, OperatorSite::intent("address add")));
        const auto toldAt = [&] {
            return bench.made.site->database().read<std::optional<Time>>([&](store::Connection &db) -> Result<std::optional<Time>> { return store::reportedTo(db, top).at; });
        };
        // Another one waits for room, and is looked at again and again.
        const auto waiting = bench.made.site->database().write<bool>([&](store::Connection &db) -> Result<bool> {
            Address narrow = *store::address(db, berlin);
            narrow.maxSendings = 1;
            store::updateAddress(db, narrow);
            SendRequest next;
            next.to = berlin;
            next.kind = InstructionKind::Content;
            next.manifest = bench.content().manifest;
            next.instruction = "next";
            next.dueAt = next.createdAt = bench.clock.wall();
            store::insertRequest(db, next);
            return true;
        });
        QVERIFY(waiting);
        const auto pass = [&](Span span) {
            for (Span gone{}; gone < span; gone += 10s) {
                bench.executor.runAll(sending);
                bench.takes(10s);
            }
        };
        pass(5min); // what there is to say at first; all of it is answered
        const auto answered = bench.site->database().write<bool>([](store::Connection &db) -> Result<bool> {
            for (SendRequest &request : store::sendRequests(db, {{}, {SendState::Sent}})) {
                request.state = SendState::Acknowledged;
                request.dueAt.reset();
                store::updateRequest(db, request);
            }
            return true;
        });
        QVERIFY(answered);
        const std::optional<Time> before = *toldAt();
        QVERIFY(before.has_value());
        pass(25min);
        QCOMPARE(bench.content().connects, 1);
        QVERIFY(!bench.content().sentAt); // under way still
        QVERIFY(*toldAt() > before);
    }

    void aSiteThatWasMadeWithoutAFolderForPackageFilesGetsOne()
    {
        Bench bench;
        QVERIFY(QDir(QString::fromStdString(bench.made.path("site/inbox"))).rmdir(QStringLiteral("parts")));
        bench.turn();
        QVERIFY(bench.made.exists("site/inbox/parts"));
    }
};

QTEST_GUILESS_MAIN(TestHierarchy)
#include "tst_hierarchy.moc"
