// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/base/clock.h"
#include "tests/support/fakeclock.h"

using namespace cartage;
using namespace std::chrono_literals;

class TestClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAreReadAndWritten_data();
    void timesAreReadAndWritten();
    void everyMillisecondComesBack();
    void F63_aWallClockThatJumpsMovesNoEngineTime();
    void theSystemsClocksGoForward();
};

void TestClock::timesAreReadAndWritten_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("expected"); // empty: refused
    const auto row = [](const char *text, const char *expected) { QTest::newRow(text) << QByteArray(text) << QByteArray(expected); };
    row("2026-11-20T03:07:52.972Z", "2026-11-20T03:07:52.972Z");
    row("2026-11-20T03:07:52Z", "2026-11-20T03:07:52.000Z");
    row("2026-11-20t03:07:52z", "2026-11-20T03:07:52.000Z");
    row("2026-11-20 03:07:52Z", "2026-11-20T03:07:52.000Z");
    row("2026-11-20T03:07:52.9Z", "2026-11-20T03:07:52.900Z");
    row("2026-11-20T03:07:52.9729999Z", "2026-11-20T03:07:52.972Z");
    row("2026-11-20T00:30:00+01:00", "2026-11-19T23:30:00.000Z");
    row("2026-11-20T23:30:00-05:45", "2026-11-21T05:15:00.000Z");
    row("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z");
    row("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z");
    row("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"); // a leap second
    row("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z");
    row("9999-12-31T23:59:59.999-23:59", ""); // five digits, in UTC
    row("0000-01-01T00:00:00+00:01", "");
    row("2026-02-29T00:00:00Z", "");
    row("2026-13-01T00:00:00Z", "");
    row("2026-11-20T24:00:00Z", "");
    row("2026-11-20T03:60:00Z", "");
    row("2026-11-20T03:07:52", "");
    row("2026-11-20T03:07Z", "");
    row("2026-11-20T03:07:52.Z", "");
    row("2026-11-20T03:07:52+0100", "");
    row("2026-11-20T03:07:52+24:00", "");
    row("2026-11-20T03:07:52Z ", "");
    row("26-11-20T03:07:52Z", "");
    row("2026-11-20", "");
    row("", "");
}

void TestClock::timesAreReadAndWritten()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, expected);
    const auto time = parseRfc3339(text.toStdString());
    QCOMPARE(time ? QByteArray::fromStdString(toRfc3339(*time)) : QByteArray(), expected);
}

void TestClock::everyMillisecondComesBack()
{
    for (std::int64_t ms = -5'000'000'000'000; ms < 5'000'000'000'000; ms += 1'234'567'891) {
        QCOMPARE(parseRfc3339(toRfc3339(timeFromMs(ms))), std::optional(timeFromMs(ms)));
        QCOMPARE(toMs(timeFromMs(ms)), ms);
    }
}

void TestClock::F63_aWallClockThatJumpsMovesNoEngineTime()
{
    test::FakeClock clock;
    const EngineTime time(clock);
    const Time start = time.now();
    QCOMPARE(start, clock.wall());
    clock.advance(10min);
    QCOMPARE(time.now() - start, Span(10min));
    QCOMPARE(time.parted(), Span(0));
    clock.setWall(clock.wall() + std::chrono::days(3650));
    QCOMPARE(time.now() - start, Span(10min));
    QCOMPARE(time.parted(), Span(std::chrono::days(3650)));
    clock.setWall(start - 1h);
    clock.advance(1s);
    QCOMPARE(time.now() - start, Span(10min + 1s));
    QVERIFY(time.parted() < Span(0));
}

void TestClock::theSystemsClocksGoForward()
{
    const SystemClock clock;
    const Span boot = clock.boot();
    QVERIFY(boot > Span(0));
    QVERIFY(clock.boot() >= boot);
    QVERIFY(clock.wall() > parseRfc3339("2020-01-01T00:00:00Z").value());
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
