// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QByteArray>
#include <QTest>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <memory>

#include "core/base/digest.h"
#include "core/base/sitekey.h"
#include "tests/support/seededrandom.h"

using namespace cartage;

class TestSiteKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thePrivateKeyIsThatOfThePublicOne();
    void theKeyIdIsTheHashOfThePublicKey();
    void keysDifferAsTheirRandomBytesDo();
    void aSignatureHoldsForItsBytesAndItsKeyAlone();
    void whatIsNoKeyIsRefused();
};

void TestSiteKey::thePrivateKeyIsThatOfThePublicOne()
{
    test::SeededRandom random;
    const SiteKey key = makeSiteKey(random);
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new_mem_buf(key.privateKeyPem.data(), int(key.privateKeyPem.size())), BIO_free);
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> read(PEM_read_bio_PrivateKey(memory.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
    QVERIFY(read);
    QCOMPARE(EVP_PKEY_get_id(read.get()), EVP_PKEY_ED25519);
    std::array<unsigned char, 32> raw{};
    std::size_t size = raw.size();
    QCOMPARE(EVP_PKEY_get_raw_public_key(read.get(), raw.data(), &size), 1);
    QCOMPARE(QByteArray::fromStdString(key.publicKey), QByteArray(reinterpret_cast<const char *>(raw.data()), 32).toBase64());
}

void TestSiteKey::theKeyIdIsTheHashOfThePublicKey()
{
    test::SeededRandom random;
    const SiteKey key = makeSiteKey(random);
    const QByteArray raw = QByteArray::fromBase64(QByteArray::fromStdString(key.publicKey));
    QCOMPARE(raw.size(), qsizetype(32));
    QCOMPARE(key.keyId, sha256(asBytes(raw.toStdString())).hex().substr(0, 16));
}

void TestSiteKey::keysDifferAsTheirRandomBytesDo()
{
    test::SeededRandom one(1);
    test::SeededRandom same(1);
    test::SeededRandom other(2);
    const SiteKey key = makeSiteKey(one);
    QCOMPARE(makeSiteKey(same).publicKey, key.publicKey);
    QVERIFY(makeSiteKey(other).publicKey != key.publicKey);
    QVERIFY(makeSiteKey(one).keyId != key.keyId);
}

void TestSiteKey::aSignatureHoldsForItsBytesAndItsKeyAlone()
{
    test::SeededRandom random;
    const SiteKey mine = makeSiteKey(random);
    const SiteKey other = makeSiteKey(random);
    const auto signer = SigningKey::fromPem(mine.privateKeyPem);
    QVERIFY(signer);
    QCOMPARE(signer->publicKey(), mine.publicKey);
    const std::string text = "instruction";
    Signature signature = signer->sign(asBytes(text));
    QVERIFY(isSignedBy(mine.publicKey, asBytes(text), signature));
    QVERIFY(!isSignedBy(other.publicKey, asBytes(text), signature));
    QVERIFY(!isSignedBy(mine.publicKey, asBytes(std::string_view("instructions")), signature));
    QVERIFY(Signature::fromHex(signature.hex()) == signature);
    signature.bytes[17] ^= 1U;
    QVERIFY(!isSignedBy(mine.publicKey, asBytes(text), signature));
}

void TestSiteKey::whatIsNoKeyIsRefused()
{
    test::SeededRandom random;
    const SiteKey key = makeSiteKey(random);
    QVERIFY(keyIdOf(key.publicKey) == key.keyId);
    for (const std::string &wrong : {std::string(), key.publicKey + "A", key.publicKey.substr(1), " " + key.publicKey.substr(1), std::string(44, '*'),
                                     key.publicKey.substr(0, 43) + "A"}) {
        QVERIFY(!keyIdOf(wrong));
        QVERIFY(!isSignedBy(wrong, {}, Signature()));
    }
    QVERIFY(!SigningKey::fromPem(""));
    QVERIFY(!SigningKey::fromPem(key.publicKey));
    QVERIFY(!SigningKey::fromPem(key.privateKeyPem.substr(0, 60)));
}

QTEST_GUILESS_MAIN(TestSiteKey)
#include "tst_sitekey.moc"
