// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/engine/site.h"
#include "tests/support/fakeclock.h"
#include "tests/support/seededrandom.h"
#include "tests/support/simfilesystem.h"

using namespace cartage;
using namespace cartage::test;

/// A site database needs locks and a sync that a share does not promise.
class TestNetworkSite final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F72_aSiteOnAShareIsRefused_data();
    void F72_aSiteOnAShareIsRefused();
};

void TestNetworkSite::F72_aSiteOnAShareIsRefused_data()
{
    QTest::addColumn<bool>("smb");
    QTest::newRow("nfs") << false;
    QTest::newRow("smb") << true;
}

void TestNetworkSite::F72_aSiteOnAShareIsRefused()
{
    QFETCH(bool, smb);
    FakeClock clock;
    SimFileSystem disk(clock);
    SeededRandom random(1);
    disk.mount("/share", smb ? Profile::smb() : Profile::nfs());
    disk.makeFolder("/share/site");
    disk.writeFile("/share/other/site.db", "of another engine");
    const engine::Environment environment{disk, clock, random, engine::thisProcess(), "anna", "tests", engine::processLives};

    const auto made = engine::Site::create(environment, "/share/site", {SiteCode("CEN"), "Center", std::nullopt, {}});
    QVERIFY(!made);
    QCOMPARE(made.error().code, Code::NetworkFilesystem);
    QVERIFY(!made.error().parameters.at("file_system").empty());
    QVERIFY(disk.tree("/share/site").empty());

    const auto opened = engine::Site::open(environment, "/share/other", store::Connection::Mode::ReadWrite);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, Code::NetworkFilesystem);
    QCOMPARE(disk.read("/share/other/site.db").value_or(""), std::string("of another engine"));
}

QTEST_GUILESS_MAIN(TestNetworkSite)
#include "tst_networksite.moc"
