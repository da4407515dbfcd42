// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/random.h"

namespace cartage {

/// When a failed distribution is tried again. Q319207: at least hourly, and its due time is its own.
struct RetryPolicy {
    Span base = std::chrono::seconds(30);
    Span cap = std::chrono::minutes(60);
    int attempts = 100;

    /// Delay after the nth failure, n from 1: uniform(base, min(cap, base * 3^n)); never over cap, never under min(base, cap).
    [[nodiscard]] Span delay(int failure, Random &random) const;
    [[nodiscard]] bool usedUp(int attempt) const { return attempt >= attempts; }
    bool operator==(const RetryPolicy &) const = default;
};

/// Probes of a DP with a condition: 30 s, doubling to 10 min, for ever.
[[nodiscard]] Span probeDelay(int failedProbes);

} // namespace cartage
