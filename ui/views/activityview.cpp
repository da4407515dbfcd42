// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/activityview.h"

#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

constexpr std::int64_t shownAtMost = 2000;

Item itemOf(const store::AuditRow &action, Time at)
{
    Item item;
    item.row.id = QString::number(action.id);
    Cell time, who, what, changed, refused, reason, via;
    time.text = format::clockSeconds(action.at, at);
    time.tip = format::exact(action.at);
    who.text = format::shown(action.actor);
    what.text = format::shown(action.action);
    what.tip = format::shown(action.arguments);
    changed.right = refused.right = true;
    changed.text = format::number(action.changed);
    refused.text = action.refused ? format::number(action.refused) : format::missing();
    refused.ink = action.refused ? Ink::Text : Ink::Text2;
    reason.text = action.reason ? format::shown(*action.reason) : format::missing();
    reason.ink = action.reason ? Ink::Text : Ink::Text2;
    reason.tip = reason.text;
    via.text = format::shown(action.via);
    item.row.cells = {time, who, what, changed, refused, reason, via};
    item.subject = {Subject::Kind::Action, what.text, {}, {}, {}, {}, action.id};
    item.facts[QStringLiteral("actor")] << who.text;
    item.facts[QStringLiteral("action")] << what.text;
    item.sortKeys = {static_cast<double>(action.id), who.text, what.text, static_cast<double>(action.changed), static_cast<double>(action.refused), reason.text, via.text};
    return item;
}

} // namespace

ActivityView::ActivityView(engine::Session &asked, QWidget *parent) : ListPage(asked, QStringLiteral("activity"), tr("Activity"), parent)
{
    setUp({{tr("Time")}, {tr("Who")}, {tr("What")}, {tr("Changed"), true}, {tr("Refused"), true}, {tr("Reason")}, {tr("By")}}, 2, {20, 20, 40, 10, 10, 30, 20}, {QStringLiteral("actor"), QStringLiteral("action")});
}

void ActivityView::refresh()
{
    const Time at = now();
    ask<std::vector<store::AuditRow>>([](engine::Session::Desk &desk) -> Result<std::vector<store::AuditRow>> {
        const auto site = desk.site();
        store::AuditFilter newest;
        newest.limit = shownAtMost;
        return site ? engine::audit(**site, newest) : failure(site.error());
    }, [at](const std::vector<store::AuditRow> &all) {
        std::vector<Item> rows;
        for (const store::AuditRow &action : all)
            rows.push_back(itemOf(action, at));
        return rows;
    });
}

QString ActivityView::scopeText(qint64 shown, qint64 all) const
{
    return shown == all ? tr("The last %n action(s)", nullptr, static_cast<int>(all)) : tr("%1 of the last %2 actions").arg(format::number(shown), format::number(all));
}

EmptyState::Content ActivityView::emptyContent() const
{
    EmptyState::Content content;
    content.mark = Mark::Information;
    content.title = tr("Nobody has done anything yet");
    content.sentence = tr("Each action of an operator is kept here: when, who, what, why, and what it changed.");
    return content;
}

} // namespace cartage::ui
