// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cerrno>
#include <set>

#include "core/base/error.h"
#include "core/base/result.h"

using namespace cartage;

class TestError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasANameOfItsOwn();
    void spaceIsWaitedForAndRefusalsAreTheOperators();
    void scopesAreFoundByTheirNames();
    void systemErrorsHaveTheirNames();
    void aResultCarriesItsError();
};

void TestError::everyCodeHasANameOfItsOwn()
{
    std::set<std::string_view> names;
    for (const Code code : allCodes()) {
        QCOMPARE(codeFromName(name(code)), std::optional(code));
        names.insert(name(code));
    }
    QCOMPARE(names.size(), allCodes().size());
    QCOMPARE(allCodes().size(), std::size_t(Code::Internal) + 1);
    QVERIFY(!codeFromName(""));
    QVERIFY(!codeFromName("IO_ERROR"));
}

void TestError::spaceIsWaitedForAndRefusalsAreTheOperators()
{
    for (const Code code : allCodes()) {
        const Kind kind = kindOf(code);
        if (kind == Kind::Transient || kind == Kind::NeedsSpace)
            QCOMPARE(resolvesOf(code), Resolves::ByItself);
        if (kind == Kind::Refused || kind == Kind::Invalid || kind == Kind::Usage || kind == Kind::Internal)
            QCOMPARE(resolvesOf(code), Resolves::Operator);
        QVERIFY(!name(kind).empty());
        QVERIFY(!name(resolvesOf(code)).empty());
    }
}

void TestError::scopesAreFoundByTheirNames()
{
    for (const Scope scope : {Scope::Distribution, Scope::Dp, Scope::Package, Scope::Site, Scope::Command})
        QCOMPARE(scopeFromName(name(scope)), std::optional(scope));
    QVERIFY(!scopeFromName("world"));
}

void TestError::systemErrorsHaveTheirNames()
{
    QCOMPARE(systemErrorName(ENOSPC), std::string("ENOSPC"));
    QCOMPARE(systemErrorName(0), std::string());
    QCOMPARE(systemErrorName(99'999), std::string("99999"));
}

void TestError::aResultCarriesItsError()
{
    Error error;
    error.code = Code::Quota;
    const Result<int> failed = failure(error);
    QVERIFY(!failed);
    QCOMPARE(failed.error(), error);
    QCOMPARE(failed.error().kind(), Kind::NeedsSpace);
}

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
