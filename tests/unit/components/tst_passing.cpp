// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <set>

#include "tests/unit/components/passingnode.h"

using namespace cartage;
using namespace cartage::test;

namespace {

SiteOrder orderFor(OrderAction action, const std::string &id, const Target &target, std::int64_t number, const SiteCode &via)
{
    SiteOrder order;
    order.id = id;
    order.action = action;
    order.target = target;
    order.via = via;
    order.askedBy = "anna";
    order.askedFrom = top;
    order.askedAt = now;
    order.number = number;
    return order;
}

} // namespace

/// Orders that go down, and lists that come up.
class TestPassing final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOrderGoesDownOnceAndItsOutcomeComesUp()
    {
        Node parent(top), child(middle), grandchild(bottom);
        join(parent, top, child, middle);
        join(child, middle, grandchild, bottom);
        const Target far{bottom, "far1"};
        parent.write([&](store::Connection &db) {
            store::replaceBelow(db, middle, {{middle, middle, top, ""}, {bottom, middle, middle, ""}}, {{bottom, middle, "far1", {}, "ok"}});
            static_cast<void>(store::insertOrder(db, orderFor(OrderAction::Hold, "one", far, 1, middle)));
        });
        child.write([&](store::Connection &db) { store::replaceBelow(db, bottom, {{bottom, bottom, middle, ""}}, {{bottom, bottom, "far1", {}, "ok"}}); });
        static_cast<void>(grandchild.database().addDp("far1"));

        QVERIFY(parent.planOrders());
        QVERIFY(!parent.planOrders());
        const auto down = parent.sends(middle);
        QCOMPARE(down.size(), std::size_t(1));
        static_cast<void>(child.receive(down.front()));
        static_cast<void>(child.receive(down.front()));
        for (const inbox::Instruction &answer : child.sends(top))
            static_cast<void>(parent.receive(answer));
        QCOMPARE(parent.orders().front().state, OrderState::Taken);
        QVERIFY(child.planOrders());
        exchange(child, middle, grandchild, bottom);
        QCOMPARE(grandchild.orders().size(), std::size_t(1));
        const SiteOrder here = grandchild.orders().front();
        QCOMPARE(here.state, OrderState::Asked);
        QVERIFY(!here.via && here.askedBy == "anna" && here.askedFrom == top);

        grandchild.write([&](store::Connection &db) {
            SiteOrder done = here;
            done.state = OrderState::Done;
            done.doneAt = now + std::chrono::seconds(5);
            store::updateOrder(db, done);
        });
        QVERIFY(grandchild.planOrders());
        QVERIFY(!grandchild.planOrders()); // one answer at a time
        exchange(grandchild, bottom, child, middle);
        QVERIFY(!grandchild.planOrders()); // it is known there now
        QVERIFY(child.planOrders());
        exchange(child, middle, parent, top);
        QCOMPARE(parent.orders().front().state, OrderState::Done);
        QVERIFY(parent.orders().front().doneAt == now + std::chrono::seconds(5));
    }

    void whatCannotBeDoneIsAnswered()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        static_cast<void>(child.database().addDp("near1"));
        parent.write([](store::Connection &db) {
            store::replaceBelow(db, middle, {{middle, middle, top, ""}}, {{middle, middle, "gone1", {}, "ok"}, {middle, middle, "near1", {}, "ok"}});
            SiteOrder ofPackage = orderFor(OrderAction::RetryNow, "two", {middle, "near1"}, 2, middle);
            ofPackage.package = PackageId("TOP00001");
            static_cast<void>(store::insertOrder(db, orderFor(OrderAction::Hold, "one", {middle, "gone1"}, 1, middle)));
            static_cast<void>(store::insertOrder(db, ofPackage));
        });
        QVERIFY(parent.planOrders());
        exchange(parent, top, child, middle);
        QVERIFY(child.planOrders());
        exchange(child, middle, parent, top);
        const auto orders = parent.orders();
        QCOMPARE(orders[0].state, OrderState::Gone);
        QCOMPARE(orders[0].detail, std::string("there is no distribution point gone1"));
        QCOMPARE(orders[1].state, OrderState::Gone);
        QCOMPARE(orders[1].detail, std::string("it is not given TOP00001"));
    }

    void anOlderOrderThatComesLateChangesNothing()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        static_cast<void>(child.database().addDp("near1"));
        parent.write([](store::Connection &db) {
            static_cast<void>(store::insertOrder(db, orderFor(OrderAction::Hold, "hold", {middle, "near1"}, 1, middle)));
            static_cast<void>(store::insertOrder(db, orderFor(OrderAction::Release, "release", {middle, "near1"}, 2, middle)));
        });
        QVERIFY(parent.planOrders());
        const auto down = parent.sends(middle);
        QCOMPARE(down.size(), std::size_t(2));
        QVERIFY(down[0].sequence < down[1].sequence);
        static_cast<void>(child.receive(down[1]));
        static_cast<void>(child.receive(down[0]));
        for (const SiteOrder &order : child.orders())
            QCOMPARE(order.state, order.id == "hold" ? OrderState::Superseded : OrderState::Asked);
    }

    void onlyTheParentGivesOrdersAndOnlyWhoWasAskedAnswers()
    {
        Node parent(top), child(middle), other(bottom);
        join(parent, top, child, middle);
        join(parent, top, other, bottom);
        parent.write([](store::Connection &db) { static_cast<void>(store::insertOrder(db, orderFor(OrderAction::Hold, "one", {middle, "near1"}, 1, middle))); });
        inbox::Instruction wrong;
        wrong.id = "x";
        wrong.sender = {bottom, "keyBOT", 1};
        wrong.to = top;
        wrong.sequence = 1;
        wrong.kind = InstructionKind::Answer;
        wrong.lines = inbox::toLines(inbox::AnswerBody{{{"one", {{middle, "near1"}, {}}, OrderState::Done, now, {}}}});
        QVERIFY(parent.receive(wrong).dispose.quarantine.empty());
        QCOMPARE(parent.orders().front().state, OrderState::Asked);
        wrong.kind = InstructionKind::Order;
        wrong.lines = inbox::toLines(inbox::OrderBody{"two", OrderAction::Hold, "eve", bottom, now, {}, {{{top, "x"}, {}}}});
        QCOMPARE(parent.receive(wrong).dispose.quarantine.size(), std::size_t(1));
    }

    void anOrderIsGivenOnceMoreToAChildFromABackup()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        static_cast<void>(child.database().addDp("near1"));
        parent.write([](store::Connection &db) { static_cast<void>(store::insertOrder(db, orderFor(OrderAction::Hold, "one", {middle, "near1"}, 1, middle))); });
        QVERIFY(parent.planOrders());
        exchange(parent, top, child, middle);
        QCOMPARE(parent.orders().front().state, OrderState::Taken);
        Node again(middle); // it has forgotten
        again.join(top, Relation::Parent);
        static_cast<void>(again.database().addDp("near1"));
        again.restored();
        QVERIFY(again.planReport());
        exchange(again, middle, parent, top);
        QVERIFY(parent.planOrders());
        exchange(parent, top, again, middle);
        QCOMPARE(again.orders().size(), std::size_t(1));
    }

    void aReportOfThousandsOfDpsComesInParts()
    {
        constexpr int many = 5000;
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        const auto dps = [](int count) {
            std::vector<RemoteDp> all;
            for (int i = 0; i < count; ++i)
                all.push_back({bottom, bottom, "dp" + std::to_string(i), {std::string(64, 'g') }, "ok"});
            return all;
        };
        child.join(bottom, Relation::Child);
        child.write([&](store::Connection &db) { store::replaceBelow(db, bottom, {{bottom, bottom, middle, ""}}, dps(many)); });
        QVERIFY(child.planReport());
        auto parts = child.sends(top);
        QVERIFY(parts.size() > 5);
        for (const inbox::Instruction &part : parts)
            QVERIFY(inbox::linesText(part.lines).size() < inbox::longestInstruction / 2);
        const auto known = [&parent] { return parent.read([](store::Connection &db) { return store::remoteDps(db).size(); }); };
        const inbox::Instruction last = parts[3];
        parts.erase(parts.begin() + 3);
        std::reverse(parts.begin(), parts.end());
        for (const inbox::Instruction &part : parts) {
            static_cast<void>(parent.receive(part));
            static_cast<void>(parent.receive(part));
            QCOMPARE(known(), std::size_t(0)); // all of it or nothing
        }
        static_cast<void>(parent.receive(last));
        QCOMPARE(known(), std::size_t(many));
        static_cast<void>(parent.receive(parts.front())); // one of them once more
        // A newer one of fewer counts; parts of the older that come now do not.
        child.write([&](store::Connection &db) { store::replaceBelow(db, bottom, {{bottom, bottom, middle, ""}}, dps(10)); });
        QVERIFY(child.planReport());
        exchange(child, middle, parent, top);
        QCOMPARE(known(), std::size_t(10));
        for (const inbox::Instruction &part : parts)
            static_cast<void>(parent.receive(part));
        static_cast<void>(parent.receive(last));
        QCOMPARE(known(), std::size_t(10));
    }
};

QTEST_GUILESS_MAIN(TestPassing)
#include "tst_passing.moc"
