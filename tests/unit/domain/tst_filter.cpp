// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/filter.h"

using namespace cartage;

class TestFilter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsPrintedIsReadBack_data();
    void whatIsPrintedIsReadBack();
    void whatIsWrongIsSaid_data();
    void whatIsWrongIsSaid();
    void everyChoiceOfEveryKeyIsTaken();
    void valuesOfOneKeyAddUpAndNegatedOnesTakeAway();
    void starsStandForAnyCharacters_data();
    void starsStandForAnyCharacters();
    void allWordsHaveToBeInTheText();
    void timesCountBackFromNowOrAreDays();
};

void TestFilter::whatIsPrintedIsReadBack_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("printed");
    const auto row = [](const char *name, const char *text, const char *printed) { QTest::newRow(name) << QByteArray(text) << QByteArray(printed); };
    row("nothing", "", "");
    row("one term", "state:failed", "state:failed");
    row("two values", "state:failed state:blocked", "state:failed state:blocked");
    row("twice the same", "dp:kiel1 dp:kiel1", "dp:kiel1");
    row("negated", "not dp:berlin*", "not dp:berlin*");
    row("negated by a dash", "-dp:berlin*", "not dp:berlin*");
    row("capitals", "State:FAILED", "state:failed");
    row("quoted value", "package:\"Office 25.8\"", "package:\"Office 25.8\"");
    row("quotation mark in a value", R"(package:"a \"b\" c")", R"(package:"a \"b\" c")");
    row("text between terms", "lost state:failed connection", "state:failed lost connection");
    row("text with a colon", "error: here", "error: here");
    row("quoted text that looks like a term", "\"state:failed\"", "\"state:failed\"");
    row("the word not", "not there", "\"not\" there");
    row("spaces", "   state:failed   word  ", "state:failed word");
    row("codes", "code:no_space", "code:no_space");
    row("wildcard over choices", "code:dp_*", "code:dp_*");
    row("marks", "is:needs-you not is:stale", "is:needs-you not is:stale");
}

void TestFilter::whatIsPrintedIsReadBack()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, printed);
    const auto filter = parseFilter(ListKind::Distributions, text.toStdString());
    QVERIFY(filter);
    QCOMPARE(QByteArray::fromStdString(printFilter(*filter)), printed);
    const auto again = parseFilter(ListKind::Distributions, printFilter(*filter));
    QVERIFY(again);
    QVERIFY(*again == *filter);
}

void TestFilter::whatIsWrongIsSaid_data()
{
    QTest::addColumn<ListKind>("list");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("why");
    QTest::newRow("key of another list") << ListKind::Distributions << QByteArray("component:x") << QByteArray("no key component");
    QTest::newRow("unknown state") << ListKind::Distributions << QByteArray("state:lost") << QByteArray("one of waiting, ");
    QTest::newRow("unknown code") << ListKind::Problems << QByteArray("code:hunger") << QByteArray("code is one of");
    QTest::newRow("no value") << ListKind::Distributions << QByteArray("dp:") << QByteArray("value is missing");
    QTest::newRow("open quotation mark") << ListKind::Distributions << QByteArray("dp:\"berlin") << QByteArray("not closed");
    QTest::newRow("no number") << ListKind::Messages << QByteArray("id:many") << QByteArray("not a number");
    QTest::newRow("no time") << ListKind::Messages << QByteArray("since:soon") << QByteArray("no time");
    QTest::newRow("negated time") << ListKind::Messages << QByteArray("not since:2h") << QByteArray("cannot be negated");
    QTest::newRow("mark of another list") << ListKind::Distributions << QByteArray("is:one-copy") << QByteArray("is is one of open");
}

void TestFilter::whatIsWrongIsSaid()
{
    QFETCH(const ListKind, list);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, why);
    const auto filter = parseFilter(list, text.toStdString());
    QVERIFY(!filter);
    QCOMPARE(filter.error().code, Code::WrongValue);
    const QByteArray said = QByteArray::fromStdString(filter.error().parameters.at("why"));
    QVERIFY2(said.contains(why), said);
}

void TestFilter::everyChoiceOfEveryKeyIsTaken()
{
    int choices = 0;
    for (const ListKind list : {ListKind::Problems, ListKind::Distributions, ListKind::Packages, ListKind::Dps, ListKind::Retries, ListKind::Messages,
                                ListKind::Activity}) {
        QVERIFY(!filterKeys(list).empty());
        for (const FilterKey &key : filterKeys(list)) {
            QCOMPARE(filterKey(list, key.key), &key);
            for (const std::string_view choice : key.choices) {
                const auto term = checkTerm(list, {std::string(key.key), std::string(choice), false});
                QVERIFY(term && term->value == choice);
                ++choices;
            }
        }
    }
    QVERIFY(choices > 100);
}

void TestFilter::valuesOfOneKeyAddUpAndNegatedOnesTakeAway()
{
    const auto names = [](const char *text, std::vector<std::string> having) {
        return passesNames(*parseFilter(ListKind::Distributions, text), "dp", having);
    };
    QVERIFY(names("", {"kiel1"}));
    QVERIFY(names("state:failed", {"kiel1"}));
    QVERIFY(names("dp:berlin1 dp:kiel1", {"kiel1"}));
    QVERIFY(!names("dp:berlin1 dp:berlin2", {"kiel1"}));
    QVERIFY(!names("dp:kiel* not dp:kiel1", {"kiel1"}));
    QVERIFY(names("dp:kiel* not dp:kiel1", {"kiel2"}));
    QVERIFY(names("not dp:kiel1", {"berlin1"}));
    QVERIFY(names("dp:kiel1", {"other", "Kiel1"}));
}

void TestFilter::starsStandForAnyCharacters_data()
{
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *pattern, const char *name, bool matches) {
        QTest::addRow("%s on %s", pattern, name) << QByteArray(pattern) << QByteArray(name) << matches;
    };
    row("berlin*", "berlin1", true);
    row("berlin*", "berlin", true);
    row("berlin*", "eastberlin1", false);
    row("*lin*", "berlin1", true);
    row("*1", "berlin1", true);
    row("*1", "berlin12", false);
    row("b*n*1", "berlin1", true);
    row("b*x*1", "berlin1", false);
    row("*", "", true);
    row("**", "anything", true);
    row("ÄRZTE*", "ärzte 5", true);
    row("a*a", "a", false);
}

void TestFilter::starsStandForAnyCharacters()
{
    QFETCH(const QByteArray, pattern);
    QFETCH(const QByteArray, name);
    QTEST(FilterPattern(pattern.toStdString()).matches(name.toStdString()), "matches");
}

void TestFilter::allWordsHaveToBeInTheText()
{
    const Filter filter = *parseFilter(ListKind::Messages, "kiel Lost");
    QVERIFY(passesText(filter, "The connection to KIEL1 was lost."));
    QVERIFY(!passesText(filter, "The connection to kiel1 stands."));
    QVERIFY(passesText({}, "anything"));
}

void TestFilter::timesCountBackFromNowOrAreDays()
{
    const Time now = *parseRfc3339("2026-11-21T10:00:00Z");
    QCOMPARE(toRfc3339(*filterTime("2h", now)), std::string("2026-11-21T08:00:00.000Z"));
    QCOMPARE(toRfc3339(*filterTime("7d", now)), std::string("2026-11-14T10:00:00.000Z"));
    QCOMPARE(toRfc3339(*filterTime("30min", now)), std::string("2026-11-21T09:30:00.000Z"));
    QCOMPARE(toRfc3339(*filterTime("2026-11-15T08:00:00Z", now)), std::string("2026-11-15T08:00:00.000Z"));
    QCOMPARE(toMs(*filterTime("2026-11-15", now)), QDate(2026, 11, 15).startOfDay().toMSecsSinceEpoch());
    QVERIFY(!filterTime("2026-13-15", now));
    QVERIFY(!filterTime("h", now));
    QVERIFY(!filterTime("-2h", now));
}

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
