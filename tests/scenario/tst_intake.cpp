// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/errorjson.h"
#include "core/domain/messageid.h"
#include "core/engine/statusviews.h"
#include "core/inbox/inboxname.h"
#include "core/store/statement.h"
#include "core/store/statusrepository.h"
#include "tests/support/inboxfiller.h"
#include "tests/support/world.h"

using namespace cartage;
using test::World;

namespace {

std::string inboxOf(World &world, const std::string &relative) { return world.site().folder() + "/inbox/" + relative; }

/// A client's message in new/; its file's name is given.
std::string put(World &world, const inbox::StatusReport &report, std::optional<Time> sent = {})
{
    const std::string name = inbox::makeStatusName(report.sender, world.random).text();
    world.files.writeFile(inboxOf(world, "new/" + name), inbox::encodeStatusFile(report) + (sent ? inbox::sentLine(*sent) : std::string()));
    return name;
}

std::vector<StatusMessage> fromClients(World &world)
{
    std::vector<StatusMessage> all;
    for (StatusMessage &message : world.messages()) {
        if (!message.sender.empty())
            all.push_back(std::move(message));
    }
    return all;
}

std::size_t filesIn(World &world, const std::string &folder) { return world.files.tree(inboxOf(world, folder), false).size(); }

std::int64_t counter(World &world, const std::string &name)
{
    const auto counts = world.site().database().read<std::unordered_map<std::string, std::int64_t>>(
        [](store::Connection &db) -> Result<std::unordered_map<std::string, std::int64_t>> { return store::counts(db); });
    const auto found = counts->find(name);
    return found == counts->end() ? 0 : found->second;
}

engine::ClientView client(World &world, int number)
{
    const auto view = engine::clientView(world.site(), test::senderOf(number));
    return view ? *view : engine::ClientView();
}

std::vector<engine::QuarantineView> quarantine(World &world) { return *engine::quarantineViews(world.site()); }

/// What `site check` finds, in one text.
QString findings(World &world)
{
    const std::atomic<bool> stop{false};
    const auto report = engine::checkSite(world.site(), world.operatorTransport(), false, stop);
    QString text = report ? QString() : QString::fromStdString(errorToJson(report.error()));
    for (const engine::Finding &each : report ? report->findings : std::vector<engine::Finding>())
        text += QString::fromStdString(each.code + ": " + each.text + "\n");
    return text;
}

} // namespace

class TestIntake : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFileInTheInboxBecomesAMessage();
    void F32_theSameMessageOnceMoreIsCountedAndHasNoEffect();
    void F32_itIsStillKnownWhenItsRowWasRetired();
    void F33_anotherMessageUnderAUsedIdGoesAsideAndNothingWaits();
    void F33_whatIsReleasedIsTakenInUnderAnIdOfItsOwnOnce();
    void F35_aPublicationUnderWayHoldsUpNoRunUntilIdle();
    void F38_F42_anyTextStaysText();
    void F41_numbersThatAreMissingOpenAGapAndLateOnesCloseIt();
    void F41_aNumberThatComesTwiceMarksAClone();
    void aMessageOfAnyTimeIsTakenInAtOnceWithItsSkew();
    void whatTheDatabaseRefusesGoesAsideAndTheOthersComeIn();
    void F04_F05_anEngineKilledAtAnyFileCallTakesEachMessageInOnce();
    void F11_F12_afterAPowerLossEachMessageIsThereOnce();
    void rowsAndFilesOfTheQuarantineArePutRightAtTheStart();
    void aBadFileUnderTheNameOfOneThatWasTakenAwayIsRecorded();
    void aLargeQuarantineWithoutRowsIsRecordedInPieces();
    void manyBadFilesAreOneMessage();
};

void TestIntake::aFileInTheInboxBecomesAMessage()
{
    World world;
    const inbox::StatusReport report = test::reportOf(3, 1);
    put(world, report);
    QVERIFY(world.runUntilIdle());
    const auto messages = fromClients(world);
    QCOMPARE(messages.size(), std::size_t(1));
    const StatusMessage &message = messages[0];
    QCOMPARE(message.guid, report.guid);
    QCOMPARE(message.sender, report.sender);
    QCOMPARE(message.sequence.value_or(0), report.sequence);
    QCOMPARE(message.machine, report.machine);
    QCOMPARE(message.site, std::string("CEN"));
    QCOMPARE(message.id, report.id);
    QCOMPARE(message.component, report.component);
    QVERIFY(message.time == report.time && message.received && message.severity == report.severity);
    QVERIFY(message.strings == report.strings);
    QCOMPARE(message.attributes.size(), report.attributes.size());
    QCOMPARE(filesIn(world, "new"), std::size_t(0));
    QCOMPARE(findings(world), QString());
}

void TestIntake::F32_theSameMessageOnceMoreIsCountedAndHasNoEffect()
{
    World world;
    for (int i = 0; i < 3; ++i)
        put(world, test::reportOf(1, 1), world.clock.wall() + Span(i)); // when it was brought is no part of it
    QVERIFY(world.runUntilIdle());
    put(world, test::reportOf(1, 1));
    world.clock.advance(std::chrono::minutes(1));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(fromClients(world).size(), std::size_t(1));
    QCOMPARE(counter(world, "accepted"), std::int64_t(1));
    QCOMPARE(counter(world, "repeated"), std::int64_t(3));
    QCOMPARE(client(world, 1).repeated, std::int64_t(3));
    QVERIFY(!client(world, 1).clonedAt);
    QCOMPARE(filesIn(world, "new") + filesIn(world, "quarantine"), std::size_t(0));
    QCOMPARE(findings(world), QString());
}

void TestIntake::F32_itIsStillKnownWhenItsRowWasRetired()
{
    World world;
    put(world, test::reportOf(1, 1));
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.site().database().write<bool>([](store::Connection &db) -> Result<bool> {
        db.once("DELETE FROM status_message WHERE sender_key IS NOT NULL").run();
        store::count(db, "retired_client_test", 1);
        return true;
    }));
    put(world, test::reportOf(1, 1));
    world.clock.advance(std::chrono::minutes(1));
    QVERIFY(world.runUntilIdle());
    QVERIFY(fromClients(world).empty());
    QCOMPARE(counter(world, "repeated"), std::int64_t(1));
    QCOMPARE(findings(world), QString());
}

void TestIntake::F33_anotherMessageUnderAUsedIdGoesAsideAndNothingWaits()
{
    World world;
    put(world, test::reportOf(1, 1));
    QVERIFY(world.runUntilIdle());
    inbox::StatusReport other = test::reportOf(2, 1);
    other.guid = test::reportOf(1, 1).guid;
    const std::string name = put(world, other);
    put(world, test::reportOf(3, 1));
    world.clock.advance(std::chrono::minutes(1));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(fromClients(world).size(), std::size_t(2));
    const auto aside = quarantine(world);
    QCOMPARE(aside.size(), std::size_t(1));
    QCOMPARE(aside[0].reason, std::string("id_reuse"));
    QCOMPARE(aside[0].name, name);
    QCOMPARE(aside[0].sender, test::senderOf(2));
    QCOMPARE(aside[0].guid, other.guid);
    QCOMPARE(world.messageCount(static_cast<int>(MessageId::TakenAside)), 1);
    QCOMPARE(findings(world), QString());
}

void TestIntake::F33_whatIsReleasedIsTakenInUnderAnIdOfItsOwnOnce()
{
    World world;
    put(world, test::reportOf(1, 1));
    QVERIFY(world.runUntilIdle());
    inbox::StatusReport other = test::reportOf(2, 1);
    other.guid = test::reportOf(1, 1).guid;
    put(world, other);
    world.clock.advance(std::chrono::minutes(1));
    QVERIFY(world.runUntilIdle());
    const auto aside = quarantine(world);
    QCOMPARE(aside.size(), std::size_t(1));
    const std::string bytes = *world.files.read(inboxOf(world, "quarantine/" + aside[0].name));
    const auto released = engine::releaseQuarantined(world.site(), {aside[0].id}, World::yes());
    QVERIFY(released && released->carriedOut);
    QCOMPARE(released->change.changed, std::int64_t(1));
    QCOMPARE(fromClients(world).size(), std::size_t(2));
    const StatusMessage message = fromClients(world)[1];
    QVERIFY(message.guid != other.guid);
    QCOMPARE(message.attributes.back().value, other.guid);
    QCOMPARE(filesIn(world, "quarantine"), std::size_t(0));
    QCOMPARE(findings(world), QString());
    // A kill before the file went: it is known at the next start, and goes.
    world.stop();
    world.files.writeFile(inboxOf(world, "quarantine/" + aside[0].name), bytes);
    QVERIFY(findings(world).contains(QStringLiteral("message_twice")));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(filesIn(world, "quarantine"), std::size_t(0));
    QCOMPARE(fromClients(world).size(), std::size_t(2));
    QCOMPARE(findings(world), QString());
}

void TestIntake::F35_aPublicationUnderWayHoldsUpNoRunUntilIdle()
{
    World world;
    const std::string name = inbox::makeStatusName(test::senderOf(0), world.random).text();
    world.files.writeFile(inboxOf(world, "new/" + name), "");
    put(world, test::reportOf(1, 1));
    const Span begun = world.clock.boot();
    QVERIFY(world.runUntilIdle());
    QVERIFY(world.clock.boot() - begun < std::chrono::minutes(1));
    QCOMPARE(fromClients(world).size(), std::size_t(1));
    QCOMPARE(filesIn(world, "new"), std::size_t(1));
    // Nobody finishes it.
    world.runFor(std::chrono::minutes(12));
    QCOMPARE(filesIn(world, "new"), std::size_t(0));
    QCOMPARE(quarantine(world).at(0).reason, std::string("unfinished"));
    QCOMPARE(findings(world), QString());
}

void TestIntake::F38_F42_anyTextStaysText()
{
    World world;
    inbox::StatusReport report = test::reportOf(1, 1);
    report.machine = "'; DROP TABLE status_message; --";
    report.component = "<b>=1+1</b>";
    report.strings = {"\"quoted\" \\ back\nslash", "\x01\x1B[31m", "=HYPERLINK(\"x\")", "\xE2\x80\xAE bidi", ""};
    report.attributes = {{400, "' OR 1=1"}, {400, "second"}, {401, "\"]"}};
    put(world, report);
    QVERIFY(world.runUntilIdle());
    const auto messages = fromClients(world);
    QCOMPARE(messages.size(), std::size_t(1));
    QVERIFY(messages[0].strings == report.strings);
    QCOMPARE(messages[0].machine, report.machine);
    QCOMPARE(messages[0].component, report.component);
    QCOMPARE(messages[0].attributes.size(), std::size_t(3));
    for (const auto &attribute : report.attributes)
        QVERIFY(std::find(messages[0].attributes.begin(), messages[0].attributes.end(), attribute) != messages[0].attributes.end());
}

void TestIntake::F41_numbersThatAreMissingOpenAGapAndLateOnesCloseIt()
{
    World world;
    for (const int number : {2, 3, 7, 10})
        put(world, test::reportOf(1, number));
    QVERIFY(world.runUntilIdle());
    engine::ClientView view = client(world, 1);
    QCOMPARE(view.highest, std::int64_t(10));
    QCOMPARE(view.received, std::int64_t(4));
    QCOMPARE(view.missing, std::int64_t(6));
    QCOMPARE(view.gaps.size(), std::size_t(3));
    const Time since = view.gaps[0].since;
    QCOMPARE(findings(world), QString());
    for (const int number : {1, 5, 8, 9})
        put(world, test::reportOf(1, number));
    world.clock.advance(std::chrono::minutes(1));
    QVERIFY(world.runUntilIdle());
    view = client(world, 1);
    QCOMPARE(view.missing, std::int64_t(2));
    QCOMPARE(view.gaps.size(), std::size_t(2));
    QVERIFY(view.gaps[0].first == 4 && view.gaps[0].last == 4 && view.gaps[1].first == 6 && view.gaps[1].last == 6);
    QVERIFY(view.gaps[1].since == since && !view.clonedAt);
    QCOMPARE(findings(world), QString());
    for (const int number : {4, 6})
        put(world, test::reportOf(1, number));
    world.clock.advance(std::chrono::minutes(1));
    QVERIFY(world.runUntilIdle());
    QVERIFY(client(world, 1).gaps.empty() && client(world, 1).received == 10);
    QCOMPARE(findings(world), QString());
}

void TestIntake::F41_aNumberThatComesTwiceMarksAClone()
{
    World world;
    put(world, test::reportOf(1, 1));
    put(world, test::reportOf(1, 2));
    QVERIFY(world.runUntilIdle());
    inbox::StatusReport clone = test::reportOf(9, 2);
    clone.sender = test::senderOf(1);
    clone.machine = "COPY";
    put(world, clone);
    clone.guid = test::reportOf(9, 3).guid;
    put(world, clone);
    world.clock.advance(std::chrono::minutes(1));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(fromClients(world).size(), std::size_t(4)); // all are kept
    QVERIFY(client(world, 1).clonedAt);
    const auto said = world.messages({static_cast<int>(MessageId::SenderCloned)});
    QCOMPARE(said.size(), std::size_t(1));
    QCOMPARE(said[0].strings.at(2), std::string("COPY"));
    QCOMPARE(findings(world), QString());
}

void TestIntake::aMessageOfAnyTimeIsTakenInAtOnceWithItsSkew()
{
    World world;
    inbox::StatusReport report = test::reportOf(1, 1);
    report.time = world.clock.wall() + std::chrono::years(10);
    put(world, report, world.clock.wall() + std::chrono::hours(3));
    report = test::reportOf(2, 1);
    report.time = Time(Span(1000));
    put(world, report);
    QVERIFY(world.runUntilIdle());
    QCOMPARE(fromClients(world).size(), std::size_t(2));
    const auto ahead = client(world, 1).skew, behind = client(world, 2).skew;
    QVERIFY(ahead && std::chrono::abs(*ahead - Span(std::chrono::hours(3))) < std::chrono::minutes(1));
    QVERIFY(behind && *behind < -std::chrono::years(1));
}

void TestIntake::whatTheDatabaseRefusesGoesAsideAndTheOthersComeIn()
{
    World world;
    world.decorateDatabase = [](store::Connection &db) {
        static_cast<void>(db.write<bool>([](store::Connection &inside) -> Result<bool> {
            inside.once("CREATE TEMP TRIGGER refuses BEFORE INSERT ON main.status_message WHEN NEW.sequence = 13 "
                        "BEGIN SELECT RAISE(ABORT, 'not this one'); END").run();
            return true;
        }));
    };
    for (int number = 1; number <= 20; ++number)
        put(world, test::reportOf(1, number));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(fromClients(world).size(), std::size_t(19));
    const auto aside = quarantine(world);
    QCOMPARE(aside.size(), std::size_t(1));
    QCOMPARE(aside[0].reason, std::string("refused_by_database"));
    QVERIFY(aside[0].detail.find("not this one") != std::string::npos);
    QCOMPARE(client(world, 1).missing, std::int64_t(1));
    QCOMPARE(findings(world), QString());
}

void TestIntake::F04_F05_anEngineKilledAtAnyFileCallTakesEachMessageInOnce()
{
    int kills = 0;
    for (std::uint64_t call = 1; call < 400; ++call) {
        World world(call);
        inbox::StatusReport other = test::reportOf(8, 1);
        other.guid = test::reportOf(0, 1).guid;
        for (int number = 1; number <= 4; ++number)
            put(world, test::reportOf(number % 2, (number + 1) / 2));
        put(world, other);
        world.files.writeFile(inboxOf(world, "new/noise"), "noise");
        world.start();
        world.killAt(call);
        bool ended = world.runUntilIdle();
        if (world.files.viewsEnded()) { // at its very last call
            world.kill();
            ended = false;
        }
        world.killAt(std::uint64_t(1) << 40); // no more
        if (!ended) {
            ++kills;
            QVERIFY(world.runUntilIdle());
        }
        const auto messages = fromClients(world);
        QCOMPARE(messages.size() + quarantine(world).size(), std::size_t(6));
        QCOMPARE(quarantine(world).size(), std::size_t(2));
        QCOMPARE(filesIn(world, "quarantine"), std::size_t(2));
        QCOMPARE(filesIn(world, "new"), std::size_t(0));
        QCOMPARE(counter(world, "accepted"), std::int64_t(4));
        QCOMPARE(findings(world), QString());
        if (ended)
            break;
    }
    QVERIFY(kills > 20);
}

void TestIntake::F11_F12_afterAPowerLossEachMessageIsThereOnce()
{
    int losses = 0;
    for (std::uint64_t call = 1; call < 400; call += 2) {
        World world(call);
        for (int number = 1; number <= 5; ++number)
            put(world, test::reportOf(1, number)); // durable: who brings a message syncs it
        world.files.writeFile(inboxOf(world, "new/noise"), "noise");
        world.start();
        world.killAt(call);
        const bool ended = world.runUntilIdle() && !world.files.viewsEnded();
        world.killAt(std::uint64_t(1) << 40); // no more
        losses += ended ? 0 : 1;
        world.powerLoss(call);
        QVERIFY(world.runUntilIdle());
        QCOMPARE(fromClients(world).size(), std::size_t(5));
        QCOMPARE(counter(world, "accepted"), std::int64_t(5));
        QCOMPARE(filesIn(world, "new"), std::size_t(0));
        QCOMPARE(filesIn(world, "quarantine"), std::size_t(1));
        QCOMPARE(quarantine(world).size(), std::size_t(1));
        QCOMPARE(findings(world), QString());
        if (ended)
            break;
    }
    QVERIFY(losses > 10);
}

void TestIntake::rowsAndFilesOfTheQuarantineArePutRightAtTheStart()
{
    World world;
    world.files.writeFile(inboxOf(world, "new/one"), "one");
    world.files.writeFile(inboxOf(world, "new/two"), "two");
    QVERIFY(world.runUntilIdle());
    world.stop();
    world.files.remove(inboxOf(world, "quarantine/one"));
    world.files.writeFile(inboxOf(world, "quarantine/three"), "three");
    QVERIFY(findings(world).contains(QStringLiteral("quarantine_not_recorded")) && findings(world).contains(QStringLiteral("quarantine_file_missing")));
    QVERIFY(world.runUntilIdle());
    std::vector<std::string> names;
    for (const auto &view : quarantine(world))
        names.push_back(view.name);
    std::sort(names.begin(), names.end());
    QCOMPARE(names, (std::vector<std::string>{"three", "two"}));
    QCOMPARE(findings(world), QString());
}

void TestIntake::aBadFileUnderTheNameOfOneThatWasTakenAwayIsRecorded()
{
    World world;
    world.files.writeFile(inboxOf(world, "new/noise"), "noise");
    QVERIFY(world.runUntilIdle());
    world.stop();
    world.files.remove(inboxOf(world, "quarantine/noise"));
    world.files.writeFile(inboxOf(world, "new/noise"), "other noise");
    QVERIFY(world.runUntilIdle());
    QCOMPARE(quarantine(world).size(), std::size_t(1));
    QCOMPARE(filesIn(world, "quarantine"), std::size_t(1));
    QCOMPARE(findings(world), QString());
}

void TestIntake::aLargeQuarantineWithoutRowsIsRecordedInPieces()
{
    World world;
    QVERIFY(world.runUntilIdle());
    world.stop();
    for (int i = 0; i < 450; ++i)
        world.files.writeFile(inboxOf(world, "quarantine/noise" + std::to_string(i)), "noise");
    put(world, test::reportOf(1, 1));
    QVERIFY(world.runUntilIdle());
    QCOMPARE(fromClients(world).size(), std::size_t(1));
    QCOMPARE(quarantine(world).size(), std::size_t(450));
    for (const StatusMessage &message : world.messages()) {
        if (message.id == static_cast<int>(MessageId::TakenAside))
            QVERIFY(std::stoi(message.strings.at(0)) <= 200); // rows a transaction
    }
    QCOMPARE(findings(world), QString());
}

void TestIntake::manyBadFilesAreOneMessage()
{
    World world;
    for (int i = 0; i < 300; ++i)
        world.files.writeFile(inboxOf(world, "new/noise" + std::to_string(i)), "noise");
    QVERIFY(world.runUntilIdle());
    QCOMPARE(quarantine(world).size(), std::size_t(300));
    QVERIFY(world.messageCount(static_cast<int>(MessageId::TakenAside)) <= 2);
}

QTEST_GUILESS_MAIN(TestIntake)
#include "tst_intake.moc"
