// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>
#include <set>

#include "core/domain/advice.h"
#include "core/domain/errorjson.h"
#include "core/domain/escape.h"
#include "core/domain/messagecatalogue.h"
#include "core/domain/settings.h"

using namespace cartage;

class TestTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void F49_bytesThatAreNoTextAreShownEscapedAndReadBack_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("escaped");
        QTest::newRow("plain") << QByteArray("setup.exe") << QByteArray("setup.exe");
        QTest::newRow("umlaut") << QByteArray("Gr\xC3\xBC\xC3\x9F"
                                              "e")
                                << QByteArray("Gr\xC3\xBC\xC3\x9F"
                                              "e");
        QTest::newRow("latin 1") << QByteArray("Gr\xFC\xDF"
                                               "e")
                                 << QByteArray("Gr\\xFC\\xDFe");
        QTest::newRow("backslash") << QByteArray("a\\b") << QByteArray("a\\\\b");
        QTest::newRow("newline") << QByteArray("a\nb") << QByteArray("a\\x0Ab");
        QTest::newRow("right to left override") << QByteArray("a\xE2\x80\xAE"
                                                              "b")
                                                << QByteArray("a\\xE2\\x80\\xAEb");
        QTest::newRow("over-long slash") << QByteArray("\xC0\xAF") << QByteArray("\\xC0\\xAF");
        QTest::newRow("surrogate") << QByteArray("\xED\xA0\x80") << QByteArray("\\xED\\xA0\\x80");
        QTest::newRow("cut off") << QByteArray("\xE2\x82") << QByteArray("\\xE2\\x82");
        QTest::newRow("emoji") << QByteArray("\xF0\x9F\x93\xA6") << QByteArray("\xF0\x9F\x93\xA6");
    }
    void F49_bytesThatAreNoTextAreShownEscapedAndReadBack()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, escaped);
        QCOMPARE(escapePath(bytes.toStdString()), escaped.toStdString());
        QVERIFY(unescapePath(escaped.toStdString()) == bytes.toStdString());
        QVERIFY(isValidUtf8(escapePath(bytes.toStdString())));
    }

    void F28_namesFoldByCaseAndForm()
    {
        QCOMPARE(foldName("File.TXT"), foldName("FILE.txt"));
        QCOMPARE(foldName("u\xCC\x88"), foldName("\xC3\xBC"));
        QVERIFY(foldName("a") != foldName("b"));
        QVERIFY(foldName("\xFC") != foldName("\xDC"));
    }

    void errorsAreReadBackAsTheyWereStored()
    {
        Error error;
        error.code = Code::NoSpace;
        error.operation = "write";
        error.path = "a\xFF/b\\c\n";
        error.systemError = 28;
        error.scope = Scope::Distribution;
        error.object = "kiel1";
        error.names = {"x", "\xFE"};
        error.parameters = {{"need", "12"}, {"free", "3"}};
        QVERIFY(errorFromJson(errorToJson(error)) == error);
        QVERIFY(!errorFromJson("{}"));
        QVERIFY(!errorFromJson("{\"code\":\"of_the_future\"}"));
        QVERIFY(!errorFromJson("nonsense"));
    }

    void everyCodeHasAdviceThatNamesItsCase()
    {
        for (const Code code : allCodes()) {
            Error error;
            error.code = code;
            error.object = "kiel1";
            error.path = "/srv/dp/kiel1";
            error.operation = "write";
            const Advice advice = adviseOn(error);
            const std::string label(name(code));
            for (const std::string &each : {advice.text, advice.effect, advice.toDo, advice.byItself}) {
                QVERIFY2(!each.empty(), label.c_str());
                QVERIFY2(each.find_first_of("{}[]") == std::string::npos, (label + ": " + each).c_str());
            }
            QVERIFY2(advice.text.back() != '.' && advice.toDo.back() == '.', label.c_str());
        }
    }

    void adviceIsSafeToPrint()
    {
        Error error;
        error.code = Code::DpNotThere;
        error.object = "kiel1";
        error.path = "/srv/\x1B[31m\xE2\x80\xAE";
        const std::string text = adviseOn(error).text;
        QVERIFY(text.find('\x1B') == std::string::npos);
        QVERIFY(text.find("\\x1B") != std::string::npos);
    }

    void messagesAreFilledInOnePassAndEscaped()
    {
        StatusMessage message;
        message.id = 2330;
        message.strings = {"CEN00001%2", "kiel\x1B", "3"};
        QCOMPARE(renderMessage(message),
                 std::string("Package CEN00001%2, version 3, is on distribution point kiel\\x1B, and what was written has been read back."));
        message.id = 99'999;
        QVERIFY(renderMessage(message).find("99999") != std::string::npos);
    }

    void theCatalogueIsWholeAndItsNumbersAreUnique()
    {
        std::set<int> ids;
        for (const CatalogueEntry &entry : messageCatalogue()) {
            QVERIFY(ids.insert(entry.id).second);
            QVERIFY(!entry.text.empty() && !entry.cause.empty() && !entry.remedy.empty() && !entry.component.empty());
            QVERIFY(entry.type == "milestone" || entry.type == "detail" || entry.type == "audit");
        }
        QVERIFY(ids.contains(2328) && ids.contains(2330) && ids.contains(2391));
    }

    void settingsAreReadAsTheyAreWritten()
    {
        const std::map<std::string, std::string> texts{
            {"window", "Mo-Fr 19:00-06:00"}, {"rate", "1048576"}, {"repair", "ask"}, {"retry_count", "7"}, {"verify", "later"}, {"stall", "90s"},
            {"validate_every", "7d"}};
        QVERIFY(settingTexts(dpSettingsFrom(texts)) == texts);
        for (const auto &[key, value] : texts)
            QVERIFY2(checkDpSetting(key, value), key.c_str());
        for (const auto &[key, value] : settingTexts(SiteSettings{}))
            QVERIFY2(checkSiteSetting(key, value), key.c_str());
        for (const SettingFacts &each : siteSettingFacts()) {
            const auto texts = settingTexts(SiteSettings{});
            const auto found = std::find_if(texts.begin(), texts.end(), [&](const auto &text) { return text.first == each.key; });
            QVERIFY(found != texts.end());
            QVERIFY2(siteSettingsFrom({{each.key, each.defaultText}}) == SiteSettings{}, each.key.c_str());
        }
    }

    void anUnknownSettingIsRefusedNamingTheKeys()
    {
        const auto refused = checkDpSetting("speed", "1");
        QVERIFY(!refused);
        QVERIFY(refused.error().find("rate") != std::string::npos);
        QVERIFY(!checkSiteSetting("retry_cap", "2h")); // Q319207: at least hourly
        QVERIFY(!checkSiteSetting("timezone", "Mars/Olympus"));
        QVERIFY(!checkDpSetting("limit", "-1"));
        QVERIFY(checkDpSetting("limit", ""));
    }

    void namesOfDpsAndPackagesHaveTheirForm()
    {
        QVERIFY(isDpName("kiel-1.a_b"));
        for (const std::string &wrong : {std::string(), std::string("-a"), std::string("a b"), std::string("\xC3\xBC"), std::string(65, 'a')})
            QVERIFY(!isDpName(wrong));
        QVERIFY(isPackageName("Office 25.8 \xC3\xBC"));
        QVERIFY(isPackageName(std::string(255, 'x')));
        for (const std::string &wrong : {std::string(), std::string("a\nb"), std::string("\xFF"), std::string(256, 'x')})
            QVERIFY(!isPackageName(wrong));
    }
};

QTEST_GUILESS_MAIN(TestTexts)
#include "tst_texts.moc"
