// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>

#include "core/engine/exporting.h"
#include "core/engine/json.h"
#include "operatorsite.h"

using namespace cartage;
using namespace cartage::engine;
using cartage::test::OperatorSite;

/// Lists as files: form, completeness, and what lies under the name when something goes wrong.
class TestExporting : public QObject
{
    Q_OBJECT

private:
    std::atomic<bool> m_never{false};

    [[nodiscard]] static QList<QByteArray> lines(const QByteArray &bytes, const QByteArray &end)
    {
        QList<QByteArray> found;
        qsizetype from = 0;
        for (qsizetype at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, from)) {
            found << bytes.mid(from, at - from);
            from = at + end.size();
        }
        return found;
    }
    [[nodiscard]] static ListQuery all(ListKind kind)
    {
        ListQuery query;
        query.list = kind;
        query.order = ListOrder::ByPackage;
        if (kind == ListKind::Messages || kind == ListKind::Activity)
            query.order = ListOrder::ByTime;
        return query;
    }
    static void fill(OperatorSite &site)
    {
        const PackageId office = site.addPackage("office"), reader = site.addPackage("reader");
        for (const char *each : {"berlin", "kiel"})
            site.addDp(each);
        QVERIFY(distribute(*site.site, {office, reader}, {{}, {}, true}, OperatorSite::intent("distribute")));
    }

private Q_SLOTS:
    void whatASpreadsheetWouldCalculateIsText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cell");
        QTest::newRow("plain") << "berlin" << "berlin";
        QTest::newRow("formula") << "=1+2" << "'=1+2";
        QTest::newRow("plus") << "+49" << "'+49";
        QTest::newRow("minus") << "-5" << "'-5";
        QTest::newRow("at") << "@SUM(A1)" << "'@SUM(A1)";
        QTest::newRow("tab") << "\tx" << "'\tx";
        QTest::newRow("return") << "\rx" << "\"'\rx\"";
        QTest::newRow("later") << "a=b" << "a=b";
        QTest::newRow("quotes") << "a \"b\"" << "\"a \"\"b\"\"\"";
        QTest::newRow("comma") << "a, b" << "\"a, b\"";
        QTest::newRow("lines") << "a\nb" << "\"a\nb\"";
        QTest::newRow("quoted formula") << "=HYPERLINK(\"x\",1)" << "\"'=HYPERLINK(\"\"x\"\",1)\"";
        QTest::newRow("empty") << "" << "";
    }
    void whatASpreadsheetWouldCalculateIsText()
    {
        QFETCH(QString, text);
        QFETCH(QString, cell);
        QCOMPARE(QString::fromStdString(csvCell(text.toStdString())), cell);
    }

    void fieldsOfFieldsAndListsAreCells()
    {
        const QJsonObject row{{QStringLiteral("dp"), QStringLiteral("kiel")},
                              {QStringLiteral("files"), 12},
                              {QStringLiteral("mixed"), false},
                              {QStringLiteral("groups"), QJsonArray{QStringLiteral("north"), QStringLiteral("=south")}},
                              {QStringLiteral("held"), QJsonValue::Null},
                              {QStringLiteral("error"), QJsonObject{{QStringLiteral("code"), QStringLiteral("no_space")}}}};
        QCOMPARE(csvLine({"dp", "files", "mixed", "groups", "held.by", "error.code"}, row), std::string("kiel,12,false,north; =south,,no_space\r\n"));
    }

    void everyColumnIsAFieldOfItsRows()
    {
        OperatorSite site;
        fill(site);
        for (const ListKind kind : {ListKind::Distributions, ListKind::Packages, ListKind::Dps, ListKind::Messages, ListKind::Activity}) {
            QVERIFY(exportList(*site.site, all(kind), ExportForm::JsonLines, site.path("out.jsonl"), {}, m_never));
            const QList<QByteArray> written = lines(site.read("out.jsonl"), "\n");
            QVERIFY(!written.isEmpty());
            const QJsonObject row = QJsonDocument::fromJson(written.front()).object();
            for (const std::string &column : exportColumns(kind))
                QVERIFY2(row.contains(QString::fromStdString(column).section(QLatin1Char('.'), 0, 0)), column.c_str());
        }
    }

    void aFilterChoosesTheRows()
    {
        OperatorSite site;
        fill(site);
        ListQuery query = all(ListKind::Distributions);
        query.filter = {{{"dp", "kiel", false}}, {}};
        const auto count = exportList(*site.site, query, ExportForm::Csv, site.path("out.csv"), {}, m_never);
        QVERIFY(count);
        QCOMPARE(*count, 2);
        const QByteArray bytes = site.read("out.csv");
        QVERIFY(bytes.startsWith("\xEF\xBB\xBFpackage,name,dp,"));
        const QList<QByteArray> written = lines(bytes, "\r\n");
        QCOMPARE(written.size(), 3);
        QVERIFY(written[1].contains(",office,kiel,CEN,waiting,"));
        QVERIFY(written[2].contains(",reader,kiel,CEN,waiting,"));
        query.list = ListKind::Dps;
        query.filter = {};
        QCOMPARE(*exportList(*site.site, query, ExportForm::PlainCsv, site.path("dps.csv"), {}, m_never), 2);
        QVERIFY(site.read("dps.csv").startsWith("dp,path,"));
    }

    void aLineIsWhatTheCommandLinePrints()
    {
        OperatorSite site;
        fill(site);
        QVERIFY(exportList(*site.site, all(ListKind::Distributions), ExportForm::JsonLines, site.path("out.jsonl"), {}, m_never));
        QList<QByteArray> expected;
        QVERIFY(eachDistribution(*site.site, {}, [&](const DistributionView &view) { expected << QJsonDocument(toJson(view)).toJson(QJsonDocument::Compact); }));
        QCOMPARE(lines(site.read("out.jsonl"), "\n"), expected);
    }

    void whatWasThereIsReplacedOnlyByAWholeFile()
    {
        OperatorSite site;
        fill(site);
        site.write("out.csv", "of yesterday");
        std::atomic<bool> stop{false};
        std::vector<RowId> rows;
        const auto shape = listShape(*site.site, all(ListKind::Messages), m_never);
        QVERIFY(shape);
        while (rows.size() < 1000) // several pages
            rows.insert(rows.end(), shape->rows.begin(), shape->rows.end());
        std::int64_t told = 0;
        const auto stopped = exportRows(*site.site, ListKind::Messages, rows, ExportForm::Csv, site.path("out.csv"), [&](std::int64_t done, std::int64_t of) {
            QCOMPARE(of, static_cast<std::int64_t>(rows.size()));
            told = done;
            stop = true;
        }, stop);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, Code::Interrupted);
        QVERIFY(told > 0);
        QCOMPARE(site.read("out.csv"), QByteArray("of yesterday"));
        QCOMPARE(QDir(QString::fromStdString(site.path(""))).entryList({QStringLiteral("*.new")}, QDir::Files | QDir::Hidden), QStringList());
        QVERIFY(exportRows(*site.site, ListKind::Messages, rows, ExportForm::Csv, site.path("out.csv"), {}, m_never));
        QCOMPARE(lines(site.read("out.csv"), "\r\n").size(), static_cast<qsizetype>(rows.size()) + 1);
    }

    void whatCannotBeWrittenIsSaid()
    {
        OperatorSite site;
        fill(site);
        const auto absent = exportList(*site.site, all(ListKind::Dps), ExportForm::Csv, site.path("nowhere/out.csv"), {}, m_never);
        QVERIFY(!absent);
        QCOMPARE(absent.error().code, Code::NotFound);
        site.makeFolder("out.csv");
        const auto folder = exportList(*site.site, all(ListKind::Dps), ExportForm::Csv, site.path("out.csv"), {}, m_never);
        QVERIFY(!folder);
        QCOMPARE(folder.error().code, Code::Exists);
        const auto full = exportList(*site.site, all(ListKind::Dps), ExportForm::Csv, "/dev/full/out.csv", {}, m_never);
        QVERIFY(!full);
        QVERIFY(!adviseOn(full.error()).text.empty());
    }
};

QTEST_GUILESS_MAIN(TestExporting)
#include "tst_exporting.moc"
