// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/io/wakewatch.h"

using namespace cartage;

/// Who waits for files of a folder, whatever becomes of the folder.
class TestWakeWatch final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFolderThatComesLaterIsWatched()
    {
        io::WakeWatch watch(path("inbox/new").toStdString());
        const int descriptor = watch.descriptor();
        QVERIFY(descriptor >= 0);
        QVERIFY(!watch.drain());
        make("inbox/new");
        put("inbox/new/before");
        QVERIFY(watch.drain()); // what came before it was watched was not heard
        QVERIFY(!watch.drain());
        put("inbox/new/behind");
        QVERIFY(watch.drain());
        QVERIFY(!watch.drain());
        QCOMPARE(watch.descriptor(), descriptor); // it is polled
    }
    void aFolderThatGivesWayToAnotherIsLetGo_data()
    {
        QTest::addColumn<bool>("deleted");
        QTest::newRow("deleted") << true;
        QTest::newRow("moved away") << false;
    }
    void aFolderThatGivesWayToAnotherIsLetGo()
    {
        QFETCH(bool, deleted);
        make("other/new");
        io::WakeWatch watch(path("other/new").toStdString());
        QVERIFY(!watch.drain());
        QVERIFY(deleted ? QDir(path("other")).removeRecursively() : QDir().rename(path("other"), path("former")));
        QVERIFY(!watch.drain());
        if (!deleted) {
            put("former/new/file");
            QVERIFY(!watch.drain());
        }
        make("other/new");
        QVERIFY(watch.drain());
        put("other/new/file");
        QVERIFY(watch.drain());
        QVERIFY(QDir(path("other")).removeRecursively());
    }
    void oneFileAloneIsHeard()
    {
        make("site");
        io::WakeWatch watch(path("site").toStdString(), "wake");
        put("site/else");
        QVERIFY(!watch.drain());
        put("site/wake");
        QVERIFY(watch.drain());
    }

private:
    QString path(const char *name) const { return m_folder.path() + QLatin1Char('/') + QLatin1String(name); }
    void make(const char *name) const { QVERIFY(QDir().mkpath(path(name))); }
    void put(const char *name) const
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x") == 1);
    }
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestWakeWatch)
#include "tst_wakewatch.moc"
