// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/store/epochs.h"
#include "core/store/statement.h"
#include "tests/unit/components/passingnode.h"

using namespace cartage;
using namespace cartage::test;

namespace {

std::size_t saidOf(Node &node, MessageId id)
{
    std::size_t count = 0;
    for (const StatusMessage &message : node.messages())
        count += message.id == static_cast<int>(id);
    return count;
}

} // namespace

/// Sites that were restored to an epoch that another site has seen behind it.
class TestEpochs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void livesOfSitesAreToldApartHoweverOftenTheyAreRestored()
    {
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            SeededRandom random{seed};
            Node parent(top), child(middle);
            join(parent, top, child, middle);
            struct Life {
                Node *node;
                std::vector<std::int64_t> backups{1};
                std::set<std::int64_t> epochs{1};
            };
            Life lives[] = {{&parent}, {&child}};
            Time clock = now;
            for (int step = 0; step < 40; ++step) {
                clock += std::chrono::minutes(random.uniform(1, 10'000));
                Life &life = lives[random.uniform(0, 1)];
                const std::int64_t former = life.node->epoch();
                switch (random.uniform(0, 3)) {
                case 0:
                    life.backups.push_back(former);
                    break;
                case 1: { // over the life that ends, or on an empty disk; from any backup, by any clock
                    const std::int64_t backup = life.backups[static_cast<std::size_t>(random.uniform(0, std::ssize(life.backups) - 1))];
                    const Time clocks[] = {clock, clock, Time{}, clock + std::chrono::years(10), clock - std::chrono::years(10)};
                    const Time wall = clocks[random.uniform(0, 4)];
                    const bool known = random.uniform(0, 1) == 1;
                    life.node->write([&](store::Connection &db) {
                        db.once("UPDATE site SET epoch = ?").run(backup);
                        store::goOnBehind(db, known ? std::optional(store::UsedUp{former, 1, 1}) : std::nullopt, wall, random);
                    });
                    QVERIFY(life.epochs.insert(life.node->epoch()).second);
                    break;
                }
                default:
                    for (int round = 0; round < 4; ++round) {
                        child.write([](store::Connection &db) { store::setReportedTo(db, top, {}); });
                        QVERIFY(child.planReport());
                        child.say(10'001);
                        static_cast<void>(child.planMessages());
                        exchange(child, middle, parent, top);
                        exchange(parent, top, child, middle);
                    }
                    // They believe each other, and neither answers the other's answers for ever.
                    QCOMPARE(parent.read([](store::Connection &db) { return store::address(db, middle)->peerEpoch; }), child.epoch());
                    QCOMPARE(child.read([](store::Connection &db) { return store::address(db, top)->peerEpoch; }), parent.epoch());
                    for (Life &each : lives)
                        each.epochs.insert(each.node->epoch());
                }
            }
        }
    }

    void aChildThatWasRestoredToAnOlderEpochLearnsOfIt()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        // A life that is forgotten; and this one, which was restored when the clock was wrong.
        parent.write([](store::Connection &db) { store::heardFrom(db, middle, 5'000, now); });
        QVERIFY(child.planReport());
        exchange(child, middle, parent, top);
        QVERIFY(child.epoch() > 5'000);
        const std::int64_t learned = child.epoch();
        QCOMPARE(saidOf(child, MessageId::ChildRestored), std::size_t(1));
        // It tells all, in an epoch that is believed.
        QVERIFY(child.planReport());
        exchange(child, middle, parent, top);
        QCOMPARE(parent.read([](store::Connection &db) { return store::address(db, middle)->peerEpoch; }), learned);
        QVERIFY(parent.read([](store::Connection &db) { return store::remoteSite(db, middle).has_value(); }));
        QCOMPARE(child.epoch(), learned);
        QCOMPARE(saidOf(child, MessageId::ChildRestored), std::size_t(1));
    }

    void aParentThatWasRestoredToAnOlderEpochLearnsOfItAndItsWordIsCarriedOutThen()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        child.write([](store::Connection &db) { store::heardFrom(db, top, 5'000, now); });
        const PackageId package = parent.database().addPackage(1);
        child.write([&](store::Connection &db) { // a version 1 of that life
            store::putInformation(db, {package, "", 1, 4'000, top, now});
        });
        const auto plan = [&](bool tell) {
            parent.write([&](store::Connection &db) {
                components::Scheduler scheduler(store::site(db), components::StatusWriter("TOP", "host", parent.random()), parent.random());
                if (tell)
                    scheduler.tellChild(db, middle, now);
                components::SiteDecision decision;
                scheduler.plan(db, now, decision);
            });
        };
        plan(true);
        const auto knows = [&] { return child.read([&](store::Connection &db) { return store::information(db, package)->epoch == parent.epoch(); }); };
        exchange(parent, top, child, middle);
        QVERIFY(!knows());
        QVERIFY(parent.epoch() > 5'000);
        plan(false);
        exchange(parent, top, child, middle);
        QVERIFY(knows());
    }

    void whatComesLateOfBeforeARestoreRaisesNothing()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        QVERIFY(child.planReport());
        const auto late = child.sends(top);
        child.restored();
        child.write([](store::Connection &db) { store::setReportedTo(db, top, {}); });
        QVERIFY(child.planReport());
        exchange(child, middle, parent, top);
        for (const inbox::Instruction &each : late)
            static_cast<void>(parent.receive(each));
        exchange(parent, top, child, middle); // the answers to them
        QCOMPARE(child.epoch(), std::int64_t(2));
    }

    void twoThatWereRestoredBothLearnAndDoNotAnswerEachOtherForEver()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        parent.write([](store::Connection &db) { store::heardFrom(db, middle, 5'000, now); });
        child.write([](store::Connection &db) { store::heardFrom(db, top, 6'000, now); });
        QVERIFY(child.planReport());
        for (int i = 0; i < 5; ++i)
            exchange(child, middle, parent, top);
        QVERIFY(child.epoch() > 5'000);
        QVERIFY(parent.sends(middle).empty());
        QVERIFY(child.sends(top).empty());
    }

    void anEpochThatLeavesNoRoomIsNotBelieved()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        inbox::AcknowledgementBody body;
        body.instruction = "00000000-0000-4000-8000-000000000001";
        body.result = inbox::AcknowledgementBody::Result::Refused;
        body.epochs = inbox::AcknowledgementBody::Epochs{1, INT64_MAX};
        inbox::Instruction told;
        told.id = "00000000-0000-4000-8000-000000000002";
        told.sender = {top, "keyTOP", 1};
        told.to = middle;
        told.sequence = 1;
        told.kind = InstructionKind::Acknowledgement;
        told.lines = inbox::toLines(body);
        QCOMPARE(child.receive(told).dispose.quarantine.size(), std::size_t(1));
        QCOMPARE(child.epoch(), std::int64_t(1));
    }
};

QTEST_APPLESS_MAIN(TestEpochs)
#include "tst_epochs.moc"
