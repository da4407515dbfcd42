// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <set>

#include "core/inbox/inboxname.h"
#include "tests/support/seededrandom.h"

using namespace cartage;
using namespace cartage::inbox;

namespace {
const std::string someSender = "0123456789abcdef0123456789abcdef";
}

class TestInboxName final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNameIsReadAsItWasMade()
    {
        test::SeededRandom random(7);
        const InboxName made = makeStatusName(someSender, random);
        QCOMPARE(made.kind, std::string("status"));
        QCOMPARE(made.sender, someSender);
        QCOMPARE(made.extension, std::string("msg"));
        QVERIFY(parseInboxName(made.text()) == made);
    }

    void namesOfOneSenderAreAllDifferent()
    {
        SystemRandom random;
        std::set<std::string> names;
        for (int i = 0; i < 1000; ++i)
            names.insert(makeStatusName(someSender, random).text());
        QCOMPARE(names.size(), std::size_t(1000));
    }

    void whatIsNoNameIsNotTaken_data()
    {
        const std::string good = "status-" + someSender + "-" + someSender + ".msg";
        QTest::addColumn<QByteArray>("name");
        const auto row = [](const char *why, const std::string &name) { QTest::newRow(why) << QByteArray(name.data(), static_cast<qsizetype>(name.size())); };
        row("empty", "");
        row("one word", "status");
        row("no kind", good.substr(6));
        row("kind too long", "abcdefghijklmnopq" + good.substr(6));
        row("kind with a capital", "S" + good.substr(1));
        row("sender in capitals", "status-0123456789ABCDEF0123456789abcdef-" + someSender + ".msg");
        row("random too short", "status-" + someSender + "-" + someSender.substr(1) + ".msg");
        row("random too long", "status-" + someSender + "-" + someSender + "0.msg");
        row("no extension", "status-" + someSender + "-" + someSender);
        row("empty extension", "status-" + someSender + "-" + someSender + ".");
        row("a path", "status-" + someSender + "-" + someSender + ".msg/x");
        row("NUL", good + std::string(1, '\0'));
        row("hidden", "." + good);
    }
    void whatIsNoNameIsNotTaken()
    {
        QFETCH(QByteArray, name);
        QVERIFY(!parseInboxName(name.toStdString()));
    }
};

QTEST_APPLESS_MAIN(TestInboxName)
#include "tst_inboxname.moc"
