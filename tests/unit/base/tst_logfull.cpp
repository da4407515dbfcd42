// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/logging.h"

using namespace cartage;

/// A program of its own, because the sinks are the process's.
class TestLogFull : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F78_aLogWithoutRoomIsDroppedAndTheNextSinkGoesOn();
};

void TestLogFull::F78_aLogWithoutRoomIsDroppedAndTheNextSinkGoesOn()
{
    QTemporaryDir full, free;
    QVERIFY(QFile::link(QStringLiteral("/dev/full"), full.path() + QStringLiteral("/cartage.log")));
    logToFolder(full.path().toStdString());
    for (int i = 0; i < 1000; ++i)
        logError("Engine", "line=" + std::to_string(i) + " " + std::string(200, 'x'));
    QVERIFY(QFileInfo(full.path() + QStringLiteral("/cartage.log")).isSymLink()); // not rotated away either

    logToFolder(free.path().toStdString());
    logError("Engine", "written=1");
    QFile file(free.path() + QStringLiteral("/cartage.log"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("written=1"));
}

QTEST_GUILESS_MAIN(TestLogFull)
#include "tst_logfull.moc"
