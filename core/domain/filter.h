// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"

/// The one filter language of all lists: terms `key:value` and free text. Values of one key add up, keys narrow; `not key:value` takes away; `*` stands for
/// any characters; a value with spaces stands in double quotes. Upper and lower case are the same.
namespace cartage {

/// What is listed; each has keys of its own.
enum class ListKind { Problems, Distributions, Packages, Dps, Retries, Messages, Activity, Clients, Quarantine, Components, Sites };

/// What a key's value may be.
enum class FilterValues {
    Names,      ///< a name or an id, with wildcards
    States,     ///< names of distribution states
    DpStates,   ///< names of DP states
    Codes,      ///< names of error codes
    Severities, ///< names of severities
    Numbers,    ///< a whole number
    Marks,      ///< one of FilterKey::marks ("is:")
    Times,      ///< 2026-11-15, RFC 3339, or back from now: 30min, 2h, 7d
};
struct FilterKey {
    std::string_view key;
    FilterValues values = FilterValues::Names;
    std::vector<std::string_view> choices; ///< all values where they are few; empty: anything
};
[[nodiscard]] const std::vector<FilterKey> &filterKeys(ListKind list);
/// Null where the list has no such key.
[[nodiscard]] const FilterKey *filterKey(ListKind list, std::string_view key);

/// One chip: `state:failed`, `not dp:berlin*`.
struct FilterTerm {
    std::string key;
    std::string value;
    bool negated = false;
    bool operator==(const FilterTerm &) const = default;
};
struct Filter {
    std::vector<FilterTerm> terms;
    std::string text; ///< all of its words have to be found
    bool operator==(const Filter &) const = default;
    [[nodiscard]] bool empty() const { return terms.empty() && text.empty(); }
    /// Terms of one key in their order.
    [[nodiscard]] std::vector<FilterTerm> of(std::string_view key) const;
};

/// wrong_value (object: the term, parameter why) for an unknown key, a value that the key does not have, a missing value, an open quotation mark.
/// `-key:value` is read as `not key:value`; a word with a colon that is no key of any list is free text.
[[nodiscard]] Result<Filter> parseFilter(ListKind list, std::string_view text);
/// The same for one term and for values that come from elsewhere (chips, saved filters). Values come out as they are written in lists.
[[nodiscard]] Result<FilterTerm> checkTerm(ListKind list, const FilterTerm &term);
[[nodiscard]] Result<Filter> checkFilter(ListKind list, const Filter &filter);
/// parseFilter reads it back.
[[nodiscard]] std::string printFilter(const Filter &filter);
[[nodiscard]] std::string printTerm(const FilterTerm &term);

/// The moment that a value of `since`, `until` or `changed` means; a day begins at local midnight.
[[nodiscard]] std::optional<Time> filterTime(std::string_view value, Time now);

/// A value with wildcards, ready to be compared with many names.
class FilterPattern final
{
public:
    explicit FilterPattern(std::string_view value);
    [[nodiscard]] bool matches(std::string_view name) const { return matchesFolded(foldedName(name)); }
    /// For names that were folded once.
    [[nodiscard]] bool matchesFolded(std::string_view folded) const;
    [[nodiscard]] bool isPlain() const { return m_plain; } ///< no wildcard
    [[nodiscard]] const std::string &folded() const { return m_folded; }

private:
    [[nodiscard]] static std::string foldedName(std::string_view name);
    std::string m_folded;
    bool m_plain = true;
};

/// Whether what a row has for `key` passes all of the filter's terms of that key: `has(value)` is asked for each until it is settled. True without such terms.
[[nodiscard]] bool passes(const Filter &filter, std::string_view key, const std::function<bool(const std::string &value)> &has);
/// For a key whose values are names: the row has these.
[[nodiscard]] bool passesNames(const Filter &filter, std::string_view key, std::span<const std::string> names);
/// All words of the filter's text are in `text`.
[[nodiscard]] bool passesText(const Filter &filter, std::string_view text);

} // namespace cartage
