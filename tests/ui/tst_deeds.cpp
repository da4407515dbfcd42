// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>

#include "tests/ui/deedsite.h"
#include "ui/actions/actions.h"
#include "ui/actions/previewpane.h"
#include "ui/dialogs/acknowledge.h"
#include "ui/look/style.h"

using namespace cartage;
using namespace cartage::ui;
using namespace cartage::test;

/// Every action of the console, on everything that it can be done to, beside the command line that says the same.
class TestDeeds : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<DeedSite> m_site;
    std::unique_ptr<engine::Session> m_session;
    std::unique_ptr<QWidget> m_window;
    std::unique_ptr<Actions> m_actions;
    static constexpr int patience = 20'000;

    void openConsole()
    {
        m_session = std::make_unique<engine::Session>(m_site->environment(), m_site->folder());
        m_window = std::make_unique<QWidget>();
        m_window->show();
        m_actions = std::make_unique<Actions>(m_window.get());
        m_actions->setSession(m_session.get());
    }
    void closeConsole()
    {
        m_actions.reset();
        m_window.reset();
        m_session.reset();
    }
    [[nodiscard]] Subject row(const std::string &dp) const
    {
        Subject subject;
        subject.kind = Subject::Kind::Distribution;
        subject.package = m_site->package();
        subject.dp = dp;
        return subject;
    }
    [[nodiscard]] static Subject ofDp(const std::string &name)
    {
        Subject subject;
        subject.kind = Subject::Kind::Dp;
        subject.dp = name;
        return subject;
    }
    [[nodiscard]] static Subject ofPackage(const PackageId &id)
    {
        Subject subject;
        subject.kind = Subject::Kind::Package;
        subject.package = id;
        return subject;
    }
    [[nodiscard]] Subject quarantined() const
    {
        Subject subject;
        subject.kind = Subject::Kind::Quarantined;
        subject.record = m_site->quarantined();
        return subject;
    }
    [[nodiscard]] static Subject component(const std::string &name)
    {
        Subject subject;
        subject.kind = Subject::Kind::Component;
        subject.component = name;
        return subject;
    }
    [[nodiscard]] static Subject ofSite(const std::string &code)
    {
        Subject subject;
        subject.kind = Subject::Kind::Site;
        subject.site = code;
        subject.problem = "child";
        return subject;
    }
    [[nodiscard]] Subject ofProblem(Code code, const std::string &dp) const
    {
        Subject subject;
        subject.kind = Subject::Kind::Problem;
        subject.code = code;
        subject.dp = dp;
        for (const std::string &key : m_site->problems()) {
            if (key.find(name(code)) != std::string::npos)
                subject.problem = key;
        }
        return subject;
    }
    [[nodiscard]] Subject allRows() const
    {
        Subject subject;
        subject.kind = Subject::Kind::Rows;
        subject.rows = std::make_shared<const std::vector<engine::RowId>>(m_site->rows());
        return subject;
    }
    /// Fires the action and confirms whatever it asks; gives the command line that it offered.
    QString fire(const QString &key)
    {
        QSignalSpy copied(m_actions.get(), &Actions::copied), done(m_actions.get(), &Actions::done);
        m_actions->copyCommands(key);
        if (copied.isEmpty() && !copied.wait(patience))
            qFatal("no command for %s", qPrintable(key));
        const QString commands = QGuiApplication::clipboard()->text();
        m_actions->action(key)->trigger();
        if (auto *sheet = m_window->findChild<AcknowledgeSheet *>(); sheet && key == QStringLiteral("acknowledge"))
            sheet->findChild<QPushButton *>(QStringLiteral("act"))->click();
        if (m_actions->isPreviewing()) {
            PreviewPane *pane = m_actions->previewPane();
            if (!QTest::qWaitFor([&] { return !pane->isBusy() || !m_actions->isPreviewing(); }, patience))
                qFatal("no plan for %s", qPrintable(key));
            if (!m_actions->isPreviewing())
                return commands; // refused, and said so
            confirm(*pane);
            if (m_actions->isPreviewing()) {
                m_actions->leavePreview(); // there is nothing to do
                return commands;
            }
        }
        const int said = m_session->underWay().isEmpty() ? 1 : 2; // what takes long also says that it began
        if (!QTest::qWaitFor([&] { return done.size() >= said; }, patience))
            qFatal("%s says nothing", qPrintable(key));
        return commands;
    }
    [[nodiscard]] static QString deedCommand(const QString &key)
    {
        for (const Deed &each : allDeeds()) {
            if (each.key == key)
                return QStringLiteral("cartage %1 ").arg(QString::fromStdString(each.command));
        }
        return {};
    }
    static void confirm(PreviewPane &pane)
    {
        auto *typed = pane.findChild<QLineEdit *>(QStringLiteral("typed"));
        if (typed->isVisibleTo(&pane))
            typed->setText(typed->accessibleName().section(QStringLiteral(": "), 1));
        pane.findChild<QPushButton *>(QStringLiteral("act"))->click();
    }
    /// The same beginning twice: by the console, and by its command lines.
    void compareWithCommandLine(const QString &key, const QList<QList<Subject>> &selections)
    {
        m_site->restore();
        openConsole();
        QStringList commands;
        for (const QList<Subject> &subjects : selections) {
            m_actions->setSubjects(subjects);
            QVERIFY2(m_actions->action(key)->isEnabled(), qPrintable(key));
            commands << fire(key);
        }
        closeConsole();
        const QStringList byConsole = m_site->facts(), doneByConsole = m_site->done();
        m_site->restore();
        const QStringList before = m_site->facts();
        m_site->runCommands(commands.join(QLatin1Char('\n')));
        const QStringList byCommands = m_site->facts(), doneByCommands = m_site->done();
        for (qsizetype at = 0; at < std::max(byConsole.size(), byCommands.size()); ++at)
            QCOMPARE(byConsole.value(at), byCommands.value(at));
        QCOMPARE(doneByConsole, doneByCommands);
        static const QStringList changing{QStringLiteral("retry"), QStringLiteral("stop"), QStringLiteral("hold"), QStringLiteral("hold-because"), QStringLiteral("cancel"), QStringLiteral("force"),
                                          QStringLiteral("undistribute"), QStringLiteral("dp-remove"), QStringLiteral("dp-forget"), QStringLiteral("package-remove"), QStringLiteral("acknowledge"), QStringLiteral("quarantine-release"), QStringLiteral("quarantine-discard"), QStringLiteral("site-resend"), QStringLiteral("site-remove")};
        if (changing.contains(key) && selections.front().front().kind != Subject::Kind::Problem)
            QVERIFY2(byConsole != before, qPrintable(key));
        // What changed something is in the audit.
        if (byConsole != before && key != QStringLiteral("validate"))
            QVERIFY(!doneByConsole.isEmpty());
    }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style(Style::Scheme::Light));
        m_site = std::make_unique<DeedSite>();
    }
    void cleanup() { closeConsole(); }

    void withoutASiteNothingCanBeDone()
    {
        QWidget window;
        Actions actions(&window);
        actions.setSubjects({row("waiting"), ofDp("spare")});
        for (const Deed &each : allDeeds())
            QVERIFY2(!actions.action(each.key)->isEnabled(), qPrintable(each.key));
        for (const QAction *each : actions.siteActions())
            QVERIFY2(!each->isEnabled(), qPrintable(each->objectName()));
        for (const char *key : {"copy", "remove", "package-rollback"})
            QVERIFY2(!actions.action(QString::fromLatin1(key))->isEnabled(), key);
    }

    void eachActionIsForItsOwnKind_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QList<int>>("of");
        using Of = Deed::Of;
        const auto add = [](const char *called, Subject::Kind kind, std::initializer_list<Of> of) {
            QList<int> all;
            for (const Of each : of)
                all << static_cast<int>(each);
            QTest::newRow(called) << static_cast<int>(kind) << all;
        };
        add("nothing", Subject::Kind::None, {});
        add("a row", Subject::Kind::Distribution, {Of::Distributions, Of::Pairs});
        add("many rows", Subject::Kind::Rows, {Of::Distributions, Of::Pairs});
        add("a distribution point", Subject::Kind::Dp, {Of::Distributions, Of::Dps});
        add("a package", Subject::Kind::Package, {Of::Distributions, Of::Packages});
        add("a problem", Subject::Kind::Problem, {Of::Distributions, Of::Problems});
        add("a message", Subject::Kind::Message, {});
        add("an action", Subject::Kind::Action, {});
        add("a client", Subject::Kind::Client, {});
        add("a thing in quarantine", Subject::Kind::Quarantined, {Of::Quarantined});
        add("a component", Subject::Kind::Component, {Of::Components});
        add("a site", Subject::Kind::Site, {Of::Sites});
    }
    void eachActionIsForItsOwnKind()
    {
        QFETCH(int, kind);
        QFETCH(QList<int>, of);
        m_site->restore();
        openConsole();
        Subject subject = allRows();
        subject.kind = static_cast<Subject::Kind>(kind);
        subject.package = m_site->package();
        subject.dp = "waiting";
        subject.code = Code::IoError;
        subject.problem = subject.kind == Subject::Kind::Site ? "child" : "io_error";
        if (subject.kind == Subject::Kind::Site)
            subject.site = "LEI";
        subject.component = "StatusManager";
        m_actions->setSubjects(subject.kind == Subject::Kind::None ? QList<Subject>() : QList<Subject>{subject});
        for (const Deed &each : allDeeds())
            QVERIFY2(m_actions->action(each.key)->isEnabled() == of.contains(static_cast<int>(each.of)), qPrintable(each.key));
        const bool removable = of.contains(static_cast<int>(Deed::Of::Dps)) || of.contains(static_cast<int>(Deed::Of::Packages)) || of.contains(static_cast<int>(Deed::Of::Pairs)) || of.contains(static_cast<int>(Deed::Of::Quarantined)) || of.contains(static_cast<int>(Deed::Of::Sites));
        QCOMPARE(m_actions->removeAction()->isEnabled(), removable);
        QCOMPARE(m_actions->action(QStringLiteral("copy"))->isEnabled(), !of.isEmpty());
        for (const QAction *each : m_actions->siteActions())
            QVERIFY(each->isEnabled());
    }

    void onARowInEachState_data()
    {
        QTest::addColumn<QString>("key");
        for (const Deed &each : allDeeds()) {
            if (each.of == Deed::Of::Distributions || each.of == Deed::Of::Pairs)
                QTest::newRow(qPrintable(each.key)) << each.key;
        }
    }
    void onARowInEachState()
    {
        QFETCH(QString, key);
        QList<QList<Subject>> selections;
        for (const State state : DeedSite::states())
            selections << QList<Subject>{row(std::string(name(state)))};
        compareWithCommandLine(key, selections);
    }

    void onWhatElseCanBeSelected_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("what");
        const auto add = [](const QString &key, const char *what) { QTest::newRow(qPrintable(key + QStringLiteral(": ") + QString::fromLatin1(what))) << key << QString::fromLatin1(what); };
        for (const Deed &each : allDeeds()) {
            const bool rows = each.of == Deed::Of::Distributions;
            if (rows || each.of == Deed::Of::Dps)
                add(each.key, "DPs");
            if (rows || each.of == Deed::Of::Packages)
                add(each.key, "package");
            if (rows || each.of == Deed::Of::Problems)
                add(each.key, "problem");
            if (each.of == Deed::Of::Quarantined)
                add(each.key, "quarantine");
            if (each.of == Deed::Of::Components)
                add(each.key, "component");
            if (each.of == Deed::Of::Sites)
                add(each.key, "site");
        }
    }
    void onWhatElseCanBeSelected()
    {
        QFETCH(QString, key);
        QFETCH(QString, what);
        m_site->restore();
        const Subject problem = ofProblem(Code::IoError, "failed");
        QVERIFY(!problem.problem.empty());
        QList<QList<Subject>> selections{what == QStringLiteral("DPs") ? QList<Subject>{ofDp("installed"), ofDp("failed")} : what == QStringLiteral("package") ? QList<Subject>{ofPackage(key == QStringLiteral("package-remove") ? m_site->other() : m_site->package())} : what == QStringLiteral("quarantine") ? QList<Subject>{quarantined()} : what == QStringLiteral("component") ? QList<Subject>{component("StatusManager")} : what == QStringLiteral("site") ? QList<Subject>{ofSite("LEI")} : QList<Subject>{problem}};
        if (key == QStringLiteral("unacknowledge"))
            return undoesAnAcknowledgement(problem);
        compareWithCommandLine(key, selections);
    }
    void undoesAnAcknowledgement(const Subject &problem)
    {
        openConsole();
        m_actions->setSubjects({problem});
        const QStringList before = m_site->facts();
        fire(QStringLiteral("acknowledge"));
        QVERIFY(m_site->facts() != before);
        fire(QStringLiteral("unacknowledge"));
        QCOMPARE(m_site->facts(), before);
    }

    /// In the command line each package is a line of its own, so the audit has more rows; the distributions are the same.
    void onAnyRowsAtOnce_data() { onARowInEachState_data(); }
    void onAnyRowsAtOnce()
    {
        QFETCH(QString, key);
        m_site->restore();
        openConsole();
        m_actions->setSubjects({allRows()});
        const QString commands = fire(key);
        closeConsole();
        const QStringList byConsole = m_site->facts();
        if (key != QStringLiteral("validate"))
            QVERIFY(m_site->done().size() <= 1);
        QCOMPARE(commands.split(QLatin1Char('\n')).size(), 2);
        m_site->restore();
        m_site->runCommands(commands);
        const QStringList byCommands = m_site->facts();
        for (qsizetype at = 0; at < byConsole.size(); ++at)
            QCOMPARE(byConsole[at], byCommands.value(at));
    }

    /// The scope is the whole filter: the command line says it by the filter's terms, and does the same to the same rows.
    void onTheWholeFilter_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("scope"); ///< as the command line has it; empty: it lists the rows
        const auto add = [](const char *key, const char *filter, const char *scope) { QTest::addRow("%s: %s", key, *filter ? filter : "everything") << QString::fromLatin1(key) << QString::fromLatin1(filter) << QString::fromLatin1(scope); };
        for (const char *key : {"retry", "stop", "hold", "hold-because", "release", "cancel", "redistribute", "force", "validate"})
            add(key, "state:failed state:blocked dp:*ed", "--dp blocked --dp damaged --dp failed --dp installed --dp paused --dp stopped --dp unverified --state blocked --state failed");
        add("retry", "", "--all");
        add("retry", "dp:failed", "--dp failed");
        add("retry", "code:io_error", "--code io_error");
        add("retry", "package:Other", "PACKAGE");
        add("stop", "package:O* state:retrying state:installed", "PACKAGES --state installed --state retrying");
        add("hold", "state:stopped state:failed", "--state failed --state stopped");
        add("hold", "dp:failed", "");   // a whole distribution point is more than its rows
        add("release", "", "");         // and everything is more than all rows
        add("retry", "not dp:failed", ""); // there are no words for these
        add("retry", "is:failing", "");
        add("stop", "other", "");
        add("undistribute", "state:installed state:failed", "");
    }
    void onTheWholeFilter()
    {
        QFETCH(QString, key);
        QFETCH(QString, filter);
        QFETCH(QString, scope);
        const auto parsed = parseFilter(ListKind::Distributions, filter.toStdString());
        QVERIFY(parsed);
        m_site->restore();
        openConsole();
        Subject all;
        all.kind = Subject::Kind::Rows;
        all.filter = *parsed;
        all.rows = std::make_shared<const std::vector<engine::RowId>>(m_site->rows(*parsed));
        QVERIFY(all.rows->size() > 1);
        m_actions->setSubjects({all});
        const QString commands = fire(key);
        closeConsole();
        const QString id = QString::fromStdString(m_site->package().value()), other = QString::fromStdString(m_site->other().value());
        const QString words = QString(deedCommand(key)).replace(0, 8, QStringLiteral("cartage --site %1 ").arg(QString::fromStdString(m_site->folder())));
        if (scope.isEmpty()) {
            QVERIFY2(commands.contains(id) || commands.contains(other), qPrintable(commands));
            QVERIFY2(!commands.contains(QStringLiteral("--state")) && !commands.contains(QStringLiteral("--all")), qPrintable(commands));
        } else if (scope.startsWith(QStringLiteral("PACKAGES"))) {
            QCOMPARE(commands.split(QLatin1Char('\n')).size(), 2);
            QVERIFY2(commands.contains(words + other + scope.mid(8)) && commands.contains(words + id + scope.mid(8)), qPrintable(commands));
        } else {
            QVERIFY2(commands.startsWith(words + QString(scope).replace(QStringLiteral("PACKAGE"), other)) && !commands.contains(QLatin1Char('\n')), qPrintable(commands));
        }
        const QStringList byConsole = m_site->facts();
        m_site->restore();
        m_site->runCommands(commands);
        const QStringList byCommands = m_site->facts();
        for (qsizetype at = 0; at < std::max(byConsole.size(), byCommands.size()); ++at)
            QCOMPARE(byConsole.value(at), byCommands.value(at));
    }

    void delTakesAwayWhateverIsSelected()
    {
        m_site->restore();
        openConsole();
        for (const QList<Subject> &subjects : {QList<Subject>{ofDp("spare")}, QList<Subject>{ofPackage(m_site->other())}, QList<Subject>{row("waiting")}}) {
            m_actions->setSubjects(subjects);
            m_actions->removeAction()->trigger();
            QVERIFY(m_actions->isPreviewing());
            m_actions->leavePreview();
        }
    }

    void whatWasDoneLastIsWhatIsCopied()
    {
        m_site->restore();
        openConsole();
        m_actions->setSubjects({row("waiting")});
        QSignalSpy copied(m_actions.get(), &Actions::copied), done(m_actions.get(), &Actions::done);
        m_actions->action(QStringLiteral("hold"))->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, patience);
        m_actions->action(QStringLiteral("copy"))->trigger();
        QCOMPARE(copied.size(), 1);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("cartage --site %1 hold %2 --dp waiting").arg(QString::fromStdString(m_site->folder()), QString::fromStdString(m_site->package().value())));
        Q_EMIT m_actions->copyMenu()->aboutToShow();
        int allowed = 0;
        for (const Deed &each : allDeeds())
            allowed += m_actions->action(each.key)->isEnabled() ? 1 : 0;
        QCOMPARE(m_actions->copyMenu()->actions().size(), allowed);
    }
};

QTEST_MAIN(TestDeeds)
#include "tst_deeds.moc"
