// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/components/scheduler.h"
#include "core/components/sitework.h"
#include "core/store/addressrepository.h"
#include "core/store/distributionrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/journalrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::test;

namespace {

const SiteCode child("BER");
const Target place{child, "berlin1"};
constexpr Time now = TestDatabase::now;

/// A parent, a child with one DP, a package of two versions; and what the child would answer.
class Parent final
{
public:
    Parent()
        : package(m_database.addPackage(1)), m_site(m_database.read([](store::Connection &db) { return store::site(db); })),
          m_scheduler(m_site, components::StatusWriter("CEN", "host", m_random), m_random)
    {
        m_database.write([this](store::Connection &db) {
            PackageVersion second = *store::versionOf(db, package, 1);
            second.version = 2;
            second.manifest = sha256(asBytes(std::string_view("second")));
            store::insertVersion(db, package, second);
            Address address;
            address.site = child;
            address.inbox = "/inbox";
            address.publicKey = "public";
            address.keyId = "key";
            address.addedAt = now;
            store::insertAddress(db, address);
            store::replaceBelow(db, child, {{child, child, SiteCode("CEN"), "Berlin"}}, {{child, child, place.dp, {}, "ok"}});
        });
    }

    /// Version 0: it is to go from there.
    SendRequest ask(int version)
    {
        m_database.write([&](store::Connection &db) {
            RemoteTarget target;
            target.package = package;
            target.target = place;
            target.via = child;
            target.wantedVersion = version;
            target.askedAt = now;
            store::wantTarget(db, target);
            if (version > 0)
                components::Scheduler::askContent(db, package, version, child, false, now);
            else
                components::Scheduler::askRemoval(db, package, child, now);
        });
        return plan();
    }
    /// Gives the newest request.
    SendRequest plan()
    {
        return m_database.write([this](store::Connection &db) {
            components::SiteDecision decision;
            m_scheduler.plan(db, now, decision);
            return store::sendRequests(db, {}).back();
        });
    }
    /// What the newest message of that number says.
    std::vector<std::string> said(int id)
    {
        store::MessageFilter filter;
        filter.ids = {id};
        const auto messages = m_database.read([&](store::Connection &db) { return store::messages(db, filter); });
        return messages.empty() ? std::vector<std::string>() : messages.front().strings;
    }
    void want(const std::string &dp, int version)
    {
        m_database.write([&](store::Connection &db) {
            RemoteTarget target;
            target.package = package;
            target.target = {child, dp};
            target.via = child;
            target.wantedVersion = version;
            target.askedAt = now;
            store::wantTarget(db, target);
            components::Scheduler::askContent(db, package, version, child, false, now);
        });
    }
    void markSent()
    {
        m_database.write([](store::Connection &db) {
            for (SendRequest request : store::sendRequests(db, {})) {
                const store::Claim claim{"host:1", store::takeToken(db), 1};
                request.state = SendState::Sent;
                request.sentAt = now;
                QVERIFY(store::claimRequest(db, request.id, claim, now) && store::updateClaimed(db, request, claim));
            }
        });
    }
    void answer(const SendRequest &request, inbox::AcknowledgementBody::Result result)
    {
        const inbox::AcknowledgementBody body{request.instruction, result, package, request.version, "wrong_value: no reason", {}, {}};
        m_database.write([&](store::Connection &db) { m_scheduler.acknowledged(db, child, body, now); });
    }
    ForwardState forwardState()
    {
        return m_database.read([](store::Connection &db) { return store::forwards(db).back().state; });
    }
    SendRequest inform(int version)
    {
        m_database.write([&](store::Connection &db) { m_scheduler.tellOfInformation(db, package, "Office", version, now); });
        return plan();
    }
    void acknowledge(const SendRequest &request, std::optional<inbox::AcknowledgementBody::Kept> has = {})
    {
        const inbox::AcknowledgementBody body{request.instruction, inbox::AcknowledgementBody::Result::Done, package, request.version, {}, {}, has};
        m_database.write([&](store::Connection &db) { m_scheduler.acknowledged(db, child, body, now); });
    }
    /// Version 0: nothing is there. `answers`: the request that had named the target last when this was so.
    void tell(int version, const SendRequest &answers, std::int64_t epoch = 1)
    {
        tell(version, InstructionPlace{1, answers.sequence}, answers.version, epoch);
    }
    /// `asked`: the version that the instruction it answers had asked for.
    void tell(int version, const InstructionPlace &answers, int asked, std::int64_t epoch = 1)
    {
        inbox::ReportBody report;
        report.at = now;
        inbox::ReportBody::RowLine row;
        row.site = child;
        row.dp = place.dp;
        row.package = package;
        row.wantedVersion = version;
        row.state = version > 0 ? State::Installed : State::Removed;
        if (version > 0) {
            row.installedVersion = version;
            row.installedManifest = manifest(version);
            row.proof = Proof{ProofKind::ReadBack, now};
        }
        row.at = now;
        row.answers = answers;
        row.askedVersion = asked;
        report.rows.push_back(row);
        inbox::Instruction from;
        from.sender = {child, "key", epoch};
        from.sequence = ++m_told;
        m_database.write([&](store::Connection &db) { m_scheduler.reported(db, from, report, now); });
    }
    void addChild(const SiteCode &site)
    {
        m_database.write([&](store::Connection &db) {
            Address address;
            address.site = site;
            address.inbox = "/" + site.value();
            address.publicKey = "public";
            address.keyId = "key" + site.value();
            address.addedAt = now;
            store::insertAddress(db, address);
        });
    }
    /// Its lists: itself and these.
    void list(const SiteCode &from, const std::vector<SiteCode> &below, std::int64_t epoch = 1, const std::vector<std::string> &dps = {},
              std::int64_t joined = 0)
    {
        inbox::ReportBody report;
        report.at = now;
        report.whole = true;
        report.joined = joined;
        report.sites = {{from, SiteCode("CEN"), {}}};
        for (const SiteCode &site : below)
            report.sites.push_back({site, from, {}});
        for (const std::string &dp : dps)
            report.dps.push_back({from, dp, "ok", {}});
        inbox::Instruction instruction;
        instruction.sender = {from, "key", epoch};
        instruction.sequence = ++m_told;
        m_database.write([&](store::Connection &db) { m_scheduler.reported(db, instruction, report, now); });
    }
    [[nodiscard]] std::string via(const SiteCode &site)
    {
        return m_database.read([&](store::Connection &db) -> std::string {
            const auto known = store::remoteSite(db, site);
            return known ? known->via.value() : std::string();
        });
    }
    void update(int version)
    {
        m_database.write([&](store::Connection &db) { m_scheduler.tellOfVersion(db, package, "Office", version, now); });
    }
    /// It goes on from a backup.
    void restored()
    {
        m_database.write([](store::Connection &db) { store::raiseEpoch(db); });
    }
    [[nodiscard]] std::vector<SendRequest> requests()
    {
        return m_database.read([](store::Connection &db) { return store::sendRequests(db, {}); });
    }
    [[nodiscard]] ForwardState stateOf(const SendRequest &request)
    {
        return m_database.read([&](store::Connection &db) { return store::forward(db, *request.forward)->state; });
    }
    [[nodiscard]] std::optional<RemoteTarget> target()
    {
        return m_database.read([this](store::Connection &db) { return store::remoteTarget(db, package, place); });
    }
    [[nodiscard]] int base()
    {
        return m_database.read([this](store::Connection &db) { return store::childVersion(db, child, package)->version; });
    }
    [[nodiscard]] Sha256 manifest(int version)
    {
        return m_database.read([&](store::Connection &db) { return store::versionOf(db, package, version)->manifest; });
    }

private:
    SeededRandom m_random;
    TestDatabase m_database;

public:
    const PackageId package;

private:
    store::SiteRow m_site;
    components::Scheduler m_scheduler;
    std::int64_t m_told = 0;
};

} // namespace

class TestScheduler final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPartThatWasRefusedIsNotCoveredUpByTheOther()
    {
        using Result = inbox::AcknowledgementBody::Result;
        Parent parent;
        for (int i = 0; i < 1001; ++i) // two instructions
            parent.want("dp" + std::to_string(i), 1);
        parent.plan();
        const auto requests = parent.requests();
        QCOMPARE(requests.size(), std::size_t(2));
        parent.markSent();
        parent.answer(requests[0], Result::Refused);
        parent.answer(requests[1], Result::Done);
        QCOMPARE(parent.forwardState(), ForwardState::Refused);
        // Let go from quarantine there, it is carried out after all.
        parent.answer(requests[0], Result::Done);
        QCOMPARE(parent.forwardState(), ForwardState::Delivered);
    }

    void whatIsToldOfAnEarlierWishCompletesNothing()
    {
        Parent parent;
        const SendRequest first = parent.ask(1);
        parent.acknowledge(first);
        parent.tell(1, first);
        QCOMPARE(parent.stateOf(first), ForwardState::Complete);
        const SendRequest removal = parent.ask(0);
        const SendRequest again = parent.ask(1);
        QVERIFY(again.id != removal.id && again.kind == InstructionKind::Content);
        parent.acknowledge(again);
        parent.tell(1, first);   // it had been on its way
        parent.tell(0, removal); // and this is not over
        QCOMPARE(parent.stateOf(again), ForwardState::Delivered);
        QVERIFY(!parent.target()->state);
        parent.tell(1, again);
        QCOMPARE(parent.stateOf(again), ForwardState::Complete);
    }

    void nothingIsTakenForRemovedBeforeTheRemovalWasRead()
    {
        Parent parent;
        const SendRequest removed = parent.ask(0);
        parent.acknowledge(removed);
        parent.tell(0, removed);
        QVERIFY(!parent.target()); // nothing was there
        const SendRequest content = parent.ask(1);
        parent.tell(0, removed); // late
        QVERIFY(!parent.target()->state);
        const SendRequest removal = parent.ask(0);
        parent.tell(0, removed);
        parent.tell(0, content); // not installed yet: no answer to the removal
        parent.acknowledge(removal);
        QCOMPARE(parent.stateOf(removal), ForwardState::Delivered);
        parent.tell(0, removal);
        QCOMPARE(parent.stateOf(removal), ForwardState::Complete);
        QVERIFY(!parent.target());
    }

    void anUpdateIsNoContraryWish()
    {
        Parent parent;
        const SendRequest first = parent.ask(1);
        parent.acknowledge(first);
        const SendRequest second = parent.ask(2);
        parent.tell(1, first);
        QCOMPARE(parent.target()->installedVersion, std::optional(1)); // what is there until then is known
        parent.acknowledge(second);
        parent.tell(2, second);
        QCOMPARE(parent.stateOf(second), ForwardState::Complete);
    }

    void whatAnEarlierLifeHadAskedForIsADutyAgain()
    {
        Parent parent;
        parent.tell(1, InstructionPlace{1, 50}, 1);
        QVERIFY(!parent.target());
        parent.restored();
        parent.tell(1, InstructionPlace{2, 3}, 1);
        QVERIFY(!parent.target());
        parent.tell(1, InstructionPlace{1, 50}, 0);
        QVERIFY(!parent.target()); // it was to go; others have given it there
        parent.tell(1, InstructionPlace{1, 50}, 1);
        QCOMPARE(parent.target()->wantedVersion, 2);
        QCOMPARE(parent.target()->installedVersion, std::optional(1));
    }

    void aRemovalThatTheChildHasForgottenIsADutyAgain()
    {
        Parent parent;
        const SendRequest first = parent.ask(1);
        parent.tell(1, first);
        const SendRequest removal = parent.ask(0);
        parent.acknowledge(removal);
        parent.tell(0, removal);
        QVERIFY(!parent.target());
        parent.tell(1, first); // it had been on its way
        QVERIFY(!parent.target());
        parent.tell(1, first, 2); // the child goes on from a backup
        QCOMPARE(parent.target()->wantedVersion, 0);
        const SendRequest again = parent.plan();
        QCOMPARE(again.kind, InstructionKind::Removal);
        QVERIFY(again.id > removal.id);
        parent.acknowledge(again);
        parent.tell(0, again, 2);
        QVERIFY(!parent.target());
    }

    void whatTheOperatorOfARestoredChildHasGivenStays()
    {
        Parent parent;
        const SendRequest first = parent.ask(1);
        parent.tell(1, first);
        const SendRequest removal = parent.ask(0);
        parent.acknowledge(removal);
        parent.tell(0, removal);
        parent.tell(1, removal, 2); // it was taken away, and given there again
        QVERIFY(!parent.target());
    }

    void aDpThatComesBackIsGivenTheVersionOfNow()
    {
        Parent parent;
        const SendRequest first = parent.ask(1);
        parent.acknowledge(first);
        parent.tell(1, first);
        parent.list(child, {}); // without its DP: its site has moved, and has not told yet
        QVERIFY(parent.target()->gone);
        parent.update(2);
        QCOMPARE(parent.target()->wantedVersion, 2);
        const std::int64_t before = parent.plan().id;
        parent.list(child, {}, 1, {place.dp});
        QVERIFY(!parent.target()->gone && !parent.target()->state);
        const SendRequest again = parent.plan();
        QVERIFY(again.id > before);
        QCOMPARE(again.version, 2);
    }

    void aChildThatCountsAnewIsAskedOnce()
    {
        Parent parent;
        const SendRequest first = parent.ask(1);
        parent.acknowledge(first);
        parent.tell(1, first);
        parent.tell(1, InstructionPlace{}, 1);
        const SendRequest again = parent.plan();
        QVERIFY(again.id > first.id);
        QCOMPARE(again.base, again.manifest); // nothing goes over the line
        parent.tell(1, InstructionPlace{}, 1);
        QCOMPARE(parent.plan().id, again.id);
        parent.acknowledge(again);
        parent.tell(1, again);
        QCOMPARE(parent.stateOf(again), ForwardState::Complete);
    }

    void aChildThatHadNoParentMeanwhileIsAskedAgain()
    {
        Parent parent;
        parent.list(child, {}, 1, {"berlin1"}, 1000);
        const SendRequest first = parent.ask(2);
        parent.acknowledge(first);
        parent.tell(2, first);
        QCOMPARE(parent.stateOf(first), ForwardState::Complete);
        parent.list(child, {}, 1, {"berlin1"}, 1000);
        QCOMPARE(parent.plan().id, first.id);
        parent.list(child, {}, 1, {"berlin1"}, 2000); // its address was taken away there, and added again
        QVERIFY(!parent.target()->state);
        const SendRequest again = parent.plan();
        QVERIFY(again.id != first.id);
        QCOMPARE(*again.base, *again.manifest); // what it has need not come again
        parent.acknowledge(again);
        parent.tell(2, again);
        QCOMPARE(parent.stateOf(again), ForwardState::Complete);
        parent.list(child, {}, 1, {"berlin1"}, 2000);
        QCOMPARE(parent.plan().id, again.id);
    }

    void aSiteThatTwoChildrenTellOfStaysWhereItHasMoved()
    {
        const SiteCode other("MUC"), moved("HAM");
        Parent parent;
        parent.addChild(other);
        parent.list(child, {moved});
        parent.list(other, {});
        QCOMPARE(parent.via(moved), std::string("BER"));
        parent.list(other, {moved});
        QCOMPARE(parent.via(moved), std::string("MUC"));
        QCOMPARE(parent.said(20606), (std::vector<std::string>{"HAM", "BER", "MUC"}));
        parent.list(child, {moved}); // its operator has forgotten to remove the address
        QCOMPARE(parent.via(moved), std::string("MUC"));
        parent.list(child, {});
        parent.list(child, {moved}, 2); // it goes on from a backup
        QCOMPARE(parent.via(moved), std::string("MUC"));
        parent.list(other, {});
        parent.list(child, {moved}, 2);
        QCOMPARE(parent.via(moved), std::string("BER"));
    }

    void whatTheChildHadBeforeLowersNoBase()
    {
        Parent parent;
        const SendRequest first = parent.ask(1);
        parent.acknowledge(first);
        const SendRequest information = parent.inform(2);
        const SendRequest second = parent.ask(2);
        parent.acknowledge(second);
        QCOMPARE(parent.base(), 2);
        parent.acknowledge(information, inbox::AcknowledgementBody::Kept{1, parent.manifest(1)}); // read before the content, answered after it
        QCOMPARE(parent.base(), 2);
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
