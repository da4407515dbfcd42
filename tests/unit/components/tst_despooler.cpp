// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <map>

#include "core/base/sitekey.h"
#include "core/components/despooler.h"
#include "core/components/scheduler.h"
#include "core/domain/settings.h"
#include "core/inbox/orderbody.h"
#include "core/store/addressrepository.h"
#include "core/store/belowrepository.h"
#include "core/store/forwardrepository.h"
#include "core/store/journalrepository.h"
#include "core/store/lineproblems.h"
#include "core/store/packagerepository.h"
#include "core/store/sendrepository.h"
#include "core/store/siteupkeep.h"
#include "core/store/statement.h"
#include "core/store/statusrepository.h"
#include "tests/support/seededrandom.h"
#include "tests/support/testdatabase.h"

using namespace cartage;
using namespace cartage::test;
using components::SiteDecision;
using components::UnpackOutcome;
using inbox::AcknowledgementBody;

namespace {

constexpr Time now = TestDatabase::now;
const SiteCode top("TOP");
const PackageId office("TOP00001");
const Sha256 part = sha256(asBytes(std::string_view("part")));

inbox::ContentBody contentFor(const std::vector<Target> &targets)
{
    inbox::ContentBody body;
    body.information.package = office;
    body.information.name = "Office";
    body.information.version = {1, 1, sha256(asBytes(std::string_view("m"))), 1, 1, 10, now};
    body.part = {part, 100};
    body.targets = targets;
    return body;
}

/// What a child's Despooler makes of what its parent, TOP, sends.
class Child final
{
public:
    SeededRandom random;
    TestDatabase database;
    store::SiteRow site = database.read([](store::Connection &db) { return store::site(db); });
    SiteKey parentKey = makeSiteKey(random);

    Child() : m_despooler(site, components::StatusWriter("CEN", "host", random), random, store::ProcessMark{})
    {
        database.addDp("here");
        addParent();
    }
    void addParent()
    {
        database.write([this](store::Connection &db) {
            Address address;
            address.site = top;
            address.relation = Relation::Parent;
            address.inbox = "/top";
            address.publicKey = parentKey.publicKey;
            address.keyId = parentKey.keyId;
            store::insertAddress(db, address);
        });
    }
    [[nodiscard]] Target here() const { return {site.code, "here"}; }
    inbox::TakenIn taken(InstructionKind kind, const std::vector<inbox::InstructionLine> &lines, std::int64_t sequence = 1) const
    {
        inbox::TakenIn file;
        file.name = "instruction-" + std::to_string(sequence);
        inbox::Instruction instruction;
        instruction.id = "id-" + std::to_string(sequence);
        instruction.sender = {top, parentKey.keyId, 1};
        instruction.to = site.code;
        instruction.sequence = sequence;
        instruction.kind = kind;
        instruction.lines = lines;
        file.instruction = instruction;
        return file;
    }
    SiteDecision receive(const inbox::TakenIn &file, Time at = now)
    {
        SiteDecision decision;
        database.write([&](store::Connection &db) { m_despooler.received(db, at, file, decision); });
        return decision;
    }
    SiteDecision receive(InstructionKind kind, const std::vector<inbox::InstructionLine> &lines, std::int64_t sequence = 1)
    {
        return receive(taken(kind, lines, sequence));
    }
    SiteDecision unpacked(const components::UnpackOrder &order, UnpackOutcome::Found found, const std::optional<Error> &error = {})
    {
        const PackageVersion &version = order.body.information.version;
        SiteDecision decision;
        database.write([&](store::Connection &db) {
            m_despooler.unpacked(db, now, order, {found, {}, version.files, version.entries, version.bytes, error}, decision);
        });
        m_despooler.committed(decision);
        return decision;
    }
    /// As `unpacked`, in a transaction that comes to nothing.
    void unpackedInVain(const components::UnpackOrder &order, const Error &error)
    {
        const auto done = database.db().write<bool>([&](store::Connection &db) -> Result<bool> {
            SiteDecision decision;
            m_despooler.unpacked(db, now, order, {UnpackOutcome::Found::Failed, {}, 0, 0, 0, error}, decision);
            return failure(errorOf(Code::SiteLocked, "", Scope::Site));
        });
        QVERIFY(!done);
    }
    void tellNotKept(Time at)
    {
        database.write([&](store::Connection &db) { m_despooler.tellNotKept(db, at); });
    }
    std::vector<std::vector<std::string>> told(MessageId id)
    {
        store::MessageFilter filter;
        filter.ids = {static_cast<int>(id)};
        filter.limit = 0;
        std::vector<std::vector<std::string>> all;
        for (const auto &message : database.read([&](store::Connection &db) { return store::messages(db, filter); }))
            all.push_back(message.strings);
        return all;
    }
    std::size_t said(MessageId id)
    {
        store::MessageFilter filter;
        filter.ids = {static_cast<int>(id)};
        filter.limit = 0;
        return database.read([&](store::Connection &db) { return store::messages(db, filter).size(); });
    }
    std::size_t quarantined()
    {
        return database.read([](store::Connection &db) { return store::quarantineNames(db).size(); });
    }
    std::vector<AcknowledgementBody> answers()
    {
        std::vector<AcknowledgementBody> all;
        for (const SendRequest &request : database.read([](store::Connection &db) { return store::sendRequests(db, {}); }))
            all.push_back(*inbox::acknowledgementFrom(*inbox::parseLines(request.lines)));
        return all;
    }

private:
    components::Despooler m_despooler;
};

} // namespace

class TestDespooler final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPackageFileGoesWithTheInstructionThatIsDoneWith_data()
    {
        QTest::addColumn<int>("found");
        QTest::newRow("unpacked") << int(UnpackOutcome::Found::Whole);
        QTest::newRow("what it is a difference from is missing") << int(UnpackOutcome::Found::Lacks);
        QTest::newRow("damaged") << int(UnpackOutcome::Found::PartDamaged);
    }

    void aPackageFileGoesWithTheInstructionThatIsDoneWith()
    {
        QFETCH(int, found);
        Child child;
        const auto order = child.receive(InstructionKind::Content, inbox::toLines(contentFor({child.here()}))).unpack.at(0);
        QCOMPARE(child.unpacked(order, UnpackOutcome::Found(found)).dispose.parts, std::vector{part});
    }

    void aPackageFileStaysWhereTheContentCouldNotBeTakenInYet()
    {
        Child child;
        const auto order = child.receive(InstructionKind::Content, inbox::toLines(contentFor({child.here()}))).unpack.at(0);
        QVERIFY(child.unpacked(order, UnpackOutcome::Found::Failed).dispose.parts.empty());
    }

    void unpackingThatWasStoppedIsNoFailureAndHidesNone()
    {
        Child child;
        const auto order = child.receive(InstructionKind::Content, inbox::toLines(contentFor({child.here()}))).unpack.at(0);
        const auto fails = [&](Code code) { return child.unpacked(order, UnpackOutcome::Found::Failed, errorOf(code, "", Scope::Site)); };
        QCOMPARE(fails(Code::Interrupted).readLater, std::vector{order.name});
        QCOMPARE(child.said(MessageId::DespoolingFails), std::size_t(0));
        QCOMPARE(fails(Code::IoError).readLater, std::vector{order.name});
        QCOMPARE(child.said(MessageId::DespoolingFails), std::size_t(1));
    }

    void whatCannotBeTakenInIsAProblemUntilItIs()
    {
        Child child;
        const auto order = child.receive(InstructionKind::Content, inbox::toLines(contentFor({child.here()}))).unpack.at(0);
        const auto problems = [&] {
            std::vector<std::string> found;
            for (const store::ProblemRow &row : child.database.read([](store::Connection &db) { return store::lineProblems(db, now); }))
                found.push_back(std::string(name(row.code)) + ':' + row.object);
            return found;
        };
        for (const Code code : {Code::IoError, Code::LibraryNoSpace}) { // the cause of now
            static_cast<void>(child.unpacked(order, UnpackOutcome::Found::Failed, errorOf(code, "", Scope::Site)));
            QCOMPARE(problems(), std::vector{std::string(name(code)) + ':' + order.body.information.package.value()});
        }
        static_cast<void>(child.unpacked(order, UnpackOutcome::Found::Whole));
        QVERIFY(problems().empty());
    }

    void aPackageFileGoesWithTheInstructionThatIsRefused()
    {
        Child child;
        const auto refused = child.receive(InstructionKind::Content, inbox::toLines(contentFor({})));
        QCOMPARE(refused.dispose.quarantine.size(), std::size_t(1));
        QCOMPARE(refused.dispose.parts, std::vector{part});
    }

    void aPackageFileIsNotTakenAwayAtAForgedWord()
    {
        Child child;
        inbox::TakenIn forged = child.taken(InstructionKind::Content, inbox::toLines(contentFor({})));
        forged.problem = inbox::InstructionProblem{inbox::InstructionFault::WrongSignature, "it is not signed by TOP"};
        QVERIFY(child.receive(forged).dispose.parts.empty());
    }

    void aPackageFileThatAKillHasLeftGoesAtTheNextStart()
    {
        Child child;
        inbox::TakenIn file = child.taken(InstructionKind::Content, inbox::toLines(contentFor({child.here()})));
        static_cast<void>(child.unpacked(child.receive(file).unpack.at(0), UnpackOutcome::Found::Whole));
        file.leftover = true; // killed before it was cleaned up
        const auto again = child.receive(file);
        QCOMPARE(again.dispose.parts, std::vector{part});
        QCOMPARE(again.dispose.discard.size(), std::size_t(1));
    }

    void anInstructionThatIsRefusedAgainIsPutAsideOnce()
    {
        Child child;
        inbox::TakenIn file = child.taken(InstructionKind::Content, inbox::toLines(contentFor({})));
        static_cast<void>(child.receive(file));
        file.name = "instruction-repeated";
        const auto again = child.receive(file);
        QVERIFY(again.dispose.quarantine.empty());
        QCOMPARE(again.dispose.discard, std::vector{file.name});
        QCOMPARE(child.answers().size(), std::size_t(2)); // its sender has not heard of it yet
        QCOMPARE(child.quarantined(), std::size_t(1));
        // Another reason is another finding; and one that was put aside, but not moved yet, is moved.
        file.problem = inbox::InstructionProblem{inbox::InstructionFault::UnknownSender, "no address"};
        QCOMPARE(child.receive(file).dispose.quarantine, std::vector{file.name});
        QCOMPARE(child.receive(file).dispose.quarantine, std::vector{file.name});
        QCOMPARE(child.quarantined(), std::size_t(2));
    }

    void twoUnderOneNumberThatAreUnpackedTogetherTakeEffectOnce()
    {
        Child child;
        const auto lines = inbox::toLines(contentFor({child.here()}));
        inbox::TakenIn other = child.taken(InstructionKind::Content, lines);
        other.name = "instruction-other";
        other.instruction->id = "id-other";
        const auto first = child.receive(InstructionKind::Content, lines).unpack.at(0);
        const auto second = child.receive(other).unpack.at(0);
        QCOMPARE(child.unpacked(first, UnpackOutcome::Found::Whole).dispose.discard, std::vector{first.name});
        const auto late = child.unpacked(second, UnpackOutcome::Found::Whole);
        QCOMPARE(late.dispose.quarantine, std::vector{second.name}); // no life of a site counts one number twice
        QCOMPARE(late.dispose.parts, std::vector{part});
        QCOMPARE(child.said(MessageId::PackageReceived), std::size_t(1));
        QVERIFY(!child.database.read([&](store::Connection &db) { return store::intakeOf(db, "despool:id-other"); }));
    }

    void aPackageWhoseNameIsTakenIsToldApart()
    {
        Child child;
        child.database.write([](store::Connection &db) {
            for (const auto &[id, name] : std::map<std::string, std::string>{{"CEN00001", "Office"}, {"CEN00002", "office (top00001)"}}) {
                Package package;
                package.id = PackageId(id);
                package.name = name;
                store::insertPackage(db, package, now);
            }
        });
        static_cast<void>(child.unpacked(child.receive(InstructionKind::Content, inbox::toLines(contentFor({child.here()}))).unpack.at(0), UnpackOutcome::Found::Whole));
        const auto nameOf = [&child](const char *id) { return child.database.read([id](store::Connection &db) { return store::package(db, PackageId(id)); })->name; };
        QCOMPARE(nameOf("TOP00001"), std::string("Office (TOP00001, 2)"));
        // Its characters stay whole, however long it is.
        std::string umlauts;
        for (int i = 0; i < 255; ++i)
            umlauts += "\xC3\xA4";
        for (const char *id : {"TOP00003", "TOP00004"}) {
            auto content = contentFor({child.here()});
            content.information.package = PackageId(id);
            content.information.name = umlauts;
            static_cast<void>(child.unpacked(child.receive(InstructionKind::Content, inbox::toLines(content), 5).unpack.at(0), UnpackOutcome::Found::Whole));
        }
        QVERIFY(isPackageName(nameOf("TOP00004")));
        QVERIFY(nameOf("TOP00004").ends_with(" (TOP00004)"));
    }

    void whatTheDatabaseDoesNotTakeIsRefusedAlone()
    {
        Child child;
        child.database.write([](store::Connection &db) {
            db.statement("CREATE TRIGGER no BEFORE INSERT ON package WHEN new.package_id = 'TOP00001' BEGIN SELECT RAISE(ABORT, 'not this one'); END").run();
        });
        const auto bad = child.receive(InstructionKind::Content, inbox::toLines(contentFor({child.here()}))).unpack.at(0);
        auto content = contentFor({child.here()});
        content.information.package = PackageId("TOP00002");
        const auto good = child.receive(InstructionKind::Content, inbox::toLines(content), 2).unpack.at(0);
        const auto refused = child.unpacked(bad, UnpackOutcome::Found::Whole);
        QCOMPARE(refused.dispose.quarantine, std::vector{bad.name});
        QCOMPARE(refused.dispose.parts, std::vector{part});
        QCOMPARE(child.unpacked(good, UnpackOutcome::Found::Whole).dispose.discard, std::vector{good.name});
        QCOMPARE(child.said(MessageId::PackageReceived), std::size_t(1));
        QCOMPARE(child.told(MessageId::InstructionRefused).at(0).at(1), std::string("refused_by_database"));
        std::multiset<AcknowledgementBody::Result> results;
        for (const AcknowledgementBody &answer : child.answers())
            results.insert(answer.result);
        QVERIFY(results.contains(AcknowledgementBody::Result::Refused)); // its sender waits no longer
        QVERIFY(!child.database.read([](store::Connection &db) { return store::intakeOf(db, "despool:id-1"); }));
    }

    void whatIsSaidInVainIsSaidAgain()
    {
        Child child;
        const auto order = child.receive(InstructionKind::Content, inbox::toLines(contentFor({child.here()}))).unpack.at(0);
        child.unpackedInVain(order, errorOf(Code::IoError, "", Scope::Site));
        QCOMPARE(child.said(MessageId::DespoolingFails), std::size_t(0));
        for (int i = 0; i < 2; ++i)
            static_cast<void>(child.unpacked(order, UnpackOutcome::Found::Failed, errorOf(Code::IoError, "", Scope::Site)));
        QCOMPARE(child.said(MessageId::DespoolingFails), std::size_t(1));
    }

    void F41_refusedFilesWithoutEndAreCountedAndTold()
    {
        Child child;
        constexpr Span hour = std::chrono::hours(1);
        int number = 0;
        const auto come = [&](int files, inbox::InstructionFault fault, const std::string &sender, Time at) {
            SiteDecision all;
            for (int i = 0; i < files; ++i) {
                inbox::TakenIn forged = child.taken(InstructionKind::Removal, {}, ++number);
                forged.instruction->sender.code = SiteCode(sender.empty() ? "X" + QByteArray::number(10 + number % 90).toStdString() : sender);
                forged.problem = inbox::InstructionProblem{fault, "forged"};
                all.add(child.receive(forged, at));
            }
            child.tellNotKept(at);
            return all.dispose;
        };
        const auto flood = come(250, inbox::InstructionFault::WrongSignature, "TOP", now);
        QCOMPARE(flood.quarantine.size(), std::size_t(200));
        QCOMPARE(flood.discard.size(), std::size_t(50));
        QCOMPARE(child.quarantined(), std::size_t(200));
        QCOMPARE(child.said(MessageId::SignatureRefused), std::size_t(200));
        const auto told = [&child] { return child.told(MessageId::InstructionsNotKept); };
        QCOMPARE(told(), (std::vector<std::vector<std::string>>{{"50", "TOP", "wrong_signature 50"}}));
        // Another reason, and whoever has no address here: all of these together, whatever they call themselves.
        QCOMPARE(come(3, inbox::InstructionFault::NoTargets, "TOP", now).quarantine.size(), std::size_t(3));
        QCOMPARE(come(210, inbox::InstructionFault::UnknownSender, "", now).discard.size(), std::size_t(10));
        QCOMPARE(come(1, inbox::InstructionFault::UnknownSender, "TOP", now).quarantine.size(), std::size_t(1));
        // Now and then one more is kept, so that it can be seen that it goes on.
        const auto later = come(4, inbox::InstructionFault::WrongSignature, "TOP", now + hour / 4);
        QCOMPARE(later.quarantine.size(), std::size_t(1));
        QCOMPARE(later.discard.size(), std::size_t(3));
        QCOMPARE(told().size(), std::size_t(1)); // within the hour
        child.tellNotKept(now + hour);
        auto all = told();
        std::sort(all.begin(), all.end());
        QCOMPARE(all, (std::vector<std::vector<std::string>>{{"10", "-", "unknown_sender 10"}, {"3", "TOP", "wrong_signature 3"}, {"50", "TOP", "wrong_signature 50"}}));
        child.tellNotKept(now + 3 * hour);
        QCOMPARE(told().size(), std::size_t(3));
        // One that lies there already, met again after a kill, stays there.
        inbox::TakenIn again = child.taken(InstructionKind::Removal, {}, 1);
        again.problem = inbox::InstructionProblem{inbox::InstructionFault::WrongSignature, "forged"};
        QCOMPARE(child.receive(again, now + hour / 4).dispose.quarantine, std::vector{again.name});
    }

    void anOrderIsCarriedOutOnceThoughItsParentWasRemovedMeanwhile()
    {
        Child child;
        inbox::OrderBody body;
        body.order = "00000000-0000-4000-8000-000000000001";
        body.action = OrderAction::Hold;
        body.askedBy = "anna";
        body.askedFrom = top;
        body.askedAt = now;
        body.places = {{child.here(), {}}};
        const auto orders = [&child] { return child.database.read([](store::Connection &db) { return store::orders(db).size(); }); };
        static_cast<void>(child.receive(InstructionKind::Order, inbox::toLines(body)));
        QCOMPARE(orders(), std::size_t(1));
        child.database.write([](store::Connection &db) { store::deleteAddress(db, top); });
        QCOMPARE(orders(), std::size_t(0));
        child.addParent();
        const auto again = child.receive(InstructionKind::Order, inbox::toLines(body)); // an old file, put back
        QCOMPARE(orders(), std::size_t(0));
        QCOMPARE(again.dispose.discard.size(), std::size_t(1));
        QCOMPARE(child.answers().back().result, AcknowledgementBody::Result::Done);
        // Nor is one whose mark was let go since.
        child.database.write([](store::Connection &db) { QVERIFY(store::retireSiteRows(db, now + Span(1), 100) > 0); });
        static_cast<void>(child.receive(InstructionKind::Order, inbox::toLines(body)));
        QCOMPARE(orders(), std::size_t(0));
        QCOMPARE(child.answers().back().result, AcknowledgementBody::Result::Refused);
        // Another one is.
        body.order = "00000000-0000-4000-8000-000000000002";
        static_cast<void>(child.receive(InstructionKind::Order, inbox::toLines(body), 2));
        QCOMPARE(orders(), std::size_t(1));
    }

    void anInstructionThatIsSignedWithAnotherKeyIsCarriedOutOnce()
    {
        Child child;
        inbox::TakenIn file = child.taken(InstructionKind::Content, inbox::toLines(contentFor({child.here()})), 7);
        static_cast<void>(child.unpacked(child.receive(file).unpack.at(0), UnpackOutcome::Found::Whole));
        // Its answer is not taken in yet; the parent renews its key, and is believed here again.
        const SiteKey renewed = makeSiteKey(child.random);
        child.database.write([&](store::Connection &db) {
            Address address = *store::address(db, top);
            address.keyId = renewed.keyId;
            address.publicKey = renewed.publicKey;
            store::countAnew(db, top);
            store::updateAddress(db, address);
        });
        file.instruction->sender.keyId = renewed.keyId;
        const auto again = child.receive(file);
        QVERIFY(again.unpack.empty());
        QCOMPARE(again.dispose.discard.size(), std::size_t(1));
        QCOMPARE(child.answers().size(), std::size_t(2));
        QCOMPARE(child.answers().back(), child.answers().front());
        QVERIFY(child.database.read([](store::Connection &db) { return store::brokenSiteRows(db, 0).empty(); }));
        // Another one of that number is one of another site that has this code now.
        file.instruction->id = "another";
        QCOMPARE(child.receive(file).unpack.size(), std::size_t(1));
    }

    void aNumberThatWasAnotherInstructionsIsNotTakenForIt()
    {
        Child child;
        static_cast<void>(child.unpacked(child.receive(InstructionKind::Content, inbox::toLines(contentFor({child.here()})), 7).unpack.at(0), UnpackOutcome::Found::Whole));
        inbox::TakenIn file = child.taken(InstructionKind::Removal, inbox::toLines(inbox::RemovalBody{office, {child.here()}}), 7);
        file.instruction->id = "of another life";
        const auto decision = child.receive(file);
        QCOMPARE(decision.dispose.quarantine, std::vector{file.name});
        const auto answer = child.answers().back();
        QCOMPARE(answer.instruction, file.instruction->id);
        QVERIFY((answer.epochs == AcknowledgementBody::Epochs{1, 1}));
        // In the next epoch of its site it is an instruction like any other.
        file.instruction->sender.epoch = 2;
        file.name = "again";
        static_cast<void>(child.receive(file));
        QCOMPARE(child.answers().back().result, AcknowledgementBody::Result::Done);
        QCOMPARE(child.database.read([](store::Connection &db) { return store::askedTargets(db).front().wantedVersion; }), 0);
    }

    void listsThatAreHalfThereGoWithTheKey()
    {
        Child child;
        const int parts = child.database.write([](store::Connection &db) {
            static_cast<void>(store::keepReportPart(db, top, 9, {5'000, 1, 2, "old"}));
            store::countAnew(db, top);
            static_cast<void>(store::keepReportPart(db, top, 1, {3, 1, 2, "first"})); // of a site that was built anew
            return static_cast<int>(store::keepReportPart(db, top, 1, {3, 2, 2, "second"}).size());
        });
        QCOMPARE(parts, 2);
    }

    void aChildThatComesLaterIsToldOfPackagesThatAreKnownByWordAlone()
    {
        Child middle;
        const PackageId own = middle.database.addPackage(1);
        // Of one the content is here, in an older version; of another there is only word; the third one's newest has come.
        const auto told = [](const PackageId &package, int version) {
            inbox::PackageInformation information = contentFor({}).information;
            information.package = package;
            information.version.version = version;
            return inbox::toLines(information);
        };
        auto content = contentFor({middle.here()});
        static_cast<void>(middle.unpacked(middle.receive(InstructionKind::Content, inbox::toLines(content)).unpack.at(0), UnpackOutcome::Found::Whole));
        content.information.package = PackageId("TOP00003");
        content.information.version.version = 4;
        static_cast<void>(middle.unpacked(middle.receive(InstructionKind::Content, inbox::toLines(content), 2).unpack.at(0), UnpackOutcome::Found::Whole));
        static_cast<void>(middle.receive(InstructionKind::Information, told(office, 3), 3));
        static_cast<void>(middle.receive(InstructionKind::Information, told(PackageId("TOP00002"), 7), 4));
        static_cast<void>(middle.receive(InstructionKind::Information, told(PackageId("TOP00003"), 2), 5));
        const SiteCode low("LOW");
        std::map<PackageId, int> forwards;
        middle.database.write([&](store::Connection &db) {
            Address address;
            address.site = low;
            address.inbox = "/low";
            address.keyId = "low";
            store::insertAddress(db, address);
            const components::StatusWriter messages("CEN", "host", middle.random);
            components::Scheduler scheduler(middle.site, messages, middle.random);
            scheduler.tellChild(db, low, now);
            scheduler.tellChild(db, low, now); // once for each version
            for (const Forward &forward : store::forwards(db))
                forwards.emplace(forward.package, forward.version);
            QCOMPARE(store::forwards(db).size(), std::size_t(4));
            SiteDecision decision;
            scheduler.plan(db, now, decision);
            QVERIFY(decision.any);
        });
        QVERIFY((forwards == std::map<PackageId, int>{{own, 1}, {office, 3}, {PackageId("TOP00002"), 7}, {PackageId("TOP00003"), 4}}));
        const auto all = middle.database.read([](store::Connection &db) { return store::sendRequests(db, {}); });
        QCOMPARE(std::count_if(all.begin(), all.end(), [&](const SendRequest &each) { return each.to == low && each.kind == InstructionKind::Information; }), 4);
    }

    void whatAChildThatWasSilentMayHaveLostIsRepeatedAtOnce()
    {
        Child child;
        child.database.write([](store::Connection &db) {
            Address address = *store::address(db, top);
            store::deleteAddress(db, top);
            address.relation = Relation::Child;
            store::insertAddress(db, address);
            store::heardFrom(db, top, 1, now - std::chrono::minutes(31));
            SendRequest request;
            request.to = top;
            request.state = SendState::Pending;
            request.instruction = "sent";
            request.dueAt = request.createdAt = now - std::chrono::hours(5);
            request.id = store::insertRequest(db, request);
            QVERIFY(store::claimRequest(db, request.id, {"owner", 7, 1}, now));
            request.state = SendState::Sent;
            request.sentAt = now - std::chrono::hours(5);
            request.dueAt = now + std::chrono::hours(4); // repeated half an hour ago
            QVERIFY(store::updateClaimed(db, request, {"owner", 7, 1}));
        });
        inbox::ReportBody report;
        report.at = now;
        const auto due = [&child] { return child.database.read([](store::Connection &db) { return *store::requestOfInstruction(db, "sent")->dueAt; }); };
        static_cast<void>(child.receive(InstructionKind::Report, inbox::toLines(report)));
        QCOMPARE(toMs(due()), toMs(now));
        child.database.write([](store::Connection &db) { db.once("UPDATE send_request SET due_at = ?").run(now + std::chrono::hours(5)); });
        static_cast<void>(child.receive(InstructionKind::Report, inbox::toLines(report), 2));
        QCOMPARE(toMs(due()), toMs(now + std::chrono::hours(5))); // it goes on talking
        // Nor is what was repeated a moment ago.
        child.database.write([](store::Connection &db) { db.once("UPDATE address SET heard_at = ?").run(now - std::chrono::minutes(31)); });
        static_cast<void>(child.receive(InstructionKind::Report, inbox::toLines(report), 3));
        QCOMPARE(toMs(due()), toMs(now + std::chrono::hours(5)));
    }
};

QTEST_APPLESS_MAIN(TestDespooler)
#include "tst_despooler.moc"
