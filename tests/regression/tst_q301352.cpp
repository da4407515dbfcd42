// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <set>
#include <thread>
#include <unordered_set>

#include "core/client/copyqueuemanager.h"
#include "core/io/fileops.h"
#include "core/io/posixfilesystem.h"
#include "tests/support/fakeclock.h"
#include "tests/support/inboxfiller.h"

using namespace cartage;

namespace {

constexpr int clients = 5'000;
constexpr int messagesEach = 20;
constexpr int threads = 4;

/// As the article tells it: eight digits of a generator that is seeded with the second in which the client started. A name that is there:
/// "NOT copied, already exists, set status to Remove".
class OldClient final
{
public:
    explicit OldClient(unsigned second) : m_state(second) { }
    /// Whether the message was copied.
    bool send(std::set<unsigned> &inbox) { return inbox.insert(next()).second; }

private:
    /// The C library's generator of that time, put together to eight digits.
    unsigned next()
    {
        const unsigned high = step();
        return (high * 32768U + step()) % 100'000'000U;
    }
    unsigned step()
    {
        m_state = m_state * 214013U + 2531011U;
        return (m_state >> 16U) & 0x7FFFU;
    }
    unsigned m_state;
};

/// How many of all messages the old clients lose when they start within so many seconds.
int lostByTheOld(unsigned seconds)
{
    std::set<unsigned> inbox;
    int lost = 0;
    for (int client = 0; client < clients; ++client) {
        OldClient old(950'000'000U + static_cast<unsigned>(client) % seconds);
        for (int message = 0; message < messagesEach; ++message)
            lost += !old.send(inbox);
    }
    return lost;
}

/// Clients with spools of their own and one inbox, in a real folder.
class Crowd final
{
public:
    explicit Crowd(std::string folder) : m_folder(std::move(folder)) { }

    io::FileSystem &files() { return *m_fs; }
    [[nodiscard]] std::string inbox() const { return m_folder + "/inbox"; }

    /// One client from its start to its end: it reports and brings, message by message; whether all were said to be delivered.
    bool run(int client, int messages)
    {
        std::srand(4711); // as every other does: nothing of ours may come from there
        const std::string folder = m_folder + "/" + std::to_string(client);
        const client::World world{*m_fs, m_clock, m_random, [](Span) {}};
        auto spool = client::Spool::open(world, folder);
        if (!spool)
            return false;
        const std::atomic<bool> stop{false};
        client::CopyQueueManager manager(world, *spool, inbox(), [](const std::string &) {});
        bool all = true;
        for (int message = 1; message <= messages; ++message) {
            inbox::StatusReport report = test::reportOf(client, message);
            report.guid = inbox::makeGuid(m_random);
            all = all && spool->add(report);
        }
        all = all && manager.bringOnce(stop).delivered == messages && spool->left()->queued == 0;
        const auto root = m_fs->openFolder(m_folder);
        return all && root && io::removeTree(*m_fs, *root, std::to_string(client));
    }

    /// All of them, several at a time; how many did not get everything through.
    int runAll(int count, int messages)
    {
        std::atomic<int> next{0};
        std::atomic<int> failed{0};
        std::vector<std::thread> crowd;
        for (int i = 0; i < threads; ++i) {
            crowd.emplace_back([&] {
                for (int client = next++; client < count; client = next++)
                    failed += !run(client, messages);
            });
        }
        for (std::thread &thread : crowd)
            thread.join();
        return failed;
    }

private:
    std::string m_folder;
    std::unique_ptr<io::FileSystem> m_fs = io::makePosixFileSystem();
    test::FakeClock m_clock; // stands: for every client it is the same millisecond
    SystemRandom m_random;
};

/// Files in new/, and how many different messages they hold.
struct Arrived {
    int files = 0;
    int damaged = 0;
    std::unordered_set<std::string> guids;
    std::set<std::pair<std::string, std::int64_t>> numbers;
};

Arrived arrivedIn(io::FileSystem &fs, const std::string &inbox)
{
    Arrived arrived;
    const auto folder = fs.openFolder(inbox + "/new").value();
    (void)fs.list(folder, [&](const io::FolderEntry &entry) {
        ++arrived.files;
        const auto bytes = io::readFile(fs, folder, entry.name, inbox::longestStatusFile);
        const auto read = inbox::parseStatusFile(bytes.value_or(""));
        if (!read) {
            ++arrived.damaged;
        } else {
            arrived.guids.insert(read->report.guid);
            arrived.numbers.insert({read->report.sender, read->report.sequence});
        }
        return true;
    });
    return arrived;
}

} // namespace

/// Clients in time step shared a generator, so they shared names; a name that was taken was taken for delivered.
class TestQ301352 final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theOldWayLosesTheMoreTheMoreClientsStartAtOnce()
    {
        const int atOnce = lostByTheOld(1);
        const int minute = lostByTheOld(60);
        const int hour = lostByTheOld(3600);
        qInfo("eight digits of a generator seeded with the second: of %d messages of %d clients are lost %d when they start in one second, %d within a minute, "
              "%d within an hour",
              clients * messagesEach, clients, atOnce, minute, hour);
        QCOMPARE(atOnce, (clients - 1) * messagesEach);
        QVERIFY(minute > clients * messagesEach / 2 && minute < atOnce);
        QVERIFY(hour > 0 && hour < minute);
    }

    void F64_fiveThousandClientsInOneMillisecondLoseNothing()
    {
        const auto fs = io::makePosixFileSystem();
        const auto memory = fs->openFolder("/dev/shm");
        const auto mount = memory ? fs->mount(*memory) : failure(memory.error());
        const auto space = memory ? fs->space(*memory) : failure(memory.error());
        constexpr std::uint64_t needed = 1ULL << 30;
        if (!mount || mount->type != "tmpfs" || !space || space->free < needed)
            QSKIP("/dev/shm is no tmpfs with 1 GiB free: 100,000 files with their syncs would measure the disk");
        const QTemporaryDir folder(QStringLiteral("/dev/shm/cartage-q301352-XXXXXX"));
        if (!folder.isValid())
            QSKIP("/dev/shm cannot be written");

        Crowd crowd(folder.path().toStdString());
        QVERIFY(test::makeInbox(crowd.files(), crowd.inbox()).has_value());
        const auto start = std::chrono::steady_clock::now();
        QCOMPARE(crowd.runAll(clients, messagesEach), 0);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        const Arrived arrived = arrivedIn(crowd.files(), crowd.inbox());
        qInfo("Cartage: %d of %d in new/ after %.1f s, none lost, none doubled", arrived.files, clients * messagesEach, seconds);
        QCOMPARE(arrived.files, clients * messagesEach);
        QCOMPARE(arrived.damaged, 0);
        QCOMPARE(int(arrived.guids.size()), clients * messagesEach);
        QCOMPARE(int(arrived.numbers.size()), clients * messagesEach);
        QVERIFY(crowd.files().statusAt(crowd.files().openFolder(crowd.inbox()).value(), "tmp").has_value());
        int left = 0;
        (void)crowd.files().list(crowd.files().openFolder(crowd.inbox() + "/tmp").value(), [&left](const io::FolderEntry &) { return ++left; });
        QCOMPARE(left, 0);
    }

    void theSameOnADiskWithEverySync()
    {
        // A disk may sync a hundred times a second, and a new spool and each message take several.
        const int each = qEnvironmentVariableIsEmpty("CARTAGE_TEST_LONG") ? 2 : messagesEach;
        const QTemporaryDir folder;
        Crowd crowd(folder.path().toStdString());
        QVERIFY(test::makeInbox(crowd.files(), crowd.inbox()).has_value());
        constexpr int few = 200;
        const auto start = std::chrono::steady_clock::now();
        QCOMPARE(crowd.runAll(few, each), 0);
        const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        qInfo("on disk: %d messages of %d clients, durable twice, in %.1f s: %.0f a second", few * each, few, seconds, few * each / seconds);
        QCOMPARE(int(arrivedIn(crowd.files(), crowd.inbox()).guids.size()), few * each);
    }
};

QTEST_APPLESS_MAIN(TestQ301352)
#include "tst_q301352.moc"
