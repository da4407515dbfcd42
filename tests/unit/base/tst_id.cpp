// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <type_traits>

#include "core/base/id.h"

using namespace cartage;

static_assert(!std::is_convertible_v<PackageId, SiteCode>);
static_assert(!std::is_convertible_v<std::string, PackageId>);

class TestId : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void siteCodesAreTakenInAnyCase_data();
    void siteCodesAreTakenInAnyCase();
    void packageIdsAreTakenInAnyCase_data();
    void packageIdsAreTakenInAnyCase();
    void madeIdsAreRead();
};

void TestId::siteCodesAreTakenInAnyCase_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code"); // empty: refused
    const auto row = [](const char *text, const char *code) { QTest::newRow(text) << QByteArray(text) << QByteArray(code); };
    row("CEN", "CEN");
    row("cen", "CEN");
    row("a1Z", "A1Z");
    row("000", "000");
    row("CE", "");
    row("CENT", "");
    row("C-N", "");
    row("C N", "");
    row("\xC3\x84"
        "B",
        "");
    row("", "");
}

void TestId::siteCodesAreTakenInAnyCase()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    const auto parsed = parseSiteCode(text.toStdString());
    QCOMPARE(parsed ? QByteArray::fromStdString(parsed->value()) : QByteArray(), code);
}

void TestId::packageIdsAreTakenInAnyCase_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("id");
    const auto row = [](const char *text, const char *id) { QTest::newRow(text) << QByteArray(text) << QByteArray(id); };
    row("CEN00001", "CEN00001");
    row("cen0abcd", "CEN0ABCD");
    row("XYZFFFFF", "XYZFFFFF");
    row("CEN0000G", "");
    row("CEN0001", "");
    row("CEN000001", "");
    row("CE-00001", "");
    row("../00001", "");
    row("", "");
}

void TestId::packageIdsAreTakenInAnyCase()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, id);
    const auto parsed = parsePackageId(text.toStdString());
    QCOMPARE(parsed ? QByteArray::fromStdString(parsed->value()) : QByteArray(), id);
}

void TestId::madeIdsAreRead()
{
    for (const std::uint32_t number : {1U, 15U, 16U, 0xABCDEU, 0xFFFFFU}) {
        const PackageId id = makePackageId(SiteCode("CEN"), number);
        QCOMPARE(parsePackageId(id.value()), std::optional(id));
    }
    QCOMPARE(makePackageId(SiteCode("CEN"), 0x1A).value(), std::string("CEN0001A"));
    QVERIFY(makePackageId(SiteCode("CEN"), 1) < makePackageId(SiteCode("CEN"), 2));
}

QTEST_GUILESS_MAIN(TestId)
#include "tst_id.moc"
