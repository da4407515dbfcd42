// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/window.h"

using namespace cartage;

namespace {

Time at(const char *text) { return parseRfc3339(text).value(); }

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void formsAreTakenOrRefused_data();
    void formsAreTakenOrRefused();
    void isOpenByTheClockOfItsZone_data();
    void isOpenByTheClockOfItsZone();
    void changesWhereItShould_data();
    void changesWhereItShould();
    void everyChangeIsFoundToTheMinuteOverAYear_data();
    void everyChangeIsFoundToTheMinuteOverAYear();
    void aWindowThatNeverClosesHasNoChange();
    void anUnknownZoneCountsAsUtc();
};

void TestWindow::formsAreTakenOrRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("kept"); // empty: refused
    const auto row = [](const char *text, const char *kept) { QTest::newRow(text) << QByteArray(text) << QByteArray(kept); };
    row("always", "always");
    row("", "always");
    row("Mo-Fr 19:00-06:00", "Mo-Fr 19:00-06:00");
    row("Sa 00:00-24:00, Su 00:00-24:00", "Sa 00:00-24:00, Su 00:00-24:00");
    row("mo 01:00-02:00", "mo 01:00-02:00");
    row("Sa-Mo 08:00-09:00", "Sa-Mo 08:00-09:00");
    row("Mo", "");
    row("Mo 19:00", "");
    row("Xx 19:00-20:00", "");
    row("Mo-Fr 19:00-25:00", "");
    row("Mo-Fr 24:00-06:00", "");
    row("Mo-Fr 19:60-20:00", "");
    row("Mo-Fr 19:00-19:00", "");
    row("Mo 19:00-20:00,", "");
    row(", Mo 19:00-20:00", "");
    row("Mo 7:00-8:00", "");
    row("Mo -1:00-08:00", "");
    row("Montag 07:00-08:00", "");
    row("Mo-Fr-Su 07:00-08:00", "");
}

void TestWindow::formsAreTakenOrRefused()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, kept);
    const auto window = Window::parse(text.toStdString());
    QCOMPARE(window.has_value(), !kept.isEmpty());
    if (!window)
        return;
    QCOMPARE(QByteArray::fromStdString(window->text()), kept);
    QCOMPARE(Window::parse(window->text()), window);
}

void TestWindow::isOpenByTheClockOfItsZone_data()
{
    QTest::addColumn<QByteArray>("window");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("time");
    QTest::addColumn<bool>("open");
    const auto row = [](const char *title, const char *window, const char *zone, const char *time, bool open) {
        QTest::newRow(title) << QByteArray(window) << QByteArray(zone) << QByteArray(time) << open;
    };
    // 2026-11-20 is a Friday.
    row("always", "always", "UTC", "2026-11-20T12:00:00Z", true);
    row("the first minute", "Fr 19:00-20:00", "UTC", "2026-11-20T19:00:00Z", true);
    row("before it", "Fr 19:00-20:00", "UTC", "2026-11-20T18:59:59.999Z", false);
    row("the last", "Fr 19:00-20:00", "UTC", "2026-11-20T19:59:59.999Z", true);
    row("the end is not in it", "Fr 19:00-20:00", "UTC", "2026-11-20T20:00:00Z", false);
    row("another day", "Fr 19:00-20:00", "UTC", "2026-11-21T19:30:00Z", false);
    row("over midnight, before", "Fr 19:00-06:00", "UTC", "2026-11-20T23:59:59Z", true);
    row("over midnight, after", "Fr 19:00-06:00", "UTC", "2026-11-21T05:59:59Z", true);
    row("over midnight, its end", "Fr 19:00-06:00", "UTC", "2026-11-21T06:00:00Z", false);
    row("over midnight, the night before", "Fr 19:00-06:00", "UTC", "2026-11-20T05:00:00Z", false);
    row("over the end of the week", "Su 22:00-02:00", "UTC", "2026-11-23T01:00:00Z", true);
    row("days over the end of the week", "Sa-Mo 08:00-09:00", "UTC", "2026-11-22T08:30:00Z", true);
    row("days over the end of the week, not Tuesday", "Sa-Mo 08:00-09:00", "UTC", "2026-11-24T08:30:00Z", false);
    row("until midnight", "Fr 20:00-24:00", "UTC", "2026-11-20T23:59:59Z", true);
    row("until midnight, after", "Fr 20:00-24:00", "UTC", "2026-11-21T00:00:00Z", false);
    row("the second entry", "Mo 01:00-02:00, Fr 12:00-13:00", "UTC", "2026-11-20T12:30:00Z", true);
    row("Berlin in winter", "Fr 19:00-20:00", "Europe/Berlin", "2026-11-20T18:00:00Z", true);
    row("Berlin in winter, too late", "Fr 19:00-20:00", "Europe/Berlin", "2026-11-20T19:00:00Z", false);
    row("Berlin in summer", "Fr 19:00-20:00", "Europe/Berlin", "2026-07-17T17:00:00Z", true);
    row("Kathmandu", "Fr 19:00-20:00", "Asia/Kathmandu", "2026-11-20T13:15:00Z", true);
    row("Kathmandu, before", "Fr 19:00-20:00", "Asia/Kathmandu", "2026-11-20T13:14:59Z", false);
}

void TestWindow::isOpenByTheClockOfItsZone()
{
    QFETCH(QByteArray, window);
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, time);
    QFETCH(bool, open);
    QCOMPARE(Window::parse(window.toStdString())->isOpen(at(time.constData()), zone.toStdString()), open);
}

void TestWindow::changesWhereItShould_data()
{
    QTest::addColumn<QByteArray>("window");
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("change");
    const auto row = [](const char *title, const char *window, const char *zone, const char *from, const char *change) {
        QTest::newRow(title) << QByteArray(window) << QByteArray(zone) << QByteArray(from) << QByteArray(change);
    };
    row("opens tonight", "Mo-Fr 19:00-06:00", "UTC", "2026-11-20T12:00:00Z", "2026-11-20T19:00:00.000Z");
    row("closes in the morning", "Mo-Fr 19:00-06:00", "UTC", "2026-11-20T22:00:00Z", "2026-11-21T06:00:00.000Z");
    row("opens on Monday", "Mo-Fr 19:00-06:00", "UTC", "2026-11-21T06:00:00Z", "2026-11-23T19:00:00.000Z");
    row("adjoining entries are one", "Sa 00:00-24:00, Su 00:00-24:00", "UTC", "2026-11-21T03:00:00Z", "2026-11-23T00:00:00.000Z");
    // Clocks in Berlin: 2026-03-29 02:00 becomes 03:00; 2026-10-25 03:00 becomes 02:00.
    row("spring: it opens before the gap", "Su 01:30-02:30", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T00:30:00.000Z");
    row("spring: the gap ends it", "Su 01:30-02:30", "Europe/Berlin", "2026-03-29T00:45:00Z", "2026-03-29T01:00:00.000Z");
    row("spring: it opens when the gap is over", "Su 02:30-04:00", "Europe/Berlin", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00.000Z");
    row("spring: a window in the gap comes a week later", "Su 02:10-02:50", "Europe/Berlin", "2026-03-23T00:00:00Z", "2026-04-05T00:10:00.000Z");
    row("spring: the night is an hour shorter", "Sa 19:00-06:00", "Europe/Berlin", "2026-03-28T20:00:00Z", "2026-03-29T04:00:00.000Z");
    row("autumn: the night is an hour longer", "Sa 19:00-06:00", "Europe/Berlin", "2026-10-24T20:00:00Z", "2026-10-25T05:00:00.000Z");
    row("autumn: it closes", "Su 01:30-02:30", "Europe/Berlin", "2026-10-24T23:45:00Z", "2026-10-25T00:30:00.000Z");
    row("autumn: the hour comes again", "Su 01:30-02:30", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00.000Z");
    row("autumn: and closes again", "Su 01:30-02:30", "Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00.000Z");
    row("Lord Howe: half an hour, autumn", "Su 01:45-01:50", "Australia/Lord_Howe", "2026-04-04T14:50:00Z", "2026-04-04T15:15:00.000Z");
}

void TestWindow::changesWhereItShould()
{
    QFETCH(QByteArray, window);
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, change);
    const auto next = Window::parse(window.toStdString())->nextChange(at(from.constData()), zone.toStdString());
    QVERIFY(next.has_value());
    QCOMPARE(QByteArray::fromStdString(toRfc3339(*next)), change);
}

void TestWindow::everyChangeIsFoundToTheMinuteOverAYear_data()
{
    QTest::addColumn<QByteArray>("window");
    QTest::addColumn<QByteArray>("zone");
    QTest::newRow("Berlin") << QByteArray("Mo-Fr 19:00-06:00, Su 01:15-02:45") << QByteArray("Europe/Berlin");
    QTest::newRow("Lord Howe") << QByteArray("Sa-Su 01:20-02:10") << QByteArray("Australia/Lord_Howe");
    QTest::newRow("New York") << QByteArray("Su 02:00-03:00, We 23:59-00:01") << QByteArray("America/New_York");
}

void TestWindow::everyChangeIsFoundToTheMinuteOverAYear()
{
    QFETCH(QByteArray, window);
    QFETCH(QByteArray, zone);
    const Window parsed = Window::parse(window.toStdString()).value();
    const std::string zoneId = zone.toStdString();
    // Weeks around the days on which clocks are changed anywhere, minute by minute.
    for (const char *start : {"2026-03-05T00:00:00Z", "2026-03-27T00:00:00Z", "2026-04-02T00:00:00Z", "2026-10-01T00:00:00Z", "2026-10-23T00:00:00Z",
                              "2026-10-30T00:00:00Z"}) {
        Time time = at(start);
        const Time end = time + std::chrono::days(5);
        Time next = parsed.nextChange(time, zoneId).value();
        for (bool open = parsed.isOpen(time, zoneId); time < end; time += std::chrono::minutes(1)) {
            if (parsed.isOpen(time, zoneId) == open)
                continue;
            QCOMPARE(QByteArray::fromStdString(toRfc3339(next)), QByteArray::fromStdString(toRfc3339(time)));
            open = !open;
            next = parsed.nextChange(time, zoneId).value();
        }
        QVERIFY(next >= end);
    }
}

void TestWindow::aWindowThatNeverClosesHasNoChange()
{
    const Time now = at("2026-11-20T12:00:00Z");
    QVERIFY(!Window().nextChange(now, "UTC"));
    QVERIFY(!Window::parse("Mo-Su 00:00-24:00")->nextChange(now, "Europe/Berlin"));
}

void TestWindow::anUnknownZoneCountsAsUtc()
{
    QVERIFY(isTimeZone("Europe/Berlin"));
    QVERIFY(isTimeZone("UTC"));
    QVERIFY(!isTimeZone("Europe/Atlantis"));
    QVERIFY(!isTimeZone(""));
    QVERIFY(Window::parse("Fr 12:00-13:00")->isOpen(at("2026-11-20T12:30:00Z"), "Europe/Atlantis"));
}

QTEST_GUILESS_MAIN(TestWindow)
#include "tst_window.moc"
