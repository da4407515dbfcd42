// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/dpsview.h"

#include "core/engine/listing.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

Item itemOf(const engine::DpView &view, Time at)
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
    item.row.cells = {title, state, proven, free, contact, failing, groups, path};
    item.subject = {Subject::Kind::Dp, title.text, {}, {}, {}, dp.name, 0};
    item.down = {QStringLiteral("distributions"), {{QStringLiteral("dp"), title.text, false}}, {}, {}};
    item.passes = [view](const Filter &filter, Time now) { return engine::passes(filter, view, now); };
    const auto key = [](const std::optional<Time> &time) { return QVariant(time ? static_cast<double>(toMs(*time)) : 0.0); };
    item.sortKeys = {title.text, state.text, static_cast<double>(view.verified), static_cast<double>(dp.freeBytes), key(dp.lastContact), key(dp.failingSince), groups.text, path.text};
    return item;
}

} // namespace

DpsView::DpsView(engine::Session &asked, QWidget *parent) : ShortPage(asked, QStringLiteral("dps"), tr("Distribution points"), ListKind::Dps, parent)
{
    setUp({{tr("Name")}, {tr("State")}, {tr("Proven"), true}, {tr("Free"), true, tr("GB")}, {tr("Last success")}, {tr("Failing since")}, {tr("Groups")}, {tr("Path")}}, {7, {13, 20, 10, 10, 12, 12, 14, 16}, {6, 4, 5}});
}

void DpsView::read()
{
    const Time at = now();
    ask<std::vector<engine::DpView>>([](engine::Session::Desk &desk) -> Result<std::vector<engine::DpView>> {
        const auto site = desk.site();
        return site ? engine::dpViews(**site) : failure(site.error());
    }, [at](const std::vector<engine::DpView> &all) {
        std::vector<Item> rows;
        for (const engine::DpView &view : all)
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
