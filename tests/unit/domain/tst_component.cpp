// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/domain/component.h"

using namespace cartage;

class TestComponent final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWorstSeverityDecides_data();
    void theWorstSeverityDecides();
    void aLimitOfNoneIsNeverReached();
    void limitsAreTakenOrRefused();
    void statesComeBackFromTheirNames();
    void componentsAreFoundInAnyCase();
};

void TestComponent::theWorstSeverityDecides_data()
{
    QTest::addColumn<int>("errors");
    QTest::addColumn<int>("warnings");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("nothing") << 0 << 0 << QByteArray("ok");
    QTest::newRow("below") << 0 << 9 << QByteArray("ok");
    QTest::newRow("first error") << 1 << 0 << QByteArray("warning");
    QTest::newRow("below critical") << 4 << 49 << QByteArray("warning");
    QTest::newRow("errors") << 5 << 0 << QByteArray("critical");
    QTest::newRow("warnings") << 0 << 50 << QByteArray("critical");
}

void TestComponent::theWorstSeverityDecides()
{
    QFETCH(int, errors);
    QFETCH(int, warnings);
    QFETCH(QByteArray, status);
    QCOMPARE(name(statusOf(ComponentLimits(), {1'000'000, warnings, errors})), status.toStdString());
}

void TestComponent::aLimitOfNoneIsNeverReached()
{
    const ComponentLimits limits = limitsFrom({{"error_warning", "0"}, {"error_critical", "0"}});
    QCOMPARE(statusOf(limits, {0, 0, 1'000'000}), ComponentStatus::Ok);
    QCOMPARE(limits[Severity::Warning], (MessageLimit{10, 50})); // the others stay
    QCOMPARE(statusOf(limitsFrom({{"information_critical", "3"}}), {3, 0, 0}), ComponentStatus::Critical);
}

void TestComponent::limitsAreTakenOrRefused()
{
    for (const char *value : {"0", "1", "1000000000", ""})
        QVERIFY2(checkLimit("error_warning", value), value);
    for (const char *value : {"-1", "1.5", "many", "1000000001", " 1"})
        QVERIFY2(!checkLimit("error_warning", value), value);
    const auto unknown = checkLimit("fatal_warning", "1");
    QVERIFY(!unknown && unknown.error().find("error_critical") != std::string::npos);
    QVERIFY(checkLimits(ComponentLimits()));
    QVERIFY(checkLimits(limitsFrom({{"error_critical", "0"}})));
    const auto crossed = checkLimits(limitsFrom({{"error_warning", "6"}}));
    QVERIFY(!crossed && crossed.error().find("error_critical") != std::string::npos);
    QCOMPARE(limitValues(ComponentLimits()).size(), limitKeys().size());
}

void TestComponent::statesComeBackFromTheirNames()
{
    for (const ComponentState state : {ComponentState::Running, ComponentState::Paused, ComponentState::Stopped})
        QCOMPARE(componentStateFromName(name(state)), std::optional(state));
    QVERIFY(!componentStateFromName("asleep"));
}

void TestComponent::componentsAreFoundInAnyCase()
{
    QVERIFY(siteComponent("distributionmanager") && siteComponent("distributionmanager")->halts);
    QVERIFY(siteComponent("Engine") && !siteComponent("Engine")->halts);
    QVERIFY(!siteComponent("Backup Agent"));
}

QTEST_GUILESS_MAIN(TestComponent)
#include "tst_component.moc"
