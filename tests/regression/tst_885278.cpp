// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <barrier>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "core/components/sender.h"
#include "core/store/addressrepository.h"
#include "core/store/sendrepository.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::test;

/// 885278: two Sender threads took the same send request: it was sent twice, or met a sharing violation and was marked invalid; invalid and orphaned requests
/// then kept the Scheduler from its routing requests.
namespace {

constexpr int workers = 8;
constexpr int requests = 2000;
constexpr Time now = TestDatabase::now;
const SiteCode child("BER");

void addAddress(store::Connection &db)
{
    SeededRandom random(9);
    Address address;
    address.site = child;
    address.inbox = "/inbox";
    address.publicKey = makeSiteKey(random).publicKey;
    address.keyId = *keyIdOf(address.publicKey);
    store::insertAddress(db, address);
}

std::int64_t addRequest(store::Connection &db, int number)
{
    SendRequest request;
    request.to = child;
    request.kind = InstructionKind::Information;
    request.instruction = "00000000-0000-4000-8000-" + std::to_string(100'000'000'000 + number);
    request.lines = "package x\n";
    request.sequence = number;
    request.dueAt = now;
    request.createdAt = now;
    return store::insertRequest(db, request);
}

/// How a worker takes a request: true if it is this one's.
using Take = std::function<bool(store::Connection &, std::int64_t request, std::int64_t token)>;

/// How often each request was taken by eight workers that go for the same ones at the same time.
std::map<std::int64_t, int> race(const Take &take)
{
    TestDatabase database;
    std::vector<std::int64_t> ids;
    database.write([&ids](store::Connection &db) {
        addAddress(db);
        for (int i = 1; i <= requests; ++i)
            ids.push_back(addRequest(db, i));
    });
    std::mutex mutex;
    std::map<std::int64_t, int> taken;
    std::vector<std::jthread> threads;
    std::barrier together(workers); // all of them go for the same request
    for (int worker = 0; worker < workers; ++worker) {
        threads.emplace_back([&, worker] {
            const auto connection = database.another();
            for (const std::int64_t id : ids) {
                together.arrive_and_wait();
                if (take(*connection, id, worker + 1)) {
                    const std::scoped_lock lock(mutex);
                    ++taken[id];
                }
            }
        });
    }
    threads.clear();
    return taken;
}

bool claim(store::Connection &db, std::int64_t request, std::int64_t token)
{
    const auto claimed = db.write<bool>([&](store::Connection &connection) -> Result<bool> {
        return store::claimRequest(connection, request, {"worker", token, 1}, now);
    });
    return claimed && *claimed;
}

/// What the article's Sender did: look whether it is free, then take it.
bool lookThenTake(store::Connection &db, std::int64_t request, std::int64_t token)
{
    const auto seen = db.read<bool>([request](store::Connection &connection) -> Result<bool> {
        return store::sendRequest(connection, request)->state == SendState::Pending;
    });
    if (!seen || !*seen)
        return false;
    std::this_thread::yield();
    const auto taken = db.write<bool>([&](store::Connection &connection) -> Result<bool> {
        SendRequest row = *store::sendRequest(connection, request);
        row.state = SendState::Sending;
        row.token = token;
        store::updateRequest(connection, row);
        return true;
    });
    return taken.has_value();
}

/// A Sender on a database of its own.
struct Bench {
    SeededRandom random;
    TestDatabase database;
    SiteKey key = makeSiteKey(random);
    std::unique_ptr<components::Sender> sender;

    Bench()
    {
        store::SiteRow site = database.read([](store::Connection &db) { return store::site(db); });
        site.publicKey = key.publicKey;
        site.keyId = key.keyId;
        sender = std::make_unique<components::Sender>(site, components::StatusWriter("CEN", "host", random), random, SigningKey::fromPem(key.privateKeyPem), "host:1");
        database.write(addAddress);
    }
    components::SiteDecision plan(std::int64_t generation, Time at = now)
    {
        components::SiteDecision decision;
        database.write([&](store::Connection &db) { sender->plan(db, generation, at, "UTC", {}, decision); });
        return decision;
    }
    void publish(std::int64_t generation, const components::PublishOrder &order, const components::PublishOutcome &outcome)
    {
        components::SiteDecision decision;
        database.write([&](store::Connection &db) { sender->record(db, generation, now, order, outcome, decision); });
    }
    SendRequest row(std::int64_t id)
    {
        return *database.read([id](store::Connection &db) { return store::sendRequest(db, id); });
    }
    std::int64_t add(int number)
    {
        return database.write([number](store::Connection &db) { return addRequest(db, number); });
    }
};

Error busy()
{
    Error error = errorOf(Code::AddressFailing, "BER", Scope::Site);
    error.operation = "open";
    error.systemError = EBUSY;
    return error;
}

} // namespace

class Test885278 final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldTwoWorkersTookTheSameRequest()
    {
        const auto taken = race(lookThenTake);
        const auto twice = std::count_if(taken.begin(), taken.end(), [](const auto &each) { return each.second > 1; });
        qInfo("%d of %d requests were taken more than once", int(twice), requests);
        QVERIFY(twice > 0);
    }

    void eachRequestIsClaimedOnce()
    {
        const auto taken = race(claim);
        QVERIFY(!taken.empty());
        for (const auto &[id, times] : taken)
            QCOMPARE(times, 1);
    }

    void noMoreAreSentAtOnceThanMayBe()
    {
        Bench bench;
        for (int i = 1; i <= 20; ++i)
            bench.add(i);
        QCOMPARE(bench.plan(1).publish.size(), std::size_t(3)); // of one address
        QCOMPARE(bench.plan(1).publish.size(), std::size_t(0));
    }

    void anOwnerThatWasRelievedCannotRecordAnything()
    {
        Bench bench;
        const std::int64_t id = bench.add(1);
        const auto old = bench.plan(1).publish.at(0);
        // Another engine takes over while this one stands still.
        bench.database.write([](store::Connection &db) { components::Sender::recover(db, 2, now); });
        const auto fresh = bench.plan(2).publish.at(0);
        QVERIFY(fresh.token != old.token);
        bench.publish(1, old, {busy()});
        bench.publish(2, old, {}); // not even under the new generation
        QCOMPARE(bench.row(id).state, SendState::Claimed);
        QCOMPARE(bench.row(id).token, fresh.token);
        bench.publish(2, fresh, {});
        QCOMPARE(bench.row(id).state, SendState::Sent);
        // Both publications are the same instruction: the receiver carries out its sequence once.
        QCOMPARE(inbox::parseInstruction(old.bytes)->instruction.id, inbox::parseInstruction(fresh.bytes)->instruction.id);
        QCOMPARE(inbox::parseInstruction(old.bytes)->instruction.sequence, inbox::parseInstruction(fresh.bytes)->instruction.sequence);
    }

    void aSharingViolationIsTriedAgainAndMakesNothingInvalid()
    {
        Bench bench;
        const std::int64_t id = bench.add(1);
        Time at = now;
        for (int i = 1; i <= 200; ++i) {
            const auto decision = bench.plan(1, at);
            QCOMPARE(decision.publish.size(), std::size_t(1));
            components::SiteDecision after;
            bench.database.write([&](store::Connection &db) { bench.sender->record(db, 1, at, decision.publish.at(0), {busy()}, after); });
            const SendRequest row = bench.row(id);
            QCOMPARE(row.state, SendState::Retrying);
            QCOMPARE(row.attempt, i);
            QVERIFY(*row.dueAt > at && *row.dueAt <= at + std::chrono::minutes(10));
            at = at + std::chrono::minutes(11);
        }
    }

    void aDeadAddressHoldsUpNoOther()
    {
        Bench bench;
        bench.database.write([](store::Connection &db) {
            SeededRandom random(10);
            Address other;
            other.site = SiteCode("POT");
            other.inbox = "/other";
            other.publicKey = makeSiteKey(random).publicKey;
            other.keyId = *keyIdOf(other.publicKey);
            store::insertAddress(db, other);
        });
        for (int i = 1; i <= 50; ++i)
            bench.add(i);
        Time at = now;
        for (int i = 0; i < 3; ++i) {
            for (const auto &order : bench.plan(1, at).publish) {
                components::SiteDecision after;
                bench.database.write([&](store::Connection &db) { bench.sender->record(db, 1, at, order, {busy()}, after); });
            }
            at = at + std::chrono::minutes(11);
        }
        const auto address = bench.database.read([](store::Connection &db) { return store::address(db, child); });
        QVERIFY(address->nextTry && address->failures >= 3);
        bench.database.write([](store::Connection &db) {
            SendRequest request;
            request.to = SiteCode("POT");
            request.instruction = "00000000-0000-4000-8000-200000000000";
            request.sequence = 1;
            request.dueAt = now;
            request.createdAt = now;
            store::insertRequest(db, request);
        });
        const auto decision = bench.plan(1, *address->nextTry + Span(1));
        const auto dead = std::count_if(decision.publish.begin(), decision.publish.end(), [](const auto &order) { return order.to == child; });
        QCOMPARE(dead, 1); // its probe
        QCOMPARE(decision.publish.size(), std::size_t(2));
    }
};

QTEST_GUILESS_MAIN(Test885278)
#include "tst_885278.moc"
