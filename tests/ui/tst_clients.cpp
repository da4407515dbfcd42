// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QItemSelectionModel>
#include <QTest>

#include "core/engine/componentviews.h"
#include "tests/unit/engine/operatorsite.h"
#include "tests/unit/engine/statusrows.h"
#include "ui/detail/detail.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"
#include "ui/text/inboxpace.h"
#include "ui/text/sentences.h"
#include "ui/text/statuswords.h"
#include "ui/views/clientsview.h"
#include "ui/views/quarantineview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/sidebar.h"

using namespace cartage;
using namespace cartage::ui;

/// Clients and quarantine as the console shows them.
class TestClients : public QObject
{
    Q_OBJECT

private:
    static constexpr int patience = 20'000, clients = 6000; ///< more than are read whole
    std::unique_ptr<test::OperatorSite> m_site;
    std::unique_ptr<MainWindow> m_window;
    engine::RowId m_noise = 0, m_text = 0;

    [[nodiscard]] ListPage *page() const { return qobject_cast<ListPage *>(m_window->currentView()); }
    [[nodiscard]] static QString cell(const ListPage *page, int row, const char *title)
    {
        for (int column = 0; column < page->model()->columnCount(); ++column) {
            if (page->model()->headerData(column, Qt::Horizontal).toString() == QString::fromLatin1(title))
                return page->model()->index(row, column).data().toString();
        }
        return QStringLiteral("no such column");
    }
    [[nodiscard]] bool isIn(const QString &view, int rows) const { return page() && page()->key() == view && page()->model()->rowCount() == rows; }
    [[nodiscard]] Detail detail(const Subject &subject, const char *tab)
    {
        const auto found = detailOf(*m_site->site, subject, {QString::fromLatin1(tab), {}, 0}, m_site->site->now());
        return found ? *found : Detail();
    }
    [[nodiscard]] Subject client(int number) const
    {
        Subject subject;
        subject.kind = Subject::Kind::Client;
        subject.title = QStringLiteral("PC");
        subject.sender = test::senderOf(number);
        return subject;
    }
    [[nodiscard]] static Subject quarantined(engine::RowId id)
    {
        Subject subject;
        subject.kind = Subject::Kind::Quarantined;
        subject.title = QStringLiteral("file");
        subject.record = id;
        return subject;
    }
    [[nodiscard]] static QString valueOf(const Detail &detail, const char *label)
    {
        for (const auto &[key, value] : detail.values) {
            if (key == QString::fromLatin1(label))
                return value;
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        QApplication::setStyle(new Style(Style::Scheme::Light));
        m_site = std::make_unique<test::OperatorSite>();
        m_window = std::make_unique<MainWindow>(m_site->environment());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_window->openSite(QString::fromStdString(m_site->path("site")));
        QTRY_VERIFY_WITH_TIMEOUT(m_window->windowTitle().contains(QStringLiteral("CEN")), patience);
    }
    void cleanupTestCase() { m_window.reset(); }

    void emptyListsSayWhatToDo()
    {
        for (const char *view : {"clients", "quarantine"}) {
            m_window->go({QString::fromLatin1(view), {}, {}, {}});
            QTRY_VERIFY_WITH_TIMEOUT(m_window->currentView()->findChild<EmptyState *>()->isVisible(), patience);
        }
        m_window->go({QStringLiteral("overview"), {}, {}, {}});
    }

    void clientsStandWithWhatIsMissing()
    {
        test::fillClients(*m_site->site, clients);
        m_site->site->wake();
        m_window->go({QStringLiteral("clients"), {}, {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(isIn(QStringLiteral("clients"), clients), patience);
        QAbstractItemModelTester tester(page()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE_WITH_TIMEOUT(cell(page(), 6, "Machine"), QStringLiteral("PC-00007"), patience);
        QVERIFY(cell(page(), 6, "State").startsWith(QStringLiteral("3 number")));
        QCOMPARE(cell(page(), 6, "Missing"), QStringLiteral("3"));
        QCOMPARE(cell(page(), 9, "Errors, 24 h"), QStringLiteral("1"));
        QCOMPARE(cell(page(), 10, "State"), QStringLiteral("cloned"));
        QCOMPARE(cell(page(), 12, "Clock"), QStringLiteral("5 min ahead"));
        QCOMPARE(cell(page(), 16, "Clock"), QStringLiteral("2 min behind"));
        QCOMPARE(cell(page(), 4, "Clock"), QStringLiteral("–"));
        QCOMPARE(cell(page(), 18, "State"), QStringLiteral("silent"));
        QCOMPARE(cell(page(), 0, "State"), QStringLiteral("all there"));
        QCOMPARE(cell(page(), 0, "Received"), QStringLiteral("10"));
    }

    void aNewMessageChangesItsRowAlone()
    {
        QAbstractItemModelTester tester(page()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        page()->list()->selectionModel()->select(page()->model()->index(3, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        bool reset = false;
        const auto watch = connect(page()->model(), &QAbstractItemModel::modelReset, this, [&reset] { reset = true; });
        const auto written = m_site->site->database().write<bool>([](store::Connection &db) -> Result<bool> {
            db.once("UPDATE sender SET received = 11 WHERE sender_key = 1").run();
            db.once("INSERT INTO sender (sender, machine, first_at, last_at, highest, received) VALUES ('ffffffffffffffffffffffffffffffff', 'A-NEW-ONE', 1, 1, 1, 1)").run();
            return true;
        });
        QVERIFY(written);
        m_site->site->wake();
        QTRY_VERIFY_WITH_TIMEOUT(isIn(QStringLiteral("clients"), clients + 1), patience);
        QTRY_COMPARE_WITH_TIMEOUT(cell(page(), 0, "Machine"), QStringLiteral("A-NEW-ONE"), patience);
        QTRY_COMPARE_WITH_TIMEOUT(cell(page(), 1, "Received"), QStringLiteral("11"), patience);
        QCOMPARE(page()->subjects().value(0).sender, test::senderOf(4));
        QVERIFY(!reset);
        disconnect(watch);
        const auto removed = m_site->site->database().write<bool>([](store::Connection &db) -> Result<bool> {
            db.once("DELETE FROM sender WHERE machine = 'A-NEW-ONE'").run();
            return true;
        });
        QVERIFY(removed);
        m_site->site->wake();
        QTRY_VERIFY_WITH_TIMEOUT(isIn(QStringLiteral("clients"), clients), patience);
    }

    void clientsAreFilteredAndLeadToTheirMessages()
    {
        m_window->go({QStringLiteral("clients"), {{QStringLiteral("is"), QStringLiteral("gaps"), false}}, QStringLiteral("pc-0007"), {}});
        QTRY_VERIFY_WITH_TIMEOUT(isIn(QStringLiteral("clients"), 2), patience); // 70 and 77
        QTRY_COMPARE_WITH_TIMEOUT(cell(page(), 0, "Machine"), QStringLiteral("PC-00070"), patience);
        page()->list()->setCurrentIndex(page()->model()->index(0, 0));
        Q_EMIT page()->list()->rowActivated(page()->model()->index(0, 0));
        QTRY_VERIFY_WITH_TIMEOUT(isIn(QStringLiteral("messages"), 10), patience);
        QCOMPARE(page()->location().chips.value(0).key, QStringLiteral("sender"));
        m_window->go({QStringLiteral("messages"), {}, {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(isIn(QStringLiteral("messages"), clients * 10), patience);
    }

    void theDetailOfAClientTellsItsGaps()
    {
        const Detail lost = detail(client(70), "messages");
        QVERIFY2(lost.advice.value(0).second.contains(QStringLiteral("of PC-00070 have not come")), qPrintable(lost.advice.value(0).second));
        QCOMPARE(lost.related.size(), 1);
        QCOMPARE(lost.related.front().entries.size(), 2);
        QCOMPARE(lost.related.front().entries.front().title, QStringLiteral("3 to 4"));
        QCOMPARE(lost.related.front().entries.back().title, QStringLiteral("6"));
        QVERIFY(lost.related.front().entries.front().second.startsWith(QStringLiteral("missed since ")));
        QCOMPARE(lost.tabs.front().entries.size(), 10);
        QCOMPARE(lost.links.front().to.chips.front().key, QStringLiteral("sender"));
        QVERIFY(detail(client(11), "summary").advice.value(2).second.contains(QStringLiteral("spool")));
        const Detail ahead = detail(client(13), "summary");
        QVERIFY(ahead.advice.value(0).second.contains(QStringLiteral("5 min ahead")));
        QVERIFY(valueOf(ahead, "Clock").contains(QStringLiteral("+5 min")));
        QVERIFY(detail(client(1), "summary").advice.isEmpty());
    }

    void quarantineShowsReasonsInWords()
    {
        m_site->write("site/inbox/quarantine/noise", QByteArray("\xff\x00\x01\xfe", 4).repeated(30'000));
        m_site->write("site/inbox/quarantine/text", QByteArray("cartage-status 1\nid <b>x</b> \xe2\x80\xae" "evil\x1b[31m\nlast"));
        m_site->write("site/inbox/quarantine/long", QByteArray(200'000, 'a'));
        m_noise = test::addQuarantined(*m_site->site, "noise", "not_a_message", "file", 120'000, {}, std::chrono::hours(2));
        m_text = test::addQuarantined(*m_site->site, "text", "bad_text", "file", 40, test::senderOf(7), std::chrono::hours(1));
        m_site->site->wake();
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<Sidebar *>() != nullptr, patience);
        m_window->go({QStringLiteral("quarantine"), {}, {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(isIn(QStringLiteral("quarantine"), 2), patience);
        QAbstractItemModelTester tester(page()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTRY_COMPARE_WITH_TIMEOUT(cell(page(), 0, "Name"), QStringLiteral("text"), patience);
        QCOMPARE(cell(page(), 0, "Reason"), QStringLiteral("invalid characters"));
        QCOMPARE(cell(page(), 1, "Reason"), QStringLiteral("not a status message"));
        page()->list()->selectAll();
        const Subject both = page()->subjects().value(0);
        QVERIFY(both.kind == Subject::Kind::Quarantined && both.rows && both.rows->size() == 2);
        page()->list()->setCurrentIndex(page()->model()->index(1, 0));
        QTRY_COMPARE_WITH_TIMEOUT(page()->subjects().value(0).record, m_noise, patience);
    }

    void aPreviewIsPlainTextOrHexadecimal()
    {
        const Detail text = detail(quarantined(m_text), "content");
        QCOMPARE(text.advice.size(), 4);
        QCOMPARE(text.tabs.front().entries.size(), 1);
        const QString shown = text.tabs.front().entries.front().mono;
        QVERIFY2(shown.contains(QStringLiteral("<b>x</b> \\xE2\\x80\\xAEevil\\x1B[31m")), qPrintable(shown));
        QVERIFY(shown.endsWith(QStringLiteral("\nlast")));
        const Detail noise = detail(quarantined(m_noise), "content");
        QVERIFY(noise.tabs.front().entries.front().mono.startsWith(QStringLiteral("000000  ff 00 01 fe ff 00 01 fe  ........\n000008  ")));
        const QString fact = QString(noise.tabs.front().fact).replace(QChar(QChar::Nbsp), QLatin1Char(' '));
        QVERIFY2(fact.startsWith(QStringLiteral("the first 64")) && fact.endsWith(QStringLiteral("of 117 kB")), qPrintable(fact));
        QCOMPARE(noise.tabs.front().all, 65'536 / 8 / 32);
        const engine::RowId large = test::addQuarantined(*m_site->site, "long", "too_large", "file", 200'000);
        const Detail cutOff = detail(quarantined(large), "content");
        QCOMPARE(cutOff.tabs.front().entries.front().mono.section(QLatin1Char('\n'), 0, 0).size(), 1024);
        const Detail folder = detail(quarantined(test::addQuarantined(*m_site->site, "gone", "not_a_file", "folder", std::nullopt)), "summary");
        QVERIFY(folder.advice.value(0).second.contains(QStringLiteral("no plain file")));
    }

    void componentsStandWithTheirThresholds()
    {
        const auto rowOf = [this](const char *name) {
            for (int row = 0; page() && row < page()->model()->rowCount(); ++row) {
                if (page()->model()->index(row, 0).data().toString() == QString::fromLatin1(name))
                    return row;
            }
            return -1;
        };
        m_window->go({QStringLiteral("components"), {}, {}, {}});
        QTRY_VERIFY_WITH_TIMEOUT(page() && page()->key() == QStringLiteral("components") && rowOf("Software Distribution") >= 0, patience);
        QAbstractItemModelTester tester(page()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(cell(page(), rowOf("Software Distribution"), "State"), QStringLiteral("at clients"));
        QCOMPARE(cell(page(), rowOf("Software Distribution"), "Status"), QStringLiteral("critical"));
        QCOMPARE(cell(page(), rowOf("StatusManager"), "State"), QStringLiteral("running"));
        QCOMPARE(cell(page(), rowOf("StatusManager"), "Waiting"), QStringLiteral("0"));
        engine::Intent intent;
        intent.command = "components pause";
        intent.reason = "the disk is moved";
        QVERIFY(engine::pauseComponent(*m_site->site, "StatusManager", intent));
        m_site->site->wake();
        QTRY_COMPARE_WITH_TIMEOUT(cell(page(), rowOf("StatusManager"), "State"), QStringLiteral("paused by anna, now: the disk is moved"), patience);
        Subject subject;
        subject.kind = Subject::Kind::Component;
        subject.component = "StatusManager";
        const Detail paused = detail(subject, "messages");
        QVERIFY(paused.advice.value(0).second.contains(QStringLiteral("the disk is moved")) && paused.advice.size() == 4);
        subject.component = "Software Distribution";
        const Detail loud = detail(subject, "messages");
        QVERIFY(valueOf(loud, "Errors in 24 h").contains(QStringLiteral("critical from 5")));
        QVERIFY(loud.tabs.front().entries.size() > 10);
        m_window->go({QStringLiteral("components"), {{QStringLiteral("is"), QStringLiteral("critical"), false}}, {}, {}});
        QTRY_COMPARE_WITH_TIMEOUT(page()->model()->rowCount(), 1, patience);
        m_window->go({QStringLiteral("components"), {}, {}, {}});
    }

    void anUnknownReasonIsShownAsItIs()
    {
        engine::QuarantineView view;
        view.reason = "something_new";
        QCOMPARE(statuswords::reason(view.reason), QStringLiteral("something_new"));
        QVERIFY(statuswords::adviceOn(view).what.contains(QStringLiteral("something_new")));
        for (const char *reason : {"id_reuse", "not_a_message", "unfinished", "newer_format", "too_large", "wrong_checksum", "bad_text", "wrong_value", "not_a_file", "unknown_name", "unreadable", "not_recorded", "refused_by_database"}) {
            view.reason = reason;
            QVERIFY2(statuswords::reason(reason) != QString::fromLatin1(reason), reason);
            const statuswords::Advised words = statuswords::adviceOn(view);
            for (const QString &each : {words.what, words.effect, words.toDo, words.byItself})
                QVERIFY2(!each.isEmpty(), reason);
        }
    }

    void textIsToldFromNoise()
    {
        QVERIFY(!statuswords::bytesShown("").hexadecimal && statuswords::bytesShown("").lines.isEmpty());
        QVERIFY(!statuswords::bytesShown("a\r\nb\r\nc\r\n").hexadecimal);
        QVERIFY(!statuswords::bytesShown("Grüße aus Köln \xff").hexadecimal); // one bad byte makes no noise
        QVERIFY(statuswords::bytesShown(std::string(50, '\0')).hexadecimal);
        QCOMPARE(statuswords::bytesShown("a\n\nb").lines, (QStringList{QStringLiteral("a"), QString(), QStringLiteral("b")}));
    }

    void aNumberThatIsNotInTheCatalogueSaysSo()
    {
        StatusMessage message;
        message.id = 99'999;
        message.strings = {"<i>one</i>", "t\x01wo"};
        QCOMPARE(sentences::of(message), QStringLiteral("Message 99999, not in the catalogue: <i>one</i>, t\\x01wo"));
        message.strings.clear();
        QCOMPARE(sentences::of(message), QStringLiteral("Message 99999, not in the catalogue"));
    }

    void theInboxTellsHowFastItDrains()
    {
        InboxPace pace;
        engine::Overview now;
        now.at = Time(std::chrono::hours(1));
        now.statusTaken = 1000;
        QCOMPARE(pace.words(now), QStringLiteral("nothing waits"));
        now.inboxFiles = 50;
        now.oldestInboxFile = now.at - std::chrono::minutes(4);
        pace.take(now);
        QCOMPARE(pace.words(now), QStringLiteral("oldest 4 min ago")); // of one look nothing follows
        now.at += std::chrono::seconds(2);
        now.statusTaken = 4000;
        pace.take(now);
        QCOMPARE(pace.words(now), QStringLiteral("oldest 4 min ago, 1,500 a second"));
        now.at += std::chrono::milliseconds(100);
        now.statusTaken = 4001;
        pace.take(now); // too soon after the other to say anything
        QCOMPARE(pace.perSecond(), std::optional(1500.0));
        now.at += std::chrono::seconds(5);
        pace.take(now);
        now.at += std::chrono::seconds(5);
        pace.take(now);
        QCOMPARE(pace.perSecond(), std::optional<double>());
    }
};

QTEST_MAIN(TestClients)
#include "tst_clients.moc"
