// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <array>
#include <cstring>
#include <limits>
#include <vector>

#include "core/base/random.h"
#include "tests/support/seededrandom.h"

using namespace cartage;

namespace {

/// Gives the bytes it was told to, one value after another.
class Scripted final : public Random
{
public:
    explicit Scripted(std::vector<std::uint64_t> values)
        : m_values(std::move(values))
    { }
    void fill(std::span<std::byte> bytes) override
    {
        QVERIFY(m_at < m_values.size() && bytes.size() == sizeof(std::uint64_t));
        std::memcpy(bytes.data(), &m_values[m_at++], bytes.size());
    }
    [[nodiscard]] std::size_t drawn() const { return m_at; }

private:
    std::vector<std::uint64_t> m_values;
    std::size_t m_at = 0;
};

} // namespace

class TestRandom : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyValueOfARangeComesUpAboutAsOften();
    void rangesOfAnySizeAreKept();
    void theUnevenRestIsDrawnAgain();
    void hexadecimalDigitsAreOfTheLengthAsked();
    void theSystemsRandomBytesDiffer();
};

void TestRandom::everyValueOfARangeComesUpAboutAsOften()
{
    test::SeededRandom random(9);
    std::array<int, 7> seen{};
    for (int i = 0; i < 70'000; ++i)
        ++seen.at(std::size_t(random.uniform(-3, 3) + 3));
    for (const int count : seen)
        QVERIFY(count > 9'500 && count < 10'500);
}

void TestRandom::rangesOfAnySizeAreKept()
{
    constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
    QCOMPARE(Scripted({5}).uniform(4, 4), std::int64_t(4));
    QCOMPARE(Scripted({7}).uniform(lowest, highest), std::int64_t(7));
    QCOMPARE(Scripted({0}).uniform(lowest, highest - 1), lowest);
    QCOMPARE(Scripted({1}).uniform(-1, 0), std::int64_t(0));
}

void TestRandom::theUnevenRestIsDrawnAgain()
{
    Scripted random({std::numeric_limits<std::uint64_t>::max(), 4});
    QCOMPARE(random.uniform(0, 2), std::int64_t(1));
    QCOMPARE(random.drawn(), std::size_t(2)); // 2^64 is 3n+1: the last value alone is over
}

void TestRandom::hexadecimalDigitsAreOfTheLengthAsked()
{
    test::SeededRandom random;
    const std::string text = random.hex(16);
    QCOMPARE(text.size(), std::size_t(32));
    QCOMPARE(text.find_first_not_of("0123456789abcdef"), std::string::npos);
    QVERIFY(random.hex(16) != text);
    QCOMPARE(random.hex(0), std::string());
}

void TestRandom::theSystemsRandomBytesDiffer()
{
    SystemRandom random;
    QVERIFY(random.hex(32) != random.hex(32));
}

QTEST_GUILESS_MAIN(TestRandom)
#include "tst_random.moc"
