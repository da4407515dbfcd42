// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/engine/queries.h"
#include "core/io/posixfilesystem.h"
#include "ui/dialogs/groups.h"
#include "ui/dialogs/sheets.h"
#include "ui/look/style.h"

using namespace cartage;
using namespace cartage::ui;

/// A site is filled by the sheets alone, in the order of the tests.
class TestSheets : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 20000;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files = io::makePosixFileSystem();
    QTemporaryDir m_folder;
    std::unique_ptr<engine::Session> m_session;
    std::unique_ptr<QWidget> m_window;

    [[nodiscard]] static QPushButton *act(const QDialog *sheet) { return sheet->findChild<QPushButton *>(QStringLiteral("act")); }
    [[nodiscard]] static QString wrong(const QDialog *sheet) { return sheet->findChild<QLabel *>(QStringLiteral("wrong"))->text(); }
    [[nodiscard]] static QString hint(const QDialog *sheet) { return sheet->findChild<QLabel *>(QStringLiteral("hint"))->text(); }
    [[nodiscard]] engine::PackageView package()
    {
        const auto asked = m_session->ask<std::vector<engine::PackageView>>([](engine::Session::Desk &desk) -> Result<std::vector<engine::PackageView>> {
            const auto site = desk.site();
            return site ? engine::packageViews(**site) : failure(site.error());
        });
        if (!QTest::qWaitFor([&] { return asked.isFinished(); }, patience) || !asked.result() || asked.result()->empty())
            qFatal("no package");
        return asked.result()->front();
    }
    [[nodiscard]] QString made(const char *name) const
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QDir().mkpath(path);
        return path;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style(Style::Scheme::Light));
        const engine::Environment environment{*m_files, m_clock, m_random, engine::thisProcess(), "anna", "test", engine::processLives};
        const std::string folder = m_folder.filePath(QStringLiteral("site")).toStdString();
        QVERIFY(engine::Site::create(environment, folder, {SiteCode("CEN"), "Centre", std::nullopt, {}}));
        m_session = std::make_unique<engine::Session>(environment, folder);
        m_window = std::make_unique<QWidget>();
        m_window->show();
    }

    void cleanupTestCase()
    {
        m_window.reset();
        m_session.reset();
    }

    void aFolderBecomesAPackage()
    {
        QFile file(made("source") + QStringLiteral("/setup.bin"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        QPointer<SessionSheet> sheet = new AddPackageSheet(*m_session, m_window.get());
        QSignalSpy done(sheet, &SessionSheet::done);
        QVERIFY(!act(sheet)->isEnabled());
        sheet->findChild<QLineEdit *>(QStringLiteral("source"))->setText(made("source"));
        QVERIFY(!act(sheet)->isEnabled());
        sheet->findChild<QLineEdit *>(QStringLiteral("name"))->setText(QStringLiteral("Setup"));
        // What it will need is said before anything is read.
        QTRY_VERIFY2_WITH_TIMEOUT(hint(sheet).contains(QStringLiteral("1 files")) && hint(sheet).contains(QStringLiteral("room")), qPrintable(hint(sheet)), patience);
        act(sheet)->click();
        QVERIFY(done.wait(patience));
        QVERIFY2(done[0][0].toString().contains(QStringLiteral("1 files")), qPrintable(done[0][0].toString()));
        QTRY_VERIFY(!sheet);
    }

    void aNameInUseIsSaidInTheSheet()
    {
        QPointer<SessionSheet> sheet = new AddPackageSheet(*m_session, m_window.get());
        sheet->findChild<QLineEdit *>(QStringLiteral("source"))->setText(made("source"));
        sheet->findChild<QLineEdit *>(QStringLiteral("name"))->setText(QStringLiteral("setup"));
        act(sheet)->click();
        QTRY_VERIFY_WITH_TIMEOUT(!wrong(sheet).isEmpty(), patience);
        QVERIFY(act(sheet)->isEnabled());
        delete sheet;
    }

    void aPastedTableIsReadLineByLine()
    {
        const auto lines = AddDpsSheet::linesOf(QStringLiteral("berlin\t/mnt/b 1\tnorth\tbig\n\nkiel /mnt/k\nx;;\n-y;/z"));
        QCOMPARE(lines.size(), std::size_t(4));
        QCOMPARE(lines[0].wish.path, std::string("/mnt/b 1"));
        QCOMPARE(lines[0].wish.groups, (std::vector<std::string>{"north", "big"}));
        QCOMPARE(lines[1].wish.name, std::string("kiel"));
        QVERIFY(lines[0].wrong.isEmpty() && lines[1].wrong.isEmpty());
        QVERIFY(!lines[2].wrong.isEmpty() && !lines[3].wrong.isEmpty());
    }

    void whatCannotBeAddedStaysInTheSheet()
    {
        QPointer<SessionSheet> sheet = new AddDpsSheet(*m_session, m_window.get());
        auto *table = sheet->findChild<QPlainTextEdit *>(QStringLiteral("table"));
        const QString missing = QStringLiteral("gone; ") + m_folder.filePath(QStringLiteral("gone"));
        table->setPlainText(QStringLiteral("berlin\t%1\n%2").arg(made("berlin"), missing));
        act(sheet)->click();
        QTRY_COMPARE_WITH_TIMEOUT(table->toPlainText(), missing, patience);
        QVERIFY(!wrong(sheet).isEmpty());
        delete sheet;
    }

    void distributionsAreMadeByPlan()
    {
        QPointer<SessionSheet> sheet = new DistributeSheet(*m_session, {}, m_window.get());
        QSignalSpy done(sheet, &SessionSheet::done);
        auto *packages = sheet->findChild<QListWidget *>(QStringLiteral("packages"));
        auto *dps = sheet->findChild<QListWidget *>(QStringLiteral("dps"));
        QTRY_COMPARE_WITH_TIMEOUT(dps->count(), 1, patience);
        QVERIFY(!act(sheet)->isEnabled());
        packages->item(0)->setCheckState(Qt::Checked);
        dps->item(0)->setCheckState(Qt::Checked);
        QTRY_VERIFY_WITH_TIMEOUT(act(sheet)->isEnabled(), patience);
        act(sheet)->click();
        QVERIFY(done.wait(patience));
        QVERIFY2(done[0][0].toString().startsWith(QLatin1Char('1')), qPrintable(done[0][0].toString()));
    }

    void aGroupIsMadeOfDistributionPoints()
    {
        QPointer<SessionSheet> sheet = new GroupsSheet(*m_session, m_window.get());
        QSignalSpy done(sheet, &SessionSheet::done);
        auto *dps = sheet->findChild<QListWidget *>(QStringLiteral("dps"));
        auto *group = sheet->findChild<QComboBox *>(QStringLiteral("group"));
        QTRY_COMPARE_WITH_TIMEOUT(dps->count(), 1, patience);
        group->setEditText(QStringLiteral("no name"));
        QVERIFY(!wrong(sheet).isEmpty());
        group->setEditText(QStringLiteral("north"));
        QVERIFY(wrong(sheet).isEmpty());
        QVERIFY(!act(sheet)->isEnabled()); // nothing changes yet
        dps->item(0)->setCheckState(Qt::Checked);
        QTRY_VERIFY_WITH_TIMEOUT(act(sheet)->isEnabled(), patience);
        act(sheet)->click();
        QVERIFY(done.wait(patience));
        sheet = new GroupsSheet(*m_session, m_window.get());
        dps = sheet->findChild<QListWidget *>(QStringLiteral("dps"));
        QTRY_VERIFY_WITH_TIMEOUT(dps->count() == 1 && dps->item(0)->checkState() == Qt::Checked, patience);
        QCOMPARE(sheet->findChild<QComboBox *>(QStringLiteral("group"))->currentText(), QStringLiteral("north"));
        delete sheet;
    }

    void aDistributionPointLeavesAGroupAgain()
    {
        QPointer<SessionSheet> sheet = new GroupsSheet(*m_session, m_window.get());
        QSignalSpy done(sheet, &SessionSheet::done);
        auto *dps = sheet->findChild<QListWidget *>(QStringLiteral("dps"));
        QTRY_VERIFY_WITH_TIMEOUT(dps->count() == 1 && dps->item(0)->checkState() == Qt::Checked, patience);
        dps->item(0)->setCheckState(Qt::Unchecked);
        QTRY_VERIFY_WITH_TIMEOUT(act(sheet)->isEnabled(), patience);
        act(sheet)->click();
        QVERIFY(done.wait(patience));
        QTRY_VERIFY(!sheet);
    }

    void whereThereIsOneVersionNothingIsRolledBack()
    {
        QPointer<SessionSheet> sheet = new RollbackSheet(*m_session, package().package.id, m_window.get());
        QTRY_VERIFY2_WITH_TIMEOUT(hint(sheet).contains(QStringLiteral("no older version")), qPrintable(hint(sheet)), patience);
        QVERIFY(!act(sheet)->isEnabled());
        delete sheet;
    }

    void anOlderVersionBecomesTheNewOne()
    {
        QFile file(made("source") + QStringLiteral("/setup.bin"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(7000, 'y'));
        file.close();
        const PackageId id = package().package.id;
        const auto updated = m_session->actLong<engine::SnapshotReport>(QStringLiteral("a long action"), [id](engine::Session::Desk &desk) -> Result<engine::SnapshotReport> {
            const auto site = desk.site();
            engine::Intent intent;
            intent.command = "package update";
            return site ? engine::updatePackage(**site, {id, std::nullopt, true}, intent, desk.stop(), {}) : failure(site.error());
        });
        QTRY_VERIFY_WITH_TIMEOUT(updated.isFinished(), patience);
        QVERIFY(updated.result() && updated.result()->version == 2);
        QPointer<SessionSheet> sheet = new RollbackSheet(*m_session, id, m_window.get());
        QSignalSpy done(sheet, &SessionSheet::done);
        auto *versions = sheet->findChild<QComboBox *>(QStringLiteral("versions"));
        QTRY_COMPARE_WITH_TIMEOUT(versions->count(), 1, patience); // the newest is no choice
        QCOMPARE(versions->currentData().toInt(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(act(sheet)->isEnabled(), patience);
        QVERIFY2(hint(sheet).contains(QStringLiteral("1 distribution")), qPrintable(hint(sheet))); // the plan is said first
        act(sheet)->click();
        QVERIFY(done.wait(patience));
        QCOMPARE(package().package.versions.size(), std::size_t(3));
        const auto &all = package().package.versions;
        const auto version = [&all](int number) { return std::find_if(all.begin(), all.end(), [number](const PackageVersion &each) { return each.version == number; }); };
        QVERIFY(version(3) != all.end() && version(1) != all.end());
        QCOMPARE(version(3)->manifest, version(1)->manifest);
    }

    void onlyWhatWasChangedIsSet()
    {
        QPointer<SessionSheet> sheet = new SettingsSheet(*m_session, {"berlin", PackageId()}, m_window.get());
        QSignalSpy done(sheet, &SessionSheet::done);
        auto *limit = sheet->findChild<QLineEdit *>(QStringLiteral("limit"));
        QTRY_VERIFY_WITH_TIMEOUT(limit->isEnabled(), patience);
        QVERIFY(!act(sheet)->isEnabled());
        sheet->findChild<QLineEdit *>(QStringLiteral("window"))->setText(QStringLiteral("now and then"));
        QVERIFY(!act(sheet)->isEnabled());
        QVERIFY(!wrong(sheet).isEmpty());
        sheet->findChild<QLineEdit *>(QStringLiteral("window"))->setText(QStringLiteral("Mo-Fr 19:00-06:00"));
        QVERIFY(act(sheet)->isEnabled());
        act(sheet)->click();
        QVERIFY(done.wait(patience));
        QCOMPARE(done[0][0].toString().left(1), QStringLiteral("1"));
    }
};

QTEST_MAIN(TestSheets)
#include "tst_sheets.moc"
