// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <charconv>
#include <map>

#include "core/engine/listing.h"
#include "ui/detail/detailparts.h"
#include "ui/text/format.h"

namespace cartage::ui::detailparts {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(Detail)
};

constexpr int firstFew = 3;
constexpr std::atomic<bool> never = false;

DetailEntry entryOf(const engine::DistributionView &view, bool byDp)
{
    DetailEntry entry;
    entry.mark = markOf(view);
    entry.title = byDp && view.told ? QString::fromStdString(view.told->site.value()) + QLatin1Char('/') + format::shown(view.dpName) : format::shown(byDp ? view.dpName : view.packageName);
    entry.second = view.row.installedVersion ? Said::tr("v%1 there").arg(format::number(*view.row.installedVersion)) : Said::tr("nothing there");
    entry.right = view.row.bytesTotal > 0 ? format::bytes(view.row.bytesTotal).text() : format::missing();
    return entry;
}

std::optional<std::int64_t> numberOf(const Error &error, const char *key)
{
    const auto found = error.parameters.find(key);
    std::int64_t value = 0;
    if (found == error.parameters.end())
        return std::nullopt;
    const std::string &text = found->second;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    return problem == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

} // namespace

Result<Company> companyOf(engine::Site &site, const QString &title, const QList<Chip> &chips, qint64 all, bool byDp)
{
    engine::ListQuery query;
    query.order = engine::ListOrder::ByLastTry;
    query.descending = true;
    for (const Chip &chip : chips)
        query.filter.terms.push_back({chip.key.toStdString(), chip.value.toStdString(), chip.negated});
    const auto ids = engine::listStart(site, query, firstFew, never);
    const auto rows = ids ? engine::listPage(site, ListKind::Distributions, *ids) : failure(ids.error());
    if (!rows)
        return failure(rows.error());
    Company company;
    company.related.title = title;
    for (const auto &row : *rows) {
        const auto *view = row ? std::get_if<engine::DistributionView>(&*row) : nullptr;
        if (!view)
            continue;
        company.first.push_back(*view);
        company.related.entries.push_back(entryOf(*view, byDp));
    }
    company.related.fact = Said::tr("%n distribution(s)", nullptr, static_cast<int>(all));
    company.related.all = {Said::tr("Show all %1").arg(format::number(all)), {QStringLiteral("distributions"), chips, {}, {}}};
    return company;
}

Result<std::optional<Detail::Related>> sameMessages(engine::Site &site, const StatusMessage &message, Time now)
{
    constexpr std::int64_t counted = 10'000;
    store::MessageFilter filter;
    filter.ids = {message.id};
    filter.component = message.component;
    filter.since = now - std::chrono::hours(24);
    filter.limit = counted;
    const auto found = engine::messages(site, filter);
    if (!found)
        return failure(found.error());
    std::map<std::string, std::int64_t> byDp;
    for (const StatusMessage &each : *found) {
        for (const StatusMessage::Attribute &attribute : each.attributes) {
            if (attribute.id == 404)
                ++byDp[attribute.value];
        }
    }
    if (found->empty())
        return std::optional<Detail::Related>();
    Detail::Related related;
    const QString number = QString::number(message.id), count = format::number(std::ssize(*found));
    related.title = Said::tr("%1 in the last 24 h").arg(number);
    related.fact = std::ssize(*found) < counted ? Said::tr("%n message(s)", nullptr, static_cast<int>(found->size())) : Said::tr("%1 and more").arg(count);
    std::vector<std::pair<std::string, std::int64_t>> most(byDp.begin(), byDp.end());
    std::stable_sort(most.begin(), most.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
    most.resize(std::min<std::size_t>(most.size(), firstFew));
    for (const auto &[dp, times] : most) {
        DetailEntry entry;
        entry.title = format::shown(dp);
        entry.right = format::number(times);
        related.entries.push_back(entry);
    }
    related.all = {Said::tr("Show them all"), {QStringLiteral("messages"), {{QStringLiteral("id"), number, false}, {QStringLiteral("since"), QStringLiteral("24h"), false}}, {}, {}}};
    return std::optional(related);
}

std::optional<SpaceNeed> spaceOf(const Error &error, const std::string &dp)
{
    const auto need = numberOf(error, "need");
    if (!need || *need <= 0 || (error.code != Code::NoSpace && error.code != Code::Quota))
        return std::nullopt;
    const auto limit = numberOf(error, "limit"), used = numberOf(error, "used");
    const auto free = limit && used ? std::optional(std::max<std::int64_t>(0, *limit - *used)) : numberOf(error, "free");
    if (!free)
        return std::nullopt;
    const auto bytes = [](std::int64_t value) { return format::bytes(value).text(); };
    SpaceNeed space;
    space.title = Said::tr("Space on %1").arg(format::shown(dp));
    if (limit && used)
        space.fact = Said::tr("%1 of its limit of %2 used at the last try").arg(bytes(*used), bytes(*limit));
    const double whole = static_cast<double>(std::max(*need, *free));
    space.filled = static_cast<double>(std::min(*free, *need)) / whole;
    space.missing = *need > *free ? 1 - space.filled : 0;
    space.left = Said::tr("%1 free").arg(bytes(*free));
    space.right = *need > *free ? Said::tr("%1 missing of %2 needed").arg(bytes(*need - *free), bytes(*need)) : Said::tr("%1 needed: it fits").arg(bytes(*need));
    return space;
}

std::optional<SpaceNeed> spaceOf(const Dp &dp)
{
    if (dp.totalBytes <= 0 || dp.freeBytes < 0)
        return std::nullopt;
    SpaceNeed space;
    const std::int64_t used = std::max<std::int64_t>(0, dp.totalBytes - dp.freeBytes);
    space.title = Said::tr("Space on %1").arg(format::shown(dp.name));
    space.fact = Said::tr("%1 used").arg(format::percent(used, dp.totalBytes));
    space.filled = static_cast<double>(used) / static_cast<double>(dp.totalBytes);
    space.left = Said::tr("%1 of %2 used").arg(format::bytes(used).text(), format::bytes(dp.totalBytes).text());
    space.right = Said::tr("%1 free").arg(format::bytes(dp.freeBytes).text());
    return space;
}

} // namespace cartage::ui::detailparts
