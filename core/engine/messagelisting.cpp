// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "core/engine/listings.h"
#include "core/engine/messagetest.h"
#include "core/store/listing.h"
#include "core/store/statusquestions.h"

/// Messages in the order of time. What indices know (kind, DP, package, time) is settled by them: each gives one part in that order, parts are merged.
/// Sites, machines and words stand in the rows alone: those are searched step by step.
namespace cartage::engine {

namespace {

using store::MessageKey;
using store::MessageKind;
using store::MessageSlice;

constexpr std::int64_t chunk = 1 << 16;
constexpr std::size_t lookChunk = 512;
constexpr std::size_t mostParts = 128;
/// Messages of which each may be looked at for what its index does not hold: some 50 ms.
constexpr std::int64_t few = 20'000;
constexpr std::int64_t mostNew = 10'000;

bool isSearch(const Filter &filter) { return !filter.text.empty() || !filter.of("site").empty() || !filter.of("machine").empty() || !filter.of("mark").empty(); }

bool hasPositive(const std::vector<FilterTerm> &terms)
{
    return std::any_of(terms.begin(), terms.end(), [](const FilterTerm &term) { return !term.negated; });
}

/// Which parts of the messages, and what narrows them.
struct Plan {
    std::vector<MessageSlice> slices;
    store::MessageConditions conditions;
};

class Planner
{
public:
    Planner(store::Connection &db, const Filter &filter, Time now)
        : m_db(db)
        , m_filter(filter)
        , m_now(now)
    { }

    Plan plan()
    {
        times();
        const auto packages = names("package", m_plan.conditions.packages, m_plan.conditions.notPackages);
        const auto dps = names("dp", m_plan.conditions.dps, m_plan.conditions.notDps);
        senders();
        arrange(packages, dps, kinds());
        return std::move(m_plan);
    }

    /// The same for one severity alone.
    Plan ofSeverity(Severity severity, std::vector<MessageKind> all)
    {
        times();
        const auto packages = names("package", m_plan.conditions.packages, m_plan.conditions.notPackages);
        const auto dps = names("dp", m_plan.conditions.dps, m_plan.conditions.notDps);
        senders();
        std::erase_if(all, [severity](const MessageKind &kind) { return kind.severity != name(severity); });
        arrange(packages, dps, passing(std::move(all)));
        return std::move(m_plan);
    }

private:
    /// What is most narrow is looked through, the others narrow it.
    void arrange(bool packages, bool dps, const std::optional<std::vector<MessageKind>> &wanted)
    {
        if (m_plan.conditions.senders && m_plan.conditions.senders->size() <= mostParts) {
            for (const std::int64_t sender : *m_plan.conditions.senders)
                m_plan.slices.push_back({MessageSlice::Index::Sender, {}, {}, sender});
            m_plan.conditions.senders.reset();
            m_plan.conditions.kinds = wanted;
            return;
        }
        if (wanted && (packages || dps) && areFew(*wanted)) {
            for (const MessageKind &kind : *wanted)
                m_plan.slices.push_back({MessageSlice::Index::Kind, kind, {}, 0});
            return;
        }
        // Parts of too many packages cost more than to look at every message for them.
        if (packages && m_plan.conditions.packages->size() > mostParts) {
            m_plan.slices.push_back({});
            m_plan.conditions.kinds = wanted;
        } else if (packages) {
            slicesOf(MessageSlice::Index::Package, *std::exchange(m_plan.conditions.packages, std::nullopt));
            m_plan.conditions.kinds = wanted;
        } else if (dps) {
            slicesOf(MessageSlice::Index::Dp, *std::exchange(m_plan.conditions.dps, std::nullopt));
            m_plan.conditions.kinds = wanted;
        } else if (wanted) {
            for (const MessageKind &kind : *wanted)
                m_plan.slices.push_back({MessageSlice::Index::Kind, kind, {}, 0});
        } else {
            m_plan.slices.push_back({});
        }
    }

    [[nodiscard]] bool areFew(const std::vector<MessageKind> &kinds) const
    {
        std::int64_t left = few;
        for (const MessageKind &kind : kinds) {
            left -= store::messageCount(m_db, kind, left + 1);
            if (left < 0)
                return false;
        }
        return true;
    }

    void times()
    {
        for (const FilterTerm &term : m_filter.terms) {
            const std::int64_t bound = term.key == "since" || term.key == "until" ? toMs(filterTime(term.value, m_now).value_or(Time{})) : 0;
            if (term.key == "since")
                m_plan.conditions.from = std::max(m_plan.conditions.from, bound);
            if (term.key == "until")
                m_plan.conditions.to = std::min(m_plan.conditions.to, bound);
        }
    }

    /// True where the filter names some: they are what is looked through.
    bool names(const char *key, std::optional<std::vector<std::string>> &among, std::optional<std::vector<std::string>> &notAmong)
    {
        const std::vector<FilterTerm> terms = m_filter.of(key);
        if (terms.empty())
            return false;
        const bool package = std::string_view(key) == "package";
        std::map<std::string, std::string> titles;
        if (package) {
            for (const store::NameRow &row : store::packageNames(m_db))
                titles.emplace(row.id, row.name);
        }
        std::vector<std::string> passing, refused;
        for (const std::string &name : package ? store::messagePackages(m_db) : store::messageDps(m_db)) {
            const auto title = titles.find(name);
            const bool good = title == titles.end() ? passesNames(m_filter, key, std::array{name}) : passesNames(m_filter, key, std::array{name, title->second});
            (good ? passing : refused).push_back(name);
        }
        if (hasPositive(terms)) {
            among = std::move(passing);
            return true;
        }
        notAmong = std::move(refused);
        return false;
    }

    /// A handful of them is what is looked through; more are looked for in the rows that the others leave.
    void senders()
    {
        const std::vector<FilterTerm> terms = m_filter.of("sender");
        if (terms.empty())
            return;
        const bool positive = hasPositive(terms);
        std::vector<std::int64_t> keys;
        for (const auto &[key, sender] : store::clientNames(m_db)) {
            if (passesNames(m_filter, "sender", std::array{sender}) == positive)
                keys.push_back(key);
        }
        (positive ? m_plan.conditions.senders : m_plan.conditions.notSenders) = std::move(keys);
    }

    [[nodiscard]] std::optional<std::vector<MessageKind>> kinds() const
    {
        if (m_filter.of("severity").empty() && m_filter.of("component").empty() && m_filter.of("id").empty())
            return std::nullopt;
        return passing(store::messageKinds(m_db));
    }

    [[nodiscard]] std::vector<MessageKind> passing(std::vector<MessageKind> all) const
    {
        std::erase_if(all, [this](const MessageKind &kind) {
            return !passesNames(m_filter, "severity", std::array{kind.severity}) || !passesNames(m_filter, "component", std::array{kind.component})
                   || !passesNames(m_filter, "id", std::array{std::to_string(kind.id)});
        });
        return all;
    }

    void slicesOf(MessageSlice::Index index, const std::vector<std::string> &names)
    {
        for (const std::string &name : names)
            m_plan.slices.push_back({index, {}, name, 0});
    }

    store::Connection &m_db;
    const Filter &m_filter;
    Time m_now;
    Plan m_plan;
};

void sortKeys(std::vector<MessageKey> &keys, bool descending)
{
    if (descending)
        std::sort(keys.begin(), keys.end(), std::greater<>());
    else
        std::sort(keys.begin(), keys.end());
}

/// All keys of the plan in order; nothing: stopped.
std::optional<std::vector<MessageKey>> allKeys(store::Connection &db, const Plan &plan, bool descending, const std::atomic<bool> &stop)
{
    std::vector<MessageKey> keys;
    for (const MessageSlice &slice : plan.slices) {
        std::optional<MessageKey> last;
        for (bool more = true; more;) {
            if (stop)
                return std::nullopt;
            const auto part = store::messageKeys(db, slice, plan.conditions, descending, last, chunk);
            keys.insert(keys.end(), part.begin(), part.end());
            more = std::ssize(part) == chunk;
            if (more)
                last = part.back();
        }
    }
    if (plan.slices.size() > 1)
        sortKeys(keys, descending);
    return keys;
}

std::vector<RowId> idsOf(const std::vector<MessageKey> &keys)
{
    std::vector<RowId> ids;
    ids.reserve(keys.size());
    for (const MessageKey &key : keys)
        ids.push_back(key.id);
    return ids;
}

Result<ListShape> begin(Site &site, store::Connection &db, const ListQuery &query, ListShape shape, const std::atomic<bool> &stop)
{
    Plan plan = Planner(db, query.filter, site.now()).plan();
    const std::int64_t newest = store::newestMessage(db);
    shape.upTo = query.upTo > 0 ? query.upTo : newest;
    if (shape.upTo < newest)
        plan.conditions.upTo = shape.upTo;
    const auto keys = allKeys(db, plan, query.descending, stop);
    if (!keys)
        return failure(interruptedError());
    if (isSearch(query.filter)) {
        shape.candidates = std::make_shared<const std::vector<RowId>>(idsOf(*keys));
        shape.toLook = std::ssize(*shape.candidates);
    } else {
        shape.rows = idsOf(*keys);
    }
    return shape;
}

/// Of the keys those whose message has what only rows know. False: stopped.
bool keepFound(store::Connection &db, const Filter &filter, std::vector<MessageKey> &keys, const std::atomic<bool> &stop)
{
    const std::vector<MessageKey> all = std::exchange(keys, {});
    for (std::size_t from = 0; from < all.size(); from += lookChunk) {
        if (stop)
            return false;
        const std::vector<MessageKey> part(all.begin() + static_cast<std::ptrdiff_t>(from),
                                           all.begin() + static_cast<std::ptrdiff_t>(std::min(from + lookChunk, all.size())));
        for (const StatusMessage &message : store::messagesById(db, idsOf(part))) {
            if (passesSearch(filter, MessageText(message)))
                keys.push_back({toMs(message.time), message.recordId});
        }
    }
    return true;
}

/// Looks into candidates in their order until the time is over.
Result<void> look(const Clock &clock, store::Connection &db, const Filter &filter, ListShape &shape, Span atMost, const std::atomic<bool> &stop)
{
    const Span until = clock.boot() + atMost;
    while (shape.looked < shape.toLook) {
        if (stop)
            return failure(interruptedError());
        const auto from = shape.candidates->begin() + shape.looked;
        const auto to = from + std::min<std::int64_t>(lookChunk, shape.toLook - shape.looked);
        for (const StatusMessage &message : store::messagesById(db, std::vector<RowId>(from, to))) {
            if (passesSearch(filter, MessageText(message)))
                shape.rows.push_back(message.recordId);
        }
        shape.looked += to - from;
        if (clock.boot() >= until)
            break;
    }
    return {};
}

} // namespace

Result<ListShape> extendMessages(Site &site, store::Connection &db, const ListQuery &query, ListShape shape, Span atMost, const std::atomic<bool> &stop)
{
    const bool fresh = shape.rows.empty() && !shape.candidates;
    auto going = fresh ? begin(site, db, query, std::move(shape), stop) : Result<ListShape>(std::move(shape));
    if (!going)
        return going;
    if (const auto looked = look(site.environment().clock, db, query.filter, *going, atMost, stop); !looked)
        return failure(looked.error());
    going->complete = going->looked == going->toLook;
    if (going->complete)
        going->candidates.reset();
    return going;
}

Result<std::vector<RowId>> firstMessages(Site &site, store::Connection &db, const ListQuery &query, int rows, const std::atomic<bool> &stop)
{
    if (isSearch(query.filter))
        return std::vector<RowId>();
    Plan plan = Planner(db, query.filter, site.now()).plan();
    if (query.upTo > 0 && query.upTo < store::newestMessage(db))
        plan.conditions.upTo = query.upTo;
    std::vector<MessageKey> keys;
    for (const MessageSlice &slice : plan.slices) {
        if (stop)
            return failure(interruptedError());
        const auto part = store::messageKeys(db, slice, plan.conditions, query.descending, std::nullopt, rows);
        keys.insert(keys.end(), part.begin(), part.end());
    }
    sortKeys(keys, query.descending);
    keys.resize(std::min(keys.size(), static_cast<std::size_t>(rows)));
    return idsOf(keys);
}

/// New ones are the last by record id: few, whatever the filter.
Result<std::int64_t> newMessages(Site &site, store::Connection &db, const ListQuery &query, RowId after, const std::atomic<bool> &stop)
{
    const std::int64_t newest = std::min(store::newestMessage(db), after + mostNew);
    if (query.filter.empty())
        return newest - after;
    const PackageTitles titles = titlesFor(db, query.filter);
    const MessageTest test(titles, query.filter, site.now());
    std::int64_t count = 0;
    for (RowId from = after + 1; from <= newest; from += lookChunk) {
        if (stop)
            return failure(interruptedError());
        std::vector<RowId> ids(static_cast<std::size_t>(std::min<RowId>(lookChunk, newest - from + 1)));
        std::iota(ids.begin(), ids.end(), from);
        const auto messages = store::messagesById(db, ids);
        count += std::count_if(messages.begin(), messages.end(), [&test](const StatusMessage &message) { return test.passes(message); });
    }
    return count;
}

Result<std::vector<MessageBucket>> bucketsOf(Site &site, store::Connection &db, const Filter &filter, Time from, Time to, int count,
                                             const std::atomic<bool> &stop)
{
    const Span step((to - from) / count);
    std::vector<MessageBucket> buckets(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        buckets[static_cast<std::size_t>(i)].from = from + i * step;
    const std::vector<MessageKind> kinds = store::messageKinds(db);
    for (const auto &[severity, field] : {std::pair{Severity::Error, &MessageBucket::errors}, {Severity::Warning, &MessageBucket::warnings},
                                          {Severity::Information, &MessageBucket::informations}}) {
        Plan plan = Planner(db, filter, site.now()).ofSeverity(severity, kinds);
        plan.conditions.from = std::max(plan.conditions.from, toMs(from));
        plan.conditions.to = std::min(plan.conditions.to, toMs(to) - 1);
        auto keys = allKeys(db, plan, false, stop);
        if (!keys || (isSearch(filter) && !keepFound(db, filter, *keys, stop)))
            return failure(interruptedError());
        for (const MessageKey &key : *keys)
            ++(buckets[static_cast<std::size_t>(std::min<std::int64_t>((key.at - toMs(from)) / step.count(), count - 1))].*field);
    }
    return buckets;
}

} // namespace cartage::engine
