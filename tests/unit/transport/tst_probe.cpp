// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/transport/marker.h"
#include "core/transport/packagerecord.h"
#include "tests/unit/transport/depot.h"

using namespace cartage;
using namespace cartage::test;
using namespace cartage::transport;

class TestProbe : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aProbeReadsTheMarkerAndWritesReadsAndDeletes();
    void aProbeWhoseNthCallFailsSaysWhichStep();
    void aProbeThatReadsOtherBytesSaysSo();
    void abilitiesAreTriedAnewWhenTheMountHasChanged();
    void F82_aDpIsTakenBackWithItsRecords();
    void anotherSitesDpIsRefused();
    void nestedRootsAreRefused();
    void anInstallationThatIsKilledIsRepeated();
    void aRecordIsReadAsItWasWritten();
    void noiseIsNoRecord();
};

void TestProbe::aProbeReadsTheMarkerAndWritesReadsAndDeletes()
{
    Depot depot;
    const auto before = depot.disk.tree("/dp");
    const auto probe = depot.transport->probe(depot.address(), true, depot.control);
    QVERIFY(!probe.error);
    QVERIFY(probe.seen.contact);
    QVERIFY(probe.seen.space);
    QCOMPARE(probe.seen.abilities, depot.abilities);
    std::vector<std::string> steps;
    for (const auto &step : probe.steps) {
        QVERIFY(step.ok);
        steps.push_back(step.step);
    }
    QCOMPARE(steps, (std::vector<std::string>{"open", "marker", "write", "read", "delete", "space", "abilities"}));
    QCOMPARE(depot.disk.tree("/dp"), before);
}

void TestProbe::aProbeWhoseNthCallFailsSaysWhichStep()
{
    bool ended = false;
    std::set<std::string> failed;
    for (std::uint64_t n = 1; !ended; ++n) {
        Depot depot;
        depot.disk.failNth(n, EIO, Persistence::Once, {"", "/dp", ""});
        const auto probe = depot.transport->probe(depot.address(), false, depot.control);
        ended = depot.disk.faultsGiven() == 0;
        depot.disk.clearFaults();
        if (probe.error) {
            QCOMPARE(probe.error->scope, Scope::Dp);
            QVERIFY(!probe.steps.back().ok);
            failed.insert(probe.steps.back().step);
        }
        QVERIFY(!depot.transport->probe(depot.address(), false, depot.control).error);
        QVERIFY(depot.disk.tree("/dp/.cartage/probe").empty());
    }
    QCOMPARE(failed, (std::set<std::string>{"open", "marker", "write", "read", "delete", "space"}));
}

void TestProbe::aProbeThatReadsOtherBytesSaysSo()
{
    Depot depot;
    depot.disk.onCall = [&](const char *op, const std::string &path) {
        if (std::string_view(op) == "openForReading" && path.find("/probe/") != std::string::npos)
            depot.disk.flipByte(path, 7);
    };
    const auto probe = depot.transport->probe(depot.address(), false, depot.control);
    depot.disk.onCall = nullptr;
    QCOMPARE(probe.error->code, Code::VerifyMismatch);
}

void TestProbe::abilitiesAreTriedAnewWhenTheMountHasChanged()
{
    Profile profile;
    profile.newDevice = true;
    Depot depot(profile);
    QVERIFY(!depot.transport->probe(depot.address(), false, depot.control).seen.abilities);
    depot.disk.unmount("/dp");
    depot.disk.remount("/dp");
    depot.disk.change("/dp", [](Profile &p) { p.hardLinks = false; });
    const auto probe = depot.transport->probe(depot.address(), false, depot.control);
    QVERIFY(!probe.error);
    QVERIFY(probe.seen.abilities);
    QVERIFY(!probe.seen.abilities->hardLinks);
    const auto delivery = depot.deliver(1, depot.version({{"a", file("a")}}));
    QVERIFY(delivery.published());
    QVERIFY(delivery.stage.seen.abilities);
}

void TestProbe::F82_aDpIsTakenBackWithItsRecords()
{
    Depot depot;
    const Sha256 one = depot.version({{"a", file("a")}});
    QVERIFY(depot.deliver(1, one).published());
    DpAddress dp = depot.address();
    dp.guid = "a new row";
    const auto refused = depot.transport->install(dp, false, depot.control);
    QCOMPARE(refused.error().code, Code::PathInUse);
    QCOMPARE(refused.error().parameters.at("take_over"), dp.path);
    const auto taken = depot.transport->install(dp, true, depot.control);
    QVERIFY(taken);
    QVERIFY(taken->takenBack);
    QCOMPARE(taken->guid, depot.guid);
    QCOMPARE(taken->records.size(), 1U);
    QCOMPARE(taken->records.front().first, depot.package);
    QCOMPARE(taken->records.front().second.manifest, one);
}

void TestProbe::anotherSitesDpIsRefused()
{
    Depot depot;
    DpAddress dp = depot.address();
    dp.site.keyId = "fedcba9876543210";
    const auto before = depot.disk.tree("/dp");
    for (const bool takeOver : {false, true})
        QCOMPARE(depot.transport->install(dp, takeOver, depot.control).error().code, Code::DpOtherIdentity);
    QCOMPARE(depot.disk.tree("/dp"), before);
}

void TestProbe::nestedRootsAreRefused()
{
    Depot depot;
    depot.disk.makeFolder("/dp/inner/most");
    DpAddress dp = depot.address();
    dp.guid = "another";
    for (const char *path : {"/dp/inner", "/dp/inner/most", "/"}) {
        dp.path = path;
        const auto refused = depot.transport->install(dp, true, depot.control);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Code::PathInUse);
        QCOMPARE(refused.error().path, std::string(std::string_view(path) == "/" ? "//dp" : "/dp"));
    }
    QVERIFY(depot.disk.tree("/dp/inner").size() == 1);
}

void TestProbe::anInstallationThatIsKilledIsRepeated()
{
    bool ended = false;
    for (std::uint64_t n = 1; !ended; ++n) {
        Depot depot;
        depot.disk.makeFolder("/second");
        DpAddress dp = depot.address();
        dp.path = "/second";
        dp.guid = "second" + std::to_string(n);
        depot.disk.killAt(n);
        ended = depot.transport->install(dp, false, depot.control).has_value();
        depot.restart();
        dp.guid = "again";
        QVERIFY2(depot.transport->install(dp, false, depot.control), std::to_string(n).c_str());
    }
}

void TestProbe::aRecordIsReadAsItWasWritten()
{
    Record record;
    record.site = {SiteCode("CEN"), "0123456789abcdef", 3};
    record.version = 7;
    record.manifest = sha256(asBytes(std::string("m")));
    record.proof = Proof{ProofKind::Validated, timeFromMs(1'800'000'000'123)};
    QCOMPARE(*recordFromJson(toJson(record)), record);
    Record::Publishing open;
    open.version = 8;
    open.epoch = 4;
    open.from = record.manifest;
    open.manifest = sha256(asBytes(std::string("n")));
    open.stage = "CEN00001-8-99";
    open.token = 99;
    record.publishing = open;
    QCOMPARE(*recordFromJson(toJson(record)), record);
    record.publishing->from.reset();
    record.publishing->proof = Proof{ProofKind::ReadBack, timeFromMs(5)};
    record.proof.reset();
    QCOMPARE(*recordFromJson(toJson(record)), record);
}

void TestProbe::noiseIsNoRecord()
{
    for (const char *text : {"", "{}", "[1]", "{\"version\":1}", "\xff\xff", "{\"site\":\"CEN\",\"manifest\":\"12\",\"version\":1}"})
        QVERIFY(!recordFromJson(text));
    Depot depot;
    const Sha256 one = depot.version({{"a", file("a")}});
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.writeFile("/dp/.cartage/packages/CEN00001.json", "noise");
    QCOMPARE(depot.stage(1, one).error->code, Code::ForeignContent);
}

QTEST_APPLESS_MAIN(TestProbe)
#include "tst_probe.moc"
