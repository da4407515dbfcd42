// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/domain/filter.h"
#include "core/domain/values.h"
#include "core/store/database.h"

namespace cartage::engine {

/// A message whose text is made once at most, however many filters ask for it. One thread; the message outlives it.
class MessageText final
{
public:
    explicit MessageText(const StatusMessage &message) : m_message(&message) { }
    [[nodiscard]] const StatusMessage &message() const { return *m_message; }
    [[nodiscard]] const std::string &text() const;

private:
    const StatusMessage *m_message;
    mutable std::optional<std::string> m_text;
};

/// Names of packages by their ids.
using PackageTitles = std::map<std::string, std::string>;
/// Of all, where the filter asks for any.
[[nodiscard]] PackageTitles titlesFor(store::Connection &db, const Filter &filter);

/// The whole filter of a list of messages on one message: for those that are new, and for status filter rules. One thread; the filter and the titles outlive it.
class MessageTest final
{
public:
    MessageTest(const PackageTitles &titles, const Filter &filter, Time now) : m_titles(&titles), m_filter(&filter), m_now(now) { }
    [[nodiscard]] bool passes(const StatusMessage &message) const { return passes(MessageText(message)); }
    [[nodiscard]] bool passes(const MessageText &text) const;

private:
    [[nodiscard]] bool inTime(Time time) const;
    const PackageTitles *m_titles;
    const Filter *m_filter;
    Time m_now;
};

/// Only what no index knows: site, machine, mark and words.
[[nodiscard]] bool passesSearch(const Filter &filter, const MessageText &text);

} // namespace cartage::engine
