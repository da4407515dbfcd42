// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include "core/engine/pathcover.h"
#include "core/engine/supportbundle.h"
#include "operatorsite.h"

using namespace cartage;
using namespace cartage::engine;
using cartage::test::OperatorSite;

/// What leaves the house for support: whole, readable by others' programs, and without what was not to go with it.
class TestSupportBundle : public QObject
{
    Q_OBJECT

private:
    std::atomic<bool> m_never{false};

    /// A site with a package whose copy to kiel fails at a file of a telling name.
    static void fill(OperatorSite &site)
    {
        site.write("src/office/secret-plan.txt", QByteArray(3000, 's'));
        const PackageId office = site.addPackage("office");
        for (const char *each : {"berlin", "kiel"})
            site.addDp(each);
        site.distribute(office, {{}, {}, true});
        site.setRow(office, "kiel", [](Distribution &row) {
            Error error;
            error.code = Code::DpPermission;
            error.operation = "open";
            error.path = "secret-plan.txt";
            row.error = error;
            row.state = State::Blocked;
        });
        site.write("site/log/cartage.log", "[2026-11-21] [Engine] [info] opened path=" + QByteArray::fromStdString(site.path("site")) + "\n");
    }
    /// Unpacked by another program: name -> bytes.
    [[nodiscard]] static std::map<std::string, QByteArray> unpacked(const std::string &file)
    {
        QProcess python;
        python.start(QStringLiteral("python3"), {QStringLiteral("-c"),
                                                 QStringLiteral("import sys, zipfile, json, base64\n"
                                                                "z = zipfile.ZipFile(sys.argv[1])\n"
                                                                "assert z.testzip() is None\n"
                                                                "print(json.dumps({n: base64.b64encode(z.read(n)).decode() for n in z.namelist()}))"),
                                                 QString::fromStdString(file)});
        std::map<std::string, QByteArray> parts;
        if (!python.waitForFinished() || python.exitCode() != 0)
            return parts;
        const QJsonObject found = QJsonDocument::fromJson(python.readAllStandardOutput()).object();
        for (auto each = found.begin(); each != found.end(); ++each)
            parts[each.key().toStdString()] = QByteArray::fromBase64(each.value().toString().toLatin1());
        return parts;
    }

private Q_SLOTS:
    void whatIsInItIsWhatWasSaidBefore()
    {
        OperatorSite site;
        fill(site);
        BundleWish wish;
        wish.file = site.path("bundle.zip");
        const auto announced = bundleContents(*site.site, wish);
        QVERIFY(announced);
        std::vector<BundlePart> told;
        const auto written = writeBundle(*site.site, *site.transport, wish, [&told](BundlePart part) { told.push_back(part); }, m_never);
        QVERIFY(written);
        const auto parts = unpacked(wish.file);
        QCOMPARE(parts.size(), written->size());
        for (const BundleEntry &entry : *announced) {
            if (entry.part == BundlePart::Log) {
                QCOMPARE(parts.count("log/cartage.log"), std::size_t(1));
                continue;
            }
            QVERIFY2(parts.count(entry.name) == 1, entry.name.c_str());
            if (entry.count)
                QVERIFY2(parts.at(entry.name).count('\n') == *entry.count, entry.name.c_str());
        }
        QVERIFY(std::find(told.begin(), told.end(), BundlePart::Check) != told.end());
        for (const auto &[name, bytes] : parts) {
            QVERIFY2(!bytes.contains(QByteArray(20, 's')), name.c_str());
            QVERIFY2(!bytes.contains("PRIVATE"), name.c_str());
        }
        QVERIFY(parts.at("attempts.jsonl").contains("secret-plan.txt"));
        QVERIFY(QJsonDocument::fromJson(parts.at("settings.json")).object().value(QStringLiteral("dps")).toObject().contains(QStringLiteral("kiel")));
    }

    void pathsCanBeLeftOut()
    {
        OperatorSite site;
        fill(site);
        BundleWish wish;
        wish.file = site.path("bundle.zip");
        wish.leaveOutPaths = true;
        QVERIFY(writeBundle(*site.site, *site.transport, wish, {}, m_never));
        const auto parts = unpacked(wish.file);
        QVERIFY(parts.size() > 10);
        const QByteArray root = QByteArray::fromStdString(site.path(""));
        for (const auto &[name, bytes] : parts) {
            QVERIFY2(!bytes.contains(root), name.c_str());
            QVERIFY2(!bytes.contains("secret-plan"), name.c_str());
        }
        QVERIFY(parts.at("dps.jsonl").contains("kiel"));
        QVERIFY(parts.at("problems.jsonl").contains("dp_permission"));
    }

    void aFileThatIsCalledLikeAWordLeavesWordsAlone()
    {
        PathCover cover;
        cover.know("a");
        cover.know("/srv/dps/kiel", "<dp kiel>");
        QCOMPARE(cover.cover(QStringLiteral("open of a failed at /srv/dps/kiel/x: what a day")), QStringLiteral("open of <path> failed at <dp kiel><path>: what <path> day"));
        QCOMPARE(cover.cover(QStringLiteral("a table was marked")), QStringLiteral("<path> table was marked"));
    }

    void aBundleThatWasStoppedIsNotThere()
    {
        OperatorSite site;
        fill(site);
        std::atomic<bool> stop{false};
        BundleWish wish;
        wish.file = site.path("bundle.zip");
        const auto written = writeBundle(*site.site, *site.transport, wish, [&stop](BundlePart part) { stop = part == BundlePart::Problems; }, stop);
        QVERIFY(!written);
        QVERIFY(!site.exists("bundle.zip"));
        QCOMPARE(QDir(QString::fromStdString(site.path(""))).entryList({QStringLiteral("*.new")}, QDir::Files | QDir::Hidden), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestSupportBundle)
#include "tst_supportbundle.moc"
