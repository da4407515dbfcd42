// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/retrypolicy.h"
#include "core/domain/settings.h"
#include "core/domain/window.h"

using namespace cartage;

class TestTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void Q319207_noDelayIsEverLongerThanAnHour()
    {
        SystemRandom random;
        const RetryPolicy policy;
        Span longestOfFirst{}, longest{};
        for (int failure = 1; failure <= 1000; ++failure) {
            const Span delay = policy.delay(failure, random);
            QVERIFY(delay >= policy.base && delay <= std::chrono::hours(1));
            longest = std::max(longest, delay);
        }
        for (int i = 0; i < 1000; ++i)
            longestOfFirst = std::max(longestOfFirst, policy.delay(1, random));
        QVERIFY(longestOfFirst <= policy.base * 3);
        QVERIFY(longest > std::chrono::minutes(30)); // and it does grow
    }

    void aCapBelowTheBaseIsKept()
    {
        SystemRandom random;
        const RetryPolicy policy{std::chrono::seconds(30), std::chrono::seconds(2), 3};
        for (int failure = 1; failure < 50; ++failure)
            QVERIFY(policy.delay(failure, random) <= policy.cap);
        QVERIFY(!policy.usedUp(2));
        QVERIFY(policy.usedUp(3));
    }

    void probesDoubleUpToTenMinutes()
    {
        QVERIFY(probeDelay(0) == std::chrono::seconds(30));
        QVERIFY(probeDelay(1) == std::chrono::seconds(30));
        QVERIFY(probeDelay(2) == std::chrono::seconds(60));
        QVERIFY(probeDelay(5) == std::chrono::seconds(480));
        QVERIFY(probeDelay(6) == std::chrono::minutes(10));
        QVERIFY(probeDelay(100'000) == std::chrono::minutes(10));
    }

    void windowsOpenAndClose_data()
    {
        QTest::addColumn<QString>("window");
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("time");
        QTest::addColumn<bool>("open");
        const auto row = [](const char *label, const char *window, const char *zone, const char *time, bool open) {
            QTest::newRow(label) << QString::fromLatin1(window) << QString::fromLatin1(zone) << QString::fromLatin1(time) << open;
        };
        // 2026-11-20 is a Friday.
        row("in the evening", "Mo-Fr 19:00-06:00", "UTC", "2026-11-20T19:00:00Z", true);
        row("a minute early", "Mo-Fr 19:00-06:00", "UTC", "2026-11-20T18:59:00Z", false);
        row("Saturday morning belongs to Friday", "Mo-Fr 19:00-06:00", "UTC", "2026-11-21T05:59:00Z", true);
        row("its end is outside", "Mo-Fr 19:00-06:00", "UTC", "2026-11-21T06:00:00Z", false);
        row("Monday morning belongs to Sunday", "Mo-Fr 19:00-06:00", "UTC", "2026-11-23T05:00:00Z", false);
        row("in the DP's zone", "Fr 19:00-20:00", "Europe/Berlin", "2026-11-20T18:30:00Z", true);
        row("summer time", "Fr 19:00-20:00", "Europe/Berlin", "2026-07-17T17:30:00Z", true);
        row("to midnight", "Fr 22:00-24:00", "UTC", "2026-11-20T23:59:00Z", true);
        row("over the week's end", "Sa-Mo 10:00-11:00", "UTC", "2026-11-22T10:30:00Z", true);
        row("second entry", "Mo 10:00-11:00, Fr 12:00-13:00", "UTC", "2026-11-20T12:00:00Z", true);
        row("always", "always", "UTC", "2026-11-20T12:00:00Z", true);
    }
    void windowsOpenAndClose()
    {
        QFETCH(QString, window);
        QFETCH(QString, zone);
        QFETCH(QString, time);
        QFETCH(bool, open);
        const auto parsed = Window::parse(window.toStdString());
        QVERIFY(parsed);
        QCOMPARE(parsed->isOpen(*parseRfc3339(time.toStdString()), zone.toStdString()), open);
        QVERIFY(Window::parse(parsed->text()) == parsed);
    }

    void theNextEdgeIsExactEvenOnTheNightTheClocksChange()
    {
        const auto window = Window::parse("Su 01:00-04:00");
        // 2026-10-25: 03:00 summer time becomes 02:00 in Berlin; the window is four hours long that night.
        const auto opens = window->nextChange(*parseRfc3339("2026-10-24T12:00:00Z"), "Europe/Berlin");
        QCOMPARE(toRfc3339(*opens), std::string("2026-10-24T23:00:00.000Z"));
        const auto closes = window->nextChange(*opens, "Europe/Berlin");
        QCOMPARE(toRfc3339(*closes), std::string("2026-10-25T03:00:00.000Z"));
        QVERIFY(!Window().nextChange(Time(), "UTC"));
    }

    void windowsOfTheWrongFormAreRefused_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *each : {"Mo", "Mo 10:00", "Xx 10:00-11:00", "Mo 10:00-10:00", "Mo 25:00-26:00", "Mo 10:60-11:00", "Mo 10-11", "Mo-Fr",
                                 "24:00-25:00", "Mo 24:00-06:00", "Mo 10:00-11:00,", "Mo 10:00-11:00;Tu 10:00-11:00"})
            QTest::newRow(each) << QString::fromLatin1(each);
    }
    void windowsOfTheWrongFormAreRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!Window::parse(text.toStdString()));
    }

    void spansBytesAndTimesAreReadAndWritten()
    {
        QVERIFY(parseSpan("90s") == std::chrono::seconds(90));
        QVERIFY(parseSpan("15m") == std::chrono::minutes(15));
        QVERIFY(parseSpan("4h") == std::chrono::hours(4));
        QVERIFY(parseSpan("3d") == std::chrono::days(3));
        QVERIFY(parseSpan("250ms") == Span(250));
        QVERIFY(parseSpan("7") == std::chrono::seconds(7));
        for (const char *wrong : {"", "-1s", "1w", "s", "1.5h", "99999999999999999999s"})
            QVERIFY2(!parseSpan(wrong), wrong);
        for (const char *text : {"90s", "15m", "4h", "3d", "0s", "250ms"})
            QCOMPARE(spanText(*parseSpan(text)), std::string(text));
        QVERIFY(parseBytes("10K") == 10'240);
        QVERIFY(parseBytes("2g") == std::int64_t(2) << 30);
        QVERIFY(parseBytes("0") == 0);
        QVERIFY(!parseBytes("K"));
        QVERIFY(!parseBytes("-1"));
        const Time now = *parseRfc3339("2026-11-20T00:00:00Z");
        QVERIFY(parseTime("1d", now) == now - std::chrono::days(1));
        QVERIFY(parseTime("2026-11-19T00:00:00Z", now) == now - std::chrono::days(1));
        QVERIFY(!parseTime("5", now));
    }
};

QTEST_GUILESS_MAIN(TestTimes)
#include "tst_times.moc"
