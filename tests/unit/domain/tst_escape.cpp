// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/escape.h"
#include "tests/support/seededrandom.h"

using namespace cartage;

class TestEscape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pathsAreShown_data();
    void pathsAreShown();
    void anyBytesComeBack();
    void wrongEscapesAreRefused_data();
    void wrongEscapesAreRefused();
    void textKeepsItsBackslashes();
    void escapingTwiceChangesTextOnlyOnce();
    void utf8IsJudgedStrictly_data();
    void utf8IsJudgedStrictly();
    void namesThatFoldAlikeAreOne_data();
    void namesThatFoldAlikeAreOne();
};

void TestEscape::pathsAreShown_data()
{
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *title, const QByteArray &raw, const char *shown) { QTest::newRow(title) << raw << QByteArray(shown); };
    row("plain", "bin/setup.exe", "bin/setup.exe");
    row("umlauts stay",
        "Gr\xC3\xB6\xC3\x9F"
        "e",
        "Gr\xC3\xB6\xC3\x9F"
        "e");
    row("emoji stays", "\xF0\x9F\x93\xA6", "\xF0\x9F\x93\xA6");
    row("backslash", "a\\b", "a\\\\b");
    row("newline", "a\nb", "a\\x0Ab");
    row("escape", "\x1B[31m", "\\x1B[31m");
    row("delete", "\x7F", "\\x7F");
    row("NUL", QByteArray("a\0b", 3), "a\\x00b");
    row("C1 control", "\xC2\x9B", "\\xC2\\x9B");
    row("Latin-1", "caf\xE9", "caf\\xE9");
    row("cut sequence", "a\xE2\x82", "a\\xE2\\x82");
    row("right-to-left override",
        "gpj\xE2\x80\xAE"
        "exe",
        "gpj\\xE2\\x80\\xAE"
        "exe");
    row("isolate", "\xE2\x81\xA6", "\\xE2\\x81\\xA6");
    row("Arabic letter mark", "\xD8\x9C", "\\xD8\\x9C");
    row("line separator", "\xE2\x80\xA8", "\\xE2\\x80\\xA8");
    row("byte order mark", "\xEF\xBB\xBF", "\\xEF\\xBB\\xBF");
    row("surrogate", "\xED\xA0\x80", "\\xED\\xA0\\x80");
    row("empty", "", "");
}

void TestEscape::pathsAreShown()
{
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, shown);
    const std::string text = escapePath(raw.toStdString());
    QCOMPARE(QByteArray::fromStdString(text), shown);
    QCOMPARE(unescapePath(text), std::optional(raw.toStdString()));
}

void TestEscape::anyBytesComeBack()
{
    test::SeededRandom random(5);
    for (int i = 0; i < 3000; ++i) {
        std::string bytes(std::size_t(random.uniform(0, 40)), '\0');
        random.fill(std::as_writable_bytes(std::span(bytes)));
        const std::string text = escapePath(bytes);
        QVERIFY(isValidUtf8(text));
        QVERIFY(text.find('\n') == std::string::npos);
        QCOMPARE(unescapePath(text), std::optional(bytes));
    }
}

void TestEscape::wrongEscapesAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"\\", "a\\", "\\n", "\\x", "\\x4", "\\xG0", "\\u0041", "\\X41"})
        QTest::newRow(text) << QByteArray(text);
}

void TestEscape::wrongEscapesAreRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!unescapePath(text.toStdString()));
}

void TestEscape::textKeepsItsBackslashes()
{
    QCOMPARE(QByteArray::fromStdString(escapeText("\\\\server\\share\n")), QByteArray("\\\\server\\share\\x0A"));
}

void TestEscape::escapingTwiceChangesTextOnlyOnce()
{
    const std::string once = escapeText("a\x1B\xE9\xE2\x80\xAE");
    QCOMPARE(escapeText(once), once);
}

void TestEscape::utf8IsJudgedStrictly_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char *title, const char *bytes, bool valid) { QTest::newRow(title) << QByteArray(bytes) << valid; };
    row("ASCII", "abc", true);
    row("two", "\xC3\xA4", true);
    row("three", "\xE2\x82\xAC", true);
    row("four", "\xF0\x9F\x93\xA6", true);
    row("the last point", "\xF4\x8F\xBF\xBF", true);
    row("over the last point", "\xF4\x90\x80\x80", false);
    row("over-long slash", "\xC0\xAF", false);
    row("over-long in three", "\xE0\x80\xAF", false);
    row("over-long in four", "\xF0\x80\x80\xAF", false);
    row("surrogate", "\xED\xBF\xBF", false);
    row("continuation alone", "\x80", false);
    row("five bytes", "\xF8\x88\x80\x80\x80", false);
}

void TestEscape::utf8IsJudgedStrictly()
{
    QFETCH(QByteArray, bytes);
    QFETCH(bool, valid);
    QCOMPARE(isValidUtf8(bytes.toStdString()), valid);
}

void TestEscape::namesThatFoldAlikeAreOne_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("alike");
    const auto row = [](const char *title, const char *one, const char *other, bool alike) {
        QTest::newRow(title) << QByteArray(one) << QByteArray(other) << alike;
    };
    row("case", "README.txt", "readme.TXT", true);
    row("umlaut case", "\xC3\x84.txt", "\xC3\xA4.TXT", true);
    row("composed and decomposed", "\xC3\xA4", "a\xCC\x88", true);
    row("composed upper and decomposed lower", "\xC3\x84", "a\xCC\x88", true);
    row("Greek final sigma", "\xCF\x82", "\xCE\xA3", true);
    row("other letters", "a", "b", false);
    row("not UTF-8", "\xE4", "\xC4", false);
}

void TestEscape::namesThatFoldAlikeAreOne()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, alike);
    QCOMPARE(foldName(one.toStdString()) == foldName(other.toStdString()), alike);
}

QTEST_GUILESS_MAIN(TestEscape)
#include "tst_escape.moc"
