// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "tests/unit/components/passingnode.h"

using namespace cartage;
using namespace cartage::test;

namespace {

/// The other end has put it aside.
inbox::Instruction refusal(const inbox::Instruction &of)
{
    inbox::AcknowledgementBody body;
    body.instruction = of.id;
    body.result = inbox::AcknowledgementBody::Result::Refused;
    body.package = makePackageId(of.to, 1);
    body.detail = "wrong_value: no reason";
    inbox::Instruction answer;
    answer.sender = {of.to, "key" + of.to.value(), 1};
    answer.to = of.sender.code;
    answer.kind = InstructionKind::Acknowledgement;
    answer.lines = inbox::toLines(body);
    return answer;
}

StatusMessage messageOf(const std::string &site, int id, int number)
{
    StatusMessage message;
    message.guid = "00000000-0000-4000-8000-" + std::string(12 - std::to_string(number).size(), '0') + std::to_string(number);
    message.id = id;
    message.component = "Sender";
    message.site = site;
    message.machine = "host";
    message.time = now;
    return message;
}

} // namespace

/// Status messages go up.
class TestMessagePassing final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageComesUpOnceHoweverOftenItIsSent()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        std::vector<int> said;
        for (int i = 0; i < 1200; ++i) {
            said.push_back(10'000 + i);
            child.say(said.back());
        }
        int batches = 0;
        while (child.planMessages()) {
            QVERIFY(!child.planMessages()); // one at a time, behind packages
            const auto sent = child.sends(top);
            QCOMPARE(sent.size(), std::size_t(1));
            static_cast<void>(parent.receive(sent.front()));
            static_cast<void>(parent.receive(sent.front())); // and once more
            for (const inbox::Instruction &answer : parent.sends(middle))
                static_cast<void>(child.receive(answer));
            if (++batches == 2) // one from before comes late, too
                static_cast<void>(parent.receive(sent.front()));
        }
        QCOMPARE(batches, 3);
        QCOMPARE(idsOf(parent.messages("MID")), said);
        QVERIFY(parent.messages("MID").front().received.has_value());
        QVERIFY(parent.messages({}, true).empty()); // they are not what the parent says itself
    }

    void whatTheParentHasNotAcknowledgedIsOfferedAgain()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        child.say(10'001);
        QVERIFY(child.planMessages());
        const auto lost = child.sends(top); // never arrives
        child.say(10'002);
        QVERIFY(!child.planMessages());
        QCOMPARE(child.sends(top).front().id, lost.front().id); // the Sender repeats it
        exchange(child, middle, parent, top);
        QVERIFY(child.planMessages());
        exchange(child, middle, parent, top);
        QCOMPARE(idsOf(parent.messages("MID")), (std::vector<int>{10'001, 10'002}));
        QVERIFY(!child.planMessages());
    }

    void aMessageThatTheParentRefusesHoldsUpNoOther()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        std::vector<int> good;
        for (int i = 0; i < 9; ++i) {
            const int id = 10'000 + i;
            child.say(id);
            if (i != 4)
                good.push_back(id);
        }
        const auto pass = [&] {
            for (int turn = 0; turn < 20; ++turn) {
                child.planMessages();
                for (const inbox::Instruction &each : child.sends(top)) {
                    const auto body = inbox::messagesFrom(each.lines);
                    const bool bad = std::any_of(body->messages.begin(), body->messages.end(), [](const auto &line) { return line.message.id == 10'004; });
                    if (!bad)
                        static_cast<void>(parent.receive(each));
                    else
                        static_cast<void>(child.receive(refusal(each)));
                }
                for (const inbox::Instruction &answer : parent.sends(middle))
                    static_cast<void>(child.receive(answer));
            }
        };
        pass();
        QCOMPARE(std::ssize(parent.messages("MID")), std::ssize(good));
        child.say(10'009);
        good.push_back(10'009);
        pass();
        auto ids = idsOf(parent.messages("MID"));
        std::sort(ids.begin(), ids.end());
        QCOMPARE(ids, good);
        const auto waiting = child.read([](store::Connection &db) { return store::sendRequests(db, {}); });
        QCOMPARE(waiting.size(), std::size_t(1)); // it is offered again, and a problem
        QCOMPARE(waiting.front().error->code, Code::InstructionRefused);
    }

    void aParentThatRefusesWhateverComesGetsNoMoreAndMore()
    {
        Node child(middle);
        child.join(top, Relation::Parent);
        for (int i = 0; i < 200; ++i)
            child.say(10'000 + i);
        for (int turn = 0; turn < 100; ++turn) {
            child.planMessages();
            for (const inbox::Instruction &each : child.sends(top))
                static_cast<void>(child.receive(refusal(each)));
        }
        QVERIFY(child.read([](store::Connection &db) { return store::sendRequests(db, {}).size(); }) < 40);
        QVERIFY(!child.planMessages());
    }

    void largeMessagesGoInSeveralBatches()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        std::vector<int> said;
        for (int i = 0; i < 30; ++i) {
            StatusMessage message = messageOf("MID", 10'000 + i, 100 + i);
            message.strings = {std::string(90'000, 'x'), "\n"};
            child.write([&](store::Connection &db) { return store::insertMessage(db, message); });
            said.push_back(message.id);
        }
        while (child.planMessages()) {
            QVERIFY(child.sends(top).size() == 1);
            QVERIFY(inbox::linesText(child.sends(top).front().lines).size() < inbox::longestInstruction * 3 / 4);
            exchange(child, middle, parent, top);
        }
        QCOMPARE(idsOf(parent.messages("MID")), said);
        QCOMPARE(parent.messages("MID").front().strings.at(0).size(), std::size_t(90'000));
    }

    void aMessageThatIsTooLongGoesCut()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        StatusMessage message = messageOf("MID", 10'001, 1);
        message.strings.assign(20, std::string(500'000, '\x01')); // four bytes each, escaped
        message.strings.front() = "what it is about";
        message.attributes.assign(10'001, {400, std::string(1000, '\x01')});
        child.write([&](store::Connection &db) { return store::insertMessage(db, message); });
        child.say(10'002);
        QVERIFY(child.planMessages());
        exchange(child, middle, parent, top);
        QCOMPARE(idsOf(parent.messages("MID")), (std::vector<int>{10'001, 10'002}));
        QCOMPARE(parent.messages("MID").front().strings.front(), std::string("what it is about"));
        QVERIFY(!child.planMessages());
    }

    void whatAChildSaysIsBounded()
    {
        StatusMessage message = messageOf("BOT", 10'001, 1);
        message.strings.assign(3, std::string(200'000, 'x'));
        QVERIFY(!inbox::messagesFrom(inbox::toLines(inbox::MessagesBody{1, {{message, {}}}})));
        message.strings.clear();
        message.attributes.assign(33, {400, "CEN00001"});
        QVERIFY(!inbox::messagesFrom(inbox::toLines(inbox::MessagesBody{1, {{message, {}}}})));
        message.attributes.pop_back();
        QVERIFY(inbox::messagesFrom(inbox::toLines(inbox::MessagesBody{1, {{message, {}}}})));
    }

    void daysOfMessagesHoldUpNoPackage()
    {
        Node child(middle);
        child.join(top, Relation::Parent);
        for (int i = 0; i < 5000; ++i)
            child.say(10'000 + i);
        QVERIFY(child.planMessages());
        SendRequest later;
        later.to = top;
        later.kind = InstructionKind::Acknowledgement;
        later.priority = Priority::High;
        later.instruction = "later";
        later.sequence = 1;
        later.dueAt = later.createdAt = now + std::chrono::hours(1);
        SendRequest content = later;
        content.kind = InstructionKind::Content;
        content.priority = Priority::Normal;
        content.instruction = "content";
        const auto due = child.write([&](store::Connection &db) {
            store::insertRequest(db, content);
            store::insertRequest(db, later);
            return store::dueRequests(db, now + std::chrono::hours(1), 5);
        });
        std::vector<InstructionKind> kinds;
        for (const SendRequest &request : due)
            kinds.push_back(request.kind);
        QCOMPARE(kinds, (std::vector<InstructionKind>{InstructionKind::Acknowledgement, InstructionKind::Content, InstructionKind::Messages}));
        QVERIFY(due.back().lines.size() < inbox::longestInstruction / 2); // one batch, however many wait
    }

    void messagesOfSitesBelowGoOnAndDoNotComeBack()
    {
        Node parent(top), child(middle), grandchild(bottom);
        join(parent, top, child, middle);
        join(child, middle, grandchild, bottom);
        grandchild.say(10'001);
        child.say(10'002);
        QVERIFY(grandchild.planMessages());
        exchange(grandchild, bottom, child, middle);
        QVERIFY(child.planMessages());
        exchange(child, middle, parent, top);
        QCOMPARE(idsOf(parent.messages("BOT")), std::vector<int>{10'001});
        QCOMPARE(idsOf(parent.messages("MID")), std::vector<int>{10'002});
        QVERIFY(!parent.planMessages()); // it has no parent, and nothing goes down
        // A wrong tree: the top gets the bottom for its parent. What was said there is known there.
        grandchild.join(top, Relation::Child);
        parent.join(bottom, Relation::Parent);
        QVERIFY(parent.planMessages());
        exchange(parent, top, grandchild, bottom);
        QCOMPARE(idsOf(grandchild.messages("BOT")), std::vector<int>{10'001});
        QCOMPARE(grandchild.messages().size(), std::size_t(2));
    }

    void aChildSpeaksForNobodyElse()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        parent.join(bottom, Relation::Child);
        parent.write([](store::Connection &db) { store::replaceBelow(db, bottom, {{bottom, bottom, top, ""}}, {}); });
        child.say(10'001, "TOP");
        child.say(10'002, "BOT");
        child.say(10'003, "NEW"); // below it; it was not told of yet
        QVERIFY(child.planMessages());
        exchange(child, middle, parent, top);
        QCOMPARE(idsOf(parent.messages()), std::vector<int>{10'003});
        QVERIFY(!child.planMessages()); // and the rest is not offered for ever
    }

    void clientsKeepTheirNames()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        const std::string client(32, 'a');
        store::ClientMessage message;
        message.guidText = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
        message.guid = *bytesOf(message.guidText);
        message.content = xxh128(asBytes(std::string_view("content")));
        message.sender = client;
        message.sequence = 17;
        message.id = 10'006;
        message.component = "Software Distribution";
        message.machine = "PC-0042";
        message.time = now;
        message.strings = R"(["a"])";
        message.attributes = R"([[7,"b"]])";
        message.package = "CEN00001";
        child.write([&](store::Connection &db) {
            store::SenderRow row;
            row.sender = client;
            row.machine = "PC-0042";
            store::putSender(db, row);
            const store::ClientMessage *pointer = &message;
            store::insertClientMessages(db, std::span(&pointer, 1), std::span(&row.key, 1), "MID", now);
        });
        QVERIFY(child.planMessages());
        exchange(child, middle, parent, top);
        const auto found = parent.messages("MID");
        QCOMPARE(found.size(), std::size_t(1));
        QCOMPARE(found.front().sender, client);
        QVERIFY(found.front().sequence == 17);
        QCOMPARE(found.front().machine, std::string("PC-0042"));
        QCOMPARE(found.front().attributes.size(), std::size_t(2));
        store::MessageFilter ofClient;
        ofClient.sender = client;
        QCOMPARE(parent.read([&](store::Connection &db) { return store::messages(db, ofClient).size(); }), std::size_t(1));
        // The parent's own account of clients is of those that come to its own inbox.
        QVERIFY(!parent.read([&](store::Connection &db) { return store::senderRow(db, client).has_value(); }));
        // Were it to come to the parent's inbox as well, it would be known as the same.
        const auto seen = parent.read([&](store::Connection &db) { return store::seenContents(db, std::span(&message.guid, 1)); });
        QVERIFY(seen.at(message.guid) == message.content);
    }

    void aChildFromABackupNeitherLosesNorDoubles()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        child.say(10'001);
        QVERIFY(child.planMessages());
        exchange(child, middle, parent, top);
        child.say(10'002);
        const std::int64_t cursor = child.read([](store::Connection &db) { return store::messagesUpTo(db, top); });
        QVERIFY(child.planMessages());
        exchange(child, middle, parent, top);
        // As it was before the second batch, in another epoch; and with a message that is made since.
        child.write([cursor](store::Connection &db) { store::setMessagesUpTo(db, top, cursor); });
        child.restored();
        child.say(10'003);
        QVERIFY(child.planMessages());
        exchange(child, middle, parent, top);
        QCOMPARE(idsOf(parent.messages("MID")), (std::vector<int>{10'001, 10'002, 10'003}));
    }

    void aBatchOfBeforeARestoreIsTakenInStill()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        child.say(10'001); // it is not in the backup
        QVERIFY(child.planMessages());
        const auto before = child.sends(top);
        child.restored();
        QVERIFY(child.planReport());
        for (const inbox::Instruction &each : child.sends(top)) {
            if (each.kind == InstructionKind::Report)
                static_cast<void>(parent.receive(each)); // so the parent knows of the new epoch
        }
        QVERIFY(parent.receive(before.front()).dispose.quarantine.empty());
        QCOMPARE(idsOf(parent.messages("MID")), std::vector<int>{10'001});
    }

    void aParentFromABackupGetsWhatItLacks()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        child.say(10'001);
        child.say(10'002);
        QVERIFY(child.planMessages());
        exchange(child, middle, parent, top);
        QVERIFY(!child.planMessages());
        // Another one in its place, which has had nothing; its epoch says so.
        Node restored(top);
        restored.join(middle, Relation::Child);
        restored.restored();
        inbox::Instruction fromIt;
        fromIt.id = "x";
        fromIt.sender = {top, "keyTOP", 2};
        fromIt.to = middle;
        fromIt.sequence = 1;
        fromIt.kind = InstructionKind::Acknowledgement;
        fromIt.lines = inbox::toLines(inbox::AcknowledgementBody{"unknown", inbox::AcknowledgementBody::Result::Done, PackageId(), 0, {}, {}});
        static_cast<void>(child.receive(fromIt));
        QVERIFY(child.planMessages());
        exchange(child, middle, restored, top);
        QCOMPARE(idsOf(restored.messages("MID")), (std::vector<int>{10'001, 10'002}));
    }

    void componentsAreCountedWithoutThoseOfSitesBelow()
    {
        Node parent(top), child(middle);
        join(parent, top, child, middle);
        for (int i = 0; i < 5; ++i)
            child.say(20'621);
        parent.say(20'621);
        QVERIFY(child.planMessages());
        exchange(child, middle, parent, top);
        QCOMPARE(parent.messages().size(), std::size_t(6));
        const auto counts = parent.read([](store::Connection &db) { return store::componentCounts(db, now - std::chrono::hours(1), now, 100); });
        QCOMPARE(counts.counts.at("Sender")[static_cast<std::size_t>(Severity::Information)], std::int64_t(1));
    }

private:
    static std::optional<Xxh128> bytesOf(std::string_view text)
    {
        std::string digits(text);
        std::erase(digits, '-');
        return Xxh128::fromHex(digits);
    }
};

QTEST_GUILESS_MAIN(TestMessagePassing)
#include "tst_messagepassing.moc"
