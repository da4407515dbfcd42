// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tasksite.h"

using namespace cartage;
using cartage::test::TaskSite;

/// Questions that operators have, answered in so many steps at the most. Nothing is changed.
class TestFindingTasks : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<TaskSite> m_site;

    [[nodiscard]] test::Operator &op() { return m_site->operate(); }

private Q_SLOTS:
    void initTestCase() { m_site = std::make_unique<TaskSite>(); }
    void cleanupTestCase() { m_site.reset(); }
    void init()
    {
        CAN(op().click(QStringLiteral("Overview")));
        op().begin();
    }

    void whichFileIsBehindTheFailureOfDrivers()
    {
        CAN(op().click(QStringLiteral("Problems")));
        op().begin(); // "at most three steps from Problems"
        CAN(op().doubleClickRow(QStringLiteral("SMP00004")));
        CAN(op().clickRow(QStringLiteral("Drivers 7")));
        CAN(op().click(QStringLiteral("Files")));
        CAN(op().sees(QStringLiteral("net/lan.sys")));
        WITHIN(3);
    }

    void whoStoppedTheRetriesAtKielAndWhy()
    {
        CAN(op().click(QStringLiteral("Activity")));
        CAN(op().sees(QStringLiteral("bruno")));
        CAN(op().clickRow(QStringLiteral("bruno")));
        CAN(op().sees(QStringLiteral("CHG-4471 disk is being replaced")));
        WITHIN(2);
    }
};

QTEST_MAIN(TestFindingTasks)
#include "tst_findingtasks.moc"
