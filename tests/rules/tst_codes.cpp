// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QMap>
#include <QTest>

#include "core/base/error.h"

using namespace cartage;

namespace {

struct Row {
    QString kind;
    QString resolves;
};

QString text(std::string_view view)
{
    return QString::fromUtf8(view.data(), qsizetype(view.size()));
}

/// The table of docs/codes.md: code -> row. Rows with four cells are codes, those with two are notes.
QMap<QString, Row> documentedCodes()
{
    QMap<QString, Row> rows;
    QFile file(QStringLiteral(CARTAGE_SOURCE_DIR "/docs/codes.md"));
    if (!file.open(QIODevice::ReadOnly))
        return rows;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        const QStringList cells = line.split(QLatin1Char('|'));
        if (cells.size() != 6 || !cells[1].trimmed().startsWith(QLatin1Char('`')))
            continue;
        rows[cells[1].trimmed().remove(QLatin1Char('`'))] = {cells[2].trimmed(), cells[3].trimmed()};
    }
    return rows;
}

} // namespace

/// docs/codes.md and the program name the same codes, kinds and who resolves them.
class TestCodes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeStandsInTheDocumentAsItIs_data();
    void everyCodeStandsInTheDocumentAsItIs();
    void everyDocumentedCodeExists();
    void aCodeIsFoundByItsName();
};

void TestCodes::everyCodeStandsInTheDocumentAsItIs_data()
{
    QTest::addColumn<int>("code");
    for (const Code code : allCodes())
        QTest::newRow(std::string(name(code)).c_str()) << int(code);
}

void TestCodes::everyCodeStandsInTheDocumentAsItIs()
{
    QFETCH(int, code);
    static const QMap<QString, Row> rows = documentedCodes();
    const QString key = text(name(Code(code)));
    QVERIFY2(rows.contains(key), "docs/codes.md has no row for it");
    QCOMPARE(rows[key].kind, text(name(kindOf(Code(code)))));
    QCOMPARE(rows[key].resolves, text(name(resolvesOf(Code(code)))));
}

void TestCodes::everyDocumentedCodeExists()
{
    const QMap<QString, Row> rows = documentedCodes();
    QCOMPARE(rows.size(), qsizetype(allCodes().size()));
    for (auto row = rows.begin(); row != rows.end(); ++row)
        QVERIFY2(codeFromName(row.key().toStdString()), qPrintable(row.key() + QStringLiteral(" is no code")));
}

void TestCodes::aCodeIsFoundByItsName()
{
    for (const Code code : allCodes())
        QCOMPARE(codeFromName(name(code)), std::optional(code));
    QVERIFY(!codeFromName("no_such_code"));
}

QTEST_GUILESS_MAIN(TestCodes)
#include "tst_codes.moc"
