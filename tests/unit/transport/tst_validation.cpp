// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/unit/transport/depot.h"

using namespace cartage;
using namespace cartage::test;
using namespace cartage::transport;
using Finding = FileDifference::Finding;

namespace {

Tree ourTree()
{
    return {{"a", file("alpha")}, {"d", folder()}, {"d/b", file("beta")}, {"d/c", file("gamma")}, {"l", link("a")}};
}

std::map<std::string, Finding> found(const ValidateOutcome &outcome)
{
    std::map<std::string, Finding> all;
    for (const FileDifference &each : outcome.differences)
        all[each.path] = each.finding;
    return all;
}

} // namespace

class TestValidation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWholeHasNoDifferences();
    void F21_aFlippedBitIsFoundByContentOnly();
    void F31_whatWasDeletedEditedOrReplacedIsFound();
    void F85_whatIsNotOursIsNamed();
    void aFileThatCannotBeReadIsAFinding();
    void aDpThatIsGoneIsAnError();
    void aPackageThatIsGoneIsAllMissing();
    void itOnlyReads();
    void aStopEndsIt();
};

void TestValidation::whatIsWholeHasNoDifferences()
{
    for (const bool smb : {false, true}) {
        Depot depot(smb ? Profile::smb() : Profile::local());
        Tree tree = ourTree();
        if (smb)
            tree.erase("l");
        const Sha256 one = depot.version(tree);
        QVERIFY(depot.deliver(1, one).published());
        for (const bool hash : {true, false}) {
            const auto outcome = depot.validate(1, one, hash);
            QVERIFY(outcome.complete);
            QVERIFY(outcome.differences.empty());
        }
    }
}

void TestValidation::F21_aFlippedBitIsFoundByContentOnly()
{
    Depot depot;
    const Sha256 one = depot.version(ourTree());
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.flipByte(depot.packagePath() + "/d/b", 1);
    QVERIFY(depot.validate(1, one, false).differences.empty());
    const auto outcome = depot.validate(1, one);
    QCOMPARE(found(outcome), (std::map<std::string, Finding>{{"d/b", Finding::Differs}}));
    QCOMPARE(*outcome.differences.front().expected, sha256(asBytes(std::string("beta"))));
    QVERIFY(outcome.differences.front().found.has_value());
}

void TestValidation::F31_whatWasDeletedEditedOrReplacedIsFound()
{
    Depot depot;
    const Sha256 one = depot.version(ourTree());
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.writeFile(depot.packagePath() + "/a", "longer than it was");
    depot.disk.remove(depot.packagePath() + "/d");
    depot.disk.remove(depot.packagePath() + "/l");
    depot.disk.makeLink(depot.packagePath() + "/l", "elsewhere");
    for (const bool hash : {true, false})
        QCOMPARE(found(depot.validate(1, one, hash)), (std::map<std::string, Finding>{{"a", Finding::Differs},
                                                                                      {"d", Finding::Missing},
                                                                                      {"d/b", Finding::Missing},
                                                                                      {"d/c", Finding::Missing},
                                                                                      {"l", Finding::Differs}}));
}

void TestValidation::F85_whatIsNotOursIsNamed()
{
    Depot depot;
    const Sha256 one = depot.version(ourTree());
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.writeFile(depot.packagePath() + "/d/theirs", "t");
    depot.disk.writeFile(depot.packagePath() + "/folder/theirs", "t");
    QCOMPARE(found(depot.validate(1, one)), (std::map<std::string, Finding>{{"d/theirs", Finding::Extra}, {"folder", Finding::Extra}}));
}

void TestValidation::aFileThatCannotBeReadIsAFinding()
{
    Depot depot;
    const Sha256 one = depot.version(ourTree());
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.failNth(1, EIO, Persistence::Once, {"read", "/dp", "/d/b"});
    depot.disk.failNth(1, EACCES, Persistence::Once, {"openForReading", "/dp", "/d/c"});
    const auto outcome = depot.validate(1, one);
    QVERIFY(outcome.complete);
    QCOMPARE(found(outcome).at("d/c"), Finding::Unreadable);
    QCOMPARE(found(outcome).at("d/b"), Finding::Unreadable);
    QCOMPARE(outcome.differences.front().error->systemError, EIO);
}

void TestValidation::aDpThatIsGoneIsAnError()
{
    Depot depot;
    const Sha256 one = depot.version(ourTree());
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.unmount("/dp");
    const auto outcome = depot.validate(1, one);
    QVERIFY(!outcome.complete);
    QCOMPARE(outcome.error->code, Code::DpNotThere);
    QVERIFY(outcome.differences.empty());
}

void TestValidation::aPackageThatIsGoneIsAllMissing()
{
    Depot depot;
    const Sha256 one = depot.version(ourTree());
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.remove(depot.packagePath());
    const auto outcome = depot.validate(1, one);
    QVERIFY(outcome.complete);
    QCOMPARE(outcome.differences.size(), ourTree().size());
}

void TestValidation::itOnlyReads()
{
    Depot depot;
    const Sha256 one = depot.version(ourTree());
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.writeFile(depot.packagePath() + "/d/theirs", "t");
    depot.abilities.reset();
    depot.disk.setReadOnly("/dp", true);
    const auto outcome = depot.validate(1, one);
    QVERIFY(outcome.complete);
    QCOMPARE(outcome.differences.size(), 1U);
}

void TestValidation::aStopEndsIt()
{
    Depot depot;
    const Sha256 one = depot.version(ourTree());
    QVERIFY(depot.deliver(1, one).published());
    depot.control.requestStop();
    const auto outcome = depot.validate(1, one);
    QVERIFY(outcome.stopped);
    QVERIFY(!outcome.complete);
}

QTEST_APPLESS_MAIN(TestValidation)
#include "tst_validation.moc"
