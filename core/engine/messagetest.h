// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

#include "core/domain/filter.h"
#include "core/domain/values.h"
#include "core/store/database.h"

namespace cartage::engine {

/// The whole filter of a list of messages on one message: for those that are new, and for status filter rules. One thread; the filter outlives it.
class MessageTest final
{
public:
    MessageTest(store::Connection &db, const Filter &filter, Time now);
    [[nodiscard]] bool passes(const StatusMessage &message) const;

private:
    [[nodiscard]] bool inTime(Time time) const;
    const Filter *m_filter;
    Time m_now;
    std::map<std::string, std::string> m_titles; ///< of packages, where the filter asks for any
};

/// Only what no index knows: site, machine, mark and words.
[[nodiscard]] bool passesSearch(const Filter &filter, const StatusMessage &message);

} // namespace cartage::engine
