// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>

#include "core/domain/escape.h"
#include "core/engine/listings.h"
#include "core/store/statusquestions.h"

/// Clients and quarantine as long lists: rows come from the database in their order and pass one by one.
namespace cartage::engine {

namespace {

constexpr std::size_t chunk = 1024; ///< rows between two looks at the stop flag

bool passesTimes(const Filter &filter, Time time, Time now)
{
    return std::all_of(filter.terms.begin(), filter.terms.end(), [&](const FilterTerm &term) {
        if (term.key != "since" && term.key != "until")
            return true;
        const Time bound = filterTime(term.value, now).value_or(Time{});
        return term.key == "since" ? time >= bound : time <= bound;
    });
}

bool passesClient(const Filter &filter, const store::ClientRecord &record, Time now)
{
    if (!passesNames(filter, "machine", std::array{record.machine}) || !passesNames(filter, "sender", std::array{record.sender})
        || !passesTimes(filter, record.lastAt, now) || !(filter.text.empty() || passesText(filter, record.machine + ' ' + record.sender)))
        return false;
    if (filter.of("is").empty())
        return true;
    ClientView view;
    view.lastAt = record.lastAt;
    view.skew = record.skew;
    view.repeated = record.repeated;
    view.errors24h = record.errors;
    view.missing = record.missing;
    view.clonedAt = record.clonedAt;
    const auto marks = marksOf(view, now);
    return passes(filter, "is", [&marks](const std::string &value) {
        const FilterPattern pattern(value);
        return std::any_of(marks.begin(), marks.end(), [&pattern](std::string_view mark) { return pattern.matches(mark); });
    });
}

bool passesQuarantined(const Filter &filter, const store::QuarantineRecord &record, Time now)
{
    return passesNames(filter, "reason", std::array{record.reason}) && passesNames(filter, "sender", std::array{record.sender})
           && passesNames(filter, "kind", std::array{record.kind}) && passesNames(filter, "type", std::array{record.type})
           && passesTimes(filter, record.receivedAt, now)
           && (filter.text.empty()
               || passesText(filter, escapePath(record.name) + ' ' + record.sender + ' ' + record.reason + ' ' + record.detail + ' ' + record.guid));
}

store::ClientOrder clientOrder(ListOrder order)
{
    switch (order) {
    case ListOrder::BySender:
        return store::ClientOrder::Sender;
    case ListOrder::ByTime:
        return store::ClientOrder::Last;
    case ListOrder::ByErrors:
        return store::ClientOrder::Errors;
    case ListOrder::BySkew:
        return store::ClientOrder::Skew;
    case ListOrder::ByMissing:
        return store::ClientOrder::Missing;
    case ListOrder::ByReceived:
        return store::ClientOrder::Received;
    case ListOrder::ByRepeated:
        return store::ClientOrder::Repeated;
    default:
        return store::ClientOrder::Machine;
    }
}

store::QuarantineOrder quarantineOrder(ListOrder order)
{
    switch (order) {
    case ListOrder::BySender:
        return store::QuarantineOrder::Sender;
    case ListOrder::ByReason:
        return store::QuarantineOrder::Reason;
    case ListOrder::BySize:
        return store::QuarantineOrder::Size;
    default:
        return store::QuarantineOrder::Received;
    }
}

/// Whether the filter asks for something that has to be counted for each client.
bool asksFor(const Filter &filter, std::initializer_list<std::string_view> marks)
{
    return std::any_of(filter.terms.begin(), filter.terms.end(), [&marks](const FilterTerm &term) {
        const FilterPattern pattern(term.value);
        return term.key == "is" && std::any_of(marks.begin(), marks.end(), [&pattern](std::string_view mark) { return pattern.matches(mark); });
    });
}

} // namespace

Result<std::vector<RowId>> statusRows(Site &site, store::Connection &db, const ListQuery &query, std::size_t most, const std::atomic<bool> &stop)
{
    const Time now = site.now();
    std::vector<RowId> ids;
    std::size_t looked = 0;
    const auto takes = [&](bool passes, RowId id) {
        if (passes)
            ids.push_back(id);
        return ids.size() < most && (++looked % chunk != 0 || !stop);
    };
    if (query.list == ListKind::Quarantine) {
        store::eachQuarantined(db, quarantineOrder(query.order), query.descending,
                               [&](const store::QuarantineRecord &record) { return takes(passesQuarantined(query.filter, record, now), record.id); });
    } else {
        const store::ClientQuestion question{clientOrder(query.order), query.descending, asksFor(query.filter, {"gaps"}), asksFor(query.filter, {"errors"}),
                                             now - std::chrono::hours(24)};
        if (query.filter.empty())
            return store::clientKeys(db, question, static_cast<std::int64_t>(std::min<std::size_t>(most, INT64_MAX)));
        store::eachClient(db, question, [&](const store::ClientRecord &record) { return takes(passesClient(query.filter, record, now), record.key); });
    }
    if (stop)
        return failure(interruptedError());
    return ids;
}

} // namespace cartage::engine
