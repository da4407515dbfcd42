// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <csignal>

#include <sys/resource.h>

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
    void F78_whatWasDroppedIsCountedAndSaid();
    void F78_aLogWithoutRoomIsDroppedAndTheNextSinkGoesOn();
};

void TestLogFull::F78_whatWasDroppedIsCountedAndSaid()
{
    QTemporaryDir folder;
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    logToFolder(folder.path().toStdString());
    logError("Engine", "line=first");
    rlimit small = before;
    small.rlim_cur = 100;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    for (int i = 0; i < 30; ++i)
        logError("Engine", "line=" + std::to_string(i) + " " + std::string(200, 'x'));
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    logError("Engine", "line=last");
    logError("Engine", "line=after");
    QFile file(folder.path() + QStringLiteral("/cartage.log"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("line=last"));
    QCOMPARE(text.count("could not be written for a time lines=30"), 1);
}

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
