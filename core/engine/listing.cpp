// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/listing.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "core/domain/escape.h"
#include "core/engine/belowrows.h"
#include "core/engine/listings.h"
#include "core/engine/shown.h"
#include "core/store/addressrepository.h"
#include "core/store/dprepository.h"
#include "core/store/listing.h"
#include "core/store/statusquestions.h"

namespace cartage::engine {

namespace {

constexpr std::int64_t mostNew = 10'000;
constexpr Span steadyAfter = std::chrono::seconds(2);
constexpr int dpBits = 27, numberBits = 20;

constexpr std::string_view codeDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

constexpr ListOrder rowOrders[] = {ListOrder::ByState,    ListOrder::ByPackage, ListOrder::ByDp,      ListOrder::ByError,   ListOrder::ByAttempt,
                                   ListOrder::ByVerified, ListOrder::BySince,   ListOrder::ByLastTry, ListOrder::ByNextTry, ListOrder::ByChanged};
constexpr ListOrder messageOrders[] = {ListOrder::ByTime};
constexpr ListOrder actionOrders[] = {ListOrder::ByTime, ListOrder::ByActor, ListOrder::ByAction};
constexpr ListOrder clientOrders[] = {ListOrder::ByMachine, ListOrder::BySender,  ListOrder::ByTime,     ListOrder::ByErrors,
                                      ListOrder::BySkew,    ListOrder::ByMissing, ListOrder::ByReceived, ListOrder::ByRepeated};
constexpr ListOrder quarantineOrders[] = {ListOrder::ByTime, ListOrder::BySender, ListOrder::ByReason, ListOrder::BySize};

bool isOfStatus(ListKind list) { return list == ListKind::Clients || list == ListKind::Quarantine; }

template <class T>
Result<T> reading(Site &site, const std::function<Result<T>(store::Connection &)> &question)
{
    return site.database().read<T>(question);
}

Result<Filter> checked(const ListQuery &query)
{
    const auto orders = ordersOf(query.list);
    if (std::find(orders.begin(), orders.end(), query.order) != orders.end())
        return checkFilter(query.list, query.filter);
    Error error;
    error.code = Code::WrongValue;
    error.object = "order";
    error.parameters["why"] = "this list is not offered in that order";
    return failure(error);
}

Result<ListShape> extended(Site &site, store::Connection &db, const ListQuery &query, ListShape shape, Span atMost, const std::atomic<bool> &stop)
{
    if (query.list == ListKind::Messages)
        return extendMessages(site, db, query, std::move(shape), atMost, stop);
    const bool actions = query.list == ListKind::Activity;
    shape.upTo = !actions ? 0 : query.upTo > 0 ? query.upTo : store::newestAudit(db);
    auto rows = actions                 ? actionRows(site, db, query, 0, INT64_MAX, stop)
                : isOfStatus(query.list) ? statusRows(site, db, query, SIZE_MAX, stop)
                                         : distributionRows(site, db, query, SIZE_MAX, stop);
    if (!rows)
        return failure(rows.error());
    shape.rows = std::move(*rows);
    shape.complete = true;
    return shape;
}

using Page = std::vector<std::optional<ListRow>>;

/// Rows that were found, each at the place of its id.
template <class T, class IdOf>
Page placed(const std::vector<RowId> &ids, std::vector<T> found, const IdOf &idOf)
{
    Page page(ids.size());
    auto next = found.begin();
    for (std::size_t i = 0; i < ids.size() && next != found.end(); ++i) {
        if (idOf(*next) == ids[i])
            page[i] = std::move(*next++);
    }
    return page;
}

/// Of the attempt at work so far; nothing in its first seconds, which say little, nor while it proves, nor where an earlier attempt left parts that count as
/// done without having been moved.
std::optional<double> rateOf(const std::vector<store::RunningRow> &running, const Distribution &row, Time now)
{
    if (row.state != State::Transferring)
        return std::nullopt;
    const auto at = std::find_if(running.begin(), running.end(), [&row](const store::RunningRow &each) { return each.package == row.package && each.dp == row.dp; });
    if (at == running.end() || at->resumed || now - at->started < steadyAfter)
        return std::nullopt;
    return static_cast<double>(row.bytesDone) / std::chrono::duration<double>(now - at->started).count();
}

Page distributionPage(Site &site, store::Connection &db, const std::vector<RowId> &ids, bool history)
{
    std::set<PackageId> packages;
    std::set<DpKey> dps;
    std::vector<std::optional<Distribution>> rows;
    for (const RowId id : ids) {
        if (isBelow(id)) {
            rows.emplace_back();
            continue;
        }
        rows.push_back(store::distribution(db, packageOf(id), dpOf(id)));
        packages.insert(packageOf(id));
        dps.insert(dpOf(id));
    }
    const Shown shown(site, db, Surroundings(db, packages, dps));
    const std::vector<store::RunningRow> running = store::runningRows(db);
    Page page;
    for (std::size_t at = 0; at < rows.size(); ++at) {
        const auto &row = rows[at];
        std::optional<ListRow> &shownRow = page.emplace_back();
        if (!row && isBelow(ids[at])) {
            if (auto view = belowView(site, db, ids[at]); view && history)
                shownRow = toldRetry(db, std::move(*view), site.now());
            else if (view)
                shownRow = std::move(*view);
        }
        if (!row)
            continue;
        DistributionView view = shown.view(*row);
        view.bytesPerSecond = rateOf(running, *row, site.now());
        if (history)
            shownRow = RetryView{std::move(view), failedAttempts(db, row->package, row->dp)};
        else
            shownRow = std::move(view);
    }
    return page;
}

std::vector<std::string> sorted(std::set<std::string> values) { return {values.begin(), values.end()}; }

std::set<std::string> dpNames(store::Connection &db)
{
    std::set<std::string> names;
    for (const Dp &dp : store::dps(db))
        names.insert(dp.name);
    return names;
}

std::set<std::string> namesFor(store::Connection &db, ListKind list, const std::string &key)
{
    std::set<std::string> names;
    if (key == "dp")
        return dpNames(db);
    if (key == "package") {
        for (const store::NameRow &row : store::packageNames(db))
            names.insert(row.name);
    } else if (key == "group") {
        for (const std::string &group : store::groups(db))
            names.insert(group);
    } else if (list == ListKind::Messages && (key == "component" || key == "id")) {
        for (const store::MessageKind &kind : store::messageKinds(db))
            names.insert(key == "id" ? std::to_string(kind.id) : kind.component);
    } else if (list == ListKind::Quarantine && key == "type") {
        names = {"file", "folder", "link", "other"};
    } else if (list == ListKind::Quarantine && key == "reason") {
        for (const std::string &reason : store::quarantineReasons(db))
            names.insert(reason);
    } else if (list == ListKind::Activity && (key == "actor" || key == "action")) {
        for (const store::AuditRow &row : store::auditBefore(db, INT64_MAX, 1000))
            names.insert(key == "actor" ? row.actor : row.action);
    } else if ((list == ListKind::Sites && key == "via") || (list != ListKind::Messages && key == "site")) {
        for (const RemoteSite &each : store::remoteSites(db))
            names.insert(key == "via" ? each.via.value() : each.code.value());
        for (const Address &each : store::addresses(db))
            names.insert(each.site.value());
    }
    return names;
}

} // namespace

Error interruptedError()
{
    Error error;
    error.code = Code::Interrupted;
    return error;
}

RowId rowId(const PackageId &package, DpKey dp)
{
    std::int64_t number = 0;
    const std::string &id = package.value();
    for (std::size_t i = 0; i < 3 && i < id.size(); ++i)
        number = number * 36 + static_cast<std::int64_t>(std::min(codeDigits.find(id[i]), codeDigits.size() - 1));
    std::int64_t serial = 0;
    std::from_chars(id.data() + std::min<std::size_t>(3, id.size()), id.data() + id.size(), serial, 16);
    return (((number << numberBits) | serial) << dpBits) | dp.value();
}

PackageId packageOf(RowId id)
{
    const std::int64_t package = id >> dpBits;
    std::int64_t number = package >> numberBits;
    std::string code(3, '0');
    for (std::size_t i = 3; i-- > 0; number /= 36)
        code[i] = codeDigits[static_cast<std::size_t>(number % 36)];
    return makePackageId(SiteCode(code), static_cast<std::uint32_t>(package & ((1 << numberBits) - 1)));
}

DpKey dpOf(RowId id) { return DpKey(id & ((1 << dpBits) - 1)); }

std::span<const ListOrder> ordersOf(ListKind list)
{
    switch (list) {
    case ListKind::Distributions:
    case ListKind::Retries:
        return rowOrders;
    case ListKind::Messages:
        return messageOrders;
    case ListKind::Activity:
        return actionOrders;
    case ListKind::Clients:
        return clientOrders;
    case ListKind::Quarantine:
        return quarantineOrders;
    case ListKind::Problems:
    case ListKind::Packages:
    case ListKind::Dps:
    case ListKind::Components:
    case ListKind::Sites:
        break;
    }
    return {};
}

Result<ListShape> extendShape(Site &site, const ListQuery &query, ListShape shape, Span atMost, const std::atomic<bool> &stop)
{
    if (const auto filter = checked(query); !filter)
        return failure(filter.error());
    return reading<ListShape>(site, [&](store::Connection &db) { return extended(site, db, query, std::move(shape), atMost, stop); });
}

Result<ListShape> listShape(Site &site, const ListQuery &query, const std::atomic<bool> &stop)
{
    Result<ListShape> shape = ListShape();
    while (shape && !shape->complete)
        shape = extendShape(site, query, std::move(*shape), std::chrono::seconds(1), stop);
    return shape;
}

Result<std::vector<RowId>> listStart(Site &site, const ListQuery &query, int rows, const std::atomic<bool> &stop)
{
    if (const auto filter = checked(query); !filter)
        return failure(filter.error());
    return reading<std::vector<RowId>>(site, [&](store::Connection &db) -> Result<std::vector<RowId>> {
        if (query.list == ListKind::Messages)
            return firstMessages(site, db, query, rows, stop);
        const bool newestFirst = query.list == ListKind::Activity && query.order == ListOrder::ByTime && query.descending;
        auto shape = newestFirst ? actionRows(site, db, query, 0, rows, stop)
                     : query.list == ListKind::Activity ? actionRows(site, db, query, 0, INT64_MAX, stop)
                     : isOfStatus(query.list)           ? statusRows(site, db, query, static_cast<std::size_t>(rows), stop)
                                                        : distributionRows(site, db, query, static_cast<std::size_t>(rows), stop);
        if (shape && std::ssize(*shape) > rows)
            shape->resize(static_cast<std::size_t>(rows));
        return shape;
    });
}

Result<std::int64_t> listCount(Site &site, ListKind list, const std::atomic<bool> &stop)
{
    return reading<std::int64_t>(site, [&](store::Connection &db) -> Result<std::int64_t> {
        if (list == ListKind::Messages)
            return store::messageCount(db);
        if (list == ListKind::Activity)
            return store::auditCount(db);
        if (isOfStatus(list))
            return list == ListKind::Clients ? store::clientCount(db) : store::quarantineCount(db);
        const auto rows = distributionRows(site, db, {list, {}, ListOrder::ByPackage, false, 0}, SIZE_MAX, stop);
        return rows ? Result<std::int64_t>(std::ssize(*rows)) : failure(rows.error());
    });
}

Result<std::int64_t> newerThan(Site &site, const ListQuery &query, RowId upTo, const std::atomic<bool> &stop)
{
    if (const auto filter = checked(query); !filter)
        return failure(filter.error());
    return reading<std::int64_t>(site, [&](store::Connection &db) -> Result<std::int64_t> {
        if (query.list == ListKind::Messages)
            return newMessages(site, db, query, upTo, stop);
        if (query.list != ListKind::Activity)
            return 0;
        ListQuery all = query;
        all.upTo = 0;
        const auto rows = actionRows(site, db, all, upTo, mostNew, stop);
        return rows ? Result<std::int64_t>(std::ssize(*rows)) : failure(rows.error());
    });
}

Result<Page> listPage(Site &site, ListKind list, const std::vector<RowId> &ids)
{
    return reading<Page>(site, [&](store::Connection &db) -> Result<Page> {
        if (list == ListKind::Messages)
            return placed(ids, store::messagesById(db, ids), [](const StatusMessage &message) { return message.recordId; });
        if (list == ListKind::Activity)
            return placed(ids, store::auditById(db, ids), [](const store::AuditRow &row) { return row.id; });
        if (list == ListKind::Clients)
            return placed(ids, clientViewsByKey(db, ids, site.now()), [](const ClientView &row) { return row.id; });
        if (list == ListKind::Quarantine)
            return placed(ids, quarantineViewsById(db, ids), [](const QuarantineView &row) { return row.id; });
        return distributionPage(site, db, ids, list == ListKind::Retries);
    });
}

Result<std::map<State, std::int64_t>> countByState(Site &site, const Filter &filter, const std::atomic<bool> &stop)
{
    const auto good = checkFilter(ListKind::Distributions, filter);
    if (!good)
        return failure(good.error());
    return reading<std::map<State, std::int64_t>>(site, [&](store::Connection &db) { return distributionStates(site, db, filter, stop); });
}

Result<std::vector<MessageBucket>> messageHistogram(Site &site, const Filter &filter, Time from, Time to, int buckets, const std::atomic<bool> &stop)
{
    const auto good = checkFilter(ListKind::Messages, filter);
    if (!good)
        return failure(good.error());
    if (buckets < 1 || to - from < Span(buckets))
        return std::vector<MessageBucket>();
    return reading<std::vector<MessageBucket>>(site, [&](store::Connection &db) { return bucketsOf(site, db, filter, from, to, buckets, stop); });
}

Result<std::vector<std::string>> filterValues(Site &site, ListKind list, const std::string &key)
{
    return reading<std::vector<std::string>>(
        site, [&](store::Connection &db) -> Result<std::vector<std::string>> { return sorted(namesFor(db, list, key)); });
}

} // namespace cartage::engine
