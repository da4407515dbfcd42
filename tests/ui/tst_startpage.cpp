// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractButton>
#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/io/posixfilesystem.h"
#include "ui/dialogs/sitesheets.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/memory.h"
#include "ui/shell/startpage.h"
#include "ui/widgets/banner.h"

using namespace cartage;
using namespace cartage::ui;

/// The first start: a sample, a new site, and what is remembered of both.
class TestStartPage : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 30000;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;

    [[nodiscard]] QString memory() const { return m_folder->filePath(QStringLiteral("console.ini")); }
    [[nodiscard]] engine::Environment environment()
    {
        return {*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives};
    }
    void start()
    {
        m_window.reset();
        m_window = std::make_unique<MainWindow>(environment(), memory());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    [[nodiscard]] QAction *action(const char *name) const { return m_window->findChild<QAction *>(QString::fromLatin1(name)); }
    [[nodiscard]] StartPage *page() const { return m_window->findChild<StartPage *>(); }
    /// Of the sites that were open before, by their accessible names.
    [[nodiscard]] QAbstractButton *siteRow(const QString &code) const
    {
        for (QAbstractButton *each : page()->findChildren<QAbstractButton *>()) {
            if (each->isVisible() && each->accessibleName().startsWith(QStringLiteral("Site ") + code))
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] CreateSiteSheet *createSheet()
    {
        action("create")->trigger();
        return m_window->findChild<CreateSiteSheet *>();
    }
    static void fill(QDialog *sheet, const QString &code, const QString &name, const QString &folder)
    {
        QTest::keyClicks(sheet->findChild<QLineEdit *>(QStringLiteral("code")), code);
        sheet->findChild<QLineEdit *>(QStringLiteral("name"))->setText(name);
        auto *field = sheet->findChild<QLineEdit *>(QStringLiteral("folder"));
        field->selectAll();
        QTest::keyClicks(field, folder); // typed: the code no longer names it
    }
    [[nodiscard]] static QPushButton *act(const QDialog *sheet) { return sheet->findChild<QPushButton *>(QStringLiteral("act")); }
    void createSite(const QString &code, bool engineHere)
    {
        CreateSiteSheet *sheet = createSheet();
        fill(sheet, code, QStringLiteral("Centre"), m_folder->filePath(code));
        sheet->findChild<QCheckBox *>(QStringLiteral("engineHere"))->setChecked(engineHere);
        act(sheet)->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->currentView(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().contains(code), patience);
    }

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new Style(Style::Scheme::Light)); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        start();
    }

    void cleanup() { m_window.reset(); }

    void threeWaysAreOfferedAndTheFirstIsMarked()
    {
        const auto rows = page()->findChildren<QAbstractButton *>();
        QStringList names;
        for (const QAbstractButton *row : rows) {
            if (row->isVisible())
                names << row->text();
        }
        QCOMPARE(names, (QStringList{QStringLiteral("Try the sample site"), QStringLiteral("Create a site"), QStringLiteral("Open a site")}));
        QVERIFY(rows.front()->hasFocus());
        QTest::keyClick(rows.front(), Qt::Key_Down);
        QVERIFY(rows[1]->hasFocus());
    }

    void aSiteIsCreatedAndShown()
    {
        CreateSiteSheet *sheet = createSheet();
        QVERIFY(!act(sheet)->isEnabled());
        fill(sheet, QStringLiteral("ce"), QStringLiteral("Centre"), m_folder->filePath(QStringLiteral("cen")));
        QVERIFY(!act(sheet)->isEnabled()); // a code has three characters
        QTest::keyClicks(sheet->findChild<QLineEdit *>(QStringLiteral("code")), QStringLiteral("n"));
        QCOMPARE(sheet->findChild<QLineEdit *>(QStringLiteral("code"))->text(), QStringLiteral("CEN"));
        act(sheet)->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().contains(QStringLiteral("CEN")), patience);
        // The engine was asked for here.
        QTRY_COMPARE_WITH_TIMEOUT(action("engine-here")->text(), QStringLiteral("Stop the &engine"), patience);
    }

    void aFolderThatIsNotEmptyIsRefusedAndLeftAsItWas()
    {
        const QString folder = m_folder->filePath(QStringLiteral("full"));
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + QStringLiteral("/mine"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        CreateSiteSheet *sheet = createSheet();
        fill(sheet, QStringLiteral("CEN"), QStringLiteral("Centre"), folder);
        act(sheet)->click();
        const auto *wrong = sheet->findChild<QLabel *>(QStringLiteral("wrong"));
        QTRY_VERIFY_WITH_TIMEOUT(!wrong->text().isEmpty(), patience);
        QVERIFY(act(sheet)->isEnabled());
        QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList{QStringLiteral("mine")});
        QVERIFY(!m_window->currentView());
    }

    void aSiteIsRememberedAndOpenedAgain()
    {
        createSite(QStringLiteral("CEN"), false);
        action("view-packages")->trigger();
        m_window->close();
        start();
        QTRY_VERIFY_WITH_TIMEOUT(siteRow(QStringLiteral("CEN")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(siteRow(QStringLiteral("CEN"))->accessibleDescription().contains(QStringLiteral("no engine")), patience);
        siteRow(QStringLiteral("CEN"))->click();
        QVERIFY(m_window->currentView());
        QCOMPARE(m_window->currentView()->key(), QStringLiteral("packages")); // where one was
        QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().contains(QStringLiteral("CEN")), patience);
        QCOMPARE(action("engine-here")->text(), QStringLiteral("Start the &engine here")); // it was not asked for
    }

    void aSiteThatIsGoneIsSaidAndCanBeTakenOut()
    {
        createSite(QStringLiteral("LAB"), false);
        action("close")->trigger();
        QTRY_VERIFY(QDir(m_folder->filePath(QStringLiteral("LAB"))).removeRecursively());
        start();
        QTRY_VERIFY_WITH_TIMEOUT(siteRow(QStringLiteral("LAB")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(siteRow(QStringLiteral("LAB"))->accessibleDescription().contains(QStringLiteral("not there")), patience);
        QTest::keyClick(siteRow(QStringLiteral("LAB")), Qt::Key_Delete);
        QTRY_VERIFY(!siteRow(QStringLiteral("LAB")));
        QVERIFY(Memory(memory()).sites().isEmpty());
    }

    void theSampleIsMadeWorkedAndRemovedInOneGo()
    {
        const QString folder = m_folder->filePath(QStringLiteral("new/folders/sample"));
        m_window->openSample(folder);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->currentView(), patience);
        const auto *banner = m_window->findChild<Banner *>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible() && action("sample-remove")->isVisible(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(action("engine-here")->text(), QStringLiteral("Stop the &engine"), patience);
        const auto buttons = banner->findChildren<QPushButton *>();
        const auto remove = std::find_if(buttons.begin(), buttons.end(), [](const QPushButton *each) { return each->isVisible() && each->text().contains(QStringLiteral("Remove")); });
        QVERIFY(remove != buttons.end());
        (*remove)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!m_window->currentView() && m_window->isEnabled(), patience);
        QVERIFY(!QDir(folder).exists());
        QVERIFY(QDir(m_folder->filePath(QStringLiteral("new/folders"))).exists());
        QVERIFY(!siteRow(QStringLiteral("SMP")));
    }

    void aBackupBecomesASiteAgain()
    {
        createSite(QStringLiteral("CEN"), false);
        const QString file = m_folder->filePath(QStringLiteral("cen.backup")), fresh = m_folder->filePath(QStringLiteral("fresh"));
        {
            const auto site = engine::Site::open(environment(), m_folder->filePath(QStringLiteral("CEN")).toStdString());
            QVERIFY(site);
            engine::Intent intent;
            intent.command = "site backup";
            QVERIFY(engine::backupSite(**site, file.toStdString(), intent));
        }
        action("restore")->trigger();
        auto *sheet = m_window->findChild<RestoreSheet *>();
        auto *fileField = sheet->findChild<QLineEdit *>(QStringLiteral("file"));
        const auto *wrong = sheet->findChild<QLabel *>(QStringLiteral("wrong"));
        fileField->setText(m_folder->filePath(QStringLiteral("nothing")));
        QTRY_VERIFY_WITH_TIMEOUT(!wrong->text().isEmpty(), patience);
        QVERIFY(!act(sheet)->isEnabled());
        fileField->setText(file);
        sheet->findChild<QLineEdit *>(QStringLiteral("folder"))->setText(fresh);
        QTRY_VERIFY_WITH_TIMEOUT(act(sheet)->isEnabled(), patience);
        act(sheet)->click();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(fresh + QStringLiteral("/site.db")), patience);
        QTRY_COMPARE_WITH_TIMEOUT(Memory(memory()).sites().size(), 2, patience); // it is open
    }

    void theOpenSiteGoesBackToItsBackup()
    {
        createSite(QStringLiteral("CEN"), false);
        const std::string folder = m_folder->filePath(QStringLiteral("CEN")).toStdString();
        const QString file = m_folder->filePath(QStringLiteral("cen.backup"));
        {
            const auto site = engine::Site::open(environment(), folder);
            engine::Intent intent;
            intent.command = "site backup";
            QVERIFY(engine::backupSite(**site, file.toStdString(), intent));
        }
        action("restore")->trigger();
        QPointer<RestoreSheet> sheet = m_window->findChild<RestoreSheet *>();
        sheet->findChild<QLineEdit *>(QStringLiteral("file"))->setText(file);
        QTRY_VERIFY_WITH_TIMEOUT(act(sheet)->isEnabled(), patience);
        act(sheet)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!sheet, patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->currentView() && m_window->windowTitle().contains(QStringLiteral("CEN")), patience);
        const auto site = engine::Site::open(environment(), folder);
        QVERIFY(site);
        QVERIFY((*site)->row().epoch > 1);
    }

    void whatIsNoSampleCannotBeRemoved()
    {
        createSite(QStringLiteral("CEN"), false);
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<Banner *>()->isVisible(), patience); // it has answered: no engine
        QVERIFY(!action("sample-remove")->isVisible());
        action("sample-remove")->trigger();
        QVERIFY(m_window->isEnabled());
        QVERIFY(QFile::exists(m_folder->filePath(QStringLiteral("CEN/site.db"))));
    }
};

QTEST_MAIN(TestStartPage)
#include "tst_startpage.moc"
