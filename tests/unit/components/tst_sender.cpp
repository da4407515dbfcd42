// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <set>

#include "tests/unit/components/sendingparent.h"

using namespace cartage;
using namespace cartage::test;
using namespace std::chrono_literals;

namespace {

Error full()
{
    Error error = errorOf(Code::AddressFull, child.value(), Scope::Site);
    error.systemError = ENOSPC;
    return error;
}

} // namespace

class TestSender final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatASendingThatWasGivenUpHasLeftThereIsTakenAway()
    {
        Parent parent;
        const SiteDecision begin = parent.plan();
        QVERIFY(begin.clear.empty());
        const TransmitOrder first = begin.transmit.at(0);
        const Sha256 begun = Parent::partOf(first).hash;
        parent.sent(first, {Parent::partOf(first), false, false, errorOf(Code::LibraryNoSpace, child.value(), Scope::Site)});
        parent.update();
        const SiteDecision next = parent.plan();
        QCOMPARE(next.clear.size(), std::size_t(1));
        QCOMPARE(next.clear.at(0).parts, std::vector{begun});
        QVERIFY(next.transmit.empty()); // it could bring the same name, and needs the room
        const SiteDecision meanwhile = parent.plan({}, {child});
        QVERIFY(meanwhile.clear.empty() && meanwhile.transmit.empty()); // it is being done
        parent.cleared(next.clear.at(0));
        const TransmitOrder second = parent.plan().transmit.at(0);
        QVERIFY(second.manifest != first.manifest);
        parent.send(second);
        parent.answer(AcknowledgementBody::Result::Done);
        parent.update();
        QVERIFY(parent.plan().clear.empty());
    }

    void aTurnThatIsRolledBackHoldsNothingUp()
    {
        Parent parent;
        const TransmitOrder first = parent.plan().transmit.at(0);
        parent.sent(first, {Parent::partOf(first), false, false, errorOf(Code::LibraryNoSpace, child.value(), Scope::Site)});
        parent.update();
        const SiteDecision lost = parent.plan(); // its transaction fails: nobody carries it out
        QCOMPARE(lost.clear.size(), std::size_t(1));
        const SiteDecision again = parent.plan();
        QCOMPARE(again.clear.at(0).parts, lost.clear.at(0).parts);
        parent.cleared(again.clear.at(0));
        QCOMPARE(parent.plan().transmit.size(), std::size_t(1));
    }

    void whatCouldNotBeTakenAwayHoldsNothingUp()
    {
        Parent parent;
        const TransmitOrder first = parent.plan().transmit.at(0);
        parent.sent(first, {Parent::partOf(first), false, false, errorOf(Code::LibraryNoSpace, child.value(), Scope::Site)});
        parent.update();
        const auto order = parent.plan().clear.at(0);
        parent.cleared(order, errorOf(Code::AddressNotWritable, child.value(), Scope::Site));
        const SiteDecision next = parent.plan();
        QVERIFY(next.clear.empty());
        parent.send(next.transmit.at(0));
        parent.at += 10min;
        QCOMPARE(parent.plan().clear.at(0).parts, order.parts); // tried again later
    }

    void whatNobodyWantsAnyMoreIsNotSent()
    {
        Parent parent;
        const TransmitOrder first = parent.plan().transmit.at(0);
        const auto isPointless = [&] {
            return parent.database.read([&](store::Connection &db) { return components::Sender::isPointless(db, *store::sendRequest(db, first.request)); });
        };
        QVERIFY(!isPointless());
        parent.takeAway();
        QVERIFY(isPointless());
        const auto both = parent.plan(); // the removal need not wait for what runs still
        QCOMPARE(both.publish.size(), std::size_t(1));
        parent.sent(first, {Parent::partOf(first), false, true, {}});
        SiteDecision next = parent.plan();
        QVERIFY(next.transmit.empty());
        QCOMPARE(parent.requests().front().state, SendState::Cancelled);
        QCOMPARE(parent.database.read([](store::Connection &db) { return store::forwards(db).front().state; }), ForwardState::Superseded);
        if (next.clear.empty())
            next = parent.plan();
        QCOMPARE(next.clear.at(0).parts, std::vector{Parent::partOf(first).hash});

        parent.want(1); // given again: brought, but not beside what is being taken away there
        QVERIFY(parent.plan({}, {child}).transmit.empty());
        parent.cleared(next.clear.at(0));
        QCOMPARE(parent.plan().transmit.size(), std::size_t(1));
    }

    void whatWaitsIsGivenUpAtOnceWhereItIsTakenBack()
    {
        Parent parent;
        const TransmitOrder first = parent.plan().transmit.at(0);
        parent.sent(first, {{}, false, false, full()}); // not due for half a minute
        parent.takeAway();
        parent.plan();
        QCOMPARE(parent.requests().front().state, SendState::Cancelled);
    }

    void withoutTheBaseAllIsSent()
    {
        Parent parent;
        parent.send(parent.plan().transmit.at(0));
        parent.answer(AcknowledgementBody::Result::Done);
        parent.update();
        const TransmitOrder order = parent.plan().transmit.at(0);
        QVERIFY(order.base.has_value());
        TransmitOutcome lost;
        lost.baseLost = true;
        parent.sent(order, lost);
        const TransmitOrder whole = parent.plan().transmit.at(0);
        QCOMPARE(whole.request, order.request);
        QVERIFY(!whole.base);
    }

    void whatIsGoneThereIsNotSent()
    {
        Parent parent;
        const TransmitOrder first = parent.plan().transmit.at(0);
        parent.sent(first, {{}, false, false, full()});
        parent.database.write([](store::Connection &db) { store::markGone(db, office, {child, "berlin1"}, child); });
        parent.at += 1h;
        QVERIFY(parent.plan().transmit.empty());
        QCOMPARE(parent.requests().front().state, SendState::Cancelled);
        QVERIFY(parent.plan().transmit.empty());
        QCOMPARE(parent.database.read([](store::Connection &db) { return store::forwards(db).front().state; }), ForwardState::Withdrawn);
    }

    void F63_whatAClockThatWasAheadHasSetHoldsNothingUp()
    {
        Parent parent;
        const Time ahead = parent.at + std::chrono::years(10);
        parent.database.write([&](store::Connection &db) {
            store::heardFrom(db, child, 1, ahead);
            Address address = *store::address(db, child);
            address.failures = 1;
            address.failingSince = ahead;
            store::updateContact(db, address);
            Forward again;
            again.package = office;
            again.version = 1;
            again.child = child;
            again.needs = 2;
            again.notBefore = ahead;
            again.createdAt = ahead;
            store::addForward(db, again, false);
            components::Sender::recover(db, 2, parent.at);
            const Address after = *store::address(db, child);
            QCOMPARE(toMs(*after.heardAt), toMs(parent.at));
            QCOMPARE(toMs(*after.failingSince), toMs(parent.at));
            const auto isDue = [&db](Time when) {
                const auto due = store::pendingForwards(db, when, 10);
                return std::any_of(due.begin(), due.end(), [](const Forward &forward) { return forward.needs == 2; });
            };
            QVERIFY(!isDue(parent.at));
            QVERIFY(isDue(parent.at + 1h));
            // What was right stays.
            store::heardFrom(db, child, 1, parent.at - 5min);
            components::Sender::recover(db, 3, parent.at);
            QCOMPARE(toMs(*store::address(db, child)->heardAt), toMs(parent.at - 5min));
        });
    }

    void aPackageFileIsKnownBeforeAnyOfItLiesThere()
    {
        Parent parent;
        const TransmitOrder build = parent.plan().transmit.at(0);
        QVERIFY(!build.known);
        parent.sent(build, {Parent::partOf(build), false, false, {}});
        const TransmitOrder order = parent.plan().transmit.at(0);
        QCOMPARE(order.known->hash, Parent::partOf(order).hash);
        parent.database.write([&](store::Connection &db) { components::Sender::recover(db, 2, parent.at); }); // killed before it has told how far it has come
        parent.takeAway();
        SiteDecision next = parent.plan();
        if (next.clear.empty())
            next = parent.plan();
        QCOMPARE(next.clear.at(0).parts, std::vector{Parent::partOf(order).hash});
    }

    void aPackageFileThatWasBuiltForAnotherSendingIsKnown()
    {
        Parent parent;
        parent.database.write([](store::Connection &db) {
            const Sha256 manifest = store::newestVersion(db, office)->manifest;
            store::putPartFile(db, {sha256(asBytes("part")), manifest, {}, 1000});
        });
        const TransmitOrder order = parent.plan().transmit.at(0);
        QCOMPARE(order.known->hash, sha256(asBytes("part")));
        const SendRequest request = parent.requests().front();
        QCOMPARE(request.part, std::optional(sha256(asBytes("part"))));
        QCOMPARE(request.bytesLeft, std::int64_t(1000));
    }

    void whatAnotherDpWantsStillIsSent()
    {
        Parent parent;
        parent.want(1, "berlin2");
        parent.takeAway();
        const SiteDecision decision = parent.plan();
        QCOMPARE(decision.transmit.size(), std::size_t(1));
        QCOMPARE(parent.targetsOf(decision.transmit.at(0).request), std::set<std::string>{"berlin2"});
    }

    void whatIsSentAgainIsNotTakenAway()
    {
        Parent parent;
        const TransmitOrder first = parent.plan().transmit.at(0);
        parent.sent(first, {Parent::partOf(first), false, false, full()});
        parent.want(1); // asked once more: the same package file
        const TransmitOrder again = parent.plan().transmit.at(0);
        QVERIFY(again.request != first.request);
        QVERIFY(parent.plan().clear.empty());
    }

    void whatWasBuiltIsLookedAtBeforeItIsSentOnceMore()
    {
        Parent parent;
        const TransmitOrder first = parent.plan().transmit.at(0);
        QVERIFY(!first.known);
        parent.send(first);
        parent.answer(AcknowledgementBody::Result::Need);
        const TransmitOrder again = parent.plan().transmit.at(0);
        QVERIFY(again.known && again.doubtful);
        // What is only gone on with was looked at.
        parent.database.write([&](store::Connection &db) {
            store::writeSent(db, again.request, again.token, {SendState::Sending, 1000, 500, 500, again.known->hash});
        });
        parent.sent(again, {again.known, false, true, {}});
        QVERIFY(!parent.plan().transmit.at(0).doubtful);
    }

    void anInstructionThatIsNotAnsweredIsRepeatedAtGrowingDistances()
    {
        Parent parent;
        parent.send(parent.plan().transmit.at(0));
        std::vector<Span> waits;
        int repeats = 0;
        for (const Time end = parent.at + 72h; parent.at < end; ++repeats) {
            const Time due = *parent.requests().back().dueAt;
            waits.push_back(due - parent.at);
            parent.at = due;
            const auto decision = parent.plan();
            QVERIFY(decision.transmit.empty());
            parent.published(decision.publish.at(0));
        }
        QVERIFY(waits.front() == 10min && waits.back() == 24h);
        QVERIFY(std::is_sorted(waits.begin(), waits.end()));
        QCOMPARE(toMs(*parent.requests().back().sentAt), toMs(now));
        QCOMPARE(repeats, 11);
    }

    void aNewerVersionWaitsForTheAnswerOnlyWhereOneMayCome()
    {
        Parent parent;
        parent.send(parent.plan().transmit.at(0));
        parent.at = now + 20min;
        parent.update();
        const auto repeated = [&parent] {
            const SiteDecision decision = parent.plan();
            QVERIFY(decision.transmit.empty());
            parent.published(decision.publish.at(0));
        };
        repeated(); // it may be unpacked still
        parent.at = now + 3h;
        repeated(); // the child has not been heard from either
        parent.database.write([](store::Connection &db) { store::heardFrom(db, child, 1, now + 2h); });
        parent.at = now + 4h;
        const auto decision = parent.plan();
        QCOMPARE(decision.transmit.size(), std::size_t(1));
        QCOMPARE(decision.publish.size(), std::size_t(0));
        QCOMPARE(parent.requests().front().state, SendState::Cancelled);
        QCOMPARE(parent.database.read([](store::Connection &db) { return store::forwards(db).front().state; }), ForwardState::Superseded);
        parent.send(decision.transmit.at(0));
        parent.answer(AcknowledgementBody::Result::Done);
        QCOMPARE(parent.requests().back().state, SendState::Acknowledged);
    }

    void whatAChildHasThoughItsTargetIsGoneIsNotSentAgain()
    {
        Parent parent;
        const TransmitOrder first = parent.plan().transmit.at(0);
        parent.send(first);
        parent.database.write([&](store::Connection &db) { store::markGone(db, office, {child, "berlin1"}, child); });
        parent.answer(AcknowledgementBody::Result::Withdrawn);
        QCOMPARE(parent.newestForward().state, ForwardState::Withdrawn);
        parent.want(1, "berlin2");
        const auto decision = parent.plan();
        QVERIFY(decision.transmit.empty());
        QCOMPARE(decision.publish.size(), std::size_t(1));
    }

    void whatFailsForAnHourIsSaidOnce()
    {
        Parent parent;
        // Small instructions pass, and each resets what counts against the address.
        for (; parent.at < now + 3h; parent.at += 5min) {
            const SiteDecision decision = parent.plan();
            for (const TransmitOrder &order : decision.transmit)
                parent.sent(order, {Parent::partOf(order), false, false, full()});
            parent.database.write([&](store::Connection &db) {
                SendRequest small;
                small.to = child;
                small.kind = InstructionKind::Acknowledgement;
                small.instruction = "small" + std::to_string(toMs(parent.at));
                small.dueAt = small.createdAt = parent.at;
                store::insertRequest(db, small);
            });
            for (const PublishOrder &order : parent.plan().publish)
                parent.published(order);
            if (parent.at < now + 1h)
                QCOMPARE(parent.said(MessageId::SendingFails), std::size_t(0));
        }
        QCOMPARE(parent.said(MessageId::SendingFails), std::size_t(1));
        QCOMPARE(parent.said(MessageId::AddressNotReached), std::size_t(0));
    }

    void aReportThatCannotBeWrittenIsLeftOutAndSaidOnceADay()
    {
        Parent parent;
        parent.plan(); // what else is due
        for (int day = 0; day < 2; ++day) {
            for (int i = 0; i < 3; ++i) {
                parent.at += 1min;
                const auto id = parent.database.write([&](store::Connection &db) {
                    SendRequest report;
                    report.to = child;
                    report.kind = InstructionKind::Report;
                    report.instruction = components::makeUuid(parent.random);
                    for (int line = 0; line < 20; ++line)
                        report.lines += "line " + std::string(inbox::longestInstruction / 16, 'x') + "\n";
                    report.dueAt = report.createdAt = parent.at;
                    return store::insertRequest(db, report);
                });
                QVERIFY(parent.plan().publish.empty());
                const auto left = parent.requests();
                QVERIFY(std::none_of(left.begin(), left.end(), [id](const SendRequest &each) { return each.id == id; }));
                QCOMPARE(parent.said(MessageId::SendingFails), std::size_t(day + 1));
            }
            parent.at += 24h;
        }
    }

    void whatWasBegunComesToItsEndWhereANewerVersionIsWanted()
    {
        Parent parent;
        const TransmitOrder first = parent.plan().transmit.at(0);
        parent.database.write([&](store::Connection &db) {
            store::writeSent(db, first.request, first.token, {SendState::Sending, 1000, 500, 500, Parent::partOf(first).hash});
        });
        parent.update();
        parent.sent(first, {Parent::partOf(first), false, true, {}});
        const TransmitOrder again = parent.plan().transmit.at(0);
        QCOMPARE(again.request, first.request);
        QCOMPARE(again.syncPoint, 500);
    }

    void aShareThatHangsIsSaidAndNothingGoesRoundMeanwhile()
    {
        Parent parent;
        Error hangs = full();
        hangs.code = Code::AddressNotResponding;
        const TransmitOrder order = parent.plan().transmit.at(0);
        parent.sent(order, {{}, false, false, hangs});
        parent.database.write([](store::Connection &db) {
            for (int i = 0; i < 20; ++i) {
                SendRequest waiting;
                waiting.to = child;
                waiting.kind = InstructionKind::Acknowledgement;
                waiting.instruction = "waiting" + std::to_string(i);
                waiting.dueAt = waiting.createdAt = now;
                store::insertRequest(db, waiting);
            }
        });
        int tries = 0;
        for (const Time end = now + 5min; parent.at < end; parent.at += 1s) {
            const SiteDecision decision = parent.plan({{child, "/inbox"}});
            QVERIFY(decision.publish.empty() && decision.transmit.empty() && !decision.again);
            tries += decision.any ? 1 : 0;
            const auto next = parent.database.read([&](store::Connection &db) { return store::nextDueRequest(db, parent.at); });
            QVERIFY(next && *next > parent.at);
        }
        QCOMPARE(parent.said(MessageId::AddressNotReached), std::size_t(1));
        QCOMPARE(tries, 5); // after 30 s, 60 s (said), 90 s, 150 s, 270 s
        const auto waiting = parent.requests();
        QVERIFY(std::all_of(waiting.begin() + 1, waiting.end(), [](const SendRequest &each) { return toMs(*each.dueAt) == toMs(now); }));
        // The site has another inbox: a worker that hangs in the former one holds nothing up.
        parent.at = now + 1h;
        parent.published(parent.plan({{child, "/former"}}).publish.at(0));
        QCOMPARE(parent.said(MessageId::AddressReachedAgain), std::size_t(1));
        QVERIFY(!parent.plan().publish.empty());
    }

    void anAddressThatIsNotReachedIsSaidAndNotEachRequest()
    {
        Parent parent;
        Error away = full();
        away.code = Code::AddressNotThere;
        for (; parent.at < now + 5h; parent.at += 5min) {
            for (const TransmitOrder &order : parent.plan().transmit)
                parent.sent(order, {Parent::partOf(order), false, false, away});
        }
        QCOMPARE(parent.said(MessageId::SendingFails), std::size_t(0));
        QCOMPARE(parent.said(MessageId::AddressNotReached), std::size_t(1));
    }

    void contentThatIsDamagedHereIsThePackagesProblem()
    {
        Parent parent;
        const TransmitOrder order = parent.plan().transmit.at(0);
        const auto decision = parent.sent(order, {{}, false, false, errorOf(Code::ContentDamaged, "", Scope::Package)});
        QCOMPARE(decision.damaged.size(), std::size_t(1));
        QCOMPARE(decision.damaged.front().package, office);
        QVERIFY(decision.rowsMoved); // the Distribution Manager looks
        QCOMPARE(parent.requests().back().state, SendState::Retrying);
    }

    void targetsOfManyDpsGoInSeveralInstructionsAndTheContentOnce_data()
    {
        QTest::addColumn<bool>("whole");
        QTest::newRow("at first") << false;
        QTest::newRow("asked for again") << true;
    }
    void targetsOfManyDpsGoInSeveralInstructionsAndTheContentOnce()
    {
        QFETCH(bool, whole);
        constexpr int many = 2500;
        Parent parent;
        parent.database.write([&](store::Connection &db) {
            for (int i = 0; i < many; ++i) {
                RemoteTarget target;
                target.package = office;
                target.target = {child, "a distribution point with a long name of its own, number " + std::to_string(i)};
                target.via = child;
                target.wantedVersion = 1;
                target.askedAt = now;
                store::wantTarget(db, target);
            }
        });
        const TransmitOrder first = parent.plan().transmit.at(0);
        if (whole) {
            parent.send(first);
            parent.answerTo(first.request, AcknowledgementBody::Result::Need);
            QCOMPARE(parent.open(), std::size_t(0)); // what was not begun is not sent any more
        }
        const TransmitOrder order = whole ? parent.plan().transmit.at(0) : first;
        QCOMPARE(parent.open(), std::size_t(3));
        parent.send(order);
        QVERIFY(parent.plan().transmit.empty() && parent.plan().publish.empty()); // the content is on its way
        parent.answerTo(order.request, AcknowledgementBody::Result::Done);
        QCOMPARE(parent.newestForward().state, ForwardState::Requested);
        std::set<std::string> named = parent.targetsOf(order.request);
        const auto rest = parent.plan();
        QCOMPARE(rest.transmit.size(), std::size_t(0));
        QCOMPARE(rest.publish.size(), std::size_t(2));
        for (const PublishOrder &each : rest.publish) {
            QVERIFY(each.bytes.size() < inbox::longestInstruction);
            QVERIFY(inbox::parseInstruction(each.bytes));
            parent.published(each);
            QCOMPARE(parent.newestForward().state, ForwardState::Requested);
            parent.answerTo(each.request, AcknowledgementBody::Result::Done);
            named.merge(parent.targetsOf(each.request));
        }
        QCOMPARE(parent.newestForward().state, ForwardState::Delivered);
        QCOMPARE(named.size(), std::size_t(many + 1));
    }

    void removalsAtManyDpsGoInSeveralInstructions()
    {
        std::vector<Target> targets;
        for (int i = 0; i < 2000; ++i)
            targets.push_back({child, "dp" + std::to_string(i)});
        QCOMPARE(inbox::inParts(targets).size(), std::size_t(2));
        QCOMPARE(inbox::inParts(targets).back().size(), std::size_t(1000));
        targets.pop_back();
        QCOMPARE(inbox::inParts(targets).back().size(), std::size_t(999));
        QVERIFY(inbox::inParts({}).empty());
    }

    void whatNoInstructionHoldsIsPutAsideAndEndsNoEngine()
    {
        Parent parent;
        const TransmitOrder order = parent.plan().transmit.at(0);
        parent.database.write([&](store::Connection &db) {
            std::string lines(2'000'000, 'x');
            lines += '\n';
            db.once("UPDATE send_request SET targets = ? WHERE request_id = ?").run(lines, order.request);
        });
        QVERIFY(parent.sent(order, {Parent::partOf(order), true, false, {}}).publish.empty());
        QCOMPARE(parent.requests().back().state, SendState::Quarantined);
        QCOMPARE(parent.requests().back().error->code, Code::InstructionRefused);
        QCOMPARE(parent.newestForward().state, ForwardState::Refused);
        QVERIFY(parent.plan().transmit.empty());
    }

    void inAnotherInboxEverythingBeginsAnewAtOnce()
    {
        const auto move = [](Parent &parent, const std::string &inbox) {
            parent.database.write([&](store::Connection &db) {
                Address address = *store::address(db, child);
                address.inbox = inbox;
                store::updateAddress(db, address);
                store::sendAnew(db, child, parent.at);
            });
        };
        // What was sent: with its package file.
        Parent parent;
        parent.send(parent.plan().transmit.at(0));
        QCOMPARE(parent.requests().back().state, SendState::Sent);
        QVERIFY(parent.plan().transmit.empty());
        move(parent, "/elsewhere");
        const TransmitOrder order = parent.plan().transmit.at(0);
        QCOMPARE(order.inbox, std::string("/elsewhere"));
        QCOMPARE(order.syncPoint, std::int64_t(0));
        // What a worker has in hand counts at the former place alone: whether it succeeds or fails, and before the instruction as behind it.
        move(parent, "/third");
        QVERIFY(parent.sent(order, {Parent::partOf(order), true, false, {}}).publish.empty());
        const TransmitOrder again = parent.plan().transmit.at(0);
        QCOMPARE(again.inbox, std::string("/third"));
        const auto publish = parent.sent(again, {Parent::partOf(again), true, false, {}}).publish.at(0);
        move(parent, "/fourth");
        Error error;
        error.code = Code::AddressNotThere;
        parent.published(publish, error);
        QCOMPARE(parent.requests().back().state, SendState::Pending);
        QCOMPARE(parent.database.read([](store::Connection &db) { return store::address(db, child)->failures; }), 0);
        parent.send(parent.plan().transmit.at(0));
        QCOMPARE(parent.requests().back().state, SendState::Sent);
    }
};

QTEST_APPLESS_MAIN(TestSender)
#include "tst_sender.moc"
