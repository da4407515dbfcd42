// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>
#include <QTest>

#include <set>

#include "core/domain/messagecatalogue.h"

using namespace cartage;

class TestMessageCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyEntryIsWhole_data();
    void everyEntryIsWhole();
    void theNumbersOfTheOriginalAreThere_data();
    void theNumbersOfTheOriginalAreThere();
    void oursBeginAt20000();
    void stringsAreFilledIn_data();
    void stringsAreFilledIn();
    void anUnknownNumberIsShownWithItsStrings();
};

void TestMessageCatalogue::everyEntryIsWhole_data()
{
    QTest::addColumn<int>("id");
    for (const CatalogueEntry &entry : messageCatalogue())
        QTest::newRow(std::to_string(entry.id).c_str()) << entry.id;
}

void TestMessageCatalogue::everyEntryIsWhole()
{
    QFETCH(int, id);
    const CatalogueEntry *entry = catalogueEntry(id);
    QVERIFY(entry);
    QCOMPARE(entry->id, id);
    QVERIFY(std::set<std::string>({"Despooler", "DistributionManager", "Engine", "Scheduler", "Sender", "StatusManager"}).contains(entry->component));
    QVERIFY(std::set<std::string>({"milestone", "detail", "audit"}).contains(entry->type));
    const std::set<int> attributes(entry->attributes.begin(), entry->attributes.end());
    QCOMPARE(attributes.size(), entry->attributes.size());
    for (const int attribute : attributes)
        QVERIFY(attribute == 400 || attribute == 404 || attribute == 410);
    for (const std::string &text : {entry->text, entry->cause, entry->remedy}) {
        QVERIFY(text.ends_with('.'));
        QVERIFY(text.find("  ") == std::string::npos);
    }
    // No string is left out between two that are used.
    std::set<int> used;
    auto matches = QRegularExpression(QStringLiteral("%(\\d+)")).globalMatch(QString::fromStdString(entry->text));
    while (matches.hasNext())
        used.insert(matches.next().captured(1).toInt());
    QCOMPARE(int(used.size()), used.empty() ? 0 : *used.rbegin());
    // Milestones that are errors say what to do.
    if (entry->severity == Severity::Error)
        QVERIFY(entry->remedy != "Nothing needs to be done.");
}

void TestMessageCatalogue::theNumbersOfTheOriginalAreThere_data()
{
    QTest::addColumn<int>("id");
    QTest::addColumn<int>("severity");
    QTest::addColumn<QByteArray>("word");
    const auto row = [](int id, Severity severity, const char *word) {
        QTest::newRow(std::to_string(id).c_str()) << id << int(severity) << QByteArray(word);
    };
    row(2300, Severity::Information, "Started to process");
    row(2301, Severity::Information, "Successfully processed");
    row(2302, Severity::Error, "Failed to process");
    row(2306, Severity::Error, "source");
    row(2311, Severity::Information, "created or changed");
    row(2328, Severity::Error, "Failed to copy");
    row(2330, Severity::Information, "is on distribution point");
    row(2342, Severity::Information, "Starting to distribute");
    row(2376, Severity::Information, "snapshot");
    row(2380, Severity::Information, "Started to validate");
    row(2382, Severity::Error, "differs");
    row(2384, Severity::Information, "Validated");
    row(2385, Severity::Error, "missing");
    row(2391, Severity::Error, "Failed to connect");
    row(2399, Severity::Information, "installed successfully");
}

void TestMessageCatalogue::theNumbersOfTheOriginalAreThere()
{
    QFETCH(int, id);
    QFETCH(int, severity);
    QFETCH(QByteArray, word);
    const CatalogueEntry *entry = catalogueEntry(id);
    QVERIFY(entry);
    QCOMPARE(int(entry->severity), severity);
    QVERIFY(entry->text.find(word.toStdString()) != std::string::npos);
}

void TestMessageCatalogue::oursBeginAt20000()
{
    int before = 0;
    for (const CatalogueEntry &entry : messageCatalogue()) {
        QVERIFY(entry.id > before);
        QVERIFY(entry.id < 5000 || entry.id >= 20'000);
        before = entry.id;
    }
    QVERIFY(!catalogueEntry(0));
    QVERIFY(!catalogueEntry(99'999));
}

void TestMessageCatalogue::stringsAreFilledIn_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QList<QByteArray>>("strings");
    QTest::addColumn<QByteArray>("text");
    const QList<QByteArray> ten{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
    QTest::newRow("in order") << QByteArray("%1 on %2") << QList<QByteArray>{"CEN00001", "kiel"} << QByteArray("CEN00001 on kiel");
    QTest::newRow("twice") << QByteArray("%2%1%2") << ten << QByteArray("bab");
    QTest::newRow("the tenth") << QByteArray("%10, %1") << ten << QByteArray("j, a");
    QTest::newRow("a missing one") << QByteArray("%1 %3") << QList<QByteArray>{"a"} << QByteArray("a -");
    QTest::newRow("an empty one") << QByteArray("since %1") << QList<QByteArray>{""} << QByteArray("since -");
    QTest::newRow("nothing in a bracket") << QByteArray("no (%2 of %3), (%4) on %1") << QList<QByteArray>{"kiel"} << QByteArray("no, on kiel");
    QTest::newRow("something in a bracket") << QByteArray("no (%2 of %3) on %1") << QList<QByteArray>{"kiel", "open"} << QByteArray("no (open of -) on kiel");
    QTest::newRow("a bracket of words") << QByteArray("%1 (proven) here") << QList<QByteArray>{"a"} << QByteArray("a (proven) here");
    QTest::newRow("a percent sign") << QByteArray("100 % of %1%") << ten << QByteArray("100 % of a%");
    QTest::newRow("no second round") << QByteArray("%1") << QList<QByteArray>{"%2", "no"} << QByteArray("%2");
    QTest::newRow("escaped") << QByteArray("%1") << QList<QByteArray>{"a\x1B[2J\xE2\x80\xAE"} << QByteArray("a\\x1B[2J\\xE2\\x80\\xAE");
}

void TestMessageCatalogue::stringsAreFilledIn()
{
    QFETCH(QByteArray, pattern);
    QFETCH(QList<QByteArray>, strings);
    QFETCH(QByteArray, text);
    std::vector<std::string> given;
    for (const QByteArray &string : strings)
        given.push_back(string.toStdString());
    QCOMPARE(QByteArray::fromStdString(fillIn(pattern.toStdString(), given)), text);
}

void TestMessageCatalogue::anUnknownNumberIsShownWithItsStrings()
{
    StatusMessage message;
    message.id = 12345;
    message.strings = {"one", "two\n"};
    QCOMPARE(QByteArray::fromStdString(renderMessage(message)), QByteArray("Message 12345: one, two\\x0A"));
    message.id = 2330;
    message.strings = {"CEN00001", "kiel", "3"};
    QCOMPARE(QByteArray::fromStdString(renderMessage(message)), QByteArray("Package CEN00001 is on distribution point kiel: version 3."));
}

QTEST_GUILESS_MAIN(TestMessageCatalogue)
#include "tst_messagecatalogue.moc"
