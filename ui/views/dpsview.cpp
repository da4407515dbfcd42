// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/dpsview.h"

#include "core/engine/listing.h"
#include "core/engine/sitetree.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/text/sitewords.h"

namespace cartage::ui {

namespace {

Item itemOf(const engine::DpView &view, const SiteCode &own, Time at)
{
    const Dp &dp = view.dp;
    Item item;
    item.row.id = format::shown(dp.name);
    Cell title, state, proven, free, contact, failing, groups, path;
    title.text = item.row.id;
    state.mark = markOf(view);
    state.text = format::dpStateName(view);
    state.tip = dp.condition ? sentences::of(*dp.condition) : QString();
    if (dp.condition && resolvesOf(dp.condition->code) == Resolves::Operator)
        state.ink = Ink::Red;
    proven.right = free.right = true;
    proven.text = format::ofTotal(view.verified, view.packages);
    if (dp.freeBytes >= 0) {
        const format::Quantity bytes = format::bytes(dp.freeBytes);
        free.text = bytes.digits;
        free.unit = bytes.unit;
    } else {
        free.text = format::missing();
        free.ink = Ink::Text2;
    }
    const auto when = [at](Cell &cell, const std::optional<Time> &time) {
        cell.text = time ? format::past(*time, at) : format::missing();
        cell.tip = time ? format::exact(*time) : QString();
        cell.ink = time ? Ink::Text : Ink::Text2;
    };
    when(contact, dp.lastContact);
    when(failing, dp.failingSince);
    QStringList names;
    for (const std::string &group : dp.groups)
        names << format::shown(group);
    groups.text = names.join(QStringLiteral(", "));
    path.text = format::shownPath(dp.path);
    path.tip = path.text;
    Cell site;
    site.text = QString::fromStdString(own.value());
    site.ink = Ink::Text2;
    item.row.cells = {title, state, proven, free, contact, failing, groups, site, path};
    item.subject = {Subject::Kind::Dp, title.text, {}, {}, {}, dp.name, 0};
    item.down = {QStringLiteral("distributions"), {{QStringLiteral("dp"), title.text, false}}, {}, {}};
    item.passes = [view, code = own.value()](const Filter &filter, Time now) { return passesNames(filter, "site", std::array{code}) && engine::passes(filter, view, now); };
    const auto key = [](const std::optional<Time> &time) { return QVariant(time ? static_cast<double>(toMs(*time)) : 0.0); };
    item.sortKeys = {title.text, state.text, static_cast<double>(view.verified), static_cast<double>(dp.freeBytes), key(dp.lastContact), key(dp.failingSince), groups.text, site.text, path.text};
    return item;
}

/// Of a site below: what is not told is missing.
Item itemOf(const engine::BelowDp &view, Time at)
{
    const RemoteDp &dp = view.dp;
    const QString site = QString::fromStdString(dp.site.value());
    Item item;
    item.row.id = site + QLatin1Char('/') + format::shown(dp.name);
    const auto missing = [] {
        Cell cell;
        cell.text = format::missing();
        cell.ink = Ink::Text2;
        return cell;
    };
    Cell title, state, proven, groups, where, free = missing();
    free.right = true;
    title.text = item.row.id;
    state.mark = sitewords::dpMark(dp.state);
    state.text = view.knownAt ? DpsView::tr("%1, %2", "state, age").arg(sitewords::dpState(dp.state), sitewords::asOf(view.knownAt, at)) : sitewords::dpState(dp.state);
    state.tip = state.text;
    proven.right = true;
    proven.text = format::ofTotal(view.verified, view.packages);
    QStringList names;
    for (const std::string &group : dp.groups)
        names << format::shown(group);
    groups.text = names.join(QStringLiteral(", "));
    where.text = site;
    item.row.cells = {title, state, proven, free, missing(), missing(), groups, where, missing()};
    item.subject = {Subject::Kind::Dp, title.text, {}, {}, {}, dp.name, 0};
    item.subject.site = dp.site.value();
    item.down = {QStringLiteral("distributions"), {{QStringLiteral("dp"), title.text, false}}, {}, {}};
    item.passes = [view](const Filter &filter, Time now) { return engine::passes(filter, view, now); };
    item.sortKeys = {title.text, state.text, static_cast<double>(view.verified), -1.0, 0.0, 0.0, groups.text, where.text, QString()};
    return item;
}

} // namespace

DpsView::DpsView(engine::Session &asked, QWidget *parent) : ShortPage(asked, QStringLiteral("dps"), tr("Distribution points"), ListKind::Dps, parent)
{
    setUp({{tr("Name")}, {tr("State")}, {tr("Proven"), true}, {tr("Free"), true, tr("GB")}, {tr("Last success")}, {tr("Failing since")}, {tr("Groups")}, {tr("Site")}, {tr("Path")}}, {8, {17, 24, 10, 10, 12, 12, 14, 6, 12}, {6, 4, 5, 3}});
}

void DpsView::read()
{
    const Time at = now();
    struct Answer {
        SiteCode own;
        std::vector<engine::DpView> dps;
        std::vector<engine::BelowDp> below;
    };
    ask<Answer>([](engine::Session::Desk &desk) -> Result<Answer> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        auto dps = engine::dpViews(**site);
        auto below = engine::belowDps(**site);
        if (!dps || !below)
            return failure(dps ? below.error() : dps.error());
        return Answer{(*site)->row().code, std::move(*dps), std::move(*below)};
    }, [at](const Answer &all) {
        std::vector<Item> rows;
        for (const engine::DpView &view : all.dps)
            rows.push_back(itemOf(view, all.own, at));
        for (const engine::BelowDp &view : all.below)
            rows.push_back(itemOf(view, at));
        return rows;
    });
}

QString DpsView::scopeText(qint64 shown, qint64 all) const
{
    return shown == all ? tr("%n distribution point(s)", nullptr, static_cast<int>(all))
                        : tr("%1 of %2 distribution points").arg(format::number(shown), format::number(all));
}

EmptyState::Content DpsView::emptyContent() const
{
    EmptyState::Content content;
    content.mark = Mark::Waiting;
    content.title = tr("No distribution points yet");
    content.sentence = tr("A distribution point is a folder, here or on a mounted share, from which clients read.");
    return content;
}

} // namespace cartage::ui
