// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>

#include <QTest>

#include "tests/unit/transport/depot.h"

using namespace cartage;
using namespace cartage::test;
using namespace cartage::transport;

namespace {

const std::int64_t later = 1'700'000'100'000'000'000;

Tree firstTree()
{
    return {{"a.txt", file("alpha")},
            {"bin", folder()},
            {"bin/tool", file("tool", 0755)},
            {"data", folder(0750)},
            {"data/deep", folder()},
            {"data/deep/x", file("x")},
            {"data/empty", folder()},
            {"latest", link("bin/tool")}};
}

struct Step {
    const char *name;
    Tree from;
    Tree to;
};

/// What one version can become: each is delivered forwards and backwards.
std::vector<Step> steps()
{
    const Tree base = firstTree();
    std::vector<Step> all;
    const auto add = [&](const char *name, auto change) {
        Tree to = base;
        change(to);
        all.push_back({name, base, to});
    };
    add("content", [](Tree &t) { t["a.txt"] = file("ALPHA", 0644, later); });
    add("longerContentSameTime", [](Tree &t) { t["a.txt"] = file("alpha and more"); });
    add("newFile", [](Tree &t) { t["data/deep/y"] = file("y"); });
    add("goneFile", [](Tree &t) { t.erase("data/deep/x"); });
    add("goneFolder", [](Tree &t) { t.erase("data/deep/x"), t.erase("data/deep"); });
    add("folderToFile", [](Tree &t) { t.erase("data/deep/x"), t["data/deep"] = file("now a file"); });
    add("folderToLink", [](Tree &t) { t.erase("bin/tool"), t["bin"] = link("data"); });
    add("linkToFolder", [](Tree &t) { t["latest"] = folder(), t["latest/in"] = file("in"); });
    add("fileToFolder", [](Tree &t) { t["a.txt"] = folder(0700), t["a.txt/b"] = file("b"); });
    add("fileToLink", [](Tree &t) { t["a.txt"] = link("bin/tool"); });
    add("linkTarget", [](Tree &t) { t["latest"] = link("a.txt"); });
    add("modeOnly", [](Tree &t) { t["bin/tool"].mode = 0700; });
    add("timeOnly", [](Tree &t) { t["bin/tool"].mtimeNs = later; });
    add("folderModeOnly", [](Tree &t) { t["data"].mode = 0700; });
    add("folderTimeOnly", [](Tree &t) { t["data/deep"].mtimeNs = later; });
    add("folderRenamed", [](Tree &t) {
        t.erase("data/deep/x"), t.erase("data/deep");
        t["data/deeper"] = folder(), t["data/deeper/x"] = file("x");
    });
    add("everything", [](Tree &t) {
        t = {{"a.txt", folder()}, {"a.txt/1", file("1")}, {"bin", file("bin")}, {"data", link("bin")}, {"new", folder(0555)}, {"new/n", file("n", 0444)}};
    });
    add("nothingLeft", [](Tree &t) { t.clear(); });
    return all;
}

} // namespace

class TestDelivery : public QObject
{
    Q_OBJECT
    static void matrix()
    {
        QTest::addColumn<int>("index");
        QTest::addColumn<bool>("backwards");
        const auto all = steps();
        for (std::size_t i = 0; i < all.size(); ++i) {
            QTest::addRow("%s", all[i].name) << int(i) << false;
            QTest::addRow("%s backwards", all[i].name) << int(i) << true;
        }
    }
    static void update(Depot &depot, bool modes, bool times)
    {
        QFETCH(int, index);
        QFETCH(bool, backwards);
        const Step step = steps()[std::size_t(index)];
        const Tree from = backwards ? step.to : step.from;
        const Tree to = backwards ? step.from : step.to;
        const Sha256 one = depot.version(from), two = depot.version(to);
        QVERIFY(depot.deliver(1, one).published());
        QCOMPARE(depot.published(modes), shown(from, modes));
        const auto second = depot.deliver(2, two);
        QVERIFY(second.published());
        QVERIFY(second.publish->edited.empty());
        QCOMPARE(depot.published(modes), shown(to, modes));
        if (times)
            QVERIFY(depot.timesAre(to));
        QVERIFY(!depot.disk.exists("/dp/.cartage/found/" + second.stage.stage));
    }

private Q_SLOTS:
    void aFirstDeliveryThatIsRefusedLeavesNoFolder();
    void aFirstDeliveryIsWholeProvenAndRecorded();
    void anUpdateLeavesExactlyTheNewVersion_data() { matrix(); }
    void anUpdateLeavesExactlyTheNewVersion();
    void F80_aShareWithoutBitsLinksAndNoReplaceIsServedAllTheSame_data();
    void F80_aShareWithoutBitsLinksAndNoReplaceIsServedAllTheSame();
    void nfsIsProvenAfterTheSync_data() { matrix(); }
    void nfsIsProvenAfterTheSync();
    void anUpdateTouchesOnlyWhatChanged();
    void theSameVersionIsNotCopiedTwice();
    void F08_anUnknownOutcomeIsReadFromTheRecord();
    void F81_aFolderThatIsNotOursIsLeftAlone();
    void F85_filesThatAreNotOursSurviveAnUpdate();
    void aForeignFileInTheWayIsSetAside();
    void F31_aFileThatWasEditedIsNoticed();
    void F31_aFolderInTheSteadOfAFileIsSetAside_data();
    void F31_aFolderInTheSteadOfAFileIsSetAside();
    void aFormerVersionThatIsNotWhatTheRowSaysIsHashed();
    void aDamagedFileAloneIsRepaired();
    void forceCopiesEverything();
    void aCaseChangeOnADpThatFolds();
    void laterProofIsNoProof();
};

void TestDelivery::aFirstDeliveryThatIsRefusedLeavesNoFolder()
{
    Depot depot(Profile::smb());
    const Sha256 one = depot.version({{"a.txt", file("one")}});
    const auto staged = depot.stage(1, one);
    QVERIFY(staged.proven);
    depot.disk.failNth(2, ETXTBSY, Persistence::FromThenOn, {"rename", "/dp", ""}); // the first is the record's
    QVERIFY(!depot.publish(1, one, staged).published);
    QVERIFY(!depot.disk.exists(depot.packagePath()));
    depot.disk.clearFaults();
    QVERIFY(depot.deliver(1, one).published());
}

void TestDelivery::aFirstDeliveryIsWholeProvenAndRecorded()
{
    Depot depot;
    const Sha256 one = depot.version(firstTree());
    const auto delivery = depot.deliver(1, one);
    QVERIFY(delivery.published());
    QVERIFY(delivery.stage.proven);
    QVERIFY(delivery.stage.seen.contact);
    QVERIFY(!delivery.stage.found);
    QCOMPARE(depot.published(), shown(firstTree()));
    QVERIFY(depot.timesAre(firstTree()));
    QCOMPARE(delivery.publish->proof->kind, ProofKind::ReadBack);
    QVERIFY(depot.record()->find(one.hex()) != std::string::npos);
    QVERIFY(depot.record()->find("publishing") == std::string::npos);
    QVERIFY(!depot.transport->clean(depot.address(), depot.package, "", true, depot.control));
    QVERIFY(depot.stages().empty());
}

void TestDelivery::anUpdateLeavesExactlyTheNewVersion()
{
    Depot depot;
    update(depot, true, true);
}

void TestDelivery::F80_aShareWithoutBitsLinksAndNoReplaceIsServedAllTheSame_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("backwards");
    const auto all = steps();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string name = all[i].name;
        if (name.find("ink") == std::string::npos && name != "everything")
            QTest::addRow("%s", all[i].name) << int(i) << false;
    }
}

void TestDelivery::F80_aShareWithoutBitsLinksAndNoReplaceIsServedAllTheSame()
{
    QFETCH(int, index);
    Depot depot(Profile::smb());
    Step step = steps()[std::size_t(index)];
    for (Tree *tree : {&step.from, &step.to})
        tree->erase("latest"); // the one link
    const Sha256 one = depot.version(step.from), two = depot.version(step.to);
    QVERIFY(depot.deliver(1, one).published());
    QCOMPARE(depot.published(false), shown(step.from, false));
    const auto delivery = depot.deliver(2, two);
    QVERIFY(delivery.published());
    QCOMPARE(depot.published(false), shown(step.to, false));
    QVERIFY(depot.timesAre(step.to));
}

void TestDelivery::nfsIsProvenAfterTheSync()
{
    Depot depot(Profile::nfs());
    update(depot, true, true);
}

void TestDelivery::anUpdateTouchesOnlyWhatChanged()
{
    Depot depot;
    Tree tree;
    for (int i = 0; i < 300; ++i)
        tree["file" + std::to_string(1000 + i)] = file("content " + std::to_string(i));
    const Sha256 one = depot.version(tree);
    QVERIFY(depot.deliver(1, one).published());
    tree["file1007"] = file("another content", 0644, later);
    const Sha256 two = depot.version(tree);
    depot.disk.resetCounts();
    bool looked = false;
    depot.disk.onCall = [&](const char *op, const std::string &path) {
        looked = looked || (path.find("/dp/CEN00001/") != std::string::npos && path.find("file1007") == std::string::npos);
        looked = looked || (std::string(op) == "list" && path.find("/dp/CEN00001") != std::string::npos);
    };
    QVERIFY(depot.deliver(2, two).published());
    depot.disk.onCall = nullptr;
    QVERIFY(!looked);
    QVERIFY2(depot.disk.count("", "/dp") < 140, std::to_string(depot.disk.count("", "/dp")).c_str());
    QCOMPARE(depot.published(), shown(tree));
}

void TestDelivery::theSameVersionIsNotCopiedTwice()
{
    Depot depot;
    const Sha256 one = depot.version(firstTree());
    QVERIFY(depot.deliver(1, one).published());
    const auto again = depot.deliver(1, one);
    QVERIFY(again.stage.alreadyThere);
    QCOMPARE(again.stage.filesCopied, 0);
    QCOMPARE(again.stage.found->version, 1);
    QVERIFY(again.stage.found->proof);
}

void TestDelivery::F08_anUnknownOutcomeIsReadFromTheRecord()
{
    Depot depot;
    const Sha256 one = depot.version(firstTree());
    const auto staged = depot.stage(1, one);
    const auto first = depot.publish(1, one, staged);
    QVERIFY(first.published);
    const auto second = depot.publish(1, one, staged);
    QVERIFY(second.published);
    QCOMPARE(second.proof, first.proof);
    depot.installed = {};
    QVERIFY(depot.deliver(1, one).stage.alreadyThere);
}

void TestDelivery::F81_aFolderThatIsNotOursIsLeftAlone()
{
    Depot depot;
    depot.disk.writeFile(depot.packagePath() + "/theirs", "theirs");
    const auto before = depot.published();
    const auto delivery = depot.deliver(1, depot.version(firstTree()));
    QVERIFY(!delivery.published());
    QCOMPARE(delivery.stage.error->code, Code::ForeignContent);
    QCOMPARE(delivery.stage.error->scope, Scope::Distribution);
    QCOMPARE(depot.published(), before);
    QVERIFY(depot.stages().empty());
}

void TestDelivery::F85_filesThatAreNotOursSurviveAnUpdate()
{
    Depot depot;
    Tree tree = firstTree();
    QVERIFY(depot.deliver(1, depot.version(tree)).published());
    depot.disk.writeFile(depot.packagePath() + "/data/deep/theirs", "theirs");
    depot.disk.writeFile(depot.packagePath() + "/bin/theirs", "in a folder that becomes a file");
    tree.erase("data/deep/x"), tree.erase("data/deep"), tree.erase("bin/tool");
    tree["bin"] = file("bin");
    const auto delivery = depot.deliver(2, depot.version(tree));
    QVERIFY(delivery.published());
    QCOMPARE(*depot.disk.read(depot.packagePath() + "/data/deep/theirs"), std::string("theirs"));
    QCOMPARE(*depot.disk.read(depot.packagePath() + "/bin"), std::string("bin"));
    QCOMPARE(*depot.disk.read("/dp/.cartage/found/" + delivery.stage.stage + "/bin/theirs"), std::string("in a folder that becomes a file"));
}

void TestDelivery::aForeignFileInTheWayIsSetAside()
{
    Depot depot;
    Tree tree = firstTree();
    QVERIFY(depot.deliver(1, depot.version(tree)).published());
    depot.disk.writeFile(depot.packagePath() + "/new", "theirs");
    tree["new"] = file("ours");
    const auto delivery = depot.deliver(2, depot.version(tree));
    QVERIFY(delivery.published());
    QCOMPARE(depot.published(), shown(tree));
    QCOMPARE(*depot.disk.read("/dp/.cartage/found/" + delivery.stage.stage + "/new"), std::string("theirs"));
}

void TestDelivery::F31_aFileThatWasEditedIsNoticed()
{
    Depot depot;
    Tree tree = firstTree();
    QVERIFY(depot.deliver(1, depot.version(tree)).published());
    depot.disk.writeFile(depot.packagePath() + "/a.txt", "edited by hand");
    depot.disk.remove(depot.packagePath() + "/bin/tool");
    tree["a.txt"] = file("second");
    tree["bin/tool"] = file("tool 2", 0755);
    const auto delivery = depot.deliver(2, depot.version(tree));
    QVERIFY(delivery.published());
    QCOMPARE(delivery.publish->edited, (std::vector<std::string>{"a.txt", "bin/tool"}));
    QCOMPARE(depot.published(), shown(tree));
}

void TestDelivery::F31_aFolderInTheSteadOfAFileIsSetAside_data()
{
    QTest::addColumn<bool>("wanted");
    QTest::addColumn<bool>("links");
    QTest::addRow("replaced") << true << true;
    QTest::addRow("replaced, without hard links") << true << false;
    QTest::addRow("removed") << false << true;
}

void TestDelivery::F31_aFolderInTheSteadOfAFileIsSetAside()
{
    QFETCH(bool, wanted);
    QFETCH(bool, links);
    Profile profile = Profile::local();
    profile.hardLinks = links;
    Depot depot(profile);
    Tree tree = firstTree();
    QVERIFY(depot.deliver(1, depot.version(tree)).published());
    depot.disk.remove(depot.packagePath() + "/a.txt");
    depot.disk.writeFile(depot.packagePath() + "/a.txt/theirs", "by hand");
    if (wanted)
        tree["a.txt"] = file("second");
    else
        tree.erase("a.txt");
    const auto delivery = depot.deliver(2, depot.version(tree));
    QVERIFY(delivery.published());
    QCOMPARE(depot.published(), shown(tree));
    QVERIFY(!depot.transport->clean(depot.address(), depot.package, "", true, depot.control));
    QCOMPARE(*depot.disk.read("/dp/.cartage/found/" + delivery.stage.stage + "/a.txt/theirs"), std::string("by hand"));
}

void TestDelivery::aFormerVersionThatIsNotWhatTheRowSaysIsHashed()
{
    Depot depot;
    Tree tree = firstTree();
    const Sha256 one = depot.version(tree);
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.writeFile(depot.packagePath() + "/a.txt", "alphA"); // same size: only its hash tells
    depot.installed = {};
    tree["bin/tool"] = file("tool 2", 0755);
    const auto delivery = depot.deliver(2, depot.version(tree));
    QVERIFY(delivery.published());
    QCOMPARE(delivery.stage.filesCopied, 2);
    QCOMPARE(depot.published(), shown(tree));
}

void TestDelivery::aDamagedFileAloneIsRepaired()
{
    Depot depot;
    const Sha256 one = depot.version(firstTree());
    QVERIFY(depot.deliver(1, one).published());
    depot.disk.flipByte(depot.packagePath() + "/a.txt", 2);
    depot.disk.remove(depot.packagePath() + "/data/deep/x");
    depot.damagedOnly = true;
    const auto delivery = depot.deliver(1, one);
    QVERIFY(delivery.published());
    QVERIFY(!delivery.stage.alreadyThere);
    QCOMPARE(delivery.stage.filesCopied, 2);
    QCOMPARE(depot.published(), shown(firstTree()));
    const auto again = depot.deliver(1, one);
    QVERIFY(again.stage.alreadyThere);
    QCOMPARE(again.stage.found->proof->kind, ProofKind::Validated);
}

void TestDelivery::forceCopiesEverything()
{
    Depot depot;
    const Sha256 one = depot.version(firstTree());
    QVERIFY(depot.deliver(1, one).published());
    depot.force = true;
    const auto delivery = depot.deliver(1, one);
    QVERIFY(delivery.published());
    QCOMPARE(delivery.stage.filesCopied, 3);
    QCOMPARE(depot.published(), shown(firstTree()));
    QVERIFY(depot.timesAre(firstTree()));
}

void TestDelivery::aCaseChangeOnADpThatFolds()
{
    Profile profile;
    profile.caseBlind = true;
    Depot depot(profile);
    QVERIFY(!depot.abilities->caseSensitive);
    Tree tree{{"Dir", folder()}, {"Dir/File.txt", file("one")}, {"readme", file("r")}};
    QVERIFY(depot.deliver(1, depot.version(tree)).published());
    tree = {{"DIR", folder()}, {"DIR/FILE.TXT", file("two")}, {"readme", file("r")}};
    const auto delivery = depot.deliver(2, depot.version(tree));
    QVERIFY(delivery.published());
    QCOMPARE(*depot.disk.read(depot.packagePath() + "/dir/file.txt"), std::string("two"));
    QCOMPARE(depot.published().size(), tree.size());
}

void TestDelivery::laterProofIsNoProof()
{
    Depot depot;
    depot.verifyLater = true;
    const auto delivery = depot.deliver(1, depot.version(firstTree()));
    QVERIFY(delivery.published());
    QVERIFY(!delivery.stage.proven);
    QVERIFY(!delivery.publish->proof);
    QCOMPARE(depot.published(), shown(firstTree()));
}

QTEST_APPLESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
