// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/order.h"

using namespace cartage;
using namespace std::chrono_literals;

namespace {

constexpr Time now = Time(std::chrono::seconds(1'800'000'000));

}

class TestOrder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneIsShownBesideItsRowWhileItIsUnderWayAndForADay()
    {
        SiteOrder order;
        order.askedAt = now;
        QVERIFY(currentOrder(order, now + 30 * 24h).has_value());
        order.doneAt = now + 1h;
        QVERIFY(currentOrder(order, now + 1h + orderShownBeside - 1ms).has_value());
        QVERIFY(!currentOrder(order, now + 1h + orderShownBeside).has_value());
        order.doneAt = now + 10 * 365 * 24h; // a clock that is ahead
        QVERIFY(currentOrder(order, now + 23h).has_value());
        QVERIFY(!currentOrder(order, now + 24h).has_value());
        QVERIFY(!currentOrder(std::nullopt, now).has_value());
    }
};

QTEST_GUILESS_MAIN(TestOrder)
#include "tst_order.moc"
