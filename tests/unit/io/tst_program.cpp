// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/program.h"

using namespace cartage;
using namespace cartage::io;
using namespace std::chrono_literals;

namespace {

struct Bench {
    QTemporaryDir folder;
    SystemClock clock;
    std::atomic<bool> stop{false};

    [[nodiscard]] std::string path(const std::string &name) const { return folder.path().toStdString() + '/' + name; }
    std::string script(const QByteArray &lines, int mode = 0755) const
    {
        const std::string file = path("script");
        QFile out(QString::fromStdString(file));
        if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate))
            qFatal("cannot write %s", file.c_str());
        out.write("#!/bin/sh\n" + lines + "\n");
        out.close();
        ::chmod(file.c_str(), static_cast<mode_t>(mode));
        return file;
    }
    ProgramEnd run(const QByteArray &lines, const std::string &input = {}, Span limit = 20s)
    {
        ProgramOrder order;
        order.program = script(lines);
        order.arguments = {"one two", "$HOME;`id`"};
        order.environment = {"PATH=/usr/bin:/bin", "CARTAGE_RULE=test"};
        order.input = input;
        order.limit = limit;
        return runProgram(order, clock, stop);
    }
    [[nodiscard]] QByteArray content(const std::string &name) const
    {
        QFile in(QString::fromStdString(path(name)));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
};

} // namespace

class TestProgram final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itsEndIsToldAndItsOutputKept();
    void argumentsAreWordsAndNoShellSeesThem();
    void environmentDescriptorsFolderAndGroupAreItsOwn();
    void inputComesWholeAndNeedNotBeRead();
    void onlyTheLastOutputIsKept();
    void aProgramThatHangsIsKilledWithItsChildren();
    void whatItLeavesInItsGroupEndsWithIt();
    void aProgramThatPrintsWithoutEndIsKilled();
    void itIsEndedWhenItIsToStop();
    void aSignalIsTold();
    void whatCannotBeBegunSaysWhy();
    void objectionsNameTheirCause_data();
    void objectionsNameTheirCause();
    void whatBelongsToAnotherUserIsNotRun_data();
    void whatBelongsToAnotherUserIsNotRun();
};

void TestProgram::itsEndIsToldAndItsOutputKept()
{
    Bench bench;
    const ProgramEnd good = bench.run("echo out; echo err >&2");
    QCOMPARE(good.how, ProgramEnd::How::Exited);
    QCOMPARE(good.exitCode, 0);
    QCOMPARE(good.output, std::string("out\nerr\n"));
    QCOMPARE(bench.run("exit 3").exitCode, 3);
}

void TestProgram::argumentsAreWordsAndNoShellSeesThem()
{
    Bench bench;
    QCOMPARE(bench.run("printf '%s|' \"$@\"").output, std::string("one two|$HOME;`id`|"));
}

void TestProgram::environmentDescriptorsFolderAndGroupAreItsOwn()
{
    Bench bench;
    constexpr int leak = 200; // not even one that was forgotten; the shell's own ones are lower
    QCOMPARE(::dup2(2, leak), leak);
    const ProgramEnd end = bench.run("test -e /proc/$$/fd/200 || echo closed; pwd; env | grep -v -e ^PWD= -e ^_= -e ^SHLVL= | sort | tr '\\n' ' '; "
                                     "test \"$(ps -o pgid= -p $$ | tr -d ' ')\" = $$ && echo own");
    ::close(leak);
    QVERIFY2(end.output.starts_with("closed\n/\n"), end.output.c_str());
    QVERIFY2(end.output.ends_with("CARTAGE_RULE=test PATH=/usr/bin:/bin own\n"), end.output.c_str());
}

void TestProgram::inputComesWholeAndNeedNotBeRead()
{
    Bench bench;
    const std::string large(300'000, 'x');
    QCOMPARE(bench.run("wc -c", large + "\n").output, std::string("300001\n"));
    QCOMPARE(bench.run("exit 0", large).exitCode, 0);
    QCOMPARE(bench.run("cat", "{\"id\":1}\n").output, std::string("{\"id\":1}\n"));
}

void TestProgram::onlyTheLastOutputIsKept()
{
    Bench bench;
    const ProgramEnd end = bench.run("head -c 200000 /dev/zero | tr '\\0' a; echo end");
    QCOMPARE(end.output.size(), std::size_t(4096));
    QVERIFY(end.output.ends_with("aend\n"));
}

void TestProgram::aProgramThatHangsIsKilledWithItsChildren()
{
    Bench bench;
    const Span before = bench.clock.boot();
    const ProgramEnd end = bench.run("sleep 600 & echo $! >" + QByteArray::fromStdString(bench.path("child")) + "; echo begun; wait", {}, 700ms);
    QCOMPARE(end.how, ProgramEnd::How::TimedOut);
    QCOMPARE(end.output, std::string("begun\n"));
    QVERIFY(bench.clock.boot() - before >= 700ms);
    const int child = bench.content("child").trimmed().toInt();
    QVERIFY(child > 1);
    QTRY_VERIFY(::kill(child, 0) != 0 || QFile::exists(QStringLiteral("/proc/%1/exe").arg(child)) == false); // gone, or a zombie that init has not buried
}

void TestProgram::whatItLeavesInItsGroupEndsWithIt()
{
    Bench bench;
    const Span before = bench.clock.boot();
    const ProgramEnd end = bench.run("sleep 600 & echo $! >" + QByteArray::fromStdString(bench.path("child")));
    QCOMPARE(end.how, ProgramEnd::How::Exited);
    QCOMPARE(end.exitCode, 0);
    QVERIFY(bench.clock.boot() - before < 15s); // the child's open output is not waited for
    const int child = bench.content("child").trimmed().toInt();
    QVERIFY(child > 1);
    QTRY_VERIFY(!QFile::exists(QStringLiteral("/proc/%1/exe").arg(child)));
}

void TestProgram::aProgramThatPrintsWithoutEndIsKilled()
{
    Bench bench;
    const ProgramEnd end = bench.run("yes", {}, 500ms);
    QCOMPARE(end.how, ProgramEnd::How::TimedOut);
    QCOMPARE(end.output.size(), std::size_t(4096));
}

void TestProgram::itIsEndedWhenItIsToStop()
{
    Bench bench;
    ProgramEnd end;
    std::thread worker([&] { end = bench.run("touch " + QByteArray::fromStdString(bench.path("begun")) + "; sleep 600"); });
    const bool begun = QTest::qWaitFor([&] { return QFile::exists(QString::fromStdString(bench.path("begun"))); }, 20'000);
    bench.stop = true;
    worker.join();
    QVERIFY(begun);
    QCOMPARE(end.how, ProgramEnd::How::Stopped);
}

void TestProgram::aSignalIsTold()
{
    Bench bench;
    const ProgramEnd end = bench.run("kill -TERM $$");
    QCOMPARE(end.how, ProgramEnd::How::Signalled);
    QCOMPARE(end.signal, SIGTERM);
}

void TestProgram::whatCannotBeBegunSaysWhy()
{
    Bench bench;
    ProgramOrder order;
    order.program = bench.path("missing");
    const ProgramEnd missing = runProgram(order, bench.clock, bench.stop);
    QCOMPARE(missing.how, ProgramEnd::How::NotBegun);
    QCOMPARE(missing.systemError, ENOENT);
    order.program = bench.script("exit 0");
    QFile script(QString::fromStdString(order.program));
    QVERIFY(script.open(QIODevice::WriteOnly | QIODevice::Truncate) && script.write("no program") > 0);
    script.close();
    const ProgramEnd noise = runProgram(order, bench.clock, bench.stop);
    QCOMPARE(noise.how, ProgramEnd::How::NotBegun); // not handed to a shell
    QCOMPARE(noise.systemError, ENOEXEC);
}

void TestProgram::objectionsNameTheirCause_data()
{
    QTest::addColumn<QByteArray>("what");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("relative") << QByteArray("relative") << QByteArray("not absolute");
    QTest::newRow("missing") << QByteArray("missing") << QByteArray("not there");
    QTest::newRow("folder") << QByteArray("folder") << QByteArray("no file");
    QTest::newRow("not executable") << QByteArray("plain") << QByteArray("not executable");
    QTest::newRow("written by everybody") << QByteArray("open") << QByteArray("everybody can write it");
    QTest::newRow("in a folder of everybody") << QByteArray("openfolder") << QByteArray("everybody can write in the folder");
    QTest::newRow("a link to it") << QByteArray("link") << QByteArray("everybody can write in the folder");
    QTest::newRow("written by its group") << QByteArray("groups") << QByteArray("its group can write it");
    QTest::newRow("in a folder of its group") << QByteArray("groupfolder") << QByteArray("its group can write in the folder");
    QTest::newRow("a link by way of such a folder") << QByteArray("chain") << QByteArray("everybody can write in the folder");
    QTest::newRow("links in a circle") << QByteArray("circle") << QByteArray("not there");
    QTest::newRow("a file as a folder") << QByteArray("slash") << QByteArray("not there");
    QTest::newRow("in a folder with the sticky bit") << QByteArray("sticky") << QByteArray();
    QTest::newRow("a good link") << QByteArray("goodlink") << QByteArray();
    QTest::newRow("good") << QByteArray("good") << QByteArray();
}

void TestProgram::objectionsNameTheirCause()
{
    QFETCH(QByteArray, what);
    QFETCH(QByteArray, why);
    Bench bench;
    std::string program = bench.script("exit 0", what == "plain" ? 0644 : what == "open" ? 0757 : what == "groups" ? 0775 : 0755);
    if (what == "relative")
        program = "script";
    if (what == "missing")
        program = bench.path("missing");
    if (what == "folder")
        program = bench.folder.path().toStdString();
    if (what == "openfolder" || what == "link" || what == "groupfolder" || what == "sticky") {
        QVERIFY(QDir().mkpath(QString::fromStdString(bench.path("shared"))));
        QVERIFY(QFile::rename(QString::fromStdString(program), QString::fromStdString(bench.path("shared/script"))));
        QCOMPARE(::chmod(bench.path("shared").c_str(), what == "groupfolder" ? 0775 : what == "sticky" ? 01777 : 0777), 0);
        program = bench.path("shared/script");
    }
    if (what == "link") {
        QVERIFY(QFile::link(QString::fromStdString(program), QString::fromStdString(bench.path("link"))));
        program = bench.path("link");
    }
    if (what == "goodlink") {
        QCOMPARE(::symlink("./script", bench.path("link").c_str()), 0);
        program = bench.path("link");
    }
    if (what == "circle") {
        QCOMPARE(::symlink("link", bench.path("link").c_str()), 0);
        program = bench.path("link");
    }
    if (what == "chain") { // neither as it is written nor where it leads to is the open folder seen
        QCOMPARE(::mkdir(bench.path("shared").c_str(), 0755), 0);
        QCOMPARE(::chmod(bench.path("shared").c_str(), 0777), 0);
        QCOMPARE(::symlink("../script", bench.path("shared/link").c_str()), 0);
        QCOMPARE(::symlink("shared/link", bench.path("link").c_str()), 0);
        program = bench.path("link");
    }
    if (what == "slash")
        program += "/";
    const auto objection = objectionTo(program);
    QCOMPARE(objection.has_value(), !why.isEmpty());
    QVERIFY2(!objection || objection->why.find(why.toStdString()) != std::string::npos, objection ? objection->why.c_str() : "");
}

void TestProgram::whatBelongsToAnotherUserIsNotRun_data()
{
    QTest::addColumn<QByteArray>("whose");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("the program") << QByteArray("script") << QByteArray("it belongs to another user");
    QTest::newRow("its folder") << QByteArray("") << QByteArray("belongs to another user");
    QTest::newRow("a link to it") << QByteArray("link") << QByteArray("the link");
}

void TestProgram::whatBelongsToAnotherUserIsNotRun()
{
    QFETCH(QByteArray, whose);
    QFETCH(QByteArray, why);
    if (::geteuid() != 0)
        QSKIP("only root can give files away");
    constexpr uid_t another = 1234;
    Bench bench;
    std::string program = bench.script("exit 0");
    if (whose == "link") {
        QCOMPARE(::symlink("script", bench.path("link").c_str()), 0);
        program = bench.path("link");
    }
    QVERIFY(!objectionTo(program));
    QCOMPARE(::lchown(bench.path(whose.toStdString()).c_str(), another, another), 0);
    const auto objection = objectionTo(program);
    QVERIFY(objection);
    QVERIFY2(objection->why.find(why.toStdString()) != std::string::npos, objection->why.c_str());
    ProgramOrder order;
    order.program = program;
    QCOMPARE(runProgram(order, bench.clock, bench.stop).how, ProgramEnd::How::NotBegun);
}

QTEST_GUILESS_MAIN(TestProgram)
#include "tst_program.moc"
