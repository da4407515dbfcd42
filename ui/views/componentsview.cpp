// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/componentsview.h"

#include "core/engine/listing.h"
#include "ui/text/componentwords.h"
#include "ui/text/format.h"

namespace cartage::ui {

namespace {

Cell cellOf(const QString &text, const QString &tip = {})
{
    Cell cell;
    cell.text = text;
    cell.tip = tip;
    cell.ink = text == format::missing() ? Ink::Text2 : Ink::Text;
    return cell;
}

/// "3 of 5": how many of those from which on it is worse than it is now.
Cell countCell(const engine::ComponentView &view, Severity severity)
{
    const std::int64_t count = view.counts[static_cast<std::size_t>(severity)];
    const MessageLimit &limit = view.limits[severity];
    Cell cell = cellOf(format::number(count), componentwords::limits(limit));
    cell.right = true;
    const std::int64_t next = limit.warning > 0 && count < limit.warning ? limit.warning : limit.critical;
    if (next > 0)
        cell.unit = count < next ? ComponentsView::tr("of %1").arg(format::number(next)) : QStringLiteral("≥ ") + format::number(next);
    if (limit.critical > 0 && count >= limit.critical)
        cell.ink = Ink::Red;
    else if (limit.warning > 0 && count >= limit.warning)
        cell.ink = Ink::Amber;
    return cell;
}

double key(ComponentStatus status) { return static_cast<double>(status); }

Item itemOf(const engine::ComponentView &view, const engine::Overview &now, const QString &pace)
{
    Item item;
    item.row.id = format::shown(view.component);
    Cell name = cellOf(item.row.id, componentwords::does(view));
    Cell state = cellOf(componentwords::state(view, now.at));
    state.mark = componentwords::markOf(view.state);
    if (!view.ofSite) {
        state.mark.reset();
        state.ink = Ink::Text2;
    }
    state.tip = state.text;
    Cell status = cellOf(componentwords::statusName(view.status));
    status.mark = componentwords::markOf(view.status);
    status.ink = view.status == ComponentStatus::Critical ? Ink::Red : Ink::Text;
    const bool hasInbox = view.component == statusManagerName;
    Cell waiting = cellOf(hasInbox ? format::number(now.inboxFiles) : format::missing(), hasInbox ? pace : QString());
    waiting.right = true;
    const bool hasOldest = hasInbox && now.oldestInboxFile;
    Cell oldest = cellOf(hasOldest ? format::past(*now.oldestInboxFile, now.at) : format::missing(), hasOldest ? format::exact(*now.oldestInboxFile) : QString());
    item.row.cells = {name, status, state, countCell(view, Severity::Error), countCell(view, Severity::Warning), countCell(view, Severity::Information), waiting, oldest};
    item.subject.kind = Subject::Kind::Component;
    item.subject.title = item.row.id;
    item.subject.component = view.component;
    item.subject.problem = std::string(cartage::name(view.state));
    item.down = {QStringLiteral("messages"), {{QStringLiteral("component"), QString::fromStdString(view.component), false}}, {}, {}};
    item.passes = [view](const Filter &filter, Time at) { return engine::passes(filter, view, at); };
    const auto count = [&view](Severity severity) { return QVariant(static_cast<double>(view.counts[static_cast<std::size_t>(severity)])); };
    item.sortKeys = {item.row.id, key(view.status), state.text, count(Severity::Error), count(Severity::Warning), count(Severity::Information),
                     static_cast<double>(hasInbox ? now.inboxFiles : -1), hasOldest ? static_cast<double>(toMs(*now.oldestInboxFile)) : 0.0};
    return item;
}

} // namespace

ComponentsView::ComponentsView(engine::Session &asked, QWidget *parent) : ShortPage(asked, QStringLiteral("components"), tr("Components"), ListKind::Components, parent)
{
    const QString widest = tr("of %1").arg(format::number(1000));
    setUp({{tr("Component")}, {tr("Status")}, {tr("State")}, {tr("Errors, 24 h"), true, widest}, {tr("Warnings"), true, widest}, {tr("Information"), true, widest}, {tr("Waiting"), true}, {tr("Oldest")}},
          {2, {24, 12, 22, 12, 12, 12, 9, 12}, {5, 7, 4, 6, 3}});
    const auto only = [](const char *mark) { return Chip{QStringLiteral("is"), QString::fromLatin1(mark), false}; };
    setQuickFilters({{QStringLiteral("all"), tr("All"), {}}, {QStringLiteral("warning"), tr("Warning"), only("warning")}, {QStringLiteral("critical"), tr("Critical"), only("critical")}});
}

std::vector<Item> ComponentsView::itemsOf(const Answer &answer)
{
    m_all = answer.components.all;
    m_pace.take(answer.overview);
    std::vector<Item> items;
    for (const engine::ComponentView &view : answer.components.rows)
        items.push_back(itemOf(view, answer.overview, m_pace.words(answer.overview)));
    return items;
}

void ComponentsView::read()
{
    ask<Answer>([](engine::Session::Desk &desk) -> Result<Answer> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        auto components = engine::componentViews(**site);
        auto overview = engine::overview(**site);
        if (!components || !overview)
            return failure(components ? overview.error() : components.error());
        return Answer{std::move(*components), std::move(*overview)};
    }, [this](const Answer &answer) { return itemsOf(answer); });
}

QString ComponentsView::scopeText(qint64 shown, qint64 all) const
{
    const QString text = shown == all ? tr("%n component(s)", nullptr, static_cast<int>(all)) : tr("%1 of %2 components").arg(format::number(shown), format::number(all));
    return m_all ? text : tr("%1; clients name more than are listed").arg(text);
}

EmptyState::Content ComponentsView::emptyContent() const
{
    EmptyState::Content content;
    content.mark = Mark::Information;
    content.title = tr("No components");
    content.sentence = tr("What works at this site and what clients name as a component stands here.");
    return content;
}

} // namespace cartage::ui
