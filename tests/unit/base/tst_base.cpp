// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <set>

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/base/error.h"
#include "core/base/id.h"
#include "core/base/random.h"
#include "core/base/sitekey.h"

using namespace cartage;

namespace {

class JumpingClock final : public Clock
{
public:
    Time wallTime{};
    Span bootTime{};
    [[nodiscard]] Time wall() const override { return wallTime; }
    [[nodiscard]] Span boot() const override { return bootTime; }
};

} // namespace

class TestBase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void digestsAreThoseOfThePublishedVectors()
    {
        // FIPS 180-4 example; XXH3-128 of the empty input as in xxHash's own test suite.
        QCOMPARE(sha256(asBytes("abc")).hex(), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(xxh128(asBytes("")).hex(), std::string("99aa06d3014798d86001c324468d497f"));
    }

    void hashingInPiecesIsHashingAtOnce()
    {
        std::string text;
        for (int i = 0; i < 100'000; ++i)
            text += static_cast<char>(i * 7);
        Sha256Hasher sha;
        Xxh128Hasher xxh;
        for (std::size_t at = 0; at < text.size(); at += 777) {
            sha.add(asBytes(std::string_view(text).substr(at, 777)));
            xxh.add(asBytes(std::string_view(text).substr(at, 777)));
        }
        QCOMPARE(sha.finish().hex(), sha256(asBytes(text)).hex());
        QCOMPARE(xxh.finish().hex(), xxh128(asBytes(text)).hex());
        sha.add(asBytes("abc")); // a hasher that has finished starts anew
        QCOMPARE(sha.finish().hex(), sha256(asBytes("abc")).hex());
    }

    void digestsAreReadBackFromTheirText()
    {
        const Sha256 digest = sha256(asBytes("x"));
        QVERIFY(Sha256::fromHex(digest.hex()) == digest);
        QVERIFY(!Sha256::fromHex(digest.hex().substr(1)));
        QVERIFY(!Sha256::fromHex("g" + digest.hex().substr(1)));
    }

    void timesAreReadInEveryOffset_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc");
        QTest::newRow("UTC") << "2026-11-20T03:07:52.972Z"
                             << "2026-11-20T03:07:52.972Z";
        QTest::newRow("no fraction") << "2026-11-20T03:07:52Z"
                                     << "2026-11-20T03:07:52.000Z";
        QTest::newRow("long fraction") << "2026-11-20T03:07:52.1239Z"
                                       << "2026-11-20T03:07:52.123Z";
        QTest::newRow("east") << "2026-11-20T03:07:52+01:30"
                              << "2026-11-20T01:37:52.000Z";
        QTest::newRow("west, over midnight") << "2026-12-31T23:00:00-02:00"
                                             << "2027-01-01T01:00:00.000Z";
        QTest::newRow("leap day") << "2028-02-29T00:00:00Z"
                                  << "2028-02-29T00:00:00.000Z";
        QTest::newRow("no offset") << "2026-11-20T03:07:52" << QString();
        QTest::newRow("no such day") << "2026-02-29T00:00:00Z" << QString();
        QTest::newRow("no such hour") << "2026-02-20T24:00:00Z" << QString();
        QTest::newRow("rest") << "2026-11-20T03:07:52Zx" << QString();
        QTest::newRow("empty") << "" << QString();
    }
    void timesAreReadInEveryOffset()
    {
        QFETCH(QString, text);
        QFETCH(QString, utc);
        const auto time = parseRfc3339(text.toStdString());
        QCOMPARE(time ? QString::fromStdString(toRfc3339(*time)) : QString(), utc);
    }

    void F63_aWallClockThatJumpsMovesNoEngineTime()
    {
        JumpingClock clock;
        clock.wallTime = *parseRfc3339("2026-11-20T03:00:00Z");
        const EngineTime time(clock);
        clock.bootTime += std::chrono::minutes(1);
        for (const auto years : {-10, 10}) {
            clock.wallTime = *parseRfc3339("2026-11-20T03:00:00Z") + std::chrono::days(365 * years);
            QCOMPARE(toRfc3339(time.now()), std::string("2026-11-20T03:01:00.000Z"));
            QVERIFY(std::chrono::abs(time.parted()) > std::chrono::minutes(5));
        }
    }

    void idsAreTakenInAnyCaseAndKeptInUpperCase()
    {
        QCOMPARE(parsePackageId("cen0000a")->value(), std::string("CEN0000A"));
        QCOMPARE(makePackageId(SiteCode("CEN"), 0x2B).value(), std::string("CEN0002B"));
        for (const char *wrong : {"CEN0000", "CEN0000G", "CE-00001", "CEN000012", ""})
            QVERIFY2(!parsePackageId(wrong), wrong);
        QCOMPARE(parseSiteCode("c3n")->value(), std::string("C3N"));
        QVERIFY(!parseSiteCode("CE"));
        QVERIFY(!parseSiteCode("CE_"));
    }

    void everyCodeHasANameOfItsOwn()
    {
        std::set<std::string_view> names;
        for (const Code code : allCodes()) {
            QVERIFY(names.insert(name(code)).second);
            QVERIFY(codeFromName(name(code)) == code);
        }
        QVERIFY(!codeFromName("no_such_code"));
        QCOMPARE(systemErrorName(28), std::string("ENOSPC"));
    }

    void randomNumbersStayInTheirRangeAndReachItsEnds()
    {
        SystemRandom random;
        std::set<std::int64_t> seen;
        for (int i = 0; i < 2000; ++i)
            seen.insert(random.uniform(-3, 4));
        QCOMPARE(*seen.begin(), -3);
        QCOMPARE(*seen.rbegin(), 4);
        QCOMPARE(seen.size(), 8U);
        QCOMPARE(random.hex(16).size(), 32U);
        QVERIFY(random.hex(16) != random.hex(16));
    }

    void everySiteKeyIsAnother()
    {
        SystemRandom random;
        const SiteKey one = makeSiteKey(random);
        const SiteKey other = makeSiteKey(random);
        QVERIFY(one.keyId != other.keyId);
        QCOMPARE(one.keyId.size(), 16U);
        QCOMPARE(one.publicKey.size(), 44U);
        QVERIFY(one.privateKeyPem.starts_with("-----BEGIN PRIVATE KEY-----"));
    }
};

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
