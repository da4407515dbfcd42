// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "tasksite.h"

using namespace cartage;
using cartage::test::TaskSite;

/// Questions that operators have, each answered in so many steps at the most. Nothing is changed at the site.
class TestFindingTasks : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TaskSite> m_site;

    [[nodiscard]] test::Operator &op() { return m_site->operate(); }
    [[nodiscard]] static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void initTestCase() { m_site = std::make_unique<TaskSite>(); }
    void cleanupTestCase() { m_site.reset(); }
    void init() { CAN(op().beginAfresh({"Distributions", "Activity", "Status messages", "Clients", "Quarantine"})); }

    void whichFileIsBehindTheFailureOfDrivers()
    {
        CAN(op().click(QStringLiteral("Problems")));
        op().begin(); // at most three steps from there
        CAN(op().doubleClickRow(QStringLiteral("SMP00004")));
        CAN(op().clickRow(QStringLiteral("Drivers 7")));
        CAN(op().click(QStringLiteral("Files")));
        CAN(op().sees(QStringLiteral("lan.sys")));
        CAN(op().sees(QStringLiteral("ENOENT")));
        WITHIN(3);
    }

    void whoStoppedTheRetriesAtKielAndWhy()
    {
        CAN(op().click(QStringLiteral("Activity")));
        CAN(op().clickRow(QStringLiteral("bruno")));
        CAN(op().sees(QStringLiteral("CHG-4471 disk is being replaced")));
        WITHIN(2);
    }

    void whoStoppedItIsToldAtTheDistributionItself()
    {
        CAN(op().click(QStringLiteral("Distribution points")));
        CAN(op().doubleClickRow(QStringLiteral("kiel1")));
        CAN(op().clickRow(QStringLiteral("Office 25.8")));
        CAN(op().click(QStringLiteral("Audit")));
        CAN(op().sees(QStringLiteral("bruno")));
        CAN(op().sees(QStringLiteral("CHG-4471 disk is being replaced")));
        WITHIN(4);
    }

    void thatAPackageWasOnItsDpsByADayCanBeProven()
    {
        const QString file = m_site->path("proof.jsonl");
        CAN(op().click(QStringLiteral("Packages")));
        CAN(op().doubleClickRow(QStringLiteral("Reader 11")));
        CAN(op().sees(QStringLiteral("rostock1")));
        CAN(op().press(QKeySequence(Qt::CTRL | Qt::Key_E)));
        CAN(op().sees(QStringLiteral("CSV for spreadsheets")));
        CAN(op().type(file));
        CAN(op().press(Qt::Key_Return));
        CAN(op().sees(QStringLiteral("proof.jsonl")));
        QTRY_VERIFY(QFile::exists(file));
        int proven = 0;
        for (const QByteArray &line : contentOf(file).trimmed().split('\n')) {
            const QJsonObject row = QJsonDocument::fromJson(line).object();
            QCOMPARE(row.value(QStringLiteral("name")).toString(), QStringLiteral("Reader 11"));
            const QString at = row.value(QStringLiteral("verified_at")).toString();
            proven += at.size() == 24 && row.value(QStringLiteral("verified_how")).toString() == QStringLiteral("read_back") ? 1 : 0;
        }
        QCOMPARE(proven, 4);
        WITHIN(5);
    }

    void whatAMessageMeans()
    {
        CAN(op().click(QStringLiteral("Status messages")));
        CAN(op().press(QKeySequence::Find));
        CAN(op().type(QStringLiteral("id:2328\n")));
        CAN(op().clickRow(QStringLiteral("Failed to copy package")));
        CAN(op().press(Qt::Key_F1));
        CAN(op().sees(QStringLiteral("The operation named could not be done at the distribution point")));
        WITHIN(5);
    }

    void whichClientLostMessages()
    {
        CAN(op().click(QStringLiteral("Clients")));
        CAN(op().clickRow(QStringLiteral("2 numbers missing")));
        CAN(op().sees(QStringLiteral("3 to 4")));
        CAN(op().sees(QStringLiteral("2 messages of PC-KIEL-207 have not come.")));
        WITHIN(2);
    }

    void whatTheClientSaidThatLostThem()
    {
        CAN(op().click(QStringLiteral("Clients")));
        CAN(op().doubleClickRow(QStringLiteral("PC-KIEL-207")));
        CAN(op().sees(QStringLiteral("1603")));
        CAN(op().sees(QStringLiteral("4 of ")));
        WITHIN(2);
    }

    void whyAFileIsInQuarantine()
    {
        CAN(op().click(QStringLiteral("Quarantine")));
        CAN(op().clickRow(QStringLiteral("wrong checksum")));
        CAN(op().sees(QStringLiteral("The content does not match the checksum at its end.")));
        CAN(op().click(QStringLiteral("Content")));
        CAN(op().sees(QStringLiteral("PC-ROSTOCK-031")));
        WITHIN(3);
    }

    void allThatWaitsForADp()
    {
        CAN(op().clickRow(QStringLiteral("munich1")));
        CAN(op().press(Qt::Key_Return));
        CAN(op().sees(QStringLiteral("dp: munich1")));
        for (const char *package : {"Office 25.8", "Reader 11", "Fonts 2026"})
            CAN(op().sees(QString::fromLatin1(package)));
        CAN(op().seesNoMore(QStringLiteral("rostock1")));
        WITHIN(2);
    }

    void whichSiteLagsAndWhy()
    {
        CAN(op().click(QStringLiteral("Sites")));
        CAN(op().clickRow(QStringLiteral("Bremen")));
        CAN(op().sees(QStringLiteral("not reached since")));
        CAN(op().sees(QStringLiteral("mounts/BRE/inbox")));
        CAN(op().click(QStringLiteral("Requests")));
        CAN(op().sees(QStringLiteral("Office 25.8, content")));
        CAN(op().sees(QStringLiteral("for bremen1")));
        WITHIN(3);
    }

    void whyNothingIsBeingSent()
    {
        CAN(op().sees(QStringLiteral("No engine works this site: nothing is distributed until one is started.")));
        CAN(op().sees(QStringLiteral("Start the engine here")));
        WITHIN(0);
    }

    void whichDpsLackVersionTwo()
    {
        CAN(op().click(QStringLiteral("Packages")));
        CAN(op().doubleClickRow(QStringLiteral("Fonts 2026")));
        CAN(op().press(QKeySequence::Find));
        CAN(op().type(QStringLiteral("-state:installed\n")));
        CAN(op().seesNoMore(QStringLiteral("rostock1")));
        for (const char *dp : {"berlin2", "leipzig1", "kiel1", "munich1"})
            CAN(op().sees(QString::fromLatin1(dp)));
        WITHIN(4);
    }

    void whatWasDoneSinceYesterdayAndByWhom()
    {
        CAN(op().click(QStringLiteral("Activity")));
        CAN(op().press(QKeySequence::Find));
        CAN(op().type(QStringLiteral("since:1d actor:bruno\n")));
        CAN(op().seesNoMore(QStringLiteral("package add")));
        CAN(op().sees(QStringLiteral("retries clear")));
        WITHIN(3);
    }

    void failedDistributionsAsCsv()
    {
        const QString file = m_site->path("failed.csv");
        CAN(op().click(QStringLiteral("Distributions")));
        CAN(op().press(QKeySequence::Find));
        CAN(op().type(QStringLiteral("state:blocked\n")));
        CAN(op().seesNoMore(QStringLiteral("installed")));
        CAN(op().press(QKeySequence(Qt::CTRL | Qt::Key_E)));
        CAN(op().sees(QStringLiteral("CSV for spreadsheets")));
        CAN(op().type(file));
        CAN(op().press(Qt::Key_Return));
        CAN(op().sees(QStringLiteral("failed.csv")));
        QTRY_VERIFY(QFile::exists(file));
        const QList<QByteArray> lines = contentOf(file).trimmed().split('\n');
        QVERIFY(lines.size() > 2);
        for (const QByteArray &line : lines.mid(1))
            QVERIFY2(line.contains(",blocked,"), line.constData());
        WITHIN(6);
    }

    void anActionAsACommandLine()
    {
        CAN(op().click(QStringLiteral("Distributions")));
        CAN(op().press(QKeySequence::Find));
        CAN(op().type(QStringLiteral("dp:berlin2 state:blocked\n")));
        CAN(op().clickRow(QStringLiteral("Office 25.8")));
        CAN(op().press(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)));
        QTRY_VERIFY(QApplication::clipboard()->text().startsWith(QStringLiteral("cartage --site ")) && QApplication::clipboard()->text().endsWith(QStringLiteral(" retries now SMP00001 --dp berlin2")));
        WITHIN(5);
    }

    void rowsForALetter()
    {
        CAN(op().click(QStringLiteral("Distribution points")));
        CAN(op().clickRow(QStringLiteral("kiel1")));
        CAN(op().press(QKeySequence::Copy));
        QTRY_VERIFY(QApplication::clipboard()->text().contains(QStringLiteral("kiel1")));
        const QStringList lines = QApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0].count(QLatin1Char('\t')), lines[1].count(QLatin1Char('\t')));
        WITHIN(3);
    }
};

QTEST_MAIN(TestFindingTasks)
#include "tst_findingtasks.moc"
