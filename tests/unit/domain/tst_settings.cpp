// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/settings.h"
#include "tests/support/seededrandom.h"

using namespace cartage;
using namespace std::chrono_literals;

namespace {

using Check = Result<void, std::string> (*)(const std::string &, const std::string &);
constexpr Check checks[] = {checkSiteSetting, checkDpSetting, checkPackageSetting};

const std::vector<SettingFacts> &factsOf(int which)
{
    return which == 0 ? siteSettingFacts() : which == 1 ? dpSettingFacts() : packageSettingFacts();
}

std::string repeated(const char *text, int times)
{
    std::string all;
    for (int i = 0; i < times; ++i)
        all += text;
    return all;
}

} // namespace

class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreTakenOrRefused_data();
    void valuesAreTakenOrRefused();
    void theKeysAreThoseOfTheDocument_data();
    void theKeysAreThoseOfTheDocument();
    void anUnknownKeyNamesTheKeys_data();
    void anUnknownKeyNamesTheKeys();
    void defaultsAreRightAndComeBack();
    void siteSettingsComeBackFromTheirTexts();
    void ofTwoSettingsForAMessageTheLongerCounts();
    void dpSettingsComeBackFromTheirTexts();
    void whatCannotBeReadTakesTheDefault();
    void aDpsOwnRetryPolicyGoesOverTheSites();
    void spansAreRead_data();
    void spansAreRead();
    void anySpanComesBackFromItsText();
    void bytesAreRead_data();
    void bytesAreRead();
    void timesAreRead_data();
    void timesAreRead();
    void dpNamesAreJudged_data();
    void dpNamesAreJudged();
    void packageNamesAreJudged_data();
    void packageNamesAreJudged();
};

void TestSettings::valuesAreTakenOrRefused_data()
{
    QTest::addColumn<int>("which"); // 0 site, 1 DP, 2 package
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("right");
    const auto rows = [](int which, const char *key, std::initializer_list<const char *> right, std::initializer_list<const char *> wrong) {
        for (const char *value : right)
            QTest::addRow("%s=%s", key, value) << which << QByteArray(key) << QByteArray(value) << true;
        for (const char *value : wrong)
            QTest::addRow("%s=%s is wrong", key, value) << which << QByteArray(key) << QByteArray(value) << false;
    };
    rows(0, "engine", {"service", "console", ""}, {"Service", "both"});
    rows(0, "retry_base", {"30s", "1h", "30", ""}, {"0", "61m", "-1", "fast"});
    rows(0, "retry_cap", {"60m", "1h", "5s", ""}, {"61m", "2h", "0", "never"}); // Q319207: at least hourly
    rows(0, "retry_count", {"1", "100", ""}, {"0", "-1", "many", "1.5"});
    rows(0, "transfers", {"1", "64", ""}, {"0", "65"});
    rows(0, "keep_versions", {"1", "3", ""}, {"0"});
    rows(0, "stale_after", {"14d", "1m", ""}, {"0", "soon"});
    rows(0, "timezone", {"UTC", "Europe/Berlin", "US/Eastern", ""}, {"CET-1", "CET-1CEST,M3.5.0/2,M10.5.0/3", "Europe/Atlantis"});
    rows(0, "audit_days", {"0", "365", ""}, {"-1", "1d"});
    rows(0, "message_days", {"0", "90", ""}, {"-1"});
    rows(0, "message_days_error", {"0", "365", ""}, {"-1", "long"});
    rows(1, "path", {"/srv/dp"}, {""});
    rows(1, "groups", {"", "north", "north,south"}, {"north,", "a b", ",north"});
    rows(1, "window", {"always", "Mo-Fr 19:00-06:00", ""}, {"nights", "Mo-Fr 19-06"});
    rows(1, "timezone", {"", "Asia/Kathmandu"}, {"Berlin"});
    rows(1, "rate", {"0", "1M", "512k", "1G", ""}, {"-1", "1MB", "fast", "1.5M"});
    rows(1, "limit", {"0", "100G", ""}, {"-1", "x"});
    rows(1, "verify", {"full", "later", ""}, {"never"});
    rows(1, "validate_every", {"0", "30d", ""}, {"monthly"});
    rows(1, "repair", {"auto", "ask", ""}, {"yes"});
    rows(1, "stall", {"10m", "1s", "1d", ""}, {"0", "2d"});
    rows(1, "retry_cap", {"1h", ""}, {"61m"});
    rows(1, "retry_count", {"5", ""}, {"0"});
    rows(2, "name",
         {"Office", "\xC3\x9C"
                    "bung"},
         {"", "a\nb", "\xE9"});
    rows(2, "source", {"/srv/source"}, {""});
    rows(2, "priority", {"high", "normal", "low", ""}, {"urgent", "High"});
    rows(2, "product_version", {"1.0", ""}, {});
    rows(2, "manufacturer", {"Contoso", ""}, {});
}

void TestSettings::valuesAreTakenOrRefused()
{
    QFETCH(int, which);
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, value);
    QFETCH(bool, right);
    const auto checked = checks[which](key.toStdString(), value.toStdString());
    QCOMPARE(checked.has_value(), right);
    QVERIFY(checked || !checked.error().empty());
}

void TestSettings::theKeysAreThoseOfTheDocument_data()
{
    QTest::addColumn<int>("which");
    QTest::addColumn<QByteArray>("keys");
    QTest::newRow("site") << 0
                          << QByteArray(
                                 "engine retry_base retry_cap retry_count transfers keep_versions stale_after timezone audit_days message_days "
                                 "message_days_error message_days_warning message_days_information message_days_milestone message_days_detail message_days_audit");
    QTest::newRow("DP") << 1
                        << QByteArray("path groups window timezone rate limit verify validate_every repair stall retry_base retry_cap retry_count");
    QTest::newRow("package") << 2 << QByteArray("name source priority product_version manufacturer");
}

void TestSettings::theKeysAreThoseOfTheDocument()
{
    QFETCH(int, which);
    QFETCH(QByteArray, keys);
    QByteArrayList found;
    for (const SettingFacts &facts : factsOf(which)) {
        found.append(QByteArray::fromStdString(facts.key));
        QVERIFY2(!facts.effect.empty(), facts.key.c_str());
    }
    QCOMPARE(found.join(' '), keys);
}

void TestSettings::anUnknownKeyNamesTheKeys_data()
{
    QTest::addColumn<int>("which");
    QTest::newRow("site") << 0;
    QTest::newRow("DP") << 1;
    QTest::newRow("package") << 2;
}

void TestSettings::anUnknownKeyNamesTheKeys()
{
    QFETCH(int, which);
    for (const char *value : {"", "1"}) {
        const auto checked = checks[which]("colour", value);
        QVERIFY(!checked);
        for (const SettingFacts &facts : factsOf(which))
            QVERIFY2(checked.error().find(facts.key) != std::string::npos, facts.key.c_str());
    }
}

void TestSettings::defaultsAreRightAndComeBack()
{
    const SiteSettings plain;
    QCOMPARE(siteSettingsFrom({}), plain);
    QCOMPARE(dpSettingsFrom({}), DpSettings());
    QVERIFY(settingTexts(DpSettings()).empty());
    const auto texts = settingTexts(plain);
    QCOMPARE(texts.size(), siteSettingFacts().size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        QCOMPARE(texts[i].first, siteSettingFacts()[i].key);
        QCOMPARE(texts[i].second, siteSettingFacts()[i].defaultText);
        QVERIFY(checkSiteSetting(texts[i].first, texts[i].second));
    }
    for (const SettingFacts &facts : dpSettingFacts())
        QVERIFY2(facts.defaultText.empty() || checkDpSetting(facts.key, facts.defaultText), facts.key.c_str());
}

void TestSettings::siteSettingsComeBackFromTheirTexts()
{
    SiteSettings settings;
    settings.engineByConsole = true;
    settings.retry = {1500ms, 20min, 7};
    settings.transfers = 3;
    settings.keepVersions = 9;
    settings.staleAfter = std::chrono::days(3);
    settings.timezone = "Europe/Berlin";
    settings.auditFor = std::chrono::days(365);
    settings.messages.all = {};
    settings.messages.by = {{"error", std::chrono::days(365)}, {"detail", Span(0)}};
    const auto texts = settingTexts(settings);
    const std::map<std::string, std::string> stored(texts.begin(), texts.end());
    for (const auto &[key, value] : stored)
        QVERIFY2(checkSiteSetting(key, value), key.c_str());
    QCOMPARE(siteSettingsFrom(stored), settings);
}

void TestSettings::ofTwoSettingsForAMessageTheLongerCounts()
{
    MessageKeeping keeping;
    keeping.all = std::chrono::days(90);
    const auto of = [&keeping](Severity severity, const std::string &type) { return keeping.ruleOf(severity, type); };
    QCOMPARE(of(Severity::Error, "").setting, std::string("message_days"));
    keeping.by["error"] = std::chrono::days(30);
    QCOMPARE(of(Severity::Error, "").span, Span(std::chrono::days(30))); // also where it is shorter than the common one
    keeping.by["audit"] = std::chrono::days(365);
    QCOMPARE(of(Severity::Error, "audit").setting, std::string("message_days_audit"));
    QCOMPARE(of(Severity::Error, "audit").span, Span(std::chrono::days(365)));
    keeping.by["error"] = Span(0);
    QCOMPARE(of(Severity::Error, "audit").setting, std::string("message_days_error")); // for ever is longest
    QCOMPARE(of(Severity::Warning, "detail").setting, std::string("message_days"));
    QCOMPARE(keeping.shortest(), std::optional<Span>(std::chrono::days(90)));
    keeping.all = Span(0);
    keeping.by = {{"error", Span(0)}};
    QVERIFY(!keeping.shortest());
}

void TestSettings::dpSettingsComeBackFromTheirTexts()
{
    DpSettings settings;
    settings.window = Window::parse("Mo-Fr 19:00-06:00").value();
    settings.timezone = "Asia/Kathmandu";
    settings.rate = 1'000'000;
    settings.limit = 1'234'567'890'123;
    settings.verifyLater = true;
    settings.validateEvery = Span(0);
    settings.repairAsks = true;
    settings.stall = 90s;
    settings.retryBase = 1s;
    settings.retryCap = 5min;
    settings.retryCount = 2;
    const auto texts = settingTexts(settings);
    QCOMPARE(texts.size(), std::size_t(11));
    for (const auto &[key, value] : texts)
        QVERIFY2(checkDpSetting(key, value), key.c_str());
    QCOMPARE(dpSettingsFrom(texts), settings);
}

void TestSettings::whatCannotBeReadTakesTheDefault()
{
    QCOMPARE(siteSettingsFrom({{"retry_base", "soon"}, {"transfers", "many"}, {"stale_after", ""}, {"colour", "red"}}), SiteSettings());
    QCOMPARE(dpSettingsFrom({{"window", "nights"}, {"rate", ""}, {"stall", "x"}}), DpSettings());
}

void TestSettings::aDpsOwnRetryPolicyGoesOverTheSites()
{
    SiteSettings site;
    site.retry = {10s, 20min, 5};
    DpSettings dp;
    QCOMPARE(retryPolicyOf(dp, site), site.retry);
    dp.retryBase = 1s;
    dp.retryCount = 9;
    QCOMPARE(retryPolicyOf(dp, site), (RetryPolicy{1s, 20min, 9}));
    dp.retryCap = 2s;
    QCOMPARE(retryPolicyOf(dp, site), (RetryPolicy{1s, 2s, 9}));
}

void TestSettings::spansAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ms"); // -1: refused
    const auto row = [](const char *text, qint64 ms) { QTest::newRow(text) << QByteArray(text) << ms; };
    row("0", 0);
    row("90", 90'000);
    row("90s", 90'000);
    row("15m", 900'000);
    row("4h", 14'400'000);
    row("3d", 259'200'000);
    row("500ms", 500);
    row("", -1);
    row("s", -1);
    row("-1s", -1);
    row("+1s", -1);
    row("1.5h", -1);
    row("1w", -1);
    row("1 s", -1);
    row("1S", -1);
    row("99999999999999999999d", -1);
    row("9223372036854775807d", -1);
}

void TestSettings::spansAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, ms);
    const auto span = parseSpan(text.toStdString());
    QCOMPARE(span ? qint64(span->count()) : -1, ms);
}

void TestSettings::anySpanComesBackFromItsText()
{
    test::SeededRandom random(3);
    for (int i = 0; i < 2000; ++i) {
        const Span span(random.uniform(0, 100'000) * (i % 3 == 0 ? 1 : i % 3 == 1 ? 1000 : 60'000));
        QCOMPARE(parseSpan(spanText(span)), std::optional(span));
    }
    QCOMPARE(spanText(1h), std::string("1h"));
    QCOMPARE(spanText(90min), std::string("90m"));
    QCOMPARE(spanText(Span(0)), std::string("0s"));
}

void TestSettings::bytesAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("bytes"); // -1: refused
    const auto row = [](const char *text, qint64 bytes) { QTest::newRow(text) << QByteArray(text) << bytes; };
    row("0", 0);
    row("1", 1);
    row("1K", 1024);
    row("1k", 1024);
    row("2M", 2 * 1024 * 1024);
    row("3G", 3LL << 30);
    row("", -1);
    row("K", -1);
    row("-1", -1);
    row("1KB", -1);
    row("1.5M", -1);
    row("9999999999G", -1);
}

void TestSettings::bytesAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, bytes);
    QCOMPARE(qint64(parseBytes(text.toStdString()).value_or(-1)), bytes);
}

void TestSettings::timesAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("time"); // empty: refused
    const auto row = [](const char *text, const char *time) { QTest::newRow(text) << QByteArray(text) << QByteArray(time); };
    row("2026-11-20T03:07:52.972Z", "2026-11-20T03:07:52.972Z");
    row("2026-11-20T03:07:52+01:00", "2026-11-20T02:07:52.000Z");
    row("90s", "2026-11-20T11:58:30.000Z");
    row("4h", "2026-11-20T08:00:00.000Z");
    row("3d", "2026-11-17T12:00:00.000Z");
    row("2026-11-20T03:07:52", ""); // no offset
    row("2026-11-20", "");
    row("90", "");
    row("tomorrow", "");
    row("", "");
}

void TestSettings::timesAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, time);
    const auto read = parseTime(text.toStdString(), parseRfc3339("2026-11-20T12:00:00Z").value());
    QCOMPARE(read ? QByteArray::fromStdString(toRfc3339(*read)) : QByteArray(), time);
}

void TestSettings::dpNamesAreJudged_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("right");
    const auto row = [](const QByteArray &name, bool right) { QTest::newRow(name.left(40).constData()) << name << right; };
    row("kiel", true);
    row("Kiel-2.north_1", true);
    row("0", true);
    row(QByteArray(64, 'x'), true);
    row(QByteArray(65, 'y'), false);
    row("", false);
    row(".hidden", false);
    row("-dash", false);
    row("_x", false);
    row("a b", false);
    row("a/b", false);
    row("K\xC3\xB6ln", false);
}

void TestSettings::dpNamesAreJudged()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, right);
    QCOMPARE(isDpName(name.toStdString()), right);
}

void TestSettings::packageNamesAreJudged_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("right");
    QTest::newRow("plain") << QByteArray("Office 97 (SR-2)") << true;
    QTest::newRow("umlauts") << QByteArray("\xC3\x9C"
                                           "bersetzer")
                             << true;
    QTest::newRow("255 characters of two bytes") << QByteArray::fromStdString(repeated("\xC3\xA4", 255)) << true;
    QTest::newRow("256 characters") << QByteArray(256, 'x') << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("newline") << QByteArray("a\nb") << false;
    QTest::newRow("tabulator") << QByteArray("a\tb") << false;
    QTest::newRow("NUL") << QByteArray("a\0b", 3) << false;
    QTest::newRow("right-to-left override") << QByteArray("a\xE2\x80\xAE"
                                                          "b")
                                            << false;
    QTest::newRow("not UTF-8") << QByteArray("\xE9") << false;
}

void TestSettings::packageNamesAreJudged()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, right);
    QCOMPARE(isPackageName(name.toStdString()), right);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
