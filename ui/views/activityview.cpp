// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/activityview.h"

#include <array>

#include "ui/text/format.h"
#include "ui/widgets/underway.h"

namespace cartage::ui {

namespace {

constexpr std::array atWork{State::Transferring, State::Verifying, State::Publishing};

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
    , m_underWay(new UnderWay(this))
{
    addStrip(m_underWay);
    connect(m_underWay, &UnderWay::acted, this, &ActivityView::act);
    connect(&asked, &engine::Session::underWayChanged, this, &ActivityView::showUnderWay);
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

void ActivityView::read()
{
    PagedPage::read();
    session().ask<std::map<State, std::int64_t>>([](engine::Session::Desk &desk) -> Result<std::map<State, std::int64_t>> {
        const auto site = desk.site();
        return site ? engine::stateCounts(**site) : failure(site.error());
    }).then(this, [this](const Result<std::map<State, std::int64_t>> &counts) {
        if (!counts)
            return;
        m_atWork = 0;
        for (const State state : atWork) {
            const auto count = counts->find(state);
            m_atWork += count == counts->end() ? 0 : count->second;
        }
        showUnderWay();
    });
}

void ActivityView::showUnderWay()
{
    QList<UnderWay::Line> lines;
    if (m_atWork > 0)
        lines.append({QString(), tr("%n distribution(s) are at work", nullptr, static_cast<int>(m_atWork)), tr("Show them")});
    for (const engine::Session::Undertaking &each : session().underWay()) {
        const QString since = format::clockSeconds(each.since, now());
        lines.append({QString::number(each.id), each.stopping ? tr("%1: is being stopped").arg(each.words) : tr("%1: since %2").arg(each.words, since),
                      each.stopping ? QString() : tr("Stop")});
    }
    m_underWay->setLines(lines);
}

void ActivityView::act(const QString &key)
{
    if (!key.isEmpty()) {
        session().stop(key.toInt());
        return;
    }
    Location there{QStringLiteral("distributions"), {}, {}, {}};
    for (const State state : atWork)
        there.chips.append({QStringLiteral("state"), QString::fromLatin1(name(state).data())});
    Q_EMIT openRequested(there);
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
