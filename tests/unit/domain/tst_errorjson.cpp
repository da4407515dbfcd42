// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cerrno>

#include "core/domain/errorjson.h"
#include "core/domain/escape.h"

using namespace cartage;

class TestErrorJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeComesBack();
    void allFieldsComeBackWithAnyBytes();
    void theStoredFormIsOneLineOfJson();
    void atMostAThousandNamesAreKept();
    void whatIsNotAnErrorIsRefused_data();
    void whatIsNotAnErrorIsRefused();
};

void TestErrorJson::everyCodeComesBack()
{
    for (const Code code : allCodes()) {
        Error error;
        error.code = code;
        QCOMPARE(errorFromJson(errorToJson(error)), std::optional(error));
    }
}

void TestErrorJson::allFieldsComeBackWithAnyBytes()
{
    Error error;
    error.code = Code::NameNotStorable;
    error.operation = "open";
    error.path = "Gr\xC3\xB6\xC3\x9F"
                 "e/\xE9\n\\x41";
    error.systemError = EINVAL;
    error.scope = Scope::Distribution;
    error.object = "kiel";
    error.names = {"con", std::string("a\0b", 3), "\xFF", ""};
    error.parameters = {{"need", "123"}, {"why", "\"quoted\" \\ \xE9"}};
    QCOMPARE(errorFromJson(errorToJson(error)), std::optional(error));
    for (const Scope scope : {Scope::Distribution, Scope::Dp, Scope::Package, Scope::Site, Scope::Command}) {
        error.scope = scope;
        QCOMPARE(errorFromJson(errorToJson(error)), std::optional(error));
    }
}

void TestErrorJson::theStoredFormIsOneLineOfJson()
{
    Error error;
    error.code = Code::IoError;
    error.path = "a\nb\xE9";
    error.systemError = EIO;
    const std::string json = errorToJson(error);
    QVERIFY(json.find('\n') == std::string::npos);
    QVERIFY(isValidUtf8(json));
    const QJsonObject object = QJsonDocument::fromJson(QByteArray::fromStdString(json)).object();
    QCOMPARE(object[QStringLiteral("code")].toString(), QStringLiteral("io_error"));
    QCOMPARE(object[QStringLiteral("path")].toString(), QStringLiteral("a\\x0Ab\\xE9"));
    QCOMPARE(object[QStringLiteral("errno")].toInt(), EIO);
}

void TestErrorJson::atMostAThousandNamesAreKept()
{
    Error error;
    error.names.assign(1001, "name");
    QCOMPARE(errorFromJson(errorToJson(error))->names.size(), std::size_t(1000));
}

void TestErrorJson::whatIsNotAnErrorIsRefused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("no code") << QByteArray("{}");
    QTest::newRow("unknown code") << QByteArray(R"({"code": "no_such_code"})");
    QTest::newRow("cut") << QByteArray(R"({"code": "io_error")");
}

void TestErrorJson::whatIsNotAnErrorIsRefused()
{
    QFETCH(QByteArray, json);
    QVERIFY(!errorFromJson(json.toStdString()));
}

QTEST_GUILESS_MAIN(TestErrorJson)
#include "tst_errorjson.moc"
