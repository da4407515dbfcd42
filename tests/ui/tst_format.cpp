// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLocale>
#include <QTest>

#include "core/domain/messagecatalogue.h"
#include "core/domain/messageid.h"
#include "ui/text/format.h"
#include "ui/views/latestchanges.h"

using namespace cartage;
using namespace cartage::ui;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(cartage::Span)

namespace {

Time at(const char *text) { return parseRfc3339(text).value(); }
/// A Friday.
const Time now = at("2026-11-20T16:42:10Z");
constexpr Span ms(std::int64_t value) { return Span(value); }

} // namespace

class FormatTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void bytesHaveOneDecimalBelowAHundredFromGigabytesOn_data()
    {
        QTest::addColumn<qint64>("value");
        QTest::addColumn<QString>("digits");
        QTest::addColumn<QString>("unit");
        constexpr qint64 k = 1024, m = k * k, g = m * k;
        QTest::newRow("none") << qint64(0) << "0"
                              << "B";
        QTest::newRow("bytes") << qint64(1023) << "1,023"
                               << "B";
        QTest::newRow("kilo") << k << "1"
                              << "kB";
        QTest::newRow("rounded up to the next unit") << m - 1 << "1"
                                                     << "MB";
        QTest::newRow("mega") << 868 * m << "868"
                              << "MB";
        QTest::newRow("giga") << qint64(1.2 * double(g)) << "1.2"
                              << "GB";
        QTest::newRow("below a hundred") << qint64(46.3 * double(g)) << "46.3"
                                         << "GB";
        QTest::newRow("a hundred") << qint64(99.97 * double(g)) << "100"
                                   << "GB";
        QTest::newRow("above") << 118 * g << "118"
                               << "GB";
        QTest::newRow("tera") << qint64(1.4 * 1024 * double(g)) << "1.4"
                              << "TB";
        QTest::newRow("beyond") << 5000 * 1024 * g << "5,000"
                                << "TB";
        QTest::newRow("unknown") << qint64(-1) << "–"
                                 << "";
    }
    void bytesHaveOneDecimalBelowAHundredFromGigabytesOn()
    {
        QFETCH(qint64, value);
        QFETCH(QString, digits);
        QFETCH(QString, unit);
        QCOMPARE(format::bytes(value).digits, digits);
        QCOMPARE(format::bytes(value).unit, unit);
    }

    void ratesAlwaysHaveOneDecimal()
    {
        QCOMPARE(format::rate(38.4 * 1048576).text(), QStringLiteral("38.4\u00a0MB/s"));
        QCOMPARE(format::rate(118.0 * 1048576).text(), QStringLiteral("118.0\u00a0MB/s"));
        QCOMPARE(format::rate(-3).text(), QStringLiteral("0.0\u00a0B/s"));
    }

    void aPercentageIsNeverAHundredBeforeTheEnd_data()
    {
        QTest::addColumn<qint64>("done");
        QTest::addColumn<qint64>("total");
        QTest::addColumn<QString>("percent");
        QTest::addColumn<QString>("coverage");
        QTest::newRow("nothing") << qint64(0) << qint64(1000000) << "0 %"
                                 << "0.0";
        QTest::newRow("begun") << qint64(1) << qint64(1000000) << "1 %"
                               << "0.0";
        QTest::newRow("some") << qint64(12222) << qint64(12310) << "99 %"
                              << "99.2";
        QTest::newRow("all but one") << qint64(999999) << qint64(1000000) << "99 %"
                                     << "99.9";
        QTest::newRow("all") << qint64(340) << qint64(340) << "100 %"
                             << "100";
        QTest::newRow("of nothing") << qint64(0) << qint64(0) << "–"
                                    << "–";
    }
    void aPercentageIsNeverAHundredBeforeTheEnd()
    {
        QFETCH(qint64, done);
        QFETCH(qint64, total);
        QFETCH(QString, percent);
        QFETCH(QString, coverage);
        QCOMPARE(format::percent(done, total), percent);
        QCOMPARE(format::coverage(done, total).digits, coverage);
    }

    void countsHaveSeparators()
    {
        QCOMPARE(format::number(12310), QStringLiteral("12,310"));
        QCOMPARE(format::ofTotal(42, 12310), QStringLiteral("42 of 12,310"));
    }

    void thePastIsSaidAsPeopleSayIt_data()
    {
        QTest::addColumn<QByteArray>("time");
        QTest::addColumn<QString>("past");
        QTest::addColumn<QString>("clock");
        const auto row = [](const char *name, const char *time, const char *past, const char *clock) {
            QTest::newRow(name) << QByteArray(time) << QString::fromUtf8(past) << QString::fromUtf8(clock);
        };
        row("just now", "2026-11-20T16:42:10Z", "now", "16:42");
        row("ahead, by a clock that differs", "2026-11-20T16:42:11Z", "now", "16:42");
        row("seconds", "2026-11-20T16:41:30Z", "40 s ago", "16:41");
        row("minutes", "2026-11-20T16:30:00Z", "12 min ago", "16:30");
        row("hours", "2026-11-20T13:37:00Z", "3 h ago", "13:37");
        row("this morning", "2026-11-20T00:10:00Z", "16 h ago", "00:10");
        row("yesterday", "2026-11-19T16:20:00Z", "yesterday", "yesterday 16:20");
        row("a weekday", "2026-11-16T08:14:00Z", "Monday", "Mon 08:14");
        row("a week ago", "2026-11-13T08:14:00Z", "13 Nov", "13 Nov 08:14");
        row("a date", "2026-11-12T09:12:00Z", "12 Nov", "12 Nov 09:12");
        row("last year", "2025-11-12T09:12:00Z", "12 Nov 2025", "12 Nov 2025 09:12");
    }
    void thePastIsSaidAsPeopleSayIt()
    {
        QFETCH(QByteArray, time);
        QFETCH(QString, past);
        QFETCH(QString, clock);
        QCOMPARE(format::past(at(time.constData()), now), past);
        QCOMPARE(format::clock(at(time.constData()), now), clock);
    }

    void yesterdayEveningIsHoursAgoInTheNight()
    {
        QCOMPARE(format::past(at("2026-11-19T23:30:00Z"), at("2026-11-20T01:40:00Z")), QStringLiteral("2 h ago"));
    }

    void spansHaveTwoUnits_data()
    {
        QTest::addColumn<Span>("length");
        QTest::addColumn<QString>("text");
        QTest::newRow("none") << ms(0) << "0 s";
        QTest::newRow("negative") << ms(-500) << "0 s";
        QTest::newRow("seconds") << Span(32s) << "32 s";
        QTest::newRow("minutes and seconds") << Span(2min + 50s) << "2 min 50 s";
        QTest::newRow("leading zero") << Span(1min + 2s) << "1 min 02 s";
        QTest::newRow("whole minutes") << Span(9min) << "9 min";
        QTest::newRow("many minutes") << Span(26min + 40s) << "26 min";
        QTest::newRow("hours") << Span(3h + 5min) << "3 h 05 min";
        QTest::newRow("a day") << Span(24h) << "1 day";
        QTest::newRow("days and hours") << Span(50h) << "2 days 2 h";
        QTest::newRow("days") << Span(98h) << "4 days";
    }
    void spansHaveTwoUnits()
    {
        QFETCH(Span, length);
        QFETCH(QString, text);
        QCOMPARE(format::span(length), text);
    }

    void theFutureIsInSomeTime()
    {
        QCOMPARE(format::future(now + 3min, now), QStringLiteral("in 3 min"));
        QCOMPARE(format::future(now + 40s, now), QStringLiteral("in 40 s"));
        QCOMPARE(format::future(now + 137min, now), QStringLiteral("in 2 h 17 min"));
        QCOMPARE(format::future(now + 30h, now), QStringLiteral("in 1 day"));
        QCOMPARE(format::future(now + 75h, now), QStringLiteral("in 3 days"));
        QCOMPARE(format::future(now - 1s, now), QStringLiteral("now"));
    }

    void logsAreAbsoluteToTheSecond()
    {
        QCOMPARE(format::clockSeconds(at("2026-11-20T16:38:04Z"), now), QStringLiteral("16:38:04"));
        QCOMPARE(format::clockSeconds(at("2026-11-19T16:38:04Z"), now), QStringLiteral("19 Nov 16:38:04"));
        QCOMPARE(format::exact(at("2026-11-20T16:38:04.117Z")), QStringLiteral("Fri 20 Nov 2026, 16:38:04.117"));
    }

    void whatCameLaterSaysHowMuch()
    {
        QCOMPARE(format::later(now, now + 120ms), QStringLiteral("+0.1 s"));
        QCOMPARE(format::later(now, now + 41s), QStringLiteral("+41 s"));
        QCOMPARE(format::later(now, now + 3h), QStringLiteral("+3 h"));
        QCOMPARE(format::later(now, now - 2s), QStringLiteral("−2.0 s"));
    }

    void anEtaIsRoundedAndEmptyWhenUnknown()
    {
        QCOMPARE(format::eta(std::nullopt), QString());
        QCOMPARE(format::eta(Span(31500ms)), QStringLiteral("32 s"));
        QCOMPARE(format::eta(Span(3min + 10s)), QStringLiteral("3 min"));
        QCOMPARE(format::eta(Span(12min + 20s)), QStringLiteral("about 12 min"));
        QCOMPARE(format::eta(Span(43min)), QStringLiteral("about 45 min"));
        QCOMPARE(format::eta(Span(110min)), QStringLiteral("about 2 h"));
        QCOMPARE(format::eta(Span(72h)), QStringLiteral("about 3 days"));
    }

    void everyStateHasAWordOfItsOwn()
    {
        QSet<QString> words;
        for (const State state : allStates()) {
            QVERIFY(!format::stateName(state).isEmpty());
            words.insert(format::stateName(state));
        }
        QCOMPARE(words.size(), qsizetype(allStates().size()));
    }

    void textFromOutsideCannotSteerTheDisplay()
    {
        QVERIFY(!format::shown("a\u202eb").contains(QChar(0x202e)));
        QCOMPARE(format::shown("a\tb"), QStringLiteral("a\\x09b"));
        QCOMPARE(format::shownPath("a\\b"), QStringLiteral("a\\\\b"));
    }

    void aChangeSaysWhatHappenedToWhat()
    {
        engine::ChangeView view;
        view.message = {1, "g", int(MessageId::OnDp), Severity::Information, "DistributionManager", "CEN", "m", Time(), {}, {"CEN00001", "kiel1", "3"}, {}, {}, {}, {}};
        view.packageName = "Office 25.8";
        view.dps = {"kiel1"};
        QCOMPARE(latestChangeRows({view}, Time()).front().cells.front().text, QStringLiteral("Office 25.8 version 3 is on kiel1"));
        QCOMPARE(latestChangeRows({view}, Time()).front().cells.front().mark, Mark::Installed);
        view.dps = {"kiel1", "berlin1"};
        QCOMPARE(latestChangeRows({view}, Time()).front().cells.front().second, QStringLiteral("kiel1, berlin1"));
        view.message.id = int(MessageId::ProcessingFailed);
        view.message.strings = {"CEN00001", "Office 25.8", "kiel1", "no_space"};
        view.dps = {"kiel1"};
        const auto rows = latestChangeRows({view}, Time());
        QCOMPARE(rows.front().cells.front().text, QStringLiteral("Office 25.8 did not reach kiel1"));
        QCOMPARE(rows.front().cells.front().second, QStringLiteral("A distribution point is full"));
        QCOMPARE(rows.front().cells.front().mark, Mark::Blocked);
    }

    void everyMessageOfTheCatalogueIsAChangeInWords()
    {
        for (const CatalogueEntry &entry : messageCatalogue()) {
            engine::ChangeView view;
            view.message = {1, "g", entry.id, entry.severity, entry.component, "CEN", "m", Time(), {}, {"\x1b[1mone", "two", "", "four"}, {}, {}, {}, {}};
            const Row row = latestChangeRows({view}, Time()).front();
            const QString said = row.cells.front().text + row.cells.front().second;
            QVERIFY2(!row.cells.front().text.isEmpty(), qPrintable(QString::number(entry.id)));
            QVERIFY2(!said.contains(QLatin1Char('%')) && !said.contains(QChar(0x1b)), qPrintable(said));
        }
    }
};

QTEST_APPLESS_MAIN(FormatTest)
#include "tst_format.moc"
