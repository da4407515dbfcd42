// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QTest>

#include "core/base/digest.h"
#include "tests/support/seededrandom.h"

using namespace cartage;

class TestDigest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownValuesOfSha256_data();
    void knownValuesOfSha256();
    void knownValuesOfXxh3();
    void anyPartitionGivesTheSameDigest();
    void oneHasherHashesOneThingAfterAnother();
    void digestsComeBackFromTheirHexadecimalForm();
    void whatIsNoDigestIsRefused_data();
    void whatIsNoDigestIsRefused();
};

void TestDigest::knownValuesOfSha256_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("hash"); // FIPS 180-4
    QTest::newRow("empty") << QByteArray() << QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    QTest::newRow("abc") << QByteArray("abc") << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QTest::newRow("56 bytes") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                              << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

void TestDigest::knownValuesOfSha256()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, hash);
    QCOMPARE(QByteArray::fromStdString(sha256(asBytes(text.toStdString())).hex()), hash);
}

void TestDigest::knownValuesOfXxh3()
{
    QCOMPARE(xxh128({}).hex(), std::string("99aa06d3014798d86001c324468d497f")); // the specification's test vector, seed 0
}

void TestDigest::anyPartitionGivesTheSameDigest()
{
    test::SeededRandom random(11);
    std::string data(300'000, '\0');
    random.fill(std::as_writable_bytes(std::span(data)));
    const Sha256 whole = sha256(asBytes(data));
    const Xxh128 fast = xxh128(asBytes(data));
    QCOMPARE(QByteArray::fromStdString(whole.hex()),
             QCryptographicHash::hash(QByteArray::fromRawData(data.data(), qsizetype(data.size())), QCryptographicHash::Sha256).toHex());
    Sha256Hasher slowHasher;
    Xxh128Hasher fastHasher;
    for (int round = 0; round < 20; ++round) {
        for (std::size_t at = 0; at < data.size();) {
            const auto count = std::min(data.size() - at, std::size_t(random.uniform(0, 50'000)));
            slowHasher.add(asBytes(std::string_view(data).substr(at, count)));
            fastHasher.add(asBytes(std::string_view(data).substr(at, count)));
            at += count;
        }
        QCOMPARE(slowHasher.finish(), whole);
        QCOMPARE(fastHasher.finish(), fast);
    }
}

void TestDigest::oneHasherHashesOneThingAfterAnother()
{
    Sha256Hasher slow;
    Xxh128Hasher fast;
    for (const char *text : {"one", "two", "", "one"}) {
        slow.add(asBytes(text));
        fast.add(asBytes(text));
        QCOMPARE(slow.finish(), sha256(asBytes(text)));
        QCOMPARE(fast.finish(), xxh128(asBytes(text)));
    }
}

void TestDigest::digestsComeBackFromTheirHexadecimalForm()
{
    const Sha256 digest = sha256(asBytes("abc"));
    QCOMPARE(Sha256::fromHex(digest.hex()), std::optional(digest));
    const Xxh128 fast = xxh128(asBytes("abc"));
    QCOMPARE(Xxh128::fromHex(fast.hex()), std::optional(fast));
    QVERIFY(std::hash<Sha256>()(digest) != std::hash<Sha256>()(sha256({})));
}

void TestDigest::whatIsNoDigestIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("short") << QByteArray(63, '0');
    QTest::newRow("long") << QByteArray(65, '0');
    QTest::newRow("another letter") << QByteArray(63, '0') + 'g';
    QTest::newRow("a blank") << QByteArray(63, '0') + ' ';
}

void TestDigest::whatIsNoDigestIsRefused()
{
    QFETCH(QByteArray, text);
    QVERIFY(!Sha256::fromHex(text.toStdString()));
}

QTEST_GUILESS_MAIN(TestDigest)
#include "tst_digest.moc"
