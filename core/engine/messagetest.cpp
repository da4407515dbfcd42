// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/messagetest.h"

#include <algorithm>
#include <array>

#include "core/domain/messagecatalogue.h"
#include "core/store/listing.h"
#include "core/store/overviewrepository.h"

namespace cartage::engine {

namespace {

constexpr int packageAttribute = 400;
constexpr int dpAttribute = 404;

/// What the site says itself has no sender, what no rule marked no mark.
std::vector<std::string> ifAny(const std::string &text) { return text.empty() ? std::vector<std::string>() : std::vector{text}; }

} // namespace

const std::string &MessageText::text() const
{
    if (!m_text)
        m_text = renderMessage(*m_message);
    return *m_text;
}

bool passesSearch(const Filter &filter, const MessageText &text)
{
    const StatusMessage &message = text.message();
    return passesNames(filter, "site", std::array{message.site}) && passesNames(filter, "machine", std::array{message.machine})
           && passesNames(filter, "mark", ifAny(message.mark)) && (filter.text.empty() || passesText(filter, text.text()));
}

PackageTitles titlesFor(store::Connection &db, const Filter &filter)
{
    PackageTitles titles;
    if (filter.of("package").empty())
        return titles;
    for (const store::NameRow &row : store::packageNames(db))
        titles.emplace(row.id, row.name);
    return titles;
}

bool MessageTest::passes(const MessageText &text) const
{
    const StatusMessage &message = text.message();
    std::vector<std::string> packages, dps;
    for (const StatusMessage::Attribute &each : message.attributes) {
        if (each.id == packageAttribute) {
            packages.push_back(each.value);
            if (const auto title = m_titles->find(each.value); title != m_titles->end())
                packages.push_back(title->second);
        } else if (each.id == dpAttribute) {
            dps.push_back(each.value);
        }
    }
    return passesNames(*m_filter, "package", packages) && passesNames(*m_filter, "dp", dps)
           && passesNames(*m_filter, "severity", std::array{std::string(name(message.severity))})
           && passesNames(*m_filter, "component", std::array{message.component}) && passesNames(*m_filter, "sender", ifAny(message.sender))
           && passesNames(*m_filter, "id", std::array{std::to_string(message.id)}) && inTime(message.time) && passesSearch(*m_filter, text);
}

bool MessageTest::inTime(Time time) const
{
    return std::all_of(m_filter->terms.begin(), m_filter->terms.end(), [&](const FilterTerm &term) {
        const Time bound = filterTime(term.value, m_now).value_or(Time{});
        return term.key == "since" ? time >= bound : term.key != "until" || time <= bound;
    });
}

} // namespace cartage::engine
