// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "core/store/addressrepository.h"
#include "core/store/lineproblems.h"
#include "core/store/sendrepository.h"
#include "core/store/siterepository.h"
#include "core/store/statusrepository.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::store;
using namespace std::chrono_literals;
using test::TestDatabase;

namespace {

constexpr Time now = TestDatabase::now;
const SiteCode child("BER"), top("TOP");
const std::string keyHere = "00000000000000aa", otherKey = "00000000000000bb";

/// A site with a parent and a child, both of which were heard a minute ago.
class Lines final
{
public:
    TestDatabase database;

    Lines()
    {
        database.write([](Connection &db) {
            for (const auto &[code, relation] : {std::pair(child, Relation::Child), std::pair(top, Relation::Parent)}) {
                Address address;
                address.site = code;
                address.relation = relation;
                address.inbox = "/inbox/" + code.value();
                address.publicKey = "key of " + code.value();
                address.keyId = keyHere;
                address.addedAt = now - 24h;
                insertAddress(db, address);
                heardFrom(db, code, 1, now - 1min);
            }
        });
    }
    std::vector<std::string> problems()
    {
        std::vector<std::string> found;
        for (const ProblemRow &row : database.read([](Connection &db) { return lineProblems(db, now); }))
            found.push_back(std::string(name(row.code)) + ":" + row.object);
        std::sort(found.begin(), found.end());
        return found;
    }
    void hold(const SiteCode &from, const std::string &reason, const std::string &detail, Time at)
    {
        database.write([&](Connection &db) {
            QuarantineRow row;
            row.name = "held" + std::to_string(++m_number);
            row.kind = "instruction";
            row.sender = from.value();
            row.reason = reason;
            row.detail = detail;
            row.type = "file";
            row.receivedAt = at;
            putQuarantine(db, row);
        });
    }
    void heard(const SiteCode &from, Time at)
    {
        database.write([&](Connection &db) { heardFrom(db, from, 1, at); });
    }
    /// A sending that has failed so often and so long.
    std::int64_t failing(Code code, int attempt, Span since, SendState state = SendState::Retrying)
    {
        return database.write([&](Connection &db) {
            SendRequest request = fresh();
            const std::int64_t id = insertRequest(db, request);
            request = *sendRequest(db, id);
            // As a worker's outcome writes it.
            const Claim claim{"host:1", 7, 1};
            if (!claimRequest(db, id, claim, now))
                return std::int64_t(-1);
            request.state = state;
            request.attempt = attempt;
            request.failingSince = now - since;
            Error error;
            error.code = code;
            request.error = error;
            request.dueAt = now + 1min;
            return updateClaimed(db, request, claim) ? id : std::int64_t(-1);
        });
    }
    std::int64_t sent(Span ago, InstructionKind kind = InstructionKind::Order)
    {
        return database.write([&](Connection &db) {
            SendRequest request = fresh();
            request.kind = kind;
            const std::int64_t id = insertRequest(db, request);
            request = *sendRequest(db, id);
            const Claim claim{"host:1", 7, 1};
            if (!claimRequest(db, id, claim, now))
                return std::int64_t(-1);
            request.state = SendState::Sent;
            request.sentAt = now - ago;
            request.dueAt = now + 1min;
            return updateClaimed(db, request, claim) ? id : std::int64_t(-1);
        });
    }

private:
    SendRequest fresh()
    {
        SendRequest request;
        request.to = child;
        request.instruction = "instruction" + std::to_string(++m_number);
        request.sequence = m_number;
        request.dueAt = now;
        request.createdAt = now - 3h;
        return request;
    }
    int m_number = 0;
};

using Names = std::vector<std::string>;

} // namespace

/// What is wrong with lines between sites.
class TestLineProblems final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesThatWorkAreNoProblem();
    void aSiteIsNotBelievedUntilSomethingOfItIs();
    void whatTheRegisteredKeyHasSignedByNowIsNoProblem();
    void strangersAreNoSite();
    void aSendingThatFailsIsAProblemUntilItGetsThrough();
    void whatIsNotAnsweredForAnHourIsAProblem();
    void contentMayBeUnpackedForADay();
    void aSiteThatIsAboveAndBelowIsARing();
    void aRingEndsWhenNothingOfTheWrongKindComesAnyMore();
};

void TestLineProblems::linesThatWorkAreNoProblem()
{
    Lines t;
    QCOMPARE(t.problems(), Names());
}

void TestLineProblems::aSiteIsNotBelievedUntilSomethingOfItIs()
{
    for (const char *reason : {"unknown_sender", "wrong_signature"}) {
        Lines t;
        t.hold(child, reason, unknownSenderText(child, otherKey), now - 2min); // before it was heard
        QCOMPARE(t.problems(), Names());
        t.hold(child, reason, unknownSenderText(child, otherKey), now - 1s);
        QCOMPARE(t.problems(), Names{"signature_refused:BER"});
        t.heard(child, now);
        QCOMPARE(t.problems(), Names());
    }
    // One that was never heard.
    Lines t;
    t.database.write([](Connection &db) {
        auto address = *store::address(db, top);
        deleteAddress(db, top);
        address.heardAt.reset();
        insertAddress(db, address);
    });
    t.hold(top, "unknown_sender", unknownSenderText(top, otherKey), now - 5h);
    QCOMPARE(t.problems(), Names{"signature_refused:TOP"});
}

void TestLineProblems::whatTheRegisteredKeyHasSignedByNowIsNoProblem()
{
    Lines t;
    t.hold(child, "unknown_sender", unknownSenderText(child, otherKey), now);
    QCOMPARE(t.problems(), Names{"signature_refused:BER"});
    t.database.write([](Connection &db) {
        auto address = *store::address(db, child);
        address.keyId = otherKey;
        updateAddress(db, address);
    });
    QCOMPARE(t.problems(), Names());
}

void TestLineProblems::strangersAreNoSite()
{
    Lines t;
    t.hold(SiteCode("EVE"), "unknown_sender", unknownSenderText(SiteCode("EVE"), otherKey), now);
    t.hold(child, "too_large", {}, now);
    QCOMPARE(t.problems(), Names());
}

void TestLineProblems::aSendingThatFailsIsAProblemUntilItGetsThrough()
{
    Lines t;
    QVERIFY(t.failing(Code::AddressNotWritable, 2, 59min) > 0);
    QCOMPARE(t.problems(), Names()); // the address says it while it is not reached
    QVERIFY(t.failing(Code::ContentDamaged, 9, 5h) > 0); // a problem of its package
    QCOMPARE(t.problems(), Names());
    QVERIFY(t.failing(Code::AddressNotWritable, 1, 1h) > 0);
    QCOMPARE(t.problems(), Names{"address_not_writable:BER"});
    QVERIFY(t.failing(Code::AddressNotWritable, 3, 1min, SendState::Pending) > 0); // as a restart leaves it
    const std::int64_t id = t.failing(Code::LibraryNoSpace, 3, 1min);
    QCOMPARE(t.problems(), (Names{"address_not_writable:BER", "library_no_space:BER"}));
    // The address fails with the same: one problem.
    t.database.write([](Connection &db) {
        auto address = *store::address(db, child);
        address.failures = 1;
        Error error;
        error.code = Code::AddressNotWritable;
        address.error = error;
        updateContact(db, address);
    });
    QCOMPARE(t.problems(), (Names{"address_not_writable:BER", "library_no_space:BER"}));
    t.database.write([id](Connection &db) {
        auto request = *sendRequest(db, id);
        request.state = SendState::Acknowledged;
        request.acknowledgedAt = now;
        updateRequest(db, request);
    });
    QCOMPARE(t.problems(), Names{"address_not_writable:BER"});
}

void TestLineProblems::whatIsNotAnsweredForAnHourIsAProblem()
{
    Lines t;
    QVERIFY(t.sent(59min) > 0);
    QCOMPARE(t.problems(), Names());
    const std::int64_t id = t.sent(61min);
    QCOMPARE(t.problems(), Names{"site_not_answering:BER"});
    t.database.write([id](Connection &db) {
        auto request = *sendRequest(db, id);
        request.state = SendState::Acknowledged;
        request.acknowledgedAt = now;
        updateRequest(db, request);
    });
    QCOMPARE(t.problems(), Names());
}

void TestLineProblems::contentMayBeUnpackedForADay()
{
    Lines t;
    QVERIFY(t.sent(23h, InstructionKind::Content) > 0);
    QCOMPARE(t.problems(), Names());
    QVERIFY(t.sent(25h, InstructionKind::Content) > 0);
    QCOMPARE(t.problems(), Names{"site_not_answering:BER"});
}

void TestLineProblems::aSiteThatIsAboveAndBelowIsARing()
{
    const SiteCode own = Lines().database.read([](Connection &db) { return site(db).code; });
    for (const SiteCode &above : {own, top}) {
        Lines t;
        t.database.write([&](Connection &db) { setListed(db, child, {child, above}); });
        QCOMPARE(t.problems(), Names{"sites_in_a_ring:BER"});
        t.database.write([](Connection &db) { setListed(db, child, {child}); });
        QCOMPARE(t.problems(), Names());
    }
}

void TestLineProblems::aRingEndsWhenNothingOfTheWrongKindComesAnyMore()
{
    Lines lately, before;
    lately.hold(top, "wrong_relation", {}, now - 29min); // it reports, as a child
    QCOMPARE(lately.problems(), Names{"sites_in_a_ring:TOP"});
    before.hold(top, "wrong_relation", {}, now - 31min); // and nothing at all has come since
    QCOMPARE(before.problems(), Names());
}

QTEST_GUILESS_MAIN(TestLineProblems)
#include "tst_lineproblems.moc"
