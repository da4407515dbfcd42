// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <algorithm>

#include "core/domain/retrypolicy.h"
#include "tests/support/seededrandom.h"

using namespace cartage;
using namespace std::chrono_literals;

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void delaysLieWithinTheirBounds_data();
    void delaysLieWithinTheirBounds();
    void Q319207_noDelayIsLongerThanAnHour();
    void delaysAreSpreadOverTheWholeRange();
    void aBaseOverTheCapIsTheCap();
    void triesAreUsedUpAtTheLastOne();
    void probesDoubleUpToTenMinutes();
};

void TestRetryPolicy::delaysLieWithinTheirBounds_data()
{
    QTest::addColumn<int>("failure");
    QTest::addColumn<qint64>("longest");
    QTest::newRow("1st") << 1 << qint64(90'000);
    QTest::newRow("2nd") << 2 << qint64(270'000);
    QTest::newRow("3rd") << 3 << qint64(810'000);
    QTest::newRow("4th") << 4 << qint64(2'430'000);
    QTest::newRow("5th") << 5 << qint64(3'600'000);
    QTest::newRow("99th") << 99 << qint64(3'600'000);
    QTest::newRow("2147483647th") << 2147483647 << qint64(3'600'000);
}

void TestRetryPolicy::delaysLieWithinTheirBounds()
{
    QFETCH(int, failure);
    QFETCH(qint64, longest);
    test::SeededRandom random(42);
    const RetryPolicy policy;
    for (int i = 0; i < 5000; ++i) {
        const Span delay = policy.delay(failure, random);
        QVERIFY(delay >= 30s);
        QVERIFY(delay.count() <= longest);
    }
}

void TestRetryPolicy::Q319207_noDelayIsLongerThanAnHour()
{
    test::SeededRandom random(319207);
    for (int i = 0; i < 20'000; ++i) {
        RetryPolicy policy;
        policy.base = Span(random.uniform(1, 3'600'000));
        policy.cap = Span(random.uniform(1, 3'600'000));
        const Span delay = policy.delay(int(random.uniform(1, 200)), random);
        QVERIFY(delay <= 1h);
        QVERIFY(delay <= policy.cap);
        QVERIFY(delay >= std::min(policy.base, policy.cap));
    }
}

void TestRetryPolicy::delaysAreSpreadOverTheWholeRange()
{
    test::SeededRandom random(7);
    const RetryPolicy policy;
    int early = 0;
    for (int i = 0; i < 10'000; ++i)
        early += policy.delay(10, random) < 30s + (3600s - 30s) / 4 ? 1 : 0;
    QVERIFY(early > 2200 && early < 2800);
}

void TestRetryPolicy::aBaseOverTheCapIsTheCap()
{
    test::SeededRandom random;
    RetryPolicy policy;
    policy.base = 10min;
    policy.cap = 5s;
    QCOMPARE(policy.delay(1, random).count(), Span(5s).count());
    QCOMPARE(policy.delay(50, random).count(), Span(5s).count());
}

void TestRetryPolicy::triesAreUsedUpAtTheLastOne()
{
    RetryPolicy policy;
    policy.attempts = 3;
    QVERIFY(!policy.usedUp(2));
    QVERIFY(policy.usedUp(3));
    QVERIFY(policy.usedUp(4));
}

void TestRetryPolicy::probesDoubleUpToTenMinutes()
{
    const std::vector<Span> expected{30s, 30s, 60s, 120s, 240s, 480s, 600s, 600s};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(probeDelay(int(i)).count(), expected[i].count());
    QCOMPARE(probeDelay(1'000'000).count(), Span(10min).count());
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
