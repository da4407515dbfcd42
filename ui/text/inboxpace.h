// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <optional>

#include "core/engine/queries.h"

namespace cartage::ui {

/// How fast the inbox drains: from two looks at the site. GUI thread.
class InboxPace final
{
public:
    void take(const engine::Overview &now);
    /// Messages a second between the last two looks that lie apart; nothing while none is taken in.
    [[nodiscard]] std::optional<double> perSecond() const { return m_perSecond; }
    /// "oldest 4 min ago, 1,240 a second"; "nothing waits".
    [[nodiscard]] QString words(const engine::Overview &now) const;

private:
    static constexpr Span apart = std::chrono::seconds(1), longest = std::chrono::seconds(30);
    std::optional<Time> m_at;
    std::int64_t m_taken = 0;
    std::optional<double> m_perSecond;
};

} // namespace cartage::ui
