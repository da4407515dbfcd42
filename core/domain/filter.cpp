// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/filter.h"

#include <QDateTime>
#include <algorithm>
#include <charconv>

#include "core/domain/escape.h"
#include "core/domain/values.h"

namespace cartage {

namespace {

template <class Values>
std::vector<std::string_view> namesOf(const Values &values)
{
    std::vector<std::string_view> names;
    for (const auto value : values)
        names.push_back(name(value));
    return names;
}

std::vector<std::string_view> choicesOf(FilterValues values)
{
    switch (values) {
    case FilterValues::States:
        return namesOf(allStates());
    case FilterValues::DpStates:
        return namesOf(std::vector{DpState::Ok, DpState::Slow, DpState::NotResponding, DpState::Blocked, DpState::Held, DpState::Removing});
    case FilterValues::Codes:
        return namesOf(allCodes());
    case FilterValues::Severities:
        return namesOf(std::vector{Severity::Information, Severity::Warning, Severity::Error});
    case FilterValues::Names:
    case FilterValues::Numbers:
    case FilterValues::Marks:
    case FilterValues::Times:
        break;
    }
    return {};
}

FilterKey key(std::string_view word, FilterValues values) { return {word, values, choicesOf(values)}; }
FilterKey names(std::string_view word) { return key(word, FilterValues::Names); }
FilterKey marks(std::vector<std::string_view> choices) { return {"is", FilterValues::Marks, std::move(choices)}; }
FilterKey times(std::string_view word) { return key(word, FilterValues::Times); }

std::vector<FilterKey> distributionKeys()
{
    return {key("state", FilterValues::States), names("package"), names("dp"), names("site"), names("group"), key("code", FilterValues::Codes),
            marks({"open", "failing", "needs-you", "by-itself", "acknowledged", "stale", "held"}), times("since"), times("until"), times("changed")};
}

std::vector<FilterKey> keysOf(ListKind list)
{
    switch (list) {
    case ListKind::Problems:
        return {key("severity", FilterValues::Severities), key("code", FilterValues::Codes), names("package"), names("dp"),
                marks({"open", "needs-you", "by-itself", "acknowledged", "stopped"}), times("since"), times("until")};
    case ListKind::Distributions:
    case ListKind::Retries:
        return distributionKeys();
    case ListKind::Packages:
        return {names("package"), names("version"), names("manufacturer"), key("priority", FilterValues::Names), key("code", FilterValues::Codes),
                marks({"open", "failing", "held", "removing", "one-copy", "nowhere"}), times("since"), times("until")};
    case ListKind::Dps:
        return {names("dp"), key("state", FilterValues::DpStates), names("site"), names("group"), key("code", FilterValues::Codes),
                marks({"open", "failing", "stale", "held", "slow", "needs-you", "by-itself"}), times("since"), times("until")};
    case ListKind::Messages:
        return {key("severity", FilterValues::Severities), names("component"), key("id", FilterValues::Numbers), names("package"), names("dp"),
                names("site"), names("machine"), names("sender"), names("mark"), times("since"), times("until")};
    case ListKind::Activity:
        return {names("actor"), names("action"), names("host"), names("via"), names("package"), names("dp"), times("since"), times("until")};
    case ListKind::Clients:
        return {names("machine"), names("sender"), marks({"gaps", "cloned", "errors", "ahead", "behind", "silent", "repeated"}), times("since"), times("until")};
    case ListKind::Quarantine:
        return {names("reason"), names("sender"), names("kind"), names("type"), times("since"), times("until")};
    case ListKind::Components:
        return {names("component"), names("state"), marks({"ok", "warning", "critical", "paused", "stopped"})};
    case ListKind::Sites:
        return {names("site"), {"link", FilterValues::Names, {"own", "reached", "not_tried", "not_reached", "window_closed", "silent", "behind"}}, names("via"),
                marks({"lagging", "unreached", "waiting", "failing"}), times("since"), times("until")};
    }
    return {};
}

Error wrong(const std::string &term, const std::string &why)
{
    Error error;
    error.code = Code::WrongValue;
    error.object = term;
    error.parameters["what"] = "filter";
    error.parameters["why"] = why;
    return error;
}

std::string listed(const std::vector<std::string_view> &words)
{
    std::string text;
    for (const std::string_view word : words)
        text += (text.empty() ? "" : ", ") + std::string(word);
    return text;
}

std::vector<std::string_view> wordsOf(ListKind list)
{
    std::vector<std::string_view> words;
    for (const FilterKey &each : filterKeys(list))
        words.push_back(each.key);
    return words;
}

bool isKeyOfAny(std::string_view word)
{
    for (const ListKind list : {ListKind::Problems, ListKind::Distributions, ListKind::Packages, ListKind::Dps, ListKind::Retries, ListKind::Messages,
                                ListKind::Activity, ListKind::Clients, ListKind::Quarantine, ListKind::Components, ListKind::Sites}) {
        if (filterKey(list, word))
            return true;
    }
    return false;
}

/// One word of a filter's text as it was written; `quoted`: it began with a quotation mark, so that it is text in any case.
struct Word {
    std::string text;
    bool quoted = false;
};

/// Divided at spaces outside quotation marks; the marks go, within them \" and \\ are themselves.
Result<std::vector<Word>> split(std::string_view text)
{
    std::vector<Word> words;
    std::optional<Word> word;
    bool open = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (open && c == '\\' && i + 1 < text.size() && (text[i + 1] == '"' || text[i + 1] == '\\')) {
            word->text += text[++i];
        } else if (c == '"') {
            if (!word)
                word = Word{{}, true};
            open = !open;
        } else if (!open && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) {
            if (word)
                words.push_back(*std::exchange(word, std::nullopt));
        } else {
            if (!word)
                word.emplace();
            word->text += c;
        }
    }
    if (open)
        return failure(wrong(std::string(text), "a quotation mark is not closed"));
    if (word)
        words.push_back(*word);
    return words;
}

/// The word as a term, where its key is one that some list has.
std::optional<FilterTerm> termOf(const Word &word)
{
    if (word.quoted)
        return std::nullopt;
    const bool negated = word.text.starts_with('-');
    const std::string_view text = std::string_view(word.text).substr(negated ? 1 : 0);
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || !isKeyOfAny(foldName(text.substr(0, colon))))
        return std::nullopt;
    return FilterTerm{foldName(text.substr(0, colon)), std::string(text.substr(colon + 1)), negated};
}

std::string quoted(const std::string &text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

bool needsQuotes(const std::string &text)
{
    return text.empty() || text.find_first_of(" \t\r\n\"") != std::string::npos;
}

std::vector<std::string> textWords(std::string_view text)
{
    std::vector<std::string> words;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(" \t\r\n", at)) != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n", at), text.size());
        words.emplace_back(text.substr(at, end - at));
        at = end;
    }
    return words;
}

/// "90min", "2h", "7d", "1w"; the blank form "last 2h" is not ours.
std::optional<Span> spanBack(std::string_view value)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || number < 0 || number > 1'000'000)
        return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(value.data() + value.size() - end));
    if (unit == "s")
        return std::chrono::seconds(number);
    if (unit == "min" || unit == "m")
        return std::chrono::minutes(number);
    if (unit == "h")
        return std::chrono::hours(number);
    if (unit == "d")
        return std::chrono::days(number);
    if (unit == "w")
        return std::chrono::weeks(number);
    return std::nullopt;
}

bool wildcardMatch(std::string_view pattern, std::string_view text)
{
    std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            mark = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++mark;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

} // namespace

const std::vector<FilterKey> &filterKeys(ListKind list)
{
    static const std::vector<std::vector<FilterKey>> all = [] {
        std::vector<std::vector<FilterKey>> lists;
        for (int i = 0; i <= static_cast<int>(ListKind::Sites); ++i)
            lists.push_back(keysOf(static_cast<ListKind>(i)));
        return lists;
    }();
    return all[static_cast<std::size_t>(list)];
}

const FilterKey *filterKey(ListKind list, std::string_view word)
{
    const std::vector<FilterKey> &keys = filterKeys(list);
    const auto found = std::find_if(keys.begin(), keys.end(), [word](const FilterKey &each) { return each.key == word; });
    return found == keys.end() ? nullptr : &*found;
}

std::vector<FilterTerm> Filter::of(std::string_view word) const
{
    std::vector<FilterTerm> found;
    std::copy_if(terms.begin(), terms.end(), std::back_inserter(found), [word](const FilterTerm &term) { return term.key == word; });
    return found;
}

Result<FilterTerm> checkTerm(ListKind list, const FilterTerm &given)
{
    FilterTerm term{foldName(given.key), given.value, given.negated};
    const FilterKey *known = filterKey(list, term.key);
    if (!known)
        return failure(wrong(printTerm(given), "this list has no key " + given.key + "; it has " + listed(wordsOf(list))));
    if (term.value.empty())
        return failure(wrong(given.key + ":", "a value is missing"));
    if (!known->choices.empty()) {
        const FilterPattern pattern(term.value);
        if (std::none_of(known->choices.begin(), known->choices.end(), [&](std::string_view choice) { return pattern.matches(choice); }))
            return failure(wrong(printTerm(given), given.key + " is one of " + listed(known->choices)));
        term.value = foldName(term.value);
    }
    if (known->values == FilterValues::Numbers && term.value.find_first_not_of("0123456789") != std::string::npos)
        return failure(wrong(printTerm(given), "is not a number"));
    if (known->values == FilterValues::Times) {
        if (!filterTime(term.value, Time{}))
            return failure(wrong(printTerm(given), "is no time; write 2026-11-15, 2026-11-15T08:00:00Z, 30min, 2h or 7d"));
        if (term.negated)
            return failure(wrong(printTerm(given), "a time cannot be negated; use since or until"));
    }
    return term;
}

Result<Filter> checkFilter(ListKind list, const Filter &filter)
{
    Filter checked;
    checked.text = filter.text;
    for (const FilterTerm &each : filter.terms) {
        auto term = checkTerm(list, each);
        if (!term)
            return failure(term.error());
        if (std::find(checked.terms.begin(), checked.terms.end(), *term) == checked.terms.end())
            checked.terms.push_back(std::move(*term));
    }
    return checked;
}

Result<Filter> parseFilter(ListKind list, std::string_view text)
{
    const auto words = split(text);
    if (!words)
        return failure(words.error());
    Filter filter;
    bool negated = false;
    for (std::size_t i = 0; i < words->size(); ++i) {
        const Word &word = (*words)[i];
        const bool isNot = !word.quoted && foldName(word.text) == "not" && i + 1 < words->size() && termOf((*words)[i + 1]);
        if (isNot) {
            negated = true;
            continue;
        }
        if (auto term = termOf(word)) {
            term->negated = term->negated != std::exchange(negated, false);
            filter.terms.push_back(std::move(*term));
        } else {
            filter.text += (filter.text.empty() ? "" : " ") + word.text;
        }
    }
    return checkFilter(list, filter);
}

std::string printTerm(const FilterTerm &term)
{
    return (term.negated ? "not " : "") + term.key + ':' + (needsQuotes(term.value) ? quoted(term.value) : term.value);
}

std::string printFilter(const Filter &filter)
{
    std::string out;
    for (const FilterTerm &term : filter.terms)
        out += (out.empty() ? "" : " ") + printTerm(term);
    for (const std::string &word : textWords(filter.text)) {
        const bool looksLikeMore = termOf({word, false}) || foldName(word) == "not";
        out += (out.empty() ? "" : " ") + (looksLikeMore || needsQuotes(word) ? quoted(word) : word);
    }
    return out;
}

std::optional<Time> filterTime(std::string_view value, Time now)
{
    if (const auto back = spanBack(value))
        return now - *back;
    if (const auto time = parseRfc3339(value))
        return time;
    const QDate day = QDate::fromString(QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size())), Qt::ISODate);
    if (value.size() != 10 || !day.isValid())
        return std::nullopt;
    return timeFromMs(day.startOfDay().toMSecsSinceEpoch());
}

FilterPattern::FilterPattern(std::string_view value)
    : m_folded(foldedName(value))
    , m_plain(value.find('*') == std::string_view::npos)
{ }

std::string FilterPattern::foldedName(std::string_view name) { return foldName(name); }

bool FilterPattern::matchesFolded(std::string_view folded) const { return m_plain ? folded == m_folded : wildcardMatch(m_folded, folded); }

bool passes(const Filter &filter, std::string_view word, const std::function<bool(const std::string &value)> &has)
{
    bool any = false, found = false;
    for (const FilterTerm &term : filter.terms) {
        if (term.key != word)
            continue;
        if (term.negated) {
            if (has(term.value))
                return false;
            continue;
        }
        any = true;
        found = found || has(term.value);
    }
    return !any || found;
}

bool passesNames(const Filter &filter, std::string_view word, std::span<const std::string> having)
{
    return passes(filter, word, [&](const std::string &value) {
        const FilterPattern pattern(value);
        return std::any_of(having.begin(), having.end(), [&](const std::string &name) { return pattern.matches(name); });
    });
}

bool passesText(const Filter &filter, std::string_view text)
{
    if (filter.text.empty())
        return true;
    const std::string folded = foldName(text);
    const std::vector<std::string> words = textWords(foldName(filter.text));
    return std::all_of(words.begin(), words.end(), [&](const std::string &word) { return folded.find(word) != std::string::npos; });
}

} // namespace cartage
