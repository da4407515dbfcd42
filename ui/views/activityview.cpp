// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/activityview.h"

#include "ui/text/format.h"

namespace cartage::ui {

namespace {

const store::AuditRow &actionOf(const engine::ListRow &row) { return std::get<store::AuditRow>(row); }

Cell cellOf(const QString &text, const QString &tip = {})
{
    Cell cell;
    cell.text = text.isEmpty() ? format::missing() : text;
    cell.ink = text.isEmpty() ? Ink::Text2 : Ink::Text;
    cell.tip = tip;
    return cell;
}

Cell countCell(std::int64_t count)
{
    Cell cell = cellOf(count ? format::number(count) : QString());
    cell.right = true;
    return cell;
}

std::vector<Cell> cellsOf(const store::AuditRow &action, Time at)
{
    const QString reason = action.reason ? format::shown(*action.reason) : QString();
    return {cellOf(format::clockSeconds(action.at, at), format::exact(action.at)),
            cellOf(format::shown(action.actor)),
            cellOf(format::shown(action.action), format::shown(action.arguments)),
            countCell(action.changed),
            countCell(action.refused),
            cellOf(reason, reason),
            cellOf(format::shown(action.via))};
}

} // namespace

ActivityView::ActivityView(engine::Session &asked, QWidget *parent)
    : PagedPage(asked, QStringLiteral("activity"), tr("Activity"), ListKind::Activity, parent)
{
    using engine::ListOrder;
    setUp({{tr("Time"), false, {}, ListOrder::ByTime},
           {tr("Who"), false, {}, ListOrder::ByActor},
           {tr("What"), false, {}, ListOrder::ByAction},
           {tr("Changed"), true},
           {tr("Refused"), true},
           {tr("Reason")},
           {tr("By")}},
          [this](const engine::ListRow &row) { return cellsOf(actionOf(row), now()); }, {5, {17, 12, 18, 8, 8, 16, 19}, {6, 4}}, 0, Qt::DescendingOrder);
}

Subject ActivityView::subjectOf(const engine::ListRow &row) const
{
    const store::AuditRow &action = actionOf(row);
    return {Subject::Kind::Action, format::shown(action.action), {}, {}, {}, {}, action.id};
}

QString ActivityView::newerText(qint64 count) const { return tr("%n new action(s)", nullptr, static_cast<int>(count)); }

QString ActivityView::scopeText(qint64 shown, std::optional<qint64> all) const
{
    if (all && *all != shown)
        return tr("%1 of %2 actions").arg(format::number(shown), format::number(*all));
    return tr("%n action(s)", nullptr, static_cast<int>(shown));
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
