// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/inbox/instructionbody.h"
#include "core/inbox/messagesbody.h"
#include "core/inbox/orderbody.h"

using namespace cartage;
using namespace cartage::inbox;

namespace {

MessagesBody::Line ownLine()
{
    StatusMessage message;
    message.guid = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    message.id = 2330;
    message.severity = Severity::Warning;
    message.component = "Distribution Manager";
    message.site = "BER";
    message.machine = "host";
    message.time = Time(Span(1'795'140'000'001));
    message.strings = {"a b", "", "line\nfeed \\ \x01"};
    message.attributes = {{400, "CEN00001"}, {404, "berlin1"}};
    return {message, {}};
}

MessagesBody::Line clientLine()
{
    MessagesBody::Line line = ownLine();
    line.message.guid = "00000000-0000-8000-8000-000000000001"; // of a message whose own id another one had
    line.message.sender = std::string(32, 'a');
    line.message.sequence = 17;
    line.message.strings.clear();
    line.message.attributes.clear();
    line.message.time = Time(Span(-5)); // clocks of clients are what they are
    line.content = xxh128(asBytes(std::string_view("content")));
    return line;
}

OrderBody order()
{
    return {"6f9619ff-8b86-4d01-b42d-00cf4fc964ff", OrderAction::ClearRetries, "anna (root)", SiteCode("CEN"), Time(Span(5)), "the disk is\nfull",
            {{{SiteCode("BER"), "berlin1"}, PackageId("CEN00001")}, {{SiteCode("POT"), "potsdam"}, {}}}};
}

AnswerBody answer()
{
    return {{{"6f9619ff-8b86-4d01-b42d-00cf4fc964ff", {{SiteCode("BER"), "berlin1"}, PackageId("CEN00001")}, OrderState::Done, Time(Span(7)), ""},
             {"6f9619ff-8b86-4d01-b42d-00cf4fc964ff", {{SiteCode("POT"), "potsdam"}, {}}, OrderState::Gone, Time(Span(8)), "there is no such DP"}}};
}

/// The lines with one of them changed.
template <class Change>
std::vector<InstructionLine> changed(std::vector<InstructionLine> lines, const Change &change)
{
    change(lines);
    return lines;
}

} // namespace

/// What travels up and down beside packages.
class TestSiteBodies final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyBodyIsReadAsItWasWritten()
    {
        const MessagesBody messages{42, {ownLine(), clientLine()}};
        QVERIFY(messagesFrom(*parseLines(linesText(toLines(messages)))) == messages);
        QVERIFY(orderFrom(*parseLines(linesText(toLines(order())))) == order());
        QVERIFY(answerFrom(*parseLines(linesText(toLines(answer())))) == answer());
        ReportBody part;
        part.whole = true;
        part.list = 17;
        part.part = 2;
        part.of = 3;
        part.dps = {{SiteCode("BER"), "berlin1", "ok", {}}};
        QVERIFY(reportFrom(*parseLines(linesText(toLines(part)))) == part);
    }

    void messagesThatAreNotOfTheirFormAreRefused()
    {
        const auto lines = toLines(MessagesBody{42, {ownLine()}});
        QVERIFY(messagesFrom(lines));
        const auto refused = [&lines](const auto &change) { return !messagesFrom(changed(lines, change)); };
        QVERIFY(!messagesFrom({}));
        QVERIFY(!messagesFrom(toLines(MessagesBody{42, {}})));
        QVERIFY(refused([](auto &all) { all[0].fields[0] = "0"; }));
        QVERIFY(refused([](auto &all) { all[1].fields[0] = "not-an-id"; }));
        QVERIFY(refused([](auto &all) { all[1].fields[1] = "-1"; }));
        QVERIFY(refused([](auto &all) { all[1].fields[2] = "fatal"; }));
        QVERIFY(refused([](auto &all) { all[1].fields[4] = "BERLIN"; }));
        QVERIFY(refused([](auto &all) { all[1].fields[6] = "yesterday"; }));
        QVERIFY(refused([](auto &all) { all[1].fields[8] = "3"; })); // a number without a client
        QVERIFY(refused([](auto &all) { all[1].fields[7] = std::string(5000, 'a'); }));
        QVERIFY(refused([](auto &all) { all[1].fields[9] = "00"; }));
        QVERIFY(refused([](auto &all) { all[1].fields.pop_back(); }));
        QVERIFY(refused([](auto &all) { all[3].fields[0] = "x"; }));
        QVERIFY(refused([](auto &all) { all.push_back({"more", {"x"}}); }));
    }

    void ordersAndAnswersThatAreNotOfTheirFormAreRefused()
    {
        const auto asked = toLines(order());
        QVERIFY(!orderFrom(changed(asked, [](auto &all) { all[0].fields[0].clear(); })));
        QVERIFY(!orderFrom(changed(asked, [](auto &all) { all[0].fields[1] = "format"; })));
        QVERIFY(!orderFrom(changed(asked, [](auto &all) { all[1].fields[1] = "../x"; })));
        QVERIFY(!orderFrom(changed(asked, [](auto &all) { all[1].fields[2] = "CEN"; })));
        const auto told = toLines(answer());
        QVERIFY(!answerFrom({}));
        QVERIFY(!answerFrom(changed(told, [](auto &all) { all[0].fields[4] = "asked"; }))); // nothing has become of it yet
        QVERIFY(!answerFrom(changed(told, [](auto &all) { all[0].fields[5] = "-1"; })));
    }

    void whatAReportTellsOfSitesAndDpsIsBounded()
    {
        ReportBody report;
        report.whole = true;
        report.sites = {{SiteCode("BER"), SiteCode("CEN"), "Berlin"}};
        report.dps = {{SiteCode("BER"), "berlin1", "not_responding", {"north", "south"}}};
        const auto lines = toLines(report);
        QVERIFY(reportFrom(lines) == report);
        const auto refused = [&lines](const auto &change) { return !reportFrom(changed(lines, change)); };
        QVERIFY(!refused([](auto &all) { all[1].fields[2] = std::string(255, 'n'); }));
        QVERIFY(refused([](auto &all) { all[1].fields[2] = std::string(256, 'n'); }));
        QVERIFY(!refused([](auto &all) { all[1].fields[2].clear(); })); // not known yet
        QVERIFY(refused([](auto &all) { all[2].fields[2] = std::string(100'000, 's'); }));
        QVERIFY(refused([](auto &all) { all[2].fields[3] = std::string(65, 'g'); }));
        QVERIFY(refused([](auto &all) { all[2].fields[3] = "no group"; }));
        QVERIFY(!refused([](auto &all) { all[2].fields.resize(15, "group"); }));
        QVERIFY(refused([](auto &all) { all[2].fields.resize(16, "group"); }));
    }

    void aPartOfALargeReportSaysWhichItIs()
    {
        ReportBody part;
        part.whole = true;
        part.list = 17;
        part.part = 2;
        part.of = 3;
        const auto lines = toLines(part);
        QVERIFY(!reportFrom(changed(lines, [](auto &all) { all[1].fields[1] = "4"; })));
        QVERIFY(!reportFrom(changed(lines, [](auto &all) { all[1].fields[2] = "1"; })));
        QVERIFY(!reportFrom(changed(lines, [](auto &all) { all[1].fields[2] = "100000000"; })));
        QVERIFY(!reportFrom(changed(lines, [](auto &all) { all[0].fields[1] = "rows"; })));
    }
};

QTEST_GUILESS_MAIN(TestSiteBodies)
#include "tst_sitebodies.moc"
