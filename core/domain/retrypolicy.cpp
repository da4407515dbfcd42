// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/retrypolicy.h"

#include <algorithm>

namespace cartage {

Span RetryPolicy::delay(int failure, Random &random) const
{
    const Span low = std::min(base, cap);
    Span high = low;
    for (int i = 0; i < failure && high < cap; ++i)
        high = high > cap / 3 ? cap : high * 3;
    return Span(random.uniform(low.count(), high.count()));
}

Span probeDelay(int failedProbes)
{
    constexpr Span first = std::chrono::seconds(30);
    constexpr Span last = std::chrono::minutes(10);
    Span delay = first;
    for (int i = 1; i < failedProbes && delay < last; ++i)
        delay *= 2;
    return std::min(delay, last);
}

} // namespace cartage
