// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <set>

#include "core/components/reporting.h"
#include "core/domain/errorjson.h"
#include "core/store/addressrepository.h"
#include "core/store/distributionrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/sendrepository.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

namespace {

constexpr Time now = TestDatabase::now;
const SiteCode own("CEN"), parent("TOP");

/// A site with a parent that has asked it for packages.
class Child final
{
public:
    TestDatabase database;
    Time at = now;

    Child() : m_site(database.read([](store::Connection &db) { return store::site(db); }))
    {
        m_scheduler = std::make_unique<components::Scheduler>(m_site, components::StatusWriter("CEN", "host", m_random), m_random);
        join(parent, Relation::Parent);
    }
    void join(const SiteCode &other, Relation relation)
    {
        database.write([&](store::Connection &db) {
            Address address;
            address.site = other;
            address.relation = relation;
            address.inbox = "/" + other.value();
            address.publicKey = "public";
            address.keyId = "key" + other.value();
            address.addedAt = now;
            store::insertAddress(db, address);
        });
    }
    /// So many DPs that are there no more: their rows are told all the same.
    void isAskedFor(int dps, const std::string &prefix = "dp")
    {
        database.write([&](store::Connection &db) {
            for (int i = 0; i < dps; ++i)
                store::askTarget(db, {PackageId("TOP00001"), {own, prefix + std::to_string(i)}, 1, {1, 1}});
        });
    }
    /// So many DPs at which a package fails.
    void fails(int dps, const Error &error)
    {
        const PackageId package = database.addPackage(1);
        for (int i = 0; i < dps; ++i) {
            const std::string name = "dp" + std::to_string(i);
            Distribution row = database.addRow(package, database.addDp(name), State::Failed);
            row.error = error;
            database.write([&](store::Connection &db) {
                store::updateDistribution(db, row);
                store::askTarget(db, {package, {own, name}, 1, {1, 1}});
            });
        }
    }
    /// A DP of a site below a child of this one, which the child was not told of yet.
    PackageId passesOn(const SiteCode &child)
    {
        join(child, Relation::Child);
        const PackageId package = database.addPackage(1);
        database.write([&](store::Connection &db) {
            store::replaceBelow(db, child, {{child, child, own, ""}}, {{child, child, "far1", {}, "ok"}});
            store::askTarget(db, {package, {child, "far1"}, 1, {1, 9}});
            RemoteTarget wanted;
            wanted.package = package;
            wanted.target = {child, "far1"};
            wanted.via = child;
            wanted.wantedVersion = 1;
            wanted.askedAt = now;
            store::wantTarget(db, wanted);
            components::Scheduler::askContent(db, package, 1, child, false, now);
        });
        return package;
    }
    void fails(const SiteCode &child, const Error &error, Time nextTry)
    {
        database.write([&](store::Connection &db) {
            Address address = *store::address(db, child);
            address.failures = 3;
            address.error = error;
            address.nextTry = nextTry;
            store::updateContact(db, address);
        });
    }
    /// Of the one report that was made; it is sent.
    [[nodiscard]] inbox::ReportBody::RowLine row()
    {
        inbox::ReportBody::RowLine row;
        for (const SendRequest &request : unsent()) {
            if (request.kind == InstructionKind::Report)
                row = inbox::reportFrom(*inbox::parseLines(request.lines))->rows.front();
            send(request);
        }
        return row;
    }
    bool plan()
    {
        return database.write([this](store::Connection &db) { return components::planReport(db, m_site, *m_scheduler, at); });
    }
    [[nodiscard]] std::vector<SendRequest> unsent()
    {
        return database.read([](store::Connection &db) { return store::sendRequests(db, {}); });
    }
    void send(const SendRequest &request)
    {
        database.write([&](store::Connection &db) { store::deleteRequest(db, request.id); });
    }
    /// What the parent reads.
    [[nodiscard]] std::vector<inbox::ReportBody> told()
    {
        std::vector<inbox::ReportBody> all;
        for (const SendRequest &request : unsent())
            all.push_back(*inbox::reportFrom(*inbox::parseLines(request.lines)));
        return all;
    }
    [[nodiscard]] std::size_t longest()
    {
        std::size_t most = 0;
        for (const SendRequest &request : unsent())
            most = std::max(most, request.lines.size());
        return most;
    }

private:
    SeededRandom m_random{7};
    store::SiteRow m_site;
    std::unique_ptr<components::Scheduler> m_scheduler;
};

constexpr std::size_t room = inbox::longestInstruction - 16UL * 1024; ///< head and signature are not among the lines

std::size_t rowsOf(const std::vector<inbox::ReportBody> &told)
{
    std::set<std::string> dps;
    for (const auto &part : told) {
        for (const auto &row : part.rows)
            dps.insert(row.dp);
    }
    return dps.size();
}

std::vector<std::int64_t> idsOf(const std::vector<SendRequest> &requests)
{
    std::vector<std::int64_t> ids;
    for (const SendRequest &request : requests)
        ids.push_back(request.id);
    return ids;
}

} // namespace

/// What a site tells its parent, as instructions hold it.
class TestReporting final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ofManyBadNamesSomeAreToldAndHowManyThereAre()
    {
        Child child;
        Error error = errorOf(Code::NamesRefused, "CEN00001");
        error.path = "setup";
        for (int i = 0; i < 600; ++i)
            error.names.push_back("setup/" + std::string(60, 'n') + std::to_string(i));
        child.fails(25, error);
        QVERIFY(child.plan());
        const auto told = child.told();
        QCOMPARE(told.size(), std::size_t(1));
        QVERIFY(child.longest() < room);
        QCOMPARE(told.front().rows.size(), std::size_t(25));
        const auto read = errorFromJson(told.front().rows.front().error);
        QVERIFY(read.has_value());
        QCOMPARE(read->path, std::string("setup"));
        QCOMPARE(read->names, std::vector(error.names.begin(), error.names.begin() + 10));
        QCOMPARE(read->parameters.at("count"), std::string("600"));
    }

    void whatIsHeldUpOnItsWayIsToldWithItsCause()
    {
        Child child;
        const SiteCode berlin("BER");
        child.passesOn(berlin);
        QVERIFY(child.plan());
        const auto first = child.row();
        QCOMPARE(first.state, State::Waiting);
        QVERIFY(first.heldUp == (HeldUp{WaitsFor::Turn, own, berlin, {}}));
        QVERIFY(first.answers == (InstructionPlace{1, 9})); // it answers what asked for it, as every state does
        QCOMPARE(first.askedVersion, 1);
        child.fails(berlin, errorOf(Code::AddressNotThere, "/BER"), now + 30s);
        QVERIFY(child.plan());
        const auto failing = child.row();
        QVERIFY(failing.heldUp == (HeldUp{WaitsFor::Site, own, berlin, {}}));
        const auto error = errorFromJson(failing.error);
        QVERIFY(error.has_value());
        QCOMPARE(error->code, Code::AddressNotThere);
        QCOMPARE(error->object, std::string("BER"));
        QCOMPARE(error->parameters.at("at"), std::string("CEN"));
        child.at += 30s;
        child.fails(berlin, errorOf(Code::AddressNotThere, "/BER"), now + 2min);
        QVERIFY(!child.plan()); // that it was tried once more is no news
    }

    void whenABelowSiteWasHeardIsToldAndIsNoNews()
    {
        Child child;
        const SiteCode berlin("BER");
        const PackageId package = child.passesOn(berlin);
        const auto tell = [&](std::int64_t sequence, Time at) {
            child.database.write([&](store::Connection &db) {
                store::wishTold(db, package, berlin, 1, {1, 1});
                RemoteTarget told = *store::remoteTarget(db, package, {berlin, "far1"});
                told.state = State::Retrying;
                told.toldWanted = 1;
                told.receivedAt = at;
                told.toldEpoch = 1;
                told.toldSequence = sequence;
                QVERIFY(store::tellTarget(db, told, {1, 1}));
            });
        };
        tell(1, now - 1h);
        QVERIFY(child.plan());
        const auto first = child.row();
        QVERIFY(first.knownAt == now - 1h);
        QCOMPARE(first.state, State::Retrying);
        tell(2, now);
        child.at += 1s;
        QVERIFY(!child.plan());
    }

    void fewNamesAreToldAsTheyAre()
    {
        Child child;
        Error error = errorOf(Code::NamesRefused, "CEN00001");
        error.names = {"a", "A"};
        child.fails(1, error);
        QVERIFY(child.plan());
        QCOMPARE(*errorFromJson(child.told().front().rows.front().error), error);
    }

    void rowsFillInstructionsByTheirBytes()
    {
        Child child;
        Error error = errorOf(Code::IoError, "CEN00001");
        error.path = std::string(4000, '\x01'); // escaped, each is several
        for (int i = 0; i < 20; ++i)
            error.names.push_back(std::string(1000, '\x02'));
        child.fails(100, error);
        QVERIFY(child.plan());
        const auto told = child.told();
        QVERIFY(told.size() > 3);
        QVERIFY(child.longest() < room);
        QCOMPARE(rowsOf(told), std::size_t(100));
        for (const auto &part : told)
            QCOMPARE(part.whole, &part == &told.front()); // the lists come with the first one
        QCOMPARE(told.front().sites.size(), std::size_t(1));
        QCOMPARE(told.front().dps.size(), std::size_t(100));
    }

    void listsAndRowsThatAreTooLargeTogetherGoApart()
    {
        Child child;
        const SiteCode berlin("BER");
        child.join(berlin, Relation::Child);
        std::vector<RemoteDp> dps;
        for (int i = 0; i < 950; ++i)
            dps.push_back({berlin, berlin, "far" + std::to_string(i), std::vector<std::string>(12, std::string(64, 'g')), "ok"});
        child.database.write([&](store::Connection &db) {
            store::replaceBelow(db, berlin, {{berlin, berlin, own, ""}}, dps);
        });
        child.isAskedFor(2000);
        QVERIFY(child.plan());
        const auto told = child.told();
        QVERIFY(child.longest() < room);
        QVERIFY(told.front().whole);
        QCOMPARE(told.front().dps.size(), std::size_t(950));
        QVERIFY(told.front().rows.empty());
        QCOMPARE(rowsOf(told), std::size_t(2000));
    }

    void whatHasChangedGoesBehindWhatIsOnItsWay()
    {
        Child child;
        child.isAskedFor(2500);
        QVERIFY(child.plan());
        const auto first = child.unsent();
        QCOMPARE(first.size(), std::size_t(3));
        child.isAskedFor(1, "more");
        child.at += 1s;
        QVERIFY(!child.plan());
        QCOMPARE(idsOf(child.unsent()), idsOf(first));
        child.send(first[0]);
        child.send(first[1]);
        child.at += 1s;
        QVERIFY(!child.plan()); // the last rows get there, too
        QCOMPARE(idsOf(child.unsent()), std::vector{first[2].id});
        child.send(first[2]);
        QVERIFY(child.plan());
        QCOMPARE(child.told().size(), std::size_t(1));
        QCOMPARE(child.told().front().rows.size(), std::size_t(1)); // and nothing that was told
        QCOMPARE(child.told().front().rows.front().dp, std::string("more0"));
        QVERIFY(!child.told().front().whole);
        child.send(child.unsent().front());
        QVERIFY(!child.plan());
    }

    void allIsToldEveryQuarterOfAnHourInPlaceOfWhatWaits()
    {
        Child child;
        child.isAskedFor(2500);
        QVERIFY(child.plan());
        child.at += 1s;
        child.isAskedFor(1, "more");
        QVERIFY(!child.plan());
        // Of a line that is down for long the parent hears how it is then.
        const auto second = child.unsent();
        child.at = now + 15min - 1ms;
        QVERIFY(!child.plan());
        child.at = now + 15min;
        QVERIFY(child.plan());
        QCOMPARE(child.unsent().size(), second.size());
        QVERIFY(idsOf(child.unsent()) != idsOf(second));
        QVERIFY(child.told().front().whole);
        QCOMPARE(rowsOf(child.told()), std::size_t(2501));
    }

    void whatChangesMeanwhileDoesNotPutOffThatAllIsTold()
    {
        Child child;
        child.isAskedFor(10);
        QVERIFY(child.plan());
        for (int i = 0; i < 14; ++i) {
            child.send(child.unsent().front());
            child.at += 1min;
            child.isAskedFor(1, "more" + std::to_string(i));
            QVERIFY(child.plan());
            QCOMPARE(rowsOf(child.told()), std::size_t(1));
        }
        child.send(child.unsent().front());
        child.at += 1min;
        QVERIFY(child.plan());
        QCOMPARE(rowsOf(child.told()), std::size_t(24));
    }

    void aDpMoreBringsTheListsAndNoRows()
    {
        Child child;
        child.isAskedFor(5);
        QVERIFY(child.plan());
        child.send(child.unsent().front());
        child.at += 1s;
        child.database.addDp("another");
        QVERIFY(child.plan());
        QCOMPARE(child.told().size(), std::size_t(1));
        QVERIFY(child.told().front().whole);
        QCOMPARE(child.told().front().dps.size(), std::size_t(1));
        QVERIFY(child.told().front().rows.empty());
    }

    void aClockThatWasAheadHoldsUpNoReport()
    {
        Child child;
        child.isAskedFor(2500);
        QVERIFY(child.plan());
        child.at -= 24h;
        child.isAskedFor(1, "more");
        QVERIFY(child.plan());
        QCOMPARE(rowsOf(child.told()), std::size_t(2501));
    }

    void toWhomMayHaveForgottenItAllIsTold()
    {
        Child child;
        child.isAskedFor(500);
        QVERIFY(child.plan());
        child.send(child.unsent().front());
        child.at += 1s;
        QVERIFY(!child.plan());
        child.database.write([](store::Connection &db) { store::setReportedTo(db, ::parent, {}); });
        QVERIFY(child.plan());
        QCOMPARE(rowsOf(child.told()), std::size_t(500));
        QVERIFY(child.told().front().whole);
        QCOMPARE(child.told().front().joined, toMs(now));
    }

    void whatIsOnItsWayToWhomMayHaveForgottenComesWhole()
    {
        Child child;
        child.isAskedFor(2500);
        QVERIFY(child.plan());
        const auto first = child.unsent();
        child.database.write([](store::Connection &db) { store::setReportedTo(db, ::parent, {}); });
        child.at += 1s;
        QVERIFY(!child.plan()); // replaced again and again it would never be there
        QCOMPARE(idsOf(child.unsent()), idsOf(first));
        for (const SendRequest &request : first)
            child.send(request);
        QVERIFY(child.plan());
        QCOMPARE(rowsOf(child.told()), std::size_t(2500));
    }
};

QTEST_GUILESS_MAIN(TestReporting)
#include "tst_reporting.moc"
