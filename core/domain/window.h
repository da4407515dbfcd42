// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"

namespace cartage {

/// When a DP may be written to: "always", or entries "Mo-Fr 19:00-06:00" separated by commas, in the DP's time zone.
/// Days: Mo Tu We Th Fr Sa Su, single or from-to; an entry whose end is not after its start ends on the next day; 24:00 is allowed as an end.
class Window
{
public:
    Window() = default; ///< always
    [[nodiscard]] static std::optional<Window> parse(std::string_view text);
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool isAlways() const { return m_entries.empty(); }
    /// `timeZone` is an IANA id; an unknown one counts as UTC (settings are checked by isTimeZone when they are set).
    [[nodiscard]] bool isOpen(Time at, const std::string &timeZone) const;
    /// The next time at which isOpen changes after `at`; nothing for "always", or for a window that never closes.
    [[nodiscard]] std::optional<Time> nextChange(Time at, const std::string &timeZone) const;
    bool operator==(const Window &) const = default;

private:
    struct Entry {
        std::array<bool, 7> days{}; ///< Monday first
        int fromMinute = 0;
        int toMinute = 0;
        bool operator==(const Entry &) const = default;
    };
    [[nodiscard]] std::vector<Time> candidates(Time at, const std::string &timeZone) const;
    std::vector<Entry> m_entries;
    std::string m_text;
};

[[nodiscard]] bool isTimeZone(const std::string &id);

} // namespace cartage
