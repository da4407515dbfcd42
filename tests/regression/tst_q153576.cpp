// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <set>

#include "core/components/despooler.h"
#include "core/store/addressrepository.h"
#include "core/store/distributionrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"
#include "core/store/statusrepository.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::test;

/// Q153576: when one of several distribution servers failed, the Despooler wrote a new instruction for it that listed no server; processed, it was complete.
namespace {

constexpr int servers = 12;
const PackageId package("CEN00001");
const SiteCode child("BER");

std::string dpName(int number) { return "dp" + std::to_string(number); }

/// As the article tells it: the retry is made of the servers that are left to do, and these are taken off the list before their turn.
struct OldDespooler {
    std::vector<std::string> servers;
    bool complete = false;
    /// Gives the instruction for the retry.
    [[nodiscard]] OldDespooler process(const std::set<std::string> &failing)
    {
        std::vector<std::string> all = std::exchange(servers, {});
        const bool failed = std::any_of(all.begin(), all.end(), [&failing](const std::string &each) { return failing.contains(each); });
        complete = !failed;
        return {servers, false}; // the list it was copied from is empty by now
    }
};

/// A parent with one child that has twelve DPs, and what the child would answer.
class Parent final
{
public:
    Parent()
        : m_key(makeSiteKey(m_random)), m_site(m_database.read([](store::Connection &db) { return store::site(db); })),
          m_scheduler(m_site, components::StatusWriter("CEN", "host", m_random), m_random)
    {
        m_database.addPackage(1);
        m_database.write([this](store::Connection &db) {
            Address address;
            address.site = child;
            address.inbox = "/inbox";
            address.publicKey = m_key.publicKey;
            address.keyId = m_key.keyId;
            address.addedAt = now;
            store::insertAddress(db, address);
            std::vector<RemoteDp> dps;
            for (int i = 0; i < servers; ++i)
                dps.push_back({child, child, dpName(i), {}, "ok"});
            store::replaceBelow(db, child, {{child, child, SiteCode("CEN"), "Berlin"}}, dps);
            for (int i = 0; i < servers; ++i) {
                RemoteTarget target;
                target.package = package;
                target.target = {child, dpName(i)};
                target.via = child;
                target.wantedVersion = 1;
                target.askedAt = now;
                store::wantTarget(db, target);
            }
            components::Scheduler::askContent(db, package, 1, child, false, now);
        });
    }

    void restart() { m_database.reopen(); }
    void plan()
    {
        m_database.write([this](store::Connection &db) {
            components::SiteDecision decision;
            m_scheduler.plan(db, now, decision);
        });
    }
    [[nodiscard]] SendRequest newest()
    {
        return m_database.read([](store::Connection &db) { return store::sendRequests(db, {}).back(); });
    }
    [[nodiscard]] std::size_t requests()
    {
        return m_database.read([](store::Connection &db) { return store::sendRequests(db, {}).size(); });
    }
    [[nodiscard]] std::set<std::string> named()
    {
        std::set<std::string> names;
        const auto lines = inbox::parseLines(newest().targets);
        for (const auto &line : *lines)
            names.insert(line.fields.at(1));
        return names;
    }
    void acknowledge(inbox::AcknowledgementBody::Result result, const std::vector<Target> &gone = {})
    {
        const inbox::AcknowledgementBody body{newest().instruction, result, package, 1, {}, gone};
        m_database.write([&](store::Connection &db) { m_scheduler.acknowledged(db, child, body, now); });
    }
    void tell(const std::set<std::string> &failing)
    {
        inbox::ReportBody report;
        report.at = now;
        const Sha256 manifest = m_database.read([](store::Connection &db) { return store::versionOf(db, package, 1)->manifest; });
        for (int i = 0; i < servers; ++i) {
            inbox::ReportBody::RowLine row;
            row.site = child;
            row.dp = dpName(i);
            row.package = package;
            row.wantedVersion = 1;
            row.state = failing.contains(row.dp) ? State::Retrying : State::Installed;
            if (!failing.contains(row.dp)) {
                row.installedVersion = 1;
                row.installedManifest = manifest;
                row.proof = Proof{ProofKind::ReadBack, now};
            }
            row.at = now;
            row.answers = {m_site.epoch, newest().sequence};
            report.rows.push_back(row);
        }
        inbox::Instruction from;
        from.sender = {child, m_key.keyId, 1};
        from.sequence = ++m_told;
        m_database.write([&](store::Connection &db) { m_scheduler.reported(db, from, report, now); });
    }
    void askAgain()
    {
        m_database.write([](store::Connection &db) { components::Scheduler::askContent(db, package, 1, child, false, now); });
    }
    [[nodiscard]] ForwardState state()
    {
        return m_database.read([](store::Connection &db) { return store::forwards(db).back().state; });
    }

    static constexpr Time now = TestDatabase::now;

private:
    SeededRandom m_random;
    TestDatabase m_database;
    SiteKey m_key;
    store::SiteRow m_site;
    components::Scheduler m_scheduler;
    std::int64_t m_told = 0;
};

std::set<std::string> subset(unsigned bits)
{
    std::set<std::string> names;
    for (int i = 0; i < servers; ++i) {
        if ((bits >> static_cast<unsigned>(i) & 1U) != 0)
            names.insert(dpName(i));
    }
    return names;
}

/// The child's side: what its Despooler makes of an instruction.
struct Child {
    SeededRandom random;
    TestDatabase database;
    SiteKey parentKey = makeSiteKey(random);
    store::SiteRow site;
    std::unique_ptr<components::Despooler> despooler;

    Child()
    {
        site = database.read([](store::Connection &db) { return store::site(db); });
        despooler = std::make_unique<components::Despooler>(site, components::StatusWriter("CEN", "host", random), random, store::ProcessMark{});
        database.write([this](store::Connection &db) {
            Address address;
            address.site = SiteCode("TOP");
            address.relation = Relation::Parent;
            address.inbox = "/top";
            address.publicKey = parentKey.publicKey;
            address.keyId = parentKey.keyId;
            store::insertAddress(db, address);
        });
    }
    components::SiteDecision receive(InstructionKind kind, const std::vector<inbox::InstructionLine> &lines, std::int64_t sequence = 1)
    {
        inbox::TakenIn taken;
        taken.name = "instruction-" + std::to_string(sequence);
        inbox::Instruction instruction;
        instruction.id = "id-" + std::to_string(sequence);
        instruction.sender = {SiteCode("TOP"), parentKey.keyId, 1};
        instruction.to = site.code;
        instruction.sequence = sequence;
        instruction.kind = kind;
        instruction.lines = lines;
        taken.instruction = instruction;
        components::SiteDecision decision;
        database.write([&](store::Connection &db) { despooler->received(db, TestDatabase::now, taken, decision); });
        return decision;
    }
    /// The content lies in the library.
    components::SiteDecision unpacked(const components::UnpackOrder &order)
    {
        const PackageVersion &version = order.body.information.version;
        components::SiteDecision decision;
        database.write([&](store::Connection &db) {
            despooler->unpacked(db, TestDatabase::now, order,
                                {components::UnpackOutcome::Found::Whole, {}, version.files, version.entries, version.bytes, {}}, decision);
        });
        return decision;
    }
    std::vector<inbox::AcknowledgementBody> answers()
    {
        std::vector<inbox::AcknowledgementBody> all;
        for (const SendRequest &request : database.read([](store::Connection &db) { return store::sendRequests(db, {}); }))
            all.push_back(*inbox::acknowledgementFrom(*inbox::parseLines(request.lines)));
        return all;
    }
    static inbox::ContentBody content(const std::vector<Target> &targets)
    {
        inbox::ContentBody body;
        body.information.package = PackageId("TOP00001");
        body.information.name = "Office";
        body.information.version = {1, 1, sha256(asBytes(std::string_view("m"))), 1, 1, 10, TestDatabase::now};
        body.part = {sha256(asBytes(std::string_view("p"))), 100};
        body.targets = targets;
        return body;
    }
};

} // namespace

class TestQ153576 final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oldTheRetryNamedNoServerAndWasComplete()
    {
        OldDespooler first{{"dp0", "dp1", "dp2"}};
        OldDespooler retry = first.process({"dp1"});
        QVERIFY(!first.complete);
        QVERIFY(retry.servers.empty());
        static_cast<void>(retry.process({"dp1"}));
        QVERIFY(retry.complete); // and dp1 has nothing
    }

    void aRetryNamesExactlyTheTargetsOwedAcrossRestarts()
    {
        SeededRandom random(3);
        for (int round = 0; round < 60; ++round) {
            const auto failing = subset(static_cast<unsigned>(random.uniform(1, (1 << servers) - 1)));
            Parent parent;
            parent.plan();
            QCOMPARE(parent.named().size(), std::size_t(servers));
            parent.acknowledge(inbox::AcknowledgementBody::Result::Done);
            parent.tell(failing);
            QCOMPARE(parent.state(), ForwardState::Delivered);
            parent.restart();
            parent.askAgain();
            parent.plan();
            QVERIFY(parent.named() == failing);
            parent.restart();
            parent.acknowledge(inbox::AcknowledgementBody::Result::Done);
            QCOMPARE(parent.state(), ForwardState::Delivered);
            // All but one of them come right: still not complete.
            if (failing.size() > 1) {
                parent.tell({*failing.begin()});
                QCOMPARE(parent.state(), ForwardState::Delivered);
            }
            parent.tell({});
            QCOMPARE(parent.state(), ForwardState::Complete);
            parent.askAgain();
            const std::size_t before = parent.requests();
            parent.plan();
            QCOMPARE(parent.requests(), before); // nothing is owed: nothing is sent
        }
    }

    void targetsThatAreGoneAreNotComplete()
    {
        Parent parent;
        parent.plan();
        std::vector<Target> gone;
        for (int i = 0; i < servers; ++i)
            gone.push_back({child, dpName(i)});
        parent.acknowledge(inbox::AcknowledgementBody::Result::Withdrawn, gone);
        QCOMPARE(parent.state(), ForwardState::Withdrawn);
    }

    void whatIsGoneHoldsUpNobody()
    {
        Parent parent;
        parent.plan();
        parent.acknowledge(inbox::AcknowledgementBody::Result::Done, {{child, dpName(3)}});
        parent.tell({dpName(3)});
        QCOMPARE(parent.state(), ForwardState::Complete);
    }

    void anInstructionWithoutTargetsIsAFault()
    {
        Child site;
        const auto decision = site.receive(InstructionKind::Content, inbox::toLines(Child::content({})));
        QVERIFY(decision.unpack.empty());
        QCOMPARE(decision.dispose.quarantine.size(), std::size_t(1));
        QVERIFY(decision.dispose.discard.empty());
        QCOMPARE(site.answers().size(), std::size_t(1));
        QCOMPARE(site.answers().front().result, inbox::AcknowledgementBody::Result::Refused);
        const auto removal = site.receive(InstructionKind::Removal, inbox::toLines(inbox::RemovalBody{PackageId("TOP00001"), {}}), 2);
        QCOMPARE(removal.dispose.quarantine.size(), std::size_t(1));
    }

    void anInstructionTakesEffectOnceAndIsAnsweredEachTime()
    {
        Child site;
        site.database.addDp("here");
        const Target here{site.site.code, "here"}, nowhere{site.site.code, "nowhere"};
        const auto lines = inbox::toLines(Child::content({here, nowhere}));
        const auto first = site.receive(InstructionKind::Content, lines);
        QCOMPARE(first.unpack.size(), std::size_t(1));
        QVERIFY(site.answers().empty()); // nothing is said before it is committed
        static_cast<void>(site.unpacked(first.unpack.front()));
        QCOMPARE(site.answers().size(), std::size_t(1));
        QCOMPARE(site.answers().front().result, inbox::AcknowledgementBody::Result::Done);
        QVERIFY(site.answers().front().gone == std::vector{nowhere});
        const auto again = site.receive(InstructionKind::Content, lines);
        QVERIFY(again.unpack.empty() && again.dispose.quarantine.empty());
        QCOMPARE(again.dispose.discard.size(), std::size_t(1));
        QCOMPARE(site.answers().size(), std::size_t(2));
        QVERIFY(site.answers().back() == site.answers().front());
        const auto rows = site.database.read([](store::Connection &db) { return store::distributions(db, {}); });
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows.front().state, State::Waiting);
    }

    void allTargetsGoneIsWithdrawn()
    {
        Child site;
        const auto first = site.receive(InstructionKind::Content, inbox::toLines(Child::content({{site.site.code, "nowhere"}})));
        static_cast<void>(site.unpacked(first.unpack.front()));
        QCOMPARE(site.answers().front().result, inbox::AcknowledgementBody::Result::Withdrawn);
    }

    void anOlderInstructionThatComesLateChangesNothing()
    {
        Child site;
        site.database.addDp("here");
        const Target here{site.site.code, "here"};
        const auto content = site.receive(InstructionKind::Content, inbox::toLines(Child::content({here})), 7);
        static_cast<void>(site.unpacked(content.unpack.front()));
        static_cast<void>(site.receive(InstructionKind::Removal, inbox::toLines(inbox::RemovalBody{PackageId("TOP00001"), {here}}), 5));
        const auto rows = site.database.read([](store::Connection &db) { return store::distributions(db, {}); });
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows.front().wantedVersion, 1);
    }
};

QTEST_GUILESS_MAIN(TestQ153576)
#include "tst_q153576.moc"
