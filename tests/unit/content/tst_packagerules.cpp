// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/content/packagerules.h"

using namespace cartage::content;
using namespace std::string_literals;

class PackageRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNameThatIsNoPlainComponentIsRefused_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char *tag, const std::string &path, bool allowed) {
            QTest::newRow(tag) << QByteArray(path.data(), static_cast<int>(path.size())) << allowed;
        };
        row("F44 plain", "a/b.txt", true);
        row("F44 empty", "", false);
        row("F44 parent", "../a", false);
        row("F44 parent inside", "a/../b", false);
        row("F44 dot", "a/./b", false);
        row("F44 absolute", "/a", false);
        row("F44 empty component", "a//b", false);
        row("F44 slash at the end", "a/", false);
        row("F44 NUL", "a\0b"s, false);
        row("F44 three dots", "a/.../b", true);
        row("F48 255 bytes", std::string(255, 'x'), true);
        row("F48 256 bytes", "d/" + std::string(256, 'x'), false);
        row("F49 not UTF-8", "\xff\xfe", true);
    }
    void aNameThatIsNoPlainComponentIsRefused()
    {
        QFETCH(QByteArray, path);
        QFETCH(bool, allowed);
        QCOMPARE(isPackagePath(std::string_view(path.constData(), static_cast<std::size_t>(path.size()))), allowed);
    }

    void F45_aLinkThatLeavesThePackageIsRefused_data()
    {
        using Links = QList<QPair<QString, QString>>;
        QTest::addColumn<Links>("links");
        QTest::addColumn<QStringList>("refused");
        const auto row = [](const char *tag, const Links &links, const QStringList &refused) { QTest::newRow(tag) << links << refused; };
        const auto text = [](const char *latin) { return QString::fromLatin1(latin); };
        row("beside", {{text("a/l"), text("b")}}, {});
        row("to the top", {{text("a/l"), text("..")}}, {});
        row("above the top", {{text("a/l"), text("../..")}}, {text("a/l")});
        row("above and back", {{text("l"), text("../p/x")}}, {text("l")});
        row("absolute", {{text("l"), text("/etc/passwd")}}, {text("l")});
        row("empty", {{text("l"), QString()}}, {text("l")});
        row("down and out by its text", {{text("l"), text("a/../../x")}}, {text("l")});
        row("by a second link", {{text("d/e/down"), text("../../d")}, {text("l"), text("d/e/down/../../x")}}, {text("l")});
        row("by a link to the top", {{text("a/b/top"), text("../..")}, {text("l"), text("a/b/top/../x")}}, {text("l")});
        row("a chain of three", {{text("a/one"), text("../b/two")}, {text("b/two"), text("../c/three")}, {text("c/three"), text("../..")}},
            {text("a/one"), text("b/two"), text("c/three")});
        row("a circle leads nowhere", {{text("a"), text("b")}, {text("b"), text("a")}}, {});
        row("to what is not there", {{text("l"), text("missing/x")}}, {});
        row("dots and slashes", {{text("a/l"), text(".//.././b")}}, {});
        row("too long", {{text("l"), QString(4096, QLatin1Char('x'))}}, {text("l")});
    }
    void F45_aLinkThatLeavesThePackageIsRefused()
    {
        using Links = QList<QPair<QString, QString>>;
        QFETCH(Links, links);
        QFETCH(QStringList, refused);
        PackageLinks package;
        for (const auto &[path, target] : links) {
            package.add(path.toStdString(), target.toStdString());
        }
        QStringList found;
        for (const std::string &path : package.refused()) {
            found << QString::fromStdString(path);
        }
        QCOMPARE(found, refused);
    }

    void aCircleThatGrowsEnds()
    {
        PackageLinks package;
        package.add("a", "a/a/a/a/a/a/a/a");
        QVERIFY(package.refused().empty());
    }
};

QTEST_APPLESS_MAIN(PackageRulesTest)
#include "tst_packagerules.moc"
