// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

#include "core/base/logging.h"

using namespace cartage;

class TestLogging : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesStandInTheFileWithTheirComponent();

private:
    QTemporaryDir m_folder;
};

/// One test, because the sinks are the process's: before the first is chosen nothing is written, a folder that cannot be written to disturbs nothing,
/// and threads may log at once.
void TestLogging::linesStandInTheFileWithTheirComponent()
{
    logInfo("Engine", "before=1");
    logToFolder("/dev/null/no-such-folder");
    logInfo("Engine", "nowhere=1");
    const QString path = m_folder.path();
    logToFolder(path.toStdString());
    logInfo("Engine", "engine started pid=812 {not a format}");
    logError("Store", "failed code=io_error");
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([i] {
            for (int line = 0; line < 50; ++line)
                logWarning("Worker" + std::to_string(line % 5), "thread=" + std::to_string(i));
        });
    }
    for (std::thread &thread : threads)
        thread.join();

    QFile file(path + QStringLiteral("/cartage.log"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("engine started pid=812 {not a format}"));
    QVERIFY(text.contains("Engine"));
    QVERIFY(text.contains("Store"));
    QVERIFY(!text.contains("before=1"));
    QVERIFY(!text.contains("nowhere=1"));
    QCOMPARE(text.count("thread="), qsizetype(200));
}

QTEST_GUILESS_MAIN(TestLogging)
#include "tst_logging.moc"
