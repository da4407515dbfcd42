// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <unordered_set>

#include "core/domain/escape.h"
#include "core/engine/listings.h"
#include "core/store/dprepository.h"
#include "core/store/listing.h"

namespace cartage::engine {

namespace {

constexpr std::int64_t chunk = 2048;

bool passesRow(const Filter &filter, const store::AuditRow &row, Time now)
{
    const auto inTime = [&](const FilterTerm &term) {
        const Time bound = filterTime(term.value, now).value_or(Time{});
        return term.key == "since" ? row.at >= bound : term.key != "until" || row.at <= bound;
    };
    return std::all_of(filter.terms.begin(), filter.terms.end(), inTime) && passesNames(filter, "actor", std::array{row.actor})
           && passesNames(filter, "action", std::array{row.action}) && passesNames(filter, "host", std::array{row.host})
           && passesNames(filter, "via", std::array{row.via})
           && (filter.text.empty()
               || passesText(filter, row.actor + ' ' + row.action + ' ' + row.host + ' ' + row.via + ' ' + row.arguments + ' '
                                         + row.reason.value_or(std::string())));
}

std::vector<std::string> packagesNamed(store::Connection &db, const FilterTerm &term)
{
    std::vector<std::string> ids;
    const FilterPattern pattern(term.value);
    for (const store::NameRow &row : store::packageNames(db)) {
        if (pattern.matches(row.id) || pattern.matchesFolded(row.folded))
            ids.push_back(row.id);
    }
    return ids;
}

std::vector<std::int64_t> dpsNamed(store::Connection &db, const FilterTerm &term)
{
    std::vector<std::int64_t> keys;
    const FilterPattern pattern(term.value);
    for (const Dp &dp : store::dps(db)) {
        if (pattern.matches(dp.name))
            keys.push_back(dp.key.value());
    }
    return keys;
}

/// Actions that touched rows of what the filter names.
class Touched
{
public:
    Touched(store::Connection &db, const Filter &filter)
        : m_filter(filter)
    {
        for (const FilterTerm &term : filter.terms) {
            if (term.key != "package" && term.key != "dp")
                continue;
            const auto packages = term.key == "package" ? packagesNamed(db, term) : std::vector<std::string>();
            const auto dps = term.key == "dp" ? dpsNamed(db, term) : std::vector<std::int64_t>();
            auto &ids = m_ids[term.key + ':' + term.value];
            if (packages.empty() && dps.empty())
                continue;
            for (const std::int64_t id : store::auditTouching(db, packages, dps))
                ids.insert(id);
        }
    }
    [[nodiscard]] bool passes(RowId id) const
    {
        for (const char *key : {"package", "dp"}) {
            if (!cartage::passes(m_filter, key, [&](const std::string &value) { return m_ids.at(std::string(key) + ':' + value).contains(id); }))
                return false;
        }
        return true;
    }

private:
    const Filter &m_filter;
    std::unordered_map<std::string, std::unordered_set<std::int64_t>> m_ids;
};

} // namespace

Result<std::vector<RowId>> actionRows(Site &site, store::Connection &db, const ListQuery &query, RowId after, std::int64_t most,
                                      const std::atomic<bool> &stop)
{
    const Touched touched(db, query.filter);
    const Time now = site.now();
    std::vector<std::pair<std::string, RowId>> passing; // with what they are sorted by
    std::int64_t before = query.upTo > 0 ? query.upTo + 1 : INT64_MAX;
    for (bool more = true; more && std::ssize(passing) < most;) {
        if (stop)
            return failure(interruptedError());
        const auto rows = store::auditBefore(db, before, chunk);
        more = std::ssize(rows) == chunk;
        for (const store::AuditRow &row : rows) {
            before = row.id;
            if (row.id <= after) {
                more = false;
                break;
            }
            if (passesRow(query.filter, row, now) && touched.passes(row.id))
                passing.emplace_back(query.order == ListOrder::ByActor ? foldName(row.actor) : query.order == ListOrder::ByAction ? row.action : "", row.id);
        }
    }
    std::sort(passing.begin(), passing.end(), [&query](const auto &a, const auto &b) {
        if (a.first != b.first)
            return query.descending ? a.first > b.first : a.first < b.first;
        return query.descending || query.order != ListOrder::ByTime ? a.second > b.second : a.second < b.second;
    });
    std::vector<RowId> ids;
    for (const auto &[text, id] : passing)
        ids.push_back(id);
    return ids;
}

} // namespace cartage::engine
