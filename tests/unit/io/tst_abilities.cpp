// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/abilities.h"
#include "core/io/fileops.h"
#include "core/io/posixfilesystem.h"
#include "tests/support/fakeclock.h"
#include "tests/support/simfilesystem.h"

using namespace cartage;
using namespace cartage::io;

namespace {

bool isEmpty(FileSystem &fs, const Handle &folder)
{
    bool empty = true;
    const auto listed = fs.list(folder, [&empty](const FolderEntry &) { return empty = false; });
    return listed && empty;
}

} // namespace

class TestAbilities final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void simulatedProfilesAreFoundOut_data();
    void simulatedProfilesAreFoundOut();
    void namesAreMeasured_data();
    void namesAreMeasured();
    void timeStepsAreMeasured_data();
    void timeStepsAreMeasured();
    void leftoversOfAnEarlierTryAreRemoved();
    void aFailingShareIsNoLackOfAbilities_data();
    void aFailingShareIsNoLackOfAbilities();
    void aTmpfsKeepsEverything();
    void bindfsThatIgnoresModesIsFoundOut();
    void timesAreEqualAsFarAsTheyAreKept();
};

void TestAbilities::simulatedProfilesAreFoundOut_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::newRow("local") << QByteArray("ext4");
    QTest::newRow("smb") << QByteArray("cifs");
    QTest::newRow("nfs") << QByteArray("nfs4");
    QTest::newRow("vfat") << QByteArray("vfat");
}

void TestAbilities::simulatedProfilesAreFoundOut()
{
    QFETCH(QByteArray, type);
    const bool smb = type == "cifs";
    test::Profile profile = smb ? test::Profile::smb() : type == "nfs4" ? test::Profile::nfs() : test::Profile::local();
    profile.type = type.toStdString();
    const test::FakeClock clock;
    test::SimFileSystem fs(clock);
    fs.mount("/dp", profile);
    const auto folder = fs.openFolder("/dp");
    const auto abilities = tryAbilities(fs, *folder);
    QVERIFY(abilities.has_value());

    Abilities wanted;
    wanted.fileSystem = type.toStdString();
    wanted.device = fs.status(*folder)->device;
    wanted.network = profile.network;
    wanted.renameNoReplace = profile.renameNoReplace;
    wanted.largestFile = type == "vfat" ? 0xFFFFFFFFULL : ~0ULL;
    if (smb) {
        wanted.permissionBits = wanted.hardLinks = wanted.symbolicLinks = wanted.caseSensitive = false;
        wanted.anyBytes = wanted.windowsNames = false;
        wanted.timeStepNs = 2'000'000'000;
    }
    QVERIFY(*abilities == wanted);
    QVERIFY(isEmpty(fs, *folder));
    QVERIFY2(fs.count() <= 55, qPrintable(QString::number(fs.count())));
}

void TestAbilities::namesAreMeasured_data()
{
    QTest::addColumn<int>("longest");
    for (const int longest : {255, 254, 143, 100, 64})
        QTest::addRow("%d bytes", longest) << longest;
}

void TestAbilities::namesAreMeasured()
{
    QFETCH(int, longest);
    test::Profile profile;
    profile.longestName = static_cast<std::uint32_t>(longest);
    const test::FakeClock clock;
    test::SimFileSystem fs(clock);
    fs.mount("/dp", profile);
    const auto folder = fs.openFolder("/dp");
    QCOMPARE(tryAbilities(fs, *folder)->longestName, profile.longestName);
    QVERIFY(isEmpty(fs, *folder));
}

void TestAbilities::timeStepsAreMeasured_data()
{
    QTest::addColumn<qint64>("step");
    for (const qint64 step : {1LL, 100LL, 1'000LL, 1'000'000LL, 1'000'000'000LL, 2'000'000'000LL})
        QTest::addRow("%lld ns", static_cast<long long>(step)) << step;
}

void TestAbilities::timeStepsAreMeasured()
{
    QFETCH(qint64, step);
    test::Profile profile;
    profile.timeStepNs = step;
    const test::FakeClock clock;
    test::SimFileSystem fs(clock);
    fs.mount("/dp", profile);
    QCOMPARE(tryAbilities(fs, *fs.openFolder("/dp"))->timeStepNs, static_cast<std::int64_t>(step));
    fs.failNth(1, EPERM, test::Persistence::FromThenOn, {"setMtimeAt", {}, {}});
    QCOMPARE(tryAbilities(fs, *fs.openFolder("/dp"))->timeStepNs, std::int64_t(0));
}

void TestAbilities::leftoversOfAnEarlierTryAreRemoved()
{
    const test::FakeClock clock;
    for (std::uint64_t at = 1; at < 60; at += 3) {
        test::SimFileSystem disk(clock);
        disk.mount("/dp");
        FileSystem &killed = disk.makeView();
        {
            const auto folder = killed.openFolder("/dp");
            disk.killAt(at);
            (void)tryAbilities(killed, *folder);
        }
        const auto folder = disk.openFolder("/dp");
        const auto abilities = tryAbilities(disk, *folder);
        QVERIFY(abilities.has_value());
        QVERIFY(abilities->hardLinks && abilities->renameNoReplace && abilities->caseSensitive && abilities->longestName == 255);
        QVERIFY(isEmpty(disk, *folder));
    }
}

void TestAbilities::aFailingShareIsNoLackOfAbilities_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("EIO") << EIO;
    QTest::newRow("ENOSPC") << ENOSPC;
    QTest::newRow("ESTALE") << ESTALE;
    QTest::newRow("ETIMEDOUT") << ETIMEDOUT;
}

void TestAbilities::aFailingShareIsNoLackOfAbilities()
{
    QFETCH(int, error);
    const test::FakeClock clock;
    int failures = 0;
    for (std::uint64_t n = 1;; ++n) {
        test::SimFileSystem fs(clock);
        fs.mount("/dp");
        const auto folder = fs.openFolder("/dp");
        fs.failNth(n, error);
        const auto abilities = tryAbilities(fs, *folder);
        if (fs.faultsGiven() == 0)
            break;
        // A close that is not looked at is the one call whose failure says nothing.
        if (!abilities)
            ++failures;
        else
            QVERIFY(abilities->renameNoReplace && abilities->hardLinks && abilities->symbolicLinks && abilities->permissionBits
                    && abilities->caseSensitive && abilities->unicodeForms && abilities->anyBytes && abilities->windowsNames
                    && abilities->longestName == 255 && abilities->timeStepNs == 1);
    }
    QVERIFY(failures > 20); // the sweep tries twice, so a failure there is not seen
}

void TestAbilities::aTmpfsKeepsEverything()
{
    const QTemporaryDir folder(QStringLiteral("/dev/shm/cartage-XXXXXX"));
    if (!folder.isValid())
        QSKIP("no /dev/shm to write to");
    const auto fs = makePosixFileSystem();
    const auto root = fs->openFolder(folder.path().toStdString());
    const auto abilities = tryAbilities(*fs, *root);
    QVERIFY(abilities.has_value());
    Abilities wanted;
    wanted.fileSystem = "tmpfs";
    wanted.device = fs->status(*root)->device;
    QVERIFY(*abilities == wanted);
    QVERIFY(isEmpty(*fs, *root));
}

void TestAbilities::bindfsThatIgnoresModesIsFoundOut()
{
    const QTemporaryDir below;
    const QTemporaryDir above;
    const int made = QProcess::execute(QStringLiteral("bindfs"), {QStringLiteral("--chmod-ignore"), below.path(), above.path()});
    if (made != 0)
        QSKIP("bindfs cannot mount here (not installed, or no FUSE)");
    const auto unmount = [&above] { QProcess::execute(QStringLiteral("fusermount"), {QStringLiteral("-u"), above.path()}); };
    {
        const auto fs = makePosixFileSystem();
        const auto root = fs->openFolder(above.path().toStdString());
        const auto abilities = root ? tryAbilities(*fs, *root) : failure(root.error());
        const bool empty = root && isEmpty(*fs, *root);
        if (!abilities || !empty) {
            unmount();
            QFAIL("abilities could not be tried");
        }
        if (abilities->permissionBits || abilities->network || abilities->renameNoReplace || !abilities->symbolicLinks
            || abilities->timeStepNs != 1) {
            unmount();
            QFAIL("abilities are not those of bindfs");
        }
    }
    unmount();
}

void TestAbilities::timesAreEqualAsFarAsTheyAreKept()
{
    Abilities abilities;
    QVERIFY(abilities.sameMtime(5, 5));
    QVERIFY(!abilities.sameMtime(5, 6));
    abilities.timeStepNs = 2'000'000'000;
    QVERIFY(abilities.sameMtime(3'999'999'999, 2'000'000'000));
    QVERIFY(abilities.sameMtime(2'000'000'000, 3'999'999'999));
    QVERIFY(!abilities.sameMtime(4'000'000'000, 2'000'000'000));
    abilities.timeStepNs = 0;
    QVERIFY(abilities.sameMtime(0, 99));
}

QTEST_GUILESS_MAIN(TestAbilities)
#include "tst_abilities.moc"
