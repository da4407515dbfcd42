// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/io/mountinfo.h"

using namespace cartage::io;

namespace {

constexpr std::string_view example = "25 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro\n"
                                     "36 25 0:31 / /srv/dp\\040one rw,relatime shared:7 master:2 - cifs //kiel/dp rw,vers=3.1.1,soft\n"
                                     "37 25 0:32 / /srv/two ro,nosuid - nfs4 host:/two rw,vers=4.2\n"
                                     "38 25 0:33 / /srv/three rw - fuse.bindfs /x ro\n"
                                     "39 25 0:34 / /srv/four rw - tmpfs\n";

} // namespace

class TestMountInfo final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLineOfAMountIsFound_data();
    void theLineOfAMountIsFound();
    void whatIsNotThereIsNotFound();
    void bytesCrossALineOrNot();
};

void TestMountInfo::theLineOfAMountIsFound_data()
{
    QTest::addColumn<int>("id");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<bool>("network");
    QTest::addColumn<bool>("readOnly");
    QTest::newRow("local") << 25 << QByteArray("ext4") << QByteArray("rw,relatime,rw,errors=remount-ro") << false << false;
    QTest::newRow("share") << 36 << QByteArray("cifs") << QByteArray("rw,relatime,rw,vers=3.1.1,soft") << true << false;
    QTest::newRow("mounted read-only") << 37 << QByteArray("nfs4") << QByteArray("ro,nosuid,rw,vers=4.2") << true << true;
    QTest::newRow("file system read-only") << 38 << QByteArray("fuse.bindfs") << QByteArray("rw,ro") << false << true;
}

void TestMountInfo::theLineOfAMountIsFound()
{
    QFETCH(int, id);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, options);
    QFETCH(bool, network);
    QFETCH(bool, readOnly);
    const auto mount = findMount(example, static_cast<std::uint64_t>(id));
    QVERIFY(mount.has_value());
    QCOMPARE(mount->type, type.toStdString());
    QCOMPARE(mount->options, options.toStdString());
    QCOMPARE(mount->network, network);
    QCOMPARE(mount->readOnly, readOnly);
    QCOMPARE(mount->mountId, static_cast<std::uint64_t>(id));
}

void TestMountInfo::whatIsNotThereIsNotFound()
{
    QVERIFY(!findMount(example, 8));
    QVERIFY(!findMount(example, 39)); // cut short
    QVERIFY(!findMount("", 1));
    QVERIFY(!findMount("x y z\n\n- - -\n", 1));
}

void TestMountInfo::bytesCrossALineOrNot()
{
    for (const std::string_view type : {"cifs", "smb3", "nfs", "nfs4", "fuse.sshfs", "9p", "ceph"})
        QVERIFY2(isNetworkType(type), type.data());
    for (const std::string_view type : {"ext4", "xfs", "btrfs", "tmpfs", "vfat", "fuse", "fuse.bindfs", "fuseblk", "overlay", "nfsd", ""})
        QVERIFY2(!isNetworkType(type), type.data());
}

QTEST_GUILESS_MAIN(TestMountInfo)
#include "tst_mountinfo.moc"
