// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/components/abilitiesjson.h"
#include "core/components/requestjson.h"

using namespace cartage;

class TestRequestJson final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aValidationReadsBackAsItWasWritten();
    void aProbeReadsBackAsItWasWritten();
    void abilitiesReadBackAsTheyWereWritten();
    void whatIsOfAnotherFormIsRefused();
};

void TestRequestJson::aValidationReadsBackAsItWasWritten()
{
    transport::ValidateOutcome outcome;
    outcome.complete = true;
    outcome.at = timeFromMs(1'700'000'000'123);
    transport::FileDifference difference;
    difference.path = "odd \xff name\n";
    difference.finding = transport::FileDifference::Finding::Unreadable;
    difference.expected = sha256(asBytes("wanted"));
    difference.size = 12;
    difference.error = Error{};
    difference.error->code = Code::IoError;
    difference.error->systemError = 5;
    outcome.differences = {difference};
    const auto read = components::validateOutcomeFromJson(components::toJson(outcome));
    QVERIFY(read);
    QVERIFY(read->complete);
    QCOMPARE(toMs(read->at), toMs(outcome.at));
    QVERIFY(read->differences == outcome.differences);
}

void TestRequestJson::aProbeReadsBackAsItWasWritten()
{
    transport::ProbeOutcome outcome;
    Error error;
    error.code = Code::DpReadOnly;
    error.scope = Scope::Dp;
    outcome.steps = {{"open", true, Span(3), std::nullopt}, {"write", false, Span(4), error}};
    outcome.error = error;
    const auto read = components::probeOutcomeFromJson(components::toJson(outcome));
    QVERIFY(read);
    QCOMPARE(read->steps.size(), outcome.steps.size());
    QVERIFY(read->steps[1].error == outcome.steps[1].error);
    QCOMPARE(read->steps[1].took.count(), 4);
    QVERIFY(read->error == outcome.error);
}

void TestRequestJson::abilitiesReadBackAsTheyWereWritten()
{
    io::Abilities abilities;
    abilities.permissionBits = false;
    abilities.caseSensitive = false;
    abilities.timeStepNs = 2'000'000'000;
    abilities.largestFile = (1ULL << 32) - 1;
    abilities.device = ~0ULL - 5;
    abilities.fileSystem = "vfat";
    const auto read = components::abilitiesFromJson(components::toJson(abilities));
    QVERIFY(read);
    QVERIFY(*read == abilities);
}

void TestRequestJson::whatIsOfAnotherFormIsRefused()
{
    QVERIFY(!components::abilitiesFromJson(""));
    QVERIFY(!components::abilitiesFromJson("{}"));
    QVERIFY(!components::validateOutcomeFromJson("[]"));
    QVERIFY(!components::validateOutcomeFromJson("{\"differences\": [{\"finding\": \"odd\"}]}"));
    QVERIFY(!components::probeOutcomeFromJson("no json"));
}

QTEST_APPLESS_MAIN(TestRequestJson)
#include "tst_requestjson.moc"
