// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/inbox/instructionbody.h"
#include "tests/support/seededrandom.h"

using namespace cartage;
using namespace cartage::inbox;

namespace {

SiteKey keyOf(std::uint64_t seed)
{
    test::SeededRandom random(seed);
    return makeSiteKey(random);
}

PackageInformation office()
{
    PackageInformation information;
    information.package = PackageId("CEN00001");
    information.name = "Office \\ \xC3\xA4";
    information.manufacturer = "line\nfeed";
    information.priority = Priority::High;
    information.version = {3, 2, sha256(asBytes(std::string_view("manifest"))), 2, 3, 4000, Time(Span(1'795'140'000'000))};
    return information;
}

ContentBody content()
{
    ContentBody body;
    body.information = office();
    body.base = sha256(asBytes(std::string_view("base")));
    body.part = {sha256(asBytes(std::string_view("part"))), 1234};
    body.targets = {{SiteCode("BER"), "berlin1"}, {SiteCode("POT"), "potsdam"}};
    return body;
}

Instruction instruction(std::vector<InstructionLine> lines, InstructionKind kind = InstructionKind::Content)
{
    Instruction made;
    made.id = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    made.sender = {SiteCode("CEN"), keyOf(1).keyId, 2};
    made.to = SiteCode("BER");
    made.sequence = 17;
    made.generation = 5;
    made.token = 991;
    made.kind = kind;
    made.lines = std::move(lines);
    return made;
}

std::string file(const Instruction &made, std::uint64_t seed = 1) { return writeInstruction(made, *SigningKey::fromPem(keyOf(seed).privateKeyPem)); }

bool isBelieved(const std::string &bytes)
{
    const auto read = parseInstruction(bytes);
    return read && isSignedBy(keyOf(1).publicKey, asBytes(std::string_view(bytes).substr(0, read->signedBytes)), read->signature);
}

InstructionFault faultOf(const std::string &bytes)
{
    const auto read = parseInstruction(bytes);
    return read ? InstructionFault::WrongSignature : read.error().fault;
}

} // namespace

class TestInstruction final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anInstructionIsReadAsItWasWritten()
    {
        const Instruction made = instruction(toLines(content()));
        const std::string bytes = file(made);
        const auto read = parseInstruction(bytes);
        QVERIFY(read);
        QVERIFY(read->instruction == made);
        QVERIFY(isBelieved(bytes));
        QVERIFY(contentFrom(read->instruction.lines) == content());
    }

    void everyBodyIsReadAsItWasWritten()
    {
        QVERIFY(informationFrom(toLines(office())) == office());
        const RemovalBody removal{PackageId("CEN00001"), {{SiteCode("BER"), "berlin1"}}};
        QVERIFY(removalFrom(toLines(removal)) == removal);
        const AcknowledgementBody answer{"6f9619ff-8b86-4d01-b42d-00cf4fc964ff", AcknowledgementBody::Result::Need, PackageId("CEN00001"), 3, "a b",
                                         {{SiteCode("BER"), "berlin1"}}};
        QVERIFY(acknowledgementFrom(toLines(answer)) == answer);
        AcknowledgementBody told = answer;
        told.has = AcknowledgementBody::Kept{7, sha256(asBytes(std::string_view("manifest")))};
        QVERIFY(acknowledgementFrom(toLines(told)) == told);
        ReportBody report;
        report.at = Time(Span(5));
        report.whole = true;
        report.joined = 1700000000000;
        report.sites = {{SiteCode("BER"), SiteCode("CEN"), "Berlin"}};
        report.dps = {{SiteCode("BER"), "berlin1", "ok", {"all", "Berlin"}}, {SiteCode("BER"), "berlin2", "ok", {}}};
        ReportBody::RowLine row{SiteCode("BER"), "berlin1", PackageId("CEN00001"), State::Installed, 3, 1, 3, office().version.manifest,
                                Proof{ProofKind::ReadBack, Time(Span(7))}, {}, Time(Span(8)), {2, 17}, 3};
        ReportBody::RowLine failing{SiteCode("BER"), "berlin2", PackageId("CEN00001"), State::Retrying, 3, 2, {}, {}, {}, R"({"code":"no_space"})", Time(Span(9)), {}, 0};
        report.rows = {row, failing};
        QVERIFY(reportFrom(toLines(report)) == report);
        // A site of an older version says neither what a row waits for nor since when it is known.
        const auto older = toLines(report);
        report.rows[0].knownAt = Time(Span(6));
        report.rows[1].heldUp = HeldUp{WaitsFor::OpenWindow, SiteCode("BER"), SiteCode("POT"), Time(Span(11))};
        const auto newer = toLines(report);
        QVERIFY(reportFrom(newer) == report);
        QCOMPARE(newer.size(), older.size() + 2);
        auto wrong = newer;
        wrong.back() = {"waits", {"window", "BER", "", "-1"}};
        QVERIFY(!reportFrom(wrong));
        wrong.back() = {"waits", {"nothing", "BER", "", "0"}};
        QVERIFY(!reportFrom(wrong));
    }

    void whatIsCutOffAnywhereIsNoInstruction()
    {
        const std::string bytes = file(instruction(toLines(content())));
        for (std::size_t size = 0; size < bytes.size(); ++size)
            QCOMPARE(faultOf(bytes.substr(0, size)), InstructionFault::Unfinished);
        QVERIFY(!isBelieved(bytes + "\n"));
    }

    void aChangedBitAnywhereIsNotBelieved()
    {
        const std::string bytes = file(instruction(toLines(content())));
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            for (const unsigned bit : {0x01U, 0x20U}) {
                std::string changed = bytes;
                changed[i] = static_cast<char>(static_cast<unsigned char>(changed[i]) ^ bit);
                QVERIFY(!isBelieved(changed));
            }
        }
    }

    void anotherSitesSignatureIsNotBelieved() { QVERIFY(!isBelieved(file(instruction(toLines(content())), 2))); }

    void faultsAreToldApart()
    {
        QCOMPARE(faultOf(std::string(40, '\xFF')), InstructionFault::NotOne);
        QCOMPARE(faultOf("cartage-instruction x\n"), InstructionFault::NotOne);
        QCOMPARE(faultOf("cartage-instruction 2\n"), InstructionFault::NewerFormat);
        QCOMPARE(faultOf(std::string(longestInstruction + 1, 'x')), InstructionFault::TooLarge);
        std::string bytes = file(instruction(toLines(content())));
        bytes.replace(bytes.find("sequence 17"), 11, "sequence 07");
        QCOMPARE(faultOf(bytes), InstructionFault::WrongValue);
    }

    void aBodyWithALineTooFewOrTooManyIsRefused()
    {
        const auto lines = toLines(content());
        for (std::size_t i = 0; i + 2 < lines.size(); ++i) {
            auto fewer = lines;
            fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
            QVERIFY(i == 2 || !contentFrom(fewer)); // a base is not needed where there is a part
        }
        auto more = lines;
        more.push_back(lines.back());
        QVERIFY(!contentFrom(more)); // the same target twice
        more.back() = {"other", {}};
        QVERIFY(!contentFrom(more));
    }

    void aTargetThatLeadsOutIsRefused()
    {
        for (const std::string dp : {"../x", "", ".cartage", "a/b"}) {
            const auto lines = toLines(RemovalBody{PackageId("CEN00001"), {{SiteCode("BER"), dp}}});
            QVERIFY(!removalFrom(lines));
        }
    }

    void onlyOneFormOfALineIsRead()
    {
        for (const std::string text : {"target  x\n", "target x \n", "Target x\n", "target \\x41\n", "target \\x0A\n", "target \\q\n", "target", "target a\\\n", "\n"})
            QVERIFY(!parseLines(text));
        const std::vector<InstructionLine> lines{{"a", {"", " ", "\\", "\n", "\x01"}}, {"b", {}}};
        const auto read = parseLines(linesText(lines));
        QVERIFY(read && *read == lines);
    }
};

QTEST_APPLESS_MAIN(TestInstruction)
#include "tst_instruction.moc"
