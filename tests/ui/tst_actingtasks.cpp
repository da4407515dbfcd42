// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QTest>

#include "core/engine/queries.h"
#include "tasksite.h"

using namespace cartage;
using cartage::test::TaskSite;

/// What operators do, each in so many steps at the most. The tasks touch different things, so that each can be run alone.
class TestActingTasks : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TaskSite> m_site;

    [[nodiscard]] test::Operator &op() { return m_site->operate(); }
    /// The newest action as the audit has it.
    [[nodiscard]] store::AuditRow lastAction()
    {
        store::AuditRow last;
        static_cast<void>(m_site->act([&last](engine::Site &site) -> Result<engine::Answer> {
            store::AuditFilter newest;
            newest.limit = 1;
            const auto rows = engine::audit(site, newest);
            if (rows && !rows->empty())
                last = rows->front();
            return engine::Answer();
        }));
        return last;
    }
    /// Whether it is the newest action, by and by: the disk of a busy machine takes its time.
    [[nodiscard]] bool wasDone(const char *action)
    {
        return op().finds([&] { return lastAction().action == action; }, QStringLiteral("the newest action is \"%1\", not \"%2\"").arg(QString::fromStdString(lastAction().action), QString::fromLatin1(action)));
    }
    [[nodiscard]] std::vector<std::string> dpNames()
    {
        std::vector<std::string> names;
        static_cast<void>(m_site->act([&names](engine::Site &site) -> Result<engine::Answer> {
            const auto views = engine::dpViews(site);
            if (!views)
                return failure(views.error());
            for (const engine::DpView &each : *views)
                names.push_back(each.dp.name);
            return engine::Answer();
        }));
        return names;
    }
    [[nodiscard]] bool hasDp(const char *name)
    {
        const auto names = dpNames();
        return std::find(names.begin(), names.end(), name) != names.end();
    }

private Q_SLOTS:
    void initTestCase() { m_site = std::make_unique<TaskSite>(); }
    void cleanupTestCase() { m_site.reset(); }
    void init() { CAN(op().beginAfresh({"Distributions", "Distribution points", "Packages", "Problems"})); }

    void retryEverythingThatLackedSpace()
    {
        CAN(op().click(QStringLiteral("Problems")));
        CAN(op().clickRow(QStringLiteral("berlin2")));
        CAN(op().press(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)));
        CAN(wasDone("retries now"));
        QCOMPARE(lastAction().changed, 1);
        WITHIN(3);
    }

    void stopRetryingAPackageEverywhereForAReason()
    {
        CAN(op().click(QStringLiteral("Packages")));
        CAN(op().clickRow(QStringLiteral("Office 25.8")));
        CAN(op().click(QStringLiteral("Stop retrying")));
        CAN(op().clickField(QStringLiteral("Reason")));
        CAN(op().type(QStringLiteral("INC-77 licence withdrawn")));
        CAN(op().click(QStringLiteral("Stop retrying 2")));
        QTRY_COMPARE(lastAction().reason.value_or(""), std::string("INC-77 licence withdrawn"));
        const auto states = m_site->statesOf(TaskSite::office);
        for (const char *dp : {"berlin2", "munich1", "kiel1"})
            QCOMPARE(states.at(dp), State::Stopped);
        WITHIN(6);
    }

    void aMessageOfAUsedIdIsReleased()
    {
        CAN(op().click(QStringLiteral("Quarantine")));
        CAN(op().clickRow(QStringLiteral("id used twice")));
        CAN(op().click(QStringLiteral("Release from quarantine")));
        CAN(wasDone("quarantine release"));
        CAN(op().seesNoMore(QStringLiteral("id used twice")));
        WITHIN(3);
    }

    void aDamagedFileIsDiscardedAfterAPreview()
    {
        CAN(op().click(QStringLiteral("Quarantine")));
        CAN(op().clickRow(QStringLiteral("wrong checksum")));
        CAN(op().press(Qt::Key_Delete));
        CAN(op().sees(QStringLiteral("What lies there is deleted for good.")));
        CAN(op().click(QStringLiteral("Discard 1 thing")));
        CAN(wasDone("quarantine discard"));
        CAN(op().seesNoMore(QStringLiteral("wrong checksum")));
        WITHIN(4);
    }

    void theStatusManagerIsPausedForAReason()
    {
        CAN(op().click(QStringLiteral("Components")));
        CAN(op().clickRow(QStringLiteral("StatusManager")));
        CAN(op().click(QStringLiteral("Pause component…")));
        CAN(op().clickField(QStringLiteral("Reason")));
        CAN(op().type(QStringLiteral("CHG-12 the disk is moved")));
        CAN(op().click(QStringLiteral("Pause 1 component")));
        CAN(wasDone("components pause"));
        CAN(op().sees(QStringLiteral("CHG-12 the disk is moved")));
        WITHIN(6);
        CAN(op().click(QStringLiteral("Start component")));
        CAN(wasDone("components start"));
        CAN(op().seesNoMore(QStringLiteral("CHG-12 the disk is moved")));
    }

    void aLastCopyIsGivenToAnotherDpBeforeItGoes()
    {
        CAN(op().click(QStringLiteral("Distribution points")));
        CAN(op().clickRow(QStringLiteral("old1")));
        CAN(op().press(Qt::Key_Delete));
        CAN(op().sees(QStringLiteral("Legacy 3, version 1")));
        CAN(op().click(QStringLiteral("Give them to another distribution point first")));
        CAN(op().sees(QStringLiteral("Legacy 3 SMP00005")));
        CAN(op().clickRow(QStringLiteral("leipzig1")));
        CAN(op().press(Qt::Key_Space));
        CAN(op().click(QStringLiteral("Distribute")));
        CAN(wasDone("distribute"));
        CAN(op().sees(QStringLiteral("They are on their way")));
        WITHIN(7);
        CAN(op().press(Qt::Key_Escape)); // the removal waits until they are there
    }

    void removeAllStaleDpsOneOfThemWithALastCopy()
    {
        CAN(op().click(QStringLiteral("Distribution points")));
        CAN(op().press(QKeySequence::Find));
        CAN(op().type(QStringLiteral("is:stale\n")));
        CAN(op().seesNoMore(QStringLiteral("rostock1")));
        CAN(op().press(Qt::Key_Down)); // into the list
        CAN(op().press(QKeySequence::SelectAll));
        CAN(op().press(Qt::Key_Delete));
        CAN(op().sees(QStringLiteral("Legacy 3, version 1"))); // whose last copy goes
        CAN(op().clickField(QStringLiteral("The name of what goes: old1")));
        CAN(op().type(QStringLiteral("old1")));
        CAN(op().click(QStringLiteral("Remove 2")));
        CAN(wasDone("dp remove"));
        WITHIN(9);
    }

    void putADpIntoMaintenance()
    {
        CAN(op().click(QStringLiteral("Distribution points")));
        CAN(op().clickRow(QStringLiteral("rostock1")));
        CAN(op().click(QStringLiteral("Hold")));
        CAN(wasDone("hold"));
        CAN(op().sees(QStringLiteral("held")));
        WITHIN(3);
    }

    void undoAMistake()
    {
        CAN(op().click(QStringLiteral("Distribution points")));
        CAN(op().clickRow(QStringLiteral("berlin1")));
        CAN(op().click(QStringLiteral("Hold")));
        CAN(wasDone("hold"));
        op().begin();
        CAN(op().click(QStringLiteral("Undo")));
        CAN(wasDone("release"));
        WITHIN(1);
    }

    void aPackageFromAFolderForAGroup()
    {
        QDir().mkpath(m_site->path("tools"));
        QFile file(m_site->path("tools/tool.exe"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("a tool") == 6);
        file.close();
        CAN(op().click(QStringLiteral("Site")));
        CAN(op().click(QStringLiteral("Add a package")));
        CAN(op().sees(QStringLiteral("Take a snapshot")));
        CAN(op().type(m_site->path("tools") + QStringLiteral("\t")));
        CAN(op().clickField(QStringLiteral("Name")));
        CAN(op().type(QStringLiteral("Tools 1\n")));
        CAN(op().sees(QStringLiteral("Tools 1 is package SMP00006")));
        CAN(op().click(QStringLiteral("Site")));
        CAN(op().click(QStringLiteral("Distribute…")));
        CAN(op().clickRow(QStringLiteral("Tools 1")));
        CAN(op().press(Qt::Key_Space));
        CAN(op().clickRow(QStringLiteral("south")));
        CAN(op().press(Qt::Key_Space));
        CAN(op().click(QStringLiteral("Distribute")));
        QTRY_COMPARE(m_site->statesOf(PackageId("SMP00006")).size(), std::size_t(3));
        WITHIN(12);
    }

    void takeAProblemAsKnownUntilTomorrow()
    {
        CAN(op().click(QStringLiteral("Problems")));
        CAN(op().clickRow(QStringLiteral("munich1")));
        CAN(op().click(QStringLiteral("Acknowledge")));
        CAN(op().clickField(QStringLiteral("For")));
        CAN(op().type(QStringLiteral("1d\n")));
        CAN(wasDone("problems ack"));
        WITHIN(7);
    }

    void sendPackagesToASiteOnceMore()
    {
        CAN(op().click(QStringLiteral("Sites")));
        CAN(op().clickRow(QStringLiteral("Dresden")));
        CAN(op().click(QStringLiteral("Send again")));
        CAN(op().sees(QStringLiteral("packages again?")));
        CAN(op().click(QStringLiteral("packages again")));
        CAN(wasDone("resend"));
        CAN(op().sees(QStringLiteral("packages are sent once more, whole.")));
        WITHIN(4);
    }

    void removeASiteWithItsDuties()
    {
        CAN(op().click(QStringLiteral("Sites")));
        CAN(op().clickRow(QStringLiteral("Bremen")));
        CAN(op().press(Qt::Key_Delete));
        CAN(op().sees(QStringLiteral("not followed up any more")));
        CAN(op().click(QStringLiteral("Remove 1 site")));
        CAN(wasDone("address remove"));
        CAN(op().seesNoMore(QStringLiteral("Bremen")));
        WITHIN(4);
    }

    void raiseTheRateOfADp()
    {
        CAN(op().click(QStringLiteral("Distribution points")));
        CAN(op().clickRow(QStringLiteral("leipzig1")));
        CAN(op().click(QStringLiteral("Site")));
        CAN(op().click(QStringLiteral("Settings")));
        CAN(op().sees(QStringLiteral("524288")));
        CAN(op().clickField(QStringLiteral("rate")));
        CAN(op().press(QKeySequence::SelectAll));
        CAN(op().type(QStringLiteral("2M\n")));
        QTRY_COMPARE(m_site->settingOf("leipzig1", "rate"), std::string("2097152"));
        WITHIN(7);
    }

    void threeDpsFromAPastedTable()
    {
        QStringList lines;
        for (const char *each : {"hamburg1", "hamburg2", "hamburg3"}) {
            const QString folder = m_site->path(each);
            QDir().mkpath(folder);
            lines << QString::fromLatin1(each) + QLatin1Char('\t') + folder + QStringLiteral("\tnorth");
        }
        QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
        CAN(op().click(QStringLiteral("Site")));
        CAN(op().click(QStringLiteral("Add distribution points")));
        CAN(op().sees(QStringLiteral("Add and test")));
        CAN(op().press(QKeySequence::Paste));
        CAN(op().click(QStringLiteral("Add and test")));
        QTRY_VERIFY(hasDp("hamburg1") && hasDp("hamburg2") && hasDp("hamburg3"));
        WITHIN(4);
    }

    void backTheSiteUp()
    {
        const QString file = m_site->path("backup.db");
        CAN(op().click(QStringLiteral("Site")));
        CAN(op().click(QStringLiteral("Back up the site")));
        CAN(op().sees(QStringLiteral("Look in")));
        CAN(op().type(file));
        CAN(op().press(Qt::Key_Return));
        QTRY_VERIFY(QFile::exists(file));
        CAN(op().sees(QStringLiteral("The site is backed up in")));
        WITHIN(4);
    }

    void compareAPackageAtOneDpWithTheLibrary()
    {
        const QString there = m_site->path("sample/dps/berlin1/SMP00002");
        QVERIFY2(QDir(there).exists(), qPrintable(there));
        QFile file(there + QStringLiteral("/") + QDir(there).entryList({QStringLiteral("*.bin")}, QDir::Files).front());
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Append) && file.write("x") == 1);
        file.close();
        CAN(op().click(QStringLiteral("Distributions")));
        CAN(op().press(QKeySequence::Find));
        CAN(op().type(QStringLiteral("dp:berlin1 package:SMP00002\n")));
        CAN(op().clickRow(QStringLiteral("Reader 11")));
        CAN(op().click(QStringLiteral("Distribution")));
        CAN(op().click(QStringLiteral("Compare with the library")));
        CAN(op().sees(QStringLiteral("1 difference")));
        QTRY_COMPARE(m_site->statesOf(TaskSite::reader).at("berlin1"), State::Damaged);
        WITHIN(6);
    }

    void takeAPackageAwayFromOneDp()
    {
        CAN(op().click(QStringLiteral("Distributions")));
        CAN(op().press(QKeySequence::Find));
        CAN(op().type(QStringLiteral("dp:rostock1 package:SMP00002\n")));
        CAN(op().clickRow(QStringLiteral("Reader 11")));
        CAN(op().press(Qt::Key_Delete));
        CAN(op().click(QStringLiteral("Take 1 distribution away")));
        QTRY_COMPARE(m_site->statesOf(TaskSite::reader).at("rostock1"), State::Removing);
        WITHIN(6);
    }

    void rollAVersionBack()
    {
        CAN(op().click(QStringLiteral("Packages")));
        CAN(op().clickRow(QStringLiteral("Fonts 2026")));
        CAN(op().press(QKeySequence(Qt::CTRL | Qt::Key_K)));
        CAN(op().type(QStringLiteral("Roll back")));
        CAN(op().sees(QStringLiteral("Roll back…")));
        CAN(op().press(Qt::Key_Return));
        CAN(op().sees(QStringLiteral("A new version is made with this content")));
        CAN(op().press(Qt::Key_Return));
        CAN(wasDone("package rollback"));
        WITHIN(6);
    }

    void saveAFilterAndComeBackToIt()
    {
        CAN(op().click(QStringLiteral("Distributions")));
        CAN(op().press(QKeySequence::Find));
        CAN(op().type(QStringLiteral("state:blocked dp:munich1\n")));
        CAN(op().click(QStringLiteral("Save filter")));
        CAN(op().type(QStringLiteral("Munich stands still\n")));
        op().begin();
        CAN(op().click(QStringLiteral("Packages")));
        CAN(op().click(QStringLiteral("Munich stands still")));
        CAN(op().sees(QStringLiteral("dp: munich1")));
        WITHIN(2);
    }

    void stopTheEngineAndStartItAgain()
    {
        CAN(op().click(QStringLiteral("Start the engine here")));
        CAN(op().seesNoMore(QStringLiteral("No engine works this site")));
        CAN(op().click(QStringLiteral("Site")));
        CAN(op().click(QStringLiteral("Stop the engine")));
        CAN(op().sees(QStringLiteral("No engine works this site")));
        WITHIN(3);
    }
};

QTEST_MAIN(TestActingTasks)
#include "tst_actingtasks.moc"
